"""Learning whom to believe: cost beside the plain vote, growth with the table, and errors beside the usual peers.

Run with ``pytest tests/benchmarks/test_bench_reliability.py --benchmark-enable -s``. Goals: ``learned`` within 8 times
``vote`` on 3e5 claims that copy one another; twice the claims in at most 2.6 times the time; 1e5 sources in less memory
than a hundredth of a dense matrix of them. Peers, written plainly after their papers: CRH (Li et al. 2014, absolute
loss) and GTM (Zhao and Han 2012) beside mean and median, on figures that suit GTM: normal errors, a variance of each
source. ``learned`` must err less than all of them there too. Where the package truthdiscovery is installed (1.0.4), its
Sums, AverageLog, Investment, PooledInvestment and TruthFinder answer the copied facts as well.
"""

from __future__ import annotations

import importlib
import sys
import time
import tracemalloc
from typing import Any

import numpy as np
import pandas as pd
import pytest

from estimates import reconcile


@pytest.fixture(autouse=True)
def measured(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--benchmark-enable", default=False):
        pytest.skip("measured with --benchmark-enable")


def told(words: str) -> None:
    sys.stdout.write(f"\n{words}\n")


def table(quantity: Any, source: Any, value: Any) -> pd.DataFrame:
    frame = pd.DataFrame({"quantity": np.asarray(quantity).astype(str), "source": np.asarray(source).astype(str)})
    return frame.assign(low=value, best=value, high=value)


def copied(n: int, seed: int = 0) -> tuple[Any, pd.DataFrame]:
    """Facts on n quantities from 30 sources, of which 18 are copies of three; four of five speak."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(1, 1440, n).astype(float)
    others = truth + rng.integers(1, 60, (3, n))
    accuracy = np.linspace(0.5, 0.95, 12)
    own = np.array([np.where(rng.random(n) < a, truth, others[rng.integers(0, 3, n), np.arange(n)]) for a in accuracy])
    said = np.vstack([own, np.repeat(own[:3], 6, axis=0)])
    source, quantity = np.nonzero(rng.random(said.shape) < 0.8)
    return truth, table(quantity, source, said[source, quantity])


def seconds(claims: pd.DataFrame, method: Any, rounds: int = 3) -> float:
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        reconcile(claims, method)
        taken.append(time.process_time() - began)
    return min(taken)


def test_cost_beside_the_vote_and_growth() -> None:
    _, small = copied(6_000)
    _, large = copied(12_000)
    learned, twice, vote = seconds(small, "learned"), seconds(large, "learned"), seconds(large, "vote")
    told(
        f"{len(large)} claims: learned {twice:.2f} s, {twice / vote:.1f} times vote; "
        f"twice the table {twice / learned:.1f} times"
    )
    assert twice / vote < 8
    assert twice / learned < 2.6


def test_many_sources_need_no_matrix_of_them() -> None:
    rng = np.random.default_rng(1)
    n, sources = 300_000, 100_000
    quantity, source = rng.integers(0, 50_000, n), rng.integers(0, sources, n)
    value = rng.integers(0, 3, n) + quantity % 900 + 100.0
    claims = table(quantity, source, value)
    tracemalloc.start()
    began = time.process_time()
    reconcile(claims, "learned")
    taken, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    told(f"1e5 sources, 3e5 claims: {taken:.1f} s, {peak / 1e6:.0f} MB")
    assert peak < 0.01 * 8 * sources**2


def crh(o: Any, s: Any, v: Any) -> Any:
    """CRH for numbers: weighted median; weight of a source minus the log of its share of the summed, scaled loss."""
    n, m = o.max() + 1, s.max() + 1
    scale = pd.Series(v).groupby(o).std().fillna(0).to_numpy() + 1e-9
    w = np.ones(m)
    for _ in range(10):
        order = np.lexsort((v, o))
        total = np.bincount(o, w[s], n)
        running = np.cumsum(w[s][order]) - (np.cumsum(total) - total)[o[order]]
        hit = np.flatnonzero(running >= total[o[order]] / 2)
        truth = v[order][hit[np.unique(o[order][hit], return_index=True)[1]]]
        loss = np.bincount(s, np.abs(v - truth[o]) / scale[o], m) / np.maximum(np.bincount(s, minlength=m), 1) + 1e-9
        w = -np.log(loss / loss.sum())
    return truth


def gtm(o: Any, s: Any, v: Any) -> Any:
    """GTM: normal truth and errors, inverse gamma on each source's variance (a = b = 10), on standardised values."""
    n, m = o.max() + 1, s.max() + 1
    groups = pd.Series(v).groupby(o)
    mid, scale = groups.median().to_numpy(), groups.std().fillna(1).to_numpy() + 1e-9
    z, variance = (v - mid[o]) / scale[o], np.ones(m)
    for _ in range(20):
        w = 1 / variance[s]
        truth = np.bincount(o, w * z, n) / (np.bincount(o, w, n) + 1)
        doubt = 1 / (np.bincount(o, w, n) + 1)
        square = np.bincount(s, (z - truth[o]) ** 2 + doubt[o], m)
        variance = (20 + square) / (22 + np.bincount(s, minlength=m))
    return mid + scale * truth


def judged(seed: int) -> tuple[Any, Any, Any, Any]:
    """20 sources of unlike spread on 400 quantities, a third of them speak; errors shared on each quantity."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(0, 15, 400)
    spread = np.exp(rng.normal(1, 0.7, 20))
    said = truth + rng.normal(0, 2, 400) + rng.normal(0, 1, (20, 400)) * spread[:, None]
    source, quantity = np.nonzero(rng.random((20, 400)) < 0.35)
    return truth, quantity, source, said[source, quantity]


def test_errors_beside_the_peers() -> None:
    sums: dict[str, list[float]] = {}
    for seed in range(10):
        truth, o, s, v = judged(seed)
        present = np.unique(o)
        o = np.searchsorted(present, o)
        claims = table([f"q{i:04}" for i in o], s, v)
        answers = {
            "mean": pd.Series(v).groupby(o).mean().to_numpy(), "median": pd.Series(v).groupby(o).median().to_numpy(),
            "CRH": crh(o, s, v), "GTM": gtm(o, s, v), "learned": reconcile(claims, "learned")["best"].to_numpy(),
        }  # fmt: skip
        for name, best in answers.items():
            sums.setdefault(name, []).append(float(np.abs(best - truth[present]).mean()))
    errors = {name: float(np.mean(values)) for name, values in sums.items()}
    told("mean absolute error: " + ", ".join(f"{name} {error:.3f}" for name, error in errors.items()))
    assert errors["learned"] == min(errors.values())
    shares: dict[str, list[float]] = {}
    for seed in range(10):
        truth, claims = copied(1_000, seed)
        results = {method: reconcile(claims, method) for method in ("vote", "median", "learned")}
        answers = {name: r.drop_duplicates("quantity").set_index("quantity")["best"] for name, r in results.items()}
        for name, best in (answers | package(claims)).items():
            shares.setdefault(name, []).append(float(np.mean(best == truth[best.index.astype(int)])))
    right = {name: float(np.mean(values)) for name, values in shares.items()}
    told("share right of facts with copies: " + ", ".join(f"{name} {share:.4f}" for name, share in right.items()))
    assert right["learned"] == max(right.values())


def package(claims: pd.DataFrame) -> dict[str, Any]:
    """What the package truthdiscovery answers, by method; nothing where it is not installed."""
    try:
        peers = importlib.import_module("truthdiscovery")
    except ModuleNotFoundError:
        return {}
    data = peers.Dataset(list(claims[["source", "quantity", "best"]].itertuples(index=False, name=None)))
    out = {}
    for name in ("Sums", "AverageLog", "Investment", "PooledInvestment", "TruthFinder"):
        found = getattr(peers, name)().run(data)
        out[name] = pd.Series({q: min(found.get_most_believed_values(q)) for q in claims["quantity"].unique()})
    return out
