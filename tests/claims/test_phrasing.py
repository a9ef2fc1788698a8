"""Many claims in words by column: the same words as of each alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates import aggregate, amend, bound, contradictions, read_claims
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


def test_a_source_says_its_own_words_and_no_end_of_ours() -> None:
    said = [("Bodart", "about 60,000"), ("Clodfelter", "about 31,127")]
    rows = [{"quantity": "troops", "source": s, "text": t, "place": "NC", "event": "Bentonville"} for s, t in said]
    sums = bound(aggregate(read_claims(rows), "place"))
    (words,) = contradictions(sums)["explanation"]
    assert words.startswith(
        "On troops, NC: Clodfelter says 31,127 and Bodart says 60,000; read as 31,077 to 31,177 and"
    )
    twice = [row | {"event": event} for row in rows for event in ("one", "two")]
    (words,) = contradictions(bound(aggregate(read_claims(twice), "place")))["explanation"]
    assert "Clodfelter says 62,254 (sum of 2) and Bodart says 120,000 (sum of 2)" in words


def test_an_end_that_a_table_gives_is_inside() -> None:
    rows = [{"quantity": "killed", "source": "x", "high": 200}, {"quantity": "killed", "source": "y", "text": "700"}]
    (words,) = contradictions(bound(read_claims(rows)))["explanation"]
    assert "x says at most 200 and y says “700”; read as at most 200" in words


def test_an_exact_number_is_said_in_english() -> None:
    rows = [{"quantity": "killed", "source": "a", "value": 120, "hedge": "exact", "unit": "person"},
            {"quantity": "killed", "source": "b", "text": "70", "unit": "person"}]  # fmt: skip
    assert "a says exactly 120 people" in contradictions(bound(read_claims(rows)))["explanation"][0]


def test_shares_are_percentage_points_apart() -> None:
    rows = [{"quantity": "CFR", "source": s, "text": t} for s, t in (("a", "1.7%"), ("b", "2.9%"))]
    assert "they are 1.2 percentage points apart" in contradictions(bound(read_claims(rows)))["explanation"][0]
