"""The day an article was printed: as the caller gives it, or as its own head says."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from dateutil import parser

from estimates.article.tags import SPEAKER, tagger_of
from estimates.errors import ParseError
from estimates.lang.lexicon import Language

_LINE = re.compile(r"\n[ \t]*(?=\(?[A-Z])")  # begins with the line's end, so that only those are looked at
_HEAD = 1500  # letters in which the day of an article stands,
_LEAD = 3000  # and in which its text has begun
_CLOCK = re.compile(  # a line that is a time of day alone, or begins with it
    r"\n[ \t]*(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?"
    r"(?:[ \t]*(?P<half>[apAP])\.?[mM]\b\.?|(?<=[:.]\d\d))(?:[ \t]*[A-Z]{2,4})?"
    r"(?:[ \t]*:?[ \t]*$|[ \t]*[:–—-][ \t]|[ \t]+(?=[A-Z“\"][^\d\n]{9}))",
    re.MULTILINE,
)
_PLACE_LABEL = re.compile(r"\s*([A-Z][A-Z'’ -]{3,30}):\s+(?=[A-Z\d])")  # "LAHORE: Police held ..."
_ACRONYM = 4  # letters
_SHORT_TITLE = 4  # letters
_OPENING = 200  # letters behind such a label in which whoever speaks says "we"
_WEEK = timedelta(days=7)  # from a dateline to the day of the report
_ROLLING = 2  # lines with a time that make a rolling post
_NO_PLACES = ("headings", "tellers", "titles", "fates_of_people")
_UNLIKE = (datetime(2000, 1, 1), datetime(2001, 2, 2))


class _Forms(NamedTuple):
    """How a dateline is written: behind a place, in a release, alone on its line, at the head; its day and month."""

    placed: re.Pattern[str]
    release: re.Pattern[str]
    alone: re.Pattern[str]
    opening: re.Pattern[str]
    day: re.Pattern[str]


@cache
def _forms(language: Language) -> _Forms:
    month = language.calendar.month
    whole = rf"{month}[ \t]+\d{{1,2}},?[ \t]+\d{{4}}|\d{{1,2}}[ \t]+{month},?[ \t]+\d{{4}}"
    return _Forms(
        re.compile(rf"[A-Z][A-Z .,'’/-]{{2,40}},[ \t]+(?:[A-Z][a-z]+,[ \t]+)?({whole})"),
        re.compile(  # "New York, 4 November 2024 -", "GENEVA (4 November 2024) –", "(Kyiv, November 4, 2024) –"
            rf"\(?[A-Z][\w.'’-]*(?:[ \t,/]{{1,2}}[A-Z][\w.'’-]*){{0,5}},?[ \t]+\(?({whole})\)?"
            r"(?:[ \t]+\([^()\n]{2,30}\))?[ \t]?(?:--?|—|–)[ \t]"
        ),
        re.compile(rf"(?:Published|Updated|Posted|Date)?:?[ \t]*(?:on[ \t]+)?({whole}|\d{{4}}-\d\d-\d\d)[ \t]*"),
        re.compile(
            rf"[A-Z][A-Z.'’ -]+(?:,\s(?!{month})[A-Z][\w. ]{{2,20}})?"
            rf"(?:,\s{month}\s\d{{1,2}}(?:,\s\d{{4}})?)?(?:\s\([^()\n]{{2,30}}\))?\s?(?:-|--|—|–)\s"
            r"(?!(?:an?|the|which|who|whose) )"  # "WWF – a charity – said": an aside
        ),
        re.compile(rf"{month}[ \t]+\d{{1,2}}(?!\d|,?[ \t]+\d{{4}})|\b\d{{1,2}}[ \t]+{month}(?!,?[ \t]+\d{{4}})"),
    )


def dateline(text: str, language: Language) -> date | None:
    """Give the date of an article from its dateline, if that has a year; else from a line that is a date alone.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> dateline("KYIV, Nov. 4, 2024 (Wire) - Two bridges fell.", language("en"))
    datetime.date(2024, 11, 4)
    >>> dateline("KYIV, Nov. 4 (Wire) - Two bridges fell.", language("en")) is None
    True
    """
    lines, forms = text[:_HEAD].split("\n"), _forms(language)
    placed = (match for form in (forms.placed, forms.release) for match in map(form.match, lines) if match)
    found = next(placed, None) or next(
        (match for line in lines if (match := forms.alone.fullmatch(line.strip()))), None
    )
    return whole_date(found[1]) if found else None


def written_on(text: str, end: int, reported: date | None, language: Language) -> date | None:
    """Give the day from which the words of an article count, where its dateline ends at ``end``.

    That of a dateline without a year, if it lies in the week before the day of the report; else that day.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> written_on("KYIV, Nov. 4 (Wire) - Two bridges fell today.", 22, date(2024, 11, 6), language("en"))
    datetime.date(2024, 11, 4)
    """
    named = _forms(language).day.search(text, 0, end) if reported is not None else None
    if reported is None or named is None:
        return reported
    day = whole_date(f"{named[0]} {reported.year}")
    if day is not None and day > reported:
        day = whole_date(f"{named[0]} {reported.year - 1}")
    return day if day is not None and reported - day <= _WEEK else reported


@lru_cache(maxsize=4096)
def whole_date(words: str) -> date | None:
    """Read a date with a year; missing where no calendar has the day. ``dateutil`` knows English months only.

    Examples
    --------
    >>> whole_date("Sept. 4, 2024"), whole_date("31 June 2024")
    (datetime.date(2024, 9, 4), None)
    """
    clean = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", words.lower()).replace("sept.", "sep.")
    try:
        read: datetime = parser.parse(clean, default=_UNLIKE[0])
    except (ValueError, OverflowError):
        return None
    return read.date()


def dateline_end(text: str, language: Language) -> int:
    """Give where the dateline of an article ends; the date in it is that of the report and not of a figure.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> dateline_end("KYIV, Nov. 4 (Wire) - Two bridges fell.", language("en"))
    22
    >>> dateline_end("LAHORE: Two bridges fell.", language("en")), dateline_end("LIND: We felled two.", language("en"))
    (8, 0)
    """
    head, forms = "\n" + text[:_LEAD], _forms(language)
    lines = [line.end() for line in _LINE.finditer(head)]
    found = (form.match(head, start) for form in (forms.opening, forms.release) for start in lines)
    end = next((match.end() - 1 for match in found if match), 0)
    label = None if end else _PLACE_LABEL.match(text) or _behind_heading(text)
    return label.end() if label is not None and _is_place(text, label, language) else end


def _behind_heading(text: str) -> re.Match[str] | None:
    """ "They count buffaloes\\n\\nLAHORE: Of the 40 ...": the label that a line without a full stop stands over."""
    heading, blank, _ = text.partition("\n\n")
    headed = blank and len(heading) < _OPENING and "\n" not in heading and heading[-1:].isalnum()
    return _PLACE_LABEL.match(text, len(heading)) if headed else None


def _is_place(text: str, label: re.Match[str], language: Language) -> bool:
    """Whether a label in capitals at the head of a text is where it was written, and not who speaks, nor a heading."""
    name, people = label[1].lower(), language.people
    if name in people.nations or name in people.capitals:
        return True
    words = name.split()
    if len(words) > 1 and words[0].rstrip(".") in people.titles and len(words[0]) <= _SHORT_TITLE:
        return False  # "DR TESSEN: Good afternoon", but "PRINCE GEORGE: Two bridges fell"
    acronym = max(map(len, words)) <= _ACRONYM
    told = any(words[-1] in language.lists[one] for one in _NO_PLACES)
    told = told or any(tagger_of(language)[word][1] & SPEAKER for word in words)
    opening = text[label.end() : label.end() + _OPENING].lower().rpartition(" ")[0]  # no word cut short
    speaks = not language.lists["first_persons"].isdisjoint(opening.split())
    place = re.escape(label[1].title())  # "... in Orr", "Norland's Orr district"
    there = re.search(rf"(?:\b(?:{'|'.join(language.lists['within_place'])}) |['’]s ){place}\b", text)
    once = text.count(f"{label[1]}:") == 1 and (there or label[1].title() not in text)
    return once and not (acronym or told or speaks)


def clock_lines(text: str, reported: date | None) -> list[tuple[int, datetime]]:
    """Give the times of a rolling post: each line that is a clock time alone or begins with one, with its offset.

    The newest or the oldest may stand first, whichever makes the post the shorter; the newest is of the day of the
    report. One such line alone is none.

    Examples
    --------
    >>> [str(time) for _, time in clock_lines("0:10 a.m.\\nTen died.\\n\\n11 p.m.\\nSix died.", date(2024, 11, 6))]
    ['2024-11-06 00:10:00', '2024-11-05 23:00:00']
    """
    found = list(_CLOCK.finditer("\n" + text)) if reported else []
    if reported is None or len(found) < _ROLLING:
        return []
    times = [_time_of(match) for match in found]
    minutes = [at.hour * 60 + at.minute for at in times]
    newest_first = _passed(minutes) >= _passed(minutes[::-1])
    posts = list(zip(found, times, strict=True))
    day, last, timed = reported, time.max, []
    for match, at in posts if newest_first else reversed(posts):
        day -= timedelta(days=at > last)
        timed.append((match.end() - 1, datetime.combine(day, at)))
        last = at
    return sorted(timed)


def _passed(minutes: list[int]) -> int:
    """The minutes that pass from the first to the last of some times of day in their order."""
    return sum((after - before) % (24 * 60) for before, after in pairwise(minutes))


def _time_of(match: re.Match[str]) -> time:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()
    return time(hour % 12 + 12 * (half == "p") if half else hour, minute)


def as_moment(value: object) -> datetime | None:
    """The time of day that a caller gives along with a date, without its zone; None where it is a day alone.

    Examples
    --------
    >>> as_moment("2024-11-06T14:30"), as_moment("6 November 2024")
    (datetime.datetime(2024, 11, 6, 14, 30), None)
    """
    moment = value if isinstance(value, datetime) and value == value else None  # NaT
    if isinstance(value, str) and ":" in value:
        try:
            moment = parser.parse(value)
        except (ValueError, OverflowError):
            return None
    return None if moment is None or moment.time() == time() else moment.replace(tzinfo=None)


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
    if value is None or (isinstance(value, float | datetime) and value != value):  # NaN, NaT
        return None
    if not isinstance(value, str | date):
        raise ParseError(f"reported={str(value)[:80]!r} is no date.", hint="write it as 2024-11-06.")
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
    hint = "write it as 2024-11-06."
    try:  # what is missing in the words is filled from two dates that share nothing
        read = {parser.parse(words, dayfirst=order, default=day) for order in orders for day in _UNLIKE}
    except (ValueError, OverflowError) as error:
        raise ParseError(f"reported={words!r} is no date.", hint=hint) from error
    days: set[date] = {moment.date() for moment in read}
    if len(days) > 1:
        what = "may be two dates" if len(orders) > 1 else "is no whole date"
        raise ParseError(f"reported={words!r} {what}.", hint=hint)
    return days.pop()
