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
from estimates.answers.lessons import figures_of, graded, lesson_from, prior_of, worths
from estimates.answers.profiling import profiles_from
from estimates.answers.records import Said
from estimates.answers.storage import Files, Memory, Store
from estimates.claims.comparable import By
from estimates.claims.groups import group_claims
from estimates.datasets.mapping import map_quantities
from estimates.datasets.results import Result, needed, told
from estimates.datasets.running import Engine, schema_of
from estimates.door import checked
from estimates.errors import check_number
from estimates.schema import SAME, WORDS

#: What is kept of a figure.
_FIGURES = dict.fromkeys(("share", "best", "low", "high"), float) | {
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
    Those of all buckets are then learned from together, as copying shows only across quantities: half a million at a
    time, in up to some thirty passes, so that only sums of each source, and of each two that state one value, stay in
    memory. What is worked out of a figure stands there in files without a name, some 130 bytes a claim.

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
    schema = told(schema_of(None, lambda: _profiles([], 0, level, Memory())), method=made)
    result = Result(place, schema, {"function": "profiles"})
    with result.making():
        figures = place.with_name(f"{place.name}.figures")
        map_quantities(dataset, partial(_figures, by=by, known=known), out=figures, engine=engine, by=by, **how)
        files = sorted(figures.glob("part-*.parquet"))
        n = sum(needed("pyarrow.parquet").read_metadata(file).num_rows for file in files)
        table = _profiles(map(pd.read_parquet, files), n, level, Files(figures))
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


def _profiles(parts: Iterable[pd.DataFrame], n_figures: int, level: float, store: Store) -> pd.DataFrame:
    """The table of ``profiles`` from the figures of all buckets, which share no group."""
    columns = {name: store.array(n_figures, kind=kind) for name, kind in _FIGURES.items()}
    known, n, n_names, begin = store.array(n_figures, np.nan), 0, 0, 0
    named, worth = [np.zeros(0, dtype=object)], [np.zeros((2, 0))]
    for part in parts:  # its words are numbered and let go; a name that several parts have has several numbers yet
        code, names = pd.factorize(part["source"], use_na_sentinel=False)
        group, keys = pd.factorize(part["group"])  # those of which nothing can be learned are left out
        named.append(np.asarray(names, dtype=object))
        worth.append(graded(code, part["worth"].to_numpy(), len(names)))
        part = part.assign(group=group + n, source=code + n_names)
        for name, cells in columns.items():
            cells[begin : begin + len(part)] = part[name]
        known[part["group"]] = part["known"]
        n, n_names, begin = n + len(keys), n_names + len(names), begin + len(part)
        store.release()
    number, names = pd.factorize(np.concatenate(named), sort=True, use_na_sentinel=False)
    prior = prior_of(np.stack([np.bincount(number, sums, len(names)) for sums in np.concatenate(worth, axis=1)]))
    said = Said(**columns, n_groups=n, n_sources=len(names), prior=prior, store=store)
    for rows, _, some in said.parts():
        said.source[rows] = number[some.source]
    lesson = lesson_from(said, np.asarray(names, dtype=object), known[:n])
    return profiles_from(lesson, pd.DataFrame(), [], level)
