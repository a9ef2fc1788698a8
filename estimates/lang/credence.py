"""Words of probability and of confidence: one name for each, which side of even chances it is on, and its worth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from estimates.lang.lexicon import Language, lexicon, words_of

Scale = Literal["icd203", "kent", "ipcc", "raters"]


@cache
def phrases(language: Language) -> Mapping[str, tuple[str, str]]:
    """What each phrase is called: ``credence`` or ``confidence``, and its one word.

    Examples
    --------
    >>> from estimates.lang.lexicon import english
    >>> known = phrases(english())
    >>> known["highly improbable"], known["low confidence"]
    (('credence', 'very unlikely'), ('confidence', 'low'))
    """
    entries = language.tables["credence"]
    return {
        phrase: (column, word)
        for column, table in (("credence", entries.get("words", {})), ("confidence", entries.get("confidence", {})))
        for word, said in table.items()
        for phrase in said
    }


@cache
def pattern(language: Language) -> re.Pattern[str]:
    """Finds a phrase, the longest that stands there."""
    longest = sorted(phrases(language), key=lambda phrase: (-len(phrase), phrase))
    said = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest) or "(?!)"
    other = "|".join(sorted(words_of(language.tables["credence"].get("not_before", {}).get("words", "")))) or "(?!)"
    return re.compile(rf"(?<![\w-])(?<!not )(?<!n't )(?<!n’t )(?:{said})(?![\w-])(?!\s+(?:{other})\b)", re.IGNORECASE)


@cache
def openers(language: Language) -> Mapping[str, tuple[str, ...]]:
    """The words that phrases begin with, and what stands before the hyphen of such a word; each with those after it.

    One of these is empty where the word may stand alone.

    Examples
    --------
    >>> from estimates.lang.lexicon import english
    >>> known = openers(english())
    >>> known["as"], "50-50" in known, known["50"]
    (('likely',), True, ('',))
    """
    found: dict[str, set[str]] = {}
    for first, *rest in map(str.split, phrases(language)):
        found.setdefault(first, set()).add(rest[0] if rest else "")
        if "-" in first:
            found.setdefault(first.partition("-")[0], set()).add("")
    return {first: tuple(sorted(seconds)) for first, seconds in found.items()}


def named(phrase: str, language: Language) -> tuple[str, str] | None:
    """Give the column and the one word of a phrase as written; None for any other words.

    Examples
    --------
    >>> from estimates.lang.lexicon import english
    >>> named("Almost  certainly", english()), named("three", english())
    (('credence', 'almost certain'), None)
    """
    return phrases(language).get(" ".join(phrase.casefold().replace("_", " ").split()))


def doubtful() -> tuple[str, ...]:
    """The words that say rather no than yes."""
    return tuple(lexicon("credence")["side"]["doubtful"])


def even() -> tuple[str, ...]:
    """The words that say neither."""
    return tuple(lexicon("credence")["side"]["even"])


def worth(word: str, scale: str) -> tuple[float, float]:
    """What a word is worth on a scale, in percent; NaN where the scale does not have it.

    Examples
    --------
    >>> worth("likely", "icd203"), worth("likely", "ipcc"), worth("extremely likely", "kent")
    ((55.0, 80.0), (66.0, 100.0), (nan, nan))
    """
    ends = lexicon("credence")["scales"][scale]["worth"].get(word, [float("nan")])
    return float(ends[0]), float(ends[-1])
