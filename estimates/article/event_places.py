"""Where events were: the names beside the words for them, and the place that an article's lead tells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from itertools import compress, repeat
from operator import and_

from estimates.article import tags as flag
from estimates.article.document import Document, Sentence
from estimates.article.figure_places import SAID_IN, is_no_name, nation_openers, place_at, with_neighbours
from estimates.article.names import Names
from estimates.article.persons import bare
from estimates.article.places import places_within
from estimates.article.standing import Standing

LEAD = 3  # sentences that tell what an article is about
BETWEEN = 5  # words between a name and its event: "the Istanbul airport attack"
_JOINS = frozenset(["and", "or"])
_NAME = flag.CAPITAL | flag.ARTICLE | flag.NUMBER
_PROPER = _NAME | flag.NO_NAME
# What no word between a name and its event is.
OPENS = flag.CAPITAL | flag.DETERMINER | flag.PREPOSITION | flag.HELPER | flag.SUBORDINATOR | flag.MARK
_SHORT = 3  # letters of what may be an abbreviation
_AFTER = 8  # words between an event and its place
_BY_ARMIES = frozenset(["airstrike", "raid", "battle"])
_AIMED = _BY_ARMIES | {"attack"}  # at a place: "the offensive on Mosul"


def lead_place(document: Document, names: Names) -> str | None:
    """Where the lead plays: "in Ecuador", else a country or its people; sentence by sentence, else the dateline."""
    nations = document.language.people.nations
    written = bisect_left(document.starts, document.dateline)  # what is no more the dateline, which is told last of all
    tells, tags = document.lists["place_tells"], document.tags
    for sentence in document.sentences[:LEAD]:
        last, inside = sentence.last, range(sentence.first, sentence.last)
        said = next((k for k in inside if tags[k] & flag.ASSERTION), last)
        places = (  # "told reporters in Rieti" is where it was said
            place_at(document, names, k, last)
            for k in inside
            if document.lows[k] in tells and document.lows[k] != "from" and not said < k <= said + SAID_IN
        )
        told = range(max(sentence.first, written), last)
        opens = (k for k in told if bare(document.lows[k]).lower() in nation_openers(document.language))
        spans = ((k, k + n) for k in opens for n in (3, 2, 1) if k + n <= last and not _aims(document, k + n))
        words = ((bare(document.span(a, b)), a, b) for a, b in spans)
        nation = (
            bare(with_neighbours(document, a, b, last))
            for word, a, b in words
            if word.lower() in nations and not (_are_people(nations, word.lower()) or _is_somebody(document, a, b))
        )
        found = next((place for place in places if place), None) or next(nation, None)
        if found:
            return country_of(document, found)
    first = document.words[0]
    country = next((low for low in document.lows[:written] if low in nations), None)  # "ADANA, Turkey -"
    if country is not None:
        return country_of(document, country)
    return country_of(document, first.title()) if first.isupper() and len(first) > _SHORT else None


def _aims(document: Document, k: int) -> bool:
    """ "Israeli air strikes", "Russian drones", "the Russian offensive": by whom; not "an Iraqi bombing"."""
    events, lows = document.language.events, document.lows
    return any(events.get(low) in _BY_ARMIES for low in lows[k : k + 2]) or lows[k] in document.lists["sent_abroad"]


def _is_somebody(document: Document, first: int, last: int) -> bool:
    """ "A Syrian refugee", wherever that is."""
    lows, events = document.lows, document.language.events
    single = document.tags[first - 1] & flag.ARTICLE and lows[first - 1] in ("a", "an")
    return bool(single) and document.language.nouns.is_person(lows[last]) and lows[last + 1] not in events


def _are_people(nations: Collection[str], low: str) -> bool:
    """ "Belgians" are people, wherever they are."""
    return low.endswith("s") and low[:-1] in nations


def place_before(document: Document, names: Names, k: int, sentence: Sentence) -> tuple[str | None, bool]:
    """The name among the words before an event, and whether "the", a day's or a place's name makes it a known one.

    "The Istanbul airport attack", "Ecuador's devastating 7.8 magnitude earthquake".
    """
    tags, words, floor, first = document.tags, document.words, sentence.first, k
    if len(words[k]) > _SHORT and words[k].isupper():
        return None, False  # "AIRPORT CRASH: AS IT HAPPENED": in a heading capitals tell no names
    while first > max(floor, k - BETWEEN) and not tags[first - 1] & OPENS and document.lows[first - 1] not in _JOINS:
        first -= 1
    last = first
    while first > floor and tags[first - 1] & _NAME == flag.CAPITAL and not is_day(document, words[first - 1]):
        first -= 1
    if first == floor and first + 1 < last and len(words[first]) > _SHORT and words[first].isupper():
        first += 1  # "VELDEN Turkish shelling": the dateline
    before = document.lows[first - 1] if first > floor else ""
    owner = first < last and tags[last - 1] & flag.OWNER
    nation = bare(document.span(first, last)).lower() if first < last else ""
    if document.language.events[document.lows[k]] in _AIMED and nation in document.language.people.nations:
        return None, before in ("the", "this", "that")  # "Israeli airstrikes": by whom, not where
    opens = first == floor or words[first - 1] in document.lists["dashes"]  # behind "VELDEN (AP) -"
    unsure = opens and not tags[first] & flag.PLACE and not owner  # the capital of a sentence
    person = names.has_person(first, last)
    far = not owner and k - last > 2
    sick = document.language.events.get(document.lows[k]) == "outbreak" and not owner
    nobody = document.lows[first] in document.language.people.not_names and is_no_name(document, first)
    nobody = nobody or (last - first == 1 and len(words[first]) < _SHORT)  # "a 7.0 Mw earthquake"
    other = sick and document.span(first, last).lower() not in document.language.people.nations  # "the Zika outbreak"
    if first == last or unsure or person or far or other or nobody:
        return None, before in ("the", "this", "that") or is_day(document, before)
    return country_of(document, bare(document.span(first, last))), bool(owner) or before in ("the", "this", "that")


def may_be_one(document: Document, one: str | None, other: str | None) -> bool:
    """Whether two names may be of one place, told more or less exactly: a country, its capital, a town there."""
    if one is None or other is None or one == other:
        return True
    low, lower, capitals = one.lower(), other.lower(), document.language.people.capitals
    if capitals.get(low) == other or capitals.get(lower) == one:
        return True
    within = places_within(document.text, document.language)
    return ((low, lower) in within) != ((lower, low) in within)


def is_day(document: Document, word: str) -> bool:
    return bare(word.lower()) in document.language.people.dates


def country_of(document: Document, place: str) -> str:
    """Give the country for the name of its people: "Iraqi" is of Iraq; other places stay."""
    return document.language.people.nations.get(place.lower(), place)


def place_after(document: Document, names: Names, k: int, stop: int) -> str | None:
    """ "An attack on Tuesday in Kabul", "a quake hit Japan": the first place within a few words, no mark between."""
    tells, hits = document.lists["place_tells"], document.lists["place_struck"]
    aimed = document.language.events.get(document.lows[k]) in _AIMED and k + 1 < stop
    if aimed and document.lows[k + 1] in document.lists["place_aimed"]:
        place = place_at(document, names, k + 1, stop, opened=True)
        if place is not None:
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


def _stands_within(document: Document, word: str) -> bool:
    """Whether a capitalised word stands behind another word, too: what opens a sentence may be a name then."""
    k, words = -1, document.words
    for _ in range(words.count(word)):
        k = words.index(word, k + 1)
        if k and document.tags[k - 1] & (flag.LOWER | flag.CAPITAL):
            return True
    return False


def names_of_lead(document: Document) -> frozenset[str]:
    """The words of the first sentence of an article, none with its possessive."""
    lead = document.sentences[0]
    return frozenset(map(bare, document.lows[lead.first : lead.last]))


def names_elsewhere(
    document: Document, names: Names, lead: frozenset[str], at: Standing, event_place: str | None
) -> bool:
    """Whether a sentence names what may be another place than that of its event: "worst hit was Keld, with 17 dead".

    No other place are persons and bodies, who are counted and who speak (but "Keld police" count at Keld), and what
    the first sentence of the article has too: ``lead``.
    """
    tags, start, end = document.tags, at.sentence.first, _before_aside(document, at)
    known, last = lead.union(event_place.lower().split()) if event_place else lead, start
    nations = document.language.people.nations
    for first in compress(range(start, end), map(and_, tags[start:end], repeat(flag.CAPITAL))):
        if first < last or tags[first] & _PROPER != flag.CAPITAL:
            continue
        last = first + 1
        while last < end and tags[last] & _PROPER == flag.CAPITAL:
            last += 1
        opens = first == start and last == first + 1 and not tags[first] & flag.PLACE
        named = [bare(low) for low in document.lows[first:last]]
        nation = nations.get(" ".join(named), "")
        people = nation.lower() not in ("", " ".join(named))  # "French tourists": who, not where
        area = document.lists["areas"].issuperset(named)  # "District officials"
        if not (people or area or known.issuperset(named) or (nation and nation == event_place)):
            real = not opens or _stands_within(document, document.words[first])  # else the capital of a sentence
            if real and _may_be_place(document, names, at, first, last):
                return True
    return False


def _before_aside(document: Document, at: Standing) -> int:
    """ "Killed two at a market, where traders from Orr gather": where the clause of a figure ends, before that."""
    lows, relatives = document.lows, document.lists["relatives"] | {"where"}
    asides = (k for k in range(at.beyond, at.sentence.last - 1) if lows[k] == "," and lows[k + 1] in relatives)
    return next(asides, at.sentence.last)


def _may_be_place(document: Document, names: Names, at: Standing, first: int, last: int) -> bool:
    """Whether capitals may be the name of a place: of no person, body or paper, nobody who is counted or speaks."""
    tags, word = document.tags, document.words[first]
    other = any(tags[k] & (flag.DATE | flag.TITLE | flag.PAPER) for k in range(first, last))
    bracketed = document.words[first - 1] == "(" and tags[first - 2] & flag.CAPITAL  # "the Relief Corps (ReCo)"
    if other or bracketed or word.isupper() or is_day(document, word) or at.last <= first < at.beyond:
        return False
    after = tags[last] if last < at.sentence.last else 0
    before = tags[max(first - 1 - SAID_IN, at.sentence.first) : first]
    if before and before[-1] & flag.PREPOSITION and any(map(flag.ASSERTION.__and__, before)):
        return False  # "told reporters in Velden"
    if first > at.sentence.first and tags[first - 1] & flag.ARTICLE:
        return False  # "the Santa Pia", as no town is called, but "the Keld district"
    if after & flag.LOWER and document.lows[last - 1].endswith(tuple(document.lists["people_endings"])):
        return False  # "the Ruritanian army"
    local = after & (flag.ROLE | flag.BODY) > 0 and not after & flag.CAPITAL
    spoken = not local and any(a <= first < b for a, b in (frame.source for frame in at.owner.frames))
    body = any(body.first < last and first < body.last for body in names.bodies)
    return not (spoken or body or names.has_person(first, last))
