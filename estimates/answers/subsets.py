"""The largest sets of values that their standard errors reconcile (Cox 2007)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

from estimates.answers.pooling import grouped, numbers_of
from estimates.door import checked
from estimates.errors import check_number
from estimates.intervals.arrays import Floats, Ints


@checked
def consistent_subsets(
    values: ArrayLike, se: ArrayLike, *, groups: ArrayLike | None = None, significance: float = 0.05
) -> pd.DataFrame:
    """Find the largest sets of values that their standard errors reconcile; a flag for outliers, not an estimator.

    A set is consistent if its Q does not exceed the ``1 - significance`` quantile of chi-squared with one degree of
    freedom less than it has values (Cox 2007). Of the largest consistent sets those with the least Q are given.

    Parameters
    ----------
    values, se, groups
        As for ``pool``; errors are taken to be independent.
    significance : float
        Chance to call values inconsistent that are not.

    Returns
    -------
    DataFrame
        A row per set: ``group``; ``subset`` 1, 2, ... where several tie; ``members``, a tuple of 0-based positions in
        ``values``; ``n``; ``best`` and ``se`` of the common-effect mean; ``Q`` and ``p``.

    Raises
    ------
    EstimatesError
        As ``pool``; or if ``significance`` is no share.

    Notes
    -----
    The set of m values with the least Q holds the m values that lie nearest to its own mean, counted in standard
    errors. So it is enough to look between the points where two values are equally near: n² of them for n values,
    instead of 2ⁿ sets. Time grows with n³: seconds for 200 values that do not agree. Of values that are equal in every
    way and of which not all fit, the first are taken.

    Examples
    --------
    >>> consistent_subsets([10, 11, 10.5, 30], [1, 1, 1, 1])[["members", "n", "best"]]
         members  n  best
    0  (0, 1, 2)  3  10.5
    """
    check_number("significance", significance, least=0, most=1, open_ends=True)
    y, s, _ = numbers_of(values, se)
    code, names, n = grouped(groups, y)
    rows = []
    order = np.lexsort((s, y, code))
    for group, members in enumerate(np.split(order, np.cumsum(n)[:-1]) if len(names) else []):
        found = _largest(y[members], s[members], significance)
        placed = sorted((tuple(sorted(members[chosen].tolist())), rest) for chosen, *rest in found)
        rows += [(names[group], i + 1, chosen, len(chosen), *rest) for i, (chosen, rest) in enumerate(placed)]
    return pd.DataFrame(rows, columns=["group", "subset", "members", "n", "best", "se", "Q", "p"])


def _largest(y: Floats, s: Floats, significance: float) -> list[tuple[Ints, float, float, float, float]]:
    """The largest consistent sets of one group: positions, mean, its standard error, Q and p."""
    root = 1 / s
    limit = special.chdtri(np.maximum(np.arange(len(y)), 1), significance)
    limit[0] = np.inf
    everything = _described(np.arange(len(y)), y, s)
    if everything[3] <= limit[-1]:
        return [everything]
    first, second = np.triu_indices(len(y), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossings = [
            (y[first] * root[first] + sign * y[second] * root[second]) / (root[first] + sign * root[second])
            for sign in (1, -1)
        ]
    points = np.unique(np.concatenate([*crossings, y]))
    points = points[np.isfinite(points)]
    points = np.concatenate([[points[0] - s.max()], points[:-1] / 2 + points[1:] / 2, points, [points[-1] + s.max()]])
    parts = np.array_split(points, max(1, len(points) * len(y) // 2_000_000))
    least = np.min([_nearest(y, root, part)[1].min(axis=0) for part in parts], axis=0)
    size = int(np.flatnonzero(least <= limit)[-1])
    found = set()
    for part in parts:
        nearest, q = _nearest(y, root, part)
        tied = q[:, size] <= least[size] * (1 + 1e-9) + 1e-12
        found |= set(map(tuple, np.sort(nearest[tied, : size + 1], axis=1).tolist()))
    return [_described(np.array(chosen), y, s) for chosen in sorted(found)]


def _nearest(y: Floats, root: Floats, points: Floats) -> tuple[Ints, Floats]:
    """The values by their distance from each point, in standard errors, and the Q of the first 1, 2, ... of them.

    Q grows by terms that are never negative (West 1979), so no digits are lost however far off a point or value is.
    """
    nearest = np.argsort(np.abs(y - points[:, None]) * root, axis=1, kind="stable")
    q, total = np.zeros(nearest.shape), np.zeros(len(points))
    mean = y[nearest[:, 0]]
    for k in range(len(y)):
        w, away = root[nearest[:, k]] ** 2, y[nearest[:, k]] - mean
        q[:, k] = q[:, k - 1] + w * total / (w + total) * away**2 if k else 0.0
        total += w
        mean += away * w / total
    return nearest, q


def _described(chosen: Ints, y: Floats, s: Floats) -> tuple[Ints, float, float, float, float]:
    least = float(s[chosen].min())  # in units of it no weight is above 1, and no sum is 0 or infinite
    w = (least / s[chosen]) ** 2
    mean = float(np.average(y[chosen], weights=w))
    q = float(np.sum(w * ((y[chosen] - mean) / least) ** 2))
    p = float(special.chdtrc(len(chosen) - 1, q)) if len(chosen) > 1 else 1.0
    return chosen, mean, float(least / np.sqrt(w.sum())), q, p
