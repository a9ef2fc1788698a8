"""The least adjustment that makes figures and relations hold together."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack
from scipy.special import chdtrc

from estimates.claims.comparable import By
from estimates.door import checked
from estimates.errors import EstimatesError, InfeasibleError, listed
from estimates.intervals.arrays import RTOL, Floats, Ints
from estimates.relations.asking import possible_components
from estimates.relations.doubts import infeasible
from estimates.relations.language import RelationsLike
from estimates.relations.layout import words
from estimates.relations.listing import minimal_conflicts
from estimates.relations.narrowing import Products, narrow
from estimates.relations.projection import Projection, Target, errors, project
from estimates.relations.systems import System, bind
from estimates.schema import SAME, framed

_MISSED = 1e-6  # a row missed by more than this, relatively, cannot be met
#: Where a weight comes from, by number.
_BASES = ("half-width", "middle and half-width of a range", "se", "equal weights", "not moved", "covariance")
_HALF, _RANGE, _SE, _EQUAL, _FIXED, _SHARED = range(len(_BASES))


@checked
def balance(
    claims: pd.DataFrame,
    relations: RelationsLike,
    covariance: pd.DataFrame | NDArray[np.float64] | None = None,
    *,
    by: By = SAME,
    max_rounds: int = 50,
) -> pd.DataFrame:
    """Adjust the figures as little as the relations ask for, the uncertain ones most.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table. A claim counts with its ``best``, or the middle of its range where it states two ends;
        its standard error is ``se`` where given, else half the width of its outer band. A one-sided claim is kept as a
        limit. A claim without any width is not moved; where no claim of a component has any, all weigh the same.
    relations : str, iterable of str, mapping, or DataFrame
        What must hold. Inequalities are kept; products are met by linearising them again at every answer.
    covariance : DataFrame or array, optional
        Covariance of the claims' errors where they are shared: labelled by ``claim_id``, or in the order of the
        claims. Its diagonal replaces ``se``.
    by : column name or names
        A relation among quantities is held against claims that are equal in the other columns.
    max_rounds : int
        Linearisations of products at most.

    Returns
    -------
    DataFrame
        A row per quantity and group: the other ``by`` columns, ``quantity``, ``stated`` (the claims pooled by their
        weights; NaN where there are none), ``best`` (after adjustment), ``se`` (after adjustment; NaN where the
        relations leave the quantity open), ``adjustment`` (best - stated), ``z`` (adjustment by its standard error: the
        measurement test; 0 where no relation checks the quantity), ``chi2``, ``dof`` and ``p`` (the test of all claims
        and relations of the group together), ``unit``, and ``basis``: where the weight comes from.

    Raises
    ------
    InfeasibleError
        If relations, limits and figures that may not move cannot all hold.

    Notes
    -----
    Weighted least squares under constraints, as VDI 2048 part 1 (2017) and Narasimhan and Jordache (2000), *Data
    Reconciliation and Gross Error Detection*; the same estimator balances national accounts (Stone, Champernowne and
    Meade 1942, Review of Economic Studies 9). Inequalities that bind count as equalities in ``se`` and the tests. Half
    the width of a band is wider than a standard error, so tests that rest on bands err on the quiet side.

    Examples
    --------
    >>> from estimates import balance, bound, read_claims
    >>> claims = bound(read_claims([
    ...     {"quantity": "killed", "value": 1000, "se": 50.0}, {"quantity": "wounded", "value": 3000, "se": 100.0},
    ...     {"quantity": "casualties", "value": 4225, "se": 100.0}]))
    >>> balance(claims, "killed + wounded == casualties")[["quantity", "stated", "best", "adjustment"]].round(6)
         quantity  stated    best  adjustment
    0  casualties  4225.0  4125.0      -100.0
    1      killed  1000.0  1025.0        25.0
    2     wounded  3000.0  3100.0       100.0
    """
    system = bind(claims, relations, by=by)
    pooled = _pooled(system, None if covariance is None else _labelled(claims, covariance))
    target, found = _nearest(system, pooled, max_rounds, bands=False)
    if (found.missed > _MISSED).any():
        still = pooled.variance[system.network.claim_variable] == 0
        raise infeasible(system, int(np.flatnonzero(found.missed > _MISSED)[0]), fixed=still)
    return _balanced(system, pooled, target, found)


def nearest_within(claims: pd.DataFrame, relations: RelationsLike, *, by: By, rtol: float = RTOL) -> Any:
    """Balance as ``balance`` does, with every figure kept inside the bands of all claims; these must be consistent."""
    system = bind(claims, relations, by=by, rtol=rtol)
    impossible = np.flatnonzero(~possible_components(system.split))
    if len(impossible):
        raise unreconciled(system, impossible)
    pooled = _pooled(system, None)
    target, found = _nearest(system, pooled, 50, bands=True)
    return _balanced(system, pooled, target, found)


def _nearest(system: System, pooled: _Pooled, max_rounds: int, *, bands: bool) -> tuple[Target, Projection]:
    target = _target(system, pooled, None, bands)
    found = project(target)
    for _ in range(max_rounds if len(system.network.products.result) else 0):
        target = _target(system, pooled, found.x, bands)
        last, found = found.x, project(target)
        if np.allclose(last, found.x, rtol=1e-12, atol=0.0):
            break
    return target, found


def unreconciled(system: System, impossible: Ints) -> InfeasibleError:
    """The error that names the conflicts which stand in the way of an answer."""
    n = system.network.n_claims
    found = [
        conflict
        for component in impossible[:5].tolist()
        for conflict in minimal_conflicts(system.split, component, max_conflicts=5, bare=True).conflicts
    ]
    ids = system.ids
    names = [system.relations[k].name for k in system.holding_relation]
    told = [
        "; ".join(filter(None, [", ".join(ids[e] for e in c if e < n), ", ".join(names[e - n] for e in c if e >= n)]))
        for c in found
    ]
    return InfeasibleError(
        f"claims and relations cannot all hold, in {len(impossible)} connected part"
        f"{'' if len(impossible) == 1 else 's'}: {listed(f'({words})' for words in told)}.",
        hint="say which claims to leave out: reject=[...]; suspects(claims, relations) names the smallest sets.",
        claims=sorted({ids[e] for c in found for e in c if e < n}),
    )


class _Pooled(NamedTuple):
    """The claims of each variable as one figure: mean (NaN where none), covariance, and how far claims disagree."""

    mean: Floats
    covariance: csr_array
    variance: Floats
    misfit: Floats
    spare: Ints
    basis: Ints  #: in ``_BASES``; -1 where there are no claims


def _pooled(system: System, covariance: pd.DataFrame | None) -> _Pooled:
    net = system.network
    low, high, best, given = (system.column(name) for name in ("low", "high", "best", "se"))
    middle = np.isnan(best) & np.isfinite(low) & np.isfinite(high)
    with np.errstate(invalid="ignore"):
        figure = np.where(middle, (low + high) / 2, best)
        half = np.where(np.isfinite(high - low), (high - low) / 2, 0.0)
    deviation = np.where(np.isnan(given), half, given)
    basis = np.where(np.isnan(given), np.where(middle, _RANGE, _HALF), _SE)
    used = np.flatnonzero(~np.isnan(figure))
    if covariance is not None:
        shared = covariance.loc[system.ids, system.ids].to_numpy(dtype=float)
        return _pooled_together(system, figure, shared, used)
    component = system.split.component[net.claim_variable]
    widest = np.zeros(system.split.n)
    np.maximum.at(widest, component[used], deviation[used])
    widest[component[used][~np.isnan(given[used])]] = np.inf
    flat = widest[component] == 0
    deviation[flat], basis[flat] = 1.0, _EQUAL
    basis[deviation == 0] = _FIXED
    return _pooled_apart(system, figure, deviation**2, used, basis)


def _pooled_apart(system: System, figure: Floats, variance: Floats, used: Ints, basis: Ints) -> _Pooled:
    """Weighted means; a claim without width outweighs all others."""
    n, variable = system.network.n_variables, system.network.claim_variable[used]
    certain = np.bincount(variable, weights=variance[used] == 0, minlength=n) > 0
    weight = np.where(certain[variable], variance[used] == 0, 1.0 / np.where(variance[used] > 0, variance[used], 1.0))
    total = np.bincount(variable, weights=weight, minlength=n)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(variable, weights=weight * figure[used], minlength=n) / total
        spread = np.where(certain | (total == 0), 0.0, 1.0 / total)
        gap = (figure[used] - mean[variable]) ** 2 / variance[used]
    misfit = np.bincount(variable, weights=np.where(variance[used] > 0, gap, 0.0), minlength=n).astype(float)
    spare = np.maximum(np.bincount(variable, minlength=n) - 1, 0)
    of_first = np.full(n, -1)
    of_first[variable[::-1]] = basis[used][::-1]
    diagonal = csr_array((spread, np.arange(n), np.arange(n + 1)), shape=(n, n))
    return _Pooled(mean, diagonal, spread, misfit, spare, of_first)


def _labelled(claims: pd.DataFrame, covariance: pd.DataFrame | NDArray[np.float64]) -> pd.DataFrame:
    """A covariance with claim ids on both sides, checked."""
    ids = claims["claim_id"].astype(object)
    if not isinstance(covariance, pd.DataFrame):
        shape = np.shape(covariance)
        if shape != (len(ids), len(ids)):
            raise EstimatesError(
                f"covariance has shape {shape} for {len(ids)} claims.",
                hint="give a row and a column per claim, in the order of the claims, or label both with claim ids.",
            )
        covariance = pd.DataFrame(covariance, ids, ids)
    missing = [i for i in ids if i not in covariance.index or i not in covariance.columns]
    if missing:
        raise EstimatesError(
            f"covariance has no row or column for {listed(missing)}.", hint="label both sides with claim ids."
        )
    try:
        matrix = covariance.loc[ids, ids].to_numpy(dtype=float)
    except (TypeError, ValueError) as error:
        raise EstimatesError("covariance holds what is no number.", hint="give finite numbers.") from error
    if not np.isfinite(matrix).all():
        raise EstimatesError("covariance holds NaN or inf.", hint="give finite numbers; leave out claims without one.")
    if not np.allclose(matrix, matrix.T, rtol=1e-9, atol=0.0):
        raise EstimatesError("covariance is not symmetric.", hint="give cov[a, b] == cov[b, a].")
    least = float(np.linalg.eigvalsh(matrix).min(initial=0.0))
    if least < -1e-9 * np.abs(np.diagonal(matrix)).max(initial=0.0):
        raise EstimatesError(
            "covariance is not positive semi-definite: some sum of figures would have a negative variance.",
            hint="check that no covariance exceeds the product of the two standard errors.",
        )
    return covariance


def _pooled_together(system: System, figure: Floats, matrix: Floats, used: Ints) -> _Pooled:
    """Generalised least squares means of claims whose errors are shared."""
    n, variable = system.network.n_variables, system.network.claim_variable[used]
    matrix = matrix[np.ix_(used, used)]
    measured, at = np.unique(variable, return_inverse=True)
    design = (at[:, None] == np.arange(len(measured))).astype(float)
    inverse = np.linalg.pinv(matrix, hermitian=True)
    once = len(measured) == len(used)
    spread = design.T @ matrix @ design if once else np.linalg.inv(design.T @ inverse @ design)
    means = design.T @ figure[used] if once else spread @ design.T @ inverse @ figure[used]
    gap = figure[used] - means[at]
    mean, misfit = np.full(n, np.nan), np.zeros(n)
    mean[measured] = means
    if len(measured):
        misfit[measured[0]] = gap @ inverse @ gap
    rows, columns = np.nonzero(spread)
    full = csr_array((spread[rows, columns], (measured[rows], measured[columns])), shape=(n, n))
    basis = np.full(n, -1)
    basis[measured] = _SHARED
    return _Pooled(mean, full, full.diagonal(), misfit, np.maximum(np.bincount(variable, minlength=n) - 1, 0), basis)


def _target(system: System, pooled: _Pooled, at: Floats | None, bands: bool) -> Target:
    """Rows, products made linear at a point, and claims as limits: the one-sided ones, or the bands of all."""
    net = system.network
    n = net.n_variables
    rows = net.rows
    equal = rows.low == rows.high
    fixed = net.floor == net.ceiling
    mean = np.where(fixed, net.floor, pooled.mean)
    if len(net.products.result):
        at = _start(system, mean) if at is None else at
    matrix = csr_array((rows.coefficient, (rows.row, rows.variable)), shape=(len(rows.low), n))
    lines = [_linearised(net.products, at, n)] if at is not None and len(net.products.result) else []
    equalities = csr_array(vstack([matrix[equal], *(line for line, _ in lines)]))
    right = np.concatenate([rows.high[equal], *(constant for _, constant in lines)])
    upper, lower = ~equal & np.isfinite(rows.high), ~equal & np.isfinite(rows.low)
    one_sided = np.isnan(system.column("best"))
    high, low = np.isfinite(net.claim_high), np.isfinite(net.claim_low)
    limiting = np.full(net.n_claims, True) if bands else one_sided & (high != low)
    least, most_of = net.ends(limiting)  # the tightest of several limits; others never bind
    at_most, at_least = (np.flatnonzero(np.isfinite(end) & ~fixed) for end in (most_of, least))
    limited = np.append(at_most, at_least)
    sides = np.repeat([1.0, -1.0], [len(at_most), len(at_least)])
    single = csr_array((sides, limited, np.arange(len(limited) + 1)), shape=(len(limited), n))
    most = csr_array(vstack([matrix[upper], -matrix[lower], single]))
    limit = np.concatenate([rows.high[upper], -rows.low[lower], most_of[at_most], -least[at_least]])
    return Target(mean, pooled.covariance, equalities, right, most, limit, system.split.component)


def _start(system: System, mean: Floats) -> Floats:
    """Where products are first made linear: the figures, and for the rest the middle of what they imply."""
    net = system.network
    low, high = np.where(np.isnan(mean), net.floor, mean), np.where(np.isnan(mean), net.ceiling, mean)
    rows = net.rows._replace(low=np.full(len(net.rows.low), -np.inf), high=np.full(len(net.rows.low), np.inf))
    done = narrow(rows, net.products, low, high)
    ends = np.where(np.isfinite(done.low), done.low, done.high), np.where(np.isfinite(done.high), done.high, done.low)
    with np.errstate(invalid="ignore"):
        middle = (ends[0] + ends[1]) / 2
    return np.where(np.isnan(mean), np.where(np.isfinite(middle), middle, 1.0), mean)


def _linearised(products: Products, at: Floats, n: int) -> tuple[csr_array, Floats]:
    """``result == left * right`` as its tangent: ``result - right0 * left - left0 * right == -left0 * right0``."""
    z, x, y = products
    k = np.arange(len(z))
    data = np.concatenate([np.ones(len(z)), -at[y], -at[x]])
    return csr_array((data, (np.concatenate([k] * 3), np.concatenate([z, x, y]))), shape=(len(z), n)), -at[x] * at[y]


def _balanced(system: System, pooled: _Pooled, target: Target, found: Projection) -> pd.DataFrame:
    x = found.x
    spread = errors(target, found.binding)
    with np.errstate(invalid="ignore", divide="ignore"):
        adjustment = x - pooled.mean
        z = np.where(spread.adjustment > 1e-12 * pooled.variance, adjustment / np.sqrt(spread.adjustment), 0.0)
        z[np.isnan(pooled.mean)] = np.nan
        best = np.where(np.isnan(spread.variance), np.nan, x)
    chi2, dof = _global_test(system, pooled, found, spread.checked)
    order = system.shown
    group = system.variable_group[order]
    of_variable = {
        "stated": pooled.mean, "best": best, "se": np.sqrt(spread.variance), "adjustment": adjustment, "z": z,
    }  # fmt: skip
    by_group = {"chi2": chi2, "dof": dof, "p": np.where(dof > 0, chdtrc(np.maximum(dof, 1), chi2), np.nan)}
    columns = {
        **{str(name): cells.array.take(group) for name, cells in system.groups.items()},
        "quantity": system.layout.quantity.copy(),
        **{name: values[order] for name, values in of_variable.items()},
        **{name: values[group] for name, values in by_group.items()},
        "unit": system.layout.unit.copy(), "basis": words(_BASES, pooled.basis[order]),
    }  # fmt: skip
    return framed(columns, len(order))


def _global_test(system: System, pooled: _Pooled, found: Projection, checked: Floats) -> tuple[Floats, Ints]:
    """Weighted sum of squared adjustments and of disagreements among claims, per group, and its degrees of freedom."""
    measured = ~np.isnan(pooled.mean)
    adjustment = np.where(measured, found.x - pooled.mean, 0.0)
    n = len(system.groups)
    chi2 = np.bincount(system.variable_group, weights=adjustment * found.pull + pooled.misfit, minlength=n)
    dof = np.bincount(system.variable_group, weights=np.where(measured, checked, 0.0) + pooled.spare, minlength=n)
    return chi2.astype(float), np.rint(dof).astype(np.int64)
