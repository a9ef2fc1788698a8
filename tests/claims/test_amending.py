"""Corrections of single claims, with a trail."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from estimates import EstimatesError, amend, bound, load_seed, read_claims
from estimates.claims import amending


def test_an_amendment_leaves_a_trail() -> None:
    claims = load_seed("kursk_2024")
    once = amend(claims, "k02", reason="misprint", value=12000)
    twice = amend(once, "k02", reason="second look", source="M. Miller", value=12500.0)
    row = twice.set_index("claim_id").loc["k02"]
    assert row["amended"] == (
        "value: 10000.0 -> 12000.0 (misprint) | "
        "source: Matthew Miller -> M. Miller; value: 12000.0 -> 12500.0 (second look)"
    )
    assert row["resolution"] == 100
    assert claims.set_index("claim_id").loc["k02", "value"] == 10000
    assert_frame_equal(twice.drop(index=1)[list(claims)], claims.drop(index=1))


def test_new_words_are_read_anew() -> None:
    claims = amend(load_seed("kursk_2024"), "k01", reason="quoted in full", text="nearly 12,000 troops")
    assert claims.loc[0, ["value", "hedge"]].tolist() == [12000, "nearly"]


def test_bounds_of_an_amended_number_are_dropped() -> None:
    claims = amend(bound(load_seed("kursk_2024")), "k01", reason="misprint", value=12000)
    assert claims.loc[0, ["low", "high"]].isna().all()
    assert claims.loc[1, ["low", "high"]].notna().all()
    stated = bound(read_claims([{"claim_id": "c", "low": 1, "high": 5}]))
    assert amend(stated, "c", reason="misprint", high=9).loc[0, ["low", "high", "basis"]].tolist() == [1, 9, "stated"]


@pytest.mark.parametrize(
    ("claim_id", "changes", "words"),
    [
        ("k99", {"value": 1}, "no claim has claim_id='k99'"),
        ("k01", {"valeu": 1}, "column 'valeu' is not known"),
        ("k01", {}, "needs a change and a reason"),
        ("k01", {"hedge": "abuot"}, "did you mean 'about'"),
    ],
)
def test_amendments_that_are_refused(claim_id: str, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(EstimatesError, match=words):
        amend(load_seed("kursk_2024"), claim_id, reason="because", **changes)
    with pytest.raises(EstimatesError, match="reason"):
        amend(load_seed("kursk_2024"), "k01", reason=" ", value=1)


@pytest.mark.parametrize("name", ["start", "end", "locator", "as_of", "trend", "se", "rank"])
def test_any_cell_can_be_taken_out_and_put_back(name: str) -> None:
    cells = {"start": 3, "end": 9, "locator": "p. 4", "as_of": "2024-11-04", "trend": "up", "se": 1.5, "rank": 2.5}
    claims = read_claims([{"claim_id": claim_id, "value": 40.0, **cells} for claim_id in "ab"])
    bare = amend(claims, "a", reason="misread", **{name: None})
    assert pd.isna(bare.loc[0, name])
    again = amend(bare, "a", reason="read again", **{name: cells[name]})
    assert_frame_equal(again.drop(columns="amended"), claims)


NEW = {"text": "about 50", "source": "the police", "place": "Oldtown", "unit": "person", "value": 5.0, "hedge": "about",
       "reported": "2024-11-05", "as_of": "2024-11-03", "start": 3, "end": 9, "trend": "up", "negated": True, "se": 2.0,
       "status": "expected", "doubt": "torn", "grade": 7, "note": "seen"}  # fmt: skip
CHANGES = st.dictionaries(st.sampled_from([*NEW]), st.booleans(), min_size=1)  # whether it is taken out


@given(st.booleans(), st.lists(st.tuples(st.integers(0, 2), CHANGES), min_size=1, max_size=3))
def test_rows_in_place_of_others_are_what_the_whole_table_at_the_door_gives(
    banded: bool, amendments: list[tuple[int, dict[str, bool]]]
) -> None:
    claims = read_claims([
        {"claim_id": f"c{k}", "source": f"s{k}", "quantity": "men", "text": f"{40 + k}", "grade": k, "note": f"n{k}",
         "reported": "2024-11-04", "start": 7 * k, "end": 7 * k + 2} for k in range(3)
    ])  # fmt: skip
    claims = (bound(claims) if banded else claims).set_index(pd.Index([4, 9, 2]))

    def amended(table: pd.DataFrame, place: int, changes: dict[str, bool]) -> pd.DataFrame | str:
        cells = {name: None if out else NEW[name] for name, out in changes.items()}
        try:
            return amend(table, f"c{place}", reason="misread", **cells)
        except EstimatesError as error:
            return str(error)

    for place, changes in amendments:
        before = claims.copy()
        quick = amended(claims, place, changes)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(amending, "_as_entered", lambda table: False)
            whole = amended(claims, place, changes)
        assert_frame_equal(claims, before)
        if isinstance(quick, str) or isinstance(whole, str):
            assert quick == whole
            continue
        assert_frame_equal(quick, whole)
        claims = quick


def test_a_word_takes_the_place_of_a_number_in_a_column_of_ones_own() -> None:
    claims = read_claims([{"claim_id": "a", "value": 3, "rank": 1.5}, {"claim_id": "b", "value": 4, "rank": 2.5}])
    assert amend(claims, "b", reason="not ranked", rank="none")["rank"].tolist() == [1.5, "none"]
