"""What two figures are compared by, slot by slot: how well each pair agrees in it, and whether both sides say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

from estimates.claims.bounds import bound
from estimates.claims.comparable import Days, covered
from estimates.claims.evidence import around
from estimates.claims.gathering import proposed_events
from estimates.claims.groups import group_numbers
from estimates.claims.phrasing import cells
from estimates.claims.stems import classes_of, plain_words, stems_of
from estimates.coded import coded
from estimates.conflicts.bags import Bags
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.units import dimension_of

_COUNTED = ("[count]", "", "[person]")
_MARK = re.compile(r"\w+")
_HARDLY = 0.45  # how well people agree with things of a name
_OF_THINGS = frozenset(["destroyed", "captured", "downed", "isolated", "aboard"])  # what befalls things, too
_LONG, _ALIKE = 6, 0.9  # letters of a name, and how alike two spellings of it are: Austria is not Australia
_NAME = re.compile(r"\b[A-Z]\S*")
#: What a pair gains where a slot agrees and loses where it differs; what one of them does not say changes nothing. The
#: order is that of how much each narrows down what a figure can be of; the numbers are in tenths of the weightiest.
WEIGHTS = {
    "measure": (4.0, -4.0), "noun": (2.5, -1.0), "unit": (0.5, -6.0), "who": (2.0, -2.0), "event": (1.5, -1.5),
    "place": (1.5, -1.0), "since": (1.0, -2.0), "scope": (0.5, -2.5), "status": (0.0, -1.5), "date": (0.5, -0.5),
    "figure": (6.0, -2.0), "clause": (8.0, 0.0), "sentence": (12.0, 0.0), "mention": (0.0, -6.0),
    "articles": (0.0, -8.0),
}  # fmt: skip


T = TypeVar("T", bound=Hashable)
Words = TypeVar("Words")


class Slot(NamedTuple):
    """How well each pair agrees, 0 to 1, and whether both sides say it; several levels are one that fits in part."""

    agrees: Floats
    known: Bools


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
        self.event = Bags(_each(self.words("event"), lambda event: frozenset(_MARK.findall(event.casefold()))))
        self.nouns = Bags(_each(zip(nouns, drafts, strict=True), lambda told: _nouns(*told)))
        near = _each(zip(sentences, texts, strict=True), lambda told: around(*told))
        told = zip(drafts, nouns, near, self.words("unit"), strict=True)
        self.measure = Bags(_each(told, lambda told: _measure(*told) or _thing(told[0], told[3])))
        self.classed: Bools = np.array(
            [any(name[0] != "=" for name in names) for names in self.measure.sets], dtype=bool
        )[self.measure.code]
        self.clause = Bags(_each(near, stems_of), rare=True)
        self.sentence = Bags(_each(sentences, stems_of), rare=True)
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
        names = [name for name in ("since", "scope", "status") if name in self.table]
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


def _role(words: str) -> frozenset[str]:
    """What sort of people, by one word for its like: troops and personnel are soldiers."""
    return classes_of("noun", words) or stems_of(words)


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


Compare = Callable[[Read, Ints, Ints], Slot]  # of pairs of rows, given as two arrays


def _sets(pick: Callable[[Read], Bags]) -> Compare:
    """A slot of words: full where one side says no more than the other, else what both say of all that they say."""

    def compare(read: Read, i: Ints, j: Ints) -> Slot:
        bags = pick(read)
        both, mine, theirs = bags.both(i, j), bags.size(i), bags.size(j)
        least = np.minimum(mine, theirs)
        size = np.where(both < least, mine + theirs - both, least)  # "Russian" or "Ukrainian" soldiers are others
        return Slot(np.divide(both, size, out=np.zeros_like(both), where=least > 0), least > 0)

    return compare


def _counted(read: Read, i: Ints, j: Ints) -> Slot:
    """Classes of what is counted; a thing by its own name is none of them, and two such things are told by nouns."""
    slot = _sets(lambda read: read.measure)(read, i, j)
    return Slot(slot.agrees, slot.known & (read.classed[i] | read.classed[j]))


def _who(read: Read, i: Ints, j: Ints) -> Slot:
    """Whose people, and what sort of people: a nation says nothing against soldiers, nor soldiers against a nation."""
    of, sort = _sets(lambda read: read.people)(read, i, j), _sets(lambda read: read.role)(read, i, j)
    n = of.known.astype(float) + sort.known
    both = of.agrees * of.known + sort.agrees * sort.known
    return Slot(np.divide(both, n, out=np.zeros_like(both), where=n > 0), n > 0)


def _equal(name: str) -> Compare:
    """A slot that is equal or not."""

    def compare(read: Read, i: Ints, j: Ints) -> Slot:
        if name not in read.codes:
            return Slot(np.zeros(len(i)), np.zeros(len(i), dtype=bool))
        return _same(read.codes[name], i, j)

    return compare


def _same(code: Ints, i: Ints, j: Ints) -> Slot:
    a, b = code[i], code[j]
    return Slot((a == b).astype(float), (a >= 0) & (b >= 0))


def _since(read: Read, i: Ints, j: Ints) -> Slot:
    """Spans begin on one day or not; what is of one day alone is of no longer span, whether that is told or not."""
    slot = _equal("since")(read, i, j)
    return Slot(slot.agrees, slot.known | (read.short[i] != read.short[j]))


def _unit(read: Read, i: Ints, j: Ints) -> Slot:
    """Dimensions; a bare count may be of anything that is counted, but people are hardly things that have a name."""
    slot, (a, b) = _same(read.units, i, j), (read.people_or_things[i], read.people_or_things[j])
    unlike = (a != b) & (a >= 0) & (b >= 0) & (slot.agrees > 0)
    return Slot(np.where(unlike, _HARDLY, slot.agrees), slot.known)


def _figure(read: Read, i: Ints, j: Ints) -> Slot:
    """Numbers that fit: the same number counts full, bands that meet less, and others by the factor between them."""
    (low, high), value = read.sizes, read.value
    apart = np.maximum(np.maximum(low[i] - high[j], low[j] - high[i]), 0.0)
    known = ~np.isnan(apart)
    fits = np.clip(np.where(value[i] == value[j], 1.0, 0.75 - np.nan_to_num(apart)), 0.0, 1.0)
    return Slot(np.where(known, fits, 0.0), known)


def _date(read: Read, i: Ints, j: Ints) -> Slot:
    start, stop = read.span
    known = ~np.isnat(start[i]) & ~np.isnat(start[j])
    meets = (start[i] < stop[j]) & (start[j] < stop[i])
    return Slot(meets.astype(float), known)


def _rare(pick: Callable[[Read], Bags]) -> Compare:
    """Rare words on both sides: the weight of a word is the logarithm of how few have it. Not within one sentence."""

    def compare(read: Read, i: Ints, j: Ints) -> Slot:
        bags = pick(read)
        both, size = bags.both(i, j), np.sqrt(bags.size(i) * bags.size(j))
        known = (size > 0) & ~_together(read, i, j)
        return Slot(np.divide(both, size, out=np.zeros_like(both), where=known), known)

    return compare


def _mention(read: Read, i: Ints, j: Ints) -> Slot:
    """Two figures that one source gives in one sentence are of two quantities, as a rule."""
    return Slot(np.zeros(len(i)), _together(read, i, j))


def _articles(read: Read, i: Ints, j: Ints) -> Slot:
    """Articles that are proposed to tell of one event; the figures of one article are of no other."""
    return _same(read.story, i, j)


def _together(read: Read, i: Ints, j: Ints) -> Bools:
    """Which pairs stand in one sentence of one article."""
    slot = _same(read.one_sentence, i, j)
    together: Bools = slot.known & (slot.agrees > 0)
    return together


SLOTS: dict[str, Compare] = {
    "measure": _counted, "noun": _sets(lambda read: read.nouns), "unit": _unit,
    "who": _who, "event": _sets(lambda read: read.event),
    "place": _sets(lambda read: read.place), "since": _since, "scope": _equal("scope"),
    "status": _equal("status"), "date": _date, "figure": _figure,
    "articles": _articles, "clause": _rare(lambda read: read.clause), "sentence": _rare(lambda read: read.sentence),
    "mention": _mention,
}  # fmt: skip
