"""The day that stands over a list, a table or an entry: "3 NOVEMBER" alone, "Losses from 24.02.22 to 14.05.23:"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter

from estimates.article.clauses import has_finite
from estimates.article.dates import DateWords, find_dates
from estimates.article.document import Document
from estimates.article.entries import Span
from estimates.article.standing import Standing
from estimates.article.timing import Timing
from estimates.records import replace

_WEEKDAY = r"(?:[A-Z]\w{2,5}day,?[^\S\n]+)?"
_AS_OF = re.compile(  # "Flash update no. 7 | As of 3 October", "Week 42 (14-20 October)", "Issued: 3 October, 8:00 AM"
    r"^(?:[^\n]{0,160}\b(?:(?:as (?:of|at|on)|dated|week ending|cut-?off date:)(?!\w)"
    r"|week(?: no\.?)? \d{1,2}(?=,? ?[(:–-]))|\W{0,4}"
    r"(?P<issued>(?:issued|released)\b|(?:last )?updated?(?= on\b|:| \d)|date(?: of \w+)?:))"
    r"[^\n]{4,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_TOP = 400  # letters in which such a line opens a text
_ENTRIES = 2  # lines with a day alone that make an account day by day; one is the date of the article


def under_days(
    document: Document,
    stands: Sequence[Standing],
    statuses: Sequence[str],
    timings: Sequence[Timing],
    reported: date | None,
) -> list[Timing]:
    """Date what is actual, has no day of its own and stands under one, up to the next such line or the list's end.

    Under "from 24.02.22 to 14.05.23" that is the span of all but the changes beside them ("+7").
    """
    timings = _under_title(document, stands, statuses, timings, reported)
    headed = _headed(document, reported)
    if not headed:
        return timings
    tops = [top for top, _, _ in headed]
    out = []
    for at, status, timing in zip(stands, statuses, timings, strict=True):
        start = at.figure.start
        k = bisect_right(tops, start) - 1
        under = k >= 0 and start < headed[k][1] and status == "actual"
        if under and timing.as_of is None and timing.since is None:
            *begun, words = headed[k][2]
            since = begun[0].day if begun and at.figure.trend is None else None
            timing = replace(timing, as_of=words.day, precision=words.precision, since=since)
        out.append(timing)
    return out


def _under_title(
    document: Document,
    stands: Sequence[Standing],
    statuses: Sequence[str],
    timings: Sequence[Timing],
    reported: date | None,
) -> list[Timing]:
    """Date what is actual and has no day by the line that opens a bulletin: "Flash update no. 7 | As of 3 October"."""
    opens = stands[0].figure.start if stands else 0
    line = _AS_OF.search(document.plain, 0, min(_TOP, opens)) if stands else None
    if line is None or document.plain[line.end() : line.end() + 1].strip():
        return list(timings)  # the first figure stands within that line
    first, last = document.token_at(line.start()), document.token_at(line.end() - 1) + 1
    numbers = sorted({document.sentence_of[k] for k in range(first, last)})
    found = (words for dates in find_dates(document, numbers, reported).values() for words in dates)
    days = [words for words in found if line.start() <= words.start < line.end() and words.precision == "day"]
    told = document.token_at(line.end("issued")) if line["issued"] else first
    if not days or days[-1].day is None or has_finite(document, told, last):
        return list(timings)
    return [
        _of_day(timing, days[-1].day, reported) if timing.as_of is None and status == "actual" else timing
        for timing, status in zip(timings, statuses, strict=True)
    ]


def _of_day(timing: Timing, day: date, reported: date | None) -> Timing:
    """ "Over the past 24 hours" ends on the day of the bulletin, not on that of its print."""
    begun = timing.since
    if begun is not None and begun > day and reported is not None:
        begun = day - (reported - begun)
    return replace(timing, as_of=day, precision="day", since=begun)


@cache
def _day_line(month: str) -> re.Pattern[str]:
    """A day alone on its line."""
    day = rf"{_WEEKDAY}(?:\d{{1,2}}(?:st|nd|rd|th)?[^\S\n]+{month}|{month}[^\S\n]+\d{{1,2}})(?:,?[^\S\n]+\d{{4}})?"
    return re.compile(rf"\n[^\S\n]*[#*_]*[^\S\n]*({day})[^\S\n]*[:*_]*[^\S\n]*(?=\n)", re.IGNORECASE)


def _headed(document: Document, reported: date | None) -> list[tuple[int, int, list[DateWords]]]:
    """Where what stands under a day begins and ends, and that day, behind the one on which its span begins."""
    plain, found = document.plain, []
    if "\n" not in plain:
        return []
    day_line = _day_line(document.language.calendar.month)
    lines = [(match.start(1) - 1, match.end(1) - 1) for match in day_line.finditer("\n" + plain)]
    if len(lines) >= _ENTRIES:
        ends = [*[start for start, _ in lines[1:]], len(plain)]
        found += [(line[1], end, line) for line, end in zip(lines, ends, strict=True)]
    for block in document.blocks:
        if block.heading is not None and (block.leads or block.heading in lines):
            found.append((block.start, block.end, block.heading))
    for title, of_table in groupby(document.entries, key=attrgetter("title")):
        if title is not None:
            inside = [entry.value for entry in of_table]
            found.append((inside[0][0], inside[-1][1], title))
    if not found:
        return []
    dates = find_dates(document, sorted({n for _, _, span in found for n in _sentences(document, span)}), reported)
    headed = []
    for top, end, span in sorted(found):
        days = [w for n in _sentences(document, span) for w in dates.get(n, ())]
        days = [w for w in days if span[0] <= w.start < span[1] and w.day is not None and w.precision != "year"]
        days = [w for k, w in enumerate(days) if not w.since or k + 2 == len(days)]  # "from 24.02.22 to 14.05.23"
        if days and not days[-1].since:
            spans = len(days) > 1 and document.lows[document.token_at(days[-2].start) - 1] == "from"
            headed.append((top, end, days[-2:] if spans else days[-1:]))
    return headed


def _sentences(document: Document, span: Span) -> range:
    """The numbers of the sentences in a line."""
    first, last = document.token_at(span[0]), document.token_at(span[1] - 1)
    return range(document.sentence_of[first], document.sentence_of[last] + 1)
