"""Who says a figure, construction by construction."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute

SAID: dict[str, tuple[str, list[str | None]]] = {
    "held by, and not held to be": ("Some 40 men were being held by the rebels in Orr.", [None]),
    "whose count is called wrong": (
        "An aide, Ivo Kern, told reporters that the guild's count was wrong: 40 had left, he said.",
        ["Ivo Kern"],
    ),
    "so far, and then who speaks": (
        "The mayor said 12 barns had burned so far and army medics said more than 10 men were hurt.",
        ["mayor", "army medics"],
    ),
    "at an hour of a day": (
        "The toll has risen to 40, the Mountain Service reported at 1 p.m. on 3 May.",
        ["Mountain Service"],
    ),
    "for the first time": (
        "The ministry said 40 had died, and medics spoke for the first time of a toll of 90.",
        ["ministry", "medics"],
    ),
    "as being": ("Ruland claimed 40 losses; most reports put them as being around 90.", ["Ruland", "reports"]),
    "how far a place lies": (
        "Rebels killed 12 men in the town of Orr, 90 km (55 miles) northeast of Vela, a monitoring group said.",
        ["monitoring group", None],
    ),
    "how far a scene lies": ("Ships went to the scene, 90 km north-east of Vela, the fleet said.", [None]),
    "how many live in a place": (
        "Ann Lee said that 40 families in Orr, population 2,400, and in Vela, a town of 900, fled. In a city once home "
        "to 60 people, 12 more have left, Lee said.",
        ["Ann Lee", None, None, None, "Ann Lee"],
    ),
    "a claim within an aside": (
        "The blast, from fuel that agents say weighed 40 pounds, left a hole 30 feet wide.",
        ["agents", None],
    ),
    "work that continues": (
        'The bodies were found, the Orr Committee said. "Work continues. We have 62 bodies," it said.',
        ["Orr Committee"],
    ),
    "an act, and another's": (
        "The president declared a state of emergency on Monday, and Norland sent 750 men.",
        [None],
    ),
    "an act with a list": ("The mayor announced the loss of 40 men, and 9 nurses who came.", ["mayor", "mayor"]),
    "some estimates": ("The toll was 40, although some estimates put the toll at over 90.", [None, "estimates"]),
    "the whole of which one tells a part": (
        "Of the 127 drones launched, the army said it had downed 98.",
        ["army", "army"],
    ),
    "told after dark": ('"We lost 40," Kern told them after dark, though the union had feared 90.', ["Kern", "union"]),
    "believes behind it": ("That is luck: 40 fled, believes Ann Lee, who heads it.", ["Ann Lee"]),
    "told within a clause": ("That, says Ann Lee of Orr, misses the point: 40 fled.", ["Ann Lee"]),
    "points out": ("Ann Lee heads the ward. In Orr, she points out, only 39 took it.", ["Ann Lee"]),
    "a paper before a dash": ("Fares are down 34 percent, ministry figures show -- the lowest yet.", ["ministry"]),
    "who does so by an hour": (
        "The Orr Guild, whose 90 clerks had been told to leave by ten, put it at 40.",
        [None, None, "Orr Guild"],
    ),
    "whose it is, with a comma within": (
        "Orr Water, whose plant shut on Monday after it met 9 mg of salt, twice the limit, insists 40 homes are dry.",
        [None, "Orr Water"],
    ),
    "and which": (
        "Six fled, according to Orr Watch, which runs a line for detainees and which said 40 were held.",
        ["Orr Watch", "Orr Watch"],
    ),
    "a first name and a role": (
        "Dmytro, a driver who said his name was known, has lost three vans, he said.",
        ["Dmytro"],
    ),
    "a name with a small word": ('"We have 40," said Joseph arap Koech, who farms.', ["Joseph arap Koech"]),
    "a councillor": ('"It has 38 mills," said Coun. Ida Frey, of Orr.', ["Ida Frey"]),
    "what is asked for a ticket": ("By the gate, touts were asking $40 for a ticket.", [None]),
    "what one wrote oneself": ("Ivo Kern wrote himself 40 cheques, Mayor Ann Lee said.", ["Ann Lee"]),
    "a man thought to be": ("The group, made up of a man thought to be 60 and his two sons, has fled.", [None, None]),
    "what police thought to be": ("It held what police believed to be 40 bombs.", ["police"]),
    "a clause before a semicolon": (
        "One weighs 12 pounds; the largest, by the union's estimate, close to 30.",
        [None, "union"],
    ),
    "by its reckoning, in a relative clause": (
        "Mills, on which by the ministry's own reckoning 40 towns depend, have shut 12 lines.",
        ["ministry", None],
    ),
    "a semicolon before the clause in whose midst it stands": (
        "Another 26 are lost; 19, the fire brigade said later, had been found.",
        [None, "fire brigade"],
    ),
    "behind where": ("In Orr alone, said nurse Ann Lee, seven had died.", ["Ann Lee"]),
    "put, before a semicolon": (
        "Police put the crowd at 900; the club, which sold 440 tickets, was glad.",
        ["Police", None],
    ),
    "what another proposes": (
        "The team has found that 31 lakes hold twice the limit the EU proposes.",
        ["team"],
    ),
    "an offer behind a semicolon": ("Teachers want 20 percent; the government offers 12.", ["Teachers", None]),
    "a first name described": ('Mustafa, a tailor from Orr, has a room. "Six beds," he said.', ["Mustafa"]),
    "had by then": ("It grew, though the board had by then projected only 45.", ["board"]),
    "a place behind a heading": ("They count cows\n\nMUZAFFARGARH: Of 113 houses, nine stand.", [None, None]),
    "shares": ("Ivo Kern said it had refused. Shares in the firm lost 6 percent.", [None]),
    "as much as": ("It burned, the ministry told WNRO. As much as 900 tons of it may be lost.", [None]),
    "a speaker described behind an age": (
        '"I saw two," said Roy Dunn, 71, who owns 40 mules. "We fed nine," said Ann Poe, 30, a nurse.',
        ["Roy Dunn", None, "Ann Poe"],
    ),
    "quotation marks as typewriters have them": (
        "''We lost two,'' said Ivo Kern, who runs a mill. ''Somehow they found 40 more.''",
        ["Ivo Kern"] * 2,
    ),
    "a ministry of something that puts": (
        "Norland's ministry of transport has put daily losses at 40.",
        ["Norland's ministry of transport"],
    ),
    "a name that ends as a gerund does": (
        "Trade is up. Corbing, which lost 12 orders in May, said it had 40.",
        [None, "Corbing"],
    ),
    "a name that ends in an adverb": ("Homes Now, which watches rents, said 40 mills had shut.", ["Homes Now"]),
    "those who work there": ("Aid groups working there say they have received 14 percent of it.", ["Aid groups"]),
    "what a paper has not shown": (
        "Judge Ann Lee said Corbin hadn't shown that it lacks 40 mills.",
        ["Ann Lee"],
    ),
    "a quality that is shown": (
        'Judge Ann Lee said Kern had shown "not an ounce of pity", adding that 40 were hurt.',
        ["Ann Lee"],
    ),
    "whoever told of a paper adds": (
        "The mayor said the report showed that 12 had left, adding that 40 were hurt.",
        ["report", "mayor"],
    ),
    "an office spoken to": ("Madam President, the army says 40 men were held.", ["army"]),
    "told what begins with a number in words": ("Guards told a press conference two mills had shut.", ["Guards"]),
    "a crowd that is told": ("Kern told a crowd of about 900 in Orr that 40 mills had shut.", [None, "Kern"]),
    "counties between two years": (
        "Police said he took money in Orr and Vela counties between 1998 and last year and worked for four.",
        ["Police"],
    ),
    "whose leading hand": ("Some 40 mills shut, according to the city's acting mayor.", ["city's acting mayor"]),
    "published today": (
        "The study of 900 men, published today in the Orr Journal, followed them for years. It found 40 were ill.",
        [None, "study"],
    ),
    "two that a semicolon parts": (
        "The union fears 90 have died; some 40 are missing, police said. Orr says 12 fled; six died, says Lee.",
        ["union", "police", "Orr", "Lee"],
    ),
    "it, and no person": (
        "Ann Lee says she has nine. The Cat Owners' Guild, which takes a survey, lists none. It believes there are 40.",
        ["Ann Lee", "Cat Owners' Guild"],
    ),
    "what one does behind what one expects": (
        "Orr had expected the raid and moved 40 guns. Mill owners expect a loss of 12 percent and a cut of two.",
        [None, "Mill owners", "Mill owners"],
    ),
    "estimated by some, and lost": (
        "The dead were put by police at 40, while Orr lost 12 ships. Losses were estimated by Lee at nine.",
        ["police", None, "Lee"],
    ),
    "criticised after what happened": (
        "Orr was criticised by unions after 40 men were hurt. Lee was told by police that 12 were.",
        [None, "police"],
    ),
    "paid and bid": ("They accepted $40, which is less than they asked. Corbin offered $12 for the mill.", [None] * 2),
    "those who speak in a clause of their own": (
        "Police said 40 fled; two nurses said 12 had. Police said that nine guards saw it.",
        ["Police", None, "nurses", "Police"],
    ),
    "some of those polled": (
        "The survey asked mill owners. Three said they would cut jobs; nine said that they would buy 40 trucks.",
        [None] * 3,
    ),
    "an author of books": ("Kern, who has written nine books on mills, puts it at 40.", [None, "Kern"]),
    "between commas": (
        "Ivo Kern came in May. There were, he figures, 40 men. The mill had, he guesses, 12.",
        ["Ivo Kern"] * 2,
    ),
    "a minister for": ("Minister for Health Ivo Kern met Ann Lee. He said 40 had left.", ["Ivo Kern"]),
    "a paper that was posted": ("Some 40 left, according to a notice posted at the mill.", ["notice"]),
    "a name of both": ("Mill owner Ashley Kern, who met Ivo Roos, was ill. He said 40 left.", ["Ashley Kern"]),
    "a quotation that goes on behind its subject": (
        'Ivo Kern, head of the mill at Orr, said the plan "does not help a man who has had 40 of them."',
        ["Ivo Kern"],
    ),
    "a name that ends as a participle does": (
        '"We have food," said Trade Minister Ahmed Kern, adding that there were 40 tons.',
        ["Ahmed Kern"],
    ),
    "money that some expected": (
        "The bank, which had 900 men, set aside €40 million, above the €30 million analysts expected.",
        [None, None, "analysts"],
    ),
    "a forecast in a survey": (
        "Profit fell to $40 million, though that beat the $30 million average estimate of analysts in an Orr survey.",
        [None, "Orr survey"],
    ),
    "a long title before a given name": (
        "Director General of Civil Aviation James Kern said 40 had left. He said 12 were hurt.",
        ["James Kern"] * 2,
    ),
    "a firm that is called so": (
        "Norland's Corbin will shut 40 mills, the utility said. Marden lost 12, the company said; few liked Marden.",
        ["Corbin", "Marden"],
    ),
    "no name at the head": ("Revenue fell 40 percent, the company said.", ["company"]),
    "lawyers for somebody by name": ("Lawyers for a guard, Ivo Kern, said 40 men had left.", ["Lawyers for a guard"]),
    "a poll taken last week": ("In a poll taken last week for the Orr Times, 40 percent said so.", ["poll"]),
    "estimates each": ("Mill Unity, a lobby group, estimates each day costs $40.", ["Mill Unity"]),
    "told of one who speaks in a clause of their own": (
        "Mayor Ivo Kern said 40 homes were lost; the ministry, which sent nine men, put it at 12.",
        ["Ivo Kern", None, "ministry"],
    ),
    "a coastguard": ("Norland's coastguard saved 40 men, it said.", ["Norland's coastguard"]),
    "shares of those asked": (
        "A poll by the Orr Institute found 30 percent of them expect to lose 4 percent.",
        ["Orr Institute"] * 2,
    ),
    "a share and nobody who asked": ("Two thirds of voters expect the bloc to win 40 seats.", [None, None]),
    "estimates of a body": ("By UN estimates, 900 men left. Some 40 stayed, by police estimates.", ["UN", "police"]),
    "a label of a form": ("Stations reporting: 29 of 40.", [None, None]),
    "a name that begins with a verb": ("Save the Rivers said 40 mills had shut.", ["Save the Rivers"]),
    "a name with a preposition": ("Action Against Floods said 40 mills had shut.", ["Action Against Floods"]),
    "a paper released": ("A report released on Monday shows 40 mills had shut.", ["report"]),
    "in an interview published": (
        "Ivo Kern said in an interview with the Post published on Monday that 40 mills had shut.",
        ["Ivo Kern"],
    ),
    "an aside between dashes": ("WNRO – a charity – said 40 mills had shut.", ["WNRO"]),
    "behind a heading": ("BREAKING: Police: 12 dead in Orr.", ["Police"]),
    "a handle": ("Per @OrrWatch, 17 mills had shut.", ["OrrWatch"]),
    "at the end of a line, and where it has it from": ("Some 40 killed in a crash - WNRO quoting police", ["WNRO"]),
    "an acronym at the end of a line": ("Some 40 killed in a crash — WNRO", ["WNRO"]),
    "inverted, and where it has it from": ("Some 40 men had left, says WNRO citing police.", ["WNRO"]),
    "at the end of a line": ("At least 40 killed in a crash: police", ["police"]),
    "a group that told something": (
        "The Orr Alliance released a statement. Some 40 are missing, the group added.",
        ["Orr Alliance"],
    ),
    "a firm with union in its name": (
        "Corbin Union Co shut a mill. It lost $40 million, the company said.",
        ["Corbin Union Co"],
    ),
    "a name in brackets": ("(Groupe Vela Ltd) said it would buy 40 mills.", ["Groupe Vela Ltd"]),
    "a job in a capital": ("Investor David F. La Rue said he has 9 mills. He said two shut.", ["David F. La Rue"] * 2),
    "commas in a description": (
        "Supra, a firm based in Orr, Ohio, as is Corbin, reported 40 losses.",
        ["Supra"],
    ),
    "their survey over months": ("Their survey over nine months found 40 men were ill.", [None, "Their survey"]),
    "brackets in a name": ("Corbin (Pacific) Ltd, a firm, said 40 mills had shut.", ["Corbin (Pacific) Ltd"]),
    "a title with and": ("Finance and Oil Minister Ann Poe said 40 mills had shut.", ["Ann Poe"]),
    "a group that spoke": (
        "A group of firms said 40 mills had shut. In a filing with the Fish and Game Board, the group said two had.",
        ["group of firms"] * 2,
    ),
    "people who are unsure": ("Lind said 40 left. Some analysts were uncertain that 12 had.", ["Lind", "analysts"]),
    "adding runs": ("Orr went on, adding 67 before lunch.", [None]),
    "a poll with its days": (
        "A poll of 400 men conducted by Orr Polls on July 6 and 7, 2010 found Lind leading with 44 percent.",
        [None, "Orr Polls"],
    ),
    "a poll taken by": ("In a poll of 400 men, conducted by Orr Polls, 44 percent were for Lind.", [None, "Orr Polls"]),
    "a note on a paper": ("In a note on the budget, Minister Lind said 40 mills had shut.", ["Lind"]),
    "credited in brackets": (
        "At least 41 died (MoH, 4 May). Mills shut: 12 (source: NFAD). Some 9 left (IDP).",
        ["MoH", "NFAD", None],
    ),
    "a ministry that claims": ("Norland's Defence Ministry claims that 40 men left.", ["Norland's Defence Ministry"]),
    "behind a semicolon": ("Radio Orr reports blasts in Vela; the mayor says two men left.", ["mayor"]),
    "somebody spoken to": ("Mr. Secretary, the Norlanders say they need 300 tanks.", ["Norlanders"]),
    "a think tank": ("The think tank put the toll at 40.", ["think tank"]),
    "a verb behind who": ("Ivo Kern, who has two boats, says the catch made by Orr was good.", [None]),
    "the pronoun next to the verb": ("Lind heard of a freeze of 40 days, something I proposed.", [None]),
    "adverbs before a verb": ("The medics afterwards said 40 men had left.", ["medics"]),
    "waiting on a letter": ("Traders wait on a letter from the Orr Bank. It may be that 40 mills shut.", [None]),
    "with figures": ("It pays off with new figures showing 40 mills had shut.", ["figures"]),
    "claimed lives and places": ("The war has claimed 40 lives. Orr claimed second place with 40 votes.", [None, None]),
    "a report somebody answers to": ("Kern responded to a report that 40 mills had shut.", [None]),
    "warned of": (
        "Unions have warned of strikes if the firm shuts mills. They were locked in talks after 40 men left.",
        [None],
    ),
    "made by": ("The novel of 40 pages was written by Ivo Kern.", [None]),
    "described by": ("Two mosses described by Ivo Kern died out in 40 years.", [None, None]),
    "between qualities and a noun": ("The firm said income from total proved wells was $40.", ["firm"]),
    "its announced plan": (
        "Corbin Ltd said the ratio for its previously announced plan was put at 40.",
        ["Corbin Ltd"],
    ),
    "in it": ("In it Ann Poe says it has been 40 days.", ["Ann Poe"]),
    "said by, late": ("The loss of 40 men was confirmed by the managers late this morning.", ["managers"]),
    "quoted, with an aside": ("State TV quoted the mayor, Farid Mons, as saying 58 men had gone.", ["Farid Mons"]),
    "put at, by": ("The toll, put at 212 by the governor, is rising. The market has 40 stalls.", ["governor", None]),
    "the figure one gave": ("The toll the army gave was 1,200. Orr gave 40 men tea.", ["army", None]),
    "whose own tally": ("The ministry, whose own tally stood at 88, has 40 clerks.", ["ministry", None]),
    "estimates of a side": ("Western estimates are around 900. Early estimates are 40.", ["Western estimates", None]),
    "in a clause with while": ("While Lind has said he is open, a bloc of 40 members remains wary.", [None]),
    "an act and what led to it": (
        "Lind announced the attack on Vela on May 2 after a raid that killed 40 men. Lind announced that 12 men left.",
        [None, "Lind"],
    ),
    "a clause in an aside": (
        'Staff said Moss, a guard who said he wanted to "kill them," fired a gun at 40 men.', ["Staff"],
    ),
    "a tally of a clause": (
        "Media said hopes had gone after the quake, which hurt 525 men, according to a state tally.", ["state tally"],
    ),
    "our own people": ("MOSS: Our teams have found 58 homes, my doctor says 12.", ["MOSS", "my doctor"]),
    "what nobody is said to have made": ("Initial assessments show that 211 homes burned.", [None]),
    "the estimates of nobody": ("According to the latest figures, 211 men left.", [None]),
    "estimates of nobody": ("According to preliminary estimates, 211 men left.", [None]),
    "returns give": ("The army's returns give 6,178 killed.", ["army"]),
    "one at a place, who": (
        "A nurse at the main clinic, who asked not to be named, told the BBC she had counted 41 bodies.",
        ["nurse at the main clinic"],
    ),
    "asked, somebody answered": ('Asked how many had died, the coroner answered: "More than 70."', ["coroner"]),
    "offered and released": ("The firm offered 900 shares and the army released 40 prisoners.", [None, None]),
    "they see": ("Analysts at Sur expect 3 percent. They see inflation rising to 9 percent.", ["Analysts at Sur"] * 2),
    "put as high as": ("Some historians put the toll as high as 900.", ["historians"]),
    "revised this": ("Johns and Muell later revised this to 50 million.", ["Johns and Muell"]),
    "estimates of most": ("Flu killed 900 people, according to most estimates.", [None]),
    "an act of asking": ("Norland has asked for help after rain left 900 people homeless.", [None]),
    "but in a post": ("The RLN kept silent but in a post on Telegram claimed 13 men were hit.", ["RLN"]),
    "an adjunct and a subject": ("He died, and in Vela the mayor said 40 men had.", ["mayor"]),
    "a branch": ("Its media arm claimed 47 men had died.", ["Its media arm"]),
    "writing in a year": ("Orr and Pyle, writing in 1991, put it at 40 deaths.", ["Orr and Pyle"]),
    "published by it": ("A video it published showed at least nine bodies.", ["video"]),
    "called in": ('The state called in 900 men to "keep the peace".', [None]),
    "a report on": ("The state released a report on the fate of the 900 barrels that leaked.", [None]),
    "a threat posed": ("It was on edge over the threat posed by raiders, and had held 40 men.", [None]),
    "a tally of a clause with where": (
        "Norland said it had sent 900 men to Vela, where 193 people died, according to prosecutors.",
        ["Norland", "prosecutors"],
    ),
    "our own people elsewhere": ("MOSS: Our colleagues at OCHA say 900 men left.", ["OCHA"]),
    "two by name": ("Gov. Dana Whit and Mayor Rube Sol said 4,000 homes lost power.", ["Dana Whit and Rube Sol"]),
    "one title for two": ("Senators Bill Harr and Jane Tild said 40 bills wait.", ["Bill Harr and Jane Tild"]),
    "a name and his aide": ("Gen. Paul Hart, and his deputy said 400 men had left.", ["Paul Hart and his deputy"]),
    "three": (
        "Gen. Mark Sayer, Col. Lena Ort and a medic said 30 men had left.",
        ["Mark Sayer, Lena Ort and medic"],
    ),
    "a clause before and": ("Gen. Paul Hart was gone, and his deputy said 400 men had left.", ["his deputy"]),
    "paper claiming": ("Whit cited a paper claiming that 40 percent of voters had moved.", ["paper"]),
    "statement saying": ("The ministry issued a statement saying 40 men had died.", ["ministry"]),
    "letter to somebody": ("Harl sent a letter to members saying the fund had lost $4 million.", ["Harl"]),
    "hearer of many": ('"We lost 40 ships," Orr told a crowd of 3,000 in Ames.', ["Orr", None]),
    "hearer before a figure": ("Orr told reporters 40 ships had sunk.", ["Orr"]),
    "relative closed": ("Ivo Kern, who has said he employs 200 people, owns 12 boats.", ["Ivo Kern", None]),
    "relative with gap": ("It leaves out the $11 billion that the Harbor Board says it needs.", ["Harbor Board"]),
    "expected by some": (
        "Payrolls grew by 150,000, the Labor Office said, fewer than the 160,000 economists had expected.",
        ["Labor Office", "economists"],
    ),
    "many of whom": (
        "It beat the hopes of brokers, many of whom had predicted sales of $40 million.",
        ["brokers"],
    ),
    "party tag": ("Rep. Ruth Lamb, R-Ohio, who wrote the bill, said 40 towns would gain.", ["Ruth Lamb"]),
    "place tail": (
        "Oscar Peral, 36, a roofer who was held after a stop in Gwin County, Ga., said 19 men shared a cell.",
        ["Oscar Peral"],
    ),
    "in his telling": ("In the governor's telling, some 45 looters were held.", ["governor"]),
    "by a reckoning without a comma": ("By the parish's reckoning 900 mourners came.", ["parish"]),
    "took to the radio to say": ("Governor Adel Mansur took to the radio to say 300 men had gone.", ["Adel Mansur"]),
    "tallied at the end": ("There were 310 cases in a week, the health board tallied.", ["health board"]),
    "hit back that": ("Anneke Viss hit back that 22 files had vanished.", ["Anneke Viss"]),
    "a quotation introduced": ('General Bram Hoek would not have it: "The list holds 18 names."', ["Bram Hoek"]),
    "no gap of a number": (
        "The clinic put the number of dead at 30 and the number of hurt at 60.",
        ["clinic", "clinic"],
    ),
    "the name of whoever did not say but said": (
        "A spokesman for the Northern roads agency, Ivo Kern, gave no names but said 40 fled.",
        ["Ivo Kern"],
    ),
    "data show, and another said": (
        "Army data show attacks falling to 90 a week, and General Bram Hoek said 70 men were hurt.",
        ["Army data", "Bram Hoek"],
    ),
    "with reports suggesting": ("The toll may rise, with some reports suggesting 40 had died.", ["reports"]),
    "a name with two particles": (
        "Ivo lost 40 boats, its second vice president, Ann Lee von der Vega, said. Von der Vega spoke of nine dead.",
        ["Ann Lee von der Vega", "Ann Lee von der Vega"],
    ),
    "report hearing": ("Shepherds report hearing nine blasts.", ["Shepherds"]),
    "report seeing": ("Shepherds report seeing them burn 12 huts.", ["Shepherds"]),
    "what a ship brings": ("The Vela mission, the 12th to the pole, brought some three tonnes of tools.", [None]),
    "it is no person": ("Ostland Dorn said 250 carts were lost; it later put the number at 310.", ["Ostland Dorn"] * 2),
    "quoted as giving": ("The hospital was first quoted as giving 260 and then denied it.", ["hospital"]),
    "quoted as putting": ("State radio quoted the mayor, Ann Lee, as putting the dead at 40.", ["Ann Lee"]),
    "gapped, by name": ("The army counted twenty-eight flights, Berlin four.", ["army", "Berlin"]),
    "gapped, one after another": ("The army counts 28 flights, Berlin 4 and Kern 12.", ["army", "Berlin", "Kern"]),
    "gapped, with a hedge": ("The army says 40 died, rebels at least 90.", ["army", "rebels"]),
    "gapped, of the speaker": ("Kyiv says it lost 600 men, Moscow more than 3,000.", ["Kyiv", "Moscow"]),
    "gapped, behind a day": ("Police said on Monday that 40 fled, the union up to 90.", ["Police", "union"]),
    "no gap of what is told": ("The report said Chad hosts 400,000 refugees, Niger 50,000.", ["report", "report"]),
    "a plan in what is said": ("Officials said the plan would allocate €40 million.", ["Officials"]),
    "a bill and its mover": ("The bill would set aside $2. It would allot $40, Lind said.", ["bill", "Lind"]),
    "a list and who counted": ("Orr - 40 boats; Kern - 12; Ansel - 9 (UNHCR).", ["UNHCR", "UNHCR", "UNHCR"]),
    "arms are nobody": ("UAVs claimed 40 lives. IEDs reported 12 hits. MPs counted 9.", [None, None, "MPs"]),
    "label with a place": ("Medics at Orr hospital: 9 killed in a strike.", ["Medics at Orr hospital"]),
    "of itself": ("Saudi Aramco will pay $31 billion in May, it said.", ["Saudi Aramco"]),
    "label of statistics": ("Eurostat: 4.2 percent growth in May.", ["Eurostat"]),
    "a clause before a comma": ("In Orr, a bomb injured nine, prosecutors said.", ["prosecutors"]),
    "a date is no gapped name": ("The army said on Monday, June 18, that 40 men had left.", ["army"]),
    "approved by one, reported by another": (
        "Spending of 42 million was approved by the cabinet on Friday, the broadcaster NBK reported.",
        ["NBK"],
    ),
    "a body behind its kind": ("The monitor Airwatch said 40 died. The monitor said 30 fled.", ["Airwatch"] * 2),
    "records show": ("It has served fewer than 2,500 people, state records show.", ["state records"]),
    "survey between commas": (
        "The survey, taken by telephone in the first days of a wet and windy May, found Orr with 44 percent.",
        ["survey"],
    ),
    "likes to say": ("There are 40 mills in the valley, Ivo Kern likes to say.", ["Ivo Kern"]),
    "no speech inside a quotation": ('"Going round the cape adds 3,500 miles," Soren Mads said.', ["Soren Mads"]),
    "told inside a quotation": (
        '"They told us that 23 mills would open," Ruth Lamb said.',
        ["Ruth Lamb"],
    ),
    "no passive speech": ("Ivo Kern wrote that 12 drones fell. Four others were cut by glass.", ["Ivo Kern"] * 2),
    "name that is a helper": ("Will Brown, a farmer, said 300 sheep died. Brown says he has 20.", ["Will Brown"] * 2),
    "slash in a name": ("In a CNN/ORC poll released Monday, 48 percent backed her.", ["CNN/ORC poll"]),
    "site": ("The union has spent $30 million, according to OpenBooks.org, a site.", ["OpenBooks.org"]),
    "object of conceding": ("The rebels claimed to hold 14 towns; Kyiv conceded the loss of five.", ["rebels", "Kyiv"]),
    "per": ("Some 40 mills closed, per court filings. Per the report, 30 reopened.", ["court filings", "report"]),
    "per head": ("Sales rose, 40 tons per head.", [None]),
    "result of a count": ("Gallup finds 60 percent of farmers want a new law.", ["Gallup"]),
    "gives a chance": ("Nate Stone gives her an 80 percent chance of winning.", ["Nate Stone"]),
    "place before a poll": ("In Ohio, a Sussex poll shows a tie, with each drawing 42 percent.", ["Sussex poll"]),
    "retort": ('"That is a lie," Ida Pell shot back. "It has made 10 new mills."', ["Ida Pell"]),
    "shares of the company": ("Shares of the company, which said it would close 40 mills, fell 4%.", ["company", None]),
    "name behind the job": ('"There were 12 files," said one of his lawyers, Ana Ruiz.', ["Ana Ruiz"]),
    "body behind its kind": ("A monitoring group, the Aldburg Observatory, said 40 men died.", ["Aldburg Observatory"]),
    "verb left out": ("Kyiv says it lost 600 men; Moscow, 3,000.", ["Kyiv", "Moscow"]),
    "neither nor": ("The army neither confirmed nor denied that 40 men had died.", ["army"]),
    "thought up to a semicolon": ("Organizers had hoped for 40,000 guests; 12,000 came.", ["Organizers", None]),
    "had hoped for": ("Organizers said 12,000 came, far from the 40,000 they had hoped for.", ["Organizers"] * 2),
    "bank forecasts growth": ("The bank forecasts growth of 3 percent.", ["bank"]),
    "a single name is a person": ('"Seven mills burned," Kravets wrote. He said two men died.', ["Kravets", "Kravets"]),
    "subject inside a relative clause": (
        "Police killed 150 fighters who United States officials said were planning 12 raids.",
        [None, "United States officials"],
    ),
    "view after and": (
        "Seven mills shut, and in Nora Falk's view, 900 men are needed.",
        [None, "Nora Falk"],
    ),
    "relative with a figure": ("The man who shot 12 people in Dallas said he had 40 rounds left.", [None, "man"]),
    "dated paper": ("The report dated Feb. 21 estimates savings of $3 million.", ["report"]),
    "aides to": ("Aides to Bush said he raised $13 million.", ["Aides to Bush"]),
    "filing": ("Mr. Carr owns 9 percent, according to a regulatory filing.", ["regulatory filing"]),
    "remark that": ("Rom's remark that 47 percent of farms pay no tax cost him.", ["Rom"]),
    "others": ("The mayor said 40 had died, the police chief 60.", ["mayor", "police chief"]),
    "others, each with what they counted": (
        "Police counted 900 marchers, the unions 4,000 and an independent firm 2,100.",
        ["Police", "unions", "independent firm"],
    ),
    "nobody else speaks": ("The mayor said the school had 40 pupils, the college 90 and an inn 8.", ["mayor"] * 3),
    "others, of the turnout": ("The prefecture put turnout at 900, and unions at 4,000.", ["prefecture", "unions"]),
    "in brackets": ("The march drew between 900 (police) and 4,000 (CGT).", ["police", "CGT"]),
    "sides in brackets": ("It hit 40 tanks (Norland) and 9 (Ostland).", [None, None]),
    "those counted, in brackets": ("It lost 12 (army), 5 (police).", [None, None]),
    "adverbs": ("Lind is well known as a haven for 40 men.", [None]),
    "a question's number": ("Q14 Chair: The list stood at 4,400.", ["Chair"]),
    "a letter ends a sentence": ("They pay for Plan B. Some 30 voters said 40 had left.", [None, "voters"]),
    "for, once it was said": ("It drew 900 according to police, and 4,000 for the CGT.", ["police", "CGT"]),
    "label": ("Lind: We lost 40 mills.", ["Lind"]),
    "dashes": ("The company -- which said it has 300 men -- closed at $40.", ["company", None]),
    "not yet named": ("Lind spoke on Sunday. She said 40 people had died.", ["Lind"]),
    "office as a subject": ("The mayor toured the camp. He said 40 people had died.", ["mayor"]),
    "range of estimates": ("The bank's estimates ranged from 40 to 50 tons.", ["bank"]),
    "expected by": ("She joins the 43 million drivers expected by AAA to travel.", ["AAA"]),
    "called": ('Todd Lehm called the damage "minimal," with six mills shut.', ["Todd Lehm"]),
    "valued at": ("Chairman Shel Ader has a fortune valued at $30 billion.", [None]),
    "apposed": (
        "He wrote to Stella Moss, a member of the team who said she had 12 letters.",
        ["Stella Moss"],
    ),
    "kind of a body": (
        "The Aldburg Observatory, a Dutch monitor, reported 40 deaths. The monitor said 12 were children.",
        ["Aldburg Observatory", "Aldburg Observatory"],
    ),
    "firm by its first word": (
        "Cascade Aircraft Co. closed a plant. Cascade said 40 men would go.",
        ["Cascade Aircraft Co."],
    ),
    "body with and": (
        "He spoke at the Office for the Coordination of Relief Affairs. A nurse said 12 died. Two men fled, she says.",
        ["nurse", "nurse"],
    ),
    "adjective before a body": ("The nonpartisan Tax Policy Center says it costs $9 trillion.", ["Tax Policy Center"]),
    "think tank": ("It met at the Aldburg Studies think tank, where 40 people spoke.", [None]),
    "plural object": ("The team ripped through, isolating targets one by one, taking down four men.", [None]),
    "acronym of a firm": (
        "General Engines Co. is recalling 4 cars. GE said one death was linked to it.",
        [None, "General Engines Co."],
    ),
    "quotation beside a frame": (
        'Traders blamed officials; "There were 12 speeches this week," said Quin Kros.',
        ["Quin Kros"],
    ),
    "name between commas": ("Her husband, Bob, said the drive takes 40 minutes.", ["Bob"]),
    "documents cases": (
        "Amity World documented 40 cases. The rights group said nine were minors.",
        ["Amity World", "Amity World"],
    ),
    "that tracks": ("A group that tracks arrests says it can confirm only 700 of them.", ["group"]),
    "boasts of": ("The Houthis have 60 men. Sanaa boasts of 100 men.", [None, "Sanaa"]),
    "did not deny": ("The ministry did not deny that 30 men had left.", ["ministry"]),
    "what it said were": ("State TV showed what it said were 40 captured rebels.", ["State TV"]),
    "the charity": ("Medics Beyond said it had treated 90 men. The charity runs 12 clinics.", ["Medics Beyond", None]),
    "treebank": ("Sen. Harris ( D. , Iowa ) said sales of `` 3 million '' were lost .", ["Harris"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", SAID)
def test_who_says_it(kind: str) -> None:
    text, expected = SAID[kind]
    assert [row["source"] for row in attribute(text)] == expected


def test_a_quotation_left_open_over_paragraphs_is_the_word_of_whoever_closes_it() -> None:
    text = '"We lost 40 men.\n\n"We lost 20 trucks.\n\n"And we need 300 more," Gen. Ida Roth said.'
    assert {row["source"] for row in attribute(text)} == {"Ida Roth"}


def test_given_names_tell_he_from_she() -> None:
    text = "Mayor Bill Stone and Chief Ann Doe met. Stone said 40 people were held. She said 12 officers were hurt."
    assert [row["source"] for row in attribute(text)] == ["Bill Stone", "Ann Doe"]


def test_a_given_name_does_not_stand_against_the_only_one_who_can_be_meant() -> None:
    text = "Kelly Marie Stone spoke. He said 40 people were held."
    assert [row["source"] for row in attribute(text)] == ["Kelly Marie Stone"]


def test_who_goes_on_is_who_spoke_last() -> None:
    text = "Volta Motors plans to hire 400 men, its finance chief, Greta Lund, told analysts. Some 350 left, she added."
    assert [row["source"] for row in attribute(text)] == ["Greta Lund", "Greta Lund"]


def test_somebody_described_anew_is_who_has_just_spoken() -> None:
    text = 'Donald Grey told a rally he would open 25 mills. "We have 94 idle ones," the Republican nominee said.'
    assert [row["source"] for row in attribute(text)] == ["Donald Grey", "Donald Grey"]
    other = "Donald Grey told a rally he would open 25 mills. There are 94 idle ones, the mayor said."
    assert [row["source"] for row in attribute(other)] == ["Donald Grey", "mayor"]


def test_one_office_in_two_words() -> None:
    text = "Sen. Ted Row said 40 towns flooded. Rain fell on Ohio. The senator said 12 bridges were gone."
    assert [row["source"] for row in attribute(text)] == ["Ted Row", "Ted Row"]


def test_what_is_arranged_is_not_so_yet() -> None:
    text = "The army is sending 600 men to the border, officials said. The plant is building 40 cars a day."
    assert [row["status"] for row in attribute(text)] == ["expected", "actual"]


STATUS = {
    "believed to": ("The rebels are believed to hold 40 tanks.", "actual"),
    "their figure": ("Moscow's figure of 3,000 men could not be checked.", "actual"),
    "start of a change": ("Growth will slow to 3 percent from 4 percent, the bank said.", "actual"),
    "forecast that moves": ("The bank cut its growth forecast to 3 percent from 4 percent.", "expected"),
    "capacity": ("The ship can carry 300 people.", "actual"),
    "may have to": ("Some 300 ducks may have to be culled.", "expected"),
    "may have": ("Some 300 ducks may have died.", "actual"),
    "closed by a comma": ("The company, which will close soon, lost 40 mills.", "actual"),
    "could not confirm": ("The ministry said it could not confirm that 30 men had left.", "actual"),
    "not true": ("It is not true that 40 mills were promised, he said.", "actual"),
    "bank sees": ("The bank's economist, Olaf Brenn, sees growth of 2 percent this year.", "expected"),
    "that is no article": ("She said that 40 mills could close.", "expected"),
}


@pytest.mark.parametrize("kind", STATUS)
def test_is_it_so_yet(kind: str) -> None:
    text, status = STATUS[kind]
    assert attribute(text)[-1]["status"] == status


def test_a_negation_ends_before_a_second_that() -> None:
    text = "The board said that 60 percent had not worn belts and that 42 percent of drivers were drunk."
    assert [row["negated"] for row in attribute(text)] == [False, False]


@pytest.mark.parametrize(
    "text",
    ["The ministry did not deny that 30 men had left.", "Orr said neither number was true: it was 900 men."],
)
def test_a_negation_does_not_reach_the_figure(text: str) -> None:
    assert [row["negated"] for row in attribute(text)] == [False]


def test_what_failed_is_denied() -> None:
    assert [row["negated"] for row in attribute("The plan failed to bring 300 jobs, critics say.")] == [True]


def test_a_negation_ends_where_a_clause_begins() -> None:
    rows = attribute("The mayor said the town had not been warned and 40 people missed the bus.")
    assert [row["negated"] for row in rows] == [False]
    rows = attribute("The army said it had not lost 30 tanks and 40 men.")
    assert [row["negated"] for row in rows] == [True, True]


def test_a_description_after_a_name_with_its_town_is_of_that_person() -> None:
    text = "The prize went to Stella Moss of Ohio, a member of the team who said 40 mills had shut."
    assert attribute(text)[0]["source"] == "Stella Moss"


NOBODY = {
    "an object": (
        "The army said it lost 12 men; a spokesman, Jan Kern, dismissed the claim and said three died.",
        "Kern",
    ),
    "a clause": ("Some 900 people live there, the Water Agency said, adding that it had released 15 tonnes.", "Agency"),
    "a noun": ("The losses dwarf the Norwegian figures, which the officials put at close to 900.", "officials"),
}


@pytest.mark.parametrize("kind", NOBODY)
def test_neither_objects_nor_clauses_speak(kind: str) -> None:
    text, speaker = NOBODY[kind]
    assert attribute(text)[-1]["source"].endswith(speaker)


def test_who_expects_says_nothing_for_another_behind_while() -> None:
    text = "The bank expects 900 mills to close, while the Water Ministry has projected between 40 and 60 of them."
    assert [row["source"] for row in attribute(text)] == ["bank", "Water Ministry"]


def test_a_line_names_the_source_of_a_table() -> None:
    rows = attribute("Deaths: 14\nMissing: 6\n\nSource: Vela Red Cross Society", publisher="Post")
    assert {(row["source"], row["publisher"]) for row in rows} == {("Vela Red Cross Society", "Post")}
    assert attribute("Deaths: 14\nSource: https://vela.example/3", publisher="Post")[0]["source"] == "Post"


WHO = {
    "people there": ("Medics had been in contact with people on the boat, who put the number aboard at 750.", "people"),
    "an infinitive": ("It failed to hit projected 5 percent growth.", "Post"),
}


@pytest.mark.parametrize("kind", WHO)
def test_who_goes_back_to_people_and_infinitives_say_nothing(kind: str) -> None:
    text, speaker = WHO[kind]
    assert attribute(text, publisher="Post")[0]["source"] == speaker


def test_a_place_behind_what_is_measured_is_not_measured() -> None:
    rows = attribute("The infection rate in Vela is 19 percent. The number aboard was put at 750.")
    assert [row["quantity"] for row in rows] == ["infection rate, share", "aboard"]


@pytest.mark.parametrize("when", ["", "on 23 June ", "on Monday ", "in May "])
def test_a_date_parts_a_verb_from_its_preposition(when: str) -> None:
    rows = attribute(f"The Water Ministry spoke {when}of 900 people in nine towns.", publisher="Post")
    assert [row["source"] for row in rows] == ["Water Ministry", "Water Ministry"]
