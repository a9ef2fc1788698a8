"""Who takes part in a comparison, of which moment, and by which columns: the one home of these three questions."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.coded import among, coded
from estimates.errors import EstimatesError, SchemaError, nearest
from estimates.intervals.arrays import Bools
from estimates.lang.credence import doubtful, even
from estimates.schema import DATE, SAME

Days: TypeAlias = NDArray[np.datetime64]

_MORNING, _EVENING, _MIDNIGHT = (np.timedelta64(hour, "h") for hour in (6, 18, 24))

#: Hedges that leave one side open.
ONE_SIDED = ("more_than", "at_least", "less_than", "at_most", "up_to")

By: TypeAlias = str | Sequence[str]  #: the name or the names of the columns that must be equal


def columns_of(claims: pd.DataFrame, by: By) -> list[str]:
    """Give the columns that say what is comparable, each once; every ``by`` is read and checked here.

    Of ``SAME``, the default everywhere, those that the table has; of any other choice all must be there.

    Raises
    ------
    SchemaError
        If one of them is no column of the table.

    Examples
    --------
    >>> columns_of(pd.DataFrame({"quantity": ["troops"]}), "quantity")
    ['quantity']
    >>> columns_of(pd.DataFrame({"quantity": ["troops"], "place": ["Kursk"], "source": ["staff"]}), SAME)
    ['quantity', 'place']
    """
    if not isinstance(by, str | Sequence):
        raise SchemaError(f"by={by!r} names no columns.", hint="give the name of a column, or a list of names.")
    names = [by] if isinstance(by, str) else list(dict.fromkeys(by))
    if tuple(names) == SAME:
        names = ["quantity", *(name for name in SAME[1:] if name in claims)]
    for name in names:
        if name not in claims:
            hint = nearest(name, map(str, claims.columns))
            raise SchemaError(f"by names {name!r}, which is not a column.", hint=hint)
    return names


def check_columns(claims: pd.DataFrame, names: Sequence[str]) -> None:
    """Raise unless the table has these columns."""
    for name in names:
        if name not in claims:
            raise SchemaError(f"the table has no column {name!r}.", hint=nearest(name, map(str, claims.columns)))


def denied(claims: pd.DataFrame) -> Bools:
    """Tell which figures somebody denies; what is called unlikely is doubted and not denied."""
    if "negated" not in claims:
        return np.zeros(len(claims), dtype=bool)
    flags = np.asarray(claims["negated"], dtype=bool)
    return flags & ~doubtful_side(claims) if "credence" in claims else flags.copy()


def levels(claims: pd.DataFrame) -> Bools:
    """Tell which figures are levels and no changes."""
    if "trend" not in claims:
        return np.ones(len(claims), dtype=bool)
    return np.asarray(claims["trend"].array.isna())


def affirmed(claims: pd.DataFrame) -> Bools:
    """Tell which claims take part in comparisons: levels of a known quantity that nobody denies or leaves open.

    What a source calls unlikely, or an even chance, it does not affirm; what is unlikely to be exceeded is a bound.
    """
    named = ~claims["quantity"].array.isna() if "quantity" in claims else True
    takes_part: Bools = levels(claims) & ~denied(claims) & named
    if "credence" in claims:
        takes_part &= ~((doubtful_side(claims) & ~turned(claims)) | called(claims, even()))
    return takes_part


def none_named(claims: pd.DataFrame, by: Sequence[str] = ("quantity",)) -> str:
    """Say that none of several figures tells what is counted, so that nothing is compared; "" where one does.

    Examples
    --------
    >>> none_named(pd.DataFrame({"quantity": [None, None]}))
    "none of the 2 claims has a quantity, and so nothing is compared: say what is counted in the column 'quantity'."
    """
    if len(claims) < 2 or "quantity" not in by or claims["quantity"].notna().any():
        return ""
    return (
        f"none of the {len(claims)} claims has a quantity, and so nothing is compared: say what is counted in the "
        "column 'quantity'."
    )


def called(claims: pd.DataFrame, words: Sequence[str]) -> Bools:
    """Tell which figures their sources call by one of these words of probability."""
    if "credence" not in claims:
        return np.zeros(len(claims), dtype=bool)
    return among(coded(claims["credence"]), words)


def doubtful_side(claims: pd.DataFrame) -> Bools:
    """Tell which figures their sources call rather improbable."""
    return called(claims, doubtful())


def turned(claims: pd.DataFrame) -> Bools:
    """Tell which figures bound the other side: "unlikely that more than 500" is at most 500, if weakly."""
    if "credence" not in claims:
        return np.zeros(len(claims), dtype=bool)
    return doubtful_side(claims) & among(coded(claims["hedge"]), ONE_SIDED)


def tentative(claims: pd.DataFrame) -> Bools:
    """Tell which figures their sources give as less than almost certain, or with less than high confidence."""
    unsure = np.zeros(len(claims), dtype=bool)
    if "credence" in claims:
        unsure |= (claims["credence"].notna() & (claims["credence"] != "almost certain")).to_numpy(dtype=bool)
    if "confidence" in claims:
        unsure |= among(coded(claims["confidence"]), ("low", "moderate"))
    return unsure


def narrated(claims: pd.DataFrame) -> Bools:
    """Tell for which figures nobody is named but whoever printed them."""
    source = claims["source"].array
    return np.asarray(source.isna() | (source == claims["publisher"].array), dtype=bool)


def moment(claims: pd.DataFrame) -> pd.Series:
    """When each figure holds: ``as_of``, else ``reported``; NaT where undated."""
    return pd.Series(moments(claims), index=claims.index)


def moments(claims: pd.DataFrame) -> Days:
    """The same as an array."""
    when = day_of(claims, "as_of")
    undated = np.isnat(when)
    if undated.any():
        when[undated] = day_of(claims, "reported")[undated]
    return when


def covered(claims: pd.DataFrame) -> tuple[Days, Days]:
    """Give the span that each figure covers: from ``since``, else the first day of ``as_of``, until that is over.

    A date is the day, month or year that it names (``precision``), and a span may begin within it. NaT where ``as_of``
    is missing.

    Examples
    --------
    >>> claims = pd.DataFrame({"as_of": pd.to_datetime(["1863-07-03", "1863-01-01"]), "precision": ["day", "year"]})
    >>> covered(claims)[1]
    array(['1863-07-04T00:00:00.000000', '1864-01-01T00:00:00.000000'], dtype='datetime64[us]')
    """
    day = day_of(claims, "as_of")
    stop = over(day, claims.get("precision"))
    since = day_of(claims, "since")
    start = day.astype("datetime64[D]").astype(DATE)
    return np.where(np.isnat(since) | (since >= stop), start, since), stop


def over(day: Days, precision: Any) -> Days:
    """When the day, month or year that a date names is over.

    Examples
    --------
    >>> over(np.array(["2023-09-01"] * 2, dtype=DATE), np.array(["day", "month"]))
    array(['2023-09-02T00:00:00.000000', '2023-10-01T00:00:00.000000'], dtype='datetime64[us]')
    """
    day = day.astype("datetime64[D]")
    stop = (day + 1).astype(DATE)
    if precision is not None:
        for word, code in (("month", "M"), ("year", "Y")):
            rows = np.asarray(precision == word, dtype=bool)
            stop[rows] = (day[rows].astype(f"datetime64[{code}]") + 1).astype(DATE)
    return stop


def counted_on(claims: pd.DataFrame) -> tuple[Days, Days]:
    """Give the time at which each count was made: ``counted``, else ``reported``; NaT where neither is known.

    A time of day is a moment. A day without one is its hours from 6 to 18: nobody counts at night, so a count of half
    past midnight is earlier than one of that day.
    """
    counted, printed = _hours(day_of(claims, "counted")), printed_on(claims)
    start, stop = (np.where(np.isnat(own), others, own) for own, others in zip(counted, printed, strict=True))
    return start, stop


def printed_on(claims: pd.DataFrame) -> tuple[Days, Days]:
    """Give the time at which each figure was published, up to midnight; NaT where it is not known."""
    return _hours(day_of(claims, "reported"), until=_MIDNIGHT)


def _hours(when: Days, until: np.timedelta64 = _EVENING) -> tuple[Days, Days]:
    day = when.astype("datetime64[D]").astype(DATE)
    timed = when != day
    after = when + np.timedelta64(1, "us")  # a moment without length would be over before it begins
    return np.where(timed, when, day + _MORNING), np.where(timed, after, day + until)


def day_of(claims: pd.DataFrame, name: str) -> Days:
    """Give the dates of a column; NaT where it is missing."""
    if name not in claims:
        return np.full(len(claims), "NaT", dtype=DATE)
    column = claims[name]
    days: Days = (column if column.dtype == DATE else pd.to_datetime(column).astype(DATE)).to_numpy(copy=True)
    return days


def window(within: Any) -> pd.Timedelta:
    """Read a window of time: a number of days, or what ``Timedelta`` reads ("30D").

    Raises
    ------
    EstimatesError
        If it is none, or less than nothing.

    Examples
    --------
    >>> window(30), window("12h")
    (Timedelta('30 days 00:00:00'), Timedelta('0 days 12:00:00'))
    """
    try:
        days = isinstance(within, Real) and not isinstance(within, np.timedelta64)
        span = pd.Timedelta(days=float(within)) if days else pd.Timedelta(within)
    except (TypeError, ValueError, OverflowError):
        span = pd.NaT
    if span is pd.NaT or span < pd.Timedelta(0):
        raise EstimatesError(f"within={within!r} is no window of time.", hint='give days, or a text such as "30D".')
    return span
