"""Families of sets of which one of each must be doubted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from estimates.relations.hitting import bits, lightest
from estimates.relations.localizing import _smallest


@given(st.lists(st.integers(1, 63), max_size=8))
def test_only_sets_that_hold_no_other_are_kept_and_each_of_them_once(family: list[int]) -> None:
    members = {number: {k for k in range(6) if number >> k & 1} for number in family}
    least = {number for number in family if not any(members[other] < members[number] for other in family)}
    assert sorted(_smallest(family)) == sorted(least)


@given(st.lists(st.integers(1, 31), max_size=6), st.lists(st.sampled_from([1.0, 2.0, 3.0]), min_size=5, max_size=5))
def test_lightest_sets_are_those_that_trying_all_gives(family: list[int], weights: list[float]) -> None:
    weight = {s: sum(weights[k] for k in bits(s)) for s in range(32) if all(s & members for members in family)}
    least = min(weight.values())
    found = lightest(family, weights, limit=40)
    assert sorted(found.sets) == sorted(s for s, w in weight.items() if w == least)
    assert (found.weight, found.bound, found.complete) == (least, least, True)
