"""What is looked at in a table on its way in: what would bar the door, and what deserves a second look."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from itertools import combinations, count
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.cells import Cells
from estimates.claims.comparable import over
from estimates.claims.rawtable import RawTable
from estimates.coded import coded
from estimates.errors import UnitError
from estimates.intervals.arrays import Bools
from estimates.schema import ENDS
from estimates.units import currencies, factor, is_known, never_negative, same_kind, same_unit

_METRES = re.compile(r"\d ?m\.?\s*$")
_FAR = 2**53  # beyond it a float no longer counts
_SIDES = {"more_than": "at_least", "less_than": "at_most", "up_to": "at_most", "nearly": "about"}


class CheckedTable(RawTable):
    """A table on its way in whose cells are looked at; with ``keep`` a cell that is wrong is taken out, so that the
    rest of its claim can be used.
    """

    def check_cells(self, *, keep: bool) -> None:
        """Look at numbers and units before words are read, so that words say what a cell that is taken out does not."""
        t = self.t
        for name in ("value", "best", "se", "resolution"):
            if name in t:
                hint = "leave it empty, or give low and high."
                self._refuse(name, np.isinf(t[name]), f"{name} is infinite", hint, keep=keep)
        if "se" in t:
            self._refuse("se", t["se"] < 0, "se is negative", "a standard error is 0 or more.", keep=keep)
        if self.has("resolution").any():
            hint = "it is the last place of the stated number: 100 of 11,300."
            self._refuse("resolution", t["resolution"] < 0, "resolution is negative", hint, keep=keep)
        for unit in sorted(unit for unit in pd.unique(t["unit"]) if isinstance(unit, str)):
            if not is_known(unit):
                hint = "a unit is a word such as 'person', 'count', 'mile' or 'USD'; what is counted goes into 'noun'."
                self._refuse("unit", t["unit"] == unit, f"unit {unit!r} is not known", hint, keep=keep)

    def check(self, *, keep: bool) -> None:
        t = self.t
        self._check_ids(keep=keep)
        for name in ("start", "end"):
            wrong = self.has(name)
            place = t[name][wrong]  # most tables have none
            wrong[wrong] = ~((place >= 0) & (place <= _FAR) & (np.floor(place) == place))
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
        known = self.t.untouched("claim_id")
        if len(set(self.t["claim_id"].tolist()) if known is None else coded(known)[1]) == self.n:
            return
        ids = pd.Series(self.t["claim_id"])
        twice = ids.duplicated(keep=False).to_numpy()
        if twice.any():
            hint = "give each claim an id of its own, or none."
            self.notes.add("claim_id", twice, self.t["claim_id"].copy(), "claim_id stands twice", hint)
        if keep and twice.any():
            taken = set(ids)
            self.t["claim_id"] = self.t["claim_id"].copy()
            for place in np.flatnonzero(ids.duplicated()).tolist():
                made = next(new for k in count(2) if (new := f"{ids[place]}-{k}") not in taken)
                taken.add(made)
                self.t["claim_id"][place] = made

    def check_ends(self, *, keep: bool) -> None:
        """Look whether ends lie in order around what is stated; which of them is wrong a row does not say."""
        t, given = self.t, [name for name in ENDS if self.has(name).any()]
        if not given:
            return
        swapped = t["low"] > t["high"]
        disordered = np.zeros(self.n, dtype=bool)
        hint = "read the text of these claims again; the ends may be swapped."
        for lower, upper in combinations(given, 2):
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

    def check_words(self, measured: Bools, hedged: Bools, read: Bools, units: Cells, hedges: Cells) -> None:
        """Hold units and hedges that are stated against those that the words of the same figure say.

        ``measured`` and ``hedged`` are claims whose words say some; ``read`` those whose numbers come from their words:
        "12 km" as miles would be another distance.
        """
        t = self.t
        both = measured & self.has("unit") if measured.any() else measured
        pairs = {(said, unit) for said, unit in zip(units[both].tolist(), t["unit"][both].tolist(), strict=True)}
        other = {pair for pair in pairs if _is_other_unit(*pair)}
        money = {pair for pair in other if currencies().issuperset(pair)}  # whose dollar it is the words do not say
        settled = self.has("amended") if "amended" in t else np.zeros(self.n, dtype=bool)
        pairs_of = list(zip(units.tolist(), t["unit"].tolist(), strict=True)) if other else []
        odd, dear = (np.array([pair in found for pair in pairs_of] or False) for found in (other, money))
        both &= odd & ~settled & (t["value"] != 0)
        for rows, severity in ((both & read & ~dear, "error"), (both & ~(read & ~dear), "warning")):
            self.notes.add(
                "unit", rows, lambda i: f"{t['unit'][i]} for {t['text'][i]!r}", "unit is not what the words say",
                "leave the unit empty, and convert(claims, ...) afterwards; or give the number as value.", severity,
            )  # fmt: skip
            if severity == "error":
                t["unit"][rows] = np.nan
        apart = hedged & self.has("hedge") & ~settled
        sides = [[_SIDES.get(word, word) for word in cells[apart].tolist()] for cells in (hedges, t["hedge"])]
        apart[apart] = np.array(sides[0], dtype=object) != np.array(sides[1], dtype=object)
        self.notes.add(
            "hedge", apart, lambda i: f"{t['hedge'][i]} for {t['text'][i]!r}",
            "hedge is not what the words say", "read the source again.", "warning",
        )  # fmt: skip

    def look_for_spellings(self, name: str) -> None:
        """Note names that differ only in what is hardly seen: capitals, blanks, how a letter with marks is encoded."""
        words = self.t[name][self.has(name)].tolist()
        spelt: dict[str, Counter[str]] = {}
        for word, times in Counter(words).items():
            spelt.setdefault(_as_seen(word), Counter())[word] = times
        for some in (some for some in spelt.values() if len(some) > 1):
            usual = min(some, key=lambda word: (-some[word], word))
            rows = np.array([word != usual and word in some for word in self.t[name].tolist()], dtype=bool)
            hint = f"if they are one: relabel(claims, {{...: {usual!r}}}, column={name!r})."
            self.notes.add(name, rows, self._cell(name), f"{name} is also written {usual!r}", hint, "warning")

    def doubt(self) -> None:
        """Write down beside each claim what the door would have refused."""
        said = self.notes.doubts()
        if said:
            doubts = self.t.setdefault("doubt", np.full(self.n, np.nan, dtype=object))
            for place, words in said.items():
                earlier = doubts[place]
                doubts[place] = f"{earlier}; {words}" if isinstance(earlier, str) else words

    def _cell(self, name: str) -> Callable[[int], str]:
        return lambda i: str(self.t[name][i])

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
            "value", ~number & ~has["text"], self._cell("quantity"), "the claim has neither words nor a number",
            "it supports nothing and contradicts nothing.", "warning",
        )  # fmt: skip
        half = ~has["value"] & (has["low"] != has["high"])
        hint = "give inf where a range is unbounded."
        self.notes.add("high", half, self._pair("low", "high"), "one end is not known", hint, "warning")
        endless = (self.t["hedge"] == "between") & ~has["low"] & ~has["high"]
        self.notes.add(
            "hedge", endless, self._cell("value"), "between has no ends",
            "give low and high; it is compared with nothing.", "warning",
        )  # fmt: skip
        with np.errstate(invalid="ignore"):
            below = (self.t["value"] < 0) | (self.t["best"] < 0) | (self.t["high"] < 0)
        if below.any():
            units = self.t["unit"].tolist()
            floored = {unit for unit in set(units) if isinstance(unit, str) and never_negative(unit)}
            below &= np.array([unit in floored for unit in units])
            below &= ~self.has("trend") if "trend" in self.t else True
            hint = "a change says so in trend (changes=True)."
            self.notes.add("value", below, self._pair("value", "best", "high"), "fewer than none", hint, "warning")
        self.notes.add(
            "source", ~has["source"] & ~has["publisher"], self._cell("source"), "no source is named",
            "say who says it: amend(claims, claim_id, reason=..., source=...).", "warning",
        )  # fmt: skip
        self.notes.add(
            "quantity", ~self.has("quantity") & (self.n > 1), self._cell("text"), "no quantity is named",
            "it is compared with nothing; say what is counted: amend(claims, claim_id, reason=..., quantity=...).",
            "warning",
        )  # fmt: skip
        self.notes.add(
            "unit", self._may_be_millions(), self._cell("text"), "m is read as metres, beside figures of no length",
            "if it is millions, amend(claims, claim_id, reason=..., value=..., unit=None).", "warning",
        )  # fmt: skip
        actual = self.t["status"] == "actual"
        early = has["as_of"] & has["reported"] & actual & (_days(self.t["as_of"]) > _days(self.t["reported"]))
        self.notes.add(
            "as_of", early, self._pair("as_of", "reported"), "it was reported before the day that it is of",
            "read the dates again; what is expected says so in status.", "warning",
        )  # fmt: skip
        if "since" in self.t:
            behind = has["as_of"] & (self.t["since"] >= over(self.t["as_of"], self.t.get("precision")))
            hint = "since is the first day of the span that ends at as_of."
            self.notes.add("since", behind, self._pair("since", "as_of"), "since lies behind as_of", hint, "warning")
        dated = has["as_of"] | has["reported"]
        self.notes.add(
            "as_of", ~dated & (self.has("start") | dated.any()), self._cell("text"), "the claim has no date",
            "give the article's date (reported=...) or amend as_of.", "warning",
        )  # fmt: skip

    def _may_be_millions(self) -> Bools:
        """Figures in metres by an "m" alone, whose quantity has no other length: "1.12m" among counts of marchers."""
        metres = self.t["unit"] == "meter"
        if not metres.any():
            return np.asarray(metres, dtype=bool)
        alone = metres.copy()
        alone[metres] = [
            isinstance(cell, str) and bool(_METRES.search(cell)) for cell in self.t["text"][metres].tolist()
        ]
        quantity = pd.factorize(self.t["quantity"])[0]
        counted = pd.isna(self.t["unit"]) | np.isin(self.t["unit"].astype(str), ("person", "count"))
        odd = set(quantity[alone]) & set(quantity[counted]) - set(quantity[~alone & ~counted]) - {-1}
        return np.asarray(alone & np.isin(quantity, list(odd)), dtype=bool)


@lru_cache(maxsize=4096)
def scale_between(said: Any, unit: Any) -> float:
    """What a number in the unit of its words is multiplied by in the unit that is stated; 1 where that is of another
    kind, NaN where no factor leads there, as between degrees.
    """
    if not isinstance(said, str) or not isinstance(unit, str) or not is_known(unit) or not same_kind(said, unit):
        return 1.0
    try:
        return factor(said, unit)
    except UnitError:
        return np.nan


def _days(cells: Cells) -> Cells:
    return cells.astype("datetime64[D]")


def _is_other_unit(said: str, unit: str) -> bool:
    """Whether words speak of another unit than the one stated, which may say more: of "tons" that they are metric."""
    if said == unit or not is_known(unit) or {said, unit} <= {"person", "count"} or said in re.split(r"[\W_]", unit):
        return False
    return not same_unit(said, unit)


def _as_seen(word: str) -> str:
    """A name as an eye takes it: without what has no width, whatever its capitals and blanks."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", "".join(c for c in word if unicodedata.category(c) != "Cf"))
    return " ".join(word.casefold().split())


def _exceeds(lower: Cells, upper: Cells) -> Bools:
    slack = 1e-9 * np.where(np.isfinite(upper), np.abs(upper), 0.0)
    with np.errstate(over="ignore"):  # beyond the greatest number nothing is exceeded
        return np.array(lower > upper + slack, dtype=bool)
