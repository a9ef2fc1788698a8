"""Claims through time, and back to who said it first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from estimates.answers.backing import backing
from estimates.answers.methods import Answers
from estimates.answers.reconciling import Method, reconcile
from estimates.claims.chains import follow
from estimates.claims.comparable import By, affirmed, check_columns, columns_of, moment, window
from estimates.claims.groups import closed_flags, group_claims, with_bands
from estimates.coded import coded
from estimates.conversion import common_unit
from estimates.door import checked
from estimates.errors import EstimatesError
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.intervals.ranked import closed_words, decode, encode
from estimates.intervals.sweeps import hull
from estimates.schema import COLUMNS, SAME, WORDS
from estimates.units import never_negative


@checked
def track(
    claims: pd.DataFrame,
    method: Method | Callable[[pd.DataFrame], Any] = "consensus",
    *,
    by: By = SAME,
    within: str | int | pd.Timedelta | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Reconcile a quantity date by date, and keep running totals from falling.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table. A claim counts on its ``as_of`` date, else on the day it was ``reported``; claims
        without a date stay out.
    method, **options
        As for ``reconcile``.
    by : column names
        What makes claims comparable, dates aside.
    within : Timedelta, str or int (days), optional
        Answer each date from the claims of that date and of so long before it; by default from that date alone.

    Returns
    -------
    DataFrame
        A row per date and answer, in order: the ``by`` columns, ``as_of``, and the columns of ``reconcile``. Then

        - ``narrowed``: whether other dates moved an end. Where all claims of a group are marked ``cumulative``, a date
          is at least what an earlier one was at least, and at most what a later one was at most;
        - ``fall``: the ids of claims that break this, a tuple, empty if there are none. As few dates as possible are
          given up (of equal choices the latest); their ends are those that the other dates leave, ``inf`` where these
          leave none (0 for the low end of a count), and ``best`` is missing there. Nothing says that the claims given
          up are the wrong ones.

        ``n_support`` and ``verdict`` are those of the claims of the date (and of its window) for the range as it
        stands, so that a date given up is "split": none of its origins is behind what the other dates leave. Answers
        that tie on a date of running totals are enclosed in one range. A total that its source took back is a figure
        of that source like any other here; to leave it out is your decision (``reject``).

    Raises
    ------
    SchemaError
        If the table is not bounded or a column is missing.
    EstimatesError
        If ``by`` names ``as_of``, ``within`` is no window of time, and as ``reconcile``.

    Examples
    --------
    >>> from estimates import bound, read_claims, track
    >>> claims = bound(read_claims([
    ...     {"claim_id": i, "quantity": "losses", "source": "staff", "value": v, "as_of": d, "hedge": "exact",
    ...      "cumulative": True}
    ...     for i, v, d in [("a", 100, "2024-05-01"), ("b", 140, "2024-05-02"), ("c", 120, "2024-05-03"),
    ...                     ("d", 150, "2024-05-04")]]))
    >>> track(claims)[["as_of", "low", "best", "high", "fall"]]
           as_of    low   best   high  fall
    0 2024-05-01  100.0  100.0  100.0    ()
    1 2024-05-02  140.0  140.0  140.0    ()
    2 2024-05-03  140.0    NaN  150.0  (c,)
    3 2024-05-04  150.0  150.0  150.0    ()
    """
    keys = columns_of(claims, by)
    check_columns(claims, ["claim_id", "source"])
    if "as_of" in keys:
        raise EstimatesError("track answers date by date already.", hint="leave 'as_of' out of by.")
    table = _dated(common_unit(with_bands(claims), keys), keys, within)
    answers = reconcile(table, method, by=[*keys, "_date"], **options)
    answers = answers.assign(narrowed=False, fall=pd.Series([()] * len(answers), dtype=object, index=answers.index))
    running = _running(table, answers, keys)
    if running.any():
        answers = _kept_from_falling(table, answers, keys, running)
    return answers.rename(columns={"_date": "as_of"})


@checked
def trace_origins(claims: pd.DataFrame) -> pd.DataFrame:
    """Find out whom each figure goes back to, so that what many repeat is counted once.

    Parameters
    ----------
    claims : DataFrame
        A claims table. ``cites`` names, by its id, the claim that a claim relies on, or else a source: then the claim
        of that source on the same quantity and status, the latest no later than the citing one; a source that says
        nothing itself in the table is an end of the chain.

    Returns
    -------
    DataFrame
        A copy in which ``origin`` is the origin of the claim, or the source, at the end of the chain; and a column
        ``cycle``, who cites whom in a circle ("A > B > A"), missing where the chain has an end. Claims in one circle
        and all that lead into it have one origin, that of its claim with the least id: none of them is independent.

    Raises
    ------
    SchemaError
        If a column is missing.

    See Also
    --------
    contradictions : lists agreement that shares an origin as ``circular``.

    Examples
    --------
    >>> from estimates import bound, read_claims, reconcile, trace_origins
    >>> claims = bound(read_claims([
    ...     {"claim_id": "c1", "quantity": "troops", "source": "ministry", "text": "exactly 11,000"},
    ...     {"claim_id": "c2", "quantity": "troops", "source": "agency", "text": "exactly 11,000", "cites": "ministry"},
    ...     {"claim_id": "c3", "quantity": "troops", "source": "paper", "text": "exactly 11,000", "cites": "c2"},
    ...     {"claim_id": "c4", "quantity": "troops", "source": "witness", "text": "exactly 9,000"},
    ... ]))
    >>> traced = trace_origins(claims)
    >>> traced["origin"].tolist()
    ['ministry', 'ministry', 'ministry', 'witness']
    >>> reconcile(traced, "consensus")[["best", "n_support", "verdict"]]
          best  n_support verdict
    0   9000.0          1   split
    1  11000.0          1   split

    What the answer would be if every claim were counted:

    >>> reconcile(traced.assign(origin=traced["claim_id"]), "consensus")[["best", "n_support", "verdict"]]
          best  n_support   verdict
    0  11000.0          3  majority
    """
    check_columns(claims, ["claim_id", "source"])
    chains = follow(claims)
    source = claims["source"].astype(object).where(claims["source"].notna(), claims["claim_id"]).to_numpy(dtype=object)
    words = np.array([" > ".join(map(str, source[[*rows, rows[0]]])) for rows in chains.cycles], dtype=object)
    cycle = np.full(len(claims), np.nan, dtype=object)
    cycle[chains.circular] = words[chains.cycle[chains.circular]]
    index = claims.index
    return claims.assign(
        origin=pd.Series(chains.origin, index=index, dtype=WORDS), cycle=pd.Series(cycle, index=index, dtype=WORDS)
    )


def _dated(claims: pd.DataFrame, keys: list[str], within: str | int | pd.Timedelta | None) -> pd.DataFrame:
    """The claims that have a date, once for every date of their group that they count on (``_date``)."""
    date = moment(claims)
    dated = date.notna().to_numpy() & affirmed(claims)
    table = claims[dated].assign(_date=date[dated].dt.normalize()).reset_index(drop=True)
    if within is None:
        return table
    span = window(within)
    group = _codes(keys, table)[0]
    day = (table["_date"] - pd.Timestamp(0)).dt.days.to_numpy().astype(np.int64)
    day -= day.min(initial=0)
    width = span.days
    stride = int(day.max(initial=0)) + width + 1  # no window reaches into the next group
    order = np.lexsort((day, group))
    asked = pd.DataFrame({"key": group * stride + day, "date": table["_date"]}).drop_duplicates()
    key, when = (group * stride + day)[order], asked["key"].to_numpy()
    left, right = np.searchsorted(key, when - width, side="left"), np.searchsorted(key, when, side="right")
    count = right - left
    place = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(left, count)
    return table.iloc[order[place]].assign(_date=np.repeat(asked["date"].to_numpy(), count)).reset_index(drop=True)


def _codes(keys: list[str], *tables: pd.DataFrame) -> list[Ints]:
    """Number the groups of several tables alike."""
    if not keys:
        return [np.zeros(len(table), dtype=np.int64) for table in tables]
    both = pd.concat([table[keys] for table in tables], ignore_index=True)
    code = both.groupby(keys, dropna=False, observed=True, sort=True).ngroup().to_numpy().astype(np.int64)
    return np.split(code, np.cumsum([len(table) for table in tables])[:-1])


def _running(table: pd.DataFrame, answers: pd.DataFrame, keys: list[str]) -> Bools:
    """Answers whose group holds running totals only."""
    if "cumulative" not in table:
        return np.zeros(len(answers), dtype=bool)
    here, there = _codes(keys, table, answers)
    other = ~table["cumulative"].fillna(False).to_numpy(dtype=bool)
    mixed = np.bincount(here[other], minlength=int(max(here.max(initial=0), there.max(initial=0))) + 1) > 0
    running: Bools = ~mixed[there]
    return running


def _kept_from_falling(table: pd.DataFrame, answers: pd.DataFrame, keys: list[str], running: Bools) -> pd.DataFrame:
    """Narrow the dates of running totals by one another."""
    still, dates = answers[~running], _one_a_date(answers[running], keys)
    code, claim_code = _codes(keys, dates, table)
    n = len(dates)
    flags = [np.append(*ends) for ends in zip(*map(closed_flags, (dates["closed"], table["closed"])), strict=True)]
    low, high = (np.append(dates[name], table[name]) for name in ("low", "high"))
    ranked = encode(low, high, groups=np.append(code, claim_code), flags=(flags[0], flags[1]))
    start, stop = ranked.start[:n].copy(), ranked.stop[:n].copy()
    given_up = _fewest_falls(code, start, stop)
    unknown = 2 * len(ranked.ends) + 1
    start[given_up], stop[given_up] = -1, unknown
    start, stop = _envelope(code, start, stop, unknown)
    same = (start == ranked.start[:n]) & (stop == ranked.stop[:n])
    dates = _narrowed(dates, same, *_opened(dates, same, *decode(start, stop, ranked.ends)))
    dates = _backed(dates, table, keys)
    day, claim_day = _codes([*keys, "_date"], dates, table)
    of = np.full(int(max(day.max(initial=-1), claim_day.max(initial=-1))) + 1, -1)
    of[day] = np.where(given_up, np.arange(n), -1)
    row = of[claim_day]  # the date given up that each claim stands on, or -1
    clash = (row >= 0) & ((ranked.stop[n:] <= start[row]) | (ranked.start[n:] >= stop[row]))
    alone = np.bincount(row[clash], minlength=n) == 0  # an answer may clash where no claim of its date does
    clash |= (row >= 0) & alone[row]
    fall = dates["fall"].copy()
    for i, ids in table["claim_id"][clash].groupby(row[clash]):
        fall.iloc[i] = tuple(sorted(ids))
    return pd.concat([still, dates.assign(fall=fall)]).sort_index().reset_index(drop=True)


def _opened(
    dates: pd.DataFrame, same: Bools, low: Floats, high: Floats, lower: Bools, upper: Bools
) -> tuple[Floats, Floats, Bools, Bools]:
    """No end that the other dates leave is unknown: where they leave none it is open, or 0 of what cannot be less."""
    unit, names = coded(dates["unit"])
    counted = np.array([*map(never_negative, names), never_negative("")], dtype=bool)[unit]
    floored = ~same & np.isnan(low) & counted & ~(high < 0)
    low = np.where(~same & np.isnan(low), np.where(floored, 0.0, -np.inf), low)
    return low, np.where(~same & np.isnan(high), np.inf, high), lower | floored, upper


def _narrowed(dates: pd.DataFrame, same: Bools, low: Floats, high: Floats, lower: Bools, upper: Bools) -> pd.DataFrame:
    best = dates["best"].to_numpy(dtype=float)
    inside = ((best > low) | ((best == low) & lower)) & ((best < high) | ((best == high) & upper))
    closed = closed_words(lower, upper)
    closed[np.isnan(low) | np.isnan(high)] = np.nan
    return dates.assign(
        low=low, high=high, best=np.where(inside | same, best, np.nan),
        closed=pd.Categorical(closed, dtype=COLUMNS["closed"]),
        narrowed=~same,
    )  # fmt: skip


def _backed(dates: pd.DataFrame, table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Say anew which of a date's origins are behind its range, where other dates moved it."""
    moved = dates["narrowed"].to_numpy()
    if not moved.any():
        return dates
    groups = group_claims(table, [*keys, "_date"])
    day, of = _codes([*keys, "_date"], dates[moved], groups.keys)
    place = np.full(int(of.max(initial=-1)) + 1, -1)
    place[of] = np.arange(len(of))
    low, best, high = (dates.loc[moved, name].to_numpy(dtype=float) for name in ("low", "best", "high"))
    lower, upper = closed_flags(dates.loc[moved, "closed"])
    answers = Answers(place[day], low, best, high, lower, upper)
    n_support, verdict = backing(groups, answers, str(dates["method"].iloc[0]))
    support, words = dates["n_support"].to_numpy().copy(), dates["verdict"].array.copy()
    support[moved], words[moved] = n_support, verdict
    return dates.assign(n_support=support, verdict=words)


def _one_a_date(answers: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Enclose answers that tie on a date, so that each date has one range."""
    code = _codes([*keys, "_date"], answers)[0]
    ranked = encode(answers["low"], answers["high"], groups=code, flags=closed_flags(answers["closed"]))
    start, stop = hull(ranked.start, ranked.stop, code, int(code.max(initial=-1)) + 1)
    first = ~answers["_date"].groupby(code).cumcount().gt(0).to_numpy()
    tied = (np.bincount(code) > 1)[code[first]]
    low, high, lower, upper = decode(start[code[first]], stop[code[first]], ranked.ends)
    closed = np.where(tied, closed_words(lower, upper), answers["closed"][first].to_numpy(dtype=object))
    dates = answers[first]
    return dates.assign(
        low=np.where(tied, low, dates["low"]), high=np.where(tied, high, dates["high"]),
        best=np.where(tied, np.nan, dates["best"]), closed=pd.Categorical(closed, dtype=COLUMNS["closed"]),
    )  # fmt: skip


def _envelope(code: Ints, start: Ints, stop: Ints, unknown: int) -> tuple[Ints, Ints]:
    """The greatest start so far and the least stop from here on, group by group; rows stand by group and date."""
    lift = code * (unknown + 2)
    low = np.maximum.accumulate(start + lift) - lift
    high = np.minimum.accumulate((stop + lift)[::-1])[::-1] - lift
    return low, high


def _fewest_falls(code: Ints, start: Ints, stop: Ints) -> Bools:
    """Choose the dates to give up so that no kept one lies below an earlier kept one."""
    given_up = np.zeros(len(code), dtype=bool)
    lift = code * (int(stop.max(initial=0)) + 2)
    before = np.maximum.accumulate(start + lift) - lift
    for group in np.unique(code[before >= stop]):
        rows = np.arange(*np.searchsorted(code, [group, group + 1]))
        # Backwards in time, so that of equal choices the later date is given up, as when a running total falls.
        top = int(stop[rows].max())
        kept = _longest_rise((top - stop[rows])[::-1], (top - start[rows])[::-1])[::-1]
        given_up[rows[~kept]] = True
    return given_up


def _longest_rise(start: Ints, stop: Ints) -> Bools:
    """The most ranges, in order, from which numbers can be picked that never fall.

    ``least[k]`` is the least last number of k + 1 such ranges among those seen; a range can follow what ends below its
    own end, and then ends at its start or where the other ended. O(n * longest), a table of choices to walk back.
    """
    n = len(start)
    huge = np.iinfo(np.int64).max
    least = np.full(n + 1, huge)
    least[0] = -1
    taken = np.zeros((n, n + 1), dtype=bool)
    for i in range(n):
        ending = np.where(least[:-1] < stop[i], np.maximum(least[:-1], start[i]), huge)
        ending = np.where(ending < stop[i], ending, huge)
        taken[i, 1:] = ending < least[1:]
        least[1:] = np.minimum(least[1:], ending)
    kept = np.zeros(n, dtype=bool)
    length = int(np.flatnonzero(least < huge)[-1])
    for i in range(n - 1, -1, -1):
        if length and taken[i, length]:
            kept[i] = True
            length -= 1
    return kept
