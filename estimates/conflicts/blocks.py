"""Which figures are held against each other: all of a small table, of a large one those that have something in common.

Blocking, as record linkage calls it: a figure meets those with which it shares its rarest words, as many as a budget
allows, and its neighbours in several orders of the table (Hernández and Stolfo 1995, "The merge/purge problem for large
databases", SIGMOD). So the work grows as the table does.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from estimates.claims.comparable import columns_of
from estimates.claims.groups import group_numbers
from estimates.claims.rarity import sharing_rare_words
from estimates.conflicts.bags import Bags
from estimates.conflicts.readings import Read
from estimates.intervals.arrays import Floats, Ints, pack
from estimates.schema import SAME

_WHOLE = 2_000  # claims up to which each is held against each
_FELLOWS = 200  # claims that a claim meets by its rare words at most
_NEIGHBOURS = 15  # claims behind it that a claim meets in each order
_AT_ONCE = 500_000  # pairs

Pairs = tuple[Ints, Ints]


def pairs_to_compare(read: Read) -> Iterator[Pairs]:
    """Each pair once, as its lesser rows and its other rows, sorted, so many at a time."""
    n = len(read.table)
    if n <= _WHOLE:
        yield from _each_with_each(n)
        return
    keys = np.concatenate([np.minimum(i, j) * n + np.maximum(i, j) for i, j in _in_blocks(read)])
    keys.sort(kind="stable")  # makes use of runs; np.unique hashes, which takes several times as long
    keys = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
    for k in range(0, len(keys), _AT_ONCE):
        some = keys[k : k + _AT_ONCE]
        yield some // n, some % n


def _each_with_each(n: int) -> Iterator[Pairs]:
    step = max(_AT_ONCE // max(n, 1), 1)
    for first in range(0, n, step):
        i, j = np.triu_indices(min(step, n - first), k=1, m=n - first)
        yield i + first, j + first


def _in_blocks(read: Read) -> Iterator[Pairs]:
    """Pairs by rare words; and by size within one quantity, one sort of thing, one place and one event."""
    for bags in (read.sentence, read.place, read.event, read.people):
        yield sharing_rare_words(bags.holds[bags.code], _FELLOWS)
    size, quantity = np.nan_to_num(read.sizes[0]), read.table["quantity"].notna().to_numpy()
    yield from _neighbours(np.where(quantity, group_numbers(read.table, columns_of(read.table, SAME)), -1), size)
    counted = _one_of(read.measure, read.nouns)
    yield from _neighbours(np.where(counted < 0, -1, pack(counted + 1, read.units)), size)
    for block in (_one_of(read.place, read.event), read.story):
        yield from _neighbours(np.where(block < 0, -1, pack(block + 1, counted + 1)), size)


def _one_of(first: Bags, second: Bags) -> Ints:
    """The number of the one set of words, where that is empty of the other, -1 where both are."""
    behind = int(first.code.max(initial=0)) + 1
    return np.where(first.known, first.code, np.where(second.known, behind + second.code, -1))


def _neighbours(block: Ints, size: Floats) -> Iterator[Pairs]:
    """Each row with those next to it when the rows of its block stand in order; a block of -1 is none."""
    order = np.lexsort((size, block))
    order = order[np.searchsorted(block[order], 0) :]
    for step in range(1, _NEIGHBOURS + 1):
        i, j = order[:-step], order[step:]
        same = block[i] == block[j]
        yield i[same], j[same]
