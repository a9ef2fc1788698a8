"""Whose table it is, told by its columns: which reader takes the file as its publisher gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: The columns that tell a publisher's table, by the name of its reader; of several layouts any.
SIGNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "read_ged": (("id", "best", "low", "high"), ("id", "best_est", "low_est", "high_est")),
    "read_brd": (("bd_best", "bd_low", "bd_high"),),
    "read_acled": (("event_id_cnty", "event_date", "fatalities"), ("country", "events", "fatalities")),
    "read_ccc": (("date", "size_text"), ("date", "EstimateLow", "EstimateHigh"), ("date", "size_low", "size_high")),
    "read_tbij": (("Strike ID",),),
    "read_emdat": (("DisNo.", "Total Deaths"),),
    "read_cow": (("WarNum", "BatDeath"), ("WarNum", "SideADeaths")),
    "read_claim_reviews": (("claimReviewed", "itemReviewed"),),
    "read_wikidata": (("labels", "claims", "sitelinks"),),
}


def key_of(name: object) -> str:
    """A column's name without case and marks, so that "BdBest", "bd_best" and "BD best" are one."""
    return re.sub(r"[\W_]+", "", str(name)).casefold()


def readers_of(columns: Iterable[object]) -> list[str]:
    """The readers whose layouts a table's columns are.

    Examples
    --------
    >>> readers_of(["Event_ID_Cnty", "EVENT_DATE", "actor1", "fatalities"]), readers_of(["quantity", "value"])
    (['read_acled'], [])
    """
    keys = {key_of(name) for name in columns}
    return [reader for reader, layouts in SIGNS.items() if any({*map(key_of, signs)} <= keys for signs in layouts)]


def advice(columns: Iterable[object]) -> str:
    """Which reader takes the table as it is, as the beginning of a hint; empty where no publisher's columns are seen.

    Examples
    --------
    >>> advice(["Strike ID", "Minimum killed"])
    'read_tbij takes this file as it is; else '
    """
    readers = readers_of(columns)
    return f"{' or '.join(readers)} takes this file as it is; else " if readers else ""
