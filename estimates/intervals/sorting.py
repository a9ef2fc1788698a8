"""Sorting within groups: of many small groups quicker than one sort of all rows by group and number; numpy only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from estimates.intervals.arrays import DIGIT, Floats, Ints, by_code

_SIGN = np.int64(-(2**63))
_LONG = 4096  # numbers from which on counting digits beats comparing


def within(groups: Ints, *columns: Floats) -> tuple[Ints, Ints, Floats]:
    """Sort the numbers of all columns by group, then by size; NaN comes last in its group.

    Groups of one size stand below each other as the rows of a matrix, which is sorted row by row: short rows sort
    several times as quickly as a long column.

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
    n, width = len(groups), len(columns)
    size = np.bincount(groups)
    if len(size) == 1:
        below = np.concatenate(columns)
        order = _by_row(below[None])[0]
        return order, np.zeros(len(order), dtype=np.int64), below.take(order)
    goal = width * (np.cumsum(size) - size)  # where the numbers of each group are to stand
    by_size = by_code(size)
    position = np.empty(len(size), dtype=np.int64)
    position[by_size] = np.arange(len(size))
    rows = by_code(position[groups])
    sorted_columns = [column[rows] for column in columns]
    places, numbers = np.empty(n * width, dtype=np.int64), np.empty(n * width)
    done = 0
    for some in np.split(by_size, np.flatnonzero(np.diff(size[by_size])) + 1):
        length = int(size[some[0]]) if len(some) else 0
        if not length:
            continue
        part, shape = slice(done, done + len(some) * length), (len(some), length)
        done = part.stop
        unsorted = np.concatenate([column[part].reshape(shape) for column in sorted_columns], axis=1)
        place = np.concatenate([(rows[part] + n * k).reshape(shape) for k in range(width)], axis=1)
        order = _by_row(unsorted)
        order += width * length * np.arange(len(some))[:, None]  # in the matrix written as one row
        to = goal[some][:, None] + np.arange(width * length)
        places[to] = place.ravel().take(order)
        numbers[to] = unsorted.ravel().take(order)
    return places, np.repeat(np.arange(len(size)), width * size), numbers


def _by_row(matrix: NDArray[Any]) -> Ints:
    """Sort each row: places in their order."""
    if matrix.shape[1] < _LONG:
        return np.argsort(matrix, axis=1)
    return np.stack([_by_digits(row) for row in matrix])


def _by_digits(numbers: Floats) -> Ints:
    """Sort by the bits of a float, digit after digit from the last: as integers they stand in the order of the numbers
    once those of negative numbers are turned round; NaN comes after infinity unless its sign is set."""
    bits = np.where(np.isnan(numbers), np.nan, numbers).view(np.int64)
    bits = np.where(bits < 0, ~bits, bits | _SIGN).view(np.uint64)
    order = np.arange(len(numbers))
    for shift in range(0, 64, DIGIT):
        digit = (bits >> np.uint64(shift)).astype(np.uint16)
        if (digit != digit[0]).any():  # whole numbers and numbers of one size share digits
            order = order.take(np.argsort(digit.take(order), kind="stable"))
    return order
