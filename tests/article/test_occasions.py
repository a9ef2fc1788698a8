"""Figures told beside an article's event: of other times, of many occasions, for comparison."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute

APART = [
    "The blast in Velden on Monday killed 40 people, compared with the 12 people killed in an earlier one.",
    "The blast in Velden on Monday was the worst since the war, when 900 people were killed.",
    "The blast in Velden on Monday came after others had killed 18 people this winter.",
    "Since the beginning of the season blasts in Velden have killed 18 people.",
    "The blast in Velden on Monday followed others; nine people have died in the unrest this month.",
    "Every year some 300 people are killed by blasts in Velden.",
    "Some 300 people are displaced each day by the blast in Velden on Monday.",
    "Between then and Monday's blast in Velden 30 people had been killed.",
    "Monday's blast: a hospital in Velden has treated 296 wounded.",
    "The blast struck a town in Velden on Monday that hosts 40,000 displaced people.",
    "The march in Velden on Monday ended in blows: 146 people were arrested over two nights.",
    "The blast in Velden on Monday shook a clinic, whose nurse said that he had carried out six bodies himself.",
]
NEAR = [
    "The blast in Velden on Monday killed 40 people, the worst this year.",
    "The blast in Velden on Monday killed 40 people, more than ever.",
    "The blast in Velden killed 40 people in three minutes of horror on Monday.",
    "An earlier report spoke of a blast in Velden on Monday that killed 40 people.",
    "On Monday, when a blast in Velden killed 40 people, shops were shut.",
]


@pytest.mark.parametrize("text", APART)
def test_what_is_of_another_time_is_not_known_to_be_of_the_event(text: str) -> None:
    assert attribute(text, reported="2024-11-06")[-1]["told"].full is False


@pytest.mark.parametrize("text", NEAR)
def test_ranks_and_hedges_are_no_other_time(text: str) -> None:
    assert attribute(text, reported="2024-11-06")[0]["told"].full is True


def test_what_weeks_of_unrest_cost_is_no_count_of_one_day() -> None:
    text = "Monday's blast in Velden brings to 20 the number of people killed in three weeks of unrest."
    rows = {row["text"]: row["told"].full for row in attribute(text, reported="2024-11-06")}
    assert rows["20"] is False
