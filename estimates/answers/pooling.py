"""Pooling of figures that have standard errors: arrays in, a row for each group out, all groups in one pass.

Vocabulary: a *value* is one source's figure, its *se* the standard error; ``v = se ** 2``. The common-effect model
takes every value for the same number plus its own error. The random-effects model lets sources differ by more than
their errors say: what they aim at varies with the variance ``tau2``, so a value weighs ``1 / (v + tau2)``.

Sources: Hartung and Knapp 2001; Higgins and Thompson 2002 (I2); Higgins, Thompson and Spiegelhalter 2009 (prediction);
Birge 1932; Cox 2007 (largest consistent subset); those of the estimators stand with them.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

from estimates.answers.estimators import ROBUST, TAU2, Data, Sizes, scaled_mad, scales, summed, weighted
from estimates.answers.tails import chi2_tail
from estimates.coded import ordered
from estimates.door import checked
from estimates.errors import EstimatesError, check_choice, check_number, listed
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.intervals.sorting import within

PoolMethod = Literal["EE", "DL", "PM", "REML", "ML", "HE", "median", "weighted_median", "huber"]
Interval = Literal["normal", "hartung_knapp", "hartung_knapp_truncated", "birge"]
Prediction = Literal["normal", "t", "higgins"]

SORTED_UP_TO = 200_000  # rows; beyond it sums run in the order given, which moves them by some 3e-14 of their size


@checked
def pool(
    values: ArrayLike,
    se: ArrayLike,
    *,
    groups: ArrayLike | None = None,
    method: PoolMethod = "REML",
    ci: Interval = "normal",
    level: float = 0.95,
    prediction: Prediction | None = None,
) -> pd.DataFrame:
    """Pool values by their standard errors, group by group in one vectorised pass.

    Parameters
    ----------
    values, se : array_like of float, shape (n,)
        Figures and their standard errors, in one unit within a group.
    groups : array_like, shape (n,), optional
        Which values belong together; all do if not given. Integers from 0 are quickest.
    method : str
        EE takes all values for one number; DL, PM, REML, ML and HE estimate ``tau2`` first, never below zero. Of the
        robust ones ``median`` weighs all values alike, ``weighted_median`` (the lower one) and ``huber`` (tuning 1.345)
        by ``1 / v``.
    ci : str
        ``normal``: the standard error of the model, normal quantiles. ``hartung_knapp``: the standard error from the
        spread of the values and t with n - 1 degrees of freedom, plain, so it can be shorter than the normal one;
        ``hartung_knapp_truncated``: never shorter in its standard error. ``birge``, for EE only: the standard error
        times the Birge ratio where that exceeds 1 (the Particle Data Group's scale factor).
    level : float
        Of both intervals.
    prediction : str, optional
        Interval for what a further source would aim at, ``best ± q * sqrt(tau2 + se ** 2)`` with the model's standard
        error (with ``birge`` the scaled one): q normal, ``t`` with n - 1, ``higgins`` t with n - 2 degrees of freedom.
        By default normal with normal intervals, else t.

    Returns
    -------
    DataFrame
        A row per group, sorted: ``group`` (0 if none were given), ``best, se, low, high, pi_low, pi_high``; ``tau2``
        (missing for robust methods); ``Q, I2, p, birge`` on the common-effect mean (I2 in percent, Q's own; p of
        chi-squared; birge ``sqrt(Q / (n - 1))``, 1 for one value); ``n``. With one value t
        intervals are unbounded. Robust methods have no ``tau2`` and add ``mad``, the median absolute deviation scaled
        to a standard deviation, which takes the place of tau in the prediction; their standard error is the greater
        of what the values' own errors and their spread imply.

    Raises
    ------
    EstimatesError
        If lengths differ; a value is no number, missing or infinite; a standard error is not positive; a choice is
        unknown; or the numbers are so large, small or far apart that a result would over- or underflow.

    Notes
    -----
    Up to 200,000 rows are sorted first, so that their order never changes a digit.

    Examples
    --------
    Two sources, 10,000 ± 300 and 11,000 ± 500:

    >>> pool([10000, 11000], [300, 500], method="DL")[["best", "se", "low", "high", "tau2"]].round(1)
          best     se    low     high      tau2
    0  10420.0  493.6  9452.6  11387.4  330000.0
    """
    names, columns, lost = pooled_columns(values, se, groups, method, ci, level, prediction)
    if lost.any():
        raise _too_far_apart(np.asarray(names)[lost], len(lost))
    return pd.DataFrame({"group": names, **columns}, copy=False)  # nobody else holds these arrays


def pooled_columns(
    values: ArrayLike, se: ArrayLike, groups: ArrayLike | None,
    method: PoolMethod, ci: Interval, level: float, prediction: Prediction | None = None,
) -> tuple[Any, dict[str, Any], Bools]:  # fmt: skip
    """What ``pool`` gives, as arrays: the names of the groups, their columns, and which of them overflowed."""
    prediction = _checked_options(method, ci, level, prediction)
    y, s, sizes = numbers_of(values, se)
    code, names, n = grouped(groups, y)
    if len(y) <= SORTED_UP_TO:
        y, s, code = _in_order(y, s, code)
    scale = None if sizes.ordinary else scales(s, code, len(names))
    robust = method in ROBUST
    with np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore"):  # told by the last of the three
        if scale is not None:
            y, s = y / scale[code], s / scale[code]
        data = summed(y, s, code, n, far=sizes.far)
        if robust:
            tau2, (best, model_se) = np.full(len(names), np.nan), ROBUST[method](data)
            between = scaled_mad(data, ROBUST["median"](data)[0])
        else:
            tau2 = TAU2[method](data)
            best, model_se = weighted(data, tau2)
            between = np.sqrt(tau2)
        error, half = _interval(data, tau2, best - data.base, model_se, ci, level)
        known = {"normal": None, "t": 1.0, "higgins": 2.0}[prediction]  # degrees of freedom that what is known takes
        reach = np.hypot(between, error if ci == "birge" else model_se)
        ahead = _quantile(None if known is None else data.n - known, level) * reach
        columns = _columns(data, tau2, best, error, half, ahead, scale)
        if robust:
            columns["mad"] = between if scale is None else between * scale
        return names, columns, _lost(columns, tau2)


def _checked_options(method: str, ci: str, level: float, prediction: Prediction | None) -> Prediction:
    check_choice("method", method, PoolMethod)
    check_choice("ci", ci, Interval)
    prediction = prediction or ("normal" if ci in ("normal", "birge") else "t")
    check_choice("prediction", prediction, Prediction)
    check_number("level", level, least=0, most=1, open_ends=True)
    if (ci == "birge" and method != "EE") or (method in ROBUST and ci != "normal"):
        raise EstimatesError(
            f"ci={ci!r} does not go with method={method!r}.",
            hint="birge goes with EE, Hartung-Knapp with EE, DL, PM, REML, ML and HE, normal with all.",
        )
    return prediction


def numbers_of(values: ArrayLike, se: ArrayLike) -> tuple[Floats, Floats, Sizes]:
    """Values and standard errors as floats, checked, and how large they are."""
    y, s = _floats("values", values), _floats("se", se)
    if y.ndim != 1 or y.shape != s.shape:
        raise EstimatesError(
            f"values has shape {y.shape} and se {s.shape}.", hint="give one standard error for each value."
        )
    if not len(y):
        return y, s, Sizes(0.0, 1.0, 1.0)
    sizes = Sizes(float(np.maximum(y.max(), -y.min())), float(s.min()), float(s.max()))  # NaN carries through
    if not (np.isfinite(sizes.value) and sizes.least > 0 and np.isfinite(sizes.greatest)):
        _refuse_rows("values", y, ~np.isfinite(y), "leave out values that are not known.")
        hint = "a standard error is above 0; that of a rounded figure is not 0 either."
        _refuse_rows("se", s, ~((s > 0) & np.isfinite(s)), hint)
    return y, s, sizes


def _floats(name: str, numbers: ArrayLike) -> Floats:
    try:
        if np.ma.isMA(numbers):  # what is masked is missing; np.asarray would give the number under the mask
            return np.asarray(np.ma.filled(np.ma.asarray(numbers, dtype=float), np.nan))
        return np.asarray(numbers, dtype=float)
    except (TypeError, ValueError, OverflowError) as error:
        raise EstimatesError(f"{name} are no numbers: {error}.", hint="give numbers, one for each figure.") from error


def _in_order(y: Floats, s: Floats, code: Ints) -> tuple[Floats, Floats, Ints]:
    """Rows by group, value and standard error; of most values there is one in a group."""
    order, member, number = within(code, y)
    again = (number[1:] == number[:-1]) & (member[1:] == member[:-1])
    if again.any():
        tied = np.flatnonzero(np.append(again, False) | np.append(False, again))
        rows = order[tied]
        order[tied] = rows[np.lexsort((s[rows], y[rows], code[rows]))]
    return number, s[order], member


def grouped(groups: ArrayLike | None, y: Floats) -> tuple[Ints, Any, Ints]:
    """Groups as dense codes, and their names and sizes."""
    if groups is None:
        some = min(1, len(y))
        return np.zeros(len(y), dtype=np.int64), np.arange(some), np.full(some, len(y))
    if isinstance(groups, pd.Series) and isinstance(groups.dtype, pd.StringDtype) and groups.shape == y.shape:
        code, names = ordered(groups)
        if code.max(initial=-1) < len(names):  # none is missing
            return code, names, np.bincount(code)
    labels = np.asarray(groups)
    if labels.shape != y.shape:
        raise EstimatesError(f"groups has shape {labels.shape} and values {y.shape}.", hint="give a group for each.")
    if labels.dtype.kind in "iu" and len(labels) and labels.min() >= 0 and labels.max() < 2 * len(labels):
        n = np.bincount(labels)
        if n.min() > 0:
            return labels, np.arange(len(n)), n
        return (np.cumsum(n > 0) - 1)[labels], np.flatnonzero(n), n[n > 0]
    code, names = pd.factorize(pd.Series(groups), sort=True, use_na_sentinel=False)
    return code.astype(np.int64), names, np.bincount(code)


def _refuse_rows(name: str, numbers: Floats, wrong: Any, hint: str) -> None:
    if wrong.any():
        at = np.flatnonzero(wrong)
        shown = listed([f"{numbers[i]} at {i}" for i in at])
        raise EstimatesError(f"{name} cannot be pooled in {len(at)} of {len(numbers)} rows: {shown}.", hint=hint)


def _interval(
    data: Data, tau2: Floats, answer: Floats, model_se: Floats, ci: str, level: float
) -> tuple[Floats, Floats]:
    """The standard error that the interval asked for uses, and half the width of it."""
    if ci.startswith("hartung_knapp"):
        df = data.n - 1.0
        w = 1 / (data.v + tau2[data.code])
        scatter = data.sums(w * (data.r - answer[data.code]) ** 2) / np.maximum(df, 1)
        scatter = np.maximum(scatter, 1.0) if ci.endswith("truncated") else scatter
        error = np.where(df > 0, np.sqrt(scatter) * model_se, model_se)
        return error, np.where(df > 0, _quantile(df, level) * error, np.inf)
    error = model_se * np.maximum(_birge(data), 1.0) if ci == "birge" else model_se
    return error, _quantile(None, level) * error


def _quantile(df: Any, level: float) -> Any:
    """Two-sided quantile of t, infinite where df is 0 or less; of the normal curve where there are no df."""
    tail = (1 + level) / 2
    if df is None:
        return special.ndtri(tail)
    distinct, at = np.unique(df, return_inverse=True)
    quantiles = [special.stdtrit(d, tail) if d > 0 else np.inf for d in distinct]
    return np.array(quantiles, dtype=float)[at]


def _birge(data: Data) -> Floats:
    return np.where(data.n > 1, np.sqrt(data.q / np.maximum(data.n - 1, 1)), 1.0)


def _columns(
    data: Data, tau2: Floats, best: Floats, se: Floats, half: Floats, ahead: Floats, scale: Floats | None
) -> dict[str, Any]:
    df = data.n - 1
    excess = np.where(df < data.q, 100 * (data.q - df) / np.where(data.q > 0, data.q, 1.0), 0.0)
    columns = {
        "best": best, "se": se, "low": best - half, "high": best + half, "pi_low": best - ahead,
        "pi_high": best + ahead,
    }  # fmt: skip
    if scale is not None:
        columns, tau2 = {name: column * scale for name, column in columns.items()}, tau2 * scale * scale
    shape = {"Q": data.q, "I2": excess, "p": chi2_tail(df, data.q), "birge": _birge(data), "n": data.n}
    return {**columns, "tau2": tau2, **shape}


def _lost(columns: dict[str, Any], tau2: Floats) -> Bools:
    """Groups whose results are too large or too small for a float; ``tau2`` as it was before its scale was put back."""
    lost: Bools = np.isinf(columns["tau2"]) | ((columns["tau2"] == 0) & (tau2 > 0))
    for name in ("best", "se", "Q"):
        lost |= ~np.isfinite(columns[name])
    for name in ("low", "high", "pi_low", "pi_high", "p", "birge"):
        lost |= np.isnan(columns[name])
    return lost


def _too_far_apart(names: Any, of: int) -> EstimatesError:
    return EstimatesError(
        f"the numbers of {len(names)} of {of} groups are too large, too small or too far apart to pool: "
        f"group {listed(names)}.",
        hint="state them in another unit, or look for a slip of the unit in a value or its standard error.",
    )
