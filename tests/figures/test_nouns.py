"""What numbers count: the noun phrase beside them, the unit that it makes, and numbers that count nothing."""

from __future__ import annotations

import pytest

from estimates.figures.linking import Figure
from estimates.figures.tables import scan


def said(figure: Figure) -> str:
    """A figure as short words: hedge where there is one, number, unit, noun."""
    number = f"{figure.value:.15g}" if figure.value == figure.value else f"{figure.low:.15g}..{figure.high:.15g}"
    hedge = "" if figure.hedge == "plain" else f"{figure.hedge} "
    return f"{hedge}{number} {figure.unit or '-'}{f' {figure.noun}' if figure.noun else ''}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It needs five million “green-collar” jobs, 4 'peace trees'.",
         ["5000000 count green-collar jobs", "4 count peace trees"]),
        ("It was 80 km/h southerly wind gusts; hundreds of high powered guns.",
         ["80 kilometer/hour southerly wind gusts", "vague 100..1000 count high powered guns"]),
        ("Costs of $20,700 reflect a rise; the site 0.8 km east rises to 593 m.",
         ["20700 USD", "0.8 kilometer", "593 meter"]),
        ("Nine members of our Security Forces saw 5 very brave women.",
         ["9 person members of our Security Forces", "5 person brave women"]),
        ("The Group of 77 slept until 6 in the morning, as the Committee, 2/ said.", []),
        ("6.4 With regard to it, the Committee notes this.", []), ("Electors .....372,321.", ["372321 -"]),
        ("Sell the PS4 for PS21,700 or R4 million.", ["21700 GBP", "4000000 ZAR"]),
        ("Jobs fell by 5,000 to 45,000; of 20 meetings 15 were attended by all.",
         ["5000 -", "45000 -", "20 count meetings", "15 count meetings"]),
        ("It needs 20 tonnes of aid a day, 900 sales and trading personnel and 1.8% of Los Angeles's water.",
         ["20 metric_ton/day aid", "900 person sales and trading personnel", "1.8 percent Los Angeles's water"]),
        ("It has 900 Series A shares. One prohibits it.", ["900 count Series A shares"]),
        ("It has 40 Reapers, six B-52 bombers, three suicide bombers and 9 fire crews.",
         ["40 count Reapers", "6 count B-52 bombers", "3 person suicide bombers", "9 count fire crews"]),
        ("Raid: 27 arrested, 3 held; it paid $9 million gross.", ["27 person", "3 person", "9000000 USD"]),
        ("Of the quakes, 79 were felt; those above 4.5 were not.", ["79 count quakes", "more_than 4.5 -"]),
        ("It lost six of her crew and 12 Iraqi forces.", ["6 person crew", "12 person Iraqi forces"]),
        ("Take one simple, sensible step.", ["1 count simple, sensible step"]),
        ("Some 750 out of 2,200 people had water; 200,000 work in mines.",
         ["about 750 person people", "2200 person people", "200000 person people"]),
        ("Six midwives finished one minute clear of all, two seconds faster.",
         ["6 person midwives", "1 minute", "2 second"]),
        ("At times I get one myself.", []),
    ],
)  # fmt: skip
def test_nouns(text: str, expected: list[str]) -> None:
    assert [said(figure) for figure in scan(text)] == expected
