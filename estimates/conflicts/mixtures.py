"""Figures of several dimensions under one quantity: persons and miles, or persons and things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from estimates.claims.wording import said
from estimates.conflicts.comparison import Comparison
from estimates.conversion import mixed_dimensions
from estimates.errors import listed


def mixed_units(of: Comparison) -> Iterator[dict[str, Any]]:
    """One finding for each quantity whose figures have several dimensions; they are compared within each."""
    rows = np.flatnonzero(of.affirmed & mixed_dimensions(of.claims, of.by))
    if not len(rows):
        return
    table = of.claims.iloc[rows]
    names = table["unit"].astype(object).fillna("no unit")
    for _, inside in names.groupby([table[name] for name in of.by] or np.zeros(len(rows)), dropna=False, observed=True):
        if inside.nunique() < 2:
            continue
        units = inside.value_counts()
        shown = [f"{n} in {unit.replace('_', ' ')}" for unit, n in sorted(units.items(), key=lambda u: (-u[1], u[0]))]
        odd = inside.index[inside == min(units.index, key=lambda unit: (units[unit], unit))]
        about = of.about(int(odd[0]))
        yield {
            "kind": "unit", "severity": "warning", "claims": tuple(of.claims["claim_id"].loc[odd]),
            "quantity": of.row(int(odd[0]))["quantity"],
            "explanation": f"{about}figures of several dimensions ({', '.join(shown)}) are compared within each only; "
            f"{listed(said(of.row(int(i))) for i in odd)}.",
        }  # fmt: skip
