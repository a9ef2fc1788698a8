"""Claims, contradictions and answers as tables to look at in a notebook; what is computed with keeps every digit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from copy import copy
from html import escape
from typing import Any

import numpy as np
import pandas as pd
from great_tables import GT, html, loc, style

from estimates.claims.phrasing import told
from estimates.claims.wording import amount_of_band, band, day, figure, number, of_when, speaker
from estimates.door import checked
from estimates.errors import SchemaError

_FOOTNOTE = "Ends are rounded outwards for print; the table itself keeps every digit."


class _Written(GT):
    """A table of cells that are HTML already.

    Its library would copy them one by one through pandas, which takes most of its time, and since its version 1 escape
    them again, so that ``AT&T`` would be shown as ``AT&amp;T``.
    """

    def _render_formats(self, context: str) -> Any:
        if context != "html":
            return super()._render_formats(context)
        body = type(self._body)(copy(self._tbl_data))
        body.render_formats(self._tbl_data, [*self._formats, *self._substitutions], context)
        return self._replace(_body=body)


@checked
def show(table: pd.DataFrame, *, title: str | None = None, max_rows: int = 100) -> GT:
    """Show claims, findings or answers as a table for people.

    Parameters
    ----------
    table : DataFrame
        Claims, what ``contradictions`` gave, or what ``reconcile`` gave.
    title : str, optional
        A heading.
    max_rows : int
        Rows shown; a note says how many there are.

    Returns
    -------
    GT
        A table of great_tables, which a notebook shows and ``as_raw_html()`` writes. Numbers have separators and
        units; the ends of a range are rounded outwards to a hundredth of the decade of its width.

    Raises
    ------
    SchemaError
        If the table is none of these.

    Examples
    --------
    >>> from estimates import bound, read_claims, show
    >>> claims = bound(read_claims([{"quantity": "troops", "source": "army", "text": "about 11,000 troops"}]))
    >>> "9,350 to 12,650 people" in show(claims).as_raw_html()
    True
    """
    shown = table.head(max_rows)
    rows = told(shown, np.arange(len(shown)), [*shown])
    if "explanation" in table:
        cells, bold = _findings(rows), "Kind"
    elif "region" in table:
        cells, bold = _answers(rows, list(table.columns[: list(table.columns).index("region")])), "Answer"
    elif {"claim_id", "hedge"} <= set(table):
        cells, bold = _claims(rows), "Words"
    else:
        raise SchemaError(
            "the table holds neither claims nor findings nor answers.",
            hint="show what read_claims, contradictions or reconcile gave.",
        )
    columns = list(cells[0]) if cells else ["Nothing to show"]
    words = [[escape(cell) for cell in row.values()] for row in cells]
    made = _Written(pd.DataFrame(words, columns=columns, dtype=object)).tab_options(
        table_font_size="14px", data_row_padding="4px"
    )
    if bold in columns:
        made = made.tab_style(style.text(weight="bold"), loc.body(columns=bold))
    if title:
        made = made.tab_header(title=html(escape(title)))
    more = f" {len(table) - len(shown)} more rows are not shown." if len(table) > len(shown) else ""
    return made.tab_source_note(_FOOTNOTE + more)


def rounded(low: float, high: float) -> tuple[float, float]:
    """Round the ends of a range outwards to a hundredth of the decade of its width, an only end to four digits.

    Examples
    --------
    >>> rounded(1448.4096, float("inf")), rounded(9753.2, 11278.9), rounded(5.0, 5.0)
    ((1448.0, inf), (9750.0, 11280.0), (5.0, 5.0))
    """
    if math.isnan(low) or math.isnan(high) or low == high:
        return low, high
    finite = [end for end in (low, high) if math.isfinite(end)]
    size, digits = (high - low, 2) if len(finite) == 2 else (abs(finite[0]) if finite else 0.0, 3)
    step = 10.0 ** (math.floor(math.log10(size)) - digits) if size else 0.0
    if not step:  # nothing to round, or less than a float can say
        return low, high
    down = math.floor(round(low / step, 6)) * step if math.isfinite(low) else low
    up = math.ceil(round(high / step, 6)) * step if math.isfinite(high) else high
    return round(down, 12), round(up, 12)


def _range(row: Mapping[str, Any], low: str = "low", high: str = "high") -> str:
    ends = rounded(row[low], row[high])
    if math.isnan(ends[0]) and math.isnan(ends[1]):
        return ""
    if low != "low":
        return band(*ends)
    return amount_of_band({"low": ends[0], "high": ends[1], "closed": row.get("closed"), "unit": row.get("unit")})


def _claims(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {
            "Source": speaker(row),
            "Words": ("denies " if row["negated"] else "") + figure(row),
            "Quantity": _text(row["quantity"]) + (", expected" if row["status"] == "expected" else ""),
            "Allows": _range(row),
            "Likely": _range(row, "likely_low", "likely_high"),
            "Of": of_when(row),
            "Why": _text(row["basis"]),
        }
        for row in rows
    ]


def _answers(rows: list[dict[str, Any]], by: list[str]) -> list[dict[str, str]]:
    return [
        {name.replace("_", " ").capitalize(): _text(row[name]) for name in by}
        | {
            "Answer": _range(row) or "none",
            "Best": "" if np.isnan(row["best"]) else number(row["best"]),
            "Support": f"{row['n_support']} of {row['n_origins']}",
            "Verdict": _text(row["verdict"]),
            "Method": _text(row["method"]),
        }
        | ({"Change": _text(row["change"])} if "change" in row else {})
        for row in rows
    ]


def _findings(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {
            "Kind": f"{row['kind']}, {row['severity']}" if row["severity"] != "contradiction" else _text(row["kind"]),
            "Why": _text(row["explanation"]),
            "Possible reason": _text(row["suspicion"]),
            "Claims": ", ".join(row["claims"]),
        }
        for row in rows
    ]


def _text(cell: Any) -> str:
    if isinstance(cell, pd.Timestamp):
        return day(cell)
    return "" if pd.isna(cell) else str(cell)
