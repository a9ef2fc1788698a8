"""Who can be the doer of a verb of saying: which noun phrases are none, and clauses that end before the main one."""

from __future__ import annotations

from itertools import pairwise

from estimates.article.clauses import is_finite
from estimates.article.document import Sentence
from estimates.article.frames import Frame
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
from estimates.article.people import people_words
from estimates.article.phrases import Span, can_speak
from estimates.article.subjects import opening_subject, subject_before
from estimates.article.verbs import Verb

PEOPLE = people_words()

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


def inner(s: Sentence, source: Span) -> Span:
    """ "Damage the World Bank put at $14 billion": of two noun phrases side by side the second is the subject."""
    lows = s.lows
    for k in range(source[1] - 2, source[0], -1):
        if lows[k] in ("the", "a", "an"):
            before = lows[k - 1]
            joined = before in PREPOSITIONS or before in ("and", "or", "but", ",", "both") or before in ARTICLES
            return source if joined or not before.isalpha() or is_participle(before) else (k, source[1])
    return source


def opens_under(s: Sentence, first: int) -> bool:
    """ "Three years after the city promised ...": the clause before the main one."""
    if _UNDER.isdisjoint(s.lows[s.first : min(first, s.first + _LEAD)]):
        return False
    return not any(is_finite(s.document, k) for k in range(s.first, first))


def clause_end(s: Sentence, i: int) -> int | None:
    """The comma after token ``i`` behind which a clause with a verb of its own begins."""
    for k in range(i + 1, s.last - 1):
        after = s.lows[k + 1]
        if s.words[k] != "," or number_like(after) or after in _JOINED or after in SUBORDINATORS:
            continue
        agent = after in ARTICLES or after in POSSESSIVES or after in PRONOUNS or PEOPLE.can_speak(after)
        if agent or any(is_finite(s.document, j) for j in range(k + 2, min(k + _SOON, s.last))):
            return k
    return None


def is_no_subject(s: Sentence, source: Span, verb: Verb) -> bool:
    """ "In remarks", "nobody", "17 of"; and a noun with a participle: "she has a fortune valued at $30 billion"."""
    low = s.lows[source[0]]
    if low in _NOBODY or (low in PREPOSITIONS and not any(word[0].isdigit() for word in s.lows[slice(*source)])):
        return True  # but "below the 7.5 percent analysts had forecast"
    if is_torn(s, *source):
        return True
    if low[0].isdigit() and all(word[0].isdigit() or word == "of" for word in s.lows[slice(*source)]):
        return True
    if verb.noun_too and verb.form in ("s", "base") and not can_speak(s, *source):
        return True  # "dismissed as nonsense reports that 90 tonnes had leaked"
    if not verb.classes <= _PUTTING:
        return False
    under = source[0] > s.first and is_finite(s.document, source[0] - 1)
    return under or any(is_finite(s.document, k) for k in range(source[0], source[1] - 1))


def is_torn(s: Sentence, first: int, last: int) -> bool:
    """True for no noun phrase: "sent its", "a bigger move than", "a third", "solved barely half of the murders"."""
    words, lows = s.words, s.lows
    end, second = lows[last - 1], s.low(first + 1)
    if words[last - 1][0].islower() and (end in SUBORDINATORS or end in PREPOSITIONS or end in ARTICLES):
        return last - first > 1 or end not in ARTICLES
    if last - first <= 2 and end in _FRACTIONS and lows[first] in ("a", "one", "half", "most"):
        return True
    acted = words[first][0].islower() and (is_participle(lows[first]) or lows[first] in _PASTS)
    if acted and last - first > 1 and (second in ARTICLES or second in POSSESSIVES or second in PREPOSITIONS):
        return True
    if lows[first].endswith("ing") and last - first == 2 and s.low(first - 1) == ",":
        return True  # ", giving organizers hope"
    inside = lows[first:last]
    if last - first < _CLAUSE or not SUBORDINATORS.isdisjoint(inside):
        return False
    return any(
        is_finite(s.document, k) and (number_like(s.low(k + 1)) or s.low(k + 1) in _OBJECTS)
        for k in range(first + 1, last - 1)
    )


def doer_before(s: Sentence, frames: list[Frame], i: int) -> tuple[Span, list[Span], bool] | None:
    """ "X denied it and said": the second verb has the subject of the first."""
    before = [frame for frame in frames if frame.last <= i and frame.source is not None]
    if before and before[-1].source is not None:
        return before[-1].source, before[-1].asides, False
    opening = opening_subject(s, i)
    return (opening, [], False) if opening is not None else None


def opens_with_subject(s: Sentence, start: int) -> bool:
    """ "The army, a rival of the police, reported": the comma closes an aside, and the subject stands before it."""
    subject = subject_before(s, start)
    if subject is None or not subject[1] or not can_speak(s, *subject[0]):
        return False
    (_, last), asides, _ = subject
    finite = any(is_finite(s.document, k) for k in range(s.first, last))
    return not finite and not any(is_finite(s.document, a) for a, _ in asides)


def can_follow(s: Sentence, source: Span) -> bool:
    """True where a phrase after a verb is its subject and not the start of a clause."""
    lows = s.lows[source[0] : source[1]]
    after = s.low(source[1])
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
    if all(low in PEOPLE.dates or low in _TIME for low in lows) or (lows[0] in PRONOUNS and len(lows) > 1):
        return False
    if after and after not in MARKS and after not in _AFTER_INVERSION and after not in PEOPLE.dates:
        return False
    return can_speak(s, *source)
