"""How far words for a date reach within a sentence; the report is of 3 May 2016, a Tuesday."""

from __future__ import annotations

from typing import Any

import pytest

from estimates.article.rows import attribute

DAYS = {
    # what only says which one is meant
    "participle aside": ("The law, passed in 2003, gives 40 families land.", [None]),
    "relative aside": ("The bridge, which was built in 1936, carries 400 carts.", [None]),
    "apposition": ("His uncle, a miller who died in 1998, left him 40 goats.", [None]),
    "opening participle": ("Founded in 1921, the club has 400 members.", [None]),
    "opening phrase": ("Under a deal signed in March, Ruland takes in 40 men.", [None]),
    "reduced": ("A law passed in 2003 gives 40 families land.", [None]),
    "who was elected": ("Ms. Orr, who was elected in 2012, said 40 schools had shut.", [None]),
    "another noun's": ("Gunmen killed 40 people in a church built in 1936.", [None]),
    "an event's": ("The battle, fought on 25 October 1915, cost the king 40 men.", ["1915-10-25"]),
    "list of deeds": ("They stormed the fort, took the bridge on Monday, and lost 40 men.", ["2016-05-02"]),
    "against which": ("Output fell 4% on the same month a year earlier.", [None]),
    "the same time": ("There were 340 cases in May 2015, up 12% from April.", ["2015-05-01", "2015-05-01"]),
    # clauses of another tense
    "present": ("The camp was set up in 1991 and now holds 400 people.", [None]),
    "perfect": ("The virus was found in November and has infected 40 men.", [None]),
    "past": ("The storm struck on Monday and killed 40 people.", ["2016-05-02"]),
    "as of": ("As of 2 May 40 men had left and 12 have returned.", ["2016-05-02", "2016-05-02"]),
    "one report": ("It saw 40 dead as of 09:00 on 1 May; 12 are missing.", ["2016-05-01", "2016-05-01"]),
    "have died": ("Talks to end a war that has killed 40 men will open in June.", [None]),
    "have died, will": ("The talks, to end a war that has killed 40 men, will open in June.", [None]),
    "had died": ("It met last week in a town where 40 men had died.", [None]),
    # next clauses
    "semicolon": ("The men were to leave the town in April; 40 came there.", [None]),
    "from, and from": ("It was 4 percent from 2001 to 2005 and 3 percent from 2008 to date.", ["2005-01-01", None]),
    "recalled": ("It rose by 9 percent since the report of 20 April, when 40 had come.", [None, "2016-04-20"]),
    "than in": ("Some 400 men fell, 12 percent fewer than in 2014.", [None, None]),
    "earlier": ("Last year it had 400 men; five years earlier it had 300.", ["2015-05-03", "2010-05-03"]),
    "since it killed": ("It was the worst since a blast in March killed 40 men.", ["2016-03-01"]),
    "event of them": ("On Monday it jailed two men for the 1985 massacre of 40 more.", ["2016-05-02", "1985-01-01"]),
    "and in": ("In 1999 300 men were held and in 1998 only 120.", ["1999-01-01", "1998-01-01"]),
    "and sold": (
        "It paid $40 for the site in 2009 and sold it last month for $90.",
        ["2009-01-01", "2016-04-03"],
    ),
    "comma, was": ("The cup, bought for $40 in 1952, was sold on Monday for $90.", ["1952-01-01", "2016-05-02"]),
    "killing": ("Mud buried three farms on Sunday, killing 40 people.", ["2016-05-01", "2016-05-01"]),
    "from, to by": ("The force had grown from 900 men to 1,300 by Monday.", [None, "2016-05-02"]),
    "with so many": (
        "In Orr 400 cases were reported by 2 May, with 40 deaths.",
        ["2016-05-02", "2016-05-02"],
    ),
    "to a level": ("Sales fell 4 percent in the year to March 31 to $40.", ["2016-03-31", "2016-03-31"]),
    "reported on": ("The army reported 7 deaths on Monday and 11 on Sunday.", ["2016-05-02", "2016-05-01"]),
    # years that tell an event
    "year of an event": ("A 2010 earthquake left 40 people dead.", ["2010-01-01"]),
    "in the election": ("It won 40 seats in the 2013 election, up from 31 in 2009.", ["2013-01-01", "2009-01-01"]),
    "war": ("In the 2004 war the rebels lost 40 men.", ["2004-01-01"]),
    "siege of": ("In the siege of 1565 the knights lost 40 men.", ["1565-01-01"]),
    "since one that": ("It was the worst since the 1999 quake that killed 40 people.", ["1999-01-01"]),
    "before one": ("Before the 2011 uprising the town had 40 bakers.", [None]),
    "till it ends": ("Visits to 40 wards were stopped until Friday.", [None]),
    "what it led to": ("He was jailed on Monday for stealing 40 carts.", [None]),
    "relative in the present": ("The war, which enters its third year on Friday, has killed 40 men.", [None]),
    "relative of a saying": ("The plan, which was announced in 2011, would have built 40 homes.", [None]),
    "a veteran": ("Moss, a veteran of the 1973 war, leads 40 men.", [None]),
    "vote in which": ("Last Thursday's vote, in which 40 men took part, was calm.", ["2016-04-28"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", DAYS)
def test_days(kind: str) -> None:
    text, days = DAYS[kind]
    assert [_day(row["as_of"]) for row in attribute(text, reported="2016-05-03")] == days


def _day(cell: Any) -> str | None:
    return None if cell is None else str(cell)[:10]
