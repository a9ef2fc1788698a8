"""Which claims to doubt: every smallest set whose rejection lets the rest hold together."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import By
from estimates.claims.grades import GRADE_WEIGHTS, weights_of
from estimates.door import checked
from estimates.errors import EstimatesError, InfeasibleError, check_number, listed, nearest
from estimates.intervals.arrays import RTOL, Floats
from estimates.progress import counted
from estimates.relations.asking import possible_components
from estimates.relations.language import RelationsLike
from estimates.relations.listing import minimal_conflicts
from estimates.relations.localizing import Lightest, lightest_sets
from estimates.relations.systems import System, bind
from estimates.schema import SAME, rows_of

_GRADED = 5  # what it costs to reject a claim of grade A or 1


@checked
def suspects(
    claims: pd.DataFrame,
    relations: RelationsLike,
    weights: Mapping[str, float] | pd.Series | None = None,
    *,
    by: By = SAME,
    rtol: float = RTOL,
    max_sets: int = 100,
    max_steps: int = 100_000_000,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Find every smallest set of claims whose rejection lets the rest and the relations hold together.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    relations : str, iterable of str, mapping, or DataFrame
        What must hold; none of them is doubted here.
    weights : mapping or Series of claim id to number, optional
        What it costs to reject a claim; ``inf`` for one that is never rejected, 1 where none is given. Without
        weights, grades of ``reliability`` and ``credibility`` set them (the product of 5 for A or 1 down to 1 for E
        or 5; 2.5 where a grade is missing or says "cannot be judged"); without grades all claims weigh 1.
    by : column name or names
        A relation among quantities is held against claims that are equal in the other columns.
    rtol : float
        How far the sides of ``==`` may differ, relative to the largest figure of the relation.
    max_sets : int
        Ties listed at most.
    max_steps : int
        Work at most on each connected component, counted and not timed, so that the same table gets the same answer on
        any machine, however busy. A step is one conflict looked at (without a cycle: two ranges added up), and a
        programme costs 40 for each claim and relation in it: a hundred million take about a minute. A search cut short
        still gives a set that works.
    progress : bool, optional
        Whether to show a bar; by default where there is a terminal or a notebook to show it in, on work of over a
        second.

    Returns
    -------
    DataFrame
        A row per claim of each set: ``set`` (1, 2, ... alternatives; each on its own restores consistency everywhere),
        ``claim_id``, ``weight``, and of the connected component that the claim is in: ``component``, ``bound`` (no set
        weighs less there), ``exact`` (this set weighs just that), ``n_sets`` (how many ties were found there) and
        ``complete`` (there are no others; else ``max_steps`` or ``max_sets`` cut the search). Rejecting a set restores
        consistency even where the search was cut; it is then only not proven that no set weighs less.
        Components are independent, so every choice of one tie from each works; where these are more than
        ``max_sets``, the k-th set takes the k-th tie of every component. Empty where nothing is wrong.

    Raises
    ------
    InfeasibleError
        If relations, or claims of infinite weight, cannot hold together by themselves.

    Notes
    -----
    Error localisation of Fellegi and Holt (1976), "A systematic approach to automatic edit and imputation", JASA 71,
    on ranges and on several claims per quantity. Where sums form no cycle, a dynamic programme over their tree gives
    the sets (Bertelè and Brioschi 1972, *Nonserial Dynamic Programming*); elsewhere conflicts and hitting sets do in
    turn, each answer checked by a linear programme. No large constant stands for infinity.

    Examples
    --------
    >>> from estimates import bound, read_claims, suspects
    >>> claims = bound(read_claims([
    ...     {"claim_id": "profit", "quantity": "profit", "value": 755, "hedge": "exact"},
    ...     {"claim_id": "cost", "quantity": "cost", "value": 125, "hedge": "exact"},
    ...     {"claim_id": "turnover", "quantity": "turnover", "value": 200, "hedge": "exact"}]))
    >>> suspects(claims, ["profit + cost == turnover", "cost >= 0.6 * turnover"])[["set", "claim_id", "weight"]]
       set claim_id  weight
    0    1   profit     1.0
    """
    check_number("max_sets", max_sets, least=1, whole=True)
    check_number("max_steps", max_steps, least=0, whole=True)
    check_number("rtol", rtol, least=0, most=1)
    system = bind(claims, relations, by=by, rtol=rtol)
    weight = _weights(system, weights)
    split = system.split
    impossible = np.flatnonzero(~possible_components(split))
    with counted(len(impossible), unit="part", progress=progress) as done:
        found = lightest_sets(split, weight, impossible, max_sets=max_sets, max_steps=max_steps, done=done)
    for answer in found:
        if not answer.sets:
            raise infeasible(system, answer.component, fixed=np.isinf(weight))
    return _as_table(system, found, weight, max_sets)


def _weights(system: System, weights: Mapping[str, float] | pd.Series | None) -> Floats:
    if weights is None:
        return _graded(rows_of(system.table, system.rows, GRADE_WEIGHTS))
    if not isinstance(weights, Mapping | pd.Series):
        raise EstimatesError(f"weights={weights!r} is no mapping.", hint="give weights by claim_id: {'c07': 2.0}.")
    for name, weight in dict(weights).items():
        check_number(f"weights[{name!r}]", weight)
    ids, given = system.ids, {str(name): float(weight) for name, weight in dict(weights).items()}
    unknown = sorted(given.keys() - {*ids})
    if unknown:
        raise EstimatesError(
            f"weights name claims that are not in the table: {listed(unknown)}.",
            hint=nearest(unknown[0], sorted(ids)) or "give weights by claim_id.",
        )
    out = np.array([given.get(name, 1.0) for name in ids], dtype=float)
    if (out <= 0).any():
        raise EstimatesError(
            f"weights must be positive: {listed(ids[out <= 0])}.", hint="give a small number, or leave it out."
        )
    return out


def _graded(table: pd.DataFrame) -> Floats:
    weight = np.ones(len(table))
    for column in GRADE_WEIGHTS:
        if column in table and table[column].notna().any():
            weight *= _GRADED * weights_of(table, column)
    return weight


def infeasible(system: System, component: int, *, fixed: Any = None) -> InfeasibleError:
    """The error that names what cannot hold even so."""
    found = minimal_conflicts(system.split, component, max_conflicts=20)
    n = system.network.n_claims
    conflict = next((c for c in found.conflicts if fixed is None or all(e >= n or fixed[e] for e in c)), [])
    ids = [system.ids[e] for e in conflict if e < n]
    names = [system.relations[system.holding_relation[e - n]].name for e in conflict if e >= n]
    what = " and ".join(filter(None, [listed(names), listed(ids)]))
    return InfeasibleError(
        f"no rejection helps: {what or 'some of the claims that may not be rejected'} cannot hold together.",
        hint="doubt a relation, or give one of these claims a finite weight.",
        claims=ids,
    )


def _as_table(system: System, found: list[Lightest], weight: Floats, max_sets: int) -> pd.DataFrame:
    combined = 1
    for answer in found:
        combined = min(combined * len(answer.sets), max_sets + 1)
    if combined <= max_sets:
        choices = list(product(*(answer.sets for answer in found)))
    else:
        most = max(len(answer.sets) for answer in found)
        choices = [tuple(a.sets[k % len(a.sets)] for a in found) for k in range(min(most, max_sets))]
    sizes = np.array([[len(members) for members in choice] for choice in choices], dtype=np.int64)
    number = np.repeat(np.arange(len(choices)) + 1, sizes.sum(axis=1))
    part = np.repeat(np.tile(np.arange(len(found)), len(choices)), sizes.ravel())
    claim = np.array([e for choice in choices for members in choice for e in members], dtype=np.int64)
    bound, weighs = np.array([(answer.bound, answer.weight) for answer in found], dtype=float).reshape(-1, 2).T
    return pd.DataFrame({
        "set": number,
        "claim_id": system.table["claim_id"].array.take(system.rows[claim]),
        "weight": weight[claim],
        "component": part + 1,
        "bound": bound[part],
        "exact": (weighs <= bound * (1 + RTOL))[part],
        "n_sets": np.array([len(answer.sets) for answer in found], dtype=np.int64)[part],
        "complete": np.array([answer.complete for answer in found], dtype=bool)[part],
    })  # fmt: skip
