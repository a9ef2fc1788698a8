"""Relations as arrays, repeated for every group that speaks of them: which variables, rows and holdings there are.

It hangs on relations, names and groups and on no figure, so that what is asked of the same claims again finds it made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from estimates.errors import listed
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.relations.language import Relation
from estimates.relations.narrowing import Products, Rows
from estimates.relations.network import Network, Split, ranges
from estimates.schema import WORDS


@dataclass(frozen=True, eq=False)
class Template:
    """The relations as arrays, before they are repeated for every group.

    ``floor`` is 0 for what cannot be negative; ``place`` is where a quantity's name stands among all sorted, and -1 for
    an auxiliary.
    """

    relations: tuple[Relation, ...]
    names: tuple[str, ...]
    units: tuple[str, ...]
    place: Ints
    claimed: Ints
    fixed: Floats
    floor: Floats
    rows: Rows
    strict: Bools
    row_relation: Ints
    products: Products
    product_relation: Ints
    component: Ints

    def holding_component(self) -> Ints:
        component = np.zeros(len(self.relations), dtype=np.int64)
        component[self.row_relation[self.rows.row]] = self.component[self.rows.variable]
        component[self.product_relation] = self.component[self.products.result]
        return component


@dataclass(frozen=True, eq=False)
class Layout:
    """Which name and group every variable has, and which relation and group every holding; ``split`` has no claims."""

    template: Template
    name: Ints
    group: Ints
    relation: Ints
    holding_group: Ints
    strict: Bools
    split: Split
    numbers: _Numbers
    n_groups: int

    def variable(self, name: Ints, group: Ints) -> Ints:
        return self.numbers.of(name * self.n_groups + group)

    @cached_property
    def shown(self) -> Ints:
        """The variables that stand for quantities, by group and name."""
        place = self.template.place[self.name]
        rows = np.flatnonzero(place >= 0)
        return rows[np.lexsort((place[rows], self.group[rows]))]

    @cached_property
    def quantity(self) -> Any:
        """The quantities of the variables shown, as a column; tables are given copies."""
        return words(self.template.names, self.name[self.shown])

    @cached_property
    def unit(self) -> Any:
        return words([unit or np.nan for unit in self.template.units], self.name[self.shown])

    @cached_property
    def told(self) -> list[str]:
        """The relations of every part, named one after another."""
        names = [relation.name for relation in self.template.relations]
        of_holding, of_part = np.array(names, dtype=object)[self.relation], self.split.holdings
        return [listed(of_holding[of_part.order[slice(*ends)]]) for ends in pairwise(of_part.starts)]


def words(values: Sequence[Any], code: Ints) -> Any:
    """A column of words that are few or are made once; a code of -1 is missing."""
    return pd.array([*values, np.nan], dtype=WORDS).take(code)


@lru_cache(maxsize=4)
def laid_out(template: Template, pairs: bytes, n_groups: int) -> Layout:
    """Repeat components of the template: each pair is ``component * n_groups + group``; the last few are kept."""
    part, part_group = np.divmod(np.frombuffer(pairs, dtype=np.int64), n_groups)
    name, group = _repeat(template.component, part, part_group)
    numbers = _Numbers(name * n_groups + group)

    def variable(names: Ints, groups: Ints) -> Ints:
        return numbers.of(names * n_groups + groups)

    component, written = template.holding_component(), template.rows
    relation, holding_group = _repeat(component, part, part_group)
    holding = _Numbers(relation * n_groups + holding_group)
    row, row_group = _repeat(component[template.row_relation], part, part_group)
    product, product_group = _repeat(component[template.product_relation], part, part_group)
    lengths = np.bincount(written.row, minlength=len(written.low))[row]
    entry = ranges(np.searchsorted(written.row, row), lengths)
    rows = Rows(
        np.repeat(np.arange(len(row)), lengths), variable(written.variable[entry], np.repeat(row_group, lengths)),
        written.coefficient[entry], written.low[row], written.high[row],
    )  # fmt: skip
    nowhere, none = np.full(len(name), np.nan), np.zeros(0)
    network = Network(
        nowhere, nowhere, np.zeros(0, dtype=np.int64), none, none, rows,
        holding.of(template.row_relation[row] * n_groups + row_group),
        Products(*(variable(column[product], product_group) for column in template.products)),
        holding.of(template.product_relation[product] * n_groups + product_group), len(relation),
    )  # fmt: skip
    split = Split(network)
    return Layout(template, name, group, relation, holding_group, template.strict[row], split, numbers, n_groups)


def _repeat(component: Ints, part: Ints, part_group: Ints) -> tuple[Ints, Ints]:
    """Every item of each component once per group that the component is needed in: item numbers and groups."""
    order = np.argsort(component, kind="stable")
    starts = np.searchsorted(component[order], part)
    lengths = np.searchsorted(component[order], part, side="right") - starts
    return order[ranges(starts, lengths)], np.repeat(part_group, lengths)


class _Numbers:
    """Numbers of keys in the order they were first given."""

    def __init__(self, keys: Ints) -> None:
        self._order = np.argsort(keys, kind="stable")
        self._keys = keys[self._order]

    def of(self, keys: Ints) -> Ints:
        return np.asarray(self._order[np.searchsorted(self._keys, keys)], dtype=np.int64)
