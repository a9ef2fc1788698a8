"""Which figures are of one of several things that happened together: "a second blast killed four"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from estimates.article import tags as flag
from estimates.article.document import Document
from estimates.article.event_places import LEAD
from estimates.article.events import Event
from estimates.article.standing import Standing
from estimates.lang.lexicon import Language
from estimates.records import record

_NEAR = 4  # tokens in which a site stands behind "at": "at a crowded vegetable market"


@record
class Counted:
    """A figure of those whom the event of an article befell: of which measure, how many, and which event it names."""

    at: Standing
    quantity: str
    event: Event | None

    @property
    def most(self) -> float:
        """Its number, or the upper end."""
        figure = self.at.figure
        return figure.value if figure.value is not None else max(figure.low or 0.0, figure.high or 0.0)


def of_some(document: Document, counted: Sequence[Counted], opening: Sequence[Event]) -> list[Standing]:
    """The figures that an article gives for one of several incidents, or for each in turn: not for the whole event.

    Where it tells one from another ("the first bomb"), a figure is of all that names them ("the two blasts"), or a
    toll, or is the first and greatest of its measure and names no site. Two figures of one measure that one sentence
    puts side by side are each of a part. ``opening`` are the events of the lead.
    """
    parted = any(event.several for event in opening)
    parted = parted or any(one.event is not None and one.event.several for one in counted)
    known = _lead_words(document)
    several = len(known & document.lists["venues"]) > 1  # "attacked a hotel and a station": none is that of all
    scattered = parted or several or any(_tells_several(document, one) for one in counted)
    known = frozenset() if several else known
    beside: dict[int, list[Counted]] = {}  # the figures of each sentence
    for one in counted:
        beside.setdefault(one.at.number, []).append(one)
    some = (
        one
        for one in counted
        if _is_one_of_two(document, one, beside[one.at.number])
        or (parted and not _is_main(document, one, counted))
        or (scattered and _names_site(document, one.at, known.union(one.quantity.split())))  # "18 in hospital"
    )
    return [one.at for one in some if _is_where(document, one.at, known) or not _is_all(document, one, counted)]


def _is_all(document: Document, one: Counted, counted: Sequence[Counted]) -> bool:
    """ "When two bombs went off", "the attacks", "the toll", "killed in all"; three blasts of four had fewer dead."""
    if not document.lists["of_all_events"].isdisjoint(one.at.sentence.has):
        return True
    earlier = (other for other in counted if other.quantity == one.quantity and other.at.number < one.at.number)
    return _tells_several(document, one) and all(other.most <= one.most for other in earlier)


def _tells_several(document: Document, one: Counted) -> bool:
    return not _several_events(document.language).isdisjoint(one.at.sentence.has)


@cache
def _several_events(language: Language) -> frozenset[str]:
    return frozenset(low for low in language.events if low.endswith("s") and low[:-1] in language.events)


def _is_one_of_two(document: Document, one: Counted, beside: Sequence[Counted]) -> bool:
    """Whether one source has another figure beside it; two may each count all, as does "49: 13 on a bus, 36 ..."."""
    end, later = _own_end(document, one.at), one.at.later
    if end < one.at.stop and later is not None and document.starts[end] < later.start:
        return False
    others = (other for other in beside if other is not one)
    alike = (other for other in others if other.quantity == one.quantity and other.at.owner == one.at.owner)
    return any(other.most != one.most for other in alike)


def _own_end(document: Document, at: Standing) -> int:
    """Where the words of a figure end: behind "49:" and "49, of whom" its parts are told."""
    lows, parted = document.lows, (["of", "whom"], ["of", "which"], ["of", "them"])
    return next((k for k in range(at.last, at.stop) if lows[k] == ":" or lows[k : k + 2] in parted), at.stop)


def _is_main(document: Document, one: Counted, counted: Sequence[Counted]) -> bool:
    """Whether a figure of the lead is the greatest of its measure, and of no one of several and no site."""
    if one.at.number >= LEAD or (one.event is not None and one.event.several):
        return False
    greatest = all(other.most <= one.most for other in counted if other.quantity == one.quantity)
    return greatest and not _names_site(document, one.at)


def _lead_words(document: Document) -> frozenset[str]:
    """Of the first sentences: a site that they name is that of all that happened."""
    return frozenset(document.lows[: document.sentences[:LEAD][-1].last])


def _names_site(document: Document, at: Standing, known: frozenset[str] = frozenset()) -> bool:
    """ "At the market", "in a shootout in a Velden restaurant", "on the bus", "killed underground"."""
    lows, sites, opens = document.lows, document.lists["venues"] - known, document.lists["at_venues"]
    first, end = at.sentence.first, _own_end(document, at)  # "At the Ritz hotel 31 people were killed"
    if _is_where(document, at, known):
        return True
    tells = [k for k in range(at.last, end) if lows[k] in opens] + [first] * (lows[first] in opens)
    near = range(max(at.floor, first) + 1, end)
    if any(document.tags[k - 1] & flag.PARTICIPLE and lows[k] in sites and lows[k][-1] != "s" for k in near):
        return True
    return any(not sites.isdisjoint(lows[k + 1 : min(k + 1 + _NEAR, end)]) for k in tells)


def _is_where(document: Document, at: Standing, known: frozenset[str]) -> bool:
    """ "When the bombs went off in a tram and on a bus, where nine died": at the last of the sites."""
    return document.lows[at.first - 1] == "where" and document.lows[at.first - 3] in document.lists["venues"] - known
