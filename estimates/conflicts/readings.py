"""The words and numbers of a table that its figures are compared by, each read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from difflib import SequenceMatcher
from functools import cached_property
from typing import TypeVar

import numpy as np
import pandas as pd

from estimates.claims.bounds import bound
from estimates.claims.comparable import Days, covered
from estimates.claims.evidence import around
from estimates.claims.gathering import proposed_events
from estimates.claims.groups import group_numbers
from estimates.claims.phrasing import cells
from estimates.claims.stems import classes_of, plain_words, stem_of, stems_of
from estimates.coded import coded
from estimates.conflicts.bags import Bags
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.units import dimension_of

_COUNTED = ("[count]", "", "[person]")
_MARK = re.compile(r"\w+")
_OF_THINGS = frozenset(["destroyed", "captured", "downed", "isolated", "aboard"])  # what befalls things, too
_LONG, _ALIKE = 6, 0.9  # letters of a name, and how alike two spellings of it are: Austria is not Australia
_NAME = re.compile(r"\b[A-Z]\S*")


T = TypeVar("T", bound=Hashable)
Words = TypeVar("Words")


class Read:
    """The words of a table, each read once."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        drafts, nouns, texts = (self.words(name) for name in ("quantity", "noun", "text"))
        sentences = self.words("sentence") if "sentence" in table else texts
        self.place = Bags(_one_spelling(_each(self.words("place"), stems_of)))
        whos = self.words("who")
        self.people = Bags(_each(whos, lambda who: stems_of(" ".join(_NAME.findall(who)))))
        self.role = Bags(_each(whos, lambda who: _role(_NAME.sub(" ", who))))
        sorts = _each(zip(whos, nouns, drafts, strict=True), lambda words: _sort(" ".join(words)))
        self.sort = Bags(sorts)
        self.event = Bags(_each(self.words("event"), lambda event: frozenset(_MARK.findall(event.casefold()))))
        self.nouns = Bags(_each(zip(nouns, drafts, strict=True), lambda told: _nouns(*told)))
        near = _each(zip(sentences, texts, strict=True), lambda told: around(*told))
        told = zip(drafts, nouns, near, self.words("unit"), strict=True)
        self.measure = Bags(_each(told, lambda told: _measure(*told) or _thing(told[0], told[3])))
        self.classed: Bools = np.array(
            [any(name[0] != "=" for name in names) for names in self.measure.sets], dtype=bool
        )[self.measure.code]
        self.clause = Bags(_each(near, _telling), rare=True)
        self.sentence = Bags(_each(sentences, _telling), rare=True)
        self.story = proposed_events(table)
        origin = [name for name in ("article", "publisher", "reported", "sentence", "source") if name in table]
        known = table["sentence"].notna() if "sentence" in table else np.zeros(len(table), dtype=bool)
        self.one_sentence: Ints = np.where(known, group_numbers(table, origin), -1)

    def words(self, name: str) -> list[str]:
        """The words of a column; none where it is missing."""
        if name not in self.table:
            return [""] * len(self.table)
        return [cell if isinstance(cell, str) else "" for cell in cells(self.table[name], np.arange(len(self.table)))]

    @cached_property
    def codes(self) -> dict[str, Ints]:
        """Numbers of what is equal or not; -1 is not said."""
        names = [name for name in ("quantity", "who", "since", "counted", "scope", "status") if name in self.table]
        return {name: pd.factorize(self.table[name])[0] for name in names}

    @cached_property
    def span(self) -> tuple[Days, Days]:
        """The days that each figure covers."""
        return covered(self.table)

    @cached_property
    def short(self) -> Bools:
        """What is known to be of one day alone."""
        start, stop = self.span
        if "since" not in self.table:
            return np.zeros(len(self.table), dtype=bool)
        one: Bools = self.table["since"].notna().to_numpy() & (stop - start <= np.timedelta64(1, "D"))
        return one

    @cached_property
    def units(self) -> Ints:
        """Numbers of dimensions, that of a bare count and of persons 0, for it may be of anything that is counted."""
        code, units = coded(self.table["unit"])  # a missing one has the code -1
        kinds = [*map(dimension_of, units), ""]
        number = {kind: k for k, kind in enumerate(dict.fromkeys(kinds), 1)} | dict.fromkeys(_COUNTED, 0)
        return np.array([number[kind] for kind in kinds])[code]

    @cached_property
    def people_or_things(self) -> Ints:
        """1 where people are counted, 0 where things of a name are; -1 for all else."""
        unit, named = np.array(self.words("unit")), self.nouns.known
        return np.where(unit == "person", 1, np.where((unit == "count") & named, 0, -1))

    @cached_property
    def sizes(self) -> tuple[Floats, Floats]:
        """The ends of each figure's band as powers of ten; an open end is where the other is."""
        table = self.table
        bands = table if "likely_low" in table and table["likely_low"].notna().any() else bound(table)
        low, high = (bands[name].to_numpy(dtype=float) for name in ("low", "high"))
        with np.errstate(divide="ignore", invalid="ignore"):
            a, b = (np.log10(np.maximum(np.where(np.isfinite(end), end, np.nan), 1e-9)) for end in (low, high))
        return np.where(np.isnan(a), b, a), np.where(np.isnan(b), a, b)

    @cached_property
    def names_something(self) -> Bools:
        """Which drafts have a name that says more than "people"."""
        nobody = plain_words("anybody")
        return np.array(_each(self.words("quantity"), lambda name: bool(stems_of(name) - nobody)), dtype=bool)

    @cached_property
    def told_size(self) -> Floats:
        """The number of each figure, or its end, as a power of ten."""
        low, high = (self.table[name].to_numpy(dtype=float) for name in ("low", "high"))
        ends = np.where(np.isfinite(high), high, np.where(np.isfinite(low), low, 0.0))
        number = np.abs(np.where(np.isnan(self.value), ends, self.value))
        return np.asarray(np.log10(np.maximum(number, 1e-9)))

    @cached_property
    def digits(self) -> Ints:
        """How many digits each number has that could have been others."""
        told = (f"{size:.6e}".partition("e")[0].replace(".", "").rstrip("0") for size in 10**self.told_size)
        return np.array([len(digits) for digits in told], dtype=np.int64)

    @cached_property
    def standing(self) -> tuple[Ints, Floats]:
        """Numbers of the articles, -1 where that is not told; how far down its article each figure stands, 0 to 1."""
        if not {"article", "start"} <= set(self.table.columns):
            return np.full(len(self.table), -1), np.full(len(self.table), np.nan)
        article = pd.factorize(self.table["article"])[0]
        place = self.table["start"].astype("float64").groupby(article)
        return article, ((place.rank(method="first") - 1) / place.transform("count")).to_numpy()

    @cached_property
    def value(self) -> Floats:
        """The numbers stated."""
        return np.asarray(self.table["value"], dtype=float)


def _each(told: Iterable[T], make: Callable[[T], Words]) -> list[Words]:
    """What is made of each; of what is told many times, once: the very same object, which keeps its hash."""
    known: dict[T, Words] = {}
    return [known[one] if one in known else known.setdefault(one, make(one)) for one in told]


def _nouns(noun: str, draft: str) -> frozenset[str]:
    """The words for what is counted, whatever they count of whom, and the classes that they are of."""
    counted = f"{noun} {draft.partition(',')[0]}"
    own = {stem for stem in stems_of(counted) - plain_words("anybody") if not classes_of("measure", stem)}
    return frozenset(own | {f"={name}" for name in classes_of("noun", counted)})


def _telling(words: str) -> frozenset[str]:
    """Words that may be rare: "people" tells nothing, however few sentences have it."""
    return stems_of(words) - plain_words("anybody")


def _role(words: str) -> frozenset[str]:
    """What sort of people, by one word for its like: troops and personnel are soldiers."""
    return classes_of("noun", words) or stems_of(words)


def _sort(words: str) -> frozenset[str]:
    """What sort of people a figure counts, by any of its words."""
    some = {stem_of(word) for word in re.findall(r"[a-z]+", words.lower()) if word in plain_words("some_people")}
    return classes_of("noun", words) | some


def _measure(draft: str, noun: str, around: str, unit: str) -> frozenset[str]:
    """What is counted as the draft or its noun has it, else the words around; "killed or wounded" is both.

    What befell people is not what befell things beside them: "refugees are found in 47 villages".
    """
    near, own = classes_of("measure", around, nearest=True), classes_of("measure", draft) or classes_of("measure", noun)
    if near == {"casualties"}:
        return near
    named = unit == "count" and noun and not classes_of("noun", noun)
    return own or (near & _OF_THINGS if named else near)


def _thing(draft: str, unit: str) -> frozenset[str]:
    """What is counted by its own name, where that is no sort of people: aftershocks are no dead."""
    if unit == "person":
        return frozenset()
    head = draft.partition(",")[0].split()[-1:]
    named = stems_of(" ".join(head)) - plain_words("anybody")
    return frozenset() if classes_of("noun", draft) else frozenset(f"={stem}" for stem in named)


def _one_spelling(names: list[frozenset[str]]) -> list[frozenset[str]]:
    """Names that are spelt a little differently as one: Falluja and Fallujah. Short ones are told apart by a letter."""
    known = sorted({word for words in names for word in words if len(word) >= _LONG})
    same: dict[str, str] = {}
    before: dict[str, list[str]] = {}
    for word in known:
        near = before.setdefault(word[:2], [])
        like = next((other for other in near if _spelt_alike(other, word)), None)
        near.append(word)
        same[word] = same.get(like, like) if like is not None else word
    return _each(names, lambda words: frozenset(same.get(word, word) for word in words))


def _spelt_alike(one: str, other: str) -> bool:
    less, more = sorted((len(one), len(other)))
    shared = less - (less == more and one != other)  # letters that both have in one order, at most: most pairs end here
    return (
        more - less < 2 and 2 * shared >= _ALIKE * (less + more) and SequenceMatcher(None, one, other).ratio() >= _ALIKE
    )
