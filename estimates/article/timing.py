"""Of which day a figure is: the words for dates in its sentence, those of what is said before those of the saying."""

from __future__ import annotations

from datetime import date

from estimates.article.dates import DateWords
from estimates.article.document import Document
from estimates.article.standing import Standing

_CLAIMED = 40  # a date so soon after a figure is that figure's
_OPENING = 20  # a date so near its start holds for a whole sentence


def as_of(document: Document, at: Standing, status: str) -> date | None:
    """Give the day a figure describes, from the words for dates in its sentence.

    A date after the figure and before the next one is its own; else one before it that no earlier figure owns; else the
    day on which it was said, for what is actual.
    """
    if not at.dates:
        return None
    start, end, opened = at.figure.start, at.figure.end, at.sentence.start
    before = max(at.earlier.end, opened) if at.earlier else opened
    after = max(at.later.start, end + 1) if at.later else len(document.plain)
    own, speech = _dates_near(document, at)
    for words in [*own, *(words for words in speech if words.shift)]:
        if end <= words.start < after:
            return words.day
    for words in reversed(own):
        claimed = before > opened and before <= words.start < before + _CLAIMED
        if words.end <= start and not words.shift and not claimed:
            return words.day
    return speech[0].day if speech and status == "actual" else None


def _dates_near(document: Document, at: Standing) -> tuple[list[DateWords], list[DateWords]]:
    """Part the dates of a sentence into those of what is said and those of the saying, or of the whole sentence."""
    start, end, sentence = at.figure.start, at.figure.end, at.sentence
    said = [(document.starts[f.first], document.ends[min(f.last + 4, sentence.last) - 1]) for f in at.owner.frames]
    own: list[DateWords] = []
    speech: list[DateWords] = []
    for words in at.dates:
        if start <= words.start < end:
            continue
        if any(a <= words.start < b for a, b in said):
            speech.insert(0, words)
        elif words.start < sentence.start + _OPENING and words.end <= start:
            speech.append(words)
        else:
            own.append(words)
    return own, speech
