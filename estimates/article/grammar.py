"""Lists of English words for the rooms that do not ask the language of their document yet."""

from __future__ import annotations

from estimates.figures.numerals import NUMBER_WORDS
from estimates.lang.lexicon import language

_LISTS = language("en").lists
HAVE, BE, PUNCTUATION = _LISTS["have"], _LISTS["be"], _LISTS["punctuation"]
ARTICLES, POSSESSIVES, PREPOSITIONS = _LISTS["articles"], _LISTS["possessives"], _LISTS["prepositions"]
_OWNER = ("'s", "’s", "‘s", "s'", "s’")


def grammar(name: str) -> frozenset[str]:
    """Give one of the word lists of the grammar.

    Examples
    --------
    >>> sorted(grammar("first_persons"))
    ['i', 'we']
    """
    return _LISTS[name]


def is_numeral(low: str) -> bool:
    """Tell whether a lower-case word is a number, in digits or words, and no hedge or article."""
    return low[:1].isdigit() or low.partition("-")[0] in NUMBER_WORDS


def is_owner(word: str) -> bool:
    """Tell whether a word is a possessive: "Ukraine's", "rebels’"."""
    return word.endswith(_OWNER)
