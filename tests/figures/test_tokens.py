"""One cut of a text, and two views of it: words for figures, tokens for sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates.article.document import read_document
from estimates.figures.scanner import scan_words
from estimates.figures.tables import scan
from estimates.figures.tokens import Words, tokenise
from estimates.lang.lexicon import language
from estimates.policy import as_convention


def tokens(text: str) -> list[str]:
    return tokenise(Words(text, language("en")))[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two T-72s, a twenty-five-year-old", "two|T-72s|,|a|twenty-five-year-old"),
        ("The AP/Reuters and AT&T's 40k 155mm shells", "The|AP/Reuters|and|AT&T's|40k|155mm|shells"),
        ("Gen. J. Lee of Acme Inc. spoke. Then", "Gen.|J.|Lee|of|Acme|Inc.|spoke|.|Then"),
        ("at 5 p.m. in the U.S. army", "at|5|p.m.|in|the|U.S.|army"),
        ("non-U.S. sites on example.com.", "non-U.S.|sites|on|example.com|."),
        ("I've, she’ll, they'd; that's the soldiers' camp", "I|'ve|,|she|’ll|,|they|'d|;|that's|the|soldiers'|camp"),
        ("34 500 men, 12.5 % of 2½ or 1,2,3", "34 500|men|,|12.5|%|of|2½|or|1,2,3"),
        ("a 20-year ban", "a|20|-|year|ban"),
        ("", ""),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert "|".join(tokens(text)) == expected


@given(st.text(alphabet="aBs12 .,'’\"-/&%()½é\n", max_size=80))
def test_tokens_are_runs_of_words(text: str) -> None:
    words = Words(text, language("en"))
    _, starts, ends = tokenise(words)
    assert set(starts) <= set(words.starts[: words.count])
    assert set(ends) <= set(words.ends[: words.count])
    assert all(start < end for start, end in zip(starts, ends, strict=True))
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    assert "".join(text[a:b] for a, b in zip(starts, ends, strict=True)) == "".join(text.split())


def test_an_article_is_cut_once_and_its_figures_are_found_in_the_cut() -> None:
    text = "Gen. Lee’s T-72s—about 34 500 of them—left. “We’ve lost 12 men,” he said."
    document = read_document(text)
    found = scan_words(document.pieces, as_convention("plain"), size=False)
    assert [(f.text, f.start) for f in found] == [(f.text, f.start) for f in scan(document.plain)]
    assert document.pieces.low[found[1].first : found[1].stop] == ["12", "men"]


def test_a_figure_is_frozen() -> None:
    (figure,) = scan("They lost 12 men.")
    with pytest.raises(AttributeError):
        figure.unit = "count"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("about ١٢٬٠٠٠ men", "about ١٢٬٠٠٠", 12_000),
        ("about ١٢٫٥ percent", "about ١٢٫٥ percent", 12.5),
        ("some 1,\u00ad200 tro\u00adops", "some 1,\u00ad200", 1_200),
        ("over 12\u200b000 men", "over 12\u200b000", 12_000),
        ("$\u2060900 was paid", "$\u2060900", 900),
    ],
)
def test_what_is_not_seen_in_print_parts_no_number(text: str, words: str, value: float) -> None:
    (figure,) = scan(text)
    assert (figure.text, figure.value) == (words, value)
    assert figure.noun in (None, "men", "troops")
