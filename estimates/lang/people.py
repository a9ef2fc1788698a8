"""The words of a language for people, bodies and papers, as sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    capitals: dict[str, str]

    def can_speak(self, low: str) -> bool:
        """Tell whether a lower-case word means people, a body or a document."""
        one = low.rstrip("s")
        return (
            low in self.plural or low in self.roles or one in self.roles or low in self.bodies or low in self.documents
        )


def persons_of(people: Mapping[str, Any]) -> frozenset[str]:
    """Give the words that mean a person where persons are counted, in the singular: roles among them."""
    roles = {*people["roles"], *people["descriptions"], *people["persons"].split()}
    return frozenset(roles.difference(people["homographs"].split()))


def people_of(people: Mapping[str, Any], lists: Mapping[str, frozenset[str]]) -> People:
    """Make the sets from the lexicon of people and the lists of words of a language."""

    def words(name: str) -> frozenset[str]:
        entry = people[name]
        return frozenset(word.lower() for word in (entry.split() if isinstance(entry, str) else entry))

    same_role: dict[str, frozenset[str]] = {}
    for row in people["same_role"]:
        for word in row.split():
            same_role[word] = same_role.get(word, frozenset()) | frozenset(row.split())
    nations, capitals = {}, {}
    for country, seats, adjective in people["governments"]:
        for word in (country, adjective.replace("-", " ")):
            nations[word.lower()] = country
        for seat in seats.split():
            capitals[seat.replace("-", " ").lower()] = country
    for country, names in people["also_called"].items():
        nations |= dict.fromkeys(names.split(), country)
    return People(
        titles=words("titles"), roles=words("roles"), tails=words("title_tails"), bodies=words("bodies"),
        stand_ins=words("stand_ins"), plural=words("plural_sources"), not_names=words("not_names"),
        dates=words("dates"), women=words("women"), men=words("men"), women_names=words("women_names"),
        men_names=words("men_names"), same_role=same_role, descriptions=words("descriptions"),
        documents=lists["documents"], own=lists["own_figures"], written_by=lists["written_by"],
        handed_over=lists["handed_over"], tallies=lists["tallies"], particles=lists["particles"], nations=nations,
        capitals=capitals,
    )  # fmt: skip
