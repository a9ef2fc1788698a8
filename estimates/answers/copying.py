"""Who repeats whom: sources that state the same values on the same contested quantities count nearly once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from scipy.special import logsumexp

from estimates.answers.records import ROUNDS, SETTLED, added, tally
from estimates.answers.storage import Store
from estimates.intervals.arrays import Bools, Floats, Ints

#: Statements that two sources are taken to differ on before anything is known of them, so that one shared value is no
#: proof.
PRIOR = 5.0
#: Sources that state one value beyond which it says nothing of who copied it; keeps the work linear.
POPULAR = 100
#: How far above what others make probable two sources' agreement may be before it is evidence, as a share of what is
#: left to 1.
MISFIT = 0.05
#: Shares of its figures that a source may take from another: what agreement is held against chance for.
TAKEN = np.array([0.2, 0.4, 0.6, 0.8, 0.9, 0.97])
#: Statements of the pairs that are looked at together; keeps memory with the table.
PORTION = 2_000_000
#: The power of similarity that leaves only sources that say all but the same.
NEARLY = 8
#: Similarity below which two sources are not looked at, and dependence below which one is not followed.
NEAR, SLIGHT = 0.2, 0.05


@dataclass(frozen=True)
class Stated:
    """Single numbers that sources state in a part, as integers: who, which value of which quantity."""

    rows: Ints  #: where they stand in the table
    source: Ints
    cell: Ints  #: a number for each distinct value of each quantity, in the order of the quantities
    quantity: Ints
    n_sources: int

    @cached_property
    def of_cell(self) -> Ints:
        """The quantity of each cell."""
        out = np.zeros(int(self.cell.max(initial=-1)) + 1, dtype=np.int64)
        out[self.cell] = self.quantity
        return out

    @cached_property
    def contested(self) -> Bools:
        """Which statements are of a quantity that is given several values."""
        several: Bools = (np.bincount(self.of_cell) > 1)[self.quantity]
        return several

    @cached_property
    def stored(self) -> Ints:
        """Where a sparse matrix of cells, a row for each source, stores the cell of each statement."""
        return _stored(self.source, self.cell)


@dataclass(frozen=True)
class Statements:
    """All that sources state, part by part."""

    parts: Iterable[Stated]
    n_sources: int
    n: int  #: rows of the table
    store: Store

    @cached_property
    def said(self) -> Ints:
        """By source: how often it speaks on contested quantities."""
        out = np.zeros(self.n_sources, dtype=np.int64)
        for some in self.parts:
            out += np.bincount(some.source[some.contested], minlength=self.n_sources)
        return out


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


def alike(stated: Statements) -> Pairs:
    """Count, for sources that share a value on a contested quantity, what they share.

    Only pairs that share something are looked at, and no value that more than ``POPULAR`` sources state, so the work
    grows with the number of statements.
    """
    common = sp.csr_array((stated.n_sources, stated.n_sources))
    for some in stated.parts:
        rows = some.contested & (np.bincount(some.cell)[some.cell] <= POPULAR if len(some.cell) else False)
        n_cells = int(some.cell.max(initial=-1)) + 1
        matrix = _incidence(some.source[rows], some.cell[rows], (stated.n_sources, n_cells))
        common = common + sp.csr_array(sp.triu(matrix @ matrix.T, k=1))
    pairs, said = common.tocoo(), stated.said
    shared = pairs.data.astype(np.int64)
    return Pairs(
        pairs.row.astype(np.int64), pairs.col.astype(np.int64), shared, said[pairs.row] + said[pairs.col] - shared
    )


def similarity(pairs: Pairs) -> Floats:
    """The share of what two sources state on contested quantities that both state (Jaccard), drawn towards none."""
    return pairs.shared / (pairs.either + PRIOR)


def dependence(stated: Statements, pairs: Pairs) -> sp.csr_array:
    """How far each source repeats each other one, 0 to 1, with 1 on the diagonal; sparse.

    The agreement of two sources beyond what that of each with all others would give them (two who are right agree as
    well), times the share of quantities that both speak on (those who hand on one report speak on the same), squared.
    After Dong, Berti-Equille and Srivastava 2009, "Integrating conflicting data: the role of source dependence".
    """
    pairs = pairs.take(similarity(pairs) > NEAR)
    if not len(pairs.first):
        return _tied(pairs, np.zeros(0), stated.n_sources)
    both = _both(stated, pairs)
    either = np.maximum(stated.said[pairs.first] + stated.said[pairs.second] - both, 1)
    usual = _usual(stated, pairs).rate
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


class _Usual(NamedTuple):
    """How often sources agree on contested quantities."""

    one: Floats  #: by row: what what it states counts, if sources that say all but the same count as one
    overall: float
    rate: Floats  #: by pair, as far as how each agrees with all others tells

    @property
    def odds(self) -> Floats:
        """By pair: how much more ready to agree than any two, as a ratio of odds."""
        return self.rate * (1 - self.overall) / np.maximum(self.overall * (1 - self.rate), 1e-9)


def _usual(stated: Statements, pairs: Pairs) -> _Usual:
    """How often two sources agree on contested quantities, as far as how each agrees with all others tells.

    The readiness to agree of one times that of the other, fitted to all pairs but those that say all but the same: many
    copies of one must neither make the rest look odd nor vouch for one another.
    """
    near, n = _tied(pairs, (pairs.shared / (pairs.either + 1)) ** NEARLY, stated.n_sources), stated.n_sources
    one: Floats = stated.store.array(stated.n)
    agreed, near_met, sums = np.zeros(n), np.zeros(n), [np.zeros(1)] * 2
    for some in stated.parts:
        one[some.rows] = independence(some, near)
        rows = some.contested
        source, quantity, own = some.source[rows], some.quantity[rows], one[some.rows[rows]]
        same, same_near = _beside(near, source, some.cell[rows], own)
        there, there_near = _beside(near, source, quantity, own)
        agreed, near_met = tally(source, same - same_near, n, agreed), tally(source, there_near, n, near_met)
        apart = own * (same - same_near), own * (there - there_near)
        sums = [added(amount, before) for amount, before in zip(apart, sums, strict=True)]
    overall = float(sums[0][0] / max(sums[1][0], 1e-9))

    def contested() -> Iterator[tuple[Ints, Ints, Floats]]:
        for some in stated.parts:
            rows = some.contested
            yield some.source[rows], some.quantity[rows], one[some.rows[rows]]

    ready, parts = np.full(n, np.sqrt(overall)), stated.store.passes(contested)
    for _ in range(ROUNDS):
        met = np.zeros(n)
        for source, quantity, own in parts:
            met = tally(source, tally(quantity, own * ready[source], 0)[quantity], n, met)
        before = ready
        fitted = (agreed + PRIOR * overall) / (np.maximum(met - near_met * ready, 0) + PRIOR * np.sqrt(overall) + 1e-9)
        ready = np.clip(np.sqrt(before * fitted), 0.01, 1.0)
        if np.abs(ready - before).max(initial=0) < SETTLED:
            break
    return _Usual(one, overall, np.clip(ready[pairs.first] * ready[pairs.second], 0.0, 0.99))


def _beside(near: sp.csr_array, source: Ints, place: Ints, amount: Floats) -> tuple[Floats, Floats]:
    """By row: the amounts of all sources at its place, and of those that are near its own source, itself included."""
    n_places = int(place.max(initial=-1)) + 1
    shape = (near.shape[0], n_places)
    around = tally(place, amount, n_places)[place]
    if near.nnz == near.shape[0]:
        return around, amount
    matrix = sp.csr_array((amount, (source, place)), shape=shape)
    own = ((near @ matrix) * _incidence(source, place, shape)).tocsr()
    own.sort_indices()
    beside: Floats = own.data[_stored(source, place)]
    return around, beside


def _portions(stated: Stated, pairs: Pairs) -> list[slice]:
    n_said = np.bincount(stated.source, minlength=stated.n_sources)
    filled = np.cumsum(n_said[pairs.first] + n_said[pairs.second]) // PORTION
    cuts = [0, *(np.flatnonzero(np.diff(filled)) + 1).tolist(), len(pairs.first)]
    return [slice(start, stop) for start, stop in pairwise(cuts) if start < stop]


def _both(stated: Statements, pairs: Pairs) -> Ints:
    """On how many contested quantities both sources of each pair speak."""
    both = np.zeros(len(pairs.first), dtype=np.int64)
    for some in stated.parts:
        rows = some.contested
        n_quantities = int(some.quantity.max(initial=-1)) + 1
        places = _incidence(some.source[rows], some.quantity[rows], (stated.n_sources, n_quantities))
        both += _meeting(places, pairs, _portions(some, pairs))
    return np.maximum(both, pairs.shared)


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
    found: Floats = voices.data[stated.stored]
    return 1 / np.maximum(np.where(several[stated.source] > 0, found, 1.0), 1.0)


def _stored(source: Ints, place: Ints) -> Ints:
    """Where a sparse matrix, a row for each source, stores the cell of each statement."""
    key = source * (int(place.max(initial=-1)) + 1) + place
    few = source.max(initial=0) < np.iinfo(np.int16).max
    order = np.argsort(source.astype(np.int16) if few else source, kind="stable")  # the rest is mostly in order
    if (key[order][1:] < key[order][:-1]).any():
        order = np.argsort(key, kind="stable")
    ordered = key[order]
    stored = np.empty(len(key), dtype=np.int64)
    stored[order] = np.cumsum(np.append(True, ordered[1:] != ordered[:-1])[: len(key)]) - 1
    return stored


def by_chance(stated: Statements, pairs: Pairs) -> tuple[Ints, Floats, Floats]:
    """How improbable it is that independent sources agree as often, and on such values, as each pair does.

    That one states what another does is as probable as third sources make it: likely where most of them state that
    value, unlikely where none does; as odds, times those by which the pair agrees more readily than others (Rasch
    1960). It is held against third sources and not against the answer: copies that carry the answer would hide in it.

    Returns
    -------
    both : array of int
        Contested quantities that both speak on.
    usual : array
        The share of them on which they would agree by how each agrees with all others.
    p : array
        An upper bound of the probability of such agreement by chance: 1 over the likelihood ratio of a source that
        takes over a share ``TAKEN`` of its figures, each share as probable (Vovk and Wang 2021, "E-values").
    """
    if not len(pairs.first):
        return pairs.shared, np.zeros(0), np.zeros(0)
    both, usual = _both(stated, pairs), _usual(stated, pairs)
    ratio = np.zeros((len(TAKEN), len(pairs.first)))
    for some in stated.parts:
        for part in _portions(some, pairs):
            pair, chance = _chances(some, usual, pairs, part)
            taken = TAKEN[:, None]
            for share, told in zip(ratio, np.log(taken / chance + 1 - taken), strict=True):
                share[part] = tally(pair, told, len(share[part]), share[part])
    ratio += (both - pairs.shared) * np.log(1 - TAKEN)[:, None]
    p: Floats = np.exp(np.minimum(np.log(len(TAKEN)) - logsumexp(ratio, axis=0), 0.0))
    return both, usual.rate, p


def _chances(stated: Stated, usual: _Usual, pairs: Pairs, part: slice) -> tuple[Ints, Floats]:
    """How probable each shared value of the pairs of a portion is by chance, and the number of its pair in it."""
    rows, first, second, one = stated.contested, pairs.first[part], pairs.second[part], usual.one[stated.rows]
    n_cells = int(stated.cell.max(initial=-1)) + 1
    shape, where = (stated.n_sources, n_cells), (stated.source[rows], stated.cell[rows])
    said = _incidence(*where, shape)
    counted = sp.csr_array((one[rows], where), shape=shape)
    own, other = ((counted[a] * said[b]).tocsr() for a, b in ((first, second), (second, first)))
    own.sort_indices()
    other.sort_indices()
    pair, cell = np.repeat(np.arange(len(first)), np.diff(own.indptr)), own.indices
    of_cell = stated.of_cell[cell]
    both = own.data + other.data
    same = np.maximum(np.bincount(stated.cell, one)[cell] - both, 0)
    third = np.maximum(np.bincount(stated.quantity, one)[of_cell] - both, 0)
    popular = (same + PRIOR * usual.overall) / (third + PRIOR)
    odds = usual.odds[part][pair] * popular
    chance = odds / (1 - popular + odds)
    return pair, chance + MISFIT * (1 - chance)


def _incidence(row: Ints, column: Ints, shape: tuple[int, int]) -> sp.csr_array:
    matrix = sp.csr_array((np.ones(len(row)), (row, column)), shape=shape)
    matrix.data[:] = 1.0  # a source that states a value twice states it
    return matrix


def _meeting(matrix: sp.csr_array, pairs: Pairs, portions: list[slice]) -> Ints:
    """In how many columns both rows of each pair stand; in portions, so that memory stays with the table."""
    out = [np.zeros(0)]
    for part in portions:
        out.append((matrix[pairs.first[part]] * matrix[pairs.second[part]]).sum(axis=1))
    counts: Ints = np.concatenate(out).astype(np.int64)
    return counts
