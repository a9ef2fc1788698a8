"""Noun phrases from both their ends, verb groups, and the subjects before them."""

from __future__ import annotations

import pytest

from estimates.article.chunks import Span, group_start, owner_before, phrase_after, phrase_start, skip_leads
from estimates.article.document import Sentence, read_document
from estimates.article.subjects import subject_before


def sentence_of(text: str) -> Sentence:
    return read_document(text).sentences[0]


def words_of(sentence: Sentence, span: Span | None) -> str | None:
    return " ".join(sentence.words[slice(*span)]).replace(" ,", ",") if span is not None else None


AFTER = {
    "told officials at the ministry that 40 men left": "officials at the ministry",
    "told reporters on Monday that 40 men left": "reporters",
    "said Ann Lee and Bob Moss.": "Ann Lee and Bob Moss",
    "said Ann Lee and the mayor had wept.": "Ann Lee",
    "said people briefed on the matter.": "people briefed on the matter",
    "said the Trump campaign on Friday": "the Trump campaign",
    "said that 40 men left": None,
}


@pytest.mark.parametrize("text", AFTER)
def test_a_noun_phrase_from_its_first_word(text: str) -> None:
    sentence = sentence_of(text)
    assert words_of(sentence, phrase_after(sentence, 1)) == AFTER[text]


BEFORE = {
    "Yesterday officials at the ministry said so.": "Yesterday officials at the ministry",
    "It burned because the registered voters said so.": "the registered voters",
    "He left and the army said so.": "the army",
    "He said a report about the attacks said so.": "a report about the attacks",
}


@pytest.mark.parametrize("text", BEFORE)
def test_a_noun_phrase_from_its_last_word(text: str) -> None:
    sentence = sentence_of(text)
    end = len(sentence.lows) - sentence.lows[::-1].index("said") - 1
    assert words_of(sentence, (phrase_start(sentence, end - 1), end)) == BEFORE[text]


def test_a_plain_noun_phrase_stays_out_of_what_hangs_on_it() -> None:
    sentence = sentence_of("The officials at the old ministry")
    assert words_of(sentence, (phrase_start(sentence, 5, plain=True), 6)) == "the old ministry"


LEADS = {
    "But on Monday the army said so.": "the",
    "In a statement to reporters the army said so.": "the",
    "Meanwhile, late Tuesday, Ann Lee said so.": "Ann",
    "The army said so.": "The",
}


@pytest.mark.parametrize("text", LEADS)
def test_what_stands_before_a_subject(text: str) -> None:
    sentence = sentence_of(text)
    assert sentence.words[skip_leads(sentence, sentence.first, sentence.last)] == LEADS[text]


def test_a_verb_group_begins_with_its_helpers_adverbs_and_dates() -> None:
    for text in ("She has repeatedly said so.", "She on Monday went on to say so.", "She had so far said so."):
        sentence = sentence_of(text)
        assert group_start(sentence, sentence.last - 3) == 1, text


def test_the_possessive_before_a_noun_is_its_owner() -> None:
    sentence = sentence_of("It fell by the city's own count.")
    assert owner_before(sentence, 6) == 4
    assert owner_before(sentence, 3) is None


SUBJECTS = {
    "Ann Lee, a nurse, said so.": ("Ann Lee", ["a nurse"], False),
    "Oscar Peralta, a roofer from Dover, Del., said so.": ("Oscar Peralta", ["a roofer from Dover, Del."], False),
    "Ruth Lamb, R-Ohio, said so.": ("Ruth Lamb", ["R-Ohio"], False),
    "A man who shot 12 people said so.": ("A man", [], False),
    "Lee (1998) counts 40; Orr (2003) said so.": ("Orr", ["2003"], False),
    "Two officers met in Orr and Vela said so.": ("Two officers met in Orr and Vela", [], False),
    "Shares of the army, which said so, fell.": ("the army", [], True),
    "Colonel Ida Frey, Captain Jon Moss and their driver said so.": (
        "Colonel Ida Frey, Captain Jon Moss and their driver",
        [],
        False,
    ),
}


@pytest.mark.parametrize("text", SUBJECTS)
def test_the_subject_before_a_verb(text: str) -> None:
    sentence = sentence_of(text)
    subject = subject_before(sentence, sentence.lows.index("said"))
    assert subject is not None
    asides = [words_of(sentence, aside) for aside in subject.asides]
    assert (words_of(sentence, subject.span), asides, subject.relative) == SUBJECTS[text]
