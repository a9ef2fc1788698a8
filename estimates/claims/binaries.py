"""Workbooks and Parquet files to raw cells, counted before they are laid out; libraries that may not be there."""

from __future__ import annotations

import io
import zipfile
import zlib
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.unfolding import check_archive, check_cells, check_inflated
from estimates.errors import EstimatesError, ParseError

_BROKEN = (ValueError, OSError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, EOFError)  # of openpyxl


def grids(name: str, data: bytes) -> dict[str, pd.DataFrame]:
    """The sheets of a workbook as they stand; a cell that reads "NA" is text."""
    needs("openpyxl", "reading Excel")
    import openpyxl

    try:
        check_archive(name, data).close()
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return {str(sheet.title): _grid(sheet, name) for sheet in book.worksheets}
    except EstimatesError:
        raise
    except (*_BROKEN, zipfile.BadZipFile, zlib.error) as error:
        raise ParseError(f"{name} is no Excel workbook: {error}.", hint="was it saved under another name?") from error


def _grid(sheet: Any, name: str) -> pd.DataFrame:
    """The cells of a sheet, as many as stand in it and not as it says; rows are cut after their last cell."""
    sheet.reset_dimensions()
    rows: list[list[Any]] = []
    widest = last = 0
    for row in sheet.rows:
        cells = [_of_sheet(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(cells)
        if cells:
            widest, last = max(widest, len(cells)), len(rows)
            check_cells(f"{name}, sheet {sheet.title!r}", last, widest)
    padded = [cells + [None] * (widest - len(cells)) for cells in rows[:last]]
    grid = pd.DataFrame(padded, columns=range(widest), dtype=object)
    return grid.where(grid.notna(), np.nan)


def _of_sheet(cell: Any) -> Any:
    """A cell as pandas reads it: whole numbers without a point, nothing where an error or no word stands."""
    value = cell.value
    if value is None or value == "" or cell.data_type == "e":
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


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
