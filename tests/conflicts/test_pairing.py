"""Claims two by two and sources by sources."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from estimates import bound, read_claims
from estimates.answers.reconciling import reconcile
from estimates.conflicts.pairing import agreement_matrix, pairs
from estimates.errors import EstimatesError, SchemaError
from estimates.strategies import tables


def texts(*words: str, sources: str = "ABCDEFG", quantity: str = "troops") -> pd.DataFrame:
    rows = [
        {"claim_id": f"{quantity}{i}", "quantity": quantity, "source": sources[i], "text": text}
        for i, text in enumerate(words)
    ]
    return bound(read_claims(rows))


def test_each_pair_stands_once_with_its_gap() -> None:
    table = pairs(texts("exactly 10", "about 10", "exactly 11", "more than 10"))
    assert table[["claim_a", "claim_b"]].agg("-".join, axis=1).str.replace("troops", "").tolist() == [
        "0-1", "0-2", "0-3", "1-2", "1-3", "2-3",
    ]  # fmt: skip
    assert table["agreement"].tolist() == ["agree", "contradict", "contradict", "borderline", "agree", "agree"]
    assert table["gap"].tolist() == [0, 1, 0, 0, 0, 0]
    assert not table["same_origin"].any()


def test_pairs_of_one_origin_are_marked() -> None:
    claims = texts("10", "10", "10").assign(origin=["wire", "wire", "other"])
    assert pairs(claims)["same_origin"].tolist() == [True, False, False]


def test_too_many_pairs_are_refused() -> None:
    claims = texts("1", "2", "3", "4")
    assert len(pairs(claims, max_pairs=6)) == 6
    with pytest.raises(EstimatesError, match="6 pairs, more than max_pairs=5"):
        pairs(claims, max_pairs=5)


def test_the_matrix_of_sources_is_symmetric_and_averages() -> None:
    claims = pd.concat([
        texts("exactly 10", "exactly 10", "exactly 12"), texts("about 10", "exactly 11", quantity="tanks"),
        texts("5", "5", sources="AA", quantity="guns"),
    ])  # fmt: skip
    matrix = agreement_matrix(pairs(claims))
    assert matrix.index.tolist() == matrix.columns.tolist() == ["A", "B", "C"]
    assert matrix.loc["A", "B"] == 0.75
    assert matrix.loc["B", "C"] == 0
    assert matrix.loc["A", "A"] == 1
    assert np.isnan(matrix.loc["B", "B"])
    pd.testing.assert_frame_equal(matrix, matrix.T)
    assert agreement_matrix(pairs(claims.iloc[:0])).empty
    with pytest.raises(SchemaError, match="source_a"):
        agreement_matrix(claims)


@settings(max_examples=30)
@given(tables(max_size=6, quantities=("troops", "tanks"), negated=True))
def test_two_agree_or_contradict_as_the_two_alone_would(claims: pd.DataFrame) -> None:
    table = pairs(claims)
    affirmed = claims[~claims["negated"]]
    expected = {}
    for _, group in affirmed.groupby("quantity"):
        for two in combinations(range(len(group)), 2):
            both = group.iloc[list(two)]
            height = reconcile(both.assign(origin=both["claim_id"]))["agreement"].iloc[0]
            expected[tuple(sorted(both["claim_id"]))] = height
    found = {(a, b): word for a, b, word in zip(table["claim_a"], table["claim_b"], table["agreement"], strict=True)}
    assert set(found) == set(expected)
    for ids, word in found.items():
        assert word == ("agree" if expected[ids] == 1 else "contradict" if expected[ids] == 0 else "borderline")
