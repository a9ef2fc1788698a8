"""What governs an infinitive or a gerund: who was forced to do it has, who planned to has not yet (Karttunen 1971)."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.clauses import is_finite
from estimates.article.document import Document

_ENOUGH = 3  # words from "enough" to "to"
_OBJECT = 8  # words from "forced" to "to"
_SOLE = 5  # words back in which "only" or "first" stands
_USED = 5  # words back in which "used" stands
_REACH = 28  # tokens to look back for a verb


def of_to(document: Document, k: int, floor: int, first: int) -> str | None:
    """What a "to" before a figure says; missing where it is no infinitive's or leaves that to what governs it."""
    lists, lows = document.lists, document.lows
    before, after = lows[k - 1] if k > floor else "", lows[k + 1] if k + 1 < first else ""
    if not lists["uses"].isdisjoint(lows[max(floor, k - _USED) : k]):
        return "actual"  # "used missiles to strike two towers"
    if before in lists["built_to"] and after in lists["capacity"]:
        return "actual"  # "licensed to carry 550 people"
    if after == "be" and before == ",":
        return "expected"  # "the tunnel, to be 40 km long"
    if before == "likely" and lows[k - 2] in lists["comparing"]:
        return "actual"  # "are a quarter less likely to win 40 seats"
    if after in lists["outcomes"] and is_outcome(document, k, floor):
        return "actual"
    if not is_infinitive(document, k, before, after):
        return None
    if before == "had" and lists["future_modals"].isdisjoint(lows[max(floor, k - 3) : k]):
        return "actual"  # "the ward had to close 40 beds": and did
    apart = is_told_apart(document, k, floor) or passes_on(document, k, floor)
    return None if apart or opens_sentence(document, k, first) else "expected"


def is_infinitive(document: Document, k: int, before: str, after: str) -> bool:
    """ "To deliver 18", "is to send", and not "rose to", "to Kursk", "managed to free"."""
    if (
        not after.isalpha()
        or not document.tags[k + 1] & flag.LOWER
        or before in document.lists["factual_to"]
        or document.lows[k - 2] == "from"  # "from male to female"
        or after in ("have", "be", "date")
        or (document.tags[k + 1] & flag.IRREGULAR_PAST and after not in document.lists["same_in_past"])
    ):  # "one man I spoke to lost 12"
        return False
    closed = document.tags[k + 1] & (flag.ARTICLE | flag.POSSESSIVE | flag.SUBORDINATOR | flag.NUMBER)
    noun = closed or after.endswith(("s", "ing", "ly", "ty", "ness"))  # "to safety"
    return not noun


def is_told_apart(document: Document, k: int, floor: int) -> bool:
    """ "The only man to lose 40", "enough food to feed 40", "went on to win 12": the verb before tells if so."""
    lows, sole = document.lows, document.lists["sole"]
    if "enough" in lows[max(k - _ENOUGH, floor) : k]:
        return True
    if lows[k - 2 : k] in (
        ["went", "on"],
        ["go", "on"],
        ["gone", "on"],
        ["goes", "on"],
        ["turned", "out"],
        ["turns", "out"],
    ):
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


def passes_on(document: Document, k: int, floor: int) -> bool:
    """ "Forced the firm to close 40 mines": they did if they were forced to, so that the verb before it tells."""
    lows, tags, lists = document.lows, document.tags, document.lists
    for j in range(k - 1, max(k - 1 - _OBJECT, floor - 1), -1):
        low = lows[j]
        if low in lists["brings_about"]:
            return j < k - 1  # "is allowed to carry 40"
        if low == "to" or tags[j] & (flag.MARK | flag.SUBORDINATOR | flag.HELPER) or low in lists["expected"]:
            return False
        if (tags[j] & flag.PREPOSITION and low != "of") or is_finite(document, j):
            return False
    return False


def opens_sentence(document: Document, k: int, first: int) -> bool:
    """ "To ensure clean water, crews sank 40 wells": the purpose is to come, and what was done for it is not."""
    begin = document.sentences[document.sentence_of[k]].first
    if k != begin and document.lows[begin:k] not in (["in", "order"], ["so", "as"], ["in", "a", "bid"]):
        return False
    comma = next((j for j in range(k + 1, first) if document.lows[j] == ","), first)
    listed = any(document.tags[j] & flag.NUMERAL for j in range(k + 1, comma))  # "to buy nine tanks, 40 guns and"
    return comma < first and (not listed or any(is_finite(document, j) for j in range(comma + 1, first)))


def is_gerund_ahead(document: Document, k: int, first: int) -> bool:
    """ "Close to buying 40 ships", "on the verge of buying", "the prospect of losing", "looking at sending"."""
    lows, lists = document.lows, document.lists
    if k + 1 < first and lows[k] in lists["weighs"] and lows[k + 1].endswith("ing"):
        return True  # "considered cutting 40 posts"
    if k + 2 >= first or lows[k] not in lists["before_gerund"]:
        return False
    return lows[k + 1] in ("to", "of", "at", "on", "for") and lows[k + 2].endswith("ing")


def is_wish(document: Document, k: int, first: int) -> bool:
    """ "Approval for 40 houses", "a call for 40 more": what is asked for or allowed; not "a plea for two hours"."""
    if document.lows[k] != "for" or k + 1 != first:
        return False
    timed = not document.lists["date_spans"].isdisjoint(document.lows[first : first + 3])
    return document.lows[k - 1] in document.lists["wished"] and not timed
