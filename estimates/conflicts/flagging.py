"""Which groups may hold a finding at all, told by vector operations on the whole table; only those are looked into."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from estimates.claims.comparable import affirmed, denied
from estimates.claims.groups import closed_flags, group_numbers
from estimates.coded import among, coded
from estimates.intervals.arrays import RTOL, Bools, Floats, Ints, as_before, crowded, in_order, pack
from estimates.schema import DATE

_TIMES = ("as_of", "since", "counted", "reported")
_OF_TIMES = ("cumulative", "precision")
_LEAST = 1e-300  # so that an open end at 0 lies apart from 0


def worth_a_look(claims: pd.DataFrame, by: Sequence[str]) -> Bools:
    """Tell which claims stand in a group that may hold a finding.

    In all others every two bands meet, nobody denies or revises anything, no figure is impossible and all are in one
    unit. A group too many costs time and nothing else; the tests hold it to findings made without it.

    Examples
    --------
    >>> from estimates import bound, read_claims
    >>> rows = [{"quantity": q, "source": s, "text": t} for q, s, t in (
    ...     ("tanks", "army", "about 40"), ("tanks", "agency", "30 to 50"), ("guns", "army", "7"), ("guns", "spy", "9"))
    ... ]
    >>> worth_a_look(bound(read_claims(rows)), ["quantity", "status"])
    array([False, False,  True,  True])
    """
    group = group_numbers(claims, by)
    low, high = (claims[name].to_numpy(dtype=float) for name in ("low", "high"))
    level, no = affirmed(claims), denied(claims)
    flagged = np.zeros(int(group.max(initial=-1)) + 1, dtype=bool)
    rows = no | (level & _odd(claims, low, high)) | _borrowed(claims)
    flagged[group[rows]] = True
    flagged |= _several_units(claims, group, len(flagged))
    flagged |= _apart(low, high, closed_flags(claims["closed"]), group, level, len(flagged))
    flagged[_said_again(claims, group, level & ~flagged[group])] = True
    found: Bools = flagged[group]
    return found


def _odd(claims: pd.DataFrame, low: Floats, high: Floats) -> Bools:
    """Figures that may be impossible by themselves."""
    with np.errstate(invalid="ignore"):
        odd = (high <= 0) | broken(low, high)
        if (low > 100).any():
            odd |= (low > 100) & among(coded(claims["unit"]), ("percent",))
    return np.asarray(odd)


def broken(low: Floats, high: Floats) -> Bools:
    """Tell which figures are of one number that is no whole one."""
    return np.asarray((low == high) & (low != np.trunc(low)))


def _borrowed(claims: pd.DataFrame) -> Bools:
    """Claims of an origin that is not their source."""
    if "origin" not in claims or coded(claims["origin"])[0] is coded(claims["source"])[0]:  # filled in from it
        return np.zeros(len(claims), dtype=bool)
    other = ~claims["origin"].array.isna()
    if other.any():
        other = other & (claims["origin"] != claims["source"]).to_numpy(dtype=bool, na_value=False)
    return np.asarray(other)


def _several_units(claims: pd.DataFrame, group: Ints, n: int) -> Bools:
    unit = coded(claims["unit"])[0]
    if len(unit) and unit.min() == unit.max():
        return np.zeros(n, dtype=bool)
    least, greatest = np.full(n, len(claims)), np.full(n, -2)
    np.minimum.at(least, group, unit)
    np.maximum.at(greatest, group, unit)
    return least < greatest


def _apart(low: Floats, high: Floats, closed: tuple[Bools, Bools], group: Ints, level: Bools, n: int) -> Bools:
    """Groups of which two bands may not meet; ends that are nearly one and of which one is open may not."""
    greatest, least = np.full(n, -np.inf), np.full(n, np.inf)
    sides = (low, closed[0], 1, np.maximum, greatest), (high, closed[1], -1, np.minimum, least)
    for end, shut, way, furthest, found in sides:
        ends = np.where(level & ~np.isnan(end), end, found[:1])  # no end of a group lies before where all begin
        open_ = np.flatnonzero(np.isfinite(ends) & ~shut)
        ends[open_] += way * np.maximum(4 * RTOL * np.abs(ends[open_]), _LEAST)
        furthest.at(found, group, ends)
    return greatest > least


def _said_again(claims: pd.DataFrame, group: Ints, chosen: Bools) -> Ints:
    """Groups in which a source gives several figures at what may be several times."""
    if _one_time(claims):
        return np.zeros(0, dtype=np.int64)
    source = coded(claims["source"])[0]
    key = pack(group, source + 1)
    rows = np.flatnonzero(chosen & (source >= 0) & crowded(key))  # where few speak twice few are sorted
    key, order = in_order(key[rows])
    rows = rows[order]
    if len(rows) < 2:  # the other figures of its source may not be compared
        return rows[:0]
    pair = key[1:] == key[:-1]
    said = _changes(claims, rows, ("low", "high", "closed"))
    when = _changes(claims, rows, (*_TIMES, *_OF_TIMES))
    speaker = np.cumsum(np.append(True, ~pair)) - 1
    several = [np.bincount(speaker[1:], pair & flag) > 0 for flag in (said, when)]
    found: Ints = group[rows[(several[0] & several[1])[speaker]]]
    return found


def _one_time(claims: pd.DataFrame) -> bool:
    """Whether all claims say the same of when they hold, or nothing."""
    columns = (claims[name] for name in (*_TIMES, *_OF_TIMES) if name in claims)
    times = (cells.to_numpy().view(np.int64) if cells.dtype == DATE else coded(cells)[0] for cells in columns)
    return not len(claims) or all(when.min() == when.max() for when in times)  # NaT is the least integer


def _changes(claims: pd.DataFrame, rows: Ints, names: Sequence[str]) -> Bools:
    """Which of some rows, but the first, differ from the row before them in a column that there is."""
    columns = []
    for cells in (claims[name].array.take(rows) for name in names if name in claims):
        values = cells.codes if isinstance(cells, pd.Categorical) else np.asarray(cells)
        columns.append(pd.factorize(cells)[0] if values.dtype == object else values)
    return ~as_before(*columns)[1:]
