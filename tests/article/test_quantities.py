"""What figures are figures of: one name for one quantity, given in linear time."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

from estimates.article.quantities import Draft, name_quantities
from estimates.article.rows import attribute


def steps(drafts: list[Draft]) -> int:
    """Count the steps of the interpreter that naming takes: unlike its time they are the same in every run."""
    taken, before = 0, sys.gettrace()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal taken
        frame.f_trace_opcodes = True
        taken += event == "opcode"
        return trace

    sys.settrace(trace)
    try:
        name_quantities(drafts)
    finally:
        sys.settrace(before)
    return taken


def test_naming_is_linear_in_the_figures() -> None:
    """Half of the kinds are named with a quality and half without, as in a long table."""
    letters = "abcdefghijklmnopqrst"
    kinds = [f"{a}o{b}i{c}s" for a in letters[:10] for b in letters for c in letters[:2]]
    few, many = (
        [Draft(noun, "count", None) for kind in kinds[:n] for noun in (f"big {kind}", kind)] for n in (50, 400)
    )
    assert name_quantities(few)[:2] == [f"big {kinds[0]}"] * 2
    name_quantities(many)  # so that both find every word in the caches
    assert steps(many) < 9 * steps(few)


def test_a_bare_noun_keeps_its_name_where_two_kinds_could_be_meant() -> None:
    drafts = [Draft(noun, "count", None) for noun in ("big boats", "old boats", "boats")]
    assert name_quantities(drafts) == ["big boats", "old boats", "boats"]


def test_those_who_count_are_not_what_is_counted() -> None:
    rows = attribute("Police put the crowd at 900, organisers at 4,000.")
    assert [(row["source"], row["noun"], row["unit"]) for row in rows] == [
        ("Police", "crowd", "person"),
        ("organisers", "crowd", "person"),
    ]
