"""Stocks and flows: planted breaks are found and no others, the fewest figures against every subset, laws."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates import RelationError, bound, contradictions, convert, propagate, read_claims, suspicions
from estimates.conflicts.flows import flow_findings
from estimates.relations.stocks import breaks, split_relations

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


def last_day(ids: tuple[str, ...]) -> int:
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
    assert sorted(last_day(ids) for ids in found["claims"]) == at
    assert set(found["severity"]) == {"contradiction"}
    single = found[[at.index(last_day(ids)) % 3 == 1 for ids in found["claims"]]]
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
    assert daily["gap"].tolist() == [2, 1]  # the days make 63, the week 61 and the totals 62: two figures are wrong
    weekly = flows(bound(read_claims([{**row, "source": "staff"} for row in rows[:3]])))
    assert weekly["gap"].tolist() == [1]


PLANTED = st.lists(st.tuples(st.integers(4, 9), st.sampled_from(["new", "total", "level"]),
                             st.integers(-300, 300).filter(bool)), max_size=6)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(PLANTED, st.integers(0, 2**32 - 1))
def test_planted_breaks_are_found_and_no_others(planted: Any, seed: int) -> None:
    at = np.cumsum([gap for gap, _, _ in planted], dtype=int).tolist()
    new = np.random.default_rng(seed).poisson(800, (at[-1] if at else 0) + 4)
    total = 10_000 + np.cumsum(new)
    for day, (_, kind, off) in zip(at, planted, strict=True):
        if kind == "new":
            new[day] += off
        else:
            total[day : day + 1 if kind == "total" else None] += off
    found = flows(series(total, new, hedge="exact"), max_pairs=50)
    assert sorted(last_day(ids) for ids in found["claims"]) == at
    said = dict(zip((last_day(ids) for ids in found["claims"]), found["explanation"], strict=True))
    for day, (_, kind, _) in zip(at, planted, strict=True):
        assert f"the least to doubt is {'total' if kind == 'total' else 'new'} of" in said[day]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(4, 9), st.sampled_from(["new", "total", "week"]),
                          st.integers(-300, 300).filter(bool)), max_size=5), st.integers(0, 2**32 - 1))  # fmt: skip
def test_planted_breaks_beside_weeks_and_months_name_the_figure(planted: Any, seed: int) -> None:
    ends = np.cumsum([gap for gap, _, _ in planted], dtype=int).tolist()
    new = np.random.default_rng(seed).poisson(800, (ends[-1] if ends else 0) + 40)
    total = 10_000 + np.cumsum(new)
    spans = [
        [f"s{n}-{k}", k + 1, k + n, int(total[k + n] - total[k])] for n in (7, 30) for k in range(0, len(new) - n, n)
    ]
    wrong = set()
    for end, (_, kind, off) in zip(ends, planted, strict=True):
        if kind == "week":
            span = spans[end % ((len(new) - 1) // 7)]  # a week: with the month that begins with it two would err alike
            span[3] += off if span[0] not in wrong else 0
            wrong.add(span[0])
        else:
            (new if kind == "new" else total)[end] += off
            wrong.add(f"{kind}-{end}")
    days = pd.date_range("2022-02-24", periods=len(new))
    more = pd.DataFrame([{"claim_id": name, "quantity": "new", "source": "staff", "value": value, "since": days[first],
                          "as_of": days[last], "hedge": "exact"} for name, first, last, value in spans])  # fmt: skip
    claims = pd.concat([series(total, new, hedge="exact"), bound(read_claims(more))], ignore_index=True)
    doubted = set()
    for row in flow_findings(claims, split_relations(RELATION)[1], ["quantity", "source"], 50):
        named = row["balance"].of.table["claim_id"].iloc[list(row["balance"].doubted)].tolist()
        assert len(named) == 1
        assert named[0] in row["claims"]
        doubted.add(named[0])
    assert doubted == wrong


def staff(*rows: tuple[str, int, str, str], **more: Any) -> pd.DataFrame:
    named = ("quantity", "value", "since", "as_of")
    return bound(read_claims([{**dict(zip(named, row, strict=True)), "source": "staff", **more} for row in rows]))


WEEK = [("total", 101, "", "2024-05-01"), *(("new", 9, f"2024-05-0{d}", f"2024-05-0{d}") for d in range(2, 9))]


def test_a_week_its_days_and_the_totals_are_held_together() -> None:
    right = ("total", 164, "", "2024-05-08")
    assert flows(staff(*WEEK, right, ("new", 63, "2024-05-02", "2024-05-08"))).empty
    found = flows(staff(*WEEK, right, ("new", 61, "2024-05-02", "2024-05-08")))
    assert found["explanation"].tolist() == [
        "On total: staff says 61 new from 2 May 2024 to 8 May 2024, yet the other figures of that span leave 63; "
        "the least to doubt is new from 2 May 2024 to 8 May 2024."
    ]
    halves = [("new", 61, "2024-05-02", "2024-05-08"), ("new", 33, "2024-05-02", "2024-05-05")]
    overlapping = flows(staff(*halves, ("new", 31, "2024-05-06", "2024-05-08")))
    assert overlapping["gap"].tolist() == [3]
    assert (
        "61 new from 2 May 2024 to 8 May 2024, yet the other figures of that span leave 64"
        in (overlapping["explanation"][0])
    )


def test_a_correction_in_the_midst_of_a_week_explains() -> None:
    week = [("total", 101, "", "2024-05-01"), ("total", 152, "", "2024-05-08"), ("total", 159, "", "2024-05-15")]
    spans = [("new", 63, "2024-05-02", "2024-05-08"), ("new", 7, "2024-05-09", "2024-05-15"),
             ("new", 70, "2024-05-02", "2024-05-15")]  # fmt: skip
    taken = ("taken back", 12, "", "2024-05-05")
    assert len(flows(staff(*week, *spans))) == 1
    found = flows(staff(*week, *spans, taken), f"{RELATION} - (`taken back`[t])")
    assert found["severity"].tolist() == ["warning"]
    assert "the correction of -12 that was stated for 5 May 2024 explains it" in found["explanation"][0]


def test_several_flows_over_longer_spans() -> None:
    both = f"{RELATION} - freed[t]"
    freed = [("freed", 5, "2024-05-02", "2024-05-05"), ("freed", 3, "2024-05-06", "2024-05-08")]
    whole = [
        ("total", 101, "", "2024-05-01"),
        ("total", 156, "", "2024-05-08"),
        ("new", 63, "2024-05-02", "2024-05-08"),
    ]
    assert flows(staff(*whole, *freed), both).empty
    assert flows(staff(*whole, *freed, ("freed", 8, "2024-05-02", "2024-05-08")), both).empty
    wrong = flows(staff(*whole, *freed, ("freed", 7, "2024-05-02", "2024-05-08")), both)
    assert wrong["quantity"].tolist() == ["freed"]


@pytest.mark.parametrize(
    ("total", "new", "kind", "stated", "meant"),
    [
        ([10012, 10025, 10083, 10051], [None, 13, 13, 13], "digit slip", 10083, 10038),  # two digits swapped
        ([10012, 10025, 1038, 10051], [None, 13, 13, 13], "digit slip", 1038, 10038),  # one lost
        ([10012, 10025, 10038, 10051], [None, 13, 130, 13], "extra zero", 130, 13),
        ([10012, 10025, 10396, 10409], [None, 13, 317, 13], "digit slip", 317, 371),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_explains_a_break(total: Any, new: Any, kind: str, stated: int, meant: int) -> None:
    claims = series(total, new, hedge="exact")
    found = suspicions(claims, RELATION)
    assert found[["kind", "value", "suggested"]].to_numpy().tolist() == [[kind, stated, meant]]
    assert f"of {stated:,} (staff) would be {meant:,}" in flows(claims)["suspicion"][0]
    mended = claims.assign(value=claims["value"].replace(stated, meant))
    assert flows(bound(mended)).empty


def test_no_slip_is_suspected_of_a_figure_that_need_not_be_doubted() -> None:
    claims = series([10012, 10025, 10083, 10096], [None, 13, 13, 13])  # the level moved: no later total is amiss
    assert suspicions(claims, RELATION).empty
    assert flows(claims)["suspicion"].isna().all()


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


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 3)), st.one_of(st.none(), st.integers(0, 2))),
                min_size=2, max_size=6))  # fmt: skip
def test_as_few_as_any_subset(rows: list[tuple[int | None, int | None]]) -> None:
    total, new = [row[0] for row in rows], [row[1] for row in rows]
    low, into = (np.array([np.nan if v is None else float(v) for v in values]) for values in (total, new))
    found = list(breaks(low, low, into, into, np.zeros(len(low))))
    assert len(found) == fewest(total, new)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(-3, 3)), min_size=2, max_size=8), st.randoms())
def test_neither_order_nor_units_matter_and_wider_figures_break_less(rows: Any, random: Any) -> None:
    new = [n for n, _ in rows]
    total = [1001 + sum(new[: k + 1]) + rows[k][1] for k in range(len(rows))]
    claims = series(total, new, unit="mile", hedge="exact")  # a plain round figure leaves room for its rounding
    found = flows(claims)
    order = list(range(len(claims)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(flows(claims.iloc[order].reset_index(drop=True)), found)
    assert sorted(flows(convert(claims, "km"))["claims"]) == sorted(found["claims"])
    wider = claims.assign(low=claims["low"] - 2, high=claims["high"] + 2, hedge="about")
    assert len(flows(wider)) <= len(found)
    assert found.empty == all(rows[k][1] == rows[k - 1][1] for k in range(1, len(rows)))
