"""What a helper before a figure says: "will", "may have", "is to"."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.document import Document

_HABIT = 12  # tokens from a verb to "each year"
_NOT_FIRST = frozenset(["be", "been", "had"])  # helpers that follow others


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
    heard = lows[following] in lists["perceives"] and not document.tags[following + 1] & flag.NUMBER
    if lows[k] == "could" and lows[following] == "be" and lows[following + 1] in lists["perceived"]:
        return "actual"  # "a man could be seen"
    if _is_told_later(document, k):
        return "actual"
    if lows[k] == "can" or (lows[k] == "could" and (lows[following] in lists["capacity"] or heard)):
        return "actual"  # "the ship can carry 300", "only 8 percent can reach a doctor", "could hear voices of five"
    perfect = lows[following] == "have" and _is_perfect(document, following + 1)
    if lows[k] == "would" and perfect and _is_unconditional(document, k, following + 1):
        return "actual"
    return "actual" if perfect and lows[k] not in ("will", "'ll", "would") else "expected"


def _is_told_later(document: Document, k: int) -> bool:
    """ "He would go on to win 40 titles": a story that runs ahead of itself, unless somebody says so beforehand."""
    lows, lists, first = document.lows, document.lists, document.sentences[document.sentence_of[k]].first
    later = lows[k + 1 : k + 3] == ["go", "on"] or not lists["in_the_end"].isdisjoint(lows[k + 1 : k + 2])
    if lows[k] not in ("would", "'d") or not later:
        return False
    verbs = document.language.verbs
    told = any(
        lows[j] in verbs and verbs[lows[j]].classes & {"assertion", "thought", "denial"} for j in range(first, k)
    )
    return not told and lists["conditions"].isdisjoint(lows[first:k])


def _is_unconditional(document: Document, k: int, participle: int) -> bool:
    """ "Some 40 would have felt it": what people went through is guessed at, where no condition is told."""
    sentence = document.sentences[document.sentence_of[k]]
    told = document.lows[sentence.first : sentence.last]
    return document.lows[participle] in document.lists["undergone"] and document.lists["conditions"].isdisjoint(told)


def _is_perfect(document: Document, k: int) -> bool:
    """ "May have lost 40", and not "may have 40 men", "may have as many as 40", "may have to send 40"."""
    while document.tags[k] & flag.ADVERB:
        k += 1
    opens = flag.NUMBER | flag.ARTICLE | flag.POSSESSIVE
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
    if lows[k] == "be" and _is_wanted(document, k):
        return "expected"  # "demanded that it be raised to 40": neither a helper nor "to" leads it
    bound = after in lists["expected"] and (
        after not in lists["need_to"] or not lists["need_links"].isdisjoint(lows[k + 2 : k + 3])
    )
    bound = bound and lows[k + 1 : k + 3] != ["bound", "for"]  # a place
    aimed = after == "to" or bound or not lists["aims"].isdisjoint(lows[max(floor, k - 4) : k])
    arranged = lows[k] in document.lists["be_present"] and after in lists["arranged"]
    if arranged and not lists["habitual"].isdisjoint(lows[k + 2 : k + 2 + _HABIT]):
        return "actual"  # "are felling 40 trees each day"
    return "expected" if (lows[k] in lists["be"] and aimed) or arranged else "actual"


def _is_wanted(document: Document, k: int) -> bool:
    """Whether a verb before token ``k`` of its sentence wants or asks for something: the mood of "be" is its."""
    verbs, asked = document.language.verbs, document.lists["asked"]
    before = document.lows[document.sentences[document.sentence_of[k]].first : k]
    return any(low in asked or (low in verbs and verbs[low].expecting) for low in before)


def concedes(document: Document, k: int) -> bool:
    """ "Orderly, if slow, in 8 percent": "if" before a quality alone supposes nothing."""
    ends = document.lows[k + 2 : k + 3]
    return document.lows[k - 1] in (",", "(") and bool(ends) and document.tags[k + 2] & flag.MARK > 0


def is_supposed(document: Document, floor: int, k: int) -> bool:
    """ "It could rise to 10 percent if prices fell by 15": a past tense of what is no more than supposed."""
    clause = next((j for j in range(k - 1, floor - 1, -1) if document.tags[j] & flag.MARK), floor)
    lows = document.lows[clause:k]
    supposed = "if" in lows and lows[lows.index("if") - 1] not in ("as", "even")
    return supposed and bool({"could", "would", "might"} & set(lows)) and document.tags[k] & flag.HELPER == 0


def is_guess(document: Document, k: int, first: int) -> bool:
    """ "We would put the total at 900", "I would say 40": so it is held to be."""
    lows, said = document.lows, document.lows[k + 1] if k + 1 < first else ""
    if lows[k] != "would" or said not in document.lists["guesses"]:
        return False
    return said != "put" or "total" in lows[k:first] or lows[first - 1] == "at"


def wishes(document: Document, k: int) -> bool:
    """ "40 of them expect to go": those who do are there."""
    verb = document.language.verbs.get(document.lows[k])
    return (
        verb is not None
        and verb.expecting
        and verb.form in ("base", "past")
        and not document.tags[k - 1] & (flag.HELPER | flag.ADVERB)
    )
