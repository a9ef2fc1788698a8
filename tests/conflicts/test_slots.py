"""How well figures agree, slot by slot."""

from __future__ import annotations

import pandas as pd
import pytest

from estimates import read_texts, suggest_links
from estimates.claims.gathering import proposed_events


def _links(*texts: str) -> pd.DataFrame:
    claims = read_texts(pd.DataFrame({"text": texts}), progress=False)
    told = claims.set_index("claim_id")["text"]
    links = suggest_links(claims)
    return links.assign(one=links["claim_id"].map(told), other=links["other_id"].map(told))


def _best(links: pd.DataFrame, text: str) -> str:
    first = links[(links["one"] == text) | (links["other"] == text)].iloc[0]
    return str(first["other"] if first["one"] == text else first["one"])


def test_people_are_hardly_things_of_a_name() -> None:
    links = _links(
        "Refugees are now found in 47 villages.", "She spoke to 52 refugees there.", "They came to 11 villages."
    )
    assert _best(links, "47") == "11"
    assert "unit" in links.set_index(["one", "other"])["differs"].loc[lambda told: told.notna()].str.cat(sep=" ")


@pytest.mark.parametrize(("text", "other"), [
    ("In all 40 people drowned.", "Some 90 men are in the dead list, 47 corpses were found."),
    ("He said 40 miners escaped.", "She named 44 nurses and 47 survivors."),
    ("He said 40 people had been located.", "She said 47 people were found alive. It said 46 people were hungry."),
    ("It said 40 people were infected.", "She said 47 people caught the virus. It said 46 people were hungry."),
    ("The court indicted 40 people.", "She said 47 people were charged. It said 46 people were hungry."),
])  # fmt: skip
def test_words_for_one_fate_stand_for_one_another(text: str, other: str) -> None:
    assert _best(_links(text, other), "40") == "47"


def test_soldiers_are_no_rebels() -> None:
    links = _links(
        "The army said 40 rebels were killed.", "He said 47 guerrillas were killed.", "41 soldiers were killed."
    )
    assert _best(links, "40") == "47"


def test_who_fights_is_a_gunman_or_a_rebel() -> None:
    assert _best(_links("He saw 40 gunmen.", "It saw 47 fighters.", "It saw 41 civilians."), "40") == "47"


def test_the_nearer_number_is_the_likelier() -> None:
    assert _best(_links("Police found 40 tents.", "Police found 900 tents.", "Police found 44 tents."), "40") == "44"


def test_a_number_of_many_digits_is_rarely_two_things() -> None:
    known = _links("The fire burned 1,153 sheds.", "Keld lost 1,153 huts.", "The fire burned 700 sheds.")
    bare = _links("The fire burned 40 sheds.", "Keld lost 40 huts.", "The fire burned 44 sheds.")
    assert (_best(known, "1,153"), _best(bare, "44")) == ("1,153", "40")


def test_what_two_articles_tell_first_is_likelier_one_thing() -> None:
    assert (
        _best(_links("It took 40 men. It took 95 men.", "It took 43 men. Keld lost 6 carts. It took 36 men."), "40")
        == "43"
    )


def test_what_is_told_again_years_later_may_be_of_the_same_event() -> None:
    news = "A blast at the Velden market killed 36 people, Governor Ann Lee said in Keld."
    later = "Mona Hill of Orr tells of 41 dead at Velden in a history of Ruritania and Ostland."
    other = "Voters in Ruland chose a parliament. Turnout was 61 percent, said Bo Hall."
    days = ["2016-05-03", "2021-05-03", "2016-05-04"]
    table = pd.DataFrame({"text": [news, later, other], "article": ["a", "b", "c"], "reported": days})
    claims = read_texts(table, progress=False)
    story = dict(zip(claims["article"], proposed_events(claims).tolist(), strict=True))
    assert story["a"] == story["b"] != story["c"]
