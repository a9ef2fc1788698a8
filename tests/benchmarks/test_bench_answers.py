"""Pooling and consensus of 1e6 claims in 1e5 groups beside the floor each is held against; ratios from one run.

Run with ``pytest tests/benchmarks/test_bench_answers.py --benchmark-enable -s``. Goals: DL within 1.5 times a bare
``bincount`` version; the sweep, and all of ``reconcile`` from a table of words to a table of words, within 1.5 times
one over packed keys without closed ends, origins or tolerance; one group of 1e5 claims no slower than the average
case; peak memory of ``reconcile`` below 4 times the table. The average case is a tenth of the million, and, harder for
a sort, as many claims in groups of ten: there a single group has to sort 2e5 ends and the others 20 at a time.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest

from estimates import pool, reconcile
from estimates.intervals.arrays import pack
from estimates.intervals.ranked import encode
from estimates.intervals.sweeps import coverage

N, GROUPS = 1_000_000, 100_000


@pytest.fixture(scope="module")
def data(request: pytest.FixtureRequest) -> dict[str, np.ndarray]:
    if not request.config.getoption("--benchmark-enable", default=False):
        pytest.skip("measured with --benchmark-enable")
    random = np.random.default_rng(1)
    low = random.normal(1e4, 2e3, N)
    return {
        "group": random.integers(0, GROUPS, N), "origin": random.integers(0, 50, N), "low": low,
        "high": low + random.uniform(0, 3e3, N), "se": random.uniform(100, 900, N),
    }  # fmt: skip


def ratio(ours: Callable[[], Any], floor: Callable[[], Any], rounds: int = 9) -> float:
    """The least time of ours over the least of the floor: of the processor, in turns, for a machine may be busy."""
    times: dict[Callable[[], Any], list[float]] = {ours: [], floor: []}
    for _ in range(rounds):
        for run, taken in times.items():
            began = time.process_time()
            run()
            taken.append(time.process_time() - began)
    return min(times[ours]) / min(times[floor])


def told(name: str, value: float, goal: float) -> None:
    sys.stdout.write(f"\n{name}: {value:.2f} (goal {goal})\n")


def bare_dl(y: np.ndarray, se: np.ndarray, group: np.ndarray) -> Any:
    w, k = 1 / se**2, np.bincount(group, minlength=GROUPS)
    sw = np.bincount(group, w, GROUPS)
    mean = np.bincount(group, w * y, GROUPS) / sw
    q = np.bincount(group, w * (y - mean[group]) ** 2, GROUPS)
    tau2 = np.maximum(0, (q - (k - 1)) / (sw - np.bincount(group, w * w, GROUPS) / sw))
    w = 1 / (se**2 + tau2[group])
    sw = np.bincount(group, w, GROUPS)
    return np.bincount(group, w * y, GROUPS) / sw, 1 / np.sqrt(sw), tau2, q


def packed_sweep(low: np.ndarray, high: np.ndarray, group: np.ndarray) -> Any:
    ends = np.concatenate([low, high])
    order = np.argsort(ends)
    ordered = ends[order]
    first = np.append(True, ordered[1:] != ordered[:-1])
    rank = np.empty(len(ends), dtype=np.int64)
    rank[order] = np.cumsum(first) - 1
    width = 2 * int(first.sum()) + 2
    keys = np.concatenate(
        [2 * (group * width + 2 * rank[: len(low)]) + 1, 2 * (group * width + 2 * rank[len(low) :] + 1)]
    )
    keys.sort()
    depth = np.cumsum(2 * (keys & 1) - 1)
    keys >>= 1
    return depth[np.append(keys[1:] != keys[:-1], True)], ordered[first]


def lexsort_sweep(low: np.ndarray, high: np.ndarray, group: np.ndarray) -> Any:
    steps = np.repeat([1, -1], len(low))
    return np.cumsum(steps[np.lexsort((-steps, np.concatenate([low, high]), np.concatenate([group, group])))])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # the bare version divides by what empty groups leave
def test_dl_beside_bare_bincount(data: dict[str, np.ndarray]) -> None:
    y, se, group = data["low"], data["se"], data["group"]
    told(
        "DL / bare bincount", ratio(lambda: pool(y, se, groups=group, method="DL"), lambda: bare_dl(y, se, group)), 1.5
    )


def test_sweep_beside_packed_keys(data: dict[str, np.ndarray]) -> None:
    low, high, group, origin = data["low"], data["high"], data["group"], data["origin"]

    def ours(origins: np.ndarray | None = None) -> Any:
        ranked = encode(low, high, None, group)
        return coverage(ranked.start, ranked.stop, group, None if origins is None else pack(group, origins))

    told("sweep / packed keys", ratio(ours, lambda: packed_sweep(low, high, group), 3), 1.5)
    told(
        "sweep with origins / packed keys", ratio(lambda: ours(origin), lambda: packed_sweep(low, high, group), 3), 1.5
    )
    told(
        "packed keys / lexsort",
        ratio(lambda: packed_sweep(low, high, group), lambda: lexsort_sweep(low, high, group), 2),
        0.5,
    )


def test_one_large_group_beside_the_average(data: dict[str, np.ndarray]) -> None:
    n = 100_000
    low, high, se = data["low"], data["high"], data["se"]
    one, many = np.zeros(n, dtype=np.int64), np.arange(n) // 10

    def pooled(group: np.ndarray) -> Any:
        return pool(low[: len(group)], se[: len(group)], groups=group, method="DL")

    def swept(group: np.ndarray) -> Any:
        ranked = encode(low[: len(group)], high[: len(group)], None, group)
        return coverage(ranked.start, ranked.stop, group)

    for name, run in (("DL", pooled), ("sweep", swept)):
        told(f"{name}, one group / as many claims in groups of ten", ratio(partial(run, one), partial(run, many)), 1.0)
        tenth = 10 * ratio(partial(run, one), partial(run, data["group"]))
        told(f"{name}, one group / a tenth of a million in 1e5 groups", tenth, 1.0)


def test_memory_of_reconcile(data: dict[str, np.ndarray]) -> None:
    table = claims_table(data)
    size = table.memory_usage(deep=True).sum()
    for method in ("consensus", "median"):
        tracemalloc.start()
        reconcile(table, method)  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        told(f"peak memory of {method} / table", peak / size, 4)


def test_reconcile_beside_packed_keys(data: dict[str, np.ndarray]) -> None:
    table, low, high, group = claims_table(data), data["low"], data["high"], data["group"]
    told(
        "reconcile / packed keys",
        ratio(lambda: reconcile(table, "consensus"), lambda: packed_sweep(low, high, group), 5),
        1.5,
    )


def claims_table(data: dict[str, np.ndarray]) -> pd.DataFrame:
    words = pd.StringDtype(na_value=np.nan)
    low, high = data["low"], data["high"]
    named = {name: pd.array(data[name].astype(str), dtype=words) for name in ("group", "origin")}
    return pd.DataFrame(
        {
            "claim_id": pd.array(np.arange(N).astype(str), dtype=words), "quantity": named["group"],
            "source": named["origin"], "origin": named["origin"], "status": pd.Categorical(["actual"] * N),
            "unit": pd.array(["person"] * N, dtype=words), "value": np.nan, "low": low, "likely_low": low,
            "best": np.nan, "likely_high": high, "high": high, "closed": pd.Categorical(["both"] * N),
        }
    )  # fmt: skip
