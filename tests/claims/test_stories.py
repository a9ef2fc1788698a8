"""Articles about one event file their figures by it, where their own words say nothing against that."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from estimates import read_texts

FIRST = (
    "VELDEN, Ruritania, May 3 - Gunmen stormed a hotel in the town of Velden on Tuesday, killing at least 15 people, "
    "officials said. Sixty-five people were wounded, the Red Cross of Velden said. Some 240 guests were in the hotel."
)
SECOND = (
    "The siege of the hotel in Velden, Ruritania, has ended with 47 people dead, the interior ministry said on "
    "Wednesday. Another 79 people were injured. In 2009 a bomb killed 67 people in Velden, the Red Cross said. "
    "The hotel had 240 guests."
)
THIRD = (
    "Ruritania mourned on Friday the victims of the assault on the hotel in Velden. The death toll stands at 51, the "
    "interior ministry said, and 104 people were hurt. Two others were killed in Herat, it said."
)
DAYS = ("2016-05-03", "2016-05-04", "2016-05-06")
TEXTS = (FIRST, SECOND, THIRD)


def read(*texts: tuple[str, str]) -> pd.DataFrame:
    table = pd.DataFrame([{"article": f"a{day}", "text": text, "reported": day} for text, day in texts])
    return read_texts(table, progress=False)


def sure(claims: pd.DataFrame, quantity: str) -> list[tuple[str, str, str]]:
    rows = claims[(claims["quantity"] == quantity) & (claims["identity"] == "read")].sort_values(["reported", "start"])
    return list(rows[["text", "event", "place"]].astype(object).fillna("").itertuples(index=False, name=None))


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_toll_is_of_the_event_that_its_articles_are_about(order: tuple[int, ...]) -> None:
    claims = read(*((TEXTS[k], DAYS[k]) for k in order))
    told = sure(claims, "killed")
    whole = [row for row in told if row[1] == "attack, 3 May 2016" and row[2] == told[0][2]]
    assert [text for text, *_ in whole] == ["at least 15", "47", "51"]


def test_a_day_before_it_and_another_place_are_other_events() -> None:
    claims = read(*zip(TEXTS, DAYS, strict=True)).set_index("text")
    assert claims.loc["67", "event"] != "attack, 3 May 2016"
    assert claims.loc["Two", "place"] == "Herat"


def test_attacks_on_one_day_in_two_towns_are_two() -> None:
    velden = "A bomb killed 41 people and wounded 93 at a market in Velden on Monday, officials said."
    herat = "A bomb killed 12 people at a market in Herat on Monday, the governor said."
    claims = read((velden, "2016-05-03"), (herat, "2016-05-04"))
    assert claims["place"].tolist() == ["Velden", "Velden", "Herat"]
    assert claims["doubt"].isna().all()


def test_what_is_taken_from_other_articles_is_doubted() -> None:
    claims = read(*zip(TEXTS, DAYS, strict=True)).set_index("text")
    assert "the articles about it do" in claims.loc["Another 79", "doubt"]
    alone = read((SECOND, DAYS[1])).set_index("text")
    assert alone.loc["Another 79", "identity"] == "read"  # beside the dead of its article's one event
    assert alone.loc["240", "identity"] == "guessed"


def test_the_only_figure_of_a_measure_in_each_article_is_one_quantity() -> None:
    claims = read(*zip(TEXTS, DAYS, strict=True))
    assert [text for text, *_ in sure(claims, "guests")] == ["Some 240", "240"]


def test_another_number_is_not_known_to_be_of_the_same_quantity() -> None:
    many = SECOND.replace("240 guests", "310 guests")
    claims = read((FIRST, DAYS[0]), (many, DAYS[1]), (THIRD, DAYS[2]))
    assert sure(claims, "guests") == []


def test_a_rare_number_is_one_quantity_whatever_it_is_called() -> None:
    one = "Gunmen stormed a hotel in Velden. Its owner had paid $8.9 billion for it and housed 1,150 clients."
    two = "Gunmen stormed a hotel in Velden. It is worth $8.9 billion. There were 1,150 diners.."
    claims = read((one, DAYS[0]), (two, DAYS[1]))
    assert claims.loc[claims["identity"] == "read", "text"].tolist() == [
        "$8.9 billion",
        "1,150",
        "$8.9 billion",
        "1,150",
    ]


def test_what_happened_in_a_country_on_a_day_that_nobody_tells_is_no_one_event() -> None:
    one = "A raid in Israel killed two people, the army said."
    two = "Three people were killed in Israel in a raid on 3 May, the army said."
    claims = read((one, DAYS[0]), (two, DAYS[1]))
    assert claims["identity"].tolist() == ["guessed", "read"]
    haifa = "An attack in Haifa in Israel killed two Ruritanians, the army said. The Ruritanian premier went to Israel."
    three = "An attack in Israel killed three Ruritanians, the army said."
    assert "read" not in read((haifa, DAYS[0]), (three, DAYS[1]))["identity"].tolist()


def test_articles_on_one_attack_need_no_word_for_its_day_where_they_share_its_town() -> None:
    one = "A gunman opened fire at a mall in the town of Velden, killing five people, police said. He was 34."
    two = "Flowers lay at a mall where a man killed seven people in Ruritania's worst attack. Velden has 16 wounded."
    last = (
        "A second victim of Tuesday's attack in Ruritania died, bringing the number of dead to eight. In the attack in "
    )
    claims = read((one, DAYS[0]), (two, DAYS[1]), (last + "Velden 13 people were wounded.", DAYS[2]))
    assert {"five", "seven", "eight"} <= {text for text, *_ in sure(claims, "killed")}


def test_two_figures_of_one_measure_in_an_article_are_left_to_a_person() -> None:
    one, two = (text.replace("240 guests", "eight guests") for text in (FIRST, SECOND))
    assert len(sure(read((one, DAYS[0]), (two, DAYS[1])), "guests")) == 2
    claims = read((one, DAYS[0]), (two + " The annex had nine guests.", DAYS[1]))
    assert sure(claims, "guests") == []


def test_the_same_number_is_one_quantity_under_other_words() -> None:
    one = "A quake shook Velden on Tuesday. About 14,000 security force members kept order in the town of Velden."
    two = "The quake in Velden killed 40 people. Some 14,000 security personnel patrolled the town of Velden, he said."
    claims = read((one, DAYS[1]), (two, DAYS[2]))
    rows = claims[claims["value"] == 14_000]
    assert len(set(rows["quantity"])) == 1
    assert set(rows["identity"]) == {"read"}


def test_an_article_written_in_the_town_of_an_attack_is_about_it() -> None:
    one = "VELDEN, Ruritania - Gunmen stormed a school in the south of Ruritania on Tuesday. At least two people died."
    two = "VELDEN, Ruritania - Prosecutors put the dead of the siege at 322. They said 704 people were wounded."
    claims = read((one, DAYS[0]), (two, DAYS[1]))
    assert [row[:2] for row in sure(claims, "killed")] == [
        (text, "attack, 3 May 2016") for text in ("At least two", "322")
    ]
    elsewhere = two.replace("VELDEN", "ORR")
    assert len(sure(read((one, DAYS[0]), (elsewhere, DAYS[1])), "killed")) < 2


def test_what_is_told_long_after_an_attack_without_a_day_may_be_of_another() -> None:
    late = "The war in the town of Velden goes on. In the town of Velden 51 people were killed, the ministry said."
    assert [row[0] for row in sure(read((FIRST, DAYS[0]), (late, "2016-05-20")), "killed")] == ["at least 15", "51"]
    assert "51" not in [row[0] for row in sure(read((FIRST, DAYS[0]), (late, "2016-07-20")), "killed")]


def test_a_march_over_a_fire_is_no_fire_that_spreads() -> None:
    fire = "A fire in a mill in the Ruritanian town of Velden killed 40 people on Tuesday. Nurses said 12 were hurt."
    march = "Thousands marched through Orr in Ruritania over the fire in a mill in Velden. Some 43 people were killed."
    assert len({row[2] for row in sure(read((fire, DAYS[0]), (march, DAYS[2])), "killed")}) == 1


def test_the_initial_assault_of_a_longer_attack_is_a_part_of_it() -> None:
    two = "Gunmen held the hotel in Velden, Ruritania, on Wednesday. The initial assault on Tuesday killed 12 people."
    claims = read((FIRST, DAYS[0]), (two, DAYS[1])).set_index("text")
    assert claims.loc["12", "identity"] == "guessed"


def test_articles_about_other_events_share_nothing() -> None:
    other = "A ferry sank off Herat on Tuesday. Nine people drowned, the coast guard of Herat said. It had 240 seats."
    claims = read((FIRST, DAYS[0]), (other, DAYS[0].replace("03", "10")))
    events = claims.set_index("text")["event"]
    assert events["Nine"] != events["at least 15"]


def test_a_few_counted_after_many_are_no_toll() -> None:
    late = "The siege of the hotel in Velden on 3 May 2016 ended at dawn. Two people were killed by a falling roof."
    claims = read((FIRST, DAYS[0]), (SECOND, DAYS[1]), (THIRD, DAYS[2]), (late, "2016-06-01")).set_index("text")
    assert claims.loc["Two", "identity"].tolist() == ["guessed"] * 2
    assert claims.loc["51", "identity"] == "read"


def test_what_a_war_has_cost_is_no_toll_of_an_attack_in_it() -> None:
    text = "Bombs killed 26 people in Velden on Tuesday. The war has killed 300,000 people. The toll may rise to 40."
    claims = read((text, DAYS[0])).set_index("text")
    assert claims.loc[["26", "300,000"], "identity"].tolist() == ["read", "guessed"]


def test_what_happens_once_needs_no_day_and_attacks_do() -> None:
    for event, quantity in (("crash of a train", 2), ("attack on a train", 0)):
        one = f"The {event} near Velden killed at least 28 people in Ruritania, police of Velden said."
        two = "The toll in the train disaster at Velden in Ruritania rose to 31, police of Velden said."
        claims = read((one, DAYS[0]), (two, DAYS[1]))
        assert len(sure(claims, "killed")) >= quantity
        assert (claims["event"].tolist() == ["crash"] * 2) == bool(quantity)


def test_those_in_the_capital_are_a_part() -> None:
    text = "Some 600,000 people marched in Ruritania on Tuesday. In the capital 76,000 marched, the ministry said."
    claims = read((text, DAYS[0])).set_index("text")
    assert claims.loc["76,000", "identity"] == "guessed"
    alarm = "Ruritania raised an alarm in the capital over a flood on Tuesday that has killed 115 people."
    assert read((alarm, DAYS[0]))["identity"].tolist() == ["read"]


def test_those_of_the_whole_country_are_not_those_of_its_capital() -> None:
    text = "Protests swept Velden on Tuesday. Some 600,000 people marched in Velden. A million marched nationwide."
    claims = read((text, DAYS[0])).set_index("text")
    assert claims.loc[["Some 600,000", "A million"], "identity"].tolist() == ["read", "guessed"]


def test_the_first_sentence_tells_of_all_whom_a_disaster_killed() -> None:
    one = "A quake struck Ruritania on Tuesday, killing 19 people high in the Andes, officials said."
    two = "The quake that hit Ruritania on Tuesday killed 31 people, the ministry said."
    claims = read((one, DAYS[0]), (two, DAYS[1]))
    assert claims["identity"].tolist() == ["read"] * 2
    assert claims["place"].tolist() == ["Ruritania"] * 2
    more = one + " Another 40 people were killed in Velden."
    assert read((more, DAYS[0]), (two, DAYS[1]))["place"].tolist() == ["Andes", "Velden", "Ruritania"]


def test_an_event_with_a_name_keeps_it() -> None:
    one = "Hurricane Maria struck the island of Velden on Wednesday and killed at least 16 people, the governor said."
    two = "The toll of Hurricane Maria in Velden rose to 64, the governor said. Another 20 people were injured."
    claims = read((one, "2017-09-28"), (two, "2017-10-03"))
    assert claims["event"].tolist() == ["Hurricane Maria"] * 3
    assert claims["identity"].tolist() == ["read"] * 3


SANK = (
    "VELDEN, Ruritania, May 3 - A ferry sank off Velden on Tuesday, killing at least nine people, three of them "
    "children. Fifty people survived. The ferry is certified to carry 120 passengers.",
    "The toll of the sinking off Velden, Ruritania, rose to 21 on Wednesday, police said. Twelve children were killed. "
    "Sixty people were rescued. Thirty-four people have died in sinkings off Ruritania this year.",
    "Divers looked for victims of Tuesday's ferry disaster off Velden, Ruritania. The toll stands at 40, police said. "
    "In April 180 people were killed.",
)


def test_survivors_and_parts_are_called_one_thing_by_all_articles() -> None:
    claims = read(*zip(SANK, DAYS, strict=True)).set_index("text")
    assert len(set(claims.loc[["at least nine", "21", "40"], "event"])) == 1
    children = claims.loc[["three", "Twelve"]]
    assert set(children["scope"]) == {"part"}
    assert set(children["who"]) == {"children"}
    assert set(claims.loc[["Fifty", "Sixty"], "quantity"]) == {"rescued"}


def test_what_is_of_other_times_is_not_filed_by_the_event() -> None:
    claims = read(*zip(SANK, DAYS, strict=True)).set_index("text")
    told = claims.loc["40", "event"]
    for text in ("Thirty-four", "180"):
        assert claims.loc[text, "event"] != told or claims.loc[text, "identity"] == "guessed"


def test_whom_an_article_names_first_are_all_where_it_counts_no_more() -> None:
    mine = (
        "VELDEN, Ruritania, May 3 - An explosion in a mine in Velden on Tuesday killed 21 miners, police said.",
        "The toll of Tuesday's mine explosion in Velden, Ruritania, rose to 32 people, police said on Wednesday.",
    )
    claims = read(*zip(mine, DAYS, strict=False)).set_index("text")
    assert claims["who"].isna().all()
    assert len(set(claims["event"])) == 1
    some = mine[0].replace("21 miners", "21 soldiers")
    claims = read((some, DAYS[0]), (mine[1], DAYS[1])).set_index("text")
    assert claims.loc["21", "who"] == "troops"


def test_where_people_marched_in_several_towns_a_figure_without_its_place_is_a_guess() -> None:
    marched = (
        "People marched across Ruritania on Tuesday. Police counted 28,000 demonstrators nationwide. In Velden, police "
        "counted 3,100 demonstrators.",
        "People marched across Ruritania on Tuesday. Unions counted 90,000 demonstrators nationwide. Police counted "
        "3,700 demonstrators.",
    )
    claims = read(*zip(marched, DAYS, strict=False)).set_index("text")
    assert claims.loc["3,700", "identity"] == "guessed"


def test_totals_of_an_outbreak_are_since_it_began() -> None:
    told = (
        "Cholera has killed 410 people in Ruritania since the outbreak began in January, the ministry said.",
        "The number of deaths in the cholera outbreak in Ruritania has reached 429, the ministry said. There were 12 "
        "new cases.",
    )
    claims = read(*zip(told, DAYS, strict=False)).set_index("text")
    assert claims.loc["410", "since"] == claims.loc["429", "since"]
    assert pd.isna(claims.loc["12", "since"])


def test_what_befell_two_countries_is_counted_in_both_or_in_either() -> None:
    claims = read(
        ("Cyclone Oda killed at least 11 people in Mozambique, officials said on Tuesday.", "2024-03-12"),
        (
            "Cyclone Oda has killed at least 99 people across Mozambique and Malawi, officials said. Malawi's disaster "
            "agency said 66 people had died. In Mozambique, 33 deaths were confirmed.",
            "2024-03-14",
        ),
    )
    killed = claims[claims["quantity"] == "killed"]
    places = killed.assign(n=killed["value"].astype(int)).set_index("n")["place"].to_dict()
    assert places == {11: "Mozambique", 99: "Mozambique and Malawi", 66: "Malawi", 33: "Mozambique"}


def test_what_was_destroyed_is_of_the_event_and_nothing_is_of_one_to_come() -> None:
    claims = read(
        ("A quake shook Velden on Tuesday. It rained. It was cold. Some 412 houses were destroyed.", "2016-05-04"),
        ("The quake in Velden killed nine on Tuesday. It was dark. It rained. 640 homes were destroyed.", "2016-05-06"),
    )  # fmt: skip
    assert [row[:2] for row in sure(claims, "houses destroyed")] == [
        ("Some 412", "earthquake, 3 May 2016"), ("640", "earthquake, 3 May 2016"),
    ]  # fmt: skip
    first = (
        "Thousands marched through Velden against the vote in Velden, and the union of Velden put the march at 20,000."
    )
    claims = read(
        (first, "2016-05-03"), ("A march in Velden on Sunday drew 900 people against the vote.", "2016-05-09"),
    )  # fmt: skip
    assert "protest, 8 May 2016" not in claims.loc[claims["reported"] == "2016-05-03", "event"].tolist()


def test_soon_after_a_march_its_country_is_place_enough_for_a_town() -> None:
    first = "Thousands protested in Armenia on Sunday, and police said 60 people were arrested in the protest."
    second = (
        "Protesters filled the streets in a march through Yerevan. It rained. It was late. 94 people were arrested."
    )
    soon, late = (read((first, "2012-05-07"), (second, day)) for day in ("2012-05-08", "2012-06-08"))
    assert ("94", "protest, 6 May 2012") in [row[:2] for row in sure(soon, "arrested")]
    assert ("94", "protest, 6 May 2012") not in [row[:2] for row in sure(late, "arrested")]


def test_what_another_country_or_a_past_year_saw_is_not_what_an_article_is_about() -> None:
    one = "The cholera outbreak in Kenya has killed at least 150 people, the health minister said on Thursday."
    other = (
        "Health workers in Kenya struggle with a cholera outbreak which has killed more than 190 people. "
        "In Uganda there have been 63 deaths from cholera. In 2010 Kenya had 88 deaths."
    )
    claims = read((one, "2011-06-03"), (other, "2011-06-09"))
    assert sure(claims, "killed") == [
        ("at least 150", "outbreak", "Kenya"),
        ("more than 190", "outbreak", "Kenya"),
        ("63", "outbreak", "Uganda"),
    ]


def test_an_article_on_a_battle_is_about_no_strike_of_its_days() -> None:
    strike = "An air strike in Velden killed 11 soldiers on Wednesday, the army said. Seven others were wounded."
    battle = "Clashes in Velden went on. The army said 58 people had been killed. Forty marines were wounded."
    claims = read((strike, "2017-06-01"), (battle, "2017-06-10"))
    assert claims["event"].tolist()[2:] == ["battle"] * 2


def test_of_two_counts_of_one_article_the_far_lower_is_no_toll() -> None:
    one = "A flood in Velden on Tuesday killed 1,300 people, officials said. In all 147 people were killed, Lee said."
    two = "The flood in Velden on Tuesday has killed 1,400 people. Earlier, officials had put it at 200."
    claims = read((one, "2016-05-04"), (two, "2016-05-05")).set_index("text")["identity"]
    assert claims[["1,300", "147", "1,400"]].tolist() == ["read", "guessed", "read"]


def test_those_who_are_named_are_not_all_where_an_article_guesses_at_more() -> None:
    table = read(
        ("A blast in Velden on Tuesday 3 May 2016 killed nine and wounded 1,253 people, police said.", "2016-05-04"),
        ("A blast in Velden wounded two ministers on Tuesday. A clinic spoke of more than 150 wounded.", "2016-05-03"),
    )
    assert table.loc[table["text"] == "two", "who"].tolist() == ["ministers"]
