"""Claims and their answer side by side, one group at a time: what every picture and page walks through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.answers.asked import ANSWER, group_columns
from estimates.claims.bounds import check_bounded
from estimates.claims.comparable import By, columns_of, denied
from estimates.claims.phrasing import cells, told
from estimates.claims.wording import in_words, topic
from estimates.conversion import common_unit, mixed_dimensions
from estimates.errors import SchemaError, listed
from estimates.intervals.ranked import encode
from estimates.schema import SAME

DIMENSION = "\0dimension"  # a column of our own beside any of the caller's


@dataclass(frozen=True)
class Answered:
    """One group: its name, its claims from the least to the greatest, the rows of its answer, its unit."""

    title: str
    claims: pd.DataFrame
    answer: pd.DataFrame
    unit: str | None

    @cached_property
    def shares(self) -> bool:
        """Whether all figures are shares of a whole that their sources said in words."""
        return all_shares(told(self.claims, np.arange(len(self.claims))))


def answered(claims: pd.DataFrame, result: pd.DataFrame | None = None, *, by: By = SAME) -> list[Answered]:
    """Split bounded claims into the groups of their answer, in one unit each.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    result : DataFrame, optional
        What ``reconcile`` gave for them; groups stand in its order.
    by : sequence of str
        The columns of a group where there is no result.

    Raises
    ------
    SchemaError
        If the claims are not bounded, or the result is no answer of ``reconcile``.
    UnitError
        If a group mixes dimensions.
    """
    check_bounded(claims)
    columns = columns_of(claims, by) if result is None else group_columns(result)
    absent = [name for name in columns if name not in claims]
    if absent:
        raise SchemaError(f"the claims lack {listed(absent)}.", hint="give the claims that were reconciled.")
    claims = least_first(common_unit(claims, columns))
    claims, result, columns = by_dimension(claims, result, columns)
    nothing = pd.DataFrame(columns=list(ANSWER)) if result is None else result.iloc[:0]
    answers = {} if result is None else _parts(result, columns)
    members = _parts(claims, columns)
    groups = []
    for key in [*answers, *(key for key in members if key not in answers)]:
        rows = members.get(key, claims.iloc[:0])
        answer = answers.get(key, nothing)
        units = [*answer["unit"].dropna(), *rows["unit"].dropna()]
        groups.append(Answered(title_of(columns, key), rows, answer, str(units[0]) if units else None))
    return groups


def all_shares(claims: Iterable[Mapping[Any, Any]]) -> bool:
    """Whether all figures that are known are shares of a whole that their sources said in words."""
    known = [claim for claim in claims if claim["low"] == claim["low"]]
    return bool(known) and all(in_words(claim) for claim in known)


def by_dimension(
    claims: pd.DataFrame, result: pd.DataFrame | None, by: list[str]
) -> tuple[pd.DataFrame, Any, list[str]]:
    """Part groups of several dimensions: where there are some, a column more says which unit a group is of."""
    mixed = mixed_dimensions(claims, by)
    if not mixed.any() or "unit" in by:
        return claims, result, by
    claims = claims.assign(**{DIMENSION: claims["unit"].astype(object).where(mixed)})
    if result is not None:
        keys = pd.MultiIndex.from_frame(claims.loc[mixed, by].astype(object).fillna(""))
        inside = pd.MultiIndex.from_frame(result[by].astype(object).fillna("")).isin(keys)
        result = result.assign(**{DIMENSION: result["unit"].astype(object).where(inside)})
    return claims, result, [*by, DIMENSION]


def grouped_rows(table: pd.DataFrame, by: Sequence[str]) -> dict[tuple[object, ...], list[dict[str, Any]]]:
    """Rows as dicts by group, in the order of first appearance; a missing cell is a value of its own, None."""
    every = np.arange(len(table))
    cells_of = {str(name): cells(table[name], every) for name in table.columns}
    known = [(cells_of[name], table[name].isna()) for name in by]
    columns = [[None if no else cell for cell, no in zip(*column, strict=True)] for column in known]
    keys = zip(*columns, strict=True) if columns else [()] * len(table)
    out: dict[tuple[object, ...], list[dict[str, Any]]] = {}
    for key, row in zip(keys, zip(*cells_of.values(), strict=True), strict=True):
        out.setdefault(key, []).append(dict(zip(cells_of, row, strict=True)))
    return out


def title_of(by: Sequence[str], key: tuple[object, ...]) -> str:
    """Name a group in words; that a figure is actual goes without saying.

    Examples
    --------
    >>> title_of(["quantity", "status"], ("troops", "expected"))
    'troops, expected'
    """
    return topic(dict(zip(by, key, strict=True))) or "All claims"


def middle(claims: pd.DataFrame) -> NDArray[np.float64]:
    """Where a claim stands on a line: its number, else the middle of its likely band, else its one known end.

    For placing marks only; no middle is ever an answer.
    """
    ends = (claims[name].to_numpy(dtype=float) for name in ("best", "likely_low", "likely_high", "low", "high"))
    place, likely_low, likely_high, *outer = (np.where(np.isfinite(end), end, np.nan) for end in ends)
    for instead in ((likely_low + likely_high) / 2, likely_low, likely_high, *outer):
        place = np.where(np.isnan(place), instead, place)
    return place


def contradicted(groups: list[Answered], findings: pd.DataFrame) -> set[str]:
    """Ids of claims in a contradiction; where a group has more pairs than are listed, its ends decide."""
    hard = findings[findings["severity"].isin(["contradiction", "weak"])]
    crossed = {claim for ids in hard["claims"] for claim in ids}
    partly = {claim for ids in hard.loc[hard["n_pairs"] > len(hard), "claims"] for claim in ids}
    for group in groups:
        claims = group.claims[~denied(group.claims)]
        if partly.isdisjoint(claims["claim_id"]):
            continue
        ends = encode(claims["low"], claims["high"], claims["closed"], np.zeros(len(claims), dtype=np.int64))
        apart = (ends.stop <= ends.start[ends.known].max()) | (ends.start >= ends.stop[ends.known].min())
        crossed |= set(claims.loc[apart & ends.known, "claim_id"])
    return crossed


def least_first(claims: pd.DataFrame) -> pd.DataFrame:
    """Bounded claims from the least figure to the greatest, whatever the order of the table."""
    order = np.lexsort((claims["claim_id"].astype(str), claims["high"], claims["low"], middle(claims)))
    return claims.iloc[order].reset_index(drop=True)


def _parts(table: pd.DataFrame, columns: list[str]) -> dict[tuple[object, ...], pd.DataFrame]:
    """Rows by group, in the order of first appearance; a missing cell is a value of its own."""
    if table.empty:
        return {}
    grouped = table.groupby(columns, sort=False, dropna=False, observed=True)
    return {
        tuple(None if pd.isna(value) else value for value in (key if isinstance(key, tuple) else (key,))): rows
        for key, rows in grouped
    }
