"""Many claims in words by column: the same words as of each alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates import amend, bound, read_claims
from estimates.claims import phrasing, wording

row = st.fixed_dictionaries({
    "quantity": st.sampled_from(["killed", "share of voters"]),
    "source": st.sampled_from(["the agency", "Police", None]),
    "publisher": st.sampled_from(["The Post", "Rebels", None]),
    "text": st.sampled_from(["about 40", "40", "at least 1,000", "a fifth", "half", "two thirds", "no figure", None]),
    "low": st.sampled_from([None, 12.0]),
    "unit": st.sampled_from(["person", None]),
    "as_of": st.sampled_from(["2024-11-04", "2024-11", "2023", None]),
    "reported": st.sampled_from(["2024-11-05", "2024-11-05 13:00", None]),
    "credence": st.sampled_from(["likely", "even chance", "unlikely", None]),
    "confidence": st.sampled_from(["low", "high", None]),
})  # fmt: skip


_SHARES = ("a fifth", "half", "two thirds")


@settings(max_examples=60, deadline=None)
@given(st.lists(row, min_size=1, max_size=8), st.booleans())
def test_columns_say_what_each_row_says(rows: list[dict[str, object]], amended: bool) -> None:
    cells = [{k: v for k, v in cells.items() if k != "low" or cells["text"] is None} for cells in rows]
    cells = [{**one, "unit": None} if one["text"] in _SHARES else one for one in cells]  # no share of a person
    claims = read_claims([{"claim_id": f"c{k}", **one} for k, one in enumerate(cells)], on_error="keep")
    if amended:
        claims = amend(claims, "c0", reason="misread", value=500.0, text=pd.NA)
    claims = bound(claims)
    chosen = np.array([k % len(claims) for k in range(len(claims) + 2)])[::-1]
    told = phrasing.told(claims, chosen)
    assert phrasing.figures(claims, chosen) == [wording.figure(one) for one in told]
    assert phrasing.speakers(claims, chosen) == [wording.speaker(one) for one in told]
    assert phrasing.sayings(claims, chosen) == [wording.said(one) for one in told]
    assert phrasing.shares(claims, chosen).tolist() == [wording.in_words(one) for one in told]
    assert phrasing.bands(claims, chosen) == [
        wording.amount_of_band(one) if wording.in_words(one) else wording.band(one["low"], one["high"], one["closed"])
        for one in told
    ]
    by = ("quantity", "publisher", "status", "as_of")
    assert phrasing.topics(claims, chosen, by) == [wording.topic({name: one[name] for name in by}) for one in told]


def test_no_rows_say_nothing() -> None:
    claims, none = bound(read_claims([{"quantity": "killed", "text": "40"}])), np.zeros(0, dtype=np.int64)
    assert [say(claims, none) for say in (phrasing.sayings, phrasing.bands, phrasing.speakers)] == [[], [], []]
