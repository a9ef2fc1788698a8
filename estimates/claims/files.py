"""Anything that holds rows, a file, a table or dicts, to a table of raw cells; nothing is interpreted here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import BadZipFile

import numpy as np
import pandas as pd

from estimates.errors import EstimatesError, ParseError, SchemaError, listed, nearest

Source: TypeAlias = str | Path | pd.DataFrame | Sequence[Mapping[str, Any]]


def load(source: Source, encoding: str = "utf-8") -> pd.DataFrame:
    """Load raw cells: strings from a CSV, whatever stands there from elsewhere.

    Raises
    ------
    ParseError
        If a file is missing, empty, a directory, binary, or in another encoding.
    SchemaError
        If columns stand twice, or if the source is none of these.
    """
    if isinstance(source, pd.DataFrame):
        return source.reset_index(drop=True)
    if isinstance(source, str | Path):
        return _load_file(Path(source), encoding)
    if isinstance(source, Sequence) and all(isinstance(row, Mapping) for row in source):
        return pd.DataFrame([dict(row) for row in source if isinstance(row, Mapping)], dtype=object)
    raise SchemaError(
        f"cannot read claims from {type(source).__name__}.",
        hint="give a path to a CSV, Parquet, Excel or JSON Lines file, a DataFrame, or a list of dicts.",
    )


def check_file(path: Path) -> None:
    """Raise unless there is such a file; a name that is nearly there is suggested."""
    if path.is_dir():
        raise ParseError(f"{path} is a directory.", hint="name one file, or use read_texts for a folder of articles.")
    if not path.exists():
        beside = sorted(p.name for p in path.parent.iterdir() if p.is_file()) if path.parent.is_dir() else []
        near = nearest(path.name, beside)
        raise ParseError(f"{path} does not exist.", hint=near if near.startswith("did") else "check folder and name.")


def _load_file(path: Path, encoding: str) -> pd.DataFrame:
    check_file(path)
    kind = path.suffix.lower()
    if kind == ".parquet":
        return _load_parquet(path)
    if kind == ".xlsx":
        return _load_workbook(path)
    if kind in (".jsonl", ".ndjson", ".json"):
        return _load_json_lines(path, read_words(path, encoding))
    if kind in (".csv", ".tsv"):
        return _load_csv(path, read_words(path, encoding))
    hint = "read_text reads an article." if kind in (".txt", ".html", ".md") else "save it as CSV."
    raise ParseError(f"{path}: claims are not read from {kind or 'files without an ending'}.", hint=hint)


def read_words(path: Path, encoding: str = "utf-8") -> str:
    """Read a text file, or say in which line it is none."""
    raw = path.read_bytes()
    if not raw.strip():
        raise ParseError(f"{path} is empty.", hint="a CSV of claims starts with a line of column names.")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16" if encoding == "utf-8" else encoding
    elif b"\0" in raw:
        raise ParseError(f"{path} is a binary file.", hint="save the table as CSV, Parquet or JSON Lines.")
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except LookupError as error:
        raise ParseError(f"encoding={encoding!r} is not known.", hint="for instance 'utf-8' or 'cp1252'.") from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ParseError(
            f"{path}, line {line}: byte {raw[error.start]:#04x} is not {encoding}.",
            hint="name the file's encoding, for instance encoding='cp1252' for an older Windows file.",
        ) from error


def _load_csv(path: Path, text: str) -> pd.DataFrame:
    first = text.lstrip().splitlines()[0]
    separator = max(",;\t|", key=first.count)
    header = next(csv.reader(io.StringIO(first), delimiter=separator))
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise SchemaError(f"{path}: columns stand twice: {listed(doubled)}.", hint="rename or drop one of each.")
    try:
        table = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, na_filter=False)
    except pd.errors.ParserError as error:
        raise ParseError(
            f"{path}: {str(error).strip()}.", hint="a cell may hold the separator without quotes."
        ) from error
    if not isinstance(table.index, pd.RangeIndex):  # pandas takes a first cell too many for a row's name
        raise ParseError(
            f"{path}, line 2: more cells than columns.", hint="a cell may hold the separator without quotes."
        )
    return table.astype(object).where(table != "", np.nan)


def _load_json_lines(path: Path, text: str) -> pd.DataFrame:
    whole = text.lstrip().startswith("[")
    rows: list[Any] = []
    for number, line in enumerate([text] if whole else text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            read = json.loads(line)
        except json.JSONDecodeError as error:
            at = error.lineno if whole else number
            raise ParseError(
                f"{path}, line {at}: {error.msg}.", hint="one JSON object a line, or one array."
            ) from error
        rows += read if whole else [read]
    odd = next((row for row in rows if not isinstance(row, dict)), None)
    if odd is not None:
        raise ParseError(
            f"{path}: {str(odd)[:40]!r} is no object.", hint="a claim is an object with our columns as keys."
        )
    return pd.DataFrame(rows, dtype=object)


def _load_workbook(path: Path) -> pd.DataFrame:
    """Load the first sheet; a cell that reads "NA" is text."""
    needs("openpyxl", "reading Excel")
    try:
        table = pd.read_excel(path, dtype=object, keep_default_na=False, na_values=[""], engine="openpyxl")
    except (ValueError, OSError, KeyError, BadZipFile) as error:
        raise ParseError(f"{path} is no Excel workbook: {error}.", hint="was it saved under another name?") from error
    return table.where(table.notna(), np.nan)


def needs(library: str, what: str) -> None:
    """Raise, with how to install it, unless a library is there."""
    if find_spec(library) is None:
        extra = {"matplotlib": "plot", "jinja2": "report", "great_tables": "report"}.get(library, "io")
        raise EstimatesError(f"{what} needs {library}.", hint=f"python -m pip install 'troop-estimates[{extra}]'.")


def kind_of(path: Path, known: Sequence[str]) -> str:
    """Name the format that a path's ending asks for.

    Raises
    ------
    EstimatesError
        If it is none of those known.
    """
    form = path.suffix.lower().removeprefix(".")
    if form not in known:
        raise EstimatesError(f"{path}: the ending {path.suffix!r} names no format.", hint=nearest(form, known))
    return form


def _load_parquet(path: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(path)
    except ImportError as error:
        raise EstimatesError(
            "reading Parquet needs pyarrow.", hint="python -m pip install 'troop-estimates[io]'."
        ) from error
    except (ValueError, OSError) as error:
        raise ParseError(
            f"{path} is no Parquet file: {str(error).rstrip('.')}.", hint="was it saved under another name?"
        ) from error
