"""The record of every source as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import beta, chi2, t

from estimates.answers.anchoring import Known
from estimates.answers.averaging import TEMPER
from estimates.answers.lessons import Lesson, lesson_of
from estimates.answers.records import FIGURES, Learned, tally
from estimates.answers.repeating import suspected
from estimates.claims.comparable import By, columns_of
from estimates.claims.groups import group_claims
from estimates.door import checked
from estimates.errors import EstimatesError, nearest
from estimates.intervals.arrays import Floats, Ints
from estimates.schema import SAME, WORDS

#: Least accuracy of each suggested Admiralty grade, judged on at least ``FIGURES`` figures.
GRADES = {"A": 0.9, "B": 0.75, "C": 0.5, "D": 0.25, "E": 0.0}


@checked
def profiles(
    claims: pd.DataFrame,
    *,
    by: By = SAME,
    known: Known | None = None,
    per: Sequence[str] | str = (),
    unbiased: Sequence[str] | str = (),
    level: float = 0.95,
) -> pd.DataFrame:
    """Say of every source how it does wherever it can be compared.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table. Denials, changes and claims whose ends are unknown stay out; of what a source says
        of one thing the latest counts, and what it repeats exactly counts once.
    by : column names
        What makes claims comparable.
    known : DataFrame, Series or mapping, optional
        What is known to be true of some quantities: ``value`` beside columns of ``by``, or values by quantity.
        Sources are then judged by it there, and by the others elsewhere.
    per : column names, optional
        A row for each source and each value of these columns, to see whose losses a source miscounts
        (``per="who"``) or how its bias moves (``per=["who", "year"]``).
    unbiased : source names, optional
        Sources that you take to be right on average. Bias is then measured by what they say of the same (by the mean,
        if several), and is missing where they are silent; nothing else changes.
    level : float
        Of the intervals.

    Returns
    -------
    DataFrame
        A row per source, the heaviest first; ``*_low`` and ``*_high`` are the ends of the interval of each figure:

        - ``n_claims, n_quantities``: its figures, and on how many quantities somebody else speaks too (or the truth
          is known): only these judge it, and all that follows is missing without them;
        - ``accuracy``: of facts, the share of its figures that allow the answer; of judgements, the share that lies
          no farther from what the others say than the middle figure does (Jeffreys interval);
        - ``bias``: mean distance of its figures to what the others say, in the unit of the claims (t interval).
          Where ``relative``, a mean logarithm: 0.1 is some 10 % too high. The mix of units is yours to avoid;
        - ``anchor``: what the bias is measured by: "known" where only what is known went into it; the ``unbiased``
          sources; or "others", and then the level cannot be known: if all count too high alike, nobody shows it.
          ``reconcile`` takes bias off only for a source judged by what is known;
        - ``spread``: standard deviation of these distances about the bias (chi-square interval; normal errors);
        - ``copies``: the sources that it may share an origin with (see ``copiers``), else missing;
        - ``independence``: the mean over its figures of 1 over how many repeat each; the interval is the range;
        - ``weight``: what one of its figures counts against the mean of 1 over all figures, copying aside (interval:
          the weight at the ends of accuracy, or of spread);
        - ``grade``: the Admiralty grade (NATO AJP-2.1) that its accuracy suggests, F below 4 figures judged: a
          suggestion, for a person to give;
        - ``regime``: facts or judgements, and ``relative``.

    Raises
    ------
    SchemaError
        If the table is not bounded or a column is missing.
    EstimatesError
        If an ``unbiased`` source says nothing.

    See Also
    --------
    reconcile : ``method="learned"`` answers by these weights.

    Examples
    --------
    >>> from estimates import bound, profiles, read_claims
    >>> said = {"north": [10, 21, 33, 47, 52, 68], "south": [10, 21, 33, 47, 52, 61], "west": [10, 25, 38, 47, 59, 64],
    ...         "east": [10, 21, 33, 44, 52, 68]}
    >>> claims = bound(read_claims([{"quantity": f"day {day}", "source": source, "value": value}
    ...                             for source, values in said.items() for day, value in enumerate(values)]))
    >>> profiles(claims)[["source", "n_claims", "accuracy", "bias", "grade", "regime"]].round(2)
      source  n_claims  accuracy  bias grade regime
    0  north         6      0.98  0.00     A  facts
    1  south         6      0.84 -1.17     B  facts
    2   east         6      0.82 -0.50     B  facts
    3   west         6      0.33  2.00     D  facts
    """
    if not 0 < level < 1:
        raise EstimatesError(f"level={level!r} is no share.", hint="give a number between 0 and 1.")
    groups = group_claims(claims, by)
    lesson, rows = lesson_of(groups, known)
    more = groups.claims[columns_of(claims, per) if per else []].iloc[rows].reset_index(drop=True)
    anchors = [unbiased] if isinstance(unbiased, str) and unbiased else list(unbiased)
    return profiles_from(lesson, more, anchors, level)


def profiles_from(lesson: Lesson, more: pd.DataFrame, anchors: list[str], level: float) -> pd.DataFrame:
    """Give the rows of ``profiles``: one for each source, and each of what ``more`` says of the figures."""
    extra = list(more.columns)
    code, out = lesson.said.source, pd.DataFrame({"source": lesson.names})  # by name
    if extra:
        keys = more.assign(source=lesson.names[code])[["source", *extra]]
        code = keys.groupby(["source", *extra], dropna=False, observed=True, sort=True).ngroup().to_numpy()
        rows = np.zeros(int(code.max(initial=-1)) + 1, dtype=np.int64)
        rows[code] = np.arange(len(code))
        out = keys.iloc[rows].reset_index(drop=True)
    n = len(out)
    out = out.assign(**_measured(lesson, code, n, level))
    known = set(lesson.names)
    for name in anchors:
        if name not in known:
            raise EstimatesError(f"unbiased={name!r} is no source of these claims.", hint=nearest(name, lesson.names))
    if anchors and lesson.learned is not None:
        out = out.assign(**_anchored(lesson, anchors, code, n, level))
    if lesson.learned is not None:
        shown = suspected(lesson, 0.01)
        met = pd.concat([shown[["source", "other"]], shown[["other", "source"]].set_axis(["source", "other"], axis=1)])
        out["copies"] = out["source"].map(met.groupby("source")["other"].agg(lambda s: ", ".join(sorted(s))))
    out["copies"] = out["copies"].astype(WORDS)
    return out.sort_values(["weight", "source", *extra], ascending=[False, *[True] * (1 + len(extra))],
                           kind="stable", ignore_index=True)  # fmt: skip


def _measured(lesson: Lesson, code: Ints, n: int, level: float) -> dict[str, Any]:
    """The columns of ``profiles`` for the rows numbered by ``code``."""
    said, found = lesson.said, lesson.learned
    n_claims = sum((np.bincount(code[rows], minlength=n) for rows, _, _ in said.parts()), np.zeros(n, dtype=np.int64))
    out: dict[str, Any] = {"n_claims": n_claims, "n_quantities": np.zeros(n, dtype=np.int64)}
    nothing = np.full(n, np.nan)
    numbers = [f"{name}{end}" for name in ("accuracy", "bias", "spread", "independence", "weight")
               for end in ("", "_low", "_high")]  # fmt: skip
    if found is None:
        unknown = pd.array([np.nan], dtype=WORDS).repeat(n)
        return {**out, **dict.fromkeys(numbers, nothing), "copies": unknown, "anchor": unknown,
                "grade": pd.array(["F"], dtype=WORDS).repeat(n), "regime": unknown, "relative": False}  # fmt: skip
    judged, anchored = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    held, error, square, own, least, most = (np.full(n, start) for start in (0.0, 0.0, 0.0, 0.0, np.inf, -np.inf))
    source = np.zeros(n, dtype=np.int64)
    for rows, groups, some in said.parts():
        use, at = found.judged[rows], code[rows]
        of, group = at[use], some.group[use]
        judged += np.bincount(of, minlength=n)
        anchored += np.bincount(of[~np.isnan(lesson.known[groups][group])], minlength=n)
        met = np.sort(group * n + of)  # np.unique hashes, which takes many times as long
        out["n_quantities"] += np.bincount(met[np.append(True, met[1:] != met[:-1])[: len(met)]] % n, minlength=n)
        held, error = tally(of, found.held[rows][use], n, held), tally(of, found.error[rows][use], n, error)
        alone = some.share * found.independent[rows]
        own = tally(at, alone, n, own)
        np.minimum.at(least, at, alone)
        np.maximum.at(most, at, alone)
        source[at] = some.source
    with np.errstate(invalid="ignore"):
        mean = error / judged
    for rows, _, _ in said.parts():
        of = code[rows][found.judged[rows]]
        square = tally(of, (found.error[rows][found.judged[rows]] - mean[of]) ** 2, n, square)
    empty = judged == 0
    tail = (1 - level) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        accuracy = np.where(empty, np.nan, held / judged)
        low, high = (beta.ppf(q, held + 0.5, judged - held + 0.5) for q in (tail, 1 - tail))
        measured = {"accuracy": (accuracy, np.minimum(low, accuracy), np.maximum(high, accuracy))}
        measured["bias"] = _about(mean, square, judged, level)
        spread = np.where(judged > 1, np.sqrt(square / np.maximum(judged - 1, 1)), np.nan)
        down, up = (np.sqrt(square / chi2.ppf(q, np.maximum(judged - 1, 1))) for q in (1 - tail, tail))
        measured["spread"] = (spread, np.where(judged > 1, down, np.nan), np.where(judged > 1, up, np.nan))
    measured["independence"] = own / np.maximum(n_claims, 1), least, most
    measured["weight"] = _weight_between(found, source, measured)
    for name, (middle, lowest, highest) in measured.items():
        out.update({name: middle, f"{name}_low": lowest, f"{name}_high": highest})
    anchor = pd.Series(np.where(anchored == judged, "known", "others"), dtype=WORDS).mask(empty)
    steps, letters = np.array(list(GRADES.values())[::-1]), np.array(list(GRADES)[::-1], dtype=object)
    grade = letters[np.searchsorted(steps, np.nan_to_num(accuracy), side="right") - 1]
    grade = np.where(judged < FIGURES, "F", grade)
    return {**out, "copies": np.nan, "anchor": anchor, "grade": pd.array(grade, dtype=WORDS),
            "regime": pd.array([found.regime] * n, dtype=WORDS), "relative": found.relative}  # fmt: skip


def _anchored(lesson: Lesson, names: list[str], code: Ints, n: int, level: float) -> dict[str, Any]:
    """Bias by what the unbiased sources say of the same, and who they are."""
    said, relative = lesson.said, lesson.learned is not None and lesson.learned.relative
    best = np.log(said.best) if relative else said.best
    of = np.isin(lesson.names[said.source], names) & ~np.isnan(best)
    count = tally(said.group[of], of[of], said.n_groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        error = best - (tally(said.group[of], best[of], said.n_groups) / count)[said.group]
        use = ~np.isnan(error)
        at, error = code[use], error[use]
        n_judged = np.bincount(at, minlength=n)
        mean = tally(at, error, n) / n_judged
        bias, low, high = _about(mean, tally(at, (error - mean[at]) ** 2, n), n_judged, level)
    anchor = pd.Series(", ".join(names), index=range(n), dtype=WORDS).mask(np.isnan(bias))
    return {"bias": bias, "bias_low": low, "bias_high": high, "anchor": anchor}


def _about(mean: Floats, square: Floats, count: Ints, level: float) -> tuple[Floats, Floats, Floats]:
    """Means with their t intervals, by the summed squares about them."""
    spread = np.where(count > 1, np.sqrt(square / np.maximum(count - 1, 1)), np.nan)
    reach = t.ppf((1 + level) / 2, np.maximum(count - 1, 1)) * spread / np.sqrt(count)
    return mean, mean - reach, mean + reach


def _weight_between(found: Learned, source: Ints, measured: dict[str, Any]) -> tuple[Floats, Floats, Floats]:
    """The weight of each source, and what it would be at the ends of its accuracy or spread."""
    own = found.weight[source]
    name, sign = ("accuracy", 1.0) if found.regime == "facts" else ("spread", -2 * TEMPER)
    middle, low, high = measured[name]
    with np.errstate(invalid="ignore", divide="ignore"):
        if found.regime == "facts":
            odds = [np.log(1 + np.clip(p, 0.01, 0.99) / (1 - np.clip(p, 0.01, 0.99))) for p in (middle, low, high)]
            ratio = odds[1] / odds[0], odds[2] / odds[0]
        else:
            ratio = (high / middle) ** sign, (low / middle) ** sign
    return own, own * ratio[0], own * ratio[1]
