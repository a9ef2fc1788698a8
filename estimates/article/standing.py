"""Where a figure stands in its article: its tokens and sentence, whose words they are, the dates beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from estimates.article.dates import DateWords
from estimates.article.document import Document, Sentence
from estimates.article.frames import Frame
from estimates.article.owners import Owner
from estimates.article.verbs import verbs
from estimates.figures.linking import Figure


@dataclass(slots=True)
class Standing:
    """Tokens ``first`` up to ``last`` are a figure; what it counts ends before ``beyond``, if that comes after it.

    It stands in ``sentence``, the one with this ``number``, and those are the words of ``owner``, of whose frames the
    ``leading`` ones stand before it. Between ``floor`` and ``stop`` no frame stands but the figure. ``dates`` are the
    words for dates in the sentence.
    """

    first: int
    last: int
    beyond: int
    number: int
    sentence: Sentence
    owner: Owner
    leading: list[Frame]
    floor: int
    stop: int
    dates: Sequence[DateWords]


def tokens_of(document: Document, figure: Figure) -> tuple[int, int]:
    """Give the tokens of a figure: the first, and the one after the last."""
    first = document.token_at(figure.start)
    last = max(bisect_left(document.starts, figure.end, first), first + 1)
    if first + 1 < last and document.lows[first] in verbs():
        first += 1  # "estimates 10 percent": the hedge is the verb of a frame
    return first, last


def standing_of(
    document: Document, figure: Figure, first: int, last: int, owner: Owner, dates: Sequence[DateWords]
) -> Standing:
    """Look around tokens ``first`` up to ``last``, which are a figure."""
    number = document.sentence_of[first]
    sentence = document.sentences[number]
    beyond = bisect_left(document.starts, figure.noun_end, last) if figure.noun_end > figure.end else last
    floor, stop, leading = sentence.first, sentence.last, []
    for frame in owner.frames:
        if frame.last <= first:
            leading.append(frame)
            floor = max(floor, frame.last)
        if frame.first > first:
            stop = min(stop, frame.first)
    return Standing(first, last, beyond, number, sentence, owner, leading, floor, stop, dates)
