"""Which rows share rare words: the pairs worth comparing where each with each would never end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from estimates.intervals.arrays import Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array


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
