"""Kernels for intervals on plain arrays; numpy only.

An interval is a run of integer cells. All ends of a call are ranked, group after group, so that no cell belongs to two
groups; the end of rank ``r`` is cell ``2 * r`` and the open gap between it and the next end of its group is cell
``2 * r + 1``. An interval holds the cells ``start <= cell < stop`` with

    ``start = 2 * rank(low) + (low end open)``, ``stop = 2 * rank(high) + (high end closed)``,

so that open ends, single points and ties are plain integer arithmetic: an interval is empty unless ``start < stop``,
and a set of intervals has a common point exactly where ``max(start) < min(stop)``.

Three conventions hold throughout. An infinite end is open. Two ends of one group that differ by no more than ``RTOL``
of their size are one end, so that ends which touch still touch after a conversion of units; in a group that has a
narrower interval ("12,345,678,910", good to ten) only those are that rounding leaves apart. A missing end is unknown:
it excludes nothing, so it takes part in no ``max(start)`` or ``min(stop)``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from estimates.intervals.arrays import RTOL, Bools, Floats, Ints
from estimates.intervals.sorting import within

_ROUNDING = 1e-14  # by which one number may come out as two, relative to its size: some conversions of units
UNKNOWN_START = -1  # below every start, as nothing is known to be excluded
CLOSED = np.array(["both", "left", "right", "neither"], dtype=object)


class Ranked(NamedTuple):
    """Intervals on ranks: cells ``start <= cell < stop``; ``ends[cell // 2]`` is an end's number.

    Ends are sorted within each group, and the groups' ends stand one after the other.
    """

    start: Ints
    stop: Ints
    ends: Floats

    @property
    def known(self) -> Bools:
        """Whether both ends are known; an interval with an unknown end can be met but supports nothing."""
        known: Bools = (self.start != UNKNOWN_START) & (self.stop != 2 * len(self.ends) + 1)
        return known

    @property
    def closed(self) -> tuple[Bools, Bools]:
        """Whether the low and whether the high end is closed; one that is infinite or unknown is not."""
        return (self.start & 1) == 0, ((self.stop & 1) == 1) & (self.stop != 2 * len(self.ends) + 1)


def closed_ends(closed: ArrayLike) -> tuple[Bools, Bools]:
    """Tell which ends are closed: two flags (lower, upper) for each of the words; a missing word is ``both``.

    Examples
    --------
    >>> closed_ends(["both", "left", "right", "neither"])
    (array([ True,  True, False, False]), array([ True, False,  True, False]))
    """
    words = np.asarray(closed, dtype=object)
    neither = words == "neither"
    return ~(neither | (words == "right")), ~(neither | (words == "left"))


def closed_words(lower: ArrayLike, upper: ArrayLike) -> NDArray[np.object_]:
    """Turn two flags into the words both, left, right, neither; the inverse of ``closed_ends``.

    Examples
    --------
    >>> closed_words([True, False], [False, False]).tolist()
    ['left', 'neither']
    """
    words: NDArray[np.object_] = CLOSED[2 * ~np.asarray(lower, dtype=bool) + ~np.asarray(upper, dtype=bool)]
    return words


def encode(
    low: ArrayLike,
    high: ArrayLike,
    closed: ArrayLike | None = None,
    groups: Ints | None = None,
    *,
    flags: tuple[Bools, Bools] | None = None,
) -> Ranked:
    """Rank the ends of intervals.

    Parameters
    ----------
    low, high : array_like of float, shape (n,)
        Ends; ``inf`` is unbounded, NaN is unknown.
    closed : array_like of str, shape (n,), optional
        both, left, right or neither; all ``both`` if not given.
    groups : array of int, shape (n,), optional
        Numbers from 0. Intervals are compared inside their group only: ends within ``RTOL`` of each other are one end
        there, and no group's answer hangs on another's.
    flags : two arrays of bool, optional
        What ``closed_ends`` makes of the words, where it is known already.

    Returns
    -------
    Ranked
        ``start`` is -1 and ``stop`` is ``2 * len(ends) + 1`` where an end is unknown.

    Examples
    --------
    More than 900 and at most 900 do not meet:

    >>> start, stop, values = encode([900, 0], [np.inf, 900], ["neither", "both"])
    >>> meet(start[0], stop[0], start[1], stop[1])
    np.False_
    """
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    n = len(low)
    groups = np.zeros(n, dtype=np.int64) if groups is None else groups
    rank, values = ranks(groups, low, high)
    narrow = np.flatnonzero((rank[:n] == rank[n:]) & (low < high))
    if len(narrow):
        rank, values = ranks(groups, low, high, exact=np.bincount(groups[narrow], minlength=int(groups.max()) + 1) > 0)
    start, stop = 2 * rank[:n], 2 * rank[n:]
    if flags is None:
        flags = closed_ends("both" if closed is None else closed)
    lower, upper = flags
    start += ~(lower & np.isfinite(low))
    stop += upper & np.isfinite(high)
    start[np.isnan(low)] = UNKNOWN_START
    stop[np.isnan(high)] = 2 * len(values) + 1
    return Ranked(start, stop, values)


def decode(start: Ints, stop: Ints, values: Floats) -> tuple[Floats, Floats, Bools, Bools]:
    """Turn runs of cells back into low, high and two flags (lower closed, upper closed); unknown ends are NaN.

    Examples
    --------
    >>> decode(*encode([900, np.nan], [np.inf, 1000], ["neither", "both"]))
    (array([900.,  nan]), array([  inf, 1000.]), array([False, False]), array([False,  True]))
    """
    low_known, high_known = start != UNKNOWN_START, stop != 2 * len(values) + 1
    if len(values):
        low, high = values.take(start >> 1, mode="clip"), values.take(stop >> 1, mode="clip")
    else:
        low, high = np.empty(start.shape), np.empty(stop.shape)
    low[~low_known], high[~high_known] = np.nan, np.nan
    return low, high, ((start & 1) == 0) & np.isfinite(low), ((stop & 1) == 1) & np.isfinite(high)


def meet(start_a: Ints, stop_a: Ints, start_b: Ints, stop_b: Ints) -> Bools:
    """Tell, element by element, whether two intervals share a point.

    Examples
    --------
    >>> start, stop, _ = encode([8, 11, 14], [12, 13, 15])
    >>> meet(start[:, None], stop[:, None], start, stop).astype(int).tolist()
    [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    """
    shared: Bools = np.maximum(start_a, start_b) < np.minimum(stop_a, stop_b)
    return shared


def cells(values: Floats, numbers: ArrayLike, first: ArrayLike = 0, last: ArrayLike | None = None) -> Ints:
    """Find the cell that each number lies in among the ranked ends of its group; NaN lies in -2, which is nobody's.

    Parameters
    ----------
    values : array of float
        Ranked ends.
    numbers : array_like of float, shape (n,)
    first, last : array_like of int, shape (n,), optional
        Where in ``values`` the ends of each number's group begin, and where they are over; by default all are searched.

    Examples
    --------
    >>> cells(np.array([8.0, 12.0]), [7, 8, 10, 12, 13]).tolist()
    [-1, 0, 1, 2, 3]
    >>> cells(np.array([8.0, 12.0, 1.0, 9.0]), [9, 9], [0, 2], [2, 4]).tolist()
    [1, 6]
    """
    asked = np.asarray(numbers, dtype=float)
    known = ~np.isnan(asked)
    begin = np.broadcast_to(first, asked.shape)[known]
    over = np.broadcast_to(len(values) if last is None else last, asked.shape)[known]
    cell, number = np.full(asked.shape, -2), asked[known]
    after = _searched(values, number, begin, over)
    padded = np.append(values, np.nan)
    with np.errstate(invalid="ignore"):  # an infinite number is near to no end
        slack = np.where(np.isfinite(number), RTOL * np.abs(number), 0.0)
        exact_or_next = padded[np.where(after < over, after, -1)] - number <= slack
        previous = number - padded[np.where(after > begin, after - 1, -1)] <= slack
    cell[known] = np.where(exact_or_next, 2 * after, np.where(previous, 2 * after - 2, 2 * after - 1))
    return cell


def _searched(values: Floats, numbers: Floats, first: Ints, last: Ints) -> Ints:
    """Where each number would stand in its part of the values, before those equal to it: every part is halved."""
    left, right = first.copy(), last.copy()
    padded = np.append(values, np.nan)
    for _ in range(int((right - left).max(initial=0)).bit_length()):
        halfway = (left + right) // 2
        below = (padded[halfway] < numbers) & (left < right)
        left, right = np.where(below, halfway + 1, left), np.where(below, right, halfway)
    return left


def ranks(groups: Ints, *columns: Floats, exact: Bools | None = None) -> tuple[Ints, Floats]:
    """Rank of every number, column after column, among the distinct ones of all groups, and those; NaN ranks anywhere.

    In the groups that are ``exact`` numbers are told apart as far as rounding lets them.

    Examples
    --------
    >>> ranks(np.array([1, 0, 1, 1]), np.array([5.0, 9.0, 2.0, 5.0]))
    (array([2, 0, 1, 2]), array([9., 2., 5.]))
    """
    place, member, ends = within(groups, *columns)
    known = ~np.isnan(ends)
    if not known.all():
        place, member, ends = place[known], member[known], ends[known]
    ends += 0.0  # -0.0 is 0.0
    same_group = member[1:] == member[:-1]
    ends = _snapped(ends, same_group, RTOL if exact is None else np.where(exact[member], _ROUNDING, RTOL))
    first = np.ones(len(ends), dtype=bool)
    first[1:] = (ends[1:] != ends[:-1]) | ~same_group
    rank = np.zeros(len(groups) * len(columns), dtype=np.int64)
    rank[place] = np.cumsum(first) - 1
    return rank, ends[first]


def _snapped(ends: Floats, same_group: Bools, rtol: float | Floats) -> Floats:
    """Make ends of one group within a tolerance of each other equal to the least of them; sorted by group and size.

    Only ends that are nearly but not quite equal to a neighbour can be concerned, and those are few.
    """
    rtol = np.broadcast_to(rtol, ends.shape)
    near = _near(ends, rtol) & same_group
    if not near.any():
        return ends
    # A chain is a run of ends each near or equal to the next; it concerns us if somewhere near but not equal.
    chain = np.cumsum(np.append(False, ~(near | ((ends[1:] == ends[:-1]) & same_group))))
    inside = np.flatnonzero(np.bincount(chain[1:], weights=near, minlength=chain[-1] + 1)[chain] > 0)
    snapped = ends.copy()
    snapped[inside] = _anchored(ends[inside], chain[inside], rtol[inside])
    return snapped


def _near(ordered: Floats, rtol: Floats) -> Bools:
    """Whether each end is as near as its tolerance to the next and not equal to it; an infinite one is near to none."""
    with np.errstate(over="ignore", invalid="ignore"):
        gap = ordered[1:] - ordered[:-1]
        size = np.maximum(ordered[1:], -ordered[:-1])  # of the larger, where they differ
        near: Bools = gap <= rtol[1:] * size
        near &= (gap > 0) & (gap < np.inf)
    return near


def _anchored(numbers: Floats, member: Ints, rtol: Floats) -> Floats:
    """Replace each number by the first of its run, a run reaching its tolerance beyond that; sorted by member, number.

    Runs are anchored and not chained, so that a long row of close numbers does not collapse into one. ``member`` tells
    apart what cannot be one run.
    """
    anchor = np.ones(len(numbers), dtype=bool)
    anchor[1:] = (member[1:] != member[:-1]) | ~(_near(numbers, rtol) | (numbers[1:] == numbers[:-1]))
    while True:
        head = np.maximum.accumulate(np.where(anchor, np.arange(len(numbers)), 0))
        size = np.maximum(np.abs(numbers), np.abs(numbers[head]))
        beyond = numbers - numbers[head] > rtol * size
        fresh = beyond & ~np.append(False, (beyond[:-1] & (head[:-1] == head[1:])))
        if not fresh.any():
            return numbers[head]
        anchor |= fresh
