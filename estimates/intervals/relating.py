"""How two closed intervals lie to each other, on plain arrays; numpy only."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from estimates.intervals.sweeps import Bools, Floats

#: How two intervals lie to each other, in the words of IEEE 1788-2015 (table 10.7; Allen 1983, CACM 26).
OVERLAPS = (
    "bothEmpty", "firstEmpty", "secondEmpty", "before", "meets", "overlaps", "starts", "containedBy", "finishes",
    "equals", "finishedBy", "contains", "startedBy", "overlappedBy", "metBy", "after",
)  # fmt: skip


def overlap(low_a: ArrayLike, high_a: ArrayLike, low_b: ArrayLike, high_b: ArrayLike) -> NDArray[np.object_]:
    """Tell, element by element, how closed intervals lie to each other; NaN ends mean an empty one.

    Examples
    --------
    >>> overlap([1, 1, 2, np.nan], [2, 2, 2, np.nan], [2, 3, 0, 1], [3, 4, 2, 2]).tolist()
    ['meets', 'before', 'finishes', 'firstEmpty']
    """
    a, b, c, d = (np.asarray(end, dtype=float) for end in (low_a, high_a, low_b, high_b))
    void, void_b = np.isnan(a) | np.isnan(b), np.isnan(c) | np.isnan(d)
    states = [
        void & void_b, void, void_b, b < c, (a == c) & (b == d), (a == c) & (b < d), (a == c) & (d < b),
        (b == d) & (c < a), (b == d) & (a < c), d < a, b == c, d == a, (c < a) & (b < d), (a < c) & (d < b), a < c,
    ]  # fmt: skip
    words = [
        "bothEmpty", "firstEmpty", "secondEmpty", "before", "equals", "starts", "startedBy", "finishes", "finishedBy",
        "after", "meets", "metBy", "containedBy", "contains", "overlaps",
    ]  # fmt: skip
    out: NDArray[np.object_] = np.select(states, words, "overlappedBy").astype(object)
    return out


def compare(relation: str, low_a: ArrayLike, high_a: ArrayLike, low_b: ArrayLike, high_b: ArrayLike) -> Bools:
    """Tell, element by element, whether a relation of IEEE 1788-2015 (section 10.5.10) holds between closed intervals.

    ``relation`` is equal, subset, interior, less, strictLess, precedes, strictPrecedes or disjoint; NaN ends mean an
    empty interval, and an infinite end lies strictly within an infinite one.

    Examples
    --------
    >>> compare("subset", [1, 1], [2, 5], [0, 0], [4, 4]).tolist()
    [True, False]
    >>> compare("precedes", [1], [3], [3], [4]).tolist(), compare("strictPrecedes", [1], [3], [3], [4]).tolist()
    ([True], [False])
    """
    a, b, c, d = (np.asarray(end, dtype=float) for end in (low_a, high_a, low_b, high_b))
    void, void_b = np.isnan(a) | np.isnan(b), np.isnan(c) | np.isnan(d)
    both, either = void & void_b, void | void_b
    below, above = (c < a) | ((a == c) & np.isneginf(a)), (b < d) | ((b == d) & np.isposinf(b))
    less = (a < c) | ((a == c) & np.isneginf(a))
    holds = {
        "equal": both | ((a == c) & (b == d)),
        "subset": void | ((c <= a) & (b <= d)),
        "interior": void | (below & above),
        "less": both | ((a <= c) & (b <= d)),
        "strictLess": both | (less & above),
        "precedes": either | (b <= c),
        "strictPrecedes": either | (b < c),
        "disjoint": either | (b < c) | (d < a),
    }
    return np.asarray(holds[relation], dtype=bool)


def intersect(low_a: ArrayLike, high_a: ArrayLike, low_b: ArrayLike, high_b: ArrayLike) -> tuple[Floats, Floats]:
    """Intersect closed intervals element by element; NaN ends where one is empty or they do not meet.

    Examples
    --------
    >>> low, high = intersect([1, 1], [3, 2], [2, 3], [4, 4])
    >>> low.tolist(), high.tolist()
    ([2.0, nan], [3.0, nan])
    """
    low, high = np.maximum(low_a, low_b), np.minimum(high_a, high_b)  # both carry NaN on
    empty = ~(low <= high)
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)


def enclose(low_a: ArrayLike, high_a: ArrayLike, low_b: ArrayLike, high_b: ArrayLike) -> tuple[Floats, Floats]:
    """Give the least interval that holds both, element by element; an empty one (NaN ends) adds nothing.

    Examples
    --------
    >>> low, high = enclose([1, np.nan], [1, np.nan], [2, 3], [4, 4])
    >>> low.tolist(), high.tolist()
    ([1.0, 3.0], [4.0, 4.0])
    """
    return np.fmin(low_a, low_b), np.fmax(high_a, high_b)
