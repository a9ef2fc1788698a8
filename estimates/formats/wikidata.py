"""Quantities of Wikidata: its statements to claims.

Wikidata itself was not at hand. The properties and their labels were checked against the vocabulary of kif-lib 0.13.0
(PyPI), the items of units against the table of conversions that wikidataintegrator 0.9.30 (PyPI) took from Wikidata,
which the tests hold against pint's factors; the shape of statements against the types of wikibase-sdk 11.6.6 and
@wmde/wikibase-datamodel-types 0.2.0 (npm) and against pywikibot 11.9.0 (PyPI). The items of the month, of circa and of
the currencies but the euro (which examples of wikibase-cli 20.3.1, npm, use for a cost) are set down from memory.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from estimates.claims.files import check_file, read_words, words_in
from estimates.claims.jsons import parsed_json
from estimates.claims.reading import read_claims
from estimates.door import checked
from estimates.errors import EstimatesError, ParseError, check_choice, listed
from estimates.formats.layouts import OnError

ENTITY = "http://www.wikidata.org/entity/"
_RANKS = ("preferred", "normal", "deprecated")
CIRCA = "Q5727902"
PRECISION = {6: "millennium", 7: "century", 8: "decade", 9: "year", 10: "month", 11: "day"}
_YEAR = 9  # from here on a time has a first day that one can compare

#: Units by item, as pint knows them. The item of a plain number is "1".
UNITS: dict[str, str] = {
    "Q11573": "meter", "Q174728": "centimeter", "Q174789": "millimeter", "Q828224": "kilometer", "Q253276": "mile",
    "Q93318": "nautical_mile", "Q482798": "yard", "Q3710": "foot", "Q218593": "inch",
    "Q25343": "meter**2", "Q712226": "kilometer**2", "Q232291": "mile**2", "Q857027": "foot**2", "Q35852": "hectare",
    "Q81292": "acre", "Q25517": "meter**3", "Q11582": "liter",
    "Q11570": "kilogram", "Q41803": "gram", "Q191118": "metric_ton", "Q100995": "pound", "Q469356": "short_ton",
    "Q667419": "long_ton", "Q11574": "second", "Q7727": "minute", "Q25235": "hour", "Q573": "day", "Q23387": "week",
    "Q5151": "month", "Q577": "year", "Q180154": "kilometer/hour", "Q128822": "knot", "Q25236": "watt",
    "Q6982035": "megawatt", "Q182098": "kilowatt_hour", "Q11229": "percent",
    "Q4917": "USD", "Q4916": "EUR", "Q25224": "GBP", "Q41044": "RUB", "Q81893": "UAH",
}  # fmt: skip

#: Properties that count people, with what they count.
COUNTS: dict[str, str] = {
    "P1082": "population", "P1110": "attendance", "P1120": "number of deaths", "P1128": "employees",
    "P1132": "number of participants", "P1339": "number of injured", "P1345": "number of victims of killer",
    "P1446": "number of missing", "P1539": "female population", "P1540": "male population",
    "P1561": "number of survivors", "P1590": "number of casualties",
}  # fmt: skip

#: Other properties that items of places, wars and disasters have, by what they measure; ``labels`` names more.
MEASURES: dict[str, str] = {
    "P1081": "Human Development Index", "P1198": "unemployment rate", "P1279": "inflation rate",
    "P1538": "number of households", "P1603": "number of cases", "P1831": "electorate", "P1868": "ballots cast",
    "P2043": "length", "P2044": "elevation above sea level", "P2046": "area", "P2048": "height", "P2067": "mass",
    "P2124": "member count", "P2130": "cost", "P2131": "nominal GDP", "P2132": "nominal GDP per capita",
    "P2139": "total revenue", "P2250": "life expectancy", "P2295": "net profit",
}  # fmt: skip


@checked
def read_wikidata(
    source: str | Path | Mapping[str, Any],
    *,
    properties: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    ranks: Sequence[str] = ("preferred", "normal"),
    language: str = "en",
    on_error: OnError = "keep",
) -> pd.DataFrame:
    """Read the quantity statements of Wikidata items.

    Parameters
    ----------
    source : path, file object, dict or list
        An item as ``Special:EntityData/Q….json`` gives it, or several (``{"entities": {...}}``, a list, one a line).
    properties : sequence of property ids, optional
        Which to read, by default all that hold a quantity; a country has hundreds.
    labels : mapping of id to words, optional
        Names of properties, and of items that statements are sourced from; what counts people and
        common measures (area, length, cost) are known.
    units : mapping of item id to unit, optional
        Beside those known (lengths, areas, masses, times, percent, some currencies).
    ranks : sequence of str
        Which ranks to read; deprecated statements are left out by default.
    language : str
        Of the item's label.
    on_error : {"keep", "raise"}
        Whether a statement in a unit that is not known stays, without a unit and with a ``doubt``, or is an error.

    Returns
    -------
    DataFrame
        A claim per statement: ``quantity`` is "property, item"; the amount with its bounds as stated ends, or alone;
        ``hedge`` "about" where the sourcing circumstances say circa, "exact" where both bounds are the amount (±0);
        ``as_of`` the point in time (its first day; how fine it is stands in ``precision``, and in ``date_precision``
        also for a decade or a century, which are no date), so that the populations of many years are a series; ``who``
        the part that the statement applies to; ``source`` what it is stated in, else the site of the reference URL,
        else "Wikidata"; ``locator`` that URL, else the statement's; ``rank``. A statement without a value ("unknown
        value") is left out, and a warning counts them.

    Raises
    ------
    ParseError
        If the source is no Wikidata JSON.
    EstimatesError
        With on_error="raise", if the items of units are not known: they are never guessed.

    References
    ----------
    Wikibase data model, JSON serialisation: quantity (amount, lowerBound, upperBound, unit), rank, qualifiers P585 and
    P1480, references P248 and P854.

    Examples
    --------
    >>> from estimates import read_wikidata
    >>> value = {"amount": "+6000", "lowerBound": "+5900", "upperBound": "+6100", "unit": "1"}
    >>> snak = {"snaktype": "value", "datavalue": {"type": "quantity", "value": value}}
    >>> item = {"id": "Q1", "labels": {"en": {"value": "Battle of X"}},
    ...         "claims": {"P1120": [{"id": "Q1$a", "mainsnak": snak, "rank": "normal"}]}}
    >>> read_wikidata(item)[["quantity", "low", "best", "high", "unit"]]
                            quantity     low    best    high    unit
    0  number of deaths, Battle of X  5900.0  6000.0  6100.0  person
    """
    for rank in ranks:
        check_choice("ranks", rank, _RANKS)
    known = {**UNITS, **(units or {})}
    names = {**COUNTS, **MEASURES, **(labels or {})}
    statements = [
        (item, prop, statement)
        for item in _items(source)
        for prop, several in sorted(_object(item.get("claims")).items())
        for statement in several
        if (properties is None or prop in properties) and statement.get("rank", "normal") in ranks
        and _is_quantity(prop, statement)
    ]  # fmt: skip
    found = [one for one in statements if _value(one[2].get("mainsnak"), "quantity") is not None]
    if len(found) < len(statements):
        without = [_identity(*one) for one in statements if one not in found]
        warnings.warn(
            f"{len(without)} of {len(statements)} statements have no value and are left out: {listed(without)}.",
            stacklevel=3,
        )
    if on_error == "raise":
        _check_units(found, known)
    rows = [_row(item, prop, statement, names, known, language) for item, prop, statement in found]
    doubts = [row["doubt"] for row in rows if row["doubt"]]
    if doubts:
        warnings.warn(f"{len(doubts)} of {len(rows)} claims are doubted: {listed(doubts)}.", stacklevel=3)
    return read_claims([{name: cell for name, cell in row.items() if name != "doubt" or doubts} for row in rows])


def _is_quantity(prop: str, statement: Mapping[str, Any]) -> bool:
    """Whether a statement holds a quantity, or would if its value were known."""
    snak = _object(statement.get("mainsnak"))
    return snak.get("datatype") == "quantity" or prop in COUNTS or _value(snak, "quantity") is not None


def _object(cell: Any) -> Mapping[str, Any]:
    """An object of the data; an empty one may be written as an empty list, as PHP does."""
    return cell if isinstance(cell, Mapping) else {}


def _unit_item(statement: Mapping[str, Any]) -> str:
    return str(_value(statement["mainsnak"], "quantity")["unit"]).rpartition("/")[2]


def _identity(item: Mapping[str, Any], prop: str, statement: Mapping[str, Any]) -> str:
    value = _value(statement.get("mainsnak"), "quantity") or {}
    return str(statement.get("id", f"{item['id']}-{prop}-{value.get('amount')}"))


def _check_units(found: Sequence[tuple[Mapping[str, Any], str, Mapping[str, Any]]], units: Mapping[str, str]) -> None:
    strange = {
        _identity(*one): f"{_unit_item(one[2])} ({one[1]})" for one in found if _unit_item(one[2]) not in {"1", *units}
    }
    if strange:
        raise EstimatesError(
            f"the units of {len(strange)} of {len(found)} statements are not known: "
            f"{listed(sorted(set(strange.values())))}.",
            hint='say which they are, units={"Q…": "mile"}, or which properties to read, properties=["P1120"].',
            claims=strange,
        )


def _items(source: Any) -> Iterator[Mapping[str, Any]]:
    data: Any = source
    if isinstance(source, str | Path):
        check_file(Path(source))
        data = parsed_json(read_words(Path(source)), str(source), hint="save the item as JSON.")
    elif hasattr(source, "read"):
        content = source.read()
        text = content if isinstance(content, str) else words_in(content, "the file")
        data = parsed_json(text, "the file", hint="save the item as JSON.")
    many = data if isinstance(data, list) else [data]
    for one in many:
        held = one["entities"] if isinstance(one, Mapping) and "entities" in one else [one]
        if not isinstance(held, Mapping | list):
            raise ParseError("the data is no Wikidata item.", hint="'entities' holds items by their ids.")
        for item in held.values() if isinstance(held, Mapping) else held:
            if not isinstance(item, Mapping) or "id" not in item:
                raise ParseError("the data is no Wikidata item.", hint="an item has 'id', 'labels' and 'claims'.")
            yield item


def _row(
    item: Mapping[str, Any],
    prop: str,
    statement: Mapping[str, Any],
    names: Mapping[str, str],
    units: Mapping[str, str],
    language: str,
) -> dict[str, Any]:
    value = _value(statement["mainsnak"], "quantity")
    unit = _unit_item(statement)
    label = _object(_object(item.get("labels")).get(language)).get("value", item["id"])
    source, locator = _reference(statement, names)
    row: dict[str, Any] = {
        "claim_id": _identity(item, prop, statement),
        "quantity": f"{names.get(prop, prop)}, {label}",
        "source": source,
        "publisher": "Wikidata",
        "locator": locator or f"{ENTITY}{item['id']}#{prop}",
        "unit": units.get(unit) if unit != "1" else "person" if prop in COUNTS else None,
        "noun": COUNTS.get(prop),
        "rank": statement.get("rank", "normal"),
        "who": _part(statement, names),
        "doubt": None if unit in {"1", *units} else f"the unit {unit} of {prop} is not known ({item['id']})",
    }
    amount = float(value["amount"])
    ends = {float(value[end]) for end in ("lowerBound", "upperBound") if value.keys() >= {"lowerBound", "upperBound"}}
    if ends <= {amount}:  # none, or both are the amount: the statement says that it is off by nothing
        circa = any(v.get("id") == CIRCA for v in _qualifiers(statement, "P1480", "wikibase-entityid"))
        row |= {"value": amount, "hedge": "about" if circa else "exact" if ends else "plain"}
    else:
        row |= {"low": float(value["lowerBound"]), "best": amount, "high": float(value["upperBound"])}
    for time in _qualifiers(statement, "P585", "time"):
        fine = time.get("precision", 11)
        day = _first_day(time["time"]) if fine >= _YEAR else None
        word = PRECISION.get(fine)
        row |= {"as_of": day, "precision": word if day else None, "date_precision": word}
    return row


def _part(statement: Mapping[str, Any], names: Mapping[str, str]) -> str | None:
    """What the statement applies to, where it is a part of the item: a core zone, women."""
    items = [v["id"] for v in _qualifiers(statement, "P518", "wikibase-entityid") if "id" in v]
    return ", ".join(names.get(item, item) for item in items) or None


def _value(snak: Any, kind: str) -> Any:
    found = (snak or {}).get("datavalue", {})
    return found.get("value") if found.get("type") == kind else None


def _qualifiers(statement: Mapping[str, Any], prop: str, kind: str) -> list[Any]:
    values = (_value(snak, kind) for snak in _object(statement.get("qualifiers")).get(prop, ()))
    return [value for value in values if value is not None]


def _reference(statement: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, str | None]:
    """Who says it, and where, by the first reference that tells."""
    for reference in statement.get("references", ()):
        snaks = _object(reference.get("snaks"))
        urls = [_value(snak, "string") for snak in snaks.get("P854", ())]
        works = [_value(snak, "wikibase-entityid") for snak in snaks.get("P248", ())]
        url = next((u for u in urls if u), None)
        work = next((w["id"] for w in works if w), None)
        if work or url:
            return names.get(work, work) if work else urlsplit(str(url)).netloc.removeprefix("www."), url
    return "Wikidata", None


def _first_day(time: str) -> str | None:
    """``+1940-05-00T00:00:00Z`` to 1940-05-01; years before 1 have no place in a table of dates."""
    if not time.startswith("+"):
        return None
    year, month, day = time[1:].partition("T")[0].split("-")
    return f"{int(year):04d}-{max(int(month), 1):02d}-{max(int(day), 1):02d}"
