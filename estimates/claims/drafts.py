"""Rows that our own reader made to the claims table: what is right by construction is not checked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import repeat
from operator import contains
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.cells import Cells, resolution_of
from estimates.claims.ids import CONTENT, hashable, hashed, ids_of
from estimates.intervals.arrays import Bools
from estimates.schema import COLUMNS, DATE, FLAG, NUMBER, OFFSET, OPTIONAL, WORDS, of_blocks, worded

#: What a draft may have besides the columns of every claims table; it has those that its rows name.
DRAFTED = (
    "who", "event", "place", "since", "scope", "counted", "precision", "identity", "doubt", "speaker_role", "uncertain",
    "trend", "sentence", "credence", "confidence",
)  # fmt: skip
_SELDOM = ("credence", "confidence", "article")  # only where an article has such words, or a name
_DTYPES: dict[str, Any] = {
    **COLUMNS,
    **{name: OPTIONAL[name] for name in OPTIONAL if name in DRAFTED},
    "article": WORDS,
}
_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 24 * 60 * 60 * 1_000_000  # in microseconds
_NAT = np.iinfo(np.int64).min


def _of_kind(kind: Any) -> tuple[str, ...]:
    return tuple(name for name, dtype in _DTYPES.items() if dtype == kind)


_CODES = {
    name: {word: code for code, word in enumerate(dtype.categories)}
    for name, dtype in _DTYPES.items()
    if isinstance(dtype, pd.CategoricalDtype)
}
_OFFSETS, _AMOUNTS, _DAYS, _FLAGS = map(_of_kind, (OFFSET, NUMBER, DATE, FLAG))
# Columns whose cells are of one kind while they are plain numpy: those that are seldom there are the last of theirs.
_SAID = (*_CODES, *(name for name in _of_kind(WORDS) if name not in _SELDOM), *_SELDOM)
_NUMBERS = (*_OFFSETS, *_AMOUNTS)
_ROW = {name: row for names in (_SAID, _NUMBERS) for row, name in enumerate(names)}


def _content(names: Sequence[str]) -> tuple[tuple[str, ...], Any]:
    """Those of some columns that the id of a row is made of, and where they stand among them."""
    of_id = tuple(name for name in names if name in CONTENT)
    return of_id, np.array([names.index(name) for name in of_id])


_SAID_CONTENT, _SAID_AT = _content(_SAID)
_BITS_CONTENT, _BITS_AT = _content((*_NUMBERS, *_DAYS, *_FLAGS))


def drafted(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Make the claims table of rows from ``attribute``, with the defaults of the door and its ids.

    All columns of one kind are one array, of which each is a row: numpy's and pandas' cost for a column outweighs the
    work on an article's dozen claims.
    """
    absent = tuple(name for name in _SELDOM if not any(map(contains, rows, repeat(name)))) if rows else ("article",)
    names = _without(_SAID, absent)
    said, stands = _words(rows, names)
    numbers = np.array(_listed(rows, _NUMBERS), dtype=NUMBER)
    days = np.array([[*map(_microseconds, column)] for column in _listed(rows, _DAYS)], dtype=np.int64).view(DATE)
    flags = np.array(_listed(rows, _FLAGS), dtype=FLAG)
    _set_defaults(said, numbers)
    said[_ROW["claim_id"]] = _ids(said, stands, numbers, days, flags)
    blocks = {_AMOUNTS: numbers[len(_OFFSETS) :], _DAYS: days, _FLAGS: flags, **_typed(said, names), **_whole(numbers)}
    return of_blocks(blocks, _without(tuple(_DTYPES), absent), len(rows))


@lru_cache(maxsize=64)
def _without(names: tuple[str, ...], absent: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in absent)


def _listed(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> list[list[Any]]:
    """What the rows have in some columns, None where they have nothing."""
    return [[*map(dict.get, rows, repeat(name))] for name in names]


def _words(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> tuple[Cells, Bools]:
    """Columns of words, NaN where none stands; and where they stand."""
    said = np.array(_listed(rows, names), dtype=object)
    stands = said.astype(bool)
    said[~stands] = np.nan
    return said, stands


@lru_cache(maxsize=4096)
def _microseconds(day: date | None) -> int:
    """Give a day, or a time of it, in microseconds since 1970; what numpy holds for NaT where there is none.

    Numpy takes ten times as long to read a date.
    """
    if day is None:
        return _NAT
    midnight = (day.toordinal() - _EPOCH) * _DAY
    if not isinstance(day, datetime):
        return midnight
    return midnight + (day.hour * 60 + day.minute) * 60_000_000


def _set_defaults(said: Cells, numbers: Cells) -> None:
    """What the door sets where a column is silent, in place."""
    basis, silent = said[_ROW["basis"]], np.isnan(numbers)
    basis[(basis != basis) & ~(silent[_ROW["low"]] & silent[_ROW["high"]])] = "stated"
    unset = silent[_ROW["resolution"]] & ~silent[_ROW["value"]]
    if unset.any():
        numbers[_ROW["resolution"], unset] = resolution_of(numbers[_ROW["value"], unset])


def _ids(said: Cells, stands: Bools, numbers: Cells, days: Cells, flags: Cells) -> list[str]:
    """The ids that ``content_ids`` gives, of blocks."""
    bits = np.concatenate([hashable(numbers), hashable(days), hashable(flags)])
    known = np.concatenate([numbers == numbers, days == days, flags == flags])
    total = hashed(_SAID_CONTENT, said[_SAID_AT], stands[_SAID_AT])
    return ids_of(total + hashed(_BITS_CONTENT, bits[_BITS_AT], known[_BITS_AT]))


def _typed(said: Cells, names: Sequence[str]) -> dict[tuple[str, ...], Any]:
    """Columns of words with the dtype of the schema."""
    columns: dict[tuple[str, ...], Any] = {}
    codes = [[*map(code.get, its.tolist(), repeat(-1))] for code, its in zip(_CODES.values(), said, strict=False)]
    for name, its in zip(_CODES, np.array(codes, dtype=np.int8), strict=True):
        columns[name,] = pd.Categorical.from_codes(its, dtype=_DTYPES[name], validate=False)
    k = len(_CODES)
    columns.update(zip(((name,) for name in names[k:]), worded(said[k:]), strict=True))
    return columns


def _whole(numbers: Cells) -> dict[tuple[str, ...], Any]:
    """Offsets with the dtype of the schema."""
    absent = np.isnan(numbers[: len(_OFFSETS)])
    whole = np.where(absent, 0, numbers[: len(_OFFSETS)]).astype(np.int64)
    return {(name,): pd.arrays.IntegerArray(*column) for name, *column in zip(_OFFSETS, whole, absent, strict=True)}
