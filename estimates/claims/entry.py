"""Raw cells to the claims table: columns recognised, cells read, words parsed, defaults set, findings collected.

Entering a claims table again changes nothing, so one path serves reading, checking and amending.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.cells import Cells, blank, inferred, resolution_of, typed, with_marks
from estimates.claims.checks import CheckedTable, scale_between
from estimates.claims.columns import shaped
from estimates.claims.dimensions import placed
from estimates.claims.ids import content_ids
from estimates.claims.notes import refuse
from estimates.claims.rawtable import KNOWN
from estimates.claims.several import parted
from estimates.coded import coded
from estimates.figures.credences import parted as parted_of
from estimates.figures.sizes import NOTHING, Size
from estimates.figures.tables import sizes_of
from estimates.intervals.arrays import Bools, Ints
from estimates.lang.credence import pattern as credence_words
from estimates.lang.lexicon import english
from estimates.schema import COLUMNS, FIGURE, NUMBER, WORDS, framed

_PERCENT = re.compile(r"(?<!\d)(?<!\d )%")  # "CFR (%)", and not "(95% CI)"


def enter(raw: pd.DataFrame, **how: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make a claims table of raw cells, and a table of what was found on the way.

    A row of the second table is one finding: ``claim_id, row, source, column, value, severity, problem, hint``. What
    the door would refuse has the severity "error" and its cell is missing in the first table; with ``keep`` the claim
    can be used without it and says so in ``doubt``. ``words`` is False for rows whose words our own reader has just
    read; ``marks`` are the decimal and the thousands mark of numbers, ``custom`` the order of a publisher's dates.
    With ``several``, as people's own tables are read, a cell of words may state figures of several sources, and
    "Country" and "Year" be where and when. ``changes`` says whether figures without a
    ``trend`` are changes; None leaves it to them. The index of ``raw`` counts its rows.
    """
    entry = _passed(raw, **how)
    return entry.ordered(), entry.findings()


def let_in(raw: pd.DataFrame, **how: Any) -> pd.DataFrame:
    """Make a claims table of raw cells, or raise one error with all that the door refuses."""
    entry = _passed(raw, **how)
    if entry.notes.bar():
        refuse(entry.findings(), entry.n)
    return entry.ordered()


def examine(raw: pd.DataFrame) -> pd.DataFrame:
    """What ``enter`` finds on the way, without the table."""
    entry = _passed(raw)
    for name in ("quantity", "source"):
        entry.look_for_spellings(name)
    return entry.findings()


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
    entry = _Entry(parted(placed(rows)) if several else rows, marks=marks, orders=(day_first, custom))
    entry.read_cells(tuple(missing))
    if keep:
        entry.keep_words()
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


class _Entry(CheckedTable):
    """A table on its way in, with what its words say and what goes without saying."""

    def keep_words(self) -> None:
        """Take what stands in place of a number for the words of its claim, where it has no others."""
        words = self.unread.get("value", np.zeros(self.n, dtype=bool)) & ~self.has("text")
        if words.any():
            cells = self.raw["value"].to_numpy(dtype=object)
            words[words] = [isinstance(cell, str) for cell in cells[words].tolist()]
            self.t["text"] = np.where(words, cells, self.t["text"])

    def read_words(self, convention: Any) -> None:
        """Read the figure's words where no number is given; where both are, take the rest of their meaning."""
        t, has_words = self.t, self.has("text")
        if not has_words.any():
            return
        strings = self.t.untouched("text")
        code, texts = pd.factorize(t["text"]) if strings is None else coded(strings)  # a missing one has the code -1
        written, likeliest = self._without_credences(texts.tolist(), code)
        if self.marks != (None, None):
            written = [with_marks(words, *self.marks) for words in written]
        sizes = [*sizes_of(written, convention), NOTHING]
        said: dict[str, Cells] = {
            column: _plain(cells, COLUMNS[column])[code]
            for column, cells in zip(Size._fields, zip(*sizes, strict=True), strict=True)
        }
        silent = has_words & ~np.any([self.has(column) for column in FIGURE], axis=0)
        beside = np.flatnonzero(has_words & ~silent)  # elsewhere is no number to hold words against
        same = np.zeros(self.n, dtype=bool)
        same[beside] = self._agreeing(beside, said)
        for column in ("value", "low", "high"):
            t[column][silent] = said[column][silent]
        if any(likeliest):
            values = np.array([size.value for size in (*sizes_of(likeliest), NOTHING)])[code]
            inside = silent & (values >= t["low"]) & (values <= t["high"])
            t["best"] = np.where(inside, values, t["best"])
        hedged = np.array([size.hedge not in (None, "plain") for size in sizes])[code]
        measured = np.array([size.unit is not None for size in sizes])[code]
        self.check_words((silent | same) & measured, (silent | same) & hedged, silent, said["unit"], said["hedge"])
        vague = silent & np.array([size.hedge == "vague" for size in sizes])[code] & ~self.has("basis")
        t["basis"][vague] = f"vague, {convention if isinstance(convention, str) else 'own'} convention"
        for column in ("hedge", "unit", "noun", "resolution"):
            taken = (silent | same) & ~self.has(column)
            t[column][taken] = said[column][taken]
        nothing = np.all([np.isnan(said[column]) for column in ("value", "low", "high")], axis=0)
        hint = "give its number with amend."
        self.notes.add("text", silent & nothing, self._cell("text"), "these words say no figure", hint, "warning")
        apart = has_words & ~silent & ~np.isnan(said["value"]) & ~np.isnan(t["value"]) & ~same
        for i in np.flatnonzero(apart).tolist() if self.has("unit").any() else ():
            apart[i] = not np.isclose(t["value"][i], said["value"][i] * scale_between(said["unit"][i], t["unit"][i]))
        self.notes.add(
            "value", apart, lambda i: f"{t['value'][i]} for {t['text'][i]!r}", "value is not what the words say",
            "read the source again.", "warning",
        )  # fmt: skip

    def _agreeing(self, rows: Ints, said: Mapping[str, Cells]) -> Bools:
        """Whether the numbers of rows are those that their words say.

        "at least 500" beside 500 to 500 or 500 alone is that figure: the words say how it is meant.
        """
        t = self.t
        value, low, high = (said[name][rows] for name in ("value", "low", "high"))
        ends = np.array([t["low"][rows], t["high"][rows]])
        same = np.isclose(value, t["value"][rows]) | np.isclose([low, high], ends).all(axis=0)
        given = ~np.isnan(ends)
        alike = given.any(axis=0) & np.all(~given | np.isclose(ends, value), axis=0)
        alike &= ~(self.has("value") | self.has("basis") | self.has("likely_low"))[rows]
        t["value"][rows[alike]] = value[alike]
        t["low"][rows[alike]], t["high"][rows[alike]] = np.nan, np.nan
        return np.asarray(same | alike, dtype=bool)

    def _without_credences(self, texts: list[str], code: Ints) -> tuple[list[str], list[str]]:
        """The words of figures without those of probability, which go into columns of their own."""
        pattern = credence_words(english())
        said = {text: parted_of(text) for text in texts if pattern.search(text) or "best" in text.lower()}
        if not said:
            return texts, []
        for column in ("credence", "confidence"):
            words = [getattr(said[text], column) if text in said else None for text in texts]
            if any(words):
                cells = self.t.setdefault(column, np.full(self.n, np.nan, dtype=object))
                found = np.array([*(np.nan if word is None else word for word in words), np.nan], dtype=object)[code]
                self.t[column] = np.where(pd.isna(cells), found, cells)
        likeliest = [(said[text].likeliest if text in said else None) or "" for text in texts]
        return [said[text].text if text in said else text for text in texts], likeliest

    # -----------------------------------------------------------------------------------------------------------------
    # Defaults

    def set_defaults(self) -> None:
        t = self.t
        alone = ~self.has("value") & ~self.has("low") & ~self.has("high")
        t["value"] = np.where(alone, t["best"], t["value"])
        # "28,000 to 28,000" in a table is a printed 28,000: nobody said that it was exact, or that both ends count.
        printed = (t["low"] == t["high"]) & ~self.has("value") & ~self.has("text") & ~self.has("hedge")
        printed &= np.isfinite(t["low"]) & ~self.has("likely_low") & ~self.has("basis")
        if printed.any() and self.has("closed").any():
            printed &= t["closed"] != "both"
        t["value"] = np.where(printed, t["low"], t["value"])
        t["low"], t["high"] = (np.where(printed, np.nan, t[end]) for end in ("low", "high"))
        ends, number = self.has("low") | self.has("high"), self.has("value")
        self._fill("hedge", {"between": ends & ~number, "plain": number})
        self._fill("basis", {"stated": ends})
        self._fill("status", {"actual": True})
        self._fill("unit", {"percent": number & self._in_percent()})
        bare = ~self.has("resolution")
        t["resolution"][bare] = resolution_of(t["value"][bare])
        for column, other in (("origin", "source"), ("quantity", "noun")):
            there = self.has(column)
            if not there.any():
                t.stand_in(column, other)
            elif not there.all():
                t[column] = np.where(there, t[column], t[other])
        self._fill_ids()

    def _in_percent(self) -> Bools:
        """Whether the name of what is measured says that its figures are percent: "CFR (%)"."""
        code, names = pd.factorize(self.t["quantity"])  # a missing one has the code -1
        return np.asarray(
            np.array([*(_PERCENT.search(str(name)) is not None for name in names), False], dtype=bool)[code]
        )

    def _fill(self, column: str, words: dict[str, Any]) -> None:
        bare = ~self.has(column)
        for word, where in words.items():
            self.t[column][where & bare] = word

    def _fill_ids(self) -> None:
        """Make ids from the content of a row, so that neither its place nor the run decides."""
        named = self.has("claim_id")
        if named.all():
            return
        stands = {name: there for name in COLUMNS if (there := self.has(name)).any()}
        words = {name: coded(strings) for name in stands if (strings := self.t.untouched(name)) is not None}
        made = content_ids(self.t, stands, words)
        self.t["claim_id"] = np.where(named, self.t["claim_id"], np.array(made, dtype=object))

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
        """Take figures for changes and not for levels: they go up or down, or nothing changed."""
        trend = self.t.setdefault("trend", np.full(self.n, np.nan, dtype=object))
        bare = pd.isna(trend) & self.has("value")
        value = self.t["value"][bare]
        trend[bare] = np.select([value < 0, value == 0], ["down", "unchanged"], "up")

    def name_rows(self) -> None:
        """Say in which row of its file a claim is found, where nothing else does; ids are made by then."""
        missing = ~self.has("locator")
        if missing.all():
            self.t.pop("locator", None)
            self.t.lacking.pop("locator", None)
            self.t.strings["locator"] = "row " + pd.Series(self.notes.rows).astype(WORDS)
            return
        named = self.t["locator"].copy()
        named[missing] = [f"row {row}" for row in self.notes.rows[missing].tolist()]
        self.t["locator"] = named

    # -----------------------------------------------------------------------------------------------------------------
    # Results

    def _typed(self, name: str, dtype: Any) -> Any:
        if name in self.t.lacking:
            return blank(dtype, self.n)
        strings = self.t.untouched(name)
        return typed(self.t[name], dtype) if strings is None else strings.array

    def findings(self) -> pd.DataFrame:
        return self.notes.table(self.t["claim_id"], self.t["source"])

    def ordered(self) -> pd.DataFrame:
        columns = {
            name: self._typed(name, dtype)
            for name, dtype in KNOWN.items()
            if name in self.t or name in self.t.strings or name in self.t.lacking
        }
        extra = {name: inferred(self.raw[name]).array for name in self.raw if name not in KNOWN}
        return framed({**columns, **extra}, self.n)


def _plain(cells: Sequence[Any], dtype: Any) -> Cells:
    """Cells of which None is missing as the door has them."""
    if dtype == NUMBER:
        return np.array(cells, dtype=float)
    return np.array([np.nan if cell is None else cell for cell in cells], dtype=object)
