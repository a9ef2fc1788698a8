"""The measure that a figure is of, and whom it counts: "killed" and "nurses" for nurses killed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from estimates.article import tags as flag
from estimates.article.befell import kind_of
from estimates.article.document import Document
from estimates.article.drafts import Draft
from estimates.article.persons import bare
from estimates.article.standing import Standing, is_room_to
from estimates.units import is_count, of_one_dimension

ABOARD = "aboard"
_JOINED = 3  # tokens of "and school staff"
# What a noun is that is joined to another.
_NOUNS = (
    flag.LOWER | flag.NUMBER | flag.DETERMINER | flag.PRONOUN | flag.HELPER | flag.PREPOSITION
    | flag.SUBORDINATOR | flag.PAST | flag.PARTICIPLE | flag.ADVERB
)  # fmt: skip
_JOINTS = frozenset(["and", "or"])
_LONGEST = 6  # words of a noun phrase that go into a name
AS_SHARE = ", share"  # what percents are called after what they are percents of
_ARMED = frozenset(["attackers", "troops", "police", "rebels", "militants", "fighters"])  # who go where they are sent
_SAME_PEOPLE = frozenset(["attackers", "children", "troops", "police"])  # whatever they are called


def measure_of(document: Document, at: Standing, draft: Draft, of: str | None) -> tuple[str | None, str | None]:
    """The measure and of whom: "killed" and "nurses" for nurses killed, "troops" and "Nordic" for Nordic soldiers.

    ``of`` is the measure of what a part is a part of.
    """
    counted = draft.unit is not None and is_count(draft.unit)
    noun, lists = draft.measured or draft.noun or "", document.lists
    name, qualities, plain, named, head = _parted(noun, lists["name_leads"], lists["vague_qualities"])
    if counted and _is_room(document, at):
        return "capacity", None
    if counted and not draft.fate and _lives_there(document, at, head.lower()):
        return "population", None
    if not counted and _is_burnt(document, at, draft.unit):
        return "burned", None
    if not counted or draft.noun is None or not name or " per " in name:
        return (f"{name}{AS_SHARE}" if draft.unit in ("percent", "fraction") and name else name or None), None
    if draft.aspect == "each":
        return " ".join([*plain, head, "per", draft.per]), named
    language, fates = document.language, lists["befallen"]
    kind = kind_of(language, head)
    fate = draft.fate or (kind if kind in fates else "")
    fate = _done_to(document, at) or fate if fate == kind == "participants" else fate
    if fate == "displaced" and kind in _ARMED:
        fate = ""  # "11,000 troops had crossed the border"
    if not fate and of in fates:
        fate = of or ""
    if draft.aspect == "part" and draft.per:
        *words, last = [word for word in draft.per.split() if word.lower() not in lists["beside_part"]] or [""]
        part = " ".join([*words, _same_people(kind_of(language, last), last)])
        return fate or draft.per, (part or None) if fate else None
    daily = "day" if "daily" in name.lower().split() else ""  # "average daily casualties"
    rate = (draft.unit or "").partition("/")[2] or daily  # "1,500 casualties a day" are no 1,500 casualties
    also = _joined(document, at)
    if fate in lists["fates_of_homes"]:
        return fate, head
    if not fate or draft.unit != "person" or rate:
        words = [
            *plain,
            head if plain or also or (fate and kind in fates - {fate}) else kind,
            *also,
            *([fate] if fate and fate != kind else []),
            *(["per", rate] if rate else []),
        ]
        return " ".join(words).strip(), named
    nobody = lists["anybody"]
    whole = fate == ABOARD and head.lower() in lists["those_aboard"] and not _with_others(document, at)
    if head.lower() == "toll":
        return fate, None  # "the Romblon ferry toll"
    low = head.lower()
    held = kind != fate and low in lists["held_people"]  # "five hostages were killed"
    empty = (kind.lower() in fates and not held) or low in nobody or low in language.fates
    who = [] if whole or empty else [_same_people(kind, head)]
    if qualities:
        said = [
            word
            for word in qualities
            if not (word.lower() in language.fates or word.lower() in nobody or kind_of(language, word) in fates)
        ]
        who = said + who
    if "police" in who[:-1]:
        who = [word for word in who if word.lower() not in lists["police_too"]]  # "police officers"
    if len(who) > 1 and who[-1] == "members" and who[-2].lower() in lists["crews"]:
        who = who[:-1]  # "crew members"
    who = [*who, *also] if who else who
    return fate, " ".join(_nation(document, word) for word in who) or None


def _is_burnt(document: Document, at: Standing, unit: str | None) -> bool:
    """ "Has scorched 900 acres", "land reduced to ashes": how much a fire took, whatever it is called."""
    if unit is None or document.lists["burns"].isdisjoint(at.sentence.has):
        return False
    return of_one_dimension(unit, "hectare")


def _done_to(document: Document, at: Standing) -> str:
    """ "Charged 16 participants of the march": no crowd, unlike "attracted 900 marchers"."""
    low, tag = document.lows[at.first - 1], document.tags[at.first - 1]
    verb = at.first > at.sentence.first and low.endswith("ed") and tag & (flag.PAST | flag.PARTICIPLE)
    verb = verb and not (at.leading and at.leading[-1].last == at.first)  # "claimed 900,000 marchers"
    return low if verb and low not in document.lists["draws"] else ""


def harms(quantity: str | None) -> bool:
    """Whether things are counted that an event befell, or who fell ill: "houses destroyed", "cases"."""
    return quantity is not None and quantity.endswith(("cases", " destroyed", " damaged"))


def _joined(document: Document, at: Standing) -> Sequence[str]:
    """ "And staff" behind "170 guests": who else is counted by the same number."""
    lows, k, stop = document.lows, at.beyond, at.sentence.last
    if at.figure.borrowed or at.figure.noun is None or k + 1 >= stop or lows[k] not in ("and", "or"):
        return ()
    last = next((j + 1 for j in range(k + 1, min(k + _JOINED, stop)) if document.language.nouns.is_plural(lows[j])), k)
    between = document.tags[k + 1 : last]
    if last < stop and document.tags[last] & flag.NUMERAL:
        return ()  # "has 40 beds and needs 90"
    return lows[k:last] if all(tag & _NOUNS == flag.LOWER for tag in between) else ()


def _with_others(document: Document, at: Standing) -> bool:
    """ "122 passengers and 24 crew": passengers alone are not all who are aboard."""
    if at.later is None or at.later.end > document.ends[at.sentence.last - 1]:
        return False
    return document.lows[at.beyond : document.token_at(at.later.start)] in (["and"], [","], ["plus"])


def _is_room(document: Document, at: Standing) -> bool:
    """ "Licensed to carry 120 passengers", "certified for 120", "a capacity of 900": what it holds when full."""
    lows, k, floor = document.lows, at.first - 1, at.sentence.first
    if k - 1 <= floor or (lows[k] not in ("of", "for") and lows[k] not in document.lists["carries"]):
        return False
    if lows[k - 1] == "capacity" and lows[k] == "of":
        return True
    if is_room_to(document, at):
        return True
    built = k - 1 - (lows[k - 1] == "to" and lows[k] in document.lists["carries"])
    return lows[built] in document.lists["made_for"] and (built < k - 1 or lows[k] == "for")


def _lives_there(document: Document, at: Standing, head: str) -> bool:
    """ "A town of 28,000 people", "the city of 28,000", "has 41,000 inhabitants", "the city's 90,000 residents"."""
    lows, tags, lists, k = document.lows, document.tags, document.lists, at.first - 1
    if k - 1 < at.sentence.first:
        return False
    of_place = lows[k] == "of" and lows[k - 1] in lists["peopled"]
    if head not in lists["who_live_there"]:
        return of_place and head == lows[k - 1]
    has = tags[k] & flag.HAVE_FORM > 0 and at.beyond > at.last and lows[at.beyond - 1] not in lists["anybody"]
    owner = bare(lows[k])
    owned = tags[k] & flag.OWNER > 0 and (owner in lists["peopled"] or owner in document.language.people.nations)
    return of_place or has or owned or lows[k - 1 : k + 1] == ["home", "to"]


def _same_people(kind: str, head: str) -> str:
    """ "Gunmen" are attackers, "servicemen" troops; "nurses" stay what they are called."""
    return kind if kind in _SAME_PEOPLE else head


def _nation(document: Document, word: str) -> str:
    """ "Russia's" casualties are Russian."""
    people = document.language.people
    owner = word.removesuffix("'s")
    return people.adjectives.get(people.nations.get(owner.lower(), ""), owner) if owner != word else word


@lru_cache(maxsize=8192)
def _parted(
    noun: str, leads: frozenset[str], vague: frozenset[str]
) -> tuple[str, Sequence[str], Sequence[str], str | None, str]:
    """A noun phrase as a name, and the parts of it: what stands before the head, of that what is no name, the name.

    It is without what only introduces it, and not endless; "French and German" is the name in "French and German men".
    """
    words = noun.replace("’", "'").split()
    while len(words) > 1 and words[0].lower() in leads:
        words = words[1:]
    words = words[: words.index("of", 1)] if len(words) > _LONGEST and "of" in words[1:] else words
    name = " ".join(words[-_LONGEST:])
    kept = [k for k, word in enumerate(words) if word.lower().rstrip(",") not in vague][-_LONGEST:]
    kept = [k for n, k in enumerate(kept) if not (words[k] in _JOINTS and (not n or kept[n - 1] < k - 1))]
    *qualities, head = [words[k] for k in kept] or [name]  # "suspected and confirmed cases" are cases
    capitals = [k for k, word in enumerate(qualities) if word[:1].isupper()]
    first, last = (capitals[0], capitals[-1] + 1) if capitals else (0, 0)
    return name, qualities, qualities[:first] + qualities[last:], " ".join(qualities[first:last]) or None, head
