"""The events that figures belong to: what happened, where and on which day, as far as an article says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import compress, count
from typing import TypeAlias

from estimates.article import tags as flag
from estimates.article.context import place_at
from estimates.article.dates import DateWords
from estimates.article.document import Document, Sentence
from estimates.article.names import Names
from estimates.article.persons import bare
from estimates.article.standing import Standing
from estimates.lang.lexicon import Language
from estimates.records import record, replace

_OWNS = re.compile(r"(?:\s(?:night|evening|afternoon|morning))?['’]s\b")  # "Tuesday night's attack"
_DAY = re.compile(r"\d+ \w+ \d+")  # "3 July 1863"
LEAD = 3  # sentences that tell what an article is about
_BETWEEN = 5  # words between a name and its event: "the Istanbul airport attack"
_JOINS = frozenset(["and", "or"])
_NAME = flag.CAPITAL | flag.ARTICLE | flag.NUMBER
# What no word between a name and its event is.
_OPENS = flag.CAPITAL | flag.ARTICLE | flag.POSSESSIVE | flag.PREPOSITION | flag.HELPER | flag.SUBORDINATOR | flag.MARK
_CLAUSE = 15  # words between an event and its day
_SAID_IN = 3  # words between a verb of saying and the place where it was said
_SHORT = 3  # letters of what may be an abbreviation
_AFTER = 8  # words between an event and its place
LASTING = frozenset(["battle", "outbreak"])  # kinds that go on for many days, none of which dates the whole
FORMS = {"day": "%d %B %Y", "month": "%B %Y", "year": "%Y"}
_AIMED = frozenset(["attack", "airstrike", "raid", "battle"])  # at a place: "the offensive on Mosul"


@record
class Event:
    """What happened, where and when.

    ``known`` where the words go back to an event that was named before; ``lead`` if it is what the article is about;
    ``name`` is that of one event, "Hurricane Maria", where ``named`` says that the kind is a name: "Battle of Verdun".
    """

    kind: str
    place: str | None = None
    when: str | None = None
    named: bool = False
    known: bool = False
    lead: bool = False
    name: str | None = None

    @property
    def label(self) -> str:
        """A name to file it under: "attack, 28 June 2016"; a battle lasts, and a day in it is not its own."""
        day = None if self.kind in LASTING and _DAY.match(self.when or "") else self.when
        return self.name or (self.kind if self.named or day is None else f"{self.kind}, {day}")

    @property
    def sure(self) -> bool:
        """Whether it is told from others of its kind: a place alone tells only the one that the article is about."""
        return self.named or self.name is not None or self.when is not None or (self.place is not None and self.lead)


#: Events by the number of their sentence and their token.
Events: TypeAlias = dict[int, dict[int, Event]]


def events_of(document: Document, names: Names, dates: Mapping[int, Sequence[DateWords]]) -> Events:
    """Find every event that a document names, by its sentence and its token."""
    found: Events = {}
    named = document.language.events
    if document.vocabulary.isdisjoint(named):
        return found
    for k in compress(count(), map(named.__contains__, document.lows)):
        number = document.sentence_of[k]
        event = _event_at(document, names, k, dates.get(number, ()))
        if event is not None:
            found.setdefault(number, {})[k] = event
    return found


def event_near(document: Document, events: Events, at: Standing, happened: DateWords | None, kind: str) -> Event | None:
    """The event that the clause of a figure names, the one after it before the one before it; never what is counted.

    One of the ``kind`` that the article is about goes before others. ``happened`` says when it was.
    """
    inside, last = events.get(at.number), max(at.last, at.beyond)
    if inside is None:
        return None
    behind: list[Event] = []
    ahead: list[Event] = []
    breaks = document.lists["breaks"]
    for k, event in inside.items():
        if k >= last and breaks.isdisjoint(document.lows[last:k]):
            behind.append(event)
        elif k < at.first and breaks.isdisjoint(document.lows[k : at.first]):
            ahead.insert(0, event)
    found = behind + ahead
    if not found:
        return None
    event = next((event for event in found if event.kind == kind), found[0])
    if event.when is not None or happened is None:
        return event
    return replace(event, when=_span_of(happened))


def day_of_event(document: Document, at: Standing, happened: DateWords | None) -> DateWords | None:
    """What dates those who were killed dates the event too, unless a toll rose on that day."""
    if happened is None or document.lows[at.first - 1] in document.lists["compared_to"]:  # "down from 900 on Monday"
        return None
    lows = document.lows[at.sentence.first : at.sentence.last]
    return happened if document.lists["toll_moves"].isdisjoint(lows) else None


def lead_event(
    document: Document,
    names: Names,
    events: Events,
    dates: Mapping[int, Sequence[DateWords]],
    happened: Sequence[DateWords],
) -> Event | None:
    """The event that an article is about: the first that its first sentences name, with its place and its day.

    Both may be told in a later sentence, where that goes back to it; else the day is that of what ``happened`` to
    those whom the lead counts.
    """
    found: Event | None = None
    later: list[Event] = []
    told, at_first = _happening(document, names, dates)
    for number, event in [(at, event) for at, inside in events.items() for event in inside.values()]:
        if found is None:
            found = (told if at_first < number else event) if number < LEAD else None
        elif event.kind != found.kind or not (_agree(event.place, found.place) and _agree(event.name, found.name)):
            continue
        elif number < LEAD:
            found = _joined(found, event)
        elif event.known and number in dates:
            later.append(event)
    found = found or told
    if found is None:
        return None
    found = replace(found, place=found.place or _lead_place(document, names))
    for event in later:
        found = _joined(found, event) if _agree(event.place, found.place) else found
    return replace(found, when=found.when or _span_of(happened[0] if happened else None), lead=True)


def _happening(document: Document, names: Names, dates: Mapping[int, Sequence[DateWords]]) -> tuple[Event | None, int]:
    """ "A ferry sank off Velden on Wednesday", "On Monday gunmen stormed a hotel": what only verbs tell, and where."""
    told = document.language.happenings
    for number, sentence in enumerate(document.sentences[:LEAD]):
        lows = document.lows[sentence.first : sentence.last]
        for k in compress(count(sentence.first), map(told.__contains__, lows)):
            beside = dates.get(number, ())
            opens = (words for words in beside if _opens_clause(document, words, sentence.first, k))
            when = next((words for words in beside if _dates(document, words, k)), None) or next(opens, None)
            place = _place_after(document, names, k, sentence.last)
            return Event(told[document.lows[k]], place, _span_of(when)), number
    return None, LEAD


def _opens_clause(document: Document, words: DateWords, first: int, k: int) -> bool:
    """Whether a date stands before a verb, in its clause."""
    start = document.token_at(words.start)
    if not first <= start < k or words.since or words.ahead:
        return False
    return document.lists["breaks"].isdisjoint(document.lows[start:k])


def same_event(event: Event, lead: Event, number: int) -> Event:
    """What is known of an event that may be the one an article is about: "the attack" has the lead's place and day."""
    fits = event.kind == lead.kind and _agree(event.when, lead.when) and _agree(event.place, lead.place)
    fits = fits and _agree(event.name, lead.name)
    goes_back = event.known or number < LEAD or (event.when is not None and event.when == lead.when)
    if not (fits and goes_back):
        return event
    return replace(_joined(event, lead), lead=True)


def on_day(event: Event, day: date | None, precision: str | None) -> Event:
    """Those who took part did so on the day of the event: "a week earlier a million people had marched"."""
    if day is None or precision not in (None, "day") or event.when is not None:
        return event
    return replace(event, when=_written(day, "day"))


def day_named(event: Event | None) -> date | None:
    """The day of an event, where it has one."""
    return _read(event.when) if event is not None and event.when is not None else None


@lru_cache(maxsize=1024)
def _read(when: str) -> date | None:
    return datetime.strptime(when, FORMS["day"]).date() if _DAY.fullmatch(when) else None


def is_only_event(lead: Event, events: Events) -> bool:
    """Whether an article names no other event than the one that it is about."""
    return all(
        event.kind == lead.kind
        and _agree(event.name, lead.name)
        and _agree(event.when, lead.when)
        and _agree(event.place, lead.place)
        for inside in events.values()
        for event in inside.values()
    )


def _lead_place(document: Document, names: Names) -> str | None:
    """Where the lead plays: "in Ecuador", else a country or its people; sentence by sentence, else the dateline."""
    nations = document.language.people.nations
    tells, tags = document.lists["place_tells"], document.tags
    for sentence in document.sentences[:LEAD]:
        last, inside = sentence.last, range(sentence.first, sentence.last)
        said = next((k for k in inside if tags[k] & flag.ASSERTION), last)
        places = (  # "told reporters in Rieti" is where it was said
            place_at(document, names, k, last)
            for k in inside
            if document.lows[k] in tells and not said < k <= said + _SAID_IN
        )
        opens = (k for k in inside if bare(document.lows[k]).lower() in _nation_openers(document.language))
        spans = ((k, k + n) for k in opens for n in (2, 1) if k + n <= last)
        nation = (word for a, b in spans if (word := bare(document.span(a, b))).lower() in nations)
        found = next((place for place in places if place), None) or next(nation, None)
        if found:
            return country_of(document, found)
    first = document.words[0]
    return country_of(document, first.title()) if first.isupper() and len(first) > _SHORT else None


@cache
def _nation_openers(language: Language) -> frozenset[str]:
    """The first words of the names of countries and their people."""
    return frozenset(name.split()[0] for name in language.people.nations)


def _span_of(words: DateWords | None) -> str | None:
    """The day, month or year that words for a date name."""
    return None if words is None or words.day is None else _written(words.day, words.precision)


@lru_cache(maxsize=1024)
def _written(day: date, precision: str | None) -> str | None:
    return day.strftime(FORMS[precision]).lstrip("0") if precision is not None else None


def _joined(event: Event, other: Event) -> Event:
    place, when, name = event.place or other.place, event.when or other.when, event.name or other.name
    if (place, when, name) == (event.place, event.when, event.name):
        return event
    return replace(event, place=place, when=when, name=name)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _event_at(document: Document, names: Names, k: int, dates: Sequence[DateWords]) -> Event | None:
    """ "The Istanbul airport attack", "an earthquake in Ecuador", "the Battle of Verdun"."""
    lows, tags, kind = document.lows, document.tags, document.language.events.get(document.lows[k])
    if lows[k] in document.lists["work_stops"] and not document.lists["labour"].isdisjoint(document.vocabulary):
        kind = "protest"
    if kind is None or (tags[k] & flag.CAPITAL and lows[k] in document.language.people.dates):  # March
        return None
    sentence = document.sentences[document.sentence_of[k]]
    if tags[k] & flag.CAPITAL and k + 2 < sentence.last and lows[k + 1] == "of" and tags[k + 2] & flag.CAPITAL:
        last = k + 3
        while last < sentence.last and tags[last] & flag.CAPITAL:
            last += 1
        return Event(document.span(k, last), document.span(k + 2, last), named=True)
    place, known = _place_before(document, names, k, sentence)
    when = next((words for words in dates if _dates(document, words, k)), None) if dates else None
    place = place or _place_after(document, names, k, sentence.last)
    titled = kind == "storm" and k + 1 < sentence.last and tags[k] & tags[k + 1] & flag.CAPITAL  # "Hurricane Maria"
    name = bare(document.span(k, k + 2)) if titled else None
    return Event(kind, place, _span_of(when), False, known, False, name)


def _dates(document: Document, words: DateWords, k: int) -> bool:
    """ "Tuesday's airport attack", "the quake, which struck the coast on Saturday": a date beside its event."""
    lows, tags, named = document.lows, document.tags, document.language.events
    if words.since or words.ahead or (words.precision == "year" and not document.plain[words.end - 1].isdigit()):
        return False  # "the deadliest this year"
    if words.end <= document.starts[k]:
        between = document.plain[words.end : document.starts[k]]
        return _OWNS.match(between) is not None and len(between.split()) <= _BETWEEN
    last = document.token_at(words.start)
    counted = not document.lists["toll_moves"].isdisjoint(lows[document.sentences[document.sentence_of[k]].first : k])
    if counted and any(tags[j] & flag.NUMBER for j in range(k + 1, last)):
        return False  # "raised the toll of the storm to 64 on Tuesday"
    ends = document.lists["event_ends"]
    said = any(tags[j] & flag.ASSERTION or lows[j] in ends or lows[j] in named for j in range(k + 1, last))
    return k < last <= k + _CLAUSE and not said and not _compares(document, k + 1, last)


def _compares(document: Document, first: int, last: int) -> bool:
    """ "Joined the march, down from 900 on Monday": the day is of the count before."""
    compared, lows, tags = document.lists["compared_to"], document.lows, document.tags
    return any(lows[k] in compared and tags[k + 1] & flag.NUMBER for k in range(first, last - 1))


def _place_before(document: Document, names: Names, k: int, sentence: Sentence) -> tuple[str | None, bool]:
    """The name among the words before an event, and whether "the", a day's or a place's name makes it a known one.

    "The Istanbul airport attack", "Ecuador's devastating 7.8 magnitude earthquake".
    """
    tags, words, floor, first = document.tags, document.words, sentence.first, k
    while first > max(floor, k - _BETWEEN) and not tags[first - 1] & _OPENS and document.lows[first - 1] not in _JOINS:
        first -= 1
    last = first
    while first > floor and tags[first - 1] & _NAME == flag.CAPITAL and not _is_day(document, words[first - 1]):
        first -= 1
    before = document.lows[first - 1] if first > floor else ""
    owner = first < last and tags[last - 1] & flag.OWNER
    nation = bare(document.span(first, last)).lower() if first < last else ""
    if document.language.events[document.lows[k]] in _AIMED and nation in document.language.people.nations:
        return None, before in ("the", "this", "that")  # "Israeli airstrikes": by whom, not where
    unsure = first == floor and not tags[first] & flag.PLACE and not owner  # the capital of a sentence
    person = names.has_person(first, last)
    far = not owner and k - last > 2
    sick = document.language.events.get(document.lows[k]) == "outbreak" and not owner
    other = sick and document.span(first, last).lower() not in document.language.people.nations  # "the Zika outbreak"
    if first == last or unsure or person or far or other or document.lows[first] in document.language.people.not_names:
        return None, before in ("the", "this", "that") or _is_day(document, before)
    return country_of(document, bare(document.span(first, last))), bool(owner) or before in ("the", "this", "that")


def _is_day(document: Document, word: str) -> bool:
    return bare(word.lower()) in document.language.people.dates


def country_of(document: Document, place: str) -> str:
    """Give the country for the name of its people: "Iraqi" is of Iraq; other places stay."""
    return document.language.people.nations.get(place.lower(), place)


def _place_after(document: Document, names: Names, k: int, stop: int) -> str | None:
    """ "An attack on Tuesday in Kabul", "a quake hit Japan": the first place within a few words, no mark between."""
    tells, hits = document.lists["place_tells"], document.lists["place_struck"]
    aimed = document.language.events.get(document.lows[k]) in _AIMED and k + 1 < stop
    if aimed and document.lows[k + 1] in document.lists["place_aimed"]:
        place = place_at(document, names, k + 1, stop, opened=True)
        if place is not None and not _is_site(document, place, k + 2):
            return place
    for j in range(k + 1, min(k + _AFTER, stop)):
        low = document.lows[j]
        if not low[0].isalnum() or low == "who":
            return None  # "the outbreak began with a man who had been in the Gulf"
        told, hit = low in tells, low in hits and document.lows[k] not in document.lists["struck_by_people"]
        place = place_at(document, names, j, stop, opened=hit) if told or hit else None
        if place is not None:
            return place
    return None


def _is_site(document: Document, name: str, k: int) -> bool:
    """Whether a name is that of an airport or a mosque, of which it may be told where it is."""
    lows, last = document.lows, name.split()[-1].lower()
    end = next((j + 1 for j in range(k, min(k + _AFTER, len(lows) - 1)) if lows[j] == last), k)
    return lows[end] in document.lists["place_sites"]
