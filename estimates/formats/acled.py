"""A reader of the Armed Conflict Location & Event Data project: fatalities and crowds by event, and its aggregates."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.cells import NOT_KNOWN
from estimates.claims.dates import read_days
from estimates.claims.files import Source
from estimates.door import checked
from estimates.errors import SchemaError
from estimates.figures.tables import parse_figures
from estimates.formats.layouts import OnError, Theirs, check_columns, claims_of, has_columns, load_theirs

_ACLED = "Armed Conflict Location & Event Data Project"
_TAGGED = re.compile(r"(?:crowd\s+)?size\s*[=:]\s*([^;\]]*)", re.IGNORECASE)
_IN_NOTES = re.compile(r"\[\s*(?:crowd\s+)?size\s*[=:]\s*([^\]]*)\]", re.IGNORECASE)
_EPOCHS = ("1970-01-01", "1899-12-30")  # day 0 of R and of a spreadsheet


@checked
def read_acled(
    source: Source, *, encoding: str = "utf-8", sheet: str | int | None = None, on_error: OnError = "keep"
) -> pd.DataFrame:
    """Read fatalities, and crowd sizes where stated, from ACLED's data.

    Parameters
    ----------
    source : path, file object, DataFrame or list of dicts
        An export of events, old or of 2025, its columns in any case; the JSON of ACLED's service; or counts by month
        or week and place (``events, fatalities, country`` with ``month`` and ``year``, or ``week``), as the
        Humanitarian Data Exchange has them: then all sheets of a workbook that have these columns are read.
        Events need ``event_id_cnty, event_date, fatalities``. Used where present: ``time_precision, location, admin2,
        admin1, country, source, tags`` ("crowd size=about 200") and, in older exports, ``notes`` ("[size=about 200]").
    encoding, sheet, on_error
        As for ``read_ged``.

    Returns
    -------
    DataFrame
        A claim per event with its fatalities (``event`` "ACLED" and its id), and one more where the size of a crowd is
        stated, read from its words under the convention "acled" (hundreds: 100, which ``bound`` takes for the best of
        what the word allows): "about 50 tractors" counts tractors and not people;
        "large" is a size without a number and doubted. ACLED codes the most conservative figure reported, so its
        fatalities are a single number and carry no range. Of counts a claim of "events" and one of "fatalities" a row.
        A date that is a number is a day of R or of a spreadsheet, by the column ``year``. ``cites`` is the report,
        where there is one.

    Raises
    ------
    SchemaError
        If a needed column is not there.

    Notes
    -----
    Read in full: an export with the columns of 2022, and the monthly counts of 2025 as the exchange has them.

    References
    ----------
    Raleigh, Kishi and Linke (2023), Political instability patterns are obscured by conflict dataset scope conditions,
    Humanities and Social Sciences Communications 10; ACLED codebook 2024. ACLED's terms do not allow redistribution.

    Examples
    --------
    >>> from estimates import read_acled
    >>> rows = [{"event_id_cnty": "XYZ1", "event_date": "04 May 2023", "fatalities": 0,
    ...          "tags": "crowd size=about 200"}]
    >>> read_acled(rows)[["quantity", "event", "value", "hedge"]]
         quantity       event  value  hedge
    0  fatalities  ACLED XYZ1    0.0  plain
    1  crowd size  ACLED XYZ1  200.0  about
    """
    theirs = load_theirs(source, encoding, sheet=sheet, fits=_is_acled, every=True)
    if not theirs.has("event_id_cnty") and _counts(theirs):
        return claims_of(theirs, _parts_of_counts(theirs), on_error=on_error)
    check_columns(theirs, "read_acled", "ACLED")
    ids = theirs.words("event_id_cnty")
    shared = {
        "source": _ACLED, "publisher": "ACLED", "event": "ACLED " + ids, "as_of": _days(theirs),
        "place": theirs.words("location", "admin2", "admin1", "country"), "cites": _one_report(theirs.words("source")),
        "locator": ("event " + ids).where(ids.notna(), theirs.row_names()), "identity": "stated",
    }  # fmt: skip
    months = theirs.words("time_precision") == "3"
    if months.any():
        shared["precision"] = np.where(months, "month", "day")
    deaths = {
        "claim_id": "acled-" + ids, "quantity": "fatalities", "noun": "fatalities", "unit": "person",
        "value": theirs.cells("fatalities"),
    }  # fmt: skip
    crowds = _crowds(theirs)
    return claims_of(
        theirs,
        [deaths | shared, crowds | shared | {"claim_id": "acled-" + ids + "-crowd"}],
        on_error=on_error, convention="acled", custom=True,
    )  # fmt: skip


def _is_acled(table: pd.DataFrame) -> bool:
    by_place = has_columns("country", "events", "fatalities")(table) or has_columns("country", "fatalities", "year")(
        table
    )
    return has_columns("event_id_cnty", "fatalities")(table) or by_place


def _one_report(reports: pd.Series) -> pd.Series:
    """The report that an event is drawn from, missing where there are several."""
    return reports.where(~reports.astype(object).str.contains(";", na=False, regex=False).astype(bool))


def _days(theirs: Theirs) -> pd.Series:
    """Days of events; numbers are days since a year zero that the column ``year`` tells."""
    cells = theirs.words("event_date")
    numbers = pd.to_numeric(cells, errors="coerce")
    serial = numbers.notna() & (numbers > 9999) & (numbers < 100_000)
    if not serial.any():
        return cells
    years = pd.to_numeric(theirs.words("year"), errors="coerce")[serial]
    for zero in _EPOCHS:
        days = pd.Timestamp(zero) + pd.to_timedelta(numbers[serial], unit="D")
        if (days.dt.year == years).mean() > 0.9:
            return cells.astype(object).mask(serial, days.dt.strftime("%Y-%m-%d").reindex(cells.index))
    return cells


def _crowds(theirs: Theirs) -> dict[str, Any]:
    """Sizes of crowds by their words, with what is counted and whether they say a number at all."""
    tags = theirs.words("tags").map(lambda words: _said(_TAGGED, words))
    notes = theirs.words("notes").map(lambda words: _said(_IN_NOTES, words))
    words = tags.astype(object).where(tags.notna(), notes)
    return sized(theirs, words, "crowd size", "participants", convention="acled")


def _said(pattern: re.Pattern[str], cell: Any) -> Any:
    found = [said.strip() for said in pattern.findall(cell)] if isinstance(cell, str) else []
    return "; ".join(said for said in found if said.casefold() not in NOT_KNOWN) or np.nan


def sized(theirs: Theirs, words: pd.Series, quantity: str, noun: str, *, convention: str) -> dict[str, Any]:
    """Figures that are persons unless their words count something else; words that say no number are doubted."""
    there = words.notna()
    index = words.index
    said = parse_figures(words[there].tolist(), convention=convention).set_index(index[there]).reindex(index)
    nouns = said["noun"].astype(object)
    things = said["unit"].notna() & (said["unit"] != "person")
    silent = there & said[["value", "low", "high"]].isna().all(axis=1)
    doubts = pd.Series(np.nan, index=index, dtype=object)
    for place in np.flatnonzero(silent):
        doubts.iloc[place] = f"the words say no number: {words.iloc[place]!r} (row {theirs.rows[place]})"
    return {
        "where": there, "text": words, "unit": said["unit"].astype(object).where(things, "person"),
        "quantity": (quantity + ", " + nouns).where(things & nouns.notna(), quantity),
        "noun": nouns.where(things, noun), "doubt": doubts,
    }  # fmt: skip


def _counts(theirs: Theirs) -> bool:
    return theirs.has("fatalities") and theirs.has("country") and (theirs.has("week") or theirs.has("year"))


def _parts_of_counts(theirs: Theirs) -> list[dict[str, Any]]:
    """Counts of events and fatalities by place and month, week or year."""
    if not _counts(theirs):
        raise SchemaError("ACLED's counts need a country and a week, or a month and a year.")
    if theirs.has("week"):
        first = pd.to_datetime(theirs.words("week"), format="ISO8601", errors="coerce")
        last = (first + pd.Timedelta(days=6)).dt.strftime("%Y-%m-%d")
        when: dict[str, Any] = {"as_of": last.where(first.notna(), theirs.words("week")), "since": first}
    elif theirs.has("month"):
        when = {"as_of": theirs.words("month") + " " + theirs.words("year")}
        numbered = theirs.words("month").astype(object).str.fullmatch(r"\d\d?").fillna(False).astype(bool)
        if numbered.any():
            when["as_of"] = theirs.words("year") + "-" + theirs.words("month").astype(object).str.zfill(2)
    else:
        when = {"as_of": theirs.words("year")}
    if "since" not in when:  # what happened in a month is no total that runs on from the one before
        read = read_days(when["as_of"].dropna().unique()).days
        when["since"] = when["as_of"].map(lambda words: read[words][0] if words in read else pd.NaT)
    levels = [theirs.words(name) for name in ("admin2", "admin1", "country")]
    places = [", ".join(p for p in row if isinstance(p, str)) or np.nan for row in zip(*levels, strict=True)]
    types = ("event_type", "sub_event_type") if theirs.has("event_type", "sub_event_type") else ("disorder_type",)
    by_type = [theirs.words(name) for name in types]
    kinds = [", ".join(dict.fromkeys(k for k in row if isinstance(k, str))) or np.nan
             for row in zip(*by_type, strict=True)]  # fmt: skip
    shared = when | {
        "source": _ACLED, "publisher": "ACLED", "place": pd.Series(places, index=theirs.raw.index, dtype=object),
        "locator": theirs.row_names(), "identity": "stated",
    }  # fmt: skip
    if any(isinstance(kind, str) for kind in kinds):
        shared["event"] = pd.Series(kinds, index=theirs.raw.index, dtype=object)
    counted = (("fatalities", "person"), ("events", "count"))
    return [
        shared | {"quantity": name, "noun": name, "unit": unit, "value": theirs.cells(name)}
        for name, unit in counted
        if theirs.has(name)
    ]
