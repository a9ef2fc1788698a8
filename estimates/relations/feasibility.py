"""Feasibility of stacked systems and the conflicts that explain its lack; the only caller of HiGHS.

No big-M anywhere: whether claims and relations can hold together is asked of a linear programme whose rows may bend at
a price. Its optimum is zero exactly if they can; if not, its dual names a conflict (Gleeson and Ryan 1990, ORSA Journal
on Computing 2; Farkas' lemma). Numbers are scaled so that a row bends relative to its largest term.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from scipy.sparse import coo_array, csr_array

from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.relations.narrowing import Products, Rows, magnitude, narrow
from estimates.relations.network import Split, Stack, pick_rows

#: A system whose rows must bend by more than this, relative to their largest terms, cannot hold.
BEND = 1e-7
DUAL = 1e-7  # a multiplier smaller than this names nobody
_INFEASIBLE = 2  # what linprog calls it
_OPTIONS = {"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9}


def _linprog(cost: Floats, **how: Any) -> Any:
    from scipy.optimize import linprog  # takes a third of a second to load, and most questions need no programme

    solve: Any = linprog  # its published types list every spelling of every argument
    return solve(cost, **how)


class Bent(NamedTuple):
    """How far each copy's rows must bend, and who makes them."""

    bend: Floats
    row_force: Floats
    low_force: Floats
    high_force: Floats


def judge(stack: Stack, claims: Bools, holdings: Bools) -> Bools:
    """Tell for every copy whether the given claims and holdings can hold together.

    Propagation decides where there is no cycle and refutes much of the rest cheaply; what it leaves open goes to one
    linear programme. Products of two uncertain factors on a cycle are relaxed (McCormick 1976), so a copy judged
    impossible is impossible, and one on such a cycle that is judged possible may still not be.
    """
    net = stack.network
    low, high = net.ends(claims)
    rows, products = net.held(holdings)
    done = narrow(rows, products, low, high)
    possible = np.ones(stack.n, dtype=bool)
    possible[stack.variable_copy[done.empty]] = False
    open_ = possible & ~stack.exact
    if open_.any():
        part, _, part_holdings = stack.some(open_)
        inside = open_[stack.variable_copy]
        rows, products = part.network.held(holdings[part_holdings])
        low, high = done.low[inside], done.high[inside]
        rows = _with_products(rows, products, low, high)
        possible[open_] = bent(rows, low, high, part.variable_copy, part.n).bend <= BEND
    return possible


def bent(rows: Rows, low: Floats, high: Floats, copy: Ints, n: int) -> Bent:
    """Bend the rows as little as the bounds of the variables ask for, in one linear programme for all copies."""
    if not len(rows.low):
        return Bent(np.zeros(n), np.zeros(0), np.zeros(len(low)), np.zeros(len(low)))
    n_variables = len(low)
    scale, shrink = _scales(rows, low, high)
    equalities, at, inequalities, limit, (equal, upper, lower) = _sides(rows, scale, shrink)
    n_equal, n_other = len(at), len(limit)
    below, above = low / scale, high / scale
    crossed = below > above
    below[crossed] = above[crossed] = (below[crossed] + above[crossed]) / 2
    bends = 2 * n_equal + n_other
    width = n_variables + bends
    cost = np.concatenate([np.zeros(n_variables), np.ones(bends)])
    bounds = np.column_stack([np.append(below, np.zeros(bends)), np.append(above, np.full(bends, np.inf))])
    line, other = np.arange(n_equal), np.arange(n_other)
    up, down = (np.ones(n_equal), line, n_variables + line), (-np.ones(n_equal), line, n_variables + n_equal + line)
    over = -np.ones(n_other), other, n_variables + 2 * n_equal + other
    result = _linprog(
        cost, bounds=bounds, method="highs", options=_OPTIONS,
        **_held("eq", [equalities, up, down], at, width), **_held("ub", [inequalities, over], limit, width),
    )  # fmt: skip
    if result.x is None:
        raise ArithmeticError(f"the linear programme has no answer: {result.message}")
    amount = result.x[n_variables:]
    row_number = np.concatenate([equal, equal, upper, lower])
    first_variable = rows.variable[np.searchsorted(rows.row, np.arange(len(rows.low)))]
    bend = np.bincount(copy[first_variable[row_number]], weights=amount, minlength=n).astype(float)
    force = np.zeros(len(rows.low))
    if n_equal:
        force[equal] = np.abs(result.eqlin.marginals)
    if n_other:
        np.maximum.at(force, row_number[2 * n_equal :], np.abs(result.ineqlin.marginals))
    return Bent(bend, force, *(np.abs(end.marginals[:n_variables]) for end in (result.lower, result.upper)))


def stretched(stack: Stack, width: Floats) -> tuple[Floats, Bools]:
    """Stretch the claims of every copy as little as lets it hold, each end by ``width`` a step; and who binds.

    One linear programme for all copies, which must be linear and able to hold once the claims that have a width let go.
    Where one of them cannot, by less than ``judge`` tells ("less than 0" of what is never below 0), all are infinite.
    """
    net = stack.network
    n, rows = net.n_variables, net.rows
    size, shrink = _scales(rows, *net.ends())
    claim, variable = np.arange(len(width)), net.claim_variable
    equalities, at, ruled, limit, _ = _sides(rows, size, shrink)
    below, above = np.flatnonzero(np.isfinite(net.claim_low)), np.flatnonzero(np.isfinite(net.claim_high))
    claim, sign = np.append(below, above), np.repeat([-1.0, 1.0], [len(below), len(above)])
    line, variable = np.arange(len(claim)), net.claim_variable[claim]
    stretch = -width[claim] / size[variable], line, n + stack.claim_copy[claim]
    said = np.append(-net.claim_low[below], net.claim_high[above]) / size[variable]
    parts = [(sign, line, variable), stretch, (ruled[0], len(claim) + ruled[1], ruled[2])]
    result = _linprog(
        np.append(np.zeros(n), np.ones(stack.n)), method="highs", options=_OPTIONS,
        **_held("ub", parts, np.append(said, limit), n + stack.n), **_held("eq", [equalities], at, n + stack.n),
        bounds=np.column_stack([np.append(net.floor / size, np.zeros(stack.n)),
                                np.append(net.ceiling / size, np.full(stack.n, np.inf))]),
    )  # fmt: skip
    if result.status == _INFEASIBLE:
        return np.full(stack.n, np.inf), np.zeros(len(width), dtype=bool)
    if result.x is None:
        raise ArithmeticError(f"the linear programme has no answer: {result.message}")
    force = np.abs(result.ineqlin.marginals)
    pressed = np.zeros(len(width), dtype=bool)
    pressed[claim[force[: len(claim)] > DUAL]] = True
    return np.asarray(result.x[n:]), pressed


#: Entries of a sparse matrix, the lines they stand in, and the columns.
Entries: TypeAlias = tuple[Floats, Ints, Ints]


def _sides(rows: Rows, scale: Floats, shrink: Floats) -> tuple[Entries, Floats, Entries, Floats, tuple[Ints, ...]]:
    """Scaled rows as a programme asks for them: equalities, and what is at most a limit; and which rows they are."""
    coefficient = rows.coefficient * scale[rows.variable] / shrink[rows.row]
    rows = rows._replace(coefficient=coefficient, low=rows.low / shrink, high=rows.high / shrink)
    equal = rows.low == rows.high
    chosen = equal, ~equal & np.isfinite(rows.high), ~equal & np.isfinite(rows.low)
    same, upper, lower = (pick_rows(rows, keep) for keep in chosen)
    inequalities = (
        np.append(upper.coefficient, -lower.coefficient), np.append(upper.row, len(upper.high) + lower.row),
        np.append(upper.variable, lower.variable),
    )  # fmt: skip
    return (
        (same.coefficient, same.row, same.variable), same.high, inequalities, np.append(upper.high, -lower.low),
        tuple(np.flatnonzero(keep) for keep in chosen),
    )  # fmt: skip


def _held(side: str, parts: list[Entries], right: Floats, width: int) -> dict[str, Any]:
    """Equalities ("eq") or inequalities ("ub") in the words of ``linprog``; none where there are none."""
    if not len(right):
        return {}
    data, line, column = (np.concatenate(items) for items in zip(*parts, strict=True))
    return {f"A_{side}": coo_array((data, (line, column)), shape=(len(right), width)), f"b_{side}": right}


def _scales(rows: Rows, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Size of every variable as far as it is known, and the largest term of every row."""
    size = np.maximum(np.where(np.isfinite(low), np.abs(low), 0), np.where(np.isfinite(high), np.abs(high), 0))
    for _ in range(3):  # an unstated variable is as large as what it is summed with
        largest = magnitude(rows, size)
        unknown = size[rows.variable] == 0
        np.maximum.at(size, rows.variable[unknown], (largest[rows.row] / np.abs(rows.coefficient))[unknown])
    size[size == 0] = 1.0
    largest = magnitude(rows, size)
    return size, np.where(largest > 0, largest, 1.0)


def _with_products(rows: Rows, products: Products, low: Floats, high: Floats) -> Rows:
    """Add what products say to the rows: a line where a factor is fixed, else McCormick's four where all is bounded."""
    z, x, y = products
    if not len(z):
        return rows
    # Each product gives four half-planes through the corners of its box; those with an infinite corner say nothing.
    #   z >= x_low y + y_low x - x_low y_low      z <= x_high y + y_low x - x_high y_low   (and the same mirrored)
    corners = [(low, low, True), (high, high, True), (high, low, False), (low, high, False)]
    blocks: list[tuple[Ints, Floats, Floats, Floats]] = []
    for of_x, of_y, at_least in corners:
        known = np.isfinite(of_x[x]) & np.isfinite(of_y[y])
        a, b = of_x[x][known], of_y[y][known]
        limit, open_end = -a * b, np.full(len(a), np.inf)
        ends = (limit, open_end) if at_least else (-open_end, limit)
        blocks.append((np.column_stack([z, y, x])[known], np.column_stack([np.ones(len(a)), -a, -b]), *ends))
    for f, g in ((x, y), (y, x)):  # a fixed factor makes the product a line, however far the other one reaches
        known = low[f] == high[f]
        a = low[f][known]
        zero = np.zeros(len(a))
        blocks.append((np.column_stack([z, g])[known], np.column_stack([np.ones(len(a)), -a]), zero, zero))
    for variable, coefficient, least, most in blocks:
        rows = _appended(rows, variable, coefficient, least, most)
    return rows


def _appended(rows: Rows, variable: Ints, coefficient: Floats, low: Floats, high: Floats) -> Rows:
    """More rows, given as a table of variables and one of coefficients; zeros are left out."""
    row = np.repeat(len(rows.low) + np.arange(len(variable)), variable.shape[1])
    keep = coefficient.ravel() != 0
    return Rows(
        np.append(rows.row, row[keep]), np.append(rows.variable, variable.ravel()[keep]),
        np.append(rows.coefficient, coefficient.ravel()[keep]), np.append(rows.low, low), np.append(rows.high, high),
    )  # fmt: skip


def tighten(split: Split, low: Floats, high: Floats, possible: Bools, *, max_size: int) -> tuple[Floats, Floats]:
    """Replace propagated bounds by the ends of linear programmes wherever rows and variables form a cycle.

    Components with more than ``max_size`` variables are left as they are, and so are those that are not ``possible``.
    """
    low, high = low.copy(), high.copy()
    sizes = np.diff(split.variables.starts)
    ready = ~split.exact & (sizes <= max_size) & possible
    wanted = [
        (component, local, variable, up)
        for component in np.flatnonzero(ready).tolist()
        for local, variable in enumerate(split.variables.fetch(np.array([component]))[0].tolist())
        if low[variable] < high[variable]
        for up in (False, True)
    ]
    most = max(1, _PROGRAMME // int(sizes.max(initial=1)))
    for start in range(0, len(wanted), most):
        chunk = wanted[start : start + most]
        component, local, variable, up = (np.array(column) for column in zip(*chunk, strict=True))
        ends = extremes(split, component, local, up.astype(bool), low, high)
        ends = np.where(np.isfinite(ends), ends, np.where(up, np.inf, -np.inf))
        room = 1e-9 * np.where(np.isfinite(ends), np.maximum(1.0, np.abs(ends)), 0.0)
        for at, end, is_up, gap in zip(variable, ends, up, room, strict=True):
            if is_up and end + gap < high[at]:
                high[at] = max(end, low[at])
            elif not is_up and end - gap > low[at]:
                low[at] = min(end, high[at])
    return low, high


_PROGRAMME = 20_000  # variables of one programme


def extremes(split: Split, picks: Ints, local: Ints, up: Bools, low: Floats, high: Floats) -> Floats:
    """Least (or, ``up``, greatest) value of one variable in each of several copies."""
    stack = split.copies(picks)
    net = stack.network
    variables, _ = split.variables.fetch(picks)
    at = np.searchsorted(stack.variable_copy, np.arange(stack.n)) + local
    below, above = low[variables], high[variables]
    rows = _with_products(net.rows, net.products, below, above)
    sign = np.where(up, -1.0, 1.0)
    # A ray along which the variable grows for ever: the same rows with every limit at zero, inside a box.
    zero = rows._replace(
        low=np.where(np.isfinite(rows.low), 0.0, -np.inf), high=np.where(np.isfinite(rows.high), 0.0, np.inf)
    )
    ray_low, ray_high = np.where(np.isfinite(below), 0.0, -1.0), np.where(np.isfinite(above), 0.0, 1.0)
    ray = _least(zero, ray_low, ray_high, at, sign)
    endless = ~(ray >= -1e-6)
    ends = np.where(up, np.inf, -np.inf)
    if not endless.all():
        cost = np.where(endless, 0.0, sign)
        ends = np.where(endless, ends, sign * _least(rows, below, above, at, cost))
    return ends


def _least(rows: Rows, low: Floats, high: Floats, at: Ints, cost: Floats) -> Floats:
    """Least value of ``cost * variable`` for every variable of ``at``, all in one programme: they do not interfere."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    scale, shrink_by = _scales(rows, low, high)
    matrix = csr_array(
        (rows.coefficient * scale[rows.variable] / shrink_by[rows.row], (rows.row, rows.variable)),
        shape=(len(rows.low), len(low)),
    )
    objective = np.zeros(len(low))
    objective[at] = cost
    result = milp(
        objective,
        constraints=LinearConstraint(matrix, rows.low / shrink_by, rows.high / shrink_by),
        bounds=Bounds(low / scale, high / scale),
    )
    if result.x is None:  # possible within the tolerance of a verdict and not within that of the programme
        return np.full(len(at), np.nan)
    return np.asarray(cost * result.x[at] * scale[at])
