"""Raw cells to the claims table: columns recognised, cells read, words parsed, defaults set, findings collected.

Entering a claims table again changes nothing, so one path serves reading, checking and amending.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

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
_DAY = re.compile(r"-?\d{4,}-\d\d-\d\d(?:[T ].*)?")
_TRUE, _FALSE = {"true", "yes", "y", "1", "1.0", "t"}, {"false", "no", "n", "0", "0.0", "f", ""}


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
# Cells


class _Entry:
    """One table on its way in, and what was found."""

    def __init__(self, raw: pd.DataFrame) -> None:
        self.raw = raw.reset_index(drop=True)
        self.n = len(raw)
        self.t: dict[str, pd.Series] = {}
        self.found: list[
            tuple[str, pd.Series, str, str, str]
        ] = []  # column, shown value by row, severity, problem, hint

    def note(self, column: str, rows: Any, shown: pd.Series, problem: str, hint: str, severity: str = "error") -> None:
        rows = np.asarray(rows, dtype=bool)
        if rows.any():
            self.found.append((column, shown[rows], severity, problem, hint))

    def read_cells(self, missing: tuple[float, ...]) -> None:
        for name, dtype in _KNOWN.items():
            if name in self.raw:
                self.t[name] = self._read(name, dtype, missing)
            elif name in COLUMNS:
                empty = False if dtype == FLAG else pd.NaT if dtype == DATE else pd.NA if dtype == OFFSET else np.nan
                self.t[name] = pd.Series([empty] * self.n, dtype=dtype)

    def _read(self, name: str, dtype: Any, missing: tuple[float, ...]) -> pd.Series:
        cells = self.raw[name]
        if dtype == NUMBER:
            return self._numbers(name, cells, missing)
        if dtype == OFFSET:
            return self._numbers(name, cells, ()).round().astype(OFFSET)
        if dtype == DATE:
            return self._dates(name, cells)
        if dtype == FLAG:
            return self._flags(name, cells)
        words = _words(cells)
        if dtype == WORDS:
            return words.astype(WORDS)
        return self._vocabulary(name, words, dtype)

    def _numbers(self, name: str, cells: pd.Series, missing: tuple[float, ...]) -> pd.Series:
        if pd.api.types.is_bool_dtype(cells):
            cells = cells.astype(object)
        if pd.api.types.is_numeric_dtype(cells):
            numbers = pd.Series(cells.to_numpy(dtype=float, na_value=np.nan))
        else:
            numbers = pd.to_numeric(cells.where(~cells.map(lambda c: isinstance(c, bool)), "?"), errors="coerce")
            numbers = numbers.astype(float)
            words = _words(cells)
            rest = numbers.isna() & words.notna() & ~words.str.lower().isin(["nan", "na", "none", "<na>"]).astype(bool)
            numbers[rest] = words[rest].map(_number)
            self.note(
                name, rest & numbers.isna(), words, f"{name} cannot be read as a number",
                "words go into the column 'text'; a number is written 11000, 11,000 or 1.5e6.",
            )  # fmt: skip
        coded = numbers.isin(list(missing))
        self.note(name, coded, numbers, f"{name} holds a code for missing", "it is taken as not known.", "warning")
        return numbers.where(~coded)

    def _dates(self, name: str, cells: pd.Series) -> pd.Series:
        if pd.api.types.is_datetime64_any_dtype(cells):
            return (cells if cells.dt.tz is None else cells.dt.tz_localize(None)).astype(DATE)
        words = _words(cells)
        written = words.where(words.fillna("").str.fullmatch(_DAY).astype(bool))
        dates = pd.to_datetime(written, format="ISO8601", errors="coerce", utc=True).dt.tz_localize(None).astype(DATE)
        self.note(name, words.notna() & dates.isna(), words, f"{name} is no date", "write a day as 2024-11-04.")
        return dates

    def _flags(self, name: str, cells: pd.Series) -> pd.Series:
        if pd.api.types.is_bool_dtype(cells) and not cells.isna().any():
            return cells.astype(FLAG)
        words = _words(cells).str.lower()
        known = words.isna() | words.isin(_TRUE | _FALSE)
        self.note(name, ~known, words, f"{name} is neither true nor false", "write true or false.")
        return words.isin(_TRUE).astype(FLAG)

    def _vocabulary(self, name: str, words: pd.Series, dtype: Any) -> pd.Series:
        plain = words.str.replace(r"[\s\-]+", "_", regex=True).str.removesuffix(".0").str.casefold()
        said = {word.casefold(): word for word in dtype.categories}
        known = plain.isin(said) | words.isna()
        for word in words[~known].unique():
            self.note(name, words == word, words, f"{name}={word!r} is not known", nearest(word, dtype.categories))
        return plain.map(said).astype(dtype)

    # -----------------------------------------------------------------------------------------------------------------
    # Words

    def read_words(self, convention: Any) -> None:
        """Read the figure's words where no number is given; where both are, take the rest of their meaning."""
        t = self.t
        has_number = ~pd.concat([t[c].isna() for c in FIGURE if c in t], axis=1).all(axis=1)
        has_words = t["text"].notna()
        if not has_words.any():
            return
        read = parse_figures(t["text"][has_words].tolist(), convention=convention).set_axis(
            t["text"].index[has_words]
        ).reindex(t["text"].index)  # fmt: skip
        same = np.isclose(read["value"], t["value"]) | (
            np.isclose(read["low"], t["low"]) & np.isclose(read["high"], t["high"])
        )
        silent = has_words & ~has_number
        for column in ("value", "low", "high"):
            t[column] = t[column].where(~silent, read[column].astype(float))
        vague = silent & (read["hedge"] == "vague").to_numpy(dtype=bool)
        basis = f"vague, {convention} convention" if isinstance(convention, str) else "vague, own convention"
        t["basis"] = t["basis"].astype(object).mask(vague & t["basis"].isna(), basis).astype(WORDS)
        taken = silent | (has_words & same)
        for column in ("hedge", "unit", "noun", "resolution"):
            cells = t[column].astype(object)
            t[column] = cells.where(cells.notna() | ~taken, read[column].astype(object)).astype(COLUMNS[column])
        unread = silent & read[["value", "low", "high"]].isna().all(axis=1)
        self.note("text", unread, t["text"], "these words say no figure", "give its number with amend.", "warning")
        apart = has_words & read["value"].notna() & t["value"].notna() & ~same
        shown = t["value"].astype(str) + " for " + t["text"].astype(object).map(repr)
        self.note("value", apart, shown, "value is not what the words say", "read the source again.", "warning")

    # -----------------------------------------------------------------------------------------------------------------
    # Defaults

    def set_defaults(self) -> None:
        t = self.t
        alone = t["value"].isna() & t["low"].isna() & t["high"].isna()
        t["value"] = t["value"].where(~(alone & t["best"].notna()), t["best"])
        ends = t["low"].notna() | t["high"].notna()
        range_ = t["value"].isna() & ends
        hedge = t["hedge"].astype(object)
        hedge = hedge.mask(hedge.isna() & range_, "between").mask(hedge.isna() & t["value"].notna(), "plain")
        t["hedge"] = hedge.astype(COLUMNS["hedge"])
        t["basis"] = t["basis"].astype(object).mask(t["basis"].isna() & ends, "stated").astype(WORDS)
        t["resolution"] = t["resolution"].fillna(pd.Series(_resolution(t["value"].to_numpy(dtype=float))))
        t["status"] = t["status"].astype(object).fillna("actual").astype(COLUMNS["status"])
        t["origin"] = t["origin"].fillna(t["source"])
        t["quantity"] = t["quantity"].fillna(t["noun"])
        t["claim_id"] = self._ids()

    def _ids(self) -> pd.Series:
        """Ids from the content of a row, so that neither its place nor the run decides."""
        ids = self.t["claim_id"]
        if not ids.isna().any():
            return ids
        total = np.zeros(self.n, dtype=np.uint64)
        for place, column in enumerate(COLUMNS):
            cells = self.t[column]
            if column in _NOT_CONTENT or not cells.notna().any():
                continue
            weight = np.uint64((2 * place + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF)
            total += np.where(cells.isna(), np.uint64(0), pd.util.hash_array(_hashable(cells)) * weight)
        hashes = (total ^ (total >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        made = pd.Series([f"c{h >> 28:09x}" for h in hashes.tolist()], dtype=WORDS)
        again = made.groupby(made).cumcount()
        made = made.where(again == 0, made + "-" + (again + 1).astype(str))
        return ids.fillna(made)

    # -----------------------------------------------------------------------------------------------------------------
    # Checks

    def check(self) -> None:
        t = self.t
        twice = t["claim_id"].duplicated(keep=False)
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
        for unit in t["unit"].dropna().unique():
            if is_known(unit):
                continue
            hint = "a unit is a word such as 'person', 'count', 'mile' or 'USD'; what is counted goes into 'noun'."
            self.note("unit", t["unit"] == unit, t["unit"], f"unit {unit!r} is not known", hint)
        backwards = (t["start"] > t["end"]).fillna(False)
        self.note("start", backwards, t["start"], "start lies behind end", "offsets count characters from 0.")
        nothing = t["text"].isna() & t["value"].isna() & t["low"].isna() & t["high"].isna()
        self.note(
            "value", nothing, t["quantity"], "the claim has neither words nor a number",
            "it supports nothing and contradicts nothing.", "warning",
        )  # fmt: skip
        half = t["value"].isna() & (t["low"].isna() != t["high"].isna())
        self.note(
            "high",
            half,
            self._both("low", "high", half),
            "one end is not known",
            "give inf where a range is unbounded.",
            "warning",
        )
        self.note(
            "source", t["source"].isna() & t["publisher"].isna(), t["source"], "no source is named",
            "say who says it: amend(claims, claim_id, reason=..., source=...).", "warning",
        )  # fmt: skip
        dated = t["as_of"].notna() | t["reported"].notna()
        from_text = t["start"].notna() | dated.any()
        self.note(
            "as_of", ~dated & from_text, t["text"], "the claim has no date",
            "give the article's date (reported=...) or amend as_of.", "warning",
        )  # fmt: skip

    def _both(self, one: str, other: str, rows: pd.Series) -> pd.Series:
        cells = self.t[one][rows], self.t[other][rows]
        return (f"{one}=" + cells[0].astype(str) + f", {other}=" + cells[1].astype(str)).reindex(rows.index)

    def _check_ends(self) -> None:
        t = self.t
        hint = "read the text of these claims again; the ends may be swapped."
        for i, lower in enumerate(ENDS):
            for upper in ENDS[i + 1 :]:
                wrong = t[lower] > t[upper] + 1e-9 * t[upper].abs().where(np.isfinite(t[upper]), 0.0)
                if (lower, upper) != ("low", "high"):
                    wrong &= ~(t["low"] > t["high"])
                self.note(lower, wrong, self._both(lower, upper, wrong), f"{lower} exceeds {upper}", hint)

    # -----------------------------------------------------------------------------------------------------------------
    # Results

    def ordered(self) -> pd.DataFrame:
        extra = {name: _inferred(self.raw[name]) for name in self.raw if name not in _KNOWN}
        return pd.DataFrame({**self.t, **extra}, index=pd.RangeIndex(self.n))

    def findings(self) -> pd.DataFrame:
        parts = [
            pd.DataFrame({
                "claim_id": self.t["claim_id"][shown.index].astype(object), "source": self.t["source"][shown.index],
                "column": column, "value": shown.map(str), "severity": severity, "problem": problem, "hint": hint,
            })
            for column, shown, severity, problem, hint in self.found
        ]  # fmt: skip
        if not parts:
            return pd.DataFrame({name: pd.Series(dtype=WORDS) for name in _FINDINGS})
        table = pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)
        return table.astype(dict.fromkeys(_FINDINGS, WORDS))


def _words(cells: pd.Series) -> pd.Series:
    """Cells as stripped strings; NaN where nothing stands."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        cells = cells.astype(object)
    words = cells.where(cells.notna(), np.nan).astype(object)
    words = words.map(lambda c: c.strip() if isinstance(c, str) else c if isinstance(c, float) and c != c else str(c))
    return words.where(words != "", np.nan).astype(WORDS)


def _number(word: str) -> float:
    if _GROUPED.fullmatch(word):
        return float(word.replace(",", ""))
    return {"∞": np.inf, "+∞": np.inf, "-∞": -np.inf, "−∞": -np.inf}.get(word, np.nan)


def _resolution(values: Any) -> Any:
    """Find 10 to the number of trailing zeros, or the last decimal place."""
    finite = np.isfinite(values)
    place = np.where(finite, 1.0, np.nan)
    size = np.abs(np.where(finite, values, 0.0))
    for k in range(1, 16):
        ends_in_zeros = (size > 0) & (np.fmod(size, 10.0**k) == 0)
        place[ends_in_zeros] = 10.0**k
    fraction = finite & (np.fmod(size, 1.0) != 0)
    for k in range(9, 0, -1):
        there = fraction & np.isclose(size * 10.0**k, np.round(size * 10.0**k), rtol=1e-12, atol=0)
        place[there] = 10.0**-k
    return place


def _hashable(cells: pd.Series) -> Any:
    if cells.dtype == NUMBER:
        return cells.to_numpy() + 0.0  # -0.0 and 0.0 are one number
    if cells.dtype == DATE or cells.dtype == FLAG:
        return cells.to_numpy().astype("int64")
    return cells.astype(object).where(cells.notna(), "").astype(str).to_numpy(dtype=object)


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
