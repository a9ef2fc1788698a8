"""What a source said last: the figure by which it has superseded its earlier ones."""

from __future__ import annotations

import numpy as np

from estimates.claims.comparable import Days
from estimates.intervals.arrays import Bools, Ints, dense, pack


def superseded_by(group: Ints, source: Ints, times: tuple[Days, Days], speaks: Bools) -> Ints:
    """For every claim the row of the last figure of its group and source, if that is later, else -1.

    Among those that speak, and whose source (-1 for none) and time are known.
    """
    rows = np.full(len(group), -1, dtype=np.int64)
    start, stop = times
    dated = np.flatnonzero(speaks & ~np.isnat(start) & (source >= 0))
    if not len(dated):
        return rows
    speaker = dense(pack(group[dated], source[dated]))[1]
    order = np.lexsort((-dated, start[dated], speaker))  # the latest is last, of equals the first row
    last = dated[order[np.append(np.diff(speaker[order]) > 0, True)]][speaker]
    older = stop[dated] <= start[last]
    rows[dated[older]] = last[older]
    return rows
