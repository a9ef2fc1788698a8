"""Articles to a dataset of claims: read in processes, a batch of articles to a part."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.articles import (
    Article,
    Articles,
    align,
    each_article,
    report_failures,
    rows_and_failures,
    set_hours,
)
from estimates.claims.drafts import drafted
from estimates.datasets.results import Result, hashed, in_processes, needed, told, write_text
from estimates.door import checked
from estimates.errors import check_number
from estimates.progress import counted
from estimates.schema import WORDS
from estimates.version import __version__

_UNREAD = "_unread.json"


@checked
def read_texts_dataset(
    articles: Articles,
    *,
    out: str | os.PathLike[str],
    publisher: str | None = None,
    reported: Any = None,
    convention: str | Mapping[str, Any] = "plain",
    encoding: str = "utf-8",
    batch: int = 250,
    workers: int | None = None,
    progress: bool | None = None,
) -> Path:
    """Draft the claims of more articles than one would wait for, into a folder of Parquet; see ``read_texts``.

    Parameters
    ----------
    articles, publisher, reported, convention, encoding
        As for ``read_texts``.
    out : path
        The folder for the claims. An old result stays whole until the new one is.
    batch : int
        How many articles are read for one file of the result, in their order. Articles that tell of one event call it
        the same where they stand in one batch: let those of one event stand together (a folder for each, names that
        begin with the day), or raise this. With all articles in one batch the claims are those of ``read_texts``.
    workers : int, optional
        How many processes read; by default one for each processor.
    progress : bool, optional
        Whether to show a bar; by default where somebody watches.

    Returns
    -------
    Path
        ``out``, a dataset of drafts as ``read_texts`` gives them, with every column that a draft may have, in the order
        of the articles. ``_unread.json`` in it names the articles that could not be read, and what is wrong with each;
        a warning says so too.

    Raises
    ------
    ParseError
        If no article can be read.
    EstimatesError
        If ``joblib`` or ``pyarrow`` (extra ``big``) is not installed, ``out`` holds something else, or a run that
        stopped had other articles or settings.

    Notes
    -----
    A run that is killed leaves the batches it read beside ``out``, and the same call goes on from there.

    Examples
    --------
    >>> import tempfile
    >>> from estimates import read_texts_dataset
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Police said that they held 40 men.")
    >>> drafts = read_texts_dataset(folder, out=folder / "drafts", workers=1)
    >>> pd.read_parquet(drafts)[["source", "text", "locator"]].values.tolist()
    [['Police', '40', 'a.txt, sentence 1']]
    """
    arrow = needed("pyarrow")
    check_number("batch", batch, least=1, whole=True)
    options = {"publisher": publisher, "reported": reported, "convention": convention}
    listing = each_article(articles, options)
    settings = [repr(options), encoding, batch, __version__]
    marks = {"articles": hashed([_mark(article) for article in listing]), "settings": hashed(settings)}
    empty = drafted([])
    schema = arrow.Schema.from_pandas(empty.assign(article=empty["source"].astype(WORDS)), preserve_index=False)
    result = Result(Path(out), told(schema, method={"function": "read_texts", **options}), marks)
    with result.making():
        batches = [listing[k : k + batch] for k in range(0, len(listing), batch)]
        left = list(result.left(len(batches)))
        read = partial(_read, batches=batches, encoding=encoding, result=result)
        with counted(len(batches), unit="batch", progress=progress) as done:
            tasks = in_processes(read, left, workers or os.cpu_count() or 1)
            for count, _ in enumerate(tasks, len(batches) - len(left) + 1):
                done(count)
        failed: dict[str, str] = {}
        for file in [result.work / f"{number}{_UNREAD}" for number in range(len(batches))]:
            failed |= json.loads(file.read_text(encoding="utf-8"))
        report_failures(failed, len(listing))
        if batches:
            _number_ids(result, len(batches))
        result.note(_UNREAD, failed)
    return result.out


def _mark(article: Article) -> list[Any]:
    """What tells an article from another, or from what it was before."""
    if article.path is None:
        return [article.name, hashed(repr(article.text)), repr(article.options)]
    known = article.path.stat() if article.path.is_file() else None
    return [article.name, str(article.path.absolute()), known and [known.st_size, known.st_mtime_ns]]


def _read(number: int, *, batches: Sequence[Sequence[Article]], encoding: str, result: Result) -> None:
    texts: dict[str, str] = {}
    rows, failed = rows_and_failures(batches[number], encoding, texts)
    align(rows, texts)
    set_hours(rows, {article.name: article.options.get("reported") for article in batches[number]})
    write_text(result.work / f"{number}{_UNREAD}", json.dumps(failed))
    table = drafted(rows).reindex(columns=result.schema.names)
    result.write(number, needed("pyarrow").Table.from_pandas(table, schema=result.schema, preserve_index=False))


def _number_ids(result: Result, parts: int) -> None:
    """Number the ids that several batches made, as one table would."""
    arrow, parquet = needed("pyarrow"), needed("pyarrow.parquet")
    ids = [
        parquet.read_table(result.part(number), columns=["claim_id"])["claim_id"].to_pandas() for number in range(parts)
    ]
    together = pd.concat(ids, keys=range(parts))
    made = together.str.partition("-")[0]
    again = made.groupby(made).cumcount() + 1
    numbered = made.where(again == 1, made + "-" + again.astype(str))
    for number in np.unique(together.index.get_level_values(0)[(numbered != together).to_numpy()]).tolist():
        table = parquet.read_table(result.part(number))
        fresh = arrow.array(numbered.loc[number], type=table.schema.field("claim_id").type)
        result.write(number, table.set_column(table.schema.names.index("claim_id"), "claim_id", fresh))
