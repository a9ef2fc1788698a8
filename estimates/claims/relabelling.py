"""The names that a column of claims uses, given other names: in every row, or in those that a person picks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.claims.checking import check_claims
from estimates.door import checked
from estimates.errors import EstimatesError, nearest
from estimates.schema import COLUMNS, OPTIONAL, WORDS


@checked
def relabel(
    claims: pd.DataFrame, mapping: Mapping[str, str], *, column: str = "quantity", where: Any = None
) -> pd.DataFrame:
    """Rename quantities (or sources, places, ...) in one line; drafts that mean the same become one.

    Parameters
    ----------
    claims : DataFrame
        A claims table.
    mapping : mapping of the old name to the new one
    column : str
        Which column's words to rename.
    where : column of bool, or list of claim ids, optional
        Only these rows; without it all.

    Returns
    -------
    DataFrame
        A copy. Where sources are renamed, origins of the same name are too.

    Raises
    ------
    EstimatesError
        If a name is not there, or the column is not; if a new name is blank, or none that the column takes.

    Examples
    --------
    >>> from estimates import read_text, relabel
    >>> claims = read_text("Police held 40 men. Police freed 30 detainees.")
    >>> relabel(claims, {"men": "held", "freed": "set free"})["quantity"].tolist()
    ['held', 'set free']
    >>> relabel(claims, {"men": "suspects"}, where=claims["value"] > 35)["quantity"].tolist()
    ['suspects', 'freed']
    """
    if column not in claims:
        raise EstimatesError(f"column {column!r} is not there.", hint=nearest(column, claims.columns))
    rows = _rows(claims, where)
    known = dict.fromkeys(claims.loc[rows, column].dropna().unique())
    for name in mapping:
        if name not in known:
            raise EstimatesError(f"{column} has no {name!r}.", hint=nearest(name, known))
        if not mapping[name].strip():
            hint = "give a name; amend(claims, claim_id, reason=..., ...) takes a cell out."
            raise EstimatesError(f"{mapping[name]!r} for {name!r} is no name.", hint=hint)
    both = [column, "origin"] if column == "source" and "origin" in claims else [column]
    out = claims.assign(**{name: _renamed(claims[name], mapping).where(rows, claims[name]) for name in both})
    free = column not in ("claim_id", "unit") and (COLUMNS | OPTIONAL).get(column, WORDS) == WORDS  # any words will do
    return out if free else check_claims(out)


def _renamed(cells: pd.Series, mapping: Mapping[str, str]) -> pd.Series:
    ordered = isinstance(cells.dtype, pd.CategoricalDtype) and not set(mapping.values()) <= {*cells.cat.categories}
    old = cells.astype(object)
    new = old.map(dict(mapping)).where(old.isin(list(mapping)), old)  # replace looks for one name after another
    return new if ordered else new.astype(cells.dtype)


def _rows(claims: pd.DataFrame, where: Any) -> NDArray[np.bool_]:
    if where is None:
        return np.ones(len(claims), dtype=bool)
    if not isinstance(where, str | Sequence | pd.Series | pd.Index | np.ndarray):
        raise EstimatesError(f"where={where!r} is no list.", hint="give a bool for each row, or claim ids.")
    chosen = np.asarray([where] if isinstance(where, str) else where, dtype=object if isinstance(where, list) else None)
    if chosen.ndim != 1:
        raise EstimatesError(f"where={where!r} is no list.", hint="give a bool for each row, or claim ids.")
    if chosen.dtype == object and all(isinstance(one, bool | np.bool_) for one in chosen.tolist()):
        chosen = chosen.astype(bool)
    if chosen.dtype == bool and chosen.shape == (len(claims),):
        return chosen
    known = set(claims["claim_id"])
    strangers = [name for name in chosen.tolist() if name not in known]
    if chosen.dtype == bool or strangers:
        hint = nearest(strangers[0], claims["claim_id"]) if strangers else "give a bool for each row, or claim ids."
        raise EstimatesError(f"where={where!r} names no rows of the table.", hint=hint)
    return np.asarray(claims["claim_id"].isin(chosen.tolist()), dtype=bool)
