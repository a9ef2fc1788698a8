"""Claims of single events to the sums that others publish: by country and month, by side and campaign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pandas as pd

from estimates.claims.bounds import bound
from estimates.claims.comparable import By, affirmed, columns_of
from estimates.claims.entry import enter
from estimates.claims.groups import group_numbers
from estimates.coded import coded
from estimates.door import checked
from estimates.errors import EstimatesError, UnitError, check_choice, listed
from estimates.intervals.arrays import Ints
from estimates.schema import COLUMNS, DATE, IDENTITIES, OPTIONAL

Freq = Literal["day", "week", "month", "quarter", "year"]

_PANDAS = {"d": "day", "w": "week", "m": "month", "ms": "month", "me": "month", "q": "quarter", "qs": "quarter",
           "qe": "quarter", "y": "year", "ys": "year", "ye": "year", "a": "year"}  # fmt: skip
_CODES = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_WHERE = ("country", "region", "province", "state", "district", "city", "town", "location", "adm", "admin")
_APART = ("quantity", "source", "who", "scope", "status")  # what is never added together


@checked
def aggregate(claims: pd.DataFrame, by: By = (), freq: Freq | str | None = None) -> pd.DataFrame:
    """Add the claims of single events up to what others publish.

    Parameters
    ----------
    claims : DataFrame
        A claims table in which no figure stands twice: an event is one claim of its quantity, ``who`` and source.
        These, ``scope`` and ``status`` are never added together. Denials and changes (``trend``) are left out.
    by : str or sequence of str
        The columns of a sum: "country", ["country", "side_b"].
    freq : {"day", "week", "month", "quarter", "year"}, optional
        The span of a sum, by the last day of each event; pandas' letters ("M") are understood. Without it a sum spans
        all dates.

    Returns
    -------
    DataFrame
        A claims table with a row for each sum, compared within the columns of the sum: those of ``by`` that are no
        identity stand in ``place`` ("country", "adm_1") or ``event`` (all others) as well. ``low``, ``best`` and
        ``high`` are added, each claim's as stated or as its hedge is bounded by default, a plain number as it stands;
        ``best`` is missing where a claim has none. ``as_of``
        with ``precision`` is the day, month or year, otherwise the last day of the span; ``since`` is its first day.
        ``n`` claims were added, those in ``derived_from``; ``n_unknown`` have no figure, those in ``unknown``.
        ``doubt`` names the claims that are without a figure, doubted themselves, or reach over the edge of the span.

    Raises
    ------
    SchemaError
        If a column of ``by`` is not there.
    UnitError
        If a sum would be of different units.
    EstimatesError
        If running totals are to be added.

    Examples
    --------
    >>> from estimates import aggregate, read_claims
    >>> events = [{"claim_id": "a", "low": 1, "best": 2, "high": 4, "as_of": "2015-05-02"},
    ...           {"claim_id": "b", "value": 3, "as_of": "2015-05-30"}, {"claim_id": "c", "as_of": "2015-05-31"}]
    >>> claims = read_claims([event | {"quantity": "deaths", "source": "UCDP"} for event in events])
    >>> sums = aggregate(claims, freq="month")
    >>> sums[["quantity", "as_of", "precision", "low", "best", "high", "n", "derived_from", "unknown"]]
      quantity      as_of precision  low  best  high  n derived_from unknown
    0   deaths 2015-05-01     month  4.0   5.0   7.0  2         a, b       c
    """
    names = [name for name in _APART if name in claims and claims[name].notna().any()]
    keys = list(dict.fromkeys([*names, *columns_of(claims, by)]))
    if freq is not None:
        freq = _PANDAS.get(freq.casefold(), freq)
        check_choice("freq", freq, Freq)
    _check_levels(claims)
    rows = bound(claims[affirmed(claims)].sort_values("claim_id", kind="stable")).reset_index(drop=True)
    rows = rows.assign(**_figures(rows), **_spans(rows, freq))
    sums = _sums(rows, [*keys, *(["_span"] if freq else [])], freq)
    return enter(sums, missing=())[0]


def _check_levels(claims: pd.DataFrame) -> None:
    running = claims["cumulative"].fillna(False).to_numpy(dtype=bool) if "cumulative" in claims else np.zeros(0, bool)
    if running.any():
        ids = claims.loc[running, "claim_id"]
        raise EstimatesError(
            f"{len(ids)} of {len(claims)} claims are running totals, which do not add up: {listed(ids)}.",
            hint="take the latest of each source, or increments.",
            claims=ids,
        )


def _figures(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """The numbers of each claim: a plain one as it stands, without the rounding that a policy allows it."""
    plain = rows["hedge"].isin(["plain", "exact"]) & (rows["basis"] != "stated") & rows["value"].notna()
    low, high = (rows[end].mask(plain, rows["value"]) for end in ("low", "high"))
    best = rows["best"].where(rows["best"].notna(), low.where(low == high))
    return {"low": low, "high": high, "best": best}


def _spans(rows: pd.DataFrame, freq: str | None) -> dict[str, pd.Series]:
    """First and last day of each event, and the span of the sum that its last day lies in."""
    last = rows["as_of"].astype(DATE)
    first = rows["since"].astype(DATE) if "since" in rows else pd.Series(pd.NaT, index=rows.index, dtype=DATE)
    stands_for_span = first.isna()  # a month by its first day; with ``since`` the other is the last day itself
    first = first.where(first.notna(), last)
    if "precision" in rows:
        for word, code in (("month", "M"), ("year", "Y")):
            coarse = (rows["precision"].astype(object) == word) & last.notna() & stands_for_span
            ends = [_period(day, code)[1] for day in last[coarse]]
            last = last.mask(coarse, pd.Series(ends, index=last.index[coarse], dtype=DATE))
    if freq is None:
        return {"_first": first, "_last": last}
    known = {day: _period(day, _CODES[freq])[0] for day in pd.unique(pd.concat([first, last]).dropna())}
    begins = {name: days.map(known).astype(DATE) for name, days in (("first", first), ("last", last))}
    return {"_first": first, "_last": last, "_span": begins["last"], "_over": begins["first"] != begins["last"]}


def _period(day: Any, code: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    period = pd.Timestamp(day).to_period(code)
    return period.start_time.normalize(), period.end_time.normalize()


def _sums(rows: pd.DataFrame, keys: list[str], freq: str | None) -> pd.DataFrame:
    """One row a sum, for the door."""
    code = group_numbers(rows, keys)
    n = int(code.max(initial=-1)) + 1
    first = np.unique(code, return_index=True)[1]
    stands = (rows["low"].notna() | rows["high"].notna()).to_numpy()
    counted = np.bincount(code[stands], minlength=n)
    sums: dict[str, Any] = {name: rows[name].array.take(first) for name in keys if name != "_span"}
    _check_units(rows, code, sums, stands)
    for end in ("low", "best", "high"):
        added = np.bincount(code[stands], weights=rows[end].to_numpy(dtype=float)[stands], minlength=n)
        sums[end] = np.where(counted > 0, added, np.nan)
    finite = np.isfinite(sums["low"]) & np.isfinite(sums["high"])
    ids = rows["claim_id"].to_numpy(dtype=object)
    sums |= {name: _shared(rows[name], code, n) for name in ("publisher", "origin", "noun", "unit")} | {
        "hedge": ["between" if k else None for k in counted.tolist()],
        "closed": ["both" if both else None for both in finite.tolist()],
        "basis": [f"sum of {k}" if k else None for k in counted.tolist()], "identity": _identity(rows, code, n),
        "n": counted, "derived_from": _joined(ids, code, n, stands),
        "n_unknown": np.bincount(code[~stands], minlength=n),
        "unknown": np.array(_joined(ids, code, n, ~stands), dtype=object),
        "doubt": _doubts(rows, code, n, stands, freq), **_when(rows, code, first, freq),
    }  # fmt: skip
    theirs = {name: sums[name].astype(object) for name in keys if name in sums.keys() - {*COLUMNS, *OPTIONAL}}
    return pd.DataFrame(sums | _named(theirs, {*keys}) | theirs, index=pd.RangeIndex(n))


def _named(theirs: Mapping[str, Any], keys: Set[str]) -> dict[str, list[str | None]]:
    """The columns of the caller as those by which claims are compared, where these are free."""
    where = [name for name in theirs if name.lower().rstrip("_0123456789") in _WHERE]
    slots = {"place": where, "event": [name for name in theirs if name not in where]}
    return {
        slot: [
            ", ".join(str(cell) for cell in cells if not pd.isna(cell)) or None for cells in zip(*columns, strict=True)
        ]
        for slot, names in slots.items()
        if slot not in keys and (columns := [theirs[name] for name in names])
    }


def _shared(cells: pd.Series, code: Ints, n: int) -> Any:
    """The one word that stands in each sum, missing where several do."""
    word, words = coded(cells)
    stands = word >= 0
    least, greatest = np.full(n, len(words)), np.full(n, -1)
    np.minimum.at(least, code[stands], word[stands])
    np.maximum.at(greatest, code[stands], word[stands])
    return np.array([*words, None], dtype=object)[np.where(least == greatest, greatest, -1)]


def _by_sum(cells: Any, code: Any, n: int, where: Any) -> Iterator[list[Any]]:
    """The cells of each sum, of those rows; one after another, for many lists at a time burden the collector."""
    order = np.flatnonzero(where)
    order = order[np.argsort(code[order], kind="stable")]
    ends = np.cumsum(np.bincount(code[order], minlength=n)).tolist()
    inside = cells[order].tolist()
    return (inside[begin:end] for begin, end in pairwise([0, *ends]))


def _joined(ids: Any, code: Any, n: int, where: Any) -> list[str | None]:
    return [", ".join(some) or None for some in _by_sum(ids, code, n, where)]


def _check_units(rows: pd.DataFrame, code: Any, keys: dict[str, Any], stands: Any) -> None:
    unit = coded(rows["unit"])[0]
    pairs = np.unique(np.column_stack([code[stands], unit[stands]]), axis=0)[:, 0]
    mixed = pairs[1:][pairs[1:] == pairs[:-1]]
    if len(mixed):
        group = mixed[0]
        units = rows["unit"].astype(object).where(rows["unit"].notna(), "no unit")
        here = stands & (code == group)
        what = ", ".join(str(cells[group]) for cells in keys.values() if not pd.isna(cells[group]))
        raise UnitError(
            f"the sum of {what} would be of {listed(units[here].unique())}: {listed(rows.loc[here, 'claim_id'])}.",
            hint="convert(claims, ...) first, or tell them apart by a column in by=.",
            claims=rows.loc[here, "claim_id"],
        )


def _when(rows: pd.DataFrame, code: Any, place: Any, freq: str | None) -> dict[str, Any]:
    """The span of each sum: a day, month or year by its name, else its first and last day."""
    if freq is None:
        first, last = rows["_first"].groupby(code).min(), rows["_last"].groupby(code).max()
        return {"as_of": last.to_numpy(), "since": first.where(first != last).to_numpy()}
    begins = rows["_span"].iloc[place].reset_index(drop=True)
    if freq in ("day", "month", "year"):
        return {"as_of": begins, "since": begins, "precision": [freq if known else None for known in begins.notna()]}
    ends = begins.map(lambda day: pd.NaT if pd.isna(day) else _period(day, _CODES[freq])[1])
    return {"as_of": ends, "since": begins}


def _identity(rows: pd.DataFrame, code: Any, n: int) -> list[str | None]:
    """The least sure of how the identities of each sum's claims are known."""
    if "identity" not in rows:
        return [None] * n
    known = rows["identity"].astype(object).map({word: k for k, word in enumerate(IDENTITIES)})
    worst = known.fillna(len(IDENTITIES)).groupby(code).max().astype(int)
    return [IDENTITIES[k] if k < len(IDENTITIES) else None for k in worst]


def _doubts(rows: pd.DataFrame, code: Any, n: int, stands: Any, freq: str | None) -> list[str | None]:
    doubted = rows["doubt"].notna().to_numpy() if "doubt" in rows else np.zeros(len(rows), dtype=bool)
    why: list[tuple[Any, str]] = [(~stands, "have no figure"), (doubted & stands, "are doubted")]
    if freq is not None:
        undated = rows["_span"].isna().to_numpy()
        why += [(rows["_over"].to_numpy() & ~undated, f"reach over the edge of the {freq}"), (undated, "have no date")]
    size = np.bincount(code, minlength=n)
    ids = rows["claim_id"].to_numpy(dtype=object)
    said = [
        [f"{len(some)} of {of} claims {what}: {listed(some)}" if some else ""
         for of, some in zip(size.tolist(), _by_sum(ids, code, n, where), strict=True)]
        for where, what in why
    ]  # fmt: skip
    return ["; ".join(filter(None, words)) or None for words in zip(*said, strict=True)]
