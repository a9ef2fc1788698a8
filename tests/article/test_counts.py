"""On which day a running count was made, where its sentence tells of its course."""

from __future__ import annotations

import pandas as pd
import pytest

from estimates import read_text
from estimates.article.rows import attribute

COUNTED = {
    "a toll that rises": ("The toll rose to 45 on Monday, officials said.", ["2024-10-14"]),
    "a level": ("By 10 October the toll had reached 40; on 12 October it stood at 51.", ["2024-10-10", "2024-10-12"]),
    "one after the other": (
        "The toll was put at 12 on 3 October, 19 on 5 October and 26 two days later.",
        ["2024-10-03", "2024-10-05", "2024-10-07"],
    ),
    "backwards from the day that is told": (
        "The initial report spoke of 16 deaths; this was raised to 32 by that evening, 42 on 9 October.",
        ["2024-10-07", "2024-10-08", "2024-10-09"],
    ),
    "from what": ("The toll fell to 85 from 88 on Monday, the sheriff said.", ["2024-10-14", "2024-10-13"]),
    "from what, no day": ("The toll rose to 45 from 40.", [None, "2024-10-14"]),
    "first reports": ("Initial reports said 12 people had died.", ["2024-10-14"]),
    "at first": ("At first the army spoke of 30 dead; it now admits 70.", ["2024-10-14", None]),
    "a first army says nothing first": ("The first army spoke of 30 dead.", [None]),
    "police earlier": ("The army earlier put the toll at 40. Now it is 70.", ["2024-10-14", None]),
    "earlier, in a clause": ("The army says 70 died; earlier, the mayor had spoken of 40.", [None, "2024-10-14"]),
    "was earlier put": ("The toll was earlier put at 40.", ["2024-10-14"]),
    "had put": ("The army had put the toll at 40.", ["2024-10-14"]),
    "had counted": ("The clinic had counted 40 wounded.", ["2024-10-14"]),
    "held until a day": ("Until Monday the army had put the toll at 40.", ["2024-10-13"]),
    "the day of the event": ("The blast killed 40 people on Monday.", [None]),
    "what is planned": ("The number of guards will be raised to 45 on 1 November.", [None]),
}


@pytest.mark.parametrize(("text", "days"), COUNTED.values(), ids=COUNTED)
def test_when_it_was_counted(text: str, days: list[str | None]) -> None:
    rows = read_text(text, publisher="Courier", reported="2024-10-15")
    assert [None if pd.isna(day) else str(day.date()) for day in rows["counted"]] == days


def test_the_night_of_an_event_is_no_day_of_the_count() -> None:
    told = "The death toll from Saturday{} explosions at a mine in Orr has risen to 60, officials say."
    rows = [read_text(told.format(night), reported="2010-05-12").iloc[0] for night in ("'s", " night's")]
    assert [pd.isna(row["counted"]) for row in rows] == [True, True]
    assert [row["event"] for row in rows] == ["attack, 8 May 2010"] * 2


def test_what_had_been_given_behind_a_semicolon_was_counted_before() -> None:
    rows = attribute("The office raised the toll to 131 on Wednesday; police had given 125.", reported="2016-08-26")
    assert [str(row["counted"]) for row in rows] == ["2016-08-24", "2016-08-25"]


def test_an_overnight_figure_does_not_date_another() -> None:
    text = "On Thursday it put the toll at 250, after an overnight figure of 247. Overnight raids killed 40 men."
    assert [str(row["as_of"]) for row in attribute(text, reported="2016-08-26")] == [
        "2016-08-25",
        "2016-08-25",
        "2016-08-26",
    ]


def test_what_is_said_anew_was_not_counted_before() -> None:
    text = "The mayor had initially put the toll at 80, but has now lowered it to 30. Earlier Monday, 12 men left."
    assert [str(row["counted"]) for row in attribute(text, reported="2016-08-26")] == ["2016-08-25", "None", "None"]
