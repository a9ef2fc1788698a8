"""What a helper or an infinitive before a figure says: "will", "may have", "is to", "to win"."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.clauses import is_finite
from estimates.article.document import Document

_NOT_FIRST = frozenset(["be", "been", "had"])  # helpers that follow others
_ENOUGH = 3  # words from "enough" to "to"
_SOLE = 5  # words back in which "only" or "first" stands
_REACH = 28  # tokens to look back for a verb


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
    heard = lows[following] in lists["perceives"] and not document.tags[min(following + 1, len(lows) - 1)] & flag.NUMBER
    if lows[k] == "can" or (lows[k] == "could" and (lows[following] in lists["capacity"] or heard)):
        return "actual"  # "the ship can carry 300", "only 8 percent can reach a doctor", "could hear voices of five"
    perfect = lows[following] == "have" and _is_perfect(document, following + 1)
    return "actual" if perfect and lows[k] not in ("will", "'ll", "would") else "expected"


def _is_perfect(document: Document, k: int) -> bool:
    """ "May have lost 40", and not "may have 40 men", "may have as many as 40", "may have to send 40"."""
    while k < len(document.tags) - 1 and document.tags[k] & flag.ADVERB:
        k += 1
    opens = flag.NUMBER | flag.ARTICLE | flag.POSSESSIVE
    return k < len(document.tags) and document.lows[k] != "to" and not document.tags[k] & opens


def is_infinitive(document: Document, k: int, before: str, after: str) -> bool:
    """ "To deliver 18", "is to send", and not "rose to", "to Kursk", "managed to free"."""
    if (
        not after.isalpha()
        or not document.tags[k + 1] & flag.LOWER
        or before in document.lists["factual_to"]
        or document.lows[k - 2] == "from"  # "from male to female"
        or after in ("have", "be", "date")
    ):
        return False
    closed = document.tags[k + 1] & (flag.ARTICLE | flag.POSSESSIVE | flag.SUBORDINATOR | flag.NUMBER)
    noun = closed or after.endswith(("s", "ing", "ly", "ty", "ness"))  # "to safety"
    return not noun


def is_told_apart(document: Document, k: int, floor: int) -> bool:
    """ "The only man to lose 40", "enough food to feed 40", "went on to win 12": the verb before tells if so."""
    lows, sole = document.lows, document.lists["sole"]
    if "enough" in lows[max(k - _ENOUGH, floor) : k]:
        return True
    if lows[k - 1] == "on" and lows[k - 2] in ("went", "gone", "goes"):
        return True
    for j in range(k - 1, max(k - 1 - _SOLE, floor), -1):
        if document.tags[j] & (flag.HELPER | flag.MARK) or lows[j] in ("thing", "step", "way"):
            return False
        if (lows[j] in sole and lows[j + 1] not in document.lists["date_words"]) or (
            lows[j].endswith("est") and document.tags[j - 1] & flag.ARTICLE
        ):
            return True
    return False


def is_outcome(document: Document, k: int, floor: int) -> bool:
    """ "Overcame an injury to win in 40 minutes": so it came about, and not in "tried to win", "plans to win"."""
    tags = document.tags
    if tags[k - 1] & (flag.PARTICIPLE | flag.IRREGULAR_PAST | flag.HELPER | flag.VERB):
        return False
    verb = next((j for j in range(k - 2, max(k - _REACH, floor) - 1, -1) if is_finite(document, j)), None)
    return (
        verb is not None and tags[verb] & (flag.IRREGULAR_PAST | flag.PARTICIPLE) > 0 and not tags[verb] & flag.HELPER
    )


def of_helper(document: Document, k: int, floor: int, after: str) -> str | None:
    """ "Had been", "is to", "the target is"; missing where the helper stands under another one."""
    lists = document.lists
    lead = k - 1
    while lead > floor and document.tags[lead] & flag.ADVERB:
        lead -= 1  # "will eventually be"
    lows, before = document.lows, document.lows[lead] if lead >= floor and k > floor else ""
    if before == "to" or before in lists["future_modals"] or (lows[k] in _NOT_FIRST and before in lists["have"]):
        return None
    bound = after in lists["expected"] and (
        after not in lists["need_to"] or not lists["need_links"].isdisjoint(lows[k + 2 : k + 3])
    )
    aimed = after == "to" or bound or not lists["aims"].isdisjoint(lows[max(floor, k - 4) : k])
    return (
        "expected"
        if (lows[k] in lists["be"] and aimed)
        or (lows[k] in document.lists["be_present"] and after in lists["arranged"])
        else "actual"
    )
