"""Relations as written, in arrays: what they say of variables that have no claims, groups or units yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from estimates.intervals.arrays import Bools, Ints
from estimates.relations.dimensions import alike, row_factors
from estimates.relations.language import Relation
from estimates.relations.narrowing import Products, Rows


class Written(NamedTuple):
    """Rows and products of some relations over the variables named in them, numbered in the order of writing."""

    relations: tuple[Relation, ...]
    names: tuple[str, ...]
    fixed: dict[str, float]
    units: dict[str, str]
    rows: Rows
    strict: Bools
    row_relation: Ints
    products: Products
    product_relation: Ints

    def numbered(self, names: dict[str, int], units: dict[str, str]) -> tuple[Rows, Products]:
        """Rows and products over variables numbered otherwise, the terms of every row brought to one unit."""
        number = np.array([names[name] for name in self.names], dtype=np.int64)
        rows = self.rows._replace(variable=number[self.rows.variable])
        if not alike(units.values()):
            by = (
                row_factors(relation, [v for v, _ in row.terms], units) or [1.0]
                for relation in self.relations
                for row in relation.rows
            )
            rows = rows._replace(coefficient=rows.coefficient * np.array([f for row in by for f in row], dtype=float))
        return rows, Products(*(number[column] for column in self.products))


@lru_cache(maxsize=16)
def written(relations: tuple[Relation, ...]) -> Written:
    """Put relations into arrays; those of a few calls before are kept."""
    constants = [constant for relation in relations for constant in relation.constants]
    fixed = {name: value for name, value, _ in constants}
    names: dict[str, int] = {}
    entries: list[tuple[int, int, float]] = []
    limits: list[tuple[float, float, bool, int]] = []
    products: list[tuple[int, ...]] = []

    def numbers(variables: Iterable[str]) -> Sequence[int]:
        return [names.setdefault(variable, len(names)) for variable in variables]

    for number, relation in enumerate(relations):
        numbers(relation.quantities)
        products += [(*numbers((p.result, p.left, p.right)), number) for p in relation.products]
        for row in relation.rows:
            terms: Any = row.terms
            if not terms:  # "1 == 2" needs a variable to fail on
                terms = ((f"\0{relation.name}\0nothing", 1.0),)
                fixed[terms[0][0]] = 0.0
            entries += [(len(limits), names.setdefault(v, len(names)), c) for v, c in terms]
            most = -row.constant + 0.0  # a zero without a sign
            limits.append((-row.constant if row.op == "==" else -np.inf, most, row.op == "<", number))
    of_row, variable, coefficient = zip(*entries, strict=True) if entries else ((),) * 3
    low, high, strict, row_relation = zip(*limits, strict=True) if limits else ((),) * 4
    *triples, product_relation = np.array(products, dtype=np.int64).reshape(-1, 4).T
    whole = np.int64
    return Written(
        relations, tuple(names), fixed, {name: unit for name, _, unit in constants},
        Rows(np.array(of_row, dtype=whole), np.array(variable, dtype=whole), np.array(coefficient, dtype=float),
             np.array(low, dtype=float), np.array(high, dtype=float)),
        np.array(strict, dtype=bool), np.array(row_relation, dtype=whole), Products(*triples), product_relation,
    )  # fmt: skip
