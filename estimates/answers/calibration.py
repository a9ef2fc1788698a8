"""How often the ends of answers held what later proved true, and by how much they must be widened to do so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t

from estimates.answers.anchoring import ALL, Known, known_values
from estimates.answers.reconciling import Method, reconcile
from estimates.door import checked
from estimates.errors import EstimatesError, SchemaError, check_choice, nearest
from estimates.intervals.arrays import Bools, Floats
from estimates.schema import WORDS

#: Known quantities of a kind from which it has a factor of its own.
OWN = 10


@checked
def calibrate(
    claims: pd.DataFrame,
    known: Known,
    method: Method | Callable[[pd.DataFrame], Any] = "random_effects",
    *,
    kind: str | None = None,
    level: float = 0.95,
    **options: Any,
) -> pd.DataFrame:
    """Measure how often answers held what is known, and how much wider they must be to do so as often as they say.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    known : DataFrame, Series or mapping
        What is known to be true: ``value`` beside columns of ``by``, or values by quantity. Keep for it quantities
        that you do not mean to answer: what a factor was fitted to says nothing of how well it serves.
    method, options :
        As for ``reconcile``: the way of answering that is put to the test.
    kind : str, optional
        A column of ``by`` that says of which kind a quantity is. A kind with fewer than 10 known values has the
        factor of all.
    level : float
        The share of what is true that the ends should hold.

    Returns
    -------
    DataFrame
        A row for each kind, and the last for "all": ``kind``; ``n``, how many known values it rests on;
        ``coverage``, the share that the ends held; ``inflation``, the factor on the distance of the ends from
        ``best``; ``coverage_after``, the share held when each is left out and the factor comes from the others;
        ``score`` and ``score_after``, the mean interval score (Gneiting and Raftery 2007: width, and 2/(1 - level)
        times what lies outside; in units of the mean width before), less is better; ``level``; ``method``.

        Distances of the truth from ``best`` in half-widths are taken for normal about 0 with unknown spread. The
        factor is the quantile of Student's t with n degrees of freedom times their root mean square: the interval
        that the next quantity falls into with probability ``level``, so that few known values widen it.

    Raises
    ------
    EstimatesError
        If fewer than two known quantities have an answer with finite ends around ``best``.

    See Also
    --------
    reconcile : takes the result as ``calibration=``.

    Examples
    --------
    >>> import numpy as np
    >>> from estimates import bound, calibrate, read_claims, reconcile
    >>> rng = np.random.default_rng(0)
    >>> rows = [{"quantity": f"q{i}", "source": f"lab {k}", "value": 100 + shared + rng.normal(0, 1), "se": 1.0}
    ...         for i in range(60) for shared in [rng.normal(0, 2)] for k in range(4)]
    >>> claims = bound(read_claims(rows))
    >>> record = calibrate(claims, {f"q{i}": 100.0 for i in range(30)})
    >>> record[["n", "coverage", "inflation", "coverage_after"]].round(2)
        n  coverage  inflation  coverage_after
    0  30      0.47       2.58             1.0
    >>> reconcile(claims, "random_effects", calibration=record)["basis"].iloc[59]
    'REML; ends x2.58 so that 95 % hold what was known of 30'
    """
    if not 0 < level < 1:
        raise EstimatesError(f"level={level!r} is no share.", hint="give a number between 0 and 1.")
    if not callable(method):
        check_choice("method", method, Method)
    result = reconcile(claims, method, **options)
    result = result[result["region"] == 1]
    keys = result[list(result.columns[: list(result.columns).index("region")])].reset_index(drop=True)
    if kind is not None and kind not in keys:
        raise SchemaError(f"kind={kind!r} is no column that answers are given by.", hint=nearest(kind, keys.columns))
    units = result["unit"].to_numpy(dtype=object) if "unit" in result else keys["unit"].to_numpy(dtype=object)
    truth = known_values(keys, units, known)
    low, best, high = (result[name].to_numpy(dtype=float) for name in ("low", "best", "high"))
    half = np.where(truth < best, best - low, high - best)
    used = np.isfinite(truth) & np.isfinite(half) & np.isfinite(high - low) & (half > 0)
    if used.sum() < 2:
        raise EstimatesError(
            f"{used.sum()} of {np.isfinite(truth).sum()} known quantities have an answer with ends around it.",
            hint="name quantities as the claims do, and choose a method that gives low < best < high.",
        )
    distance = (truth - best)[used] / half[used]
    width = (high - low)[used]
    named = keys[kind].astype(object).to_numpy()[used] if kind is not None else np.full(used.sum(), ALL, object)
    words = result["method"].iloc[0]
    kinds = [
        name for name, n in pd.Series(named).value_counts(sort=False).sort_index().items() if n >= OWN and name != ALL
    ]
    rows = [(name, named == name) for name in kinds] + [(ALL, np.ones(len(named), dtype=bool))]
    table = pd.DataFrame([_record(distance[of], width[of], level) for _, of in rows])
    table.insert(0, "kind", pd.array([name for name, _ in rows], dtype=WORDS))
    return table.assign(level=level, method=pd.array([words] * len(table), dtype=WORDS))


def _record(distance: Floats, width: Floats, level: float) -> dict[str, float]:
    """One row: coverage and interval score before, and after with each known value left out in turn."""
    n, square = len(distance), distance**2
    rest = np.sqrt((square.sum() - square) / max(n - 1, 1))
    after = t.ppf((1 + level) / 2, max(n - 1, 1)) * rest
    return {
        "n": n, "coverage": _share(np.abs(distance) <= 1),
        "inflation": float(t.ppf((1 + level) / 2, n) * np.sqrt(square.mean())),
        "coverage_after": _share(np.abs(distance) <= after),
        "score": _score(distance, width, np.ones(n), level), "score_after": _score(distance, width, after, level),
    }  # fmt: skip


def _score(distance: Floats, width: Floats, factor: Floats, level: float) -> float:
    """Mean interval score in mean widths; what lies outside is measured in half-widths of the side it lies on."""
    outside = np.maximum(np.abs(distance) - factor, 0.0)
    return float((width * (factor + outside / (1 - level))).mean() / width.mean())


def _share(flags: Bools) -> float:
    return float(flags.mean())
