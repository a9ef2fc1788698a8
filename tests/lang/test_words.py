"""Words that several readers need have one home: numbers and persons."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute
from estimates.article.tags import NUMBER, NUMERAL, tagger_of
from estimates.figures.tables import scan
from estimates.lang.lexicon import language, lexicon

TAG = tagger_of(language("en"))


@pytest.mark.parametrize("word", sorted({*lexicon("numerals")["ones"], *lexicon("numerals")["tens"]} - {"one"}))
def test_what_is_a_number_to_the_figures_is_one_to_the_article(word: str) -> None:
    assert TAG[word][1] & NUMERAL
    assert TAG[word][1] & NUMBER
    (row,) = attribute(f"Watchline counted {word} strikes.", publisher="Paper")
    assert row["source"] == "Watchline"


def test_one_is_a_pronoun_too() -> None:
    assert TAG["one"][1] & NUMBER
    assert not TAG["one"][1] & NUMERAL


def test_roles_are_persons_where_they_are_counted() -> None:
    homographs = set(lexicon("people")["homographs"].split())
    roles = language("en").people.roles - homographs - {"chiefs"}
    assert {
        role for role in roles if not language("en").nouns.is_person(role + ("es" if role.endswith("ss") else "s"))
    } == set()


def test_every_nation_is_persons() -> None:
    plural = {adjective: adjective + "s" for adjective in language("en").people.adjectives.values()}
    for ending in ("ese", "ish", "ch", "ss"):  # "200 Lebanese", "200 Dutch"
        plural |= {adjective: adjective for adjective in plural if adjective.endswith(ending)}
    units = {name: scan(f"At least 4,312 {name} were killed.")[0].unit for name in plural.values()}
    assert {name for name, unit in units.items() if unit != "person"} == {"New Zealands"}


@pytest.mark.parametrize(
    ("noun", "unit"),
    [
        ("analysts", "person"),
        ("Sunnis", "person"),
        ("Hutus", "person"),
        ("Cossacks", "person"),
        ("regular buses", "count"),
        ("nurses", "person"),
        ("clerks", "person"),
        ("heroes", "person"),
        ("flight attendants", "person"),
        ("aristocrats", "person"),
        ("Moabites", "person"),
        ("websites", "count"),
        ("carmakers", "count"),
        ("glaciers", "count"),
        ("chairs", "count"),
        ("stars", "count"),
        ("MEPs", "person"),
        ("gendarmes", "person"),
        ("flamethrowers", "count"),
        ("transmitters", "count"),
        ("murders", "count"),
    ],
)
def test_who_is_held_is_a_person(noun: str, unit: str) -> None:
    (figure,) = scan(f"Police held 40 {noun}.")
    assert (figure.unit, figure.noun) == (unit, noun)


def test_nobody_is_listed_twice() -> None:
    people = lexicon("people")
    persons = people["persons"].split()
    assert len(persons) == len(set(persons))
    assert not set(persons) & set(people["roles"])
    assert set(people["homographs"].split()) <= set(people["roles"])
