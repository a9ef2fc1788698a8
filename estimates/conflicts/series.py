"""A series of running totals and of what came in between, put on its dates as bands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import Days
from estimates.intervals.arrays import Floats, Ints
from estimates.relations.stocks import Flow

_DAY = np.timedelta64(1, "D")


def series_of(table: pd.DataFrame, flow: Flow, by: list[str]) -> Iterator[pd.DataFrame]:
    """The claims of each source of a group that states stocks and flows, then the others of the group together."""
    if "status" not in by and "status" in table:
        table = table[table["status"].astype(object) != "expected"]
    groups = table.groupby(by, sort=True, dropna=False, observed=True) if by else [((), table)]
    for _, group in groups:
        speaks = group.groupby("source", dropna=False)["quantity"].agg(
            lambda said: flow.stock in set(said) and not set(flow.flows).isdisjoint(said)
        )
        whole = group["source"].map(speaks).fillna(False).to_numpy(dtype=bool)
        for _, own in group[whole].groupby("source", sort=True):
            yield own
        if not whole.all():
            yield group[~whole]


@dataclass(frozen=True)
class Series:
    """One series on its dates: the stock at each and the flows up to each, as bands and as rows of the table."""

    flow: Flow
    table: pd.DataFrame
    dates: Days
    stock: Ints  # row of the stock at each date, -1 for none
    steps: dict[str, Ints]  # row of each flow that covers just one step up to each date
    long: list[tuple[str, int, int, int]]  # flows over several steps: name, row, from and to which date
    corrected: list[tuple[int, int]]  # corrections: row and the first date on or after theirs
    shift: Floats  # what the corrections up to each date since the one before add to the stock
    low: Floats
    high: Floats

    @classmethod
    def of(cls, table: pd.DataFrame, flow: Flow) -> Series:
        reported = table["reported"].fillna(pd.Timestamp.min.as_unit("us")) if "reported" in table else table["as_of"]
        order = np.lexsort((table["claim_id"].astype(str), reported))
        table = table.iloc[order].reset_index(drop=True)
        quantity = table["quantity"].to_numpy(dtype=object)
        low, high = bands(table, quantity)
        day_of = table["as_of"].to_numpy().astype("datetime64[D]")
        before = _before(table, quantity, day_of, flow)
        inside = ~np.isin(quantity, list(flow.corrections))
        dates = np.unique(np.concatenate([day_of[inside], before[~np.isnat(before)]]))
        at, start = np.searchsorted(dates, day_of), np.searchsorted(dates, before)
        stocks = np.flatnonzero(quantity == flow.stock)
        row = np.full(len(dates), -1)
        row[at[stocks]] = stocks  # the last one counts: the latest report
        steps, long = {}, list[tuple[str, int, int, int]]()
        for name in flow.flows:
            mine = np.flatnonzero((quantity == name) & ~np.isnat(before))
            short = start[mine] == at[mine] - 1
            steps[name] = np.full(len(dates), -1)
            steps[name][at[mine[short]]] = mine[short]
            longer = {(int(start[k]), int(at[k])): int(k) for k in mine[~short] if start[k] < at[k]}
            long += [(name, k, *span) for span, k in longer.items()]
        corrected, shift = list[tuple[int, int]](), np.zeros(len(dates))
        for name, sign in flow.corrections.items():
            for k in np.flatnonzero((quantity == name) & (at < len(dates))).tolist():
                corrected.append((k, int(at[k])))
                shift[at[k]] += sign * (low[k] + high[k]) / 2
        return cls(flow, table, dates, row, steps, long, corrected, shift, low, high)

    def stocks(self) -> tuple[Floats, Floats]:
        """The band of the stock at each date, NaN where none is stated."""
        return self._at(self.stock, self.low), self._at(self.stock, self.high)

    def inflow(self) -> tuple[Floats, Floats]:
        """What all flows together brought up to each date, unknown where one of them is."""
        low, high = np.zeros(len(self.dates)), np.zeros(len(self.dates))
        for name, sign in self.flow.flows.items():
            ends = [sign * self._at(self.steps[name], end) for end in (self.low, self.high)]
            low, high = low + ends[0 if sign > 0 else 1], high + ends[1 if sign > 0 else 0]
        return low, high

    def _at(self, rows: Ints, numbers: Floats) -> Floats:
        return np.where(rows < 0, np.nan, numbers[rows]) if len(numbers) else np.full(len(rows), np.nan)


def _before(table: pd.DataFrame, quantity: Any, day_of: Days, flow: Flow) -> Days:
    """The day at whose end each flow begins; without ``since`` that of the stock or flow before it."""
    nothing = np.full(len(table), "NaT", "datetime64[D]")
    since = table["since"].to_numpy().astype("datetime64[D]") if "since" in table else nothing
    flows = np.isin(quantity, list(flow.flows))
    given = flows & ~np.isnat(since)
    marks = np.unique(day_of[(quantity == flow.stock) | (flows & ~given) | (given & (since == day_of))])
    place = np.searchsorted(marks, day_of)
    earlier = np.where(place > 0, marks[place - 1], np.datetime64("NaT")) if len(marks) else nothing
    return np.asarray(np.where(given, since - _DAY, np.where(flows, earlier, nothing)))


def bands(table: pd.DataFrame, quantity: Any) -> tuple[Floats, Floats]:
    """Outer bands; a plain figure is as round as the least round of its series, and a change has its sign."""
    low, high = (table[end].to_numpy(dtype=float) for end in ("low", "high"))
    value, resolution = (table[name].to_numpy(dtype=float) for name in ("value", "resolution"))
    plain = (table["hedge"].astype(object) == "plain").to_numpy() & ~np.isnan(value)
    least = pd.Series(np.where(plain, resolution, np.nan)).groupby(quantity).transform("min").to_numpy(dtype=float)
    rounded = table["rounded"].to_numpy(dtype=bool) if "rounded" in table else resolution > 1
    exact = pd.Series(plain & ~rounded).groupby(quantity).transform("any").to_numpy(dtype=bool)
    half = np.where(exact, 0.0, least / 2)
    low = np.where(plain, np.maximum(low, value - half), low)
    high = np.where(plain, np.minimum(high, value + half), high)
    if "trend" in table:
        down = (table["trend"].astype(object) == "down").to_numpy() & (low >= 0)
        low, high = np.where(down, -high, low), np.where(down, -low, high)
    return low, high
