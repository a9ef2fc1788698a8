"""How numbers, bands and claims are said in a sentence that a person can quote."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from estimates.lang.credence import pattern
from estimates.lang.lexicon import english, lexicon, words_of

_PLURALS = {
    "person": "people",
    "count": "",
    "percent": "percent",
    "foot": "feet",
    "day": "days",
    "ton": "tons",
    "century": "centuries",
    "percentage_point": "percentage points",
}

#: In the trail of ``amend``: words or a number that are no longer those of the source.
_FIGURE_AMENDED = re.compile(r"(?:^|; |\| )(?:text|value|low|best|high|hedge): ")

#: That a figure is actual and of the whole goes without saying.
UNSAID = ("actual", "whole")

_SAID = {"plain": "", "exact": "exactly "}  # hedges that are said by other words than their names

_TAIL = re.compile(r",| (?:of|in|at|from|for|near|on|with) ")  # what follows the noun of a source

_POWER = re.compile(r"(\w+) ?(?:\*\*|\^) ?([23])")
_POWERS = {"": "", "2": "square ", "3": "cubic "}

_LARGE = ((1e12, "trillion"), (1e9, "billion"))


@lru_cache(maxsize=65_536)
def number(x: float) -> str:
    """Write a number with separators and at most four significant decimals; billions in words where that loses nothing.

    Examples
    --------
    >>> number(11275.0), number(1448.4096), number(0.125), number(float("inf")), number(1.19e12), number(1_234_567_890)
    ('11,275', '1,448.41', '0.125', 'infinity', '1.19 trillion', '1,234,567,890')
    """
    if math.isinf(x):
        return "infinity" if x > 0 else "minus infinity"
    for size, word in _LARGE:
        short = round(x / size, 3)
        if 1 <= abs(short) < 1000 and math.isclose(short * size, x, rel_tol=1e-12):
            return f"{short:g} {word}"
    if x == round(x) and abs(x) < 1e15:
        return f"{x:,.0f}"
    places = max(0, 2 if abs(x) >= 1 else 3 - math.floor(math.log10(abs(x))))
    written = f"{x:,.{places}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def amount(x: float, unit: Any = None, noun: Any = None) -> str:
    """Write a number with what it counts: the noun where known, else the unit.

    Examples
    --------
    >>> amount(475, "person"), amount(900, "mile"), amount(1, "person"), amount(3, "count", "tanks")
    ('475 people', '900 miles', '1 person', '3 tanks')
    >>> amount(258.82, "kilometer**2"), amount(1, "meter ** 3")
    ('258.82 square kilometers', '1 cubic meter')
    """
    if isinstance(noun, str):
        return f"{number(x)} {noun}"
    if not isinstance(unit, str) or not unit:
        return number(x)
    base, power = powered.groups() if (powered := _POWER.fullmatch(unit)) else (unit, "")
    word = base.replace("_", " ")
    if x != 1 and base in _PLURALS:
        word = _PLURALS[base]
    elif x != 1 and base.islower() and base.isalpha() and len(base) > 3 and not base.endswith("s"):
        word += "s"
    return f"{number(x)} {_POWERS[power]}{word}".rstrip()


def band(low: float, high: float, closed: Any = "both") -> str:
    """Write a range in words.

    Examples
    --------
    >>> band(9750, 10250), band(900, float("inf"), "neither"), band(0, 900), band(5, 5)
    ('9,750 to 10,250', 'more than 900', '0 to 900', '5')
    >>> band(float("nan"), 200, float("nan"))
    'at most 200'
    """
    if math.isnan(low) and math.isnan(high):
        return "an unknown range"
    if low == high:
        return number(low)
    closed = closed if isinstance(closed, str) else "both"  # as an end is read of which nothing else is known
    if math.isinf(high) or math.isnan(high):
        if math.isinf(low) or math.isnan(low):
            return "any number"
        return f"{'at least' if closed in ('both', 'left') else 'more than'} {number(low)}"
    if math.isinf(low) or math.isnan(low):
        return f"{'at most' if closed in ('both', 'right') else 'less than'} {number(high)}"
    return f"{number(low)} to {number(high)}"


@lru_cache(maxsize=4096)
def day(date: Any, precision: Any = "day") -> str:
    """Write a date as 4 November 2024, a month or a year as what it is; nothing for a missing one.

    Examples
    --------
    >>> day(pd.Timestamp("2024-11-04")), day(pd.Timestamp("1863-07-01"), "month"), day(pd.NaT)
    ('4 November 2024', 'July 1863', '')
    """
    if pd.isna(date):
        return ""
    month = "" if precision == "year" else f"{date.month_name()} "
    return f"{'' if precision in ('month', 'year') else f'{date.day} '}{month}{date.year}"


def topic(cells: Mapping[str, Any]) -> str:
    """Name what figures are about by the columns that they are compared by.

    That a figure is actual and of the whole goes without saying, and so does what the words before it say already.

    Examples
    --------
    >>> topic({"quantity": "killed", "place": "Istanbul", "since": pd.Timestamp("2016-06-28"), "status": "actual"})
    'killed, Istanbul, since 28 June 2016'
    """
    words: list[str] = []
    for name, cell in cells.items():
        if not pd.isna(cell) and cell not in UNSAID:
            word = f"since {day(cell)}" if name == "since" else str(cell)
            before = ", ".join(words)
            if word not in before or not re.search(rf"\b{re.escape(word)}\b", before):
                words.append(word)
    return ", ".join(words)


def of_when(claim: Mapping[str, Any]) -> str:
    """Of which day a figure is; where that is not known, when it was reported, and it says so.

    Examples
    --------
    >>> of_when({"as_of": pd.NaT, "reported": pd.Timestamp("2024-11-04")})
    'reported 4 November 2024'
    """
    reported = day(claim.get("reported"))
    return day(claim.get("as_of"), claim.get("precision")) or (f"reported {reported}" if reported else "")


def speaker(claim: Mapping[str, Any]) -> str:
    """Name who says a claim; its publisher or its id where nobody is named."""
    source, publisher = claim.get("source"), claim.get("publisher")
    return source if isinstance(source, str) else publisher if isinstance(publisher, str) else (
        f"claim {claim['claim_id']}")  # fmt: skip


def figure(claim: Mapping[str, Any]) -> str:
    """Give a claim's figure: its words in quotation marks, or its number where there are none or it was amended.

    Ends that nobody stated, those of a sum, are no source's words: its best figure is, where there is one.

    Examples
    --------
    >>> figure({"text": "40", "amended": "doubt: its source is carried over -> none (accepted)"})
    '“40”'
    >>> figure({"text": "40", "value": 400.0, "hedge": "plain", "unit": "count", "amended": "value: 40.0 -> 400.0 (x)"})
    '400'
    """
    amended = claim.get("amended")
    if isinstance(claim.get("text"), str) and not (isinstance(amended, str) and _FIGURE_AMENDED.search(amended)):
        return f"“{claim['text']}”"
    if math.isnan(claim["value"]):
        return _unprinted(claim)
    hedge = _SAID[claim["hedge"]] if claim["hedge"] in _SAID else str(claim["hedge"]).replace("_", " ") + " "
    return hedge + amount(claim["value"], claim["unit"])


def _unprinted(claim: Mapping[str, Any]) -> str:
    """A figure of which no number is known as printed: the ends stated, or a sum of ours with how many it is of."""
    basis = claim.get("basis")
    if not isinstance(basis, str) or not basis.startswith("sum of "):
        return amount_of_band(claim)
    best = claim.get("best", math.nan)
    words = amount_of_band(claim) if math.isnan(best) else amount(best, claim["unit"])
    return words if basis == "sum of 1" else f"{words} ({basis})"


_SHARES = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}


def share(x: float) -> str:
    """Write a share of a whole in words where it has one, else in percent.

    Examples
    --------
    >>> share(0.2), share(2 / 3), share(0.5), share(0.17), share(1.0)
    ('a fifth', 'two thirds', 'half', '17 percent', 'all')
    """
    if x in (0.0, 1.0):
        return "all" if x else "none"
    for parts, word in _SHARES.items():
        count = round(x * parts)
        if math.isclose(x * parts, count, rel_tol=1e-9) and count in (1, 2, 3):
            return "half" if parts == 2 else f"a {word}" if count == 1 else f"{('two', 'three')[count - 2]} {word}s"
    return amount(float(f"{100 * x:.4g}"), "percent")


def in_words(claim: Mapping[str, Any]) -> bool:
    """Whether a claim is a share of a whole that its source said in words ("a fifth")."""
    text, unit = claim.get("text"), claim.get("unit")
    bare = (
        (not isinstance(unit, str) or unit == "fraction")
        and isinstance(text, str)
        and not any(c.isdigit() for c in text)
    )
    return bool(bare and 0 <= claim["low"] <= claim["high"] <= 1)


def amount_of_band(claim: Mapping[str, Any], *, shares: bool = False) -> str:
    """Write the outer band of a claim or of an answer with its unit; a share that was said in words stays one.

    ``shares`` says so of an answer, all claims of which were said in words.

    Examples
    --------
    >>> amount_of_band({"low": 0.5, "high": 1.0, "closed": "both", "unit": "mile"})
    '0.5 to 1 mile'
    >>> amount_of_band({"low": 0.2, "high": 0.2, "closed": "both", "unit": float("nan"), "text": "a fifth"})
    'a fifth'
    >>> amount_of_band({"low": 0.2, "high": 0.38, "closed": "both", "unit": float("nan")}, shares=True)
    '20 to 38 percent'
    """
    low, high = claim["low"], claim["high"]
    if (shares and 0 <= low <= high <= 1) or in_words(claim):
        words = [share(end) for end in dict.fromkeys((low, high))]
        if len(words) == 1 or not any(word.endswith("percent") for word in words):
            return " to ".join(words)
        return f"{number(float(f'{100 * low:.4g}'))} to {amount(float(f'{100 * high:.4g}'), 'percent')}"
    words_of_it = band(low, high, claim.get("closed"))
    return f"{words_of_it} {amount(1 if words_of_it.split()[-1] == '1' else 2, claim['unit'])[2:]}".rstrip()


@lru_cache(maxsize=4096)
def says(name: str) -> str:
    """Whether a source says or, being many, say.

    Examples
    --------
    >>> says("the agency"), says("Rebels in the north")
    ('says', 'say')
    """
    head = _TAIL.split(name.casefold())[0].split()
    return "say" if head and head[-1] in _plural_sources() else "says"


@cache
def _plural_sources() -> frozenset[str]:
    return words_of(lexicon("people")["plural_sources"])


def said(claim: Mapping[str, Any]) -> str:
    """Say a claim: who, the words, of when.

    Examples
    --------
    >>> said({"claim_id": "c1", "source": "Matthew Miller", "text": "10,000", "as_of": pd.Timestamp("2024-11-04")})
    'Matthew Miller says “10,000” (4 November 2024)'
    >>> said({"claim_id": "c2", "source": "Rebels in the north", "text": "10,000"})
    'Rebels in the north say “10,000”'
    >>> said({"claim_id": "c3", "source": "The agency", "text": "more than 500", "credence": "unlikely"})
    'The agency calls “more than 500” unlikely'
    """
    name = speaker(claim)
    verb = says(name)
    date = day(claim.get("as_of"), claim.get("precision")) or day(claim.get("reported"))
    when, sure = f" ({date})" if date else "", ""
    words = str(claim.get("text"))
    if isinstance(claim.get("confidence"), str) and "confidence" not in words.casefold():
        sure = f" with {claim['confidence']} confidence"
    if isinstance(claim.get("credence"), str) and not pattern(english()).search(words.casefold()):
        chance = f"a {claim['credence']}" if claim["credence"].endswith("chance") else claim["credence"]
        return f"{name} {verb.replace('say', 'call')} {figure(claim)} {chance}{sure}{when}"
    return f"{name} {verb} {figure(claim)}{sure}{when}"


def one_line(words: str) -> str:
    """Words as they stand in one line, whatever ends a line in them.

    Examples
    --------
    >>> one_line("Ministry\\n  of\\u2028Defence")
    'Ministry of Defence'
    """
    return " ".join(words.split())
