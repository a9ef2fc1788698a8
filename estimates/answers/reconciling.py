"""One answer from many claims, and which claims stand behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from numbers import Integral
from typing import Any, Literal

import numpy as np
import pandas as pd

from estimates.answers import methods
from estimates.answers.anchoring import Known, widened
from estimates.answers.backing import backing
from estimates.answers.calling import called
from estimates.answers.implied import rejected, under_relations
from estimates.answers.methods import Answers
from estimates.answers.pooled import Scale, SeFrom, pooled
from estimates.answers.pooling import Interval, PoolMethod
from estimates.answers.reliability import learned
from estimates.claims.comparable import By, columns_of, turned
from estimates.claims.grades import GRADE_WEIGHTS, weights_of
from estimates.claims.groups import Groups, group_claims
from estimates.door import checked
from estimates.errors import EstimatesError, SchemaError, check_choice, nearest
from estimates.intervals.arrays import Floats
from estimates.relations.language import RelationsLike, check_by
from estimates.schema import COLUMNS, SAME, WORDS, framed, rows_of

Method = Literal[
    "intersection", "hull", "consensus", "median", "vote", "majority", "lowest", "low_best_high", "min_max", "latest",
    "most_reliable", "random_effects", "learned",
]  # fmt: skip

_ANSWERS: dict[str, Callable[[Groups], Answers]] = {
    "intersection": methods.intersection,
    "hull": methods.enclose,
    "consensus": methods.consensus,
    "median": methods.median,
    "vote": methods.vote,
    "majority": methods.majority,
    "lowest": methods.lowest,
    "low_best_high": methods.low_best_high,
    "min_max": methods.min_max,
    "latest": methods.latest,
    "most_reliable": methods.most_reliable,
}
_OF_RANGES = ("intersection", "hull", "consensus")


@checked
def reconcile(
    claims: pd.DataFrame,
    method: Method | Callable[[pd.DataFrame], Any] = "intersection",
    *,
    by: By = SAME,
    within: str | int | pd.Timedelta | None = None,
    at_least: int | None = None,
    weights: str | None = None,
    estimator: PoolMethod | None = None,
    ci: Interval | None = None,
    level: float | None = None,
    se_from: SeFrom | None = None,
    coverage: float | None = None,
    scale: Scale | None = None,
    known: Known | None = None,
    calibration: pd.DataFrame | None = None,
    kind: str | None = None,
    relations: RelationsLike | None = None,
    reject: Sequence[str] = (),
) -> pd.DataFrame:
    """Answer each quantity from all that was claimed of it.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table (see ``bound``). Negated figures, changes (``trend``) and claims whose ends are unknown
        stay out. A group that mixes units of one dimension is converted to the first of them.
    method : str or callable
        What is taken for the answer. "Outer band" is ``low`` to ``high``; an origin's "figure" is its latest claim, or
        the median of its latest where they differ; a "printed" number is ``best`` or ``value``, or the end of a
        stated range.

        =================  ===================================================================================
        ``intersection``   the values that every outer band allows; no ends where there are none
        ``hull``           the least range that holds every outer band
        ``consensus``      every range that the most origins allow (Marzullo 1984), ties as rows; with
                           ``at_least=k``, every range that at least k origins allow
        ``median``         the middle of the origins' ``best``, and of their low and of their high ends; of an
                           even number the mean of the middle two, which ``basis`` says if they differ
        ``vote``           every value that the most origins state as ``best``; ends: what those all allow
        ``majority``       the value that more than half of the origins that state one agree on, else as ``lowest``
                           (Global Terrorism Database, codebook 2021: the majority figure, else the lowest)
        ``lowest``         the lowest printed number; ends: those of the claims that print it (ACLED codebook:
                           the most conservative estimate)
        ``low_best_high``  lowest and highest printed number; best is the most reliable one where grades tell it,
                           else the lowest (Uppsala Conflict Data Program, definitions: best estimate)
        ``min_max``        lowest and highest printed number, no best (Iraq Body Count; Bureau of Investigative
                           Journalism)
        ``latest``         the claims of the latest ``as_of`` (else ``reported``), each a row where they differ
        ``most_reliable``  the claims of the best Admiralty grade (NATO AJP-2.1: ``reliability`` A to F, then
                           ``credibility`` 1 to 6), each a row where they differ
        ``random_effects``  the mean that ``pool`` makes of the origins' figures and their ``se``
        ``learned``        sources weighed by their record on all quantities (see ``profiles``): where figures coincide
                           beyond chance a vote on exact values, else a mean, of logarithms where figures scatter as
                           their size; copies count nearly once (see ``copiers``). Hedged and one-sided claims
                           count by what they allow. ``consensus`` where there are fewer than 3 sources or 5
                           quantities that several speak on, or nobody states a number; ``basis`` says which
        =================  ===================================================================================

        A callable is given the claims of each group, sorted, and gives a number, two ends, a mapping with any of
        ``low``, ``best``, ``high``, ``closed``, or None for no answer; it is called once a group and so is slower.
    by : column names
        What makes claims comparable. A missing cell is a value of its own.
    within : Timedelta, str or int (days), optional
        Leave out claims that are older than the latest dated one of their group by more than this ("30D"); claims
        without a date stay in.
    at_least : int, optional
        Only for ``consensus``: give every range that so many origins allow.
    weights : str, optional
        Only for ``consensus``: a column that says what an origin counts: numbers of 0 or more, or the grades of
        ``reliability`` (A 1, B 0.8, C 0.6, D 0.4, E 0.2, F or none 0.5) or ``credibility`` (1 to 6 likewise). It
        chooses the range; ``n_support`` counts heads.
    estimator, ci, level : optional
        Only for ``random_effects``: as ``method``, ``ci`` and ``level`` of ``pool``; "REML", "normal" and 0.95 if not
        given.
    se_from, coverage : optional
        Only for ``random_effects``: "range" takes ``low`` to ``high`` of a claim without ``se`` for an interval that
        holds the value in a share ``coverage`` of cases (0.95 if not given), on a normal curve. Bounds are no
        confidence intervals: this is your assumption, and ``basis`` says so. Without it, claims that have no ``se``
        stay out.
    scale : str, optional
        Only for ``random_effects``: "log" pools logarithms, for counts of unlike size; ``best`` is then a geometric
        mean, and ``tau2`` and I2 are those of logarithms.
    known : DataFrame, Series or mapping, optional
        Only for ``learned``: what is known to be true, ``value`` beside columns of ``by`` or values by quantity.
        Sources are judged by it there, and their bias is taken off where figures are averaged.
    calibration : DataFrame, optional
        What ``calibrate`` gave for this method: ends are moved away from ``best`` by its factor, and ``basis`` says so.
    kind : str, optional
        Only with ``calibration``: the ``by`` column that says of which kind a quantity is.
    relations : strings, mapping or table, optional
        Only for ``intersection``: sums, products and inequalities that must hold (see ``contradictions``). The ends are
        then those that claims and relations together imply, ``best`` is the least adjustment of the figures inside
        them (see ``balance``), and quantities that only relations speak of are answered too.
    reject : list of claim ids
        Claims to leave out, which is your decision: ``suspects`` names the smallest sets that would do.

    Returns
    -------
    DataFrame
        A row per answer: the ``by`` columns, then

        - ``region``: 1, 2, ... where answers tie, from low to high;
        - ``low, best, high, closed, unit``: NaN where there is no such end. ``best`` is never a midpoint: for ranges
          it is the one value that is stated inside them, and missing where none or several are;
        - ``n_claims, n_origins``: how many take part; what an origin repeats exactly counts once; claims without a
          source are one origin, for nobody knows that they are several;
        - ``n_support``: the most origins that allow one value of the answer (its ``best``, if it has one);
        - ``agreement``: from 0 (no value is allowed by all) to 1 (the likely bands share a value);
        - ``verdict``: agreed (two or more origins, and all support the answer by what they said last), single (one
          origin: nothing to agree with), majority (more than half), split, or undetermined (nothing to answer from). An
          answer that no claim would call likely, as where bands touch at their ends, is split;
        - ``method``, and ``basis``: what was assumed, where the method had to;
        - only for ``random_effects``: ``se, pi_low, pi_high, tau2, Q, I2, p, birge`` as ``pool`` gives them.

    Raises
    ------
    SchemaError
        If the table is not bounded or a column is missing.
    RelationError
        If a relation cannot be read, or puts unlike dimensions together.
    EstimatesError
        If the method is unknown, an option does not belong to it, a ``by`` column has the name of another column of
        the answer than ``unit``, ``within`` is no window of time, or a callable gives something else.
    InfeasibleError
        If claims and relations cannot all hold; it names the conflicts.

    Examples
    --------
    >>> from estimates import bound, read_claims, reconcile
    >>> claims = bound(read_claims([
    ...     {"quantity": "troops", "source": "president", "text": "about 11,000"},
    ...     {"quantity": "troops", "source": "spokesman", "text": "10,000"},
    ...     {"quantity": "troops", "source": "minister", "text": "up to 12,000"},
    ... ]))
    >>> reconcile(claims)[["low", "best", "high", "closed", "n_support", "verdict"]]
          low     best     high closed  n_support verdict
    0  9750.0  10000.0  10250.0   left          3  agreed
    >>> reconcile(claims, "lowest")[["low", "best", "high", "verdict"]]
          low     best     high verdict
    0  9750.0  10000.0  10250.0  agreed
    >>> reconcile(claims, lambda group: group["low"].max())[["best", "verdict", "method"]]
         best verdict    method
    0  9750.0  agreed  <lambda>
    """
    claims = rejected(claims, reject)
    if relations is not None:
        if method != "intersection":
            raise EstimatesError(f"relations do not go with method={method!r}.", hint='use method="intersection".')
        if calibration is not None:
            raise EstimatesError("calibration does not go with relations.", hint="leave one of the two out.")
        columns = columns_of(claims, by)
        check_by(relations, columns)
        return under_relations(reconcile(claims, by=by, within=within), claims, relations, columns)
    options = {
        "at_least": at_least, "weights": weights, "known": known, "estimator": estimator, "ci": ci, "level": level,
        "se_from": se_from, "coverage": coverage, "scale": scale,
    }  # fmt: skip
    return widened(_answered(claims, method, by, within, options), calibration, kind)


def reconcile_part(
    claims: pd.DataFrame,
    method: Method | Callable[[pd.DataFrame], Any] = "intersection",
    *,
    by: By = SAME,
    within: str | int | pd.Timedelta | None = None,
    calibration: pd.DataFrame | None = None,
    kind: str | None = None,
    reject: Sequence[str] = (),
    **options: Any,
) -> pd.DataFrame:
    """Answer some of many quantities as ``reconcile`` does where it is given all of them.

    What must stand somewhere in the whole may stand in another part: the claims rejected, and any standard error at
    all. Whoever cuts the whole into parts sees to that. No claims are answered by ``reconcile``, which checks options.
    """
    if claims.empty:
        return reconcile(claims, method, by=by, within=within, calibration=calibration, kind=kind, **options)
    kept = claims[~claims["claim_id"].isin([reject] if isinstance(reject, str) else list(reject))]
    return widened(_answered(kept, method, by, within, options, whole=False), calibration, kind)


def _answered(
    claims: pd.DataFrame, method: Any, by: By, within: str | int | pd.Timedelta | None, options: Mapping[str, Any],
    *, whole: bool = True,
) -> pd.DataFrame:  # fmt: skip
    _check_options(claims, method, options)
    given = {option: value for option, value in options.items() if value is not None}
    if method == "random_effects":
        groups, answers, extra = pooled(claims, by, within, whole=whole, **given)
        return pd.concat([_table(groups, answers, method), extra], axis=1)
    groups = group_claims(claims, by, within=within)
    if "at_least" in given:
        return _table(groups, methods.covered(groups, given["at_least"]), "consensus")
    if "weights" in given:
        return _table(groups, methods.consensus(groups, _weights(groups, given["weights"])), "consensus")
    return _by_method(groups, method, given.get("known"))


def by_methods(
    claims: pd.DataFrame, several: Sequence[Method | Callable[[pd.DataFrame], Any]], by: By
) -> Iterator[pd.DataFrame]:
    """What ``reconcile`` answers by each of several methods, the claims grouped once."""
    groups = group_claims(claims, by)
    for method in several:
        _check_options(claims, method, {})
        yield reconcile(claims, method, by=by) if method == "random_effects" else _by_method(groups, method, None)


def _by_method(groups: Groups, method: Any, known: Known | None) -> pd.DataFrame:
    if callable(method):
        return _table(groups, called(groups, method), getattr(method, "__name__", "callable"))
    if method == "learned":
        return _table(groups, learned(groups, known), method)
    return _table(groups, _ANSWERS[method](groups if method in _OF_RANGES else _of_numbers(groups)), method)


def _of_numbers(groups: Groups) -> Groups:
    """Without figures that nobody affirms: "unlikely that more than 500" bounds, and is no number that was printed."""
    bounds = turned(groups.claims) if "hedge" in groups.claims else np.zeros(len(groups.claims), dtype=bool)
    return groups.only(~bounds) if bounds.any() else groups


def _check_options(claims: pd.DataFrame, method: Any, options: Mapping[str, Any]) -> None:
    if not callable(method):
        check_choice("method", method, Method)
    for name, value in options.items():
        home = {"at_least": "consensus", "weights": "consensus", "known": "learned"}.get(name, "random_effects")
        if value is not None and method != home:
            raise EstimatesError(f"{name}={value!r} says nothing to method={method!r}.", hint=f"use method={home!r}.")
    at_least, weights, coverage = (options.get(name) for name in ("at_least", "weights", "coverage"))
    if at_least is not None and weights is not None:
        raise EstimatesError("at_least counts heads and weights weighs them.", hint="give one of the two.")
    if coverage is not None and 0 < coverage < 1 and options.get("se_from") is None:
        raise EstimatesError(f"coverage={coverage!r} says nothing without se_from.", hint="give se_from='range' too.")
    if at_least is not None and (isinstance(at_least, bool) or not isinstance(at_least, Integral) or at_least < 1):
        raise EstimatesError(f"at_least={at_least!r} is no number of origins.", hint="give 1 or more.")
    if weights is not None and weights not in claims:
        raise SchemaError(f"weights={weights!r} is no column of the table.", hint=nearest(weights, map(str, claims)))


def _weights(groups: Groups, name: str) -> Floats:
    if name in GRADE_WEIGHTS:
        return weights_of(groups.claims, name)
    weights: Floats = pd.to_numeric(groups.claims[name], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    wrong = ~(np.isfinite(weights) & (weights >= 0))
    if wrong.any():
        row = groups.claims[wrong].iloc[0]
        raise EstimatesError(
            f"{name}={row[name]} of claim {row['claim_id']} ({row['source']}) is no weight.",
            hint="a weight is a number of 0 or more.",
            claims=groups.claims["claim_id"][wrong],
        )
    return weights


def _table(groups: Groups, answers: Answers, method: str) -> pd.DataFrame:
    answers = _in_order(answers)
    group = answers.group
    first = np.append(True, group[1:] != group[:-1])[: len(group)]
    region = np.arange(len(group)) - np.flatnonzero(first)[np.cumsum(first) - 1] + 1
    n_support, verdict = backing(groups, answers, method)
    keys = groups.keys if len(group) == len(groups) else rows_of(groups.keys, group)
    closed = 2 * ~answers.lower + ~answers.upper  # the place of the word in CLOSED
    closed[np.isnan(answers.low) | np.isnan(answers.high)] = -1
    basis = _repeated(np.nan, len(group)) if answers.basis is None else pd.array(answers.basis, dtype=WORDS)
    columns = {
        "region": region, "low": answers.low, "best": answers.best, "high": answers.high,
        "closed": pd.Categorical.from_codes(closed, dtype=COLUMNS["closed"]), "unit": groups.units[group],
        "n_claims": groups.n_claims[group], "n_origins": groups.n_origins[group], "n_support": n_support,
        "agreement": groups.agreement[group], "verdict": verdict, "method": _repeated(method, len(group)),
        "basis": basis,
    }  # fmt: skip
    if "unit" in keys:
        del columns["unit"]  # it says what is comparable and stands there
    if both := [name for name in columns if name in keys]:
        raise EstimatesError(f"by={both[0]!r} is a column of the answer.", hint="rename yours first.")
    return framed({name: keys[name].array.copy() for name in keys} | columns, len(group))


def _in_order(answers: Answers) -> Answers:
    """Answers by group and, where several tie, from low to high; most methods give them so."""
    group, low = answers.group, answers.low
    if ((group[1:] > group[:-1]) | ((group[1:] == group[:-1]) & (low[1:] > low[:-1]))).all():
        return answers
    return answers.take(np.lexsort((answers.best, answers.high, low, group)))


def _repeated(word: Any, n: int) -> Any:
    """A column that says one word in every row."""
    return pd.array([word], dtype=WORDS).repeat(n)
