"""The place that a figure holds for, as its clause names it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import compress

from estimates.article import tags as flag
from estimates.article.befell import kind_of
from estimates.article.capitals import goes_on
from estimates.article.document import Document
from estimates.article.names import Names
from estimates.article.persons import bare
from estimates.article.standing import Standing
from estimates.lang.lexicon import Language
from estimates.lang.people import People

SAID_IN = 3  # words between a verb of saying and the place where it was said
_OPENS = 6  # tokens of "In the town of Oldtown,"
_GOES_ON = flag.HELPER | flag.PREPOSITION | flag.SUBORDINATOR | flag.PAST
_JOINS = frozenset([";", ":", ",", "and"])  # behind which a clause opens
_REACH = 16  # tokens that a place may stand away from its figure


def places_told(document: Document) -> list[int]:
    """The tokens that may tell a place, a name being next or what leads to one, or that end the look for one."""
    lows, tags, ends, leads = document.lows, document.tags, document.lists["place_ends"], document.lists["place_leads"]
    told = compress(range(len(lows) - 1), map(document.lists["place_tells"].__contains__, lows))
    return [k for k in told if tags[k + 1] & flag.CAPITAL or lows[k] in ends or lows[k + 1] in leads]


def place_near(document: Document, names: Names, at: Standing, told: Sequence[int]) -> str | None:
    """The place named after a figure in its clause, else before it; ``told`` is by ``places_told``."""
    lows, ends = document.lows, document.lists["place_ends"]
    opens = bisect_left(told, max(at.first - _REACH, at.floor))
    near = told[opens : bisect_left(told, min(at.last + _REACH, at.stop), opens)]
    if not near:
        return None
    for stretch in ([k for k in near if k >= at.last], [k for k in reversed(near) if k < at.first]):
        for k in stretch:
            between = lows[at.last : k]  # "nine million, most of them in Chad", "40, with 12 killed in Orr"
            if lows[k] in ends or "them" in between or ("with" in between and _has_number(document, at.last, k)):
                break
            before = document.tags[max(k - SAID_IN, at.sentence.first) : k] if k < at.first else ()
            if any(map(flag.ASSERTION.__and__, before)):
                continue  # "told reporters in Rieti that 40 had died"
            place = place_at(document, names, k, at.stop)
            if place is not None:
                return place
    return None


def _has_number(document: Document, first: int, last: int) -> bool:
    return any(map(flag.NUMBER.__and__, document.tags[first:last]))


def opening_place(document: Document, names: Names, at: Standing) -> str | None:
    """ "In Oldtown, police put it at 5,500 and unions at 15,000": the place that opens a sentence is of all in it."""
    first = at.sentence.first
    opens = first < at.first and document.lows[first] in document.lists["within_place"]
    if not opens or "," not in document.lows[first : min(first + _OPENS, at.first)]:
        return None
    return place_at(document, names, first, at.first)


def place_among(document: Document, at: Standing, countries: Sequence[str]) -> str | None:
    """The only one of several countries that a sentence names: "Niger's ministry has since confirmed 40 deaths"."""
    nations = document.language.people.nations
    named = {nations.get(bare(low)) for low in at.sentence.has}.intersection(countries) if countries else set()
    return named.pop() if len(named) == 1 else None


def place_of_subject(document: Document, at: Standing) -> str | None:
    """ "Chad has had 413 cases and 303 deaths", "Chad, 495 cases; Niger, 554": the country that opens their clause.

    An army's country is whose it is, and not where.
    """
    lows, tags, openers = document.lows, document.tags, nation_openers(document.language)
    if openers.isdisjoint(at.sentence.has):
        return None  # as mostly
    if kind_of(document.language, (at.figure.noun or "").lower().rpartition(" ")[2]) == "troops":
        return None
    for k in range(at.first - 1, at.sentence.first - 1, -1):
        if not (tags[k] & flag.CAPITAL and lows[k] in openers):
            continue
        last = next((k + n for n in (3, 2, 1) if _is_country(document, k, k + n)), k)
        opens = k == at.sentence.first or lows[k - 1] in _JOINS
        if last == k or not opens:
            continue
        counts = tags[last] & (flag.NUMBER | flag.HAVE_FORM | flag.BE_FORM | flag.ASSERTION) > 0
        if counts or (lows[last] == "," and tags[last + 1] & flag.NUMBER):
            return document.span(k, last)
    return None


def place_of_brackets(document: Document, names: Names, at: Standing) -> str | None:
    """ "In Nkhata Bay (1,920 cases and 61 deaths)": the name before the brackets that a figure stands in."""
    words, tags, k = document.words, document.tags, at.first - 1
    if "(" not in document.vocabulary:
        return None
    while k > at.sentence.first and words[k] not in ("(", ")"):
        k -= 1
    first = k
    while first > at.sentence.first and tags[first - 1] & (flag.CAPITAL | flag.OWNER) == flag.CAPITAL:
        first -= 1
    if words[k] != "(" or first == k or words[k - 1].isupper() or names.has_person(first, k):
        return None
    people, low = document.language.people, document.lows[k - 1]
    body = low in people.bodies and low not in document.lists["not_bodies"]
    return None if body or _no_name(people, document.lows[first]) else document.span(first, k)


def place_at(document: Document, names: Names, k: int, stop: int, *, opened: bool = False) -> str | None:
    """The place that "in" or "near" at token ``k`` opens, or that is called "the ... region"."""
    lists, lows, tags, first = document.lists, document.lows, document.tags, k + 1
    if lows[k] not in lists["place_before"] and not opened:
        if lows[k] != "the" or k + 2 >= stop or lows[k + 2] not in lists["areas"]:
            return None
        if not (tags[k + 1] & flag.CAPITAL and tags[k + 2] & flag.LOWER):
            return None
    people = document.language.people
    if lows[first : first + 1] == ["the"] and lows[first + 1] in lists["inside_of"] and lows[first + 2] == "of":
        return place_at(document, names, first + 2, stop, opened=True)
    while first < stop and lows[first] in lists["compass"]:
        first += 1
    first += first < stop and lows[first] in ("a", "an") and _is_town(document, first + 1)  # "in a Kabul market"
    named, owns = flag.CAPITAL | flag.OWNER, first
    while owns + 1 < stop and tags[owns] & named == flag.CAPITAL:
        owns += 1
    owner = bare(document.span(first, owns + 1)) if owns + 1 < stop and tags[owns] & named == named else ""
    # "at Istanbul's main airport", "on Ecuador's coast"
    if owner and (opened or lows[k] in lists["place_owned"] or (lows[k] == "on" and owner.lower() in people.nations)):
        part = _part_of(document, owns + 1, stop)
        if part is not None:
            return part
        other = _no_name(people, owner.lower()) or names.has_person(first, owns + 1)
        seat = _seat_of(document, names, people.nations.get(owner.lower(), ""), owns + 1)
        return None if other or owner.lower() in people.bodies else seat or owner
    last = first
    if first < stop and lows[first] in nation_openers(document.language):
        longer = (k for k in (first + 3, first + 2) if k <= stop and document.span(first, k).lower() in people.nations)
        last = next(longer, first)  # "Papua New Guinea"
    while last < stop and tags[last] & named == flag.CAPITAL and not is_no_name(document, last):
        last = goes_on(document, last + 1, stop)
    after = lows[last] if last < stop else ""
    of = last + 1 + (lows[last + 1 : last + 2] != ["of"])  # behind "the Chinese port city"
    if of < stop - 1 and after in lists["lands"] and lows[of] == "of" and tags[of + 1] & flag.CAPITAL:
        inner = place_at(document, names, of, stop, opened=True)  # "in the Congolese town of Sake"
        around = lows[first - 1] != "the" or inner in people.adjectives  # "in Keld district of Orr", "... of Russia"
        if last == first or not around or document.span(first, last).lower() in people.nations:
            return inner
    sized = last > first and after == "of" and last + 2 < stop and lows[last - 1] in lists["places_of"]
    if sized and tags[last + 1 + (lows[last + 1] == "the")] & flag.CAPITAL:  # "the Republic of Congo", "Gulf of Aden"
        name = place_at(document, names, last, stop, opened=True)
        return f"{document.span(first, last)} of {name}" if name and lows[last - 1] not in lists["states_of"] else name
    aside = lows[k] in ("at", "from") and not (after in lists["areas"] or after in lists["place_sites"])
    if last == first or after in people.roles or (not opened and (aside or lows[k] == "on")):
        return None
    name = document.span(first, last).lower()
    body = lows[first] in people.bodies or lows[last - 1] in lists["no_places"]
    if (body and name not in lists["territories"]) or names.has_person(first, last):
        return None
    if lows[last - 1] in lists["of_continents"] and last < stop and bare(lows[last]) in ("country", "nation", "state"):
        return None  # "in the North African country"
    country = people.nations.get(name, "")
    if country.lower() != name and (country or (name[-1] == "s" and name[:-1] in people.nations)):  # "of Russians"
        ends = not tags[last] & flag.LOWER or tags[last] & _GOES_ON or after in _JOINS
        if seat := _seat_of(document, names, country, last):
            return seat
        short = document.words[first].replace(".", "").isupper() and ends  # "in the US", not "in the US embassy"
        return country if country and (short or after in lists["lands"]) else None  # not "near the Libyan border"
    while last > first + 1 and lows[last - 1] in lists["areas"] and lows[last - 1] != "city":  # "in Sadr City"
        last -= 1
    if lows[k] == "at" and after in lists["place_sites"]:
        last += 1  # "at Brussels airport"
    return with_neighbours(document, first, last, stop)


def _is_town(document: Document, k: int) -> bool:
    """Whether a capital that stands before a noun is a town: a seat of government, or what the text calls a place."""
    lows = document.lows
    if not document.tags[k] & flag.CAPITAL or not document.tags[k + 1] & flag.LOWER:
        return False
    alone = (j for j, low in enumerate(lows) if low == lows[k] and not document.tags[j + 1] & flag.LOWER)
    return lows[k] in document.language.people.capitals or any(j and lows[j - 1] in ("in", "near") for j in alone)


def _seat_of(document: Document, names: Names, country: str, k: int) -> str | None:
    """ "In the Afghan capital", "in Afghanistan's capital, Kabul": the town that is meant."""
    people, lows, tags = document.language.people, document.lows, document.tags
    if not country or lows[k : k + 1] != ["capital"]:
        return None
    first = k + 1 + (lows[k + 1 : k + 2] == [","])
    last = next((j for j in range(first, len(tags)) if tags[j] & (flag.CAPITAL | flag.DATE) != flag.CAPITAL), first)
    closes = tags[last] & (flag.MARK | flag.PREPOSITION) or people.capitals.get(document.span(first, last).lower())
    if last > first and closes and not names.has_person(first, last):
        return document.span(first, last)  # as the text has it, "Port-au-Prince" or "Amsterdam"
    return people.seats.get(country)


@cache
def nation_openers(language: Language) -> frozenset[str]:
    """Give the first words of the names of countries and their people."""
    return frozenset(name.split()[0] for name in language.people.nations)


def with_neighbours(document: Document, first: int, last: int, stop: int) -> str:
    """ "In Chad and Niger", "across Chad, Niger and Mali": what several countries count is none's of them."""
    start, end = first, last
    while end + 1 < stop and document.lows[end] in ("and", ",") and _is_country(document, start, end):
        closes, start = document.lows[end] == "and", end + 1
        end = next((k for k in (start + 2, start + 1) if k <= stop and _is_country(document, start, k)), stop)
        if closes and end < stop:
            return document.span(first, end)
    return document.span(first, last)


def _is_country(document: Document, first: int, last: int) -> bool:
    name = document.span(first, last) if last <= len(document.ends) else ""
    return bool(name) and document.language.people.nations.get(name.lower()) == name


def _part_of(document: Document, first: int, stop: int) -> str | None:
    """The area that belongs to a place: "Indonesia's Aceh province", "Pakistan's southwestern city of Quetta"."""
    lows, tags, areas = document.lows, document.tags, document.lists["areas"]
    while first < stop and lows[first] in document.lists["compass"]:
        first += 1
    of = first + 2 < stop and lows[first] in document.lists["lands"] and lows[first + 1] == "of"
    last = first = first + 2 * of
    while last < stop and tags[last] & (flag.CAPITAL | flag.OWNER) == flag.CAPITAL:
        last += 1
    named = last > first and (of or (last < stop and lows[last] in areas))
    if not named or _no_name(document.language.people, lows[first]):
        return None
    return document.span(first, last)


def is_no_name(document: Document, k: int) -> bool:
    """True for a capital that names no place, unless it opens the name of one: "New York", "Old Trafford"."""
    low, tags = document.lows[k], document.tags
    opens = low in document.lists["opens_places"] and bool(tags[k] & tags[k + 1] & flag.CAPITAL)
    people = document.language.people
    country = document.words[k].isupper() and low in people.nations  # "the US", not "us"
    return not opens and not country and _no_name(people, low)


def _no_name(people: People, low: str) -> bool:
    """True for a capital that names no place: "May", "But"."""
    return low in people.dates or low in people.not_names
