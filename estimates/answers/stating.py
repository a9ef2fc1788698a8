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
    return _said(groups, np.flatnonzero(groups.last & ~groups.repeated))


def _said(groups: Groups, rows: Ints) -> Figures:
    """Some claims, with the origin as the group."""
    ranked = groups.bands.ranked
    low, high, lower, upper = decode(ranked.start[rows], ranked.stop[rows], ranked.ends)
    best, value = groups.best[rows], groups.column("value")[rows]
    return Figures(groups.speakers[1][rows], low, best, high, lower, upper, value)


def by_origin(groups: Groups) -> Figures:
    """One figure for each origin in a group: its latest, or the median of the latest where they differ."""
    speakers, code = groups.speakers
    n, rows = len(speakers), np.flatnonzero(groups.last & ~groups.repeated)
    # Numbers and their ends must come from the same claims: from those that state a best, else a value, else a range.
    unsaid = np.isnan(groups.best[rows]), np.isnan(groups.column("value")[rows])
    vagueness = np.where(unsaid[0], np.where(unsaid[1], 2, 1), 0)
    least = np.full(n, 2)
    np.minimum.at(least, code[rows], vagueness)
    said = _said(groups, rows[vagueness == least[code[rows]]])
    code = said.group
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
