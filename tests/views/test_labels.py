"""Names of rows in pictures: as short as they may be, and told apart by what differs."""

from __future__ import annotations

import pandas as pd

from estimates.views.labels import names


def test_what_tells_nothing_apart_stands_in_no_label() -> None:
    row = {"source": "Ministry of Health", "publisher": "Post", "as_of": pd.NaT, "reported": pd.Timestamp("2024-05-03")}
    rows = [{**row, "claim_id": f"c{k}"} for k in (1, 2)]
    assert names(rows, ["40", "40"], 40) == ["Ministry of Health (c1)", "Ministry of Health (c2)"]
    rows[1]["publisher"] = "Herald"
    assert names(rows, ["40", "40"], 40) == ["Ministry of Health (Post)", "Ministry of Health (Herald)"]
