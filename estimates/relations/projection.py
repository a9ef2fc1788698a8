"""The nearest point that meets linear rows: weighted least squares with equalities, inequalities and unmeasured parts.

Vocabulary: a *measured* variable has a mean and a variance (zero: it may not move); an unmeasured one goes where the
rows put it. Inequalities are an active set: those that bind are equalities, all others are left alone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import nnls
from scipy.sparse import block_array, csc_array, csr_array, diags_array, vstack
from scipy.sparse.linalg import splu

from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.relations.network import Sorted

_MISS = 1e-9  # how far a row may be missed, relative to its largest term
_RIDGE = 1e-13  # what keeps dependent rows solvable; refinement takes its effect out again
_VAGUE = 1e6  # an unmeasured variable's variance, relative to the largest measured one, where errors are propagated
_SWEEPS = 12


class Target(NamedTuple):
    """What is sought: ``x`` nearest to ``mean`` with ``equal @ x == at`` and ``most @ x <= limit``.

    ``variance`` is a symmetric matrix, zero in rows and columns of variables that are unmeasured (their ``mean`` is
    NaN) or may not move.
    """

    mean: Floats
    variance: csr_array
    equal: csr_array
    at: Floats
    most: csr_array
    limit: Floats
    component: Ints


class Projection(NamedTuple):
    """The nearest point, the inequalities that bind, and by how much the worst row of each component is missed.

    ``pull`` is the force on every variable: ``x == mean + variance @ pull``, and their product is the chi-squared.
    """

    x: Floats
    pull: Floats
    binding: Bools
    missed: Floats


def project(target: Target) -> Projection:
    """Find the nearest point, all components at once.

    The active set is changed wholesale (primal-dual active set; Hintermüller, Ito and Kunisch 2002, SIAM J. Optim. 13),
    which settles most components in a few sweeps; those that it does not settle are solved as a least distance problem
    (Lawson and Hanson 1974, *Solving Least Squares Problems*, chapter 23).
    """
    n_parts = int(target.component.max(initial=-1)) + 1
    x, pull = np.zeros(len(target.mean)), np.zeros(len(target.mean))
    binding = np.zeros(len(target.limit), dtype=bool)
    of_limit = _component_of_rows(target.most, target.component)
    open_ = np.ones(n_parts, dtype=bool)
    for _ in range(_SWEEPS):
        part, columns, limits = _restricted(target, open_)
        active = binding[limits]
        x[columns], pull[columns], force = _solve(part, active)
        gap = part.most @ x[columns] - part.limit
        wanted = (active & (force >= -_MISS)) | (gap > _MISS * _row_size(part.most, part.limit, x[columns], part.mean))
        changed = np.zeros(n_parts, dtype=bool)
        changed[of_limit[limits[wanted != active]]] = True
        binding[limits] = wanted
        open_ &= changed
        if not open_.any():
            break
    # Inequalities that exclude each other as equalities settle on a point that meets neither.
    open_ |= _missed(target, x, n_parts) > 10 * _MISS
    if open_.any():
        part, columns, limits = _restricted(target, open_)
        for number in np.flatnonzero(open_):
            chosen = of_limit[limits] == number
            binding[limits[chosen]] = _least_distance(part, int(number), chosen)
        x[columns], pull[columns], _ = _solve(part, binding[limits])
    return Projection(x, pull, binding, _missed(target, x, n_parts))


def _component_of_rows(matrix: csr_array, component: Ints) -> Ints:
    return np.asarray(component[matrix.indices[matrix.indptr[:-1]]]) if matrix.shape[0] else np.zeros(0, dtype=np.int64)


def _restricted(target: Target, open_: Bools) -> tuple[Target, Ints, Ints]:
    """The target in some components only, with the variables and inequalities that it keeps."""
    if open_.all():
        return target, np.arange(len(target.mean)), np.arange(len(target.limit))
    columns = np.flatnonzero(open_[target.component])
    equal = np.flatnonzero(open_[_component_of_rows(target.equal, target.component)])
    most = np.flatnonzero(open_[_component_of_rows(target.most, target.component)])
    part = Target(
        target.mean[columns], target.variance[columns][:, columns], target.equal[equal][:, columns], target.at[equal],
        target.most[most][:, columns], target.limit[most], target.component[columns],
    )  # fmt: skip
    return part, columns, most


def _solve(target: Target, active: Bools) -> tuple[Floats, Floats, Floats]:
    """The nearest point with the active inequalities as equalities, the pull on it, and the push of each of those."""
    rows = csr_array(vstack([target.equal, target.most[active]]))
    right = np.append(target.at, target.limit[active])
    force = np.zeros(len(target.limit))
    unmeasured = np.flatnonzero(np.isnan(target.mean))
    mean = np.nan_to_num(target.mean)
    x = mean.copy()
    if not len(right):
        return x, np.zeros(len(x)), force
    spread = csr_array(rows @ target.variance @ rows.T)
    free = rows[:, unmeasured]
    ridge = _RIDGE * np.where(spread.diagonal() > 0, spread.diagonal(), spread.diagonal().mean() or 1.0)
    tiny = _RIDGE / (spread.diagonal().mean() or 1.0)
    blocks: Any = [[spread, -free], [free.T, None]]
    exact = csc_array(block_array(blocks)) if len(unmeasured) else csc_array(spread)
    softened = exact + csc_array(diags_array(np.append(ridge, np.full(len(unmeasured), tiny))))
    solver = splu(csc_array(softened), permc_spec="COLAMD")
    wanted = np.append(rows @ mean - right, np.zeros(len(unmeasured)))
    solution = solver.solve(wanted)
    for _ in range(3):
        solution += solver.solve(wanted - exact @ solution)
    push = solution[: len(right)]
    pull = np.asarray(-(rows.T @ push))
    x += target.variance @ pull
    x[unmeasured] = solution[len(right) :]
    force[active] = push[len(target.at) :] * (np.sqrt(spread.diagonal()[len(target.at) :]) + 1e-300)
    return x, pull, force


def _least_distance(part: Target, number: int, chosen: Bools) -> Bools:
    """Which inequalities of one component bind, by non-negative least squares on the dual."""
    inside = np.flatnonzero(part.component == number)
    deviation = np.sqrt(part.variance.diagonal()[inside])
    vague = np.isnan(part.mean[inside])
    deviation[vague] = np.sqrt(_VAGUE) * (deviation.max(initial=0.0) or 1.0)
    mean = np.nan_to_num(part.mean[inside])
    equal = part.equal[:, inside].toarray()
    equal, at = equal[np.abs(equal).sum(axis=1) > 0], part.at[np.abs(equal).sum(axis=1) > 0]
    most, limit = part.most[chosen][:, inside].toarray(), part.limit[chosen]
    rows = np.vstack([-equal, equal, -most]) * deviation
    right = np.concatenate([-at, at, -limit]) - np.vstack([-equal, equal, -most]) @ mean
    norm = np.maximum(np.linalg.norm(rows, axis=1), 1e-300)
    dual, _ = nnls(
        np.vstack([(rows / norm[:, None]).T, right / norm]),
        np.append(np.zeros(len(inside)), 1.0),
        maxiter=50 * len(norm),
    )
    return np.asarray(dual[2 * len(at) :] > 0)


def _row_size(matrix: csr_array, limit: Floats, x: Floats, mean: Floats) -> Floats:
    """The largest term of each row, of figures as they began or ended: no answer is closer, also one of 0."""
    reach = np.maximum(np.abs(x), np.abs(np.nan_to_num(mean)))
    return np.asarray(np.maximum(np.maximum(abs(matrix) @ reach, np.abs(limit)), 1e-300))


def _missed(target: Target, x: Floats, n_parts: int) -> Floats:
    """Worst relative miss of a row, per component."""
    missed = np.zeros(n_parts)
    for matrix, right, both in ((target.equal, target.at, True), (target.most, target.limit, False)):
        gap = matrix @ x - right
        gap = (np.abs(gap) if both else np.maximum(gap, 0)) / _row_size(matrix, right, x, target.mean)
        np.maximum.at(missed, _component_of_rows(matrix, target.component), gap)
    return missed


class Errors(NamedTuple):
    """Variance of every variable after projection, of its adjustment, and how much of its figure the rows check."""

    variance: Floats
    adjustment: Floats
    checked: Floats


def errors(target: Target, binding: Bools) -> Errors:
    """Propagate errors through the rows that bind; NaN for what the rows leave open.

    Components are worked on as stacks of dense matrices of one size: ``V - V A' (A V A')^-1 A V``.
    """
    n = len(target.mean)
    after, moved, checked = (np.full(n, np.nan) for _ in range(3))
    rows = csr_array(vstack([target.equal, target.most[binding]]))
    of_row = _component_of_rows(rows, target.component)
    n_parts = int(target.component.max(initial=-1)) + 1
    variables, lines = Sorted(target.component, n_parts), Sorted(of_row, n_parts)
    covariances, coefficients = _Entries(target.variance, variables, variables), _Entries(rows, lines, variables)
    shape = np.array([_rounded_up(np.diff(items.starts)) for items in (variables, lines)])
    for width, height in np.unique(shape, axis=1).T.tolist():
        members = np.flatnonzero((shape[0] == width) & (shape[1] == height))
        for chunk in np.array_split(members, max(1, int(len(members) * width * max(width, height) // 4_000_000))):
            inside, of = variables.fetch(chunk)
            at = of, variables.local[inside]
            vague = np.zeros((len(chunk), width), dtype=bool)
            vague[at] = np.isnan(target.mean[inside])
            result = _propagated(
                covariances.dense(chunk, width, width), coefficients.dense(chunk, height, width), vague
            )
            after[inside], moved[inside], checked[inside] = (matrix[at] for matrix in result)
    return Errors(after, moved, checked)


def _rounded_up(size: Ints) -> Ints:
    """Sizes rounded up to an eighth of their power of two, so that few shapes of stack arise."""
    step = 2 ** np.maximum(np.log2(np.maximum(size, 1)).astype(np.int64) - 2, 0)
    return np.asarray(-(-size // step) * step)


class _Entries:
    """The entries of a sparse matrix by component; those between two components are left out."""

    def __init__(self, matrix: csr_array, lines: Sorted, columns: Sorted) -> None:
        entries = matrix.tocoo()
        of = lines.component[entries.row]
        keep = of == columns.component[entries.col]
        self._by_component = Sorted(of[keep], len(lines.starts) - 1)
        self._line, self._column = lines.local[entries.row[keep]], columns.local[entries.col[keep]]
        self._data = entries.data[keep]

    def dense(self, chunk: Ints, height: int, width: int) -> Any:
        """Components as a stack of matrices of one size."""
        some, of = self._by_component.fetch(chunk)
        out = np.zeros((len(chunk), height, width))
        out[of, self._line[some], self._column[some]] = self._data[some]
        return out


def _propagated(v: Any, a: Any, vague: Any) -> tuple[Floats, Floats, Floats]:
    largest = np.diagonal(v, axis1=1, axis2=2).max(axis=1, initial=0.0)
    k, i = np.nonzero(vague)
    v[k, i, i] = _VAGUE * np.where(largest > 0, largest, 1.0)[k]
    av = a @ v
    spread = av @ a.transpose(0, 2, 1)
    scale = np.sqrt(np.maximum(np.diagonal(spread, axis1=1, axis2=2), 1e-300))
    inverse = np.linalg.pinv(spread / scale[:, :, None] / scale[:, None, :], rcond=1e-11, hermitian=True)
    av = av / scale[:, :, None]
    moved = np.einsum("kij,kij->kj", av, inverse @ av)
    checked = np.einsum("kij,kij->kj", a / scale[:, :, None], inverse @ av)
    before = np.diagonal(v, axis1=1, axis2=2)
    after = np.maximum(before - moved, 0.0)
    # What stays nearly as vague as it was is not determined; a variable without a figure has no adjustment.
    after = np.where(vague & (after > 0.01 * before), np.nan, after)
    return after, np.where(vague, np.nan, moved), np.where(vague, 0.0, checked)
