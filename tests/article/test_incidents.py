"""What an article counts for one of several incidents is a guess as a count of its event."""

from __future__ import annotations

from estimates.article.rows import attribute


def known(text: str) -> dict[str, bool]:
    rows = attribute(text, reported="2016-06-08")
    return {row["text"]: row["identity"] == "read" for row in rows}


def test_what_all_of_them_did_is_of_the_event_and_what_one_did_is_not() -> None:
    lead = "Some 31 people were killed on Tuesday when two bombs went off in Velden. The first bomb killed 26 people. "
    told = known(lead + "Hours later five people died in a blast beside a bus. The toll of the attacks rose to 33.")
    assert told.items() >= {"Some 31": True, "26": False, "five": False, "33": True}.items()


def test_a_count_of_a_site_is_of_one_where_there_were_several() -> None:
    lead = "A second blast shook Velden on Tuesday. Some 70 people were wounded in the attack at the market."
    assert known(lead) == {"Some 70": False}
    lead = "A blast shook Velden on Tuesday. Some 70 people were wounded in the attack at the market."
    assert known(lead) == {"Some 70": True}


def test_two_counts_side_by_side_are_each_of_a_part() -> None:
    one = "A bomber in Velden killed 23 people on Tuesday, and a blast at a bus stop killed four."
    assert known(one) == {"23": False, "four": False}
    assert known("A bomb in Velden killed 23 people on Tuesday, and wounded four.") == {"23": True, "four": True}
    assert known("The toll of a blast in Velden on Tuesday rose to 27 from 23.")["27"]


def test_two_sources_may_each_count_all_of_it() -> None:
    told = known("A bomb in Velden killed people on Tuesday: police counted 23 dead, and the army counted 30 dead.")
    assert told == {"23": True, "30": True}


def test_what_its_parts_are_told_behind_is_all() -> None:
    lead = "Blasts at a market and a station in Velden on Tuesday killed people, police said. It was dark. It rained. "
    told = known(f"{lead}Nurses counted 49 deaths: 13 at the market and 36 at the station.")
    assert told.items() >= {"49": True, "13": False, "36": False}.items()
    told = known(f"{lead}Some 70 people were wounded, of whom 27 were killed at the market.")
    assert told["Some 70"]


def test_three_blasts_of_four_are_not_all() -> None:
    lead = "Four blasts in Velden on Tuesday killed 40 people, police said. It was dark. People ran. "
    told = known(
        f"{lead}Three blasts in trains killed 38 people and two died in a tram. Nurses said 33 died underground."
    )
    assert told.items() >= {"40": True, "38": False, "two": False, "33": False}.items()
    assert known(f"{lead}The blasts killed 41 people, nurses said.")["41"]


def test_the_initial_assault_is_one_of_several_and_an_initial_quake_is_the_quake() -> None:
    lead = "An attack in Velden on Tuesday killed 40 people. It was dark. People ran. "
    assert known(f"{lead}The initial assault in Velden killed 12 people.") == {"40": True, "12": False}
    assert known("The initial quake in Velden on Tuesday killed 40 people.") == {"40": True}


def test_the_greatest_count_of_the_lead_stays_that_of_the_event() -> None:
    lead = "An earthquake killed 40 people in Velden on Tuesday. A second quake killed two."
    assert known(lead) == {"40": True, "two": False}


def test_one_of_several_sites_is_a_part_unless_the_lead_names_it() -> None:
    lead = "The toll of the attacks in Velden has risen to 35, police said. It was dark. People ran. "
    assert known(f"{lead}At least 11 people were killed in a shootout in a restaurant.")["At least 11"] is False
    assert known(f"{lead}At least 11 people were killed in the shootout.")["At least 11"]
    lead = lead.replace("in Velden", "on a restaurant in Velden")
    assert known(f"{lead}At least 31 people were killed in the restaurant.")["At least 31"]


def test_where_several_sites_were_hit_none_is_that_of_all() -> None:
    lead = "An attack on a hotel, a station and a restaurant in Velden killed 101 people on Monday. "
    told = known(f"{lead}At the Ritz hotel 31 people were killed. Ten people were killed at the restaurant.")
    assert told == {"101": True, "31": False, "Ten": False}


def test_a_vehicle_is_a_site_too_and_so_is_one_where_some_died() -> None:
    lead = "Bombs on two trams and a ferry killed more than 60 people in Velden on Tuesday, police said. "
    told = known(f"{lead}Eleven people were killed on the tram, the mayor said. A bomb hit a bus, where nine died.")
    assert told == {"two": True, "more than 60": True, "Eleven": False, "nine": False}


def test_where_one_of_several_went_off_is_one_site() -> None:
    told = known(
        "Bombs killed 60 people in Velden on Tuesday when they went off in a tram and on a bus, where 13 died."
    )
    assert told == {"60": True, "13": False}


def test_parts_are_told_apart_in_an_article_whose_lead_names_no_event() -> None:
    lead = "At least 37 people have died. It was dark. People ran. "
    rows = attribute(f"{lead}Some 20 died on the train, seven in the first blast near Orr.", reported="2016-06-08")
    assert {row["text"]: row["told"].full for row in rows} == {"At least 37": True, "Some 20": False, "seven": False}


def test_those_in_hospital_are_of_no_site() -> None:
    lead = "Crowds attacked a hospital and a school in Velden on Tuesday, killing 40 people. "
    rows = attribute(f"{lead}Some 182 people were treated in hospital.", reported="2016-06-08")
    assert [row["told"].full for row in rows] == [True, True]
