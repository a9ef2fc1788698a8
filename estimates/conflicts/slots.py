"""What two figures are compared by, slot by slot: how well each pair agrees in it, and whether both sides say it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from estimates.conflicts.bags import Bags
from estimates.conflicts.readings import Read
from estimates.intervals.arrays import Bools, Floats, Ints

_HARDLY = 0.45  # how well people agree with things of a name
_DIGITS = 3  # of a number that hardly two things have by chance
_TOUCH = 0.01  # powers of ten between bands that as good as meet
_FAR = 3.0  # powers of ten between two numbers beyond which it is all one


@cache
def weights() -> dict[str, tuple[Floats, Floats]]:
    """What each slot weighs: how well a pair agrees, rising from 0, and what speaks for it there; see the table."""
    lexicon = tomllib.loads(files("estimates.conflicts").joinpath("weights.toml").read_text(encoding="utf-8"))
    parts = {name: np.array(points, dtype=float).T for name, points in lexicon["slots"].items()}
    return {name: (at, weight) for name, (at, weight) in parts.items()}


class Slot(NamedTuple):
    """How well each pair agrees, 0 to 1, and whether both sides say it; several levels are one that fits in part."""

    agrees: Floats
    known: Bools


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
    """Numbers that fit: the same by its digits, for 1,150 is rarely two things and 20 often; bands that meet, half."""
    (low, high), value = read.sizes, read.value
    apart = np.maximum(np.maximum(low[i] - high[j], low[j] - high[i]), 0.0)
    same = 0.5 + 0.5 * np.minimum(read.digits[i], _DIGITS) / _DIGITS
    return Slot(np.where(value[i] == value[j], same, np.where(apart < _TOUCH, 0.5, 0.0)), ~np.isnan(apart))


def _size(read: Read, i: Ints, j: Ints) -> Slot:
    """How near the numbers are, whatever is said of how sure they are."""
    apart = np.minimum(np.abs(read.told_size[i] - read.told_size[j]), _FAR)
    return Slot(1 - apart / _FAR, np.ones(len(i), dtype=bool))


def _name(read: Read, i: Ints, j: Ints) -> Slot:
    """Drafted under one name that says what is counted."""
    code, says = read.codes["quantity"], read.names_something
    return Slot((code[i] == code[j]).astype(float), says[i] & says[j])


def _whose(read: Read, i: Ints, j: Ints) -> Slot:
    """Whether both say whom they count, or neither: Britons are some of the people."""
    said = read.codes["who"] >= 0 if "who" in read.codes else np.zeros(len(read.table), dtype=bool)
    return Slot((said[i] == said[j]).astype(float), np.ones(len(i), dtype=bool))


def _sorts(read: Read, i: Ints, j: Ints) -> Slot:
    """Sorts of people: one of them on both sides, or others."""
    both, mine, theirs = read.sort.both(i, j), read.sort.size(i), read.sort.size(j)
    return Slot((both > 0).astype(float), (mine > 0) & (theirs > 0))


def _dated_counts(read: Read, i: Ints, j: Ints) -> Slot:
    """Whether both say when they were counted, which is said of tolls."""
    told = read.codes["counted"] if "counted" in read.codes else np.full(len(read.table), -1)
    return Slot(np.ones(len(i)), (told[i] >= 0) & (told[j] >= 0))


def _standing(read: Read, i: Ints, j: Ints) -> Slot:
    """How far down two articles the figures stand: what weighs most is told first in both."""
    article, down = read.standing
    known = (article[i] >= 0) & (article[j] >= 0) & (article[i] != article[j]) & ~np.isnan(down[i] + down[j])
    return Slot(np.where(known, 1 - np.abs(down[i] - down[j]), 0.0), known)


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
    "measure": _counted, "noun": _sets(lambda read: read.nouns), "name": _name, "unit": _unit,
    "who": _who, "whose": _whose, "sort": _sorts, "event": _sets(lambda read: read.event),
    "place": _sets(lambda read: read.place), "since": _since, "scope": _equal("scope"),
    "status": _equal("status"), "date": _date, "counted": _dated_counts,
    "figure": _figure, "size": _size, "standing": _standing,
    "articles": _articles, "clause": _rare(lambda read: read.clause), "sentence": _rare(lambda read: read.sentence),
    "mention": _mention,
}  # fmt: skip
