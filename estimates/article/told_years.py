"""The years that a text tells of, which the days in it without a year are of."""

from __future__ import annotations

import re
from datetime import date

from estimates.article.days import dated
from estimates.article.document import Document

# The first two begin with letters, so that only those are looked at.
_OF_NOW = re.compile(r"this (?<=\bthis )(?:year|month)\b")
_YEAR_TOLD = re.compile(r"(?:1[6-9]|20)\d\d\b(?<!\w\d{4})")
_YEAR_ALONE = re.compile(r"\b(?:in|of|by|during) ((?:1[6-9]|20)\d\d)\b(?!-)")
_YEAR_OPENS = re.compile(r"(?:\A|\n)\W*(?:the )?((?:1[6-9]|20)\d\d) (?=[a-z])")  # "The 1999 Vela floods began"
_LATER, _LATER_YEAR = 3, 30  # how much farther off is what is told later: "In April 1917 ...", "found in 2011 that"
_RANKED_SINCE = 40  # letters from "since" to the year of what is compared with


def long_past(document: Document, low: str, reported: date | None) -> list[tuple[int, date, int]]:
    """The dates of a text that tells of years past: where they stand, and how much farther off one is for what stands
    before it; none where the text speaks of its own day.

    Such a text names only years before the one it was printed in, and no weekday, "today" or "last week"; where a span
    begins ("since May 2022") tells of no other day.
    """
    if reported is None or _OF_NOW.search(low) or _points_at_now(document, low):
        return []
    years = [int(match[0]) for match in _YEAR_TOLD.finditer(low)]
    if not years or max(years) >= reported.year:
        return []
    found = document.language.calendar.whole.finditer(low)
    named = (match for match in found if not low[: match.start()].rstrip().endswith("since"))
    whole = [(match.start(), dated(match[0], reported).day, _LATER) for match in named]
    told = [match for match in _YEAR_ALONE.finditer(low) if not _is_compared_with(document, low, match.start())]
    told += _YEAR_OPENS.finditer(low)
    alone = [(match.start(), date(int(match[1]), 7, 1), _LATER_YEAR) for match in told]  # the middle of the year
    return [(offset, day, later) for offset, day, later in whole + alone if day is not None]


def _is_compared_with(document: Document, low: str, at: int) -> bool:
    """ "The worst battle since Orr in 1968", "the mark of 40 mm set in 1967": the year of what is compared with."""
    near = low[max(at - _RANKED_SINCE, 0) : at].rpartition(".")[2].split()
    return "since" in near or not document.lists["records"].isdisjoint(near)


def _points_at_now(document: Document, low: str) -> bool:
    """Whether words of a text count from its own day: "today", "on Tuesday", and not "on Tuesday, 12 January"."""
    calendar = document.language.calendar
    deictic = document.lists["deictic"] & document.vocabulary
    return bool(deictic) and (not deictic <= set(calendar.weekdays) or calendar.undated_weekday.search(low) is not None)
