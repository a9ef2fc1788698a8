"""Figures of articles on one event that are of one quantity: the same number, or the only one of its measure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from estimates.claims.one_event import Row, Within, add_doubt, comparable
from estimates.claims.stems import classes_of, plain_words, stems_of
from estimates.lang.lexicon import language
from estimates.units import is_count, kind_of_unit

#: What befalls people, by the name of its measure.
FATES = language("en").lists["befallen"] | {"casualties", "cases"}
_LEAST = 10  # a number from which two articles rarely have the same by chance
_RARE, _SELDOM = 3, 2  # digits that say by themselves that two figures are one; that say it with a word of both
_TIMES = 1.1  # how many times another figure of its measure the largest may be: one is rounded
_FEW = ("", "[count]", "[person]", "[time]", "share")  # dimensions of few values, which many things have
_SLOTS = ("quantity", "who", "event", "place", "since")
_SAME = "another article on its event has the same figure"
_ONLY = "of its measure, each article on its event has one figure"


def join_same_numbers(rows: Sequence[Row], within: Within) -> None:
    """File figures of articles on one event under one name where they have one number, in place.

    Nothing that two of them say may differ; and the fewer digits the number has, the more of it must be said by both:
    1,150 is rarely two things, 1,200 is one where both count jobs, 1,000 where both say whose as well. ``within`` says
    which place lies in which.
    """
    for group in _same_numbers(_levels(rows), within):
        _file(group, _SAME)


def join_only_ones(rows: Sequence[Row], within: Within) -> None:
    """The same for figures that are the only one of their measure in each article."""
    for group in _only_ones(_levels(rows), within):
        _file(group, _ONLY)


def _levels(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if not row["negated"] and row["trend"] is None]


def _same_numbers(rows: Iterable[Row], within: Within) -> list[list[Row]]:
    """Figures of two articles or more with one number."""
    alike: dict[Hashable, list[Row]] = {}
    for row in rows:
        if size_of(row) >= _LEAST:
            ends = (row["low"], row["high"]) if row["value"] is None else row["value"]
            kind = "" if is_count(row["unit"] or "count") else kind_of_unit(row["unit"])
            alike.setdefault((ends, kind, row["status"], row["scope"]), []).append(row)
    found = []
    for some in alike.values():
        left = sorted(some, key=_order) if len({row["article"] for row in some}) > 1 else []
        while left:
            first, *rest = left
            group = [first]
            for row in rest:
                if all(_tells(row, other) and _agree(row, other, within) for other in group):
                    group.append(row)
            left = [row for row in rest if not any(row is other for other in group)]
            found.append(group)
    return found


def _only_ones(rows: Iterable[Row], within: Within) -> list[list[Row]]:
    """Figures of one measure of which each article has one; those of people are told by what befell them."""
    alike: dict[Hashable, list[Row]] = {}
    for row in rows:
        if row["quantity"] and row["scope"] == "whole" and row["quantity"] not in FATES and not _of_anybody(row):
            alike.setdefault((row["quantity"], row["unit"], row["status"]), []).append(row)
    return [
        some
        for some in alike.values()
        if len({(row["article"], row["value"], row["high"]) for row in some}) == len({row["article"] for row in some})
        and 0 < max(map(size_of, some)) <= _TIMES * min(map(size_of, some))
        and all(_agree(one, other, within) for k, one in enumerate(some) for other in some[:k])
    ]


def size_of(row: Row) -> float:
    """The number of a figure, or its end."""
    return float(next((row[name] for name in ("value", "high", "low") if row[name] is not None), 0.0))


def _order(row: Row) -> tuple[bool, list[bool], str, int]:
    """The surest first."""
    return row["identity"] != "read", [row[name] is None for name in _SLOTS], row["article"], row["start"]


def _of_anybody(row: Row) -> bool:
    return stems_of(row["quantity"]) <= plain_words("anybody")


def _tells(one: Row, other: Row) -> bool:
    """Whether one number in two articles is told of one thing: by its own rareness, or with what both say of it."""
    digits = min(_digits(one), _digits(other))
    if digits >= _RARE:
        return not _other_fate(one, other)
    said = {(one[name] is not None, other[name] is not None) for name in _SLOTS[1:]}
    return _one_measure(one, other) and (digits >= _SELDOM or said in ({(True, True)}, {(True, True), (False, False)}))


def _digits(row: Row) -> int:
    """How many digits a number has that could have been others; an amount of money could have had more than a count."""
    digits = f"{size_of(row):.6e}".partition("e")[0].replace(".", "").rstrip("0")
    return len(digits) + (kind_of_unit(row["unit"]) not in _FEW)


def _other_fate(one: Row, other: Row) -> bool:
    return one["quantity"] != other["quantity"] and not FATES.isdisjoint((one["quantity"], other["quantity"]))


def _one_measure(one: Row, other: Row) -> bool:
    """Whether two figures count the same, by a word of both or by words for one thing."""
    if not one["quantity"] or not other["quantity"] or _other_fate(one, other):
        return False
    if one["quantity"] == other["quantity"]:
        return not _of_anybody(one)
    words, others = (stems_of(f"{row['quantity']} {row['noun'] or ''}") for row in (one, other))
    classes = (classes_of("noun", row["quantity"]) for row in (one, other))
    return bool((words & others) - plain_words("anybody")) or bool(frozenset.intersection(*classes))


def _agree(one: Row, other: Row, within: Within) -> bool:
    """Whether nothing that both say differs."""

    def meet(name: str) -> bool:
        return one[name] is None or other[name] is None or one[name] == other[name]

    who = meet("who") or bool(stems_of(one["who"]) & stems_of(other["who"]))
    place = meet("place") or comparable(one["place"], other["place"], within)
    return who and place and meet("event") and meet("since")


def _file(group: Sequence[Row], why: str) -> None:
    """Give figures what the sure ones of them are filed under, if that is one; else what they say together."""
    sure = {tuple(row[name] for name in _SLOTS) for row in group if row["identity"] == "read"}
    if len(sure) > 1 or len({row["article"] for row in group}) < 2:
        return
    told = sorted(group, key=_order)
    said = {name: next((row[name] for row in told if row[name] is not None), None) for name in _SLOTS}
    filed = dict(zip(_SLOTS, sure.pop(), strict=True)) if sure else said
    if filed["quantity"] is None:
        return
    for row in group:
        if row["identity"] != "read":
            if any(row[name] != filed[name] for name in _SLOTS) or why == _ONLY:
                add_doubt(row, why)
            row.update(filed, identity="read")
