"""Writing claims to files.

Whatever is written by ``write_claims`` comes back the same from ``read_claims``: ``inf`` (unbounded) and a missing
number (unknown) stay apart in every format, a source called "NA" stays text, numbers keep every digit.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from importlib import import_module
from io import BytesIO
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from pandas.api.types import is_object_dtype

from estimates.claims.binaries import needs
from estimates.claims.checking import check_claims
from estimates.claims.files import kind_of
from estimates.claims.formulas import Formulas, is_formula, may_be_quoted, quoted
from estimates.claims.saving import replacing, write_whole
from estimates.coded import coded
from estimates.door import checked
from estimates.errors import EstimatesError, listed
from estimates.formats.packages import describe, package_beside
from estimates.schema import COLUMNS
from estimates.version import __version__

Format = Literal["csv", "parquet", "xlsx", "jsonl"]

_CELL = 32_767  # characters an Excel cell holds
_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}  # what some readers take for the end of a line
_CONTROL = r"[\x00-\x08\x0b-\x1f]"  # what XML, and so a workbook, cannot hold


@checked
def write_claims(claims: pd.DataFrame, path: str | Path, *, schema: bool = False, formulas: Formulas = "keep") -> Path:
    """Write a claims table so that ``read_claims`` gives the same table back.

    Parameters
    ----------
    claims : DataFrame
        A claims table; or the sheet of ``suggest_quantities``, to be filled in and handed to ``assign_quantities``.
    path : str or Path
        Its ending names the format: ``.csv``, ``.parquet``, ``.xlsx`` or ``.jsonl``.
    schema : bool
        Whether to write what the columns of a CSV or of JSON Lines are and mean (Table Schema), the version of this
        library and how wide each hedge was taken to be to ``datapackage.json`` beside it.
    formulas : {"keep", "quote"}
        What becomes of words that a spreadsheet takes for a formula: those that begin with ``= + - @``, a tab or the
        end of a line, and names of columns that do.

        ``keep`` : they stand as they are, for other programs. Whoever opens the CSV in a spreadsheet runs them.

        ``quote`` : in a CSV an apostrophe stands before them, which spreadsheets show and ``read_claims`` takes off
        again; in a workbook they are marked as words, also when somebody edits them. For files that others will open.

    Returns
    -------
    Path
        Where it was written.

    References
    ----------
    Data Package 1.0 and Table Schema 1.0, specs.frictionlessdata.io. JSON Lines, jsonlines.org.

    Notes
    -----
    An unbounded end is written as ``inf``; in JSON, which has no infinity, as the string ``"inf"``. A missing cell is
    left empty, in JSON left out. In a workbook dates are words such as 2024-11-04, since Excel knows none before 1900,
    numbers have all their digits, of which Excel keeps 15 once it saves the file anew, and no cell is ever a formula.
    In a CSV words that begin with an apostrophe and a mark of a formula get one more apostrophe under either choice, so
    that reading knows which are their own.

    A column that is not ours comes back as its cells look, but from Parquet, which says what they are: dates and
    categories as words, whole numbers beside missing ones as floats, in a CSV numbers among words as words. In a CSV
    and a workbook an empty word is no word: there it comes back missing.

    How wide a hedge was taken to be stands beside each claim in ``basis``, how an answer was found in its ``method``.
    The version of this library stands in the metadata of Parquet (key ``estimates``) and the properties of a workbook.
    A CSV and JSON Lines hold nothing but claims, so that every reader takes every line for one: there it stands in the
    ``datapackage.json`` that ``schema=True`` writes beside them.

    Raises
    ------
    EstimatesError
        If the ending names no format, a library for it is not installed, a cell cannot be held by the format (control
        characters in a workbook, the null character in a CSV, words beside numbers in Parquet), or the file cannot be
        written; the old one is then as it was.
    SchemaError
        If the table does not meet the schema.

    Examples
    --------
    >>> import tempfile
    >>> from estimates import read_claims, write_claims
    >>> claims = read_claims([{"claim_id": "c1", "source": "NA", "low": 900, "high": float("inf")}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read_claims(write_claims(claims, f"{folder}/claims.jsonl")).equals(claims)
    True
    """
    path = Path(path)
    form = kind_of(path, get_args(Format))
    if schema and form not in ("csv", "jsonl"):
        what = f"a Table Schema describes a CSV or JSON Lines, and {path} is neither."
        raise EstimatesError(what, hint="leave out schema=True.")
    if schema:
        package_beside(path)  # before anything is written
    sheet = "decide" in claims  # has a row for each figure and group, and not one for each claim
    if not sheet:
        check_claims(claims)
    table = claims.reset_index(drop=True)
    if form in ("csv", "xlsx"):
        _refuse_objects(table)
    if form == "parquet":
        needs("pyarrow", "writing Parquet")
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
        try:
            held = arrow.Table.from_pandas(table, preserve_index=False)
        except (arrow.ArrowInvalid, arrow.ArrowTypeError) as error:
            what = " ".join(map(str, error.args))
            raise EstimatesError(
                f"Parquet holds one kind of cell in a column: {what}.", hint="write .jsonl."
            ) from error
        held = held.replace_schema_metadata({**held.schema.metadata, "estimates": __version__})
        with replacing(path) as beside:
            parquet.write_table(held, beside)
    elif form == "xlsx":
        write_workbook({"decide" if sheet else "claims": table}, path, formulas)
    elif form == "csv":
        _write_csv(table, path, formulas)
    else:
        write_whole(path, "".join(_json_lines(table)) or "[]\n")
    if schema:
        describe(table, path, form)
    return path


def _refuse_objects(table: pd.DataFrame) -> None:
    """Raise if a column that is not ours holds objects, of which a cell of words cannot keep what they are."""
    for name in [name for name, dtype in zip(table, table.dtypes, strict=True) if is_object_dtype(dtype)]:
        rows = table.index[[isinstance(cell, dict | set | frozenset) for cell in table[name].tolist()]]
        if len(rows):
            raise EstimatesError(
                f"a cell cannot hold the objects of column {name!r} in {len(rows)} rows: {listed(rows)}.",
                hint="write .jsonl or .parquet, or give each of their parts a column of its own.",
            )


def csv_text(table: pd.DataFrame, formulas: Formulas) -> str:
    """A table as CSV: with quotation marks around all words where one holds a carriage return, which some readers take
    for a line's end.

    What there is to look after is looked for in the text, which costs less than to look through each column.
    """
    table = _as_text(table)
    if formulas == "quote":
        table = quoted(table, formulas)
    text = str(table.to_csv(index=False, lineterminator="\n"))
    if formulas == "keep" and may_be_quoted(text):
        table = quoted(table, formulas)
        text = str(table.to_csv(index=False, lineterminator="\n"))
    if "\r" in text:
        text = str(table.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC))
    return text


def _write_csv(table: pd.DataFrame, path: Path, formulas: Formulas) -> None:
    text = csv_text(table, formulas)
    if "\0" in text:
        raise EstimatesError("a CSV cannot hold a null character.", hint="write .parquet or .jsonl instead.")
    write_whole(path, text)


def _as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Dates to ISO, so that those before 1678 and those with a time of day are written alike."""
    out = table.copy(deep=False)  # columns are put in, none is written into
    for name in out.columns[[pd.api.types.is_datetime64_any_dtype(dtype) for dtype in out.dtypes]]:
        code, days = pd.factorize(out[name])  # each is written once; a missing one has the code -1
        out[name] = np.array([*map(_iso, days), None], dtype=object)[code]
    return out


def _iso(cell: Any) -> Any:
    if pd.isna(cell):
        return None
    return cell.date().isoformat() if cell == cell.normalize() else cell.isoformat()


def json_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as strict JSON: missing cells left out, infinities as strings.

    Examples
    --------
    >>> json_rows(pd.DataFrame({"low": [1.0, float("nan")], "high": [float("inf"), 2.0]}))
    [{'low': 1.0, 'high': 'inf'}, {'high': 2.0}]
    """
    return [
        {str(name): _plain(cell) for name, cell in row.items() if isinstance(cell, tuple | list) or not pd.isna(cell)}
        for row in table.to_dict("records")
    ]


def _json_lines(table: pd.DataFrame) -> list[str]:
    """The same as a line for each row; in a column of one kind every distinct cell is written once.

    Of columns that not every claims table has, one in which nothing stands is named in the first row: it comes back.
    """
    columns = []
    for name in table:
        cells, key = table[name], json.dumps(str(name), ensure_ascii=False)
        if cells.dtype == object or (cells.dtype == float and (np.signbit(cells) & (cells == 0)).any()):
            there = [isinstance(cell, tuple | list) or not pd.isna(cell) for cell in cells]
            columns.append([_pair(key, cell) if stands else "" for cell, stands in zip(cells, there, strict=True)])
        else:
            code, distinct = coded(cells)
            columns.append(np.array([*(_pair(key, c) for c in distinct.tolist()), ""], dtype=object)[code].tolist())
        if name not in COLUMNS and len(table) and not any(columns[-1]):
            columns[-1][0] = f"{key}: null"
    return [f"{{{', '.join(filter(None, row))}}}\n" for row in zip(*columns, strict=True)]


def _pair(key: str, cell: Any) -> str:
    if isinstance(cell, str):
        said = encode_basestring(cell)  # as json.dumps does once it has looked what it was given
    else:
        said = json.dumps(_plain(cell), ensure_ascii=False, allow_nan=False)
    return f"{key}: {said if said.isascii() else said.translate(_LINE_ENDS)}"


def _plain(cell: Any) -> Any:
    if isinstance(cell, tuple | list):
        return [_plain(item) for item in cell]
    if isinstance(cell, pd.Timestamp):
        return _iso(cell)
    cell = cell.item() if isinstance(cell, np.generic) else cell
    return str(cell) if isinstance(cell, float) and np.isinf(cell) else cell


def write_workbook(sheets: Mapping[str, pd.DataFrame], path: str | Path, formulas: Formulas = "keep") -> Path:
    """Write tables as the sheets of one Excel workbook, with a frozen, filtered head line each; no cell is a formula.

    Raises
    ------
    EstimatesError
        If openpyxl is not installed, or a cell holds what a workbook cannot.
    """
    needs("openpyxl", "writing Excel")
    path = Path(path)
    prepared = {name[:31]: _as_text(table).map(_listed_cell) for name, table in sheets.items()}
    for cells in prepared.values():
        _refuse_unwritable(cells)
    book = BytesIO()  # on a full disk the library would leave its file open
    with pd.ExcelWriter(book, engine="openpyxl") as writer:
        for name, cells in prepared.items():
            cells.to_excel(writer, sheet_name=name, index=False, inf_rep="inf")
            _dress(writer.sheets[name], cells, formulas)
        writer.book.properties.creator = f"estimates {__version__}"
    with replacing(path) as beside:
        beside.write_bytes(book.getvalue())  # no view: one that an error holds crashes Python 3.12.1 as it is collected
    return path


def _listed_cell(cell: Any) -> Any:
    return ", ".join(map(str, cell)) if isinstance(cell, tuple) else cell


def _refuse_unwritable(cells: pd.DataFrame) -> None:
    for name in cells:
        words = cells[name][cells[name].map(lambda cell: isinstance(cell, str))].astype(str)
        bad = words[(words.str.len() > _CELL) | words.str.contains(_CONTROL, regex=True)]
        if len(bad):
            raise EstimatesError(
                f"a workbook cannot hold column {name!r} of {len(bad)} rows: {listed(bad.index)} "
                "(control characters, or more than 32,767 characters).",
                hint="write .csv, .parquet or .jsonl instead.",
            )


def _dress(sheet: Any, cells: pd.DataFrame, formulas: Formulas) -> None:
    """Keep words that look like formulas or errors words, numbers all their digits, and make the sheet readable."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "n" and cell.value is not None:
                cell.value, cell.data_type = repr(cell.value), "n"  # as it stands; the library would write 16 digits
            if cell.data_type in ("f", "e"):
                cell.data_type = "s"
            if formulas == "quote" and is_formula(cell.value):
                cell.quotePrefix = True
    sheet.freeze_panes = "A2"
    if len(cells.columns):
        sheet.auto_filter.ref = sheet.dimensions
    for column, name in zip(sheet.columns, cells, strict=False):
        longest = max([len(str(name)), *(len(str(cell.value or "")) for cell in column)])
        sheet.column_dimensions[column[0].column_letter].width = min(max(longest + 1, 6), 60)
