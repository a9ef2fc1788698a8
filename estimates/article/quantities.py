"""What a figure is a figure of: its noun, its unit, its place, and the short draft key it is filed under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from estimates.article.chunks import Span
from estimates.article.context import done_before, measured_after, measured_before, noun_of, place_near
from estimates.article.document import Document
from estimates.article.grammar import ARTICLES, BE, HAVE, POSSESSIVES, PUNCTUATION, grammar
from estimates.article.names import Names
from estimates.article.standing import Standing
from estimates.figures.nouns import is_person, singular
from estimates.lang.lexicon import language, lexicon

_OTHERS, _PEOPLE, _MORE, _FATES = grammar("others"), grammar("people_nouns"), grammar("more"), grammar("fates")
# One kind of people under several words; in one article they are one quantity.
_SAME = tuple(frozenset(words.split()) for words in lexicon("grammar")["same_kind"])
_DIMENSIONS = tuple(frozenset(words.split()) for words in lexicon("grammar")["same_dimension"])
_BEFELL = language("en").fates
_LONGEST_KEY = 6  # words of a noun phrase that go into a key
_REACH = 6  # figures back that a figure without a noun may take it from
_PART = re.compile(
    r"(?:\bincluding|,\s*of (?:whom|which)|\bamong (?:them|whom)|\bof them)"
    r"\s*(?:about|some|at least|nearly|around|more than)?\s*$",
    re.IGNORECASE,
)
_PART_ENDS = ("including", "which", "whom", "them", "about", "some", "at least", "nearly", "around", "more than")
_OBJECT = 16  # tokens between "put" and "at"
_ADDED = frozenset(["another", "further", "additional", "more"])


@dataclass(frozen=True, slots=True)
class Draft:
    """What one figure counts or measures, before it is named.

    ``same_as`` is the number of the figure whose quantity this one takes over; ``aspect`` says how it differs: "each",
    "part" of a whole, "more" on top of it; ``per`` is what "each" goes by, or what the part is. ``fate`` is what befell
    the people counted.
    """

    noun: str | None
    unit: str | None
    place: str | None
    measured: str | None = None
    same_as: int | None = None
    aspect: str = ""
    per: str = ""
    fate: str = ""


def says_part(between: str) -> bool:
    """Tell whether the words between two figures make the second a part of the first.

    Examples
    --------
    >>> says_part("soldiers, including"), says_part("patients, of whom"), says_part("soldiers and")
    (True, True, False)
    """
    return between.rstrip().lower().endswith(_PART_ENDS) and _PART.search(between) is not None


def drafts_of(document: Document, names: Names, standings: Sequence[Standing]) -> list[Draft]:
    """Settle what each figure counts, in the order of the text; some take it over from those before them."""
    drafts: list[Draft] = []
    for at in standings:
        place = place_near(document, names, at)
        figure = at.figure
        if figure.unit is not None and not _is_count(figure.unit):
            draft = _measure(document, at, place, drafts, standings)
        elif figure.noun is None or figure.borrowed or figure.noun.lower() in _OTHERS:
            draft = _taken_over(document, at, place, drafts, standings)
        else:
            draft = Draft(figure.noun, figure.unit, place)
        aspect, per = _aspect(document, at, draft, len(drafts) - 1)
        fate = _fate(document, at, at.sentence.last) if draft.unit == "person" else ""
        drafts.append(replace(draft, aspect=aspect, per=per, fate=fate))
    return drafts


def _aspect(document: Document, at: Standing, draft: Draft, previous: int) -> tuple[str, str]:
    """Whether a figure is of each, a part or more of another quantity, and of which; ``previous`` is the one before."""
    figure, before, between = at.figure, at.earlier, _between(document, at)
    counted = draft.unit is not None and _is_count(draft.unit)
    if counted and before is not None and before.noun and (figure.each or between == "of"):
        return "each", singular(before.noun.split()[-1].lower())
    of_them = figure.part and _low(document, at.last + 1) not in POSSESSIVES
    if of_them or (before is not None and draft.same_as == previous and says_part(between)):
        return "part", _complement(document, at.last)
    words = [*figure.text.lower().split(), *(draft.noun or "").lower().split(), _low(document, at.last)]
    added = counted and figure.hedge != "at_least" and not _ADDED.isdisjoint(words) and "than" not in words
    return ("more" if added else ""), ""


def _between(document: Document, at: Standing) -> str:
    """The words between the figure before and this one."""
    before = at.earlier
    return "" if before is None else document.plain[max(before.end, before.noun_end) : at.figure.start].strip().lower()


def _complement(document: Document, token: int) -> str:
    """What a part is: "312 of them were children"."""
    lows, end = document.lows, document.sentences[document.sentence_of[token - 1]].last
    k = next((k for k in range(token, min(token + 4, end)) if lows[k] in ("were", "are", "was")), end)
    ends = (j for j in range(k + 1, end) if document.words[j] in PUNCTUATION or lows[j] in ("and", "in", "at"))
    stop = next(ends, end)
    return document.span(k + 1, stop) if 1 < stop - k <= 4 and lows[stop - 1].endswith(("s", "n")) else ""


def _low(document: Document, token: int) -> str:
    return document.lows[token] if token < len(document.lows) else ""


def _taken_over(
    document: Document, at: Standing, place: str | None, drafts: Sequence[Draft], standings: Sequence[Standing]
) -> Draft:
    """A count that leaves its noun out: "put the crowd at 200,000", "1,280 on Tuesday"."""
    figure, following = at.figure, _low(document, at.last)
    if following in _FATES:
        return Draft(following, "person", place)
    own_unit = None if figure.borrowed else figure.unit
    phrase = None
    if not says_part(_between(document, at)):
        phrase = _object_of(document, at) or _no_speaker(at, measured_before(document, at.first, at.sentence.first))
    noun = noun_of(document, phrase) if phrase is not None else None
    if noun is not None:
        head = noun.split()[-1].lower()
        people = is_person(head) or head in _PEOPLE or _kind(head) == _kind("troops")
        return Draft(noun, own_unit or ("person" if people else "count"), place)
    for k in range(len(drafts) - 1, max(len(drafts) - 1 - _REACH, -1), -1):
        earlier = drafts[k]
        if earlier.noun is not None and earlier.unit is not None and _is_count(earlier.unit) and _lends(standings[k]):
            return Draft(earlier.noun, own_unit or earlier.unit, place or earlier.place, same_as=k)
    if _fate(document, at, len(document.lows)):
        return Draft("people", "person", place)
    return Draft(None if figure.borrowed else figure.noun, figure.unit, place)


def _lends(at: Standing) -> bool:
    """Whether a figure lends its noun to others: that of "two diplomats said" does not."""
    return not any(frame.source and frame.source[0] <= at.first < frame.source[1] for frame in at.frames)


def _fate(document: Document, at: Standing, end: int) -> str:
    """What befell the people counted: "killed 14", "14 people have been killed"."""
    lows, first, k = document.lows, at.first, at.beyond
    if first and lows[first - 1] in _BEFELL:
        return _BEFELL[lows[first - 1]]
    while k < end and (lows[k] in HAVE or lows[k] in BE or lows[k] in ("also", "reportedly", "others")):
        k += 1
    return _BEFELL.get(lows[k], "") if k < end else ""


def _object_of(document: Document, at: Standing) -> Span | None:
    """ "Put the crowd at 200,000", "revised the death toll to 283": the object of the verb."""
    for frame in at.leading:
        if at.first < frame.last + _OBJECT and frame.classes & {"placement", "revision"}:
            stops = ("at",) if "placement" in frame.classes else ("to", "from", "by")
            k = next((k for k in range(frame.last, at.first) if document.lows[k] in stops), frame.last)
            if k > frame.last:
                return frame.last, k
    return None


def _measure(
    document: Document, at: Standing, place: str | None, drafts: Sequence[Draft], standings: Sequence[Standing]
) -> Draft:
    """A measure: named by its noun, by the phrase beside it, or as the measure before it in the sentence."""
    figure, first, last, floor = at.figure, at.first, at.last, at.sentence.first
    unit, noun = figure.unit or "", None if figure.borrowed else figure.noun
    if noun is not None and len(noun) > 1:
        return Draft(noun, figure.unit, place)
    phrase = _object_of(document, at)
    if phrase is None and not (drafts and _joined(document, first, floor)):
        phrase = _no_speaker(at, measured_before(document, first, floor, spent=True))
    measured = noun_of(document, phrase, counted=False) if phrase is not None else None
    measured = measured or (measured_after(document, last) if unit != "percent" else None)
    if measured is not None:
        return Draft(measured if unit == "percent" else None, figure.unit, place, measured)
    more = unit == "percent" and _low(document, last) in ("more", "less", "fewer")  # ... than before
    for k in range(len(drafts) - 1, max(len(drafts) - 4, -1), -1):
        same = standings[k].number == at.number
        if (same or more) and _dimension(drafts[k].unit or "") == _dimension(unit):
            return Draft(drafts[k].noun, figure.unit, place or drafts[k].place, same_as=k)
    done = done_before(document, first, floor)
    what = f"{done} (sentence {at.number + 1})" if done else f"{unit} in sentence {at.number + 1}"
    return Draft(None, figure.unit, place, what)


def _no_speaker(at: Standing, phrase: Span | None) -> Span | None:
    """ "Police put the crowd at 900, organisers at 4,000": what is counted are not those who count."""
    sources = [frame.source for frame in at.owner.frames if frame.source is not None]
    speaks = phrase is not None and any(a < phrase[1] and phrase[0] < b for a, b in sources)
    return None if speaks else phrase


def _joined(document: Document, first: int, floor: int) -> bool:
    """True for the second of two measures: "to several weeks or to one week"."""
    lows = document.lows
    joins = first - 1 > floor and lows[first - 1] in ("or", "and", "to")
    return joins and lows[first - 2] not in ("rose", "fell", "grew")


def name_quantities(drafts: Sequence[Draft]) -> list[str]:
    """Give each draft its key: noun phrase and place, the same for synonyms in one article.

    A bare noun ("troops") is the quantity of its kind that the article names more fully, if there is one; a figure
    without a place belongs to the only place its kind has; parts and additions stand apart from the whole.

    Examples
    --------
    >>> name_quantities([Draft("North Korean troops", "person", "Kursk"), Draft("soldiers", "person", None)])
    ['North Korean troops, Kursk', 'North Korean troops, Kursk']
    """
    shown: dict[tuple[frozenset[str], str], str] = {}
    for draft in drafts:
        if draft.noun and draft.same_as is None and draft.aspect != "each":
            shown.setdefault(_key(draft.noun), _shown(draft.noun))
    fuller: dict[str, set[str]] = {}  # the names with qualities, by their kind
    for (qualities, kind), name in shown.items():
        if qualities:
            fuller.setdefault(kind, set()).add(name)
    bases = [_base(draft, shown, fuller) for draft in drafts]
    places: dict[str, set[str]] = {}
    for draft, base in zip(drafts, bases, strict=True):
        if draft.place is not None:
            places.setdefault(base, set()).add(draft.place)
    names: list[str] = []
    measured: dict[str, str] = {}  # one quantity has one dimension
    for draft, base in zip(drafts, bases, strict=True):
        name = _placed(draft, base, places) if draft.same_as is None else names[draft.same_as]
        earlier = drafts[draft.same_as] if draft.same_as is not None else draft
        if earlier.aspect not in ("", draft.aspect) or earlier.fate != draft.fate:
            name = _placed(draft, base, places)
        name = name.removesuffix(_suffix(draft)) + _suffix(draft) if draft.aspect else name
        unit = draft.unit or ""
        dimension = _dimension(unit)
        if measured.setdefault(name, dimension) != dimension:
            name = f"{name} ({unit.replace('/', ' per ') or 'number'})"
            measured.setdefault(name, dimension)
        names.append(name)
    return names


def _suffix(draft: Draft) -> str:
    """How the name of a quantity tells that it is each, a part or more of another."""
    if draft.aspect == "each":
        return f" per {draft.per}"
    return f" ({draft.per or 'part'})" if draft.aspect == "part" else " (additional)"


def _placed(draft: Draft, base: str, places: dict[str, set[str]]) -> str:
    """A quantity with its place; without one of its own it has the only one of its kind."""
    if draft.aspect == "each":
        return base
    only = places.get(base, set())
    place = draft.place or (next(iter(only)) if len(only) == 1 else None)
    return base if place is None or place.lower() in base.lower() else f"{base}, {place}"


def _base(draft: Draft, shown: dict[tuple[frozenset[str], str], str], fuller: dict[str, set[str]]) -> str:
    """The noun phrase a quantity goes by; a measure without one goes by what it measures, else by its unit."""
    if draft.measured is not None:
        return draft.measured if draft.measured.endswith(")") else _shown(draft.measured)
    if draft.noun is None:
        return draft.unit or "number"
    if draft.aspect == "each":
        return _shown(draft.noun)
    qualities, kind = _key(draft.noun)
    if draft.fate == "killed" and not qualities and kind == _kind("people"):
        return shown.get((qualities, _kind("deaths")), "people killed")
    named = fuller.get(kind, ()) if not qualities else ()
    base = next(iter(named)) if len(named) == 1 else shown.get((qualities, kind), _shown(draft.noun))
    if draft.fate and kind not in (_kind("deaths"), _kind("wounded")) and draft.fate not in base:
        base = f"{base} {draft.fate}"
    return f"{base}, share" if draft.unit == "percent" else base


@lru_cache(maxsize=8192)
def _shown(noun: str) -> str:
    words = noun.replace("’", "'").split()
    while len(words) > 1 and (
        words[0].lower() in ARTICLES or words[0].lower() in POSSESSIVES or words[0].lower() in _MORE
    ):
        words = words[1:]
    return " ".join(words[-_LONGEST_KEY:])


@lru_cache(maxsize=8192)
def _key(noun: str) -> tuple[frozenset[str], str]:
    """The qualities of a noun phrase and the kind of its head: synonyms have the same."""
    words = _shown(noun).lower().split()
    kind = _kind(words[-1])
    return frozenset(word for word in words[:-1] if _kind(word) != kind), kind  # a death toll is a toll


@lru_cache(maxsize=8192)
def _kind(head: str) -> str:
    one = singular(head)
    return next((min(group) for group in _SAME if one in group), one)


@lru_cache(maxsize=1024)
def _is_count(unit: str) -> bool:
    return unit.partition("/")[0] in ("count", "person")


@lru_cache(maxsize=1024)
def _dimension(unit: str) -> str:
    return next((min(group) for group in _DIMENSIONS if unit in group), unit)
