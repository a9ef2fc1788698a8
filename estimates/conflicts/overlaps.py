"""Stocks, and flows over days, weeks and whatever overlaps, held together at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from estimates.conflicts.series import Series
from estimates.intervals.arrays import Bools, Floats
from estimates.relations.spans import Doubt, Spans, doubts

_Link: TypeAlias = tuple[int, int, float, float, dict[int, int], tuple[int, int]]

_CORRECTIONS = 12  # of one part, tried one by one


class Clash(NamedTuple):
    """Figures of a series that cannot hold together, by the rows of its table."""

    signs: dict[int, int]  # rows with their signs in a sum that is nothing
    places: dict[int, tuple[int, int]]  # from and to which date each counts; -1 for a stock, which counts from nothing
    doubted: tuple[int, ...]  # rows any one of which would do to doubt, given the other findings
    subject: tuple[int, int, int]  # the row of the longest span, from and to which date
    left: tuple[float, float]  # what the others leave for it
    chain: tuple[int, int] | None  # the dates of two stocks between which every step is known, if that is all it is
    fewest: bool
    moved: bool  # whether a correction counts in the sum
    corrected: tuple[int, ...] = ()  # dates whose correction explains it
    shift: float = 0.0

    @property
    def rows(self) -> list[int]:
        return sorted(self.signs, key=lambda row: (*self.places[row][::-1], row))

    @property
    def until(self) -> int:
        return max(stop for _, stop in self.places.values())


@dataclass(frozen=True)
class _Links:
    """Spans with what each is made of: rows with signs, and from and to which date."""

    spans: Spans
    rows: list[dict[int, int]]
    places: list[tuple[int, int]]
    moved: Floats  # what corrections added to the stock by each date

    @classmethod
    def of(cls, links: list[_Link], moved: Floats) -> _Links:
        start, stop, low, high, rows, places = zip(*links, strict=True)
        spans = Spans(
            np.array(start, dtype=np.int64), np.array(stop, dtype=np.int64), np.array(low, dtype=float),
            np.array(high, dtype=float), [tuple(row) for row in rows],
        )  # fmt: skip
        return cls(spans, list(rows), list(places), moved)

    def within(self, first: int, last: int) -> Spans:
        inside = [
            k for k, (start, stop) in enumerate(self.places) if first <= stop <= last and (start < 0 or first <= start)
        ]
        at = np.array(inside, dtype=np.int64)
        start, stop, low, high, elements = self.spans
        return Spans(start[at], stop[at], low[at], high[at], [elements[k] for k in inside])


class Overlaps:
    """One series as spans on the line of its dates.

    With one flow the stock and the flow share a line: the stock is what has come in by a date. With several each flow
    has a line of its own, and where all of them state the same span their sum stands on the line of the stock.
    """

    def __init__(self, series: Series) -> None:
        self.of = series
        self.n = len(series.dates)

    def clashes(self) -> Iterator[Clash]:
        """One for each figure to doubt, and one for what a correction that was stated explains."""
        applied = np.zeros(self.n, dtype=bool)
        settled = list[tuple[Doubt, _Links, int]]()
        while True:
            links = self._links(applied)
            parts = doubts(links.spans)
            step = next(self._corrections(parts, links, applied), None)
            if step is None:
                break
            applied[step[1]] = True
            settled.append((step[0], links, step[1]))
        for part, before, at in settled:
            for clash in self._of_part(part, before):
                yield clash._replace(corrected=(at,), shift=float(self.of.shift[at]))
                break
        for part in parts:
            yield from self._of_part(part, links)

    def _corrections(self, parts: list[Doubt], links: _Links, applied: Bools) -> Iterator[tuple[Doubt, int]]:
        """Corrections with which a part needs fewer figures doubted."""
        for part in parts:
            ends = [end for conflict in part.conflicts for k in conflict for end in links.places[k] if end >= 0]
            first, last = min(ends), max(ends)
            open_ = np.flatnonzero((self.of.shift != 0) & ~applied)
            for at in open_[(open_ > first) & (open_ <= last)].tolist()[:_CORRECTIONS]:
                more = applied.copy()
                more[at] = True
                if _cost(self._links(more).within(first, last)) < _cost(links.within(first, last)):
                    yield part, at

    def _links(self, applied: Bools) -> _Links:
        """Points: 0 is nothing, 1 + date the stock, and with several flows further lines, one for each."""
        of = self.of
        moved = np.cumsum(np.where(applied, of.shift, 0.0))
        out = list[_Link]()
        for at in np.flatnonzero(of.stock >= 0).tolist():
            row = int(of.stock[at])
            out.append((0, 1 + at, of.low[row] - moved[at], of.high[row] - moved[at], {row: 1}, (-1, at)))
        by_span: dict[tuple[int, int], dict[str, list[int]]] = {}
        for name in of.flow.flows:
            for at in np.flatnonzero(of.steps[name] >= 0).tolist():
                if at:
                    by_span.setdefault((at - 1, at), {})[name] = [int(of.steps[name][at])]
        for name, row, start, stop in of.long:
            by_span.setdefault((start, stop), {})[name] = [row]
        several = len(of.flow.flows) > 1
        for (start, stop), flows in by_span.items():
            if several:
                for line, name in enumerate(of.flow.flows, start=1):
                    for row in flows.get(name, ()):
                        base = 1 + line * self.n
                        out.append((base + start, base + stop, of.low[row], of.high[row], {row: 1}, (start, stop)))
                flows = flows | self._steps_of(start, stop, flows)
            if len(flows) == len(of.flow.flows):
                signs = {row: of.flow.flows[name] for name, rows in flows.items() for row in rows}
                low = sum(of.low[row] if sign > 0 else -of.high[row] for row, sign in signs.items())
                high = sum(of.high[row] if sign > 0 else -of.low[row] for row, sign in signs.items())
                out.append((1 + start, 1 + stop, low, high, signs, (start, stop)))
        return _Links.of(out, moved)

    def _steps_of(self, start: int, stop: int, but: Collection[str]) -> dict[str, list[int]]:
        """For flows that do not state a span those of its steps, where all are stated."""
        steps = {name: rows[start + 1 : stop + 1] for name, rows in self.of.steps.items() if name not in but}
        return {name: rows.tolist() for name, rows in steps.items() if (rows >= 0).all()}

    def _of_part(self, part: Doubt, links: _Links) -> Iterator[Clash]:
        """What each figure of the first set shows, and which others would do in its stead."""
        first = set(part.sets[0])
        sets = {frozenset(chosen) for chosen in part.sets}
        members = {element for chosen in part.sets for element in chosen}
        made_of = zip(reversed(links.rows), reversed(links.places), strict=True)  # a row's own span stands first
        places = {row: place for rows, place in made_of for row in rows}
        for conflict in part.conflicts:
            ends = [(int(links.spans.start[k]), int(links.spans.stop[k])) for k in conflict]
            signs = {
                row: turn * sign
                for k, turn in zip(conflict, turns(ends), strict=True)
                for row, sign in links.rows[k].items()
            }
            own = first & signs.keys()
            doubted = {row for row in members if row in own or frozenset(first - own | {row}) in sets}
            subject = max(signs, key=lambda row: (places[row][0] >= 0, places[row][1] - places[row][0], -row))
            yield Clash(
                signs, places, tuple(sorted(doubted, key=lambda row: (places[row][1], places[row], row))),
                (subject, *places[subject]), self._left(subject, signs, places, links),
                self._chain(signs, places), part.fewest,
                len({links.moved[places[row][1]] for row in signs if places[row][0] < 0}) > 1,
            )  # fmt: skip

    def _left(
        self, subject: int, signs: dict[int, int], places: dict[int, tuple[int, int]], links: _Links
    ) -> tuple[float, float]:
        low = high = 0.0
        for row, sign in signs.items():
            if row != subject:
                moved = links.moved[places[row][1]] if places[row][0] < 0 else 0.0
                turn = -sign * signs[subject]
                ends = sorted((turn * (self.of.low[row] - moved), turn * (self.of.high[row] - moved)))
                low, high = low + ends[0], high + ends[1]
        return float(low), float(high)

    def _chain(self, signs: dict[int, int], places: dict[int, tuple[int, int]]) -> tuple[int, int] | None:
        stocks = sorted(places[row][1] for row in signs if places[row][0] < 0)
        steps = all(stop - start == 1 for start, stop in (places[row] for row in signs) if start >= 0)
        return (stocks[0], stocks[1]) if steps and len(stocks) == 2 else None


def turns(ends: list[tuple[int, int]]) -> list[int]:
    """Which way, 1 or -1, each span of a cycle is gone through, its neighbours standing beside it.

    Examples
    --------
    >>> turns([(0, 3), (2, 3), (1, 2), (0, 1)]), turns([(1, 4), (1, 4)])
    ([1, -1, -1, -1], [1, -1])
    """
    start, at = ends[0]
    if len(ends) > 2 and at not in ends[1]:
        start, at = at, start
    out = [1 if at == ends[0][1] else -1]
    for first, last in ends[1:]:
        out.append(1 if first == at else -1)
        at = last if first == at else first
    return out


def _cost(spans: Spans) -> int:
    return sum(len(part.sets[0]) for part in doubts(spans))
