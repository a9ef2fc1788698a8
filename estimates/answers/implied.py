"""Answers that keep relations: the implied range, and the least adjustment inside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from estimates.errors import EstimatesError, listed, nearest
from estimates.relations.balancing import nearest_within
from estimates.relations.propagation import propagate


def rejected(claims: pd.DataFrame, reject: Sequence[str]) -> pd.DataFrame:
    """Leave out the claims that somebody decided to reject.

    Raises
    ------
    EstimatesError
        If a claim is not in the table.
    """
    ids = [reject] if isinstance(reject, str) else list(reject)
    if not ids:
        return claims
    unknown = sorted(set(ids) - set(claims["claim_id"]))
    if unknown:
        raise EstimatesError(
            f"reject names claims that are not in the table: {listed(unknown)}.",
            hint=nearest(unknown[0], claims["claim_id"]),
        )
    return claims[~claims["claim_id"].isin(ids)]


def under_relations(answers: pd.DataFrame, claims: pd.DataFrame, relations: Any, by: Sequence[str]) -> pd.DataFrame:
    """Put implied ends and balanced figures into answers that were made from the claims alone.

    Parameters
    ----------
    answers : DataFrame
        What ``reconcile(claims, "intersection")`` gives: a row per group.
    claims : DataFrame
        Bounded claims, without those rejected.
    relations : strings, mapping or table
        What must hold.
    by : column names
        Of the groups, ``quantity`` among them.

    Returns
    -------
    DataFrame
        The answers with implied ``low``, ``high`` and ``closed``, balanced ``best``, ``method`` "relations" and
        ``basis``; and a row for every quantity that only relations speak of, with no claims.

    Raises
    ------
    InfeasibleError
        If claims and relations cannot all hold; it names the conflicts.
    """
    adjusted = nearest_within(claims, relations, by=by).set_index(list(by))
    implied = propagate(claims, relations, by=by).set_index(list(by))
    base = answers.set_index(list(by))
    keys = base.index.union(implied.index, sort=False)
    out = base.reindex(keys)
    known = implied["basis"].reindex(keys).notna() & (implied["basis"].reindex(keys) != "nothing bounds it")
    for column in ("low", "high", "closed", "unit"):
        out[column] = implied[column].reindex(keys).where(known, out[column])
    best = adjusted["best"].reindex(keys)
    out["best"] = best.clip(out["low"], out["high"]).where(known)
    weighed = "; best by least adjustment, weighed by " + adjusted["basis"].reindex(keys).astype(object)
    out["basis"] = implied["basis"].reindex(keys).astype(object) + weighed.where(out["best"].notna()).fillna("")
    counts = {"region": 1, "n_claims": 0, "n_origins": 0, "n_support": 0}
    out = out.fillna(counts).astype({name: answers[name].dtype for name in counts})
    out["verdict"] = out["verdict"].fillna("undetermined")
    out["method"] = "relations"
    shown = out.reset_index()[[*answers.columns, *(["basis"] if "basis" not in answers else [])]]
    ordered = np.lexsort([shown[column].astype(object).fillna("").map(str) for column in reversed(list(by))])
    kept = {column: kind for column, kind in answers.dtypes.items() if column != "basis"}
    return shown.iloc[ordered].reset_index(drop=True).astype(kept)
