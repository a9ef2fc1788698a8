"""A reader of The Bureau of Investigative Journalism: strikes with the least and the greatest number of those hit."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.columns import end_of
from estimates.claims.files import Source
from estimates.claims.publishers import key_of
from estimates.door import checked
from estimates.errors import SchemaError, listed
from estimates.formats.layouts import OnError, Theirs, check_columns, claims_of, known, load_theirs

_TBIJ = "The Bureau of Investigative Journalism"
_ID = ("Strike ID", "Unnamed: 0", "ID", "Attack ID")
_LINK = ("Strike link", "Link", "Reference", "References", "Source")


@checked
def read_tbij(
    source: Source, *, encoding: str = "utf-8", sheet: str | int | None = None, on_error: OnError = "keep"
) -> pd.DataFrame:
    """Read strike records of The Bureau of Investigative Journalism.

    Parameters
    ----------
    source : path, file object, DataFrame or list of dicts
        A workbook as downloaded (the sheet of strikes is found) or the same table as CSV. Columns needed: pairs such
        as ``Minimum total people killed`` with ``Maximum total people killed`` (civilians, children, injured, strikes
        likewise; "Min" and "MinTotal" are understood), and ``Strike ID``, a link that ends in it, or a ``Date`` with
        a ``Location``. Used where present: ``Location, Area, Province, Country, Strike link``.
    encoding, sheet, on_error
        As for ``read_ged``. Dates are day first (3/12/07), unless the column shows otherwise.

    Returns
    -------
    DataFrame
        A claim per strike and pair, with the bureau's least and greatest figure as stated ends: ``quantity`` "killed",
        "injured" or "strikes", ``who`` "civilians", "children" or missing for all, ``event`` "TBIJ" and the strike.
        A pair that is reversed is not used, and ``doubt`` says so.

    Raises
    ------
    SchemaError
        If there is no such pair or nothing that names a strike.

    Notes
    -----
    Read in full: the workbook on Pakistan, and a re-typed copy of it.

    References
    ----------
    The Bureau of Investigative Journalism, Drone warfare: our methodology (2012, revised 2020).

    Examples
    --------
    >>> from estimates import read_tbij
    >>> rows = [{"Strike ID": "Ob12", "Date": "2009-03-01",
    ...          "Minimum people killed": 5, "Maximum people killed": 8,
    ...          "Minimum civilians killed": 0, "Maximum civilians killed": 2}]
    >>> read_tbij(rows)[["quantity", "who", "event", "low", "high", "unit"]]
      quantity        who      event  low  high    unit
    0   killed        NaN  TBIJ Ob12  5.0   8.0  person
    1   killed  civilians  TBIJ Ob12  0.0   2.0  person
    """
    theirs = load_theirs(source, encoding, sheet=sheet, fits=_is_tbij)
    pairs = _pairs(theirs.raw)
    if not theirs.has(*_ID, *_LINK) and not (theirs.has("Date") and theirs.has("Location")):
        check_columns(theirs, "read_tbij", "TBIJ")
    if not pairs:
        raise SchemaError(
            f"no columns come in pairs of minimum and maximum; there are: {listed(theirs.raw.columns, 12)}.",
            hint="the bureau's tables have 'Minimum people killed' beside 'Maximum people killed'.",
        )
    ids = _ids(theirs)
    shared = {
        "source": _TBIJ, "publisher": "TBIJ", "event": "TBIJ " + ids, "as_of": theirs.words("Date", "Date of strike"),
        "place": theirs.words("Location", "Area", "Province", "Region", "Country"),
        "locator": "strike " + ids, "identity": "stated",
    }  # fmt: skip
    parts = [_pair(theirs, what, pair, ids) | shared for what, pair in pairs.items()]
    first = pd.concat([part["where"] for part in parts], axis=1).any(axis=1)
    parts[0]["where"] = parts[0]["where"] | ~first
    return claims_of(theirs, parts, on_error=on_error, custom=True)


def _pairs(table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Columns of a least and a greatest figure, by what they count."""
    ends: dict[str, dict[str, Any]] = {}
    for name in table:
        found = end_of(name)
        if found and found[0] and found[1] != "best":
            ends.setdefault(found[0], {}).setdefault(found[1], name)
    return {what: pair for what, pair in ends.items() if len(pair) == 2}


def _is_tbij(table: pd.DataFrame) -> bool:
    keys = {key_of(name) for name in table}
    named = {"strikeid", "strikelink"} & keys or {"date", "location"} <= keys
    return bool(named) and bool(_pairs(table))


def _ids(theirs: Theirs) -> pd.Series:
    """The bureau's code of a strike: its column, the end of its link, or the number of the row."""
    codes = theirs.words("Strike ID", "Attack ID")
    if not codes.notna().any() and theirs.has("Unnamed: 0") and theirs.words("Unnamed: 0").is_unique:
        codes = theirs.words("Unnamed: 0")
    anchors = theirs.words(*_LINK).astype(object).map(_anchor)
    codes = codes.astype(object).where(codes.notna(), anchors)
    return codes.where(codes.notna(), theirs.row_names())


def _anchor(link: Any) -> Any:
    found = re.search(r"#([A-Za-z]+\d+\w*)$", link.strip()) if isinstance(link, str) else None
    return found[1] if found else np.nan


def _pair(theirs: Theirs, what: str, pair: dict[str, Any], ids: pd.Series) -> dict[str, Any]:
    low, high = (known(theirs.raw[pair[end]]) for end in ("low", "high"))
    whose = next((word for word in ("civilians", "children", "women", "militants") if word[:6] in what), None)
    strikes = "strike" in what
    quantity = "strikes" if strikes else "injured" if re.search(r"\binj|wounded", what) else "killed"
    ours: dict[str, Any] = {
        "where": low.notna() | high.notna(), "claim_id": "tbij-" + ids + "-" + what.replace(" ", "-"),
        "quantity": quantity, "low": low, "high": high, "unit": "count" if strikes else "person", "noun": what,
    }  # fmt: skip
    return ours | ({"who": whose, "scope": "part"} if whose else {})
