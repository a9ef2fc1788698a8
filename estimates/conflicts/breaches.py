"""Findings that need a relation: claims that may agree in pairs and cannot all be true with what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from estimates.claims.comparable import By, Days, moments, tentative
from estimates.claims.phrasing import told
from estimates.claims.wording import band, said
from estimates.coded import among, coded
from estimates.intervals.arrays import RTOL, Bools, Ints, pack
from estimates.relations.asking import possible_components
from estimates.relations.language import Relation, RelationsLike
from estimates.relations.listing import breakable, conflicts_of_each
from estimates.relations.narrowing import narrow
from estimates.relations.network import Network, Sorted
from estimates.relations.stretching import conflict_radii
from estimates.relations.systems import System, bind
from estimates.schema import SAME


def relation_findings(
    claims: pd.DataFrame,
    relations: RelationsLike,
    *,
    by: By = SAME,
    rtol: float = RTOL,
    within: pd.Timedelta | None = None,
    max_conflicts: int = 20,
) -> list[dict[str, Any]]:
    """List the conflicts between bounded claims and relations.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    relations : str, iterable of str, mapping, or DataFrame
        See :func:`estimates.relations.parse_relations`.
    by : column name or names
        A relation among quantities is held against claims that are equal in the other columns.
    rtol : float
        How far the sides of ``==`` may differ, relative to the largest figure of the relation.
    within : Timedelta, optional
        A conflict of claims whose dates lie further apart is news and no contradiction: ``updated``.
    max_conflicts : int
        Listed at most for one connected part; the last one says if there are more.

    Returns
    -------
    list of dict
        With ``kind`` (total, part, jointly; precision, updated), ``severity`` (contradiction, weak where "up to" is
        breached, or warning),
        ``claims`` (ids), ``relations`` (names), ``quantity``, ``gap``, ``unit``, ``explanation`` and ``suspicion``.
    """
    system = bind(claims, relations, by=by, rtol=rtol)
    split = system.split
    findings = list(_too_precise(system))
    broken = ~possible_components(split)
    if broken.any():
        broken &= breakable(split)  # where no relation breaks claims clash in pairs only, which are found without
    each = conflicts_of_each(split, np.flatnonzero(broken), max_conflicts=max_conflicts)
    conflicts = [np.array(conflict) for found in each for conflict in found.conflicts]
    stated = _Stated.of(system, conflicts)
    rows = [_finding(system, conflict, stated, within) for conflict in conflicts]
    last = -1
    for found in each:
        last += len(found.conflicts)
        if found.conflicts and not found.complete:
            rows[last]["explanation"] += (
                f" There are more such conflicts than the {len(found.conflicts)} listed here; max_conflicts lists more."
            )
    for row, radius in zip(rows, conflict_radii(system, conflicts).tolist(), strict=True):
        row["radius"] = radius
    return findings + rows


class _Stated(NamedTuple):
    """What sentences need of the claims of a system: cells of some, and of all when they hold and if they are sure."""

    cells: dict[int, dict[str, Any]]
    when: Days
    weak: Bools

    @classmethod
    def of(cls, system: System, conflicts: list[Ints]) -> _Stated:
        members = np.unique(np.concatenate([*conflicts, np.zeros(0, dtype=np.int64)]))
        members = members[members < system.network.n_claims]
        table, rows = system.table, system.rows
        cells = told(table, rows[members])
        weak = tentative(table)
        if "hedge" in table:
            weak |= among(coded(table["hedge"]), ("up_to",))
        return cls(dict(zip(members.tolist(), cells, strict=True)), moments(table)[rows], weak[rows])


def _finding(system: System, conflict: Ints, stated: _Stated, within: pd.Timedelta | None) -> dict[str, Any]:
    """One conflict as a finding, with a sentence."""
    n = system.network.n_claims
    members, holdings = conflict[conflict < n], conflict[conflict >= n] - n
    relations = [system.relations[k] for k in system.holding_relation[holdings]]
    rows = [stated.cells[member] for member in members.tolist()]
    accused, (low, high) = _accused(system, conflict, members, relations, rows)
    row = rows[accused] if rows else {"low": np.nan, "high": np.nan, "quantity": relations[0].quantities[0]}
    gap = max(row["low"] - high, low - row["high"], 0.0) if rows else np.nan
    stale = within is not None and _span(stated.when[members]) > within
    severity = "warning" if stale else "weak" if stated.weak[members].any() else "contradiction"
    return {
        "kind": "updated" if stale else _kind(relations, rows, accused),
        "severity": severity,
        "claims": tuple(row["claim_id"] for row in rows),
        "relations": tuple(relation.name for relation in relations),
        "quantity": row["quantity"],
        "gap": float(gap),
        "unit": row.get("unit", np.nan),
        "explanation": _sentence(relations, rows, accused, (low, high), "; the dates may explain it" if stale else ""),
        "suspicion": np.nan,
    }


def _span(when: Days) -> pd.Timedelta:
    """How far apart the dates of claims lie; a missing date always compares."""
    dates = when[~np.isnat(when)]
    return pd.Timedelta(dates.max() - dates.min()) if len(dates) > 1 else pd.Timedelta(0)


def _too_precise(system: System) -> Iterator[dict[str, Any]]:
    """Totals that repeat what hedged parts of the same source give, to more digits than those have."""
    table, rows = system.table, system.rows
    net = system.network
    hedged = among(coded(table["hedge"]), ("about", "nearly"))[rows]
    if not hedged.any():
        return
    holding, claim = _spoken_for(net)
    name = system.variable_name[net.claim_variable]
    number: dict[str | None, int] = {name: k for k, name in enumerate(system.names)}
    whole = np.array([number.get(relation.whole, -1) for relation in system.relations])
    is_whole = name[claim] == whole[system.holding_relation[holding]]
    source = coded(table["source"])[0][rows[claim]]
    speaker = pack(holding, source + 1)
    may = np.intersect1d(speaker[is_whole & ~hedged[claim]], speaker[~is_whole & hedged[claim]])
    for total in np.flatnonzero(is_whole & ~hedged[claim] & (source >= 0) & np.isin(speaker, may)).tolist():
        parts = claim[(speaker == speaker[total]) & ~is_whole]
        if _derived(system, int(holding[total]), int(claim[total]), parts, parts[hedged[parts]]):
            relation = system.relations[system.holding_relation[holding[total]]]
            yield _precision(table.iloc[rows[claim[total]]], table.iloc[rows[parts[hedged[parts]]]], relation)


def _spoken_for(net: Network) -> tuple[Ints, Ints]:
    """Every claim with every holding that is about its quantity: holdings in order, and the claims of each."""
    holding = np.concatenate([net.row_holding[net.rows.row], *(net.product_holding,) * 3])
    variable = np.concatenate([net.rows.variable, *net.products])
    holding, variable = np.divmod(np.unique(holding * net.n_variables + variable), max(net.n_variables, 1))
    claims = Sorted(net.claim_variable, net.n_variables)
    claim, at = claims.fetch(variable)
    order = np.lexsort((claim, holding[at]))
    return holding[at][order], claim[order]


def _derived(system: System, holding: int, total: int, parts: Ints, vague: Ints) -> bool:
    """Whether a total is just what its parts give, and stated ten times finer than a hedged part allows."""
    split = system.split
    stack = split.copies(split.holding_component[[holding]])
    rows, products = stack.network.held(stack.holding == holding)
    at = dict(zip(stack.claim.tolist(), stack.network.claim_variable.tolist(), strict=True))

    stated, fine = (system.column(name) for name in ("value", "resolution"))
    low, high = stack.network.floor.copy(), stack.network.ceiling.copy()
    of_parts = [at[part] for part in parts.tolist()]
    low[of_parts] = high[of_parts] = stated[parts]
    value, resolution = float(stated[total]), float(fine[total])
    given = narrow(rows, products, low, high)
    if not given.low[at[total]] == given.high[at[total]] == value:
        return False
    for claim, figure in zip(vague.tolist(), stated[vague] + fine[vague], strict=True):
        moved_low, moved_high = low.copy(), high.copy()
        moved_low[at[claim]] = moved_high[at[claim]] = figure
        moved = narrow(rows, products, moved_low, moved_high).low[at[total]]
        if abs(moved - value) >= 10 * resolution:
            return True
    return False


def _precision(claim: pd.Series, parts: pd.DataFrame, relation: Relation) -> dict[str, Any]:
    parts_said = " and ".join(f"{part['quantity']}: {said(part)}" for part in parts.to_dict("records"))
    return {
        "kind": "precision",
        "severity": "warning",
        "claims": (claim["claim_id"], *parts["claim_id"]),
        "relations": (relation.name,),
        "quantity": claim["quantity"],
        "gap": 0.0,
        "unit": claim["unit"],
        "explanation": f"On {claim['quantity']}: {said(claim.to_dict())}, which is finer than what it is worked out "
        f"from by {relation.printed} ({parts_said}).",
        "suspicion": np.nan,
    }


def allowed(system: System, conflict: Ints, claim: int) -> tuple[float, float]:
    """What the rest of a conflict leaves for the quantity of one of its claims."""
    n, stack = system.network.n_claims, system.split.copies(system.split.claim_component[[claim]])
    low, high = stack.network.ends(np.isin(stack.claim, conflict[conflict != claim]))
    done = narrow(*stack.network.held(np.isin(stack.holding, conflict - n)), low, high)
    variable = stack.network.claim_variable[stack.claim == claim]
    return float(done.low[variable][0]), float(done.high[variable][0])


def _accused(
    system: System, conflict: Ints, members: Ints, relations: list[Relation], rows: list[dict[str, Any]]
) -> tuple[int, tuple[float, float]]:
    """The claim that the sentence starts from, a stated total before all, and what the others leave it."""
    wholes = {relation.whole for relation in relations}
    order = sorted(range(len(rows)), key=lambda k: rows[k]["quantity"] not in wholes)
    ranges = {}
    for k in order:
        low, high = ranges[k] = allowed(system, conflict, int(members[k]))
        if rows[k]["low"] > high or rows[k]["high"] < low:
            return k, (low, high)
    return (order[0], ranges[order[0]]) if order else (0, (np.nan, np.nan))


def _kind(relations: list[Relation], rows: list[dict[str, Any]], accused: int) -> str:
    """A total where a stated whole takes part in one relation, a part where two claims clash in a linear one."""
    if len(relations) != 1 or not rows:
        return "jointly"
    (relation,) = relations
    if rows[accused]["quantity"] == relation.whole and len(rows) > 2:
        return "total"
    return "part" if len(rows) == 2 and not relation.products else "total" if relation.whole else "jointly"


def _sentence(
    relations: list[Relation], rows: list[dict[str, Any]], accused: int, left: tuple[float, float], end: str
) -> str:
    must = " and ".join(relation.printed + (f" ({relation.note})" if relation.note else "") for relation in relations)
    if not rows:
        return f"No figures at all can meet {must}."
    claim = rows[accused]
    others = [f"{other['quantity']}: {said(other)}" for k, other in enumerate(rows) if k != accused]
    given = f" with {'; '.join(others)};" if others else ","
    leaves = "nothing" if left[0] > left[1] else band(*left)
    return f"On {claim['quantity']}: {said(claim)}, but {must}{given} that leaves {leaves}{end}."
