"""The units and hedges of a language in all their written forms, cut into words as texts are: made once a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from estimates.figures.cutting import words_of_form
from estimates.lang.lexicon import Language, words_of

Phrase: TypeAlias = tuple[tuple[str, ...], str]  # words, and what they say

#: The names of the units of time.
TIMES = frozenset(
    ["second", "minute", "hour", "day", "week", "fortnight", "month", "year", "decade", "century", "millennium"]
)


class _Lists(dict[str, frozenset[str]]):
    """Lists of words by name; one that a language does not have is empty."""

    def __init__(self, entries: Mapping[str, str | list[str]]) -> None:
        super().__init__({name: words_of(entry) for name, entry in entries.items()})

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Units by ``forms``, ``symbols`` and ``letters``, money by ``codes``, ``prefixes`` and what narrows ``dollars``.

    ``first`` gives by its first word how long a form can be; at one of ``starts`` a unit may start. ``per`` are things
    that a rate may be of; ``unless`` has the words where a form is no unit, by why. Those of ``tallied`` keep their
    sense after other words, and so do those of ``sums`` after a vague number; ``extents`` go before "of a month". A
    million of those ``in_millions`` are money, and one ``in_thousands`` is a thousand of it; those ``shared`` are of
    several nations, names and signs with the name that they stand for. A symbol of ``in_tonnes`` stands for so many
    of them, and a word of ``every`` before what is counted for what it is counted by.
    """

    forms: Mapping[tuple[str, ...], str]
    symbols: Mapping[str, str]
    letters: Mapping[str, str]
    first: Mapping[str, int]
    codes: frozenset[str]
    prefixes: Mapping[tuple[str, ...], str]
    signs: frozenset[str]
    dollars: Mapping[str, str]
    per: frozenset[str]
    unless: Mapping[str, frozenset[str]]
    extents: frozenset[str]
    starts: frozenset[str]
    tallied: Mapping[str, str]
    sums: Mapping[str, str]
    in_millions: Mapping[str, str]
    in_thousands: Mapping[str, str]
    shared: Mapping[str, str]
    in_tonnes: Mapping[str, float]
    every: Mapping[str, str]

    def is_time(self, word: str) -> bool:
        """Whether a word is a unit of time."""
        return self.forms.get((word,)) in TIMES


@cache
def units_of(language: Language) -> Units:
    """Make the units of a language from its tables; of one that has none, no word is a unit.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> units = units_of(language("en"))
    >>> units.forms["square", "kilometres"], units.symbols["MW"], units.is_time("weeks")
    ('square_kilometer', 'megawatt', True)
    """
    measures, money = language.tables["units"], language.tables["currencies"]
    forms, symbols, letters = _unit_forms(measures, money), _symbols(measures), measures.get("letters", {})
    first: dict[str, int] = {}
    for form in forms:
        first[form[0]] = max(first.get(form[0], 0), len(form))
    codes = frozenset(money.get("names", ()))
    prefixes = {_pieces(sign): code for code, signs in money.get("symbols", {}).items() for sign in signs}
    signs = frozenset(form[-1] for form in prefixes) | {code.lower() for code in codes}
    several = money.get("shared", {})
    shared = {name: name for name in words_of(several.get("names", ""))} | several.get("signs", {})
    unless = _Lists(measures.get("unless", {}))
    ones = {form[0]: name for form, name in forms.items() if len(form) == 1}
    tallied = {word: name for word, name in ones.items() if name in TIMES | language.lists["tallied"]}
    return Units(
        forms, symbols, letters, first, codes, prefixes, signs, money.get("dollars", {}),
        frozenset().union(*map(words_of, measures.get("per", {}).values())), unless,
        words_of(measures.get("of", {}).get("extents", "")),
        frozenset([*first, *signs, *shared, *map(str.lower, [*symbols, *letters, *codes]), "-"]),
        tallied, tallied | {word: name for word, name in ones.items() if name.isupper()},
        money.get("in_millions", {}), money.get("in_thousands", {}),
        shared, measures.get("in_tonnes", {}), measures.get("every", {}),
    )  # fmt: skip


def _pieces(form: str) -> tuple[str, ...]:
    """Cut a form; a hyphen counts as a space."""
    return tuple(word for word in words_of_form(form) if word != "-")


def _plural(form: str) -> str:
    return form + "s" if len(form) > 2 and form.isascii() and form[-1].isalpha() and form[-1] != "s" else form


def _unit_forms(measures: Mapping[str, Any], money: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """Every written form of a unit or currency, cut into words, with its name."""
    forms: dict[tuple[str, ...], str] = {}
    for name, (word, _) in measures.get("prefixed", {}).items():
        for prefix in measures["prefixes"]:
            for form in (prefix + word, prefix + word + "s"):
                forms[_pieces(form)] = prefix + name
    for code, names in money.get("names", {}).items():
        for form in names:
            forms[_pieces(form)] = forms[_pieces(_plural(form))] = code
    for name, written in measures.get("names", {}).items():
        for form in written:
            for one in (form, _plural(form)):
                forms[_pieces(one)] = name
            head, _, rest = form.partition(" of ")
            if rest:
                forms.setdefault((*_pieces(_plural(head)), "of", *_pieces(rest)), name)
    return forms


def _symbols(measures: Mapping[str, Any]) -> dict[str, str]:
    """Symbols whose letter case matters: "MW" and "mW", "Mb" and "MB"."""
    symbols: dict[str, str] = {}
    for name, (_, symbol) in measures.get("prefixed", {}).items():
        if len(symbol) > 1:
            symbols[symbol] = name
        for prefix, letter in measures["prefixes"].items():
            symbols[letter + symbol] = prefix + name
            if prefix in ("kilo", "mega", "giga", "tera"):
                symbols.setdefault(letter.lower() + symbol, prefix + name)
                symbols.setdefault(letter.upper() + symbol, prefix + name)
    symbols |= measures.get("symbols", {})
    return {symbol: name for symbol, name in symbols.items() if name}


@dataclass(frozen=True, slots=True, eq=False)
class Hedges:
    """Phrases that hedge: ``before`` a number by their last word, ``after`` it by their first, the longest first.

    Of those before, ``alone`` gives what a word says by itself, ``longer`` the phrases by their last two words. What
    makes a hedge none stands in ``around``; words of change are ``up``, ``down`` or, with others, ``change``, and
    ``trend`` has the lists that tell them apart. ``phrases`` are all, also cut short as a column of hedges has them.
    """

    before: Mapping[str, list[Phrase]]
    after: Mapping[str, list[Phrase]]
    alone: Mapping[str, str | None]
    longer: Mapping[tuple[str, str], list[Phrase]]
    after_starts: frozenset[str]
    around: Mapping[str, frozenset[str]]
    trend: Mapping[str, frozenset[str]]
    up: frozenset[str]
    down: frozenset[str]
    moves: frozenset[str]
    change: frozenset[str]
    phrases: Mapping[str, str]


@cache
def hedges_of(language: Language) -> Hedges:
    """Make the hedges of a language from its table; one without any says nothing of how close a number is.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> phrases = hedges_of(language("en")).phrases
    >>> phrases["no fewer than"], phrases["more"], phrases["~"]
    ('at_least', 'more_than', 'about')
    """
    entries = language.tables["hedges"]
    said = {side: entries.get(side, {}) for side in ("after", "before")}
    before, after = _by_edge(said["before"], -1), _by_edge(said["after"], 0)
    alone = {word: forms[-1][1] if len(forms[-1][0]) == 1 else None for word, forms in before.items()}
    longer: dict[tuple[str, str], list[Phrase]] = {}
    for word, forms in before.items():
        for form in forms[: len(forms) - (alone[word] is not None)]:
            longer.setdefault((form[0][-2], word), []).append(form)
    around, trend = _Lists(entries.get("around", {})), _Lists(entries.get("trend", {}))
    moves = trend["up"] | trend["down"]
    phrases = {form: hedge for side in said.values() for hedge, some in side.items() for form in some}
    return Hedges(
        before, after, alone, longer, frozenset([*after, "-", "–"]), around, trend, trend["up"], trend["down"], moves,
        trend["change"] | moves, {form.removesuffix(" than"): hedge for form, hedge in phrases.items()} | phrases,
    )  # fmt: skip


def _by_edge(phrases: Mapping[str, list[str]], edge: int) -> dict[str, list[Phrase]]:
    """Phrases by their last (or first) word, longest first."""
    table: dict[str, list[Phrase]] = {}
    for hedge, forms in phrases.items():
        for form in forms:
            words = words_of_form(form)
            table.setdefault(words[edge], []).append((words, hedge))
    return {word: sorted(forms, key=lambda form: (-len(form[0]), form)) for word, forms in table.items()}
