"""Dates said in words, against the day of the report (a Wednesday)."""

from __future__ import annotations

import calendar
import time
from datetime import date, datetime

import pytest

from estimates import ParseError
from estimates.article.datelines import as_date, dateline, dateline_end
from estimates.article.dates import DateWords, find_dates
from estimates.article.document import read_document
from estimates.article.rows import attribute
from estimates.lang.lexicon import language

REPORTED = date(2024, 11, 6)
ENGLISH = language("en")

READ = {
    "on Monday": "2024-11-04",
    "on Wednesday": "2024-11-06",
    "last Wednesday": "2024-10-30",
    "next Friday": "2024-11-08",
    "yesterday": "2024-11-05",
    "Nov. 4": "2024-11-04",
    "14 March 2023": "2023-03-14",
    "March 14, 2023": "2023-03-14",
    "2023-03-14": "2023-03-14",
    "Dec. 30": "2023-12-30",
    "last week": "2024-10-30",
    "last year": "2023-11-06",
    "two months ago": "2024-09-06",
    "by the end of the year": "2024-12-31",
    "by the end of 2030": "2030-12-31",
    "by March": "2025-03-31",
    "in March": "2024-03-01",
    "last night": "2024-11-05",
    "this morning": "2024-11-06",
    "on 04.11.24": "2024-11-04",
    "on 4.11.2024": "2024-11-04",
    "by 19 July, 1500 gmt": "2024-07-19",
    "on 04.10": "2024-10-04",
    "the night of 12.08": "2024-08-12",
    "in 1776": "1776-01-01",
    "in 1415": "1415-01-01",
    "last November": "2023-11-01",
    "in April last year": "2023-04-01",
    "in April of last year": "2023-04-01",
    "on 3 May last year": "2023-05-03",
    "during March": "2024-03-01",
    "throughout October": "2024-10-01",
    "by end-October": "2024-10-31",
    "in the year to March": "2024-03-01",
    "in the three months to September": "2024-09-01",
    "in fiscal 2022": "2022-01-01",
    "in the financial year 2022": "2022-01-01",
    "in the 2022 financial year": "2022-01-01",
    "in Q1 2023": "2023-01-01",
    "in summer 2023": "2023-01-01",
    "on 2024/03/04": "2024-03-04",
    "the day before yesterday": "2024-11-04",
    "over the weekend": "2024-11-03",
    "at the weekend": "2024-11-03",
    "last weekend": "2024-11-03",
    "next weekend": "2024-11-10",
    "on Monday the 4th": "2024-11-04",
    "in the past decade": "2014-11-06",
}


def found_in(text: str, reported: date | None = None) -> list[DateWords]:
    document = read_document(text)
    return [
        words for dates in find_dates(document, range(len(document.sentences)), reported).values() for words in dates
    ]


@pytest.mark.parametrize("words", READ)
def test_words_and_the_day_they_mean(words: str) -> None:
    (found,) = found_in(f"They came {words}, he said.", REPORTED)
    assert found.day == date.fromisoformat(READ[words])


@pytest.mark.parametrize("number", range(1, 13))
def test_months_by_every_name(number: int) -> None:
    month = calendar.month_name[number]
    short = {"May": [], "September": ["Sep", "Sep.", "Sept", "Sept."]}.get(month, [month[:3], f"{month[:3]}."])
    for name in (month, *short):
        for words in (f"on 4 {name}", f"on {name} 4", f"on {name} 4, 2023", f"on the 4th of {name}"):
            (found,) = found_in(f"They came {words} with him.", REPORTED)
            assert found.day == date(2023 if "2023" in words or number > REPORTED.month else 2024, number, 4), words


def test_a_weekend_is_not_over_before_its_sunday_is() -> None:
    days = [found_in("They came over the weekend.", date(2024, 11, day))[0].day for day in (2, 3, 4)]
    assert days == [date(2024, 11, 2), date(2024, 11, 3), date(2024, 11, 3)]


@pytest.mark.parametrize("words", ["on Monday", "Nov. 4", "last week", "by March", "last weekend", "Monday the 4th"])
def test_without_a_day_to_count_from_the_day_is_missing(words: str) -> None:
    (found,) = found_in(f"They came {words}, he said.")
    assert found.day is None


@pytest.mark.parametrize("words", ["by March", "next week", "by the end of the year", "tomorrow"])
def test_words_that_look_ahead(words: str) -> None:
    assert found_in(f"They come {words}.", REPORTED)[0].ahead


def test_the_29th_of_february_falls_into_a_leap_year() -> None:
    assert found_in("It rained on Feb. 29.", REPORTED)[0].day == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["March on the capital.", "May he come.", "Marches drew 40.", "The 1951 treaty."])
def test_what_is_no_date(text: str) -> None:
    assert found_in(text, REPORTED) == []


def test_datelines() -> None:
    assert dateline("ALDBURG, Nov. 4, 2024 (Wire) - It rained.", ENGLISH) == date(2024, 11, 4)
    assert dateline("ALDBURG, Nov. 4 (Wire) - It rained.", ENGLISH) is None
    assert dateline_end("NORTHMOOR: Police held 40 men.", ENGLISH) == len("NORTHMOOR: ")
    assert dateline_end("KERN: We held 40 men.", ENGLISH) == dateline_end("UPDATE: Police held 40.", ENGLISH) == 0
    assert dateline_end("Harbor Board, citing nobody, put it - wrongly - at 4.", ENGLISH) == 0


@pytest.mark.parametrize(
    "line",
    ["Orr, 4 Nov 2024 (Wire) -", "New Vela, 4 November 2024 –", "Orr, Ruland (4 November 2024) -",
     "ORR (4 November 2024) –", "(Orr, November 4, 2024) –", "Orr/Vela, 4 November 2024 —"],
)  # fmt: skip
def test_the_datelines_of_releases_date_what_follows(line: str) -> None:
    text = f"{line} Some 900 people were killed between 7 October and 3 November."
    assert dateline(text, ENGLISH) == date(2024, 11, 4)
    assert text[dateline_end(text, ENGLISH) :].startswith("Some")
    (row,) = attribute(text)
    assert (str(row["since"]), str(row["as_of"])) == ("2024-10-07", "2024-11-03")


def test_a_place_and_a_day_in_a_sentence_are_no_dateline() -> None:
    assert dateline("In Orr, 4 November 2024 was a Monday - a cold one.", ENGLISH) is None


def test_days_given_by_the_caller() -> None:
    assert as_date(datetime(2024, 11, 6, 23, 59)) == as_date("2024-11-06") == as_date(REPORTED) == REPORTED
    assert as_date(None) is None
    assert as_date(float("nan")) is None


@pytest.mark.parametrize(
    "words",
    ["6.11.2024", "06. 11. 2024", "2024-11-06", "2024/11/06", "6 Nov 2024", "November 6, 2024", "2024-11-06T23:30"],
)
def test_a_date_of_the_caller_is_read_as_it_is_written(words: str) -> None:
    assert as_date(words) == date(2024, 11, 6)


def test_strokes_are_read_only_where_they_can_mean_one_date() -> None:
    assert as_date("13/11/2024") == as_date("11/13/2024") == date(2024, 11, 13)
    assert as_date("11/11/2024") == date(2024, 11, 11)
    for words in ("6/11/2024", "06-11-2024"):
        with pytest.raises(ParseError, match=r"may be two dates.\nHint: write it as 2024-11-06"):
            as_date(words)


@pytest.mark.parametrize("words", ["Monday", "2024", "November 2024", "6 November", "soon", "", "2024-13-45"])
def test_what_is_no_whole_date_is_refused_and_not_filled_from_today(words: str) -> None:
    with pytest.raises(ParseError, match="is no"):
        as_date(words)


HOSTILE = ["\n", "\t", "\n \n", "7", "7 ", "may ", "May\n", "5 may", "may-", "A", "A, ", "by\n", "the end of\n"]


@pytest.mark.parametrize("repeated", HOSTILE)
def test_dates_are_read_in_linear_time(repeated: str) -> None:
    """3,000 blank lines took 77 seconds, for each of them could begin, part or end a dateline."""
    for times in (400, 3_000, 100_000):
        text = f"{repeated * times} They came on Monday."
        document = read_document(text)
        began = time.process_time()
        dateline(text, ENGLISH)
        dateline_end(text, ENGLISH)
        find_dates(document, range(len(document.sentences)), REPORTED)
        assert time.process_time() - began < 2


def test_a_day_that_no_calendar_has_dates_nothing() -> None:
    assert dateline("ALDBURG, June 31, 2024 (Wire) - It rained.", ENGLISH) is None


@pytest.mark.parametrize("line", ["6 November 2024", "Published: Nov. 6, 2024", "  Updated on 2024-11-06  "])
def test_a_line_that_is_a_date_alone_dates_the_article(line: str) -> None:
    assert dateline(f"Two bridges fell\n\n{line}\n\nThe mill of 12 May 2020 stands.", ENGLISH) == REPORTED


def test_a_day_that_comes_again_is_the_last_one_and_the_next_where_the_verb_looks_ahead() -> None:
    (found,) = found_in("They came on Friday.", REPORTED)
    assert (found.day, found.coming) == (date(2024, 11, 1), date(2024, 11, 8))
    (found,) = found_in("On 4 February they came.", REPORTED)
    assert found.day == date(2024, 2, 4)


@pytest.mark.parametrize(
    ("words", "day"),
    [("Good Friday", "2024-03-29"), ("Easter", "2024-03-31"), ("Christmas Day", "2023-12-25")],
)
def test_feasts_have_their_days(words: str, day: str) -> None:
    (found,) = found_in(f"They came on {words}.", REPORTED)
    assert found.day == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("since the offensive in 2021", "2021-01-01"),
        ("since Monday", "2024-11-04"),
        ("since last week", "2024-10-30"),
        ("in the past 24 hours", "2024-11-05"),
        ("over the last three weeks", "2024-10-16"),
        ("between April 29 and May 10", "2024-04-29"),
    ],
)
def test_where_a_span_begins(words: str, day: str) -> None:
    found = found_in(f"They lost 40 boats {words}.", REPORTED)[0]
    assert (found.since, found.day) == (True, date.fromisoformat(day))


def test_years_later_count_from_a_date_in_the_text_or_from_none() -> None:
    assert found_in("Three years later they left.", REPORTED)[0].day is None
    assert [words.day for words in found_in("In 2019 they came; three years later they left.", REPORTED)] == [
        date(2019, 1, 1),
        date(2022, 1, 1),
    ]


@pytest.mark.parametrize(
    ("words", "precision"), [("on Nov. 4", "day"), ("in March 2023", "month"), ("in 2023", "year"), ("last week", None)]
)
def test_a_date_is_the_span_that_it_names(words: str, precision: str | None) -> None:
    assert found_in(f"They came {words}.", REPORTED)[0].precision == precision


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("The same day", "2024-05-03"),
        ("That same day", "2024-05-03"),
        ("The following day", "2024-05-04"),
        ("On the previous day", "2024-05-02"),
        ("Two days later", "2024-05-05"),
        ("That evening", "2024-05-03"),
        ("By the next morning", "2024-05-04"),
        ("The following month", "2024-06-03"),
        ("The following May", "2025-05-01"),
        ("That December", "2024-12-01"),
        ("Two days later, on 6 May", "2024-05-06"),  # which is what the author holds to
    ],
)
def test_days_counted_from_the_one_that_a_sentence_before_named(words: str, day: str) -> None:
    found = found_in(f"On 3 May 40 left. The road was shut. {words}, 12 came back.", REPORTED)[1:]
    assert [words.day and words.day.isoformat() for words in found] == [day]


def test_nothing_is_the_same_day_as_none() -> None:
    assert [words.day for words in found_in("They left. The same day, 12 came back.", REPORTED)] == [None]


def test_a_text_of_years_past_goes_on_in_its_year() -> None:
    """Without a weekday or "today" a text tells of its year, and "3 May" is of that year and not of the report's."""
    past = found_in("The town fell on 14 March 2017. On 3 May, 40 came back.", REPORTED)
    today = found_in("The town fell on 14 March 2017. On 3 May, 40 came back, police said on Monday.", REPORTED)
    assert [str(words.day) for words in past] == ["2017-03-14", "2017-05-03"]
    assert [str(words.day) for words in today] == ["2017-03-14", "2024-05-03", "2024-11-04"]


def test_a_text_of_years_past_goes_on_in_a_year_that_stands_alone() -> None:
    """A month, too, is of the year that was told last; one told later is as if three times farther off."""
    past = found_in("The war began in 1916. By the end of June 40 fell. In May many fell. It ended in 1918.", REPORTED)
    assert [str(words.day) for words in past] == ["1916-01-01", "1916-06-30", "1916-05-01", "1918-01-01"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("From 1914 to 1918 it lost 40 men.", ["1914-01-01", "1918-01-01"]),
        ("Between 1992 and 1995 it lost 40 men.", ["1992-01-01", "1995-01-01"]),
        ("In the 1914–18 war it lost 40 men.", ["1914-01-01", "1918-01-01"]),
        ("A deadly 2010 earthquake struck it.", ["2010-01-01"]),
        ("The siege of 1565 cost it 40 men.", ["1565-01-01"]),
        ("It dates from 1974, when 40 came.", ["1974-01-01"]),
        ("Last year it lost 40 men, after 12 the year before.", ["2023-11-06", "2022-11-06"]),
        ("Copper rose to $9,768 by 1615 GMT.", []),
        ("Some 2000 rallies, or 2,010 marches in 1200 villages.", []),
    ],
)
def test_years_that_no_preposition_leads(text: str, days: list[str]) -> None:
    assert [str(words.day) for words in found_in(text, REPORTED)] == days


@pytest.mark.parametrize(("day", "year"), [("3 May", 2024), ("3 October", 2021)])
def test_a_day_of_these_weeks_is_of_now_whatever_years_are_told(day: str, year: int) -> None:
    text = f"The agency put the displaced at 900 on {day}. What came over Orr in January 2022 was a warning."
    assert attribute(text, reported="2024-05-16")[0]["as_of"].year == year


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It struck on Tuesday, 12 January 2010, and 40 died.", ["2010-01-12"]),
        ("It struck on Friday 5 May, and 40 died.", ["2024-05-05"]),
        ("It struck on Friday, and by 5 May 40 had died.", ["2024-11-01", "2024-05-05"]),
    ],
)
def test_the_day_of_a_weekday_with_a_date_is_the_date(text: str, days: list[str]) -> None:
    assert [str(words.day) for words in found_in(text, REPORTED)] == days


def test_a_weekday_with_a_year_is_no_word_of_the_day_of_the_text() -> None:
    text = "The quake struck Orr on Tuesday, 12 January 2010. By 24 January, 52 shocks had followed."
    assert str(attribute(text, reported="2024-11-06")[0]["as_of"]) == "2010-01-24"
    near = text.replace("Tuesday, 12 January 2010", "Tuesday")
    assert str(attribute(near, reported="2024-11-06")[0]["as_of"]) == "2024-01-24"


@pytest.mark.parametrize(
    ("line", "day"),
    [("ORR, Nov 5 (Wire) -", "2024-11-05"), ("ORR, 5 November (Wire) -", "2024-11-05"), ("ORR (Wire) -", "2024-11-06")],
)
def test_today_is_the_day_of_the_dateline_if_that_is_of_this_week(line: str, day: str) -> None:
    row = attribute(f"{line} Some 40 men were held today.", reported="2024-11-06")[0]
    assert (str(row["as_of"]), str(row["reported"])) == (day, "2024-11-06")


def test_the_year_of_what_is_compared_with_dates_nothing_else() -> None:
    text = "In April, Orr was held by 500 men. It was the worst since Vela in 1968. The siege of 2004 cost 12 lives."
    assert attribute(text, reported="2022-03-02")[0]["as_of"].year == 2004


def test_a_place_before_a_colon_is_a_dateline_wherever_the_look_behind_it_is_cut() -> None:
    for letters in range(150, 215):
        text = f"LINDBERG: Some {'x' * letters} were lost, 40 of them tanks."
        assert attribute(text, publisher="Post")[0]["source"] == "Post"


def test_the_year_of_a_record_dates_nothing_else_and_the_year_that_opens_a_text_does() -> None:
    text = "The storm of 19 August 2006 brought 512 mm, past the mark of 488 mm set in 1967. On 23 August 40 died."
    assert str(attribute(text, reported="2020-11-30")[-1]["as_of"]) == "2006-08-23"
    text = "The flood of 12 January 2010 hit Orr. On 10 February the toll was put at 230. A study appeared in 2011."
    assert str(attribute(text, reported="2020-11-30")[0]["as_of"]) == "2010-02-10"
    text = "The riots of 4 May 1992 ended with 60 dead. On Saturday, May 2, 40 had died."
    assert str(attribute(text, reported="2020-11-30")[-1]["as_of"]) == "1992-05-02"
    text = "The 1999 Vela floods began on 14 December. By 20 December 340 had died."
    assert str(attribute(text, reported="2020-11-30")[-1]["as_of"]) == "1999-12-20"


def test_the_previous_sunday_is_not_the_one_just_past() -> None:
    text = "The previous Sunday's march drew 900 people. Last Sunday 40 came."
    assert [str(row["as_of"]) for row in attribute(text, reported="2019-06-17")] == ["2019-06-09", "2019-06-16"]
    assert [str(row["as_of"]) for row in attribute(text, reported="2019-06-20")] == ["2019-06-16", "2019-06-16"]
