"""Sizes as people type them into a table, in the spelling that is read: "1000s-23000", "400-600+", "12.000"."""

from __future__ import annotations

import re

_POWERS = {10: "tens", 100: "hundreds", 1000: "thousands", 10_000: "tens of thousands",
           100_000: "hundreds of thousands", 1_000_000: "millions"}  # fmt: skip
_NUMBER = r"\d[\d,]*"
_FROM_PLURAL = re.compile(r"(?<![\w.,'’])(\d+0)s\s*(?:-|–|\bto\b)\s*(?=\d)")
_TO_PLURAL = re.compile(r"(?<=[\d\s][-–])\s*(\d+00)s\b")
_PLURAL = re.compile(r"(?<![\w.,'’$€£-])(\d*0)s\b")
_OPEN_RANGE = re.compile(rf"(?<![\w.,])({_NUMBER})\s*[-–]\s*{_NUMBER}\s*\+(?!\s*\d)")
_GROUPED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3}){2,}(?![\w.,]*\d)")
POINTED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}\.\d{3}(?![\d.,%])")


def spelled_out(text: str) -> str:
    """Rewrite what is typed short: plurals of figures, ranges without an end, points that part thousands.

    Examples
    --------
    >>> spelled_out("several 1000s"), spelled_out("1000s-23000"), spelled_out("20000s"), spelled_out("400-600+")
    ('several thousands', '1000-23000', '20000-29999', 'at least 400')
    >>> spelled_out("1.234.567"), spelled_out("in the 1990s"), spelled_out("10s-100s")
    ('1234567', 'in the 1990s', '10-999')
    """
    if not any(c.isdigit() for c in text):
        return text
    text = _OPEN_RANGE.sub(r"at least \1", text)
    text = _FROM_PLURAL.sub(r"\1-", text)
    text = _TO_PLURAL.sub(lambda found: str(_top(found[1])), text)
    text = _PLURAL.sub(_plural, text)
    return _GROUPED.sub(lambda found: found[0].replace(".", ""), text)


def _top(digits: str) -> int:
    """The greatest number that a plural may mean: 29,999 of 20000s, 999 of 100s."""
    number = int(digits)
    place = int("1" + "0" * (len(digits) - 1))
    return (10 * number if number == place else number + place if number % place == 0 else number + _last(digits)) - 1


def _last(digits: str) -> int:
    return int("1" + "0" * (len(digits) - len(digits.rstrip("0"))))


def _plural(found: re.Match[str]) -> str:
    digits = found[1]
    number = int(digits)
    if number in _POWERS:
        return _POWERS[number]
    if len(digits) < 3 or (len(digits) == 4 and digits[:2] in ("18", "19", "20") and digits[2:] != "00"):
        return found[0]  # "20s" may be seconds, "1990s" are years
    return f"{digits}-{_top(digits)}" if number else found[0]


def without_points(text: str) -> str:
    """Take the points before three last digits for what parts thousands.

    Examples
    --------
    >>> without_points("12.000 people")
    '12000 people'
    """
    return POINTED.sub(lambda found: found[0].replace(".", ""), text)
