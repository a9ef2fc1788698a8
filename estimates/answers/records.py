"""What sources say as arrays, and what that teaches of each: the terms that voting and averaging share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

import numpy as np

from estimates.answers import storage
from estimates.answers.storage import Memory, Store
from estimates.intervals.arrays import Bools, Floats, Ints

Regime = Literal["facts", "judgements"]

#: Figures of a typical source that stand for what is known of a source before it speaks.
FIGURES = 4.0
#: Records are settled when none moves by more, or after so many rounds.
SETTLED, ROUNDS = 1e-3, 20
_SIZES = 2_000  # records of so many sizes are held against the others together


class Said(NamedTuple):
    """What sources say, a row each, sorted by group, source and figure: the order of the table touches nothing."""

    group: Ints
    source: Ints
    share: Floats  #: 1 over the figures of one origin in the group
    best: Floats  #: the number stated, NaN for a range
    low: Floats  #: the outer band
    high: Floats
    exact: Bools  #: whether the number and no other is meant
    n_groups: int
    n_sources: int
    prior: Floats  #: what a source is worth by its grades before it speaks, by source; 1 for the usual
    cell: Ints = np.zeros(0, dtype=np.int64)  #: a number for each distinct value of a part, -1 for a range
    store: Store = Memory()  #: where what is worked out by row or by group stands

    def parts(self) -> Iterator[tuple[slice, slice, Said]]:
        """Whole groups, so many rows at a time: their rows, their groups, and what is said there, groups from 0.

        What is worked out within groups needs memory for one part only, and comes out as if all had been one.
        """
        begin, n = 0, len(self.group)
        while begin < n:
            stop = n
            if begin + storage.PART < n:
                cut = self.group[begin + storage.PART]
                first, past = np.searchsorted(self.group, [cut, cut + 1]).tolist()
                stop = first if first > begin else past
            rows = slice(begin, stop)
            groups = slice(int(self.group[begin]), int(self.group[stop - 1]) + 1)
            names = ("source", "share", "best", "low", "high", "exact", "cell")
            columns = {name: getattr(self, name)[rows] for name in names}
            group = self.group[rows] - groups.start
            yield rows, groups, self._replace(group=group, n_groups=groups.stop - groups.start, **columns)
            self.store.release()
            begin = stop

    def column(self, work: Callable[[slice, slice, Said], Any], kind: type = float) -> Any:
        """What is worked out by row, of the rows and the groups of each part."""
        out = self.store.array(len(self.group), kind=kind)
        for rows, groups, some in self.parts():
            out[rows] = work(rows, groups, some)
        return out

    def cells(self) -> tuple[Floats, Ints]:
        """The value and the group of each cell of a part."""
        first = np.empty(int(self.cell.max(initial=-1)) + 1, dtype=np.int64)
        stated = np.flatnonzero(self.cell >= 0)
        first[self.cell[stated]] = stated
        return self.best[first], self.group[first]


class Learned(NamedTuple):
    """What the figures teach: by row of ``Said``, by group, by source."""

    regime: Regime
    coincidence: float
    best: Floats  #: by group; NaN where nobody states a number
    tied: tuple[Ints, Floats]  #: groups and values of further answers that weigh as much
    judged: Bools  #: by row: whether others speak on the same
    held: Floats  #: by row: how probable it is that the figure allows the answer (facts), or lies near it (judgements)
    error: Floats  #: by row: the figure less the answer that the others give, or less what is known
    relative: bool  #: whether errors are of logarithms
    absurd: Bools  #: by row: left out as a slip
    independent: Floats  #: by row: 1 over how many repeat it
    weight: Floats  #: by source, 1 on average over figures
    spread: Floats  #: by source, as judged: accuracy for facts, standard deviation for judgements
    se: Floats  #: by group: what the weighing alone leaves open; NaN for facts
    fit: Floats  #: by row: what is left of the weight of a figure that is far from the others


def tally(code: Ints, amount: Floats | Bools, n: int, before: Floats | None = None) -> Floats:
    """Add amounts by code, to what was added before where that is given: in parts to the same digits as at once."""
    numbers: Floats = np.asarray(amount, dtype=float)
    if before is not None and before.any():
        code, numbers = np.append(np.arange(n), code), np.append(before, numbers)
    sums: Floats = np.bincount(code, numbers, n).astype(float)
    return sums


def added(amount: Floats, before: Floats) -> Floats:
    """A sum that goes on from what was added before."""
    return tally(np.zeros(len(amount), dtype=np.int64), amount, 1, before)


def trended(total: Floats, count: Floats) -> Floats:
    """What sources with about as many figures show on average: a kernel mean over doublings of the count.

    Examples
    --------
    >>> trended(np.array([1.0, 1.0, 50.0]), np.array([1.0, 1.0, 100.0])).round(2)
    array([0.67, 0.67, 0.5 ])
    """
    sizes, place = np.unique(count, return_inverse=True)
    step = np.log(sizes + 1)
    totals, counts = tally(place, total, len(sizes)), tally(place, count, len(sizes))
    overall = total.sum() / max(count.sum(), 1e-300)
    few = FIGURES
    means = np.empty(len(sizes))
    for begin in range(0, len(sizes), _SIZES):
        some = slice(begin, begin + _SIZES)
        near = np.exp(-0.5 * ((step[some, None] - step) / np.log(2)) ** 2)
        means[some] = (near @ totals + few * overall) / (near @ counts + few)
    return means[place]


def normed(weight: Floats, said: Said) -> Floats:
    """Weights that are 1 on average over figures."""
    count = sum((np.bincount(some.source, minlength=len(weight)) for _, _, some in said.parts()), np.zeros(len(weight)))
    normed: Floats = weight / ((weight * count).sum() / count.sum() if count.any() else 1.0)
    return normed
