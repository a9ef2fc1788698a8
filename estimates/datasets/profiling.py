"""The record of every source of a dataset: what is learned from, a few numbers a figure, is brought together."""

from __future__ import annotations

import os
import shutil
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
        Rows as ``profiles`` gives them, but for rounding in the last digits.

    Notes
    -----
    Buckets let claims through the door and keep, in ``out`` + ".figures", eight numbers of each figure that counts.
    Those of all buckets are then learned from at once: copying shows only across quantities. That takes some 400 bytes
    of memory a claim, where ``profiles`` takes more than ten times as much.

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
    schema = told(schema_of(None, lambda: _profiles([], level)), method=made)
    result = Result(place, schema, {"function": "profiles"})
    with result.making():
        figures = place.with_name(f"{place.name}.figures")
        map_quantities(dataset, partial(_figures, by=by, known=known), out=figures, engine=engine, by=by, **how)
        parts = [pd.read_parquet(part) for part in sorted(figures.glob("part-*.parquet"))]
        table = _profiles(parts, level)
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


def _profiles(parts: list[pd.DataFrame], level: float) -> pd.DataFrame:
    """The table of ``profiles`` from the figures of all buckets, which share no group."""
    parts = [part for part in parts if len(part)]
    n_groups = np.array([part["group"].max() + 1 for part in parts], dtype=np.int64)
    group = np.repeat(np.cumsum(n_groups) - n_groups, [len(part) for part in parts])
    whole = pd.concat(parts, ignore_index=True) if parts else _nothing()
    parts.clear()
    group = group + whole.pop("group").to_numpy()
    source, names = pd.factorize(whole.pop("source"), sort=True, use_na_sentinel=False)
    n = int(n_groups.sum())
    known = np.full(n, np.nan)
    known[group] = whole["known"]
    prior = prior_of(source, whole["worth"].to_numpy(), len(names))
    share, best, low, high, exact = (whole[name].to_numpy() for name in ("share", "best", "low", "high", "exact"))
    said = Said(group, source.astype(np.int64), share, best, low, high, exact, n, len(names), prior)
    lesson = lesson_from(said, np.asarray(names, dtype=object), known)
    return profiles_from(lesson, pd.DataFrame(index=range(len(group))), [], level)


def _nothing() -> pd.DataFrame:
    numbers = {name: np.zeros(0) for name in ("share", "best", "low", "high", "worth", "known")}
    first = {"group": np.zeros(0, dtype=np.int64), "source": pd.array([], dtype=WORDS)}
    return pd.DataFrame({**first, **numbers, "exact": np.zeros(0, dtype=bool)})
