"""Sources by how near they come and which way they lean, and who seems to repeat whom."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from estimates.claims.comparable import check_columns
from estimates.door import checked
from estimates.errors import EstimatesError, SchemaError, listed
from estimates.views.canvas import (
    CLAIM,
    CONFLICT,
    FAINT,
    INK,
    draw_marks,
    inches_wide,
    legend_entry,
    new_axes,
    verbatim,
)
from estimates.views.labels import distinct, shorten

_NEEDED = ("source", "bias", "bias_low", "bias_high", "accuracy", "weight", "anchor")
_NAMED = 40  # sources beyond which only the heaviest are named
_WIDE = 6.0  # inches below which names are cut further
_LARGEST = 14.0  # points across of the heaviest source


@checked
def plot_sources(profiles: pd.DataFrame, copiers: pd.DataFrame | None = None, *, ax: Axes | None = None) -> Axes:
    """Draw every source by accuracy and bias, and a line between those that seem to share an origin.

    Parameters
    ----------
    profiles : DataFrame
        What ``profiles`` gave, a row per source.
    copiers : DataFrame, optional
        What ``copiers`` gave for the same claims.
    ax : Axes, optional
        Where to draw; by default a figure of its own.

    Returns
    -------
    Axes
        To the right bias with its interval, in the unit of the claims (or as a factor), and upwards accuracy. A dot is
        as large as what a figure of the source counts; it is hollow where the bias is measured by the other sources
        and not by what is known or by a source named unbiased, for then its level is unknown. Orange lines join sources
        that seem to share an origin. Sources that nobody else can be compared with are left out, and the title says
        how many.

    Raises
    ------
    SchemaError
        If it is no table of profiles.
    EstimatesError
        If a source has several rows.

    Examples
    --------
    >>> from estimates import bound, plot_sources, profiles, read_claims
    >>> claims = bound(read_claims([{"quantity": f"day {d}", "source": s, "value": 100 + 7 * d + e * d % 3}
    ...                             for d in range(8) for e, s in enumerate(["north", "south", "west"])]))
    >>> ax = plot_sources(profiles(claims))
    >>> ax.get_ylabel()
    'accuracy'
    """
    missing = [name for name in _NEEDED if name not in profiles]
    if missing:
        raise SchemaError(f"the table has no {listed(missing)}.", hint="give what profiles(claims) returned.")
    check_columns(profiles, ["source", "accuracy", "bias", "bias_low", "bias_high"])
    if copiers is not None:
        check_columns(copiers, ["source", "other"])
    twice = profiles.loc[profiles["source"].duplicated(), "source"]
    if len(twice):
        raise EstimatesError(f"{twice.iloc[0]} has several rows.", hint="draw profiles without per=.")
    judged = profiles.dropna(subset=["accuracy", "bias"]).reset_index(drop=True)
    if ax is None:
        ax = new_axes(9, 5.5)
    relative = bool(judged["relative"].any()) if "relative" in judged else False
    x = {name: judged[name].to_numpy(dtype=float) for name in ("bias", "bias_low", "bias_high")}
    if relative:
        x = {name: np.exp(values) for name, values in x.items()}
        ax.set_xscale("log")
    y = judged["accuracy"].to_numpy(dtype=float)
    ax.axvline(1.0 if relative else 0.0, color=FAINT, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    _join(ax, judged, copiers, x["bias"], y)
    ax.hlines(y, x["bias_low"], x["bias_high"], colors=CLAIM, linewidth=1.0, alpha=0.6, zorder=2)
    _dots(ax, judged, x["bias"], y)
    _name(ax, judged, x["bias"], y)
    left = len(profiles) - len(judged)
    ax.set_title(f"{left} of {len(profiles)} sources cannot be compared with others" if left else "", fontsize=9)
    ax.set_xlabel("bias" + (", as a factor" if relative else "") + " (line: interval)")
    ax.set_ylabel("accuracy")
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    _legend(ax, judged, copiers)
    return verbatim(ax)


def _name(ax: Axes, judged: pd.DataFrame, x: Any, y: Any) -> None:
    """Name the heaviest sources; those that stand on one spot share a label."""
    order = judged["weight"].sort_values(ascending=False, kind="stable").index[:_NAMED]
    spots: dict[tuple[float, float], list[str]] = {}
    for i in order:
        spots.setdefault((x[i], y[i]), []).append(str(judged["source"][i]))
    right, width = np.mean(ax.get_xlim()), 24 if inches_wide(ax) > _WIDE else 16
    sources = judged["source"].astype(str).tolist()
    called = dict(zip(sources, distinct(sources, width), strict=True))
    for (at, up), named in spots.items():
        words = ", ".join(called[name] for name in named[:2])
        more = f" and {len(named) - 2} more" if len(named) > 2 else ""
        side = -6 if at > right and (more or width < 24) else 6
        ax.annotate(words + more, (at, up), xytext=(side, 7), ha="right" if side < 0 else "left", zorder=4,
                    textcoords="offset points", fontsize=8, color=INK)  # fmt: skip


def _dots(ax: Axes, judged: pd.DataFrame, x: Any, y: Any) -> None:
    weight = judged["weight"].to_numpy(dtype=float)
    size = _LARGEST * np.sqrt(weight / max(weight.max(initial=0.0), 1e-300))
    known = (judged["anchor"] != "others").to_numpy(dtype=bool)
    for i in range(len(judged)):
        draw_marks(ax, x[i : i + 1], y[i : i + 1], "o", color=CLAIM if known[i] else "white", markeredgecolor=CLAIM,
                   markersize=max(size[i], 3.0))  # fmt: skip


def _join(ax: Axes, judged: pd.DataFrame, copiers: pd.DataFrame | None, x: Any, y: Any) -> None:
    place = {source: i for i, source in enumerate(judged["source"])}
    pairs = [] if copiers is None else zip(copiers["source"], copiers["other"], strict=True)
    for one, two in pairs:
        if one in place and two in place:
            i, j = place[one], place[two]
            ax.plot(x[[i, j]], y[[i, j]], color=CONFLICT, linewidth=1.6, zorder=1)
            if (x[i], y[i]) == (x[j], y[j]):  # one stands on the other, so no line shows
                draw_marks(ax, x[i : i + 1], y[i : i + 1], "o", color="none", markeredgecolor=CONFLICT,
                           markersize=_LARGEST + 5)  # fmt: skip


def _legend(ax: Axes, judged: pd.DataFrame, copiers: pd.DataFrame | None) -> None:
    """Explain only what is drawn."""
    entries = []
    for anchor in judged["anchor"].drop_duplicates().sort_values():
        held = {"known": "what is known", "others": "the others"}.get(anchor, shorten(anchor, 24))
        face = {"color": "white", "markeredgecolor": CLAIM} if anchor == "others" else {"color": CLAIM}
        entries.append(legend_entry("o", f"bias against {held}", **face))
    if copiers is not None and len(copiers):
        entries.append(legend_entry("_", "seem to share an origin", color=CONFLICT, markeredgewidth=2))
    if entries:
        ax.legend(
            handles=entries, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(entries), frameon=False, fontsize=8
        )
