"""Readers of EM-DAT's disasters and of the wars of the Correlates of War project."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.cells import as_number
from estimates.claims.files import Source
from estimates.claims.publishers import key_of
from estimates.door import checked
from estimates.errors import SchemaError, listed
from estimates.formats.layouts import OnError, Theirs, check_columns, claims_of, has_columns, load_theirs

_EMDAT = "EM-DAT"
#: What EM-DAT counts: quantity, unit, the columns of its releases, and by how much they are to be multiplied.
_COUNTED: tuple[tuple[str, str, tuple[str, ...], float], ...] = (
    ("deaths", "person", ("Total Deaths", "Deaths"), 1.0),
    ("injured", "person", ("No. Injured", "Injured"), 1.0),
    ("affected", "person", ("No. Affected", "Affected"), 1.0),
    ("homeless", "person", ("No. Homeless", "Homeless"), 1.0),
    ("affected in all", "person", ("Total Affected",), 1.0),
    ("damage", "USD", ("Total Damage ('000 US$)", "Total Damages ('000 US$)", "Total Damage (000 US$)"), 1000.0),
    ("insured damage", "USD", ("Insured Damage ('000 US$)", "Insured Damages ('000 US$)"), 1000.0),
    ("reconstruction costs", "USD", ("Reconstruction Costs ('000 US$)",), 1000.0),
)
_COW = "Correlates of War"
_DEATHS = re.compile(r"(?:bat|battle|total|totalb|totalcombat|sidea|sideb|state|nonstate)?deaths?[12ab]?|batdth[abs]")
_NO_NAME = re.compile(r"-[789]")


@checked
def read_emdat(
    source: Source, *, encoding: str = "utf-8", sheet: str | int | None = None, on_error: OnError = "keep"
) -> pd.DataFrame:
    """Read deaths, injured, affected, homeless and damage by disaster from EM-DAT.

    Parameters
    ----------
    source : path, file object, DataFrame or list of dicts
        The public table, as a workbook or CSV, with its lines of notes above the names or without. Columns needed:
        ``DisNo.`` (or ``Dis No``) and ``Total Deaths``. Used where present: ``Start Year, Start Month, Start Day``,
        ``End Year, End Month, End Day`` (or ``Year``), ``Location, Country, No. Injured, No. Affected, No. Homeless,
        Total Affected, Total Damage ('000 US$), Insured Damage ('000 US$), Reconstruction Costs ('000 US$)``.
    encoding, sheet, on_error
        As for ``read_ged``.

    Returns
    -------
    DataFrame
        A claim for each count that stands in a row, and one of deaths without a figure where none does: ``event`` the
        disaster's number, from ``since`` to ``as_of``, its last day, month or year (``precision``). Damage is in
        current US dollars; what EM-DAT adjusts for inflation stays in its own columns.

    Raises
    ------
    SchemaError
        If a needed column is not there.

    Notes
    -----
    The columns are those of the published description of the public table; its files may not be passed on, so that
    none is among the tests.

    References
    ----------
    Delforge et al. (2025), EM-DAT: the Emergency Events Database, International Journal of Disaster Risk Reduction 124.

    Examples
    --------
    >>> from estimates import read_emdat
    >>> rows = [{"DisNo.": "2010-0017-HTI", "Country": "Haiti", "Start Year": 2010, "Start Month": 1, "Start Day": 12,
    ...          "Total Deaths": 222570, "Total Damage ('000 US$)": 8000000}]
    >>> read_emdat(rows)[["quantity", "event", "value", "unit"]]
      quantity                 event         value    unit
    0   deaths  EM-DAT 2010-0017-HTI  2.225700e+05  person
    1   damage  EM-DAT 2010-0017-HTI  8.000000e+09     USD
    """
    theirs = load_theirs(source, encoding, sheet=sheet, fits=_is_emdat)
    check_columns(theirs, "read_emdat", _EMDAT, ("DisNo.",) if theirs.has("Total Deaths", "Deaths") else ())
    ids = theirs.words("DisNo.", "Disaster No.")
    first, last = (
        _moment(*(theirs.words(*names) for names in ((f"{edge} Year", year), (f"{edge} Month",), (f"{edge} Day",))))
        for edge, year in (("Start", "Year"), ("End", "End Year"))
    )
    last = last.where(last.notna(), first)
    shared = {
        "source": _EMDAT, "publisher": _EMDAT, "event": "EM-DAT " + ids, "as_of": last,
        "since": _first_day(first).where(first != last), "place": theirs.words("Location", "Country"),
        "locator": ("disaster " + ids).where(ids.notna(), theirs.row_names()), "identity": "stated",
    }  # fmt: skip
    parts = []
    for quantity, unit, names, times in _COUNTED:
        cells = theirs.cells(*names)
        if cells.notna().any():
            value = (
                cells if times == 1 else cells.map(lambda cell, times=times: _times(cell, times), na_action="ignore")
            )
            parts.append(shared | {
                "claim_id": "emdat-" + ids + "-" + quantity.replace(" ", "-"), "where": cells.notna(), "unit": unit,
                "quantity": quantity, "noun": quantity if unit == "person" else np.nan, "value": value,
            })  # fmt: skip
    return claims_of(theirs, with_one_each(parts, shared | {"quantity": "deaths", "unit": "person"}), on_error=on_error)


def _times(cell: Any, times: float) -> Any:
    """A number in thousands as it is; what is no number stays, for the door to doubt it."""
    number = as_number(cell)
    return cell if number is None else number * times


def with_one_each(parts: list[dict[str, Any]], plain: dict[str, Any]) -> list[dict[str, Any]]:
    """Give each row that has none of the figures a claim without one, so that no row is lost."""
    if not parts:
        return [plain]
    some = pd.concat([part["where"] for part in parts], axis=1).any(axis=1)
    return parts if some.all() else [*parts, plain | {"where": ~some}]


def _is_emdat(table: pd.DataFrame) -> bool:
    return has_columns("DisNo.")(table) and bool({"totaldeaths", "deaths"} & {key_of(name) for name in table})


def _moment(year: pd.Series, month: pd.Series, day: pd.Series) -> pd.Series:
    """A day as finely as it is known: 2010-01-12, 2010-01 or 2010; codes below 1 are not known."""
    numbers = [pd.to_numeric(cells, errors="coerce") for cells in (year, month, day)]
    known = [numbers[0] > 0, (numbers[0] > 0) & (numbers[1] > 0), (numbers[1] > 0) & (numbers[2] > 0)]
    shown = [
        cells.where(there, 0).map(f"{{:0{wide}.0f}}".format).astype(object)
        for cells, there, wide in zip(numbers, known, (4, 2, 2), strict=True)
    ]
    words = shown[0].where(~known[1], shown[0] + "-" + shown[1])
    return words.where(~known[2], words + "-" + shown[2]).astype(object).where(known[0], np.nan)


def _first_day(moments: pd.Series) -> pd.Series:
    return moments.map(lambda moment: moment + "-01" * (2 - moment.count("-")), na_action="ignore")


@checked
def read_cow(
    source: Source, *, encoding: str = "utf-8", sheet: str | int | None = None, on_error: OnError = "keep"
) -> pd.DataFrame:
    """Read battle deaths by war and side from the Correlates of War project.

    Parameters
    ----------
    source : path, file object, DataFrame or list of dicts
        A table of inter-state, intra-state, extra-state or non-state wars, or of pairs of states in them
        (``batdeath1, batdeath2``; ``batdtha, batdthb``). Columns needed: ``WarNum`` and one or more of battle deaths
        (``BatDeath``, ``SideADeaths``, ``SideBDeaths``, ``DeathsA``, ``DeathsB``, ``NonStateDeaths``,
        ``TotalBDeaths``, ``TotalCombatDeaths``). Used where present: ``WarName, StateName, SideA, SideB, SideA1,
        SideB1, statea, stateb, ccode, ccode1, ccode2`` and the dates of up to four spells (``StartYear1, StartMonth1,
        StartDay1, EndYear1``; ``StartYr1``; ``StartYear``).
    encoding, sheet, on_error
        As for ``read_ged``.

    Returns
    -------
    DataFrame
        A claim per row and side: ``quantity`` "battle deaths", ``who`` the side, ``event`` the war, from ``since`` to
        ``as_of``, the last day, month or year of the side's part in it. -9 (not known), -8 (does not apply) and -7
        (goes on) are missing.

    Raises
    ------
    SchemaError
        If there is no number of a war or no column of battle deaths.

    Notes
    -----
    The columns are those of the codebooks; no file of the project's is among the tests.

    References
    ----------
    Sarkees and Wayman (2010), Resort to War: 1816-2007; codebooks of version 4.

    Examples
    --------
    >>> from estimates import read_cow
    >>> rows = [{"WarNum": 1, "WarName": "Franco-Spanish War", "StateName": "France", "BatDeath": 400},
    ...         {"WarNum": 1, "WarName": "Franco-Spanish War", "StateName": "Spain", "BatDeath": -9}]
    >>> read_cow(rows)[["quantity", "who", "event", "value"]]
            quantity     who               event  value
    0  battle deaths  France  Franco-Spanish War  400.0
    1  battle deaths   Spain  Franco-Spanish War    NaN
    """
    theirs = load_theirs(source, encoding, sheet=sheet, fits=_is_cow)
    check_columns(theirs, "read_cow", _COW, ("WarNum",))
    counted = [name for name in theirs.raw if _DEATHS.fullmatch(key_of(name))]
    if not counted:
        raise SchemaError(
            f"{_COW} needs a column of battle deaths; there are: {listed(theirs.raw.columns, 12)}.",
            hint="for instance 'BatDeath', 'SideADeaths' or 'batdeath1'.",
        )
    war, number = theirs.words("WarName"), theirs.words("WarNum")
    first, last = (_cow_moment(theirs, edge) for edge in ("Start", "End"))
    last = last.where(last.notna(), theirs.words("year"))
    shared = {
        "quantity": "battle deaths", "source": _COW, "publisher": _COW, "unit": "person", "noun": "deaths",
        "event": war.where(war.notna(), "war " + number), "as_of": last, "since": _first_day(first),
        "locator": "war " + number + ", " + theirs.row_names(), "identity": "stated",
    }  # fmt: skip
    parts = [shared | {"value": theirs.raw[name], "who": _side(theirs, key_of(name))} for name in counted]
    return claims_of(theirs, parts, on_error=on_error, missing=(-9, -8, -7, -999))


def _is_cow(table: pd.DataFrame) -> bool:
    return has_columns("WarNum")(table) and any(_DEATHS.fullmatch(key_of(name)) for name in table)


def _side(theirs: Theirs, key: str) -> pd.Series:
    """Whose deaths a column counts: of side A or 1, of side B or 2, of the row's state, or of all."""
    if "total" in key or key == "batdths":
        return pd.Series(np.nan, index=theirs.raw.index, dtype=object)
    mark = "b" if key.startswith("nonstate") else key[4] if key.startswith("side") else key[-1]
    names: tuple[str, ...] = ("StateName", "SideA", "ccode")
    if mark in "a1":
        names = ("SideA", "SideA1", "statename1", "state1", "namea", "statea", "CcodeA", "ccode1")
    elif mark in "b2":
        names = ("SideB", "SideB1", "statename2", "state2", "nameb", "stateb", "CcodeB", "ccode2")
    side = pd.Series(np.nan, index=theirs.raw.index, dtype=object)
    for name in names:
        cells = theirs.words(name).astype(object)
        side = side.where(side.notna(), cells.mask(cells.astype(str).str.fullmatch(_NO_NAME)))
    return side


def _cow_moment(theirs: Theirs, edge: str) -> pd.Series:
    """When a side's part in a war began or ended: the end of its last spell."""
    out = pd.Series(np.nan, index=theirs.raw.index, dtype=object)
    pair, day = ("warstrt", "day") if edge == "Start" else ("warend", "ay")
    parts = (("Year", "Yr", "yr"), ("Month", "Mo", "mnth"), ("Day", "Dy", day))
    for spell in ("1", "") if edge == "Start" else ("4", "3", "2", "1", ""):
        names = [(f"{edge}{long}{spell}", f"{edge}{short}{spell}", f"{pair}{low}") for long, short, low in parts]
        moments = _moment(*(theirs.cells(*some[: 2 + (not spell)]) for some in names))
        out = out.where(out.notna(), moments)
    return out
