"""Subjects of one sentence: the noun phrase to the left of a verb, its asides, and what "who" goes back to."""

from __future__ import annotations

import re

from estimates.article.clauses import is_nominal
from estimates.article.document import Sentence
from estimates.article.edges import noun_here, skip_leads, start_of
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
from estimates.article.people import people_words
from estimates.article.phrases import Span, may_speak
from estimates.article.verbs import verbs

PEOPLE = people_words()

_PARTY_TAG = re.compile(r"[DRI]-[A-Z]")  # "Ruth Lamb, R-Ohio, said"
_WITHIN, _PASTS, _FIRMS = grammar("within_phrase"), grammar("irregular_pasts"), grammar("firms")
_BEING = BE | HAVE
_LONGEST = 30  # words of a noun phrase
_ASIDE = 45  # words of an aside between commas


def subject_before(s: Sentence, end: int) -> tuple[Span, list[Span], bool] | None:
    """The subject that ends before token ``end``, the asides between it and the verb, and whether it is "who"."""
    j, asides = end - 1, []
    j -= s.low(j) in ("neither", "both", "also")
    if j < s.first:
        return None
    if s.lows[j] == "whom" and s.low(j - 1) == "of":
        comma = next((k for k in range(j - 2, max(s.first, j - 6), -1) if s.words[k] == ","), None)
        source = _antecedent(s, comma) if comma is not None else None
        if source is not None:  # "the hopes of brokers, many of whom"
            inner = max((k + 1 for k in range(*source) if s.lows[k] in PREPOSITIONS), default=source[0])
            source = min(inner, source[1] - 1), source[1]
        return (source, [], True) if source else None
    if s.lows[j] in ("who", "which") or (s.lows[j] == "that" and s.low(j - 1) in PEOPLE.documents):
        source = _antecedent(s, j)
        return (source, [], True) if source else None
    while j > s.first and (s.words[j] in (",", ")") or s.words[j] in DASHES):
        opener = _opening(s, j)
        if opener is None:
            return None
        further = _opening(s, opener) if _is_place_tail(s, opener + 1, j) else None
        if further is not None and _names_somebody(s, further - 1):
            opener = further  # "Oscar Peralta, a roofer from Dover, Del., said"
        asides.append((opener + 1, j))
        j = opener - 1
        if j > s.first + 1 and s.lows[j].isdigit() and s.words[j - 1] == ",":
            j -= 2  # "Adeyemi, 61, a teacher, said"
    if asides and _is_state(s, j):
        j -= 2  # "Sheriff Larkspur of Zapata County, Texas, who has 17 men, said"
    while j > s.first + 1 and _PARTY_TAG.match(s.words[j]) and s.words[j - 1] == ",":
        asides.append((j, j + 1))
        j -= 2
    if j < s.first or s.words[j] in PUNCTUATION:
        return None
    begin, j = _without_tail(s, j)
    start = j if s.lows[j] in PRONOUNS else skip_leads(s, begin, j + 1)
    if start > j:
        return None
    start = _list_start(s, start, j)
    named = _name_before(s, start)
    if named is not None:
        return named, [*asides, (start, j + 1)], False
    related = _before_relative(s, start, j)
    if related is not None:
        return related, asides, False
    return (start, j + 1), asides, False


def _list_start(s: Sentence, start: int, j: int) -> int:
    """ "Colonel Ida Frey, Captain Jon Moss and their driver said": where a list of subjects begins.

    A comma parts subjects only where no verb stands before it, and "and" stands before the last.
    """
    if "and" not in s.lows[max(start - 1, s.first) : j + 1]:
        return start
    last = next(k for k in range(max(start - 1, s.first), j + 1) if s.lows[k] == "and")
    if s.low(min(start, last) - 1) != "," or (last > start and s.lows[start] in ARTICLES):
        return start
    first = s.first
    while first < start and (s.words[first] in QUOTE_MARKS or s.words[first] in DASHES):
        first += 1
    first = skip_leads(s, first, start)
    comma = min(start, last) - 1
    if first >= comma or comma - first > _LONGEST or not is_nominal(s.document, first, comma):
        return start
    return first if s.words[first][0].isupper() and s.low(first) not in PREPOSITIONS else start


def _is_place_tail(s: Sentence, first: int, last: int) -> bool:
    """ "..., Ga.," after the name of a place."""
    capitals = all(s.words[k][0].isupper() for k in range(max(first - 2, s.first + 1), last) if k != first - 1)
    return last - first <= 2 and capitals and not _PARTY_TAG.match(s.words[first])


def _without_tail(s: Sentence, j: int) -> Span:
    """The first and the last word of a subject that ends at ``j``, without what a participle or a place adds.

    "Rescuers drilling through rock in the hills said", "Phyllis Garner of Tolland, Reese & Co. said".
    """
    start = start_of(s, j)
    k = start - 2
    drilling = k > s.first and s.lows[start - 1] in _WITHIN and is_participle(s.lows[k])
    if drilling and PEOPLE.can_speak(s.lows[k - 1]):
        return start_of(s, k - 1), k - 1
    if start - 2 > s.first and s.words[start - 1] == "," and s.lows[j].rstrip(".") in _FIRMS:
        k = start - 2
        while k > s.first and s.words[k][0].isupper():
            k -= 1
        if s.lows[k] in ("of", "at", "with") and s.first < k < start - 2:
            return start_of(s, k - 1), k - 1
    return start, j


def _is_state(s: Sentence, k: int) -> bool:
    """ "Texas" in "of Zapata County, Texas": a capital behind the comma of a place."""
    if k - 2 <= s.first or s.words[k - 1] != "," or not s.words[k][0].isupper():
        return False
    j = k - 2
    while j > s.first and s.words[j][0].isupper():
        j -= 1
    return j < k - 2 and s.lows[j] in ("of", "in", "from", "near")


def _names_somebody(s: Sentence, k: int) -> bool:
    named = k >= s.first and s.words[k][0].isupper() and s.lows[k] not in PEOPLE.dates
    return named or (s.low(k).isdigit() and s.low(k - 1) == ",")


def _is_finite(s: Sentence, k: int) -> bool:
    """True for a verb, which what follows is the object of and no subject."""
    low = s.lows[k]
    return low in BE or low in HAVE or low in _PASTS or (low in verbs() and not noun_here(s, k)) or is_participle(low)


def _before_relative(s: Sentence, start: int, j: int) -> Span | None:
    """ "A man who shot 12 people in Dallas said": what stands before "who", with no comma between.

    The words from ``start`` to ``j`` stand inside its clause, and are no subject, where that has a verb of its own.
    """
    that = s.lows[start - 1] == "that" if start - 1 > s.first else False
    if (
        that
        and (_tracks(s, start) or s.lows[start] in _PASTS or is_participle(s.lows[start]))
        and (s.lows[start - 2] in PEOPLE.stand_ins or may_speak(s, start_of(s, start - 2), start - 1))
    ):
        return _antecedent(s, start - 1)  # "a group that tracks arrests says"
    window = s.lows[max(s.first + 1, j - _LONGEST) : j + 1]
    if "who" not in window and "which" not in window:
        return None
    who = next(k for k in range(j, s.first, -1) if s.lows[k] in ("who", "which"))
    if any(s.words[k] in MARKS for k in range(who, start)):
        return None
    inside = any(_is_finite(s, k) for k in range(who + 1, max(start, who + 2)))  # "critics say" has none
    return _antecedent(s, who) if inside else None


def _tracks(s: Sentence, k: int) -> bool:
    """True for a word that may be the present tense of a verb that we do not know."""
    return s.lows[k].endswith("s") and s.words[k][0].islower() and not PEOPLE.can_speak(s.lows[k])


def _opening(s: Sentence, j: int) -> int | None:
    """Where the aside begins that ends in the comma, dash or bracket at ``j``."""
    mark = "(" if s.words[j] == ")" else s.words[j]
    for k in range(j - 1, max(s.first - 1, j - _ASIDE), -1):
        if s.words[k] == mark:
            return k
        if s.words[k] in '"“”;:':
            return None
    return None


def _name_before(s: Sentence, start: int) -> Span | None:
    """ "Olena Marchuk, a spokeswoman for A, B and C, said": the name that a description stands behind."""
    j = start - 2
    opens = s.lows[start]
    located = is_participle(opens) or opens in PREPOSITIONS
    described = opens in ("a", "an", "the") or opens in PEOPLE.roles or located
    if j < s.first or s.words[start - 1] != "," or not described or not s.words[j][0].isupper():
        return None
    k = j
    while (
        k > s.first
        and s.words[k - 1] not in PUNCTUATION
        and (s.words[k - 1][0].isupper() or s.lows[k - 1] in PEOPLE.particles)
    ):
        k -= 1
    k = skip_leads(s, k, j + 1)
    if s.lows[k] in PREPOSITIONS:
        return None  # "In Ohio, a poll shows"
    at_edge = k == s.first or s.words[k - 1] in PUNCTUATION or s.lows[k - 1] in ("that", "but", "and", "while")
    named = " ".join(s.lows[k : j + 1]) not in PEOPLE.nations and s.lows[j] not in PEOPLE.dates
    return (k, j + 1) if at_edge and (j > k or located) and named else None


def _antecedent(s: Sentence, j: int) -> Span | None:
    """What "who" goes back to."""
    k = j - 1
    if k > s.first and (s.words[k] == "," or s.words[k] in DASHES):
        host = _described_before(s, k) if s.lows[j] == "who" else None
        if host is not None:
            return host
        k -= 1
    if k < s.first or s.words[k] in PUNCTUATION:
        return None
    start = skip_leads(s, start_of(s, k, plain=True), k + 1)
    if start == k and _is_state(s, k):  # "Sheriff Larkspur of Zapata County, Texas, who"
        k -= 2
        start = skip_leads(s, start_of(s, k, plain=True), k + 1)
    inner = next((t for t in range(start + 1, k) if s.lows[t] == "of"), None)
    if inner is not None and not may_speak(s, start, inner):
        start = inner + 1  # "shares of the company, which said"
    named = _apposed(s, start, k + 1)
    if named is not None:
        return named
    return (start, k + 1) if start <= k else None


def _described_before(s: Sentence, comma: int) -> Span | None:
    """ "Ivo Kern, a meteorologist at Climagro, who": whom the description before the comma is of."""
    opener = _opening(s, comma)
    if opener is None or s.words[opener] != "," or s.low(opener + 1) not in ARTICLES:
        return None
    named = opener > s.first and s.words[opener - 1][0].isupper()
    role = any(low in PEOPLE.roles for low in s.lows[opener + 2 : comma])
    if not (named and role):
        return None
    start = skip_leads(s, start_of(s, opener - 1, plain=True), opener)
    return start, opener


def _apposed(s: Sentence, start: int, end: int) -> Span | None:
    """ "To Stella Moss, a member of the team who said": the name, and not what is said of it."""
    j = start - 1
    described = j > s.first and s.lows[j] == "," and any(low in PEOPLE.roles for low in s.lows[start:end])
    first = j
    while described and first > s.first and _is_named(s, first - 1):
        first -= 1
    return (first, j) if j - first > 1 else None


def _is_named(s: Sentence, k: int) -> bool:
    """ "Dale Wynkoop of Nebraska": capitals, and an "of" between two of them."""
    inside = s.lows[k] == "of" and k > s.first and s.words[k - 1][0].isupper()
    return s.words[k][0].isupper() or inside


def opening_subject(s: Sentence, before: int) -> Span | None:
    """The noun phrase a sentence opens with, read up to its verb."""
    start = skip_leads(s, s.first, before)
    end = start
    while end < before and end - start < 8 and s.words[end] not in PUNCTUATION and s.lows[end] not in _BEING:
        if end > start and _opens_verb(s, end):
            break
        end += 1
    return (start, end) if end > start else None


def _opens_verb(s: Sentence, k: int) -> bool:
    low, before = s.lows[k], s.lows[k - 1]
    if is_participle(low) or low in verbs() or low in HELPERS or low in _PASTS or before in PRONOUNS:
        return True
    if low in ("neither", "either", "both") or (_many(s, before) and low not in PREPOSITIONS and low.isalpha()):
        return True
    goes_on = low in PREPOSITIONS or low in PEOPLE.roles or low in PEOPLE.bodies
    named = s.words[k - 1][0].isupper() and before not in ARTICLES
    return named and s.words[k][0].islower() and not goes_on


def _many(s: Sentence, low: str) -> bool:
    return low.endswith("s") and PEOPLE.can_speak(low)


def owner_before(s: Sentence, i: int, reach: int = 4) -> int | None:
    """The possessive that a noun at token ``i`` belongs to: "the city's own count"."""
    for j in range(i - 1, max(s.first, i - reach) - 1, -1):
        if is_owner(s.words[j]) or s.lows[j] in POSSESSIVES:
            return j
        if not s.words[j][0].isalpha() or s.words[j] in QUOTE_MARKS:
            return None
    return None
