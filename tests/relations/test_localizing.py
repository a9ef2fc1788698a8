"""Families of sets of which one of each must be doubted."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from estimates import bound, read_claims
from estimates.relations.feasibility import _appended
from estimates.relations.hitting import bits, lightest
from estimates.relations.localizing import _broken_alone, _smallest, minimal_conflicts
from estimates.relations.network import Rows
from estimates.relations.systems import System, bind


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


def bound_to(relations: list[str], **values: int) -> System:
    return bind(bound(read_claims([{"quantity": name, "value": value} for name, value in values.items()])), relations)


def test_what_a_sum_shows_by_itself_is_asked_without_the_other_holdings() -> None:
    system = bound_to(["a + b == c", "c == d + e"], a=1, b=2, c=9, d=4, e=5)
    assert [bits(left_out) for left_out in _broken_alone(system.split, 0)] == [(5 + 1,)]


def test_the_first_pass_finds_each_separate_conflict() -> None:
    system = bound_to(["a + b == c", "d + e == f", "c + f == g"], a=1, b=2, c=9, d=1, e=2, f=9)
    found = minimal_conflicts(system.split, 0, max_conflicts=9, max_questions=0)
    names = system.claims["quantity"].to_numpy()[system.claim_row]
    assert ["".join(sorted(names[conflict[:3]])) for conflict in found.conflicts] == ["abc", "def"]
    assert [conflict[3:] for conflict in found.conflicts] == [[6], [7]]


def test_more_rows_are_numbered_after_those_there_are_and_zeros_left_out() -> None:
    there = Rows(np.array([0]), np.array([7]), np.array([1.0]), np.array([0.0]), np.array([5.0]))
    variable, coefficient = np.array([[1, 2, 3], [4, 5, 6]]), np.array([[1.0, 0.0, -1.0], [2.0, 3.0, 4.0]])
    rows = _appended(there, variable, coefficient, np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    assert list(zip(rows.row.tolist(), rows.variable.tolist(), rows.coefficient.tolist(), strict=True)) == [
        (0, 7, 1), (1, 1, 1), (1, 3, -1), (2, 4, 2), (2, 5, 3), (2, 6, 4),
    ]  # fmt: skip
    assert (rows.low.tolist(), rows.high.tolist()) == ([0, 1, 2], [5, 3, 4])
