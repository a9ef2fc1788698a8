"""Several sources in one cell, "organisers said more than 3,000; police said 830", to a row for each."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.articles import article_rows
from estimates.figures.tables import scan
from estimates.schema import FIGURE

_PARTED = re.compile(r"\s*(?:;|\n)\s*")


def parted(raw: pd.DataFrame) -> pd.DataFrame:
    """Give a row of each figure in a cell of words that names whose it is; where it does not, the row is doubted.

    Only cells of which no number is given are parted. What stood as the source of the row is who printed it, where
    nothing else does; the whole cell stays as ``cell``. The index still counts the rows.
    """
    if "text" not in raw:
        return raw
    numbers = [name for name in FIGURE if name in raw]
    alone = raw[numbers].isna().all(axis=1).to_numpy() if numbers else np.ones(len(raw), dtype=bool)
    rows: dict[int, list[dict[str, Any]]] = {}
    doubts: dict[int, str] = {}
    for place, cell in enumerate(raw["text"].tolist()):
        parts = _PARTED.split(cell.strip()) if alone[place] and isinstance(cell, str) else []
        if len(parts) < 2 or not all(scan(part) for part in parts):
            continue
        found = [row for part in parts for row in article_rows(part)]
        if all(row["source"] for row in found) and len(found) == len(parts):
            rows[place] = [{"text": row["text"], "source": row["source"], "cell": cell} for row in found]
        else:
            doubts[place] = f"the words do not say whose each figure is: {cell!r} (row {raw.index[place] + 1})"
    if not rows and not doubts:
        return raw
    table = raw.astype(object)
    if doubts:
        earlier = table["doubt"] if "doubt" in table else pd.Series(np.nan, index=table.index, dtype=object)
        said = [doubts.get(place, cell) for place, cell in enumerate(earlier.tolist())]
        table["doubt"] = pd.Series(said, index=table.index, dtype=object)
    return _with_rows(table, rows) if rows else table


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
