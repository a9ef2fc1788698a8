"""Where, when and of whom, in tables that have columns of their own for it."""

from __future__ import annotations

import warnings
from typing import Any

import pandas as pd
import pytest

from estimates import bound, contradictions, read_claims

WHO = {"quantity": "deaths", "source": "WHO"}


def found(rows: list[dict[str, Any]]) -> list[str]:
    return contradictions(bound(read_claims(rows)))["kind"].tolist()


def test_two_countries_do_not_contradict_each_other() -> None:
    rows = [WHO | {"Country": place, "Date_reported": "2023-12-31", "value": value}
            for place, value in (("Haiti", 1100), ("Syria", 105))]  # fmt: skip
    assert found(rows) == []
    assert found([row | {"Country": "Haiti"} for row in rows]) == ["disjoint"]
    claims = read_claims(rows)
    assert claims["place"].tolist() == claims["Country"].tolist() == ["Haiti", "Syria"]
    assert claims["reported"].dt.strftime("%d.%m.%y").tolist() == ["31.12.23"] * 2


@pytest.mark.parametrize(
    ("cells", "as_of", "precision"),
    [
        ({"Year": 2023}, "2023-01-01", "year"), ({"Year": "2023", "Month": "5"}, "2023-05-01", "month"),
        ({"YEAR": 2023, "month": "May"}, "2023-05-01", "month"),
        ({"Year": 2023, "Month": 5, "Day": 9}, "2023-05-09", None), ({"End Date": "9 May 2023"}, "2023-05-09", None),
    ],
)  # fmt: skip
def test_a_day_may_stand_in_columns_of_its_own(cells: dict[str, Any], as_of: str, precision: str | None) -> None:
    claims = read_claims([WHO | {"value": 5} | cells])
    assert claims["as_of"].astype(str).tolist() == [as_of]
    assert claims.get("precision", pd.Series([None])).tolist()[0] == precision


def test_what_is_no_day_is_not_taken_for_one() -> None:
    claims = read_claims([WHO | {"value": 5, "Year": "2019/20"}])
    assert claims["as_of"].isna().all()
    assert claims["Year"].tolist() == ["2019/20"]
    assert read_claims([WHO | {"value": 5, "Date_reported": "2023"}])["reported"].isna().all()


def test_the_finest_place_is_taken_and_the_caller_goes_first() -> None:
    row = WHO | {"value": 5, "Country": "Sudan", "City": "Nyala", "Location": "-"}
    assert read_claims([row])["place"].tolist() == ["Nyala"]
    assert read_claims([row], columns={"Country": "place"})["place"].tolist() == ["Sudan"]
    assert read_claims([row | {"place": "here"}])["place"].tolist() == ["here"]
    rows = [{"value": 5, "Country": c, "Region": "Africa", "Town": t} for c, t in (("Sudan", None), ("Chad", "Adre"))]
    assert read_claims([row | WHO for row in rows])["place"].tolist() == ["Sudan", "Adre"]


def test_a_span_of_one_day_is_none() -> None:
    rows = [WHO | {"value": 5, "Start_Date": day, "End_Date": "20 Mar 2003"} for day in ("20 Mar 2003", "18 Mar 2003")]
    claims = read_claims(rows)
    assert claims["since"].isna().tolist() == [True, False]
    assert claims["as_of"].astype(str).tolist() == ["2003-03-20"] * 2


def test_incidents_are_no_quantity_because_they_were_reported() -> None:
    rows = [
        {"Location": place, "Reported_Minimum": 3, "Reported_Maximum": high} for place, high in (("A", 4), ("B", 5))
    ]
    claims = read_claims(rows)
    assert claims["quantity"].isna().all()
    assert claims["place"].tolist() == ["A", "B"]


def test_a_column_that_tells_rows_apart_and_is_compared_by_nothing_is_named() -> None:
    rows = [WHO | {"value": value, "Side": side, "Country of asylum": "Chad"} for side, value in (("a", 5), ("b", 90))]
    with pytest.warns(UserWarning, match=r"left out of every comparison: Side; .* columns=\{'Side': 'who'\}"):
        read_claims(rows)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_claims(rows, columns={"Side": "who"})["who"].tolist() == ["a", "b"]
        read_claims([rows[0], rows[1] | {"quantity": "hurt"}])  # what tells nothing apart is not missed


def test_the_other_columns_of_a_claims_table_stay_what_they_are() -> None:
    claims = read_claims([WHO | {"value": 5}]).assign(Country="Chad", Year="2020")
    again = read_claims(claims)
    assert "place" not in again
    assert again["as_of"].isna().all()


def test_a_town_that_few_rows_name_goes_before_its_country() -> None:
    towns, countries = ["Kyiv", "Kyiv", None, None, None], ["Ukraine"] * 3 + ["Syria", "Mali"]
    rows = pd.DataFrame({"City": towns, "Country": countries, "quantity": "killed", "value": [1, 2, 3, 4, 5]})
    assert read_claims(rows)["place"].tolist() == ["Kyiv", "Kyiv", "Ukraine", "Syria", "Mali"]


def test_a_confidence_level_in_the_name_of_a_quantity_makes_no_percent() -> None:
    rows = [{"quantity": name, "source": "a", "value": 4} for name in ("CFR (%)", "deaths (95% CI)")]
    assert read_claims(rows)["unit"].fillna("").tolist() == ["percent", ""]
