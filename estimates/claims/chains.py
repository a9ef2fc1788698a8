"""Who repeats whom: from the column ``cites`` to the claim or source at the end of each chain."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from estimates.claims.comparable import moment
from estimates.intervals.arrays import Bools, Ints

NOBODY = -1


class Chains(NamedTuple):
    """Where the chain of every claim leads."""

    origin: Any  #: whom the figure goes back to, as words; missing where that claim has none
    circular: Bools  #: whether the chain runs in a circle
    cycles: list[tuple[int, ...]]  #: the circles, each as rows in the order of citing
    cycle: Ints  #: which of the circles a claim belongs to or leads into, else -1


def follow(claims: pd.DataFrame) -> Chains:
    """Follow ``cites`` from claim to claim.

    A cell names a claim by its id, or else a source. A source stands for its claim on the same quantity, status and
    all: the latest that is no later than the citing one, else the earliest; a source without one is an end itself.
    """
    named = claims["origin"].fillna(claims["source"]) if "origin" in claims else claims["source"]
    origin = named.to_numpy(dtype=object).copy()
    n = len(claims)
    if "cites" not in claims or claims["cites"].isna().all():
        return Chains(origin, np.zeros(n, dtype=bool), [], np.full(n, NOBODY))
    parent, outside = _parents(claims)
    origin[outside] = claims["cites"].to_numpy(dtype=object)[outside]
    end, least = _ends(parent, _rank(claims))
    circular = parent[end] != end
    first = np.argsort(_rank(claims), kind="stable")
    root = np.where(circular, first[least[end]], end)
    starts = np.unique(root[circular])
    cycles = [_walk(int(start), parent) for start in starts]
    cycle = np.where(circular, np.searchsorted(starts, root), NOBODY)
    return Chains(origin[root], circular, cycles, cycle)


def _parents(claims: pd.DataFrame) -> tuple[Ints, Bools]:
    """The row that each claim cites, itself where it cites none; and whether it cites a source outside the table."""
    n = len(claims)
    rows, cites = np.arange(n), claims["cites"]
    by_id = pd.Series(rows, index=claims["claim_id"].to_numpy(dtype=object)).groupby(level=0).first()
    parent = cites.map(by_id).to_numpy(dtype=float).copy()
    todo = np.flatnonzero(cites.notna().to_numpy() & np.isnan(parent))
    keys = [name for name in ("quantity", "status") if name in claims]
    said = moment(claims).fillna(pd.Timestamp(0)).to_numpy().astype(np.int64)
    table = claims[keys].astype(object).assign(_row=rows, _moment=said, _source=claims["source"].astype(object))
    citing = table.iloc[todo].assign(_source=cites.iloc[todo].to_numpy(dtype=object))
    pairs = citing.merge(table, on=[*keys, "_source"], suffixes=("", "_cited"))
    pairs = pairs.assign(late=pairs["_moment_cited"] > pairs["_moment"])
    distance = np.where(pairs["late"], pairs["_moment_cited"], -pairs["_moment_cited"])
    pairs = pairs.assign(distance=distance, rank=_rank(claims)[pairs["_row_cited"].to_numpy()])
    best = pairs.sort_values(["_row", "late", "distance", "rank"]).drop_duplicates("_row")
    parent[best["_row"]] = best["_row_cited"]
    outside = cites.notna().to_numpy() & np.isnan(parent)
    return np.where(np.isnan(parent), rows, parent).astype(np.int64), outside


def _rank(claims: pd.DataFrame) -> Ints:
    """The place of each claim by its id, so that the order of rows decides nothing."""
    order = np.argsort(claims["claim_id"].to_numpy(dtype=object).astype(str), kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank


def _ends(parent: Ints, rank: Ints) -> tuple[Ints, Ints]:
    """Where each chain ends after more steps than there are claims, and the least rank met from there on.

    Steps double, so this takes log2 n rounds; a chain that has not ended by then is on a circle.
    """
    jump, least = parent.copy(), rank.copy()
    for _ in range(len(parent).bit_length() + 1):
        least = np.minimum(least, least[jump])
        jump = jump[jump]
    return jump, least


def _walk(start: int, parent: Ints) -> tuple[int, ...]:
    walk, here = [start], int(parent[start])
    while here != start:
        walk.append(here)
        here = int(parent[here])
    return tuple(walk)
