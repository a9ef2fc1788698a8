"""A row that one bad cell spoils stays with what of it can be used, and says what could not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates import EstimatesError, SchemaError, bound, check_claims, problems, read_claims

CELLS = st.one_of(
    st.none(),
    st.integers(-5, 9),
    st.floats(-1e15, 1e15) | st.sampled_from([float("nan"), float("inf")]),
    st.sampled_from(["12", "many", "", "1,000", "∞", "5-7"]),
)
DATES = st.sampled_from(["2013-05", "1863", "04/05/2023", "spring", None, "2024-02-31", "July 3, 1863"])
ROWS = st.fixed_dictionaries(
    {"low": CELLS, "best": CELLS, "high": CELLS, "as_of": DATES},
    optional={"claim_id": st.sampled_from(["a", "b"]), "unit": st.sampled_from(["person", "11k"]),
              "hedge": st.sampled_from(["about", "abuot"]), "value": CELLS, "se": CELLS},
)  # fmt: skip


def kept(rows: Any, **options: Any) -> pd.DataFrame:
    with pytest.warns(UserWarning, match="are doubted"):
        return read_claims(rows, on_error="keep", **options)


@pytest.mark.filterwarnings("ignore:.*are doubted")
@pytest.mark.filterwarnings("ignore:.*rows are empty")
@given(st.lists(ROWS, min_size=1, max_size=6))
def test_every_row_read_is_a_claim_that_can_be_used(rows: list[dict[str, Any]]) -> None:
    claims = read_claims(rows, on_error="keep")
    assert len(claims) == len(rows)
    assert claims["claim_id"].is_unique
    bound(check_claims(claims))
    errors = problems(rows).query("severity == 'error'")
    doubted = claims["doubt"].notna() if "doubt" in claims else pd.Series(False, index=claims.index)
    assert sorted(errors["row"].unique()) == (np.flatnonzero(doubted) + 1).tolist()


def test_best_stays_where_the_ends_are_out_of_order() -> None:
    claims = kept([
        {"claim_id": "a", "source": "s", "low": 1, "best": 2, "high": 3},
        {"claim_id": "b", "source": "s", "low": 2, "best": 2, "high": 1},
        {"claim_id": "c", "source": "s", "low": 9, "high": 1},
    ])  # fmt: skip
    assert claims["value"].fillna(-1).tolist() == [-1, 2, -1]
    assert claims.loc[1, ["low", "best", "high", "basis"]].isna().all()
    assert claims["locator"].tolist() == ["row 1", "row 2", "row 3"]
    assert claims["hedge"].astype(object).tolist()[:2] == ["between", "plain"]
    assert claims["doubt"].fillna("").tolist() == [
        "",
        "low exceeds high: low=2.0, high=1.0 (row 2)",
        "low exceeds high: low=9.0, high=1.0 (row 3)",
    ]
    listed = problems(claims).query("column == 'doubt'")
    assert listed["claim_id"].tolist() == ["b", "c"]


def test_words_are_read_where_the_ends_are_of_no_use() -> None:
    claims = kept([{"text": "about 100", "low": 120, "high": 80}])
    assert claims.loc[0, ["value", "hedge"]].tolist() == [100, "about"]


def test_words_in_place_of_a_number_stay_the_words_of_the_claim() -> None:
    rows = [{"value": "12 or so"}, {"value": "many"}, {"value": "12.000", "text": "a dozen"}, {"value": True}]
    with pytest.warns(UserWarning, match="cannot be read as a number in 3"):
        claims = read_claims(rows, on_error="keep")
    assert claims["text"].astype(object).where(claims["text"].notna(), None).tolist()[:2] == ["12 or so", "many"]
    assert claims["value"].tolist()[0] == 12
    assert claims["hedge"].tolist()[0] == "about"
    assert "'many' (row 2)" in claims["doubt"][1]


def test_one_warning_counts_them_and_names_rows() -> None:
    rows = [{"low": 1, "high": 5}, {"low": 7, "high": 5}, {"low": 1, "high": "many"}]
    with pytest.warns(UserWarning, match="doubted") as caught:
        read_claims(rows, on_error="keep")
    assert len(caught) == 1
    assert caught[0].filename == __file__
    assert str(caught[0].message).startswith(
        "2 of 3 claims are doubted: low exceeds high in 1 (rows 2); high cannot be read as a number in 1 (rows 3)."
    ), caught[0].message


def test_ids_that_stand_twice_are_told_apart() -> None:
    claims = kept([{"claim_id": "a", "value": 1}, {"claim_id": "a-2", "value": 2}, {"claim_id": "a", "value": 3}])
    assert claims["claim_id"].tolist() == ["a", "a-2", "a-3"]
    assert claims["doubt"].notna().tolist() == [True, False, True]


def test_errors_name_the_row() -> None:
    with pytest.raises(SchemaError, match=r"c, row 2 \(low=2.0, high=1.0; s\)"):
        read_claims([{"value": 1}, {"claim_id": "c", "source": "s", "low": 2, "high": 1}])


def test_a_value_outside_its_stated_ends_is_refused() -> None:
    with pytest.raises(SchemaError, match="value lies outside low and high"):
        read_claims([{"value": 500, "low": 1, "high": 2}])
    claims = kept([{"value": 500, "low": 1, "high": 2}])
    assert claims.loc[0, "value"] == 500
    assert claims.loc[0, ["low", "high"]].isna().all()


def test_the_choice_is_checked() -> None:
    with pytest.raises(EstimatesError, match="on_error='ignore' is not known"):
        read_claims([{"value": 1}], on_error="ignore")  # type: ignore[arg-type]


def test_a_doubt_can_be_settled() -> None:
    from estimates import amend

    claims = kept([{"claim_id": "c", "source": "s", "low": 9, "high": 1}])
    settled = amend(claims, "c", reason="the ends were swapped, see p. 9", low=1, high=9, doubt=None)
    assert settled.loc[0, ["low", "high"]].tolist() == [1, 9]
    assert problems(settled).query("column == 'doubt'").empty
