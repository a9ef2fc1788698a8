"""Prints a fingerprint of everything that the library says about some claims: ``python tests/outputs.py ORDER``.

``ORDER`` is a seed by which the rows are shuffled. The lines must be the same to the last bit whatever it is, and in
every process, whose sets and dicts Python may order otherwise (``tests/test_same_bits.py``).
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd

import estimates as es
from estimates.answers.reconciling import Method

RELATIONS = {"all": "total == killed + hurt", "most": "killed <= hurt"}


def claims() -> pd.DataFrame:
    """Claims with everything in them that order could decide: ties, repeats, several units, dates and origins."""
    chance = random.Random(7)
    rows = []
    for k in range(60):
        rows.append(
            {
                "claim_id": f"c{k:02}",
                "quantity": chance.choice(["total", "killed", "hurt"]),
                "source": chance.choice(["army", "agency", "ministry", "witness", "paper"]),
                "value": chance.choice([1.0, 3.1, 7.7, 10.1, 10.1, 33.3]) * chance.choice([10, 100]),
                "hedge": chance.choice(["plain", "about", "at_least", "up_to", "exact"]),
                "as_of": chance.choice(["2024-01-01", "2024-01-02", "2024-01-03"]),
                "se": chance.choice([0.1, 0.3, 0.7]),
                "reliability": chance.choice(["A", "B", "C"]),
                "unit": "person",
            }
        )
    for k in range(12):
        value, unit = chance.choice([(10.0, "mile"), (16.1, "km"), (16_093.44, "meter")])
        rows.append({"claim_id": f"d{k:02}", "quantity": "front", "source": f"s{k % 5}", "value": value, "unit": unit})
    return es.read_claims(rows)


def shown(order: int) -> Iterator[tuple[str, bytes]]:
    """Every output by name, as the bytes that a user would see."""
    rows = claims()
    if order:
        places = list(range(len(rows)))
        random.Random(order).shuffle(places)
        rows = rows.iloc[places]
    bounded = es.bound(es.convert(rows, "km"))
    people = bounded[bounded["quantity"] != "front"]
    day, by = people[people["as_of"] == pd.Timestamp("2024-01-01")], ["quantity"]
    tables = {f"reconcile {method}": es.reconcile(bounded, method) for method in get_args(Method)}
    tables |= {
        "contradictions": es.contradictions(bounded, RELATIONS, by=by),
        "suspicions": es.suspicions(bounded, by=by),
        "propagate": es.propagate(people[people["hedge"].isin(["at_least"])], RELATIONS, by=by),
        "robustness": es.robustness(day, "total >= 500", by=by),
        "suspects": es.suspects(
            people[people["as_of"] == pd.Timestamp("2024-01-01")], RELATIONS, by=by, progress=False
        ),
        "profiles": es.profiles(bounded),
        "copiers": es.copiers(bounded),
        "disagreement": es.disagreement(bounded),
        "coalitions": es.coalitions(bounded[bounded["quantity"] == "front"]),
        "pairs": es.pairs(bounded),
        "track": es.track(people),
    }
    for name, table in tables.items():
        yield name, bits(table)
    answer = tables["reconcile hull"]
    yield "summary", es.summary(bounded, answer).encode()
    yield "forest", es.forest(bounded, answer).encode()
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("md", "html"):
            path = es.report(bounded, path=Path(folder, f"report.{ending}"), max_pictures=2, progress=False)
            yield f"report {ending}", path.read_bytes()


def bits(table: pd.DataFrame) -> bytes:
    """A table as text in which every bit of a number counts."""
    return table.apply(lambda cells: cells.astype(object).map(_exact)).to_csv(index=False).encode()


def _exact(cell: object) -> object:
    if isinstance(cell, tuple | list):
        return [_exact(item) for item in cell]
    if pd.isna(cell):
        return ""
    return float(cell).hex() if isinstance(cell, float | np.floating) else cell


if __name__ == "__main__":
    for name, data in shown(int(sys.argv[1])):
        sys.stdout.write(f"{name}: {hashlib.sha256(data).hexdigest()[:16]}\n")
