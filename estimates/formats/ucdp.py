"""Readers of the Uppsala Conflict Data Program: deaths by event, and battle-related deaths by conflict and year."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.files import Source
from estimates.claims.publishers import key_of
from estimates.door import checked
from estimates.formats.layouts import (
    OnError,
    Theirs,
    check_columns,
    claims_of,
    has_columns,
    known,
    load_theirs,
    mapped,
    named,
)
from estimates.schema import WORDS

_UCDP = "Uppsala Conflict Data Program"
_PRECISION = {"4": "month", "5": "year"}
_NAME = re.compile(r'[\s"]*([^\d,(:"]*)')  # matches everywhere
_SIDES = (
    ("deaths_a", "side_a", "the first side"), ("deaths_b", "side_b", "the second side"),
    ("deaths_civilians", "", "civilians"), ("deaths_unknown", "", "unknown"),
)  # fmt: skip
#: Columns of GED that stay text; the others come as pandas reads them.
_TEXTS = frozenset({
    "date_start", "date_end", "source_article", "source_office", "source_date", "where_coordinates", "adm_1", "adm_2",
    "country", "side_a", "side_b", "relid", "#date+start", "#date+end",
})  # fmt: skip


@checked
def read_ged(
    source: Source,
    *,
    encoding: str = "utf-8",
    sheet: str | int | None = None,
    sides: bool = False,
    on_error: OnError = "keep",
) -> pd.DataFrame:
    """Read deaths by event from the UCDP Georeferenced Event Dataset.

    Parameters
    ----------
    source : path, file object, DataFrame or list of dicts
        A yearly or a candidate release, as CSV or Excel, in a .zip or not, with a row of HXL tags or without; also the
        JSON of UCDP's service. Columns needed, in any case: ``id, best, low, high`` (early releases: ``best_est``,
        ...). Used where present: ``date_start, date_end, date_prec, where_coordinates`` (or ``adm_2, adm_1, country``),
        ``source_office`` or ``source_article``, and with ``sides`` ``deaths_a, deaths_b, deaths_civilians,
        deaths_unknown, side_a, side_b``.
    encoding : str
        Of a text file; one that is not UTF-8 is read as cp1252 with a warning.
    sheet : str or int, optional
        Which sheet of a workbook or file of an archive; else the one that has these columns.
    sides : bool
        Whether to give the deaths of either side, of civilians and of unknown persons as claims of their own
        (``scope`` "part", ``who`` the side).
    on_error : {"keep", "raise"}
        Whether a row of the publisher's that does not meet the schema stays with a ``doubt``, or is an error.

    Returns
    -------
    DataFrame
        A claim per event: ``quantity`` "deaths", ``event`` "UCDP" and its id, ``low``, ``best`` and ``high`` as
        stated, in persons, from ``since`` (where it took more than a day) to ``as_of``, its last day. Where the three
        are out of order ``best`` stays and ``doubt`` says so. ``cites`` names whose report it was drawn from,
        where it is one agency's or paper's; all citations stay in the publisher's own columns, which come along.

    Raises
    ------
    SchemaError
        If a needed column is not there, or on_error="raise" and a row is out of order.

    Notes
    -----
    Read in full: release 19.1 as the Humanitarian Data Exchange has it, with and without tags.

    References
    ----------
    Sundberg and Melander (2013), Introducing the UCDP Georeferenced Event Dataset, Journal of Peace Research 50(4);
    the codebook that comes with each version. The data are CC BY 4.0.

    Examples
    --------
    >>> from estimates import read_ged
    >>> claims = read_ged([{"id": 7, "low": 2, "best": 3, "high": 9, "date_end": "2019-05-04", "country": "Freedonia"}])
    >>> claims[["quantity", "event", "best", "high", "locator"]]
      quantity   event  best  high  locator
    0   deaths  UCDP 7   3.0   9.0  event 7
    """
    theirs = load_theirs(source, encoding, sheet=sheet, fits=_is_ged, texts=_TEXTS)
    best, low, high = (name if theirs.has(name) else f"{name}_est" for name in ("best", "low", "high"))
    check_columns(theirs, "read_ged", "UCDP GED", ("id", best, low, high))
    ids = theirs.words("id")
    shared = _shared(theirs, ids)
    total = shared | {
        "claim_id": "ged-" + ids,
        "low": theirs.cells(low),
        "best": theirs.cells(best),
        "high": theirs.cells(high),
    }
    return claims_of(theirs, [total, *(_sides(theirs, shared, ids) if sides else ())], on_error=on_error)


def _is_ged(table: pd.DataFrame) -> bool:
    return has_columns("id", "best", "low", "high")(table) or has_columns("id", "best_est", "low_est")(table)


def _shared(theirs: Theirs, ids: pd.Series) -> dict[str, Any]:
    first, last = theirs.words("date_start"), theirs.words("date_end", "date_start")
    if not theirs.has("date_end", "date_start"):
        last = theirs.words("year")
    precise = mapped(theirs.words("date_prec"), lambda code: _PRECISION.get(code, "day"))
    shared: dict[str, Any] = {
        "quantity": "deaths", "source": _UCDP, "publisher": "UCDP GED", "event": "UCDP " + ids,
        "locator": named("event ", ids, theirs), "unit": "person", "noun": "deaths",
        "as_of": last, "since": first,
        "place": theirs.words("where_coordinates", "adm_2", "adm_1", "country"), "cites": _offices(theirs),
        "identity": "stated",
    }  # fmt: skip
    return shared | ({"precision": precise} if theirs.has("date_prec") and theirs.has("date_end", "date_start") else {})


def _sides(theirs: Theirs, shared: dict[str, Any], ids: pd.Series) -> list[dict[str, Any]]:
    return [
        shared
        | {
            "claim_id": f"ged-{column.removeprefix('deaths_')}-" + ids, "value": theirs.cells(column),
            "who": theirs.words(named).where(theirs.words(named).notna(), who) if named else who, "scope": "part",
        }
        for column, named, who in _SIDES
        if theirs.has(column)
    ]  # fmt: skip


def _offices(theirs: Theirs) -> pd.Series:
    """Whose report an event was drawn from, where it is one's; early releases have the name only in the citation."""
    said = theirs.words("source_office")
    if not said.hasnans:
        return mapped(said, _office)
    cited = theirs.words("source_article")[said.isna()].dropna()  # no two alike
    return mapped(said, _office).fillna(pd.Series([_office(c) for c in cited.tolist()], cited.index, dtype=WORDS))


def _office(reports: str) -> Any:
    """The one name before the dates and headlines of reports, or NaN where they are of several.

    Examples
    --------
    >>> _office('"Reuters,2015-05-16,Attack";"Reuters,2015-05-17,Post taken"'), _office("R 7/4/1991 FIVE KILLED")
    ('Reuters', 'R')
    >>> _office("BBC Monitoring;Reuters")
    nan
    """
    if ";" not in reports:
        return _name(reports.partition(",")[0]) or np.nan
    names = {_name(report.partition(",")[0]) for report in reports.split(";")} - {""}
    return names.pop() if len(names) == 1 else np.nan


@lru_cache(maxsize=65_536)
def _name(opening: str) -> str:
    found = _NAME.match(opening)
    return found[1].rstrip(" .") if found else ""


@checked
def read_brd(
    source: Source, *, encoding: str = "utf-8", sheet: str | int | None = None, on_error: OnError = "keep"
) -> pd.DataFrame:
    """Read battle-related deaths by conflict, or by dyad, and year.

    Parameters
    ----------
    source : path, file object, DataFrame or list of dicts
        UCDP's table, by conflict or by dyad, any version; or that of PRIO before it (``bdeadbes, bdeadlow, bdeadhig``).
        Columns needed: ``bd_best, bd_low, bd_high``. Used where present: ``conflict_id, dyad_id, year, location_inc,
        battle_location, side_a, side_b``.
    encoding, sheet, on_error
        As for ``read_ged``.

    Returns
    -------
    DataFrame
        A claim per row: ``quantity`` "battle-related deaths", ``event`` the conflict or dyad, ``as_of`` its year with
        ``since`` its first day: what a year has is no total that runs on from the year before. -999 is not known.

    Raises
    ------
    SchemaError
        If a needed column is not there.

    References
    ----------
    UCDP Battle-Related Deaths Dataset, codebook; Lacina and Gleditsch (2005), Monitoring Trends in Global Combat,
    European Journal of Population 21.

    Examples
    --------
    >>> from estimates import read_brd
    >>> rows = [{"conflict_id": 221, "year": 2015, "bd_best": 30, "bd_low": 28, "bd_high": 41, "side_a": "Freedonia"}]
    >>> read_brd(rows)[["quantity", "event", "low", "high", "precision"]]
                    quantity              event   low  high precision
    0  battle-related deaths  UCDP conflict 221  28.0  41.0      year
    """
    theirs = load_theirs(source, encoding, sheet=sheet, fits=_is_brd)
    prio = not theirs.has("bd_best") and theirs.has("bdeadbes")
    best, low, high = ("bdeadbes", "bdeadlow", "bdeadhig") if prio else ("bd_best", "bd_low", "bd_high")
    check_columns(theirs, "read_brd", "UCDP battle-related deaths", (best, low, high))
    by_dyad = theirs.has("dyad_id") and not theirs.words("dyad_id").astype(str).str.contains(",").any()
    kind = "dyad" if by_dyad else "conflict"
    year, conflict = (theirs.words(*names).astype(object) for names in (("year",), (f"{kind}_id", "conflict_id", "id")))
    maker = "PRIO" if prio else "UCDP"
    ours = {
        "claim_id": "brd-" + conflict + "-" + year, "quantity": "battle-related deaths",
        "source": "Peace Research Institute Oslo" if prio else _UCDP, "publisher": f"{maker} battle-related deaths",
        "event": f"{maker} {kind} " + conflict, "unit": "person", "noun": "deaths",
        "low": theirs.cells(low), "best": theirs.cells(best), "high": theirs.cells(high), "as_of": year,
        "since": year.map(lambda cell: f"{cell}-01-01", na_action="ignore"),  # no total that runs on
        "place": known(theirs.words("battle_location", "location_inc", "location")), "identity": "stated",
        "locator": (f"{kind} " + conflict + ", " + year).fillna(theirs.row_names()),
    }  # fmt: skip
    return claims_of(theirs, [ours], on_error=on_error)


def _is_brd(table: pd.DataFrame) -> bool:
    keys = {key_of(name) for name in table}
    return {"bdbest", "bdlow", "bdhigh"} <= keys or {"bdeadbes", "bdeadlow", "bdeadhig"} <= keys
