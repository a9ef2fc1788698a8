"""Numerals in words and digits, and what vague ones are worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates import EstimatesError, ParseError, parse_figures
from estimates.figures.digits import digits_value, resolution_of
from estimates.figures.numerals import read_numeral, write_numeral
from estimates.figures.tokens import Words
from estimates.lang.lexicon import language
from estimates.policy import CONVENTIONS, as_convention

PLAIN = CONVENTIONS["plain"]


def value(text: str) -> float:
    words = Words(text, language("en"))
    numeral = read_numeral(words, 0, PLAIN)
    assert numeral is not None, text
    assert numeral.stop == words.count, text
    return numeral.value


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12,000", 12_000), ("1,234,567.5", 1_234_567.5), ("12,34,000", 1_234_000), ("12'000", 12_000),
        ("12 000", 12_000),
        ("1.200.000", 1_200_000), (".5", 0.5), ("2½", 2.5), ("½", 0.5), ("2 1/2", 2.5), ("1.2 million", 1.2e6),
        ("2.5 hundred million", 2.5e8), ("9 billion", 9e9), ("5 lakh", 5e5), ("3 crore", 3e7), ("2 dozen", 24),
        ("1.99×10^30", 1.99e30), ("6×10⁻³", 0.006), ("zero", 0), ("seven", 7), ("twenty-three", 23),
        ("twenty three", 23),
        ("one hundred and six", 106), ("one hundred and six and a half", 106.5),
        ("2 million and a quarter", 2.25e6), ("2 and one half", 2.5),
        ("a hundred", 100), ("two thousand five hundred", 2_500),
        ("one million two hundred thousand and one", 1_200_001), ("a dozen", 12), ("two dozens", 24),
        ("half a million", 5e5), ("half a dozen", 6), ("a half-dozen", 6), ("two and a half", 2.5),
        ("a quarter of a million", 2.5e5),
        ("one and a half million", 1.5e6), ("three quarters of a million", 7.5e5), ("two million and a half", 2.5e6),
        ("twelve hundred", 1_200), ("two-thirds", 2 / 3), ("one in five", 0.2), ("nine out of ten", 0.9),
        ("threefold", 3),
    ],
)  # fmt: skip
def test_numerals(words: str, number: float) -> None:
    assert value(words) == pytest.approx(number, rel=1e-12)


@given(st.integers(0, 10**15 - 1))
def test_numbers_written_in_words_read_back(number: int) -> None:
    assert value(write_numeral(number)) == number


@given(st.integers(0, 10**14), st.sampled_from(["{:,}", "{}", "{:_}"]))
def test_numbers_written_in_digits_read_back(number: int, form: str) -> None:
    assert value(form.format(number).replace("_", " ")) == number


@pytest.mark.parametrize("number", [-1, 10**15])
def test_what_has_no_words_is_refused(number: int) -> None:
    with pytest.raises(ParseError, match="has no words here"):
        write_numeral(number)


def test_a_run_of_digits_that_is_no_number_of_anything_is_not_read() -> None:
    assert digits_value("7" * 41) is None
    assert read_numeral(Words("7" * 5_000, language("en")), 0, PLAIN) is None
    assert read_numeral(Words("million " * 50, language("en")), 0, PLAIN) is not None


@given(st.integers(1, 10**12))
def test_resolution_is_ten_to_the_trailing_zeros(number: int) -> None:
    resolution = resolution_of(float(number))
    assert number % resolution == 0
    assert number % (10 * resolution) != 0
    assert digits_value(f"{number:,}") == (float(number), resolution)


@pytest.mark.parametrize(
    ("words", "plain", "ccc", "acled"),
    [
        ("tens", (10, 100), (20, 20), (10, 10)),
        ("dozens", (12, 120), (24, 24), (12, 12)),
        ("scores", (20, 200), (40, 40), (20, 20)),
        ("hundreds", (100, 1000), (200, 200), (100, 100)),
        ("thousands", (1e3, 1e4), (2e3, 2e3), (1e3, 1e3)),
        ("tens of thousands", (1e4, 1e5), (2e4, 2e4), (1e4, 1e4)),
        ("hundreds of thousands", (1e5, 1e6), (2e5, 2e5), (1e5, 1e5)),
        ("several", (3, 10), (3, 3), (3, 3)),
        ("several hundred", (300, 1000), (300, 300), (300, 300)),
        ("a few dozen", (24, 120), (36, 36), (36, 36)),
        ("a couple of hundred", (200, 400), (200, 200), (200, 200)),
        ("a handful", (2, 10), (5, 5), (3, 3)),
        ("low thousands", (1e3, 4e3), (2e3, 2e3), (1e3, 1e3)),
        ("high hundreds", (700, 1000), (200, 200), (100, 100)),
        ("100s", (100, 1000), (200, 200), (100, 100)),
    ],
)
def test_vague_words_are_read_by_convention(
    words: str, plain: tuple[float, float], ccc: tuple[float, float], acled: tuple[float, float]
) -> None:
    for convention, ends in (("plain", plain), ("ccc", ccc), ("acled", acled)):
        row = parse_figures([words], convention=convention).iloc[0]
        assert (row["low"], row["high"], row["hedge"]) == (*ends, "vague")
        assert row["value"] != row["value"]


def test_a_convention_of_ones_own_lies_over_plain() -> None:
    own = {"dozens": 30, "several": (4, 8), "few": 5}
    rows = parse_figures(["dozens", "several hundred", "a few", "hundreds"], convention=own)
    assert rows[["low", "high"]].to_numpy().tolist() == [[30, 30], [400, 800], [5, 5], [100, 1000]]


@pytest.mark.parametrize("own", [{"dozens": -1}, {"dozens": (9, 3)}, {"dozens": float("nan")}])
def test_a_convention_that_is_no_amount_is_refused(own: dict[str, float]) -> None:
    with pytest.raises(EstimatesError, match="is no amount"):
        as_convention(own)


def test_the_words_of_a_text_keep_their_places() -> None:
    text = "Über ½ von ١٢ 000—“ja”"
    words = Words(text, language("en"))
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)][: words.count] == [
        "Über", "½", "von", "١٢ 000", "—", "“", "ja", "”",
    ]  # fmt: skip
    assert words.low[3] == "12 000"
    assert (words.at(-1), words.at(99), words.low[-1]) == ("", "", "")
