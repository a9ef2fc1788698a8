"""What the readers of neighbours' tables share: columns that must be there, cells as they write them, their extras."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims import read_claims
from estimates.errors import SchemaError, listed, nearest
from estimates.schema import ALIASES, COLUMNS, OPTIONAL

_OURS = {*COLUMNS, *OPTIONAL, *ALIASES}


def needed_columns(raw: pd.DataFrame, needed: Iterable[str], what: str) -> pd.DataFrame:
    for name in needed:
        if name not in raw:
            raise SchemaError(
                f"{what} needs a column {name!r}; there are: {listed(raw.columns, 12)}.",
                hint=nearest(name, [str(c) for c in raw.columns]),
            )
    return raw


def first_of(raw: pd.DataFrame, *names: str) -> pd.Series:
    """The first of these columns that is there, each missing cell filled from the next."""
    out = pd.Series(np.nan, index=raw.index, dtype=object)
    for name in names:
        if name in raw:
            out = out.where(out.notna(), raw[name].astype(object))
    return out


def as_words(cells: pd.Series) -> pd.Series:
    return cells.astype(object).map(lambda c: c if pd.isna(c) else f"{c:g}" if isinstance(c, float) else str(c))


def as_numbers(cells: pd.Series) -> pd.Series:
    """Numbers as the files write them ("1,200"); what is no number is not known."""
    return pd.to_numeric(cells.map(lambda c: c.replace(",", "").strip() if isinstance(c, str) else c), errors="coerce")


def as_days(cells: pd.Series) -> pd.Series:
    """Days as these files write them: ISO, "04 May 2023" or 04/05/2023 (day first)."""
    iso = pd.to_datetime(cells, format="ISO8601", errors="coerce")
    return iso.fillna(pd.to_datetime(cells.where(iso.isna()), format="%d %B %Y", errors="coerce")).fillna(
        pd.to_datetime(cells.where(iso.isna()), format="%d/%m/%Y", errors="coerce")
    )


def with_theirs(
    ours: Mapping[str, Any], raw: pd.DataFrame, rows: pd.Series | None = None, *, convention: str = "plain"
) -> pd.DataFrame:
    """Our columns of some rows, then theirs as extra ones; theirs that bear a name of ours are marked as theirs."""
    table = pd.DataFrame(dict(ours), index=raw.index)
    table = table if rows is None else table[rows]
    theirs = raw.rename(columns={c: f"their_{c}" for c in raw if _plain(c) in _OURS})
    return read_claims(table.join(theirs).astype(object), convention=convention)


def _plain(name: Any) -> str:
    return re.sub(r"[\s\-]+", "_", str(name).strip().lower())
