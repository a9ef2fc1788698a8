"""Sorting within groups against numpy's sort of all rows by group and number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates.intervals import sorting
from estimates.intervals.sorting import within

law = settings(max_examples=100, deadline=None)
numbers = st.one_of(
    st.integers(-3, 3).map(float),
    st.floats(allow_nan=False),
    st.sampled_from([-0.0, np.nan, 5e-324, -5e-324, np.inf, -np.inf]),
)
rows = st.lists(st.tuples(st.integers(0, 5), numbers, numbers), max_size=40)


def check(groups: np.ndarray, *columns: np.ndarray) -> None:
    place, member, number = within(groups, *columns)
    below, of = np.concatenate(columns), np.tile(groups, len(columns))
    order = np.lexsort((below, of))
    np.testing.assert_array_equal(place, order)
    np.testing.assert_array_equal(number, below[order])
    np.testing.assert_array_equal(member, of[order])
    np.testing.assert_array_equal(below[place], number)
    np.testing.assert_array_equal(of[place], member)
    assert sorted(place.tolist()) == list(range(len(below)))


@law
@given(rows, st.booleans(), st.sampled_from([0, 20_000]), st.sampled_from([1, 3, 7, 255]))
def test_numbers_are_sorted_by_group_and_size(
    table: list[tuple[int, float, float]], two: bool, many: int, short: int
) -> None:
    """However many there must be to be sorted in blocks, and whatever group is a short one."""
    groups = np.array([row[0] for row in table], dtype=np.int64)
    columns = [np.array([row[k] for row in table], dtype=float) for k in (1, 2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "_MANY", many)
        patch.setattr(sorting, "_SHORT", short)
        check(groups, *columns[: 1 + two])


@law
@given(rows, st.integers(14, 62))
def test_numbers_are_sorted_however_few_of_their_bits_stand_in_a_key(
    table: list[tuple[int, float, float]], bits: int
) -> None:
    groups = np.array([row[0] for row in table], dtype=np.int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "KEY_BITS", bits)
        check(groups, np.array([row[1] for row in table], dtype=float))


@pytest.mark.parametrize("n_groups", [3, 1000])
def test_numbers_that_differ_in_their_last_bits_alone_are_sorted(n_groups: int) -> None:
    random, n = np.random.default_rng(1), 12_000
    near = np.nextafter(1000.0, np.inf) - 1000.0
    groups = random.integers(0, n_groups, n)
    check(groups, 1000.0 + near * random.integers(0, 4, n), random.integers(0, 2, n) * 7.0)


@pytest.mark.parametrize("spread", [1, 7, 3000, 70_000])
def test_groups_of_every_size(spread: int) -> None:
    random = np.random.default_rng(spread)
    groups = (random.pareto(1.0, 20_000) * spread).astype(np.int64) % 70_000
    check(groups, random.normal(size=20_000), random.normal(size=20_000))


def test_a_long_group_among_short_ones() -> None:
    random = np.random.default_rng(2)
    groups = np.append(random.integers(0, 3000, 30_000), np.full(1000, 7))
    check(groups, random.integers(0, 50, 31_000) / 7, np.where(random.random(31_000) < 0.1, np.nan, 3.0))
