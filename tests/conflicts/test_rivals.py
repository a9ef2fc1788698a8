"""What tells a rival from news: words that set counts against each other, facts of an event, states that change."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from estimates import assign_quantities, bound, contradictions, read_claims, read_text, read_texts


def filed(*articles: tuple[str, str], quantity: str = "counted", only: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The pairs of figures at odds, in the words of the texts, once all (or those) are filed under one quantity."""
    table = pd.DataFrame(articles, columns=["reported", "text"]).assign(publisher=lambda t: "paper " + t["reported"])
    claims = read_texts(table, progress=False)
    claims = claims[claims["text"].isin(only)] if only else claims
    claims = bound(assign_quantities(claims, dict.fromkeys(claims["claim_id"], quantity)))
    found = contradictions(claims)
    said = claims.set_index("claim_id")["text"]
    pairs = found.loc[found["severity"].isin(["contradiction", "weak"]), "claims"]
    return sorted((min(words, key=str), max(words, key=str)) for words in (said[list(ids)].tolist() for ids in pairs))


def test_what_one_article_tells_of_two_sources_stays_at_odds_though_one_counts_on() -> None:
    first = "Police said 41 people were killed in the blast. The Red Cross said 44 people were killed in the blast."
    later = "Police said 48 people were killed in the blast."
    assert filed(("2019-05-02", first), ("2019-05-06", later)) == [("41", "44")]
    told = {"quantity": "killed", "unit": "person"}
    rows = [("police", 41, "2019-05-02"), ("Red Cross", 44, "2019-05-02"), ("police", 48, "2019-05-06")]
    table = [told | {"claim_id": f"c{n}", "source": s, "value": n, "reported": day} for s, n, day in rows]
    assert "disjoint" not in contradictions(bound(read_claims(table)))["kind"].tolist()  # a table's last word counts


def test_what_is_told_side_by_side_on_one_day_or_none_is_at_odds() -> None:
    one = (
        "The army said on Monday that 90 people were missing; Ann Lee said no more than 40 people were unaccounted for."
    )
    assert filed(("2024-11-06", one)) == [("90", "no more than 40")]
    two = "The army spoke on Monday of 15 dead. {} Ann Lee says at least 200 people were killed."
    assert filed(("2024-11-06", two.format("But"))) == [("15", "at least 200")]
    assert filed(("2024-11-06", two.format("Now"))) == []  # it went on
    dated = one.replace("Ann Lee said", "Ann Lee said on Tuesday").replace("missing", "killed")
    assert filed(("2024-11-06", dated.replace("no more than 40 people were unaccounted for", "120 were killed"))) == []


def test_what_a_later_sentence_brings_a_toll_to_is_news_of_what_was_told_before() -> None:
    text = "Ann Lee said 59 people had been killed. {} the number of people killed to 68, the army said."
    assert filed(("2024-11-06", text.format("They found more bodies, bringing"))) == []
    text = "Ann Lee said 59 people had been killed. The army said 68 people had been killed."
    assert filed(("2024-11-06", text)) == [("59", "68")]


def test_more_attackers_come_to_be_known_and_fewer_are_another_count() -> None:
    told = "The blast in Velden shook the town. {} said there had been {} attackers."
    few, many = told.format("Police", "17"), told.format("The army", "about 40")
    assert filed(("2024-11-06", few), ("2024-11-08", many)) == []
    assert filed(("2024-11-06", many), ("2024-11-08", few)) == [("17", "about 40")]


def test_an_older_figure_of_a_source_that_gives_a_newer_one_beside_it_is_at_odds_with_nobody() -> None:
    text = "The minister said that 11,000 troops were there, up from 8,000 a week earlier. Holt put it at 9,000."
    assert filed(("2024-11-06", text), quantity="troops") == [("11,000", "9,000")]


def test_what_was_so_on_the_day_of_the_event_is_no_news_later() -> None:
    first = (
        "An explosion tore through the Orr mine on Tuesday night. "
        "Officials said 76 miners were underground at the time of the explosion on Tuesday."
    )
    later = "Survivors said 118 miners had been underground."
    one, other = ("2019-05-02", first), ("2019-05-09", later)
    assert filed(one, other, quantity="inside", only=("76", "118")) == [("118", "76")]
    row: dict[str, Any] = {"unit": "person", "event": "explosion, 30 April 2019", "identity": "stated"}
    early = {"claim_id": "a", "source": "x", "value": 76, "as_of": "2019-04-30", "reported": "2019-05-02"}
    late = {"claim_id": "b", "source": "y", "value": 118, "reported": "2019-05-09"}

    def kinds(quantity: str, **more: Any) -> list[str]:
        rows = [row | one | {"quantity": quantity} for one in (early, late | more)]
        return contradictions(bound(read_claims(rows)))["kind"].tolist()

    assert kinds("miners underground") == ["disjoint"]
    assert kinds("miners underground", as_of="2019-05-08") == ["updated"]  # another day is told
    assert kinds("miners underground", counted="2019-05-08 14:00") == []  # rolling news
    assert kinds("miners missing") == kinds("survivors") == ["updated"]  # what goes on after the event
    assert kinds("miners evacuated") == kinds("rescuers") == []


@pytest.mark.parametrize("quantity", ["held", "protesters charged", "released"])
def test_how_those_who_took_part_are_dealt_with_goes_on(quantity: str) -> None:
    rows = [
        {"claim_id": s, "source": s, "quantity": quantity, "event": "protest, 6 June 2023", "value": value,
         "unit": "person", "reported": day}
        for s, value, day in (("a", 23, "2023-06-07"), ("b", 5, "2023-06-12"))
    ]  # fmt: skip
    assert contradictions(bound(read_claims(rows)))["kind"].tolist() == ["updated"]


def test_who_repeats_a_count_to_dispute_it_is_at_odds_with_whoever_told_it() -> None:
    first = ("2019-05-02", "The governor said 40,000 refugees were in the valley.")
    dispute = "A headcount by the agency found 19,500 refugees, and not the 40,000 told by the governor."
    assert ("19,500", "40,000") in filed(first, ("2019-05-20", dispute))
    report = (
        "The report put the number of refugees at 40,000. The agency rejected it, saying 19,500 were in the valley."
    )
    assert ("19,500", "40,000") in filed(("2019-05-20", report))
    went_home = "The agency said 19,500 refugees were in the valley."
    assert filed(first, ("2019-05-20", went_home)) == []


def test_a_toll_of_an_event_long_over_has_one_number() -> None:
    one = ("2019-05-02", "The flood of July 2003 killed 550 people in Velden, the mayor said.")
    other = ("2019-05-20", "The flood of July 2003 killed 610 people in Velden, historians said.")
    assert filed(one, other) == [("550", "610")]


def test_a_narrators_word_for_a_size_leaves_the_counting_to_others() -> None:
    text = "Thousands of people marched in Velden on Sunday. Organisers said 20,000 people marched."
    assert filed(("2019-05-06", text), only=("Thousands", "20,000")) == []


def test_those_registered_since_a_day_become_more() -> None:
    rows = [
        {"claim_id": f"c{n}", "source": "agency", "quantity": "refugees registered", "value": n, "unit": "person",
         "since": "2018-01-01", "as_of": day, "reported": day}
        for n, day in ((10760, "2018-01-18"), (14840, "2018-01-31"))
    ]  # fmt: skip
    assert contradictions(bound(read_claims(rows)))["kind"].tolist() == ["revised"]


def test_a_toll_told_a_month_later_is_no_history_where_it_was_news() -> None:
    first = ("2019-05-06", "The flood in Velden killed 87 people by Monday, the ministry said.")
    later = ("2019-06-10", "The flood killed 141 people in Velden in May 2019, officials said.")
    assert filed(first, later) == []


def test_shares_of_a_strike_are_rivals_on_whatever_day_they_are_told() -> None:
    rows = [
        {"claim_id": f"c{n}", "source": source, "quantity": "turnout", "value": n, "unit": "percent",
         "event": "protest, 3 May 2019", "reported": day}
        for n, source, day in ((76, "unions", "2019-05-03"), (19, "ministry", "2019-05-05"))
    ]  # fmt: skip
    assert contradictions(bound(read_claims(rows)))["kind"].tolist() == ["disjoint"]


def test_how_many_live_in_a_place_is_no_news_from_one_week_to_the_next() -> None:
    one, other = ("2019-05-02", "The fire razed Orr, a town of 27,000."), ("2019-05-30", "Orr is a town of 26,000.")
    assert filed(one, other) == [("26,000", "27,000")]


def test_a_toll_that_its_sentence_lets_fall_was_wrong_before() -> None:
    assert filed(("2019-05-02", "The death toll fell to 85 from 88 on Monday.")) == [("85", "88")]
    assert filed(("2019-05-02", "The death toll rose to 88 from 85 on Monday.")) == []


def test_what_was_printed_on_a_day_may_have_been_counted_in_its_evening() -> None:
    rows = [
        {"claim_id": name, "quantity": "killed", "drafted": "killed", "source": name, "value": value,
         "reported": day, "counted": counted, "article": name}
        for name, value, day, counted in (
            ("a", 153, "2024-05-01", None), ("b", 144, "2024-05-01", "2024-05-01 18:50"), ("c", 154, "2024-05-03", None)
        )
    ]  # fmt: skip
    assert contradictions(bound(read_claims(rows)))["kind"].tolist() == ["updated"]


def test_survivors_may_die_yet() -> None:
    rows = [
        {
            "claim_id": name,
            "quantity": "survivors",
            "drafted": "rescued",
            "source": name,
            "value": value,
            "reported": day,
        }
        for name, value, day in (("a", 19, "2024-05-01"), ("b", 18, "2024-05-03"))
    ]
    assert contradictions(bound(read_claims(rows)))["kind"].tolist() == ["updated"]


def test_how_many_live_in_a_named_place_and_what_a_house_holds_stays() -> None:
    def kinds(quantity: str, **more: str) -> list[str]:
        rows = [
            {"claim_id": name, "quantity": quantity, "source": name, "value": value, "reported": day, "counted": day,
             "sentence": "There.", "article": name, "unit": "count", **more}
            for name, value, day in (("a", 120, "2024-05-01"), ("b", 129, "2024-06-01"))
        ]  # fmt: skip
        return contradictions(bound(read_claims(rows)))["kind"].tolist()

    assert kinds("houses") == ["updated"]
    assert kinds("population") == ["updated"]  # of nowhere
    assert kinds("population", place="Orr") == ["disjoint"]
    assert kinds("flats", event="fire, 2 May 2024") == ["disjoint"]
    assert kinds("flats destroyed", event="fire, 2 May 2024") == ["updated"]


@pytest.mark.parametrize(("text", "at_odds"), [
    ("The toll of the Orr fire rose to 52 on Sunday, the mayor said. It had stood at 49 at noon, police said.", False),
    ("The mayor raised the toll of the Orr fire to 52 on Sunday; police had given 49.", False),
    ("The toll of the Orr fire is 52, the mayor said on Sunday. The toll is 49, police said.", True),
    ("The toll of the Orr fire had stood at 52, the mayor said on Sunday. It rose to 49, police said.", True),
])  # fmt: skip
def test_what_a_toll_had_been_in_an_article_is_not_at_odds_with_what_it_rose_to(text: str, at_odds: bool) -> None:
    assert bool(filed(("2024-05-06", text))) == at_odds


def test_claims_without_their_sentence_are_held_against_each_other_all_the_same() -> None:
    drafts = bound(read_text("The toll in Orr had stood at 49. The toll in Orr rose to 52.", reported="2024-05-01"))
    assert contradictions(drafts.drop(columns="sentence")).empty == contradictions(drafts).empty
    drafts.loc[0, "sentence"] = None
    contradictions(drafts)
