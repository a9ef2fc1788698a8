"""Claims of one quantity over the dates that they describe."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, DayLocator
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from estimates._answers import answered, contradicted, middle
from estimates._canvas import (
    ANSWER,
    CLAIM,
    FAINT,
    INK,
    MARKERS,
    SOURCES,
    Floats,
    band_ends,
    inches_wide,
    legend_entry,
    new_axes,
    scale_values,
    shorten,
    unit_words,
)
from estimates.conflicts import contradictions
from estimates.errors import EstimatesError, listed


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
        Thin upright lines for outer bands, thick ones for likely bands, a mark for the number said (each of up to
        seven sources has its own; hollow for expected figures), arrows where a range is unbounded. For running totals
        (``cumulative``) a stair shows the least that the claims up to then leave for the total.

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
    groups = answered(claims, by=["quantity"])
    rows = groups[0].claims if groups else claims
    crossed = contradicted(groups, contradictions(claims) if findings is None else findings)
    answer = claims.iloc[:0] if result is None else result[result["quantity"].isin(quantities)]
    ax = ax or new_axes(9, 4.8)
    band = answer[["low", "best", "high"]].to_numpy(dtype=float).ravel()
    unit = groups[0].unit if groups else None
    scale_values(ax, np.concatenate([band_ends(groups), band]), "y", log, whole=unit in ("person", "count"))
    dates, undated = _dates(rows)
    margin = max(0.05 * np.ptp(dates), 1.0) if len(dates) else 1.0
    ax.set_xlim(*(dates.min() - margin, dates.max() + margin) if len(dates) else (0.0, 1.0))
    _draw_answers_over_time(ax, answer)
    _draw_over_time(ax, rows, dates, crossed)
    if "cumulative" in rows and rows["cumulative"].any():
        _draw_stair(ax, rows[rows["cumulative"] & ~rows["negated"]], dates)
    # matplotlib ships no types for its dates, hence the two ignores.
    every: Any = AutoDateLocator(minticks=3, maxticks=8) if np.ptp(ax.get_xlim()) > 10 else DayLocator()  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(every)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(every))  # type: ignore[no-untyped-call]
    if undated is not None:
        ax.axvline(undated[0], color=FAINT, linewidth=0.8, linestyle=":")
        ax.text(undated[1], 1.0, "no date", transform=ax.get_xaxis_transform(), ha="center", va="bottom", color=FAINT,
                fontsize=8)  # fmt: skip
    ax.set_ylabel(unit_words(unit, rows["noun"]) + (" (log scale)" if ax.get_yscale() != "linear" else ""))
    ax.set_title(shorten(", ".join(map(str, quantities)), 80), loc="left", fontweight="bold", fontsize=11, pad=14)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.grid(axis="y", color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)
    _legend_of_sources(ax, rows, crossed, bool(answer["low"].notna().any()))
    return ax


def _dates(claims: pd.DataFrame) -> tuple[Floats, tuple[float, float] | None]:
    """Days of the claims; undated ones stand to the right of all, behind a line: its place and theirs."""
    known = claims["as_of"].fillna(claims["reported"])
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
    """Draw upright bands; those of one day stand side by side."""
    low, high = ax.get_ylim()
    styles = _styles(claims)
    same_day = pd.Series(dates).groupby(dates)
    width = same_day.transform("size").to_numpy()
    shift = (same_day.cumcount().to_numpy() - (width - 1) / 2) * np.minimum(7.0, 60.0 / width)
    place = middle(claims)
    for i, row in enumerate(claims.to_dict("records")):
        if np.isnan(place[i]):
            continue
        colour, marker = styles[row["source"] if isinstance(row["source"], str) else "no source"]
        beside = ScaledTranslation(shift[i] / 72, 0, ax.figure.dpi_scale_trans)
        where: Any = {"transform": ax.transData + beside, "color": colour, "zorder": 2}
        edge: Any = {"transform": blended_transform_factory(ax.transData, ax.transAxes) + beside, "color": colour}
        days, ends = [dates[i]] * 2, np.clip([row["low"], row["high"]], low, high)
        ax.plot(days, ends, linewidth=1.5, linestyle=(0, (2, 2)) if row["negated"] else "-", **where)
        if not row["negated"]:
            likely = np.clip([row["likely_low"], row["likely_high"]], low, high)
            ax.plot(days, likely, linewidth=4, alpha=0.8, solid_capstyle="butt", **where)
        for end, at, arrow in (("low", 0.0, "v"), ("high", 1.0, "^")):
            if np.isinf(row[end]):
                ax.plot(dates[i], at, marker=arrow, markersize=6, clip_on=False, in_layout=False, **edge)
        if np.isfinite(row["best"]):
            fill = "white" if row["status"] == "expected" else colour
            mark = {**where, "color": fill, "zorder": 3}
            ax.plot(dates[i], row["best"], marker=marker, markeredgecolor=INK, markersize=7, **mark)
        if row["claim_id"] in crossed:
            aside = ScaledTranslation(7 / 72, 0, ax.figure.dpi_scale_trans)
            cross = {"transform": where["transform"] + aside, "color": INK, "zorder": 4}
            ax.plot(dates[i], place[i], marker="x", markeredgewidth=1.5, markersize=5, **cross)


def _draw_stair(ax: Axes, claims: pd.DataFrame, dates: Floats) -> None:
    """Draw the least that a running total can be by each date: the highest lower end up to then."""
    stair = claims["low"].groupby(dates[claims.index]).max().cummax()
    stair = stair[np.isfinite(stair)]
    if len(stair):
        days = np.append(stair.index.to_numpy(dtype=float), ax.get_xlim()[1])
        ax.step(days, np.append(stair, stair.iloc[-1]), "--", where="post", color=FAINT, linewidth=1.3, zorder=1)


def _draw_answers_over_time(ax: Axes, answer: pd.DataFrame) -> None:
    answer = answer[answer["low"].notna() & answer["high"].notna()]
    low, high = (np.clip(answer[end].to_numpy(dtype=float), *ax.get_ylim()) for end in ("low", "high"))
    if "as_of" in answer and len(answer) > 1:
        by_date = answer.assign(low=low, high=high).sort_values("as_of", kind="stable")
        ax.fill_between(_numbers(by_date["as_of"]), by_date["low"], by_date["high"], step="post", color=ANSWER,
                        alpha=0.3, linewidth=0, zorder=0)  # fmt: skip
        return
    for bottom, top in zip(low, high, strict=True):
        ax.axhspan(bottom, top, facecolor=ANSWER, edgecolor=CLAIM, alpha=0.3, linestyle="--", zorder=0)


def _legend_of_sources(ax: Axes, claims: pd.DataFrame, crossed: set[str], has_answer: bool) -> None:
    styles = _styles(claims)
    one = len(styles) > len(SOURCES)
    shown = {f"{len(styles)} sources": (CLAIM, "o")} if one else styles
    entries: list[Any] = [
        Line2D([], [], marker=marker, color=colour, markeredgecolor=INK, linewidth=3, label=shorten(source, 34))
        for source, (colour, marker) in shown.items()
    ]
    if (claims["status"] == "expected").any():
        entries.append(legend_entry("o", "expected", color="white", markeredgecolor=INK))
    if claims["claim_id"].isin(crossed).any():
        entries.append(legend_entry("x", "contradicted", color=INK, markeredgewidth=1.5))
    if "cumulative" in claims and claims["cumulative"].any():
        entries.append(Line2D([], [], color=FAINT, linestyle="--", label="at least, so far"))
    if has_answer:
        entries.append(Patch(facecolor=ANSWER, alpha=0.4, edgecolor=CLAIM, label="answer"))
    ax.legend(
        handles=entries,
        loc="upper left",
        bbox_to_anchor=(0, -0.1),
        ncols=3 if inches_wide(ax) > 5 else 1,
        frameon=False,
        fontsize=8,
    )
