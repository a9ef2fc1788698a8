"""Only groups that may hold a finding are looked into, and of large ones not every pair: the findings are the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from estimates import EstimatesError, bound, contradictions, read_claims, suspicions
from estimates.conflicts import clashes, findings, rivals

DAYS = ["2024-01-01", "2024-01-02", "2024-01-05", "2024-01-02 13:00", None]

RELATIONS = [(), "killed <= troops", {"sum": "killed + lost == troops"}]


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Claims of a few quantities, hedged, dated, denied, borrowed and in several units."""
    pick = st.sampled_from
    made = []
    for k in range(draw(st.integers(1, 25))):
        hedge = draw(pick(["", "about ", "at least ", "up to ", "more than ", "less than "]))
        made.append({
            "claim_id": f"c{k:02}", "quantity": draw(pick(["killed", "troops", "turnout share"])),
            "source": draw(pick(["a", "b", "c", None])), "origin": draw(pick(["a", "x", None, None])),
            "text": f"{hedge}{draw(pick([0, 7, 100, 120, 300]))}", "unit": draw(pick(["person", "km", None, None])),
            "negated": draw(pick([False, False, False, True])), "reported": draw(pick(DAYS)),
            "since": draw(pick(["2023-12-01", None, None])), "start": draw(pick([0, None])), "end": 1,
            "locator": draw(pick(["s1", "s2"])), "cumulative": draw(pick([False, False, True])),
        })  # fmt: skip
    return made


@given(
    rows(), st.sampled_from([None, 3]), st.sampled_from([(), "killed <= troops", {"sum": "killed + lost == troops"}])
)
def test_groups_that_are_not_looked_into_hold_no_finding(
    said: list[dict[str, Any]], within: int | None, relations: Any
) -> None:
    claims = bound(read_claims([row | {"unit": None} for row in said] if relations else said))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(findings, "worth_a_look", lambda table, by: np.ones(len(table), dtype=bool))
        every = contradictions(claims, relations, within=within)
    pd.testing.assert_frame_equal(contradictions(claims, relations, within=within), every)


ONE_GAP = [
    {"claim_id": f"c{n}", "quantity": "troops", "source": "a", "text": text, "start": n, "end": n + 1, "locator": place}
    for n, (text, place) in enumerate([("7", "s1"), ("0", "s2"), ("more than 7", "s3")])
]


@given(rows(), st.sampled_from([1, 3, 20]))
@example(ONE_GAP, 1)
def test_a_group_of_too_many_pairs_gives_the_same(said: list[dict[str, Any]], max_pairs: int) -> None:
    claims = bound(read_claims(said))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rivals, "_FEW", 0)  # courses are told in small groups alone
        every = contradictions(claims, max_pairs=max_pairs)
        patch.setattr(clashes, "_CHUNK", 2)
        pd.testing.assert_frame_equal(contradictions(claims, max_pairs=max_pairs), every)


def test_what_is_within_tolerance_and_open_is_looked_into() -> None:
    near = [
        {"quantity": "road", "unit": "USD", "low": 0.0, "high": 10.0, "closed": "left"},
        {"quantity": "road", "unit": "USD", "low": 10.0 * (1 - 5e-10), "high": 20.0, "closed": "both"},
    ]
    assert contradictions(bound(read_claims(near)))["kind"].tolist() == ["disjoint"]
    zero = [{"quantity": "gain", "unit": "USD", "value": 0.0, "hedge": h} for h in ("more_than", "less_than")]
    assert len(contradictions(bound(read_claims(zero)))) == 1


def test_overlapping_words_of_two_hours_are_looked_into() -> None:
    """Hours order counts: what is said again an hour later is revised, what is said in one hour stands together."""
    hour = {"quantity": "killed", "source": "spy", "as_of": "2024-01-02 13:00"}
    for later, kinds in (("18:00", []), ("19:00", ["revised"])):
        said = zip(("90 to 120", "at least 90"), ("18:00", later), strict=True)
        rows = [{**hour, "text": text, "reported": f"2024-01-02 {when}"} for text, when in said]
        assert contradictions(bound(read_claims(rows)))["kind"].tolist() == kinds


def test_slips_are_looked_for_in_the_most_serious_and_it_is_said() -> None:
    said = [
        {"claim_id": f"{q}{s}", "quantity": q, "source": s, "text": t}
        for q, n in (("tanks", 3), ("guns", 9), ("boats", 27))
        for s, t in (("a", "exactly 1012"), ("b", f"exactly {1012 * n}"))
    ]
    claims = bound(read_claims(said))
    table = contradictions(claims, max_suspicions=2)
    assert table["quantity"].tolist() == ["boats", "guns", "tanks"] or set(table["radius"]) == {np.inf}
    assert table["suspicion"].str.startswith("not looked for", na=False).tolist() == [False, False, True]
    assert not contradictions(claims)["suspicion"].str.startswith("not looked for", na=False).any()
    assert contradictions(claims, max_suspicions=0)["suspicion"].str.startswith("not looked for").all()


def test_denials_of_a_group_are_counted_and_listed_up_to_a_number() -> None:
    said = [{"claim_id": f"c{k:02}", "quantity": "tanks", "source": f"s{k}", "text": "about 300", "negated": k < 3}
            for k in range(13)]  # fmt: skip
    claims = bound(read_claims(said))
    assert len(contradictions(claims, max_pairs=99)) == 30
    few = contradictions(claims, max_pairs=4)
    assert len(few) == 4
    assert set(few["n_pairs"]) == {30}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clashes, "_CHUNK", 5)
        pd.testing.assert_frame_equal(contradictions(claims, max_pairs=4), few)


@pytest.mark.parametrize("name", ["origin", "as_of", "reported", "start"])
def test_a_column_without_cells_says_what_no_column_says(name: str) -> None:
    rows = [{"quantity": "a", "source": s, "text": t, "unit": "person"} for s, t in zip("stt", "274", strict=True)]
    claims = bound(read_claims(rows))
    if name == "start":
        with pytest.raises(EstimatesError, match="did not come through check_claims"):
            contradictions(claims.drop(columns=name))
        return
    without = contradictions(claims.drop(columns=name))
    pd.testing.assert_frame_equal(without, contradictions(claims))
    assert len(without) > 0


@pytest.mark.parametrize("chunk", [1, 2, 5, 50])
def test_counts_that_might_outrun_their_pace_are_compared_in_any_number_of_turns(
    monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    killed = {"quantity": "killed", "unit": "person", "since": "2024-01-01"}
    rows = [{"claim_id": f"c{k}", "source": f"s{k % 4}", "value": 10 + 7 * k % 40, "reported": f"2024-01-0{2 + k % 3}"}
            for k in range(14)]  # fmt: skip
    rows = [killed | row for row in rows]
    claims = bound(read_claims(rows))
    every = contradictions(claims, max_pairs=4)
    assert every["n_pairs"].max() > 8
    monkeypatch.setattr(clashes, "_CHUNK", chunk)
    pd.testing.assert_frame_equal(contradictions(claims, max_pairs=4), every)


def test_relations_alone_give_no_slips_and_findings_of_their_own() -> None:
    never = {"low": "x > 0", "high": "x < 0"}
    assert contradictions(pd.DataFrame(), never)[["kind", "claims"]].to_numpy().tolist() == [["jointly", ()]]
    assert suspicions(pd.DataFrame(), never).empty
    claims = bound(read_claims([{"quantity": q, "value": v} for q, v in (("t", 353), ("c", 283), ("p", 115))]))
    assert suspicions(claims, "t - c == p")["kind"].tolist() == ["digit slip"]


def test_one_figure_of_a_source_whose_other_is_not_compared_is_no_rival_of_itself() -> None:
    claims = read_claims([
        {"quantity": "killed", "source": "a", "value": 40, "as_of": "2024-01-01"},
        {"quantity": "killed", "source": "a", "value": 50, "as_of": "2024-01-02", "trend": "up"},
        {"quantity": "killed", "source": "b", "value": 40, "as_of": "2024-01-02"},
    ])  # fmt: skip
    assert contradictions(bound(claims)).empty
