"""What is counted, where the number does not stand beside it: predicates, numbers of, shares of these, footnotes."""

from __future__ import annotations

import math

import pytest

from estimates import find_figures
from estimates.article.rows import attribute


def nouns(text: str) -> list[tuple[str, str | None]]:
    return [(row["text"], row["noun"]) for row in attribute(text, publisher="Courier", reported="2024-11-06")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The discharge of the Orr Dam downstream was raised from 9,100 to 12,400 cubic metres per second.",
         [("9,100", "discharge"), ("12,400 cubic metres per second", "discharge")]),
        ("Crews brought the water level of the lake down by 0.4 m. The value of exports rose by 3 percent.",
         [("0.4 m", "water level"), ("3 percent", "exports")]),
        ("Rainfall reached 2,031 mm, breaking the earlier record of 1,840 mm set by a storm.",
         [("2,031 mm", "Rainfall"), ("1,840 mm", "Rainfall")]),
        ("The prison population reached a record of 86,000. Unemployment rose to a new high of 12 percent.",
         [("86,000", "prison population"), ("12 percent", "Unemployment")]),
        ("It is an area that we have to hold that is at least 12 acres.", [("at least 12 acres", "area")]),
        ("Contributions from home and overseas had reached 6.3 million kroner.",
         [("6.3 million", "Contributions")]),
        ("More than 900 miles of the isle's 3,200 miles of roads are open.",
         [("More than 900 miles", "roads"), ("3,200 miles", "roads")]),
        ("The city set up a £12m fund, with each family to receive £3,200.", [("£12m", "fund"), ("£3,200", None)]),
        ("It had 1,104 cases, or about 9 per cent.", [("1,104", "cases"), ("about 9 per cent", "cases")]),
        ("One woman I talked to lost 11.", [("One", "woman"), ("11", "people")]),
        ("Some 900 children were in the school. The bodies of 60 have been recovered.",
         [("Some 900", "children"), ("60", "bodies")]),
        ("The storm left 900 nurses without power in 17 towns; it has been restored to 40 percent of them.",
         [("900", "nurses"), ("17", "towns"), ("40 percent", "nurses")]),
        ("Some 900 medics from 65 nations are at work, with 46 more on the way.",
         [("Some 900", "medics"), ("65", "nations"), ("46", "medics")]),
        ("The level at the gauge fell to 13 m. Each ship waits up to 2 days.",
         [("13 m", "level"), ("up to 2 days", None)]),
        ("Police took 40 minutes to come. The flight took 2 hours.", [("40 minutes", None), ("2 hours", "flight")]),
        ("Text messages had raised $5 million.", [("$5 million", None)]),
        ("They have 10 search teams going to 13.", [("10", "search teams"), ("13", "search teams")]),
        ("Turnout: 296,622, which was a record. Rates for ships rose 29 per cent.",
         [("296,622", "Turnout"), ("29 per cent", "Rates")]),
        ("Ann Lee took 47 percent of those under 30.", [("47 percent", None)]),
        ("In Orr hospital 36 were admitted.", [("36", "people")]),
        ("Concert crowd estimated at 22,000", [("estimated at 22,000", "Concert crowd")]),
        ("The death toll from floods and mudslides in Vela, which began on Friday, rose to 193.",
         [("193", "death toll")]),
        ("The toll was high and the queue rose to 40 people. A new toll put the number of nurses lost at 12.",
         [("40", "people"), ("12", "nurses")]),
        ("Shot down: 4 “Orlan-10”, one D-20 howitzer, 12 “Lancet-3” drones.",
         [("4", "Orlan-10"), ("one", "D-20 howitzer"), ("12", "Lancet-3 drones")]),
        ("A massive 7.8 quake hits Orr.", [("7.8", "quake")]),
        ("Some 900 people died, including the 298 aboard Norland Airways flight NA17.",
         [("Some 900", "people"), ("298", "people")]),
        ("Two margins of error of 5,000. Unions claimed 245,000.",
         [("Two", "margins of error"), ("5,000", "error"), ("245,000", "people")]),
        ("1/4 Thread on losses. It has 40 tanks.\n2/4 Vela's staff claims 12 ships.",
         [("40", "tanks"), ("12", "ships")]),
        ("Update at 18.00 on 14 May: a man (age 43 years) has 12 boats, incl. 3 ferries. 02 got injured.",
         [("12", "boats"), ("3", "ferries"), ("02", "people")]),
        ("He is linked to two earlier cross-border attacks and three later raids.",
         [("two", "cross-border attacks"), ("three", "raids")]),
        ("Some 531 people stayed, including 283 children, 92 of them in a grave state.",
         [("Some 531", "people"), ("283", "children"), ("92", "children")]),
        ("Hostages left. The guards lost 10 of their own.", [("10", "people")]),
        ("The number of people in 143 tents rose to 900, up from 600 on Monday.",
         [("143", "tents"), ("900", "people"), ("600", "people")]),
        ("Of the dead, 15 were students. Of the wounded, 12 were nurses.", [("15", "students"), ("12", "nurses")]),
        ("In Orr, thousands were protesting police brutality.", [("thousands", "people")]),
        ("They freed most of the captives, 225 of them in May.", [("225", "captives")]),
        ("The union will raise its force from 2,500 to 6,000 men.", [("2,500", "men"), ("6,000", "men")]),
        ("Norse troops that envoys believe numbered 900 left. The rebels, who experts say number 70, stayed. Looters, "
         "thought to number 40, fled.", [("900", "Norse troops"), ("70", "rebels"), ("40", "Looters")]),
        ("Nurses left. Hundreds or even as many as 2,000 civilians fled. Dozens if not hundreds of homes burned.",
         [("Hundreds", "civilians"), ("as many as 2,000", "civilians"), ("Dozens", "homes"), ("hundreds", "homes")]),
        ("They guard 15 men in and around two sites.", [("15", "men"), ("two", "sites")]),
        ("The toll rose to 22, pushing the statewide total to 41.", [("22", "toll"), ("41", "toll")]),
        ("The suspect is 72, and Lind said the driver was 19. The cost for the driver was 40. The population was 80.",
         [("40", "cost"), ("80", "population")]),
        ("The injury toll in the crash of a bus in Orr neared 50.", [("50", "injury toll")]),
        ("The number of dead in the slide near Orr rose above 250.", [("above 250", "dead")]),
        ("🔴 Death toll now 12", [("12", "Death toll")]),
        ("Police say 40k at rally, and 900 in the park.", [("40k", "people"), ("900", "people")]),
        ("Looters took 05 rifles and 01 grenade; 02 injured. Call 04 or 0800 12 34. Chapter 07 tables are new.",
         [("05", "rifles"), ("01", "grenade"), ("02", "injured")]),
        ("Some forty (40) lorries and 12 (twelve) nurses came.",
         [("Some forty (40)", "lorries"), ("12 (twelve)", "nurses")]),
        ("Sent: 2 x pumps, 1 × ladder, 2 x BTR-82A and 4 x 120 mm mortars.",
         [("2", "pumps"), ("1", "ladder"), ("2", "BTR-82A"), ("4", "120 mm mortars")]),
        ("The count of boats stands at 42\nMinistry of Health: all is well", [("42", "boats")]),
        ("It had 44 deaths in nine towns; a day later the mayor raised that to 61.",
         [("44", "deaths"), ("nine", "towns"), ("61", "deaths")]),
        ("Arrests hovered around 40 and then averaged 60. Inflation peaked at 9 percent. Efficacy waned to 4 percent.",
         [("around 40", "Arrests"), ("averaged 60", "Arrests"), ("9 percent", "Inflation"), ("4 percent", "Efficacy")]),
        ("Among 268 posts filled in May, 46% went to women.", [("268", "posts"), ("46%", "posts")]),
        ("One dinghy held 67. Growth held steady at 2 percent. Guards stop 240 in Orr.",
         [("One", "dinghy"), ("67", "people"), ("2 percent", "Growth"), ("240", "people")]),
        ("Of 18,700 registered, 11,400 cast ballots.", [("18,700", "people"), ("11,400", "people")]),
        ("Some 240 migrants came in five boats, taking the total this year to 31,094.",
         [("Some 240", "migrants"), ("five", "boats"), ("31,094", "migrants")]),
        ("They are ahead of Iranians (3,800), Vietnamese (3,132) and Syrians (40).",
         [("3,800", "Iranians"), ("3,132", "Vietnamese"), ("40", "Syrians")]),
        ("Orr has registered 21,000, 54 percent children, 27 percent women and the rest men.",
         [("21,000", "people"), ("54 percent", "children"), ("27 percent", "women")]),
        ("Police held 611 people. All but 40 were Swedes; 29 were Danes.",
         [("611", "people"), ("40", "people"), ("29", "Danes")]),
        ("It has 930 officers, 18 percent of them female. It was fined six times, and 12 left.",
         [("930", "officers"), ("18 percent", "officers"), ("six", "times"), ("12", "officers")]),
        ("One school-age child died. Last year Orr recorded 285.", [("One", "school-age child"), ("285", None)]),
        ("Orr toll crosses 280. Dengue cases this year pass 900.", [("280", "Orr toll"), ("900", "Dengue cases")]),
        ("The number of lorries stolen this year crossed the 50,000 mark.", [("50,000", "lorries")]),
        ("Assaults rose by 19 per cent last year to 97. Thefts jumped by a quarter to 40.",
         [("19 per cent", "Assaults"), ("97", "Assaults"), ("40", "Thefts")]),
        ("Sales were down by a third, to 900, in May.", [("900", "Sales")]),
        ("The final ran on, peaking at 40 percent.", [("40 percent", None)]),
        ("Shares in Orrbank closed 3.2% higher at 41 euros.", [("3.2%", None), ("41 euros", None)]),
        ("Shares, which had fallen 12% in May, rose.", [("12%", "Shares")]),
        ("Aid lorries, which used to arrive at a rate of 30 a week, had dwindled to four.",
         [("30", None), ("four", "Aid lorries")]),
        ("Turnout stood at 65% of the 900 voters.", [("65%", "Turnout"), ("900", "voters")]),
        ("It sold half of what it had.", [("half", None)]),
        ("The mill lies in a valley of 4,200.", [("4,200", "people")]),
        ("It spread to nine herds in 12 US states.", [("nine", "herds"), ("12", "US states")]),
        ("Divers work for 12 minutes at a time, two of which are lost.", [("12 minutes", None), ("two", None)]),
        ("Ninety percent of the 1,860 members left.", [("Ninety percent", "members"), ("1,860", "members")]),
        ("The firm paid a bonus of 40 soles ($10).", [("40 soles", "bonus"), ("$10", "bonus")]),
        ("Some 10 new cases came, bringing the cumulative number to 48 (38 confirmed).",
         [("Some 10", "new cases"), ("48", "new cases"), ("38", "new cases")]),
        ("The number of dead stands at 165. Half of the deaths (387; 59%) were in Orr.",
         [("165", "dead"), ("Half", "deaths"), ("387", "deaths"), ("59%", "deaths")]),
        ("The number of armed groups is put at anywhere between 95 and 200.", [("between 95 and 200", "armed groups")]),
        ("The column, on paper 400 strong, left. It cost $40 required.", [("400 strong", "column"), ("$40", None)]),
        ("MR. ORR: We let 40 trucks in.\n\nQ  And the death toll? The ministry says 900.",
         [("40", "trucks"), ("900", "deaths")]),
        ("MR. ORR: We let 40 trucks in.\n\nQ  Any update on the hostages?\n\nMR. ORR: We think it's less than 10.",
         [("40", "trucks"), ("less than 10", "hostages")]),
        ("It saw 126 cases and 4 deaths, compared with 211 and 9 in May.",
         [("126", "cases"), ("4", "deaths"), ("211", "cases"), ("9", "deaths")]),
        ("It lost 40 men, compared with 30 and 5 boats.", [("40", "men"), ("30", "men"), ("5", "boats")]),
        ("As of 6 this morning, 212 were held. We lost 6 last night.", [("212", "people"), ("6", "people")]),
        ("Food for 'ten or 12 days' is left.", [("ten or 12 days", None)]),
        ("She cut her forecast for growth to 1% from 1.5%.", [("1%", "growth"), ("1.5%", "growth")]),
        ("It won by 31 votes. Some 9,000 were registered to vote.", [("31", "votes"), ("Some 9,000", "people")]),
        ("Orr saw 36 new deaths, bringing the total since mid-June to 1,162.",
         [("36", "new deaths"), ("1,162", "new deaths")]),
        ("Police put attendance at 40,000. Buses brought thousands from Orr.",
         [("40,000", "attendance"), ("thousands", "people")]),
        ("ORR (Wire) - Output rose to 40 percent.", [("40 percent", "Output")]),
        ("Some 900 homes had no power, down from a peak of 2,100.", [("Some 900", "homes"), ("2,100", "homes")]),
        ("About 900 people waited over 12 hours, up from 700.",
         [("About 900", "people"), ("over 12 hours", None), ("700", "people")]),
        ("The bank expects the economy to shrink by 3 percent.", [("3 percent", "economy")]),
        ("He had two pistols. Roos hid with five others.", [("two", "pistols"), ("five", "people")]),
        ("Two cars collided with four others.", [("Two", "cars"), ("four", "cars")]),
        ("Ivo Kern estimates rebel dead at 200 and says another 40 were taken prisoner.",
         [("200", "rebel dead"), ("another 40", "people")]),
        ("Our own count is a lot lower than 900.", [("lower than 900", None)]),
        ("The toll rises to 14, 43 injured, 16 still missing.", [("14", "toll"), ("43", "injured"), ("16", "missing")]),
        ("Nuts cut the chances of becoming ill by 80 percent.", [("80 percent", "chances")]),
        ("Some 529 homes burned and nine were treated for burns.", [("Some 529", "homes"), ("nine", "people")]),
        ("The toll is 61; 19 of them were women.", [("61", "toll"), ("19", "women")]),
        ("The attackers, who numbered more than 83, left; the rebels, numbering 40, stayed.",
         [("more than 83", "attackers"), ("40", "rebels")]),
        ("In March raids on bases in Iraq and Syria numbered 83.", [("83", "raids")]),
        ("Over 2 percent of people react to it, and 900 people live quiet lives.",
         [("Over 2 percent", "people"), ("900", "people")]),
        ("It has 12 women soldiers and 40 women police officers.",
         [("12", "women soldiers"), ("40", "women police officers")]),
        ("Half of all homes and 40 percent of schools are dry.", [("Half", "homes"), ("40 percent", "schools")]),
        ("Sales rose, led by a 2.1% rise in visits.", [("2.1%", "rise")]),
        ("Firms made 254 jobs, more than the 140 economists had forecast.", [("254", "jobs"), ("140", "jobs")]),
        ("It ran 26 camps, against a yearly average of 21.", [("26", "camps"), ("21", "camps")]),
        ("The dead were a guide, 42, and his two clients.", [("two", "clients")]),
        ("It took 200 passengers, well over its capacity of 85.", [("200", "passengers"), ("85", "capacity")]),
        ("Mining rose 4%, manufacturing was up 1.1% and services output edged up 0.1%.",
         [("4%", "Mining"), ("1.1%", "manufacturing"), ("0.1%", "services output")]),
        ("The agency feeds 2.1 million; another 800,000 are on waiting lists.",
         [("2.1 million", "people"), ("another 800,000", "people")]),
        ("It is home to 41,000. The fire cut power to 9,000.", [("41,000", "people"), ("9,000", "people")]),
        ("The camp, built for 400, holds 1,900. The lead held at 3.",
         [("400", "people"), ("1,900", "people"), ("3", "lead")]),
        ("The names of the 39 were read out. Judges sentenced 41 to death.", [("39", "people"), ("41", "people")]),
        ("Tens of thousands lined it. Room 40 lies behind.", [("Tens of thousands", "people")]),
        ("Some 4,120 had recovered, while 310 lay in intensive care.", [("Some 4,120", "people"), ("310", "people")]),
        ("It employs 4,100 in three plants and plans to add 900.",
         [("4,100", "people"), ("three", "plants"), ("900", "people")]),
        ("It burned 40 homes in 12 towns and damaged 90.", [("40", "homes"), ("12", "towns"), ("90", "homes")]),
        ("The two sides lost 4,000 each. A fleet of four boats rose to 12.",
         [("two", "sides"), ("4,000", "people"), ("four", "boats"), ("12", "boats")]),
        ("The latest arrivals, 212 on Monday and 340 on Tuesday, are ill.",
         [("212", "latest arrivals"), ("340", "latest arrivals")]),
        ("By noon 14 were killed, six of them in bed.", [("14", "people"), ("six", "people")]),
        ("The police faced 900.", [("900", "people")]), ("It needs 70, she said.", [("70", None)]),
        ("It cost the Swedes 2,760 captured; losses were 1,345 dead and 3,290 wounded.",
         [("2,760", "captured"), ("1,345", "dead"), ("3,290", "wounded")]),
        ("Some 1.5 million took part in the marches, 500,000 of them in Oslo.",
         [("Some 1.5 million", "people"), ("500,000", "people")]),
        ("At least 7 were wounded in Oslo. Two held.", [("At least 7", "people"), ("Two", "people")]),
        ("There were 1,204 new cases, 38 in ICU.", [("1,204", "new cases"), ("38", "people")]),
        ("The union put the number at 900.", [("900", "people")]),
        ("Some 61 percent were Serbs, 10 percent Croats and 2 percent all other visitors.",
         [("Some 61 percent", "Serbs"), ("10 percent", "Croats"), ("2 percent", "visitors")]),
        ("Casualties among women rose by 37 percent.", [("37 percent", "Casualties")]),
        ("It cancelled 312 flights, stranding 41,000; 900 get school meals.",
         [("312", "flights"), ("41,000", "people"), ("900", "people")]),
        ("Only 12 schools opened, and a quarter of those lack water; 30 fainted.",
         [("Only 12", "schools"), ("a quarter", "schools"), ("30", "people")]),
        ("A raid killed 36, bringing to 1,417 the number of nurses killed.", [("36", "people"), ("1,417", "nurses")]),
        ("Nine dead, 20 hurt. The bus carried 35.", [("Nine", "dead"), ("20", "hurt"), ("35", "people")]),
        ("It has 212,000 under arms. An average of 14 a day are killed.", [("212,000", "people"), ("14", "people")]),
        ("It saw 212 cases, 31 of them involving nurses.", [("212", "cases"), ("31", "cases")]),
        ("Nearly half the force, 5,800, are Danes.", [("5,800", "force")]),
        ("Six of them are ill.", [("Six", "people")]),
        ("The villages, home to 400 and 250, were hit.", [("400", "people"), ("250", "people")]),
        ("Thirty men were taken to three hospitals; seven have gone home.",
         [("Thirty", "men"), ("three", "hospitals"), ("seven", "men")]),
        ("It spoke of 15,000; the rebels, who had hoped for 90,000, of more.",
         [("15,000", "people"), ("90,000", "people")]),
        ("Nine aid workers fell.\n\nSome 900 have crossed into Vela.",
         [("Nine", "aid workers"), ("Some 900", "people")]),
        ("Partners reached 14,500 with food. A ship with 250 on board sank.",
         [("14,500", "people"), ("250", "people")]),
        ("The firm delivered 90 aircraft and booked 40 orders. Its rival delivered 70.",
         [("90", "aircraft"), ("40", "orders"), ("70", "aircraft")]),
        ("It saw 40 injuries. Almost 18 million need aid.", [("40", "injuries"), ("Almost 18 million", "people")]),
        ("It lost 9 tanks. Nobody else fell. Over 40,000 in 86 towns were moved.",
         [("9", "tanks"), ("Over 40,000", "people"), ("86", "towns")]),
        ("Of 27 EU states, 19 use it. Firefighters, 300 of them, came.",
         [("27", "EU states"), ("19", "EU states"), ("300", "Firefighters")]),
        ("The toll, now at 41, may rise; several people, perhaps as many as 35, fled.",
         [("41", "toll"), ("perhaps as many as 35", "people")]),
        ("The trucks, 40 in all, burned. The guests, all 90 of them, left.", [("40", "trucks"), ("90", "guests")]),
        ("The victims, 22 and 24, were students. In the raids, 900, mostly men, fled.",
         [("22", None), ("24", None), ("900", "people")]),
        ("Six of those who fled and forty of those over 60 died, as six of the eight aboard did.",
         [("Six", "people"), ("forty", "people"), ("six", "people")]),
        ("Of those tested, 40 were ill.", [("40", "people")]),
        ("Six of those on sale burned.", [("Six", None)]),
        ("More than half of those displaced were children.", [("More than half", "children")]),
        ("Nine men fled and 40 are physically disabled.", [("Nine", "men"), ("40", "men")]),
        ("Murders, which the police put at 900, rose.", [("900", "Murders")]),
        ("Another 21 million are refugees.", [("Another 21 million", "refugees")]),
        ("The team saw 119 sites. Of these, 116 were schools and 3 were camps.",
         [("119", "sites"), ("116", "schools"), ("3", "camps")]),
        ("The army lost 400 men, of whom 28 percent were nurses.", [("400", "men"), ("28 percent", "nurses")]),
        ("The number of displaced persons (DPs) has increased to over 1.8 million.",
         [("over 1.8 million", "displaced persons")]),
        ("The daily average of trucks let in before the hostilities was about 500.", [("about 500", "trucks")]),
        ("The strike brought the number of farmers killed by shelling since 7 October to 82, with nine women.",
         [("82", "farmers"), ("nine", "women")]),
        ("The total number of individual IDPs across these sites was 430,062.", [("430,062", "individual IDPs")]),
        ("In all 900 refugees came. Of these 119 had been injured.", [("900", "refugees"), ("119", "refugees")]),
        ("It says more people than that — 65 million — were displaced.", [("65 million", "people")]),
        ("Some 162* soldiers and 22† nurses died.", [("Some 162", "soldiers"), ("22", "nurses")]),
        ("Some 900 sailors died, 40 of them volunteers.", [("Some 900", "sailors"), ("40", "volunteers")]),
        ("Some 900 men died, 40 of them Australians.", [("Some 900", "men"), ("40", "Australians")]),
        ("Of 900 people, 40 were enslaved Africans.", [("900", "people"), ("40", "enslaved Africans")]),
        ("Forty miners were freed. Two are dead.", [("Forty", "miners"), ("Two", "miners")]),
        ("It shut 12 stores and kept open 23 others.", [("12", "stores"), ("23", "stores")]),
        ("We fed 900 people and aim to reach another 40.", [("900", "people"), ("another 40", "people")]),
        ("Nine nurses were killed and 40 injured.", [("Nine", "nurses"), ("40", "nurses")]),
        ("Some 40 men fled; rebel losses stood at 10 dead.", [("Some 40", "men"), ("10", "dead")]),
        ("Some 900 nurses came. The union has moved 40 of them.", [("Some 900", "nurses"), ("40", "nurses")]),
        ("Police saw two four-storey houses.", [("two", "four-storey houses")]),
        ("Some 40 militiamen died.", [("Some 40", "militiamen")]),
        ("Resolutions (822, 853 and 874) ask 40 states.", [("40", "states")]),
        ("It has two thousand times the force of it, and 40 crates.", [("40", "crates")]),
        ("Two days later 40 men fell.", [("40", "men")]),
        ("Three of the army's oldest tanks burned.", [("Three", "oldest tanks")]),
        ("The number of farmers hit by the drought has been put at 8,500.", [("8,500", "farmers")]),
        ("Inflation has remained stable at 4 percent.", [("4 percent", "Inflation")]),
        ("Revenue is up, down by 30 percent before.", [("30 percent", None)]),
        ("Q: How many of the buses came?\n\nMR. KIRBY: About 40 of them.", [("About 40", "buses")]),
        ("The army lost 900 men. How many tanks burned? Is it 40?", [("900", "men"), ("40", "tanks")]),
        ("The army lost 900 men. How much is left? A little over 40.", [("900", "men"), ("A little over 40", None)]),
        ("The number arrested since June now stands at 748.", [("748", "arrested")]),
        ("Rebels lost 102 tanks (37 destroyed, 65 captured).", [("102", "tanks"), ("37", "tanks"), ("65", "tanks")]),
        ("Some 900 men surrendered, including 22 generals. Only 40 of them returned.",
         [("Some 900", "men"), ("22", "generals"), ("Only 40", "men")]),
        ("It had 13,451 guns. Ninety surrendered.", [("13,451", "guns"), ("Ninety", "people")]),
        ("The charity, which has 300 nurses, has handed out 5,000.", [("300", "nurses"), ("5,000", None)]),
        ("Emissions leading to warming rose by 33 percent.", [("33 percent", "Emissions")]),
        ("Deaths fell by 55 percent, and in Oslo by 80 percent.", [("55 percent", "Deaths"), ("80 percent", "Deaths")]),
        ("The death rate worldwide was 28 per 1,000 women, and 24 per 1,000 girls in Oslo.",
         [("28", "death rate"), ("24", "death rate")]),
        ("Ten died in Ohio, two in Texas and one in Utah.", [("Ten", "people"), ("two", "people"), ("one", "people")]),
        ("He lived there, and one in Utah was better.", []),
        ("We have trained 40 so far. It holds 12 tanks.", [("40", "people"), ("12", "tanks")]),
        ("The bank made a further cut of 2 percent.", [("2 percent", None)]),
        ("Two brigades go, which would bring us down to 40.", [("Two", "brigades"), ("40", "brigades")]),
        ("About 400 World War I soldiers lie there.", [("About 400", "World War I soldiers")]),
        ("Some 40 Class A drugs were found.", [("Some 40", "Class A drugs")]),
        ("Some 3 percent of children react to it.", [("Some 3 percent", "children")]),
        ("He shot nine nurses. The nine were killed at once.", [("nine", "nurses"), ("nine", "nurses")]),
        ("It is one of the country's largest lenders, with more than 900 at 40 branches.",
         [("more than 900", None), ("40", "branches")]),
        ("Death toll rises to 61, 112 hurt.", [("61", "toll"), ("112", "hurt")]),
        ("The toll rose to 61, with nine still missing.", [("61", "toll"), ("nine", "missing")]),
        ("Losses were put at 28,000.", [("28,000", "Losses")]),
        ("Estimates of the crowd range from 900 to 4,000.", [("from 900 to 4,000", "crowd")]),
        ("Estimates of the number of nurses vary widely, from 90 to 400.", [("from 90 to 400", "nurses")]),
        ("Attacks on bridges in Ohio and Utah numbered 83.", [("83", "Attacks")]),
        ("Walking cut the risk of a stroke by 40 percent.", [("40 percent", "risk of a stroke")]),
        ("Temperatures of the flows had been as high as 900 degrees Celsius.",
         [("as high as 900 degrees Celsius", "Temperatures of the flows")]),
        ("The price of rice in the markets of Orr rose to $40.", [("$40", "price of rice")]),
        ("Sinking of the ferry Orr climbed to 40.", [("40", "ferry Orr")]),  # went on forever
        ("Losses to farmers in the valley stood at $40 million.", [("$40 million", "Losses")]),
        ("It lowers their odds of falling ill by 30%.", [("30%", "odds of falling ill")]),
        ("Some 5 percent of adults smoke, a 20% decrease.", [("Some 5 percent", "adults"), ("20%", "decrease")]),
        ("A 9 percent rise in prices followed.", [("9 percent", "rise")]),
        ("Of the 1,200 nurses asked, 60 percent agreed.", [("1,200", "nurses"), ("60 percent", "nurses")]),
        ("It asked 1,200 nurses, of whom 60 percent agreed.", [("1,200", "nurses"), ("60 percent", "nurses")]),
        ("It has a toll of 61, saying 19 of them were nurses.", [("61", "toll"), ("19", "nurses")]),
        ("Some 40 men died, nine of whom are said to be cooks.", [("Some 40", "men"), ("nine", "cooks")]),
        ("Some 40 homes burned and six were treated for burns.", [("Some 40", "homes"), ("six", "people")]),
        ("Some 40 nurses fell ill and six were taken to hospital.", [("Some 40", "nurses"), ("six", "nurses")]),
        ("It took in 44 bodies; a further 30 are wounded.", [("44", "bodies"), ("a further 30", "people")]),
        ("It took in 44 bodies; a further 30 are there.", [("44", "bodies"), ("a further 30", "bodies")]),
        ("The figure we have been given is 40.", [("40", None)]),
        ("Toll rises to 14, 43 injured, 16 still missing.", [("14", "toll"), ("43", "injured"), ("16", "missing")]),
        ("Dead – 14\nInjured – 60", [("14", "Dead"), ("60", "Injured")]),
        ("The turnout was 900. The last march drew 4,000.", [("900", "turnout"), ("4,000", "people")]),
        ("Only 40 showed up; 90 packed the hall.", [("Only 40", "people"), ("90", "people")]),
        ("Of the 600 who set out, 40 fled.", [("600", "people"), ("40", "people")]),
        ("Police held 14 men and sent fines to 60 others.", [("14", "men"), ("60", "men")]),
        ("SUE HALL: And buses? We have been told 40.", [("40", "buses")]),
        ("Q: And the wounded?\n\nA: We have 31 so far.", [("31", "wounded")]),
        ("Q: And the wounded?\n\nA: The army lost 31 men, and police 12.", [("31", "men"), ("12", "men")]),
        ("Visible craters: 4. The hall is gone.", [("4", "Visible craters")]),
        ("It took in 19 bodies and 43 wounded.", [("19", "bodies"), ("43", "wounded")]),
        ("It took 40 nurses, on top of 900 last year.", [("40", "nurses"), ("900", "nurses")]),
        ("Union membership fell from 1.1 million to 640,000.", [("1.1 million", "Union membership"),
                                                              ("640,000", "Union membership")]),
        ("Of 4,200 women asked, 310 developed ulcers.", [("4,200", "women"), ("310", "women")]),
        ("It followed 4,200 women; 310 developed ulcers.", [("4,200", "women"), ("310", "women")]),
        ("It bought 12 guns; 40 armoured cars came later.", [("12", "guns"), ("40", "armoured cars")]),
        ("The blast left 12 dead and 40 with burns.", [("12", "dead"), ("40", "people")]),
        ("A mob of 200 came.", [("200", "mob")]),
        ("The toll stands at 40 dead. The rebels claim 60.", [("40", "dead"), ("60", "dead")]),
        ("It confirmed two deaths and put arrests at 178.", [("two", "deaths"), ("178", "arrests")]),
        ("The blast left one worker dead.", [("one", "worker")]),
        ("Inflation, at 5.2 per cent, is low.", [("5.2 per cent", "Inflation")]),
        ("It read 900 samples, of which 3 percent had it.", [("900", "samples"), ("3 percent", "samples")]),
        ("Of 61 seats in the old house, the Centre held 27.", [("61", "seats"), ("27", "seats")]),
        ("Eggs rose by 18 percent, poultry by 11.", [("18 percent", "Eggs"), ("11", "poultry")]),
        ("A town of 8,000 lost power after 3,100 had voted.", [("8,000", "town"), ("3,100", "people")]),
        ("The police, who sent 400 officers, counted 52,000.", [("400", "officers"), ("52,000", "people")]),
        ("Some 23 officers were hurt, one critically.", [("Some 23", "officers"), ("one", "officers")]),
        ("Turnout was 58 percent, four points above 2019. The band left at eleven.",
             [("58 percent", "Turnout"), ("four", None)]),
        ("In Vela only 39 per cent of women came, in Orr 69.", [("only 39 per cent", "women"), ("69", "women")]),
        ("The boat broke in two late on Monday.", []),
        ("Nobody knows how many tanks were lost: Kyiv says 40, Moscow 12.", [("40", "tanks"), ("12", "tanks")]),
        ("It is unclear how many rebels remain. Officers say 900.", [("900", "rebels")]),
        ("Deaths linked to heat rose by 12 percent.", [("12 percent", "Deaths")]),
        ("The EU cut its funding to the mission by 20 percent.", [("20 percent", "funding")]),
        ("It lists nine Dutch and four Belgians.", [("nine", "Dutch"), ("four", "Belgians")]),
        ("Three thousand were taken prisoner; 1.3 million need food.",
         [("Three thousand", "people"), ("1.3 million", "people")]),
    ],
)  # fmt: skip
def test_what_is_counted_is_told_elsewhere_in_the_clause(text: str, expected: list[tuple[str, str]]) -> None:
    assert nouns(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 40 were killed.", [("Some 40", "people")]),
        ("He said 12 were in the boat.", [("12", "people")]),
        ("The number of the bus was known and 40 boats sank.", [("40", "boats")]),
    ],
)
def test_and_is_not_taken_from_where_it_is_not(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert nouns(text) == expected


def test_a_number_of_people_may_be_told_by_its_verb() -> None:
    rows = attribute("The army means to recruit 300. Some 40 had joined by May.", reported="2024-11-06")
    assert [row["unit"] for row in rows] == ["person", "person"]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("A third of children have asthma.", "children"),
        ("A third of the 900 men fled.", "men"),
        ("A third have asthma.", None),
        ("A third are dead.", "people"),
    ],
)
def test_a_share_in_words_is_a_fraction_of_somebody(text: str, noun: str | None) -> None:
    row = attribute(text)[0]
    assert (row["value"], row["unit"], row["noun"]) == (pytest.approx(1 / 3), "fraction", noun)


def test_a_share_in_words_is_of_the_quantity_that_a_percentage_is_of() -> None:
    rows = attribute("A third of children have asthma, police said. Doctors say 18 percent of children have asthma.")
    assert [row["quantity"] for row in rows] == ["children, share"] * 2


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("Staff numbered 125 and over 65 people are here.", ["plain", "more_than"]),
        ("The fee will go up to $8.", ["plain"]),
        ("The hall holds up to 40 people.", ["up_to"]),
    ],
)
def test_a_hedge_is_no_part_of_another_figure_or_of_a_way(text: str, hedges: list[str]) -> None:
    assert [row["hedge"] for row in attribute(text)] == hedges


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("armies of 4.1 and 8.3 million respectively", [4_100_000, 8_300_000]),
        ("killed 40 and 2 million fled", [40, 2_000_000]),
        ("the last was $100 million, the next 150 [million]", [100_000_000, 150_000_000]),
    ],
)
def test_scales_are_shared_where_nothing_else_can_be_meant(text: str, expected: list[float]) -> None:
    assert find_figures(text)["value"].tolist() == expected


def test_a_vague_word_of_a_currency_is_money() -> None:
    figure = find_figures("They plan to spend hundreds of millions of euros.").iloc[0]
    assert (figure["unit"], figure["low"], math.isnan(figure["value"])) == ("EUR", 100_000_000, True)


def test_lines_of_years_are_of_these_years() -> None:
    rows = attribute("Losses:\n * 2023 — 530 tanks burned, 250 troops lost\n * 2024: 12 boats", reported="2025-01-01")
    assert [(row["noun"], row["as_of"].year) for row in rows] == [("tanks", 2023), ("troops", 2023), ("boats", 2024)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It killed 13 people and injured tens more.", ["13", "tens"]),
        ("Nine were killed and scores injured after it.", ["Nine", "scores"]),
        ("She scores more than 40 points; he scores.", ["more than 40"]),
        ("Tens were there.", []),
    ],
)
def test_tens_and_scores_count_beside_what_befell_people(text: str, expected: list[str]) -> None:
    assert find_figures(text)["text"].tolist() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kern met four “associate justices,” she said.", [(4.0, "person", "associate justices")]),
        ('It closed 12 "safe" houses.', [(12.0, "count", "safe houses")]),
        ("Farms will need 30 percent more fresh water.", [(30.0, "percent", "fresh water")]),
        ("The trip is 30 percent more likely.", [(30.0, "percent", None)]),
        ("Lost: 4x Leopard 2A6, 11x 2S19 Msta-S, 3x T-72 tanks",
         [(4.0, "count", "Leopard 2A6"), (11.0, "count", "2S19 Msta-S"), (3.0, "count", "T-72 tanks")]),
        ("Gold costs 5x Ohio's.", []),
        ("It is a cut of 0.25 of a per cent, or half of one percent a year.",
         [(0.25, "percent", None), (0.5, "percent/year", None)]),
        ("Within four days some 900 to 990 were encircled.", [(4.0, "day", None), (900.0, None, None)]),
        ("It pumps one mln bpd above the 15.8 mln ceiling.",
         [(1e6, "barrel/day", None), (15.8e6, "barrel/day", None)]),
        ("It lost $5 billion after a 2.98 billion loss.", [(5e9, "USD", None), (2.98e9, "USD", "loss")]),
        ("It lost $5 billion and 2 million people.", [(5e9, "USD", None), (2e6, "person", "people")]),
        ("Spending will be $34 billion, in a range of 34 to 39 billion.", [(34e9, "USD", None), (34e9, "USD", None)]),
        ("It cost 2,900 East Timorese and 40 archdioceses.",
         [(2900.0, "person", "East Timorese"), (40.0, "count", "archdioceses")]),
        ("They sent 30 and 40 trucks respectively.", [(30.0, "count", "trucks"), (40.0, "count", "trucks")]),
        ("They killed 12 and 40 homes burned.", [(12.0, "person", None), (40.0, "count", "homes")]),
        ("Support fell three points to 40 percent.", [(3.0, "percentage_point", None), (40.0, "percent", None)]),
        ("It has 40%, three points less than in May.", [(40.0, "percent", None), (3.0, "percentage_point", None)]),
        ("The margin of error is two points.", [(2.0, "percentage_point", None)]),
        ("The index lost 2 percent and closed at 400 points.", [(2.0, "percent", None), (400.0, "count", "points")]),
        ("It has 40 British subjects and 12 school subjects.",
         [(40.0, "person", "British subjects"), (12.0, "count", "school subjects")]),
        ("It has 40 blue helmets and 12 steel helmets.",
         [(40.0, "person", "blue helmets"), (12.0, "count", "steel helmets")]),
        ("It paid 40 grand for 12 grand pianos.", [(40e3, "USD", None), (12.0, "count", "grand pianos")]),
        ("Chile paid 40 million pesos and Norway's firm 12 kroner.", [(40e6, "CLP", None), (12.0, "NOK", None)]),
        ("India paid 40 rupees. In Nepal it paid 12 rupees.", [(40.0, "INR", None), (12.0, "NPR", None)]),
        ("It paid Rs 40 in Orr, from where Islamabad is far.", [(40.0, "PKR", None)]),
        ("It paid Rs 40 and AR$12 in Orr.", [(40.0, "INR", None), (12.0, "ARS", None)]),
        ("It earned N40bn and P40 million.", [(40e9, "NGN", None), (40e6, "PHP", None)]),
        ("The sum was PhP 40 million.", [(40e6, "PHP", None)]),
        ("It sold N95 masks and 12 P40 phones.", [(12.0, "count", "P40 phones")]),
        ("Tk 40 crore was spent on a 6' tall wall.", [(40e7, "BDT", None), (6.0, "foot", None)]),
        ("The state has 10 of the 26 deaths.", [(10.0, "person", "deaths"), (26.0, "person", "deaths")]),
    ],
)  # fmt: skip
def test_units_and_nouns_that_a_neighbour_or_a_sign_tells(
    text: str, expected: list[tuple[float, str | None, str | None]]
) -> None:
    found = find_figures(text)[["value", "low", "unit", "noun"]].astype(object)
    found = found.where(found.notna(), None)
    assert [(value or low, unit, noun) for value, low, unit, noun in found.itertuples(index=False)] == expected


def test_or_more_than_is_no_floor() -> None:
    assert find_figures("It cut 13% of staff, or more than 900 jobs.")["hedge"].tolist() == ["plain", "more_than"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The reward is $5,000.", [("$5,000", "reward")]),
        ("They lost a field that was at least 40 acres.", [("at least 40 acres", "field")]),
        ("The mayor said that was 40 acres.", [("40 acres", None)]),
        ("The Flood Appeal (US$12 million) was met. Orr Lind ($40 million) leads the list.",
         [("US$12 million", "Flood Appeal"), ("$40 million", None)]),
        ("The Red Cross launched an appeal for $9 million.", [("$9 million", "appeal")]),
        ("Losses, in the estimate of the union, exceed $40 million.", [("exceed $40 million", "Losses")]),
        ("Auditors' first estimates of the shortfall start at $20 million.", [("$20 million", "shortfall")]),
        ("Damage to the port came to $70 million.", [("$70 million", "Damage")]),
        ("The wall cost $9 million, requiring $4 million for repairs.", [("$9 million", "wall"), ("$4 million", None)]),
        ("The storm slammed into the coast with winds of 120 mph.", [("120 mph", "winds")]),
        ("The tremor in the hills at a depth of 9 kilometers woke people.", [("9 kilometers", "depth")]),
        ("The land held by the rebels is less than 90 square miles.", [("less than 90 square miles", "land")]),
        ("Gusts of up to 150 km per hour tore roofs off.", [("up to 150 km per hour", "Gusts")]),
    ],
)  # fmt: skip
def test_what_a_sum_or_a_speed_is_of_is_its_noun(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert nouns(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of the 90 treated since Friday, many have gone home.", [("90", "people", "person")]),
        ("Of the 90 built since 2001, few stand.", [("90", None, None)]),
        ("In Orr, population around 700, about 9 kilometres off, nobody slept.",
         [("around 700", "population", "person"), ("about 9 kilometres", None, "kilometer")]),
        ("2/ Released from the jail by noon: more than 400.", [("more than 400", "people", "person")]),
        ("The mayor admits: total arrested since 3 May – 620.", [("620", "people", "person")]),
        ("The number of those affected stands at 182.", [("182", "people", "person")]),
        ("The number of those detained stands at 748.", [("748", "detained", "person")]),
        ("The flood tore sheds loose: 140 of them, by the count of the mayor.", [("140", "sheds", "count")]),
        ("The rebels burned trucks, 20 of them, the army said.", [("20", "trucks", "count")]),
        ("The number of cases is over 900 and hospital stays over 300.",
         [("over 900", "cases", "count"), ("over 300", "hospital stays", "count")]),
        ("The number of dead stood at 40 and injured at 90.", [("40", "dead", "person"), ("90", "injured", "person")]),
        ("Analysts put the rebel force now south of the river at up to 6,000.",
         [("up to 6,000", "rebel force", "person")]),
    ],
)  # fmt: skip
def test_who_is_counted_without_a_noun_of_its_own(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    rows = attribute(text, publisher="Courier", reported="2024-11-06")
    assert [(row["text"], row["noun"], row["unit"]) for row in rows] == expected
