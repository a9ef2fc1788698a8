"""Answers from many claims: each method by hand, published interval cases, and the laws."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates import bound, convert, read_claims
from estimates.answers.anchoring import widened
from estimates.answers.pooling import pool
from estimates.answers.reconciling import reconcile
from estimates.answers.supporting import support
from estimates.errors import EstimatesError, SchemaError
from estimates.intervals import bands
from estimates.strategies import tables

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "reconciliation_vectors.json"
PUBLISHED = json.loads((Path(__file__).parents[1] / "expected" / "intervals.json").read_text(encoding="utf-8"))
RANGES = ("intersection", "hull", "consensus")
law = settings(max_examples=30, deadline=None)  # each example reads a table
VALUES = ("median", "vote", "majority", "lowest", "low_best_high", "min_max")


def claims_of(*rows: dict[str, Any]) -> pd.DataFrame:
    """Bounded claims on one quantity by sources A, B, C, ... unless a row says otherwise."""
    named = [{"claim_id": f"c{i}", "quantity": "troops", "source": chr(65 + i), **row} for i, row in enumerate(rows)]
    return bound(read_claims(named))


def ranges(*ends: tuple[float | None, float | None]) -> pd.DataFrame:
    return claims_of(
        *({"low": -np.inf if a is None else a, "high": np.inf if b is None else b, "basis": "stated"} for a, b in ends)
    )


def texts(*words: str) -> pd.DataFrame:
    return claims_of(*({"text": text} for text in words))


def answers(claims: pd.DataFrame, method: Any, *columns: str, **options: Any) -> list[tuple[Any, ...]]:
    table = reconcile(claims, method, **options)[list(columns or ("low", "best", "high"))].astype(object)
    return [tuple(row) for row in table.where(table.notna(), None).itertuples(index=False)]


# --- published interval cases ------------------------------------------------------------------------------------


def check_intervals(case: dict[str, Any]) -> None:
    claims = ranges(*case["intervals"])
    one = case["intersection"]
    assert answers(claims, "intersection", "low", "high") == [tuple(one) if one else (None, None)]
    assert answers(claims, "hull", "low", "high") == [unbounded(case["hull"])]
    top = reconcile(claims, "consensus")
    regions = case["max_overlap"]["regions"]
    assert [tuple(r) for r in top[["low", "high"]].to_numpy()] == [unbounded((r["lo"], r["hi"])) for r in regions]
    assert set(top["n_support"]) == {case["max_overlap"]["count"]}
    for k, spans in case["covered_by_at_least"].items():
        expected = [unbounded(span) for span in spans] or [(None, None)]
        assert answers(claims, "consensus", "low", "high", at_least=int(k)) == expected


def unbounded(span: Any) -> tuple[float, float]:
    low, high = span
    return -np.inf if low is None else low, np.inf if high is None else high


@pytest.mark.parametrize("case", PUBLISHED["cases"], ids=lambda case: case["id"])
def test_published_intervals(case: dict[str, Any]) -> None:
    check_intervals(case)


def test_shared_intervals() -> None:
    if not SHARED.exists():
        pytest.skip("the shared vectors are not here")
    for case in json.loads(SHARED.read_text(encoding="utf-8"))["groups"]["interval_consensus"]["cases"]:
        check_intervals(case)


# --- each method by hand --------------------------------------------------------------------------------------------


def test_more_than_and_at_most_the_same_number_do_not_meet() -> None:
    claims = texts("more than 900", "at most 900")
    result = reconcile(claims)
    assert answers(claims, "intersection") == [(None, None, None)]
    assert result["verdict"].tolist() == ["split"]
    assert answers(texts("at least 900", "at most 900"), "intersection") == [(900, 900, 900)]
    open_end = reconcile(texts("more than 900", "at most 1,000"))
    assert open_end[["low", "high", "closed"]].to_numpy().tolist() == [[900, 1000, "right"]]


def test_consensus_gives_ties_as_rows_from_low_to_high() -> None:
    claims = texts("exactly 11,000", "exactly 10,000", "up to 20,000")
    result = reconcile(claims, "consensus")
    assert result[["region", "best", "n_support", "n_origins"]].to_numpy().tolist() == [
        [1, 10000, 2, 3],
        [2, 11000, 2, 3],
    ]
    assert result["verdict"].tolist() == ["majority", "majority"]
    assert result["agreement"].tolist() == [0, 0]


def test_best_is_stated_inside_a_range_or_missing() -> None:
    assert answers(texts("about 10,000", "exactly 10,000"), "intersection") == [(10000, 10000, 10000)]
    assert answers(texts("about 10,000", "between 9,000 and 12,000"), "intersection")[0][1] == 10000
    assert answers(texts("about 10,000", "about 10,200"), "intersection")[0][1] is None, "two stand inside"
    assert answers(texts("between 9,000 and 12,000"), "intersection")[0][1] is None, "never a midpoint"
    assert answers(texts("about 10,000", "about 10,200"), "hull")[0][1] is None


def test_median_and_its_ends() -> None:
    claims = texts("exactly 10", "exactly 12", "exactly 11")
    assert answers(claims, "median", "low", "best", "high", "basis") == [(11, 11, 11, None)]
    claims = texts("exactly 10", "exactly 12")
    assert answers(claims, "median", "best", "basis") == [(11, "mean of the middle two")]
    assert answers(texts("more than 900", "more than 800", "more than 1,000"), "median") == [(900, None, np.inf)]
    claims = texts("exactly 10", "exactly 12", "exactly 11", "between 1 and 2", "between 1 and 2")
    assert answers(claims, "median") == [(11, 11, 11)], "ends come from those who state a value"


def test_vote_majority_and_lowest() -> None:
    claims = texts("10,000", "10,000", "exactly 11,000")
    assert answers(claims, "vote") == [(9750, 10000, 10250)]
    assert answers(claims, "majority", "best", "basis") == [(10000, None)]
    tied = texts("exactly 10", "exactly 12", "more than 5")
    assert answers(tied, "vote", "region", "best") == [(1, 10), (2, 12)]
    assert answers(tied, "majority", "low", "best", "basis") == [(5, 5, "no majority, so the lowest")]
    assert answers(texts("exactly 10", "exactly 12", "between 8 and 9"), "lowest") == [(8, 8, 9)]
    assert answers(texts("more than 900", "exactly 1,000"), "lowest", "low", "best", "high", "closed") == [
        (900, 900, np.inf, "neither")
    ]
    assert answers(ranges((100, 100), (100.00000005, 100.00000005)), "lowest") == [(100, 100, 100)]
    assert answers(texts("between 1 and 2"), "vote", "best", "verdict") == [(None, "undetermined")]


def test_conventions_of_conflict_databases() -> None:
    claims = texts("exactly 40", "between 10 and 25", "more than 60")
    assert answers(claims, "min_max") == [(10, None, 60)]
    assert answers(claims, "low_best_high", "low", "best", "high", "basis") == [(10, 10, 60, "best is the lowest")]
    graded = claims.assign(reliability=["B", "C", "F"])
    assert answers(graded, "low_best_high", "low", "best", "high", "basis") == [
        (10, 40, 60, "best is the most reliable")
    ]
    assert answers(graded, "most_reliable") == [(40, 40, 40)]
    ties = claims.assign(reliability=["B", "B", "A"], credibility=["2", "2", "6"])
    assert answers(ties.iloc[:2], "most_reliable", "region", "low", "high") == [(1, 10, 25), (2, 40, 40)]
    assert answers(claims.assign(reliability="F"), "most_reliable", "low", "verdict") == [(None, "undetermined")]
    with pytest.raises(EstimatesError, match="reliability"):
        reconcile(claims, "most_reliable")


def test_latest_takes_the_last_date_and_every_figure_of_it() -> None:
    claims = claims_of(
        {"text": "exactly 10", "as_of": "2024-11-01"}, {"text": "exactly 12", "as_of": "2024-11-04"},
        {"text": "exactly 13", "as_of": "2024-11-04"}, {"text": "exactly 99"},
    )  # fmt: skip
    assert answers(claims, "latest") == [(12, 12, 12), (13, 13, 13)]
    assert answers(texts("10", "12"), "latest", "best", "verdict") == [(None, "undetermined")]
    assert answers(claims, "median", "best", within="2D") == answers(claims, "median", "best", within=2) == [(13,)]
    assert answers(claims, "hull", "as_of", by=["quantity", "as_of"])[1:] == [(pd.Timestamp("2024-11-04"),), (None,)]
    only_reported = claims_of({"text": "5", "reported": "2024-01-01"}, {"text": "6", "reported": "2024-01-02"})
    assert answers(only_reported, "latest", "best") == [(6,)]


def test_an_origin_counts_once_with_its_latest_figure_or_the_union_of_its_ranges() -> None:
    claims = claims_of(
        {"source": "A", "text": "exactly 10", "as_of": "2024-11-01"},
        {"source": "A", "text": "exactly 14", "as_of": "2024-11-05"},
        {"source": "A", "text": "exactly 16", "as_of": "2024-11-05"},
        {"source": "B", "text": "exactly 10"},
        {"source": "C", "text": "exactly 12"},
    )
    assert answers(claims, "median", "best", "n_claims", "n_origins") == [(12, 5, 3)], "A says 15, the median of two"
    assert answers(claims, "consensus", "best", "n_support") == [(10, 2)], "A's 10 counts for ranges"
    echoed = claims_of({"text": "exactly 10", "origin": "wire"}, {"text": "exactly 10", "origin": "wire"},
                       {"text": "exactly 11"}, {"text": "exactly 11"})  # fmt: skip
    assert answers(echoed, "vote", "best", "n_support", "n_claims", "n_origins") == [(11, 2, 3, 3)]


def test_weights_choose_the_range_and_heads_are_still_counted() -> None:
    claims = texts("exactly 10", "exactly 10", "exactly 12").assign(weight=[1.0, 1.0, 5.0], reliability=["E", "E", "A"])
    assert answers(claims, "consensus", "best", "n_support") == [(10, 2)]
    assert answers(claims, "consensus", "best", "n_support", weights="weight") == [(12, 1)]
    assert answers(claims, "consensus", "best", weights="reliability") == [(12,)]
    with pytest.raises(EstimatesError, match="weight=-1"):
        reconcile(claims.assign(weight=-1.0), "consensus", weights="weight")


def test_agreement_is_1_where_likely_bands_meet_and_0_where_outer_ones_do_not() -> None:
    assert answers(texts("about 10,000", "about 10,900"), "hull", "agreement") == [(1,)]
    assert answers(texts("exactly 10", "exactly 11"), "hull", "agreement") == [(0,)]
    claims = bound(read_claims([
        {"source": "A", "quantity": "q", "low": 0, "high": 10}, {"source": "B", "quantity": "q", "low": 8, "high": 20},
    ])).assign(likely_low=[4.0, 12.0], likely_high=[6.0, 16.0])  # fmt: skip
    # A falls from 1 at 6 to 0 at 10, B rises from 0 at 8 to 1 at 12: they cross at 9, a quarter of the way up.
    assert answers(claims, "hull", "agreement")[0][0] == pytest.approx(0.25, abs=1e-12)
    # "more than 900" is likely to 1,350 (width 450): 1,800 lies one width beyond, where possibility is a half.
    assert answers(texts("more than 900", "exactly 1,800"), "hull", "agreement")[0][0] == pytest.approx(0.5)
    assert answers(texts("more than 900", "exactly 900"), "hull", "agreement") == [(0,)]


def test_a_callable_may_give_a_number_ends_a_mapping_or_nothing() -> None:
    claims = texts("exactly 10", "exactly 12")
    assert answers(claims, lambda group: group["best"].mean()) == [(11, 11, 11)]
    assert answers(claims, lambda group: (1, 20)) == [(1, None, 20)]
    assert answers(claims, lambda group: {"low": 10, "high": 12, "closed": "left"}, "low", "high", "closed") == [
        (10, 12, "left")
    ]
    assert answers(claims, lambda group: pd.Series({"best": 10.0}), "best", "verdict") == [(10, "split")]
    assert answers(claims, lambda group: None, "best", "verdict") == [(None, "undetermined")]
    assert reconcile(claims, len)["method"].tolist() == ["len"]
    with pytest.raises(EstimatesError, match=r"\['centre'\]"):
        reconcile(claims, lambda group: {"centre": 3})
    with pytest.raises(EstimatesError, match="'many'"):
        reconcile(claims, lambda group: "many")


def test_a_group_mixing_units_is_answered_in_the_first_of_them() -> None:
    claims = claims_of(
        {"value": 100, "unit": "mile", "hedge": "exact"}, {"value": 160.9344, "unit": "km", "hedge": "exact"}
    )
    result = reconcile(claims)
    assert result[["best", "unit", "verdict"]].to_numpy().tolist() == [[pytest.approx(160.9344), "km", "agreed"]]
    assert support(claims, result)["support"].tolist() == ["supports", "supports"]
    miles = convert(claims, "mile")
    assert support(miles, result)["support"].tolist() == ["supports", "supports"]
    mixed = claims_of({"value": 1, "unit": "mile"}, {"value": 2, "unit": "person"})
    apart = reconcile(mixed)
    assert apart[["best", "unit"]].to_numpy().tolist() == [[1.0, "mile"], [2.0, "person"]]
    assert support(mixed, apart)["support"].tolist() == ["supports", "supports"]


def test_denials_changes_and_unknown_figures_stay_out() -> None:
    claims = claims_of(
        {"text": "exactly 10"}, {"text": "exactly 12", "negated": True}, {"text": "exactly 14"}, {"text": "exactly 10"},
    )  # fmt: skip
    claims["trend"] = pd.Series([None, None, "up", None]).astype("category")
    result = reconcile(claims)
    assert result[["best", "n_claims", "verdict"]].to_numpy().tolist() == [[10, 2, "agreed"]]
    assert support(claims, result)["support"].tolist() == ["supports", "undetermined", "undetermined", "supports"]
    assert support(claims, reconcile(claims.assign(negated=[False, True, False, False]), lambda g: 12))[
        "support"
    ].tolist() == ["contradicts", "contradicts", "undetermined", "contradicts"]
    nobody = reconcile(claims.assign(negated=True))
    assert nobody[["n_claims", "n_origins", "verdict"]].to_numpy().tolist() == [[0, 0, "undetermined"]]
    unknown = claims.assign(value=np.nan, low=np.nan, high=np.nan, likely_low=np.nan, likely_high=np.nan, best=np.nan)
    assert support(unknown, result)["support"].unique().tolist() == ["undetermined"]


def test_groups_are_told_apart_and_a_missing_key_is_one_of_its_own() -> None:
    claims = claims_of(
        {"text": "5", "status": "expected"}, {"text": "7"}, {"text": "8", "place": "Kursk"}, {"text": "8"}
    )
    assert reconcile(claims, by=["quantity", "status"])["status"].tolist() == ["actual", "expected"]
    by_place = reconcile(claims, "hull", by="place")
    assert by_place["place"].isna().tolist() == [False, True]
    assert by_place["n_claims"].tolist() == [1, 3]
    assert len(reconcile(claims, by=[])) == 1
    assert support(claims, reconcile(claims, "hull", by=[]))["support"].tolist() == ["supports"] * 4
    assert support(claims, by_place)["support"].tolist() == ["supports"] * 4


def test_many_groups_of_many_sources_take_no_more_room_than_claims() -> None:
    n = 50_000  # groups times sources would not fit into any memory
    names = [f"n{i}" for i in range(n)]
    claims = bound(read_claims(pd.DataFrame({"quantity": names, "source": names, "low": 1.0, "high": 2.0})))
    for method in ("median", "consensus", "min_max"):
        assert reconcile(claims, method)["high"].tolist() == [2.0] * n


def test_support_of_each_kind() -> None:
    claims = texts("exactly 10", "between 9 and 11", "between 10 and 30", "exactly 40")
    top = reconcile(claims, "consensus")
    assert support(claims, top)["support"].tolist() == ["supports", "supports", "supports", "contradicts"]
    wide = reconcile(claims, lambda group: (8, 20))
    assert support(claims, wide)["support"].tolist() == ["supports", "supports", "undetermined", "contradicts"]
    tied = reconcile(texts("exactly 1", "exactly 2"), "consensus")
    assert support(texts("exactly 1", "exactly 2", "exactly 3", "up to 5"), tied)[["support", "region"]].astype(
        object
    ).to_numpy().tolist() == [["supports", 1], ["supports", 2], ["contradicts", pd.NA], ["supports", 1]]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "hul"}, "did you mean 'hull'"),
        ({"method": "hull", "at_least": 2}, "says nothing to method='hull'"),
        ({"method": "consensus", "at_least": 0}, "at_least=0"),
        ({"method": "consensus", "weights": "wieght"}, "no column"),
        ({"by": "quantty"}, "by names 'quantty'"),
    ],
)
def test_options_that_make_no_sense_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(EstimatesError, match=message):
        reconcile(texts("5"), **options)


def test_unbounded_tables_are_sent_to_bound() -> None:
    claims = read_claims([{"claim_id": "c1", "quantity": "q", "source": "A", "value": 5}])
    with pytest.raises(SchemaError, match="call bound"):
        reconcile(claims)
    with pytest.raises(SchemaError, match="call bound"):
        support(claims, reconcile(bound(claims)))
    with pytest.raises(SchemaError, match="region"):
        support(bound(claims), bound(claims))


# --- pooling of claims ---------------------------------------------------------------------------------------------


def measured(*figures: tuple[float, float], **columns: Any) -> pd.DataFrame:
    rows = [{"quantity": "q", "source": chr(65 + i), "value": y, "se": se} for i, (y, se) in enumerate(figures)]
    return read_claims(rows).assign(**columns)


def test_random_effects_are_those_of_pool() -> None:
    claims = measured((10, 1), (12, 2), (17, 1.5))
    for options in ({}, {"estimator": "DL"}, {"estimator": "PM", "ci": "hartung_knapp", "level": 0.9}):
        row = reconcile(claims, "random_effects", **options).iloc[0]
        pooling = {"method": options.get("estimator", "REML"), **{k: v for k, v in options.items() if k != "estimator"}}
        expected = pool([10, 12, 17], [1, 2, 1.5], **pooling).iloc[0]
        names = ["best", "low", "high", "se", "pi_low", "pi_high", "tau2", "Q", "I2", "p", "birge"]
        assert row[names].tolist() == expected[names].tolist()
    assert row[["n_claims", "n_origins", "method", "basis"]].tolist() == [3, 3, "random_effects", "PM"]


def test_an_origin_is_pooled_once() -> None:
    claims = measured((10, 1), (12, 2), (10, 1), (14, 2), origin=["wire", "army", "wire", "army"])
    assert reconcile(claims, "random_effects", estimator="EE")["best"].tolist() == [pytest.approx((10 + 13 / 4) / 1.25)]
    dated = claims.assign(as_of=pd.to_datetime(["2024-01-01", "2024-01-01", "2024-01-01", "2024-02-01"]))
    assert reconcile(dated, "random_effects", estimator="EE")["best"].tolist() == [pytest.approx((10 + 14 / 4) / 1.25)]


def test_a_standard_error_is_never_made_of_a_range_in_silence() -> None:
    claims = measured((10, 1), (12, 2), (14, np.nan))
    assert reconcile(claims, "random_effects")["basis"].tolist() == ["REML, 1 claim without a value or its se left out"]
    with pytest.raises(EstimatesError, match="none of 3 claims has a standard error"):
        reconcile(claims.assign(se=np.nan), "random_effects")
    spans = ranges((0, 20), (10, 30))
    row = reconcile(spans, "random_effects", estimator="EE", se_from="range", coverage=0.9).iloc[0]
    assert row["best"] == pytest.approx(15)
    assert row["se"] == pytest.approx(10 / 1.6448536269514722 / np.sqrt(2))
    assert row["basis"] == "EE, se from ranges taken to cover 90 %, their centre where no best is stated"
    bare = spans.assign(best=np.nan, value=np.nan)
    assert reconcile(bare, "random_effects", estimator="EE", se_from="range")["best"].tolist() == [pytest.approx(15)]
    one_sided = bound(read_claims([{"quantity": "q", "source": "A", "text": "more than 5"}]))
    with pytest.raises(EstimatesError, match="standard error"):
        reconcile(one_sided, "random_effects", se_from="range")


def test_the_log_scale_pools_ratios() -> None:
    row = reconcile(measured((100, 10), (10_000, 1_000)), "random_effects", estimator="EE", scale="log").iloc[0]
    assert row["best"] == pytest.approx(1000)
    assert row["high"] / row["best"] == pytest.approx(row["best"] / row["low"])
    assert row["se"] == pytest.approx(1000 * 0.1 / np.sqrt(2))
    with pytest.raises(EstimatesError, match=r"value cannot be pooled in 1 of 2 claims: .* \(0; B\)"):
        reconcile(measured((100, 10), (0, 1)), "random_effects", scale="log")


def test_pooling_options_are_checked() -> None:
    claims = measured((10, 1), (12, 2))
    for options, message in (
        ({"scale": "ln"}, "scale='ln'"), ({"se_from": "rnage"}, "range"), ({"coverage": 95}, "no share"),
        ({"estimator": "DLL"}, "'DL'"), ({"at_least": 2}, "says nothing"),
    ):  # fmt: skip
        with pytest.raises(EstimatesError, match=message):
            reconcile(claims, "random_effects", **options)
    with pytest.raises(EstimatesError, match="method='random_effects'"):
        reconcile(bound(claims), "median", estimator="DL")
    with pytest.raises(EstimatesError, match=r"se cannot be pooled in 1 of 2 claims: .* \(0; B\)"):
        reconcile(measured((10, 1), (12, 0)), "random_effects")


def test_a_group_that_cannot_be_pooled_is_named() -> None:
    rows = [{"claim_id": i, "quantity": "stars", "source": i, "value": v, "se": 1e299} for i, v in
            (("a", 1e300), ("b", 9e300))]  # fmt: skip
    rows += [{"claim_id": "c", "quantity": "moons", "source": "a", "value": 3.0, "se": 1.0}]
    with pytest.raises(EstimatesError, match=r"1 of 2 groups .* quantity='stars', status='actual'") as caught:
        reconcile(bound(read_claims(rows)), "random_effects")
    assert caught.value.claims == ("a", "b")


@pytest.mark.parametrize("method", ["median", "vote", "majority", "lowest", "min_max", "low_best_high"])
def test_a_figure_reported_again_on_another_day_is_not_lost(method: Any) -> None:
    rows = [{"claim_id": d, "quantity": "q", "source": "s", "value": 3, "hedge": "exact", "reported": f"2024-05-0{d}"}
            for d in "12"]  # fmt: skip
    claims = bound(read_claims(rows))
    answer = reconcile(claims, method)
    assert answer.loc[0, ["low", "high", "verdict"]].tolist() == [3.0, 3.0, "single"]
    pd.testing.assert_frame_equal(answer, reconcile(claims[::-1], method))


def test_all_claims_may_be_one_group_and_units_may_tell_groups_apart() -> None:
    rows = [{"claim_id": s, "quantity": "d", "source": s, "text": t} for s, t in (("a", "10 miles"), ("b", "16 km"))]
    claims = bound(read_claims(rows))
    whole = reconcile(claims, by=[])
    assert whole.loc[0, ["best", "unit"]].tolist() == [16.0, "kilometer"]
    assert support(claims, whole)["support"].tolist() == ["supports", "supports"]
    apart = reconcile(claims, by=["quantity", "unit"])
    assert apart["unit"].tolist() == ["kilometer", "mile"]
    assert apart["best"].tolist() == [16.0, 10.0]
    assert support(claims, apart)["support"].tolist() == ["supports", "supports"]
    assert reconcile(claims, by=["quantity", "quantity"]).equals(reconcile(claims, by="quantity"))
    heavy = bound(read_claims([*rows, {"claim_id": "c", "quantity": "w", "source": "c", "text": "3 tons"}]))
    assert reconcile(heavy, by=[])["unit"].tolist() == ["kilometer", "ton"]
    with pytest.raises(EstimatesError, match="by='best' is a column of the answer"):
        reconcile(claims, by=["quantity", "best"])


def test_keys_of_many_columns_and_every_dtype() -> None:
    rows = [{"claim_id": c, "quantity": "q", "source": c, "text": "12"} for c in "abc"]
    claims = bound(read_claims(rows))
    many = claims.assign(**{f"k{i}": np.arange(3) * 10**6 for i in range(40)})
    assert len(reconcile(many, by=[f"k{i}" for i in range(40)])) == 3
    for keys in (
        pd.Series(["q", None, None], dtype=object), pd.array(["q", None, None], dtype="string"),
        pd.Categorical(["q", None, None], categories=["z", "q"]), pd.array([1, None, None], dtype="Int64"),
        pd.array([True, None, None], dtype="boolean"), pd.to_datetime(["2020-01-01", None, None]),
        [1.5, np.nan, np.nan],
    ):  # fmt: skip
        answer = reconcile(claims.assign(kind=keys), "consensus", by="kind")
        assert answer["n_claims"].tolist() == [1, 2]
        assert answer["kind"].isna().tolist() == [False, True]


def test_categories_keep_their_own_order_and_words_are_sorted() -> None:
    claims = bound(read_claims([{"quantity": q, "source": "s", "text": "12"} for q in ("b", "a", "c")]))
    assert reconcile(claims)["quantity"].tolist() == ["a", "b", "c"]
    order = pd.Categorical(["b", "a", "c"], categories=["c", "unused", "b", "a"], ordered=True)
    assert reconcile(claims.assign(quantity=order))["quantity"].tolist() == ["c", "b", "a"]


def test_what_is_no_grade_no_weight_and_no_answer_is_named() -> None:
    rows = [{"claim_id": s, "quantity": "q", "source": s, "text": t} for s, t in (("a", "10"), ("b", "12"))]
    claims = bound(read_claims(rows))
    for options in ({"method": "most_reliable"}, {"method": "consensus", "weights": "reliability"}):
        with pytest.raises(EstimatesError, match=r"reliability is no grade in 1 of 2 claims: a \(Z; a\)"):
            reconcile(claims.assign(reliability=["Z", None]), **options)
    for grades in (["2", "1"], [2, 1], [2.0, 1.0], pd.array([2, 1], dtype="Int64")):
        assert reconcile(claims.assign(credibility=grades), "most_reliable")["best"].tolist() == [12.0]
    with pytest.raises(EstimatesError, match="w=x of claim a"):
        reconcile(claims.assign(w=["x", "1"]), "consensus", weights="w")
    with pytest.raises(EstimatesError, match="low=5 above high=3"):
        reconcile(claims, lambda group: (5, 3))
    with pytest.raises(EstimatesError, match="closed='open'"):
        reconcile(claims, lambda group: {"low": 1, "high": 2, "closed": "open"})
    with pytest.raises(EstimatesError, match="without se_from"):
        reconcile(claims, "random_effects", coverage=0.9)
    with pytest.raises(EstimatesError, match="at_least=True"):
        reconcile(claims, "consensus", at_least=True)


@pytest.mark.parametrize("within", [-1, "two weeks", None, pd.NaT, float("nan"), pd.Timedelta(-1, "D")])
def test_what_is_no_window_of_time_is_refused(within: Any) -> None:
    claims = bound(read_claims([{"quantity": "q", "source": "s", "text": "12", "as_of": "2024-05-01"}]))
    if within is None:
        assert len(reconcile(claims, within=within)) == 1
        return
    with pytest.raises(EstimatesError, match="no window of time"):
        reconcile(claims, within=within)


def test_days_may_be_any_number() -> None:
    rows = [{"quantity": "q", "source": d, "text": "12", "as_of": f"2024-05-0{d}"} for d in "123"]
    claims = bound(read_claims(rows))
    for days in (1, np.int64(1), 1.0, "1D", pd.Timedelta(1, "D"), np.timedelta64(1, "D")):
        assert reconcile(claims, within=days)["n_claims"].tolist() == [2]


def test_ends_the_wrong_way_round_are_refused() -> None:
    claims = pd.DataFrame({"quantity": ["a"], "status": ["actual"], "source": ["s"], "low": [5], "high": [3]})
    with pytest.raises(SchemaError, match=r"low exceeds high in 1 of 1 claims: .*low=5, high=3; s"):
        reconcile(claims)


@law
@given(
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**4)), min_size=1, max_size=6),
    st.sampled_from(["EE", "DL", "REML"]),
    st.randoms(use_true_random=False),
)
def test_pooled_answers_lie_in_the_hull_and_row_order_changes_no_digit(
    figures: Any, estimator: Any, random: Any
) -> None:
    claims = measured(*figures)
    row = reconcile(claims, "random_effects", estimator=estimator)
    assert claims["value"].min() * (1 - 1e-12) <= row["best"].iloc[0] <= claims["value"].max() * (1 + 1e-12)
    order = list(range(len(claims)))
    random.shuffle(order)
    mixed = reconcile(claims.iloc[order].reset_index(drop=True), "random_effects", estimator=estimator)
    pd.testing.assert_frame_equal(row, mixed, rtol=0, atol=0)


# --- laws ------------------------------------------------------------------------------------------------------------


def inside(inner: pd.Series, outer: pd.Series) -> bool:
    slack = 1e-9 * max(abs(x) for x in (inner["low"], inner["high"], 1.0) if np.isfinite(x))
    return bool(outer["low"] <= inner["low"] + slack and inner["high"] <= outer["high"] + slack)


@law
@given(tables(min_size=1))
def test_the_intersection_lies_in_every_claim_and_every_claim_in_the_hull(claims: pd.DataFrame) -> None:
    intersection, hull = reconcile(claims).iloc[0], reconcile(claims, "hull").iloc[0]
    assert all(inside(claim, hull) for _, claim in claims.iterrows())
    if not np.isnan(intersection["low"]):
        assert all(inside(intersection, claim) for _, claim in claims.iterrows())
        likely = (claims["likely_low"] <= intersection["high"]) & (claims["likely_high"] >= intersection["low"])
        touching = intersection["low"] == intersection["high"] and (claims["low"] < claims["high"]).all()
        agreed = "agreed" if likely.any() and not touching else "split"
        assert intersection["verdict"] == ("single" if intersection["n_origins"] == 1 else agreed)
        assert set(support(claims, reconcile(claims))["support"]) == {"supports"}


@law
@given(
    tables(quantities=("troops", "tanks"), negated=True),
    st.sampled_from(RANGES + VALUES),
    st.randoms(use_true_random=False),
)
def test_row_order_changes_no_digit(claims: pd.DataFrame, method: Any, random: Any) -> None:
    order = list(range(len(claims)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(
        reconcile(claims, method), reconcile(claims.iloc[order].reset_index(drop=True), method), rtol=0, atol=0
    )


@law
@given(tables(min_size=1, quantities=("troops", "tanks")), st.sampled_from(RANGES + VALUES), st.data())
def test_repeating_a_claim_within_its_origin_changes_nothing(claims: pd.DataFrame, method: Any, data: Any) -> None:
    again = claims.iloc[[data.draw(st.integers(0, len(claims) - 1))]].assign(
        claim_id="again", publisher="another paper"
    )
    more = pd.concat([claims, again], ignore_index=True)
    pd.testing.assert_frame_equal(reconcile(claims, method), reconcile(more, method))


@law
@given(tables(min_size=1), st.sampled_from(RANGES + VALUES))
def test_renaming_sources_changes_nothing(claims: pd.DataFrame, method: Any) -> None:
    names = {"army": "z", "ministry": "b", "agency": "y", "witness": "a"}
    renamed = claims.assign(source=claims["source"].map(names), origin=claims["origin"].map(names))
    pd.testing.assert_frame_equal(reconcile(claims, method), reconcile(renamed, method))


@law
@given(tables(min_size=1), st.data())
def test_an_agreeing_claim_never_widens_the_consensus(claims: pd.DataFrame, data: Any) -> None:
    before = reconcile(claims, "consensus")
    region = before.iloc[data.draw(st.integers(0, len(before) - 1))]
    new = bound(read_claims([{"claim_id": "new", "quantity": "troops", "source": "newcomer", "unit": "person",
                              "low": region["low"], "high": region["high"]}]))  # fmt: skip
    after = reconcile(pd.concat([claims, new], ignore_index=True), "consensus")
    assert after["n_support"].max() == before["n_support"].max() + 1
    assert all(any(inside(a, b) for _, b in before.iterrows()) for _, a in after.iterrows())


@law
@given(tables(min_size=1), st.sampled_from(RANGES + VALUES))
def test_answers_scale_with_the_unit(claims: pd.DataFrame, method: Any) -> None:
    ends = ["value", "low", "likely_low", "best", "likely_high", "high"]
    scaled = claims.assign(**{name: claims[name] * 4 for name in ends})
    one, four = reconcile(claims, method), reconcile(scaled, method)
    numbers = ["low", "best", "high"]
    pd.testing.assert_frame_equal(one[numbers] * 4, four[numbers])
    pd.testing.assert_frame_equal(one.drop(columns=numbers), four.drop(columns=numbers))


@law
@given(tables(min_size=1, quantities=("troops", "tanks")), st.sampled_from(RANGES + VALUES))
def test_ends_and_best_are_in_order_and_counts_add_up(claims: pd.DataFrame, method: Any) -> None:
    result = reconcile(claims, method)
    known = result.dropna(subset=["low", "high"])
    assert (known["low"] <= known["high"]).all()
    with_best = known.dropna(subset=["best"])
    assert ((with_best["low"] <= with_best["best"]) & (with_best["best"] <= with_best["high"])).all()
    assert (result["n_support"] <= result["n_origins"]).all()
    assert (result["n_origins"] <= result["n_claims"]).all()
    assert result["agreement"].between(0, 1).all()
    meeting = reconcile(claims)["low"].notna().to_numpy()
    assert ((result.groupby("quantity")["agreement"].first() > 0).to_numpy() <= meeting).all()


@law
@given(tables(max_size=0), st.sampled_from(RANGES + VALUES + ("latest",)))
def test_nothing_in_gives_nothing_out(claims: pd.DataFrame, method: Any) -> None:
    result = reconcile(claims, method)
    assert len(result) == 0
    assert list(result.columns) == list(reconcile(texts("5"), method).columns)
    assert len(support(claims, result)) == 0


def test_shared_battle_forces_are_answered_by_every_method() -> None:
    path = SHARED.with_name("battle_forces_by_source.csv")
    if not path.exists():
        pytest.skip("the shared forces are not here")
    forces = pd.read_csv(path)
    forces = forces.assign(quantity=forces["battle"] + ", " + forces["side"], unit="person")
    forces = forces[forces.groupby("quantity")["source"].transform("nunique") > 1]
    claims = bound(read_claims(forces[["quantity", "source", "low", "high", "unit"]].assign(basis="stated")))
    hull = reconcile(claims, "hull").set_index("quantity")
    apart = forces.groupby("quantity")["low"].max() > forces.groupby("quantity")["high"].min()
    found = reconcile(claims).set_index("quantity")
    assert (found["low"].isna() == apart).all()
    for method in (*VALUES, "consensus"):
        answer = reconcile(claims, method).dropna(subset=["low"]).set_index("quantity")
        assert set(answer.index) == set(hull.index)
        assert (answer["low"] >= hull["low"].loc[answer.index]).all()
        assert (answer["high"] <= hull["high"].loc[answer.index]).all()


def test_ranges_that_only_touch_are_no_agreement_and_a_number_at_their_end_is_one() -> None:
    rows = [
        {"quantity": "t", "source": "A", "low": 100, "high": 200},
        {"quantity": "t", "source": "B", "low": 200, "high": 300},
    ]
    touching = reconcile(bound(read_claims(rows)))
    assert touching[["low", "high", "verdict"]].to_numpy().tolist() == [[200.0, 200.0, "split"]]
    number = {"quantity": "t", "source": "C", "low": 200, "high": 200}
    assert reconcile(bound(read_claims([rows[0], number])))["verdict"].tolist() == ["agreed"]
    assert reconcile(bound(read_claims([rows[0], {**rows[1], "low": 190}])))["verdict"].tolist() == ["agreed"]


def test_an_end_that_is_the_best_stays_where_the_other_is_widened() -> None:
    result = pd.DataFrame({"method": "median", "low": [10.0, 0, 10], "best": 10.0, "high": [20.0, 10, 10]})
    result["basis"] = "stated"
    calibration = pd.DataFrame(
        {"kind": ["all"], "method": ["median"], "inflation": [2.0], "n": [40], "level": [0.9], "basis": ["x"]}
    )
    assert widened(result, calibration, None)[["low", "high"]].to_numpy().tolist() == [[10, 30], [-10, 10], [10, 10]]


def test_a_bound_goes_before_a_range_of_the_same_origin() -> None:
    claims = claims_of({"source": "A", "text": "more than 900"}, {"source": "A", "low": 100, "high": 200})
    assert reconcile(claims, "median").loc[0, "low"] == 900


@pytest.mark.parametrize(("closed", "support"), [("right", 1), ("neither", 1), ("both", 2), ("left", 2)])
def test_an_open_end_has_no_support_from_those_who_hold_that_end_alone(closed: str, support: int) -> None:
    claims = claims_of({"text": "more than 900"}, *({"low": low, "high": 900, "basis": "stated"} for low in (800, 700)))
    told = reconcile(claims, lambda _: {"low": 900, "high": 1000, "closed": closed})
    assert told["n_support"].tolist() == [support]


def test_bands_are_ranked_and_swept_only_where_that_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, list[int]] = {"encode": [], "coverage": []}
    for name, done in asked.items():
        plain = getattr(bands, name)
        monkeypatch.setattr(
            bands, name, lambda *a, plain=plain, done=done, **k: (done.append(len(a[0])), plain(*a, **k))[1]
        )
    claims = texts("about 100", "105", "more than 90")
    assert answers(claims, "consensus", "n_support", "verdict") == [(3, "agreed")]
    assert asked == {"encode": [0], "coverage": [0]}  # all bands plainly meet
    assert answers(claims, "median", "best", "n_support") == [(102.5, 2)]
    assert asked["coverage"] == [0]  # each band says itself whether it holds the answer
    assert answers(texts("100", "200"), "consensus", "best") == [(100.0,), (200.0,)]
    assert asked == {"encode": [0, 3, 2], "coverage": [0, 2]}


def test_answers_without_relations_load_no_solver() -> None:
    code = (
        "import sys; from estimates import bound, read_claims, reconcile;"
        "reconcile(bound(read_claims([{'source': 'a', 'text': '5 tanks'}])));"
        "sys.exit('scipy.optimize' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
