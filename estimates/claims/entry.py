"""Raw cells to the claims table: columns recognised, cells read, words parsed, defaults set, findings collected.

Entering a claims table again changes nothing, so one path serves reading, checking and amending.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.cells import (
    Bools,
    Cells,
    as_day,
    as_number,
    as_words,
    inferred,
    no_cells,
    resolution_of,
    typed,
)
from estimates.claims.columns import renamed
from estimates.claims.ids import content_ids
from estimates.errors import SchemaError, listed, nearest
from estimates.figures.tables import parse_figures
from estimates.schema import COLUMNS, DATE, ENDS, FIGURE, FLAG, NUMBER, OFFSET, OPTIONAL, WORDS
from estimates.units import is_known

_KNOWN = {**COLUMNS, **OPTIONAL}
_NEVER = np.datetime64("NaT", "us")  # with a unit: numpy deprecates a date of none
_FINDINGS = ["claim_id", "source", "column", "value", "severity", "problem", "hint"]
_FLAGS = dict.fromkeys(("true", "yes", "y", "t", "1", "1.0"), True) | dict.fromkeys(
    ("false", "no", "n", "f", "0", "0.0"), False
)


def enter(
    raw: pd.DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    convention: Any = "plain",
    missing: Iterable[float] = (-999,),
    words: bool = True,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make a claims table of raw cells, and a table of what was found on the way.

    A row of the second table is one finding: ``claim_id, source, column, value, severity, problem, hint``. What the
    door would refuse has the severity "error" and its cell is missing in the first table. ``words`` is False for rows
    whose words our own reader has just read.
    """
    entry = _Entry(renamed(raw, columns or {}))
    entry.read_cells(tuple(missing))
    if words:
        entry.read_words(convention)
    entry.set_defaults()
    entry.check()
    return entry.ordered(), entry.findings()


def refuse(findings: pd.DataFrame, n_claims: int) -> None:
    """Raise one SchemaError with all findings of severity "error"."""
    errors = findings[findings["severity"] == "error"]
    if errors.empty:
        return
    lines = []
    for (problem, hint), rows in errors.groupby(["problem", "hint"], sort=False):
        where = [f"{i} ({v}; {s})" if isinstance(s, str) else f"{i} ({v})" for i, v, s in zip(
            rows["claim_id"], rows["value"], rows["source"], strict=True)]  # fmt: skip
        lines.append(f"{problem} in {len(rows)} of {n_claims} claims: {listed(where)}.\nHint: {hint}")
    raise SchemaError("\n".join(lines), claims=errors["claim_id"].unique())


# ---------------------------------------------------------------------------------------------------------------------
# Cells: words are object arrays with NaN, the rest plain numpy; pandas comes back in only at the end, for its overhead
# per operation would dwarf the work on an article's dozen claims


class _Entry:
    """One table on its way in, and what was found."""

    def __init__(self, raw: pd.DataFrame) -> None:
        self.raw = raw.reset_index(drop=True)
        self.n = len(raw)
        self.t: dict[str, Cells] = {}
        self.found: list[tuple[int, str, str, str, str, str]] = []  # row, column, shown, severity, problem, hint

    def note(
        self,
        column: str,
        rows: Any,
        shown: Cells | Callable[[int], str],
        problem: str,
        hint: str,
        severity: str = "error",
    ) -> None:
        for row in np.flatnonzero(rows).tolist():
            words = shown(row) if callable(shown) else str(shown[row])
            self.found.append((row, column, words, severity, problem, hint))

    def has(self, column: str) -> Bools:
        """Whether the cells of a column stand."""
        cells = self.t[column]
        if cells.dtype == object:
            return np.array(~pd.isna(cells), dtype=bool)
        return ~np.isnat(cells) if cells.dtype == DATE else ~np.isnan(cells)

    def read_cells(self, missing: tuple[float, ...]) -> None:
        for name, dtype in _KNOWN.items():
            if name in self.raw:
                self.t[name] = self._read(name, dtype, missing)
            elif name in COLUMNS:
                self.t[name] = no_cells(dtype, self.n)

    def _read(self, name: str, dtype: Any, missing: tuple[float, ...]) -> Cells:
        cells = self.raw[name]
        if dtype in (NUMBER, OFFSET):
            return self._numbers(name, cells, missing if dtype == NUMBER else ())
        if dtype == DATE and pd.api.types.is_datetime64_any_dtype(cells):
            return np.array((cells if cells.dt.tz is None else cells.dt.tz_localize(None)).to_numpy(), dtype=DATE)
        if dtype == FLAG and pd.api.types.is_bool_dtype(cells) and not cells.hasnans:
            return np.array(cells.to_numpy(), dtype=bool)
        words = as_words(cells)
        if dtype == WORDS:
            return words
        if dtype == DATE:
            days = self._each(name, words, as_day, f"{name} is no date", "write a day as 2024-11-04.")
            return np.array([_NEVER if d is None else d for d in days], dtype=DATE)
        if dtype == FLAG:
            hint = "write true or false."
            flags = self._each(name, words, lambda w: _FLAGS.get(w.lower()), f"{name} is neither true nor false", hint)
            return np.array([bool(flag) for flag in flags], dtype=bool)
        return self._vocabulary(name, words, dtype)

    def _each(self, name: str, words: Cells, read: Callable[[str], Any], problem: str, hint: str) -> list[Any]:
        """Read each distinct word once; None, and a finding, where it cannot be read."""
        stands = ~pd.isna(words)
        meaning = {word: read(word) for word in set(words[stands].tolist())}
        out = [meaning[word] if there else None for word, there in zip(words.tolist(), stands.tolist(), strict=True)]
        unread = stands & np.array([value is None for value in out], dtype=bool)
        self.note(name, unread, words, problem, hint)
        return out

    def _numbers(self, name: str, cells: pd.Series, missing: tuple[float, ...]) -> Cells:
        if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
            numbers = np.array(cells.to_numpy(dtype=float, na_value=np.nan))
        else:
            read = [as_number(cell) for cell in cells.tolist()]
            numbers = np.array([np.nan if x is None else x for x in read], dtype=float)
            self.note(
                name, [x is None for x in read], cells.to_numpy(dtype=object), f"{name} cannot be read as a number",
                "words go into the column 'text'; a number is written 11000, 11,000 or 1.5e6.",
            )  # fmt: skip
        coded = np.isin(numbers, missing)
        self.note(name, coded, numbers, f"{name} holds a code for missing", "it is taken as not known.", "warning")
        numbers[coded] = np.nan
        return numbers

    def _vocabulary(self, name: str, words: Cells, dtype: Any) -> Cells:
        said = {word.casefold(): word for word in dtype.categories}
        out = np.full(self.n, np.nan, dtype=object)
        for word in sorted(set(words[~pd.isna(words)].tolist())):
            plain = re.sub(r"[\s\-]+", "_", word).removesuffix(".0").casefold()
            if plain in said:
                out[words == word] = said[plain]
            else:
                self.note(name, words == word, words, f"{name}={word!r} is not known", nearest(word, dtype.categories))
        return out

    # -----------------------------------------------------------------------------------------------------------------
    # Words

    def read_words(self, convention: Any) -> None:
        """Read the figure's words where no number is given; where both are, take the rest of their meaning."""
        t, has_words = self.t, self.has("text")
        if not has_words.any():
            return
        read = parse_figures(t["text"][has_words].tolist(), convention=convention)
        said: dict[str, Cells] = {}
        for column in ("value", "low", "high", "resolution", "hedge", "unit", "noun"):
            number = COLUMNS[column] == NUMBER
            said[column] = no_cells(COLUMNS[column], self.n)
            said[column][has_words] = read[column].to_numpy(dtype=float if number else object)
        silent = has_words & ~np.any([self.has(column) for column in FIGURE], axis=0)
        same = np.isclose(said["value"], t["value"]) | (
            np.isclose(said["low"], t["low"]) & np.isclose(said["high"], t["high"])
        )
        for column in ("value", "low", "high"):
            t[column][silent] = said[column][silent]
        vague = silent & (said["hedge"] == "vague") & ~self.has("basis")
        t["basis"][vague] = f"vague, {convention if isinstance(convention, str) else 'own'} convention"
        for column in ("hedge", "unit", "noun", "resolution"):
            taken = (silent | (has_words & same)) & ~self.has(column)
            t[column][taken] = said[column][taken]
        nothing = np.all([np.isnan(said[column]) for column in ("value", "low", "high")], axis=0)
        hint = "give its number with amend."
        self.note("text", silent & nothing, t["text"], "these words say no figure", hint, "warning")
        apart = has_words & ~np.isnan(said["value"]) & ~np.isnan(t["value"]) & ~same
        self.note(
            "value", apart, lambda i: f"{t['value'][i]} for {t['text'][i]!r}", "value is not what the words say",
            "read the source again.", "warning",
        )  # fmt: skip

    # -----------------------------------------------------------------------------------------------------------------
    # Defaults

    def set_defaults(self) -> None:
        t = self.t
        alone = ~self.has("value") & ~self.has("low") & ~self.has("high")
        t["value"] = np.where(alone, t["best"], t["value"])
        ends = self.has("low") | self.has("high")
        self._fill("hedge", "between", ends & ~self.has("value"))
        self._fill("hedge", "plain", self.has("value"))
        self._fill("basis", "stated", ends)
        self._fill("status", "actual", True)
        t["resolution"] = np.where(self.has("resolution"), t["resolution"], resolution_of(t["value"]))
        t["origin"] = np.where(self.has("origin"), t["origin"], t["source"])
        t["quantity"] = np.where(self.has("quantity"), t["quantity"], t["noun"])
        self._fill_ids()

    def _fill(self, column: str, word: str, where: Any) -> None:
        self.t[column] = np.where(where & ~self.has(column), word, self.t[column])

    def _fill_ids(self) -> None:
        """Make ids from the content of a row, so that neither its place nor the run decides."""
        named = self.has("claim_id")
        if named.all():
            return
        stands = {
            name: self.has(name) if self.t[name].dtype != bool else np.ones(self.n, dtype=bool) for name in COLUMNS
        }
        made = content_ids(self.t, {name: there for name, there in stands.items() if there.any()})
        own = zip(named.tolist(), self.t["claim_id"].tolist(), made, strict=True)
        self.t["claim_id"] = np.array([given if there else new for there, given, new in own], dtype=object)

    # -----------------------------------------------------------------------------------------------------------------
    # Checks

    def check(self) -> None:
        t = self.t
        twice = pd.Series(t["claim_id"]).duplicated(keep=False)
        self.note(
            "claim_id", twice, t["claim_id"], "claim_id stands twice", "give each claim an id of its own, or none."
        )
        self._check_ends()
        for name in ("value", "se", "resolution"):
            if name in t:
                self.note(
                    name, np.isinf(t[name]), t[name], f"{name} is infinite", "leave it empty, or give low and high."
                )
        if "se" in t:
            self.note("se", t["se"] < 0, t["se"], "se is negative", "a standard error is 0 or more.")
        for unit in sorted(set(t["unit"][self.has("unit")].tolist())):
            if not is_known(unit):
                hint = "a unit is a word such as 'person', 'count', 'mile' or 'USD'; what is counted goes into 'noun'."
                self.note("unit", t["unit"] == unit, t["unit"], f"unit {unit!r} is not known", hint)
        self.note(
            "start", t["start"] > t["end"], t["start"], "start lies behind end", "offsets count characters from 0."
        )
        self._look_twice()

    def _check_ends(self) -> None:
        t = self.t
        swapped = t["low"] > t["high"]
        for i, lower in enumerate(ENDS):
            for upper in ENDS[i + 1 :]:
                slack = 1e-9 * np.where(np.isfinite(t[upper]), np.abs(t[upper]), 0.0)
                wrong = t[lower] > t[upper] + slack
                if (lower, upper) != ("low", "high"):
                    wrong &= ~swapped
                hint = "read the text of these claims again; the ends may be swapped."
                self.note(lower, wrong, self._pair(lower, upper), f"{lower} exceeds {upper}", hint)

    def _pair(self, one: str, other: str) -> Callable[[int], str]:
        return lambda i: f"{one}={self.t[one][i]}, {other}={self.t[other][i]}"

    def _look_twice(self) -> None:
        """Findings that do not bar the door."""
        has = {
            name: self.has(name)
            for name in ("text", "value", "low", "high", "source", "publisher", "as_of", "reported")
        }
        number = has["value"] | has["low"] | has["high"]
        self.note(
            "value", ~number & ~has["text"], self.t["quantity"], "the claim has neither words nor a number",
            "it supports nothing and contradicts nothing.", "warning",
        )  # fmt: skip
        half = ~has["value"] & (has["low"] != has["high"])
        hint = "give inf where a range is unbounded."
        self.note("high", half, self._pair("low", "high"), "one end is not known", hint, "warning")
        self.note(
            "source", ~has["source"] & ~has["publisher"], self.t["source"], "no source is named",
            "say who says it: amend(claims, claim_id, reason=..., source=...).", "warning",
        )  # fmt: skip
        dated = has["as_of"] | has["reported"]
        self.note(
            "as_of", ~dated & (self.has("start") | dated.any()), self.t["text"], "the claim has no date",
            "give the article's date (reported=...) or amend as_of.", "warning",
        )  # fmt: skip

    # -----------------------------------------------------------------------------------------------------------------
    # Results

    def ordered(self) -> pd.DataFrame:
        columns = {name: typed(self.t[name], dtype) for name, dtype in _KNOWN.items() if name in self.t}
        extra = {name: inferred(self.raw[name]) for name in self.raw if name not in _KNOWN}
        return pd.DataFrame({**columns, **extra}, index=pd.RangeIndex(self.n))

    def findings(self) -> pd.DataFrame:
        found = sorted(self.found, key=lambda finding: finding[0])
        ids, sources = self.t["claim_id"], self.t["source"]
        rows = [(ids[i], sources[i], *rest) for i, *rest in found]
        cells = list(zip(*rows, strict=True)) or [()] * len(_FINDINGS)
        return pd.DataFrame(
            {name: typed(np.array(c, dtype=object), WORDS) for name, c in zip(_FINDINGS, cells, strict=True)}
        )
