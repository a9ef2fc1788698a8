"""What stands between a measure and its figure and is stepped over: "a new high of", "by a quarter last year to"."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.document import Document

_STACKED = 7  # tokens between two relative clauses of one noun


def before_extreme(document: Document, k: int, floor: int) -> int | None:
    """ "Rose to a new high of 900", "hit a record of": the token before a level, None for "breaking the record of"."""
    lows, lists, j = document.lows, document.lists, k - 2
    if j <= floor or lows[k] != "of" or lows[k - 1] not in lists["level_heads"]:
        return k
    while j > floor and (document.tags[j] & flag.ARTICLE or lows[j] in lists["before_level_heads"]):
        j -= 1
    if lows[j] == "to" or lows[j] in lists["level_leads"]:
        return j
    return None if lows[k - 1] in lists["records"] else k


def before_relatives(document: Document, k: int, floor: int) -> int:
    """ "An area that we must hold that is 40 acres": the first of two relative clauses of one noun."""
    lows, tags = document.lows, document.tags
    for j in range(k - 1, max(k - _STACKED, floor), -1):
        if tags[j] & flag.PUNCTUATION_MARK:
            break
        if lows[j] in document.lists["relatives"] and tags[j + 1] & (flag.PRONOUN | flag.FIRST_PERSON):
            return j
    return k


def before_change(document: Document, k: int, floor: int) -> int:
    """ "Jumped by a quarter last year to 900": the token before what stands between a verb and the level it led to."""
    lows, lists = document.lows, document.lists
    if lows[k - 1] in lists["spans_of_time"] and lows[k - 2] in lists["of_season"]:
        k -= 2
    part = k - 1 - (lows[k - 1] == ",")  # "down by a third, to 900"
    if lows[part] in document.language.numerals.parts and lows[part - 1] in ("a", "one") and lows[part - 2] == "by":
        k = part - 2
    return max(k, floor)


def is_led_at(document: Document, k: int) -> bool:
    """ "Arrests peaked at 40", "hovered around 40": a verb that leads to a level only with what follows it."""
    lists, lows = document.lists, document.lows
    if lows[k] in ("off", "out", "in"):
        return lows[k + 1] == "at" and lows[k - 1] in lists["level_at"]
    return lows[k] in lists["level_at"] and lows[k + 1] in lists["level_at_links"]
