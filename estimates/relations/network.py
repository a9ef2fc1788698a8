"""The system of claims and relations on plain arrays, split into connected components and stacked for many questions.

Vocabulary: a *holding* is one relation in one group; it owns rows and products. A *claim* bounds one variable. An
*element* is what can be left out: a claim or a holding, numbered in one line, claims first. A *copy* is a component
with some of its elements left out; a *stack* puts copies side by side, so that one pass of numpy, or one linear
programme, answers for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.relations.narrowing import Products, Rows


class Network(NamedTuple):
    """Variables with their natural limits, claims about them, and what must hold between them."""

    floor: Floats
    ceiling: Floats
    claim_variable: Ints
    claim_low: Floats
    claim_high: Floats
    rows: Rows
    row_holding: Ints
    products: Products
    product_holding: Ints
    n_holdings: int

    @property
    def n_variables(self) -> int:
        return len(self.floor)

    @property
    def n_claims(self) -> int:
        return len(self.claim_variable)

    def ends(self, claims: Bools | None = None) -> tuple[Floats, Floats]:
        """Bounds of every variable as its limits and (some of) its claims state them."""
        low, high = self.floor.copy(), self.ceiling.copy()
        use = slice(None) if claims is None else claims
        np.maximum.at(low, self.claim_variable[use], self.claim_low[use])
        np.minimum.at(high, self.claim_variable[use], self.claim_high[use])
        return low, high

    def held(self, holdings: Bools) -> tuple[Rows, Products]:
        """Rows and products of some holdings only."""
        keep = holdings[self.product_holding]
        return pick_rows(self.rows, holdings[self.row_holding]), Products(*(column[keep] for column in self.products))

    def only(self, claims: Ints, holdings: Bools) -> Network:
        """Some claims, some holdings, and the variables that they touch."""
        keep = holdings[self.row_holding]
        rows, products = self.held(holdings)
        of = self.claim_variable[claims]
        used, at = np.unique(np.concatenate([of, rows.variable, *products]), return_inverse=True)
        n, m = len(of), len(of) + len(rows.variable)
        number = np.cumsum(holdings) - 1
        return Network(
            self.floor[used], self.ceiling[used], at[:n], self.claim_low[claims], self.claim_high[claims],
            rows._replace(variable=at[n:m]), number[self.row_holding[keep]], Products(*at[m:].reshape(3, -1)),
            number[self.product_holding[holdings[self.product_holding]]], int(holdings.sum()),
        )  # fmt: skip


def beside(networks: Sequence[Network]) -> Network:
    """Put networks side by side as one, which nothing ties together."""

    def joined(columns: Sequence[Any], sizes: Sequence[int]) -> Any:
        return np.concatenate([column + before for column, before in zip(columns, sizes, strict=True)])

    none = [0] * len(networks)
    before = [
        np.cumsum([0, *(count(net) for net in networks)])[:-1].tolist()
        for count in (lambda net: net.n_variables, lambda net: len(net.rows.low), lambda net: net.n_holdings)
    ]
    of_row = dict(zip(Rows._fields, (before[1], before[0], none, none, none), strict=True))
    rows = (joined([getattr(net.rows, name) for net in networks], sizes) for name, sizes in of_row.items())
    products = (joined([net.products[k] for net in networks], before[0]) for k in range(3))
    plain = {name: joined([getattr(net, name) for net in networks], none)
             for name in ("floor", "ceiling", "claim_low", "claim_high")}  # fmt: skip
    return Network(
        **plain, claim_variable=joined([net.claim_variable for net in networks], before[0]),
        rows=Rows(*rows), row_holding=joined([net.row_holding for net in networks], before[2]),
        products=Products(*products), product_holding=joined([net.product_holding for net in networks], before[2]),
        n_holdings=sum(net.n_holdings for net in networks),
    )  # fmt: skip


def pick_rows(rows: Rows, keep: Bools) -> Rows:
    """Keep some of the rows and renumber them."""
    if keep.all():
        return rows
    entry = keep[rows.row]
    number = np.cumsum(keep) - 1
    return Rows(number[rows.row[entry]], rows.variable[entry], rows.coefficient[entry], rows.low[keep], rows.high[keep])


def ranges(starts: Ints, lengths: Ints) -> Ints:
    """Write ``start, start + 1, ...`` for every start, ``length`` numbers each, in one line.

    Examples
    --------
    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(lengths)
    return np.asarray(np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths))


def components(n_variables: int, holding: Ints, variable: Ints, n_holdings: int) -> Ints:
    """Number the connected component of every variable; ``holding`` and ``variable`` list who touches whom."""
    n = n_variables
    shape = (n + n_holdings, n + n_holdings)
    graph = coo_array((np.ones(len(holding)), (n + holding, variable)), shape=shape)
    found = connected_components(graph, directed=False)[1][:n]
    return np.unique(found, return_inverse=True)[1].astype(np.int64)


class Sorted:
    """Items sorted by the component they belong to, to be fetched a component at a time."""

    def __init__(self, component: Ints, n: int) -> None:
        self.component = component
        self.order = np.argsort(component, kind="stable")
        self.starts = np.searchsorted(component[self.order], np.arange(n + 1))

    def fetch(self, picks: Ints) -> tuple[Ints, Ints]:
        """Items of every component picked, and the position in ``picks`` that each is there for."""
        starts = self.starts[picks]
        lengths = self.starts[picks + 1] - starts
        return self.order[ranges(starts, lengths)], np.repeat(np.arange(len(picks)), lengths)

    def place(self, picks: Ints, item: Ints, copy: Ints) -> Ints:
        """Where items stand among those fetched, given the copy that each is of."""
        sizes = self.starts[picks + 1] - self.starts[picks]
        return np.asarray(self.local[item] + (np.cumsum(sizes) - sizes)[copy])

    @cached_property
    def local(self) -> Ints:
        """The place of every item within its component."""
        rank = np.empty(len(self.component), dtype=np.int64)
        rank[self.order] = np.arange(len(self.component))
        return rank - self.starts[self.component]


class Stack(NamedTuple):
    """Copies side by side: a network, which copy everything is of, and where claims and holdings come from."""

    network: Network
    n: int
    exact: Bools  #: per copy: no cycle, so that propagation alone decides
    linear: Bools  #: per copy: no products
    variable_copy: Ints
    claim: Ints
    claim_copy: Ints
    holding: Ints
    holding_copy: Ints

    def some(self, copies: Bools) -> tuple[Stack, Bools, Bools]:
        """Keep some copies: the smaller stack, and which claims and holdings are still in it."""
        net = self.network
        variables, claims, holdings = (copies[of] for of in (self.variable_copy, self.claim_copy, self.holding_copy))
        if copies.all():
            return self, claims, holdings
        number, holding_number, copy_number = (np.cumsum(k) - 1 for k in (variables, holdings, copies))
        kept_rows, kept_products = holdings[net.row_holding], holdings[net.product_holding]
        rows = pick_rows(net.rows, kept_rows)
        network = Network(
            net.floor[variables], net.ceiling[variables],
            number[net.claim_variable[claims]], net.claim_low[claims], net.claim_high[claims],
            rows._replace(variable=number[rows.variable]), holding_number[net.row_holding[kept_rows]],
            Products(*(number[column[kept_products]] for column in net.products)),
            holding_number[net.product_holding[kept_products]], int(holdings.sum()),
        )  # fmt: skip
        stack = Stack(
            network, int(copies.sum()), self.exact[copies], self.linear[copies],
            copy_number[self.variable_copy[variables]], self.claim[claims], copy_number[self.claim_copy[claims]],
            self.holding[holdings], copy_number[self.holding_copy[holdings]],
        )  # fmt: skip
        return stack, claims, holdings


class Split:
    """A network taken apart into its connected components."""

    def __init__(self, network: Network) -> None:
        net = self.network = network
        entry_holding = np.concatenate([net.row_holding[net.rows.row], *(net.product_holding,) * 3])
        entry_variable = np.concatenate([net.rows.variable, *net.products])
        self.component = components(net.n_variables, entry_holding, entry_variable, net.n_holdings)
        self.n = int(self.component.max(initial=-1)) + 1
        self.holding_component = np.zeros(net.n_holdings, dtype=np.int64)
        self.holding_component[entry_holding] = self.component[entry_variable]
        row_component = self.holding_component[net.row_holding]
        product_component = self.holding_component[net.product_holding]
        self.variables, self.holdings, self.rows, self.products = (
            Sorted(of, self.n) for of in (self.component, self.holding_component, row_component, product_component)
        )
        count = [np.bincount(of, minlength=self.n) for of in (self.component, row_component, product_component)]
        edges = np.bincount(row_component[net.rows.row], minlength=self.n) + 3 * count[2]
        self.exact = edges == count[0] + count[1] + count[2] - 1
        self.linear = count[2] == 0
        self._row_starts = np.searchsorted(net.rows.row, np.arange(len(net.rows.low) + 1))

    def about(self, network: Network) -> Split:
        """The same parts of a network that differs in its claims and figures alone."""
        split = copy(self)
        split.network = network
        return split

    @cached_property
    def claim_component(self) -> Ints:
        return self.component[self.network.claim_variable]

    @cached_property
    def claims(self) -> Sorted:
        return Sorted(self.claim_component, self.n)

    def copies(self, picks: Ints) -> Stack:
        """Copies of the components picked, which may repeat."""
        net = self.network
        variables, variable_copy = self.variables.fetch(picks)
        claims, claim_copy = self.claims.fetch(picks)
        holdings, holding_copy = self.holdings.fetch(picks)
        rows, row_copy = self.rows.fetch(picks)
        products, product_copy = self.products.fetch(picks)
        variable_at, holding_at = partial(self.variables.place, picks), partial(self.holdings.place, picks)
        lengths = self._row_starts[rows + 1] - self._row_starts[rows]
        entries = ranges(self._row_starts[rows], lengths)
        network = Network(
            net.floor[variables], net.ceiling[variables],
            variable_at(net.claim_variable[claims], claim_copy), net.claim_low[claims], net.claim_high[claims],
            Rows(
                np.repeat(np.arange(len(rows)), lengths),
                variable_at(net.rows.variable[entries], np.repeat(row_copy, lengths)),
                net.rows.coefficient[entries], net.rows.low[rows], net.rows.high[rows],
            ),
            holding_at(net.row_holding[rows], row_copy),
            Products(*(variable_at(column[products], product_copy) for column in net.products)),
            holding_at(net.product_holding[products], product_copy),
            len(holdings),
        )  # fmt: skip
        return Stack(network, len(picks), self.exact[picks], self.linear[picks], variable_copy, claims, claim_copy,
                     holdings, holding_copy)  # fmt: skip
