"""The edges of a noun phrase: where it begins to the left of its last word, and what before it is no part of it."""

from __future__ import annotations

from estimates.article.grammar import (
    ARTICLES,
    HELPERS,
    MARKS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    grammar,
    is_participle,
)
from estimates.article.phrases import Phrases
from estimates.article.verbs import verbs

_CLOSE_TO, _WITHIN = grammar("close_to"), grammar("within_phrase")
_LEADS, _TIME = grammar("leads"), grammar("time_adjectives")
_LONGEST = 30  # words of a noun phrase


class Edges(Phrases):
    """The left edges of the noun phrases of one sentence."""

    def start_of(self, j: int, *, plain: bool = False) -> int:
        """Walk left from the last word of a noun phrase to its first; ``plain`` stays out of what hangs on it."""
        k = j
        while k > self.first and j - k <= _LONGEST and not self._begins_after(k - 1, plain):
            k -= 1
        return k

    def _begins_after(self, k: int, plain: bool) -> bool:
        """True where the word at ``k`` can be no part of the noun phrase to its right."""
        low, word = self.lows[k], self.words[k]
        if low == "to":
            return self.low(k - 1).removesuffix("s") not in _CLOSE_TO
        if word in MARKS or low in SUBORDINATORS or low in HELPERS or low in ("but", "nor", "yet", "then"):
            return True
        if low in ("and", "or", "&"):
            return not self._joined_left(k)
        if low in verbs() and not self._noun_here(k):
            return True
        if low in _WITHIN:
            paper = low in ("about", "over", "into") and any(
                self.low(t) in self.people.documents for t in range(k - 3, k)
            )
            return not paper
        return plain and low in PREPOSITIONS and low != "of"

    def _noun_here(self, k: int) -> bool:
        """True where a form of a verb is a noun or a participle inside a noun phrase."""
        verb = verbs()[self.lows[k]]
        if verb.past and self.is_reduced(k):
            return True
        if verb.past:
            before = self.low(k - 1)
            named = k > self.first or (k + 1 < self.last and self.words[k + 1][0].isupper())
            counted = before[:1].isdigit()  # "1,008 registered voters"
            return (
                before in ARTICLES
                or counted
                or before in self.people.documents
                or (self.words[k][0].isupper() and named)
            )
        return verb.noun_too or verb.form == "ing" or self.words[k][0].isupper()

    def _joined_left(self, k: int) -> bool:
        """True where what stands before "and" is one half of a subject rather than a clause of its own."""
        if self.low(k + 1) in grammar("anyone") or self.low(k + 1) in ("then", "that"):
            return False
        for n, t in enumerate(range(k - 1, self.first - 1, -1)):
            low = self.lows[t]
            if self.words[t] in MARKS or low in SUBORDINATORS:
                return n > 0
            verbal = low in verbs() and not self._noun_here(t)
            if (
                n > 7
                or low in HELPERS
                or verbal
                or low[0].isdigit()
                or (is_participle(low) and self.low(t - 1) not in ARTICLES)
            ):
                return False
        return True

    def skip_leads(self, start: int, end: int) -> int:
        """Step over "But", "Meanwhile", "On Monday", "In a statement" before a subject."""
        while start < end:
            low, after = self.lows[start], self.low(start + 1)
            adverb = (
                low.endswith("ly") and len(low) > 4 and (after in ARTICLES or after in POSSESSIVES or after in PRONOUNS)
            )
            dated = low in self.people.dates or (
                low in _TIME and low not in PREPOSITIONS and after in self.people.dates
            )
            if self.words[start] in MARKS or dated or (end - start > 1 and (low in _LEADS or adverb)):
                start += 1
            elif low in PREPOSITIONS and end - start > 2:
                after_adjunct = self._after_adjunct(start, end)
                if after_adjunct == start:
                    return start
                start = after_adjunct
            else:
                return start
        return start

    def _after_adjunct(self, start: int, end: int) -> int:
        """Where the subject begins after a phrase like "In Washington", "On Monday", "In a statement"."""
        t = start + 1
        while t < end and (
            self.lows[t] in self.people.dates
            or self.lows[t].isdigit()
            or (self.lows[t] in _TIME and self.low(t + 1) in self.people.dates)
        ):
            t += 1
        if t > start + 1:
            return t if t < end else start
        for t in range(start + 2, end):
            low, word, before = self.lows[t], self.words[t], self.words[t - 1]
            if self.lows[t - 1] in PREPOSITIONS or self.lows[t - 1] in ARTICLES:
                continue
            if low in ARTICLES or low in POSSESSIVES or low in PRONOUNS:
                return t
            if (
                word[0].isupper()
                and before[0].islower()
                and self.lows[t - 1] not in self.people.roles
                and t > start + 2
            ):
                return t
            if word[0].islower() and before[0].isupper() and (low in self.people.plural or low in self.people.roles):
                return t
        return start
