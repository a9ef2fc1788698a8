"""Whose turn it is: the labels of transcripts, and labels that nobody speaks under."""

from __future__ import annotations

import time

import pytest

from estimates.article.layout import find_turns
from estimates.article.rows import attribute

BRIEFING = """MS. ABEND:  The fleet has 40 boats in port.  The navy says 31 are at sea.

In the spring we sold 18 lorries.

Q    So that leaves 77, does it?

MS. ABEND:  It leaves 65."""


def sources(text: str) -> dict[str, str | None]:
    return {row["text"]: row["source"] for row in attribute(text, publisher="Courier", reported="2024-11-06")}


def test_a_turn_goes_on_over_paragraphs_until_the_next() -> None:
    assert sources(BRIEFING) == {"40": "Abend", "31": "navy", "18": "Abend", "77": "Courier", "65": "Abend"}


def test_whom_a_turn_tells_of_does_not_go_on_in_it() -> None:
    text = "MS. ABEND: Gen. Lind has said that 40 boats sank. The crews lost 12 nets.\n\nQ  How many burned?"
    assert sources(text) == {"40": "Lind", "12": "Abend"}


def test_who_is_nobody_but_he_leaves_his_figures_to_the_turn() -> None:
    text = (
        "LIND: Presidents have a veto.\n\nAnd I used it. He would add 40 boats, he has mentioned.\n\nROOS: Thank you."
    )
    assert sources(text) == {"40": "Lind"}


def test_a_question_is_uncertain_for_nobody_is_named_for_it() -> None:
    rows = {row["text"]: row for row in attribute(BRIEFING, publisher="Courier", reported="2024-11-06")}
    assert rows["77"]["uncertain"]
    assert not rows["18"]["uncertain"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("ABEND: We sold 18 lorries.", "Abend"),
        ("⚡️Navy: 18 lorries sank in the bay.", "Navy"),
        ("GEN. ABEND: The depot sold 18 lorries.", "Abend"),
        ("Dr. Abend (by telephone): The depot sold 18 lorries.", "Abend"),
        ("Ida Abend came at noon.\n\nMS. ABEND: The depot sold 18 lorries.", "Ida Abend"),
        ("DEPUTY SPOKESMAN: The depot sold 18 lorries.", "deputy spokesman"),
        ("Northern Institute of Shipping: the depots have sold 18 lorries.", "Northern Institute of Shipping"),
        ("⚡ NRK: The depot has sold 18 lorries.", "NRK"),
        ("UPDATE: The depot has sold 18 lorries.", "Courier"),
        ("Key Takeaways: The depot has sold 18 lorries.", "Courier"),
        ("NORTHERN FRONT: The depot has sold 18 lorries.", "Courier"),
        ("IDA ABEND, HOST: The depot sold 18 lorries.", "Ida Abend"),
        ("The Minister of State (Ida Abend): The depot sold 18 lorries.", "Ida Abend"),
        ("Ida Abend (Northmoor) (Ind): The depot sold 18 lorries.", "Ida Abend"),
        ("NORTHMOOR: The depot sold 18 lorries.", "Courier"),
        ("DR TESSENDAL: Good afternoon.\nThe depot sold 18 lorries.\n\nIDA ABEND (STAT): Thank you.", "Tessendal"),
        ("CASUALTIES: The depot sold 18 lorries.", "Courier"),
        ("JUST IN: The depot has sold 18 lorries.", "Courier"),
        ("BREAKING: Depots have sold 18 lorries.", "Courier"),
        ("RT @NorthDepot: We have sold 18 lorries.", "NorthDepot"),
        ("RT @NorthDepot: 18 lorries & carts sold.", "NorthDepot"),
        ("Depots in Orr: 18 lorries & carts sold.", "Courier"),
    ],
)
def test_who_a_label_names(text: str, source: str) -> None:
    assert sources(text) == {"18": source}


def test_who_speaks_behind_a_labelled_quotation_has_not_said_it() -> None:
    text = 'Mayor Ida Abend: "We sold 18 lorries." The driver Jon Moss said 40 had burned.'
    assert sources(text) == {"18": "Ida Abend", "40": "Jon Moss"}


def test_a_label_with_a_surname_is_whoever_a_label_named_in_full() -> None:
    text = "IDA ABEND, HOST: It sold 18 lorries.\n\nJON MOSS, BYLINE: Twelve burned.\n\nABEND: And 40 sank?"
    assert sources(text) == {"18": "Ida Abend", "Twelve": "Jon Moss", "40": "Ida Abend"}


def test_a_label_before_a_quotation_speaks_no_further() -> None:
    said = 'Governor Abend: "We sold 18 lorries. We lost nine." The fire covers 12 acres.'
    assert sources(said) == {"18": "Abend", "nine": "Abend", "12 acres": "Courier"}


def test_a_label_within_a_paragraph_is_no_turn() -> None:
    assert sources("They asked the depots.\nAnd so it went.\n\nThe list (ABEND: all) has 18 names.") == {
        "18": "Courier"
    }


def test_a_body_speaks_to_the_end_of_its_paragraph() -> None:
    assert sources("NRK: Depots have sold 18 lorries.\n\nFire took 9 houses.") == {"18": "NRK", "9": "Courier"}


@pytest.mark.parametrize("unit", ["\nA:", "\n A B: c", "A B ", "\nQ ", "Mr. A", "A-", "(((", "A, "])
def test_finding_turns_is_linear(unit: str) -> None:
    def seconds(times: int) -> float:
        taken = []
        for _ in range(3):  # another's work on the machine lengthens one, and seldom all
            started = time.process_time()
            find_turns(unit * times + ":", [])
            taken.append(time.process_time() - started)
        return min(taken)

    seconds(2000)
    assert seconds(32000) < 100 * max(seconds(2000), 0.002)  # a quadratic one would take 256 times as long


def test_one_label_with_a_title_makes_a_transcript() -> None:
    text = "MR. ABEND:  We sold 18 lorries.\n\nThe depot has 40 boats."
    assert sources(text) == {"18": "Abend", "40": "Abend"}
    assert sources(text.replace("MR. ABEND", "ABEND")) == {"18": "Abend", "40": "Courier"}


def test_an_answer_that_is_a_bare_number_is_no_row_of_a_list() -> None:
    text = "Q: How many?\nMAJ. LIND: We lost 40 tanks.\nQ: Where?\nMAJ. LIND: Ten in Vela.\n\nMS. FREY: 40 wounded."
    rows = attribute(text)
    assert [row["source"] for row in rows] == ["Lind", "Lind", "Frey"]
    assert {row["quantity"] for row in rows} == {"tanks lost", "tanks", "wounded"}
    assert [row["text"] for row in attribute("DEAD: 40\nHOMES: 300")] == ["40", "300"]


def test_the_name_of_a_section_is_nobodys() -> None:
    text = (
        "WASH: Partners trucked water to 900 people.\n\nHEALTH: Some 40 clinics need repair.\n\nWHO: Some 30 are shut."
    )
    assert [row["source"] for row in attribute(text, publisher="Post")] == ["Post", "Post", "WHO"]


def test_names_of_two_words_open_turns_beside_titles() -> None:
    text = "Jane Orr: We employ 1,200 men.\n\nJane Orr: No, about 90 left.\n\nDr. Lee: We saw nine."
    assert [row["source"] for row in attribute(text)] == ["Jane Orr", "Jane Orr", "Lee"]


def test_offices_behind_names_open_turns_and_an_office_alone_goes_back_to_its_holder() -> None:
    text = (
        "Jane Orr, Chief Engineer: We employ 1,200 men.\n\nAmy Lee, Analyst: I get 90.\n\nJane Orr: No, about 80 left."
    )
    assert [row["source"] for row in attribute(text)] == ["Jane Orr", "Amy Lee", "Jane Orr"]
    text = (
        "Deputy Spokesperson Amy Lee: We fed 40 men.\n\nQuestion: How many boats?\n\nDeputy Spokesperson: We sent 15."
    )
    assert [row["source"] for row in attribute(text)] == ["Amy Lee", "Amy Lee"]


def test_a_title_that_nobody_knows_is_none_of_the_name() -> None:
    text = "SGTMAJ. AMY LEE: Good morning. Some 40 men came.\n\nREPORTER: Who charged them?\n\nLEE: Nine officers."
    assert [row["source"] for row in attribute(text)] == ["Amy Lee", "Amy Lee"]


def test_a_body_and_where_it_is_may_be_a_label() -> None:
    assert attribute("NWS Velden: gusts to 45 mph on ridges. It will be long.")[0]["source"] == "NWS Velden"


def test_where_somebody_speaks_may_stand_in_the_label() -> None:
    text = "Undersheriff Tom Balk at the 8pm mtg: ~4,900 ppl must go. Two are missing.\n\nBoats in Orr: 40 men fled."
    rows = attribute(text, publisher="Post")
    assert [row["source"] for row in rows] == ["Tom Balk", "Tom Balk", "Post"]
    assert (rows[0]["noun"], rows[0]["unit"]) == ("ppl", "person")


def test_you_is_whoever_answers_and_a_question_names_no_source() -> None:
    text = (
        "REPORTER: How many charged?\n\nMR. MARSH: Eighteen men.\n\nREPORTER: You've said they fired 12 shots. "
        "The mayor put it at 20.\n\nMR. MARSH: I did."
    )
    assert [row["source"] for row in attribute(text, publisher="Post")] == ["Marsh", "Marsh", "mayor"]


def test_a_name_and_an_office_on_a_line_of_their_own_open_a_turn() -> None:
    text = (
        "Lena Voss -- Chief Executive Officer\n\nWe sold 43,000 cars.\n\nHal Orr -- Barrow Capital -- Analyst\n\n"
        "You said 43,000. Data suggest nearer 39,000.\n\nLena Voss -- Chief Executive Officer\n\nSome 500 were lost."
    )
    assert [row["source"] for row in attribute(text)] == ["Lena Voss", "Lena Voss", "Data", "Lena Voss"]
    assert attribute("Norland War - Latest News\n\nSome 40 men died.", publisher="Post")[0]["source"] == "Post"


def test_a_question_may_be_a_letter_and_a_blank_and_a_name_may_have_a_place() -> None:
    text = "MS. ABEND: It has 40 boats.\n\nQ FEMA says it's $9 billion short. You asked for 20.\n\nMS. ABEND: We did."
    assert [row["source"] for row in attribute(text)] == ["Abend", "FEMA", "Abend"]
    assert attribute("Q Bank sold 40 boats: a record.", publisher="Post")[0]["source"] == "Post"
    text = (
        "Lord Ansty of Bere (Con): We house 32,059 men.\n\nAnn Keld (Lab): Why?\n\nLord Ansty of Bere: Some 900 left."
    )
    assert [row["source"] for row in attribute(text)] == ["Ansty", "Ansty"]


def test_the_label_of_a_body_ends_the_turn_above_it() -> None:
    text = (
        "Gov. Ann Orr (Telegram): There are 4 dead.\n\nEmergency Service: 112 men and 24 vans are at work there. "
        "Two were hurt."
    )
    assert [row["source"] for row in attribute(text)][1:] == ["Emergency Service"] * 3


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("According to the Relief Unit, the number of men in camps stands at 191, up from 188.", "Relief Unit"),
        ("It had 214 men, according to the coast guard; the manifest listed 151.", "manifest"),
        ("Young & Holmes (2000) give 1,100 killed.", "Young & Holmes"),
        ("Wanklyn reduces the killed to some 800.", "Wanklyn"),
        ("The institute has observed evidence confirming that 40 tanks were lost.", "institute"),
    ],
)
def test_who_counts_in_papers_and_articles(text: str, source: str) -> None:
    assert attribute(text)[-1]["source"] == source
    assert attribute(text)[0]["source"] != "Post"


def test_and_more_than_is_no_hedge_and_last_hours_are_no_figure() -> None:
    rows = attribute("Toll during last 24 hours: 11 dead, 1,881 hurt and more than 13,863 displaced.")
    assert rows[0]["text"] == "11"
    rows = attribute("The total is 1,881 and more than 13,863 injuries.")
    assert [row["hedge"] for row in rows] == ["plain", "more_than"]


def test_an_answer_is_of_whoever_answered_before_or_the_one_person_named() -> None:
    text = "GOVERNOR FREY: About 800 men came.\nQ: And now?\nA: Some 90 men remain."
    assert [row["source"] for row in attribute(text)] == ["Frey", "Frey"]
    text = "We met Dr Ann Frey.\nQ: How many men came?\nA: About 90."
    assert [(row["source"], row["text"]) for row in attribute(text)] == [("Ann Frey", "About 90")]
