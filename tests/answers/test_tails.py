"""The tail of chi-squared as a sum of terms, against the general function and against what is known in closed form."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from estimates.answers.tails import chi2_tail

law = settings(max_examples=100, deadline=None)
cases = st.lists(st.tuples(st.integers(1, 90), st.floats(-12, 3.1).map(lambda e: 10.0**e)), min_size=1, max_size=40)


@law
@given(cases)
def test_it_is_the_general_function_in_any_order_of_degrees(rows: list[tuple[int, float]]) -> None:
    df, x = (np.array(column) for column in zip(*rows, strict=True))
    expected = special.chdtrc(df, x)
    ours = chi2_tail(df, x)
    # The general function itself is off by some 1e-13 far out in the tail; a subnormal number has fewer digits.
    np.testing.assert_allclose(ours, expected, rtol=2e-13, atol=1e-300)
    assert ((ours >= 0) & (ours <= 1)).all()


def test_a_dense_grid_of_degrees_and_values() -> None:
    df, x = (grid.ravel() for grid in np.meshgrid(np.arange(1, 120), np.geomspace(1e-9, 600, 300)))
    np.testing.assert_allclose(chi2_tail(df, x), special.chdtrc(df, x), rtol=1e-13)


def test_two_degrees_are_an_exponential_and_one_the_normal_curve() -> None:
    x = np.array([0.0, 1e-300, 0.5, 30.0, 1400.0])
    assert chi2_tail(np.full(5, 2), x) == pytest.approx([math.exp(-v / 2) for v in x], rel=1e-15)
    assert chi2_tail(np.full(5, 1), x) == pytest.approx([math.erfc(math.sqrt(v / 2)) for v in x], rel=2e-13)


def test_no_degrees_nothing_seen_everything_seen_and_not_a_number() -> None:
    df = np.array([0, -1, 0, 7, 8, 7, 8, 100, 3])
    x = np.array([0.0, 5.0, np.inf, 0.0, 0.0, np.inf, 1e300, np.inf, np.nan])
    np.testing.assert_array_equal(chi2_tail(df, x), [1, 1, 1, 1, 1, 0, 0, 0, np.nan])
    assert chi2_tail(np.array([], dtype=np.int64), np.array([])).shape == (0,)
