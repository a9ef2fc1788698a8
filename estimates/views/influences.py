"""What each origin moves: the answer without it, and as it stood by every date, against the answer itself."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from estimates.answers.asked import group_columns
from estimates.claims.wording import amount_of_band, day
from estimates.door import checked
from estimates.errors import EstimatesError, SchemaError, listed
from estimates.intervals.arrays import Floats
from estimates.views.answered import title_of
from estimates.views.canvas import (
    ANSWER,
    CLAIM,
    CONFLICT,
    FAINT,
    INK,
    draw_marks,
    inches_wide,
    legend_entry,
    new_axes,
    scale_values,
    unit_words,
    verbatim,
    wide_title,
)
from estimates.views.labels import distinct, shorten

_NEEDED = ("case", "origin", "until", "low", "best", "high", "shift", "change")
_SHOWN = 40  # rows of either case; the rest move less, or lie between those shown
_WIDE = 6.0  # inches from which what was found stands beside each line


@checked
def plot_influence(influence: pd.DataFrame, result: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the answer without each origin and as it stood by every date, before the band of the answer.

    Parameters
    ----------
    influence : DataFrame
        What ``influence`` gave for one group.
    result : DataFrame
        The answer that it was asked of.
    ax : Axes, optional
        Where to draw; by default a figure of its own.

    Returns
    -------
    Axes
        A line from the low to the high end and a diamond at the best figure, first without each origin, the one that
        moves most at the top, then by date; orange where the answer shares no value with the whole. "No answer" where
        none is left. Behind them the band of the answer and, dashed, its best figure. At most 40 rows of either case
        are shown, and the heading says of how many.

    Raises
    ------
    SchemaError
        If it is no table of ``influence``.
    EstimatesError
        If it has several groups or none.

    Examples
    --------
    >>> from estimates import bound, influence, plot_influence, read_claims, reconcile
    >>> claims = bound(read_claims([{"quantity": "troops", "source": s, "text": t, "unit": "person"} for s, t in
    ...                             [("army", "10,000"), ("agency", "10,500"), ("rebels", "15,000")]]))
    >>> answer = reconcile(claims, "median")
    >>> [label.get_text() for label in plot_influence(influence(claims, answer), answer).get_yticklabels()]
    ['without army', 'without agency', 'without rebels']
    """
    missing = [name for name in _NEEDED if name not in influence]
    if missing:
        raise SchemaError(f"the table has no {listed(missing)}.", hint="give what influence(claims, result) returned.")
    by = group_columns(result)
    groups = influence[by].drop_duplicates()
    if len(groups) != 1:
        raise EstimatesError(
            f"the table has {len(groups)} groups.", hint="draw one at a time: table[table['quantity'] == ...]."
        )
    key = groups.iloc[0]
    whole = result[np.all([(result[n] == key[n]) | (result[n].isna() & pd.isna(key[n])) for n in by], axis=0)]
    parts = [(word, table) for word, table in _parts(influence) if len(table)]
    shown = [(word, table.iloc[_some(len(table), word)], len(table)) for word, table in parts]
    rows = sum(len(table) for _, table, _ in shown)
    ax = ax or new_axes(9, 1.5 + 0.27 * rows + 0.3 * len(shown))
    wide = inches_wide(ax) >= _WIDE
    ends = pd.concat([influence, whole])[["low", "best", "high"]].to_numpy(dtype=float).ravel()
    unit = next((str(u) for u in influence["unit"].dropna()), None) if "unit" in influence else None
    scale_values(ax, ends, "x", None, whole=unit in ("person", "count"))
    _draw_whole(ax, whole)
    ticks: list[tuple[float, str]] = []
    y = 0.0
    for word, table, total in shown:
        head = "leave one origin out" if word == "without" else "as it stood by each date"
        more = f": {len(table)} of {total}" if len(table) < total else ""
        ax.text(0, y, head + more, transform=ax.get_yaxis_transform(), fontweight="bold", va="center", color=INK,
                fontsize=9)  # fmt: skip
        at = y + 1 + np.arange(len(table), dtype=float)
        _draw_rows(ax, table, at)
        labels = _labels(table, word, 40 if wide else 20)
        for place, label, row in zip(at.tolist(), labels, table.to_dict("records"), strict=True):
            ticks.append((place, label))
            if wide:
                found = "no answer" if np.isnan(row["low"]) and np.isnan(row["best"]) else amount_of_band(row)
                ax.text(1.015, place, shorten(found, 34), transform=ax.get_yaxis_transform(), va="center", fontsize=8.5,
                        color=INK)  # fmt: skip
        y = at[-1] + 1.3
    ax.set_ylim(y - 0.5, -0.8)
    ax.set_yticks([at for at, _ in ticks], [words for _, words in ticks], fontsize=8.5 if wide else 7)
    ax.set_xlabel(unit_words(unit) + (" (log scale)" if ax.get_xscale() != "linear" else ""))
    wide_title(ax, title_of(by, tuple(None if pd.isna(c) else c for c in key)), pad=24 if wide else 36)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x", color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)
    _legend(ax, influence, whole, 5 if wide else 2)
    return verbatim(ax)


def _parts(influence: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(word, influence[influence["case"] == word].reset_index(drop=True)) for word in ("without", "until")]


def _labels(table: pd.DataFrame, case: str, width: int) -> list[str]:
    """Who is left out, or by when; no two that differ read the same."""
    if case == "without":
        return [f"without {name}" for name in distinct(table["origin"].astype(str).tolist(), width - 8)]
    exact = table["precision"] if "precision" in table else ["day"] * len(table)
    dates = [day(at, how) for at, how in zip(table["until"], exact, strict=True)]
    return [f"by {date if width > 30 else _short(date)}" for date in dates]


def _short(date: str) -> str:
    """A date with three letters of its month."""
    return re.sub(r"([A-Z][a-z]{2})[a-z]+", r"\1", date)


def _some(n: int, case: str) -> Any:
    """The first rows of those that move most; of dates some from the first to the last."""
    if n <= _SHOWN:
        return np.arange(n)
    return np.arange(_SHOWN) if case == "without" else np.unique(np.linspace(0, n - 1, _SHOWN).round().astype(int))


def _draw_whole(ax: Axes, whole: pd.DataFrame) -> None:
    left, right = ax.get_xlim()
    for low, best, high in whole[["low", "best", "high"]].to_numpy(dtype=float):
        if np.isfinite([low, high]).any():
            ax.axvspan(max(low, left), min(high, right), color=ANSWER, alpha=0.3, linewidth=0, zorder=0)
        if np.isfinite(best):
            ax.axvline(best, color=FAINT, linewidth=1.0, linestyle=(0, (4, 3)), zorder=1)


def _draw_rows(ax: Axes, table: pd.DataFrame, at: Floats) -> None:
    apart = (table["change"] == "apart").to_numpy(dtype=bool)
    low, best, high = (table[name].to_numpy(dtype=float) for name in ("low", "best", "high"))
    for rows, colour in ((~apart, CLAIM), (apart, CONFLICT)):
        known = rows & ~np.isnan(low)
        ax.hlines(at[known], np.clip(low, *ax.get_xlim())[known], np.clip(high, *ax.get_xlim())[known], colors=colour,
                  linewidth=2.6 if colour == CONFLICT else 1.6)  # fmt: skip
        said = rows & np.isfinite(best)
        draw_marks(ax, best[said], at[said], "D", color=colour, markeredgecolor=INK, markersize=5)


def _legend(ax: Axes, influence: pd.DataFrame, whole: pd.DataFrame, columns: int) -> None:
    """Explain only what is drawn."""
    apart = influence["change"] == "apart"
    drawn = influence["low"].notna() | influence["best"].notna()
    entries: list[Any] = []
    if (drawn & ~apart).any():
        entries.append(Line2D([], [], color=CLAIM, linewidth=1.6, label="meets the answer"))
    if (drawn & apart).any():
        entries.append(Line2D([], [], color=CONFLICT, linewidth=2.6, label="apart from it"))
    if influence["best"].notna().any():
        entries.append(legend_entry("D", "best", color="white", markeredgecolor=INK))
    if whole["low"].notna().any():
        entries.append(Patch(facecolor=ANSWER, alpha=0.3, label="answer"))
    if whole["best"].notna().any():
        entries.append(Line2D([], [], color=FAINT, linewidth=1, linestyle=(0, (4, 3)), label="its best"))
    if entries:
        ax.legend(handles=entries, loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, frameon=False, fontsize=8,
                  columnspacing=1.2, handlelength=1.6)  # fmt: skip
