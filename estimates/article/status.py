"""Is it so yet, and is it so at all: what the verbs around a figure say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from estimates.article.clauses import is_finite, opens_clause
from estimates.article.dates import DateWords
from estimates.article.document import Document
from estimates.article.grammar import (
    ARTICLES,
    BE,
    HAVE,
    HELPERS,
    MARKS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    grammar,
    is_called_false,
    number_like,
)  # fmt: skip
from estimates.article.standing import Standing
from estimates.article.verbs import verbs
from estimates.lang.lexicon import lexicon

_STOPS, _NEGATORS, _FALSE = grammar("stops"), grammar("negators"), grammar("untrue")
_NOT_NEGATING, _SETTLED, _FORWARD = grammar("not_negating"), grammar("settled"), grammar("forward_participles")
_FACTUAL_TO, _ASKED = grammar("factual_to"), grammar("asked")
_FORECASTS = grammar("forward_nouns") | {"outlook", "guidance", "estimate", "expectations", "target", "goal"}
_CAPACITY = grammar("capacity")
_FAILED = frozenset(["failed", "fails", "fail", "failing"])
_BETWEEN = frozenset(["not", "also", "soon", "already"])
_PRESENT = frozenset(["is", "are", "am", "'re", "'m"])
_LINKS = frozenset(["to", "for", "by"])
_TO_COME = frozenset(["be", "follow", "come", "arrive"])
_ASIDE = 8  # words before "he said" that bear on what follows it
_AT_NO = (["at", "no", "point"], ["at", "no", "time"], ["in", "no", "way"], ["under", "no", "circumstances"])
_DECIDING = _STOPS | _NEGATORS | _FALSE | _FAILED | {":", ",", "and", "one", "evidence"}  # of what is denied
# Without one of these, or "n't", nothing is denied.
_DENIALS = _NEGATORS | _FALSE | grammar("nonsense") | _FAILED | {"no", "lie"}
_CONTRACTED = re.compile("n['’‘]t")
_CALLING = MARKS | BE
_REACH = 28  # tokens to look back for a verb
_AHEAD = 14  # tokens to look on for one


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The lexicon of what is not so yet."""

    modals: frozenset[str]
    expected: frozenset[str]
    need_to: frozenset[str]
    aims: frozenset[str]
    extent: frozenset[str]
    arranged: frozenset[str]
    telling: frozenset[str]  # every word at which a look before or after a figure may end


@cache
def status_words() -> StatusWords:
    """Load the lexicon of status once."""
    words = lexicon("speech")["status"]
    lists = {name: frozenset(words[name]) for name in ("modals", "expected", "need_to", "aims", "extent", "arranged")}
    telling = lists["modals"] | lists["expected"] | _STOPS | _SETTLED | _FAILED | _FORWARD | BE | HAVE | MARKS
    return StatusWords(**lists, telling=telling | SUBORDINATORS | {"that", ",", "to", "for", "and", "or"})


def status_of(document: Document, at: Standing) -> str:
    """Tell whether a figure is of what is actual or of what is expected.

    The verb group nearest before the figure decides; where the figure is the subject, the one after it does. A frame of
    promise or forecast makes what it leads to expected, unless a verb between says otherwise.
    """
    lows, first, floor, leading = document.lows, at.first, at.sentence.first, at.leading
    for frame in at.owner.frames:
        if frame.expecting and frame.narrow is not None and frame.first > first:
            return "expected"  # "the 160,000 that economists had forecast"
    for frame in leading:
        if not (frame.trails and _goes_on(document, frame.last, first)):
            floor = max(floor, frame.last)
    if leading and leading[-1].lemma in ("count", "claim") and lows[floor] == "of" and first <= floor + 3:
        return "expected" if leading[-1].expecting else "actual"  # "their figure of 3,000 could not be checked"
    if _is_start_of_change(document, first, at.sentence.first) or _measures_noun(document, first, floor):
        return "actual"
    seen, last, end = _before(document, first, floor), max(at.last, at.beyond), at.sentence.last
    if seen is None and not _is_definite(document, first):
        seen = _after(document, last, end)
    if seen is not None:
        return seen
    for frame in leading:
        if frame.expecting and _STOPS.isdisjoint(lows[frame.last : first]):
            return "expected"
    return "expected" if at.dates and _dated_ahead(document, last, end, at.dates) else "actual"


def _goes_on(document: Document, k: int, first: int) -> bool:
    """ "It will last 5 days, she said, and cost 40 dollars": the verb after "and" stands under the helper before."""
    k += document.words[k] == ","
    after = document.lows[k + 1] if k + 1 < first else ""
    verbal = document.words[k + 1][0].islower() and not number_like(after) if after else False
    closed = after in ARTICLES or after in POSSESSIVES or after in PRONOUNS or after in SUBORDINATORS
    return document.lows[k] in ("and", "or") and verbal and not closed and after not in PREPOSITIONS


def _is_start_of_change(document: Document, first: int, start: int) -> bool:
    """ "Growth will slow to 3 percent from 4 percent": the second is where it stands, unless a forecast moves."""
    lows = document.lows
    if first <= start or lows[first - 1] != "from":
        return False
    clause = lows[max(start, first - _REACH) : first - 1]
    moved = any(low == "to" and number_like(after) for low, after in pairwise(clause))
    return moved and _FORECASTS.isdisjoint(clause)


def _is_definite(document: Document, first: int) -> bool:
    """ "Its 5,000 workers might strike": they are there, whatever they might do."""
    before = document.lows[first - 1] if first else ""
    return before in POSSESSIVES or (before in ARTICLES and before not in ("a", "an", "that"))


def _measures_noun(document: Document, first: int, floor: int) -> bool:
    """ "A front line stretching more than 900 miles": the figure describes what stands before it."""
    lows, extent, near = document.lows, status_words().extent, max(first - 3, floor + 1)
    if extent.isdisjoint(lows[near:first]):
        return False
    return any(lows[k] in extent and lows[k - 1] not in BE for k in range(near, first))


def _before(document: Document, first: int, floor: int) -> str | None:
    """What the verb group nearest before a figure says, within its clause."""
    words, lows, k = status_words(), document.lows, first
    telling = words.telling
    for low in reversed(lows[max(floor, first - _REACH) : first]):
        k -= 1
        if low not in telling and not low.endswith("ed"):
            continue
        after = lows[k + 1] if k + 1 < first else ""
        if low in _STOPS or (low == "that" and _says(lows[k - 1])):  # "could not confirm that 30 had left"
            return None
        if low == "," and k + 1 < first and is_finite(document, k + 1):
            return "actual"  # "the company, which will close 40 stores, lost 4 percent"
        if low in words.modals and _is_modal(document, k):
            return _of_modal(document, k, first)
        if low in words.expected and (low not in words.need_to or after in _LINKS):
            never = k > floor and (lows[k - 1] in _NEGATORS or (lows[k - 1] == "ever" and lows[k - 2] in _NEGATORS))
            return "actual" if never else "expected"  # "had never pledged 300", "nobody ever pledged"
        if low == "to" and _is_infinitive(document, k, floor, after):
            return "expected"
        if low == "for" and lows[k - 1] in ("order", "orders", "contract") and k + 1 == first:
            return "expected"
        if low == "for" and not _ASKED.isdisjoint(lows[max(floor - 1, k - 5) : k]):
            return "expected"
        if low in BE or low in HAVE:
            seen = _of_helper(document, k, floor, after)
            if seen is not None:
                return seen
        elif (
            low in _SETTLED
            or (low in _FAILED and after == "to")
            or (low.endswith("ed") and len(low) > 3 and _is_finite(document, k, floor))
        ):
            return "actual"
    return None


def _is_modal(document: Document, k: int) -> bool:
    return document.lows[k] in status_words().modals and document.words[k] != "May"


def _of_modal(document: Document, k: int, end: int) -> str:
    """ "Will", "could" look ahead; "may have died" guesses at what is so."""
    lows = document.lows
    following = next((j for j in range(k + 1, min(k + 4, end)) if lows[j] not in _BETWEEN), k)
    if lows[k] == "can" or (lows[k] == "could" and lows[following] in _CAPACITY):
        return "actual"  # "the ship can carry 300", "only 8 percent can reach a doctor"
    perfect = lows[following] == "have" and following + 1 < len(lows) and lows[following + 1] != "to"
    return "actual" if perfect and lows[k] not in ("will", "'ll", "would") else "expected"


def _is_infinitive(document: Document, k: int, floor: int, after: str) -> bool:
    """ "To deliver 18", "is to send", and not "rose to", "to Kursk", "managed to free"."""
    before = document.lows[k - 1] if k > floor else ""
    if (
        not after
        or not after.isalpha()
        or document.words[k + 1][0].isupper()
        or before in _FACTUAL_TO
        or after in ("have", "be")
    ):
        return False
    noun = after in ARTICLES or after in POSSESSIVES or after in SUBORDINATORS or after.endswith(("s", "ing", "ly"))
    return not noun and not number_like(after)


def _of_helper(document: Document, k: int, floor: int, after: str) -> str | None:
    """ "Had been", "is to", "the target is"; missing where the helper stands under another one."""
    lows, words = document.lows, status_words()
    before = lows[k - 1] if k > floor else ""
    if before == "to" or before in words.modals or (lows[k] in ("be", "been") and before in HAVE):
        return None
    if lows[k] in BE and (after == "to" or after in words.expected):
        return "expected"
    if lows[k] in _PRESENT and after in words.arranged:
        return "expected"
    if lows[k] in BE and not words.aims.isdisjoint(lows[max(floor, k - 4) : k]):
        return "expected"
    return "actual"


def _is_finite(document: Document, k: int, floor: int) -> bool:
    """A word in "-ed" is a past tense where a subject stands before it; after a helper it is a participle."""
    before = document.lows[k - 1] if k > floor else ""
    subject = before in ("he", "she", "it", "they", "we", "i", "who", "that", "also") or (
        before.endswith("s") and before not in BE
    )
    return subject and before not in HAVE and document.words[k][0].islower()


def _after(document: Document, last: int, end: int) -> str | None:
    """What the verb says whose subject a figure is."""
    words, lows, known = status_words(), document.lows, verbs()
    for k, low in enumerate(lows[last : min(last + _AHEAD, end)], last):
        if low not in words.telling and low not in known:
            continue
        after = lows[k + 1] if k + 1 < end else ""
        if (
            document.words[k] in MARKS
            or (low in SUBORDINATORS and low != "than")
            or (low in ("and", "or") and not number_like(after))
        ):
            return None
        if low in words.modals and _is_modal(document, k):
            return _of_modal(document, k, end)
        if low in BE:
            forward = after in words.expected and (
                after not in words.need_to or (k + 2 < end and lows[k + 2] in _LINKS)
            )
            going = after == "going" and k + 2 < end and lows[k + 2] == "to"
            return "expected" if after == "to" or (forward and not after.endswith("ing")) or going else "actual"
        if low in HAVE:
            return "actual"
        if (low == "to" and after in _TO_COME) or (low in _FORWARD and after in ("to", "by", "for", "in", "next")):
            return "expected"
        if low in known and not known[low].noun_too:
            return None
    return None


def _dated_ahead(document: Document, last: int, end: int, dates: Sequence[DateWords]) -> bool:
    """ "15,000 more by December", in the same clause."""
    start, stop = document.ends[last - 1], document.ends[end - 1]
    for words in dates:
        if words.start < start:
            continue
        between = document.plain[start : words.start]
        if words.start >= stop or "," in between or ";" in between:
            return False
        if words.ahead:
            return True
    return False


def negated(document: Document, at: Standing) -> bool:
    """Tell whether the source says that it is not so: "denied that 3,000", "it had not lost 600", "is false"."""
    claimed = False
    for frame in at.leading:
        if "denial" in frame.classes:
            return True
        claimed = claimed or frame.lemma == "claim"
        if document.words[frame.first - 1] == "," and _is_untrue_before(
            document, at.sentence.first, frame.first, frame.last
        ):
            return True
    lows, first, floor, k = document.lows, at.first, at.floor, at.first
    near, far = max(floor, first - _REACH - 1), min(at.last + _AHEAD, at.sentence.last) + 2
    contracted = _CONTRACTED.search(document.plain, document.starts[near], document.starts[first])
    if contracted is None and _DENIALS.isdisjoint(lows[near:far]):
        return False  # as nearly always
    for low in reversed(lows[max(floor, first - _REACH) : first]):
        k -= 1
        if low not in _DECIDING and not low.endswith("n't"):
            continue
        after = lows[k + 1] if k + 1 < first else ""
        if low in _STOPS or low == ":" or (low == "," and after in ("and", "but")):
            break
        if low == "and" and opens_clause(document, k, first, at.last, at.sentence.last):
            break
        if low in _NEGATORS or low.endswith("n't") or (low == "one" and k > floor and lows[k - 1] == "no"):
            return after not in _NOT_NEGATING and not _says(after)
        if low in _FAILED and after == "to":
            return True
        if low in _FALSE or (low == "evidence" and k > floor and lows[k - 1] == "no"):
            return True
    # "his claim that 40 died is false": he says they did
    return not claimed and _is_called_false(document, at.last, at.sentence.last)


def _is_called_false(document: Document, last: int, end: int) -> bool:
    """ "Reports of 500 dead were false"."""
    lows = document.lows
    for k, low in enumerate(lows[last : min(last + _AHEAD, end)], last):
        if low not in _CALLING:
            continue
        if low in MARKS:
            return False
        if low in BE and low not in ("been", "being"):
            return is_called_false(lows[k + 1 : min(k + 3, end)]) or lows[k + 1 : k + 3] == ["not", "true"]
    return False


def _is_untrue_before(document: Document, start: int, end: int, after: int) -> bool:
    """ "It was not true, he said, that 40 had left", "at no point, she said, had they shut 40 mills".

    "Not even in 2019, it said, did the total reach 40": where a helper follows the speaker, a first "not" is its own.
    """
    if document.lows[start] in _NEGATORS and document.words[after] == "," and document.lows[after + 1] in HELPERS:
        return True
    window = document.lows[max(start, end - _ASIDE) : end - 1]
    untrue = "true" in window and not _NEGATORS.isdisjoint(window)
    return (
        untrue or window == ["never"] or window[:3] in _AT_NO or window[-3:] in _AT_NO or not _FALSE.isdisjoint(window)
    )


def _says(word: str) -> bool:
    verb = verbs().get(word)
    said = verb is not None and bool(verb.classes & {"assertion", "thought", "denial"})
    return said and not (verb is not None and verb.expecting)  # who "never pledged 300" denies the 300
