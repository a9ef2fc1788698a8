"""What the readers of neighbours' tables share: columns that must be there, cells as they write them, their extras."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.files import Source, load, read_words
from estimates.claims.reading import read_claims
from estimates.errors import SchemaError, listed, nearest
from estimates.schema import ALIASES, COLUMNS, OPTIONAL

_OURS = {*COLUMNS, *OPTIONAL, *ALIASES}
_UNKNOWN = {"", "-", "?", "na", "n/a", "nan", "none", "null", "unknown", "not reported", "no report"}

#: The columns that tell a publisher's table, by the name of its reader.
SIGNS: dict[str, tuple[str, ...]] = {
    "read_ged": ("id", "best", "low", "high"),
    "read_acled": ("event_id_cnty", "event_date", "fatalities"),
    "read_ccc": ("date", "size_text"),
    "read_tbij": ("Strike ID",),
}


def load_table(source: Source, encoding: str, *, envelope: str | None = None) -> pd.DataFrame:
    """Load raw cells; the answer of a publisher's service is a JSON object that holds its rows under ``envelope``."""
    if (
        envelope
        and isinstance(source, str | Path)
        and Path(source).suffix.lower() == ".json"
        and Path(source).is_file()
    ):
        try:
            data = json.loads(read_words(Path(source), encoding))
        except json.JSONDecodeError:
            return load(source, encoding)  # perhaps an object a line; else it says where it is broken
        source = data if isinstance(data, list) or envelope in data else source
        source = data[envelope] if isinstance(data, Mapping) and envelope in data else source
    if isinstance(source, Mapping):
        source = source.get(envelope, [source])
    return load(source, encoding)


def needed_columns(raw: pd.DataFrame, reader: str, what: str, needed: Sequence[str] = ()) -> pd.DataFrame:
    """Give the table back if it has what a reader needs.

    Raises
    ------
    SchemaError
        If not; it says whose file it looks like.
    """
    absent = [name for name in needed or SIGNS[reader] if name not in raw]
    if not absent:
        return raw
    names = [str(column) for column in raw]
    near = nearest(absent[0], names)
    fits = [other for other, signs in SIGNS.items() if set(signs) <= set(names)]
    hint = "is it the publisher's file? Rename columns of another with pandas first; read_claims reads any table."
    hint = f"the columns are those of {listed(fits)}." if fits else near if near.startswith("did") else hint
    columns = f"a column {absent[0]!r}" if len(absent) == 1 else f"the columns {listed(map(repr, absent))}"
    raise SchemaError(f"{what} needs {columns}; there are: {listed(names, 12)}.", hint=hint)


def first_of(raw: pd.DataFrame, *names: str) -> pd.Series:
    """The first of these columns that is there, each missing cell filled from the next."""
    there = [name for name in names if name in raw]
    out = pd.Series(np.nan, index=raw.index, dtype=object, name=there[0] if there else None)
    for name in there:
        out = out.where(out.notna(), raw[name].astype(object))
    return out


def as_words(cells: pd.Series) -> pd.Series:
    """Cells as text; a whole number that pandas keeps as a float has no decimal point."""
    return cells.astype(object).map(
        lambda c: c if pd.isna(c) else f"{c:.0f}" if isinstance(c, float) and c.is_integer() else str(c)
    )


def as_numbers(cells: pd.Series) -> pd.Series:
    """Numbers as the files write them ("1,200"); what is no number is not known, and a warning says so."""
    plain = cells.map(lambda c: c.replace(",", "").strip() if isinstance(c, str) else c)
    read = pd.to_numeric(plain, errors="coerce")
    _say_lost(cells, read, "number")
    return read


def as_days(cells: pd.Series, *, day_first: bool = True) -> pd.Series:
    """Days as these files write them: ISO, "04 May 2023" or 04/05/2023; what is none warns.

    Which number of 04/05/2023 is the day is the custom of the publisher's country, unless a number above 12 somewhere
    in the column shows that it is the other.
    """
    read = pd.to_datetime(cells, format="ISO8601", errors="coerce")
    read = read.fillna(pd.to_datetime(cells.where(read.isna()), format="%d %B %Y", errors="coerce"))
    orders = ("%d/%m/%Y", "%m/%d/%Y") if day_first else ("%m/%d/%Y", "%d/%m/%Y")
    usual, other = (pd.to_datetime(cells.where(read.isna()), format=order, errors="coerce") for order in orders)
    if (other.notna() & usual.isna()).any() and not (usual.notna() & other.isna()).any():
        usual = other
    read = read.fillna(usual).fillna(other)
    _say_lost(cells, read, "date")
    return read


def _say_lost(cells: pd.Series, read: pd.Series, kind: str) -> None:
    """Warn of cells that say something which could not be read."""
    said = cells.notna() & ~cells.astype(str).str.strip().str.lower().isin(_UNKNOWN)
    lost = cells[said & read.isna()]
    if len(lost):
        shown = listed(f"{str(cell)[:30]!r} (row {row + 1})" for row, cell in lost.items())
        warnings.warn(
            f"{len(lost)} of {len(cells)} cells of {cells.name!r} are no {kind} and are left unknown: {shown}.",
            stacklevel=4,
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
