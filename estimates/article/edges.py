"""The edges of a noun phrase: where it begins to the left of its last word, and what before it is no part of it."""

from __future__ import annotations

from estimates.article.document import Sentence
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
from estimates.article.people import people_words
from estimates.article.phrases import is_reduced
from estimates.article.verbs import verbs

PEOPLE = people_words()

_CLOSE_TO, _WITHIN = grammar("close_to"), grammar("within_phrase")
_LEADS, _TIME = grammar("leads"), grammar("time_adjectives")
_LONGEST = 30  # words of a noun phrase


def start_of(s: Sentence, j: int, *, plain: bool = False) -> int:
    """Walk left from the last word of a noun phrase to its first; ``plain`` stays out of what hangs on it."""
    k = j
    while k > s.first and j - k <= _LONGEST and not _begins_after(s, k - 1, plain):
        k -= 1
    return k


def _begins_after(s: Sentence, k: int, plain: bool) -> bool:
    """True where the word at ``k`` can be no part of the noun phrase to its right."""
    low, word = s.lows[k], s.words[k]
    if low == "to":
        return s.low(k - 1).removesuffix("s") not in _CLOSE_TO
    if word in MARKS or low in SUBORDINATORS or low in HELPERS or low in ("but", "nor", "yet", "then"):
        return True
    if low in ("and", "or", "&"):
        return not _joined_left(s, k)
    if low in verbs() and not noun_here(s, k):
        return True
    if low in _WITHIN:
        paper = low in ("about", "over", "into") and any(s.low(t) in PEOPLE.documents for t in range(k - 3, k))
        return not paper
    return plain and low in PREPOSITIONS and low != "of"


def noun_here(s: Sentence, k: int) -> bool:
    """True where a form of a verb is a noun or a participle inside a noun phrase."""
    verb = verbs()[s.lows[k]]
    if verb.past and is_reduced(s, k):
        return True
    if verb.past:
        before = s.low(k - 1)
        named = k > s.first or (k + 1 < s.last and s.words[k + 1][0].isupper())
        counted = before[:1].isdigit()  # "1,008 registered voters"
        return before in ARTICLES or counted or before in PEOPLE.documents or (s.words[k][0].isupper() and named)
    return verb.noun_too or verb.form == "ing" or s.words[k][0].isupper()


def _joined_left(s: Sentence, k: int) -> bool:
    """True where what stands before "and" is one half of a subject rather than a clause of its own."""
    if s.low(k + 1) in grammar("anyone") or s.low(k + 1) in ("then", "that"):
        return False
    for n, t in enumerate(range(k - 1, s.first - 1, -1)):
        low = s.lows[t]
        if s.words[t] in MARKS or low in SUBORDINATORS:
            return n > 0
        verbal = low in verbs() and not noun_here(s, t)
        if (
            n > 7
            or low in HELPERS
            or verbal
            or low[0].isdigit()
            or (is_participle(low) and s.low(t - 1) not in ARTICLES)
        ):
            return False
    return True


def skip_leads(s: Sentence, start: int, end: int) -> int:
    """Step over "But", "Meanwhile", "On Monday", "In a statement" before a subject."""
    while start < end:
        low, after = s.lows[start], s.low(start + 1)
        adverb = (
            low.endswith("ly") and len(low) > 4 and (after in ARTICLES or after in POSSESSIVES or after in PRONOUNS)
        )
        dated = low in PEOPLE.dates or (low in _TIME and low not in PREPOSITIONS and after in PEOPLE.dates)
        if s.words[start] in MARKS or dated or (end - start > 1 and (low in _LEADS or adverb)):
            start += 1
        elif low in PREPOSITIONS and end - start > 2:
            after_adjunct = _after_adjunct(s, start, end)
            if after_adjunct == start:
                return start
            start = after_adjunct
        else:
            return start
    return start


def _after_adjunct(s: Sentence, start: int, end: int) -> int:
    """Where the subject begins after a phrase like "In Washington", "On Monday", "In a statement"."""
    t = start + 1
    while t < end and (
        s.lows[t] in PEOPLE.dates or s.lows[t].isdigit() or (s.lows[t] in _TIME and s.low(t + 1) in PEOPLE.dates)
    ):
        t += 1
    if t > start + 1:
        return t if t < end else start
    for t in range(start + 2, end):
        low, word, before = s.lows[t], s.words[t], s.words[t - 1]
        if s.lows[t - 1] in PREPOSITIONS or s.lows[t - 1] in ARTICLES:
            continue
        if low in ARTICLES or low in POSSESSIVES or low in PRONOUNS:
            return t
        if word[0].isupper() and before[0].islower() and s.lows[t - 1] not in PEOPLE.roles and t > start + 2:
            return t
        if word[0].islower() and before[0].isupper() and (low in PEOPLE.plural or low in PEOPLE.roles):
            return t
    return start
