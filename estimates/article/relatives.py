"""Clauses that hang on a noun: "a paper claiming 40", "the $2 billion it says it needs"."""

from __future__ import annotations

from estimates.article.clauses import is_finite
from estimates.article.frames import SAYS, Frame
from estimates.article.grammar import (
    ARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    SIGNS,
    grammar,
    is_adverb,
    number_like,
)
from estimates.article.idioms import Idioms
from estimates.article.verbs import Verb

_ISSUES = grammar("issues")
_OPENERS = grammar("complement_openers")


class Relatives(Idioms):
    """The frames of one sentence whose verb stands in a clause about a noun."""

    def _wanted(self, frame: Frame, i: int) -> bool:
        """ "Fewer than the 160,000 economists had expected": the figure before the subject is what they expected."""
        if frame.source is None:
            return False
        first, last = frame.source
        end = i + 1 + (self.low(i + 1) == "for")
        gap = end >= self.last or self.words[end] in PUNCTUATION
        if (gap or self.low(i + 1) in PRONOUNS or self.low(i + 1) == "to") and self._needed(frame):
            return True
        if not gap:
            return False
        figure = next((k for k in range(last - 1, first - 1, -1) if self.lows[k][0].isdigit()), None)
        if figure is None or self.low(figure - 1) not in ("the", "$", "than", *PREPOSITIONS):
            return False
        agent = next((k for k in range(figure + 1, last) if self._is_agent(k)), None)
        if agent is None:
            return False
        frame.source, frame.first, frame.leads = (agent, last), agent, False
        frame.narrow = figure - (self.low(figure - 1) in SIGNS)
        self.frames.append(frame)
        return True

    def _needed(self, frame: Frame) -> bool:
        """ "The $2 billion that the agency says it needs": the figure right before the subject is what it says."""
        k = frame.first - 1 - (self.low(frame.first - 1) in ("that", "which"))
        figure = next((t for t in range(k, max(self.first, k - 3), -1) if self.lows[t][0].isdigit()), None)
        if figure is None or any(
            self.words[t] in PUNCTUATION or is_finite(self.document, t) for t in range(figure, k + 1)
        ):
            return False
        figure -= self.low(figure - 1) in SIGNS
        if self.low(figure - 1) != "the" or self.low(figure + 1) in self.people.dates:
            return False
        frame.narrow, frame.leads = figure, False
        self.frames.append(frame)
        return True

    def _is_agent(self, k: int) -> bool:
        low = self.lows[k]
        named = self.words[k][0].isupper() and low not in ("percent", "million", "billion", "trillion")
        return named or low in self.people.plural or low in ARTICLES or low in PRONOUNS

    def _relative_end(self, i: int) -> int | None:
        """ "X, who has said he employs 20,000, owns 12": the comma that closes the clause, as a verb follows it."""
        who = next((k for k in range(i, self.first, -1) if self.lows[k] in ("who", "which")), None)
        if who is None or self.words[who - 1] not in (",", "—", "–"):
            return None
        if self.words[who - 1] != ",":
            return next((k for k in range(i + 1, self.last) if self.words[k] == self.words[who - 1]), None)
        for k in range(i + 1, self.last - 1):
            if self.words[k] == ",":
                v = k + 1
                while v < self.last - 1 and is_adverb(self.lows[v]):
                    v += 1
                if is_finite(self.document, v) or self._ends_in_s(v):
                    return k
        return None

    def _ends_in_s(self, v: int) -> bool:
        """A word that may be a present tense: "owns 12", and not the last of a list."""
        low, after = self.lows[v], self.low(v + 1)
        return self.words[v][0].islower() and low.endswith("s") and after not in (",", "and", "or", ".", "")

    def _modifying(self, i: int, verb: Verb) -> None:
        """ "A paper claiming that", "issued a statement saying": the noun before a participle says what follows it.

        What somebody issues is the word of the issuer.
        """
        head = i - 1
        after = self.low(i + 1)
        says = after in _OPENERS or number_like(after) or "that" in self.lows[i + 1 : i + 5] or self.beside_quote(i)
        if (
            head < self.first
            or not says
            or not self.words[head][0].isalnum()
            or not verb.classes & {"assertion", "evidence", "denial"}
        ):
            return
        paper = next((k for k in range(head, max(self.first, head - 8) - 1, -1) if self._is_paper(k)), None)
        issued = next((k for k in range(head, max(self.first, head - 12), -1) if self.lows[k] in _ISSUES), None)
        if paper is not None and issued is not None and issued < paper:
            subject = self.subject_before(self.group_start(issued))
            source = subject[0] if subject is not None else None
        elif self._is_paper(head):
            source = (self.start_of(head), i)
        elif self.people.can_speak(self.lows[head]):
            source = (self.start_of(head, plain=True), i)
        elif self.words[head][0].isupper() and self.low(self.start_of(head, plain=True) - 1) == "with":
            source = (self.start_of(head, plain=True), i)  # "..., with Ann Lee saying that"
        else:
            source = None
        if source is not None:
            self.frames.append(Frame(i, i + 1, source, verb.classes | SAYS, verb.lemma, expecting=verb.expecting))

    def _is_paper(self, k: int) -> bool:
        return self.lows[k] in self.people.documents
