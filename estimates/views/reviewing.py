"""A person's way through drafts, without a screen: each command is a method, and what a screen shows is plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from estimates.claims.comparable import check_columns
from estimates.claims.deciding import changes_of
from estimates.errors import EstimatesError
from estimates.schema import COLUMNS, OPTIONAL, SAME
from estimates.views.cards import figure_words, form, reasons, said, word
from estimates.views.ledger import Ledger
from estimates.views.offers import Offer, Offers
from estimates.views.texts import Texts, figures_in

_DONE = "Every claim is decided."
_NAMES = 200  # names of quantities proposed while one is typed
_OF_A_GROUP = tuple(name for name in SAME if name not in ("quantity", "status"))


class Review:
    """Drafts on their way through a person's hands.

    A command changes one thing, gives a sentence that says what, and raises an ``EstimatesError`` where it cannot be.
    ``claims`` is the table as decided so far, ``decisions`` the table of decisions, ``code()`` the calls they are.
    """

    def __init__(self, claims: pd.DataFrame, texts: Mapping[str, str], decided: pd.DataFrame | None = None) -> None:
        check_columns(claims, ["claim_id", "quantity", "text", "start", "end"])
        self.base = claims.reset_index(drop=True)
        self.texts = Texts(texts, self.base)
        doubts = self.base["doubt"].tolist() if "doubt" in self.base else [None] * len(self.base)
        ids = [str(claim) for claim in self.base["claim_id"]]
        self._reasons = {claim: len(reasons(doubt)) for claim, doubt in zip(ids, doubts, strict=True)}
        self.ledger = Ledger(self.base, decided)
        self._offers = Offers(self.ledger)
        self.order: list[str] = ids
        self._place_in_order(self.ledger.added())
        self.by = "text"
        self.editing = False
        self.current = self._next_open(None) or (self.order[0] if self.order else None)

    # -----------------------------------------------------------------------------------------------------------------
    # Results

    @property
    def claims(self) -> pd.DataFrame:
        """The claims as decided so far."""
        return self.ledger.so_far.claims.copy()

    @property
    def decisions(self) -> pd.DataFrame:
        """The decisions so far, a row each, as ``apply_decisions`` takes them."""
        return self.ledger.table

    @property
    def lost(self) -> list[str]:
        """Decisions of before whose claims are not in the table."""
        return self.ledger.lost

    def code(self) -> str:
        """The decisions as calls on a table ``claims``."""
        return self.ledger.code()

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
        mates = self.ledger.mates(claim) if shared else []
        rows = [self.ledger.fixed(claim, cells, reason)] if cells else []
        rows += [self.ledger.fixed(other, shared, reason) for other in mates]
        for name in names:
            rows += self.ledger.filing(claim, name, self.ledger.members(name))
        if not rows:
            raise EstimatesError("nothing was changed.", hint="change a field, or leave with Escape.")
        self._decide(rows)
        self.editing = False
        all_of_it = f", for all {len(mates) + 1} that are filed with it" if mates else ""
        return f"Corrected{all_of_it}. {self.where()}"

    def reject(self) -> str:
        """Take the claim out, or back in where it is out."""
        claim = self._some()
        if claim in self.ledger.so_far.out:
            self.ledger.readmit(claim)
            return f"No longer rejected. {self.where()}"
        self._decide([{"decision": "reject", "claim_id": claim}])
        return self._on("Rejected.")

    def split(self, start: int | None = None, end: int | None = None) -> str:
        """Make two claims of one: by words chosen in the article, by the figures in its words, or as twins."""
        claim = self._standing()
        cells = self.ledger.cells(claim)
        if start is not None and end is not None:
            self._add({**self.texts.span(cells, start, end), "like": claim}, like=claim)
        else:
            parts = figures_in(cells)
            if len(parts) > 1:
                rows = [self.ledger.fixed(claim, parts[0], "split")]
                rows += [self.ledger.adding({**part, "like": claim}, claim, k) for k, part in enumerate(parts[1:])]
                self._decide(rows)
                return f"Split into {len(parts)}. {self.where()}"
            source = cells["source"] if isinstance(cells["source"], str) else None
            self._add({"source": source, "like": claim}, like=claim)
        self.editing = True
        return f"Split: say what is different about the new one. {self.where()}"

    def pick(self, start: int, end: int) -> str:
        """Let the claim stand on words chosen in the article; its figure is read from them."""
        claim = self._standing()
        self._decide([self.ledger.fixed(claim, self.texts.span(self.ledger.cells(claim), start, end), "other words")])
        return f"Other words. {self.where()}"

    def add(self, start: int | None = None, end: int | None = None, words: str = "") -> str:
        """Add a claim that stands on words of the article: chosen there, or typed and found after the present claim."""
        here = self.ledger.cells(self._some())
        if start is None or end is None:
            start, end = self.texts.find(here, words, self.ledger.edited)
        cells = self.texts.span(here, start, end)
        beside = self.texts.rows_beside(here, self.ledger.edited)
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
            name, members = name.strip(), self.ledger.members(name.strip())
        self._decide(self.ledger.filing(claim, name, members))
        mates = self.ledger.others(claim, name)
        done = f"Filed under {name}{f' with {len(mates)}' if mates else ''}."
        if claim in self.ledger.so_far.doubted:
            return f"{done} It is doubted still: accept or correct it. {self.where()}"
        return self._on(done)

    def apart(self, rank: int) -> str:
        """Say that the claim is not of one quantity with a group that was offered."""
        claim, offer = self._standing(), self._offer(rank)
        self._decide([{"decision": "apart", "claim_id": claim, "not_same": " ".join(offer.members)}])
        return f"Not of {offer.name}. {self.where()}"

    def undo(self) -> str:
        """Take the last decision back."""
        taken = self.ledger.undo()
        gone = {row["claim_id"] for row in taken if row["decision"] == "add"}
        self.order = [claim for claim in self.order if claim not in gone]
        self._offers.note(moved=any(row["decision"] in ("fix", "add", "apart") for row in taken))
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
        cells = self.ledger.cells(self.current)
        words = f"“{' '.join(cells['text'].split())}”" if isinstance(cells["text"], str) else "no words"
        source = cells["source"] if isinstance(cells["source"], str) else "nobody named"
        path = self._path()
        return f"Claim {path.index(self.current) + 1} of {len(path)}: {words}, {source}."

    def card(self) -> dict[str, Any]:
        """The present claim, why it is doubted, and the groups that it may belong to."""
        path = self._path()
        open_ones = [claim for claim in path if self.ledger.is_open(claim)]
        out: dict[str, Any] = {
            "n": len(path), "open": len(open_ones), "by": self.by, "editing": self.editing,
            "decided": len(path) - len(open_ones), "undo": bool(self.ledger.rows),
            "claim": None, "offers": [], "names": [],
        }  # fmt: skip
        if self.current is None:
            return out
        cells, claim = self.ledger.cells(self.current), self.current
        states = [name for name, holds in self.ledger.states(claim).items() if holds]
        out |= {
            "place": path.index(claim) + 1,
            "claim": {
                "id": claim, "words": figure_words(cells), "said": said(cells), "states": states,
                "doubts": reasons(cells.get("doubt")), "form": form(cells),
                "trail": cells["amended"] if isinstance(cells.get("amended"), str) else "",
            },
            "offers": [] if claim in self.ledger.so_far.out else [
                {**offer._asdict(), "members": [*offer.members], "size": len(offer.members)}
                for offer in self.offers()],
            "names": self.ledger.names()[:_NAMES],
        }  # fmt: skip
        return out

    def page(self) -> dict[str, Any]:
        """The article of the present claim in pieces: where each begins, its words, its claim, and what it is."""
        if self.current is None:
            return {"name": "", "pieces": [], "text": False}
        cells = self.ledger.cells(self.current)
        pieces, text = self.texts.pieces(cells, self.ledger.edited, self._kind)
        return {"name": word(cells.get("article")), "pieces": pieces, "text": text}

    def _kind(self, claim: str) -> str:
        states = self.ledger.states(claim)
        kind = next((state for state in ("rejected", "filed", "checked") if states[state]), "open")
        return kind + (" doubted" if states["doubted"] else "")

    def offers(self) -> list[Offer]:
        """The groups that the present claim may belong to, the likeliest first."""
        return self._offers.of(self.current)

    # -----------------------------------------------------------------------------------------------------------------
    # Decisions

    def _decide(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Apply one step; what groups were found for is sought anew where it moves them."""
        self._place_in_order(self.ledger.decide(rows))
        kinds = [row["decision"] for row in rows]
        self._offers.note(filings=kinds.count("file"), moved=not {"add", "fix", "apart"}.isdisjoint(kinds))

    def _add(self, cells: dict[str, Any], like: str | None = None) -> None:
        row = self.ledger.adding(cells, like)
        self._decide([row])
        self.current = row["claim_id"]

    def _standing(self) -> str:
        claim = self._some()
        if claim in self.ledger.so_far.out:
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
    # The order of claims

    def _place_in_order(self, added: Sequence[str]) -> None:
        """Put claims that were added behind the last one of their article that begins no later."""
        rows = self.ledger.edited.set_index("claim_id")
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
        return next((claim for claim in path[spot:] + path[:spot] if self.ledger.is_open(claim)), None)
