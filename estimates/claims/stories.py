"""What several articles are about: the event by which their figures are filed that name no other.

An article says once what it is about, and its figures by "the toll", "104 people were hurt". Where several articles are
about one event, each says what others leave out, and such a figure is known to be of that event unless its own words
name another: a place, a day before it, something else that happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from estimates.article.event_kinds import AGAIN, LASTING, of_one_kind
from estimates.article.identities import Told
from estimates.article.measured import harms
from estimates.article.places import countries_in, places_within
from estimates.claims.evidence import FATES, size_of
from estimates.claims.mates import join_only_ones, join_same_numbers
from estimates.claims.one_event import Row, Within, add_doubt, closed, comparable
from estimates.claims.tellings import (
    ONE_EVENT,
    Story,
    Telling,
    is_ahead,
    is_elsewhere,
    is_old,
    is_only,
    last_of,
    of_its_kind,
    telling_of,
    tells_where,
)
from estimates.claims.wholes import (
    COUNTRIES,
    doubt_remainders,
    doubt_towns,
    doubt_unplaced,
    join_parts,
    join_spans,
    name_nobody,
)
from estimates.lang.lexicon import english

_ANYTHING = "disaster"  # what happened, whatever it was
_OF_SURVIVORS = frozenset(["shipwreck", "crash", "collapse", "landslide"])  # who survived them was rescued
_NEWS = timedelta(14)  # days after an event in which articles first tell of it
_FROM_OTHERS = "what its event is, its sentence does not say; the articles about it do"


def join_stories(rows: Sequence[Row], groups: Mapping[str, int], texts: Mapping[str, str]) -> None:
    """File figures by what their articles are about, in place.

    What befell people is of the event that the articles of a group are about, where that has a day, and a figure that
    is the only one of its measure in each of them is one quantity; so is a number that two of any group have. What is
    taken from elsewhere stands in ``doubt``.

    Parameters
    ----------
    rows : sequence of dict
        Of several articles, as ``article_rows`` gives them with ``article``.
    groups : mapping
        Which articles go together, a number by the name of each.
    texts : mapping
        The words of each by its name, which say what place lies in which.
    """
    articles: dict[str, list[Row]] = {}
    for row in rows:
        articles.setdefault(row["article"], []).append(row)
    together: dict[int, list[str]] = {}
    for name in articles:
        together.setdefault(groups[name], []).append(name)
    for names in together.values():
        if len(names) > 1:
            told = [telling_of(articles[name], texts[name]) for name in names]
            within = _inside(told, [texts[name] for name in names])
            for story in _stories(told, within):
                own = [row for telling in story.tellings for row in telling.rows]
                for telling in story.tellings:
                    _file_all(telling, story, within)
                doubt_towns(own, story.label, story.place)
                join_parts(own)
                if story.kinds == frozenset(["outbreak"]):
                    join_spans(own)
                join_only_ones(own, within)
            join_same_numbers([row for telling in told for row in telling.rows], within)
    doubt_unplaced(rows)
    doubt_remainders(rows)


def _inside(tellings: Sequence[Telling], texts: Sequence[str]) -> Within:
    """Which place lies in which, of those that the articles tell of, as their words say."""
    places = {telling.lead.place for telling in tellings if telling.lead is not None}
    for telling in tellings:
        for row in telling.rows:
            places |= {row["place"], row["told"].there}
    named = {place.lower() for place in places if place is not None}
    if len(named) < 2:
        return frozenset()
    across = {(one.lower(), place.lower()) for place in places for one in countries_in(place, english()) if place}
    capitals = english().people.capitals
    across |= {(place, capitals[place].lower()) for place in named if place in capitals}
    return closed(across.union(*(places_within(text, english()) for text in texts)), named)


def _stories(tellings: Sequence[Telling], within: Within) -> list[Story]:
    """The events that articles are about, by their days; an article that names none is about the only one that fits."""
    stories: list[Story] = []
    dated = [(telling.when, telling) for telling in tellings if telling.when is not None]
    for when, telling in sorted(dated, key=lambda one: (one[0].last - one[0].first, one[0].first)):
        fits = [story for story in stories if story.when is not None and story.when.meets(when)]
        fits = [
            story
            for story in fits
            if tells_where(telling, story, within)
            or (of_its_kind(telling, story) and not is_elsewhere(telling, story, within))
        ]
        if not fits:
            stories.append(Story([telling], when, of=len(tellings)))
        elif len(fits) == 1:
            fits[0].tellings.append(telling)
    left = [telling for telling in tellings if telling.when is None]
    if not stories:
        placed = [telling for telling in left if telling.lead is not None and telling.lead.place is not None]
        for telling in (telling for telling in placed if telling.lead is not None and telling.lead.kind not in AGAIN):
            fits = [one for one in stories if of_its_kind(telling, one) and tells_where(telling, one, within)]
            if fits:
                fits[0].tellings.append(telling)
            else:
                stories.append(Story([telling], of=len(tellings)))
            left = [one for one in left if one is not telling]
    for telling in left:
        fits = [story for story in stories if not (is_ahead(telling, story) or is_old(telling, story))]
        fits = [
            story
            for story in fits
            if (is_only(telling, stories) or of_its_kind(telling, story)) and tells_where(telling, story, within)
        ]
        if len(fits) == 1:
            fits[0].tellings.append(telling)
    several = [story for story in stories if len(story.tellings) > 1]
    return [story for story in several if _named(story, within)]


def _named(story: Story, within: Within) -> bool:
    """Name an event as most of its articles do, and tell whether it is one that its victims are counted for.

    A battle lasts, and what it cost is told by the day. Of places that nobody says lie in one another, the country;
    what befell several countries was in all of them.
    """
    leads = [telling.lead for telling in story.tellings if telling.lead is not None]
    kinds, places = (
        Counter(lead.kind for lead in leads),
        Counter(lead.place for lead in leads if lead.place is not None),
    )
    vague = {kind for kind in kinds if kind in (_ANYTHING, "battle") and len(kinds) > 1}  # a siege may be an attack
    kind = min(kinds, key=lambda name: (name in vague, -kinds[name], name))
    across = [place for place in places if countries_in(place, english())]
    apart = any(not comparable(one, other, within) for one in places for other in places)
    depth = {one: sum((one.lower(), other.lower()) in within for other in places) for one in places}
    story.place = min(
        across or places,
        key=lambda name: (apart and name not in COUNTRIES, -places[name], -depth[name], name),
        default=None,
    )
    story.kinds = frozenset(one for one in kinds if of_one_kind(one, kind))  # a march over a fire is no fire
    story.places = frozenset(places)
    story.first = _earliest(story)
    day = story.when.words if story.when is not None and kind not in LASTING else None
    names = {lead.label for lead in leads if lead.named or lead.name is not None}
    story.label = names.pop() if len(names) == 1 else kind if day is None else f"{kind}, {day}"
    return kind != "battle" and not names


def _earliest(story: Story) -> date | None:
    """The first day on which an event may have been of which nobody tells the day: news are told soon.

    What lasts for long may have begun in the year before.
    """
    printed = [row["reported"] for telling in story.tellings for row in telling.rows if row["reported"] is not None]
    if not printed:
        return None
    first: date = last_of(min(printed), "day")
    return date(first.year - 1, 1, 1) if not story.kinds.isdisjoint(LASTING) else first - _NEWS


def _file_all(telling: Telling, story: Story, within: Within) -> None:
    """File the figures of an article; where its first of a measure is told to be, there the event was."""
    first: dict[str, str | None] = {}
    for row in telling.rows:
        if row["quantity"] == "survived" and not story.kinds.isdisjoint(_OF_SURVIVORS):
            row["quantity"] = "rescued"
        there = first.setdefault(row["quantity"], row["told"].there)
        site = comparable(there, story.place, within) or _is_scene(row, telling, story)
        _file(row, story, within, there if site else None)
    name_nobody(
        [row for row in telling.rows if row["event"] == story.label and row["identity"] == "read"], telling.rows
    )


def _is_scene(row: Row, telling: Telling, story: Story) -> bool:
    """ "A quake killed 19 in the Andes": where the first sentence has the most, all were, if it happened once there."""
    alike = [other for other in telling.rows if other["quantity"] == row["quantity"]]
    once = telling.when is not None and (story.kinds.isdisjoint(AGAIN) or story.of <= ONE_EVENT)
    opens = row["sentence"] == telling.rows[0]["sentence"] and row["told"].event is not None
    return (
        once
        and opens
        and all(size_of(other) <= size_of(row) for other in alike if other["event"] in (row["event"], None))
    )


def _file(row: Row, story: Story, within: Within, site: str | None) -> None:
    """File a figure by an event, if it counts what befell people and its own words do not go against that."""
    told: Told = row["told"]
    if told.event is not None and told.event.several and not told.event.lead and row["event"] == story.label:
        row["identity"] = "guessed"  # "killed in the initial assault" of a longer one
    befell = row["quantity"] in FATES or harms(row["quantity"])
    if not told.full or not befell or not _may_be(told, story, within) or _was_before(row, story):
        return
    own = told.lead.place if told.lead is not None else None
    place = story.place if told.there in (own, site) or _is_whole(told.there, story, within) else told.there
    if countries_in(story.place, english()) or not story.kinds.isdisjoint(english().lists["spreading"]):
        place = told.there or own or story.place  # what spreads has a toll in each part of its area
    if (row["event"], row["place"], row["identity"]) != (story.label, place, "read"):
        row.update(event=story.label, place=place, identity="read")
        add_doubt(row, _FROM_OTHERS)


def _may_be(told: Told, story: Story, within: Within) -> bool:
    """Whether the words of a figure name no other event, and no day before this one."""
    event, when = told.event, story.when
    if event is not None and not event.lead:
        alike = any(of_one_kind(event.kind, kind) for kind in story.kinds)
        other = event.named or event.when is not None or not event.known or not alike
        elsewhere = event.place is not None and event.place not in COUNTRIES
        if other or (elsewhere and not comparable(event.place, story.place, within)):
            return False
    first = when.first if when is not None else story.first
    return first is None or not any(last_of(day, precision) < first for day, precision in told.days)


def _was_before(row: Row, story: Story) -> bool:
    """ "Attacks have killed 90 since January": not in the one that was later; "in 2010 there were 900": then only."""
    printed = row["reported"]
    if story.when is None and printed is not None:
        days = row["told"].days
        if any(precision == "year" and day.year < printed.year for day, precision in days):
            return True
    first = story.when.first if story.when is not None else story.first
    return first is not None and row["since"] is not None and last_of(row["since"], "day") < first


def _is_whole(there: str | None, story: Story, within: Within) -> bool:
    """Whether the place that a figure names is that of the whole event, told more or less exactly."""
    if there is None or story.place is None or there == story.place:
        return True
    if there in COUNTRIES:  # "in Kenya", of a flood in Uganda: of another country
        return story.place not in COUNTRIES
    inside = (story.place.lower(), there.lower()) in within
    return inside or (there in story.places and comparable(there, story.place, within))
