"""The units that relations leave for what has none, and what brings the terms of a row to one unit."""

from __future__ import annotations

from collections.abc import Iterable

from estimates.errors import RelationError, UnitError
from estimates.relations.language import Relation
from estimates.units import factor, read_unit


def infer_units(relations: tuple[Relation, ...], units: dict[str, str]) -> None:
    """Give auxiliaries and unclaimed quantities the unit that their row or product leaves for them."""
    if not units:
        return
    changed = True
    while changed:
        changed = False
        for relation in relations:
            for product in relation.products:
                left, right, result = (units.get(v) for v in (product.left, product.right, product.result))
                if result is None and left is not None and right is not None:
                    units[product.result], changed = _joined(left, right, "*"), True
                elif left is None and result is not None and right is not None:
                    units[product.left], changed = _joined(result, right, "/"), True
                elif right is None and result is not None and left is not None:
                    units[product.right], changed = _joined(result, left, "/"), True
            for row in relation.rows:
                known = [units[v] for v, _ in row.terms if units.get(v)]
                unknown = [v for v, _ in row.terms if v not in units]
                if known and unknown:
                    units.update(dict.fromkeys(unknown, min(known)))
                    changed = True


def _joined(left: str, right: str, sign: str) -> str:
    """Unit of a product or ratio as pint would write it; things counted are neutral there."""
    right = "" if _counts(right) else right
    if _counts(left) and (sign == "*" or right):
        left = ""
    if not right:
        return left
    if left == right and sign == "/":
        return ""
    return (f"({left})" if left else "1") + f" {sign} ({right})" if left or sign == "/" else right


def _counts(unit: str) -> bool:
    return not unit or read_unit(unit).dimension in ("[count]", "dimensionless")


def alike(units: Iterable[str]) -> bool:
    """Whether figures in these units, and bare numbers, can be added as they stand."""
    distinct = {unit for unit in units if unit}
    try:
        return len(distinct) < 2 and all(factor(unit, unit) == 1.0 for unit in distinct)
    except UnitError:
        return False


def row_factors(relation: Relation, variables: list[str], units: dict[str, str]) -> list[float]:
    """What brings the terms of a row to one unit; a bare number is taken to be in the unit of the others."""
    known = [units[v] for v in variables if units.get(v)]
    if not known:
        return [1.0] * len(variables)
    to = min(known)
    try:
        return [factor(units[v], to) if units.get(v) else 1.0 for v in variables]
    except UnitError as error:
        raise RelationError(
            f"relation {relation.name!r} adds or compares unlike things: {relation.text}\n    "
            f"{str(error).splitlines()[0]}",
            hint="check the units of its quantities, or the relation.",
        ) from None
