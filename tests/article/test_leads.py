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
    ("A ferry sank off Keld on Sunday in what may be its worst disaster.", ("shipwreck", "Keld", "13 March 2016")),
    ("Currents hampered divers on Tuesday as they looked for 40 people missing from a ferry that sank off Keld.",
     ("shipwreck", "Keld", None)),
    ("Donors pledged aid for Keld's cyclone at a conference on Sunday.", ("storm", "Keld", None)),
    ("Donors pledged aid for victims of the quake in Keld on Sunday.", ("earthquake", "Keld", None)),
    ("Gunmen attacked a hotel in Keld on Sunday.", ("attack", "Keld", "13 March 2016")),
    ("Troops fought on Tuesday, two days after gunmen attacked it.", ("attack", None, None)),
    ("ADANA, Chad (AP) - A quake rocked wide swaths of Chad and Niger.", ("earthquake", "Chad and Niger", None)),
    ("ADANA, Chad (AP) - A quake rocked villages.", ("earthquake", "Chad", None)),
    ("The toll of a blast in Keld rose to 79. Six people died in hospital overnight.", ("attack", "Keld", None)),
    ("Superstorm Ann hit Keld.", ("storm", "Keld", None)),
    ("Thousands gathered on Tuesday at the spot where a mall collapsed in Keld.", ("collapse", "Keld", None)),
    ("Thousands gathered in Keld on Tuesday for the 40 killed when a mall there collapsed a year ago.",
     ("collapse", "Keld", "2015")),
    ("Police raised the toll of the March 7 blasts in Keld to 40.", ("attack", "Keld", "7 March 2016")),
    ("He told of 7 blasts in Keld.", None),
    ("Parents mourned those who died in last year's quake in Keld.", ("earthquake", "Keld", "2015")),
    ("It was the deadliest quake in Keld this year.", ("earthquake", "Keld", None)),
    ("KELD, Chad (AP) - A Syrian doctor was buried after an attack.", ("attack", "Chad", None)),
    ("KELD, Chad (AP) - Syrian doctors were buried after an attack.", ("attack", "Syria", None)),
    ("New cases of Ebola were reported from Guinea, Liberia and Mali.", ("outbreak", "Guinea, Liberia and Mali", None)),
    ("A quake shook Keld. Thousands of Russians fled.", ("earthquake", "Keld", None)),
])  # fmt: skip
def test_what_an_article_is_about(text: str, lead: tuple[str, str | None, str | None] | None) -> None:
    assert _lead(text) == lead


@pytest.mark.parametrize("text", [
    "Divers told reporters in Velden that 48 people had died.",
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


QUAKE = "A strong quake rocked Keld on Tuesday. It was dark. It was cold. It rained."


@pytest.mark.parametrize(("text", "full"), [
    ("26 people were killed, according to the Committee of Emergency Situations (CoES).", True),
    ("The official list names 11 dead there.", False),
    ("At least 12 of the dead came from one township.", False),
    ("Some 640 homes were destroyed.", True),
    ("In all 640 homes in Velden were destroyed.", True),
    ("District officials put the number of dead at 138.", True),
])  # fmt: skip
def test_a_figure_of_the_event_or_of_some_of_it(text: str, full: bool) -> None:
    row = attribute(f"{QUAKE} {text}", reported="2013-05-18")[0]
    assert row["told"].full == full
    assert row["quantity"] in ("killed", "houses destroyed")


def test_who_is_hurt_beside_a_part_of_the_dead_is_anybody() -> None:
    rows = attribute(f"{QUAKE} There are nine dead, four of them children, and 43 injured.", reported="2013-05-18")
    assert [(row["quantity"], row["who"]) for row in rows] == [
        ("killed", None), ("killed", "children"), ("wounded", None),
    ]  # fmt: skip


def test_who_is_charged_after_a_march_is_no_crowd() -> None:
    charged, drawn = attribute("Prosecutors charged 16 participants of the protest. It attracted 900 protesters.")
    assert (charged["quantity"], drawn["quantity"]) == ("charged", "participants")


def test_what_is_counted_in_digits_is_no_event_of_the_article() -> None:
    text = "The agency verified 37 attacks on clinics in Orr. A strong quake struck Keld on Tuesday, killing 40 people."
    assert attribute(text, reported="2013-05-18")[-1]["event"].split(",")[0] == "earthquake"


def test_aftershocks_with_their_number_are_no_event() -> None:
    text = "A strong quake rocked Keld on Tuesday. After nearly 300 aftershocks, 640 people were still missing."
    assert attribute(text, reported="2013-05-18")[-1]["event"].startswith("earthquake")


def test_a_headline_on_the_line_before_a_dateline_is_apart() -> None:
    first, second = attribute(
        "At least 41 dead as boat capsizes off Velden\nORR, Aug 29 (AFP) - Police said 12 were missing."
    )
    assert (first["source"], second["source"]) == (None, "Police")


def test_a_nation_of_three_words_before_a_dateline_town() -> None:
    row = attribute("Papua New Guinea floods killed 40 people, police said.")[0]
    assert row["place"] == "Papua New Guinea"


@pytest.mark.parametrize(("text", "nouns"), [
    ("A 6.9 magnitude quake hit Keld.", ["magnitude"]),
    ("Three magnitude-6 quakes hit Keld.", ["magnitude-6 quakes"]),
])  # fmt: skip
def test_a_magnitude_before_its_quake(text: str, nouns: list[str]) -> None:
    assert [row["noun"] for row in attribute(text)] == nouns


def test_a_day_behind_the_verb_of_a_sentence_is_not_that_of_an_event_within_its_subject() -> None:
    def when(text: str) -> str | None:
        lead = attribute(text, reported="2016-06-08")[0]["told"].lead
        return lead.when if lead is not None else None

    assert when("Confusion over the number of people killed by the floods in Orr, some 40, deepened on Sunday.") is None
    assert when("Mourning for 40 victims of the quake in Orr began on Sunday.") is None
    assert when("The toll of a quake that struck Orr on Sunday is 40.") == "5 June 2016"


def test_a_toll_beside_what_follows_an_event_is_that_of_the_event() -> None:
    lead = "An earthquake struck Velden on Tuesday. "
    rows = attribute(lead + "Aftershocks kept people on edge, as the toll passed 900.", reported="2016-06-08")
    assert [row["event"] for row in rows] == ["earthquake, 7 June 2016"]
