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
    """The figures that were learned from and what they teach; nothing where the record is short."""

    said: Said
    names: Any  # of the sources
    learned: Learned | None
    known: Floats  # by group


def lesson_of(groups: Groups, known: Known | None = None) -> tuple[Lesson, Ints]:
    """Learn from groups of claims, if they have enough of a record; and which of their claims that are."""
    said, names, rows = figures_of(groups)
    return lesson_from(said, names, known_values(groups.keys, groups.units, known)), rows


def lesson_from(said: Said, names: Any, known: Floats) -> Lesson:
    """Learn from figures, if they are enough of a record."""
    compared = 0
    for _, groups, some in said.parts():
        origins = np.round(np.bincount(some.group, some.share, some.n_groups))  # the figures of one count one together
        compared += int(((origins > 1) | (~np.isnan(known[groups]) & (origins > 0))).sum())
    enough = len(names) >= SOURCES and compared >= QUANTITIES
    return Lesson(said, names, learn(said, known) if enough else None, known)


def figures_of(groups: Groups) -> tuple[Said, Any, Ints]:
    """What sources say that can be learned from: their latest figures, the names of the sources, and the claims."""
    code, names = pd.factorize(groups.claims["source"], sort=True, use_na_sentinel=False)
    own = replace(groups, origin=code.astype(np.int64))
    rows = np.flatnonzero(own.last & ~own.repeated)
    rows = rows[_order(own, rows)]
    claims = groups.claims
    origin = groups.speakers[1][rows]
    best, plain = groups.best[rows], np.ones(len(rows), dtype=bool)
    if "hedge" in claims:
        plain = (claims["hedge"].isin(["plain", "exact"]) | claims["hedge"].isna()).to_numpy(dtype=bool)[rows]
    said = Said(
        groups.code[rows], own.origin[rows], 1 / np.bincount(origin)[origin] if len(rows) else np.zeros(0), best,
        groups.column("low")[rows], groups.column("high")[rows], ~np.isnan(best) & plain,
        len(groups), len(names), prior_of(graded(own.origin[rows], worths(groups)[rows], len(names))),
    )  # fmt: skip
    return said, np.asarray(names, dtype=object), rows


def _order(groups: Groups, rows: Ints) -> Ints:
    """Rows by group, source and figure."""
    key = groups.code[rows] * max(groups.n_sources, 1) + groups.origin[rows]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    if (ordered[1:] == ordered[:-1]).any():
        ends = [groups.column(name)[rows] for name in ("high", "likely_high", "likely_low", "low")]
        order = np.lexsort((*ends, groups.best[rows], key))
    return order


def worths(groups: Groups) -> Floats:
    """What each claim is worth by its Admiralty grade against the usual C; NaN where nobody graded it, or F."""
    if "reliability" not in groups.claims:
        return np.full(len(groups.claims), np.nan)
    worth = {grade: weight / _USUAL for grade, weight in GRADE_WEIGHTS["reliability"].items() if grade != "F"}
    of: Floats = grades(groups.claims, "reliability").map(worth).to_numpy(dtype=float, na_value=np.nan)
    return of


def graded(source: Ints, worth: Floats, n: int) -> Floats:
    """Of how many figures of each source somebody graded, and what these are worth together."""
    some = ~np.isnan(worth)
    return np.stack([np.bincount(source[some], minlength=n), np.bincount(source[some], worth[some], n)])


def prior_of(graded: Floats) -> Floats:
    """What each source is worth before it speaks: the mean of what its figures are; 1 where none is graded."""
    count, total = graded
    return np.where(count > 0, total / np.maximum(count, 1), 1.0)
