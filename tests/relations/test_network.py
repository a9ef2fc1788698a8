"""Networks taken apart and put together: the same claims, rows and products about the same variables each time."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from estimates.intervals.arrays import Bools, Ints
from estimates.relations.narrowing import Products, Rows
from estimates.relations.network import Network, Split, Stack, beside, components, pick_rows, ranges

Facts = list[tuple[Any, ...]]


@st.composite
def networks(draw: st.DrawFn, first: int = 0) -> Network:
    """Small ones; the floor of a variable is its name, and so are the low ends of claims and rows."""
    n = draw(st.integers(1, 7))
    variable = st.integers(0, n - 1)
    claims = draw(st.lists(variable, max_size=5))
    held = draw(st.lists(st.lists(st.sets(variable, min_size=1, max_size=3), min_size=1, max_size=2), max_size=4))
    multiplied = draw(st.lists(st.tuples(variable, variable, variable), max_size=2)) if n > 2 else []
    rows = [(k, sorted(touched)) for k, several in enumerate(held) for touched in several]
    # what makes up one relation is tied together
    rows += [(len(held) + k, sorted(set(triple))) for k, triple in enumerate(multiplied)]
    for k, several in enumerate(held):
        rows[[h for h, _ in rows].index(k)] = (k, sorted(set().union(*several)))
    entries = [(k, v) for k, (_, touched) in enumerate(rows) for v in touched]
    row, of = np.array(entries, dtype=np.int64).reshape(-1, 2).T
    name = first + np.arange(100.0)
    return Network(
        name[:n], name[:n] + 0.5, np.array(claims, dtype=np.int64), name[: len(claims)], name[: len(claims)] + 0.25,
        Rows(row, of, np.arange(len(of)) + 1.0, name[: len(rows)], name[: len(rows)] + 0.75),
        np.array([h for h, _ in rows], dtype=np.int64),
        Products(*np.array(multiplied, dtype=np.int64).reshape(-1, 3).T), len(held) + np.arange(len(multiplied)),
        len(held) + len(multiplied),
    )  # fmt: skip


def facts(net: Network, variables: Bools | None = None, holding: Ints | None = None) -> tuple[Facts, ...]:
    """What a network says, in names that do not hang on where things stand."""
    name = net.floor.tolist()
    number = list(range(net.n_holdings)) if holding is None else holding.tolist()
    use = np.ones(len(name), dtype=bool) if variables is None else variables
    stated = zip(net.claim_variable, net.claim_low, net.claim_high, strict=True)
    claims = [(name[v], low, high) for v, low, high in stated if use[v]]
    rows = []
    for k, (low, high, h) in enumerate(zip(net.rows.low, net.rows.high, net.row_holding, strict=True)):
        terms = [(name[v], c) for r, v, c in zip(*net.rows[:3], strict=True) if r == k and use[v]]
        if terms:
            rows.append((number[h], low, high, tuple(terms)))
    products = [(number[h], *(name[v] for v in triple))
                for h, *triple in zip(net.product_holding, *net.products, strict=True) if use[triple[0]]]  # fmt: skip
    limits = [(n, c) for n, c, u in zip(name, net.ceiling.tolist(), use, strict=True) if u]
    return sorted(limits), sorted(claims), sorted(rows), sorted(products)


def tied(net: Network) -> list[set[int]]:
    """The slow version of components: sets of variables, joined while a row or a product touches two."""
    sets = [{v} for v in range(net.n_variables)]
    touched = [set(net.rows.variable[net.rows.row == k].tolist()) for k in range(len(net.rows.low))]
    for together in [*touched, *({z, x, y} for z, x, y in zip(*net.products, strict=True))]:
        sets = [s for s in sets if not s & together] + [set().union(*(s for s in sets if s & together))]
    return sorted(sets, key=min)


def copies_of(stack: Stack) -> list[tuple[Facts, ...]]:
    found = []
    for copy in range(stack.n):
        mine = stack.variable_copy == copy
        found.append(facts(stack.network, mine, stack.holding))
    return found


@given(networks(), st.data())
def test_a_copy_says_what_its_component_says(net: Network, data: st.DataObject) -> None:
    split = Split(net)
    sets = tied(net)
    assert [set(np.flatnonzero(split.component == c).tolist()) for c in range(split.n)] == sets
    picks = np.array(data.draw(st.lists(st.integers(0, split.n - 1), max_size=4)), dtype=np.int64)
    stack = split.copies(picks)
    expected = [facts(net, split.component == c) for c in picks]
    assert copies_of(stack) == expected
    assert stack.network.n_holdings == len(stack.holding)
    assert net.claim_low[stack.claim].tolist() == stack.network.claim_low.tolist()
    assert stack.claim_copy.tolist() == stack.variable_copy[stack.network.claim_variable].tolist()
    touching = zip(stack.network.row_holding, stack.network.rows.variable[first(stack.network.rows)], strict=True)
    assert all(stack.holding_copy[h] == stack.variable_copy[v] for h, v in touching)
    keep = np.array(data.draw(st.lists(st.booleans(), min_size=len(picks), max_size=len(picks))), dtype=bool)
    some, claims, holdings = stack.some(keep)
    assert copies_of(some) == [e for e, k in zip(expected, keep, strict=True) if k]
    assert (some.exact.tolist(), some.linear.tolist()) == (stack.exact[keep].tolist(), stack.linear[keep].tolist())
    assert (some.claim.tolist(), some.holding.tolist()) == (
        stack.claim[claims].tolist(),
        stack.holding[holdings].tolist(),
    )
    assert some.claim_copy.tolist() == some.variable_copy[some.network.claim_variable].tolist()
    assert some.network.n_holdings == len(some.holding) == len(some.holding_copy)


def first(rows: Rows) -> Ints:
    return np.searchsorted(rows.row, np.arange(len(rows.low)))


@given(networks())
def test_a_component_is_exact_where_no_way_leads_back_and_linear_without_products(net: Network) -> None:
    split = Split(net)
    for c in range(split.n):
        joined, cycle, products = {}, False, 0
        nodes = [[v for r, v in zip(*net.rows[:2], strict=True) if r == k] for k in range(len(net.rows.low))]
        nodes += [list(triple) for triple in zip(*net.products, strict=True)]
        products = sum(int(split.component[z] == c) for z in net.products.result)
        for node, touched in enumerate(nodes):
            if split.component[touched[0]] != c:
                continue
            for v in touched:
                root = [("node", node), ("variable", int(v))]
                for side in (0, 1):
                    while root[side] in joined:
                        root[side] = joined[root[side]]
                if root[0] == root[1]:
                    cycle = True
                else:
                    joined[root[0]] = root[1]
        assert bool(split.exact[c]) is not cycle
        assert bool(split.linear[c]) is (products == 0)


@given(networks(), st.data())
def test_parts_of_a_network_say_what_they_said_in_it(net: Network, data: st.DataObject) -> None:
    held = np.array(data.draw(st.lists(st.booleans(), min_size=net.n_holdings, max_size=net.n_holdings)), dtype=bool)
    used = np.array(data.draw(st.lists(st.booleans(), min_size=net.n_claims, max_size=net.n_claims)), dtype=bool)
    limits, claims, rows, products = facts(net)
    rows_held, products_held = net.held(held)
    kept = net._replace(
        rows=rows_held, row_holding=net.row_holding[held[net.row_holding]], products=products_held,
        product_holding=net.product_holding[held[net.product_holding]],
    )  # fmt: skip
    here = (limits, claims, [r for r in rows if held[r[0]]], [p for p in products if held[p[0]]])
    assert facts(kept) == here
    only = net.only(np.flatnonzero(used), held)
    said = [(net.floor[v], low, high) for v, low, high in zip(
        net.claim_variable[used], net.claim_low[used], net.claim_high[used], strict=True)]  # fmt: skip
    touched = {c[0] for c in said} | {v for r in here[2] for v, _ in r[3]} | {v for p in here[3] for v in p[1:]}
    assert facts(only, holding=np.flatnonzero(held)) == (
        [x for x in limits if x[0] in touched], sorted(said), here[2], here[3],
    )  # fmt: skip
    assert only.n_holdings == held.sum()
    low, high = net.ends(used)
    for v in range(net.n_variables):
        mine = used & (net.claim_variable == v)
        assert low[v] == max([net.floor[v], *net.claim_low[mine]])
        assert high[v] == min([net.ceiling[v], *net.claim_high[mine]])
    assert [end.tolist() for end in net.ends()] == [e.tolist() for e in net.ends(np.ones(net.n_claims, dtype=bool))]


@given(networks(), networks(first=100))
def test_networks_side_by_side_say_what_each_says(a: Network, b: Network) -> None:
    both = beside([a, b])
    numbers = np.arange(b.n_holdings) + a.n_holdings
    assert facts(both) == tuple(x + y for x, y in zip(facts(a), facts(b, holding=numbers), strict=True))
    assert both.n_holdings == a.n_holdings + b.n_holdings
    assert facts(beside([a])) == facts(a)


def test_rows_kept_are_numbered_anew_and_all_of_them_are_as_they_were() -> None:
    rows = Rows(np.array([0, 1, 1, 2]), np.array([3, 4, 5, 6]), np.arange(4.0), np.arange(3.0), np.arange(3.0) + 9)
    kept = pick_rows(rows, np.array([False, True, True]))
    assert [column.tolist() for column in kept] == [[0, 0, 1], [4, 5, 6], [1, 2, 3], [1, 2], [10, 11]]
    assert pick_rows(rows, np.ones(3, dtype=bool)) is rows


def test_variables_that_nothing_touches_are_components_of_their_own() -> None:
    assert components(4, np.array([0, 0]), np.array([3, 1]), 1).tolist() == [0, 1, 2, 1]
    assert components(0, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), 0).tolist() == []
    assert ranges(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)).tolist() == []
    assert ranges(np.array([5, 9, 0]), np.array([1, 0, 2])).tolist() == [5, 0, 1]
