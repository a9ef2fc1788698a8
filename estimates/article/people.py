"""The words for people, bodies and documents, as sets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from estimates.article.grammar import grammar
from estimates.lang.lexicon import lexicon, words_of


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of people, as sets."""

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


@cache
def people_words() -> Words:
    """Load the lexicon of people once."""
    people, speech = lexicon("people"), lexicon("speech")["words"]

    def words(name: str) -> frozenset[str]:
        return frozenset(word.lower() for word in people[name])

    same_role: dict[str, frozenset[str]] = {}
    for row in people["same_role"]:
        for word in row.split():
            same_role[word] = same_role.get(word, frozenset()) | words_of(row)
    nations, capitals = {}, {}
    for country, seats, adjective in people["governments"]:
        for word in (country, adjective.replace("-", " ")):
            nations[word.lower()] = country
        for seat in seats.split():
            capitals[seat.replace("-", " ").lower()] = country
    nations |= {
        "u.s.": "United States",
        "us": "United States",
        "uk": "Britain",
        "u.k.": "Britain",
        "america": "United States",
    }
    return Words(
        titles=words("titles"), roles=words("roles"), tails=words("title_tails"), bodies=words("bodies"),
        stand_ins=words("stand_ins"), plural=words("plural_sources"),
        not_names=words("not_names"), dates=words("dates"),
        women=words("women"), men=words("men"),
        women_names=words_of(people["women_names"].lower()), men_names=words_of(people["men_names"].lower()),
        same_role=same_role,
        descriptions=words("descriptions"),
        documents=frozenset(speech["documents"]), own=frozenset(speech["own_figures"]),
        written_by=frozenset(speech["written_by"]), handed_over=frozenset(speech["handed_over"]),
        tallies=frozenset(speech["tallies"]), particles=grammar("particles"), nations=nations, capitals=capitals,
    )  # fmt: skip
