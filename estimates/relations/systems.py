"""Claims and relations bound together: the variables, rows, products and stated ends that everything after works on.

Vocabulary: a *variable* is a quantity within one group (equal values of the other ``by`` columns: status, place ...) or
an auxiliary of a relation there; a *holding* is one relation in one group; an *element* is what can be doubted: a claim
or a holding, numbered in one line, claims first. Rows and products belong to holdings, ends belong to claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.claims.bounds import check_bounded
from estimates.claims.comparable import By, affirmed, columns_of
from estimates.claims.groups import closed_flags, group_codes
from estimates.coded import coded, named, ordered
from estimates.conversion import common_unit, in_one_unit, main_dimension
from estimates.intervals.arrays import RTOL, Bools, Floats, Ints, dense, in_order
from estimates.relations.dimensions import infer_units
from estimates.relations.language import Relation, RelationsLike, parse_relations
from estimates.relations.layout import Layout, Template, laid_out
from estimates.relations.narrowing import magnitude
from estimates.relations.network import Network, Split, components
from estimates.relations.written import written
from estimates.schema import COLUMNS, SAME, rows_of
from estimates.units import never_negative

#: What a strict comparison leaves between its sides, as errorlocate does; a millionth of figures above 1,000.
STRICT = 1e-3
#: What the open end of a claim ("more than 900") leaves, relative to the end, and at least, beside larger terms.
OPEN, LEAST = 1e-8, 1e-6


@dataclass(frozen=True)
class System:
    """Arrays of one bound system; see the module's vocabulary.

    ``table`` holds claims in the one unit of their quantity, ``rows`` says where in it the claim of each number stands;
    ``names`` and ``units`` are of quantities and auxiliaries, ``variable_name`` points into them; ``shown`` are the
    variables that stand for quantities, by group and name.
    """

    table: pd.DataFrame
    rows: Ints
    groups: pd.DataFrame
    network: Network
    layout: Layout

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The claims that the system holds, each in the row of its number; who asks for a few columns takes these."""
        return rows_of(self.table, self.rows)

    @property
    def ids(self) -> Any:
        """The id of every claim."""
        return self.words("claim_id")

    def column(self, name: str) -> Floats:
        """Numbers of a column, NaN where the table has no such column."""
        return np.asarray(self._taken(name, float))

    def words(self, name: str) -> Any:
        """Words of a column, NaN where one is missing."""
        return self._taken(name, object)

    def _taken(self, name: str, kind: type) -> Any:
        if (name, kind) not in self._columns:
            there, n = name in self.table, len(self.rows)
            cells = self.table[name].to_numpy(dtype=kind)[self.rows] if there else np.full(n, np.nan, dtype=kind)
            self._columns[name, kind] = cells
        return self._columns[name, kind]

    @cached_property
    def _columns(self) -> dict[tuple[str, type], Any]:
        return {}

    @property
    def relations(self) -> tuple[Relation, ...]:
        return self.layout.template.relations

    @property
    def names(self) -> tuple[str, ...]:
        return self.layout.template.names

    @property
    def units(self) -> tuple[str, ...]:
        return self.layout.template.units

    @property
    def variable_name(self) -> Ints:
        return self.layout.name

    @property
    def variable_group(self) -> Ints:
        return self.layout.group

    @property
    def holding_relation(self) -> Ints:
        return self.layout.relation

    @property
    def holding_group(self) -> Ints:
        return self.layout.holding_group

    @property
    def shown(self) -> Ints:
        return self.layout.shown

    @cached_property
    def split(self) -> Split:
        """The network taken apart into connected components."""
        return self.layout.split.about(self.network)


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
    parsed = parse_relations(relations, known=quantities_of(claims))
    others = [column for column in columns_of(claims, by) if column != "quantity"]
    table, rows = _taking_part(claims)
    used, quantity = dense(coded(table["quantity"])[0][rows])  # none is missing
    stated = quantities_of(table)
    claimed = stated if len(used) == len(stated) else tuple(stated[k] for k in used.tolist())
    template = _template(parsed, claimed, _units_of(table, rows, quantity))
    group, groups = _grouped(table, rows, others)
    return _instantiated(template, table, rows, template.claimed[quantity], group, groups, rtol)


def blank() -> pd.DataFrame:
    """A claims table without claims, for relations that are asked about alone."""
    return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in COLUMNS.items()})


def quantities_of(claims: pd.DataFrame) -> tuple[str, ...]:
    """The quantities that claims are about, as they come."""
    return named(claims["quantity"]) if "quantity" in claims else ()


def _taking_part(claims: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
    """Claims in one unit per quantity, and the rows of affirmed levels (of several dimensions the one that most have).

    Nothing is taken from the table where it is in one unit: most who ask need a few of its columns.
    """
    # Sorted, so that the numbers of sets and conflicts do not hang on the order of rows.
    rows = np.flatnonzero(affirmed(claims))
    rows = rows[in_order(ordered(claims["claim_id"])[0][rows])[1]]
    if len(rows):
        check_bounded(claims, rows)
    if in_one_unit(claims):
        return claims, rows
    table = common_unit(rows_of(claims, rows), ["quantity"])
    return table, np.flatnonzero(main_dimension(table, ["quantity"]))


def _units_of(table: pd.DataFrame, rows: Ints, quantity: Ints) -> tuple[str, ...]:
    """The unit of every quantity, empty where it has none."""
    unit, names = coded(table["unit"])
    of_quantity = np.full(int(quantity.max(initial=-1)) + 1, -1)
    of_quantity[quantity] = unit[rows]
    return tuple(np.array([*map(str, names), ""], dtype=object)[of_quantity].tolist())


def _grouped(table: pd.DataFrame, rows: Ints, by: Sequence[str]) -> tuple[Ints, pd.DataFrame]:
    """Number of every claim's group, in sorted order, and the groups' values; without claims one group."""
    if not by or not len(rows):
        return np.zeros(len(rows), dtype=np.int64), pd.DataFrame({column: [np.nan] for column in by}, index=[0])
    return group_codes(table, by, rows)


@lru_cache(maxsize=4)
def _template(relations: tuple[Relation, ...], claimed: tuple[str, ...], stated: tuple[str, ...]) -> Template:
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
    return Template(relations, names, of, place, at, fixed, floor, rows, said.strict, said.row_relation, triples,
                    said.product_relation, component)  # fmt: skip


def _instantiated(
    template: Template, table: pd.DataFrame, rows: Ints, quantity: Ints, group: Ints, groups: pd.DataFrame, rtol: float
) -> System:
    """Repeat every component of the template for each group with a claim in it."""
    of_claim = template.component[quantity]
    stated = np.bincount(of_claim, minlength=int(template.component.max(initial=-1)) + 1) > 0
    unstated = np.flatnonzero(~stated)
    if len(unstated) and stated.any():  # what nobody speaks of holds once, in a group without names
        groups = groups.reindex(range(len(groups) + 1))
    pairs = np.append(dense(of_claim * len(groups) + group)[0], unstated * len(groups) + len(groups) - 1)
    layout = laid_out(template, pairs.tobytes(), len(groups))
    closed = tuple(shut[rows] for shut in closed_flags(table["closed"])) if "closed" in table else None
    low, high = (table[end].to_numpy(dtype=float)[rows] for end in ("low", "high"))
    floor = template.floor.copy()
    floor[quantity[low < 0]] = -np.inf  # somebody states that it is negative: where its value is, so is its low end
    fixed, (claim_low, claim_high) = template.fixed[layout.name], inside(low, high, closed)
    network = layout.split.network._replace(
        floor=np.where(np.isnan(fixed), floor[layout.name], fixed), ceiling=np.where(np.isnan(fixed), np.inf, fixed),
        claim_variable=layout.variable(quantity, group), claim_low=claim_low, claim_high=claim_high,
    )  # fmt: skip
    return System(table, rows, groups, _with_tolerance(network, layout.strict, rtol), layout)


def inside(low: Floats, high: Floats, closed: tuple[Bools, ...] | None) -> tuple[Floats, Floats]:
    """Ends as numbers that the claim allows: an open end moves inwards, see ``OPEN``, an unknown one is no limit.

    ``closed`` says of the lower and of the upper ends which are closed.
    """
    low, high = np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)
    if closed is None:
        return low, high
    lower, upper = closed
    with np.errstate(invalid="ignore"):
        width = np.where(np.isfinite(low) & np.isfinite(high), high - low, np.inf) / 4
        below, above = (np.minimum(np.maximum(LEAST, OPEN * np.abs(end)), width) for end in (low, high))
    below[lower | np.isinf(low)] = above[upper | np.isinf(high)] = 0.0
    return low + below, high - above


def _with_tolerance(network: Network, strict: NDArray[np.bool_], rtol: float) -> Network:
    """Give strict rows their margin and, beyond rounding, equalities their tolerance."""
    rows = network.rows
    if not strict.any() and rtol <= RTOL:
        return network
    low, high = network.ends()
    size = np.maximum(np.where(np.isfinite(low), np.abs(low), 0), np.where(np.isfinite(high), np.abs(high), 0))
    largest = magnitude(rows, size)
    margin = np.where(strict, STRICT * np.maximum(1.0, largest / 1000), 0.0)
    slack = np.where(np.isfinite(rows.low), (rtol if rtol > RTOL else 0.0) * largest, 0.0)
    return network._replace(rows=rows._replace(low=rows.low - slack, high=rows.high + slack - margin))
