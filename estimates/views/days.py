"""Dates on an axis: where claims stand on it, and how its ticks are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DayLocator
from matplotlib.ticker import Formatter

from estimates.claims.comparable import moment
from estimates.intervals.arrays import Floats


def scale_dates(ax: Axes, dates: Floats) -> None:
    """Scale the axis of dates to some days, with a margin."""
    margin = max(0.05 * np.ptp(dates), 1.0) if len(dates) else 1.0
    ax.set_xlim(*(dates.min() - margin, dates.max() + margin) if len(dates) else (0.0, 1.0))
    wide = np.ptp(ax.get_xlim()) > 10
    locator: Any = AutoDateLocator if wide else DayLocator  # matplotlib ships no types for its dates
    ax.xaxis.set_major_locator(locator(minticks=3, maxticks=8) if wide else locator())
    ax.xaxis.set_major_formatter(Days())


class Days(Formatter):
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


def placed(claims: pd.DataFrame) -> tuple[Floats, tuple[float, float] | None]:
    """Days of the claims; undated ones stand to the right of all, behind a line: its place and theirs."""
    known = moment(claims)
    days = np.full(len(claims), np.nan)
    days[known.notna()] = days_since_1970(known.dropna())
    if not np.isnan(days).any():
        return days, None
    first, last = (np.nanmin(days), np.nanmax(days)) if known.notna().any() else (0.0, 0.0)
    span = max(float(last - first), 6.0)
    days[np.isnan(days)] = last + 0.16 * span
    return days, (last + 0.09 * span, last + 0.16 * span)


def days_since_1970(dates: pd.Series) -> Floats:
    """Matplotlib's days, which count from 1970."""
    days: Floats = (pd.to_datetime(dates) - pd.Timestamp("1970-01-01")).to_numpy() / np.timedelta64(1, "D")
    return days
