"""How far each source can be trusted, learned from what all of them say: numbers in, weights and answers out.

Two regimes, told apart by how often figures coincide. Of *facts* most sources hand on one number: its exact values are
voted on, each source with the accuracy that it shows (Dong, Berti-Equille and Srivastava 2009; Li et al. 2012, "Truth
finding on the deep web"). *Judgements* differ from source to source: they are averaged, each source by how near it
comes to the others (Li et al. 2014, "A confidence-aware approach for truth discovery"). In both a source with few
figures is drawn towards sources that say about as much (Smyth 2004; the trended prior of Law et al. 2014).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from estimates.answers.averaging import average
from estimates.answers.copying import Stated, Statements, alike, dependence, independence, numbered
from estimates.answers.records import Learned, Regime, Said, added, tally
from estimates.answers.voting import vote_on
from estimates.intervals.arrays import Bools, Floats, Ints

#: Rate of exact coincidence, corrected for chance, from which figures are facts that are handed on.
COINCIDENCE = 0.2
#: A lone figure so many times its quantity's middle one is a slip of the pen.
ABSURD = 1000.0
#: Figures of which the distinct values are counted together.
VALUES = 4_000_000


def learn(said: Said, known: Floats) -> Learned:
    """Learn from all figures how much each source is worth, and answer each group.

    Parameters
    ----------
    said : Said
        The figures.
    known : array
        By group what is known to be true, else NaN.
    """
    said = said._replace(cell=cells_of(said))
    absurd = _absurd(said)
    counts = _independent(said, absurd)
    base = said.column(lambda rows, _, some: np.where(absurd[rows], 0.0, some.share * counts[rows]))
    rate = coincidence(said, base)
    regime: Regime = "facts" if rate >= COINCIDENCE - 1e-9 else "judgements"
    judged = said.column(lambda rows, _, some: (others_on(some) > 0) & ~absurd[rows], bool)
    teach = vote_on if regime == "facts" else average
    return teach(said, known, base, judged)._replace(coincidence=rate, absurd=absurd, independent=counts)


def _independent(said: Said, absurd: Bools) -> Floats:
    """By row: 1 over how many repeat it."""
    counts: Floats = said.store.array(len(said.group), 1)
    stated = stated_in(said, absurd)
    tied = dependence(stated, alike(stated))
    if tied.nnz > said.n_sources:
        for some in stated.parts:
            counts[some.rows] = independence(some, tied)
    return counts


def stated_in(said: Said, absurd: Bools) -> Statements:
    """What is stated by rows that state one number; a slip counts as nothing said."""

    def parts() -> Iterator[Stated]:
        for rows, _, some in said.parts():
            own = np.flatnonzero((some.cell >= 0) & ~absurd[rows])
            cell = _renumbered(some.cell[own])
            yield Stated(rows.start + own, some.source[own], cell, some.group[own], said.n_sources)

    return Statements(said.store.passes(parts), said.n_sources, len(said.group), said.store)


def coincidence(said: Said, base: Floats) -> float:
    """The rate at which two figures of one quantity are equal, less what the commonest values would do by chance.

    Cohen's kappa over pairs: 0 where figures coincide no more often than any two of the table, 1 where all of a
    quantity are the same. Figures count by ``base``, so that copies of one report do not make a fact of a judgement.
    """

    def counted() -> Iterator[tuple[Ints, Ints, Floats, Floats]]:
        for rows, _, some in said.parts():
            used = np.flatnonzero((some.cell >= 0) & (base[rows] > 0))
            yield some.cell[used], some.group[used], some.best[used] + 0.0, base[rows][used]

    def meeting(code: Ints, w: Floats) -> Floats:
        pairs: Floats = tally(code, w, 0) ** 2 - tally(code, w * w, 0)
        return pairs

    same = all_pairs = total = np.zeros(1)
    for cell, group, _, w in counted():
        same, all_pairs, total = (added(amount, sums) for amount, sums in (
            (meeting(cell, w), same), (meeting(group, w), all_pairs), (w, total)))  # fmt: skip
    if all_pairs[0] <= 1e-9:
        return 0.0
    shares, chance = len(said.group) // VALUES + 1, 0.0
    for k in range(shares):  # all figures of one value are in one share
        of = ((value, w, _mixed(value) % np.uint64(shares) == k) for _, _, value, w in counted())
        chance += float(((_by_value((value[taken], w[taken]) for value, w, taken in of) / total) ** 2).sum())
    return float((same[0] / all_pairs[0] - chance) / max(1 - chance, 1e-9))


def _by_value(counted: Iterable[tuple[Floats, Floats]]) -> Floats:
    """What figures of each distinct value count together; many figures are added up before more are taken."""
    waiting: list[tuple[Floats, Floats]] = [(np.zeros(0), np.zeros(0))]

    def summed() -> tuple[Floats, Floats]:
        value, w = (np.concatenate(column) for column in zip(*waiting, strict=True))
        code, distinct = pd.factorize(value)
        return distinct, tally(code, w, 0)

    for some in counted:
        waiting.append(some)
        if sum(len(value) for value, _ in waiting[1:]) > VALUES:
            waiting = [summed()]
    return summed()[1]


def _mixed(value: Floats) -> Any:
    """Numbers that fall to shares evenly."""
    return value.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)


def cells_of(said: Said) -> Ints:
    """A number for each distinct value of a group, from 0 in each part, by row; -1 for a range."""

    def number(_rows: slice, _groups: slice, some: Said) -> Ints:
        cell, stated = np.full(len(some.group), -1), np.flatnonzero(~np.isnan(some.best))
        cell[stated] = numbered(some.group[stated], some.best[stated])
        return cell

    cells: Ints = said.column(number, np.int64)
    return cells


def _renumbered(cell: Ints) -> Ints:
    """Cells without gaps, in their order."""
    present = np.zeros(int(cell.max(initial=-1)) + 1, dtype=bool)
    present[cell] = True
    code: Ints = np.cumsum(present)[cell] - 1
    return code


def others_on(said: Said) -> Ints:
    """By row: how many other sources speak in its group."""
    group, source = said.group, said.source
    new = np.append(True, (group[1:] != group[:-1]) | (source[1:] != source[:-1]))[: len(group)]
    others: Ints = np.bincount(group[new], minlength=said.n_groups)[group] - 1
    return others


def _absurd(said: Said) -> Bools:
    """Lone figures that are a thousand times their quantity's middle one and ten times the table's upper quartile.

    Of two figures ten thousand times apart, the one whose size is farther from what is usual in the table.
    """
    store, n = said.store, len(said.group)
    sizes = store.pile((np.abs(some.best[some.cell >= 0]) for _, _, some in said.parts()), n)
    if not len(sizes):
        none: Bools = store.array(n, kind=bool)
        return none
    least = max(10 * store.quantile(sizes, 0.75), np.finfo(float).tiny)
    positive = store.pile((np.abs(some.best[(some.cell >= 0) & (some.best != 0)]) for _, _, some in said.parts()), n)
    usual = np.log(store.quantile(positive, 0.5)) if len(positive) else 0.0
    slips: Bools = said.column(lambda _rows, _groups, some: _slips(some, least, usual), bool)
    return slips


def _slips(said: Said, least: float, usual: float) -> Bools:
    """The slips of a part, if none is less than ``least`` and ``usual`` is the logarithm of a usual size."""
    out = np.zeros(len(said.group), dtype=bool)
    rows = np.flatnonzero(said.cell >= 0)
    if not len(rows):
        return out
    group, size, cell = said.group[rows], np.abs(said.best[rows]), said.cell[rows]
    order = np.lexsort((size, group))
    n = np.bincount(group, minlength=said.n_groups)
    first = np.cumsum(n) - n
    some, two = np.flatnonzero(n > 2), np.flatnonzero(n == 2)
    middle = np.full(said.n_groups, np.inf)
    middle[some] = size[order][first[some] + (n[some] - 1) // 2]
    alone = np.bincount(cell)[cell] == 1
    out[rows] = alone & (size >= np.maximum(ABSURD * middle[group], least))
    less, more = size[order][first[two]], size[order][first[two] + 1]
    apart = (less > 0) & (more >= 10 * ABSURD * less)
    above = np.log(more[apart]) - usual > usual - np.log(less[apart])
    out[rows[order][first[two[apart]] + above]] = True
    return out
