"""Set phrases that hand words over: "let it be known that", "is convinced that", "came up with", "has growth at 3"."""

from __future__ import annotations

from functools import cache

from estimates.article import tags as flag
from estimates.article.chunks import PEOPLE, can_speak, group_start
from estimates.article.document import Sentence
from estimates.article.frames import SAYS, THOUGHT, Frame, said_by
from estimates.article.grammar import grammar
from estimates.article.subjects import subject_before
from estimates.lang.lexicon import lexicon

_SURE, _LEVELS, _HAS = grammar("sure"), grammar("levels"), frozenset(["has", "have", "had"])
_PLACES = frozenset(["placement"])
_HELD = 7  # words between "has" and "at"


@cache
def _idioms() -> dict[str, list[tuple[list[str], str]]]:
    """Phrases by their longest word, the rarest as a rule: the words, and what they do."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for name, phrases in lexicon("speech")["idioms"].items():
        for phrase in phrases:
            words = phrase.split()
            found.setdefault(max(words, key=len), []).append((words, name))
    return found


@cache
def triggers_of_idioms() -> frozenset[str]:
    """Give the words at which ``idiom_at`` can find something."""
    return frozenset(_idioms()) | _SURE | _HAS


def idiom_at(s: Sentence, i: int) -> Frame | None:
    """Give the frame of a set phrase that token ``i`` belongs to."""
    low = s.lows[i]
    if low in _SURE:
        return _sure(s, i)
    if low in _HAS:
        return _has_at(s, i)
    for words, name in _idioms()[low]:
        first = i - words.index(low)
        last = first + len(words)
        if first > s.first and s.lows[first:last] == words and (name != "reaches" or _reaches(s, last - 1)):
            return _said(s, first, last)
    return None


def _said(s: Sentence, start: int, last: int, classes: frozenset[str] = SAYS, lemma: str = "say") -> Frame | None:
    """A frame whose subject ends before the verb group that token ``start`` belongs to."""
    subject = subject_before(s, group_start(s, start))
    return said_by(subject, last, classes, lemma) if subject is not None and can_speak(s, *subject.span) else None


def _sure(s: Sentence, i: int) -> Frame | None:
    """ "X is convinced that", "X was aware of 40 cases"."""
    j, after = i - 1, s.low(i + 1)
    while s.tag(j) & flag.ADVERB:
        j -= 1
    opens = after in ("that", "of", "about", "there") or s.tag(i + 1) & (flag.PRONOUN | flag.ARTICLE | flag.NUMBER)
    return _said(s, j, i + 1 + (after in ("of", "about")), THOUGHT) if opens and s.tag(j) & flag.BE_FORM else None


def _has_at(s: Sentence, i: int) -> Frame | None:
    """ "The police have the crowd at 900", "the agency has growth at 3 percent"."""
    at = next((k for k in range(i + 1, min(i + _HELD, s.last)) if s.lows[k] == "at"), None)
    if at is None or not s.tag(at + 1) & flag.NUMBER or _LEVELS.isdisjoint(s.lows[i + 1 : at]):
        return None
    plain = not any(tag & (flag.MARK | flag.PARTICIPLE | flag.VERB) for tag in s.tags[i + 1 : at])
    return _said(s, i, i + 1, _PLACES, "put") if plain and not s.tags[i + 1] & flag.PREPOSITION else None


def _reaches(s: Sentence, i: int) -> bool:
    """ "Arrived at 81,000." and not "at 81 homes"; "settled on a tally of 81"."""
    if s.tag(i + 1) & flag.ARTICLE:
        return s.low(i + 2) in PEOPLE.tallies and s.low(i + 3) == "of"
    closed = i + 2 >= s.last or s.tags[i + 2] & (flag.MARK | flag.PREPOSITION | flag.NUMBER)
    return bool(closed and s.tag(i + 1) & flag.NUMBER)
