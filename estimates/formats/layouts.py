"""What readers of publishers' tables share: columns under any spelling, figures by row, extras, doubts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from estimates.claims.cells import NOT_KNOWN, inferred, same
from estimates.claims.columns import plain_name
from estimates.claims.entry import enter
from estimates.claims.files import Source, load
from estimates.claims.notes import refuse, warn_of_doubts
from estimates.claims.publishers import SIGNS, key_of, readers_of
from estimates.errors import SchemaError, check_choice, listed, nearest
from estimates.schema import ALIASES, COLUMNS, OPTIONAL, WORDS

OnError = Literal["raise", "keep"]
_OURS = {*COLUMNS, *OPTIONAL, *ALIASES}


@dataclass(frozen=True)
class Theirs:
    """A publisher's table: its raw rows from 0, the number of each in its file, its tags, and whether it has dtypes."""

    raw: pd.DataFrame
    rows: Any
    tags: Mapping[str, str]
    typed: bool = False

    def names(self) -> dict[str, Any]:
        """Their columns by key."""
        return {key_of(name): name for name in reversed(list(self.raw))}

    def has(self, *names: str) -> bool:
        return any(key_of(name) in self.names() for name in names)

    def cells(self, *names: str) -> pd.Series:
        """The first of these columns that is there, each missing cell filled from the next; NaN where none is."""
        known = self.names()
        there = [known[key_of(name)] for name in names if key_of(name) in known]
        if not there:
            return pd.Series(np.nan, index=self.raw.index, dtype=object)
        out = self.raw[there[0]]
        for name in there[1:]:
            out = out.astype(object).where(out.notna(), self.raw[name].astype(object)) if out.hasnans else out
        return out

    def words(self, *names: str) -> pd.Series:
        """Such a column as stripped text; a whole number has no decimal point."""
        cells = self.cells(*names)
        if isinstance(cells.dtype, pd.StringDtype):
            return cells
        if pd.api.types.is_integer_dtype(cells) and not cells.hasnans:
            return pd.Series(cells.to_numpy().astype(str), index=cells.index, dtype=WORDS)
        return cells.astype(object) if cells.isna().all() else cells.astype(object).map(_word)

    def row_names(self) -> pd.Series:
        """Each row by its number, and its sheet where there are several."""
        numbers = "row " + pd.Series(self.rows.astype(str), index=self.raw.index, dtype=WORDS).astype(object)
        return self.raw["sheet"].astype(object) + ", " + numbers if "sheet" in self.raw else numbers


def _word(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell.strip() or np.nan
    if not isinstance(cell, list | tuple | dict | np.ndarray) and pd.isna(cell):
        return np.nan
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)


def mapped(cells: pd.Series, meaning: Callable[[Any], Any]) -> pd.Series:
    """What each distinct cell means, in words; missing stays missing."""
    codes, distinct = pd.factorize(cells)
    meanings = pd.array([*(meaning(cell) for cell in distinct.tolist()), np.nan], dtype=WORDS)
    return pd.Series(meanings.take(codes), index=cells.index)


def named(kind: str, ids: pd.Series, theirs: Theirs) -> pd.Series:
    """Where a row is found: by the publisher's own id of it, else by its number."""
    return kind + ids if not ids.hasnans else (kind + ids).where(ids.notna(), theirs.row_names())


def load_theirs(
    source: Source,
    encoding: str,
    *,
    sheet: str | int | None = None,
    fits: Callable[[pd.DataFrame], bool] | None = None,
    texts: Collection[str] | None = None,
    every: bool = False,
) -> Theirs:
    """Load a publisher's rows. ``texts``, where given, are the columns of a CSV whose cells must stay text."""
    if isinstance(source, Mapping):
        inside = [rows for rows in source.values() if isinstance(rows, list)]
        source = inside[0] if inside else [source]
    tags: dict[str, str] = {}
    raw = load(source, encoding, sheet=sheet, fits=fits, texts=texts, every=every, lenient=True, tags=tags)
    typed = texts is not None and not isinstance(source, pd.DataFrame) and not tags
    return Theirs(raw.reset_index(drop=True), raw.index.to_numpy() + 1, tags, typed)


def has_columns(*names: str) -> Callable[[pd.DataFrame], bool]:
    """Tell whether a table has all these columns."""
    return lambda table: {key_of(name) for name in names} <= {key_of(name) for name in table}


def check_columns(theirs: Theirs, reader: str, what: str, needed: Sequence[str] = ()) -> None:
    """Raise unless the table has what a reader needs.

    Raises
    ------
    SchemaError
        It says whose file it looks like.
    """
    absent = [name for name in needed or SIGNS[reader][0] if not theirs.has(name)]
    if not absent:
        return
    names = [str(column) for column in theirs.raw]
    first = key_of(absent[0])[:1]  # in which a slip seldom is
    near = nearest(absent[0], [name for name in names if key_of(name)[:1] == first])
    fits = readers_of(theirs.raw)
    if fits:
        hint = f"the columns are those of {listed(fits)}."
    elif near.startswith("did"):
        hint = f"{near} Rename it first."
    else:
        hint = "is it the publisher's file? Rename columns of another with pandas first; read_claims reads any table."
    columns = f"a column {absent[0]!r}" if len(absent) == 1 else f"the columns {listed(map(repr, absent))}"
    raise SchemaError(f"{what} needs {columns}; there are: {listed(names, 12)}.", hint=hint)


def claims_of(
    theirs: Theirs,
    parts: Sequence[Mapping[str, Any]],
    *,
    on_error: OnError,
    convention: str = "plain",
    custom: bool | None = None,
    missing: Sequence[float] = (-999,),
    monthly: bool = False,
) -> pd.DataFrame:
    """Make claims of what was found in the rows, one mapping of our columns for each figure of a row.

    The claims of one row stand together. A part's ``where``, if it has one, says in which rows it stands; what is left
    of the table comes along as extra columns, those that bear a name of ours marked as theirs. ``monthly`` tables may
    be the sheet of one month.
    """
    check_choice("on_error", on_error, OnError)
    frames = [_part(part, theirs) for part in parts]
    ours = frames[0] if len(frames) == 1 else pd.concat(frames).sort_index(kind="stable")
    places = ours.index.to_numpy()
    ours = ours.set_axis(theirs.rows[places] - 1, axis=0)
    locator = ours.pop("locator").array  # a row's number is no part of what it says, and so of its id
    table, findings = enter(ours, convention=convention, custom=custom, missing=missing, keep=on_error == "keep")
    if on_error == "raise":
        refuse(findings, len(table), columns=())
    if "since" in table:
        day = table["precision"].ne("month") & table["precision"].ne("year") if "precision" in table else True
        table["since"] = table["since"].mask((table["since"] == table["as_of"]) & day)  # one day is no span
    table, findings = _with_dates_doubted(table, findings, ours.index.to_numpy() + 1, monthly=monthly)
    warn_of_doubts(findings, len(table), stacklevel=4)
    table["locator"] = pd.array(locator, dtype=WORDS)
    cells = _typed if theirs.typed else _extra_cells
    extra = pd.DataFrame({_extra(name): cells(theirs.raw[name]) for name in theirs.raw}, copy=False)
    extra = extra if len(frames) == 1 and len(extra) == len(table) else extra.take(places).reset_index(drop=True)
    return pd.concat([table, extra], axis=1)


def _part(part: Mapping[str, Any], theirs: Theirs) -> pd.DataFrame:
    where, index = part.get("where"), theirs.raw.index
    columns = {name: _column(cells, index) for name, cells in part.items() if name != "where"}
    frame = pd.DataFrame(columns, index=index, copy=False)
    return frame if where is None else frame[where.to_numpy(dtype=bool)]


def _column(cells: Any, index: pd.Index) -> Any:
    """One word for all rows as the same object in each, by which the door knows it at a glance."""
    if isinstance(cells, str):
        return pd.Series(same(cells, len(index)), index=index, dtype=object)
    return cells


def _extra(name: Any) -> str:
    return f"their_{name}" if plain_name(name) in _OURS else str(name)


def _typed(cells: pd.Series) -> pd.Series:
    return cells


def _extra_cells(cells: pd.Series) -> pd.Series:
    stripped = cells.str.strip() if isinstance(cells.dtype, pd.StringDtype) else cells
    return inferred(stripped)


def stands(cells: pd.Series) -> pd.Series:
    """Where something stands that is not a word for nothing."""
    if not (cells.dtype == object or isinstance(cells.dtype, pd.StringDtype)):
        return cells.notna()
    return cells.notna() & ~cells.astype(str).str.strip().str.casefold().isin(NOT_KNOWN)


def known(cells: pd.Series) -> pd.Series:
    """Cells without the words for nothing."""
    return cells.where(stands(cells))


def _with_dates_doubted(
    table: pd.DataFrame, findings: pd.DataFrame, rows: Any, *, monthly: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Doubt days of events that have happened: those ahead of today, and those outside a sheet of one month.

    A table of which 49 rows in 50 lie in one month is a sheet of that month.
    """
    days = table["as_of"]
    why = pd.Series(np.nan, index=days.index, dtype=object)
    why[(days > pd.Timestamp.now()).to_numpy()] = "as_of lies ahead of today"
    if monthly:
        months = days.dt.year * 12 + days.dt.month
        usual = months.value_counts(normalize=True)
        if len(usual) > 1 and usual.iloc[0] >= 0.98:
            why[(months.notna() & (months != usual.index[0]) & why.isna()).to_numpy()] = "as_of lies outside its sheet"
    at = np.flatnonzero(why.notna())
    if not len(at):
        return table, findings
    shown = days.iloc[at].dt.strftime("%Y-%m-%d")
    words = why.iloc[at] + ": " + shown + [f" (row {row})" for row in rows[at]]
    earlier = table["doubt"].astype(object) if "doubt" in table else pd.Series(np.nan, index=days.index, dtype=object)
    said = earlier.iloc[at]
    doubts = earlier.copy()
    doubts.iloc[at] = words.where(said.isna(), said.astype(str) + "; " + words)
    more = pd.DataFrame({
        "claim_id": table["claim_id"].iloc[at], "row": rows[at], "source": table["source"].iloc[at], "column": "doubt",
        "value": shown, "severity": "warning", "problem": words, "hint": "",
    })  # fmt: skip
    return table.assign(doubt=doubts.astype(WORDS)), pd.concat([findings, more])
