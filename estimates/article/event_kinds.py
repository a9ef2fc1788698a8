"""Kinds of events: which go on for days, which happen again and again, and which may be called by another."""

from __future__ import annotations

LASTING = frozenset(["battle", "outbreak", "heatwave"])  # kinds that go on for many days, none of which dates the whole
# Of which a country sees many, so that a day tells one.
AGAIN = frozenset(["attack", "airstrike", "raid", "battle", "protest", "aftershock", "crash"])
# Kinds that may be called by a broader one: "the attack" goes back to an airstrike, "the disaster" to whatever it was.
_BROADER = {
    "attack": frozenset(["airstrike", "raid"]),
    "disaster": frozenset([
        "earthquake", "storm", "flood", "landslide", "fire", "crash", "shipwreck", "collapse", "attack", "stampede",
        "eruption", "tsunami",
    ]),
}  # fmt: skip


def of_one_kind(kind: str, other: str) -> bool:
    """Whether what happened may be called by either: "the attack" for an airstrike, "the disaster" for a flood."""
    return kind == other or is_narrower(kind, other) or is_narrower(other, kind)


def is_narrower(kind: str, other: str) -> bool:
    """Whether a kind says more than another."""
    return kind in _BROADER.get(other, ())
