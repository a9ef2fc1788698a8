"""Numbers of words are the same however often they are asked for, and never those of words that stood there before."""

from __future__ import annotations

import gc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates import bound, contradictions, read_claims, reconcile
from estimates.coded import _KEPT, coded, ordered
from estimates.schema import WORDS

ARROW = pytest.mark.skipif(pd.Series(["a"], dtype=WORDS).dtype.storage != "pyarrow", reason="only Arrow's are kept")
CELLS = st.lists(st.sampled_from(["b", "a", "Ä", "", None]))


@given(CELLS, st.sampled_from([WORDS, object, "category"]))
def test_numbers_are_those_of_pandas(cells: list[str | None], dtype: object) -> None:
    column = pd.Series(cells, dtype=dtype)
    for _ in range(2):  # the second time from what was kept
        code, values = coded(column)
        assert [None if k < 0 else values[k] for k in code] == cells
        rank, in_order = ordered(column)
        assert list(in_order) == sorted(in_order)
        assert [None if k == len(in_order) else in_order[k] for k in rank] == cells


@pytest.mark.parametrize("change", ["cell", "mask", "column", "iloc", "values"])
def test_a_table_changed_in_place_is_numbered_anew(change: str) -> None:
    claims = bound(
        read_claims(
            [{"quantity": q, "source": s, "value": v} for q, s, v in (("a", "x", 1), ("a", "y", 2), ("b", "x", 3))]
        )
    )
    assert len(reconcile(claims)) == 2
    shared = claims.copy()
    if change == "cell":
        claims.loc[1, "quantity"] = "c"
    elif change == "mask":
        claims.loc[claims["source"] == "y", "quantity"] = "c"
    elif change == "column":
        claims["quantity"] = ["a", "c", "b"]
    elif change == "iloc":
        claims.iloc[1, claims.columns.get_loc("quantity")] = "c"
    else:
        claims["quantity"].array[1] = "c"  # pandas lets nobody write through to the table, or the table is another one
        claims = claims.assign(quantity=pd.array(["a", "c", "b"], dtype=WORDS))
    assert reconcile(claims)["quantity"].tolist() == ["a", "b", "c"]
    assert contradictions(claims).empty
    if change != "values":
        assert reconcile(shared)["quantity"].tolist() == ["a", "b"]
        assert len(contradictions(shared)) == 1


@ARROW
def test_an_array_written_into_is_numbered_anew() -> None:
    words = pd.array(["a", "b"], dtype=WORDS)
    assert coded(pd.Series(words, copy=False))[0].tolist() == [0, 1]
    words[1] = "a"
    assert coded(pd.Series(words, copy=False))[0].tolist() == [0, 0]


@ARROW
def test_what_is_kept_dies_with_its_column_and_cannot_be_written_into() -> None:
    gc.collect()
    before = len(_KEPT)
    column = pd.Series(["a", "b", "a"], dtype=WORDS)
    code = coded(column)[0]
    assert code is coded(column.copy())[0]
    assert len(_KEPT) == before + 1
    with pytest.raises(ValueError, match="read-only"):
        code[0] = 9
    del column
    gc.collect()
    assert len(_KEPT) == before
    assert np.array_equal(code, [0, 1, 0])
