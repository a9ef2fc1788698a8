"""A person's way through drafts, without a screen: each command is a method, and what a screen shows is plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

import pandas as pd

from estimates.claims.comparable import check_columns
from estimates.claims.deciding import DECIDED, apart_in, changes_of, edited, filed, names_of, on_these, rejected
from estimates.conflicts.grouping import suggest_quantities
from estimates.errors import EstimatesError
from estimates.schema import COLUMNS, OPTIONAL, SAME
from estimates.views.cards import (
    PLACE,
    figure_words,
    form,
    keywords,
    place_of,
    reasons,
    said,
    word,
)
from estimates.views.texts import Texts, figures_in

_DONE = "Every claim is decided."
_TOP = 3  # groups offered for a claim
_KEPT = 50  # tables kept for undoing; beyond them decisions are applied anew
_ANEW = 50  # parts of a table: after as many filings as one has claims, groups are sought anew
_OF_A_GROUP = tuple(name for name in SAME if name not in ("quantity", "status"))


class Offer(NamedTuple):
    """A group that a claim may belong to."""

    name: str
    members: tuple[str, ...]  # filed under the name, or drafted alike where nothing is
    filed: bool
    words: str
    sentence: str
    agrees: str
    differs: str
    unknown: str


class _Standing(NamedTuple):
    """What the decisions made so far come to."""

    claims: pd.DataFrame
    done: dict[str, set[str]]  # kinds of decisions by claim
    names: dict[str, str]  # the quantity of each claim that somebody filed, now or before
    out: set[str]  # rejected
    doubted: set[str]


class Review:
    """Drafts on their way through a person's hands.

    A command changes one thing, gives a sentence that says what, and raises an ``EstimatesError`` where it cannot be.
    ``claims`` is the table as decided so far, ``decisions`` the table of decisions, ``code()`` the calls they are.
    """

    def __init__(self, claims: pd.DataFrame, texts: Mapping[str, str], decided: pd.DataFrame | None = None) -> None:
        check_columns(claims, ["claim_id", "quantity", "text", "start", "end"])
        self.base = claims.reset_index(drop=True)
        self.texts = Texts(texts, self.base)
        self._filed_before = _filed_before(self.base)
        self._places = {row["claim_id"]: place_of(row) for row in self.base.to_dict("records")}
        self._reasons = {i: len(reasons(doubt)) for i, doubt in zip(self._ids(self.base), self._doubts(), strict=True)}
        self.log: list[dict[str, Any]] = []
        self._edited = self.base
        self._before: dict[int, pd.DataFrame] = {}
        self._now: _Standing | None = None
        self._offers: dict[str, list[dict[str, Any]]] | None = None
        self._filings = 0  # since groups were sought
        self.order: list[str] = self._ids(self.base)
        self.by = "text"
        self.editing = False
        self.lost: list[str] = []
        if decided is not None and len(decided):
            self._resume(decided)
        self.current = self._next_open(None) or (self.order[0] if self.order else None)

    # -----------------------------------------------------------------------------------------------------------------
    # Results

    @property
    def claims(self) -> pd.DataFrame:
        """The claims as decided so far."""
        return self._so_far.claims.copy()

    @property
    def decisions(self) -> pd.DataFrame:
        """The decisions so far, a row each, as ``apply_decisions`` takes them."""
        table = pd.DataFrame(self.log, columns=list(DECIDED), dtype=object)
        return table.astype(DECIDED)

    def code(self) -> str:
        """The decisions as calls on a table ``claims``."""
        lines = []
        for row in self.log:
            head, reason = repr(row["claim_id"]), row["reason"]
            changes = changes_of(row)
            if row["decision"] == "accept":
                lines.append(f"claims = amend(claims, {head}, reason={reason!r}, doubt=None)")
            elif row["decision"] == "fix":
                lines.append(f"claims = amend(claims, {head}, reason={reason!r}, {keywords(changes)})")
            elif row["decision"] == "add":
                lines.append(f"claims = add_claim(claims, claim_id={head}, reason={reason!r}, {keywords(changes)})")
        out, names, apart = rejected(self.log), names_of(self.log), list(apart_in(self.log))
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
    # Commands: to go somewhere

    def next(self) -> str:
        """Go to the next claim."""
        return self._step(1, "This is the last claim.")

    def previous(self) -> str:
        """Go to the claim before."""
        return self._step(-1, "This is the first claim.")

    def select(self, claim_id: str) -> str:
        """Go to a claim."""
        if claim_id not in self.order:
            raise EstimatesError(f"no claim has claim_id={claim_id!r}.", hint="choose one of the table.")
        self.current = claim_id
        return self.where()

    def next_open(self) -> str:
        """Go to the next claim that nothing is decided about."""
        return self._on("")

    def by_doubt(self) -> str:
        """Go through the claims with the most reasons for doubt first, from the first that is open."""
        self.by = "doubt"
        found = self._next_open(None)
        self.current = found or self.current
        return f"The most doubtful first. {self.where() if found else _DONE}"

    def by_text(self) -> str:
        """Go through the claims in the order of the text."""
        self.by = "text"
        return f"In the order of the text. {self.where()}"

    # -----------------------------------------------------------------------------------------------------------------
    # Commands: to decide

    def accept(self, reason: str = "accepted") -> str:
        """Take the claim as it was read; what made it doubtful is settled."""
        claim = self._standing()
        self._decide([{"decision": "accept", "claim_id": claim, "reason": reason or "accepted"}])
        return self._on("Accepted.")

    def fix(self, changes: Mapping[str, Any], reason: str = "read again") -> str:
        """Correct cells of the claim; what its group shares is corrected for all that are filed with it."""
        claim = self._standing()
        cells = {name: self._typed(name, cell) for name, cell in changes.items()}
        names = [cells.pop("quantity")] if "quantity" in cells else []
        shared = {column: cell for column, cell in cells.items() if column in _OF_A_GROUP}
        mates = [other for other in self._filed_with(claim) if other != claim] if shared else []
        rows = [self._fix(claim, cells, reason)] if cells else []
        rows += [self._fix(other, shared, reason) for other in mates]
        for name in names:
            rows += self._filing(claim, name, self._members(name))
        if not rows:
            raise EstimatesError("nothing was changed.", hint="change a field, or leave with Escape.")
        self._decide(rows)
        self.editing = False
        all_of_it = f", for all {len(mates) + 1} that are filed with it" if mates else ""
        return f"Corrected{all_of_it}. {self.where()}"

    def reject(self) -> str:
        """Take the claim out, or back in where it is out."""
        claim = self._some()
        if claim in self._so_far.out:
            self.log = [row for row in self.log if (row["decision"], row["claim_id"]) != ("reject", claim)]
            self._now = None
            return f"No longer rejected. {self.where()}"
        self._decide([{"decision": "reject", "claim_id": claim}])
        return self._on("Rejected.")

    def split(self, start: int | None = None, end: int | None = None) -> str:
        """Make two claims of one: by words chosen in the article, by the figures in its words, or as twins."""
        claim = self._standing()
        cells = self._cells(claim)
        if start is not None and end is not None:
            self._add({**self.texts.span(cells, start, end), "like": claim}, like=claim)
        else:
            parts = figures_in(cells)
            if len(parts) > 1:
                rows = [self._fix(claim, parts[0], "split")]
                rows += [self._added({**part, "like": claim}, claim, k) for k, part in enumerate(parts[1:])]
                self._decide(rows)
                return f"Split into {len(parts)}. {self.where()}"
            source = cells["source"] if isinstance(cells["source"], str) else None
            self._add({"source": source, "like": claim}, like=claim)
        self.editing = True
        return f"Split: say what is different about the new one. {self.where()}"

    def pick(self, start: int, end: int) -> str:
        """Let the claim stand on words chosen in the article; its figure is read from them."""
        claim = self._standing()
        self._decide([self._fix(claim, self.texts.span(self._cells(claim), start, end), "other words")])
        return f"Other words. {self.where()}"

    def add(self, start: int | None = None, end: int | None = None, words: str = "") -> str:
        """Add a claim that stands on words of the article: chosen there, or typed and found after the present claim."""
        here = self._cells(self._some())
        if start is None or end is None:
            start, end = self.texts.find(here, words, self._edited)
        cells = self.texts.span(here, start, end)
        beside = self.texts.rows_beside(here, self._edited)
        for name in ("article", "publisher", "reported"):
            known = beside[name].dropna() if name in beside else beside["claim_id"].iloc[:0]
            if len(known):
                cells[name] = known.iloc[0].date().isoformat() if name == "reported" else known.iloc[0]
        self._add(cells)
        self.editing = True
        return f"Added: say who states it and of what. {self.where()}"

    def file(self, name: str = "", rank: int = 0) -> str:
        """File the claim under a quantity: one of those offered, by rank, or a name."""
        claim = self._standing()
        if rank:
            offer = self._offer(rank)
            name, members = offer.name, [m for m in offer.members if offer.filed]
        else:
            name, members = name.strip(), self._members(name.strip())
        rows = self._filing(claim, name, members)
        self._decide(rows)
        mates = self._others(claim, name)
        done = f"Filed under {name}{f' with {len(mates)}' if mates else ''}."
        if claim in self._so_far.doubted:
            return f"{done} It is doubted still: accept or correct it. {self.where()}"
        return self._on(done)

    def apart(self, rank: int) -> str:
        """Say that the claim is not of one quantity with a group that was offered."""
        claim, offer = self._standing(), self._offer(rank)
        self._decide([{"decision": "apart", "claim_id": claim, "not_same": " ".join(offer.members)}])
        return f"Not of {offer.name}. {self.where()}"

    def undo(self) -> str:
        """Take the last decision back."""
        if not self.log:
            raise EstimatesError("there is nothing to undo.", hint="no decision was made yet.")
        step = self.log[-1]["step"]
        taken = [row for row in self.log if row["step"] == step]
        self.log = [row for row in self.log if row["step"] != step]
        if not {row["decision"] for row in taken}.isdisjoint(("accept", "fix", "add")):
            self._edited = self._before.pop(step) if step in self._before else edited(self.base, self.log)
        gone = {row["claim_id"] for row in taken if row["decision"] == "add"}
        self.order = [claim for claim in self.order if claim not in gone]
        self._now = None
        if any(row["decision"] in ("fix", "add", "apart") for row in taken):
            self._offers = None
        self.editing = False
        back = next((row["claim_id"] for row in taken if row["claim_id"] not in gone), None)
        likes = [changes_of(row).get("like") for row in taken]
        self.current = back or next((like for like in likes if like in self.order), None) or self.order[0]
        return f"Undone: {taken[0]['decision']}. {self.where()}"

    # -----------------------------------------------------------------------------------------------------------------
    # What a screen shows

    def where(self) -> str:
        """The present claim in a few words."""
        if self.current is None:
            return "There are no claims."
        cells = self._cells(self.current)
        words = f"“{' '.join(cells['text'].split())}”" if isinstance(cells["text"], str) else "no words"
        source = cells["source"] if isinstance(cells["source"], str) else "nobody named"
        path = self._path()
        return f"Claim {path.index(self.current) + 1} of {len(path)}: {words}, {source}."

    def card(self) -> dict[str, Any]:
        """The present claim, why it is doubted, and the groups that it may belong to."""
        path = self._path()
        open_ones = [claim for claim in path if self._is_open(claim)]
        out: dict[str, Any] = {
            "n": len(path), "open": len(open_ones), "by": self.by, "editing": self.editing,
            "decided": len(path) - len(open_ones), "undo": bool(self.log), "claim": None, "offers": [], "names": [],
        }  # fmt: skip
        if self.current is None:
            return out
        cells, claim = self._cells(self.current), self.current
        states = [name for name, holds in self._states(claim).items() if holds]
        out |= {
            "place": path.index(claim) + 1,
            "claim": {
                "id": claim, "words": figure_words(cells), "said": said(cells), "states": states,
                "doubts": reasons(cells.get("doubt")), "form": form(cells),
                "trail": cells["amended"] if isinstance(cells.get("amended"), str) else "",
            },
            "offers": [] if claim in self._so_far.out else [
                {"name": o.name, "size": len(o.members), "filed": o.filed, "words": o.words, "sentence": o.sentence,
                 "agrees": o.agrees, "differs": o.differs, "unknown": o.unknown} for o in self.offers()],
            "names": list(dict.fromkeys([*reversed(names_of(self.log).values()), *self._known_names()]))[:200],
        }  # fmt: skip
        return out

    def page(self) -> dict[str, Any]:
        """The article of the present claim in pieces: where each begins, its words, its claim, and what it is."""
        if self.current is None:
            return {"name": "", "pieces": [], "text": False}
        cells = self._cells(self.current)
        pieces, text = self.texts.pieces(cells, self._edited, self._kind)
        return {"name": word(cells.get("article")), "pieces": pieces, "text": text}

    def _kind(self, claim: str) -> str:
        states = self._states(claim)
        kind = next((state for state in ("rejected", "filed", "checked") if states[state]), "open")
        return kind + (" doubted" if states["doubted"] else "")

    def offers(self) -> list[Offer]:
        """The groups that the present claim may belong to, the likeliest first; what is filed by now has its name."""
        claim = self.current
        here = self._offers.get(str(claim)) if self._offers is not None else None
        if self._offers is None or here is None or self._filings * _ANEW >= len(self.order):
            table = self._so_far.claims
            rows = suggest_quantities(table, top=_TOP + 1).to_dict("records") if len(table) else []
            self._offers, self._filings = {claim: [] for claim in self._ids(table)}, 0
            for row in rows:
                self._offers[row["claim_id"]].append(row)
        apart = {frozenset(pair) for pair in apart_in(self.log)}
        names, there = self._so_far.names, set(self._ids(self._so_far.claims))
        found: dict[str, Offer] = {}
        for row in self._offers.get(str(claim), []):
            others = [i for i in str(row["others"]).split() if i != claim and i in there]
            by_name: dict[str, list[str]] = {}
            for other in others:
                by_name.setdefault(names.get(other, ""), []).append(other)
            drafts = by_name.pop("", [])
            told = [word(row[name]) for name in ("other_text", "other_sentence", "agrees", "differs", "unknown")]
            if by_name:
                offers = [Offer(name, tuple(members), True, *told) for name, members in by_name.items()]
            else:
                offers = [Offer(word(row["quantity"]) or "unnamed", tuple(drafts), False, *told)]
            for offer in offers:
                refused = any(frozenset((claim, other)) in apart for other in offer.members)
                if offer.members and not refused and offer.name not in found:
                    found[offer.name] = offer
        return list(found.values())[:_TOP]

    # -----------------------------------------------------------------------------------------------------------------
    # Decisions

    def _decide(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Apply one step and note it; where it cannot be applied nothing is changed."""
        step = self.log[-1]["step"] + 1 if self.log else 1
        noted = [dict.fromkeys(DECIDED) | self._places.get(row["claim_id"], {}) | dict(row) | {"step": step}
                 for row in rows]  # fmt: skip
        after = edited(self._edited, noted)
        now = self._sum_up(after, [*self.log, *noted])
        if after is not self._edited:
            self._before[step] = self._edited
            for old in sorted(self._before)[:-_KEPT]:
                del self._before[old]
        added = [row for row in noted if row["decision"] == "add"]
        self._edited, self._now = after, now
        self.log += noted
        self._place_in_order([row["claim_id"] for row in added])
        self._filings += sum(row["decision"] == "file" for row in noted)
        if added or any(row["decision"] in ("fix", "apart") for row in noted):
            self._offers = None

    def _resume(self, decided: pd.DataFrame) -> None:
        log, self.lost = on_these(self.base, decided)
        for row in log:
            if row["decision"] != "add":
                row |= self._places.get(row["claim_id"], {})
            else:
                self._places[row["claim_id"]] = {name: row[name] for name in PLACE}
        self._edited = edited(self.base, log)
        self.log = log
        self._place_in_order([row["claim_id"] for row in log if row["decision"] == "add"])

    def _fix(self, claim: str, cells: Mapping[str, Any], reason: str) -> dict[str, Any]:
        changes = json.dumps(dict(cells))
        return {"decision": "fix", "claim_id": claim, "changes": changes, "reason": reason or "read again"}

    def _add(self, cells: dict[str, Any], like: str | None = None) -> None:
        row = self._added(cells, like, 0)
        self._decide([row])
        self.current = row["claim_id"]

    def _added(self, cells: dict[str, Any], like: str | None, k: int) -> dict[str, Any]:
        """A row that adds a claim; what it is found again by is the place of the claim that it is like."""
        taken = set(self.order)
        free = (f"{like or 'added'}-{n}" for n in count(2 if like else 1))
        made = [name for _, name in zip(range(k + 1 + len(taken)), free, strict=False) if name not in taken][k]
        place = self._places.get(like or "", {name: cells.get(name) for name in PLACE})
        self._places[made] = place
        reason = "split" if like else "missed by the reader"
        return {"decision": "add", "claim_id": made, "changes": json.dumps(cells), "reason": reason, **place}

    def _filing(self, claim: str, name: str, members: Sequence[str]) -> list[dict[str, Any]]:
        """File a claim, and note those of the table that were filed under the name before: they share what it is of."""
        if not isinstance(name, str) or not name.strip():
            raise EstimatesError(f"quantity={name!r} is no name.", hint="give a word such as 'killed'.")
        now = names_of(self.log)
        before = [m for m in members if m not in now and m != claim]
        return [{"decision": "file", "claim_id": i, "quantity": name.strip()} for i in (*before, claim)]

    def _standing(self) -> str:
        claim = self._some()
        if claim in self._so_far.out:
            raise EstimatesError(f"claim {claim!r} is rejected.", hint="take that back first (r).")
        return claim

    def _some(self) -> str:
        if self.current is None:
            raise EstimatesError("there are no claims.", hint="review takes a table with a row or more.")
        return self.current

    def _offer(self, rank: int) -> Offer:
        offers = self.offers()
        if not 1 <= rank <= len(offers):
            raise EstimatesError(f"there is no group {rank}.", hint=f"{len(offers)} are offered; or type a name.")
        return offers[rank - 1]

    @staticmethod
    def _typed(name: str, cell: Any) -> Any:
        """A cell as it was typed: nothing is missing, and yes and no are told apart by the door."""
        words = str(cell).strip() if cell is not None else ""
        if name not in COLUMNS and name not in OPTIONAL:
            raise EstimatesError(f"column {name!r} is not known.", hint="correct a field of the form.")
        return words or None

    # -----------------------------------------------------------------------------------------------------------------
    # Claims and their order

    @property
    def _so_far(self) -> _Standing:
        if self._now is None:
            self._now = self._sum_up(self._edited, self.log)
        return self._now

    def _sum_up(self, table: pd.DataFrame, log: list[dict[str, Any]]) -> _Standing:
        claims = filed(table, log)
        done: dict[str, set[str]] = {}
        for row in log:
            done.setdefault(row["claim_id"], set()).add(row["decision"])
        doubted = set(self._ids(table[table["doubt"].notna()])) if "doubt" in table else set()
        return _Standing(claims, done, self._filed_before | names_of(log), set(rejected(log)), doubted)

    @staticmethod
    def _ids(table: pd.DataFrame) -> list[str]:
        return [str(claim) for claim in table["claim_id"]]

    def _doubts(self) -> list[Any]:
        return self.base["doubt"].tolist() if "doubt" in self.base else [None] * len(self.base)

    def _cells(self, claim: str | None) -> dict[str, Any]:
        """A claim as decided so far, or as it stood when it was rejected."""
        for table in (self._so_far.claims, self._edited):
            rows = table[table["claim_id"] == claim]
            if len(rows):
                return dict(rows.iloc[0])
        raise EstimatesError(f"no claim has claim_id={claim!r}.", hint="choose one of the table.")

    def _place_in_order(self, added: Sequence[str]) -> None:
        """Put claims that were added behind the last one of their article that begins no later."""
        rows = self._edited.set_index("claim_id")
        for claim in added:
            article = rows.loc[claim].get("article")
            start = rows.loc[claim, "start"]
            same = [i for i in self.order if word(rows.loc[i].get("article")) == word(article)]
            earlier = (rows.loc[same, "start"] <= start).fillna(False) if not pd.isna(start) else [True] * len(same)
            before = [i for i, there in zip(same, earlier, strict=True) if there]
            behind = self.order.index(before[-1]) + 1 if before else len(self.order)
            spot = behind if before or not same else self.order.index(same[0])
            self.order.insert(spot, claim)

    def _path(self) -> list[str]:
        """The claims in the order in which they are gone through."""
        if self.by == "text":
            return self.order
        return sorted(self.order, key=lambda claim: -self._reasons.get(claim, 0))

    def _step(self, by: int, end: str) -> str:
        path = self._path()
        spot = path.index(self._some()) + by
        if not 0 <= spot < len(path):
            return end
        self.current = path[spot]
        return self.where()

    def _on(self, done: str) -> str:
        """Go on to the next open claim, and say so."""
        found = self._next_open(self.current)
        self.current = found or self.current
        return f"{done} {self.where() if found else _DONE}".strip()

    def _next_open(self, after: str | None) -> str | None:
        path = self._path()
        spot = path.index(after) + 1 if after in path else 0
        return next((claim for claim in path[spot:] + path[:spot] if self._is_open(claim)), None)

    def _is_open(self, claim: str) -> bool:
        return not self._so_far.done.get(claim, set()) - {"apart"}

    def _states(self, claim: str) -> dict[str, bool]:
        now = self._so_far
        mine = now.done.get(claim, set())
        return {
            "rejected": claim in now.out, "checked": bool(mine & {"accept", "fix", "add"}),
            "filed": claim in now.names, "doubted": claim in now.doubted, "added": "add" in mine,
        }  # fmt: skip

    # -----------------------------------------------------------------------------------------------------------------
    # Who is filed with whom

    def _members(self, name: str) -> list[str]:
        return [claim for claim, filed_under in self._so_far.names.items() if filed_under == name]

    def _others(self, claim: str, name: str) -> list[str]:
        return [other for other in self._members(name) if other != claim and other not in self._so_far.out]

    def _filed_with(self, claim: str) -> list[str]:
        name = self._so_far.names.get(claim)
        return [claim, *self._others(claim, name)] if name is not None else []

    def _known_names(self) -> list[str]:
        return sorted(set(self._so_far.names.values()))


def _filed_before(table: pd.DataFrame) -> dict[str, str]:
    """The quantity of every claim that came filed."""
    if "identity" not in table or "drafted" not in table:
        return {}
    rows = table[(table["identity"] == "stated").to_numpy(dtype=bool) & table["drafted"].notna().to_numpy()]
    return dict(zip(rows["claim_id"].tolist(), rows["quantity"].tolist(), strict=True))
