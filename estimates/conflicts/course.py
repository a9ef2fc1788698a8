"""Figures in the order of their dates: running totals that fall, and what a source takes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from estimates.claims.wording import figure, said
from estimates.conflicts.comparison import Comparison


def falls(of: Comparison) -> Iterator[dict[str, Any]]:
    """Running totals that a later figure undercuts: against the highest earlier lower end, one sweep a group."""
    rows = np.flatnonzero(of.affirmed & of.cumulative & ~np.isnat(of.day) & of.ranked.known)
    order = rows[np.lexsort((rows, of.day[rows], of.group[rows]))]
    date, start, stop = of.day, of.ranked.start, of.ranked.stop
    best, pending = -1, -1  # the row with the highest start before, and among those of the same day
    for k, i in enumerate(order):
        if k == 0 or of.group[i] != of.group[order[k - 1]]:
            best = pending = -1
        elif date[i] != date[order[k - 1]] and pending >= 0:
            best = pending
        if best >= 0 and stop[i] <= start[best]:
            yield _fall(of, int(best), int(i))
        if pending < 0 or start[i] > start[pending]:
            pending = int(i)


def _fall(of: Comparison, earlier: int, later: int) -> dict[str, Any]:
    a, b = of.row(earlier), of.row(later)
    gap = float(a["low"] - b["high"])
    return {
        "kind": "fall", "severity": "contradiction", "claims": (a["claim_id"], b["claim_id"]),
        "quantity": a["quantity"], "gap": gap, "unit": a["unit"],
        "explanation": f"{of.about(earlier)}a running total cannot fall, yet {said(a)} and later {said(b)}.",
    }  # fmt: skip


def revisions(of: Comparison) -> Iterator[dict[str, Any]]:
    """What its own source superseded by a later figure."""
    start, stop = of.ranked.start, of.ranked.stop
    value = of.claims["value"].to_numpy(dtype=float)
    older = np.flatnonzero((of.later >= 0) & ~of.cumulative)
    of.tell(np.union1d(older, of.later[older]))
    for i in older:
        j = int(of.later[i])
        if (start[i], stop[i]) == (start[j], stop[j]) and (value[i] == value[j] or np.isnan(value[i] + value[j])):
            continue
        a, b = of.row(int(i)), of.row(j)
        yield {
            "kind": "revised", "severity": "warning", "claims": (a["claim_id"], b["claim_id"]),
            "quantity": a["quantity"], "unit": a["unit"],
            "explanation": f"{of.about(j)}{said(a)}, superseded by the same source's {figure(b)}.",
        }  # fmt: skip
