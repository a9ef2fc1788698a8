"""The radius of a contradiction: by hand, against a slow version, against Birge's ratio, and laws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_systems import NAMES, as_claims, as_relations, possible, systems

from estimates import EstimatesError, bound, contradictions, convert, pool, radius, read_claims
from estimates.relations.language import parse_relations


def claims_of(*rows: dict[str, Any]) -> pd.DataFrame:
    return bound(read_claims([{"claim_id": "abcdefgh"[k], "quantity": "q", **row} for k, row in enumerate(rows)]))


def test_two_disjoint_bands_have_the_gap_over_the_sum_of_half_widths() -> None:
    found = radius(claims_of({"low": 0, "high": 10}, {"low": 16, "high": 20}))
    assert found["radius"][0] == pytest.approx(6 / (5 + 2))
    assert found["claims"][0] == ("a", "b")


def test_only_the_claims_that_carry_it_bind() -> None:
    found = radius(claims_of({"low": 0, "high": 10}, {"low": 8, "high": 30}, {"low": 40, "high": 50}))
    assert found["radius"][0] == pytest.approx(30 / 10)
    assert found["claims"][0] == ("a", "c")
    assert "3 times half its band" in found["explanation"][0]


def test_percent_and_one_sided_figures() -> None:
    claims = claims_of({"text": "exactly 100"}, {"text": "exactly 80"})
    assert radius(claims, measure="percent")["radius"][0] == pytest.approx(20 / 1.8)
    over = claims_of({"text": "more than 1,000"}, {"text": "exactly 500"})  # the likely band of "more than" is 500 wide
    assert radius(over)["radius"][0] == pytest.approx(500 / 250, rel=1e-5)


def test_figures_that_allow_no_error_have_no_radius() -> None:
    found = radius(claims_of({"text": "exactly 100"}, {"text": "exactly 80"}, {"text": "about 90"}))
    assert np.isinf(found["radius"][0])
    assert found["claims"][0] == ("a", "b")
    assert found["explanation"][0].startswith("No stretch lets everything hold: ")


def test_points_with_standard_errors_against_the_ratio_of_birge() -> None:
    claims = claims_of({"value": 10, "se": 2.0}, {"value": 16, "se": 2.0})
    found = radius(claims, measure="se")
    ratio = np.sqrt(pool([10, 16], [2, 2], method="EE")["Q"][0])  # one degree of freedom
    assert found["radius"][0] == pytest.approx(ratio / np.sqrt(2))
    with pytest.raises(EstimatesError, match="2 claims have no standard error"):
        radius(claims_of({"value": 10}, {"value": 16}), measure="se")
    with pytest.raises(EstimatesError, match="measure='bands'"):
        radius(claims, measure="bands")  # type: ignore[arg-type]


def test_a_product_is_searched() -> None:
    claims = bound(read_claims([
        {"claim_id": "u", "quantity": "units", "low": 4, "high": 6},
        {"claim_id": "m", "quantity": "men", "low": 90, "high": 110},
        {"claim_id": "t", "quantity": "total", "low": 1000, "high": 1200}]))  # fmt: skip
    found = radius(claims, "total == units * men")
    t = found["radius"][0]
    assert (6 + t) * (110 + 10 * t) == pytest.approx(1000 - 100 * t, rel=1e-6)


def test_groups_are_apart_and_nothing_gives_nothing() -> None:
    claims = claims_of({"low": 0, "high": 1, "place": "x"}, {"low": 3, "high": 4, "place": "y"})
    assert radius(claims, by="quantity")["radius"].tolist() == [pytest.approx(2)]
    apart = radius(claims)
    assert apart["radius"].tolist() == [0, 0]
    assert apart["explanation"].isna().all()
    assert radius(claims.iloc[:0]).empty


def stretched(claims: list[tuple[str, int, int]], by: float) -> list[tuple[str, float, float]]:
    return [(q, v - by * w / 2, w + by * w) for q, v, w in claims]


@settings(max_examples=60, deadline=None)
@given(systems())
def test_a_little_more_holds_and_a_little_less_does_not(system: Any) -> None:
    claims, rows = system
    claims = [(q, v, w + 1) for q, v, w in claims]  # every figure may move
    if not possible([(q, -1000, 2000) for q in NAMES], rows):
        return  # the relations alone cannot hold
    t = radius(as_claims(claims), as_relations(rows))["radius"].max()
    assert (t == 0) == possible(claims, rows)
    assert possible(stretched(claims, t * (1 + 1e-6) + 1e-6), rows)
    if t > 1e-4:
        assert not possible(stretched(claims, t * (1 - 1e-4)), rows)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 50)), min_size=2, max_size=6), st.randoms())
def test_pairs_decide_order_and_units_do_not(ranges: list[tuple[int, int]], random: Any) -> None:
    rows = [{"low": v, "high": v + w, "unit": "mile"} for v, w in ranges]
    claims = claims_of(*rows)
    by_hand = max((max(a - (b + v), 0) / ((w + v) / 2) for a, w in ranges for b, v in ranges), default=0)
    t = radius(claims)["radius"][0]
    assert t == pytest.approx(by_hand, abs=1e-6, rel=1e-6)
    assert (t > 0) == (contradictions(claims)["severity"] == "contradiction").any()
    order = list(range(len(claims)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(radius(claims.iloc[order]), radius(claims))
    assert radius(convert(claims, "km"))["radius"][0] == pytest.approx(t, rel=1e-6, abs=1e-9)


def test_all_parts_are_one_programme() -> None:
    rows = [{"quantity": f"q{k}", "low": 10 * j, "high": 10 * j + 4} for k in range(2000) for j in range(2)]
    found = radius(bound(read_claims(rows)))
    assert len(found) == 2000
    np.testing.assert_allclose(found["radius"], 6 / 4)


@settings(max_examples=40, deadline=None)
@given(systems())
def test_findings_have_the_radius_of_their_own_claims_and_relations_and_stand_in_its_order(system: Any) -> None:
    claims, rows = system
    table = as_claims([(q, v, w + 1) for q, v, w in claims])
    relations = parse_relations(as_relations(rows))
    found = contradictions(table, as_relations(rows))
    hard = found[found["severity"] == "contradiction"]
    if not possible([(q, -1000, 2000) for q in NAMES], rows):
        return  # the relations alone cannot hold
    for row in hard[hard["radius"].notna()].itertuples():
        own = table[table["claim_id"].isin(row.claims)]
        held = [relation.text for relation in relations if relation.name in row.relations]
        assert row.radius == pytest.approx(radius(own, held)["radius"].max(), rel=1e-6)
    places = hard["radius"].fillna(np.inf).round(6)
    assert places.is_monotonic_decreasing


def test_one_sided_bands_falls_and_products_have_a_radius_too() -> None:
    over = contradictions(claims_of({"text": "more than 1,000"}, {"text": "exactly 500"}))
    assert over["radius"].tolist() == [pytest.approx(2, rel=1e-5)]
    rows = [{"low": 100, "high": 120}, {"low": 80, "high": 90}]
    fell = contradictions(
        claims_of(*({**row, "cumulative": True, "as_of": f"2024-05-0{k}"} for k, row in enumerate(rows, 1)))
    )
    assert fell["radius"].tolist() == [pytest.approx(10 / 15)]
    product = bound(read_claims([
        {"quantity": "units", "low": 4, "high": 6}, {"quantity": "men", "low": 90, "high": 110},
        {"quantity": "total", "low": 1000, "high": 1200}]))  # fmt: skip
    found = contradictions(product, "total == units * men")
    assert found["radius"][0] == pytest.approx(radius(product, "total == units * men")["radius"].max(), rel=1e-6)
    assert "times the error they allow together." in found["explanation"][0]


def test_what_can_never_hold_is_infinite_and_leaves_the_rest_its_radius() -> None:
    """Nobody loses "less than 0" tanks: no stretch helps, and the other part is told as it is alone."""
    rigid = [
        {"quantity": "killed", "source": "a", "low": 0, "high": 300},
        {"quantity": "tanks", "source": "b", "text": "less than 0"},
        {"quantity": "killed", "source": "c", "low": 300, "high": np.inf},
    ]
    apart = [{"quantity": "x", "source": "d", "value": 10}, {"quantity": "y", "source": "e", "value": 40}]
    relations = ["killed <= troops", "killed + tanks == troops", "x == y"]
    claims = bound(read_claims([*rigid, *apart]))
    found = contradictions(claims, relations=relations).set_index("quantity")["radius"]
    alone = contradictions(bound(read_claims(apart)), relations=relations[2])["radius"].item()
    assert found["killed"] == np.inf
    assert found["x"] == pytest.approx(alone, rel=1e-4)
