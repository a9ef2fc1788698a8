"""Stocks and flows: planted breaks are found and no others, the fewest figures against every subset, laws."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from estimates import RelationError, bound, contradictions, convert, propagate, read_claims
from estimates.relations.stocks import breaks

RELATION = "total[t] == total[t-1] + new[t]"


def series(total: Any, new: Any, **more: Any) -> pd.DataFrame:
    """A claim of each for every day; None for none."""
    days = pd.date_range("2022-02-24", periods=len(total))
    rows = [
        {"claim_id": f"{name}-{k}", "quantity": name, "source": "staff", "value": value, "as_of": days[k],
         "cumulative": name == "total", **more}
        for name, values in (("total", total), ("new", new)) for k, value in enumerate(values) if value is not None
    ]  # fmt: skip
    return bound(read_claims(rows))


def flows(claims: pd.DataFrame, relation: str = RELATION, **options: Any) -> pd.DataFrame:
    found = contradictions(claims, relation, **options)
    return found[found["kind"] == "flow"].reset_index(drop=True)


def last_day(claims: pd.DataFrame, ids: tuple[str, ...]) -> int:
    return max(int(name.split("-")[1]) for name in ids)


@pytest.mark.parametrize("seed", range(3))
def test_seven_breaks_in_998_days_are_found_and_no_others(seed: int) -> None:
    random = np.random.default_rng(seed)
    new = random.poisson(800, 998)
    total = 10_000 + np.cumsum(new)
    at = sorted(random.choice(np.arange(3, 995, 4), 7, replace=False).tolist())
    for k, day in enumerate(at):
        off = int(random.integers(1, 400))
        if k % 3 == 0:  # a slip in what came in
            new[day] += off
        elif k % 3 == 1:  # one total amiss
            total[day] += off
        else:  # all later totals lie higher
            total[day:] += off
    claims = series(total, new)
    found = flows(claims)
    assert sorted(last_day(claims, ids) for ids in found["claims"]) == at
    assert set(found["severity"]) == {"contradiction"}
    single = found[[at.index(last_day(claims, ids)) % 3 == 1 for ids in found["claims"]]]
    assert single["explanation"].str.contains("the least to doubt is total of").all()


def test_a_break_in_a_sentence() -> None:
    found = flows(series([1001, 1003, 1013, 1014], [None, 2, 4, 1]))
    assert found["explanation"].tolist() == [
        "On total: 1,003 on 25 February 2022 and 4 new make 1,007, yet staff says 1,013 on 26 February 2022, 6 more; "
        "the least to doubt is new of 26 February 2022."
    ]
    assert found[["claims", "gap", "quantity", "relations", "n_pairs"]].iloc[0].tolist() == [
        ("total-1", "new-2", "total-2"), 6, "total", (RELATION,), 1,
    ]  # fmt: skip


def test_days_without_a_figure_and_longer_spans() -> None:
    assert flows(series([11, None, 21, None], [None, 4, 6, 3])).empty
    assert len(flows(series([11, None, 22, None], [None, 4, 6, 3]))) == 1
    assert flows(series([11, 15, 22], [None, None, 7])).empty  # nothing says what came in on the second day
    rows = [
        {"quantity": "total", "value": 101, "as_of": "2024-05-01"},
        {"quantity": "total", "value": 163, "as_of": "2024-05-08"},
        {"quantity": "new", "value": 61, "since": "2024-05-02", "as_of": "2024-05-08"},
        *({"quantity": "new", "value": 9, "as_of": f"2024-05-0{d}", "since": f"2024-05-0{d}"} for d in range(2, 9)),
    ]
    daily = flows(bound(read_claims([{**row, "source": "staff"} for row in rows])))
    assert daily["gap"].tolist() == [1, 1]  # the days make 164, the week 162
    weekly = flows(bound(read_claims([{**row, "source": "staff"} for row in rows[:3]])))
    assert weekly["gap"].tolist() == [1]


def test_a_correction_explains_and_so_does_a_revision() -> None:
    claims = series([1001, 1011, 1004, 1010], [None, 10, 5, 6])
    assert len(flows(claims)) == 1
    correction = {"claim_id": "c-2", "quantity": "taken back", "source": "staff", "value": 12, "as_of": "2022-02-26"}
    claims = bound(read_claims(pd.concat([claims, pd.DataFrame([correction])], ignore_index=True)))
    found = flows(claims, f"{RELATION} - (`taken back`[t])")
    assert found["severity"].tolist() == ["warning"]
    assert "the correction of -12 that was stated for that day explains it" in found["explanation"][0]
    said = [(101, "2024-05-01", "2024-05-01"), (107, "2024-05-02", "2024-05-02"), (103, "2024-05-02", "2024-05-03")]
    rows = [{"quantity": "total", "value": v, "as_of": d, "reported": r} for v, d, r in said]
    rows += [{"quantity": "new", "value": 6, "as_of": "2024-05-02", "reported": "2024-05-02"}]
    revised = flows(bound(read_claims([{**row, "source": "staff"} for row in rows])))
    assert "107, which was revised, would fit" in revised["explanation"][0]


def test_sources_and_places_are_apart_and_bands_leave_room() -> None:
    other = series([100, 103], [None, 3]).assign(source="press")
    other["claim_id"] = "p" + other["claim_id"]
    both = pd.concat([series([201, 204], [None, 3]), other.assign(origin="press")], ignore_index=True)
    assert flows(both).empty
    assert flows(series([101, 109], [None, 3], hedge="about")).empty
    several = flows(series([101, 109, 119], [None, 3, 4]), max_pairs=1)
    assert several["n_pairs"].tolist() == [2]
    two = series([100, 103], [None, 8])
    freed = bound(read_claims([{"quantity": "freed", "source": "staff", "value": 5, "as_of": "2022-02-25"}]))
    assert flows(pd.concat([two, freed], ignore_index=True), f"{RELATION} - freed[t]").empty


@pytest.mark.parametrize(
    "text",
    [
        "total[t] == total[t-1]", "total[t] == new[t]", "total[t-1] == total[t] + new[t]",
        "total[t] <= total[t-1] + new[t]", "total[t] == total[t-1] + new[t-1]", "total[t] == total[t-1] + 2 * new[t]",
        "total[t] == total[t-1] + new[t] + new[t]",
    ],
)  # fmt: skip
def test_what_is_no_flow_is_refused(text: str) -> None:
    with pytest.raises(RelationError):
        contradictions(series([1, 2], [None, 1]), text)


def test_other_doors_say_where_a_relation_over_dates_belongs() -> None:
    with pytest.raises(RelationError, match="is for contradictions"):
        propagate(series([1, 2], [None, 1]), RELATION)


def fewest(total: list[int | None], new: list[int | None]) -> int:
    """The fewest figures without which the others hold together, by trying all subsets."""
    figures = [("t", k) for k, v in enumerate(total) if v is not None] + [
        ("n", k) for k, v in enumerate(new) if v is not None and k
    ]
    for size in range(len(figures) + 1):
        for gone in combinations(figures, size):
            stock: float | None = None
            good = True
            for k in range(len(total)):
                step = None if ("n", k) in gone else new[k]
                stock = None if stock is None or step is None else stock + step
                stated = None if ("t", k) in gone else total[k]
                good &= stated is None or stock is None or stock == stated
                stock = stated if stated is not None else stock
            if good:
                return size
    return len(figures)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 3)), st.one_of(st.none(), st.integers(0, 2))),
                min_size=2, max_size=6))  # fmt: skip
def test_as_few_as_any_subset(rows: list[tuple[int | None, int | None]]) -> None:
    total, new = [row[0] for row in rows], [row[1] for row in rows]
    low, into = (np.array([np.nan if v is None else float(v) for v in values]) for values in (total, new))
    found = list(breaks(low, low, into, into, np.zeros(len(low))))
    assert len(found) == fewest(total, new)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(-3, 3)), min_size=2, max_size=8), st.randoms())
def test_neither_order_nor_units_matter_and_wider_figures_break_less(rows: Any, random: Any) -> None:
    new = [n for n, _ in rows]
    total = [1001 + sum(new[: k + 1]) + rows[k][1] for k in range(len(rows))]
    assume(all(figure % 10 for figure in total))  # a round figure leaves room for what it was rounded by
    claims = series(total, new, unit="mile")
    found = flows(claims)
    order = list(range(len(claims)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(flows(claims.iloc[order].reset_index(drop=True)), found)
    assert sorted(flows(convert(claims, "km"))["claims"]) == sorted(found["claims"])
    wider = claims.assign(low=claims["low"] - 2, high=claims["high"] + 2, hedge="about")
    assert len(flows(wider)) <= len(found)
    assert found.empty == all(rows[k][1] == rows[k - 1][1] for k in range(1, len(rows)))
