"""Small systems of ranges and linear relations for laws, and the slow version that says whether they can hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from scipy.optimize import linprog

from estimates import bound, read_claims

NAMES = ("a", "b", "c", "d")


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[tuple[str, int, int]], list[tuple[dict[str, int], str, int]]]:
    """Ranges of four quantities, some stated twice, and a few linear relations with small whole coefficients."""
    claims = draw(
        st.lists(st.tuples(st.sampled_from(NAMES), st.integers(-4, 9), st.integers(0, 3)), min_size=2, max_size=6)
    )
    row = st.tuples(
        st.dictionaries(st.sampled_from(NAMES), st.sampled_from([-2, -1, 1, 1, 2]), min_size=2, max_size=4),
        st.sampled_from(["==", "==", "<="]),
        st.integers(-3, 3),
    )
    return claims, draw(st.lists(row, min_size=1, max_size=3))


def as_claims(claims: list[tuple[str, int, int]]) -> pd.DataFrame:
    rows = [{"claim_id": f"k{i}", "quantity": q, "low": v, "high": v + w} for i, (q, v, w) in enumerate(claims)]
    return bound(read_claims(rows))


def as_relations(rows: list[tuple[dict[str, int], str, int]]) -> dict[str, str]:
    return {
        f"r{k}": " + ".join(f"{c}*{name}" for name, c in terms.items()) + f" {op} {right}"
        for k, (terms, op, right) in enumerate(rows)
    }


def possible(claims: list[tuple[str, int, int]], rows: list[tuple[dict[str, int], str, int]]) -> bool:
    """The slow version: one linear programme in plain numbers."""
    low, high = dict.fromkeys(NAMES, -np.inf), dict.fromkeys(NAMES, np.inf)
    for name, value, width in claims:
        low[name], high[name] = max(low[name], value), min(high[name], value + width)
    if any(low[name] > high[name] for name in NAMES):
        return False
    matrix = [[terms.get(name, 0) for name in NAMES] for terms, _, _ in rows]
    equal = [k for k, row in enumerate(rows) if row[1] == "=="]
    most = [k for k, row in enumerate(rows) if row[1] == "<="]
    result = linprog(
        np.zeros(4), A_eq=[matrix[k] for k in equal] or None, b_eq=[rows[k][2] for k in equal] or None,
        A_ub=[matrix[k] for k in most] or None, b_ub=[rows[k][2] for k in most] or None,
        bounds=[(low[name], high[name]) for name in NAMES],
    )  # fmt: skip
    return result.status == 0
