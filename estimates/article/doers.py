"""Who can be the doer of a verb of saying: which noun phrases are none, and clauses that end before the main one."""

from __future__ import annotations

from itertools import pairwise

from estimates.article.clauses import is_finite
from estimates.article.grammar import (
    ARTICLES,
    MARKS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    grammar,
    is_numeral,
    is_participle,
    number_like,
)  # fmt: skip
from estimates.article.phrases import Span
from estimates.article.placing import Placing
from estimates.article.verbs import Verb

_NOBODY, _AFTER_INVERSION, _TIME = grammar("nobody"), grammar("after_inversion"), grammar("time_adjectives")
_PUTTING = frozenset(["placement", "revision", "count"])  # what is done to a figure, and not said
_LONGEST_SOURCE = 24
_FRACTIONS = frozenset(["third", "quarter", "half", "fifth", "tenth", "most"])
_OBJECTS = frozenset(["the", "a", "an", "barely", "his", "her", "its", "their"])
_PASTS = grammar("irregular_pasts")
_CLAUSE = 5  # words that a clause has at least
_UNDER = frozenset(["after", "since", "because", "although", "though", "when", "before"])
_JOINED = frozenset(["and", "or", "but", "including", "with"])
_LEAD = 6  # words before a clause that opens a sentence: "three years after"
_SOON = 9  # words within which a clause has its verb


class Doers(Placing):
    """The noun phrases of one sentence that may stand before or after a verb of saying."""

    def _inner(self, source: Span) -> Span:
        """ "Damage the World Bank put at $14 billion": of two noun phrases side by side the second is the subject."""
        lows = self.lows
        for k in range(source[1] - 2, source[0], -1):
            if lows[k] in ("the", "a", "an"):
                before = lows[k - 1]
                joined = before in PREPOSITIONS or before in ("and", "or", "but", ",", "both") or before in ARTICLES
                return source if joined or not before.isalpha() or is_participle(before) else (k, source[1])
        return source

    def _opens_under(self, first: int) -> bool:
        """ "Three years after the city promised ...": the clause before the main one."""
        if _UNDER.isdisjoint(self.lows[self.first : min(first, self.first + _LEAD)]):
            return False
        return not any(is_finite(self.document, k) for k in range(self.first, first))

    def _clause_end(self, i: int) -> int | None:
        """The comma after token ``i`` behind which a clause with a verb of its own begins."""
        for k in range(i + 1, self.last - 1):
            after = self.lows[k + 1]
            if self.words[k] != "," or number_like(after) or after in _JOINED or after in SUBORDINATORS:
                continue
            agent = after in ARTICLES or after in POSSESSIVES or after in PRONOUNS or self.people.can_speak(after)
            if agent or any(is_finite(self.document, j) for j in range(k + 2, min(k + _SOON, self.last))):
                return k
        return None

    def _is_no_subject(self, source: Span, verb: Verb) -> bool:
        """ "In remarks", "nobody", "17 of"; and a noun with a participle: "she has a fortune valued at $30 billion"."""
        low = self.lows[source[0]]
        if low in _NOBODY or (low in PREPOSITIONS and not any(word[0].isdigit() for word in self.lows[slice(*source)])):
            return True  # but "below the 7.5 percent analysts had forecast"
        if self._is_torn(*source):
            return True
        if low[0].isdigit() and all(word[0].isdigit() or word == "of" for word in self.lows[slice(*source)]):
            return True
        if verb.noun_too and verb.form in ("s", "base") and not self.can_speak(*source):
            return True  # "dismissed as nonsense reports that 90 tonnes had leaked"
        if not verb.classes <= _PUTTING:
            return False
        under = source[0] > self.first and is_finite(self.document, source[0] - 1)
        return under or any(is_finite(self.document, k) for k in range(source[0], source[1] - 1))

    def _is_torn(self, first: int, last: int) -> bool:
        """True for no noun phrase: "sent its", "a bigger move than", "a third", "solved barely half of the murders"."""
        words, lows = self.words, self.lows
        end, second = lows[last - 1], self.low(first + 1)
        if words[last - 1][0].islower() and (end in SUBORDINATORS or end in PREPOSITIONS or end in ARTICLES):
            return last - first > 1 or end not in ARTICLES
        if last - first <= 2 and end in _FRACTIONS and lows[first] in ("a", "one", "half", "most"):
            return True
        acted = words[first][0].islower() and (is_participle(lows[first]) or lows[first] in _PASTS)
        if acted and last - first > 1 and (second in ARTICLES or second in POSSESSIVES or second in PREPOSITIONS):
            return True
        if lows[first].endswith("ing") and last - first == 2 and self.low(first - 1) == ",":
            return True  # ", giving organizers hope"
        inside = lows[first:last]
        if last - first < _CLAUSE or not SUBORDINATORS.isdisjoint(inside):
            return False
        return any(
            is_finite(self.document, k) and (number_like(self.low(k + 1)) or self.low(k + 1) in _OBJECTS)
            for k in range(first + 1, last - 1)
        )

    def _doer_before(self, i: int) -> tuple[Span, list[Span], bool] | None:
        """ "X denied it and said": the second verb has the subject of the first."""
        before = [frame for frame in self.frames if frame.last <= i and frame.source is not None]
        if before and before[-1].source is not None:
            return before[-1].source, before[-1].asides, False
        opening = self.opening_subject(i)
        return (opening, [], False) if opening is not None else None

    def _opens_with_subject(self, start: int) -> bool:
        """ "The army, a rival of the police, reported": the comma closes an aside, and the subject stands before it."""
        subject = self.subject_before(start)
        if subject is None or not subject[1] or not self.can_speak(*subject[0]):
            return False
        (_, last), asides, _ = subject
        finite = any(is_finite(self.document, k) for k in range(self.first, last))
        return not finite and not any(is_finite(self.document, a) for a, _ in asides)

    def _can_follow(self, source: Span) -> bool:
        """True where a phrase after a verb is its subject and not the start of a clause."""
        lows = self.lows[source[0] : source[1]]
        after = self.low(source[1])
        if (
            len(lows) > _LONGEST_SOURCE
            or any(low[0].isdigit() for low in lows)
            or lows[0] in ("that", "there", "so", "nothing")
        ):
            return False
        counts = (
            is_numeral(low) and before not in ARTICLES and before not in PREPOSITIONS for before, low in pairwise(lows)
        )
        if any(counts):
            return False  # "her husband, Bob, said the drive takes two hours"
        if all(low in self.people.dates or low in _TIME for low in lows) or (lows[0] in PRONOUNS and len(lows) > 1):
            return False
        if after and after not in MARKS and after not in _AFTER_INVERSION and after not in self.people.dates:
            return False
        return self.can_speak(*source)
