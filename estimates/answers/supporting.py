"""Which claims stand behind an answer, and which it contradicts."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from estimates.answers.anchoring import Known
from estimates.answers.reliability import BY_KNOWN, weighed
from estimates.claims.comparable import check_columns, denied, levels
from estimates.claims.groups import with_bands
from estimates.conversion import convert
from estimates.door import checked
from estimates.errors import EstimatesError, SchemaError
from estimates.intervals.arrays import Ints
from estimates.intervals.ranked import encode, meet
from estimates.schema import WORDS
from estimates.units import same_kind

Support = Literal["supports", "contradicts", "undetermined"]


_SUPPORT = pd.CategoricalDtype(pd.Index(get_args(Support), dtype=WORDS))


@checked
def support(claims: pd.DataFrame, result: pd.DataFrame, *, known: Known | None = None) -> pd.DataFrame:
    """Say of every claim whether it stands behind the answer.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table: the one that was reconciled, or another on the same quantities.
    result : DataFrame
        What ``reconcile`` gave; the columns left of ``region`` say which claims belong to which row.
    known : DataFrame, Series or mapping, optional
        What ``reconcile`` was given as ``known``, if it was: records are learned with it.

    Returns
    -------
    DataFrame
        A row per claim, in the order and with the index of ``claims``: ``claim_id``, the ``by`` columns, ``source``,
        ``support`` and ``region``, the first region it supports. A claim

        - ``supports`` an answer whose ``best`` its outer band allows, or whose whole range it allows, or, where the
          answer has no best, one that holds its whole band;
        - ``contradicts`` it if no value of the answer is allowed, and for a denied figure, if the denied band holds
          the whole answer;
        - is ``undetermined`` otherwise: it meets the range in part, its ends are unknown, it is a change and no
          level, or its group has no answer.

        Where answers tie, a claim supports if it supports one of them, and contradicts if it contradicts all. For
        answers of the method "learned" also ``weight``, what the claim counted against the mean of 1 over all, and
        ``why``: the record of its source, and what repeats it; both missing for a claim that takes no part, or that
        its source repeats or has superseded. They are learned anew from the claims given.

    Raises
    ------
    EstimatesError
        If the answer was learned with known values and none are given here, or the other way round: the weights would
        not be those behind it.

    Examples
    --------
    >>> from estimates import bound, read_claims, reconcile, support
    >>> claims = bound(read_claims([
    ...     {"claim_id": "c1", "quantity": "troops", "source": "president", "text": "11,000"},
    ...     {"claim_id": "c2", "quantity": "troops", "source": "spokesman", "text": "8,000"},
    ...     {"claim_id": "c3", "quantity": "troops", "source": "minister", "text": "nearly 12,000"},
    ... ]))
    >>> support(claims, reconcile(claims, "consensus"))[["claim_id", "source", "support"]]
      claim_id     source      support
    0       c1  president     supports
    1       c2  spokesman  contradicts
    2       c3   minister     supports
    """
    if "region" not in result:
        raise SchemaError("the result has no column 'region'.", hint="give what reconcile(claims) returned.")
    by = list(result.columns[: list(result.columns).index("region")])
    check_columns(claims, [*by, "source"])
    table = _in_units_of(with_bands(claims), result, by)
    rows = table[by].reset_index(drop=True).assign(_claim=np.arange(len(table)))
    answers = result.reset_index(drop=True)
    pairs = rows.merge(answers[by].assign(_row=np.arange(len(answers))), **_on(by))
    if "unit" in table and "unit" in answers:  # in a group of several dimensions each answer is for its own
        own, unit = table["unit"].to_numpy(dtype=object), answers["unit"].to_numpy(dtype=object)
        own, unit = own[pairs["_claim"]], unit[pairs["_row"]]
        pairs = pairs[pd.isna(own) | pd.isna(unit) | (own == unit)]
    word = _compare(table.iloc[pairs["_claim"]], answers.iloc[pairs["_row"]], pairs["_row"].to_numpy())
    found = _strongest(table, by, pairs.assign(word=word, region=answers["region"].to_numpy()[pairs["_row"]]))
    _check_known(result, known)
    if "method" not in result or not (result["method"] == "learned").any():
        return found
    weights = weighed(claims, by, known).set_index("claim_id")
    return found.assign(**{name: found["claim_id"].map(weights[name]) for name in ("weight", "why")})


def _check_known(result: pd.DataFrame, known: Known | None) -> None:
    """Refuse to show weights that are not those of the answer."""
    basis = result["basis"].dropna().astype(str) if "basis" in result else pd.Series(dtype=object)
    used = any(words in said for said in basis.unique() for words in BY_KNOWN.values())
    if used and known is None:
        raise EstimatesError(
            "the answer was learned with known values, which are not given here.",
            hint="give the same: support(claims, result, known=...).",
        )
    if known is not None and not used:
        raise EstimatesError(
            "the answer was not learned with known values.", hint="leave known= out, or give it to reconcile as well."
        )


def _on(by: list[str]) -> dict[str, Any]:
    return {"on": by} if by else {"how": "cross"}


def _same_kind(unit: Any, to: Any) -> bool:
    return not isinstance(unit, str) or not isinstance(to, str) or same_kind(unit, to)


def _in_units_of(claims: pd.DataFrame, result: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The claims in the units of the result's rows."""
    if "unit" not in claims or "unit" not in result or "unit" in by or not len(result) or not len(claims):
        return claims
    own = claims["unit"].to_numpy(dtype=object)
    units = result[[*by, "unit"]].drop_duplicates().rename(columns={"unit": "_unit"})
    rows = claims[by].assign(_claim=np.arange(len(claims)), _own=own).merge(units, **_on(by))
    (mine, names), (theirs, others) = (pd.factorize(rows[column]) for column in ("_own", "_unit"))
    alike = np.array([[_same_kind(one, other) for other in (*others, np.nan)] for one in (*names, np.nan)], dtype=bool)
    rows = rows[alike[mine, theirs]].drop_duplicates("_claim")
    wanted = rows.set_index("_claim")["_unit"].astype(object).reindex(range(len(claims))).to_numpy(dtype=object)
    other = ~(pd.isna(wanted) | pd.isna(own)) & (wanted != own)
    if not other.any():
        return claims
    parts = [claims[~other]]
    for unit in dict.fromkeys(wanted[other]):
        parts += [convert(claims[other & (wanted == unit)], unit)]
    order = np.concatenate([np.flatnonzero(~other)] + [
        np.flatnonzero(other & (wanted == unit)) for unit in dict.fromkeys(wanted[other])])  # fmt: skip
    return pd.concat(parts).iloc[np.argsort(order)]


def _compare(claims: pd.DataFrame, answers: pd.DataFrame, row: Ints) -> Any:
    """Compare claims with answers, pair by pair."""
    n = len(claims)
    low, high = (claims[name].to_numpy(dtype=float) for name in ("low", "high"))
    best = answers["best"].to_numpy(dtype=float)
    answer_low, answer_high = (answers[name].fillna(answers["best"]).to_numpy(dtype=float) for name in ("low", "high"))
    closed = claims["closed"].to_numpy(dtype=object) if "closed" in claims else np.full(n, "both", dtype=object)
    ends = encode(
        np.concatenate([low, answer_low, best]), np.concatenate([high, answer_high, best]),
        np.concatenate([closed, answers["closed"].to_numpy(dtype=object), np.full(n, "both", dtype=object)]),
        np.tile(row, 3),
    )  # fmt: skip
    start, answer_start, best_start = np.split(ends.start, 3)
    stop, answer_stop, best_stop = np.split(ends.stop, 3)
    stating = ~np.isnan(best)
    holds_best = stating & (start <= best_start) & (best_stop <= stop)
    holds_all = (start <= answer_start) & (answer_stop <= stop)
    lies_inside = ~stating & (answer_start <= start) & (stop <= answer_stop)
    apart = ~meet(start, stop, answer_start, answer_stop)
    no = denied(claims)
    unknown = np.isnan(low) | np.isnan(high) | np.isnan(answer_low) | np.isnan(answer_high)
    return np.select(
        [unknown | ~levels(claims), no & holds_all, no, holds_best | holds_all | lies_inside, apart],
        ["undetermined", "contradicts", "undetermined", "supports", "contradicts"],
        "undetermined",
    )


def _strongest(table: pd.DataFrame, by: list[Hashable], pairs: pd.DataFrame) -> pd.DataFrame:
    """One word for each claim from its words for all answers of its group."""
    n = len(table)
    claim, word = pairs["_claim"].to_numpy(), pairs["word"].to_numpy(dtype=object)
    supports = np.bincount(claim[word == "supports"], minlength=n) > 0
    against = np.bincount(claim[word == "contradicts"], minlength=n)
    contradicts = (against > 0) & (against == np.bincount(claim, minlength=n))
    region = np.full(n, np.iinfo(np.int64).max)
    hit = word == "supports"
    np.minimum.at(region, claim[hit], pairs["region"].to_numpy(dtype=np.int64)[hit])
    columns = [name for name in ("claim_id", *by, "source") if name in table]
    return table[list(dict.fromkeys(columns))].assign(
        support=pd.Categorical(np.select([supports, contradicts], ["supports", "contradicts"], "undetermined"),
                               dtype=_SUPPORT),
        region=pd.arrays.IntegerArray(np.where(supports, region, 0), ~supports),
    )  # fmt: skip
