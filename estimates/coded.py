"""Words of a column as integers, made once for a column and kept for as long as it lives.

Every question about groups begins by numbering strings, which costs more than the answer. Where pandas keeps strings in
Arrow arrays these are never changed: who writes into a column gives it a new array. So the numbers of an array, looked
up by the array itself and not by the table, hold for all tables that share it, and die with it.
"""

from __future__ import annotations

import weakref
from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Coded = tuple[NDArray[np.int64], Any]
_KEPT: dict[tuple[int, str], Coded] = {}


def coded(column: pd.Series) -> Coded:
    """Number the values of a column as they come, a missing one -1; and the values, missing ones left out.

    The numbers can be read only: other calls are given the same.

    Examples
    --------
    >>> code, values = coded(pd.Series(["spy", "army", None, "spy"], dtype="str"))
    >>> code.tolist(), list(values)
    ([0, 1, -1, 0], ['spy', 'army'])
    """
    return _kept(column, "as they come") or _keep(column, "as they come", _as_they_come(column))


def named(column: pd.Series) -> tuple[str, ...]:
    """The words of ``coded`` as Python's own.

    Examples
    --------
    >>> named(pd.Series(["spy", "army", None, "spy"], dtype="str"))
    ('spy', 'army')
    """
    if (kept := _kept(column, "as Python's own")) is None:
        code, values = coded(column)
        kept = _keep(column, "as Python's own", (code, tuple(map(str, values.tolist()))))
    names: tuple[str, ...] = kept[1]
    return names


def ordered(column: pd.Series) -> Coded:
    """Number the values of a column in their order, that of its categories if it has some; a missing one is last.

    Examples
    --------
    >>> code, values = ordered(pd.Series(["spy", "army", None, "spy"], dtype="str"))
    >>> code.tolist(), list(values)
    ([1, 0, 2, 1], ['army', 'spy'])
    """
    return _kept(column, "in order") or _keep(column, "in order", _ordered(column))


def among(column: Coded, words: Collection[Any]) -> NDArray[np.bool_]:
    """Tell where one of some words stands in a column of which ``coded`` has numbered the values.

    Examples
    --------
    >>> among(coded(pd.Series(["spy", "army", None, "spy"], dtype="str")), ("army", "navy")).tolist()
    [False, True, False, False]
    """
    code, values = column
    each = np.asarray(values, dtype=object).tolist()  # Arrow hands its words out one by one ten times as slowly
    found = np.array([*(value in words for value in each), False], dtype=bool)
    return found.take(code) if found.any() else np.zeros(len(code), dtype=bool)


def _as_they_come(column: pd.Series) -> Coded:
    """The same, past the index that pandas would make of the values of words."""
    if not isinstance(column.dtype, pd.StringDtype | pd.CategoricalDtype):
        found: Coded = pd.factorize(column)
        return found
    code, values = column.array.factorize()
    named = isinstance(column.dtype, pd.CategoricalDtype)
    return code, np.asarray(values.categories, dtype=object)[values.codes] if named else values


def _ordered(column: pd.Series) -> Coded:
    if isinstance(column.dtype, pd.CategoricalDtype):
        code, values = column.array.codes.astype(np.int64), column.array.categories
        if column.array.codes.min(initial=0) < 0:
            code[code < 0] = len(values)
        return code, values
    if isinstance(column.dtype, pd.StringDtype):  # to sort the values and number them is quicker than to sort codes
        code, values = coded(column)
        order = values.argsort()
        place = np.append(np.empty(len(values), dtype=np.int64), len(values))
        place[order] = np.arange(len(values))
        return place[code], values[order]
    code, values = pd.factorize(column, sort=True)
    return np.where(code < 0, len(values), code), values


def _kept(column: pd.Series, how: str) -> Coded | None:
    return _KEPT.get((id(_lasting(column)), how))


def _keep(column: pd.Series, how: str, found: Coded) -> Coded:
    array = _lasting(column)
    if array is not None:
        found[0].flags.writeable = False
        key = (id(array), how)
        weakref.finalize(array, _KEPT.pop, key, None).atexit = False
        _KEPT[key] = found
    return found


def _lasting(column: pd.Series) -> Any:
    """What holds the strings of a column and is never changed; None where there is no such thing."""
    return getattr(column.array, "_pa_array", None) if isinstance(column.dtype, pd.StringDtype) else None
