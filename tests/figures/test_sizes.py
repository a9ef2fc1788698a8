"""One size from a short text; every text is our own."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates import EstimatesError, find_figures, parse_figures
from estimates.units import factor


def size(text: str, convention: str = "ccc") -> tuple[float, float]:
    row = parse_figures([text], convention=convention).iloc[0]
    return (row["value"], row["value"]) if row["value"] == row["value"] else (row["low"], row["high"])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        # one number, however it is dressed
        ("2018", 2018, 2018), ("about 320 people", 320, 320), ("FB: 64 went", 64, 64), ("70 (photo)", 70, 70),
        ("80 neighbours or so", 80, 80), ("90+", 90, 90), ("> 60", 60, 60), ("six or seven hundred", 600, 700),
        ("a crowd of about 45", 45, 45), ("16-20", 16, 20), ("between 16 & 20", 16, 20), ("1000s", 2000, 2000),
        ("15-Oct", 10, 15), ("12-Jun", 6, 12), ("more than two dozens", 24, 24),
        # parts are added
        ("a dozen teachers and 20 students", 32, 32), ("60; 30 more", 90, 90),
        ("40 marchers plus dozens of cars", 64, 64),
        ("about 30 + at least 10", 40, 40), ("six organisers; around 50 others", 56, 56),
        ("three men and a woman", 4, 4),
        ("ten bikers, five drivers and two riders", 17, 17),
        ("a priest and six others", 7, 7), ("in line with nine others", 10, 10), ("rioters and 20 others", 20, 20),
        ("filled 900 seats and dozens of others outside", 924, 924),
        # of a number
        ("about a third of up to 90", 30, 30), ("more than half of the school's 31 pupils", 16, 16),
        ("about 80 percent of the 500 workers", 400, 400), ("twice as many as half a dozen", 12, 12),
        ("three times as many as 40", 120, 120), ("a handful of 45 marchers", 45, 45),
        ("60 minus about two dozen", 36, 36), ("50 to 60 minus 10", 40, 50), ("40 men, less 10 sick", 30, 30),
        # alternatives span
        ("6,000 (incl. 200 officers)", 6000, 6000), ("11,000 (2,000 wounded)", 11000, 11000),
        ("31,000 (as of 25 Feb 2024)", 31000, 31000), ("1,000-1,500 (12 days)", 1000, 1500),
        ("12 (3 civilians, 9 soldiers)", 12, 12), ("300 (400 people)", 300, 400), ("300 (or 400)", 300, 400),
        ("40-50 000", 40_000, 50_000), ("min. 5", 5, 5), ("two brigades (6,500)", 6500, 6500),
        ("80; 100", 80, 100), ("dozens; 70-80", 24, 80), ("at least 60, around 90", 60, 90),
        ("hundreds, about 1,000", 200, 1000),
        ("about 50; about 50", 50, 50),
        # capacities, places, parts and labels are no sizes
        ("500 in a hall that holds 2,000", 500, 500), ("250 men from eight regiments", 250, 250),
        ("about 90 activists, including 12 students", 90, 90), ("30 members of Local 868", 30, 30),
        # of a change the new one
        ("rose from 700 to 1,100", 1100, 1100), ("4,200 tents, up from 1,500", 4200, 4200),
        ("to 283 from 341", 283, 283),
        ("34 500 men (up from 30 000)", 34_500, 34_500), ("900 miles (1,450 km)", 900, 900),
        # a strength beside its formations
        ("Smith's Cavalry Division (1,850)", 1850, 1850), ("Two brigades (Ames and Bell), about 6,500", 6500, 6500),
        ("Three infantry corps, 11 batteries (48 guns), about 16,000", 16_000, 16_000),
        ("total strength did not exceed about 3,600-3,800", 3600, 3800),
        ("Two brigades, totaling 5,335, 4,087 of which were engaged", 5335, 5335),
        ("9th and 20th Ohio regiments (est. 2,000)", 2000, 2000), ("12 guns", 12, 12),
    ],
)  # fmt: skip
def test_sizes(text: str, low: float, high: float) -> None:
    assert size(text) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "count video",
        "n/a",
        "a large crowd",
        "100 tanks, 20 aircraft",
        "1,2345",
        "1,000,00",
        "scores the hall",
        "31 May",
        "- ; -",
        "twice as many",
        "12,5",
        "20,00",
        "no one",
    ],
)
def test_a_text_that_says_no_number_gives_nothing(text: str) -> None:
    assert parse_figures([text]).isna().all(axis=None)


def test_hedge_unit_and_noun_come_along() -> None:
    row = parse_figures(["no fewer than 1,200 dock workers"]).iloc[0]
    assert row.drop(["low", "high"]).to_dict() == {
        "value": 1200.0, "hedge": "at_least", "resolution": 100.0, "unit": "person", "noun": "dock workers",
    }  # fmt: skip
    assert parse_figures(["80; 100"]).iloc[0]["hedge"] == "between"


def test_a_share_of_a_number_is_hedged_as_the_share_is() -> None:
    hedges = parse_figures(["over half of the 300 men", "about 80 percent of 500", "twice as many as 40"])["hedge"]
    assert hedges.tolist() == ["more_than", "about", "plain"]


def test_two_shares_alone_are_no_size_of_anything_but_do_not_fail() -> None:
    assert parse_figures(["0%0%"])["unit"].tolist() == ["percent"]


def test_missing_texts_stay_missing_and_rows_keep_their_order() -> None:
    table = parse_figures(pd.Series(["40", None, "dozens", "40"], index=[9, 7, 5, 3]))
    assert table.index.tolist() == [0, 1, 2, 3]
    assert table["value"].tolist()[0] == table["value"].tolist()[3] == 40
    assert table.iloc[1].isna().all()
    assert parse_figures([]).empty


def test_an_unknown_convention_is_named() -> None:
    with pytest.raises(EstimatesError, match="convention='cc' is not known"):
        parse_figures(["40"], convention="cc")


@given(st.lists(st.sampled_from(["40", "about 50", "dozens", "nothing", "60; 70", "3 km"]), max_size=8))
def test_a_row_depends_on_its_own_text_alone(texts: list[str]) -> None:
    table = parse_figures(texts)
    alone = [parse_figures([text]).iloc[0] for text in texts]
    for (_, row), own in zip(table.iterrows(), alone, strict=True):
        assert all(a == b or (a != a and b != b) for a, b in zip(row, own, strict=True))


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_alternatives_and_sums_commute(a: int, b: int) -> None:
    assert size(f"{a}; {b}") == size(f"{b}; {a}") == (min(a, b), max(a, b))
    assert size(f"{a} men and {b} dogs") == size(f"{b} dogs and {a} men") == (a + b, a + b)
    assert math.isfinite(size(f"{a}")[0])


@pytest.mark.parametrize(("text", "unit"), [("a month", "month"), ("an hour", "hour"), ("a mile", "mile")])
def test_a_measure_alone_is_one_of_it(text: str, unit: str) -> None:
    (row,) = parse_figures([text]).to_dict("records")
    assert (row["value"], row["unit"]) == (1.0, unit)


def test_an_article_before_anything_else_says_no_number() -> None:
    assert parse_figures(["a soldier", "a day of action", "a month ago"])["value"].isna().all()


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "hedge"),
    [
        ("several 1000s", None, 3000, 10_000, "vague"),
        ("1000s of people", None, 1000, 10_000, "vague"),
        ("2 lakhs", 200_000, None, None, "plain"),
        ("3 crore", 30_000_000, None, None, "plain"),
        ("1000s-23000", None, 1000, 23_000, "between"),
        ("100000s-3000000", None, 100_000, 3_000_000, "between"),
        ("20000s", None, 20_000, 29_999, "between"),
        ("400-600+", 400, None, None, "at_least"),
        ("12.000", 12_000, None, None, "plain"),
        ("12.500 people", 12_500, None, None, "plain"),
        ("1.250 km", 1.25, None, None, "plain"),
        ("1.250 million", 1_250_000, None, None, "plain"),
        ("0.125", 0.125, None, None, "plain"),
        ("at least dozens", 12, None, None, "at_least"),
        ("more than several hundred", 300, None, None, "more_than"),
        ("2-3 lakh", None, 200_000, 300_000, "between"),
        ("1 to 2 crores", None, 10_000_000, 20_000_000, "between"),
        ("2-3 hundred thousand", None, 200_000, 300_000, "between"),
        ("5 to 10 dozen", None, 60, 120, "between"),
        ("1 lakh 20 thousand", 120_000, None, None, "plain"),
        ("1/2 million", 500_000, None, None, "plain"),
        ("2,5 k", 2500, None, None, "plain"),
        ("1.200,5", 1200.5, None, None, "plain"),
        ("1500-2.000", None, 1500, 2000, "between"),
        ("1,000's", None, 1000, 10_000, "vague"),
        ("50,000s", None, 50_000, 59_999, "between"),
        ("10.000s", None, 10_000, 100_000, "vague"),
        ("a few 100", None, 200, 1000, "vague"),
        ("couple of 1000s", None, 2000, 4000, "vague"),
        ("1 million +", 1_000_000, None, None, "at_least"),
        ("400 to 600 or more", 400, None, None, "at_least"),
        ("10.000-20.000+", 10_000, None, None, "at_least"),
        ("at least 3,000-4,000", 3000, None, None, "at_least"),
        ("100 ± 20", None, 80, 120, "between"),
        ("100 men ± 20", None, 80, 120, "between"),
        ("100 (±2.5)", None, 97.5, 102.5, "between"),
        ("100 ± 120", None, -20, 220, "between"),
        ("40 % ± 3 %", None, 37, 43, "between"),
        ("±100", 100, None, None, "about"),
        ("5--10", None, 5, 10, "between"),
        ("$3-4m", None, 3e6, 4e6, "between"),
        ("$3m-4m", None, 3e6, 4e6, "between"),
        ("300 people, 5 km", 300, None, None, "plain"),
        ("600 +/-", 600, None, None, "about"),
        ("40 odd", 40, None, None, "about"),
        ("50ish-60ish", None, 50, 60, "between"),
        ("20-30 k", None, 20_000, 30_000, "between"),
    ],
)
def test_sizes_as_people_type_them(text: str, value: Any, low: Any, high: Any, hedge: str) -> None:
    row = parse_figures([text]).iloc[0]
    cells = [None if cell != cell else cell for cell in row[["value", "low", "high"]]]
    assert [*cells, row["hedge"]] == [value, low, high, hedge]


@pytest.mark.parametrize(
    "text",
    [
        "12 dead, 30 wounded", "killed 12, injured 40", "2 of 5 men", "12 km, 5 kg", "100 ± 20 %", "40 ± 3 %", "10^6",
        "3 x 15", "5 > 10", "5 = 10", "5 - -3", "5 per 1,000", "5 per 100,000 people",
    ],
)  # fmt: skip
def test_what_is_no_one_size_is_no_range_of_its_numbers(text: str) -> None:
    assert parse_figures([text])[["value", "low", "high", "hedge"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("text", "value", "hedge"),
    [
        ("a fifth", 0.2, "plain"),
        ("nearly two thirds", 2 / 3, "nearly"),
        ("one in five", 0.2, "plain"),
        ("half", 0.5, "plain"),
    ],
)
def test_a_share_in_words_alone_is_a_fraction_and_goes_into_percent(text: str, value: float, hedge: str) -> None:
    size = parse_figures([text]).iloc[0]
    assert (size["value"], size["hedge"], size["unit"]) == (pytest.approx(value), hedge, "fraction")
    assert factor("fraction", "percent") == 100


def test_a_third_of_what_is_not_said_is_no_share_alone() -> None:
    assert parse_figures(["a third man", "the third of May"])["unit"].isna().all()


@pytest.mark.parametrize("written", ["$3-4m", "$3m-4m", "$3 to 4m"])
def test_a_range_of_money_ends_in_millions_as_it_begins(written: str) -> None:
    found = find_figures(f"The repair cost {written} in all.")
    assert found[["text", "low", "high", "unit"]].to_numpy().tolist() == [[written, 3e6, 4e6, "USD"]]
    assert find_figures("The wall is 3-4m high.")["unit"].tolist() == ["meter"]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("700 (est.)", "about"), ("700 (est)", "about"), ("700 (estimated)", "about"), ("700 (estimate)", "about"),
        ("700 people (approx.)", "about"), ("700 (at least)", "at_least"), ("700 (min.)", "at_least"),
        ("700 (max)", "at_most"), ("max. 700", "at_most"), ("$700 million (est.)", "about"),
        ("700 (official)", "plain"), ("700 (about 200 of them children)", "plain"),
    ],
)  # fmt: skip
def test_a_hedge_in_brackets_is_one(text: str, hedge: str) -> None:
    assert parse_figures([text])["hedge"].tolist() == [hedge]


def test_a_hedge_in_brackets_is_read_in_running_text() -> None:
    found = find_figures("The ministry said 700 people (est.) died and 40 (at least) were hurt (some badly).")
    assert found[["value", "hedge"]].to_numpy().tolist() == [[700, "about"], [40, "at_least"]]
