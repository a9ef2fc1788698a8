"""When what befell those of one figure is told of the next as well, and when it is not."""

from __future__ import annotations

from collections.abc import Sequence

from estimates.article import tags as flag
from estimates.article.antecedents import is_given, is_restated, is_toll, lends
from estimates.article.clauses import holds_against
from estimates.article.document import Document
from estimates.article.drafts import Draft
from estimates.article.standing import Standing

_REACH = 6  # figures back that a figure without a noun may take it from


def gapped(
    document: Document, at: Standing, place: str | None, drafts: Sequence[Draft], standings: Sequence[Standing]
) -> Draft | None:
    """ "Nine nurses were killed and scores injured": what befell others of those named before it in the sentence."""
    for k in range(len(drafts) - 1, max(len(drafts) - 1 - _REACH, -1), -1):
        earlier = drafts[k]
        if earlier.aspect == "part":
            continue  # "nine dead, four of them children, and 43 injured"
        if standings[k].number != at.number or earlier.unit != "person" or not lends(standings[k], at):
            return None
        if earlier.noun is not None and earlier.fate and not is_toll(document, earlier.noun):
            return Draft(earlier.noun, "person", place or earlier.place, same_as=k)
    return None


def shares_verb(document: Document, at: Standing, earlier: Standing) -> bool:
    """ "Killed 900 in Oslo and 40 in Bergen", "took 40 captive, putting the number at 90": the same befell both."""
    lows, tags = document.lows, document.tags
    put = next((k for k in range(at.first - 1, at.sentence.first, -1) if tags[k] & flag.PLACEMENT), at.first)
    if lows[at.first - 1] == "at" and not document.lists["generic"].isdisjoint(lows[put : at.first]):
        return earlier.number >= at.number - 1
    same = is_given(document, at) or is_restated(document, at)
    if earlier.number == at.number - 1 and (same or tags[at.first - 1] & flag.COUNT):
        return True  # "40 were killed, the army said. Doctors spoke of 60." "It had counted 30 on Monday."
    joined = lows[at.first - 1] in document.lists["shares_verb"] or holds_against(document, at.first - 1)
    verb = at.first - 1 - (lows[at.first - 1] == "of")  # "the mayor spoke of 900"
    joined = joined or tags[verb] & (flag.COUNT | flag.ASSERTION | flag.THOUGHT) > 0
    if earlier.number != at.number or not joined:
        return False
    k = at.beyond
    while k < at.sentence.last and not tags[k] & flag.MARK and lows[k] != "and":
        if tags[k] & flag.SUBORDINATOR:  # "and 300 since the airlift began"
            return True
        if tags[k] & (flag.HELPER | flag.ACTED):
            return False
        k += 1
    return True


def without_fate(document: Document, told: str, fate: str) -> tuple[str, str]:
    """ "Insurgents killed": insurgents, and what befell them."""
    whom, _, tail = told.rpartition(" ")
    befell = document.language.fates.get(tail.lower(), "")
    named = befell and whom and document.language.nouns.is_plural(whom.rpartition(" ")[2].lower())
    return (whom, fate or befell) if named else (told, fate)


def is_behind_relative(document: Document, earlier: Standing, at: Standing) -> bool:
    """Whether "that", "which" or "who" stands between two figures, and its verb leads to the second."""
    return not document.lists["relatives"].isdisjoint(document.lows[earlier.beyond : at.first - 1])
