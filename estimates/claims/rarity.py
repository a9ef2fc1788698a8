"""Which rows share rare words: the pairs worth comparing where each with each would never end; and what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from estimates.intervals.arrays import Floats, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_OUT = 2**18  # cells written out at once, which a processor keeps at hand


def sharing_rare_words(holds: csr_array, most: int) -> tuple[Ints, Ints]:
    """Each row with those that have its rarest words, as many words as ``most`` rows in all have; pairs may come twice.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> rows = csr_array(np.array([[1, 1, 0], [1, 0, 1], [1, 1, 0]]))  # all have the first word, two the second
    >>> i, j = sharing_rare_words(rows, 2)
    >>> sorted(zip(i.tolist(), j.tolist()))
    [(0, 2), (2, 0)]
    """
    from scipy.sparse import csr_array  # it takes .2 s to load, and who reads one article needs none of it

    n_with = np.bincount(holds.indices, minlength=holds.shape[1])
    row = np.repeat(np.arange(holds.shape[0]), np.diff(holds.indptr))
    order = np.lexsort((n_with[holds.indices], row))
    row, column = row[order], holds.indices[order]
    met = np.cumsum(n_with[column])
    before = np.append(0, met)[holds.indptr[:-1]]  # what the rows before it meet
    kept = met - before[row] <= most
    few = csr_array((np.ones(int(kept.sum()), dtype=bool), (row[kept], column[kept])), shape=holds.shape)
    i, j = (at.astype(np.int64) for at in (few @ holds.astype(bool).T).tocoo().coords)
    return i[i != j], j[i != j]


def products(ours: csr_array, theirs: csr_array, i: Ints, j: Ints) -> Floats:
    """The scalar product of each pair of rows, quickest where pairs of one row ``i`` stand together.

    Rows of ours are written out, so many at a time, and those of theirs look up what stands at their words.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> rows = csr_array(np.array([[1.0, 2.0, 0.0], [0.0, 3.0, 1.0]]))
    >>> products(rows, rows, np.array([0, 0, 1]), np.array([0, 1, 1])).tolist()
    [5.0, 6.0, 10.0]
    """
    from scipy.sparse import csr_array

    width = max(ours.shape[1], 1)
    step = max(_OUT // width, 32)
    begins = np.flatnonzero(np.append(True, i[1:] != i[:-1])[: len(i)])  # of the pairs of one row
    out, wide = np.zeros(len(i)), np.zeros(step * width)
    for k in range(0, len(begins), step):
        firsts = begins[k : k + step]
        pairs = slice(firsts[0], begins[k + step] if k + step < len(begins) else len(i))
        own, other = ours[i[firsts]], theirs[j[pairs]]
        at = own.indices + np.repeat(np.arange(len(firsts)) * width, np.diff(own.indptr))
        wide[at] = own.data
        place = np.repeat(np.arange(len(firsts)) * width, np.diff(np.append(firsts, pairs.stop)))
        looked = other.indices + np.repeat(place, np.diff(other.indptr))
        out[pairs] = csr_array((other.data, looked, other.indptr), shape=(len(place), len(wide))) @ wide
        wide[at] = 0.0
    return out
