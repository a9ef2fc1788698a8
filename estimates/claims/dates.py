"""Dates as tables write them to days, column by column: a column shows what a cell alone leaves open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_CLOCK = r"(?:[T ,]+(?P<clock>\d{1,2}:\d\d.*))?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +)?"
_ZONE = re.compile(r"(?<=[\d:apm. ])\s*(?:UTC|GMT|Z|([+-]\d\d):?(\d\d))$", re.IGNORECASE)
_ISO = re.compile(r"(?P<year>\d{4})(?P<between>[-/.])(?P<number>\d\d?)(?:(?P=between)(?P<day>\d\d?)" + _CLOCK + ")?")
_COMPACT = re.compile(r"(?P<year>[12]\d{3})(?P<number>[01]\d)(?P<day>[0-3]\d)")
_YEAR = re.compile(r"(?P<year>\d{3,4})(?:\.0)?")
_NAMED = tuple(
    re.compile(_WEEKDAY + pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<day>\d\d?)(?:st|nd|rd|th)?[ -]+(?:of )?{_MONTH},?[ -]+(?P<year>\d{{4}}|\d\d){_CLOCK}",
        rf"{_MONTH} +(?P<day>\d\d?)(?:st|nd|rd|th)?,? +(?P<year>\d{{4}}){_CLOCK}",
        rf"{_MONTH},?[ -]+(?P<year>\d{{4}})",
    )
)
_NUMBERS = re.compile(r"(\d\d?)([/.-])(\d\d?)\2(\d{4}|\d\d)" + _CLOCK)

Day = tuple[np.datetime64, str]
_Numbered = tuple[int, int, int, str | None]  # two numbers, the year, the time of day


@dataclass(frozen=True, slots=True)
class Days:
    """What the distinct words of a column mean: a day with its precision each, or why there is none."""

    days: dict[str, Day]
    unread: dict[str, str]


def read_days(words: Iterable[str], *, day_first: bool | None = None, custom: bool | None = None) -> Days:
    """Read the distinct words of a column of dates.

    Parameters
    ----------
    words : iterable of str
        Distinct cells: 2024-11-04, "July 3, 1863", 3 Jul 1863, 1863, 2013-05, 04/05/2023.
    day_first : bool, optional
        Whether 04/05/2023 is 4 May. Without it a column that holds 13/05/2023 says so itself; one that shows neither
        leaves such cells unread.
    custom : bool, optional
        The order that a publisher is known to write, which a column may show to be otherwise.

    Returns
    -------
    Days
        A span is given by its first day, with the precision "day", "month" or "year". Two digits of a year are of the
        century that brings them nearest to the column's other years; where none has four, of 1969 to 2068, as POSIX
        has it. A time of day is kept by its own clock; the day of a place is not moved to another time zone.

    Examples
    --------
    >>> read_days(["13/05/2023", "04/05/2023"]).days["04/05/2023"]
    (np.datetime64('2023-05-04T00:00:00.000000'), 'day')
    >>> read_days(["04/05/2023"]).unread
    {'04/05/2023': 'could be 4 May or 5 April'}
    """
    words = list(words)
    days = _iso_days([word for word in words if len(word) == 10 and word[4] == "-" == word[7]])
    others = [word for word in words if word not in days]
    unread: dict[str, str] = {}
    numbered: dict[str, _Numbered] = {}
    near = _middle_year(words) if others else None
    for word in others:
        found = _NUMBERS.fullmatch(word)
        if found:
            numbered[word] = (int(found[1]), int(found[3]), _full_year(found[4], near), found["clock"])
            continue
        day = _plain(word, near)
        if day is None:
            unread[word] = "is no date"
        else:
            days[word] = day
    order = _order(numbered.values(), day_first, custom)
    for word, (one, other, year, clock) in numbered.items():
        read = _numbered(one, other, year, clock, order, forced=day_first is not None)
        if isinstance(read, str):
            unread[word] = read
        else:
            days[word] = read
    return Days(days, unread)


def _iso_days(words: list[str]) -> dict[str, Day]:
    """Days as ISO has them, all at once; none where one of them is no day."""
    try:
        days = np.array(words, dtype="datetime64[D]").astype("datetime64[us]")
    except ValueError:
        return {}
    return {word: (day, "day") for word, day in zip(words, days, strict=True)}


def _order(
    numbered: Iterable[tuple[int, int, int, str | None]], forced: bool | None, custom: bool | None
) -> bool | None:
    """Whether the day comes first: said, shown by numbers above 12, or the custom; None where nothing tells."""
    if forced is not None:
        return forced
    pairs = [(one, other) for one, other, _, _ in numbered]
    first = sum(one > 12 >= other for one, other in pairs)
    second = sum(other > 12 >= one for one, other in pairs)
    if first and second and custom is None:
        return None
    return first > second if first != second else custom


def _numbered(one: int, other: int, year: int, clock: str | None, order: bool | None, *, forced: bool) -> Day | str:
    ways = {True: _day(year, other, one, clock), False: _day(year, one, other, clock)}
    if order is not None and ways[order] is not None:
        return ways[order]  # type: ignore[return-value]
    possible = {day[0] for day in ways.values() if day is not None}
    if len(possible) == 1 and not forced:
        return np.datetime64(possible.pop()), "day"
    if len(possible) == 2:
        return f"could be {one} {_FULL[other - 1].title()} or {other} {_FULL[one - 1].title()}"
    return "is no date"


def _middle_year(words: Iterable[str]) -> int | None:
    """The middle one of the years that a column writes with four digits."""
    years = sorted(int(found[1]) for word in words if (found := re.search(r"(?<!\d)(\d{4})(?!\d)", word)))
    return years[len(years) // 2] if years else None


def _plain(word: str, near: int | None) -> Day | None:
    """A date that needs no other to be understood, but for its century."""
    for pattern in (_ISO, _COMPACT, _YEAR, *_NAMED):
        found = pattern.fullmatch(word)
        if found:
            return _of(found.groupdict(), near)
    return None


def _of(parts: dict[str, str | None], near: int | None) -> Day | None:
    year = _full_year(parts["year"] or "", near)
    number = _month(parts["month"] or "") if parts.get("month") else int(parts.get("number") or 0)
    if number == 0:
        return _day(year, 1, 1, None, "year") if not parts.get("month") and not parts.get("number") else None
    if not parts.get("day"):
        return _day(year, number, 1, None, "month")
    return _day(year, number, int(parts["day"] or 0), parts.get("clock"))


def _month(word: str) -> int:
    """The number of a month, 0 for another word."""
    plain = word.lower()
    number = _MONTHS.index(plain[:3]) + 1 if plain[:3] in _MONTHS else 0
    return number if number and (_FULL[number - 1].startswith(plain) or plain == "sept") else 0


def _full_year(digits: str, near: int | None) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    if near is None:
        return year + (1900 if year >= 69 else 2000)
    return year + 100 * round((near - year) / 100)


def _day(year: int, month: int, day: int, clock: str | None, precision: str = "day") -> Day | None:
    try:
        moment = dt.datetime(year, month, day)
        if clock:
            moment = dt.datetime.combine(moment, _clock(clock))
    except ValueError:
        return None
    return np.datetime64(moment, "us"), precision


def zone_of(word: str) -> str:
    """The time zone of a date with a time of day, "" where none is named.

    Examples
    --------
    >>> zone_of("2024-05-01T23:30:00-0500"), zone_of("2024-05-01 23:30Z"), zone_of("2024-05-01")
    ('-05:00', '+00:00', '')
    """
    found = _ZONE.search(word) if ":" in word else None
    return "" if found is None else f"{found[1]}:{found[2]}" if found[1] else "+00:00"


def _clock(words: str) -> dt.time:
    """A time of day by its own clock; the name of a zone is passed over."""
    plain = _ZONE.sub("", words.strip())
    noon = re.fullmatch(r"(\d\d?):(\d\d)(:\d\d)?\s*([ap])\.?m\.?", plain, re.IGNORECASE)
    if noon:
        hour = int(noon[1]) % 12 + (12 if noon[4].lower() == "p" else 0)
        return dt.time(hour, int(noon[2]))
    found = re.fullmatch(r"(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?", plain)
    if not found:
        raise ValueError(words)
    return dt.time(int(found[1]), int(found[2]), int(found[3] or 0), int((found[4] or "0").ljust(6, "0")[:6]))
