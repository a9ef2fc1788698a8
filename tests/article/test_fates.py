"""What befell those whom a figure counts, in the words there are for it, and whose losses they are."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute

# A sentence, with the measure of each of its counts.
MEASURES = {
    "still": ("More than 120 people were still missing in Oldtown.", ["missing"]),
    "already": ("Close to 50 people had already died.", ["killed"]),
    "remain": ("Some 40 people remain missing.", ["missing"]),
    "others behind an aside": (
        "Two people were killed and at least six others, including two nurses, were hurt.",
        ["killed", "wounded", "wounded"],
    ),
    "left in a state": ("At least 14 people were left dead.", ["killed"]),
    "shot dead": ("Some 14 people were shot dead.", ["killed"]),
    "fatally": ("Four police officers were fatally shot.", ["killed"]),
    "lives lost": ("Twelve people lost their lives.", ["killed"]),
    "lives claimed": ("The blast claimed the lives of 14 people.", ["killed"]),
    "lives changed": ("The court changed the lives of 14 people.", ["people"]),
    "a place between": ("Some 40 people in New Harbour were killed.", ["killed"]),
    "so many places between": ("Some 40 people in three villages were killed.", ["killed", "villages"]),
    "so many homes of them": ("Some 40 barns across three states were destroyed.", ["barns destroyed", "states"]),
    "from so many": ("About 300 sailors from nine countries had been displaced.", ["displaced", "countries"]),
    "places themselves": ("In all, three villages were destroyed.", ["villages destroyed"]),
    "a part of them": (
        "The clinic moved 200 nurses, 45 of them in critical condition.",
        ["nurses", "seriously wounded"],
    ),
    "tolls that range": ("Death toll estimates range from 100 to about 160.", ["killed"]),
    "a toll out of cases": ("The death toll has risen to 403 out of 839 cases.", ["killed", "cases"]),
    "and needs more": ("The clinic has 40 beds and needs 90.", ["beds", "beds"]),
    "one of them not counted": ("Six soldiers, a policeman and two nurses were killed.", ["killed", "killed"]),
    "put at, and": ("It puts the dead at 30, mostly boys, and the wounded at 60.", ["killed", "wounded"]),
    "bodies": ("The bodies of 45 people were recovered.", ["killed"]),
    "either": ("Some 30,000 soldiers have been killed or wounded.", ["casualties"]),
    "both before": ("The blast killed and wounded 300 people.", ["casualties"]),
    "each with its own": ("The blast killed 30 and wounded 300 people.", ["killed", "wounded"]),
    "two subjects": ("The minister says 36 people and three bombers have died.", ["killed", "killed"]),
    "a subject and what it did": ("Three bombers killed 36 people and died.", ["bombers", "killed"]),
    "who killed": ("Three bombers who killed 43 people were foreign.", ["bombers", "killed"]),
    "shelters": ("Some 26,000 people were living in shelters.", ["in shelters"]),
    "hospital": ("About 400 people were taken to hospital.", ["in hospital"]),
    "homes": ("Some 12,000 people fled their homes.", ["displaced"]),
    "over a bracket": (
        "Norland lost 14 tanks (98 in total), 27 boats and 51 guns.",
        ["tanks lost", "tanks", "boats lost", "guns lost"],
    ),
    "two objects": ("The blast killed 12 soldiers and three civilians.", ["killed", "killed"]),
    "another clause": ("The blast killed 12 soldiers and three civilians fled.", ["killed", "displaced"]),
    "along with": ("Two civilians were killed, officials said, along with five others.", ["killed", "killed"]),
    "together with": ("Keld said nine troops had died, together with 14 nurses and 22 boys.", ["killed"] * 3),
    "a pair in a list": ("It said 61 rebels, 20 soldiers and police and 19 boys had been killed.", ["killed"] * 3),
    "among the dead": ("Among the dead were 14 divers and three nurses.", ["killed", "killed"]),
    "among those": ("Among those injured are 14 divers.", ["wounded"]),
    "among the missing": ("Among the missing were 14 divers.", ["missing"]),
    "rescuers who died": ("Of those killed, 19 were rescue workers.", ["killed"]),
    "a long aside": ("Twenty people, including an Algerian, an Austrian and a German, were wounded.", ["wounded"]),
    "thought to be": ("Some 50,000 people are still thought to be trapped inside.", ["trapped"]),
    "rounded up": ("Police had rounded up about 20 people.", ["arrested"]),
    "gunned down": ("Raiders gunned down 14 people.", ["killed"]),
    "escape": ("It said 3,700 people had managed to escape the city.", ["escaped"]),
    "the dozens": ("He says many of the dozens wounded have minor injuries.", ["wounded"]),
    "the hundreds of a place": ("The number was in the hundreds.", []),
    "a day": ("Russia suffers 1,500 casualties per day.", ["casualties per day"]),
    "a rate carried on": ("Deliveries fell from 90 trucks a day to 40.", ["trucks per day"] * 2),
    "a verb left out": ("The quake killed 900 people in Oldtown and 40 in Newtown.", ["killed", "killed"]),
    "not with its own": ("The raid killed 9 people in Oldtown, and 40 in Newtown were wounded.", ["killed", "wounded"]),
    "a helper left out": ("Some 900 soldiers had been killed and 4,000 wounded.", ["killed", "wounded"]),
    "named before its event": ("Seven people died and some 147 wounded in the attack.", ["killed", "wounded"]),
    "put at": ("It captured 900 people. The army put the number at 40.", ["captured", "captured"]),
    "counted by others": ("About 900 marched, police said; the union counted 4,000.", ["participants"] * 2),
    "spoken of": ("About 900 marched, police said, while the union spoke of 4,000.", ["participants"] * 2),
    "of so many": ("Some 300 of the 900 detainees were released.", ["freed", "detainees"]),
    "of so many wounded": ("Some 12 of the 40 wounded have died.", ["killed", "wounded"]),
    "a share of so many": ("Half of the 900 residents had fled.", ["residents, share", "residents"]),
    "of so many things": ("The army shot down 36 of 47 drones.", ["drones", "drones"]),
    "over a span": ("At least 12 people died over the past week.", ["killed"]),
    "over so many": ("Two explosions killed over ten people.", ["explosions", "killed"]),
    "a place in between": ("Some 40 people in New Harbour were killed.", ["killed"]),
    "bodies taken away": ("32 bodies were taken to a hospital.", ["killed"]),
    "all of them": ("The blast hit the post, killing all 11 soldiers inside.", ["killed"]),
    "among them": ("Two nurses were among the five people killed.", ["killed", "killed"]),
    "survived": ("The bus fell into the river; only eight survived.", ["survived"]),
    "lost men": ("Norway has lost 900 troops.", ["lost"]),
    "lost dead": ("The column lost 900 killed and 40 men wounded.", ["killed", "wounded"]),
    "a list of losses": ("It lost 389 tanks, 12 boats and 14 men.", ["tanks lost", "boats lost", "lost"]),
    "on a day": ("The ministry put average daily casualties at 1,523.", ["casualties per day"]),
    "short of a target": ("It hired 900 men, short of its target of 1,200.", ["men", "men"]),
    "of whom a verb": ("It has 900 voters, of whom 700 cast ballots.", ["voters", "voters"]),
    "cases and deaths": ("Some 900 cases and 40 deaths were recorded.", ["cases", "killed"]),
    "of them dead": ("It received 400 casualties, 120 of them dead.", ["casualties", "killed"]),
    "held hostage": ("At least 240 are being held hostage.", ["hostages"]),
    "wounded men": ("The clinic has two dead and 40 wounded men.", ["killed", "wounded"]),
    "dead beside things": ("The raid left 12 dead and 30 burnt villages.", ["killed", "burnt villages"]),
    "between two days": ("Some 300 people fled between 1 and 10 October.", ["displaced"]),
    "a head for two": ("It launched 4 missile and 67 air strikes.", ["missile strikes", "air strikes"]),
    "no head for two": ("It had 12 dead and 40 sick men.", ["killed", "sick men"]),
    "climbed past": ("The toll of a quake that struck Vela on Saturday climbed past 2,400 on Sunday.", ["killed"]),
    "approaching": ("Their casualties, the officials said, are approaching 900.", ["casualties"]),
    "their number": ("The number of troops killed or wounded since the war began is nearing 900.", ["casualties"]),
    "elaborated": ("Up to 900 people are displaced in Vela: 500 in the east alone.", ["displaced", "displaced"]),
    "of those": ("More than 900 people have fled. Of those, 500 reached Vela.", ["displaced", "displaced"]),
    "a participle for all": (
        "It claims 476 tanks, 96 aircraft and 118 boats destroyed.",
        ["tanks destroyed", "aircraft destroyed", "boats destroyed"],
    ),
    "on the ground": ("It has almost 900 troops on the ground.", ["troops"]),
    "on the ferry": ("Some 900 people were on the ferry.", ["aboard"]),
    "came to a rally": ("About 900 attended a pro-government rally.", ["participants"]),
    "since another day": ("It evacuated 900 people in May and 500 since the airlift began.", ["evacuated"] * 2),
    "households": ("Vela\n\nHouseholds displaced: 1,250\nMissing: 6", ["Households displaced", "missing"]),
    "who is told": ("Norland, who official results say won 80 percent, spoke.", [None]),
    "passed": ("Infections passed 900, the agency said.", ["Infections"]),
    "known to have": ("At least 2,122 people are now known to have died.", ["killed"]),
    "of a whole in numbers": ("It lost over half of an initial army of 900 to 1,200.", ["initial army, share", "army"]),
    "compared": ("Some 900 people joined 26 rallies, down from 1,200.", ["people", "rallies", "people"]),
}


@pytest.mark.parametrize("kind", MEASURES)
def test_what_befell_people_is_read_from_more_than_the_next_word(kind: str) -> None:
    text, measures = MEASURES[kind]
    assert [row["quantity"] for row in attribute(text)] == measures


SUFFERED = {
    "a country": ("Russia had suffered 900 casualties in Oldtown.", "Russian"),
    "its people": ("The Russians have taken up to 900 casualties.", "Russian"),
    "a group": ("The Northern Column had suffered over 900 casualties.", "Northern Column"),
    "nobody named": ("It suffered 900 casualties.", None),
    "an owner": ("Russia's casualties are approaching 900.", "Russian"),
    "who has them": ("The Northern Column has 900 troops.", "Northern Column"),
    "men of a country": ("Norway lost 900 soldiers.", "Norwegian troops"),
    "things": ("On Monday Norway lost nine tanks.", "Norwegian"),
}


@pytest.mark.parametrize("kind", SUFFERED)
def test_losses_are_of_who_suffered_them(kind: str) -> None:
    text, who = SUFFERED[kind]
    assert attribute(text)[0]["who"] == who


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Some 459 people were aboard.", ["aboard"]),
        ("About 900 people are in quarantine.", ["in quarantine"]),
        ("The virus infected 186 people.", ["infected"]),
        ("Some 238 people were pulled alive from the rubble.", ["rescued"]),
        ("More than 1,000 people may already have died, he said.", ["killed"]),
        (
            "Nine people died. 179 of the 475 passengers and crew were rescued.",
            ["killed", "rescued", "passengers and crew"],
        ),
        ("Police arrested 5 men over the massacre of 148 people.", ["arrested", "killed"]),
        ("She put the number killed at 70.", ["killed"]),
        ("Some 400 inmates are still at large.", ["at large"]),
        ("Two are in a precarious condition and three fighting for their lives.", ["seriously wounded"] * 2),
        ("Two men have not been heard from; 83 people are still being looked for.", ["missing", "missing"]),
        ("The remains of six people were found.", ["killed"]),
        ("Forty people did not survive, two soldiers paid the supreme price.", ["killed", "killed"]),
        ("Five men were beaten to death and nine people passed away.", ["killed", "killed"]),
        ("Gunmen took away 40 girls; 19 remain in the hands of their captors.", ["kidnapped", "hostages"]),
        ("Some 400 people were told to evacuate and 60 men walked free.", ["evacuated", "freed"]),
        ("The toll included 31 children, the injured include four women.", ["killed", "wounded"]),
        ("It brought to 70 the number of those freed.", ["freed"]),
        ("Orr revised to 94 the number of persons abducted.", ["kidnapped"]),
        ("Watch put the number still in captivity at 40.", ["hostages"]),
        ("The number of participants in the march did not exceed 60,000.", ["participants"]),
        ("Some 5,000 people gathered in the square at a rally.", ["participants"]),
        ("The fire forced 300 people out of their homes and charred 900 acres.", ["displaced", "burned"]),
        ("An estimated 41,500 people (8,300 households) have been displaced.", ["displaced", "households"]),
        ("Three people, the captain and a mate, are being held in connection with it.", ["arrested"]),
        ("Medics attended to 13 demonstrators; 27 survivors are under observation.", ["treated", "in hospital"]),
        ("The storm left 400 homes without power; 900 were without electricity.", ["without power"] * 2),
        ("Three people have been taken in for questioning.", ["arrested"]),
        ("Some 58 people had been pulled from the water; nine men were picked up.", ["rescued", "rescued"]),
        ("Rescuers were searching for 40 people.", ["missing"]),
        ("Some 562 people sought help; 12 are sought in the hills.", ["people", "missing"]),
        ("Two soldiers embraced martyrdom; 3 policemen were martyred.", ["killed", "killed"]),
        ("Two men succumbed at a clinic; 14 nurses are nursing injuries.", ["killed", "wounded"]),
        ("Some 300 jawans were sent.", ["troops"]),
        ("The injury toll in the crash of a bus in Orr neared 50.", ["wounded"]),
        ("The ministry put the number of injured at 341 and that of the missing at 19.", ["wounded", "missing"]),
        ("Over 200 men were packed into the boat, thought to have carried 750 people.", ["aboard", "aboard"]),
        ("Gunmen have attacked a school and taken away dozens of students.", ["kidnapped"]),
        ("Some 18 soldiers and local fighters were killed for the loss of nine men.", ["killed", "lost"]),
        (
            "Two more died, taking the confirmed deaths to 26 and bringing the injured to 90.",
            ["killed", "killed", "wounded"],
        ),
        ("A march went on. Organisers claimed 900,000 marchers.", ["participants"]),
        ("The toll of the outbreak doubled in ten days to 28.", [None, "killed"]),
        ("Some 90 Britons (accounts vary) and 700 Belgians were massacred.", ["massacred", "massacred"]),
        ("Three workers at the clinic died; two crew members of a US B-2 bomber were rescued.", ["killed", "rescued"]),
        (
            "Five members of the board of the Orr bank met, and 40 men sent for the rescue.",
            ["members of the board", "men"],
        ),
        ("It has 40 deaths per million people.", ["deaths per million people"]),
        ("Nets saved 40 lives, and seat belts save 900 lives a year.", ["saved", "lives saved per year"]),
        ("To save one life is enough; the flu claims 900 lives a year.", ["saved", "killed per year"]),
        ("Soldiers killed 15 people, three residents and a rebel said.", ["killed", "residents"]),
    ],
)
def test_words_for_what_befell_people(text: str, measures: list[str]) -> None:
    assert [row["quantity"] for row in attribute(text)] == measures


def test_those_at_one_site_alone_are_a_part_that_no_event_is_given() -> None:
    rows = attribute("A quake killed 200 people in Norland. It killed 94 people in the capital alone.")
    assert [row["identity"] for row in rows] == ["read", "guessed"]
    (row,) = attribute("At the clinic alone 60 people were killed in the blast.")
    assert row["identity"] == "guessed"


def test_a_list_behind_a_colon_is_of_those_whom_its_sentence_counts() -> None:
    rows = attribute("The clashes killed 958 people, the monitor says: 576 rebels, 361 soldiers and 21 civilians.")
    assert [(row["quantity"], row["who"]) for row in rows] == [
        ("killed", None), ("killed", "rebels"), ("killed", "troops"), ("killed", "civilians")
    ]  # fmt: skip
    rows = attribute("The clashes killed 958 people. Its demands: 576 rebels were to be freed.")
    assert [row["quantity"] for row in rows] == ["killed", "freed"]


def test_what_the_main_verb_says_befell_them_goes_before_what_is_said_beside() -> None:
    rows = attribute(
        "Some 270 people injured by the quake had been taken to hospital. Some 40 men hurt in it were from Orr."
    )
    assert [row["quantity"] for row in rows] == ["in hospital", "wounded"]


def test_a_label_says_what_befell_those_behind_it_and_not_those_before() -> None:
    rows = attribute("Losses - killed: 40, wounded: 120, missing: 7. Ruland lost 90 tanks, of which destroyed: 60.")
    assert [row["quantity"] for row in rows] == ["killed", "wounded", "missing", "tanks lost", "tanks destroyed"]
