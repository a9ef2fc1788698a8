"""What a toll, a number of people or a group counts, whose figure stands away from the words for them."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.befell import both, kind_of, said_at
from estimates.article.clauses import clause_opening, is_finite
from estimates.article.document import Document
from estimates.article.standing import Standing

_OTHERS = (["that", "of"], ["and", "those"])  # "the number of dead at 43 and those missing at 27"
_NUMBER_OF = ["the", "number", "of"]
_THOSE = 6  # tokens behind "the number of" that say what befell them


def told_of_many(document: Document, at: Standing) -> str:
    """What befell those of whom a toll, a number or a group tells: "the toll rose to 40", "the dead included 40"."""
    toll = toll_at(document, at)
    if toll is not None:
        said = kind_of(document.language, document.lows[toll - 1]) if toll else ""  # "the injury toll"
        return said if said in document.lists["fates_of_people"] else kind_of(document.language, "toll")
    return _numbered(document, at) or _included(document, at) or _brought(document, at)


def _numbered(document: Document, at: Standing) -> str:
    """ "The number of troops killed is 900", "the number still missing is 9", "to 70 the number of those freed"."""
    if "number" not in document.vocabulary:
        return ""
    lows, last = document.lows, min(at.last + 3 + _THOSE, at.sentence.last)
    if lows[at.last : at.last + 3] == _NUMBER_OF:
        return said_within(document, at.last + 3, last, people=at.figure.unit == "person")
    if lows[at.first - 1] not in document.lists["level_reached"] and not document.tags[at.first - 1] & flag.BE_FORM:
        return ""
    floor = clause_opening(document, at.first, at.sentence.first)
    near = range(at.first - 2, floor, -1)
    number = next((k for k in near if lows[k] == "number" or lows[k - 1 : k + 1] in _OTHERS), None)
    return "" if number is None else said_within(document, number + 1, at.first, people=at.figure.unit == "person")


def said_within(document: Document, first: int, last: int, *, people: bool) -> str:
    """The first word or phrase of a stretch that says what befell people, or things where no ``people`` are counted."""
    lows, befell, openers = document.lows, document.language.fates, document.lists["fate_openers"]
    for k in range(first, last):
        in_words = said_at(document.language, lows, k, last) if lows[k] in openers else ""
        if in_words:
            return in_words  # "dead or presumed dead"
        fate = befell.get(lows[k], "")
        if fate and (people or fate in document.lists["fates_of_people"]):
            return "casualties" if both(document.language, lows[k + 1 : k + 3], fate) else fate
    return ""


def _brought(document: Document, at: Standing) -> str:
    """ "Taking the confirmed deaths to 26", "bringing the injured to 90": what a verb brings to a level."""
    lows, k = document.lows, at.first - 1
    if lows[k] != "to" or document.lists["brings"].isdisjoint(document.vocabulary):
        return ""
    near = range(k - 1, max(k - _THOSE, at.sentence.first - 1), -1)
    verb = next((j for j in near if lows[j] in document.lists["brings"]), None)
    return "" if verb is None else said_within(document, verb + 1, k, people=True)


def _included(document: Document, at: Standing) -> str:
    """ "The toll included 31 children", "the dead include two policemen": a part of those."""
    k = at.first - 2
    if k < at.sentence.first or document.lows[k + 1] not in document.lists["included"]:
        return ""
    toll = kind_of(document.language, "toll") if document.lows[k] == "toll" else ""
    return document.language.fates.get(document.lows[k], toll)


def toll_at(document: Document, at: Standing) -> int | None:
    """ "The death toll of the quake rose to 646 people": they are what the toll counts."""
    if "toll" not in at.sentence.has:
        return None
    lows, lists, floor, k = document.lows, document.lists, at.sentence.first, at.first
    whole = lows[at.last] in ("of", "out")  # "rose to 12 out of 40 cases"
    if not (at.figure.borrowed or whole or (at.figure.noun or "people").lower() in ("people", "persons")):
        return None
    verb = k - 1 - (lows[k - 1] in lists["far_past"])  # "climb well past 40"
    climbed = lows[k] in lists["past_level"] and k > floor and lows[verb] in lists["level_verbs"]  # "climbed past 40"
    ranges = not lists["ranging"].isdisjoint((lows[k - 1], lows[k - 2]))  # "range from 40 to 90", "range between 40"
    if not (climbed or ranges or lows[k - 1] in lists["level_reached"] or lows[k - 1] in lists["hedging_verbs"]):
        return None
    toll = next((j for j in range(k - 1, floor - 1, -1) if lows[j] == "toll"), None)
    if toll is None:
        return None
    inside = list(range(toll + 1, k - climbed))
    commas = [j for j in inside if lows[j] == ","]
    if len(commas) == 2:  # "the toll of the quake, which struck on Saturday, rose to 40"
        inside = [j for j in inside if not commas[0] <= j <= commas[1]]
    if any(lows[j] in lists["other_clause"] and lows[j] != "and" for j in inside):
        return None
    if any(document.tags[j] & flag.PLACEMENT for j in inside):
        return None  # "a new toll put the number of nurses at 40"
    joint = next((j for j in inside if lows[j] == "and"), k)
    verb = k - 1
    while verb > joint and (document.tags[verb - 1] & (flag.HELPER | flag.ADVERB) or lows[verb] == "to"):
        verb -= 1
    first = joint if not lists["relatives"].isdisjoint(lows[toll:joint]) else toll
    acts = any(first < j < verb and is_finite(document, j) for j in inside) if joint < k else False
    acts = acts or (joint + 1 in inside and lows[joint + 1] in lists["level_verbs"])
    return None if acts else toll  # "the toll mounts and those missing number 40"
