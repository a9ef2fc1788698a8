"""How far bands must be trusted for all of a group to meet: a possibilistic reading of the likely and the outer band.

A claim is read as a trapezoid of possibility: 1 on its likely band, falling in a straight line to 0 at the ends of its
outer band. Where an outer end is infinite there is no such line; there possibility falls as ``w / (w + d)`` at distance
``d`` beyond the likely band of width ``w``, so it is a half one likely width away (``w`` is the size of the end if the
likely band is a point). Both readings scale with the unit. The height of a group is the greatest possibility that some
value has for all its claims (Dubois and Prade 1988, Possibility Theory): the consistency index of their intersection.
"""

from __future__ import annotations

import numpy as np

from estimates.intervals.arrays import RTOL, Bools, Floats, Ints

_HALVINGS = 60  # more than a float's 53 binary places


def height(
    low: Floats, likely_low: Floats, likely_high: Floats, high: Floats, lower: Bools, upper: Bools,
    groups: Ints, n_groups: int, meets: Bools,
) -> Floats:  # fmt: skip
    """Find each group's height: 1 where the likely bands share a value, 0 where the outer ones share none.

    Parameters
    ----------
    low, likely_low, likely_high, high : array of float, shape (n,)
        The two bands; all known.
    lower, upper : array of bool, shape (n,)
        Whether the outer ends are closed; a likely end that equals an outer one shares its closure.
    groups : array of int, shape (n,)
        The group of each claim.
    meets : array of bool, shape (n_groups,)
        Whether the outer bands of each group share a value.

    Returns
    -------
    array of float, shape (n_groups,)
        NaN for a group without claims.

    Examples
    --------
    Two figures of 11,000 and 10,000, both "about" (±5 % likely, ±15 % at most):

    >>> v, flags, one = np.array([11000.0, 10000.0]), np.array([True, True]), np.array([True])
    >>> height(v * 0.85, v * 0.95, v * 1.05, v * 1.15, flags, flags, np.array([0, 0]), 1, one)
    array([1.])
    >>> height(v * 0.95, v * 0.98, v * 1.02, v * 1.05, flags, flags, np.array([0, 0]), 1, one).round(6)
    array([0.079365])
    """
    greatest, least = np.full(n_groups, -np.inf), np.full(n_groups, np.inf)
    np.maximum.at(greatest, groups, likely_low)
    np.minimum.at(least, groups, likely_high)
    with np.errstate(invalid="ignore"):  # inf - inf: bands without ends do not touch, they overlap
        touching = np.abs(greatest - least) <= RTOL * np.maximum(np.abs(greatest), np.abs(least))
    touching &= np.isfinite(greatest) & np.isfinite(least)
    out = np.where((greatest < least) | touching, 1.0, np.nan)
    if touching.any():
        for ends, outer, closed, inmost in ((likely_low, low, lower, greatest), (likely_high, high, upper, least)):
            open_ = np.flatnonzero(~closed & (ends == outer))
            blocked = groups[open_[ends[open_] == inmost[groups[open_]]]]
            out[blocked[touching[blocked]]] = np.nan
    out[~meets] = 0.0
    empty = np.bincount(groups, minlength=n_groups) == 0
    between = np.flatnonzero(np.isnan(out) & ~empty)
    if len(between):
        rows = np.flatnonzero(np.isnan(out)[groups])
        code = np.searchsorted(between, groups[rows])
        out[between] = _bisect(low[rows], likely_low[rows], likely_high[rows], high[rows], code, len(between))
    out[empty] = np.nan
    return out


def cuts(
    low: Floats, likely_low: Floats, likely_high: Floats, high: Floats, h: Floats
) -> tuple[Floats, Floats]:  # fmt: skip
    """Cut every band at a height: the lower and the upper end of what is possible to that degree.

    Examples
    --------
    >>> cuts(*(np.array([end]) for end in (80.0, 90.0, 110.0, np.inf)), np.array([0.5]))
    (array([85.]), array([130.]))
    """
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        width = likely_high - likely_low
        wide = (width > 0) & np.isfinite(width)
        beyond = (1 - h) / h
        down = likely_low - np.where(wide, width, np.abs(likely_low)) * beyond
        up = likely_high + np.where(wide, width, np.abs(likely_high)) * beyond
        left = np.where(np.isfinite(low), low + h * (likely_low - low), np.where(np.isfinite(down), down, low))
        right = np.where(np.isfinite(high), high - h * (high - likely_high), np.where(np.isfinite(up), up, high))
    return left, right


def _bisect(low: Floats, likely_low: Floats, likely_high: Floats, high: Floats, code: Ints, n: int) -> Floats:
    """Halve the range of heights until it is as narrow as a float; cuts shrink as the height grows, so it is found."""
    bottom, top = np.zeros(n), np.ones(n)
    for _ in range(_HALVINGS):
        middle = (bottom + top) / 2
        left, right = cuts(low, likely_low, likely_high, high, middle[code])
        greatest, least = np.full(n, -np.inf), np.full(n, np.inf)
        np.maximum.at(greatest, code, left)
        np.minimum.at(least, code, right)
        meets = greatest <= least
        bottom, top = np.where(meets, middle, bottom), np.where(meets, top, middle)
    return top
