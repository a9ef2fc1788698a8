"""What sources say as arrays, and what that teaches of each: the terms that voting and averaging share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from estimates.intervals.arrays import Bools, Floats, Ints

Regime = Literal["facts", "judgements"]

#: Figures of a typical source that stand for what is known of a source before it speaks.
FIGURES = 4.0
#: Records are settled when none moves by more, or after so many rounds.
SETTLED, ROUNDS = 1e-3, 20
_PART = 500_000  # rows looked at together


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

    def parts(self) -> Iterator[tuple[slice, slice, Said]]:
        """Whole groups, so many rows at a time: their rows, their groups, and what is said there, groups from 0.

        What is worked out within groups needs memory for one part only, and comes out as if all had been one.
        """
        begin, n = 0, len(self.group)
        while begin < n:
            stop = n
            if begin + _PART < n:
                cut = self.group[begin + _PART]
                first, past = np.searchsorted(self.group, [cut, cut + 1]).tolist()
                stop = first if first > begin else past
            rows = slice(begin, stop)
            groups = slice(int(self.group[begin]), int(self.group[stop - 1]) + 1)
            columns = {name: getattr(self, name)[rows] for name in ("source", "share", "best", "low", "high", "exact")}
            group = self.group[rows] - groups.start
            yield rows, groups, self._replace(group=group, n_groups=groups.stop - groups.start, **columns)
            begin = stop


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
    if before is not None:
        code, numbers = np.append(np.arange(n), code), np.append(before, numbers)
    sums: Floats = np.bincount(code, numbers, n).astype(float)
    return sums


def trended(total: Floats, count: Floats) -> Floats:
    """What sources with about as many figures show on average: a kernel mean over doublings of the count.

    Examples
    --------
    >>> trended(np.array([1.0, 1.0, 50.0]), np.array([1.0, 1.0, 100.0])).round(2)
    array([0.67, 0.67, 0.5 ])
    """
    sizes, place = np.unique(count, return_inverse=True)
    step = np.log(sizes + 1)
    near = np.exp(-0.5 * ((step[:, None] - step) / np.log(2)) ** 2)
    totals, counts = tally(place, total, len(sizes)), tally(place, count, len(sizes))
    overall = total.sum() / max(count.sum(), 1e-300)
    few = FIGURES
    means: Floats = (near @ totals + few * overall) / (near @ counts + few)
    return means[place]


def normed(weight: Floats, said: Said) -> Floats:
    usual = weight[said.source].mean() if len(said.source) else 1.0
    normed: Floats = weight / usual
    return normed
