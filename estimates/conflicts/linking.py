"""Which figures may be of one quantity: pairs ranked for a person, with what agrees, differs and is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import check_columns
from estimates.conflicts.blocks import pairs_to_compare
from estimates.conflicts.slots import SLOTS, WEIGHTS, Read
from estimates.door import checked
from estimates.intervals.arrays import Floats, Ints
from estimates.schema import NUMBER, WORDS

_AGAINST = ("mention", "articles")  # told only where they speak against a pair
_MOST = 20  # partners kept for a claim


@checked
def suggest_links(claims: pd.DataFrame, *, top: int = _MOST) -> pd.DataFrame:
    """Rank pairs of figures that may be of one quantity, for a person to confirm or refuse.

    No training data, and no likeness of whole strings: a pair gains by each slot that agrees and loses by each that
    differs (what is counted and of whom, where, in which event, since when, the unit, the figure itself, rare words
    that both clauses and both sentences have); what one of the two does not say changes nothing. Against a pair speak
    two figures of one sentence (``mention``) and articles that seem to tell of two events (``articles``, see
    ``suggest_events``).

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
    ids = table["claim_id"].to_numpy(dtype=object)
    best, read = _Best.of(ids, top), Read(table)
    for i, j in pairs_to_compare(read):
        best = best.and_of(i, j, *_scored(read, i, j))
    i, j, score, states = best.pairs()
    apart = _told_apart(table)
    if apart:
        kept = np.array([frozenset(pair) not in apart for pair in zip(ids[i], ids[j], strict=True)], dtype=bool)
        i, j, score, states = i[kept], j[kept], score[kept], states[kept]
    distinct, place = np.unique(states, return_inverse=True)
    words = np.array([_in_words(state) for state in distinct.tolist()], dtype=object).reshape(-1, 3)[place]
    columns = {"claim_id": ids[i], "other_id": ids[j], "score": score, "agrees": words[:, 0], "differs": words[:, 1],
               "unknown": words[:, 2]}  # fmt: skip
    return pd.DataFrame(columns).astype({name: NUMBER if name == "score" else WORDS for name in columns})


def _scored(read: Read, i: Ints, j: Ints) -> tuple[Floats, Ints]:
    """The score of each pair, and a digit of base 3 for each slot."""
    score, states = np.zeros(len(i)), np.zeros(len(i), dtype=np.int64)
    for name, compare in SLOTS.items():
        gain, loss = WEIGHTS[name]
        slot = compare(read, i, j)
        score += np.where(slot.known, slot.agrees * gain + (1 - slot.agrees) * loss, 0.0)
        states = 3 * states + np.where(slot.known, 1 + (slot.agrees >= 0.5), 0)
    return np.round(score, 9), states  # the last digits of a sum decide nothing


@dataclass(frozen=True)
class _Best:
    """The best partners of each claim so far, each pair twice; of equals those of the least id."""

    place: Ints  # of each claim in the order of ids
    top: int
    least: Floats  # what a claim with enough partners must exceed or equal to have another
    row: Ints
    other: Ints
    score: Floats
    states: Ints

    @classmethod
    def of(cls, ids: Any, top: int) -> _Best:
        place = np.empty(len(ids), dtype=np.int64)
        place[np.argsort(ids.astype(str), kind="stable")] = np.arange(len(ids))
        none = np.empty(0, dtype=np.int64)
        return cls(place, top, np.full(len(ids), -np.inf), none, none, np.empty(0), none)

    def and_of(self, i: Ints, j: Ints, score: Floats, states: Ints) -> _Best:
        """The best of these and of more pairs."""
        first, second = np.flatnonzero(score >= self.least[i]), np.flatnonzero(score >= self.least[j])
        new = np.append(first, second)
        row, other = np.concatenate([self.row, i[first], j[second]]), np.concatenate([self.other, j[first], i[second]])
        score, states = np.append(self.score, score[new]), np.append(self.states, states[new])
        order = np.lexsort((self.place[other], -score, row))
        row = row[order]
        rank = np.arange(len(row)) - np.searchsorted(row, row)
        kept = order[rank < self.top]
        least = self.least.copy()
        last = rank == self.top - 1
        least[row[last]] = score[order[last]]
        return _Best(self.place, self.top, least, row[rank < self.top], other[kept], score[kept], states[kept])

    def pairs(self) -> tuple[Ints, Ints, Floats, Ints]:
        """Each pair once, the claim of the lesser id first; the best first."""
        i, j = np.minimum(self.place[self.row], self.place[self.other]), np.maximum(self.place[self.row], self.place[self.other])
        _, first = np.unique(i * len(self.place) + j, return_index=True)
        first = first[np.argsort(-self.score[first], kind="stable")]
        by_place = np.argsort(self.place)
        return by_place[i[first]], by_place[j[first]], self.score[first], self.states[first]


@lru_cache(maxsize=4096)
def _in_words(states: int) -> tuple[Any, Any, Any]:
    """The slots in which a pair agrees (2), in which it differs (1), and which one of the two does not say (0)."""
    state = {name: states // 3**k % 3 for k, name in enumerate(reversed(SLOTS))}
    agrees = [name for name in SLOTS if state[name] == 2]
    said = [name for name in SLOTS if state[name] or not WEIGHTS[name][1]]
    differs = [name for name in said if name not in agrees and WEIGHTS[name][1]]
    unknown = [name for name in SLOTS if name not in said]
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
