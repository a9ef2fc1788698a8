"""Which of a table's columns are ours, and a row of several figures to a row for each.

The caller's word goes first, then our own names, then what neighbours call them; ``killed_min`` beside ``killed_max``
are low and high of "killed".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.cells import as_number
from estimates.claims.publishers import advice
from estimates.errors import SchemaError, listed, nearest
from estimates.figures.tables import parse_figures
from estimates.schema import ALIASES, COLUMNS, FIGURE, OPTIONAL

_KNOWN = {**COLUMNS, **OPTIONAL}
_ENDS = {
    **dict.fromkeys(("low", "lower", "min", "minimum", "lowest"), "low"),
    **dict.fromkeys(("high", "upper", "max", "maximum", "highest"), "high"),
    "best": "best",
}
_TIMES = {"id", "date", "day", "week", "month", "year", "lat", "lon", "latitude", "longitude"}  # numbers, no figures
_LOOKED_AT = 1000  # rows that a hint rests on
_NAMED = 4  # columns of numbers that a hint names
_NO_MEASURE = {"estimate", "estimates", "estimated", "bound", "guess", "figure", "bd", "total estimate"}


def plain_name(name: object) -> str:
    """A column's name in our spelling: "Low Estimate" to low_estimate, the levels of several joined."""
    words = " ".join(str(level) for level in name if str(level).strip()) if isinstance(name, tuple) else str(name)
    return re.sub(r"[\s\-.]+", "_", words.strip().lower())


@dataclass
class Measure:
    """The columns of one figure: its ends, or its value."""

    quantity: str
    ends: dict[str, Any] = field(default_factory=dict)


def shaped(
    raw: pd.DataFrame, columns: Mapping[str, str], quantities: Mapping[str, str] | Sequence[str] | None = None
) -> pd.DataFrame:
    """Give the columns our names, and a row of several figures as a row for each; the index still counts the rows.

    Raises
    ------
    SchemaError
        If a column that the caller names is not there, two could be one of ours, or none holds a figure.
    """
    _check_asked(raw, columns)
    if isinstance(raw.columns, pd.MultiIndex):
        raw = raw.set_axis([plain_name(name) for name in raw], axis=1)
    named = _named(raw, columns)
    measures = _measures(raw, named, quantities)
    if len(measures) > 1 or quantities is not None:
        return _long(_renamed(raw, named | _aliased(raw, named, measures)), measures)
    new = named | {theirs: end for measure in measures for end, theirs in measure.ends.items()}
    new |= _aliased(raw, new, measures)
    out = _renamed(raw, new)
    if not {"text", *FIGURE} & set(out) and (not out.empty or (len(out.columns) and not set(out) & set(_KNOWN))):
        several = _of_numbers(raw)
        one = several[0] if several else "their name"
        more = f"; of several, quantities={several}" if several else ""
        raise SchemaError(
            f"no column holds the claims' words or numbers; there are: {listed(raw.columns, 12) or 'none'}.",
            hint=f"{advice(raw.columns)}name one 'text' (words) or 'value' (a number), or 'low' and 'high', or map "
            f"yours: columns={{{one!r}: 'value'}}{more}.",
        )
    if measures and measures[0].quantity and "quantity" not in out:
        out["quantity"] = measures[0].quantity
    return out


def _renamed(raw: pd.DataFrame, names: Mapping[Any, str]) -> pd.DataFrame:
    """A copy under other names; most tables that come again have ours already."""
    new = {theirs: ours for theirs, ours in names.items() if theirs != ours}
    return raw.rename(columns=new) if new else raw.copy(deep=False)


def _of_numbers(raw: pd.DataFrame) -> list[Any]:
    """A few of the columns in which most of what stands is numbers, and which are no dates or places."""
    read = {name: [as_number(cell) for cell in raw[name].head(_LOOKED_AT)] for name in raw if _may_count(name)}
    known = {name: np.array([x for x in numbers if x is None or x == x], dtype=float) for name, numbers in read.items()}
    return [name for name, numbers in known.items() if 2 * np.isfinite(numbers).sum() > len(numbers)][:_NAMED]


def _may_count(name: object) -> bool:
    return isinstance(name, str) and name.casefold() not in _TIMES


def holds_claims(
    raw: pd.DataFrame, columns: Mapping[str, str], quantities: Mapping[str, str] | Sequence[str] | None = None
) -> bool:
    """Whether a table has a column of figures."""
    try:
        return bool(len(raw)) and len(raw.columns) > 1 and len(shaped(raw, columns, quantities)) > 0
    except SchemaError:
        return False


def _check_asked(raw: pd.DataFrame, columns: Mapping[str, str]) -> None:
    if not isinstance(columns, Mapping):
        raise SchemaError(f"columns={columns!r} is no mapping.", hint="for instance columns={'their name': 'value'}.")
    for theirs, ours in columns.items():
        if theirs not in raw and not raw.empty:
            raise SchemaError(f"columns= names {theirs!r}, which is not there.", hint=nearest(theirs, raw.columns))
        if ours not in _KNOWN:
            raise SchemaError(f"columns= asks for {ours!r}, which is not a column of ours.", hint=nearest(ours, _KNOWN))
    names = [columns.get(name, name) for name in raw] if not isinstance(raw.columns, pd.MultiIndex) else list(raw)
    twice = sorted({str(name) for name in names if names.count(name) > 1})
    if twice:
        raise SchemaError(f"columns stand twice: {listed(twice)}.", hint="rename or drop one of each.")


def _named(raw: pd.DataFrame, columns: Mapping[str, str]) -> dict[Any, str]:
    """The columns that the caller names, and those that bear our names in whatever spelling."""
    new: dict[Any, str] = {old: columns[old] for old in raw if old in columns}
    exact = {name for name in raw if isinstance(name, str) and name in _KNOWN}
    for old in raw:
        ours = plain_name(old)
        if old not in new and ours in _KNOWN and ours not in new.values() and (old == ours or ours not in exact):
            new[old] = ours
    return new


def _aliased(raw: pd.DataFrame, new: Mapping[Any, str], measures: Sequence[Measure]) -> dict[Any, str]:
    """What neighbours call our columns; names of figures count only where no pair is one."""
    found: dict[Any, str] = {}
    used = {theirs for measure in measures for theirs in measure.ends.values()}
    for old in raw:
        ours = ALIASES.get(plain_name(old), "")
        if old in new or old in used or not ours or ours in new.values() or (measures and ours in FIGURE):
            continue
        if ours in found.values():
            both = [o for o, name in found.items() if name == ours] + [old]
            raise SchemaError(
                f"columns {listed(both)} could all be {ours!r}.", hint=f"say which: columns={{{old!r}: {ours!r}}}."
            )
        worded = ours == "value" and "text" not in {*new.values(), *found.values()} and _says_words(raw[old])
        found[old] = "text" if worded else ours
    return found


def _says_words(cells: pd.Series) -> bool:
    """Whether a column of "figures" or "estimates" holds sizes in words, "at least 12": one shows that it may."""
    words = [cell for cell in cells.dropna().unique() if as_number(cell) is None]
    said = parse_figures([cell for cell in words if isinstance(cell, str)])["hedge"]
    return len(said) == len(words) and bool(said.notna().any())


def end_of(name: object) -> tuple[str, str] | None:
    """Which end of what a column holds, by the first or the last word of its name; None where it names no end.

    Examples
    --------
    >>> end_of("killed_min"), end_of("Maximum people killed"), end_of("Estimate (low)"), end_of("MinTotal")
    (('killed', 'low'), ('people killed', 'high'), ('', 'low'), ('total', 'low'))
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", " ".join(map(str, name)) if isinstance(name, tuple) else str(name))
    words = re.sub(r"[^\w]+|_", " ", spaced).lower().split()
    fluff = [word for word in words if word not in _NO_MEASURE]
    for place in (-1, 0) if fluff else ():
        if fluff[place] in _ENDS:
            rest = fluff[:-1] if place else fluff[1:]
            return " ".join(rest if rest != ["reported"] else ()), _ENDS[fluff[place]]
    return None


def _measures(
    raw: pd.DataFrame, named: Mapping[Any, str], quantities: Mapping[str, str] | Sequence[str] | None
) -> list[Measure]:
    """The figures of a row: pairs of ends, and columns that the caller says hold one."""
    if quantities is not None and not len(quantities):
        raise SchemaError(f"quantities={quantities!r} names no column.", hint="for instance quantities=['killed'].")
    asked = dict(quantities) if isinstance(quantities, Mapping) else {name: name for name in quantities or ()}
    if set(FIGURE) & set(named.values()) and not asked:
        return []
    pairs: dict[str, Measure] = {}
    for old in raw:
        found = end_of(old) if old not in named else None
        if found is None:
            continue
        measure = pairs.setdefault(found[0], Measure(found[0]))
        if found[1] in measure.ends:
            raise SchemaError(
                f"columns {listed([measure.ends[found[1]], old])} could all be {found[1]!r}.",
                hint=f"say which: columns={{{old!r}: {found[1]!r}}}.",
            )
        measure.ends[found[1]] = old
    whole = {stem: measure for stem, measure in pairs.items() if {"low", "high"} <= set(measure.ends)}
    chosen = list(whole.values()) if not asked else []
    for name, quantity in asked.items():
        pair = whole.get(name) or whole.get(plain_name(name).replace("_", " "))
        if pair is None and name not in raw:
            known = [*map(str, raw.columns), *whole]
            raise SchemaError(f"quantities= names {name!r}, which is not there.", hint=nearest(name, known))
        chosen.append(Measure(quantity, pair.ends if pair else {"value": name}))
    return chosen


def _long(raw: pd.DataFrame, measures: Sequence[Measure]) -> pd.DataFrame:
    """A row per figure, those of one row together. A row without any keeps one, so that none is lost."""
    used = [theirs for measure in measures for theirs in measure.ends.values()]
    shared = raw.drop(columns=[name for name in used if name in raw])
    parts, stands = [], []
    for measure in measures:
        ends = {end: raw[theirs] for end, theirs in measure.ends.items()}
        if "value" in ends and _says_words(ends["value"]):
            ends = {"text": ends["value"]}
        cells = pd.DataFrame(ends)
        filled = cells.notna() & cells.ne("")
        parts.append(shared.assign(**cells, **_label(shared, measure.quantity)))
        stands.append(filled.any(axis=1).to_numpy())
    there = np.array(stands)
    there[0] |= ~there.any(axis=0)
    order = np.argsort(np.nonzero(there.ravel())[0] % max(len(raw), 1), kind="stable")
    return pd.concat(parts)[there.ravel()].iloc[order]


def _label(shared: pd.DataFrame, quantity: str) -> dict[str, Any]:
    """The quantity of a figure, and an id that tells it from the row's other figures."""
    label: dict[str, Any] = {"quantity": quantity}
    if "quantity" in shared and quantity:
        label["quantity"] = shared["quantity"].astype(object) + ", " + quantity
    if "claim_id" in shared:
        label["claim_id"] = shared["claim_id"].astype(object).map(lambda c: c if pd.isna(c) else f"{c}-{quantity}")
    return label
