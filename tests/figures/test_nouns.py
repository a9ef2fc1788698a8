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
        ("A total of 833 suspected, probable, and confirmed cases.",
         ["833 count suspected, probable, and confirmed cases"]),
        ("There were 503 new cases, 1975 deaths. On 3 May, 1975 deaths rose.",
         ["503 count new cases", "1975 person deaths"]),
        ("Some 40 shared two toilets. Six lost two homes, and two four-storey houses burned.",
         ["about 40 -", "2 count toilets", "6 -", "2 count homes", "2 count four-storey houses"]),
        ("They reviewed 911 calls, and some 911 calls of mates; 911 operators told of 40 fires.",
         ["about 911 count calls of mates", "40 count fires"]),
        ("The Group of 77 slept until 6 in the morning, as the Committee, 2/ said.", []),
        ("6.4 With regard to it, the Committee notes this.", []), ("Electors .....372,321.", ["372321 -"]),
        ("Sell the PS4 for PS21,700 or R4 million.", ["21700 GBP", "4000000 ZAR"]),
        ("Jobs fell by 5,000 to 45,000; of 20 meetings 15 were attended by all.",
         ["5000 -", "45000 -", "20 count meetings", "15 count meetings"]),
        ("It needs 20 tonnes of aid a day, 900 sales and trading personnel and 1.8% of Los Angeles's water.",
         ["20 metric_ton/day aid", "900 person sales and trading personnel", "1.8 percent Los Angeles's water"]),
        ("It has 900 Series A shares. One prohibits it.", ["900 count Series A shares"]),
        ("It has 40 Reapers, 8 Iskanders, six B-52 bombers, 2 dive bombers, three suicide bombers and 9 fire crews.",
         ["40 count Reapers", "8 count Iskanders",
          "6 count B-52 bombers", "2 count dive bombers", "3 person suicide bombers", "9 count fire crews"]),
        ("They sent 1,400 Stingers, 137 Rafale fighters and a host of 500 irregulars.",
         ["1400 count Stingers", "137 count Rafale fighters", "500 person irregulars"]),
        ("The budget rises to 413 billion euros. Inflation could absorb 30 billion.",
         ["413000000000 EUR", "30000000000 EUR"]),
        ("It rose from the 1,002 announced hours earlier and took 50 long hours.", ["1002 -", "50 hour"]),
        ("Raid: 27 arrested, 3 held; it paid $9 million gross.", ["27 person", "3 person", "9000000 USD"]),
        ("Of the quakes, 79 were felt; those above 4.5 were not.", ["79 count quakes", "more_than 4.5 -"]),
        ("It lost six of her crew and 12 Iraqi forces.", ["6 person crew", "12 person Iraqi forces"]),
        ("Take one simple, sensible step.", ["1 count simple, sensible step"]),
        ("Some 750 out of 2,200 people had water; 200,000 work in mines.",
         ["about 750 person people", "2200 person people", "200000 person people"]),
        ("Six midwives finished one minute clear of all, two seconds faster.",
         ["6 person midwives", "1 minute", "2 second"]),
        ("At times I get one myself.", []),
        ("Eleven of the 14 tested positive. It hurt six, one of them. Exactly one tanks were seen.",
         ["11 -", "14 -", "6 person", "exact 1 count tanks"]),
        ("Each has a crew of four and eight nurses; 40 dead, “hundreds” of injured; a 900-strong battalion lost 300.",
         ["4 person crew", "8 person nurses", "40 person dead", "vague 100..1000 person injured",
          "900 person battalion", "300 person battalion"]),
        ("Two guides who survived and two guides lay there; three cameramen and 9 landladies left.",
         ["2 person guides", "2 count guides", "3 person cameramen", "9 person landladies"]),
        ("One data feed and 2 policewomen left; 4.9 percent of the current issued share capital is hers.",
         ["1 count data feed", "2 person policewomen", "4.9 percent current issued share capital"]),
        ("Half of the urban and rural population and one third of the Tribal and Oak Strait Islander voters left.",
         ["0.5 - urban and rural population", "0.333333333333333 - Tribal and Oak Strait Islander voters"]),
        ("Half of the city and old ports burned.", ["0.5 - city"]),
        ("It reached 45% of the male and 23% of the female workers, and 40% of the army and 9% of the police force.",
         ["45 percent male workers", "23 percent female workers", "40 percent army", "9 percent police force"]),
        ("They pay one eighth of the nurses' costs and 9% of the Oaks founder's stake.",
         ["0.125 - costs", "9 percent stake"]),
        ("A $70 million yacht belonging to Lind; a $7 million building in Oslo.",
         ["70000000 USD yacht", "7000000 USD building"]),
        ("It has a 40 km quota set in May, holds 23 percent market share and is 23 percent owned by Lind.",
         ["40 kilometer quota", "23 percent market share", "23 percent"]),
        ("It saw 33 men, including 14-Swedes, and found all but one displayed symptoms; one armed man left.",
         ["33 person men", "14 person Swedes", "1 person armed man"]),
        ("Hundreds, if not thousands, of birds and dozens, perhaps hundreds, of lorries left.",
         ["vague 100..1000 count birds", "vague 1000..10000 count birds", "vague 12..120 count lorries",
          "vague 100..1000 count lorries"]),
        ("It sent 300 Army, NDRF and Fire and Rescue personnel.",
         ["300 person Army, NDRF and Fire and Rescue personnel"]),
        ('The letter said "no more than 90" posts would go. He said "we lost 40". Boats left it.',
         ["at_most 90 count posts", "40 -"]),
        ("It saw 60 probable, confirmed and suspected cases, 7 local, state and federal agencies, at least 9 burnt or "
         "sunken boats, 80 search and rescue & support personnel and 12 sick or wounded men.",
         ["60 count probable, confirmed and suspected cases", "7 count local, state and federal agencies",
          "at_least 9 count burnt or sunken boats", "80 person search and rescue & support personnel",
          "12 person sick or wounded men"]),
        ("He saw 40 dead, army and police sources said; 12 tanks or trucks; 30 tanks, guns and empty barges.",
         ["40 person dead", "12 count tanks", "30 count tanks"]),
        ("It leaves 22 million more people uninsured and 40 families destitute.",
         ["22000000 person people", "40 count families"]),
        ("#UPDATE 16 people hurt. It has 31 T-55, two Su-25SM and 9 COVID-19 cases.",
         ["16 person people", "31 count T-55", "2 count Su-25SM", "9 count COVID-19 cases"]),
        ("It has 315 of 1500 beds; it had 1987 sales of $9 million. She lived to be 95; he turned 60 in May.",
         ["315 count beds", "1500 count beds", "9000000 USD"]),
        ("It stays at 30 cents a pound through 1990 and will run from 2 hours to 2020.", ["30 cent/pound", "2 hour"]),
        ("Claims rose 9,000 to 279,000. Payrolls rose 200 to 250. It would go from $6 to $20; fees go from $6 to $20.",
         ["9000 -", "279000 -", "between 200..250 -", "6 USD", "20 USD", "between 6..20 USD"]),
        ("Mud buried it under 20.2 inches of snow; it got under 20 inches of rain; 84,000 MT of rice came.",
         ["20.2 inch snow", "less_than 20 inch rain", "84000 metric_ton rice"]),
        ("Sales grew 3 percent, compared with 5 in May. Some 12 percent had three. It got 9 percent, against 8.",
         ["3 percent", "5 percent", "about 12 percent", "3 -", "9 percent", "8 percent"]),
        ("70 percent of the payroll stays in Orr, a third of the money comes from Oslo. Nine of theirs left.",
         ["70 percent payroll", "0.333333333333333 - money", "9 -"]),
        ("It has 377 HCWs, 18 contacts, 12 part-timers, 40 harvesters and 280 characters.",
         ["377 person HCWs", "18 person contacts", "12 person part-timers", "40 count harvesters",
          "280 count characters"]),
        ("Lind's Greens took 48 seats and Orr Vale 38 in all, the Free Party 11 each. It had 2.9%, Ann Lee 2.8.",
         ["48 count seats", "38 count seats", "11 count seats", "2.9 percent", "2.8 percent"]),
        ("Prices were up 6.6%, Orr 3.7 and Vale 1.1 to £543,370. We use Web 2.0 and Convoy 7.",
         ["6.6 percent", "3.7 percent", "1.1 percent", "543370 GBP"]),
        ("They are five votes short of 51, well short of 90.", ["5 count votes", "51 count votes",
                                                                        "less_than 90 count votes"]),
        ("Shares fell 6.40 kronor, or 5 percent, to 116.80. The index lost 0.4 percent to 2,531.",
         ["6.4 SEK", "5 percent", "116.8 SEK", "0.4 percent", "2531 -"]),
        ("Turnout was 59 percent, the lowest ever, from 62 in May.", ["59 percent", "62 percent"]),
        ("Twelve pastors accused agents; 88 are younger than 5. A poll put Orr on 41 and Vale on 33.",
         ["12 person pastors", "88 person pastors", "41 percent", "33 percent"]),
        ("Some 300 South Korean and 17 U.S. troops; 12 Japanese and 4 Chinese ships; 9 Dutch and 4 Belgians.",
         ["about 300 person South Korean troops", "17 person U.S. troops", "12 count Japanese ships",
          "4 count Chinese ships", "9 person Dutch", "4 person Belgians"]),
        ("It is 8 percent of cases, so roughly 590. At $2 to $4 each Orr bought 25 million.",
         ["8 percent cases", "about 590 -", "between 2..4 USD", "25000000 -"]),
        ("Orr has 9 per cent, Vale 5. Of them 12 are over 80.", ["9 percent", "5 percent", "12 -"]),
        ("A thousand Swedish and US sitcoms, a party of seven, all three very well, and 9% of those living there.",
         ["1000 count Swedish and US sitcoms", "7 person party", "9 percent"]),
    ],
)  # fmt: skip
def test_nouns(text: str, expected: list[str]) -> None:
    assert [said(figure) for figure in scan(text)] == expected


def test_a_sum_of_a_sum_counts_no_letters_of_its_sign() -> None:
    assert list(map(said, scan("Only US$14 million of the US$62 million required came."))) == [
        "14000000 USD",
        "62000000 USD",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The line suspended its five daily trains.", ["5 count/day trains"]),
        ("The hundreds of burns victims and many of the dozens still missing came in the thousands.",
         ["vague 100..1000 person burns victims", "vague 12..120 person missing"]),
        ("It is a one in 20 chance, a one-in-five risk; one in 30 people sees it.",
         ["0.05 - chance", "0.2 - risk", "0.0333333333333333 - people"]),
        ("It cut a 200-metre-long path by a 2 metre high wall that is 9 metres long.",
         ["200 meter path", "2 meter wall", "9 meter"]),
        ("By that day two of the men had left. It has 3 for 20 guests.",
         ["2 person men", "3 -", "20 person guests"]),
        ("A cast of 40 stayed for the best part of two hours. It holds a $1 million dollar race.",
         ["40 person cast", "nearly 2 hour", "1000000 USD race"]),
        ("Around half their income and more than half the men; half the night, half its fun.",
         ["about 0.5 - income", "more_than 0.5 - men"]),
        ("It is 38.50 dollars a share cash and 9 million dollars a year.", ["38.5 USD/share cash", "9000000 USD/year"]),
        ("A 9-million-dollar lottery prize; a 40 million euro fine; 40 million yen was paid, 9 dollars tax.",
         ["9000000 USD lottery prize", "40000000 EUR fine", "40000000 JPY", "9 USD"]),
        ("The number of jobs rose by 9,000 to 40,000; rents by 2 to 5 dollars. Some 9 percent share a tap.",
         ["9000 -", "40000 -", "between 2..5 USD", "about 9 percent"]),
        ("A term of nine months, a crew of 40. It has a 9 percent share.",
         ["9 month", "40 person crew", "9 percent share"]),
        ("It sent 900 metric tons (MT) of grain.", ["900 metric_ton grain"]),
        ("There are 30 tons of debris gone.", ["30 ton debris"]),
        ("Some say 60, if not more, Turkish trucks came.", ["at_least 60 count Turkish trucks"]),
    ],
)  # fmt: skip
def test_words_between_a_number_and_its_noun(text: str, expected: list[str]) -> None:
    assert [said(figure) for figure in scan(text)] == expected
