"""Whether parts of relations can hold once some of their elements are left out: many questions in one programme."""

from __future__ import annotations

import numpy as np

from estimates.intervals.arrays import Bools, Ints
from estimates.relations.feasibility import judge
from estimates.relations.hitting import bits
from estimates.relations.narrowing import Narrowed
from estimates.relations.network import Split

BATCH = 256  # questions asked of one linear programme
TOGETHER = 4 * BATCH


def possible_components(split: Split, done: Narrowed | None = None) -> Bools:
    """Tell which components can hold with all their claims and holdings; ``done`` is what they leave, where known."""
    if done is not None and split.exact.all():
        possible = np.ones(split.n, dtype=bool)
        possible[split.component[done.empty]] = False
        return possible
    stack = split.copies(np.arange(split.n))
    return judge(stack, np.ones(len(stack.claim), dtype=bool), np.ones(len(stack.holding), dtype=bool))


class Asked:
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
