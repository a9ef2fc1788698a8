"""What is to come: whether a sentence looks ahead at all, and what the words right beside a figure say."""

from __future__ import annotations

from functools import cache
from itertools import takewhile

from estimates.article import tags as flag
from estimates.article.clauses import is_finite
from estimates.article.document import Document
from estimates.article.standing import Standing
from estimates.figures.forms import TIMES
from estimates.lang.lexicon import Language
from estimates.units import is_money

_ONE = ("a", "an", "the", "its", "his", "her", "their", "new")  # before a sum that is one thing
_SIGNS = (">", "<", "≥", "≤", "~", "≈")
_NOUN = flag.CLOSED | flag.MARK | flag.HELPER | flag.WORD
_NEAR = 6  # tokens between "met" and "of"
_VERBAL = flag.LOWER | flag.DETERMINER | flag.SUBORDINATOR | flag.NUMBER  # an infinitive is the first


@cache
def _telling(language: Language) -> frozenset[str]:
    """The words that look ahead, and the last ones of what is pending: "on order"."""
    return language.lists["looks_ahead"].union(words.rpartition(" ")[2] for words in language.lists["pending"])


def may_be_ahead(document: Document, at: Standing) -> bool:
    """Whether a sentence has anything that looks ahead: a word, a promise, a day to come, an infinitive, "is to"."""
    first, last = max(at.sentence.first - 2, 0), max(at.sentence.last, at.beyond) + 3
    lows, tags = document.lows[first:last], document.tags
    if not _telling(document.language).isdisjoint(lows) or any(frame.expecting for frame in at.owner.frames):
        return True
    k = first - 1
    for _ in range(lows.count("to")):
        k = document.lows.index("to", k + 1)
        if k + 1 < len(tags) and tags[k + 1] & _VERBAL == flag.LOWER:
            return True
    return any(words.ahead or words.coming for words in at.dates)


def is_arranged(document: Document, k: int, end: int) -> bool:
    """ "It has seven, with two more scheduled for Monday": so it is told behind the figure."""
    lists = document.lists
    k += k < end and document.lows[k] in lists["others"]
    near = document.lows[k : k + 3]
    if " ".join(near[:2]) in lists["pending"]:
        return True
    return k + 1 < end and near[1] in lists["arranged_for"] and near[0] in lists["forward_participles"]


def is_aim(document: Document, first: int, start: int) -> bool:
    """ "Short of its target of 300", "(target: 90%)": so many are wanted, unless it was met."""
    lows, lists = document.lows, document.lists
    k = first - 1 - (lows[first - 1] in _SIGNS)
    k -= lows[k] == ":"
    if k > start and lows[k] in lists["aims"] and document.words[k - 1] == "(":
        return True
    if first - 2 <= start or lows[first - 1] != "of" or lows[first - 2] not in lists["promised_of"]:
        return False
    return lists["attained"].isdisjoint(lows[max(first - _NEAR, start) : first - 2])


def is_bidden(document: Document, first: int, floor: int) -> bool:
    """ "Ordered the recruitment of 900 soldiers": a deed that is bidden is still to be done."""
    lows, lists = document.lows, document.lists
    if first - 3 < floor or lows[first - 1] != "of" or lows[first - 2] not in lists["undertakings"]:
        return False
    before = lows[first - 4] if document.tags[first - 3] & flag.DETERMINER else lows[first - 3]
    return before in lists["bids"]


def is_settled_on(document: Document, k: int, floor: int, first: int) -> bool:
    """ "Decided to send 40", "ordered the army to send 40": what was settled on is still to be done."""
    lows, tags = document.lows, document.tags
    if tags[k + 1] & (flag.CLOSED | flag.NUMBER | flag.LOWER) != flag.LOWER or "," in lows[k:first]:
        return False  # "ordered ships to Orr", "told to leave, threw stones, hurting 40"
    for j in range(k - 1, max(k - _NEAR, floor) - 1, -1):
        if lows[j] in document.lists["settles"]:
            return True
        if tags[j] & (flag.MARK | flag.SUBORDINATOR | flag.HELPER) or is_finite(document, j):
            return False
    return False


def is_dated_ahead(document: Document, at: Standing, last: int) -> bool:
    """ "The first 40 tanks arrive next week", "15,000 more by December": told of a day to come, in its own clause."""
    after = next((words for words in at.dates if words.start >= document.ends[last - 1]), None)
    if after is None or not after.ahead:
        return False
    between = range(last, document.token_at(after.start))
    past = flag.PAST | flag.IRREGULAR_PAST | flag.HELPER
    return not any(document.tags[k] & (flag.MARK | flag.SUBORDINATOR | past) for k in between)


def is_prospective(document: Document, at: Standing) -> bool:
    """ "40 planned homes", "a $40 million offer": so the words behind the number call it."""
    lows, tags, k = document.lows, document.tags, at.last
    if k >= at.sentence.last:
        return False
    if lows[at.first - 1] in document.lists["faces"] and at.figure.unit in TIMES:
        return True  # "faces up to 40 years in prison"
    noun = tags[k + 1] & (flag.CLOSED | flag.MARK | flag.LOWER) == flag.LOWER
    if k + 1 < at.sentence.last and noun and lows[k] in document.lists["prospective"]:
        return True
    measured = is_money(at.figure.unit) or at.figure.unit == "percent"
    if not measured or (lows[at.first - 1] not in _ONE and not tags[at.first - 1] & flag.OWNER):
        return False
    near = range(k, min(k + _NEAR, at.sentence.last))
    *_, head = [k, *takewhile(lambda j: tags[j] & _NOUN == flag.WORD, near)]
    return lows[head] in document.lists["promised_sums"]


def looks_on(document: Document, k: int, end: int) -> bool:
    """ "40 are to go", "are expected", "are going to", "are being planned", "keeping it at 40 percent is the goal"."""
    lists = document.lists
    after, then, *_ = [*document.lows[k + 1 : min(k + 3, end)], "", ""]
    if after == "to":
        return True
    dated = k + 2 < end and document.tags[k + 2] & flag.DATE  # "are due Thursday"
    if after in lists["forward_participles"] and (then in ("in", "on", "next") or dated):
        return True
    if after in lists["expected"]:
        return not after.endswith("ing") and (after not in lists["need_to"] or then in lists["need_links"])
    aimed = k + 1 < end and document.tags[k + 1] & flag.DETERMINER and then in lists["aims"]
    pending = f"{after} {then}" in lists["pending"]  # "40 are on order"
    return bool(aimed) or pending
