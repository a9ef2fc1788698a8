"""Facts: exact values are voted on, and the votes of a source count by how often it is with the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from estimates.answers.records import FIGURES, ROUNDS, SETTLED, Learned, Said, normed, tally, trended
from estimates.intervals.arrays import Bools, Floats, Ints

#: No record makes a source surer than this.
SUREST = 0.99
#: Scores that differ by less, of their size, tie.
TIE = 1e-6


def vote_on(said: Said, known: Floats, base: Floats, judged: Bools) -> Learned:
    """Vote on exact values; the votes of a source count by its accuracy, which is how often it is with the answer."""
    n, array, n_rows = said.n_sources, said.store.array, len(said.group)
    start, stop, asked = array(n_rows, kind=np.int64), array(n_rows, kind=np.int64), array(n_rows, kind=bool)
    n_contested = n_given = 0
    for rows, _, some in said.parts():
        reach = _reach(some)
        start[rows], stop[rows] = reach
        several = np.bincount(some.cells()[1], minlength=some.n_groups)
        asked[rows] = judged[rows] & (some.exact | (reach.stop - reach.start < np.maximum(several[some.group], 1)))
        n_contested, n_given = n_contested + int((several > 1).sum()), n_given + int(several[several > 1].sum())
    false = max(2.0, n_given / max(n_contested, 1))

    def made() -> Iterator[_Poll]:
        for rows, groups, some in said.parts():
            yield _poll_of(rows, groups, some, known[groups], base[rows], asked[rows], _Reach(start[rows], stop[rows]))

    polls = said.store.passes(made)
    count = np.zeros(n)
    for poll in polls:
        count = tally(poll.said.source, poll.informed, n, count)
    accuracy = np.full(n, 0.8)
    for _ in range(ROUNDS):
        odds, hits = np.maximum(np.log(false * accuracy / (1 - accuracy)), 0.01), np.zeros(n)
        for poll in polls:
            hits = tally(poll.said.source, poll.informed * poll.held(poll.score(odds)), n, hits)
        before = accuracy
        prior = trended(hits, count)
        prior = said.prior * prior / (said.prior * prior + 1 - prior)
        accuracy = np.clip((hits + FIGURES * prior) / (count + FIGURES), 0.01, SUREST)
        accuracy = np.round(accuracy, 9)  # sources that did equally well stay equal, or the rounds would part them
        if np.abs(accuracy - before).max(initial=0) < SETTLED:
            break
    best, held, error = array(said.n_groups, np.nan), array(n_rows), array(n_rows)
    tied = [(np.zeros(0, dtype=np.int64), np.zeros(0))]
    for poll in polls:
        score, groups = poll.score(odds), poll.groups
        best[groups], (group, value) = _highest(score, poll.values, poll.of_cell, poll.said.n_groups)
        tied.append((group + groups.start, value))
        held[poll.rows] = poll.held(score)
        truth = np.where(np.isnan(known[groups]), best[groups], known[groups])
        error[poll.rows] = _distance(poll.said, truth[poll.said.group])
    weight = normed(np.maximum(np.log(false * accuracy / (1 - accuracy)), 0.01), said)
    nothing, fit = array(said.n_groups, np.nan), array(n_rows, 1)
    group, value = (np.concatenate(column) for column in zip(*tied, strict=True))
    return Learned(
        "facts", 0.0, best, (group, value), asked, held, error, False, asked, base, weight, accuracy, nothing, fit
    )


class _Reach(NamedTuple):
    """The cells that each row allows: one, or from ``start`` to below ``stop``."""

    start: Ints
    stop: Ints

    @property
    def wide(self) -> Bools:
        wide: Bools = self.stop - self.start != 1
        return wide


class _Poll(NamedTuple):
    """What is voted on in a part."""

    rows: slice
    groups: slice
    said: Said
    base: Floats
    reach: _Reach
    values: Floats
    of_cell: Ints
    right: Floats  #: by cell: whether it is known to be true, NaN where that is not known
    informed: Floats  #: by row: how much it tells of its source

    def score(self, odds: Floats) -> Floats:
        """By cell: its votes."""
        return _poll(odds[self.said.source] * self.base, self.reach, len(self.values))

    def held(self, score: Floats) -> Floats:
        """By row: how probable it is that the answer is among what it allows."""
        p = np.where(np.isnan(self.right), _softmax(score, self.of_cell, self.said.n_groups), self.right)
        return _allowed(p, self.reach)


def _poll_of(rows: slice, groups: slice, said: Said, known: Floats, base: Floats, asked: Bools, reach: _Reach) -> _Poll:
    values, of_cell = said.cells()
    right = known[of_cell]
    settled = np.flatnonzero(~np.isnan(right))
    right[settled] = np.isclose(values[settled], right[settled], rtol=1e-9)
    informed = asked * _told(said, reach, np.bincount(of_cell, minlength=said.n_groups))
    return _Poll(rows, groups, said, base, reach, values, of_cell, right, informed)


def _reach(said: Said) -> _Reach:
    start, stop, (values, of_cell) = said.cell.copy(), said.cell + 1, said.cells()
    rows = np.flatnonzero(~said.exact | (said.cell < 0))
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
