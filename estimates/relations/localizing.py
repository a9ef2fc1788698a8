"""Which elements clash, and which few to give up: conflicts and hitting sets in turn, checked by feasibility.

Every conflict must lose an element, so a lightest set that meets all conflicts known is the cheapest that could work;
if the rest can hold together it is an answer, and if not, the rest contains a conflict not yet known (implicit hitting
sets; Reiter 1987, Artificial Intelligence 32; Moreno-Centeno and Karp 2013, Operations Research 61). Error
localisation in this sense is that of Fellegi and Holt 1976. Where sums form no cycle, ``trees`` is asked instead.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import NamedTuple

import numpy as np

from estimates.intervals.arrays import Floats, Ints
from estimates.relations.asking import TOGETHER, Asked
from estimates.relations.cores import cores, shrink
from estimates.relations.hitting import Hits, bits, lightest
from estimates.relations.network import Split
from estimates.relations.trees import Trees

_TIES = 16  # ties asked at a time: one conflict found among them may rule out many others
_EASY = 10  # rounds after which conflicts are made minimal before they are learnt: dear, and seldom worth it
_LOOK = 40  # steps that a programme costs for each claim and holding in it, by the time that both take
_NODES = 100_000  # of one search for lightest sets


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
    max_steps: int,
    done: Callable[[int], None] = lambda number: None,
) -> list[Lightest]:
    """Find for each impossible component every lightest set of claims without which the rest can hold together.

    Claims of infinite weight are never given up; a component that cannot hold even so has no sets and weight ``inf``.
    Trees are answered one by one; other components, and trees with too many figures to tell apart, in turn. Each is
    searched for ``max_steps``, counted and not timed, so that an answer cut short is the same on every machine; a set
    known to work then loses what it need not hold. ``done`` is told now and then how many components are.
    """
    found: dict[int, Lightest] = {}
    tree = impossible[split.exact[impossible] & split.linear[impossible]]
    trees = Trees(split.copies(tree))
    for k, component in enumerate(tree.tolist()):
        members = split.claims.order[split.claims.starts[component] : split.claims.starts[component + 1]]
        given = weights[members].tolist()
        if hits := trees.lightest(k, given, limit=max_sets, max_steps=max_steps // 2):
            found[component] = _named(component, hits, members)
            done(len(found))
    work = [_Component(split, c, weights, max_sets, max_steps) for c in impossible.tolist() if c not in found]
    for round_number in count():
        asking = [w for w in work if not w.done]
        if not asking:
            break
        questions = [(w, candidate) for w in asking for candidate in w.candidates()]
        for start in range(0, len(questions), TOGETHER):
            _ask(split, questions[start : start + TOGETHER], thorough=round_number > _EASY)
        for w in asking:
            w.conclude()
        done(len(found) + sum(w.done for w in work))
    found |= {w.number: w.answer() for w in work}
    return [found[c] for c in impossible.tolist()]


def _named(component: int, hits: Hits, members: Ints) -> Lightest:
    sets = [[int(members[e]) for e in bits(s)] for s in hits.sets]
    return Lightest(component, sets, hits.weight, hits.bound, hits.complete)


class _Component:
    """Conflicts known so far in one component, and the candidates that they leave."""

    def __init__(self, split: Split, number: int, weights: Floats, max_sets: int, max_steps: int) -> None:
        self.number = number
        self.members = split.claims.order[split.claims.starts[number] : split.claims.starts[number + 1]]
        self.weights = [float(w) for w in weights[self.members]]
        self.soft = sum(1 << k for k, w in enumerate(self.weights) if w < float("inf"))
        self.max_sets = max_sets
        self.size = len(self.members) + int(split.holdings.starts[number + 1] - split.holdings.starts[number])
        self.left, self.to_trim = max_steps, max_steps // 4
        self.family: list[int] = []
        self.possible: dict[int, bool] = {}
        self.greedy = 0
        self.disjoint = False
        self.hits = Hits([0], 0.0, 0.0, True, 0)
        self.bound = 0.0
        self.cut = False
        self.best = 0  # of a search cut short: a set that works, and the elements that it may not need
        self.spare: list[int] = []
        self.done = self.hopeless = False

    def candidates(self) -> list[int]:
        """What to ask next: one guess until one is possible, and then the ties."""
        if self.left <= 0 and not self.cut:
            self._cut()
        if self.cut:
            return self._trimmed() if self.disjoint else [self.soft]
        if not self.disjoint:
            return [self.greedy]
        untried = [s for s in self.hits.sets if s not in self.possible]
        return untried[:_TIES] if any(self.possible.get(s) for s in self.hits.sets) else untried[:1]

    def learn(self, candidate: int, possible: bool, core: int, looks: int) -> None:
        """Take an answer: whether the rest holds, and what clashes where not; ``looks`` programmes were solved."""
        self.left -= _LOOK * self.size * looks
        if possible:
            self.possible[candidate] = self.disjoint = True
            self.best = candidate
            return
        if self.disjoint:
            self.possible[candidate] = False
        else:
            self.greedy |= core & self.soft
        if not core & self.soft:
            self.hopeless = self.done = True
        elif core & self.soft not in self.family:
            self.family.append(core & self.soft)

    def conclude(self) -> None:
        if self.done or not self.disjoint or self.cut:
            return
        family = _smallest(self.family)
        self.left -= len(self.family) ** 2 // 8  # pairs looked at, each sooner done than a node
        self._search(family, limit=1)
        if any(self.possible.get(s) for s in self.hits.sets):  # the least weight is known: now for all ties
            self._search(family, limit=self.max_sets)
        self.done = bool(self.hits.sets) and all(self.possible.get(s) for s in self.hits.sets)

    def _search(self, family: list[int], limit: int) -> None:
        nodes = min(_NODES, max(self.left, 0) // (len(family) + 1))
        self.hits = lightest(family, self.weights, limit=limit, max_nodes=nodes)
        self.left -= self.hits.steps
        self.bound = max(self.bound, self.hits.bound)
        if not self.hits.sets:
            self.left = 0  # too little was left to find any

    def _cut(self) -> None:
        """End the search with the lightest set known to work; where none is, all claims are given up (and asked)."""
        self.cut = True
        self.left = self.to_trim
        known = [s for s, good in self.possible.items() if good] or [self.soft]
        self.best = min(known, key=lambda s: (self._weight(s), bits(s)))
        self.spare = sorted(bits(self.best), key=lambda e: self.weights[e])

    def _trimmed(self) -> list[int]:
        """The best without one element, the heaviest first, as long as what is left meets every known conflict."""
        while self.spare and self.left > 0:
            fewer = self.best & ~(1 << self.spare.pop())
            self.left -= len(self.family) + 1
            if all(fewer & members for members in self.family):
                return [fewer]
        self.done = True
        return []

    def _weight(self, members: int) -> float:
        return sum(self.weights[e] for e in bits(members))

    def answer(self) -> Lightest:
        hits = self.hits
        if self.hopeless:
            hits = Hits([], float("inf"), float("inf"), True, 0)
        elif self.cut:
            found = lightest(_smallest(self.family), self.weights, limit=1, max_nodes=min(_NODES // 10, self.to_trim))
            hits = Hits([self.best], self._weight(self.best), max(self.bound, found.bound), False, 0)
        return _named(self.number, hits, self.members)


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
    looks = np.ones(len(questions), dtype=np.int64)
    if thorough and not possible.all():
        part, part_claims, part_holdings = asked.stack.some(~possible)
        looks += np.bincount(asked.stack.claim_copy[in_claims], minlength=len(looks))
        in_claims[part_claims], _ = shrink(part, in_claims[part_claims], holdings[part_holdings], doubt_holdings=False)
    found = asked.as_bits(in_claims, np.zeros_like(in_holdings))
    for k, (component, candidate) in enumerate(questions):
        component.learn(candidate, bool(possible[k]), found[k], int(looks[k]))
