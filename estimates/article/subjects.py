"""Subjects of one sentence: the noun phrase to the left of a verb, its asides, and what "who" goes back to."""

from __future__ import annotations

import re

from estimates.article.clauses import is_nominal
from estimates.article.edges import Edges
from estimates.article.grammar import (
    ARTICLES,
    BE,
    DASHES,
    HAVE,
    HELPERS,
    MARKS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    QUOTE_MARKS,
    grammar,
    is_owner,
    is_participle,
)
from estimates.article.phrases import Span
from estimates.article.verbs import verbs

_PARTY_TAG = re.compile(r"[DRI]-[A-Z]")  # "Ruth Lamb, R-Ohio, said"
_WITHIN, _PASTS, _FIRMS = grammar("within_phrase"), grammar("irregular_pasts"), grammar("firms")
_BEING = BE | HAVE
_LONGEST = 30  # words of a noun phrase
_ASIDE = 45  # words of an aside between commas


class Subjects(Edges):
    """What stands before the verbs of one sentence."""

    def subject_before(self, end: int) -> tuple[Span, list[Span], bool] | None:
        """The subject that ends before token ``end``, the asides between it and the verb, and whether it is "who"."""
        j, asides = end - 1, []
        j -= self.low(j) in ("neither", "both", "also")
        if j < self.first:
            return None
        if self.lows[j] == "whom" and self.low(j - 1) == "of":
            comma = next((k for k in range(j - 2, max(self.first, j - 6), -1) if self.words[k] == ","), None)
            source = self._antecedent(comma) if comma is not None else None
            if source is not None:  # "the hopes of brokers, many of whom"
                inner = max((k + 1 for k in range(*source) if self.lows[k] in PREPOSITIONS), default=source[0])
                source = min(inner, source[1] - 1), source[1]
            return (source, [], True) if source else None
        if self.lows[j] in ("who", "which") or (self.lows[j] == "that" and self.low(j - 1) in self.people.documents):
            source = self._antecedent(j)
            return (source, [], True) if source else None
        while j > self.first and (self.words[j] in (",", ")") or self.words[j] in DASHES):
            opener = self._opening(j)
            if opener is None:
                return None
            further = self._opening(opener) if self._is_place_tail(opener + 1, j) else None
            if further is not None and self._names_somebody(further - 1):
                opener = further  # "Oscar Peralta, a roofer from Dover, Del., said"
            asides.append((opener + 1, j))
            j = opener - 1
            if j > self.first + 1 and self.lows[j].isdigit() and self.words[j - 1] == ",":
                j -= 2  # "Adeyemi, 61, a teacher, said"
        if asides and self._is_state(j):
            j -= 2  # "Sheriff Larkspur of Zapata County, Texas, who has 17 men, said"
        while j > self.first + 1 and _PARTY_TAG.match(self.words[j]) and self.words[j - 1] == ",":
            asides.append((j, j + 1))
            j -= 2
        if j < self.first or self.words[j] in PUNCTUATION:
            return None
        begin, j = self._without_tail(j)
        start = j if self.lows[j] in PRONOUNS else self.skip_leads(begin, j + 1)
        if start > j:
            return None
        start = self._list_start(start, j)
        named = self._name_before(start)
        if named is not None:
            return named, [*asides, (start, j + 1)], False
        related = self._before_relative(start, j)
        if related is not None:
            return related, asides, False
        return (start, j + 1), asides, False

    def _list_start(self, start: int, j: int) -> int:
        """ "Colonel Ida Frey, Captain Jon Moss and their driver said": where a list of subjects begins.

        A comma parts subjects only where no verb stands before it, and "and" stands before the last.
        """
        if "and" not in self.lows[max(start - 1, self.first) : j + 1]:
            return start
        last = next(k for k in range(max(start - 1, self.first), j + 1) if self.lows[k] == "and")
        if self.low(min(start, last) - 1) != "," or (last > start and self.lows[start] in ARTICLES):
            return start
        first = self.first
        while first < start and (self.words[first] in QUOTE_MARKS or self.words[first] in DASHES):
            first += 1
        first = self.skip_leads(first, start)
        comma = min(start, last) - 1
        if first >= comma or comma - first > _LONGEST or not is_nominal(self.document, first, comma):
            return start
        return first if self.words[first][0].isupper() and self.low(first) not in PREPOSITIONS else start

    def _is_place_tail(self, first: int, last: int) -> bool:
        """ "..., Ga.," after the name of a place."""
        capitals = all(
            self.words[k][0].isupper() for k in range(max(first - 2, self.first + 1), last) if k != first - 1
        )
        return last - first <= 2 and capitals and not _PARTY_TAG.match(self.words[first])

    def _without_tail(self, j: int) -> Span:
        """The first and the last word of a subject that ends at ``j``, without what a participle or a place adds.

        "Rescuers drilling through rock in the hills said", "Phyllis Garner of Tolland, Reese & Co. said".
        """
        start = self.start_of(j)
        k = start - 2
        drilling = k > self.first and self.lows[start - 1] in _WITHIN and is_participle(self.lows[k])
        if drilling and self.people.can_speak(self.lows[k - 1]):
            return self.start_of(k - 1), k - 1
        if start - 2 > self.first and self.words[start - 1] == "," and self.lows[j].rstrip(".") in _FIRMS:
            k = start - 2
            while k > self.first and self.words[k][0].isupper():
                k -= 1
            if self.lows[k] in ("of", "at", "with") and self.first < k < start - 2:
                return self.start_of(k - 1), k - 1
        return start, j

    def _is_state(self, k: int) -> bool:
        """ "Texas" in "of Zapata County, Texas": a capital behind the comma of a place."""
        if k - 2 <= self.first or self.words[k - 1] != "," or not self.words[k][0].isupper():
            return False
        j = k - 2
        while j > self.first and self.words[j][0].isupper():
            j -= 1
        return j < k - 2 and self.lows[j] in ("of", "in", "from", "near")

    def _names_somebody(self, k: int) -> bool:
        named = k >= self.first and self.words[k][0].isupper() and self.lows[k] not in self.people.dates
        return named or (self.low(k).isdigit() and self.low(k - 1) == ",")

    def _is_finite(self, k: int) -> bool:
        """True for a verb, which what follows is the object of and no subject."""
        low = self.lows[k]
        return (
            low in BE
            or low in HAVE
            or low in _PASTS
            or (low in verbs() and not self._noun_here(k))
            or is_participle(low)
        )

    def _before_relative(self, start: int, j: int) -> Span | None:
        """ "A man who shot 12 people in Dallas said": what stands before "who", with no comma between.

        The words from ``start`` to ``j`` stand inside its clause, and are no subject, where that has a verb of its own.
        """
        that = self.lows[start - 1] == "that" if start - 1 > self.first else False
        if (
            that
            and (self._tracks(start) or self.lows[start] in _PASTS or is_participle(self.lows[start]))
            and (self.lows[start - 2] in self.people.stand_ins or self._may_speak(self.start_of(start - 2), start - 1))
        ):
            return self._antecedent(start - 1)  # "a group that tracks arrests says"
        window = self.lows[max(self.first + 1, j - _LONGEST) : j + 1]
        if "who" not in window and "which" not in window:
            return None
        who = next(k for k in range(j, self.first, -1) if self.lows[k] in ("who", "which"))
        if any(self.words[k] in MARKS for k in range(who, start)):
            return None
        inside = any(self._is_finite(k) for k in range(who + 1, max(start, who + 2)))  # "critics say" has none
        return self._antecedent(who) if inside else None

    def _tracks(self, k: int) -> bool:
        """True for a word that may be the present tense of a verb that we do not know."""
        return self.lows[k].endswith("s") and self.words[k][0].islower() and not self.people.can_speak(self.lows[k])

    def _opening(self, j: int) -> int | None:
        """Where the aside begins that ends in the comma, dash or bracket at ``j``."""
        mark = "(" if self.words[j] == ")" else self.words[j]
        for k in range(j - 1, max(self.first - 1, j - _ASIDE), -1):
            if self.words[k] == mark:
                return k
            if self.words[k] in '"“”;:':
                return None
        return None

    def _name_before(self, start: int) -> Span | None:
        """ "Olena Marchuk, a spokeswoman for A, B and C, said": the name that a description stands behind."""
        j = start - 2
        opens = self.lows[start]
        located = is_participle(opens) or opens in PREPOSITIONS
        described = opens in ("a", "an", "the") or opens in self.people.roles or located
        if j < self.first or self.words[start - 1] != "," or not described or not self.words[j][0].isupper():
            return None
        k = j
        while (
            k > self.first
            and self.words[k - 1] not in PUNCTUATION
            and (self.words[k - 1][0].isupper() or self.lows[k - 1] in self.people.particles)
        ):
            k -= 1
        k = self.skip_leads(k, j + 1)
        if self.lows[k] in PREPOSITIONS:
            return None  # "In Ohio, a poll shows"
        at_edge = (
            k == self.first or self.words[k - 1] in PUNCTUATION or self.lows[k - 1] in ("that", "but", "and", "while")
        )
        named = " ".join(self.lows[k : j + 1]) not in self.people.nations and self.lows[j] not in self.people.dates
        return (k, j + 1) if at_edge and (j > k or located) and named else None

    def _antecedent(self, j: int) -> Span | None:
        """What "who" goes back to."""
        k = j - 1
        if k > self.first and (self.words[k] == "," or self.words[k] in DASHES):
            host = self._described_before(k) if self.lows[j] == "who" else None
            if host is not None:
                return host
            k -= 1
        if k < self.first or self.words[k] in PUNCTUATION:
            return None
        start = self.skip_leads(self.start_of(k, plain=True), k + 1)
        if start == k and self._is_state(k):  # "Sheriff Larkspur of Zapata County, Texas, who"
            k -= 2
            start = self.skip_leads(self.start_of(k, plain=True), k + 1)
        inner = next((t for t in range(start + 1, k) if self.lows[t] == "of"), None)
        if inner is not None and not self._may_speak(start, inner):
            start = inner + 1  # "shares of the company, which said"
        named = self._apposed(start, k + 1)
        if named is not None:
            return named
        return (start, k + 1) if start <= k else None

    def _described_before(self, comma: int) -> Span | None:
        """ "Ivo Kern, a meteorologist at Climagro, who": whom the description before the comma is of."""
        opener = self._opening(comma)
        if opener is None or self.words[opener] != "," or self.low(opener + 1) not in ARTICLES:
            return None
        named = opener > self.first and self.words[opener - 1][0].isupper()
        role = any(low in self.people.roles for low in self.lows[opener + 2 : comma])
        if not (named and role):
            return None
        start = self.skip_leads(self.start_of(opener - 1, plain=True), opener)
        return start, opener

    def _apposed(self, start: int, end: int) -> Span | None:
        """ "To Stella Moss, a member of the team who said": the name, and not what is said of it."""
        j = start - 1
        described = (
            j > self.first and self.lows[j] == "," and any(low in self.people.roles for low in self.lows[start:end])
        )
        first = j
        while described and first > self.first and self._is_named(first - 1):
            first -= 1
        return (first, j) if j - first > 1 else None

    def _is_named(self, k: int) -> bool:
        """ "Dale Wynkoop of Nebraska": capitals, and an "of" between two of them."""
        inside = self.lows[k] == "of" and k > self.first and self.words[k - 1][0].isupper()
        return self.words[k][0].isupper() or inside

    def opening_subject(self, before: int) -> Span | None:
        """The noun phrase a sentence opens with, read up to its verb."""
        start = self.skip_leads(self.first, before)
        end = start
        while end < before and end - start < 8 and self.words[end] not in PUNCTUATION and self.lows[end] not in _BEING:
            if end > start and self._opens_verb(end):
                break
            end += 1
        return (start, end) if end > start else None

    def _opens_verb(self, k: int) -> bool:
        low, before = self.lows[k], self.lows[k - 1]
        if is_participle(low) or low in verbs() or low in HELPERS or low in _PASTS or before in PRONOUNS:
            return True
        if low in ("neither", "either", "both") or (self._many(before) and low not in PREPOSITIONS and low.isalpha()):
            return True
        goes_on = low in PREPOSITIONS or low in self.people.roles or low in self.people.bodies
        named = self.words[k - 1][0].isupper() and before not in ARTICLES
        return named and self.words[k][0].islower() and not goes_on

    def _many(self, low: str) -> bool:
        return low.endswith("s") and self.people.can_speak(low)

    def owner_before(self, i: int, reach: int = 4) -> int | None:
        """The possessive that a noun at token ``i`` belongs to: "the city's own count"."""
        for j in range(i - 1, max(self.first, i - reach) - 1, -1):
            if is_owner(self.words[j]) or self.lows[j] in POSSESSIVES:
                return j
            if not self.words[j][0].isalpha() or self.words[j] in QUOTE_MARKS:
                return None
        return None
