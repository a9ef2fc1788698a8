"""Each reader on rows of its publisher, or on a small file in its layout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from estimates import (
    SchemaError,
    bound,
    check_claims,
    contradictions,
    problems,
    read_acled,
    read_brd,
    read_ccc,
    read_cow,
    read_emdat,
    read_ged,
    read_hxl,
    read_tbij,
)
from estimates.schema import COLUMNS

LAYOUTS = Path(__file__).parents[1] / "layouts"
READERS = [(read_ged, "ged.csv"), (read_ged, "ged_hxl.csv"), (read_acled, "acled.csv"), (read_ccc, "ccc.csv"),
           (read_tbij, "tbij.csv")]  # fmt: skip
BY = ["quantity", "who", "event"]

pytestmark = pytest.mark.filterwarnings("ignore:.*claims are doubted")


def picked(table: pd.DataFrame, *columns: str) -> list[list[object]]:
    cells = table[list(columns)].astype(object)
    return cells.where(cells.notna(), None).to_numpy().tolist()


def days(claims: pd.DataFrame, column: str = "as_of") -> list[str]:
    return claims[column].dt.strftime("%Y-%m-%d").fillna("").tolist()


# What all hold ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("read", "file"), READERS)
def test_every_row_is_a_claim_ready_to_be_bounded(read: Any, file: str) -> None:
    claims = check_claims(read(LAYOUTS / file))
    rows = pd.read_csv(LAYOUTS / file)
    assert claims["claim_id"].is_unique
    assert claims[["source", "locator", "event", "identity"]].notna().all(axis=None)
    assert claims["locator"].nunique() == len(rows) - (file == "ged_hxl.csv")
    assert not claims["origin"].astype(str).str.contains(",").any()
    assert contradictions(bound(claims), by=[name for name in BY if name in claims]).empty
    again = read(rows)
    pd.testing.assert_frame_equal(again[list(COLUMNS)], claims[list(COLUMNS)])


@pytest.mark.parametrize(("read", "file"), READERS)
def test_the_order_of_rows_changes_no_claim(read: Any, file: str) -> None:
    rows = pd.read_csv(LAYOUTS / file, dtype=str)
    turned = rows if file == "ged_hxl.csv" else rows[::-1].reset_index(drop=True)
    one, other = (read(table).sort_values("claim_id").reset_index(drop=True) for table in (rows, turned))
    columns = ["claim_id", "quantity", "event", "value", "low", "best", "high"]
    pd.testing.assert_frame_equal(other[columns], one[columns])


@pytest.mark.parametrize("read", [read_ged, read_acled, read_ccc, read_tbij, read_brd, read_emdat, read_cow])
def test_another_file_is_refused_with_the_column_it_lacks(read: Any) -> None:
    with pytest.raises(SchemaError, match=r"needs (a column|the columns) '|come in pairs"):
        read([{"value": 5, "source": "memoir"}])


@pytest.mark.parametrize(
    ("read", "names"),
    [
        (read_ged, ["id", "best", "low", "high"]), (read_brd, ["conflict_id", "bd_best", "bd_low", "bd_high"]),
        (read_acled, ["event_id_cnty", "event_date", "fatalities"]), (read_ccc, ["date", "size_text"]),
        (read_cow, ["WarNum", "BatDeath"]), (read_emdat, ["DisNo.", "Total Deaths"]),
    ],
)  # fmt: skip
def test_a_table_may_be_empty_and_have_no_more_than_it_needs(read: Any, names: list[str]) -> None:
    assert read(pd.DataFrame(columns=names)).empty
    claims = read(pd.DataFrame([["2020-06-06" if "date" in name else "7" for name in names]], columns=names))
    assert claims["value"].tolist() == [7]
    assert claims["locator"].notna().all()


def test_thousands_of_dollars_with_commas_and_in_words() -> None:
    rows = [{"DisNo.": f"2005-{k}", "Total Deaths": 1, "Total Damage ('000 US$)": cell}
            for k, cell in enumerate(("8,000", "some"))]  # fmt: skip
    claims = read_emdat(rows).query("quantity == 'damage'")
    assert picked(claims, "value") == [[8e6], [None]]
    assert claims["doubt"].tolist()[1] == "value cannot be read as a number: 'some' (row 2)"


def test_a_file_for_another_reader_is_recognised() -> None:
    with pytest.raises(SchemaError, match=r"ACLED needs the columns .*\nHint: the columns are those of read_ged"):
        read_acled(LAYOUTS / "ged.csv")
    with pytest.raises(SchemaError, match="did you mean 'fatality'"):
        read_acled([{"event_id_cnty": "A1", "event_date": "2023-01-01", "fatality": 3}])
    with pytest.raises(SchemaError, match=r"needs a column 'date'.*\nHint: is it the publisher's file"):
        read_ccc([{"City": "Albany", "State": "NY", "size_low": 7000, "size_high": 9000}])  # no 'State' for a 'date'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_case_delimiter_encoding_and_blank_lines_are_no_matter(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    text = "\nID;BEST;LOW;HIGH;DATE_END;WHERE_COORDINATES\n7;3;2;9;2019-05-04;São Tomé\n\n"
    path.write_bytes(text.encode(encoding))
    if encoding == "cp1252":
        with pytest.warns(UserWarning, match="is not utf-8; the file is read as cp1252"):
            claims = read_ged(path)
    else:
        claims = read_ged(path)
    assert picked(claims, "event", "low", "best", "high", "place") == [["UCDP 7", 2, 3, 9, "São Tomé"]]


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
        pd.testing.assert_frame_equal(read(path)[list(COLUMNS)], expected[list(COLUMNS)])
    pd.testing.assert_frame_equal(read({envelope: [row]})[list(COLUMNS)], expected[list(COLUMNS)])


def test_the_publishers_fault_is_an_error_where_asked() -> None:
    with pytest.raises(SchemaError, match=r"low exceeds high in 1 of 5 claims: ged-210317, row 4"):
        read_ged(LAYOUTS / "ged.csv", on_error="raise")


# UCDP ---------------------------------------------------------------------------------------------------------------


def test_ged_gives_deaths_by_event() -> None:
    with pytest.warns(UserWarning, match="3 of 5 claims are doubted"):
        claims = read_ged(LAYOUTS / "ged.csv")
    assert picked(claims, "claim_id", "value", "low", "best", "high", "place") == [
        ["ged-209980", None, 1, 1, 30, "Laukkaing Town"],
        ["ged-209406", None, 0, 2, 24, "Laukkaing Town"],
        ["ged-71686", 3, None, None, None, "Myanmar (Burma)"],
        ["ged-210317", 2, None, None, None, claims["place"][3]],
        ["ged-224479", 0, None, None, None, claims["place"][4]],
    ]
    assert claims["doubt"].fillna("").tolist() == [
        "", "", "best exceeds high: best=3.0, high=0.0 (row 3)", "low exceeds high: low=2.0, high=1.0 (row 4)",
        "low exceeds best: low=1.0, best=0.0 (row 5)",
    ]  # fmt: skip
    assert problems(claims).query("column == 'doubt'")["claim_id"].tolist() == claims["claim_id"].tolist()[2:]
    assert days(claims)[:3] == ["2015-05-12", "2015-05-15", "1989-12-31"]
    assert days(claims, "since")[:3] == ["2015-05-11", "2015-05-14", "1989-01-01"]
    assert claims["precision"].astype(object).tolist()[:3] == ["day", "day", "year"]
    assert set(claims["unit"]) == {"person"}
    assert picked(claims, "their_best", "their_high")[2] == [3, 0]  # what was published stays beside it


def test_ged_names_a_report_only_where_it_is_one() -> None:
    cites = read_ged(LAYOUTS / "ged.csv")["cites"].tolist()
    assert cites[0] == "Democratic Voice of Burma"
    assert pd.isna(cites[1])  # drawn from four reports
    cited = read_ged(LAYOUTS / "ged_hxl.csv")
    assert cited["cites"].tolist()[:2] == ["BBC Monitoring Newsfile", "Reuters"]


def test_ged_with_a_row_of_tags() -> None:
    claims = read_ged(LAYOUTS / "ged_hxl.csv")
    assert picked(claims, "event", "value", "low", "high") == [
        ["UCDP 71663", 1, None, None], ["UCDP 73855", 6, None, None], ["UCDP 84006", 3, None, None],
    ]  # fmt: skip


def test_ged_gives_the_sides_where_asked() -> None:
    claims = read_ged(LAYOUTS / "ged.csv", sides=True)
    first = claims[claims["event"] == "UCDP 209980"]
    assert picked(first, "who", "value", "scope") == [
        [None, None, None], ["Government of Myanmar (Burma)", 0, "part"], ["MNDAA", 1, "part"],
        ["civilians", 0, "part"], ["unknown", 0, "part"],
    ]  # fmt: skip
    assert len(claims) == 25


def test_long_numbers_of_events_stay_whole_where_a_cell_is_missing() -> None:
    raw = pd.DataFrame({"id": [1234567.0, 1234568.0], "best": 1, "low": 1, "high": 1, "date_end": "2019-05-04"})
    assert read_ged(raw)["claim_id"].tolist() == ["ged-1234567", "ged-1234568"]


def test_an_event_that_stands_twice_is_two_claims() -> None:
    rows = [{"id": 7, "best": 1, "low": 1, "high": 1}, {"id": 7, "best": 2, "low": 1, "high": 4}]
    claims = read_ged(rows)
    assert claims["claim_id"].tolist() == ["ged-7", "ged-7-2"]
    assert claims["doubt"].str.startswith("claim_id stands twice").tolist() == [True, True]


def test_ged_without_days_has_its_year() -> None:
    claims = read_ged([{"id": 7, "best": 1, "low": 1, "high": 2, "year": 2015, "date_prec": 4}])
    assert days(claims) == ["2015-01-01"]
    assert claims["precision"].astype(object).tolist() == ["year"]


def test_deaths_of_one_year_are_no_total_that_runs_on() -> None:
    rows = [
        {"conflict_id": 221, "dyad_id": dyads, "year": year, "bd_best": deaths, "bd_low": deaths, "bd_high": deaths + 9}
        for dyads, year, deaths in (("735, 736", 2015, 400), ("735", 2016, 900), ("735", 2017, 20))
    ]
    claims = read_brd(rows)
    assert set(claims["event"]) == {"UCDP conflict 221"}  # a table by conflict that lists dyads
    assert days(claims, "since") == ["2015-01-01", "2016-01-01", "2017-01-01"]
    assert contradictions(bound(claims)).empty


@pytest.mark.parametrize("names", [("bd_best", "bd_low", "bd_high"), ("BdBest", "BdLow", "BdHigh")])
def test_battle_related_deaths_by_dyad_and_year(names: tuple[str, str, str]) -> None:
    row = {"dyad_id": 406, "conflict_id": 221, "year": 2015, "battle_location": "Freedonia"}
    rows = [row | dict(zip(names, (30, 28, 41), strict=True)), row | dict(zip(names, (-999, -999, 5), strict=True))]
    claims = read_brd([rows[0], rows[1] | {"year": 2016}])
    assert picked(claims, "quantity", "event", "low", "best", "high", "place") == [
        ["battle-related deaths", "UCDP dyad 406", 28, 30, 41, "Freedonia"],
        ["battle-related deaths", "UCDP dyad 406", None, None, 5, "Freedonia"],
    ]
    assert claims["precision"].astype(object).tolist() == ["year", "year"]
    assert claims["as_of"].dt.year.tolist() == [2015, 2016]


# ACLED --------------------------------------------------------------------------------------------------------------


def test_acled_gives_fatalities_and_tagged_crowds_under_its_own_convention() -> None:
    claims = read_acled(LAYOUTS / "acled.csv")
    assert claims.loc[claims["quantity"] == "fatalities", "value"].tolist() == [12.0, 0.0, 0.0, 0.0]
    crowds = claims[claims["quantity"] == "crowd size"]
    assert picked(crowds, "event", "text", "hedge") == [
        ["ACLED FRD102", "about 200", "about"],
        ["ACLED FRD103", "hundreds", "vague"],
    ]
    assert crowds[["low", "high"]].iloc[1].tolist() == [100.0, 100.0]
    assert sorted(set(days(claims))) == ["2023-05-04", "2023-05-06", "2023-05-07", "2023-05-08"]
    assert picked(claims, "event", "cites")[:2] == [["ACLED FRD101", None], ["ACLED FRD102", "Courier"]]


def crowds_of(*words: str) -> pd.DataFrame:
    rows = [
        {"EVENT_ID_CNTY": f"F{k}", "EVENT_DATE": "4-May-2023", "FATALITIES": 0, "TAGS": f"women; crowd size={said}"}
        for k, said in enumerate(words)
    ]
    claims = read_acled(rows)
    return claims[claims["quantity"].str.startswith("crowd")]


def test_what_a_tag_counts_and_how_it_hedges() -> None:
    claims = crowds_of("about 50 tractors", "at least dozens", "around 300 people", "between 100 and 200", "no report")
    assert picked(claims, "quantity", "unit", "noun")[:3] == [
        ["crowd size, tractors", "count", "tractors"], ["crowd size", "person", "participants"],
        ["crowd size", "person", "participants"],
    ]  # fmt: skip
    assert len(claims) == 4
    assert claims["hedge"].astype(object).tolist()[:2] == ["about", "at_least"]  # "at least dozens" keeps it
    assert bound(claims)["high"].iloc[1] == float("inf")
    assert picked(claims, "low", "high")[3] == [100, 200]


def test_several_sizes_of_one_crowd_span() -> None:
    claims = crowds_of("between 200 and 300; crowd size=about 500")
    assert picked(claims, "text", "low", "high") == [["between 200 and 300; about 500", 200, 500]]


def test_a_size_without_a_number_is_named_as_one() -> None:
    claims = crowds_of("large", "medium", "a massive crowd", "20")
    assert claims["value"].isna().tolist() == [True, True, True, False]
    assert claims["doubt"].fillna("").tolist() == [
        "the words say no number: 'large' (row 1)", "the words say no number: 'medium' (row 2)",
        "the words say no number: 'a massive crowd' (row 3)", "",
    ]  # fmt: skip


def test_older_exports_have_sizes_in_their_notes_and_days_as_numbers() -> None:
    rows = [
        {
            "event_id_cnty": "F1",
            "event_date": 19173.0,
            "year": 2022.0,
            "fatalities": 0.0,
            "notes": "A march. [size=250]",
        },
        {"event_id_cnty": "F2", "event_date": 19145.0, "year": 2022.0, "fatalities": 1.0, "notes": "[size=no report]"},
    ]
    claims = read_acled(rows)
    assert days(claims) == ["2022-06-30", "2022-06-30", "2022-06-02"]
    assert claims["value"].tolist() == [0, 250, 1]
    sheet = [{"event_id_cnty": "F1", "event_date": "44742", "year": "2022", "fatalities": "0"}]
    assert days(read_acled(sheet)) == ["2022-06-30"]
    with pytest.warns(UserWarning, match="as_of is no date in 1"):
        lost = read_acled([sheet[0] | {"year": "1999"}])
    assert lost["as_of"].isna().all()


def claims_and_more(monthly: list[dict[str, Any]]) -> pd.DataFrame:
    return read_acled([*monthly, monthly[0] | {"Month": "February", "Fatalities": 2, "Events": 1}])


def test_counts_by_month_and_by_week() -> None:
    monthly = [{"Country": "Haiti", "Admin1": "Sud", "Month": "January", "Year": 2025, "Events": 3, "Fatalities": 11}]
    claims = read_acled(monthly)
    assert picked(claims, "quantity", "value", "unit", "place", "precision") == [
        ["fatalities", 11, "person", "Sud, Haiti", "month"], ["events", 3, "count", "Sud, Haiti", "month"],
    ]  # fmt: skip
    later = claims_and_more(monthly)
    assert contradictions(bound(later)).empty  # what happened in one month is no total that runs on to the next
    weekly = [{"WEEK": "2025-01-04", "COUNTRY": "Haiti", "EVENT_TYPE": "Riots", "EVENTS": 3, "FATALITIES": 11}]
    week = read_acled(weekly)
    assert days(week) == ["2025-01-10"] * 2
    assert days(week, "since") == ["2025-01-04"] * 2
    assert set(week["event"]) == {"Riots"}
    finer = [weekly[0] | {"SUB_EVENT_TYPE": kind, "FATALITIES": n} for kind, n in (("Mob violence", 1), ("Looting", 9))]
    assert set(read_acled(finer)["event"]) == {"Riots, Mob violence", "Riots, Looting"}
    assert contradictions(bound(read_acled(finer))).empty


# Crowd Counting Consortium ------------------------------------------------------------------------------------------


def test_ccc_keeps_every_row_of_a_monthly_sheet() -> None:
    claims = read_ccc(LAYOUTS / "ccc.csv")
    crowds = claims[claims["quantity"] == "crowd size"]
    assert picked(crowds, "value", "low", "best", "high") == [
        [None, 24, 24, 24], [50, None, 50, None], [None, None, None, None], [None, 24, 44, 68], [24, None, 24, None],
        [162, None, None, None], [None, None, None, None], [200, None, 200, None],
    ]  # fmt: skip
    assert picked(claims, "quantity", "who", "event", "value")[:4] == [
        ["crowd size", None, "Anchorage, AK, 2017-06-01", None],
        ["arrests", "participants", "Anchorage, AK, 2017-06-01", 0],
        ["injured", "participants", "Anchorage, AK, 2017-06-01", 0],
        ["injured", "police", "Anchorage, AK, 2017-06-01", 0],
    ]
    assert crowds["doubt"].fillna("").tolist()[5:7] == [
        "low exceeds best: low=294.0, best=162.0 (row 6)", "the words say no number: 'a substantial crowd' (row 7)",
    ]  # fmt: skip
    assert crowds["EventType"].tolist()[7] == "march"  # "march " in the file


def test_ccc_in_the_compiled_layout() -> None:
    rows = [
        {"date": "2020-06-06", "locality": "Springfield", "state": "OH", "title": "Rally", "size_text": "hundreds",
         "arrests": "at least 5", "injuries_crowd": "unspecified", "participant_deaths": 1, "source_1": "https://a"},
        {"date": "2917-06-06", "locality": "Springfield", "state": "OH", "size_text": None, "size_low": 5},
    ]  # fmt: skip
    claims = read_ccc(rows)
    assert picked(claims, "quantity", "who", "event", "hedge") == [
        ["crowd size", None, "Rally, Springfield, OH, 2020-06-06", "vague"],
        ["arrests", "participants", "Rally, Springfield, OH, 2020-06-06", "at_least"],
        ["injured", "participants", "Rally, Springfield, OH, 2020-06-06", None],
        ["deaths", "participants", "Rally, Springfield, OH, 2020-06-06", "plain"],
        ["crowd size", None, "Springfield, OH, 2917-06-06", "between"],
    ]
    assert picked(claims, "low", "high")[0] == [200, 200]
    assert claims["doubt"].fillna("").tolist()[2:] == [
        "the words say no number: 'unspecified' (row 1)", "", "as_of lies ahead of today: 2917-06-06 (row 2)",
    ]  # fmt: skip


def test_a_day_outside_a_sheet_of_one_month_is_doubted() -> None:
    rows = [{"date": f"6/{day}/2017", "size_text": "40", "locality": f"town {day}"} for day in range(1, 31)] * 2
    claims = read_ccc([*rows, {"date": "6/16/2016", "size_text": "24", "locality": "Phoenix"}])
    assert claims["doubt"].dropna().tolist() == ["as_of lies outside its sheet: 2016-06-16 (row 61)"]


def test_two_crowds_of_one_day_and_place_are_two_events() -> None:
    where = {"date": "2020-06-06", "locality": "Springfield", "state": "OH"}
    rows = [
        where | {"size_text": "about 40", "type": "march"}, where | {"size_text": "about 4000", "type": "vigil"},
        where | {"size_text": "10"}, where | {"size_text": "5"},
    ]  # fmt: skip
    claims = read_ccc(rows).set_index("text")["event"]
    assert claims["about 40"] == "Springfield, OH, 2020-06-06, march"
    assert claims["about 4000"] == "Springfield, OH, 2020-06-06, vigil"
    assert claims.nunique() == 4
    assert contradictions(bound(read_ccc(rows)), by=["quantity", "event"]).empty
    again = read_ccc(rows[::-1]).set_index("text")["event"]
    pd.testing.assert_series_equal(again[claims.index], claims)


@pytest.mark.parametrize(
    ("dates", "months"),
    [(["06/07/2020"], [6]), (["06/07/2020", "06/25/2020"], [6, 6]), (["06/07/2020", "25/06/2020"], [7, 6])],
    ids=["custom", "agrees", "shows otherwise"],
)
def test_which_number_is_the_day_is_the_custom_unless_the_column_shows_it(dates: list[str], months: list[int]) -> None:
    claims = read_ccc([{"date": day, "size_text": "40", "locality": f"town {k}"} for k, day in enumerate(dates)])
    assert claims["as_of"].dt.month.tolist() == months


# The Bureau of Investigative Journalism -----------------------------------------------------------------------------


def test_tbij_gives_a_claim_per_strike_and_pair() -> None:
    claims = read_tbij(LAYOUTS / "tbij.csv").set_index("claim_id")
    assert len(claims) == 7
    assert claims.loc["tbij-FRD001-people-killed", ["quantity", "low", "high", "unit"]].tolist() == [
        "killed", 5.0, 8.0, "person",
    ]  # fmt: skip
    assert claims.loc["tbij-FRD001-civilians-killed", ["quantity", "who", "scope"]].tolist() == [
        "killed", "civilians", "part",
    ]  # fmt: skip
    assert claims.loc["tbij-FRD001-people-injured", ["quantity", "low", "high"]].tolist() == ["injured", 1000.0, 1200.0]
    assert claims.loc["tbij-FRD002-number-of-strikes", ["low", "high", "unit"]].tolist() == [1.0, 2.0, "count"]
    assert sorted(set(days(claims))) == ["2015-05-04", "2015-12-11"]
    assert "tbij-FRD002-people-injured" not in claims.index


def test_tbij_as_a_workbook_and_as_retyped(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    strikes = pd.DataFrame({
        "Strike ID": ["F1", "F2"], "Date": pd.to_datetime(["2006-01-13", "2007-12-03"]), "Location": ["Mill", "Dam"],
        "Minimum total people killed": [13, 9], "Maximum total people killed": [22, 3], "Strike link": [None, None],
    })  # fmt: skip
    totals = pd.DataFrame({"Year": [2006], "Minimum people killed": [13], "Maximum people killed": [22]})
    with pd.ExcelWriter(tmp_path / "strikes.xlsx") as out:
        pd.DataFrame([["Strikes"], ["see the web"]]).to_excel(out, sheet_name="Notes", header=False, index=False)
        totals.to_excel(out, sheet_name="Summary", index=False)
        strikes.to_excel(out, sheet_name="Data", index=False)
    claims = read_tbij(tmp_path / "strikes.xlsx")
    assert picked(claims, "event", "low", "high") == [["TBIJ F1", 13, 22], ["TBIJ F2", None, None]]
    assert claims["doubt"].tolist()[1] == "low exceeds high: low=9.0, high=3.0 (row 2)"
    retyped = [
        {"Date": "13/01/2006", "Location": "Mill", "MinTotal": 13, "MaxTotal": 22, "link": "https://x.org/2006/#F1"},
        {"Date": "3/12/07", "Location": "Dam", "MinTotal": 3, "MaxTotal": 9, "link": None},
    ]
    again = read_tbij(retyped)
    assert picked(again, "event", "quantity", "locator") == [
        ["TBIJ F1", "killed", "strike F1"], ["TBIJ row 2", "killed", "strike row 2"],
    ]  # fmt: skip
    assert days(again) == ["2006-01-13", "2007-12-03"]


def test_a_strike_without_a_figure_is_not_lost() -> None:
    rows = [{"Strike ID": "F1", "Minimum people killed": None, "Maximum people killed": None}]
    claims = read_tbij(rows)
    assert picked(claims, "event", "low", "high") == [["TBIJ F1", None, None]]


def test_cells_that_cannot_be_read_are_doubted() -> None:
    strikes = [
        {"Strike ID": "A", "Date": "2009-01-01", "Minimum people killed": 5, "Maximum people killed": 8},
        {"Strike ID": "B", "Date": "spring", "Minimum people killed": "5-7", "Maximum people killed": "Unknown"},
    ]
    with pytest.warns(UserWarning, match="1 of 2 claims are doubted") as caught:
        claims = read_tbij(strikes)
    assert len(caught) == 1
    assert caught[0].filename == __file__
    assert claims["doubt"][1] == "as_of is no date: 'spring' (row 2); low cannot be read as a number: '5-7' (row 2)"


# Disasters, wars, tagged tables -------------------------------------------------------------------------------------


def test_emdat_below_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "emdat.csv"
    path.write_text(
        "EM-DAT,,,,,,,,\nVersion: 2023-09-12,,,,,,,,\n"
        "DisNo.,Country,Start Year,Start Month,Start Day,End Year,End Month,End Day,Total Deaths,Total Affected,"
        "Total Damage ('000 US$),Insured Damage ('000 US$)\n"
        "2005-0003-FRD,Freedonia,2005,3,,2005,4,2,12,,40,8\n2005-0004-FRD,Freedonia,2005,,,,,,,,,\n",
        encoding="utf-8",
    )
    with pytest.warns(UserWarning, match="2 lines above the names"):
        claims = read_emdat(path)
    assert picked(claims, "quantity", "event", "value", "unit") == [
        ["deaths", "EM-DAT 2005-0003-FRD", 12, "person"], ["damage", "EM-DAT 2005-0003-FRD", 40000, "USD"],
        ["insured damage", "EM-DAT 2005-0003-FRD", 8000, "USD"], ["deaths", "EM-DAT 2005-0004-FRD", None, "person"],
    ]  # fmt: skip
    assert days(claims) == ["2005-04-02"] * 3 + ["2005-01-01"]
    assert days(claims, "since") == ["2005-03-01"] * 3 + [""]
    assert claims["precision"].astype(object).tolist() == ["day", "day", "day", "year"]


def test_wars_by_state_by_side_and_by_pair() -> None:
    intra = [{"WarNum": 500, "WarName": "First Mill War", "SideA": "Freedonia", "SideB": "Rebels", "StartYear1": 1863,
              "StartMonth1": 7, "StartDay1": 3, "SideADeaths": 400, "SideBDeaths": -9}]  # fmt: skip
    claims = read_cow(intra)
    assert picked(claims, "who", "event", "value") == [
        ["Freedonia", "First Mill War", 400], ["Rebels", "First Mill War", None],
    ]  # fmt: skip
    assert days(claims, "since") == ["1863-07-03"] * 2
    pair = read_cow([{"warnum": 1, "ccode1": 230, "ccode2": 220, "year": 1823, "batdeath1": 600, "batdeath2": 400}])
    assert picked(pair, "who", "event", "value") == [["230", "war 1", 600], ["220", "war 1", 400]]
    assert pair["precision"].astype(object).tolist() == ["year", "year"]


def test_a_war_that_is_half_dated_and_a_side_without_a_name() -> None:
    extra = [{"WarNum": 300, "WarName": "Mill War", "SideA": "Freedonia", "ccode2": -8, "SideB": "-8", "BatDeath": 128,
              "NonStateDeaths": -8, "StartMonth1": 5, "StartDay1": -9, "StartYear1": 1998, "EndMonth1": -9,
              "EndDay1": -9, "EndYear1": 2000, "EndMonth2": -8, "EndDay2": -8, "EndYear2": -8}]  # fmt: skip
    claims = read_cow(extra)
    assert picked(claims, "who", "value") == [["Freedonia", 128], [None, None]]
    assert days(claims, "since") == ["1998-05-01"] * 2
    assert days(claims) == ["2000-01-01"] * 2
    assert claims["precision"].astype(object).tolist() == ["year", "year"]


@pytest.mark.parametrize(
    ("row", "who", "value"),
    [
        ({"SideA1": "Ngapuhi", "SideB1": "Ngati", "StartYear": 1818, "TotalCombatDeaths": 17000}, None, 17000),
        ({"namea": "FRN", "nameb": "SPN", "warstrtyr": 1818, "batdtha": 400}, "FRN", 400),
        ({"SideA": "Russia", "SideB": "Rebels", "StartYr1": 1818, "DeathsB": 60}, "Rebels", 60),
        ({"state1": "France", "state2": "Spain", "StartYear1": 1818, "batdeath2": 600}, "Spain", 600),
    ],
)  # fmt: skip
def test_the_spellings_of_the_tables_of_wars(row: dict[str, Any], who: str | None, value: float) -> None:
    claims = read_cow([{"WarNum": 1} | row])
    assert picked(claims, "who", "value") == [[who, value]]
    assert days(claims, "since") == ["1818-01-01"]


def test_a_tagged_table_in_any_language(tmp_path: Path) -> None:
    path = tmp_path / "sitrep.csv"
    path.write_text(
        "Bilan au 3 mai,,,,\nProvince,Date,Morts (min),Morts (max),Blessés,Note\n"
        "#adm1+name,#date,#affected+killed+min,#affected+killed+max,#affected+injured,#description\n"
        "Ituri,2021-05-03,5,9,12,x\nKivu,2021-05-03,,,,y\n",
        encoding="utf-8",
    )
    with pytest.warns(UserWarning, match="passed over"):
        claims = read_hxl(path, publisher="OCHA")
    assert picked(claims, "quantity", "place", "value", "low", "high", "unit") == [
        ["killed", "Ituri", None, 5, 9, "person"], ["injured", "Ituri", 12, None, None, "person"],
        [None, "Kivu", None, None, None, None],
    ]  # fmt: skip
    assert days(claims) == ["2021-05-03"] * 3
    assert set(claims["source"]) == {"OCHA"}
    events = read_hxl([
        {"Where": "#loc", "Day": "#date", "Dead": "#affected+killed", "From": "#meta+source"},
        {"Where": "Ituri", "Day": "2021-05-03", "Dead": "5", "From": '"AP,2021-05-04,Attack";"AFP,2021-05-04,Raid"'},
        {"Where": "Ituri", "Day": "2021-05-03", "Dead": "9", "From": "MONUSCO"},
    ])  # fmt: skip
    assert picked(events, "event", "source", "value") == [["row 1", None, 5], ["row 2", "MONUSCO", 9]]
    assert contradictions(bound(events)).empty
    with pytest.raises(SchemaError, match="no row of HXL tags"):
        read_hxl([{"a": 1}])
    with pytest.raises(SchemaError, match="none of the tags is of a figure"):
        read_hxl([{"a": "#adm1"}, {"a": "Ituri"}])
