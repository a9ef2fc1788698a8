"""Tables in the shapes that people have them."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from estimates import ParseError, SchemaError, bound, contradictions, problems, read_claims
from estimates.claims import checks
from estimates.claims.rawtable import _stripped
from estimates.coded import coded

WIDE = pd.DataFrame({
    "Region": ["north", "south", "west"], "killed_min": [1, 4, None], "killed_max": [3, 4, None],
    "wounded_min": [5, None, None], "wounded_max": [9, None, None], "mood": ["grim", "gay", "dull"],
})  # fmt: skip
CSV = "source,value\narmy,11\n"


def figures(claims: pd.DataFrame) -> list[list[Any]]:
    cells = claims[["quantity", "value", "low", "high"]].astype(object)
    return cells.where(cells.notna(), None).to_numpy().tolist()


# Wide to long -------------------------------------------------------------------------------------------------------


def test_pairs_of_columns_are_a_claim_each() -> None:
    claims = read_claims(WIDE, columns={"Region": "place"})
    assert figures(claims) == [
        ["killed", None, 1, 3], ["wounded", None, 5, 9], ["killed", 4, None, None], ["killed", None, None, None],
    ]  # fmt: skip
    assert claims["place"].tolist() == ["north", "north", "south", "west"]
    assert claims["mood"].tolist() == ["grim", "grim", "gay", "dull"]
    assert claims["claim_id"].is_unique


@pytest.mark.parametrize(
    "names",
    [
        ("killed low", "killed high", "hurt low", "hurt high"), ("MinKilled", "MaxKilled", "MinHurt", "MaxHurt"),
        ("Minimum killed", "Maximum killed", "Minimum hurt", "Maximum hurt"),
        ("Killed (low)", "Killed (high)", "Hurt (low)", "Hurt (high)"),
        (("killed", "low"), ("killed", "high"), ("hurt", "low"), ("hurt", "high")),
    ],
)  # fmt: skip
def test_ends_are_known_by_their_names(names: Any) -> None:
    table = pd.DataFrame(
        [[1, 2, 3, 4]], columns=pd.MultiIndex.from_tuples(names) if isinstance(names[0], tuple) else names
    )
    assert figures(read_claims(table)) == [["killed", None, 1, 2], ["hurt", None, 3, 4]]


def test_the_caller_says_which_columns_are_figures() -> None:
    table = pd.DataFrame({"claim_id": ["a"], "dead": [3], "hurt": ["about 40"], "low_income": [1], "year": [1863]})
    claims = read_claims(table, quantities={"dead": "killed", "hurt": "wounded"}, columns={"year": "as_of"})
    assert claims["claim_id"].tolist() == ["a-killed", "a-wounded"]
    assert claims["value"].tolist() == [3, 40]
    assert claims["hedge"].astype(object).tolist() == ["plain", "about"]
    assert figures(read_claims(WIDE, quantities=["wounded"]))[0] == ["wounded", None, 5, 9]
    with pytest.raises(SchemaError, match=r"quantities= names 'kiled'.*\n.*did you mean 'killed'"):
        read_claims(WIDE, quantities=["kiled"])


def test_one_pair_names_the_quantity() -> None:
    assert read_claims(pd.DataFrame({"deaths_min": [1], "deaths_max": [2]}))["quantity"].tolist() == ["deaths"]
    march = pd.DataFrame({"City": ["Albany"], "Estimate (low)": [7000], "Estimate (high)": [9000], "Average": [8000]})
    claims = read_claims(march)
    assert claims.loc[0, ["low", "high", "Average"]].tolist() == [7000, 9000, 8000]
    assert claims["quantity"].isna().all()


def test_several_sources_in_one_cell_are_a_claim_each() -> None:
    rows = [
        {"claim_id": "a", "source": "Gazette", "text": "organisers said more than 3,000; police said 830"},
        {"claim_id": "b", "source": "Gazette", "text": "3,000; 830"},
        {"claim_id": "c", "source": "Gazette", "text": "about 40"},
        {"claim_id": "d", "source": "Gazette", "text": "hundreds; about 300", "low": 200, "high": 300},
    ]
    claims = read_claims(rows)
    assert claims["claim_id"].tolist() == ["a-1", "a-2", "b", "c", "d"]
    assert claims["source"].tolist() == ["organisers", "police", "Gazette", "Gazette", "Gazette"]
    assert claims["publisher"].fillna("").tolist() == ["Gazette", "Gazette", "", "", ""]
    assert claims["value"].tolist()[:2] == [3000, 830]
    assert claims["hedge"].astype(object).tolist()[:2] == ["more_than", "plain"]
    assert claims["doubt"].fillna("").tolist() == [
        "", "", "the words do not say whose each figure is: '3,000; 830' (row 2)", "", "",
    ]  # fmt: skip
    assert claims["cell"].iloc[0] == rows[0]["text"]


@pytest.mark.parametrize(
    "cell",
    [
        "police: 830, organisers: 3,000+", "830 (police), 3,000+ (organisers)", "830 (police) - 3,000+ (organisers)",
        "Police: 830\nOrganisers: 3,000+", "830 per police; 3,000+ per organisers",
        "830 according to police, over 3,000 according to organisers",
        "Police said 830 and organisers claimed more than 3,000",
    ],
)  # fmt: skip
def test_a_cell_names_its_sources_in_many_ways(cell: str) -> None:
    claims = read_claims([{"source": "Gazette", "text": cell}])
    assert claims["source"].str.lower().tolist() == ["police", "organisers"]
    assert claims["value"].tolist() == [830, 3000]
    assert set(claims["publisher"]) == {"Gazette"}


@pytest.mark.parametrize(
    "cell",
    ["killed 5 (3 civilians, 2 children)", "12 (army), 5 (police)", "men: 50, women: 20", "100 (9 AM), 200 (noon)"],
)
def test_what_is_counted_is_nobody_who_counts(cell: str) -> None:
    assert read_claims([{"source": "Gazette", "text": cell}])["source"].tolist() == ["Gazette"]


# Numbers ------------------------------------------------------------------------------------------------------------


def test_a_point_that_could_be_of_thousands_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("source,value\na,12.000\nb,830\n", encoding="utf-8")
    with pytest.raises(
        SchemaError, match=r"leaves open .*row 1 \(12.000; a\)\.\nHint: say which: decimal='\.' or thou"
    ):
        read_claims(path)
    assert read_claims(path, thousands=".")["value"].tolist() == [12000, 830]
    assert read_claims(path, decimal=".")["value"].tolist() == [12, 830]
    path.write_text("source,value\na,12.125\nb,830.5\n", encoding="utf-8")
    assert read_claims(path)["value"].tolist() == [12.125, 830.5]


def test_a_comma_of_decimals_is_said() -> None:
    rows = [{"value": "1,2"}, {"value": "1.234,5"}]
    with pytest.raises(SchemaError, match=r"cannot be read as a number(.|\n)*decimal=','"):
        read_claims(rows)
    assert read_claims(rows, decimal=",")["value"].tolist() == [1.2, 1234.5]
    assert read_claims([{"value": "12 000"}, {"value": "12\u00a0000"}])["value"].tolist() == [12000, 12000]


def test_marks_hold_in_words_too() -> None:
    rows = [{"text": "about 12,5"}, {"text": "1.200 to 1.500"}]
    claims = read_claims(rows, decimal=",")
    assert figures(claims) == [[None, 12.5, None, None], [None, None, 1200, 1500]]
    assert read_claims(rows[:1])["value"].isna().all()  # twelve and a half, or twelve and five: not guessed


def test_a_column_of_estimates_may_hold_sizes_as_people_type_them() -> None:
    claims = read_claims(pd.DataFrame({"estimate": ["400-600+", "20000s", "12.000", "~200", "830"], "source": "x"}))
    assert figures(claims) == [
        [None, 400, None, None], [None, None, 20_000, 29_999], [None, 12_000, None, None], [None, 200, None, None],
        [None, 830, None, None],
    ]  # fmt: skip


def test_words_beside_equal_ends_say_how_the_figure_is_meant() -> None:
    rows = [{"text": "about 500", "low": 500, "high": 500}, {"text": "500+", "low": 500},
            {"text": "about 500", "low": 400, "high": 500}]  # fmt: skip
    claims = read_claims(rows)
    assert claims["hedge"].astype(object).tolist() == ["about", "at_least", "between"]
    assert figures(claims) == [[None, 500, None, None], [None, 500, None, None], [None, None, 400, 500]]


def test_a_hedge_may_be_in_words() -> None:
    words = ["more", "approximately", "no fewer than", "~", "or less", "at-least"]
    claims = read_claims([{"value": 5, "hedge": word} for word in words])
    assert claims["hedge"].astype(object).tolist() == ["more_than", "about", "at_least", "about", "at_most", "at_least"]


CORRECTIONS = [
    {"date": "2022-10-13", "tank": 0, "gun": -25, "plane": 0}, {"date": "2023-05-27", "tank": -5, "gun": 7, "plane": 3},
]  # fmt: skip


def test_a_list_of_corrections_holds_no_levels() -> None:
    """The compiler's list of corrections to the daily losses was read as counts that fall and rise."""
    names = ["tank", "gun", "plane"]
    with pytest.warns(UserWarning, match="taken for changes"):
        claims = read_claims(CORRECTIONS, quantities=names)
    assert claims["trend"].astype(object).tolist() == ["unchanged", "down", "unchanged", "down", "up", "up"]
    assert claims["value"].tolist() == [0, -25, 0, -5, 7, 3]
    assert contradictions(bound(claims)).empty
    assert not contradictions(bound(read_claims(CORRECTIONS, quantities=names, changes=False))).empty
    assert read_claims(claims)["trend"].equals(claims["trend"])


def test_a_change_of_none_goes_neither_up_nor_down() -> None:
    claims = read_claims([{"quantity": "tanks", "value": value} for value in (3, 0, -5)], changes=True)
    assert claims["trend"].astype(object).tolist() == ["up", "unchanged", "down"]


def test_the_name_of_a_column_says_that_its_figures_are_percent() -> None:
    raw = pd.DataFrame(
        {"source": ["WHO", "MoH", "lab"], "CFR (%)": ["1.7%", "2.9", "12 people"], "cases": [40, 50, 60]}
    )
    claims = read_claims(raw, quantities=["CFR (%)", "cases"])
    units = claims.groupby("quantity")["unit"].apply(lambda column: column.fillna("").tolist())
    assert units["CFR (%)"] == ["percent", "percent", "person"]
    assert units["cases"] == ["", "", ""]
    found = contradictions(bound(claims[claims["source"] != "lab"]))
    assert found["kind"].tolist()[0] == "disjoint"


def test_an_m_beside_counts_may_be_millions() -> None:
    said = [("marchers", "80,000"), ("marchers", "1.12m"), ("depth", "3m"), ("depth", "12 metres"), ("width", "5m")]
    claims = read_claims([{"quantity": q, "source": "press", "text": t, "as_of": "2023-01-19"} for q, t in said])
    found = problems(claims)
    assert found.loc[found["problem"].str.startswith("m is read as metres"), "value"].tolist() == ["1.12m"]


@pytest.mark.parametrize(
    ("cell", "doubted"),
    [
        ("min. 14,000; max. 16,000", False), ("max. 16,000; min. 14,000", False), ("low: 5; high: 9", False),
        ("at least 10; at most 16", False), ("at least 20; at most 10", True), ("3,000; 830", True),
    ],
)  # fmt: skip
def test_two_ends_of_one_range_are_of_whoever_states_it(cell: str, doubted: bool) -> None:
    claims = read_claims([{"source": "Gazette", "text": cell}])
    assert ("doubt" in claims) is doubted


def test_one_number_below_zero_makes_no_table_of_changes() -> None:
    rows = [{"tank": 5, "gun": -25, "plane": 7}, {"tank": 6, "gun": 8, "plane": 9}]
    assert "trend" not in read_claims(rows, quantities=["tank", "gun", "plane"])
    polls = [{"quantity": q, "source": s, "value": v} for q in "abcd" for s, v in (("ours", -3), ("theirs", 2))]
    assert "trend" not in read_claims(polls)  # margins: levels below zero
    degrees = [{"a": -2.5, "b": -1, "c": 3, "d": -4}, {"a": -3, "b": 1, "c": -3.5, "d": 0}]
    assert "trend" not in read_claims(degrees, quantities=[*"abcd"])
    assert read_claims([{"quantity": "killed", "value": 5}], changes=True)["trend"].astype(object).tolist() == ["up"]


def test_a_claim_is_found_by_its_row() -> None:
    wide = read_claims(WIDE, columns={"Region": "place"})
    assert wide["locator"].tolist() == ["row 1", "row 1", "row 2", "row 3"]
    own = [{"value": 5, "locator": "page 3"}, {"value": 6, "locator": None}]
    assert read_claims(own)["locator"].fillna("").tolist() == ["page 3", ""]
    assert read_claims(own, on_error="keep")["locator"].tolist() == ["page 3", "row 2"]
    turned = [{"value": 6}, {"value": 5}]
    assert sorted(read_claims(turned)["claim_id"]) == sorted(read_claims(turned[::-1])["claim_id"])


def test_a_pair_with_an_empty_end_is_a_floor_where_asked() -> None:
    rows = [{"low": 4802, "high": None}, {"low": None, "high": 9}, {"low": 1, "high": 2}, {"low": 1, "best": 3}]
    assert read_claims(rows)["high"].isna().tolist() == [True, False, False, True]
    claims = read_claims(rows, one_sided="open")
    assert claims["hedge"].astype(object).tolist() == ["at_least", "at_most", "between", "between"]
    assert claims["value"].fillna(-1).tolist() == [4802, 9, -1, -1]
    assert claims.loc[3, ["low", "best", "high"]].tolist() == [1, 3, np.inf]


# Files --------------------------------------------------------------------------------------------------------------


def test_archives_and_file_objects(tmp_path: Path) -> None:
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(CSV.encode()))
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("readme.txt", "Read me.")
        out.writestr("claims.csv", CSV)
    for source in (packed, archive, io.StringIO(CSV), io.BytesIO(CSV.encode()), io.BytesIO(archive.read_bytes())):
        assert read_claims(source)["value"].tolist() == [11]
    with zipfile.ZipFile(archive, "a") as out:
        out.writestr("more.csv", CSV)
    with pytest.raises(ParseError, match=r"several tables that fit: claims.csv, more.csv"):
        read_claims(archive)
    assert len(read_claims(archive, sheet="more.csv")) == 1


def test_the_sheet_that_holds_a_table_is_found(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    book = tmp_path / "a.xlsx"
    notes = pd.DataFrame([["Strikes", None], ["see the web", None], ["by year", 2]])
    data = pd.DataFrame([["A list of strikes", None, None], ["place", "low", "high"], ["Wana", 6, 8]])
    with pd.ExcelWriter(book) as out:
        notes.to_excel(out, sheet_name="Notes", index=False, header=False)
        data.to_excel(out, sheet_name="Strikes", index=False, header=False)
    with pytest.warns(
        UserWarning, match=r"sheet 'Strikes': a line above .* passed over: 'A list of strikes'"
    ) as caught:
        assert read_claims(book)["low"].tolist() == [6]
    assert [warning.filename for warning in caught] == [__file__]
    with pd.ExcelWriter(book, mode="a", engine="openpyxl") as out:
        data.to_excel(out, sheet_name="More", index=False, header=False)
    with pytest.raises(ParseError, match=r"several tables that fit: Strikes, More"):
        read_claims(book)
    with pytest.warns(UserWarning, match="passed over"):
        assert len(read_claims(book, sheet="More")) == len(read_claims(book, sheet=2)) == 1
    with pytest.raises(ParseError, match="did you mean 'Strikes'"):
        read_claims(book, sheet="Strike")


def test_titles_above_and_empty_rows_within_are_passed_over_and_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Strikes in Pakistan,,\n\nplace;low;high\nWana;6;8\n;;\nMosaki;8;9\n", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"passed over|left out") as caught:
        claims = read_claims(path)
    assert claims["low"].tolist() == [6, 8]
    said = " ".join(str(warning.message) for warning in caught)
    assert "passed over: 'Strikes in Pakistan" in said
    assert "1 of 3 rows are empty and are left out: 2" in said
    path.write_text("place,low,high\nWana,6,8\nMosaki,8,many\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="row 2"):
        read_claims(path)


GROUPED = [
    ["Casualties in 2022", None, None, None, None], ["Month", "Killed", None, "Injured", None],
    [None, "Men", "Women", "Men", "Women"], ["Feb 2022", 60, 45, 90, "76+"],
]  # fmt: skip
YEARS = [["Military spending", None, None], [None, None, None], ["Country", 2019, 2020], ["Sudan", 717.5, ". ."]]


def as_file(rows: list[list[Any]], folder: Path, ending: str) -> Path:
    path, table = folder / f"a{ending}", pd.DataFrame(rows, dtype=object)
    if ending == ".csv":
        table.to_csv(path, index=False, header=False)
    else:
        pytest.importorskip("openpyxl")
        table.to_excel(path, index=False, header=False)
    return path


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_names_in_two_rows_are_joined_and_it_is_said(tmp_path: Path, ending: str) -> None:
    path = as_file(GROUPED, tmp_path, ending)
    names = ["Killed Men", "Killed Women", "Injured Men", "Injured Women"]
    with pytest.warns(UserWarning, match=r"passed over|stand in rows 2 and 3: 'Month', 'Killed Men'") as caught:
        claims = read_claims(path, quantities=names)
    assert claims[["quantity", "value"]].to_numpy().tolist() == [
        list(x) for x in zip(names, [60, 45, 90, 76], strict=True)
    ]
    assert claims["as_of"].astype(str).unique().tolist() == ["2022-02-01"]
    assert len(caught) == 2
    with pytest.warns(UserWarning, match="passed over|rows 2 and 3"):
        assert read_claims(path, quantities=names, header=[2, 3])["claim_id"].equals(claims["claim_id"])


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_years_may_be_names_of_columns_below_a_title(tmp_path: Path, ending: str) -> None:
    path = as_file(YEARS, tmp_path, ending)
    with pytest.warns(UserWarning, match="above the names of the columns passed over: 'Military spending'"):
        claims = read_claims(path, quantities=["2019", "2020"])
    assert claims["value"].fillna(-1).tolist() == [717.5, -1]
    assert claims["place"].tolist() == ["Sudan", "Sudan"]


def test_a_row_of_words_below_the_names_is_no_second_row_of_them(tmp_path: Path) -> None:
    rows = [["source", "text", None, "note"], ["army", "dozens", "seen", "x"], ["paper", "40", None, "y"]]
    assert len(read_claims(as_file(rows, tmp_path, ".csv"))) == 2


def test_the_caller_says_which_row_holds_the_names(tmp_path: Path) -> None:
    rows = [["List", "of", "strikes", 7], ["place", "low", "high", "x"], ["Wana", 6, 8, 1]]
    path = as_file(rows, tmp_path, ".csv")
    with pytest.warns(UserWarning, match="passed over: 'List of strikes 7'"):
        assert read_claims(path, header=2)["low"].tolist() == [6]
    for header in (0, 9, [3, 2], [1, 2, 3], []):
        with pytest.raises(ParseError, match=r"is no row of names.*\n.*rows 1 to 3"):
            read_claims(path, header=header)


def test_a_row_of_tags_is_no_claim(tmp_path: Path) -> None:
    text = "country,low,high\n#country,#affected+min,#affected+max\nX,1,2\n"
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    for source in (path, pd.read_csv(path)):
        assert read_claims(source)["low"].tolist() == [1]


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", "\u00a0\n".encode(), b"\xff\xfe"])
def test_a_file_of_nothing_is_said_to_be_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(ParseError, match="is empty"):
        read_claims(path)


def test_an_older_windows_file_is_kept_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("source,value\nGénéral,5\n".encode("cp1252"))
    with pytest.warns(UserWarning, match="line 2: byte 0xe9 is not utf-8; the file is read as cp1252"):
        claims = read_claims(path, on_error="keep")
    assert claims["source"].tolist() == ["Général"]


# Other libraries ----------------------------------------------------------------------------------------------------


def test_whatever_hands_over_arrow_data_is_read() -> None:
    pa = pytest.importorskip("pyarrow")
    table = pa.table({"source": ["army"], "value": [11], "as_of": pd.to_datetime(["2024-11-04"]).date})

    class Other:
        def __arrow_c_stream__(self, schema: Any = None) -> Any:
            return table.__arrow_c_stream__(schema)

    for source in (table, Other(), table.to_pandas(types_mapper=pd.ArrowDtype)):
        claims = read_claims(source)
        assert claims.loc[0, ["source", "value"]].tolist() == ["army", 11]
        assert claims.loc[0, "as_of"] == pd.Timestamp("2024-11-04")


def test_a_table_of_polars_is_read() -> None:
    pl = pytest.importorskip("polars")
    assert read_claims(pl.DataFrame({"source": ["army"], "low": [1], "high": [2]}))["high"].tolist() == [2]


def test_words_without_blanks_around_them_stay_the_column_that_came() -> None:
    words = pd.Series(["army", "spy ", " ", "army", None], dtype="str")
    assert _stripped(words).fillna("").tolist() == ["army", "spy", "", "army", ""]
    bare = words.iloc[[0, 3, 4]]
    assert _stripped(bare) is bare
    assert coded(bare)[0] is coded(bare)[0]  # numbered on its way in, and kept


def test_places_in_a_text_are_looked_at_only_where_some_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(checks, "_exceeds", lambda lower, upper: asked.append(len(lower)) or lower > upper)
    claims = read_claims([{"source": "army", "text": "40", "start": 0, "end": 2}, {"source": "spy", "text": "50"}])
    assert not asked  # no ends, nothing to hold against each other
    assert claims["end"].tolist() == [2, pd.NA]
    with pytest.raises(SchemaError, match="no place in a text"):
        read_claims([{"source": "army", "text": "40", "start": 0.5}, {"source": "spy", "text": "50"}])


@pytest.mark.parametrize("cells", [["11,000", "~12,000"], ["11,000", "~12,000", "n/a"], ["11,000", "~12,000", "soon"]])
def test_words_of_a_column_are_read_however_many_there_are(cells: list[str]) -> None:
    claims = read_claims(pd.DataFrame({"killed": cells}), quantities=["killed"])
    assert claims["value"].tolist()[:2] == [11_000, 12_000]
    assert claims["hedge"].astype(object).tolist()[:2] == ["plain", "about"]
    assert len(claims) == len(cells)


@pytest.mark.parametrize("cell", ["n/a", "—", "-", "Unknown", "not reported", "?"])
def test_a_word_for_no_number_is_no_number_and_is_listed(cell: str) -> None:
    claims = read_claims(pd.DataFrame({"killed": ["11,000", cell]}), quantities=["killed"])
    assert claims["value"].tolist()[0] == 11_000
    assert claims["value"].isna().tolist() == [False, True]
    found = problems([{"source": "a", "value": cell}])
    assert ("value says that no number is known", cell) in found[["problem", "value"]].itertuples(
        index=False, name=None
    )
