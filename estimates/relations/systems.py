"""Claims and relations bound together: the variables, rows, products and stated ends that everything after works on.

Vocabulary: a *variable* is a quantity within one group (equal values of the other ``by`` columns: status, place ...) or
an auxiliary of a relation there; a *holding* is one relation in one group; an *element* is what can be doubted: a claim
or a holding, numbered in one line, claims first. Rows and products belong to holdings, ends belong to claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.claims.bounds import check_bounded
from estimates.claims.comparable import By, affirmed, columns_of
from estimates.claims.groups import closed_flags, group_codes
from estimates.coded import coded
from estimates.conversion import common_unit, main_dimension
from estimates.intervals.arrays import RTOL, Bools, Floats, Ints, dense
from estimates.relations.dimensions import infer_units
from estimates.relations.language import Relation, RelationsLike, parse_relations
from estimates.relations.narrowing import Products, Rows, magnitude
from estimates.relations.network import Network, Split, components, ranges
from estimates.relations.written import written
from estimates.schema import COLUMNS, SAME, rows_of
from estimates.units import never_negative

#: What a strict comparison leaves between its sides, as errorlocate does; a millionth of figures above 1,000.
STRICT = 1e-3
#: What the open end of a claim ("more than 900") leaves, relative to the end.
OPEN = 1e-6


@dataclass(frozen=True)
class System:
    """Arrays of one bound system; see the module's vocabulary.

    ``claims`` are those that the system holds, each in the row of its number and in the one unit of its quantity;
    ``names`` and ``units`` are of quantities and auxiliaries, ``variable_name`` points into them; ``place`` is where a
    quantity's name stands among all sorted, and -1 for an auxiliary.
    """

    claims: pd.DataFrame
    relations: tuple[Relation, ...]
    groups: pd.DataFrame
    names: tuple[str, ...]
    units: tuple[str, ...]
    place: Ints
    variable_name: Ints
    variable_group: Ints
    holding_relation: Ints
    holding_group: Ints
    network: Network

    @cached_property
    def split(self) -> Split:
        """The network taken apart into connected components."""
        return Split(self.network)

    @cached_property
    def shown(self) -> Ints:
        """The variables that stand for quantities, by group and name."""
        place = self.place[self.variable_name]
        rows = np.flatnonzero(place >= 0)
        return rows[np.lexsort((place[rows], self.variable_group[rows]))]


def bind(
    claims: pd.DataFrame,
    relations: RelationsLike,
    *,
    by: By = SAME,
    rtol: float = RTOL,
) -> System:
    """Bind a bounded claims table and relations.

    A relation holds in every group that has a claim about one of its quantities or of a quantity tied to them by other
    relations; without any claims, once. Negated claims and trends take no part.

    Raises
    ------
    SchemaError
        If the claims are not bounded or a ``by`` column is missing.
    RelationError, UnitError
        If a relation cannot be read, or puts unlike dimensions together.
    """
    claims = claims if len(claims.columns) else blank()
    stated = quantities_of(claims)
    parsed = parse_relations(relations, known=stated)
    others = [column for column in columns_of(claims, by) if column != "quantity"]
    table, rows = _taking_part(claims)
    used, quantity = dense(coded(claims["quantity"])[0][rows])  # none is missing
    claimed = stated if len(used) == len(stated) else [stated[k] for k in used.tolist()]
    template = _template(parsed, tuple(claimed), _units_of(table, quantity))
    group, groups = _grouped(table, others)
    return template.instantiate(table, template.claimed[quantity], group, groups, rtol)


def blank() -> pd.DataFrame:
    """A claims table without claims, for relations that are asked about alone."""
    return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in COLUMNS.items()})


def quantities_of(claims: pd.DataFrame) -> list[str]:
    """The quantities that claims are about, as they come."""
    return [str(name) for name in coded(claims["quantity"])[1].tolist()] if "quantity" in claims else []


def _taking_part(claims: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
    """Affirmed levels only, in one unit per quantity (of several dimensions the one that most have), and their rows."""
    # Sorted, so that the numbers of sets and conflicts do not hang on the order of rows.
    rows = np.flatnonzero(affirmed(claims))
    rows = rows[claims["claim_id"].array.take(rows).argsort(kind="stable")]
    table = rows_of(claims, rows)
    if len(table):
        check_bounded(table)
    table = common_unit(table, ["quantity"])
    main = main_dimension(table, ["quantity"])
    return (table, rows) if main.all() else (rows_of(table, main), rows[main])


def _units_of(table: pd.DataFrame, quantity: Ints) -> tuple[str, ...]:
    """The unit of every quantity, empty where it has none."""
    unit, names = coded(table["unit"])
    of_quantity = np.full(int(quantity.max(initial=-1)) + 1, -1)
    of_quantity[quantity] = unit
    words = [*map(str, names), ""]
    return tuple(words[k] for k in of_quantity.tolist())


def _grouped(table: pd.DataFrame, by: Sequence[str]) -> tuple[Ints, pd.DataFrame]:
    """Number of every claim's group, in sorted order, and the groups' values; without claims one group."""
    if not by or not len(table):
        return np.zeros(len(table), dtype=np.int64), pd.DataFrame({column: [np.nan] for column in by}, index=[0])
    return group_codes(table, by)


@lru_cache(maxsize=4)
def _template(relations: tuple[Relation, ...], claimed: tuple[str, ...], stated: tuple[str, ...]) -> _Template:
    """Put relations, and the quantities claimed with their units, into arrays; those of a few calls before are kept."""
    said = written(relations)
    units = {name: unit for name, unit in zip(claimed, stated, strict=True) if unit} | said.units
    infer_units(relations, units)
    # Quantities that no relation speaks of stand alone; sorted, so that numbers do not hang on the order of rows.
    number = {name: k for k, name in enumerate(dict.fromkeys([*said.units, *sorted(claimed), *said.names]))}
    names = tuple(number)
    rows, triples = said.numbered(number, units)
    fixed, floor = np.full(len(names), np.nan), np.full(len(names), -np.inf)
    fixed[[number[name] for name in said.fixed]] = list(said.fixed.values())
    at = np.array([number[name] for name in claimed], dtype=np.int64)
    of = tuple(units.get(name, "") for name in names)
    from_zero = {unit for unit in {*of} if unit and never_negative(unit)}
    floor[[k for k in at.tolist() if of[k] in from_zero]] = 0.0
    place = np.full(len(names), -1)
    shown = sorted(name for name in names if not name.startswith("\0"))
    place[[number[name] for name in shown]] = np.arange(len(shown))
    touching = np.concatenate([said.row_relation[rows.row], *(said.product_relation,) * 3])
    component = components(len(names), touching, np.concatenate([rows.variable, *triples]), len(relations))
    return _Template(relations, names, of, place, at, fixed, floor, rows, said.strict, said.row_relation, triples,
                     said.product_relation, component)  # fmt: skip


class _Template(NamedTuple):
    """The relations as arrays, before they are repeated for every group; ``floor`` is 0 for what cannot be negative."""

    relations: tuple[Relation, ...]
    names: tuple[str, ...]
    units: tuple[str, ...]
    place: Ints
    claimed: Ints
    fixed: Floats
    floor: Floats
    rows: Rows
    strict: NDArray[np.bool_]
    row_relation: Ints
    products: Products
    product_relation: Ints
    component: Ints

    def instantiate(
        self, table: pd.DataFrame, quantity: Ints, group: Ints, groups: pd.DataFrame, rtol: float
    ) -> System:
        """Repeat every component of the template for each group with a claim in it."""
        stated = np.unique(self.component[quantity])
        unstated = np.setdiff1d(np.arange(int(self.component.max(initial=-1)) + 1), stated)
        if len(unstated) and len(stated):  # what nobody speaks of holds once, in a group without names
            groups = groups.reindex(range(len(groups) + 1))
        pairs = np.append(
            np.unique(self.component[quantity] * len(groups) + group), unstated * len(groups) + len(groups) - 1
        )
        part, part_group = np.divmod(pairs, len(groups))
        names, at_group = _repeat(self.component, part, part_group)
        number = _Numbers(names * len(groups) + at_group)

        def variable(template: Ints, groups_of: Ints) -> Ints:
            return number.of(template * len(groups) + groups_of)

        holding_component = self._holding_component()
        relation, holding_group = _repeat(holding_component, part, part_group)
        holding = _Numbers(relation * len(groups) + holding_group)
        row, row_group = _repeat(holding_component[self.row_relation], part, part_group)
        product, product_group = _repeat(holding_component[self.product_relation], part, part_group)
        lengths = np.bincount(self.rows.row, minlength=len(self.rows.low))
        entry = ranges(np.searchsorted(self.rows.row, row), lengths[row])
        rows = Rows(
            np.repeat(np.arange(len(row)), lengths[row]),
            variable(self.rows.variable[entry], np.repeat(row_group, lengths[row])),
            self.rows.coefficient[entry], self.rows.low[row], self.rows.high[row],
        )  # fmt: skip
        closed = closed_flags(table["closed"]) if "closed" in table else None
        low, high = (table[end].to_numpy(dtype=float) for end in ("low", "high"))
        floor = self.floor.copy()
        floor[quantity[low < 0]] = -np.inf  # somebody states that it is negative: where its value is, so is its low end
        fixed = self.fixed[names]
        network = Network(
            np.where(np.isnan(fixed), floor[names], fixed), np.where(np.isnan(fixed), np.inf, fixed),
            variable(quantity, group), *inside(low, high, closed), rows,
            holding.of(self.row_relation[row] * len(groups) + row_group),
            Products(*(variable(column[product], product_group) for column in self.products)),
            holding.of(self.product_relation[product] * len(groups) + product_group), len(relation),
        )  # fmt: skip
        return System(
            table, self.relations, groups, self.names, self.units, self.place, names, at_group, relation, holding_group,
            _with_tolerance(network, self.strict[row], rtol),
        )  # fmt: skip

    def _holding_component(self) -> Ints:
        component = np.zeros(len(self.relations), dtype=np.int64)
        component[self.row_relation[self.rows.row]] = self.component[self.rows.variable]
        component[self.product_relation] = self.component[self.products.result]
        return component


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


def inside(low: Floats, high: Floats, closed: tuple[Bools, ...] | None) -> tuple[Floats, Floats]:
    """Ends as numbers that the claim allows: an open end moves inwards by ``OPEN``, an unknown one is no limit.

    ``closed`` says of the lower and of the upper ends which are closed.
    """
    low, high = np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)
    if closed is None:
        return low, high
    lower, upper = closed
    with np.errstate(invalid="ignore"):
        width = np.where(np.isfinite(low) & np.isfinite(high), high - low, np.inf) / 4
        below, above = (np.minimum(OPEN * np.maximum(1.0, np.abs(end)), width) for end in (low, high))
    below[lower | np.isinf(low)] = above[upper | np.isinf(high)] = 0.0
    return low + below, high - above


def _with_tolerance(network: Network, strict: NDArray[np.bool_], rtol: float) -> Network:
    """Give strict rows their margin and, beyond rounding, equalities their tolerance."""
    rows = network.rows
    if not len(rows.low):
        return network
    low, high = network.ends()
    size = np.maximum(np.where(np.isfinite(low), np.abs(low), 0), np.where(np.isfinite(high), np.abs(high), 0))
    largest = magnitude(rows, size)
    margin = np.where(strict, STRICT * np.maximum(1.0, largest / 1000), 0.0)
    slack = np.where(np.isfinite(rows.low), (rtol if rtol > RTOL else 0.0) * largest, 0.0)
    return network._replace(rows=rows._replace(low=rows.low - slack, high=rows.high + slack - margin))
