"""What is wrong with claims, or worth a second look: as a table, or as one error."""

from __future__ import annotations

import pandas as pd

from estimates.admission import admitted
from estimates.claims.entry import examine
from estimates.claims.files import Source, load
from estimates.claims.notes import refuse
from estimates.claims.soundness import is_sound
from estimates.door import checked


@checked
def problems(claims: Source) -> pd.DataFrame:
    """List what is wrong, or worth a second look, in claims that may not have passed the door.

    Parameters
    ----------
    claims : path, DataFrame or list of dicts
        As for ``read_claims``; a table that it would refuse is welcome here.

    Returns
    -------
    DataFrame
        A row per finding, in the order of the claims: ``claim_id, row`` (from 1), ``source, column, value, severity``
        ("error": the door refuses it; "warning": it comes in), ``problem, hint``. What a reader doubted when it kept a
        row is a warning of the column ``doubt``; these stand last, those with the most reasons first.

    Examples
    --------
    >>> from estimates import problems
    >>> problems([{"claim_id": "c1", "source": "memoir", "low": 12000, "high": 10000}])[["claim_id", "problem"]]
      claim_id           problem
    0       c1  low exceeds high
    """
    found = examine(load(claims))
    doubted = found["column"] == "doubt"
    if not doubted.any():
        return found
    reasons = found["problem"].where(doubted, "").str.count("; ")
    most = reasons[doubted].sort_values(ascending=False, kind="stable").index
    return found.loc[[*found.index[~doubted], *most]].reset_index(drop=True)


def check_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Raise one error with all findings of severity "error", or give the table back unchanged.

    Raises
    ------
    SchemaError
        The same findings that ``problems`` gives as a table.

    Examples
    --------
    >>> from estimates import check_claims, read_claims
    >>> claims = read_claims([{"claim_id": "c1", "source": "memoir", "low": 1, "high": 2}])
    >>> check_claims(claims.assign(low=3.0))
    Traceback (most recent call last):
    ...
    estimates.errors.SchemaError: low exceeds high in 1 of 1 claims: c1, row 1 (low=3.0, high=2.0; memoir).
    Hint: read the text of these claims again; the ends may be swapped.
    """
    if not (isinstance(claims, pd.DataFrame) and is_sound(claims)):
        refuse(problems(claims), len(claims))
    admitted(claims)
    return claims
