"""A text cut into sentences, paragraphs and quotations."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates.article.document import read_document
from estimates.article.markup import without_markup
from estimates.article.rows import attribute

CUT = {
    "abbreviations": ("Gen. Ann Lee met Dr. Roth of Acme Inc. on Monday. It rained.", 2),
    "circa": ("They lost c. 600 men and ca. 12 guns. It rained.", 2),
    "initials": ("John F. Vela spoke. He left.", 2),
    "U.S. inside": ("The U.S. Army came. It left.", 2),
    "U.S. at the end": ("They live in the U.S. The army came.", 2),
    "decimals": ("It grew 2.5 percent. It fell 3.1 percent.", 2),
    "quote": ('"It rained." She left. "Why?" he asked.', 3),
    "curly quote": ("“It rained.” She left.", 2),
    "no space in other scripts": ("雨が降った。彼は去った。", 2),
    "headline": ("Dam bursts\n\nALDBURG - It rained.", 2),
    "nothing": ("", 0),
}


@pytest.mark.parametrize("kind", CUT)
def test_sentences(kind: str) -> None:
    text, number = CUT[kind]
    assert len(read_document(text).sentences) == number


def test_quotations_close_or_end_with_their_paragraph() -> None:
    document = read_document('She said "it rained" and left. "It went on.\n\n"It stopped."')
    assert [document.span(*quote) for quote in document.quotes] == ['"it rained"', '"It went on.', '"It stopped."']


def test_a_straight_mark_before_a_word_opens_a_quotation_anew() -> None:
    document = read_document('"It rained," he said. "It went on. "I saw it," he said. The "wet" road.')
    quotes = ['"It rained,"', '"It went on.', '"I saw it,"', '"wet"']
    assert [document.span(*quote) for quote in document.quotes] == quotes


@given(st.text(alphabet="aB1 .,\"“”'’\n<>&;!?-()", max_size=200))
def test_every_token_stands_where_it_says_and_in_one_sentence(text: str) -> None:
    document = read_document(text)
    assert len(without_markup(text)) == len(text)
    for word, start, end in zip(document.words, document.starts, document.ends, strict=True):
        assert document.plain[start:end] == word
    assert len(document.sentence_of) == len(document.quote_of) == len(document.words)
    firsts = [sentence.first for sentence in document.sentences]
    assert firsts == sorted(set(firsts))
    assert [s.last for s in document.sentences[:-1]] == firsts[1:]


@pytest.mark.parametrize(
    "unit",
    ["<!--", "<script ", "<style>", "<p ", "&amp", '"', "”)", ".”", '. "', "' ", "[(", "s’ ", "A.", "\n\n ", "-"],
)
def test_a_document_is_cut_in_time_that_grows_as_its_length(unit: str) -> None:
    def took(size: int) -> float:
        text, times = unit * (size // len(unit)), []
        for _ in range(3):
            began = time.process_time()
            read_document(text)
            times.append(time.process_time() - began)
        return min(times)

    gc.disable()  # what other tests left behind would be looked through as well
    try:
        assert took(80_000) < 9 * took(20_000) + 0.05  # 4 times where it is linear, 16 where it is quadratic
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a<!-- <p> -->b", "a            b"),
        ("a<!--b", "a<!--b"),
        ("<script>4</script >5", " " * 19 + "5"),
        ("<script>4", "        4"),
        ("<script", "<script"),
        ("<!--<!--x--><!--", " " * 12 + "<!--"),
    ],
)
def test_markup_that_hides_what_it_holds(text: str, plain: str) -> None:
    assert without_markup(text) == plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12&nbsp;000 men", ["12&nbsp;000", "men"]),
        ("on 12&nbsp;May", ["on", "12", "May"]),
        ("AT&amp;T", ["AT&amp;T"]),
        ("12&#8239;000&#x200b;", ["12&#8239;000&#x200b;"]),
        ("&unknown;", ["&", "unknown", ";"]),
    ],
)
def test_an_entity_is_one_letter(text: str, words: list[str]) -> None:
    document = read_document(text)
    assert [text[a:b].strip() for a, b in zip(document.starts, document.ends, strict=True)] == words
    assert "\u2060" not in "".join(document.words)


BROKEN_OFF = (
    "Of the 127 launched, the army said it had downed 98 and 11 respectively, and 300 a day crossed.",
    "Six of those aboard were hurt, 40 per cent of them children, against 211 and 9 in May.",
    "Chad has had 239 cases and 99 deaths, and Liberia 107.",
    "About 1,400 have been killed since May, according to the Orr authorities, the army; 9 deaths (40; 9%), it said.",
    "1,000,1,000,1,000 and 500km and 12 in a 3-car crash in one of three, or two of the eight.",
)


@pytest.mark.parametrize("text", BROKEN_OFF)
def test_a_text_may_break_off_anywhere(text: str) -> None:
    for end in range(1, len(text)):
        cut = text[:end]
        assert all(cut[row["start"] : row["end"]] == row["text"] for row in attribute(cut))


@given(st.lists(st.sampled_from(" ".join(BROKEN_OFF).split()), max_size=14), st.sampled_from([" ", ",", "\n", " and "]))
def test_words_in_any_order_are_read(words: list[str], joint: str) -> None:
    text = joint.join(words)
    assert all(text[row["start"] : row["end"]] == row["text"] for row in attribute(text))
