"""Findings of kind ``circular``: several sources agree because they repeat one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.chains import follow
from estimates.claims.wording import said
from estimates.conflicts.comparison import Comparison
from estimates.errors import listed
from estimates.intervals.arrays import Bools, Ints
from estimates.intervals.sweeps import common

#: Sources of one finding whose evidence is told in full.
EVIDENCE = 3


def echo_findings(of: Comparison, compared: Bools) -> Iterator[dict[str, Any]]:
    """List agreement that shares an origin: one finding for the sources of one origin in a group whose bands all meet.

    Origins are the column ``origin`` and, where a claim ``cites`` another or a source, that of the end of the chain;
    ``compared`` tells which claims are compared at all.
    What speaks for an origin that was suspected (``origin_evidence``) is told with it.
    """
    claims, group, ranked = of.claims, of.group, of.ranked
    chains = follow(claims)
    source = claims["source"].to_numpy(dtype=object)
    borrowed = (chains.origin != source) & ~pd.isna(chains.origin)
    if not (borrowed & compared).any():
        return
    rows = np.flatnonzero(compared & ranked.known & ~pd.isna(chains.origin) & ~pd.isna(source))
    table = pd.DataFrame({"group": group[rows], "origin": chains.origin[rows], "source": source[rows], "row": rows})
    code = table.groupby(["group", "origin"], sort=True).ngroup().to_numpy()
    n = int(code.max(initial=-1)) + 1
    start, stop = common(ranked.start[rows], ranked.stop[rows], code, n)
    several = table.groupby(code)["source"].nunique().to_numpy() > 1
    order = np.argsort(code, kind="stable")
    cuts = np.searchsorted(code[order], np.arange(n + 1))
    for which in np.flatnonzero(several & (start < stop)):
        members = rows[order[cuts[which] : cuts[which + 1]]]
        yield _finding(of, chains.origin[members[0]], members, bool(chains.circular[members].all()))


def _finding(of: Comparison, origin: str, members: Ints, circle: bool) -> dict[str, Any]:
    rows = [of.claims.iloc[int(i)].to_dict() for i in members]
    why = "they cite one another in a circle" if circle else f"they all go back to {origin}"
    shown = list(dict.fromkeys(row["origin_evidence"] for row in rows if isinstance(row.get("origin_evidence"), str)))
    if len(shown) > EVIDENCE:
        shown = [*shown[:EVIDENCE], f"So it is with {len(shown) - EVIDENCE} more."]
    said_so = [said(row) for row in rows]
    told = f"{said_so[0]} and {said_so[1]}" if len(rows) == 2 else listed(said_so)
    agree = f"{told}; they agree, but {why}, so they count once."
    return {
        "kind": "circular", "severity": "warning", "claims": tuple(row["claim_id"] for row in rows),
        "quantity": rows[0]["quantity"], "unit": rows[0]["unit"],
        "explanation": of.about(int(members[0])) + " ".join([agree, *shown]),
    }  # fmt: skip
