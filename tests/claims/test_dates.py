"""Dates as tables write them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates import SchemaError, problems, read_claims
from estimates.claims.comparable import covered
from estimates.claims.dates import read_days


@pytest.mark.parametrize(
    ("word", "day", "precision"),
    [
        ("1863", "1863-01-01", "year"),
        ("2013-05", "2013-05-01", "month"),
        ("May 2013", "2013-05-01", "month"),
        ("July 3, 1863", "1863-07-03", "day"),
        ("3 July 1863", "1863-07-03", "day"),
        ("3-Jul-1863", "1863-07-03", "day"),
        ("Thu, 01 Mar 2017 20:30:17 GMT", "2017-03-01T20:30:17", "day"),
        ("2017-03-01 20:30:17 UTC", "2017-03-01T20:30:17", "day"),
        ("2017-03-01T20:30:17.5+02:00", "2017-03-01T20:30:17.5", "day"),
        ("2013/05/04", "2013-05-04", "day"),
        ("13/05/2013", "2013-05-13", "day"),
        ("5/13/2013 0:00", "2013-05-13", "day"),
        ("0216-08-02", "0216-08-02", "day"),
    ],
)
def test_a_date_that_is_plain(word: str, day: str, precision: str) -> None:
    assert read_days([word]).days == {word: (np.datetime64(day, "us"), precision)}


@pytest.mark.parametrize("word", ["Monday", "2024-13", "31/02/2024", "2024-02-30", "3 Marvel 2020", "5", "12:30"])
def test_what_is_no_date(word: str) -> None:
    assert read_days([word]).unread == {word: "is no date"}


def test_a_column_shows_which_number_is_the_day() -> None:
    assert read_days(["04/05/2023", "13/05/2023"]).days["04/05/2023"][0] == np.datetime64("2023-05-04")
    assert read_days(["04/05/2023", "05/13/2023"]).days["04/05/2023"][0] == np.datetime64("2023-04-05")
    assert read_days(["05/05/2023"]).days["05/05/2023"][0] == np.datetime64("2023-05-05")
    both = read_days(["04/05/2023", "13/05/2023", "05/13/2023"])
    assert both.unread == {"04/05/2023": "could be 4 May or 5 April"}


def test_two_digits_are_of_the_century_of_the_others() -> None:
    assert read_days(["3/12/63", "13/01/1862"], day_first=True).days["3/12/63"][0] == np.datetime64("1863-12-03")
    assert read_days(["13/12/07"]).days["13/12/07"][0] == np.datetime64("2007-12-13")


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%Y/%m/%d"]))
def test_what_is_written_is_read(day: object, form: str) -> None:
    word = day.strftime(form.replace("%Y", f"{day.year:04d}"))  # type: ignore[attr-defined]
    assert read_days([word]).days[word][0] == np.datetime64(day, "us")  # type: ignore[call-overload]


def test_a_year_and_a_month_say_how_precise_they_are() -> None:
    claims = read_claims([{"value": 1, "as_of": "1863"}, {"value": 2, "as_of": "2013-05"}, {"value": 3}])
    assert claims["precision"].astype(object).fillna("").tolist() == ["year", "month", ""]
    assert claims["as_of"].dt.year.fillna(0).tolist() == [1863, 2013, 0]
    days = read_claims([{"value": 1, "as_of": "1863-07-03"}])
    assert "precision" not in days


def test_the_caller_says_which_comes_first() -> None:
    rows = [{"value": 1, "as_of": "04/05/2023"}]
    assert read_claims(rows, day_first=True).loc[0, "as_of"].month == 5
    assert read_claims(rows, day_first=False).loc[0, "as_of"].month == 4
    with pytest.raises(SchemaError, match=r"could be 4 May or 5 April.*\nHint: say which comes first: day_first"):
        read_claims(rows)
    with pytest.raises(SchemaError, match="is no date"):
        read_claims([{"value": 1, "as_of": "13/05/2023"}], day_first=False)


def test_a_span_may_begin_within_the_month_that_it_ends_in() -> None:
    row = {"value": 3, "quantity": "deaths", "source": "EM-DAT", "since": "2023-09-10", "as_of": "2023-09"}
    assert "since lies behind as_of" not in problems([row])["problem"].tolist()
    assert "since lies behind as_of" in problems([row | {"as_of": "2023-08"}])["problem"].tolist()
    assert [str(end[0])[:10] for end in covered(read_claims([row]))] == ["2023-09-10", "2023-10-01"]


def test_a_span_may_begin_with_a_month_or_a_year() -> None:
    claims = read_claims([{"value": 3, "since": "Feb 2006", "as_of": "Mar 2006"}, {"value": 3, "since": "2006"}])
    assert claims["since"].astype(str).tolist() == ["2006-02-01", "2006-01-01"]


def test_a_year_is_no_day_of_print() -> None:
    with pytest.raises(SchemaError, match="reported is no date"):
        read_claims([{"value": 1, "reported": "1863"}])
