"""Bounded claims made ready to be held against each other: grouped, in one unit a group, as intervals on ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import affirmed, moment, window
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.intervals.ranked import Ranked, encode
from estimates.units import common_unit

_TOLD = (
    "claim_id", "quantity", "source", "publisher", "text", "value", "unit", "hedge", "low", "high", "closed",
    "as_of", "reported", "amended",
)  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """Claims that may be held against each other; every kind of finding is a function of this.

    Attributes
    ----------
    claims : DataFrame
        Sorted by id, one unit in each group, fresh index.
    group : array of int
        The group of each claim.
    window : Timedelta or None
        How far apart two dates may lie for their claims to clash.
    max_pairs : int
        Pairs told for one group.
    """

    claims: pd.DataFrame
    group: Ints
    window: pd.Timedelta | None
    max_pairs: int
    _told: dict[int, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, claims: pd.DataFrame, by: Sequence[str], within: Any, max_pairs: int) -> Comparison:
        """Sort, convert and group a bounded table."""
        claims = common_unit(claims, by).sort_values("claim_id", kind="stable").reset_index(drop=True)
        group = claims.groupby(list(by), sort=True, dropna=False, observed=True).ngroup().to_numpy(dtype=np.int64)
        return cls(claims, group, None if within is None else window(within), max_pairs)

    @cached_property
    def n_groups(self) -> int:
        """How many groups there are."""
        return int(self.group.max(initial=-1)) + 1

    @cached_property
    def ranked(self) -> Ranked:
        """Outer bands on ranks."""
        return encode(self.claims["low"], self.claims["high"], self.claims["closed"], self.group)

    @cached_property
    def low(self) -> Floats:
        """Lower ends."""
        return np.asarray(self.claims["low"], dtype=float)

    @cached_property
    def high(self) -> Floats:
        """Upper ends."""
        return np.asarray(self.claims["high"], dtype=float)

    @cached_property
    def day(self) -> Any:
        """The moment of each claim, NaT where undated."""
        return moment(self.claims).to_numpy()

    @cached_property
    def affirmed(self) -> Bools:
        """Levels that nobody denies."""
        return affirmed(self.claims)

    @cached_property
    def cumulative(self) -> Bools:
        """Running totals."""
        if "cumulative" not in self.claims:
            return np.zeros(len(self.claims), dtype=bool)
        return np.asarray(self.claims["cumulative"], dtype=bool)

    @cached_property
    def later(self) -> Ints:
        """For every claim the row of the figure by which its own source superseded it, else -1."""
        rows = np.full(len(self.claims), -1, dtype=np.int64)
        when = moment(self.claims)
        dated = self.claims[self.affirmed & when.notna().to_numpy() & self.claims["source"].notna().to_numpy()]
        if dated.empty:
            return rows
        keys = [self.group[dated.index], dated["source"]]
        dates = when[dated.index]
        latest = dates.groupby(keys).transform("max")
        last = pd.Series(dated.index, index=dated.index).where(dates == latest).groupby(keys).transform("min")
        older = (dates < latest).to_numpy()
        rows[dated.index[older]] = last[older].to_numpy(dtype=np.int64)
        return rows

    @cached_property
    def current(self) -> Bools:
        """What takes part and is not superseded by its own source."""
        return self.affirmed & ((self.later < 0) | self.cumulative)

    @cached_property
    def sentence(self) -> Ints:
        """Which figures one source gives in one sentence: they are compared through relations only."""
        claims = self.claims
        same = claims.groupby(["source", "publisher", "locator"], sort=False, dropna=False).ngroup().to_numpy()
        written = (claims["start"].notna() & claims["locator"].notna() & claims["source"].notna()).to_numpy(dtype=bool)
        return np.where(written, same, -1 - np.arange(len(claims)))

    def row(self, i: int) -> dict[str, Any]:
        """A claim as a dict of the columns that a sentence is made of."""
        if i not in self._told:
            self.tell(np.array([i]))
        return self._told[i]

    def tell(self, rows: Ints) -> None:
        """Take many claims out of the table at once, which is far quicker than one by one."""
        records = self.claims[[c for c in _TOLD if c in self.claims]].iloc[rows].to_dict("records")
        self._told.update(zip(rows.tolist(), records, strict=True))

    def about(self, i: int) -> str:
        """What the claim is about, for the start of a sentence."""
        quantity = self.row(i)["quantity"]
        return f"On {quantity}: " if isinstance(quantity, str) else ""
