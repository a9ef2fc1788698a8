"""Of where and when the rows of a table are, where no column says so in our words; what is left that tells them apart.

A table that has no ``place`` may have a column "City" or "Country", one without ``as_of`` a "Year": it is read, and
stays as it came.
"""

from __future__ import annotations

import re
import warnings
from functools import partial, reduce

import numpy as np
import pandas as pd

from estimates.claims.cells import NOT_KNOWN, as_words
from estimates.claims.columns import plain_name
from estimates.claims.comparable import columns_of, none_named
from estimates.claims.dates import read_days
from estimates.claims.publishers import readers_of
from estimates.errors import listed
from estimates.schema import COLUMNS, OPTIONAL, SAME

#: What tables call places, as a rule the finest first, and days.
_PLACES = (
    "location", "place_name", "locality", "village", "town", "city", "city_town", "municipality", "district", "admin3",
    "admin2", "county", "governorate", "oblast", "admin1", "province", "country", "country_name",
    "country_or_area", "region",
)  # fmt: skip
_DAYS = {
    "reported": ("date_reported", "reported_date", "report_date", "reporting_date", "date_of_report"),
    "as_of": ("as_of_date", "date_of_event", "incident_date", "end_date", "date_end", "day", "month"),
    "since": ("start_date", "date_start", "begin_date", "date_from", "from_date"),
}
#: Words in the names of columns that say where, when, of whom or of what.
_TELLING = {
    "place": frozenset(("place", "county", "camp", "site", "state", "territory", "origin", "asylum"))
    | {word for name in _PLACES for word in name.split("_")} - {"name", "or", "area"},
    "as_of": frozenset(("date", "day", "week", "month", "quarter", "season", "year", "period", "start", "end")),
    "who": frozenset((
        "who", "side", "party", "belligerent", "actor", "perpetrator", "victim", "victims", "sex", "gender", "age",
        "nationality", "ethnicity", "group", "subgroup", "faction", "breakdown", "population", "civilian",
    )),
    "quantity": frozenset(("type", "kind", "category", "item", "equipment")),
}  # fmt: skip
#: Words in the names of columns that say when a row was written, not when its figure holds.
_OF_THE_FILE = frozenset(
    ("source", "accessed", "archived", "retrieved", "downloaded", "updated", "modified", "created", "coded", "entered")
)


def placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Fill ``place``, ``as_of``, ``since`` and ``reported`` from columns that say so, where the table has none of them.

    The finest place is taken, which is the column that tells most of its rows apart, and where it is empty the next.
    What is not words, or not wholly days, is not taken. A first day that is also the last is no span.

    Examples
    --------
    >>> placed(pd.DataFrame({"Country": ["Haiti"], "Year": ["2023"], "Month": ["May"]})).iloc[0].tolist()
    ['Haiti', '2023', 'May', 'Haiti', 'May 2023']
    """
    if "basis" in rows and "closed" in rows:  # a claims table, whose other columns are no part of it
        return rows
    names = {plain_name(name): name for name in reversed(list(rows)) if name not in COLUMNS and name not in OPTIONAL}
    found: dict[str, pd.Series] = {}
    for ours, theirs in {"place": _PLACES, **_DAYS}.items():
        fits = _are_names if ours == "place" else partial(_are_days, whole=ours == "reported")
        there = [name for name in theirs if name in names and ours not in rows]
        fitting = [cells for cells in (_known(rows[names[name]]) for name in there) if fits(cells)]
        if fitting and ours == "place":
            found[ours] = reduce(pd.Series.fillna, _finest_first(fitting))
        elif fitting:
            found[ours] = fitting[0]
    moments = _of_parts(rows, names) if not {"as_of", "reported"} & {*rows, *found} else None
    if moments is not None:
        found["as_of"] = moments
    first, last = found.get("since"), found.get("as_of", rows.get("as_of"))
    if first is not None and last is not None:
        found["since"] = first.where(first != _known(last))
    return rows.assign(**found)


def _finest_first(columns: list[pd.Series]) -> list[pd.Series]:
    """Columns of places, those of most names first where all are known: towns, however few, before their countries."""
    told = np.all([cells.notna() for cells in columns], axis=0)
    return sorted(columns, key=lambda cells: -cells[told].nunique())


def _known(cells: pd.Series) -> pd.Series:
    """Cells as words, without those that say nothing."""
    words = pd.Series(as_words(cells), cells.index, dtype=object)
    return words.mask(words.str.lower().isin(NOT_KNOWN))


def _are_names(words: pd.Series) -> bool:
    """Whether names stand in a column, and no codes or counts."""
    return any(re.search(r"[^\W\d_]", word) for word in words.dropna().unique())


def _are_days(words: pd.Series, *, whole: bool = False) -> bool:
    """Whether all that stands in a column is a date, or a ``whole`` day, be it one whose order has to be said."""
    distinct = words.dropna().unique().tolist()
    read = read_days(distinct)
    short = whole and any(precision != "day" for _, precision in read.days.values())
    return bool(distinct) and "is no date" not in read.unread.values() and not short


def _of_parts(rows: pd.DataFrame, names: dict[str, str]) -> pd.Series | None:
    """Days, months or years that stand in columns of their own, if all of them are some."""
    parts = [_known(rows[names[name]]) for name in ("year", "month", "day") if name in names]
    if "year" not in names or ("day" in names and "month" not in names):
        return None
    moments = parts[0]
    if len(parts) > 1:
        number = parts[1].str.fullmatch(r"\d\d?").fillna(False).astype(bool)
        days = parts[2] if len(parts) > 2 else pd.Series(np.nan, rows.index, dtype=object)
        worded = (days.fillna("") + " " + parts[1] + " " + moments).str.strip()
        numbered = moments + "-" + parts[1] + ("-" + days).where(days.notna(), "")
        moments = numbered.where(number, worded).where(parts[1].notna(), moments)
    return moments if _are_days(moments) else None


def warn_of_what_is_lost(raw: pd.DataFrame, claims: pd.DataFrame, *, stacklevel: int) -> None:
    """Say what columns of a table are compared by nothing, and whose reader would know them."""
    readers, left = readers_of(raw), left_out(claims)
    if readers and none_named(claims):
        warnings.warn(
            f"the columns are those that {' or '.join(readers)} takes as they are, and here no claim has a quantity.",
            stacklevel=stacklevel + 1,
        )
    if left:
        name, ours = next(iter(left.items()))
        warnings.warn(
            f"columns that seem to say where, when, of whom or of what are left out of every comparison: "
            f"{listed(left)}; say what they are, columns={{{name!r}: {ours!r}}}, or compare by them too, "
            f"by={[*columns_of(claims, SAME), name]}.",
            stacklevel=stacklevel + 1,
        )


def left_out(claims: pd.DataFrame) -> dict[str, str]:
    """Columns that say where, when, of whom or of what, and tell claims apart that are compared as of the same.

    Each stands beside the column of ours that it may be.

    Examples
    --------
    >>> left_out(pd.DataFrame({"quantity": ["killed"] * 2, "Side": ["red", "blue"], "Mood": ["grim", "gay"]}))
    {'Side': 'who'}
    """
    told = {name: _tells(name) for name in claims if name not in COLUMNS and name not in OPTIONAL}
    others = {name: ours for name, ours in told.items() if ours is not None}
    if not others:
        return {}
    claims = claims[claims["quantity"].notna()]
    same = [name for name in (*SAME, "as_of", "reported") if name in claims]
    groups = claims.groupby(same, dropna=False, observed=True, sort=False).ngroup().rename("")
    return {str(name): tells for name, tells in others.items() if _differs(claims[name], groups)}


def _differs(cells: pd.Series, groups: pd.Series) -> bool:
    """Whether a column has several values within one of the groups."""
    code = pd.factorize(_known(cells))[0]
    stands = code >= 0
    pairs = pd.DataFrame({"group": groups.to_numpy()[stands], "code": code[stands]}).drop_duplicates()
    return bool(pairs["group"].duplicated().any())


def _tells(name: object) -> str | None:
    words = set(re.findall(r"[a-z]+", plain_name(name)))
    return next((ours for ours, telling in _TELLING.items() if words & telling and not words & _OF_THE_FILE), None)
