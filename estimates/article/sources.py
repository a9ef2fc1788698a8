"""Sources named without a verb of saying: "according to X", "a claim by X", "the forecast of X was", "X: ..."."""

from __future__ import annotations

from functools import cache

from estimates.article.clauses import is_finite
from estimates.article.frames import SAYS, Frame
from estimates.article.grammar import (
    ARTICLES,
    BE,
    FIRST_PERSONS,
    MARKS,
    POSSESSIVES,
    SUBORDINATORS,
    grammar,
    is_numeral,
    is_owner,
    is_participle,
    number_like,
)  # fmt: skip
from estimates.article.papers import Papers
from estimates.article.people import people_words

_HOLDS = grammar("holds")
_SAID, _FORWARD = grammar("said_nouns"), grammar("forward_nouns")
_STATES = frozenset(
    ["is", "was", "are", "were", "stands", "stood", "of", "ran", "came", "ranged", "range", "ranges", "averaged"]
)
_OPENS_PAPER = POSSESSIVES | {"the", "a", "an", "one", "some"}
_DELIVERED = grammar("issues") | {"delivered", "delivers", "gave", "gives", "sounded", "made", "makes"}
_LABEL = 5  # words of a name before a colon


@cache
def triggers_of_sources() -> frozenset[str]:
    """Give the words at which ``Sources.named_at`` can find something."""
    return people_words().own | _SAID | _HOLDS | {"according", "in", "by", "on", "to", "per", "for", "if", ":"}


class Sources(Papers):
    """The frames of one sentence that need no verb."""

    def named_at(self, i: int) -> bool:
        """Make the frame of a source that a phrase at token ``i`` names; False where there is none."""
        low = self.lows[i]
        if low == "according" and self.low(i + 1) == "to":
            self._phrase(i, i + 2)
        elif low == "by" and (self._ends_in_owner(i + 1) or self._polled_by(i)):
            return True
        elif low in ("in", "by", "on", "to"):
            if self.papers and (self.low(i + 1) in _OPENS_PAPER or self._names_paper(i + 1)):
                self._by_their_words(i)
        elif low in ("for", "if"):
            if ("it" if low == "for" else "believed") in self.lows[i + 2 : min(i + 12, self.last)]:
                self._as_somebody_has_it(i)
        elif low == "per" and (i == self.first or self.words[i - 1] == ",") and self._opens_source(i + 1):
            self._phrase(i, i + 1)
        elif low == ":":
            self._label(i)
        elif (low in self.people.own and self._own_figure(i)) or (low in _SAID and self._word_of(i)):
            return True
        elif low in _HOLDS:
            return self._poll(i)
        return False

    def _opens_source(self, i: int) -> bool:
        """ "Per the report", ", per court filings", and not "per head"."""
        return self._names_paper(i) or self.low(i) == "the" or self.low(i + 1) in self.people.documents

    def _word_of(self, i: int) -> bool:
        """ "Trump's promise to create 25 million jobs", "a claim by Hamas that it fired 60 rockets"."""
        after, low = self.low(i + 1), self.lows[i]
        classes = frozenset(["denial"]) if low == "denial" else SAYS
        if after in ("by", "from"):
            source = self.after(i + 2)
            told = self.low(source[1]) if source is not None else ""
            if source is None or not (
                told in ("that", "to", "of") or (told in BE and self.low(source[1] + 1) == "that")
            ):
                return False
            self.frames.append(Frame(i, source[1], source, classes, "claim", expecting=low in _FORWARD))
            return True
        is_that = after in BE and (self.low(i + 2) == "that" or number_like(self.low(i + 2)))  # "his fear is that"
        if is_participle(after) and self.low(i + 2) == "by" and low in _FORWARD:  # "a plan unveiled by X to hire 40"
            source = self.after(i + 3)
            if source is not None and self.can_speak(*source):
                self.frames.append(Frame(i, source[1], source, classes, "claim", expecting=True))
                return True
        if self._announces(i):
            return True
        matter = after in ("that", "of", ":") or is_that or (after == "to" and low in _FORWARD)
        owner = self.owner_before(i) if matter else None
        if owner is None:
            return False
        first = owner if self.lows[owner] in POSSESSIVES else self.start_of(owner, plain=True)
        first = self.skip_leads(first, owner + 1) if first < owner else first
        frame = Frame(first, i + 1, (first, owner + 1), classes, "claim", expecting=low in _FORWARD)
        if after == "of":  # "his offer of 40 was refused": it ends before the verb
            frame.reach = next((k for k in range(i + 2, self.last) if is_finite(self.document, k)), None)
        self.frames.append(frame)
        return True

    def _announces(self, i: int) -> bool:
        """ "The Treasury delivered a stark warning on Thursday: ..."."""
        colon = next((k for k in range(i + 1, min(i + 5, self.last)) if self.words[k] == ":"), None)
        verb = next((k for k in range(i - 1, max(i - 6, self.first), -1) if self.lows[k] in _DELIVERED), None)
        if colon is None or verb is None:
            return False
        subject = self.subject_before(self.group_start(verb))
        if subject is None or not self.can_speak(*subject[0]):
            return False
        self.frames.append(Frame(subject[0][0], colon + 1, subject[0], SAYS, "say", asides=subject[1]))
        return True

    def _label(self, i: int) -> None:
        """ "SMITH: We have 40", 'Weber: "We lost 40"': a name and a colon at the head of what is said."""
        capitals = all(self.words[k][0].isupper() or self.words[k][0] == "." for k in range(self.first, i))
        if i + 1 < self.last and self.words[i + 1] in '"“' and not any(frame.last <= i for frame in self.frames):
            self._introduced(i)
            return
        if not 0 < i - self.first <= _LABEL or not capitals or i + 1 >= self.last:
            return
        shouted = all(self.words[k].isupper() for k in range(self.first, i))
        shouted = shouted and not (self.words[i + 1].isupper() and len(self.words[i + 1]) > 1)  # a headline
        if shouted or self.words[i + 1] in '"“' or self.lows[i + 1] in FIRST_PERSONS:
            self.frames.append(Frame(self.first, i + 1, (self.first, i), SAYS, "say"))

    def _introduced(self, i: int) -> None:
        """'General Frey would not have it: "There are 118 names."': whoever acts before the colon says it."""
        source = self.opening_subject(i)
        if source is not None and self.lows[source[0]] in SUBORDINATORS:
            return  # "What she dislikes is lifting: "They want ...""
        if source is not None and (self.can_speak(*source) or all(w[0].isupper() for w in self.words[slice(*source)])):
            self.frames.append(Frame(source[0], i + 1, source, SAYS, "say"))

    def _as_somebody_has_it(self, i: int) -> None:
        """ "For the police it was 900", "if the ministry is to be believed"."""
        opens = i == self.first or self.words[i - 1] in MARKS or self.lows[i - 1] in ("while", "and", "but")
        source = self.after(i + 1) if opens else None
        if source is None or not self.can_speak(*source):
            return
        end = source[1] + (self.low(source[1]) == ",")
        if self.lows[i] == "if":
            held = self.lows[source[1] : source[1] + 4]
            if held[:1] in (["is"], ["are"]) and held[1:] == ["to", "be", "believed"]:
                self.frames.append(Frame(i, source[1] + 4, source, SAYS, "accord", trails=i > self.first))
        elif self.low(end) == "it" and self.low(end + 1) in BE and number_like(self.low(end + 2)):
            self.frames.append(Frame(i, end + 2, source, SAYS, "count"))

    def _own_figure(self, i: int) -> bool:
        """ "The city's own count was 51,000", "the ministry's estimate of 300"."""
        if self.low(i + 1) in ("in", "of", "among", "by", "from") and self._average(i):
            return True
        if self.words[i + 1 : i + 2] == [","] and self._counted_by(i):
            return True
        if self.low(i + 1) not in _STATES:
            return False
        owner = self.owner_before(i)
        if owner is None and (number_like(self.low(i + 2)) or self.low(i + 2) == "at"):
            owner = self._holder_before(i)
        if owner is None or (self.lows[owner] in POSSESSIVES and owner > self.first):
            return False
        first = self.start_of(owner, plain=True)
        self.frames.append(
            Frame(first, i + 1, (first, owner + 1), SAYS, "count", expecting=self.lows[i] in ("forecast", "projection"))
        )
        return True

    def _counted_by(self, i: int) -> bool:
        """ "A count, carried out with cameras by the firm Occurix, came to 43,500"."""
        closed = next((k for k in range(i + 2, min(i + 16, self.last)) if self.words[k] == ","), None)
        by = next((k for k in range(i + 2, closed or i) if self.lows[k] == "by"), None)
        source = self.after(by + 1) if by is not None else None
        if closed is None or source is None or not is_participle(self.lows[i + 2]):
            return False
        if self.low(closed + 1) not in _STATES or not self.can_speak(*source):
            return False
        self.frames.append(Frame(self.start_of(i), closed + 1, source, SAYS, "count"))
        return True

    def _ends_in_owner(self, i: int) -> bool:
        """ "80,000 by the family's estimate and 30,000 by the ministry's": the second leaves its noun out."""
        counted = [frame for frame in self.frames if frame.lemma == "accord" and frame.last < i]
        k = next((k for k in range(i, min(i + 5, self.last)) if is_owner(self.words[k])), None)
        if not counted or k is None or self.low(k + 1) not in MARKS or not is_numeral(self.low(i - 2)):
            return False
        self.frames.append(Frame(i - 1, k + 1, (i, k + 1), SAYS, "accord", leads=False, trails=True))
        return True

    def _average(self, i: int) -> bool:
        """ "The average estimate in a Reuters survey was 3", "the consensus among analysts was 3"."""
        source = self.after(i + 2)
        if source is None or self.low(source[1]) not in _STATES or not self.can_speak(*source):
            return False
        if number_like(self.lows[source[0]]) and self.lows[source[0]] not in ARTICLES:
            return False
        stated = self.low(source[1] + 1)
        if not (number_like(stated) or stated in ("at", "that")):
            return False
        self.frames.append(Frame(self.start_of(i), source[1] + 1, source, SAYS, "count"))
        return True
