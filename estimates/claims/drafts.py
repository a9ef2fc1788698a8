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
from estimates.claims.ids import content_ids
from estimates.intervals.arrays import Bools
from estimates.schema import COLUMNS, DATE, FLAG, NUMBER, OFFSET, OPTIONAL, WORDS, framed, worded

#: What a draft may have besides the columns of every claims table; it has those that its rows name.
DRAFTED = (
    "who", "event", "place", "since", "scope", "counted", "precision", "identity", "doubt", "speaker_role", "uncertain",
    "trend", "sentence", "credence", "confidence",
)  # fmt: skip
_SELDOM = ("credence", "confidence")  # only where an article has such words
_DTYPES: dict[str, Any] = {
    **COLUMNS,
    **{name: OPTIONAL[name] for name in OPTIONAL if name in DRAFTED},
    "article": WORDS,
}
_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 24 * 60 * 60 * 1_000_000  # in microseconds
_NAT = np.iinfo(np.int64).min
_CODES = {
    name: {word: code for code, word in enumerate(dtype.categories)}
    for name, dtype in _DTYPES.items()
    if isinstance(dtype, pd.CategoricalDtype)
}
_WORDS = tuple(name for name, dtype in _DTYPES.items() if dtype == WORDS)
_OFFSETS = tuple(name for name, dtype in _DTYPES.items() if dtype == OFFSET)
#: In which columns cells are of one kind while they are plain numpy; words come first.
_KINDS: dict[Any, tuple[str, ...]] = {
    np.dtype(object): (*_WORDS, *_CODES),
    NUMBER: (*(name for name, dtype in _DTYPES.items() if dtype == NUMBER), *_OFFSETS),
    DATE: tuple(name for name, dtype in _DTYPES.items() if dtype == DATE),
    FLAG: tuple(name for name, dtype in _DTYPES.items() if dtype == FLAG),
}


def drafted(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Make the claims table of rows from ``attribute``, with the defaults of the door and its ids.

    All columns of one kind are one array, of which each is a part: numpy's and pandas' cost for a column outweighs the
    work on an article's dozen claims.
    """
    cells: dict[str, Cells] = {}
    stands: dict[str, Bools] = {}
    for kind, names in _KINDS.items():
        block, there = _block(rows, names, kind)
        cells.update(zip(names, block, strict=True))
        stands.update(zip(names, there, strict=True))
    _set_defaults(cells, stands)
    cells["claim_id"][:] = content_ids(cells, stands)
    named = {*COLUMNS, *(rows[0] if rows else DRAFTED)}
    named |= {name for name in _SELDOM if any(map(contains, rows, repeat(name)))}
    return framed(_typed({name: cells[name] for name in _DTYPES if name in named}, len(rows)), len(rows))


def _block(rows: Sequence[dict[str, Any]], names: Sequence[str], kind: Any) -> tuple[Cells, Bools]:
    """Some columns of the rows, each a row of one plain array, NaN or NaT where None stands; and where they stand."""
    said = [[*map(dict.get, rows, repeat(name))] for name in names]
    if kind == DATE:  # numpy takes ten times as long to read a date
        block = np.array([[*map(_microseconds, days)] for days in said], dtype=np.int64).view(DATE)
    else:
        block = np.array(said, dtype=kind)
    if names[0] not in _WORDS:
        return block, block == block
    there = block.astype(bool)
    block[~there] = np.nan
    return block, there


@lru_cache(maxsize=4096)
def _microseconds(day: date | None) -> int:
    """Give a day, or a time of it, in microseconds since 1970; what numpy holds for NaT where there is none."""
    if day is None:
        return _NAT
    midnight = (day.toordinal() - _EPOCH) * _DAY
    if not isinstance(day, datetime):
        return midnight
    return midnight + (day.hour * 60 + day.minute) * 60_000_000


def _set_defaults(cells: dict[str, Cells], stands: dict[str, Bools]) -> None:
    """What the door sets where a column is silent."""
    cells["basis"][(stands["low"] | stands["high"]) & ~stands["basis"]] = "stated"
    unset = stands["value"] & ~stands["resolution"]
    if unset.any():
        cells["resolution"][unset] = resolution_of(cells["value"][unset])
        stands["resolution"] = ~np.isnan(cells["resolution"])


def _typed(cells: dict[str, Cells], n: int) -> dict[str, Any]:
    """Give every column the dtype of the schema."""
    columns: dict[str, Any] = dict(cells)
    words = [name for name in _WORDS if name in cells]
    all_words = worded(np.concatenate([cells[name] for name in words]))
    for k, name in enumerate(words):
        columns[name] = all_words[k * n : (k + 1) * n]
    codes = [[*map(code.get, cells[name].tolist(), repeat(-1))] for name, code in _CODES.items()]
    for name, its in zip(_CODES, np.array(codes, dtype=np.int8), strict=True):
        columns[name] = pd.Categorical.from_codes(its, dtype=_DTYPES[name], validate=False)
    offsets = np.array([cells[name] for name in _OFFSETS])
    absent = np.isnan(offsets)
    offsets[absent] = 0
    for name, its, none in zip(_OFFSETS, offsets.astype(np.int64), absent, strict=True):
        columns[name] = pd.arrays.IntegerArray(its, none)
    return columns
