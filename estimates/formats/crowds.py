"""A reader of the Crowd Counting Consortium: crowds, arrests, injuries and deaths at protests in the United States."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from pandas.util import hash_array

from estimates.claims.dates import read_days
from estimates.claims.files import Source
from estimates.door import checked
from estimates.formats.acled import sized
from estimates.formats.layouts import OnError, Theirs, check_columns, claims_of, has_columns, known, load_theirs

_CCC = "Crowd Counting Consortium"
_TEXT = ("size_text", "EstimateText")
_LOW, _BEST, _HIGH = ("size_low", "EstimateLow"), ("BestGuess",), ("size_high", "EstimateHigh")
#: Quantity and whose, with the columns of the compiled data and of the monthly sheets.
_COUNTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("arrests", "participants", ("arrests", "ReportedArrests")),
    ("injured", "participants", ("injuries_crowd", "participant_injuries", "ReportedParticipantInjuries")),
    ("injured", "police", ("injuries_police", "police_injuries", "ReportedPoliceInjuries")),
    ("deaths", "participants", ("participant_deaths", "deaths_crowd", "ReportedParticipantDeaths")),
    ("deaths", "police", ("police_deaths", "deaths_police", "ReportedPoliceDeaths")),
)


@checked
def read_ccc(
    source: Source, *, encoding: str = "utf-8", sheet: str | int | None = None, on_error: OnError = "keep"
) -> pd.DataFrame:
    """Read crowd sizes, arrests, injuries and deaths from the Crowd Counting Consortium's tables.

    Parameters
    ----------
    source : path, file object, DataFrame or list of dicts
        The compiled data of any phase or a monthly sheet. Columns needed: ``date`` (06/07/2020 is 7 June, unless the
        column shows otherwise) and ``size_text``, or ``size_low`` with ``size_high``; in monthly sheets ``Date``,
        ``EstimateText``, ``EstimateLow``, ``EstimateHigh``. Used where present: ``locality, state, title, type``,
        ``location_detail``, ``source_1``, ``arrests, injuries_crowd, injuries_police, participant_deaths,
        police_deaths``; in monthly sheets ``CityTown, StateTerritory, Location, EventType, Actor, BestGuess, Source1,
        ReportedArrests, ReportedParticipantInjuries, ReportedPoliceInjuries``.
    encoding, sheet, on_error
        As for ``read_ged``.

    Returns
    -------
    DataFrame
        A claim of the crowd for every event, without a figure where none is stated, and one of arrests, injured
        (``who``: participants, police) or deaths where a cell says some. The consortium's least and greatest figure,
        and its best guess, are kept as stated; an event that has words only is read under the convention "ccc"
        (hundreds: 200). ``event`` is made of title, place and day; two of one day and place are told apart by type,
        actor, place or number. A day that lies ahead of today, or outside a sheet of one month, is doubted. Cells are
        stripped of blanks.

    Raises
    ------
    SchemaError
        If a needed column is not there.

    Notes
    -----
    Read in full: monthly sheets of 2017 and 2018. The columns of the compiled data are those of its user guide as
    far as it was at hand.

    References
    ----------
    Chenoweth, Pressman and Ulfelder, Crowd Counting Consortium: user guide of the compiled data, Harvard Dataverse;
    the compiled data are under the MIT licence.

    Examples
    --------
    >>> from estimates import read_ccc
    >>> rows = [{"date": "2020-06-06", "locality": "Springfield", "state": "OH", "size_text": "hundreds", "arrests": 3}]
    >>> read_ccc(rows)[["quantity", "event", "value", "low", "high"]]
         quantity                        event  value    low   high
    0  crowd size  Springfield, OH, 2020-06-06    NaN  200.0  200.0
    1     arrests  Springfield, OH, 2020-06-06    3.0    NaN    NaN
    """
    theirs = load_theirs(source, encoding, sheet=sheet, fits=_is_ccc)
    by_ends = theirs.has(*_LOW) and theirs.has(*_HIGH)
    check_columns(theirs, "read_ccc", _CCC, ("date",) if by_ends or theirs.has(*_TEXT) else ("date", "size_text"))
    town, state = (theirs.words(*names) for names in (("locality", "CityTown"), ("state", "StateTerritory")))
    events = _events(theirs, town, state)
    ids = pd.Series(
        [f"ccc-{key >> 28:09x}" for key in hash_array(events.to_numpy(dtype=object)).tolist()], events.index
    )
    shared = {
        "source": _CCC, "publisher": "CCC", "event": events, "as_of": theirs.words("date"),
        "place": _joined([town, state]), "cites": theirs.words("source_1", "source1"), "locator": theirs.row_names(),
        "identity": "stated",
    }  # fmt: skip
    words = known(theirs.words(*_TEXT))
    ends = {"low": known(theirs.cells(*_LOW)), "best": known(theirs.cells(*_BEST)), "high": known(theirs.cells(*_HIGH))}
    crowd = sized(theirs, words, "crowd size", "participants", convention="ccc")
    coded = pd.DataFrame(ends).notna().any(axis=1)
    crowd |= {name: pd.Series(crowd[name], index=coded.index).mask(coded, plain) for name, plain in (
        ("quantity", "crowd size"), ("unit", "person"), ("noun", "participants"), ("doubt", np.nan))}  # fmt: skip
    parts = [crowd | ends | shared | {"where": pd.Series(True, index=coded.index), "claim_id": ids}]
    for quantity, who, names in _COUNTS:
        cells = known(theirs.cells(*names))
        if cells.notna().any():
            parts.append(_count(theirs, cells, quantity, who) | shared | {"claim_id": ids + f"-{quantity}-{who}"})
    return claims_of(theirs, parts, on_error=on_error, convention="ccc", custom=False, monthly=True)


def _is_ccc(table: pd.DataFrame) -> bool:
    return has_columns("date", "size_text")(table) or has_columns("date", "EstimateLow", "EstimateHigh")(table)


def _count(theirs: Theirs, cells: pd.Series, quantity: str, who: str) -> dict[str, Any]:
    """Arrests and the like: a number, or words ("at least 5"; "unspecified" says none and is doubted)."""
    numbers = pd.to_numeric(cells, errors="coerce")
    words = cells.where(numbers.isna())
    said = sized(theirs, words, quantity, quantity, convention="ccc")
    return said | {"where": cells.notna(), "quantity": quantity, "unit": "person", "who": who, "value": numbers}


def _joined(parts: list[pd.Series]) -> pd.Series:
    rows = [", ".join(c.strip() for c in row if isinstance(c, str) and c.strip()) for row in zip(*parts, strict=True)]
    return pd.Series([row or np.nan for row in rows], index=parts[0].index, dtype=object)


def _events(theirs: Theirs, town: pd.Series, state: pd.Series) -> pd.Series:
    """What to call each event. A row is an event of its own, so that two of one day and place are told apart."""
    dates = theirs.words("date")
    days = read_days(dates.dropna().unique(), custom=False).days
    written = dates.astype(object).map(lambda word: str(days[word][0])[:10] if word in days else word)
    names = _joined([theirs.words("title"), town, state, written])
    names = names.where(names.notna(), theirs.row_names())
    for extra in (("event_type", "type", "EventType"), ("location_detail", "Location"), ("Actor", "actors")):
        more = theirs.words(*extra)
        names = names.where(~names.duplicated(keep=False) | more.isna(), names + ", " + more)
    if not names.duplicated().any():
        return names
    cells = theirs.raw.astype(str)
    order = cells.sort_values(list(cells.columns), kind="stable").index  # whatever the order of the rows
    number = names[order].groupby(names[order]).cumcount()[names.index]
    return names.where(number == 0, names + " (" + (number + 1).astype(str) + ")")
