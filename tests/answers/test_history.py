"""Claims through time, and chains of citing."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates import bound, read_claims
from estimates.answers.history import _longest_rise, trace_origins, track
from estimates.answers.reconciling import reconcile
from estimates.errors import EstimatesError, SchemaError

law = settings(max_examples=60, deadline=None)


def dated(*rows: tuple[str, str], cumulative: bool = True, **more: Any) -> pd.DataFrame:
    """Claims by day of May and words, each of a source of its own."""
    cells = [
        {"claim_id": f"c{i}", "quantity": "losses", "source": f"s{i}", "as_of": f"2024-05-{day}", "text": text}
        for i, (day, text) in enumerate(rows)
    ]
    return bound(read_claims(cells)).assign(cumulative=cumulative, **more)


def spans(table: pd.DataFrame) -> list[tuple[float, float]]:
    return [tuple(row) for row in table[["low", "high"]].to_numpy()]


# --- track ---------------------------------------------------------------------------------------------------------


def test_each_date_is_answered_from_its_own_claims() -> None:
    claims = dated(("01", "100 to 120"), ("01", "110 to 130"), ("03", "exactly 90"), cumulative=False)
    table = track(claims)
    assert table["as_of"].tolist() == [pd.Timestamp("2024-05-01"), pd.Timestamp("2024-05-03")]
    assert spans(table) == [(110, 120), (90, 90)]
    assert not table["narrowed"].any()
    assert table["fall"].tolist() == [(), ()]


def test_a_window_reaches_back() -> None:
    claims = dated(("01", "100 to 120"), ("03", "110 to 130"), ("09", "exactly 115"), cumulative=False)
    assert track(claims, within=2)["n_claims"].tolist() == [1, 2, 1]
    assert track(claims, within="10D")["n_claims"].tolist() == [1, 2, 3]
    other = claims.assign(quantity=["losses", "losses", "aid"])
    assert track(other, within=30)[["quantity", "n_claims"]].to_numpy().tolist() == [
        ["aid", 1],
        ["losses", 1],
        ["losses", 2],
    ]


def test_running_totals_narrow_one_another() -> None:
    claims = dated(("01", "100 to 200"), ("02", "exactly 150"), ("03", "50 to 300"), ("04", "up to 180"))
    table = track(claims)
    assert spans(table) == [(100, 150), (150, 150), (150, 180), (150, 180)]
    assert table["narrowed"].tolist() == [True, False, True, True]
    assert all(ids == () for ids in table["fall"])
    mixed = track(claims.assign(cumulative=[True, True, False, True]))
    assert spans(mixed)[2] == (50, 300), "only groups of running totals are narrowed"


def test_the_fewest_dates_are_given_up_wherever_the_slip_stands() -> None:
    early = dated(("01", "exactly 1,000"), ("02", "exactly 110"), ("03", "exactly 120"), ("04", "exactly 130"))
    table = track(early)
    assert table["fall"].tolist() == [("c0",), (), (), ()]
    assert table.loc[0, ["low", "high", "closed"]].tolist() == [0, 110, "both"]  # a count is not below nothing
    late = dated(("01", "exactly 100"), ("02", "exactly 110"), ("03", "exactly 12"), ("04", "exactly 130"))
    assert track(late)["fall"].tolist() == [(), (), ("c2",), ()]
    assert spans(track(late))[2] == (110, 130)


def test_ties_on_a_date_of_running_totals_are_enclosed() -> None:
    claims = dated(("01", "exactly 100"), ("01", "exactly 140"), ("02", "exactly 120"))
    table = track(claims)
    assert spans(table) == [(100, 120), (120, 120)]
    assert np.isnan(table["best"].iloc[0])


def test_claims_without_a_date_stay_out_and_publication_stands_in() -> None:
    rows = [{"claim_id": "a", "quantity": "q", "source": "A", "text": "5", "reported": "2024-05-02"},
            {"claim_id": "b", "quantity": "q", "source": "B", "text": "6"}]  # fmt: skip
    table = track(bound(read_claims(rows)))
    assert table[["as_of", "n_claims"]].to_numpy().tolist() == [[pd.Timestamp("2024-05-02"), 1]]
    assert len(track(bound(read_claims(rows[1:])))) == 0
    assert len(track(bound(read_claims(rows[1:])), within=3)) == 0


def test_units_are_one_through_time() -> None:
    claims = dated(("01", "100 miles"), ("02", "170 km"))
    assert track(claims)["unit"].tolist() == ["kilometer", "kilometer"]
    assert track(claims)["fall"].tolist() == [(), ()]


@law
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 4)), min_size=1, max_size=8))
def test_the_longest_rise_is_that_of_a_full_search(ranges: list[tuple[int, int]]) -> None:
    start = np.array([a for a, _ in ranges])
    stop = start + [b for _, b in ranges]

    def rises(rows: tuple[int, ...]) -> bool:
        return all(start[i] < stop[j] for i, j in combinations(rows, 2))

    kept = np.flatnonzero(_longest_rise(start, stop))
    assert rises(tuple(kept))
    most = max(
        len(rows) for k in range(1, len(start) + 1) for rows in combinations(range(len(start)), k) if rises(rows)
    )
    assert len(kept) == most


@law
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 20), st.integers(0, 5)), min_size=1, max_size=8))
def test_running_totals_never_fall(rows: list[tuple[int, int, int]]) -> None:
    cells = [
        {"claim_id": f"c{i}", "quantity": "q", "source": f"s{i}", "as_of": f"2024-05-0{d}", "low": a, "high": a + w,
         "cumulative": True}
        for i, (d, a, w) in enumerate(rows)
    ]  # fmt: skip
    table = track(bound(read_claims(cells)), "hull")
    assert table[["low", "high"]].notna().all(axis=None)
    low, high = table["low"].to_numpy(), table["high"].to_numpy()
    assert (low[1:] >= low[:-1]).all()
    assert (high[1:] >= high[:-1]).all()
    assert (low <= high).all()


# --- trace_origins ---------------------------------------------------------------------------------------------------


def citing(*rows: tuple[str, str, str | None], **more: Any) -> pd.DataFrame:
    cells = [{"claim_id": i, "quantity": "q", "source": s, "text": "5", "cites": c} for i, s, c in rows]
    return bound(read_claims(cells)).assign(**more)


def test_chains_end_at_the_first_claim_or_at_a_source_outside() -> None:
    claims = citing(
        ("c1", "ministry", None), ("c2", "agency", "c1"), ("c3", "paper", "agency"), ("c4", "blog", "Reuters"),
        ("c5", "forum", "blog"),
    )  # fmt: skip
    traced = trace_origins(claims)
    assert traced["origin"].tolist() == ["ministry", "ministry", "ministry", "Reuters", "Reuters"]
    assert traced["cycle"].isna().all()
    assert reconcile(traced)["n_origins"].tolist() == [2]
    assert trace_origins(claims.drop(columns="cites"))["origin"].tolist() == claims["source"].tolist()
    assert claims["origin"].tolist() == claims["source"].tolist(), "the input stays as it is"


def test_a_circle_is_one_origin_and_is_reported() -> None:
    claims = citing(("c1", "A", "c3"), ("c2", "B", "c1"), ("c3", "C", "c2"), ("c4", "D", "c2"), ("c5", "E", None))
    for order in ([0, 1, 2, 3, 4], [3, 2, 4, 0, 1]):
        traced = trace_origins(claims.iloc[order]).sort_values("claim_id")
        assert traced["origin"].tolist() == ["A", "A", "A", "A", "E"]
        assert traced["cycle"].tolist()[:4] == ["A > C > B > A"] * 4
        assert traced["cycle"].isna().tolist() == [False] * 4 + [True]
    own = trace_origins(citing(("c1", "A", None), ("c2", "A", "A")))
    assert own["origin"].tolist() == ["A", "A"]


def test_a_source_stands_for_its_latest_claim_that_is_no_later() -> None:
    rows = [
        {"claim_id": "old", "quantity": "q", "source": "agency", "text": "5", "as_of": "2024-01-01", "origin": "army"},
        {"claim_id": "mid", "quantity": "q", "source": "agency", "text": "6", "as_of": "2024-02-01", "origin": "staff"},
        {"claim_id": "new", "quantity": "q", "source": "agency", "text": "7", "as_of": "2024-03-01", "origin": "king"},
        {"claim_id": "far", "quantity": "p", "source": "agency", "text": "7", "as_of": "2024-02-10", "origin": "queen"},
        {"claim_id": "x", "quantity": "q", "source": "paper", "text": "6", "as_of": "2024-02-15", "cites": "agency"},
        {"claim_id": "y", "quantity": "q", "source": "radio", "text": "6", "as_of": "2023-12-15", "cites": "agency"},
    ]
    traced = trace_origins(bound(read_claims(rows))).set_index("claim_id")["origin"]
    assert (traced["x"], traced["y"]) == ("staff", "army")


@law
@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=10))
def test_tracing_is_walking_from_claim_to_claim(cites: list[int | None]) -> None:
    n = len(cites)
    links = [None if c is None or c >= n else c for c in cites]
    claims = citing(*((f"c{i}", f"s{i}", None if c is None else f"c{c}") for i, c in enumerate(links)))
    traced = trace_origins(claims)
    for i in range(n):
        walk = [i]
        while links[walk[-1]] is not None and links[walk[-1]] not in walk:
            walk.append(links[walk[-1]])  # type: ignore[arg-type]
        back = links[walk[-1]]
        circle = [] if back is None or back == walk[-1] else walk[walk.index(back) :]
        assert traced["origin"].iloc[i] == (f"s{min(circle)}" if circle else f"s{walk[-1]}")
        assert traced["cycle"].isna().iloc[i] == (not circle)


def test_a_long_chain_is_followed_to_its_end() -> None:
    n = 5000
    claims = citing(*((f"c{i}", f"s{i}", f"c{i - 1}" if i else None) for i in range(n)))
    assert (trace_origins(claims)["origin"] == "s0").all()


def test_columns_that_are_missing_are_named() -> None:
    with pytest.raises(SchemaError, match="claim_id"):
        trace_origins(pd.DataFrame({"source": ["A"]}))
    with pytest.raises(SchemaError, match="quantity"):
        track(pd.DataFrame({"source": ["A"], "claim_id": ["c"]}))


def running(*rows: tuple[str, str, float, str]) -> pd.DataFrame:
    """Exact running totals: id, source, value, date."""
    return bound(read_claims([
        {"claim_id": i, "quantity": "losses", "source": s, "value": v, "as_of": d, "hedge": "exact", "cumulative": True}
        for i, s, v, d in rows
    ]))  # fmt: skip


def test_a_date_given_up_has_nobody_behind_what_the_others_leave() -> None:
    claims = running(("a", "x", 100, "2024-05-01"), ("b", "x", 140, "2024-05-02"), ("c", "x", 120, "2024-05-03"),
                     ("d", "x", 150, "2024-05-04"))  # fmt: skip
    table = track(claims)
    assert table["verdict"].tolist() == ["single", "single", "split", "single"]
    assert table["n_support"].tolist() == [1, 1, 0, 1]


def test_an_end_that_the_other_dates_leave_open_is_unbounded() -> None:
    claims = running(("a", "x", 100, "2024-05-01"), ("b", "x", 140, "2024-05-02"), ("c", "x", 120, "2024-05-03"))
    assert track(claims).loc[2, ["low", "high", "closed"]].tolist() == [140.0, np.inf, "left"]
    split = running(("a", "x", 100, "2024-05-01"), ("b", "x", 140, "2024-05-02"), ("c", "y", 160, "2024-05-02"))
    assert spans(track(split, "intersection"))[1] == (100, np.inf)
    money = running(("a", "x", 500, "2024-05-01"), ("b", "x", 140, "2024-05-02"), ("c", "x", 150, "2024-05-03"))
    table = track(money.assign(unit="USD"))
    assert table.loc[0, ["low", "high", "closed"]].tolist() == [-np.inf, 140.0, "right"]


def test_an_early_total_too_high_is_given_up_alone() -> None:
    claims = running(("a", "x", 1000, "2024-05-01"), ("b", "x", 140, "2024-05-02"), ("c", "x", 150, "2024-05-03"))
    table = track(claims)
    assert table["fall"].tolist() == [("a",), (), ()]
    assert table["high"].tolist() == [140.0, 140.0, 150.0]


def test_on_a_date_given_up_only_the_claims_that_break_the_order_are_listed() -> None:
    claims = running(
        ("a", "x", 100, "2024-05-01"), ("b", "x", 140, "2024-05-02"), ("c1", "x", 90, "2024-05-03"),
        ("c2", "y", 90, "2024-05-03"), ("c3", "z", 145, "2024-05-03"), ("d", "x", 150, "2024-05-04"),
    )  # fmt: skip
    table = track(claims)
    assert table["fall"].tolist() == [(), (), ("c1", "c2"), ()]
    assert table.loc[2, ["low", "high", "n_support", "verdict"]].tolist() == [140.0, 150.0, 1, "split"]


def test_several_groups_fall_on_the_same_days() -> None:
    parts = [running((f"a{k}", "x", 100 + k, "2024-05-01"), (f"b{k}", "x", 90, "2024-05-02")).assign(quantity=f"q{k}")
             for k in range(5)]  # fmt: skip
    table = track(pd.concat(parts, ignore_index=True))
    assert table["fall"].tolist() == [part for k in range(5) for part in ((), (f"b{k}",))]


def test_ties_of_values_are_enclosed_by_the_widest_of_them() -> None:
    rows = [
        {"claim_id": "a", "source": "x", "value": 100, "hedge": "about", "as_of": "2024-05-01"},
        {"claim_id": "b", "source": "y", "value": 105, "hedge": "exact", "as_of": "2024-05-01"},
    ]
    claims = bound(read_claims([{"quantity": "q", "cumulative": True, **row} for row in rows]))
    table = track(claims, "vote")
    assert table.loc[0, ["low", "high", "closed"]].tolist() == [85.0, 115.0, "both"]
    assert len(table) == 1


def test_what_track_cannot_answer_is_refused() -> None:
    claims = running(("a", "x", 100, "2024-05-01"))
    with pytest.raises(EstimatesError, match="date by date"):
        track(claims, by=["quantity", "as_of"])
    with pytest.raises(EstimatesError, match="no window of time"):
        track(claims, within=-1)
    assert track(running(("a", "x", 100, "2024-05-01"), ("b", "x", 90, "2024-05-02")), by=[])["fall"].tolist() == [
        (), ("b",),
    ]  # fmt: skip
