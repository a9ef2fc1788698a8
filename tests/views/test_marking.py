"""A text with its figures marked."""

from __future__ import annotations

import re

import pytest

from estimates import SchemaError, highlight, read_text

TEXT = "Mayor Ada Holm said 40 <big> boats sank in 2019 & 12 more will follow. Ivo Kern denied that 30 men died."


def words_of(page: str) -> str:
    """What a reader sees of the body."""
    body = page.rpartition('<div class="estimates">')[2].removesuffix("</div>")
    return re.sub(r"<[^>]*>", "", body).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_every_claim_is_marked_and_no_word_is_lost() -> None:
    claims = read_text(TEXT)
    page = highlight(TEXT, claims)
    assert words_of(page) == TEXT
    body = page.rpartition('<div class="estimates">')[2]
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", body) == claims["text"].tolist()
    assert page._repr_html_() == page


def test_what_a_claim_says_shows_in_its_mark() -> None:
    body = highlight(TEXT, read_text(TEXT)).rpartition('<div class="estimates">')[2]
    forty, twelve, thirty = re.findall(r"<mark [^>]*>", body)
    assert "source: Ada Holm" in forty
    assert "speaker_role: Mayor" in forty
    assert 'class="expected"' in twelve
    assert 'class="negated actual"' in thirty
    assert re.search(r'class="unread"[^>]*>2019<', body)


def test_a_doubt_shows_in_its_mark() -> None:
    text = "The army said 40 men fled. Another 12 were lost."
    assert re.findall(r'class="((?:doubted )?actual)"', highlight(text, read_text(text))) == [
        "actual",
        "doubted actual",
    ]


def test_the_text_must_be_the_one_that_was_read() -> None:
    claims = read_text(TEXT)
    with pytest.raises(SchemaError, match="do not stand where they should") as caught:
        highlight("x" + TEXT, claims)
    assert set(caught.value.claims) == set(claims["claim_id"])


def test_a_text_without_claims() -> None:
    assert words_of(highlight("Nothing.", read_text("Nothing."))) == "Nothing."
