"""What arrays are made of here, the one relative tolerance, and integer keys: packed, counted, numbered; numpy only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

RTOL = 1e-9  # the one relative tolerance: ends closer than this, relative to their size, are one end
KEY_BITS = 63  # of a whole number that is not negative
_DIGIT = 16  # bits
_COUNTABLE = 8  # keys up to so many times the rows are counted, others sorted
_SLOTS = 4  # for each row, where keys are counted by their last bits: more take longer to count than fewer to sort


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
    """Tell which non-negative keys stand more than once.

    Examples
    --------
    >>> repeated(np.array([3, 1, 3]))
    array([ True, False,  True])
    """
    if int(keys.max(initial=0)) < _COUNTABLE * len(keys):
        several: Bools = (np.bincount(keys) > 1)[keys]
        return several
    several = crowded(keys)
    some = keys[several]
    ordered = np.sort(some)
    several[several] = np.isin(some, ordered[1:][ordered[1:] == ordered[:-1]])
    return several


def crowded(keys: Ints) -> Bools:
    """Tell which non-negative keys may stand more than once: those that do, and some that share their last bits.

    Examples
    --------
    >>> crowded(np.array([3, 1, 3, 67, 4]))
    array([ True, False,  True,  True, False])
    """
    last = keys & ((1 << (_SLOTS * len(keys)).bit_length()) - 1)
    several: Bools = (np.bincount(last) > 1)[last]
    return several


def places_of(rows: Bools | Ints) -> Ints:
    """Where rows stand: a mask picks from one column after the other several times as slowly as their places do.

    Examples
    --------
    >>> places_of(np.array([True, False, True])).tolist()
    [0, 2]
    """
    return np.flatnonzero(rows) if rows.dtype == bool else np.asarray(rows, dtype=np.int64)


def as_before(*columns: NDArray[Any]) -> Bools:
    """Tell which rows of some columns say what the row before them says; a missing number is the same as another.

    Examples
    --------
    >>> as_before(np.array([1, 1, 2]), np.array([np.nan, np.nan, np.nan]))
    array([False,  True, False])
    """
    same = [(c[1:] == c[:-1]) | ((c[1:] != c[1:]) & (c[:-1] != c[:-1])) for c in columns]
    return np.append(False, np.all(same, axis=0))[: len(columns[0])]


def by_code(codes: Ints) -> Ints:
    """Rows in the order of their non-negative codes, rows of one code as they stand.

    Examples
    --------
    >>> by_code(np.array([70_000, 3, 70_000, 0])).tolist()
    [3, 1, 0, 2]
    """
    return in_order(codes)[1]


def in_order(codes: Ints) -> tuple[Ints, Ints]:
    """Non-negative codes in their order, and the rows they stand in, rows of one code as they stand.

    Short codes are sorted digit by digit, longer ones with their rows in the last bits: both are several times as quick
    as sorting rows by their codes.

    Examples
    --------
    >>> in_order(np.array([7, 3, 7, 0]))
    (array([0, 3, 7, 7]), array([3, 1, 0, 2]))
    """
    if (codes[1:] >= codes[:-1]).all():
        return codes, np.arange(len(codes))
    rows: Ints
    length, bits = int(codes.max()).bit_length(), len(codes).bit_length()
    if length <= 2 * _DIGIT or length + bits > KEY_BITS:
        rows = np.arange(len(codes))
        for shift in range(
            0, length, _DIGIT
        ):  # the last digit first; numpy counts short integers and sorts longer ones
            rows = rows[(codes >> shift).astype(np.uint16)[rows].argsort(kind="stable")]
        return codes[rows], rows
    keys: Ints = np.left_shift(codes, bits, dtype=np.int64)
    keys |= np.arange(len(codes))
    keys.sort()
    rows = keys & ((1 << bits) - 1)
    keys >>= bits
    return keys, rows


def dense(keys: Ints) -> tuple[Ints, Ints]:
    """Renumber non-negative keys from 0 without gaps, in their order: the distinct keys, and each row's number.

    Examples
    --------
    >>> dense(np.array([70, 3, 70]))
    (array([ 3, 70]), array([1, 0, 1]))
    """
    if int(keys.max(initial=0)) < _COUNTABLE * len(keys):
        present = np.zeros(int(keys.max()) + 1, dtype=bool)
        present[keys] = True
        distinct = np.flatnonzero(present)
        if len(distinct) == len(present):
            return distinct, keys.astype(np.int64)
        number = np.empty(len(present), dtype=short(len(keys)))
        number[distinct] = np.arange(len(distinct))
        return distinct, number[keys].astype(np.int64)
    ordered, rows = in_order(keys)
    first = np.append(True, ordered[1:] != ordered[:-1])[: len(keys)]
    code = np.empty(len(keys), dtype=np.int64)
    code[rows] = np.cumsum(first) - 1
    return ordered[first], code


def short(greatest: int) -> type[np.signedinteger[Any]]:
    """The shorter integers where they hold the greatest number."""
    return np.int32 if greatest < np.iinfo(np.int32).max else np.int64
