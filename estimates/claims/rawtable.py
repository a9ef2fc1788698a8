"""Raw cells of a table on its way in, read column by column: words, numbers, dates, flags, vocabularies.

Words are object arrays with NaN, the rest plain numpy; pandas comes back in only at the end, for its overhead per
operation would dwarf the work on an article's dozen claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from estimates.annotations import shown
from estimates.article.markup import without_last_notes
from estimates.claims.cells import Cells, as_number, as_words, leaves_open, no_cells
from estimates.claims.dates import read_days, zone_of
from estimates.claims.notes import Notes
from estimates.coded import coded
from estimates.errors import nearest
from estimates.figures.forms import hedges_of
from estimates.intervals.arrays import Bools, Ints
from estimates.lang.credence import named, phrases
from estimates.lang.lexicon import english
from estimates.schema import COLUMNS, DATE, FLAG, NUMBER, OFFSET, OPTIONAL, WORDS

KNOWN = {**COLUMNS, **OPTIONAL}
#: Words that are read and not changed cell by cell.
_LASTING = ("claim_id", "quantity", "source", "publisher", "origin", "text", "locator", "who", "event", "place",
            "cites", "speaker_role", "derived_from", "amended")  # fmt: skip
#: Words by which claims are told apart, so that the mark of a note behind one would make two of it.
_NAMES = ("quantity", "source", "publisher", "origin", "who", "event", "place", "noun")
_NO_WORDS = (dict, list, tuple, set, frozenset, bytes, bytearray, np.ndarray, pd.DataFrame, pd.Series)
_BLANK = ("", "na", "nan", "none", "<na>")  # as programs write an empty cell
_NEVER = np.datetime64("NaT", "us")  # with a unit: numpy deprecates a date of none
_FLAGS = dict.fromkeys(("true", "yes", "y", "t", "1", "1.0"), True) | dict.fromkeys(
    ("false", "no", "n", "f", "0", "0.0"), False
)


class Columns(dict[str, Cells]):
    """Cells by column. Words that come as strings are taken apart once somebody asks for them, and only to be read:
    who changes them puts an array of his own there. What nobody touched goes out as it came, and a column that the
    table lacks is made once somebody asks for it.
    """

    def __init__(self, n: int) -> None:
        self.n = n
        self.strings: dict[str, pd.Series] = {}
        self.lacking: dict[str, Any] = {}  # the types of columns in which nothing stands

    def __missing__(self, name: str) -> Cells:
        cells: Cells
        if name in self.lacking:
            cells = no_cells(self.lacking.pop(name), self.n)
        else:
            cells = self.strings[name].to_numpy(dtype=object, na_value=np.nan)
            cells.flags.writeable = False
        self[name] = cells
        return cells

    def stand_in(self, name: str, other: str) -> None:
        """Let a column say what another says."""
        self.lacking.pop(name, None)
        if (strings := self.untouched(other)) is not None:
            self.pop(name, None)
            self.strings[name] = strings
        else:
            self[name] = self[other]

    def untouched(self, name: str) -> pd.Series | None:
        """The strings of a column that is still as it came."""
        return self.strings.get(name) if name not in self or not self[name].flags.writeable else None


class RawTable:
    """One table on its way in, and what was found."""

    def __init__(
        self, raw: pd.DataFrame, *, marks: tuple[str | None, str | None], orders: tuple[bool | None, bool | None]
    ) -> None:
        counted = pd.api.types.is_integer_dtype(raw.index)
        self.notes = Notes((raw.index.to_numpy() if counted else np.arange(len(raw))) + 1)
        self.raw = raw.reset_index(drop=True)
        self.n = len(raw)
        self.t = Columns(self.n)
        self.marks, self.orders = marks, orders
        self.unread: dict[str, Bools] = {}  # where something stands in a column of numbers that is none

    def has(self, column: str) -> Bools:
        """Whether the cells of a column stand."""
        if column in self.t.lacking:
            return np.full(self.n, self.t.lacking[column] == FLAG)
        strings = self.t.untouched(column)
        if strings is not None:
            return np.asarray(strings.notna())
        cells = self.t[column]
        if cells.dtype == bool:
            return np.ones(self.n, dtype=bool)
        if cells.dtype == object:
            return np.array(~pd.isna(cells), dtype=bool)
        return ~np.isnat(cells) if cells.dtype == DATE else ~np.isnan(cells)

    def read_cells(self, missing: tuple[float, ...]) -> None:
        raw = dict(self.raw.items())  # one look at each: pandas makes a Series for every look
        for name, dtype in KNOWN.items():
            cells = raw.get(name)
            if cells is None:
                if name in COLUMNS:
                    self.t.lacking[name] = dtype
            elif name in _LASTING and cells.dtype == dtype:
                words = _stripped(cells)
                self.t.strings[name] = self._without_notes(name, words) if name in _NAMES else words
            else:
                self.t[name] = self._read(name, cells, dtype, missing)

    def _read(self, name: str, cells: pd.Series, dtype: Any, missing: tuple[float, ...]) -> Cells:
        if dtype == NUMBER or dtype == OFFSET:  # noqa: SIM109  held against a vocabulary, numpy prints it
            return self._numbers(name, cells, missing if dtype == NUMBER else ())
        if dtype == DATE and pd.api.types.is_datetime64_any_dtype(cells):
            return np.array((cells if cells.dt.tz is None else cells.dt.tz_localize(None)).to_numpy(), dtype=DATE)
        if dtype == FLAG and pd.api.types.is_bool_dtype(cells) and not cells.hasnans:
            return np.array(cells.to_numpy(), dtype=bool)
        if dtype == DATE and cells.dtype == WORDS:
            return self._dates(name, *coded(_stripped(cells)))
        if dtype == WORDS:
            cells = self._words_alone(name, cells)
        words = as_words(cells)
        if cells.dtype == dtype and isinstance(dtype, pd.CategoricalDtype):
            return words
        if name in ("credence", "confidence"):
            return self._credences(name, words)
        if dtype == WORDS:
            return self._names_alone(name, words) if name in _NAMES else words
        if dtype == DATE:
            return self._dates(name, *pd.factorize(words))
        if dtype == FLAG:
            hint = "write true or false."
            flags = self._each(name, words, lambda w: _FLAGS.get(w.lower()), f"{name} is neither true nor false", hint)
            return np.array([bool(flag) for flag in flags], dtype=bool)
        return self._vocabulary(name, words, dtype)

    def _words_alone(self, name: str, cells: pd.Series) -> pd.Series:
        """The cells of a column of words without the lists, objects and bytes that are none, each of which is noted."""
        if cells.dtype != object or pd.api.types.infer_dtype(cells.array, skipna=True) in ("string", "empty"):
            return cells
        odd = np.array([isinstance(cell, _NO_WORDS) or callable(cell) for cell in cells.tolist()], dtype=bool)
        hint = "give each of its parts a row or a column of its own."
        self.notes.add(name, odd, lambda i: shown(cells.iloc[i]), f"{name} holds an object and no words", hint)
        return cells.mask(odd) if odd.any() else cells

    def _without_notes(self, name: str, words: pd.Series) -> pd.Series:
        """Names without the marks of notes behind them, each noted; the same column where there are none."""
        if not any(word.endswith("]") for word in coded(words)[1].tolist()):
            return words
        return pd.Series(self._names_alone(name, words.to_numpy(dtype=object, na_value=np.nan)), dtype=WORDS)

    def _names_alone(self, name: str, words: Cells) -> Cells:
        marked = np.array([isinstance(word, str) and word.endswith("]") for word in words.tolist()], dtype=bool)
        if not marked.any():
            return words
        plain = words.copy()
        plain[marked] = [without_last_notes(word) for word in words[marked].tolist()]
        hint = "it is left out, so that one name is not two."
        self.notes.add(name, marked & (plain != words), words, f"{name} bears the mark of a note", hint, "warning")
        return plain

    def _dates(self, name: str, codes: Ints, distinct: Any) -> Cells:
        """Read a column of dates, of which a missing one has the code -1; what they are precise to stands beside
        ``as_of``, and only there. A span begins on the first day of the month or year that ``since`` names.
        """
        written, distinct = distinct, pd.Index([without_last_notes(word) for word in distinct])
        read = read_days(distinct.tolist(), day_first=self.orders[0], custom=self.orders[1])
        if name not in ("as_of", "since"):
            read.unread.update(dict.fromkeys((w for w, (_, p) in read.days.items() if p != "day"), "is no date"))
        whys = np.array([*(read.unread.get(word) for word in distinct), None], dtype=object)[codes]
        for why in sorted(set(read.unread.values())):
            hint = (
                "say which comes first: day_first=True or False." if "could be" in why else "write a day as 2024-11-04."
            )
            self.notes.add(name, whys == why, lambda i: str(written[codes[i]]), f"{name} {why}", hint)
        zones = [zone_of(word) for word in distinct.tolist()]
        if len({zone for zone in zones if zone}) > 1:
            usual = max(sorted({zone for zone in zones if zone}), key=zones.count)
            other = np.array([*(bool(zone) and zone != usual for zone in zones), False])[codes]
            hint = "a time of day is kept by its own clock: bring all to one zone where hours matter."
            what = f"{name} is of another time zone than most ({usual})"
            self.notes.add(name, other, lambda i: str(written[codes[i]]), what, hint, "warning")
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
        if missing:
            coded = np.isin(numbers, missing)
            hint = "it is taken as not known."
            self.notes.add(name, coded, numbers, f"{name} holds a code for missing", hint, "warning")
            numbers[coded] = np.nan
        return numbers

    def _written(self, name: str, cells: pd.Series) -> Cells:
        """Numbers as written; a mark that could be of decimals or of thousands is not guessed."""
        decimal, thousands = self.marks
        shown = cells.to_numpy(dtype=object)
        point = decimal or ("," if thousands == "." else ".")
        read = [as_number(cell, point, thousands or ("." if point == "," else ",")) for cell in shown.tolist()]
        numbers = np.array([np.nan if x is None else x for x in read], dtype=float)
        self.unread[name] = np.array([x is None for x in read], dtype=bool)
        self.notes.add(
            name, self.unread[name], shown, f"{name} cannot be read as a number",
            "a number is written 11000, 11,000 or 1.5e6; for 1,2 say decimal=','; what is not known stays empty; words "
            "for a size ('500 or more') go into the column 'text', or into one that quantities= names.",
        )  # fmt: skip
        lacking = np.isnan(numbers) & ~self.unread[name]
        lacking[lacking] = [isinstance(c, str) and c.strip().lower() not in _BLANK for c in shown[lacking].tolist()]
        hint = "it is taken as not known."
        self.notes.add(name, lacking, shown, f"{name} says that no number is known", hint, "warning")
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
            meaning = named(word, english()) or named(f"{word} {name}", english())
            if meaning is not None and meaning[0] == name:
                out[words == word] = meaning[1]
            else:
                known = sorted({one for column, one in phrases(english()).values() if column == name})
                self.notes.add(name, words == word, words, f"{name}={word!r} is not known", nearest(word, known))
        return out

    def _vocabulary(self, name: str, words: Cells, dtype: Any) -> Cells:
        phrases = hedges_of(english()).phrases if name == "hedge" else {}
        said = {**phrases, **{word.casefold(): word for word in dtype.categories}}
        code, distinct = pd.factorize(words)  # a missing one has the code -1
        meanings = [said.get(_plain(word)) or said.get(word.casefold()) for word in distinct]
        for word, meaning in sorted(zip(distinct.tolist(), meanings, strict=True)):
            if meaning is None:
                hint = nearest(word, dtype.categories)
                self.notes.add(name, words == word, words, f"{name}={word!r} is not known", hint)
        return np.asarray(np.array([*(np.nan if word is None else word for word in meanings), np.nan], object)[code])


def _plain(word: str) -> str:
    return re.sub(r"[\s\-]+", "_", word).removesuffix(".0").casefold()


def _stripped(words: pd.Series) -> pd.Series:
    """Words without the blanks around them, missing where nothing is left; the same column where nothing changes."""
    once = pd.Series(coded(words)[1])  # each word is looked at once
    if once.str.strip().equals(once) and not (once == "").any():
        return words
    stripped = words.str.strip()
    return stripped.mask(stripped == "")
