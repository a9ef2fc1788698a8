"""Passes over rows and products against loops over them, and products of intervals against products of numbers."""

from __future__ import annotations

from itertools import combinations_with_replacement, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates.intervals.arrays import RTOL, Floats
from estimates.relations.narrowing import Products, Rows, magnitude, narrow, over, times, touching

INF = np.inf
ENDS = (-INF, -3.0, -1.0, 0.0, 0.5, 2.0, INF)
BOXES = [(low, high) for low, high in combinations_with_replacement(ENDS, 2) if low < INF and high > -INF]
NONE = Products(*(np.zeros(0, dtype=np.int64),) * 3)
Row = tuple[dict[int, int], float, float]


def rows_of(rows: list[Row]) -> Rows:
    entries = [(k, v, float(c)) for k, (terms, _, _) in enumerate(rows) for v, c in terms.items()]
    row, variable, coefficient = zip(*entries, strict=True) if entries else ((), (), ())
    return Rows(
        np.array(row, dtype=np.int64), np.array(variable, dtype=np.int64), np.array(coefficient, dtype=float),
        np.array([low for _, low, _ in rows], dtype=float), np.array([high for _, _, high in rows], dtype=float),
    )  # fmt: skip


def reached(numbers: list[float]) -> tuple[float, float]:
    """Least and greatest, where what is past a million stands for what has no end."""
    return tuple(float(np.sign(n) * INF) if abs(n) > 1e6 else n for n in (min(numbers), max(numbers)))


def inside(box: tuple[float, float], huge: float) -> list[float]:
    """Numbers of an interval: its ends, what is near them and near 0, and something huge where it has no end."""
    tiny = 1e-9
    candidates = (*box, tiny, -tiny, 0.0, 1.0, -1.0, huge, -huge, box[0] + tiny, box[1] - tiny)
    return [n for n in candidates if box[0] <= n <= box[1] and np.isfinite(n)]


@pytest.mark.parametrize("a", BOXES)
def test_a_product_of_intervals_holds_all_products_of_their_numbers(a: tuple[float, float]) -> None:
    for b in BOXES:
        found = times(*(np.array([end]) for end in (*a, *b)))
        expected = reached([x * y for x, y in product(inside(a, 1e15), inside(b, 1e15))])
        assert [float(end[0]) for end in found] == pytest.approx(expected, abs=1e-5), (a, b)


@pytest.mark.parametrize("z", BOXES)
def test_a_quotient_of_intervals_holds_all_that_multiplies_back(z: tuple[float, float]) -> None:
    for y in BOXES:
        low, high = (float(end[0]) for end in over(*(np.array([end]) for end in (*z, *y))))
        if y[0] <= 0 <= y[1] and z[0] <= 0 <= z[1]:  # nothing is anything times nothing
            assert (low, high) == (-INF, INF), (z, y)
        elif y == (0, 0):
            assert low > high, (z, y)
        else:
            quotients = [a / b for a, b in product(inside(z, 1e30), inside(y, 1e12)) if b]
            assert (low, high) == pytest.approx(reached(quotients), abs=1e-5), (z, y)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Row], list[tuple[int, int, int]], list[tuple[float, float]]]:
    """Rows and products over four variables with whole ends, some of them without an end."""
    number = st.integers(-6, 6).map(float)
    box = st.tuples(number | st.just(-INF), number | st.just(INF)).map(
        lambda ends: ends if ends[0] <= ends[1] else ends[::-1]
    )
    limits = st.tuples(number | st.just(-INF), number | st.just(INF)).map(
        lambda ends: ends if ends[0] <= ends[1] else (ends[0], ends[0])
    )
    terms = st.dictionaries(st.integers(0, 3), st.sampled_from([-2, -1, -0.5, 0.5, 1, 2]), min_size=1, max_size=4)
    rows = [(t, *ends) for t, ends in draw(st.lists(st.tuples(terms, limits), max_size=3))]
    triple = st.permutations(range(4)).map(lambda order: tuple(order[:3]))
    return rows, draw(st.lists(triple, max_size=1)), draw(st.lists(box, min_size=4, max_size=4))


def slowly(
    rows: list[Row], products: list[tuple[int, int, int]], boxes: list[tuple[float, float]], rounds: int
) -> tuple[list[tuple[float, float]], set[int]]:
    """The slow version: every variable from the ends that the last pass left for the others, row by row."""
    boxes, empty = list(boxes), set[int]()
    for _ in range(rounds):
        if len(empty) == len(boxes):
            break
        found = [[box] for box in boxes]
        for terms, low, high in rows:
            for v, c in terms.items():
                others = [tuple(sorted((k * boxes[u][0], k * boxes[u][1]))) for u, k in terms.items() if u != v]
                least, most = sum(o[0] for o in others), sum(o[1] for o in others)
                found[v].append(tuple(sorted(((low - most) / c, (high - least) / c))))
        for z, x, y in products:
            for target, ends in ((z, times(*columns(boxes[x], boxes[y]))), (x, over(*columns(boxes[z], boxes[y]))),
                                 (y, over(*columns(boxes[z], boxes[x])))):  # fmt: skip
                found[target].append((float(ends[0][0]), float(ends[1][0])))
        boxes = [(max(low for low, _ in left), min(high for _, high in left)) for left in found]
        empty |= {v for v, (low, high) in enumerate(boxes) if low > high}
        boxes = [(-INF, INF) if v in empty else box for v, box in enumerate(boxes)]
    return boxes, empty


def columns(*boxes: tuple[float, float]) -> list[Floats]:
    return [np.array([end]) for box in boxes for end in box]


@given(problems(), st.integers(0, 4))
def test_every_pass_leaves_what_a_loop_over_rows_leaves(problem: tuple[Any, ...], rounds: int) -> None:
    rows, products, boxes = problem
    low, high = np.array(boxes).T
    before = low.copy(), high.copy()
    done = narrow(rows_of(rows), Products(*np.array(products, dtype=np.int64).reshape(-1, 3).T), low, high,
                  max_rounds=rounds)  # fmt: skip
    expected, empty = slowly(rows, products, boxes, rounds)
    np.testing.assert_allclose(np.stack([done.low, done.high]).T, expected, rtol=1e-9, atol=1e-9)
    assert set(np.flatnonzero(done.empty).tolist()) == empty
    assert done.rounds <= rounds
    assert (low == before[0]).all()
    assert (high == before[1]).all()


def test_passes_end_where_nothing_moves_any_more() -> None:
    chain = rows_of([({k: 1, k + 1: -1}, 0, 0) for k in range(4)])
    low, high = np.full(5, -INF), np.full(5, INF)
    low[0] = high[0] = 7
    assert narrow(chain, NONE, low, high).rounds == 5  # four to come to the end of the chain, one to see that it is
    assert narrow(chain, NONE, low, high, max_rounds=3).low.tolist() == [7, 7, 7, 7, -INF]
    halves = rows_of([({0: 1, 1: -2}, 0, 0), ({1: 1, 0: -2}, 0, 0)])
    slow = narrow(halves, NONE, np.zeros(2), np.ones(2))
    assert slow.rounds == 29  # a half each time until it moves by less than a thousand-millionth of the term of 2
    assert slow.high.tolist() == [0.5**29] * 2
    assert narrow(halves, NONE, np.full(2, -INF), np.full(2, INF)).rounds == 1
    assert narrow(rows_of([]), NONE, np.zeros(2), np.ones(2)).rounds == 0  # without rows no pass is made
    assert narrow(rows_of([]), NONE, np.array([0.0, 3.0]), np.ones(2)).empty.tolist() == [False, True]


def test_what_has_no_value_left_is_marked_and_says_nothing_of_the_rest() -> None:
    rows = rows_of([({0: 1, 1: -1}, 0, 0), ({1: 1, 2: -1}, 0, 0)])
    done = narrow(rows, NONE, np.array([1.0, 3.0, -INF]), np.array([2.0, 4.0, INF]))
    assert done.empty.tolist() == [True, True, False]
    assert (done.low.tolist(), done.high.tolist()) == ([-INF, -INF, 3], [INF, INF, 4])
    crossed = narrow(rows_of([]), NONE, np.array([2.0, 0.0]), np.array([1.0, 1.0]))
    assert crossed.empty.tolist() == [True, False]
    assert crossed.rounds == 1
    assert narrow(rows_of([]), NONE, np.array([2.0]), np.array([1.0])).rounds == 0


@given(problems())
def test_ends_touch_within_a_thousand_millionth_of_the_largest_term(problem: tuple[Any, ...]) -> None:
    rows, _, boxes = problem
    size = [max([abs(end) for end in box if np.isfinite(end)], default=0.0) for box in boxes]
    largest = [
        max([abs(c) * size[v] for v, c in terms.items()] + [abs(end) for end in ends if np.isfinite(end)])
        for terms, *ends in rows
    ]
    room = [
        max([size[v]] + [m / abs(terms[v]) for m, (terms, _, _) in zip(largest, rows, strict=True) if v in terms])
        for v in range(4)
    ]
    assert magnitude(rows_of(rows), np.array(size)).tolist() == largest
    assert touching(rows_of(rows), *np.array(boxes).T) == pytest.approx(RTOL * np.array(room))


@pytest.mark.parametrize(
    ("apart", "left"), [(0.9, (0.45, 0.45)), (1.1, None), (-0.9, (-0.9, 0)), (0, (0, 0))]
)  # fmt: skip
def test_ends_that_rounding_parts_meet_halfway_and_others_do_not(
    apart: float, left: tuple[float, float] | None
) -> None:
    low, high = np.array([1000.0 * (1 + apart * RTOL)]), np.array([1000.0])
    done = narrow(rows_of([]), NONE, np.append(low, 1.0), np.append(high, 2.0))
    assert done.empty.tolist() == [left is None, False]
    if left is not None:
        assert [(float(end[0]) / 1000 - 1) / RTOL for end in (done.low, done.high)] == pytest.approx(left, abs=1e-5)
