"""The door: what comes in, what is refused, and in which words."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from estimates import EstimatesError, ParseError, SchemaError, bound, load_seed, problems, read_claims
from estimates.schema import COLUMNS


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


# What comes in ------------------------------------------------------------------------------------------------------


def test_every_column_stands_in_order_and_dtype() -> None:
    claims = read_claims([{"value": 1, "mood": "grim", "place": "Kursk"}])
    assert list(claims) == [*COLUMNS, "place", "mood"]
    assert {name: claims[name].dtype for name in COLUMNS} == COLUMNS


def test_words_and_numbers_come_in() -> None:
    claims = read_claims([
        {"text": "about 10,000 troops", "source": "army"}, {"value": 1200000}, {"low": 5, "high": 9}, {"best": 7},
        {"text": "dozens", "noun": "drones"}, {"text": "11,000", "value": 11000, "unit": "person"},
    ])  # fmt: skip
    assert claims["hedge"].astype(str).tolist() == ["about", "plain", "between", "plain", "vague", "plain"]
    assert claims["value"].fillna(-1).tolist() == [10000, 1200000, -1, 7, -1, 11000]
    assert claims["resolution"].fillna(-1).tolist() == [10000, 100000, -1, 1, -1, 1000]
    assert claims.loc[0, ["unit", "noun", "quantity"]].tolist() == ["person", "troops", "troops"]
    assert claims.loc[2, "basis"] == "stated"
    assert claims.loc[4, "basis"] == "vague, plain convention"


def test_origin_status_and_flags_have_defaults() -> None:
    claims = read_claims([{"value": 1, "source": "a"}, {"value": 1, "source": "a", "origin": "b", "negated": "yes"}])
    assert claims["origin"].tolist() == ["a", "b"]
    assert claims["status"].astype(str).tolist() == ["actual", "actual"]
    assert claims["negated"].tolist() == [False, True]


@pytest.mark.parametrize(
    "names",
    [("min", "max"), ("bd_low", "bd_high"), ("deaths_min", "deaths_max"), ("Low estimate", "High estimate")],
)
def test_neighbours_names_are_understood(names: tuple[str, str]) -> None:
    claims = read_claims(pd.DataFrame({names[0]: [5], names[1]: [9], "id": ["x"]}))
    assert claims.loc[0, ["claim_id", "low", "high", "hedge"]].tolist() == ["x", 5, 9, "between"]


def test_our_own_name_wins_over_an_alias() -> None:
    claims = read_claims(pd.DataFrame({"value": [5], "estimate": ["mine"]}))
    assert claims.loc[0, ["value", "estimate"]].tolist() == [5, "mine"]


def test_columns_maps_what_the_names_do_not_show() -> None:
    claims = read_claims(pd.DataFrame({"Kopfzahl": [5]}), columns={"Kopfzahl": "value"})
    assert claims.loc[0, "value"] == 5
    with pytest.raises(SchemaError, match=r"names 'Kopfzal'.*\n.*did you mean 'Kopfzahl'"):
        read_claims(pd.DataFrame({"Kopfzahl": [5]}), columns={"Kopfzal": "value"})
    with pytest.raises(SchemaError, match=r"asks for 'valeu'.*\n.*did you mean 'value'"):
        read_claims(pd.DataFrame({"Kopfzahl": [5]}), columns={"Kopfzahl": "valeu"})


def test_codes_for_missing_are_missing_and_listed() -> None:
    table = pd.DataFrame({"bd_low": [-999, 3], "bd_best": [7, 5], "bd_high": [9, -999], "quantity": "deaths"})
    claims = read_claims(table)
    assert np.isnan(claims.loc[0, "low"])
    assert problems(table)["problem"].tolist().count("low holds a code for missing") == 1
    assert read_claims([{"value": -999}], missing=()).loc[0, "value"] == -999


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv(tmp_path: Path, separator: str) -> None:
    head = separator.join(["source", "value", "note", "code", "n"])
    rows = [separator.join(["NA", '"11,000"', "None", "007", "3"]), separator.join(["None", "inf", "", "012", "4.5"])]
    with pytest.raises(SchemaError, match="value is infinite"):
        read_claims(write(tmp_path / "a.csv", "\n".join([head, *rows])))
    claims = read_claims(write(tmp_path / "a.csv", "\ufeff" + "\r\n".join([head, rows[0]])))
    assert claims.loc[0, ["source", "value", "note", "code", "n"]].tolist() == ["NA", 11000, "None", "007", 3]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.csv", "source,value\nLe Général,5\n", encoding)
    assert read_claims(path, encoding="utf-8" if encoding != "cp1252" else encoding).loc[0, "source"] == "Le Général"


def test_json_lines_keep_infinity(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"low": 900, "high": Infinity, "source": "NA"}\n\n{"low": null, "value": 3}\n')
    claims = read_claims(path)
    assert claims.loc[0, ["low", "high", "source"]].tolist() == [900, np.inf, "NA"]
    assert claims.loc[1, "value"] == 3
    array = write(tmp_path / "b.json", json.dumps([{"value": 3}, {"value": 4}]))
    assert read_claims(array)["value"].tolist() == [3, 4]


def test_dates_come_in_as_days() -> None:
    zoned = pd.Timestamp("2024-11-04", tz="Europe/Kyiv")
    claims = read_claims([{"value": 1, "as_of": "2024-11-04"}, {"value": 2, "date": zoned}])
    assert claims["as_of"].iloc[0] == pd.Timestamp("2024-11-04")
    ancient = read_claims([{"value": 50000, "as_of": "0216-08-02"}])
    assert ancient.loc[0, "as_of"].year == 216


def test_the_same_row_has_the_same_id_everywhere() -> None:
    rows = [{"source": "a", "value": 5}, {"source": "b", "value": 5}, {"source": "a", "value": 5}]
    ids = read_claims(rows)["claim_id"].tolist()
    assert ids[2] == f"{ids[0]}-2"
    assert len(set(ids)) == 3
    assert read_claims(rows[1:2])["claim_id"].tolist() == ids[1:2]
    assert read_claims(pd.DataFrame({"value": [5], "source": ["a"], "as_of": [None]}))["claim_id"].tolist() == ids[:1]


def test_the_input_is_not_changed() -> None:
    table = pd.DataFrame({"value": ["11,000"], "min": [3]}, index=[7])
    before = table.copy()
    read_claims(table)
    assert_frame_equal(table, before)


# What is refused ----------------------------------------------------------------------------------------------------


def test_all_findings_come_in_one_error() -> None:
    rows = [
        {"claim_id": "c1", "source": "memoir", "low": 12000, "high": 10000},
        {"claim_id": "c1", "source": "army", "value": "many", "hedge": "abuot", "as_of": "last week", "unit": "11k"},
    ]
    with pytest.raises(SchemaError) as error:
        read_claims(rows)
    message = str(error.value)
    for words in (
        "low exceeds high in 1 of 2 claims: c1, row 1 (low=12000.0, high=10000.0; memoir)",
        "claim_id stands twice in 2 of 2 claims",
        "value cannot be read as a number in 1 of 2 claims: c1, row 2 (many; army)",
        "hedge='abuot' is not known", "did you mean 'about'?", "as_of is no date", "unit '11k' is not known",
    ):  # fmt: skip
        assert words in message
    assert error.value.claims == ("c1",)
    listed = problems(rows)
    assert set(listed.loc[listed["severity"] == "error", "column"]) == {
        "low",
        "claim_id",
        "value",
        "hedge",
        "as_of",
        "unit",
    }


@pytest.mark.parametrize(
    ("day", "words"),
    [("04.11.2024", "could be 4 November or 11 April"), ("Monday", "is no date"), ("2024-02-31", "is no date")],
)
def test_a_date_is_not_guessed(day: str, words: str) -> None:
    with pytest.raises(SchemaError, match=f"as_of {words}"):
        read_claims([{"value": 1, "as_of": day}])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"value": float("inf")}, "value is infinite"),
        ({"value": 1, "se": -1}, "se is negative"),
        ({"value": 1, "start": 9, "end": 3}, "start lies behind end"),
        ({"value": 1, "negated": "perhaps"}, "negated is neither true nor false"),
        ({"value": True}, "value cannot be read as a number"),
        ({"value": 1, "reliability": "Z"}, "reliability='Z' is not known"),
        ({"low": 1, "best": 9, "high": 5}, "best exceeds high"),
    ],
)
def test_single_faults(row: dict[str, Any], words: str) -> None:
    with pytest.raises(SchemaError, match=words):
        read_claims([row])


def test_wrong_columns_say_which_there_are() -> None:
    with pytest.raises(SchemaError, match=r"there are: deaths, where\.\nHint: name one 'text'"):
        read_claims(pd.DataFrame({"deaths": [1], "where": ["Kursk"]}))
    with pytest.raises(SchemaError, match=r"could all be 'low'.*\n.*say which"):
        read_claims(pd.DataFrame({"min": [1], "lower": [1], "max": [1]}))
    with pytest.raises(SchemaError, match="cannot read claims from int"):
        read_claims(5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n \n", "is empty"),
        ("a.csv", b"value,source\n1,a\0b\n", "binary file"),
        ("a.csv", "value,source\n1,Général\n".encode("cp1252"), "line 2: byte 0xe9 is not utf-8"),
        ("a.csv", b"value,value\n1,2\n", "columns stand twice: value"),
        ("a.csv", b"value,source\n1,a,b,c\n", "line 2"),
        ("a.jsonl", b'{"value": 1}\n{"value": \n', "line 2"),
        ("a.jsonl", b"[1]\n", "is no object"),
        ("a.json", b'[{"value": 1}', "a.json"),
        ("a.parquet", b"PAR1 no", "no Parquet file" if find_spec("pyarrow") else "pyarrow"),
        ("a.txt", b"11,000 troops", "read_text"),
        ("a.xyz", b"11,000 troops", "save it as CSV"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(EstimatesError, match=words):
        read_claims(path)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="is a directory"):
        read_claims(tmp_path)
    write(tmp_path / "claims.csv", "value\n1\n")
    with pytest.raises(ParseError, match=r"does not exist.\nHint: did you mean 'claims.csv'"):
        read_claims(tmp_path / "claim.csv")


# Second looks -------------------------------------------------------------------------------------------------------


def test_warnings_come_in_and_are_listed() -> None:
    rows = [
        {"claim_id": "a", "source": "s", "text": "no figure here"},
        {"claim_id": "b", "source": "s", "text": "about 10,000", "value": 12000},
        {"claim_id": "c", "value": 3},
        {"claim_id": "d", "source": "s", "low": 3},
        {"claim_id": "e", "source": "s"},
    ]
    unnamed = problems(rows)["problem"] == "no quantity is named"
    assert unnamed.sum() == 5
    rows = [row | {"quantity": "killed"} for row in rows]
    assert problems(rows)[["claim_id", "problem", "severity"]].to_numpy().tolist() == [
        ["a", "these words say no figure", "warning"],
        ["b", "value is not what the words say", "warning"],
        ["c", "no source is named", "warning"],
        ["d", "one end is not known", "warning"],
        ["e", "the claim has neither words nor a number", "warning"],
    ]
    assert len(read_claims(rows)) == 5


def test_a_number_that_was_read_from_the_words_is_what_they_say() -> None:
    rows = [
        {"claim_id": t, "source": "s", "quantity": "killed", "text": t}
        for t in ("about 300", "dozens", "at least 5", "30 to 50")
    ]
    assert problems(rows).empty
    assert problems(read_claims(rows)).empty


def test_a_missing_date_is_listed_where_others_have_one() -> None:
    rows = [
        {"claim_id": "a", "source": "s", "quantity": "killed", "value": 1, "as_of": "2024-01-01"},
        {"claim_id": "b", "source": "s", "quantity": "killed", "value": 2},
    ]
    assert problems(rows)["problem"].tolist() == ["the claim has no date"]


def test_seeds() -> None:
    with pytest.raises(EstimatesError, match="did you mean 'kursk_2024'"):
        load_seed("kursk2024")
    assert problems(load_seed("kursk_2024")).empty


def test_a_column_of_figures_with_words_in_it_is_text() -> None:
    rows = [{"Source": "ministry", "Figure": "at least 12"}, {"Source": "hospital", "Figure": "9"}]
    claims = read_claims(rows)
    assert claims["text"].tolist() == ["at least 12", "9"]
    assert claims["hedge"].tolist() == ["at_least", "plain"]
    assert claims["value"].tolist() == [12.0, 9.0]
    numbers = read_claims([{"source": "a", "figure": "12,000"}, {"source": "b", "figure": 9}])
    assert numbers["text"].isna().all()
    with pytest.raises(SchemaError, match="value cannot be read as a number"):
        read_claims([{"source": "a", "value": "at least 12"}])  # our own name means what it says
    with pytest.raises(SchemaError, match="value cannot be read as a number"):
        read_claims([{"source": "a", "text": "12 or so", "estimate": "at least 12"}])


def test_doubts_stand_last_among_the_problems_and_most_reasons_first() -> None:
    rows = [
        {"claim_id": "a", "value": 1, "as_of": "2024-01-01", "doubt": "one reason"},
        {"claim_id": "b", "value": 2, "as_of": "2024-01-01", "doubt": "one reason; another"},
        {"claim_id": "c", "low": 9, "high": 3, "as_of": "2024-01-01"},
    ]
    found = problems(pd.DataFrame(rows))
    assert found["claim_id"].tolist()[-2:] == ["b", "a"]
    assert found["column"].tolist()[-2:] == ["doubt", "doubt"]
    assert "c" in found["claim_id"].tolist()[:-2]


def test_a_long_table_is_read_as_its_parts_are() -> None:
    texts = ["about 300", "12 km", "hundreds", None, "at least 500", "more than 40 tonnes", "roughly 7"]
    hedges = pd.array([None, " about", "at least ", None, "", "more_than", "nearly"], dtype="str")
    units = pd.array(["km ", None, " ", "mile", "person", None, "count"], dtype="str")
    some = pd.DataFrame(
        {"text": pd.array(texts, dtype="str"), "hedge": hedges, "unit": units, "value": [None] * 6 + [8]}
    )
    few = read_claims(some.assign(source="army"), on_error="keep").drop(columns=["claim_id", "locator"])
    many = read_claims(pd.concat([some.assign(source="army")] * 200, ignore_index=True), on_error="keep")
    assert many["locator"].tolist() == [f"row {k}" for k in range(1, 1401)]
    many = many.drop(columns=["claim_id", "locator"])
    pd.testing.assert_frame_equal(many, pd.concat([few] * 200, ignore_index=True))


@pytest.mark.parametrize("kind", ["str", object])
def test_marks_of_notes_make_no_other_name_and_no_other_day(kind: Any) -> None:
    rows = [
        {"quantity": "killed", "source": "Russian MoD[1]", "text": "1,351[a]", "as_of": "25 March 2022[3]"},
        {"quantity": "killed [b]", "source": "Russian MoD [2][note 4]", "text": "1,400", "as_of": "25 March 2022"},
        {"quantity": "killed", "source": "AP [UK]", "text": "1,380", "as_of": None},
    ]
    table = pd.DataFrame(rows, dtype=kind)
    claims = read_claims(table)
    assert claims["source"].tolist() == ["Russian MoD", "Russian MoD", "AP [UK]"]
    assert claims["quantity"].tolist() == ["killed"] * 3
    assert claims["as_of"].dt.day.fillna(0).tolist() == [25, 25, 0]
    found = problems(table)
    marked = found[found["problem"] == "source bears the mark of a note"]
    assert marked["value"].tolist() == ["Russian MoD[1]", "Russian MoD [2][note 4]"]


def test_equal_ends_are_a_printed_number_unless_both_are_said_to_belong_to_it() -> None:
    ends = {"quantity": "q", "low": 1000, "high": 1000}
    closed = [None, "both", "left"]
    claims = bound(read_claims([{**ends, "claim_id": f"c{k}", "closed": word} for k, word in enumerate(closed)]))
    assert claims[["low", "high"]].to_numpy().tolist() == [[975, 1025], [1000, 1000], [975, 1025]]
    assert claims["basis"].tolist() == ["plain ±2.5 %", "stated", "plain ±2.5 %"]
    assert claims["closed"].tolist() == ["left", "both", "left"]
    pd.testing.assert_frame_equal(read_claims(claims), claims)
