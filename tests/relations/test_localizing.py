"""Families of sets of which one of each must be doubted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from estimates.relations.localizing import _smallest


@given(st.lists(st.integers(1, 63), max_size=8))
def test_only_sets_that_hold_no_other_are_kept_and_each_of_them_once(family: list[int]) -> None:
    members = {number: {k for k in range(6) if number >> k & 1} for number in family}
    least = {number for number in family if not any(members[other] < members[number] for other in family)}
    assert sorted(_smallest(family)) == sorted(least)
