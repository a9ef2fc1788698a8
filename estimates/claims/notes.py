"""What was found in rows on their way in: noted once, then refused, listed, or kept beside the row as its doubt."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.claims.cells import Cells, typed
from estimates.claims.publishers import advice
from estimates.errors import SchemaError, listed
from estimates.schema import OFFSET, WORDS, framed

FINDINGS = ["claim_id", "row", "source", "column", "value", "severity", "problem", "hint"]


def _as_shown(cell: Any) -> str:
    try:
        return str(cell)
    except ValueError:  # a whole number of more digits than Python prints
        return f"a whole number of {cell.bit_length() * 0.30103:.0f} digits"


class Notes:
    """Findings of one table by place; ``rows`` numbers the rows as whoever keeps the file counts them, from 1."""

    def __init__(self, rows: NDArray[Any]) -> None:
        self.rows = rows
        self.found: list[tuple[int, str, str, str, str, str]] = []  # place, column, shown, severity, problem, hint

    def add(
        self,
        column: str,
        places: Any,
        shown: Cells | Callable[[int], str],
        problem: str,
        hint: str,
        severity: str = "error",
    ) -> None:
        """Note one problem of a column at the places where it stands."""
        for place in np.flatnonzero(places).tolist():
            words = shown(place) if callable(shown) else _as_shown(shown[place])
            self.found.append((place, column, words, severity, problem, hint))

    def bar(self) -> bool:
        """Whether the door would refuse anything."""
        return any(severity == "error" for _, _, _, severity, _, _ in self.found)

    def doubts(self) -> dict[int, str]:
        """What the door would refuse, in words by place, each with its value and the number of its row."""
        words: dict[int, list[str]] = {}
        for place, column, shown, severity, problem, _ in self.found:
            if severity == "error":
                value = shown if "=" in shown or (column in problem and shown in problem) else repr(shown)
                words.setdefault(place, []).append(f"{problem}: {value} (row {self.rows[place]})")
        return {place: "; ".join(said) for place, said in words.items()}

    def table(self, ids: Cells, sources: Cells) -> pd.DataFrame:
        """All findings in the order of the rows; within a row what would be refused first."""
        if not self.found:
            return framed(_nothing_found(), 0)
        found = sorted(self.found, key=lambda finding: finding[0])
        rows = [(ids[place], self.rows[place], sources[place], *rest) for place, *rest in found]
        return pd.DataFrame(_columns(zip(*rows, strict=True)))


@cache
def _nothing_found() -> dict[str, Any]:
    return _columns([()] * len(FINDINGS))


def _columns(cells: Iterable[Any]) -> dict[str, Any]:
    return {
        name: typed(np.array(c, dtype=float if name == "row" else object), OFFSET if name == "row" else WORDS)
        for name, c in zip(FINDINGS, cells, strict=True)
    }


def refuse(findings: pd.DataFrame, n_claims: int, *, columns: Iterable[object] | None = None) -> None:
    """Raise one SchemaError with all findings of severity "error".

    Of a reader that can keep them, ``columns`` are the file's: where other claims are sound, it says how.
    """
    if findings.empty or (errors := findings[findings["severity"] == "error"]).empty:
        return
    lines = []
    for (problem, hint), rows in errors.groupby(["problem", "hint"], sort=False):
        cells = zip(rows["claim_id"], rows["row"], rows["value"], rows["source"], strict=True)
        where = [f"{i}, row {r} ({v}; {s})" if isinstance(s, str) else f"{i}, row {r} ({v})" for i, r, v, s in cells]
        lines.append(f"{problem} in {len(rows)} of {n_claims} claims: {listed(where)}.\nHint: {hint}")
    ids = errors["claim_id"].unique()
    if columns is not None and len(ids) < n_claims:
        lines.append(f"Or: {advice(columns)}on_error='keep' keeps such rows, each with its doubt.")
    raise SchemaError("\n".join(lines), claims=ids)


def warn_of_doubts(findings: pd.DataFrame, n_claims: int, *, stacklevel: int) -> None:
    """Say once how many claims are doubted, and why: what the door would have refused, and what stands in ``doubt``."""
    doubts = findings[(findings["severity"] == "error") | (findings["column"] == "doubt")]
    if doubts.empty:
        return
    kinds = [
        f"{problem} in {len(rows)} (rows {listed(rows['row'])})"
        for problem, rows in doubts.groupby(doubts["problem"].str.partition(":")[0], sort=False)
    ]
    warnings.warn(
        f"{doubts['claim_id'].nunique()} of {n_claims} claims are doubted: {'; '.join(kinds)}. "
        "What of them can be used is kept; problems(claims) lists them.",
        stacklevel=stacklevel + 1,
    )
