"""The record of every source of a dataset: what is learned from, a few numbers a figure, is brought together."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from estimates.answers.anchoring import Known, known_values
from estimates.answers.lessons import figures_of, lesson_from, prior_of, worths
from estimates.answers.profiling import profiles_from
from estimates.answers.records import Said
from estimates.claims.comparable import By
from estimates.claims.groups import group_claims
from estimates.datasets.mapping import map_quantities
from estimates.datasets.results import Result, needed, told
from estimates.datasets.running import Engine, schema_of
from estimates.door import checked
from estimates.errors import check_number
from estimates.schema import SAME, WORDS

#: What is kept of a figure.
_FIGURES = dict.fromkeys(("share", "best", "low", "high", "worth", "known"), float) | {
    "group": np.int64, "source": np.int64, "exact": bool,
}  # fmt: skip


@checked
def profiles_dataset(
    dataset: Any,
    *,
    out: str | os.PathLike[str],
    engine: Engine = "duckdb",
    by: By = SAME,
    known: Known | None = None,
    level: float = 0.95,
    **how: Any,
) -> Path:
    """Say of every source of a dataset how it does wherever it can be compared; see ``profiles``.

    Parameters
    ----------
    dataset, out, engine, by, **how
        As in ``map_quantities``.
    known, level
        As in ``profiles``.

    Returns
    -------
    Path
        Rows as ``profiles`` gives them, within 1e-12 of each number: buckets add up in another order.

    Notes
    -----
    Buckets let claims through the door and keep, in ``out`` + ".figures", eight numbers of each figure that counts.
    Those of all buckets are then learned from together, as copying shows only across quantities: they stay in memory as
    arrays, and what is worked out of them is, part by part. That takes some 180 bytes a claim, and more where sources
    repeat one another, where ``profiles`` takes more than twenty times as much.

    Examples
    --------
    >>> import tempfile
    >>> from estimates import profiles_dataset, read_claims
    >>> folder = Path(tempfile.mkdtemp())
    >>> rows = [{"quantity": f"q{k}", "source": source, "value": 100 + k + (source == "c")}
    ...         for k in range(6) for source in "abc"]
    >>> read_claims(rows).to_parquet(folder / "claims.parquet")
    >>> table = pd.read_parquet(profiles_dataset(folder, out=folder / "profiles"))
    >>> table[["source", "n_quantities", "regime"]]
      source  n_quantities      regime
    0      a             6  judgements
    1      b             6  judgements
    2      c             6  judgements
    """
    check_number("level", level, least=0, most=1, open_ends=True)
    arrow = needed("pyarrow")
    place = Path(out)
    made = {"function": "profiles", "by": by, "level": level}
    schema = told(schema_of(None, lambda: _profiles([], 0, level)), method=made)
    result = Result(place, schema, {"function": "profiles"})
    with result.making():
        figures = place.with_name(f"{place.name}.figures")
        map_quantities(dataset, partial(_figures, by=by, known=known), out=figures, engine=engine, by=by, **how)
        files = sorted(figures.glob("part-*.parquet"))
        n = sum(needed("pyarrow.parquet").read_metadata(file).num_rows for file in files)
        table = _profiles(map(pd.read_parquet, files), n, level)
        result.write(0, arrow.Table.from_pandas(table, schema=schema, preserve_index=False))
    shutil.rmtree(figures, ignore_errors=True)
    return place


def _figures(claims: pd.DataFrame, *, by: By, known: Known | None) -> pd.DataFrame:
    """What can be learned from the claims of a bucket, a row a figure; groups are numbered within it."""
    groups = group_claims(claims, by)
    said, names, rows = figures_of(groups)
    settled = known_values(groups.keys, groups.units, known)
    return pd.DataFrame({
        "group": said.group, "source": pd.array(names[said.source], dtype=WORDS), "share": said.share,
        "best": said.best, "low": said.low, "high": said.high, "exact": said.exact, "worth": worths(groups)[rows],
        "known": settled[said.group],
    })  # fmt: skip


def _profiles(parts: Iterable[pd.DataFrame], n_figures: int, level: float) -> pd.DataFrame:
    """The table of ``profiles`` from the figures of all buckets, which share no group."""
    columns: dict[str, Any] = {name: np.empty(n_figures, dtype=kind) for name, kind in _FIGURES.items()}
    named, n, n_names, begin = [np.zeros(0, dtype=object)], 0, 0, 0
    for part in parts:  # its words are numbered and let go; a name that several parts have has several numbers yet
        code, names = pd.factorize(part["source"], use_na_sentinel=False)
        part = part.assign(group=part["group"] + n, source=code + n_names)
        for name, cells in columns.items():
            cells[begin : begin + len(part)] = part[name]
        n = int(part["group"].to_numpy().max(initial=n - 1)) + 1
        n_names, begin = n_names + len(names), begin + len(part)
        named.append(np.asarray(names, dtype=object))
    number, names = pd.factorize(np.concatenate(named), sort=True, use_na_sentinel=False)
    group, source = columns["group"], number.astype(np.int64)[columns.pop("source")]
    known = np.full(n, np.nan)
    known[group] = columns.pop("known")
    prior = prior_of(source, columns.pop("worth"), len(names))
    said = Said(source=source, n_groups=n, n_sources=len(names), prior=prior, **columns)
    lesson = lesson_from(said, np.asarray(names, dtype=object), known)
    return profiles_from(lesson, pd.DataFrame(index=range(len(group))), [], level)
