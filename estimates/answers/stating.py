"""What origins state: the latest claims of each, and one figure for each."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from estimates.claims.groups import Groups
from estimates.intervals.arrays import Bools, Floats, Ints, dense, places_of
from estimates.intervals.ranked import decode
from estimates.intervals.sweeps import middle


class Figures(NamedTuple):
    """What origins said, as columns."""

    group: Ints
    low: Floats
    best: Floats
    high: Floats
    lower: Bools
    upper: Bools
    value: Floats

    def take(self, rows: Bools) -> Figures:
        """Some of the figures."""
        if rows.all():
            return self
        places = places_of(rows)
        columns: list[Any] = [column[places] for column in self]
        return Figures(*columns)

    def printed(self) -> tuple[Floats, Floats]:
        """The least and the greatest number that was printed: one number, or the bounded ends of a stated range."""
        number = np.where(np.isnan(self.best), self.value, self.best)
        low, high = (np.where(np.isnan(number) & np.isfinite(end), end, number) for end in (self.low, self.high))
        return np.where(np.isnan(low), high, low), np.where(np.isnan(high), low, high)


def last_said(groups: Groups) -> Figures:
    """The latest claims of every origin, with the origin as the group; what it repeats is left out."""
    low, high, lower, upper = decode(*groups.ranked)
    best, value = groups.best, groups.column("value")
    said = Figures(groups.speakers[1], low, best, high, lower, upper, value)
    return said.take(groups.last & ~groups.repeated)


def by_origin(groups: Groups) -> Figures:
    """One figure for each origin in a group: its latest, or the median of the latest where they differ."""
    said = last_said(groups)
    speakers, n = groups.speakers[0], len(groups.speakers[0])
    code = said.group
    # Numbers and their ends must come from the same claims: from those that state a best, else a value, else a range.
    vagueness = np.where(~np.isnan(said.best), 0, np.where(~np.isnan(said.value), 1, 2))
    least = np.full(n, 2)
    np.minimum.at(least, code, vagueness)
    keep = vagueness == least[code]
    said, code = said.take(keep), code[keep]
    several = np.flatnonzero((np.bincount(code, minlength=n) > 1)[code])
    speaking, place = dense(code[several])

    def one_each(numbers: Floats, flags: Bools) -> tuple[Floats, Bools]:
        """The middle of what each says; most say one thing, which is it."""
        one, flag = np.full(n, np.nan), np.zeros(n, dtype=bool)
        one[code], flag[code] = numbers, flags & ~np.isnan(numbers)
        one[speaking], flag[speaking] = middle(numbers[several], flags[several], place, len(speaking))
        return one, flag

    low, lower = one_each(said.low, said.lower)
    high, upper = one_each(said.high, said.upper)
    best, value = (one_each(numbers, np.isnan(numbers))[0] for numbers in (said.best, said.value))
    return Figures(groups.group_of(speakers), low, best, high, lower, upper, value)
