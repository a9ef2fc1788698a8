"""Each reader on a small file in its neighbour's layout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from estimates import (
    ParseError,
    SchemaError,
    bound,
    check_claims,
    contradictions,
    read_acled,
    read_ccc,
    read_claim_reviews,
    read_ged,
    read_tbij,
)
from estimates.schema import COLUMNS

LAYOUTS = Path(__file__).parents[1] / "layouts"


def picked(table: pd.DataFrame, *columns: str) -> list[list[object]]:
    return table[list(columns)].astype(object).to_numpy().tolist()


def test_ged_gives_deaths_by_event() -> None:
    claims = read_ged(LAYOUTS / "ged.csv")
    assert picked(claims, "claim_id", "low", "best", "high", "unit", "place") == [
        ["ged-900001", 4.0, 7.0, 11.0, "person", "Mill town"],
        ["ged-900002", 3.0, 3.0, 3.0, "person", "Sylvania"],
    ]
    assert claims["as_of"].dt.strftime("%Y-%m-%d").tolist() == ["2019-05-05", "2019-06-01"]
    assert claims["cites"][0] == "Gazette,2019-05-06,Clash near the mill"
    assert claims["deaths_b"].astype(float).tolist() == [5.0, 0.0]
    assert claims["basis"].tolist() == ["stated", "stated"]


def test_acled_gives_fatalities_and_tagged_crowds_under_its_own_convention() -> None:
    claims = read_acled(LAYOUTS / "acled.csv")
    assert claims.loc[claims["noun"] == "fatalities", "value"].tolist() == [12.0, 0.0, 0.0, 0.0]
    crowds = claims[claims["quantity"].str.startswith("crowd")]
    assert picked(crowds, "quantity", "text", "hedge") == [
        ["crowd size, event FRD102", "about 200", "about"],
        ["crowd size, event FRD103", "hundreds", "vague"],
    ]
    assert crowds[["low", "high"]].iloc[1].tolist() == [100.0, 100.0]
    assert claims["as_of"].dt.strftime("%Y-%m-%d").unique().tolist() == [
        "2023-05-04", "2023-05-06", "2023-05-07", "2023-05-08",
    ]  # fmt: skip
    assert claims["cites"][0] == "Gazette; Courier"


def test_ccc_keeps_its_sizes_and_reads_words_by_its_own_rules() -> None:
    claims = read_ccc(LAYOUTS / "ccc.csv")
    assert picked(claims, "quantity", "low", "high") == [
        ["crowd size, Springfield, OH, 2020-06-06", 200.0, 300.0],
        ["crowd size, Rally for the Mill, Shelbyville, OH, 2020-06-06", 24.0, 24.0],
        ["crowd size, Capital City, OH, 2020-06-08", 1000.0, 1000.0],
    ]
    assert claims["text"].tolist() == ["hundreds; about 300", "dozens", "1,000"]
    assert claims["cites"].tolist() == ["https://example.org/a", "https://example.org/b", "https://example.org/d"]


def test_tbij_gives_a_claim_per_strike_and_pair() -> None:
    claims = read_tbij(LAYOUTS / "tbij.csv").set_index("claim_id")
    assert len(claims) == 7
    assert claims.loc["tbij-FRD001-people-killed", ["low", "high", "unit"]].tolist() == [5.0, 8.0, "person"]
    assert claims.loc["tbij-FRD001-people-injured", ["low", "high"]].tolist() == [1000.0, 1200.0]
    assert claims.loc["tbij-FRD002-number-of-strikes", ["low", "high", "unit"]].tolist() == [1.0, 2.0, "count"]
    assert claims["as_of"].dt.strftime("%Y-%m-%d").unique().tolist() == ["2015-05-04", "2015-12-11"]
    assert "tbij-FRD002-people-injured" not in claims.index


def test_claim_reviews_are_read_from_a_page() -> None:
    claims = read_claim_reviews(LAYOUTS / "claim_review.html")
    assert picked(claims, "source", "publisher", "text", "value", "hedge", "rating") == [
        ["Rufus Firefly", "Freedonia Facts", "More than 40,000", 40_000.0, "more_than", "False"],
        ["Rufus Firefly", "Freedonia Facts", "12", 12.0, "plain", "False"],
    ]
    for said, text, start, end in picked(claims, "claim_reviewed", "text", "start", "end"):
        assert said[start:end] == text  # type: ignore[index]
    assert claims["reported"].dt.strftime("%Y-%m-%d").unique().tolist() == ["2023-05-08"]


def test_claim_reviews_are_read_from_a_feed() -> None:
    claims = read_claim_reviews(LAYOUTS / "claim_reviews.json")
    assert picked(claims, "source", "value", "unit", "locator") == [
        ["Gloria Teasdale", 3.5e6, "USD", "https://example.org/check/2"]
    ]


@pytest.mark.parametrize(
    ("read", "file"), [(read_ged, "ged.csv"), (read_acled, "acled.csv"), (read_ccc, "ccc.csv"), (read_tbij, "tbij.csv")]
)
def test_what_is_read_is_a_claims_table_ready_to_be_bounded(read: object, file: str) -> None:
    claims = check_claims(read(LAYOUTS / file))  # type: ignore[operator]
    assert claims["claim_id"].is_unique
    assert claims["source"].notna().all()
    assert contradictions(bound(claims)).empty
    again = read(pd.read_csv(LAYOUTS / file))  # type: ignore[operator]
    pd.testing.assert_frame_equal(again[list(COLUMNS)], claims[list(COLUMNS)])


@pytest.mark.parametrize("read", [read_ged, read_acled, read_ccc, read_tbij])
def test_another_file_is_refused_with_the_column_it_lacks(read: object) -> None:
    with pytest.raises(SchemaError, match=r"needs (a column|the columns) '"):
        read([{"value": 5, "source": "memoir"}])  # type: ignore[operator]


def test_a_page_without_a_review_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body>Nothing.</body></html>", encoding="utf-8")
    with pytest.raises(ParseError, match="holds no ClaimReview"):
        read_claim_reviews(page)


def test_missing_sizes_are_unknown_and_not_zero() -> None:
    claims = read_ccc([{"date": "2020-06-06", "size_text": np.nan, "size_low": 5, "size_high": np.nan}])
    assert claims["low"].tolist() == [5.0]
    assert claims["high"].isna().all()


def test_a_file_for_another_reader_is_recognised() -> None:
    with pytest.raises(SchemaError, match=r"ACLED needs the columns .*\nHint: the columns are those of read_ged"):
        read_acled(LAYOUTS / "ged.csv")
    with pytest.raises(SchemaError, match="did you mean 'fatality'"):
        read_acled([{"event_id_cnty": "A1", "event_date": "2023-01-01", "fatality": 3}])


@pytest.mark.parametrize(
    ("read", "envelope", "row"),
    [
        (read_ged, "Result", {"id": 7, "best": 3, "low": 2, "high": 9, "date_end": "2019-05-04"}),
        (read_acled, "data", {"event_id_cnty": "XYZ1", "event_date": "2023-05-04", "fatalities": "3"}),
    ],
)
def test_the_answer_of_a_service_is_read_as_it_was_saved(
    read: Any, envelope: str, row: dict[str, object], tmp_path: Path
) -> None:
    expected = read([row])
    for data in ({"TotalCount": 1, envelope: [row]}, [row]):
        path = tmp_path / "saved.json"
        path.write_text(json.dumps(data, indent=1), encoding="utf-8")
        pd.testing.assert_frame_equal(read(path), expected)
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    pd.testing.assert_frame_equal(read(path), expected)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ParseError, match="line 1"):
        read(path)


def test_cells_that_cannot_be_read_are_not_dropped_in_silence() -> None:
    strikes = [
        {"Strike ID": "A", "Date": "2009-01-01", "Minimum people killed": 5, "Maximum people killed": 8},
        {"Strike ID": "B", "Date": "spring", "Minimum people killed": "5-7", "Maximum people killed": "Unknown"},
    ]
    with pytest.warns(UserWarning, match="left unknown") as caught:
        claims = read_tbij(strikes)
    said = [str(warning.message) for warning in caught]
    assert "1 of 2 cells of 'Minimum people killed' are no number and are left unknown: '5-7' (row 2)." in said
    assert "1 of 2 cells of 'Date' are no date and are left unknown: 'spring' (row 2)." in said
    assert len(said) == 2  # what says that it is unknown is no loss
    assert caught[0].filename == __file__
    assert len(claims) == 1


def test_long_numbers_of_events_stay_whole_where_a_cell_is_missing() -> None:
    raw = pd.DataFrame({"id": [1234567.0, 1234568.0], "best": 1, "low": 1, "high": 1, "date_end": "2019-05-04"})
    assert read_ged(raw)["claim_id"].tolist() == ["ged-1234567", "ged-1234568"]


def test_two_crowds_of_one_day_and_place_are_two_events() -> None:
    where = {"date": "2020-06-06", "locality": "Springfield", "state": "OH"}
    rows = [
        where | {"size_text": "about 40", "type": "march"}, where | {"size_text": "about 4000", "type": "vigil"},
        where | {"size_text": "10"}, where | {"size_text": "5"},
    ]  # fmt: skip
    claims = read_ccc(rows).set_index("text")["quantity"]
    assert claims["about 40"] == "crowd size, Springfield, OH, 2020-06-06, march"
    assert claims["about 4000"] == "crowd size, Springfield, OH, 2020-06-06, vigil"
    assert claims.nunique() == 4
    assert contradictions(bound(read_ccc(rows))).empty
    again = read_ccc(rows[::-1]).set_index("text")["quantity"]
    pd.testing.assert_series_equal(again[claims.index], claims)


@pytest.mark.parametrize("read", [read_claim_reviews, read_ged])
def test_a_folder_is_no_file(read: Any, tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="is a directory"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("dates", "months"),
    [(["06/07/2020"], [6]), (["06/07/2020", "06/25/2020"], [6, 6]), (["06/07/2020", "25/06/2020"], [7, 6])],
    ids=["custom", "agrees", "shows otherwise"],
)
def test_which_number_is_the_day_is_the_custom_unless_the_column_shows_it(dates: list[str], months: list[int]) -> None:
    claims = read_ccc([{"date": day, "size_text": "40", "locality": f"town {k}"} for k, day in enumerate(dates)])
    assert claims["as_of"].dt.month.tolist() == months
