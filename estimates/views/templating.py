"""The templates of pages, and their filters: words, tables and data as they may stand there, none of it markup."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from estimates.claims.wording import one_line
from estimates.formats.writing import csv_text, json_rows


@cache
def templates() -> Any:
    made = Environment(
        loader=PackageLoader("estimates.views"), autoescape=select_autoescape(["html"]), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.filters |= {"cell": _cell, "csv_link": _csv_link, "json_block": _json_block, "one_line": one_line}
    return made


def _csv_link(table: pd.DataFrame) -> str:
    """A table as a link that needs no network: CSV in a data URI, of which no cell is a formula."""
    cells = table.map(lambda cell: " ".join(map(str, cell)) if isinstance(cell, tuple) else cell)
    return "data:text/csv;base64," + base64.b64encode(csv_text(cells, "quote").encode()).decode("ascii")


def _json_block(tables: Mapping[str, pd.DataFrame]) -> str:
    """Tables as JSON that cannot end the element it stands in."""
    data = {name: json_rows(table) for name, table in tables.items()}
    written = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _cell(words: Any) -> str:
    """Words for a cell of a Markdown table: nothing in them is markup."""
    plain = one_line(str(words))
    for mark in "\\`*_[]<>|#&~$":
        plain = plain.replace(mark, "\\" + mark)
    return plain
