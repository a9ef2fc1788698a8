"""Readers of what neighbours publish as tables: conflict data sets, crowd counts, strike records.

Each reads the publisher's own columns, says which those are, and gives a claims table: the publisher's estimate is
the claim, the publisher its source, and what the estimate was drawn from is kept as ``cites`` and ``locator``. All
columns of the file come along as extra columns; a cell that should hold a number or a date and does not is left
unknown, with a warning. Fact checks and Wikidata have modules of their own.

No reader was tried on a publisher's own file yet, only on small ones in that layout. Each says under Notes which of
its columns were found in a published program that reads the same data, and which are set down from memory; the works
under References are where to look and were not at hand.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.files import Source
from estimates.claims.reading import read_claims
from estimates.errors import SchemaError, listed
from estimates.formats.layouts import as_days, as_numbers, as_words, first_of, load_table, needed_columns, with_theirs

_UCDP = "Uppsala Conflict Data Program"
_ACLED = "Armed Conflict Location & Event Data Project"
_CCC = "Crowd Counting Consortium"
_TBIJ = "The Bureau of Investigative Journalism"
_NO_CROWD = ("no report", "not reported", "unknown", "")


def read_ged(source: Source, *, encoding: str = "utf-8") -> pd.DataFrame:
    """Read deaths by event from the UCDP Georeferenced Event Dataset.

    Parameters
    ----------
    source : path, DataFrame or list of dicts
        Columns needed: ``id, best, low, high``; also the JSON of UCDP's service (rows under ``Result``). Used where
        present: ``date_end`` (or ``date_start``), ``where_coordinates`` (or ``country``), ``source_article`` (or
        ``source_office``).
    encoding : str
        Of a text file.

    Returns
    -------
    DataFrame
        A claim per event: its deaths with ``low``, ``best`` and ``high`` as stated, in persons, as of ``date_end``.

    Raises
    ------
    SchemaError
        If a needed column is not there.

    Notes
    -----
    ``id, best, low, high, country, date_start`` and ``date_end`` were found in views-datafactory 1.15.0 (PyPI), by
    which the VIEWS forecasting project reads version 25.1 from UCDP's own service. ``where_coordinates``,
    ``source_article`` and ``source_office`` are set down from memory.

    References
    ----------
    Sundberg and Melander (2013), Introducing the UCDP Georeferenced Event Dataset, Journal of Peace Research 50(4);
    the codebook that comes with each version.

    Examples
    --------
    >>> from estimates import read_ged
    >>> read_ged([{"id": 7, "low": 2, "best": 3, "high": 9, "date_end": "2019-05-04"}])[["quantity", "best", "high"]]
             quantity  best  high
    0  deaths, event 7   3.0   9.0
    """
    raw = needed_columns(load_table(source, encoding, envelope="Result"), "read_ged", "UCDP GED")
    ids = as_words(raw["id"])
    ours = {
        "claim_id": "ged-" + ids,
        "quantity": "deaths, event " + ids,
        "source": _UCDP,
        "publisher": "UCDP GED",
        "low": raw["low"], "best": raw["best"], "high": raw["high"],
        "unit": "person", "noun": "deaths",
        "as_of": as_days(first_of(raw, "date_end", "date_start")),
        "place": first_of(raw, "where_coordinates", "country"),
        "cites": first_of(raw, "source_article", "source_office"),
        "locator": "event " + ids,
    }  # fmt: skip
    return with_theirs(ours, raw)


def read_acled(source: Source, *, encoding: str = "utf-8") -> pd.DataFrame:
    """Read fatalities, and crowd sizes where tagged, from ACLED's event data.

    Parameters
    ----------
    source : path, DataFrame or list of dicts
        Columns needed: ``event_id_cnty, event_date, fatalities``; also the JSON of ACLED's service (rows under
        ``data``). Used where present: ``location, country, source, tags`` (which holds "crowd size=about 200").
    encoding : str
        Of a text file.

    Returns
    -------
    DataFrame
        A claim per event with its fatalities, and one more where the tags state the size of a crowd, read from its
        words under the convention "acled". ACLED codes the most conservative figure reported, so its fatalities are a
        single number and carry no range.

    Raises
    ------
    SchemaError
        If a needed column is not there.

    Notes
    -----
    All these columns were found in acled 1.0.2 (PyPI), an unofficial client of ACLED's service, in its model of an
    event, and all but ``location`` and ``tags`` in views-datafactory 1.15.0 (PyPI). How ``tags`` writes the size of a
    crowd is set down from memory.

    References
    ----------
    Raleigh, Kishi and Linke (2023), Political instability patterns are obscured by conflict dataset scope conditions,
    Humanities and Social Sciences Communications 10; ACLED codebook 2024.

    Examples
    --------
    >>> from estimates import read_acled
    >>> rows = [{"event_id_cnty": "XYZ1", "event_date": "04 May 2023", "fatalities": 0,
    ...          "tags": "crowd size=about 200"}]
    >>> read_acled(rows)[["quantity", "value", "hedge"]]
                     quantity  value  hedge
    0  fatalities, event XYZ1    0.0  plain
    1  crowd size, event XYZ1  200.0  about
    """
    raw = needed_columns(load_table(source, encoding, envelope="data"), "read_acled", "ACLED")
    ids = as_words(raw["event_id_cnty"])
    shared = {
        "source": _ACLED, "publisher": "ACLED", "unit": "person", "as_of": as_days(raw["event_date"]),
        "place": first_of(raw, "location", "country"), "cites": first_of(raw, "source"), "locator": "event " + ids,
    }  # fmt: skip
    deaths = {"claim_id": "acled-" + ids, "quantity": "fatalities, event " + ids, "value": raw["fatalities"]}
    crowd = as_words(first_of(raw, "tags")).map(_crowd)
    tagged = crowd.notna()
    crowds = {"claim_id": "acled-" + ids + "-crowd", "quantity": "crowd size, event " + ids, "text": crowd}
    parts = [with_theirs(deaths | shared | {"noun": "fatalities"}, raw)]
    if tagged.any():
        there = {
            name: cell[tagged] if isinstance(cell, pd.Series) else cell for name, cell in (crowds | shared).items()
        }
        parts.append(with_theirs(there, raw[tagged], convention="acled"))
    return read_claims(pd.concat(parts).astype(object))


def _crowd(tags: Any) -> Any:
    """What a tag says of the size of a crowd, if it says one."""
    found = re.search(r"crowd size\s*=\s*([^;]*)", tags, flags=re.IGNORECASE) if isinstance(tags, str) else None
    words = found[1].strip() if found else ""
    return np.nan if words.lower() in _NO_CROWD else words


def read_ccc(source: Source, *, encoding: str = "utf-8") -> pd.DataFrame:
    """Read crowd sizes from the Crowd Counting Consortium's event tables.

    Parameters
    ----------
    source : path, DataFrame or list of dicts
        Columns needed: ``date`` (06/07/2020 is 7 June, unless the column shows otherwise) and ``size_text`` or
        ``size_low`` with ``size_high``. Used where present: ``locality, state, title, event_type`` (or ``type``),
        ``location_detail``, ``source_1`` (or ``source1``).
    encoding : str
        Of a text file.

    Returns
    -------
    DataFrame
        A claim per event that states a size; two events of one day and place are told apart by type, place or number.
        The consortium's ``size_low`` and ``size_high`` are kept as stated; an
        event that has words only is read under the convention "ccc" (hundreds: 200).

    Raises
    ------
    SchemaError
        If a needed column is not there.

    Notes
    -----
    No published program or description was found to check these columns against: all are set down from memory.

    References
    ----------
    Chenoweth, Pressman and Ulfelder, Crowd Counting Consortium: user guide of the compiled data, Harvard Dataverse.

    Examples
    --------
    >>> from estimates import read_ccc
    >>> rows = [{"date": "2020-06-06", "locality": "Springfield", "state": "OH", "size_text": "hundreds"}]
    >>> read_ccc(rows)[["quantity", "low", "high"]]
                                       quantity    low   high
    0  crowd size, Springfield, OH, 2020-06-06  200.0  200.0
    """
    raw = load_table(source, encoding)
    by_ends = {"size_low", "size_high"} <= set(raw)
    raw = needed_columns(raw, "read_ccc", _CCC, ("date",) if by_ends else ())
    low, high = (as_numbers(first_of(raw, name)) for name in ("size_low", "size_high"))
    words = as_words(first_of(raw, "size_text"))
    date = as_days(raw["date"], day_first=False)
    stated = low.notna() | high.notna() | words.notna()
    ours = {
        "quantity": "crowd size, " + _events(raw, date),
        "source": _CCC, "publisher": "CCC", "text": words, "low": low, "high": high,
        "unit": "person", "noun": "participants", "as_of": date,
        "place": first_of(raw, "locality", "state"), "cites": first_of(raw, "source_1", "source1"),
    }  # fmt: skip
    return with_theirs(
        {k: v[stated] if isinstance(v, pd.Series) else v for k, v in ours.items()}, raw[stated], convention="ccc"
    )


def _events(raw: pd.DataFrame, date: pd.Series) -> pd.Series:
    """What to call each event. A row is an event of its own, so that two of one day and place are told apart."""
    parts = [as_words(first_of(raw, name)) for name in ("title", "locality", "state")]
    cells = zip(*parts, date.dt.strftime("%Y-%m-%d"), strict=True)
    names = pd.Series([", ".join(c for c in row if isinstance(c, str) and c) for row in cells], raw.index, dtype=object)
    for extra in ("event_type", "type", "location_detail"):
        more = as_words(first_of(raw, extra))
        names = names.where(~names.duplicated(keep=False) | more.isna(), names + ", " + more)
    if not names.duplicated().any():
        return names
    order = raw.astype(str).sort_values(list(raw.columns), kind="stable").index  # whatever the order of the rows
    number = names[order].groupby(names[order]).cumcount()[raw.index]
    return names.where(number == 0, names + " (" + (number + 1).astype(str) + ")")


def read_tbij(source: Source, *, encoding: str = "utf-8") -> pd.DataFrame:
    """Read strike records of The Bureau of Investigative Journalism.

    Parameters
    ----------
    source : path, DataFrame or list of dicts
        Columns needed: ``Strike ID`` and pairs such as ``Minimum people killed`` with ``Maximum people killed``
        (civilians, children, injured, strikes likewise; "Min" and "Max" are understood). Used where present: ``Date,
        Location`` (or ``Province``), ``Country``, and ``Link`` (or ``Reference``).
    encoding : str
        Of a text file.

    Returns
    -------
    DataFrame
        A claim per strike and pair, with the bureau's least and greatest figure as stated ends.

    Raises
    ------
    SchemaError
        If there is no such pair or no strike id.

    Notes
    -----
    No published program or description was found to check these columns against: all are set down from memory.

    References
    ----------
    The Bureau of Investigative Journalism, Drone warfare: our methodology (2012, revised 2020).

    Examples
    --------
    >>> from estimates import read_tbij
    >>> rows = [{"Strike ID": "Ob12", "Date": "2009-03-01",
    ...          "Minimum people killed": 5, "Maximum people killed": 8}]
    >>> read_tbij(rows)[["quantity", "low", "high", "unit"]]
                          quantity  low  high    unit
    0  people killed, strike Ob12  5.0   8.0  person
    """
    raw = load_table(source, encoding)
    raw = needed_columns(raw.rename(columns={c: str(c).strip() for c in raw}), "read_tbij", "TBIJ")
    ends: dict[str, dict[str, str]] = {}
    for name in raw:
        found = re.fullmatch(r"(min|max)(?:imum|\.)?\s+(.+)", str(name), flags=re.IGNORECASE)
        if found:
            ends.setdefault(found[2].lower(), {})[found[1].lower()] = str(name)
    pairs = {what: pair for what, pair in ends.items() if len(pair) == 2}
    if not pairs:
        raise SchemaError(
            f"no columns come in pairs of minimum and maximum; there are: {listed(raw.columns, 12)}.",
            hint="the bureau's tables have 'Minimum people killed' beside 'Maximum people killed'.",
        )
    ids = as_words(raw["Strike ID"])
    parts = []
    for what, pair in pairs.items():
        counted = "count" if "strike" in what else "person"
        low, high = as_numbers(raw[pair["min"]]), as_numbers(raw[pair["max"]])
        stated = low.notna() | high.notna()
        ours = {
            "claim_id": "tbij-" + ids + "-" + what.replace(" ", "-"), "quantity": what + ", strike " + ids,
            "source": _TBIJ, "publisher": "TBIJ", "low": low, "high": high, "unit": counted, "noun": what,
            "as_of": as_days(first_of(raw, "Date")), "place": first_of(raw, "Location", "Province", "Country"),
            "cites": first_of(raw, "Link", "Reference"), "locator": "strike " + ids,
        }  # fmt: skip
        parts.append(with_theirs(ours, raw, stated))
    return read_claims(pd.concat(parts).astype(object))
