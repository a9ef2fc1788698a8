"""Bounded claims made ready to be held against each other: grouped, in one unit a group, as intervals on ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import Days, affirmed, counted_on, covered, day_of, printed_on, tentative, window
from estimates.claims.groups import closed_flags, group_numbers
from estimates.claims.phrasing import told, topics
from estimates.coded import coded
from estimates.conflicts import growing
from estimates.conflicts.growing import Has, long_over, of_its_day, read_words, some_of, told_at_once
from estimates.conflicts.superseding import superseded_by
from estimates.conversion import common_unit
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.intervals.ranked import Ranked, encode
from estimates.relations.stretching import half_bands
from estimates.schema import rows_of

_SOON = np.timedelta64(7, "D")  # in which what an event is measured by does not change


@dataclass(frozen=True)
class Comparison:
    """Claims that may be held against each other; every kind of finding is a function of this.

    Attributes
    ----------
    claims : DataFrame
        Sorted by id, one unit in each group, fresh index.
    by : tuple of str
        The columns that are equal within a group.
    group : array of int
        The group of each claim.
    window : Timedelta or None
        How far apart the spans of two figures may lie for them to be held against each other.
    max_pairs : int
        Pairs told for one group.
    """

    claims: pd.DataFrame
    by: tuple[str, ...]
    group: Ints
    window: pd.Timedelta | None
    max_pairs: int
    _rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    _topics: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, claims: pd.DataFrame, by: Sequence[str], within: Any, max_pairs: int) -> Comparison:
        """Sort, convert and group a bounded table; a figure of nothing known is comparable with nothing."""
        if "quantity" in by:
            unknown = claims["quantity"].array.isna()
            claims = rows_of(claims, ~unknown) if unknown.any() else claims
        claims = common_unit(claims, by)
        claims = rows_of(claims, claims["claim_id"].array.argsort(kind="stable"))
        keys = list(dict.fromkeys([*by, "unit"]))  # of one dimension in a group, which common_unit left one unit
        group = group_numbers(claims, keys)
        return cls(claims, tuple(by), group, None if within is None else window(within), max_pairs)

    @cached_property
    def n_groups(self) -> int:
        """How many groups there are."""
        return int(self.group.max(initial=-1)) + 1

    @cached_property
    def ranked(self) -> Ranked:
        """Outer bands on ranks."""
        return encode(self.low, self.high, groups=self.group, flags=self._closed)

    @cached_property
    def low(self) -> Floats:
        """Lower ends."""
        return np.asarray(self.claims["low"], dtype=float)

    @cached_property
    def high(self) -> Floats:
        """Upper ends."""
        return np.asarray(self.claims["high"], dtype=float)

    @cached_property
    def best(self) -> Floats:
        """Single figures, where there are some."""
        return np.asarray(self.claims["best"], dtype=float)

    def radius(self, lower: Any, upper: Any) -> Any:
        """How many halves of their bands two figures, or each of several pairs, are apart: see ``stretching``."""
        gap, both = np.maximum(self.low[upper] - self.high[lower], 0.0), self._half[lower] + self._half[upper]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(gap > 0, gap / both, 0.0)

    @cached_property
    def _closed(self) -> tuple[Bools, Bools]:
        return closed_flags(self.claims["closed"])

    @cached_property
    def _half(self) -> Floats:
        return half_bands(self.claims)

    @cached_property
    def affirmed(self) -> Bools:
        """Levels that nobody denies."""
        return affirmed(self.claims)

    @cached_property
    def tentative(self) -> Bools:
        """Figures that their sources are not sure of."""
        return tentative(self.claims)

    # Time ------------------------------------------------------------------------------------------------------------

    @cached_property
    def cumulative(self) -> Bools:
        """Figures that a table or a source calls running totals."""
        if "cumulative" not in self.claims:
            return np.zeros(len(self.claims), dtype=bool)
        return np.asarray(self.claims["cumulative"], dtype=bool)

    @cached_property
    def running(self) -> Bools:
        """Counts that can only grow: called running totals, or of what cannot be undone in most of their group."""
        grows = self._mostly(self.cumulative | growing.only_grows(self.claims, self._has)) & ~self._past
        if grows.any():
            grows = grows & ~growing.goes_both_ways(self.claims, self.group, self.source, (self.low, self.high))
        return np.asarray(self.cumulative | grows)

    def _mostly(self, rows: Bools) -> Bools:
        """Groups that have at least half of their figures among some rows."""
        share = np.bincount(self.group, rows, self.n_groups) / np.maximum(np.bincount(self.group), 1)
        return np.asarray((share >= 0.5)[self.group])

    @cached_property
    def counts(self) -> Bools:
        """Running counts whose day is that of the counting; a total that a table gives by its day is of that day."""
        return self.running & ~self.cumulative

    @cached_property
    def times(self) -> tuple[Days, Days]:
        """The span by which a figure is earlier or later than another of its group; NaT where nothing is known.

        A running count is of the time at which it was counted: the day of the attack says nothing about that. A level
        is of the span that it covers.
        """
        covers, counted = self.spans
        pairs = zip(counted, covers, strict=True)
        start, stop = (
            np.where((self.counts & ~np.isnat(count)) | np.isnat(span), count, span) for count, span in pairs
        )
        return start, stop

    @cached_property
    def dated(self) -> Bools:
        """Figures that are ordered by what tells it best: levels that say of which day they are, and all counts."""
        return np.asarray(self.counts | ~np.isnat(self.spans[0][1]))

    @cached_property
    def spans(self) -> tuple[tuple[Days, Days], tuple[Days, Days]]:
        """The spans that figures cover, and the times at which they were counted.

        What an event left behind is not of the day of the event alone: of which day it is, is not known. Who took part
        in it is of no day of counting.
        """
        left = growing.left_behind(self.claims, self._has)
        return _without(covered(self.claims), left), _without(counted_on(self.claims), self.fixed)

    @cached_property
    def printed(self) -> tuple[Days, Days]:
        """The times at which figures were published."""
        return printed_on(self.claims)

    @cached_property
    def print(self) -> Ints:
        """In which article each figure stands, as a number."""
        names = [name for name in ("article", "publisher", "reported") if name in self.claims]
        return group_numbers(self.claims, names)

    def earlier(self, i: Ints, j: Ints) -> Bools:
        """Whether each figure i is of an earlier time than figure j; where times meet or one is unknown it is not.

        Levels are ordered by the days that they are of or, where one does not say it, by the days they were counted on.
        Counts made at one time are told apart by the spans that they cover; states that pass within hours by the days
        they were printed on.
        The day of printing orders nothing between two figures printed at one time that say of which days they are.
        """
        covers, counted = self.spans
        known = ~np.isnat(covers[1])
        by_count = self.counts[i] | ~(known[i] & known[j])
        first = np.where(by_count, self._apart(counted, i, j) & ~self._at_odds(i, j), self._apart(covers, i, j))
        if self._passes.any():
            meets = self._passes[i] & by_count & ~first & ~self._apart(counted, j, i)
            first |= meets & self._apart(self.printed, i, j)
        if not self.counts.any():
            return np.asarray(first)
        undated = self.counts[i] & (np.isnat(counted[0][i]) | np.isnat(counted[0][j]))
        first = np.where(undated, self._apart(covers, i, j), first)
        untold = self.untold(i, j)
        first = np.where(untold, self._apart(self.days, i, j), first)
        meets = self.counts[i] & ~first & ~self._apart(counted, j, i)
        return np.asarray(first | (meets & self._apart(covers, i, j)))

    def _at_odds(self, i: Ints, j: Ints) -> Bools:
        """Pairs of two sources, told within days, of what does not change in days: rivals, whoever spoke first."""
        if not self.stays.any():
            return np.zeros(len(i), dtype=bool)
        start = self.spans[1][0]
        near = np.abs(start[i] - start[j]) <= _SOON
        others = (self.source[i] != self.source[j]) | (self.source[i] < 0)
        return np.asarray(self.stays[i] & self.stays[j] & others & near & ~self.counts[i])

    @cached_property
    def fixed(self) -> Bools:
        """Figures of who took part in one event, of what was so on its day, and of what is history by now."""
        took_part = self._mostly(growing.settled(self.claims, self._has))
        facts = of_its_day(self.claims, self.group, self._has, self._tells_hour)
        return ((took_part | facts) & ~self.running) | self._past

    @cached_property
    def _past(self) -> Bools:
        """Figures of what is history by the time it is told, and of what is filed with that, unless some is news."""
        over = long_over(self.claims) & ~self.cumulative
        if not over.any():
            return over
        return some_of(self.group, over) & ~some_of(self.group, told_at_once(self.claims))

    @cached_property
    def own(self) -> Bools:
        """Figures by which a party to a fight tells of its own losses."""
        return self._has("own") & (self.source >= 0)

    @cached_property
    def stays(self) -> Bools:
        """Figures of what does not change from one day's report to the next."""
        return self._mostly(growing.of_one_thing(self.claims, self._has))

    @cached_property
    def _passes(self) -> Bools:
        return self._mostly(self._has("left_behind"))  # states that end for one after the other, hour by hour

    @cached_property
    def _has(self) -> Has:
        return read_words(self.claims)

    def untold(self, i: Ints, j: Ints) -> Bools:
        """Pairs of counts printed at one time of which one does not say when it was counted, yet both of which day.

        Beside one that tells its hour the other is of the day of printing: rolling news count on.
        """
        told, printed, known, hour = self._told, self.printed[0], ~np.isnat(self.days[0]), self._tells_hour
        untold = ~(told[i] & told[j]) & (printed[i] == printed[j]) & ~hour[i] & ~hour[j]
        return np.asarray(self.counts[i] & known[i] & known[j] & untold)

    @cached_property
    def _told(self) -> Bools:
        """Figures that say when they were counted."""
        return ~np.isnat(day_of(self.claims, "counted"))

    @cached_property
    def _tells_hour(self) -> Bools:
        start, stop = counted_on(self.claims)
        return np.asarray(self._told & (stop - start < np.timedelta64(1, "s")))

    @cached_property
    def days(self) -> tuple[Days, Days]:
        """The days that figures are of, wherever their spans begin."""
        return covered(self.claims.drop(columns="since", errors="ignore"))

    @cached_property
    def begun(self) -> Days:
        """The days on which counts begin: ``since``, or ``begun`` where that has been guessed."""
        return day_of(self.claims, "begun" if "begun" in self.claims else "since")

    def _apart(self, spans: tuple[Days, Days], i: Ints, j: Ints) -> Bools:
        """Whether one span is over before the other begins, by more than the window where one is given."""
        start, stop = spans[0][j], spans[1][i]
        apart: Bools = stop <= start
        if self.window is not None:
            days = start.astype("datetime64[D]") - (stop - np.timedelta64(1, "us")).astype("datetime64[D]")
            apart &= (days > self.window.to_timedelta64()) | self.running[i]
        return apart

    @cached_property
    def later(self) -> Ints:
        """For every claim the row of the figure by which its own source superseded it, else -1."""
        return superseded_by(self.group, self.source, self.times, self.affirmed)

    @cached_property
    def source(self) -> Ints:
        """The source of each claim as a number, -1 for none."""
        return coded(self.claims["source"])[0]

    @cached_property
    def current(self) -> Bools:
        """What takes part and is not superseded by its own source."""
        return self.affirmed & ((self.later < 0) | self.cumulative)

    # Words -----------------------------------------------------------------------------------------------------------

    @cached_property
    def sentence(self) -> Ints:
        """Which figures one source gives in one sentence: they are compared through relations only."""
        claims = self.claims
        alone = -1 - np.arange(len(claims))
        written = ~np.any([claims[name].array.isna() for name in ("start", "locator", "source")], axis=0)
        if not written.any():
            return alone
        same = claims.groupby(["source", "publisher", "locator"], sort=False, dropna=False).ngroup().to_numpy()
        return np.where(written, same, alone)

    def row(self, i: int) -> dict[str, Any]:
        """A claim as a dict of the columns that a sentence is made of."""
        if i not in self._rows:
            self.tell(np.array([i]))
        return self._rows[i]

    def tell(self, rows: Ints) -> None:
        """Take many claims out of the table at once, which is far quicker than one by one."""
        new = np.array([i for i in np.unique(rows).tolist() if i not in self._rows], dtype=np.int64)
        self._rows.update(zip(new.tolist(), told(self.claims, new), strict=True))

    def about(self, i: int) -> str:
        """What the claim is about, for the start of a sentence: all columns that are compared by."""
        return self.abouts(np.array([i]))[0]

    def abouts(self, rows: Ints) -> list[str]:
        """The same for many claims; what a group is about is what its first is."""
        group = self.group[rows]
        groups, first = np.unique(group, return_index=True)
        new = [k for g, k in zip(groups.tolist(), first.tolist(), strict=True) if g not in self._topics]
        names = self.by if "quantity" in self.by else ("quantity", *self.by)
        for g, words in zip(group[new].tolist(), topics(self.claims, rows[new], names), strict=True):
            self._topics[g] = f"On {words}: " if words else ""
        return [self._topics[g] for g in group.tolist()]


def _without(spans: tuple[Days, Days], rows: Bools) -> tuple[Days, Days]:
    """Spans of time, those of some rows unknown."""
    if not rows.any():
        return spans
    return np.where(rows, np.datetime64("NaT"), spans[0]), np.where(rows, np.datetime64("NaT"), spans[1])
