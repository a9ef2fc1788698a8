"""Tables put together from arrays are those that pandas would make."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from estimates.coded import coded
from estimates.schema import WORDS, rows_of, stacked

TABLE = pd.DataFrame({
    "source": ["army", None, "spy"], "grade": pd.Categorical(["B", None, "A"], categories=["A", "B"]),
    "note": pd.array(["x", None, "y"], dtype="string"), "value": [1.0, np.nan, 3.0], "low": [0.0, 2.0, np.inf],
    "negated": [True, False, False], "day": pd.to_datetime(["2024-01-01", None, "1863-07-03"]).astype("datetime64[us]"),
    "hour": pd.to_datetime(["2024-01-01", None, "2024-01-02"]).tz_localize("UTC"),
    "start": pd.array([3, None, 5], dtype="Int64"), "thing": [object, (1, 2), None],
}, index=[7, 8, 9])  # fmt: skip


@pytest.mark.parametrize("rows", [[2, 0, 0], [0, 1, 2], [], [True, False, True], [True] * 3, [False] * 3])
def test_rows_of_a_table_are_those_that_pandas_gives(rows: list[int] | list[bool]) -> None:
    chosen = np.array(rows, dtype=bool if rows and isinstance(rows[0], bool) else np.int64)
    want = (TABLE[chosen] if chosen.dtype == bool else TABLE.iloc[chosen]).reset_index(drop=True)
    got = rows_of(TABLE, chosen)
    pd.testing.assert_frame_equal(got, want)
    some = {"value", "source", "grade"}
    pd.testing.assert_frame_equal(rows_of(TABLE, chosen, some), want[["source", "grade", "value"]])
    if len(got):  # nothing is shared with the table they come from
        got.loc[0, "value"] = -1.0
        assert -1.0 not in TABLE["value"].tolist()


def test_names_of_the_index_and_of_the_columns_stay_apart() -> None:
    for rows in ([0], [0, 1, 2]):
        got = rows_of(TABLE, np.array(rows))
        got.columns.name = "mine"
        assert TABLE.columns.name is None
    assert rows_of(TABLE[[]], np.array([1, 2])).shape == (2, 0)


@pytest.mark.parametrize("other", [TABLE, TABLE.iloc[:0], TABLE.assign(value=[1, 2, 3]), TABLE.drop(columns="low")])
def test_tables_below_each_other_are_what_pandas_makes_of_them(other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(stacked([TABLE, other]), pd.concat([TABLE, other], ignore_index=True))
    pd.testing.assert_frame_equal(stacked([TABLE]), TABLE.reset_index(drop=True))


def test_all_rows_in_their_order_keep_what_is_known_of_their_words() -> None:
    claims = pd.DataFrame({"source": pd.array(["army", "spy"], dtype=WORDS)})
    assert coded(rows_of(claims, np.array([True, True]))["source"])[0] is coded(claims["source"])[0]
