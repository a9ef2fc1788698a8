"""What no source can make true: a count below nothing, more than the whole, a fraction of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from estimates.claims.wording import band, said
from estimates.conflicts.comparison import Comparison

_SHARE = re.compile(r"\b(?:share|proportion|fraction|portion|turnout|percentage|per ?cent of|% of)\b", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:per|average|mean|each|rate|median)\b", re.IGNORECASE)


def impossibilities(of: Comparison) -> Iterator[dict[str, Any]]:
    """Claims that are impossible by themselves."""
    claims, unit = of.claims, of.claims["unit"].astype(object)
    counted = unit.isin(["person", "count"]).to_numpy(dtype=bool)
    low, high = of.low, of.high
    words = claims["quantity"].fillna("") + " " + claims["noun"].fillna("")
    negative = counted & (
        (high < 0) | ((high == 0) & (low < 0) & claims["closed"].isin(["left", "neither"]).to_numpy())
    )
    share = (unit == "percent").to_numpy(dtype=bool) & (low > 100) & words.str.contains(_SHARE).to_numpy(dtype=bool)
    broken = (low == high) & (np.fmod(np.where(np.isfinite(low), low, 0.0), 1.0) != 0)
    fraction = counted & broken & ~words.str.contains(_MEAN).to_numpy(dtype=bool)
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
