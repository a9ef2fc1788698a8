"""Claims of one quantity over the dates that they describe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.dates import AutoDateLocator, DayLocator
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import Formatter
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from estimates.answers.asked import group_columns
from estimates.claims.comparable import check_columns, moment
from estimates.conflicts.findings import contradictions
from estimates.door import checked
from estimates.errors import EstimatesError, listed
from estimates.intervals.arrays import Floats
from estimates.schema import SAME
from estimates.views.answered import answered, contradicted, middle, title_of
from estimates.views.canvas import (
    ANSWER,
    CLAIM,
    FAINT,
    INK,
    MARKERS,
    SOURCES,
    band_ends,
    distinct,
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

_TALLEST = 50.0  # inches of a picture that is made here
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
        Groups of the result that differ in more than their date and status (places, say) have an Axes of their own
        each, one below the other, unless ``ax`` is given: the first is returned, its figure has all. Thin upright lines
        for outer bands, thick ones for likely bands, a mark for the number said (each of up to seven sources has its
        own; hollow for expected figures, whose answer is hatched), arrows where a range is unbounded. For running
        totals (``cumulative``) a stair shows the least that the claims up to then leave for the total.

    Raises
    ------
    EstimatesError
        If the claims are of several quantities.

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
    if "trend" in claims:
        claims = claims[claims["trend"].isna()]
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
    answer = claims.iloc[:0] if result is None else result[result["quantity"].isin(quantities)]
    by = ["quantity"] if result is None else [n for n in group_columns(result) if n not in ("as_of", "status")]
    panels = _panels(claims, answer, by)
    if ax is not None or len(panels) < 2:
        return _draw(ax or new_axes(9, 4.8), claims, answer, findings, log, ", ".join(map(str, quantities)))
    height = min(4.8 * len(panels), _TALLEST)
    figure = Figure(figsize=(9, height), layout="constrained", facecolor="white")
    axes = figure.subplots(len(panels), 1)
    for (title, some, answers), panel in zip(panels, axes, strict=True):
        _draw(panel, some, answers, findings, log, title)
    first: Axes = axes[0]
    return first


def _panels(claims: pd.DataFrame, answer: pd.DataFrame, by: list[str]) -> list[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Groups with a scale of their own: the claims and answers of each, in the order of the answers."""
    said, found = (
        table[by].astype(object).where(table[by].notna(), None).apply(tuple, axis=1) for table in (claims, answer)
    )
    keys = list(dict.fromkeys([*found, *said])) if len(answer) else []
    return [(title_of(by, key), claims[[k == key for k in said]], answer[[k == key for k in found]]) for key in keys]


def _draw(
    ax: Axes, claims: pd.DataFrame, answer: pd.DataFrame, findings: pd.DataFrame, log: bool | None, title: str
) -> Axes:
    groups = answered(claims, by=["quantity"])
    rows = groups[0].claims if groups else claims
    crossed = contradicted(groups, findings)
    band = answer[["low", "best", "high"]].to_numpy(dtype=float).ravel()
    unit = groups[0].unit if groups else None
    scale_values(ax, np.concatenate([band_ends(groups), band]), "y", log, whole=unit in ("person", "count"),
                 shares=any(group.shares for group in groups))  # fmt: skip
    dates, undated = _dates(rows)
    margin = max(0.05 * np.ptp(dates), 1.0) if len(dates) else 1.0
    ax.set_xlim(*(dates.min() - margin, dates.max() + margin) if len(dates) else (0.0, 1.0))
    _draw_answers_over_time(ax, answer)
    _draw_over_time(ax, rows, dates, crossed)
    if "cumulative" in rows and rows["cumulative"].any():
        _draw_stair(ax, rows[rows["cumulative"] & ~rows["negated"]], dates)
    # matplotlib ships no types for its dates, hence the ignore.
    every: Any = AutoDateLocator(minticks=3, maxticks=8) if np.ptp(ax.get_xlim()) > 10 else DayLocator()  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(every)
    ax.xaxis.set_major_formatter(_Days())
    if undated is not None:
        ax.axvline(undated[0], color=FAINT, linewidth=0.8, linestyle=":")
        ax.text(undated[1], 1.0, "no date", transform=ax.get_xaxis_transform(), ha="center", va="bottom", color=FAINT,
                fontsize=8)  # fmt: skip
    ax.set_ylabel(unit_words(unit, rows["noun"]) + (" (log scale)" if ax.get_yscale() != "linear" else ""))
    wide_title(ax, title)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.grid(axis="y", color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)
    _legend_of_sources(ax, rows, crossed, sorted(_statuses(answer[answer["low"].notna()]).unique()))
    return verbatim(ax)


class _Days(Formatter):
    """Dates as people write them: the year on the first tick and where it changes, the month where that does."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        return str(self.format_ticks([x])[0])

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        days = [pd.Timestamp("1970-01-01") + pd.Timedelta(days=float(x)) for x in values]
        whole = all(at == at.normalize() for at in days)
        monthly, yearly = whole and all(at.day == 1 for at in days), whole and all(at.day_of_year == 1 for at in days)
        labels = []
        for before, at in zip([None, *days[:-1]], days, strict=True):
            clock = "" if whole else f"{at:%H:%M} "
            if yearly and len(days) > 1:
                labels.append(f"{at.year}")
            elif before is None or before.year != at.year:
                labels.append(f"{'' if monthly and len(days) > 1 else f'{clock}{at.day} '}{at:%b}\n{at.year}")
            elif monthly:
                labels.append(f"{at:%b}")
            else:
                labels.append(f"{clock}{at.day} {at:%b}" if before.month != at.month else f"{clock}{at.day}")
        return labels


def _dates(claims: pd.DataFrame) -> tuple[Floats, tuple[float, float] | None]:
    """Days of the claims; undated ones stand to the right of all, behind a line: its place and theirs."""
    known = moment(claims)
    days = np.full(len(claims), np.nan)
    days[known.notna()] = _numbers(known.dropna())
    if not np.isnan(days).any():
        return days, None
    first, last = (np.nanmin(days), np.nanmax(days)) if known.notna().any() else (0.0, 0.0)
    span = max(float(last - first), 6.0)
    days[np.isnan(days)] = last + 0.16 * span
    return days, (last + 0.09 * span, last + 0.16 * span)


def _numbers(dates: pd.Series) -> Floats:
    """Matplotlib's days, which count from 1970."""
    days: Floats = (pd.to_datetime(dates) - pd.Timestamp("1970-01-01")).to_numpy() / np.timedelta64(1, "D")
    return days


def _styles(claims: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """A colour and a mark for each source, the most heard first; one for all where they are more than seven."""
    heard = claims["source"].fillna("no source").value_counts(sort=False).reset_index()
    order = heard.sort_values(["count", "source"], ascending=[False, True], kind="stable")["source"].tolist()
    if len(order) > len(SOURCES):
        return dict.fromkeys(order, (CLAIM, "o"))
    return dict(zip(order, zip(SOURCES, MARKERS, strict=True), strict=False))


def _draw_over_time(ax: Axes, claims: pd.DataFrame, dates: Floats, crossed: set[str]) -> None:
    """Draw upright bands, those of one day side by side; what shares place beside the day and style in one go."""
    same_day = pd.Series(dates).groupby(dates)
    width = same_day.transform("size").to_numpy()
    styles = _styles(claims)
    style = [styles[name] for name in claims["source"].astype(object).where(claims["source"].notna(), "no source")]
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
            ax.fill_between(_numbers(rows["as_of"]), rows["low"], rows["high"], step="post", linewidth=0, **style)
            continue
        for bottom, top in zip(rows["low"], rows["high"], strict=True):
            ax.axhspan(bottom, top, linestyle="--", **style)


def _statuses(answer: pd.DataFrame) -> pd.Series:
    """Of what an answer is: groups need not be told apart by status."""
    every = pd.Series("actual", index=answer.index)
    return every.where(answer["status"].astype(object) != "expected", "expected") if "status" in answer else every


def _legend_of_sources(ax: Axes, claims: pd.DataFrame, crossed: set[str], answered_for: list[str]) -> None:
    styles = _styles(claims)
    one = len(styles) > len(SOURCES)
    shown = {f"{len(styles)} sources": (CLAIM, "o")} if one else styles
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
