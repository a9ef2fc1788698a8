"""Which claims follow one another over time: groups whose claims differ in their dates and status only."""

from __future__ import annotations

import numpy as np
import pandas as pd

from estimates.answers.asked import group_columns
from estimates.claims.comparable import columns_of, covered
from estimates.schema import SAME
from estimates.units import factor
from estimates.views.answered import Answered, answered
from estimates.views.canvas import one_unit

_OVER_TIME = ("as_of", "status")  # what may change along one series
_SPAN = "\0span"  # a column of our own beside any of the caller's

#: Days that a span has by name; "since the 8th" may mean that day or the one after.
_SPANS = {"day": (1, 2), "week": (7, 8), "month": (28, 32), "quarter": (90, 93), "year": (365, 367)}


def series(claims: pd.DataFrame, result: pd.DataFrame | None = None) -> list[Answered]:
    """Split bounded claims into the groups of their answer, each over all its dates, in one unit each.

    Figures of spans that move along ("in the past 24 hours", a figure a day) are one series, and those since one day
    are one of their own.
    """
    by = columns_of(claims, SAME) if result is None else group_columns(result)
    by = [name for name in by if name not in _OVER_TIME]
    if "since" in by:
        claims, result, by = _along(claims, result, by)
    if result is not None:  # the columns of a group, and no others, stand before its region
        after = [name for name in _OVER_TIME if name in result]
        result = result[[*by, *(name for name in result if name not in (*by, *after)), *after]]
    return [_in_its_unit(group) for group in answered(claims, result, by=by)]


def together(groups: list[Answered]) -> Answered:
    """Several series as one, for one Axes: its title says of what all it is.

    Raises
    ------
    UnitError
        If they are of several units.
    """
    if len(groups) == 1:
        return groups[0]
    parts = answered(pd.concat([group.claims for group in groups]), by=["quantity"])  # one for each dimension
    unit = one_unit([part.unit for part in parts], [part.title for part in parts])
    answers = pd.concat([group.answer for group in groups])
    return _in_its_unit(Answered("; ".join(group.title for group in groups), parts[0].claims, answers, unit))


def _along(
    claims: pd.DataFrame, result: pd.DataFrame | None, by: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame | None, list[str]]:
    """Tell spans that move along by their length, and no longer by the day that each begins."""
    others = [name for name in by if name != "since"]
    claims = claims.reset_index(drop=True)  # whose index means nothing
    keys = claims[others].assign(since=claims["since"], as_of=claims["as_of"], length=_lengths(claims))
    of_one_day = _distinct(keys, by, "as_of") == 1
    moves = of_one_day & (_distinct(keys[of_one_day], [*others, "length"], "since").reindex(keys.index) > 1)
    if not moves.any():
        return claims, result, by
    if result is not None:
        known = keys[moves].drop_duplicates(by)
        known = known if "as_of" not in result else known.drop(columns="as_of")
        result = result.merge(known, how="left", on=by)  # each of its spans is of one day, which an answer may not say
        result = _by_length(result, result.pop("length"))
    return _by_length(claims, keys["length"].where(moves)), result, [*by, _SPAN]


def _by_length(table: pd.DataFrame, length: pd.Series) -> pd.DataFrame:
    return table.assign(**{"since": table["since"].where(length.isna()), _SPAN: length})


def _distinct(keys: pd.DataFrame, by: list[str], name: str) -> pd.Series:
    """How many different cells of a column the group of each row has; none for a row whose group is unknown."""
    return keys.groupby(by, dropna=False, observed=True, sort=False)[name].transform("nunique")


def _lengths(claims: pd.DataFrame) -> pd.Series:
    """How long the span of each claim is, in words; missing where it is not known."""
    start, stop = covered(claims)
    length = pd.Series(stop - start, index=claims.index).dt.days
    words = pd.Series(np.nan, index=claims.index, dtype=object)
    known = length.notna() & claims["since"].notna()
    words[known] = length[known].map(lambda days: f"within {days:.0f} days")
    for name, (least, most) in _SPANS.items():
        words[known & length.between(least, most)] = f"within a {name}"
    return words


def _in_its_unit(group: Answered) -> Answered:
    """The same with all answers in the unit of the claims: answers for other dates may be in another."""
    units = group.claims["unit"].dropna().unique()
    if len(units) != 1 or not len(group.answer):
        return group
    by = {unit: factor(unit, units[0]) for unit in group.answer["unit"].dropna().unique()}
    scale = group.answer["unit"].map(by).fillna(1.0).to_numpy(dtype=float)
    ends = {end: group.answer[end].to_numpy(dtype=float) * scale for end in ("low", "best", "high")}
    return Answered(group.title, group.claims, group.answer.assign(**ends, unit=units[0]), units[0])
