"""Ids of claims made from what a row says, so that neither its place nor the run decides."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.util import hash_array

from estimates.claims.cells import Cells
from estimates.coded import Coded
from estimates.intervals.arrays import Bools
from estimates.schema import COLUMNS, NUMBER

_NOT_CONTENT = ("claim_id", "likely_low", "likely_high", "closed", "basis")
_FEW = 1_000  # rows up to which finding repeated words costs more than hashing each
_GOLDEN, _ALL, _MIX = 0x9E3779B97F4A7C15, 0xFFFFFFFFFFFFFFFF, np.uint64(0xBF58476D1CE4E5B9)
_SHORT = np.uint64(28)  # bits of a hash that its id leaves out
_WEIGHTS = {name: np.uint64((2 * place + 1) * _GOLDEN & _ALL) for place, name in enumerate(COLUMNS)}
CONTENT = tuple(name for name in COLUMNS if name not in _NOT_CONTENT)


def content_ids(
    cells: Mapping[str, Cells], stands: Mapping[str, Bools], numbered: Mapping[str, Coded] | None = None
) -> list[str]:
    """Give an id for every row, from its cells; a row that stands twice is numbered.

    Parameters
    ----------
    cells : mapping of column to cells
        The columns of the schema; words are object arrays.
    stands : mapping of column to bool
        Where the cells of a column stand; where nothing of it does, it can be left out.
    numbered : mapping of column to numbers and distinct words, optional
        Words that are known as numbers already, which saves looking at each.
    """
    n, numbered = len(cells["claim_id"]), numbered or {}
    total = np.zeros(n, dtype=np.uint64)
    for name in filter(numbered.__contains__, CONTENT):
        code, distinct = numbered[name]
        hashes = np.append(hash_array(np.asarray(distinct, dtype=object), categorize=False), np.uint64(0))
        total += hashes[code] * _WEIGHTS[name]  # what is missing has the number -1 and adds nothing
    names = [name for name in CONTENT if name in stands and name not in numbered]
    words = [name for name in names if cells[name].dtype == object]
    numbers = [name for name in names if cells[name].dtype != object]
    for alike in filter(None, (words, numbers)):  # nothing may stand in one of them
        for some in [alike] if n <= _FEW else [[name] for name in alike]:
            plain = np.array([hashable(cells[name]) for name in some])
            total += hashed(tuple(some), plain, np.array([stands[name] for name in some]))
    return ids_of(total)


def hashed(names: tuple[str, ...], plain: Cells, there: Bools) -> NDArray[np.uint64]:
    """Add up what a row of the table says in some columns, each of which is a row here; ``there`` is where they stand.

    ``plain`` holds hashable cells.
    """
    hashes = np.zeros(there.shape, dtype=np.uint64)
    hashes[there] = hash_array(plain[there], categorize=there.shape[1] > _FEW)
    return np.asarray((hashes * _weights(names)).sum(axis=0))


def ids_of(total: NDArray[np.uint64]) -> list[str]:
    """Give an id for every row from what it says, added up; a row that stands twice is numbered."""
    n, hashes = len(total), (total ^ (total >> np.uint64(29))) * _MIX
    kept = hashes >> _SHORT
    digits = (kept << _SHORT).astype(">u8").tobytes().hex()  # sixteen a row, of which nine are kept
    ids = [f"c{digits[at : at + 9]}" for at in range(0, 16 * n, 16)]
    if len(set(ids)) == n:  # as nearly always
        return ids
    seen: dict[str, int] = {}
    for row in np.flatnonzero(pd.Series(kept).duplicated(keep=False)).tolist():
        again = seen[ids[row]] = seen.get(ids[row], 0) + 1
        if again > 1:
            ids[row] += f"-{again}"
    return ids


@lru_cache(maxsize=256)
def _weights(names: tuple[str, ...]) -> NDArray[np.uint64]:
    """The weights of some columns, a row for each."""
    return np.array([[_WEIGHTS[name]] for name in names], dtype=np.uint64)


def hashable(cells: Cells) -> Cells:
    """Give cells that hash alike whatever they are stored as: words, or the bits of numbers."""
    if cells.dtype == object:
        return cells
    plain = cells + 0.0 if cells.dtype == NUMBER else cells.astype(np.int64)  # -0.0 and 0.0 are one number
    return plain.view(np.uint64)
