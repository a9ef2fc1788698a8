"""The claims that take part in an answer: grouped, in one unit a group, coded as integers for the kernels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from estimates._arrays import Bools, Floats, Ints, Ranked, Segments, coverage, dense, encode, pack, repeated
from estimates.bounds import check_bounded
from estimates.errors import SchemaError, nearest
from estimates.units import common_unit

BY = ("quantity", "status")


@dataclass(frozen=True)
class Groups:
    """Claims that can be compared, with the group and the origin of each as integers.

    Attributes
    ----------
    claims : DataFrame
        The claims that take part: affirmed levels with known ends, one unit within a group, fresh index.
    code, origin : array of int
        Group (a row of ``keys``) and origin of each claim.
    keys : DataFrame
        The groups, sorted: their ``by`` columns and ``unit``. A group whose claims all stay out keeps its row.
    """

    claims: pd.DataFrame
    code: Ints
    origin: Ints
    keys: pd.DataFrame

    def __len__(self) -> int:
        return len(self.keys)

    def column(self, name: str) -> Floats:
        """Numbers of a column, NaN where the table has no such column."""
        if name not in self.claims:
            return np.full(len(self.claims), np.nan)
        numbers: Floats = self.claims[name].to_numpy(dtype=float)
        return numbers

    @cached_property
    def best(self) -> Floats:
        """The one number that a claim states, where it does; a range without width is its point."""
        best, low = self.column("best"), self.column("low")
        return np.where(np.isnan(best) & (low == self.column("high")), low, best)

    @cached_property
    def ranked(self) -> Ranked:
        """Outer bands on ranks."""
        return encode(self.column("low"), self.column("high"), self._closed, self.code)

    @property
    def _closed(self) -> Any:
        return self.claims["closed"].to_numpy(dtype=object) if "closed" in self.claims else None

    @cached_property
    def segments(self) -> Segments:
        """How many origins allow each point."""
        return coverage(self.ranked.start, self.ranked.stop, self.code, self.origin)

    @cached_property
    def n_origins(self) -> Ints:
        """Origins that take part, by group."""
        return np.bincount(self.code[dense(self.speaker)[1]], minlength=len(self))

    @cached_property
    def speaker(self) -> Ints:
        """Group and origin of each claim as one number."""
        return self.code * self.n_sources + self.origin

    @cached_property
    def speakers(self) -> tuple[Ints, Ints]:
        """The distinct numbers of ``speaker``, and the place of each claim's among them."""
        code, first = dense(self.speaker)
        return self.speaker[first], code

    @cached_property
    def last(self) -> Bools:
        """Claims of the latest date of their origin in the group; all of them where it dates none."""
        speakers, code = self.speakers
        latest = np.full(len(speakers), np.iinfo(np.int64).min)
        np.maximum.at(latest, code, self.moment)
        last: Bools = self.moment == latest[code]
        return last

    def group_of(self, speaker: Ints) -> Ints:
        """The group that a number of ``speaker`` belongs to."""
        return speaker // self.n_sources

    @cached_property
    def n_sources(self) -> int:
        """Bound on the codes of origins."""
        return int(self.origin.max(initial=0)) + 1

    @cached_property
    def n_claims(self) -> Ints:
        """Claims by group; what an origin repeats exactly counts once."""
        return np.bincount(self.code[~self.repeated], minlength=len(self))

    @cached_property
    def repeated(self) -> Bools:
        """Claims that say what another claim of their origin said: the same figure of the same date."""
        again = np.zeros(len(self.claims), dtype=bool)
        several = np.flatnonzero(repeated(self.speaker))
        if len(several):
            said = [c for c in ("value", "low", "best", "high", "closed", "se", "as_of") if c in self.claims]
            rows = self.claims[said].iloc[several].assign(speaker=self.speaker[several])
            again[several] = rows.duplicated().to_numpy()
        return again

    @cached_property
    def moment(self) -> Ints:
        """When a figure holds, in microseconds: ``as_of``, else ``reported``; the least integer where undated."""
        moment = pd.Series(pd.NaT, index=self.claims.index, dtype="datetime64[us]")
        for name in ("as_of", "reported"):
            if name in self.claims:
                moment = moment.fillna(pd.to_datetime(self.claims[name]).astype("datetime64[us]"))
        numbers: Ints = moment.to_numpy().astype(np.int64)  # NaT is the least integer
        return numbers

    def only(self, mask: Bools) -> Groups:
        """The same groups with fewer claims."""
        return Groups(self.claims[mask].reset_index(drop=True), self.code[mask], self.origin[mask], self.keys)


def group_claims(
    claims: pd.DataFrame,
    by: Sequence[str] | str,
    *,
    banded: bool = True,
    within: str | int | pd.Timedelta | None = None,
) -> Groups:
    """Choose the claims that can be compared and group them.

    Negated figures and changes (``trend``) stay out; if ``banded``, so do claims whose ends are unknown; and with a
    window ``within``, claims that are older than the latest of their group by more.

    Raises
    ------
    SchemaError
        If a ``by`` column is missing or, if ``banded``, if ``bound`` has not been called.
    UnitError
        If a group mixes dimensions.
    """
    by = [by] if isinstance(by, str) else list(by)
    check_columns(claims, [*by, "source", *(("low", "high") if banded else ())])
    if banded:
        claims = with_bands(claims)
    code, keys = _coded(claims, by)
    kept = compared(claims)
    if banded:
        kept &= ~(np.isnan(claims["low"].to_numpy(dtype=float)) | np.isnan(claims["high"].to_numpy(dtype=float)))
    if not kept.all():
        claims, code = claims[kept], code[kept]
    claims = _one_unit(claims.reset_index(drop=True), code, by)
    named = claims["origin"].fillna(claims["source"]) if "origin" in claims else claims["source"]
    origin = pd.factorize(named, use_na_sentinel=False)[0].astype(np.int64)
    keys = keys.assign(unit=_unit_of(claims, code, len(keys)))
    groups = Groups(claims, code, origin, keys)
    if within is None:
        return groups
    span = pd.Timedelta(days=within) if isinstance(within, int) else pd.Timedelta(within)
    return groups.only(_recent(groups, span))


def _recent(groups: Groups, within: pd.Timedelta) -> Bools:
    undated = np.iinfo(np.int64).min
    last = np.full(len(groups), undated)
    np.maximum.at(last, groups.code, groups.moment)
    dated = groups.moment > undated
    age = np.where(dated, last[groups.code] - np.where(dated, groups.moment, 0), 0)
    recent: Bools = age <= within // pd.Timedelta(1, "us")
    return recent


def check_columns(claims: pd.DataFrame, names: Sequence[str]) -> None:
    """Raise unless the table has these columns."""
    for name in names:
        if name not in claims:
            raise SchemaError(f"the table has no column {name!r}.", hint=nearest(name, map(str, claims.columns)))


def compared(claims: pd.DataFrame) -> Bools:
    """Tell which claims are affirmed levels: neither negated nor a change."""
    kept = np.ones(len(claims), dtype=bool)
    if "negated" in claims:
        kept &= ~claims["negated"].fillna(False).to_numpy(dtype=bool)
    if "trend" in claims:
        kept &= claims["trend"].isna().to_numpy()
    return kept


def with_bands(claims: pd.DataFrame) -> pd.DataFrame:
    """Take stated ends as both bands where nobody has drawn the likely one, and check that all others are drawn.

    Raises
    ------
    SchemaError
        If a claim has a number and no band.
    """
    missing = {name: np.nan for name in ("value", "best", "likely_low", "likely_high") if name not in claims}
    if "claim_id" not in claims:
        missing["claim_id"] = np.nan
    out = claims.assign(**missing) if missing else claims
    bare = (out["likely_low"].isna() & out["low"].notna()) | (out["likely_high"].isna() & out["high"].notna())
    if bare.any():
        out = out.assign(
            likely_low=out["likely_low"].fillna(out["low"]), likely_high=out["likely_high"].fillna(out["high"])
        )
    check_bounded(out)
    return out


def _coded(claims: pd.DataFrame, by: Sequence[str]) -> tuple[Ints, pd.DataFrame]:
    """Number the groups in the sorted order of their keys; a missing key is a value of its own, the last."""
    if not by:
        return np.zeros(len(claims), dtype=np.int64), pd.DataFrame(index=range(min(1, len(claims))))
    codes, values = [], []
    for name in by:
        column = claims[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            code, value = column.cat.codes.to_numpy().astype(np.int64), column.cat.categories
        else:
            code, value = pd.factorize(column, sort=True)
        codes.append(np.where(code < 0, len(value), code))
        values.append(value)
    group, first = dense(pack(*codes))
    return group, claims[list(by)].iloc[first].reset_index(drop=True)


def _one_unit(claims: pd.DataFrame, code: Ints, by: Sequence[str]) -> pd.DataFrame:
    """Convert where a group mixes units; most tables have no such group, which is quick to see."""
    if "unit" not in claims or not len(claims):
        return claims
    unit = pd.factorize(claims["unit"])[0]
    if (unit == unit[0]).all():
        return claims
    least, greatest = np.full(code.max() + 1, len(unit)), np.full(code.max() + 1, -2)
    np.minimum.at(least, code, unit)
    np.maximum.at(greatest, code, unit)
    return common_unit(claims, by) if (least < greatest).any() else claims


def _unit_of(claims: pd.DataFrame, code: Ints, n_groups: int) -> Any:
    unit = np.full(n_groups, np.nan, dtype=object)
    if "unit" in claims:
        unit[code] = claims["unit"].to_numpy(dtype=object)
    return pd.array(unit, dtype=pd.StringDtype(na_value=np.nan))
