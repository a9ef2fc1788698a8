"""Claims in groups that can be compared: in one unit a group, coded as integers for the kernels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.bounds import check_bounded
from estimates.claims.comparable import By, affirmed, check_columns, columns_of, moments, window
from estimates.coded import coded, ordered
from estimates.conversion import common_unit
from estimates.errors import SchemaError, listed
from estimates.intervals.agreement import height
from estimates.intervals.arrays import Bools, Floats, Ints, as_before, dense, pack, repeated
from estimates.intervals.bands import Bands
from estimates.intervals.ranked import closed_ends
from estimates.intervals.sweeps import common
from estimates.schema import WORDS, framed, rows_of

_BANDS = ("low", "likely_low", "likely_high", "high")
_LONG = 2**31  # keys beyond it are numbered anew before another column joins them


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
        The groups, sorted: their ``by`` columns. A group whose claims all stay out keeps its row.
    units : array of str
        The unit of each group, missing where it has none.
    """

    claims: pd.DataFrame
    code: Ints
    origin: Ints
    keys: pd.DataFrame
    units: Any

    def __len__(self) -> int:
        return len(self.keys)

    def column(self, name: str) -> Floats:
        """Numbers of a column, NaN where the table has no such column."""
        if name not in self._columns:
            there = name in self.claims
            self._columns[name] = self.claims[name].to_numpy(dtype=float) if there else np.full(len(self.code), np.nan)
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, Floats]:
        return {}

    @cached_property
    def best(self) -> Floats:
        """The one number that a claim states, where it does; a range without width is its point."""
        best, low = self.column("best"), self.column("low")
        return np.where(np.isnan(best) & (low == self.column("high")), low, best)

    @cached_property
    def bands(self) -> Bands:
        """The outer bands."""
        low, high = self.column("low"), self.column("high")
        shut = np.ones(len(low), dtype=bool)
        lower, upper = closed_flags(self.claims["closed"]) if "closed" in self.claims else (shut, shut)
        return Bands(self.code, self.speakers[1], low, self.best, high, lower, upper, len(self))

    @cached_property
    def plain(self) -> Bools:
        """Groups of which every origin speaks once and all bands plainly meet; nothing need be swept there."""
        alone: Bools = np.bincount(self.code, minlength=len(self)) == self.n_origins
        return alone & self.bands.shared.plain

    @cached_property
    def swept(self) -> Bands:
        """The outer bands in all other groups."""
        return self.bands.only(~self.plain[self.code])

    @cached_property
    def agreement(self) -> Floats:
        """How far the bands of each group must be trusted for all to meet; see ``height``."""
        bands = self.bands if "ranked" in vars(self.bands) else self.swept  # all may be ranked by now
        start, stop = common(bands.ranked.start, bands.ranked.stop, bands.code, len(self))
        low, likely_low, likely_high, high = (self.column(name) for name in _BANDS)
        lower, upper = self.bands.lower & np.isfinite(low), self.bands.upper & np.isfinite(high)
        return height(low, likely_low, likely_high, high, lower, upper, self.code, len(self), start < stop)

    @cached_property
    def n_origins(self) -> Ints:
        """Origins that take part, by group."""
        return np.bincount(self.group_of(self.speakers[0]), minlength=len(self))

    @cached_property
    def speakers(self) -> tuple[Ints, Ints]:
        """Every origin of every group as one number, and the place of each claim's among them."""
        return dense(self.code * self.n_sources + self.origin)

    @cached_property
    def last(self) -> Bools:
        """Claims of the latest date of their origin in the group; all of them where it dates none."""
        undated = np.iinfo(np.int64).min
        if self.moment.max(initial=undated) == undated:
            return np.ones(len(self.code), dtype=bool)
        speakers, code = self.speakers
        latest = np.full(len(speakers), undated)
        np.maximum.at(latest, code, self.moment)
        last: Bools = self.moment == latest[code]
        return last

    def group_of(self, speaker: Ints) -> Ints:
        """The group of a number of ``speakers``."""
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
        code = self.speakers[1]
        several = np.flatnonzero(repeated(code))
        alike = several[_said_twice(code[several], self.column("low")[several])]
        if len(alike):  # few say the same low end twice; of those all that was said is compared
            said = [c for c in ("value", "low", "best", "high", "closed", "se") if c in self.claims]
            words = {"closed": coded(self.claims["closed"].iloc[alike])[0]} if "closed" in said else {}
            columns = [words[c] if c in words else self.column(c)[alike] for c in said]
            columns += [self.moment[alike], code[alike]]
            order = np.lexsort(columns)
            again[alike[order]] = as_before(*(column[order] for column in columns))
        return again

    @cached_property
    def moment(self) -> Ints:
        """When a figure holds, in microseconds: ``as_of``, else ``reported``; the least integer where undated."""
        return moments(self.claims).view(np.int64)  # NaT is the least integer

    def only(self, mask: Bools) -> Groups:
        """The same groups with fewer claims."""
        return replace(self, claims=rows_of(self.claims, mask), code=self.code[mask], origin=self.origin[mask])


def _said_twice(speaker: Ints, low: Floats) -> Bools:
    """Rows of which another of the same speaker has the same low end, or has none either."""
    order = np.lexsort((low, speaker))
    alike = as_before(speaker[order], low[order])[1:]
    out = np.zeros(len(order), dtype=bool)
    out[order[1:][alike]] = out[order[:-1][alike]] = True
    return out


def group_claims(
    claims: pd.DataFrame,
    by: By,
    *,
    banded: bool = True,
    within: str | int | pd.Timedelta | None = None,
) -> Groups:
    """Choose the claims that can be compared and group them.

    Claims without a ``quantity``, negated figures and changes (``trend``) stay out; if ``banded``, so do claims whose
    ends are unknown; and with a window ``within``, claims that are older than the latest of their group by more. A
    group that mixes dimensions is parted by them.

    Raises
    ------
    SchemaError
        If a ``by`` column is missing or, if ``banded``, if ``bound`` has not been called.
    """
    by = columns_of(claims, by)
    if "quantity" in by:  # a figure of nothing known is comparable with nothing
        unknown = claims["quantity"].array.isna()
        claims = rows_of(claims, ~unknown) if unknown.any() else claims
    check_columns(claims, ["source", *(("low", "high") if banded else ())])
    if banded:
        claims = with_bands(claims)
    code, keys = group_codes(claims, by)
    kept = affirmed(claims)
    if banded:
        kept &= ~(np.isnan(claims["low"].to_numpy(dtype=float)) | np.isnan(claims["high"].to_numpy(dtype=float)))
    if kept.all():
        claims = claims.reset_index(drop=True)
    else:
        claims, code = rows_of(claims, kept), code[kept]
    claims, code, keys, units = _one_unit(claims, code, keys, by)
    named = claims["origin"].fillna(claims["source"]) if "origin" in claims else claims["source"]
    origin = coded(named)[0]
    if origin.min(initial=0) < 0:
        origin = pd.factorize(named, use_na_sentinel=False)[0].astype(np.int64)
    groups = Groups(claims, code, origin, keys, units)
    return groups if within is None else groups.only(_recent(groups, window(within)))


def _recent(groups: Groups, within: pd.Timedelta) -> Bools:
    undated = np.iinfo(np.int64).min
    last = np.full(len(groups), undated)
    np.maximum.at(last, groups.code, groups.moment)
    dated = groups.moment > undated
    age = np.where(dated, last[groups.code] - np.where(dated, groups.moment, 0), 0)
    recent: Bools = age <= within // pd.Timedelta(1, "us")
    return recent


def with_bands(claims: pd.DataFrame) -> pd.DataFrame:
    """Take stated ends as both bands where nobody has drawn the likely one, and check that all others are drawn.

    Raises
    ------
    SchemaError
        If a claim has a number and no band, or a band that ends before it begins.
    """
    missing = {name: np.nan for name in ("value", "best", "likely_low", "likely_high") if name not in claims}
    if "claim_id" not in claims:
        missing["claim_id"] = np.nan
    out = claims.assign(**missing) if missing else claims
    bands = (out[name].to_numpy(dtype=float) for name in _BANDS)
    (low, _, _, high), (no_low, no_likely_low, no_likely_high, no_high) = zip(
        *((end, np.isnan(end)) for end in bands), strict=True
    )
    if ((no_likely_low & ~no_low) | (no_likely_high & ~no_high)).any():
        out = out.assign(
            likely_low=out["likely_low"].fillna(out["low"]), likely_high=out["likely_high"].fillna(out["high"])
        )
    check_bounded(out)
    turned = low > high
    if turned.any():
        rows = out[turned]
        names = [rows["claim_id"], rows["low"], rows["high"], rows["source"]]
        shown = [f"{i} (low={a}, high={b}; {who})" for i, a, b, who in zip(*names, strict=True)]
        raise SchemaError(
            f"low exceeds high in {len(rows)} of {len(out)} claims: {listed(shown)}.",
            hint="read the text of these claims again; the ends may be swapped.",
            claims=rows["claim_id"],
        )
    return out


def group_codes(claims: pd.DataFrame, by: Sequence[str], rows: Ints | None = None) -> tuple[Ints, pd.DataFrame]:
    """Number the groups in the sorted order of their keys, and give the keys; a missing one is a value, the last.

    Of some rows, if they are given: what is known of the columns of a table need not be found out again.
    """
    if not by:
        n = len(claims) if rows is None else len(rows)
        return np.zeros(n, dtype=np.int64), pd.DataFrame(index=range(min(1, n)))
    group = group_numbers(claims, by)
    if rows is None:
        rows = np.arange(len(claims))
    else:
        group = dense(group[rows])[1]
    some = np.empty(int(group.max(initial=-1)) + 1, dtype=np.int64)
    some[group] = rows
    return group, framed({name: claims[name].array.take(some) for name in by}, len(some))


def group_numbers(claims: pd.DataFrame, by: Sequence[str]) -> Ints:
    """The number of each claim's group, as ``group_codes`` gives it."""
    if not by:
        return np.zeros(len(claims), dtype=np.int64)
    key = np.zeros(len(claims), dtype=np.int64)
    for code in (ordered(claims[name])[0] for name in by):
        if not key.any():
            key = code
        elif len(code) and code.min() < code.max():  # a column that says one thing parts nothing
            key = pack(key if int(key.max()) < _LONG else dense(key)[1], code)
    return dense(key)[1]


def closed_flags(column: pd.Series) -> tuple[Bools, Bools]:
    """Which ends are closed, for a column of the words; each word is read once, and a missing one is ``both``."""
    cells = column.array
    known = isinstance(cells, pd.Categorical)
    code, words = (cells.codes, cells.categories) if known else coded(column)  # a missing word has the code -1
    lower, upper = closed_ends([*words, "both"])
    return lower.take(code), upper.take(code)


def _one_unit(
    claims: pd.DataFrame, code: Ints, keys: pd.DataFrame, by: Sequence[str]
) -> tuple[pd.DataFrame, Ints, pd.DataFrame, Any]:
    """Convert where a group mixes units and part it where it mixes dimensions; most tables have no such group."""
    if "unit" not in claims:
        return claims, code, keys, pd.array([np.nan] * len(keys), dtype=WORDS)
    mixed, units = _units(claims, code, len(keys))
    if mixed:
        claims = common_unit(claims, by)
        mixed, units = _units(claims, code, len(keys))
    if mixed:
        empty = np.setdiff1d(np.arange(len(keys)), code)  # groups without claims keep their row
        unit = ordered(claims["unit"])[0]
        parts, width = pack(code, unit), int(unit.max(initial=0)) + 1
        distinct, number = dense(np.append(parts, empty * width))
        code, keys = number[: len(code)], rows_of(keys, distinct // width)
        _, units = _units(claims, code, len(keys))
    return claims, code, keys, units


def _units(claims: pd.DataFrame, code: Ints, n_groups: int) -> tuple[bool, Any]:
    """Whether some group has more than one unit, a missing one counted, and one unit of each group."""
    unit, names = coded(claims["unit"])
    greatest = np.full(n_groups, -1)
    np.maximum.at(greatest, code, unit)
    return bool((unit != greatest[code]).any()), pd.Index(names).astype(WORDS).array.take(greatest, allow_fill=True)
