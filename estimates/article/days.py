"""The day that words for a date mean, counted from the day of the report or from another.

Absolute dates are parsed, and calendar steps taken, by ``dateutil``; which day "Monday" means follows the usage of news
agencies: the nearest such day before the report in the past tense, the nearest one after it where the text looks ahead.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from estimates.article.datelines import whole_date
from estimates.lang.lexicon import lexicon

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS: dict[str, int] = {
    **{word: n for kind in ("ones", "tens") for word, n in lexicon("numerals")[kind].items() if n}, "a": 1, "an": 1,
}  # fmt: skip
FEASTS: dict[str, int | str] = lexicon("exclusions")["feast_days"]
_MONTHS: dict[str, int] = lexicon("exclusions")["month_numbers"]
_LENGTHS = {"day": "day", "month": "month", "year": "year"}  # spans that a precision can name
_CENTURY = 100
_LEAP = 2000


@dataclass(slots=True, eq=False)
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


# How words are read, by the last group of the pattern that they match: each gives their meaning, given the report.


@lru_cache(maxsize=4096)
def dated(words: str, reported: date | None) -> Meaning:
    """A date without a year is the last such day, or the nearest one where the verb looks ahead."""
    precision = "day" if re.search(r"\b\d{1,2}(?!\d)", words) else "month"
    if re.search(r"\d{4}", words):
        return Meaning(whole_date(words), precision)
    return _recurring(lambda year: _in_year(words, year), reported)


def _in_year(words: str, year: int) -> date | None:
    """A day without a year in one of the years; missing for 29 February where that year has none."""
    day = whole_date(f"{words} {_LEAP}")
    if day is None or (day.month, day.day) != (2, 29):
        return day and day.replace(year=year)
    return day.replace(year=year) if isleap(year) else None


def _recurring(day_in: Callable[[int], date | None], reported: date | None) -> Meaning:
    """What comes once a year; ``day_in`` gives its day in a year, or none: 29 February."""
    if reported is None:
        return Meaning(None)
    days = [day for year in range(reported.year - 5, reported.year + 2) if (day := day_in(year))]
    past = [day for day in days if day <= reported + timedelta(days=1)]  # it may be tomorrow already elsewhere
    nearest = min(days, key=lambda day: abs((day - reported).days), default=None)
    return Meaning(max(past, default=None), coming=nearest)


@lru_cache(maxsize=4096)
def nearest(words: str, day: date | None) -> Meaning | None:
    """A date without a year, as near to a day as it can be."""
    if day is None:
        return None
    days = [found for year in (day.year - 1, day.year, day.year + 1) if (found := _in_year(words, year))]
    precision = "day" if re.search(r"\b\d{1,2}(?!\d)", words) else "month"
    return Meaning(min(days, key=lambda other: abs((other - day).days), default=None), precision)


def _absolute(match: re.Match[str], reported: date | None) -> Meaning:
    return dated(match["absolute"], reported)


def _feast(match: re.Match[str], reported: date | None) -> Meaning:
    """ "Good Friday": a day counted from Easter, or one with a date of its own."""
    fixed = FEASTS[match["feast"]]
    if isinstance(fixed, int):
        return _recurring(lambda year: easter(year) + timedelta(days=fixed), reported)
    return _recurring(lambda year: _in_year(fixed, year), reported)


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
    last = _day_named(match["weekday"], reported, ahead=False)
    following = last if last == reported else _day_named(match["weekday"], reported, ahead=True)
    return Meaning(last, coming=following)


def _dotted(match: re.Match[str], reported: date | None) -> Meaning:
    """ "24.02.22", "24.02.2022": day, month, year; two digits are a year of this century."""
    day, month, year = map(int, match["dotted"].split("."))
    return Meaning(date(year if year > _CENTURY else 2000 + year, month, day))


def _same(match: re.Match[str], named: date | None) -> Meaning:
    """ "The same day", "the following day": counted from the day that was ``named`` last."""
    step = {"next": 1, "following": 1, "previous": -1}.get(match["same"].split()[0], 0)
    return Meaning(named and named + timedelta(days=step), _LENGTHS.get(match["same_span"] or "", "day"))


def _word(match: re.Match[str], reported: date | None) -> Meaning:
    step = {"yesterday": -1, "tomorrow": 1, "last": -1}.get(match["word"].split()[0], 0)
    return Meaning(reported and reported + timedelta(days=step), ahead=step > 0)


def _which(match: re.Match[str], reported: date | None) -> Meaning:
    which, period = match["which"], match["period"]
    ahead = which in ("next", "coming")
    sign = 1 if ahead else 0 if which == "this" else -1
    precision = _LENGTHS.get(period, "day" if period in WEEKDAYS else None)
    if reported is None:
        return Meaning(None, precision, ahead)
    if period not in WEEKDAYS:
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


READERS: dict[str, Callable[[re.Match[str], date | None], Meaning]] = {
    "absolute": _absolute, "month": _month, "span": _span, "period": _which, "edge_of": _edge, "ago": _ago,
    "year": _year, "feast": _feast, "weekday": _weekday, "word": _word, "dotted": _dotted, "same": _same,
}  # fmt: skip


def _count(word: str) -> int:
    return NUMBERS.get(word) or int(word)


def _step(unit: str, n: int) -> timedelta | relativedelta:
    days = {"day": n, "week": 7 * n}.get(unit)
    return relativedelta(**{f"{unit}s": n}) if days is None else timedelta(days=days)


def _day_named(name: str, reported: date, *, ahead: bool) -> date:
    """The nearest day of that name up to the report ("on Monday"), or after it ("next Monday")."""
    back = (reported.weekday() - WEEKDAYS.index(name)) % 7
    return reported + timedelta(days=7 - back if ahead else -back)
