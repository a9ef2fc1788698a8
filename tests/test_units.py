"""Units: factors, conversion of whole tables, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pint
import pytest

from estimates import EstimatesError, UnitError, bound, convert, read_claims
from estimates.conversion import common_unit, main_dimension, mixed_dimensions
from estimates.units import (
    currencies,
    dimension_of,
    factor,
    is_known,
    kind_of_unit,
    never_negative,
    read_unit,
    same_kind,
)

FRONT = {"claim_id": "c1", "quantity": "front", "source": "minister", "value": 900, "unit": "mile"}
TROOPS = {"claim_id": "c2", "quantity": "troops", "source": "Memoir", "value": 11000, "unit": "person"}
BARE = {"claim_id": "c3", "quantity": "troops", "source": "witness", "value": 12000}


@pytest.mark.parametrize(
    ("unit", "to", "expected"),
    [
        ("mile", "km", 1.609344), ("nautical_mile", "km", 1.852), ("foot", "meter", 0.3048), ("week", "day", 7),
        ("year", "day", 365.25), ("barrel", "gallon", 42), ("acre", "hectare", 0.40468564224),
        ("soldiers", "people", 1), ("kilometer**2", "hectare", 100), ("km²", "hectare", 100),
        ("pound", "kg", 0.45359237), ("%", "percent", 1),
    ],
)  # fmt: skip
def test_factors(unit: str, to: str, expected: float) -> None:
    assert factor(unit, to) == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("unit", ["person", "count", "percent", "EUR", "mile", "person/day"])
def test_what_is_told_without_pint_is_what_pint_says(unit: str) -> None:
    assert dimension_of(unit) == read_unit(unit).dimension


def test_what_may_not_be_added_shares_no_dimension() -> None:
    kinds = ["person", "count", "percent", "percentage_point", "mile", "USD", "EUR", "day"]
    assert [[same_kind(a, b) for b in kinds] for a in kinds] == np.eye(len(kinds), dtype=bool).tolist()
    assert dimension_of("person") == "[person]"
    assert dimension_of("") == ""


@pytest.mark.parametrize(
    "word", ["11k", "10,000-12,000", "flurb", "", "5 mile", "mile; km", "__import__('os')", "k m n"]
)
def test_free_text_is_no_unit(word: str) -> None:
    assert not is_known(word)


def test_pints_own_registry_is_left_alone() -> None:
    assert factor("soldier", "person") == 1
    with pytest.raises(pint.UndefinedUnitError):
        pint.get_application_registry().parse_units("soldier")


def test_every_claim_goes_to_the_unit_of_its_dimension() -> None:
    claims = bound(read_claims([FRONT, TROOPS, BARE]))
    out = convert(claims, ["km", "day"])
    assert out.loc[0, "value"] == pytest.approx(1448.4096)
    assert out.loc[0, "resolution"] == pytest.approx(160.9344)
    assert out.loc[0, "low"] == pytest.approx(claims.loc[0, "low"] * 1.609344)
    assert out["unit"].fillna("").tolist() == ["km", "person", ""]
    assert claims.loc[0, "unit"] == "mile"  # the input is not changed


def test_a_mapping_that_meets_another_dimension_names_the_claim() -> None:
    with pytest.raises(UnitError, match=r"cannot convert 'person' \(\[person\]\) to 'mile'.*c2 \(Memoir\)") as error:
        convert(read_claims([FRONT, TROOPS]), {"troops": "mile"})
    assert error.value.claims == ("c2",)
    assert "wrong quantity" in str(error.value)


def test_a_mapping_needs_units_and_known_quantities() -> None:
    claims = read_claims([FRONT, TROOPS, BARE])
    with pytest.raises(UnitError, match=r"a number without a unit.*c3 \(witness\)"):
        convert(claims, {"troops": "person"})
    with pytest.raises(UnitError, match="did you mean 'front'"):
        convert(claims, {"frnt": "km"})
    assert convert(claims, {"front": "km"})["unit"].fillna("").tolist() == ["km", "person", ""]


def test_two_units_of_one_dimension_are_refused() -> None:
    with pytest.raises(UnitError, match="'km' and 'mile' measure the same dimension"):
        convert(read_claims([FRONT]), ["km", "mile"])


def test_offset_units_are_refused_but_differences_convert() -> None:
    claims = read_claims([{"value": 20, "unit": "degC"}])
    with pytest.raises(UnitError, match="starts from an offset"):
        convert(claims, "kelvin")
    assert factor("delta_degree_Celsius", "kelvin") == 1


def test_currencies_need_rates() -> None:
    claims = read_claims([{"value": 100, "unit": "EUR"}, {"value": 80, "unit": "USD/barrel"}])
    assert convert(claims, "USD")["unit"].tolist() == ["EUR", "USD/barrel"]
    out = convert(claims, ["USD", "EUR/barrel"], rates={"EUR": 1.25, "USD": 1.0})
    assert out["value"].tolist() == [125.0, 64.0]
    with pytest.raises(UnitError, match="no rate for 'USD'"):
        convert(claims, "USD", rates={"EUR": 1.25})
    assert {"USD", "EUR", "UAH", "RUB", "KRW"} <= currencies()


def test_floors() -> None:
    assert [never_negative(u) for u in ("person", "km", "", "EUR", "degC", "nonsense")] == [True] * 3 + [False] * 3


def test_a_group_comes_to_one_unit_for_each_dimension() -> None:
    km = {**FRONT, "claim_id": "c4", "value": 1500, "unit": "km"}
    out = common_unit(read_claims([FRONT, km, TROOPS, BARE]), ["quantity"])
    assert out["unit"].tolist() == ["km", "km", "person", "person"]
    assert out.loc[0, "value"] == pytest.approx(1448.4096)
    wrong = {**TROOPS, "claim_id": "c9", "quantity": "front"}
    both = common_unit(read_claims([FRONT, km, wrong]), ["quantity"])
    assert both["unit"].tolist() == ["km", "km", "person"]
    assert mixed_dimensions(both, ["quantity"]).all()
    assert main_dimension(both, ["quantity"]).tolist() == [True, True, False]
    bare = common_unit(read_claims([FRONT, {**BARE, "quantity": "front"}]), ["quantity"])
    assert bare["unit"].isna().tolist() == [False, True]


@pytest.mark.parametrize("unit", [".", "/", "meter**9**9**9", "kilometer ** 9 ** 9", "k" * 5000, "(" * 50 + "m"])
def test_what_is_no_unit_is_refused_at_once(unit: str) -> None:
    with pytest.raises(UnitError, match="is not known"):
        read_unit(unit)


@pytest.mark.parametrize("rates", [5, {"USD": 0, "EUR": 1}, {"USD": 1, "EUR": -1}, {"USD": float("nan"), "EUR": 1},
                                   {"USD": "x", "EUR": 1}, {"USD": float("inf"), "EUR": 1}])  # fmt: skip
def test_rates_are_numbers_above_nought(rates: Any) -> None:
    claims = read_claims([{"quantity": "aid", "value": 900, "unit": "USD"}])
    with pytest.raises(EstimatesError, match="rates"):
        convert(claims, "EUR", rates=rates)


@pytest.mark.parametrize("to", [5, None, b"km", float("nan"), {"aid": 5}, [5]])
def test_what_to_convert_to_is_a_word(to: Any) -> None:
    with pytest.raises(UnitError, match="is no"):
        convert(read_claims([{"quantity": "aid", "value": 900, "unit": "USD"}]), to)


def test_a_decade_is_ten_years_and_no_step_of_logarithms() -> None:
    assert factor("decade", "year") == 10
    assert kind_of_unit("decade") == kind_of_unit("year")
