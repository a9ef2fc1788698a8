"""The nearest point that meets linear rows: weighted least squares with equalities, inequalities and unmeasured parts.

Vocabulary: a *measured* variable has a mean and a variance (zero: it may not move); an unmeasured one goes where the
rows put it. Inequalities are an active set: those that bind are equalities, all others are left alone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import block_array, coo_array, csc_array, csr_array, diags_array, vstack
from scipy.sparse.linalg import splu

from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.relations.network import Sorted

_MISS = 1e-9  # how far a row may be missed, relative to its largest term
_NOUGHT = 1e-8  # terms smaller than this, relative to the largest figure of a component, are what rounding leaves of 0
_RIDGE = 1e-13  # what keeps dependent rows solvable; refinement takes its effect out again
_VAGUE = 1e6  # an unmeasured variable's variance, relative to the largest measured one, where errors are propagated
_DEPENDS = 1e8  # entries of an inverse beyond it tell that rows say the same
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
    equations = _Equations(target)
    x, pull = np.zeros(len(target.mean)), np.zeros(len(target.mean))
    binding = np.zeros(len(target.limit), dtype=bool)
    of_limit, terms = _component_of_rows(target.most, target.component), abs(target.most)
    open_ = np.ones(n_parts, dtype=bool)
    for _ in range(_SWEEPS):
        force = equations.solve(binding, open_, x, pull)
        gap = target.most @ x - target.limit
        size = _row_size(terms, target.limit, _reach(x, target.mean))
        wanted = (binding & (force >= -_MISS)) | (gap > _MISS * size)
        changed = np.flatnonzero((wanted != binding) & open_[of_limit])
        binding[changed] = wanted[changed]
        open_[:] = False
        open_[of_limit[changed]] = True
        if not len(changed):
            break
    missed = _missed(target, x, n_parts)
    # Inequalities that exclude each other as equalities settle on a point that meets neither.
    open_ |= missed > 10 * _MISS
    if open_.any():
        for number in np.flatnonzero(open_):
            binding[of_limit == number] = _least_distance(target, int(number), of_limit == number)
        equations.solve(binding, open_, x, pull)
        missed = _missed(target, x, n_parts)
    return Projection(x, pull, binding, missed)


def _component_of_rows(matrix: csr_array, component: Ints) -> Ints:
    return np.asarray(component[matrix.indices[matrix.indptr[:-1]]]) if matrix.shape[0] else np.zeros(0, dtype=np.int64)


class _Equations:
    """What the nearest point solves where all rows bind, made once: of it each sweep takes those that do."""

    def __init__(self, target: Target) -> None:
        self.mean, self.variance = np.nan_to_num(target.mean), target.variance
        self.rows = rows = csr_array(vstack([target.equal, target.most]))
        self.gap = rows @ self.mean - np.append(target.at, target.limit)
        self.unmeasured = np.flatnonzero(np.isnan(target.mean))
        self.component, self.of_row = target.component, _component_of_rows(rows, target.component)
        self.n_equal = len(target.at)
        spread, free = csr_array(rows @ target.variance @ rows.T), rows[:, self.unmeasured]
        self.diagonal = spread.diagonal()
        blocks: Any = [[spread, -free], [free.T, None]]
        entries = block_array(blocks) if len(self.unmeasured) else spread
        self.whole = csc_array(entries)

    def solve(self, binding: Bools, open_: Bools, x: Floats, pull: Floats) -> Floats:
        """Write the nearest point, and the pull on it, into the open components; the push of every inequality."""
        inside = open_[self.component]
        rows = np.flatnonzero(open_[self.of_row] & np.append(np.ones(self.n_equal, dtype=bool), binding))
        loose = np.flatnonzero(inside[self.unmeasured])
        push, n = np.zeros(len(self.of_row)), len(rows)
        if n:
            some = np.append(rows, len(push) + loose)
            exact = csc_array(self.whole[:, some][some])
            usual = self.diagonal[rows].mean() or 1.0
            ridge = _RIDGE * np.where(self.diagonal[rows] > 0, self.diagonal[rows], usual)
            scale = np.ones(len(some))
            try:
                solver = _factors(exact, np.append(ridge, np.full(len(loose), _RIDGE / usual)))
            except RuntimeError:  # what softens an unmeasured variable was lost beside rows of another size
                scale = _evening(exact, n)
                exact = csc_array(diags_array(scale) @ exact @ diags_array(scale))
                solver = _factors(exact, np.full(len(some), _RIDGE))
            wanted = np.append(self.gap[rows], np.zeros(len(loose))) * scale
            solution = solver.solve(wanted)
            for _ in range(3):
                solution += solver.solve(wanted - exact @ solution)
            solution *= scale
            push[rows] = solution[:n]
        pulled = -(self.rows.T @ push)
        pull[inside] = pulled[inside]
        x[inside] = (self.mean + self.variance @ pulled)[inside]
        if n:
            x[self.unmeasured[loose]] = solution[n:]
        return np.asarray(push * (np.sqrt(self.diagonal) + 1e-300))[self.n_equal :]


def _factors(exact: csc_array, ridge: Floats) -> Any:
    """Factors of many small parts: no columns are gathered into panels, which takes longer than it saves."""
    return splu(csc_array(exact + diags_array(ridge)), permc_spec="COLAMD", relax=1, panel_size=1)


def _evening(exact: csc_array, n: int) -> Floats:
    """By what rows, which are the first ``n``, and unmeasured variables are of one size."""
    diagonal = exact.diagonal()[:n]
    size = np.where(diagonal > 0, diagonal, diagonal.mean() or 1.0)
    held = csr_array(exact[:n, n:].T).power(2) @ (1.0 / size)
    return np.asarray(1.0 / np.sqrt(np.append(size, np.where(held > 0, held, 1.0))))


def _least_distance(target: Target, number: int, chosen: Bools) -> Bools:
    """Which inequalities of one component bind, by non-negative least squares on the dual."""
    from scipy.optimize import nnls  # takes a fifth of a second to load, and few answers need it

    inside = np.flatnonzero(target.component == number)
    deviation = np.sqrt(target.variance.diagonal()[inside])
    vague = np.isnan(target.mean[inside])
    deviation[vague] = np.sqrt(_VAGUE) * (deviation.max(initial=0.0) or 1.0)
    mean = np.nan_to_num(target.mean[inside])
    here = _component_of_rows(target.equal, target.component) == number
    equal, at = target.equal[here][:, inside].toarray(), target.at[here]
    equal, at = equal[np.abs(equal).sum(axis=1) > 0], at[np.abs(equal).sum(axis=1) > 0]
    most, limit = target.most[chosen][:, inside].toarray(), target.limit[chosen]
    rows = np.vstack([-equal, equal, -most]) * deviation
    right = np.concatenate([-at, at, -limit]) - np.vstack([-equal, equal, -most]) @ mean
    norm = np.maximum(np.linalg.norm(rows, axis=1), 1e-300)
    dual, _ = nnls(
        np.vstack([(rows / norm[:, None]).T, right / norm]),
        np.append(np.zeros(len(inside)), 1.0),
        maxiter=50 * len(norm),
    )
    return np.asarray(dual[2 * len(at) :] > 0)


def _reach(x: Floats, mean: Floats) -> Floats:
    """The size of every figure, as it began or ended: no answer is closer, also one of 0."""
    return np.maximum(np.abs(x), np.abs(np.nan_to_num(mean)))


def _row_size(terms: csr_array, limit: Floats, reach: Floats) -> Floats:
    """The size of each row, whose terms are of the sizes in ``terms``."""
    return np.asarray(np.maximum(np.maximum(terms @ reach, np.abs(limit)), 1e-300))


def _missed(target: Target, x: Floats, n_parts: int) -> Floats:
    """Worst relative miss of a row, per component; of terms that are nought, rounding is no miss."""
    missed, largest, reach = np.zeros(n_parts), np.zeros(n_parts), _reach(x, target.mean)
    np.maximum.at(largest, target.component, reach)
    for matrix, right, both in ((target.equal, target.at, True), (target.most, target.limit, False)):
        gap, of_row = matrix @ x - right, _component_of_rows(matrix, target.component)
        size = np.maximum(_row_size(abs(matrix), right, reach), _NOUGHT * largest[of_row])
        np.maximum.at(missed, of_row, (np.abs(gap) if both else np.maximum(gap, 0)) / size)
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
    of_variance = target.variance.tocoo()
    apart = bool((of_variance.row == of_variance.col).all())  # nobody shares an error: a line says what a matrix would
    spread = target.variance.diagonal()
    covariances = None if apart else _Entries(of_variance, variables, variables)
    coefficients = _Entries(rows.tocoo(), lines, variables)
    shape = np.array([_rounded_up(np.diff(items.starts)) for items in (variables, lines)])
    for width, height in np.unique(shape, axis=1).T.tolist():
        members = np.flatnonzero((shape[0] == width) & (shape[1] == height))
        for chunk in np.array_split(members, max(1, int(len(members) * width * max(width, height) // 4_000_000))):
            inside, of = variables.fetch(chunk)
            at = of, variables.local[inside]
            vague, alone = np.zeros((len(chunk), width), dtype=bool), np.zeros((len(chunk), width))
            vague[at], alone[at] = np.isnan(target.mean[inside]), spread[inside]
            v = alone if covariances is None else covariances.dense(chunk, width, width)
            result = _propagated(v, coefficients.dense(chunk, height, width), vague)
            after[inside], moved[inside], checked[inside] = (matrix[at] for matrix in result)
    return Errors(after, moved, checked)


def _rounded_up(size: Ints) -> Ints:
    """Sizes rounded up to an eighth of their power of two, so that few shapes of stack arise."""
    step = 2 ** np.maximum(np.log2(np.maximum(size, 1)).astype(np.int64) - 2, 0)
    return np.asarray(-(-size // step) * step)


class _Entries:
    """The entries of a sparse matrix by component; those between two components are left out."""

    def __init__(self, entries: coo_array, lines: Sorted, columns: Sorted) -> None:
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


def _inverses(stack: Any) -> Any:
    """Inverses of matrices whose diagonals are 1, or 0 where there is no row; pseudo-inverses, which take several times
    as long, where rows depend on each other.
    """
    k, i = np.nonzero(np.diagonal(stack, axis1=1, axis2=2) == 0)
    stack[k, i, i] = 1.0
    try:
        inverse = np.linalg.inv(stack)
        depends = ~(np.abs(inverse).max(axis=(1, 2), initial=0.0) < _DEPENDS)
    except np.linalg.LinAlgError:
        inverse, depends = np.empty_like(stack), np.ones(len(stack), dtype=bool)
    if depends.any():
        inverse[depends] = np.linalg.pinv(stack[depends], rcond=1e-11, hermitian=True)
    return inverse


def _propagated(v: Any, a: Any, vague: Any) -> tuple[Floats, Floats, Floats]:
    """For a stack of components, whose variances ``v`` are matrices or, where no error is shared, their diagonals."""
    before = v if v.ndim == 2 else np.diagonal(v, axis1=1, axis2=2).copy()
    largest = before.max(axis=1, initial=0.0)
    k, i = np.nonzero(vague)
    before[k, i] = _VAGUE * np.where(largest > 0, largest, 1.0)[k]
    if v.ndim == 2:
        av = a * v[:, None, :]
    else:
        v[k, i, i] = before[k, i]
        av = a @ v
    size = np.sqrt(np.maximum(np.einsum("kij,kij->ki", av, a), 0.0))[:, :, None]
    size[size == 0] = 1.0
    a, av = a * (1 / size), av * (1 / size)
    force = _inverses(av @ a.transpose(0, 2, 1)) @ av
    moved, checked = np.einsum("kij,kij->kj", av, force), np.einsum("kij,kij->kj", a, force)
    after = np.maximum(before - moved, 0.0)
    # What stays nearly as vague as it was is not determined; a variable without a figure has no adjustment.
    after = np.where(vague & (after > 0.01 * before), np.nan, after)
    return after, np.where(vague, np.nan, moved), np.where(vague, 0.0, checked)
