"""Who agrees with whom: claims two by two, and sources by sources."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from estimates.claims.comparable import By, check_columns
from estimates.claims.groups import Groups, group_claims
from estimates.door import checked
from estimates.errors import EstimatesError
from estimates.intervals.arrays import Bools, Ints
from estimates.intervals.ranked import closed_words, decode, encode, meet
from estimates.schema import SAME, WORDS

Agreement = Literal["agree", "borderline", "contradict"]

_WORDS = pd.CategoricalDtype(pd.Index(get_args(Agreement), dtype=WORDS))
_SCORES = {"agree": 1.0, "borderline": 0.5, "contradict": 0.0}


@checked
def pairs(claims: pd.DataFrame, *, by: By = SAME, max_pairs: int = 5_000_000) -> pd.DataFrame:
    """Compare the claims of every group two by two.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table. Negated figures, changes and claims whose ends are unknown stay out.
    by : column names
        What makes claims comparable.
    max_pairs : int
        More pairs than this are refused; ``coalitions`` and ``disagreement`` speak of large groups without pairs.

    Returns
    -------
    DataFrame
        A row per pair, sorted by group and ids: the ``by`` columns; ``claim_a, claim_b, source_a, source_b``;
        ``agreement``: ``agree`` if the likely bands meet, ``contradict`` if the outer ones do not, else ``borderline``;
        ``gap`` between the outer bands in ``unit``, 0 where they meet; ``same_origin``: whether both go back to one
        origin, or neither has a source, so that their agreement says little.

    Raises
    ------
    SchemaError
        If the table is not bounded or a column is missing.
    EstimatesError
        If there are too many pairs.

    Examples
    --------
    >>> from estimates import bound, pairs, read_claims
    >>> claims = bound(read_claims([
    ...     {"claim_id": "c1", "quantity": "troops", "source": "president", "text": "11,000"},
    ...     {"claim_id": "c2", "quantity": "troops", "source": "spokesman", "text": "10,000"},
    ...     {"claim_id": "c3", "quantity": "troops", "source": "minister", "text": "about 12,000"},
    ... ]))
    >>> pairs(claims)[["claim_a", "claim_b", "agreement", "gap"]]
      claim_a claim_b   agreement    gap
    0      c1      c2  contradict  475.0
    1      c1      c3  borderline    0.0
    2      c2      c3  borderline    0.0
    """
    check_columns(claims, ["claim_id"])
    groups = group_claims(claims, by)
    a, b = _both(groups, max_pairs)
    outer, likely = groups.bands.ranked, _likely(groups)
    meets = meet(outer.start[a], outer.stop[a], outer.start[b], outer.stop[b])
    agrees = meet(likely[0][a], likely[1][a], likely[0][b], likely[1][b]) & meets
    low, high = groups.column("low"), groups.column("high")
    gap = np.where(meets, 0.0, np.maximum(np.maximum(low[a], low[b]) - np.minimum(high[a], high[b]), 0.0))
    out = groups.keys.iloc[groups.code[a]].reset_index(drop=True)
    cells = {
        f"{name}_{side}": groups.claims[column].to_numpy(dtype=object)[rows]
        for name, column in (("claim", "claim_id"), ("source", "source"))
        for side, rows in (("a", a), ("b", b))
    }
    words = np.select([agrees, meets], ["agree", "borderline"], "contradict")
    return out.assign(
        **{name: pd.array(cell, dtype=WORDS) for name, cell in cells.items()},
        agreement=pd.Categorical(words, dtype=_WORDS), gap=gap, unit=groups.units[groups.code[a]],
        same_origin=groups.origin[a] == groups.origin[b],
    ).astype({"unit": WORDS})  # fmt: skip


@checked
def agreement_matrix(table: pd.DataFrame) -> pd.DataFrame:
    """Sum up pairs of claims as a matrix of sources.

    Parameters
    ----------
    table : DataFrame
        What ``pairs`` gave.

    Returns
    -------
    DataFrame
        A row and a column per source, sorted: how far their claims agree on average, 1 for agree, a half for
        borderline, 0 for contradict; NaN where two were never compared. On the diagonal: a source with itself.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> from estimates import agreement_matrix, bound, pairs, read_claims
    >>> claims = bound(read_claims([
    ...     {"quantity": "troops", "source": "president", "text": "11,000"},
    ...     {"quantity": "troops", "source": "spokesman", "text": "about 11,000"},
    ...     {"quantity": "losses", "source": "president", "text": "500"},
    ...     {"quantity": "losses", "source": "spokesman", "text": "300"},
    ... ]))
    >>> agreement_matrix(pairs(claims))
               president  spokesman
    president        NaN        0.5
    spokesman        0.5        NaN
    """
    check_columns(table, ["source_a", "source_b", "agreement"])
    word, words = pd.factorize(table["agreement"])
    score = np.array([*(_SCORES.get(word, np.nan) for word in words), np.nan])[word]
    (a, first), (b, second) = (pd.factorize(table[name]) for name in ("source_a", "source_b"))
    known = (a >= 0) & (b >= 0) & ~np.isnan(score)
    names = sorted({*first[np.unique(a[known])], *second[np.unique(b[known])]})
    place = pd.Index(names, dtype=object)
    row, column = (place.get_indexer(own)[code[known]] for own, code in ((first, a), (second, b)))
    cell = np.concatenate([row * len(names) + column, (column * len(names) + row)[row != column]])
    scores = np.concatenate([score[known], score[known][row != column]])
    total, n = np.bincount(cell, scores, len(names) ** 2), np.bincount(cell, minlength=len(names) ** 2)
    mean = np.divide(total, n, out=np.full(len(n), np.nan), where=n > 0)
    return pd.DataFrame(mean.reshape(len(names), len(names)), index=names, columns=names)


def _both(groups: Groups, max_pairs: int) -> tuple[Ints, Ints]:
    """The rows of every pair, each once, the lesser id first."""
    count = np.bincount(groups.code, minlength=len(groups))
    total = int((count * (count - 1) // 2).sum())
    if total > max_pairs:
        raise EstimatesError(
            f"there are {total:,} pairs, more than max_pairs={max_pairs:,}.",
            hint="coalitions(claims) and disagreement(claims) tell of large groups without listing pairs.",
        )
    ids = groups.claims["claim_id"].to_numpy(dtype=object).astype(str)
    order = np.lexsort((ids, groups.code))
    last = np.cumsum(count)[groups.code[order]]  # where the group of each ends
    partners = last - np.arange(len(order)) - 1
    first = np.repeat(np.arange(len(order)), partners)
    second = np.arange(total) - np.repeat(np.cumsum(partners) - partners, partners) + first + 1
    return order[first], order[second]


def _likely(groups: Groups) -> tuple[Ints, Ints]:
    """Likely bands on ranks; an end that equals the outer one shares its closure, any other is closed."""
    low, likely_low, likely_high, high = (groups.column(n) for n in ("low", "likely_low", "likely_high", "high"))
    _, _, lower, upper = decode(*groups.bands.ranked)
    ends: tuple[Bools, Bools] = lower | (likely_low > low), upper | (likely_high < high)
    ranked = encode(likely_low, likely_high, closed_words(*ends), groups.code)
    return ranked.start, ranked.stop
