"""What claims and relations together leave for every quantity, stated or not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import By
from estimates.door import checked
from estimates.intervals.arrays import RTOL, Bools, Floats, Ints
from estimates.intervals.ranked import closed_ends
from estimates.relations.asking import possible_components
from estimates.relations.feasibility import tighten
from estimates.relations.language import RelationsLike
from estimates.relations.layout import words
from estimates.relations.narrowing import ROUNDS, narrow
from estimates.relations.systems import LEAST, OPEN, System, bind
from estimates.schema import COLUMNS, FLAG, SAME, WORDS, framed


@checked
def propagate(
    claims: pd.DataFrame,
    relations: RelationsLike,
    *,
    by: By = SAME,
    rtol: float = RTOL,
    max_rounds: int = 100,
    max_size: int = 200,
) -> pd.DataFrame:
    """Work out the range that claims and relations leave for every quantity, stated or not.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    relations : str, iterable of str, mapping, or DataFrame
        What must hold.
    by : column name or names
        A relation among quantities is held against claims that are equal in the other columns.
    rtol : float
        How far the sides of ``==`` may differ, relative to the largest figure of the relation.
    max_rounds : int
        Passes over all relations at most; an end that still moves then is left where it is, which is never too tight.
    max_size : int
        Components on a cycle with more variables than this are not tightened by linear programmes.

    Returns
    -------
    DataFrame
        A claims table with a row per quantity and group that a relation speaks of: implied ``low`` and ``high``
        (``inf`` where nothing bounds it), ``best`` where they are equal, ``closed``, the unit of its claims,
        ``basis`` ("stated" where the claims alone say as much, else the relations that imply it) and
        ``derived_from`` (ids of the claims in its connected component). Where claims and relations cannot all hold,
        ends are NaN and ``basis`` says so: see ``contradictions``.

    Notes
    -----
    Interval propagation (Davis 1987, Artificial Intelligence 32) to a fixed point: exact where relations form no
    cycle. On a cycle the ends are then those of two linear programmes a variable. Equal ends are the deductive
    imputation of De Waal, Pannekoek and Scholtus (2011), *Handbook of Statistical Data Editing*, chapter 9.

    Examples
    --------
    >>> from estimates import bound, propagate, read_claims
    >>> claims = bound(read_claims([
    ...     {"quantity": "total", "low": 10_000, "high": 11_000}, {"quantity": "north", "low": 3_000, "high": 4_000}]))
    >>> propagate(claims, "total == north + south")[["quantity", "low", "high", "basis"]]
      quantity      low     high                                basis
    0    north   3000.0   4000.0                               stated
    1    south   6000.0   8000.0  implied by total == north + south
    2    total  10000.0  11000.0                               stated
    """
    system = bind(claims, relations, by=by, rtol=rtol)
    net, split = system.network, system.split
    stated_low, stated_high = net.ends()
    done = narrow(net.rows, net.products, stated_low, stated_high, max_rounds=max_rounds)
    possible = possible_components(split, done if done.rounds < min(max_rounds, ROUNDS) else None)
    low, high = tighten(split, done.low, done.high, possible, max_size=max_size)
    impossible = ~possible[split.component]
    low[impossible] = high[impossible] = np.nan
    return _as_claims(system, low, high, (stated_low, stated_high), impossible)


def _as_claims(
    system: System, low: Floats, high: Floats, stated: tuple[Floats, Floats], impossible: Bools
) -> pd.DataFrame:
    order, n = system.shown, len(system.shown)
    size = np.maximum(np.abs(low), np.abs(high))
    with np.errstate(invalid="ignore"):
        same = [
            (end == said) | (np.abs(end - said) <= RTOL * np.where(np.isinf(size), np.abs(end), size))
            for end, said in zip((low, high), stated, strict=True)
        ]
        best = np.where(np.isfinite(size) & (high - low <= RTOL * size), low, np.nan)
    basis, sources = _reasons(system, same[0] & same[1], impossible)
    (low, lower), (high, upper) = _as_stated(system, (low, high), same)
    group = system.variable_group[order]
    kinds: dict[Any, Any] = {**COLUMNS, "derived_from": WORDS}
    nothing = {kind: pd.array([np.nan], dtype=kind).repeat(n) for kind in {*kinds.values()} - {FLAG}}
    columns: dict[Any, Any] = {column: nothing[kind].copy() for column, kind in kinds.items() if kind != FLAG}
    closed = 2 * ~lower[order] + ~upper[order]  # as in CLOSED
    columns |= {
        "unit": system.layout.unit.copy(),
        "negated": np.zeros(n, dtype=bool),
        "closed": pd.Categorical.from_codes(closed, dtype=kinds["closed"], validate=False),
        "basis": words(basis[0], basis[1][order]), "derived_from": words(sources[0], sources[1][order]),
    }  # fmt: skip
    for column, cells in system.groups.items():
        kind = kinds.get(column)
        alike = cells if cells.dtype == kind else pd.Series(cells.to_numpy(dtype=object), dtype=kind)
        columns[column] = alike.array.take(group)
    columns |= {
        "claim_id": _ids(n).copy(), "quantity": system.layout.quantity.copy(),
        "low": low[order], "likely_low": low[order], "best": best[order],
        "likely_high": high[order], "high": high[order],
    }  # fmt: skip
    return framed({column: columns[column] for column in {**kinds, **columns}}, n)


def _as_stated(
    system: System, ends: tuple[Floats, Floats], same: Sequence[Bools]
) -> tuple[tuple[Floats, Bools], tuple[Floats, Bools]]:
    """Ends, and which are closed; those that claims alone leave stand as stated: open ones were moved inwards."""
    variable, (lower, upper) = system.network.claim_variable, closed_ends(system.words("closed"))
    low, left = _nearest(system.column("low"), lower, variable, ends[0], same[0])
    high, right = _nearest(-system.column("high"), upper, variable, -ends[1], same[1])
    return (low, left), (-high, right)


def _nearest(said: Floats, closed: Bools, variable: Ints, end: Floats, same: Bools) -> tuple[Floats, Bools]:
    """Lower ends and which are closed, each the greatest that a claim states where it is that, moved or not."""
    greatest = np.full(len(end), -np.inf)
    np.fmax.at(greatest, variable, said)
    with np.errstate(invalid="ignore"):
        stated = same & (np.abs(end - greatest) <= 1.5 * np.maximum(LEAST, OPEN * np.abs(greatest)))
    shut = np.isfinite(end)
    open_ = variable[~closed & (said == greatest[variable])]
    shut[open_[stated[open_]]] = False
    return np.where(stated, greatest, end), shut


@lru_cache(maxsize=4)
def _ids(n: int) -> Any:
    """The ids of what is implied; tables are given copies."""
    return pd.array([f"implied {k + 1}" for k in range(n)], dtype=WORDS)


def _reasons(system: System, stated: Bools, impossible: Bools) -> tuple[tuple[list[Any], Ints], tuple[list[Any], Ints]]:
    """Why the ends of every variable stand where they do, and the claims they come from: words, and whose they are."""
    split = system.split
    ids = system.ids[split.claims.order].tolist()  # in their order within each component, as claims are numbered
    sources = [", ".join(ids[slice(*ends)]) for ends in pairwise(split.claims.starts.tolist())]
    others = ["stated", "nothing bounds it", "claims and relations cannot all hold"]
    alone = stated & (np.bincount(system.network.claim_variable, minlength=len(stated)) == 0)
    why = np.select([impossible, alone, stated], [split.n + 2, split.n + 1, split.n], split.component)
    told = [f"implied by {relations}" for relations in system.layout.told]
    return ([*told, *others], why), (sources, np.where(alone, -1, split.component))
