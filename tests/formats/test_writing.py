"""What is written comes back the same, in every format."""

from __future__ import annotations

import csv
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estimates import (
    EstimatesError,
    HedgePolicy,
    __version__,
    bound,
    load_seed,
    read_claims,
    reconcile,
    report,
    to_prov,
    write_claims,
)
from estimates.claims.formulas import is_formula
from estimates.formats import writing
from estimates.formats.writing import _json_lines, json_rows, write_workbook
from estimates.strategies import tables

FORMATS = ("csv", "xlsx", "jsonl", *(["parquet"] if find_spec("pyarrow") else []))  # it is an extra

HARD: list[dict[str, Any]] = [
    {"claim_id": "001", "source": "NA", "quantity": "None", "low": 900.0, "high": np.inf, "unit": "mile"},
    {"claim_id": "1e5", "source": "=SUM(A1)", "quantity": "null", "low": -np.inf, "high": 0.1 + 0.2},
    {"claim_id": "c,3", "source": "Süd; \"Nord\"\nOst", "text": "about 10,000", "reported": "1346-08-26", "start": 5,
     "end": 17},
    {"claim_id": "c4", "source": "memoir", "value": 1e15, "negated": True, "as_of": "2024-11-04", "cumulative": True},
    {"claim_id": "c5", "quantity": "troops"},
    {"claim_id": "c6", "value": -5, "reliability": "B", "credibility": "2", "se": 0.5, "note": "extra", "size": 3},
]  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("bounded", [False, True])
def test_hard_cells_come_back_the_same(form: str, bounded: bool, tmp_path: Path) -> None:
    claims = read_claims(HARD)
    claims = bound(claims) if bounded else claims
    back = read_claims(write_claims(claims, tmp_path / f"claims.{form}"))
    pd.testing.assert_frame_equal(back, claims, check_exact=True)
    assert back["high"][0] == np.inf
    assert np.isnan(back["high"][4])


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(claims=tables(negated=True, units=("person", "mile", None), statuses=("actual", "expected")))
def test_write_and_read_give_the_same_table(form: str, tmp_path: Path, claims: pd.DataFrame) -> None:
    back = read_claims(write_claims(claims, tmp_path / f"claims.{form}"), missing=())
    pd.testing.assert_frame_equal(back, claims, check_exact=True)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "cells",
    [
        [np.inf, -np.inf, 5.0], [np.inf, None, 2.5], [np.inf, None, None], [1450.0189440000001, 0.1 + 0.2, 1e-300],
        [1.0, 2.0, 3.0], [-0.0, 0.0, 1.0], [1e300, 1e22, 123456789012345678.0], [2**53 + 1, 2**62, 1],
        [True, None, False], [True, None, None], ["inf", "x", None],
    ],
)  # fmt: skip
def test_a_column_of_the_users_own_comes_back(form: str, cells: list[Any], tmp_path: Path) -> None:
    claims = read_claims([{"claim_id": f"c{k}", "value": k, "cap": cell} for k, cell in enumerate(cells)])
    back = read_claims(write_claims(claims, tmp_path / f"claims.{form}"))
    pd.testing.assert_frame_equal(back, claims, check_exact=True)
    assert np.signbit(pd.to_numeric(back["cap"], errors="coerce")).tolist() == [
        np.signbit(cell) if isinstance(cell, float) else False for cell in cells
    ]


def test_words_beside_numbers_have_no_form_in_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    claims = read_claims([{"claim_id": "a", "value": 1, "cap": "x"}, {"claim_id": "b", "value": 2, "cap": 7}])
    with pytest.raises(EstimatesError, match=r"one kind of cell in a column: .*cap"):
        write_claims(claims, tmp_path / "claims.parquet")
    pd.testing.assert_frame_equal(read_claims(write_claims(claims, tmp_path / "claims.jsonl")), claims)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool))
def test_any_name_comes_back_as_the_same_text(form: str, tmp_path: Path, name: str) -> None:
    claims = read_claims([{"claim_id": "c1", "source": name, "value": 1}])
    assert read_claims(write_claims(claims, tmp_path / f"claims.{form}"))["source"].tolist() == [name]


_FORMULAS = st.sampled_from(["=1+1", "'=1+1", "''+3", "-5 to 10", "@cmd", "'", "\t=1", "＝1", "'x", "=", "-"])
_ANY_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | _FORMULAS


@pytest.mark.parametrize("formulas", ["keep", "quote"])
@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(source=_ANY_WORDS, note=_ANY_WORDS, column=_FORMULAS.map(str.strip))
def test_any_words_come_back_under_either_choice(
    form: str, formulas: Any, tmp_path: Path, source: str, note: str, column: str
) -> None:
    claims = read_claims(
        [{"claim_id": "c1", "source": source, "value": 1, column: note}, {"claim_id": "c2", "value": 2}]
    )
    try:
        path = write_claims(claims, tmp_path / f"claims.{form}", formulas=formulas)
    except EstimatesError as error:  # what a format cannot hold it refuses
        if "cannot hold" not in str(error):
            raise
        return
    pd.testing.assert_frame_equal(read_claims(path), claims)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("said", ["False", False])
def test_a_flag_that_is_not_known_everywhere_is_one_in_every_table(form: str, said: Any, tmp_path: Path) -> None:
    claims = read_claims([{"claim_id": "c1", "value": 1, "note": said}, {"claim_id": "c2", "value": 2}])
    assert claims["note"][0] is False
    pd.testing.assert_frame_equal(read_claims(write_claims(claims, tmp_path / f"a.{form}")), claims)


def _opened(path: Path) -> list[str]:
    """What a spreadsheet makes of the cells of a CSV."""
    with path.open(encoding="utf-8", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def test_quoted_cells_are_no_formulas(tmp_path: Path) -> None:
    rows = [{"claim_id": "=1+1", "source": mark + "cmd|' /C calc'!A0", "value": -1, "=head": "@x"}
            for mark in ("=", "+", "-", "@", "＝")]  # fmt: skip
    claims = read_claims([row | {"claim_id": f"={k}"} for k, row in enumerate(rows)])
    kept = _opened(write_claims(claims, tmp_path / "kept.csv"))
    assert {"=0", "=head", "@x"} <= {*kept}
    cells = _opened(write_claims(claims, tmp_path / "claims.csv", formulas="quote"))
    assert {"'=0", "'=head", "'@x"} <= {*cells}
    assert [cell for cell in cells if is_formula(cell)] == ["-1.0"] * 5  # numbers stay numbers
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(write_claims(claims, tmp_path / "claims.xlsx", formulas="quote")).active
    marked = {cell.value for row in sheet.iter_rows() for cell in row if cell.quotePrefix}
    assert {"=0", "=head", "@x"} <= marked
    assert "value" not in marked


def test_errors_of_a_spreadsheet_stay_words(tmp_path: Path) -> None:
    claims = read_claims([{"claim_id": "c1", "source": "#REF!", "quantity": "#N/A", "value": 1}])
    pd.testing.assert_frame_equal(read_claims(write_claims(claims, tmp_path / "claims.xlsx")), claims)


def test_no_claims_come_back_as_no_claims(tmp_path: Path) -> None:
    for form in FORMATS:
        claims = read_claims([])
        pd.testing.assert_frame_equal(read_claims(write_claims(claims, tmp_path / f"none.{form}")), claims)


def test_json_lines_are_strict_json(tmp_path: Path) -> None:
    path = write_claims(read_claims(HARD), tmp_path / "claims.jsonl")
    lines = [json.loads(line, parse_constant=pytest.fail) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines[0]["high"] == "inf"
    assert "value" not in lines[0]


def test_a_workbook_keeps_formulas_as_words_and_says_what_it_cannot_hold(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = write_workbook({"claims": read_claims(HARD), "empty": pd.DataFrame({"a": []})}, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["claims", "empty"]
    assert "f" not in {cell.data_type for row in book["claims"].iter_rows() for cell in row}
    with pytest.raises(EstimatesError, match=r"cannot hold column 'source' of 1 rows"):
        write_claims(read_claims([{"source": "bell\x07", "value": 1}]), tmp_path / "bell.xlsx")


def test_an_unknown_ending_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(EstimatesError, match=r"names no format.\nHint: did you mean 'xlsx'"):
        write_claims(read_claims(HARD), tmp_path / "claims.xls")


def test_provenance_names_sources_prints_origins_and_methods() -> None:
    claims = bound(load_seed("kursk_2024"))
    prov = to_prov(claims, reconcile(claims, method="hull"))
    assert prov["agent"]["source:Matthew%20Miller"] == {"prov:label": "Matthew Miller"}
    assert prov["entity"]["claim:k06"]["estimates:high"] == {"$": "INF", "type": "xsd:double"}
    used = {link["prov:entity"] for link in prov["used"].values()}
    assert {"claim:k01", "claim:k02"} <= used
    assert len(prov["wasAttributedTo"]) == len(claims)
    json.dumps(prov, allow_nan=False)


def test_provenance_follows_citations_and_origins() -> None:
    rows = [
        {"claim_id": "c1", "source": "agency", "value": 5},
        {"claim_id": "c2", "source": "paper", "value": 5, "cites": "c1", "origin": "agency wire"},
    ]
    links = to_prov(read_claims(rows))["wasDerivedFrom"].values()
    ends = {(link["prov:generatedEntity"], link["prov:usedEntity"]) for link in links}
    assert ends == {("claim:c2", "origin:agency%20wire"), ("claim:c2", "claim:c1")}


def test_what_is_written_says_which_version_method_and_policy(tmp_path: Path) -> None:
    claims = bound(load_seed("kursk_2024"), HedgePolicy(about_outer=0.3))
    prov = to_prov(claims, reconcile(claims, method="hull"), policy=HedgePolicy(about_outer=0.3))
    made = prov["activity"]["method:1"]
    assert (made["estimates:method"], made["estimates:policy_about_outer"]["$"]) == ("hull", "0.3")
    agent = prov["agent"][prov["wasAssociatedWith"]["_:a1"]["prov:agent"]]
    assert agent["estimates:version"] == __version__
    parquet = pytest.importorskip("pyarrow.parquet")
    held = parquet.read_metadata(write_claims(claims, tmp_path / "claims.parquet")).metadata
    assert held[b"estimates"].decode() == __version__
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(write_claims(claims, tmp_path / "claims.xlsx"))
    assert book.properties.creator == f"estimates {__version__}"
    assert "about ±30 %" in set(read_claims(tmp_path / "claims.parquet")["basis"].dropna())
    for ending in ("html", "md", "xlsx"):
        path = report(claims, path=tmp_path / f"r.{ending}", method="hull", policy=HedgePolicy(about_outer=0.3),
                      max_pictures=0)  # fmt: skip
        if ending == "xlsx":
            words = " ".join(str(cell.value) for row in openpyxl.load_workbook(path)["assumptions"] for cell in row)
        else:
            words = path.read_text(encoding="utf-8")
        assert f"estimates {__version__}" in words
        assert "Method: hull" in words
        assert "30 %" in words


def test_provenance_is_read_by_the_reference_library() -> None:
    model = pytest.importorskip("prov.model")
    claims = bound(load_seed("kursk_2024"))
    document = model.ProvDocument.deserialize(content=json.dumps(to_prov(claims, reconcile(claims))))
    assert len(list(document.get_records(model.ProvEntity))) >= len(claims)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "xlsx"])
@pytest.mark.parametrize(
    "mark", ["\r", "\r\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\ufeff", '"', "\t"]
)
def test_no_character_ends_a_line_that_is_none(form: str, mark: str, tmp_path: Path) -> None:
    claims = read_claims([{"claim_id": "c1", "source": f"a{mark}b", "value": 1}, {"claim_id": "c2", "value": 2}])
    back = read_claims(write_claims(claims, tmp_path / f"claims.{form}"))
    pd.testing.assert_frame_equal(back, claims)


def test_a_null_character_is_refused_where_it_could_not_be_read_back(tmp_path: Path) -> None:
    claims = read_claims([{"claim_id": "c1", "source": "a\0b", "value": 1}])
    with pytest.raises(EstimatesError, match="a CSV cannot hold a null character"):
        write_claims(claims, tmp_path / "claims.csv")
    headed = read_claims([{"claim_id": "c1", "value": 1}]).assign(**{"my\0column": 1})
    with pytest.raises(EstimatesError, match="a CSV cannot hold a null character"):
        write_claims(headed, tmp_path / "claims.csv")
    assert not list(tmp_path.iterdir())
    pd.testing.assert_frame_equal(read_claims(write_claims(claims, tmp_path / "claims.jsonl")), claims)


def test_a_csv_is_written_once_where_nothing_is_to_be_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(writing, "quoted", lambda table, formulas: (told.append(formulas), table)[1])
    claims = read_claims([{"claim_id": "c1", "source": "it's a -5", "value": 1}])
    write_claims(claims, tmp_path / "claims.csv")
    assert told == []
    write_claims(claims.assign(source="'-5"), tmp_path / "claims.csv")
    assert told == ["keep"]


def test_the_head_of_a_sheet_is_words_too(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write_workbook({"claims": pd.DataFrame({"=1+1": ["=2+2"]})}, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.data_type for row in sheet.iter_rows() for cell in row] == ["s", "s"]


def test_a_table_schema_says_what_the_columns_are(tmp_path: Path) -> None:
    claims = bound(load_seed("kursk_2024"))
    path = write_claims(claims, tmp_path / "claims.csv", schema=True)
    write_claims(claims, tmp_path / "more.csv", schema=True)
    write_claims(claims.drop(columns="place", errors="ignore"), path, schema=True)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == ["more.csv", "claims.csv"]
    schema = package["resources"][1]["schema"]
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert [field["name"] for field in schema["fields"]] == header
    types = {field["name"]: field["type"] for field in schema["fields"]}
    assert (types["value"], types["negated"], types["as_of"], types["start"], types["hedge"]) == (
        "number", "boolean", "date", "integer", "string",
    )  # fmt: skip
    enum = next(field for field in schema["fields"] if field["name"] == "hedge")["constraints"]["enum"]
    assert "more_than" in enum
    with pytest.raises(EstimatesError, match="describes a CSV or JSON Lines"):
        write_claims(claims, tmp_path / "claims.parquet", schema=True)
    (tmp_path / "datapackage.json").write_text("[]", encoding="utf-8")
    with pytest.raises(EstimatesError, match="is no data package"):
        write_claims(claims, path, schema=True)


def test_version_and_policy_stand_beside_json_lines_that_any_reader_takes_row_by_row(tmp_path: Path) -> None:
    claims = bound(load_seed("kursk_2024"), HedgePolicy(about_outer=0.3))
    path = write_claims(claims, tmp_path / "claims.jsonl", schema=True)
    (resource,) = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert (resource["path"], resource["format"]) == ("claims.jsonl", "jsonl")
    assert resource["estimates"]["version"] == __version__
    assert "about ±30 %" in resource["estimates"]["policy"]["about"]
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["claim_id"] for line in lines] == claims["claim_id"].tolist()
    assert len(pd.read_json(path, lines=True)) == len(claims)
    negated = next(field for field in resource["schema"]["fields"] if field["name"] == "negated")
    assert negated["type"] == "boolean"
    assert "trueValues" not in negated  # JSON has true and false of its own
    pd.testing.assert_frame_equal(read_claims(path), claims)


@given(tables())
def test_lines_written_by_column_are_those_of_the_rows(claims: pd.DataFrame) -> None:
    n = len(claims)
    odd = claims.assign(gain=[-0.0, 0.0, np.inf, np.nan][:n] + [1.5] * max(n - 4, 0))
    mixed = odd.assign(seen=[True, 1, "line\u2028end", None][:n] + [(1, "a")] * max(n - 4, 0))
    for table in (odd, mixed):
        plain = [json.dumps(row, ensure_ascii=False) + "\n" for row in json_rows(table)]
        assert _json_lines(table) == [line.replace("\u2028", "\\u2028") for line in plain]


@pytest.mark.parametrize("form", FORMATS)
def test_a_column_in_which_nothing_stands_comes_back(form: str, tmp_path: Path) -> None:
    rows = [{"quantity": "toll", "value": 3.0, "place": None}, {"quantity": "toll", "value": 4.0, "place": ""}]
    claims = read_claims(rows)
    assert "place" in claims
    pd.testing.assert_frame_equal(read_claims(write_claims(claims, tmp_path / f"mine.{form}")), claims)
