"""Spans on a line of dates: which of them cannot all be right, and the fewest to doubt so that the others can.

A stock bounds the value at a date, a flow the difference between two dates: a system of difference constraints, which
holds unless a cycle of them adds up to less than nothing (Bellman 1958, Quarterly of Applied Mathematics 16). Such a
cycle is a minimal conflict; the fewest elements come from conflicts and hitting sets in turn, as in ``localizing``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from estimates.intervals.arrays import RTOL, Bools, Floats, Ints
from estimates.relations.hitting import bits, lightest

_TIES = 16  # ties of one part that are tried and named
_LARGE = 60  # conflicts of one part beyond which, and
_NODES = 2_000  # steps of a search after which, the fewest are not looked for
_LOOK = 4  # sweeps between two looks for cycles


class Spans(NamedTuple):
    """What stands between two points: a value at ``stop`` less that at ``start`` from ``low`` to ``high``.

    Point 0 is where nothing has come in yet, so a stock is a span from it. ``elements`` are the figures that each rests
    on: a span of several flows rests on all of them.
    """

    start: Ints
    stop: Ints
    low: Floats
    high: Floats
    elements: Sequence[tuple[int, ...]]


class Doubt(NamedTuple):
    """A part of a line that cannot hold: the fewest elements to doubt, all ties, and what each of the first shows.

    ``conflicts`` has for each element of the first set the shortest conflict that no other of its elements meets, as
    numbers of spans in the order of the cycle. Each tie would do beside the first sets of the other parts. ``fewest``
    is False where the search was cut short.
    """

    sets: list[tuple[int, ...]]
    conflicts: list[tuple[int, ...]]
    fewest: bool


def doubts(spans: Spans) -> list[Doubt]:
    """Find the fewest elements without which all spans can hold, part by part.

    Examples
    --------
    A week that says 5 where its days make 3 + 1, between stocks of 10 and 14:

    >>> ends = [10.0, 14.0, 5.0, 3.0, 1.0]
    >>> week = Spans(*(np.array(x) for x in ([0, 0, 1, 1, 2], [1, 3, 3, 2, 3], ends, ends)), [(k,) for k in range(5)])
    >>> doubts(week)
    [Doubt(sets=[(2,)], conflicts=[(0, 2, 1)], fewest=True)]
    """
    line = _Line(spans)
    family: set[frozenset[int]] = set()
    parts: dict[frozenset[frozenset[int]], _Part] = {}
    cycles_of: dict[frozenset[int], tuple[int, ...]] = {}
    holds = False
    settled = list[_Part]()  # where too much is wrong to find the fewest: one set is kept, and what is left goes on
    while True:
        parts = {group: parts.get(group) or _Part(group) for group in _parts(family)}
        settled += [part for part in parts.values() if not part.fewest]
        asked = [part for part in parts.values() if part.fewest]
        tried = {part: part.sets[0] for part in (*asked, *settled)}
        if holds and all(part.sets[0] in part.possible for part in asked):
            # now ties, one beside the first of all others
            asked = [part for part in asked if not part.possible.issuperset(part.sets)][:1]
            if not asked:
                break
            tried[asked[0]] = next(chosen for chosen in asked[0].sets if chosen not in asked[0].possible)
        cycles = line.cycles({element for chosen in tried.values() for element in chosen})
        holds = not cycles
        known = {line.elements(cycle): cycle for cycle in cycles}
        met = {element for conflict in known for element in conflict}
        for part in asked:
            if met.isdisjoint(part.members):
                part.possible.add(tried[part])
        cycles_of |= known
        family = {c for part in parts.values() if part.fewest for c in part.conflicts} | known.keys()
    amiss = {element for part in settled for element in part.members}
    rest = [part for part in parts.values() if part.fewest]
    return [
        *(part.doubt(cycles_of, False) for part in settled),
        *(part.doubt(cycles_of, amiss.isdisjoint(part.members)) for part in rest),
    ]


def _parts(family: Iterable[frozenset[int]]) -> list[frozenset[frozenset[int]]]:
    """Conflicts that share elements, put together; in the order of their least element."""
    above: dict[int, int] = {}

    def top(element: int) -> int:
        while (higher := above.setdefault(element, element)) != element:
            above[element] = above[higher]
            element = higher
        return element

    for conflict in family:
        tops = {top(element) for element in conflict}
        for element in tops:
            above[element] = min(tops)
    groups: dict[int, list[frozenset[int]]] = {}
    for conflict in family:
        groups.setdefault(top(min(conflict)), []).append(conflict)
    return [frozenset(group) for _, group in sorted(groups.items())]


class _Part:
    """Conflicts that hang together, and the smallest sets that meet all of them; else one that does."""

    def __init__(self, conflicts: Iterable[frozenset[int]]) -> None:
        self.conflicts = sorted(conflicts, key=lambda c: (len(c), sorted(c)))
        self.members = sorted({element for conflict in self.conflicts for element in conflict})
        self.possible: set[tuple[int, ...]] = set()
        self.sets = self._lightest() if len(self.conflicts) <= _LARGE else []
        self.fewest = bool(self.sets)
        if not self.sets:
            self.sets = [self._often()]

    def _lightest(self) -> list[tuple[int, ...]]:
        place = {element: k for k, element in enumerate(self.members)}
        family = [sum(1 << place[element] for element in conflict) for conflict in self.conflicts]
        found = lightest(family, [1.0] * len(place), limit=_TIES, max_nodes=_NODES)
        certain = found.weight <= found.bound
        return [tuple(self.members[k] for k in bits(chosen)) for chosen in found.sets] if certain else []

    def _often(self) -> tuple[int, ...]:
        """A set that meets all conflicts: the element of most of them, and so on, none that is not needed."""
        left, taken = list(self.conflicts), list[int]()
        while left:
            often = Counter(element for conflict in left for element in conflict)
            taken.append(min(often, key=lambda element: (-often[element], element)))
            left = [conflict for conflict in left if taken[-1] not in conflict]
        for element in list(taken):
            rest = set(taken) - {element}
            if not any(rest.isdisjoint(conflict) for conflict in self.conflicts):
                taken.remove(element)
        return tuple(sorted(taken))

    def doubt(self, cycles: dict[frozenset[int], tuple[int, ...]], fewest: bool) -> Doubt:
        first = set(self.sets[0])
        shown = [next(c for c in self.conflicts if first & c == {element}) for element in self.sets[0]]
        return Doubt(self.sets, [cycles[c] for c in shown], fewest)


class _Line:
    """The spans as edges of a graph, either way, sorted by where they lead."""

    def __init__(self, spans: Spans) -> None:
        self.spans = spans
        room = RTOL * np.maximum(np.maximum(_size(spans.low), _size(spans.high)), 1.0)
        number = np.arange(len(spans.low))
        tail = np.concatenate([spans.start, spans.stop])
        head = np.concatenate([spans.stop, spans.start])
        weight = np.concatenate([spans.high + room, room - spans.low])
        known = np.flatnonzero(np.isfinite(weight))
        order = known[np.argsort(head[known], kind="stable")]
        self.tail, self.head, self.weight = tail[order], head[order], weight[order]
        self.span = np.concatenate([number, number])[order]
        self.ends, self.first, self.count = np.unique(self.head, return_index=True, return_counts=True)
        self.n = int(max(tail.max(initial=0), head.max(initial=0))) + 1
        self.least = RTOL * float(np.abs(self.weight).max(initial=1.0)) * 1e-3  # below it a gain is rounding
        on = [(element, k) for k, rests in enumerate(spans.elements) for element in rests]
        self.spans_on: dict[int, list[int]] = {}
        for element, k in on:
            self.spans_on.setdefault(element, []).append(k)

    def elements(self, cycle: Sequence[int]) -> frozenset[int]:
        return frozenset(element for k in cycle for element in self.spans.elements[k])

    def cycles(self, left_out: Iterable[int]) -> list[tuple[int, ...]]:
        """Cycles that share no element and cannot hold, without the spans that rest on what is left out."""
        weight = self.weight.copy()
        off = np.zeros(len(self.spans.low), dtype=bool)
        self._drop(off, left_out)
        weight[off[self.span]] = np.inf
        potential, parent = np.zeros(self.n), np.full(self.n, -1)
        found = list[tuple[int, ...]]()
        while True:
            sweeps, moving = 0, True
            while moving and (sweeps % _LOOK or not sweeps):
                moving = self._sweep(weight, potential, parent)
                sweeps += 1
            cycles = self._turns(parent)
            if not moving and not cycles:
                return found
            for cycle in cycles:
                found.append(cycle)
                self._drop(off, self.elements(cycle))
            if cycles:
                weight[off[self.span]] = np.inf
                gone = (parent >= 0) & off[self.span[parent]]
                parent[gone] = -1

    def _drop(self, off: Bools, elements: Iterable[int]) -> None:
        for element in elements:
            off[self.spans_on.get(element, [])] = True

    def _sweep(self, weight: Floats, potential: Floats, parent: Ints) -> bool:
        """Let every edge pull down the point that it leads to; whether any moved."""
        if not len(weight):
            return False
        reached = potential[self.tail] + weight
        best = np.minimum.reduceat(reached, self.first)
        lower = best < potential[self.ends] - self.least
        if not lower.any():
            return False
        at = np.flatnonzero(np.repeat(lower, self.count) & (reached == np.repeat(best, self.count)))
        parent[self.head[at[::-1]]] = at[::-1]  # of equal edges the first
        potential[self.ends[lower]] = best[lower]
        return True

    def _turns(self, parent: Ints) -> list[tuple[int, ...]]:
        """Cycles in the graph of which edge last pulled each point; these add up to less than nothing."""
        before = np.where(parent >= 0, self.tail[parent], np.arange(self.n)) if len(self.tail) else np.arange(self.n)
        far = before
        for _ in range(self.n.bit_length()):
            far = far[far]
        out, seen = list[tuple[int, ...]](), set[int]()
        for point in np.unique(far[parent[far] >= 0]).tolist():
            if point in seen:
                continue
            edges, at = list[int](), point
            while at not in seen:
                seen.add(at)
                edges.append(int(parent[at]))
                at = int(before[at])
            out.append(tuple(dict.fromkeys(int(self.span[e]) for e in edges)))
        kept, used = list[tuple[int, ...]](), set[int]()
        for cycle in sorted(out, key=lambda c: (len(c), c)):  # two cycles share a figure where a span rests on several
            if used.isdisjoint(rests := self.elements(cycle)):
                used |= rests
                kept.append(cycle)
        return kept


def _size(ends: Floats) -> Floats:
    return np.where(np.isfinite(ends), np.abs(ends), 0.0)
