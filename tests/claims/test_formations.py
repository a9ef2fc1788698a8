"""Formations to persons: always a range, with its basis, by the noun."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from estimates import EstimatesError, SchemaError, bound, expand_formations, load_formations, read_claims, reconcile


def counted(*nouns: str, **more: Any) -> pd.DataFrame:
    row = {"quantity": "force", "source": "army", "value": 3, "unit": "count", "hedge": "exact"} | more
    return read_claims([{"claim_id": f"c{i}", "noun": noun} | row for i, noun in enumerate(nouns)])


def test_every_shipped_row_is_a_range_with_a_source() -> None:
    table = load_formations()
    assert (table["low"] <= table["high"]).all()
    assert (table["low"] > 0).all()
    assert table["source"].str.len().min() > 10
    assert not table.duplicated(["army", "formation"]).any()
    table.loc[0, "low"] = -1
    assert load_formations()["low"].min() > 0


def test_larger_formations_hold_more() -> None:
    order = ["fire team", "squad", "platoon", "company", "battalion", "brigade", "division", "corps"]
    us = load_formations().query("army == 'us'").set_index("formation").loc[order]
    assert us["low"].is_monotonic_increasing
    assert us["high"].is_monotonic_increasing


@pytest.mark.parametrize(
    ("noun", "low", "high"),
    [
        ("battalions", 900, 3000), ("rifle companies", 186, 570), ("motorised brigades", 9000, 15_000),
        ("fire teams", 12, 12), ("corps", 60_000, 135_000), ("Army Divisions", 30_000, 45_000),
    ],
)  # fmt: skip
def test_formations_are_known_by_their_noun(noun: str, low: float, high: float) -> None:
    made = expand_formations(counted(noun), army="us").iloc[-1]
    assert (made["low"], made["high"], made["unit"], made["derived_from"]) == (low, high, "person", "c0")
    assert np.isnan(made["value"])
    assert np.isnan(made["best"])


@pytest.mark.parametrize("noun", ["soldiers", "division commanders", "corpses", "company cars", "battalion's tanks"])
def test_other_nouns_are_left_alone(noun: str) -> None:
    claims = counted(noun)
    assert len(expand_formations(claims, army="us")) == len(claims)


def test_the_band_of_the_count_is_carried() -> None:
    made = expand_formations(counted("battalions", hedge="at_least"), army="us").iloc[-1]
    assert (made["low"], made["high"]) == (900, np.inf)
    assert made["basis"].startswith("at least 3 battalions of 300 to 1,000 (us: ")


def test_the_new_claims_can_be_bounded_again_and_meet_those_that_count_persons() -> None:
    other = {"claim_id": "p", "quantity": "troops", "source": "ministry", "text": "about 2,000", "unit": "person"}
    claims = pd.concat([counted("battalions"), read_claims([other])])
    more = expand_formations(claims, army="us", quantity="troops")
    pd.testing.assert_frame_equal(bound(more), more)
    answer = reconcile(more).set_index("quantity").loc["troops"]
    assert (answer["low"], answer["high"], answer["verdict"]) == (1700, 2300, "agreed")


def test_an_army_or_a_formation_that_is_not_known_is_refused() -> None:
    with pytest.raises(EstimatesError, match=r"army='uss' is not known.\nHint: did you mean 'us'\? .* formations="):
        expand_formations(counted("battalions"), army="uss")
    with pytest.raises(EstimatesError, match=r"army='us' has no legion, counted in 1 claims: c1") as caught:
        expand_formations(counted("battalions", "legions"), army="us")
    assert caught.value.claims == ("c1",)


def test_a_table_of_your_own_goes_before() -> None:
    own = pd.DataFrame({"army": ["ours"], "formation": ["lance"], "low": [3], "high": [6], "source": ["muster roll"]})
    made = expand_formations(counted("lances"), army="ours", formations=own).iloc[-1]
    assert (made["low"], made["high"]) == (9, 18)
    with pytest.raises(SchemaError, match="lacks source"):
        expand_formations(counted("lances"), army="ours", formations=own.drop(columns="source"))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("ours", "lance", 3, 6), ("ours", "lance", 4, 6)], "two rows for ours lance"),
        ([("ours", "lance", 6, 3)], "no range for ours lance"),
        ([("ours", "lance", 3, "six")], "no range for ours lance"),
        ([("ours", "lance", 0, 3)], "no range for ours lance"),
    ],
)
def test_a_table_that_states_no_range_is_refused(rows: list[tuple[object, ...]], words: str) -> None:
    own = pd.DataFrame(rows, columns=["army", "formation", "low", "high"]).assign(source="muster roll")
    with pytest.raises(SchemaError, match=words):
        expand_formations(counted("lances"), army="ours", formations=own)


def test_a_table_that_was_read_as_text_is_understood() -> None:
    own = pd.DataFrame({"army": ["ours"], "formation": ["lance"], "low": ["3"], "high": ["6"], "source": ["roll"]})
    made = expand_formations(counted("lances"), army="ours", formations=own).iloc[-1]
    assert (made["low"], made["high"]) == (9, 18)


def test_every_row_says_how_it_was_checked() -> None:
    table = load_formations()
    assert set(table["checked"]) == {"confirmed", "partly", "roughly", "doubtful", "not found"}
    assert {"british", "nato", "russian", "ukrainian", "north_korean"} <= set(table["army"])
    sparta = table[table["army"] == "sparta"].set_index("formation")
    assert sparta.loc["pentecosty", ["low", "high", "checked"]].tolist() == [50, 128, "doubtful"]


def test_what_is_not_confirmed_is_doubted_and_the_ages_agree_with_the_dictionary() -> None:
    made = expand_formations(counted("corps", "battalions"), army="us").set_index("claim_id")
    assert made.loc["c0, persons", "doubt"] == "how many a corps of 'us' holds is doubtful"
    assert made["doubt"].notna().sum() == 1
    table = load_formations()
    ages = table[table["army"].str.startswith("rome_")].groupby("formation").agg({"low": "min", "high": "max"})
    for row in table[table["army"] == "rome"].itertuples():
        assert row.low <= ages.loc[row.formation, "high"]
        assert row.high >= ages.loc[row.formation, "low"]


def test_a_battalion_tactical_group_is_no_group() -> None:
    made = expand_formations(counted("battalion tactical groups"), army="russian").iloc[-1]
    assert (made["low"], made["high"]) == (1800, 2400)


def test_plurals_of_old_formations() -> None:
    made = expand_formations(counted("enomoties"), army="sparta").iloc[-1]
    assert (made["low"], made["high"]) == (75, 108)
    assert (
        made["basis"]
        == "3 enomoties of 25 to 36 (sparta: GCIDE 0.48 (Webster 1913), Enomoty; Grote, History of Greece)"
    )
