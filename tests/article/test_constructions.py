"""The ways in which English hands a figure to somebody, one sentence for each."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute

SOURCES: list[tuple[str, list[str | None]]] = [
    # Verbs of many kinds.
    ("The minister, Vera Kolb, boasts of 40 captured tanks.", ["Vera Kolb"]),
    ("The rebels boast of 800 captives, the army admits to 95.", ["rebels", "army"]),
    ("Inspectors established that 40 tonnes had leaked.", ["Inspectors"]),
    ("Some 40 tonnes had leaked, inspectors established.", ["inspectors"]),
    # Phrases: in the view of, by the count of, to the knowledge of.
    ("In the estimate of Brigadier Nora Falk, 900 men are in the hills.", ["Nora Falk"]),
    ("There are 900 men in the hills, in the estimate of Brigadier Nora Falk.", ["Nora Falk"]),
    ("There are, in Nora Falk's estimation, 900 men in the hills.", ["Nora Falk"]),
    ("In Nora Falk's view, 900 men are needed.", ["Nora Falk"]),
    ("By Nora Falk's reckoning there are 900 men in the hills.", ["Nora Falk"]),
    ("By the reckoning of the army there are 900 men in the hills.", ["army"]),
    ("On the army's figures, 900 men deserted.", ["army"]),
    ("To the army's knowledge, 900 men deserted.", ["army"]),
    ("As far as the ministry knows, 900 men deserted.", ["ministry"]),
    ("If the ministry is to be believed, 900 men deserted.", ["ministry"]),
    ("To hear Nora Falk tell it, 900 men deserted.", ["Nora Falk"]),
    ("In Nora Falk's telling, 900 men deserted.", ["Nora Falk"]),
    ("In the telling of the rebels, 900 men deserted.", ["rebels"]),
    ("Going by the police count, 900 people marched.", ["police"]),
    ("The police figure was 900; the organisers' was 4,000.", ["police", "organisers"]),
    # A number that somebody has, keeps, reaches.
    ("The police gave the number of marchers as 900.", ["police"]),
    ("The police have the crowd at 900.", ["police"]),
    ("For the police it was 900, while the unions arrived at 4,000.", ["police", "unions"]),
    ("The unions came up with 4,000 marchers.", ["unions"]),
    ("Police spoke of 900 marchers, organisers of 4,000.", ["Police", "organisers"]),
    ("The mayor talked of 900 marchers.", ["mayor"]),
    ("The monitor knows of 900 deaths.", ["monitor"]),
    ("The Red Cross has registered 230 captives.", ["Red Cross"]),
    ("The Red Cross documented 230 cases of torture.", ["Red Cross"]),
    ("The Red Cross verified 230 deaths.", ["Red Cross"]),
    ("The monitoring group Watchline logged 230 strikes.", ["Watchline"]),
    ("Watchline counted 230 strikes, the army 80.", ["Watchline", "army"]),
    ("Watchline lists 230 strikes in its bulletin.", ["Watchline"]),
    ("The exchange kept its projection at 52 million tons.", ["exchange"]),
    ("The bank left its forecast at 3 percent.", ["bank"]),
    ("Patria trimmed its outlook to 141 million tons.", ["Patria"]),
    ("Growth is forecast to pick up to 3.3 percent by the IMF.", ["IMF"]),
    ("Growth is expected by the IMF to reach 3.3 percent.", ["IMF"]),
    ("The damage was put by insurers at $4 billion.", ["insurers"]),
    ("The damage was assessed at $4 billion by insurers.", ["insurers"]),
    ("A figure of 4,000 dead was given by the ministry.", ["ministry"]),
    ("The average estimate in a Bloomberg survey was 146 million tons.", ["Bloomberg survey"]),
    ("The median forecast of analysts polled by Reuters was 3 percent.", ["analysts polled by Reuters"]),
    ("Analysts polled by Reuters had forecast 3 percent.", ["Analysts polled by Reuters"]),
    ("The consensus among analysts was 3 percent.", ["analysts"]),
    ("That was below the 7.5 percent analysts had forecast.", ["analysts"]),
    ("That was below the 7.5 percent that analysts in a poll had forecast.", ["analysts in a poll"]),
    ("That was below analysts' forecasts of 7.5 percent.", ["analysts"]),
    ("That beat the 7.5 percent forecast by analysts.", ["analysts"]),
    # Relative clauses, asides, denials, convictions.
    ("The bank cleared what it said was a $7 billion backlog.", ["bank"]),
    ("The rebels hold what the army believes are 40 hostages.", ["army"]),
    ("The army, the ministry said, had lost 40 tanks.", ["ministry"]),
    ("The army had, the ministry said, lost 40 tanks.", ["ministry"]),
    ("The ministry claims to have destroyed 40 tanks.", ["ministry"]),
    ("The ministry admits having lost 40 tanks.", ["ministry"]),
    ("The ministry denies having lost 40 tanks.", ["ministry"]),
    ("The ministry acknowledged losing 40 tanks.", ["ministry"]),
    ("The ministry reported having shot down 40 drones.", ["ministry"]),
    ("The ministry is convinced that 40 tanks were lost.", ["ministry"]),
    ("The minister, Vera Kolb, is certain that 40 tanks were lost.", ["Vera Kolb"]),
    ("Vera Kolb was sure there were 40 tanks.", ["Vera Kolb"]),
    ("Vera Kolb is confident of selling 40 tanks.", ["Vera Kolb"]),
    ("Vera Kolb is aware of 40 cases.", ["Vera Kolb"]),
    ("Vera Kolb's fear is that 40 more will die.", ["Vera Kolb"]),
    ("Vera Kolb's guess is 40.", ["Vera Kolb"]),
    ("Vera Kolb's answer: 40.", ["Vera Kolb"]),
    # A person and a verb.
    ("Vera Kolb remembers a crowd of 40.", ["Vera Kolb"]),
    ("Vera Kolb recalled seeing 40 tanks.", ["Vera Kolb"]),
    ("Vera Kolb counted 40 tanks from her window.", ["Vera Kolb"]),
    ("Vera Kolb swears there were 40 tanks.", ["Vera Kolb"]),
    ("Vera Kolb guesses that 40 tanks passed.", ["Vera Kolb"]),
    ("Vera Kolb promised 40 tanks by May.", ["Vera Kolb"]),
    ("Vera Kolb demanded the release of 40 men.", ["Vera Kolb"]),
    ("Vera Kolb aims for 1,000 turbines by 2030.", ["Vera Kolb"]),
    ("Vera Kolb hopes for 1,000 turbines.", ["Vera Kolb"]),
    ("Vera Kolb wants 1,000 turbines.", ["Vera Kolb"]),
    ("Vera Kolb called for 1,000 turbines.", ["Vera Kolb"]),
    ("Vera Kolb hinted at 40 more dead.", ["Vera Kolb"]),
    ("Vera Kolb alluded to 40 victims.", ["Vera Kolb"]),
    ("Vera Kolb referred to 40 victims.", ["Vera Kolb"]),
    ("Vera Kolb listed what had burned: three schools and 12 shops.", ["Vera Kolb", "Vera Kolb"]),
    ("Vera Kolb summed up: 12 shops burned.", ["Vera Kolb"]),
    # Quotations.
    ('"We lost 12 shops." Thus mayor Vera Kolb summed up the day.', ["Vera Kolb"]),
    ('"We lost 12 shops." That was how Vera Kolb described the day.', ["Vera Kolb"]),
    ('Vera Kolb shook her head. "We lost 12 shops."', ["Vera Kolb"]),
    ('"We lost 12 shops." Vera Kolb shook her head.', ["Vera Kolb"]),
    ('Vera Kolb sighed: "We lost 12 shops."', ["Vera Kolb"]),
    ('"We lost 12 shops," sighed Vera Kolb.', ["Vera Kolb"]),
    ('"We lost 12 shops," Vera Kolb, who runs the market, said. "And 3 stalls."', ["Vera Kolb", "Vera Kolb"]),
    ('"We lost 12 shops" was how Vera Kolb put it.', ["Vera Kolb"]),
    ("Asked about the 12 shops, Vera Kolb said there were 14.", ["Vera Kolb", "Vera Kolb"]),
    # Nouns of saying.
    ("A warning from the ministry that 40 dams could burst went unheeded.", ["ministry"]),
    ("Word from the ministry was that 40 dams had burst.", ["ministry"]),
    ("The ministry's assurance that 40 dams were safe convinced nobody.", ["ministry"]),
    ("The ministry's announcement of 40 arrests came late.", ["ministry"]),
    ("The number of arrests, 40 by the ministry's account, is in doubt.", ["ministry"]),
    ("Forty dams, the ministry's tally shows, have burst.", ["ministry"]),
    # Polls and papers.
    ("In a poll that the Riga Institute carried out, 61 percent were in favour.", ["Riga Institute"]),
    ("Support stands at 61 percent in a poll conducted by the Riga Institute.", ["Riga Institute"]),
    ("A Riga Institute poll gave the party 61 percent.", ["Riga Institute poll"]),
    ("The Riga Institute polled 1,500 voters and found 61 percent in favour.", [None, "Riga Institute"]),
    ("Of 1,500 people polled by the Riga Institute, 61 percent were in favour.", ["Riga Institute", "Riga Institute"]),
    ("According to a survey carried out for the Riga Institute by Norstat, 61 percent were in favour.", ["Norstat"]),
    ("Data compiled by Norstat show 61 percent in favour.", ["Norstat"]),
    ("Norstat data put support at 61 percent.", ["Norstat data"]),
    ("Figures released by the ministry show 61 arrests.", ["ministry"]),
    ("Ministry figures show 61 arrests.", ["Ministry figures"]),
    ("The ministry's website shows 61 arrests.", ["ministry"]),
    ("On its website, the ministry gives a figure of 61 arrests.", ["ministry"]),
    ("A statement on the ministry's website said 61 were held.", ["ministry"]),
    ("A ministry statement said 61 were held.", ["ministry"]),
    ("The ministry tweeted that 61 were held.", ["ministry"]),
    ("Vera Kolb took to Twitter to say that 61 were held.", ["Vera Kolb"]),
    ("Vera Kolb wrote on Telegram: 61 were held.", ["Vera Kolb"]),
    # Two who differ.
    ("The toll rose to 61, with the ministry saying 12 more were missing.", [None, "ministry"]),
    ("The ministry put the toll at 61, with Vera Kolb saying that 12 more were missing.", ["ministry", "Vera Kolb"]),
    ("The ministry said 61 were dead; Vera Kolb disputes that, saying it was 40.", ["ministry", "Vera Kolb"]),
    ("The ministry said 61 were dead. Vera Kolb contradicted it: there were 40.", ["ministry", "Vera Kolb"]),
    ("Against the ministry's figure of 61, Vera Kolb counts 40.", ["ministry", "Vera Kolb"]),
    ("The ministry reported 61 dead, compared with the 40 reported by Vera Kolb.", ["ministry", "Vera Kolb"]),
    ("The ministry reported 61 dead, more than the 40 the mayor had given.", ["ministry", "mayor"]),
    ("Contrary to what exiles allege, the army did not shoot 37 men, spokesman Jon Roe told reporters.", ["Jon Roe"]),
    ("While exiles allege 90 deaths, the army says it was 37.", ["exiles", "army"]),
    ("Exiles allege 90 deaths, which the army puts at 37.", ["Exiles", "army"]),
    # At second hand.
    ("Sources close to the talks said 37 men would go.", ["Sources close to the talks"]),
    ("A person briefed on the talks said 37 men would go.", ["person briefed on the talks"]),
    ("Vera Kolb was quoted by Interfax as saying 37 men had gone.", ["Vera Kolb"]),
    ("Interfax quoted Vera Kolb as saying 37 men had gone.", ["Vera Kolb"]),
    ("Vera Kolb, quoted by Interfax, said 37 men had gone.", ["Vera Kolb"]),
    ("Some 37 men have gone, Interfax quoted Vera Kolb as saying.", ["Vera Kolb"]),
    ("Some 37 men have gone, Vera Kolb was quoted as saying by Interfax.", ["Vera Kolb"]),
    ("Vera Kolb told Interfax that 37 men had gone.", ["Vera Kolb"]),
    ("Speaking to Interfax, Vera Kolb said 37 men had gone.", ["Vera Kolb"]),
    ("Vera Kolb, speaking in Minsk, said 37 men had gone.", ["Vera Kolb"]),
    ("In an interview with Interfax, Vera Kolb spoke of 37 men.", ["Vera Kolb"]),
    ("Vera Kolb let it be known that 37 men had gone.", ["Vera Kolb"]),
    ("Vera Kolb made it clear that 37 men had gone.", ["Vera Kolb"]),
    ("Vera Kolb went further, claiming that 37 men had gone.", ["Vera Kolb"]),
    ("Vera Kolb is on record as saying that 37 men had gone.", ["Vera Kolb"]),
    ("Vera Kolb is reported to have said that 37 men had gone.", ["Vera Kolb"]),
    ("Vera Kolb would only say that 37 men had gone.", ["Vera Kolb"]),
    # More verbs.
    ("Vera Kolb sees 37 percent growth ahead.", ["Vera Kolb"]),
    ("Vera Kolb suspects 37 men of desertion.", ["Vera Kolb"]),
    ("Vera Kolb accused the army of killing 37 men.", ["Vera Kolb"]),
    ("Vera Kolb blamed the army for 37 deaths.", ["Vera Kolb"]),
    ("Vera Kolb pointed to 37 deaths in May.", ["Vera Kolb"]),
    ("Vera Kolb drew attention to 37 deaths.", ["Vera Kolb"]),
    ("Vera Kolb complained of 37 missing crates.", ["Vera Kolb"]),
    ("Vera Kolb thanked the 37 volunteers.", [None]),
    ("Vera Kolb cited 37 deaths.", ["Vera Kolb"]),
    ("Vera Kolb quoted a figure of 37.", ["Vera Kolb"]),
    ("Vera Kolb stuck to her figure of 37.", ["Vera Kolb"]),
    ("Vera Kolb corrected the number to 37.", ["Vera Kolb"]),
    ("Vera Kolb lowered the toll to 37.", ["Vera Kolb"]),
    ("Vera Kolb's toll of 37 was later raised.", ["Vera Kolb"]),
    ("The toll of 37 announced by Vera Kolb was later raised.", ["Vera Kolb"]),
    ("Because of the flood, Vera Kolb said, only 37 men have gone.", ["Vera Kolb"]),
    ("Some 37 men have gone, Vera Kolb said but did not elaborate.", ["Vera Kolb"]),
    ("The fire is out. NDMA: 37 injured.", ["NDMA"]),
    ("The fire is out. Zambian official to Reuters: at least 37 men have gone.", ["Zambian official"]),
    ("The report gives 37 dead.", ["report"]),
    # Nobody.
    ("The fire is out. MLRS: 37 destroyed.", [None]),
    ("The population had increased to a total of 37 people.", [None]),
    ("The official toll is 37.", [None]),
    ("An estimated 37 men have gone.", [None]),
    ("Reportedly, 37 men have gone.", [None]),
    ("It is believed that 37 men have gone.", [None]),
    ("The lake covers 37 square miles.", [None]),
    # Who they are, and what they say.
    ("Vera Kolb's ministry, which employs 37 people, said 12 were ill.", [None, "Vera Kolb's ministry"]),
    ("Vera Kolb, who commands 37 ships, said 12 were lost.", [None, "Vera Kolb"]),
    (
        "Estonian intelligence believes Iran has shipped 28 crates, and its head, Arvo Kallas, said 40 would follow.",
        ["Estonian intelligence", "Arvo Kallas"],
    ),
    (
        "An arsenal that Estonian intelligence believes has shipped 28 containers stands empty.",
        ["Estonian intelligence"],
    ),
    ("The plant will turn out 200 shells, says Rheinwerk, its owner.", ["Rheinwerk"]),
    ("Rheinwerk, the manufacturer, says its new plant will turn out 200 shells.", ["Rheinwerk"]),
    ("A doctor at the clinic, who asked not to be named, spoke of 40 dead.", ["doctor at the clinic"]),
    ("Two residents gave lower tolls. They said 19 bodies had been found.", [None, "Two residents"]),
    (
        "The company, Acme, has offered to part with 75 stores, people familiar with the matter said.",
        ["people familiar with the matter"],
    ),
]

OVER_SENTENCES: dict[str, tuple[str, list[str | None]]] = {
    "the agency is no state": (
        "The World Relief Organization said it had sent 40 trucks. Zambia had asked for 90, the agency acknowledged.",
        ["World Relief Organization", "World Relief Organization"],
    ),
    "the author, once back, goes on": (
        "Mayor Lind said 40 boats sank. The former chief of Orr Mills will go to court. The charges include 12 counts.",
        ["Lind", None],
    ),
    "people who come up to act are told of anew": (
        "Mayor Lind said nine boats sank. About 40 relatives gathered at the gate. Some 12 nurses killed a snake.",
        ["Lind", None, None],
    ),
    "what befell people goes on with the telling": (
        "Mayor Lind said nine men drowned. Another 40 fled. Of those, 12 were swept away. Some 900 boats sank.",
        ["Lind", "Lind", "Lind", None],
    ),
    "a body in capitals that is a small word": ("Orr, where 12 bridges fell, is cut off, WHO warned.", ["WHO"]),
    "a clause opener is nobody": ("Footage shows a fire. If confirmed, this would leave 40 boats.", [None]),
    "they who were just named": (
        "The mayor said 12 had died. Two residents gave lower tolls. They said it was nine.",
        ["mayor", None, "Two residents"],
    ),
    "the word before a name": (
        "Abbots met. Some 40 monks fled, abbot Tenzin Ladakh said. The abbot put the dead at 1,200.",
        ["Tenzin Ladakh", "Tenzin Ladakh"],
    ),
    "somebody described by a party": (
        "Rep. Ruth Lamb isn't budging. The Ohio Republican told reporters that 31 districts were paid.",
        ["Ruth Lamb"],
    ),
    "the body that just acted": (
        "Officials said 12 had left. Vantura Foods Corp. has 9,400 workers. It said sales fell 6 percent.",
        ["Officials", None, "Vantura Foods Corp."],
    ),
    "a poll's percents": (
        "A Barrow College poll found the city split. It rained.\n\nSixty percent of those surveyed oppose it.",
        ["Barrow College poll"],
    ),
    "no opinion of a poll": (
        "A Barrow College poll found the city split. It rained.\n\nThe jobless rate fell to 5 percent.",
        [None],
    ),
    "a paper's findings": (
        "The city's report offers some encouraging signs. It puts complaints at 187. Fines dropped to 12.",
        ["city", None],
    ),
    "a lead that keeps the name": (
        "A contractor who took bribes told jurors he was paid $40,000.\n\nCurtis Rehm, a roofer, said it was in cash.",
        ["Curtis Rehm"],
    ),
    "only cited": (
        "Some 40 ships sank, according to Lloyd's Register. Its fleet has 12 tugs.",
        ["Lloyd's Register", None],
    ),
    "a part of what was cited": (
        "Some 40 ships sank, according to Lloyd's Register. Of those, 12 were tugs.",
        ["Lloyd's Register", "Lloyd's Register"],
    ),
    "an adjunct before the subject": (
        "The Tax Forum said rents would fall. For the poorest, they would fall by $71.",
        ["Tax Forum"],
    ),
    "a clause before the main one": (
        "Three years after the city promised a judge that it would change, officers use force 22 percent less often.",
        [None, None],
    ),
    "an object behind an aside": (
        "The harbor guard, the oldest in the world, blamed the navy and said 11 women had died.",
        ["harbor guard"],
    ),
    "a state behind a county": (
        "Sheriff Bud Larkin of Zavala County, Texas, who has a radio, told reporters that 17 men had come.",
        ["Bud Larkin"],
    ),
    "a clause is no aside": (
        "According to the Labor Office, the loss was about 13,400, and it has grown since.",
        ["Labor Office"],
    ),
    "a headline is no speaker": ("BORDER SURGE: ARRESTS TOP 39,000 IN MAY", [None]),
    "a dateline is no subject": (
        "DORN CITY (AP) — Thousands marched Tuesday, demanding that the state add to a $6,100 raise.",
        [None, "Thousands"],
    ),
    "a clause is no source": (
        "Ivo Kern, head of the police union, which has 640 members, said the findings ignored a surge in violence.",
        [None],
    ),
    "a participle behind its noun": (
        "Rescuers drilling through rock in the hills said they had reached 19 men.",
        ["Rescuers"],
    ),
    "a firm with a comma in it": (
        "Phyllis Garner of Tolland, Reese & Co. said the sale would bring 35 cents a share.",
        ["Phyllis Garner"],
    ),
    "a plan by somebody": ("Under a plan unveiled by Mayor Ada Holm, Dorn will hire 2,400 nurses.", ["Ada Holm"]),
    "no poll": ("Mayor Ada Holm said there would be 150 flats by the time voters next go to the polls.", ["Ada Holm"]),
    "adding what he said": (
        "Five miners had complained in writing, Jorge Pinto said, adding that 70 percent had no insurance.",
        ["Jorge Pinto", "Jorge Pinto"],
    ),
    "the company that just opened": (
        "Reese & Co. said 12 had left. Dunmore Paper Co. has mills. The company said profit fell 10 percent.",
        ["Reese & Co.", "Dunmore Paper Co."],
    ),
    "reports called nonsense": (
        "Solvanta, the chemicals group, dismissed as nonsense reports that 90 tonnes had leaked.",
        ["Solvanta"],
    ),
    "whom a description is of": (
        "Ivo Kern, a meteorologist at Climagro, who cautioned that 40 dams may burst, left.",
        ["Ivo Kern"],
    ),
    "two noun phrases side by side": ("The flood caused damage the World Bank put at $14 billion.", ["World Bank"]),
    "those who were asked": (
        "The survey of 1,008 registered voters found 51 percent in favor.",
        [None, "survey of 1,008 registered voters"],
    ),
    "as much as it reveals": (
        "Sheriff Bud Larkin, who has 17 men, told reporters that the tally hides as much as it reveals.",
        [None],
    ),
    "an agency that has not spoken": (
        "An appeal by the World Seed Programme is short of cash. It needs 40 ships, the agency reported.",
        ["World Seed Programme"],
    ),
    "the company of this sentence": (
        "The Grocers Association said 12 had left. Corbin Stores has vans; the company says 6 cost it a lot.",
        ["Grocers Association", "Corbin Stores"],
    ),
    "told by one of whom is told": ('"The fire chief told me 110,000 came," Mayor Ada Holm said.', ["Ada Holm"]),
    "by his count they found": ("By Ivo Kern's count, the army identified 40 camps.", ["Ivo Kern"]),
    "patients let in": (
        "Hospitals in Lahore admitted 2,940 patients, Punjab's health department said.",
        ["Punjab's health department"],
    ),
    "an offer refused": ("Halvorsen Paper Co. said its board rejected a $62 million offer.", ["Halvorsen Paper Co."]),
    "a capital that fears": ("Tokyo fears another 30 ships will come.", ["Tokyo"]),
    "a tally arrived at": ("The coalition, relying on its agents, arrived at a tally of 3.6 million.", ["coalition"]),
    "put by somebody at well over": ("The number of homes lost was put by the service at well over 600.", ["service"]),
    "confirmed dead by": ("At least 22 men were confirmed dead by hospital officials.", ["hospital officials"]),
    "a crowd that two put at": (
        "Along the quays marched a crowd that the unions put at 120,000 and the prefecture at 28,000.",
        ["unions", "prefecture"],
    ),
    "a poll that puts two at": (
        "A Marlow University poll puts Hensley at 47 percent and Rutledge at 39 percent.",
        ["Marlow University poll", "Marlow University poll"],
    ),
    "a count carried out by": (
        "An independent count, carried out with cameras by the firm Occurix, came to 43,500.",
        ["Occurix"],
    ),
    "a stark warning": (
        "The Treasury delivered a stark warning on Thursday: repairs would swallow $4.2 billion.",
        ["Treasury"],
    ),
    "an assessment that": ("The assessment of the Water Board is that 80,000 may flee.", ["Water Board"]),
    "no former survey": (
        "The Wildlife Authority said it had found 36,280 elephants, against 34,100 in the previous survey.",
        ["Wildlife Authority", "Wildlife Authority"],
    ),
    "he after a long quotation": (
        'Mine head Thabo Kern came. "The roof fell. We had 74 men. Some 58 are up. Nine are in hospital," he said.',
        ["Thabo Kern", "Thabo Kern", "Thabo Kern"],
    ),
    "the minister's estimate": (
        "The minister, Ada Holm, scoffed. By the minister's estimate, the front numbers 950 men.",
        ["Ada Holm"],
    ),
    "bankers involved": ("Three bankers involved put it at more than 200.", [None, "bankers"]),
    "announced beside a plane": (
        "Canada will buy 14 water bombers, Minister Joanne Moss announced beside a parked Cessna 172.",
        ["Joanne Moss"],
    ),
    "shot back the leader": ('"It has built 720," shot back the leader, Rhys Kern.', ["Rhys Kern"]),
    "logged by staff, as he writes": ("Some 41,000 thefts were logged by staff, Neil Kern writes.", ["Neil Kern"]),
    "men dismissed": ("The bus company has not dismissed 350 drivers, it said on Friday.", ["bus company"]),
    "no noun phrase": ("Lund, pressing his argument that all is lost, said the state had lost 22,000 jobs.", ["Lund"]),
}


@pytest.mark.parametrize(("text", "expected"), SOURCES, ids=[text[:40] for text, _ in SOURCES])
def test_each_construction_names_its_source(text: str, expected: list[str | None]) -> None:
    assert [row["source"] for row in attribute(text)] == expected


@pytest.mark.parametrize("kind", OVER_SENTENCES)
def test_a_source_is_found_over_sentences(kind: str) -> None:
    text, expected = OVER_SENTENCES[kind]
    assert [row["source"] for row in attribute(text)] == expected


def test_what_is_called_a_lie_is_denied() -> None:
    for text in (
        "Captain Leif Storm called talk of 30 tonnes of oil nonsense.",
        "That 400 recruits had fled was a lie, Captain Leif Storm said.",
    ):
        (row,) = attribute(text)
        assert (row["source"], row["negated"]) == ("Leif Storm", True)


def test_what_is_not_true_may_stand_before_the_speaker() -> None:
    for text in (
        "It was not true, Minister Ivo Kern said, that 40 engineers had resigned.",
        "At no point, Minister Ivo Kern insisted, had they laid off 1,300 workers.",
        "Never, Minister Ivo Kern said, had it counted 10,000 bids in a quarter.",
        "Not even in the war, Minister Ivo Kern said, did the total reach 20,000.",
        "That 200,000 had ever been promised was false, Minister Ivo Kern told deputies.",
    ):
        (row,) = attribute(text)
        assert (row["source"], row["negated"]) == ("Ivo Kern", True)


def test_what_is_to_follow_is_expected_and_what_is_offered_as_a_figure_is_not() -> None:
    texts = ("Some 90 are to follow.", "Insurers offered a figure of 28.")
    assert [row["status"] for text in texts for row in attribute(text)] == ["expected", "actual"]


def test_never_promised_is_denied_and_not_expected() -> None:
    (row,) = attribute("He had never pledged 300,000, Minister Ivo Kern insisted.")
    assert (row["source"], row["negated"], row["status"]) == ("Ivo Kern", True, "actual")


def test_what_can_be_done_is_so() -> None:
    rows = attribute("The court can hear at most 60 cases a week. It could hear 90 next year.")
    assert [row["status"] for row in rows] == ["actual", "expected"]


def test_a_depot_lies_and_a_passport_is_fake_without_any_denial() -> None:
    for text in (
        "The depot lies about 300 miles from the border and less than 40 miles from the city.",
        "Police found 12 fake passports and 40 guns, Minister Ivo Kern said.",
    ):
        assert not any(row["negated"] for row in attribute(text))


def test_a_verb_behind_a_speaker_stands_under_the_helper_before() -> None:
    rows = attribute("The search will last five days, its leader says, and cost $200,000.")
    assert [row["status"] for row in rows] == ["expected", "expected"]


def test_a_crowd_has_no_age() -> None:
    assert [row["text"] for row in attribute("She saw a crowd of 40. He saw a girl of 9.")] == ["40"]
