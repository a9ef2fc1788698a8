"""Stocks and flows: a relation over dates (``total[t] == total[t-1] + new[t]``), and the fewest figures that break it.

A stock stands at the end of each date, a flow comes in between two of them. On the line of dates the fewest figures to
doubt come from one pass: of every value that the stock may have by a date it is known how many figures must be wrong,
and that number is the least or one more, since a doubted flow lets it have any. So only the values of the least number
are kept, as ranges; where a stated stock meets none of them one more figure is wrong. A second pass, backwards, says
which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from estimates.errors import RelationError
from estimates.intervals.arrays import RTOL, Floats
from estimates.relations.language import RelationsLike, entries

Blamed = Literal["stock", "flow", "either", "corrected"]
Ranges = list[tuple[float, float]]

_ANY = [(-np.inf, np.inf)]
_INDEXED = re.compile(r"(?:`(?P<quoted>[^`]+)`|(?P<name>[^\W\d]\w*))\s*\[\s*t\s*(?P<back>[-−]\s*1)?\s*\]")
_SIDE = re.compile(r"\s*(?P<sign>[-−+])?\s*(?P<open>\()?\s*§(?P<term>\d+)§\s*(?P<close>\))?")


@dataclass(frozen=True, slots=True)
class Flow:
    """One relation over dates: the stock, and its flows by name with their sign, 1 or -1.

    A flow in brackets counts on the dates that state it and is nothing on the others: a correction.
    """

    name: str
    text: str
    stock: str
    flows: Mapping[str, int]
    corrections: Mapping[str, int]


class Break(NamedTuple):
    """Where stocks and flows do not add up: at which date, from which on they are added, and what is doubted."""

    at: int
    since: int
    blamed: Blamed


def split_relations(relations: RelationsLike) -> tuple[Any, list[Flow]]:
    """Part relations over dates from all others.

    Examples
    --------
    >>> plain, flows = split_relations(["a + b == c", "total[t] == total[t-1] + new[t] - freed[t] + (corrected[t])"])
    >>> plain["relation"].tolist(), flows[0].stock, flows[0].flows, flows[0].corrections
    (['a + b == c'], 'total', {'new': 1, 'freed': -1}, {'corrected': 1})
    """
    rows = entries(relations)
    flows = [read_flow(text, text if name is None else name) for name, text, _, _ in rows if _INDEXED.search(text)]
    if not flows:
        return relations, []
    plain = [(text if name is None else name, text, *rest) for name, text, *rest in rows if not _INDEXED.search(text)]
    return pd.DataFrame(plain, columns=["name", "relation", "note", "hard"]), flows


def read_flow(text: str, name: str) -> Flow:
    """Read one relation over dates.

    Raises
    ------
    RelationError
        If it does not say what a stock is made of by that of the date before.
    """
    wrong = RelationError(
        f"relation {name!r} cannot be read: {text}",
        hint="a relation over dates reads like total[t] == total[t-1] + new[t] - freed[t]; brackets, + (corrected[t]), "
        "are for what counts only on the dates that state it.",
    )
    if "§" in _INDEXED.sub("", text):  # names are written so below
        raise wrong
    found = list(_INDEXED.finditer(text))
    marked = text
    for k, match in reversed(list(enumerate(found))):
        marked = f"{marked[: match.start()]}§{k}§{marked[match.end() :]}"
    left, equals, right = marked.partition("==")
    if not equals or not re.fullmatch(r"\s*§0§\s*", left) or found[0]["back"]:
        raise wrong
    names = [match["quoted"] or match["name"] for match in found]
    flows, corrections, before, at = dict[str, int](), dict[str, int](), 0, 0
    while at < len(right.rstrip()):
        term = _SIDE.match(right, at)
        if term is None or bool(term["open"]) != bool(term["close"]) or (at and not term["sign"]):
            raise wrong
        k, sign = int(term["term"]), -1 if term["sign"] in ("-", "−") else 1
        if names[k] == names[0]:
            before += 1
            if sign < 0 or term["open"] or not found[k]["back"]:
                raise wrong
        elif found[k]["back"] or names[k] in flows or names[k] in corrections:
            raise wrong
        else:
            (corrections if term["open"] else flows)[names[k]] = sign
        at = term.end()
    if before != 1 or not flows:
        raise wrong
    return Flow(name, text, names[0], flows, corrections)


def breaks(low: Floats, high: Floats, flow_low: Floats, flow_high: Floats, shift: Floats) -> Iterator[Break]:
    """Find the fewest figures of one series to doubt, date by date.

    Parameters
    ----------
    low, high : array of float
        Of the stock at each date, NaN where it is not stated.
    flow_low, flow_high : array of float
        What came in between the date before and this one, NaN where that is not stated; the first is not read.
    shift : array of float
        A correction that was stated for the date, 0 where there is none; figures may hold with or without it.

    Examples
    --------
    >>> stock, new = np.array([10.0, 15.0, 99.0, 25.0, 40.0]), np.array([np.nan, 5.0, 5.0, 5.0, 9.0])
    >>> list(breaks(stock, stock, new, new, np.zeros(5)))
    [Break(at=2, since=1, blamed='stock'), Break(at=4, since=3, blamed='either')]
    """
    n = len(low)
    after, before, event = list[Ranges](), list[Ranges](), np.zeros(n, dtype=bool)
    now: Ranges = _ANY
    for i in range(n):
        if i:
            now = _moved(now, flow_low[i], flow_high[i], shift[i])
        before.append(now)
        if not np.isnan(low[i]):
            room = RTOL * max(abs(low[i]), abs(high[i]), 1.0)
            kept = _within(now, low[i] - room, high[i] + room)
            event[i] = not kept
            now = kept or [*now, (low[i], high[i])]
        after.append(now)
    found, wanted = list[tuple[int, Blamed]](), now
    for i in range(n - 1, -1, -1):
        blamed: Blamed | None = None
        if event[i]:
            as_reached, as_stated = _meet(wanted, before[i]), _within(wanted, low[i], high[i])
            blamed = "either" if as_reached and as_stated else "stock" if as_reached else "flow"
            wanted = as_reached if blamed == "stock" else wanted
        if i and blamed in (None, "stock"):
            plain = _meet(_moved(wanted, -flow_high[i], -flow_low[i], 0.0), after[i - 1])
            if not plain and blamed is None:
                blamed = "corrected"
            wanted = plain or _meet(_moved(wanted, -flow_high[i], -flow_low[i], -shift[i]), after[i - 1])
        elif i:
            wanted = after[i - 1]
        if blamed is not None:
            found.append((i, blamed))
    doubted = {i for i, blamed in found if blamed == "stock"}
    known = [i for i in range(n) if not np.isnan(low[i]) and i not in doubted]
    for i, blamed in reversed(found):
        earlier = [k for k in known if k < i]
        yield Break(i, earlier[-1] if earlier else i, blamed)


def _moved(ranges: Ranges, low: float, high: float, shift: float) -> Ranges:
    if np.isnan(low):
        return _ANY
    moved = [(a + low, b + high) for a, b in ranges]
    return moved + [(a + shift, b + shift) for a, b in moved] if shift else moved


def _within(ranges: Ranges, low: float, high: float) -> Ranges:
    return [(max(a, low), min(b, high)) for a, b in ranges if a <= high and b >= low]


def _meet(ranges: Ranges, others: Ranges) -> Ranges:
    out = []
    for low, high in others:
        room = RTOL * max(abs(low), abs(high), 1.0) if np.isfinite(low) and np.isfinite(high) else 0.0
        out += _within(ranges, low - room, high + room)
    return out
