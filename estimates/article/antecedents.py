"""Nouns left out (nominal ellipsis): which figure, question or count before it says what a bare number counts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from estimates.article import tags as flag
from estimates.article.clauses import holds_against
from estimates.article.document import Document
from estimates.article.predicates import plural_from
from estimates.article.standing import Standing

_NO_QUALITY = flag.HELPER | flag.PREPOSITION | flag.DETERMINER | flag.PRONOUN | flag.SUBORDINATOR | flag.PAST
_VERBAL = flag.ACTED | flag.HELPER
_DEFINITE = flag.DETERMINER | flag.OWNER
_MOVES = _VERBAL | flag.ADVERB | flag.REVISION
_JOINTS = (["and"], [","], ["or"])
_OTHERS = 1000  # times as many people are no part of those counted before
_REACH = 6  # figures back that a figure without a noun may take it from
_SHORT = 3  # words of what a short question is about
_ABOUT = 6  # tokens from "on" to the end of a question
_TURN = 8  # sentences between a question and what answers it


def lenders(document: Document, at: Standing, before: Sequence[Standing]) -> Sequence[int]:
    """The figures that may lend their noun, best first: the nearest, or of those compared the one of like size."""
    nearest: Sequence[int] = range(len(before) - 1, max(len(before) - 1 - _REACH, -1), -1)
    lows, low, places = document.lows, document.lows[at.first - 1], document.lists["before_place"]
    verb = shared_verb(document, at)

    def aside(k: int) -> tuple[bool, bool, bool]:  # "destroyed 40 homes in 12 towns and damaged 90", not "to 40 and 90"
        earlier, led = before[k], _leads_to(document, before, k)
        placed = (led in places or led == "from") and lows[earlier.beyond : at.first] not in _JOINTS
        return earlier.number != at.number, verb not in ("", led), placed or _is_circumstance(document, at, earlier)

    if low in document.lists["pointing"]:  # "captured 900 ... Of the 900, 40 fled"
        nearest = sorted(nearest, key=lambda k: before[k].figure.value != at.figure.value)
    elif low not in places or (at.leading and "placement" in at.leading[-1].classes):
        nearest = sorted(nearest, key=aside)
    if not _is_compared(document, at.first - 1) or at.figure.value <= 0:
        return nearest

    def apart(k: int) -> float:  # "a million joined 260 rallies, down from two million"
        value = before[k].figure.value
        return abs(math.log(value / at.figure.value)) if value > 0 and before[k].number == at.number else math.inf

    return sorted(nearest, key=apart)


def _leads_to(document: Document, before: Sequence[Standing], k: int) -> str:
    """The word before a figure, or before the first of two that are joined: "sent nine dogs and 46 men"."""
    lows, n = document.lows, k
    while n > max(k - _REACH, 0) and lows[before[n].first - 1] in ("and", ","):
        if before[n - 1].beyond != before[n].first - 1:
            break
        n -= 1
    first = before[n].first
    return lows[first - 1 - (lows[first - 1] == "the")]  # "at the two sites"


def _is_circumstance(document: Document, at: Standing, earlier: Standing) -> bool:
    """ "Some 40 were hurt after three cars crashed. Medics speak of 52": of those whom the main clause counts."""
    if earlier.number == at.number or earlier.earlier is None or earlier.earlier.start < earlier.sentence.start:
        return False
    between = document.lows[document.token_at(earlier.earlier.end - 1) + 1 : earlier.first]
    return not document.lists["opens_background"].isdisjoint(between)


def paired(document: Document, at: Standing, before: Sequence[Standing]) -> int | None:
    """ "126 cases and 4 deaths, against 211 and 9": the first of two is of the first before."""
    lows, later, n = document.lows, at.later, len(before)
    if lows[at.first - 1] == "and":
        one, told = n - 3, n > 2 and before[-1].last == at.first - 1
        first = before[-1].first
    elif later is None or at.last + 1 != document.token_at(later.start) or lows[at.last] != "and":
        return None
    else:
        one, told = n - 2, n > 1 and (later.noun is None or later.borrowed)
        first = at.first
    if not (told and holds_against(document, first - 1)):
        return None
    if before[one].number != at.number or lows[before[one].beyond : before[one + 1].first] != ["and"]:
        return None
    return one if one == n - 2 else one + 1


def _is_compared(document: Document, k: int) -> bool:
    """ "From 40", "from a peak of 40", "raised that to 40": with another count, or another count of the same."""
    lows = document.lows
    if lows[k] == "of" and lows[k - 1] in document.lists["extremes"]:
        k -= 2
        while document.tags[k] & flag.DETERMINER or lows[k] in document.lists["time_adjectives"]:
            k -= 1
    if lows[k] == "to" and lows[k - 1] in document.lists["restated_as"]:
        return True
    return lows[k] in document.lists["compared_to"]


def asked(document: Document, at: Standing) -> tuple[int, str | None]:
    """ "How many of the buses came? — About 40": where a question asks for a number, and of what; -1 for nowhere.

    It stands in the sentence of the figure, the one before it or in a turn just before; "how much" asks for nothing
    that is counted.
    """
    lows = document.lows
    direct = "?" in document.vocabulary  # and not "it is unclear how many buses came"
    if not direct and "how" not in document.vocabulary:
        return -1, None
    number, paragraph = at.number, at.sentence.paragraph
    far = _TURN if direct else 1
    while number and at.number - number < far and document.sentences[number - 1].paragraph >= paragraph - direct:
        number -= 1
        short = _short_question(document, number)
        if short is not None:
            return document.sentences[number].first, short
    for k in range(at.first - 2, document.sentences[number].first - 1, -1):
        if lows[k] == "how" and lows[k + 1] in ("many", "much"):
            of = k + 2 + (lows[k + 2] == "of")
            of += bool(document.tags[of] & flag.DETERMINER)
            return k, plural_from(document, of) if lows[k + 1] == "many" else None
    return -1, None


def _short_question(document: Document, number: int) -> str | None:
    """ "And the wounded?", "What about buses?": what a question without a verb asks the number of."""
    lows, last = document.lows, document.sentences[number].last - 1
    if lows[last] != "?":
        return None
    openers, first = document.lists["question_openers"], last
    while first > document.sentences[number].first and last - first < _SHORT and lows[first - 1] not in openers:
        first -= 1
    k = first - 1
    while k >= 0 and lows[k] in openers:
        k -= 1
    first += lows[first] == "many"  # "and how many buses?"
    opens = first - 1 > k and (k < document.sentences[number].first or lows[k] in (":", "q"))
    if opens and lows[last - 1] == "toll":
        return "deaths" if lows[last - 2] == "death" else "people"
    if opens and plural_from(document, first) == document.span(first, last):
        return document.span(first, last)
    return _asked_about(document, document.sentences[number].first, last)


def _asked_about(document: Document, begin: int, end: int) -> str | None:
    """ "Do you have anything on Russian casualties?", "Any update on the hostages?": the people that it ends in."""
    of = next((k for k in range(end - 1, max(end - _ABOUT, begin), -1) if document.tags[k] & flag.PREPOSITION), None)
    if of is None or document.lows[of] not in document.lists["asks_about"]:
        return None
    first = of + 1 + (document.tags[of + 1] & flag.DETERMINER > 0)
    noun, head = plural_from(document, first), document.lows[end - 1]
    people = document.language.nouns.is_person(head) or head in document.language.fates
    return noun if people and noun == document.span(first, end) else None


def bracketed_by(document: Document, at: Standing, before: Sequence[Standing]) -> int | None:
    """ "102 tanks (37 destroyed, 65 captured)": the figure whose brackets it stands in."""
    k = at.first - 1
    while k > at.sentence.first and document.words[k] not in ("(", ")"):
        k -= 1
    if document.words[k] != "(":
        return None
    return next((n for n in range(len(before) - 1, -1, -1) if before[n].beyond == k), None)


def lends(at: Standing, to: Standing) -> bool:
    """Whether a figure lends its noun to another: that of "two diplomats said" does not.

    Nor does what is told of those who count: "the police, who sent 400 officers, counted 52,000".
    """
    told = [frame.source for frame in at.frames]
    if at.number == to.number and at.figure.unit == "person":
        told += [aside for frame in to.owner.frames if "count" in frame.classes for aside in frame.asides]
    return not any(first <= at.first < last for first, last in told)


def left_out(at: Standing, earlier: Standing) -> bool:
    """ "Forty miners were freed. Two are dead.": a bare number that opens the next sentence (nominal ellipsis)."""
    begins = at.first <= at.sentence.first + 1
    return begins and earlier.number == at.number - 1 and earlier.sentence.paragraph == at.sentence.paragraph


def of_these(document: Document, at: Standing) -> bool:
    """ "Of these 40 had fled", "Of them, 12 died": they are of what was counted before."""
    lows, k = document.lows, at.first - 1 - (document.lows[at.first - 1] == ",")
    return k > at.sentence.first and lows[k] in ("these", "those", "them", "whom", "which") and lows[k - 1] == "of"


def counts_anew(document: Document, at: Standing) -> bool:
    """ "Rebels claim 60.", "puts it at 60,", "of these 12 died": a number alone that somebody gives of the same."""
    return is_given(document, at) or of_these(document, at) or is_restated(document, at)


def is_restated(document: Document, at: Standing) -> bool:
    """ "Lowered it to 31", "revised that figure to 84", "the number was up from 10": the count before, anew."""
    lows, tags, k = document.lows, document.tags, at.first - 2
    floor, counts = at.sentence.first, document.lists["restated"]
    if lows[k + 1] not in ("to", "from", "at") or k <= floor:
        return False
    if lows[k] in counts or lows[k] in document.lists["restated_as"]:
        known = tags[k - 1] & _DEFINITE
        k -= 1 + bool(known or lows[k - 1] in document.lists["restated_as"])
        return k >= floor and tags[k] & (flag.REVISION | flag.PLACEMENT) > 0
    while k > floor and lows[k] not in counts and (tags[k] & _MOVES or lows[k] in document.lists["restated_moves"]):
        k -= 1
    opens = tags[max(k - 2, floor) : k]  # "the", "the official", "Orr's"
    return k < at.first - 2 and lows[k] in counts and any(map(_DEFINITE.__and__, opens))


def is_given(document: Document, at: Standing) -> bool:
    """ "Rebels claim 60.", "the army spoke of 60,": a number alone that somebody gives."""
    told = at.leading[-1].last if at.leading else -1
    ends = at.last >= at.sentence.last or document.tags[at.last] & flag.PUNCTUATION_MARK
    return bool(told >= 0 and ends and " ".join(document.lows[told : at.first]) in ("", "of", "at", "it at", "them at"))


def is_risen(document: Document, at: Standing, earlier: Standing) -> bool:
    """ "Arrests rose 12 percent to 300", "by 12 percent, to 300": the level that a change led to."""
    risen = earlier.number == at.number and earlier.figure.unit == "percent"
    between = document.lows[earlier.last : at.first] if risen else []
    season = document.lists["of_season"]
    span = range(earlier.last, at.first - 1)
    dated = between[-1:] == ["to"] and all(document.tags[k] & flag.DATE or document.lows[k] in season for k in span)
    return between in (["to"], [",", "to"]) or dated


def may_count_alike(at: Standing, earlier: Standing, *, people: bool) -> bool:
    """Tell whether two numbers may be of the same: no fraction and a count, nor "two ran; 17 million voted"."""
    figure, other = at.figure, earlier.figure
    if figure.value % 1 > 0 and not (figure.scaled or figure.part or other.value % 1 > 0):
        return False
    return not ((people or figure.change is None) and figure.value > _OTHERS * other.value)


def the_same(document: Document, at: Standing, earlier: Standing) -> bool:
    """ "Killed three soldiers ... The three were from Oldtown": so many were named before."""
    return document.lows[at.first - 1] in document.lists["pointing"] and at.figure.value == earlier.figure.value


def shared_verb(document: Document, at: Standing) -> str | None:
    """ "It delivered 90 aircraft. Its rival delivered 40": the verb before those of whom the same is told.

    Any word, the empty one, in "lost 40, of which nine"; None where no verb leads to the figure.
    """
    verb, last = document.tags[at.first - 1], at.last
    if document.lows[last : last + 3] == [",", "of", "which"]:
        return ""
    return document.lows[at.first - 1] if verb & flag.ACTED and not verb & flag.BE_FORM else None


def of_others(document: Document, at: Standing) -> bool:
    """ "Hundreds of others", "two of the other"."""
    of, *whom = document.lows[at.last : at.last + 2] or [""]
    return of == "of" and not document.lists["others"].isdisjoint(whom)


def acts_on(document: Document, earlier: Standing, at: Standing) -> bool:
    """Whether nothing but a verb stands between two figures: whoever does it is not whom it is done to.

    A clause that hangs on the first without "whom" is passed: "One man I spoke to lost 12".
    """
    k = earlier.beyond
    if document.tags[k] & (flag.PRONOUN | flag.FIRST_PERSON) and document.tags[k + 1] & flag.ACTED:
        k += 2 + (document.tags[k + 2] & flag.PREPOSITION > 0)
    between = document.tags[k : at.first]
    if not between or document.lows[at.first - 1] == "to" or between[-1] & (flag.BE_FORM | flag.ADVERB):
        return False
    return all(tag & (_VERBAL | flag.ADVERB) for tag in between)


def is_toll(document: Document, noun: str) -> bool:
    """Whether a noun says of those counted what befell them: "Royalist dead", "injuries"."""
    head = noun.rpartition(" ")[2].lower()
    return head in document.lists["tolls_of"] or head in document.lists["corpses"] or head in document.language.fates


def shared_head(document: Document, at: Standing) -> str | None:
    """ "Four missile and 67 air strikes": the head of the second is that of the first (right-node raising)."""
    later, lows, tags = at.later, document.lows, document.tags
    if later is None or later.noun is None or later.borrowed or " " not in later.noun:
        return None
    k = document.token_at(later.start) - 1
    said = range(at.last, k)
    if lows[k] not in ("and", "or") or not 0 < len(said) <= 2 or later.end > document.ends[at.sentence.last - 1]:
        return None
    fates = document.language.fates
    if any(tags[j] & (flag.LOWER | _NO_QUALITY) != flag.LOWER or lows[j][-1] == "s" or lows[j] in fates for j in said):
        return None
    return f"{document.span(at.last, k)} {later.noun.split()[-1]}"
