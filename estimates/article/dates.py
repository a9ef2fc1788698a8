"""Dates said in words ("on Monday", "Nov. 4", "a week earlier"), read against the date of the article.

Absolute dates are parsed, and calendar steps taken, by ``dateutil``; which day "Monday" means follows the usage of news
agencies: the nearest such day before the report in the past tense, the nearest one after it where the text looks ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from dateutil import parser
from dateutil.relativedelta import relativedelta

from estimates.article.document import Document
from estimates.article.grammar import grammar
from estimates.errors import ParseError
from estimates.lang.lexicon import lexicon

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {
    "a": 1,
    "an": 1,
}
_DATELINE = re.compile(
    rf"(?:^|\n)[ \t]*[A-Z][A-Z.'’ -]+(?:,\s(?!{_MONTH})[A-Z][\w. ]{{2,20}})?"
    rf"(?:,\s{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?)?(?:\s\([^()\n]{{2,30}}\))?\s?(?:-|--|—|–)\s"
)
_MONTHS: dict[str, int] = lexicon("exclusions")["month_numbers"]
_TRIGGERS = grammar("date_words")
_YEAR = re.compile(r"\d{4}(?!\d|[.,]\d)(?<!\d\d{4})(?<!\d[.,]\d{4})")
# Words for a date begin with one that may stand alone, or with one of some others before one of a few; a look at these
# costs less than a look at every letter.
_SECOND = _TRIGGERS | {"the", "of", "jun", "jul"}
_ALONE = _SECOND - grammar("date_spans")
_OPENERS = _ALONE | frozenset(_NUMBERS) | grammar("date_openers")
_WITHIN = re.compile(r"\b\w")
_UNIT = r"(?:day|week|month|year)s?"
_UNLIKE = (datetime(2000, 1, 1), datetime(2001, 2, 2))


@cache
def _pattern() -> re.Pattern[str]:
    weekday, month = "|".join(_WEEKDAYS), _MONTH.lower()
    return re.compile(  # for text in lower case: sre looks at first letters only where case matters
        rf"\b(?:(?P<absolute>\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{month}(?:,?\s+\d{{4}})?|{month}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*(?:,\d{{3}}|million|billion|percent))(?:,?\s+\d{{4}}\b)?|{month}\s+\d{{4}})"
        rf"|(?P<month>(?:by|in|since|until|last|next|early|late|this|of|end\s+of|for)\s+{month})(?!\s*\d)\b"
        rf"|(?P<which>last|next|this|previous|past|coming)\s+(?P<period>week|month|year|{weekday})\b"
        rf"|(?P<by>by\s+)?(?:the\s+)?(?P<edge>end|beginning|start)\s+of\s+(?:the\s+|this\s+|next\s+)?(?P<edge_of>year|month|week|\d{{4}}|winter|summer|decade)\b"
        rf"|(?P<ago_n>{_COUNT})\s+(?P<ago_unit>{_UNIT})\s+(?P<ago>ago|earlier|before|later|from\s+now)\b"
        rf"|(?P<year_in>(?:by|in|since|during|of)\s+(?:19|20)\d\d)\b(?!\s*[-–]\s*\d)"
        rf"|(?P<weekday>{weekday})\b"
        r"|(?P<word>today|yesterday|tomorrow|tonight|overnight)\b)"
    )


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words for a date: where they stand, the day they mean, and which way they look.

    The day is missing where there is no date to count from.
    """

    start: int
    end: int
    day: date | None
    ahead: bool
    shift: bool  # "a week earlier": counted from another date in the text rather than from the article


def dateline(text: str) -> date | None:
    """Give the date of an article from its dateline, if that has a year.

    Examples
    --------
    >>> dateline("KYIV, Nov. 4, 2024 (Wire) - Two bridges fell.")
    datetime.date(2024, 11, 4)
    >>> dateline("KYIV, Nov. 4 (Wire) - Two bridges fell.") is None
    True
    """
    head = text[:1500]
    place = r"(?:^|\n)[A-Z][A-Z .,'’/-]{2,40},\s+(?:[A-Z][a-z]+,\s+)?"
    match = re.search(rf"{place}({_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}})", head)
    match = match or re.search(
        rf"(?:^|\n)\s*(?:Published|Updated|Posted|Date)?:?\s*(?:on\s+)?((?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}})|\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|\d{{4}}-\d\d-\d\d)\s*(?:\n|$)",
        head,
    )
    return _parsed(match.group(1), None) if match else None


def as_date(value: object) -> date | None:
    """Read a date given by the caller: a ``date``, a timestamp, or words that ``dateutil`` can read.

    Dots stand between day, month and year ("6.11.2024"); strokes may mean either order and are read only where one of
    the numbers is no month.

    Raises
    ------
    ParseError
        If the words are no date, no whole date, or two dates.

    Examples
    --------
    >>> as_date("6 November 2024"), as_date("6.11.2024")
    (datetime.date(2024, 11, 6), datetime.date(2024, 11, 6))
    """
    if value is None or value != value:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = str(value).strip()
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    dotted = re.fullmatch(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}", words) is not None
    orders = (True,) if dotted else (False, True) if re.fullmatch(r"\d{1,2}[/-]\d{1,2}[/-]\d+", words) else (False,)
    try:  # what is missing in the words is filled from two dates that share nothing
        read = {parser.parse(words, dayfirst=order, default=day) for order in orders for day in _UNLIKE}
    except (ValueError, OverflowError) as error:
        raise ParseError(f"reported={words!r} is no date.", hint="write it as 2024-11-06.") from error
    days: set[date] = {moment.date() for moment in read}
    if len(days) > 1:
        what = "may be two dates" if len(orders) > 1 else "is no whole date"
        raise ParseError(f"reported={words!r} {what}.", hint="write it as 2024-11-06.")
    return days.pop()


def dateline_end(text: str) -> int:
    """Give where the dateline of an article ends; the date in it is that of the report and not of a figure.

    Examples
    --------
    >>> dateline_end("KYIV, Nov. 4 (Wire) - Two bridges fell.")
    22
    """
    match = _DATELINE.search(text[:3000])
    return match.end() if match else 0


def find_dates(document: Document, numbers: Iterable[int], reported: date | None = None) -> dict[int, list[DateWords]]:
    """Find the words for dates in some sentences of a document, by the number of the sentence.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> document = read_document("It had 40. On Monday it had 40, up from 30 a week earlier.")
    >>> found = find_dates(document, [0, 1], date(2024, 11, 6))
    >>> {number: [(words.day.isoformat(), words.shift) for words in dates] for number, dates in found.items()}
    {1: [('2024-11-04', False), ('2024-10-28', True)]}
    """
    dated: dict[int, list[DateWords]] = {}
    low = ""
    for number in numbers:
        sentence = document.sentences[number]
        lows = document.lows[sentence.first : sentence.last]
        if _TRIGGERS.isdisjoint(lows) and _YEAR.search(document.plain, sentence.start, sentence.end) is None:
            continue
        low = low or _lowered(document.plain)
        starts = document.starts[sentence.first : sentence.last]
        found = _find(low, _openings(lows, starts), sentence.end, reported)
        if found:
            dated[number] = found
    return dated


def _lowered(text: str) -> str:
    """A text in lower case, letter for letter."""
    low = text.lower()
    if len(low) != len(text):  # a few capitals become two letters
        low = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    return low


def _openings(lows: list[str], starts: list[int]) -> Iterator[int]:
    """The offsets at which words for a date may begin: some words, a number, or within a compound as in "mid-May"."""
    for k, low in enumerate(lows):
        if low in _OPENERS:
            after = lows[k + 1] if k + 1 < len(lows) else ""
            if low in _ALONE or after in _SECOND or not after.isalpha():
                yield starts[k]
        elif not low.isalpha():
            if low.isalnum():
                yield starts[k]
            elif len(low) > 1:
                yield from [starts[k] + match.start() for match in _WITHIN.finditer(low)]


def _find(low: str, openings: Iterable[int], end: int, reported: date | None) -> list[DateWords]:
    """The words for dates that begin at one of the openings of a text in lower case, none in another."""
    found: list[DateWords] = []
    last: date | None = None  # the day before, from which "a week earlier" counts
    past, match_at = 0, _pattern().match
    for opening in openings:
        match = match_at(low, opening, end) if opening >= past else None
        if match is None:
            continue
        past = match.end()
        try:
            words = _read(match, last if last and match["ago"] in ("earlier", "before", "later") else reported)
        except (ValueError, OverflowError):
            continue
        if words is not None:
            found.append(words)
            last = words.day
    return found


@lru_cache(maxsize=4096)
def _parsed(words: str, reported: date | None) -> date | None:
    """Parse a date with ``dateutil``; where it has no year it is the one nearest to the report."""
    clean = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", words.lower()).replace("sept.", "sep.")
    if re.search(r"\d{4}", clean):
        read: datetime = parser.parse(clean, default=datetime(2000, 1, 1))
        return read.date()
    if reported is None:
        return None
    days = []
    for year in (reported.year - 1, reported.year, reported.year + 1):
        try:
            days.append(parser.parse(f"{clean} {year}", default=datetime(year, 1, 1)).date())
        except ValueError:
            continue  # 29 February
    return min(days, key=lambda day: abs((day - reported).days), default=None)


def _read(match: re.Match[str], reported: date | None) -> DateWords | None:
    low = match.group()
    start, end = match.span()
    if match["absolute"]:
        return DateWords(start, end, _parsed(match["absolute"], reported), False, False)
    if match["month"]:
        return _month(match, low, reported)
    if match["ago"]:
        n = _NUMBERS.get(match["ago_n"]) or int(match["ago_n"])
        unit = match["ago_unit"].rstrip("s") + "s"
        forward = match["ago"] in ("later",) or match["ago"].endswith("now")
        days = {"days": n, "weeks": 7 * n}.get(unit)
        step = relativedelta(**{unit: n}) if days is None else timedelta(days=days)
        day = None if reported is None else (reported + step if forward else reported - step)
        return DateWords(
            start,
            end,
            day,
            match["ago"].endswith("now"),
            match["ago"] in ("earlier", "before", "later"),
        )
    if match["year_in"]:
        year = int(match["year_in"][-4:])
        return DateWords(
            start,
            end,
            date(year, 12, 31) if low.startswith("by") else date(year, 1, 1),
            reported is not None and year > reported.year,
            False,
        )
    if match["edge"]:
        return _edge(match, low, reported)
    if match["which"]:
        return _which(match, reported)
    if match["weekday"]:
        return DateWords(start, end, _weekday(match["weekday"], reported, 0), False, False)
    steps = {"yesterday": -1, "tomorrow": 1}
    day = None if reported is None else reported + timedelta(days=steps.get(low, 0))
    return DateWords(start, end, day, low == "tomorrow", False)


def _weekday(name: str, reported: date | None, ahead: int) -> date | None:
    """The nearest day of that name up to the report ("on Monday"), or after it ("next Monday")."""
    if reported is None:
        return None
    back = (reported.weekday() - _WEEKDAYS.index(name)) % 7
    return reported + timedelta(days=7 - back if ahead else -back)


def _which(match: re.Match[str], reported: date | None) -> DateWords:
    which, period = match["which"], match["period"]
    ahead = which in ("next", "coming")
    sign = 1 if ahead else 0 if which == "this" else -1
    if period in _WEEKDAYS:
        day = _weekday(period, reported, ahead)
        if day is not None and sign < 0 and day == reported:
            day -= relativedelta(days=7)
        return DateWords(*match.span(), day, ahead, False)
    step = timedelta(days=7 * sign) if period == "week" else relativedelta(**{f"{period}s": sign})
    return DateWords(*match.span(), None if reported is None else reported + step, ahead, False)


def _month(match: re.Match[str], low: str, reported: date | None) -> DateWords:
    """A month alone: the last one past, or the next one where the words look ahead; "by" is its end."""
    ahead = low.startswith(("by", "next", "until"))
    if reported is None:
        return DateWords(*match.span(), None, ahead, False)
    month = _MONTHS[low.split()[-1][:3]]
    day = date(reported.year, month, 1)
    if ahead and month < reported.month:
        day = date(reported.year + 1, month, 1)
    elif not ahead and month > reported.month:
        day = date(reported.year - 1, month, 1)
    if ahead or "end of" in low:
        day += relativedelta(months=1, days=-1)
    return DateWords(*match.span(), day, ahead, False)


def _edge(match: re.Match[str], low: str, reported: date | None) -> DateWords | None:
    """ "By the end of the year": its last day."""
    of, edge = match["edge_of"], match["edge"]
    ahead = edge == "end"
    if of.isdigit():
        year = int(of)
        return DateWords(
            *match.span(),
            date(year, 12, 31) if ahead else date(year, 1, 1),
            reported is None or year >= reported.year,
            False,
        )
    if reported is None or of in ("winter", "summer", "decade"):
        return DateWords(*match.span(), None, ahead, False)
    step = int("next" in low)
    if of == "year":
        day = date(reported.year + step, 12, 31) if ahead else date(reported.year + step, 1, 1)
    elif of == "month":
        first = reported.replace(day=1) + relativedelta(months=step)
        day = first + relativedelta(months=1, days=-1) if ahead else first
    else:
        monday = reported - relativedelta(days=reported.weekday()) + relativedelta(days=7 * step)
        day = monday + relativedelta(days=6) if ahead else monday
    return DateWords(*match.span(), day, ahead, False)
