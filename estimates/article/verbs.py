"""The verbs by which a text hands words to somebody, in all their forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from estimates.lang.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Verb:
    """One form (base, s, past, participle, ing) of one verb; ``noun_too`` where the shape is a noun as well."""

    lemma: str
    form: str
    classes: frozenset[str]
    noun_too: bool
    expecting: bool
    past: bool  # a past tense or a participle

    @property
    def says(self) -> bool:
        """True where the verb takes words for its object."""
        return "assertion" in self.classes


_PASTS = ("past", "participle")


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


@cache
def verbs() -> dict[str, Verb]:
    """Give every form of every verb of the lexicon.

    Examples
    --------
    >>> verbs()["foresaw"].lemma, verbs()["admitting"].lemma, verbs()["put"].form
    ('foresee', 'admit', 'past')
    """
    words = lexicon("speech")
    classes: dict[str, set[str]] = {}
    for name, lemmas in words["verbs"].items():
        for lemma in lemmas:
            classes.setdefault(lemma, set()).add(name)
    nouns, expecting = set(words["shape"]["noun_too"]), set(words["shape"]["expecting"])
    forms: dict[str, Verb] = {}
    for lemma, names in classes.items():
        for form, word in _forms(lemma, words["irregular"].get(lemma)).items():
            forms.setdefault(
                word, Verb(lemma, form, frozenset(names), lemma in nouns, lemma in expecting, form in _PASTS)
            )
    return forms


def _forms(lemma: str, irregular: list[str] | None) -> dict[str, str]:
    forms = inflect(lemma)
    if irregular is None:
        return forms
    past, participle = irregular
    forms["past"] = past
    if participle != past:
        forms["participle"] = participle
    if past == lemma:
        del forms["base"]  # "put": as good as always the past in print
    if past.removesuffix("ed") == lemma + lemma[-1] or lemma in ("put", "set", "cut", "bet"):
        forms["ing"] = lemma + lemma[-1] + "ing"
    return forms
