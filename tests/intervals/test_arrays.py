"""Integer keys: numbered without gaps, packed into one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates.intervals.arrays import dense, pack


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
