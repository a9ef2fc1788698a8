"""Facts: exact values are voted on, and the votes of a source count by how often it is with the answer."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from estimates.answers.records import FIGURES, ROUNDS, SETTLED, Learned, Said, normed, tally, trended
from estimates.intervals.arrays import Bools, Floats, Ints

#: No record makes a source surer than this.
SUREST = 0.99
#: Scores that differ by less, of their size, tie.
TIE = 1e-6


def vote_on(
    said: Said, known: Floats, cell: Ints, values: Floats, of_cell: Ints, base: Floats, judged: Bools
) -> Learned:
    """Vote on exact values; the votes of a source count by its accuracy, which is how often it is with the answer."""
    n_cells, n = len(values), said.n_sources
    reach = _reach(said, cell, values, of_cell)
    several = np.bincount(of_cell, minlength=said.n_groups)
    false = max(2.0, float(several[several > 1].mean())) if (several > 1).any() else 2.0
    judged = judged & (said.exact | (reach.stop - reach.start < np.maximum(several[said.group], 1)))
    informed = judged * _told(said, reach, several)
    count = tally(said.source, informed, n)
    settled = known[of_cell]
    right = np.where(np.isnan(settled), np.nan, np.isclose(values, settled, rtol=1e-9))
    accuracy = np.full(n, 0.8)
    for _ in range(ROUNDS):
        odds = np.maximum(np.log(false * accuracy / (1 - accuracy)), 0.01)
        score = _poll(odds[said.source] * base, reach, n_cells)
        p = np.where(np.isnan(right), _softmax(score, of_cell, said.n_groups), right)
        held = _allowed(p, reach)
        hits = tally(said.source, informed * held, n)
        before = accuracy
        prior = trended(hits, count)
        prior = said.prior * prior / (said.prior * prior + 1 - prior)
        accuracy = np.clip((hits + FIGURES * prior) / (count + FIGURES), 0.01, SUREST)
        accuracy = np.round(accuracy, 9)  # sources that did equally well stay equal, or the rounds would part them
        if np.abs(accuracy - before).max(initial=0) < SETTLED:
            break
    best, tied = _highest(score, values, of_cell, said.n_groups)
    truth = np.where(np.isnan(known), best, known)[said.group]
    error = _distance(said, truth)
    weight = normed(np.maximum(np.log(false * accuracy / (1 - accuracy)), 0.01), said)
    nothing = np.full(said.n_groups, np.nan)
    fit = np.ones(len(said.group))
    return Learned("facts", 0.0, best, tied, judged, held, error, False, judged, base, weight, accuracy, nothing, fit)


class _Reach(NamedTuple):
    """The cells that each row allows: one, or from ``start`` to below ``stop``."""

    start: Ints
    stop: Ints

    @property
    def wide(self) -> Bools:
        wide: Bools = self.stop - self.start != 1
        return wide


def _reach(said: Said, cell: Ints, values: Floats, of_cell: Ints) -> _Reach:
    start, stop = cell.copy(), cell + 1
    rows = np.flatnonzero(~said.exact | (cell < 0))
    if len(rows):
        n, m = len(rows), len(values)
        number = np.concatenate([said.low[rows], values, said.high[rows]])
        group = np.concatenate([said.group[rows], of_cell, said.group[rows]])
        kind = np.repeat([0, 1, 2], [n, m, n])
        order = np.lexsort((kind, number, group))
        before = np.empty(len(order), dtype=np.int64)
        before[order] = np.cumsum(kind[order] == 1)
        start[rows], stop[rows] = before[:n], before[n + m :]
    return _Reach(start, stop)


def _poll(votes: Floats, reach: _Reach, n_cells: int) -> Floats:
    """Add the votes of each row to every cell that it allows."""
    wide = reach.wide
    score: Floats = tally(reach.start[~wide], votes[~wide], n_cells)
    if wide.any():
        steps = tally(reach.start[wide], votes[wide], n_cells + 1)
        steps -= tally(reach.stop[wide], votes[wide], n_cells + 1)
        score = score + np.cumsum(steps)[:-1]
    return score


def _allowed(p: Floats, reach: _Reach) -> Floats:
    """How probable it is that the answer is among what each row allows."""
    wide = reach.wide
    held = np.empty(len(reach.start))
    held[~wide] = p[reach.start[~wide]]
    if wide.any():
        before = np.concatenate([[0.0], np.cumsum(p)])
        held[wide] = before[reach.stop[wide]] - before[reach.start[wide]]
    return np.clip(held, 0.0, 1.0)


def _told(said: Said, reach: _Reach, several: Ints) -> Floats:
    """How much each row tells: nothing if it allows all values that anyone states, 1 if it names one."""
    width = reach.stop - reach.start
    informed: Floats = np.where(said.exact, 1.0, 1 - width / (np.maximum(several[said.group], 1) + 1))
    return informed


def _softmax(score: Floats, of_cell: Ints, n_groups: int) -> Floats:
    top = np.full(n_groups, -np.inf)
    np.maximum.at(top, of_cell, score)
    odds = np.exp(score - top[of_cell])
    p: Floats = odds / tally(of_cell, odds, n_groups)[of_cell]
    return p


def _highest(score: Floats, values: Floats, of_cell: Ints, n_groups: int) -> tuple[Floats, tuple[Ints, Floats]]:
    """The value with the highest score of each group, the lowest of those that tie, and the others that tie."""
    top = np.full(n_groups, -np.inf)
    np.maximum.at(top, of_cell, score)
    winners = np.flatnonzero(score >= top[of_cell] - TIE * np.abs(top[of_cell]))
    group = of_cell[winners]
    first = np.append(True, group[1:] != group[:-1])[: len(group)]
    best = np.full(n_groups, np.nan)
    best[group[first]] = values[winners[first]]
    return best, (group[~first], values[winners[~first]])


def _distance(said: Said, truth: Floats) -> Floats:
    at = np.where(np.isnan(said.best), np.clip(truth, said.low, said.high), said.best)
    gap: Floats = np.where(np.isnan(truth), 0.0, at - truth)
    return gap
