"""What tense and mood say: past tenses beside a figure, participles that tell of it, "will", "may have", "is to"."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.clauses import is_finite
from estimates.article.document import Document

_PASTS = flag.PAST | flag.IRREGULAR_PAST
_PLAIN = (flag.PAST, flag.IRREGULAR_PAST, _PASTS)
REACH = 28  # tokens to look back for a verb
AHEAD = 16  # tokens to look on for one
_NOT_FIRST = frozenset(["be", "been", "had"])  # helpers that follow others


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


def is_modal(document: Document, k: int) -> bool:
    return document.lows[k] in document.lists["future_modals"] and document.words[k] != "May"


def of_modal(document: Document, k: int, end: int) -> str:
    """ "Will", "could" look ahead; "may have died" guesses at what is so."""
    lists = document.lists
    lows = document.lows
    if lows[k] == "could" and lows[k + 1 : k + 2] in (["not"], ["n't"]):
        return "actual"  # "40 could not be reached"
    passed, tags = lists["after_modal"], document.tags
    ahead = range(k + 1, min(k + 4, end))
    following = next((j for j in ahead if lows[j] not in passed and not tags[j] & flag.ADVERB), k)
    lasts = any(low.rstrip("s") in lists["spans_of_time"] for low in lows[end + 1 : end + 3])
    heard = lows[following] in lists["perceives"] and not document.tags[following + 1] & flag.NUMBER
    if lows[k] == "can" or (lows[k] == "could" and (lows[following] in lists["capacity"] or heard) and not lasts):
        return "actual"  # "the ship can carry 300", "could hear voices of five", and not "it could take two days"
    perfect = lows[following] == "have" and _is_perfect(document, following + 1)
    if lows[k] == "would" and perfect and _is_unconditional(document, k, following + 1):
        return "actual"
    return "actual" if perfect and lows[k] not in ("will", "'ll", "would") else "expected"


def _is_unconditional(document: Document, k: int, participle: int) -> bool:
    """ "Some 40 would have felt it": what people went through is guessed at, where no condition is told."""
    told = document.sentences[document.sentence_of[k]].has
    return document.lows[participle] in document.lists["undergone"] and document.lists["conditions"].isdisjoint(told)


def _is_perfect(document: Document, k: int) -> bool:
    """ "May have lost 40", and not "may have 40 men", "may have as many as 40", "may have to send 40"."""
    while document.tags[k] & flag.ADVERB:
        k += 1
    opens = flag.NUMBER | flag.DETERMINER
    return document.lows[k] not in ("", "to") and not document.tags[k] & opens


def of_helper(document: Document, k: int, floor: int, after: str) -> str | None:
    """ "Had been", "is to", "the target is"; missing where the helper stands under another one."""
    lists = document.lists
    lead = k - 1
    while lead > floor and document.tags[lead] & flag.ADVERB:
        lead -= 1  # "will eventually be"
    lows, before = document.lows, document.lows[lead] if lead >= floor and k > floor else ""
    if before == "to" or before in lists["future_modals"] or (lows[k] in _NOT_FIRST and before in lists["have"]):
        return None
    aimed = after == "to" or lows[k + 1 : k + 3] == ["about", "to"]
    aimed = aimed or not lists["aims"].isdisjoint(lows[max(floor, k - 4) : k])
    arranged = lows[k] in document.lists["be_present"] and after in lists["arranged"]
    return "expected" if (lows[k] in lists["be"] and aimed) or arranged else "actual"
