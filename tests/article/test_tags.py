"""Flags say of each word what the lexicons and its letters say."""

from __future__ import annotations

import pytest

from estimates.article import tags
from estimates.article.document import read_document

TEXT = """Ukraine’s General Staff said "roughly 1,100 troops" — not 40 — were killed, and officials at the ministry
repeatedly denied it. Will Brown, a nurse, reported $4 million; the rebels' own report counts forty-two."""


@pytest.mark.parametrize(
    ("flag", "held"),
    [
        (tags.HELPER, "not were"),
        (tags.MARK, '" " — — , . , , ; .'),
        (tags.NUMBER, "roughly 1,100 40 at a $ 4 million forty-two"),
        (tags.NUMERAL, "1,100 40 4 million forty-two"),
        (tags.ADVERB, "roughly repeatedly"),
        (tags.PARTICIPLE, "killed denied reported"),
        (tags.OWNER, "Ukraine’s rebels'"),
        (tags.SPEAKER, "General Staff officials ministry nurse report"),
        (tags.CAPITAL, "Ukraine’s General Staff Will Brown"),
        (tags.VERB, "said denied reported report counts"),
        (tags.ASSERTION, "said reported report"),
    ],
)
def test_a_flag_holds_where_its_question_does(flag: int, held: str) -> None:
    document = read_document(TEXT)
    tags = document.tags[: len(document.words)]  # blanks stand behind
    assert [w for w, found in zip(document.words, tags, strict=True) if found & flag] == held.split()


def test_a_name_that_looks_like_a_helper_has_no_flag_of_it() -> None:
    document = read_document(TEXT)
    assert not document.tags[document.words.index("Will")] & tags.HELPER


def test_each_flag_is_a_bit_of_its_own() -> None:
    flags = [v for name, v in vars(tags).items() if name.isupper() and isinstance(v, int) and not name.startswith("_")]
    single = [flag for flag in flags if flag.bit_count() == 1]
    assert len(single) == len(set(single)) == len(flags) - 5  # HELPER, DETERMINER, ACTED, MARK and CLOSED
