"""Rows that our own reader made to the claims table: what is right by construction is not checked again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from estimates._cells import Bools, Cells, resolution_of
from estimates._ids import content_ids
from estimates.schema import COLUMNS, DATE, FLAG, NUMBER, OFFSET, OPTIONAL, WORDS

#: What a draft has besides the columns of every claims table.
DRAFTED = ("place", "speaker_role", "uncertain", "trend")
_DTYPES: dict[str, Any] = {
    **COLUMNS,
    **{name: OPTIONAL[name] for name in OPTIONAL if name in DRAFTED},
    "article": WORDS,
}
_WORDS = frozenset(name for name, dtype in _DTYPES.items() if dtype == WORDS)
_NUMBERS = frozenset(name for name, dtype in _DTYPES.items() if dtype in (NUMBER, OFFSET))
_OFFSETS = frozenset(name for name, dtype in _DTYPES.items() if dtype == OFFSET)
_CODES = {
    name: {word: code for code, word in enumerate(dtype.categories)}
    for name, dtype in _DTYPES.items()
    if isinstance(dtype, pd.CategoricalDtype)
}


def drafted(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Make the claims table of rows from ``attribute``, with the defaults of the door and its ids.

    A column is one pass over the rows and all words become one array, of which each column is a part: pandas' cost for
    a column outweighs the work on an article's dozen claims.
    """
    n = len(rows)
    names = [name for name in _DTYPES if name != "article" or (n and "article" in rows[0])]
    cells = {name: _cells(name, [row.get(name) for row in rows]) for name in names}
    _set_defaults(cells)
    stands = {name: _stand(column) for name, column in cells.items()}
    cells["claim_id"][:] = content_ids(cells, {name: there for name, there in stands.items() if there.any()})
    return pd.DataFrame(_typed(cells, n), index=pd.RangeIndex(n))


def _cells(name: str, found: list[Any]) -> Cells:
    """One column of the rows, as plain numpy; nothing stands where None does."""
    if name in _NUMBERS:
        return np.array(found, dtype=float)
    if name in _WORDS or name in _CODES:
        cells = np.empty(len(found), dtype=object)
        cells[:] = [np.nan if word is None or word == "" else word for word in found]
        return cells
    return np.array(found, dtype=_DTYPES[name])


def _stand(cells: Cells) -> Bools:
    """Whether the cells of a column stand."""
    if cells.dtype == object:
        return np.array([isinstance(cell, str) for cell in cells.tolist()], dtype=bool)
    if cells.dtype == FLAG:
        return np.ones(len(cells), dtype=bool)
    return ~np.isnat(cells) if cells.dtype == DATE else ~np.isnan(cells)


def _set_defaults(cells: dict[str, Cells]) -> None:
    """What the door sets where a column is silent."""
    ends = ~np.isnan(cells["low"]) | ~np.isnan(cells["high"])
    cells["basis"][ends & ~_stand(cells["basis"])] = "stated"
    unset = np.isnan(cells["resolution"])
    if unset.any():
        cells["resolution"][unset] = resolution_of(cells["value"][unset])


def _typed(cells: dict[str, Cells], n: int) -> dict[str, Any]:
    """Give every column the dtype of the schema."""
    words = [name for name in cells if name in _WORDS]
    all_words = pd.array(np.concatenate([cells[name] for name in words]), dtype=WORDS)
    columns: dict[str, Any] = dict(cells)
    for k, name in enumerate(words):
        columns[name] = all_words[k * n : (k + 1) * n]
    for name, code in _CODES.items():
        codes = np.array([code.get(word, -1) for word in cells[name].tolist()], dtype=np.int8)
        columns[name] = pd.Categorical.from_codes(codes, dtype=_DTYPES[name], validate=False)
    for name in _OFFSETS:
        absent = np.isnan(cells[name])
        columns[name] = pd.arrays.IntegerArray(np.where(absent, 0, cells[name]).astype(np.int64), absent)
    return columns
