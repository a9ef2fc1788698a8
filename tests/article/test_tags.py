"""Flags say of each word what the lexicons and its letters say."""

from __future__ import annotations

import pytest

from estimates.article import tags
from estimates.article.document import read_document
from estimates.article.grammar import HELPERS, MARKS, is_adverb, is_owner, is_participle, number_like
from estimates.article.people import people_words
from estimates.article.verbs import verbs

TEXT = """Ukraine’s General Staff said "roughly 1,100 troops" — not 40 — were killed, and officials at the ministry
repeatedly denied it. Will Brown, a nurse, reported $4 million; the rebels' own report counts forty-two."""


@pytest.mark.parametrize(
    ("flag", "holds"),
    [
        (tags.HELPER, lambda word, low: low in HELPERS),
        (tags.MARK, lambda word, low: low in MARKS),
        (tags.NUMBER, lambda word, low: number_like(low)),
        (tags.ADVERB, lambda word, low: is_adverb(low)),
        (tags.PARTICIPLE, lambda word, low: is_participle(low)),
        (tags.OWNER, lambda word, low: is_owner(word)),
        (tags.SPEAKER, lambda word, low: people_words().can_speak(low)),
        (tags.CAPITAL, lambda word, low: word[0].isupper()),
        (tags.VERB, lambda word, low: low in verbs()),
        (tags.ASSERTION, lambda word, low: low in verbs() and verbs()[low].says),
    ],
)
def test_a_flag_holds_where_its_question_does(flag, holds) -> None:
    document = read_document(TEXT)
    words = list(zip(document.words, document.lows, document.tags, strict=True))
    assert [word for word, _, found in words if found & flag] == [w for w, low, _ in words if holds(w, low)]
    assert any(found & flag for *_, found in words)


def test_a_name_that_looks_like_a_helper_has_no_flag_of_it() -> None:
    document = read_document(TEXT)
    assert not document.tags[document.words.index("Will")] & tags.HELPER


def test_each_flag_is_a_bit_of_its_own() -> None:
    flags = [v for name, v in vars(tags).items() if name.isupper() and isinstance(v, int) and not name.startswith("_")]
    single = [flag for flag in flags if flag.bit_count() == 1]
    assert len(single) == len(set(single)) == len(flags) - 2  # HELPER and MARK join others
