"""What came about: past tenses beside a figure, and participles that tell of it."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.clauses import is_finite
from estimates.article.document import Document

_PASTS = flag.PAST | flag.IRREGULAR_PAST
_PLAIN = (flag.PAST, flag.IRREGULAR_PAST, _PASTS)
REACH = 28  # tokens to look back for a verb
AHEAD = 16  # tokens to look on for one


def came_about(document: Document, k: int, end: int) -> bool:
    """Whether the verb at token ``k``, behind its subject, is a past tense: "seven boats sank"."""
    if k + 1 >= end or document.lows[k + 1] in ("by", "in") or not is_finite(document, k):
        return False
    if document.tags[k] & flag.HELPER:
        return False
    return bool(document.tags[k] & (flag.IRREGULAR_PAST | flag.PARTICIPLE)) and not document.lows[k].endswith("ing")


def is_past(document: Document, k: int, before: str) -> bool:
    """A word in "-ed" is a past tense where a subject stands before it; after a helper it is a participle."""
    lists = document.lists
    subject = before in {"he", "she", "it", "they", "we", "i", "who", "that", "also"} or before.endswith("s")
    return subject and before not in lists["be"] and before not in lists["have"] and bool(document.tags[k] & flag.LOWER)


def is_past_before(document: Document, joint: int) -> bool:
    """ "Had foreseen the raid and deployed 40": the finite verb before "and" is a past tense or a perfect too."""
    opens = document.sentences[document.sentence_of[joint]].first
    verb = next((j for j in range(joint - 1, opens - 1, -1) if is_finite(document, j)), -1)
    if verb < 0 or not document.lists["future_modals"].isdisjoint(document.lows[opens:verb]):
        return False
    return document.lows[verb] in document.lists["have"] or document.tags[verb] & (_PASTS | flag.HELPER) in _PLAIN


def is_acted(document: Document, k: int, floor: int, after: str) -> bool:
    """ "Rebels who want peace killed 40", "a storm that cost men 40 cows", "the firm, which asked for 90, got 40"."""
    lows, tags, lists = document.lows, document.tags, document.lists
    if not tags[k] & flag.ACTED or lows[k].endswith("ing") or k <= floor:
        return False
    if lows[k] in lists["expected"] or tags[k] & (flag.HELPER | flag.ASSERTION):
        return False
    if lows[k - 1] in lists["relatives"]:
        return True
    noun = tags[k - 1] & flag.LOWER and not tags[k - 1] & (flag.CLOSED | flag.HELPER | flag.ADVERB | flag.MARK)
    return not after and bool(noun) and lows[k - 1] not in ("and", "or")
