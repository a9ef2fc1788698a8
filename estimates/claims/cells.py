"""Cells as they come to cells as the schema has them, and back into typed columns.

On the way words are object arrays with NaN and all else is plain numpy.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.schema import DATE, FLAG, NUMBER, OFFSET, WORDS

Cells = NDArray[Any]
Bools = NDArray[np.bool_]

_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?")


def no_cells(dtype: Any, n: int) -> Cells:
    """Give a column in which nothing stands."""
    if dtype == FLAG:
        return np.zeros(n, dtype=bool)
    if dtype == DATE:
        return np.full(n, "NaT", dtype=DATE)
    return np.full(n, np.nan, dtype=float if dtype in (NUMBER, OFFSET) else object)


def typed(cells: Cells, dtype: Any) -> Any:
    """Give cells the dtype of the schema."""
    if dtype == OFFSET:
        return pd.array(np.round(cells), dtype=OFFSET)
    if dtype == WORDS or isinstance(dtype, pd.CategoricalDtype):
        return pd.array(cells, dtype=dtype)
    return cells


def as_words(cells: pd.Series) -> Cells:
    """Cells as stripped strings; NaN where nothing stands."""
    out = [c.strip() if isinstance(c, str) else c for c in cells.astype(object).tolist()]
    absent = pd.isna(np.array(out, dtype=object)) if out else np.zeros(0, dtype=bool)
    words = [
        np.nan if gone or c == "" else c if isinstance(c, str) else str(c) for c, gone in zip(out, absent, strict=True)
    ]
    array = np.empty(len(words), dtype=object)
    array[:] = words
    return array


def as_number(cell: Any) -> float | None:
    """A cell as a number, NaN where nothing stands, None where it is none."""
    if isinstance(cell, bool | np.bool_):
        return None
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return np.nan
    try:
        return float(cell)
    except (TypeError, ValueError):
        word = str(cell).strip()
    if not word or word.lower() in ("na", "none", "<na>"):
        return np.nan
    if _GROUPED.fullmatch(word):
        return float(word.replace(",", ""))
    return {"∞": np.inf, "+∞": np.inf, "-∞": -np.inf, "−∞": -np.inf}.get(word)


def as_day(word: str) -> np.datetime64 | None:
    """A day, or a moment by its own clock: the day of a place is not moved to another time zone."""
    if not _DAY.fullmatch(word):
        return None
    try:
        return np.datetime64(dt.datetime.fromisoformat(word).replace(tzinfo=None), "us")
    except ValueError:
        return None


def resolution_of(values: Cells) -> Cells:
    """Find 10 to the number of trailing zeros, or the last decimal place."""
    finite = np.isfinite(values)
    place = np.where(finite, 1.0, np.nan)
    size = np.abs(np.where(finite, values, 0.0))
    for k in range(1, 16):
        ends_in_zeros = (size > 0) & (np.fmod(size, 10.0**k) == 0)
        if not ends_in_zeros.any():
            break
        place[ends_in_zeros] = 10.0**k
    fraction = finite & (np.fmod(size, 1.0) != 0)
    for k in range(9, 0, -1) if fraction.any() else ():
        there = fraction & np.isclose(size * 10.0**k, np.round(size * 10.0**k), rtol=1e-12, atol=0)
        place[there] = 10.0**-k
    return place


def inferred(cells: pd.Series) -> pd.Series:
    """An extra column as it came; one of strings only that are all numbers, or all true and false, as these."""
    if cells.dtype != object:
        return cells
    stands = cells.dropna()
    if not stands.map(lambda c: isinstance(c, str)).all() or stands.empty:
        return cells.infer_objects()
    if stands.isin(["True", "False"]).all():
        return cells.eq("True") if len(stands) == len(cells) else cells
    coded = stands.str.fullmatch(r"[+-]?0\d+").any()
    numbers = pd.to_numeric(stands, errors="coerce")
    if coded or numbers.isna().any():
        return cells.astype(WORDS)
    return pd.to_numeric(cells)
