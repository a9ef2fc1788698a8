"""What a person decides about claims that are in the table already, with a trail of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.claims.entry import enter
from estimates.claims.notes import refuse
from estimates.errors import EstimatesError, nearest
from estimates.schema import COLUMNS, ENDS, FIGURE, OPTIONAL


def amend(claims: pd.DataFrame, claim_id: str, *, reason: str, **changes: Any) -> pd.DataFrame:
    """Correct one claim and leave a trail of it.

    Parameters
    ----------
    claims : DataFrame
        A claims table.
    claim_id : str
        Which claim.
    reason : str
        Why; it is kept with the old and the new value in the column ``amended``.
    **changes
        New values by column. Where the words change and no number is given, the figure is read from them anew; where
        a number changes, bounds drawn from the old one are dropped (call ``bound`` again).

    Returns
    -------
    DataFrame
        A copy with the row corrected.

    Raises
    ------
    EstimatesError
        If no claim has this id, a column is unknown, or no reason is given.
    SchemaError
        If the corrected row does not meet the schema.

    Examples
    --------
    >>> from estimates import amend, read_claims
    >>> claims = read_claims([{"claim_id": "c1", "source": "memoir", "value": 1200}])
    >>> amend(claims, "c1", reason="a zero was lost in the scan", value=12000).loc[0, "amended"]
    'value: 1200.0 -> 12000.0 (a zero was lost in the scan)'
    """
    where = np.flatnonzero(claims["claim_id"] == claim_id)
    if not len(where):
        raise EstimatesError(f"no claim has claim_id={claim_id!r}.", hint=nearest(claim_id, claims["claim_id"]))
    for column in changes:
        if column not in claims and column not in COLUMNS and column not in OPTIONAL:
            raise EstimatesError(f"column {column!r} is not known.", hint=nearest(column, claims.columns))
    if not changes or not reason.strip():
        raise EstimatesError(
            "an amendment needs a change and a reason.", hint="for instance reason='typo', value=12000."
        )
    old = claims.iloc[where[0]].to_dict()
    new = pd.DataFrame([{**old, **_dropped(old, changes), **changes}], dtype=object)
    row, findings = enter(new, missing=())
    refuse(findings, 1)
    trail = "; ".join(f"{name}: {old.get(name)} -> {row.loc[0, name]}" for name in changes) + f" ({reason})"
    earlier = old.get("amended")
    row["amended"] = trail if not isinstance(earlier, str) else f"{earlier} | {trail}"
    before, after = claims.iloc[: where[0]], claims.iloc[where[0] + 1 :]
    out = pd.concat([part.astype(object) for part in (before, row, after)])
    out, findings = enter(
        out[[*claims.columns, *(c for c in row if c not in claims)]].reset_index(drop=True), missing=()
    )
    refuse(findings, len(out))
    return out.set_index(claims.index)


def _dropped(old: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """What no longer holds once the changed cells have changed."""
    gone: set[str] = set()
    if "text" in changes and not set(FIGURE) & set(changes):
        gone |= {*FIGURE, "hedge", "resolution", "rounded", "unit", "noun"}
    if {"text", "value", "hedge", "unit", "resolution"} & set(changes):
        gone |= {"resolution", "rounded"} if "value" in changes else set()
        if old.get("basis") != "stated" or "text" in changes:
            gone |= {*ENDS, "closed", "basis"}
    if {"low", "high"} & set(changes):
        gone |= {"likely_low", "likely_high", "closed", "basis"}
    return dict.fromkeys(gone)


def relabel(
    claims: pd.DataFrame, mapping: Mapping[str, str], *, column: str = "quantity", where: Any = None
) -> pd.DataFrame:
    """Rename quantities (or sources, places, ...) in one line; drafts that mean the same become one.

    Parameters
    ----------
    claims : DataFrame
        A claims table.
    mapping : mapping of the old name to the new one
    column : str
        Which column's words to rename.
    where : column of bool, or list of claim ids, optional
        Only these rows; without it all.

    Returns
    -------
    DataFrame
        A copy. Where sources are renamed, origins of the same name are too.

    Raises
    ------
    EstimatesError
        If a name is not there, or the column is not.

    Examples
    --------
    >>> from estimates import read_text, relabel
    >>> claims = read_text("Police held 40 men. Police freed 30 detainees.")
    >>> relabel(claims, {"men": "held", "freed": "set free"})["quantity"].tolist()
    ['held', 'set free']
    >>> relabel(claims, {"men": "suspects"}, where=claims["value"] > 35)["quantity"].tolist()
    ['suspects', 'freed']
    """
    if column not in claims:
        raise EstimatesError(f"column {column!r} is not there.", hint=nearest(column, claims.columns))
    rows = _rows(claims, where)
    known = claims.loc[rows, column].dropna().unique()
    for name in mapping:
        if name not in known:
            raise EstimatesError(f"{column} has no {name!r}.", hint=nearest(name, known))
    both = [column, "origin"] if column == "source" and "origin" in claims else [column]
    return claims.assign(**{name: claims[name].replace(dict(mapping)).where(rows, claims[name]) for name in both})


def _rows(claims: pd.DataFrame, where: Any) -> NDArray[np.bool_]:
    if where is None:
        return np.ones(len(claims), dtype=bool)
    chosen = np.asarray([where] if isinstance(where, str) else where)
    if chosen.dtype == bool and chosen.shape == (len(claims),):
        return chosen
    strangers = [name for name in chosen.tolist() if name not in set(claims["claim_id"])]
    if chosen.dtype == bool or strangers:
        hint = nearest(strangers[0], claims["claim_id"]) if strangers else "give a bool for each row, or claim ids."
        raise EstimatesError(f"where={where!r} names no rows of the table.", hint=hint)
    return np.asarray(claims["claim_id"].isin(chosen.tolist()), dtype=bool)
