"""Findings that need a relation: claims that may agree in pairs and cannot all be true with what must hold."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from estimates._localizing import minimal_conflicts, possible_components
from estimates._narrowing import RTOL, Ints, narrow
from estimates.relations import Relation, RelationsLike
from estimates.systems import System, bind


def relation_findings(
    claims: pd.DataFrame,
    relations: RelationsLike,
    *,
    by: Sequence[Hashable] = ("quantity", "status"),
    rtol: float = RTOL,
    max_conflicts: int = 20,
) -> list[dict[str, Any]]:
    """List the conflicts between bounded claims and relations.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    relations : str, iterable of str, mapping, or DataFrame
        See :func:`estimates.relations.parse_relations`.
    by : sequence of column names
        A relation among quantities is held against claims that are equal in the other columns.
    rtol : float
        How far the sides of ``==`` may differ, relative to the largest figure of the relation.

    Returns
    -------
    list of dict
        With ``kind`` (total, part, jointly), ``severity`` (contradiction, or weak where only "up to" is breached),
        ``claims`` (ids), ``relations`` (names), ``quantity``, ``gap``, ``unit``, ``explanation`` and ``suspicion``.
    """
    system = bind(claims, relations, by=by, rtol=rtol)
    split = system.split
    findings = []
    for component in np.flatnonzero(~possible_components(split)):
        found = minimal_conflicts(split, int(component), max_conflicts=max_conflicts)
        rows = [finding(system, np.array(conflict)) for conflict in found.conflicts]
        if rows and not found.complete:
            rows[-1]["explanation"] += (
                f" There are more such conflicts than the {len(rows)} listed here; max_conflicts lists more."
            )
        findings += rows
    return findings


def finding(system: System, conflict: Ints) -> dict[str, Any]:
    """One conflict as a finding, with a sentence."""
    n = system.network.n_claims
    members, holdings = conflict[conflict < n], conflict[conflict >= n] - n
    relations = [system.relations[k] for k in system.holding_relation[holdings]]
    rows = system.claims.iloc[system.claim_row[members]]
    accused = _accused(relations, rows)
    kind = _kind(relations, rows, accused)
    low, high = allowed(system, conflict, int(members[accused])) if len(members) else (np.nan, np.nan)
    row = rows.iloc[accused] if len(rows) else None
    gap = max(row["low"] - high, low - row["high"], 0.0) if row is not None else np.nan
    weak = "hedge" in rows and (rows["hedge"] == "up_to").any()
    return {
        "kind": kind,
        "severity": "weak" if weak else "contradiction",
        "claims": tuple(rows["claim_id"]),
        "relations": tuple(relation.name for relation in relations),
        "quantity": row["quantity"] if row is not None else relations[0].quantities[0],
        "gap": float(gap),
        "unit": row["unit"] if row is not None else np.nan,
        "explanation": _sentence(relations, rows, accused, low, high),
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


def _accused(relations: list[Relation], rows: pd.DataFrame) -> int:
    """Position of the claim that the sentence starts from: the stated total, else the first."""
    wholes = {relation.whole for relation in relations}
    return next((k for k, quantity in enumerate(rows["quantity"]) if quantity in wholes), 0)


def _kind(relations: list[Relation], rows: pd.DataFrame, accused: int) -> str:
    if len(relations) != 1 or rows.empty:
        return "jointly"
    if rows["quantity"].iloc[accused] == relations[0].whole and len(rows) > 2:
        return "total"
    return "part" if len(rows) == 2 else "total" if relations[0].whole in set(rows["quantity"]) else "jointly"


def _sentence(relations: list[Relation], rows: pd.DataFrame, accused: int, low: float, high: float) -> str:
    must = " and ".join(f"{relation.text}" + (f" ({relation.note})" if relation.note else "") for relation in relations)
    if rows.empty:
        return f"No figures at all can meet {must}."
    said = [_said(row) for row in rows.to_dict("records")]
    rest = said[:accused] + said[accused + 1 :]
    given = f" with {', '.join(rest[:-1]) + ' and ' if rest[:-1] else ''}{rest[-1]}" if rest else ""
    return f"{said[accused]} does not fit {must}{given}, which leaves {_range(low, high)}."


def _said(row: dict[str, Any]) -> str:
    words = f'"{row["text"]}"' if isinstance(row.get("text"), str) else _figure(row)
    when = row.get("as_of")
    date = f", {when:%Y-%m-%d}" if when is not None and not pd.isna(when) else ""
    return f"{row['quantity']} of {words} ({row['source']}{date})"


def _figure(row: dict[str, Any]) -> str:
    unit = f" {row['unit']}" if isinstance(row.get("unit"), str) else ""
    value = row.get("value")
    if value is not None and not pd.isna(value):
        hedge = row.get("hedge")
        word = "" if pd.isna(hedge) or hedge in ("plain", "exact") else f"{str(hedge).replace('_', ' ')} "
        return f"{word}{value:,.10g}{unit}"
    return _range(row["low"], row["high"]) + unit


def _range(low: float, high: float) -> str:
    if low > high:
        return "nothing"
    if low == high:
        return f"{low:,.10g}"
    if np.isinf(high):
        return f"{low:,.6g} or more" if np.isfinite(low) else "anything"
    return f"{low:,.6g} to {high:,.6g}" if np.isfinite(low) else f"{high:,.6g} or less"
