"""What each word of a text can be, as flags: one look at the lexicons for each word, before anything else is asked.

A flag says what the word may be by itself, never what it is where it stands: "report" is ``PAPER``, ``VERB``,
``ASSERTION`` and ``NOUN_TOO``. Ask several at once by joining them: ``tags[k] & (HELPER | SUBORDINATOR)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from estimates.figures.numerals import NUMBER_WORDS
from estimates.lang.lexicon import Language

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

# Flags by the list of words that has them.
_LISTS = {
    "articles": ARTICLE, "possessives": POSSESSIVE, "pronouns": PRONOUN, "prepositions": PREPOSITION,
    "subordinators": SUBORDINATOR, "be": BE_FORM, "have": HAVE_FORM, "modals": MODAL, "punctuation": PUNCTUATION_MARK,
    "quote_marks": QUOTE, "dashes": DASH, "irregular_pasts": IRREGULAR_PAST, "roles": ROLE, "plural_sources": PLURAL,
    "bodies": BODY, "documents": PAPER, "dates": DATE, "first_persons": FIRST_PERSON, "leads": LEAD,
    "stand_ins": STAND_IN, "signs": SIGN, "titles": TITLE, "adverbs": ADVERB, "number_openers": NUMBER,
}  # fmt: skip
_CLASSES = {
    "assertion": ASSERTION, "thought": THOUGHT, "denial": DENIAL, "evidence": EVIDENCE, "placement": PLACEMENT,
    "count": COUNT, "revision": REVISION,
}  # fmt: skip
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing)$")
_OWNERS = ("'s", "’s", "‘s", "s'", "s’")
_DISTINCT = 1 << 16  # words kept: more than one text has


@cache
def tagger(language: Language) -> Callable[[str, str], int]:
    """Give what tells the flags of a word, as it stands and in lower case.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> tag = tagger(language("en"))
    >>> tag("Reports", "reports") & (PAPER | NOUN_TOO | NUMBER) == PAPER | NOUN_TOO
    True
    >>> tag("forty-two", "forty-two") & NUMERAL > 0, tag("rebels’", "rebels’") & OWNER > 0
    (True, True)
    >>> [word for word in ("later", "repeatedly", "family") if tag(word, word) & ADVERB]
    ['later', 'repeatedly']
    """
    lists = [(flag, language.words(name)) for name, flag in _LISTS.items()]
    people, no_adverbs = language.people, language.words("not_adverbs")
    no_participles = language.words("not_participles")

    def letters(word: str, low: str) -> int:
        first = word[:1]
        found = CAPITAL * first.isupper() | LOWER * first.islower() | WORD * first.isalnum() | DIGIT * first.isdigit()
        found |= ADVERB * (len(low) > 4 and low.endswith("ly") and low not in no_adverbs)
        found |= PARTICIPLE * (_PARTICIPLE.match(low) is not None and low not in no_participles)
        return found | OWNER * low.endswith(_OWNERS)

    @lru_cache(_DISTINCT)
    def tag(word: str, low: str) -> int:
        found = letters(word, low)
        for flag, words in lists:
            if low in words:
                found |= flag
        numeral = low[:1].isdigit() or low.partition("-")[0] in NUMBER_WORDS
        opens = low[:1] != "" and (low[:1] in "~$€£" or low.partition("-")[0] in language.words("number_openers"))
        found |= NUMERAL * numeral | NUMBER * (numeral or opens) | SPEAKER * people.can_speak(low)
        found |= PLACE * (low in people.nations or low in people.capitals)
        verb = language.verbs.get(low)
        if verb is not None:
            found |= VERB | NOUN_TOO * verb.noun_too | PAST * verb.past
            for name in verb.classes:
                found |= _CLASSES[name]
        return found

    return tag


def tags_of(words: list[str], lows: list[str], language: Language) -> list[int]:
    """Give the flags of each word of a text.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> flags = tags_of(["The", "bridge", "was"], ["the", "bridge", "was"], language("en"))
    >>> [found & (ARTICLE | HELPER) > 0 for found in flags]
    [True, False, True]
    """
    return list(map(tagger(language), words, lows))
