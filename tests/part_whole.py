"""Random part-whole trees with claims about them: what the benchmarks of relations are run on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from estimates.claims.bounds import bound
from estimates.schema import COLUMNS


class Trees(NamedTuple):
    claims: pd.DataFrame
    relations: list[str]
    truth: pd.Series


def part_whole(n: int, *, size: int = 40, seed: int = 0) -> Trees:
    """Trees of ``size`` quantities: 1.5 claims a quantity, 3 % wrong, 15 % one-sided, 20 % of the sums "at most"."""
    rng = np.random.default_rng(seed)
    relations, truth = [], {}
    for tree in range(n // size):
        names = [f"q{tree}_{k}" for k in range(size)]
        parent = [0] + [int(rng.integers(max(0, (k - 1) // 4 - 1), (k - 1) // 2 + 1)) for k in range(1, size)]
        children: dict[int, list[int]] = {}
        for k in range(1, size):
            children.setdefault(parent[k], []).append(k)
        value = np.zeros(size)
        for k in reversed(range(size)):
            at_most = rng.random() < 0.2
            parts = sum(value[c] for c in children.get(k, []))
            value[k] = (
                np.round(parts * (rng.uniform(1.0, 1.3) if at_most else 1.0)) if parts else rng.integers(50, 5000)
            )
            if k in children:
                sign = "<=" if at_most else "=="
                relations.append(f"{' + '.join(names[c] for c in children[k])} {sign} {names[k]}")
        truth.update(dict(zip(names, value, strict=True)))
    series = pd.Series(truth)
    m = int(1.5 * len(series))
    about = np.concatenate([np.arange(len(series)), rng.integers(0, len(series), m - len(series))])
    said = series.to_numpy()[about] * rng.uniform(0.97, 1.03, m)
    wrong = rng.random(m) < 0.03
    said[wrong] *= rng.choice([0.1, 0.5, 1.609344, 2.0, 10.0], wrong.sum())
    hedge = np.where(rng.random(m) < 0.15, np.where(said > series.to_numpy()[about], "at_most", "at_least"), "about")
    claims = pd.DataFrame(
        {
            "claim_id": [f"c{k}" for k in range(m)],
            "quantity": series.index.to_numpy()[about],
            "value": np.round(said),
            "source": [f"s{k % 7}" for k in range(m)], "hedge": hedge, "resolution": 1.0, "negated": False,
        }
    ).reindex(columns=list(COLUMNS))  # fmt: skip
    return Trees(bound(claims.astype(COLUMNS)), relations, series)
