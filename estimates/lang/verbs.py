"""The verbs of a language in all their forms, made from one entry for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from estimates.records import record

CLASSES: Final = frozenset(["assertion", "thought", "denial", "evidence", "placement", "count", "revision"])
_PASTS = ("past", "participle")
_DOUBLED = re.compile(r"(?:[^aeiou]|qu)*[aeiou][^aeiouwxy]")  # of one syllable: "plan", "put"


@record
class Verb:
    """One form (base, s, past, participle, ing) of one verb; ``noun_too`` where the shape is a noun as well."""

    lemma: str
    form: str
    classes: frozenset[str]
    behaviour: frozenset[str]
    governs: frozenset[str]  # the words by which it takes its matter
    noun_too: bool
    expecting: bool
    past: bool  # a past tense or a participle

    @property
    def says(self) -> bool:
        """True where the verb takes words for its object."""
        return "assertion" in self.classes


def inflect(lemma: str) -> dict[str, str]:
    """Give the regular forms of an English verb; verbs of other languages have their ``forms`` in their entries.

    Examples
    --------
    >>> inflect("notify")
    {'base': 'notify', 's': 'notifies', 'past': 'notified', 'ing': 'notifying'}
    >>> inflect("stress")["s"], inflect("note")["ing"], inflect("plan")["ing"]
    ('stresses', 'noting', 'planning')
    """
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {"base": lemma, "s": lemma[:-1] + "ies", "past": lemma[:-1] + "ied", "ing": lemma + "ing"}
    s = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if lemma.endswith("ie"):
        return {"base": lemma, "s": s, "past": lemma + "d", "ing": lemma[:-2] + "ying"}
    stem = lemma + lemma[-1] if _DOUBLED.fullmatch(lemma) else lemma
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe")) else stem
    return {"base": lemma, "s": s, "past": stem + ("d" if lemma.endswith("ee") else "ed"), "ing": stem + "ing"}


def forms_of(lemma: str, past: str = "") -> dict[str, str]:
    """Give the forms of a verb; ``past`` has the past tense and the participle, or one word for both.

    Examples
    --------
    >>> forms_of("write", "wrote written")["participle"], forms_of("admit", "admitted")["ing"]
    ('written', 'admitting')
    """
    forms = inflect(lemma)
    if not past:
        return forms
    forms |= dict(zip(_PASTS, past.split(), strict=False))
    if forms["past"] == lemma:
        del forms["base"]  # "put": as good as always the past in print
    if forms["past"].removesuffix("ed") == lemma + lemma[-1]:
        forms["ing"] = lemma + lemma[-1] + "ing"
    return forms


def verbs_of(entries: Mapping[str, Any]) -> dict[str, Verb]:
    """Give every form of every verb that hands words to somebody.

    Examples
    --------
    >>> found = verbs_of({"foresee": {"is": "thought expecting", "past": "foresaw foreseen"}})
    >>> list(found), found["foresaw"].expecting
    (['foresee', 'foresees', 'foresaw', 'foreseeing', 'foreseen'], True)
    """
    found: dict[str, Verb] = {}
    for lemma, entry in entries.items():
        does = frozenset(entry.get("is", "").split())
        classes, behaviour = does & CLASSES, does - CLASSES
        if not classes:
            continue
        governs = frozenset(entry.get("with", "").split())
        noun_too, expecting = "noun_too" in does, "expecting" in does
        for form, word in _own_forms(lemma, entry).items():
            verb = Verb(lemma, form, classes, behaviour, governs, noun_too, expecting, form in _PASTS)
            found.setdefault(word, verb)
    return found


def lists_of(entries: Mapping[str, Any], asked: Mapping[str, Mapping[str, str]]) -> dict[str, frozenset[str]]:
    """Give the verbs of each class and behaviour in their base form, and the lists ``asked`` for in certain forms.

    A list is asked for by behaviour and forms, and an entry that names the list gives forms of its own; "verb" is the
    base form unless it is a noun too.

    Examples
    --------
    >>> entries = {"rise": {"is": "level", "past": "rose risen"}, "number": {"is": "level noun_too"}}
    >>> found = lists_of(entries, {"level_verbs": {"level": "verb past"}})
    >>> sorted(found["level"]), sorted(found["level_verbs"])
    (['number', 'rise'], ['numbered', 'rise', 'rose'])
    """
    found: dict[str, set[str]] = {"irregular_pasts": set(), **{name: set() for name in asked}}
    asking = [(name, behaviour, kinds.split()) for name, wanted in asked.items() for behaviour, kinds in wanted.items()]
    for lemma, entry in entries.items():
        does, forms = entry.get("is", "").split(), _all_forms(lemma, entry)
        for name in does:
            found.setdefault(name, set()).add(lemma)
        given = [(name, entry[name].split()) for name in entry.keys() & asked.keys()]
        for name, kinds in [*((name, kinds) for name, behaviour, kinds in asking if behaviour in does), *given]:
            found[name].update(word for form, word in forms if form in kinds)
        past = entry.get("past", lemma).split()[0]
        if not past.startswith(lemma):
            found["irregular_pasts"].add(past)
    return {name: frozenset(words) for name, words in found.items()}


def fates_of(entries: Mapping[str, Any], others: Mapping[str, str]) -> dict[str, str]:
    """Give what befell those counted by each word that says so: the forms of verbs, and ``others`` by fate.

    Examples
    --------
    >>> fates_of({"die": {"fate": "killed"}}, {"killed": "dead"})
    {'dead': 'killed', 'die': 'killed', 'dies': 'killed', 'died': 'killed', 'dying': 'killed'}
    """
    fates = {word: fate for fate, words in others.items() for word in words.split()}
    for lemma, entry in entries.items():
        if "fate" in entry:
            fates |= dict.fromkeys((word for _, word in _all_forms(lemma, entry)), entry["fate"])
    return fates


def _own_forms(lemma: str, entry: Mapping[str, Any]) -> dict[str, str]:
    """The forms as an entry has them, or as English makes them."""
    return dict(entry["forms"]) if "forms" in entry else forms_of(lemma, entry.get("past", ""))


def _all_forms(lemma: str, entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The forms with those of another spelling, "totalled", and the past tense that is a participle as well."""
    forms = list(_own_forms(lemma, entry).items())
    forms += [("ing" if word.endswith("ing") else "past", word) for word in entry.get("also", "").split()]
    if "noun_too" not in entry.get("is", "").split():
        forms.append(("verb", lemma))
    if not any(form == "participle" for form, _ in forms):
        forms += [("participle", word) for form, word in forms if form == "past"]
    return forms
