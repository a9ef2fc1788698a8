"""Raw cells to the claims table: columns recognised, cells read, words parsed, defaults set, findings collected.

Entering a claims table again changes nothing, so one path serves reading, checking and amending.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.cells import (
    Cells,
    as_number,
    as_words,
    inferred,
    leaves_open,
    no_cells,
    resolution_of,
    typed,
    with_marks,
)
from estimates.claims.columns import shaped
from estimates.claims.dates import read_days
from estimates.claims.ids import content_ids
from estimates.claims.notes import Notes
from estimates.claims.several import parted
from estimates.errors import nearest
from estimates.figures.credences import parted as parted_of
from estimates.figures.hedges import hedge_words
from estimates.figures.tables import parse_figures
from estimates.intervals.arrays import Bools
from estimates.lang.credence import named, phrases
from estimates.lang.credence import pattern as credence_words
from estimates.schema import COLUMNS, DATE, ENDS, FIGURE, FLAG, NUMBER, OFFSET, OPTIONAL, WORDS
from estimates.units import is_known

_KNOWN = {**COLUMNS, **OPTIONAL}
_PASSED = ("who", "event", "place", "cites", "speaker_role", "derived_from", "amended")
_FAR = 2**53  # beyond it a float no longer counts
_NEVER = np.datetime64("NaT", "us")  # with a unit: numpy deprecates a date of none
_FLAGS = dict.fromkeys(("true", "yes", "y", "t", "1", "1.0"), True) | dict.fromkeys(
    ("false", "no", "n", "f", "0", "0.0"), False
)


def enter(raw: pd.DataFrame, **how: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make a claims table of raw cells, and a table of what was found on the way.

    A row of the second table is one finding: ``claim_id, row, source, column, value, severity, problem, hint``. What
    the door would refuse has the severity "error" and its cell is missing in the first table; with ``keep`` the claim
    can be used without it and says so in ``doubt``. ``words`` is False for rows whose words our own reader has just
    read; ``marks`` are the decimal and the thousands mark of numbers, ``custom`` the order of a publisher's dates.
    With ``several`` a cell of words may state figures of several sources. ``changes`` says whether figures without a
    ``trend`` are changes; None leaves it to them. The index of ``raw`` counts its rows.
    """
    entry = _passed(raw, **how)
    return entry.ordered(), entry.notes.table(entry.t["claim_id"], entry.t["source"])


def examine(raw: pd.DataFrame) -> pd.DataFrame:
    """What ``enter`` finds on the way, without the table."""
    entry = _passed(raw)
    return entry.notes.table(entry.t["claim_id"], entry.t["source"])


def _passed(
    raw: pd.DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    quantities: Mapping[str, str] | Sequence[str] | None = None,
    convention: Any = "plain",
    missing: Iterable[float] = (-999,),
    words: bool = True,
    keep: bool = False,
    one_sided: str = "unknown",
    marks: tuple[str | None, str | None] = (None, None),
    day_first: bool | None = None,
    custom: bool | None = None,
    several: bool = False,
    changes: bool | None = False,
) -> _Entry:
    rows = shaped(raw, columns or {}, quantities)
    entry = _Entry(parted(rows) if several else rows, marks=marks, orders=(day_first, custom))
    entry.read_cells(tuple(missing))
    entry.check_ends(keep=keep)
    entry.check_cells(keep=keep)
    if one_sided == "open":
        entry.open_ends()
    if words:
        entry.read_words(convention)
    entry.set_defaults()
    if changes or (changes is None and entry.holds_changes()):
        entry.mark_changes()
    entry.check(keep=keep)
    if keep:
        entry.doubt()
    if several and (keep or "locator" not in rows):
        entry.name_rows()
    return entry


# ---------------------------------------------------------------------------------------------------------------------
# Cells: words are object arrays with NaN, the rest plain numpy; pandas comes back in only at the end, for its overhead
# per operation would dwarf the work on an article's dozen claims


class _Entry:
    """One table on its way in, and what was found."""

    def __init__(
        self, raw: pd.DataFrame, *, marks: tuple[str | None, str | None], orders: tuple[bool | None, bool | None]
    ) -> None:
        counted = pd.api.types.is_integer_dtype(raw.index)
        self.notes = Notes((raw.index.to_numpy() if counted else np.arange(len(raw))) + 1)
        self.raw = raw.reset_index(drop=True)
        self.n = len(raw)
        self.t: dict[str, Cells] = {}
        self.marks, self.orders = marks, orders
        self.passed: dict[str, pd.Series] = {}  # words that nothing here asks for

    def has(self, column: str) -> Bools:
        """Whether the cells of a column stand."""
        cells = self.t[column]
        if cells.dtype == object:
            return np.array(~pd.isna(cells), dtype=bool)
        return ~np.isnat(cells) if cells.dtype == DATE else ~np.isnan(cells)

    def read_cells(self, missing: tuple[float, ...]) -> None:
        for name, dtype in _KNOWN.items():
            if name in self.raw and name in _PASSED and isinstance(self.raw[name].dtype, pd.StringDtype):
                stripped = self.raw[name].str.strip()
                self.passed[name] = stripped.mask(stripped == "") if (stripped == "").any() else stripped
            elif name in self.raw:
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
        if name in ("credence", "confidence"):
            return self._credences(name, words)
        if dtype == WORDS:
            return words
        if dtype == DATE:
            return self._dates(name, words)
        if dtype == FLAG:
            hint = "write true or false."
            flags = self._each(name, words, lambda w: _FLAGS.get(w.lower()), f"{name} is neither true nor false", hint)
            return np.array([bool(flag) for flag in flags], dtype=bool)
        return self._vocabulary(name, words, dtype)

    def _dates(self, name: str, words: Cells) -> Cells:
        """Read a column of dates; what they are precise to stands beside ``as_of``, and only there."""
        codes, distinct = pd.factorize(words)  # a missing cell has the code -1
        read = read_days(distinct.tolist(), day_first=self.orders[0], custom=self.orders[1])
        if name != "as_of":
            read.unread.update(dict.fromkeys((w for w, (_, p) in read.days.items() if p != "day"), "is no date"))
        whys = np.array([*(read.unread.get(word) for word in distinct), None], dtype=object)[codes]
        for why in sorted(set(read.unread.values())):
            hint = (
                "say which comes first: day_first=True or False." if "could be" in why else "write a day as 2024-11-04."
            )
            self.notes.add(name, whys == why, words, f"{name} {why}", hint)
        never = (_NEVER, "day")
        days = [never if word in read.unread else read.days[word] for word in distinct]
        if name == "as_of" and "precision" not in self.raw and any(p != "day" for _, p in days):
            self.t["precision"] = np.array([*(p for _, p in days), np.nan], dtype=object)[codes]
        moments: Cells = np.array([*(day for day, _ in days), _NEVER], dtype=DATE)[codes]
        return moments

    def _each(self, name: str, words: Cells, read: Callable[[str], Any], problem: str, hint: str) -> list[Any]:
        """Read each distinct word once; None, and a finding, where it cannot be read."""
        stands = ~pd.isna(words)
        meaning = {word: read(word) for word in set(words[stands].tolist())}
        out = [meaning[word] if there else None for word, there in zip(words.tolist(), stands.tolist(), strict=True)]
        unread = stands & np.array([value is None for value in out], dtype=bool)
        self.notes.add(name, unread, words, problem, hint)
        return out

    def _numbers(self, name: str, cells: pd.Series, missing: tuple[float, ...]) -> Cells:
        if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
            numbers = np.array(cells.to_numpy(dtype=float, na_value=np.nan))
        else:
            numbers = self._written(name, cells)
        coded = np.isin(numbers, missing)
        self.notes.add(name, coded, numbers, f"{name} holds a code for missing", "it is taken as not known.", "warning")
        numbers[coded] = np.nan
        return numbers

    def _written(self, name: str, cells: pd.Series) -> Cells:
        """Numbers as written; a mark that could be of decimals or of thousands is not guessed."""
        decimal, thousands = self.marks
        shown = cells.to_numpy(dtype=object, na_value=np.nan)
        point = decimal or ("," if thousands == "." else ".")
        read = [as_number(cell, point, thousands or ("." if point == "," else ",")) for cell in shown.tolist()]
        numbers = np.array([np.nan if x is None else x for x in read], dtype=float)
        self.notes.add(
            name, [x is None for x in read], shown, f"{name} cannot be read as a number",
            "words go into the column 'text'; a number is written 11000, 11,000 or 1.5e6; for 1,2 say decimal=','.",
        )  # fmt: skip
        open_cell = leaves_open(shown.tolist()) if self.marks == (None, None) else None
        if open_cell is not None:
            pointed = np.array([isinstance(c, str) and "." in c for c in shown.tolist()], dtype=bool)
            self.notes.add(
                name, pointed, shown, f"{name} leaves open whether its point is of decimals or of thousands",
                "say which: decimal='.' or thousands='.'.",
            )  # fmt: skip
            numbers[pointed] = np.nan
        return numbers

    def _credences(self, name: str, words: Cells) -> Cells:
        """Words of probability by the one word for each; "low" alone is a confidence."""
        out = np.full(self.n, np.nan, dtype=object)
        for word in sorted(set(words[~pd.isna(words)].tolist())):
            meaning = named(word) or named(f"{word} {name}")
            if meaning is not None and meaning[0] == name:
                out[words == word] = meaning[1]
            else:
                known = sorted({one for column, one in phrases().values() if column == name})
                self.notes.add(name, words == word, words, f"{name}={word!r} is not known", nearest(word, known))
        return out

    def _vocabulary(self, name: str, words: Cells, dtype: Any) -> Cells:
        said = (hedge_words() if name == "hedge" else {}) | {word.casefold(): word for word in dtype.categories}
        out = np.full(self.n, np.nan, dtype=object)
        for word in sorted(set(words[~pd.isna(words)].tolist())):
            plain = re.sub(r"[\s\-]+", "_", word).removesuffix(".0").casefold()
            if plain in said or word.casefold() in said:
                out[words == word] = said.get(plain) or said[word.casefold()]
            else:
                self.notes.add(
                    name, words == word, words, f"{name}={word!r} is not known", nearest(word, dtype.categories)
                )
        return out

    # -----------------------------------------------------------------------------------------------------------------
    # Words

    def read_words(self, convention: Any) -> None:
        """Read the figure's words where no number is given; where both are, take the rest of their meaning."""
        t, has_words = self.t, self.has("text")
        if not has_words.any():
            return
        written, likeliest = self._without_credences(has_words)
        if self.marks != (None, None):
            written = [with_marks(words, *self.marks) for words in written]
        read = parse_figures(written, convention=convention)
        said: dict[str, Cells] = {}
        for column in ("value", "low", "high", "resolution", "hedge", "unit", "noun"):
            number = COLUMNS[column] == NUMBER
            said[column] = no_cells(COLUMNS[column], self.n)
            said[column][has_words] = read[column].to_numpy(dtype=float if number else object)
        silent = has_words & ~np.any([self.has(column) for column in FIGURE], axis=0)
        same = np.isclose(said["value"], t["value"]) | (
            np.isclose(said["low"], t["low"]) & np.isclose(said["high"], t["high"])
        )
        # "at least 500" beside 500 to 500 or 500 alone is that figure: the words say how it is meant
        ends = np.array([t["low"], t["high"]])
        given = ~np.isnan(ends)
        alike = has_words & given.any(axis=0) & np.all(~given | np.isclose(ends, said["value"]), axis=0)
        alike &= ~self.has("value") & ~self.has("basis") & ~self.has("likely_low")
        t["value"][alike] = said["value"][alike]
        t["low"][alike], t["high"][alike] = np.nan, np.nan
        same |= alike
        for column in ("value", "low", "high"):
            t[column][silent] = said[column][silent]
        if any(likeliest):
            values = np.full(self.n, np.nan)
            values[has_words] = parse_figures(likeliest)["value"].to_numpy(dtype=float)
            inside = silent & (values >= t["low"]) & (values <= t["high"])
            t["best"] = np.where(inside, values, t["best"])
        vague = silent & (said["hedge"] == "vague") & ~self.has("basis")
        t["basis"][vague] = f"vague, {convention if isinstance(convention, str) else 'own'} convention"
        for column in ("hedge", "unit", "noun", "resolution"):
            taken = (silent | (has_words & same)) & ~self.has(column)
            t[column][taken] = said[column][taken]
        nothing = np.all([np.isnan(said[column]) for column in ("value", "low", "high")], axis=0)
        hint = "give its number with amend."
        self.notes.add("text", silent & nothing, t["text"], "these words say no figure", hint, "warning")
        apart = has_words & ~silent & ~np.isnan(said["value"]) & ~np.isnan(t["value"]) & ~same
        self.notes.add(
            "value", apart, lambda i: f"{t['value'][i]} for {t['text'][i]!r}", "value is not what the words say",
            "read the source again.", "warning",
        )  # fmt: skip

    def _without_credences(self, rows: Bools) -> tuple[list[str], list[str]]:
        """The words of figures without those of probability, which go into columns of their own."""
        texts = self.t["text"][rows].tolist()
        pattern = credence_words()
        said = {text: parted_of(text) for text in set(texts) if pattern.search(text) or "best" in text.lower()}
        if not said:
            return texts, []
        for column in ("credence", "confidence"):
            words = [getattr(said[text], column) if text in said else None for text in texts]
            if any(words):
                cells = self.t.setdefault(column, np.full(self.n, np.nan, dtype=object))
                found = np.array([np.nan if word is None else word for word in words], dtype=object)
                cells[rows] = np.where(pd.isna(cells[rows]), found, cells[rows])
        likeliest = [(said[text].likeliest if text in said else None) or "" for text in texts]
        return [said[text].text if text in said else text for text in texts], likeliest

    # -----------------------------------------------------------------------------------------------------------------
    # Defaults

    def set_defaults(self) -> None:
        t = self.t
        alone = ~self.has("value") & ~self.has("low") & ~self.has("high")
        t["value"] = np.where(alone, t["best"], t["value"])
        # "28,000 to 28,000" in a table is a printed 28,000: nobody said that it was exact.
        printed = (t["low"] == t["high"]) & ~self.has("value") & ~self.has("text") & ~self.has("hedge")
        printed &= np.isfinite(t["low"]) & ~self.has("likely_low") & ~self.has("basis")
        t["value"] = np.where(printed, t["low"], t["value"])
        t["low"], t["high"] = (np.where(printed, np.nan, t[end]) for end in ("low", "high"))
        ends = self.has("low") | self.has("high")
        self._fill("hedge", "between", ends & ~self.has("value"))
        self._fill("hedge", "plain", self.has("value"))
        self._fill("basis", "stated", ends)
        self._fill("status", "actual", True)
        t["resolution"] = np.where(self.has("resolution"), t["resolution"], resolution_of(t["value"]))
        for column, other in (("origin", "source"), ("quantity", "noun")):
            there = self.has(column)
            t[column] = t[other] if not there.any() else t[column] if there.all() else np.where(
                there, t[column], t[other])  # fmt: skip
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
    # Checks: with ``keep`` the cell that is wrong is taken out, so that the rest of its claim can be used

    def check_cells(self, *, keep: bool) -> None:
        """Look at numbers and units before words are read, so that words say what a cell that is taken out does not."""
        t = self.t
        for name in ("value", "best", "se", "resolution"):
            if name in t:
                hint = "leave it empty, or give low and high."
                self._refuse(name, np.isinf(t[name]), f"{name} is infinite", hint, keep=keep)
        if "se" in t:
            self._refuse("se", t["se"] < 0, "se is negative", "a standard error is 0 or more.", keep=keep)
        for unit in sorted(set(t["unit"][self.has("unit")].tolist())):
            if not is_known(unit):
                hint = "a unit is a word such as 'person', 'count', 'mile' or 'USD'; what is counted goes into 'noun'."
                self._refuse("unit", t["unit"] == unit, f"unit {unit!r} is not known", hint, keep=keep)

    def check(self, *, keep: bool) -> None:
        t = self.t
        self._check_ids(keep=keep)
        for name in ("start", "end"):
            with np.errstate(invalid="ignore"):
                wrong = self.has(name) & ~((t[name] >= 0) & (t[name] <= _FAR) & (t[name] % 1 == 0))
            self._refuse(name, wrong, f"{name} is no place in a text", "offsets count characters from 0.", keep=True)
        behind = t["start"] > t["end"]
        self._refuse("start", behind, "start lies behind end", "offsets count characters from 0.", keep=keep)
        self._look_twice()

    def _refuse(self, name: str, rows: Bools, problem: str, hint: str, *, keep: bool) -> None:
        if rows.any():
            self.notes.add(name, rows, self.t[name].copy(), problem, hint)
            if keep:
                self.t[name][rows] = np.nan

    def _check_ids(self, *, keep: bool) -> None:
        ids = pd.Series(self.t["claim_id"])
        twice = ids.duplicated(keep=False).to_numpy()
        if twice.any():
            hint = "give each claim an id of its own, or none."
            self.notes.add("claim_id", twice, self.t["claim_id"].copy(), "claim_id stands twice", hint)
        if keep and twice.any():
            taken = set(ids)
            for place in np.flatnonzero(ids.duplicated()).tolist():
                made = next(new for k in count(2) if (new := f"{ids[place]}-{k}") not in taken)
                taken.add(made)
                self.t["claim_id"][place] = made

    def check_ends(self, *, keep: bool) -> None:
        """Look whether ends lie in order around what is stated; which of them is wrong a row does not say."""
        t = self.t
        swapped = t["low"] > t["high"]
        disordered = np.zeros(self.n, dtype=bool)
        hint = "read the text of these claims again; the ends may be swapped."
        for i, lower in enumerate(ENDS):
            for upper in ENDS[i + 1 :]:
                wrong = _exceeds(t[lower], t[upper])
                if (lower, upper) != ("low", "high"):
                    wrong &= ~swapped
                if wrong.any():
                    self.notes.add(lower, wrong, self._pair(lower, upper), f"{lower} exceeds {upper}", hint)
                    disordered |= wrong
        outside = _exceeds(t["low"], t["value"]) | _exceeds(t["value"], t["high"])
        outside &= ~disordered
        if outside.any():
            self.notes.add(
                "value", outside, self._pair("low", "value", "high"), "value lies outside low and high", hint
            )
            disordered |= outside
        nowhere = np.isinf(t["low"]) & (t["low"] == t["high"])
        if nowhere.any():
            self.notes.add(
                "low", nowhere, self._pair("low", "high"), "both ends are the same infinity", "leave one end empty."
            )
            disordered |= nowhere
        if keep and disordered.any():
            t["value"] = np.where(disordered & ~self.has("value"), t["best"], t["value"])
            for name in (*ENDS, "closed", "basis"):
                t[name][disordered] = np.nan
            t["hedge"][disordered & (t["hedge"] == "between")] = np.nan

    def open_ends(self) -> None:
        """Read a pair of which one end is empty as a floor, or a ceiling, as the caller says it is meant."""
        t = self.t
        for end, other, hedge, edge in (("low", "high", "at_least", np.inf), ("high", "low", "at_most", -np.inf)):
            half = self.has(end) & ~self.has(other) & ~self.has("value")
            alone = half & ~self.has("best")
            t["value"][alone], t["hedge"][alone] = t[end][alone], hedge
            t[end][alone] = np.nan
            t[other][half & ~alone] = edge

    def holds_changes(self) -> bool:
        """Whether this is one hand's list of corrections: several counts a row, below zero in most of the quantities.

        Figures of several sources, one a row, may be margins, balances or degrees, which are levels below zero too.
        """
        t = self.t
        value = t["value"][np.isfinite(t["value"].astype(float))].astype(float)
        if "trend" in t or not (value < 0).any() or (value % 1).any():
            return False
        if 3 * len(np.unique(self.notes.rows)) > self.n or pd.unique(t["source"]).size > 1:
            return False
        counted = pd.isna(t["unit"]) | np.isin(t["unit"].astype(str), ("person", "count"))
        below = pd.Series((t["value"] < 0) & counted).groupby(t["quantity"]).any()
        return len(below) > 2 and bool(below.mean() > 0.5)

    def mark_changes(self) -> None:
        """Take figures for changes and not for levels: they go up or down, and what does neither goes up by none."""
        trend = self.t.setdefault("trend", np.full(self.n, np.nan, dtype=object))
        bare = pd.isna(trend) & self.has("value")
        trend[bare] = np.where(self.t["value"][bare] < 0, "down", "up")

    def name_rows(self) -> None:
        """Say in which row of its file a claim is found, where nothing else does; ids are made by then."""
        missing = ~self.has("locator")
        self.t["locator"][missing] = [f"row {row}" for row in self.notes.rows[missing]]

    def doubt(self) -> None:
        """Write down beside each claim what the door would have refused."""
        said = self.notes.doubts()
        if said:
            doubts = self.t.setdefault("doubt", np.full(self.n, np.nan, dtype=object))
            for place, words in said.items():
                earlier = doubts[place]
                doubts[place] = f"{earlier}; {words}" if isinstance(earlier, str) else words

    def _pair(self, *names: str) -> Callable[[int], str]:
        return lambda i: ", ".join(f"{name}={self.t[name][i]}" for name in names)

    def _look_twice(self) -> None:
        """Findings that do not bar the door."""
        if "doubt" in self.t:
            doubted = self.t["doubt"]
            hint = "read the source again; amend(claims, claim_id, reason=..., doubt=None) settles it."
            said = [(place, words) for place, words in enumerate(doubted.tolist()) if isinstance(words, str)]
            self.notes.found += [(place, "doubt", words, "warning", words, hint) for place, words in said]
        has = {
            name: self.has(name)
            for name in ("text", "value", "low", "high", "source", "publisher", "as_of", "reported")
        }
        number = has["value"] | has["low"] | has["high"]
        self.notes.add(
            "value", ~number & ~has["text"], self.t["quantity"], "the claim has neither words nor a number",
            "it supports nothing and contradicts nothing.", "warning",
        )  # fmt: skip
        half = ~has["value"] & (has["low"] != has["high"])
        hint = "give inf where a range is unbounded."
        self.notes.add("high", half, self._pair("low", "high"), "one end is not known", hint, "warning")
        self.notes.add(
            "source", ~has["source"] & ~has["publisher"], self.t["source"], "no source is named",
            "say who says it: amend(claims, claim_id, reason=..., source=...).", "warning",
        )  # fmt: skip
        dated = has["as_of"] | has["reported"]
        self.notes.add(
            "as_of", ~dated & (self.has("start") | dated.any()), self.t["text"], "the claim has no date",
            "give the article's date (reported=...) or amend as_of.", "warning",
        )  # fmt: skip

    # -----------------------------------------------------------------------------------------------------------------
    # Results

    def ordered(self) -> pd.DataFrame:
        columns = {
            name: self.passed[name].array if name in self.passed else typed(self.t[name], dtype)
            for name, dtype in _KNOWN.items()
            if name in self.t or name in self.passed
        }
        extra = {name: inferred(self.raw[name]) for name in self.raw if name not in _KNOWN}
        return pd.DataFrame({**columns, **extra}, index=pd.RangeIndex(self.n), copy=False)


def _exceeds(lower: Cells, upper: Cells) -> Bools:
    slack = 1e-9 * np.where(np.isfinite(upper), np.abs(upper), 0.0)
    with np.errstate(over="ignore"):  # beyond the greatest number nothing is exceeded
        return np.array(lower > upper + slack, dtype=bool)
