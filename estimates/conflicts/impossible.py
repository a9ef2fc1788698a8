"""What no source can make true: a count below nothing, more than the whole, a fraction of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from estimates.article.measured import AS_SHARE
from estimates.claims.phrasing import cells
from estimates.claims.wording import band, said
from estimates.coded import among, coded
from estimates.conflicts.comparison import Comparison
from estimates.conflicts.flagging import broken
from estimates.intervals.arrays import Bools, Ints
from estimates.lang.lexicon import english

_SHARE = re.compile(r"\b(?:share|proportion|fraction|portion|turnout|percentage|per ?cent of|% of)\b", re.IGNORECASE)
_UNITS = (("person", "count"), ("percent",))
_MEAN = re.compile(r"\b(?:per|average|mean|each|every|rate|median|ratio|half|times)\b", re.IGNORECASE)


def impossibilities(of: Comparison) -> Iterator[dict[str, Any]]:
    """Claims that are impossible by themselves."""
    claims, unit = of.claims, coded(of.claims["unit"])
    counted, percent = (among(unit, some) for some in _UNITS)
    low, high = of.low, of.high
    negative = counted & ((high < 0) | ((high == 0) & (low < 0) & among(coded(claims["closed"]), ("left", "neither"))))
    share, fraction = percent & (low > 100), counted & broken(low, high)
    for odd, may_be in ((share, _is_of_whole), (fraction, _is_whole)):
        places = np.flatnonzero(odd)
        odd[places] = [may_be(*words) for words in _words(claims, places)]
    if fraction.any():
        fraction &= _in_whole_numbers(claims)
    for rows, why in (
        (negative, "a count cannot be negative"),
        (share, "a share cannot exceed the whole"),
        (fraction, "what is counted comes in whole numbers"),
    ):
        for i in np.flatnonzero(rows & of.affirmed):
            claim = of.row(int(i))
            yield {
                "kind": "impossible", "severity": "contradiction", "claims": (claim["claim_id"],),
                "quantity": claim["quantity"], "unit": claim["unit"],
                "explanation": f"{of.about(int(i))}{said(claim)}, read as "
                f"{band(claim['low'], claim['high'], claim['closed'])}; {why}.",
            }  # fmt: skip


def _words(claims: pd.DataFrame, rows: Ints) -> Iterator[tuple[str, str]]:
    """What rows are called, and what they count."""
    for words in zip(cells(claims["quantity"], rows), cells(claims["noun"], rows), strict=True):
        name, noun = (word if isinstance(word, str) else "" for word in words)
        yield name, noun


def _is_of_whole(name: str, noun: str) -> bool:
    """Whether percents are a share of a whole: its name says so, or they are of people.

    Prices, debts and crops grow beyond 100 percent; that our reader calls whatever is in percent a share is no word of
    the source.
    """
    said = f"{name.removesuffix(AS_SHARE)} {noun}"
    return bool(_SHARE.search(said)) or bool(noun and english().nouns.is_person(noun.split()[-1]))


def _is_whole(name: str, noun: str) -> bool:
    """Whether a count is of things one by one, and no mean or rate."""
    return not _MEAN.search(f"{name} {noun}")


def _in_whole_numbers(claims: pd.DataFrame) -> Bools:
    """Of drafts, only persons: a bare "7.8" may be a magnitude, and a share or a mean of persons says so beside it."""
    if "identity" not in claims:
        return np.ones(len(claims), dtype=bool)
    drafts = among(coded(claims["identity"]), ("read", "guessed"))
    sentences = claims["sentence"].fillna("") if "sentence" in claims else pd.Series("", claims.index)
    whole = (claims["unit"] == "person").to_numpy(dtype=bool) & ~sentences.str.contains(_MEAN).to_numpy(dtype=bool)
    known: Bools = ~drafts | whole
    return known
