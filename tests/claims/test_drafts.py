"""Rows of our own reader come to the same table as through the door that checks everything."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from estimates import problems, read_text
from estimates.claims.articles import article_rows
from estimates.claims.cells import no_cells
from estimates.claims.drafts import DRAFTED, drafted
from estimates.claims.entry import enter
from estimates.claims.ids import content_ids
from estimates.schema import COLUMNS

TEXTS = {
    "empty": "Nothing was counted.",
    "several": (
        "ALDBURG, May 4, 2024 - Mayor Ivo Kern said on Friday that about 900 boats were out, up from 700 in April.\n\n"
        "Between 40 and 50 may sink, and dozens are lost. Karl Roos denied that 12 died. Half of the fleet is old."
    ),
    "twice the same": "Police held 40 men. Police held 40 men.",
}


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("publisher", [None, "Post"])
def test_the_table_is_the_one_that_the_door_would_make(kind: str, publisher: str | None) -> None:
    rows = article_rows(TEXTS[kind], publisher=publisher)
    raw = pd.DataFrame(rows, columns=None if rows else ["text", *DRAFTED], dtype=object)
    raw = raw.drop(columns="told", errors="ignore")  # for other articles on the event, and no column
    pd.testing.assert_frame_equal(drafted(rows), enter(raw, missing=(), words=False)[0])


def test_the_table_passes_the_checks_that_were_left_out() -> None:
    claims = read_text(TEXTS["several"], publisher="Post")
    assert problems(claims).query("severity == 'error'").empty
    assert claims["claim_id"].is_unique


def test_ids_come_from_what_a_row_says_and_not_from_where_it_stands() -> None:
    claims = read_text(TEXTS["several"])
    rows = article_rows(TEXTS["several"])
    turned = drafted(rows[::-1])
    assert dict(zip(claims["text"], claims["claim_id"], strict=True)) == dict(
        zip(turned["text"], turned["claim_id"], strict=True)
    )


def test_few_rows_and_many_have_the_same_ids() -> None:
    """Up to a thousand rows all columns are hashed at once, and beyond each column on its own."""
    rows = article_rows(TEXTS["several"])
    many = drafted(rows * 400)["claim_id"].tolist()
    assert many[: len(rows)] == drafted(rows)["claim_id"].tolist()
    assert many[len(rows)] == f"{many[0]}-2"


@pytest.mark.parametrize("column", ["text", "value"])
def test_rows_with_words_or_numbers_alone_have_ids(column: str) -> None:
    cells = {name: no_cells(dtype, 2) for name, dtype in COLUMNS.items()}
    cells[column] = np.array(["40", "50"], dtype=object) if column == "text" else np.array([40.0, 50.0])
    first, second = content_ids(cells, {column: np.ones(2, dtype=bool)})
    assert first != second
