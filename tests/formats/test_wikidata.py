"""Statements to claims and back, on an item in Wikidata's layout."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from estimates import EstimatesError, ParseError, bound, read_claims, read_wikidata, to_wikidata
from estimates.formats.wikidata import COUNTS, UNITS
from estimates.units import factor

ITEM = Path(__file__).parents[1] / "layouts" / "wikidata.json"


def test_statements_become_claims_with_bounds_dates_and_sources() -> None:
    with pytest.warns(UserWarning, match=r"1 of 4 statements have no value and are left out: Q90000001\$4"):
        claims = read_wikidata(ITEM, labels={"P2043": "length", "Q90000002": "Annals of Freedonia"})
    claims = claims.set_index("claim_id")
    first = claims.loc["Q90000001$1"]
    assert first[["quantity", "low", "best", "high", "unit", "rank"]].tolist() == [
        "number of deaths, Battle of Mill Town", 5500.0, 6000.0, 6500.0, "person", "preferred",
    ]  # fmt: skip
    assert (first["source"], first["locator"]) == ("example.org", "https://www.example.org/battle")
    assert (first["as_of"], first["date_precision"]) == (pd.Timestamp("1866-07-01"), "month")
    assert claims.loc["Q90000001$2", ["value", "hedge", "source"]].tolist() == [8000.0, "about", "Annals of Freedonia"]
    assert claims.loc["Q90000001$5", ["quantity", "value", "unit"]].tolist() == [
        "length, Battle of Mill Town", 1.5, "kilometer",
    ]  # fmt: skip
    assert len(claims) == 3


def test_deprecated_statements_come_when_asked_for() -> None:
    assert read_wikidata(ITEM, ranks=("deprecated",))["value"].tolist() == [80_000.0]
    with pytest.warns(UserWarning, match="no value"):
        assert "Schlacht bei Mühlstadt" in read_wikidata(ITEM, language="de")["quantity"][0]


def test_an_unknown_unit_is_not_guessed() -> None:
    quantity = {"amount": "+5", "unit": "http://www.wikidata.org/entity/Q99"}
    snak = {"datavalue": {"type": "quantity", "value": quantity}}
    item = {"id": "Q1", "claims": {"P1": [{"id": "s1", "mainsnak": snak}]}}
    with pytest.raises(EstimatesError, match=r"the units of 1 of 1 statements are not known: Q99 \(P1\)") as caught:
        read_wikidata(item, on_error="raise")
    assert caught.value.claims == ("s1",)
    with pytest.warns(UserWarning, match="1 of 1 claims are doubted: the unit Q99 of P1 is not known"):
        claims = read_wikidata(item)
    assert claims["value"].tolist() == [5]
    assert claims["unit"].isna().all()
    assert claims["doubt"].tolist() == ["the unit Q99 of P1 is not known (Q1)"]
    assert read_wikidata(item, units={"Q99": "mile"})["unit"].tolist() == ["mile"]


def test_what_is_no_item_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="no Wikidata item"):
        read_wikidata({"results": []})
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    with pytest.raises(ParseError, match="line 1"):
        read_wikidata(tmp_path / "x.json")


def test_statements_written_are_read_back() -> None:
    claims = bound(
        read_claims([
            {"claim_id": "a", "quantity": "dead", "source": "UN", "text": "about 6,000", "unit": "person",
             "as_of": "2024-11-04", "locator": "https://example.org/x"},
            {"claim_id": "b", "quantity": "dead", "source": "UN", "low": 5, "best": 6.5, "high": 8, "unit": "person"},
            {"claim_id": "c", "quantity": "front", "source": "UN", "value": 900, "unit": "mile", "hedge": "exact"},
        ])
    )  # fmt: skip
    statements = to_wikidata(claims, properties={"dead": "P1120", "front": "P2043"})
    item = {"id": "Q1", "claims": {"P1120": statements[:2], "P2043": statements[2:]}}
    back = read_wikidata(item).set_index("claim_id")
    assert back.loc["b", ["low", "best", "high"]].tolist() == [5.0, 6.5, 8.0]
    assert back.loc[["a", "c"], "value"].tolist() == [6000.0, 900.0]
    assert back.loc["a", "hedge"] == "about"
    bounds = [set(s["mainsnak"]["datavalue"]["value"]) & {"lowerBound", "upperBound"} for s in statements]
    assert [len(found) for found in bounds] == [0, 2, 2]  # what our policy drew is not the source's; exactly is ±0
    assert back["unit"].tolist() == ["person", "person", "mile"]
    assert back.loc["a", "as_of"] == pd.Timestamp("2024-11-04")
    assert statements[0]["qualifiers"]["P1480"][0]["datavalue"]["value"]["id"] == "Q5727902"


@pytest.mark.parametrize(
    "row",
    [
        {"value": 5, "negated": True},
        {"low": 5, "high": np.inf},
        {"low": 5, "high": 9},
        {"text": "at most 5"},
        {"text": "nearly 500"},
    ],
    ids=["denial", "open", "range", "limit", "nearly"],
)
def test_what_wikidata_cannot_hold_is_refused(row: dict[str, object]) -> None:
    claims = read_claims([{"claim_id": "a", "quantity": "dead", "source": "UN"} | row])
    with pytest.raises(EstimatesError, match="1 of 1 claims have no form in Wikidata: a"):
        to_wikidata(claims, properties={"dead": "P1120"})


def test_an_exact_figure_stays_exact_and_a_date_as_fine_as_it_was() -> None:
    rows = [
        {"claim_id": "a", "value": 1000, "hedge": "exact", "as_of": "1863"},
        {"claim_id": "b", "value": 1000, "hedge": "plain", "as_of": "2013-05"},
        {"claim_id": "c", "value": 1000, "hedge": "about", "as_of": "2013-05-07"},
    ]
    claims = bound(read_claims([row | {"quantity": "dead", "source": "UN", "unit": "person"} for row in rows]))
    statements = to_wikidata(claims, properties={"dead": "P1120"})
    times = [statement["qualifiers"]["P585"][0]["datavalue"]["value"] for statement in statements]
    assert [(time["time"], time["precision"]) for time in times] == [
        ("+1863-00-00T00:00:00Z", 9), ("+2013-05-00T00:00:00Z", 10), ("+2013-05-07T00:00:00Z", 11),
    ]  # fmt: skip
    back = bound(read_wikidata({"id": "Q1", "claims": {"P1120": statements}}))
    same = ["claim_id", "value", "hedge", "low", "high", "as_of", "precision"]
    pd.testing.assert_frame_equal(back[same], claims[same])


EXPECTED = json.loads((Path(__file__).parents[1] / "expected" / "wikidata.json").read_text(encoding="utf-8"))
#: What wikidataintegrator's table calls the unit that it converts to, as pint calls it.
SI = {
    "metre": "meter", "square metre": "meter**2", "cubic metre": "meter**3", "kilogram": "kilogram", "second": "second",
    "metre per second": "meter/second", "watt": "watt", "joule": "joule",
}  # fmt: skip


@pytest.mark.parametrize(("item", "label", "size", "si"), EXPECTED["units"]["rows"], ids=lambda cell: str(cell))
def test_items_of_units_are_of_the_size_that_is_published(item: str, label: str, size: float, si: str) -> None:
    if si == "1":
        assert (UNITS[item], label) == ("percent", "percent")
        return
    tolerance = 1e-3 if label == "year" else EXPECTED["units"]["tolerance"]
    assert factor(UNITS[item], SI[si]) == pytest.approx(size, rel=tolerance)


def test_every_unit_was_checked_but_those_that_the_module_names() -> None:
    unchecked = {unit for item, unit in UNITS.items() if item not in {row[0] for row in EXPECTED["units"]["rows"]}}
    assert unchecked == {"month", "USD", "EUR", "GBP", "RUB", "UAH"}


def test_properties_bear_their_published_labels() -> None:
    labels = {prop: label for prop, label, kind in EXPECTED["properties"]["rows"] if kind == "QuantityDatatype"}
    assert labels == {prop: label for prop, label in COUNTS.items() if prop not in ("P1539", "P1540")}


def test_all_unknown_units_are_named_at_once_and_properties_can_be_chosen() -> None:
    def statement(ident: str, unit: str) -> dict[str, object]:
        value = {"amount": "+5", "unit": f"http://www.wikidata.org/entity/{unit}" if unit != "1" else "1"}
        return {"id": ident, "mainsnak": {"datavalue": {"type": "quantity", "value": value}}}

    item = {
        "id": "Q1",
        "claims": {"P1120": [statement("a", "1")], "P1": [statement("b", "Q98"), statement("c", "Q99")]},
    }
    with pytest.raises(
        EstimatesError, match=r"units of 2 of 3 statements are not known: Q98 \(P1\), Q99 \(P1\)"
    ) as caught:
        read_wikidata(item, on_error="raise")
    assert caught.value.claims == ("b", "c")
    assert read_wikidata(item, properties=["P1120"])["claim_id"].tolist() == ["a"]


def test_a_century_is_no_date() -> None:
    def at(time: str, precision: int) -> dict[str, object]:
        value = {"time": time, "precision": precision}
        return {"P585": [{"snaktype": "value", "property": "P585", "datavalue": {"type": "time", "value": value}}]}

    snak = {"datavalue": {"type": "quantity", "value": {"amount": "+5", "unit": "1"}}}
    statements = [
        {"id": "a", "mainsnak": snak, "qualifiers": at("+1900-00-00T00:00:00Z", 7)},
        {"id": "b", "mainsnak": snak, "qualifiers": at("+1916-00-00T00:00:00Z", 9)},
    ]
    claims = read_wikidata({"id": "Q1", "claims": {"P1120": statements}})
    assert claims["date_precision"].tolist() == ["century", "year"]
    assert claims["as_of"].isna().tolist() == [True, False]
    assert claims["as_of"][1] == pd.Timestamp("1916-01-01")


def test_a_statement_has_all_that_wikibase_asks_for() -> None:
    claims = bound(read_claims([
        {"claim_id": "a", "quantity": "dose", "source": "UN", "value": 1e-7, "hedge": "about", "unit": "kilogram",
         "as_of": "2024-11-04", "locator": "https://example.org/x"},
    ]))  # fmt: skip
    (made,) = to_wikidata(claims, properties={"dose": "P1"})
    assert made["mainsnak"]["datavalue"]["value"]["amount"] == "+0.0000001"  # a decimal string knows no exponent
    time = made["qualifiers"]["P585"][0]["datavalue"]["value"]
    assert set(time) == {"time", "timezone", "before", "after", "precision", "calendarmodel"}
    snaks = [
        made["mainsnak"],
        *made["qualifiers"]["P585"],
        *made["qualifiers"]["P1480"],
        *made["references"][0]["snaks"]["P854"],
    ]
    assert [snak["datatype"] for snak in snaks] == ["quantity", "time", "wikibase-item", "url"]


def test_what_is_empty_may_be_written_as_a_list() -> None:
    """Wikibase is written in PHP, where an empty list and an empty object are one."""
    assert read_wikidata({"id": "Q1", "labels": [], "claims": []}).empty
    snak = {"datavalue": {"type": "quantity", "value": {"amount": "+5", "unit": "1"}}}
    statement = {"id": "a", "mainsnak": snak, "qualifiers": [], "references": [{"snaks": []}]}
    claims = read_wikidata({"id": "Q1", "labels": [], "claims": {"P1120": [statement]}})
    assert claims["quantity"].tolist() == ["number of deaths, Q1"]


def test_the_populations_of_many_years_are_persons_at_their_dates() -> None:
    """From Q2112 (Bielefeld) of Wikidata, CC0."""

    def statement(ident: str, amount: str, time: str, precision: int, **more: object) -> dict[str, object]:
        value = {"time": time, "precision": precision}
        when = [{"snaktype": "value", "property": "P585", "datavalue": {"type": "time", "value": value}}]
        snak = {"datavalue": {"type": "quantity", "value": {"amount": amount, "unit": "1"}}}
        return {"id": ident, "mainsnak": snak, "qualifiers": {"P585": when, **more}}

    women = [statement("c", "+172708", "+2019-10-31T00:00:00Z", 11)]
    people = [
        statement("a", "+328864", "+2013-12-31T00:00:00Z", 11), statement("b", "+321758", "+2000-00-00T00:00:00Z", 9),
    ]  # fmt: skip
    item = {"id": "Q2112", "labels": {"en": {"value": "Bielefeld"}}, "claims": {"P1082": people, "P1539": women}}
    claims = read_wikidata(item)
    assert claims["unit"].tolist() == ["person"] * 3
    assert claims["quantity"].tolist() == ["population, Bielefeld"] * 2 + ["female population, Bielefeld"]
    assert claims["precision"].astype(object).tolist() == ["day", "year", "day"]
    assert claims["locator"].notna().all()


def test_a_part_is_told_from_the_whole() -> None:
    part = {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"id": "Q1"}}}
    snak = {"datavalue": {"type": "quantity", "value": {"amount": "+88.03", "unit": "http://x/Q35852"}}}
    statements = [{"id": "a", "mainsnak": snak, "qualifiers": {"P518": [part]}}, {"id": "b", "mainsnak": snak}]
    claims = read_wikidata({"id": "Q2", "claims": {"P2046": statements}}, labels={"Q1": "buffer zone"})
    assert claims["who"].fillna("").tolist() == ["buffer zone", ""]
    assert claims["quantity"].tolist() == ["area, Q2"] * 2


def test_several_items_a_line_each(tmp_path: Path) -> None:
    snak = {"datavalue": {"type": "quantity", "value": {"amount": "+5", "unit": "1"}}}
    lines = [json.dumps({"id": f"Q{k}", "claims": {"P1120": [{"id": f"s{k}", "mainsnak": snak}]}}) for k in (1, 2)]
    (tmp_path / "x.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert read_wikidata(tmp_path / "x.jsonl")["claim_id"].tolist() == ["s1", "s2"]
