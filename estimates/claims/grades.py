"""Admiralty grades: what is one, and what it weighs."""

from __future__ import annotations

from numbers import Real

import pandas as pd

from estimates.errors import EstimatesError, listed
from estimates.intervals.arrays import Floats

#: What an Admiralty grade weighs, wherever grades weigh; what cannot be judged (F, 6) weighs half.
GRADE_WEIGHTS = {
    "reliability": {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2, "F": 0.5},
    "credibility": {"1": 1.0, "2": 0.8, "3": 0.6, "4": 0.4, "5": 0.2, "6": 0.5},
}


def grades(claims: pd.DataFrame, name: str) -> pd.Series:
    """The Admiralty grades of a column as words, missing where nobody judged.

    Raises
    ------
    EstimatesError
        If a cell is no grade.
    """
    known, column = GRADE_WEIGHTS[name], claims[name].astype(object)
    words = column.where(column.isna(), column.map(lambda cell: f"{cell:g}" if isinstance(cell, Real) else str(cell)))
    wrong = (column.notna() & ~words.isin(list(known))).to_numpy()
    if wrong.any():
        rows = claims[wrong]
        shown = [
            f"{i} ({cell}; {who})" for i, cell, who in zip(rows["claim_id"], rows[name], rows["source"], strict=True)
        ]
        raise EstimatesError(
            f"{name} is no grade in {len(rows)} of {len(claims)} claims: {listed(shown)}.",
            hint=f"grades are {', '.join(known)}.",
            claims=rows["claim_id"],
        )
    return words


def weights_of(claims: pd.DataFrame, name: str) -> Floats:
    """What the grades of a column weigh; one that is missing weighs what a grade does that says nothing (F, 6)."""
    worth = GRADE_WEIGHTS[name]
    weights: Floats = grades(claims, name).map(worth).fillna(worth["F" if "F" in worth else "6"]).to_numpy(dtype=float)
    return weights
