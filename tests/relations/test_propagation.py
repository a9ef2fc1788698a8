"""Implied ranges: worked vectors, and bounds against one linear programme per end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import linprog
from small_systems import NAMES, as_claims, as_relations, possible, systems
from vectors import published, record, shared_group

from estimates import balance, bound, contradictions, propagate, read_claims


@pytest.mark.parametrize("case", published("imputation"), ids=lambda case: case["source"][:20])
def test_published_imputations(case: dict[str, Any]) -> None:
    found = propagate(record(case["record"]), case["relations"]).set_index("quantity")
    filled = found["best"].drop(list(case["record"])).dropna()
    assert filled.to_dict() == pytest.approx(case["implied"], rel=1e-9)


def test_shared_imputations_and_bounds() -> None:
    group = shared_group("deductive")
    for case in group["imputation"]:
        found = propagate(record(case["record"]), case["rules"]).set_index("quantity")["best"]
        filled = {name: found[name] for name, value in case["record"].items() if value is None}
        filled = {name: value for name, value in filled.items() if not np.isnan(value)}
        assert filled == pytest.approx(case["imputed"], rel=1e-9), case["id"]
    for case in group["implied_bounds"]["cases"]:
        found = propagate(record({}), case["rules"]).set_index("quantity")
        for name, (low, high) in case["bounds"].items():
            assert found["low"][name] == pytest.approx(-np.inf if low is None else low), case["id"]
            assert found["high"][name] == pytest.approx(np.inf if high is None else high), case["id"]


def test_every_quantity_of_a_relation_gets_a_row_with_its_reason() -> None:
    claims = record({"total": 10, "north": 4, "elsewhere": 3})
    found = propagate(claims, {"sum": "total == north + south"}).set_index("quantity")
    assert found["best"].to_dict() == {"total": 10, "north": 4, "elsewhere": 3, "south": 6}
    assert found["basis"].to_dict() == {
        "total": "stated", "north": "stated", "elsewhere": "stated", "south": "implied by sum",
    }  # fmt: skip
    assert found.loc["south", "derived_from"] == "north, total"
    assert found.loc["south", "closed"] == "both"


def test_what_cannot_hold_implies_nothing() -> None:
    found = propagate(record({"b": 10, "c": 8, "x": 1}), ["a >= 0", "a + b == c", "x == y"]).set_index("quantity")
    assert found.loc[["a", "b", "c"], ["low", "high", "best"]].isna().all(axis=None)
    assert found.loc["a", "basis"] == "claims and relations cannot all hold"
    assert found.loc["y", "best"] == 1


def test_groups_are_kept_apart() -> None:
    rows = [
        {"quantity": q, "value": v, "hedge": "exact", "place": p}
        for p, q, v in [("Kursk", "killed", 3), ("Kursk", "wounded", 5), ("Sumy", "killed", 10), ("Sumy", "losses", 30)]
    ]
    found = propagate(bound(read_claims(rows)), "killed + wounded == losses", by=("quantity", "place"))
    best = found.set_index(["place", "quantity"])["best"]
    assert best["Kursk", "losses"] == 8
    assert best["Sumy", "wounded"] == 20


def test_products_and_ratios() -> None:
    rows = [{"quantity": "units", "low": 5, "high": 7}, {"quantity": "total", "low": 15000, "high": 18000}]
    for relation in ("total == units * men", "men == total / units"):
        found = propagate(bound(read_claims(rows)), relation).set_index("quantity")
        assert found.loc["men", ["low", "high"]].tolist() == pytest.approx([15000 / 7, 3600])
    found = propagate(bound(read_claims(rows)), ["total == units * men", "men >= 3000"]).set_index("quantity")
    assert found.loc["units", ["low", "high"]].tolist() == pytest.approx([5, 6])


@given(systems())
@settings(max_examples=15, deadline=None)
def test_bounds_are_those_of_linear_programmes_and_never_wider_than_stated(system: Any) -> None:
    claims, rows = system
    found = propagate(as_claims(claims), as_relations(rows)).set_index("quantity")
    if not possible(claims, rows):
        assert found["low"].isna().any()
        return
    low, high = dict.fromkeys(NAMES, -np.inf), dict.fromkeys(NAMES, np.inf)
    for name, value, width in claims:
        low[name], high[name] = max(low[name], value), min(high[name], value + width)
    matrix = {op: [[terms.get(name, 0) for name in NAMES] for terms, o, _ in rows if o == op] for op in ("==", "<=")}
    right = {op: [r for _, o, r in rows if o == op] for op in ("==", "<=")}
    for k, name in enumerate(NAMES):
        if name not in found.index:
            continue
        assert found["low"][name] >= low[name] - 1e-9
        assert found["high"][name] <= high[name] + 1e-9
        for sign, end in ((1.0, found["low"][name]), (-1.0, found["high"][name])):
            cost = np.zeros(len(NAMES))
            cost[k] = sign
            result = linprog(
                cost, A_eq=matrix["=="] or None, b_eq=right["=="] or None, A_ub=matrix["<="] or None,
                b_ub=right["<="] or None, bounds=[(low[n], high[n]) for n in NAMES],
            )  # fmt: skip
            assert end == pytest.approx(-sign * np.inf if result.status == 3 else sign * result.fun, abs=1e-6)


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e9])
def test_ends_that_rounding_crosses_meet_halfway(size: float) -> None:
    """They touch within what a float of their size cannot tell apart, so the answer lies between them."""
    apart = [size, size * (1 + 1e-11)]
    rows = [
        {"quantity": q, "source": "s", "value": value, "hedge": "exact"} for q, value in zip("ab", apart, strict=True)
    ]
    found = propagate(bound(read_claims(rows)), "a == b")
    assert (found["low"] <= found["high"]).all()
    for end in ("low", "high"):
        assert found[end].between(apart[0] * (1 - 1e-11), apart[1] * (1 + 1e-11)).all()


def test_implied_claims_are_numbered_one_by_one() -> None:
    claims = bound(read_claims([{"quantity": name, "source": "army", "value": 4} for name in "ab"]))
    implied = propagate(claims, ["x == a + b", "y == a - b"])
    assert implied["claim_id"].tolist() == [f"implied {k}" for k in range(1, 5)]


@pytest.mark.parametrize("asked", [propagate, balance])
def test_an_answer_is_its_own(asked: Any) -> None:
    """Names are made once for all answers; who writes into one changes no other."""
    claims = record({"a": 5, "b": 7})
    first = asked(claims, "a + b == c")
    kept = first.copy(deep=True)
    for name in ("quantity", "unit", "basis"):
        first[name].array[0] = "else"
        first.loc[1, name] = "else"
    assert asked(claims, "a + b == c").equals(kept)
    assert list(kept["quantity"]) == ["a", "b", "c"]


def test_relations_in_a_ring_are_solved_together() -> None:
    claims = bound(read_claims([{"quantity": name, "low": 0, "high": 10} for name in "xy"]))
    implied = propagate(claims, ["x + y == 10", "x - y == 2"]).set_index("quantity")
    assert implied.loc[["x", "y"], ["low", "high"]].to_numpy().tolist() == [[6, 6], [4, 4]]


def test_what_nothing_bounds_is_told_from_what_cannot_hold() -> None:
    claims = record({"a": 1, "b": 2, "c": 3})
    found = propagate(claims, ["x <= y", "a == b", "c <= z"]).set_index("quantity")
    assert found["basis"].to_dict() == {
        "a": "claims and relations cannot all hold", "b": "claims and relations cannot all hold", "c": "stated",
        "x": "nothing bounds it", "y": "nothing bounds it", "z": "implied by c <= z",
    }  # fmt: skip
    assert found["derived_from"].fillna("").tolist() == ["a, b", "a, b", "c", "c", "", ""]


def test_an_end_that_a_relation_gives_is_implied_where_the_other_is_open() -> None:
    rows = [{"quantity": "a", "low": 7, "high": 9}, {"quantity": "b", "text": "at least 5"}]
    found = propagate(bound(read_claims(rows)), "a <= b").set_index("quantity")
    assert found.loc["b", ["low", "high", "basis"]].tolist() == [7, np.inf, "implied by a <= b"]


def test_what_is_stated_keeps_its_open_ends() -> None:
    rows = [{"quantity": "north", "text": "11,000"}, {"quantity": "south", "text": "more than 900"}]
    claims = bound(read_claims(rows))
    found = propagate(claims, "total == north + south").set_index("quantity")
    own = claims.set_index("quantity")
    for name in ("north", "south"):
        assert found.loc[name, ["low", "high", "closed"]].tolist() == own.loc[name, ["low", "high", "closed"]].tolist()
    assert found.loc["total", "low"] == pytest.approx(11_625, rel=1e-8)


def test_a_total_that_open_ends_allow_contradicts_nothing() -> None:
    rows = [{"quantity": name, "source": name, "text": "1,456,610"} for name in ("north", "south")]
    total = {"quantity": "total", "source": "t", "hedge": "exact"}
    fits, not_so = (bound(read_claims([*rows, total | {"value": value}])) for value in (2_913_229, 2_913_231))
    assert contradictions(fits, "total == north + south").empty
    assert contradictions(not_so, "total == north + south")["kind"].tolist() == ["total"]
