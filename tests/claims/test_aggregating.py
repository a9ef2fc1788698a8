"""Events add up to what others publish, and nothing goes missing on the way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from estimates import (
    EstimatesError,
    SchemaError,
    UnitError,
    aggregate,
    bound,
    check_claims,
    contradictions,
    read_claims,
    reconcile,
)

EVENT = st.fixed_dictionaries({
    "quantity": st.sampled_from(["deaths", "injured"]), "source": st.sampled_from(["UCDP", "ACLED"]),
    "country": st.sampled_from(["X", "Y", None]), "who": st.sampled_from(["civilians", None]),
    "as_of": st.sampled_from(["2015-05-02", "2015-05-31", "2015-06-01", "2016", None]),
    "best": st.one_of(st.none(), st.integers(0, 50)),
})  # fmt: skip


def event(**cells: Any) -> dict[str, Any]:
    return {"quantity": "deaths", "source": "UCDP", "unit": "person", "country": "X", "as_of": "2015-05-02"} | cells


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENT, max_size=12), st.sampled_from([None, "month", "year", "week"]), st.randoms())
def test_every_claim_is_in_one_sum_in_whatever_order(rows: list[dict[str, Any]], freq: Any, random: Any) -> None:
    named = [row | {"claim_id": f"c{k}"} for k, row in enumerate(rows)]
    claims = read_claims(pd.DataFrame(named, columns=[*EVENT_COLUMNS, "claim_id"]))
    sums = check_claims(aggregate(claims, "country", freq))
    ids = (
        [i for name in ("derived_from", "unknown") for cell in sums[name].dropna() for i in cell.split(", ")]
        if rows
        else []
    )
    assert sorted(ids) == sorted(row["claim_id"] for row in named)
    assert sums["n"].sum() + sums["n_unknown"].sum() == len(rows)
    assert sums["best"].sum() == claims["value"].sum()
    random.shuffle(named)
    turned = aggregate(read_claims(pd.DataFrame(named, columns=[*EVENT_COLUMNS, "claim_id"])), "country", freq)
    assert_frame_equal(turned, sums)


EVENT_COLUMNS = ("quantity", "source", "country", "who", "as_of", "best")


def test_ends_are_added_and_best_only_where_all_have_one() -> None:
    claims = read_claims([
        event(claim_id="a", low=1, best=2, high=4), event(claim_id="b", low=3, high=9), event(claim_id="c", value=10),
        event(claim_id="d", text="at least 5", country="Y"), event(claim_id="e", value=7, country="Y"),
    ])  # fmt: skip
    sums = aggregate(claims, "country")
    assert sums[["low", "high"]].to_numpy().tolist() == [[14, 23], [12, np.inf]]
    assert sums["best"].isna().tolist() == [True, True]
    assert bound(sums)[["low", "high"]].equals(sums[["low", "high"]])
    assert sums["derived_from"].tolist() == ["a, b, c", "d, e"]
    assert sums["basis"].tolist() == ["sum of 3", "sum of 2"]


def test_what_is_doubted_unknown_or_over_the_edge_is_named() -> None:
    rows = [
        event(claim_id="a", low=1, best=2, high=1), event(claim_id="b"), event(claim_id="c", value=3, as_of=None),
        event(claim_id="d", value=4, since="2015-04-30"), event(claim_id="e", value=5, as_of="2015"),
    ]  # fmt: skip
    with pytest.warns(UserWarning, match="doubted"):
        claims = read_claims(rows, on_error="keep")
    sums = aggregate(claims, freq="M").set_index("as_of")
    assert sums.loc["2015-05-01", ["best", "n", "n_unknown", "unknown"]].tolist() == [6, 2, 1, "b"]
    assert sums.loc["2015-05-01", "doubt"] == (
        "1 of 3 claims have no figure: b; 1 of 3 claims are doubted: a; "
        "1 of 3 claims reach over the edge of the month: d"
    )
    assert sums.loc["2015-12-01", "doubt"] == "1 of 1 claims reach over the edge of the month: e"
    assert sums.loc[pd.NaT, "doubt"] == "1 of 1 claims have no date: c"


def test_spans() -> None:
    claims = read_claims([event(value=1), event(value=2, as_of="2015-07-01")])
    assert aggregate(claims, freq="year")[["value", "best"]].fillna(-1).to_numpy().tolist() == [[-1, 3]]
    months = aggregate(read_claims([event(value=5), event(value=2, as_of="2015-07-01")]), freq="month")
    assert contradictions(bound(months)).empty  # a month with fewer is no running total that fell
    quarters = aggregate(claims, freq="quarter")
    assert quarters["since"].dt.strftime("%m-%d").tolist() == ["04-01", "07-01"]
    assert quarters["as_of"].dt.strftime("%m-%d").tolist() == ["06-30", "09-30"]
    whole = aggregate(claims)
    assert whole[["since", "as_of"]].iloc[0].dt.strftime("%m-%d").tolist() == ["05-02", "07-01"]
    with pytest.raises(EstimatesError, match="freq='fortnight' is not known"):
        aggregate(claims, freq="fortnight")


def test_what_does_not_add_up_is_refused_or_kept_apart() -> None:
    mixed = read_claims([event(claim_id="a", value=1), event(claim_id="b", value=2, unit="mile")])
    with pytest.raises(UnitError, match=r"the sum of deaths, UCDP, actual, X would be of person, mile: a, b"):
        aggregate(mixed, "country")
    running = read_claims([event(claim_id="a", value=1, cumulative=True)])
    with pytest.raises(EstimatesError, match="1 of 1 claims are running totals, which do not add up: a"):
        aggregate(running)
    with pytest.raises(SchemaError, match=r"by names 'land'"):
        aggregate(mixed, "land")
    apart = read_claims([event(value=5), event(value=2, who="civilians", scope="part"), event(value=9, negated=True)])
    assert aggregate(apart)["best"].tolist() == [2, 5]


def test_sums_stand_against_another_table() -> None:
    events = read_claims([event(low=1, best=2, high=4), event(low=5, best=5, high=6), event(value=9, country="Y")])
    other = read_claims([
        event(source="ACLED", value=30, as_of="2015-05"), event(source="ACLED", value=9, as_of="2015-05", country="Y"),
    ])  # fmt: skip
    both = pd.concat([aggregate(events, "country", freq="month"), other], ignore_index=True)
    by = ["quantity", "country", "as_of"]
    found = contradictions(bound(check_claims(both)), by=by)
    assert len(found) == 1
    assert "30" in found["explanation"][0]
    answer = reconcile(bound(both), by=by)
    assert answer.set_index("country").loc["Y", "verdict"] == "agreed"


def test_sums_are_compared_within_their_columns() -> None:
    events = read_claims([event(value=2), event(value=9, country="Y", side="B"), event(value=5, country="Y")])
    sums = bound(aggregate(events, "country", freq="month"))
    assert sums["place"].tolist() == ["X", "Y"]
    assert contradictions(sums).empty
    sides = aggregate(events, ["country", "side"])
    assert sorted(sides[["place", "event"]].fillna("").to_numpy().tolist()) == [["X", ""], ["Y", ""], ["Y", "B"]]
    assert aggregate(read_claims([event(value=2, place="Orr")]), ["place", "country"])["place"].tolist() == ["Orr"]


def test_empty_in_empty_out() -> None:
    empty = aggregate(read_claims([event(value=1)]).iloc[:0], "country", freq="month")
    assert empty.empty
    assert {"n", "n_unknown", "derived_from", "country"} <= set(empty)
