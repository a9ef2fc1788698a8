"""Where events were: what they hit, what they aimed at, and areas of a place."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ("Ruritanian strikes across the Velden Strip killed 27 people, medics said.", "airstrike", "Velden"),
        ("Israeli air strikes killed 27 people, medics said.", "airstrike", None),
        ("A missile attack in Deir al-Keld killed 27 people.", "attack", "Deir al-Keld"),
        ("A bomb in Pakistan's southwestern city of Velden killed 27 people.", "attack", "Velden"),
        ("A blast in the Chinese port city of Velden killed 27 people.", "attack", "Velden"),
        ("A flood in the Democratic Republic of Congo killed 27 people.", "flood", "Congo"),
        ("A storm in the Gulf of Aden killed 27 people.", "storm", "Gulf of Aden"),
        ("The massacre at Velden killed 27 people.", "attack", "Velden"),
        ("A bomb in the North African country killed 27 people.", "attack", None),
        ("An outbreak in the DRC killed 27 people.", "outbreak", "Congo"),
        ("A quake shook Indonesia's Aceh province and killed 54 people, he said.", "earthquake", "Aceh"),
        ("A bomb in Baghdad's Sadr City district killed 54 people.", "attack", "Sadr City"),
        ("A blast hit the northern city of Mosul and killed 12 people.", "attack", "Mosul"),
        ("The offensive on Mosul has killed 57 soldiers, he said.", "battle", "Mosul"),
        ("The attack on Ataturk airport in Istanbul killed 28 people.", "attack", "Istanbul"),
        ("Airstrikes hit Islamic State in Velden and killed 28 people.", "airstrike", "Velden"),
        ("A flood in the Tunisian town of Keld killed 28 people.", "flood", "Keld"),
        ("A raid near the Libyan border killed 28 people in Tunisia.", "raid", "Tunisia"),
        ("A raid on American troops in Somalia killed 28 people.", "raid", "Somalia"),
        ("A strike in the mountains of Yemen killed 28 people.", "airstrike", "Yemen"),
        ("VELDEN Turkish shelling killed 28 people in Syria.", "airstrike", "Syria"),
        ("A quake in the capital of Papua New Guinea killed 28 people.", "earthquake", "Papua New Guinea"),
        ("More than 28 people were killed in a flood in Keld.", "flood", "Keld"),
        ("A flood killed 28 people, the minister told reporters in Velden.", "flood", None),
    ],
)
def test_where_an_event_was(text: str, event: str, place: str) -> None:
    (row,) = attribute(text)
    assert (row["event"], row["place"]) == (event, place)


@pytest.mark.parametrize("words", ["took part", "marched", "were on the streets"])
def test_who_takes_part_is_counted_on_the_day_of_a_march(words: str) -> None:
    first, last = attribute(
        f"A march against the bill was held in Oldtown on Sunday. Organisers said 40,000 people {words}. "
        "Police put the crowd at 9,000.", reported="2019-06-10",
    )  # fmt: skip
    assert (first["quantity"], last["quantity"]) == ("participants", "participants")
    assert str(first["as_of"]) == str(last["as_of"]) == "2019-06-09"


def test_a_crowd_elsewhere_stays_a_crowd() -> None:
    (row,) = attribute("Police put the crowd at the match at 9,000.")
    assert row["quantity"] == "crowd"


def test_who_takes_part_in_a_search_is_no_protester() -> None:
    (row,) = attribute("555 divers are taking part in the search, the coast guard said.")
    assert row["quantity"] == "divers"


def test_the_day_of_an_arrest_is_not_that_of_the_attack() -> None:
    (row,) = attribute("Police arrested nine people on Thursday over the attack in Velden.", reported="2015-03-20")
    assert (row["quantity"], row["event"]) == ("arrested", "attack")


def test_the_badly_hurt_are_fewer_than_the_hurt() -> None:
    rows = attribute("A quake in Velden hurt 200 people. Of these 78 had serious injuries. 12 people were badly hurt.")
    assert [row["quantity"] for row in rows] == ["wounded", "seriously wounded", "seriously wounded"]


def test_the_number_of_dead_is_no_age_and_a_year_no_count() -> None:
    (row,) = attribute("Police put the number of dead at 94.")
    assert (row["value"], row["quantity"]) == (94, "killed")
    (row,) = attribute("The earthquake in September 1999 killed 2,474 people.")
    assert row["value"] == 2474


def test_a_magnitude_counts_nobody() -> None:
    rows = attribute("A quake killed 54 people. The magnitude 6.5 quake struck Velden.")
    assert [(row["value"], row["quantity"]) for row in rows] == [(54, "killed"), (6.5, "magnitude")]


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ("A boat sank off South Velden's coast on Sunday. Ten men drowned.", "shipwreck, 9 June 2019", "South Velden"),
        ("On Friday gunmen stormed a hotel in Velden. Nine people were killed.", "attack, 7 June 2019", "Velden"),
        ("Trains collided in Ruritania on Sunday. Nine people were killed.", "crash, 9 June 2019", "Ruritania"),
        ("Velden's outbreak began with a man who had been in the Gulf. Nine people have died.", "outbreak", "Velden"),
        ("Unions in Velden said a strike goes on. Some 90 people marched on Sunday.", "protest, 9 June 2019", "Velden"),
    ],
)  # fmt: skip
def test_what_only_a_verb_tells_is_what_an_article_is_about(text: str, event: str, place: str) -> None:
    *_, row = attribute(text, reported="2019-06-10")
    assert (row["event"], row["place"]) == (event, place)


def test_a_year_long_past_is_no_day_of_what_an_article_is_about() -> None:
    rows = attribute(
        "The siege of a hotel in Velden has ended with 47 people dead. In 2009 a bomb killed 67 people there."
    )
    assert rows[0]["event"] == "battle"


def test_whose_forces_they_are_is_not_where_they_struck() -> None:
    text = "Russian forces fired missiles overnight, cutting power to 900 households. The attack was on the grid."
    assert attribute(text, reported="2024-05-16")[0]["place"] is None


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("in the Afghan capital", "Kabul"),
        ("in the Dutch capital, Amsterdam", "Amsterdam"),
        ("in the Haitian capital, Port-au-Prince,", "Port-au-Prince"),
        ("in the Yemeni capital Aden", "Aden"),
        ("in the Afghan capital, Kabul,", "Kabul"),
        ("in Afghanistan's capital", "Kabul"),
        ("in the Ukrainian capital Kiev", "Kiev"),
        ("in a Kabul market", "Kabul"),
        ("on the outskirts of Velden", "Velden"),
        ("in the heart of Velden", "Velden"),
        ("in the West Bank", "West Bank"),
        ("in the Keld region of Russia", "Keld"),
        ("in Orr district of Velden", "Orr"),
        ("in the Velden suburb of Orr", "Orr"),
        ("in the Congolese town of Sake", "Sake"),
        ("in the heart of the Southeast Asian nation's capital", None),
    ],
)
def test_capitals_centres_and_districts_are_where_it_was(where: str, place: str | None) -> None:
    (row,) = attribute(f"A bomb killed 41 people {where} on Monday.", reported="2024-11-19")
    assert row["place"] == place
