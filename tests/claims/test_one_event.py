"""One event told by several articles gets one day and one place."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from estimates import bound, contradictions, read_texts
from estimates.article.places import places_within
from estimates.claims.one_event import align_events
from estimates.lang.lexicon import language

DATED = "A strong earthquake shook Ruritania's Velden province on Tuesday and killed at least 54 people, the army said."
UNDATED = "The death toll from a quake in Velden rose to 97, the army said."
COUNTRY = "An earthquake in Ruritania killed 101 people, officials said. Velden is the largest province in Ruritania."


def read(*texts: str, reported: str = "2016-12-08") -> pd.DataFrame:
    named = [f"article {k + 1}" for k in range(len(texts))]
    return read_texts(pd.DataFrame({"article": named, "text": texts, "reported": reported}), progress=False)


def row(article: str, event: str | None, place: str | None, **more: object) -> dict[str, object]:
    return {"article": article, "event": event, "place": place, "sentence": "", "reported": None, **more}


def test_a_day_that_one_article_leaves_out_is_that_of_the_others_and_is_doubted() -> None:
    claims = read(DATED, UNDATED)
    assert claims["event"].tolist() == ["earthquake, 6 December 2016"] * 2
    assert claims["place"].tolist() == ["Velden", "Velden"]
    assert claims["doubt"].fillna("").str.contains("the day of its event is told by other").tolist() == [False, True]


def test_a_place_in_another_is_one_place_of_one_event() -> None:
    claims = read(DATED, UNDATED, COUNTRY)
    assert set(claims["place"]) == {"Velden"}
    assert set(claims["event"]) == {"earthquake, 6 December 2016"}
    assert "told to be in Ruritania, in other articles in Velden" in claims["doubt"].iloc[2]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_the_articles_changes_nothing(order: tuple[int, ...]) -> None:
    texts = (DATED, UNDATED, COUNTRY)
    claims = read(*(texts[k] for k in order)).sort_values("value")
    assert claims["event"].nunique() == claims["place"].nunique() == 1


def test_of_two_days_that_fit_none_is_taken() -> None:
    rows = [
        row("a", "attack, 3 May 2016", "Velden"), row("b", "attack, 9 May 2016", "Velden"),
        row("c", "attack", "Velden"),
    ]  # fmt: skip
    align_events(rows, ())
    assert [one["event"] for one in rows] == ["attack, 3 May 2016", "attack, 9 May 2016", "attack"]


def test_other_places_and_other_kinds_stay_apart() -> None:
    rows = [
        row("a", "attack, 3 May 2016", "Velden"), row("b", "attack", "Herat"), row("c", "earthquake", "Velden"),
    ]  # fmt: skip
    align_events(rows, ())
    assert [(one["event"], one["place"]) for one in rows[1:]] == [("attack", "Herat"), ("earthquake", "Velden")]
    assert all(one.get("doubt") is None for one in rows)


def test_a_city_of_two_attacks_on_one_day_is_neither_of_its_quarters() -> None:
    rows = [row("abc"[k], "attack, 3 May 2016", place) for k, place in enumerate(("Velden", "Old Town", "Port"))]
    align_events(rows, [("old town", "velden"), ("port", "velden")])
    assert [one["place"] for one in rows] == ["Velden", "Old Town", "Port"]


def test_names_that_lie_in_each_other_say_nothing() -> None:
    rows = [row("a", "attack, 3 May 2016", "Velden"), row("b", "attack, 3 May 2016", "Port")]
    align_events(rows, [("velden", "port"), ("port", "velden")])
    assert [one["place"] for one in rows] == ["Velden", "Port"]


def test_an_attack_of_long_ago_is_not_dated_by_one_of_today() -> None:
    rows = [
        row("a", "attack, 3 May 2016", "Velden"),
        row("b", "attack", "Velden", reported=pd.Timestamp("2016-02-01").date()),
        row("c", "attack", "Velden", reported=pd.Timestamp("2016-05-04").date()),
    ]
    align_events(rows, ())
    assert [one["event"] for one in rows] == ["attack, 3 May 2016", "attack", "attack, 3 May 2016"]


def test_lists_of_places_and_travellers_are_in_nothing() -> None:
    assert not places_within("They fell in Bireuen, Pidie and Velden. He fled from Mosul in Velden.", language("en"))
    assert ("mosul", "iraq") in places_within("They entered the Iraqi city of Mosul on Monday.", language("en"))


MARCH = (
    "OLDTOWN - {} people took part in a march in Oldtown on Sunday, organisers said.",
    "OLDTOWN - Thousands marched in Oldtown on Sunday. Police put the crowd at 240,000.",
)


def test_organisers_and_police_differ_on_a_march_surely() -> None:
    found = contradictions(bound(read(MARCH[0].format("1.03 million"), MARCH[1], reported="2019-06-10")))
    sure = found[found["kind"].isin(["disjoint", "bound"])]
    assert len(sure) == 1
    assert "participants, protest, 9 June 2019, Oldtown" in sure["explanation"].iloc[0]


def test_a_word_for_a_size_rivals_no_count_surely() -> None:
    found = contradictions(bound(read(MARCH[0].format("Thousands of"), MARCH[1], reported="2019-06-10")))
    assert set(found["kind"]) <= {"perhaps"}


def test_tolls_of_two_prints_of_one_day_may_be_in_turn() -> None:
    one = "An earthquake in Velden on Tuesday killed 54 people, the army said."
    other = "An earthquake in Velden on Tuesday killed 97 people, the mayor said."
    found = contradictions(bound(read(one, other, reported="2016-12-06")))
    assert found["kind"].tolist() == ["perhaps"]
    claims = read(f"{one} The quake in Velden killed 97, the mayor said.", reported="2016-12-06")
    assert contradictions(bound(claims))["kind"].tolist() == ["disjoint"]


def test_a_day_is_that_of_an_event_whose_article_leaves_its_place_out() -> None:
    rows = [row("a", "earthquake", "Velden"), row("b", "earthquake, 3 May 2016", None)]
    rows[1]["sentence"] = "Tents came to Velden as the toll of the May 3 quake rose to 40."
    align_events(rows, [])
    assert [(one["event"], one["place"]) for one in rows] == [("earthquake, 3 May 2016", "Velden")] * 2


def test_what_spreads_has_a_toll_in_each_part_of_its_area() -> None:
    rows = [row("a", "outbreak", "Velden"), row("b", "outbreak", "Ruritania"), row("c", "earthquake", "Velden"),
            row("d", "earthquake", "Ruritania")]  # fmt: skip
    align_events(rows, [("velden", "ruritania")])
    assert [one["place"] for one in rows] == ["Velden", "Ruritania", "Velden", "Velden"]
