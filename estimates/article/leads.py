"""The event that an article is about: the first that its first sentences name, or tell by a verb alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import compress, count

from estimates.article import tags as flag
from estimates.article.dates import DateWords
from estimates.article.document import Document
from estimates.article.event_kinds import is_narrower, of_one_kind
from estimates.article.event_places import LEAD, lead_place, may_be_one, place_after
from estimates.article.events import Event, Events, agree, compares, dates_event, day_named, is_year, joined, span_of
from estimates.article.names import Names
from estimates.lang.lexicon import Language
from estimates.records import replace


def lead_event(
    document: Document,
    names: Names,
    events: Events,
    dates: Mapping[int, Sequence[DateWords]],
    happened: Sequence[tuple[str, DateWords]],
) -> Event | None:
    """The event that an article is about: the first that its first sentences name, with its place and its day.

    Both may be told in a later sentence, where that goes back to it; else the day is that of what ``happened`` to
    those whom the lead counts.
    """
    found: Event | None = None
    later: list[Event] = []
    told, at_first = _happening(document, names, dates)
    for number, k, event in [(at, k, event) for at, inside in events.items() for k, event in inside.items()]:
        if compares(document, document.sentences[number].first, k) or _are_counted(document, k):
            continue  # "fewer than the 900 who marched in May", "37 attacks on clinics"
        if found is None:
            found = (told if at_first < number else event) if number < LEAD else None
            if found is event and told is not None and number == at_first and _is_one(told, event):
                kind = told.kind if is_narrower(told.kind, event.kind) else event.kind  # "sank in a disaster"
                found = joined(replace(event, kind=kind), told)  # "rallied in Velden on Sunday to protest the bill"
        elif not (of_one_kind(event.kind, found.kind) and may_be_one(document, event.place, found.place)):
            continue
        elif not agree(event.name, found.name) or (event.name is not None and event.kind != found.kind):
            continue  # "the ferry disaster" is no "Typhoon Ann"
        elif not agree(event.when, found.when) or (event.when != found.when and is_year(event.when)):
            continue  # "the worst since the 2001 attack"
        elif number < LEAD:
            kind = event.kind if is_narrower(event.kind, found.kind) else found.kind
            found = joined(found if kind == found.kind else replace(found, kind=kind), event)
        elif event.known and number in dates and (event.when is None or day_named(event) is not None):
            later.append(event)  # but "the deadliest since the quake of April 2015" is another
    found = found or told
    if found is None:
        return None
    found = replace(found, place=found.place or lead_place(document, names))
    for event in later:
        found = joined(found, event) if may_be_one(document, event.place, found.place) else found
    march = found.kind == "protest"  # others are remembered by crowds on another day
    days = (day for fate, day in happened if march or fate != "participants")
    return replace(found, when=found.when or span_of(next(days, None)), lead=True)


def _are_counted(document: Document, k: int) -> bool:
    """ "Verified 37 attacks": a number of them that is written in digits; not "the May 9 attacks"."""
    counts = document.tags[k - 1] & flag.DIGIT > 0 and not document.tags[k - 2] & flag.DATE
    return counts and document.language.nouns.is_plural(document.lows[k])


def _is_one(event: Event, other: Event) -> bool:
    same = of_one_kind(event.kind, other.kind) and event.name is None and other.name is None
    return same and agree(event.place, other.place) and agree(event.when, other.when)


def _happening(document: Document, names: Names, dates: Mapping[int, Sequence[DateWords]]) -> tuple[Event | None, int]:
    """ "A ferry sank off Velden on Wednesday", "On Monday gunmen stormed a hotel": what only verbs tell, and where."""
    told, opens = document.language.happenings, _openers(document.language)
    for number, sentence in enumerate(document.sentences[:LEAD]):
        lows = document.lows[sentence.first : sentence.last]
        for k in compress(count(sentence.first), map(opens.__contains__, lows)):
            kind = told.get(document.lows[k]) or told.get("_".join(document.lows[k : k + 2]))  # "opened fire"
            before = document.tags[k - 1] & (flag.NUMBER | flag.ARTICLE)
            if kind is None or before == flag.NUMBER:  # "40 collapsed buildings"
                continue
            beside = () if before else dates.get(number, ())  # "dragged a sunken ferry ashore on Monday"
            first = (words for words in beside if _opens_clause(document, words, sentence.first, k))
            when = next((words for words in beside if dates_event(document, words, k)), None) or next(first, None)
            place = place_after(document, names, k, sentence.last)
            return Event(kind, place, span_of(when)), number
    return None, LEAD


@cache
def _openers(language: Language) -> frozenset[str]:
    """The words that tell an event, and the first words of several that do."""
    return frozenset(words.partition("_")[0] for words in language.happenings)


def _opens_clause(document: Document, words: DateWords, first: int, k: int) -> bool:
    """Whether a date stands before a verb, in its clause: not in "denied on Friday that its jets had bombed"."""
    start = document.token_at(words.start)
    if not first <= start < k or words.since or words.ahead:
        return False
    between, lists = document.lows[start:k], document.lists
    clause = document.lows[document.token_at(words.end - 1) + 3 : k]  # "came on Friday to the place where it collapsed"
    ends = lists["event_ends"].isdisjoint(between) and lists["relatives"].isdisjoint(between)
    return ends and lists["side_clauses"].isdisjoint(clause)
