"""Which elements clash, and which few to give up: conflicts and hitting sets in turn, checked by feasibility.

Every conflict must lose an element, so a lightest set that meets all conflicts known is the cheapest that could work;
if the rest can hold together it is an answer, and if not, the rest contains a conflict not yet known (implicit hitting
sets; Reiter 1987, Artificial Intelligence 32; Moreno-Centeno and Karp 2013, Operations Research 61). Error
localisation in this sense is that of Fellegi and Holt 1976.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from itertools import count, islice
from typing import Any, NamedTuple

import numpy as np

from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.relations.cores import cores, shrink
from estimates.relations.feasibility import judge
from estimates.relations.hitting import Hits, bits, lightest, minimal
from estimates.relations.narrowing import Narrowed
from estimates.relations.network import Network, Split, components

_BATCH = 256  # questions asked of one linear programme
_TOGETHER = 4 * _BATCH
_TIES = 16  # ties asked at a time: one conflict found among them may rule out many others
_EASY = 10  # rounds after which conflicts are made minimal before they are learnt: dear, and seldom worth it


class Lightest(NamedTuple):
    """The answer for one component: sets of claims, their weight, and a bound below which none exists."""

    component: int
    sets: list[list[int]]
    weight: float
    bound: float
    complete: bool


class Conflicts(NamedTuple):
    """Minimal conflicts of one component, as sorted elements; ``complete`` if there are no others."""

    component: int
    conflicts: list[list[int]]
    complete: bool


def possible_components(split: Split, done: Narrowed | None = None) -> Bools:
    """Tell which components can hold with all their claims and holdings; ``done`` is what they leave, where known."""
    if done is not None and split.exact.all():
        possible = np.ones(split.n, dtype=bool)
        possible[split.component[done.empty]] = False
        return possible
    stack = split.copies(np.arange(split.n))
    return judge(stack, np.ones(len(stack.claim), dtype=bool), np.ones(len(stack.holding), dtype=bool))


class _Asked:
    """Copies of components with some elements left out, given as bits; components number their elements from 0."""

    def __init__(self, split: Split, picks: Ints) -> None:
        self.stack = split.copies(picks)
        self.n_claims = np.diff(split.claims.starts)[picks]
        self._claim_place = _local(self.stack.claim_copy, len(picks))
        self._holding_place = _local(self.stack.holding_copy, len(picks)) + self.n_claims[self.stack.holding_copy]

    def without(self, left_out: list[int]) -> tuple[Bools, Bools]:
        claims = ~_members(left_out, self.stack.claim_copy, self._claim_place)
        return claims, ~_members(left_out, self.stack.holding_copy, self._holding_place)

    def as_bits(self, claims: Bools, holdings: Bools) -> list[int]:
        masks = [0] * self.stack.n
        for chosen, copy, place in (
            (claims, self.stack.claim_copy, self._claim_place),
            (holdings, self.stack.holding_copy, self._holding_place),
        ):
            for k, p in zip(copy[chosen].tolist(), place[chosen].tolist(), strict=True):
                masks[k] |= 1 << p
        return masks


def _local(copy: Ints, n: int) -> Ints:
    """Position of every item within its copy; items are sorted by copy."""
    return np.asarray(np.arange(len(copy)) - np.searchsorted(copy, np.arange(n))[copy], dtype=np.int64)


def _members(masks: list[int], copy: Ints, place: Ints) -> Bools:
    """Whether each item is one of the bits set for its copy."""
    member = np.zeros(len(copy), dtype=bool)
    starts = np.searchsorted(copy, np.arange(len(masks) + 1))
    for k, mask in enumerate(masks):
        if mask and starts[k] < starts[k + 1]:
            first = int(place[starts[k]])
            size = int(starts[k + 1] - starts[k])
            inside = [b - first for b in bits(mask) if first <= b < first + size]
            member[starts[k] + np.array(inside, dtype=np.int64)] = True
    return member


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
        for start in range(0, len(questions), _TOGETHER):
            _ask(split, questions[start : start + _TOGETHER], thorough=round_number > _EASY)
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
    asked = _Asked(split, np.array([w.number for w, _ in questions], dtype=np.int64))
    claims, holdings = asked.without([candidate for _, candidate in questions])
    possible, in_claims, in_holdings = cores(asked.stack, claims, holdings)
    if thorough and not possible.all():
        part, part_claims, part_holdings = asked.stack.some(~possible)
        in_claims[part_claims], _ = shrink(part, in_claims[part_claims], holdings[part_holdings], doubt_holdings=False)
    found = asked.as_bits(in_claims, np.zeros_like(in_holdings))
    for k, (component, candidate) in enumerate(questions):
        component.learn(candidate, bool(possible[k]), found[k])


def minimal_conflicts(
    split: Split, component: int, *, max_conflicts: int, max_questions: int = 2000, bare: bool = False
) -> Conflicts:
    """The same for one component."""
    one = np.array([component])
    return conflicts_of_each(split, one, max_conflicts=max_conflicts, max_questions=max_questions, bare=bare)[0]


def conflicts_of_each(
    split: Split, picks: Ints, *, max_conflicts: int, max_questions: int = 2000, bare: bool = False
) -> list[Conflicts]:
    """List the minimal conflicts of components: elements that cannot hold together, though any fewer of them can.

    The minimal hitting sets of the conflicts known are tried in turn; when the rest holds for every one of them, no
    conflict is missing (Bailey and Stuckey 2005, "Discovery of minimal unsatisfiable subsets"). What a single holding
    shows comes first: a person should not read of a chain of sums where one of them is wrong. Claims that clash in
    pairs, without any holding, are listed only where ``bare`` asks for them. Components ask their questions together.
    """
    found: dict[int, Conflicts] = {}
    answers: dict[int, list[int | None] | None] = dict.fromkeys(picks.tolist())
    searches = {c: _search(split, c, max_conflicts, max_questions, bare) for c in answers}
    while answers:
        asked: dict[int, list[int]] = {}
        for component, known in answers.items():
            try:
                asked[component] = searches[component].send(known)
            except StopIteration as done:
                found[component] = done.value
        numbers = np.repeat(np.array([*asked], dtype=np.int64), [len(batch) for batch in asked.values()])
        masks = [mask for batch in asked.values() for mask in batch]
        told: list[int | None] = []
        for start in range(0, len(masks), _TOGETHER):
            told += _new_conflicts(split, numbers[start : start + _TOGETHER], masks[start : start + _TOGETHER])
        each = iter(told)
        answers = {component: list(islice(each, len(batch))) for component, batch in asked.items()}
    return [found[component] for component in picks.tolist()]


def _search(
    split: Split, component: int, max_conflicts: int, max_questions: int, bare: bool
) -> Generator[list[int], Any, Conflicts]:
    """Yield sets to leave out, and take a conflict outside each or None, until all or enough conflicts are known."""
    alone = _broken_alone(split, component) if max_questions else []
    family = [c for c in dict.fromkeys((yield alone) if alone else ()) if c is not None]
    tried: set[int] = set()
    apart = 0  # a first pass keeps away from all conflicts found, so that no separate one is crowded out
    for conflict in family:
        apart |= conflict
    while True:
        untried = iter([apart]) if apart >= 0 else (s for s in minimal(family) if s not in tried)
        batch = list(islice(untried, _BATCH))
        if not batch:
            return Conflicts(component, _listed(split, component, family, max_conflicts, bare), True)
        new = yield batch
        tried.update(s for s, conflict in zip(batch, new, strict=True) if conflict is None)
        found = [c for c in dict.fromkeys(c for c in new if c is not None) if c not in family]
        family += found
        if apart >= 0:
            apart = apart | found[0] if found else -1
        pairs = 0 if bare else sum(1 for c in family if _is_pair(split, component, c))
        if len(family) - pairs > max_conflicts or len(tried) > max_questions:
            return Conflicts(component, _listed(split, component, family, max_conflicts, bare), False)


def breakable(split: Split) -> Bools:
    """Tell which components may hold a conflict in which a holding takes part.

    A row with a variable of its own that is unbounded the way the row asks for can always be met, whatever the others
    are: it is set aside, and so on (free column singletons; Andersen and Andersen 1995, Mathematical Programming 71).
    A row that is left and shares no variable with another breaks only if the ends of claims do it at first sight.
    """
    net, rows = split.network, split.network.rows
    low, high = (np.isinf(end)[rows.variable] for end in net.ends())
    up = rows.coefficient > 0
    falls, grows = np.where(up, low, high), np.where(up, high, low)
    alive = np.ones(len(rows.low), dtype=bool)
    fixed = np.bincount(np.concatenate(net.products), minlength=net.n_variables) > 0
    while True:
        entry = alive[rows.row]
        own = entry & ((np.bincount(rows.variable[entry], minlength=net.n_variables) == 1) & ~fixed)[rows.variable]
        met = np.ones(len(alive), dtype=bool)
        for limit, free in ((rows.high, falls), (rows.low, grows)):
            met &= np.isinf(limit) | (np.bincount(rows.row[own & free], minlength=len(alive)) > 0)
        if not (met & alive).any():
            break
        alive &= ~met
    entry = np.flatnonzero(alive[rows.row])
    part = components(net.n_variables, rows.row[entry], rows.variable[entry], len(alive))
    of_row = np.zeros(len(alive), dtype=np.int64)
    of_row[rows.row[entry]] = part[rows.variable[entry]]
    several = np.bincount(of_row[alive], minlength=len(part))[of_row] > 1
    out: Bools = ~split.linear
    out[split.holding_component[net.row_holding[alive & (several | _broken_rows(net))]]] = True
    return out


def _broken_rows(net: Network) -> Bools:
    """Rows that the tightest ends of claims break at first sight, each by itself."""
    rows = net.rows
    broken: Bools = np.zeros(len(rows.low), dtype=bool)
    if not len(rows.row):
        return broken
    low, high = net.ends()
    up = rows.coefficient > 0
    with np.errstate(invalid="ignore", over="ignore"):
        least = rows.coefficient * np.where(up, low[rows.variable], high[rows.variable])
        most = rows.coefficient * np.where(up, high[rows.variable], low[rows.variable])
        starts = np.searchsorted(rows.row, np.arange(len(rows.low)))
        broken |= np.add.reduceat(least, starts) > rows.high
        broken |= np.add.reduceat(most, starts) < rows.low
    return broken


def _broken_alone(split: Split, component: int) -> list[int]:
    """All holdings but one, as bits to leave out, for each that the ends of its own claims break at first sight."""
    net = split.copies(np.array([component], dtype=np.int64)).network
    every = ((1 << net.n_holdings) - 1) << net.n_claims
    broken = np.unique(net.row_holding[_broken_rows(net)]).tolist()[:_BATCH]
    return [every & ~(1 << (net.n_claims + h)) for h in broken]


def _new_conflicts(split: Split, components: Ints, batch: list[int]) -> list[int | None]:
    """A minimal conflict outside each of the sets left out of components; None where the rest can hold together."""
    asked = _Asked(split, components)
    claims, holdings = asked.without(batch)
    possible, in_claims, in_holdings = cores(asked.stack, claims, holdings)
    if possible.all():
        return [None] * len(batch)
    part, part_claims, part_holdings = asked.stack.some(~possible)
    in_claims[part_claims], in_holdings[part_holdings] = shrink(
        part, in_claims[part_claims], in_holdings[part_holdings]
    )
    masks = asked.as_bits(in_claims, in_holdings)
    return [None if good else mask for good, mask in zip(possible.tolist(), masks, strict=True)]


def _is_pair(split: Split, component: int, conflict: int) -> bool:
    """Whether it is claims alone that clash: two of them, about one variable."""
    return conflict < 1 << int(split.claims.starts[component + 1] - split.claims.starts[component])


def _listed(split: Split, component: int, family: list[int], max_conflicts: int, bare: bool) -> list[list[int]]:
    """Conflicts as numbers of claims and, after them, of holdings, small ones first; see ``bare`` above."""
    claims = split.claims.order[split.claims.starts[component] : split.claims.starts[component + 1]]
    holdings = split.holdings.order[split.holdings.starts[component] : split.holdings.starts[component + 1]]
    elements = [*claims.tolist(), *(split.network.n_claims + holdings).tolist()]
    chosen = [c for c in family if bare or not _is_pair(split, component, c)]
    return sorted((sorted(elements[e] for e in bits(c)) for c in chosen), key=lambda c: (len(c), c))[:max_conflicts]
