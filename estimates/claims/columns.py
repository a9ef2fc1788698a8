"""Which of a table's columns are ours: the caller's word first, then our own names, then what neighbours call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from estimates.claims.cells import as_number
from estimates.errors import SchemaError, listed, nearest
from estimates.schema import ALIASES, COLUMNS, FIGURE, OPTIONAL

_KNOWN = {**COLUMNS, **OPTIONAL}


def _plain_name(name: object) -> str:
    return re.sub(r"[\s\-]+", "_", str(name).strip().lower())


def renamed(raw: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Give the columns our names: the caller's first, then ours in other spelling, then neighbours'."""
    for theirs, ours in columns.items():
        if theirs not in raw and not raw.empty:
            raise SchemaError(f"columns= names {theirs!r}, which is not there.", hint=nearest(theirs, raw.columns))
        if ours not in _KNOWN:
            raise SchemaError(f"columns= asks for {ours!r}, which is not a column of ours.", hint=nearest(ours, _KNOWN))
    new = {old: columns[old] for old in raw if old in columns}
    for old in raw:
        if old not in new and _plain_name(old) in _KNOWN and _plain_name(old) not in new.values():
            new[old] = _plain_name(old)
    ours_already = set(new.values())
    for old in raw:
        ours = ALIASES.get(_plain_name(old), "")
        if old in new or not ours or ours in ours_already:
            continue
        if ours in new.values():
            both = [o for o, name in new.items() if name == ours] + [old]
            raise SchemaError(
                f"columns {listed(both)} could all be {ours!r}.", hint=f"say which: columns={{{old!r}: {ours!r}}}."
            )
        new[old] = "text" if ours == "value" and "text" not in new.values() and _says_words(raw[old]) else ours
    new |= _stems(raw, new)
    out = raw.rename(columns=new)
    if not {"text", *FIGURE} & set(out) and not out.empty:
        raise SchemaError(
            f"no column holds the claims' words or numbers; there are: {listed(raw.columns, 12) or 'none'}.",
            hint="name one 'text' (words) or 'value' (a number), or 'low' and 'high', or map yours: "
            "columns={'their name': 'value'}.",
        )
    return out


def _says_words(cells: pd.Series) -> bool:
    """Whether what is no number in a column of "figures" or "estimates" is words: "at least 12", "dozens"."""
    words = [cell for cell in cells.dropna().unique() if as_number(cell) is None]
    return bool(words) and all(isinstance(cell, str) and re.search(r"[^\W\d_]{3}", cell) for cell in words)


def _stems(raw: pd.DataFrame, new: Mapping[Any, str]) -> dict[Any, str]:
    """``deaths_min`` beside ``deaths_max`` are low and high of one quantity."""
    if set(FIGURE) & set(new.values()):
        return {}
    ends = {_plain_name(c): c for c in raw if c not in new}
    stems = [name.removesuffix("_min") for name in ends if name.endswith("_min")]
    stems = [stem for stem in stems if f"{stem}_max" in ends]
    if len(stems) > 1:
        raise SchemaError(
            f"several columns come in pairs: {listed(stems)}.",
            hint=f"read one quantity at a time: columns={{'{stems[0]}_min': 'low', '{stems[0]}_max': 'high'}}.",
        )
    found: dict[Any, str] = {}
    for stem in stems:
        found = {ends[f"{stem}_min"]: "low", ends[f"{stem}_max"]: "high"}
        if f"{stem}_best" in ends:
            found[ends[f"{stem}_best"]] = "best"
    return found
