"""How far each source can be trusted, learned from what all of them say: numbers in, weights and answers out.

Two regimes, told apart by how often figures coincide. Of *facts* most sources hand on one number: its exact values are
voted on, each source with the accuracy that it shows (Dong, Berti-Equille and Srivastava 2009; Li et al. 2012, "Truth
finding on the deep web"). *Judgements* differ from source to source: they are averaged, each source by how near it
comes to the others (Li et al. 2014, "A confidence-aware approach for truth discovery"). In both a source with few
figures is drawn towards sources that say about as much (Smyth 2004; the trended prior of Law et al. 2014).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from estimates.answers.averaging import average
from estimates.answers.copying import Stated, alike, dependence, independence, numbered
from estimates.answers.records import Learned, Regime, Said, tally
from estimates.answers.voting import vote_on
from estimates.intervals.arrays import Bools, Floats, Ints

#: Rate of exact coincidence, corrected for chance, from which figures are facts that are handed on.
COINCIDENCE = 0.2
#: A lone figure so many times its quantity's middle one is a slip of the pen.
ABSURD = 1000.0


def learn(said: Said, known: Floats) -> Learned:
    """Learn from all figures how much each source is worth, and answer each group.

    Parameters
    ----------
    said : Said
        The figures.
    known : array
        By group what is known to be true, else NaN.
    """
    cell, values, of_cell = cells_of(said)
    absurd = _absurd(said, values, of_cell, cell)
    counts = _independent(said, cell, absurd)
    base = np.where(absurd, 0.0, said.share * counts)
    rate = coincidence(said.group, cell, said.best, base, said.n_groups)
    regime: Regime = "facts" if rate >= COINCIDENCE - 1e-9 else "judgements"
    judged = (others_on(said) > 0) & ~absurd
    teach = vote_on if regime == "facts" else average
    return teach(said, known, cell, values, of_cell, base, judged)._replace(
        coincidence=rate, absurd=absurd, independent=counts
    )


def _independent(said: Said, cell: Ints, absurd: Bools) -> Floats:
    """By row: 1 over how many repeat it."""
    counts, rows, stated = np.ones(len(said.group)), *stated_in(said, cell, absurd)
    counts[rows] = independence(stated, dependence(stated, alike(stated)))
    return counts


def stated_in(said: Said, cell: Ints, absurd: Bools) -> tuple[Ints, Stated]:
    """The rows that state one number, and what they state; a slip counts as nothing said."""
    rows = np.flatnonzero((cell >= 0) & ~absurd)
    return rows, Stated(said.source[rows], _renumbered(cell[rows]), said.group[rows], said.n_sources)


def coincidence(group: Ints, cell: Ints, best: Floats, base: Floats, n_groups: int) -> float:
    """The rate at which two figures of one quantity are equal, less what the commonest values would do by chance.

    Cohen's kappa over pairs: 0 where figures coincide no more often than any two of the table, 1 where all of a
    quantity are the same. Figures count by ``base``, so that copies of one report do not make a fact of a judgement.
    """
    rows = np.flatnonzero((cell >= 0) & (base > 0))
    if not len(rows):
        return 0.0
    w = base[rows]

    def meeting(code: Ints, size: int) -> Floats:
        pairs: Floats = tally(code, w, size) ** 2 - tally(code, w * w, size)
        return pairs

    same, all_pairs = meeting(cell[rows], int(cell.max()) + 1).sum(), meeting(group[rows], n_groups).sum()
    if all_pairs <= 1e-9:
        return 0.0
    value = pd.factorize(best[rows])[0]
    chance = float(((np.bincount(value, w) / w.sum()) ** 2).sum())
    return float((same / all_pairs - chance) / max(1 - chance, 1e-9))


def cells_of(said: Said) -> tuple[Ints, Floats, Ints]:
    """A number for each distinct value of a group, by row (-1 for a range), with its value and its group."""
    cell, n = np.full(len(said.group), -1), 0
    for rows, _, some in said.parts():
        stated = np.flatnonzero(~np.isnan(some.best))
        cell[rows][stated] = n + numbered(some.group[stated], some.best[stated])
        n = max(n, int(cell[rows].max()) + 1)
    first = np.empty(n, dtype=np.int64)
    stated = np.flatnonzero(cell >= 0)
    first[cell[stated]] = stated
    return cell, said.best[first], said.group[first]


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


def _absurd(said: Said, values: Floats, of_cell: Ints, cell: Ints) -> Bools:
    """Lone figures that are a thousand times their quantity's middle one and ten times the table's upper quartile.

    Of two figures ten thousand times apart, the one whose size is farther from what is usual in the table.
    """
    out = np.zeros(len(said.group), dtype=bool)
    rows = np.flatnonzero(cell >= 0)
    if not len(rows):
        return out
    group, size = said.group[rows], np.abs(said.best[rows])
    order = np.lexsort((size, group))
    n = np.bincount(group, minlength=said.n_groups)
    first = np.cumsum(n) - n
    some, two = np.flatnonzero(n > 2), np.flatnonzero(n == 2)
    middle = np.full(said.n_groups, np.inf)
    middle[some] = size[order][first[some] + (n[some] - 1) // 2]
    alone = np.bincount(cell[rows], minlength=len(values))[cell[rows]] == 1
    least = max(10 * float(np.quantile(size, 0.75)), np.finfo(float).tiny)
    out[rows] = alone & (size >= np.maximum(ABSURD * middle[group], least))
    less, more = size[order][first[two]], size[order][first[two] + 1]
    apart = (less > 0) & (more >= 10 * ABSURD * less)
    usual = np.log(np.median(size[size > 0])) if (size > 0).any() else 0.0
    above = np.log(more[apart]) - usual > usual - np.log(less[apart])
    out[rows[order][first[two[apart]] + above]] = True
    return out
