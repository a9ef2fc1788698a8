"""Words of probability: found, named, worth what their sources say, and what is made of a figure that they govern."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates import (
    EstimatesError,
    SchemaError,
    bound,
    contradictions,
    find_credences,
    parse_figures,
    read_claims,
    read_text,
    reconcile,
)
from estimates.claims.comparable import denied
from estimates.figures.credences import parted
from estimates.lang.credence import phrases, worth
from estimates.lang.lexicon import english, lexicon

#: What 46 raters gave for a phrase: 5th, 50th, 95th percentile (zonination/perceptions, 2015, MIT).
RATED = {
    "Almost certainly": (81.2, 95, 99), "Highly likely": (71.2, 90, 96.8), "Probable": (51, 70, 88.8),
    "Likely": (60, 70, 90), "Probably": (52, 75, 88.8), "Better than even": (51, 60, 77.2),
    "About even": (45.8, 50, 50), "Improbable": (1, 15, 49), "Unlikely": (5, 20, 35), "Probably not": (10, 26.5, 48),
    "Little chance": (5, 15, 25), "Almost no chance": (1, 2, 10), "Highly unlikely": (3, 5, 23.8),
    "Chances are slight": (5, 10, 30), "Very good chance": (70, 80, 90),
}  # fmt: skip


def test_scales_are_those_of_their_sources() -> None:
    """Directive 203 D.6.e(2)(a); Kent 1964; the guidance note of the IPCC 2010, table 1."""
    icd = ["almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely"]
    assert [worth(word, "icd203") for word in icd] == [(1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95)]
    assert worth("almost certain", "icd203") == (95, 99)
    assert [worth(word, "kent") for word in ("almost certain", "likely")] == [(87, 99), (63, 87)]
    assert [worth(word, "ipcc") for word in ("very likely", "unlikely", "more likely than not")] == [
        (90, 100), (0, 33), (50, 100),
    ]  # fmt: skip
    for scale in lexicon("credence")["scales"].values():
        assert scale["source"]
        assert set(scale["worth"]) <= set(lexicon("credence")["words"])
        ends = [scale["worth"][word] for word in lexicon("credence")["words"] if word in scale["worth"]]
        assert all(one == sorted(one) for one in ends)
        assert all(a[0] <= b[0] and a[-1] <= b[-1] for a, b in pairwise(ends))


@pytest.mark.parametrize("phrase", RATED)
def test_raters_meet_the_scales(phrase: str) -> None:
    """The middle rater is within the directive's band, or ten points of it; the raters' own ends are theirs."""
    low, middle, high = RATED[phrase]
    found = find_credences(phrase)
    assert len(found) == 1
    if np.isfinite(found["low"][0]):  # the directive has no word for "better than even"
        assert found["low"][0] - 10 <= middle <= found["high"][0] + 10
    rated = find_credences(phrase, "raters")
    assert rated["low"][0] <= high
    assert rated["high"][0] >= low


@pytest.mark.parametrize(
    ("words", "middle"),
    [("a couple of", 2), ("a few", 3), ("several", 7), ("dozens of", 36), ("scores of", 80), ("hundreds of", 300)],
)
def test_vague_numbers_hold_the_middle_rater(words: str, middle: float) -> None:
    """The medians of 46 raters (zonination/perceptions) lie in what the plain convention reads."""
    low, high = parse_figures([f"{words} people"])[["low", "high"]].iloc[0]
    assert low <= middle <= high


@given(st.sampled_from(sorted(phrases(english()))), st.booleans())
def test_every_phrase_is_found_whole_in_any_case(phrase: str, upper: bool) -> None:
    said = phrase.upper() if upper else phrase
    found = find_credences(f"They held it {said}, they said.")
    assert found["text"].tolist() == [said]
    column, word = phrases(english())[phrase]
    assert found[column].tolist() == [word]


@pytest.mark.parametrize(
    "text", ["900 likely voters", "it was not unlikely", "the likeliest", "unlikelyville", "a good day", ""]
)
def test_what_is_no_judgement_is_left(text: str) -> None:
    assert find_credences(text).empty


def test_what_is_no_text_or_scale_is_refused() -> None:
    with pytest.raises(EstimatesError, match="scale='icd'"):
        find_credences("likely", "icd")  # type: ignore[arg-type]
    with pytest.raises(EstimatesError, match="is not what"):
        find_credences(3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "rest"),
    [("likely 300", "300"), ("It is unlikely that more than 40", "more than 40"), ("600 (low confidence)", "600"),
     ("a roughly even chance of 20 dead", "20 dead"), ("almost certainly at least 5", "at least 5")],
)  # fmt: skip
def test_short_texts_are_taken_apart(text: str, rest: str) -> None:
    assert parted(text).text == rest


@pytest.mark.parametrize(
    ("text", "credence", "confidence"),
    [("The agency said it was unlikely that more than 500 soldiers were killed.", ["unlikely"], [np.nan]),
     ("Officials judge with low confidence that 3,000 troops crossed.", [np.nan], ["low"]),
     ("More than 500 dead is highly unlikely, the ministry said.", ["very unlikely"], [np.nan]),
     ("It is likely that 3,000 were sent, the army said, while 200 stayed.", ["likely", np.nan], [np.nan] * 2),
     ("The agency said 3,000 died but 200 were unlikely to return.", [np.nan, "unlikely"], [np.nan] * 2),
     ("It is likely that 40 and 50 men left, police said. Later 60 left.", ["likely", np.nan, np.nan], [np.nan] * 3)],
)  # fmt: skip
def test_articles_say_what_is_called_likely(text: str, credence: list[object], confidence: list[object]) -> None:
    claims = read_text(text)
    np.testing.assert_equal(claims["credence"].astype(object).tolist(), credence)
    np.testing.assert_equal(claims["confidence"].astype(object).tolist(), confidence)
    assert not denied(claims).any()  # what is unlikely is not denied
    assert "credence" not in read_text("Police held 40 men.")


@pytest.mark.parametrize(
    "text",
    ["The army put the toll at between 3,000 and 4,000, most likely 3,500.",
     "The army said 3,000 to 4,000 men (most likely 3,500) were lost.",
     "The army estimated 3,000 to 4,000 dead, with 3,500 the most likely figure.",
     "The army said 3,000 to 4,000 were lost, with a best estimate of 3,500."],
)  # fmt: skip
def test_a_range_with_its_likeliest_value_is_one_claim(text: str) -> None:
    claims = bound(read_text(text))
    assert claims[["low", "best", "high"]].to_numpy().tolist() == [[3000, 3500, 4000]]
    start, end = claims["start"][0], claims["end"][0]
    assert text[start:end] == claims["text"][0]
    table = bound(read_claims([{"quantity": "q", "source": "a", "text": "3,000 to 4,000, most likely 3,500"}]))
    assert table[["low", "best", "high"]].to_numpy().tolist() == [[3000, 3500, 4000]]
    apart = read_text("The army said 3,000 to 4,000 were lost, most likely 5,500 on both sides.")
    assert len(apart) == 2


def claims_of(*rows: tuple[str, str]) -> object:
    return bound(read_claims([{"quantity": "killed", "source": who, "text": text} for who, text in rows]))


def test_unlikely_to_be_more_is_a_weak_limit_and_no_figure() -> None:
    claims = claims_of(("agency", "unlikely more than 500"), ("army", "exactly 600"), ("paper", "at least 550"))
    agency = claims.iloc[0]  # type: ignore[attr-defined]
    assert agency[["low", "high", "closed", "hedge"]].tolist() == [0, 500, "both", "more_than"]
    assert np.isnan(agency["best"])
    found = contradictions(claims)  # type: ignore[arg-type]
    assert found["severity"].tolist() == ["weak", "weak"]
    assert "agency says “unlikely more than 500”" in found["explanation"][0]
    for method in ("lowest", "vote", "majority", "min_max", "median", "latest"):
        low, best = reconcile(claims, method)[["low", "best"]].iloc[0]  # type: ignore[arg-type]
        assert best != 500
        assert low != 500
    assert reconcile(claims_of(("a", "unlikely fewer than 90")))["low"][0] == 90  # type: ignore[arg-type]


def test_what_is_unlikely_or_even_is_compared_with_nothing() -> None:
    claims = claims_of(("agency", "unlikely 500"), ("desk", "roughly even chance of 700"), ("army", "exactly 600"))
    assert contradictions(claims).empty  # type: ignore[arg-type]
    assert reconcile(claims, "hull")[["low", "high", "n_claims"]].iloc[0].tolist() == [600, 600, 1]  # type: ignore[arg-type]
    sure = claims_of(("agency", "almost certainly 500"), ("army", "exactly 600"))
    assert contradictions(sure)["severity"].tolist() == ["contradiction"]  # type: ignore[arg-type]
    unsure = claims_of(("agency", "500, low confidence"), ("army", "exactly 600"))
    assert contradictions(unsure)["severity"].tolist() == ["weak"]  # type: ignore[arg-type]


def test_a_column_of_words_is_read_and_a_wrong_one_refused() -> None:
    rows = [{"quantity": "q", "value": 3, "source": "a", "credence": "Highly probable", "confidence": "Low"}]
    assert read_claims(rows)[["credence", "confidence"]].iloc[0].tolist() == ["very likely", "low"]
    with pytest.raises(SchemaError, match="credence='likley' is not known"):
        read_claims([{**rows[0], "credence": "likley"}])
    with pytest.raises(SchemaError, match="confidence='likely' is not known"):
        read_claims([{**rows[0], "confidence": "likely"}])
    again = read_claims(read_claims(rows))
    assert again["credence"].tolist() == ["very likely"]
