"""Anything that holds rows, a file, an archive, a table or dicts, to a table of raw cells; nothing is interpreted here.

The index of what comes out counts the rows below the names of the columns, from 0.
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from pandas.api.types import is_object_dtype

from estimates.claims.binaries import grids, needs, parquet
from estimates.claims.cells import is_whole
from estimates.claims.grids import Header, Tags, csv_table, named_grid, untagged
from estimates.claims.jsons import rows_of_json
from estimates.claims.publishers import advice
from estimates.claims.unfolding import check_archive, gunzipped
from estimates.errors import EstimatesError, ParseError, SchemaError, listed, nearest

Source: TypeAlias = str | Path | Any | Sequence[Mapping[str, Any]]

_TEXT = (".csv", ".tsv", ".tab")
_JSON = (".jsonl", ".ndjson", ".json")
_BOOKS = (".xlsx", ".xlsm")
_LARGE = 1_000_000  # bytes
_READ = (*_TEXT, *_JSON, *_BOOKS, ".parquet", ".gz")


@dataclass(frozen=True, slots=True)
class Loading:
    """How a reader wants its rows.

    Attributes
    ----------
    encoding : str
        Of text.
    sheet : str or int, optional
        Which table of several.
    fits : callable, optional
        Whether a table is of the kind that is asked for, where a file holds several and none is named.
    every : bool
        Whether all that fit are taken, one below the other, with their name as the column ``sheet``.
    lenient : bool
        Whether an older Windows file is read as one, with a warning, and columns that stand twice are numbered.
    header : int or two, optional
        Which row of a file, from 1, holds the names of the columns, or which two.
    texts : collection of column names, optional
        Which columns of a CSV stay text; all of them by default. Others come as ``pandas.read_csv`` reads them.
    """

    encoding: str = "utf-8"
    sheet: str | int | None = None
    fits: Callable[[pd.DataFrame], bool] | None = None
    every: bool = False
    lenient: bool = False
    texts: Collection[str] | None = None
    header: Header = None
    tags: Tags = field(default_factory=dict)


def load(source: Source, encoding: str = "utf-8", **how: Any) -> pd.DataFrame:
    """Load raw cells: strings from a CSV, whatever stands there from elsewhere. ``how`` are those of `Loading`.

    Raises
    ------
    ParseError
        If a file is missing, empty, a directory, binary, in another encoding, or holds several tables.
    SchemaError
        If columns stand twice, or if the source is none of these.
    """
    wanted = Loading(encoding=encoding, **how)
    if isinstance(source, pd.DataFrame):
        return _without_empty_rows(_of_frame(source, wanted.tags))
    if isinstance(source, str | Path):
        path = Path(source)
        check_file(path)
        return _chosen(_tables(str(path), path.read_bytes(), wanted), str(path), wanted)
    if isinstance(source, pd.Series):
        raise SchemaError("cannot read claims from one column.", hint="give the table: column.to_frame().")
    if hasattr(source, "read"):
        return _load_open(source, wanted)
    if hasattr(source, "__arrow_c_stream__") or hasattr(source, "__dataframe__"):
        return _without_empty_rows(_of_frame(_of_neighbour(source), wanted.tags))
    if isinstance(source, Sequence) and all(isinstance(row, Mapping) for row in source):
        table = pd.DataFrame([dict(row) for row in source if isinstance(row, Mapping)], dtype=object)
        _refuse_halves(table)
        return table
    raise SchemaError(
        f"cannot read claims from {type(source).__name__}.",
        hint="give a path to a CSV, Parquet, Excel or JSON Lines file, a file object, a DataFrame, or a list of dicts.",
    )


def check_file(path: Path) -> None:
    """Raise unless there is such a file; a name that is nearly there is suggested."""
    try:
        there, folder = path.exists(), path.is_dir()
    except OSError as error:
        raise ParseError(f"{str(path)[:80]!r} is no path: {error.strerror}.", hint="name one file.") from error
    if folder:
        raise ParseError(f"{path} is a directory.", hint="name one file, or use read_texts for a folder of articles.")
    if not there:
        beside = sorted(p.name for p in path.parent.iterdir() if p.is_file()) if path.parent.is_dir() else []
        near = nearest(path.name, beside)
        raise ParseError(f"{path} does not exist.", hint=near if near.startswith("did") else "check folder and name.")


def _load_open(source: Any, wanted: Loading) -> pd.DataFrame:
    """Load from a file object, by its name where it has one, else by its first bytes."""
    content = source.read()
    data = content.encode("utf-8") if isinstance(content, str) else bytes(content)
    name = getattr(source, "name", None)
    return _chosen(_tables(name if isinstance(name, str) else "the file object", data, wanted), "the file", wanted)


def _kind(name: str, data: bytes) -> str:
    kind = Path(name).suffix.lower()
    if kind:
        return kind
    if data[:4] == b"PK\x03\x04":
        return ".xlsx" if b"xl/" in data[:4096] or b"[Content_Types]" in data[:4096] else ".zip"
    if data[:2] == b"\x1f\x8b":
        return ".gz"
    return ".parquet" if data[:4] == b"PAR1" else ".jsonl" if data.lstrip()[:1] in (b"{", b"[") else ".csv"


def _tables(name: str, data: bytes, wanted: Loading) -> dict[str, Callable[[], pd.DataFrame]]:
    """Every table that a file holds, by name, to be read when it is looked at."""
    kind = _kind(name, data)
    if kind == ".gz":
        return _tables(name.removesuffix(".gz"), _unpacked(name, data), wanted)
    if kind == ".zip":
        return _members(name, data, wanted)
    if kind in _BOOKS:
        return {
            sheet: partial(named_grid, grid, wanted.tags, f"{name}, sheet {sheet!r}", wanted.header)
            for sheet, grid in grids(name, data).items()
        }
    if kind == ".parquet":
        return {name: lambda: _of_frame(parquet(name, data), wanted.tags)}
    if kind in _JSON:
        return {name: lambda: rows_of_json(words_in(data, name, wanted.encoding, lenient=wanted.lenient), name)}
    if kind in _TEXT or (kind == ".txt" and wanted.lenient):
        return {name: lambda: _text_table(name, data, wanted)}
    hint = "read_text reads an article." if kind in (".txt", ".html", ".md") else "save it as CSV."
    raise ParseError(f"{name}: claims are not read from {kind or 'files without an ending'}.", hint=hint)


def _unpacked(name: str, data: bytes) -> bytes:
    try:
        return gunzipped(name, data)
    except (OSError, EOFError, zlib.error) as error:
        raise ParseError(f"{name} is no gzip file: {error}.", hint="was it saved under another name?") from error


def _members(name: str, data: bytes, wanted: Loading) -> dict[str, Callable[[], pd.DataFrame]]:
    found: dict[str, Callable[[], pd.DataFrame]] = {}
    try:
        with check_archive(name, data) as archive:
            for member in archive.namelist():
                if (
                    Path(member).suffix.lower() in (*_TEXT, *_JSON, *_BOOKS, ".parquet", ".gz")
                    and "__MACOSX" not in member
                ):
                    inner = _tables(member, archive.read(member), wanted)
                    found |= inner if len(inner) == 1 else {f"{member}: {key}": table for key, table in inner.items()}
    # What zipfile raises: not an archive, a password, a method it lacks, cut short, spoilt inside.
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise ParseError(f"{name} is no readable archive: {error}.", hint="unpack it and name the file.") from error
    if not found:
        raise ParseError(f"{name} holds no table.", hint="unpack it and name the file.")
    return found


def _chosen(tables: Mapping[str, Callable[[], pd.DataFrame]], name: str, wanted: Loading) -> pd.DataFrame:
    """The table that is named, or the only one that fits; of several that do, the caller says which."""
    names = list(tables)
    if wanted.sheet is not None:
        numbered = isinstance(wanted.sheet, int) and -len(names) <= wanted.sheet < len(names)
        sheet = names[int(wanted.sheet)] if numbered else str(wanted.sheet)
        if sheet not in tables:
            raise ParseError(f"{name} has no sheet {wanted.sheet!r}.", hint=nearest(wanted.sheet, names))
        return _without_empty_rows(tables[sheet]())
    if len(names) == 1:
        return _without_empty_rows(tables[names[0]]())
    read, said = _all_of(tables)
    fitting = {key: table for key, table in read.items() if len(table) and (wanted.fits is None or wanted.fits(table))}
    for key in fitting if len(fitting) == 1 or wanted.every else ():
        for message in said[key]:
            warnings.warn(message, stacklevel=5)
    if len(fitting) == 1:
        return _without_empty_rows(next(iter(fitting.values())))
    if fitting and wanted.every:
        return pd.concat([_without_empty_rows(table).assign(sheet=key) for key, table in fitting.items()])
    some = f"several tables that fit: {listed(fitting, 12)}" if fitting else f"none that fits among {listed(names, 12)}"
    theirs = next(filter(None, map(advice, read.values())), "")
    raise ParseError(f"{name} holds {some}.", hint=f"{theirs}say which: sheet={next(iter(fitting or tables))!r}.")


def _all_of(tables: Mapping[str, Callable[[], pd.DataFrame]]) -> tuple[dict[str, pd.DataFrame], dict[str, list[str]]]:
    """Every table, and what there is to say of it, if it is taken."""
    read, said = {}, {}
    for key, table in tables.items():
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            read[key] = table()
        said[key] = [str(one.message) for one in caught]
    return read, said


def _without_empty_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows in which no cell stands, and say which they are."""
    empty = np.ones(len(table), dtype=bool)
    for name in table:
        empty &= table[name].isna().to_numpy()
        if not empty.any():
            return table
    if not table.columns.size:
        return table
    rows = (table.index[empty] + 1).tolist()
    warnings.warn(f"{len(rows)} of {len(table)} rows are empty and are left out: {listed(rows)}.", stacklevel=5)
    return table[~empty]


# ---------------------------------------------------------------------------------------------------------------------
# Text


def read_words(path: Path, encoding: str = "utf-8") -> str:
    """Read a text file, or say in which line it is none."""
    return words_in(path.read_bytes(), str(path), encoding)


def words_in(raw: bytes, name: str, encoding: str = "utf-8", *, lenient: bool = False) -> str:
    """Decode a text; where ``lenient``, one that is not UTF-8 is taken for an older Windows file, with a warning."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16" if encoding == "utf-8" else encoding
    elif b"\0" in raw:
        raise ParseError(f"{name} is a binary file.", hint="save the table as CSV, Parquet or JSON Lines.")
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except (LookupError, TypeError) as error:
        raise ParseError(f"encoding={encoding!r} is not known.", hint="for instance 'utf-8' or 'cp1252'.") from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        what = f"{name}, line {line}: byte {raw[error.start]:#04x} is not {encoding}"
        if not lenient or encoding != "utf-8":
            hint = "name the file's encoding, for instance encoding='cp1252' for an older Windows file."
            raise ParseError(f"{what}.", hint=hint) from error
        warnings.warn(f"{what}; the file is read as cp1252, say encoding= if it is another.", stacklevel=8)
        text = raw.decode("cp1252", errors="replace")
    if not text.strip():
        raise ParseError(f"{name} is empty.", hint="a CSV of claims starts with a line of column names.")
    return text


def _text_table(name: str, data: bytes, wanted: Loading) -> pd.DataFrame:
    """Read delimited text: bytes as they are where they can be, which spares a large file two copies."""
    how: dict[str, Any] = {"texts": wanted.texts, "lenient": wanted.lenient, "tags": wanted.tags}
    how["header"] = wanted.header
    plain = wanted.encoding == "utf-8" and data[:1].isalnum() and b"\0" not in data
    if plain and len(data) > _LARGE:
        try:
            return csv_table(data, name, **how)
        except UnicodeDecodeError:
            pass  # the slower way says in which line
    return csv_table(words_in(data, name, wanted.encoding, lenient=wanted.lenient), name, **how)


# ---------------------------------------------------------------------------------------------------------------------
# Tables of other libraries


def _of_neighbour(source: Any) -> pd.DataFrame:
    """A table of polars, pyarrow, duckdb or another library that hands over Arrow data."""
    if hasattr(source, "__arrow_c_stream__"):
        needs("pyarrow", f"reading a table of {type(source).__module__.partition('.')[0]}")
        import pyarrow as pa

        return pa.table(source).to_pandas()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas deprecates the older protocol; others still speak it
        return pd.api.interchange.from_dataframe(source)


def _of_frame(table: pd.DataFrame, tags: Tags) -> pd.DataFrame:
    """A table in memory, its rows counted, without the row of tags that it may have."""
    doubled = table.columns[table.columns.duplicated()]
    if len(doubled):
        raise SchemaError(
            f"columns stand twice: {listed(map(str, doubled.unique()))}.", hint="rename or drop one of each."
        )
    out = table.reset_index(drop=True)
    _refuse_halves(out)
    foreign = [name for name, dtype in out.dtypes.items() if isinstance(dtype, pd.ArrowDtype)]
    if foreign:
        out = out.astype(dict.fromkeys(foreign, object))
    return untagged(out, tags)


def _refuse_halves(table: pd.DataFrame) -> None:
    """Raise if a cell holds half a character; columns of strings cannot."""
    for name, dtype in table.dtypes.items():
        cells = table[name].tolist() if is_object_dtype(dtype) and table.columns.is_unique else []
        for row, cell in enumerate(cells, 1):
            if isinstance(cell, str) and not is_whole(cell):
                raise SchemaError(
                    f"column {name!r}, row {row} holds half a character: {cell[:80]!r}.",
                    hint="the text was cut within a character; read it again from where it came.",
                )


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
