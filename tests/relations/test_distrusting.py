"""Whom a conclusion rests on: by hand, and against every subset of origins."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from small_systems import NAMES, as_claims, as_relations, possible, systems

from estimates import EstimatesError, RelationError, bound, convert, read_claims, reconcile, robustness

ORIGINS = ("A", "B", "C", "D")


def losses(*figures: tuple[str, str]) -> pd.DataFrame:
    return bound(read_claims([{"quantity": "losses", "source": who, "text": text} for who, text in figures]))


def one(table: pd.DataFrame, case: str) -> pd.Series:
    return table[table["case"] == case].iloc[0]


def test_all_ties_are_listed_and_nobody_need_be_wrong_where_figures_leave_it_open() -> None:
    claims = losses(("a", "exactly 110"), ("b", "exactly 120"), ("c", "exactly 90"), ("d", "exactly 80"))
    found = robustness(claims, "losses > 100")
    fails = found[found["case"] == "fails"]
    assert fails["origins"].tolist() == [("a", "b", "c"), ("a", "b", "d")]
    assert fails["n_sets"].tolist() == [2, 2]
    assert "only if 3 of 4 origins are wrong: a, b and c; or a, b and d." in fails["explanation"].iloc[0]
    open_ = robustness(losses(("a", "90 to 120")), "losses > 100")
    assert open_["n_wrong"].tolist() == [0, 0]
    assert open_["explanation"].tolist() == [
        "“losses > 100” may fail though nobody is wrong.", "“losses > 100” may hold though nobody is wrong.",
    ]  # fmt: skip
    never = one(robustness(losses(("a", "90 men")), "losses >= 0"), "fails")
    assert np.isinf(never["n_wrong"])


def test_a_relation_joins_the_claims_of_one_origin() -> None:
    claims = bound(read_claims([
        {"quantity": "killed", "source": "army", "low": 100, "high": 120},
        {"quantity": "wounded", "source": "army", "low": 300, "high": 320},
        {"quantity": "losses", "source": "agency", "low": 390, "high": 450},
        {"quantity": "losses", "source": "rebels", "low": 800, "high": 900}]))  # fmt: skip
    found = robustness(claims, "losses < 500", "losses == killed + wounded", epsilon=1 / 3)
    assert one(found, "fails")[["n_wrong", "origins"]].tolist() == [2, ("agency", "army")]
    assert one(found, "holds")[["n_wrong", "origins"]].tolist() == [1, ("rebels",)]
    assert one(found, "holds")[["n_allowed", "low", "high"]].tolist() == [1, 400, 440]
    apart = robustness(claims, "wounded > killed", "losses == killed + wounded")
    assert one(apart, "fails")["n_wrong"] == 2  # the army, and one of two that exclude each other
    assert np.isnan(apart["low"]).all()


def test_an_answer_is_a_conclusion_and_chains_of_citing_are_one_origin() -> None:
    claims = losses(("a", "90 to 110"), ("b", "100 to 120"), ("c", "200 to 210")).assign(place="x")
    claims.loc[2, "place"] = "y"
    found = robustness(claims, reconcile(claims))
    assert found["place"].tolist() == ["x", "x", "x", "y", "y"]
    assert found["conclusion"].tolist()[0] == "100.0 <= `losses` <= 110.0"
    fails = found[found["case"] == "fails"]
    assert fails["origins"].tolist() == [("a",), ("b",), ("c",)]  # a, were it above 110, or b, were it below 100
    cited = losses(("a", "exactly 110"), ("b", "exactly 120"), ("b", "exactly 125")).assign(cites=[np.nan, "a", np.nan])
    assert one(robustness(cited, "losses < 100"), "holds")["n_wrong"] == 2


def test_what_is_conceded_is_a_bound() -> None:
    claims = losses(("army", "exactly 300"), ("rebels", "exactly 900"))
    assert one(robustness(claims, "losses > 250"), "holds")["n_wrong"] == 1
    conceded = robustness(claims, "losses > 250", against_interest={"army": "low", "rebels": "high"})
    assert one(conceded, "holds")["n_wrong"] == 0
    assert one(conceded, "fails")[["n_wrong", "origins", "low", "high"]].tolist() == [1, ("army",), 300, 900]
    with pytest.raises(EstimatesError, match="'navy', who says nothing"):
        robustness(claims, "losses > 250", against_interest={"navy": "low"})
    with pytest.raises(EstimatesError, match="against_interest"):
        robustness(claims, "losses > 250", against_interest={"army": "down"})  # type: ignore[dict-item]
    with pytest.raises(RelationError, match="looses"):
        robustness(claims, "looses > 250")
    with pytest.raises(EstimatesError, match="neither words nor an answer"):
        robustness(claims, claims[["quantity"]])
    assert robustness(claims.iloc[:0], "losses > 250").empty


def test_a_share_of_origins_may_say_anything() -> None:
    """Of n points the band is that of the order statistics between which more than the share allowed lies."""
    claims = losses(*((f"s{k}", f"{k * 10} to {k * 10 + 55}") for k in range(1, 6)))
    none, one_, two = (
        robustness(claims, "losses > 0", epsilon=share)[["low", "high"]].iloc[0].tolist() for share in (0, 0.2, 0.4)
    )
    assert (none, one_, two) == ([50, 65], [40, 75], [30, 85])
    assert np.isinf(robustness(claims, "losses > 0", epsilon=1)["high"].iloc[0])


def test_many_origins_on_one_quantity_are_swept() -> None:
    random = np.random.default_rng(1)
    ends = np.sort(random.integers(0, 1000, (3000, 2)), axis=1)
    table = pd.DataFrame({"quantity": "q", "low": ends[:, 0], "high": ends[:, 1]})
    claims = bound(read_claims(table.assign(source=[f"s{k}" for k in range(3000)])))
    found = robustness(claims, "q >= 800")
    points = np.arange(0, 1001)
    depth = ((ends[:, 0] <= points[:, None]) & (points[:, None] <= ends[:, 1])).sum(axis=1)
    assert one(found, "holds")["n_wrong"] == 3000 - depth[points >= 800].max()
    assert one(found, "fails")["n_wrong"] == 3000 - depth[points < 800].max()


@st.composite
def spoken(draw: st.DrawFn) -> tuple[Any, Any, list[str], int]:
    claims, rows = draw(systems())
    rows = [(terms, op, right) for terms, op, right in rows if any(terms.values())]
    return claims, rows, [draw(st.sampled_from(ORIGINS)) for _ in claims], draw(st.integers(-4, 9))


def tied(rows: list[Any], name: str) -> set[str]:
    """The quantities that relations tie to one."""
    reached = {name}
    for _ in NAMES:
        for terms, _, _ in rows:
            if reached & set(terms):
                reached |= set(terms)
    return reached


def range_of(claims: list[Any], rows: list[Any]) -> tuple[float, float]:
    """What is left for the quantity a, by two linear programmes in plain numbers."""
    bounds = {n: [-np.inf, np.inf] for n in NAMES}
    for name, v, w in claims:
        bounds[name] = [max(bounds[name][0], v), min(bounds[name][1], v + w)]
    ends = []
    for sign in (1, -1):
        signed = [(terms, right) for terms, op, right in rows if op == "<="]
        equal = [(terms, right) for terms, op, right in rows if op == "=="]
        parts = [[[t.get(n, 0) for n in NAMES] for t, _ in some] or None for some in (signed, equal)]
        result = linprog([sign, 0, 0, 0], A_ub=parts[0], b_ub=[r for _, r in signed] or None, A_eq=parts[1],
                         b_eq=[r for _, r in equal] or None, bounds=[bounds[n] for n in NAMES])  # fmt: skip
        ends.append(sign * result.fun if result.status == 0 else -sign * np.inf)
    return ends[0], ends[1]


@settings(max_examples=60, deadline=None)
@given(spoken())
def test_every_smallest_set_of_origins_against_all_subsets(system: Any) -> None:
    claims, rows, who, limit = system
    near = tied(rows, "a")
    own = [(c, w) for c, w in zip(claims, who, strict=True) if c[0] in near]
    rows = [row for row in rows if set(row[0]) <= near]
    table = as_claims(claims).assign(source=who)
    names = sorted({w for _, w in own})
    if not any(c[0] in near for c in claims) or not rows:
        return
    edge = limit + 0.4142  # where no quotient of small numbers lies, or the contrary of "<=" would not be ">="
    found = robustness(table, f"a <= {edge}", as_relations(rows), epsilon=0.5, max_sets=50)
    for case, edit in (("holds", ({"a": 1}, "<=", edge)), ("fails", ({"a": -1}, "<=", -edge))):
        working = [
            subset
            for size in range(len(names) + 1)
            for subset in combinations(names, size)
            if possible([c for c, w in own if w not in subset], [*rows, edit])
        ]
        mine = found[found["case"] == case]
        least = len(working[0]) if working else np.inf
        assert mine["n_wrong"].unique().tolist() == [least]
        if working:
            assert sorted(mine["origins"]) == sorted(s for s in working if len(s) == least)
    allowed = len(names) // 2
    left = [
        range_of(rest, rows)
        for size in range(allowed + 1)
        for subset in combinations(names, size)
        if possible(rest := [c for c, w in own if w not in subset], rows)
    ]
    band = found[["low", "high"]].iloc[0].tolist()
    if left:
        expected = [min(low for low, _ in left), max(high for _, high in left)]
        assert band == pytest.approx(expected, abs=1e-4)
    else:
        assert np.isnan(band).all()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 20)), min_size=2, max_size=7), st.randoms())
def test_neither_order_nor_units_matter_and_wider_figures_need_no_more_wrong(ranges: Any, random: Any) -> None:
    rows = [{"quantity": "front", "source": f"s{k}", "low": v, "high": v + w, "unit": "mile"}
            for k, (v, w) in enumerate(ranges)]  # fmt: skip
    claims = bound(read_claims(rows))
    found = robustness(claims, "front > 25 mile")
    order = list(range(len(rows)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(robustness(claims.iloc[order], "front > 25 mile"), found)
    other = robustness(convert(claims, "km"), "front > 25 mile")
    assert other[["case", "n_wrong", "origins"]].equals(found[["case", "n_wrong", "origins"]])
    wider = robustness(claims.assign(low=claims["low"] - 2, high=claims["high"] + 2), "front > 25 mile")
    for case in ("fails", "holds"):
        assert one(wider, case)["n_wrong"] <= one(found, case)["n_wrong"]


def test_an_answer_in_several_units_is_no_conclusion() -> None:
    claims = bound(read_claims([{"quantity": "lost", "source": "army", "value": 20, "unit": "percent"},
                                {"quantity": "lost", "source": "press", "value": 40, "unit": "count"}]))  # fmt: skip
    with pytest.raises(EstimatesError, match="in several units: count, percent"):
        robustness(claims, reconcile(claims, "hull"))


def test_claims_without_a_source_are_one_origin_as_in_every_count() -> None:
    rows = [
        {"quantity": "q", "value": 5},
        {"quantity": "q", "value": 5.5},
        {"quantity": "q", "value": 7, "source": "X"},
    ]
    claims = bound(read_claims(rows))
    found = robustness(claims, "q <= 6")
    assert found["n_origins"].tolist() == [2, 2]
    assert found["n_origins"].tolist() == 2 * reconcile(claims)["n_origins"].tolist()
    assert one(found, "fails")["origins"] == ("claims without a source",)
    assert "1 of 2 origins is wrong: claims without a source." in one(found, "fails")["explanation"]
    apart = robustness(claims.assign(origin=claims["claim_id"]), "q <= 6")
    assert one(apart, "fails")["n_wrong"] == 2
