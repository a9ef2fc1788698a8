"""What a person decides about claims that are in the table already, with a trail of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.cells import blank
from estimates.claims.entry import let_in
from estimates.door import checked
from estimates.errors import EstimatesError, nearest
from estimates.schema import COLUMNS, ENDS, FIGURE, OPTIONAL, framed

_KNOWN = {**COLUMNS, **OPTIONAL}


@checked
def amend(claims: pd.DataFrame, claim_id: str, *, reason: str, **changes: Any) -> pd.DataFrame:
    """Correct one claim and leave a trail of it.

    Parameters
    ----------
    claims : DataFrame
        A claims table.
    claim_id : str
        Which claim.
    reason : str
        Why; it is kept with the old and the new value in the column ``amended``.
    **changes
        New values by column. Where the words change and no number is given, the figure is read from them anew; where
        a number changes, bounds drawn from the old one are dropped (call ``bound`` again).

    Returns
    -------
    DataFrame
        A copy with the row corrected.

    Raises
    ------
    EstimatesError
        If no claim has this id, a column is unknown, or no reason is given.
    SchemaError
        If the corrected row does not meet the schema.

    Examples
    --------
    >>> from estimates import amend, read_claims
    >>> claims = read_claims([{"claim_id": "c1", "source": "memoir", "value": 1200}])
    >>> amend(claims, "c1", reason="a zero was lost in the scan", value=12000).loc[0, "amended"]
    'value: 1200.0 -> 12000.0 (a zero was lost in the scan)'
    """
    place = _row_of(claims, claim_id)
    _check_columns(claims, changes)
    if not changes or not reason.strip():
        raise EstimatesError(
            "an amendment needs a change and a reason.", hint="for instance reason='typo', value=12000."
        )
    old = claims.iloc[place].to_dict()
    row = _entered({**old, **_dropped(old, changes), **changes})
    new = row.iloc[0].to_dict()
    _check_taken_out(changes, new)
    trail = "; ".join(f"{name}: {_cell(old.get(name))} -> {_cell(new[name])}" for name in changes) + f" ({reason})"
    earlier = old.get("amended")
    new["amended"] = trail if not isinstance(earlier, str) else f"{earlier} | {trail}"
    if not _as_entered(claims):
        row = row.assign(amended=new["amended"])
        return _joined(claims, claims.iloc[:place], row, claims.iloc[place + 1 :]).set_index(claims.index)
    return _replaced(claims, place, old, new)


@checked
def add_claim(claims: pd.DataFrame, *, like: str | None = None, reason: str, **cells: Any) -> pd.DataFrame:
    """Add a claim that the table does not have: one that the reader missed, or half of one that it took whole.

    Parameters
    ----------
    claims : DataFrame
        A claims table.
    like : str, optional
        The id of a claim that says the same but for ``cells``: who speaks, where, when. What a person decided about
        it, its doubt and, where other words or numbers are given, its figure are not taken over.
    reason : str
        Why; it is kept in the column ``amended``.
    **cells
        Its cells by column. Where there are words and no number, the figure is read from them.

    Returns
    -------
    DataFrame
        A copy with the claim as its last row. Its ``claim_id`` is made from its content where none is given.

    Raises
    ------
    EstimatesError
        If no claim has the id ``like``, a column is unknown, or no reason or nothing to add is given.
    SchemaError
        If the row does not meet the schema, or its id is taken.

    Examples
    --------
    >>> from estimates import add_claim, read_claims
    >>> claims = read_claims([{"claim_id": "c1", "source": "the mayor", "quantity": "houses burned", "text": "40"}])
    >>> claims = add_claim(claims, like="c1", claim_id="c2", reason="both say so", source="the police")
    >>> add_claim(claims, like="c1", claim_id="c3", reason="missed", text="about 50")[["source", "text", "value"]]
           source      text  value
    0   the mayor        40   40.0
    1  the police        40   40.0
    2   the mayor  about 50   50.0
    """
    old = {} if like is None else claims.iloc[_row_of(claims, like)].drop(_OWN, errors="ignore").to_dict()
    _check_columns(claims, cells)
    if not cells or not reason.strip():
        raise EstimatesError(
            "a claim to add needs cells and a reason.", hint="for instance reason='missed', text='40'."
        )
    row = _entered({**old, **(_dropped(old, cells) if old else {}), **cells})
    row["amended"] = f"added ({reason})"
    return _added(claims, row)


@checked
def reject(claims: pd.DataFrame, claim_ids: str | Iterable[str]) -> pd.DataFrame:
    """Take claims out of a table: what was read there is no figure, or not one that the source states.

    Parameters
    ----------
    claims : DataFrame
        A claims table.
    claim_ids : str or iterable of str
        Which claims.

    Returns
    -------
    DataFrame
        A copy without these rows.

    Raises
    ------
    EstimatesError
        If no claim has such an id.

    Examples
    --------
    >>> from estimates import read_text, reject
    >>> claims = read_text("Police held 40 men. Police freed 30 detainees.")
    >>> reject(claims, claims["claim_id"].iloc[1])["text"].tolist()
    ['40']
    """
    out = [claim_ids] if isinstance(claim_ids, str) else list(claim_ids)
    known = set(claims["claim_id"])
    for claim_id in out:
        if claim_id not in known:
            raise _unknown(claims, claim_id)
    return claims[~claims["claim_id"].isin(out)]


#: What belongs to one claim alone: its id, what made it doubtful and what was decided about it.
_OWN = ["claim_id", "doubt", "amended", "drafted", "not_same", "uncertain"]


def _cell(cell: Any) -> str:
    return "none" if pd.isna(cell) else str(cell)


def _is_nothing(cell: Any) -> bool:
    return np.ndim(cell) == 0 and bool(pd.isna(cell))


def _row_of(claims: pd.DataFrame, claim_id: str) -> int:
    where = np.flatnonzero(claims["claim_id"] == claim_id)
    if not len(where):
        raise _unknown(claims, claim_id)
    return int(where[0])


def _unknown(claims: pd.DataFrame, claim_id: str) -> EstimatesError:
    return EstimatesError(f"no claim has claim_id={claim_id!r}.", hint=nearest(claim_id, claims["claim_id"]))


def _check_columns(claims: pd.DataFrame, cells: Mapping[str, Any]) -> None:
    for column in cells:
        if column not in claims and column not in COLUMNS and column not in OPTIONAL:
            raise EstimatesError(f"column {column!r} is not known.", hint=nearest(column, claims.columns))


def _entered(cells: Mapping[str, Any]) -> pd.DataFrame:
    """One row through the door."""
    bare = COLUMNS.keys() - {*FIGURE}  # what the door fills in where it is not there
    stand = {name: cell for name, cell in cells.items() if name not in bare or not _is_nothing(cell)}
    row = {name: np.empty(1, dtype=object) for name in stand}
    for name, cell in stand.items():
        row[name][0] = cell
    return let_in(framed(row, 1), missing=())


def _check_taken_out(changes: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Raise if what was to be taken out came back from the words of the claim."""
    for name, cell in changes.items():
        again = new[name]
        if (not cell.strip() if isinstance(cell, str) else _is_nothing(cell)) and not pd.isna(again):
            raise EstimatesError(
                f"{name} cannot be taken out: it is read as {again} from the other columns.",
                hint="amend the words as well, for instance text=None; or reject(claims, claim_id).",
            )


def _as_entered(claims: pd.DataFrame) -> bool:
    """Whether a table has the columns of the schema in its kinds, as the door leaves them."""
    kinds = dict(zip(claims.columns, claims.dtypes.tolist(), strict=True))
    return kinds.keys() >= COLUMNS.keys() and all(kinds[name] == kind for name, kind in _KNOWN.items() if name in kinds)


def _replaced(claims: pd.DataFrame, place: int, old: dict[Any, Any], row: Mapping[str, Any]) -> pd.DataFrame:
    """A copy of a table with the cells of one row, which have passed the door, in place of old ones."""
    changed: dict[Any, pd.Series] = {}
    for name, new in row.items():
        if name in old and _are_same(new, old[name]):
            continue
        cells = claims[name].array.copy() if name in old else blank(_KNOWN[name], len(claims))
        takes_it = name in _KNOWN or (isinstance(new, str) and isinstance(cells.dtype, pd.StringDtype))
        if not takes_it:
            cells = pd.Series(cells, dtype=object).array
        cells[place] = new
        column = pd.Series(cells, claims.index, copy=False)  # nobody else holds it: a table need not copy it again
        changed[name] = column if takes_it else column.infer_objects()
    out = claims.assign(**changed)
    names = old | changed
    order = [*(name for name in _KNOWN if name in names), *(name for name in names if name not in _KNOWN)]
    return out if order == [*out] else out[order]


def _are_same(cell: Any, other: Any) -> bool:
    if pd.isna(cell) or pd.isna(other):
        return bool(pd.isna(cell) and pd.isna(other))
    return bool(cell == other)


def _added(claims: pd.DataFrame, row: pd.DataFrame) -> pd.DataFrame:
    """A table with one row more, which has passed the door."""
    order = [name for name in _KNOWN if name in claims or name in row]
    ids = claims["claim_id"]
    told_apart = ids.is_unique and not (ids == row.loc[0, "claim_id"]).any()
    if not (told_apart and _as_entered(claims) and {*claims, *row} == {*order}):
        return _joined(claims, claims, row)
    both = (
        table.assign(**{name: blank(_KNOWN[name], len(table)) for name in order if name not in table})
        for table in (claims, row)
    )
    return pd.concat([table[order] for table in both], ignore_index=True)


def _joined(claims: pd.DataFrame, *parts: pd.DataFrame) -> pd.DataFrame:
    """Parts of a table, one of them new, as one that has passed the door."""
    columns = [*claims.columns, *(c for part in parts for c in part if c not in claims)]
    out = pd.concat([part.astype(object) for part in parts])[list(dict.fromkeys(columns))]
    return let_in(out.reset_index(drop=True), missing=())


def _dropped(old: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """What no longer holds once the changed cells have changed."""
    gone: set[str] = set()
    if "source" in changes and old.get("origin") == old.get("source"):
        gone.add("origin")  # who spoke for himself goes on doing so under the right name
    if "text" in changes and not set(FIGURE) & set(changes):
        gone |= {*FIGURE, "hedge", "resolution", "rounded", "unit", "noun"}
    if {"text", "value", "hedge", "unit", "resolution"} & set(changes):
        gone |= {"resolution", "rounded"} if "value" in changes else set()
        if old.get("basis") != "stated" or "text" in changes:
            gone |= {*ENDS, "closed", "basis"}
    if {"low", "high"} & set(changes):
        gone |= {"likely_low", "likely_high", "closed", "basis"}
    return dict.fromkeys(gone)
