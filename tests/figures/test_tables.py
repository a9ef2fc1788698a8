"""Figures of running text, kind by kind; every sentence is our own."""

from __future__ import annotations

import math
import string
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates import EstimatesError, ParseError, find_figures, parse_figures
from estimates.figures.linking import Figure
from estimates.figures.scanner import scan_words
from estimates.figures.tables import scan
from estimates.figures.tokens import Words
from estimates.lang.lexicon import language
from estimates.policy import as_convention
from estimates.strategies import written

SHARED = Path(__file__).resolve().parents[3] / "shared"


def said(figure: Figure) -> str:
    """A figure as short words: hedge where there is one, number, unit, noun."""
    number = f"{figure.value:.15g}" if figure.value == figure.value else f"{figure.low:.15g}..{figure.high:.15g}"
    hedge = "" if figure.hedge == "plain" else f"{figure.hedge} "
    return f"{hedge}{number} {figure.unit or '-'}{f' {figure.noun}' if figure.noun else ''}"


def read(text: str) -> list[str]:
    return [said(figure) for figure in scan(text)]


@pytest.mark.parametrize(
    "text",
    [
        # years and dates
        "The treaty of 1951 was renewed in 2019.",
        "It began on Nov. 6 and ended on 14 March 2024.",
        "The fair ran between 2014 and 2017.",
        "He wrote it in the 1990s, the 80s being over.",
        "They meet on October 17 and 18.",
        "Sales in the 2017-18 season were poor.",
        "The Keppel 2018 results are out.",
        "2020 Mercury Coupe pictures are here.",
        # labels
        "Version 4.12 can fail; Boeing 737-800 and case 22-10981 are names.",
        "Precincts 14, 22 and 31 had yet to report.",
        "Units 2 and 4 tripped between junctions 10 and 11; Section 66A is void.",
        "They went 2-for-3 in the Big Ten; she died at 91.",
        "Item 5.02 of file 2021-3387; the ATR 72-600 flew.",
        "Call (604) 555-0177: a .38 revolver lay in the 400 block of Elm, the rear one manages.",
        "The youngest was a boy of six; it ran between 3 and 9 September.",
        "A girl of 9, some of them under 25 and children under 5s.",
        "COVID -19 spread.",
        # clock times
        "Gates open at 9:30 a.m. and close at 6 p.m. on Monday.",
        "Curfew starts at 0900 GMT.",
        # ages
        "Jan Kowalski, 25, saw it happen.",
        "A 25-year-old man and his six-month-old daughter were there.",
        "Men aged 18 to 60 may not leave.",
        "Children under five and women over sixty were let out, and girls under the age of six.",
        "Nobody over the age of 21 may enter.",
        # scores, records
        "The home side won 3-1 and the juniors drew 2-2.",
        "The Hawks beat the Lions 112-98.",
        # ordinals and names with numbers
        "The 47th Brigade lost its F-16 near Highway 61.",
        "Resolution 2397 is cited in Article 4 and Chapter Two.",
        "She bought an iPhone 11 from a Fortune 100 firm.",
        "A Boeing 737 crashed.",
        "Its own 787 Dreamliner was late.",
        "Level 3 alerts remain in force.",
        "The COVID-19 ward moved to 18 Harbor Street.",
        "An RBS 70 crew was shown.",
        "Channel 5s coverage was dull.",
        # phones, list numbers
        "Call 555-0142 or +44 20 7946 0018.",
        "1. Call the hotline. 2. Bring blankets.",
        "It is open 24/7, since the 9/11 attacks.",
        # fractions of time
        "Half an hour later, in the second half, it rained.",
        # "one", "a", vague words that count nothing
        "No one was there, and the one who came left one day.",
        "A year ago a man came for a minute.",
        "It will happen over the next few weeks.",
        "Several officials and a few others spoke.",
        "He scores often; it scores well.",
        "A third-party check is due on a two-way road.",
        "It was one of the first attempts.",
        "A quarter of a century later, with zero tolerance, they are in the top 10 or number one.",
        # versions, formats, indices, lower case without commas
        "It runs Windows 8.1 on a 1080p screen in a 4x4 truck.",
        "the s&p 500 and the iphone 11 were discussed on nov 6",
        "Convoy 7 reached the class of '18.",
        # symbols, ordinals, years long past, lists within a line
        "The letter (S/1994/541) was read at the forty-eighth session, on 6 and 8 August.",
        "It fell in 1389; the quake was like the one in 1703.",
        "Work has entered day three, phase two of the second half of the 1990s.",
        "She left when 1) it rained 2) it froze.",
        "As of six o'clock the E3/EU+3 had met.",
        "The 15th of April 2016 boats sank, on 3 March 2020 men fled.",
        "It rained on one side of the wall, and the bottom four will go down.",
        "People aged between 15 and 24 saw films of the 80's. At 35 he left. At 40, she was his number-two man.",
        "23.45 The pupils are between the ages of four and 11; at 2200 on 3 May they left.",
        "The fire leapt from one roof to the next. See No.5 and Fig.3.",
        "At its forty-eighth session, 189/ the Assembly met.",
        "At 2100 hours situation report 19 came; version 2.0 and 2.01 went in at number two, to go one better.",
        "20.00 Polls close.\n17.30 – All left.",
        "They used 2-by-4s during 2022′s rout.",
        "The youngest was five, the oldest 93. On 10.08, the night of 12.08 (Orr 10.08, Vela 12.08), they left.",
        "I'm 12, till you're 18; the boys were aged three and 13. The 19-year-old Ivo al-Kern left.",
        "The 71-year-old former ruler met the 26-year-old's aunt.",
        "Orr Two failed to start. Mira Holt joins on March Four, and it sold notes due 2009 of Orr Inc and warrants.",
        "A Beech 200 aircraft came down.",
        "A baby of nine months met the Group of Seven, the Gang of Four and the Big Ten on the bill, HR 40.",
        "Holt took 3 for 41, and Vela were 7 for 210 on day two of the match, in week one of the tour.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("40", "plain"), ("exactly 40", "exact"), ("precisely 40", "exact"),
        ("about 40", "about"), ("some 40", "about"), ("an estimated 40", "about"), ("roughly 40", "about"),
        ("perhaps 40", "about"), ("~40", "about"), ("40 or so", "about"), ("around 40", "about"),
        ("nearly 40", "nearly"), ("almost 40", "nearly"), ("just under 40", "nearly"), ("close to 40", "nearly"),
        ("more than 40", "more_than"), ("well over 40", "more_than"), ("upwards of 40", "more_than"),
        ("in excess of 40", "more_than"), ("just over 40", "more_than"), (">40", "more_than"),
        ("at least 40", "at_least"), ("no fewer than 40", "at_least"), ("not fewer than 40", "at_least"),
        ("a minimum of 40", "at_least"), ("40 or more", "at_least"), ("40-plus", "at_least"), ("40+", "at_least"),
        ("fewer than 40", "less_than"), ("less than 40", "less_than"), ("under 40", "less_than"),
        ("no more than 40", "at_most"), ("not more than 40", "at_most"), ("at most 40", "at_most"),
        ("a maximum of 40", "at_most"), ("40 or fewer", "at_most"), ("within 40", "at_most"),
        ("up to 40", "up_to"), ("as many as 40", "up_to"),
        ("at least about 40", "at_least"), ("about 40 or more", "at_least"),
    ],
)  # fmt: skip
def test_hedges(words: str, hedge: str) -> None:
    (figure,) = scan(f"They saw {words} lorries.")
    assert (figure.text, figure.value, figure.hedge, figure.noun) == (words, 40, hedge, "lorries")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # shared scale, shared unit, ranges
        ("Expect 3 to 4 thousand shells.", ["between 3000..4000 count shells"]),
        ("Costs of $5-6 million are likely.", ["between 5000000..6000000 USD"]),
        ("Prices go from 24.2 to 33 billion euros.", ["between 24200000000..33000000000 EUR"]),
        ("Prices rose from 24.2 to 33-35 billion euros.", ["24200000000 EUR", "between 33000000000..35000000000 EUR"]),
        ("Stocks are between 4m and 5m tonnes.", ["between 4000000..5000000 metric_ton"]),
        ("It takes 15–20 minutes.", ["between 15..20 minute"]),
        ("Between 8,000 and 9,500 conscripts came.", ["between 8000..9500 person conscripts"]),
        ("Two or three hundred men fled.", ["between 200..300 person men"]),
        ("Take 5 and 6 kg.", ["5 kilogram", "6 kilogram"]),
        ("He found Sh8 billion and paid Sh2,500.", ["8000000000 KES", "2500 KES"]),
        ("He has 280 million of the 1.5 billion shekels.", ["280000000 ILS", "1500000000 ILS"]),
        ("Rates fell from 200 to 150 points.", ["200 count points", "150 count points"]),
        ("Engines of four, five and six cylinders.", ["4 count cylinders", "5 count cylinders", "6 count cylinders"]),
        # vague numerals
        ("Tens of thousands of people marched.", ["vague 10000..100000 person people"]),
        ("Dozens of villages burned.", ["vague 12..120 count villages"]),
        ("Several hundred families fled.", ["vague 300..1000 count families"]),
        ("A couple of hundred fans stayed.", ["vague 200..400 person fans"]),
        ("Low thousands of fighters remain.", ["vague 1000..4000 person fighters"]),
        ("It lasted several weeks.", ["vague 3..10 week"]),
        # letter scales
        ("The firm raised $2.5bn.", ["2500000000 USD"]),
        ("They fly 40k drones.", ["40000 count drones"]),
        ("About 1.2m people fled.", ["about 1200000 person people"]),
        ("He ran the 400m.", ["400 meter"]),
        ("A 5K run and a 4K display.", []),
        # parentheses, signs
        ("The loss came to ($217 million).", ["217000000 USD"]),
        ("It was -12C, or minus 5 at noon.", ["-12 degree_Celsius", "-5 degree_Celsius"]),
        ("The balance fell to $-50.8bn.", ["-50800000000 USD"]),
        # adjacent numbers, attributes
        ("They sent 4,000 155mm shells.", ["4000 count 155mm shells"]),
        ("Some 2.8m fled, 1.7m of them to Orr.", ["about 2800000 person", "1700000 person"]),
        ("The 20-metre boat held 700.", ["20 meter boat", "700 -"]),
        ("Orr gave 87 million yuan ($12 million), of which 69 million was cash.",
         ["87000000 CNY", "12000000 USD", "69000000 CNY"]),
        ("It struck between 2.08 and 3.15 am.", []),
        ("The 1985 one took 5,000.", ["5000 -"]),
        ("It came with two United States fighter jets.", ["2 count United States fighter jets"]),
        ("The bank cut it by a quarter-point on Monday.", []),
        ("They sent 155 mm rounds, a 7.62-mm rifle and 12 carts.", ["12 count carts"]),
        ("They grounded two new 737 Max jets.", ["2 count new 737 Max jets"]),
        ("A 120-mile barrier and a six-cylinder engine.", ["120 mile barrier", "6 count cylinder"]),
        ("A 10,000-strong force landed.", ["10000 person force"]),
        # counted nouns
        ("Some 900 North Korean troops came.", ["about 900 person North Korean troops"]),
        ("He met 12 members of the 810th brigade.", ["12 person members of the 810th brigade"]),
        ("They drew 50 CV90 infantry fighting vehicles.", ["50 count CV90 infantry fighting vehicles"]),
        ("Kia makes dozens of Kia and Hyundai vehicles.", ["vague 12..120 count Kia and Hyundai vehicles"]),
        ("One proposal asks for more.", ["1 count proposal"]),
        ("One of the soldiers was killed.", ["1 person soldiers"]),
        ("Of 200 passengers, 14 of them died.", ["200 person passengers", "14 person passengers"]),
        ("The 2nd had 30 howitzers and 9 launchers.", ["30 count howitzers", "9 count launchers"]),
        ("The next 50 previous years count.", ["50 year"]),
        # compounds with per
        ("He drove at 90 miles per hour.", ["90 mile/hour"]),
        ("Oil costs $40 a barrel.", ["40 USD/barrel"]),
        ("Rent is $80 per sq m.", ["80 USD/square_meter"]),
        ("They lose 1,200 men a day.", ["1200 person/day men"]),
        # money
        ("A loaf is RM3.50, or £0.60.", ["3.5 MYR", "0.6 GBP"]),
        ("It is worth US$113 trillion.", ["113000000000000 USD"]),
        ("They lost EUR50m and C$2.3 billion.", ["50000000 EUR", "2300000000 CAD"]),
        ("He has 7.5 million Danish crowns.", ["7500000 DKK"]),
        ("Rs 500 crore was spent.", ["5000000000 INR"]),
        ("Rs.1,250 crore was spent, and they lent Rs.40.", ["12500000000 INR", "40 INR"]),
        ("It cost $1.5 billion (2012 USD).", ["1500000000 USD"]),
        ("They won 20 million pounds but lost 20 pounds.", ["20000000 GBP", "20 pound"]),
        ("A month at $3500 a month.", ["3500 USD/month"]),
        # grouping, scripts, characters
        ("34 500 personnel and 12 000 horses came.", ["34500 person personnel", "12000 count horses"]),
        ("They counted 15.000 residents.", ["15000 person residents"]),
        ("It measured 15.000 metres.", ["15 meter"]),
        ("１２ men, ٤٠ women.", ["12 person men", "40 person women"]),
        ("He walked 2½ miles; she ½ a mile.", ["2.5 mile", "0.5 mile"]),
        ("It holds 12\u202f000 litres.", ["12000 liter"]),
        ("The mass is 1.5×10^6 kilograms.", ["1500000 kilogram"]),
        # percent
        ("Rates stand at 4.25 percentage points.", ["4.25 percentage_point"]),
        ("65 per cent of the crop, 40 basis points.", ["65 percent crop", "40 basis_point"]),
        # shares
        ("Two-thirds of voters agree.", ["0.666666666666667 - voters"]),
        ("One in five people left.", ["0.2 - people"]),
        # measures
        ("Only 12GB of RAM, a 6.7-inch display and 5,000mAh.",
         ["12 gigabyte RAM", "6.7 inch display", "5000 milliampere_hour"]),
        ("It covers 3,500 square kilometres.", ["3500 square_kilometer"]),
        ("The skull is a 300,000-year-old find.", ["300000 year age"]),
        ("It cost $61 billion over five years.", ["61000000000 USD", "5 year"]),
        ("The siege lasted over six hours.", ["more_than 6 hour"]),
        ("A training period of a month.", ["1 month"]),
        ("It grew threefold.", ["3 count threefold"]),
        ("It took two-and-a-half years.", ["2.5 year"]),
        ("He is 6ft 4in tall, the error plus or minus 2 per cent.", ["6 foot", "4 inch", "2 percent"]),
        ("They paid £35m plus costs to 300 plus people.", ["35000000 GBP", "at_least 300 person people"]),
        # sharing and lending
        ("Only two of its five engines worked.", ["2 count engines", "5 count engines"]),
        ("It cut 60% of the grid, leaving 4 million dark.", ["60 percent grid", "4000000 -"]),
        ("The rebels are some 5,000 strong.", ["about 5000 person"]),
        ("At least 4 in 10 Americans came in 31 Abrams tanks.", ["at_least 0.4 - Americans", "31 count Abrams tanks"]),
        ('A 55" screen, "over 6.1″ wide".', ["55 inch screen", "more_than 6.1 inch"]),
        ("At $90 a ton, stocks rose by 22,000 tons to 187,400.", ["90 USD/ton", "22000 ton", "187400 ton"]),
        ("A basket that cost 1,000 shillings in May now costs 1,064.", ["1000 KES", "1064 KES"]),
        ("It has a band of 2.5 to 7.5, no more.", ["between 2.5..7.5 -"]),
        # models and initials
        ("We lost 12 T-72s, 2 BTR-82As and two F-16s.", ["12 count T-72s", "2 count BTR-82As", "2 count F-16s"]),
        ("They sold 900 Model 3s, sent 31 M1A1 tanks.", ["900 count Model 3s", "31 count M1A1 tanks"]),
        ("In Washington, D.C. 30 U.S. judges met.", ["30 person U.S. judges"]),
        ("It costs $75 U.S. a barrel; the pitcher has 0.5 WAR.", ["75 USD/barrel", "0.5 count WAR"]),
        # what a number stands before, after or without
        ("The 11 member trade pact, now signed.", ["11 count member trade pact"]),
        ("Of the staff, 12 to 15 knew.", ["between 12..15 person staff"]),
        ("Norway sent 800 and Sweden 450 men.", ["800 person men", "450 person men"]),
        ("Several hundred or even 1,000 megawatts.", ["vague 300..1000 megawatt", "1000 megawatt"]),
        ("Several hundred more fled; two women holding flags stayed.", ["vague 300..1000 -", "2 person women"]),
        ("A third of the population lives here.", ["0.333333333333333 - population"]),
        ("Some 130 poles fell on 12 Poles.", ["about 130 count poles", "12 person Poles"]),
        ("Sales hit $5bn; its headcount was down to 2,050.", ["5000000000 USD", "2050 person headcount"]),
        ("Two quakes killed 40; one member of her extended family fled.",
         ["2 count quakes", "40 person", "1 person member"]),
        ("A crew of 25 in a city of around two million.", ["25 person crew", "about 2000000 person city"]),
        ("A third of the city's 900 burnt homes, three of its last five mayors.",
         ["0.333333333333333 - burnt homes", "900 count burnt homes", "3 person mayors", "5 person mayors"]),
        ("A quarter of them left, $11 million tied to it.", ["0.25 -", "11000000 USD"]),
        ("Two-thirds of the combined 4.3M digital sales.",
         ["0.666666666666667 - digital sales", "4300000 count digital sales"]),
        ("Thousands of COVID -19 tests.", ["vague 1000..10000 count COVID -19 tests"]),
        ("About 70 percent of recalled vehicles.", ["about 70 percent recalled vehicles"]),
        ("They downed 29 drones over four regions, and well over four ships.",
         ["29 count drones", "4 count regions", "more_than 4 count ships"]),
        ("In three days it sent tens of thousands fleeing.", ["3 day", "vague 10000..100000 -"]),
        ("Worth $700 million, it may deliver no more than five.", ["700000000 USD", "at_most 5 -"]),
        ("At 1,600 nits although we measured 1,350.", ["1600 nit", "1350 nit"]),
        ("Premiums would rise 15 percent to 20 percent.", ["between 15..20 percent"]),
        ("Six Mi-8 helicopters, eighteen 2S19 guns and 900 122mm and 152mm shells.",
         ["6 count Mi-8 helicopters", "18 count 2S19 guns", "900 count 122mm and 152mm shells"]),
        ("The army counted 72 dead; MSF 81; the mayor 109.", ["72 person dead", "81 person dead", "109 person dead"]),
        ("Losses: 600 KIA, 20 Russian personnel losses; 11 hurt.",
         ["600 person KIA", "20 person Russian personnel losses", "11 person hurt"]),
        ("The death toll rose to 43; police put the crowd at 900.", ["43 person toll", "900 person crowd"]),
        ("It burned 300 homes, 41 died and 12 were arrested.", ["300 count homes", "41 person", "12 person"]),
        ("Of Gaza's people, 1.9 million of its 2.1 million inhabitants.",
         ["1900000 person inhabitants", "2100000 person inhabitants"]),
        ("A 1.2m-strong army; only 1 in 5 came.", ["1200000 person army", "0.2 -"]),
        ("It fired 300 155 mm shells, then 5 120-mm mortars.", ["300 count 155 mm shells", "5 count 120-mm mortars"]),
        # rates
        ("A 9 billion shekels ($2.4 billion) a year trade.", ["9000000000 ILS/year", "2400000000 USD/year"]),
        ("Petrol slipped from $3.89 a gallon to $3.51.", ["3.89 USD/gallon", "3.51 USD/gallon"]),
        ("It found 214 cases per 100,000 people.", ["214 count cases per 100,000 people"]),
        ("It pumps 1.1 million bpd at 30 fps and 120 mm Hg.",
         ["1100000 barrel/day", "30 frame/second", "120 millimeter_Hg"]),
        ("Wheat fell 11-1/4 cents; sub-7 nanometer chips, near-900 men.",
         ["11.25 cent", "less_than 7 nanometer", "nearly 900 person men"]),
        ("Eggs cost $4.25 a dozen.", ["4.25 USD/dozen"]),
        ("A third of the wounded were found.", ["0.333333333333333 - wounded"]),
        ("Four United Nations Security Council acts passed.", ["4 count United Nations Security Council acts"]),
        ("They lost 40 rocket systems and two jets.", ["40 count rocket systems", "2 count jets"]),
        ("They saw 40 troops or more.", ["at_least 40 person troops"]),
        ("Some 40 troops or more than 12 percent left.", ["about 40 person troops", "at_least 12 percent"]),
        ("They saw one or so troops.", ["about 1 person troops"]), ("It is zero or so miles.", ["about 0 mile"]),
        ("It is 12m long and weighed six tonnes; the 400m hurdles.", ["12 meter", "6 metric_ton", "400 meter"]),
        ("He scored 31 points 12 rebounds.", ["31 count points", "12 count rebounds"]),
        ("Bake at 180C/350F; a quarter-acre plot.", ["180 degree_Celsius", "350 degree_Fahrenheit", "0.25 acre plot"]),
        ("She has nine grandchildren and a 4.8 star rating.", ["9 person grandchildren", "4.8 count star rating"]),
        ("It earned $1.20 per diluted share and NIS 900 million.", ["1.2 USD/share", "900000000 ILS"]),
        ("It built four fewer than a year before; one member voting no.", ["4 -", "1 person member"]),
        ("Output was 4 percent higher than 40 tons.", ["4 percent", "40 ton"]),
        ("It sent no more than 40 or 50 boats.", ["at_most 50 count boats"]),
        ("The blast killed one and wounded nine men.", ["1 person", "9 person men"]),
        ("The several hundred million dollars promised.", ["vague 300000000..1000000000 USD"]),
        ("Three big, heavy trucks; some 900 feared dead.", ["3 count big, heavy trucks", "about 900 person dead"]),
        ("A third of senior positions, two kinds of such aid schemes.",
         ["0.333333333333333 - senior positions", "2 count kinds of such aid schemes"]),
        ("They want a 3 percent pay rise, and the 5- to 7-ton truck hit the wall.",
         ["3 percent pay rise", "between 5..7 ton truck"]),
        ("It is 1.55 m tall, on a peak of 2,010 m, and paid 9,000DM.", ["1.55 meter", "2010 meter", "9000 DEM"]),
        ("It was split in two; how can one explain rule 144 of the rules?", []),
        ("Lunch was $60 for 2.", ["60 USD", "2 -"]),
        ("He won seven games and drew 4.", ["7 count games", "4 count games"]),
        ("Of 254 men, 171 were Italian and 52 Hungarian.", ["254 person men", "171 person men", "52 person Hungarian"]),
        ("Some 40 homeless, 300 unemployed and 12 elderly women.",
         ["about 40 person homeless", "300 person unemployed", "12 person elderly women"]),
        ("It left 900 people homeless.", ["900 person people"]),
        ("We sold 18 lorries. Another 9 burned.", ["18 count lorries", "9 -"]),
        ("At the end of March, 44 boats were open; at the end of April, 61.", ["44 count boats", "61 -"]),
        ("The 14 May strike killed nine men.", ["9 person men"]),
        # spelled out
        ("We lost twenty-one men and one hundred and six horses.", ["21 person men", "106 count horses"]),
        ("Half a million voters, two and a half million cows.", ["500000 person voters", "2500000 count cows"]),
        ("On 3 November 12 people drowned; on November 3, 9 boats sank.", ["12 person people", "9 count boats"]),
        ("A dozen people and half a dozen dogs.", ["12 person people", "6 count dogs"]),
    ],
)  # fmt: skip
def test_figures(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_the_words_of_a_figure_are_hedge_number_and_unit_but_never_the_noun() -> None:
    texts = [
        figure.text for figure in scan("Just under 250 square miles and no fewer than 45 civilians, €1.8 billion.")
    ]
    assert texts == ["Just under 250 square miles", "no fewer than 45", "€1.8 billion"]


def test_a_change_is_two_figures_and_not_a_range() -> None:
    old, new = scan("Arrivals rose from 700 in May to 1,100.")
    assert (old.value, old.change, old.trend) == (700, "old", None)
    assert (new.value, new.change, new.trend) == (1100, "new", None)
    fall, new = scan("Shares fell 4p to 212p.")
    assert (fall.value, fall.trend, new.value, new.trend) == (4, "down", 212, None)
    new, old = scan("The toll was put at 4,200, up from 1,500 a week earlier.")
    assert (new.change, old.change) == ("new", "old")
    new, old, _ = scan("It had $14bn on Sept. 30, up from $11bn three months earlier.")
    assert (new.change, old.change) == ("new", "old")
    fall, again, _ = scan("Shares fell 76 cents, or 1.9 percent, to $38.")
    assert (fall.trend, again.trend) == ("down", "down")
    old, new = scan("Turnover is seen rising from 24.2 to 33 billion euros.")
    assert (old.value, old.unit, new.value, new.unit) == (24.2e9, "EUR", 33e9, "EUR")


@pytest.mark.parametrize(
    ("text", "trend"),
    [
        ("The index is up 5 %.", "up"), ("Output fell by 300 barrels.", "down"), ("Sales dropped 3 %.", "down"),
        ("They saw a 5% increase.", "up"), ("Profit closed 2 percent lower.", "down"), ("Futures: +0.2%.", "up"),
        ("The bank lost 3%.", "down"), ("They lost 340 men.", None), ("Up to 40 men came.", None),
        ("The toll rose to 41.", None), ("They hold 12 tanks.", None), ("They shot down 31 drones.", None),
        ("An increase of 38 percent.", "up"), ("A loss of 40 men.", None),
        ("It called up 300,000 reservists.", None), ("Shares ticked up 3 points.", "up"),
    ],
)  # fmt: skip
def test_trends_stand_apart_from_hedges(text: str, trend: str | None) -> None:
    (figure,) = scan(text)
    assert figure.trend == trend


def test_a_gloss_is_the_same_claim_said_again() -> None:
    mile, gloss, day = scan("The road runs 620 miles (1,000 km) and took (20 days).")
    assert (mile.unit, gloss.unit, gloss.gloss_of, day.gloss_of) == ("mile", "kilometer", 0, None)
    table = find_figures("It costs 7.5 million Danish crowns ($1.1 million).")
    assert table["gloss_of"].isna().tolist() == [True, False]
    assert [figure.gloss_of for figure in scan("It gave €300m (£233m; $325m).")] == [None, 0, 0]


def test_what_else_a_figure_carries() -> None:
    units, men = scan("Five units of about 3,000 men each.")
    assert (units.each, men.each) == (False, True)
    _, some = scan("Of the 40 lorries, 12 of them burned.")
    assert some.part
    _, bare = scan("Russia lost 40 tanks on Monday and 12 on Tuesday.")
    assert (bare.borrowed, bare.noun) == (True, "tanks")


@pytest.mark.parametrize(
    ("words", "resolution"),
    [("11,000", 1000), ("5", 1), ("1.2 million", 100_000), ("2.50", 0.01), ("300", 100), ("40k", 1e4)],
)
def test_resolution_is_the_last_stated_place(words: str, resolution: float) -> None:
    (figure,) = scan(f"They saw {words} lorries.")
    assert figure.resolution == pytest.approx(resolution)


def test_a_table_has_a_row_a_figure() -> None:
    table = find_figures("About 300 men and 12 to 15 tanks.")
    assert list(table.columns) == [
        "text", "start", "end", "value", "low", "high", "hedge", "resolution", "unit", "noun", "trend", "gloss_of",
    ]  # fmt: skip
    assert table["value"].tolist()[0] == 300
    assert math.isnan(table["value"].tolist()[1])
    assert table[["low", "high"]].iloc[1].tolist() == [12, 15]
    assert find_figures("Nothing.").dtypes.tolist() == table.dtypes.tolist()


def test_no_text_is_a_parse_error() -> None:
    with pytest.raises(ParseError, match=r"is no string|is not what"):
        find_figures(3)  # type: ignore[arg-type]
    with pytest.raises(ParseError, match="is no string"):
        parse_figures([math.pi])  # type: ignore[list-item]


@settings(max_examples=300)
@given(
    written(), st.sampled_from(["They counted {}.", "Late on Monday, {} were seen.", "{} had gone, said the mayor."])
)
def test_words_written_from_a_claim_read_back_within_a_sentence(said: tuple[str, dict[str, Any]], frame: str) -> None:
    words, meaning = said
    (figure,) = scan(frame.format(words))
    assert (figure.hedge, figure.unit) == (meaning["hedge"], meaning["unit"]), words
    for name in ("value", "low", "high"):
        assert getattr(figure, name) == pytest.approx(meaning[name], rel=1e-12, nan_ok=True), words
    assert words.startswith(figure.text)


_SCRAPS = """
about some over 5 12,000 1.5 million m k bn $ £ US RM % per a an the of to - – and or between from rose by ( ) . ,
; : / ' " year years old km sq ft 2 1/2 ½ half third two-thirds dozen dozens hundreds thousands tens several few
couple one twenty-five hundred 2019 Nov 6 9/11 10:30 p.m. F-16 people troops men each -5 +3 × 10 ^ ⁻³ 15-Oct 100s
1990s 000 .5 1'000 °C ″ plus + or more ish strong at least low threefold out in aged No
"""
_PIECES = st.sampled_from(_SCRAPS.split())
_MESSY = st.lists(st.tuples(_PIECES, st.sampled_from([" ", " ", "", "\u2009"])), max_size=14).map(
    lambda parts: "".join(a + b for a, b in parts)
)


@given(st.one_of(_MESSY, st.text(max_size=60), st.text(alphabet=string.digits + ",.-–/% $kmb½²", max_size=40)))
def test_no_string_raises_and_spans_point_at_the_words(text: str) -> None:
    for figure in scan(text):
        assert text[figure.start : figure.end] == figure.text
        assert figure.text.strip() == figure.text != ""
        assert (figure.value == figure.value) != (figure.low == figure.low)
        assert (figure.low == figure.low) == (figure.high == figure.high)
        assert figure.low != figure.low or figure.low <= figure.high
        assert not any(map(math.isinf, (figure.value, figure.low, figure.high, figure.resolution)))
    for convention in ("plain", "ccc"):
        (row,) = parse_figures([text], convention=convention).itertuples()
        assert (row.value == row.value) + (row.low == row.low) < 2


@pytest.mark.parametrize(
    "unit",
    ["7", ",", "and ", "1,", "1,11", "11 ", "hundred ", "5-", "5 and ", "5 km (", "5 of the ", "from 5 to ",
     "hundreds of ", "5 men, ", "$", ".5", "1/2 "],
)  # fmt: skip
def test_reading_is_linear_in_the_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: how often a word is looked at by the number reader grows as the text does."""
    from estimates.figures import amounts

    looked = 0
    read_numeral = amounts.read_numeral

    def counting(*args: object) -> object:
        nonlocal looked
        looked += 1
        return read_numeral(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(amounts, "read_numeral", counting)
    looks = []
    for size in (2_000, 8_000):
        looked = 0
        scan((unit * size)[:size])
        looks.append(looked)
    assert looks[1] <= 5 * looks[0] + 10


class Watched(list[str]):
    """Words that count how often they are looked at."""

    looks = 0

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        self.looks += len(found) if isinstance(at, slice) else 1
        return found


@pytest.mark.parametrize("unit", ["5, ", "5 and ", "units 5, ", "5 to ", "a1", "122mm and ", "5 ; ", "(604) ", "A. 5 "])
def test_the_words_around_a_number_are_looked_at_as_often_in_a_long_text(unit: str) -> None:
    looks = []
    for size in (2_000, 8_000):
        words = Words((unit * size)[:size], language("en"))
        words.low = Watched(words.low)
        scan_words(words, as_convention("plain"), size=False)
        looks.append(words.low.looks)
    assert looks[1] <= 5 * looks[0] + 100


@pytest.mark.parametrize("unit", ["a", " ", "\n", "\n\n ", "1", ",", "0.", "-", '"', "½", "é"])
def test_a_megabyte_of_one_thing_is_read_in_seconds(unit: str) -> None:
    began = time.process_time()
    scan(unit * (1_000_000 // len(unit)))
    assert time.process_time() - began < 20


def test_a_number_at_every_second_letter_costs_what_it_costs_in_a_short_text() -> None:
    took = []
    for size in (20_000, 80_000):
        began = time.process_time()
        scan("1," * (size // 2))
        took.append(time.process_time() - began)
    assert took[1] < 9 * took[0] + 0.05


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("They counted over zero troops.", "more_than"), ("Drones over four regions fell.", "plain"),
        ("They handed over 116 bodies.", "plain"), ("It added up to 40 men.", "plain"),
        ("The row over 300 jobs went on.", "plain"),
        ("It rolled over about 3 km from the pier.", "about"), ("Fires spread over nearly 40 hectares.", "nearly"),
    ],
)  # fmt: skip
def test_over_a_number_is_a_hedge_unless_it_says_where(text: str, hedge: str) -> None:
    (figure,) = scan(text)
    assert figure.hedge == hedge


def test_the_article_the_project_was_created_from() -> None:
    path = SHARED / "data" / "kursk_article.txt"
    if not path.exists():
        pytest.skip("the article is kept beside the project")
    found = [(f.text, f.unit) for f in scan(path.read_text(encoding="utf-8"))]
    assert found == [
        ("five", "count"), ("roughly 3,000", "person"), ("more than 900 miles", "mile"),
        ("a total of 15,000", "person"), ("a month", "month"),
        ("several weeks", "week"), ("one week", "week"), ("11,000", "person"), ("10,000", "person"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["The toll is far above the 380 reported.", "Turnout beat the 380 expected.", "It is less than the 380 planned."],
)
def test_a_comparison_with_a_known_figure_is_no_hedge(text: str) -> None:
    assert find_figures(text)[["text", "hedge"]].to_numpy().tolist() == [["380", "plain"]]


def test_letters_stand_for_crowns_and_francs() -> None:
    found = [(f.unit, f.value) for f in scan("It paid SKr2.3bn, DKr95m, NKr400m and SFr12m.")]
    assert found == [("SEK", 2.3e9), ("DKK", 9.5e7), ("NOK", 4e8), ("CHF", 1.2e7)]


def test_under_what_lies_is_a_place_and_under_a_time_is_less() -> None:
    assert [f.hedge for f in scan("The road lay under 13,000 tonnes of rock.")] == ["plain"]
    assert [f.hedge for f in scan("It took jurors under four hours.")] == ["less_than"]


def test_another_quarter_of_a_million_is_one_number() -> None:
    assert [(f.text, f.value) for f in scan("Another quarter of a million may follow.")] == [
        ("Another quarter of a million", 250_000.0)
    ]


def test_what_is_short_of_beds_lacks_so_many() -> None:
    assert [f.hedge for f in scan("Hospitals are short of 1,700 beds.")] == ["plain"]
    assert [f.hedge for f in scan("The crowd was just short of 1,700 people.")] == ["nearly"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 3-4,000 people sang.", ["between 3000..4000 person people"]),
        ("From 50 to 496,500 people sang.", ["between 50..496500 person people"]),
        ("Between 5 and 7,000 people sang.", ["between 5000..7000 person people"]),
        ("3-4 million people moved.", ["between 3000000..4000000 person people"]),
        ("Firms of 10 to 1,500 workers gain.", ["between 10..1500 person workers"]),
        ("Exports climbed 12% in 2015 to 2.1 million.", ["12 percent", "2100000 -"]),
        ("The ministry put the dead at 94.", ["94 -"]),
        ("Army inquiry puts hospital dead at 22.", ["22 -"]),
        ("Singer found dead at 22.", []),
        ("The unrest, in which only one person died, is over.", ["1 person person"]),
        ("No one person is to blame, nor is he the one man who can.", []),
        ("They lost 85,000 under five.", ["85000 -"]),
        ("It earned 11 mln Canadian dlrs.", ["11000000 CAD"]),
        ("It brought the losses since 4 March 2022 to 71,400.", ["71400 -"]),
        ("They cut the forecast for 2025 to 3,200 tonnes.", ["3200 metric_ton"]),
        ("There are beds for 1500 to 2,000 people.", ["between 1500..2000 person people"]),
        ("Profit rose more than fourfold to $1.9 billion.", ["more_than 4 count fourfold", "1900000000 USD"]),
        ("They bought 15 EV chargers.", ["15 count EV chargers"]),
        ("The plant makes 15 eV lasers.", ["15 electron_volt"]),
        ("He leads 15 Newton employees.", ["15 person Newton employees"]),
        ("A force of 15 newtons pulls.", ["15 newton"]),
        ("It shipped 12m of its phones.", ["12000000 count phones"]),
        ("It laid 12m of the cable.", ["12 meter cable"]),
        ("They earn a $9 minimum wage.", ["9 USD minimum wage"]),
        ("They charge a $9 minimum.", ["at_least 9 USD"]),
        ("Sales made a 4 percent gain over 2014.", ["4 percent gain"]),
        ("Crowds of over 2014 people came.", ["more_than 2014 person people"]),
        ("Rwanda's 1994 genocide and wars went on.", []),
        ("Rwanda's 1994 genocide killed many.", []),
        ("A nine-storey house and a 9-storey one fell.", []),
        ("They outnumber them almost three to one, or 10-to-1.", []),
        ("There may be 10 or 15,000 left.", ["between 10000..15000 -"]),
        ("Sales fell from three to one.", ["3 -"]),
        ("Package number eight was sent.", []),
        ("The 40 Commando lost 12 men.", ["12 person men"]),
        ("They flew out 40 Greeks, 12 Iraqis, 9 IDPs.", ["40 person Greeks", "12 person Iraqis", "9 person IDPs"]),
        ("Mira Holt, an 11-year-old, met 12-year-old Ben Ray.", []),
        ("We speak about 600 people.", ["600 person people"]),
        ("More than 550 staff seeking other posts met.", ["more_than 550 person staff"]),
        ("It has 12 police training centres.", ["12 count police training centres"]),
        ("It sent 15 tonnes of dried beans.", ["15 metric_ton dried beans"]),
        ("It met two United States jets.", ["2 count United States jets"]),
        ("He died around 3,000 B.C. and 40 AD.", []),
        ("As of 18.00 on 2 March her 26-year-old son Ivo was lost.", []),
        ("A 30-year inflation-adjusted bond.", ["30 year inflation-adjusted bond"]),
        ("It is 75 percent of our oil imports.", ["75 percent oil imports"]),
        ("Some 30 percent of the country opposes it.", ["about 30 percent country"]),
        ("Oil cost 17 dlrs a barrel.", ["17 USD/barrel"]),
        ("It paid S/ 1,500 for three referenda.", ["1500 PEN", "3 count referenda"]),
        ("As many as 35 have been shot.", ["up_to 35 person"]),
        ("Of the drones 29 were shot down.", ["29 -"]),
        ("About 400 freed slaves and 12 ex-slaves came.", ["about 400 person freed slaves", "12 person ex-slaves"]),
        ("A day three men came.", ["3 person men"]),
        ("It wants roughly two of every three working adults.", ["about 0.666666666666667 - working adults"]),
        ("It is a mile and a half away and took more than an hour and a half.", ["1.5 mile", "more_than 1.5 hour"]),
        ("It gave Hr 8,000 for 5 hr 30 min.", ["8000 UAH", "5 hour", "30 minute"]),
        ("There had been 166 reported crimes.", ["166 count reported crimes"]),
        ("It must save $9 over the next two.", ["9 USD"]),
        ("It sold 30,000 homes, of which 1583 are built.", ["30000 count homes", "1583 count homes"]),
        (
            "It drew 900 men in its first ten days, half a million more than in May.",
            ["900 person men", "10 day", "500000 person men"],
        ),
        ("It shot down 89 out of 113 drones, 9 out of 10 at sea.", ["89 count drones", "113 count drones", "0.9 -"]),
        (
            "Some 2m fled; 1.2m homeless, 3m are at sea.",
            ["about 2000000 person", "1200000 person homeless", "3000000 person homeless"],
        ),
        ("A wall 3m high fell 4m into a 2m ditch.", ["3 meter", "4 meter", "2 meter ditch"]),
        (
            "It beat the 1,840 mm set by a storm; 40 kg of mining-grade and crude explosives at 935 hPa.",
            ["1840 millimeter", "40 kilogram mining-grade and crude explosives", "935 hectopascal"],
        ),
        (
            "Of 28 sites in camps 1 and 2 of a country of 9 million, it cleared 640 cubic yards of an estimated 2,500.",
            ["28 count sites", "9000000 person country", "640 cubic_yard", "about 2500 cubic_yard"],
        ),
        ("In Orr 29 died, in South Vela 12 were hurt.", ["29 person", "12 person"]),
        ("In Orr 71 died, in Vela 43. A committee of 22 sat.", ["71 person", "43 person", "22 person committee"]),
        ("It lowered the level of the lake in Orr by 0.4 m.", ["0.4 meter"]),
        (
            "Some 73% of sites opened, 319 of around 2,315 were shut.",
            ["about 73 percent sites", "319 -", "about 2315 -"],
        ),
    ],
)
def test_ranges_units_and_names_as_a_reader_takes_them(text: str, expected: list[str]) -> None:
    assert [said(figure) for figure in scan(text)] == expected


@pytest.mark.parametrize("worth", [(20, 50), [20, 50]])
def test_a_convention_of_ones_own_may_be_a_list(worth: tuple[float, float] | list[float]) -> None:
    (row,) = parse_figures(["dozens"], convention={"dozens": worth}).itertuples()
    assert (row.low, row.high) == (20.0, 50.0)
    with pytest.raises(EstimatesError, match="is no amount"):
        parse_figures(["dozens"], convention={"dozens": [50]})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They counted 37,000, plus or minus 15%.", [("37,000", None)]),
        ("It stood at 43 percent, give or take three points.", [("43 percent", "percent")]),
        ("Its error is plus or minus 3 percent.", [("plus or minus 3 percent", "percent")]),
    ],
)
def test_how_far_a_figure_may_be_off_is_none_of_its_own(text: str, expected: list[tuple[str, str | None]]) -> None:
    figures = find_figures(text)
    units = [None if unit != unit else unit for unit in figures["unit"]]
    assert list(zip(figures["text"], units, strict=True)) == expected


def test_what_is_counted_stands_in_the_paragraph_of_its_number() -> None:
    assert find_figures("There were 40\n\nKEY FIGURES\nPeople fled.")["noun"].isna().all()
    assert find_figures("There were 40\nmen.")["noun"].tolist() == ["men"]


def test_a_list_that_ends_in_or_is_no_range() -> None:
    assert find_figures("They left from 25, 40 or 60 miles away.")["value"].tolist() == [25, 40, 60]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We need five, six hundred trucks.", ["five, six hundred"]),
        ("Four, maybe five more guns were found.", ["Four, maybe five"]),
        ("Two, four and five thousand men left.", ["Two", "four", "five thousand"]),
        ("Of five, six fled.", ["five", "six"]),
    ],
)
def test_two_steps_beside_each_other_are_a_range_as_one_speaks(text: str, expected: list[str]) -> None:
    assert [figure.text for figure in scan(text)] == expected
