"""Sweeps over ranked intervals: what all of a group share, what holds them, how many hold each point; numpy only."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from estimates.intervals.arrays import RTOL, Bools, Floats, Ints, by_code, dense, repeated, short
from estimates.intervals.ranked import UNKNOWN_START
from estimates.intervals.sorting import within


class Segments(NamedTuple):
    """Disjoint runs of cells, sorted by group and start; within one the set of covering origins does not change."""

    group: Ints
    start: Ints
    stop: Ints
    depth: NDArray[Any]


def common(start: Ints, stop: Ints, groups: Ints, n_groups: int) -> tuple[Ints, Ints]:
    """Intersect the intervals of every group: the greatest start and the least stop; empty unless start < stop.

    By Helly's theorem on the line every two intervals of a group meet exactly if this is not empty, so one pass tells
    which groups hold a contradiction. A group without intervals excludes nothing.

    Examples
    --------
    >>> from estimates.intervals.ranked import decode, encode
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


class Shared(NamedTuple):
    """What all bands of each group share, where that is plain to see."""

    low: Floats
    high: Floats
    lower: Bools  #: whether the low end is closed
    upper: Bools  #: whether the high end is closed
    plain: Bools  #: groups of which this holds; of all others nothing is said


def shared(low: Floats, high: Floats, lower: Bools, upper: Bools, groups: Ints, n_groups: int) -> Shared:
    """What the bands of every group share, without ranking an end: ``common`` for the groups that need no second look.

    Not plain are groups of which the bands share nothing, or of which two ends are nearly one, or unknown.

    Examples
    --------
    >>> low, high, shut = np.array([8.0, 9.0, 1.0, 4.0]), np.array([12.0, 12.0, 2.0, 5.0]), np.full(4, True)
    >>> found = shared(low, high, shut, np.array([True, False, True, True]), np.array([0, 0, 1, 1]), 2)
    >>> found.plain.tolist(), found.low[0], found.high[0], found.upper[0]
    ([True, False], np.float64(9.0), np.float64(12.0), np.False_)
    """
    greatest, least = np.full(n_groups, -np.inf), np.full(n_groups, np.inf)
    np.maximum.at(greatest, groups, low)
    np.minimum.at(least, groups, high)
    greatest, least = greatest + 0.0, least + 0.0  # -0.0 is 0.0
    with np.errstate(invalid="ignore", over="ignore"):
        size = np.maximum(np.abs(greatest), np.abs(least))
        gap = least - greatest
        plain = (gap == np.inf) | (gap > 4 * RTOL * size)
        point = (greatest == least) & np.isfinite(least)
        inner = greatest - 4 * RTOL * np.abs(greatest), least + 4 * RTOL * np.abs(least)
    plain &= np.bincount(groups, minlength=n_groups) > 0
    shut = []
    for ends, closed, inmost, rows in (
        (low, lower, greatest, np.flatnonzero(low >= inner[0][groups])),
        (high, upper, least, np.flatnonzero(high <= inner[1][groups])),
    ):
        equal, every = ends[rows] == inmost[groups[rows]], np.isfinite(inmost)
        plain[groups[rows[~equal]]] = point[groups[rows[~equal]]] = False
        every[groups[rows[equal & ~closed[rows]]]] = False
        shut.append(every)
    return Shared(greatest, least, shut[0], shut[1], plain | (point & shut[0] & shut[1]))


def hull(start: Ints, stop: Ints, groups: Ints, n_groups: int) -> tuple[Ints, Ints]:
    """Enclose the intervals of every group: the least start and the greatest stop; start > stop where there are none.

    Examples
    --------
    >>> from estimates.intervals.ranked import decode, encode
    >>> ranked = encode([8, 11, 1, 4], [12, 13, 2, 5])
    >>> decode(*hull(ranked.start, ranked.stop, np.array([0, 0, 1, 1]), 2), ranked.ends)[:2]
    (array([8., 1.]), array([13.,  5.]))
    """
    least = np.full(n_groups, np.iinfo(np.int64).max, dtype=np.int64)
    greatest = np.full(n_groups, UNKNOWN_START, dtype=np.int64)
    np.minimum.at(least, groups, start)
    np.maximum.at(greatest, groups, stop)
    return least, greatest


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
    if not len(values):
        return median, flag
    place, codes, values = within(codes, values)
    filled = np.flatnonzero(count)
    count = count[filled]
    first = np.cumsum(count) - count
    left, right = first + (count - 1) // 2, first + count // 2
    a, b = values[left], values[right]
    with np.errstate(invalid="ignore"):  # between minus and plus infinity there is no middle
        median[filled] = np.where(a == b, a, a / 2 + b / 2)
    if flags.all():
        flag[filled] = True
        return median, flag
    # Of equal values those without the flag count as the first, whatever the order of the rows.
    new = np.append(True, (values[1:] != values[:-1]) | (codes[1:] != codes[:-1]))[: len(values)]
    run = np.cumsum(new) - 1
    plain = np.flatnonzero(new) + np.bincount(run, ~flags[place]).astype(np.int64)  # where those with it begin
    flag[filled] = (left >= plain[run[left]]) & (right >= plain[run[right]])
    return median, flag


def unite(keys: Ints, start: Ints, stop: Ints) -> tuple[Ints, Ints, Ints]:
    """Unite the intervals that share a key into disjoint ones, sorted by key; runs that leave no gap become one.

    Examples
    --------
    >>> from estimates.intervals.ranked import decode, encode
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
    >>> from estimates.intervals.ranked import decode, encode
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
    depth = np.zeros(n_cells, dtype=short(len(start)) if weights is None else np.float64)
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
    >>> from estimates.intervals.ranked import decode, encode
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
