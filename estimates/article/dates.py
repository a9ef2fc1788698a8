"""Dates said in words ("on Monday", "Nov. 4", "a week earlier"), read against the date of the article.

Absolute dates are parsed, and calendar steps taken, by ``dateutil``; which day "Monday" means follows the usage of news
agencies: the nearest such day before the report in the past tense, the nearest one after it where the text looks ahead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from dateutil.relativedelta import relativedelta

from estimates.article.datelines import MONTH, whole_date
from estimates.article.document import Document
from estimates.article.grammar import grammar
from estimates.lang.lexicon import lexicon

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS: dict[str, int] = {
    **{word: n for kind in ("ones", "tens") for word, n in lexicon("numerals")[kind].items() if n}, "a": 1, "an": 1,
}  # fmt: skip
_MONTHS: dict[str, int] = lexicon("exclusions")["month_numbers"]
_TRIGGERS = grammar("date_words")
_YEAR = re.compile(r"\d{4}(?!\d|[.,]\d)(?<!\d\d{4})(?<!\d[.,]\d{4})")
# Words for a date begin with one that may stand alone, or with one of some others before one of a few; a look at these
# costs less than a look at every letter.
_SECOND = _TRIGGERS | {"the", "of", "jun", "jul"}
_ALONE = _SECOND - grammar("date_spans")
_OPENERS = _ALONE | frozenset(_NUMBERS) | grammar("date_openers")
_WITHIN = re.compile(r"\b\w")

Meaning = tuple[date | None, bool]  # the day that words mean, and whether they look ahead


@cache
def _pattern() -> re.Pattern[str]:
    weekday, month, count = "|".join(_WEEKDAYS), MONTH.lower(), rf"(?:{'|'.join(_NUMBERS)}|\d{{1,3}})"
    day = rf"\d{{1,2}}(?:st|nd|rd|th)?\s+{month}(?:,?\s+\d{{4}})?"
    day_after = rf"{month}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*(?:,\d{{3}}|million|billion|percent))(?:,?\s+\d{{4}}\b)?"
    return re.compile(  # for text in lower case: sre looks at first letters only where case matters
        rf"\b(?:(?P<absolute>\d{{4}}-\d\d-\d\d|{day}|{day_after}|{month}\s+\d{{4}})"
        rf"|(?P<month>(?:by|in|since|until|last|next|early|late|this|of|end\s+of|for)\s+{month})(?!\s*\d)\b"
        rf"|(?P<which>last|next|this|previous|past|coming)\s+(?P<period>week|month|year|{weekday})\b"
        rf"|(?:by\s+)?(?:the\s+)?(?P<edge>end|beginning|start)\s+of\s+(?:the\s+|this\s+|next\s+)?(?P<edge_of>year|month|week|\d{{4}}|winter|summer|decade)\b"
        rf"|(?P<n>{count})\s+(?P<unit>day|week|month|year)s?\s+(?P<ago>ago|earlier|before|later|from\s+now)\b"
        rf"|(?P<year>(?:by|in|since|during|of)\s+(?:19|20)\d\d)\b(?!\s*[-–]\s*\d)"
        rf"|(?P<weekday>{weekday})\b"
        r"|(?P<word>today|yesterday|tomorrow|tonight|overnight)\b)"
    )


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words for a date: where they stand, the day they mean, and which way they look.

    The day is missing where there is no date to count from. With ``shift`` they are counted from another date in the
    text rather than from the article: "a week earlier".
    """

    start: int
    end: int
    day: date | None
    ahead: bool
    shift: bool


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
        found = list(_find(low, _openings(lows, starts), sentence.end, reported))
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


def _find(low: str, openings: Iterable[int], end: int, reported: date | None) -> Iterator[DateWords]:
    """The words for dates that begin at one of the openings of a text in lower case, none in another."""
    last: date | None = None  # the day before, from which "a week earlier" counts
    past, match_at = 0, _pattern().match
    for opening in openings:
        match = match_at(low, opening, end) if opening >= past else None
        if match is None:
            continue
        past = match.end()
        shift = match["ago"] in ("earlier", "before", "later")
        try:
            day, ahead = _READERS[match.lastgroup or ""](match, last if last and shift else reported)
        except (ValueError, OverflowError):
            continue
        yield DateWords(*match.span(), day, ahead, shift)
        last = day


# How words are read, by the last group of the pattern that they match: each gives their meaning, given the report.


def _absolute(match: re.Match[str], reported: date | None) -> Meaning:
    return _nearest(match["absolute"], reported), False


@lru_cache(maxsize=4096)
def _nearest(words: str, reported: date | None) -> date | None:
    """A date without a year is the one nearest to the report."""
    if re.search(r"\d{4}", words):
        return whole_date(words)
    years = range(reported.year - 1, reported.year + 2) if reported else ()
    days = [day for year in years if (day := whole_date(f"{words} {year}"))]  # none: 29 February
    return min(days, key=lambda day: abs((day - reported).days) if reported else 0, default=None)


def _ago(match: re.Match[str], reported: date | None) -> Meaning:
    n, unit = _NUMBERS.get(match["n"]) or int(match["n"]), match["unit"]
    now = match["ago"].endswith("now")
    step = _step(unit, n if now or match["ago"] == "later" else -n)
    return reported and reported + step, now


def _year(match: re.Match[str], reported: date | None) -> Meaning:
    year = int(match["year"][-4:])
    day = date(year, 12, 31) if match["year"].startswith("by") else date(year, 1, 1)
    return day, reported is not None and year > reported.year


def _weekday(match: re.Match[str], reported: date | None) -> Meaning:
    return reported and _day_named(match["weekday"], reported, ahead=False), False


def _word(match: re.Match[str], reported: date | None) -> Meaning:
    step = {"yesterday": -1, "tomorrow": 1}.get(match["word"], 0)
    return reported and reported + timedelta(days=step), step > 0


def _which(match: re.Match[str], reported: date | None) -> Meaning:
    which, period = match["which"], match["period"]
    ahead = which in ("next", "coming")
    sign = 1 if ahead else 0 if which == "this" else -1
    if reported is None:
        return None, ahead
    if period not in _WEEKDAYS:
        return reported + _step(period, sign), ahead
    day = _day_named(period, reported, ahead=ahead)
    return day - timedelta(days=7 if sign < 0 and day == reported else 0), ahead


def _month(match: re.Match[str], reported: date | None) -> Meaning:
    """A month alone: the last one past, or the next one where the words look ahead; "by" is its end."""
    low = match["month"]
    ahead = low.startswith(("by", "next", "until"))
    if reported is None:
        return None, ahead
    month = _MONTHS[low.split()[-1][:3]]
    year = reported.year + (ahead and month < reported.month) - (not ahead and month > reported.month)
    return date(year, month, 1) + relativedelta(day=31 if ahead or "end of" in low else 1), ahead


def _edge(match: re.Match[str], reported: date | None) -> Meaning:
    """ "By the end of the year": its last day."""
    of, ahead = match["edge_of"], match["edge"] == "end"
    if of.isdigit():
        return date(int(of), 12 if ahead else 1, 31 if ahead else 1), reported is None or int(of) >= reported.year
    if reported is None or of in ("winter", "summer", "decade"):
        return None, ahead
    of_day = reported + _step(of, int("next" in match.group()))
    if of == "week":
        return of_day + timedelta(days=6 * ahead - of_day.weekday()), ahead
    month = {"month": 12 if ahead else 1} if of == "year" else {}
    return of_day + relativedelta(**month, day=31 if ahead else 1), ahead


_READERS: dict[str, Callable[[re.Match[str], date | None], Meaning]] = {
    "absolute": _absolute, "month": _month, "period": _which, "edge_of": _edge, "ago": _ago, "year": _year,
    "weekday": _weekday, "word": _word,
}  # fmt: skip


def _step(unit: str, n: int) -> timedelta | relativedelta:
    days = {"day": n, "week": 7 * n}.get(unit)
    return relativedelta(**{f"{unit}s": n}) if days is None else timedelta(days=days)


def _day_named(name: str, reported: date, *, ahead: bool) -> date:
    """The nearest day of that name up to the report ("on Monday"), or after it ("next Monday")."""
    back = (reported.weekday() - _WEEKDAYS.index(name)) % 7
    return reported + timedelta(days=7 - back if ahead else -back)
