"""How an answer is laid out: the columns of its group stand before ``region``."""

from __future__ import annotations

import pandas as pd

from estimates.errors import SchemaError, listed

#: The columns of every answer, after those of its group.
ANSWER = (
    "region", "low", "best", "high", "closed", "unit", "n_claims", "n_origins", "n_support", "verdict", "method",
)  # fmt: skip


def group_columns(result: pd.DataFrame) -> list[str]:
    """Give the columns of an answer that name its group: those before ``region``.

    Raises
    ------
    SchemaError
        If it is no answer of ``reconcile``.
    """
    absent = [name for name in ANSWER if name not in result]
    if absent:
        raise SchemaError(
            f"the result lacks {listed(absent)}.", hint="give what reconcile(claims, ...) returned, whole."
        )
    return [str(name) for name in result.columns[: list(result.columns).index("region")]]
