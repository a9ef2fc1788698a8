"""A source is somebody who can speak, and an account goes on with them only while it is theirs."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute

SAID = {
    "our reporter": ("Our reporter counted 94 boats.", {"94": "Courier"}),
    "however behind an aside": (
        "A resident, who craved anonymity, however put the toll at over 30.",
        {"over 30": "resident"},
    ),
    "whose earlier count it is": (
        "Lind said 54 had gone, revising an earlier count of 120 ships by adviser Ann Roos.",
        {"54": "Lind", "120": "Ann Roos"},
    ),
    "brackets behind a semicolon": (
        "Of 36 towns, 31 were hit; 269 people killed (NEMA).",
        {"36": "Courier", "31": "Courier", "269": "NEMA"},
    ),
    "a police rank": (
        "The state relations officer, ASP Sani Abba, said 12 left. He said 3 died.",
        {"12": "Sani Abba", "3": "Sani Abba"},
    ),
    "a plan that asks for money": ("The Response Plan requires $472 million.", {"$472 million": "Courier"}),
    "what was shot at": ("An aircraft targeted a cell of four men.", {"four": "Courier"}),
    "per": ("It costs $40 per GB. Some 12 injured so far per AFAD.", {"Some 12": "AFAD", "$40": "Courier"}),
    "a second verb that may be a noun": (
        "Rebels paraded 60 men through the town and claim to have killed 18. The army denied reports and claims of 9.",
        {"60": "Courier", "18": "Rebels", "9": "army"},
    ),
    "a singular one": (
        "The union has blocked two ports since Monday and claims that 3,000 have joined.",
        {"two": "Courier", "3,000": "union"},
    ),
    "a body that is none of flesh": (
        "Norland's national flood body said 79 had left.",
        {"79": "Norland's national flood body"},
    ),
    "a count without a comma": (
        "Some 43,000 came by the police count, or 90,000 if one believes the unions.",
        {"Some 43,000": "police", "90,000": "unions"},
    ),
    "their estimate, with an aside": (
        "Police put it at 350; their first estimate, at 3.30pm, was of 50. Their last count, made at noon, was 31.",
        {"350": "Police", "50": "Police", "31": "Police"},
    ),
    "a number that was announced": (
        "It will send 40 men on top of the 200 previously announced.",
        {"40": "Courier", "200": "Courier"},
    ),
    "nine who speak later": ("The nine later said 40 had died.", {"40": "nine"}),
    "how sure a case is": ("The number of confirmed, probable and suspected deaths rose to 40.", {"40": "Courier"}),
    "a paper with its day": (
        "The Institute of Tides stated in its report of 6 May that 352 had left.",
        {"352": "Institute of Tides"},
    ),
    "a judgment": (
        "The mission put it at 40. In its judgment of 9 May, the Court of Vela awarded them 325 boats.",
        {"40": "mission", "325": "Courier"},
    ),
    "a surname": (
        "In the Orr No. 3 School, 60 pupils had been found, said a teacher surnamed Chang. He said 30 had left.",
        {"60": "Chang", "30": "Chang"},
    ),
    "a surname before its verb": (
        "A nurse surnamed Li said 12 left. She said two had died.",
        {"12": "Li", "two": "Li"},
    ),
    "no comma before the figure": (
        "According to officials in Orr 12 boats sank. According to the Red Cross 40 children left.",
        {"12": "officials in Orr", "40": "Red Cross"},
    ),
    "a paper without a comma": (
        "According to reports from the area over 30 bunkers were hit, of which nine burned.",
        {"over 30": "reports from the area", "nine": "reports from the area"},
    ),
    "numbers of names": ("According to Boeing 737 pilots, 40 have left.", {"40": "Boeing 737 pilots"}),
    "nobody, in a passive": ("It is, however, projected that 40 would sink.", {"40": "Courier"}),
    "an event": ("Cannon fire had claimed 31 lives.", {"31": "Courier"}),
    "a tally of events": ("Losses attributed to frost rose 28 percent.", {"28 percent": "Courier"}),
    "a weather": ("The storm threatened 40 farms.", {"40": "Courier"}),
    "a part of the body": ("Her hand claimed 40 prizes.", {"40": "Courier"}),
    "firemen, though": ("The fire brigade said 31 sheds burned.", {"31": "fire brigade"}),
    "whose toll it is": ("The ministry's own toll put the dead at 310.", {"310": "ministry"}),
    "a series in the name": (
        "The Fund for Boats, Ropes and Sails said 40 had sunk. The fund added that 9 were lost.",
        {"40": "Fund for Boats, Ropes and Sails", "9": "Fund for Boats, Ropes and Sails"},
    ),
    "a series with a comma before and": (
        "The Council of Crafts, Trades, and Arts said 40 looms broke.",
        {"40": "Council of Crafts, Trades, and Arts"},
    ),
    "two bodies are no series": ("The Tidal Fund, Orr and Lind said 40 had sunk.", {"40": "Tidal Fund, Orr and Lind"}),
    "a place in an aside": (
        "The Orr Institute, or OI, an Oslo, Norway-based group, in January put the losses at 1,200.",
        {"1,200": "Orr Institute"},
    ),
    "no aside without its closing comma": (
        "Some 97 men fell in fighting between the army and the Orr Defence Forces, a medics' union said on Monday.",
        {"Some 97": "medics' union"},
    ),
    "somebody of an age": ("A 43-year-old tenant said 40 had left.", {"40": "43-year-old tenant"}),
    "who asked, and not whom": ("A poll by Orr Watch of 2,041 adults found 54% cold.", {"54%": "Orr Watch"}),
    "who asked, behind a preposition": ("In a poll by Orr Watch of 2,041 adults, 54% were cold.", {"54%": "Orr Watch"}),
    "who surveyed, and not where": (
        "A rapid survey by Orr Watch in Vela, Odra and Lind indicates that 40 homes burned.",
        {"40": "Orr Watch"},
    ),
    "a bulletin": ("By the Health Ministry's last bulletin, 43 had died.", {"43": "Health Ministry"}),
    "a whole date before the verb": (
        "The tracing institute had by 31 January 2020 registered 46 men. The harbour ministry on 3 May said nine fled.",
        {"46": "tracing institute", "nine": "harbour ministry"},
    ),
    "a day before the verb": ("A medics' union had by Thursday confirmed 40 deaths.", {"40": "medics' union"}),
    "a relative clause that ends": (
        "The toll, which Kern said reached 40, includes 12 women.",
        {"40": "Kern", "12": "Courier"},
    ),
    "whom somebody told": ("Aid was $300, Ann Kern told Bild am Sonntag.", {"$300": "Ann Kern"}),
    "matter set free": ("The Orr plant failed, releasing 340 tons of gas.", {"340 tons": "Courier"}),
    "another subject": (
        "Ann Kern said 40 had died. Meanwhile 12 boats are in port.",
        {"40": "Ann Kern", "12": "Courier"},
    ),
    "a rank behind a body": (
        "The head of the Guard's Northern Command Major Ann Lind said 40 had left. She said 12 stayed.",
        {"40": "Ann Lind", "12": "Ann Lind"},
    ),
    "a rank in the midst of a name": (
        "Chief of the Ministry of Trade's Main Directorate Colonel-General Ivo Kern said 40 had left.",
        {"40": "Ivo Kern"},
    ),
    "no square for a man": (
        'General Ivo Kern said 304 were found. Many hid in the ruins of Orra Plaza.\n\n"We got 24 out," he said.',
        {"304": "Ivo Kern", "24": "Ivo Kern"},
    ),
    "whose tallies": ("Some 90 had died, according to Orrish tallies.", {"Some 90": "Orrish tallies"}),
    "whoever speaks behind a toll": (
        "The guard had no word on the toll.\nMs. Lind said hundreds were feared dead.",
        {"hundreds": "Lind"},
    ),
    "whom a hearer's letters hide": ("Ann Lind told AFP 27 boats had sunk.", {"27": "Ann Lind"}),
    "letters in brackets": (
        "The UN relief agency (UNXHR) said 40 had come. Another 9 have left, it said.",
        {"40": "UNXHR", "Another 9": "UNXHR"},
    ),
    "no figures that speak": ("Key figures: 40 people are in need.", {"40": "Courier"}),
    "an archive": (
        "The independent monitor Archive of Orr Gatherings put the crowd at 900.",
        {"900": "Archive of Orr Gatherings"},
    ),
    "items signed one by one": (
        "21 million people in need — UN; 6 million IDPs — IOM; 2 million refugees — UNHCR.",
        {"21 million": "UN", "6 million": "IOM", "2 million": "UNHCR"},
    ),
    "labels within brackets": (
        "About 50,000 came according to police (organisers: 80,000; mayor: 60,000).",
        {"About 50,000": "police", "80,000": "organisers", "60,000": "mayor"},
    ),
    "whose number it is in brackets": (
        "Orr counted 900, in Vela it was 660 (government figure).",
        {"660": "government"},
    ),
    "no total of people": (
        "A total of 2,034 nurses left on 12 flights, bringing the number that went to 4,186.",
        {"12": "Courier", "4,186": "Courier"},
    ),
    "no heading of a sitrep": ("Individual Assistance: To date, Orr has had 948 calls.", {"948": "Courier"}),
    "no total": ("A total of 833 confirmed, probable, and suspected cases came in.", {"A total of 833": "Courier"}),
    "who dismisses a number states none": (
        "Ivo Kern put the losses at 3,000 dead, a number that was dismissed by Lind.",
        {"3,000": "Ivo Kern"},
    ),
    "whose clause ends at a semicolon": (
        "The dragoons had lost 320 men; the losses of the guard were put at 2,000 by Appler.",
        {"320": "Courier", "2,000": "Appler"},
    ),
    "a rapporteur behind a plural owner": (
        "At least 900 may have died, according to the United Orrs' special rapporteur for the isles, Ann Lind.",
        {"At least 900": "Ann Lind"},
    ),
    "behind a relative clause": (
        "Orr spoke of 42 held; the network that offers help to protesters said 67 were, a group which helps them 90.",
        {"42": "Orr", "67": "network"},
    ),
    "who represents others": (
        "A group of lawyers who represent the families put it at 90.",
        {"90": "group of lawyers"},
    ),
    "whose side it is on": ("The Orr-backed Velden Front said 12 fell.", {"12": "Velden Front"}),
    "what is said of letters": ("The banned BLA said 12 fell.", {"12": "BLA"}),
    "a body and more in brackets": (
        "In Orr 40 people were killed (OHCHR, as of 3 October). Two left.",
        {"40": "OHCHR"},
    ),
    "new cases that are suspected": (
        "There were 143 new suspected cases, compared to 188 the week before.",
        {"143": "Courier", "188": "Courier"},
    ),
    "a rate in brackets": (
        "Orr reported 900 cases, including 41 deaths (CFR 0.7%). Two left.",
        {"900": "Orr", "41": "Orr"},
    ),
    "who persists in saying": (
        "The ministry counted 26 dead, while the Front persists in claiming 40.",
        {"26": "ministry", "40": "Front"},
    ),
    "who keeps saying": ("The organisers keep saying that 40 came.", {"40": "organisers"}),
    "who continues to claim": ("The army continues to claim that 40 fell.", {"40": "army"}),
    "a union of many": (
        "The Orr Nurses' Association said 40 had fled. The association said that 9 were hurt.",
        {"40": "Orr Nurses' Association", "9": "Orr Nurses' Association"},
    ),
    "a paper with an aside": (
        "Orr answered an audit, made public on Monday, that found $1.8 million in bills.",
        {"$1.8 million": "audit"},
    ),
    "a member with a party and a role": (
        "Ann Orr (R-Tex.), a member of the Farm Caucus, who counted 132 foes, left.",
        {"132": "Ann Orr"},
    ),
    "estimates of a body with its short name": (
        "Ministry (MOD) estimates put the dead at 40.",
        {"40": "Ministry (MOD) estimates"},
    ),
    "what a team is made up of": (
        "The team, made up of 53 nurses, repeated tests made in 1871.",
        {"53": "Courier"},
    ),
    "marks of a quotation own nothing": ("'We lost 40 men to the Lions' Moss said.", {"40": "Moss"}),
    "a letter and a number": ("M23 said 40 men had left. The G20 said it held 9.", {"40": "M23", "9": "G20"}),
    "a number is nobody": ("The forecast went from 5 to 7 per cent to 3 per cent.", {"3 per cent": "Courier"}),
    "a figure that others deny": (
        "The mayor said no more than 13 men were held, a figure rights groups in Orr disputed.",
        {"no more than 13": "mayor"},
    ),
    "a hyphen for a dash": ("Toll rises to 40 - Health Minister Ann Lee tells Orr TV.", {"40": "Ann Lee"}),
    "words quoted in an aside": (
        'The ministry, which vowed to "fill the wards," says it costs $40 a day.',
        {"$40 a day": "ministry"},
    ),
    "a minimum is no place": ("Orr Watch documented at least 25 raids by rebels.", {"at least 25": "Orr Watch"}),
    "known as": ("It fell by 40 degrees, a period known as the Little Frost.", {"40 degrees": "Courier"}),
    "marks of notes": ("Frey said 40 had left.[3] Orr Watch, which met 12 men, put it at 9.[4]", {"40": "Frey"}),
    "he, of nobody by name": (
        "Mayor Jon Lee said 20 died. “There are 87 more,” an official, who gave no name, said. He said 9 were hurt.",
        {"20": "Jon Lee", "87": "official", "9": "official"},
    ),
    "a paper of a body": (
        "According to the morning summary of the Joint Command of the Southern Fleet, 40 shells fell.",
        {"40": "Joint Command of the Southern Fleet"},
    ),
    "a paper of those asked": ("A survey of drivers found 40 lorries.", {"40": "survey of drivers"}),
    "it, of its own subject": (
        "The Orr Institute said 12 had died. Norland printed its toll in May, when it said it had lost 6,000 men.",
        {"12": "Orr Institute", "6,000": "Norland"},
    ),
    "an adverb before the verb": (
        "Moscow, which rarely prints its losses, last gave a figure in May, when it said 5,937 soldiers had died.",
        {"5,937": "Moscow"},
    ),
    "an aside at the end": (
        "The port lost 40 cranes, the Orr Institute, or OI, an Oslo, Norway-based shipping group, has reported.",
        {"40": "Orr Institute"},
    ),
    "what a body was said to be": (
        "The Orr Institute, the shipping monitor that counts cranes, said 40 fell. According to the monitor, 9 stand.",
        {"40": "Orr Institute", "9": "Orr Institute"},
    ),
    "an office of somebody": (
        "The office of Governor Petra Lind said 40 had fled.",
        {"40": "office of Governor Petra Lind"},
    ),
    "a name with its article inside": ("Mayor Issa al-Orri said 40 had fled.", {"40": "Issa al-Orri"}),
    "a body of a country": (
        "Norland lost 40 farms, according to Norland's Weather Bureau website.",
        {"40": "Weather Bureau"},
    ),
    "a verb at the end": ("The Tidal Fund said there were reports that 40 farms stood.", {"40": "Tidal Fund"}),
    "a verb within": ("Guards shot two suspected thieves, and 40 fled.", {"40": "Courier"}),
    "what goes on": ("Hail killed 12, causing estimated damage of $40 million.", {"$40 million": "Courier"}),
    "a claim of an attack": (
        "The rebels have claimed responsibility for a raid that killed 40 men.",
        {"40": "Courier"},
    ),
    "an attack that is claimed": ("Two bombings claimed by the rebels killed 40 men.", {"40": "Courier"}),
    "one left out": (
        "Two bombings were blamed on thieves, and 40 in the harbour were claimed by a rebel group.",
        {"40": "Courier"},
    ),
    "a number claimed": ("The 40 dead claimed by the rebels were soldiers.", {"40": "rebels"}),
    "a claim of a number": ("The rebels claimed 40 men.", {"40": "rebels"}),
    "it, in the next sentence": (
        "The Orr Institute said 12 had died. It said Norland had lost 6,000 men.",
        {"12": "Orr Institute", "6,000": "Orr Institute"},
    ),
    "what a participle adds to a subject": (
        "A nurse working for the charity Warm Hands said she had seen 12 men.",
        {"12": "nurse"},
    ),
    "a phrase that hangs on one": ("Divers searching the river near the mill said 4 were found.", {"4": "Divers"}),
    "a college for training": ("The police training college said 400 cadets left.", {"400": "police training college"}),
    "repeated raids": (
        "Boats shelled Orrby, which had been hit in repeated raids after rebels killed 40 men.",
        {"40": "Courier"},
    ),
    "a body in the plural": ("The union say 15 welders were hurt.", {"15": "union"}),
    "a day before the matter": (
        "Ann Lee met the crews. She added in a letter 40 looms had been lost.",
        {"40": "Ann Lee"},
    ),
    "one of several, by name": (
        "One of the trustees, Ann Marsh, says the deal, which is yet to be approved by a board, will cost 200 people.",
        {"200": "Ann Marsh"},
    ),
    "a signature": (
        "Orrland: 5 shot, 11 hurt in a raid — Gov. Lind. Rescuers found 3 more.",
        {"5": "Lind", "11": "Lind"},
    ),
    "a dash and no signature": ("It paid $40 to the mayor – Ann Lind.", {"$40": "Courier"}),
    "a heading alone": ("UPDATE: At least 41 killed near Orrby - army.", {"At least 41": "army"}),
    "letters with a small one": ("Norwegian MoH: 41 dead.", {"41": "Norwegian MoH"}),
    "a plural with a small letter": ("Norwegian IDPs: 41 dead.", {"41": "Courier"}),
    "whoever is cited by number": (
        "Orr News reported, citing two aides, that 40 had left.",
        {"two": "Courier", "40": "Orr News"},
    ),
    "at first": ("The officer at first said 40 had left.", {"40": "officer"}),
    "papers seen by somebody": (
        "Records seen by the court show 40 had left.",
        {"40": "Records seen by the court"},
    ),
    "of those recorded": ("The league recorded the deaths of at least 40 men.", {"at least 40": "league"}),
    "an object without a number": ("The league recorded the songs of the coast. Boats carry 40.", {"40": "Courier"}),
    "said at the end by the way": ("Some 40 men left, the Herald has learned.", {"Some 40": "Herald"}),
    "what is learned by the way": ("Some 40 men left, the songs they learned.", {"Some 40": "Courier"}),
    "a bank anew": (
        "The White House said 40 had left. The bank expects 12 to stay.",
        {"40": "White House", "12": "bank"},
    ),
    "on average": (
        "Analysts polled by Orr had on average expected 40 mills to close.",
        {"40": "Analysts polled by Orr"},
    ),
    "a bank by name": (
        "Norland Steel said 40 had left. The Orr Bank expects 12 to stay.",
        {"40": "Norland Steel", "12": "Orr Bank"},
    ),
    "people, by number": ("The firm raised $40 million, according to two people.", {"$40 million": "people"}),
    "by rank, and no people": ("They were paid according to need, and 40 left.", {"40": "Courier"}),
    "those who do something": (
        "Scientists tracking the glacier say 40 km have gone.",
        {"40 km": "Scientists"},
    ),
    "told within a quotation of two sentences": (
        "Kern was sad. \u201cThey told us there were 12 wolves. There were 40 of them,\u201d said Ann Lee.",
        {"12": "Ann Lee", "40": "Ann Lee"},
    ),
    "a long name in letters": ("@AfricaABC: 41 dead.", {"41": "AfricaABC"}),
    "the report of somebody unknown": ("Her report says 40 had left.", {"40": "Her report"}),
    "an office in capitals": ("The Relief Coordinator, Ann Lee, said 40 had left.", {"40": "Ann Lee"}),
    "a name that is a trade": ("Mayor Lind met the Ann Porter, who said 40 had left.", {"40": "Ann Porter"}),
    "a clause without that": ("The league stated it had lost 40 boats.", {"40": "league"}),
    "having done so": ("Partners report having screened 40 children.", {"40": "Partners"}),
    "who provides it": ("According to information provided by the mill, 40 had left.", {"40": "mill"}),
    "two, reported": ("Fever: 12 cases and 40 deaths reported by the mill.", {"12": "mill", "40": "mill"}),
    "two, one reported": ("Ann met 12 men and 40 deaths reported by the mill.", {"12": "Courier", "40": "mill"}),
    "credited with a sentence": ("Since then 12 men fled and 40 were hurt (IOM).", {"12": "IOM", "40": "IOM"}),
    "credited in square brackets": ("In May 40 men fled [IOM DTM, 3 May 2024].", {"40": "IOM DTM"}),
    "a note in brackets": ("In May 40 men fled [map 3].", {"40": "Courier"}),
    "authorities that promise": ("The new authorities promise to build 40 homes.", {"40": "authorities"}),
    "according to him": ("Ivo Kern was sad. According to him, 40 men had left.", {"40": "Ivo Kern"}),
    "the head of a place": ("The Mayor of Orrby: 40 dead.", {"40": "Mayor of Orrby"}),
    "a thing of a place": ("The Bridge of Orrby: 40 steps.", {"40": "Courier"}),
    "of a clause alone": (
        "It had 12 oars and 90 men, of whom 40 were boys according to Ivo Kern.",
        {"12": "Courier", "90": "Courier", "40": "Ivo Kern"},
    ),
    "of all of it": ("It had 12 oars and 90 men, according to Ivo Kern.", {"12": "Ivo Kern", "90": "Ivo Kern"}),
    "a turn of the clause": (
        "Smoke caused 900 deaths, but, according to Ivo Kern, 40 were spared.",
        {"900": "Courier", "40": "Ivo Kern"},
    ),
    "a clause with its": ("Orr News reported on November 1 that its figures show 40 men left.", {"40": "Orr News"}),
    "a name that tells where": ("⚡️ Kern: 40 people injured in Orrby.", {"40": "Kern"}),
    "a place that is told of": ("Orrby: 40 people injured.", {"40": "Courier"}),
    "two headings": ("JUST IN: 🇳🇴 General Staff: 40 tanks destroyed", {"40": "General Staff"}),
    "a wire": ("Reuters: Norland has lost 40 tanks.", {"40": "Reuters"}),
    "the signature of a quotation": ("“We saw 40 tanks” - Kern", {"40": "Kern"}),
    "a body behind a colon": ("40 killed in Orrby: Health Ministry", {"40": "Health Ministry"}),
    "what a body did, behind a colon": ("40 killed in Orrby: Ministry visited the hills", {"40": "Courier"}),
    "a body in brackets behind a place": ("40 killed in Orrby (Health Ministry)", {"40": "Health Ministry"}),
    "a number that an author gives": (
        "Appian claims that 40 died, but Plutarch gives 90.",
        {"40": "Appian", "90": "Plutarch"},
    ),
    "those accused": ("Two men accused of moving 40 tons were tried.", {"40 tons": "Courier"}),
    "behind a colon": ("The ministry gave way. The group Nabu objects: it says 40 wolves left.", {"40": "Nabu"}),
    "a doubt behind another's figure": (
        "It had 90 men, according to the mill, though Ivo Kern doubts that 40 were there.",
        {"90": "mill", "40": "Ivo Kern"},
    ),
    "behind what is counted": (
        "The mill counted 90 boats in May, and the local fund helped 40.",
        {"90": "mill", "40": "Courier"},
    ),
    "two that are counted": ("The mill counted 90 boats in May, and 40 in June.", {"90": "mill", "40": "mill"}),
    "witnesses to a wire": ("Eyewitnesses to Orr News: 40 drones.", {"40": "Eyewitnesses"}),
    "most of those who speak": ("Most historians now regard 40 as real.", {"40": "historians"}),
    "held by somebody": (
        "The plan, estimated by the mill to cost $40, was dropped with 12 others.",
        {"$40": "mill", "12": "Courier"},
    ),
    "sources close to": ("Sources close to the mill say 40 left.", {"40": "Sources close to the mill"}),
    "accounts": ("The mill lost $40, accounts show.", {"$40": "accounts"}),
    "a level, and another": (
        "Traders put exports at 90 tons, while use was steady at 40 tons.",
        {"90 tons": "Traders", "40 tons": "Traders"},
    ),
    "the most elaborate": ("Researchers conducting the most elaborate chase are glad that 40 left.", {"40": "Courier"}),
    "those met during something": ("Elders asked during the visit gave a figure of 40.", {"40": "Elders"}),
    "a verb that is a surname": ("“I saw 40,” said Amira Said, who left.", {"40": "Amira Said"}),
    "a storm": ("Cyclone Edda: 12 are missing. The mill counts 40 dead.", {"12": "Courier", "40": "mill"}),
    "they, of the people before": (
        "Kern said 12 left. But analysts at Orr were unsure. The mill has 40 debts, they noted.",
        {"12": "Kern", "40": "analysts at Orr"},
    ),
    "whose age is told": (
        "Ivo Kern said 12 left. Aisha, 25, walked home. She says that 40 stayed.",
        {"12": "Ivo Kern", "40": "Aisha"},
    ),
    "a name to a wire": ("Orr's Ivo Kern to Orr News: We treated 40 people today.", {"40": "Ivo Kern"}),
    "where somebody told": ("Governor Lind (Telegram): 40 crews sent.", {"40": "Lind"}),
    "a bridge in brackets": ("Old Bridge (Orrby): 40 steps.", {"40": "Courier"}),
    "who signs what befell people": ("At least 40 people killed in strikes - Kern", {"At least 40": "Kern"}),
    "a place behind a dash": ("At least 40 homes on the lake - Windermere", {"At least 40": "Courier"}),
    "as identified by": ("As identified by Orr News, 40 men left.", {"40": "Orr News"}),
    "would say only": ("The chair, Ivo Kern, would say only that 40 men left.", {"40": "Ivo Kern"}),
    "giving evidence": ("Giving evidence, manager Ann Lee said 40 men left.", {"40": "Ann Lee"}),
    "a spelling": ("The mill signalled that 40 men would leave.", {"40": "mill"}),
    "whoever is beside a relation": (
        "Ann Lee said 12 left. Mr Kern's daughter, Sian, said all was well. “They told us 40 did,” she said.",
        {"12": "Ann Lee", "40": "Sian"},
    ),
    "a landlord": (
        "Rosa Gil, 78, is sad. Her landlord offered her 12 rooms. “I want 40,” she says.",
        {"40": "Rosa Gil"},
    ),
    "the boss of somebody": (
        "The engineer said 12 left. “My boss told me all was fine,” he said. “There were 40.”",
        {"12": "engineer", "40": "engineer"},
    ),
    "a body in a capital": (
        "Kern said 12 left. The Institute has observed 40 raids.",
        {"12": "Kern", "40": "Institute"},
    ),
    "an economist beside his bank": (
        '"It failed," said Jens Ahrendt, chief economist at Orr Bank, who now expects 40 raids.',
        {"40": "Jens Ahrendt"},
    ),
    "a carmaker by name": ("Carmaker Weyland said it had 40 mills.", {"40": "Weyland"}),
    "the number of firms reporting": (
        "The Orr Institute put the number of firms reporting a shortage of ore at 40.",
        {"40": "Orr Institute"},
    ),
    "a fear, and what goes on": (
        "Crews feared that 12 had died, as the toll climbed to 40.",
        {"12": "Crews", "40": "Courier"},
    ),
    "one with an age in an aside": ("Ann Lee, who runs it with Ivo, 86, said it had 40 mills.", {"40": "Ann Lee"}),
    "told to wait": ("Men were given soup and told to wait. Some 40 left.", {"Some 40": "Courier"}),
    "declared winner": ("Ruto declared winner with 40 votes.", {"40": "Courier"}),
    "a mill that released": ("The Orr plant released 40 tons of gas.", {"40 tons": "Courier"}),
    "an airline, and no hospital": (
        "Orr Hospital said 12 were hurt.\n\nAnother 40 are in Oslo, the airline said.",
        {"12": "Orr Hospital", "Another 40": "airline"},
    ),
    "a name with a sign": (
        "It killed 40 people, according to the Location & Event Data Project.",
        {"40": "Location & Event Data Project"},
    ),
    "one in three": (
        "One in three nurses surveyed by Orr said so, up from one in 40 in May.",
        {"One in three": "Courier", "one in 40": "Courier"},
    ),
    "a chamber": ("It cost the port 40 days, the chamber of commerce estimates.", {"40 days": "chamber of commerce"}),
    "a firm beside its owner": ("Orr Mills, a unit of Corvane Resources, said it had 40 mills.", {"40": "Orr Mills"}),
    "a firm, of an owner": ("The firm, a unit of Corvane Mills, proposed 40 mills.", {"40": "firm"}),
    "an operator's it": (
        "The Orr fire brigade had 12 calls, Lee said.\n\nGrid operator Nordnetz reported a fault. It said 40 had fled.",
        {"12": "Lee", "40": "Nordnetz"},
    ),
    "most detailed": ("The survey took a year. It is the most detailed yet of 40 reefs.", {"40": "Courier"}),
    "reports from a place": ("Reports from Orrby suggest 40 died.", {"40": "Reports from Orrby"}),
}
CARRIED = {
    "a clause": ("Frey said the bank was shut. Another 40 shops closed.", "Frey"),
    "an object": ("Frey announced the end of the fair. Another 40 shops closed.", "Courier"),
    "a vow": ("Frey ruled out a sale and has vowed to go. Another 40 shops closed.", "Courier"),
    "the day after": ("Frey claimed that the bank was shut. The next day, another 40 shops closed.", "Courier"),
    "as of a day": ("Frey claimed that the bank was shut. As of May 3, another 40 shops were closed.", "Frey"),
    "an estimate": ("Another estimate put the dead at 12. The floods had ruined 40 shops.", "Courier"),
    "somebody was told": ("Frey said the bank was shut. The board was told 40 shops were closed.", "Courier"),
    "hearsay": ("Frey said the bank was shut. It was also reported that 40 shops closed.", "Courier"),
    "a rank": ("Frey said the bank was shut. It was the worst raid since May, when 40 shops closed.", "Courier"),
    "what is estimated": ("Frey said the bank was shut. It is estimated that 40 shops closed.", "Courier"),
    "our own": ("Frey said the bank was shut. Our crews closed 40 shops.", "Courier"),
    "an act after something": (
        "The Orr ministry declared an alarm after 12 men were hurt. As of May 3, 40 shops closed.",
        "Courier",
    ),
    "a rank of a place": (
        "Frey said the bank was shut. It was the town's second worst fire since 40 shops burned.",
        "Courier",
    ),
    "according to somebody before": ("According to Orr News, the bank was shut. The bank had 40 rooms.", "Courier"),
    "another paragraph": ("Frey said the bank was shut.\n\nAnother 40 shops closed.", "Courier"),
    "two who spoke": ("Frey said the bank was shut, while Orr said it was open. Another 40 shops closed.", "Courier"),
}


@pytest.mark.parametrize("kind", SAID)
def test_who_can_speak(kind: str) -> None:
    text, expected = SAID[kind]
    rows = {row["text"]: row["source"] for row in attribute(text, publisher="Courier", reported="2024-11-06")}
    assert {words: rows.get(words, "missing") for words in expected} == expected


@pytest.mark.parametrize("kind", CARRIED)
def test_how_far_an_account_goes_on(kind: str) -> None:
    text, expected = CARRIED[kind]
    rows = attribute(text, publisher="Courier", reported="2024-11-06")
    assert [row["source"] for row in rows if "40" in row["text"]] == [expected]


def test_a_role_ends_where_its_line_begins() -> None:
    text = "3:10 a.m.\nHarbour Board spokesman Lars Orr says 40 had fled."
    rows = attribute(text, publisher="Courier", reported="2024-11-06")
    assert [(row["source"], row["speaker_role"]) for row in rows] == [("Lars Orr", "Harbour Board spokesman")]


def test_a_name_with_its_office_before_a_verb_of_speech_is_its_subject() -> None:
    text = "Kern, the Vela mayor, said some Danes, a Swede and two women were among the dead."
    assert [row["source"] for row in attribute(text) if row["text"] == "two"] == ["Kern"]
    assert [row["source"] for row in attribute("Some 40 dead, said the mayor.")] == ["mayor"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Norse state TV said 40 men died.", "Norse state TV"),
        ("The ships lie in the harbour, and divers say 40 men are inside.", "divers"),
        ("The Director of Civil Protection, Ann Lee, put the dead at 40.", "Ann Lee"),
        ("Kern puts losses at 40 billion rupees.", "Kern"),
        ("Norland: 40 injured (NFAD)", "NFAD"),
        ("The commissioner, Engr. Ann Lee, put the dead at 40.", "Ann Lee"),
        ("The number of people reported killed has climbed to 40, the police said.", "police"),
        ("Speaking on Vela Radio, the Director of Civil Protection, Ann Lee, put the dead at 40.", "Ann Lee"),
        ("The Red Cross gave a toll of 40, a figure the army disputes.", "Red Cross"),
        ("Kern has been told to raise 40 men by mid-June.", None),
        ("Data are being updated. Some 40 men fled.", None),
        ("The news agency Interfax said 40 men died.", "Interfax"),
        ("Local media report that 40 men fled.", "Local media"),
        ("Police report that 40 men fled.", "Police"),
        ("A police report that 40 men fled was false.", None),
    ],
)
def test_media_speak_whatever_they_are_called(text: str, source: str | None) -> None:
    assert [row["source"] for row in attribute(text)] == [source]


def test_a_bullet_is_no_part_of_a_name_and_a_fronted_part_says_nothing() -> None:
    text = "- UNICEF says that 17 children died.\n- Of the 224 convoys planned, six came."
    assert [row["source"] for row in attribute(text, publisher="Courier")] == ["UNICEF", "Courier", "Courier"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Is it worth $40?” Wallace asked.", ["Wallace"]),
        ("“It is worth $40!” Police left.", ["Courier"]),
        ("<Wallco Inc> said it sold 40 shops. <b>Police</b> said 12 burned.", ["Wallco Inc", "Police"]),
        ("It takes troops, which Britain estimates could reach 40 men.", ["Britain"]),
        ("New rules, which estimates could change by 40 pages, are due.", ["Courier"]),
        ("“It sank, and nobody knows why,” Kern said. The ship had 40 cabins.", ["Courier"]),
        ("Kern said it sank. The ship had 40 cabins.", ["Courier"]),
        ("Kern wrote that 40 came. A week later 12 had come.", ["Kern", "Courier"]),
        ("Norland alone reported 40 cases.", ["Norland"]),
        ("But claims that 40 are encircled are nonsense.", ["Courier"]),
        ("At least 90 deaths are now considered confirmed, 40 of them of children.", ["Courier", "Courier"]),
        ("The survey found it early, with 40 people estimated to have died.", ["survey"]),
        ("With 40 dead, officials said the search would go on.", ["officials"]),
        ("Kern wrote that 40 came. In 1953 it had 12 shops.", ["Kern", "Courier"]),
    ],
)
def test_where_words_end_and_names_begin(text: str, expected: list[str]) -> None:
    assert [row["source"] or "Courier" for row in attribute(text)] == expected


def test_so_many_countries_that_report_are_counted_and_tell_nothing() -> None:
    text = "The agency said that 17 countries reported 400 cases. Some 12 districts have recorded 40 deaths, it said."
    assert [row["source"] for row in attribute(text)] == ["agency"] * 4
    assert attribute("Some 17 countries said 400 men would go.")[-1]["source"] == "countries"


def test_what_a_rival_spoke_of_is_no_more_than_the_figure_before_it() -> None:
    text = "MR. ORR: I get $7 million a tail, which is well below the 10 a competitor talked about last week."
    assert [row["source"] for row in attribute(text)] == ["Orr", "competitor"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police said 9 died. Another 12 were hurt. That is according to hospital staff.",
            ["Police", "hospital staff"],
        ),
        ("Some 40 villages are cut off.\n\nThis is according to district officials.", ["district officials"]),
        ("Some 40 villages are cut off. That is a record, according to district officials.", [None]),
        ('She said: "According to our intelligence, 12,000 have come," Ann Lee told a meeting.', ["Ann Lee"]),
        ("Crowds estimated by police at 900 and by the organisers at 4,000 marched.", ["police", "organisers"]),
    ],
)
def test_whose_a_sentence_is_may_be_told_behind_it(text: str, expected: list[str | None]) -> None:
    assert [row["source"] for row in attribute(text)] == expected


def test_what_brings_a_total_up_is_no_speaker() -> None:
    rows = attribute("The South Kerns spoke of 900 men. It brings the total to 1,400. The ministry raised it to 1,500.")
    assert [row["source"] for row in rows] == ["South Kerns", None, "ministry"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moody's put losses at 40 million dollars.", ["Moody's"]),
        ("Orr counts 40 aftershocks, the strongest 5.5.", ["Orr", "Orr"]),
        ("Some 87 deaths (CFR: 0.6%) were reported.", [None, None]),
        ('"It is dry," Ann Lee said at a briefing attended by 20 reporters.', [None]),
        ('"It is dry," Ann Lee said in Orr, adding that 40 had fled.', ["Ann Lee"]),
    ],
)
def test_who_is_named_and_who_is_not(text: str, expected: list[str | None]) -> None:
    assert [row["source"] for row in attribute(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It killed 301 people, Minister Ivo Kern said Saturday as the search went on.", ["Ivo Kern"]),
        ("The Orr state governor came to the place where our reporter saw 100 bodies.", [None]),
        ("KFOR North (FRA): France 1,133\nKFOR Centre (FIN): Finland - 242, Norway - 103", [None, None, None]),
        ('"I counted 40 boats," said a resident reached by phone, who asked not to be named.', ["resident"]),
        ("A hotel there was asking $900 for a room, a Courier reporter said.", ["Courier reporter"]),
    ],
)
def test_who_says_so_and_what_is_no_saying(text: str, expected: list[str | None]) -> None:
    assert [row["source"] for row in attribute(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X Corps: 50th Division (3 brigades) – 43 battalions\nHighland Corps: 25,600 men, 151 tanks", [None] * 4),
        ("Orr Corps: 40 dead in the raid.", ["Orr Corps"]),
        ("Search continues, 3 people may be under the rubble.", [None]),
    ],
)
def test_what_a_formation_has_is_not_what_it_says(text: str, expected: list[str | None]) -> None:
    assert [row["source"] for row in attribute(text)] == expected


def test_the_number_admitted_says_nothing() -> None:
    rows = attribute("A nurse, speaking on condition of anonymity, gave the number admitted as 96.")
    assert [row["source"] for row in rows] == ["nurse"]
