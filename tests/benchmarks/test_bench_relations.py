"""Relations on random part-whole trees beside plain versions with scipy's HiGHS and sparse solvers.

Goals: propagation and balance as fast as the plain versions, suspects (all ties, each checked) in half their time, a
minimal conflict no slower. Run with ``pytest tests/benchmarks/test_bench_relations.py --benchmark-enable``; with
``PART_WHOLE=100000`` on a tenfold system. The last test prints the ratios of one run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import plain_relations as plain
import pytest
from part_whole import part_whole

from estimates import balance, propagate, suspects
from estimates.relations.asking import possible_components
from estimates.relations.balancing import _pooled, _target
from estimates.relations.listing import minimal_conflicts
from estimates.relations.localizing import lightest_sets
from estimates.relations.narrowing import narrow
from estimates.relations.projection import project
from estimates.relations.systems import bind

SIZE = int(os.environ.get("PART_WHOLE", "10000"))


class Case:
    """One system and what is asked of it, by the library and plainly."""

    def __init__(self, n: int) -> None:
        self.trees = part_whole(n)
        self.system = bind(self.trees.claims, self.trees.relations)
        self.split, self.net = self.system.split, self.system.network
        self.target = _target(self.system, _pooled(self.system, None), None, bands=False)
        self.wrong = np.flatnonzero(~possible_components(self.split))

    def propagate(self) -> Any:
        return narrow(self.net.rows, self.net.products, *self.net.ends())

    def suspects(self) -> float:
        wrong = np.flatnonzero(~possible_components(self.split))
        found = lightest_sets(self.split, np.ones(self.net.n_claims), wrong, max_sets=100, max_steps=10**10)
        return sum(answer.weight for answer in found)

    def balance(self) -> Any:
        return project(self.target)

    def conflict(self) -> Any:
        return [minimal_conflicts(self.split, int(c), max_conflicts=1, max_questions=0) for c in self.wrong[:20]]

    def plain(self, name: str) -> Any:
        if name == "conflict":
            return [plain.conflict(self.split, int(c)) for c in self.wrong[:20]]
        if name == "suspects":
            return sum(plain.lightest(self.split))
        return plain.balance(self.target) if name == "balance" else plain.propagate(self.net)


@pytest.fixture(scope="module")
def timed(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("benchmark_enable"))


@pytest.fixture(scope="module")
def case(timed: bool) -> Case:
    return Case(SIZE if timed else 400)


TASKS = ("propagate", "suspects", "balance", "conflict")


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("version", ["ours", "plain"])
def test_arrays(benchmark: Any, case: Case, task: str, version: str) -> None:
    benchmark.group = task
    question: Callable[[], Any] = getattr(case, task) if version == "ours" else lambda: case.plain(task)
    benchmark.pedantic(question, rounds=1 if task == "suspects" else 3)


@pytest.mark.parametrize("function", [propagate, suspects, balance])
def test_tables(benchmark: Any, case: Case, function: Callable[..., Any]) -> None:
    """The public functions, with the reading of strings and the making of tables."""
    benchmark.group = "tables"
    claims = case.trees.claims
    if function is balance:  # wrong one-sided claims need not be met
        claims = claims[claims["hedge"] == "about"]
    benchmark.pedantic(function, args=(claims, case.trees.relations), rounds=1)


def test_ratios(case: Case, timed: bool, capsys: pytest.CaptureFixture[str]) -> None:
    assert case.suspects() == case.plain("suspects")
    if not timed:
        return
    goals = {"propagate": 1.0, "suspects": 0.5, "balance": 1.0, "conflict": 1.0}
    for task, goal in goals.items():
        ours, plainly = (min(clock(f) for _ in range(1 if task == "suspects" else 3)) for f in (
            getattr(case, task), lambda task=task: case.plain(task)))  # fmt: skip
        with capsys.disabled():
            print(f"\n{task}: {ours:.3f} s, plain {plainly:.3f} s, ratio {ours / plainly:.2f} (goal {goal})")  # noqa: T201
        assert ours / plainly <= goal


def clock(question: Callable[[], Any]) -> float:
    start = time.perf_counter()
    question()
    return time.perf_counter() - start
