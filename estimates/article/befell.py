"""Words for what befell people and for kinds of those counted: synonyms, phrases, and whether people are meant."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from estimates.lang.lexicon import Language, Phrases

# What befalls people and never things alone.
HARMED = frozenset(["killed", "wounded"])


def both(language: Language, joined: Sequence[str], fate: str) -> bool:
    """Tell whether "and" or "or" joins the other harm: "killed or wounded", "dead and injured"."""
    befell = language.fates
    return len(joined) == 2 and joined[0] in ("and", "or") and befell.get(joined[1]) in HARMED - {fate}


def quality_of(language: Language, word: str) -> str:
    """Give what befell those a noun is said of: "wounded" men, and not "rescue" workers, whose verb is "rescued"."""
    fates = language.fates
    return "" if f"{word}d" in fates or f"{word}ed" in fates else fates.get(word, "")


@cache
def phrases_by(language: Language, edge: int) -> dict[str, Phrases]:
    """What befalls people in several words: by each word that opens it (0), or closes it before a number (-1)."""
    phrases = language.leading_phrases if edge else language.fate_phrases
    edges = {word for _, words in phrases for word in words[edge]}
    return {word: tuple(one for one in phrases if word in one[1][edge]) for word in edges}


def said_at(language: Language, lows: Sequence[str], k: int, end: int) -> str:
    """What a phrase that opens at a token says befell people; empty where none stands there."""
    for fate, words in phrases_by(language, 0).get(lows[k], ()):
        if stands(words, lows, k, end):
            return fate
    return ""


def stands(words: Sequence[frozenset[str]], lows: Sequence[str], k: int, end: int) -> bool:
    """Tell whether the words of a phrase stand at a token; "*" stands for any but the first."""
    if k < 0 or lows[k] not in words[0]:
        return False  # as nearly always
    there = lows[k : min(k + len(words), end)]
    return len(there) == len(words) and all(low in some or "*" in some for low, some in zip(there, words, strict=True))


@lru_cache(maxsize=8192)
def kind_of(language: Language, head: str) -> str:
    """Give the kind that the head of a noun phrase names: synonyms have the same, and others go by themselves.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> [kind_of(language("en"), head) for head in ("soldiers", "fatality", "boats")]
    ['troops', 'killed', 'boats']
    """
    return language.kinds.get(language.nouns.singular(head.lower()), head)


def unit_of(language: Language, noun: str) -> str:
    """Tell by a noun phrase whether people or things are counted: "troops", "family members killed".

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> [unit_of(language("en"), noun) for noun in ("front line troops", "nurses killed", "boats")]
    ['person', 'person', 'count']
    """
    words, nouns = noun.lower().split(), language.nouns
    is_person, of_people = nouns.is_person, language.lists["fates_of_people"]
    while len(words) > 1 and (words[-1] in language.fates or words[-1].endswith("ed")) and nouns.is_plural(words[-2]):
        words.pop()  # "households displaced", "people affected"
    people = is_person(words[-1]) or words[-1] in language.lists["people_nouns"]
    told = language.fates.get(words[-1]) in HARMED
    kind = kind_of(language, words[-1])
    return "person" if people or told or kind == "troops" or kind in of_people else "count"
