"""What a row that somebody extracted says of a figure, held against what is read in its place: how the two differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.wording import band, number
from estimates.units import is_known, read_unit

_COUNTED = ("person", "count")
_RTOL = 1e-9
_CONVENTION = 2.5  # how far conventions of what a vague word is worth lie apart


def is_missing(cell: Any) -> bool:
    return cell is None or cell is pd.NA or cell != cell


def flag(cell: Any) -> bool:
    return cell.strip().lower() in ("true", "yes", "1") if isinstance(cell, str) else bool(cell)


def _float(cell: Any) -> float:
    try:
        return float("nan") if is_missing(cell) else float(str(cell).replace(",", ""))
    except ValueError:
        return float("nan")


def number_differs(row: Mapping[str, Any], read: Mapping[str, Any]) -> str:
    """How the number given and the one read differ; nothing where they do not, or none was given."""
    ours = {end: _float(read[end]) for end in ("value", "low", "high")}
    theirs = {end: _float(row.get(end)) for end in ("value", "low", "high")}
    words = f"the words say {_said(ours)} (“{read['text']}”)" if read.get("text") else f"the words say {_said(ours)}"
    if not np.isnan(theirs["value"]):
        inside = np.isnan(ours["value"]) and ours["low"] <= theirs["value"] <= ours["high"]
        return "" if inside or np.isclose(theirs["value"], ours["value"], rtol=_RTOL, atol=0) else (
            f"value is {number(theirs['value'])}, {words}")  # fmt: skip
    if row.get("hedge") == "vague" or read["hedge"] == "vague":  # what "dozens" is worth is a convention
        off = [theirs["low"] / ours["low"], theirs["high"] / ours["high"]] if ours["low"] > 0 else []
        apart = any(not 1 / _CONVENTION <= share <= _CONVENTION for share in off if not np.isnan(share))
        return f"the range is {band(theirs['low'], theirs['high'])}, {words}" if apart else ""
    ranged = not np.isnan(ours["low"]) or not np.isnan(ours["high"])
    for end in ("low", "high") if ranged else ():
        if not np.isnan(theirs[end]) and not np.isclose(theirs[end], ours[end], rtol=_RTOL, atol=0):
            return f"{end} is {number(theirs[end])}, {words}"
    return ""


def _said(ends: Mapping[str, float]) -> str:
    return number(ends["value"]) if not np.isnan(ends["value"]) else band(ends["low"], ends["high"])


def word_differs(row: Mapping[str, Any], read: Mapping[str, Any], name: str) -> str:
    given, ours = row.get(name), read.get(name)
    same = is_missing(given) or is_missing(ours) or str(given).strip().lower().replace(" ", "_") == ours
    return "" if same else f"{name} is {given!r}, the words are read as {ours!r}"


def hedge_differs(row: Mapping[str, Any], read: Mapping[str, Any]) -> str:
    """How the hedges differ; "within 10 kilometers of the city" may be filed as it stands: it says where."""
    where = (
        row.get("hedge") == "plain" and read["hedge"] == "at_most" and str(read["text"]).lower().startswith("within")
    )
    return "" if where else word_differs(row, read, "hedge")


def unit_differs(row: Mapping[str, Any], read: Mapping[str, Any]) -> str:
    """Whether the unit given measures something else, or in another size; what is counted may be people or things."""
    given, ours = row.get("unit"), read["unit"]
    if not isinstance(given, str) or (is_missing(ours) and given in _COUNTED) or given == ours:
        return ""
    if given in _COUNTED and ours in _COUNTED:
        return ""
    if isinstance(ours, str) and "/" in ours and "/" not in given:
        ours = ours.partition("/")[0]  # "34,000 a day" may be filed as 34,000 persons
        if ours == given or (ours in _COUNTED and given in _COUNTED):
            return ""
    same = isinstance(ours, str) and is_known(given) and is_known(ours) and read_unit(given)[:2] == read_unit(ours)[:2]
    return (
        ""
        if same
        else f"unit is {given!r}, the words are read as {ours if isinstance(ours, str) else 'a bare number'!r}"
    )
