"""Which place lies in which, as the words of a text say: "Sadr City in Baghdad", "Indonesia's Aceh province"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from estimates.lang.lexicon import Language

_NAME = r"[A-Z][\w’'-]*[\w](?<!['’]s)(?: [A-Z][\w’'-]*\w(?<!['’]s))*"


@cache
def _constructions(language: Language) -> tuple[re.Pattern[str], ...]:
    """The constructions that say so, of an ``inner`` and an ``outer`` name, with the area words that may go along."""
    lists = language.lists
    areas = "|".join(sorted(lists["areas"] | {"capital", "suburb"}))
    compass = "|".join(sorted(lists["compass"]))
    inner, outer = rf"(?P<inner>{_NAME})", rf"(?P<outer>{_NAME})"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?<!from )(?<!to )(?<!and )(?<!than )\b{inner}(?: (?:{areas}))? in (?:(?:{compass}) )*{outer}",
            rf"\b{outer}['’]s (?:(?:{compass}) )*(?:(?:{areas}) (?:of )?)?{inner}",
            rf"\b{inner}, {outer}(?=[,.;]| [-–—(])",
            rf"\b{outer} (?:{areas}) (?:of )?{inner}",
        )
    )


@cache
def countries_of(language: Language) -> frozenset[str]:
    """Give the names of the countries."""
    return frozenset(language.people.nations.values())


@cache
def _countries(language: Language) -> frozenset[str]:
    return frozenset(map(str.lower, countries_of(language)))


def countries_in(place: str | None, language: Language) -> tuple[str, ...]:
    """The countries that a place is made of; none where it is one place.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> countries_in("Chad, Niger and Mali", language("en")), countries_in("Trinidad and Tobago", language("en"))
    (('Chad', 'Niger', 'Mali'), ())
    """
    names = tuple(re.split(", | and ", place)) if place is not None and " and " in place else ()
    return names if {name.lower() for name in names} <= _countries(language) else ()


@lru_cache(maxsize=256)  # a folder is asked twice
def places_within(text: str, language: Language) -> frozenset[tuple[str, str]]:
    """Pairs of names, in small letters, of which the first lies in the second.

    A country lies in nothing, and a list of names ("Bireuen, Pidie") is no place in another: what follows a comma is a
    country. Names are only names; which of them are places is for those to say who ask.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> text = "A bomb killed 40 in Sadr City in eastern Baghdad, the Iraqi capital Baghdad's east."
    >>> sorted(places_within(text, language("en")))
    [('baghdad', 'iraq'), ('sadr city', 'baghdad')]
    """
    nations, countries = language.people.nations, _countries(language)
    found: set[tuple[str, str]] = set()
    for k, construction in enumerate(_constructions(language)):
        for match in construction.finditer(text):
            inner, outer = match["inner"].lower(), match["outer"].lower()
            outer = nations.get(outer, outer).lower()
            if inner not in countries and inner not in nations and inner != outer and (k < 2 or outer in countries):
                found.add((inner, outer))
    return frozenset(found)
