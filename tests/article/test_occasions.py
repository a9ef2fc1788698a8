"""Figures told beside an article's event: of other times, of many occasions, for comparison."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute

APART = [
    "The blast in Velden on Monday killed 40 people, compared with the 12 people killed in an earlier one.",
    "The blast in Velden on Monday was the worst since the war, when 900 people were killed.",
    "The blast in Velden on Monday came after others had killed 18 people this winter.",
    "Since the beginning of the season blasts in Velden have killed 18 people.",
    "Every year some 300 people are killed by blasts in Velden.",
    "Between then and Monday's blast in Velden 30 people had been killed.",
    "Monday's blast: a hospital in Velden has treated 296 wounded.",
    "The blast struck a town in Velden on Monday that hosts 40,000 displaced people.",
]
NEAR = [
    "The blast in Velden on Monday killed 40 people, the worst this year.",
    "The blast in Velden on Monday killed 40 people, more than ever.",
    "On Monday, when a blast in Velden killed 40 people, shops were shut.",
]


@pytest.mark.parametrize("text", APART)
def test_what_is_of_another_time_is_not_known_to_be_of_the_event(text: str) -> None:
    assert attribute(text, reported="2024-11-06")[-1]["told"].full is False


@pytest.mark.parametrize("text", NEAR)
def test_ranks_and_hedges_are_no_other_time(text: str) -> None:
    assert attribute(text, reported="2024-11-06")[0]["told"].full is True
