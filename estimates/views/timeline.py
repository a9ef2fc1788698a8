"""Claims of one quantity over the dates that they describe."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from estimates.answers.asked import group_columns
from estimates.claims.comparable import check_columns, levels
from estimates.conflicts.findings import contradictions
from estimates.door import checked
from estimates.errors import EstimatesError, listed
from estimates.intervals.arrays import Floats
from estimates.schema import SAME
from estimates.views.answered import Answered, contradicted, middle
from estimates.views.canvas import (
    ANSWER,
    CLAIM,
    FAINT,
    INK,
    MARKERS,
    SOURCES,
    band_ends,
    draw_marks,
    inches_wide,
    legend_entry,
    new_axes,
    scale_values,
    thin,
    unit_words,
    verbatim,
    wide_title,
)
from estimates.views.days import days_since_1970, placed, scale_dates
from estimates.views.labels import distinct
from estimates.views.series import series, together

_TALLEST = 50.0  # inches of a picture that is made here
_MOST = 25  # series that can be read below each other in so many inches
_HATCH = {"actual": "", "expected": "///"}  # of an answer's band, by what it answers for


@checked
def plot_timeline(
    claims: pd.DataFrame,
    result: pd.DataFrame | None = None,
    *,
    findings: pd.DataFrame | None = None,
    ax: Axes | None = None,
    log: bool | None = None,
) -> Axes:
    """Draw what was claimed of one quantity over the dates that the figures describe.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table of one quantity. A claim stands at its ``as_of``, else where it was ``reported``; claims
        without a date stand in a strip of their own; changes (``trend``) are left out.
    result : DataFrame, optional
        An answer for them. With a column ``as_of`` its band steps through time, else it lies across the picture.
    findings : DataFrame, optional
        What ``contradictions`` gave, by default called without relations; claims named in it are crossed.
    ax : Axes, optional
        Where to draw.
    log : bool, optional
        Whether the axis of values is logarithmic; by default where the ends span more than two decades.

    Returns
    -------
    Axes
        Groups that differ in more than their date and status (of whom, places, units) have an Axes of their own each,
        one below the other, unless ``ax`` is given: the first is returned, its figure has all. They are those of the
        result, else of ``SAME``; figures of spans that move along (of the past day, every day) are one group. Thin
        upright lines for outer bands, thick ones for likely bands, a mark for the number said (each of up to seven
        sources has its own; hollow for expected figures, whose answer is hatched), arrows where a range is unbounded.
        For running totals (``cumulative``) a stair shows the least that the claims up to then leave for the total.

    Raises
    ------
    EstimatesError
        If the claims are of several quantities, or of more groups than can be read below each other.
    UnitError
        If groups of several units would share the ``ax`` given.

    Examples
    --------
    >>> from estimates import bound, plot_timeline, read_claims
    >>> claims = bound(read_claims([
    ...     {"quantity": "dead", "source": "army", "text": "at least 40", "as_of": "2024-01-02", "unit": "person"},
    ...     {"quantity": "dead", "source": "army", "text": "55", "as_of": "2024-01-09", "unit": "person"},
    ... ]))
    >>> plot_timeline(claims).get_ylabel()
    'people'
    """
    claims = claims[levels(claims)]
    quantities = claims["quantity"].unique()
    if len(quantities) > 1:
        raise EstimatesError(
            f"a timeline shows one quantity, not {len(quantities)}: {listed(quantities)}.",
            hint="pick one: claims[claims['quantity'] == ...].",
        )
    if findings is None:
        made_by = [] if result is None else group_columns(result)
        by = [name for name in made_by if name != "as_of"] or SAME
        findings = contradictions(claims, by=by, max_pairs=max(len(claims), 20), max_suspicions=0)
    check_columns(findings, ["claims", "severity", "kind"])
    if result is not None and "quantity" in result:
        result = result[result["quantity"].isin(quantities)]
    groups = series(claims, result) if len(claims) else [Answered("", claims, claims, None)]
    if ax is not None or len(groups) < 2:
        return verbatim(draw_timeline(ax or new_axes(9, 4.8), together(groups), findings, log))
    if len(groups) > _MOST:
        raise EstimatesError(
            f"{len(groups)} groups have no room below each other: {listed(group.title for group in groups)}.",
            hint="pick some, claims[claims['place'] == ...] say, or give ax= to draw them on one another.",
        )
    figure = Figure(figsize=(9, min(4.8 * len(groups), _TALLEST)), layout="constrained", facecolor="white")
    axes = figure.subplots(len(groups), 1)
    styles = _styles(claims)  # a source looks the same in all
    for group, panel in zip(groups, axes, strict=True):
        verbatim(draw_timeline(panel, group, findings, log, styles))
    first: Axes = axes[0]
    return first


def draw_timeline(
    ax: Axes,
    group: Answered,
    findings: pd.DataFrame,
    log: bool | None = None,
    styles: dict[str, tuple[str, str]] | None = None,
) -> Axes:
    """Draw one series that was put together with its answers before; ``styles`` are those of its sources.

    A ``$`` in a name opens a formula: ``verbatim`` afterwards, or ``text.parse_math`` before, forbids it.
    """
    rows, answer = group.claims, group.answer
    crossed = contradicted([group], findings)
    styles = styles or _styles(rows)
    scale_values(ax, band_ends([group]), "y", log, whole=group.unit in ("person", "count"), shares=group.shares)
    dates, undated = placed(rows)
    scale_dates(ax, dates)
    _draw_answers_over_time(ax, answer)
    _draw_over_time(ax, rows, dates, crossed, styles)
    if "cumulative" in rows and rows["cumulative"].any():
        _draw_stair(ax, rows[rows["cumulative"] & ~rows["negated"]], dates)
    if undated is not None:
        ax.axvline(undated[0], color=FAINT, linewidth=0.8, linestyle=":")
        ax.text(undated[1], 1.0, "no date", transform=ax.get_xaxis_transform(), ha="center", va="bottom", color=FAINT,
                fontsize=8)  # fmt: skip
    ax.set_ylabel(unit_words(group.unit, rows["noun"]) + (" (log scale)" if ax.get_yscale() != "linear" else ""))
    wide_title(ax, group.title)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.grid(axis="y", color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)
    _legend_of_sources(ax, rows, styles, crossed, sorted(_statuses(answer[answer["low"].notna()]).unique()))
    return ax


def _styles(claims: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """A colour and a mark for each source, the most heard first; one for all where they are more than seven."""
    heard = _sources(claims).value_counts(sort=False).reset_index()
    order = heard.sort_values(["count", "source"], ascending=[False, True], kind="stable")["source"].tolist()
    if len(order) > len(SOURCES):
        return dict.fromkeys(order, (CLAIM, "o"))
    return dict(zip(order, zip(SOURCES, MARKERS, strict=True), strict=False))


def _sources(claims: pd.DataFrame) -> pd.Series:
    return claims["source"].astype(object).where(claims["source"].notna(), "no source")


def _draw_over_time(
    ax: Axes, claims: pd.DataFrame, dates: Floats, crossed: set[str], styles: dict[str, tuple[str, str]]
) -> None:
    """Draw upright bands, those of one day side by side; what shares place beside the day and style in one go."""
    same_day = pd.Series(dates).groupby(dates)
    width = same_day.transform("size").to_numpy()
    style = [styles[name] for name in _sources(claims)]
    drawn = claims.assign(
        day=dates, place=middle(claims), bad=claims["claim_id"].isin(crossed),
        colour=[colour for colour, _ in style], mark=[mark for _, mark in style],
        beside=(same_day.cumcount().to_numpy() - (width - 1) / 2) * np.minimum(7.0, 60.0 / width),
    ).dropna(subset="place")  # fmt: skip
    weight = float(np.clip(8.0 * inches_wide(ax) / max(len(drawn), 1), 0.5, 1.0))  # full up to 8 claims an inch
    for (beside, colour, mark), rows in drawn.groupby(["beside", "colour", "mark"], sort=True):
        _draw_bands(ax, rows, float(beside), str(colour), str(mark), weight)


def _draw_bands(ax: Axes, rows: pd.DataFrame, beside: float, colour: str, marker: str, weight: float) -> None:
    """Draw claims that stand so many points beside their day: bands, arrows, the number said, crosses."""

    def moved(points: float, transform: Any) -> Any:
        return transform + ScaledTranslation(points / 72, 0, ax.figure.dpi_scale_trans)

    where: Any = {"transform": moved(beside, ax.transData), "zorder": 2}
    day, denied = rows["day"].to_numpy(), rows["negated"].to_numpy(dtype=bool)
    ends = {name: np.clip(rows[name].to_numpy(dtype=float), *ax.get_ylim())
            for name in ("low", "likely_low", "likely_high", "high")}  # fmt: skip
    solid: Any = "solid"
    for part, dashes in ((~denied, solid), (denied, (0, (2, 2)))):
        ax.vlines(day[part], ends["low"][part], ends["high"][part], colors=colour, linewidth=1.5 * weight,
                  linestyles=dashes, **where)  # fmt: skip
    ax.vlines(day[~denied], ends["likely_low"][~denied], ends["likely_high"][~denied], colors=colour, alpha=0.8,
              linewidth=4 * weight, **where)  # fmt: skip
    edge = moved(beside, blended_transform_factory(ax.transData, ax.transAxes))
    for end, at, arrow in (("low", 0.0, "v"), ("high", 1.0, "^")):
        endless = day[np.isinf(rows[end].to_numpy(dtype=float))]
        draw_marks(ax, endless, np.full(len(endless), at), arrow, markersize=6 * weight, color=colour, transform=edge,
                   clip_on=False, in_layout=False)  # fmt: skip
    best, expected = rows["best"].to_numpy(dtype=float), (rows["status"] == "expected").to_numpy(dtype=bool)
    bad = rows["bad"].to_numpy(dtype=bool)
    # The mark of a crossed claim is larger, so that the cross does not hide whose it is.
    for crossed, size in ((~bad, 7), (bad, 11)):
        for part, fill in ((~expected, colour), (expected, "white")):
            said = crossed & part & np.isfinite(best)
            draw_marks(ax, day[said], best[said], marker, color=fill, markeredgecolor=INK, markersize=size * weight,
                       markeredgewidth=max(weight, 0.5), transform=where["transform"])  # fmt: skip
    place = rows["place"].to_numpy(dtype=float)[bad]
    draw_marks(ax, day[bad], place, "X", color=INK, markeredgecolor="white", markeredgewidth=0.8 * weight,
               markersize=6 * weight, zorder=4, transform=where["transform"])  # fmt: skip


def _draw_stair(ax: Axes, claims: pd.DataFrame, dates: Floats) -> None:
    """Draw the least that a running total can be by each date: the highest lower end up to then."""
    stair = claims["low"].groupby(dates[claims.index]).max().cummax()
    stair = stair[np.isfinite(stair)]
    if len(stair):
        days = np.append(stair.index.to_numpy(dtype=float), ax.get_xlim()[1])
        ax.step(days, np.append(stair, stair.iloc[-1]), "--", where="post", color=FAINT, linewidth=1.3, zorder=1)


def _draw_answers_over_time(ax: Axes, answer: pd.DataFrame) -> None:
    """Lay the bands of the answers behind the claims; one for expected figures is hatched."""
    answer = answer[answer["low"].notna() & answer["high"].notna()]
    ends = {end: np.clip(answer[end].to_numpy(dtype=float), *ax.get_ylim()) for end in ("low", "high")}
    by_date = "as_of" in answer and len(answer) > 1
    for status, rows in answer.assign(**ends).groupby(_statuses(answer), sort=True):
        style: dict[str, Any] = {
            "facecolor": to_rgba(ANSWER, 0.3), "edgecolor": to_rgba(CLAIM, 0.6), "zorder": 0,
            "hatch": _HATCH[str(status)],
        }  # fmt: skip
        if by_date:
            rows = rows.sort_values("as_of", kind="stable")
            ax.fill_between(
                days_since_1970(rows["as_of"]), rows["low"], rows["high"], step="post", linewidth=0, **style
            )
            continue
        for bottom, top in zip(rows["low"], rows["high"], strict=True):
            ax.axhspan(bottom, top, linestyle="--", **style)


def _statuses(answer: pd.DataFrame) -> pd.Series:
    """Of what an answer is: groups need not be told apart by status."""
    every = pd.Series("actual", index=answer.index)
    return every.where(answer["status"].astype(object) != "expected", "expected") if "status" in answer else every


def _legend_of_sources(
    ax: Axes,
    claims: pd.DataFrame,
    styles: dict[str, tuple[str, str]],
    crossed: set[str],
    answered_for: list[str],
) -> None:
    heard = set(_sources(claims))
    shown = {name: style for name, style in styles.items() if name in heard}
    if len(styles) > len(SOURCES) and len(shown) > 1:
        shown = {f"{len(shown)} sources": (CLAIM, "o")}
    entries: list[Any] = [
        Line2D([], [], marker=marker, color=colour, markeredgecolor=INK, linestyle="none", label=label)
        for label, (colour, marker) in zip(distinct(list(shown), 34), shown.values(), strict=True)
    ]
    denied = claims["negated"].astype(bool)
    if thin(claims).any():
        entries.append(Line2D([], [], color=FAINT, linewidth=1.5, label="allowed"))
    if ((claims["likely_low"] < claims["likely_high"]) & ~denied).any():
        entries.append(Line2D([], [], color=FAINT, linewidth=4, alpha=0.8, label="likely"))
    if denied.any():
        entries.append(Line2D([], [], color=FAINT, linewidth=1.5, linestyle=(0, (2, 2)), label="denied"))
    if np.isinf(claims[["low", "high"]].to_numpy(dtype=float)).any():
        entries.append(legend_entry("^", "goes on", color=FAINT))
    if (claims["status"] == "expected").any():
        entries.append(legend_entry("o", "expected", color="white", markeredgecolor=INK))
    if claims["claim_id"].isin(crossed).any():
        entries.append(legend_entry("X", "contradicted", color=INK, markeredgecolor="white"))
    if "cumulative" in claims and claims["cumulative"].any():
        entries.append(Line2D([], [], color=FAINT, linestyle="--", label="at least, so far"))
    for status in answered_for:
        label = "answer" if status == "actual" else "answer, expected"
        colours: Any = {"facecolor": to_rgba(ANSWER, 0.4), "edgecolor": to_rgba(CLAIM, 0.6)}
        entries.append(Patch(hatch=2 * _HATCH[status], label=label, **colours))
    ax.legend(
        handles=entries,
        loc="upper left",
        bbox_to_anchor=(0, -0.14),
        ncols=4 if inches_wide(ax) > 5 else 1,
        frameon=False,
        fontsize=8,
    )
