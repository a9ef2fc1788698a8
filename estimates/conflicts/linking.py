"""Which figures may be of one quantity: pairs ranked for a person, with what agrees, differs and is unknown."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from estimates.admission import check_ids
from estimates.claims.comparable import check_columns
from estimates.conflicts.blocks import pairs_to_compare
from estimates.conflicts.readings import Read
from estimates.conflicts.slots import SLOTS, weights
from estimates.door import checked
from estimates.intervals.arrays import Floats, Ints
from estimates.schema import NUMBER, WORDS

_AGAINST = ("mention", "articles")  # told only where they speak against a pair
_FOR = ("clause", "sentence")  # told only where they speak for one
_FINER = ("name", "whose", "counted", "size", "standing")  # weighed, and told by the slots that they refine
_TOLD = tuple(name for name in SLOTS if name not in _FINER)
_MOST = 20  # partners kept for a claim
_PARTS, _SPAN = 10**9, 2**37  # of a score, and more of them than any has


@checked
def suggest_links(claims: pd.DataFrame, *, top: int = _MOST) -> pd.DataFrame:
    """Rank pairs of figures that may be of one quantity, for a person to confirm or refuse.

    No likeness of whole strings: a pair gains by each slot that agrees and loses by each that differs (what is counted
    and of whom, where, in which event, since when, the unit, the figure itself, rare words that both clauses and both
    sentences have, how far down their articles both stand); what one of the two does not say changes nothing, but that
    only one says whom it counts. Against a pair speak
    two figures of one sentence (``mention``) and articles that seem to tell of two events (``articles``, see
    ``suggest_events``).

    Up to 2,000 claims each is held against each. In a larger table a claim meets those with which it shares its rarest
    words (of its sentence, place, event and people), up to 200, and, where claims stand in the order of their size, the
    15 on either side of one quantity, of what is counted, of its place and of its event. Other pairs are not compared;
    of those likely to be one quantity few are missed, and ``n_compared`` tells how many each claim met.

    Parameters
    ----------
    claims : DataFrame
        A claims table, drafts as ``read_texts`` gives them or filed.
    top : int
        How many partners are kept for each claim at most.

    Returns
    -------
    DataFrame
        A row per pair, best first: ``claim_id``, ``other_id``, ``score`` (how much likelier than two figures of which
        nothing is known, in natural logarithms of odds; in an event of four articles 5.8 is even odds), ``agrees``,
        ``differs`` and ``unknown``, the slots by name; ``n_compared``, how many claims each of the two was held
        against at least. Pairs that somebody has told apart (``not_same``) are left out.

    Raises
    ------
    SchemaError
        If a column is missing.

    Notes
    -----
    The comparison by slots with a level for what is missing is that of record linkage (Fellegi and Sunter 1969, JASA
    64). An event has too few pairs to estimate its weights from, so they are those of 40 events that people have
    filed, by penalised logistic regression: ``estimates/conflicts/weights.toml`` has them all, and how well they do on
    events that they were not estimated from. Which pairs of a large table are compared is found by blocks of rare
    words and by sorted neighbourhoods (Hernández and Stolfo 1995, SIGMOD).

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
    links, ids = links_of(claims, top), claims["claim_id"].astype(WORDS).array
    columns = {"claim_id": ids.take(links.i), "other_id": ids.take(links.j), "score": links.score,
               **links.told(np.arange(len(links.i))), "n_compared": links.n_compared}  # fmt: skip
    return pd.DataFrame(columns).astype({"score": NUMBER, "n_compared": "int64"})


class Links(NamedTuple):
    """Pairs of rows, that of the lesser id first, the best first."""

    i: Ints
    j: Ints
    score: Floats
    states: Ints
    n_compared: Ints

    def told(self, some: Ints) -> dict[str, Any]:
        """What agrees, what differs and what one side does not say, of some pairs: made for each distinct state."""
        place, distinct = pd.factorize(self.states[some])
        words = np.array([_in_words(state) for state in distinct.tolist()], dtype=object).reshape(-1, 3).T
        names = ("agrees", "differs", "unknown")
        return {name: pd.array(cells, dtype=WORDS).take(place) for name, cells in zip(names, words, strict=True)}


def links_of(claims: pd.DataFrame, top: int) -> Links:
    """Rank pairs of rows: see ``suggest_links``."""
    check_ids(claims)
    by_id = in_order_of_ids(claims)
    table = claims.iloc[by_id].reset_index(drop=True)
    best, read, met = _Best(len(table), top), Read(table), np.zeros(len(table), dtype=np.int64)
    for i, j in pairs_to_compare(read):
        best.take(i, j, *_scored(read, i, j))
        met += np.bincount(np.append(i, j), minlength=len(table))
    i, j, score, states = best.pairs()
    apart = _told_apart(table)
    if apart:
        ids = table["claim_id"].to_numpy(dtype=object)
        kept = np.array([frozenset(pair) not in apart for pair in zip(ids[i], ids[j], strict=True)], dtype=bool)
        i, j, score, states = i[kept], j[kept], score[kept], states[kept]
    return Links(by_id[i], by_id[j], score / _PARTS, states, np.minimum(met[i], met[j]))


def in_order_of_ids(claims: pd.DataFrame) -> Ints:
    """The rows in the order of their ids."""
    return np.argsort(claims["claim_id"].to_numpy(dtype=object).astype(str), kind="stable")


def _scored(read: Read, i: Ints, j: Ints) -> tuple[Ints, Ints]:
    """The score of each pair in whole parts, since the last digits of a sum decide nothing; a digit for each slot."""
    score, states = np.zeros(len(i)), np.zeros(len(i), dtype=np.int64)
    for name, compare in SLOTS.items():
        at, weight = weights()[name]
        slot = compare(read, i, j)
        score += np.where(slot.known, np.interp(slot.agrees, at, weight), 0.0)
        if name in _TOLD:
            states = 3 * states + np.where(slot.known, 1 + (slot.agrees >= 0.5), 0)
    return np.rint(score * _PARTS).astype(np.int64), states


class _Best:
    """The best partners of each row so far, each pair twice; of equals those of the least number."""

    def __init__(self, n: int, top: int) -> None:
        self.n, self.top = n, top
        self.least = np.full(n, -_SPAN)  # what a row with enough partners asks of another
        self.kept = [np.empty(0, dtype=np.int64)] * 4  # rows, their partners, scores, states
        self.new: list[list[Ints]] = []  # what came since

    def take(self, i: Ints, j: Ints, score: Ints, states: Ints) -> None:
        """Take more pairs, sorted by their lesser row ``i`` and then by ``j``, all behind those taken before."""
        back, forth = np.flatnonzero(score >= self.least[j]), np.flatnonzero(score >= self.least[i])
        new = np.append(back, forth)  # so the partners of a row come in their order, and equals stay so
        self.new.append([np.append(j[back], i[forth]), np.append(i[back], j[forth]), score[new], states[new]])
        if sum(len(row) for row, *_ in self.new) >= len(self.kept[0]):  # else the many would be sorted for a few
            self._choose()

    def _choose(self) -> None:
        """Keep the best of all that came."""
        row, other, score, states = (np.concatenate(parts) for parts in zip(self.kept, *self.new, strict=True))
        order = np.argsort(row * _SPAN - score, kind="stable")
        row = row[order]
        rank = np.arange(len(row)) - np.searchsorted(row, row)
        kept, last = order[rank < self.top], rank == self.top - 1
        self.least[row[last]] = score[order[last]]
        self.kept, self.new = [row[rank < self.top], other[kept], score[kept], states[kept]], []

    def pairs(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Each pair once, the lesser row first; the best first."""
        self._choose()
        row, other, score, states = self.kept
        i, j = np.minimum(row, other), np.maximum(row, other)
        order = np.argsort(i * self.n + j, kind="stable")
        first = order[np.append(True, np.diff(i[order] * self.n + j[order]) > 0)[: len(order)]]
        first = first[np.argsort(-score[first], kind="stable")]
        return i[first], j[first], score[first], states[first]


@lru_cache(maxsize=4096)
def _in_words(states: int) -> tuple[Any, Any, Any]:
    """The slots in which a pair agrees (2), in which it differs (1), and which one of the two does not say (0)."""
    state = {name: states // 3**k % 3 for k, name in enumerate(reversed(_TOLD))}
    agrees = [name for name in _TOLD if state[name] == 2]
    unlike = [name for name in _TOLD if name not in _FOR]
    differs = [name for name in unlike if state[name] == 1]
    unknown = [name for name in unlike if not state[name]]
    agrees, unknown = ([name for name in names if name not in _AGAINST] for names in (agrees, unknown))
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
