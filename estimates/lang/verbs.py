"""The verbs of a language in all their forms, made from one entry for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

CLASSES: Final = frozenset(["assertion", "thought", "denial", "evidence", "placement", "count", "revision"])
_PASTS = ("past", "participle")


@dataclass(frozen=True, slots=True)
class Verb:
    """One form (base, s, past, participle, ing) of one verb; ``noun_too`` where the shape is a noun as well."""

    lemma: str
    form: str
    classes: frozenset[str]
    behaviour: frozenset[str]
    noun_too: bool
    expecting: bool
    past: bool  # a past tense or a participle

    @property
    def says(self) -> bool:
        """True where the verb takes words for its object."""
        return "assertion" in self.classes


def inflect(lemma: str) -> dict[str, str]:
    """Give the regular forms of a verb.

    Examples
    --------
    >>> inflect("notify")
    {'base': 'notify', 's': 'notifies', 'past': 'notified', 'ing': 'notifying'}
    >>> inflect("stress")["s"], inflect("note")["ing"]
    ('stresses', 'noting')
    """
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {"base": lemma, "s": lemma[:-1] + "ies", "past": lemma[:-1] + "ied", "ing": lemma + "ing"}
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe")) else lemma
    s = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
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
    if forms["past"].removesuffix("ed") == lemma + lemma[-1] or lemma in ("put", "set", "cut", "bet"):
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
        does = frozenset(entry["is"].split())
        classes, behaviour = does & CLASSES, does - CLASSES
        for form, word in forms_of(lemma, entry.get("past", "")).items():
            found.setdefault(
                word,
                Verb(lemma, form, classes, behaviour, "noun_too" in does, "expecting" in does, form in _PASTS),
            )
    return found


def lemmas_of(entries: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Give the verbs of each class and of each behaviour.

    Examples
    --------
    >>> lemmas_of({"tell": {"is": "assertion takes_object"}})["takes_object"]
    frozenset({'tell'})
    """
    found: dict[str, set[str]] = {}
    for lemma, entry in entries.items():
        for name in entry["is"].split():
            found.setdefault(name, set()).add(lemma)
    return {name: frozenset(lemmas) for name, lemmas in found.items()}
