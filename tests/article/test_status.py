"""Is it so yet, and is it so at all."""

from __future__ import annotations

import re

import pytest

from estimates.article import prospects
from estimates.article.rows import attribute
from estimates.lang.lexicon import lexicon

STATUS = {
    "who want to": ("City to shut three rinks, and 1,400 kids want to know why.", "1,400", "actual"),
    "participle": ("The army carried out a raid, killing scores of rebels.", "scores", "actual"),
    "target that was met": ("The clinic met its target of training 600 nurses.", "600", "actual"),
    "a record": ("It is expected to break the record of 40 guests set in May.", "40", "actual"),
    "guided": ("The firm guided for sales of 40 tons.", "40 tons", "expected"),
    "pencilled in": ("Brokers had pencilled in 12%.", "12%", "expected"),
    "fear damage": ("Insurers fear damage of $40 million.", "$40 million", "expected"),
    "fear that": ("Officials fear 40 men died.", "40", "actual"),
    "subjunctive, what it is": ("He demanded that the relief of $4 be raised to $10.", "$4", "actual"),
    "others trapped": ("Crews are racing to reach three others trapped there.", "three", "actual"),
    "as others did": ("They will likely be flown out, as 40 were on Monday.", "40", "actual"),
    "what there is to clear": ("Sappers came to clear the estimated 700 shells.", "estimated 700", "actual"),
    "past behind to": ("One woman I talked to lost 11.", "11", "actual"),
    "so far": ("So far nine migrants were let in.", "nine", "actual"),
    "could hear": ("Rescuers said they could hear voices of five people.", "five", "actual"),
    "where": ("Crews came to scour a school where more than 90 boys were buried.", "more than 90", "actual"),
    "did manage": ("Crews did manage to pull 33 men out.", "33", "actual"),
    "their goal": ("Growth is above the bank's 2% goal.", "2%", "expected"),
    "would have felt": ("Some 40 homes would have felt the quake.", "Some 40", "actual"),
    "would have felt if": ("Some 40 homes would have felt it without warning.", "Some 40", "expected"),
    "about to": ("The army was about to send 40 boats.", "40", "expected"),
    "needs to": ("The army needs to send 40 boats.", "40", "expected"),
    "due on": ("Another 40 trucks are due on Friday.", "Another 40", "expected"),
    "in brackets": ("The plan would allocate €300m (£233m; $325m) this year.", "$325m", "expected"),
    "how far": (
        "They are expected to go to Aldburg, some 379 kilometers to the south.",
        "some 379 kilometers",
        "actual",
    ),
    "to safety": ("Troops pulled to safety more than 200 people.", "more than 200", "actual"),
    "a capacity that stands": ("Such a load would have passed its design capacity of 40 men.", "40", "actual"),
    "a capacity to come": ("The plan would create a capacity of 40 beds.", "40", "expected"),
    "a list that is to come": ("Some 40 men, 12 boys and nine girls are to arrive.", "Some 40", "expected"),
    "already there": ("He said 90 carts would be sent, adding to the 20 already there.", "20", "actual"),
    "the verb left out": ("Ruland will take 20 boats by May; Norland 24 over two years.", "24", "expected"),
    "past of its own": ("Trying to seize it, Ruland's forces lost 427 men.", "427", "actual"),
    "apposition": ("It will take place at the ossuary, a memorial to 900 men.", "900", "actual"),
    "list": ("He will build a bridge, a road and 40 houses.", "40", "expected"),
    "of those promised": ("Of the 600 promised, 40 tanks have come.", "40", "actual"),
    "those who speak": ("The bill will pass, according to two people familiar with it.", "two", "actual"),
    "those who expect": ("Some 22 of the firms expect to spend more next year.", "Some 22", "actual"),
    "and then did": ("Norland had foreseen the attack and deployed 40 men.", "40", "actual"),
    "and will do": ("Norland will see the attack off and deployed 40 men will stay.", "40", "expected"),
    "appear to be": ("Women who drink two or more cups appear to be well.", "two or more cups", "actual"),
    "quoted for its words": ('She told them that "no more than 40" posts would go.', "no more than 40", "expected"),
    "while doing": ("The bill would help many while cutting taxes by $40 million.", "$40 million", "expected"),
    "of what ends": ("The deal, which covers men at two plants, expires on 30 September.", "two", "actual"),
    "if": ("If 40 more men die, the talks end.", "40", "expected"),
    "continued to": ("They continued to hold 40 men.", "40", "actual"),
    "to date": ("They plan to feed nine towns by May; to date 40 men came.", "40", "actual"),
    "aside of what was asked": ("The agency, which asked for nine boats, received 40 carts.", "40", "actual"),
    "two more scheduled": ("It has seven now, with two more scheduled for Monday.", "two", "expected"),
    "needs of": ("The plan asks for help to meet the needs of 40 men.", "40", "actual"),
    "deaths of": ("He vowed revenge for the deaths of 40 men.", "40", "actual"),
    "to the deaths of": ("It could lead to the deaths of 40 men.", "40", "expected"),
    "the girls": ("The army wants to free the 40 girls seized in May.", "40", "actual"),
    "the men needed": ("The army wants to find the 40 men needed for it.", "40", "expected"),
    "who want": ("Rebels who want peace killed 40 men.", "40", "actual"),
    "that lost": ("It agreed to pay for loans that lost lenders 40 dollars.", "40 dollars", "actual"),
    "agreed to": ("The bank agreed to pay 40 dollars.", "40 dollars", "expected"),
    "used to": ("Police used tear gas on Friday to drive off 40 men.", "40", "actual"),
    "asked to": ("Each driver had been asked to pay 40 dollars.", "40 dollars", "actual"),
    "appealed to": ("The fund launched an appeal to help 40 men.", "40", "actual"),
    "set up": ("The camp was set up in 1991 and now holds 40 men.", "40", "actual"),
    "said it would": ("It cut 40 jobs last year and said it would cut nine more by May.", "40", "actual"),
    "but": ("The toll stood at 40 but was expected to rise.", "40", "actual"),
    "the only one to": ("She was the only diver to enter the first five wrecks.", "five", "actual"),
    "the deadliest to": ("It was the deadliest storm to hit the town, killing 40.", "40", "actual"),
    "the first to, some day": ("The navy will be the first to send 40 tugs.", "40", "expected"),
    "went on to": ("The club went on to win 12 races.", "12", "actual"),
    "forced to": ("It was forced to close 13 mines.", "13", "actual"),
    "purpose before": ("To ensure clean water, seven tankers started work.", "seven", "actual"),
    "subject of its own": ("It plans to build a mill, and 40 homes were pulled down.", "40", "actual"),
    "what was targeted": ("The rebels have targeted over 20 ships.", "over 20", "actual"),
    "last year's": ("Sales will be higher than last year's 40 tons.", "40 tons", "actual"),
    "expected by": ("She joined the 40 guests expected by the hotel to leave.", "40", "expected"),
    "from and to": ("Many went from rural to urban areas, against 40 percent nationally.", "40 percent", "actual"),
    "had to": ("The ward had to close 40 beds.", "40", "actual"),
    "have to": ("The ward will have to close 40 beds.", "40", "expected"),
    "may have": ("The band may have as many as 40 men.", "as many as 40", "expected"),
    "may well have lost": ("The band may well have lost 40 men.", "40", "actual"),
    "the current": ("The toll will pass 900 from the current 40.", "40", "actual"),
    "from before to": ("Fees will rise from 40 dollars in May to 50 dollars.", "40 dollars", "actual"),
    "laid off before": ("Nine will go, on top of the 40 laid off in May.", "40", "actual"),
    "in the days ahead": ("It should recover in the 12 months ahead.", "12 months", "expected"),
    "a debt there is": ("They hope to avoid default on the $40 debt.", "$40", "actual"),
    "glad to": ("She was glad to see 40 men there.", "40", "actual"),
    "and were to": ("Nine went to Vela and another 40 were expected to go on Monday.", "another 40", "expected"),
    "fought to win": ("Orla fought hard all day to win in 40 minutes.", "40 minutes", "actual"),
    "hoped to win": ("Orla hoped to win in 40 minutes.", "40 minutes", "expected"),
    "years there were": ("They hope to end 40 years of war.", "40 years", "actual"),
    "ought to": ("There ought to be 40 lorries.", "40", "expected"),
    "up from": ("There will be 90 of them in May, up from 40 now.", "40", "actual"),
    "a subject to come": ("Food is stored and rations for 40 homes will be cut.", "40", "expected"),
    "would have had": ("Had it tried, it would have had 40 tanks.", "40", "expected"),
    "follow the death of": ("The talks, due to begin soon, follow the death of 40 men.", "40", "actual"),
    "could not be": ("Another 40 could not be reached.", "Another 40", "actual"),
    "enough to": ("Enough food to feed 40 men was stolen.", "40", "actual"),
    "these": ("It is stunning to see these 40 towns.", "40", "actual"),
    "between now and": (
        "Unless it ends, 40 percent of the growth between now and May will be lost.",
        "40 percent",
        "expected",
    ),
    "bidden": ("The council ordered the purchase of 40 buses.", "40", "expected"),
    "a name and what it is": ("He fought to get a stake in Ward, one of the firms at its core.", "one", "actual"),
    "a name's own past": ("Set 440 to win, Ruland finished at 40 points.", "40", "actual"),
    "asked if": ("He asked if 40 men had died.", "40", "actual"),
    "forced whom to": ("The storm forced the firm to close 13 mines.", "13", "actual"),
    "will force whom to": ("The storm will force the firm to close 13 mines.", "13", "expected"),
    "permitted whom to": ("The law allowed the agency to seize 40 boats.", "40", "actual"),
    "led whom to": ("Rain led the state to import 40 tons of wheat.", "40 tons", "actual"),
    "shown to": ("The pill was shown to cut pain by 40 percent.", "40 percent", "actual"),
    "turned out to": ("It turned out to hold 40 men.", "40", "actual"),
    "close to a number": ("The firm bought close to 40 ships.", "close to 40", "actual"),
    "a call for hours": ("The call for 40 hours of work was heard.", "40 hours", "actual"),
    "offer of": ("An offer of 40 dollars a share was made.", "40 dollars a share", "expected"),
    "sum of an offer": ("It can drop its $9 billion offer.", "$9 billion", "expected"),
    "sum of a loss": ("It can bear its $9 billion loss.", "$9 billion", "actual"),
    "planned homes": ("The town showed 40 planned homes.", "40", "expected"),
    "on order": ("It has 40 ships on order.", "40", "expected"),
    "awaited": ("Some 40 ships are awaited.", "Some 40", "expected"),
    "is the goal": ("Keeping growth at 40 percent is the goal.", "40 percent", "expected"),
    "is the result": ("Growth at 40 percent is the result.", "40 percent", "actual"),
    "after 40 days": ("After 40 days, the court named a judge.", "40 days", "actual"),
    "of the goods and services": ("Half of the goods and services would be lost.", "Half", "expected"),
    "said he would": ("He said he would go on to win 40 titles.", "40", "expected"),
    "could be sent": ("A man could be sent with 40 sheep.", "40", "expected"),
    "a purpose ahead": ("To make up for the loss, he gave them 40 books.", "40", "actual"),
    "news that": ("They met to hail the news that cars use 40 percent less gas.", "40 percent", "actual"),
    "trapped": ("Crews went to Dorn to help 40 men trapped in a mine.", "40", "actual"),
    "leave trapped": ("A flood could leave 40 men trapped in a mine.", "40", "expected"),
    "serving": ("A unit is to track 40 serving officers.", "40", "actual"),
    "one of its": ("Police are trying to arrest one of the group's leaders.", "one", "actual"),
    "will be one of": ("It will be one of the longest.", "one", "expected"),
    "of its nine": ("It will shut two of its nine mills.", "nine", "actual"),
    "two of its": ("It will shut two of its nine mills.", "two", "expected"),
    "the nine countries": ("War could destabilise the nine countries there.", "nine", "actual"),
    "the 40 homes": ("He hopes to build the 40 homes by May.", "40", "expected"),
    "a stake it has": ("It plans to sell its 40 percent stake in Ward.", "40 percent", "actual"),
    "a stake to buy": ("It plans to buy a 40 percent stake in Ward.", "40 percent", "expected"),
    "an old truce": ("He would end a two-week-old truce.", "two-week", "actual"),
    "a ban there is": ("The state will lift a four-year ban.", "four-year", "actual"),
    "days after it was": ("Talks will begin, 40 days after the firm was shut.", "40 days", "actual"),
    "days after the start": ("The offer will expire 40 days after its start.", "40 days", "expected"),
    "first time in": ("He was given permission to leave for the first time in nine days.", "nine days", "actual"),
    "miles away": ("Another storm 40 miles away could bring rain.", "40 miles", "actual"),
    "food needs": ("They hold 60 tons of food needs with 40 carts.", "40", "actual"),
    "his years": ("They met to mark his 40 years in power.", "40 years", "actual"),
    "a level reached": ("They moved to find work and growth accelerated to 40 percent.", "40 percent", "actual"),
    "a level aimed at": ("Growth is set to be accelerated to 40 percent.", "40 percent", "expected"),
    "an aside of what was": ("More ships, up to 40, were sent.", "up to 40", "actual"),
    "a purpose before a subject": ("To keep the water clean, three tankers, nine of the army, came.", "nine", "actual"),
    "care for": ("It asks for help to care for 40 men.", "40", "actual"),
    "now at": ("A law aims to cut the debt, now at 40 dollars.", "40 dollars", "actual"),
    "the debt of": ("The plan would cut the debt of 40 dollars.", "40 dollars", "actual"),
    "a debt of": ("The plan would bear a debt of 40 dollars.", "40 dollars", "expected"),
    "bought for": ("It plans to sell a mill bought for 40 dollars.", "40 dollars", "actual"),
    "sell for": ("It plans to sell the mill for 40 dollars.", "40 dollars", "expected"),
    "dead comrades": ("He vowed to avenge 40 dead comrades.", "40", "actual"),
    "leave dead": ("The flood could leave 40 dead.", "40", "expected"),
    "led to the": ("It led to the release of 40 men.", "40", "actual"),
    "who saw": ("Police want to question 40 men who saw the crash.", "40", "actual"),
    "hire who": ("They plan to hire 40 men who lost jobs.", "40", "expected"),
    "a plan includes": ("His plan includes 40 ships.", "40", "expected"),
    "a fleet includes": ("His fleet includes 40 ships.", "40", "actual"),
    "are on order": ("Some 40 ships are on order.", "Some 40", "expected"),
    "faces years": ("He faces up to 40 years in prison.", "up to 40 years", "expected"),
    "faces men": ("He faces 40 men in court.", "40", "actual"),
    "bound for": ("The plane was bound for Dorn with 40 people aboard.", "40", "actual"),
    "share of an offer": ("The union rejected a 9 percent offer.", "9 percent", "expected"),
    "the toll of": ("The death toll of 40 is expected to rise.", "40", "actual"),
    "a toll of": ("A toll of 40 is expected.", "40", "expected"),
    "rise from": ("The toll is expected to rise from 40.", "40", "actual"),
    "rise to": ("The toll is expected to rise to 40.", "40", "expected"),
    "all six": ("All six will pay.", "six", "actual"),
}


@pytest.mark.parametrize("kind", STATUS)
def test_status(kind: str) -> None:
    text, words, status = STATUS[kind]
    assert {row["text"]: row["status"] for row in attribute(text, reported="2024-11-06")}[words] == status


DENIED = {
    "unlikely": ("It is unlikely that more than 500 men were captured.", True),
    "doubted": ("He doubted that 40 men had died.", True),
    "nobody doubts": ("No one doubts that 40 men died.", False),
    "no doubt": ("There is no doubt that 40 men died.", False),
    "far from": ("Far from losing 40 men, the army lost none.", True),
    "despite": ("It failed to move despite more than 40 raids.", False),
    "a condition": ("If aid is not sent, rations for 40 men will end.", False),
    "not later": ("Not 40 seconds later he left.", False),
    "broken off": ("It couldn't stop... maybe 40 men left.", False),
    "before they had": ("They did not leave before they had counted the 23 dead.", False),
    "refused to": ("The firm refused to pay 40 dollars.", True),
    "declined to a level": ("Sales declined to 40 tons.", False),
    "stopped from": ("Guards stopped the men from stealing 40 goats.", True),
    "stopped on the way from": ("Guards stopped the men from Dorn with 40 goats.", False),
    "avoided": ("The firm avoided paying 40 dollars.", True),
    "never forget": ("They vowed never to forget the 184 victims.", False),
    "of what there is": ("There will never be a war between the two towns.", False),
    "not for so long": ("He has not spoken for 40 days.", False),
    "did not last": ("It did not last for 40 days.", True),
    "a part in it": ("Rebels denied they had played any role in the deaths of 40 men.", False),
    "what a part led to": ("The firm denied that its role in the war had cost 40 jobs.", True),
    "before the end": ("They had not lost, before the truce, 40 men.", True),
}


@pytest.mark.parametrize("kind", DENIED)
def test_denied(kind: str) -> None:
    text, denied = DENIED[kind]
    assert attribute(text)[0]["negated"] is denied


def test_a_quota_in_force_is_so_and_a_target_is_not() -> None:
    rows = attribute("Qatar keeps to its quota of 900 barrels, short of a target of 950 barrels.")
    assert [row["status"] for row in rows] == ["actual", "expected"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It would take weeks, and that 40 men are there is clear.", ["actual"]),
        ("Jets used guided bombs to strike 40 towers.", ["actual"]),
        ("The ship was licensed to carry 550 people.", ["actual"]),
        ("It will raise the reserve to 750 barrels, from its present 500 barrels.", ["expected", "actual"]),
        ("It expects losses of $5 billion, compared with a $2 billion loss.", ["expected", "actual"]),
    ],
)
def test_purposes_met_capacities_and_what_is_compared_with_are_so(text: str, expected: list[str]) -> None:
    assert [row["status"] for row in attribute(text)] == expected


def test_those_of_whom_it_is_told_that_they_have_come_are_there() -> None:
    rows = attribute(
        "Norway plans to send 2,900 soldiers, of whom about 600 have arrived. It has a target of 900 boats."
    )
    assert [row["status"] for row in rows] == ["expected", "actual", "expected"]


@pytest.mark.parametrize("name", ["verbs", "constructions"])
def test_where_nothing_looks_ahead_nothing_is_expected(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look that spares most figures all others finds what they would find."""
    examples = [entry[kind] for entry in lexicon(name).values() for kind in ("example", "counter") if kind in entry]
    texts = [text for text, _, _ in STATUS.values()] + [re.sub(r"[\[\]{}]", "", text) for text in examples]
    found = [[row["status"] for row in attribute(text, reported="2024-11-06")] for text in texts]
    monkeypatch.setattr(prospects, "may_be_ahead", lambda *_: True)
    assert found == [[row["status"] for row in attribute(text, reported="2024-11-06")] for text in texts]


def test_a_target_in_brackets_is_expected() -> None:
    text = "It trained 400 nurses (target 900) and 30 doctors (goal: 60), up to 12 in the north (nine in May)."
    assert [row["status"] for row in attribute(text)] == [
        "actual",
        "expected",
        "actual",
        "expected",
        "actual",
        "actual",
    ]


def test_what_goes_on_while_it_is_feared_is_so() -> None:
    text = "Officials feared the toll could climb as 900 people remained missing."
    assert [row["status"] for row in attribute(text)] == ["actual"]
    assert [row["status"] for row in attribute("It could cost as many as 900 people their jobs.")] == ["expected"]


def test_so_many_said_so_in_a_poll() -> None:
    text = "A July poll showed that 51 percent of nurses would vote for it, against 36 percent in 2006."
    assert [row["status"] for row in attribute(text)] == ["actual", "actual"]
    text = (
        "Officials expect turnout at the polls to reach 60 percent. Before the polls open, rents will rise 4 percent."
    )
    assert [row["status"] for row in attribute(text)] == ["expected", "expected"]


def test_what_is_due_within_days_is_to_come_and_what_stands_now_is_not() -> None:
    rows = attribute("Some 900 troops have come, with 8,000 expected within days.")
    assert [row["status"] for row in rows] == ["actual", "expected"]
    rows = attribute("Some 40 tonnes more are due Thursday.")
    assert [row["status"] for row in rows] == ["expected"]
    rows = attribute("Norland plans to raise the number of police to 134,000 by May from 122,000 now.")
    assert [row["status"] for row in rows] == ["expected", "actual"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norland decided to send 40 guns.", "expected"),
        ("The court ordered the firm to pay $40 million.", "expected"),
        ("The yard won a contract with the port of Orr to build 40 boats.", "expected"),
        ("A finding is not expected for 12 months.", "expected"),
        ("Negotiators agreed on Thursday to free 40 prisoners.", "expected"),
        ("Negotiators agreed on Thursday that 40 had left.", "actual"),
        ("The mayor has asked the state for $3 million.", "expected"),
        ("Proposals to enlarge the force to 5,000 men have been turned down.", "expected"),
        ("The search could take several months.", "expected"),
        ("The boat could take 40 men.", "actual"),
        ("The graveyard of thousands of soldiers could be dug up.", "actual"),
        ("The families of 40 miners will be paid.", "actual"),
        ("The recruitment of 900 soldiers will begin.", "expected"),
        ("The 400 metres champion will be back on March 7.", "actual"),
        ("The first 40 tanks arrive next week.", "expected"),
        ("Another 40 more by December, the mayor said.", "expected"),
        ("The firm, which had expected to lose nine mills, closed 40 mills.", "expected actual"),
        ("The 40 doses that were to be shipped to Orr have come.", "actual"),
        ("Crowds, told to go, threw stones, hurting at least 40.", "actual"),
        ("The 40 who were told to leave went home.", "actual"),
    ],
)
def test_what_was_settled_on_or_is_dated_ahead_is_to_come(text: str, status: str) -> None:
    assert [row["status"] for row in attribute(text, reported="2024-11-06")] == status.split()


def test_what_remains_to_be_done_is_so_and_so_is_what_is_part_of_it() -> None:
    rows = attribute("Two bodies remain to be identified. About 900 animals died due to the fall of barns.")
    assert [row["status"] for row in rows] == ["actual", "actual"]
    rows = attribute("Some 2.8 million people need lifesaving assistance, including 450,000 children.")
    assert [row["status"] for row in rows] == ["actual", "actual"]
    assert [row["status"] for row in attribute("Injured: 326 in the places we could reach.")] == ["actual"]
    rows = attribute(
        "Some 900 people need to be moved. The state earmarked $40 million. Damage to farming stood at $9m."
    )
    assert [row["status"] for row in rows] == ["actual", "actual", "actual"]
