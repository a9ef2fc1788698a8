"""Assertions about numeric claims for your own test suite; each fails with the sentence that the library would say.

They raise ``AssertionError``, so pytest, unittest and hypothesis treat them as they treat ``assert``. Claims that are
not bounded yet are bounded with the default policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from estimates.answers.reconciling import Method, reconcile
from estimates.claims.bounds import bound
from estimates.claims.reading import read_claims
from estimates.claims.wording import amount_of_band
from estimates.conflicts.findings import Kind, contradictions
from estimates.errors import EstimatesError, check_choice, listed
from estimates.relations.language import RelationsLike
from estimates.relations.propagation import propagate
from estimates.schema import COLUMNS
from estimates.views.plain import summary


def assert_no_contradictions(claims: pd.DataFrame, *, allow: str | Sequence[str] = (), **options: Any) -> None:
    """Fail unless all claims can be true, each group by itself.

    Parameters
    ----------
    claims : DataFrame
        A claims table, or rows that ``read_claims`` makes one of.
    allow : str or sequence of str
        Kinds of finding that are no failure, for instance "fall". Warnings never are.
    **options
        As for ``contradictions``: ``by``, ``within``.

    Raises
    ------
    AssertionError
        With the sentence of each contradiction.

    Examples
    --------
    >>> from estimates import read_claims
    >>> from estimates.testing import assert_no_contradictions
    >>> claims = read_claims([{"quantity": "troops", "source": "president", "text": "11,000"},
    ...                       {"quantity": "troops", "source": "spokesman", "text": "10,000"}])
    >>> assert_no_contradictions(claims.assign(hedge="about"))
    >>> assert_no_contradictions(claims)
    Traceback (most recent call last):
    ...
    AssertionError: 1 contradiction:
    On troops: spokesman says “10,000” and president says “11,000”; read as 9,750 to 10,250 and as 10,725 to 11,275,
    they are 475 apart. That is 0.9 times the error both allow.
    """
    __tracebackhide__ = True
    _fail_of(contradictions(_bounded(claims), **options), allow)


def assert_consistent(
    claims: pd.DataFrame, relations: RelationsLike, *, allow: str | Sequence[str] = (), **options: Any
) -> None:
    """Fail unless some numbers satisfy all claims and all relations at once.

    Parameters
    ----------
    claims : DataFrame
        A claims table, or rows that ``read_claims`` makes one of.
    relations : strings, mapping, or table of name, relation, note
        What must hold.
    allow : str or sequence of str
        Kinds of finding that are no failure. Warnings never are.
    **options
        As for ``contradictions``: ``by``, ``within``.

    Raises
    ------
    AssertionError
        With the sentence of each contradiction.

    Examples
    --------
    >>> from estimates import read_claims
    >>> from estimates.testing import assert_consistent
    >>> claims = read_claims([{"quantity": "lost", "source": "army", "value": 900, "hedge": "exact"},
    ...                       {"quantity": "killed", "source": "army", "value": 300, "hedge": "exact"},
    ...                       {"quantity": "wounded", "source": "army", "value": 500, "hedge": "exact"}])
    >>> assert_consistent(claims, "lost >= killed + wounded")
    >>> assert_consistent(claims, "lost == killed + wounded")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    AssertionError: 1 contradiction:
    On lost: army says exactly 900, ...
    """
    __tracebackhide__ = True
    bounded = _bounded(claims)
    _fail_of(contradictions(bounded, relations, **options), allow)
    by = {"by": options["by"]} if "by" in options else {}
    left = propagate(bounded, relations, **by)
    empty = left[left["low"].isna()]
    if len(empty):
        raise AssertionError(
            f"no numbers satisfy all claims and relations about {listed(empty['quantity'].unique())}; "
            f"the claims are {empty['derived_from'].iloc[0]}."
        )


def assert_reconciles_to(
    claims: pd.DataFrame,
    low: float,
    high: float | None = None,
    *,
    best: float | None = None,
    verdict: str | None = None,
    method: Method = "intersection",
    rtol: float = 1e-9,
    **options: Any,
) -> None:
    """Fail unless the claims reconcile to this range.

    Parameters
    ----------
    claims : DataFrame
        Claims of one group.
    low, high : float
        The ends expected; with ``low`` alone a single number. Infinity means unbounded, NaN that there is no answer.
    best : float, optional
        The single best number expected.
    verdict : str, optional
        The verdict expected, for instance "agreed".
    method : str
        As for ``reconcile``.
    rtol : float
        How far an end may be off, relative to it.
    **options
        As for ``reconcile``.

    Raises
    ------
    AssertionError
        With what the claims reconcile to instead.
    EstimatesError
        If the claims are of several groups.

    Examples
    --------
    >>> from estimates import read_claims
    >>> from estimates.testing import assert_reconciles_to
    >>> claims = read_claims([{"quantity": "troops", "source": "army", "text": "more than 9,000"},
    ...                       {"quantity": "troops", "source": "agency", "text": "8,000 to 10,000"}])
    >>> assert_reconciles_to(claims, 9_000, 10_000, verdict="agreed")
    >>> assert_reconciles_to(claims, 8_000, 10_000)
    Traceback (most recent call last):
    ...
    AssertionError: expected 8,000 to 10,000; the claims reconcile otherwise.
    troops: 9,000 to 10,000 (intersection of 2 claims of 2 sources; agreed).
    """
    __tracebackhide__ = True
    bounded = _bounded(claims)
    result = reconcile(bounded, method, **options)
    keys = result.columns[: list(result.columns).index("region")]
    groups = result[list(keys)].drop_duplicates()
    if len(groups) > 1:
        raise EstimatesError(
            f"the claims are of {len(groups)} groups: {listed(groups.iloc[:, 0])}.", hint="test one at a time."
        )
    wanted = (low, low if high is None else high)
    fits = len(result) == 1 and np.allclose(result[["low", "high"]].iloc[0], wanted, rtol=rtol, atol=0, equal_nan=True)
    fits = fits and (best is None or np.isclose(result["best"].iloc[0], best, rtol=rtol, atol=0))
    fits = fits and (verdict is None or result["verdict"].iloc[0] == verdict)
    if not fits:
        ends = {"low": wanted[0], "high": wanted[1], "closed": "both", "unit": None}
        said = "no answer" if np.isnan(wanted).all() else amount_of_band(ends)
        more = [] if best is None else [f"best {best:,.10g}"]
        more += [] if verdict is None else [f"verdict {verdict}"]
        raise AssertionError(
            f"expected {', '.join([said, *more])}; the claims reconcile otherwise.\n{summary(bounded, result)}"
        )


def _bounded(claims: pd.DataFrame) -> pd.DataFrame:
    claims = claims if isinstance(claims, pd.DataFrame) and set(COLUMNS) <= set(claims) else read_claims(claims)
    drawn = claims["likely_low"].notna() | (claims["value"].isna() & claims["low"].isna())
    return claims if drawn.all() else bound(claims)


def _fail_of(found: pd.DataFrame, allow: str | Sequence[str]) -> None:
    __tracebackhide__ = True
    allow = [allow] if isinstance(allow, str) else allow
    for kind in allow:
        check_choice("allow", kind, Kind)
    hard = found[found["severity"].isin(["contradiction", "weak"]) & ~found["kind"].isin(list(allow))]
    if len(hard):
        plural = "s" * (len(hard) != 1)
        raise AssertionError(f"{len(hard)} contradiction{plural}:\n" + "\n".join(hard["explanation"]))
