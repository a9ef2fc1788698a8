"""What arrays are made of here, the one relative tolerance, and integer keys: packed, counted, numbered; numpy only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

RTOL = 1e-9  # the one relative tolerance: ends closer than this, relative to their size, are one end
_COUNTABLE = 16  # keys up to so many times the rows are counted, others sorted


def pack(*codes: ArrayLike) -> Ints:
    """Put non-negative integer codes into one int64 key that sorts as the tuple of them would.

    Examples
    --------
    >>> pack([0, 0, 1], [2, 0, 1]).tolist()
    [2, 0, 4]

    Raises
    ------
    OverflowError
        If the keys do not fit.
    """
    key = np.asarray(codes[0], dtype=np.int64)
    span = int(key.max(initial=0)) + 1
    for code in codes[1:]:
        more = np.asarray(code, dtype=np.int64)
        width = int(more.max(initial=0)) + 1
        span *= width
        if span > np.iinfo(np.int64).max:
            raise OverflowError(f"{span} distinct keys do not fit into 64 bits")
        key = key * width + more
    return key


def repeated(keys: Ints) -> Bools:
    """Tell which non-negative keys stand more than once; by counting where they are not much more than the rows.

    Examples
    --------
    >>> repeated(np.array([3, 1, 3]))
    array([ True, False,  True])
    """
    if len(keys) and int(keys.max()) < _COUNTABLE * len(keys):
        several: Bools = (np.bincount(keys) > 1)[keys]
        return several
    ordered = np.sort(keys)
    return np.isin(keys, np.unique(ordered[1:][ordered[1:] == ordered[:-1]]))


def dense(keys: Ints) -> tuple[Ints, Ints]:
    """Renumber non-negative keys from 0 without gaps, in their order: the distinct keys, and each row's number.

    Examples
    --------
    >>> dense(np.array([70, 3, 70]))
    (array([ 3, 70]), array([1, 0, 1]))
    """
    if not len(keys) or int(keys.max()) >= _COUNTABLE * len(keys):
        distinct, code = np.unique(keys, return_inverse=True)
        return distinct, code.astype(np.int64)
    present = np.zeros(int(keys.max()) + 1, dtype=bool)
    present[keys] = True
    number = np.cumsum(present, dtype=short(len(keys)))
    return np.flatnonzero(present), number[keys].astype(np.int64) - 1


def short(greatest: int) -> type[np.signedinteger[Any]]:
    """The shorter integers where they hold the greatest number."""
    return np.int32 if greatest < np.iinfo(np.int32).max else np.int64
