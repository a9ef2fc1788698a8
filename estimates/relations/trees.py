"""Which few claims to give up where sums form no cycle: a dynamic programme over the tree, all ties included.

What must be given up below a variable, for it to stand at x, costs least as a step function of x. Claims about one
variable and the sums that it is in add their functions, a sum of variables convolves theirs (nonserial dynamic
programming; Bertelè and Brioschi 1972). All is worked out from the leaves to the root; the sets that cost least are
then listed from the root to the leaves, with what all around a node still costs at hand, so that no way ends in vain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import groupby
from math import inf
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from estimates.intervals.arrays import RTOL, Floats
from estimates.relations.hitting import TIE, Hits, bits
from estimates.relations.network import Stack

_Step = tuple[float, float, float]
_PAIRS = 1_000_000  # of steps, at one node: more would fill the memory
_TRY = 4.0  # what the first try allows, in lightest weights: few claims are wrong; each further one allows twice that


class _Spent(Exception):
    """More steps are needed than are allowed."""


class _Node(NamedTuple):
    """A claim, limits, two nodes about one variable (``times`` is 0), or a sum ``first + times * second``.

    ``steps`` say what it costs at least to stand between two ends, cheapest first.
    """

    steps: list[_Step]
    claim: int = -1
    first: _Node | None = None
    second: _Node | None = None
    times: float = 0.0


class Trees:
    """The copies of a stack, each of which must be exact and linear, taken apart for the search."""

    def __init__(self, stack: Stack) -> None:
        net = stack.network
        self.root = np.searchsorted(stack.variable_copy, np.arange(stack.n)).tolist()
        self.limits, self.row_limits = _loose(net.floor, net.ceiling), _loose(net.rows.low, net.rows.high)
        self.claims: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
        number = np.arange(net.n_claims) - np.searchsorted(stack.claim_copy, stack.claim_copy)
        ends = _loose(net.claim_low, net.claim_high)
        for v, k, (low, high) in zip(net.claim_variable.tolist(), number.tolist(), ends, strict=True):
            self.claims[v].append((k, low, high))
        self.entries: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self.rows: dict[int, list[int]] = defaultdict(list)
        entries = (net.rows.row, net.rows.variable, net.rows.coefficient)
        for r, v, a in zip(*(column.tolist() for column in entries), strict=True):
            self.entries[r].append((v, a))
            self.rows[v].append(r)

    def lightest(self, copy: int, weights: list[float], *, limit: int, max_steps: int) -> Hits | None:
        """Find the sets of claims, as bits, without which a copy can hold: all ties of least weight up to ``limit``.

        None where that takes more than ``max_steps``.
        """
        search = _Search(weights, max_steps)
        soft = [w for w in weights if w < inf]
        most = _TRY * min(soft, default=0.0)
        try:
            while not (root := search.grown(self, self.root[copy], most)).steps:
                if most >= sum(soft):
                    return Hits([], inf, inf, True, search.taken)
                most *= 2
        except _Spent:
            return None
        weight = root.steps[0][0]
        sets = list(search.ties(root, weight * (1 + TIE), limit))
        complete = len(sets) <= limit and search.taken <= max_steps
        return Hits(sorted(sets[:limit], key=bits), weight, weight, complete, search.taken) if sets else None


def _loose(low: Floats, high: Floats) -> list[tuple[float, float]]:
    """Ends half the tolerance further apart, so that figures within it of each other meet."""
    return list(zip((low - RTOL / 2 * np.abs(low)).tolist(), (high + RTOL / 2 * np.abs(high)).tolist(), strict=True))


class _Search:
    """The search in one tree: what claims weigh, and the steps taken."""

    def __init__(self, weights: list[float], max_steps: int) -> None:
        self.weights, self.max_steps = weights, max_steps
        self.taken, self.most, self.lightest = 0, inf, min(weights, default=inf)

    def grown(self, trees: Trees, root: int, most: float) -> _Node:
        """The node of the root; what costs more than ``most`` is left out."""
        self.most = most
        order, parent = [(root, -1)], dict[int, tuple[int, float]]()
        for v, above in order:
            for r in trees.rows[v]:
                if r != above:
                    parent[r] = next(entry for entry in trees.entries[r] if entry[0] == v)
                    order += [(child, r) for child, _ in trees.entries[r] if child != v]
        sums = {r: _Node(_scaled([(0.0, *trees.row_limits[r])], 1 / a)) for r, (_, a) in parent.items()}
        node = _Node([])
        for v, above in reversed(order):
            about = [sums[r] for r in trees.rows[v] if r != above]
            for k, low, high in trees.claims[v]:
                given_up = [(self.weights[k], -inf, inf)] if self.weights[k] < inf else []
                about.append(_Node([(0.0, low, high), *given_up], k))
            if trees.limits[v] != (-inf, inf) or not about:
                about.append(_Node([(0.0, *trees.limits[v])]))
            node = reduce(self._both, about)
            if above >= 0:
                mine = next(a for child, a in trees.entries[above] if child == v)
                sums[above] = self._sum(sums[above], node, -mine / parent[above][1])
        return node

    def _both(self, first: _Node, second: _Node) -> _Node:
        """Two nodes about one variable."""
        self._take(first, second)
        return _Node(_met(first.steps, second.steps, self.most), -1, first, second)

    def _sum(self, first: _Node, second: _Node, times: float) -> _Node:
        self._take(first, second)
        return _Node(_summed(first.steps, _scaled(second.steps, times), self.most), -1, first, second, times)

    def _take(self, first: _Node, second: _Node) -> None:
        pairs = len(first.steps) * len(second.steps)
        self.taken += pairs
        if pairs > _PAIRS or self.taken > self.max_steps:
            raise _Spent

    def ties(self, root: _Node, most: float, limit: int) -> Iterator[int]:
        """Yield the sets that weigh ``most`` at most, and one more than ``limit`` if there are more.

        Goals wait in a linked list: to settle a node, given what all that is not yet settled around it costs at least
        as steps of where it stands, or to go on from the part of a node that was settled between ``low`` and ``high``.
        """
        waiting: list[Any] = [(0, most, -inf, inf, (root, [(0.0, -inf, inf)], (), None))]
        while waiting and limit >= 0 and self.taken <= self.max_steps:
            chosen, left, low, high, goals = waiting.pop()
            if goals is None:
                limit -= 1
                yield chosen
                continue
            node, around, ends, goals = goals
            if not around:  # ends that met within rounding no longer do
                continue
            self.taken += len(around)
            first, second, times = node.first, node.second, node.times
            if len(ends) == 2:  # both parts are settled
                k, h = ends
                if times:
                    ((_, low, high),) = _scaled([(0.0, low, high)], times)
                settled = (k + low, h + high) if times else (max(k, low), min(h, high))
                waiting.append((chosen, left, *settled, goals))
            elif ends:  # the first part is settled
                room = left - second.steps[0][0]
                if times:
                    rest = _scaled(_summed(around, [(0.0, -high, -low)], room), 1 / times)
                else:
                    rest = _met(around, [(0.0, low, high)], room)
                waiting.append((chosen, left, low, high, (second, rest, (), (node, around, (low, high), goals))))
            elif first is None or left - around[0][0] < self.lightest:
                cost, k, h = node.steps[0]
                if node.claim >= 0 and (weight := self.weights[node.claim]) + around[0][0] <= left:
                    waiting.append((chosen | 1 << node.claim, left - weight, -inf, inf, goals))
                if not cost and _cost(around, k, h) <= left:
                    waiting.append((chosen, left, k, h, goals))
            else:
                room = left - first.steps[0][0]
                if times:
                    rest = _summed(around, _scaled(second.steps, -times), room)
                else:
                    rest = _met(around, second.steps, room)
                waiting.append((chosen, left, low, high, (first, rest, (), (node, around, (0,), goals))))


def _cost(steps: list[_Step], low: float, high: float) -> float:
    """What it costs at least to stand between two ends."""
    for cost, k, h in steps:
        if k <= high and h >= low:
            return cost
    return inf


def _met(first: list[_Step], second: list[_Step], most: float) -> list[_Step]:
    """What both cost together where one variable stands."""
    return _least([
        (v + w, k if k > m else m, h if h < i else i)
        for v, k, h in first
        for w, m, i in second
        if k <= i and m <= h and v + w <= most
    ])  # fmt: skip


def _summed(first: list[_Step], second: list[_Step], most: float) -> list[_Step]:
    """What both cost together where the sum of two variables stands."""
    return _least([(v + w, k + m, h + i) for v, k, h in first for w, m, i in second if v + w <= most])


def _scaled(steps: Iterable[_Step], times: float) -> list[_Step]:
    if times < 0:
        return [(cost, times * high, times * low) for cost, low, high in steps]
    return [(cost, times * low, times * high) for cost, low, high in steps]


def _least(steps: list[_Step]) -> list[_Step]:
    """Leave out what cheaper steps cover; those that meet are one."""
    if len(steps) < 2:
        return steps
    out: list[_Step] = []
    known: list[tuple[float, float]] = []
    for cost, more in groupby(sorted(steps), key=itemgetter(0)):
        merged: list[tuple[float, float]] = []
        for low, high in sorted([*known, *(step[1:] for step in more)]):
            if merged and low <= merged[-1][1]:
                if high > merged[-1][1]:
                    merged[-1] = (merged[-1][0], high)
            else:
                merged.append((low, high))
        before = set(known)
        out += [(cost, *ends) for ends in merged if ends not in before]
        known = merged
    return out
