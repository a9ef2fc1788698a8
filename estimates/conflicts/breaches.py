"""Findings that need a relation: claims that may agree in pairs and cannot all be true with what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import By, moment, tentative
from estimates.claims.wording import band, said
from estimates.coded import coded
from estimates.intervals.arrays import RTOL, Floats, Ints, pack
from estimates.relations.language import Relation, RelationsLike
from estimates.relations.localizing import breakable, conflicts_of_each, possible_components
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
    findings, listed = list(_too_precise(system)), list[tuple[dict[str, Any], Ints]]()
    broken = ~possible_components(split)
    if broken.any():
        broken &= breakable(split)  # where no relation breaks claims clash in pairs only, which are found without
    for found in conflicts_of_each(split, np.flatnonzero(broken), max_conflicts=max_conflicts):
        conflicts = [np.array(conflict) for conflict in found.conflicts]
        rows = [finding(system, conflict, within) for conflict in conflicts]
        listed += zip(rows, conflicts, strict=True)
        if rows and not found.complete:
            rows[-1]["explanation"] += (
                f" There are more such conflicts than the {len(rows)} listed here; max_conflicts lists more."
            )
        findings += rows
    for (row, _), radius in zip(listed, conflict_radii(system, [c for _, c in listed]).tolist(), strict=True):
        row["radius"] = radius
    return findings


def finding(system: System, conflict: Ints, within: pd.Timedelta | None = None) -> dict[str, Any]:
    """One conflict as a finding, with a sentence."""
    n = system.network.n_claims
    members, holdings = conflict[conflict < n], conflict[conflict >= n] - n
    relations = [system.relations[k] for k in system.holding_relation[holdings]]
    rows = system.claims.iloc[system.claim_row[members]]
    accused, (low, high) = _accused(system, conflict, members, relations, rows)
    kind = _kind(relations, rows, accused)
    row = rows.iloc[accused] if len(rows) else None
    gap = max(row["low"] - high, low - row["high"], 0.0) if row is not None else np.nan
    stale = within is not None and len(rows) > 1 and _span(rows) > within
    weak = "hedge" in rows and ((rows["hedge"] == "up_to").any() or tentative(rows).any())
    return {
        "kind": "updated" if stale else kind,
        "severity": "warning" if stale else "weak" if weak else "contradiction",
        "claims": tuple(rows["claim_id"]),
        "relations": tuple(relation.name for relation in relations),
        "quantity": row["quantity"] if row is not None else relations[0].quantities[0],
        "gap": float(gap),
        "unit": row["unit"] if row is not None else np.nan,
        "explanation": _sentence(relations, rows, accused, (low, high), "; the dates may explain it" if stale else ""),
        "suspicion": np.nan,
    }


def _span(rows: pd.DataFrame) -> pd.Timedelta:
    """How far apart the dates of claims lie; a missing date always compares."""
    dates = moment(rows).dropna()
    return pd.Timedelta(0) if len(dates) < 2 else dates.max() - dates.min()


def _too_precise(system: System) -> Iterator[dict[str, Any]]:
    """Totals that repeat what hedged parts of the same source give, to more digits than those have."""
    table = system.claims.iloc[system.claim_row]
    net = system.network
    hedged = table["hedge"].isin(["about", "nearly"]).to_numpy(dtype=bool)
    if not hedged.any():
        return
    holding, claim = _spoken_for(net)
    name = system.variable_name[net.claim_variable]
    whole = pd.Index(system.names).get_indexer([relation.whole for relation in system.relations])
    is_whole = name[claim] == whole[system.holding_relation[holding]]
    source = coded(table["source"])[0][claim]
    speaker = pack(holding, source + 1)
    may = np.intersect1d(speaker[is_whole & ~hedged[claim]], speaker[~is_whole & hedged[claim]])
    for total in np.flatnonzero(is_whole & ~hedged[claim] & (source >= 0) & np.isin(speaker, may)).tolist():
        parts = claim[(speaker == speaker[total]) & ~is_whole]
        if _derived(system, int(holding[total]), int(claim[total]), parts, parts[hedged[parts]]):
            relation = system.relations[system.holding_relation[holding[total]]]
            yield _precision(table.iloc[claim[total]], table.iloc[parts[hedged[parts]]], relation)


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
    split, table = system.split, system.claims
    stack = split.copies(split.holding_component[[holding]])
    rows, products = stack.network.held(stack.holding == holding)
    at = dict(zip(stack.claim.tolist(), stack.network.claim_variable.tolist(), strict=True))

    def stated(column: str, claims: Any) -> Floats:
        return np.asarray(table[column].to_numpy(dtype=float)[system.claim_row[claims]])

    low, high = stack.network.floor.copy(), stack.network.ceiling.copy()
    of_parts = [at[part] for part in parts.tolist()]
    low[of_parts] = high[of_parts] = stated("value", parts)
    value, resolution = float(stated("value", total)), float(stated("resolution", total))
    given = narrow(rows, products, low, high)
    if not given.low[at[total]] == given.high[at[total]] == value:
        return False
    for claim, figure in zip(vague.tolist(), stated("value", vague) + stated("resolution", vague), strict=True):
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
        f"from by {relation.text} ({parts_said}).",
        "suspicion": np.nan,
    }


def allowed(system: System, conflict: Ints, claim: int) -> tuple[float, float]:
    """What the rest of a conflict leaves for the quantity of one of its claims."""
    net = system.network
    elements = np.zeros(net.n_claims + net.n_holdings, dtype=bool)
    elements[conflict] = True
    elements[claim] = False
    low, high = net.ends(elements[: net.n_claims])
    done = narrow(*net.held(elements[net.n_claims :]), low, high)
    variable = net.claim_variable[claim]
    return float(done.low[variable]), float(done.high[variable])


def _accused(
    system: System, conflict: Ints, members: Ints, relations: list[Relation], rows: pd.DataFrame
) -> tuple[int, tuple[float, float]]:
    """The claim that the sentence starts from, a stated total before all, and what the others leave it."""
    wholes = {relation.whole for relation in relations}
    order = sorted(range(len(rows)), key=lambda k: rows["quantity"].iloc[k] not in wholes)
    ranges = {}
    for k in order:
        low, high = ranges[k] = allowed(system, conflict, int(members[k]))
        if rows["low"].iloc[k] > high or rows["high"].iloc[k] < low:
            return k, (low, high)
    return (order[0], ranges[order[0]]) if order else (0, (np.nan, np.nan))


def _kind(relations: list[Relation], rows: pd.DataFrame, accused: int) -> str:
    """A total where a stated whole takes part in one relation, a part where two claims clash in a linear one."""
    if len(relations) != 1 or rows.empty:
        return "jointly"
    (relation,) = relations
    if rows["quantity"].iloc[accused] == relation.whole and len(rows) > 2:
        return "total"
    return "part" if len(rows) == 2 and not relation.products else "total" if relation.whole else "jointly"


def _sentence(relations: list[Relation], rows: pd.DataFrame, accused: int, left: tuple[float, float], end: str) -> str:
    must = " and ".join(f"{relation.text}" + (f" ({relation.note})" if relation.note else "") for relation in relations)
    if rows.empty:
        return f"No figures at all can meet {must}."
    claims = rows.to_dict("records")
    claim = claims.pop(accused)
    others = [f"{other['quantity']}: {said(other)}" for other in claims]
    given = f" with {'; '.join(others)};" if others else ","
    leaves = "nothing" if left[0] > left[1] else band(*left)
    return f"On {claim['quantity']}: {said(claim)}, but {must}{given} that leaves {leaves}{end}."
