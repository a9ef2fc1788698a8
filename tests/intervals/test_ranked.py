"""Ends on ranks: what is one end, what is open."""

from __future__ import annotations

import numpy as np

from estimates.intervals.arrays import RTOL
from estimates.intervals.ranked import closed_ends, closed_words, decode, encode


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
