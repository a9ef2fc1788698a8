"""Sets that meet every one of a family of sets; families are lists of Python integers read as bits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

TIE = 1e-9  # weights closer than this, relatively, are equal


class Hits(NamedTuple):
    """The lightest hitting sets found, what they weigh, what none can weigh less than, and whether all are there.

    ``steps`` counts the members of families looked at, the same on every machine.
    """

    sets: list[int]
    weight: float
    bound: float
    complete: bool
    steps: int


@lru_cache(maxsize=65536)
def bits(mask: int) -> tuple[int, ...]:
    """Positions of the bits that are set, ascending.

    Examples
    --------
    >>> bits(0b1010)
    (1, 3)
    """
    out = []
    while mask:
        lowest = mask & -mask
        out.append(lowest.bit_length() - 1)
        mask ^= lowest
    return tuple(out)


def lightest(family: Sequence[int], weights: Sequence[float], *, limit: int, max_nodes: int = 100_000) -> Hits:
    """Find the hitting sets of least weight: all ties, up to ``limit``.

    Branch and bound on the smallest set not yet hit; the bound adds up the lightest members of disjoint sets.
    Deterministic: elements are tried in order.

    Examples
    --------
    >>> [bits(s) for s in lightest([0b011, 0b110], [1, 1, 1], limit=9).sets]
    [(1,)]
    >>> [bits(s) for s in lightest([0b011, 0b110], [1, 5, 1], limit=9).sets]
    [(0, 2)]
    """
    search = _Search(weights, limit, max_nodes)
    family = sorted(family, key=lambda s: (s.bit_count(), s))
    bound = search.least(family, 0)
    search.run(family)
    found = sorted(search.sets, key=bits)
    spent = search.nodes > max_nodes
    complete = not spent and len(found) <= limit
    return Hits(found[:limit], search.best, bound if spent else search.best, complete, search.steps)


class _Search:
    def __init__(self, weights: Sequence[float], limit: int, max_nodes: int) -> None:
        self.weights, self.limit, self.max_nodes = weights, limit, max_nodes
        self.best, self.sets, self.nodes, self.steps = float("inf"), list[int](), 0, 0
        self.even = all(weight == 1.0 for weight in weights)

    def least(self, family: Sequence[int], banned: int) -> float:
        """Lower bound of what it still costs to hit the family."""
        total, used = 0.0, 0
        for members in family:
            if not members & used:
                used |= members
                free = members & ~banned
                if not free:
                    return float("inf")
                total += 1.0 if self.even else min(self.weights[e] for e in bits(free))
        return total

    def run(self, family: Sequence[int]) -> None:
        """Go through the tree depth first, by a stack of our own: thousands of conflicts go deeper than calls may."""
        waiting = [(family, 0, 0, 0, 0.0)]
        while waiting and self.nodes <= self.max_nodes:
            above, bit, chosen, banned, weight = waiting.pop()
            waiting += reversed(self.branch([s for s in above if not s & bit], chosen | bit, banned, weight))

    def branch(
        self, family: Sequence[int], chosen: int, banned: int, weight: float
    ) -> list[tuple[Sequence[int], int, int, int, float]]:
        """What to try next below this node: the element that joins, what has, what may not, and the weight."""
        self.nodes += 1
        self.steps += len(family) + 1
        if self.nodes > self.max_nodes:
            return []
        if weight + self.least(family, banned) > self.best * (1 + TIE):
            return []
        if not family:
            if weight < self.best * (1 - TIE):
                self.best, self.sets = weight, []
            if len(self.sets) <= self.limit:
                self.sets.append(chosen)
            return []
        if len(self.sets) > self.limit and weight + self.least(family, banned) >= self.best * (1 - TIE):
            return []
        free = min((s & ~banned for s in family), key=lambda s: (s.bit_count(), s))
        below = []
        for element in bits(free):
            bit = 1 << element
            below.append((family, bit, chosen, banned, weight + self.weights[element]))
            banned |= bit
        return below


def minimal(family: Sequence[int]) -> Iterator[int]:
    """Yield every hitting set that has no smaller one inside it.

    Murakami and Uno 2014, Discrete Applied Mathematics 170.

    Examples
    --------
    >>> sorted(bits(s) for s in minimal([0b011, 0b110]))
    [(0, 2), (1,)]
    >>> list(minimal([]))
    [0]
    """
    yield from _minimal(sorted(family, key=lambda s: (s.bit_count(), s)), list(family), 0, 0)


def _minimal(open_: Sequence[int], family: Sequence[int], chosen: int, banned: int) -> Iterator[int]:
    if not open_:
        yield chosen
        return
    free = min((s & ~banned for s in open_), key=lambda s: (s.bit_count(), s))
    for element in bits(free):
        bit = 1 << element
        more = chosen | bit
        hit_once = 0
        for members in family:
            shared = members & more
            if not shared & (shared - 1):
                hit_once |= shared
        if hit_once == more:  # every member is still the only one to hit something
            yield from _minimal([s for s in open_ if not s & bit], family, more, banned)
        banned |= bit
