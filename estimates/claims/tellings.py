"""One article of several, and whether it is about an event that others tell of: its kind, its day, its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from estimates.article.event_kinds import AGAIN, LASTING, of_one_kind
from estimates.article.events import Event, may_be
from estimates.article.identities import Told
from estimates.claims.evidence import FATES
from estimates.claims.one_event import PRINTED, Row, When, Within, comparable, parted
from estimates.claims.wholes import COUNTRIES
from estimates.lang.lexicon import english

ONE_EVENT = 10  # articles of a folder that may all be about one event
_NATIONS = english().people.nations
_FRESH = timedelta(3)  # days after what happens again and again in which most articles tell of it
_TO_LAST = {"year": relativedelta(month=12, day=31), "month": relativedelta(day=31)}
_DATELINE = re.compile(r"[A-Z][A-Z'. -]+[A-Z]\b")
_OPENS = 500  # characters in which an article says where it plays
_LEAD = 250  # ... and those of its first words, which name the place of all and not of a part


@dataclass(slots=True)
class Telling:
    """One article, with the event that it is about."""

    rows: list[Row]
    lead: Event | None
    when: When | None
    town: str | None  # where it was written, no capital
    words: str  # its first ones, and the sentences of its figures


@dataclass(slots=True)
class Story:
    """One event, as the articles that are about it tell it: its name, its day, where it was."""

    tellings: list[Telling] = field(default_factory=list)
    when: When | None = None
    label: str | None = None
    place: str | None = None
    places: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    first: date | None = None  # before which it was not, where its day is not known
    of: int = 0  # how many articles were read together


def telling_of(rows: list[Row], text: str) -> Telling:
    lead = rows[0]["told"].lead
    dated = lead is not None and lead.when is not None and lead.kind not in LASTING
    when = parted(f"{lead.kind}, {lead.when}")[1] if lead is not None and dated else None
    line = _DATELINE.match(text)
    town = line[0].title() if line is not None and line[0].lower() not in english().people.capitals else None
    return Telling(rows, lead, when, town, "\n".join([town or "", text[:_OPENS], *(row["sentence"] for row in rows)]))


def is_only(telling: Telling, stories: Sequence[Story]) -> bool:
    """Whether one event is told of, and an article does not tell of what lasts; a siege may be an attack."""
    if len(stories) > 1 or telling.lead is None or telling.lead.kind not in LASTING:
        return len(stories) == 1
    return telling.lead.kind == "battle" and "attack" in kinds_of(stories[0])


def is_ahead(telling: Telling, story: Story) -> bool:
    """Whether an article was printed before the day of an event."""
    printed = telling.rows[0]["reported"]
    return story.when is not None and printed is not None and last_of(printed, "day") < story.when.first


def is_old(telling: Telling, story: Story) -> bool:
    """Whether an article was printed long after an event of a kind of which there have been others since."""
    printed = telling.rows[0]["reported"]
    if story.when is None or printed is None or AGAIN.isdisjoint(kinds_of(story)):
        return False
    return last_of(printed, "day") - PRINTED > story.when.last


def of_its_kind(telling: Telling, story: Story) -> bool:
    return telling.lead is not None and any(of_one_kind(telling.lead.kind, kind) for kind in kinds_of(story))


def kinds_of(story: Story) -> set[str]:
    return {other.lead.kind for other in story.tellings if other.lead is not None}


def tells_where(telling: Telling, story: Story, within: Within) -> bool:
    """Whether an article names a place where an event was, as others tell it: "Velden", or "Kenyan" for Kenya.

    What happens again in one country is told by a place inside it.
    """
    leads = [other.lead for other in story.tellings if other.lead is not None]
    places = {lead.place for lead in leads if lead.place is not None}
    if any(lead.kind in AGAIN for lead in leads):
        places = places if _is_fresh(telling, story) else (places | _sites(story)) - COUNTRIES
        if not places:
            return False
    own = telling.lead.place if telling.lead is not None else None
    if not places or (own is not None and any(comparable(own, place, within) for place in places)):
        return True
    names = places | {people.title() for people, place in _NATIONS.items() if place in places}
    if any(name in telling.words for name in names):
        return True
    return own is not None and any(own in other.words for other in story.tellings)  # "Siberian" tells of Siberia


def is_elsewhere(telling: Telling, story: Story, within: Within) -> bool:
    """Whether an article is about what happened in another town, which no other article names, nor it theirs."""
    own = telling.lead.place if telling.lead is not None else None
    leads = [other.lead for other in story.tellings if other.lead is not None]
    towns = {lead.place for lead in leads if lead.place is not None} - COUNTRIES
    if own is None or own in COUNTRIES or own not in telling.words[:_LEAD] or not towns:
        return False
    named = any(comparable(own, town, within) for town in towns) or any(town in telling.words for town in towns)
    return not named and not any(own in other.words for other in story.tellings)


def _is_fresh(telling: Telling, story: Story) -> bool:
    """Whether an article on a town was printed within days of an event of its kind: then its country is enough."""
    printed, own = telling.rows[0]["reported"], telling.lead.place if telling.lead is not None else None
    if story.when is None or story.when.first != story.when.last or printed is None:
        return False
    since = last_of(printed, "day") - story.when.first
    return own not in (None, *COUNTRIES) and of_its_kind(telling, story) and since <= _FRESH


def _sites(story: Story) -> set[str]:
    """The places that articles name beside those whom an event befell: "13 were hurt in the attack in Velden".

    In a folder of more articles than tell of one event these are places where much happens.
    """
    if story.of > ONE_EVENT:
        return set()
    named = {telling.town for telling in story.tellings if telling.town is not None}
    for telling in story.tellings:
        told: Iterable[Told] = (row["told"] for row in telling.rows if row["quantity"] in FATES)
        mine = [one for one in told if telling.lead is not None and may_be(one.event, telling.lead)]
        named |= {one.there for one in mine if one.there is not None}
        named |= {one.event.place for one in mine if one.event is not None and one.event.place is not None}
    return named


def last_of(day: date, precision: str | None) -> date:
    """The last day of a day, month or year."""
    day = day.date() if isinstance(day, datetime) else day
    return day + _TO_LAST[precision] if precision in _TO_LAST else day
