"""The small words of English as sets, and the questions about a word that need no more than its letters."""

from __future__ import annotations

import re
from itertools import pairwise

from estimates.figures.numerals import NUMBER_WORDS
from estimates.lang.lexicon import language, lexicon, words_of

_WORDS = lexicon("grammar")

HAVE = words_of(_WORDS["have"])
BE = words_of(_WORDS["be"])
MODALS = words_of(_WORDS["modals"])
HELPERS = HAVE | BE | MODALS
ADVERBS = words_of(_WORDS["adverbs"])
SUBORDINATORS = words_of(_WORDS["subordinators"])
PREPOSITIONS = words_of(_WORDS["prepositions"])
ARTICLES = words_of(_WORDS["articles"])
POSSESSIVES = words_of(_WORDS["possessives"])
PRONOUNS = words_of(_WORDS["pronouns"])
FIRST_PERSONS = words_of(_WORDS["first_persons"])
PUNCTUATION = words_of(_WORDS["punctuation"])
QUOTE_MARKS = words_of(_WORDS["quote_marks"])
MARKS = PUNCTUATION | QUOTE_MARKS
DASHES = words_of(_WORDS["dashes"])
SIGNS = frozenset("$€£¥")

_NOT_ADVERBS = words_of(_WORDS["not_adverbs"])
_NOT_PARTICIPLES = words_of(_WORDS["not_participles"])
_NUMBER_WORDS = words_of(_WORDS["number_openers"]) | NUMBER_WORDS
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing)$")
_OWNER = ("'s", "’s", "‘s", "s'", "s’")


def grammar(name: str) -> frozenset[str]:
    """Give one of the word lists of the grammar.

    Examples
    --------
    >>> sorted(grammar("first_persons"))
    ['i', 'we']
    """
    return language("en").words(name)


def number_like(low: str) -> bool:
    """Tell whether a lower-case word can begin a figure: a digit, a currency sign, a numeral, a hedge.

    Examples
    --------
    >>> number_like("11,000"), number_like("$"), number_like("roughly"), number_like("forty-two"), number_like("tanks")
    (True, True, True, True, False)
    """
    return (low[:1] in "~$€£0123456789" and low != "") or low.partition("-")[0] in _NUMBER_WORDS


def is_numeral(low: str) -> bool:
    """Tell whether a lower-case word is a number, in digits or words, and no hedge or article.

    Examples
    --------
    >>> is_numeral("11,000"), is_numeral("forty-two"), is_numeral("about"), is_numeral("a")
    (True, True, False, False)
    """
    return low[:1].isdigit() or low.partition("-")[0] in NUMBER_WORDS


def is_called_false(lows: list[str]) -> bool:
    """Tell whether words call something untrue: "nonsense", "a lie", and not "lies 40 miles from".

    Examples
    --------
    >>> is_called_false(["talk", "of", "40", "dead", "a", "lie"]), is_called_false(["lies", "40", "miles"])
    (True, False)
    """
    called = not grammar("untrue").isdisjoint(lows) or not grammar("nonsense").isdisjoint(lows)
    return called or ("a", "lie") in pairwise(lows)


def is_adverb(low: str) -> bool:
    """Tell whether a lower-case word may stand between a subject and its verb.

    Examples
    --------
    >>> is_adverb("later"), is_adverb("repeatedly"), is_adverb("family")
    (True, True, False)
    """
    return low in ADVERBS or (len(low) > 4 and low.endswith("ly") and low not in _NOT_ADVERBS)


def is_participle(low: str) -> bool:
    """Tell whether a lower-case word has the ending of a past tense or a participle."""
    return _PARTICIPLE.match(low) is not None and low not in _NOT_PARTICIPLES


def is_owner(word: str) -> bool:
    """Tell whether a word is a possessive: "Ukraine's", "rebels’".

    Examples
    --------
    >>> is_owner("Ukraine's"), is_owner("rebels’"), is_owner("rebels")
    (True, True, False)
    """
    return word.endswith(_OWNER)
