"""Figures of running text and of short texts, kind by kind."""

from __future__ import annotations

import math

import pytest

from estimates import ParseError, find_figures, parse_figures
from estimates.text.figures import scan


def values(text: str) -> list[float]:
    return [f.value for f in scan(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The treaty of 1951 was renewed in 2019.",
        "It began on Nov. 6 and ended on 14 March 2024.",
        "The 47th Brigade lost its F-16 near Highway 61.",
        "Resolution 2397 was adopted at 9:30 p.m. on Monday.",
        "She bought an iPhone 11 from a Fortune 100 firm.",
        "The home side won 3-1.",
        "Jan Kowalski, 25, saw it happen.",
        "No one was there.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("no more than 40", "at_most"), ("not fewer than 40", "at_least"), ("upwards of 40", "more_than"),
        ("just under 40", "nearly"), ("well over 40", "more_than"), ("some 40", "about"), ("as many as 40", "up_to"),
        ("exactly 40", "exact"), ("40", "plain"), ("fewer than 40", "less_than"),
    ],
)  # fmt: skip
def test_hedges(words: str, hedge: str) -> None:
    (figure,) = scan(f"They saw {words} lorries.")
    assert (figure.text, figure.value, figure.hedge, figure.noun) == (words, 40, hedge, "lorries")


def test_a_change_is_two_figures_and_a_range_is_one() -> None:
    old, new = scan("Arrivals rose from 700 to 1,100.")
    assert (old.value, old.change, new.value, new.change) == (700, "old", 1100, "new")
    (band,) = scan("Prices go from 24.2 to 33 billion euros.")
    assert (band.low, band.high, band.unit, band.hedge) == (24.2e9, 33e9, "EUR", "between")


def test_a_gloss_is_marked() -> None:
    mile, gloss = scan("The road runs for 620 miles (1,000 km).")
    assert (mile.unit, gloss.unit, gloss.gloss_of) == ("mile", "kilometer", 0)


def test_sizes() -> None:
    table = parse_figures(
        ["a dozen teachers and 20 students", "80; 100", "no number", "tens of thousands"], convention="ccc"
    )
    assert table["value"].iloc[0] == 32
    assert table[["low", "high"]].iloc[1].tolist() == [80, 100]
    assert table.iloc[2].isna().all()
    assert table["low"].iloc[3] == 20_000


def test_no_text_is_a_parse_error() -> None:
    with pytest.raises(ParseError, match="is no string"):
        find_figures(3)  # type: ignore[arg-type]
    with pytest.raises(ParseError, match="is no string"):
        parse_figures([math.pi])  # type: ignore[list-item]
