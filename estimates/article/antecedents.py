"""Nouns left out (nominal ellipsis): which figure, question or count before it says what a bare number counts."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

from estimates.article import tags as flag
from estimates.article.document import Document
from estimates.article.standing import Standing
from estimates.figures.nouns import counted_after

_NO_QUALITY = (
    flag.HELPER | flag.PREPOSITION | flag.ARTICLE | flag.POSSESSIVE | flag.PRONOUN | flag.SUBORDINATOR | flag.PAST
)
_REACH = 6  # figures back that a figure without a noun may take it from
_SUBJECT = 30  # tokens from "the number of" to its number
_TURN = 8  # sentences between a question and what answers it


def antecedents(document: Document, at: Standing, before: Sequence[Standing]) -> Sequence[int]:
    """The figures that may lend their noun, best first: the nearest, or of those compared the one of like size."""
    nearest = range(len(before) - 1, max(len(before) - 1 - _REACH, -1), -1)
    if not _is_compared(document, at.first - 1) or at.figure.value <= 0:
        return nearest

    def apart(k: int) -> float:  # "a million joined 260 rallies, down from two million"
        value = before[k].figure.value
        return abs(math.log(value / at.figure.value)) if value > 0 and before[k].number == at.number else math.inf

    return sorted(nearest, key=apart)


def _is_compared(document: Document, k: int) -> bool:
    """ "From 40", "from a peak of 40", "raised that to 40": with another count, or another count of the same."""
    lows = document.lows
    if lows[k] == "of" and lows[k - 1] in document.lists["extremes"]:
        k -= 2
        while document.tags[k] & (flag.ARTICLE | flag.POSSESSIVE) or lows[k] in document.lists["time_adjectives"]:
            k -= 1
    if lows[k] == "to" and lows[k - 1] in document.lists["taken_up"]:
        return True
    return lows[k] in document.lists["compared_to"]


def asked(document: Document, at: Standing) -> tuple[int, str | None]:
    """ "How many of the buses came? — About 40": where a question asks for a number, and of what; -1 for nowhere.

    It stands in the sentence of the figure or in a turn just before; "how much" asks for nothing that is counted.
    """
    lows = document.lows
    if "how" not in document.vocabulary:
        return -1, None
    number, paragraph = at.number, at.sentence.paragraph
    while number and at.number - number < _TURN and document.sentences[number - 1].paragraph >= paragraph - 1:
        number -= 1
    for k in range(at.first - 2, document.sentences[number].first - 1, -1):
        if lows[k] == "how" and lows[k + 1] in ("many", "much"):
            of = k + 2 + (lows[k + 2] == "of")
            of += bool(document.tags[of] & (flag.ARTICLE | flag.POSSESSIVE))
            return k, _plural_from(document, of) if lows[k + 1] == "many" else None
    return -1, None


def _plural_from(document: Document, token: int) -> str | None:
    pieces = document.pieces
    noun = counted_after(pieces, bisect_left(pieces.starts, document.starts[token], 0, pieces.count))
    return pieces.printed(noun.start, noun.stop) if noun is not None else None


def bracketed_by(document: Document, at: Standing, before: Sequence[Standing]) -> int | None:
    """ "102 tanks (37 destroyed, 65 captured)": the figure whose brackets it stands in."""
    k = at.first - 1
    while k > at.sentence.first and document.words[k] not in ("(", ")"):
        k -= 1
    if document.words[k] != "(":
        return None
    return next((n for n in range(len(before) - 1, -1, -1) if before[n].beyond == k), None)


def lends(at: Standing) -> bool:
    """Whether a figure lends its noun to others: that of "two diplomats said" does not."""
    return not any(frame.source[0] <= at.first < frame.source[1] for frame in at.frames)


def left_out(at: Standing, earlier: Standing) -> bool:
    """ "Forty miners were freed. Two are dead.": a bare number that opens the next sentence (nominal ellipsis)."""
    begins = at.first <= at.sentence.first + 1
    return begins and earlier.number == at.number - 1 and earlier.sentence.paragraph == at.sentence.paragraph


def of_these(document: Document, at: Standing) -> bool:
    """ "Of these 40 had fled", "Of them, 12 died": they are of what was counted before."""
    lows, k = document.lows, at.first - 1 - (document.lows[at.first - 1] == ",")
    return k > at.sentence.first and lows[k] in ("these", "those", "them", "whom") and lows[k - 1] == "of"


def numbered(document: Document, at: Standing) -> str | None:
    """ "The number of trucks that entered since May rose to 62": what the number is of, however far it stands back."""
    lows, floor = document.lows, max(at.sentence.first, at.first - _SUBJECT)
    k = at.first - 1
    if k <= floor or not (document.tags[k] & flag.BE_FORM or lows[k] in document.lists["level_reached"]):
        return None
    counters = document.lists["counters"]
    befallen = document.language.fates  # "the number arrested since June stands at 748"
    of = next(
        (j for j in range(k - 1, floor, -1) if lows[j - 1] in counters and (lows[j] == "of" or lows[j] in befallen)),
        None,
    )
    if of is None or (at.earlier is not None and at.earlier.start > document.starts[of]):
        return None
    return _plural_from(document, of + 1) if lows[of] == "of" else lows[of]


def shared_head(document: Document, at: Standing) -> str | None:
    """ "Four missile and 67 air strikes": the head of the second is that of the first (right-node raising)."""
    later, lows, tags = at.later, document.lows, document.tags
    if later is None or later.noun is None or later.borrowed or " " not in later.noun:
        return None
    k = document.token_at(later.start) - 1
    said = range(at.last, k)
    if lows[k] not in ("and", "or") or not 0 < len(said) <= 2 or later.end > document.ends[at.sentence.last - 1]:
        return None
    fates = document.language.fates
    if any(tags[j] & (flag.LOWER | _NO_QUALITY) != flag.LOWER or lows[j][-1] == "s" or lows[j] in fates for j in said):
        return None
    return f"{document.span(at.last, k)} {later.noun.split()[-1]}"
