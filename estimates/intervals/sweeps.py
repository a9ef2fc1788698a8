"""Kernels for intervals on plain arrays; numpy only.

An interval is a run of integer cells. All ends of a call are ranked, group after group, so that no cell belongs to two
groups; the end of rank ``r`` is cell ``2 * r`` and the open gap between it and the next end of its group is cell
``2 * r + 1``. An interval holds the cells ``start <= cell < stop`` with

    ``start = 2 * rank(low) + (low end open)``, ``stop = 2 * rank(high) + (high end closed)``,

so that open ends, single points and ties are plain integer arithmetic: an interval is empty unless ``start < stop``,
and a set of intervals has a common point exactly where ``max(start) < min(stop)``.

Three conventions hold throughout. An infinite end is open. Two ends of one group that differ by no more than ``RTOL``
of their size are one end, so that ends which touch still touch after a conversion of units. A missing end is unknown:
it excludes nothing, so it takes part in no ``max(start)`` or ``min(stop)``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from estimates.intervals.sorting import by_code, within

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

RTOL = 1e-9  # the one relative tolerance: ends closer than this are one end
_COUNTABLE = 16  # keys up to so many times the rows are counted, others sorted
NOWHERE = -1
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


class Segments(NamedTuple):
    """Disjoint runs of cells, sorted by group and start; within one the set of covering origins does not change."""

    group: Ints
    start: Ints
    stop: Ints
    depth: NDArray[Any]


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
    rank, values = _ranks(low, high, np.zeros(n, dtype=np.int64) if groups is None else groups)
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


def common(start: Ints, stop: Ints, groups: Ints, n_groups: int) -> tuple[Ints, Ints]:
    """Intersect the intervals of every group: the greatest start and the least stop; empty unless start < stop.

    By Helly's theorem on the line every two intervals of a group meet exactly if this is not empty, so one pass tells
    which groups hold a contradiction. A group without intervals excludes nothing.

    Examples
    --------
    >>> ranked = encode([8, 11, 1, 4], [12, 13, 2, 5])
    >>> start, stop = common(ranked.start, ranked.stop, np.array([0, 0, 1, 1]), 2)
    >>> start < stop
    array([ True, False])
    """
    greatest = np.full(n_groups, UNKNOWN_START, dtype=np.int64)
    least = np.full(n_groups, np.iinfo(np.int64).max, dtype=np.int64)
    np.maximum.at(greatest, groups, start)
    np.minimum.at(least, groups, stop)
    return greatest, least


def hull(start: Ints, stop: Ints, groups: Ints, n_groups: int) -> tuple[Ints, Ints]:
    """Enclose the intervals of every group: the least start and the greatest stop; start > stop where there are none.

    Examples
    --------
    >>> ranked = encode([8, 11, 1, 4], [12, 13, 2, 5])
    >>> decode(*hull(ranked.start, ranked.stop, np.array([0, 0, 1, 1]), 2), ranked.ends)[:2]
    (array([8., 1.]), array([13.,  5.]))
    """
    least = np.full(n_groups, np.iinfo(np.int64).max, dtype=np.int64)
    greatest = np.full(n_groups, UNKNOWN_START, dtype=np.int64)
    np.minimum.at(least, groups, start)
    np.maximum.at(greatest, groups, stop)
    return least, greatest


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


def middle(values: Floats, flags: Bools, codes: Ints, n_codes: int) -> tuple[Floats, Bools]:
    """Take the median of every code's values, the mean of the two middle ones if even; NaN where there are none.

    Missing values are left out. A flag travels with its value; of two middle ones both must have it.

    Examples
    --------
    >>> middle(np.array([3.0, 1.0, 2.0, 8.0]), np.ones(4, dtype=bool), np.array([0, 0, 0, 1]), 3)[0]
    array([ 2.,  8., nan])
    """
    median, flag = np.full(n_codes, np.nan), np.zeros(n_codes, dtype=bool)
    known = ~np.isnan(values)
    if not known.all():
        values, flags, codes = values[known], flags[known], codes[known]
    count = np.bincount(codes, minlength=n_codes)
    alone = count[codes] == 1
    if alone.any():  # the middle of one is itself
        median[codes[alone]], flag[codes[alone]] = values[alone], flags[alone]
        values, flags, codes = values[~alone], flags[~alone], codes[~alone]
        count[count == 1] = 0
    if flags.all():
        values = within(codes, values)[2]
    else:  # of equal values those without the flag come first, whatever the order of the rows
        order = np.lexsort((flags, values, codes))
        values, flags = values[order], flags[order]
    filled = np.flatnonzero(count)
    count = count[filled]
    first = np.cumsum(count) - count
    left, right = first + (count - 1) // 2, first + count // 2
    a, b = values[left], values[right]
    with np.errstate(invalid="ignore"):  # between minus and plus infinity there is no middle
        median[filled] = np.where(a == b, a, a / 2 + b / 2)
    flag[filled] = flags[left] & flags[right]
    return median, flag


def pack(*codes: ArrayLike) -> Ints:
    """Put non-negative integer codes into one int64 key that sorts as the tuple of them would.

    Examples
    --------
    >>> pack([0, 0, 1], [2, 0, 1]).tolist()
    [2, 0, 4]

    Raises
    ------
    OverflowError
        If the keys do not fit.
    """
    key = np.asarray(codes[0], dtype=np.int64)
    span = int(key.max(initial=0)) + 1
    for code in codes[1:]:
        more = np.asarray(code, dtype=np.int64)
        width = int(more.max(initial=0)) + 1
        span *= width
        if span > np.iinfo(np.int64).max:
            raise OverflowError(f"{span} distinct keys do not fit into 64 bits")
        key = key * width + more
    return key


def repeated(keys: Ints) -> Bools:
    """Tell which non-negative keys stand more than once; by counting where they are not much more than the rows.

    Examples
    --------
    >>> repeated(np.array([3, 1, 3]))
    array([ True, False,  True])
    """
    if len(keys) and int(keys.max()) < _COUNTABLE * len(keys):
        several: Bools = (np.bincount(keys) > 1)[keys]
        return several
    ordered = np.sort(keys)
    return np.isin(keys, np.unique(ordered[1:][ordered[1:] == ordered[:-1]]))


def dense(keys: Ints) -> tuple[Ints, Ints]:
    """Renumber non-negative keys from 0 without gaps, in their order: the distinct keys, and each row's number.

    Examples
    --------
    >>> dense(np.array([70, 3, 70]))
    (array([ 3, 70]), array([1, 0, 1]))
    """
    if not len(keys) or int(keys.max()) >= _COUNTABLE * len(keys):
        distinct, code = np.unique(keys, return_inverse=True)
        return distinct, code.astype(np.int64)
    present = np.zeros(int(keys.max()) + 1, dtype=bool)
    present[keys] = True
    number = np.cumsum(present, dtype=_short(len(keys)))
    return np.flatnonzero(present), number[keys] - np.int64(1)


def _short(greatest: int) -> type[np.signedinteger[Any]]:
    """The shorter integers where they hold the greatest number."""
    return np.int32 if greatest < np.iinfo(np.int32).max else np.int64


def unite(keys: Ints, start: Ints, stop: Ints) -> tuple[Ints, Ints, Ints]:
    """Unite the intervals that share a key into disjoint ones, sorted by key; runs that leave no gap become one.

    Examples
    --------
    >>> ranked = encode([1, 2, 5], [3, 4, 6])
    >>> keys, start, stop = unite(np.array([7, 7, 7]), ranked.start, ranked.stop)
    >>> decode(start, stop, ranked.ends)[:2]
    (array([1., 5.]), array([4., 6.]))
    """
    filled = start < stop
    keys, start, stop = keys[filled], start[filled], stop[filled]
    order = by_code(start)
    order = order[by_code(keys[order])]
    keys, start, stop = keys[order], start[order], stop[order]
    # Lifting every key above the last makes one running maximum serve all of them.
    block = np.cumsum(np.append(False, keys[1:] != keys[:-1]))[: len(keys)]
    lift = block * (int(stop.max(initial=0)) + 1)
    reach = np.maximum.accumulate(stop + lift)
    first = np.ones(len(keys), dtype=bool)
    first[1:] = (start + lift)[1:] > reach[:-1]
    first[1:] |= keys[1:] != keys[:-1]
    last = np.append(first[1:], True)[: len(keys)]
    return keys[first], start[first], (reach - lift)[last]


def coverage(
    start: Ints, stop: Ints, groups: Ints, speakers: Ints | None = None, weights: Floats | None = None
) -> Segments:
    """Sweep every group from left to right and count at each point the origins whose intervals hold it.

    Intervals of one origin within a group are united first, so an origin counts once at a point however often it
    speaks. Segments are cut wherever the set of covering origins changes, and uncovered gaps are left out. What begins
    and what ends is counted cell by cell: linear time, with no loop over groups.

    Parameters
    ----------
    start, stop, groups : array of int, shape (n,)
        Intervals with both ends known, as ``encode`` gives them for these groups; empty ones cover nothing.
    speakers : array of int, shape (n,), optional
        Who counts once: a number for each origin of each group; every interval for itself if not given.
    weights : array of float, shape (n,), optional
        What a speaker counts; where its intervals differ in weight, the greatest. Depths are then floats.

    Examples
    --------
    >>> ranked = encode([8, 11, 10], [12, 13, 12])
    >>> segments = coverage(ranked.start, ranked.stop, np.zeros(3, dtype=np.int64))
    >>> best = segments.depth == segments.depth.max()
    >>> decode(segments.start[best], segments.stop[best], ranked.ends)[:2], segments.depth[best]
    ((array([11.]), array([12.])), array([3]))
    """
    if weights is not None:
        weights = np.asarray(weights, dtype=float)
    filled = start < stop
    if not filled.all():
        start, stop, groups = start[filled], stop[filled], groups[filled]
        speakers = None if speakers is None else speakers[filled]
        weights = None if weights is None else weights[filled]
    begin = np.full(int(groups.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(begin, groups, start)
    if speakers is not None:
        start, stop, weights = _once_per_speaker(start, stop, speakers, weights)
    n_cells = int(stop.max(initial=0)) + 1
    depth = np.zeros(n_cells, dtype=_short(len(start)) if weights is None else np.float64)
    step = depth.dtype.type(1) if weights is None else weights
    np.add.at(depth, start, step)
    np.subtract.at(depth, stop, step)
    np.cumsum(depth, out=depth)
    changed = np.zeros(n_cells, dtype=bool)
    changed[start] = changed[stop] = True
    cut = np.flatnonzero(changed)
    covered = np.flatnonzero(depth[cut] > RTOL * (1.0 if weights is None else float(np.max(weights, initial=0.0))))
    first = cut[covered]
    numbers = depth[first] if weights is not None else depth[first].astype(np.int64)
    return Segments(_owners(first, begin), first, cut[covered + 1], numbers)


def _owners(cell: Ints, begin: Ints) -> Ints:
    """The group that each covered cell belongs to, by where the groups begin; cells and groups stand in order."""
    named = np.flatnonzero(begin < np.iinfo(np.int64).max)
    reach = np.append(np.searchsorted(cell, begin[named]), len(cell))
    return np.repeat(named, np.diff(reach))


def join(segments: Segments) -> Segments:
    """Join segments of a group that leave no gap; the depth becomes the least of those joined.

    Examples
    --------
    >>> ranked = encode([8, 10, 8], [12, 11, 10])
    >>> segments = coverage(ranked.start, ranked.stop, np.zeros(3, dtype=np.int64))
    >>> twice = Segments(*(column[segments.depth >= 2] for column in segments))
    >>> joined = join(twice)
    >>> decode(joined.start, joined.stop, ranked.ends)[:2]
    (array([8.]), array([11.]))
    """
    group, start, stop, depth = segments
    first = np.ones(len(group), dtype=bool)
    first[1:] = (group[1:] != group[:-1]) | (start[1:] != stop[:-1])
    last = np.append(first[1:], True)[: len(group)]
    least = np.minimum.reduceat(depth, np.flatnonzero(first)) if len(group) else depth
    return Segments(group[first], start[first], stop[last], least)


def _ranks(low: Floats, high: Floats, groups: Ints) -> tuple[Ints, Floats]:
    """Rank of every low and then every high end among the distinct ends, and those; NaN ranks anywhere."""
    place, member, ends = within(groups, low, high)
    known = ~np.isnan(ends)
    if not known.all():
        place, member, ends = place[known], member[known], ends[known]
    ends += 0.0  # -0.0 is 0.0
    same_group = member[1:] == member[:-1]
    ends = _snapped(ends, same_group)
    first = np.ones(len(ends), dtype=bool)
    first[1:] = (ends[1:] != ends[:-1]) | ~same_group
    rank = np.zeros(2 * len(low), dtype=_short(len(ends)))  # to be written here and there: the shorter the quicker
    rank[place] = np.cumsum(first, dtype=rank.dtype)
    return rank - np.int64(1), ends[first]


def _snapped(ends: Floats, same_group: Bools) -> Floats:
    """Make ends of one group within RTOL of each other equal to the least of them; sorted by group and size.

    Only ends that are nearly but not quite equal to a neighbour can be concerned, and those are few.
    """
    near = _near(ends) & same_group
    if not near.any():
        return ends
    # A chain is a run of ends each near or equal to the next; it concerns us if somewhere near but not equal.
    chain = np.cumsum(np.append(False, ~(near | ((ends[1:] == ends[:-1]) & same_group))))
    inside = np.flatnonzero(np.bincount(chain[1:], weights=near, minlength=chain[-1] + 1)[chain] > 0)
    snapped = ends.copy()
    snapped[inside] = _anchored(ends[inside], chain[inside])
    return snapped


def _near(ordered: Floats) -> Bools:
    """Whether each end is within RTOL of the next without being equal to it; an infinite one is near to none."""
    with np.errstate(over="ignore", invalid="ignore"):
        gap = ordered[1:] - ordered[:-1]
        largest = np.max(np.abs(ordered), initial=0.0, where=np.isfinite(ordered))
        near: Bools = (gap > 0) & (gap <= RTOL * largest)  # most are further apart than any two near ones can be
    some = np.flatnonzero(near)
    near[some] = gap[some] <= RTOL * np.maximum(np.abs(ordered[some + 1]), np.abs(ordered[some]))
    return near


def _anchored(numbers: Floats, member: Ints) -> Floats:
    """Replace each number by the first of its run, a run reaching RTOL beyond its first; sorted by member, number.

    Runs are anchored and not chained, so that a long row of close numbers does not collapse into one. ``member`` tells
    apart what cannot be one run.
    """
    anchor = np.ones(len(numbers), dtype=bool)
    anchor[1:] = (member[1:] != member[:-1]) | ~(_near(numbers) | (numbers[1:] == numbers[:-1]))
    while True:
        head = np.maximum.accumulate(np.where(anchor, np.arange(len(numbers)), 0))
        size = np.maximum(np.abs(numbers), np.abs(numbers[head]))
        beyond = numbers - numbers[head] > RTOL * size
        fresh = beyond & ~np.append(False, (beyond[:-1] & (head[:-1] == head[1:])))
        if not fresh.any():
            return numbers[head]
        anchor |= fresh


def _once_per_speaker(
    start: Ints, stop: Ints, speakers: Ints, weights: Floats | None
) -> tuple[Ints, Ints, Floats | None]:
    """Unite what one origin says in one group; where every origin speaks once nothing is to be done."""
    several = repeated(speakers)
    if not several.any():
        return start, stop, weights
    once = ~several
    united, united_start, united_stop = unite(speakers[several], start[several], stop[several])
    if weights is not None:
        distinct, code = dense(speakers[several])
        heaviest = np.full(len(distinct), -np.inf)
        np.maximum.at(heaviest, code, weights[several])
        weights = np.concatenate([weights[once], heaviest[np.searchsorted(distinct, united)]])
    return np.concatenate([start[once], united_start]), np.concatenate([stop[once], united_stop]), weights
