"""A small file that unfolds into much is refused before it does, with the limit and how to raise it."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from estimates import (
    EstimatesError,
    ParseError,
    SchemaError,
    limits,
    read_claim_reviews,
    read_claims,
    read_wikidata,
    write_claims,
)

_HEAD = b"source,value\n"


def _zipped(name: str, content: bytes, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def _workbook(rows: bytes, path: Path, shared: bytes = b"") -> Path:
    """A workbook of one sheet, its XML as given."""
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    links = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = b"application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/xl/workbook.xml" ContentType="' + kinds + b'sheet.main+xml"/>'
        b'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="' + kinds + b'worksheet+xml"/></Types>',
        "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="' + links + b'/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": b"<workbook " + main + b' xmlns:r="' + links + b'"><sheets>'
        b'<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'relationships"><Relationship Id="rId1" Type="' + links + b'/worksheet" Target="worksheets/sheet1.xml"/>'
        b"</Relationships>",
        "xl/worksheets/sheet1.xml": b"<worksheet " + main + b"><sheetData>" + rows + b"</sheetData>" + shared
        + b"</worksheet>",
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_archives_workbooks_and_gz_that_unpack_to_too_much_are_refused(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    much = _HEAD + b"x" * 60_000_000
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(much, 1))
    for path in (
        _zipped("a.csv", much, tmp_path / "a.zip"), tmp_path / "a.csv.gz",
        _workbook(b"", tmp_path / "a.xlsx", b" " * 60_000_000),
    ):  # fmt: skip
        assert path.stat().st_size < 500_000
        with pytest.raises(ParseError, match=rf"{path.name}: .* bytes unpack to .*; the limit is 50,000,000") as caught:
            read_claims(path)
        assert "with estimates.limits(inflated=" in str(caught.value)


def test_whoever_trusts_a_file_raises_the_limit(tmp_path: Path) -> None:
    path = _zipped("a.csv", _HEAD + b"staff,5\n" * 1000, tmp_path / "a.zip")
    with limits(inflated=1000), pytest.raises(ParseError, match="the limit is 1,000"):
        read_claims(path)
    with limits(inflated=10_000):
        assert len(read_claims(path)) == 1000
    assert len(read_claims(path)) == 1000


def test_a_directory_that_lies_does_not_help(tmp_path: Path) -> None:
    path = _zipped("a.csv", _HEAD + b"x" * 3_000_000, tmp_path / "a.zip")
    data, size = path.read_bytes(), (3_000_000 + len(_HEAD)).to_bytes(4, "little")
    assert data.count(size) == 2
    path.write_bytes(data.replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(ParseError, match="is no readable archive"):
        read_claims(path)


def test_a_sheet_of_two_far_cells_is_counted_and_not_laid_out(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    cell = '<c r="{at}" t="inlineStr"><is><t>x</t></is></c>'
    rows = f'<row r="1">{cell.format(at="XFD1")}</row><row r="1000000">{cell.format(at="A1000000")}</row>'
    with pytest.raises(ParseError, match=r"sheet 'a': 1,000,000 rows of 16,384 columns .*the limit is 100,000,000"):
        read_claims(_workbook(rows.encode(), tmp_path / "a.xlsx"))


def test_sparse_text_and_json_are_counted_before_they_are_laid_out() -> None:
    with pytest.raises(ParseError, match="200,000 rows of 1,000 columns are 200,000,000 cells"):
        read_claims(io.BytesIO(",".join(map(str, range(1000))).encode() + b"\n" + b"x\n" * 200_000))
    sparse = "\n".join(json.dumps({f"k{k}": 1}) for k in range(11_000))
    with pytest.raises(ParseError, match="11,000 rows of 11,000 columns"):
        read_claims(io.BytesIO(sparse.encode()))


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_json_that_nests_without_end_is_refused_by_name(opening: str, tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text(opening * 101 + "1", encoding="utf-8")
    for reader in (read_claims, read_wikidata, read_claim_reviews):
        with pytest.raises(ParseError, match=r"deep.json nests 101 levels deep; the limit is 100"):
            reader(path)


def test_brackets_within_words_are_no_levels(tmp_path: Path) -> None:
    claims = read_claims([{"source": "[{" * 200 + '"', "value": 1}, {"source": "}" * 300, "value": 1}])
    pd.testing.assert_frame_equal(read_claims(write_claims(claims, tmp_path / "a.jsonl")), claims)


def test_parquet_says_how_much_it_holds(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    pd.DataFrame({"source": ["x"] * 1000, "value": 1.0}).to_parquet(path)
    with limits(cells=1999), pytest.raises(ParseError, match="1,000 rows of 2 columns are 2,000 cells"):
        read_claims(path)
    with limits(inflated=100), pytest.raises(ParseError, match=r"a.parquet: .* bytes unpack to"):
        read_claims(path)


def test_limits_are_whole_numbers() -> None:
    with pytest.raises(EstimatesError, match="cells=0 is out of range"):
        limits(cells=0)


def test_a_sheet_reads_as_pandas_reads_it(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["source", "value", "note"], ["a", 5.0, True], [None, 5.25, "NA"], [], ["b", 7, "#N/A"], ["c"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    from estimates.claims.binaries import grids

    ours = grids("a.xlsx", (tmp_path / "a.xlsx").read_bytes())["Sheet"]
    theirs = pd.read_excel(
        tmp_path / "a.xlsx", header=None, dtype=object, keep_default_na=False, na_values=[""], engine="openpyxl"
    )
    pd.testing.assert_frame_equal(ours, theirs)


def _sheet(folder: Path, rows: list[list[Any]], merge: str | None = None, errors: tuple[str, ...] = ()) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place in errors:
        book.active[place].data_type = "e"
    if merge:
        book.active.merge_cells(merge)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def test_a_formula_that_nobody_worked_out_is_no_missing_figure(tmp_path: Path) -> None:
    path = _sheet(tmp_path, [["source", "value"], ["staff", "=2+3"], ["paper", 7]])
    with (
        pytest.warns(UserWarning, match=r"1 formulas were never worked out .* B2 \(=2\+3\)"),
        pytest.raises(SchemaError, match=r"value cannot be read as a number .* row 1 \(=2\+3; staff\)"),
    ):
        read_claims(path)


def test_an_error_of_a_sheet_is_no_missing_figure(tmp_path: Path) -> None:
    path = _sheet(tmp_path, [["source", "value"], ["staff", "#DIV/0!"], ["paper", "#N/A"]], errors=("B2", "B3"))
    with pytest.raises(SchemaError, match=r"value cannot be read as a number in 1 of 2 claims: .*#DIV/0!; staff"):
        read_claims(path)


def test_what_is_merged_downwards_stands_for_each_row(tmp_path: Path) -> None:
    path = _sheet(tmp_path, [["source", "value"], ["staff", 5], [None, 6], ["paper", 7]], merge="A2:A3")
    with pytest.warns(UserWarning, match="1 merged cells hold for each of their rows: A2:A3"):
        assert read_claims(path)["source"].tolist() == ["staff", "staff", "paper"]


def test_cells_in_percent_are_said_to_hold_fractions(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["source", "value"], ["staff", 0.12], ["paper", 12]):
        book.active.append(row)
    book.active["B2"].number_format = book.active["B9"].number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    with pytest.warns(UserWarning, match="1 cells are shown in percent and hold fractions: B2"):
        assert read_claims(tmp_path / "a.xlsx")["value"].tolist() == [0.12, 12]
