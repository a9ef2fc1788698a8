"""Many claims in words at once, by column: what ``wording`` says of one, where it takes no column too many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.claims.wording import UNSAID, amount_of_band, band, day, figure, in_words, said, says, speaker, topic
from estimates.intervals.arrays import Bools, Ints

Objects: TypeAlias = NDArray[np.object_]

_TOLD = (
    "claim_id", "quantity", "who", "event", "place", "since", "scope", "status", "source", "publisher", "text", "value",
    "unit", "hedge", "low", "high", "closed", "as_of", "precision", "counted", "reported", "amended",
    "credence", "confidence", "basis", "best",
)  # fmt: skip
#: What ``figure`` is made of.
_OF_FIGURES = ("text", "value", "unit", "hedge", "low", "high", "closed", "amended", "basis", "best")


def cells(column: pd.Series, rows: Ints) -> list[Any]:
    """Cells of some rows; pandas would take many times as long to choose rows, and to take strings out of them."""
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "bif":
        return list(column.to_numpy()[rows].tolist())
    if isinstance(column.dtype, pd.CategoricalDtype):  # whose words pandas looks up one by one
        words = [*column.array.categories.tolist(), np.nan]
        return [words[code] for code in column.array.codes[rows].tolist()]
    some = column.array.take(rows)
    if isinstance(column.dtype, pd.StringDtype):
        return list(some.to_numpy(dtype=object, na_value=np.nan).tolist())
    return list(some)


def told(claims: pd.DataFrame, rows: Ints, names: Sequence[str] = _TOLD) -> list[dict[str, Any]]:
    """Give claims as dicts of the columns that a sentence is made of."""
    names = [name for name in names if name in claims]
    columns = (cells(claims[name], rows) for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def once(say: Callable[..., str], *columns: Sequence[Any]) -> list[str]:
    """Say something of each row of some columns; of equal rows it is said once.

    Examples
    --------
    >>> once("{} {}".format, ["a", "a", "b"], [1, 1, 2])
    ['a 1', 'a 1', 'b 2']
    """
    keys = list(zip(*columns, strict=True))
    words = {key: say(*key) for key in set(keys)}
    return [words[key] for key in keys]


def topics(claims: pd.DataFrame, rows: Ints, names: Sequence[str]) -> list[str]:
    """What rows are about, by some columns: see ``topic``.

    Examples
    --------
    >>> claims = pd.DataFrame({"quantity": ["killed", "injured"], "place": ["Oldtown", None], "status": "actual"})
    >>> topics(claims, np.array([1, 0]), ["quantity", "place", "status"])
    ['injured', 'killed, Oldtown']
    """
    columns = {name: cells(claims[name], rows) for name in names if name in _TOLD and name in claims}
    columns = {name: column for name, column in columns.items() if {c for c in column if c == c}.difference(UNSAID)}
    if not columns:
        return [""] * len(rows)
    return [topic(dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)]


def figures(claims: pd.DataFrame, rows: Ints) -> list[str]:
    """The figures of rows: see ``figure``."""
    words = [f"“{text}”" for text in cells(claims["text"], rows)] if "text" in claims else [""] * len(rows)
    others = _without(claims, rows, "text") | ~_without(claims, rows, "amended")
    return _but(words, figure, claims, rows, others, _OF_FIGURES)


def speakers(claims: pd.DataFrame, rows: Ints) -> list[str]:
    """Who says rows: see ``speaker``."""
    nameless = _without(claims, rows, "source")
    names = cells(claims["source"], rows) if not nameless.all() else [""] * len(rows)
    return _but(names, speaker, claims, rows, nameless)


def sayings(claims: pd.DataFrame, rows: Ints) -> list[str]:
    """The rows in words, who says what of when: see ``said``."""
    columns = speakers(claims, rows), figures(claims, rows), _dates(claims, rows)
    words = [f"{name} {says(name)} {figure}{when}" for name, figure, when in zip(*columns, strict=True)]
    sure = _without(claims, rows, "credence") & _without(claims, rows, "confidence")
    return _but(words, said, claims, rows, ~sure)


def bands(claims: pd.DataFrame, rows: Ints) -> list[str]:
    """What rows are read as: see ``band``, and ``amount_of_band`` for a share that was said in words."""
    words = once(band, *(cells(claims[name], rows) for name in ("low", "high", "closed")))
    return _but(words, amount_of_band, claims, rows, shares(claims, rows))


def shares(claims: pd.DataFrame, rows: Ints) -> Bools:
    """Tell which rows are shares of a whole that were said in words: see ``in_words``."""
    low, high = (claims[name].to_numpy(dtype=float)[rows] for name in ("low", "high"))
    bare = _without(claims, rows, "unit")
    if "unit" in claims:
        bare |= (claims["unit"] == "fraction").to_numpy(dtype=bool, na_value=False)[rows]
    found = (low >= 0) & (low <= high) & (high <= 1) & bare
    some = np.flatnonzero(found)
    if len(some):
        found[some] = [in_words(row) for row in told(claims, rows[some], ("text", "unit", "low", "high"))]
    return np.asarray(found)


def _dates(claims: pd.DataFrame, rows: Ints) -> list[str]:
    """Of which days rows are or, where it is not known, on which they were reported; in brackets."""
    names = [name for name in ("as_of", "reported") if name in claims and not claims[name].array.isna().all()]
    if not names:
        return [""] * len(rows)
    days = [claims[name].to_numpy(dtype="datetime64[us]")[rows].view(np.int64).tolist() for name in names]
    exact: Sequence[Any] = cells(claims["precision"], rows) if "precision" in claims else ["day"] * len(rows)

    def when(precision: Any, *days: int) -> str:
        dates = (day(pd.Timestamp(np.datetime64(us, "us")), how) for us, how in zip(days, hows(precision), strict=True))
        return next((f" ({date})" for date in dates if date), "")

    def hows(precision: Any) -> list[Any]:
        return [precision if name == "as_of" else "day" for name in names]

    return once(when, exact, *days)


def _without(claims: pd.DataFrame, rows: Ints, name: str) -> Bools:
    if name not in claims:
        return np.ones(len(rows), dtype=bool)
    return np.asarray(claims[name].array.isna()[rows])


def _but(
    words: list[str],
    say: Callable[[dict[str, Any]], str],
    claims: pd.DataFrame,
    rows: Ints,
    others: Bools,
    names: Sequence[str] = _TOLD,
) -> list[str]:
    """The same words, save of a few rows of which more is to be said."""
    places = np.flatnonzero(others)
    for place, row in zip(places.tolist(), told(claims, rows[places], names) if len(places) else (), strict=True):
        words[place] = say(row)
    return words
