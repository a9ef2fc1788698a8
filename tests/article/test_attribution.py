"""Whose a figure is, in constructions as wires, reports and posts print them."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute


def sources(text: str) -> list[str | None]:
    return [row["source"] for row in attribute(text, publisher="Post", reported="2024-11-06")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Digging was made difficult by strong winds, with 97 mm of rain recorded in a day in Orr.", ["Post"]),
        ("Later additions of guards increased the number of men to 46,000.", ["Post"]),
        ("The guild raised the toll to 46.", ["guild"]),
        (
            "Four were named as two Greek nationals, with one Swede, one Korean and one Malian also identified.",
            ["Post"] * 5,
        ),
        ("London said three Britons were dead and another three believed to be.", ["London"] * 2),
        ("Tests of 900 children under five found that 23 percent were ill.", ["Post"] * 2),
        ("The death toll of the war was 900.", ["Post"]),
        ("Last year 1,700 Ivorians have sought refuge in Ghana; 964 are in Togo.", ["Post"] * 2),
        ("El Salvador has 239 and Guatemala 258.", ["Post"] * 2),
        ("Partner guilds are responding: the Orr Guild is sending tents for 30,000 people.", ["Post"]),
        ("Some 40 died, according to figures that the mayor used later.", ["Post"]),
    ],
)
def test_acts_and_those_counted_say_nothing(text: str, expected: list[str | None]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The office notified WHO of 46 additional confirmed cases, including 6 deaths.", ["office"] * 2),
        ("Prime Minister Theresa May said 14 people were hurt.", ["Theresa May"]),
        ("The head of the mission, Major General Robert Mood, said 32 had died.", ["Robert Mood"]),
        ("Another at the Vela Clinic counted 32 bodies.", ["Another at the Vela Clinic"]),
        ("Some 900 took to the streets acc. to TUT; police speak of 40.", ["TUT", "police"]),
        ("The last count of the council, made on 3 May, was 537 dead.", ["council"]),
        ("According to figures the mayor used, 40 died.", ["mayor"]),
        ("UN monitors have received reports of over 40 raids.", ["UN monitors"]),
        ("A toll of 10, a figure later revised by Governor Ivo Kern to 28, stood.", ["Post", "Ivo Kern"]),
        ("Norland's army has retaken 3,000 sq km since May - Brenko", ["Brenko"]),
        ("Food: WFP has reached 4 million people and intends to assist 6 million in May.", ["Post", "WFP"]),
        ("The council called on Orr to act. It insisted in a note that 40 had died.", ["council"]),
        ("The train had 218 aboard, according to the national rail company, Renfa, on Monday.", ["Renfa"]),
        ("Some 40 fled, according to the police, Norland said.", ["police"]),
    ],
)
def test_who_is_named(text: str, expected: list[str | None]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Health: WHO and partners have treated 5 men. Fever accounts for 13 percent of visits, the agency said.",
            "WHO",
        ),
        (
            "The bank said 40 fled. Seven workers of the Orr Relief Fund are dead, the aid agency said.",
            "Orr Relief Fund",
        ),
        ("Their school in Neustadt am See said 40 would come. The airline believes 67 were on board.", "airline"),
        ("The navy said 12 died.\n\nThe airline flew 900 people out of Orr, it said.", "airline"),
        ("The navy said 12 died. The airline flew 900 people out of Orr, it said.", "navy"),
        ("The Prosecutor General's Office has opened cases. It says 38 were hurt.", "Prosecutor General's Office"),
        ("UNICEF has sent 40 trucks. It said 12 more would follow.", "UNICEF"),
        (
            "Media reports spoke of 90.\n\nA team of nine from the Guild has reached Vela, where it reports 80 deaths.",
            "team",
        ),
        ('Among them was a retired teacher, 68, who had walked. "There were 150 guards," she said.', "retired teacher"),
    ],
)
def test_whom_a_word_for_a_body_means(text: str, expected: str) -> None:
    assert sources(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kern extends the curfew by 3 days, says 900 guards to stay.", ["Post", "Kern"]),
        ("2/ Brenko thanks troops, says 30 towns are back", ["Brenko"]),
        ("40 hurt in blast, says mayor.", ["mayor"]),
        ("President Ivo Kern announced a day of mourning and visited 40 people in the camp.", ["Post"]),
        ("Lind announced that 40 men had left and 12 had stayed.", ["Lind", "Lind"]),
    ],
)
def test_a_second_verb_of_one_subject(text: str, expected: list[str | None]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize("marks", ['""', "''", "“”", "‘’"])
def test_a_quotation_goes_on_in_the_next_paragraph(marks: str) -> None:
    opens, closes = marks
    text = (
        f"{opens}It's slow,{closes} Ann Orr said. {opens}You move a stone.{closes}\n\n"
        f"{opens}There's 40 tons gone, and I can't tell the rest.{closes}\n\nThe blast killed 12 of the miners' wives."
    )
    assert sources(text) == ["Ann Orr", "Post"]


def test_a_quotation_left_open_by_single_marks_goes_on() -> None:
    text = "'You move a stone,' Ann Orr said. 'I've got men here.\n'There's 40 tons gone.'\nOrr's wives saw the '90s."
    assert sources(text)[0] == "Ann Orr"


def test_a_general_whose_name_is_not_all_capitals() -> None:
    text = "Q: How many, General?\n\nBRIG. GEN. McCRAE: About 900 tanks.\n\nQ: And men?\n\nGEN. McCRAE: Some 40."
    assert sources(text) == ["McCrae", "McCrae"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An official at a room set up to provide advice put the toll at 96.", ["official at a room set up"]),
        ("The Orr Guild later doubled its estimate to £200m.", ["Orr Guild"]),
        ("In Orr, where 138 were held, police denied a report that 10 had died.", ["Post", "police"]),
        (
            "According to the prosecution, the ferry carried 2,142 tons, although the limit was 987.",
            ["prosecution"] * 2,
        ),
        ("According to Planeradar24, an average of 120 planes a day used to cross Orr.", ["Planeradar24"]),
        ("In a survey by GAD3, 51 percent of Swedes opposed it.", ["GAD3"]),
        ("The guild's figures are based on visits; the union visited 44 places.", ["Post"]),
        ("The British lost 18 killed, figures which are not disputed.", ["Post"]),
        ("Red Crescent volunteers, 240 in number, run nine points.", ["Post"] * 2),
        ("The guild believes 40 died, a sum based on data from 22 villages.", ["guild"] * 2),
        (
            "The dead included 20 guards, Ivo Kern told AFP, and some 50 men of the security detail that Orr sent.",
            ["Ivo Kern"] * 2,
        ),
        ("Kremlin: ~3,000 fighters moved to Moscow", ["Kremlin"]),
        ("NHRI (national rights body): 3,193 detained", ["NHRI"]),
        ("KOLLAM: At least 110 people died in Norland's Kollam district.", ["Post"]),
        ("Fever accounts for 13 percent of visits, the clinic said.", ["clinic"]),
        (
            "The navy had 40. WFP has sent rice to many; it warns that stocks last for three weeks only.",
            ["Post", "WFP"],
        ),
        ("At Vela, a volunteer from Orr, Marta, 29, cooked. She said 300 came.", ["Marta"]),
        ("The mayor spoke. Five were shot at the Casa Nostra pizzeria, he said.", ["mayor"]),
        (
            "The office said 12 died. Isis, in a note, claimed eight men had done it. It put the dead at 200.",
            ["office", "Isis", "Isis"],
        ),
        ("Orr asked for help, and the union sent 40 men.", ["Post"]),
    ],
)
def test_what_hangs_on_whom(text: str, expected: list[str]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNFPA estimates close to 112,000 women are pregnant in the area.", ["UNFPA"]),
        (
            "Estimates vary: Zaloga gives 22,000, the MoD 19,500 and rebel sources 30,000.",
            ["Zaloga", "MoD", "rebel sources"],
        ),
        ("Orr saw about 100,000 marchers, said police there.", ["police"]),
        ("Orr had 200,000, with an organizer, Ivo Kern, saying it was 250,000.", ["Post", "Ivo Kern"]),
        ("She spoke of 257 held, a number Lind's office put at 50.", ["she", "Lind's office"]),
        ("The unit has 12 boats (4 at sea according to an inspector).", ["Post", "inspector"]),
        ("Orr calls on the council to act; says 100 are dead", ["Orr"]),
        ('Kern vowed to act "whatever it takes." The Pentagon said about 200 Marines would be sent.', ["Pentagon"]),
        ("A secret paper shared with aides stated that 40 had left.", ["secret paper"]),
        ("The inquiry, headed by Ivo Kern, put it above 1,000.", ["inquiry"]),
        ("Kern said 12 fled. The fund set up by the guild stands at $32 million.", ["Kern", "Post"]),
        ("Between 78 (the ministry) and 412 (the paper Orr, quoting survivors) died.", ["ministry", "paper Orr"]),
        ("LNR's Kern: 300 surrendered near Vela.", ["LNR's Kern"]),
        ("Ann Lee, can you confirm the figure of 900 dead that the rebels gave?", ["Post"]),
    ],
)
def test_who_stands_beside_the_figure(text: str, expected: list[str]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("State radio said 40 marched. A letter came. The group said it was 90 percent ready.", "group"),
        ("The United News of India said 1,267 had died; it said 500 bodies were burnt.", "United News of India"),
        (
            "The mission's staff believe 200 died. OCHA's appeal has brought in little. Some 40 need it, it says.",
            "OCHA",
        ),
        ("Deaths: 111,481 (GoH - January 22)", "GoH"),
        ("Affected: 3 million (U.N. - January 15)", "U.N."),
        ("Stratfor, an intelligence firm, holds that the square takes 300,000.", "Stratfor"),
        ("IOM said 30,000 left. Up to 7,000 families are stuck.", "Post"),
        ("The mayor, Mr. Ivo Kern, after an aerial survey said nearly 1,500 were hit.", "Ivo Kern"),
        ("Iran confirms 40 dead, Fars later 70.", "Fars"),
        ("Some 731 deaths have been reported by the ministry. All 10 of the wards are full.", "Post"),
        ('Relatives said 12 left. One father, Ruslan, had found his son. "There were 60," he said.', "father"),
        ('At Villa Nova, Farid Ahmed lost his wife, Husna. "She saved 12," he said.', "Farid Ahmed"),
    ],
)
def test_whom_it_goes_back_to(text: str, expected: str) -> None:
    assert sources(text)[-1] == expected


def test_a_quotation_within_an_aside_is_of_whom_the_aside_tells() -> None:
    text = 'State television, which for a week spoke of "dozens", on Monday conceded 125. President Kern left.'
    assert sources(text) == ["State television", "State television"]


def test_one_titled_label_among_others_opens_no_transcript() -> None:
    text = "Gov. Kern: 4 dead in raid\nOrr Bar Guild: 73 held at court\nThe camp has 900 tents"
    assert sources(text)[2] == "Post"
    assert sources("Mr. Kern: We lost 40 men.\n\nAbout 12 are back.") == ["Kern", "Kern"]


def test_ages_of_names_with_hyphens_and_initials() -> None:
    rows = attribute("Organisers used 300 guards, said Park Jung-hoon, 21. Fatou S., 34, fled with 4 sons.")
    assert [row["text"] for row in rows] == ["300", "4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("India's total tally of infections surged to 20 million.", ["Post"]),
        ("Russia's official toll stands at 60; Ukraine's estimate was 90.", ["Russia", "Ukraine"]),
        ("The ministry's tally rose to 70.", ["ministry"]),
        ("Roads are cut for 40 km - governor\nHealth aides lower the toll", ["governor"]),
        ("Firefighters, whose chief spoke of 12 injured, needed 900 trucks.", ["chief", "Post"]),
        ("The owner of another hotel, the Villa, said 45 of her guests were out.", ["owner of another hotel"]),
        ("A monitoring group, the Orr Observatory, said 40 died.", ["Orr Observatory"]),
    ],
)
def test_whose_tally_it_is(text: str, expected: list[str]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Orr Air made light of it: "We lost £300," its chief Ivo Kern said.', ["Ivo Kern"]),
        ("Ealing trader: I lost 60 bikes.", ["Ealing trader"]),
        ("They lay at Kenyatta National Hospital (KNH), which says 18 have burns.", ["Kenyatta National Hospital"]),
        ("The Appeal for the occupied land (oPt), which requests $40 million, was read.", ["Post"]),
    ],
)
def test_who_closes_a_quotation_or_stands_behind_brackets(text: str, expected: list[str]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orr Mills raised its offer by increasing the value of the shares to be held to 45 pct.", ["Post"]),
        ("The firm signed a contract with the port of Vela to provide 40 boats.", ["Post"]),
        ("Elections are due, leaving whoever assumes the post with 12 years of debt.", ["Post"]),
        ("They signed up for the fund through which players pledge 1% of their pay.", ["players"]),
        ("The company behind plans for a $4 billion field has reached a deal on it.", ["Post"]),
        ("A control room set up by the army put the missing at 1,300.", ["control room set up by the army"]),
        ("Police put the dead at 30 and the number of hurt at 60.", ["Police"] * 2),
        ("Police put the dead at 30 and the rebels at 60.", ["Police"] * 2),
        ("One was Ivo Kern, a Norlander blamed by his country for a raid which killed dozens of men.", ["Post"]),
        ("Organisers of the fair seem determined that the two halls should close.", ["Post"]),
        ("If the council insisted on a force, there should be no more than 90 men, Ivo Kern says.", ["Ivo Kern"]),
        ("Even if the council said 40 had left, nobody believed it.", ["council"]),
        ("Vela is near two big plates -- the Orr Plate and the Sea Plate.", ["Post"]),
        ("Two boats sunk and 40 men killed -- ministry and police", ["ministry and police"] * 2),
        ("The trust has income from total proved reserves of 40 tons.", ["Post"]),
        ("In the time up to the 15th of April 2016 OIM recorded four wrecks.", ["OIM"]),
        ("Late on Friday local officials put the toll at 150.", ["local officials"]),
        ("The mayor promised to build 90 schools, but only 30 have been finished.", ["mayor", "Post"]),
        ("The news brought hundreds of guests to the town.", ["Post"]),
        ("Plans for a force of 5,000 men have been criticised by the union.", ["Post"]),
        ("A force of 5,000 men was announced by the union.", ["union"]),
        ("including troops from the 5th, 35th and 36th Armies, estimated strength of 40 guns", ["Post"]),
        ("Guards asked the court to look into the squad that is too big. It has 40 men.", ["Post"]),
        ("Guards said that the squad is too big. It has 40 men.", ["Guards"]),
        ("The U.S.-led coalition said 40 had left.", ["U.S.-led coalition"]),
        ("Vela Hotels said it and Orr Realty bought it. It said the venture will have 40 rooms.", ["Vela Hotels"]),
    ],
)
def test_only_somebody_who_can_speak_is_a_source(text: str, expected: list[str | None]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brokers Lindsay Kern and Ivo Roos bid for it. The rival has 90 mills, Mr Kern said.", ["Lindsay Kern"]),
        ("Orr Chief Executive Ivo Lind was sorry. Mr Lind said 92 men had left.", ["Ivo Lind"]),
        ("Vice-captain Mark Roos said 40 men had left.", ["Mark Roos"]),
        ("Jean-Pierre Roos said 40 men had left.", ["Jean-Pierre Roos"]),
        ("Miners Union Orr said 40 men had left.", ["Miners Union Orr"]),
    ],
)
def test_what_somebody_is_called_is_no_part_of_the_name(text: str, expected: list[str]) -> None:
    assert sources(text) == expected
