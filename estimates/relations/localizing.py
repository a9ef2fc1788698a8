"""Which elements clash, and which few to give up: conflicts and hitting sets in turn, checked by feasibility.

Every conflict must lose an element, so a lightest set that meets all conflicts known is the cheapest that could work;
if the rest can hold together it is an answer, and if not, the rest contains a conflict not yet known (implicit hitting
sets; Reiter 1987, Artificial Intelligence 32; Moreno-Centeno and Karp 2013, Operations Research 61). Error
localisation in this sense is that of Fellegi and Holt 1976.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from typing import NamedTuple

import numpy as np

from estimates.intervals.arrays import Floats, Ints
from estimates.relations.asking import TOGETHER, Asked
from estimates.relations.cores import cores, shrink
from estimates.relations.hitting import Hits, bits, lightest
from estimates.relations.network import Split

_TIES = 16  # ties asked at a time: one conflict found among them may rule out many others
_EASY = 10  # rounds after which conflicts are made minimal before they are learnt: dear, and seldom worth it


class Lightest(NamedTuple):
    """The answer for one component: sets of claims, their weight, and a bound below which none exists."""

    component: int
    sets: list[list[int]]
    weight: float
    bound: float
    complete: bool


def lightest_sets(
    split: Split,
    weights: Floats,
    impossible: Ints,
    *,
    max_sets: int,
    time_limit: float,
    done: Callable[[int], None] = lambda number: None,
) -> list[Lightest]:
    """Find for each impossible component every lightest set of claims without which the rest can hold together.

    Claims of infinite weight are never given up; a component that cannot hold even so has no sets and weight ``inf``.
    ``done`` is told after each round how many components are.
    """
    end = time.monotonic() + time_limit
    work = [_Component(split, int(c), weights, max_sets) for c in impossible]
    for round_number in count():
        asking = [w for w in work if not w.done]
        if not asking or time.monotonic() > end:
            break
        questions = [(w, candidate) for w in asking for candidate in w.candidates()]
        for start in range(0, len(questions), TOGETHER):
            _ask(split, questions[start : start + TOGETHER], thorough=round_number > _EASY)
        for w in asking:
            w.conclude()
        done(sum(w.done for w in work))
    return [w.answer() for w in work]


class _Component:
    """Conflicts known so far in one component, and the candidates that they leave."""

    def __init__(self, split: Split, number: int, weights: Floats, max_sets: int) -> None:
        self.number = number
        self.members = split.claims.order[split.claims.starts[number] : split.claims.starts[number + 1]]
        self.weights = [float(w) for w in weights[self.members]]
        self.soft = sum(1 << k for k, w in enumerate(self.weights) if w < float("inf"))
        self.max_sets = max_sets
        self.family: list[int] = []
        self.possible: dict[int, bool] = {}
        self.greedy = 0
        self.disjoint = False
        self.hits = Hits([0], 0.0, 0.0, True)
        self.done = False

    def candidates(self) -> list[int]:
        """What to ask next: one guess until one is possible, and then the ties."""
        if not self.disjoint:
            return [self.greedy]
        untried = [s for s in self.hits.sets if s not in self.possible]
        return untried[:_TIES] if any(self.possible.get(s) for s in self.hits.sets) else untried[:1]

    def learn(self, candidate: int, possible: bool, core: int) -> None:
        if not self.disjoint:
            if possible:
                self.disjoint = True
                return
            self.greedy |= core & self.soft
        elif possible or candidate in self.possible:
            self.possible[candidate] = possible
        if not possible:
            self.possible[candidate] = False
            if not core & self.soft:
                self.hits, self.done = Hits([], float("inf"), float("inf"), True), True
            elif core & self.soft not in self.family:
                self.family.append(core & self.soft)

    def conclude(self) -> None:
        if self.done or not self.disjoint:
            return
        family = _smallest(self.family)
        self.hits = lightest(family, self.weights, limit=1)
        if any(self.possible.get(s) for s in self.hits.sets):  # the least weight is known: now for all ties
            self.hits = lightest(family, self.weights, limit=self.max_sets)
        self.done = all(self.possible.get(s) for s in self.hits.sets)

    def answer(self) -> Lightest:
        if self.done:
            sets, weight, bound, complete = self.hits
        else:  # out of time: every set that hit all disjoint conflicts found works, though it may be heavy
            known = [s for s, good in self.possible.items() if good] or [self.greedy if self.disjoint else self.soft]
            best = min(known, key=lambda s: (sum(self.weights[e] for e in bits(s)), bits(s)))
            bound = lightest(_smallest(self.family), self.weights, limit=1, max_nodes=10_000).bound
            sets, weight, complete = [best], sum(self.weights[e] for e in bits(best)), False
        return Lightest(self.number, [[int(self.members[e]) for e in bits(s)] for s in sets], weight, bound, complete)


def _smallest(family: list[int]) -> list[int]:
    """Leave out sets that hold another one: whatever hits the smaller hits them too."""
    kept: list[int] = []
    for members in sorted(family, key=lambda s: (s.bit_count(), s)):
        if not any(other & members == other for other in kept):
            kept.append(members)
    return kept


def _ask(split: Split, questions: list[tuple[_Component, int]], thorough: bool) -> None:
    asked = Asked(split, np.array([w.number for w, _ in questions], dtype=np.int64))
    claims, holdings = asked.without([candidate for _, candidate in questions])
    possible, in_claims, in_holdings = cores(asked.stack, claims, holdings)
    if thorough and not possible.all():
        part, part_claims, part_holdings = asked.stack.some(~possible)
        in_claims[part_claims], _ = shrink(part, in_claims[part_claims], holdings[part_holdings], doubt_holdings=False)
    found = asked.as_bits(in_claims, np.zeros_like(in_holdings))
    for k, (component, candidate) in enumerate(questions):
        component.learn(candidate, bool(possible[k]), found[k])
