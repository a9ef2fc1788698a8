"""Findings by column hold what findings one by one hold."""

from __future__ import annotations

import numpy as np

from estimates.conflicts.listing import Findings


def test_rows_and_columns_are_two_views_of_one_thing() -> None:
    rows = [
        {"kind": "bound", "severity": "weak", "claims": ("a", "b"), "quantity": "killed", "gap": 3.0, "radius": 2.0},
        {"kind": "fall", "severity": "contradiction", "claims": ("c",), "unit": "person", "n_pairs": 4},
        {"kind": "unit", "severity": "warning", "claims": (), "explanation": "so", "relations": ("r",)},
    ]
    found = Findings.joined([Findings.of_rows(rows[:1]), rows[1:]])
    assert len(found) == 3
    assert found.sizes().tolist() == [2, 1, 0]
    assert found.members() == {"a", "b", "c"}
    assert found.are("fall", "unit").tolist() == [False, True, True]
    for row, back in zip(rows[::-1], found.take(np.array([2, 1, 0])).rows(), strict=True):
        assert {name: back[name] for name in row} == row
    assert found["n_pairs"].tolist() == [1, 4, 1]
    assert np.isnan(found["radius"][1:]).all()


def test_pairs_of_equal_length_stay_tuples() -> None:
    found = Findings.of(2, claims=[("a", "b"), ("c", "d")], kind="disjoint")
    assert found["claims"].tolist() == [("a", "b"), ("c", "d")]
    assert found["relations"].tolist() == [(), ()]
    assert len(Findings.of(0, claims=[])) == 0
