"""Tables with a row of HXL tags: what each column holds is said by its tag, whatever its name and language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.files import Source
from estimates.door import checked
from estimates.errors import SchemaError, listed
from estimates.formats.disasters import with_one_each
from estimates.formats.layouts import OnError, Theirs, claims_of, load_theirs, mapped, stands

_PEOPLE = ("#affected", "#population", "#inneed", "#targeted", "#reached", "#respondents")
_COUNTED = (*_PEOPLE, "#capacity", "#output", "#value", "#indicator")
_ENDS = {"min": "low", "low": "low", "max": "high", "high": "high", "best": "best"}
_PLACES = ("#loc", "#adm5", "#adm4", "#adm3", "#adm2", "#adm1", "#country", "#region")
_NO_MEASURE = {"num", "value", "total", "all", "i", "usd", "eur", *_ENDS}


@checked
def read_hxl(
    source: Source,
    *,
    encoding: str = "utf-8",
    sheet: str | int | None = None,
    publisher: str | None = None,
    on_error: OnError = "keep",
) -> pd.DataFrame:
    """Read a table whose columns are named by a row of HXL tags.

    Parameters
    ----------
    source : path, file object, DataFrame or list of dicts
        A table with a row of tags among its first 25. Figures are ``#affected, #population, #inneed, #targeted,
        #reached`` (persons), ``#capacity, #output, #value, #indicator``; the attributes ``+min, +best, +max`` make a
        range, the others name the quantity (``#affected+killed``: killed). Used where present: ``#date+start,
        #date+end`` (or ``#date``), the finest of ``#loc`` and ``#adm5`` to ``#country``, ``#event`` or ``#crisis``,
        ``#meta+source`` or ``#source`` (a name; citations stay in the table's own column), ``#meta+id`` or
        ``#event+code``.
    encoding, sheet, on_error
        As for ``read_ged``.
    publisher : str, optional
        Who published the table: the source where no column names one.

    Returns
    -------
    DataFrame
        A claim for each figure of a row, and one without a figure where a row has none. Where two rows are of one place
        and day and no tag names events, each row is an ``event`` of its own.

    Raises
    ------
    SchemaError
        If there is no row of tags, or none of them is of a figure.

    References
    ----------
    HXL standard 1.1: core hashtags and attributes, hxlstandard.org.

    Examples
    --------
    >>> from estimates import read_hxl
    >>> rows = [{"Pays": "#country", "Morts": "#affected+killed"}, {"Pays": "Mali", "Morts": "12"}]
    >>> read_hxl(rows, publisher="OCHA")[["quantity", "place", "source", "value", "unit"]]
      quantity place source  value    unit
    0   killed  Mali   OCHA   12.0  person
    """
    if isinstance(source, Sequence) and not isinstance(source, str):
        source = pd.DataFrame(list(source), dtype=object)
    theirs = load_theirs(source, encoding, sheet=sheet)
    if not theirs.tags:
        raise SchemaError(
            f"there is no row of HXL tags; the columns are: {listed(theirs.raw.columns, 12)}.",
            hint="read_claims reads tables without tags.",
        )
    shared = _shared(theirs, publisher)
    parts = _parts(theirs, shared)
    if not parts:
        raise SchemaError(
            f"none of the tags is of a figure: {listed(theirs.tags.values(), 12)}.",
            hint=f"figures are {listed(_COUNTED, 12)}.",
        )
    return claims_of(theirs, with_one_each(parts, shared), on_error=on_error)


def _split(tag: str) -> tuple[str, tuple[str, ...]]:
    """A tag and its attributes; those of languages (+v_iso3, +en) are no matter of what is counted."""
    first, *attributes = re.split(r"\s*\+\s*", re.sub(r"#\s*", "#", tag.strip().lower()))
    return first, tuple(attributes)


def _tagged(theirs: Theirs, hashtag: str, *attributes: str) -> pd.Series | None:
    """The first column of a tag that has all these attributes."""
    for name, tag in theirs.tags.items():
        first, had = _split(tag)
        if first == hashtag and set(attributes) <= set(had) and name in theirs.raw:
            return theirs.words(name)
    return None


def _first(theirs: Theirs, *tags: tuple[str, ...]) -> pd.Series | None:
    return next((cells for tag in tags if (cells := _tagged(theirs, *tag)) is not None), None)


def _shared(theirs: Theirs, publisher: str | None) -> dict[str, Any]:
    empty = pd.Series(np.nan, index=theirs.raw.index, dtype=object)
    place = empty
    for tag in _PLACES:
        cells = _first(theirs, (tag, "name"), (tag,))
        place = place if cells is None else place.where(place.notna(), cells.astype(object))
    last = _first(theirs, ("#date", "end"), ("#date", "reported"), ("#date",))
    first = _first(theirs, ("#date", "start"))
    ids = _first(theirs, ("#meta", "id"), ("#event", "code"), ("#event", "id"))
    source = _first(theirs, ("#source",), ("#meta", "source"))
    source = None if source is None else mapped(source, _body)
    names = theirs.row_names()
    shared: dict[str, Any] = {
        "place": place, "as_of": empty if last is None else last,
        "event": _first(theirs, ("#event", "name"), ("#event",), ("#crisis",)),
        "source": publisher if source is None else source.astype(object).where(source.notna(), publisher),
        "publisher": publisher, "locator": names if ids is None else ids.astype(object).where(ids.notna(), names),
        "identity": "stated",
    }  # fmt: skip
    if first is not None and last is not None and not first.equals(last):
        shared["since"] = first.where(first.ne(last))
    if shared["event"] is None and pd.DataFrame({"place": place, "day": shared["as_of"]}).duplicated().any():
        shared["event"] = shared["locator"]  # two rows of one place and day: each is an event of its own
    return {name: cells for name, cells in shared.items() if cells is not None}


def _body(words: str) -> Any:
    """The name of a source, missing where the cell is a citation or names several."""
    return np.nan if re.search(r"[\d;\"]", words) or len(words) > 80 else words


def _parts(theirs: Theirs, shared: dict[str, Any]) -> list[dict[str, Any]]:
    """One part for each measure: the columns of its ends, or of its value."""
    measures: dict[tuple[str, str], dict[str, pd.Series]] = {}
    for name, tag in theirs.tags.items():
        first, attributes = _split(tag)
        if first not in _COUNTED or name not in theirs.raw or {"name", "code", "text", "type"} & set(attributes):
            continue
        end = next((_ENDS[a] for a in attributes if a in _ENDS), "value")
        words = [a for a in attributes if a not in _NO_MEASURE and not a.startswith("v_")]
        quantity = ", ".join(words) or first.removeprefix("#")
        measures.setdefault((first, quantity), {}).setdefault(end, theirs.raw[name])
    named = _first(theirs, ("#indicator", "name"))
    parts = []
    for (tag, quantity), ends in measures.items():
        ours = dict(ends)
        if "value" in ours and {"low", "high"} & set(ours):
            ours["best"] = ours.pop("value")
        there = pd.concat([stands(cells) for cells in ours.values()], axis=1).any(axis=1)
        what = quantity if tag != "#indicator" or named is None else named.astype(object).fillna(quantity)
        unit = "person" if tag in _PEOPLE else np.nan
        kept = {end: cells.where(stands(cells)) for end, cells in ours.items()}
        parts.append(shared | kept | {"where": there, "quantity": what, "unit": unit})
    return parts
