"""Cells that a spreadsheet would take for a formula: how they are written, and read back.

A cell that begins with one of the marks below is worked out when a CSV is opened in a spreadsheet, and whoever wrote
the article may have written the cell. An apostrophe before it keeps it words. Reading takes one apostrophe off again,
so what begins with one before such a mark is written with one more, whatever the choice: every table comes back the
same.

References
----------
OWASP, "CSV Injection", owasp.org/www-community/attacks/CSV_Injection: the marks, those of full width among them.
"""

from __future__ import annotations

import re
from typing import Any, Literal

import numpy as np
import pandas as pd

from estimates.intervals.arrays import Bools

#: Whether cells that look like formulas are written as they stand, or so that no spreadsheet works them out.
Formulas = Literal["keep", "quote"]

_MARKS = "=+-@\t\r\n＝＋－＠"
_FORMULA = rf"'*[{re.escape(_MARKS)}]"
_QUOTED = rf"'+[{re.escape(_MARKS)}]"
_PAIR = "'(?:" + "|".join(map(re.escape, _MARKS)) + ")"
_IN_TEXT, _IN_BYTES = re.compile(_PAIR), re.compile(_PAIR.encode())


def is_formula(cell: Any) -> bool:
    """Whether a spreadsheet would take a cell of a CSV for a formula.

    Examples
    --------
    >>> is_formula("=SUM(A1:A9)"), is_formula("-5 to 10"), is_formula("about 10"), is_formula(-5)
    (True, True, False, False)
    """
    return isinstance(cell, str) and cell[:1] in _MARKS and cell != ""


def quoted(table: pd.DataFrame, formulas: Formulas) -> pd.DataFrame:
    """Put an apostrophe before what would be taken for a formula, or for one that is quoted; names of columns too.

    Examples
    --------
    >>> quoted(pd.DataFrame({"=a": ["=1+1", "'+3", "ten"]}), "quote").to_dict("list")
    {"'=a": ["'=1+1", "''+3", 'ten']}
    >>> quoted(pd.DataFrame({"=a": ["=1+1", "'+3", "ten"]}), "keep").to_dict("list")
    {'=a': ['=1+1', "''+3", 'ten']}
    """
    return _changed(table, _FORMULA if formulas == "quote" else _QUOTED, "'", 0)


def unquoted(table: pd.DataFrame, text: str | bytes) -> pd.DataFrame:
    """Take the apostrophe off again, in the table that was read from a text.

    Examples
    --------
    >>> unquoted(pd.DataFrame({"'=a": ["'=1+1", "''+3", "ten"]}), "'=a").to_dict("list")
    {'=a': ['=1+1', "'+3", 'ten']}
    """
    return _changed(table, _QUOTED, "", 1) if may_be_quoted(text) else table


def may_be_quoted(text: str | bytes) -> bool:
    """Whether an apostrophe stands before a mark of a formula anywhere in a text.

    Examples
    --------
    >>> may_be_quoted("a,'=1+1"), may_be_quoted("a,=1+1")
    (True, False)
    """
    return (_IN_BYTES.search(text) if isinstance(text, bytes) else _IN_TEXT.search(text)) is not None


def _changed(table: pd.DataFrame, pattern: str, before: str, after: int) -> pd.DataFrame:
    """Put ``before`` before, and leave ``after`` characters out of, the words that match; most tables have none."""
    out = table.rename(columns=lambda name: before + str(name)[after:] if re.match(pattern, str(name)) else name)
    for place, dtype in enumerate(out.dtypes):
        if pd.api.types.is_numeric_dtype(dtype) or pd.api.types.is_datetime64_any_dtype(dtype):
            continue
        words = out.iloc[:, place]
        hit = _hit(words, pattern)
        if hit.any():
            words = words.astype(object)
            words[hit] = [before + cell[after:] for cell in words[hit]]
            out.isetitem(place, words)
    return out


def _hit(words: pd.Series, pattern: str) -> Bools:
    if isinstance(words.dtype, pd.StringDtype):
        if pattern is _QUOTED and not words.str.startswith("'").any():  # quicker than to match
            return np.zeros(len(words), dtype=bool)
        found: Bools = words.str.match(pattern).to_numpy(dtype=bool, na_value=False)
        return found
    held = isinstance(words.dtype, pd.CategoricalDtype)
    distinct, code = (words.cat.categories, words.cat.codes) if held else pd.factorize(words.astype(object))[::-1]
    known = [isinstance(cell, str) and re.match(pattern, cell) is not None for cell in distinct]
    hit: Bools = np.array([*known, False], dtype=bool)[code]
    return hit
