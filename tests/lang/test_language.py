"""A language is what its folder has; lists are joined, derived and never dead."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import estimates
from estimates.article import document, tags
from estimates.article.dates import find_dates
from estimates.article.speech import find_frames
from estimates.errors import ParseError
from estimates.figures.tables import scan
from estimates.lang.calendar import calendar_of
from estimates.lang.lexicon import Language, built, language, lexicon

PACKAGE = Path(estimates.__file__).parent
WRITTEN = lexicon("grammar") | lexicon("papers") | lexicon("nouns") | lexicon("exclusions") | lexicon("sizes")
LISTS = {name: entry for name, entry in WRITTEN.items() if isinstance(entry, str)}


def frames_of(text: str, spoken: Language, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(document, "language", lambda code: spoken)
    read = document.read_document(text)
    return [read.span(*frame.source) for s in read.sentences for frame in find_frames(read, s) if frame.source]


def test_a_language_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(ParseError, match=r"no language 'xx'\.\nHint: have en"):
        language("xx")


def test_a_verb_speaks_by_its_entry_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No example of a verb hands anything over in a language without verbs."""
    mute = built("en", {"verbs": {}})
    held = [e["example"] for e in lexicon("verbs").values() if "example" in e and "[Police]" in e["example"]]
    assert len(held) > 100
    assert {name for x in held for name in frames_of(re.sub(r"[\[\]]", "", x), mute, monkeypatch)} == set()


def test_a_second_language_needs_no_list_that_it_does_not_use(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = {"base": "sagen", "s": "sagt", "past": "sagte", "participle": "gesagt", "ing": "sagend"}
    german = built("en", {"verbs": {"sagen": {"is": "assertion", "forms": forms}}})
    assert german.lists["takes_object"] == frozenset()
    assert frames_of("Polizisten sagten 40.", german, monkeypatch) == []
    assert frames_of("Anna Weber sagte: 40 Panzer.", german, monkeypatch) == ["Anna Weber"]


def test_words_for_dates_are_the_languages_own(monkeypatch: pytest.MonkeyPatch) -> None:
    days = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"]
    calendar = calendar_of({"weekdays": days, "forms": {"weekday": "{weekday}\\b"}}, {}, {})
    lists = {**language("en").lists, "date_words": frozenset(days)}
    german = replace(language("en"), calendar=calendar, lists=lists)
    monkeypatch.setattr(document, "language", lambda code: german)
    found = find_dates(document.read_document("Am Montag flohen 40. On Monday 40 fled."), [0, 1], date(2024, 11, 6))
    assert {number: [words.day for words in dates] for number, dates in found.items()} == {0: [date(2024, 11, 4)]}


GERMAN = {
    "constructions": {"laut": {"pattern": "laut! <source>"}},
    "grammar": {"punctuation": ". , : ;", "articles": "der die das", "prepositions": "in von laut"},
    "numerals": {
        "ones": {"eins": 1, "drei": 3, "zwölf": 12}, "tens": {"zwanzig": 20}, "fold": "fach",
        "scales": {"hundert": 100, "tausend": 1e3, "millionen": 1e6}, "plurals": {"dutzende": 12},
    },
    "nouns": {
        "plurals": "soldaten panzer leute", "stop": "in der die das und von flohen starben",
        "irregular": {"soldaten": "soldat"},
        "plural": {"looks": ".+en", "singular": [["en", ""]]},
    },
    "people": {"persons": "soldat leute"},
    "units": {"names": {"kilometer": ["km", "kilometer"], "hour": ["stunde", "stunden"]}, "per": {"persons": "kopf"}},
    "currencies": {"names": {"EUR": ["euro"]}, "symbols": {"EUR": ["€"]}},
    "hedges": {"before": {"about": ["etwa", "rund"], "at_least": ["mindestens"]}, "after": {"at_least": ["oder mehr"]}},
    "exclusions": {"months": "januar", "year_before": "seit", "labels": "paragraf"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Etwa zwölf Soldaten flohen.", ("Etwa zwölf", 12, "about", "person", "Soldaten")),
        ("Sie zählten mindestens 3 Millionen Panzer.", ("mindestens 3 Millionen", 3e6, "at_least", "count", "Panzer")),
        ("Es sind rund 40 km.", ("rund 40 km", 40, "about", "kilometer", None)),
        ("Der Preis: 300 Euro oder mehr.", ("300 Euro oder mehr", 300, "at_least", "EUR", None)),
        ("Es waren zwanzig Stunden.", ("zwanzig Stunden", 20, "plain", "hour", None)),
    ],
)
def test_figures_are_read_in_the_language_that_is_passed_on(text: str, expected: tuple[object, ...]) -> None:
    (figure,) = scan(text, language=built("xx", GERMAN))
    assert (figure.text, figure.value, figure.hedge, figure.unit, figure.noun) == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [("Laut Anna Weber flohen 40 Panzer.", "Anna Weber"), ("40 Panzer flohen, laut Anna Weber.", "Anna Weber")],
)
def test_a_construction_of_a_second_language_finds_its_source(
    text: str, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert frames_of(text, built("xx", GERMAN), monkeypatch) == [source]


def test_a_language_does_not_read_the_words_of_another() -> None:
    german = built("xx", GERMAN)
    assert scan("About twelve soldiers fled; dozens hid, nobody knows where.", language=german) == []
    assert scan("Dutzende flohen, rund zwanzig starben.") == []
    assert [figure.value for figure in scan("seit 2014, Paragraf 12, 30 Leute", language=german)] == [30]


def test_lists_join_and_leave_out_others() -> None:
    english = language("en")
    assert english.lists["helpers"] == english.lists["have"] | english.lists["be"] | english.lists["modals"]
    assert "claim" in english.lists["said_nouns"]
    assert english.lists["rejected"] & english.lists["forward_nouns"] == frozenset()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_only_lists_and_is_asked_for(name: str) -> None:
    known = language("en").lists
    assert all(word.strip("-{}") in known for word in LISTS[name].split() if "{" in word)
    asked = [path.read_text(encoding="utf-8") for path in [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("lang/en/*.toml")]]
    quoted = re.compile(rf'["{{]{name}["}}]')
    assert name in tags._LISTS or hasattr(language("en").people, name) or any(quoted.search(text) for text in asked)
