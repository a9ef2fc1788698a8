"""Figures that are only guessed to be of one quantity are held against each other apart from the findings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from estimates import assign_quantities, bound, contradictions, read_claims, read_text, reconcile, report, summary


def claims(*rows: dict[str, Any]) -> pd.DataFrame:
    named = [
        {"claim_id": f"c{i}", "source": f"s{i}", "unit": "person", "noun": "people", "reported": "2024-05-01", **row}
        for i, row in enumerate(rows)
    ]
    return bound(read_claims(named))


KNOWN = {"quantity": "people killed", "place": "Oldtown", "value": 36, "identity": "read"}
GUESSED = {"quantity": "people killed", "value": 51, "identity": "guessed"}


def test_a_clash_on_a_guess_is_a_perhaps() -> None:
    same = claims(KNOWN, {**GUESSED, "place": "Oldtown"})
    found = contradictions(same)
    assert found[["kind", "severity"]].to_numpy().tolist() == [["perhaps", "perhaps"]]
    assert found.loc[0, "explanation"].startswith("Perhaps on people killed, Oldtown: s0 says 36 people (1 May 2024)")
    filed = assign_quantities(same, {"c0": "killed", "c1": "killed"})
    assert contradictions(filed)["kind"].tolist() == ["disjoint"]  # confirmed by a person


def test_what_is_unknown_is_no_group_but_may_be_a_perhaps() -> None:
    unknown = claims(KNOWN, GUESSED)
    assert contradictions(unknown)["claims"].map(sorted).tolist() == [["c0", "c1"]]
    assert contradictions(unknown)["kind"].tolist() == ["perhaps"]
    unnamed = claims(KNOWN, {**GUESSED, "quantity": None, "noun": None})
    assert contradictions(unnamed, by="quantity")["kind"].tolist() in ([], ["perhaps"])
    other = claims(KNOWN, {**GUESSED, "quantity": "houses searched", "unit": "count", "noun": "houses"})
    assert contradictions(other).empty


def test_a_figure_of_nothing_known_is_comparable_with_nothing() -> None:
    nothing = claims({"value": 36, "noun": None}, {"value": 51, "noun": None})
    assert nothing["quantity"].isna().all()
    with pytest.warns(UserWarning, match="none of the 2 claims has a quantity, and so nothing is compared"):
        assert contradictions(nothing).empty
    assert summary(nothing, reconcile(nothing)).startswith("None of the 2 claims has a quantity")


def test_rivals_of_one_size_come_before_others() -> None:
    far, own = {**GUESSED, "value": 4000}, {**GUESSED, "value": 52, "source": "s0"}
    found = contradictions(claims(KNOWN, far, own, GUESSED))
    assert set(found["kind"]) == {"perhaps"}
    mine = [sorted(pair) for pair in found["claims"] if "c0" in pair]
    assert mine[0] == ["c0", "c3"]  # another source, about as many
    assert {"c1", "c2"} >= {claim for pair in mine[1:] for claim in pair} - {"c0"}


def test_a_report_lists_them_under_a_heading_of_their_own(tmp_path: Path) -> None:
    words = report(claims(KNOWN, GUESSED), path=tmp_path / "report.md").read_text(encoding="utf-8")
    assert words.index("## Perhaps") > words.index("None: no claims of one time exclude one another.")


def test_a_denial_of_a_guessed_figure_is_a_perhaps_as_well() -> None:
    found = contradictions(claims({**GUESSED, "negated": True}, GUESSED))
    assert found["kind"].tolist() == ["perhaps"]


def test_what_is_read_on_both_sides_may_be_of_one_quantity_where_nothing_differs() -> None:
    here = {"quantity": "killed", "noun": "dead", "identity": "read", "who": "Northern"}
    rows = [{**here, "place": "Oldtown", "value": 36}, {**here, "event": "battle", "value": 51}]
    elsewhere = {**here, "place": "Newtown", "value": 90}
    third = {"quantity": "houses", "noun": "houses", "unit": "count", "value": 3, "identity": "guessed"}
    found = contradictions(claims(*rows, elsewhere, third))
    pairs = [sorted(pair) for pair in found["claims"]]
    assert ["c0", "c1"] in pairs
    assert ["c0", "c2"] not in pairs


def test_a_count_outruns_the_pace_that_its_likeliest_fellow_tells() -> None:
    loss = {"quantity": "casualties", "noun": "casualties", "place": "Oldtown", "identity": "guessed"}
    told = "Northern casualties at Oldtown"
    rows = [
        {**loss, "value": 70_000, "counted": "2023-05-19", "sentence": told},
        {**loss, "value": 100_000, "counted": "2023-05-21", "sentence": told},
        {**loss, "value": 70_500, "counted": "2023-05-19", "since": "2022-05-01", "sentence": told},
    ]
    found = contradictions(claims(*rows))
    assert ["c0", "c1"] in [sorted(pair) for pair in found.loc[found["kind"] == "perhaps", "claims"]]
    assert found["since"].notna().sum() < len(found)  # the guess stays out of what is told


def test_two_sources_in_one_sentence_are_rivals_and_one_source_is_not() -> None:
    said = {
        "sentence": "The army says 900 died while the ministry says 600 died.",
        "article": "a",
        "quantity": "killed",
    }
    one = {**said, "noun": "dead", "identity": "guessed", "place": "Oldtown"}
    two = claims({**one, "value": 900}, {**one, "value": 600, "place": None})
    assert contradictions(two)["kind"].tolist() == ["perhaps"]
    alone = claims({**one, "value": 900, "source": "s"}, {**one, "value": 600, "place": None, "source": "s"})
    assert contradictions(alone).empty


def test_one_voice_has_several_numbers_for_several_things() -> None:
    text = "The match saw 246 runs. Lee made 44 runs. Hall made 151 runs."
    assert contradictions(bound(read_text(text, publisher="Post"))).empty


def test_who_narrates_tells_of_several_times_and_a_history_leaves_days_out() -> None:
    told = {
        "quantity": "killed",
        "place": "Oldtown",
        "event": "battle",
        "identity": "read",
        "article": "a",
        "publisher": "P",
    }
    narrated = [{**told, "source": "P", "value": 2357}, {**told, "source": "P", "value": 22_000}]
    assert contradictions(claims(*narrated))["kind"].tolist() == ["perhaps"]
    spoken = [{**row, "source": "the mayor"} for row in narrated]
    assert contradictions(claims(*spoken))["kind"].tolist() == ["disjoint"]
    past = [{**told, "value": 21_000, "counted": "2023-04-12"}, {**told, "value": 2357}]
    assert contradictions(claims(*past))["kind"].tolist() == ["perhaps"]
    fresh = [{**past[0], "counted": "2024-04-30"}, past[1]]
    assert contradictions(claims(*fresh))["kind"].tolist() == ["fall"]


def test_two_sources_that_a_sentence_holds_against_each_other_need_no_guess() -> None:
    text = "Police put the crowd at 7,500, but organizers put it at 25,000. Residents spoke of a crowd of 40,000."
    found = contradictions(bound(read_text(text)))
    sure = found[found["severity"] == "contradiction"]
    assert [word.split(";")[0] for word in sure["explanation"]] == [
        "On crowd: Police say “7,500” and organizers say “25,000”"
    ]
    assert (found["kind"] == "perhaps").sum() >= 1


def test_what_is_expected_is_not_held_against_what_is_so() -> None:
    assert contradictions(claims(KNOWN, {**GUESSED, "status": "expected"})).empty


def test_fewer_of_some_than_of_all_are_hardly_rivals() -> None:
    some = {**GUESSED, "value": 33, "who": "nurses"}
    found = contradictions(claims(KNOWN, some, {**GUESSED, "value": 33}))
    mine = [sorted(pair) for pair in found["claims"] if "c0" in pair]
    assert mine.index(["c0", "c2"]) < mine.index(["c0", "c1"])


def test_drafts_are_at_odds_for_sure_where_both_name_who_says_so_of_what_and_where() -> None:
    here = {**KNOWN, "event": "attack, 28 April 2024", "publisher": "Post"}
    low, late = {**here, "source": "police"}, {**here, "value": 51, "source": "medics"}
    assert contradictions(claims(low, late))["kind"].tolist() == ["disjoint"]
    for other in ({"source": "Post"}, {"source": None}):  # who narrates may tell of some of them
        assert contradictions(claims(low, late | other))["kind"].tolist() == ["perhaps"]
    nowhere = {"place": None}
    assert contradictions(claims(low | nowhere, late | nowhere))["kind"].tolist() == ["perhaps"]
    days = {"as_of": "2024-04-28"}, {"as_of": "2024-04-29"}
    fewer = {**late, "value": 8, "reported": "2024-05-02"}
    assert contradictions(claims(low | days[1], fewer | days[1]))["kind"].tolist() == ["fall"]
    assert set(contradictions(claims(low | days[0], fewer | days[1]))["kind"]) == {"perhaps"}
    said = {"as_of": "2024-05-02", "counted": "2024-05-02"}  # the day of saying so is no day on which it happened
    assert contradictions(claims(low | days[0], fewer | said))["kind"].tolist() == ["fall"]


def test_who_only_narrates_is_hardly_a_rival_and_who_estimates_or_contrasts_is() -> None:
    big = {**GUESSED, "value": 52}
    narrated = {**big, "source": "Post", "publisher": "Post"}
    hedged = {**big, "hedge": "at_least"}
    cut = {**big, "sentence": "But the guild insists that only 52 people were killed."}
    told = {**big, "sentence": "The guild says so: 52 people were killed."}
    for likelier, other in ((big, narrated), (hedged, big), (cut, told)):
        for first, second in (("c1", "c2"), ("c2", "c1")):
            rows = (likelier, other) if first == "c1" else (other, likelier)
            found = contradictions(claims(KNOWN, *rows))
            rivals = [claim for pair in found["claims"] if "c0" in pair for claim in pair if claim != "c0"]
            assert rivals == [first, second]


def test_sources_told_one_after_the_other_come_first() -> None:
    told = [
        {
            "source": source,
            "value": value,
            "sentence": f"The {source} told.",
            "start": n,
            "locator": f"sentence {number}",
        }
        for n, (source, value, number) in enumerate([("army", 36, 1), ("mayor", 51, 2), ("nurses", 50, 9)])
    ]
    rows = [{**GUESSED, "publisher": "Courier", "article": "a", **row} for row in told]
    found = contradictions(claims(*rows))
    pairs = [sorted(pair) for pair in found.loc[found["kind"] == "perhaps", "claims"]]
    assert pairs.index(["c0", "c1"]) < pairs.index(["c0", "c2"])
    found = contradictions(claims(*({**row, "article": row["source"]} for row in rows)))
    pairs = [sorted(pair) for pair in found.loc[found["kind"] == "perhaps", "claims"]]
    assert pairs.index(["c0", "c2"]) < pairs.index(["c0", "c1"])


def test_of_whom_two_figures_say_two_things_they_are_no_rivals() -> None:
    nurses, miners = {**GUESSED, "value": 33, "who": "nurses"}, {**GUESSED, "value": 36, "who": "miners"}
    found = contradictions(claims(nurses, miners, {**GUESSED, "value": 51}))
    assert ["c0", "c1"] not in [sorted(pair) for pair in found["claims"]]


def test_what_was_printed_before_the_day_of_the_other_is_no_sure_rival() -> None:
    here = {**KNOWN, "event": "march, 12 May 2024", "as_of": "2024-05-12", "reported": "2024-05-13"}
    early = {**KNOWN, "event": "march, 12 May 2024", "value": 51, "reported": "2024-05-06"}
    assert "contradiction" not in set(contradictions(claims(here, early))["severity"])
    assert "contradiction" in set(contradictions(claims(here, early | {"reported": "2024-05-13"}))["severity"])


def test_what_a_narrator_says_beside_a_source_is_no_contrast() -> None:
    text = "The agency handed out 1,020 tents, some of them by 85 volunteers of the Red Crescent, the governor said."
    drafts = bound(read_text(text, publisher="Post"))
    drafts = drafts.assign(noun="tents", quantity="tents", source=["Post", "the governor"], identity="guessed")
    assert "contradiction" not in set(contradictions(drafts)["severity"])


def test_pairs_are_held_against_each_other_as_somebody_would_file_them() -> None:
    there = "{} people lived in the city of clay and its bazaars before the quake."
    lived = {"quantity": "population", "identity": "guessed", "value": 90_000, "sentence": there.format("90,000")}
    later = {**lived, "value": 80_000, "sentence": there.format("80,000"), "reported": "2024-05-20"}
    assert contradictions(claims(lived, later))["kind"].tolist() == ["perhaps"]  # what does not change in weeks


def test_who_survived_is_counted_up_and_down_in_the_first_hours() -> None:
    fell = {"place": "Oldtown", "event": "crash, 1 May 2024", "identity": "read"}
    rows = [
        {**fell, "value": 28, "sentence": "A guard said that 28 survived.", "reported": "2024-05-01"},
        {**fell, "value": 19, "sentence": "A doctor said that 19 survived.", "reported": "2024-05-03"},
    ]
    assert contradictions(claims(*({**row, "quantity": "survived"} for row in rows)))["kind"].tolist() == ["perhaps"]
    pulled = [{**row, "quantity": "rescued", "sentence": "They were pulled out."} for row in rows]
    assert contradictions(claims(*pulled))["kind"].tolist() == ["fall"]  # that is not undone
