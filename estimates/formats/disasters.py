"""Readers of EM-DAT's disasters and of the wars of the Correlates of War project."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.files import Source
from estimates.errors import SchemaError, listed
from estimates.formats.layouts import OnError, Theirs, check_columns, claims_of, has_columns, key_of, load_theirs

_EMDAT = "EM-DAT"
#: What EM-DAT counts: quantity, unit, the columns of its releases, and by how much they are to be multiplied.
_COUNTED: tuple[tuple[str, str, tuple[str, ...], float], ...] = (
    ("deaths", "person", ("Total Deaths", "Deaths"), 1.0),
    ("injured", "person", ("No. Injured", "Injured"), 1.0),
    ("affected", "person", ("No. Affected", "Affected"), 1.0),
    ("homeless", "person", ("No. Homeless", "Homeless"), 1.0),
    ("affected in all", "person", ("Total Affected",), 1.0),
    ("damage", "USD", ("Total Damage ('000 US$)", "Total Damages ('000 US$)", "Total Damage (000 US$)"), 1000.0),
)
_COW = "Correlates of War"
_DEATHS = re.compile(r"(?:bat|battle|total|totalb|sidea|sideb|state|nonstate)?deaths?[12ab]?")


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
        Total Affected, Total Damage ('000 US$)``.
    encoding, sheet, on_error
        As for ``read_ged``.

    Returns
    -------
    DataFrame
        A claim for each count that stands in a row, and one of deaths without a figure where none does: ``event`` the
        disaster's number, from ``since`` to ``as_of``, its last day, month or year (``precision``). Damage is in
        current US dollars.

    Raises
    ------
    SchemaError
        If a needed column is not there.

    Notes
    -----
    The columns are set down from the published description; no file of EM-DAT's was at hand, which may not be passed
    on.

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
    first, last = _moment(theirs, "Start"), _moment(theirs, "End")
    last = last.where(last.notna(), first)
    shared = {
        "source": _EMDAT, "publisher": _EMDAT, "event": "EM-DAT " + ids, "as_of": last,
        "since": first.map(_first_day).where(first != last), "place": theirs.words("Location", "Country"),
        "locator": ("disaster " + ids).where(ids.notna(), theirs.row_names()), "identity": "stated",
    }  # fmt: skip
    parts = []
    for quantity, unit, names, times in _COUNTED:
        cells = theirs.cells(*names)
        if cells.notna().any():
            value = cells if times == 1 else pd.to_numeric(cells, errors="coerce") * times
            parts.append(shared | {"where": cells.notna(), "quantity": quantity, "noun": quantity if unit == "person"
                         else np.nan, "unit": unit, "value": value})  # fmt: skip
    return claims_of(theirs, with_one_each(parts, shared | {"quantity": "deaths", "unit": "person"}), on_error=on_error)


def with_one_each(parts: list[dict[str, Any]], plain: dict[str, Any]) -> list[dict[str, Any]]:
    """Give each row that has none of the figures a claim without one, so that no row is lost."""
    if not parts:
        return [plain]
    some = pd.concat([part["where"] for part in parts], axis=1).any(axis=1)
    return parts if some.all() else [*parts, plain | {"where": ~some}]


def _is_emdat(table: pd.DataFrame) -> bool:
    return has_columns("DisNo.")(table) and bool({"totaldeaths", "deaths"} & {key_of(name) for name in table})


def _moment(theirs: Theirs, edge: str) -> pd.Series:
    """The first or last day of a disaster as finely as it is known: 2010-01-12, 2010-01 or 2010."""
    parts = [theirs.words(f"{edge} {part}") for part in ("Year", "Month", "Day")]
    if edge == "Start" and not theirs.has("Start Year"):
        parts[0] = theirs.words("Year")
    written = []
    for year, month, day in zip(*parts, strict=True):
        known = [year] + [p.zfill(2) for p in (month, day) if isinstance(p, str)] if isinstance(year, str) else []
        written.append("-".join(known) if isinstance(month, str) or len(known) < 2 else year)
    return pd.Series([words or np.nan for words in written], index=theirs.raw.index, dtype=object)


def _first_day(moment: Any) -> Any:
    return moment + "-01" * (2 - moment.count("-")) if isinstance(moment, str) else moment


def read_cow(
    source: Source, *, encoding: str = "utf-8", sheet: str | int | None = None, on_error: OnError = "keep"
) -> pd.DataFrame:
    """Read battle deaths by war and side from the Correlates of War project.

    Parameters
    ----------
    source : path, file object, DataFrame or list of dicts
        A table of inter-state, intra-state, extra-state or non-state wars, or of pairs of states in them
        (``batdeath1, batdeath2``). Columns needed: ``WarNum`` and one or more of battle deaths (``BatDeath``,
        ``SideADeaths``, ``SideBDeaths``, ``DeathsA``, ``DeathsB``, ``NonStateDeaths``, ``TotalBDeaths``,
        ``batdeath1``). Used where present: ``WarName, StateName, SideA, SideB, ccode, ccode1, ccode2, StartYear1,
        StartMonth1, StartDay1, EndYear1, EndMonth1, EndDay1, WhereFought``.
    encoding, sheet, on_error
        As for ``read_ged``.

    Returns
    -------
    DataFrame
        A claim per row and side: ``quantity`` "battle deaths", ``who`` the side, ``event`` the war. -9 (not known) and
        -8 (does not apply) are missing.

    Raises
    ------
    SchemaError
        If there is no number of a war or no column of battle deaths.

    Notes
    -----
    The columns are set down from the codebooks; no file of the project's was at hand.

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
    first, last = (_cow_day(theirs, edge) for edge in ("Start", "End"))
    shared = {
        "quantity": "battle deaths", "source": _COW, "publisher": _COW, "unit": "person", "noun": "deaths",
        "event": war.where(war.notna(), "war " + number), "as_of": last, "since": first,
        "locator": "war " + number + ", " + theirs.row_names(), "identity": "stated",
    }  # fmt: skip
    parts = [shared | {"value": theirs.raw[name], "who": _side(theirs, key_of(name))} for name in counted]
    return claims_of(theirs, parts, on_error=on_error, missing=(-9, -8, -999))


def _is_cow(table: pd.DataFrame) -> bool:
    return has_columns("WarNum")(table) and any(_DEATHS.fullmatch(key_of(name)) for name in table)


def _side(theirs: Theirs, key: str) -> pd.Series:
    """Whose deaths a column counts: of side A or 1, of side B or 2, of the row's state, or of all."""
    if "total" in key:
        return pd.Series(np.nan, index=theirs.raw.index, dtype=object)
    if key.startswith("nonstate"):
        return theirs.words("SideB")
    mark = key[4] if key.startswith("side") else key[-1]
    if mark in "a1":
        return theirs.words("SideA", "statename1", "CcodeA", "ccode1")
    if mark in "b2":
        return theirs.words("SideB", "statename2", "CcodeB", "ccode2")
    return theirs.words("StateName", "SideA", "ccode")


def _cow_day(theirs: Theirs, edge: str) -> pd.Series:
    """The day on which a state's part in a war began or ended; the last of two spells where there are two."""
    spells = ("1",) if edge == "Start" else ("2", "1")
    out = pd.Series(np.nan, index=theirs.raw.index, dtype=object)
    for spell in spells:
        parts = [pd.to_numeric(theirs.cells(f"{edge}{p}{spell}"), errors="coerce") for p in ("Year", "Month", "Day")]
        days = [
            f"{y:.0f}-{m:02.0f}-{d:02.0f}" if y > 0 and m > 0 and d > 0 else np.nan
            for y, m, d in zip(*parts, strict=True)
        ]
        out = out.where(out.notna(), pd.Series(days, index=out.index, dtype=object))
    return out
