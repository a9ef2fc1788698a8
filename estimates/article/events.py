"""The events that figures belong to: what happened, where and on which day, as far as an article says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import compress, count
from typing import TypeAlias

from estimates.article import tags as flag
from estimates.article.clauses import within_subject
from estimates.article.dates import DateWords
from estimates.article.days import owns
from estimates.article.document import Document
from estimates.article.event_kinds import AGAIN, LASTING, of_one_kind
from estimates.article.event_places import BETWEEN, LEAD, OPENS, may_be_one, place_after, place_before
from estimates.article.names import Names
from estimates.article.persons import bare
from estimates.article.standing import Standing
from estimates.records import record, replace

_YEAR = re.compile(r"1\d{3}|20\d\d")
_DAY = re.compile(r"\d+ \w+ \d+")  # "3 July 1863"
_MEANWHILE = frozenset(["as", "while", "when", "after"])
_LIVES = frozenset(["life", "lives"])
_CLAUSE = 15  # words between an event and its day
_SOON = 5  # tokens of "died of their wounds"
_INSIDE = 8  # the same where it goes before: "on Sunday in one of the biggest ever protests"
_OPENS = flag.MARK | flag.SUBORDINATOR | flag.HELPER | flag.ASSERTION
FORMS = {"day": "%d %B %Y", "month": "%B %Y", "year": "%Y"}


@record
class Event:
    """What happened, where and when.

    ``known`` where the words go back to an event that was named before; ``lead`` if it is what the article is about;
    ``name`` is that of one event, "Hurricane Maria", where ``named`` says that the kind is a name: "Battle of Verdun";
    ``several`` where it is told from others of its kind that went with it: "the first blast", "another attack".
    """

    kind: str
    place: str | None = None
    when: str | None = None
    named: bool = False
    known: bool = False
    lead: bool = False
    name: str | None = None
    several: bool = False

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
        counted = document.tags[k - 1] & flag.NUMBER and document.language.nouns.is_plural(document.lows[k])
        if counted and named[document.lows[k]] == "aftershock":
            continue  # "nearly 300 aftershocks"
        event = _event_at(document, names, k, dates.get(number, ()))
        if event is not None:
            found.setdefault(number, {})[k] = event
    return found


def event_near(
    document: Document, inside: Mapping[int, Event], at: Standing, happened: DateWords | None, kind: str
) -> Event | None:
    """The event that the clause of a figure names, the one after it before the one before it; never what is counted.

    Those of its sentence are ``inside``, by their token. One of the ``kind`` that the article is about goes before
    others. ``happened`` says when it was.
    """
    last = at.beyond
    behind: list[Event] = []
    ahead: list[Event] = []
    breaks = document.lists["breaks"]
    for k, event in inside.items():
        if k >= last and breaks.isdisjoint(document.lows[last:k]):
            if not (event.several and at.later is not None and document.starts[k] > at.later.end):
                behind.append(event)  # "138, for three of them died in another crash"
        elif k < at.first and breaks.isdisjoint(lows := document.lows[k : at.first]):
            ahead[:0] = [event] if of_one_kind(event.kind, kind) or not _is_toll_beside(lows) else []
    found = behind + ahead
    if not found:
        return None
    told = found[0].when is not None and not behind  # "the aftershock came as the toll of the May 12 quake rose to 90"
    event = found[0] if told else next((event for event in found if of_one_kind(event.kind, kind)), found[0])
    if event.when is not None or happened is None:
        return event
    return replace(event, when=span_of(happened))


def _is_toll_beside(lows: Sequence[str]) -> bool:
    """ "Aftershocks kept people on edge, as the toll passed 900": it is that of what the article is about."""
    return "toll" in lows and "," in lows[: lows.index("toll")]


def happens(document: Document, at: Standing, kind: str) -> bool:
    """Whether the sentence of a figure tells by a verb that something of a kind happened."""
    told = document.language.happenings
    return any(told[low] == kind for low in told.keys() & at.sentence.has)


def day_of_event(document: Document, at: Standing, happened: DateWords | None) -> DateWords | None:
    """What dates those who were killed dates the event too, unless a toll rose on that day."""
    if happened is None or document.lows[at.first - 1] in document.lists["compared_to"]:  # "down from 900 on Monday"
        return None
    if _died_later(document, at):
        return None
    clause = document.lows[document.token_at(happened.end) : at.first] if happened.end < at.figure.start else ()
    if not document.lists["relative_ends"].isdisjoint(clause):
        return None  # "was found on Friday in the mine where a blast killed 51"
    if _is_told_beside(document, at, clause):
        return None
    said = at.leading[-1].first if at.leading else at.first
    if not _MEANWHILE.isdisjoint(document.lows[document.token_at(happened.end) : said]):
        return None  # "families waited on Wednesday as the ministry said that 23 had died"
    return happened if document.lists["toll_moves"].isdisjoint(at.sentence.has) else None


def _died_later(document: Document, at: Standing) -> bool:
    """ "Six people died in hospital overnight", "two died of their wounds on Monday": not on the day of the event."""
    lows = document.lows[at.beyond : min(at.beyond + _SOON, at.stop)]
    return not document.lists["died_of"].isdisjoint(lows)


def _is_told_beside(document: Document, at: Standing, clause: Sequence[str]) -> bool:
    """ "Mourned on Monday the victims of a stampede that killed 55", "buried on Sunday the 80 killed in a blast".

    The day is of what is done about them; ``clause`` is what stands between it and the figure.
    """
    told = next((k for k, low in enumerate(clause) if low in document.lists["relatives"]), None)
    if told is not None:
        return not document.language.events.keys().isdisjoint(clause[:told])
    k = at.beyond
    participle = clause and k < at.sentence.last and document.tags[k] & flag.PARTICIPLE
    return bool(participle) and document.lows[at.first - 1] in document.lists["beside_people"]


def same_event(document: Document, event: Event, lead: Event, number: int) -> Event:
    """What is known of an event that may be the one an article is about: "the attack" has the lead's place and day."""
    fits = of_one_kind(event.kind, lead.kind) and agree_in_time(event.when, lead.when)
    fits = fits and may_be_one(document, event.place, lead.place)
    fits = fits and agree(event.name, lead.name) and (event.name is None or event.kind == lead.kind)
    goes_back = event.known or number < LEAD or (event.when is not None and event.when == lead.when)
    if not (fits and goes_back) or (event.several and not lead.several):
        return event
    return replace(joined(event, lead), kind=lead.kind, place=lead.place or event.place, lead=True)


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


def is_year(when: str | None) -> bool:
    """Whether an event is told from others by its year, as one that is no news is."""
    return when is not None and _YEAR.fullmatch(when) is not None


def first_other(document: Document, lead: Event, events: Events) -> int | None:
    """The number of the first sentence that names another event than the one that an article is about; none does."""
    others = (
        number
        for number, inside in events.items()
        for event in inside.values()
        if not (
            of_one_kind(event.kind, lead.kind)
            and agree(event.name, lead.name)
            and agree(event.when, lead.when)
            and may_be_one(document, event.place, lead.place)
        )
    )
    return min(others, default=None)


def span_of(words: DateWords | None) -> str | None:
    """The day, month or year that words for a date name."""
    return None if words is None or words.day is None else _written(words.day, words.precision)


@lru_cache(maxsize=1024)
def _written(day: date, precision: str | None) -> str | None:
    return day.strftime(FORMS[precision]).lstrip("0") if precision is not None else None


def joined(event: Event, other: Event) -> Event:
    """An event with the place, the day and the name that another has of it."""
    place, when, name = event.place or other.place, event.when or other.when, event.name or other.name
    if (place, when, name) == (event.place, event.when, event.name):
        return event
    return replace(event, place=place, when=when, name=name)


def agree(one: str | None, other: str | None) -> bool:
    """Whether two may be the same, one of them perhaps not told."""
    return one is None or other is None or one == other


def agree_in_time(one: str | None, other: str | None) -> bool:
    """The same of days, months and years: "26 December 2003" is in "December 2003"."""
    return agree(one, other) or f" {one}".endswith(f" {other}") or f" {other}".endswith(f" {one}")


def may_be(event: Event | None, lead: Event) -> bool:
    """Whether an event that a sentence names, if it names any, is not of another kind or time than the lead's."""
    return event is None or (of_one_kind(event.kind, lead.kind) and agree(event.when, lead.when))


def _is_no_event(document: Document, k: int) -> bool:
    """ "Opened fire", "the fire brigade", "Malawi's disaster agency", "its System for Attacks on Health Care"."""
    lows, lists, first = document.lows, document.lists, document.sentences[document.sentence_of[k]].first
    capital = document.tags[k] & ~document.tags[k + 1] & flag.CAPITAL  # no "of Hurricane Maria"
    if k > first and capital and document.tags[k - 1] & flag.PREPOSITION:
        return True
    if lows[k + 1 : k + 2] == ["for"] and not _LIVES.isdisjoint(lows[k + 2 : k + 4]):
        return True  # "fighting for their lives"
    after = lows[k + 1]
    if lows[k] == "disaster":
        return after in lists["disaster_ends"]
    if lows[k] not in ("fire", "fires"):
        return False
    # "Troops fire 40 shells" tells what they do.
    done = lows[k] == "fire" and k > first and document.language.nouns.is_plural(lows[k - 1])
    return done or lows[k - 1] in lists["fire_openers"] or after in lists["fire_ends"]


def _event_at(document: Document, names: Names, k: int, dates: Sequence[DateWords]) -> Event | None:
    """ "The Istanbul airport attack", "an earthquake in Ecuador", "the Battle of Verdun"."""
    lows, tags, kind = document.lows, document.tags, document.language.events[document.lows[k]]
    if _is_no_event(document, k):
        return None
    if lows[k] in document.lists["work_stops"] and not document.lists["labour"].isdisjoint(document.vocabulary):
        kind = "protest"
    if tags[k] & flag.CAPITAL and lows[k] in document.language.people.dates:  # March
        return None
    sentence = document.sentences[document.sentence_of[k]]
    if tags[k] & flag.CAPITAL and k + 2 < sentence.last and lows[k + 1] == "of" and tags[k + 2] & flag.CAPITAL:
        last = k + 3
        while last < sentence.last and tags[last] & flag.CAPITAL:
            last += 1
        return Event(document.span(k, last), document.span(k + 2, last), named=True)
    place, known = place_before(document, names, k, sentence)
    # "Were confirmed dead on Wednesday in the quake that hit the coast on Monday": the last is its own.
    when = next((words for words in reversed(dates) if dates_event(document, words, k)), None)
    place, year = place or place_after(document, names, k, sentence.last), _year_before(document, k, sentence.first)
    titled = kind == "storm" and k + 1 < sentence.last and tags[k] & tags[k + 1] & flag.CAPITAL  # "Hurricane Maria"
    name = bare(document.span(k, k + 2)) if titled else None
    return Event(kind, place, span_of(when) or year, False, known, False, name, _one_of_several(document, k))


def _one_of_several(document: Document, k: int) -> bool:
    """ "The first attack, a suicide bomb", "the initial assault", "a second quake"; not "the initial quake"."""
    j, told = k - 1, document.lists["of_several"]
    told = told | document.lists["at_first"] if document.language.events[document.lows[k]] in AGAIN else told
    while j >= 0 and document.tags[j] & (flag.LOWER | flag.ARTICLE) == flag.LOWER:
        if document.lows[j] in told:
            return True
        j -= 1
    return False


def _year_before(document: Document, k: int, floor: int) -> str | None:
    """ "The 2006 Lenin mine disaster", "a 2010 earthquake": the year among the words before an event."""
    for j in range(k - 1, max(floor, k - BETWEEN) - 1, -1):
        if _YEAR.fullmatch(document.lows[j]):
            return document.lows[j] if document.tags[j - 1] & flag.DETERMINER else None
        if document.tags[j] & OPENS & ~flag.CAPITAL:
            return None
    return None


def dates_event(document: Document, words: DateWords, k: int) -> bool:
    """ "Tuesday's airport attack", "the quake, which struck the coast on Saturday": a date beside its event."""
    lows, tags, named = document.lows, document.tags, document.language.events
    plain, end = document.plain, words.end
    told = plain[end - 1].isdigit() or plain.endswith(" ago", words.start, end) or owns(plain, end)
    if words.since or words.ahead or (words.precision == "year" and not told):
        return False  # "the deadliest this year"
    if words.end <= document.starts[k]:
        between, first = document.plain[words.end : document.starts[k]], document.token_at(words.end - 1) + 1
        if lows[first] in document.lists["within_events"]:  # "on Sunday in the biggest ever protests"
            return k - first <= _INSIDE and not any(tags[j] & _OPENS for j in range(first + 1, k))
        bare_day = not between.strip() and tags[document.token_at(words.start) - 1] & flag.ARTICLE  # "the May 9 quake"
        return bool(bare_day) or (owns(between, 0) and len(between.split()) <= BETWEEN)
    last = document.token_at(words.start)
    if owns(document.plain, words.end):
        return False  # "families of the tragedy welcomed today's verdict"
    if words.start > document.starts[k] and not document.lists["ends_events"].isdisjoint(lows[k:last]):
        return False  # "the strike ended on Saturday"
    first, ends = document.sentences[document.sentence_of[k]].first, document.lists["relatives"]
    if "after" in lows[first:k] and any(lows[j] == "," and lows[j + 1] not in ends for j in range(k + 1, last)):
        return False  # "a week after a flood killed 58, the president came on Monday"
    counted = not document.lists["toll_moves"].isdisjoint(lows[first:k])
    if counted and any(tags[j] & flag.NUMBER for j in range(k + 1, last)):
        return False  # "raised the toll of the storm to 64 on Tuesday"
    beside = not document.lists["those_of_events"].isdisjoint(lows[max(k - BETWEEN, first) : k])
    if beside or not document.lists["occasions"].isdisjoint(lows[k + 1 : last]):
        return False  # "aid for victims of the quake on Friday", "of the quake at a meeting on Friday"
    ends = document.lists["event_ends"]
    said = any(tags[j] & flag.ASSERTION or lows[j] in ends or lows[j] in named for j in range(k + 1, last))
    said = said or within_subject(document, k, last)
    said = said or [",", "and"] in (lows[j : j + 2] for j in range(k + 1, last))  # "sank, and divers came on Tuesday"
    return k < last <= k + _CLAUSE and not said and not compares(document, k + 1, last)


def compares(document: Document, first: int, last: int) -> bool:
    """ "Joined the march, down from 900 on Monday", "fewer than the 900": the day is of another count."""
    compared, lows, tags = document.lists["compared_to"], document.lows, document.tags
    there = compress(count(first), map(compared.__contains__, lows[first : max(last - 2, first)]))
    told = [(k, bool(tags[k + 1] & flag.ARTICLE)) for k in there]
    behind = (k + 1 + article for k, article in told if article or lows[k] != "than")  # "more than 900" is a number
    return any(tags[k] & flag.NUMBER and lows[k] not in document.lists["twofold"] for k in behind)
