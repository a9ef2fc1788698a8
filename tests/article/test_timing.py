"""Of which day a figure is, since when, and when it was counted; the report is of a Wednesday."""

from __future__ import annotations

from typing import Any

import pytest

from estimates import read_text
from estimates.article.rows import attribute

TIMES = {
    "span": ("The army has lost 40 boats since 7 October.", {"as_of": None, "since": "2024-10-07"}),
    "span of both": ("Since April 15 fighting has displaced 400 people.", {"as_of": None, "since": "2024-04-15"}),
    "from, to": ("Ruland lost 40 boats from 3 May to 9 May.", {"as_of": "2024-05-09", "since": "2024-05-03"}),
    "day of the event": ("Police said a bomb killed 40 people on Monday.", {"as_of": "2024-11-04", "counted": None}),
    "day of the count": ("The ministry put the toll at 40 on Monday.", {"counted": "2024-11-04"}),
    "day of the saying": ("On Monday the ministry put the toll at 40.", {"counted": "2024-11-04"}),
    "ordered on Tuesday": ("A jury in Aldburg County on Tuesday ordered the firm to pay $40.", {"as_of": "2024-11-05"}),
    "weeks after": ("A quake struck on Monday, three weeks after one killed 40 people.", {"as_of": "2024-11-04"}),
    "the level of a year": ("Police had 40 cases, roughly the level of 2019.", {"as_of": None}),
    "will lose, and has had since": ("It will lose 40 men and a mill that it has had since 1964.", {"since": None}),
    "a toll of an event": ("The toll in Friday's flood rose to 40 on Monday.", {"counted": "2024-11-04"}),
    "of whom a share": ("Of the corals, 40 tagged in May had died.", {"as_of": "2024-05-01"}),
    "a run of days": ("It killed 40 people 4 to 9 March.", {"as_of": "2024-03-09", "since": "2024-03-04"}),
    "ranked in a year": (
        "In August fights hurt 40 people, the second-highest number in 2024.",
        {"as_of": "2024-08-01"},
    ),
    "two months": ("It killed 40 people in March and April.", {"as_of": "2024-04-01", "since": "2024-03-01"}),
    "a plan for last December": ("They would keep the 12 tents pitched last May.", {"as_of": "2024-05-01"}),
    "is due": ("Some 40 tents are due on Friday to house them.", {"as_of": "2024-11-08"}),
    "by, versus": ("Arrivals are as last year: 40 by 17 Apr vs 12.", {"as_of": "2024-04-17"}),
    "by": ("By Monday the clinic had counted 40 deaths.", {"counted": "2024-11-04", "as_of": "2024-11-04"}),
    "as of": ("As of 20 October, 40 names had been read.", {"counted": "2024-10-20"}),
    "next clause": (
        "A bomb struck a post, killing eight people, and in February a series of blasts killed 83.",
        {"as_of": None},
    ),
    "relative clause": ("Some 40 children came to the grave where, in 1984, two leaders met.", {"as_of": None}),
    "who": ("The 40 who fled on Monday are back.", {"as_of": "2024-11-04"}),
    "said that": ("The office estimated that by July 2022, 40 soldiers had left.", {"as_of": "2022-07-01"}),
    "possessive": ("Last year's total of 40 ships was passed this week.", {"as_of": "2023-11-06"}),
    "years of plans": ("The 600 troops are leaving, a plan to end in 2027 says.", {"status": "actual", "as_of": None}),
    "next Friday": ("The army will send 40 boats on Friday.", {"as_of": "2024-11-08"}),
    "last Friday": ("The army sent 40 boats on Friday.", {"as_of": "2024-11-01"}),
    "a day behind two figures": ("It killed 40 people and wounded 12 on Monday.", {"as_of": "2024-11-04"}),
    "behind places": ("Some 40 schools were shut in three towns on Monday.", {"as_of": "2024-11-04"}),
    "a span behind places": ("Some 900 people have fled homes in two states since 2021.", {"since": "2021-01-01"}),
    "behind a semicolon": ("It had 40 men, the mayor said; by June 2022 fewer remained.", {"as_of": None}),
    "another's day": ("Some 40 went home, 12 to camps and 9 are to go on Monday.", {"as_of": None}),
    "today's weekday": ("The army will send 40 boats on Wednesday.", {"as_of": "2024-11-06"}),
    "after a day's event": ("After Monday's blast, 40 men were missing.", {"as_of": None}),
    "a day after object and hearer": ("Relief crews gave 40 tents to 12 villages in May.", {"as_of": "2024-05-01"}),
    "a level and its day": ("Their number fell from a high of 40 to 12 in May.", {"as_of": None}),
    "day of the month": ("Some 40 boats crossed on the 9th of February.", {"as_of": "2024-02-09"}),
    "a song": ("Singers of Home for Christmas met 40 children.", {"as_of": None}),
    "until the day comes": ("By December 15, 40 men will have gone.", {"as_of": "2024-12-15", "status": "expected"}),
    "a plan beside it": ("It recruits 40 men and intends to form two armies by 2027.", {"status": "actual"}),
    "between months": ("It lost 40 boats between March and May.", {"as_of": "2024-05-01", "since": "2024-03-01"}),
    "months over a year's end": ("From May to April 40 boats sank.", {"as_of": "2024-04-01", "since": "2023-05-01"}),
    "months of a year": ("From May to July 2010 it lost 40 boats.", {"as_of": "2010-07-01", "since": "2010-05-01"}),
    "months of last year": ("It lost 40 boats from May to July last year.", {"as_of": "2023-07-01"}),
    "months to come": ("From May to July 40 boats will sail.", {"as_of": "2025-07-01", "since": "2025-05-01"}),
    "from a day on": ("From Friday on, 40 boats will sail.", {"as_of": None, "since": "2024-11-08"}),
    "on a day to come": ("On Friday the firm will send 40 boats.", {"as_of": "2024-11-08"}),
    "agreed on a day": ("On Friday the firm agreed to send 40 boats.", {"status": "expected", "as_of": None}),
    "9 May nine": ("From 3 May to 9 May nine boats sank.", {"text": "nine", "as_of": "2024-05-09"}),
    "between days": ("Between 1 and 4 November 40 boats came.", {"as_of": "2024-11-04", "since": "2024-11-01"}),
    "between days of May": ("It lost 40 boats from May 3 to 9, 2010.", {"as_of": "2010-05-09", "since": "2010-05-03"}),
    "days joined": ("Some 40 boats came on 1-4 November.", {"as_of": "2024-11-04", "since": "2024-11-01"}),
    "past an aside": ("Some 40 mills, which had shut in May, opened on 3 November.", {"as_of": "2024-11-03"}),
    "made in March": ("The promise of 40 boats made in March is yet to be kept.", {"as_of": "2024-03-01"}),
    "last 24h": ("The army lost 40 boats in last 24h.", {"since": "2024-11-05"}),
    "for a year": ("The toll was put at 40 for 2023.", {"as_of": "2023-01-01"}),
    "lost this and that": ("It lost 40 boats & nine nets on Monday.", {"as_of": "2024-11-04"}),
    "by a month that is over": ("Stocks fell to 40 tons by April.", {"as_of": "2024-04-30"}),
    "more than it did": ("It will take in 40 dollars more than it did last year.", {"as_of": None}),
    "for a day's event": ("They sold 40 seats for Saturday's match.", {"as_of": None}),
    "a day's quake which": ("Hopes fade after Saturday's quake, which killed 40 men.", {"as_of": "2024-11-02"}),
    "a span before a semicolon": ("It has been shut since Monday; 40 men wait.", {"since": None}),
    "in the year": ("Some 40 men died in the year 2000.", {"as_of": "2000-01-01"}),
    "early in a year": ("In early 2023 it had 40 boats.", {"as_of": "2023-01-01"}),
    "as recently as": ("As recently as 2019 it had 40 boats.", {"as_of": "2019-01-01"}),
    "mid-May": ("In mid-May it had 40 boats.", {"as_of": "2024-05-01"}),
    "this Friday": ("Organisers hope for 40 boats this Friday.", {"as_of": "2024-11-08"}),
    "by the end of June": ("Some 40 boats will sail by the end of June.", {"as_of": "2025-06-30"}),
    "from a year earlier": ("Output rose 40 percent from a year earlier.", {"as_of": None}),
    "a census": ("According to the 2021 census, it has 40 streets.", {"as_of": "2021-01-01"}),
    "says of yesterday": ("Orr, who has 40 boats, says the catch made yesterday was good.", {"as_of": None}),
    "worst in a town": ("It is the worst fire in Orr, a town of 4,000, since 1945.", {"as_of": None, "since": None}),
    "worst since": ("The fire, the worst since 1987, has claimed 40 lives.", {"as_of": None, "since": None}),
    "starting": ("Starting Friday 40 boats will sail.", {"as_of": None, "since": "2024-11-08"}),
    "days before a year": ("Asked on May 3 and 4, 2010, 40 men agreed.", {"as_of": "2010-05-03"}),
    "closed in days to come": ("The mill, which employs 40 men, will close in May.", {"as_of": None}),
    "a siege in which": ("He was jailed for a 1996 siege in which 40 men died.", {"as_of": "1996-01-01"}),
    "and now": ("Ruland said it sold nine on Friday, and it now owns 40 boats.", {"as_of": "2024-11-01"}),
    "nothing past lies ahead": ("Police held 40 men on 9 December.", {"as_of": "2023-12-09"}),
}


@pytest.mark.parametrize("kind", TIMES)
def test_times(kind: str) -> None:
    text, expected = TIMES[kind]
    row = attribute(text, reported="2024-11-06")[0]
    assert {name: _said(row[name]) for name in expected} == expected


def _said(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, str) else str(cell)


def test_each_figure_of_a_sentence_has_its_own_day() -> None:
    text = "A raid on Sunday hurt 14, two of whom died on Monday. Since taking over in 2020 he freed 300, 40 last week."
    days = [(row["as_of"] and row["as_of"].isoformat(), row["since"]) for row in attribute(text, reported="2024-11-06")]
    assert [day for day, _ in days] == ["2024-11-03", "2024-11-04", None, "2024-10-30"]
    assert days[3][1] is None


def test_the_entries_of_a_rolling_post_are_of_their_time() -> None:
    text = (
        "0:10 a.m.\nTen people died.\n\n11:05 p.m.\nSix people died.\n\n10 p.m.\nOn Sunday, the army put the toll at 2."
    )
    rows = attribute(text, reported="2024-11-06")
    assert [str(row["counted"]) for row in rows] == ["2024-11-06 00:10:00", "2024-11-05 23:05:00", "2024-11-03"]
    turned = "22:00\nSix people died.\n\n00:10\nTen people died."
    assert [str(row["counted"]) for row in attribute(turned, reported="2024-11-06")] == [
        "2024-11-05 22:00:00",
        "2024-11-06 00:10:00",
    ]


def test_one_clock_time_is_no_rolling_post() -> None:
    assert attribute("10 p.m.\nTen people died.", reported="2024-11-06")[0]["counted"] is None


def test_a_date_before_what_follows_on_it_is_not_that_of_the_event() -> None:
    (row,) = attribute("Crews were losing hope on Monday after a quake killed 40 people.", reported="2024-11-06")
    assert row["event"] == "earthquake"
    text = "Crews from the whole province came on Monday to a town which had lost 40 people."
    (row,) = attribute(text, reported="2024-11-06")
    assert row["as_of"] is None


def test_what_a_speaker_adds_was_counted_when_the_same_speaker_spoke() -> None:
    text = (
        "On Monday Ann Lee put the toll at 40. She added that 12 were officers. Bo Hall said 9 were nurses.\n\n"
        "Lee said 30 fled. Lee expects 50 to return."
    )
    days = [row["counted"] and row["counted"].isoformat() for row in attribute(text, reported="2024-11-06")]
    assert days == ["2024-11-04", "2024-11-04", None, None, None]


UNDER = {
    "lines with a day alone": (
        "Sunday, 3 November\n12 people drowned in Vela.\n\n"
        "Monday, 4 November:\n- 30 homes burnt.\n- 9 boats sank on 2 November.",
        ["2024-11-03", "2024-11-04", "2024-11-02"],
    ),
    "a line that leads up": (
        "Losses from 24.02.22 to 14.05.23 were:\ntanks ‒ 3755 (+3),\nboats ‒ 18 (+0)",
        ["2023-05-14"] * 4,
    ),
    "the date of the article": ("5 November 2024\nThere were 12 boats.\nThere were 9 nets.", [None, None]),
    "days before a colon": ("• 3 November: 30 homes burnt.\n• 4 November: 9 boats sank.", ["2024-11-03", "2024-11-04"]),
}


@pytest.mark.parametrize("kind", UNDER)
def test_what_stands_under_a_day_is_of_that_day(kind: str) -> None:
    text, days = UNDER[kind]
    assert [_said(row["as_of"]) for row in attribute(text, reported="2024-11-06")] == days


def test_the_same_day_is_the_one_named_before_it() -> None:
    text = "The army put it at 900 dead on June 2 while the ministry that same day reported 600 dead."
    rows = attribute(text, reported="2023-07-31")
    assert str(rows[1]["counted"])[:10] == "2023-06-02"
    assert attribute("He said that day would come when 40 men left.", reported="2023-07-31")[0]["as_of"] is None


def test_a_span_before_a_day_begins_so_long_before_it() -> None:
    text = "On 1 May the envoy said the army had suffered 900 casualties over the previous five months alone."
    assert str(attribute(text, reported="2023-07-31")[0]["since"])[:10] == "2022-12-01"


def test_what_is_of_a_day_alone_begins_on_it() -> None:
    row = attribute("The army claimed 220 soldiers killed on 13 March alone.", reported="2023-07-31")[0]
    assert (str(row["since"])[:10], str(row["as_of"])[:10]) == ("2023-03-13", "2023-03-13")


def test_where_a_span_begins_dates_nothing_else() -> None:
    text = "On 19 May the envoy put losses at 900 men. The army has lost 600 men near Oldtown since May 2022."
    assert str(attribute(text, reported="2023-07-31")[0]["as_of"])[:10] == "2023-05-19"


ASIDE = {
    "a part of them": "More than 900 people, including 40 nurses, have been killed since 7 October.",
    "of whom": "More than 900 people, of whom 40 were nurses, have been killed since 7 October.",
}


@pytest.mark.parametrize("kind", ASIDE)
def test_what_follows_an_aside_dates_the_whole_as_well(kind: str) -> None:
    rows = attribute(ASIDE[kind], reported="2024-11-06")
    assert str(rows[0]["since"])[:10] == "2024-10-07"


def test_a_day_of_what_is_compared_dates_nothing_else() -> None:
    text = "Some 900 people took part in 26 rallies, down from 1,200 on 7 March."
    days = {row["text"]: row["as_of"] for row in attribute(text, reported="2024-11-06")}
    assert (days["Some 900"], str(days["1,200"])[:10]) == (None, "2024-03-07")


def test_a_span_up_to_a_date_or_from_now_back_is_no_figure() -> None:
    text = (
        "Profit fell in the six months to June 30. It was agreed several weeks ago. Within 9 hours, it took six months."
    )
    assert [row["text"] for row in attribute(text)] == ["Within 9 hours", "six months"]


def test_a_span_that_says_when_is_no_figure() -> None:
    rows = attribute("In the past 24 hours 32 people died. The fire burned for three days.", reported="2024-11-06")
    assert [row["text"] for row in rows] == ["32", "three days"]


def test_a_toll_is_not_of_the_last_day_alone() -> None:
    text = "Some 32 people died in the past 24 hours, raising the toll to 4,391."
    begun = [row["since"] for row in attribute(text, reported="2024-11-06")]
    assert [day is None for day in begun] == [False, True]


def test_a_day_behind_a_list_is_of_all_of_it() -> None:
    rows = attribute("It lost nine tanks, 28 armoured lorries and 12 boats on Tuesday.", reported="2024-11-06")
    assert [str(row["as_of"])[:10] for row in rows] == ["2024-11-05"] * 3


def test_the_past_day_is_counted_from_the_day_that_is_told() -> None:
    row = attribute("On 6 December 2022 it said that 40 men had died over the past day.", reported="2024-11-06")[0]
    assert (str(row["since"])[:10], str(row["as_of"])[:10]) == ("2022-12-05", "2022-12-06")


def test_since_a_year_when_something_happened_dates_what_happened() -> None:
    row = attribute("It was the worst storm since 2015, when 130 people died.", reported="2024-11-06")[0]
    assert (row["since"], row["precision"], str(row["as_of"])[:4]) == (None, "year", "2015")


SPANS = {
    "in brackets": ("It gained 169 boats (Oct. 21–Nov. 1, 2024).", "2024-10-21", "2024-11-01"),
    "from and to": ("From 3 May 2021 to 4 June 2022 it lost 300 tanks.", "2021-05-03", "2022-06-04"),
    "since a month cut short": ("More than 8,500 people have died since Oct. 7.", "2024-10-07", "None"),
    "and its year": ("More than 8,500 people have died since Sept. 11, 2001.", "2001-09-11", "None"),
}


@pytest.mark.parametrize("kind", SPANS)
def test_a_span_has_the_day_on_which_it_begins(kind: str) -> None:
    text, since, day = SPANS[kind]
    row = attribute(text, reported="2024-11-06")[0]
    assert (str(row["since"])[:10], str(row["as_of"])[:10]) == (since, day)


def test_a_list_of_losses_goes_on_since_the_day_in_its_heading() -> None:
    text = "General Staff of Ukraine: losses of the enemy from 24.02.22 to 02.05.24:\ntanks ‒ 7312 (+7)\nboats ‒ 24"
    rows = attribute(text, reported="2024-05-02")
    assert [row["source"] for row in rows] == ["General Staff of Ukraine"] * 3
    assert [row["quantity"] for row in rows] == ["tanks lost", "tanks lost", "boats lost"]
    assert [str(row["since"])[:10] for row in rows] == ["2022-02-24", "None", "2022-02-24"]


def test_words_that_point_at_a_span_make_it_no_figure() -> None:
    text = "It needs 40 boats for the next six months. One in ten children aged six months to two years fell ill."
    assert [row["text"] for row in attribute(text)] == ["40", "One in ten"]


def test_an_earlier_estimate_was_counted_before_it_was_raised() -> None:
    text = "At least 79 died, the ministry said on Tuesday, raising an earlier estimate of 55."
    rows = attribute(text, reported="2022-06-15")
    assert [str(row["counted"])[:10] for row in rows] == ["2022-06-14", "2022-06-13"]
    assert rows[1]["as_of"] is None
    assert "earlier day" in rows[1]["doubt"]
    row = attribute("It raised a previous count of 9 dead.", reported="2022-06-15")[0]
    assert str(row["counted"])[:10] == "2022-06-14"


def test_a_line_that_begins_with_a_clock_time_is_a_post_of_that_time() -> None:
    text = "7.50pm: The toll stands at 250, he said.\n\n3.10pm: At least 120 people were killed.\n\n9am: Six died."
    rows = attribute(text, reported="2016-08-25")
    assert [row["counted"].hour for row in rows] == [19, 15, 9]


def test_a_toll_goes_on_since_the_day_told_beside_it() -> None:
    text = "In the past 24 hours, 704 men, including 305 boys, were killed, bringing the toll since 7 October to 5,791."
    rows = attribute(text, reported="2024-11-06")
    assert [str(row["since"])[:10] for row in rows] == ["2024-11-05", "2024-11-05", "2024-10-07"]
    assert {row["quantity"] for row in rows} == {"killed"}


PAST = {
    "a promise made": ("At the talks in Vela on Monday, member states pledged 40 boats.", "2024-11-04"),
    "a promise for a day": ("Member states pledged to send 40 boats on Monday.", "2024-11-11"),
    "no feast": ("All 540 detainees on Christmas Island were moved.", "None"),
}


@pytest.mark.parametrize("kind", PAST)
def test_the_day_of_a_promise_is_past_and_islands_have_no_day(kind: str) -> None:
    text, day = PAST[kind]
    assert str(attribute(text, reported="2024-11-06")[0]["as_of"])[:10] == day


def test_a_time_of_day_is_no_entry_of_a_list() -> None:
    assert [row["text"] for row in attribute("Information as of 18:00.\nDead: 40")] == ["40"]


BACK = {
    "at its head": ("Earlier, the prefect put the toll at 70.", "2015-04-01"),
    "behind had": ("The prefect had previously counted 70 dead.", "2015-04-01"),
    "first": ("Police had first spoken of 70 dead.", "2015-04-01"),
    "had said": ("The police had said that 70 people died.", "2015-04-01"),
    "a clause behind": ("It rose after the police had said that 70 people died.", "None"),
    "had done": ("The police said that it had sunk 70 boats.", "None"),
    "a date": ("Earlier this week 70 boats sank.", "None"),
    "no speech of before": ("The prefect counted 70 boats an hour earlier.", "None"),
}


@pytest.mark.parametrize(("text", "counted"), BACK.values(), ids=BACK)
def test_what_a_sentence_goes_back_to_was_counted_before(text: str, counted: str) -> None:
    row = attribute(text, reported="2015-04-02")[0]
    assert str(row["counted"])[:10] == counted
    assert attribute(text)[0]["counted"] is None


def test_the_line_that_opens_a_bulletin_dates_what_has_no_day() -> None:
    text = (
        "FLOODS\nFlash update no. 7, as of 3 October 2024\n\nPeople hurt: 40\nOn 2 May some 12 left. Some 90 will go."
    )
    days = [str(row["as_of"])[:10] for row in attribute(text, reported="2024-11-06")]
    assert days == ["2024-10-03", "2024-05-02", "None"]
    text = f"{'Cholera, Vela, ' * 6}Situation report 3 (data as of 1 November 2024)\n\nOver the past day, 40 fell."
    row = attribute(text, reported="2024-11-06")[0]
    assert [str(row["as_of"]), str(row["since"])] == ["2024-11-01", "2024-10-31"]
    spoken = attribute("MR. ORR: As of 3 October 2024, 40 were hurt. We opened two barges.", reported="2024-11-06")
    assert [str(row["as_of"]) for row in spoken] == ["2024-10-03", "None"]
    told = "The town had fallen as of 3 October 2024, they said.\nSome 40 were hurt."
    assert [row["as_of"] for row in attribute(told, reported="2024-11-06")] == [None]


def test_what_was_said_in_a_week_is_of_no_day() -> None:
    row = attribute("The mayor said last week 40 carts had come.", reported="2024-11-06")[0]
    assert row["as_of"] is None


def test_a_text_that_breaks_off_behind_of_is_read() -> None:
    rows = attribute("40 men left on Monday and 3 of", reported="2024-11-06")
    assert [str(row["as_of"])[:10] for row in rows] == ["2024-11-04", "2024-11-04"]


def test_the_day_on_which_a_count_was_announced_is_that_of_the_count() -> None:
    text = "Officials revised the toll of the quake down to 31, from 33 announced on 22 May."
    found = read_text(text, reported="2013-05-27").set_index("text")["counted"].dt.strftime("%m-%d")
    assert found["33"] == "05-22"
    assert found[["31"]].isna().all()
    claimed = read_text("Police said 40 people died in a raid claimed on Monday by rebels.", reported="2013-05-29")
    assert claimed["counted"].isna().all()


def test_what_somebody_said_then_stands_beside_what_he_says_now() -> None:
    text = "Mayor Tom Orr, who on Friday spoke of 60 dead, said he now believed 80 people had died."
    found = read_text(text, reported="2013-05-27").set_index("text")["counted"]
    assert found["60"].day == 24
    assert found[["80"]].isna().all()


def test_what_was_found_as_a_toll_rose_is_no_level_of_it() -> None:
    rows = attribute(
        "The toll in Friday's flood rose to 30 on Monday as nine more bodies were found.", reported="2024-11-06"
    )
    assert [str(row["counted"]) for row in rows] == ["2024-11-04", "None"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Issued 27 September 2025, 8:00 AM", "2025-09-27"),
        ("Epidemiological week 39 (22–28 September 2025)", "2025-09-28"),
        ("Last updated: 27 September 2025", "2025-09-27"),
        ("Date of issue: 27 September 2025", "2025-09-27"),
        ("Daily report no. 62, dated 27 September 2025 (1500 hrs)", "2025-09-27"),
        ("Updated guidance on cholera of 27 September 2025", "None"),
    ],
)
def test_the_day_over_a_bulletin_is_that_of_its_figures(line: str, day: str) -> None:
    (row,) = attribute(f"Situation report\n{line}\n\nSome 184 families were moved.", reported="2025-10-02")
    assert str(row["as_of"]) == day


@pytest.mark.parametrize(("text", "event"), [
    ("The agency's latest estimate, published on 3 March, is that 900 people were displaced in the attack.", "attack"),
    ("According to its latest tally released on 3 March, 900 people were killed in the attack.", "attack"),
    ("On 3 March 900 people were killed in the attack.", "attack, 3 March 2024"),
])  # fmt: skip
def test_the_day_of_a_paper_is_not_of_its_event(text: str, event: str) -> None:
    assert attribute(text, reported="2024-05-16")[0]["event"] == event


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("As of 14 March, 900 people had arrived in 2024.", "2024-03-14"),
        ("By 3 May, 900 people had arrived in 2024.", "2024-05-03"),
        ("On 3 May it said that 900 people had arrived in 2023.", "2023-01-01"),
    ],
)
def test_a_count_of_a_year_is_of_the_day_up_to_which_it_was_made(text: str, day: str) -> None:
    assert str(attribute(text, reported="2024-05-16")[0]["as_of"]) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The death toll from the quake that shook Orr on Tuesday has risen to 760, police said Thursday.", "None"),
        ("The death toll from the 13 May strike on a store in Orr has risen to 18, police said on Thursday.", "None"),
        ("The death toll on Tuesday stood at 40.", "2024-05-14"),
        ("The toll rose on Tuesday to 40.", "2024-05-14"),
        ("The toll in Orr's worst quake since 1923 climbed past 4,000.", "None"),
        ("Orr Yard, which on Monday had been bracing itself, said 750,000 people took part.", "None"),
    ],
)
def test_the_day_of_what_a_toll_is_of_is_not_its_own(text: str, day: str) -> None:
    assert str(attribute(text, reported="2024-05-16")[0]["as_of"]) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("By dusk crews had found 14 bodies from the blast that levelled Orr on Tuesday.", ["None"]),
        ("The ferry, which sank off Orr on Tuesday, had 40 aboard.", ["None"]),
        ("The quake that hit Orr on Tuesday killed 31 people.", ["2024-05-14"]),
        ("A flood, which hit Orr on Monday and killed 40 people, is over.", ["2024-05-13"]),
        ("Medics said that on Tuesday nine had died.", ["2024-05-14"]),
        ("The dead have risen to 702, with 42 still missing, as of 4 p.m. Tuesday.", ["2024-05-14", "2024-05-14"]),
        ("Tuesday's quake was centred about 65 miles south of Orr.", ["None"]),
    ],
)
def test_a_day_in_a_relative_clause_is_of_that_clause(text: str, days: list[str]) -> None:
    assert [str(row["as_of"]) for row in attribute(text, reported="2024-05-16")] == days


def test_a_text_may_break_off_beside_its_speaker() -> None:
    rows = attribute('"We found 28 bodies today," said Lee Moss, a spokesman for the task force', reported="2024-05-16")
    assert [(row["source"], str(row["as_of"])) for row in rows] == [("Lee Moss", "2024-05-16")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Lind won in 24 seconds and is looking forward to the cup in Vela tomorrow.", ["None"]),
        ("About 900 workers are facing a bleak Christmas.", ["None"]),
        ("Some 12 were hurt on Christmas Eve.", ["2023-12-24"]),
        ("Lind was held last week for allegedly moving 40 boats.", ["None"]),
        ("Corbin bought what it could on Monday, and with the shares it owned, it now has 40.", ["None"]),
        ("As 40 farmers fled, the mayor said that a vote in March was won by fraud.", ["None"]),
        ("Roos will face one of two men: Ivo Orr or Ann Lee, named its head last Thursday.", ["None", "None"]),
        ("Police arrested 40 men, led by Ivo Orr, on Monday.", ["2024-05-13"]),
        ("Rates, if the deal is delayed beyond April 30, were raised to 9 percent.", ["None"]),
        ("The 40 men who were held will leave on Friday.", ["None"]),
        ("The 40 men killed on Monday will be buried on Friday.", ["2024-05-13"]),
        ("The 400 metres champion will be back on March 7.", ["None"]),
        ("It had sales of $40 million and net profits of $9 million in 1986.", ["1986-01-01"] * 2),
        ("Sales of $4m and gains of $2m in 1986 are up from sales of $3m and gains of $1m in 1985.", None),
        ("It had 3 mills this week (May 9-15, 2024), down from 4.", ["2024-05-15", "None"]),
        ("Last Friday, 10 May, 40 men were hurt.", ["2024-05-10"]),
        ("It pays $35 a share for 83 percent of Orr in an offer to begin Thursday.", ["None", "None"]),
        ("The sale, expected to close in June, calls for 40 jobs to be cut, Orr said.", ["None"]),
        ("The money would be paid before Easter as some 40 men had had no pay.", ["None"]),
        ("Some 40 were hurt on Monday, and the mayor said a vote in March was won.", ["2024-05-13"]),
        ("Corbin had a $40 loss for the six months ended December 31.", ["2023-12-31"]),
        ("It gave 40 men work and won 12 prizes in 1986.", ["None", "1986-01-01"]),
    ],
)
def test_a_day_is_of_its_own_clause(text: str, days: list[str] | None) -> None:
    days = days or ["1986-01-01"] * 2 + ["1985-01-01"] * 2
    assert [str(row["as_of"]) for row in attribute(text, reported="2024-05-16")] == days


def test_a_span_in_an_aside_is_of_what_is_told_by_the_way() -> None:
    rows = attribute("Kern, who has led it since 2001, won 212 seats.", reported="2024-05-16")
    assert [str(row["since"]) for row in rows] == ["None"]
    rows = attribute("Kern, who has led it since 2001, has won 12 seats since 2004.", reported="2024-05-16")
    assert [str(row["since"]) for row in rows] == ["2004-01-01"]
