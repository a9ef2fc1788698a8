"""Plain versions with scipy and HiGHS of what relations are asked, as somebody would write them in an afternoon.

Most work on the same arrays as the library, so what is compared is the method and not the reading of strings. They do
less than it: ``lightest`` finds one set where the library lists all of equal weight, ``balance`` no standard errors and
tests, ``conflict`` one conflict of a part where the library looks for what each sum shows and says whether there are
more. Beside them ``propagated`` goes from texts to a table, as the public function does.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_array, csc_array, csr_array, diags_array, hstack, vstack
from scipy.sparse.linalg import splu

from estimates.relations.narrowing import Products, Rows
from estimates.relations.network import Network, Split


def matrix(network: Network) -> csr_array:
    rows = network.rows
    return csr_array((rows.coefficient, (rows.row, rows.variable)), shape=(len(rows.low), network.n_variables))


def read(claims: pd.DataFrame, relations: list[str]) -> tuple[list[str], Network]:
    """Sums read from their texts and bounded claims as arrays, for those who have no arrays yet; single words only."""
    number: dict[str, int] = {}
    entries: list[tuple[int, int, float]] = []
    equal = []
    for k, text in enumerate(relations):
        parts, sign, whole = re.split("(==|<=)", text)
        entries += [(k, number.setdefault(name, len(number)), 1.0) for name in re.findall(r"\w+", parts)]
        entries.append((k, number.setdefault(whole.strip(), len(number)), -1.0))
        equal.append(sign == "==")
    code, names = pd.factorize(claims["quantity"])
    of_claim = np.array([number.setdefault(name, len(number)) for name in names.tolist()])[code]
    row, variable, coefficient = (np.array(column) for column in zip(*entries, strict=True))
    rows = Rows(row, variable, coefficient, np.where(equal, 0.0, -np.inf), np.zeros(len(relations)))
    n, none = len(number), np.zeros(0, dtype=np.int64)
    low, high = (claims[end].to_numpy(dtype=float) for end in ("low", "high"))
    return list(number), Network(
        np.full(n, -np.inf), np.full(n, np.inf), of_claim, low, high, rows, np.arange(len(relations)),
        Products(none, none, none), none, len(relations),
    )  # fmt: skip


def propagated(claims: pd.DataFrame, relations: list[str]) -> pd.DataFrame:
    """From texts and claims to a table of what is left for every quantity."""
    names, network = read(claims, relations)
    low, high = propagate(network)
    return pd.DataFrame({"quantity": names, "low": low, "high": high}).sort_values("quantity", ignore_index=True)


def propagate(network: Network, rounds: int = 50) -> tuple[Any, Any]:
    """Bound tightening row by row of the sparse matrix, with ufunc.at."""
    rows = network.rows
    low, high = network.ends()
    for _ in range(rounds):
        positive = rows.coefficient > 0
        least = rows.coefficient * np.where(positive, low[rows.variable], high[rows.variable])
        most = rows.coefficient * np.where(positive, high[rows.variable], low[rows.variable])
        n = len(rows.low)
        finite_least, finite_most = np.isfinite(least), np.isfinite(most)
        sums = [np.bincount(rows.row, np.where(f, t, 0), n) for f, t in ((finite_least, least), (finite_most, most))]
        open_ = [np.bincount(rows.row, ~f, n) for f in (finite_least, finite_most)]
        rest_least = np.where(open_[0][rows.row] - ~finite_least > 0, -np.inf,
                              sums[0][rows.row] - np.where(finite_least, least, 0))  # fmt: skip
        rest_most = np.where(open_[1][rows.row] - ~finite_most > 0, np.inf,
                             sums[1][rows.row] - np.where(finite_most, most, 0))  # fmt: skip
        upper = (rows.high[rows.row] - rest_least) / rows.coefficient
        lower = (rows.low[rows.row] - rest_most) / rows.coefficient
        below, above = low.copy(), high.copy()
        np.maximum.at(below, rows.variable, np.where(positive, lower, upper))
        np.minimum.at(above, rows.variable, np.where(positive, upper, lower))
        with np.errstate(invalid="ignore"):
            moved = (below - low > 1e-9 * np.abs(below)) | (high - above > 1e-9 * np.abs(above))
        moved &= below <= above
        low, high = np.where(below <= above, below, low), np.where(below <= above, above, high)
        if not moved.any():
            break
    return low, high


def lightest(split: Split) -> list[float]:
    """Fellegi-Holt, a programme per component, M from the claims; each answer checked by a linear programme."""
    net, whole = split.network, matrix(split.network)
    out = []
    for component in range(split.n):
        number = np.array([component])
        variables, claims, rows = (items.fetch(number)[0] for items in (split.variables, split.claims, split.rows))
        local = {int(v): k for k, v in enumerate(variables)}
        about = np.array([local[int(v)] for v in net.claim_variable[claims]])
        a = whole[rows][:, variables]
        low, high = net.claim_low[claims], net.claim_high[claims]
        reach = np.abs(np.concatenate([low[np.isfinite(low)], high[np.isfinite(high)]])).sum()
        n, m = len(variables), len(claims)
        eye = csr_array((np.ones(m), (np.arange(m), about)), shape=(m, n))
        from_below, from_above = np.isfinite(low), np.isfinite(high)
        wall = np.concatenate([(low + reach)[from_below], (reach - high)[from_above]])
        switch = csr_array(
            (np.where(np.arange(len(wall)) < from_below.sum(), wall, -wall),
             (np.arange(len(wall)), np.concatenate([np.flatnonzero(from_below), np.flatnonzero(from_above)]))),
            shape=(len(wall), m),
        )  # fmt: skip
        body = vstack([eye[from_below], eye[from_above]])
        ends = (
            np.concatenate([low[from_below], np.full(from_above.sum(), -np.inf)]),
            np.concatenate([np.full(from_below.sum(), np.inf), high[from_above]]),
        )
        full = vstack([hstack([a, csr_array((len(rows), m))]), hstack([body, switch])])
        result = milp(
            np.append(np.zeros(n), np.ones(m)),
            constraints=LinearConstraint(
                full, np.append(net.rows.low[rows], ends[0]), np.append(net.rows.high[rows], ends[1])
            ),
            integrality=np.append(np.zeros(n), np.ones(m)),
            bounds=Bounds(np.append(np.full(n, -reach), np.zeros(m)), np.append(np.full(n, reach), np.ones(m))),
        )
        kept = np.round(result.x[n:]) == 0
        below, above = np.full(n, -np.inf), np.full(n, np.inf)
        np.maximum.at(below, about[kept], low[kept])
        np.minimum.at(above, about[kept], high[kept])
        checked = milp(np.zeros(n), constraints=LinearConstraint(a, net.rows.low[rows], net.rows.high[rows]),
                       bounds=Bounds(below, above))  # fmt: skip
        out.append(float(np.round(result.fun)) if checked.status == 0 else np.nan)
    return out


def balance(target: Any) -> Any:
    """Weighted least squares with an active set, everything factorised again at every sweep."""
    loose = np.flatnonzero(np.isnan(target.mean))
    mean = np.nan_to_num(target.mean)
    active = np.zeros(len(target.limit), dtype=bool)
    x = mean
    for _ in range(20):
        rows = csr_array(vstack([target.equal, target.most[active]]))
        right = np.append(target.at, target.limit[active])
        normal, free = csr_array(rows @ target.variance @ rows.T), rows[:, loose]
        whole = csc_array(block_array([[normal, -free], [free.T, None]]))
        solver = splu(csc_array(whole + diags_array(np.full(whole.shape[0], 1e-12 * normal.diagonal().mean()))))
        solution = solver.solve(np.append(rows @ mean - right, np.zeros(len(loose))))
        push = solution[: len(right)]
        x = mean - target.variance @ (rows.T @ push)
        x[loose] = solution[len(right) :]
        wanted = target.most @ x > target.limit + 1e-7 * np.maximum(np.abs(target.limit), 1)
        wanted[np.flatnonzero(active)] |= push[len(target.at) :] > 0
        if (wanted == active).all():
            break
        active = wanted
    return x


def conflict(split: Split, component: int) -> tuple[list[int], list[int]]:
    """Deletion filter: one linear programme for every claim and row of a component."""
    net, whole = split.network, matrix(split.network)
    number = np.array([component])
    variables, claims, rows = (items.fetch(number)[0] for items in (split.variables, split.claims, split.rows))
    local = {int(v): k for k, v in enumerate(variables)}
    about = np.array([local[int(v)] for v in net.claim_variable[claims]])
    a = whole[rows][:, variables].toarray()
    low, high = net.rows.low[rows], net.rows.high[rows]

    def holds(kept: list[int], lines: list[int]) -> bool:
        below, above = np.full(len(variables), -np.inf), np.full(len(variables), np.inf)
        np.maximum.at(below, about[kept], net.claim_low[claims][kept])
        np.minimum.at(above, about[kept], net.claim_high[claims][kept])
        if (below > above).any():
            return False
        equal = [k for k in lines if low[k] == high[k]]
        most = [k for k in lines if low[k] != high[k]]
        return linprog(
            np.zeros(len(variables)), A_eq=a[equal] if equal else None, b_eq=high[equal] if equal else None,
            A_ub=a[most] if most else None, b_ub=high[most] if most else None, bounds=np.column_stack([below, above]),
        ).status == 0  # fmt: skip

    kept, lines = list(range(len(claims))), list(range(len(rows)))
    for k in list(kept):
        if not holds([c for c in kept if c != k], lines):
            kept.remove(k)
    for k in list(lines):
        if not holds(kept, [r for r in lines if r != k]):
            lines.remove(k)
    return kept, lines
