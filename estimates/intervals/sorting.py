"""Sorting within groups: small groups as rows of a block, large ones by whole numbers that hold group and number."""

from __future__ import annotations

import numpy as np

from estimates.intervals.arrays import KEY_BITS, Floats, Ints, by_code

_LEAST = 24  # bits of a number that its key must have room for beside the row, or few keys differ
_MANY = 20_000  # numbers of which it pays to sort short groups by themselves, if few stand in long ones
_SHORT = 255  # numbers of a group that is a row of a block


def within(groups: Ints, *columns: Floats) -> tuple[Ints, Ints, Floats]:
    """Sort the numbers of all columns by group, then by size; NaN comes last in its group.

    Sorted are whole numbers that stand in the order of the first bits of the numbers and hold their places in the last
    bits, groups of like size as the rows of one block: many short sorts are many times as quick as a long one. The few
    numbers that differ in later bits only are put in their order afterwards.

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
    size = len(columns) * np.bincount(groups)
    member = np.repeat(np.arange(len(size)), size)
    short = size <= _SHORT
    if len(numbers) < _MANY or 8 * int(size[~short].sum()) > len(numbers):
        place, beyond = _at_once(_keys(numbers), groups if len(columns) == 1 else np.tile(groups, len(columns)))
        ordered = numbers.take(place)
    else:
        place = _side_by_side(groups, size, len(columns))
        numbers = numbers.take(place)  # once they stand side by side nothing is looked up far away
        keys, beyond = _keys(numbers), _SHORT.bit_length()
        order, long = _in_blocks(keys, size), np.flatnonzero(~short[member])
        if len(long):
            rows, further = _at_once(keys[long], member[long])
            order[long], beyond = long[rows], max(beyond, further)
        place, ordered = place.take(order), numbers.take(order)
    _settle(place, member, ordered, beyond)
    return place, member, ordered


def _settle(place: Ints, member: Ints, ordered: Floats, beyond: int) -> None:
    """Put the numbers in order that stand in it but for so many of their last bits."""
    falls = np.flatnonzero((ordered[1:] < ordered[:-1]) & (member[1:] == member[:-1]))
    if not len(falls):
        return
    coarse = _keys(ordered) >> beyond
    run = np.cumsum(np.append(False, (coarse[1:] != coarse[:-1]) | (member[1:] != member[:-1])))
    mixed = np.zeros(int(run[-1]) + 1, dtype=bool)
    mixed[run[falls]] = True
    some = np.flatnonzero(mixed[run])
    right = some[np.lexsort((place[some], ordered[some], run[some]))]
    place[some], ordered[some] = place[right], ordered[right]


def _side_by_side(groups: Ints, size: Ints, n_columns: int) -> Ints:
    """The places of the numbers group after group, in each column after column; ``size`` counts all columns."""
    order = by_code(groups)
    if n_columns == 1:
        return order
    place = np.empty(n_columns * len(order), dtype=np.int64)
    each = size // n_columns
    at = np.arange(len(order)) + np.repeat((n_columns - 1) * (np.cumsum(each) - each), each)
    step = np.repeat(each, each)
    for k in range(n_columns):
        place[at] = order + k * len(order)
        at += step
    return place


def _in_blocks(keys: Ints, size: Ints) -> Ints:
    """The order of the keys of short groups, which stand group after group; those of long ones stay as they are."""
    order, first = np.arange(len(keys)), np.cumsum(size) - size
    mask = (1 << _SHORT.bit_length()) - 1
    for n in np.flatnonzero(np.bincount(size[size <= _SHORT])):
        begin = first[size == n, None]
        place = begin + np.arange(n)
        block = keys.take(place)
        block &= ~mask
        block |= np.arange(n)
        block.sort(axis=1)
        block &= mask
        block += begin
        order[place] = block
    return order


def _at_once(keys: Ints, groups: Ints) -> tuple[Ints, int]:
    """Where keys stand by group and, but for some of their last bits, in their order; and how many bits those are."""
    room = KEY_BITS - int(groups.max(initial=0)).bit_length()
    beside = room - len(keys).bit_length()
    bits = beside if beside >= _LEAST else room
    keys = keys >> (64 - bits)
    keys += 1 << (bits - 1)
    keys |= groups << bits
    return by_code(keys), 64 - bits


def _keys(numbers: Floats) -> Ints:
    """Whole numbers that stand in the order of the numbers, NaN last.

    The bits of a float, read as a whole number, stand in its order once those of negative ones are turned round.
    """
    keys = (numbers + 0.0).view(np.int64)  # -0.0 is 0.0
    negative, unknown = keys < 0, np.isnan(numbers)
    if negative.any():
        keys[negative] ^= np.iinfo(np.int64).max
    if unknown.any():
        keys[unknown] = np.iinfo(np.int64).max
    return keys
