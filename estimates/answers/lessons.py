"""A claims table as the figures that are learned from, and what they teach."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from estimates.answers.anchoring import Known, known_values
from estimates.answers.learning import learn
from estimates.answers.records import Learned, Said
from estimates.claims.grades import GRADE_WEIGHTS, grades
from estimates.claims.groups import Groups
from estimates.intervals.arrays import Floats, Ints

#: Sources, and quantities that two or more of them speak on, below which there is no record to learn from.
SOURCES, QUANTITIES = 3, 5
_USUAL = GRADE_WEIGHTS["reliability"]["C"]


class Lesson(NamedTuple):
    """Groups, the figures in them that were learned from, and what was learned; nothing where the record is short."""

    groups: Groups
    rows: Ints  # of the claims of the groups
    said: Said
    names: Any  # of the sources
    learned: Learned | None
    known: Floats


def lesson_of(groups: Groups, known: Known | None = None) -> Lesson:
    """Learn from groups of claims, if they have enough of a record."""
    code, names = pd.factorize(groups.claims["source"], sort=True, use_na_sentinel=False)
    own = replace(groups, origin=code.astype(np.int64))
    rows = np.flatnonzero(own.last & ~own.repeated)
    rows = rows[_order(own, rows)]
    claims = groups.claims
    origin = groups.speakers[1][rows]
    hedge = (
        claims["hedge"].astype(object).to_numpy()[rows] if "hedge" in claims else np.full(len(rows), "plain", object)
    )
    best = groups.best[rows]
    plain = np.isin(hedge.astype(str), ["plain", "exact"]) | pd.isna(hedge)
    said = Said(
        groups.code[rows], own.origin[rows], 1 / np.bincount(origin)[origin] if len(rows) else np.zeros(0), best,
        groups.column("low")[rows], groups.column("high")[rows], ~np.isnan(best) & plain,
        len(groups), len(names), _graded(groups, own.origin, len(names)),
    )  # fmt: skip
    settled = known_values(groups.keys, groups.units, known)
    compared = ((groups.n_origins > 1) | (~np.isnan(settled) & (groups.n_origins > 0))).sum()
    enough = len(names) >= SOURCES and compared >= QUANTITIES
    return Lesson(
        groups, rows, said, np.asarray(names, dtype=object), learn(said, settled) if enough else None, settled
    )


def _order(groups: Groups, rows: Ints) -> Ints:
    """Rows by group, source and figure."""
    key = groups.code[rows] * max(groups.n_sources, 1) + groups.origin[rows]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    if (ordered[1:] == ordered[:-1]).any():
        ends = [groups.column(name)[rows] for name in ("high", "likely_high", "likely_low", "low")]
        order = np.lexsort((*ends, groups.best[rows], key))
    return order


def _graded(groups: Groups, source: Ints, n: int) -> Floats:
    """What each source is worth by its Admiralty grades against the usual C; 1 where nobody graded it, or F."""
    if "reliability" not in groups.claims:
        return np.ones(n)
    worth = {grade: weight / _USUAL for grade, weight in GRADE_WEIGHTS["reliability"].items() if grade != "F"}
    given = grades(groups.claims, "reliability").map(worth).to_numpy(dtype=float, na_value=np.nan)
    some = ~np.isnan(given)
    count = np.bincount(source[some], minlength=n)
    mean: Floats = np.bincount(source[some], given[some], n) / np.maximum(count, 1)
    return np.where(count > 0, mean, 1.0)
