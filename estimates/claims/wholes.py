"""Which figures of one event count all, and which some: of a town, of a few, of those that are named, of a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from estimates.article.event_kinds import AGAIN
from estimates.claims.evidence import FATES, size_of
from estimates.claims.one_event import Row, add_doubt, parted
from estimates.claims.stems import plain_words
from estimates.lang.lexicon import english

COUNTRIES = frozenset(english().people.nations.values())
_TOLLS = frozenset(["killed", "wounded", "casualties", "cases"])  # which only grow
_NARROW = frozenset(["in hospital", "seriously wounded"])  # parts of others by what they are
_SLOTS = ("quantity", "who", "event", "place", "since", "status")
_LONG = timedelta(10)
_NEW = re.compile(r"\b(?:new|fresh|daily)\b")  # "188 new cases": not all since it began
_TIMES = 3  # how many times a later count of all an earlier one may be
_EVERYWHERE = re.compile(
    r"\b(?:nationwide|countrywide|(?:across|throughout|in|for) (?:the )?(?:whole |entire )?(?:of )?(?:the )?country)\b"
)


def name_nobody(rows: Sequence[Row], every: Sequence[Row]) -> None:
    """ "21 miners were killed": where an article counts no more people than those it names first, they are all.

    ``rows`` are known to be of its event, ``every`` are all of the article.
    """
    measures: dict[str, list[Row]] = {}
    for row in rows:
        if row["scope"] == "whole" and row["status"] == "actual":
            measures.setdefault(row["quantity"], []).append(row)
    for some in measures.values():
        who, most = some[0]["who"], size_of(some[0])
        named = who is not None and who.islower() and plain_words("some_people").isdisjoint(who.split())
        others = any(row["who"] not in (who, None) and row["sentence"] == some[0]["sentence"] for row in some)
        alike = (row for row in every if row["quantity"] == some[0]["quantity"] and row["event"] == some[0]["event"])
        if named and not others and all(size_of(row) <= most for row in alike if row["who"] is None):
            for row in some:
                row["who"] = None if row["who"] == who else row["who"]


def doubt_towns(rows: Sequence[Row], event: str | None, place: str | None) -> None:
    """Where people marched in several towns, a figure without its place is of one of them or of all."""
    marched = [row for row in rows if row["quantity"] == "participants" and row["event"] == event]
    if not any(_is_town(row["told"].there, place) for row in marched):
        return
    for row in marched:
        everywhere = row["told"].there is not None or _EVERYWHERE.search(row["sentence"]) is not None
        if not everywhere and row["place"] == place and row["identity"] == "read":
            row["identity"] = "guessed"


def _is_town(there: str | None, place: str | None) -> bool:
    return there is not None and there != place and there not in COUNTRIES


def join_parts(rows: Sequence[Row]) -> None:
    """ "Including 12 children" and "12 children were killed": whom both name are a part of all, however it is told."""
    alike: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        narrow = row["who"] is not None or row["quantity"] in _NARROW
        if narrow and row["identity"] == "read" and row["event"] is not None and row["scope"] in ("whole", "part"):
            alike.setdefault(tuple(row[name] for name in _SLOTS), []).append(row)
    for some in alike.values():
        if any(row["scope"] == "part" for row in some):
            for row in some:
                row["scope"] = "part"


def join_spans(rows: Sequence[Row]) -> None:
    """ "410 have died since March" and "429 have died", of one outbreak: both since it began."""
    alike: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if row["identity"] == "read" and row["scope"] == "whole" and row["quantity"] in _TOLLS:
            alike.setdefault(tuple(row[name] for name in _SLOTS if name != "since"), []).append(row)
    for some in alike.values():
        begun = {row["since"] for row in some if row["since"] is not None and _is_long(row)}
        if len(begun) == 1:
            first = begun.pop()
            for row in some:
                if row["since"] is None and _NEW.search(row["sentence"]) is None:
                    row["since"] = first
                    add_doubt(row, "since when it counts is told by other articles")


def _is_long(row: Row) -> bool:
    until = row["as_of"] or row["reported"]
    return until is not None and until - row["since"] > _LONG


def doubt_unplaced(rows: Sequence[Row]) -> None:
    """ "Killed in an attack in Israel", on no day: a country sees many, so that two such counts are not of one."""
    for row in rows:
        kind, when = parted(row["event"] or "")
        nowhere = row["place"] is None or row["place"] in COUNTRIES
        if kind in AGAIN and when is None and nowhere and row["quantity"] in FATES and row["identity"] == "read":
            row["identity"] = "guessed"


def doubt_remainders(rows: Sequence[Row]) -> None:
    """A count of a few that is printed days after one of many is no count of all: "two bodies were never found"."""
    counts: dict[tuple[str, str | None, str], list[Row]] = {}
    for row in rows:
        whole = row["scope"] == "whole" and row["status"] == "actual" and row["who"] is None
        if whole and row["identity"] == "read" and row["event"] is not None and row["quantity"] in _TOLLS:
            counts.setdefault((row["event"], row["place"], row["quantity"]), []).append(row)
    for (event, *_), some in counts.items():
        kind, when = parted(event)
        if when is None and kind in AGAIN:
            continue
        most, dated = 0.0, sorted((row for row in some if row["reported"] is not None), key=_printed)
        for _, printed in groupby(dated, key=_printed):
            today = list(printed)
            at_once: dict[tuple[Any, Any], float] = {}  # the greatest that an article tells of one time
            for row in today:
                told = row["article"], row["counted"]
                at_once[told] = max(size_of(row), at_once.get(told, most))
            for row in today:
                if _TIMES * size_of(row) < at_once[row["article"], row["counted"]]:
                    row["identity"] = "guessed"
            most = max(most, *(size_of(row) for row in today))


def _printed(row: Row) -> date:
    day: date = row["reported"]
    return day
