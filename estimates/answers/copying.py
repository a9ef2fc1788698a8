"""Who repeats whom: sources that state the same values on the same contested quantities count nearly once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from scipy.stats import binom

from estimates.intervals.arrays import Bools, Floats, Ints

#: Statements that two sources are taken to differ on before anything is known of them, so that one shared value is no
#: proof.
PRIOR = 5.0
#: Sources that state one value beyond which it says nothing of who copied it; keeps the work linear.
POPULAR = 100
#: How far above its usual rate two sources' agreement may be before it is evidence, as a share of what is left to 1.
MISFIT = 0.25
#: The power of similarity that leaves only sources that say all but the same.
NEARLY = 8
#: Similarity below which two sources are not looked at, and dependence below which one is not followed.
NEAR, SLIGHT = 0.2, 0.05


class Stated(NamedTuple):
    """Single numbers that sources state, as integers: who, which value of which quantity, on how many values it has."""

    source: Ints
    cell: Ints  #: a number for each distinct value of each quantity, in the order of the quantities
    quantity: Ints
    n_sources: int

    @property
    def of_cell(self) -> Ints:
        """The quantity of each cell."""
        out = np.zeros(int(self.cell.max(initial=-1)) + 1, dtype=np.int64)
        out[self.cell] = self.quantity
        return out

    @property
    def contested(self) -> Bools:
        """Which statements are of a quantity that is given several values."""
        several: Bools = (np.bincount(self.of_cell) > 1)[self.quantity]
        return several


def numbered(group: Ints, value: Floats) -> Ints:
    """A number for each distinct value of each group, in their order, by row.

    Examples
    --------
    >>> numbered(np.array([0, 0, 1]), np.array([5.0, 3.0, 3.0])).tolist()
    [1, 0, 2]
    """
    order = np.lexsort((value, group))
    value, group = value[order], group[order]
    new = np.append(True, (group[1:] != group[:-1]) | (value[1:] != value[:-1]))[: len(order)]
    cell = np.empty(len(order), dtype=np.int64)
    cell[order] = np.cumsum(new) - 1
    return cell


class Pairs(NamedTuple):
    """Pairs of sources that share values, each once, ``first`` below ``second``."""

    first: Ints
    second: Ints
    shared: Ints  #: contested quantities on which both state one value
    either: Ints  #: values that one or both state on contested quantities

    def take(self, rows: Bools) -> Pairs:
        """Some of the pairs."""
        return Pairs(*(column[rows] for column in self))


def alike(stated: Stated) -> Pairs:
    """Count, for sources that share a value on a contested quantity, what they share.

    Only pairs that share something are looked at, and no value that more than ``POPULAR`` sources state, so the work
    grows with the number of statements.
    """
    rows = stated.contested & (np.bincount(stated.cell)[stated.cell] <= POPULAR if len(stated.cell) else False)
    n_cells = int(stated.cell.max(initial=-1)) + 1
    matrix = _incidence(stated.source[rows], stated.cell[rows], (stated.n_sources, n_cells))
    common = sp.triu(matrix @ matrix.T, k=1).tocoo()
    said = np.bincount(stated.source[stated.contested], minlength=stated.n_sources)
    shared = common.data.astype(np.int64)
    return Pairs(
        common.row.astype(np.int64), common.col.astype(np.int64), shared, said[common.row] + said[common.col] - shared
    )


def similarity(pairs: Pairs) -> Floats:
    """The share of what two sources state on contested quantities that both state (Jaccard), drawn towards none."""
    return pairs.shared / (pairs.either + PRIOR)


def dependence(stated: Stated, pairs: Pairs) -> sp.csr_array:
    """How far each source repeats each other one, 0 to 1, with 1 on the diagonal; sparse.

    The agreement of two sources beyond what that of each with all others would give them (two who are right agree as
    well), times the share of quantities that both speak on (those who hand on one report speak on the same), squared.
    After Dong, Berti-Equille and Srivastava 2009, "Integrating conflicting data: the role of source dependence".
    """
    pairs = pairs.take(similarity(pairs) > NEAR)
    both = _both(stated, pairs)
    n_said = np.bincount(stated.source[stated.contested], minlength=stated.n_sources)
    either = np.maximum(n_said[pairs.first] + n_said[pairs.second] - both, 1)
    usual = _usual(stated, pairs)
    shown = (pairs.shared + PRIOR * usual) / (both + PRIOR)
    strength = (np.clip((shown - usual) / (1 - usual), 0, 1) * both / either) ** 2
    return _tied(pairs, strength, stated.n_sources)


def _tied(pairs: Pairs, strength: Floats, n_sources: int) -> sp.csr_array:
    kept = strength > SLIGHT
    first, second, strength = pairs.first[kept], pairs.second[kept], strength[kept]
    own = np.arange(n_sources)
    rows, columns = np.concatenate([first, second, own]), np.concatenate([second, first, own])
    cells = np.concatenate([strength, strength, np.ones(n_sources)])
    return sp.csr_array((cells, (rows, columns)), shape=(n_sources, n_sources))


def _usual(stated: Stated, pairs: Pairs) -> Floats:
    """The rate at which two sources agree on contested quantities, as far as how each agrees with all others tells.

    Sources that say all but the same count as one of the others: many copies of one must not make the rest look odd.
    """
    one = independence(stated, _tied(pairs, similarity(pairs) ** NEARLY, stated.n_sources))
    rows = stated.contested
    source, n, own = stated.source[rows], stated.n_sources, one[rows]
    same = np.bincount(stated.cell, one)[stated.cell[rows]] - own
    others = np.bincount(stated.quantity, one)[stated.quantity[rows]] - own
    agreed, met = np.bincount(source, same, n), np.bincount(source, others, n)
    overall = np.bincount(source, same * own, n).sum() / max(np.bincount(source, others * own, n).sum(), 1e-9)
    rate = (agreed + PRIOR * overall) / (met + PRIOR)
    usual: Floats = np.clip(rate[pairs.first] * rate[pairs.second] / max(overall, 1e-9), 0.0, 0.99)
    return usual


def _both(stated: Stated, pairs: Pairs) -> Ints:
    """On how many contested quantities both sources of each pair speak."""
    rows = stated.contested
    n_quantities = int(stated.quantity.max(initial=-1)) + 1
    places = _incidence(stated.source[rows], stated.quantity[rows], (stated.n_sources, n_quantities))
    return np.maximum(_meeting(places, pairs), pairs.shared)


def independence(stated: Stated, tied: sp.csr_array) -> Floats:
    """What each statement counts: 1 over how many statements of that value it amounts to, its own included.

    Six sources that repeat one another count one sixth each where they all speak, and a lone one of them counts whole.
    """
    if tied.nnz == stated.n_sources:
        return np.ones(len(stated.source))
    n_cells = int(stated.cell.max(initial=-1)) + 1
    matrix = _incidence(stated.source, stated.cell, (stated.n_sources, n_cells))
    several = (tied.sum(axis=1) > 1).astype(float)
    voices = ((tied @ matrix) * matrix).tocsr()  # only where the source itself states the value
    voices.sort_indices()
    flat = np.repeat(np.arange(stated.n_sources), np.diff(voices.indptr)) * n_cells + voices.indices
    asked = stated.source * n_cells + stated.cell
    found: Floats = voices.data[np.searchsorted(flat, asked)]
    return 1 / np.maximum(np.where(several[stated.source] > 0, found, 1.0), 1.0)


def by_chance(stated: Stated, pairs: Pairs) -> tuple[Ints, Floats, Floats]:
    """How improbable it is that independent sources agree as often as each pair does.

    What both state is held against the rate at which each agrees with all others, not against the answer: copies that
    carry the answer would hide in it.

    Returns
    -------
    both : array of int
        Contested quantities that both speak on.
    usual : array
        The share of them on which they would agree by how each agrees with all others.
    p : array
        Probability of at least so much agreement (binomial), if the real rate lies ``MISFIT`` of the way from the usual
        one to 1: some quantities are easy, and two may know the same ones.
    """
    both, usual = _both(stated, pairs), _usual(stated, pairs)
    p: Floats = binom.sf(pairs.shared - 1, both, usual + MISFIT * (1 - usual))
    return both, usual, p


def _incidence(row: Ints, column: Ints, shape: tuple[int, int]) -> sp.csr_array:
    matrix = sp.csr_array((np.ones(len(row)), (row, column)), shape=shape)
    matrix.data[:] = 1.0  # a source that states a value twice states it
    return matrix


def _meeting(matrix: sp.csr_array, pairs: Pairs) -> Ints:
    """In how many columns both rows of each pair stand; in portions, so that memory stays with the table."""
    out = [np.zeros(0)]
    for start in range(0, len(pairs.first), 10_000):
        part = slice(start, start + 10_000)
        out.append((matrix[pairs.first[part]] * matrix[pairs.second[part]]).sum(axis=1))
    counts: Ints = np.concatenate(out).astype(np.int64)
    return counts
