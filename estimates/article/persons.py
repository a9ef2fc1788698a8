"""Persons, their mentions, and speakers: what one is called, and the spellings that are one name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from estimates.records import record

_PREFIXED = re.compile(r"^(?:al|el|ul|ben)[-‑ ]")
_ENDINGS = ("i", "y", "ij", "yj")  # of transliteration
_ENDED = re.compile(r"(?:iy|yy|ij|ii|yi|yj|i|y)$")
_DOUBLED = re.compile(r"(.)\1")
_FORMS_OF_ADDRESS = frozenset(["mr", "mrs", "ms", "miss", "dr"])


@dataclass(slots=True, eq=False)
class Person:
    """One person under every spelling the article has for them; roles and sex fill up as it is read."""

    forms: dict[str, int] = field(default_factory=dict)  # how often each stands
    surnames: dict[str, int] = field(default_factory=dict)
    roles: list[str] = field(default_factory=list)
    role_words: set[str] = field(default_factory=set)
    sex: str = ""  # as titles and pronouns show it
    given: str = ""  # as the given name suggests it

    def may_be(self, sex: str, *, loosely: bool = False) -> bool:
        """Tell whether "he" ("m") or "she" ("f") can be this person; ``loosely`` leaves the given name out of it."""
        return self.sex == sex or (self.sex == "" and (loosely or self.given in (sex, "")))

    @property
    def supposed(self) -> bool:
        """True where two capitals are all there is, and no first name, title or role shows a person."""
        return not (self.given or self.role_words)

    def name(self) -> str:
        """Give the fullest name, in the spelling the article uses most."""
        return max(self.forms, key=lambda form: (" " in form, self.surnames[form.split()[-1]], self.forms[form]))


@record
class Mention:
    """Tokens ``first`` up to ``last`` are a name; ``role_from`` is where the title before it begins."""

    first: int
    last: int
    role_from: int
    person: Person | None  # none where two bear the name


class Body(NamedTuple):
    """Tokens ``first`` up to ``last`` name a body, or do so after the owner that its name begins with."""

    first: int
    last: int
    name: str


@record
class Speaker:
    """Who says something: the name to file it under, the role beside it, and whether somebody else could be meant."""

    name: str
    role: str | None = None
    uncertain: bool = False
    person: Person | None = None
    kind: str = "body"  # person, body, people, document


def speaker_of(person: Person) -> Speaker:
    """Give a person as a speaker, with the fullest of the roles that the article has had for them so far."""
    roles = [role for role in person.roles if role.rstrip(".").lower() not in _FORMS_OF_ADDRESS]
    role = max(roles, key=len, default=None)
    role = role and role.removeprefix("the ").removeprefix("a ").removeprefix("an ")
    return Speaker(person.name(), role, person=person, kind="person")


@lru_cache(maxsize=4096)
def fold(surname: str) -> str:
    """Bring the spellings of one surname together: accents, doubled letters and the endings of transliteration.

    Examples
    --------
    >>> {fold(name) for name in ("Zelensky", "Zelenskiy", "Zelenskyy")} == {"zelensky"}
    True
    """
    plain = surname.lower()
    if not (plain.isascii() and plain.isalpha()):  # few
        plain = "".join(filter(str.isalpha, unicodedata.normalize("NFKD", _PREFIXED.sub("", plain))))
    if plain.endswith(_ENDINGS):
        plain = _ENDED.sub("y", plain)
    plain = plain.replace("kh", "h").replace("ck", "k").replace("ph", "f")
    return plain if _DOUBLED.search(plain) is None else _DOUBLED.sub(r"\1", plain)


def is_acronym(word: str) -> bool:
    """Tell letters that stand for a name: "UNHCR", "MoH", and not "McCoy", "IDPs"."""
    return word.isalpha() and word[-1].isupper() and sum(map(str.isupper, word)) > 1


def are_things(word: str) -> bool:
    """Tell several of what letters stand for, "UAVs" and "MiGs", which is nobody's name; "IDPs" may be people."""
    return word[-1:] == "s" and word[-2:-1].isupper() and word.isalpha()


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """Take the possessive off a word."""
    if word.isalpha():
        return word
    for tail in ("'s", "’s", "‘s", "'", "’"):
        if word.endswith(tail):
            return word[: -len(tail)]
    return word
