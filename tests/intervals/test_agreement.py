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


@st.composite
def trapezoids(draw: st.DrawFn) -> list[tuple[int, float, float, float, float]]:
    """Claims of three groups, the middle one mostly empty: group, outer and likely ends, some without an outer end."""
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        ends = sorted(draw(st.lists(st.integers(-4, 12), min_size=4, max_size=4)))
        low = draw(st.sampled_from([float(ends[0]), float(ends[0]), -np.inf]))
        high = draw(st.sampled_from([float(ends[3]), float(ends[3]), np.inf]))
        rows.append((draw(st.sampled_from([0, 0, 1, 2])), low, float(ends[1]), float(ends[2]), high))
    return rows


def possibility(x: np.ndarray, low: float, likely_low: float, likely_high: float, high: float) -> np.ndarray:
    """How possible each number is to one claim, side by side as the module's text says it."""
    out = np.ones(len(x))
    left, right = (likely_low - x, likely_low - low, likely_low), (x - likely_high, high - likely_high, likely_high)
    for distance, room, end in (left, right):
        width = likely_high - likely_low or abs(end)
        beyond = distance > 0
        if np.isinf(room):
            side = width / (width + np.maximum(distance, 0)) if width else np.where(beyond, 0.0, 1.0)
        else:
            side = np.clip(1 - distance / room, 0, 1) if room else np.where(beyond, 0.0, 1.0)
        out = np.where(beyond, np.minimum(out, side), out)
    return out


@given(trapezoids())
def test_the_height_is_the_greatest_possibility_that_any_number_has_for_all(rows: list[tuple[float, ...]]) -> None:
    group, low, likely_low, likely_high, high = (np.array(column) for column in zip(*rows, strict=True))
    closed = np.isfinite(low), np.isfinite(high)
    meets = np.array([low[group == g].max() <= high[group == g].min() if (group == g).any() else True
                      for g in range(3)])  # fmt: skip
    told = height(low, likely_low, likely_high, high, *closed, group, 3, meets)
    x = np.linspace(-60, 60, 24_001)
    for g in range(3):
        mine = [row[1:] for row in rows if row[0] == g]
        if not mine:
            assert np.isnan(told[g])
            continue
        best = np.min([possibility(x, *row) for row in mine], axis=0).max()
        assert told[g] == pytest.approx(best, abs=0.006)
        assert told[g] >= best - 1e-9
        assert (told[g] == 0) == (not meets[g]) or told[g] < 1e-9
        if best == 1:
            assert told[g] == 1
