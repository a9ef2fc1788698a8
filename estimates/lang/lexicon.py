"""A language as one object: its words, verbs and names, read from the files of its folder once and passed on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from estimates.errors import ParseError
from estimates.lang.calendar import Calendar, calendar_of
from estimates.lang.nouns import Nouns
from estimates.lang.numerals import Numerals, numerals_of
from estimates.lang.people import People, people_of
from estimates.lang.verbs import Verb, fates_of, lists_of, verbs_of

_HERE = Path(__file__).parent
# The files of a language, and those whose lists of words are asked for by their names.
_FILES = tuple(sorted(path.stem for path in (_HERE / "en").glob("*.toml")))
_WRITTEN = ("grammar", "papers", "layout", "people", "nouns", "exclusions", "sizes")

#: Phrases, each with its name, and the words that may stand in each of their places.
Phrases: TypeAlias = tuple[tuple[str, tuple[frozenset[str], ...]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What a language has: ``verbs`` by each of their forms, ``people``, ``nouns``, and its ``lists`` of words by name.

    A list is one of its files', or of the verbs of a class or a behaviour in their base form.
    ``fates`` says what befell those counted, by the word that says so, ``kinds`` what kind of people or things a noun
    is one word for, ``events`` what happened, ``happenings`` the same by the verbs that tell it, ``calendar`` how days
    are called, ``numerals`` what number words are worth; ``lists["befallen"]`` has the names of the fates.
    ``fate_phrases`` say what befell people in several words, ``leading_phrases`` before those counted: what may stand
    in each place. ``tables`` are the files of its folder by name; what a room makes of one it makes once a language.
    """

    code: str
    verbs: Mapping[str, Verb]
    people: People
    lists: Mapping[str, frozenset[str]]
    fates: Mapping[str, str]
    kinds: Mapping[str, str]
    events: Mapping[str, str]
    happenings: Mapping[str, str]
    fate_phrases: Phrases
    leading_phrases: Phrases
    calendar: Calendar
    numerals: Numerals
    nouns: Nouns
    tables: Mapping[str, Mapping[str, Any]]


@cache
def language(code: str) -> Language:
    """Load a language by the name of its folder.

    Raises
    ------
    ParseError
        If there is no such folder.

    Examples
    --------
    >>> language("en").verbs["foresaw"].lemma, language("en").verbs["admitting"].lemma, language("en").verbs["put"].form
    ('foresee', 'admit', 'past')
    """
    known = sorted(path.name for path in _HERE.iterdir() if (path / "verbs.toml").is_file())
    if code not in known:
        raise ParseError(f"no language {code!r}.", hint=f"have {', '.join(known)}.")
    return built(code, {})


def english() -> Language:
    """Give the language of tables and messages, and of a text of which nobody says another."""
    return language("en")


def built(code: str, given: Mapping[str, Mapping[str, Any]]) -> Language:
    """Make a language of these files, given by name; its other files are those of its folder.

    A list that it does not have is empty, but for the other lists that English joins in it.
    """
    tables = {name: given.get(name, lexicon(name, code)) for name in _FILES}
    grammar, verbs = tables["grammar"], tables["verbs"]
    english = _written({name: lexicon(name) for name in _WRITTEN})
    joins = {name: frozenset(word for word in words if "{" in word) for name, words in english.items()}
    verb_lists = lexicon("grammar")["verb_lists"] | grammar.get("verb_lists", {})
    of_english = lists_of(lexicon("verbs"), verb_lists)
    lists = dict.fromkeys(of_english, frozenset[str]()) | joins | _written(tables)
    for name, words in (of_english if verbs is lexicon("verbs") else lists_of(verbs, verb_lists)).items():
        lists[name] = lists.get(name, frozenset()) | words
    lists = {name: _joined(lists, name) for name in lists}
    fates = fates_of(verbs, grammar.get("befell", {}))
    behind, before = (_phrases(grammar.get(name, {})) for name in ("befell_phrases", "befell_before"))
    lists["fate_openers"] = frozenset[str]().union(*(words[0] for _, words in behind))
    lists["fate_closers"] = frozenset[str]().union(*(words[-1] for _, words in before))
    lists["befallen"] = frozenset([*fates.values(), *(fate for fate, _ in behind + before)])
    kinds, events, happenings = (_by_word(grammar.get(name, {})) for name in ("same_kind", "events", "happenings"))
    numerals = numerals_of(tables["numerals"])
    return Language(
        code, verbs_of(verbs), people_of(tables["people"], lists), lists,
        fates, kinds, events, happenings, behind, before,
        calendar_of(tables["dates"], tables["numerals"], tables["exclusions"].get("month_numbers", {})),
        numerals, Nouns(tables["nouns"], tables["people"], lists, numerals), tables,
    )  # fmt: skip


def _phrases(table: Mapping[str, list[str]]) -> Phrases:
    """Phrases by what they say: the words that may stand in each place, parted by "|" in the file."""
    named = ((name, phrase) for name, several in table.items() for phrase in several)
    return tuple((name, tuple(frozenset(words.split("|")) for words in phrase.split())) for name, phrase in named)


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    """The name of a row by each of its words."""
    return {word: name for name, words in table.items() for word in words.split()}


def _written(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """The lists of words as the files of a language have them; those of people are asked for in lower case."""
    return {
        name: frozenset(map(str.lower, words_of(entry))) if file == "people" else words_of(entry)
        for file in _WRITTEN
        for name, entry in tables[file].items()
        if isinstance(entry, str) or (isinstance(entry, list) and all(isinstance(word, str) for word in entry))
    }


def _joined(lists: Mapping[str, frozenset[str]], name: str) -> frozenset[str]:
    """The words of a list that may name others: "{be}" for those of another list too, "-{be}" for none of them."""
    words = lists[name]
    joined = [_joined(lists, word[1:-1]) for word in words if word[0] == "{"]
    without = [_joined(lists, word[2:-1]) for word in words if word[:2] == "-{"]
    return frozenset(word for word in words if "{" not in word).union(*joined).difference(*without)


def lexicon(name: str, code: str = "en") -> dict[str, Any]:
    """Read one file of a language by its name.

    Examples
    --------
    >>> lexicon("numerals")["tens"]["forty"]
    40
    """
    return _read(name, code)


@cache
def _read(name: str, code: str) -> dict[str, Any]:
    path = _HERE / code / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def words_of(entry: str | Iterable[str]) -> frozenset[str]:
    """Split the words of an entry, written as a list or as one string.

    Examples
    --------
    >>> sorted(words_of("win won"))
    ['win', 'won']
    """
    return frozenset(entry.split() if isinstance(entry, str) else entry)
