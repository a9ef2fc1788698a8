"""Is it so yet, is it so at all, and of which day: what the words around a figure say."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cache

from estimates.text.dates import DateWords
from estimates.text.discourse import Owner
from estimates.text.grammar import BE, HAVE, SUBORDINATORS, grammar
from estimates.text.lexicon import lexicon
from estimates.text.sentences import Document, Sentence
from estimates.text.verbs import verbs

_STOPS, _NEGATORS, _FALSE, _NOT_NEGATING = (
    grammar("stops"),
    grammar("negators"),
    grammar("untrue"),
    grammar("not_negating"),
)
_SETTLED, _FORWARD = grammar("settled"), grammar("forward_participles")
REACH = 28  # tokens to look back for a verb
_CLAIMED = 40  # a date so soon after a figure is that figure's
_OPENING = 20  # a date so near its start holds for a whole sentence


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The lexicon of what is not so yet."""

    modals: frozenset[str]
    expected: frozenset[str]
    need_to: frozenset[str]
    extent: frozenset[str]


@cache
def status_words() -> StatusWords:
    """Load the lexicon of status once."""
    words = lexicon("speech")["status"]
    return StatusWords(*(frozenset(words[name]) for name in ("modals", "expected", "need_to", "extent")))


def status_of(document: Document, first: int, last: int, owner: Owner, dates: list[DateWords]) -> str:
    """Tell whether tokens ``first`` up to ``last`` are actual or expected.

    The verb group nearest before the figure decides; where the figure is the subject, the one after it does. A frame of
    promise or forecast makes what it leads to expected, unless its verb says otherwise.
    """
    sentence = document.sentences[document.sentence_of[first]]
    leading = [frame for frame in owner.frames if frame.last <= first]
    floor = max([sentence.first, *(frame.last for frame in leading)])
    if _measures_noun(document, first, floor):
        return "actual"
    seen = _left(document, first, floor)
    if seen is None or (seen == "actual" and not _has_verb_between(document, floor, first)):
        right = _right(document, last, sentence.last)
        if right is not None:
            return right
    if seen is not None:
        return seen
    if any(frame.expecting for frame in leading if document.sentence_of[frame.first] == document.sentence_of[first]):
        return "expected"
    return "expected" if _ahead(document, last, sentence.last, dates) else "actual"


def _has_verb_between(document: Document, first: int, last: int) -> bool:
    return any(low in HAVE or low in BE or low.endswith("ed") for low in document.lows[first:last])


def _measures_noun(document: Document, first: int, floor: int) -> bool:
    """ "A front line stretching more than 900 miles": the figure describes what stands before it."""
    extent = status_words().extent
    return any(
        document.lows[k] in extent and document.lows[k - 1] not in BE
        for k in range(max(first - 3, floor), first)
        if k > floor
    )


def _left(document: Document, first: int, floor: int) -> str | None:
    words, lows = status_words(), document.lows
    for k in range(first - 1, max(floor, first - REACH) - 1, -1):
        low, before = lows[k], lows[k - 1] if k > floor else ""
        if low in _STOPS:
            return None
        if low in words.modals and low not in ("can", "must") and document.words[k] != "May":
            following = lows[k + 1] if k + 1 < first else ""
            following = lows[k + 2] if following in ("not", "also", "soon", "already") and k + 2 < first else following
            if following == "have" and low not in ("will", "'ll"):
                return "actual"
            return "expected"
        if low in words.expected and (low not in words.need_to or (k + 1 < first and lows[k + 1] == "to")):
            return (
                "actual"
                if low in ("planned", "expected", "forecast", "proposed")
                and before in ("than", "the")
                and k > first - 2
                and False
                else "expected"
            )
        if low == "to" and before in BE and k + 1 < first and lows[k + 1] not in ("the", "a"):
            return "expected"
        if low in HAVE or low in BE:
            if (
                before in words.modals
                or before == "to"
                or (low in ("be", "been", "have") and before in ("to", *words.modals))
            ):
                continue
            if low in BE and k + 1 < first and (lows[k + 1] in words.expected or lows[k + 1] == "to"):
                return "expected"
            return "actual"
        if (
            low.endswith("ed")
            and len(low) > 3
            and before not in BE
            and before not in HAVE
            and before not in words.modals
            and before != "to"
            and document.words[k][0].islower()
            and before not in (",", "the", "a", "of", "and")
            and _finite(before)
        ):
            return "actual"
        if low in _SETTLED:
            return "actual"
    return None


def _finite(before: str) -> bool:
    """A word in "-ed" is a past tense where a subject can stand before it."""
    return before in ("he", "she", "it", "they", "we", "i", "who", "that", "also") or before.endswith("s")


def _right(document: Document, last: int, end: int) -> str | None:
    words, lows = status_words(), document.lows
    for k in range(last, min(last + 14, end)):
        low = lows[k]
        if low in (",", ";", ".", "(", '"', "”", "—", "–") or (low in SUBORDINATORS and low not in ("than",)):
            return None
        if low in words.modals and low not in ("can", "must") and document.words[k] != "May":
            following = lows[k + 1] if k + 1 < end else ""
            return "actual" if following == "have" and low not in ("will", "'ll") else "expected"
        if low in BE and k + 1 < end:
            following = lows[k + 1]
            if following == "to" or (
                following in words.expected and (following not in words.need_to or lows[min(k + 2, end - 1)] == "to")
            ):
                return "expected"
            return "actual"
        if low in HAVE:
            return "actual"
        if low == "to" and k + 1 < end and lows[k + 1] == "be":
            return "expected"
        if low in _FORWARD and k + 1 < end and lows[k + 1] in ("to", "by", "for", "in", "next"):
            return "expected"
        if low in verbs() and not verbs()[low].noun_too:
            return None
    return None


def _ahead(document: Document, last: int, end: int, dates: list[DateWords]) -> bool:
    start = document.ends[last - 1]
    stop = document.ends[end - 1]
    for words in dates[bisect_left(dates, start, key=_start) :]:
        if words.start >= stop:
            return False
        if "," in document.plain[start : words.start] or ";" in document.plain[start : words.start]:
            return False
        if words.ahead:
            return True
    return False


def negated(document: Document, first: int, owner: Owner) -> bool:
    """Tell whether the source says that it is not so: "denied that 3,000", "it had not lost 600"."""
    sentence = document.sentences[document.sentence_of[first]]
    leading = [frame for frame in owner.frames if frame.last <= first]
    if leading and any("denial" in frame.classes for frame in leading):
        return True
    lows = document.lows
    floor = max([sentence.first, *(frame.last for frame in leading)])
    for k in range(first - 1, max(floor, first - REACH) - 1, -1):
        low = lows[k]
        if low in _STOPS or (
            low in ("and", ",")
            and not any(t in ("that", ",") for t in lows[max(k - 1, floor) : k])
            and low == ","
            and k < first - 1
            and lows[k + 1] in ("and", "but")
        ):
            return False
        if low in _NEGATORS or low.endswith("n't"):
            following = lows[k + 1] if k + 1 < first else ""
            return following not in _NOT_NEGATING and not _says(following)
        if low in _FALSE or (low == "evidence" and k > floor and lows[k - 1] == "no"):
            return True
    return False


def _says(word: str) -> bool:
    verb = verbs().get(word)
    return verb is not None and bool(verb.classes & {"assertion", "thought"})


def as_of(
    document: Document, start: int, end: int, owner: Owner, dates: list[DateWords], around: tuple[int, int], status: str
) -> date | None:
    """Give the day a figure describes, from the words for dates in its sentence.

    A date after the figure and before the next one is its own; else one before it that no earlier figure owns; else the
    day on which it was said, for what is actual. ``around`` holds the end of the figure before and the start of the
    one after.
    """
    sentence = document.sentences[document.sentence_of[document.token_at(start)]]
    before, after = max(around[0], sentence.start), max(around[1], end + 1)
    own, speech = _dates_near(document, sentence, start, end, owner, dates)
    for words in own:
        if end <= words.start < after:
            return words.day
    for words in speech:
        if words.shift and end <= words.start < after:
            return words.day
    for words in reversed(own):
        claimed = before > sentence.start and before <= words.start < before + _CLAIMED
        if words.end <= start and not words.shift and not claimed:
            return words.day
    return speech[0].day if speech and status == "actual" else None


def _dates_near(
    document: Document, sentence: Sentence, start: int, end: int, owner: Owner, dates: list[DateWords]
) -> tuple[list[DateWords], list[DateWords]]:
    """Part the dates of a sentence into those of what is said and those of the saying, or of the whole sentence."""
    first, last = (bisect_left(dates, offset, key=_start) for offset in (sentence.start, sentence.end))
    said = [(document.starts[f.first], document.ends[min(f.last + 4, sentence.last) - 1]) for f in owner.frames]
    own: list[DateWords] = []
    speech: list[DateWords] = []
    for words in dates[first:last]:
        if start <= words.start < end:
            continue
        opens = words.start < sentence.start + _OPENING and words.end <= start
        (speech if opens or any(a <= words.start < b for a, b in said) else own).append(words)
    return own, speech


def _start(words: DateWords) -> int:
    return words.start
