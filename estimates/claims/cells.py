"""Cells as they come to cells as the schema has them, and back into typed columns.

On the way words are object arrays with NaN and all else is plain numpy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.coded import coded
from estimates.schema import DATE, FLAG, NUMBER, OFFSET, WORDS, no_words

Cells = NDArray[Any]
_MANY = 1000  # rows from which it pays to look whether a column holds one cell

#: What is written into a cell where no number is known.
NOT_KNOWN = frozenset({
    "", "-", "--", "–", "—", "?", ".", "..", ". .", "...", "…", "<na>", "na", "n/a", "n.a.", "nan", "none", "null",
    "no data", "unknown", "not known", "not available", "not reported", "no report",
})  # fmt: skip
_COUNTED = 2.0**53  # from here on a float holds no longer every whole number: its shortest digits say its last place

_GROUPED = re.compile(r"[+-]?\d{1,3}(?P<mark>[,. '])\d{3}(?:(?P=mark)\d{3})*(?:(?P<point>[.,])\d+)?")
_NUMERAL = re.compile(r"[+-]?\d+(?:\.\d*)?")
_POINTED = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")


def no_cells(dtype: Any, n: int) -> Cells:
    """Give a column in which nothing stands."""
    if dtype == FLAG:
        return np.zeros(n, dtype=bool)
    if dtype == DATE:
        return np.full(n, "NaT", dtype=DATE)
    return np.full(n, np.nan, dtype=float if dtype in (NUMBER, OFFSET) else object)


def blank(dtype: Any, n: int) -> Any:
    """Give a column of the schema in which nothing stands."""
    return no_words(n) if dtype == WORDS else _blank(dtype).repeat(n)


@cache
def _blank(dtype: Any) -> Any:
    return typed(no_cells(dtype, 1), dtype)


def typed(cells: Cells, dtype: Any) -> Any:
    """Give cells the dtype of the schema."""
    if dtype == OFFSET:
        return pd.array(np.round(cells), dtype=OFFSET)
    if dtype == WORDS or isinstance(dtype, pd.CategoricalDtype):
        if len(cells) > _MANY and _is_one(cells):  # a column of a publisher's name is made once, not row by row
            return pd.array(cells[:1], dtype=dtype).repeat(len(cells))
        if dtype == WORDS:
            return pd.array(cells, dtype=dtype)
        code, distinct = pd.factorize(cells)  # pandas looks each cell up among the categories, not each word
        place = _places(dtype)
        at = np.array([*(place.get(word, -1) for word in distinct.tolist()), -1], dtype=np.int8)
        return pd.Categorical.from_codes(at[code], dtype=dtype, validate=False)
    return cells


@cache
def _places(vocabulary: Any) -> dict[str, int]:
    return {word: place for place, word in enumerate(vocabulary.categories)}


def _is_one(cells: Cells) -> bool:
    """Whether all cells are the same, or nothing stands in any."""
    first = cells[0]
    if isinstance(first, str):
        return bool(cells[-1] == first and (cells == first).all())
    return bool(pd.isna(cells[-1]) and pd.isna(cells).all())


def as_words(cells: pd.Series) -> Cells:
    """Cells as stripped strings; NaN where nothing stands. A whole number has no decimal point."""
    if isinstance(cells.dtype, pd.StringDtype):
        code, distinct = coded(cells)  # a missing one has the code -1
        return np.asarray(np.array([*map(_word, distinct.tolist()), np.nan], dtype=object)[code])
    if len(cells) > _MANY and cells.dtype == object and cells.iloc[0] is cells.iloc[-1] and _is_one(cells.to_numpy()):
        return same(_word(cells.iloc[0]), len(cells))
    if isinstance(cells.dtype, pd.CategoricalDtype):
        said = np.array([*map(_word, cells.cat.categories), np.nan], dtype=object)
        return np.asarray(said[cells.cat.codes.to_numpy()])
    if pd.api.types.is_integer_dtype(cells) and not cells.hasnans:
        return np.array(cells.to_numpy().astype(str), dtype=object)
    words = [_word(cell) for cell in cells.tolist()]
    array = np.empty(len(words), dtype=object)
    array[:] = words
    return array


def same(cell: Any, n: int) -> Cells:
    """One object in every cell; ``numpy.full`` would make a string of its own for each."""
    out = np.empty(n, dtype=object)
    out.fill(cell)
    return out


def _word(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell.strip() or np.nan
    if isinstance(cell, list | tuple | dict | np.ndarray):
        return str(cell)
    if pd.isna(cell):
        return np.nan
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)


def is_whole(text: str) -> bool:
    """Whether a text holds no half of a character (a lone surrogate), which no file could be written with.

    Examples
    --------
    >>> is_whole("Müller"), is_whole("\\ud800")
    (True, False)
    """
    return text.isascii() or re.search("[\ud800-\udfff]", text) is None


def as_number(cell: Any, decimal: str = ".", thousands: str = ",") -> float | None:
    """A cell as a number, NaN where nothing stands or none is known, None where it is none.

    Examples
    --------
    >>> as_number("11,000"), as_number("12 000"), as_number("12.000,5", decimal=",", thousands="."), as_number("many")
    (11000.0, 12000.0, 12000.5, None)
    >>> as_number("n/a"), as_number("—")
    (nan, nan)
    """
    if isinstance(cell, bool | np.bool_):
        return None
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return np.nan
    if not isinstance(cell, str):
        return _float(cell)
    word = cell.strip().replace("\u2212", "-").replace("\u00a0", " ").replace("\u202f", " ")
    if word.lower() in NOT_KNOWN:
        return np.nan
    if word.lstrip("+-") == "\u221e":
        return -np.inf if word[0] == "-" else np.inf
    grouped = _GROUPED.fullmatch(word)
    if grouped and grouped["mark"] in (thousands, " ", "'") and grouped["point"] in (None, decimal):
        word = word.replace(grouped["mark"], "")
    elif decimal != "." and "." in word:
        return None
    return _float(word.replace(decimal, "."))


def with_marks(words: str, decimal: str | None, thousands: str | None) -> str:
    """Words with their numbers written 1,234.5, where the marks of the table are others.

    Examples
    --------
    >>> with_marks("about 1.200,5", ",", None), with_marks("12.000 to 15.000", None, "."), with_marks("1,5", ".", None)
    ('about 1200.5', '12000 to 15000', '1,5')
    """
    if decimal == "," or thousands == ".":
        return re.sub(r"(?<=\d),(?=\d)", ".", re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", words))
    return words


def _float(cell: Any) -> float | None:
    if isinstance(cell, complex | np.complexfloating):
        return None
    try:
        return float(cell)
    except (TypeError, ValueError, OverflowError):
        return None


def leaves_open(cells: Iterable[Any]) -> str | None:
    """A cell such as "12.000" of which the column does not show whether it is twelve or twelve thousand.

    Every point stands before three last digits, and numbers without a point or ending in zeros stand among them: who
    writes decimals writes 830.0 and 12.0.

    Examples
    --------
    >>> leaves_open(["12.000", "830"]), leaves_open(["12.125", "0.5"]), leaves_open(["12.125", "830.5"])
    ('12.000', None, None)
    """
    words = {cell.strip() for cell in cells if isinstance(cell, str) and _NUMERAL.fullmatch(cell.strip())}
    pointed = sorted(word for word in words if "." in word)
    if not pointed or not all(_POINTED.fullmatch(word) for word in pointed):
        return None
    whole = len(pointed) < len(words)
    return next((word for word in pointed if whole or word.endswith("0")), None)


def resolution_of(values: Cells) -> Cells:
    """Find 10 to the number of trailing zeros, or the last decimal place."""
    finite = np.isfinite(values)
    place = np.where(finite, 1.0, np.nan)
    size = np.abs(np.where(finite, values, 0.0))
    rows = np.flatnonzero(size > 0)
    for k in range(1, 16):
        rows = rows[np.fmod(size[rows], 10.0**k) == 0]  # those that end in so many zeros
        if not len(rows):
            break
        place[rows] = 10.0**k
    huge = size >= _COUNTED
    place[huge] = [10.0 ** int(Decimal(repr(x)).normalize().as_tuple().exponent) for x in size[huge].tolist()]
    fraction = finite & (np.fmod(size, 1.0) != 0)
    broken = np.where(fraction, size, 0.0)  # what is huge would overflow
    for k in range(9, 0, -1) if fraction.any() else ():
        there = fraction & np.isclose(broken * 10.0**k, np.round(broken * 10.0**k), rtol=1e-12, atol=0)
        place[there] = 10.0**-k
    return place


def inferred(cells: pd.Series) -> pd.Series:
    """An extra column as it came; one of strings only that are all numbers, or all true and false, as these.

    Among numbers "inf" is one: JSON has no other way to write it, and no spreadsheet.
    """
    texts = isinstance(cells.dtype, pd.StringDtype)
    if cells.dtype != object and not texts:
        return cells
    stands = cells.dropna()
    if stands.empty:
        return cells.astype(float) if texts else cells.infer_objects()
    words = stands if texts else stands[stands.map(lambda c: isinstance(c, str)).to_numpy(dtype=bool)]
    if len(words) < len(stands):
        if words.empty or not words.isin(["inf", "-inf"]).all():
            return _as_objects(cells)
        return cells.astype(float) if set(stands.drop(words.index).map(type)) <= {int, float} else _as_objects(cells)
    if stands.iloc[0] in ("True", "False") and stands.isin(["True", "False"]).all():
        return cells.eq("True") if len(stands) == len(cells) else stands.eq("True").astype(object).reindex(cells.index)
    if pd.to_numeric(stands.iloc[:50], errors="coerce").isna().any():
        return cells.astype(WORDS)
    coded = stands.str.fullmatch(r"[+-]?0\d+").any()
    if coded or pd.to_numeric(stands, errors="coerce").isna().any():
        return cells.astype(WORDS)
    numbers = pd.to_numeric(cells.astype(object))
    if numbers.dtype != float:
        return numbers
    exact = cells.to_numpy(dtype=object, na_value=np.nan).astype(float)  # before its third version pandas rounds
    return pd.Series(exact, cells.index, name=cells.name)


def _as_objects(cells: pd.Series) -> pd.Series:
    """Cells of several kinds as they are, of one kind as this; what is missing is NaN, and not None here and there."""
    found = cells.infer_objects()
    if found.dtype != object or not found.hasnans:
        return found
    objects = found.to_numpy(copy=True)
    objects[found.isna().to_numpy()] = np.nan
    return pd.Series(objects, found.index, dtype=object)
