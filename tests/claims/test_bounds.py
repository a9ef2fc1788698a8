"""The two bands of every hedge, as the table of the plan gives them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates import (
    EstimatesError,
    HedgePolicy,
    SchemaError,
    bound,
    contradictions,
    convert,
    parse_figures,
    read_claims,
)
from estimates.claims.bounds import check_bounded

INF = float("inf")


def band(**row: Any) -> dict[str, Any]:
    return dict(bound(read_claims([{"unit": "person", **row}])).iloc[0])


@pytest.mark.parametrize(
    ("hedge", "value", "outer", "likely", "best", "closed"),
    [
        ("exact", 11000, (11000, 11000), (11000, 11000), 11000, "both"),
        ("plain", 11000, (10725, 11275), (11000, 11000), 11000, "left"),  # 2.5 % is less than half of 1,000
        ("plain", 11050, (11045, 11055), (11050, 11050), 11050, "left"),  # half of 10 is less than 2.5 %
        ("plain", 5, (5, 5), (5, 5), 5, "both"),
        ("about", 3000, (2550, 3450), (2850, 3150), 3000, "both"),
        ("nearly", 1000, (850, 1000), (950, 1000), 1000, "both"),
        ("more_than", 900, (900, INF), (900, 1350), np.nan, "neither"),
        ("at_least", 900, (900, INF), (900, 1125), np.nan, "left"),
        ("less_than", 900, (0, 900), (450, 900), np.nan, "left"),
        ("at_most", 900, (0, 900), (450, 900), np.nan, "both"),
        ("up_to", 900, (0, 900), (450, 900), np.nan, "both"),
        ("at_most", 1, (0, 1), (0.5, 1), np.nan, "both"),
        ("at_most", 0, (0, 0), (0, 0), np.nan, "both"),
        ("more_than", 0, (0, INF), (0, INF), np.nan, "neither"),  # a share of 0 has no width
        ("about", 0, (0, 0), (0, 0), 0, "both"),
    ],
)
def test_bands(hedge: str, value: float, outer: Any, likely: Any, best: float, closed: str) -> None:
    row = band(value=value, hedge=hedge)
    assert (row["low"], row["high"]) == pytest.approx(outer)
    assert (row["likely_low"], row["likely_high"]) == pytest.approx(likely)
    np.testing.assert_equal(row["best"], best)
    assert row["closed"] == closed


@pytest.mark.parametrize(
    ("hedge", "outer", "likely", "closed"),
    [
        ("more_than", (-INF, 500), (250, 500), "right"),
        ("at_least", (-INF, 500), (250, 500), "neither"),  # unlikely that there are at least 500: fewer
        ("less_than", (500, INF), (500, 625), "left"),
        ("at_most", (500, INF), (500, 625), "neither"),
        ("up_to", (500, INF), (500, 625), "neither"),
    ],
)
def test_what_is_unlikely_is_bounded_from_the_other_side(hedge: str, outer: Any, likely: Any, closed: str) -> None:
    row = band(value=500, hedge=hedge, credence="unlikely", unit="USD")
    assert (row["low"], row["high"], row["closed"]) == (*outer, closed)
    assert (row["likely_low"], row["likely_high"]) == likely
    assert np.isnan(row["best"])


@given(
    st.floats(1e-3, 1e6).map(lambda x: float(f"{x:.3g}")), st.sampled_from([1e-6, 1e-3, 1.0, 1e3]), st.floats(0.01, 0.5)
)
def test_both_bands_of_about_shrink_alike(value: float, resolution: float, outer: float) -> None:
    claims = read_claims([{"value": value, "hedge": "about", "resolution": resolution, "unit": "USD"}])
    policy = HedgePolicy(about_outer=outer, about_likely=outer / 4)
    row = bound(claims, policy).iloc[0]
    half = row["high"] - row["best"]
    assert half == pytest.approx(min(outer * value, policy.about_places * resolution), rel=1e-6, abs=1e-14 * value)
    assert row["likely_high"] - row["best"] == pytest.approx(half / 4, rel=1e-6, abs=1e-14 * value)
    assert row["best"] - row["likely_low"] == pytest.approx(half / 4, rel=1e-6, abs=1e-14 * value)


#: What the codebooks that the policy names give each word, the number under which it stays where that is another.
CODED = {
    "several people": {"plain": (3, 10), "ccc": (3, 3), "acled": (3, 3)},
    "a few people": {"plain": (2, 10), "ccc": (3, 3), "acled": (3, 3)},
    "few people": {"plain": (2, 10), "ccc": (2, 2), "acled": (3, 3)},
    "a couple of people": {"plain": (2, 4), "ccc": (2, 2), "acled": (2, 2)},
    "a handful of people": {"plain": (2, 10), "ccc": (5, 5), "acled": (3, 3)},
    "tens of people": {"plain": (10, 100), "ccc": (20, 20), "acled": (10, 10)},
    "dozens of people": {"plain": (12, 120), "ccc": (24, 24), "acled": (12, 12)},
    "scores of people": {"plain": (20, 200), "ccc": (40, 40), "acled": (20, 20)},
    "hundreds of people": {"plain": (100, 1000), "ccc": (200, 200), "acled": (100, 100)},
}


@pytest.mark.parametrize("convention", ["plain", "ccc", "acled"])
def test_vague_words_are_worth_what_the_codebooks_say(convention: Any) -> None:
    read = parse_figures(list(CODED), convention=convention)
    assert [tuple(ends) for ends in read[["low", "high"]].to_numpy()] == [worth[convention] for worth in CODED.values()]


def test_what_may_be_negative_has_no_floor() -> None:
    row = band(value=5, hedge="at_most", unit="USD")
    assert (row["low"], row["closed"], row["basis"]) == (-INF, "right", "at most, no lower end")
    below = band(value=-3, hedge="less_than")  # nonsense for a count, and kept as it was said
    assert (below["low"], below["high"]) == (-INF, -3)
    cold = band(value=-20, hedge="nearly", unit="USD")
    assert (cold["low"], cold["high"]) == (-20, -17)  # towards zero


def test_stated_ends_are_kept_and_others_drawn_anew() -> None:
    claims = read_claims([{"low": 5, "best": 7, "high": 9}, {"value": 100, "hedge": "about"}])
    wide = bound(bound(claims), HedgePolicy(about_outer=0.5))
    assert wide[["low", "best", "high"]].to_numpy().tolist() == [[5, 7, 9], [50, 100, 150]]
    assert wide["basis"].tolist() == ["stated", "about ±50 %"]


def test_a_range_of_infinity_is_open_there() -> None:
    assert band(low=5, high=INF)["closed"] == "left"
    assert band(low=-INF, high=INF, unit="USD")["closed"] == "neither"


def test_one_unknown_end_stays_unknown() -> None:
    row = band(low=5)
    assert row["low"] == 5
    assert np.isnan(row["high"])
    assert row["hedge"] == "between"


def test_vague_words_keep_the_reading_and_name_its_convention() -> None:
    row = dict(bound(read_claims([{"text": "dozens of soldiers"}])).iloc[0])
    assert (row["low"], row["high"], row["closed"]) == (12, 120, "left")
    assert row["basis"] == "vague, plain convention"
    ccc = dict(bound(read_claims([{"text": "dozens of soldiers"}], convention="ccc")).iloc[0])
    assert (ccc["low"], ccc["high"], ccc["basis"]) == (24, 24, "vague, ccc convention")


def test_rounding_is_judged_on_the_printed_number() -> None:
    front = read_claims([{"value": 900, "unit": "mile"}, {"value": 5, "unit": "mile"}])
    one, other = bound(convert(front, "km")), convert(bound(front), "km")
    np.testing.assert_allclose(one["high"], other["high"], rtol=1e-12)
    assert one.loc[1, "low"] == one.loc[1, "high"]


def test_an_unbounded_table_is_told_what_to_call() -> None:
    with pytest.raises(SchemaError, match=r"c1.*\n.*call bound\(claims\)"):
        check_bounded(read_claims([{"claim_id": "c1", "value": 3}]))
    check_bounded(bound(read_claims([{"text": "no figure here"}, {"low": 3}])))


@pytest.mark.parametrize("share", [-0.1, float("nan"), float("inf")])
def test_a_policy_takes_shares(share: float) -> None:
    with pytest.raises(EstimatesError, match="rounding="):
        HedgePolicy(rounding=share)


def test_no_share_of_a_policy_is_wider_than_a_million() -> None:
    assert HedgePolicy(rounding=1e6).rounding == 1e6
    with pytest.raises(EstimatesError, match="rounding="):
        HedgePolicy(rounding=1.001e6)


def test_a_policy_keeps_likely_inside_outer() -> None:
    with pytest.raises(EstimatesError, match="exceeds nearly_outer"):
        HedgePolicy(nearly_likely=0.2)
    with pytest.raises(EstimatesError, match="reaches below zero"):
        HedgePolicy(less_than_likely=1.5)


def test_a_value_changed_after_its_ends_were_drawn_is_drawn_anew_or_refused() -> None:
    bounded = bound(read_claims([{"quantity": "troops", "source": "staff", "value": 15_000.0}]))
    changed = bounded.assign(value=18_000.0)
    assert bound(changed)["low"].item() > 15_375
    with pytest.raises(SchemaError, match=r"lies outside low and high.*\n.*claims = bound\(claims\)"):
        contradictions(changed)
    with pytest.raises(SchemaError, match="outside low and high"):
        bound(bounded.assign(value=18_000.0, basis=pd.Series(["stated"], dtype="str")))


@pytest.mark.parametrize(("worth", "ends"), [(30, (30, 30)), ((20, 50), (20, 50))])
def test_a_convention_of_ones_own_gives_a_number_or_two(worth: Any, ends: tuple[float, float]) -> None:
    row = parse_figures(["dozens of men"], convention={"dozens": worth}).iloc[0]
    assert (row["low"], row["high"]) == ends


def test_a_last_place_of_two_is_rounded_to() -> None:
    row = bound(read_claims([{"value": 1000, "resolution": 2}])).iloc[0]
    assert (row["low"], row["high"]) == (999, 1001)


@pytest.mark.parametrize("worth", [(30,), (50, 20), -1, float("nan")])
def test_a_convention_of_ones_own_that_is_no_amount_is_refused(worth: Any) -> None:
    with pytest.raises(EstimatesError, match="dozens"):
        parse_figures(["dozens of men"], convention={"dozens": worth})
