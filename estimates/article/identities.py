"""What makes a figure comparable: the measure, of whom, in which event, where, and how surely that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import date
from itertools import compress

from estimates.article.dates import DateWords
from estimates.article.document import Document
from estimates.article.drafts import Draft
from estimates.article.event_kinds import AGAIN, of_one_kind
from estimates.article.event_places import LEAD, country_of, names_elsewhere, names_of_lead
from estimates.article.events import (
    Event,
    Events,
    day_named,
    day_of_event,
    event_near,
    events_of,
    first_other,
    happens,
    may_be,
    on_day,
    same_event,
)
from estimates.article.fates import LOST, is_grave, whose
from estimates.article.figure_places import place_among
from estimates.article.incidents import Counted, of_some
from estimates.article.leads import lead_event
from estimates.article.measured import ABOARD, harms, measure_of
from estimates.article.names import Names
from estimates.article.occasions import in_proportion, is_apart, is_of_war
from estimates.article.places import countries_in, countries_of
from estimates.article.standing import Standing, is_share
from estimates.article.timing import Timing
from estimates.article.wholes import acts, is_all
from estimates.records import record, replace
from estimates.units import of_one_dimension

_HARM = frozenset(["casualties", "killed", "wounded"])
_SCOPES = {"part": "part", "more": "additional"}
# What befell people on another day than what led to it, or in which they still are on a day after it.
_LATER = frozenset(["arrested", "freed", "evacuated", "rescued", "missing", "trapped", "displaced"])
_DOERS = frozenset(["attackers"])  # of one event, as those whom it befell
_LEVELS = frozenset(["to", "at"])
_SICK = frozenset(["infected", "infections", "cases"])
_NOBODY: frozenset[str] = frozenset()
_CROWDS = frozenset(["crowd", "turnout", "attendance"])


@record
class Told:
    """What the articles about one event are held against each other by, and no column says.

    ``lead`` is what the article is about, ``event`` what the sentence of a figure names, ``there`` the place that its
    own words name, ``day`` the last of its sentence's days, ``full`` whether nothing but its event is missing.
    """

    lead: Event | None
    event: Event | None
    there: str | None
    days: Sequence[tuple[date, str | None]]
    full: bool


@record
class Identity:
    """The measure that a figure is of, and what sets it apart from others of its kind; see the columns of the table."""

    quantity: str | None
    who: str | None
    event: str | None
    place: str | None
    scope: str
    identity: str
    day: date | None = None  # of which the figure is, where that is the day of its event
    told: Told | None = None


def identities_of(
    document: Document,
    names: Names,
    standings: Sequence[Standing],
    drafts: Sequence[Draft],
    statuses: Sequence[str],
    timings: Sequence[Timing],
    dates: Mapping[int, Sequence[DateWords]],
) -> list[Identity]:
    """Name what each figure is of, in the order of the text.

    What its sentence leaves out is taken from the article, and ``identity`` says so: who and where from the only ones
    of that measure, the event from the lead.
    """
    found_dead = document.lists["remains"]  # "recovered 40 bodies on Friday"
    later = {
        at.number
        for at, draft in zip(standings, drafts, strict=True)
        if draft.fate in _LATER or (draft.noun or "").lower().rpartition(" ")[2] in found_dead
    }
    days = [
        day_of_event(document, at, timing.happened) if at.number not in later else None
        for at, timing in zip(standings, timings, strict=True)
    ]
    early = [
        (draft.fate, day)
        for at, draft, day in zip(standings, drafts, days, strict=True)
        if at.number < LEAD and day is not None and day.precision == "day" and draft.fate and not is_apart(document, at)
    ]
    fates, opening = document.lists["befallen"] | _DOERS, names_of_lead(document)
    events = events_of(document, names, dates)
    lead = lead_event(document, names, events, dates, early)
    across = countries_in(lead.place, document.language) if lead is not None else ()
    until = _alone_until(document, lead, events)
    found: list[Identity] = []
    loser, lost_in = None, -1
    for at, draft, timing, day in zip(standings, drafts, timings, days, strict=True):
        if across and draft.place is None:
            draft = replace(draft, place=place_among(document, at, across))
        part = draft.aspect == "part" and not is_share(document, at)
        whole = _whole_of(draft, at, standings, found) if part else None
        of = whole.quantity if whole is not None else None
        quantity, who = measure_of(document, at, draft, of)
        if (who is None and quantity in _HARM) or draft.fate == LOST:
            # "lost 40 tanks, nine boats"
            loser = whose(document, at, "suffers") or (loser if at.number == lost_in else None)
            lost_in = at.number
            who = " ".join(filter(None, (loser, who))) or None  # "Nordic soldiers"
        who = None if who is not None and quantity in fates and _is_cause(document, who, lead) else who
        if who is None and draft.unit == "person" and not draft.fate:
            who = whose(document, at, "has_troops")
        if quantity == "wounded" and is_grave(document, at):
            quantity = "seriously wounded"
        kind, inside = lead.kind if lead is not None else "", events.get(at.number)
        crowd = draft.unit == "person" and draft.fate in ("", "participants") and kind != "protest"
        day = None if crowd else day  # "relatives gathered on Friday where a blast killed 24"
        lives = quantity == "population"  # of a place, whatever happens there
        event = event_near(document, inside, at, day, kind) if inside and not lives else None
        if event is not None and not of_one_kind(event.kind, kind) and happens(document, at, kind):
            event = None  # "40 died when the ferry sank in a storm": not the storm, in an article on a shipwreck
        told = event or lead
        if quantity in _CROWDS and told is not None and told.kind == "protest":
            quantity = "participants"  # "put the turnout of the march at", "the crowd"
        elif draft.fate == "participants" and (told is None or told.kind != "protest"):
            quantity, who = measure_of(document, at, replace(draft, fate=""), of)
        elif quantity in _SICK and told is not None and told.kind == "outbreak":
            quantity = _cases(document, at, draft)  # "186 were infected", "41 infections"
        if event is not None and event.place is None and draft.place is not None:
            event = replace(event, place=draft.place)
        if event is not None and quantity == "participants":
            event = on_day(event, timing.as_of, timing.precision)
        if event is not None and lead is not None:
            event = same_event(document, event, lead, at.number)
        named = event
        here = draft.place is None or (lead is not None and draft.place == lead.place)
        sick = lead is not None and lead.kind == "outbreak" and harms(quantity)
        level = document.lows[at.first - 1] in _LEVELS  # "Bodies were found on Monday, taking the deaths to 26"
        about = event is None and (quantity in fates or sick) and here and (level or timing.happened is None)
        elsewhere = draft.place is None and (event is None or event.place is None)
        elsewhere = elsewhere and (quantity in fates or harms(quantity))
        elsewhere = elsewhere and quantity != ABOARD  # a ship has one list, whatever ports are named beside it
        elsewhere = elsewhere and names_elsewhere(document, names, opening, at, lead.place if lead else None)
        event = lead if about and not elsewhere else event
        if event is not None and _began_before(event, timing):
            marched = quantity == "participants"
            event = on_day(replace(event, when=None), timing.as_of, timing.precision) if marched else None
            elsewhere = not marched
        there = draft.place is not None and quantity not in fates  # troops are counted where they are
        of_whom = who is not None and (quantity not in fates or event is not None or draft.place is not None)
        told_apart = event is not None and event.sure and not _is_one_of_many(document, event)
        told_apart = told_apart and (not about or at.number < until or _tells_toll(document, at))
        said = (of_whom and there) or told_apart
        label = event.label if event is not None else whole.event if whole is not None else None
        place = draft.place or (event.place if event is not None else whole.place if whole is not None else None)
        full = (
            quantity not in (None, "people")
            and not (part and of in (None, quantity) and who == (whole.who if whole is not None else None))
            and not elsewhere
            and not (quantity in _DOERS and (draft.aspect or acts(document, at)))
            and is_all(document, at, draft, here)
        )
        full = full and not in_proportion(document, at) and not is_apart(document, at)
        full = full and not ("nationwide" in at.sentence.has and place not in countries_of(document.language))
        full = full and ((event is not None and not about) or not is_of_war(document, at))
        if full and found and _is_up_from(document, at) and standings[len(found) - 1].number == at.number:
            before = found[-1].told
            full = before is None or before.full
        scope = _SCOPES.get(draft.aspect, "whole")
        if scope == "part" and whole is not None and who is None and quantity in fates and quantity != of:
            scope = "whole"  # "410 cases, including 37 deaths": all who died
        found.append(
            Identity(
                quantity,
                who,
                label,
                place and country_of(document, place),
                scope,
                "read" if full and said else "guessed",
                day_named(event) if quantity == "participants" else None,
                Told(lead, named, draft.place and country_of(document, draft.place), _days(at), full),
            )
        )
    found = _without_parts(document, standings, found, lead, events)
    return _of_one_dimension(_completed(_alone(found, fates), statuses, fates, document.lists["all_people"]), drafts)


def _without_parts(
    document: Document, standings: Sequence[Standing], found: list[Identity], lead: Event | None, events: Events
) -> list[Identity]:
    """What counts one of several incidents is a guess as a count of what the article is about."""
    fates = document.lists["befallen"]
    opening = [
        event for k in range(LEAD) for event in events.get(k, {}).values() if lead is None or may_be(event, lead)
    ]
    counted = [
        Counted(at, one.quantity, one.told.event)
        for at, one in zip(standings, found, strict=True)
        if one.quantity in fates and one.scope == "whole" and one.who is None and one.told is not None
        and (lead is None or may_be(one.told.event, lead))
    ]  # fmt: skip
    some = {(at.first, at.last) for at in of_some(document, counted, opening)}
    return [
        replace(one, identity="guessed", told=replace(one.told, full=False)) if (at.first, at.last) in some else one
        for at, one in zip(standings, found, strict=True)
    ]


def _alone_until(document: Document, lead: Event | None, events: Events) -> int:
    """The number of the sentence up to which an article tells of its own event alone, of which is what names none."""
    if lead is None:
        return 0
    others = document.lists["other_happenings"]
    told = compress(document.sentence_of, map(others.__contains__, document.lows))
    ends = (first_other(document, lead, events), next(told, None), len(document.sentences))
    return min(number for number in ends if number is not None)


def _is_up_from(document: Document, at: Standing) -> bool:
    """ "171 in all, up from 146": an older figure of the same, as surely known as the one before it."""
    return document.lows[at.first - 2 : at.first] in (["up", "from"], ["down", "from"])


def _is_one_of_many(document: Document, event: Event) -> bool:
    """Whether an event may be any of those that its country has seen: "the attack in Israel", of no day."""
    return event.kind in AGAIN and event.when is None and event.place in countries_of(document.language)


def _cases(document: Document, at: Standing, draft: Draft) -> str:
    """ "212 confirmed cases", "the laboratory confirmed 212 cases": others than those who are suspected."""
    sure = document.lists["case_certainty"]
    k = at.last
    while k + 1 < at.sentence.last and document.lows[k] in document.lists["held_as"]:
        k += 1  # "nine of them regarded as probable"
    told = [*(draft.noun or "").lower().split(), document.lows[at.first - 1], *document.lows[k : k + 1]]
    return " ".join([*[word for word in told if word in sure][:1], "cases"])


def _is_cause(document: Document, who: str, lead: Event | None) -> bool:
    """ "Flood deaths", in an outbreak "cholera deaths": what people died of, and not who they were."""
    sick = lead is not None and lead.kind == "outbreak" and who.islower() and " " not in who
    return who in document.language.events or (sick and not document.language.nouns.is_person(who))


def _alone(found: Sequence[Identity], fates: frozenset[str]) -> list[Identity]:
    """ "Another 58 were missing", of whom nothing else is told: more people, and all who are missing."""
    told = Counter(one.quantity for one in found)
    alone = (one.scope == "additional" and one.quantity in fates and told[one.quantity] == 1 for one in found)
    return [replace(one, scope="whole") if more else one for one, more in zip(found, alone, strict=True)]


def _days(at: Standing) -> list[tuple[date, str | None]]:
    """The days that the sentence of a figure names, and how exactly; not where spans begin."""
    return [(words.day, words.precision) for words in at.dates if words.day is not None and not words.since]


def _began_before(event: Event, timing: Timing) -> bool:
    """Killed since the war began, or a week earlier: not in the strike that the article is about."""
    exact = timing.as_of if timing.precision in (None, "day") else None
    told = [day for day in (timing.since, exact) if day is not None]
    day = day_named(event) if told else None
    return day is not None and min(told) < day


def _tells_toll(document: Document, at: Standing) -> bool:
    """ "The death toll stood at 443": early in an article, the toll is that of its event."""
    if at.number >= 2 * LEAD or "toll" not in at.sentence.has:
        return False
    toll = document.lows.index("toll", at.sentence.first)
    return "the" in document.lows[max(toll - 2, at.sentence.first) : toll]


def _whole_of(draft: Draft, at: Standing, standings: Sequence[Standing], found: Sequence[Identity]) -> Identity | None:
    """What a part is a part of: the figure it takes its noun from, or the one before it in the sentence."""
    if not found:
        return None
    if draft.same_as is not None:
        return found[draft.same_as]
    before = standings[len(found) - 1]
    things = draft.unit == "count" and before.figure.unit == "person"  # "350 died in a land of nine of the peaks"
    return found[-1] if before.number == at.number and not things else None


def _completed(found: Sequence[Identity], statuses: Sequence[str], fates: Set[str], people: Set[str]) -> list[Identity]:
    """Whom and where an article names only once for a measure holds for its other figures, as a guess."""
    whos: dict[tuple[str | None, str], set[str]] = {}
    places: dict[tuple[str | None, str], set[str]] = {}
    keys = [(one.quantity, status) for one, status in zip(found, statuses, strict=True)]
    for one, key in zip(found, keys, strict=True):
        if one.told is not None and any(precision == "year" for _, precision in one.told.days):
            continue  # "in Chad in 2000 there were 425 cases": of another time
        if one.who is not None and one.scope == "whole" and one.quantity not in people:  # "four Somali men"
            whos.setdefault(key, set()).add(one.who)
        if one.place is not None and one.scope == "whole":
            places.setdefault(key, set()).add(one.place)
    return [
        one if one.quantity in fates else _filled(one, whos.get(key, _NOBODY), places.get(key, _NOBODY))
        for one, key in zip(found, keys, strict=True)
    ]


def _filled(one: Identity, whos: Set[str], places: Set[str]) -> Identity:
    if one.quantity is None or one.scope == "part" or not (whos or places):
        return one
    who = one.who or (next(iter(whos)) if len(whos) == 1 and " and " not in next(iter(whos)) else None)
    place = one.place or (next(iter(places)) if len(places) == 1 else None)
    if (who, place) == (one.who, one.place):
        return one
    return replace(one, who=who, place=place, identity="guessed")


def _of_one_dimension(found: Sequence[Identity], drafts: Sequence[Draft]) -> list[Identity]:
    """Give one measure to figures of one dimension only: "aid" in dollars is not "aid (tonne)"."""
    measured: dict[str, str | None] = {}
    named: list[Identity] = []
    for one, draft in zip(found, drafts, strict=True):
        unit, name = draft.unit, one.quantity
        unit = "count" if unit == "person" else unit  # "600 lives"
        if name is not None and not of_one_dimension(measured.setdefault(name, unit), unit):
            name = f"{name} ({(unit or 'number').replace('/', ' per ')})"
            measured.setdefault(name, unit)
        named.append(one if name == one.quantity else replace(one, quantity=name))
    return named
