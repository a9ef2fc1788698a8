"""Time tells rivals from news: spans that figures cover, days on which counts were made, one row for a course."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates import bound, contradictions, read_claims, read_text, read_texts


def found(*rows: dict[str, Any], **options: Any) -> pd.DataFrame:
    named = [{"claim_id": f"c{i}", "source": f"s{i}", "unit": "person", **row} for i, row in enumerate(rows)]
    return contradictions(bound(read_claims(named)), **options)


def kinds(*rows: dict[str, Any], **options: Any) -> list[str]:
    return found(*rows, **options)["kind"].tolist()


def toll(value: float, reported: str, **more: Any) -> dict[str, Any]:
    return {
        "quantity": "killed",
        "place": "Istanbul",
        "value": value,
        "as_of": "2016-06-28",
        "reported": reported,
        **more,
    }


def troops(value: float, **more: Any) -> dict[str, Any]:
    return {"quantity": "troops", "value": value, **more}


def test_a_toll_that_rose_is_one_row_with_its_course() -> None:
    table = found(toll(36, "2016-06-28"), toll(41, "2016-06-29"), toll(45, "2016-07-01"))
    assert table[["kind", "severity", "claims", "place"]].to_numpy().tolist() == [
        ["updated", "warning", ("c0", "c1", "c2"), "Istanbul"]
    ]
    assert table.loc[0, "explanation"] == (
        "On killed, Istanbul: the count went on: 36 people (s0) on 28 June 2016, 41 people (s1) on 29 June 2016, "
        "45 people (s2) on 1 July 2016."
    )


def test_one_source_revises() -> None:
    rows = toll(36, "2016-06-28", source="AP"), toll(41, "2016-06-29", source="AP")
    table = found(*rows)
    assert table["kind"].tolist() == ["revised"]
    assert (
        "the count went on (AP): 36 people on 28 June 2016, 41 people on 29 June 2016." in table.loc[0, "explanation"]
    )


def test_half_of_a_group_that_counts_what_cannot_be_undone_makes_it_a_running_count() -> None:
    rows = [{**toll(36, "2016-06-28"), "noun": "dead"}, {**toll(45, "2016-07-01"), "noun": "people"}]
    people = {"noun": "people", "reported": "2016-06-28", "value": 36}
    rows = [{**row, "quantity": "people"} for row in rows]
    assert kinds(*rows) == ["updated"]
    assert kinds(*rows, {**rows[1], **people}) == ["disjoint", "disjoint"]


def told(*course: tuple[int, str, int], **more: Any) -> list[tuple[str, ...]]:
    """The pairs that contradict each other, of counts by one of several sources on a day."""
    rows = [toll(n, f"2016-07-{day:02}", source=source, **more) for n, source, day in course]
    table = found(*rows)
    return sorted(
        pair for pair, severity in zip(table["claims"], table["severity"], strict=True) if severity != "warning"
    )


def test_two_counts_that_go_on_side_by_side_are_rivals_whichever_is_the_later() -> None:
    rebels, army = ((120, "rebels", 4), (135, "rebels", 8)), ((43, "army", 6), (50, "army", 11))
    every = [("c0", "c1"), ("c0", "c3"), ("c1", "c2"), ("c2", "c3")]
    assert told(rebels[0], army[0], rebels[1], army[1]) == every
    words = found(*(toll(n, f"2016-07-0{day}", source=who) for n, who, day in (*rebels, army[0])))["explanation"]
    assert words.str.contains("two counts went on side by side").any()
    assert told(army[0], (120, "rebels", 8), army[1]) == [("c0", "c1"), ("c1", "c2")]  # held on to afterwards
    assert told(army[0], (120, "rebels", 8)) == []  # nothing says that it did not rise
    assert told(rebels[0], army[0], (135, "hospital", 8)) == [("c0", "c1")]  # nor that it is the rebels' word
    assert told(rebels[0], (43, "army", 6), (48, "hospital", 9)) == [("c0", "c1"), ("c0", "c2")]  # that rises


def test_what_a_party_tells_of_its_own_losses_is_no_count_that_others_bring_up_to_date() -> None:
    lost, more = toll(11, "2016-07-04", source="rebels", noun="fighters lost"), toll(60, "2016-07-06", source="army")
    assert kinds(lost, more) == ["disjoint"]
    assert "the lower is what those who lost them say" in found(lost, more)["explanation"][0]
    assert kinds(lost, {**more, "value": 15}) == ["updated"]
    assert kinds(lost | {"noun": "fighters"}, more) == ["updated"]
    assert kinds(lost, {**more, "source": "rebels"}) == ["revised"]


def test_a_report_that_lags_behind_is_no_course_of_its_own() -> None:
    assert told((36, "a", 1), (45, "b", 2), (41, "c", 3), (47, "d", 4)) == [("c1", "c2")]
    assert told((36, "a", 1), (110, "b", 12), (90, "c", 13), (120, "d", 14)) == [("c1", "c2")]


def test_what_a_war_costs_becomes_a_multiple_in_months() -> None:
    said = (120, "2016-01-04", "a"), (43, "2016-01-06", "b"), (900, "2016-06-06", "a"), (50, "2016-06-07", "b")
    pairs = found(*(toll(n, day, source=who) for n, day, who in said))
    assert ("c1", "c2") not in set(pairs.loc[pairs["severity"] != "warning", "claims"])


def test_who_spoke_again_has_still_denied_what_others_told_before() -> None:
    told_then = ((12, "ministry", 8), (46, "group", 8), (14, "ministry", 10), (52, "group", 13))
    assert told(*told_then) == [("c0", "c1"), ("c0", "c3"), ("c1", "c2"), ("c2", "c3")]
    assert told((12, "ministry", 8), (46, "group", 8), (46, "ministry", 10)) == []  # it has come round


def test_two_prints_of_one_day_tell_a_toll_that_went_on() -> None:
    day = [toll(n, "2016-06-29", publisher=who) for n, who in ((36, "AP"), (50, "AFP"))]
    assert kinds(*day) == ["disjoint"]
    assert kinds(*day, toll(61, "2016-06-30", publisher="AP")) == ["updated"]
    of_one = [{**row, "publisher": "AP"} for row in day]
    assert "disjoint" in kinds(*of_one, toll(61, "2016-06-30", publisher="AP"))


def test_a_later_lower_count_of_what_can_only_grow_is_a_fall() -> None:
    table = found(toll(50, "2016-06-28"), toll(36, "2016-06-29"))
    assert table[["kind", "severity", "claims"]].to_numpy().tolist() == [["fall", "contradiction", ("c0", "c1")]]
    assert kinds(troops(500, as_of="2016-06-28"), troops(360, as_of="2016-06-29")) == ["updated"]
    assert kinds(toll(50, "2016-06-28", quantity="missing"), toll(36, "2016-06-29", quantity="missing")) == ["disjoint"]


def test_a_fall_is_told_against_every_earlier_figure_that_it_undercuts() -> None:
    days = toll(41, "2016-06-28"), toll(36, "2016-06-29"), toll(43, "2016-06-30"), toll(20, "2016-07-01")
    table = found(*days)
    fallen = table[table["kind"] == "fall"]
    assert sorted(fallen["claims"]) == [("c0", "c1"), ("c0", "c3"), ("c1", "c3"), ("c2", "c3")]
    assert set(fallen["n_pairs"]) == {4}
    few = found(*days, max_pairs=2)
    few = few[few["kind"] == "fall"]
    assert sorted(few["claims"]) == [("c0", "c3"), ("c2", "c3")]  # the furthest apart
    assert set(few["n_pairs"]) == {4}


def test_a_vague_word_is_no_later_count() -> None:
    early = toll(147, "2016-06-28")
    assert kinds(early, {**toll(0, "2016-06-29"), "value": None, "text": "dozens"}) == []


def test_what_one_article_tells_of_several_days_is_not_revised() -> None:
    text = (
        "On Monday Ann Lee said 400 houses had power in Oldtown. On Sunday 150 houses had power in Oldtown, Lee said."
    )
    drafts = read_text(text, publisher="Post", reported="2024-11-06").assign(identity="read", quantity="houses")
    assert contradictions(bound(drafts), by="quantity").empty
    again = drafts.assign(claim_id=["x", "y"], reported=pd.to_datetime(["2024-11-05", "2024-11-06"]))
    assert contradictions(bound(again), by="quantity")["kind"].tolist() == ["revised"]


def test_a_count_that_would_have_sped_up_beyond_measure_is_a_rival() -> None:
    """70,000 in ten months and over 100,000 two days later, by another source: no news but another count."""
    early, late = (toll(n, "2023-07-31", counted=day, since="2022-08-01")
                   for n, day in ((70000, "2023-05-19"), (100000, "2023-05-21")))  # fmt: skip
    table = found(early, late)
    assert table["kind"].tolist() == ["disjoint"]
    assert "the count would have grown 52 times as fast as before" in table.loc[0, "explanation"]
    third = toll(100500, "2023-07-31", counted="2023-07-21", since="2022-08-01")
    table = found(early, late, third)
    (course,) = table.loc[table["kind"] == "updated", "explanation"]
    assert "100,500" in course
    assert "100,000" not in course  # no pair is a contradiction and an update at once
    assert kinds(early | {"source": "one"}, late | {"source": "one"}) == ["revised"]  # who corrects itself knows
    assert kinds(early, late | {"counted": "2023-07-21"}) == ["updated"]
    assert kinds(early | {"since": None}, late | {"since": None}) == ["updated"]
    new = [
        toll(n, "2016-07-09", counted=day, since="2016-06-28") for n, day in ((40, "2016-06-29"), (235, "2016-06-30"))
    ]
    assert kinds(*new) == ["updated"]  # the first days of a toll


def test_rivals_of_one_day_contradict() -> None:
    assert kinds(toll(36, "2016-06-29"), toll(50, "2016-06-29")) == ["disjoint"]
    assert kinds(troops(360, as_of="2016-06-29"), troops(500, as_of="2016-06-29", reported="2016-07-09")) == [
        "disjoint"
    ]
    assert kinds(troops(360, as_of="2016-06-29"), troops(500)) == ["disjoint"]  # of an unknown day: it may be that one


def test_the_day_of_an_attack_is_no_day_of_a_count() -> None:
    """43 killed on Tuesday, printed on Thursday, is later than 36 printed on Wednesday of an attack on Wednesday."""
    early, late = toll(36, "2016-06-29", as_of="2016-06-29"), toll(43, "2016-06-30", as_of="2016-06-28")
    assert kinds(early, late) == ["updated"]
    counted = toll(36, "2016-07-05", counted="2016-06-29")
    assert kinds(counted, late) == ["updated"]  # by when it was counted, not by when it was printed


def test_nor_is_it_of_those_whom_the_event_left_missing() -> None:
    left = {"quantity": "missing", "event": "earthquake, 28 June 2016", "unit": "person"}
    early, late = (toll(n, day, **left) for n, day in ((231, "2016-06-29"), (130, "2016-07-02")))
    assert kinds(early, late) == ["updated"]
    assert kinds(early, late | {"reported": "2016-06-29"}) == ["disjoint"]
    other = {"event": "earthquake, 27 June 2016"}  # they were missing on the 28th
    assert kinds(early | other, late | other) == ["disjoint"]


def test_hours_of_a_day_order_counts() -> None:
    rolling = [toll(n, "2016-06-29", counted=f"2016-06-{when}") for n, when in
               [(10, "28T23:40"), (28, "29T00:55"), (36, "29T03:10")]]  # fmt: skip
    assert kinds(*rolling, toll(41, "2016-06-29")) == ["updated"]
    assert kinds(*rolling[::-1], toll(20, "2016-06-29"))[0] == "fall"


def test_what_a_sentence_goes_back_to_is_an_earlier_count() -> None:
    text = "The death toll stands at 147, the agency said. Earlier the minister had put the death toll at 70."
    claims = read_text(text, publisher="Post", reported="2015-04-02").assign(
        identity="stated", event="attack", place="X"
    )
    assert contradictions(bound(claims))["kind"].tolist() == ["updated"]


def test_a_date_is_the_span_that_it_names() -> None:
    year = {"as_of": "1863", "value": 90000}
    assert kinds({"quantity": "troops", **year}, troops(75000, as_of="1863-07-03")) == ["disjoint"]
    assert kinds({"quantity": "troops", **year}, troops(75000, as_of="1864-07-03")) == ["updated"]
    assert kinds(troops(1, as_of="1863-06"), troops(2, as_of="1863-07")) == ["updated"]


def test_a_long_series_is_one_row() -> None:
    days = pd.date_range("2022-02-24", periods=400)
    rows = [{"quantity": "losses", "cumulative": True, "source": "staff", "value": 500 * k + 3, "as_of": day}
            for k, day in enumerate(days, 1)]  # fmt: skip
    table = found(*rows)
    assert table["kind"].tolist() == ["revised"]
    assert "394 more" in table.loc[0, "explanation"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 6), st.sampled_from("AB")), max_size=8), st.randoms())
def test_falls_and_rivals_are_those_of_all_pairs(said: list[tuple[int, int, str]], random: Any) -> None:
    """The sweep finds a fall for just those counts that some earlier one exceeds; row order changes nothing."""
    rows = [toll(n, f"2016-07-0{day}", hedge="exact", source=f"{who}{k}", claim_id=f"c{k}")
            for k, (n, day, who) in enumerate(said)]  # fmt: skip
    table = found(*rows, max_pairs=99) if rows else pd.DataFrame({"kind": [], "claims": []})
    listed = list(zip(table["kind"], table["claims"], strict=True))
    numbered = [(f"c{k}", n, day) for k, (n, day, _) in enumerate(said)]
    fallen = {claims for kind, claims in listed if kind == "fall"}
    assert fallen == {(a, b) for a, n, day in numbered for b, m, d in numbered if day < d and n > m}
    rivals = {frozenset((a, b)) for a, n, day in numbered for b, m, d in numbered if day == d and n != m}
    assert {frozenset(claims) for kind, claims in listed if kind == "disjoint"} == rivals
    random.shuffle(rows)
    if rows:
        pd.testing.assert_frame_equal(found(*rows, max_pairs=99), table)


@pytest.mark.parametrize(
    "word", ["killed", "death toll", "wounded", "villages destroyed", "dallas_killed", "seized", "survived"]
)
def test_words_for_what_cannot_be_undone(word: str) -> None:
    rows = toll(36, "2016-06-28", quantity=word), toll(41, "2016-06-29", quantity=word)
    assert kinds(*rows) == ["updated"]
    assert kinds(*rows[::-1]) == ["updated"]
    assert "fall" in kinds(toll(50, "2016-06-28", quantity=word), rows[1])


@pytest.mark.parametrize(
    "word",
    [
        "missing",
        "in hospital",
        "wounded people in hospital",
        "active cases",
        "killed per day",
        "death rate",
        "skilled workers",
    ],
)
def test_words_for_what_may_fall(word: str) -> None:
    assert "fall" not in kinds(toll(50, "2016-06-28", quantity=word), toll(41, "2016-06-29", quantity=word))


def test_a_year_is_told_as_a_year_and_not_as_its_first_day() -> None:
    years = (
        {"quantity": "troops", "as_of": "1863", "value": 5000},
        {"quantity": "troops", "as_of": "3 July 1863", "value": 7000},
    )
    words = found(*years)["explanation"].iloc[0]
    assert "s0 says 5,000 people (1863)" in words
    later = {"quantity": "troops", "as_of": "May 1864", "value": 9000}
    assert "in May 1864" in found({**years[1]}, later)["explanation"].iloc[0]


def test_figures_of_one_printing_are_ordered_by_their_own_days_where_one_count_has_none() -> None:
    told = {"quantity": "casualties", "reported": "2023-07-31"}
    rows = (
        {**told, "value": 100_000, "as_of": "2023-06-02"},
        {**told, "value": 60_000, "as_of": "2023-06-02", "counted": "2023-06-02"},
    )
    assert "disjoint" in kinds(*rows)  # and no update of 2 June by what was printed in July alone
    assert kinds({**rows[0], "as_of": "2023-06-20"}, rows[1]) == ["updated"]


def test_hedged_words_that_overlap_are_revised_where_one_source_says_both() -> None:
    rows = [{"quantity": "killed", "text": f"about {n}", "reported": f"2016-06-2{n - 28}"} for n in (36, 37)]
    assert kinds(*({**row, "source": "AP"} for row in rows)) == ["revised"]
    assert kinds(*rows) == []


def test_a_day_that_a_figure_names_is_told_as_a_day() -> None:
    rows = [{"quantity": "killed", "value": n, "as_of": f"2016-06-{day}"} for n, day in ((36, 28), (41, 29))]
    assert "36 people (s0) on 28 June 2016, 41 people (s1) on 29" in found(*rows).loc[0, "explanation"]


@pytest.mark.parametrize("quantity", ["killed", "troops"])
@pytest.mark.parametrize("sources", [("a", "a"), ("a", "b")])
def test_figures_of_one_moment_are_rivals_and_no_news(quantity: str, sources: tuple[str, str]) -> None:
    rows = [
        {"quantity": quantity, "source": source, "value": value, "reported": "2016-06-28 10:00"}
        for source, value in zip(sources, (500, 100), strict=True)
    ]
    assert kinds(*rows) == kinds(*rows[::-1]) == ["disjoint"]
    near = [{**row, "value": None, "text": words} for row, words in zip(rows, ("about 100", "about 110"), strict=True)]
    assert kinds(*near) == kinds(*near[::-1]) == []
    assert kinds(rows[1], {**rows[0], "reported": "2016-06-28 11:00"}) in (["updated"], ["revised"])


_AT_ONE_TIME = st.lists(
    st.fixed_dictionaries({
        "quantity": st.sampled_from(["killed", "troops"]), "source": st.sampled_from("abc"),
        "value": st.integers(1, 9).map(lambda n: 10 * n), "hedge": st.sampled_from(["plain", "about", "at_least"]),
    }), min_size=2, max_size=6,
)  # fmt: skip


@given(_AT_ONE_TIME)
@settings(max_examples=20, deadline=None)
def test_an_hour_that_all_figures_share_changes_no_finding(rows: list[dict[str, Any]]) -> None:
    of_a_day, of_an_hour = (
        found(*({**row, "reported": when} for row in rows)) for when in ("2016-06-28", "2016-06-28 10:00")
    )
    pd.testing.assert_frame_equal(of_a_day, of_an_hour)


def crowd(value: float, reported: str, **more: Any) -> dict[str, Any]:
    return {"quantity": "participants", "event": "protest, 6 June 2023", "value": value, "reported": reported, **more}


def test_who_took_part_in_an_event_does_not_change_from_one_day_to_the_next() -> None:
    assert kinds(crowd(300_000, "2023-06-06"), crowd(31_000, "2023-06-07")) == ["disjoint"]
    assert kinds(crowd(300_000, "2023-06-06"), crowd(31_000, "2023-06-09", quantity="people")) == []
    people = [
        crowd(value, day, quantity="crowd size") for value, day in ((300_000, "2023-06-06"), (31_000, "2023-06-07"))
    ]
    assert kinds(*people) == ["disjoint"]
    named = {"as_of": "2023-06-06"}
    assert kinds(crowd(300_000, "2023-06-06", **named), crowd(31_000, "2023-06-07", as_of="2023-06-08")) != ["disjoint"]


def test_of_a_place_alone_a_later_crowd_is_another() -> None:
    one, other = crowd(300_000, "2023-06-06", event=None), crowd(31_000, "2023-06-07", event=None)
    assert kinds(one, other) != ["disjoint"]


def test_what_befell_those_of_a_protest_goes_on() -> None:
    rows = [crowd(value, day, quantity="wounded") for value, day in ((3, "2023-06-06"), (31, "2023-06-07"))]
    assert kinds(*rows) == ["updated"]


def size(value: float, reported: str, **more: Any) -> dict[str, Any]:
    return {"quantity": "damage", "unit": "USD", "event": "flood", "value": value, "reported": reported, **more}


def test_what_an_event_is_measured_by_does_not_change_within_days() -> None:
    assert kinds(size(240e6, "2031-08-15"), size(410e6, "2031-08-16")) == ["disjoint"]
    assert kinds(size(240e6, "2031-08-15"), size(410e6, "2031-09-15")) == ["updated"]
    assert kinds(size(240e6, "2031-08-15", source="a"), size(410e6, "2031-08-16", source="a")) == ["revised"]
    assert kinds(size(240e6, "2031-08-15", quantity="losses"), size(410e6, "2031-08-16", quantity="losses")) != []


def test_two_forecasts_of_one_thing_are_rivals() -> None:
    plan = {"quantity": "jobs to go", "unit": "count", "event": None, "status": "expected"}
    assert kinds(size(4200, "2031-08-15", **plan), size(5000, "2031-08-16", **plan)) == ["disjoint"]


def test_who_is_missing_is_found_within_hours() -> None:
    gone = {"quantity": "missing", "unit": "person"}
    told = size(26, "2031-08-15", counted="2031-08-14", **gone)
    assert kinds(size(42, "2031-08-14", **gone), told) == []  # of one day and in no order that is known


def test_a_toll_that_was_put_right_is_told_as_such_and_at_odds_with_what_was_said_before() -> None:
    first = "A blast in Velden killed 36 people, police said."
    for second, why in (
        ("Officials revised the death toll of the blast in Velden down to 28.", "the count was put right"),
        ("The blast in Velden killed 28 people, officials said.", "a running total cannot fall"),
    ):
        articles = pd.DataFrame({"text": [first, second], "reported": ["2016-06-29", "2016-06-30"]})
        claims = bound(read_texts(articles, progress=False).assign(identity="stated", event="blast"))
        assert contradictions(claims)["kind"].tolist() == ["fall"]
        assert why in contradictions(claims).loc[0, "explanation"]


def test_a_small_count_goes_by_leaps() -> None:
    counted = ((7, "A", "2017-04-19"), (20, "B", "2017-04-21"))
    rows = [{"quantity": "killed", "value": n, "source": s, "counted": c, "since": "2017-04-01"} for n, s, c in counted]
    assert contradictions(bound(read_claims(rows)))["kind"].tolist() == ["updated"]
    large = [row | {"value": 1000 * row["value"]} for row in rows]
    assert "updated" not in contradictions(bound(read_claims(large)))["kind"].tolist()


def test_the_hour_of_print_stays_and_tells_which_count_is_later() -> None:
    texts = {
        "text": ["A blast in Velden killed 28 people.", "The blast in Velden killed 36 people."],
        "publisher": ["A", "B"],
    }
    for hours, kind in ((["T03:10", "T10:30"], "updated"), (["", ""], "disjoint")):
        articles = pd.DataFrame(texts | {"reported": [f"2016-06-29{hour}" for hour in hours]})
        claims = bound(read_texts(articles, progress=False).assign(identity="stated", event="blast"))
        assert contradictions(claims)["kind"].tolist() == [kind]
    assert read_text(texts["text"][0], reported="2016-06-29 03:10")["reported"].dt.hour.tolist() == [3]


def test_counts_that_touch_are_not_measured_by_what_they_allow() -> None:
    table = found(toll(41, "2016-06-28", noun="dead"), toll(40, "2016-07-01", noun="dead", text="40"))
    assert table["kind"].tolist() == ["fall"]
    assert " That is " not in table.loc[0, "explanation"]


@pytest.mark.parametrize("quantity", ["New_deaths", "killed in the last 24 hours", "new cases", "daily deaths"])
def test_what_each_day_brings_is_no_running_total(quantity: str) -> None:
    rows = [
        {"quantity": quantity, "source": "WHO", "value": n, "as_of": f"2020-03-0{day}"} for day, n in ((1, 29), (2, 17))
    ]
    assert contradictions(bound(read_claims(rows)))["kind"].tolist() == ["revised"]


def test_a_series_that_goes_up_and_down_is_no_running_total_and_one_that_is_put_right_once_is() -> None:
    def kinds(figures: list[int]) -> list[str]:
        rows = [
            {"quantity": "killed", "source": "WHO", "value": n, "as_of": f"2020-03-{k + 1:02}"}
            for k, n in enumerate(figures)
        ]
        return list(contradictions(bound(read_claims(rows)))["kind"])

    assert kinds([29, 17, 22, 12, 31, 8]) == ["revised"]
    table = read_claims([{"quantity": "killed", "source": "WHO", "value": n, "as_of": f"2020-03-{k + 1:02}"}
                         for k, n in enumerate([29, 17, 22, 12, 31, 8])])  # fmt: skip
    beside = pd.concat([table, read_text("Police said 9 boats sank.")], ignore_index=True)
    assert contradictions(bound(beside))["kind"].tolist() == ["revised"]
    assert kinds([29, 37, 42, 40, 50, 88]) == ["fall", "revised"]


def test_rivals_of_one_year_stay_at_odds_whatever_they_say_of_the_next() -> None:
    figures = [("2021", "IISS", 900), ("2021", "SIPRI", 1350), ("2022", "IISS", 1100), ("2022", "SIPRI", 1100)]
    rows = [{"source": source, "value": value, "as_of": year} for year, source, value in figures]
    table = found(*({"quantity": "active personnel", **row} for row in rows))
    assert [(row.kind, row.claims) for row in table.itertuples() if row.severity == "contradiction"] == [
        ("disjoint", ("c0", "c1"))
    ]


def course_of(*rows: dict[str, object]) -> list[str]:
    table = bound(read_claims([{"quantity": "killed", "source": "MoH"} | row for row in rows]))
    found = contradictions(table)
    return found.loc[found["kind"].isin(["updated", "revised"]), "explanation"].tolist()


def test_rivals_of_one_day_are_no_steps_from_one_to_the_other() -> None:
    rows = [("MoH", "900", "2023-10-10"), ("OCHA", "1,100", "2023-10-11"), ("MoH", "1,055", "2023-10-11")]
    (words,) = course_of(*({"source": source, "text": text, "as_of": day} for source, text, day in rows))
    assert words.startswith("On killed: the count went on: “900” (MoH) on 10 October 2023, “")
    assert " or “" in words
    assert words.count("11 October 2023") == 1


def test_a_range_that_holds_the_figure_of_before_changes_nothing() -> None:
    first = {"quantity": "troops", "text": "11,000", "as_of": "2024-01-01"}
    later = {"quantity": "troops", "as_of": "2024-02-01"}
    assert not course_of(first, later | {"text": "10,900 to 11,100"})
    assert course_of(first, later | {"text": "9,000 to 9,500"})
    assert course_of(first, later | {"text": "11,100"})
