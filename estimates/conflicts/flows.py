"""Findings of kind ``flow``: running totals and what came in between do not add up; the fewest days to doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from estimates.claims.comparable import denied, doubtful_side, tentative
from estimates.claims.wording import amount, amount_of_band, day, figure, speaker, topic
from estimates.conflicts.overlaps import Clash, Overlaps
from estimates.conflicts.series import Series, series_of
from estimates.conversion import common_unit
from estimates.intervals.arrays import RTOL
from estimates.relations.stocks import Break, Flow, breaks

_APART = ("quantity", "since", "scope")  # what a stock and its flows differ in
_NAMED = 3  # figures to doubt that a sentence names


class Balance(NamedTuple):
    """What a finding held together: rows of a series, each with its sign in a sum that is nothing, and the doubted."""

    of: Series
    signs: dict[int, int]
    doubted: Sequence[int]

    def claims(self) -> pd.DataFrame:
        """The claims as their series rounds them, changes with their sign."""
        rows = list(self.signs)
        low, high = self.of.low[rows], self.of.high[rows]
        table = self.of.table.iloc[rows]
        value = table["value"].to_numpy(dtype=float)
        return table.assign(
            low=low, high=high, value=np.where((high < 0) & (value > 0), -value, value), trend=np.nan,
            resolution=np.where(np.isfinite(high - low), high - low, 0.0),
        )  # fmt: skip


def flow_findings(
    claims: pd.DataFrame, flows: Sequence[Flow], by: Sequence[str], max_pairs: int
) -> Iterator[dict[str, Any]]:
    """List where stocks and flows do not add up, series by series in the order of dates.

    A series is what one source says of a group, where it states both; what is left is one series of a group. The claim
    last reported for a date or span counts. A flow covers the days from ``since`` to ``as_of`` or, without ``since``,
    those since the date before in its series. A plain figure is rounded as its whole series is: 1,230 among 1,228 and
    1,241 is no round number. Where a flow covers more than a step, all of the series is held together at once.
    """
    for flow in flows:
        names = [flow.stock, *flow.flows, *flow.corrections]
        table = claims[claims["quantity"].isin(names).to_numpy() & ~denied(claims) & ~doubtful_side(claims)]
        table = table[table["as_of"].notna() & table["low"].notna() & table["high"].notna()]
        if len(table):
            table = common_unit(table.assign(_one=0), ["_one"]).drop(columns="_one")
            for rows in series_of(table, flow, [name for name in by if name not in _APART]):
                series = Series.of(rows, flow)
                found = list((_Spans if series.long else _Steps)(series, by).findings())
                yield from ({**row, "n_pairs": len(found)} for row in found[:max_pairs])


@dataclass(frozen=True)
class _Told:
    """What is said of any series."""

    of: Series
    by: Sequence[str]

    def about(self) -> str:
        row = self.of.table.iloc[0].to_dict() | {"quantity": self.of.flow.stock}
        words = topic({name: row.get(name) for name in ("quantity", *self.by) if name not in ("since", "scope")})
        return f"On {words}: "

    def day(self, at: int) -> str:
        return day(pd.Timestamp(self.of.dates[at]))

    def after(self, at: int) -> str:
        """The first day of a span that begins when this date has ended."""
        return day(pd.Timestamp(self.of.dates[at]) + pd.Timedelta(days=1))

    def row(self, quantity: str, rows: list[int], gap: float, explanation: str, **more: Any) -> dict[str, Any]:
        """One finding about these rows of the table."""
        table = self.of.table.iloc[rows]
        half = (self.of.high[rows] - self.of.low[rows]).sum() / 2
        return {
            "kind": "flow", "severity": "weak" if tentative(table).any() else "contradiction",
            "claims": tuple(table["claim_id"]), "relations": (self.of.flow.name,), "quantity": quantity,
            "gap": gap, "unit": table["unit"].iloc[-1], "radius": gap / half if half else np.inf if gap else 0.0,
            "explanation": f"{self.about()}{explanation}.", **more,
        }  # fmt: skip

    def balanced(self, since: int, at: int, blamed: str, shift: float = 0.0, doubt: str = "") -> dict[str, Any]:
        """A stock that what was known before and what came in since do not make."""
        of, step = self.of, slice(since + 1, at + 1)
        low, high = (ends[step].sum() for ends in of.inflow())
        before, after = int(of.stock[since]), int(of.stock[at])
        flows = {int(k): sign for name, sign in of.flow.flows.items() for k in of.steps[name][step] if k >= 0}
        corrections = [k for k, place in of.corrected if since < place <= at]
        made = (of.low[before] + low, of.high[before] + high)
        over, under = of.low[after] - made[1], made[0] - of.high[after]
        gap = float(max(over, under, 0.0))
        claim, unit = of.table.iloc[after], of.table["unit"].iloc[after]
        named = {
            "flow": list(flows), "stock": [after], "either": [*flows, after], "corrected": [],
        }  # fmt: skip
        came, both = ({"low": a, "high": b, "closed": "both", "unit": unit} for a, b in ((low, high), made))
        if blamed == "corrected":
            doubt = self._explained(at, shift, unit, at)
        else:
            doubt = doubt or self._doubt(since, at, blamed)
            again = self._revised(at, made)
            doubt += f"; {again}" if again else ""
        found = self.row(
            of.flow.stock, [before, *flows, *corrections, after], gap,
            f"{figure(of.table.iloc[before])} on {self.day(since)} and {amount_of_band(came)} "
            f"{' and '.join(of.flow.flows)} make {amount_of_band(both)}, yet {speaker(claim)} says {figure(claim)} on "
            f"{self.day(at)}, {amount(gap, unit)} {'more' if over > 0 else 'less'}; {doubt}",
            balance=Balance(of, {before: 1, **flows, after: -1}, named.get(blamed, [])),
        )  # fmt: skip
        return {**found, "severity": "warning"} if blamed == "corrected" else found

    def _doubt(self, since: int, at: int, blamed: str) -> str:
        days = self.day(at)
        if at - since > 1:
            days = f"{self.day(since + 1)} to {days}"
        flows, stock = f"{' or '.join(self.of.flow.flows)} of {days}", f"{self.of.flow.stock} of {self.day(at)}"
        return "the least to doubt is " + {"flow": flows, "stock": stock, "either": f"{flows}, or {stock}"}[blamed]

    def _explained(self, at: int, shift: float, unit: Any, told: int = -1) -> str:
        """The correction of a date in words; ``told`` is the date that the sentence names before it."""
        days = list(dict.fromkeys(day(self.of.table["as_of"].iloc[k]) for k, place in self.of.corrected if place == at))
        when = "that day" if told >= 0 and days == [self.day(told)] else " and ".join(days)
        several = len(days) > 1
        return (
            f"the correction{'s' if several else ''} of {amount(shift, unit)} that {'were' if several else 'was'} "
            f"stated for {when} {'explain' if several else 'explains'} it"
        )

    def _revised(self, at: int, made: tuple[float, float]) -> str:
        """Whether a figure that its source took back would fit."""
        of = self.of
        same = (of.table["quantity"] == of.flow.stock).to_numpy()
        day_of = of.table["as_of"].to_numpy().astype("datetime64[D]")
        for row in np.flatnonzero(same & (day_of == of.dates[at])):
            if row != of.stock[at] and of.low[row] <= made[1] and of.high[row] >= made[0]:
                return f"{figure(of.table.iloc[row])}, which was revised, would fit"
        return ""


class _Steps(_Told):
    """A series whose flows all cover one step: from one pass over its dates."""

    def findings(self) -> Iterator[dict[str, Any]]:
        low, high = self.of.stocks()
        found: Break
        for found in breaks(low, high, *self.of.inflow(), self.of.shift):
            yield self.balanced(found.since, found.at, found.blamed, float(self.of.shift[found.at]))


class _Spans(_Told):
    """A series where some flow covers several steps: stocks, days, weeks and what overlaps, all at once."""

    def findings(self) -> Iterator[dict[str, Any]]:
        overlaps = Overlaps(self.of)
        for clash in sorted(overlaps.clashes(), key=lambda c: (c.until, c.rows)):
            chain = clash.chain
            if chain is not None and clash.corrected:
                yield self.balanced(*chain, "corrected", clash.shift)
            elif chain is not None:
                found = self.balanced(*chain, "", doubt=self._least(clash))
                yield {**found, "balance": Balance(self.of, clash.signs, () if clash.moved else clash.doubted)}
            else:
                yield self._overlapping(clash)

    def _overlapping(self, clash: Clash) -> dict[str, Any]:
        """A flow over a span against what the other figures leave for it."""
        of = self.of
        row, start, stop = clash.subject
        claim, unit, name = of.table.iloc[row], of.table["unit"].iloc[row], str(of.table["quantity"].iloc[row])
        low, high = clash.left
        gap = float(max(of.low[row] - high, low - of.high[row], 0.0))
        gap = 0.0 if gap <= RTOL * max(abs(of.low[row]), abs(of.high[row]), 1.0) else gap
        words = amount_of_band({"low": low, "high": high, "closed": "both", "unit": unit})
        found = self.row(
            name, [*(k for k in clash.rows if k != row), row], gap,
            f"{speaker(claim)} says {figure(claim)} {name} from {self.after(start)} to {self.day(stop)}, yet the "
            f"other figures of that span leave {words}; "
            + (self._explained(clash.corrected[0], clash.shift, unit) if clash.corrected else self._least(clash)),
            balance=Balance(of, clash.signs, () if clash.moved or clash.corrected else clash.doubted),
        )  # fmt: skip
        return {**found, "severity": "warning"} if clash.corrected else found

    def _least(self, clash: Clash) -> str:
        """Which figures would each do to doubt."""
        names = [self._named(row, *clash.places[row]) for row in clash.doubted]
        if len(names) > _NAMED:
            names = [*names[: _NAMED - 1], f"another of {len(names) - _NAMED + 1} figures"]
        words = ", or ".join([" or ".join(names[:-1]), names[-1]] if len(names) > 2 else names)
        return f"{'the least to doubt is' if clash.fewest else 'one way out is to doubt'} {words}"

    def _named(self, row: int, start: int, stop: int) -> str:
        name, until = self.of.table["quantity"].iloc[row], self.day(stop)
        if start < 0 or stop - start == 1:
            return f"{name} of {until}"
        return f"{name} from {self.after(start)} to {until}"
