"""What the pictures share: colours that survive colour blindness and grey, axes, labels. No pyplot, no global state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator, FuncFormatter, Locator, MaxNLocator, NullLocator
from matplotlib.transforms import Bbox

from estimates.claims.wording import amount, number
from estimates.errors import UnitError
from estimates.intervals.arrays import Floats
from estimates.schema import ENDS
from estimates.units import dimension_of
from estimates.views.answered import Answered
from estimates.views.labels import shorten

# Okabe and Ito (2008), "Color universal design": told apart with any colour vision; in grey they differ in lightness,
# and nothing is told by colour alone.
CLAIM = "#0072B2"
CONFLICT = "#D55E00"
ANSWER = "#56B4E9"
INK = "#222222"
FAINT = "#767676"
SOURCES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#000000", "#56B4E9", "#D55E00")
_PAD = 3.0  # points around a picture
MARKERS = ("o", "s", "^", "D", "v", "P", "*")


def new_axes(width: float, height: float) -> Axes:
    """Make one Axes on a figure of its own, outside pyplot's registry; inches."""
    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    return figure.subplots()


def fill(ax: Axes, renderer: Any) -> None:
    """Spread an Axes over its figure as far as its words leave room, as ``layout="constrained"`` does in two rounds."""
    figure = ax.figure
    ax.set_position((0, 0, 1, 1))
    if not ax.get_ylabel():  # else its place is looked for among all names of rows, again and again
        ax.yaxis.set_label_coords(0, 0.5)
    inner: Any = ax.get_window_extent(renderer)
    outer: Any = ax.get_tightbbox(renderer)
    start, stop = inner.min - outer.min + _PAD, outer.max - inner.max + _PAD
    ax.set_position(Bbox([start, figure.bbox.max - stop]).transformed(figure.transFigure.inverted()))


def points_per_row(ax: Axes, rows: int) -> float:
    """How tall a row of the Axes is, in points."""
    figure = ax.get_figure(root=True)
    height = figure.get_figheight() * ax.get_position().height if figure is not None else 4.0
    return float(72 * height / max(rows, 1))


def inches_wide(ax: Axes) -> float:
    """How wide the figure's share of the Axes is, in inches."""
    figure = ax.get_figure(root=True)
    return float(figure.get_figwidth() * ax.get_position().width) if figure is not None else 9.0


def scale_values(
    ax: Axes, ends: Floats, axis: str, log: bool | None, *, whole: bool = False, shares: bool = False
) -> None:
    """Scale an axis to finite ends: logarithmic where they span over two decades, with a true zero if there is one.

    The limits leave a margin in which an arrow says that a range goes on. ``whole`` keeps ticks on whole numbers,
    ``shares`` writes them in percent.
    """
    ends = ends[np.isfinite(ends)]
    low, high = (float(ends.min()), float(ends.max())) if len(ends) else (0.0, 1.0)
    positive = ends[ends > 0]
    least = float(positive.min()) if len(positive) else 1.0
    if log is None:
        log = low >= 0 and len(positive) > 0 and high / least > 100
    set_scale, set_limits = (ax.set_xscale, ax.set_xlim) if axis == "x" else (ax.set_yscale, ax.set_ylim)
    which = ax.xaxis if axis == "x" else ax.yaxis
    if log and 0 <= low < high:
        zero = low == 0
        scale: dict[str, Any] = {"value": "symlog", "linthresh": least, "linscale": 0.5} if zero else {"value": "log"}
        set_scale(**scale)
        margin = max((high / least) ** 0.07, 1.1)
        set_limits(-0.15 * least if zero else low / margin, high * margin)
        choices = [FixedLocator([0.0] * zero + ticks) for ticks in _decades(least, high, margin)]
        which.set_major_locator(_Apart(*choices) if axis == "x" else choices[0])
        which.set_minor_locator(NullLocator())
    else:
        margin = 0.07 * (high - low) or max(abs(high) * 0.1, 1.0)
        set_limits(low - (0.0 if low == 0 and high > 0 else margin), high + margin)
        rounds = [MaxNLocator(nbins=n, steps=[1, 2, 2.5, 5, 10], integer=whole) for n in (6, 5, 4, 3, 2)]
        which.set_major_locator(_Apart(*rounds) if axis == "x" else rounds[0])
    which.set_major_formatter(FuncFormatter(lambda x, _: f"{tick(float(f'{100 * x:.9g}'))} %" if shares else tick(x)))


class _Apart(Locator):
    """The first choice of ticks whose words do not touch, when all else has its place; else the last."""

    def __init__(self, *choices: Locator) -> None:
        self.choices = choices

    def set_axis(self, axis: Any) -> None:
        super().set_axis(axis)
        for choice in self.choices:
            choice.set_axis(axis)

    def __call__(self) -> Any:
        axis: Any = self.axis
        return self.tick_values(*axis.get_view_interval())

    def tick_values(self, vmin: float, vmax: float) -> Any:
        found: Any = ()
        for choice in self.choices:
            found = choice.tick_values(vmin, vmax)
            if not self._touch([x for x in found if vmin <= x <= vmax]):
                break
        return found

    def _touch(self, ticks: list[float]) -> bool:
        axis: Any = self.axis
        figure = axis.get_figure(root=True)
        letter = 0.62 * 10 / 72 * figure.dpi  # of a font of 10 points
        places = axis.axes.transData.transform(np.column_stack([ticks, np.ones(len(ticks))]))[:, 0]
        widths = letter * (np.array([len(words) for words in axis.get_major_formatter().format_ticks(ticks)]) + 2)
        return bool((np.diff(places) < (widths[1:] + widths[:-1]) / 2).any())


def _decades(low: float, high: float, margin: float) -> list[list[float]]:
    """Ticks at 1, 2 and 5 of each decade where they are few, else at every decade or every few; then fewer."""
    first, last = int(np.floor(np.log10(low))), int(np.ceil(np.log10(high * margin)))
    every = max(1, -(-(last - first) // 6))
    choices = [((1.0, 2.0, 5.0), 1)] * (last - first <= 2) + [((1.0,), every), ((1.0,), 2 * every), ((1.0,), 3 * every)]
    ticks = ([step * 10.0**k for k in range(first, last + 1, gap) for step in steps] for steps, gap in choices)
    return [[x for x in some if low / margin <= x <= high * margin] for some in ticks]


def tick(x: float) -> str:
    """Write a tick so that it is short and cannot be misread.

    Examples
    --------
    >>> tick(2500.0), tick(1.5e6), tick(2e9), tick(0.25)
    ('2,500', '1.5 million', '2 billion', '0.25')
    """
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(x) >= size:
            return f"{number(x / size)} {word}"
    return number(x)


def one_unit(units: Sequence[str | None], titles: Sequence[str]) -> str | None:
    """Give the unit that all groups share; bare numbers share it where it counts persons or things.

    Raises
    ------
    UnitError
        If they cannot stand on one axis.
    """
    known = sorted({unit for unit in units if unit})
    bare = None in units and any(dimension_of(unit) not in ("[person]", "[count]") for unit in known)
    if len(known) + bare > 1:
        examples = ", ".join(f"{title} ({unit or 'no unit'})" for unit, title in zip(units, titles, strict=True))
        raise UnitError(
            f"{len(known) + bare} units cannot share one axis: {examples[:200]}.",
            hint="draw one quantity at a time, or convert(claims, ...) to one unit first.",
        )
    return known[0] if known else None


def unit_words(unit: str | None, nouns: pd.Series | None = None) -> str:
    """Name what an axis counts.

    Examples
    --------
    >>> unit_words("person"), unit_words("mile"), unit_words(None), unit_words("count", pd.Series(["tanks"]))
    ('people', 'miles', '', 'tanks')
    """
    if unit == "count":
        things = [] if nouns is None else nouns.dropna().unique()
        return str(things[0]) if len(things) == 1 else "count"
    return amount(2, unit)[2:] if unit else ""


def wide_title(ax: Axes, words: str, *, pad: float = 14) -> None:
    """Head a picture, cut to what stands in its width."""
    room = int(72 * inches_wide(ax) / 6.6)  # a bold letter of 11 points is about 0.6 as wide
    ax.set_title(shorten(words, max(room, 12)), loc="left", fontweight="bold", fontsize=11, pad=pad)


def band_ends(groups: Iterable[Answered]) -> Floats:
    """Every end of claims and answers, to scale an axis by."""
    tables = [table for group in groups for table in (group.claims, group.answer)]
    parts = [table[table.columns.intersection(list(ENDS))] for table in tables]
    return np.concatenate([part.to_numpy(dtype=float).ravel() for part in parts] or [np.zeros(0)])


def thin(claims: pd.DataFrame) -> pd.Series:
    """Which claims show a thin line: what they allow reaches beyond what is likely, and they are no denials."""
    covered = (claims["likely_low"] <= claims["low"]) & (claims["likely_high"] >= claims["high"])
    return (claims["low"] < claims["high"]) & ~covered & ~claims["negated"].astype(bool)


def draw_marks(ax: Axes, x: Floats, y: Floats, marker: str, **style: Any) -> None:
    """Draw markers without a line; none at all for no points, since an empty line still claims room at the origin."""
    if len(x):
        ax.plot(x, y, marker=marker, linestyle="none", **{"zorder": 3, **style})


def verbatim(ax: Axes) -> Axes:
    """Have every word of a finished picture drawn as it stands: a ``$`` in a name opens no formula.

    Examples
    --------
    >>> ax = new_axes(4, 3)
    >>> _ = ax.set_title("from $5 to $10")
    >>> verbatim(ax).title.get_parse_math()
    False
    """
    for text in ax.findobj(Text):
        text.set_parse_math(False)
    return ax


def legend_entry(marker: str, label: str, **style: Any) -> Line2D:
    return Line2D([], [], marker=marker, linestyle="none", markersize=6.5, label=label, **style)
