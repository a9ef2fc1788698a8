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
from estimates.schema import SAME, WORDS

Change = Literal["same", "overlaps", "apart", "none"]


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
    tries = (answer for policy in chosen.values() for answer in by_methods(banded(claims, policy), methods, by))
    parts = list[pd.DataFrame]()
    with counted(len(chosen) * len(methods), unit="answer", progress=progress) as done:
        for answer in tries:
            parts.append(answer)
            done(len(parts))
    out = pd.concat(parts, ignore_index=True)
    names = np.repeat(np.array([str(name) for name in chosen], dtype=object), len(methods))
    out.insert(0, "policy", pd.array(np.repeat(names, [len(part) for part in parts]), dtype=WORDS))
    out["change"] = pd.Categorical(changes(out, parts[0], columns_of(claims, by)), dtype=CHANGES)
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
    table = pd.concat([part[[*by, "low", "best", "high", "closed"]] for part in (first, out)], ignore_index=True)
    of_first, group = np.split(group_numbers(table, by), [len(first)])
    order = np.argsort(of_first, kind="stable")
    begin, end = (np.searchsorted(of_first[order], group, side=side) for side in ("left", "right"))
    row, other = np.repeat(np.arange(len(out)), end - begin), order[ranges(begin, end - begin)]
    both = np.append(row + len(first), other)
    low, high = (table[name].to_numpy(dtype=float)[both] for name in ("low", "high"))
    lower, upper = closed_flags(table["closed"])
    ends = encode(low, high, groups=np.tile(row, 2), flags=(lower[both], upper[both]))
    (start, other_start), (stop, other_stop) = np.split(ends.start, 2), np.split(ends.stop, 2)
    unknown = ~np.split(ends.known, 2)[0] | ~np.split(ends.known, 2)[1]
    best, theirs = np.split(table["best"].to_numpy(dtype=float)[both], 2)
    near = (np.isnan(best) & np.isnan(theirs)) | (np.abs(best - theirs) <= RTOL * np.abs(theirs))
    same = (start == other_start) & (stop == other_stop) & near & ~unknown
    overlap = meet(start, stop, other_start, other_stop) & ~unknown
    by_row = [np.bincount(row[flag], minlength=len(out)) > 0 for flag in (same, overlap, ~unknown)]
    return np.select(by_row, ["same", "overlaps", "apart"], "none")
