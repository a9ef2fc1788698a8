"""The words of a language for people, bodies and papers, as sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class People:
    """Who can be named, and by which words."""

    titles: frozenset[str]
    roles: frozenset[str]
    tails: frozenset[str]
    bodies: frozenset[str]
    stand_ins: frozenset[str]
    plural: frozenset[str]
    not_names: frozenset[str]
    dates: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    women_names: frozenset[str]
    men_names: frozenset[str]
    same_role: dict[str, frozenset[str]]
    descriptions: frozenset[str]
    documents: frozenset[str]
    own: frozenset[str]
    written_by: frozenset[str]
    handed_over: frozenset[str]
    tallies: frozenset[str]
    particles: frozenset[str]
    nations: dict[str, str]
    adjectives: dict[str, str]
    capitals: dict[str, str]  # "kabul" of Afghanistan
    seats: dict[str, str]  # Afghanistan's "Kabul"

    def sex_of(self, given: str) -> str:
        """Give "f" or "m" for whom a given name in small letters suggests, "" for one that is not known."""
        return "f" if given in self.women_names else "m" if given in self.men_names else ""

    def speaking(self) -> frozenset[str]:
        """Give the words that mean people, a body or a document, and the plurals of people and bodies."""
        ones = self.roles | self.bodies
        many = (one.removesuffix(end) + ends for one in ones for end, ends in _MANY if one.endswith(end))
        return ones.union(many, self.plural, self.documents)


# What stands in the plural for an ending: "medics", "agencies", "spokesmen", "midwives".
_MANY = (("", "s"), ("", "es"), ("y", "ies"), ("man", "men"), ("fe", "ves"))


def persons_of(people: Mapping[str, Any]) -> frozenset[str]:
    """Give the words that mean a person where persons are counted, in the singular: roles and nations among them."""
    roles = {*people.get("roles", ()), *people.get("descriptions", ()), *people.get("persons", "").split()}
    of_nations = [name for country, _, name in people.get("governments", ()) if name.replace("-", " ") != country]
    nations = {name.rpartition("-")[2].lower() for name in of_nations}
    return frozenset((roles | nations).difference(people.get("homographs", "").split()))


def people_of(people: Mapping[str, Any], lists: Mapping[str, frozenset[str]]) -> People:
    """Make the sets from the lists of words of a language and the tables of its lexicon of people."""
    same_role: dict[str, frozenset[str]] = {}
    for row in people.get("same_role", ()):
        for word in row.split():
            same_role[word] = same_role.get(word, frozenset()) | frozenset(row.split())
    nations, adjectives, capitals, first = {}, {}, {}, {}
    for country, seats, adjective in people.get("governments", ()):
        for word in (country, adjective.replace("-", " ")):
            nations[word.lower()] = country
        adjectives[country] = adjective.replace("-", " ")
        first[country] = seats.split()[0].replace("-", " ")
        for seat in seats.split():
            capitals[seat.replace("-", " ").lower()] = country
    for country, names in people.get("also_called", {}).items():
        nations |= dict.fromkeys((name.replace("_", " ") for name in names.split()), country)
    named = {"tails": "title_tails", "plural": "plural_sources", "own": "own_figures"}
    sets = {f.name: lists[named.get(f.name, f.name)] for f in fields(People) if f.type == "frozenset[str]"}
    return People(**sets, same_role=same_role, nations=nations, adjectives=adjectives, capitals=capitals, seats=first)
