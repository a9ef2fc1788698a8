"""Words for dates as data: the forms that they are written in, and what weekdays, feasts and numbers are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PART = re.compile(r"\{([a-z]+)\}")
# Groups that are asked of every date, in the forms or not.
_ASKED = ("span", "same", "that", "shift", "later", "back", "edge_told", "day_of", "twice")


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """How a language speaks of days.

    ``forms`` matches words for a date in a text in lower case, and its last group has the name of the form; ``whole``
    matches dates with a year, ``further`` what may stand between a day and its year ("May 3 and 4, 2010"),
    ``undated_weekday`` a weekday that no day of a month follows, ``month`` is the pattern of a month as it is printed.
    ``steps`` are the words that go ahead (1) or back (-1), ``months`` are numbered by their first three letters.
    """

    forms: re.Pattern[str]
    whole: re.Pattern[str]
    further: re.Pattern[str]
    undated_weekday: re.Pattern[str]
    month: str
    weekdays: tuple[str, ...]
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    feasts: Mapping[str, int | str]
    steps: Mapping[str, int]


def calendar_of(dates: Mapping[str, Any], numerals: Mapping[str, Any], months: Mapping[str, int]) -> Calendar:
    """Make the calendar of a language from its tables; of one that has none, no words mean a date.

    Examples
    --------
    >>> tables = {"weekdays": ["montag"], "forms": {"weekday": "{weekday}"}}
    >>> calendar = calendar_of(tables, {}, {})
    >>> [match.lastgroup for match in calendar.forms.finditer("am montag")]
    ['weekday']
    """
    named = {word: n for kind in ("ones", "tens") for word, n in numerals.get(kind, {}).items() if n}
    numbers, feasts, weekdays = named | dates.get("numbers", {}), dates.get("feasts", {}), dates.get("weekdays", ())
    steps = {word: int(step) for step, words in dates.get("steps", {}).items() for word in words.split()}
    parts = {name: part.lower() for name, part in dates.get("parts", {}).items()}
    parts |= {"weekday": f"(?:{'|'.join(weekdays)})", "count": rf"(?:{'|'.join(numbers)}|\d{{1,3}})"}
    parts["feast"] = f"(?:{'|'.join(sorted(feasts, key=len, reverse=True))})"
    forms = [f"(?P<{name}>{_filled(form, parts)})" for name, form in dates.get("forms", {}).items()]
    forms += [f"(?!)(?P<{name}>)" for name in _ASKED if not any(f"(?P<{name}>" in form for form in forms)]
    return Calendar(
        re.compile(rf"\b(?:{'|'.join(forms)})"),
        re.compile(rf"\b(?:{_filled('{whole}', parts)})\b" if "whole" in parts else "(?!)"),
        re.compile(_filled("{further}", parts) if "further" in parts else "(?!)"),
        re.compile(
            _filled(r"\b{weekday}\b(?!,? (?:\d{1,2} {month}|{month} \d))", parts) if "month" in parts else "(?!)"
        ),
        dates.get("parts", {}).get("month", "(?!)"),
        tuple(weekdays),
        months,
        numbers,
        feasts,
        steps,
    )


def _filled(form: str, parts: Mapping[str, str]) -> str:
    """A form with its parts in their places; a blank is any white space."""
    form = form.replace(" ", r"\s+")
    return _PART.sub(lambda name: _filled(parts[name[1]], parts), form)
