"""What was given and came back wrong without a word: each is now right, or an error of ours."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import estimates as e

_TWO = [
    {"claim_id": name, "quantity": "troops", "source": source, "text": words, "unit": "person", "as_of": day}
    for name, source, words, day in [("a", "staff", "11,000", "2024-11-04"), ("b", "paper", "10,000", "2024-11-03")]
]


@pytest.mark.parametrize(
    "written",
    [
        "11\0,000", "11\x07,000", "11\u202e,000", "11\u200f,000", "1\u20661\u2069,000", "1\u03011,000", "11&#44;000",
        "11&#x2c;000", "11&comma;000", "1\u200b1,000", "١١٬٠٠٠",
    ],
)  # fmt: skip
def test_what_is_not_seen_in_print_does_not_part_a_number(written: str) -> None:
    text = f"Police held {written} men."
    assert e.parse_figures([text])["value"].tolist() == [11000]
    found = e.find_figures(text)
    assert found["value"].tolist() == [11000]
    assert [text[a:b] for a, b in found[["start", "end"]].to_numpy()] == [written] == found["text"].tolist()
    read = e.read_text(text)
    assert (read["value"].tolist(), read["text"].tolist()) == ([11000], [written])


def test_marks_above_letters_stay_in_a_name() -> None:
    assert e.read_text("Jose\u0301 Mun\u0303oz said 40 men left.")["source"].tolist() == ["Jose\u0301 Mun\u0303oz"]


def test_a_figure_that_its_words_say_cannot_be_taken_out_alone() -> None:
    claims = e.bound(e.read_claims(_TWO))
    for nothing in (np.nan, None, " "):
        with pytest.raises(e.EstimatesError, match="value cannot be taken out: it is read as 11000"):
            e.amend(claims, "a", reason="a slip", value=nothing)
    taken = e.amend(claims, "a", reason="a slip", value=np.nan, text=None)
    assert np.isnan(taken["value"][0])


def test_no_statement_is_made_of_a_quantity_that_no_claim_is_of() -> None:
    claims = e.bound(e.read_claims(_TWO))
    with pytest.raises(e.EstimatesError, match=r"no claim is of the quantity 'trops'.\nHint: did you mean 'troops'"):
        e.to_wikidata(claims, properties={"trops": "P1120"})


@pytest.mark.parametrize("cells", [{"start": 1.5, "end": 2}, {"start": 10**30, "end": 10**31}, {"start": np.inf},
                                   {"start": -1, "end": 2}])  # fmt: skip
def test_offsets_are_whole_numbers_of_characters(cells: dict[str, Any]) -> None:
    with pytest.raises(e.SchemaError, match="start is no place in a text"):
        e.read_claims([{"source": "s", "value": 1, **cells}])
    with pytest.warns(UserWarning, match="start is no place in a text"):
        kept = e.read_claims([{"source": "s", "value": 1, **cells}], on_error="keep")
    assert kept["start"].isna().all()


def test_numbers_of_more_digits_than_python_prints_are_refused() -> None:
    with pytest.raises(e.SchemaError, match=r"value cannot be read as a number .*a whole number of 500. digits"):
        e.read_claims([{"source": "s", "value": 10**5000}])


def test_columns_that_stand_twice_are_refused() -> None:
    twice = pd.DataFrame([[1, 2]], columns=["value", "value"])
    for look in (e.read_claims, e.problems):
        with pytest.raises(e.SchemaError, match="columns stand twice: value"):
            look(twice)


def test_relations_may_speak_only_of_quantities_that_nobody_states() -> None:
    claims = e.bound(e.read_claims([{"quantity": "a", "source": "s", "value": 1}]))
    answers = e.reconcile(claims, relations="zig == 2 * zag").set_index("quantity")
    assert answers["verdict"].to_dict() == {"a": "single", "zag": "undetermined", "zig": "undetermined"}


def test_a_covariance_holds_numbers() -> None:
    claims = e.bound(e.read_claims([{"quantity": q, "source": "s", "value": 1} for q in "abc"]))
    with pytest.raises(e.EstimatesError, match="covariance holds what is no number"):
        e.balance(claims, "c == a + b", covariance=np.array([["x"] * 3] * 3))


def test_what_is_no_wikidata_item_is_refused() -> None:
    with pytest.raises(e.ParseError, match="no Wikidata item"):
        e.read_wikidata({"entities": 5})


@pytest.mark.parametrize("name", [r"$\frac{1}$ and $b$", r"cost in $\alpha"])
def test_a_name_is_drawn_as_it_stands(name: str, tmp_path: Path) -> None:
    rows = [
        {**row, "quantity": name, "source": f"{name} {row['source']}", "noun": name, "unit": "count"} for row in _TWO
    ]
    claims = e.bound(e.read_claims(rows))
    answer = e.reconcile(claims, "hull")
    influence = e.influence(claims, answer)
    pictures = (
        e.plot_forest(claims, answer), e.plot_timeline(claims), e.plot_relations(claims, f"`{name}` == 2 * x"),
        e.plot_influence(influence, answer), e.plot_sources(e.profiles(claims)),
    )  # fmt: skip
    for ax in pictures:
        ax.get_figure().savefig(BytesIO(), format="svg")
        assert not any(text.get_parse_math() for text in ax.texts)
    assert e.report(claims, answer, path=tmp_path / "page.html", progress=False).exists()


@pytest.mark.parametrize("value", [1.7e20, 1.7e24, 1.5e300])
def test_about_is_as_wide_for_the_greatest_numbers(value: float) -> None:
    band = e.bound(e.read_claims([{"source": "s", "value": value, "hedge": "about"}])).iloc[0]
    assert (band["low"], band["high"]) == pytest.approx((0.85 * value, 1.15 * value))
    assert band["basis"] == "about ±15 %"


def test_an_end_past_the_greatest_number_is_named() -> None:
    band = e.bound(e.read_claims([{"source": "s", "value": 1.7e308, "hedge": "about"}])).iloc[0]
    assert band["high"] == np.inf
    assert band["low"] == pytest.approx(0.85 * 1.7e308)
    assert band["basis"] == "about ±15 %, past the greatest number"


def test_a_sentence_without_end_is_not_copied_for_each_of_its_figures() -> None:
    text = "Police counted " + "1,000," * 3000 + " men."
    claims = e.read_text(text)
    assert len(claims) > 2000
    assert claims["sentence"].str.len().max() < 1100


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 km", "mile"),
        ("5 %", "person"),
        ("5m", "person"),
        ("5 tons", "kg"),
        ("a fifth", "percent"),
        ("9 degrees Celsius", "degF"),
    ],
)
def test_a_number_is_not_read_from_words_of_another_unit(text: str, unit: str) -> None:
    with pytest.raises(e.SchemaError, match=rf"unit is not what the words say in 1 of 1 claims: .*{unit} for '{text}'"):
        e.read_claims([{"source": "s", "text": text, "unit": unit}])
    with pytest.warns(UserWarning, match="unit is not what the words say"):
        kept = e.read_claims([{"source": "s", "text": text, "unit": unit}], on_error="keep")
    assert kept["unit"].equals(e.parse_figures([text])["unit"].astype(kept["unit"].dtype))


def test_a_unit_may_say_more_than_the_words_and_be_another_beside_a_stated_number() -> None:
    rows = [{"text": "5 tons", "unit": "metric_ton"}, {"text": "12 miles", "unit": "nautical_mile"},
            {"text": "40 soldiers", "unit": "count"}, {"text": "12 km", "value": 7.456, "unit": "mile"},
            {"text": "12 km", "unit": "kilometre"}, {"text": "20 degrees Celsius", "unit": "degC"}]  # fmt: skip
    assert e.problems([{"source": "s", **row} for row in rows]).query("column == 'unit'").empty
    odd = e.problems([{"source": "s", "quantity": "q", "text": "12 km", "value": 12, "unit": "mile"},
                      {"source": "s", "quantity": "q", "text": "$5 million", "unit": "EUR"}])  # fmt: skip
    assert odd[["problem", "severity"]].to_numpy().tolist() == [["unit is not what the words say", "warning"]] * 2
    claims = e.convert(e.read_claims([{"source": "s", "text": "12 km"}]), "mile")
    assert e.problems(claims).empty


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"text": "about 500", "hedge": "exact"}, "hedge is not what the words say"),
        ({"text": "up to 500", "hedge": "at_least"}, "hedge is not what the words say"),
        ({"value": 5, "hedge": "between"}, "between has no ends"),
        ({"value": -5, "unit": "person"}, "fewer than none"),
    ],
)
def test_what_a_claim_says_against_itself_is_listed(row: dict[str, Any], problem: str) -> None:
    assert e.problems([{"source": "s", **row}])["problem"].tolist() == [problem]


def test_what_only_looks_odd_is_not_listed() -> None:
    rows = [{"text": "500", "hedge": "about"}, {"text": "up to 500", "hedge": "at_most"}, {"value": -5, "unit": "USD"},
            {"value": -5, "unit": "person", "trend": "down"}]  # fmt: skip
    assert e.problems([{"source": "s", "quantity": "q", **row} for row in rows]).empty


@pytest.mark.parametrize(
    ("one", "other"), [("troops", "Troops"), ("caf\u00e9", "cafe\u0301"), ("army", "ar\u200bmy"), ("a b", "a  b")]
)
@pytest.mark.parametrize("column", ["quantity", "source"])
def test_names_that_look_alike_are_listed(one: str, other: str, column: str) -> None:
    row = {"quantity": "q", "source": "s", "value": 1}
    found = e.problems([{**row, column: one}, {**row, column: other}, {**row, column: one}])
    assert found[["row", "problem"]].to_numpy().tolist() == [[2, f"{column} is also written {one!r}"]]


@pytest.mark.parametrize(
    "cell", [{"name": "x"}, ["x", "y"], {"x"}, b"x", len, np.array(["x"]), pd.DataFrame({"a": [1]})]
)
def test_an_object_is_no_words(cell: Any) -> None:
    rows = [{"source": cell, "value": 5}, {"source": "y", "value": 5}]
    with pytest.raises(e.SchemaError, match="source holds an object and no words in 1 of 2 claims"):
        e.read_claims(rows)
    with pytest.warns(UserWarning, match="source holds an object and no words"):
        assert e.read_claims(rows, on_error="keep")["value"].tolist() == [5, 5]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_objects_beside_our_columns_are_not_written_as_words(form: str, tmp_path: Path) -> None:
    claims = e.read_claims([{"source": "x", "value": 5, "meta": {"k": 1}}])
    with pytest.raises(e.EstimatesError, match="a cell cannot hold the objects of column 'meta' in 1 rows: 0"):
        e.write_claims(claims, tmp_path / f"a.{form}")
    assert e.read_claims(e.write_claims(claims, tmp_path / "a.jsonl"))["meta"].tolist() == [{"k": 1}]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"as_of": "2024-05-09", "reported": "2024-05-01"}, "it was reported before the day that it is of"),
        ({"as_of": "2024-05-01", "since": "2024-05-09"}, "since lies behind as_of"),
    ],
)
def test_days_in_the_wrong_order_are_listed(row: dict[str, Any], problem: str) -> None:
    claim = {"source": "s", "value": 5, **row}
    assert e.problems([claim])["problem"].tolist() == [problem]
    later = {"status": "expected", "since": None}
    assert e.problems([claim | later]).empty


def test_hours_of_several_time_zones_are_listed() -> None:
    days = ("2024-05-01T23:30:00-05:00", "2024-05-02 04:30 UTC", "2024-05-02T23:30:00-0500", "2024-05-03")
    rows = [{"source": "s", "quantity": "q", "value": 5, "as_of": day} for day in days]
    found = e.problems(rows)
    assert found[["row", "problem"]].to_numpy().tolist() == [[2, "as_of is of another time zone than most (-05:00)"]]
    assert e.problems([rows[0], rows[2], rows[3]]).empty


def test_what_is_decided_against_itself_is_refused() -> None:
    claims = e.read_claims(_TWO)
    with pytest.raises(e.EstimatesError, match="a, b are filed under 'x' and told apart"):
        e.assign_quantities(claims, {"a": "x", "b": "x"}, not_same=[("a", "b")])
    assert e.assign_quantities(claims, {"a": "x"}, not_same=[("a", "b")])["quantity"].tolist() == ["x", "troops"]
    for blank in ("", " "):
        with pytest.raises(e.EstimatesError, match=f"'{blank}' for 'troops' is no name"):
            e.relabel(claims, {"troops": blank})


def test_nothing_infinite_is_known() -> None:
    claims = e.bound(e.read_claims([{"quantity": q, "source": s, "value": 5} for q in "pq" for s in "ab"]))
    with pytest.raises(e.SchemaError, match="what is known of p is infinite"):
        e.profiles(claims, known={"p": np.inf})


@pytest.mark.parametrize("show", [e.summary, e.forest, e.support, e.plot_forest, e.report])
def test_an_answer_about_other_claims_is_refused(show: Any) -> None:
    claims = e.bound(e.read_claims(_TWO))
    other = e.reconcile(claims.assign(quantity="tanks"))
    with pytest.raises(e.SchemaError, match="the result is of tanks, of which no claim is"):
        show(claims, other)


@pytest.mark.parametrize(
    ("column", "mapping", "problem"),
    [
        ("hedge", {"plain": "zork"}, "hedge='zork' is not known"),
        ("unit", {"person": "zork"}, "unit 'zork' is not known"),
        ("claim_id", {"a": "b"}, "claim_id stands twice"),
    ],
)
def test_names_that_a_column_does_not_take_are_refused(column: str, mapping: dict[str, str], problem: str) -> None:
    with pytest.raises(e.SchemaError, match=problem):
        e.relabel(e.read_claims(_TWO), mapping, column=column)
    assert e.relabel(e.read_claims(_TWO), {"plain": "about"}, column="hedge")["hedge"].tolist() == ["about", "about"]


def test_a_resolution_is_no_less_than_nothing() -> None:
    with pytest.raises(e.SchemaError, match="resolution is negative in 1 of 1 claims"):
        e.read_claims([{"source": "s", "value": 5, "resolution": -1}])
