"""Integer keys: numbered without gaps, packed into one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates.intervals.arrays import by_code, crowded, dense, pack, repeated, short


@given(st.lists(st.integers(0, 2**50), max_size=30), st.integers(0, 50))
def test_codes_of_any_length_sort_as_they_would(codes: list[int], bits: int) -> None:
    given_ = np.array(codes, dtype=np.int64) >> bits
    assert by_code(given_).tolist() == np.argsort(given_, kind="stable").tolist()


@given(st.lists(st.integers(0, 2**40), max_size=30))
def test_dense_numbers_are_those_of_the_sorted_keys(keys: list[int]) -> None:
    for given_ in (np.array(keys, dtype=np.int64), np.array(keys, dtype=np.int64) % 50):
        distinct, number = dense(given_)
        assert distinct.tolist() == sorted(set(given_.tolist()))
        assert distinct[number].tolist() == given_.tolist()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7), st.integers(0, 3)), min_size=1))
def test_packed_keys_sort_as_tuples_do(rows: list[tuple[int, int, int]]) -> None:
    keys = pack(*np.array(rows).T)
    assert [rows[i] for i in np.argsort(keys, kind="stable")] == sorted(rows)
    assert len(set(keys.tolist())) == len(set(rows))


def test_packed_keys_that_do_not_fit_are_refused() -> None:
    with pytest.raises(OverflowError, match="64 bits"):
        pack([2**40], [2**40])


@pytest.mark.parametrize("spread", [1, 2**40])
@given(st.lists(st.integers(0, 6), max_size=12))
def test_repeated_keys_are_those_that_stand_more_than_once(spread: int, keys: list[int]) -> None:
    found = repeated(np.array(keys, dtype=np.int64) * spread)
    assert found.tolist() == [keys.count(key) > 1 for key in keys]
    assert found.dtype == bool


@given(st.lists(st.integers(0, 2**50) | st.integers(0, 6), max_size=30))
def test_keys_that_stand_more_than_once_are_crowded(keys: list[int]) -> None:
    found = crowded(np.array(keys, dtype=np.int64))
    assert found.dtype == bool
    assert all(flag or keys.count(key) == 1 for key, flag in zip(keys, found.tolist(), strict=True))


def test_few_keys_are_crowded_that_stand_once() -> None:
    keys = np.random.default_rng(1).integers(0, 2**50, 10_000)
    assert crowded(keys).mean() < 0.25


@pytest.mark.parametrize("times", [7, 8, 9])
def test_keys_are_counted_or_sorted_to_the_same_numbers(times: int) -> None:
    keys = np.array([3 * times, 0, 3 * times], dtype=np.int64)
    assert [column.tolist() for column in dense(keys)] == [[0, 3 * times], [1, 0, 1]]
    assert repeated(keys).tolist() == [True, False, True]
    assert all(column.dtype == np.int64 for column in (*dense(keys), *dense(keys[:0]), pack(keys, keys)))


def test_the_shorter_integers_are_taken_where_they_hold_the_greatest() -> None:
    assert [short(greatest) for greatest in (0, 2**31 - 2, 2**31 - 1, 2**40)] == [
        np.int32, np.int32, np.int64, np.int64,
    ]  # fmt: skip


def test_packed_keys_fit_up_to_the_last_one() -> None:
    assert pack([1], [2**61], [0]).tolist() == [2**62 + 1]
    assert pack([], []).tolist() == []
    assert pack([2**62], [0]).tolist() == [2**62]
    with pytest.raises(OverflowError, match=f"{2**63} distinct keys do not fit"):
        pack([1], [2**62 - 1])
