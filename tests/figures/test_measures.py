"""Units beside numbers: every name the reader gives is one the registry knows."""

from __future__ import annotations

import pytest

from estimates.figures.forms import units_of
from estimates.figures.tables import scan
from estimates.lang.lexicon import language
from estimates.units import is_known, read_unit


def test_the_registry_knows_every_unit_that_can_be_read() -> None:
    units = units_of(language("en"))
    names = {*units.forms.values(), *units.symbols.values(), *units.letters.values()}
    assert len(names) > 400
    assert [name for name in sorted(names) if not is_known(name)] == []


def test_what_is_counted_by_is_a_count_or_a_person() -> None:
    assert read_unit("USD/share").dimension == "[USD] / [count]"
    assert read_unit("USD/patient").dimension == "[USD] / [person]"


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("5 km", "kilometer"), ("5km", "kilometer"), ("5 kilometres", "kilometer"), ("5-kilometre", "kilometer"),
        ("5 sq km", "square_kilometer"), ("5 km²", "square_kilometer"), ("5 m2", "square_meter"), ("5 acres", "acre"),
        ("5 kW", "kilowatt"), ("5 MW", "megawatt"), ("5 mW", "milliwatt"), ("5 kilowatt-hours", "kilowatt_hour"),
        ("5 GB", "gigabyte"), ("5 Mb", "megabit"), ("5GHz", "gigahertz"), ("5 mph", "mile/hour"),
        ("5 km/h", "kilometer/hour"),
        ("5 °C", "degree_Celsius"), ("5 degrees Fahrenheit", "degree_Fahrenheit"), ("5 degrees", "degree"),
        ("5°", "degree"),
        ("5 tonnes", "metric_ton"), ("5 tons", "ton"), ("5 lbs", "pound"), ("5 ounces", "ounce"),
        ("5 barrels", "barrel"),
        ("5%", "percent"), ("5 per cent", "percent"), ("5pc", "percent"), ("5 percentage points", "percentage_point"),
        ("5 bps", "basis_point"), ("5 ppm", "ppm"), ("5 days", "day"), ("5 hrs", "hour"), ("5 fortnights", "fortnight"),
        ("$5", "USD"), ("5 dollars", "USD"), ("5 bucks", "USD"), ("US$5", "USD"), ("$US5", "USD"), ("A$5", "AUD"),
        ("HK$5", "HKD"), ("$5 Canadian", "CAD"), ("5€", "EUR"), ("EUR 5", "EUR"), ("5 CHF", "CHF"), ("¥5", "JPY"),
        ("₹5", "INR"), ("Rs 5", "INR"), ("RM5", "MYR"), ("5 Swiss francs", "CHF"), ("5 zlotys", "PLN"), ("5p", "penny"),
        ("63 cents", "cent"), ("$5 per barrel", "USD/barrel"), ("$5/MWh", "USD/megawatt_hour"),
        ("$5 a share", "USD/share"),
        ("5 litres per minute", "liter/minute"), ("5 m/s", "meter/second"), ("5 kg/m3", "kilogram/cubic_meter"),
        ("1.3 A/cm2", "ampere/square_centimeter"), ("5 feet", "foot"), ("5 Nm", "newton_meter"), ("5 nm", "nanometer"),
        ("5 U.S. dollars", "USD"), ("5 H.K. dlrs", "HKD"), ("DM 5", "DEM"), ("5 French francs", "FRF"),
        ("5 cts", "cent"), ("5 mln marks", "DEM"), ("5 million pounds", "GBP"), ("5 sq kilometres", "square_kilometer"),
        ("5 cu metres", "cubic_meter"), ("5 bcf", "gigacubic_foot"), ("5 mb/d", "megabarrel/day"),
        ("5 Mt", "metric_ton"), ("40m USD", "USD"), ("5 mps", "meter/second"), ("5 b/d", "barrel/day"),
        ("5 ft2", "square_foot"), ("5 mcm", "megacubic_meter"), ("5 ac", "acre"), ("$AUD5", "AUD"),
    ],
)  # fmt: skip
def test_units(words: str, unit: str) -> None:
    (figure,) = scan(f"It was {words}.")
    assert (figure.text, figure.unit) == (words, unit)


@pytest.mark.parametrize(
    "words", ["5 in the end", "5 a day", "5 us", "5 may go", "5 all told", "5 AC units", "5 w/ room"]
)
def test_little_words_are_no_units(words: str) -> None:
    (figure,) = scan(f"They sold {words}")
    assert figure.unit in (None, "count", "count/day")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("He was fined 500 pounds.", "GBP"),
        ("It ended in a 500-pound fine.", "GBP"),
        ("He paid for 500 pounds of rice.", "pound"),
        ("He caught a 500-pound fish.", "pound"),
        ("They sent 3 million pounds of food.", "pound"),
        ("They sent 3 million pounds of aid.", "GBP"),
        ("He is 6 ft 2 in tall.", "foot"),
        ("The bill was backed by 40 MPs.", "person"),
    ],
)
def test_pounds_that_are_paid_are_money_and_members_no_speed(text: str, unit: str) -> None:
    assert scan(text)[0].unit == unit


def test_what_is_cut_by_and_to_are_two_figures() -> None:
    assert [figure.value for figure in scan("Officials revised down the toll by about 100 to 253.")] == [100, 253]
    assert [(figure.low, figure.high) for figure in scan("Rents fell by 100 to 250 dollars.")] == [(100, 250)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Some 2.7 million nurses came, up from 2.3m in 2012.", [2.7e6, 2.3e6]),
        ("The number of calls rose from 1.2m to 2.3m.", [1.2e6, 2.3e6]),
        ("The wall rose from 2.3m to 4m.", [2.3, 4.0]),
        ("Orr reached 1.2 M people (1.1 M with food).", [1.2e6, 1.1e6]),
        ("It cost 3 M USD.", [3e6]),
        ("Some 1.8 m children left through a 1.8 m wall.", [1.8e6, 1.8]),
        ("Orr has a population of 5.3m. It is a city of about 2.3m. Turnout was 1.2m.", [5.3e6, 2.3e6, 1.2e6]),
        ("The village is at 900m; the crowd was kept at 5m from it.", [900, 5]),
    ],
)
def test_an_m_behind_a_number_of_things_is_a_million(text: str, values: list[float]) -> None:
    assert [figure.value for figure in scan(text)] == values
