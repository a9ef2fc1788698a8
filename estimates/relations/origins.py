"""The fewest origins that must be wrong for one variable to lie between two ends, and where it lies if some are."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from estimates.intervals.arrays import Floats, Ints
from estimates.relations.cores import cores
from estimates.relations.feasibility import extremes
from estimates.relations.hitting import bits, lightest
from estimates.relations.narrowing import narrow
from estimates.relations.systems import LEAST, OPEN, System

_TIES = 16  # ties asked at a time: one conflict found among them may rule out many others
_STEP = 1e-5  # of the size of an end: what lies no further beyond it is not asked for


class Sets(NamedTuple):
    """Smallest sets of origins, by number, and how large they are."""

    n_wrong: float
    sets: list[tuple[int, ...]]


class Part:
    """The connected part that one variable is in, its claims numbered by origin."""

    def __init__(self, system: System, variable: int, origin: Any) -> None:
        self.split, self.component = system.split, int(system.split.component[variable])
        self._groups, self._group = system.groups, int(system.variable_group[variable])
        self.stack = self.split.copies(np.array([self.component]))
        self.variables, _ = self.split.variables.fetch(np.array([self.component]))
        self.at = int(np.flatnonzero(self.variables == variable)[0])
        self.origins, self.of = np.unique(origin[self.stack.claim].astype(str), return_inverse=True)
        ends = [system.column(end)[self.stack.claim] for end in ("low", "high")]
        self.stated = np.unique(np.concatenate(ends))

    @property
    def key(self) -> dict[Any, Any]:
        """The columns of the group that it is in."""
        key: dict[Any, Any] = self._groups.iloc[self._group].to_dict()
        return key

    def sets(self, max_sets: int, least: float = -np.inf, most: float = np.inf) -> Sets:
        """The fewest origins without which the rest can hold, the variable between these ends; all sets of so many."""
        if len(self.variables) == 1:
            return self._swept(least, most, max_sets)
        return self._searched(least, most, max_sets)

    def band(self, allowed: int) -> tuple[float, float]:
        """Between what ends the variable lies if so many origins may be wrong."""
        if len(self.variables) == 1:
            points, depth = self._depths(-np.inf, np.inf)
            held = points[depth >= len(self.origins) - allowed]
            return (self._as_stated(held[0]), self._as_stated(held[-1])) if len(held) else (np.nan, np.nan)
        return self._reached(allowed, up=False), self._reached(allowed, up=True)

    def _swept(self, least: float, most: float, max_sets: int) -> Sets:
        points, depth = self._depths(least, most)
        if not len(points):
            return Sets(np.inf, [])
        low, high = self._each()
        best = points[depth == depth.max()]
        sets = {tuple(np.flatnonzero((low > x) | (high < x)).tolist()): None for x in best[: 50 * max_sets]}
        return Sets(float(len(self.origins) - depth.max()), sorted(sets))

    def _depths(self, least: float, most: float) -> tuple[Floats, Ints]:
        """The points of a line where something begins or ends, in order, and how many origins allow each."""
        net = self.stack.network
        done = narrow(net.rows, net.products, net.floor, net.ceiling)
        least, most = max(least, float(done.low[0])), min(most, float(done.high[0]))
        low, high = self._each()
        ends = np.unique(np.concatenate([low, high, [least, most]]))
        points = ends[(ends >= least) & (ends <= most)] if not done.empty.any() else ends[:0]
        sound = low <= high
        begun = np.searchsorted(np.sort(low[sound]), points, side="right")
        return points, begun - np.searchsorted(np.sort(high[sound]), points, side="left")

    def _each(self) -> tuple[Floats, Floats]:
        """What all claims of every origin allow the one variable."""
        net, n = self.stack.network, len(self.origins)
        low, high = np.full(n, -np.inf), np.full(n, np.inf)
        np.maximum.at(low, self.of, net.claim_low)
        np.minimum.at(high, self.of, net.claim_high)
        return low, high

    def _searched(self, least: float, most: float, max_sets: int) -> Sets:
        """By hitting sets of the conflicts between origins."""
        family, weights, proven = list[int](), [1.0] * len(self.origins), False
        while True:
            hits = lightest(family, weights, limit=max_sets if proven else 1)
            right = True
            for first in range(0, len(hits.sets), _TIES):
                conflicts = self._conflicts(hits.sets[first : first + _TIES], least, most)
                if 0 in conflicts:  # without any origin
                    return Sets(np.inf, [])
                new = [c for c in dict.fromkeys(conflicts) if c is not None]
                family += [c for c in new if c not in family]
                right = right and not new
                if new:
                    break
            if right and proven:
                return Sets(hits.weight, [bits(s) for s in hits.sets])
            proven |= right

    def _conflicts(self, left_out: list[int], least: float, most: float) -> list[int | None]:
        """For each set of origins left out a conflict of others, as bits; None where the rest can hold."""
        n = len(left_out)
        stack = self.split.copies(np.full(n, self.component))
        floor, ceiling = stack.network.floor.copy(), stack.network.ceiling.copy()
        own = self.at + len(self.variables) * np.arange(n)
        floor[own], ceiling[own] = np.maximum(floor[own], least), np.minimum(ceiling[own], most)
        stack = stack._replace(network=stack.network._replace(floor=floor, ceiling=ceiling))
        away = np.zeros((n, len(self.origins)), dtype=bool)
        for k, members in enumerate(left_out):
            away[k, list(bits(members))] = True
        of = np.tile(self.of, n)
        claims = ~away[stack.claim_copy, of]
        possible, in_claims, _ = cores(stack, claims, np.ones(len(stack.holding), dtype=bool))
        named = [np.unique(of[in_claims & (stack.claim_copy == k)]).tolist() for k in range(n)]
        masks = [sum(1 << origin for origin in origins) for origins in named]
        return [None if good else mask for good, mask in zip(possible.tolist(), masks, strict=True)]

    def _reached(self, allowed: int, *, up: bool) -> float:
        """How far the variable can go: beyond each end found it is asked once more, until that takes too many."""
        found, end = self.sets(_TIES), np.nan
        while found.n_wrong <= allowed:
            ends = [self._end(members, up=up) for members in found.sets]
            end = max(ends) if up else min(ends)
            beyond = end + (_STEP if up else -_STEP) * max(1.0, abs(end))
            if np.isinf(end):
                break
            found = self.sets(_TIES, least=beyond) if up else self.sets(_TIES, most=beyond)
        return self._as_stated(end)

    def _end(self, members: tuple[int, ...], *, up: bool) -> float:
        """What the claims of all other origins leave the variable at one end."""
        net = self.stack.network
        low, high = net.ends(~np.isin(self.of, members))
        done = narrow(net.rows, net.products, low, high)
        if self.stack.exact[0]:
            return float(done.high[self.at] if up else done.low[self.at])
        every = [np.zeros(len(self.split.component)) for _ in range(2)]
        every[0][self.variables], every[1][self.variables] = done.low, done.high
        end = extremes(self.split, np.array([self.component]), np.array([self.at]), np.array([up]), *every)[0]
        return float(end) if not np.isnan(end) else float(done.high[self.at] if up else done.low[self.at])

    def _as_stated(self, end: float) -> float:
        """An end as it was stated: an open one was moved inwards to be asked about."""
        if not np.isfinite(end):
            return end
        near = self.stated[np.abs(self.stated - end) <= 1.5 * max(LEAST, OPEN * abs(end))]
        return float(near[np.argmin(np.abs(near - end))]) if len(near) else end
