"""Krippendorff's alpha against its definition and against the package of that name; two coders' decisions compared."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates import (
    EstimatesError,
    SchemaError,
    assign_quantities,
    coder_agreement,
    decisions,
    krippendorff_alpha,
    read_texts,
)
from estimates.claims.coding import Level

RATINGS = st.integers(2, 4).flatmap(
    lambda n: st.lists(st.lists(st.sampled_from([None, 0, 1, 2, 5, 9]), min_size=n, max_size=n), min_size=1, max_size=8)
)


def by_definition(rows: list[list[int | None]], level: str) -> float:
    """One less observed over expected disagreement, pair by pair."""
    units = [[value for value in row if value is not None] for row in rows]
    units = [unit for unit in units if len(unit) > 1]
    pool = [value for unit in units for value in unit]

    def apart(a: int, b: int) -> Fraction:
        if level == "nominal":
            return Fraction(a != b)
        if level == "ordinal":
            low, high = min(a, b), max(a, b)
            inside = sum(low <= value <= high for value in pool)
            return (inside - Fraction(pool.count(low) + pool.count(high), 2)) ** 2 if a != b else Fraction(0)
        return Fraction(a - b, (a + b or 1) if level == "ratio" else 1) ** 2

    expected = sum((apart(a, b) for a, b in permutations(pool, 2)), Fraction(0))
    if not expected:
        return float("nan")
    observed = sum((sum(apart(a, b) for a, b in permutations(unit, 2)) / Fraction(len(unit) - 1) for unit in units),
                   Fraction(0))  # fmt: skip
    return float(1 - (len(pool) - 1) * observed / expected)


@settings(max_examples=150, deadline=None)
@given(RATINGS, st.sampled_from(get_args(Level)))
def test_alpha_is_its_definition(rows: list[list[int | None]], level: Level) -> None:
    got = krippendorff_alpha(pd.DataFrame(rows, dtype=object), level=level)
    assert got == pytest.approx(by_definition(rows, level), abs=1e-9, nan_ok=True)


@settings(max_examples=60, deadline=None)
@given(RATINGS, st.sampled_from(get_args(Level)))
def test_alpha_is_that_of_the_package(rows: list[list[int | None]], level: Level) -> None:
    package = pytest.importorskip("krippendorff")
    got = krippendorff_alpha(pd.DataFrame(rows, dtype=object), level=level)
    if got == got:
        data = np.array(rows, dtype=float).T
        assert got == pytest.approx(package.alpha(data, level_of_measurement=level), abs=1e-9)


def test_names_are_compared_by_name_only() -> None:
    words = pd.DataFrame({"A": ["killed", "hurt", "killed"], "B": ["killed", "hurt", "hurt"]})
    assert krippendorff_alpha(words) == pytest.approx(by_definition([[1, 1], [2, 2], [1, 2]], "nominal"))
    with pytest.raises(EstimatesError, match="'killed' is no number"):
        krippendorff_alpha(words, level="interval")
    with pytest.raises(EstimatesError, match="level='nominals'"):
        krippendorff_alpha(words, level="nominals")  # type: ignore[arg-type]  # a wrong word is the point
    with pytest.raises(EstimatesError, match="of at least 0"):
        krippendorff_alpha(pd.DataFrame({"A": [-1, 2], "B": [1, 2]}), level="ratio")
    assert np.isnan(krippendorff_alpha(pd.DataFrame({"A": ["x", "x"], "B": ["x", "x"]})))
    assert np.isnan(krippendorff_alpha(pd.DataFrame({"A": ["x", None], "B": [None, "y"]})))


TEXTS = pd.DataFrame({
    "article": ["a", "b"], "reported": ["2024-05-04", "2024-05-05"],
    "text": ["A blast in Oldtown killed 36 people and wounded 12, Ann Lee said.",
             "The blast in Oldtown killed 41 people, Lee said. At least 15 were wounded."],
})  # fmt: skip


def test_two_coders_of_one_reading_and_of_two() -> None:
    claims = read_texts(TEXTS, progress=False)
    first, hurt, second, more = claims["claim_id"]
    ann = decisions(assign_quantities(claims, {first: "killed", second: "killed", hurt: "hurt", more: "hurt"}))
    renamed = claims.assign(claim_id=["w", "x", "y", "z"])  # as another reader named them
    bo = decisions(assign_quantities(renamed, {"w": "dead", "y": "dead", "x": "wounded"}, not_same=[("x", "z")]))
    table = coder_agreement({"Ann": ann, "Bo": bo}).set_index("decision")
    assert table.loc["quantity", ["agreement", "n_units", "n_coders"]].tolist() == [0.0, 3, 2]  # names alone
    same = table.loc["same quantity"]
    assert (same["n_units"], same["agreement"]) == (4, 0.75)
    assert set(str(same["differ"]).split()) == {hurt, more}
    again = coder_agreement({"Ann": ann, "Ann again": ann}).set_index("decision")
    assert again["alpha"].tolist() == [1.0, 1.0]
    assert again["differ"].isna().all()


def test_verdicts_of_a_review_are_compared() -> None:
    rows = [("accept", "a"), ("reject", "b"), ("fix", "c"), ("accept", "c")]
    ann = pd.DataFrame([{"decision": word, "claim_id": claim} for word, claim in rows])
    bo = pd.DataFrame([{"decision": "accept", "claim_id": claim} for claim in "abcd"])
    (row,) = coder_agreement({"Ann": ann, "Bo": bo}).to_dict("records")
    assert (row["decision"], row["n_units"], row["differ"]) == ("verdict", 3, "b")  # the last word on c counts
    assert row["alpha"] == pytest.approx(by_definition([[1, 1], [2, 1], [1, 1]], "nominal"))


def test_what_cannot_be_compared_is_refused() -> None:
    one: dict[str, Any] = {"Ann": pd.DataFrame({"claim_id": ["a"], "quantity": ["killed"]})}
    with pytest.raises(EstimatesError, match="there are 1 coders"):
        coder_agreement(one)
    with pytest.raises(SchemaError, match="claim_id"):
        coder_agreement({**one, "Bo": pd.DataFrame({"quantity": ["killed"]})})
    with pytest.raises(SchemaError, match="Bo decides nothing"):
        coder_agreement({**one, "Bo": pd.DataFrame({"claim_id": ["a"]})})
    assert coder_agreement({**one, "Bo": pd.DataFrame({"claim_id": ["b"], "quantity": ["hurt"]})}).empty
