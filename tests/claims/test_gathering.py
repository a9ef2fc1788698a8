"""Articles of one event are put together, and figures of different events are not offered for one quantity."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates import EstimatesError, SchemaError, read_claims, read_texts, suggest_events, suggest_links
from estimates.claims import gathering, mentions

ARTICLES = pd.DataFrame([
    {"article": "quake a", "reported": "2024-05-04", "text": "ALDBURG - A strong quake shook Aldburg on Saturday and "
     "killed 36 people, Mayor Ann Lee said. Some 400 houses collapsed in the Orla valley."},
    {"article": "flood a", "reported": "2024-05-05", "text": "NORHOLM - The river Sken flooded Norholm and killed nine "
     "people, Governor Bo Hall said. Rescuers took 1,200 people from their roofs."},
    {"article": "quake b", "reported": "2024-05-06", "text": "ALDBURG - The toll of the quake in Aldburg rose to 41 on "
     "Monday, Ann Lee said. Rescuers still searched houses in the Orla valley for 12 missing people."},
    {"article": "flood b", "reported": "2024-05-07", "text": "NORHOLM - At least 11 people died when the Sken burst "
     "its banks at Norholm, Bo Hall said on Tuesday. The flood drove 1,500 people from their homes."},
    {"article": "vote", "reported": "2024-05-06", "text": "TAMFORD - Voters in Ruland chose a parliament on Sunday. "
     "The Greens won 61 of 150 seats, the commission said."},
])  # fmt: skip


def parts(events: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(names) for names in events.groupby("event")["article"].agg(list)}


TRUE = {frozenset(["quake a", "quake b"]), frozenset(["flood a", "flood b"]), frozenset(["vote"])}


def test_articles_of_one_event_are_put_together() -> None:
    events = suggest_events(ARTICLES)
    assert events["article"].tolist() == ARTICLES["article"].tolist()
    assert parts(events) == TRUE
    assert parts(suggest_events(read_texts(ARTICLES, progress=False))) == TRUE
    quake = events.set_index("article").loc["quake a"]
    assert (quake["nearest"], quake["n_articles"]) == ("quake b", 2)
    assert {"Aldburg", "Orla", "Lee"} <= set(quake["agrees"].split(", "))
    assert "Aldburg" in quake["event"]
    assert 0 < quake["score"] < 1


def test_how_alike_is_enough_is_asked() -> None:
    assert suggest_events(ARTICLES, least=1)["n_articles"].tolist() == [1] * 5
    assert suggest_events(ARTICLES, least=0)["n_articles"].tolist() == [5] * 5
    with pytest.raises(EstimatesError, match="least=-1"):
        suggest_events(ARTICLES, least=-1)


def test_the_further_apart_the_less_alike() -> None:
    later = ARTICLES.assign(reported=["2024-05-04", "2024-05-05", "2024-08-06", "2024-08-07", "2025-12-06"])
    near, far = (suggest_events(table).set_index("article")["score"] for table in (ARTICLES, later))
    assert (far <= near).all()
    assert far["quake a"] > near["quake a"] / 4  # a year later it is still that quake


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(len(ARTICLES))))
def test_order_changes_nothing(order: list[int]) -> None:
    assert parts(suggest_events(ARTICLES.iloc[order])) == TRUE


def test_of_many_articles_those_that_share_rare_words_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = suggest_events(ARTICLES)
    monkeypatch.setattr(gathering, "_WHOLE", 3)
    for room in (gathering, mentions):
        monkeypatch.setattr(room, "AT_ONCE", 2)
    found = suggest_events(ARTICLES)
    assert parts(found) == TRUE
    alike = whole["score"] > 0.1
    pd.testing.assert_frame_equal(found[alike], whole[alike])
    alone = suggest_events(pd.DataFrame({"text": ["", "nothing", "a tram", "12 hens"]}))
    assert alone["n_articles"].tolist() == [1] * 4
    assert alone["nearest"].isna().all()


def test_articles_of_which_any_two_are_clearly_alike_need_no_joining(monkeypatch: pytest.MonkeyPatch) -> None:
    table = pd.concat([ARTICLES, ARTICLES.head(1).assign(article="quake c")])
    monkeypatch.setattr(gathering, "_WHOLE", 3)
    groups = parts(suggest_events(table))
    joined: list[int] = []
    join = gathering._joined
    monkeypatch.setattr(gathering, "_joined", lambda like, least: joined.append(len(like)) or join(like, least))
    assert parts(suggest_events(table)) == groups
    assert 3 not in joined
    assert {"quake a", "quake b", "quake c"} in [set(group) for group in groups]


def test_where_too_many_are_linked_the_less_alike_link_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    i, j, like = np.array([0, 1, 2, 4]), np.array([1, 2, 3, 5]), np.array([0.9, 0.2, 0.8, 0.05])
    monkeypatch.setattr(gathering, "_WHOLE", 4)
    assert gathering._pieces(6, i, j, like, 0.1).tolist() == [0, 0, 0, 0, 1, 2]
    monkeypatch.setattr(gathering, "_WHOLE", 3)
    assert len(set(gathering._pieces(6, i, j, like, 0.0)[:4].tolist())) > 1
    assert gathering._pieces(6, i, j, np.ones(4), 0.0).tolist() == [0, 1, 2, 3, 4, 4]  # of equals none is the stronger


def test_few_articles_and_none() -> None:
    one = suggest_events(ARTICLES.head(1))
    assert one[["nearest", "score"]].isna().all(axis=None)
    assert suggest_events(ARTICLES.head(0)).empty
    unnamed = suggest_events(pd.DataFrame({"text": ["", "nothing"]}))
    assert unnamed["article"].tolist() == ["article 1", "article 2"]
    with pytest.raises(SchemaError, match="text"):
        suggest_events(pd.DataFrame({"body": ["a"]}))


def test_in_a_mixed_folder_figures_are_offered_within_an_event() -> None:
    claims = read_texts(ARTICLES, progress=False).set_index("claim_id", drop=False)
    links = suggest_links(claims)
    first = pd.concat([links, links.rename(columns={"claim_id": "other_id", "other_id": "claim_id"})])
    first = first.sort_values("score", ascending=False).drop_duplicates("claim_id").set_index("claim_id")["other_id"]

    def of(claim: str) -> tuple[Any, str]:
        row = claims.loc[claim]
        return row["value"], row["article"].split()[0]

    mates = {of(claim): of(str(first[claim])) for claim in first.index}
    assert mates[36, "quake"] == (41, "quake")
    assert mates[9, "flood"] == (11, "flood")
    across = [of(a)[1] != of(b)[1] for a, b in zip(links["claim_id"], links["other_id"], strict=True)]
    assert links.loc[across, "differs"].str.contains("articles").all()


LINKS = {
    "spelt otherwise": ("Falluja", "Fallujah", "place", "agrees"),
    "another country": ("Austria", "Australia", "place", "differs"),
}


@pytest.mark.parametrize("kind", LINKS)
def test_a_name_in_two_spellings_is_one_and_two_names_are_two(kind: str) -> None:
    one, other, slot, how = LINKS[kind]
    dead = {"quantity": "killed", "noun": "dead", "value": 36, "unit": "person"}
    rows = [{**dead, "place": place} for place in (one, other)]
    assert slot in str(suggest_links(read_claims(rows))[how].iloc[0]).split(", ")


def test_a_nation_says_nothing_against_soldiers_and_things_are_no_dead() -> None:
    troops = {"quantity": "killed", "noun": "dead", "value": 36, "unit": "person"}
    rows = [{**troops, "who": "Nordic"}, {**troops, "who": "soldiers"}, {**troops, "who": "Nordic nurses"}]
    told = suggest_links(read_claims([{"claim_id": f"c{k}", **row} for k, row in enumerate(rows)]))
    how = {(row.claim_id, row.other_id): row for row in told.itertuples()}
    assert "who" in how["c0", "c1"].unknown.split(", ")
    assert "who" in how["c0", "c2"].agrees.split(", ")
    assert "who" in how["c1", "c2"].differs.split(", ")
    quakes = [troops, {"quantity": "aftershocks", "noun": "aftershocks", "value": 36, "unit": "count"}]
    assert "measure" in suggest_links(read_claims(quakes))["differs"].iloc[0].split(", ")
