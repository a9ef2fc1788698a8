"""What figures are figures of: the noun that counts, also where it is left out."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute


def test_those_who_count_are_not_what_is_counted() -> None:
    rows = attribute("Police put the crowd at 900, organisers at 4,000.")
    assert [(row["source"], row["noun"], row["unit"]) for row in rows] == [
        ("Police", "crowd", "person"),
        ("organisers", "crowd", "person"),
    ]


def test_what_data_show_is_counted_and_not_the_data() -> None:
    rows = attribute("Fire service data show blazes falling from 1,700 in June to 960 now.")
    assert [(row["source"], row["noun"]) for row in rows] == [("Fire service", "blazes")] * 2
    assert attribute("The real total of dead is 960.")[0]["noun"] == "dead"


BEFELL = {
    "after an aside": ("Some 40 people, most of them nurses, were killed in the raid.", "killed"),
    "noun of its own": ("Clashes at two holy sites were fierce. In all, 812 have been killed.", "killed"),
    "another gravely hurt": ("Five died and seven more were hurt.", "wounded"),
    "among those killed": ("Twelve infants were among those killed.", "killed"),
    "who suffered": ("Some 40 people suffered serious injuries.", "seriously wounded"),
    "passive": ("Hundreds of people were trapped in the tower.", "trapped"),
    "who act": ("Three bombers killed 40 people.", "bombers"),
    "what is destroyed": ("The quake destroyed 370 buildings.", "buildings destroyed"),
    "not yet": ("Some 40 people were expected.", "people"),
}


@pytest.mark.parametrize("kind", BEFELL)
def test_what_befell_those_counted_is_the_measure(kind: str) -> None:
    text, measure = BEFELL[kind]
    row = attribute(text)[0 if kind in ("who act",) else -1]
    assert row["quantity"] == measure


def test_the_dead_of_another_clause_are_not_the_sites_of_this_one() -> None:
    rows = attribute("The area holds two holy sites. Some 17 were killed.")
    assert [(row["noun"], row["unit"]) for row in rows] == [("holy sites", "count"), ("people", "person")]


def test_those_that_are_something_were_counted_before() -> None:
    rows = attribute("The office opened 900 cases. Lee said 40 of those are for theft. She met nine of those who fled.")
    assert [row["unit"] for row in rows] == ["count", "count", "person"]


def test_what_was_destroyed_is_no_people() -> None:
    assert [row["unit"] for row in attribute("Of these, 937 were destroyed.")] == [None]


NOUNS = {
    "two more of them": ("Six soldiers were killed. Two more were killed later.", "soldiers"),
    "another of them": ("At least 45 noncombatants died and another 57 were injured.", "noncombatants"),
    "behind its helper": ("The number of refugees has increased to 800.", "refugees"),
    "an adjective before it": ("Some 900 men fled. The true number was 500.", "men"),
    "a plural before brackets": ("The number of microphones (132) is small.", "microphones"),
    "each before its brackets": ("Those hurt were men (12) and small children (3).", "small children"),
    "a share that moves": ("The percentage of boys who got the vaccine fell from 93 percent.", "boys"),
    "a year before it": ("The population at the 2011 census was 377.", "population"),
    "what seems so": ("The looming crisis appears to range between 7 and 11.", "looming crisis"),
    "far too many": ("Two candidates ran. Some 17 million voted.", "people"),
    "a verb behind them": ("We saw nine towers. Four of them lack lifts.", "towers"),
    "the same number": ("A bomb killed three soldiers. The three were killed at noon.", "soldiers"),
    "nobody named": ("The man was held, but seven others stayed.", "others"),
    "who took": ("They took three wickets, while Jan Holt and Bo Lee picked up two.", "wickets"),
    "risen by a share": ("Arrests rose 12 percent to 300.", "Arrests"),
    "fallen by a number": ("Deaths fell by 40, to 300.", "Deaths"),
    "hundreds of others": ("It gave tents to hundreds of others.", "others"),
    "what remains": ("The share could remain at 15.", "share"),
    "given as": ("A study gave the number of homeless persons as 260,000.", "homeless persons"),
    "what it will reach": ("The number of boats in ports will rise to reach over 626 soon.", "boats"),
    "by a share": ("The number of boys diagnosed as overweight rose by 2 percent.", "boys"),
    "no part exceeds its whole": ("Some 900 cases came from 49 districts, of which 80 were cured.", "cases"),
    "that is": ("Cases rose to 40, i.e. by 15%.", None),
    "what hangs on it": ("The tents across these sites during this period numbered 430.", "tents"),
}


@pytest.mark.parametrize("kind", NOUNS)
def test_what_is_counted_stays_with_its_figure(kind: str) -> None:
    text, noun = NOUNS[kind]
    assert attribute(text)[-1]["noun"] == noun


def test_no_verb_and_no_number_is_counted() -> None:
    assert attribute("The plan will be one of five discussed.")[-1]["noun"] is None


def test_a_month_is_nothing_that_is_counted() -> None:
    assert all(row["noun"] != "October" for row in attribute("It lost boats. The sum rose since 7 October to 82."))


@pytest.mark.parametrize("text", [
    "At least 40 people were killed, the army said. Local doctors spoke of 60.",
    "Some 900 people were displaced in the attack. The army still speaks of 40.",
    "Some 900 people have fled Orr, the agency said. It had counted 40 in its first week.",
])  # fmt: skip
def test_a_number_alone_is_of_those_whom_the_same_befell(text: str) -> None:
    first, second = attribute(text)
    assert first["quantity"] == second["quantity"] in ("killed", "displaced")


def test_a_share_of_a_sum_is_of_no_people() -> None:
    rows = attribute("The campaign reached 900 people. The plan requires $4 million, of which 38% is funded.")
    assert rows[-1]["noun"] is None
    rows = attribute("The city set aside £80 million, £35 million of it this year.")
    assert [row["quantity"] for row in rows].count("it") == 0


@pytest.mark.parametrize("age", ["11 y.o.", "34 y/o", "9 yo"])
def test_ages_in_short_are_no_figures(age: str) -> None:
    rows = attribute(f"Three injured in Keld, one of them a child, {age}, in Orr.")
    assert [row["text"] for row in rows] == ["Three"]


def test_how_surely_cases_are_such_is_no_quantity() -> None:
    rows = attribute(
        "Orr counted 40 confirmed cases and 833 suspected, probable, and confirmed cases; 9 old and new cases."
    )
    assert [row["quantity"] for row in rows] == ["cases", "cases", "old and new cases"]


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("One in five nurses stayed. Two-thirds of them are old.", ["nurses", "nurses"]),
        ("Some 30 percent of nurses stayed. Half of them are old; 20 % of them left.", ["nurses"] * 3),
        ("People in need of aid: Orr 3.7 million; Vela 4.8 million; Lind 146,600", ["People"] * 3),
        ("It fired 4,500 times, 160 of them at night.", ["times", "times"]),
        ("Some 17 men are in four camps, nine of whom are ill.", ["men", "camps", "men"]),
        ("They found 300 boats in 12 harbours, 40 of them sunk.", ["boats", "harbours", "boats"]),
    ],
)
def test_what_is_set_beside_a_share_and_of_what_a_part_is(text: str, nouns: list[str]) -> None:
    assert [row["noun"] for row in attribute(text)] == nouns


def test_a_figure_anew_is_of_those_whom_the_main_clause_counts() -> None:
    rows = attribute("Police say 40 men were hurt after three cars crashed. Medics put the number at 52.")
    assert [row["noun"] for row in rows] == ["men", "cars", "men"]


@pytest.mark.parametrize("done", ["executed", "infected", "deported"])
def test_a_number_of_those_to_whom_it_was_done(done: str) -> None:
    rows = attribute(f"Some 12 boats came. The paper put the number of {done} at 450.")
    assert (rows[-1]["noun"], rows[-1]["unit"]) == (done, "person")


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Casualties in July were 1,140.", ["Casualties"]),
        ("Orr casualties (killed and hurt) in July 2024 were 1,140, down from 1,262 in May.", ["Orr casualties"] * 2),
        ("Arrests on 3 May numbered 40.", ["Arrests"]),
    ],
)
def test_what_dates_or_glosses_a_subject_is_stepped_over(text: str, nouns: list[str]) -> None:
    assert [row["noun"] for row in attribute(text)] == nouns


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("The storm packed sustained winds of 205 km/h.", ["sustained winds"]),
        ("The rain hit 900 people and caused economic losses of $40 million.", ["people", "economic losses"]),
        ("It had caused insured losses of $40 million.", ["insured losses"]),
        ("Orr has a planned budget of $40 million.", ["planned budget"]),
        ("Damage estimated by the insurers at $40 million was reported.", ["Damage"]),
    ],
)
def test_a_verb_is_no_quality_of_what_is_measured(text: str, nouns: list[str]) -> None:
    assert [row["noun"] for row in attribute(text)] == nouns


@pytest.mark.parametrize(
    "anew",
    [
        "The ministry later lowered it to 31.",
        "Police raised that figure to 52.",
        "The figure was up from 31 on Sunday.",
        "The number has since risen to 52.",
    ],
)
def test_a_count_that_is_moved_is_of_the_same(anew: str) -> None:
    rows = attribute(f"At least 40 people have died, the mayor said. {anew}")
    assert [(row["noun"], row["quantity"]) for row in rows] == [("people", "killed")] * 2


def test_what_is_compared_befell_as_well() -> None:
    rows = attribute("So far 40 people have been killed in 2024, compared with 30 in 2023.", reported="2024-11-06")
    assert [row["quantity"] for row in rows] == ["killed", "killed"]
    rows = attribute("The toll stands at 101. The office later revised that to 84. Of the 84, nine were nurses.")
    assert [row["quantity"] for row in rows[:3]] == ["killed"] * 3


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("Hundreds of rescue workers were there, and 40 rescued workers.", ["rescue workers", "rescued"]),
        ("They saw 40 missing men and two damaged homes.", ["missing", "damaged homes"]),
        ("Nearly 350 people have died, and it is home to eight of the highest hills.", ["killed", "highest hills"]),
        ("At least 225 people died. The official count previously stood at 248.", ["killed", "killed"]),
    ],
)
def test_what_befell_one_is_not_said_of_another(text: str, quantities: list[str]) -> None:
    assert [row["quantity"] for row in attribute(text)] == quantities


def test_one_of_a_nation_is_a_person() -> None:
    rows = attribute("Two Koreans, one Irishman and one Frenchwoman were aboard.")
    assert [row["unit"] for row in rows] == ["person"] * 3


def test_a_value_may_be_glossed_in_brackets_and_a_span_be_short() -> None:
    text = "Cases: 2,888\nNew cases in last 24 h: 7\nNurses infected: 154 (5% of all cases), of whom 41 died\nBeds: 40"
    rows = [(row["text"], row["noun"]) for row in attribute(text)]
    assert rows == [
        ("2,888", "Cases"),
        ("7", "New cases"),
        ("154", "Nurses"),
        ("5%", "cases"),
        ("41", "Nurses"),
        ("40", "Beds"),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("It has 8,500 of an authorized 12,500 peacekeepers.", [("peacekeepers", "person")] * 2),
        ("Six of the damaged wooden huts fell.", [("damaged wooden huts", "count")]),
        ("They announced 425 million in aid.", [(None, None)]),
        ("Waves reached heights of up to 40.5 m in Orr.", [("heights", "meter")]),
    ],
)
def test_of_whom_and_in_what(text: str, rows: list[tuple[str | None, str | None]]) -> None:
    assert [(row["noun"], row["unit"]) for row in attribute(text)] == rows


def test_some_have_since_died() -> None:
    rows = attribute("It treated 61 patients with wounds — 12 have since died.")
    assert [row["quantity"] for row in rows] == ["treated", "killed"]


def test_an_age_is_no_figure() -> None:
    rows = attribute("Children under 15 are 41% of cases and those aged over 60 represent 33% of deaths.")
    assert [row["text"] for row in rows] == ["41%", "33%"]


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Residents of the city stood outside the stations, and over 500 of them gave blood.", ["Residents"]),
        ("It sucked houses under: 1,747 of them.", ["houses"]),
        ("Norland sent nine dogs and 46 rescuers; Orr sent 69.", ["dogs", "rescuers", "rescuers"]),
        ("It was sheltering 28,000 people at the two sites. Another 1,000 came.", ["people", "sites", "people"]),
        ("Kern warned the death toll would climb well past 23,000.", ["death toll"]),
        ("It counted 423 bodies, an increase of 144. The total stood at 567.", ["bodies", "increase", "bodies"]),
        ("There were 19 deaths (CFR 0.4%).", ["deaths", "CFR"]),
        ("Estimates of insurgents killed range from 1,200 to 1,500.", ["insurgents"]),
        ("Winds up to 96 km/h hit Orr, with gusts over 120 km/h.", ["Winds", "gusts"]),
        ("Some 15 lives were lost, two near Orr.", ["lives", "people"]),
        ("It had 1,370 troops there after a war that has killed tens of thousands.", ["troops", "people"]),
        ("Over $2m set aside for it is gone.", [None]),
        ("10.2 million Total Affected Population", ["Total Affected Population"]),
    ],
)
def test_what_goes_before_is_counted_where_it_fits(text: str, nouns: list[str | None]) -> None:
    assert [row["noun"] for row in attribute(text)] == nouns


def test_coaches_carry_and_a_battalion_is_of_people() -> None:
    rows = attribute("More than 1,000 coaches had been hired. Norland withdrew its battalion of 850.")
    assert [row["unit"] for row in rows] == ["count", "person"]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("The number of people missing fell to 259, while the confirmed dead rose to 110.", ["missing", "killed"]),
        ("The missing number 12, while the wounded stand at 90.", ["missing", "wounded"]),
        ("The hall has the capacity to hold 900 people.", ["capacity"]),
        (
            "A survey found 654,965 deaths, with an interval of 95%, from 392,979 to 942,636.",
            ["killed", None, "killed"],
        ),
    ],
)
def test_each_clause_says_what_befell_its_own(text: str, quantities: list[str]) -> None:
    assert [row["quantity"] for row in attribute(text)] == quantities


def test_what_a_hall_holds_is_so() -> None:
    assert attribute("The hall, which has room to seat 900 people, is shut.")[0]["status"] == "actual"


def test_deaths_at_a_place_are_deaths_and_a_verb_is_no_noun() -> None:
    rows = attribute("Deaths at sea stand at 1,514. Some 458 bodies were found, of whom 419 bore signs of it.")
    assert [row["noun"] for row in rows] == ["Deaths", "bodies", "bodies"]


def test_who_is_left_aside_is_not_counted_further() -> None:
    text = "Officials put the toll at 36, not counting the three attackers. Some 128 were in hospital."
    assert [row["noun"] for row in attribute(text)] == ["toll", "attackers", "people"]


def test_a_total_is_not_of_new_ones_alone() -> None:
    rows = attribute("The ministry reported 1,039 new deaths, bringing its total to 24,512.")
    assert [row["noun"] for row in rows] == ["new deaths", "deaths"]


def test_troops_that_cross_a_border_are_not_displaced() -> None:
    rows = attribute("Some 11,000 troops and 40 rebels had crossed the border. Some 900 refugees crossed the border.")
    assert [row["quantity"] for row in rows] == ["troops", "rebels", "displaced"]
