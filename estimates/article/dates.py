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

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from estimates.article.datelines import MONTH, whole_date
from estimates.article.document import Document
from estimates.lang.lexicon import language, lexicon

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS: dict[str, int] = {
    **{word: n for kind in ("ones", "tens") for word, n in lexicon("numerals")[kind].items() if n}, "a": 1, "an": 1,
}  # fmt: skip
_MONTHS: dict[str, int] = lexicon("exclusions")["month_numbers"]
_LISTS = language("en").lists
_TRIGGERS = _LISTS["date_words"] | {f"{word}'s" for word in _LISTS["date_words"]}
_YEAR = re.compile(r"\d{4}(?!\d|[.,]\d)(?<!\d\d{4})(?<!\d[.,]\d{4})")
# Words for a date begin with one that may stand alone, or with one of some others before one of a few; a look at these
# costs less than a look at every letter.
_SECOND = _TRIGGERS | {"the", "of", "jun", "jul"}
_ALONE = _SECOND - _LISTS["date_spans"]
_OPENERS = _ALONE | frozenset(_NUMBERS) | _LISTS["date_openers"]
_WITHIN = re.compile(r"\b\w")
_LENGTHS = {"day": "day", "month": "month", "year": "year"}  # spans that a precision can name
_SINCE = 14  # tokens between "since" and the date: "since the offensive in 2021"
_FEASTS: dict[str, int | str] = lexicon("exclusions")["feast_days"]


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What words for a date mean: a ``day`` of the span that they name, and how long that is.

    The day is missing where there is no date to count from, ``precision`` where the span is neither a day, a month nor
    a year. ``coming`` is the next such day, where only the verb beside it tells which of the two is meant. ``ahead``
    says that the words themselves look into the future.
    """

    day: date | None
    precision: str | None = "day"
    ahead: bool = False
    coming: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class DateWords(Meaning):
    """Words for a date, and where they stand.

    With ``shift`` they are counted from another date in the text rather than from the article: "a week earlier". With
    ``since`` a span begins there: "since the offensive in 2021", "in the past 24 hours".
    """

    start: int = 0
    end: int = 0
    shift: bool = False
    since: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    weekday, month, count = "|".join(_WEEKDAYS), MONTH.lower(), rf"(?:{'|'.join(_NUMBERS)}|\d{{1,3}})"
    day = rf"\d{{1,2}}(?:st|nd|rd|th)?\s+{month}(?:,?\s+\d{{4}})?"
    day_after = rf"{month}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*(?:,\d{{3}}|million|billion|percent))(?:,?\s+\d{{4}}\b)?"
    feast = "|".join(sorted(map(re.escape, _FEASTS), key=len, reverse=True))
    return re.compile(  # for text in lower case: sre looks at first letters only where case matters
        rf"\b(?:(?P<absolute>\d{{4}}-\d\d-\d\d|{day}|{day_after}|{month}\s+\d{{4}})"
        rf"|(?P<month>(?:by|in|since|until|last|next|early|late|this|of|end\s+of|for)\s+{month})(?!\s*\d)\b"
        rf"|(?<=the\s)(?:past|last)\s+(?:(?P<spanned>{count})\s+)?(?P<span>hour|day|week|month|year)s?\b"
        rf"|(?P<which>last|next|this|previous|past|coming)\s+(?P<period>week|month|year|{weekday})\b"
        rf"|(?:by\s+)?(?:the\s+)?(?P<edge>end|beginning|start)\s+of\s+(?:the\s+|this\s+|next\s+)?(?P<edge_of>year|month|week|\d{{4}}|winter|summer|decade)\b"
        rf"|(?P<n>{count})\s+(?P<unit>day|week|month|year)s?\s+(?P<ago>ago|earlier|before|later|from\s+now)\b"
        rf"|(?P<year>(?:by|in|since|during|of)\s+(?:19|20)\d\d)\b(?!\s*[-–]\s*\d)"
        rf"|(?P<feast>{feast})\b|(?P<weekday>{weekday})\b"
        r"|(?P<word>today|yesterday|tomorrow|tonight|overnight)\b)"
    )


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
        found = list(_find(low, _openings(lows, starts), lows, sentence.end, reported))
        if found:
            dated[number] = found
    return dated


def _lowered(text: str) -> str:
    """A text in lower case, letter for letter."""
    low = text.lower()
    if len(low) != len(text):  # a few capitals become two letters
        low = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    return low


def _openings(lows: list[str], starts: list[int]) -> Iterator[tuple[int, int]]:
    """The tokens and offsets at which words for a date may begin: some words, a number, or within a compound.

    Such a compound is "mid-May".
    """
    for k in [k for k, low in enumerate(lows) if low in _OPENERS or not low.isalpha()]:
        low, after = lows[k], lows[k + 1] if k + 1 < len(lows) else ""
        if low in _OPENERS:
            if low in _ALONE or after in _SECOND or after in _NUMBERS or not after.isalpha():
                yield k, starts[k]
        elif low.isalnum():
            if after in _SECOND or after == "-":  # "4 May", "2024-05-04"
                yield k, starts[k]
        elif len(low) > 1:
            yield from [(k, starts[k] + match.start()) for match in _WITHIN.finditer(low)]


def _find(
    low: str, openings: Iterable[tuple[int, int]], lows: list[str], end: int, reported: date | None
) -> Iterator[DateWords]:
    """The words for dates that begin at one of the openings of a text in lower case, none in another."""
    last: date | None = None  # the day before, from which "a week earlier" counts
    past, match_at = 0, _pattern().match
    for k, opening in openings:
        match = match_at(low, opening, end) if opening >= past else None
        if match is None:
            continue
        past = match.end()
        shift = match["ago"] in ("earlier", "before", "later")
        anchor = last if shift and (last or match["ago"] == "later") else reported
        try:
            meant = _READERS[match.lastgroup or ""](match, anchor)
        except (ValueError, OverflowError):
            continue
        since = match["span"] is not None or _begins_span(lows, k, low[past : past + 4])
        yield DateWords(meant.day, meant.precision, meant.ahead, meant.coming, *match.span(), shift, since)
        last = meant.day


def _begins_span(lows: list[str], k: int, after: str) -> bool:
    """ "Since the offensive in 2021", "from 3 May to", "between May and": the words at ``k`` begin a span."""
    for low in reversed(lows[max(k - _SINCE, 0) : k + 1]):
        if low == "since":
            return True
        if not low[0].isalnum():
            break
    opened = {"from": (["to"], ["–"]), "between": (["and"], ["to"])}
    return k > 0 and after.split()[:1] in opened.get(lows[k - 1], ())


# How words are read, by the last group of the pattern that they match: each gives their meaning, given the report.


@lru_cache(maxsize=4096)
def _dated(words: str, reported: date | None) -> Meaning:
    """A date without a year is the last such day, or the nearest one where the verb looks ahead."""
    precision = "day" if re.search(r"\b\d{1,2}(?!\d)", words) else "month"
    if re.search(r"\d{4}", words):
        return Meaning(whole_date(words), precision)
    return _recurring(lambda year: whole_date(f"{words} {year}"), reported)


def _recurring(day_in: Callable[[int], date | None], reported: date | None) -> Meaning:
    """What comes once a year; ``day_in`` gives its day in a year, or none: 29 February."""
    if reported is None:
        return Meaning(None)
    days = [day for year in range(reported.year - 5, reported.year + 2) if (day := day_in(year))]
    past = [day for day in days if day <= reported + timedelta(days=1)]  # it may be tomorrow already elsewhere
    nearest = min(days, key=lambda day: abs((day - reported).days), default=None)
    return Meaning(max(past, default=None), coming=nearest)


def _absolute(match: re.Match[str], reported: date | None) -> Meaning:
    return _dated(match["absolute"], reported)


def _feast(match: re.Match[str], reported: date | None) -> Meaning:
    """ "Good Friday": a day counted from Easter, or one with a date of its own."""
    fixed = _FEASTS[match["feast"]]
    if isinstance(fixed, int):
        return _recurring(lambda year: easter(year) + timedelta(days=fixed), reported)
    return _recurring(lambda year: whole_date(f"{fixed} {year}"), reported)


def _span(match: re.Match[str], reported: date | None) -> Meaning:
    """ "In the past 24 hours": the day on which such a span began."""
    n, unit = _count(match["spanned"] or "one"), match["span"]
    step = _step("day", -(n // 24 or 1)) if unit == "hour" else _step(unit, -n)
    return Meaning(reported and reported + step)


def _ago(match: re.Match[str], reported: date | None) -> Meaning:
    n, unit, now = _count(match["n"]), match["unit"], match["ago"].endswith("now")
    step = _step(unit, n if now or match["ago"] == "later" else -n)
    return Meaning(reported and reported + step, _LENGTHS.get(unit), now)


def _year(match: re.Match[str], reported: date | None) -> Meaning:
    year, by = int(match["year"][-4:]), match["year"].startswith("by")
    ahead = reported is not None and year > reported.year
    return Meaning(date(year, 12, 31) if by else date(year, 1, 1), "day" if by else "year", ahead)


def _weekday(match: re.Match[str], reported: date | None) -> Meaning:
    if reported is None:
        return Meaning(None)
    last, following = (_day_named(match["weekday"], reported, ahead=ahead) for ahead in (False, True))
    return Meaning(last, coming=following)


def _word(match: re.Match[str], reported: date | None) -> Meaning:
    step = {"yesterday": -1, "tomorrow": 1}.get(match["word"], 0)
    return Meaning(reported and reported + timedelta(days=step), ahead=step > 0)


def _which(match: re.Match[str], reported: date | None) -> Meaning:
    which, period = match["which"], match["period"]
    ahead = which in ("next", "coming")
    sign = 1 if ahead else 0 if which == "this" else -1
    precision = _LENGTHS.get(period, "day" if period in _WEEKDAYS else None)
    if reported is None:
        return Meaning(None, precision, ahead)
    if period not in _WEEKDAYS:
        return Meaning(reported + _step(period, sign), precision, ahead)
    day = _day_named(period, reported, ahead=ahead)
    return Meaning(day - timedelta(days=7 if sign < 0 and day == reported else 0), precision, ahead)


def _month(match: re.Match[str], reported: date | None) -> Meaning:
    """A month alone: the last one past, or the next one where the words look ahead; "by" is its end."""
    low = match["month"]
    ahead = low.startswith(("by", "next", "until"))
    if reported is None:
        return Meaning(None, "month", ahead)
    month = _MONTHS[low.split()[-1][:3]]
    last, following = (
        date(reported.year + step, month, 1) for step in (-(month > reported.month), month < reported.month)
    )
    if ahead or "end of" in low:
        last, following = last + relativedelta(day=31), following + relativedelta(day=31)
    return Meaning(following if ahead else last, "day" if low.startswith("by") else "month", ahead, following)


def _edge(match: re.Match[str], reported: date | None) -> Meaning:
    """ "By the end of the year": its last day."""
    of, ahead = match["edge_of"], match["edge"] == "end"
    precision = "day" if ahead else _LENGTHS.get(of, "year" if of.isdigit() else None)
    if of.isdigit():
        day = date(int(of), 12 if ahead else 1, 31 if ahead else 1)
        return Meaning(day, precision, reported is None or day >= reported)
    if reported is None or of in ("winter", "summer", "decade"):
        return Meaning(None, None, ahead)
    of_day = reported + _step(of, int("next" in match.group()))
    if of == "week":
        return Meaning(of_day + timedelta(days=6 * ahead - of_day.weekday()), precision, ahead)
    month = {"month": 12 if ahead else 1} if of == "year" else {}
    return Meaning(of_day + relativedelta(**month, day=31 if ahead else 1), precision, ahead)


_READERS: dict[str, Callable[[re.Match[str], date | None], Meaning]] = {
    "absolute": _absolute, "month": _month, "span": _span, "period": _which, "edge_of": _edge, "ago": _ago,
    "year": _year, "feast": _feast, "weekday": _weekday, "word": _word,
}  # fmt: skip


def _count(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


def _step(unit: str, n: int) -> timedelta | relativedelta:
    days = {"day": n, "week": 7 * n}.get(unit)
    return relativedelta(**{f"{unit}s": n}) if days is None else timedelta(days=days)


def _day_named(name: str, reported: date, *, ahead: bool) -> date:
    """The nearest day of that name up to the report ("on Monday"), or after it ("next Monday")."""
    back = (reported.weekday() - _WEEKDAYS.index(name)) % 7
    return reported + timedelta(days=7 - back if ahead else -back)
