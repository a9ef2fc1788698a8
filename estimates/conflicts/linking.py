"""Which figures may be of one quantity: pairs ranked for a person, with what agrees, differs and is unknown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from estimates.claims.bounds import bound
from estimates.claims.comparable import check_columns, covered
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.schema import NUMBER, WORDS
from estimates.units import dimension_of

_CHUNK = 1_000  # claims held against all others at once
_MOST = 10  # partners kept for a claim
_NUMERAL = re.compile(r"\d")
_MARK = re.compile(r"\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: What a pair gains where a slot agrees and loses where it differs; what one of them does not say changes nothing. The
#: order is that of how much each narrows down what a figure can be of; the numbers are in tenths of the weightiest.
_WEIGHTS = {
    "measure": (4.0, -4.0), "noun": (2.5, -1.0), "unit": (0.5, -6.0), "who": (2.0, -2.0), "event": (1.5, -1.0),
    "place": (1.5, -1.0), "since": (1.0, -2.0), "scope": (0.5, -2.5), "status": (0.0, -1.5), "date": (0.5, -0.5),
    "figure": (4.0, -1.5), "sentence": (12.0, 0.0),
}  # fmt: skip


class _Slot(NamedTuple):
    """How well each pair agrees, 0 to 1, and whether both sides say it; several levels are one that fits in part."""

    agrees: Floats
    known: Bools


def suggest_links(claims: pd.DataFrame, *, top: int = _MOST) -> pd.DataFrame:
    """Rank pairs of figures that may be of one quantity, for a person to confirm or refuse.

    No training data, and no likeness of whole strings: a pair gains by each slot that agrees and loses by each that
    differs (what is counted and of whom, where, in which event, since when, the unit, the figure itself, rare words
    that both sentences have); what one of the two does not say changes nothing.

    Parameters
    ----------
    claims : DataFrame
        A claims table, drafts as ``read_texts`` gives them or filed.
    top : int
        How many partners are kept for each claim at most.

    Returns
    -------
    DataFrame
        A row per pair, best first: ``claim_id``, ``other_id``, ``score`` (higher is likelier; of no unit), ``agrees``,
        ``differs`` and ``unknown``, the slots by name. Pairs that somebody has told apart (``not_same``) are left out.

    Raises
    ------
    SchemaError
        If a column is missing.

    Notes
    -----
    The comparison by slots with a level for what is missing is that of record linkage (Fellegi and Sunter 1969, JASA
    64); its weights are set and not estimated, since an event has too few pairs to estimate them from.

    Examples
    --------
    >>> import pandas as pd
    >>> from estimates import read_texts, suggest_links
    >>> texts = ["A blast in Oldtown killed 36 people, the governor said.", "At least 31 died in the Oldtown blast.",
    ...          "Police searched 36 houses in Oldtown."]
    >>> claims = read_texts(pd.DataFrame({"text": texts}), progress=False)
    >>> best = suggest_links(claims).iloc[0]
    >>> claims.set_index("claim_id").loc[[best["claim_id"], best["other_id"]], "text"].tolist()
    ['36', 'At least 31']
    """
    check_columns(claims, ["claim_id", "quantity", "noun", "unit", "value", "low", "high"])
    table = claims.reset_index(drop=True)
    kinds = {"claim_id": WORDS, "other_id": WORDS, "score": NUMBER, "agrees": WORDS, "differs": WORDS, "unknown": WORDS}
    ids = table["claim_id"].to_numpy(dtype=object)
    apart = _told_apart(table)
    rows: list[tuple[Any, ...]] = []
    seen = set[tuple[int, int]]()
    read = _Read(table)
    for first in range(0, len(table), _CHUNK):
        part = np.arange(first, min(first + _CHUNK, len(table)))
        slots = {name: compare(read, part) for name, compare in _SLOTS.items()}
        score = np.zeros((len(part), len(table)))
        for name, slot in slots.items():
            gain, loss = _WEIGHTS[name]
            score += np.where(slot.known, slot.agrees * gain + (1 - slot.agrees) * loss, 0.0)
        score[np.arange(len(part)), part] = -np.inf
        for i, j in _best(score, part, ids, top):
            pair = (min(i, j), max(i, j))
            if pair in seen or frozenset((ids[i], ids[j])) in apart:
                continue
            seen.add(pair)
            words = _in_words(slots, i - first, j)
            rows.append((*sorted((ids[i], ids[j])), float(score[i - first, j]), *words))
    out = pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
    return out.sort_values(["score", "claim_id", "other_id"], ascending=[False, True, True]).reset_index(drop=True)


def _best(score: Floats, part: Ints, ids: Any, top: int) -> Iterator[tuple[int, int]]:
    """The best partners of each claim; of equals those of the least id."""
    by_id = np.argsort(ids.astype(str), kind="stable")
    for k, i in enumerate(part.tolist()):
        order = by_id[np.argsort(-score[k, by_id], kind="stable")][:top]
        yield from ((i, int(j)) for j in order if np.isfinite(score[k, j]))


def _in_words(slots: dict[str, _Slot], i: int, j: int) -> tuple[Any, Any, Any]:
    """The slots in which a pair agrees, in which it differs, and which one of the two does not say."""
    agrees = [name for name, slot in slots.items() if slot.known[i, j] and slot.agrees[i, j] >= 0.5]
    said = [name for name, slot in slots.items() if slot.known[i, j] or not _WEIGHTS[name][1]]
    differs = [name for name in said if name not in agrees and _WEIGHTS[name][1]]
    unknown = [name for name in slots if name not in said]
    one, two, three = (", ".join(names) or np.nan for names in (agrees, differs, unknown))
    return one, two, three


def _told_apart(table: pd.DataFrame) -> set[frozenset[str]]:
    """Pairs that a person has said are not of one quantity."""
    if "not_same" not in table:
        return set()
    said = table.loc[table["not_same"].notna(), ["claim_id", "not_same"]]
    return {
        frozenset((own, other))
        for own, others in zip(said["claim_id"], said["not_same"], strict=True)
        for other in others.split()
    }


# What is compared ----------------------------------------------------------------------------------------------------


class _Read:
    """The words of a table, each read once."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        drafts, nouns = (self.words(name) for name in ("quantity", "noun"))
        sentences = self.words("sentence") if "sentence" in table else self.words("text")
        self.place, self.who = self.stems("place"), self.stems("who")
        self.event = [set(_MARK.findall(words.casefold())) for words in self.words("event")]
        counted = [f"{noun} {draft.partition(',')[0]}" for noun, draft in zip(nouns, drafts, strict=True)]
        self.nouns: list[set[str]] = [
            {stem for stem in _stems(words) if stem not in _plain_words("anybody") and not _classes("measure", stem)}
            | {f"={name}" for name in _classes("noun", words)}
            for words in counted
        ]
        near = [
            _near(sentence, text)
            for sentence, text in zip(sentences, self.words("text"), strict=True)
        ]  # fmt: skip
        self.measure: list[frozenset[str]] = [
            _classes("measure", f"{draft} {noun}") | _classes("measure", around, nearest=True)
            for draft, noun, around in zip(drafts, nouns, near, strict=True)
        ]
        self.sentence = [_stems(words) for words in sentences]

    def words(self, name: str) -> list[str]:
        if name not in self.table:
            return [""] * len(self.table)
        return [str(cell) for cell in self.table[name].astype(object).fillna("")]

    def stems(self, name: str) -> list[set[str]]:
        return [_stems(words) for words in self.words(name)]


@cache
def _plain_words(name: str) -> frozenset[str]:
    lexicon = tomllib.loads(files("estimates.conflicts").joinpath("measures.toml").read_text(encoding="utf-8"))
    return frozenset(lexicon["plain"][name].split())


def _stems(words: str) -> set[str]:
    """Words without their endings: enough to bring "villages" and "village" together."""
    return {_stem(word) for word in _WORD.findall(words.casefold()) if word not in _plain_words("fillers")}


@cache
def _stem(word: str) -> str:
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if len(word) - len(ending) > 3 and word.endswith(ending) and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


@cache
def _lexicon(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    lexicon = tomllib.loads(files("estimates.conflicts").joinpath("measures.toml").read_text(encoding="utf-8"))
    return tuple(
        (name, re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, stems))})", re.IGNORECASE))
        for name, stems in lexicon[kind].items()
    )


def _classes(kind: str, words: str, *, nearest: bool = False) -> frozenset[str]:
    """The classes of words that count one thing; of a sentence only the one nearest to its beginning."""
    found = {name: match.start() for name, pattern in _lexicon(kind) if (match := pattern.search(words))}
    return frozenset([min(found, key=lambda name: found[name])]) if nearest and found else frozenset(found)


def _near(sentence: str, figure: str) -> str:
    """The words around a figure, the nearest first: those behind it up to the next figure, then those before it."""
    place = sentence.find(figure)
    if place < 0 or not figure:
        return ""
    behind, before = sentence[place + len(figure) :][:100], sentence[:place][-60:]
    cut = _NUMERAL.search(behind)
    return behind[: cut.start() if cut else None] + " " + " ".join(reversed(before.split()))


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


def _sets(pick: Callable[[_Read], list[Any]]) -> Callable[[_Read, Ints], _Slot]:
    """A slot of words: the share of the shorter side that the other has too."""

    def compare(read: _Read, part: Ints) -> _Slot:
        both, mine, theirs = _shared(pick(read), part)
        least = np.minimum(mine[:, None], theirs[None, :])
        return _Slot(np.divide(both, least, out=np.zeros_like(both), where=least > 0), least > 0)

    return compare


def _equal(name: str) -> Callable[[_Read, Ints], _Slot]:
    """A slot that is equal or not."""

    def compare(read: _Read, part: Ints) -> _Slot:
        if name not in read.table:
            return _Slot(np.zeros((len(part), len(read.table))), np.zeros((len(part), len(read.table)), dtype=bool))
        code, _ = pd.factorize(read.table[name])
        known = (code[part] >= 0)[:, None] & (code >= 0)[None, :]
        return _Slot((code[part][:, None] == code[None, :]).astype(float), known)

    return compare


def _unit(read: _Read, part: Ints) -> _Slot:
    """Dimensions; a bare count may be of anything that is counted."""
    units = read.table["unit"].astype(object).fillna("")
    kinds = units.map({unit: dimension_of(unit) for unit in units.unique()})
    code, _ = pd.factorize(kinds.where(~kinds.isin(["[count]", ""])))
    counted = kinds.isin(["[count]", "", "[person]"]).to_numpy()
    known = ((code >= 0) | counted)[part][:, None] & ((code >= 0) | counted)[None, :]
    same = (code[part][:, None] == code[None, :]) | (counted[part][:, None] & counted[None, :])
    return _Slot(same.astype(float), known)


def _figure(read: _Read, part: Ints) -> _Slot:
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
    return _Slot(np.where(known, fits, 0.0), known)


def _date(read: _Read, part: Ints) -> _Slot:
    start, stop = covered(read.table)
    known = (~np.isnat(start))[part][:, None] & (~np.isnat(start))[None, :]
    meets = (start[part][:, None] < stop[None, :]) & (start[None, :] < stop[part][:, None])
    return _Slot(meets.astype(float), known)


def _sentence(read: _Read, part: Ints) -> _Slot:
    """Rare words that both sentences have: the weight of a word is the logarithm of how few sentences have it."""
    n = len(read.sentence)
    count: dict[str, int] = {}
    for words in read.sentence:
        for word in words:
            count[word] = count.get(word, 0) + 1
    rare = {word: float(np.log((n + 1) / (k + 0.5))) for word, k in count.items()}
    both, mine, theirs = _shared(read.sentence, part, rare)
    size = np.sqrt(mine[:, None] * theirs[None, :])
    return _Slot(np.divide(both, size, out=np.zeros_like(both), where=size > 0), size > 0)


_SLOTS: dict[str, Callable[[_Read, Ints], _Slot]] = {
    "measure": _sets(lambda read: read.measure), "noun": _sets(lambda read: read.nouns), "unit": _unit,
    "who": _sets(lambda read: read.who), "event": _sets(lambda read: read.event),
    "place": _sets(lambda read: read.place), "since": _equal("since"), "scope": _equal("scope"),
    "status": _equal("status"), "date": _date, "figure": _figure, "sentence": _sentence,
}  # fmt: skip
