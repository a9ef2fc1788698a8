"""What a toll, a number of people or a group counts, whose figure stands away from the words for them."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.befell import both, kind_of, said_at
from estimates.article.document import Document
from estimates.article.standing import Standing

_NUMBER_OF = ["the", "number", "of"]
_THOSE = 6  # tokens behind "the number of" that say what befell them


def told_of_many(document: Document, at: Standing) -> str:
    """What befell those of whom a toll, a number or a group tells: "the toll rose to 40", "the dead included 40"."""
    if _is_toll(document, at):
        return kind_of(document.language, "toll")
    return _numbered(document, at) or _included(document, at) or _brought(document, at)


def _numbered(document: Document, at: Standing) -> str:
    """ "The number of troops killed is 900", "the number still missing is 9", "to 70 the number of those freed"."""
    if "number" not in document.vocabulary:
        return ""
    lows, floor, last = document.lows, at.sentence.first, min(at.last + 3 + _THOSE, at.sentence.last)
    if lows[at.last : at.last + 3] == _NUMBER_OF:
        return said_within(document, at.last + 3, last, people=at.figure.unit == "person")
    if lows[at.first - 1] not in document.lists["level_reached"] and not document.tags[at.first - 1] & flag.BE_FORM:
        return ""
    number = next(
        (k for k in range(at.first - 2, floor, -1) if lows[k] == "number" or lows[k - 1 : k + 1] == ["that", "of"]),
        None,
    )
    return "" if number is None else said_within(document, number + 1, at.first, people=at.figure.unit == "person")


def said_within(document: Document, first: int, last: int, *, people: bool) -> str:
    """The first word or phrase of a stretch that says what befell people, or things where no ``people`` are counted."""
    lows, befell, openers = document.lows, document.language.fates, document.lists["fate_openers"]
    for k in range(first, last):
        fate = befell.get(lows[k], "")
        if fate and (people or fate in document.lists["fates_of_people"]):
            return "casualties" if both(document.language, lows[k + 1 : k + 3], fate) else fate
        in_words = said_at(document.language, lows, k, last) if lows[k] in openers else ""
        if in_words:
            return in_words
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
    return document.language.fates.get(document.lows[k], "") or (
        kind_of(document.language, "toll") if document.lows[k] == "toll" else ""
    )


def _is_toll(document: Document, at: Standing) -> bool:
    """ "The death toll of the quake rose to 646 people": they are what the toll counts."""
    if "toll" not in document.vocabulary:
        return False
    lows, first = document.lows[at.sentence.first : at.first], at.first - at.sentence.first
    people = at.figure.borrowed or (at.figure.noun or "people").lower() in ("people", "persons")
    climbed = (
        first and document.lows[at.first] in document.lists["past_level"] and lows[-1] in document.lists["level_verbs"]
    )
    if climbed and people and "toll" in lows:
        lows = [*lows[:-1], "to"]  # "climbed past 2,400" as "climbed to 2,400"
    if not (people and first and lows[-1] in document.lists["level_reached"] and "toll" in lows):
        return False
    subject = lows[first - lows[::-1].index("toll") :]  # what follows the toll, up to the figure
    if subject.count(",") == 2:  # "the toll of the quake, which struck on Saturday, rose to 40"
        begin = subject.index(",")
        subject = subject[:begin] + subject[subject.index(",", begin + 1) + 1 :]
    return document.lists["other_clause"].isdisjoint(subject)
