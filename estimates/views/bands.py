"""Claims and answers as horizontal bands: lines, dots, arrows, crosses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from estimates.intervals.arrays import Floats
from estimates.views.answered import middle
from estimates.views.canvas import ANSWER, CLAIM, CONFLICT, FAINT, INK, draw_marks
from estimates.views.ideogram import stated_errors


def draw_claims(ax: Axes, claims: pd.DataFrame, at: Floats, crossed: set[str], weight: float) -> None:
    left, right = ax.get_xlim()
    ends = {name: claims[name].to_numpy(dtype=float) for name in ("low", "likely_low", "best", "likely_high", "high")}
    known = ~np.isnan(ends["low"]) & ~np.isnan(ends["high"])
    low, likely_low, likely_high, high = (
        np.clip(ends[name], left, right) for name in ("low", "likely_low", "likely_high", "high")
    )
    bad = claims["claim_id"].isin(crossed).to_numpy(dtype=bool)
    denied = claims["negated"].to_numpy(dtype=bool)
    solid: Any = "solid"
    for rows, colour in ((known & ~bad, CLAIM), (known & bad, CONFLICT)):
        for part, dashes in ((rows & ~denied, solid), (rows & denied, (0, (2, 2)))):
            _lines(ax, at[part], low[part], high[part], colors=colour, linewidth=1.6 * weight, linestyles=dashes)
        said = rows & ~denied
        _lines(ax, at[said], likely_low[said], likely_high[said], colors=colour, linewidth=5 * weight)
        for end, edge, marker in (("low", 0.0, "<"), ("high", 1.0, ">")):
            endless = rows & np.isinf(ends[end])
            draw_marks(ax, np.full(endless.sum(), edge), at[endless], marker, color=colour, markersize=7 * weight,
                  transform=ax.get_yaxis_transform(), clip_on=False, zorder=4)  # fmt: skip
    errors = stated_errors(claims)
    if errors.any():
        se = claims["se"].to_numpy(dtype=float)
        for rows, colour in ((errors & ~bad, CLAIM), (errors & bad, CONFLICT)):
            least, most = np.maximum(ends["best"] - se, left), np.minimum(ends["best"] + se, right)
            _lines(ax, at[rows], least[rows], most[rows], colors=colour, linewidth=1.0 * weight)
            for side in (-1, 1):
                draw_marks(ax, (ends["best"] + side * se)[rows], at[rows], "|", color=colour, markersize=6 * weight)
    place = middle(claims)
    dots, crosses = known & ~bad & ~np.isnan(ends["best"]), known & bad & ~np.isnan(place)
    draw_marks(
        ax,
        ends["best"][dots],
        at[dots],
        "o",
        color="white",
        markeredgecolor=INK,
        markersize=6 * weight,
        markeredgewidth=max(weight, 0.5),
    )
    draw_marks(
        ax,
        place[crosses],
        at[crosses],
        "X",
        color=INK,
        markeredgecolor="white",
        markersize=7.5 * weight,
        markeredgewidth=weight,
    )
    for row in at[~known]:
        ax.text(0.5, row, "no figure", transform=ax.get_yaxis_transform(), ha="center", va="center", color=FAINT,
                fontsize=8 * max(weight, 0.7), style="italic")  # fmt: skip


def _lines(ax: Axes, at: Floats, low: Floats, high: Floats, **style: Any) -> None:
    if len(at):  # to draw nothing takes as long as to draw a line
        ax.hlines(at, low, high, **style)


def draw_answer(ax: Axes, row: dict[Any, Any], top: float, bottom: float) -> None:
    """Lay the band of an answer behind the rows of its group."""
    if np.isnan(row["low"]) or np.isnan(row["high"]):
        return
    left, right = ax.get_xlim()
    low, high = max(row["low"], left), min(row["high"], right)
    ax.fill_betweenx([top, bottom], low, high, color=ANSWER, alpha=0.3, linewidth=0, zorder=0)
    ax.vlines([end for end in (row["low"], row["high"]) if np.isfinite(end)], top, bottom, colors=CLAIM,
              linewidth=0.9, linestyles=(0, (5, 2)), zorder=1)  # fmt: skip
