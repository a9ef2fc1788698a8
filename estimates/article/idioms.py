"""Set phrases that hand words over: "let it be known that", "is convinced that", "came up with", "has growth at 3"."""

from __future__ import annotations

from functools import cache

from estimates.article.cues import group_start
from estimates.article.document import Sentence
from estimates.article.frames import SAYS, Frame
from estimates.article.grammar import (
    ARTICLES,
    BE,
    MARKS,
    PREPOSITIONS,
    PRONOUNS,
    grammar,
    is_adverb,
    is_participle,
    number_like,
)
from estimates.article.people import people_words
from estimates.article.phrases import can_speak
from estimates.article.subjects import subject_before
from estimates.article.verbs import verbs
from estimates.lang.lexicon import lexicon

PEOPLE = people_words()

_SURE, _LEVELS, _HAS = grammar("sure"), grammar("levels"), frozenset(["has", "have", "had"])
_THOUGHT, _PLACES = frozenset(["thought"]), frozenset(["placement"])
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
    """Give the words at which ``Idioms.idiom_at`` can find something."""
    return frozenset(_idioms()) | _SURE | _HAS


def idiom_at(s: Sentence, frames: list[Frame], i: int) -> bool:
    """Make the frame of a set phrase that token ``i`` belongs to; False where there is none."""
    low = s.lows[i]
    if low in _SURE:
        return _sure(s, frames, i)
    if low in _HAS:
        return _has_at(s, frames, i)
    for words, name in _idioms()[low]:
        first = i - words.index(low)
        last = first + len(words)
        if first <= s.first or s.lows[first:last] != words:
            continue
        if name != "reaches" or _reaches(s, last - 1):
            return _said_by(s, frames, first, last, SAYS)
    return False


def _said_by(
    s: Sentence, frames: list[Frame], start: int, last: int, classes: frozenset[str], lemma: str = "say"
) -> bool:
    """Make a frame whose subject ends before the verb group that token ``start`` belongs to."""
    subject = subject_before(s, group_start(s, start))
    if subject is None or not can_speak(s, *subject[0]):
        return False
    frames.append(Frame(subject[0][0], last, subject[0], classes, lemma, asides=subject[1]))
    return True


def _sure(s: Sentence, frames: list[Frame], i: int) -> bool:
    """ "X is convinced that", "X was aware of 40 cases"."""
    j, after = i, s.low(i + 1)
    while is_adverb(s.low(j - 1)):
        j -= 1
    opens = after in ("that", "of", "about", "there") or after in PRONOUNS or after in ARTICLES or number_like(after)
    return s.low(j - 1) in BE and opens and _said_by(s, frames, j - 1, i + 1 + (after in ("of", "about")), _THOUGHT)


def _has_at(s: Sentence, frames: list[Frame], i: int) -> bool:
    """ "The police have the crowd at 900", "the agency has growth at 3 percent"."""
    held = s.lows[i + 1 : min(i + _HELD, s.last)]
    if "at" not in held:
        return False
    at = held.index("at")
    if not number_like(s.low(i + 2 + at)) or _LEVELS.isdisjoint(held[:at]):
        return False
    plain = not any(low in MARKS or is_participle(low) or low in verbs() for low in held[:at])
    return plain and PREPOSITIONS.isdisjoint(held[:1]) and _said_by(s, frames, i, i + 1, _PLACES, "put")


def _reaches(s: Sentence, i: int) -> bool:
    """ "Arrived at 81,000." and not "at 81 homes"; "settled on a tally of 81"."""
    if s.low(i + 1) in ARTICLES:
        return s.low(i + 2) in PEOPLE.tallies and s.low(i + 3) == "of"
    after = s.low(i + 2)
    return number_like(s.low(i + 1)) and (after in MARKS or not after or after in PREPOSITIONS or number_like(after))
