"""Findings by column, from where they are made to the table that is given back: a dict for each costs too much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from estimates.intervals.arrays import Bools, Ints

#: What a finding consists of, and what stands where a kind says nothing of it.
_EMPTY: dict[str, Any] = {
    "kind": "", "severity": "", "claims": (), "relations": (), "quantity": np.nan, "gap": np.nan, "unit": np.nan,
    "radius": np.nan, "explanation": "", "suspicion": np.nan, "n_pairs": 1, "balance": None,
}  # fmt: skip
_TYPES: dict[str, type] = {"gap": float, "radius": float, "n_pairs": int}


@dataclass(frozen=True)
class Findings:
    """Findings in an order, by column."""

    columns: dict[str, NDArray[Any]]

    @classmethod
    def of(cls, n: int, **columns: Any) -> Findings:
        """Findings of which these columns are known; what is one value for all is given once.

        Examples
        --------
        >>> found = Findings.of(2, kind="disjoint", claims=[("a", "b"), ("a", "c")], gap=[5, 7])
        >>> found.columns["kind"].tolist(), found.columns["n_pairs"].tolist()
        (['disjoint', 'disjoint'], [1, 1])
        """
        return cls({name: _column(name, columns.get(name, empty), n) for name, empty in _EMPTY.items()})

    @classmethod
    def of_rows(cls, rows: Iterable[dict[str, Any]]) -> Findings:
        """Findings that were made one by one."""
        rows = list(rows)
        return cls.of(len(rows), **{name: [row.get(name, empty) for row in rows] for name, empty in _EMPTY.items()})

    @classmethod
    def joined(cls, parts: Iterable[Findings | Iterable[dict[str, Any]]]) -> Findings:
        """Findings of several kinds, one kind after the other."""
        listed = (part if isinstance(part, Findings) else list(part) for part in parts)
        some = [part if isinstance(part, Findings) else cls.of_rows(part) for part in listed if len(part)]
        some = some or [cls.of(0)]  # most kinds find nothing
        return cls({name: np.concatenate([part.columns[name] for part in some]) for name in _EMPTY})

    def __len__(self) -> int:
        return len(self.columns["kind"])

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.columns[name]

    def take(self, rows: Ints) -> Findings:
        """Some of them, in this order."""
        return Findings({name: column[rows] for name, column in self.columns.items()})

    def but(self, **columns: Any) -> Findings:
        """The same with other columns."""
        return Findings(self.columns | {name: _column(name, cells, len(self)) for name, cells in columns.items()})

    def rows(self) -> list[dict[str, Any]]:
        """Each as a dict."""
        cells = (column.tolist() for column in self.columns.values())
        return [dict(zip(self.columns, row, strict=True)) for row in zip(*cells, strict=True)]

    def members(self) -> set[str]:
        """The ids of all claims that they are about."""
        return set(chain.from_iterable(self.columns["claims"].tolist()))

    def are(self, *kinds: str) -> Bools:
        """Tell which are of these kinds."""
        return np.fromiter(map(frozenset(kinds).__contains__, self.columns["kind"]), dtype=bool, count=len(self))

    def sizes(self) -> Ints:
        """How many claims each is about."""
        return np.fromiter(map(len, self.columns["claims"]), dtype=np.int64, count=len(self))


def _column(name: str, cells: Any, n: int) -> NDArray[Any]:
    if isinstance(cells, list):  # of tuples numpy would make a table
        return np.fromiter(cells, dtype=_TYPES.get(name, object), count=n)
    if isinstance(cells, np.ndarray):
        return cells.astype(_TYPES.get(name, object), copy=False)
    column: NDArray[Any] = np.empty(n, dtype=_TYPES.get(name, object))
    column.fill(cells)
    return column
