"""Judgements: figures are averaged, and a source counts by how near it comes to what the others say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from estimates.answers.records import FIGURES, ROUNDS, SETTLED, Learned, Said, added, normed, tally, trended
from estimates.intervals.arrays import Bools, Floats, Ints

#: Distances of a typical source that stand for what is known of a source before it speaks.
DISTANCES = 2.0
#: The power of the inverse variance that a source weighs by. Errors are shared, and agreement flatters those who move
#: with the others, so a record counts for less than independent errors would make it (tempering: Holmes and Walker
#: 2017, "Assigning a value to a power likelihood in a general Bayesian model"). At 1 it is all believed, at 0 nothing.
TEMPER = 0.6
#: Relative differences below this are those of floating point, and nothing may hang on them.
NOISE = 1e-9
#: Standard deviations of its source from which a figure counts by how far it is off, as Huber (1964) weighs.
FAR = 3.0
#: Gain in log-likelihood from which errors are taken for factors: 20 to 1, and a tenth for each figure, since
#: those of one source err alike and tell less than so many.
CLEARLY, ALIKE = 3.0, 0.1
#: Rounds in which ranges find out whether the answer misses them.
RANGES = 5


def average(said: Said, known: Floats, base: Floats, judged: Bools) -> Learned:
    """Average; a source counts by the inverse of its squared distance to what the others say, tempered.

    What the others say is here their plain mean (Meir et al. 2023, "Frustratingly easy truth discovery"): if those who
    were just found good judged, a circle that agrees with itself would win.
    """
    relative = _relative(said, base)
    if relative:
        said, known = _logarithms(said, known)
    n, array = said.n_sources, said.store.array

    def held_against(rows: slice, groups: slice, some: Said) -> Bools:
        others: Bools = judged[rows] | (~np.isnan(known[groups][some.group]) & (base[rows] > 0))
        return others

    others = said.column(held_against, bool)
    variance, shift = np.full(n, _usual(said, judged) ** 2), np.zeros(n)
    fit, error, judged = array(len(base), 1), array(len(base)), array(len(base), kind=bool)
    answer, se = array(said.n_groups, np.nan), array(said.n_groups, np.nan)

    def settle(rows: slice, groups: slice, some: Said, w: Floats) -> tuple[Floats, Floats, Floats]:
        """Answer the groups of a part, its figures weighed by ``w``, and hold each figure against the others."""
        answer[groups], total, position = _means(some, w, answer[groups], shift)
        error[rows], doubt = _left_out(some, w, total, answer[groups], position, variance, known[groups])
        off, noise = np.where(others[rows], error[rows] - shift[some.source], 0.0), variance[some.source] + doubt
        fit[rows] = _fits(off, noise)
        return total, off, noise

    for _ in range(ROUNDS):
        sums = [np.zeros(n)] * 4
        for rows, groups, some in said.parts():
            _, off, noise = settle(rows, groups, some, base[rows] * fit[rows])
            apart, stated = error[rows], ~np.isnan(some.best)
            told = others[rows] & (stated | (apart != 0))  # a range that is met says nothing of its source
            judged[rows] = told
            anchored = stated & ~np.isnan(known[groups][some.group])
            squared = (off * fit[rows]) ** 2 * variance[some.source] / noise
            amounts = (np.where(told, squared, 0.0), told, np.where(anchored, apart, 0.0), anchored)
            sums = [tally(some.source, amount, n, before) for amount, before in zip(amounts, sums, strict=True)]
        totals, count, missed, n_anchored = sums
        before, mean = variance, max(totals.sum() / max(count.sum(), 1), 1e-300)
        prior = trended(totals, count) / said.prior
        variance = (totals + DISTANCES * prior) / (count + DISTANCES)
        variance = np.maximum(variance, 1e-6 * mean)
        shift = missed / (n_anchored + FIGURES)  # the mean distance to what is known, drawn to 0; 0 where nothing is
        if np.abs(np.log(variance / before)).max(initial=0) < SETTLED:
            break
    weight = variance**-TEMPER
    for rows, groups, some in said.parts():
        for _ in range(2):
            w = base[rows] * weight[some.source] * fit[rows]
            total, _, _ = settle(rows, groups, some, w)
        with np.errstate(divide="ignore", invalid="ignore"):
            se[groups] = np.sqrt(tally(some.group, w**2 * variance[some.source], some.n_groups)) / total
        se[groups] = np.where(np.isnan(answer[groups]), np.nan, se[groups])
    apart = said.store.pile((np.abs(error[rows][judged[rows]]) for rows, _, _ in said.parts()), len(base))
    near = said.store.quantile(apart, 0.5) if len(apart) else 0.0
    held = said.column(lambda rows, *_: np.abs(error[rows]) <= near * (1 + NOISE))
    for _, groups, _ in said.parts() if relative else ():
        answer[groups] = np.exp(answer[groups])
    none = (np.zeros(0, dtype=np.int64), np.zeros(0))
    return Learned("judgements", 0.0, answer, none, judged, held, error, relative, judged, base, normed(weight, said),
                   np.sqrt(variance), se, fit)  # fmt: skip


def _fits(off: Floats, variance: Floats) -> Floats:
    """What is left of the weight of a figure that is ``off`` by more than ``FAR`` standard deviations."""
    with np.errstate(divide="ignore", over="ignore"):
        fits: Floats = np.minimum(1.0, FAR * np.sqrt(variance) / np.abs(off))
    return np.nan_to_num(fits, nan=1.0)


def _logarithms(said: Said, known: Floats) -> tuple[Said, Floats]:
    """Figures and what is known, as logarithms."""
    settled = said.store.array(said.n_groups, np.nan)
    ends = {name: said.store.array(len(said.group)) for name in ("best", "low", "high")}
    with np.errstate(divide="ignore", invalid="ignore"):
        for rows, groups, some in said.parts():
            settled[groups] = np.log(known[groups])
            for name, numbers in ends.items():
                numbers[rows] = np.log(getattr(some, name))
    return said._replace(**ends), settled


def _usual(said: Said, judged: Bools) -> float:
    """The standard deviation of a usual figure, by the middle distance to the median of its quantity."""

    def parts() -> Iterator[Floats]:
        for rows, _, some in said.parts():
            stated = np.flatnonzero(~np.isnan(some.best) & judged[rows])
            apart = _apart(some.best[stated], some.group[stated], some.n_groups)
            yield apart[apart > 0]

    apart = said.store.pile(parts(), len(said.group))
    return 1.4826 * said.store.quantile(apart, 0.5) if len(apart) else 1.0


def _apart(value: Floats, group: Ints, n_groups: int) -> Floats:
    """Each value's distance to the median of its group."""
    ranked = value[np.lexsort((value, group))]
    n = np.bincount(group, minlength=n_groups)
    first = np.cumsum(n) - n
    low, high = (ranked[(first + np.maximum(k, 0))[group]] for k in ((n - 1) // 2, n // 2))
    apart: Floats = np.abs(value - low / 2 - high / 2)
    return apart


def _means(said: Said, w: Floats, answer: Floats, shift: Floats) -> tuple[Floats, Floats, Floats]:
    """Weighted means, the total weights, and where each figure pulls: at its number, or at the nearest value of a
    range that the answer misses; NaN for a range that is met."""
    pulls = said.best - shift[said.source]
    for _ in range(1 if not np.isnan(pulls).any() else RANGES):
        at = answer[said.group]
        near = np.clip(at, said.low, said.high)
        position = np.where(np.isnan(pulls), np.where(near == at, np.nan, near), pulls)
        known = ~np.isnan(position)
        total = tally(said.group, w * known, said.n_groups)
        with np.errstate(invalid="ignore", divide="ignore"):
            answer = tally(said.group, np.where(known, w * position, 0.0), said.n_groups) / total
    return answer, total, position


def _left_out(
    said: Said, w: Floats, total: Floats, answer: Floats, position: Floats, variance: Floats, known: Floats
) -> tuple[Floats, Floats]:
    """Each figure's distance to what the others say (or to what is known), and the variance of what they say."""
    group, own = said.group, np.where(np.isnan(position), 0.0, w)
    rest = np.maximum(total[group] - own, 1e-300)
    stood = np.where(np.isnan(position), 0.0, position)
    with np.errstate(over="ignore", invalid="ignore"):
        others = (total[group] * answer[group] - own * stood) / rest
        scatter = own**2 * variance[said.source]
        doubt = (tally(group, scatter, said.n_groups)[group] - scatter) / rest**2
    truth = known[group]
    others, doubt = np.where(np.isnan(truth), others, truth), np.where(np.isnan(truth), np.maximum(doubt, 0), 0.0)
    at = np.where(np.isnan(said.best), np.clip(others, said.low, said.high), said.best)
    with np.errstate(invalid="ignore"):
        error = at - others
        real = np.isfinite(error) & (np.abs(error) > NOISE * np.abs(others))
    return np.where(real, error, 0.0), doubt


def _relative(said: Said, base: Floats) -> bool:
    """Whether errors are of factors and not of amounts, so that logarithms are averaged (Lorenz et al. 2011).

    The likelier of the two, if it is clearly so (Box and Cox 1964): figures scatter about the median of their quantity
    with Laplace's errors, as they are or as logarithms.
    """
    sums, free, n_logs = [np.zeros(1)] * 3, 0, 0
    for rows, _, some in said.parts():
        counts = base[rows] > 0
        if (some.high <= 0).any() or (some.low < 0).any() or (some.best[counts] <= 0).any():
            return False
        stated = np.flatnonzero(~np.isnan(some.best) & counts)
        value, group = some.best[stated], some.group[stated]
        n = np.bincount(group, minlength=some.n_groups)
        several, logs = n[group] > 1, np.log(value)
        told = (_apart(value, group, some.n_groups), _apart(logs, group, some.n_groups), logs)
        sums = [added(numbers[several], before) for numbers, before in zip(told, sums, strict=True)]
        n_logs += int(several.sum())
        free += int(several.sum() - (n > 1).sum())
    amounts, factors, sizes = (float(total[0]) for total in sums)
    if amounts <= 0 or factors <= 0:
        return False
    gain = free * (np.log(amounts) - np.log(factors) - sizes / n_logs)
    return bool(gain > CLEARLY + ALIKE * free)
