"""Minimal conflicts of claims and holdings, listed: what cannot hold together, though any less of it can."""

from __future__ import annotations

from collections.abc import Generator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from estimates.intervals.arrays import Bools, Ints
from estimates.relations.asking import BATCH, TOGETHER, Asked
from estimates.relations.cores import cores, shrink
from estimates.relations.hitting import bits, minimal
from estimates.relations.network import Network, Split, components

_A_CONFLICT = 16  # questions asked at once for each conflict that is to be listed


class Conflicts(NamedTuple):
    """Minimal conflicts of one component, as sorted elements; ``complete`` if there are no others."""

    component: int
    conflicts: list[list[int]]
    complete: bool


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
    The fewer conflicts are to be listed, the fewer questions are asked at once, so a short list need not be the
    beginning of a longer one; the same question has the same answer.
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
        for start in range(0, len(masks), TOGETHER):
            told += _new_conflicts(split, numbers[start : start + TOGETHER], masks[start : start + TOGETHER])
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
    at_once = min(BATCH, _A_CONFLICT * max(max_conflicts, 1))

    def enough() -> bool:
        shown = sum(1 for c in family if bare or not _is_pair(split, component, c))
        return shown > max_conflicts or len(tried) > max_questions

    while not enough():
        untried = iter([apart]) if apart >= 0 else (s for s in minimal(family) if s not in tried)
        batch = list(islice(untried, at_once))
        if not batch:
            return Conflicts(component, _listed(split, component, family, max_conflicts, bare), True)
        new = yield batch
        tried.update(s for s, conflict in zip(batch, new, strict=True) if conflict is None)
        found = [c for c in dict.fromkeys(c for c in new if c is not None) if c not in family]
        family += found
        if apart >= 0:
            apart = apart | found[0] if found else -1
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
    broken = np.unique(net.row_holding[_broken_rows(net)]).tolist()[:BATCH]
    return [every & ~(1 << (net.n_claims + h)) for h in broken]


def _new_conflicts(split: Split, components: Ints, batch: list[int]) -> list[int | None]:
    """A minimal conflict outside each of the sets left out of components; None where the rest can hold together."""
    asked = Asked(split, components)
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
