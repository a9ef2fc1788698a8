"""Spans on a line: the fewest figures to doubt against every subset, and no conflict that is none."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from estimates.relations.spans import Spans, doubts

SPANS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(1, 4), st.integers(0, 4), st.integers(0, 1)), min_size=1, max_size=8
)


def drawn(rows: list[tuple[int, int, int, int]]) -> Spans:
    start, length, low, more = (np.array(column) for column in zip(*rows, strict=True))
    return Spans(start, start + length, low.astype(float), (low + more).astype(float), [(k,) for k in range(len(rows))])


def hold(spans: Spans, kept: list[int]) -> bool:
    """Whether values of all points exist, by a linear programme."""
    n = int(spans.stop.max()) + 1
    rows, most = [], []
    for k in kept:
        row = np.zeros(n)
        row[spans.stop[k]], row[spans.start[k]] = 1, -1
        rows += [row, -row]
        most += [spans.high[k], -spans.low[k]]
    return not rows or linprog(np.zeros(n), A_ub=rows, b_ub=most, bounds=(None, None)).status == 0


def fewest(spans: Spans) -> set[tuple[int, ...]]:
    everything = range(len(spans.low))
    for size in range(len(everything) + 1):
        found = {
            gone for gone in combinations(everything, size) if hold(spans, [k for k in everything if k not in gone])
        }
        if found:
            return found
    raise AssertionError


@settings(max_examples=40, deadline=None)
@given(SPANS)
def test_as_few_as_any_subset_and_their_ties(rows: list[tuple[int, int, int, int]]) -> None:
    spans = drawn(rows)
    found = doubts(spans)
    answers = fewest(spans)
    for part in found:
        assert part.fewest
        others = [element for other in found if other is not part for element in other.sets[0]]
        together = {tuple(sorted([*chosen, *others])) for chosen in part.sets}
        assert together == answers if len(found) == 1 and len(part.sets) < 16 else together <= answers


@settings(max_examples=40, deadline=None)
@given(SPANS)
def test_each_conflict_is_minimal_and_met_by_one_figure(rows: list[tuple[int, int, int, int]]) -> None:
    spans = drawn(rows)
    for part in doubts(spans):
        assert len(part.conflicts) == len(part.sets[0])
        for conflict, element in zip(part.conflicts, part.sets[0], strict=True):
            assert set(conflict) & set(part.sets[0]) == {element}
            assert not hold(spans, list(conflict))
            assert all(hold(spans, [k for k in conflict if k != gone]) for gone in conflict)


def test_where_nearly_all_is_wrong_an_answer_comes_and_says_that_it_may_not_be_the_least() -> None:
    random = np.random.default_rng(0)
    n = 400
    start = np.concatenate([np.zeros(n, dtype=int), np.arange(1, n), np.arange(1, n - 7)])
    stop = np.concatenate([np.arange(1, n + 1), np.arange(2, n + 1), np.arange(8, n)])
    value = random.integers(0, 10_000, len(start)).astype(float)
    found = doubts(Spans(start, stop, value, value, [(k,) for k in range(len(start))]))
    gone = {element for part in found for element in part.sets[0]}
    assert not all(part.fewest for part in found)
    spans = Spans(start, stop, value, value, [(k,) for k in range(len(start))])
    assert hold(spans, [k for k in range(len(start)) if k not in gone])
