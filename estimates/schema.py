"""The claims table in words: column names, dtypes, vocabularies, aliases. No checks.

A claims table is a plain ``pandas.DataFrame``; one row is one claim, every cell is a scalar, extra columns
come through untouched and the index means nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from inspect import signature
from itertools import chain, compress
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

try:
    from pandas.api.internals import create_dataframe_from_blocks as _from_blocks
except ImportError:  # pandas 2
    _from_blocks = None

Hedge = Literal[
    "exact", "plain", "about", "nearly", "more_than", "at_least", "less_than", "at_most", "up_to", "between", "vague",
]  # fmt: skip
Status = Literal["actual", "expected"]
Closed = Literal["both", "left", "right", "neither"]
Trend = Literal["up", "down", "unchanged"]
Scope = Literal["whole", "part", "additional"]
Precision = Literal["day", "month", "year"]
Identity = Literal["stated", "read", "guessed"]

HEDGES: tuple[str, ...] = get_args(Hedge)
STATUSES: tuple[str, ...] = get_args(Status)
CLOSED: tuple[str, ...] = get_args(Closed)
TRENDS: tuple[str, ...] = get_args(Trend)
SCOPES: tuple[str, ...] = get_args(Scope)
PRECISIONS: tuple[str, ...] = get_args(Precision)
IDENTITIES: tuple[str, ...] = get_args(Identity)
RELIABILITY = ("A", "B", "C", "D", "E", "F")
CREDIBILITY = ("1", "2", "3", "4", "5", "6")

WORDS: Any = pd.StringDtype(na_value=np.nan)  # pandas 3's ``str``, spelt so that pandas 2.3 has it too
NUMBER: Any = np.dtype("float64")
OFFSET: Any = pd.Int64Dtype()
DATE: Any = np.dtype("datetime64[us]")  # microseconds reach the battles of antiquity, nanoseconds do not
FLAG: Any = np.dtype("bool")
_PLAIN: Any = pd.arrays.NumpyExtensionArray  # numpy's, as pandas hands it out
_DAY: Any = pd.array(np.zeros(1, dtype=DATE))
_WORDED: Any = WORDS.construct_array_type()
_ARROWS: Any = WORDS.storage == "pyarrow" and "dtype" in signature(_WORDED).parameters  # not in pandas 2
_ARROW: Any = import_module("pyarrow") if _ARROWS else None


def _vocabulary(words: tuple[str, ...]) -> Any:
    return pd.CategoricalDtype(pd.Index(words, dtype=WORDS))


#: Every column a claims table has, in order.
COLUMNS: dict[str, Any] = {
    "claim_id": WORDS, "quantity": WORDS, "source": WORDS, "publisher": WORDS, "origin": WORDS,
    "text": WORDS, "start": OFFSET, "end": OFFSET, "locator": WORDS,
    "value": NUMBER, "unit": WORDS, "noun": WORDS, "resolution": NUMBER,
    "hedge": _vocabulary(HEDGES), "status": _vocabulary(STATUSES), "negated": FLAG,
    "as_of": DATE, "reported": DATE,
    "low": NUMBER, "likely_low": NUMBER, "best": NUMBER, "likely_high": NUMBER, "high": NUMBER,
    "closed": _vocabulary(CLOSED), "basis": WORDS,
}  # fmt: skip

#: Columns that a claims table may have; they have a dtype of ours when they stand.
OPTIONAL: dict[str, Any] = {
    "who": WORDS, "event": WORDS, "since": DATE, "scope": _vocabulary(SCOPES), "counted": DATE,
    "precision": _vocabulary(PRECISIONS), "identity": _vocabulary(IDENTITIES), "doubt": WORDS,
    "cumulative": FLAG, "trend": _vocabulary(TRENDS), "place": WORDS, "speaker_role": WORDS, "uncertain": FLAG,
    "se": NUMBER, "cites": WORDS, "reliability": _vocabulary(RELIABILITY), "credibility": _vocabulary(CREDIBILITY),
    "derived_from": WORDS, "rounded": FLAG, "amended": WORDS, "drafted": WORDS, "not_same": WORDS, "sentence": WORDS,
    "credence": WORDS, "confidence": WORDS,
}  # fmt: skip

#: What makes two figures comparable: the measure and its dimensions. Of these the table has, all must be equal.
SAME = ("quantity", "who", "event", "place", "since", "scope", "status")
#: The numbers that scale together when a unit is converted.
SCALED = ("value", "resolution", "low", "likely_low", "best", "likely_high", "high", "se")
#: The numbers of which a claim needs one, besides its words.
FIGURE = ("value", "low", "best", "high")
#: The five ends of the two bands, in the order that must hold.
ENDS = ("low", "likely_low", "best", "likely_high", "high")

#: What neighbours call our columns. A column is renamed only where ours is not there already.
ALIASES: dict[str, str] = {
    "id": "claim_id", "claim": "claim_id", "variable": "quantity", "measure": "quantity", "indicator": "quantity",
    "speaker": "source", "attributed_to": "source", "outlet": "publisher", "words": "text", "quote": "text",
    "figure": "value", "estimate": "value", "number": "value", "amount": "value", "units": "unit",
    "url": "locator", "page": "locator", "date": "as_of", "event_date": "as_of",
    "published": "reported", "publication_date": "reported",
    "min": "low", "minimum": "low", "lower": "low", "low_estimate": "low", "bd_low": "low",
    "max": "high", "maximum": "high", "upper": "high", "high_estimate": "high", "bd_high": "high",
    "best_estimate": "best", "bd_best": "best", "std_error": "se", "standard_error": "se",
}  # fmt: skip


def framed(columns: Mapping[str, Any], n: int) -> pd.DataFrame:
    """Make a table of ``n`` rows from arrays that nobody else holds, each with the dtype that its column is to have.

    Nothing is looked through, which is what takes pandas longest where a table is small.

    Examples
    --------
    >>> framed({"value": np.array([11_000.0]), "negated": np.array([False])}, 1)
         value  negated
    0  11000.0    False
    """
    blocks: list[tuple[Any, Sequence[int]]] = []
    alike: dict[Any, list[int]] = {}
    arrays = [column.to_numpy() if isinstance(column, _PLAIN) else column for column in columns.values()]
    for k, array in enumerate(arrays):
        if isinstance(array, np.ndarray):
            alike.setdefault(array.dtype, []).append(k)
        else:
            blocks.append((array, (k,)))
    blocks += [(np.array([arrays[k] for k in some]), some) for some in alike.values()]
    return _assembled(blocks, tuple(columns), n)


def of_blocks(blocks: Mapping[tuple[str, ...], Any], names: tuple[str, ...], n: int) -> pd.DataFrame:
    """Make a table as ``framed`` does, from plain arrays of several columns, each of which is a row there.

    Examples
    --------
    >>> of_blocks({("low", "high"): np.array([[1.0], [2.0]]), ("unit",): pd.array(["t"])}, ("low", "unit", "high"), 1)
       low unit  high
    0  1.0    t   2.0
    """
    place = _places(names)
    return _assembled([(array, [place[name] for name in some]) for some, array in blocks.items()], names, n)


def _assembled(blocks: Sequence[tuple[Any, Sequence[int]]], names: tuple[str, ...], n: int) -> pd.DataFrame:
    """A table of blocks and the places of their columns."""
    index = _names(names).view()  # whoever names the index of one table does not name that of others
    if _from_blocks is None:
        each = (
            zip(places, block if isinstance(block, np.ndarray) else [block], strict=True) for block, places in blocks
        )
        table = pd.DataFrame(dict(sorted(chain.from_iterable(each))), index=pd.RangeIndex(n), copy=False)
        table.columns = index
        return table
    # What is no numpy array is asked nothing: to compare dtypes of pandas takes it longer than to make the block.
    placed = [
        (_days(block) if n and isinstance(block, np.ndarray) and block.dtype == DATE else block, _at(*places))
        for block, places in blocks
    ]
    return _from_blocks(placed, pd.RangeIndex(n), index)


def rows_of(table: pd.DataFrame, rows: Any, names: Collection[str] | None = None) -> pd.DataFrame:
    """Some rows of a table, by number or as flags, with an index of their own; all its words are taken at once.

    Of its columns those that are named, if some are: what nobody asks for need not be carried from row to row.

    Examples
    --------
    >>> rows_of(pd.DataFrame({"source": ["army", "spy"], "value": [5, 7]}), np.array([False, True]))
      source  value
    0    spy      7
    """
    if rows.dtype == bool:
        rows = np.flatnonzero(rows)
    if _from_blocks is None or _ARROW is None:
        table = table if names is None else table[[name for name in table if name in names]]
        return table.iloc[rows].reset_index(drop=True)
    if names is None and len(rows) == len(table) and (rows == np.arange(len(rows))).all():
        return table.reset_index(drop=True)  # pandas copies it once it is written into, and what is known of it stays
    arrays, columns = table._iter_column_arrays(), table.columns
    if names is not None:
        asked = [name in names for name in columns]
        arrays, columns = compress(arrays, asked), columns[asked]
    words: list[tuple[int, Any]] = []
    alike: dict[Any, list[tuple[int, Any]]] = {}
    blocks = []
    for k, array in enumerate(arrays):
        if isinstance(array, np.ndarray):
            alike.setdefault(array.dtype, []).append((k, array))
        elif isinstance(array, _WORDED) and array.dtype == WORDS:
            words.append((k, array._pa_array))
        else:
            blocks.append((array.take(rows), _at(k)))
    if words:
        every = _ARROW.Table.from_arrays([array for _, array in words], names=[str(k) for k, _ in words])
        taken = every.take(_ARROW.array(rows)).columns
        blocks += [(_WORDED(array, dtype=WORDS), _at(k)) for (k, _), array in zip(words, taken, strict=True)]
    blocks += [(np.array([array[rows] for _, array in some]), _at(*(k for k, _ in some))) for some in alike.values()]
    return _from_blocks(blocks, pd.RangeIndex(len(rows)), columns.view())


def stacked(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Tables of the same columns below each other, with an index of their own.

    Examples
    --------
    >>> stacked([pd.DataFrame({"value": [5]}), pd.DataFrame({"value": [7]})])
       value
    0      5
    1      7
    """
    if any(not table.columns.equals(tables[0].columns) for table in tables[1:]):
        return pd.concat(tables, ignore_index=True)
    arrays = zip(*(table._iter_column_arrays() for table in tables), strict=True)
    return framed({name: end_to_end(some) for name, some in zip(tables[0], arrays, strict=True)}, sum(map(len, tables)))


def end_to_end(arrays: Sequence[Any]) -> Any:
    """Arrays of columns as one."""
    if any(array.dtype != arrays[0].dtype for array in arrays[1:]):
        return pd.concat([pd.Series(array) for array in arrays]).array
    return np.concatenate(arrays) if isinstance(arrays[0], np.ndarray) else type(arrays[0])._concat_same_type(arrays)


def worded(cells: Any) -> list[Any]:
    """Words of columns, as pandas keeps them: a column is a row of an object array, NaN where no word stands.

    Nothing is looked through here either.

    Examples
    --------
    >>> [column.isna().tolist() for column in worded(np.array([["Ada Holm", np.nan], [np.nan, np.nan]], dtype=object))]
    [[False, True], [True, True]]
    """
    n = cells.shape[1]
    if _ARROW is None:
        words = pd.array(cells.ravel(), dtype=WORDS)
    else:
        words = _WORDED(_ARROW.array(cells.ravel().tolist(), _ARROW.large_string(), from_pandas=True), dtype=WORDS)
    return [words[at : at + n] for at in range(0, cells.size, n)] if n else [words] * len(cells)


def no_words(n: int) -> Any:
    """A column of words in which none stands.

    Examples
    --------
    >>> no_words(2).isna().tolist()
    [True, True]
    """
    if _ARROW is None:
        return pd.array([np.nan], dtype=WORDS).repeat(n)
    return _WORDED(_ARROW.nulls(n, _ARROW.large_string()), dtype=WORDS)


def _days(block: Any) -> Any:
    """Days as pandas keeps them; to make them of numpy's takes it as long as all numbers."""
    days = _DAY.repeat(block.size)
    days.asi8[:] = block.view(np.int64).ravel()
    return days.reshape(block.shape)


@lru_cache(maxsize=1024)
def _at(*places: int) -> Any:
    return np.array(places)


@lru_cache(maxsize=64)
def _places(names: tuple[str, ...]) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(names)}


@lru_cache(maxsize=64)
def _names(names: tuple[str, ...]) -> pd.Index:
    return pd.Index(list(names))
