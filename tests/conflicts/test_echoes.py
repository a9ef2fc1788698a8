"""Agreement that shares an origin."""

from __future__ import annotations

from typing import Any

import pandas as pd

from estimates import bound, contradictions, read_claims


def found(*rows: dict[str, Any]) -> pd.DataFrame:
    cells = [{"claim_id": f"c{i}", "quantity": "troops", **row} for i, row in enumerate(rows)]
    table = contradictions(bound(read_claims(cells)))
    return table[table["kind"] == "circular"]


def test_sources_that_repeat_one_report_are_told_of() -> None:
    table = found(
        {"source": "ministry", "text": "11,000"},
        {"source": "agency", "text": "11,000", "cites": "ministry"},
        {"source": "paper", "text": "about 11,000", "cites": "c1"},
        {"source": "witness", "text": "11,000"},
    )
    assert table[["claims", "severity"]].to_numpy().tolist() == [[("c0", "c1", "c2"), "warning"]]
    assert table["explanation"].tolist() == [
        "On troops: ministry says “11,000”, agency says “11,000”, paper says “about 11,000”; they agree, but they all "
        "go back to ministry, so they count once."
    ]


def test_a_shared_origin_needs_no_citing() -> None:
    table = found({"source": "A", "text": "5", "origin": "wire"}, {"source": "B", "text": "5", "origin": "wire"})
    assert table["claims"].tolist() == [("c0", "c1")]
    assert "go back to wire" in table["explanation"].iloc[0]


def test_a_circle_is_called_one() -> None:
    table = found({"source": "A", "text": "5", "cites": "c1"}, {"source": "B", "text": "5", "cites": "c0"})
    assert "cite one another in a circle" in table["explanation"].iloc[0]


def test_there_is_nothing_to_tell_of_independent_disagreeing_or_single_sources() -> None:
    assert found({"source": "A", "text": "5"}, {"source": "B", "text": "5"}).empty
    assert found({"source": "A", "text": "5", "origin": "w"}, {"source": "B", "text": "9", "origin": "w"}).empty
    assert found({"source": "A", "text": "5", "origin": "w"}, {"source": "A", "text": "5", "origin": "w"}).empty
    assert found(
        {"source": "A", "text": "5", "origin": "w"}, {"source": "B", "text": "5", "origin": "w", "quantity": "tanks"}
    ).empty
    denied = {"source": "B", "text": "5", "origin": "w", "negated": True}
    assert found({"source": "A", "text": "5", "origin": "w"}, denied).empty


def test_what_is_agreed_on_names_its_whole_group() -> None:
    rows = [{"source": s, "origin": "TBIJ", "value": 4, "who": "civilians", "place": "Wana"} for s in ("TBIJ", "copy")]
    assert found(*rows)["explanation"].tolist() == [
        "On troops, civilians, Wana: TBIJ says 4 and copy says 4; they agree, but they all go back to TBIJ, so they "
        "count once."
    ]
