"""How far claims of one quantity disagree, who causes it, who can be right together, and what an answer hangs on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from estimates.answers.pooling import pool
from estimates.answers.stating import last_said
from estimates.claims.comparable import By, check_columns
from estimates.claims.groups import Groups, group_claims
from estimates.door import checked
from estimates.intervals.agreement import cuts, height
from estimates.intervals.arrays import RTOL, Floats, Ints
from estimates.intervals.ranked import closed_words, decode
from estimates.intervals.sweeps import common
from estimates.schema import COLUMNS, SAME, WORDS


@checked
def coalitions(claims: pd.DataFrame, *, by: By = SAME) -> pd.DataFrame:
    """Find the groups of claims that can all be right together and to which no other claim can be added.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table. Negated figures, changes and claims whose ends are unknown stay out.
    by : column names
        What makes claims comparable.

    Returns
    -------
    DataFrame
        A row per coalition: the ``by`` columns; ``coalition`` 1, 2, ... from low to high; ``low, high, closed, unit``
        of the values that all its claims allow; ``n_claims, n_origins``; ``claims``, the tuple of their ids, sorted,
        and ``origins`` likewise. On a line these are the maximal cliques of an interval graph: claims that meet
        pairwise share a point (Helly), so there are no more coalitions than claims (Fulkerson and Gross 1965).

    Raises
    ------
    SchemaError
        If the table is not bounded or a column is missing.

    Examples
    --------
    >>> from estimates import bound, coalitions, read_claims
    >>> claims = bound(read_claims([
    ...     {"quantity": "troops", "source": "president", "text": "11,000"},
    ...     {"quantity": "troops", "source": "spokesman", "text": "10,000"},
    ...     {"quantity": "troops", "source": "minister", "text": "up to 12,000"},
    ... ]))
    >>> coalitions(claims)[["coalition", "low", "high", "origins"]]
       coalition      low     high                origins
    0          1   9750.0  10250.0  (minister, spokesman)
    1          2  10725.0  11275.0  (minister, president)
    """
    check_columns(claims, ["claim_id"])
    groups = group_claims(claims, by)
    group, start, stop = _cliques(groups)
    low, high, lower, upper = decode(start, stop, groups.bands.ranked.ends)
    member, clique = _members(groups, group, start, stop)
    ids, names = groups.claims["claim_id"].astype(str).to_numpy(dtype=object), _origin_names(groups)
    cuts = np.searchsorted(clique, np.arange(1, len(group)))
    parts = np.split(member, cuts) if len(group) else []
    closed = closed_words(lower, upper)
    first = np.searchsorted(group, group)
    out = groups.keys.iloc[group].reset_index(drop=True)
    return out.assign(
        coalition=np.arange(len(group)) - first + 1, low=low, high=high,
        closed=pd.Categorical(closed, dtype=COLUMNS["closed"]),
        unit=groups.units[group], n_claims=np.array([len(part) for part in parts], dtype=np.int64),
        n_origins=np.array([len(set(groups.origin[part])) for part in parts], dtype=np.int64),
        claims=pd.Series([tuple(sorted(ids[part])) for part in parts], dtype=object),
        origins=pd.Series([_sorted_names(names[groups.origin[part]]) for part in parts], dtype=object),
    ).astype({"unit": WORDS})  # fmt: skip


@checked
def disagreement(claims: pd.DataFrame, *, by: By = SAME) -> pd.DataFrame:
    """Put a number on how far the origins of each quantity disagree, and on how much of it one of them causes.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table; as for ``reconcile``.
    by : column names
        What makes claims comparable.

    Returns
    -------
    DataFrame
        A row per group: the ``by`` columns, ``n_claims, n_origins, unit`` as in ``reconcile``, then

        - ``spread``: the greatest number printed less the least, each origin by its latest, in ``unit``;
        - ``gap``: by how much the outer bands fail to meet, 0 if they do, in ``unit``;
        - ``agreement``: 1 if the likely bands share a value, 0 if the outer bands do not, and between, the greatest
          possibility that one value has for all, possibility falling in a straight line from the likely to the outer
          ends (Dubois and Prade 1988);
        - ``I2``: percent of the variance that the standard errors do not explain (Higgins and Thompson 2002); missing
          unless every origin has an ``se``;
        - ``origin``: the one whose leaving out raises agreement most, or if none does, lowers the spread most; missing
          if none does either; ``agreement_without, spread_without``: what is left without it, missing likewise;
        - ``share``: the part of the spread that goes with it, 0 to 1.

    Raises
    ------
    SchemaError
        If the table is not bounded or a column is missing.

    Examples
    --------
    >>> from estimates import bound, disagreement, read_claims
    >>> claims = bound(read_claims([
    ...     {"quantity": "troops", "source": "president", "text": "about 11,000"},
    ...     {"quantity": "troops", "source": "spokesman", "text": "about 10,500"},
    ...     {"quantity": "troops", "source": "memoir", "text": "about 50,000"},
    ... ]))
    >>> disagreement(claims).loc[0, ["spread", "agreement", "origin", "agreement_without"]].to_dict()
    {'spread': 39500.0, 'agreement': 0.0, 'origin': 'memoir', 'agreement_without': 1.0}
    """
    groups = group_claims(claims, by)
    n = len(groups)
    every = _Without(groups, np.arange(n), np.full(n, -1))
    group, origin = _suspects(groups, every)
    without = _Without(groups, group, origin)
    drop = np.where(np.isnan(without.spread), 0.0, every.spread[group] - without.spread)
    gain = without.agreement - every.agreement[group]
    names = _origin_names(groups)
    order = np.lexsort((names[origin].astype(str), -drop, -gain, group)) if len(group) else group
    group, origin, drop, gain = group[order], origin[order], drop[order], gain[order]
    first = np.append(True, group[1:] != group[:-1])[: len(group)] & ((gain > 0) | (drop > 0))
    chosen, kept = order[first], group[first]
    out = {name: np.full(n, np.nan) for name in ("agreement_without", "spread_without", "share")}
    out["agreement_without"][kept] = without.agreement[chosen]
    out["spread_without"][kept] = without.spread[chosen]
    with np.errstate(invalid="ignore", divide="ignore"):
        out["share"][kept] = np.where(every.spread[kept] > 0, drop[first] / every.spread[kept], 0.0)
    culprit = np.full(n, np.nan, dtype=object)
    culprit[kept] = names[origin[first]]
    return groups.keys.assign(
        n_claims=groups.n_claims, n_origins=groups.n_origins, unit=groups.units, spread=every.spread,
        gap=np.where(groups.n_claims > 0, every.gap, np.nan),
        agreement=every.agreement, I2=_i2(groups), origin=pd.array(culprit, dtype=WORDS), **out,
    )  # fmt: skip


def _cliques(groups: Groups) -> tuple[Ints, Ints, Ints]:
    """The points of greatest common cover: where one claim has just begun and the next thing is that one ends."""
    start, stop = groups.bands.ranked.start, groups.bands.ranked.stop
    filled = start < stop
    start, stop, code = start[filled], stop[filled], groups.code[filled]
    width = int(stop.max(initial=0)) + 1
    starts, stops = np.unique(code * width + start), np.unique(code * width + stop)
    if not len(starts):
        return code, start, stop
    following = stops[np.searchsorted(stops, starts, side="right")]
    last = np.append(starts[1:] >= following[:-1], True)
    group, first = np.divmod(starts[last], width)
    return group, first, following[last] - group * width


def _members(groups: Groups, group: Ints, start: Ints, stop: Ints) -> tuple[Ints, Ints]:
    """Pairs of claim and clique, sorted by clique: a claim covers a run of its group's cliques, which are in order."""
    width = int(groups.bands.ranked.stop.max(initial=0)) + 1
    base = groups.code * width
    first = np.searchsorted(group * width + start, base + groups.bands.ranked.start, side="left")
    end = np.searchsorted(group * width + stop, base + groups.bands.ranked.stop, side="right")
    count = np.maximum(end - first, 0)
    member = np.repeat(np.arange(len(count)), count)
    clique = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
    order = np.argsort(clique, kind="stable")
    return member[order], clique[order]


class _Without:
    """Spread, gap and agreement of groups, each without one of its origins (-1: with all)."""

    def __init__(self, groups: Groups, group: Ints, origin: Ints) -> None:
        self.n = len(group)
        rows, case = _expanded(groups.code, len(groups), group)
        keep = groups.origin[rows] != origin[case]
        self.rows, self.case = rows[keep], case[keep]
        self.groups = groups
        low, high = groups.column("low")[self.rows], groups.column("high")[self.rows]
        start, stop = common(
            groups.bands.ranked.start[self.rows], groups.bands.ranked.stop[self.rows], self.case, self.n
        )
        self.greatest_low, self.least_high = _extremes(low, high, self.case, self.n)
        with np.errstate(invalid="ignore"):
            self.gap = np.where(start < stop, 0.0, np.maximum(self.greatest_low - self.least_high, 0.0))
        _, _, lower, upper = decode(
            groups.bands.ranked.start[self.rows], groups.bands.ranked.stop[self.rows], groups.bands.ranked.ends
        )
        likely = (groups.column(name)[self.rows] for name in ("likely_low", "likely_high"))
        likely_low, likely_high = likely
        self.agreement = height(low, likely_low, likely_high, high, lower, upper, self.case, self.n, start < stop)
        self.spread = self._spread(group, origin)

    def _spread(self, group: Ints, origin: Ints) -> Floats:
        said = last_said(self.groups)
        low, high = said.printed()
        speakers = self.groups.speakers[0][said.group]
        code = self.groups.group_of(speakers)
        rows, case = _expanded(code, len(self.groups), group)
        keep = (speakers[rows] % self.groups.n_sources != origin[case]) & ~np.isnan(low[rows])
        least, greatest = np.full(self.n, np.inf), np.full(self.n, -np.inf)
        np.minimum.at(least, case[keep], low[rows[keep]])
        np.maximum.at(greatest, case[keep], high[rows[keep]])
        with np.errstate(invalid="ignore"):
            return np.where(greatest >= least, greatest - least, np.nan)


def _expanded(code: Ints, n_groups: int, group: Ints) -> tuple[Ints, Ints]:
    """Rows of every asked-for group, and the place of the group in the asking."""
    order = np.argsort(code, kind="stable")
    count = np.bincount(code, minlength=n_groups)
    first, size = (np.cumsum(count) - count)[group], count[group]
    case = np.repeat(np.arange(len(group)), size)
    place = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size) + np.repeat(first, size)
    return order[place], case


def _extremes(low: Floats, high: Floats, code: Ints, n: int) -> tuple[Floats, Floats]:
    greatest, least = np.full(n, -np.inf), np.full(n, np.inf)
    np.maximum.at(greatest, code, low)
    np.minimum.at(least, code, high)
    return greatest, least


def _suspects(groups: Groups, every: _Without) -> tuple[Ints, Ints]:
    """The origins whose leaving out can change anything: those that stand alone at an extreme of their group.

    How high a group meets is decided where its greatest lower end crosses its least upper one, and its spread by its
    least and its greatest number; so at most four origins of a group need to be tried, whatever its size.
    """
    bands = (groups.column(name) for name in ("low", "likely_low", "likely_high", "high"))
    low, likely_low, likely_high, high = bands
    left, right = cuts(low, likely_low, likely_high, high, every.agreement[groups.code])
    found = [_alone_at_top(end, groups.code, groups.origin, len(groups)) for end in (left, -right)]
    said = last_said(groups)
    speakers = groups.speakers[0][said.group]
    least, greatest = said.printed()
    for number in (-least, greatest):
        known = ~np.isnan(number)
        group, origin = groups.group_of(speakers[known]), speakers[known] % groups.n_sources
        found.append(_alone_at_top(number[known], group, origin, len(groups)))
    pairs = np.unique(np.concatenate([group * groups.n_sources + origin for group, origin in found]))
    pairs = pairs[groups.n_origins[groups.group_of(pairs)] > 1]
    return groups.group_of(pairs), pairs % groups.n_sources


def _alone_at_top(numbers: Floats, code: Ints, origin: Ints, n_groups: int) -> tuple[Ints, Ints]:
    """The groups whose greatest number is one origin's only, and that origin."""
    top = np.full(n_groups, -np.inf)
    np.maximum.at(top, code, numbers)
    at_top = (numbers >= top[code] - RTOL * np.abs(top[code])) & np.isfinite(numbers)
    first, last = np.full(n_groups, np.iinfo(np.int64).max), np.full(n_groups, -1)
    np.minimum.at(first, code[at_top], origin[at_top])
    np.maximum.at(last, code[at_top], origin[at_top])
    group = np.flatnonzero(first == last)
    return group, last[group]


def _i2(groups: Groups) -> Floats:
    """I2 of the groups in which every claim has a standard error."""
    value, se = np.fmax(groups.best, groups.column("value")), groups.column("se")
    usable = np.isfinite(value) & np.isfinite(se) & (se > 0)
    out = np.full(len(groups), np.nan)
    complete = (np.bincount(groups.code[~usable], minlength=len(groups)) == 0) & (groups.n_claims > 0)
    rows = complete[groups.code] & groups.last & ~groups.repeated
    if rows.any():
        table = pool(value[rows], se[rows], groups=groups.code[rows], method="EE")
        out[table["group"]] = table["I2"]
    return out


def _sorted_names(names: Any) -> tuple[str, ...]:
    """Each name once, those that are missing left out."""
    return tuple(sorted({str(name) for name in names if not pd.isna(name)}))


def _origin_names(groups: Groups) -> Any:
    column = "origin" if "origin" in groups.claims else "source"
    names = np.full(groups.n_sources, np.nan, dtype=object)
    named = groups.claims[column].fillna(groups.claims["source"]) if column == "origin" else groups.claims[column]
    names[groups.origin] = named.to_numpy(dtype=object)
    return names
