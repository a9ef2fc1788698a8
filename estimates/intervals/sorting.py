"""Sorting within groups: by whole numbers that hold group, number and row in one; numpy only."""

from __future__ import annotations

import numpy as np

from estimates.intervals.arrays import KEY_BITS, Floats, Ints, in_order

_LEAST = 24  # bits of a number that its key must have room for beside the row, or few keys differ


def within(groups: Ints, *columns: Floats) -> tuple[Ints, Ints, Floats]:
    """Sort the numbers of all columns by group, then by size; NaN comes last in its group.

    Sorted are keys of the group and as many of the first bits of the number as there is room for; whole numbers sort
    many times as quickly as rows do by what stands in them. The few numbers that differ in later bits only are put in
    their order afterwards.

    Parameters
    ----------
    groups : array of int, shape (n,)
        The group of each row, from 0.
    *columns : arrays of float, shape (n,)
        Numbers to be sorted together.

    Returns
    -------
    tuple of arrays, shape (n * number of columns,)
        The place of each number in the columns written one below the other, its group, and the number itself.

    Examples
    --------
    >>> place, group, number = within(np.array([1, 0, 1]), np.array([5.0, 1.0, 3.0]), np.array([6.0, 2.0, 4.0]))
    >>> group.tolist(), number.tolist()
    ([0, 0, 1, 1, 1, 1], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    >>> place.tolist()
    [1, 4, 2, 5, 0, 3]
    """
    numbers = np.concatenate(columns)
    size = np.bincount(groups)
    room = KEY_BITS - max(len(size) - 1, 0).bit_length()
    beside = room - len(numbers).bit_length()
    keys, place = in_order(_keys(groups, numbers, beside if beside >= _LEAST else room))
    ordered = numbers.take(place)
    mixed = np.flatnonzero((ordered[1:] < ordered[:-1]) & (keys[1:] == keys[:-1]))
    if len(mixed):
        some = np.flatnonzero(np.isin(keys, keys[mixed]))
        right = some[np.lexsort((ordered[some], keys[some]))]
        place[some], ordered[some] = place[right], ordered[right]
    return place, np.repeat(np.arange(len(size)), len(columns) * size), ordered


def _keys(groups: Ints, numbers: Floats, bits: int) -> Ints:
    """Whole numbers that stand in the order of the groups and, as far as ``bits`` tell, in that of the numbers.

    The bits of a float, read as a whole number, stand in its order once those of negative ones are turned round.
    """
    keys = (numbers + 0.0).view(np.int64)  # -0.0 is 0.0
    negative, unknown = keys < 0, np.isnan(numbers)
    if negative.any():
        keys[negative] ^= np.iinfo(np.int64).max
    if unknown.any():
        keys[unknown] = np.iinfo(np.int64).max
    keys >>= 64 - bits
    keys += 1 << (bits - 1)
    below = keys.reshape(-1, len(groups)) if len(groups) else keys
    below |= groups << bits
    return keys
