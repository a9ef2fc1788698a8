"""Sums over groups, and what estimates come from them: arrays only, all groups in one pass.

Sources: DerSimonian and Laird 1986 (DL); Paule and Mandel 1982 (PM); Hedges and Olkin 1985 (HE); Viechtbauer 2005 (ML
and REML by Fisher scoring); Huber 1964; CCQM/13-22 (the median and its standard error).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import special

from estimates.intervals.arrays import Bools, Floats, Ints, places_of
from estimates.intervals.sweeps import middle

MAD_SCALE = float(1 / special.ndtri(0.75))  # makes the median absolute deviation of a normal sample its sd: 1.4826
HUBER_TUNING = 1.345  # 95 % efficiency on normal data (Huber 1964)
_ROUNDS = 500
_HALVINGS = 100  # of a bracket: past the last digit of a float
_CLOSE = 1e-12
_WORTH_LEAVING_OUT = 0.8  # groups of which no more than this share still move are copied, others go along
_LARGE = 1e10  # values so many times their errors need a second look at what they are measured from


class Data(NamedTuple):
    """Values of many groups, and the plain sums that every method needs."""

    y: Floats
    v: Floats
    code: Ints
    n: Ints  #: values in each group
    base: Floats  #: a number near each group's mean; residuals from it lose no digits however large the values
    r: Floats  #: each value less the base of its group
    w: Floats  #: 1 / v
    sw: Floats
    offset: Floats  #: the common-effect mean less the base
    q: Floats  #: Cochran's Q

    def sums(self, terms: Floats) -> Floats:
        """Add up by group."""
        return _sums(self.code, terms, len(self.n))

    def take(self, some: Bools) -> Data:
        """Only some of the groups."""
        if some.all():
            return self
        rows = places_of(some[self.code])
        code = (np.cumsum(some) - 1)[self.code[rows]]
        y, v, r, w = (column[rows] for column in (self.y, self.v, self.r, self.w))
        base, sw, offset, q = (column[some] for column in (self.base, self.sw, self.offset, self.q))
        return Data(y, v, code, self.n[some], base, r, w, sw, offset, q)


class Sizes(NamedTuple):
    """How large the numbers of all groups are, which tells what care their sums need."""

    value: float  #: the greatest value, sign aside
    least: float  #: standard error
    greatest: float  #: standard error

    @property
    def ordinary(self) -> bool:
        """Whether cubes of weights neither over- nor underflow."""
        return self.least > 1e-40 and self.greatest < 1e40

    @property
    def far(self) -> bool:
        """Whether what rounding leaves in a mean is something to Q."""
        return not self.ordinary or self.value > _LARGE * self.least


def scales(s: Floats, code: Ints, n_groups: int) -> Floats:
    """A power of two for each group near its least standard error; in these units no weight over- or underflows."""
    least = np.full(n_groups, np.inf)
    np.minimum.at(least, code, s)
    scale: Floats = np.exp2(np.clip(np.floor(np.log2(least)), -1000, 1000))
    return scale


def _sums(code: Ints, terms: Floats, n_groups: int) -> Floats:
    if n_groups == 1:  # term by term, as bincount adds them, so that a group alone has the same digits
        return np.cumsum(terms)[-1:]
    totals: Floats = np.asarray(np.bincount(code, terms, n_groups), dtype=float)
    return totals


def summed(y: Floats, s: Floats, code: Ints, n: Ints, *, far: bool = True) -> Data:
    """Prepare groups of values; ``n`` is how many each holds, ``far`` whether the mean is to be measured twice."""
    n_groups = len(n)
    v = s * s
    w = 1 / v
    sw = _sums(code, w, n_groups)
    r = w * y
    base = _sums(code, r, n_groups) / sw
    np.take(base, code, out=r, mode="clip")  # no code is out of range, and clipping is not looked up twice
    np.subtract(y, r, out=r)
    term = w * r
    offset = _sums(code, term, n_groups) / sw if far else np.zeros(n_groups)
    term *= r
    q = np.where(n > 1, np.maximum(_sums(code, term, n_groups) - sw * offset * offset, 0.0), 0.0)  # one is its own mean
    return Data(y, v, code, n, base, r, w, sw, offset, q)


def weighted(data: Data, tau2: Floats) -> tuple[Floats, Floats]:
    """Mean and its standard error under the weights that tau2 implies."""
    plain = data.base + data.offset
    if not tau2.any():
        return plain, 1 / np.sqrt(data.sw)
    w = np.take(tau2, data.code, mode="clip")
    w += data.v
    np.divide(1.0, w, out=w)
    sw = data.sums(w)
    w *= data.r
    between = data.base + data.sums(w) / sw
    return np.where(tau2 == 0, plain, between), 1 / np.sqrt(sw)  # to the last digit what the group would be alone


def _ee(data: Data) -> Floats:
    return np.zeros(len(data.n))


def _dl(data: Data) -> Floats:
    scaled = data.sw - data.sums(data.w * data.w) / data.sw
    return np.where(data.n > 1, np.maximum((data.q - (data.n - 1)) / scaled, 0.0), 0.0)


def _he(data: Data) -> Floats:
    mean = data.sums(data.r) / data.n
    spread = data.sums((data.r - mean[data.code]) ** 2) / (data.n - 1)
    return np.where(data.n > 1, np.maximum(spread - data.sums(data.v) / data.n, 0.0), 0.0)


def _pm(data: Data) -> Floats:
    """Paule and Mandel: tau2 at which Q with its weights is n - 1; Newton from 0 climbs to it, Q being convex."""

    def step(some: Data, tau2: Floats) -> Floats:
        w = 1 / (some.v + tau2[some.code])
        r = some.r - (some.sums(w * some.r) / some.sums(w))[some.code]
        wrr = w * r * r
        return (some.sums(wrr) - (some.n - 1)) / some.sums(w * wrr)

    return _iterated(data, np.zeros(len(data.n)), (data.n > 1) & (data.n - 1 < data.q), step)


def _ml(data: Data) -> Floats:
    return _scored(data, restricted=False)


def _reml(data: Data) -> Floats:
    return _scored(data, restricted=True)


def _scored(data: Data, *, restricted: bool) -> Floats:
    """Fisher scoring from the moment estimates; where it ends at 0 or below what 0 is worth, 0."""

    def step(some: Data, tau2: Floats) -> Floats:
        w = 1 / (some.v + tau2[some.code])
        ww = w * w
        sw, sw2 = some.sums(w), some.sums(ww)
        r = some.r - (some.sums(w * some.r) / sw)[some.code]
        score, information = some.sums(ww * r * r) - sw, sw2
        if restricted:
            score = score + sw2 / sw
            information = sw2 - 2 * some.sums(w**3) / sw + (sw2 / sw) ** 2
        return score / information

    start = np.maximum(_dl(data), _he(data))
    tau2 = _iterated(data, start, data.n > 1, step)
    better = _likelihood(data, tau2, restricted) >= _likelihood(data, np.zeros(len(tau2)), restricted)
    return np.where(better, tau2, 0.0)


def _likelihood(data: Data, tau2: Floats, restricted: bool) -> Floats:
    w = 1 / (data.v + tau2[data.code])
    sw = data.sums(w)
    r = data.r - (data.sums(w * data.r) / sw)[data.code]
    twice = data.sums(np.log(w)) - data.sums(w * r * r)
    return twice - np.log(sw) if restricted else twice


def _iterated(data: Data, tau2: Floats, active: Bools, step: Callable[[Data, Floats], Floats]) -> Floats:
    """Step until every group stands still, never below 0; a group that turns back and forth takes half steps.

    Groups that stand still are stepped along until they are enough for it to pay to leave them out.
    """
    out, held, some = tau2.copy(), np.flatnonzero(active), data.take(active)
    now, error = out[held], 1 / np.maximum(some.sw / some.n, np.finfo(float).tiny)
    pace, before, going = np.ones(len(held)), np.zeros(len(held)), np.ones(len(held), dtype=bool)
    for _ in range(_ROUNDS):
        if not len(held):
            return out
        move = step(some, now)
        pace = np.where(move * before < 0, pace / 2, pace)
        after = np.maximum(now + pace * move, 0.0)
        still = np.abs(after - now) <= _CLOSE * (after + error)
        now, before = after, move
        out[held[going]] = now[going]
        going &= ~still & np.isfinite(now)
        if going.sum() <= _WORTH_LEAVING_OUT * len(held):
            some, held = some.take(going), held[going]
            now, error, pace, before, going = (column[going] for column in (now, error, pace, before, going))
    out[held[going]] = _bisected(some.take(going), step)
    return out


def _bisected(data: Data, step: Callable[[Data, Floats], Floats]) -> Floats:
    """Halve a bracket for the few groups whose steps shrink too slowly: the step points towards the root."""
    low = np.zeros(len(data.n))
    high = data.sums((data.r - (data.sums(data.r) / data.n)[data.code]) ** 2) + data.n / data.sw  # beyond any root
    for _ in range(_HALVINGS):
        halfway = (low + high) / 2
        up = step(data, halfway) > 0
        low, high = np.where(up, halfway, low), np.where(up, high, halfway)
    return np.where(high <= _CLOSE * data.n / data.sw, 0.0, high)


def _median(data: Data) -> tuple[Floats, Floats]:
    best, _ = middle(data.y, np.ones(len(data.y), dtype=bool), data.code, len(data.n))
    # The median of normal values whose errors differ has variance n / (2 * sum of densities at 0)^2.
    implied = np.sqrt(np.pi / 2 * data.n) / data.sums(np.sqrt(data.w))
    spread = np.sqrt(np.pi / 2 / data.n) * scaled_mad(data, best)
    return best, np.where(data.n == 1, 1 / np.sqrt(data.sw), np.maximum(implied, spread))


def weighted_median(data: Data) -> tuple[Floats, Floats]:
    """The least value that, with those below it, has half of the weight 1 / v."""
    order = np.lexsort((data.y, data.code))
    y, w, code = data.y[order], data.w[order], data.code[order]
    first = np.cumsum(data.n) - data.n
    share = np.cumsum(w / data.sw[code])
    share -= np.append(0.0, share)[first][code]
    reached = np.bincount(code, share < 0.5 - _CLOSE, len(data.n)).astype(np.int64)
    best = y[first + np.minimum(reached, data.n - 1)]
    implied = np.sqrt(np.pi / 2 * data.sums(data.w**2)) / data.sums(data.w**1.5)
    spread = np.sqrt(np.pi / 2 / data.n) * scaled_mad(data, best)
    return best, np.where(data.n == 1, 1 / np.sqrt(data.sw), np.maximum(implied, spread))


def _huber(data: Data) -> tuple[Floats, Floats]:
    """A value further than the tuning from the answer, in standard errors, pulls no harder than one at it.

    What pulls upwards falls as the answer grows, so it is halved for where it ends: the least of several answers.
    """
    root = np.sqrt(data.w)
    low, high = np.full(len(data.n), np.inf), np.full(len(data.n), -np.inf)
    np.minimum.at(low, data.code, data.r)
    np.maximum.at(high, data.code, data.r)
    slight = _CLOSE * data.sums(root)  # what rounding leaves of pulls that cancel
    for _ in range(_HALVINGS):
        halfway = (low + high) / 2
        pull = np.clip((data.r - halfway[data.code]) * root, -HUBER_TUNING, HUBER_TUNING)
        up = data.sums(pull * root) > slight
        low, high = np.where(up, halfway, low), np.where(up, high, halfway)
        if (high - low <= _CLOSE / np.sqrt(data.sw)).all():
            break
    answer = (low + high) / 2
    w = data.w * np.minimum(1.0, HUBER_TUNING / np.maximum(np.abs(data.r - answer[data.code]) * root, HUBER_TUNING))
    sandwich = np.sqrt(data.sums((w * (data.r - answer[data.code])) ** 2)) / data.sums(w)
    return data.base + answer, np.maximum(1 / np.sqrt(data.sw), sandwich)


def scaled_mad(data: Data, centre: Floats) -> Floats:
    away = np.abs(data.y - centre[data.code])
    return MAD_SCALE * middle(away, np.ones(len(away), dtype=bool), data.code, len(data.n))[0]


TAU2: dict[str, Callable[[Data], Floats]] = {"EE": _ee, "DL": _dl, "PM": _pm, "REML": _reml, "ML": _ml, "HE": _he}
ROBUST: dict[str, Callable[[Data], tuple[Floats, Floats]]] = {
    "median": _median, "weighted_median": weighted_median, "huber": _huber,
}  # fmt: skip
