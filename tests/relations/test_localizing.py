"""Families of sets of which one of each must be doubted."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_systems import as_claims, as_relations, possible, systems

from estimates import bound, read_claims
from estimates.relations import listing
from estimates.relations.asking import possible_components
from estimates.relations.feasibility import _appended, judge
from estimates.relations.hitting import bits, lightest, minimal
from estimates.relations.listing import _broken_alone, _new_conflicts, breakable, minimal_conflicts
from estimates.relations.localizing import _smallest, lightest_sets
from estimates.relations.network import Rows
from estimates.relations.systems import System, bind
from estimates.relations.trees import Trees


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


@given(
    st.lists(st.integers(1, 31), max_size=6),
    st.lists(st.sampled_from([1.0, 1.0 + 1e-11, 2.0]), min_size=5, max_size=5),
    st.integers(1, 4), st.sampled_from([1, 3, 6, 100]),
)  # fmt: skip
def test_a_search_cut_short_gives_sets_that_hit_and_a_bound_that_holds(
    family: list[int], weights: list[float], limit: int, max_nodes: int
) -> None:
    weight = {s: sum(weights[k] for k in bits(s)) for s in range(32) if all(s & members for members in family)}
    least = min(weight.values())
    best = {s for s, w in weight.items() if w <= least * (1 + 1e-9)}
    found = lightest(family, weights, limit=limit, max_nodes=max_nodes)
    assert all(weight[s] <= found.weight * (1 + 1e-9) for s in found.sets)
    assert found.bound <= least * (1 + 1e-9) <= found.weight * (1 + 2e-9)
    if found.complete:
        assert set(found.sets) == best
    elif max_nodes == 100:
        assert (len(found.sets), set(found.sets) <= best) == (limit, True)
        assert len(best) > limit
    assert found.sets == sorted(found.sets, key=bits)


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from([1.0, 2.5, 4.0])), min_size=1, max_size=5))
def test_sets_apart_from_each_other_bound_the_weight_exactly(pairs: list[tuple[int, float]]) -> None:
    family, weights = [], []
    for k, (members, weight) in enumerate(pairs):
        family.append(members << 2 * k)
        weights += [weight, weight + 1]
    least = sum(weights[min(bits(members))] for members in family)
    found = lightest(family, weights, limit=9, max_nodes=0)
    assert found[:4] == ([], np.inf, least, False)
    assert lightest(family, weights, limit=9, max_nodes=2 * len(family) + 1)[:4] == (
        [sum(1 << min(bits(members)) for members in family)], least, least, True,
    )  # fmt: skip


@given(st.lists(st.integers(1, 31), max_size=6))
def test_minimal_hitting_sets_are_those_that_trying_all_gives_each_once(family: list[int]) -> None:
    hitting = [s for s in range(32) if all(s & members for members in family)]
    least = [s for s in hitting if not any(other & s == other and other != s for other in hitting)]
    assert sorted(minimal(family)) == least


@given(systems(), st.lists(st.sampled_from([1.0, 2.0, np.inf]), min_size=6, max_size=6))
@settings(max_examples=15)
def test_lightest_claims_to_give_up_are_those_that_trying_all_gives(system: Any, weights: list[float]) -> None:
    claims, rows = system
    bound_system = bind(as_claims(claims), as_relations(rows))
    split = bound_system.split
    impossible = np.flatnonzero(~possible_components(split))
    told: list[int] = []
    found = lightest_sets(split, np.array(weights[: len(claims)]), impossible, max_sets=50, max_steps=10**9,
                          done=told.append)  # fmt: skip
    assert [answer.component for answer in found] == impossible.tolist()
    for answer in found:
        mine = split.claims.fetch(np.array([answer.component]))[0].tolist()
        names = {bound_system.names[v] for v in np.flatnonzero(split.component == answer.component)}
        ruled = [row for row in rows if names & row[0].keys()]
        weight = {}
        for size in range(len(mine) + 1):
            for given_up in combinations(mine, size):
                if possible([claims[k] for k in mine if k not in given_up], ruled):
                    weight[given_up] = sum(weights[k] for k in given_up)
        least = min(weight.values(), default=np.inf)
        best = sorted(list(s) for s, w in weight.items() if w == least < np.inf)
        assert (sorted(answer.sets), answer.weight, answer.bound, answer.complete) == (best, least, least, True)
    assert told == sorted(told)
    assert (told or [0])[-1] == len(impossible)


@given(systems(), st.lists(st.sampled_from([1.0, 2.0, np.inf]), min_size=6, max_size=6), st.integers(0, 5000))
@settings(max_examples=30)
def test_an_answer_cut_short_works_and_says_what_it_does_not_prove(
    system: Any, weights: list[float], max_steps: int
) -> None:
    claims, rows = system
    split = bind(as_claims(claims), as_relations(rows)).split
    weight = np.array(weights[: len(claims)])
    impossible = np.flatnonzero(~possible_components(split))
    short = lightest_sets(split, weight, impossible, max_sets=50, max_steps=max_steps)
    assert short == lightest_sets(split, weight, impossible, max_sets=50, max_steps=max_steps)
    whole = lightest_sets(split, weight, impossible, max_sets=50, max_steps=10**9)
    for cut, full in zip(short, whole, strict=True):
        assert cut.bound <= full.weight <= cut.weight
        assert bool(cut.sets) == bool(full.sets)  # what cannot be mended is told however short the search
        for given_up in cut.sets:
            stack = split.copies(np.array([cut.component]))
            mine = split.claims.fetch(np.array([cut.component]))[0]
            kept = ~np.isin(mine, given_up)
            assert judge(stack, kept, np.ones(len(stack.holding), dtype=bool)).all()
            assert weight[given_up].sum() == cut.weight < np.inf
        if cut.complete:
            assert cut == full
        if max_steps == 0 and cut.sets:
            soft = [k for k in split.claims.fetch(np.array([cut.component]))[0].tolist() if weight[k] < np.inf]
            assert cut[1:] == ([soft], weight[soft].sum(), 0.0, False)  # nothing was asked but whether these do


def test_thousands_of_conflicts_go_deeper_than_calls_may() -> None:
    found = lightest([0b11 << 2 * k for k in range(1500)], [1.0] * 3000, limit=1, max_nodes=1501)
    assert (len(bits(found.sets[0])), found.bound) == (1500, 1500)


@given(systems(), st.integers(1, 3), st.booleans())
@settings(max_examples=15)
def test_conflicts_listed_are_minimal_ones_and_all_where_they_say_so(system: Any, most: int, bare: bool) -> None:
    claims, rows = system[0][:4], system[1][:2]
    bound_system = bind(as_claims(claims), as_relations(rows))
    n = len(claims)
    for component in np.flatnonzero(~possible_components(bound_system.split)).tolist():
        expected = []
        for size in range(1, n + len(rows) + 1):
            for kept in combinations(range(n + len(rows)), size):
                if not any(e <= set(kept) for e in expected) and not possible(
                    [claims[k] for k in kept if k < n], [rows[k - n] for k in kept if k >= n]
                ):
                    expected.append(set(kept))
        at = bound_system.network.claim_variable
        here = bound_system.split.component[at] == component
        held = bound_system.split.holding_component == component
        inside = {*np.flatnonzero(here).tolist(), *(n + np.flatnonzero(held)).tolist()}
        expected = [e for e in expected if e <= inside and (bare or max(e) >= n)]
        found = minimal_conflicts(bound_system.split, component, max_conflicts=most, bare=bare)
        assert found.component == component
        assert found.conflicts == sorted(found.conflicts, key=lambda c: (len(c), c))
        assert all(set(conflict) in expected for conflict in found.conflicts)
        assert len(found.conflicts) == min(most, len(expected))
        if found.complete:
            assert len(expected) <= most
        everything = minimal_conflicts(bound_system.split, component, max_conflicts=1000, bare=bare)
        assert everything.complete
        assert everything.conflicts == sorted(map(sorted, expected), key=lambda c: (len(c), c))


def bound_to(relations: list[str], **values: int) -> System:
    return bind(bound(read_claims([{"quantity": name, "value": value} for name, value in values.items()])), relations)


def test_what_a_sum_shows_by_itself_is_asked_without_the_other_holdings() -> None:
    system = bound_to(["a + b == c", "c == d + e"], a=1, b=2, c=9, d=4, e=5)
    assert [bits(left_out) for left_out in _broken_alone(system.split, 0)] == [(5 + 1,)]


def test_the_first_pass_finds_each_separate_conflict() -> None:
    system = bound_to(["a + b == c", "d + e == f", "c + f == g"], a=1, b=2, c=9, d=1, e=2, f=9)
    found = minimal_conflicts(system.split, 0, max_conflicts=9, max_questions=0)
    names = system.claims["quantity"].to_numpy()
    assert ["".join(sorted(names[conflict[:3]])) for conflict in found.conflicts] == ["abc", "def"]
    assert [conflict[3:] for conflict in found.conflicts] == [[6], [7]]


def test_who_wants_one_conflict_need_not_wait_for_hundreds_of_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    sums = [f"a{k} + b{k} == c{k}" for k in range(9)]
    whole = " + ".join(f"c{k}" for k in range(9)) + " == whole"
    figures = {f"{name}{k}": value for k in range(9) for name, value in {"a": 1, "b": 2, "c": 3}.items()}
    twice = [
        {"quantity": f"a{k}", "value": 9} for k in range(9)
    ]  # pairs that clash, and crowd out the sum that is wrong
    rows = [{"quantity": name, "value": value} for name, value in {**figures, "whole": 99}.items()]
    system = bind(bound(read_claims([*rows, *twice])), [*sums, whole])
    asked: list[int] = []

    def counted(split: Any, components: Any, batch: list[int]) -> Any:
        asked.append(len(batch))
        return _new_conflicts(split, components, batch)

    monkeypatch.setattr(listing, "_new_conflicts", counted)
    assert len(minimal_conflicts(system.split, 0, max_conflicts=1).conflicts) == 1
    assert max(asked) <= 16


@given(systems())
def test_no_relation_breaks_where_it_is_said_that_none_can(drawn: tuple[list[Any], list[Any]]) -> None:
    system = bind(as_claims(drawn[0]), as_relations(drawn[1]))
    for component in np.flatnonzero(~breakable(system.split)).tolist():
        assert not minimal_conflicts(system.split, component, max_conflicts=99).conflicts


def test_a_sum_with_a_part_that_nobody_states_cannot_break() -> None:
    """Claims that clash in pairs have relations looked through one by one, which for these is in vain."""
    claims = bound(read_claims([{"quantity": "a", "value": v} for v in (3, 900)] + [{"quantity": "c", "value": 1}]))
    assert breakable(bind(claims, "a + b <= c").split).tolist() == [False]
    assert breakable(bind(claims, "a + b <= d").split).tolist() == [False, False]
    assert breakable(bind(claims, "a <= c").split).tolist() == [True]
    assert breakable(bind(claims, ["a + b == c", "b >= 0"]).split).tolist() == [True]
    assert breakable(bind(claims, ["a + b == c", "b <= d"]).split).tolist() == [False]


def test_more_rows_are_numbered_after_those_there_are_and_zeros_left_out() -> None:
    there = Rows(np.array([0]), np.array([7]), np.array([1.0]), np.array([0.0]), np.array([5.0]))
    variable, coefficient = np.array([[1, 2, 3], [4, 5, 6]]), np.array([[1.0, 0.0, -1.0], [2.0, 3.0, 4.0]])
    rows = _appended(there, variable, coefficient, np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    assert list(zip(rows.row.tolist(), rows.variable.tolist(), rows.coefficient.tolist(), strict=True)) == [
        (0, 7, 1), (1, 1, 1), (1, 3, -1), (2, 4, 2), (2, 5, 3), (2, 6, 4),
    ]  # fmt: skip
    assert (rows.low.tolist(), rows.high.tolist()) == ([0, 1, 2], [5, 3, 4])


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[tuple[str, float]], list[str]]:
    """Sums that form no cycle, and figures about what they add up: decimals, so that sums meet within rounding only."""
    names = [f"q{k}" for k in range(draw(st.integers(2, 7)))]
    sums = []
    left, used = names[1:], names[:1]
    while left:
        parts, left = left[: (n := draw(st.integers(1, 3)))], left[n:]
        terms = " + ".join(f"{draw(st.sampled_from(['1', '1', '2', '-1', '0.5']))}*{part}" for part in parts)
        sums.append(f"{terms} {draw(st.sampled_from(['==', '==', '<=', '>']))} {draw(st.sampled_from(used))}")
        used += parts
    figure = st.tuples(st.sampled_from(names), st.integers(1, 30).map(lambda k: k / 10))
    return draw(st.lists(figure, min_size=2, max_size=12)), sums


@given(trees(), st.lists(st.sampled_from([1.0, 2.0, 2.5, np.inf]), min_size=12, max_size=12), st.integers(1, 40))
@settings(max_examples=60)
def test_trees_are_answered_as_what_has_cycles_is(
    drawn: tuple[list[tuple[str, float]], list[str]], weights: list[float], limit: int
) -> None:
    rows = [{"claim_id": f"c{k:02}", "quantity": q, "value": v, "hedge": "exact"} for k, (q, v) in enumerate(drawn[0])]
    split = bind(bound(read_claims(rows)), drawn[1]).split
    impossible = np.flatnonzero(~possible_components(split))
    weight = np.array(weights[: split.network.n_claims])
    for short in (limit, 1000):
        found = lightest_sets(split, weight, impossible, max_sets=short, max_steps=10**9)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Trees, "lightest", lambda *_, **__: None)
            searched = lightest_sets(split, weight, impossible, max_sets=1000, max_steps=10**9)
        for tree, any_ in zip(found, searched, strict=True):
            assert tree.bound == tree.weight == pytest.approx(any_.weight)
            assert tree.complete == (len(any_.sets) <= short)
            assert len(tree.sets) == min(short, len(any_.sets))
            assert set(map(tuple, tree.sets)) <= set(map(tuple, any_.sets))
            assert tree.sets == sorted(tree.sets)


def test_no_way_ends_in_vain_where_totals_are_taken_apart_in_several_ways() -> None:
    """Listed without what a part costs elsewhere, the sets of such a tree were not found in minutes."""
    random = np.random.default_rng(2)
    value, sums = {"t": 90_000}, []
    for name, size in (("t", 30_000), *((f"t{way}{k}", 10_000) for way in "xy" for k in range(3))):
        for way in "xy":
            parts = [f"{name}{way}{k}" for k in range(3)]
            value |= dict.fromkeys(parts, size)
            sums.append(f"{' + '.join(parts)} == {name}")
    rows = [
        {"quantity": name, "value": int(v * random.uniform(0.8, 1.2)), "hedge": "exact"} for name, v in value.items()
    ]
    split = bind(bound(read_claims(rows)), sums).split
    (found,) = lightest_sets(split, np.ones(len(rows)), np.array([0]), max_sets=50, max_steps=100_000)
    assert (found.weight, found.bound, len(found.sets), found.complete) == (14, 14, 50, False)
    for given_up in found.sets:
        kept = ~np.isin(split.claims.fetch(np.array([0]))[0], given_up)
        assert judge(split.copies(np.array([0])), kept, np.ones(len(sums), dtype=bool)).all()


def test_a_chain_of_a_thousand_sums_goes_deeper_than_calls_may() -> None:
    rows = [{"quantity": f"t{k}", "value": 10 * k + (k == 700) + (k == 701), "hedge": "exact"} for k in range(1000)]
    rows += [{"quantity": f"n{k}", "value": 10, "hedge": "exact"} for k in range(1, 1000)]
    split = bind(bound(read_claims(rows)), [f"t{k} == t{k - 1} + n{k}" for k in range(1, 1000)]).split
    (found,) = lightest_sets(split, np.ones(len(rows)), np.array([0]), max_sets=50, max_steps=10**6)
    assert (found.weight, len(found.sets), found.complete) == (2, 2, True)
