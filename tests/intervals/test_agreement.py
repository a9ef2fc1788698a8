"""Cuts through claims read as trapezoids of possibility."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates.intervals.agreement import cuts, height
from estimates.intervals.arrays import RTOL

ENDS = st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=4).map(sorted)


def cut(ends: list[float], height: float) -> tuple[float, float]:
    left, right = cuts(*(np.array([end]) for end in ends), np.array([height]))
    return float(left[0]), float(right[0])


@given(ENDS, st.floats(0.01, 0.99))
def test_a_band_upside_down_is_cut_upside_down(ends: list[float], height: float) -> None:
    left, right = cut(ends, height)
    assert cut([-end for end in reversed(ends)], height) == (-right, -left)


@given(ENDS, st.floats(0.01, 0.99))
def test_sides_fall_in_straight_lines_from_the_likely_to_the_outer_ends(ends: list[float], height: float) -> None:
    low, likely_low, likely_high, high = ends
    left, right = cut(ends, height)
    np.testing.assert_allclose(left, height * likely_low + (1 - height) * low, atol=1e-6)
    np.testing.assert_allclose(right, height * likely_high + (1 - height) * high, atol=1e-6)


@given(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(0.1, 0.9))
def test_an_open_side_falls_to_half_at_one_width_beyond_and_never_ends(low: float, width: float, height: float) -> None:
    ends = [low, low, low + width, np.inf]
    np.testing.assert_allclose(cut(ends, 0.5), (low, low + 2 * width))
    assert cut(ends, height)[1] >= cut(ends, min(height + 0.05, 1.0))[1]


@pytest.mark.parametrize("closed", [True, False])
def test_bands_within_the_tolerance_of_each_other_touch_only_where_both_hold_the_end(closed: bool) -> None:
    apart = RTOL
    start = 10 + apart
    told = height(
        np.array([8.0, start]), np.array([9.0, start]), np.array([10.0, 20.0]), np.array([12.0, 20.0]),
        np.array([True, closed]), np.array([True, True]), np.array([0, 0]), 1, np.array([True]),
    )  # fmt: skip
    # The side of the first falls from 1 at 10 to 0 at 12.
    assert 1 - told[0] == (0 if closed else pytest.approx(apart / 2, rel=1e-3))
