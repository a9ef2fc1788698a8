"""Claims and relations bound together: which variables, ends, rows and products there are, and in which group."""

from __future__ import annotations

from itertools import product as every
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_systems import as_claims, as_relations, systems
from vectors import record

from estimates import bound, read_claims
from estimates.errors import SchemaError
from estimates.intervals.arrays import RTOL
from estimates.intervals.ranked import CLOSED, closed_ends
from estimates.relations.systems import LEAST, OPEN, STRICT, System, bind, inside

INF = np.inf
PLACES = ["quantity", "place"]
Facts = dict[tuple[Any, ...], dict[str, list[Any]]]


def told(claims: pd.DataFrame, relations: Any, **how: Any) -> dict[str, list[Any]]:
    """What is bound where all claims are one group."""
    (found,) = described(bind(claims, relations, by="quantity", **how)).values()
    return found


def described(system: System) -> Facts:
    """What a system says of each of its groups, in names instead of numbers."""
    net = system.network
    values = [tuple(row) for row in system.groups.astype(object).where(system.groups.notna(), None).to_numpy()]
    name = [system.names[k] for k in system.variable_name]
    group = [values[k] for k in system.variable_group]
    ids = system.claims["claim_id"].tolist()
    holding = [(system.relations[r].name, values[g])
               for r, g in zip(system.holding_relation, system.holding_group, strict=True)]  # fmt: skip
    assert net.n_holdings == len(holding)
    out: Facts = {g: {"limits": [], "claims": [], "rows": [], "products": [], "holdings": []} for g in group}
    for v, g in enumerate(group):
        out[g]["limits"].append((name[v], net.floor[v], net.ceiling[v]))
    for relation, g in holding:
        out[g]["holdings"].append(relation)
    for claim_id, v, low, high in zip(ids, net.claim_variable, net.claim_low, net.claim_high, strict=True):
        out[group[v]]["claims"].append((claim_id, name[v], low, high))
    for k, (h, low, high) in enumerate(zip(net.row_holding, net.rows.low, net.rows.high, strict=True)):
        terms = [(v, c) for r, v, c in zip(*net.rows[:3], strict=True) if r == k]
        assert {group[v] for v, _ in terms} == {holding[h][1]}
        out[holding[h][1]]["rows"].append((holding[h][0], sorted((name[v], c) for v, c in terms), low, high))
    for h, *triple in zip(net.product_holding, *net.products, strict=True):
        assert {group[v] for v in triple} == {holding[h][1]}
        out[holding[h][1]]["products"].append((holding[h][0], *(name[v] for v in triple)))
    return {g: {kind: sorted(said) for kind, said in facts.items()} for g, facts in out.items()}


@given(systems())
@settings(max_examples=25)
def test_without_groups_it_is_what_was_written(system: Any) -> None:
    claims, rows = system
    found = told(as_claims(claims), as_relations(rows))
    assert found["claims"] == sorted((f"k{k}", q, v, v + w) for k, (q, v, w) in enumerate(claims))
    assert found["rows"] == sorted(
        (f"r{k}", sorted(terms.items()), right if op == "==" else -INF, right)
        for k, (terms, op, right) in enumerate(rows)
    )
    named = {q for q, _, _ in claims} | {q for terms, _, _ in rows for q in terms}
    assert found["limits"] == sorted((q, -INF, INF) for q in named)
    assert found["holdings"] == sorted(f"r{k}" for k in range(len(rows)))


RULES = {"sum": "a + b == c", "times": "c == d * e", "apart": "x <= y", "nobody": "u < v", "number": "z == 3"}


@given(st.lists(st.tuples(st.sampled_from("abcdexyz"), st.sampled_from(["Kursk", "Sumy", None]), st.integers(0, 9)),
                min_size=1, max_size=7))  # fmt: skip
@settings(max_examples=25)
def test_every_group_is_what_it_is_by_itself(cells: list[tuple[str, str | None, int]]) -> None:
    rows = [{"claim_id": f"k{k}", "quantity": q, "place": p, "low": v, "high": v + 1}
            for k, (q, p, v) in enumerate(cells)]  # fmt: skip
    claims = bound(read_claims(rows).assign(place=[p for _, p, _ in cells]))
    found = described(bind(claims, RULES, by=PLACES))
    tied = ("abcde", "xy", "uv", "z")
    for place in {p for _, p, _ in cells}:
        there = claims["place"].isna() if place is None else claims["place"] == place
        spoken = [names for names in tied if any(p == place and q in names for q, p, _ in cells)]
        alone = [name for name, text in RULES.items() if any(text[0] in names for names in spoken)]
        expected = told(claims[there], {name: RULES[name] for name in alone})
        here = found[(place,)]
        if place is None:  # where no group has a name, what nobody speaks of stands beside it
            continue
        assert here == expected
    unspoken = {names for names in tied if not any(q in names for q, _, _ in cells)}
    nameless = found.get((None,), {"holdings": []})["holdings"]
    assert {name for name, text in RULES.items() if any(text[0] in names for names in unspoken)} <= set(nameless)


def test_what_nobody_speaks_of_holds_once_and_in_no_place() -> None:
    claims = record({"a": 1, "x": 2}).assign(place=["Kursk", "Sumy"])
    system = bind(claims, RULES, by=PLACES)
    held = {g: facts["holdings"] for g, facts in described(system).items()}
    assert held == {("Kursk",): ["sum", "times"], ("Sumy",): ["apart"], (None,): ["nobody", "number"]}
    alone = bind(record({}).assign(place=None), RULES, by=PLACES)
    assert [facts["holdings"] for facts in described(alone).values()] == [sorted(RULES)]
    assert told(pd.DataFrame(), "a == b")["holdings"] == ["a == b"]


def test_what_hangs_on_no_figure_is_laid_out_once() -> None:
    """Names, relations and groups make a layout; the ends and the claims of another table are its own."""
    rows = [{"claim_id": f"k{k}", "quantity": q, "place": p, "value": 5 + k}
            for k, (q, p) in enumerate(every("ax", ["Kursk", "Sumy"]))]  # fmt: skip
    claims = bound(read_claims(rows))
    first, other = bind(claims, RULES, by=PLACES), bind(claims.assign(low=3.0), RULES, by=PLACES)
    assert other.layout is first.layout
    assert other.network.claim_low.tolist() == [3.0] * 4 != first.network.claim_low.tolist()
    more = bind(pd.concat([claims, claims.assign(claim_id=claims["claim_id"] + "b")]), RULES, by=PLACES)
    assert more.layout is first.layout
    assert (len(first.split.claim_component), len(more.split.claim_component)) == (4, 8)
    assert bind(claims.iloc[:3], RULES, by=PLACES).layout is not first.layout
    assert bind(claims, {**RULES, "apart": "x < y"}, by=PLACES).layout is not first.layout


def test_who_takes_no_part() -> None:
    rows = [
        {"claim_id": "level", "quantity": "a", "value": 3}, {"claim_id": "change", "quantity": "a", "value": 4},
        {"claim_id": "denied", "quantity": "a", "value": 5}, {"claim_id": "of nothing", "quantity": None, "value": 6},
        {"claim_id": "weight", "quantity": "b", "value": 7, "unit": "tonne"},
        {"claim_id": "men", "quantity": "b", "value": 8, "unit": "person"},
        {"claim_id": "more men", "quantity": "b", "value": 9, "unit": "person"},
    ]  # fmt: skip
    claims = bound(read_claims(rows).assign(trend=pd.array([None, "up", *[None] * 5], dtype="string"),
                                            negated=[False, False, True, *[False] * 4]))  # fmt: skip
    found = told(claims, "a <= b")
    assert [c[0] for c in found["claims"]] == ["level", "men", "more men"]


def test_claims_are_numbered_by_their_ids_whatever_their_order() -> None:
    claims = record({"b": 2, "a": 1, "c": 3})
    for order in ([0, 1, 2], [2, 0, 1]):
        system = bind(claims.iloc[order], "a + b == c")
        assert system.claims["claim_id"].tolist() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("unit", "value", "floor"),
    [("person", 3.0, 0.0), ("person", 0.0, 0.0), ("person", -1.0, -INF), ("degC", 3.0, -INF), ("km", 3.0, 0.0)],
)
def test_what_cannot_be_negative_has_a_floor_unless_somebody_says_it_is(unit: str, value: float, floor: float) -> None:
    claims = bound(read_claims([{"quantity": "a", "value": value, "unit": unit, "hedge": "exact"},
                                {"quantity": "b", "value": 1, "unit": unit}]))  # fmt: skip
    limits = {name: (low, high) for name, low, high in told(claims, "a <= b")["limits"]}
    assert limits["a"] == (floor, INF)
    assert limits["b"] == (-INF if unit == "degC" else 0.0, INF)


def test_a_low_end_below_zero_lifts_the_floor_as_a_value_does() -> None:
    claims = bound(read_claims([{"quantity": "a", "low": -2, "high": 3, "unit": "km"}]))
    assert told(claims, "a <= b")["limits"] == [("a", -INF, INF), ("b", -INF, INF)]


def test_terms_of_a_row_are_brought_to_one_unit_and_numbers_with_a_unit_are_fixed() -> None:
    claims = bound(
        read_claims([{"quantity": "a", "value": 1, "unit": "km"}, {"quantity": "b", "value": 1, "unit": "m"}])
    )
    found = told(claims, {"front": "a + 2 mile == b + 5"})
    (row,) = found["rows"]
    terms = {name.rpartition("\0")[2]: c for name, c in row[1]}
    assert terms == pytest.approx({"a": 1.0, "2 mile": 1.609344, "b": -0.001})
    assert row[2:] == (5, 5)
    (mile,) = (limits[1:] for limits in found["limits"] if "mile" in limits[0])
    assert mile == (2, 2)


def test_a_row_without_terms_fails_on_a_variable_that_is_nothing() -> None:
    found = told(record({"a": 1}), {"odd": "a - a == 1"})
    (row,) = found["rows"]
    assert row == ("odd", [("\0odd\0nothing", 1.0)], 1, 1)
    assert ("\0odd\0nothing", 0, 0) in found["limits"]


@pytest.mark.parametrize(
    ("low", "high", "moved"),
    [
        (900.0, 1000.0, (900.000009, 999.99999)), (0.0, 0.5, (1e-6, 0.5 - 1e-6)),
        (-2000.0, 8.0, (-1999.99998, 7.999999)), (-INF, 10.0, (-INF, 9.999999)), (10.0, INF, (10.000001, INF)),
        (np.nan, 10.0, (-INF, 9.999999)), (10.0, np.nan, (10.000001, INF)), (5.0, 5.0, (5.0, 5.0)),
        (1.0, 1.000002, (1.0000005, 1.0000015)),
    ],
)  # fmt: skip
def test_an_open_end_moves_inwards_by_a_trifle_or_a_quarter_of_the_width(
    low: float, high: float, moved: tuple[float, float]
) -> None:
    n = len(CLOSED)
    found = inside(np.full(n, low), np.full(n, high), closed_ends(CLOSED))
    ends = -INF if np.isnan(low) else low, INF if np.isnan(high) else high
    for k, (lower, upper) in enumerate(every((True, False), repeat=2)):
        expected = (ends[0] if lower else moved[0], ends[1] if upper else moved[1])
        assert (found[0][k], found[1][k]) == pytest.approx(expected, rel=1e-12)
    assert [e.tolist() for e in inside(np.array([low]), np.array([high]), None)] == [[ends[0]], [ends[1]]]
    assert (OPEN, LEAST) == (1e-8, 1e-6)


def test_a_strict_row_leaves_a_margin_and_a_tolerance_widens_rows_by_their_largest_term() -> None:
    claims = record({"a": 40, "b": 4000, "c": 1})
    rows = {
        "strict": "a < b",
        "small": "a < c",
        "equal": "a + c == 2*a",
        "most": "b <= 7",
        "far": "x < y",
        "big": "c == 9",
    }

    def ends(rtol: float) -> dict[str, tuple[float, float]]:
        return {name: (low, high) for name, _, low, high in told(claims, rows, rtol=rtol)["rows"]}

    assert STRICT == 1e-3
    plain = {"strict": (-INF, -4e-3), "small": (-INF, -1e-3), "equal": (0, 0), "most": (-INF, 7), "far": (-INF, -1e-3),
             "big": (9, 9)}  # fmt: skip
    assert ends(RTOL) == ends(0.0) == plain
    assert ends(0.1) == plain | {
        "equal": (pytest.approx(-4), pytest.approx(4)),
        "big": (pytest.approx(8.1), pytest.approx(9.9)),
    }
    assert ends(2 * RTOL)["equal"][1] == pytest.approx(8e-8)
    assert [limits[0] for limits in told(claims, [])["limits"]] == ["a", "b", "c"]


def test_claims_without_bounds_are_refused_only_where_there_are_some() -> None:
    with pytest.raises(ValueError, match="no bounds yet"):
        bind(read_claims([{"quantity": "a", "value": 1}]), "a == b")
    assert told(read_claims([{"quantity": "a", "value": 1}]).iloc[:0], "a == b")["claims"] == []


@pytest.mark.parametrize("unit", ["mile", "person"])  # of two units the claims are taken from the table, of one not
def test_columns_are_those_of_the_claims_that_take_part(unit: str) -> None:
    columns = ("claim_id", "quantity", "value", "unit", "negated")
    cells = [("c", "front", 90.0, "person", False), ("a", "front", 80.0, "person", False),
             ("b", "rear", 70.0, unit, True), ("d", "rear", 60.0, unit, False)]  # fmt: skip
    rows = [dict(zip(columns, row, strict=True)) for row in cells]
    system = bind(bound(read_claims(rows)), "rear <= 100", by="quantity")
    assert system.ids.tolist() == system.claims["claim_id"].tolist() == ["a", "c", "d"]
    assert system.words("unit").tolist() == system.claims["unit"].tolist() == ["person", "person", unit]
    for name in ("low", "high", "value"):
        assert system.column(name).tolist() == system.claims[name].tolist()
    assert np.isnan(system.column("se")).tolist() == [True] * 3  # as the table has no such column


def test_only_claims_that_take_part_need_bounds() -> None:
    claims = read_claims([{"claim_id": name, "quantity": "rear", "value": 60.0} for name in ("a", "b")])
    claims["negated"] = [False, True]
    mixed = pd.concat([bound(claims.iloc[:1]), claims.iloc[1:]], ignore_index=True)
    assert bind(mixed, "rear <= 100").ids.tolist() == ["a"]
    with pytest.raises(SchemaError, match="1 of 1 claims have no bounds yet: a"):
        bind(claims, "rear <= 100")
