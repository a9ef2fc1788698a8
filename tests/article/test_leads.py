"""What an article is about: which words tell its event, its place and its day."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute


def _lead(text: str) -> tuple[str, str | None, str | None] | None:
    lead = attribute(f"{text} Some 90 were hurt.", reported="2016-03-16")[0]["told"].lead
    return lead and (lead.kind, lead.place, lead.when)


@pytest.mark.parametrize(("text", "lead"), [
    ("More than 40 people were killed when two bombs went off in Keld.", ("attack", "Keld", None)),
    ("The toll rose to 40, fewer than the 90 who died in a flood in May.", None),
    ("A flood in Keld has killed 40 people. It is the worst since the 1908 flood.", ("flood", "Keld", None)),
    ("Tens of thousands rallied in downtown Seoul on Sunday to protest a deal with the United States.",
     ("protest", "Seoul", "13 March 2016")),
    ("Some 4,000 people filled the square on Sunday in one of the biggest protests in Keld.",
     ("protest", "Keld", "13 March 2016")),
    ("Crews dragged a sunken ferry to the bank.", ("shipwreck", None, None)),
    ("Engineers counted 5,775 collapsed buildings in Keld.", None),
    ("A suicide bomber killed 40 people in Keld.", ("attack", "Keld", None)),
    ("A fishing boat sank off the coast of Greece, and divers recovered 40 bodies on Tuesday.",
     ("shipwreck", "Greece", None)),
    ("A quake shook Keld. Thousands of Russians fled.", ("earthquake", "Keld", None)),
])  # fmt: skip
def test_what_an_article_is_about(text: str, lead: tuple[str, str | None, str | None] | None) -> None:
    assert _lead(text) == lead


@pytest.mark.parametrize("text", [
    "Divers said 48 bodies had been recovered.", "Divers told reporters in Velden that 48 people had died.",
    "In all 48 people drowned when it sank in a storm.", "In all 48 died, saying three of them were in another storm.",
    "There are 48 dead.",
])  # fmt: skip
def test_all_whom_the_event_of_an_article_befell(text: str) -> None:
    lead = "A ferry sank off Keld on Monday. At least 24 lives were lost. It was dark."
    row = attribute(f"{lead} {text}", reported="2016-03-16")[1]
    assert (row["quantity"], row["event"], row["place"]) == ("killed", "shipwreck, 14 March 2016", "Keld")
    assert row["told"].full


def test_cases_of_another_place_are_a_guess_and_a_sickness_by_its_name_an_outbreak() -> None:
    lead = "Cholera has killed 86 people in Cameroon since May. It rained. Clinics were full."
    rows = attribute(f"{lead} Officials recorded 900 cases. Nigeria had 530 recorded cases.", reported="2016-07-16")
    assert [(row["quantity"], row["told"].lead.kind, row["told"].full) for row in rows[1:]] == [
        ("cases", "outbreak", True), ("cases", "outbreak", False),
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["were taken into custody", "taken to police stations", "were behind bars"])
def test_who_is_in_custody_is_arrested(words: str) -> None:
    assert attribute(f"Police said 20 protesters {words}.")[0]["quantity"] == "arrested"
