"""Several sources in one cell, "organisers said more than 3,000; police said 830", to a row for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.articles import article_rows
from estimates.claims.columns import end_of
from estimates.coded import coded
from estimates.figures.shorthand import without_gaps
from estimates.figures.tables import parse_figures, scan
from estimates.lang.lexicon import english
from estimates.schema import FIGURE

_PARTED = re.compile(r"\s*(?:;|\n)\s*")
_LISTED = re.compile(r"\s*[;\n]\s*|,\s+|,(?=\D)|\s+(?:and|but|vs\.?|while)\s+|\s+[-–/]\s+|(?<=\))\s+")
_MAY_NAME = re.compile(
    r"(?s)(?=\D*\d.*\D\d)(?=.*[^\W\d_]{2})(?=.*(?:[:=(]|\b(?:per|by|accord|sa[iy]|claim|put|tell|told|estimat)))"
)
_MAYBE = re.compile(r"[;\n:=(]|\b(?:per|by|accord|sa[iy]|claim|put|tell|told|estimat)")  # quick, and true of all below
_LABELS = (
    re.compile(r"(?P<who>[^\d:=()]{2,50}?)\s*[:=]\s*(?P<what>[^:=]+)"),
    re.compile(r"(?P<what>[^()]+?)\s*\((?:per |by |according to )?(?P<who>[^\d()]{2,50})\)"),
    re.compile(r"(?P<what>.+?)\s*(?:\b(?:as per|per|by|according to|acc\.? to)|[-–])\s+(?P<who>[^\d]{2,50})"),
)
_TELLERS, _ARMED = (english().lists[name] for name in ("tellers", "armed"))
_LABEL = 500  # characters of the longest piece that is looked through for a label
_END_OF_HEDGE = {"at_least": "low", "more_than": "low", "at_most": "high", "less_than": "high"}
_UNNAMED = "the words do not say whose each figure is"


def parted(raw: pd.DataFrame) -> pd.DataFrame:
    """Give a row of each figure in a cell of words that names whose it is; where it does not, the row is doubted.

    Only cells of which no number is given are parted. What stood as the source of the row is who printed it, where
    nothing else does; the whole cell stays as ``cell``. The index still counts the rows.
    """
    if "text" not in raw:
        return raw
    numbers = [name for name in FIGURE if name in raw]
    alone = raw[numbers].isna().all(axis=1).to_numpy() if numbers else np.ones(len(raw), dtype=bool)
    code, words = coded(raw["text"])  # every cell is looked at once; a missing one has the code -1
    distinct = words.tolist()
    known = [sources_in(cell) if isinstance(cell, str) and _MAYBE.search(cell) else None for cell in distinct]
    several = np.array([found is not None for found in (*known, None)], dtype=bool)[code]
    rows: dict[int, list[dict[str, Any]]] = {}
    doubts: dict[int, str] = {}
    for place in np.flatnonzero(alone & several).tolist():
        cell, found = distinct[code[place]], known[code[place]]
        if found:
            rows[place] = [row | {"cell": cell} for row in found]
        else:
            doubts[place] = f"{_UNNAMED}: {cell!r} (row {raw.index[place] + 1})"
    if not rows and not doubts:
        return raw
    table = raw.astype(object)
    if doubts:
        earlier = table["doubt"] if "doubt" in table else pd.Series(np.nan, index=table.index, dtype=object)
        said = [doubts.get(place, cell) for place, cell in enumerate(earlier.tolist())]
        table["doubt"] = pd.Series(said, index=table.index, dtype=object)
    return _with_rows(table, rows) if rows else table


def sources_in(cell: str) -> list[dict[str, Any]] | None:
    """Text and source of each figure of a cell; none where it has several and does not name them, None for all others.

    Examples
    --------
    >>> sources_in("830 (police), 3,000+ (organisers)")
    [{'text': '830', 'source': 'police'}, {'text': '3,000+', 'source': 'organisers'}]
    >>> sources_in("3,000; 830"), sources_in("80-100"), sources_in("min. 14,000; max. 16,000")
    ([], None, None)
    """
    cell = without_gaps(cell)
    parts = _PARTED.split(cell.strip())
    several = len(parts) > 1 and bool(parse_figures(parts)["hedge"].notna().all())
    if several or _MAY_NAME.match(cell):
        for pieces in (parts, _LISTED.split(cell.strip()), [cell]):
            found = _named(pieces)
            if found:
                return found
    return [] if several and not _one_range(parts) else None


def _one_range(parts: Sequence[str]) -> bool:
    """Whether the parts are the two ends of one range: "min. 14,000; max. 16,000", "low 5; high 9"."""
    sizes = parse_figures(parts)
    ends = [
        _END_OF_HEDGE.get(hedge) or (end_of(part) or ("", ""))[1]
        for hedge, part in zip(sizes["hedge"], parts, strict=True)
    ]
    value = dict(zip(ends, sizes["value"], strict=True))
    return len(parts) == 2 and set(ends) == {"low", "high"} and value["low"] <= value["high"]


def _named(pieces: Sequence[str]) -> list[dict[str, Any]] | None:
    """The figures of the pieces, if each piece has some, each figure its source, and they are of several."""
    found: list[dict[str, Any]] = []
    labels = [_labelled(piece) for piece in pieces]
    if any(labels) and not any(_is_of(_TELLERS, row["source"]) for rows in labels for row in rows):
        return None
    for piece, labelled in zip(pieces, labels, strict=True):
        rows = labelled or article_rows(piece)
        if not rows or len(rows) < len(scan(piece)) or not all(row["source"] for row in rows):
            return None
        found += [{"text": row["text"], "source": row["source"]} for row in rows]
    return found if len({row["source"] for row in found}) > 1 else None


def _labelled(piece: str) -> list[dict[str, Any]]:
    """The figure of "police: 830", "830 (police)", "830 per police", if that is one who tells."""
    for pattern in _LABELS if len(piece) <= _LABEL else ():
        found = pattern.fullmatch(piece.strip(" .,"))
        if found and _is_of(_TELLERS | _ARMED, found["who"]) and parse_figures([found["what"]])["hedge"].notna().item():
            return [{"text": found["what"].strip(), "source": found["who"].strip()}]
    return []


def _is_of(words: frozenset[str], label: str) -> bool:
    """Whether a label names one of these who count, "police" or "BBC News", and not what is counted, where or when."""
    return not words.isdisjoint(re.findall(r"[\w'’&]+", label.lower()))


def _with_rows(table: pd.DataFrame, rows: dict[int, list[dict[str, Any]]]) -> pd.DataFrame:
    """The table with some of its rows given several times, each with cells of its own."""
    times = [len(rows.get(place, [None])) for place in range(len(table))]
    out = table.iloc[np.repeat(np.arange(len(table)), times)].copy()
    for name in ("source", "publisher", "cell"):
        if name not in out:
            out[name] = np.nan
    out = out.astype(object)
    begin = np.cumsum([0, *times])
    for place, several in rows.items():
        for k, cells in enumerate(several):
            at = begin[place] + k
            if pd.isna(out["publisher"].iloc[at]):
                out.iloc[at, out.columns.get_loc("publisher")] = out["source"].iloc[at]
            for name, cell in cells.items():
                out.iloc[at, out.columns.get_loc(name)] = cell
            if "claim_id" in out and not pd.isna(out["claim_id"].iloc[at]):
                out.iloc[at, out.columns.get_loc("claim_id")] = f"{out['claim_id'].iloc[at]}-{k + 1}"
    return out
