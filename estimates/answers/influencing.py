"""What each origin moves: the answer again without it, and as it stood by every date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, get_args

import numpy as np
import pandas as pd

from estimates.answers.asked import group_columns
from estimates.answers.reconciling import Method, reconcile
from estimates.answers.sensitivities import CHANGES, changes
from estimates.claims.groups import Groups, group_claims
from estimates.coded import ordered
from estimates.door import checked
from estimates.errors import EstimatesError, listed
from estimates.intervals.arrays import RTOL, Bools, Floats, Ints
from estimates.relations.network import ranges
from estimates.schema import DATE, OPTIONAL, WORDS, framed, rows_of, stacked

_COPY = "\0copy"  # a column of our own beside any of the caller's
_ROWS = 1_000_000  # claims reconciled in one pass
_NUMBERS = ("low", "best", "high")
_UNDATED = np.iinfo(np.int64).min


@checked
def influence(
    claims: pd.DataFrame,
    result: pd.DataFrame,
    *,
    method: Callable[[pd.DataFrame], Any] | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Ask how far each origin moves an answer, and how the answer came about.

    Parameters
    ----------
    claims : DataFrame
        The bounded claims that were reconciled.
    result : DataFrame
        What ``reconcile`` gave for them.
    method : callable, optional
        The rule itself, where the result was made by one of the caller's.
    **options
        What ``reconcile`` was given besides (``estimator``, ``ci``, ``within``, ``known``, ...).

    Returns
    -------
    DataFrame
        The columns of a group; ``case``; ``origin``, ``until``; then the columns of ``reconcile`` for the claims of
        that case; ``shift`` and ``change``. Case "without": a row for each origin, the answer without its claims
        (leave one out), the one that moves most first. Case "until": a row for each date (``as_of``, else
        ``reported``), the answer from the claims up to it, undated ones included; ``precision`` is that of the date,
        where the claims have one. ``shift`` is by how much ``best``
        lies above that of the answer or, where either has none, the end that moves more (of two that move alike, the
        upper); NaN where there is no answer, which comes first. ``change`` is ``same``, ``overlaps``, ``apart`` or
        ``none``, as in ``sensitivity``.

    Raises
    ------
    EstimatesError
        If the result is not what ``reconcile`` gives for these claims and options.

    Notes
    -----
    Leave-one-out and cumulative analysis as by ``leave1out`` and ``cumul`` of metafor (Viechtbauer 2010, Journal of
    Statistical Software 36(3)); it is origins that are left out, so that what several outlets repeat moves once.
    Method "learned" learns anew each time, from all quantities.

    Examples
    --------
    >>> from estimates import bound, influence, read_claims, reconcile
    >>> claims = bound(read_claims([{"quantity": "troops", "source": "army", "text": "10,000"},
    ...                             {"quantity": "troops", "source": "agency", "text": "10,500"},
    ...                             {"quantity": "troops", "source": "rebels", "text": "15,000"}]))
    >>> answer = reconcile(claims, "median")
    >>> influence(claims, answer)[["case", "origin", "best", "shift", "change"]]
          case  origin     best   shift change
    0  without    army  12750.0  2250.0  apart
    1  without  agency  12500.0  2000.0  apart
    2  without  rebels  10250.0  -250.0  apart
    """
    by, rule = group_columns(result), _rule(result, method)
    if not {"by", "relations", "reject"}.isdisjoint(options):
        raise EstimatesError("by, relations and reject do not go with influence.", hint="it groups as the result does.")
    answer = reconcile(claims, rule, by=by, **options)
    if not _same(answer, result):
        raise EstimatesError(
            "the result is not what reconcile gives for these claims.",
            hint="give the claims and the options that it was made with: influence(claims, result, estimator=...).",
        )
    groups = group_claims(claims, by, banded=rule != "random_effects", within=options.get("within"))
    whole = _hulls(answer, (answer["region"] == 1).cumsum().to_numpy() - 1, len(groups))
    cuts = _cuts(groups)
    out, number = _again(groups, cuts, by, rule, options)
    low, best, high = (end[cuts.group] for end in whole)
    shift = _shift(_hulls(out, number, len(cuts.group)), (low, best, high))[number]
    group, cut, dated = (column[number] for column in cuts)
    origin = _origin_names(groups).take(np.where(dated, -1, cut), allow_fill=True)
    case: dict[str, Any] = {
        "case": pd.array(["without", "until"], dtype=WORDS).take(dated.astype(np.int64)),
        "origin": origin, "until": np.where(dated, cut, _UNDATED).view(DATE),
    }  # fmt: skip
    if "precision" in groups.claims:
        rows = np.where(dated, np.arange(len(number)), -1)
        case["precision"] = _precision(groups, cuts.group[number], cuts.cut[number]).take(rows, allow_fill=True)
    found = {"shift": shift, "change": pd.Categorical(changes(out, answer, by), dtype=CHANGES)}
    answers = {name: out[name].array for name in out}
    table = framed({name: answers.pop(name) for name in by} | case | answers | found, len(out))
    last = np.where(dated, cut, np.where(np.isnan(shift), -np.inf, -np.abs(shift)))
    return rows_of(table, np.lexsort((out["region"], ordered(pd.Series(origin))[0], last, dated, group)))


def _rule(result: pd.DataFrame, method: Any) -> Any:
    names = list(result["method"].dropna().unique()) if len(result) else ["intersection"]
    if callable(method):
        return method
    if len(names) != 1 or names[0] not in get_args(Method):
        raise EstimatesError(
            f"the result was made by {listed(names) or 'nothing'}.",
            hint="give what one call of reconcile returned; for a rule of your own give method= too.",
        )
    return names[0]


def _same(answer: pd.DataFrame, result: pd.DataFrame) -> bool:
    return len(answer) == len(result) and all(
        np.allclose(answer[name].to_numpy(dtype=float), result[name].to_numpy(dtype=float), equal_nan=True)
        for name in _NUMBERS
    )


class _Cuts(NamedTuple):
    """Groups to be asked again, each with a cut through its claims: an origin left out or, where dated, a date."""

    group: Ints
    cut: Ints
    dated: Bools

    def kept(self, groups: Groups, number: Ints, rows: Ints) -> Bools:
        """Whether each row is kept under the cut of this number."""
        cut, before = self.cut[number], self.dated[number]
        return np.where(before, groups.moment[rows] <= cut, groups.origin[rows] != cut)


def _cuts(groups: Groups) -> _Cuts:
    """Every group without each origin that speaks in it, and every group as it stood by each of its dates."""
    known = groups.moment > _UNDATED
    without = np.unique(np.stack([groups.code, groups.origin]), axis=1)
    until = np.unique(np.stack([groups.code[known], groups.moment[known]]), axis=1)
    group, cut = np.concatenate([without, until], axis=1)
    return _Cuts(group, cut, np.arange(len(group)) >= without.shape[1])


def _again(groups: Groups, cuts: _Cuts, by: list[str], rule: Any, options: dict[str, Any]) -> tuple[pd.DataFrame, Ints]:
    """What is answered under every cut: a row or more for each, in their order, and their numbers."""
    tables = (_at_once if rule == "learned" else _side_by_side)(groups, cuts)
    found = [reconcile(table, rule, by=[*by, _COPY], **options) for table in tables]
    out = stacked(found or [reconcile(groups.claims.iloc[:0].assign(**{_COPY: 0}), rule, by=[*by, _COPY])])
    number = out.pop(_COPY).to_numpy()
    out, number = (out, number) if (number >= 0).all() else (rows_of(out, number >= 0), number[number >= 0])
    silent = np.setdiff1d(np.arange(len(cuts.group)), number)  # whoever spoke alone leaves nothing
    if len(silent):
        keys = groups.keys.iloc[cuts.group[silent]].reset_index(drop=True)
        counts = {"region": 1, "n_claims": 0, "n_origins": 0, "n_support": 0, "verdict": "undetermined"}
        blank = keys.assign(**counts, method=out["method"].iloc[0] if len(out) else np.nan)
        out = stacked([out, blank.reindex(columns=out.columns).astype(out.dtypes)])
    order = np.argsort(np.append(number, silent), kind="stable")
    return rows_of(out, order), np.append(number, silent)[order]


def _side_by_side(groups: Groups, cuts: _Cuts) -> Iterator[pd.DataFrame]:
    """Copies of every group under its cuts, as many at once as there is room for."""
    order = np.argsort(groups.code, kind="stable")
    starts = np.searchsorted(groups.code[order], np.arange(len(groups) + 1))
    size = np.diff(starts)[cuts.group]
    block = np.cumsum(size) // _ROWS
    for number in np.unique(block):
        some = np.flatnonzero(block == number)
        rows = order[ranges(starts[cuts.group[some]], size[some])]
        copy = np.repeat(some, size[some])
        kept = cuts.kept(groups, copy, rows)
        table = rows_of(groups.claims, rows[kept])
        table[_COPY] = copy[kept]
        yield table


def _at_once(groups: Groups, cuts: _Cuts) -> Iterator[pd.DataFrame]:
    """All groups under one cut after the other, for a method that learns from all of them."""
    every = np.arange(len(groups.claims))
    for dated, cut in np.unique(np.stack([cuts.dated, cuts.cut]), axis=1).T.tolist():
        number = -1 - np.arange(len(groups))
        asked = np.flatnonzero((cuts.cut == cut) & (cuts.dated == dated))
        number[cuts.group[asked]] = asked
        kept = cuts.kept(groups, np.full(len(every), asked[0]), every)
        yield groups.claims[kept].assign(**{_COPY: number[groups.code[kept]]})


def _precision(groups: Groups, group: Ints, until: Ints) -> Any:
    """How precise dates of groups are: as the most precise claim of that date; a day where it was reported."""
    claims = groups.claims
    said = pd.Categorical(claims["precision"], dtype=OPTIONAL["precision"])
    coarse = np.where(claims["as_of"].isna(), 0, np.maximum(said.codes, 0))
    known = pd.Series(coarse).groupby([groups.code, groups.moment]).min()
    code = known.reindex(pd.MultiIndex.from_arrays([group, until])).fillna(-1).astype(np.int8)
    return pd.Categorical.from_codes(code.to_numpy(), dtype=said.dtype)


def _origin_names(groups: Groups) -> Any:
    """The name of each number of an origin."""
    claims = groups.claims
    named = claims["origin"].fillna(claims["source"]) if "origin" in claims else claims["source"]
    place = np.full(groups.n_sources, -1)
    place[groups.origin] = np.arange(len(named))
    return named.astype(WORDS).array.take(place, allow_fill=True)


def _hulls(table: pd.DataFrame, number: Ints, n: int) -> tuple[Floats, Floats, Floats]:
    """Low, best and high of every numbered answer, ties taken together; NaN for a number without one."""
    low, best, high = (np.full(n, np.nan) for _ in _NUMBERS)
    np.fmin.at(low, number, table["low"].to_numpy(dtype=float))
    np.fmax.at(high, number, table["high"].to_numpy(dtype=float))
    figures = table["best"].to_numpy(dtype=float)[::-1]
    known = ~np.isnan(figures)
    best[number[::-1][known]] = figures[known]  # the first of each, as the last that is written stays
    return low, best, high


def _shift(mine: tuple[Floats, Floats, Floats], whole: tuple[Floats, Floats, Floats]) -> Floats:
    """How far the best figures lie apart; the ends, the one that moves more, where one of the two has none.

    Of two ends that move alike the last digits, which another unit changes, must not tell which moved more.
    """
    sizes = [np.where(np.isfinite(end), np.abs(end), 0.0) for end in (mine[0], mine[2], whole[0], whole[2])]
    with np.errstate(invalid="ignore"):  # an end that is unbounded in both has not moved
        low, best, high = (np.where(a == b, 0.0, a - b) for a, b in zip(mine, whole, strict=True))
    lower = np.abs(low) > np.abs(high) + RTOL * np.max(sizes, axis=0)
    ends = np.where(lower, low, np.where(np.isnan(high), low, high))
    shift: Floats = np.where(np.isnan(best), ends, best)
    return shift
