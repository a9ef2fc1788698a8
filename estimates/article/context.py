"""What stands around a figure: the noun phrase it measures, the place it holds for."""

from __future__ import annotations

from estimates.article.chunks import Span
from estimates.article.clauses import is_finite
from estimates.article.document import Document
from estimates.article.grammar import (
    ARTICLES,
    BE,
    HAVE,
    HELPERS,
    MODALS,
    POSSESSIVES,
    PREPOSITIONS,
    PUNCTUATION,
    QUOTE_MARKS,
    SUBORDINATORS,
    grammar,
    is_adverb,
    is_owner,
    is_participle,
)  # fmt: skip
from estimates.article.names import Names
from estimates.article.people import people_words
from estimates.article.verbs import verbs

_PLACE_BEFORE, _AREAS, _COMPASS = grammar("place_before"), grammar("areas"), grammar("compass")
_LEVEL_VERBS, _LEVEL_LINKS, _SPENDS = grammar("level_verbs"), grammar("level_links"), grammar("spend_verbs")
_LINKS, _EMPTY = grammar("phrase_links"), grammar("empty_subjects")
_GENERIC, _GENERIC_COUNTS, _QUANTIFIED = grammar("generic"), grammar("generic_counts"), grammar("quantified")
_PLACE_ENDS = QUOTE_MARKS | {";", "while", "but"}
_PLACE_TELLS = _PLACE_ENDS | _PLACE_BEFORE | {"the"}  # all at which a look for a place stops or pauses
_NO_PLACES = people_words().bodies - _AREAS
_REACH = 16  # tokens that a place may stand away from its figure


def measured_before(document: Document, token: int, floor: int, *, spent: bool = False) -> Span | None:
    """The noun phrase before the verb or "of" that leads to a figure: "arrivals could rise to 1,000", "a period of".

    ``spent`` lets verbs like "lasted" and "cost" lead as well, which have a measure after them and never a count.
    """
    lows = document.lows
    k = token - 1
    if k >= floor and lows[k] in HAVE and not spent:
        return None  # "the army had 3,000": not of armies
    while k >= floor and (
        lows[k] in _LEVEL_LINKS or lows[k] in _LEVEL_VERBS or lows[k] in MODALS or lows[k] in BE or lows[k] in HAVE
        or (spent and lows[k] in _SPENDS)
    ):  # fmt: skip
        k -= 1
    return _phrase(document, k + 1, floor) if k + 1 < token else None


def _phrase(document: Document, end: int, floor: int) -> Span | None:
    """The noun phrase that ends before token ``end``."""
    lows, words = document.lows, document.words
    k = end
    while (
        k > floor and words[k - 1] not in PUNCTUATION and lows[k - 1] not in SUBORDINATORS and lows[k - 1] not in _LINKS
    ):
        low = lows[k - 1]
        verbal = low in verbs() and not verbs()[low].noun_too
        if low in HELPERS or verbal or low in _LEVEL_VERBS or low[0].isdigit():
            break
        k -= 1
        if low in ARTICLES or low in POSSESSIVES:
            break
    while k < end and (lows[k] in ARTICLES or lows[k] in POSSESSIVES or lows[k] in _EMPTY or lows[k].endswith("ly")):
        k += 1
    return (k, end) if k < end else None


def done_before(document: Document, token: int, floor: int) -> str | None:
    """What is done with a measure, and by whom: "campaign raised" in "the campaign raised $40 million"."""
    lows = document.lows
    k = token - 1
    while k > floor and (is_adverb(lows[k]) or lows[k] in ("up", "out", "off", "back")):
        k -= 1
    if k <= floor or not lows[k].isalpha() or not document.words[k][0].islower() or lows[k] in HELPERS:
        return None
    if lows[k] in verbs() and verbs()[lows[k]].classes & {"assertion", "thought", "denial"}:
        return None
    if not (is_finite(document, k) or is_participle(lows[k]) or lows[k - 1] in HELPERS):
        return None
    group = k
    while group > floor and (lows[group - 1] in HELPERS or is_adverb(lows[group - 1])):
        group -= 1
    phrase = _phrase(document, group, floor)
    doer = noun_of(document, phrase, counted=False) if phrase is not None else None
    return f"{doer} {lows[k]}" if doer else lows[k]


def measured_after(document: Document, token: int) -> str | None:
    """What money is in: "$90 million in aid", "$5 million of assets"; up to three small words after the figure."""
    lows, words = document.lows, document.words
    end = document.sentences[document.sentence_of[token - 1]].last
    if token + 1 >= end or lows[token] not in ("in", "of"):
        return None
    last = token + 1
    while last < min(token + 4, end) and words[last][0].isalpha() and words[last][0].islower() and _plain(lows[last]):
        last += 1
    dated = lows[last - 1] in people_words().dates
    return document.span(token + 1, last) if last > token + 1 and not dated else None


def _plain(low: str) -> bool:
    """True for a word that may stand in the middle of a noun phrase."""
    closed = low in PREPOSITIONS or low in HELPERS or low in ARTICLES or low in POSSESSIVES or low in SUBORDINATORS
    return not closed and low not in verbs()


def noun_of(document: Document, phrase: Span, *, counted: bool = True) -> str | None:
    """The words of a phrase that can stand for what is counted or measured; missing for "it", "the estimate"."""
    first, last = phrase
    lows = document.lows
    while first < last and (
        lows[first] in ARTICLES or lows[first] in POSSESSIVES or lows[first] in ("own", "daily", "overall")
    ):
        first += 1
    for k in range(first, last - 1):
        if lows[k] in _QUANTIFIED and lows[k + 1] in ("of", "for"):
            return noun_of(document, (k + 2, last))
    end = next((k for k in range(first + 1, last) if lows[k] in _LINKS), last)
    if first >= end:
        return None
    head = lows[end - 1]
    bare_count = counted and head in _GENERIC_COUNTS and end - first == 1
    if head in _GENERIC or head in _EMPTY or bare_count or not head[0].isalpha() or is_owner(head):
        return None
    return document.span(first, end)


def place_near(document: Document, names: Names, first: int, last: int, floor: int, stop: int) -> str | None:
    """The place named after a figure in its clause, else before it."""
    lows = document.lows
    for stretch in (range(last, min(last + _REACH, stop)), range(first - 1, max(first - _REACH, floor) - 1, -1)):
        for k in stretch:
            low = lows[k]
            if low not in _PLACE_TELLS or (low == "the" and (k + 2 >= stop or lows[k + 2] not in _AREAS)):
                continue
            if low in _PLACE_ENDS:
                break
            place = _place_at(document, names, k, stop)
            if place is not None:
                return place
    return None


def _place_at(document: Document, names: Names, k: int, stop: int, *, opened: bool = False) -> str | None:
    """The place that "in" or "near" at token ``k`` opens, or that is called "the ... region"."""
    words, lows, people = document.words, document.lows, people_words()
    area = lows[k] == "the" and k + 2 < stop and words[k + 1][0].isupper() and lows[k + 2] in _AREAS
    if lows[k] not in _PLACE_BEFORE and not area and not opened:
        return None
    first = k + 1
    while first < stop and lows[first] in _COMPASS:
        first += 1
    last = first
    while (
        last < stop
        and words[last][0].isupper()
        and not is_owner(words[last])
        and lows[last] not in people.dates
        and lows[last] not in people.not_names
    ):
        last += 1
    if last < stop - 2 and lows[last] in _AREAS and lows[last + 1] == "of" and words[last + 2][0].isupper():
        return _place_at(document, names, last + 1, stop, opened=True)  # "in the Congolese town of Sake"
    if (
        last == first
        or not words[first][0].isalpha()
        or lows[k] == "on"
        or (last < stop and lows[last] in people.roles)
    ):
        return None
    if lows[k] in ("at", "from") and not (last < stop and lows[last] in _AREAS):
        return None
    if lows[first] in people.bodies or lows[last - 1] in _NO_PLACES or any(m.person for m in names.inside(first, last)):
        return None
    while last > first + 1 and lows[last - 1] in _AREAS:
        last -= 1
    return document.span(first, last)
