"""Decisions about drafts, one step after another: noted, applied, taken back, and what they come to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

import pandas as pd

from estimates.claims.deciding import DECIDED, apart_in, changes_of, edited, filed, names_of, on_these, rejected
from estimates.errors import EstimatesError
from estimates.views.cards import PLACE, keywords, place_of

_KEPT = 50  # tables kept for undoing; beyond them decisions are applied anew


class Standing(NamedTuple):
    """What the decisions made so far come to."""

    claims: pd.DataFrame
    done: dict[str, set[str]]  # kinds of decisions by claim
    names: dict[str, str]  # the quantity of each claim that somebody filed, now or before
    out: set[str]  # rejected
    doubted: set[str]


class Ledger:
    """The decisions about a table of drafts, in steps; ``edited`` is the table with what was corrected and added.

    ``lost`` names decisions of before whose claims are not in the table.
    """

    def __init__(self, base: pd.DataFrame, decided: pd.DataFrame | None = None) -> None:
        self.base = self.edited = base
        self.rows: list[dict[str, Any]] = []
        self.lost: list[str] = []
        self._filed_before = _filed_before(base)
        self._places = {row["claim_id"]: place_of(row) for row in base.to_dict("records")}
        self._before: dict[int, pd.DataFrame] = {}
        self._now: Standing | None = None
        if decided is not None and len(decided):
            self._resume(decided)

    # -----------------------------------------------------------------------------------------------------------------
    # Results

    @property
    def table(self) -> pd.DataFrame:
        """The decisions, a row each, as ``apply_decisions`` takes them."""
        return pd.DataFrame(self.rows, columns=list(DECIDED), dtype=object).astype(DECIDED)

    def code(self) -> str:
        """The decisions as calls on a table ``claims``."""
        lines = []
        for row in self.rows:
            head, reason = repr(row["claim_id"]), row["reason"]
            changes = changes_of(row)
            if row["decision"] == "accept":
                lines.append(f"claims = amend(claims, {head}, reason={reason!r}, doubt=None)")
            elif row["decision"] == "fix":
                lines.append(f"claims = amend(claims, {head}, reason={reason!r}, {keywords(changes)})")
            elif row["decision"] == "add":
                lines.append(f"claims = add_claim(claims, claim_id={head}, reason={reason!r}, {keywords(changes)})")
        out, names, apart = rejected(self.rows), names_of(self.rows), list(apart_in(self.rows))
        names = {claim: name for claim, name in names.items() if claim not in out}
        apart = [pair for pair in apart if not set(pair) & set(out)]
        if out:
            lines.append(f"claims = reject(claims, {out!r}).reset_index(drop=True)")
        if names or apart:
            rest = f", not_same={apart!r}" if apart else ""
            lines.append(f"claims = assign_quantities(claims, {names!r}{rest})")
        used = sorted({line.split("(")[0].removeprefix("claims = ") for line in lines})
        return "\n".join([f"from estimates import {', '.join(used)}", "", *lines, ""]) if lines else ""

    # -----------------------------------------------------------------------------------------------------------------
    # Steps

    def decide(self, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Apply one step and note it, and give the claims that it adds; where it cannot be applied nothing changes."""
        step = self.rows[-1]["step"] + 1 if self.rows else 1
        noted = [dict.fromkeys(DECIDED) | self._places.get(row["claim_id"], {}) | dict(row) | {"step": step}
                 for row in rows]  # fmt: skip
        after = edited(self.edited, noted)
        now = self._sum_up(after, [*self.rows, *noted])
        if after is not self.edited:
            self._before[step] = self.edited
            for old in sorted(self._before)[:-_KEPT]:
                del self._before[old]
        self.edited, self._now = after, now
        self.rows += noted
        return _added_in(noted)

    def undo(self) -> list[dict[str, Any]]:
        """Take the last step back, and give its decisions."""
        if not self.rows:
            raise EstimatesError("there is nothing to undo.", hint="no decision was made yet.")
        step = self.rows[-1]["step"]
        taken = [row for row in self.rows if row["step"] == step]
        self.rows = [row for row in self.rows if row["step"] != step]
        if not {row["decision"] for row in taken}.isdisjoint(("accept", "fix", "add")):
            self.edited = self._before.pop(step) if step in self._before else edited(self.base, self.rows)
        self._now = None
        return taken

    def readmit(self, claim: str) -> None:
        """Take the rejection of a claim back."""
        self.rows = [row for row in self.rows if (row["decision"], row["claim_id"]) != ("reject", claim)]
        self._now = None

    def added(self) -> list[str]:
        """The claims that were added, as they came."""
        return _added_in(self.rows)

    def _resume(self, decided: pd.DataFrame) -> None:
        rows, self.lost = on_these(self.base, decided)
        for row in rows:
            if row["decision"] != "add":
                row |= self._places.get(row["claim_id"], {})
            else:
                self._places[row["claim_id"]] = {name: row[name] for name in PLACE}
        self.edited, self.rows = edited(self.base, rows), rows

    # -----------------------------------------------------------------------------------------------------------------
    # Decisions as rows

    def fixed(self, claim: str, cells: Mapping[str, Any], reason: str) -> dict[str, Any]:
        """A row that corrects a claim."""
        changes = json.dumps(dict(cells))
        return {"decision": "fix", "claim_id": claim, "changes": changes, "reason": reason or "read again"}

    def adding(self, cells: dict[str, Any], like: str | None = None, k: int = 0) -> dict[str, Any]:
        """A row that adds a claim, the ``k``-th of its step; it is found again by the place of the one it is like."""
        taken = {*_ids(self.base), *self.added()}
        free = (f"{like or 'added'}-{n}" for n in count(2 if like else 1))
        made = [name for _, name in zip(range(k + 1 + len(taken)), free, strict=False) if name not in taken][k]
        place = self._places.get(like or "", {name: cells.get(name) for name in PLACE})
        self._places[made] = place
        reason = "split" if like else "missed by the reader"
        return {"decision": "add", "claim_id": made, "changes": json.dumps(cells), "reason": reason, **place}

    def filing(self, claim: str, name: str, members: Sequence[str]) -> list[dict[str, Any]]:
        """Rows that file a claim, and those that were filed under the name before: they share what it is of."""
        if not isinstance(name, str) or not name.strip():
            raise EstimatesError(f"quantity={name!r} is no name.", hint="give a word such as 'killed'.")
        now = names_of(self.rows)
        before = [m for m in members if m not in now and m != claim]
        return [{"decision": "file", "claim_id": i, "quantity": name.strip()} for i in (*before, claim)]

    # -----------------------------------------------------------------------------------------------------------------
    # What they come to

    @property
    def so_far(self) -> Standing:
        """What the decisions come to."""
        if self._now is None:
            self._now = self._sum_up(self.edited, self.rows)
        return self._now

    def _sum_up(self, table: pd.DataFrame, rows: list[dict[str, Any]]) -> Standing:
        claims = filed(table, rows)
        done: dict[str, set[str]] = {}
        for row in rows:
            done.setdefault(row["claim_id"], set()).add(row["decision"])
        doubted = set(_ids(table[table["doubt"].notna()])) if "doubt" in table else set()
        return Standing(claims, done, self._filed_before | names_of(rows), set(rejected(rows)), doubted)

    def cells(self, claim: str | None) -> dict[str, Any]:
        """A claim as decided so far, or as it stood when it was rejected."""
        for table in (self.so_far.claims, self.edited):
            rows = table[table["claim_id"] == claim]
            if len(rows):
                return dict(rows.iloc[0])
        raise EstimatesError(f"no claim has claim_id={claim!r}.", hint="choose one of the table.")

    def is_open(self, claim: str) -> bool:
        """Whether nothing is decided about a claim but what it is not."""
        return not self.so_far.done.get(claim, set()) - {"apart"}

    def states(self, claim: str) -> dict[str, bool]:
        """What holds of a claim."""
        now = self.so_far
        mine = now.done.get(claim, set())
        return {
            "rejected": claim in now.out, "checked": bool(mine & {"accept", "fix", "add"}),
            "filed": claim in now.names, "doubted": claim in now.doubted, "added": "add" in mine,
        }  # fmt: skip

    def members(self, name: str) -> list[str]:
        """The claims that are filed under a name."""
        return [claim for claim, filed_under in self.so_far.names.items() if filed_under == name]

    def others(self, claim: str, name: str) -> list[str]:
        """The other claims that are filed under a name and not rejected."""
        return [other for other in self.members(name) if other != claim and other not in self.so_far.out]

    def mates(self, claim: str) -> list[str]:
        """The claims that are filed with a claim, without it."""
        name = self.so_far.names.get(claim)
        return self.others(claim, name) if name is not None else []

    def names(self) -> list[str]:
        """The quantities that somebody filed under: those of now first, the last one first."""
        now = reversed(names_of(self.rows).values())
        return list(dict.fromkeys([*now, *sorted(set(self.so_far.names.values()))]))

    def apart(self) -> set[frozenset[str]]:
        """Pairs of claims that somebody told apart."""
        return {frozenset(pair) for pair in apart_in(self.rows)}


def _ids(table: pd.DataFrame) -> list[str]:
    return [str(claim) for claim in table["claim_id"]]


def _added_in(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [row["claim_id"] for row in rows if row["decision"] == "add"]


def _filed_before(table: pd.DataFrame) -> dict[str, str]:
    """The quantity of every claim that came filed."""
    if "identity" not in table or "drafted" not in table:
        return {}
    rows = table[(table["identity"] == "stated").to_numpy(dtype=bool) & table["drafted"].notna().to_numpy()]
    return dict(zip(rows["claim_id"].tolist(), rows["quantity"].tolist(), strict=True))
