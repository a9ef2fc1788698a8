"""Relations said in words."""

from __future__ import annotations

import pytest

from estimates.article.said import said_relations

SAID = {
    "product": (
        "Police sent four teams of 20 officers, for a total of 80 officers.",
        "`officers` == `teams` * `officers per team`",
    ),
    "each": (
        "It has three brigades of about 4,000 men each, 12,000 in all.",
        "`men` == `brigades` * `men per brigade`",
    ),
    "including": ("He has 12,000 soldiers, including 500 officers.", "`officers` <= `troops`"),
    "of whom": ("The clinic took in 1,460 patients, of whom 312 were children.", "`children` <= `patients`"),
}


@pytest.mark.parametrize("kind", SAID)
def test_relation(kind: str) -> None:
    text, relation = SAID[kind]
    assert [row["relation"] for row in said_relations(text)] == [relation]


def test_sum() -> None:
    text = "The army had 3,000 killed and 5,000 wounded, 8,000 casualties in all."
    assert [row["relation"] for row in said_relations(text)] == ["`casualties` == `killed` + `wounded`"]


@pytest.mark.parametrize("text", ["", "Some 40 boats and 30 trucks burned.", "Police held 40 men. In all, it rained."])
def test_no_relation_is_made_up(text: str) -> None:
    assert said_relations(text) == []
