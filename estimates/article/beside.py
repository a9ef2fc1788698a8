"""What is counted, where it stands beside its number: in asides, behind "one of" and before "of which"."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.chunks import phrase_start
from estimates.article.clauses import is_nominal
from estimates.article.context import noun_of
from estimates.article.document import Document
from estimates.article.standing import Standing
from estimates.article.subjects import opening_subject

_TAKES_BACK = 8  # tokens from "of them" back to whom it means
_AGED = 100  # no plain number below may be told beside people: it may be their age


def set_beside(document: Document, at: Standing) -> str | None:
    """ "The toll, now at 41, may rise", "several people, believed to be 35, fled", "the trucks, 40 in all, left".

    Of few people it may be the age: "the victims, 22 and 24,".
    """
    lows, lists, floor, last = document.lows, document.lists, at.sentence.first, at.last
    k, closing = at.first - 1, last + 2 * (" ".join(lows[last : last + 2]) in lists["in_all"])
    while k > floor and lows[k] in lists["held_to_be"]:
        k -= 1
    if lows[k] != "," or k <= floor:
        return None
    if lows[closing : closing + 1] not in ([","], ["."], [")"], ["on"], ["in"]):
        return None
    end, k = k, _host_end(document, k, floor)
    first = phrase_start(at.sentence, k - 1, plain=True)
    first += first < k - 1 and document.tags[first] & flag.NUMBER > 0  # "several people"
    plain = end == at.first - 1 and closing == last
    earlier = None if at.earlier is not None and at.earlier.part else at.earlier
    counted = earlier is not None and earlier.noun_end > document.starts[k - 1]  # "12 men, 40 in all"
    if counted or lows[k - 1] in document.language.fates:
        return None  # "14 were killed, six of them in one house"
    toll, nouns = lows[k - 1] in lists["levels"] or lows[k - 1] in lists["groups"], document.language.nouns
    few = plain and at.figure.hedge == "plain" and at.figure.value < _AGED
    toll = toll or lows[last - 1] == "strong"  # "the police, 900 strong, ..."
    if not (toll or (nouns.is_plural(lows[k - 1]) and not few)) or (first > floor and lows[first - 1] == ","):
        return None
    alone = at.earlier is None or at.earlier.start < document.starts[floor]
    if document.tags[first - 1] & (flag.PREPOSITION | flag.ASSERTION) and first > floor and (plain or not alone):
        return None  # "in the raids, 900, ...", "said officials, 900 in Oslo"
    return noun_of(document, (first, k), counted=False)


def _host_end(document: Document, k: int, floor: int) -> int:
    """ "Arrivals on the islands, at 900, are down": where the noun ends that a sentence opens with."""
    place = next((j for j in range(floor + 1, k) if document.tags[j] & flag.PREPOSITION), k)
    opens = place < k and document.lows[place] != "of" and is_nominal(document, floor, k)
    opens = opens and not any(map((flag.NUMERAL | flag.MARK).__and__, document.tags[floor:k]))
    return place if opens and document.language.nouns.is_plural(document.lows[place - 1]) else k


def of_these_things(document: Document, at: Standing) -> str | None:
    """ "The flood tore sheds loose: 140 of them": of the plural before it, where no other number stands.

    Behind "and" they are the subject: "Residents of Orr stood in lines, and 500 of them fell ill".
    """
    lows, opens, first = document.lows, at.first - 1, at.sentence.first
    while opens > first and document.tags[opens] & flag.NUMBER:
        opens -= 1
    alone = at.earlier is None or at.earlier.start < document.starts[first]
    theirs = alone and lows[at.last : at.last + 2] == ["of", "them"]
    if not theirs or lows[opens] not in (":", ",", "—", "–", "(", "and"):
        return None
    back = range(opens - 1, max(opens - _TAKES_BACK, first), -1)
    subject = opening_subject(at.sentence, opens) if lows[opens] == "and" else None
    near = range(*subject) if subject is not None else back
    head = next((k for k in near if document.language.nouns.is_plural(lows[k])), None)
    return None if head is None else document.words[head]


def gapped_subject(document: Document, at: Standing) -> str | None:
    """ "The number of deaths is over 40 and injuries over 90": a subject of its own, without the verb before it."""
    lows, earlier, k = document.lows, at.earlier, at.first - 1
    k -= lows[k] in ("to", "at")
    closed = at.last >= at.sentence.last or document.tags[at.last] & flag.MARK > 0
    if earlier is None or not closed or k - 1 <= at.sentence.first:
        return None
    joint = k - 1 if lows[k - 1] == "and" else k - 2
    verb, past = document.token_at(earlier.start) - 1, document.token_at(earlier.end - 1) + 1
    if lows[joint] != "and" or joint != past or lows[verb] not in document.lists["level_reached"]:
        return None
    told = document.language.nouns.is_plural(lows[k]) or lows[k] in document.language.fates
    return document.span(joint + 1, k + 1) if told and not document.tags[k] & flag.CAPITAL else None
