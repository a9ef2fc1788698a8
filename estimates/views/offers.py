"""Groups that a draft may belong to, as a person is offered them while deciding."""

from __future__ import annotations

from typing import Any, NamedTuple

from estimates.conflicts.grouping import suggest_quantities
from estimates.views.cards import word
from estimates.views.ledger import Ledger

_TOP = 3  # groups offered for a claim
_ANEW = 50  # parts of a table: after as many filings as one has claims, groups are sought anew


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


class Offers:
    """What ``suggest_quantities`` finds for every claim, sought anew only where decisions move it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._found: dict[str, list[dict[str, Any]]] | None = None
        self._filings = 0  # since groups were sought

    def note(self, *, filings: int = 0, moved: bool = False) -> None:
        """Take note of decisions: of filings, and whether claims were changed, added or told apart."""
        self._filings += filings
        if moved:
            self._found = None

    def of(self, claim: str | None) -> list[Offer]:
        """The groups that a claim may belong to, the likeliest first; what is filed by now has its name."""
        now = self.ledger.so_far
        apart, there = self.ledger.apart(), set(now.claims["claim_id"])
        found: dict[str, Offer] = {}
        for row in self._suggested(str(claim)):
            others = [i for i in str(row["others"]).split() if i != claim and i in there]
            by_name: dict[str, list[str]] = {}
            for other in others:
                by_name.setdefault(now.names.get(other, ""), []).append(other)
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

    def _suggested(self, claim: str) -> list[dict[str, Any]]:
        table = self.ledger.so_far.claims
        if self._found is None or claim not in self._found or self._filings * _ANEW >= len(self.ledger.edited):
            rows = suggest_quantities(table, top=_TOP + 1).to_dict("records") if len(table) else []
            self._found, self._filings = {str(one): [] for one in table["claim_id"]}, 0
            for row in rows:
                self._found[row["claim_id"]].append(row)
        return self._found.get(claim, [])
