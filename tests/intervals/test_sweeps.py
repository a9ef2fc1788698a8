"""The interval kernels against a slow, obvious version in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates.intervals.ranked import Ranked, cells, closed_ends, closed_words, decode, encode, meet
from estimates.intervals.sweeps import Segments, common, coverage, hull, join, middle, shared, unite

# --- the oracle: points tried one by one

law = settings(max_examples=80, deadline=None)
Interval = tuple[float, float, str]


def holds(interval: Interval, point: Fraction) -> bool:
    low, high, closed = interval
    if low == np.inf or high == -np.inf:
        return False
    above = low == -np.inf or Fraction(low) < point or (Fraction(low) == point and closed in ("both", "left"))
    below = high == np.inf or point < Fraction(high) or (Fraction(high) == point and closed in ("both", "right"))
    return above and below


def trial_points(intervals: list[Interval]) -> list[Fraction]:
    """Every end, a point between each two neighbours, and one beyond each side: enough to see every difference."""
    ends = sorted({Fraction(end) for low, high, _ in intervals for end in (low, high) if np.isfinite(end)})
    if not ends:
        return [Fraction(0)]
    between = [(a + b) / 2 for a, b in pairwise(ends)]
    return sorted([ends[0] - 1, *ends, *between, ends[-1] + 1])


def inside(low: float, high: float, lower: bool, upper: bool, point: Fraction) -> bool:
    return holds((low, high, str(closed_words([lower], [upper])[0])), point)


numbers = st.one_of(st.integers(-4, 8).map(float), st.sampled_from([-np.inf, np.inf, 0.5, 2.25, 1e300, -1e300, 1e-300]))


@st.composite
def interval(draw: st.DrawFn) -> Interval:
    low, high = sorted([draw(numbers), draw(numbers)])
    return low, high, draw(st.sampled_from(["both", "left", "right", "neither"]))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Interval], np.ndarray, np.ndarray]:
    intervals = draw(st.lists(interval(), min_size=1, max_size=9))
    n = len(intervals)
    groups = np.array(draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)), dtype=np.int64)
    origins = np.array(draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)), dtype=np.int64)
    return intervals, groups, origins


def ranked_of(intervals: list[Interval], groups: np.ndarray | None = None) -> Ranked:
    low, high, closed = zip(*intervals, strict=True)
    return encode(low, high, closed, groups)


def trusted(intervals: list[Interval], groups: np.ndarray, group: int) -> list[Interval]:
    return [i for i, g in zip(intervals, groups, strict=True) if g == group]


# --- laws


@law
@given(tables(), st.lists(st.sampled_from([0.0, 3e-10, -3e-10, 2e-9, -2e-9]), min_size=9, max_size=9))
def test_what_is_plainly_shared_is_what_the_ranks_share(case: tuple[list[Interval], np.ndarray, np.ndarray],
                                                        nudges: list[float]) -> None:  # fmt: skip
    intervals, groups, _ = case
    low, high = np.array([x[:2] for x in intervals]).T
    low = np.where(np.isfinite(low) & (low < high), low * (1 + np.array(nudges[: len(low)])), low)
    low = np.minimum(low, high)
    ranked = encode(low, high, [closed for *_, closed in intervals], groups)
    lower, upper = closed_ends([closed for *_, closed in intervals])
    found = shared(low, high, lower, upper, groups, 4)
    ends = decode(*common(ranked.start, ranked.stop, groups, 4), ranked.ends)
    for mine, theirs in zip(found[:4], ends, strict=True):
        np.testing.assert_array_equal(mine[found.plain], theirs[found.plain])
    assert not found.plain[3]  # nobody speaks there


def test_bands_that_share_a_number_or_a_range_share_them_plainly() -> None:
    low, high = np.array([1.0, 2.0, 5.0, 4.0, 7.0, 7.0 + 1e-9]), np.array([3.0, 9.0, np.inf, 5.0, 8.0, 9.0])
    shut = np.ones(6, dtype=bool)
    assert shared(low, high, shut, shut, np.array([0, 0, 1, 1, 2, 2]), 3).plain.tolist() == [True, True, False]


@law
@given(tables())
def test_decoding_gives_back_what_was_encoded(table: tuple) -> None:
    intervals, _, _ = table
    ranked = ranked_of(intervals)
    low, high, lower, upper = decode(*ranked)
    points = trial_points(intervals)
    for i, given_ in enumerate(intervals):
        assert (low[i], high[i]) == given_[:2]
        assert [inside(low[i], high[i], lower[i], upper[i], p) for p in points] == [holds(given_, p) for p in points]
        assert (ranked.start[i] < ranked.stop[i]) == any(holds(given_, p) for p in points)


@law
@given(tables())
def test_the_common_part_and_pairwise_meeting_are_those_of_the_points(table: tuple) -> None:
    intervals, groups, _ = table
    ranked = ranked_of(intervals, groups)
    start, stop = common(ranked.start, ranked.stop, groups, 3)
    points = trial_points(intervals)
    for group in np.unique(groups):
        members = trusted(intervals, groups, group)
        truth = [p for p in points if all(holds(m, p) for m in members)]
        assert (start[group] < stop[group]) == bool(truth)
        if truth:
            low, high, lower, upper = (x[0] for x in decode(start[[group]], stop[[group]], ranked.ends))
            assert [p for p in points if inside(low, high, lower, upper, p)] == truth
    for i, a in enumerate(intervals):
        for j in np.flatnonzero(groups == groups[i]):
            b = intervals[j]
            met = meet(ranked.start[i], ranked.stop[i], ranked.start[j], ranked.stop[j])
            assert met == any(holds(a, p) and holds(b, p) for p in points)


@law
@given(tables())
def test_the_hull_holds_every_point_between(table: tuple) -> None:
    intervals, groups, _ = table
    ranked = ranked_of(intervals, groups)
    filled = ranked.start < ranked.stop
    start, stop = hull(ranked.start[filled], ranked.stop[filled], groups[filled], 3)
    points = trial_points(intervals)
    for group in np.unique(groups):
        held = [p for p in points if any(holds(m, p) for m in trusted(intervals, groups, group))]
        assert (start[group] < stop[group]) == bool(held)
        if held:
            low, high, lower, upper = (x[0] for x in decode(start[[group]], stop[[group]], ranked.ends))
            expected = [p for p in points if held[0] <= p <= held[-1]]
            assert [p for p in points if inside(low, high, lower, upper, p)] == expected


@law
@given(tables(), st.booleans())
def test_coverage_counts_every_origin_once_at_each_point(table: tuple, weighted: bool) -> None:
    intervals, groups, origins = table
    ranked = ranked_of(intervals, groups)
    weights = (1.0 + origins) if weighted else None
    segments = coverage(ranked.start, ranked.stop, groups, origins, weights)
    assert (segments.start < segments.stop).all()
    low, high, lower, upper = decode(segments.start, segments.stop, ranked.ends)
    for group in range(3):
        members = [(i, o) for i, g, o in zip(intervals, groups, origins, strict=True) if g == group]
        rows = np.flatnonzero(segments.group == group)
        for p in trial_points(intervals):
            who = {int(o) for i, o in members if holds(i, p)}
            truth = sum(1.0 + o for o in who) if weighted else len(who)
            hits = [r for r in rows if inside(low[r], high[r], lower[r], upper[r], p)]
            assert len(hits) == bool(who)
            assert sum(segments.depth[r] for r in hits) == pytest.approx(truth)


@law
@given(tables(), st.integers(1, 4))
def test_joining_what_at_least_k_cover_leaves_gaps_only_where_fewer_do(table: tuple, k: int) -> None:
    intervals, groups, origins = table
    ranked = ranked_of(intervals, groups)
    segments = coverage(ranked.start, ranked.stop, groups, origins)
    joined = join(Segments(*(column[segments.depth >= k] for column in segments)))
    assert not ((joined.group[1:] == joined.group[:-1]) & (joined.start[1:] <= joined.stop[:-1])).any()
    low, high, lower, upper = decode(joined.start, joined.stop, ranked.ends)
    for group in range(3):
        members = [(i, o) for i, g, o in zip(intervals, groups, origins, strict=True) if g == group]
        for p in trial_points(intervals):
            deep = len({int(o) for i, o in members if holds(i, p)}) >= k
            rows = np.flatnonzero(joined.group == group)
            assert deep == any(inside(low[r], high[r], lower[r], upper[r], p) for r in rows)


@law
@given(tables(), st.randoms(use_true_random=False))
def test_row_order_changes_no_digit(table: tuple, random: object) -> None:
    intervals, groups, origins = table
    order = list(range(len(intervals)))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = [intervals[i] for i in order]
    first, second = ranked_of(intervals, groups), ranked_of(mixed, groups[order])
    assert first.ends.tolist() == second.ends.tolist()
    assert first.start[order].tolist() == second.start.tolist()
    one = coverage(first.start, first.stop, groups, origins)
    two = coverage(second.start, second.stop, groups[order], origins[order])
    assert [column.tolist() for column in one] == [column.tolist() for column in two]


@law
@given(tables())
def test_no_cell_belongs_to_two_groups_and_groups_stand_in_order(table: tuple) -> None:
    intervals, groups, _ = table
    ranked = ranked_of(intervals, groups)
    filled = ranked.start < ranked.stop
    start, stop = hull(ranked.start[filled], ranked.stop[filled], groups[filled], 3)
    held = np.flatnonzero(start < stop)
    assert (stop[held][:-1] <= start[held][1:]).all()
    for group in np.unique(groups):
        alone = ranked_of(trusted(intervals, groups, group))
        mine = groups == group
        shift = ranked.start[mine].min() - alone.start.min()
        assert (ranked.start[mine] - alone.start == shift).all()
        assert (ranked.stop[mine] - alone.stop == shift).all()


@law
@given(tables(), st.lists(numbers.filter(np.isfinite), min_size=1, max_size=5))
def test_a_number_is_found_among_the_ends_of_its_group(table: tuple, wanted: list[float]) -> None:
    intervals, groups, _ = table
    ranked = ranked_of(intervals, groups)
    first = {g: int(min(ranked.start[groups == g].min(), ranked.stop[groups == g].min())) // 2 for g in set(groups)}
    count = {g: len(ranked_of(trusted(intervals, groups, g)).ends) for g in set(groups)}
    for g in set(groups):
        part = ranked.ends[first[g] : first[g] + count[g]]
        alone = cells(part, wanted)
        here = [np.full(len(wanted), end) for end in (first[g], first[g] + count[g])]
        assert (cells(ranked.ends, wanted, *here) - alone == 2 * first[g]).all()
        truth = [2 * int(np.searchsorted(part, x)) - (x not in part) for x in wanted]
        assert alone.tolist() == truth


def swept(start: np.ndarray, stop: np.ndarray, groups: np.ndarray) -> list[tuple[int, int, int, int]]:
    """Segments by trying every cell: group, start, stop, depth."""
    found = []
    for group in np.unique(groups):
        mine = [(a, b) for a, b, g in zip(start, stop, groups, strict=True) if g == group and a < b]
        cuts = sorted({int(end) for interval in mine for end in interval})
        for left, right in pairwise(cuts):
            depth = sum(a <= left < b for a, b in mine)
            found += [(int(group), left, right, depth)] if depth else []
    return found


@law
@given(tables())
def test_segments_are_cut_where_any_interval_begins_or_ends(table: tuple) -> None:
    intervals, groups, _ = table
    ranked = ranked_of(intervals, groups)
    segments = coverage(ranked.start, ranked.stop, groups)
    rows = [tuple(int(x) for x in row) for row in zip(*segments, strict=True)]
    assert rows == swept(ranked.start, ranked.stop, groups)


@law
@given(st.lists(st.tuples(st.integers(0, 4), numbers | st.just(float("nan")), st.booleans()), max_size=20))
def test_the_middle_is_the_median_of_each_code(rows: list[tuple[int, float, bool]]) -> None:
    codes, values, flags = (np.array([row[k] for row in rows]) for k in range(3))
    median, flag = middle(values.astype(float), flags.astype(bool), codes.astype(np.int64), 5)
    for code in range(5):
        mine = sorted((v, f) for c, v, f in rows if c == code and not np.isnan(v))
        if not mine:
            assert np.isnan(median[code])
            assert not flag[code]
            continue
        (a, one), (b, two) = mine[(len(mine) - 1) // 2], mine[len(mine) // 2]
        assert median[code] == (a if a == b else a / 2 + b / 2) or np.isnan(a / 2 + b / 2)
        assert flag[code] == (one and two)


# --- tolerance


# --- the corners


def test_unknown_ends_exclude_nothing_and_support_nothing() -> None:
    ranked = encode([np.nan, np.nan, 5, 1], [np.nan, 3, np.nan, 2])
    assert ranked.known.tolist() == [False, False, False, True]
    met = meet(ranked.start[:, None], ranked.stop[:, None], ranked.start, ranked.stop)
    assert np.argwhere(~met).tolist() == [[1, 2], [2, 1], [2, 3], [3, 2]]
    start, stop = common(ranked.start, ranked.stop, np.array([0, 0, 1, 1]), 2)
    assert (start < stop).tolist() == [True, False]
    low, high, lower, upper = (column.tolist() for column in decode(start[:1], stop[:1], ranked.ends))
    assert np.isnan(low)
    assert (high, lower, upper) == ([3.0], [False], [True])


def test_nothing_in_gives_nothing_out() -> None:
    none = np.array([], dtype=np.int64)
    ranked = encode([], [], [], none)
    assert len(ranked.ends) == 0
    assert all(len(column) == 0 for column in coverage(none, none, none, none))
    assert all(len(column) == 0 for column in coverage(none, none, none, none, np.array([])))
    assert all(len(column) == 0 for column in unite(none, none, none))
    assert all(len(column) == 0 for column in join(coverage(none, none, none)))
    start, stop = common(none, none, none, 2)
    assert (start < stop).all()


def test_only_empty_intervals_cover_nothing() -> None:
    ranked = encode([2.0, 5.0], [2.0, 3.0], ["left", "both"])
    assert not (ranked.start < ranked.stop).any()
    assert len(coverage(ranked.start, ranked.stop, np.zeros(2, dtype=np.int64)).group) == 0
