"""Claims as statements of Wikidata, which ``read_wikidata`` reads back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.checking import check_claims
from estimates.door import checked
from estimates.errors import EstimatesError, listed, nearest
from estimates.formats.wikidata import CIRCA, ENTITY, PRECISION, UNITS

_GREGORIAN = ENTITY + "Q1985727"
_FINENESS = {word: number for number, word in PRECISION.items()}
_HELD = ("exact", "plain", "about")  # hedges that a statement of one amount can say


@checked
def to_wikidata(claims: pd.DataFrame, *, properties: Mapping[str, str]) -> list[dict[str, Any]]:
    """Write claims as Wikidata-like statements, for a person to check before anything is uploaded.

    Parameters
    ----------
    claims : DataFrame
        A claims table. Denials, ranges without an end and limits ("at most 900") have no form in Wikidata: they are
        refused.
    properties : mapping of quantity to property id
        Which property each quantity is; claims of other quantities are left out.

    Returns
    -------
    list of dict
        A statement per claim: amount, with bounds where the source states them (what a policy drew around a figure is
        ours and stays here; "exactly" is a bound of nothing, ±0), unit, point in time as fine as ``precision`` says,
        circa, and the reference's URL where ``locator`` is one. ``read_wikidata`` reads them back.

    Raises
    ------
    EstimatesError
        If a claim is a denial or a limit, has no amount, an unbounded end, or a unit that no item is known for.

    Examples
    --------
    >>> from estimates import read_claims, to_wikidata
    >>> claims = read_claims([{"quantity": "dead", "source": "UN", "low": 5, "best": 6, "high": 8, "unit": "person"}])
    >>> to_wikidata(claims, properties={"dead": "P1120"})[0]["mainsnak"]["datavalue"]["value"]
    {'amount': '+6', 'unit': '1', 'lowerBound': '+5', 'upperBound': '+8'}
    """
    check_claims(claims)
    known = claims["quantity"].dropna().unique()
    strange = [name for name in properties if name not in known]
    if strange:
        hint = nearest(strange[0], known)
        raise EstimatesError(f"no claim is of the quantity {listed(map(repr, strange))}.", hint=hint)
    chosen = claims[claims["quantity"].isin(list(properties))]
    amount = chosen["best"].fillna(chosen["value"])
    endless = np.isinf(chosen["low"]) | np.isinf(chosen["high"])
    limit = ~chosen["hedge"].isin(_HELD) & ~_has_ends(chosen)
    unfit = chosen.loc[chosen["negated"] | amount.isna() | endless | limit, "claim_id"]
    if len(unfit):
        raise EstimatesError(
            f"{len(unfit)} of {len(chosen)} claims have no form in Wikidata: {listed(unfit)}.",
            hint="it holds affirmed amounts with finite bounds: no denials, limits, open ranges and vague words.",
            claims=unfit,
        )
    items = {unit: item for item, unit in UNITS.items()} | {"person": "1", "count": "1"}
    units = sorted({unit for unit in chosen["unit"].dropna() if unit not in items})
    if units:
        raise EstimatesError(f"no Wikidata item is known for the units {listed(units)}.", hint="convert them first.")
    rows = chosen.assign(amount=amount, has_ends=_has_ends(chosen)).to_dict("records")
    return [_statement(row, properties[row["quantity"]], items) for row in rows]


def _has_ends(claims: pd.DataFrame) -> pd.Series:
    """Tell which claims have both ends from their source; what a policy drew is ours."""
    drawn = claims["basis"].notna() & (claims["basis"] != "stated")
    return ~drawn & claims["low"].notna() & claims["high"].notna()


def _statement(row: Mapping[Any, Any], prop: str, items: Mapping[str, str]) -> dict[str, Any]:
    item = items[row["unit"]] if isinstance(row["unit"], str) else "1"
    value = {"amount": _signed(row["amount"]), "unit": item if item == "1" else ENTITY + item}
    if row["hedge"] == "exact" and not row["has_ends"]:
        value |= {"lowerBound": value["amount"], "upperBound": value["amount"]}
    elif row["has_ends"]:
        value |= {"lowerBound": _signed(row["low"]), "upperBound": _signed(row["high"])}
    statement: dict[str, Any] = {
        "id": row["claim_id"], "type": "statement", "rank": "normal",
        "mainsnak": _snak(prop, "quantity", value, "quantity"), "qualifiers": {}, "references": [],
    }  # fmt: skip
    if not pd.isna(row["as_of"]):
        fineness = _FINENESS.get(str(row.get("precision")), _FINENESS["day"])
        day = row["as_of"].isoformat()[:10]
        kept = {_FINENESS["year"]: day[:4] + "-00-00", _FINENESS["month"]: day[:7] + "-00"}.get(fineness, day)
        time = {
            "time": f"+{kept}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": fineness,
            "calendarmodel": _GREGORIAN,
        }  # fmt: skip
        statement["qualifiers"]["P585"] = [_snak("P585", "time", time, "time")]
    if row["hedge"] == "about":
        circa = {"entity-type": "item", "id": CIRCA}
        statement["qualifiers"]["P1480"] = [_snak("P1480", "wikibase-entityid", circa, "wikibase-item")]
    if isinstance(row["locator"], str) and row["locator"].startswith(("http://", "https://")):
        statement["references"].append({"snaks": {"P854": [_snak("P854", "string", row["locator"], "url")]}})
    return statement


def _snak(prop: str, kind: str, value: Any, datatype: str) -> dict[str, Any]:
    return {"snaktype": "value", "property": prop, "datatype": datatype, "datavalue": {"type": kind, "value": value}}


def _signed(x: float) -> str:
    """A decimal string with its sign: no exponent, which Wikibase refuses."""
    return np.format_float_positional(x, trim="-", sign=True)
