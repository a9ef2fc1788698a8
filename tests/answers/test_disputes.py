"""Coalitions, disagreement and sensitivity: published cases, slow obvious versions, and cases by hand."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from estimates import HedgePolicy, bound, read_claims
from estimates.answers.disputes import coalitions, disagreement
from estimates.answers.reconciling import reconcile
from estimates.answers.sensitivities import sensitivity
from estimates.errors import EstimatesError, SchemaError
from estimates.strategies import tables

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "reconciliation_vectors.json"
law = settings(max_examples=20, deadline=None)


def texts(*words: str, **columns: Any) -> pd.DataFrame:
    rows = [{"claim_id": f"c{i}", "quantity": "troops", "source": chr(65 + i), "text": t} for i, t in enumerate(words)]
    return bound(read_claims(rows)).assign(**columns)


# --- coalitions


def test_shared_maximal_consistent_subsets() -> None:
    if not SHARED.exists():
        pytest.skip("the shared vectors are not here")
    for case in json.loads(SHARED.read_text(encoding="utf-8"))["groups"]["interval_consensus"]["cases"]:
        rows = [
            {"claim_id": str(i), "quantity": case["id"], "source": f"s{i}", "low": -np.inf if low is None else low,
             "high": np.inf if high is None else high}
            for i, (low, high) in enumerate(case["intervals"])
        ]  # fmt: skip
        found = {tuple(map(int, ids)) for ids in coalitions(bound(read_claims(rows)))["claims"]}
        assert found == {tuple(subset) for subset in case["maximal_consistent_subsets"]}, case["id"]


def test_coalitions_by_hand() -> None:
    claims = texts("8 to 12", "11 to 13", "14 to 15", "more than 13")
    result = coalitions(claims)
    assert result["claims"].tolist() == [("c0", "c1"), ("c2", "c3")]
    assert result[["coalition", "low", "high", "n_claims", "n_origins"]].to_numpy().tolist() == [
        [1, 11, 12, 2, 2], [2, 14, 15, 2, 2],
    ]  # fmt: skip
    echo = coalitions(claims.assign(origin="wire"))
    assert echo["n_origins"].tolist() == [1, 1]
    assert echo["origins"].tolist() == [("wire",), ("wire",)]
    assert coalitions(texts("more than 13", "at most 13"))["closed"].tolist() == ["both", "neither"]
    assert len(coalitions(claims.iloc[:0])) == 0
    assert coalitions(claims.iloc[:0]).columns.tolist() == result.columns.tolist()


@law
@given(tables(max_size=6, quantities=("troops", "tanks")))
def test_coalitions_are_the_maximal_sets_of_a_full_search(claims: pd.DataFrame) -> None:
    found = set(coalitions(claims)["claims"])
    together = set()
    for _, group in claims.groupby("quantity"):
        for size in range(1, len(group) + 1):
            for rows in combinations(range(len(group)), size):
                part = group.iloc[list(rows)]
                if reconcile(part)["low"].notna().all():
                    together.add(tuple(sorted(part["claim_id"])))
    assert found == {ids for ids in together if not any(set(ids) < set(more) for more in together)}


# --- disagreement


def test_the_one_who_stands_alone_is_named() -> None:
    row = disagreement(texts("about 11,000", "about 10,500", "about 50,000")).iloc[0]
    assert row[["spread", "agreement", "origin", "agreement_without", "spread_without"]].tolist() == [
        39500,
        0,
        "C",
        1,
        500,
    ]
    assert row["share"] == pytest.approx(39000 / 39500)
    assert row["gap"] == pytest.approx(0.85 * 50000 - 1.15 * 10500)
    assert np.isnan(row["I2"])


def test_nobody_is_named_where_leaving_one_out_changes_nothing() -> None:
    row = disagreement(texts("exactly 5", "exactly 5", "exactly 9", "exactly 9")).iloc[0]
    assert (row["spread"], row["gap"], row["agreement"]) == (4, 4, 0)
    assert pd.isna(row["origin"])
    assert np.isnan(row["agreement_without"])
    single = disagreement(texts("about 5")).iloc[0]
    assert (single["spread"], single["agreement"], pd.isna(single["origin"])) == (0, 1, True)


def test_i2_needs_an_error_for_every_claim() -> None:
    claims = texts("exactly 10", "exactly 12", "exactly 20")
    assert disagreement(claims.assign(se=[1.0, 1.0, 1.0]))["I2"].tolist() == [pytest.approx(100 * (56 - 2) / 56)]
    assert disagreement(claims.assign(se=[1.0, np.nan, 1.0]))["I2"].isna().all()


@law
@given(tables(max_size=6, quantities=("troops", "tanks")))
def test_leaving_one_out_is_what_dropping_its_claims_gives(claims: pd.DataFrame) -> None:
    for _, row in disagreement(claims).iterrows():
        group = claims[claims["quantity"] == row["quantity"]]
        assert row["agreement"] == pytest.approx(reconcile(group, "hull")["agreement"].iloc[0])
        origins = group["origin"].unique()
        left = {o: disagreement(group[group["origin"] != o]).iloc[0] for o in origins if len(origins) > 1}
        gain = max((other["agreement"] - row["agreement"] for other in left.values()), default=0.0)
        drop = max((row["spread"] - other["spread"] for other in left.values()), default=0.0)
        if gain <= 1e-9 and drop <= 1e-9:
            assert pd.isna(row["origin"]) or row["share"] == pytest.approx(0)
            continue
        without = left[row["origin"]]
        assert row["agreement_without"] == pytest.approx(without["agreement"])
        assert row["spread_without"] == pytest.approx(without["spread"])
        assert row["agreement_without"] == pytest.approx(row["agreement"] + max(gain, 0))


# --- sensitivity


def test_sensitivity_to_policy_and_method() -> None:
    claims = texts("about 11,000", "about 9,000")
    table = sensitivity(claims, methods=["intersection", "median", len])
    assert len(table) == 9
    assert table["change"].tolist()[:3] == ["same", "overlaps", "apart"]
    strict = table[(table["policy"] == "strict") & (table["method"] == "intersection")]
    assert strict["change"].tolist() == ["none"]
    one = sensitivity(claims, policies={"mine": HedgePolicy(about_outer=0.5)}, methods=["hull"])
    assert one[["policy", "low", "high", "change"]].to_numpy().tolist() == [["mine", 4500, 16500, "same"]]
    assert sensitivity(claims, by=[], methods=["hull"])["change"].tolist() == ["same", "overlaps", "overlaps"]
    with pytest.raises(EstimatesError, match="nothing to compare"):
        sensitivity(claims, methods=[])


def test_ends_that_a_source_stated_do_not_hang_on_the_policy() -> None:
    claims = read_claims(
        [{"quantity": "q", "source": "A", "low": 1, "high": 3}, {"quantity": "q", "source": "B", "low": 2, "high": 4}]
    )
    assert sensitivity(claims, methods=["intersection"])["change"].tolist() == ["same"] * 3


def test_a_table_of_one_s_own_needs_neither_origins_nor_named_sources() -> None:
    claims = pd.DataFrame(
        {"claim_id": ["p", "q", "r"], "quantity": ["a", "a", "a"], "status": ["actual"] * 3,
         "source": ["s", None, "t"], "low": [1.0, 2.0, 5.0], "high": [3.0, 4.0, np.inf]}
    )  # fmt: skip
    table = coalitions(claims)
    assert table["claims"].tolist() == [("p", "q"), ("r",)]
    assert table["origins"].tolist() == [("s",), ("t",)]
    with pytest.raises(SchemaError, match="claim_id"):
        coalitions(claims.drop(columns="claim_id"))


def test_a_group_without_claims_has_no_gap() -> None:
    claims = bound(read_claims([{"quantity": "q", "source": "s", "text": "10", "negated": True}]))
    assert disagreement(claims)[["n_claims", "gap", "spread"]].fillna(-1).to_numpy().tolist() == [[0, -1, -1]]
