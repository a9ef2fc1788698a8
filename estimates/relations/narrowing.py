"""Interval propagation over sparse rows and products on plain arrays: every pass is a handful of numpy calls.

The bounds of a variable are narrowed by what each row leaves for it, given the bounds of the row's other variables
(feasibility-based bound tightening; Davis 1987, "Constraint propagation with interval labels", Artificial Intelligence
32), until nothing moves. Where rows and variables form no cycle the result is exact: no tighter bounds hold.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from estimates.intervals.arrays import RTOL, Bools, Floats, Ints

ROUNDS = 100  # passes at most


class Rows(NamedTuple):
    """Sparse rows ``low <= sum(coefficient * variable) <= high``; entries are sorted by row and no row is empty."""

    row: Ints
    variable: Ints
    coefficient: Floats
    low: Floats
    high: Floats


class Products(NamedTuple):
    """``result == left * right``, each an index of a variable."""

    result: Ints
    left: Ints
    right: Ints


class Narrowed(NamedTuple):
    """Bounds of every variable; ``empty`` marks variables for which no value is left."""

    low: Floats
    high: Floats
    empty: Bools
    rounds: int


def narrow(rows: Rows, products: Products, low: Floats, high: Floats, *, max_rounds: int = ROUNDS) -> Narrowed:
    """Tighten bounds until they move by less than ``RTOL``, or ``max_rounds`` are spent.

    Examples
    --------
    ``total == a + b`` with a in [1, 2], b in [3, 4]:

    >>> rows = Rows(np.array([0, 0, 0]), np.array([0, 1, 2]), np.array([1.0, -1.0, -1.0]), np.zeros(1), np.zeros(1))
    >>> none = Products(*(np.zeros(0, dtype=np.int64),) * 3)
    >>> done = narrow(rows, none, np.array([-np.inf, 1, 3]), np.array([np.inf, 2, 4]))
    >>> done.low.tolist(), done.high.tolist()
    ([4.0, 1.0, 3.0], [6.0, 2.0, 4.0])
    """
    low, high = low.copy(), high.copy()
    tolerance = touching(rows, low, high)
    empty = low > high + tolerance
    if not (len(rows.row) or len(products.result) or empty.any()):  # every variable stands alone
        return _met(low, high, empty, 0)
    passes = _Passes(rows)
    rounds = 0
    while rounds < max_rounds and not empty.all():
        rounds += 1
        below, above = passes.implied(low, high)
        if len(products.result):
            _multiply(products, low, high, below, above)
        np.copyto(below, low, where=~(below > low))
        np.copyto(above, high, where=~(above < high))
        with np.errstate(invalid="ignore"):
            moved = (below - low > tolerance) | (high - above > tolerance)
        low, high = below, above
        found = (low > high + tolerance) & ~empty
        if found.any():
            # A variable without a value leaves nothing to infer from it; unbounded, it no longer drives its rows.
            empty |= found
        if empty.any():
            low[empty], high[empty] = -np.inf, np.inf
            moved &= ~empty
        if not moved.any():
            break
    return _met(low, high, empty, rounds)


def _met(low: Floats, high: Floats, empty: Bools, rounds: int) -> Narrowed:
    """Ends that cross by less than the tolerance are one."""
    crossed = (low > high) & ~empty
    low[crossed] = high[crossed] = (low[crossed] + high[crossed]) / 2
    return Narrowed(low, high, empty, rounds)


def touching(rows: Rows, low: Floats, high: Floats) -> Floats:
    """How far ends of each variable may lie apart and still touch: ``RTOL`` of the largest term of its rows."""
    size = np.maximum(_finite(low), _finite(high))
    tolerance = RTOL * size
    if len(rows.low):
        share = magnitude(rows, size)[rows.row] / np.abs(rows.coefficient)
        np.maximum.at(tolerance, rows.variable, RTOL * share)
    return tolerance


def magnitude(rows: Rows, size: Floats) -> Floats:
    """Largest term or limit of every row, given the size of every variable."""
    largest = np.maximum(_finite(rows.low), _finite(rows.high))
    if len(rows.low):
        terms = np.abs(rows.coefficient) * size[rows.variable]
        largest = np.maximum(largest, np.maximum.reduceat(terms, np.searchsorted(rows.row, np.arange(len(rows.low)))))
    return largest


def _finite(ends: Floats) -> Floats:
    return np.where(np.isfinite(ends), np.abs(ends), 0.0)


class _Passes:
    """What a pass over the rows needs and does not change: where rows begin, and the entries sorted by variable."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.positive, self.least, self.most = rows.coefficient > 0, rows.low[rows.row], rows.high[rows.row]
        self.starts = np.searchsorted(rows.row, np.arange(len(rows.low)))
        self.by_variable = np.argsort(rows.variable, kind="stable")
        ordered = rows.variable[self.by_variable]
        first = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
        self.variable_starts = np.flatnonzero(first)
        self.variables = ordered[first]

    def implied(self, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """Bounds that the rows leave for every variable; infinite where they say nothing."""
        rows = self.rows
        below, above = np.full(len(low), -np.inf), np.full(len(low), np.inf)
        if not len(rows.row):
            return below, above
        positive = self.positive
        with np.errstate(invalid="ignore", over="ignore"):
            at_low, at_high = rows.coefficient * low[rows.variable], rows.coefficient * high[rows.variable]
            least, most = np.where(positive, at_low, at_high), np.where(positive, at_high, at_low)
            upper = (self.most - self._others(least)) / rows.coefficient
            lower = (self.least - self._others(most)) / rows.coefficient
        term_low, term_high = np.where(positive, lower, upper), np.where(positive, upper, lower)
        below[self.variables] = np.maximum.reduceat(term_low[self.by_variable], self.variable_starts)
        above[self.variables] = np.minimum.reduceat(term_high[self.by_variable], self.variable_starts)
        return below, above

    def _others(self, terms: Floats) -> Floats:
        """Sum of the other terms of each entry's row; infinite terms are counted, so that inf - inf never arises."""
        row, infinite = self.rows.row, np.flatnonzero(np.isinf(terms))
        finite = terms.copy() if len(infinite) else terms
        finite[infinite] = 0.0
        others: Floats = np.add.reduceat(finite, self.starts)[row] - finite
        if len(infinite):
            of, n = row[infinite], len(self.starts)
            besides = np.bincount(of, minlength=n)[row]
            besides[infinite] -= 1
            open_ = np.flatnonzero(besides)
            side = np.bincount(of, weights=np.sign(terms[infinite]), minlength=n)
            others[open_] = np.copysign(np.inf, side[row[open_]])
        return others


def _multiply(products: Products, low: Floats, high: Floats, below: Floats, above: Floats) -> None:
    """Narrow by ``result == left * right`` in all three directions."""
    z, x, y = products
    for target, (least, most) in (
        (z, times(low[x], high[x], low[y], high[y])),
        (x, over(low[z], high[z], low[y], high[y])),
        (y, over(low[z], high[z], low[x], high[x])),
    ):
        np.maximum.at(below, target, least)
        np.minimum.at(above, target, most)


def times(a_low: Floats, a_high: Floats, b_low: Floats, b_high: Floats) -> tuple[Floats, Floats]:
    """Product of intervals, element by element; nothing times anything is nothing, however large."""
    with np.errstate(invalid="ignore", over="ignore"):
        corners = np.array([a_low * b_low, a_low * b_high, a_high * b_low, a_high * b_high])
    corners[np.isnan(corners)] = 0.0
    return corners.min(axis=0), corners.max(axis=0)


def over(z_low: Floats, z_high: Floats, y_low: Floats, y_high: Floats) -> tuple[Floats, Floats]:
    """All x with ``x * y == z`` for some z and y of the intervals (its hull); everything where y straddles zero."""
    zero = (y_low <= 0) & (y_high >= 0)
    with np.errstate(divide="ignore"):
        # A divisor that only touches zero from one side has reciprocals up to infinity on that side.
        inverse_low = np.where(y_high == 0, -np.inf, 1.0 / y_high)
        inverse_high = np.where(y_low == 0, np.inf, 1.0 / y_low)
    low, high = times(z_low, z_high, inverse_low, inverse_high)
    anything = zero & (((z_low <= 0) & (z_high >= 0)) | ((y_low < 0) & (y_high > 0)))
    low, high = np.where(anything, -np.inf, low), np.where(anything, np.inf, high)
    # Nothing times y is never a z that excludes zero.
    void = (y_low == 0) & (y_high == 0) & ~anything
    return np.where(void, np.inf, low), np.where(void, -np.inf, high)
