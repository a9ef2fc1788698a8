"""Tables of claims in other units: one factor per distinct pair, then plain multiplication of whole columns."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.coded import coded
from estimates.door import checked
from estimates.errors import UnitError, check_number, listed, nearest
from estimates.schema import SCALED, WORDS
from estimates.units import dimension_of, factor, is_known, read_unit, same_kind


@checked
def convert(
    claims: pd.DataFrame,
    to: str | Sequence[str] | Mapping[str, str],
    *,
    rates: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Convert figures to other units, row by row, with all their bounds.

    Parameters
    ----------
    claims : DataFrame
        A claims table, with or without bounds.
    to : str, list of str, or mapping of quantity to unit
        One unit or several: each claim goes to the one of its own dimension, and others stay as they are. A mapping
        says which unit a quantity must have; there a claim of another dimension is an error.
    rates : mapping of currency code to number, optional
        What one of each currency is worth in a common currency. Without it no currency is converted.

    Returns
    -------
    DataFrame
        A copy; ``value``, ``resolution``, ``se`` and all ends are multiplied by one factor and ``unit`` is the unit
        asked for. A column ``rounded`` keeps whether the number as printed was a round one, since the converted
        resolution no longer shows it. Claims without a unit stay as they are.

    Raises
    ------
    UnitError
        If a unit is unknown, if two of the units asked for share a dimension, or, in the mapping form, if a claim
        has another dimension or no unit.

    Examples
    --------
    >>> from estimates import convert, read_claims
    >>> claims = read_claims([{"quantity": "front line", "value": 900, "unit": "mile", "source": "minister"},
    ...                       {"quantity": "troops", "value": 11000, "unit": "person", "source": "president"}])
    >>> convert(claims, "km")[["value", "unit"]]
            value    unit
    0   1448.4096      km
    1  11000.0000  person
    """
    _check_rates(rates)
    if not isinstance(to, str | Mapping | Sequence) or isinstance(to, bytes):
        raise UnitError(f"to={to!r} is no unit.", hint="give a unit, units, or a mapping of quantity to unit.")
    if isinstance(to, Mapping):
        units = claims["unit"].astype(object).where(claims["unit"].notna(), "")
        return _scaled(claims, units, _wanted_by_quantity(claims, units, to), rates)
    code, names = coded(claims["unit"])  # a missing one has the code -1
    targets = _wanted_by_kind(list(names), [to] if isinstance(to, str) else list(to), rates)
    factors = [*_factors(zip(names, targets, strict=True), rates), 1.0]
    wanted = pd.array([unit or np.nan for unit in targets], dtype=WORDS).take(code, allow_fill=True)
    return _multiplied(claims, np.array(factors)[code], wanted)


def _check_rates(rates: Mapping[str, float] | None) -> None:
    if rates is not None and not isinstance(rates, Mapping):
        raise UnitError(f"rates={rates!r} is no mapping.", hint="give the worth of each: {'EUR': 1.1, 'USD': 1}.")
    for code, worth in (rates or {}).items():
        check_number(f"rates[{code!r}]", worth, least=0, most=np.inf, open_ends=True)


def _wanted_by_kind(units: list[str], to: list[str], rates: Mapping[str, float] | None) -> list[str]:
    for i, unit in enumerate(to):
        read_unit(unit)
        for other in to[:i]:
            if same_kind(unit, other, rates):
                raise UnitError(
                    f"{other!r} and {unit!r} measure the same dimension.", hint="ask for one unit of each dimension."
                )
    known = {unit for unit in units if unit and is_known(unit)}
    return [next((t for t in to if same_kind(unit, t, rates)), unit) if unit in known else unit for unit in units]


def _wanted_by_quantity(claims: pd.DataFrame, units: pd.Series, to: Mapping[str, str]) -> pd.Series:
    for quantity in to:
        if not (claims["quantity"] == quantity).any():
            raise UnitError(
                f"no claim has the quantity {quantity!r}.", hint=nearest(quantity, claims["quantity"].dropna().unique())
            )
    wanted = claims["quantity"].map(to).astype(object)
    wanted = wanted.where(wanted.notna(), units)
    pairs = pd.DataFrame({"quantity": claims["quantity"], "unit": units, "to": wanted})
    for (quantity, unit, target), _ in pairs.drop_duplicates().groupby(["quantity", "unit", "to"]):
        if unit != target and not (unit and same_kind(unit, target)):
            rows = claims[(pairs["quantity"] == quantity) & (pairs["unit"] == unit)]
            what = f"{unit!r} ({read_unit(unit).dimension})" if unit else "a number without a unit"
            raise UnitError(
                f"cannot convert {what} to {target!r} ({read_unit(target).dimension}) for quantity={quantity!r}: "
                f"{listed(_names(rows))}.",
                hint="the claim may be filed under the wrong quantity."
                if unit
                else "say what it counts: amend(claims, claim_id, reason=..., unit=...).",
                claims=rows["claim_id"],
            )
    return wanted


def _names(rows: pd.DataFrame) -> list[str]:
    return [
        f"{i} ({s})" if isinstance(s, str) else str(i) for i, s in zip(rows["claim_id"], rows["source"], strict=True)
    ]


def _scaled(
    claims: pd.DataFrame, units: pd.Series, wanted: pd.Series, rates: Mapping[str, float] | None
) -> pd.DataFrame:
    (own, names), (to, targets) = pd.factorize(units), pd.factorize(wanted)
    pairs, code = np.unique(own * np.int64(max(len(targets), 1)) + to, return_inverse=True)
    asked = [(names[pair // len(targets)], targets[pair % len(targets)]) for pair in pairs.tolist()]
    by = np.array(_factors(asked, rates), dtype=float)[code] if len(claims) else np.empty(0)
    return _multiplied(claims, by, wanted.where(wanted != "", np.nan).astype(WORDS))


def _factors(pairs: Iterable[tuple[str, str]], rates: Mapping[str, float] | None) -> list[float]:
    return [1.0 if unit == to else factor(unit, to, rates) for unit, to in pairs]


def _multiplied(claims: pd.DataFrame, by: NDArray[np.float64], units: Any) -> pd.DataFrame:
    out = claims.copy()
    if "rounded" not in out:
        out["rounded"] = (out["resolution"] > 1).to_numpy(dtype=bool)
    for column in SCALED:
        if column in out:
            out[column] = out[column].to_numpy(dtype=float) * by
    out["unit"] = units
    return out


def common_unit(claims: pd.DataFrame, by: Sequence[Hashable]) -> pd.DataFrame:
    """Bring the claims of every group to one unit for each dimension: the first of its units, sorted.

    A bare number joins the persons or the things of its group; a group of bare numbers stays bare. Claims of no known
    quantity are in no group and keep their units.
    """
    if in_one_unit(claims):
        return claims
    units = claims["unit"].astype(object).where(claims["unit"].notna(), "")
    group = np.zeros(len(claims), dtype=np.int64)
    if by:
        group = claims.groupby(list(by), sort=False, dropna=False, observed=True).ngroup().to_numpy()
    if "quantity" in by:
        group = np.where(claims["quantity"].isna(), -1, group)
    pairs = pd.DataFrame({"group": group, "unit": units.to_numpy()}).drop_duplicates().sort_values(["group", "unit"])
    pairs = pairs[pairs["group"] >= 0]
    mixed = pairs[pairs.duplicated("group", keep=False)]
    if mixed.empty:
        return claims
    target: dict[tuple[int, str], str] = {}
    for number, names in mixed.groupby("group")["unit"]:
        target |= {(number, name): to for name, to in _joint(tuple(names)).items()}
    wanted = pd.Series([target.get(pair, pair[1]) for pair in zip(group.tolist(), units, strict=True)], claims.index)
    bare = (units == "") & (wanted != "")
    return _scaled(claims, units.where(~bare, wanted), wanted.astype(object), None)


@cache
def _joint(names: tuple[str, ...]) -> dict[str, str]:
    """The unit that each of a group's units, which are sorted, is brought to."""
    heads: list[str] = []
    out: dict[str, str] = {}
    for name in filter(None, names):
        head = next((one for one in heads if same_kind(name, one)), name)
        heads += [head] * (head not in heads)
        out[name] = head
    counted = [head for head in heads if dimension_of(head) in ("[person]", "[count]")]
    return out | {"": counted[0]} if "" in names and len(counted) == 1 else out


def mixed_dimensions(claims: pd.DataFrame, by: Sequence[Hashable]) -> NDArray[np.bool_]:
    """Tell which claims, as ``common_unit`` left them, stand in a group of several dimensions."""
    if in_one_unit(claims):
        return np.zeros(len(claims), dtype=bool)
    table = _numbered(claims, by)
    return np.asarray(table.groupby("group")["unit"].transform("nunique") > 1, dtype=bool)


def main_dimension(claims: pd.DataFrame, by: Sequence[Hashable]) -> NDArray[np.bool_]:
    """Tell which claims are of the dimension that most of their group have, of equals the first by name."""
    if in_one_unit(claims):
        return np.ones(len(claims), dtype=bool)
    table = _numbered(claims, by)
    sizes = table.value_counts(["group", "unit"]).rename("n").reset_index()
    first = sizes.sort_values(["group", "n", "unit"], ascending=[True, False, True]).drop_duplicates("group")
    return np.asarray(table["unit"] == table["group"].map(first.set_index("group")["unit"]), dtype=bool)


def in_one_unit(claims: pd.DataFrame) -> bool:
    """Whether all claims are in one unit, or none is in any: then no group mixes."""
    code, names = coded(claims["unit"])
    return len(names) + bool((code < 0).any()) <= 1


def _numbered(claims: pd.DataFrame, by: Sequence[Hashable]) -> pd.DataFrame:
    units = claims["unit"].astype(object).fillna("").to_numpy()
    group = claims.groupby(list(by), sort=False, dropna=False, observed=True).ngroup().to_numpy() if by else 0
    return pd.DataFrame({"group": group, "unit": units}, index=range(len(units)))
