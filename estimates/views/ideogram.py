"""The sum of the sources' curves: where figures with standard errors crowd, as the Particle Data Group draws it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from estimates.intervals.arrays import Bools, Floats
from estimates.views.canvas import FAINT, INK

ROWS = 3  #: rows of a forest that the curve takes
_POINTS = 400
_TOO_WIDE = 3.0  # times the square root of n times the error of the mean: such a figure tells nothing


def stated_errors(claims: pd.DataFrame) -> Bools:
    """Tell which claims have a number and a standard error, where two or more do."""
    if "se" not in claims:
        return np.zeros(len(claims), dtype=bool)
    best, se = (claims[name].to_numpy(dtype=float) for name in ("best", "se"))
    known = np.isfinite(best) & np.isfinite(se) & (se > 0)
    return np.asarray(known & (known.sum() > 1))


def with_errors(claims: pd.DataFrame) -> Bools:
    """Tell which claims have a curve: a number and a standard error, neither of them lost beside the others'.

    Examples
    --------
    >>> with_errors(pd.DataFrame({"best": [1.0, 2.0, 3.0], "se": [0.1, 0.1, 9.0]}))
    array([ True,  True, False])
    """
    known = stated_errors(claims)
    if not known.any():
        return known
    se = claims["se"].to_numpy(dtype=float)
    of_mean = 1 / np.sqrt((1 / se[known] ** 2).sum())
    with np.errstate(invalid="ignore"):
        return np.asarray(known & (se <= _TOO_WIDE * np.sqrt(known.sum()) * of_mean))


def curve(best: Floats, se: Floats, x: Floats) -> Floats:
    """Add up a normal curve for each figure, of the area 1 / se (Particle Data Group, ideograms of the Review)."""
    z = (x[:, None] - best[None, :]) / se[None, :]
    total: Floats = (np.exp(-0.5 * z * z) / se**2).sum(axis=1)
    return total


def draw_ideogram(ax: Axes, claims: pd.DataFrame, top: float) -> None:
    """Draw the curve over some rows from ``top`` downwards, as high as they are."""
    rows = claims[with_errors(claims)]
    left, right = ax.get_xlim()
    inside = np.linspace(0, 1, _POINTS)
    x = ax.transData.inverted().transform(ax.transAxes.transform(np.column_stack([inside, inside])))[:, 0]
    x = np.clip(x, left, right)
    height = curve(rows["best"].to_numpy(dtype=float), rows["se"].to_numpy(dtype=float), x)
    base = top + ROWS - 0.6
    tall = base - (ROWS - 0.7) * height / max(height.max(), 1e-300)
    ax.fill_between(x, tall, base, color="#bbbbbb", alpha=0.5, linewidth=0, zorder=1)
    ax.plot(x, tall, color=INK, linewidth=1.0, zorder=2)
    ax.hlines(base, left, right, colors=FAINT, linewidth=0.6)
