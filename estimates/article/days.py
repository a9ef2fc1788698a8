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
from estimates.lang.calendar import Calendar

_LENGTHS = {"day": "day", "month": "month", "year": "year"}  # spans that a precision can name
_CENTURY = 100
_JUST_PAST = timedelta(days=2)  # a day so near is called by its name alone
_OWNS = re.compile(r"(?:\s(?:night|evening|afternoon|morning))?['’]s\b")
_LEAP = 2000
_SUNDAY = 6
_FAR = 366  # days: nobody calls a day of longer ago "Monday the 4th"


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


# How the words of each form of a calendar are read: what they mean, given the day of the report.


@lru_cache(maxsize=4096)
def dated(words: str, reported: date | None) -> Meaning:
    """A date without a year is the last such day, or the nearest one where the verb looks ahead."""
    precision = "day" if re.search(r"\b\d{1,2}(?!\d)", words) else "month"
    if re.search(r"\d{4}", words):
        return Meaning(whole_date(words), precision)
    named, last, _ = words.partition("last")  # "3 May last year"
    if last:
        return Meaning(reported and _in_year(named.removesuffix("of "), reported.year - 1), precision)
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


def _feast(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    """ "Good Friday": a day counted from Easter, or one with a date of its own."""
    fixed = of.feasts[match["feast"]]
    if isinstance(fixed, int):
        return _recurring(lambda year: easter(year) + timedelta(days=fixed), reported)
    return _recurring(lambda year: _in_year(fixed, year), reported)


def _span(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    """ "In the past 24 hours": the day on which such a span began."""
    n, unit = _count(of, match["spanned"] or "1"), match["span_of"]
    if unit == "decade":
        n, unit = 10 * n, "year"
    step = _step("day", -(n // 24 or 1)) if unit[0] == "h" else _step(unit, -n)
    return Meaning(reported and reported + step)


def _ago(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    n, unit, hence = _count(of, match["n"] or "1"), match["unit"], match["hence"] is not None
    step = _step(unit, n if hence or match["later"] else -n)
    return Meaning(reported and reported + step, _LENGTHS.get(unit), hence)


def _year(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    year, by = int(match["year_named"]), match["year_by"] is not None
    ahead = reported is not None and year > reported.year
    return Meaning(date(year, 12, 31) if by else date(year, 1, 1), "day" if by else "year", ahead)


def _weekday(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    if reported is None:
        return Meaning(None)
    named = of.weekdays.index(re.split(r"\W", match["weekday"])[0])
    if match["day_of"]:  # "on Monday the 4th"
        near = (reported + timedelta(days=n) for n in range(-_FAR, _FAR))
        fits = [day for day in near if day.day == int(match["day_of"]) and day.weekday() == named]
        past = [day for day in fits if day <= reported]
        return Meaning(max(past, default=None), coming=next(iter(fits[len(past) :]), None))
    last = _day_named(named, reported, ahead=False)
    return Meaning(last, coming=last if last == reported else _day_named(named, reported, ahead=True))


def _dotted(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    """ "24.02.22", "24.02.2022": day, month, year; two digits are a year of this century."""
    day, month, year = map(int, match["dotted"].split("."))
    return Meaning(date(year if year > _CENTURY else 2000 + year, month, day))


def _day_month(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    """ "On 10.08": the last such day."""
    day, month = map(int, match["day_month"].split("."))
    return dated(f"{day} {list(of.months)[month - 1]}", reported)


def _same(of: Calendar, match: re.Match[str], named: date | None) -> Meaning:
    """ "The same day", "the following month", "that May": counted from the day that was ``named`` last."""
    step, span = of.steps.get(match["same"].split()[0], 0), match["same_span"] or "day"
    if match["same_month"]:
        month = of.months[match["same_month"][:3]]
        return Meaning(named and date(named.year + (month < named.month + step), month, 1), "month")
    return Meaning(named and named + _step(span, step), _LENGTHS.get(span))


def _word(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    step = of.steps.get(match["word"].split()[0], 0) * (1 + (match["twice"] is not None))
    return Meaning(reported and reported + timedelta(days=step), ahead=step > 0)


def _weekend(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    """ "Over the weekend", "last weekend": its Sunday, or the day of the report where it is not over."""
    step = of.steps.get(match["weekend_of"] or "", 0)
    if reported is None:
        return Meaning(None, None, step > 0)
    coming = _day_named(_SUNDAY, reported, ahead=True)
    if step > 0:
        return Meaning(coming, None, ahead=True)
    within = step == 0 and reported.weekday() >= _SUNDAY - 1
    last = reported if within else _day_named(_SUNDAY, reported - timedelta(days=1), ahead=False)
    return Meaning(last, None, coming=coming)


def _period(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    """ "Last week", "next Friday"."""
    step, period = of.steps.get(match["which"], 0), match["period_of"]
    ahead, weekday = step > 0, period in of.weekdays
    precision = "day" if weekday else _LENGTHS.get(period)
    if reported is None:
        return Meaning(None, precision, ahead)
    if not weekday:
        return Meaning(reported + _step(period, step), precision, ahead)
    day = _day_named(of.weekdays.index(period), reported, ahead=ahead)
    coming = None if step or day == reported else _day_named(of.weekdays.index(period), reported, ahead=True)
    near = reported - day <= (_JUST_PAST if match["which"] == "previous" else timedelta(0))  # "the previous Sunday"
    return Meaning(day - timedelta(days=7 if step < 0 and near else 0), precision, ahead, coming)


def _month(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    """A month alone: the last one past, or the next one where the words look ahead; "by" is its end."""
    by = match["by"] is not None
    ahead = by or match["until"] is not None
    if reported is None:
        return Meaning(None, "month", ahead)
    month = of.months[match["month_name"][:3]]
    if match["month_of"]:  # "in April last year"
        return Meaning(
            date(reported.year + of.steps[match["month_of"]], month, 1), "month", match["month_of"] == "next"
        )
    before = month > reported.month or (month == reported.month and match["month"].startswith("last"))
    last, following = (date(reported.year + step, month, 1) for step in (-before, month < reported.month))
    if ahead or match["month_end"]:
        last, following = last + relativedelta(day=31), following + relativedelta(day=31)
    coming = None if match["month"].startswith("last") else following
    return Meaning(following if ahead else last, "day" if by else "month", ahead, coming)


def months_between(of: Calendar, match: re.Match[str], reported: date | None) -> list[Meaning]:
    """ "Between March and June", "from November to February 2010": the months at both ends, of the last such span."""
    first, last = (of.months[match[group][:3]] for group in ("months_from", "months_to"))
    named, coming = match["months_year"], 0
    if named is None and reported is None:
        return [Meaning(None, "month"), Meaning(None, "month")]
    year = int(named) if named else reported.year if reported else 0
    if match["months_of"]:
        year += of.steps.get(match["months_of"], 0)
    elif named is None and reported is not None:
        year -= last > reported.month
        coming = year + (last != reported.month)
    days = [(first, first > last), (last, False)]
    return [
        Meaning(date(year - before, month, 1), "month", coming=date(coming - before, month, 1) if coming else None)
        for month, before in days
    ]


def days_between(match: re.Match[str], reported: date | None) -> list[Meaning]:
    """ "Between 1 and 14 May", "from May 1 to 14, 2010": the days at both ends of a span within a month."""
    if match["last_of"]:
        first, last = match["first_and"] or match["first_to"], dated(match["last_of"], reported)
    else:
        month, _, first = (match["of_and"] or match["of_to"]).rpartition(" ")
        last = dated(f"{month} {match['last_in']}", reported)
    days = [day and day.replace(day=int(first)) for day in (last.day, last.coming)]
    return [Meaning(days[0], coming=days[1]), last]


def _edge(of: Calendar, match: re.Match[str], reported: date | None) -> Meaning:
    """ "By the end of the year": its last day."""
    span, ahead = match["edge_of"], match["end"] is not None
    precision = "day" if ahead else _LENGTHS.get(span, "year" if span.isdigit() else None)
    if span.isdigit():
        day = date(int(span), 12 if ahead else 1, 31 if ahead else 1)
        return Meaning(day, precision, reported is None or day >= reported)
    if reported is None or match["season"]:
        return Meaning(None, None, ahead)
    day = reported + _step(span, int(match["edge_next"] is not None))
    if span == "week":
        return Meaning(day + timedelta(days=6 * ahead - day.weekday()), precision, ahead)
    month = {"month": 12 if ahead else 1} if span == "year" else {}
    return Meaning(day + relativedelta(**month, day=31 if ahead else 1), precision, ahead)


READERS: dict[str, Callable[[Calendar, re.Match[str], date | None], Meaning]] = {
    "absolute": lambda of, match, reported: dated(match["absolute"], reported),
    "month": _month, "span": _span, "period": _period, "edge": _edge, "ago": _ago,
    "year": _year, "feast": _feast, "weekday": _weekday, "word": _word, "dotted": _dotted,
    "day_month": _day_month, "same": _same, "weekend": _weekend,
}  # fmt: skip


def _count(of: Calendar, word: str) -> int:
    return of.numbers.get(word) or int(word)


def _step(unit: str, n: int) -> timedelta | relativedelta:
    days = {"day": n, "week": 7 * n}.get(unit)
    return relativedelta(**{f"{unit}s": n}) if days is None else timedelta(days=days)


def _day_named(weekday: int, reported: date, *, ahead: bool) -> date:
    """The nearest such day of the week up to the report ("on Monday"), or after it ("next Monday")."""
    back = (reported.weekday() - weekday) % 7
    return reported + timedelta(days=7 - back if ahead else -back)


def owns(plain: str, end: int) -> bool:
    """Whether words for a day that end there own what follows: "Tuesday's blast", "Tuesday night's attack"."""
    return _OWNS.match(plain, end) is not None
