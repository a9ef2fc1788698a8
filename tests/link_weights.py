"""Estimate what each slot of ``suggest_links`` weighs, from events whose figures a person has filed.

    python tests/link_weights.py EVENTS.jsonl ...

A line of a file is an event: ``articles``, each with ``id``, ``outlet``, ``reported``, ``text`` and ``figures``
(``start``, ``end``, ``quantity_id``). Prints the table that stands in ``estimates/conflicts/weights.toml``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from estimates import read_texts
from estimates.conflicts.readings import Read
from estimates.conflicts.slots import SLOTS, weights
from estimates.intervals.arrays import Bools, Floats

SET = ("mention", "articles")  # not estimated: pairs of one event across its articles know neither
PRIOR = 6.0  # pull of every weight towards 0: a normal prior of this precision


def filed(event: Mapping[str, Any]) -> tuple[pd.DataFrame, list[str | None]]:
    """The figures of an event, and of which quantity each is."""
    texts = pd.DataFrame([{"article": a["id"], "text": a["text"], "publisher": a["outlet"], "reported": a["reported"]}
                          for a in event["articles"]])  # fmt: skip
    claims = read_texts(texts, progress=False).sort_values("claim_id").reset_index(drop=True)
    told = {a["id"]: a["figures"] for a in event["articles"]}
    return claims, [
        next((g["quantity_id"] for g in told[article] if g["start"] < end and start < g["end"]), None)
        for article, start, end in zip(claims["article"], claims["start"], claims["end"], strict=True)
    ]


def design(claims: pd.DataFrame, filed_as: list[str | None]) -> tuple[Floats, Bools]:
    """Of each pair of two articles, how near every slot is to each of its points; and whether it is one quantity."""
    i, j = np.triu_indices(len(claims), 1)
    article, quantity = (pd.factorize(np.array(names, dtype=object))[0] for names in (claims["article"], filed_as))
    across = article[i] != article[j]
    i, j, read, columns = i[across], j[across], Read(claims), []
    for name in estimated():
        slot, at = SLOTS[name](read, i, j), weights()[name][0]
        columns += [np.where(slot.known, np.interp(slot.agrees, at, row), 0.0) for row in np.eye(len(at))]
    return np.stack(columns, axis=1), (quantity[i] == quantity[j]) & (quantity[i] >= 0)


def estimated() -> Iterator[str]:
    return (name for name in SLOTS if name not in SET)


def fit(near: Floats, one: Bools) -> Floats:
    """Logarithms of odds by penalised logistic regression, by Newton's steps; the first is that of any pair at all."""
    x = np.column_stack([np.ones(len(near)), near])
    pull, weight = np.diag([0.0, *[PRIOR] * near.shape[1]]), np.zeros(x.shape[1])
    for _ in range(50):
        odds = 1 / (1 + np.exp(-x @ weight))
        slope = x.T @ (one - odds) - pull @ weight
        step = np.linalg.solve((x * (odds * (1 - odds))[:, None]).T @ x + pull, slope)
        weight = weight + step
        if np.abs(step).max() < 1e-9:
            break
    return weight


def table(weight: Floats) -> dict[str, list[list[float]]]:
    """The weights as they stand in the table."""
    rows: dict[str, list[list[float]]] = {}
    left = iter(weight[1:].tolist())
    for name in estimated():
        rows[name] = [[float(at), round(next(left), 2)] for at in weights()[name][0]]
    return rows


def main(paths: list[str]) -> None:
    events = [json.loads(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    pairs = [design(*filed(event)) for event in events]
    near, one = np.concatenate([near for near, _ in pairs]), np.concatenate([one for _, one in pairs])
    weight = fit(near, one)
    lines = [f"# {len(events)} events, {one.sum():,} of {len(one):,} pairs of figures are of one quantity"]
    lines += [f"# even odds at {-weight[0]:.1f}", *(f"{name} = {points}" for name, points in table(weight).items())]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
