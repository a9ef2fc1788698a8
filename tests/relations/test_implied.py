"""Answers that keep relations, and the refusal to give any while claims clash."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from vectors import record

from estimates import bound, read_claims, reconcile
from estimates.errors import EstimatesError, InfeasibleError

ROWS = [
    {"claim_id": "t", "quantity": "total", "source": "a", "low": 10_000, "high": 11_000},
    {"claim_id": "n", "quantity": "north", "source": "a", "value": 3_000, "hedge": "about"},
    {"claim_id": "s", "quantity": "south", "source": "b", "value": 7_500, "hedge": "about"},
    {"claim_id": "o", "quantity": "other", "source": "b", "value": 5, "hedge": "exact"},
]


def test_ends_are_implied_and_best_is_the_least_adjustment_inside_them() -> None:
    found = reconcile(bound(read_claims(ROWS)), relations="total == north + south").set_index("quantity")
    assert found["method"].eq("relations").all()
    best = found["best"]
    assert best["north"] + best["south"] == pytest.approx(best["total"])
    assert (found["low"] <= found["best"]).all()
    assert (found["best"] <= found["high"]).all()
    assert found.loc["other", ["low", "best", "high"]].tolist() == [5, 5, 5]
    assert found.loc["south", ["low", "high"]].tolist() == pytest.approx([10_000 - 3_450, 11_000 - 2_550])
    assert found["verdict"].eq("single").all()


def test_a_quantity_that_nobody_states_is_answered() -> None:
    found = reconcile(bound(read_claims(ROWS[:2])), relations={"sum": "total == north + south"}).set_index("quantity")
    south = found.loc["south"]
    assert (south["n_claims"], south["n_origins"], south["verdict"]) == (0, 0, "undetermined")
    assert south[["low", "best", "high"]].tolist() == pytest.approx([6550, 7500, 8450])
    assert "implied by sum" in south["basis"]


def test_it_refuses_naming_the_conflicts_until_told_what_to_reject() -> None:
    claims = record({"a": 1, "b": 2, "c": 4, "x": 9})
    with pytest.raises(InfeasibleError, match=r"in 1 connected part: \(a, b, c; sum\)\.") as caught:
        reconcile(claims, relations={"sum": "a + b == c"})
    assert caught.value.claims == ("a", "b", "c")
    assert "reject=" in str(caught.value)
    found = reconcile(claims, relations={"sum": "a + b == c"}, reject=["c"]).set_index("quantity")
    assert found["best"].to_dict() == {"a": 1, "b": 2, "c": 3, "x": 9}
    twice = bound(
        read_claims([{"claim_id": i, "quantity": "q", "value": v, "hedge": "exact"} for i, v in [("p", 1), ("r", 2)]])
    )
    with pytest.raises(InfeasibleError, match=r"\(p, r\)"):
        reconcile(twice, relations=[])


def test_options_are_checked() -> None:
    claims = record({"a": 1})
    with pytest.raises(EstimatesError, match="reject names claims that are not in the table: zz"):
        reconcile(claims, reject=["zz"])
    with pytest.raises(EstimatesError, match="relations do not go with method='hull'"):
        reconcile(claims, "hull", relations="a == b")
    assert reconcile(claims, reject=["a"]).empty


def test_groups_and_row_order() -> None:
    rows = [
        {"quantity": q, "value": v, "hedge": "about", "place": p}
        for p, q, v in [
            ("Kursk", "killed", 300),
            ("Kursk", "wounded", 500),
            ("Sumy", "killed", 100),
            ("Sumy", "losses", 300),
        ]
    ]
    claims = bound(read_claims(rows))
    by = ("quantity", "place")
    found = reconcile(claims, by=by, relations="killed + wounded == losses")
    best = found.set_index(["place", "quantity"])["best"]
    assert best["Kursk", "losses"] == pytest.approx(800)
    assert best["Sumy", "wounded"] == pytest.approx(200)
    again = reconcile(claims.iloc[[2, 0, 3, 1]], by=by, relations="killed + wounded == losses")
    pd.testing.assert_frame_equal(found, again)
    assert not np.isnan(found["low"]).any()
