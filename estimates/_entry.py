"""Raw cells to the claims table: columns recognised, cells read, words parsed, defaults set, findings collected.

Entering a claims table again changes nothing, so one path serves reading, checking and amending.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.errors import SchemaError, listed, nearest
from estimates.schema import ALIASES, COLUMNS, DATE, ENDS, FLAG, NUMBER, OFFSET, OPTIONAL, WORDS
from estimates.text.figures import parse_figures
from estimates.units import is_known

#: The columns of which a claim needs one, besides its words.
FIGURE = ("value", "low", "best", "high")

_KNOWN = {**COLUMNS, **OPTIONAL}
_NOT_CONTENT = ("claim_id", "likely_low", "likely_high", "closed", "basis")
_FINDINGS = ["claim_id", "source", "column", "value", "severity", "problem", "hint"]
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?")
_FLAGS = dict.fromkeys(("true", "yes", "y", "t", "1", "1.0"), True) | dict.fromkeys(
    ("false", "no", "n", "f", "0", "0.0"), False
)

Cells = NDArray[Any]
Bools = NDArray[np.bool_]


def enter(
    raw: pd.DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    convention: Any = "plain",
    missing: Iterable[float] = (-999,),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make a claims table of raw cells, and a table of what was found on the way.

    A row of the second table is one finding: ``claim_id, source, column, value, severity, problem, hint``. What the
    door would refuse has the severity "error" and its cell is missing in the first table.
    """
    entry = _Entry(_renamed(raw, columns or {}))
    entry.read_cells(tuple(missing))
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
# Columns


def _plain_name(name: object) -> str:
    return re.sub(r"[\s\-]+", "_", str(name).strip().lower())


def _renamed(raw: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Give the columns our names: the caller's first, then ours in other spelling, then neighbours'."""
    for theirs, ours in columns.items():
        if theirs not in raw and not raw.empty:
            raise SchemaError(f"columns= names {theirs!r}, which is not there.", hint=nearest(theirs, raw.columns))
        if ours not in _KNOWN:
            raise SchemaError(f"columns= asks for {ours!r}, which is not a column of ours.", hint=nearest(ours, _KNOWN))
    new = {old: columns[old] for old in raw if old in columns}
    for old in raw:
        if old not in new and _plain_name(old) in _KNOWN and _plain_name(old) not in new.values():
            new[old] = _plain_name(old)
    ours_already = set(new.values())
    for old in raw:
        ours = ALIASES.get(_plain_name(old), "")
        if old in new or not ours or ours in ours_already:
            continue
        if ours in new.values():
            both = [o for o, name in new.items() if name == ours] + [old]
            raise SchemaError(
                f"columns {listed(both)} could all be {ours!r}.", hint=f"say which: columns={{{old!r}: {ours!r}}}."
            )
        new[old] = ours
    new |= _stems(raw, new)
    out = raw.rename(columns=new)
    if not {"text", *FIGURE} & set(out) and not out.empty:
        raise SchemaError(
            f"no column holds the claims' words or numbers; there are: {listed(raw.columns, 12) or 'none'}.",
            hint="name one 'text' (words) or 'value' (a number), or 'low' and 'high', or map yours: "
            "columns={'their name': 'value'}.",
        )
    return out


def _stems(raw: pd.DataFrame, new: Mapping[Any, str]) -> dict[Any, str]:
    """``deaths_min`` beside ``deaths_max`` are low and high of one quantity."""
    if set(FIGURE) & set(new.values()):
        return {}
    ends = {_plain_name(c): c for c in raw if c not in new}
    stems = [name.removesuffix("_min") for name in ends if name.endswith("_min")]
    stems = [stem for stem in stems if f"{stem}_max" in ends]
    if len(stems) > 1:
        raise SchemaError(
            f"several columns come in pairs: {listed(stems)}.",
            hint=f"read one quantity at a time: columns={{'{stems[0]}_min': 'low', '{stems[0]}_max': 'high'}}.",
        )
    found: dict[Any, str] = {}
    for stem in stems:
        found = {ends[f"{stem}_min"]: "low", ends[f"{stem}_max"]: "high"}
        if f"{stem}_best" in ends:
            found[ends[f"{stem}_best"]] = "best"
    return found


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
                self.t[name] = _missing(dtype, self.n)

    def _read(self, name: str, dtype: Any, missing: tuple[float, ...]) -> Cells:
        cells = self.raw[name]
        if dtype in (NUMBER, OFFSET):
            return self._numbers(name, cells, missing if dtype == NUMBER else ())
        if dtype == DATE and pd.api.types.is_datetime64_any_dtype(cells):
            return np.array((cells if cells.dt.tz is None else cells.dt.tz_localize(None)).to_numpy(), dtype=DATE)
        if dtype == FLAG and pd.api.types.is_bool_dtype(cells) and not cells.hasnans:
            return np.array(cells.to_numpy(), dtype=bool)
        words = _words(cells)
        if dtype == WORDS:
            return words
        if dtype == DATE:
            days = self._each(name, words, _day, f"{name} is no date", "write a day as 2024-11-04.")
            return np.array([np.datetime64("NaT") if d is None else d for d in days], dtype=DATE)
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
            read = [_number(cell) for cell in cells.tolist()]
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
            said[column] = _missing(COLUMNS[column], self.n)
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
        t["resolution"] = np.where(self.has("resolution"), t["resolution"], _resolution(t["value"]))
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
        total = np.zeros(self.n, dtype=np.uint64)
        for place, column in enumerate(COLUMNS):
            cells = self.t[column]
            stands = np.ones(self.n, dtype=bool) if cells.dtype == bool else self.has(column)
            if column in _NOT_CONTENT or not stands.any():
                continue
            weight = np.uint64((2 * place + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF)
            total += np.where(stands, pd.util.hash_array(_hashable(cells, stands)) * weight, np.uint64(0))
        hashes = (total ^ (total >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        ids, seen = [], dict[str, int]()
        for number, there, own in zip(hashes.tolist(), named.tolist(), self.t["claim_id"].tolist(), strict=True):
            made = f"c{number >> 28:09x}"
            again = seen[made] = seen.get(made, 0) + 1
            ids.append(own if there else made if again == 1 else f"{made}-{again}")
        self.t["claim_id"] = np.array(ids, dtype=object)

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
        columns = {name: _typed(self.t[name], dtype) for name, dtype in _KNOWN.items() if name in self.t}
        extra = {name: _inferred(self.raw[name]) for name in self.raw if name not in _KNOWN}
        return pd.DataFrame({**columns, **extra}, index=pd.RangeIndex(self.n))

    def findings(self) -> pd.DataFrame:
        found = sorted(self.found, key=lambda finding: finding[0])
        ids, sources = self.t["claim_id"], self.t["source"]
        rows = [(ids[i], sources[i], *rest) for i, *rest in found]
        cells = list(zip(*rows, strict=True)) or [()] * len(_FINDINGS)
        return pd.DataFrame(
            {name: _typed(np.array(c, dtype=object), WORDS) for name, c in zip(_FINDINGS, cells, strict=True)}
        )


def _missing(dtype: Any, n: int) -> Cells:
    if dtype == FLAG:
        return np.zeros(n, dtype=bool)
    if dtype == DATE:
        return np.full(n, "NaT", dtype=DATE)
    return np.full(n, np.nan, dtype=float if dtype in (NUMBER, OFFSET) else object)


def _typed(cells: Cells, dtype: Any) -> Any:
    if dtype == OFFSET:
        return pd.array(np.round(cells), dtype=OFFSET)
    if dtype == WORDS or isinstance(dtype, pd.CategoricalDtype):
        return pd.array(cells, dtype=dtype)
    return cells


def _words(cells: pd.Series) -> Cells:
    """Cells as stripped strings; NaN where nothing stands."""
    out = [c.strip() if isinstance(c, str) else c for c in cells.astype(object).tolist()]
    absent = pd.isna(np.array(out, dtype=object)) if out else np.zeros(0, dtype=bool)
    words = [
        np.nan if gone or c == "" else c if isinstance(c, str) else str(c) for c, gone in zip(out, absent, strict=True)
    ]
    array = np.empty(len(words), dtype=object)
    array[:] = words
    return array


def _number(cell: Any) -> float | None:
    """A cell as a number, NaN where nothing stands, None where it is none."""
    if isinstance(cell, bool | np.bool_):
        return None
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return np.nan
    try:
        return float(cell)
    except (TypeError, ValueError):
        word = str(cell).strip()
    if not word or word.lower() in ("na", "none", "<na>"):
        return np.nan
    if _GROUPED.fullmatch(word):
        return float(word.replace(",", ""))
    return {"∞": np.inf, "+∞": np.inf, "-∞": -np.inf, "−∞": -np.inf}.get(word)


def _day(word: str) -> np.datetime64 | None:
    """A day, or a moment by its own clock: the day of a place is not moved to another time zone."""
    if not _DAY.fullmatch(word):
        return None
    try:
        return np.datetime64(dt.datetime.fromisoformat(word).replace(tzinfo=None), "us")
    except ValueError:
        return None


def _resolution(values: Cells) -> Cells:
    """Find 10 to the number of trailing zeros, or the last decimal place."""
    finite = np.isfinite(values)
    place = np.where(finite, 1.0, np.nan)
    size = np.abs(np.where(finite, values, 0.0))
    for k in range(1, 16):
        ends_in_zeros = (size > 0) & (np.fmod(size, 10.0**k) == 0)
        if not ends_in_zeros.any():
            break
        place[ends_in_zeros] = 10.0**k
    fraction = finite & (np.fmod(size, 1.0) != 0)
    for k in range(9, 0, -1) if fraction.any() else ():
        there = fraction & np.isclose(size * 10.0**k, np.round(size * 10.0**k), rtol=1e-12, atol=0)
        place[there] = 10.0**-k
    return place


def _hashable(cells: Cells, stands: Bools) -> Cells:
    if cells.dtype == object:
        return np.where(stands, cells, "")
    return cells + 0.0 if cells.dtype == NUMBER else cells.astype("int64")  # -0.0 and 0.0 are one number


def _inferred(cells: pd.Series) -> pd.Series:
    """An extra column as it came; one of strings only that are all numbers, or all true and false, as these."""
    if cells.dtype != object:
        return cells
    stands = cells.dropna()
    if not stands.map(lambda c: isinstance(c, str)).all() or stands.empty:
        return cells.infer_objects()
    if stands.isin(["True", "False"]).all():
        return cells.eq("True") if len(stands) == len(cells) else cells
    coded = stands.str.fullmatch(r"[+-]?0\d+").any()
    numbers = pd.to_numeric(stands, errors="coerce")
    if coded or numbers.isna().any():
        return cells.astype(WORDS)
    return pd.to_numeric(cells)
