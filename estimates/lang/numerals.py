"""The number words of a language: what each is worth, and at which of them a numeral may start or go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Numerals:
    """Number words with their worth, as ``numerals.toml`` has them, and sets of words derived from these.

    ``after_digits`` are scales and their short forms; ``folds`` are multiples, "threefold"; ``articles`` before one of
    ``articled`` are a number, "a dozen"; ``words`` are numbers wherever they stand; a numeral starts at one of
    ``starters``, an amount at one of ``openers``; more words may follow one of ``going_on``, a fraction one of
    ``fractions`` after digits.
    """

    ones: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, float]
    abbreviations: Mapping[str, float]
    letters: Mapping[str, float]
    plurals: Mapping[str, float]
    vague: Mapping[str, str]
    thirds: Mapping[str, list[float]]
    parts: Mapping[str, int]
    characters: Mapping[str, float]
    after_digits: Mapping[str, float]
    after_words: frozenset[str]
    folds: Mapping[str, float]
    articles: frozenset[str]
    articled: frozenset[str]
    words: frozenset[str]
    starters: frozenset[str]
    openers: frozenset[str]
    going_on: frozenset[str]
    fractions: frozenset[str]


_TABLES = ("ones", "tens", "scales", "abbreviations", "letters", "plurals", "vague", "thirds", "parts", "characters")


def numerals_of(entries: Mapping[str, Any]) -> Numerals:
    """Make the number words of a language from the entries of its file; one without any reads digits.

    Examples
    --------
    >>> german = numerals_of({"ones": {"drei": 3}, "scales": {"tausend": 1e3}, "fold": "fach"})
    >>> sorted(german.starters), german.folds["dreifach"]
    (['drei', 'dreifach', 'tausend', 'tausendfach'], 3)
    """
    tables = {name: entries.get(name, {}) for name in _TABLES}
    ones, tens, scales, plurals, parts = (tables[name] for name in ("ones", "tens", "scales", "plurals", "parts"))
    listed = {
        name: frozenset(entries.get(name, "").split())
        for name in ("articles", "articled", "always", "sometimes", "after_words")
    }
    multiples = {**ones, **tens, **scales} if "fold" in entries else {}
    folds = {f"{word}{entries['fold']}": value for word, value in multiples.items() if value > 1}
    counting = frozenset([*ones, *tens, *scales, *plurals])
    halves = frozenset(word for word in ("half", "quarter") if word in parts)
    starters = counting.union(tables["vague"], halves - {"quarter"}, tables["characters"], folds, tables["thirds"])
    return Numerals(
        **tables,
        after_digits={**scales, **tables["abbreviations"]},
        after_words=listed["after_words"],
        folds=folds,
        articles=listed["articles"],
        articled=listed["articled"].union(scales),
        words=counting.union(listed["always"]) - listed["sometimes"],
        starters=starters,
        openers=starters | listed["articles"] | halves,
        going_on=counting.union(parts, listed["after_words"], ("-", "and", "in", "out")),
        fractions=frozenset([*tables["characters"], "-", "/", "in", "out", "and", "×", "x", "*"]),
    )
