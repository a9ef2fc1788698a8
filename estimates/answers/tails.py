"""Tail areas of chi-squared for whole degrees of freedom, for many groups at once."""

from __future__ import annotations

import numpy as np
from scipy import special

from estimates.intervals.arrays import Floats, Ints

_SUMMED = 60  # degrees of freedom up to which adding the terms is quicker than the general function
_BEYOND = 800.0  # exp(-800) is 0


def chi2_tail(df: Ints, x: Floats) -> Floats:
    """Chance that chi-squared exceeds ``x``; 1 where there are no degrees of freedom.

    With whole degrees of freedom it is a sum of ``df // 2`` terms (Abramowitz and Stegun 1964, 26.4.4 and 26.4.5), all
    positive, so that no digits are lost: with ``h = x / 2``

        ``exp(-h) * (erfcx(sqrt(h)) if df is odd + the sum of h**s / gamma(s + 1) for s = 1/2 or 0 to df / 2 - 1)``.

    Groups stand by their degrees of freedom while terms are added, so those that have all of theirs drop out.

    Examples
    --------
    >>> chi2_tail(np.array([0, 1, 2, 200]), np.array([0.0, 3.841459, 2.0, 200.0])).round(4)
    array([1.    , 0.05  , 0.3679, 0.4867])
    """
    if len(df) and df.max() > _SUMMED:
        out, many = np.empty(len(df)), df > _SUMMED
        out[many] = special.chdtrc(df[many], x[many])
        out[~many] = chi2_tail(df[~many], x[~many])
        return out
    small = np.maximum(df, 0).astype(np.uint8)
    order = np.argsort(small, kind="stable")
    small = small[order]
    count, odd = small >> 1, (small & 1).astype(bool)
    h = x[order]
    h *= 0.5
    np.minimum(h, _BEYOND, out=h)
    total, term, s = np.zeros(len(h)), np.ones(len(h)), odd * 0.5
    root = np.sqrt(h[odd])
    total[odd], term[odd] = special.erfcx(root), root * (2 / np.sqrt(np.pi))
    for first in np.searchsorted(count, np.arange(int(count.max(initial=0))), side="right"):
        total[first:] += term[first:]
        s[first:] += 1
        term[first:] *= h[first:] / s[first:]
    total *= np.exp(np.negative(h, out=h), out=h)
    np.minimum(total, 1.0, out=total)  # rounding may lift it by a digit
    total[: np.searchsorted(small, 1)] = 1.0
    out = np.empty(len(h))
    out[order] = total
    return out
