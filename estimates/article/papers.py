"""Sources that papers, polls and counts name: "in a statement by X", "by X's count", "in a poll that X took"."""

from __future__ import annotations

from functools import cache

from estimates.article.clauses import is_finite
from estimates.article.complements import Complements
from estimates.article.document import Document, Sentence
from estimates.article.frames import SAYS, Frame
from estimates.article.grammar import (
    BE,
    MARKS,
    POSSESSIVES,
    PREPOSITIONS,
    grammar,
    is_numeral,
    is_participle,
    number_like,
)  # fmt: skip
from estimates.article.people import people_words
from estimates.article.phrases import Span
from estimates.article.verbs import verbs

_POLLED = grammar("polled")
_POLLS, _OPINIONS = grammar("polls"), grammar("opinions")
_OUT = frozenset(["out", "this", "last", "on", "earlier", "late"])  # "in a poll out Thursday"
_EARLIER = frozenset(["previous", "last", "earlier", "prior", "preceding"])


@cache
def _papers() -> frozenset[str]:
    return people_words().own | people_words().documents | _OPINIONS


class Papers(Complements):
    """The frames of one sentence that a phrase with a paper, a poll or a count makes."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        super().__init__(document, sentence)
        self.frames: list[Frame] = []
        # whether it has a word like "report", "count" or "view" at all, without which most small words say nothing
        self.papers = not _papers().isdisjoint(self.lows[self.first : self.last])

    def _polled_by(self, i: int) -> bool:
        """ "Of 900 people polled by the institute, 61 percent were in favour"."""
        polled = self.low(i - 1) in _POLLED and self.lows[self.first] == "of"
        if polled:
            self._phrase(i, i + 1)
        return polled

    def _names_paper(self, i: int) -> bool:
        return i < self.last and self.words[i][0].isupper()

    def _phrase(self, i: int, after: int) -> None:
        """ "According to X", "in a statement by X": before or after what it hands over."""
        source = self.after(after)
        if source is None:
            return
        trails = i > self.first + 1 or self.words[i][0].islower()
        asides = self.description_after(source[1])
        if not trails and asides and (asides[0][1] >= self.last or self.words[asides[0][1]] != ","):
            asides = []  # "According to X, the stock fell": that is no description
        self.frames.append(Frame(i, source[1], source, SAYS, "accord", trails=trails, asides=asides))

    def _by_their_words(self, i: int) -> None:
        """ "In a statement by X", "by X's own count", "in the words of X", "in a new poll"."""
        for k in range(i + 1, min(i + 9, self.last)):
            low, after = self.lows[k], self.low(k + 1)
            if low in MARKS:
                return
            if (low in self.people.own or low in _OPINIONS) and self._by_own_figure(i, k):
                return
            if self.lows[i] == "to":
                continue
            if self.words[k][0].islower() and (low in _OPINIONS or low in self.people.documents):
                verb = verbs().get(self.low(i - 1))
                told = verb is not None and not verb.noun_too  # "said in a report by": that verb has its own subject
                by = after in ("by", "from") and low in self.people.documents
                view = self.lows[i] != "on" and self.lows[i + 1] == "the"  # not "in its count of X"
                by = by or (view and after == "of" and low in _OPINIONS and not number_like(self.low(k + 2)))
                if by and not told:
                    self._phrase(i, k + 2)
                elif low in _POLLS and not told:
                    self._polled(i, k)
                return

    def _polled(self, i: int, k: int) -> None:
        """ "In a new poll", "in a poll that X carried out", "in a poll conducted by X"."""
        after = self.low(k + 1)
        source: Span | None = None
        if not _EARLIER.isdisjoint(self.lows[i + 1 : k]):
            return  # "36,000, against 34,000 in the previous survey": that one does not speak here
        if not all(low in ("of", "for", "by") or low not in PREPOSITIONS for low in self.lows[i + 1 : k]):
            return  # "by the time voters go to the polls"
        if after in ("that", "which"):
            agent = self.after(k + 2)
            end = next((t for t in range(k + 3, agent[1] + 1) if self._takes(t)), k) + 1 if agent is not None else k
            source = (k + 2, end - 1) if end > k + 1 else None
        elif after == "in" and self.low(k + 2) == "which":
            source, end = (i + 1, k + 1), k + 3
        elif self._ends_poll(k + 1):
            by = is_participle(after) and "by" in self.lows[k + 2 : k + 4]
            source = (self.after(i + 1) if by else None) or (i + 1, k + 1)
            end = source[1]
        if source is not None:
            end = self._past_those_asked(end)
            self.frames.append(Frame(i, end, source, SAYS, "show", trails=i > self.first))

    def _ends_poll(self, k: int) -> bool:
        low, dates = self.low(k), self.people.dates
        dated = low in dates or low in _OUT or (low == "in" and self.low(k + 1) in dates)
        return low in MARKS or not low or is_participle(low) or dated

    def _takes(self, k: int) -> bool:
        return k < self.last and (is_participle(self.lows[k]) or is_finite(self.document, k))

    def _past_those_asked(self, k: int) -> int:
        """Step over "out among 1,506 voters": how a poll was taken is nobody's word."""
        k += self.low(k) in ("out", "up")
        if self.low(k) in ("among", "of", "with", "on") and not self.low(k + 1).endswith("day"):
            while k < self.last and self.lows[k] not in MARKS:
                k += 1
        return k

    def _by_own_figure(self, i: int, k: int) -> bool:
        """ "By the police's own count, 3,000 marched", "by his count"."""
        owner, first = self.owner_before(k, 6), i + 1
        low, after = self.lows[i], self.low(k + 1)
        if owner is None and low == "by" and self.low(i - 1) in ("going", "judging"):
            owner = self._holder_before(k)  # "going by the police count"
            i -= owner is not None
        if owner is None or owner <= i or (low == "to" and self.lows[k] != "knowledge"):
            return False
        if low in ("in", "on") and not (self.lows[k] in _OPINIONS or low == "on"):
            return False
        pronoun = self.lows[owner] in POSSESSIVES and low != "on"
        opens = i == self.first and after not in PREPOSITIONS
        parted = self.low(i - 1) in MARKS or is_numeral(self.low(i - 1)) or (low == "in" and self.low(i - 1) in BE)
        parted = parted or (low == "by" and self.lows[k] in _OPINIONS and not is_participle(self.low(i - 1)))
        closes = parted and (after in MARKS or not after or after in ("and", "but", "while"))
        if not (pronoun or opens or closes):
            return False
        counted = any(low[0].isdigit() for low in self.lows[self.first : i])  # "37 times, by one network's count, ..."
        frame = Frame(i, k + 1, (first, owner + 1), SAYS, "accord", trails=i > self.first)
        frame.leads = opens or not counted
        self.frames.append(frame)
        return True

    def _poll(self, i: int) -> bool:
        """ "The poll had Marsh leading by 3 points", "surveys give him 40 percent"."""
        window = self.lows[max(i - 8, self.first) : i]
        subject = self.subject_before(i) if not _POLLS.isdisjoint(window) else None
        if subject is None or _POLLS.isdisjoint(self.lows[slice(*subject[0])]):
            return False
        self.frames.append(Frame(subject[0][0], i + 1, subject[0], frozenset(["evidence"]), "show", asides=subject[1]))
        return True

    def _holder_before(self, i: int) -> int | None:
        """ "The police figure", "ministry data": the people or the body that a noun stands behind."""
        k = i - 1
        held = k >= self.first and (self.lows[k] in self.people.plural or self.lows[k] in self.people.bodies)
        return k if held and self.lows[i] not in _POLLS else None
