"""The two bands of every hedge, as the table of the plan gives them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
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
from estimates.policy import as_convention
from estimates.schema import COLUMNS, OPTIONAL

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
    assert (ccc["low"], ccc["best"], ccc["high"]) == (12, 24, 120)
    assert ccc["basis"] == "vague, ccc convention, ends by the word"


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


# --- every hedge drawn one figure at a time

HEDGES = ("exact", "plain", "about", "nearly", "more_than", "at_least", "less_than", "at_most", "up_to")
shares = st.floats(0, 0.9).map(lambda x: round(x, 3))


@st.composite
def policies(draw: st.DrawFn) -> HedgePolicy:
    about, nearly = (sorted([draw(shares), draw(shares)]) for _ in range(2))
    return HedgePolicy(
        rounding=draw(shares), about_likely=about[0], about_outer=about[1],
        about_places=draw(st.sampled_from([0, 0.5, 50])),
        nearly_likely=nearly[0], nearly_outer=nearly[1], more_than_likely=draw(shares), at_least_likely=draw(shares),
        less_than_likely=draw(shares),
    )  # fmt: skip


def drawn(row: dict[str, Any], p: HedgePolicy) -> tuple[list[float], str, str]:
    """The slow version: low, likely ends and high of one figure, which ends are closed, and why."""
    v, hedge, size, words = row["value"], row["hedge"], abs(row["value"]), row["hedge"].replace("_", " ")
    place, low_in, high_in = row["resolution"], True, True
    rounded = row.get("rounded", place > 1)
    if hedge == "exact":
        ends, basis = [v, v, v, v], "exact"
    elif hedge == "plain":
        half = place / 2 if rounded and not np.isnan(place) else INF if rounded else 0.0
        off = min(half, p.rounding * size)
        ends, high_in = [v - off, v, v, v + off], off == 0
        allowed = "half its last place" if half < p.rounding * size else f"±{100 * p.rounding:g} %"
        basis = ("plain " + ("± " if "half" in allowed else "") + allowed) if rounded else "plain, as printed"
    elif hedge == "about":
        most = INF if np.isnan(place) else p.about_places * place
        outer = min(p.about_outer * size, most)
        likely = outer * p.about_likely / p.about_outer if p.about_outer else 0.0
        ends = [v - outer, v - likely, v + likely, v + outer]
        short = most < p.about_outer * size
        basis = f"about ±{p.about_places:g} of its last place" if short else f"about ±{100 * p.about_outer:g} %"
    elif hedge == "nearly":
        ends = sorted([v * (1 - p.nearly_outer), v * (1 - p.nearly_likely), v, v])
        ends = ends if v >= 0 else [v, v, v * (1 - p.nearly_likely), v * (1 - p.nearly_outer)]
        basis = f"nearly −{100 * p.nearly_outer:g} %"
    else:
        above = hedge in ("more_than", "at_least")
        if row["credence"] == "unlikely":
            low_in, high_in = hedge not in ("at_most", "up_to"), hedge != "at_least"
            ends = [-INF, v - p.less_than_likely * size, v, v] if above else [v, v, v + p.at_least_likely * size, INF]
            basis = f"unlikely to be {'more' if above else 'fewer'}, no {'lower' if above else 'upper'} end"
        elif above:
            low_in = hedge == "at_least"
            reach = p.at_least_likely if low_in else p.more_than_likely
            ends, basis = [v, v, v + reach * size, INF], f"{words}, no upper end"
        else:
            high_in = hedge != "less_than"
            ends, basis = [-INF, v - p.less_than_likely * size, v, v], f"{words}, no lower end"
    if row["unit"] != "USD" and v >= 0 and ends[0] < 0 and (v > 0 or high_in):
        ends[:2] = [0.0, max(ends[1], 0.0)]
        if hedge in ("less_than", "at_most", "up_to") and row["credence"] != "unlikely":
            basis = f"{words}, floor 0"
    if v == 0:
        ends[1:3] = ends[0], ends[3]
    inside = (low_in and np.isfinite(ends[0])), (high_in and np.isfinite(ends[3]))
    return ends, {(1, 1): "both", (1, 0): "left", (0, 1): "right", (0, 0): "neither"}[inside], basis


figures = st.fixed_dictionaries(
    {
        "value": st.sampled_from([0.0, 1.0, 2.5, 7.0, 40.0, 460.0, 11_000.0, -3.0, -200.0]),
        "hedge": st.sampled_from(HEDGES),
        "resolution": st.sampled_from([np.nan, 0.1, 1.0, 2.0, 10.0, 1000.0]),
        "unit": st.sampled_from(["person", "USD", None]),
        "credence": st.sampled_from([None, None, "unlikely", "likely"]),
        "rounded": st.booleans(),
    }
)


@given(st.lists(figures, min_size=1, max_size=8), policies(), st.booleans())
@settings(max_examples=50)
def test_every_figure_is_drawn_as_it_would_be_alone(
    rows: list[dict[str, Any]], policy: HedgePolicy, whole: bool
) -> None:
    if whole:
        rows = [{name: cell for name, cell in row.items() if name != "rounded"} for row in rows]
    claims = read_claims([{"value": row["value"]} for row in rows]).assign(
        **{name: pd.Series([row[name] for row in rows]).astype({**COLUMNS, **OPTIONAL}[name])
           for name in rows[0]}
    )  # fmt: skip
    found = bound(claims, policy)
    for (_, band_), row in zip(found.iterrows(), rows, strict=True):
        ends, closed, basis = drawn(row, policy)
        got = band_[["low", "likely_low", "likely_high", "high"]].tolist()
        assert got == pytest.approx(ends, rel=1e-12, abs=1e-12), row
        assert (band_["closed"], band_["basis"]) == (closed, basis), row
        single = row["hedge"] in ("exact", "plain", "about", "nearly")
        np.testing.assert_equal(band_["best"], row["value"] if single else np.nan)


def test_a_number_whose_band_is_past_the_greatest_float_says_so() -> None:
    rows = [{"value": 1.7e308, "hedge": hedge, "unit": "USD"} for hedge in ("about", "plain", "nearly", "at_least")]
    found = bound(read_claims(rows).assign(resolution=np.nan))
    assert found["basis"].tolist() == [
        "about ±15 %, past the greatest number", "plain, as printed", "nearly −15 %", "at least, no upper end",
    ]  # fmt: skip
    assert found["closed"].tolist() == ["left", "both", "both", "left"]
    below = bound(read_claims([{"value": -1.7e308, "hedge": "about", "unit": "USD"}]).assign(resolution=np.nan))
    assert below[["low", "closed", "basis"]].to_numpy().tolist() == [
        [-INF, "right", "about ±15 %, past the greatest number"]
    ]


def test_ends_that_were_said_are_kept_with_what_was_said_of_them() -> None:
    rows = [
        {"claim_id": "a", "low": 5, "likely_low": 6, "best": 7, "likely_high": 8, "high": 9, "closed": "left"},
        {"claim_id": "b", "low": 5, "high": 9, "closed": "neither"}, {"claim_id": "c", "low": 5, "high": 9},
        {"claim_id": "d", "value": 7, "low": 5, "high": 9, "closed": "right"},
        {"claim_id": "e", "text": "dozens of men"}, {"claim_id": "f", "text": "between 5 and 9 men"},
        {"claim_id": "g", "text": "no figure"},
        {"claim_id": "h", "low": 5}, {"claim_id": "i", "high": 9}, {"claim_id": "j", "value": 3},
    ]  # fmt: skip
    found = bound(read_claims(rows)).set_index("claim_id")
    nan = np.nan
    np.testing.assert_equal(found[["low", "likely_low", "best", "likely_high", "high"]].to_numpy().tolist(), [
        [5, 6, 7, 8, 9], [5, 5, nan, 9, 9], [5, 5, nan, 9, 9], [5, 5, 7, 9, 9], [12, 12, nan, 120, 120],
        [5, 5, nan, 9, 9], [nan] * 5, [5, 5, nan, nan, nan], [nan, nan, nan, 9, 9], [3, 3, 3, 3, 3],
    ])  # fmt: skip
    words = found[["closed", "basis"]].astype(object).where(found[["closed", "basis"]].notna(), None)
    assert words.to_numpy().tolist() == [
        ["left", "stated"], ["neither", "stated"], ["both", "stated"], ["right", "stated"],
        ["left", "vague, plain convention"], ["both", "stated"], [None, None], [None, "stated"], [None, "stated"],
        ["both", "plain, as printed"],
    ]  # fmt: skip
    pd.testing.assert_frame_equal(bound(bound(read_claims(rows))).set_index("claim_id"), found)
    again = bound(found.reset_index().iloc[[9, 5, 4]].assign(basis=pd.array([None] * 3, dtype="str")))
    assert again["basis"].fillna("").tolist() == ["plain, as printed", "stated", "stated"]


def test_a_convention_is_a_name_one_itself_or_words_laid_over_the_plain_one() -> None:
    assert as_convention("acled") is as_convention(as_convention("acled"))
    own = as_convention({"dozens": (24, 99), "several": [4, 7], "couple": 2})
    assert own.name == "own"
    assert [own.times(word) for word in ("dozens", "several", "couple", "a few", "few", "handful")] == [
        (24, 99), (4, 7), (2, 2), (2, 10), (2, 10), (2, 10),
    ]  # fmt: skip
    assert [own.plural(word, 12) for word in ("dozens", "hundreds")] == [(24, 99), (12, 120)]
    few = as_convention({"few": 4})
    assert (few.times("few"), few.times("a few")) == ((4, 4), (4, 4))
    apart = as_convention({"few": 4, "a few": 5})
    assert (apart.times("few"), apart.times("a few")) == ((4, 4), (5, 5))
    assert as_convention({"a few": 5}).times("few") == (2, 10)
    assert as_convention({"plural": (0, 0)}).plural("tens", 10) == (0, 0)


@pytest.mark.parametrize(
    "worth", [("3", 5), (3, "5"), "3", (3, INF), (INF, INF), (-1, 5), (5, 4), (1, 2, 3), (np.nan, 5), (3, np.nan), None]
)
def test_what_a_word_is_worth_is_two_numbers_in_order(worth: Any) -> None:
    with pytest.raises(EstimatesError, match=r"convention\['dozens'\].*is no amount.\n.*or \(least, under\)"):
        as_convention({"dozens": worth})


@pytest.mark.parametrize("share", ["nearly_outer", "less_than_likely"])
def test_a_share_that_is_taken_away_is_at_most_the_whole(share: str) -> None:
    assert getattr(HedgePolicy(**{share: 1.0}), share) == 1.0
    with pytest.raises(EstimatesError, match=rf"{share}=1.01 reaches below zero.\n.*give at most 1"):
        HedgePolicy(**{share: 1.01})


@pytest.mark.parametrize("hedge", ["about", "nearly"])
def test_the_likely_band_may_fill_the_outer_one_and_no_more(hedge: str) -> None:
    HedgePolicy(**{f"{hedge}_likely": 0.15})
    with pytest.raises(EstimatesError, match=rf"{hedge}_likely=0.16 exceeds {hedge}_outer=0.15.\n.*inside the outer"):
        HedgePolicy(**{f"{hedge}_likely": 0.16})


def test_the_policy_is_that_of_the_plan() -> None:
    assert asdict(HedgePolicy()) == {
        "rounding": 0.025, "about_likely": 0.05, "about_outer": 0.15, "about_places": 50.0, "nearly_likely": 0.05,
        "nearly_outer": 0.15, "more_than_likely": 0.5, "at_least_likely": 0.25, "less_than_likely": 0.5,
    }  # fmt: skip
    for name in asdict(HedgePolicy()):
        assert (
            getattr(HedgePolicy(**{name: 0.0, **{f"{name[:-6]}_likely": 0.0 for _ in "x" if "outer" in name}}), name)
            == 0
        )
        with pytest.raises(EstimatesError, match=f"{name}="):
            HedgePolicy(**{name: -1e-9})


def test_how_many_claims_are_without_bounds_is_told() -> None:
    claims = read_claims(
        [{"claim_id": f"c{k}", "value": k} for k in range(3)] + [{"claim_id": "words", "text": "many"}]
    )
    with pytest.raises(SchemaError, match="3 of 4 claims have no bounds yet: c0, c1, c2") as caught:
        check_bounded(claims)
    assert list(caught.value.claims) == ["c0", "c1", "c2"]
    one = bound(claims)
    one.loc[0, "likely_low"] = np.nan
    with pytest.raises(SchemaError, match="1 of 4 claims have no bounds yet: c0"):
        check_bounded(one)


@pytest.mark.parametrize(("convention", "worth"), [("acled", 100), ("ccc", 200)])
def test_what_a_convention_says_that_a_word_is_worth_is_best_and_the_word_says_the_ends(
    convention: str, worth: float
) -> None:
    said = (("a", "hundreds"), ("b", "300 people"), ("c", "1,500 people"))
    rows = [{"quantity": "crowd", "source": source, "text": text} for source, text in said]
    read = read_claims(rows, convention=convention)
    before = read.copy(deep=True)
    claims = bound(read)
    assert claims.loc[0, ["low", "best", "high"]].tolist() == [100, worth, 1000]
    assert claims.loc[0, ["closed", "basis"]].tolist() == ["left", f"vague, {convention} convention, ends by the word"]
    pd.testing.assert_frame_equal(bound(claims), claims)
    pd.testing.assert_frame_equal(read, before)
    assert [len(ids) for ids in contradictions(claims.iloc[:2])["claims"]] == []
    assert contradictions(claims.iloc[[0, 2]])["kind"].tolist() == ["disjoint"]
    own = bound(read_claims(rows, convention={"hundreds": worth}))
    assert own.loc[0, ["low", "high", "basis"]].tolist() == [worth, worth, "vague, own convention"]


def test_the_ends_of_a_word_follow_its_unit() -> None:
    read = read_claims([{"source": "a", "quantity": "march", "text": "hundreds of miles"}], convention="acled")
    one, other = bound(convert(read, "km")), convert(bound(read), "km")
    assert other["high"].tolist() == pytest.approx([1609.344])
    assert one[["low", "best", "high"]].to_numpy() == pytest.approx(other[["low", "best", "high"]].to_numpy())
