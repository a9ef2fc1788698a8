"""Judgements: figures are averaged, and a source counts by how near it comes to what the others say."""

from __future__ import annotations

import numpy as np

from estimates.answers.records import FIGURES, ROUNDS, SETTLED, Learned, Said, normed, tally, trended
from estimates.intervals.arrays import Bools, Floats, Ints

#: Distances of a typical source that stand for what is known of a source before it speaks.
DISTANCES = 2.0
#: The power of the inverse variance that a source weighs by. Errors are shared, and agreement flatters those who move
#: with the others, so a record counts for less than independent errors would make it (tempering: Holmes and Walker
#: 2017, "Assigning a value to a power likelihood in a general Bayesian model"). At 1 it is all believed, at 0 nothing.
TEMPER = 0.7
#: Relative differences below this are those of floating point, and nothing may hang on them.
NOISE = 1e-9
#: Rounds in which ranges find out whether the answer misses them.
RANGES = 5


def average(
    said: Said, known: Floats, cell: Ints, values: Floats, of_cell: Ints, base: Floats, judged: Bools
) -> Learned:
    """Average; a source counts by the inverse of its squared distance to what the others say, tempered.

    What the others say is here their plain mean (Meir et al. 2023, "Frustratingly easy truth discovery"): if those who
    were just found good judged, a circle that agrees with itself would win.
    """
    relative = _relative(said, values, of_cell)
    if relative:
        with np.errstate(divide="ignore", invalid="ignore"):
            said = said._replace(**{name: np.log(getattr(said, name)) for name in ("best", "low", "high")})
            known = np.log(known)
    group, source, n = said.group, said.source, said.n_sources
    others = judged | (~np.isnan(known[group]) & (base > 0))
    variance, mean, shift = np.ones(n), 1.0, np.zeros(n)
    answer = _means(said, base, np.full(said.n_groups, np.nan), shift)[0]
    for turn in range(ROUNDS):
        answer, total, position = _means(said, base, answer, shift)
        error, doubt = _left_out(said, base, total, answer, position, variance, known, turn > 0)
        judged = others & (~np.isnan(said.best) | (error != 0))  # a range that is met says nothing of its source
        squared = (error - shift[source]) ** 2 * variance[source] / (variance[source] + doubt)
        totals, count = tally(source, np.where(judged, squared, 0.0), n), tally(source, judged, n)
        before, mean = variance, max(totals.sum() / max(count.sum(), 1), 1e-300)
        prior = trended(totals, count) / said.prior
        variance = (totals + DISTANCES * prior) / (count + DISTANCES)
        variance = np.maximum(variance, 1e-6 * mean)
        shift = _shift(said, error, known)
        if turn > 0 and np.abs(np.log(variance / before)).max(initial=0) < SETTLED:
            break
    weight = variance**-TEMPER
    w = base * weight[source]
    answer, total, position = _means(said, w, answer, shift)
    error, _ = _left_out(said, w, total, answer, position, variance, known, False)
    with np.errstate(divide="ignore", invalid="ignore"):
        se = np.sqrt(tally(group, w**2 * variance[source], said.n_groups)) / total
        se = np.where(np.isnan(answer), np.nan, se)
    near = np.median(np.abs(error[judged])) if judged.any() else 0.0
    held = (np.abs(error) <= near * (1 + NOISE)).astype(float)
    best = np.exp(answer) if relative else answer
    none = (np.zeros(0, dtype=np.int64), np.zeros(0))
    return Learned("judgements", 0.0, best, none, judged, held, error, relative, judged, base, normed(weight, said),
                   np.sqrt(variance), se)  # fmt: skip


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
    said: Said, w: Floats, total: Floats, answer: Floats, position: Floats, variance: Floats, known: Floats, sure: bool
) -> tuple[Floats, Floats]:
    """Each figure's distance to what the others say (or to what is known), and the variance of what they say."""
    group, own = said.group, np.where(np.isnan(position), 0.0, w)
    rest = np.maximum(total[group] - own, 1e-300)
    stood = np.where(np.isnan(position), 0.0, position)
    with np.errstate(over="ignore", invalid="ignore"):
        others = (total[group] * answer[group] - own * stood) / rest
        scatter = own**2 * variance[said.source]
        doubt = (tally(group, scatter, said.n_groups)[group] - scatter) / rest**2 if sure else 0.0 * rest
    truth = known[group]
    others, doubt = np.where(np.isnan(truth), others, truth), np.where(np.isnan(truth), np.maximum(doubt, 0), 0.0)
    at = np.where(np.isnan(said.best), np.clip(others, said.low, said.high), said.best)
    with np.errstate(invalid="ignore"):
        error = at - others
        real = np.isfinite(error) & (np.abs(error) > NOISE * np.abs(others))
    return np.where(real, error, 0.0), doubt


def _shift(said: Said, error: Floats, known: Floats) -> Floats:
    """What to take off each source's figures: its mean distance to what is known, drawn to 0; nothing without that."""
    anchored = ~np.isnan(known[said.group]) & ~np.isnan(said.best)
    n = tally(said.source, anchored, said.n_sources)
    shift: Floats = tally(said.source, np.where(anchored, error, 0.0), said.n_sources) / (n + FIGURES)
    return shift


def _relative(said: Said, values: Floats, of_cell: Ints) -> bool:
    """Whether figures are positive and scatter as their size, so that factors are compared and not differences.

    Taylor's law: the slope of log scatter on log mean over quantities, half or more. Guesses of one size stay as they
    are; those of sizes apart are averaged as logarithms (Lorenz et al. 2011).
    """
    if not len(values) or values.min() <= 0 or (said.high <= 0).any() or (said.low < 0).any():
        return False
    rows = ~np.isnan(said.best)
    n = np.bincount(said.group[rows], minlength=said.n_groups)
    mean = tally(said.group[rows], said.best[rows], said.n_groups) / np.maximum(n, 1)
    gap = np.abs(said.best - mean[said.group])
    scatter = tally(said.group[rows], gap[rows], said.n_groups) / np.maximum(n, 1)
    used = (n > 1) & (scatter > 0)
    if used.sum() < 10:
        return False
    x, y = np.log(mean[used]), np.log(scatter[used])
    wide = x.max() - x.min() > np.log(10)
    return bool(wide and np.cov(x, y)[0, 1] >= 0.5 * x.var(ddof=1))
