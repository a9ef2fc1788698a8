"""What each word of a text can be, as flags: one look at the lexicons for each word, before anything else is asked.

A flag says what the word may be by itself, never what it is where it stands: "report" is ``PAPER``, ``VERB``,
``ASSERTION`` and ``NOUN_TOO``. Ask several at once by joining them: ``tags[k] & (HELPER | SUBORDINATOR)``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from estimates.article.grammar import (
    ARTICLES,
    BE,
    DASHES,
    FIRST_PERSONS,
    HAVE,
    MODALS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    QUOTE_MARKS,
    SIGNS,
    SUBORDINATORS,
    grammar,
    is_adverb,
    is_numeral,
    is_owner,
    is_participle,
    number_like,
)  # fmt: skip
from estimates.article.people import people_words
from estimates.article.verbs import verbs

# The small words and the marks.
ARTICLE: Final = 1 << 0  # with "this", "that" and the like
POSSESSIVE: Final = 1 << 1
PRONOUN: Final = 1 << 2  # he, she, it, they
PREPOSITION: Final = 1 << 3
SUBORDINATOR: Final = 1 << 4
BE_FORM: Final = 1 << 5
HAVE_FORM: Final = 1 << 6
MODAL: Final = 1 << 7  # with "to", "not" and "do"
PUNCTUATION_MARK: Final = 1 << 8
QUOTE: Final = 1 << 9
DASH: Final = 1 << 10
NUMBER: Final = 1 << 11  # can begin a figure: a digit, a sign, a numeral, a hedge
NUMERAL: Final = 1 << 12  # is a number, in digits or words
ADVERB: Final = 1 << 13
PARTICIPLE: Final = 1 << 14  # ends in -ed or -ing
IRREGULAR_PAST: Final = 1 << 15
# The letters.
CAPITAL: Final = 1 << 16
LOWER: Final = 1 << 17
WORD: Final = 1 << 18  # begins with a letter or a digit
OWNER: Final = 1 << 19  # "Ukraine's"
# Who and what is spoken of.
ROLE: Final = 1 << 20
PLURAL: Final = 1 << 21  # officials, police
BODY: Final = 1 << 22
PAPER: Final = 1 << 23
SPEAKER: Final = 1 << 24  # any of these, or the plural of a role
DATE: Final = 1 << 25
# The verbs of the lexicon, by shape and by class.
VERB: Final = 1 << 26
NOUN_TOO: Final = 1 << 27
PAST: Final = 1 << 28  # a past tense or a participle of such a verb
ASSERTION: Final = 1 << 29
THOUGHT: Final = 1 << 30
DENIAL: Final = 1 << 31
EVIDENCE: Final = 1 << 32
PLACEMENT: Final = 1 << 33
COUNT: Final = 1 << 34
REVISION: Final = 1 << 35
# Rarer ones.
FIRST_PERSON: Final = 1 << 36
LEAD: Final = 1 << 37  # may stand before a subject and is no part of it
STAND_IN: Final = 1 << 38  # "the company": a body named before
SIGN: Final = 1 << 39
TITLE: Final = 1 << 40
PLACE: Final = 1 << 41  # a country, its people or its capital, in one word
DIGIT: Final = 1 << 42  # begins with one

HELPER: Final = BE_FORM | HAVE_FORM | MODAL
MARK: Final = PUNCTUATION_MARK | QUOTE

_PEOPLE = people_words()
_LISTS = (
    (ARTICLE, ARTICLES), (POSSESSIVE, POSSESSIVES), (PRONOUN, PRONOUNS), (PREPOSITION, PREPOSITIONS),
    (SUBORDINATOR, SUBORDINATORS), (BE_FORM, BE), (HAVE_FORM, HAVE), (MODAL, MODALS), (PUNCTUATION_MARK, PUNCTUATION),
    (QUOTE, QUOTE_MARKS), (DASH, DASHES), (IRREGULAR_PAST, grammar("irregular_pasts")), (ROLE, _PEOPLE.roles),
    (PLURAL, _PEOPLE.plural), (BODY, _PEOPLE.bodies), (PAPER, _PEOPLE.documents), (DATE, _PEOPLE.dates),
    (FIRST_PERSON, FIRST_PERSONS), (LEAD, grammar("leads")), (STAND_IN, _PEOPLE.stand_ins), (SIGN, SIGNS),
    (TITLE, _PEOPLE.titles), (PLACE, _PEOPLE.nations), (PLACE, _PEOPLE.capitals),
)  # fmt: skip
_SHAPES = (
    (NUMBER, number_like), (NUMERAL, is_numeral), (ADVERB, is_adverb), (PARTICIPLE, is_participle), (OWNER, is_owner),
    (SPEAKER, _PEOPLE.can_speak),
)  # fmt: skip
_CLASSES = {
    "assertion": ASSERTION, "thought": THOUGHT, "denial": DENIAL, "evidence": EVIDENCE, "placement": PLACEMENT,
    "count": COUNT, "revision": REVISION,
}  # fmt: skip
_DISTINCT = 1 << 16  # words kept: more than one text has


@lru_cache(_DISTINCT)
def tag(word: str, low: str) -> int:
    """Give the flags of a word, as it stands and in lower case.

    Examples
    --------
    >>> flags = tag("Reports", "reports")
    >>> flags & PAPER > 0, flags & NOUN_TOO > 0, flags & NUMBER > 0
    (True, True, False)
    """
    found = 0
    for flag, words in _LISTS:
        if low in words:
            found |= flag
    for flag, holds in _SHAPES:
        if holds(low):
            found |= flag
    first = word[:1]
    found |= CAPITAL * first.isupper() | LOWER * first.islower() | WORD * first.isalnum() | DIGIT * first.isdigit()
    verb = verbs().get(low)
    if verb is not None:
        found |= VERB | NOUN_TOO * verb.noun_too | PAST * verb.past
        for name in verb.classes:
            found |= _CLASSES[name]
    return found


def tags_of(words: list[str], lows: list[str]) -> list[int]:
    """Give the flags of each word of a text.

    Examples
    --------
    >>> [flags & (ARTICLE | HELPER) > 0 for flags in tags_of(["The", "bridge", "was"], ["the", "bridge", "was"])]
    [True, False, True]
    """
    return list(map(tag, words, lows))
