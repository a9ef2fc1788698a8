"""Workbooks and Parquet files to raw cells, counted before they are laid out; libraries that may not be there."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.unfolding import check_archive, check_cells, check_inflated
from estimates.errors import EstimatesError, ParseError, listed

_BROKEN = (ValueError, OSError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, EOFError)  # of openpyxl


def grids(name: str, data: bytes) -> dict[str, pd.DataFrame]:
    """The sheets of a workbook as they stand; a cell that reads "NA" is text."""
    needs("openpyxl", "reading Excel")
    import openpyxl

    try:
        with check_archive(name, data) as archive:
            sheets = [archive.read(part) for part in archive.namelist() if part.startswith("xl/worksheets/")]
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = {str(sheet.title): _grid(sheet, name) for sheet in book.worksheets}
        if any(b"<f" in sheet or b"<mergeCell " in sheet for sheet in sheets):
            written = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
            return {title: _as_shown(grid, written[title], name) for title, grid in found.items()}
        return found
    except EstimatesError:
        raise
    except (*_BROKEN, zipfile.BadZipFile, zlib.error) as error:
        raise ParseError(f"{name} is no Excel workbook: {error}.", hint="was it saved under another name?") from error


def _grid(sheet: Any, name: str) -> pd.DataFrame:
    """The cells of a sheet, as many as stand in it and not as it says; rows are cut after their last cell."""
    sheet.reset_dimensions()
    rows: list[list[Any]] = []
    shares: list[str] = []
    widest = last = 0
    for row in sheet.rows:
        cells = [_of_sheet(cell) for cell in row]
        shares += [cell.coordinate for cell in row
                   if cell.data_type == "n" and cell.value is not None and "%" in cell.number_format]  # fmt: skip
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(cells)
        if cells:
            widest, last = max(widest, len(cells)), len(rows)
            check_cells(f"{name}, sheet {sheet.title!r}", last, widest)
    if shares:
        what = f"{name}, sheet {sheet.title!r}: {len(shares)} cells are shown in percent and hold fractions: "
        warnings.warn(f"{what}{listed(shares)}.", stacklevel=2)
    padded = [cells + [None] * (widest - len(cells)) for cells in rows[:last]]
    grid = pd.DataFrame(padded, columns=range(widest), dtype=object)
    return grid.where(grid.notna(), np.nan)


def _as_shown(grid: pd.DataFrame, sheet: Any, name: str) -> pd.DataFrame:
    """Fill in what a sheet shows and its cells do not hold: what is merged downwards stands for every row, and formulas
    that no program has worked out stand as they are written, so that no figure is missing without a word.
    """
    cells, bare = grid.to_numpy(dtype=object, copy=True), []
    for row in sheet.iter_rows(max_row=cells.shape[0], max_col=cells.shape[1]):
        for cell in row:
            at = cell.row - 1, cell.column - 1
            if cell.data_type == "f" and pd.isna(cells[at]):
                cells[at] = str(getattr(cell.value, "text", cell.value))
                bare.append(f"{cell.coordinate} ({cells[at]})")
    merged = [area for area in sheet.merged_cells.ranges if area.max_row > area.min_row]
    for area in merged:
        row, column = area.min_row - 1, area.min_col - 1
        if row < len(cells) and column < cells.shape[1]:
            cells[row : area.max_row, column] = cells[row, column]
    for some, what in (
        (bare, "formulas were never worked out and stand as they are written; save the workbook in a spreadsheet"),
        ([str(area) for area in merged], "merged cells hold for each of their rows"),
    ):
        if some:
            warnings.warn(f"{name}, sheet {sheet.title!r}: {len(some)} {what}: {listed(sorted(some))}.", stacklevel=2)
    return pd.DataFrame(cells, columns=grid.columns, dtype=object)


def _of_sheet(cell: Any) -> Any:
    """A cell: nothing where no word stands or "#N/A"; other errors stand as words."""
    value = cell.value
    return None if value == "" or (cell.data_type == "e" and value == "#N/A") else value


def parquet(name: str, data: bytes) -> pd.DataFrame:
    needs("pyarrow", "reading Parquet")
    from pyarrow.parquet import read_metadata

    try:
        held = read_metadata(io.BytesIO(data))
        check_cells(name, held.num_rows, held.num_columns)
        groups = [held.row_group(k).total_byte_size for k in range(held.num_row_groups)]
        check_inflated(name, len(data), sum(groups))
        return pd.read_parquet(io.BytesIO(data))
    except EstimatesError:
        raise
    except (ValueError, OSError) as error:
        what = str(error).rstrip(".")
        raise ParseError(f"{name} is no Parquet file: {what}.", hint="was it saved under another name?") from error


def needs(library: str, what: str) -> None:
    """Raise, with how to install it, unless a library is there."""
    if find_spec(library) is None:
        extra = {"matplotlib": "plot", "jinja2": "report", "great_tables": "report"}.get(library, "io")
        raise EstimatesError(f"{what} needs {library}.", hint=f"python -m pip install 'troop-estimates[{extra}]'.")
