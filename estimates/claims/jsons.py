"""JSON as files hold it: one value, or a value a line; and the rows that stand in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pandas as pd

from estimates.claims.cells import is_whole
from estimates.claims.unfolding import check_cells, check_depth
from estimates.errors import ParseError


def parsed_json(text: str, name: str, *, hint: str = "one JSON object a line, or one array.", hook: Any = None) -> Any:
    """Give the one value of a text, or the list of the values that stand one a line.

    Raises
    ------
    ParseError
        Naming the line that is broken.

    Examples
    --------
    >>> parsed_json('{"value": 1}', "a.json"), parsed_json('{"value": 1}\\n{"value": 2}\\n', "a.json")
    ({'value': 1}, [{'value': 1}, {'value': 2}])
    """
    check_depth(name, text)
    try:
        return json.loads(text, strict=False, object_pairs_hook=hook)  # pages often break a line within a text
    except json.JSONDecodeError as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) < 2 or not _is_value(lines[0][1]):
            raise ParseError(f"{name}, line {error.lineno}: {error.msg}.", hint=hint) from error
    except (RecursionError, ValueError) as error:
        raise ParseError(f"{name} cannot be read: {error}.", hint=hint) from error
    return [_value(line, name, number, hint, hook) for number, line in lines]


def _refuse_halves(text: str, name: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        paired = re.sub(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}", "", line)
        if re.search(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]", paired) or not is_whole(line):
            hint = "the text was cut within a character; save it again from where it came."
            raise ParseError(f"{name}, line {number} holds half a character.", hint=hint)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(key for key, n in Counter(key for key, _ in pairs).items() if n > 1)
        raise _TwiceError(f"the key {twice!r} stands twice in one object")
    return made


class _TwiceError(ValueError):
    """A key of an object that stands twice: which of its values is meant nobody knows."""


def _is_value(line: str) -> bool:
    try:
        json.loads(line, strict=False)
    except (RecursionError, ValueError):
        return False
    return True


def _value(line: str, name: str, number: int, hint: str, hook: Any) -> Any:
    try:
        return json.loads(line, strict=False, object_pairs_hook=hook)
    except (RecursionError, ValueError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise ParseError(f"{name}, line {number}: {what}.", hint=hint) from error


def rows_of_json(text: str, name: str) -> pd.DataFrame:
    """Make a table of objects: an array, one a line, or under the one name that an answering service puts them.

    Raises
    ------
    ParseError
        If one of them is no object.
    """
    if re.search(r"\\u[dD][89a-fA-F]", text) or not is_whole(text):  # an escape may be half of a pair
        _refuse_halves(text, name)
    found = parsed_json(text, name, hook=_each_key_once)
    if isinstance(found, dict):
        inside = [cell for cell in found.values() if isinstance(cell, list) and cell and isinstance(cell[0], dict)]
        found = inside[0] if len(inside) == 1 else [found]
    rows = found if isinstance(found, list) else [found]
    odd = next((row for row in rows if not isinstance(row, dict)), None)
    if odd is not None or not isinstance(found, list):
        hint = "a claim is an object with our columns as keys."
        raise ParseError(f"{name}: {str(odd)[:40]!r} is no object.", hint=hint)
    check_cells(name, len(rows), len({key for row in rows for key in row}))
    return pd.DataFrame(rows, dtype=object)
