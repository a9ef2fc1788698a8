"""Figures of articles on one event that are of one quantity: the same number, or the only one of its measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from estimates.claims.evidence import ENOUGH, FATES, PLENTY, Evidence, digits, of_anybody, other_fate, size_of
from estimates.claims.one_event import Row, Within, add_doubt, comparable
from estimates.claims.stems import stems_of
from estimates.units import is_count, kind_of_unit

_RARE = 3  # digits that say by themselves that two figures are one
_TIMES = 1.1  # how many times another figure of its measure the largest may be: one is rounded
_SLOTS = ("quantity", "who", "event", "place", "since")
_SAME = "another article on its event has the same figure"
_ONLY = "of its measure, each article on its event has one figure"


def join_same_numbers(rows: Sequence[Row], within: Within) -> None:
    """File figures of articles on one event under one name where they have one number, in place.

    Nothing that two of them say may differ but what their event is called; and the fewer digits the number has, the
    more of it must be said by both (see ``Evidence``): 1,150 is rarely two things, 20 is one where both sentences have
    rare words around it. ``within`` says which place lies in which.
    """
    levels = _levels(rows)
    for group in _same_numbers(levels, Evidence(levels, within), within):
        _file(group, _SAME, levels)


def join_only_ones(rows: Sequence[Row], within: Within) -> None:
    """The same for figures that are the only one of their measure in each article."""
    for group in _only_ones(_levels(rows), within):
        _file(group, _ONLY)


def _levels(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if not row["negated"] and row["trend"] is None]


def _same_numbers(rows: Sequence[Row], evidence: Evidence, within: Within) -> list[list[Row]]:
    """Figures of two articles or more with one number."""
    alike: dict[Hashable, list[Row]] = {}
    for row in rows:
        kind = "" if is_count(row["unit"] or "count") else kind_of_unit(row["unit"])
        alike.setdefault((_ends(row), kind, row["status"]), []).append(row)
    found = []
    for some in alike.values():
        left = sorted(some, key=_order) if len({row["article"] for row in some}) > 1 else []
        while left:
            first, *rest = left
            group = [first]
            for row in rest:
                if all(_agree(row, other, within) for other in group) and _tells(row, group, evidence):
                    group.append(row)
            left = [row for row in rest if not any(row is other for other in group)]
            found.append(group)
    return found


def _only_ones(rows: Iterable[Row], within: Within) -> list[list[Row]]:
    """Figures of one measure of which each article has one; those of people are told by what befell them."""
    alike: dict[Hashable, list[Row]] = {}
    for row in rows:
        if row["quantity"] and row["scope"] == "whole" and row["quantity"] not in FATES and not of_anybody(row):
            alike.setdefault((row["quantity"], row["unit"], row["status"]), []).append(row)
    return [
        some
        for some in alike.values()
        if len({(row["article"], row["value"], row["high"]) for row in some}) == len({row["article"] for row in some})
        and 0 < max(map(size_of, some)) <= _TIMES * min(map(size_of, some))
        and all(_agree(a, b, within) and _meet(a, b, "event") for k, a in enumerate(some) for b in some[:k])
    ]


def _order(row: Row) -> tuple[bool, list[bool], str, int]:
    """The surest first."""
    return row["identity"] != "read", [row[name] is None for name in _SLOTS], row["article"], row["start"]


def _tells(row: Row, group: Sequence[Row], evidence: Evidence) -> bool:
    """Whether one number is told of one thing: by its own rareness, or with what it and others on average both say."""
    others = [other for other in group if other["article"] != row["article"]]
    if not others or any(other_fate(row, other) for other in group):
        return False
    alike = row["hedge"] != "vague" and all(_meet(row, other, "event") for other in others)
    if alike and all(row["scope"] == other["scope"] for other in others) and digits(row) >= _RARE <= digits(others[0]):
        return True
    mean = sum(evidence.of_one(row, other) for other in others) / len(others)
    return mean >= (ENOUGH if alike else PLENTY)


def _meet(one: Row, other: Row, name: str) -> bool:
    return one[name] is None or other[name] is None or one[name] == other[name]


def _agree(one: Row, other: Row, within: Within) -> bool:
    """Whether nothing that both say differs, whatever they call their event; what is known to be so, is as it is."""
    if one["identity"] == other["identity"] == "read" and one["quantity"] != other["quantity"]:
        return False
    who = _meet(one, other, "who") or bool(stems_of(one["who"]) & stems_of(other["who"]))
    place = _meet(one, other, "place") or comparable(one["place"], other["place"], within)
    return who and place and _meet(one, other, "since")


def _file(group: Sequence[Row], why: str, beside: Sequence[Row] = ()) -> None:
    """Give figures what most of the sure ones are filed under, else what they say together.

    That is no name for them where other numbers of their articles have it too, those ``beside``.
    """
    if len({row["article"] for row in group}) < 2:
        return
    told = sorted(group, key=_order)
    sure = Counter(label for label, _ in {(_label(row), row["article"]) for row in told if row["identity"] == "read"})
    said = tuple(next((row[name] for row in told if row[name] is not None), None) for name in _SLOTS)
    most = [label for label in sure if sure[label] == max(sure.values())]
    filed = next((label for label in map(_label, told) if label in most), said)
    articles, one = {row["article"] for row in told}, told[0]
    others = (row for row in beside if row["article"] in articles and _ends(row) != _ends(one))
    if filed[0] is None or (not sure and any(_label(row) == filed for row in others)):
        return
    scope = told[0]["scope"] if len({row["scope"] for row in told}) == 1 else "part"
    for row in told:
        if _label(row) != filed or (why == _ONLY and row["identity"] != "read"):
            add_doubt(row, why)
        row.update(zip(_SLOTS, filed, strict=True))
        row.update(identity="read", scope=scope)


def _ends(row: Row) -> Any:
    return (row["low"], row["high"]) if row["value"] is None else row["value"]


def _label(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in _SLOTS)
