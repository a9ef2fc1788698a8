"""Each reason for a doubt on a text that gives it, and on one that does not."""

from __future__ import annotations

import pytest

from estimates.article.doubts import REASONS
from estimates.article.rows import attribute

DOUBTED = {
    "lent": ("40 tents were sent. Another 12 are on the way.", "Another 12", "taken from another"),
    "from_before": ("Ada Holm said 40 boats sank. Another 12 burned.", "Another 12", "carried over"),
    "set_back": ("Lee said talks began after a blast killed 40 men.", "40", "“after”"),
    "hardly_says": ("The residents fear that 40 boats sank.", "40", "nobody by name says it"),
    "in_the_singular": ("The side finished the match at 40.", "40", "is no plural"),
    "of_a_doubted_one": (
        "40 tents were sent. Another 12 came in May and 30 later.",
        "30",
        "a figure of which it is doubted",
    ),
    "unknown_verb": ("The city council ventilated that 40 men had left.", "40", "nobody was found for “ventilated”"),
    "said_by_nobody": ("The fire said 40 boats had sunk.", "40", "nobody was found for “said”"),
    "claim_to": ("The fires came down from the hills and claim to have burned 40 boats.", "40", "found for “claim”"),
    "only_people": ("Nobody is safe. The clinic took 63.", "63", "who is counted is not said"),
    "left_to_the_author": ("The army expected a raid and moved 40 guns.", "40", "somebody else speaks"),
    "behind_a_closed_frame": ("Tents came, Lee said, for a town that had 40 mills.", "40", "“that”"),
    "only_wanted": ("Ruland has pledged 40 tents, and Ada Holm said they would come.", "40", "only want or plan it"),
    "taken_for_person": (
        "Dorn Vasko lay still. He said 40 boats sank.",
        "40",
        "nothing tells that Dorn Vasko is a person",
    ),
    "a_place": ("Dead so far:\n- Orr – 13\n- Vela – 40 men", "13", "is no plural"),
    "no_noun": ("Police brought the number evacuated to 40.", "40", "is no noun"),
    "another_speaks": ("Some 900 men fled; Lee said that there were 40.", "40", "taken from another's words"),
    "behind_a_semicolon": ("12 boats sank; 40 men were lost, Lee said.", "12", "another clause stands between"),
    "in_an_aside": ("The port, which has 40 cranes, was shut, Lee said.", "40", "a clause with “which”"),
    "others": ("The blast killed 12 soldiers and wounded 40 others.", "40", "others may be of another kind"),
    "over_another": ("Some 900 men came with 12 carts, and 40 fled.", "40", "is not the one before"),
    "pronoun": ("The ship sank with 40 men aboard, it said.", "40", "whom its source means"),
    "cannot_speak": ("The warranty says 40 boats sank.", "40", "nobody that is known to speak"),
    "paper": ("An audit found that 40 boats had sunk.", "40", "is a paper"),
    "long_phrase": ("Harbour and fire officials in Orr said 40 boats sank.", "40", "is a long phrase"),
    "part_of_another": ("Lee said 40 men fled, 12 of whom drowned.", "12", "of what it is a part is told elsewhere"),
    "from_heading": ("Tanks by nation\nNorland 40\nRuritania 12\nVela 9", "12", "taken from a heading"),
    "guessed_money": ("The state gave Rs 40 to each.", "Rs 40", "which country's money it is is not said"),
}


@pytest.mark.parametrize(("text", "figure", "why"), DOUBTED.values(), ids=DOUBTED)
def test_a_row_says_why_it_may_be_wrong(text: str, figure: str, why: str) -> None:
    rows = {row["text"]: row["doubt"] for row in attribute(text)}
    assert why in (rows[figure] or "")


@pytest.mark.parametrize(
    "text",
    [
        "The army said 40 men fled.",
        '"It is dry," said Ada Holm, who lost 40 mules.',  # what is told of a speaker is the author's
        "Ada Holm told a crowd of about 40 farmers that it was dry.",
        "The survey of 40 mines took a year.",
        "The road was shut, Lee said. Ruland has 14 mills.",
        "The army reported 40 losses.",
        "As of May, 40 men had fled, the army said.",
        "Lee said the army had boats, of which only 40 boats sank.",
        "The blast killed 12 people and 40 horses.",
        "Lee said she saw 40 boats.",
        "The blast killed 12 nurses and wounded 40.",
        "Officers freed 12 men.",
        "Nobody is safe. Some 63 died.",
        "The army counts 40 men.",
        "The treaty allows 40 boats.",
        "The road was shut, Lee said. In May, Ruland had 14 mills.",
        "The 13-nation group met; as it met, 40 men fled.",
        "Ada Holm fears that 40 boats sank.",
        "Some 40 small grey relief workers fled.",
        "It is rumoured that 40 men left.",
        "Some 40 relief and medical workers fled.",
        "Some 40 men fled the town, which fell in May, up from 12.",
        "The army has 900 men, down from 40.",
        "The town's mayor said 40 boats sank.",
        "As it rained, 40 men fled, the army said.",
        "Some 40 men fled as Lee said that all was quiet.",
        "Lee said that hail had fallen on the 40 mills of Orr.",
        "Its output of tents rose to 40.",
        "The damage was put at $40.",
        "The army announced the loss of 40 boats.",
        "The turnout was 900.",
        "The army sold $2 billion of old bonds.",
        "Ada Holm expects 40 boats.",
        "The war claimed 40 lives.",
        "Raids continued as 40 more boats were sunk.",
        "Lists: " + "reeds, sedge, " * 20 + "and 40 boats.",
    ],
)
def test_what_its_own_clause_settles_is_not_doubted(text: str) -> None:
    assert [row["doubt"] for row in attribute(text)] == [None] * len(attribute(text))


def test_reasons_are_few() -> None:
    assert len(set(REASONS)) <= 18
