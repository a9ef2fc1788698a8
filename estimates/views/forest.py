"""A line per claim, and behind the lines the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from estimates.answers.asked import group_columns
from estimates.claims.comparable import check_columns
from estimates.claims.phrasing import told
from estimates.claims.wording import amount_of_band, figure
from estimates.conflicts.findings import contradictions
from estimates.door import checked
from estimates.intervals.arrays import Floats
from estimates.schema import SAME
from estimates.views.answered import Answered, answered, contradicted, middle
from estimates.views.bands import draw_answer, draw_claims
from estimates.views.canvas import (
    ANSWER,
    CLAIM,
    CONFLICT,
    INK,
    band_ends,
    draw_marks,
    inches_wide,
    legend_entry,
    new_axes,
    one_unit,
    points_per_row,
    scale_values,
    thin,
    unit_words,
    verbatim,
)
from estimates.views.ideogram import ROWS, draw_ideogram, stated_errors, with_errors
from estimates.views.labels import names, shorten

_LABELLED = 7.0  # points a row needs before words can be read
_LINE = 10.0  # points that a heading or an answer needs
_BESIDE = 6.0  # inches of width from which words stand beside the lines
_TALLEST = 50.0  # inches of a picture that is made here
_FAR = 100.0  # times as large: beyond it groups do not share a scale
_SCREEN = 16.0  # inches from which the axis is needed at both ends


@checked
def plot_forest(
    claims: pd.DataFrame,
    result: pd.DataFrame | None = None,
    *,
    findings: pd.DataFrame | None = None,
    ax: Axes | None = None,
    log: bool | None = None,
    labels: bool | None = None,
) -> Axes:
    """Draw a line per claim and, behind them, the answer.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table; changes (``trend``) are left out.
    result : DataFrame, optional
        What ``reconcile`` gave for them.
    findings : DataFrame, optional
        What ``contradictions`` gave; claims that it names as contradictions are crossed. By default it is called,
        without relations.
    ax : Axes, optional
        Where to draw. By default a figure is made, tall enough for the words of up to 500 claims; for a slide give one
        of your own, ``matplotlib.figure.Figure(figsize=(13.3, 7.5), layout="constrained").subplots()``.
    log : bool, optional
        Whether the axis is logarithmic; by default where the ends span more than two decades.
    labels : bool, optional
        Whether every claim carries its source and words. By default as many as have room: where rows are too low for
        words, one in so many is named and the heading says so; on a narrow picture none.

    Returns
    -------
    Axes
        Groups of several units, or of sizes far apart, have an Axes of their own each, one below the other: the first
        is given, its figure has all of them. Per group, from the least to the greatest claim: a thin line for the outer
        band, a thick one for the likely band, a dot for the number said, an arrow where a range is unbounded, a cross
        for a claim in a contradiction; denials are dashed; a group of several days says of which each is. Then the
        answers, whose bands stand behind the claims, numbered where they tie; the unit is on the axis. Last, where two
        or more claims have a standard error, the sum of their curves, each of an area of one over its error: the
        ideogram of the Particle Data Group (Review of Particle Physics, introduction).

    Raises
    ------
    UnitError
        If groups of several units would share the ``ax`` given.

    Examples
    --------
    >>> from estimates import bound, plot_forest, read_claims
    >>> claims = bound(read_claims([{"quantity": "troops", "source": "army", "text": "about 10,000"},
    ...                             {"quantity": "troops", "source": "agency", "text": "more than 9,000"}]))
    >>> ax = plot_forest(claims)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['army', 'agency']
    """
    if "trend" in claims:
        claims = claims[claims["trend"].isna()]
    groups = answered(claims, result)
    if findings is None:
        most = min(max(len(claims), 20), 500)  # claims of one group that say the same are crossed alike
        by = SAME if result is None else group_columns(result)
        findings = contradictions(claims, by=by, max_pairs=most, max_suspicions=0)
    check_columns(findings, ["claims", "severity", "kind"])
    if ax is None and len(groups) > 1 and _apart(groups):
        return _each_on_its_own(groups, findings, log, labels)
    return verbatim(draw_forest(ax, groups, findings, log, labels))


def draw_forest(
    ax: Axes | None,
    groups: list[Answered],
    findings: pd.DataFrame,
    log: bool | None = None,
    labels: bool | None = None,
) -> Axes:
    """Draw groups that were put together with their answers before, below each other on one Axes.

    A ``$`` in a name opens a formula: ``verbatim`` afterwards, or ``text.parse_math`` before, forbids it.
    """
    unit = one_unit([g.unit for g in groups], [g.title for g in groups])
    crossed = contradicted(groups, findings)
    said, lines = sum(len(g.claims) for g in groups), sum(map(_lines, groups))
    if ax is None:
        ax = new_axes(9, forest_height(said + lines))
    look = _look(ax, said, lines, labels)
    scale_values(
        ax,
        np.concatenate([band_ends(groups), _error_ends(groups)]),
        "x",
        log,
        whole=unit in ("person", "count"),
        shares=bool(groups) and all(group.shares for group in groups),
    )
    _clean(ax)  # before there are ticks, each of which would have to be told
    ticks: list[tuple[float, str]] = []
    y = 0
    for group in groups:
        y = _draw_group(ax, group, y, crossed, look, ticks)
    ax.set_ylim(y - 0.4, -0.7)
    ax.set_yticks([at for at, _ in ticks], [words for _, words in ticks], fontsize=look.size)
    nouns = pd.concat([g.claims["noun"] for g in groups]) if groups else None
    ax.set_xlabel(unit_words(unit, nouns) + (" (log scale)" if ax.get_xscale() != "linear" else ""))
    if tall := points_per_row(ax, 72) > _SCREEN:
        ax.tick_params(axis="x", top=True, labeltop=True)
    _legend(ax, groups, crossed, 3 if look.narrow else 6, 2.4 if tall else 0.3)
    return ax


def _error_ends(groups: list[Answered]) -> Floats:
    """Where the lines of standard errors end."""
    ends = [np.zeros(0)]
    for claims in (group.claims[stated_errors(group.claims)] for group in groups):
        if len(claims):
            ends += [(claims["best"] + side * claims["se"]).to_numpy(dtype=float) for side in (-1, 1)]
    return np.concatenate(ends)


def _lines(group: Answered) -> int:
    """The rows that a group takes besides its claims: its heading, its answers, the curve of its errors."""
    return 1 + len(group.answer) + ROWS * bool(with_errors(group.claims).any())


def _apart(groups: list[Answered]) -> bool:
    """Whether groups need scales of their own: units differ, or what is much in one is nothing in another."""
    if len({group.unit for group in groups}) > 1:
        return True
    sizes = [np.nanmedian(np.abs(middle(g.claims))) for g in groups if np.isfinite(middle(g.claims)).any()]
    sizes = [size for size in sizes if size > 0]
    return bool(sizes) and max(sizes) > _FAR * min(sizes)


def _each_on_its_own(groups: list[Answered], findings: pd.DataFrame, log: bool | None, labels: bool | None) -> Axes:
    heights = [forest_height(len(g.claims) + _lines(g), _TALLEST / len(groups)) for g in groups]
    figure = Figure(figsize=(9, sum(heights)), layout="constrained", facecolor="white")
    axes = figure.subplots(len(groups), 1, height_ratios=heights)
    for group, ax in zip(groups, axes, strict=True):
        verbatim(draw_forest(ax, [group], findings, log, labels))
    first: Axes = axes[0]
    return first


def forest_height(rows: int, tallest: float = _TALLEST) -> float:
    """Give the inches in which so many rows can be read: generous for few, tight for many, never above the tallest.

    Examples
    --------
    >>> [round(forest_height(rows), 1) for rows in (3, 40, 300, 3000)]
    [1.9, 11.9, 50.0, 50.0]
    """
    return min(1.1 + 0.27 * min(rows, 40) + 0.15 * max(rows - 40, 0), tallest)


@dataclass(frozen=True)
class _Look:
    """How claims carry words: which of them, beside their line or (on a narrow picture) above it, and how large."""

    every: int  # one claim in so many is named; 0 for none
    step: int  # rows that a heading or an answer takes
    narrow: bool
    size: float
    weight: float  # of lines and marks


def _look(ax: Axes, said: int, lines: int, labels: bool | None) -> _Look:
    room = 72 * points_per_row(ax, 72)
    left = max(room - _LINE * lines, 0.4 * room)  # where headings alone fill the picture, claims keep a share of it
    step = max(1, int(np.ceil(_LINE * said / left)))
    pitch = room / max(said + step * lines, 1)
    narrow = inches_wide(ax) < _BESIDE
    least = _LABELLED * (1.6 if narrow else 1)
    every = (1 if pitch >= least else 0 if narrow else int(np.ceil(least / pitch))) if labels is None else int(labels)
    size = min(max((0.42 if narrow else 0.62) * pitch * max(every, 1), 4.5), 9.5)
    return _Look(every, step, narrow, size, min(max(0.62 * pitch / 9, 0.35), 1.0))


def _draw_group(
    ax: Axes, group: Answered, y: int, crossed: set[str], look: _Look, ticks: list[tuple[float, str]]
) -> int:
    """Draw heading, claims and answer from row ``y`` downwards; give the row after."""
    n = len(group.claims)
    middle_of_line = (look.step - 1) / 2
    named = "" if look.every == 1 else f": {n} claims" + (f", 1 in {look.every} named" if look.every else "")
    ax.text(0, y + middle_of_line, shorten(group.title, (46 if look.narrow else 90) - len(named)) + named,
            transform=ax.get_yaxis_transform(), fontweight="bold", va="center", color=INK,
            fontsize=max(look.size + 0.5, 8))  # fmt: skip
    top = y + look.step
    at = top + np.arange(n, dtype=float)
    y = top + n
    for row in group.answer.to_dict("records"):
        draw_answer(ax, row, top - 0.5, y - 0.5 + look.step * len(group.answer))
    draw_claims(ax, group.claims, at + 0.15 * look.narrow, crossed, look.weight)
    if look.every:
        _name_claims(ax, group.claims.iloc[:: look.every], at[:: look.every], look, ticks)
    for k, row in enumerate(group.answer.to_dict("records"), 1):
        if np.isfinite(row["best"]):
            at_row = (
                y + middle_of_line + (0.3 * look.step if look.narrow else 0.0)
            )  # on a narrow picture below its words
            draw_marks(ax, np.array([row["best"]]), np.array([at_row]), "D", color=INK, markersize=6)
        tie = f" {k} of {len(group.answer)}" if len(group.answer) > 1 else ""
        _say_answer(ax, y + middle_of_line, row, look, tie, group.shares)
        y += look.step
    if with_errors(group.claims).any():
        draw_ideogram(ax, group.claims, y)
        y += ROWS
    return y


def _name_claims(ax: Axes, claims: pd.DataFrame, at: Floats, look: _Look, ticks: list[tuple[float, str]]) -> None:
    """Write who says it on the left and what on the right; on a narrow picture both above the line."""
    beside: dict[str, Any] = {
        "transform": ax.get_yaxis_transform(), "va": "center", "fontsize": look.size, "color": INK,
    }  # fmt: skip
    rows = told(claims, np.arange(len(claims)))
    words = [("denies " if denied else "") + figure(row) for row, denied in zip(rows, claims["negated"], strict=True)]
    for place, name, word in zip(at.tolist(), names(rows, words, 40), words, strict=True):
        if look.narrow:
            ax.text(0, place - 0.3, shorten(f"{name}: {word}", 54), **beside)
        else:
            ticks.append((place, name))
            ax.text(1.03, place, shorten(word, 32), **beside)


def _say_answer(ax: Axes, y: float, row: dict[Any, Any], look: _Look, tie: str, shares: bool) -> None:
    found = amount_of_band(row, shares=shares) if row["low"] == row["low"] else "no answer"
    style: dict[str, Any] = {
        "transform": ax.get_yaxis_transform(), "va": "center", "fontsize": max(look.size, 7.5), "fontweight": "bold",
        "color": INK,
    }  # fmt: skip
    if look.narrow:
        ax.text(0, y - 0.25 * look.step, shorten(f"{row['method']}{tie}: {found}, {row['verdict']}", 52), **style)
        return
    ax.text(-0.01, y, shorten(f"answer{tie}: {row['method']}", 34), ha="right", **style)
    ax.text(1.03, y, f"{shorten(found, 40)}, {row['verdict']}", **style)


def _clean(ax: Axes) -> None:
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="y", length=0, left=False)
    ax.grid(axis="x", color="#dddddd", linewidth=0.6, zorder=-1)
    ax.set_axisbelow(True)


def _legend(ax: Axes, groups: list[Answered], crossed: set[str], columns: int, above: float) -> None:
    """Explain only what is drawn."""
    none = pd.DataFrame(columns=["best", "claim_id", "low", "high", "likely_low", "likely_high", "negated"])
    claims = pd.concat([g.claims for g in groups]) if groups else none
    claims = claims[claims["low"].notna() & claims["high"].notna()]
    bad = claims["claim_id"].isin(crossed)
    denied = claims["negated"].astype(bool)
    colour = CLAIM if (~bad).any() or not len(bad) else CONFLICT
    entries: list[Any] = []
    if thin(claims).any() or claims.empty:
        entries.append(Line2D([], [], color=colour, linewidth=1.6, label="allowed"))
    if ((claims["likely_low"] < claims["likely_high"]) & ~denied).any():
        entries.append(Line2D([], [], color=colour, linewidth=5, label="likely"))
    if denied.any():
        entries.append(Line2D([], [], color=colour, linewidth=1.6, linestyle=(0, (2, 2)), label="denied"))
    if (claims["best"].notna() & ~bad).any():
        entries.append(legend_entry("o", "number said", color="white", markeredgecolor=INK))
    if np.isinf(claims[["low", "high"]].to_numpy(dtype=float)).any():
        entries.append(legend_entry(">", "goes on", color=colour))
    if bad.any():
        entries.append(Line2D([], [], marker="X", color=CONFLICT, markerfacecolor=INK, markeredgecolor="white",
                              markersize=7.5, linewidth=1.6, label="contradicted"))  # fmt: skip
    answers = [g.answer for g in groups if len(g.answer)]
    if any(answer["low"].notna().any() for answer in answers):
        entries.append(Patch(facecolor=ANSWER, alpha=0.4, edgecolor=CLAIM, label="answer"))
    if any(np.isfinite(answer["best"].to_numpy(dtype=float)).any() for answer in answers):
        entries.append(legend_entry("D", "best", color=INK))
    if any(stated_errors(g.claims).any() for g in groups):
        entries.append(legend_entry("|", "± standard error", color=colour, markeredgewidth=1.2))
        entries.append(Patch(facecolor="#bbbbbb", alpha=0.5, edgecolor=INK, label="sum of curves"))
    ncols = min(len(entries), columns)
    ax.legend(handles=entries, loc="lower left", bbox_to_anchor=(0, 1), ncols=ncols, frameon=False, fontsize=8,
              columnspacing=1.2, handlelength=1.6, borderaxespad=above)  # fmt: skip
