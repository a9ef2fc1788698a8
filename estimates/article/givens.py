"""What is there whatever the verb says will happen: "the 40 victims" of a memorial to come, how far a place is."""

from __future__ import annotations

from itertools import takewhile

from estimates.article import tags as flag
from estimates.article.clauses import is_finite
from estimates.article.document import Document
from estimates.article.standing import Standing, is_room_to, locates
from estimates.figures.forms import TIMES

_STARTS = frozenset(["with", "to", "from"])  # what leads to where a change starts, or to what is compared
_WILL = frozenset(["would", "will"])
_NEAR = 8  # tokens of "from 4 percent in May to"
_REACH = 28  # tokens to look back for a verb
_PAST = flag.PAST | flag.IRREGULAR_PAST


def is_given(document: Document, at: Standing, floor: int) -> bool:
    """Tell a figure of what is so now from one of what a verb before it may promise.

    It is known ("the 270 girls seized"), the cause of what is to come ("over the deaths of nine"), measures what stands
    before it, is what a change starts from or says how far a place lies.
    """
    lows, first = document.lows, at.first
    before = lows[at.sentence.first : first]
    if is_room_to(document, at):
        return True
    if at.figure.unit in TIMES and _has_passed(document, at):
        return True
    starts = not _STARTS.isdisjoint(before) and is_start_of_change(document, at)
    if starts or (len(before) > 2 and _is_standing(document, first)):
        return True
    if _measures_noun(document, first, floor) or _is_known(document, at) or _are_there(document, at):
        return True
    if "of" in before[-2:] and (_is_whole(document, at) or _is_cause(document, first, at.sentence.first)):
        return True
    return locates(document, at.figure.unit, at.first, at.last, at.sentence.last)


def is_definite(document: Document, first: int) -> bool:
    """ "Its 5,000 workers might strike": they are there, whatever they might do."""
    before = document.tags[first - 1] if first else 0
    if first and document.lows[first - 1] in document.lists["quantifiers"]:
        return True  # "all 40 will pay"
    return bool(before & flag.DETERMINER) and document.lows[first - 1] not in ("a", "an", "that")


def _is_standing(document: Document, first: int) -> bool:
    """ "Cut the debt of 40 dollars", "now at 40 dollars", "sell a mill bought for 40 dollars", "valued at 40"."""
    lows, before = document.lows, document.lows[first - 2]
    if lows[first - 1] == "of" and before in document.lists["stocks"]:
        return is_definite(document, first - 2) or is_definite(document, first - 3)  # "the death toll of 40"
    if f"{before} {lows[first - 1]}" in document.lists["cares_for"]:
        return True  # "to care for 40 men", "now at 40"
    if lows[first - 1] not in ("at", "for"):
        return False
    return before in document.lists["bought"] and not document.tags[first - 3] & (flag.HELPER | flag.ADVERB)


def _has_passed(document: Document, at: Standing) -> bool:
    """ "Hopes to end 22 years of war", "a two-week-old truce", "40 days after the strike ended"."""
    lows, first, last, end = document.lows, at.first, at.last, at.sentence.last
    opens = first - 1 - bool(document.tags[first - 1] & flag.DETERMINER)
    if lows[opens] in document.lists["ends"] or document.plain.startswith("-old", at.figure.end):
        return True
    if lows[last : last + 1] != ["after"]:
        return False
    clause = takewhile(lambda k: not document.tags[k] & (flag.MARK | flag.SUBORDINATOR), range(last + 1, end))
    verb = next((k for k in clause if is_finite(document, k)), None)
    return verb is not None and (lows[verb] in {"was", "were", "had"} or not document.tags[verb] & flag.HELPER)


def _is_whole(document: Document, at: Standing) -> bool:
    """ "Will shut two of its nine mills", "will meet one of two men": of so many as there are."""
    lows, tags, of = document.lows, document.tags, at.first - 1
    of -= of > at.sentence.first and (tags[of] & flag.POSSESSIVE > 0 or lows[of] == "the")
    if of - 1 < at.sentence.first or lows[of] != "of" or at.figure.unit not in ("person", "count"):
        return False
    named = {*lows[at.last : at.last + 1], *lows[at.beyond : at.beyond + 2]}
    return tags[of - 1] & flag.NUMBER > 0 and document.lists["expected"].isdisjoint(named)


def _are_there(document: Document, at: Standing) -> bool:
    """ "To help 40 men trapped in a mine", "track 40 serving officers": they are; not "could leave 40 men trapped"."""
    lows, last = document.lows, at.beyond
    if last >= at.sentence.last:
        return False
    if lows[last] == "already" and is_definite(document, at.first):
        return True  # "adding 40 to the 12 already there"
    dead = lows[at.last] in document.lists["fallen"] and at.last + 1 < last
    if dead or lows[at.last] in document.lists["existing"]:
        return True  # "avenge 40 dead comrades"
    last += lows[last] in document.lists["others"] and last + 1 < at.sentence.last  # "three others trapped"
    made = not document.lists["makes"].isdisjoint(lows[max(at.first - 3, at.sentence.first) : at.first])
    then = last + 1 if last + 1 < at.sentence.last else last
    done = document.tags[then] & _PAST or lows[then] in ("was", "were", "had", "have", "has")
    if lows[last] in document.lists["relatives"] and done and not made:
        return True  # "question 40 people who saw it", and no "hire 40 people who lost their jobs"
    if last + 1 >= at.sentence.last or at.figure.unit not in ("person", "count", None):
        return False
    state = lows[last] in document.lists["afflicted"]
    verb = at.first - 1 - bool(document.tags[at.first - 1] & flag.ADVERB)
    return state and lows[verb] not in document.lists["brings_into"]


def _is_known(document: Document, at: Standing) -> bool:
    """ "Wants to free the 270 girls seized": people who are told of as known, and not promised a moment ago."""
    lows, first = document.lows, at.first
    while first > at.sentence.first and document.tags[first - 1] & flag.NUMBER and lows[first - 1] not in ("the", "a"):
        first -= 1  # "its more than 40"
    known = lows[first - 1] == "the" or document.tags[first - 1] & (flag.POSSESSIVE | flag.OWNER)
    last = at.beyond
    if first <= at.sentence.first or not known:
        return False
    done = last < at.sentence.last and document.tags[last] & flag.ACTED
    done = done and not lows[last].endswith("ing")  # "the 40 laid off in March"
    made = not document.lists["makes"].isdisjoint(lows[max(first - 3, at.sentence.first) : first])
    done = done or (not made and at.figure.unit in ("count", "person"))  # "destroy its 40 tanks", no "build 40 homes"
    done = done or lows[last - 1] in document.lists["stakes"]  # "sell its 40 percent stake"
    held = lows[first - 2] in document.lists["held_by"] and at.figure.unit not in TIMES  # "on the $40 debt"
    if not (done or held):
        return False
    after = lows[last : last + 3]
    return document.lists["expected"].isdisjoint(after) and "needed" not in after


def _is_cause(document: Document, first: int, start: int) -> bool:
    """ "Vowed revenge for the deaths of nine", "meet the needs of 40 men": what has happened, or is so, already."""
    lows = document.lows
    if first - 3 < start or lows[first - 1] != "of":
        return False
    if lows[first - 2] in document.lists["needs"]:
        return True
    led = lows[max(first - 5, start) : first - 2]
    known = lows[first - 2] in document.language.events or lows[first - 2] in document.lists["happened"]
    return known and not document.lists["because_of"].isdisjoint(led)


def is_start_of_change(document: Document, at: Standing) -> bool:
    """ "Growth will slow to 3 percent from its present 4": the second is where it stands, unless a forecast moves.

    So is what is compared with: "losses of $5 billion are expected, compared with a $2 billion loss".
    """
    lows, tags, first, start = document.lows, document.tags, at.first, at.sentence.first
    while first > start and (tags[first - 1] & flag.DETERMINER or lows[first - 1] in document.lists["present"]):
        first -= 1
    if first - 1 > start and lows[first - 1] in ("with", "to") and lows[first - 2] == "compared":
        return True
    if first <= start or lows[first - 1] != "from":
        return False
    present = {*lows[first : at.first], *lows[at.last : at.last + 1]}  # "from its present 500", "from 500 now"
    if not document.lists["present"].isdisjoint(present) or lows[first - 2] in document.lists["moved"]:
        return True
    start = max(start, first - _REACH)
    clause = lows[start : first - 1]
    if not document.lists["forecasts"].isdisjoint(clause) and _WILL.isdisjoint(clause):
        return False  # but "the plan would cut it to 12 from 20"
    ahead = range(at.last, min(at.last + _NEAR, at.sentence.last - 1))
    unbroken = takewhile(lambda k: not document.tags[k] & flag.MARK, ahead)
    moved = (*range(start, first - 2), *unbroken)
    return any(lows[k] == "to" and flag.NUMBER & document.tags[k + 1] for k in moved)


def _measures_noun(document: Document, first: int, floor: int) -> bool:
    """ "A front line stretching more than 900 miles": the figure describes what stands before it."""
    lows, extents, near = document.lows, document.lists["extents"], range(max(first - 3, floor + 1), first)
    return any(lows[k] in extents and not document.tags[k - 1] & flag.BE_FORM for k in near)
