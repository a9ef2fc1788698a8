"""The outer bands of claims in groups: ranked, swept, and what all of a group share where no rank is needed for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from estimates.intervals.arrays import Bools, Floats, Ints, places_of
from estimates.intervals.ranked import Ranked, cells, encode
from estimates.intervals.sweeps import Segments, Shared, coverage, hull, shared


@dataclass(frozen=True)
class Bands:
    """Outer bands, a row each, with the group of each from 0 and who speaks there.

    Attributes
    ----------
    code, speaker : array of int
        The group, and a number for each origin of each group.
    low, high, best : array of float
        Ends, and the one number that is stated, if one is.
    lower, upper : array of bool
        Whether the words say that an end is closed.
    n_groups : int
        How many groups there are, those without a band counted.
    """

    code: Ints
    speaker: Ints
    low: Floats
    best: Floats
    high: Floats
    lower: Bools
    upper: Bools
    n_groups: int

    def only(self, mask: Bools) -> Bands:
        """The same groups with fewer bands."""
        if mask.all():
            return self
        rows = places_of(mask)
        ends = {name: getattr(self, name)[rows] for name in ("low", "best", "high", "lower", "upper")}
        return Bands(self.code[rows], self.speaker[rows], **ends, n_groups=self.n_groups)

    @cached_property
    def ranked(self) -> Ranked:
        """The bands on ranks."""
        return encode(self.low, self.high, groups=self.code, flags=(self.lower, self.upper))

    @cached_property
    def segments(self) -> Segments:
        """How many origins allow each point."""
        return coverage(self.ranked.start, self.ranked.stop, self.code, self.speaker)

    @cached_property
    def shared(self) -> Shared:
        """What all bands of each group share, where that is plain without ranking their ends."""
        return shared(self.low, self.high, self.lower, self.upper, self.code, self.n_groups)

    def cells(self, group: Ints, numbers: Floats) -> Ints:
        """The cell that each number lies in among the ends of its group."""
        first, last = self._ends
        return cells(self.ranked.ends, numbers, first[group], last[group])

    @cached_property
    def _ends(self) -> tuple[Ints, Ints]:
        """Where among all ends those of each group begin and are over."""
        start, stop = hull(self.ranked.start, self.ranked.stop, self.code, self.n_groups)
        filled = start < stop
        return np.where(filled, start // 2, 0), np.where(filled, stop // 2 + 1, 0)
