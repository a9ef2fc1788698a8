"""What an answer hangs on: asked again under other policies and by other methods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from estimates.answers.reconciling import Method, by_methods
from estimates.claims.bounds import banded
from estimates.claims.comparable import By, columns_of
from estimates.claims.groups import closed_flags, group_numbers
from estimates.door import checked
from estimates.errors import EstimatesError
from estimates.intervals.arrays import RTOL
from estimates.intervals.ranked import encode, meet
from estimates.policy import HedgePolicy
from estimates.progress import counted
from estimates.relations.network import ranges
from estimates.schema import SAME, WORDS, end_to_end, framed, rows_of, stacked

Change = Literal["same", "overlaps", "apart", "none"]

_POLICY = "\0policy"  # a column of our own beside any of the caller's: claims under several policies are asked together
_OF_ALL = ("learned", "random_effects")  # methods that look at the table as a whole, not group by group
_NUMBERS = ("low", "high", "best")
_ROWS = 30_000  # claims asked at once: of few it is the calls that cost, many are quicker one policy after the other


CHANGES = pd.CategoricalDtype(pd.Index(get_args(Change), dtype=WORDS))


@checked
def sensitivity(
    claims: pd.DataFrame,
    *,
    policies: Mapping[str, HedgePolicy] | None = None,
    methods: Sequence[Method | Callable[[pd.DataFrame], Any]] = ("intersection", "consensus", "median"),
    by: By = SAME,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Ask whether the answer changes under another policy or another method.

    Parameters
    ----------
    claims : DataFrame
        A claims table, bounded or not: it is bounded anew by each policy.
    policies : mapping of name to HedgePolicy, optional
        By default the policy as it stands, all its shares halved ("strict"), and doubled ("generous").
    methods : sequence
        As ``method`` of ``reconcile``.
    by : column names
        What makes claims comparable.
    progress : bool, optional
        Whether to show a bar; by default where there is a terminal or a notebook to show it in, on work of over a
        second.

    Returns
    -------
    DataFrame
        A row per policy, method and answer: ``policy``, then the columns of ``reconcile``, then ``change`` against the
        answer of the first policy and method: ``same`` ends and best, ``overlaps``, ``apart`` (they share no value), or
        ``none`` if one of the two has no answer. With ties the nearest relation to any of them counts.

    Raises
    ------
    EstimatesError
        If there is no policy or no method; and as ``reconcile``.

    Examples
    --------
    >>> from estimates import read_claims, sensitivity
    >>> claims = read_claims([{"quantity": "troops", "source": "president", "text": "about 11,000"},
    ...                       {"quantity": "troops", "source": "spokesman", "text": "about 9,000"}])
    >>> sensitivity(claims, methods=["intersection"])[["policy", "low", "high", "verdict", "change"]]
         policy     low     high verdict change
    0   default  9350.0  10350.0  agreed   same
    1    strict     NaN      NaN   split   none
    2  generous  7700.0  11700.0  agreed  overlaps
    """
    chosen = _POLICIES if policies is None else dict(policies)
    if not chosen or not methods:
        raise EstimatesError("nothing to compare.", hint="give at least one policy and one method.")
    drawn_by = list(chosen.values())
    at_once = 1 if any(method in _OF_ALL for method in methods) else max(_ROWS // max(len(claims), 1), 1)
    parts, answered = list[pd.DataFrame](), 0
    with counted(len(chosen) * len(methods), unit="answer", progress=progress) as done:
        for begin in range(0, len(drawn_by), at_once):
            some = range(begin, min(begin + at_once, len(drawn_by)))
            drawn = stacked([banded(claims, drawn_by[k]) for k in some])
            drawn[_POLICY] = np.repeat(some, len(claims))
            for answers in by_methods(drawn, methods, [_POLICY, *columns_of(claims, by)]):
                parts.append(answers)
                answered += len(some)
                done(answered)
    first = rows_of(parts[0], parts[0][_POLICY].to_numpy() == 0)
    out = stacked(parts)
    out = rows_of(out, out[_POLICY].to_numpy().argsort(kind="stable"))
    names = pd.array([str(name) for name in chosen], dtype=WORDS)
    out.insert(0, "policy", names.take(out.pop(_POLICY).to_numpy()))
    out["change"] = pd.Categorical(changes(out, first, columns_of(claims, by)), dtype=CHANGES)
    return out


def _scaled(policy: HedgePolicy, factor: float) -> HedgePolicy:
    shares = {field.name: getattr(policy, field.name) * factor for field in fields(policy)}
    for name in ("nearly_outer", "less_than_likely"):  # these cannot reach below zero
        shares[name] = min(shares[name], 1.0)
    return replace(policy, **shares)


_POLICIES = {
    "default": HedgePolicy(), "strict": _scaled(HedgePolicy(), 0.5), "generous": _scaled(HedgePolicy(), 2.0),
}  # fmt: skip


def changes(out: pd.DataFrame, first: pd.DataFrame, by: list[str]) -> Any:
    """How every answer lies to those that were given first for its group."""
    both = (first, out)
    keys = framed({name: end_to_end([part[name].array for part in both]) for name in by}, len(first) + len(out))
    of_first, group = np.split(group_numbers(keys, by), [len(first)])
    order = np.argsort(of_first, kind="stable")
    begin, end = (np.searchsorted(of_first[order], group, side=side) for side in ("left", "right"))
    row, other = np.repeat(np.arange(len(out)), end - begin), order[ranges(begin, end - begin)]

    def sides(mine: Any, theirs: Any) -> Any:
        return np.append(mine[row], theirs[other])

    low, high, best = (sides(*(part[name].to_numpy(dtype=float) for part in (out, first))) for name in _NUMBERS)
    lower, upper = map(sides, *(closed_flags(part["closed"]) for part in (out, first)))
    ends = encode(low, high, groups=np.tile(row, 2), flags=(lower, upper))
    (start, other_start), (stop, other_stop) = np.split(ends.start, 2), np.split(ends.stop, 2)
    unknown = ~np.split(ends.known, 2)[0] | ~np.split(ends.known, 2)[1]
    best, theirs = np.split(best, 2)
    near = (np.isnan(best) & np.isnan(theirs)) | (np.abs(best - theirs) <= RTOL * np.abs(theirs))
    same = (start == other_start) & (stop == other_stop) & near & ~unknown
    overlap = meet(start, stop, other_start, other_stop) & ~unknown
    by_row = [np.bincount(row[flag], minlength=len(out)) > 0 for flag in (same, overlap, ~unknown)]
    return np.select(by_row, ["same", "overlaps", "apart"], "none")
