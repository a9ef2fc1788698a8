"""How a language makes plurals, and which of its nouns mean people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from estimates.lang.numerals import Numerals
from estimates.lang.people import persons_of

_NEVER: Final = "(?!)"
_WORDS: Final = 65_536  # of which what they are is kept
_SHORTEST: Final = 5  # letters of a noun that is known by its ending


class Nouns:
    """What the form of a noun says: whether it is a plural, of what, and whether it means people.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> nouns = language("en").nouns
    >>> [nouns.is_plural(word) for word in ("soldiers", "troops", "serious", "his")]
    [True, True, False, False]
    >>> [nouns.singular(word) for word in ("casualties", "witnesses", "men", "policemen")]
    ['casualty', 'witness', 'man', 'policeman']
    >>> [nouns.is_person(word) for word in ("troops", "paratroopers", "howitzers", "launchers")]
    [True, True, False, False]
    """

    def __init__(
        self,
        entries: Mapping[str, Any],
        people: Mapping[str, Any],
        lists: Mapping[str, frozenset[str]],
        numerals: Numerals,
    ) -> None:
        plural, person = entries.get("plural", {}), entries.get("person", {})
        self.irregular: Mapping[str, str] = entries.get("irregular", {})  # singulars that no rule gives
        #: What may bound a phrase: words of closed classes, and numbers.
        self.closed = lists["stop"].union(numerals.vague, numerals.ones, numerals.tens, numerals.scales)
        self._plurals, self._singulars, self._things = (lists[name] for name in ("plurals", "singulars", "things"))
        self._no_nations, self._persons = lists["no_nations"], persons_of(people)
        self._looks, self._doubtful = (re.compile(plural.get(name, _NEVER)) for name in ("looks", "doubtful"))
        self._endings: list[tuple[str, str]] = [(many, one) for many, one in plural.get("singular", ())]
        self._of_persons, self._prefixes = tuple(person.get("endings", ())), tuple(person.get("prefixes", ()))
        self._of_things = tuple(thing for thing in self._things if len(thing) > _SHORTEST)
        self._qualities, quality = lists["qualities_of_things"], entries.get("quality", {})
        self._of_qualities = tuple(quality.get("endings", ()))
        self._peoples = re.compile(person.get("peoples", _NEVER))
        self.is_plural = lru_cache(_WORDS)(self._is_plural)
        self.singular = lru_cache(_WORDS)(self._singular)
        self.is_person = lru_cache(_WORDS)(self._is_person)

    def _is_plural(self, word: str) -> bool:
        """Whether a lower-case word looks like a plural noun."""
        if word in self._plurals:
            return True
        if self._doubtful.fullmatch(word):
            return word[:-1] in self._persons
        return word not in self._singulars and self._looks.fullmatch(word) is not None

    def _singular(self, word: str) -> str:
        """Give the singular of a lower-case noun."""
        if word in self.irregular or not self.is_plural(word):
            return self.irregular.get(word, word)
        many, one = next(((many, one) for many, one in self._endings if word.endswith(many)), ("", ""))
        return word.removesuffix(many) + one

    def _is_person(self, head: str) -> bool:
        """Whether a head noun means people."""
        word = head.lower()
        one = self.singular(word)
        tail = one.rpartition("-")[2]
        if not self._persons.isdisjoint((one, word, tail)):
            return word not in self._things  # "crews" are groups
        if one.startswith(self._prefixes) and any(one.removeprefix(p) in self._persons for p in self._prefixes):
            return True
        if one in self._things or tail in self._things or len(one) < _SHORTEST:
            return False
        if self._peoples.fullmatch(word):
            return word not in self._no_nations
        return one != word and one.endswith(self._of_persons) and not one.endswith(self._of_things)

    def is_quality(self, word: str) -> bool:
        """Whether a word is an adjective, by a list or its ending: "heavy", "armed"."""
        return word in self._qualities or word.endswith(self._of_qualities)

    def is_one_person(self, word: str) -> bool:
        """Whether a word means a person, and one only."""
        return self.is_person(word) and not self.is_plural(word)
