"""The assertions that users put in their own suites, and the strategies they draw from."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings

from estimates import EstimatesError, bound, read_claims, suspects
from estimates.strategies import relations_broken, relations_that_hold, tables
from estimates.testing import assert_consistent, assert_no_contradictions, assert_reconciles_to

LOST = [("lost", 900), ("killed", 300), ("wounded", 500)]


def troops(**said: str) -> pd.DataFrame:
    return read_claims([{"quantity": "troops", "source": source, "text": text} for source, text in said.items()])


def losses() -> pd.DataFrame:
    return read_claims([{"quantity": q, "source": "army", "value": v, "hedge": "exact"} for q, v in LOST])


def test_a_contradiction_fails_with_the_sentence_of_the_library() -> None:
    claims = read_claims(
        [{"quantity": "troops", "source": s, "text": t} for s, t in (("a", "11,000"), ("b", "10,000"))]
    )
    with pytest.raises(AssertionError, match=r"1 contradiction:\nOn troops: b says “10,000” and a says “11,000”"):
        assert_no_contradictions(claims)
    assert_no_contradictions(claims, allow=["disjoint"])
    assert_no_contradictions(claims, by=["source"])


def test_relations_that_cannot_hold_fail_with_the_sentence_of_the_library() -> None:
    assert_consistent(losses(), "lost >= killed + wounded")
    with pytest.raises(AssertionError, match=r"lost.*900.*lost = killed \+ wounded.*800"):
        assert_consistent(losses(), "lost == killed + wounded")


def test_a_range_is_compared_with_its_verdict_and_best() -> None:
    claims = read_claims(
        [{"quantity": "troops", "source": s, "text": t} for s, t in (("a", "about 100"), ("b", "110"))]
    )
    assert_reconciles_to(claims, 107.25, 112.75, verdict="agreed")
    assert_reconciles_to(claims, 85, 115, method="hull")
    with pytest.raises(AssertionError, match=r"expected 107.25 to 112.75, verdict split; .*\n.*agreed"):
        assert_reconciles_to(claims, 107.25, 112.75, verdict="split")
    with pytest.raises(AssertionError, match="best 100"):
        assert_reconciles_to(claims, 107.25, 112.75, best=100)
    with pytest.raises(AssertionError, match="expected 105"):
        assert_reconciles_to(claims, 105)


def test_an_unbounded_answer_is_compared_as_such() -> None:
    claims = read_claims([{"quantity": "front", "source": "a", "text": "more than 900 miles"}])
    assert_reconciles_to(claims, 900, float("inf"))
    with pytest.raises(AssertionError, match="expected 900 to 1,000"):
        assert_reconciles_to(claims, 900, 1000)


def test_several_groups_are_refused() -> None:
    with pytest.raises(EstimatesError, match="3 groups"):
        assert_reconciles_to(losses(), 5)


def test_claims_that_are_bounded_keep_their_bands() -> None:
    claims = bound(read_claims([{"quantity": "troops", "source": "a", "text": "about 100"}]))
    assert_reconciles_to(claims.assign(low=1.0, high=999.0), 1, 999)


@settings(max_examples=12, deadline=None)
@given(relations_that_hold())
def test_relations_drawn_to_hold_are_consistent(drawn: tuple[pd.DataFrame, dict[str, str]]) -> None:
    assert_consistent(*drawn)


@settings(max_examples=12, deadline=None)
@given(relations_broken())
def test_relations_broken_in_one_place_fail_and_the_place_is_found(
    drawn: tuple[pd.DataFrame, dict[str, str], tuple[str, str]],
) -> None:
    claims, relations, (relation, claim_id) = drawn
    with pytest.raises(AssertionError, match="total = a"):
        assert_consistent(claims, relations)
    assert_consistent(claims[claims["claim_id"] != claim_id], relations)
    others = {name: text for name, text in relations.items() if name != relation}
    if others:
        assert_consistent(claims, others)
    found = suspects(claims, relations)
    assert claim_id in set(found["claim_id"])


@settings(max_examples=12, deadline=None)
@given(tables(min_size=1, max_size=1))
def test_one_claim_never_contradicts_itself(claims: pd.DataFrame) -> None:
    assert_no_contradictions(claims)


def test_that_there_is_no_answer_can_be_expected() -> None:
    split = troops(a="exactly 10", b="exactly 20")
    assert_reconciles_to(split, math.nan, verdict="split")
    with pytest.raises(AssertionError, match="expected no answer; the claims reconcile otherwise"):
        assert_reconciles_to(troops(a="exactly 10"), math.nan)
    with pytest.raises(AssertionError, match="expected 10; the claims"):
        assert_reconciles_to(split, 10)


def test_kinds_allowed_are_known_words() -> None:
    claims = losses()
    with pytest.raises(EstimatesError, match=r"allow='totals' is not known.\nHint: did you mean 'total'"):
        assert_no_contradictions(claims, allow="totals")
    assert_no_contradictions(troops(a="exactly 10", b="exactly 20"), allow="disjoint")


def test_rows_that_were_never_read_are_read() -> None:
    rows = [{"quantity": "t", "source": "a", "text": "exactly 10"}, {"quantity": "t", "source": "b", "text": "20"}]
    with pytest.raises(AssertionError, match="a says “exactly 10” and b says “20”"):
        assert_no_contradictions(rows)
    with pytest.raises(AssertionError, match="1 contradiction"):
        assert_no_contradictions(pd.DataFrame(rows))
    with pytest.raises(EstimatesError, match="no column holds"):
        assert_no_contradictions([{"a": 1}])


def test_a_failure_shows_the_line_of_the_test_and_names_that_can_be_read(tmp_path: Path) -> None:
    suite = tmp_path / "test_suite.py"
    suite.write_text(
        "from hypothesis import given, settings\n"
        "from estimates import strategies\n"
        "from estimates.testing import assert_no_contradictions\n"
        "@settings(derandomize=True, database=None, deadline=None)\n"
        "@given(strategies.tables(min_size=2))\n"
        "def test_all_agree(table):\n"
        "    assert_no_contradictions(table)\n",
        encoding="utf-8",
    )
    run = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", tmp_path, suite]
    said = subprocess.run(run, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1]).stdout
    assert "1 contradiction" in said
    assert "lambda" not in said
    assert "def _fail_of" not in said
    assert "estimates/testing.py" not in said
