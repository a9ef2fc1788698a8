"""Which figures may be of one quantity: pairs ranked for a person, with what agrees, differs and is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import check_columns
from estimates.conflicts.slots import SLOTS, WEIGHTS, Read
from estimates.door import checked
from estimates.intervals.arrays import Floats, Ints
from estimates.schema import NUMBER, WORDS

_CHUNK = 1_000  # claims held against all others at once
_AGAINST = ("mention", "articles")  # told only where they speak against a pair
_MOST = 20  # partners kept for a claim
_NUMERAL = re.compile(r"\d")
_MARK = re.compile(r"\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


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
    kinds = {"claim_id": WORDS, "other_id": WORDS, "score": NUMBER, "agrees": WORDS, "differs": WORDS, "unknown": WORDS}
    ids = table["claim_id"].to_numpy(dtype=object)
    apart = _told_apart(table)
    rows: list[tuple[Any, ...]] = []
    seen = set[tuple[int, int]]()
    read = Read(table)
    for first in range(0, len(table), _CHUNK):
        part = np.arange(first, min(first + _CHUNK, len(table)))
        slots = {name: compare(read, part) for name, compare in SLOTS.items()}
        score = np.zeros((len(part), len(table)))
        for name, slot in slots.items():
            gain, loss = WEIGHTS[name]
            score += np.where(slot.known, slot.agrees * gain + (1 - slot.agrees) * loss, 0.0)
        score[np.arange(len(part)), part] = -np.inf
        states = np.zeros(score.shape, dtype=np.int64)  # of every pair, a digit of base 3 for each slot
        for slot in slots.values():
            states = 3 * states + np.where(slot.known, 1 + (slot.agrees >= 0.5), 0)
        for i, j in _best(score, part, ids, top):
            pair = (min(i, j), max(i, j))
            if pair in seen or frozenset((ids[i], ids[j])) in apart:
                continue
            seen.add(pair)
            words = _in_words(int(states[i - first, j]))
            rows.append((*sorted((ids[i], ids[j])), float(score[i - first, j]), *words))
    out = pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
    return out.sort_values(["score", "claim_id", "other_id"], ascending=[False, True, True]).reset_index(drop=True)


def _best(score: Floats, part: Ints, ids: Any, top: int) -> Iterator[tuple[int, int]]:
    """The best partners of each claim; of equals those of the least id."""
    by_id = np.argsort(ids.astype(str), kind="stable")
    for k, i in enumerate(part.tolist()):
        order = by_id[np.argsort(-score[k, by_id], kind="stable")][:top]
        yield from ((i, int(j)) for j in order if np.isfinite(score[k, j]))


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
