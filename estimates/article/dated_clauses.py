"""Dates that a clause keeps to itself: of what somebody said then, of the day on which a figure was announced."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.dates import DateWords
from estimates.article.document import Document
from estimates.article.standing import Standing

_ANNOUNCED = 2  # tokens between a figure and the verb of "33 confirmed deaths announced on 22 May"


def is_in_closed_relative(document: Document, at: Standing, first: int, after: int) -> bool:
    """ "Orr, who on Friday spoke of 60 dead, said he now believed 80": Friday is the day of what he spoke of then."""
    lows, opened = document.lows, at.sentence.first
    who = next((k for k in range(first - 1, opened, -1) if lows[k] == "who" and lows[k - 1] == ","), -1)
    if who < 0 or "," in lows[who:first]:
        return False
    commas = (k for k in range(after, at.first - 1) if lows[k] == ",")
    return any(document.tags[k + 1] & (flag.PAST | flag.HELPER) for k in commas)


def is_announced(document: Document, words: DateWords, at: Standing) -> bool:
    """ "33 deaths announced on 22 May", "down from 33 reported on Monday"."""
    k = document.token_at(words.start) - 1
    k -= k > at.last and bool(document.tags[k] & flag.PREPOSITION)
    if not at.last <= k <= at.last + _ANNOUNCED:
        return False
    return bool(document.tags[k] & flag.PAST and document.tags[k] & flag.ASSERTION)
