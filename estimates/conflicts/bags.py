"""Sets of words of many rows, and what the sets of two rows share: by weight, for whatever pairs are asked."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_array

from estimates.claims.rarity import products
from estimates.intervals.arrays import Bools, Floats, Ints

_FEW = 1_500  # distinct sets of which each is held against each once and for all


class Bags:
    """A set of words for each row; rows of equal sets are compared once."""

    def __init__(self, rows: Iterable[Iterable[str]], *, rare: bool = False) -> None:
        """Number sets and words; a rare word weighs the logarithm of how few rows have it."""
        found: dict[frozenset[str], int] = {}
        self.code: Ints = np.array([found.setdefault(frozenset(words), len(found)) for words in rows], dtype=np.int64)
        n, self.sets = len(self.code), [sorted(words) for words in found]
        names = sorted({word for words in self.sets for word in words})
        number = {word: k for k, word in enumerate(names)}
        column = np.array([number[word] for words in self.sets for word in words], dtype=np.int64)
        begins = np.cumsum([0, *map(len, self.sets)])
        row = np.repeat(np.arange(len(self.sets)), np.diff(begins))
        shape = (len(self.sets), max(len(names), 1))
        self.holds = csr_array((np.ones(len(column)), column, begins), shape=shape)
        rows_with = np.bincount(column, np.bincount(self.code, minlength=len(self.sets))[row], shape[1])
        weight = np.log((n + 1) / (rows_with + 0.5)) if rare else np.ones(shape[1])
        self.heavy = csr_array((weight[column], column, begins), shape=shape)
        self._size = np.asarray(np.bincount(row, weight[column], len(self.sets)), dtype=float)
        self._all: Floats | None = (self.holds @ self.heavy.T).toarray() if len(self.sets) <= _FEW else None

    @property
    def known(self) -> Bools:
        """Rows that have any word."""
        some: Bools = np.diff(self.holds.indptr)[self.code] > 0
        return some

    def size(self, rows: Ints) -> Floats:
        """The weight of all words of some rows."""
        return self._size[self.code[rows]]

    def both(self, i: Ints, j: Ints) -> Floats:
        """The weight of the words that the rows of each pair share."""
        a, b = self.code[i], self.code[j]
        if self._all is not None:
            return self._all[a, b]
        out, some = np.zeros(len(i)), np.flatnonzero((self._size[a] > 0) & (self._size[b] > 0))
        out[some] = products(self.holds, self.heavy, a[some], b[some])
        return out
