"""Findings of kind ``flow``: running totals and what came in between do not add up; the fewest days to doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import Days, denied, doubtful_side, tentative
from estimates.claims.wording import amount, amount_of_band, day, figure, speaker, topic
from estimates.intervals.arrays import Floats, Ints
from estimates.relations.stocks import Break, Flow, breaks
from estimates.units import common_unit

_DAY = np.timedelta64(1, "D")
_APART = ("quantity", "since", "scope")  # what a stock and its flows differ in


def flow_findings(
    claims: pd.DataFrame, flows: Sequence[Flow], by: Sequence[str], max_pairs: int
) -> Iterator[dict[str, Any]]:
    """List where stocks and flows do not add up, series by series in the order of dates.

    A series is what one source says of a group, where it states both; what is left is one series of a group. The claim
    last reported for a date counts. A flow covers the days from ``since`` to ``as_of`` or, without ``since``, those
    since the date before in its series. A plain figure is rounded as its whole series is: 1,230 among 1,228 and 1,241
    is no round number.
    """
    for flow in flows:
        names = [flow.stock, *flow.flows, *flow.corrections]
        table = claims[claims["quantity"].isin(names).to_numpy() & ~denied(claims) & ~doubtful_side(claims)]
        table = table[table["as_of"].notna() & table["low"].notna() & table["high"].notna()]
        if len(table):
            table = common_unit(table.assign(_one=0), ["_one"]).drop(columns="_one")
            for rows in _series(table, flow, [name for name in by if name not in _APART]):
                found = list(_Series.of(rows, flow, by).findings())
                yield from ({**row, "n_pairs": len(found)} for row in found[:max_pairs])


def _series(table: pd.DataFrame, flow: Flow, by: list[str]) -> Iterator[pd.DataFrame]:
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
class _Series:
    """One series on its dates: the stock at each and the flows up to each, as bands and as rows of the table."""

    flow: Flow
    by: Sequence[str]
    table: pd.DataFrame
    dates: Days
    stock: Ints  # row of the stock at each date, -1 for none
    steps: dict[str, Ints]  # row of each flow that covers just one step up to each date
    long: list[tuple[str, int, int, int]]  # flows over several steps: name, row, from and to which date
    low: Floats
    high: Floats

    @classmethod
    def of(cls, table: pd.DataFrame, flow: Flow, by: Sequence[str]) -> _Series:
        reported = table["reported"].fillna(pd.Timestamp.min.as_unit("us")) if "reported" in table else table["as_of"]
        order = np.lexsort((table["claim_id"].astype(str), reported))
        table = table.iloc[order].reset_index(drop=True)
        day_of = table["as_of"].to_numpy().astype("datetime64[D]")
        since = (
            table["since"].to_numpy().astype("datetime64[D]")
            if "since" in table
            else np.full(len(table), "NaT", "datetime64[D]")
        )
        quantity = table["quantity"].to_numpy(dtype=object)
        stocks = quantity == flow.stock
        begins = np.where(stocks | np.isnat(since), np.datetime64("NaT"), since - _DAY)
        dates = np.unique(np.concatenate([day_of, begins[~np.isnat(begins)]]))
        at, start = np.searchsorted(dates, day_of), np.searchsorted(dates, begins)
        row = np.full(len(dates), -1)
        row[at[stocks]] = np.flatnonzero(stocks)  # the last one counts: the latest report
        steps, long = {}, list[tuple[str, int, int, int]]()
        for name in (*flow.flows, *flow.corrections):
            mine = np.flatnonzero(quantity == name)
            given = ~np.isnat(begins[mine])
            first = np.where(given, start[mine], at[mine] - 1)
            steps[name] = np.full(len(dates), -1)
            short = first == at[mine] - 1
            steps[name][at[mine[short]]] = mine[short]
            long += [
                (name, int(k), int(a), int(at[k]))
                for k, a in zip(mine[~short], first[~short], strict=True)
                if a < at[k]
            ]
        low, high = _bands(table, quantity)
        return cls(flow, by, table, dates, row, steps, long, low, high)

    def findings(self) -> Iterator[dict[str, Any]]:
        """Every break, and every flow over a longer span that what lies in it does not give."""
        low, high = self._at(self.stock, self.low), self._at(self.stock, self.high)
        into = self._inflow(self.flow.flows)
        shift = np.zeros(len(self.dates))
        for name, sign in self.flow.corrections.items():
            middle = sign * (self._at(self.steps[name], self.low) + self._at(self.steps[name], self.high)) / 2
            shift += np.nan_to_num(middle)
        for found in breaks(low, high, *into, shift):
            yield self._finding(found, into, shift)
        yield from self._long_spans(low, high, into)

    def _at(self, rows: Ints, numbers: Floats) -> Floats:
        return np.where(rows < 0, np.nan, numbers[rows]) if len(numbers) else np.full(len(rows), np.nan)

    def _inflow(self, flows: Any) -> tuple[Floats, Floats]:
        """What all flows together brought up to each date, unknown where one of them is."""
        low, high = np.zeros(len(self.dates)), np.zeros(len(self.dates))
        for name, sign in flows.items():
            ends = [sign * self._at(self.steps[name], end) for end in (self.low, self.high)]
            low, high = low + ends[0 if sign > 0 else 1], high + ends[1 if sign > 0 else 0]
        return low, high

    def _finding(self, found: Break, into: tuple[Floats, Floats], shift: Floats) -> dict[str, Any]:
        step = slice(found.since + 1, found.at + 1)
        rows = [self.stock[found.since], *(k for one in self.steps.values() for k in one[step]), self.stock[found.at]]
        rows = [int(k) for k in rows if k >= 0]
        before, after = self.stock[found.since], self.stock[found.at]
        made = (self.low[before] + into[0][step].sum(), self.high[before] + into[1][step].sum())
        over, under = self.low[after] - made[1], made[0] - self.high[after]
        gap = float(max(over, under, 0.0))
        table = self.table.iloc[rows]
        claim, unit = self.table.iloc[after], self.table["unit"].iloc[after]
        words = {"low": made[0], "high": made[1], "closed": "both", "unit": unit}
        corrected = found.blamed == "corrected"
        why = self._why(found, float(shift[found.at]), unit, made)
        half = (self.high[rows] - self.low[rows]).sum() / 2
        hard = "weak" if tentative(table).any() else "contradiction"
        return {
            "kind": "flow", "severity": "warning" if corrected else hard, "claims": tuple(table["claim_id"]),
            "relations": (self.flow.name,), "quantity": self.flow.stock, "gap": gap, "unit": unit,
            "radius": gap / half if half else np.inf if gap else 0.0,
            "explanation": f"{self._about()}{figure(self.table.iloc[before])} on {self._day(found.since)} and "
            f"{self._inflow_words(found, into, unit)} make {amount_of_band(words)}, yet {speaker(claim)} says "
            f"{figure(claim)} on {self._day(found.at)}, {amount(gap, unit)} {'more' if over > 0 else 'less'}; {why}.",
        }  # fmt: skip

    def _about(self) -> str:
        row = self.table.iloc[0].to_dict() | {"quantity": self.flow.stock}
        words = topic({name: row.get(name) for name in ("quantity", *self.by) if name not in ("since", "scope")})
        return f"On {words}: "

    def _day(self, at: int) -> str:
        return day(pd.Timestamp(self.dates[at]))

    def _inflow_words(self, found: Break, into: tuple[Floats, Floats], unit: Any) -> str:
        """What came in, in words: the figure itself, or the sum where there are several."""
        step = slice(found.since + 1, found.at + 1)
        low, high = into[0][step].sum(), into[1][step].sum()
        names = " and ".join(self.flow.flows)
        return f"{amount_of_band({'low': low, 'high': high, 'closed': 'both', 'unit': unit})} {names}"

    def _why(self, found: Break, shift: float, unit: Any, made: tuple[float, float]) -> str:
        """What would explain it: an error, a figure that was revised, or a correction that was stated."""
        if found.blamed == "corrected":
            return f"the correction of {amount(shift, unit)} that was stated for that day explains it"
        days = self._day(found.at)
        if found.at - found.since > 1:
            days = f"{self._day(found.since + 1)} to {days}"
        flows, stock = " or ".join(self.flow.flows), f"{self.flow.stock} of {self._day(found.at)}"
        doubt = {"flow": f"{flows} of {days}", "stock": stock, "either": f"{flows} of {days}, or {stock}"}[found.blamed]
        again = self._revised(found, made)
        return f"the least to doubt is {doubt}" + (f"; {again}" if again else "")

    def _revised(self, found: Break, made: tuple[float, float]) -> str:
        """Whether a figure that its source took back would fit."""
        same = (self.table["quantity"] == self.flow.stock).to_numpy()
        day_of = self.table["as_of"].to_numpy().astype("datetime64[D]")
        for row in np.flatnonzero(same & (day_of == self.dates[found.at])):
            if row != self.stock[found.at] and self.low[row] <= made[1] and self.high[row] >= made[0]:
                return f"{figure(self.table.iloc[row])}, which was revised, would fit"
        return ""

    def _long_spans(self, low: Floats, high: Floats, into: tuple[Floats, Floats]) -> Iterator[dict[str, Any]]:
        """Flows over several steps against the stocks at their ends, else against the flows in them."""
        for name, row, start, stop in self.long:
            sign = self.flow.flows.get(name, 0)
            if len(self.flow.flows) > 1 or not sign:
                continue  # what other flows brought over the span is not known
            ends = (low[stop] - high[start], high[stop] - low[start])
            rows = [int(k) for k in (self.stock[start], row, self.stock[stop])]
            if np.isnan(ends).any():
                ends = (into[0][start + 1 : stop + 1].sum(), into[1][start + 1 : stop + 1].sum())
                rows = [row, *(int(k) for k in self.steps[name][start + 1 : stop + 1])]
            least, most = sorted((sign * self.low[row], sign * self.high[row]))
            gap = max(least - ends[1], ends[0] - most)
            if np.isnan(ends).any() or gap <= 1e-9 * max(abs(least), abs(most), 1.0):
                continue
            claim, unit = self.table.iloc[row], self.table["unit"].iloc[row]
            half = (self.high[rows] - self.low[rows]).sum() / 2
            words = amount_of_band({"low": ends[0], "high": ends[1], "closed": "both", "unit": unit})
            yield {
                "kind": "flow", "severity": "weak" if tentative(self.table.iloc[rows]).any() else "contradiction",
                "claims": tuple(self.table["claim_id"].iloc[rows]), "relations": (self.flow.name,), "quantity": name,
                "gap": float(gap), "unit": unit, "radius": gap / half if half else np.inf,
                "explanation": f"{self._about()}{speaker(claim)} says {figure(claim)} {name} from "
                f"{self._day(start + 1)} to {self._day(stop)}, yet the other figures of that span leave {words}.",
            }  # fmt: skip


def _bands(table: pd.DataFrame, quantity: Any) -> tuple[Floats, Floats]:
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
