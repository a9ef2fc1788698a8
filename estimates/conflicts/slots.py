"""What two figures are compared by, slot by slot: how well each pair agrees in it, and whether both sides say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from estimates.claims.bounds import bound
from estimates.claims.comparable import covered
from estimates.claims.gathering import proposed_events
from estimates.claims.stems import classes_of, plain_words, stems_of
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.units import dimension_of

_NUMERAL = re.compile(r"\d")
_MARK = re.compile(r"\w+")
_LONG, _ALIKE = 6, 0.9  # letters of a name, and how alike two spellings of it are: Austria is not Australia
_NAME = re.compile(r"\b[A-Z]\S*")
#: What a pair gains where a slot agrees and loses where it differs; what one of them does not say changes nothing. The
#: order is that of how much each narrows down what a figure can be of; the numbers are in tenths of the weightiest.
WEIGHTS = {
    "measure": (4.0, -4.0), "noun": (2.5, -1.0), "unit": (0.5, -6.0), "who": (2.0, -2.0), "event": (1.5, -1.0),
    "place": (1.5, -1.0), "since": (1.0, -2.0), "scope": (0.5, -2.5), "status": (0.0, -1.5), "date": (0.5, -0.5),
    "figure": (4.0, -1.5), "clause": (8.0, 0.0), "sentence": (12.0, 0.0), "mention": (0.0, -6.0),
    "articles": (0.0, -8.0),
}  # fmt: skip


class Slot(NamedTuple):
    """How well each pair agrees, 0 to 1, and whether both sides say it; several levels are one that fits in part."""

    agrees: Floats
    known: Bools


class Read:
    """The words of a table, each read once."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        drafts, nouns = (self.words(name) for name in ("quantity", "noun"))
        sentences = self.words("sentence") if "sentence" in table else self.words("text")
        self.place = _one_spelling(self.stems("place"))
        whos = self.words("who")
        self.people = [stems_of(" ".join(_NAME.findall(words))) for words in whos]
        self.role = [_role(_NAME.sub(" ", words)) for words in whos]
        self.event = [set(_MARK.findall(words.casefold())) for words in self.words("event")]
        counted = [f"{noun} {draft.partition(',')[0]}" for noun, draft in zip(nouns, drafts, strict=True)]
        self.nouns: list[set[str]] = [
            {stem for stem in stems_of(words) if stem not in plain_words("anybody") and not classes_of("measure", stem)}
            | {f"={name}" for name in classes_of("noun", words)}
            for words in counted
        ]
        around = [_around(sentence, text) for sentence, text in zip(sentences, self.words("text"), strict=True)]
        things = [draft if unit != "person" else "" for draft, unit in zip(drafts, self.words("unit"), strict=True)]
        self.measure: list[frozenset[str]] = [
            _measure(draft, noun, near) or _thing(thing)
            for draft, noun, near, thing in zip(drafts, nouns, around, things, strict=True)
        ]
        self.clause: list[set[str]] = [stems_of(words) for words in around]
        self.sentence: list[set[str]] = [stems_of(words) for words in sentences]
        self.story = proposed_events(table)
        origin = [name for name in ("article", "publisher", "reported", "sentence", "source") if name in table]
        known = table["sentence"].notna() if "sentence" in table else np.zeros(len(table), dtype=bool)
        self.one_sentence: Ints = np.where(known, table.groupby(origin, dropna=False).ngroup(), -1)

    def words(self, name: str) -> list[str]:
        if name not in self.table:
            return [""] * len(self.table)
        return [str(cell) for cell in self.table[name].astype(object).fillna("")]

    def stems(self, name: str) -> list[set[str]]:
        return [stems_of(words) for words in self.words(name)]


def _role(words: str) -> set[str]:
    """What sort of people, by one word for its like: soldiers and personnel are fighters."""
    return set(classes_of("noun", words)) or stems_of(words)


def _measure(draft: str, noun: str, around: str) -> frozenset[str]:
    """What is counted as the draft or its noun has it, else the words around; "killed or wounded" is both."""
    near = classes_of("measure", around, nearest=True)
    return near if near == {"casualties"} else classes_of("measure", draft) or classes_of("measure", noun) or near


def _thing(draft: str) -> frozenset[str]:
    """What is counted by its own name, where that is no sort of people: aftershocks are no dead."""
    head = draft.partition(",")[0].split()[-1:]
    named = stems_of(" ".join(head)) - plain_words("anybody")
    return frozenset() if classes_of("noun", draft) else frozenset(f"={stem}" for stem in named)


def _one_spelling(names: list[set[str]]) -> list[set[str]]:
    """Names that are spelt a little differently as one: Falluja and Fallujah. Short ones are told apart by a letter."""
    known = sorted({word for words in names for word in words if len(word) >= _LONG})
    same: dict[str, str] = {}
    for k, word in enumerate(known):
        near = (other for other in known[:k] if other[:2] == word[:2] and abs(len(other) - len(word)) < 2)
        like = next((other for other in near if SequenceMatcher(None, other, word).ratio() >= _ALIKE), None)
        same[word] = same.get(like, like) if like is not None else word
    return [{same.get(word, word) for word in words} for words in names]


def _around(sentence: str, figure: str) -> str:
    """The words around a figure up to the figures next to it: those behind it, then those before it, nearest first."""
    place = sentence.find(figure)
    if place < 0 or not figure:
        return ""
    behind, before = sentence[place + len(figure) :][:100], sentence[:place][-60:]
    cut = _NUMERAL.search(behind)
    own = _NUMERAL.split(before)[-1]
    return behind[: cut.start() if cut else None] + " " + " ".join(reversed(own.split()))


def _shared(a: list[Any], part: Ints, weights: dict[str, float] | None = None) -> tuple[Floats, Floats, Floats]:
    """Weight of the words that two rows share, and of all that each has."""
    names = sorted({word for words in a for word in words})
    number = {word: k for k, word in enumerate(names)}
    column = [number[word] for words in a for word in sorted(words)]
    row = np.repeat(np.arange(len(a)), [len(words) for words in a])
    weight = np.array([1.0 if weights is None else weights[name] for name in names])
    table = csr_array((np.ones(len(column)), (row, column)), shape=(len(a), max(len(names), 1)))
    heavy = csr_array((weight[column] if column else np.zeros(0), (row, column)), shape=table.shape)
    own = np.asarray(heavy.sum(axis=1)).ravel()
    return (table[part] @ heavy.T).toarray(), own[part], own


def _sets(pick: Callable[[Read], list[Any]]) -> Callable[[Read, Ints], Slot]:
    """A slot of words: full where one side says no more than the other, else what both say of all that they say."""

    def compare(read: Read, part: Ints) -> Slot:
        both, mine, theirs = _shared(pick(read), part)
        mine, theirs = np.broadcast_arrays(mine[:, None], theirs[None, :])
        least = np.minimum(mine, theirs)
        size = np.where(both < least, mine + theirs - both, least)  # "Russian" or "Ukrainian" soldiers are others
        return Slot(np.divide(both, size, out=np.zeros_like(both), where=least > 0), least > 0)

    return compare


def _counted(read: Read, part: Ints) -> Slot:
    """Classes of what is counted; a thing by its own name is none of them, and two such things are told by nouns."""
    slot = _sets(lambda read: read.measure)(read, part)
    classed = np.array([any(not name.startswith("=") for name in names) for names in read.measure], dtype=bool)
    return Slot(slot.agrees, slot.known & (classed[part][:, None] | classed[None, :]))


def _who(read: Read, part: Ints) -> Slot:
    """Whose people, and what sort of people: a nation says nothing against soldiers, nor soldiers against a nation."""
    of, sort = _sets(lambda read: read.people)(read, part), _sets(lambda read: read.role)(read, part)
    n = of.known.astype(float) + sort.known
    both = of.agrees * of.known + sort.agrees * sort.known
    return Slot(np.divide(both, n, out=np.zeros_like(both), where=n > 0), n > 0)


def _equal(name: str) -> Callable[[Read, Ints], Slot]:
    """A slot that is equal or not."""

    def compare(read: Read, part: Ints) -> Slot:
        if name not in read.table:
            return Slot(np.zeros((len(part), len(read.table))), np.zeros((len(part), len(read.table)), dtype=bool))
        code, _ = pd.factorize(read.table[name])
        known = (code[part] >= 0)[:, None] & (code >= 0)[None, :]
        return Slot((code[part][:, None] == code[None, :]).astype(float), known)

    return compare


def _since(read: Read, part: Ints) -> Slot:
    """Spans begin on one day or not; what is of one day alone is of no longer span, whether that is told or not."""
    slot, (start, stop) = _equal("since")(read, part), covered(read.table)
    short = np.zeros(len(start), dtype=bool)
    if "since" in read.table:
        short = read.table["since"].notna().to_numpy() & (stop - start <= np.timedelta64(1, "D"))
    return Slot(slot.agrees, slot.known | (short[part][:, None] != short[None, :]))


def _unit(read: Read, part: Ints) -> Slot:
    """Dimensions; a bare count may be of anything that is counted."""
    units = read.table["unit"].astype(object).fillna("")
    kinds = units.map({unit: dimension_of(unit) for unit in units.unique()})
    code, _ = pd.factorize(kinds.where(~kinds.isin(["[count]", ""])))
    counted = kinds.isin(["[count]", "", "[person]"]).to_numpy()
    known = ((code >= 0) | counted)[part][:, None] & ((code >= 0) | counted)[None, :]
    same = (code[part][:, None] == code[None, :]) | (counted[part][:, None] & counted[None, :])
    return Slot(same.astype(float), known)


def _figure(read: Read, part: Ints) -> Slot:
    """Numbers that fit: the same number counts full, bands that meet less, and others by the factor between them."""
    table = read.table
    bands = table if "likely_low" in table and table["likely_low"].notna().any() else bound(table)
    low, high = (bands[name].to_numpy(dtype=float) for name in ("low", "high"))
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = (np.log10(np.maximum(np.where(np.isfinite(end), end, np.nan), 1e-9)) for end in (low, high))
        a, b = np.where(np.isnan(a), b, a), np.where(np.isnan(b), a, b)
        apart = np.maximum(np.maximum(a[part][:, None] - b[None, :], a[None, :] - b[part][:, None]), 0.0)
    known = ~np.isnan(apart)
    value = table["value"].to_numpy(dtype=float)
    equal = value[part][:, None] == value[None, :]
    fits = np.clip(np.where(equal, 1.0, 0.75 - np.nan_to_num(apart)), 0.0, 1.0)
    return Slot(np.where(known, fits, 0.0), known)


def _date(read: Read, part: Ints) -> Slot:
    start, stop = covered(read.table)
    known = (~np.isnat(start))[part][:, None] & (~np.isnat(start))[None, :]
    meets = (start[part][:, None] < stop[None, :]) & (start[None, :] < stop[part][:, None])
    return Slot(meets.astype(float), known)


def _rare(pick: Callable[[Read], list[set[str]]]) -> Callable[[Read, Ints], Slot]:
    """Rare words on both sides: the weight of a word is the logarithm of how few have it. Not within one sentence."""

    def compare(read: Read, part: Ints) -> Slot:
        words = pick(read)
        count = Counter(word for row in words for word in row)
        rare = {word: float(np.log((len(words) + 1) / (k + 0.5))) for word, k in count.items()}
        both, mine, theirs = _shared(words, part, rare)
        size = np.sqrt(mine[:, None] * theirs[None, :])
        known = (size > 0) & ~_together(read, part)
        return Slot(np.divide(both, size, out=np.zeros_like(both), where=known), known)

    return compare


def _mention(read: Read, part: Ints) -> Slot:
    """Two figures that one source gives in one sentence are of two quantities, as a rule."""
    together = _together(read, part)
    return Slot(np.zeros(together.shape), together)


def _articles(read: Read, part: Ints) -> Slot:
    """Articles that are proposed to tell of one event; the figures of one article are of no other."""
    code = read.story
    known = (code[part] >= 0)[:, None] & (code >= 0)[None, :]
    return Slot((code[part][:, None] == code[None, :]).astype(float), known)


def _together(read: Read, part: Ints) -> Bools:
    """Which pairs stand in one sentence of one article."""
    code = read.one_sentence
    same: Bools = (code[part][:, None] == code[None, :]) & (code >= 0)[None, :]
    return same


SLOTS: dict[str, Callable[[Read, Ints], Slot]] = {
    "measure": _counted, "noun": _sets(lambda read: read.nouns), "unit": _unit,
    "who": _who, "event": _sets(lambda read: read.event),
    "place": _sets(lambda read: read.place), "since": _since, "scope": _equal("scope"),
    "status": _equal("status"), "date": _date, "figure": _figure,
    "articles": _articles, "clause": _rare(lambda read: read.clause), "sentence": _rare(lambda read: read.sentence),
    "mention": _mention,
}  # fmt: skip
