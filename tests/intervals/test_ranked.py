"""Ends on ranks: what is one end, what is open."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates.intervals.arrays import RTOL
from estimates.intervals.ranked import cells, closed_ends, closed_words, decode, encode, meet


def test_ends_within_the_tolerance_are_one_end() -> None:
    touching = 900 * 1.609344
    start, stop, values = encode([0.0, touching * (1 + 5e-10)], [touching, 2000.0])
    assert start[1] < stop[0], "closed ends that differ by rounding touch"
    assert values.tolist() == [0.0, touching, 2000.0]
    start, stop, _ = encode([0.0, touching * (1 + 2e-9)], [touching, 2000.0])
    assert start[1] >= stop[0], "twice the tolerance is a gap"
    start, stop, _ = encode([0.0, touching * (1 - 5e-10)], [touching, 2000.0], ["left", "right"])
    assert start[1] >= stop[0], "open ends that differ by rounding do not overlap"


def test_a_group_does_not_hang_on_the_ends_of_another() -> None:
    low = [1.0, 1.0 + 0.8e-9, 1.0 + 1.6e-9]
    alone = encode(low[::2], [2.0, 2.0], groups=np.array([0, 0]))
    beside = encode(low, [2.0, 2.0, 2.0], groups=np.array([0, 1, 0]))
    assert alone.ends[alone.start // 2].tolist() == low[::2]
    assert beside.ends[beside.start[::2] // 2].tolist() == low[::2]


def test_a_row_of_close_ends_does_not_collapse_into_one() -> None:
    ends = 1.0 + np.arange(1000) * 0.6e-9
    values = encode(ends, ends).ends
    assert len(values) == 500
    assert (np.diff(values) > RTOL).all()


def test_tolerance_is_relative_at_every_size() -> None:
    for size in (1e-300, 1e-9, 1.0, 1e15, 1e300):
        assert len(encode([size, size * (1 + 1e-10)], [3 * size] * 2).ends) == 2
        assert len(encode([size, size * (1 + 1e-8)], [3 * size] * 2).ends) == 3
        assert len(encode([-3 * size] * 2, [-size, -size * (1 + 1e-10)]).ends) == 2
    assert len(encode([-1e308, 0.0], [1e308, 1e-320]).ends) == 4


def test_the_two_zeros_are_one_end_whatever_the_order() -> None:
    for low in ([0.0, -0.0], [-0.0, 0.0]):
        ends = encode(low, [1.0, 1.0]).ends
        assert ends.tolist() == [0.0, 1.0]
        assert not np.signbit(ends).any()


def test_infinite_ends_are_open() -> None:
    ranked = encode([-np.inf, np.inf, -np.inf], [np.inf, np.inf, -np.inf])
    assert (ranked.start < ranked.stop).tolist() == [True, False, False]
    assert [column.tolist() for column in decode(*ranked)][2:] == [[False] * 3, [False] * 3]


def test_closed_words_and_flags_are_each_others_inverse() -> None:
    words = ["both", "left", "right", "neither"]
    assert closed_words(*closed_ends(words)).tolist() == words
    assert [flags.tolist() for flags in closed_ends(np.array([None, np.nan], dtype=object))] == [[True] * 2] * 2


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(-3, 3), st.integers(0, 9)), min_size=1, max_size=14))
def test_near_ends_are_runs_that_reach_the_tolerance_beyond_their_first(ends: list[tuple[int, int, int]]) -> None:
    """The slow version: by group and size, an end joins a run if the first of the run is near enough."""
    numbers = [(group, big * (1 + 0.3e-9 * step) if big else 0.3e-9 * step) for group, big, step in ends]
    expected: dict[tuple[int, float], float] = {}
    anchors: list[float] = []
    for group in (0, 1):
        anchor = None
        for number in sorted({n for g, n in numbers if g == group}):
            if anchor is None or number - anchor > RTOL * max(abs(number), abs(anchor)):
                anchor = number
                anchors.append(anchor)
            expected[group, number] = anchor
    groups, values = (np.array(column) for column in zip(*numbers, strict=True))
    ranked = encode(values, values, groups=groups.astype(np.int64))
    assert ranked.ends.tolist() == anchors
    assert ranked.ends[ranked.start // 2].tolist() == [expected[pair] for pair in numbers]
    assert (ranked.stop - ranked.start == 1).all()


def test_flags_of_ranks_say_what_is_known_and_what_is_closed() -> None:
    ranked = encode([1, np.nan, 2, -np.inf, 3], [4, 5, np.nan, 6, np.inf], ["both", "left", "right", "both", "neither"])
    assert ranked.known.tolist() == [True, False, False, True, True]
    assert [flags.tolist() for flags in ranked.closed] == [
        [True, False, False, False, False], [True, False, False, True, False],
    ]  # fmt: skip
    given_ = encode([1.0], [2.0], flags=(np.array([False]), np.array([True])))
    assert (given_.start.tolist(), given_.stop.tolist()) == ([1], [3])
    assert [flags.tolist() for flags in encode([1.0], [2.0]).closed] == [[True], [True]]
    low, high, lower, upper = decode(np.array([-1]), np.array([1]), np.array([]))
    assert [np.isnan(low[0]), np.isnan(high[0]), lower[0], upper[0]] == [True, True, False, False]


@pytest.mark.parametrize("size", [1.0, 900.0, 1e12])
def test_a_number_within_the_tolerance_of_an_end_lies_in_it(size: float) -> None:
    ends = np.array([size, 2 * size])
    near = [size * (1 + step * RTOL) for step in (-1.5, -0.5, 0, 0.5, 1.5)]
    assert cells(ends, near).tolist() == [-1, 0, 0, 0, 1]
    assert cells(ends, [2 * n for n in near]).tolist() == [1, 2, 2, 2, 3]
    assert cells(ends, [np.nan, -np.inf, np.inf]).tolist() == [-2, -1, 3]
    assert cells(np.array([]), [1.0, np.nan]).tolist() == [-1, -2]


def test_a_band_narrower_than_the_tolerance_is_no_point() -> None:
    low, high = np.array([12_345_678_905.0] * 2 + [22e9]), np.array([12_345_678_915.0] * 2 + [23e9])
    ranked = encode(low, high, ["left"] * 3)
    assert (ranked.start < ranked.stop).all()
    assert meet(ranked.start[0], ranked.stop[0], ranked.start[1:], ranked.stop[1:]).tolist() == [True, False]
    apart = encode(low, high, ["left"] * 3, np.array([0, 1, 1]))  # the tolerance of another group stays as it is
    assert (apart.start < apart.stop).all()
