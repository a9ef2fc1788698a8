"""Verdicts and ends of many small systems in one programme against one programme for each."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from small_systems import NAMES, as_claims, as_relations, possible, systems
from vectors import record

from estimates import bound, propagate, read_claims
from estimates.relations import feasibility
from estimates.relations.feasibility import _scales, _with_products, bent, extremes, judge, stretched
from estimates.relations.narrowing import Products, Rows
from estimates.relations.systems import bind

INF = np.inf
EMPTY = Rows(*(np.zeros(0, dtype=np.int64),) * 2, *(np.zeros(0),) * 3)


def rows_of(*rows: tuple[dict[int, float], float, float]) -> Rows:
    entries = [(k, v, float(c)) for k, (terms, _, _) in enumerate(rows) for v, c in terms.items()]
    row, variable, coefficient = map(np.array, zip(*entries, strict=True))
    low, high = np.array([ends for _, *ends in rows], dtype=float).T
    return Rows(row, variable, coefficient, low, high)


@given(systems(), st.data())
@settings(max_examples=15)
def test_each_copy_is_judged_by_what_is_left_in_it(system: Any, data: st.DataObject) -> None:
    claims, rows = system
    whole = bind(as_claims(claims), as_relations(rows))
    picks = np.array(data.draw(st.lists(st.integers(0, whole.split.n - 1), min_size=1, max_size=5)))
    stack = whole.split.copies(picks)
    use = [np.array(data.draw(st.lists(st.sampled_from([True, True, False]), min_size=n, max_size=n)), dtype=bool)
           for n in (len(stack.claim), len(stack.holding))]  # fmt: skip
    found = judge(stack, *use)
    for copy in range(stack.n):
        left = stack.claim[use[0] & (stack.claim_copy == copy)], stack.holding[use[1] & (stack.holding_copy == copy)]
        assert bool(found[copy]) is possible([claims[k] for k in left[0]], [rows[k] for k in left[1]])


@given(systems())
@settings(max_examples=15)
def test_rows_bend_as_little_as_a_programme_written_out_says_and_who_is_named_cannot_hold(system: Any) -> None:
    claims, rows = system
    whole = bind(as_claims(claims), as_relations(rows))
    net, split = whole.network, whole.split
    low, high = net.ends()
    crossed = low > high
    low[crossed] = high[crossed] = (low[crossed] + high[crossed]) / 2
    result = bent(net.rows, low, high, split.component, split.n)
    _, largest = _scales(net.rows, low, high)
    n, m = net.n_variables, len(net.rows.low)
    matrix = np.zeros((m, n))
    np.add.at(matrix, (net.rows.row, net.rows.variable), net.rows.coefficient)
    for c in range(split.n):
        mine = np.flatnonzero(split.component[net.rows.variable[np.searchsorted(net.rows.row, np.arange(m))]] == c)
        upper, lower = mine[np.isfinite(net.rows.high[mine])], mine[np.isfinite(net.rows.low[mine])]
        slack = np.eye(m)
        programme = linprog(
            np.append(np.zeros(n), 1 / largest), bounds=[*zip(low, high, strict=True), *[(0, INF)] * m],
            A_ub=np.vstack([np.hstack([matrix, -slack])[upper], np.hstack([-matrix, -slack])[lower]]),
            b_ub=np.append(net.rows.high[upper], -net.rows.low[lower]),
        ) if len(mine) else None  # fmt: skip
        assert result.bend[c] == pytest.approx(programme.fun if programme is not None else 0.0, abs=1e-7)
    forced = result.row_force > 1e-7
    held = np.where(result.low_force > 1e-7, low, -INF), np.where(result.high_force > 1e-7, high, INF)
    if (result.bend > 1e-6).any():
        alone = linprog(
            np.zeros(n), A_ub=np.vstack([matrix[forced], -matrix[forced & np.isfinite(net.rows.low)]]),
            b_ub=np.append(net.rows.high[forced], -net.rows.low[forced & np.isfinite(net.rows.low)]),
            bounds=list(zip(*held, strict=True)),
        )  # fmt: skip
        assert alone.status == 2


def test_a_row_bends_by_a_share_of_its_largest_term_and_names_who_bends_it() -> None:
    rows = rows_of(({0: 1, 1: -1}, 0, 0), ({2: 1}, -INF, 5), ({3: 2}, 9, INF), ({4: 1, 3: 1}, -INF, 100))
    low, high = np.array([1.0, 2, 8, 0, -INF]), np.array([1.0, 2, 9, 4, INF])
    found = bent(rows, low, high, np.array([0, 0, 1, 2, 2]), 4)
    assert found.bend == pytest.approx([1 / 2, 3 / 9, 1 / 9, 0])
    assert (found.row_force > 1e-7).tolist() == [True, True, True, False]
    assert (found.low_force > 1e-7).tolist() == [False, True, True, False, False]
    assert (found.high_force > 1e-7).tolist() == [True, False, False, True, False]
    crossed = bent(rows_of(({0: 1}, 3, 3)), np.array([4.0]), np.array([2.0]), np.array([0]), 1)
    assert crossed.bend.tolist() == [0]  # ends that cross are taken where they meet
    nothing = bent(EMPTY, np.zeros(2), np.ones(2), np.array([0, 2]), 3)
    assert [len(column) for column in nothing] == [3, 0, 2, 2]
    assert not np.concatenate(nothing).any()


def test_what_has_no_size_of_its_own_is_as_large_as_what_it_is_summed_with() -> None:
    rows = rows_of(({0: 2, 1: 4}, 0, 0), ({1: 1, 2: -1}, 0, 0), ({2: 1, 3: -1}, 0, 0), ({3: 1, 4: -1}, 0, 0))
    low, high = np.array([-100.0, -INF, -INF, -INF, -INF, -3]), np.array([7.0, INF, INF, INF, INF, 2])
    size, largest = _scales(rows, low, high)
    assert size.tolist() == [100, 50, 50, 50, 1, 3]  # three steps from what is known, and 1 beyond
    assert largest.tolist() == [200, 50, 50, 50]
    size, largest = _scales(rows_of(({0: 1}, -INF, 0), ({1: 2}, -8, INF)), np.zeros(2), np.full(2, INF))
    assert (size.tolist(), largest.tolist()) == ([1, 4], [1, 8])


@given(st.lists(st.tuples(st.integers(-4, 4), st.integers(0, 3)), min_size=2, max_size=2))
def test_rows_for_a_product_touch_it_at_the_corners_of_its_box_and_cut_nothing_off(box: list[tuple[int, int]]) -> None:
    (a, wide), (b, tall) = box
    low, high = np.array([-INF, a, b], dtype=float), np.array([INF, a + wide, b + tall], dtype=float)
    product = Products(np.array([0]), np.array([1]), np.array([2]))
    rows = _with_products(EMPTY, product, low, high)
    points = [(x * y, x, y) for x in np.linspace(a, a + wide, 4) for y in np.linspace(b, b + tall, 4)]
    assert len(rows.low) == 4 + (not wide) + (not tall)
    for point in points:
        sums = np.bincount(rows.row, weights=rows.coefficient * np.array(point)[rows.variable], minlength=len(rows.low))
        assert (sums >= rows.low - 1e-9).all()
        assert (sums <= rows.high + 1e-9).all()
        if point[1] in (a, a + wide) and point[2] in (b, b + tall):  # at a corner the rows leave one value
            ends = [(end - rest) for end, rest in zip(rows.low, sums - point[0], strict=True) if end > -INF]
            tops = [(end - rest) for end, rest in zip(rows.high, sums - point[0], strict=True) if end < INF]
            assert max(ends) == pytest.approx(point[0])
            assert min(tops) == pytest.approx(point[0])
    assert _with_products(EMPTY, Products(*(np.zeros(0, dtype=np.int64),) * 3), low, high) is EMPTY


def test_a_product_with_an_end_that_is_open_says_what_its_finite_corners_say() -> None:
    low, high = np.array([-INF, 2.0, 3.0]), np.array([INF, INF, 5.0])
    product = Products(np.array([0]), np.array([1]), np.array([2]))
    rows = _with_products(EMPTY, product, low, high)
    terms = [{int(v): float(c) for r, v, c in zip(*rows[:3], strict=True) if r == k} for k in range(len(rows.low))]
    # z >= 2 y + 3 x - 6 and z <= 2 y + 5 x - 10
    assert list(zip(terms, rows.low.tolist(), rows.high.tolist(), strict=True)) == [
        ({0: 1, 2: -2, 1: -3}, -6, INF), ({0: 1, 2: -2, 1: -5}, -INF, -10),
    ]  # fmt: skip
    fixed = _with_products(EMPTY, product, np.array([-INF, 4.0, -INF]), np.array([INF, 4.0, INF]))
    assert [column.tolist() for column in fixed] == [[0, 0], [0, 2], [1, -4], [0], [0]]


@pytest.mark.parametrize(("total", "holds"), [(6, True), (6.25, True), (13, False), (-1, False)])
def test_products_on_a_cycle_are_judged_by_the_planes_around_them(total: float, holds: bool) -> None:
    claims = bound(read_claims([{"quantity": q, "low": 0, "high": 5} for q in "xy"] + [{"quantity": "z", "low": total,
                                                                                      "high": total}]))  # fmt: skip
    found = propagate(claims, ["x * y == z", "x + y == 5"]).set_index("quantity")
    assert found["low"].notna().all() == holds


@given(systems(), st.data())
@settings(max_examples=12)
def test_ends_asked_together_are_those_of_a_programme_each(system: Any, data: st.DataObject) -> None:
    claims, rows = system
    whole = bind(as_claims(claims), as_relations(rows))
    split, (low, high) = whole.split, whole.network.ends()
    if not possible(claims, rows):
        return
    asked = data.draw(st.lists(st.tuples(st.integers(0, len(low) - 1), st.booleans()), min_size=1, max_size=5))
    variable, up = np.array([v for v, _ in asked]), np.array([u for _, u in asked])
    picks = split.component[variable]
    local = np.array([np.flatnonzero(split.component == split.component[v]).tolist().index(v) for v in variable])
    found = extremes(split, picks, local, up, low, high)
    matrix = {op: [[terms.get(name, 0) for name in NAMES] for terms, o, _ in rows if o == op] for op in ("==", "<=")}
    right = {op: [r for _, o, r in rows if o == op] for op in ("==", "<=")}
    of = {name: v for v, name in enumerate(np.array(whole.names)[whole.variable_name])}
    ends = [(low[of[name]], high[of[name]]) if name in of else (0, 0) for name in NAMES]
    for v, is_up, end in zip(variable, up, found, strict=True):
        cost = np.array([float(of.get(name) == v) * (-1 if is_up else 1) for name in NAMES])
        result = linprog(cost, A_eq=matrix["=="] or None, b_eq=right["=="] or None, A_ub=matrix["<="] or None,
                         b_ub=right["<="] or None, bounds=ends)  # fmt: skip
        expected = -INF if result.status == 3 else result.fun
        assert end == pytest.approx(-expected if is_up else expected, abs=1e-6)


RING = ["x + y == 10", "x - y == 2", "p + q == 10", "p - q <= 2", "q <= p + 4"]


def ring(**how: Any) -> dict[str, tuple[float, float]]:
    claims = bound(read_claims([{"quantity": name, "low": 0, "high": 10} for name in "xypq"]))
    found = propagate(claims, RING, **how).set_index("quantity")
    return {str(q): (low, high) for q, low, high in zip(found.index, found["low"], found["high"], strict=True)}


def test_programmes_are_asked_for_components_up_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    tight = {"x": (6, 6), "y": (4, 4), "p": (3, 6), "q": (4, 7)}
    assert ring() == {q: pytest.approx(ends) for q, ends in tight.items()}
    assert ring(max_size=2) == ring()
    loose = ring(max_size=1)
    assert loose == {"x": (2, 10), "y": (0, 8), "p": (0, 10), "q": (0, 10)}
    for most in (1, 2, 3, 5):
        monkeypatch.setattr(feasibility, "_PROGRAMME", most)
        assert ring() == {q: pytest.approx(ends) for q, ends in tight.items()}


def test_ends_are_only_moved_inwards_and_stay_where_a_programme_finds_the_same() -> None:
    found = propagate(record({"a": 1, "b": 2}), ["a + b == c", "c - b == a"]).set_index("quantity")
    assert found["low"].tolist() == found["high"].tolist() == [1, 2, 3]
    open_ = propagate(record({"a": 1}), ["a <= b", "b <= c", "a <= c"]).set_index("quantity")
    assert open_["low"].tolist() == pytest.approx([1, 1, 1])
    assert open_["high"].tolist() == [1, INF, INF]


def least_step(claims: list[tuple[str, int, int]], widths: list[float], rows: list[Any], names: set[str]) -> float:
    """The least number of widths by which all ends must give, written out as one programme."""
    above, below, right = [], [], []
    for (name, value, wide), width in zip(claims, widths, strict=True):
        if name in names:
            term = np.array([float(n == name) for n in NAMES])
            above += [np.append(term, -width), np.append(-term, -width)]
            right += [value + wide, -value]
    for terms, op, limit in rows:
        if names & terms.keys():
            term = np.append([float(terms.get(n, 0)) for n in NAMES], 0.0)
            above += [term]
            right += [limit]
            if op == "==":
                below += [(-term, -limit)]
    result = linprog(
        [0, 0, 0, 0, 1], A_ub=[*above, *(t for t, _ in below)] or None, b_ub=[*right, *(r for _, r in below)] or None,
        bounds=[*[(None, None)] * 4, (0, None)],
    )  # fmt: skip
    return float(result.fun) if result.status == 0 else INF


@given(systems(), st.lists(st.sampled_from([0.0, 1.0, 2.5]), min_size=6, max_size=6))
@settings(max_examples=20)
def test_ends_are_stretched_as_little_as_a_programme_written_out_says(system: Any, widths: list[float]) -> None:
    claims, rows = system
    whole = bind(as_claims(claims), as_relations(rows))
    split = whole.split
    stack = split.copies(np.arange(split.n))
    width = np.array(widths)[stack.claim]
    step, pressed = stretched(stack, width)
    names = [
        {whole.names[whole.variable_name[v]] for v in np.flatnonzero(split.component == c)} for c in range(split.n)
    ]
    expected = [least_step(claims, widths[: len(claims)], rows, mine) for mine in names]
    if INF in expected:
        assert np.isinf(step).all()
        assert not pressed.any()
        return
    assert step == pytest.approx(expected, abs=1e-6)
    held = np.full(len(claims), False)
    held[stack.claim] = pressed
    binding = [(q, v, w) for (q, v, w), is_held in zip(claims, held, strict=True) if is_held]
    again = [least_step(binding, [w for w, is_held in zip(widths, held, strict=False) if is_held], rows, mine)
             for mine in names]  # fmt: skip
    assert step == pytest.approx(again, abs=1e-6)  # who is not said to bind does not
