"""From what a source said to what we allow for it: two bands around every figure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import turned
from estimates.coded import Coded, among, coded
from estimates.door import checked
from estimates.errors import SchemaError, listed
from estimates.figures.tables import sizes_of
from estimates.intervals.arrays import Floats, Ints, places_of
from estimates.policy import CONVENTIONS, HedgePolicy
from estimates.schema import CLOSED, COLUMNS, ENDS, WORDS
from estimates.units import never_negative

_READ = ("between", "vague")  # hedges whose ends are read from the words, not drawn by a policy
_CEILINGS = ("less_than", "at_most", "up_to")


@checked
def bound(claims: pd.DataFrame, policy: HedgePolicy | None = None) -> pd.DataFrame:
    """Draw the likely and the outer band around every figure.

    Parameters
    ----------
    claims : DataFrame
        A claims table. Its hedges say what the source said; they are not changed. Where a source calls a one-sided
        figure unlikely (``credence``; "unlikely that more than 500") the other side is bounded, weakly.
    policy : HedgePolicy, optional
        How wide each hedge is taken to be.

    Returns
    -------
    DataFrame
        A copy with ``low <= likely_low <= likely_high <= high`` in each claim's own unit (``inf`` means unbounded),
        ``best`` where a single number was said (else NaN: never a midpoint in silence), ``closed`` (which ends of the
        outer band belong to it; an infinite end never does) and ``basis`` (why the ends stand where they do).
        Ends with the basis "stated", and those read from a range or a vague word, are kept; all others are drawn
        anew, so a table may be bounded again under another policy. What a publisher's convention says that a vague word
        is worth ("hundreds" is 100 to ACLED) is ``best``; the ends are what the word allows, for nobody counted a
        hundred. A claim without any number keeps NaN.

    See Also
    --------
    HedgePolicy : the widths and their sources.

    Examples
    --------
    >>> from estimates import bound, read_claims
    >>> claims = read_claims([{"text": "about 10,000", "source": "spokesman"}, {"text": "more than 900 miles"}])
    >>> bound(claims)[["low", "likely_low", "likely_high", "high", "closed"]]
          low  likely_low  likely_high     high   closed
    0  8500.0      9500.0      10500.0  11500.0     both
    1   900.0       900.0       1350.0      inf  neither
    >>> bound(claims)["basis"].tolist()
    ['about ±15 %', 'more than, no upper end']
    """
    return banded(claims, policy or HedgePolicy())


def banded(claims: pd.DataFrame, policy: HedgePolicy) -> pd.DataFrame:
    """The same for a table that has been looked at already."""
    return claims.assign(**_Bands(claims, policy).columns())


class _Bands:
    """The ends of all claims as arrays, drawn hedge by hedge."""

    def __init__(self, claims: pd.DataFrame, policy: HedgePolicy) -> None:
        self.claims = claims
        self.policy = policy
        self.value = claims["value"].to_numpy(dtype=float)
        code, words = coded(claims["hedge"])  # a missing one has the code -1
        self.hedge = code, list(words)
        known = np.flatnonzero(~np.isnan(self.value))
        of_known = code[known]
        self.rows = {word: known[places_of(of_known == k)] for k, word in enumerate(self.hedge[1])}
        n = len(claims)
        self.low, self.high, self.likely_low, self.likely_high, self.best = (np.full(n, np.nan) for _ in range(5))
        self.low_in, self.high_in = np.ones(n, dtype=bool), np.ones(n, dtype=bool)
        self.reasons: list[str] = []
        self.basis = np.full(n, -1)  # the place of each reason, -1 for none
        with np.errstate(over="ignore"):
            self._draw()
        self._floor()
        for hedge in ("exact", "plain", "about", "nearly"):
            rows, self.best[rows] = self._said(hedge)
        self._keep()

    def _said(self, hedge: str) -> tuple[Ints, Floats]:
        """The rows of a hedge and the numbers there."""
        rows = self.rows.get(hedge, np.empty(0, dtype=np.int64))
        return rows, self.value[rows]

    def _set(self, rows: Ints, ends: tuple[Any, Any, Any, Any], basis: str) -> None:
        """Fill outer low, likely low, likely high, outer high of the rows."""
        for mine, end in zip((self.low, self.likely_low, self.likely_high, self.high), ends, strict=True):
            mine[rows] = end
        self._because(rows, basis)

    def _because(self, rows: Any, reason: str) -> None:
        self.reasons.append(reason)
        self.basis[rows] = len(self.reasons) - 1

    def _draw(self) -> None:
        p = self.policy
        rows, v = self._said("exact")
        self._set(rows, (v, v, v, v), "exact")
        self._draw_plain()
        self._draw_about()
        rows, v = self._said("nearly")
        outer, likely = v - p.nearly_outer * v, v - p.nearly_likely * v  # towards zero, also for a negative number
        ends = np.minimum(outer, v), np.minimum(likely, v), np.maximum(likely, v), np.maximum(outer, v)
        self._set(rows, ends, f"nearly −{_percent(p.nearly_outer)}")
        for hedge, share in (("more_than", p.more_than_likely), ("at_least", p.at_least_likely)):
            rows, v = self._said(hedge)
            self._set(rows, (v, v, v + share * np.abs(v), np.inf), f"{hedge.replace('_', ' ')}, no upper end")
        for hedge in _CEILINGS:
            rows, v = self._said(hedge)
            below = v - p.less_than_likely * np.abs(v)
            self._set(rows, (-np.inf, below, v, v), f"{hedge.replace('_', ' ')}, no lower end")
        self.low_in[self._said("more_than")[0]] = False
        self.high_in[self._said("less_than")[0]] = False
        self._turn()
        rows = np.concatenate([self._said(hedge)[0] for hedge in ("plain", "about", "nearly")])
        past = rows[np.isinf(self.low[rows]) | np.isinf(self.high[rows])]
        for code in np.unique(self.basis[past]).tolist():
            self._because(past[self.basis[past] == code], f"{self.reasons[code]}, past the greatest number")

    def _turn(self) -> None:
        """Bound from the other side what is unlikely to be exceeded, or undercut: weakly, as findings say."""
        p, unlikely = self.policy, turned(self.claims)
        if not unlikely.any():
            return
        for hedge in ("more_than", "at_least", *_CEILINGS):
            rows, v = self._said(hedge)
            rows, v = rows[unlikely[rows]], v[unlikely[rows]]
            below, above = v - p.less_than_likely * np.abs(v), v + p.at_least_likely * np.abs(v)
            if hedge in _CEILINGS:
                self._set(rows, (v, v, above, np.inf), "unlikely to be fewer, no upper end")
            else:
                self._set(rows, (-np.inf, below, v, v), "unlikely to be more, no lower end")
            self.high_in[rows] = hedge != "at_least"  # unlikely that there are at least 500: fewer
            self.low_in[rows] = hedge not in ("at_most", "up_to")

    def _draw_about(self) -> None:
        """A share of the number, but no more places than it was stated to: both bands shrink alike."""
        p, (rows, v) = self.policy, self._said("about")
        share = p.about_outer * np.abs(v)
        outer = np.fmin(share, p.about_places * self.claims["resolution"].to_numpy(dtype=float)[rows])
        with np.errstate(invalid="ignore", divide="ignore"):
            likely = np.where(share > 0, outer / share, 1.0) * p.about_likely * np.abs(v)
        self._set(rows, (v - outer, v - likely, v + likely, v + outer), f"about ±{_percent(p.about_outer)}")
        self._because(rows[outer < share], f"about ±{p.about_places:g} of its last place")

    def _draw_plain(self) -> None:
        claims, p, (rows, v) = self.claims, self.policy, self._said("plain")
        resolution = claims["resolution"].to_numpy(dtype=float)[rows]
        rounded = claims["rounded"].to_numpy(dtype=bool)[rows] if "rounded" in claims else resolution > 1
        half, cap = np.where(rounded, resolution / 2, 0.0), p.rounding * np.abs(v)
        slack = np.fmin(half, cap)
        self._set(rows, (v - slack, v, v, v + slack), "plain, as printed")
        self.high_in[rows[slack > 0]] = False  # 460 and 470, rounded to tens, do not meet at 465
        self._because(rows[rounded], f"plain ±{_percent(p.rounding)}")
        self._because(rows[rounded & (half < cap)], "plain ± half its last place")

    def _floor(self) -> None:
        """End at 0 what cannot be negative; a likely band that a share of 0 left without width is the outer one."""
        below = np.flatnonzero(self.low < 0)
        unit, names = coded(self.claims["unit"])
        counted = np.array([*map(never_negative, names), never_negative("")], dtype=bool)[unit[below]]
        value = self.value[below]
        floored = below[counted & (value >= 0) & (value + self.high_in[below] > 0)]
        self.low[floored] = 0.0
        self.likely_low[floored] = np.maximum(self.likely_low[floored], 0.0)
        plainly = floored[~turned(self.claims)[floored]]
        of_floored = self.hedge[0][plainly]
        for hedge in set(_CEILINGS).intersection(self.hedge[1]):
            ends_there = plainly[of_floored == self.hedge[1].index(hedge)]
            self._because(ends_there, f"{hedge.replace('_', ' ')}, floor 0")
        flat = np.flatnonzero(self.value == 0)
        flat = flat[~among((self.hedge[0][flat], self.hedge[1]), _READ)]
        self.likely_low[flat], self.likely_high[flat] = self.low[flat], self.high[flat]

    def _keep(self) -> None:
        """Put back the ends that a source stated or a reader read."""
        claims = self.claims
        read = among(self.hedge, _READ)
        given_basis = coded(claims["basis"])
        stated = among(given_basis, ("stated",))
        kept = stated | read
        if not kept.any():
            return
        given = {
            name: claims[name].to_numpy(dtype=float) for name in ("low", "likely_low", "best", "likely_high", "high")
        }
        self.low[kept], self.high[kept] = given["low"][kept], given["high"][kept]
        self.best[kept] = np.where(np.isnan(given["best"]), self.best, given["best"])[kept]
        reason, reasons = given_basis
        self.basis[kept] = np.where(reason < 0, -1, reason + len(self.reasons))[kept]
        self.reasons += reasons.tolist()
        self._widen(given_basis, given["best"])
        for mine, end, outer in (
            (self.likely_low, "likely_low", self.low),
            (self.likely_high, "likely_high", self.high),
        ):
            mine[kept] = np.where(stated & ~np.isnan(given[end]), given[end], outer)[kept]
        self._because(read & (self.basis < 0) & ~np.isnan(self.low) & ~np.isnan(self.high), "stated")
        said = coded(claims["closed"])
        ends_in = among(said, ("both", "left")), among(said, ("both", "right"))
        known = kept & among(said, CLOSED)
        self.low_in[kept], self.high_in[kept] = True, True
        self.high_in[read & among(self.hedge, ("vague",)) & (self.low < self.high)] = False  # "u to under 10 u"
        self.low_in[known], self.high_in[known] = ends_in[0][known], ends_in[1][known]

    def _widen(self, basis: Coded, best: Floats) -> None:
        """Let a vague word allow what it says, where a convention has made one number of it, which is the best."""
        alone = self.low == self.high
        for name in CONVENTIONS:
            rows = np.flatnonzero(alone & among(basis, (f"vague, {name} convention",)))
            rows = rows[self.claims["text"].notna().to_numpy()[rows]] if len(rows) else rows
            if not len(rows):
                continue
            code, words = pd.factorize(self.claims["text"].to_numpy(dtype=object)[rows])
            allowed, worth = (
                np.array([(size.low, size.high) for size in sizes_of(words.tolist(), convention)], dtype=float)[code].T
                for convention in ("plain", name)
            )
            number = self.low[rows]
            times = np.where(worth[0] == worth[1], number / worth[0], np.nan)  # its unit may have been converted
            self.best[rows] = np.where(np.isnan(best[rows]), number, best[rows])
            self.low[rows], self.high[rows] = np.fmin(allowed[0] * times, number), np.fmax(allowed[1] * times, number)
            self._because(rows[self.low[rows] < self.high[rows]], f"vague, {name} convention, ends by the word")

    def columns(self) -> dict[str, Any]:
        open_low, open_high = (~(there & np.isfinite(end)) for there, end in
                               ((self.low_in, self.low), (self.high_in, self.high)))  # fmt: skip
        code = 2 * open_low.astype(np.int8) + open_high  # as in CLOSED
        code[np.isnan(self.low) | np.isnan(self.high)] = -1
        out: dict[str, Any] = {name: getattr(self, name) for name in ENDS}
        out["closed"] = pd.Categorical.from_codes(code, dtype=COLUMNS["closed"], validate=False)
        out["basis"] = pd.array([*self.reasons, np.nan], dtype=WORDS).take(self.basis)  # -1 is the last
        return out


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def check_bounded(claims: pd.DataFrame, rows: Ints | None = None) -> None:
    """Raise unless ``bound`` has been called on the table, or on some rows of it.

    Raises
    ------
    SchemaError
        Naming the claims that have a number and no band.
    """
    likely, value, low = (np.isnan(claims[name].to_numpy(dtype=float)) for name in ("likely_low", "value", "low"))
    drawn = ~likely | (value & low)
    rows = np.arange(len(claims)) if rows is None else rows
    if not drawn[rows].all():
        ids = claims["claim_id"].iloc[rows[~drawn[rows]]]
        raise SchemaError(
            f"{len(ids)} of {len(rows)} claims have no bounds yet: {listed(ids)}.",
            hint="call bound(claims) first; its policy says how wide each hedge is taken to be.",
            claims=ids,
        )
