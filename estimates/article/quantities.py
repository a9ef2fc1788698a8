"""What a figure is a figure of: its noun, its unit, its place, and the short draft key it is filed under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from estimates.article.chunks import Span
from estimates.article.context import done_before, measured_after, measured_before, noun_of, place_near
from estimates.article.document import Document
from estimates.article.grammar import ARTICLES, BE, HAVE, POSSESSIVES, PUNCTUATION, grammar
from estimates.article.speakers import Speakers
from estimates.article.standing import Standing
from estimates.figures.linking import Figure
from estimates.figures.nouns import is_person, singular
from estimates.lang.lexicon import lexicon

_OTHERS, _PEOPLE, _MORE, _FATES = grammar("others"), grammar("people_nouns"), grammar("more"), grammar("fates")
# One kind of people under several words; in one article they are one quantity.
_SAME = tuple(frozenset(words.split()) for words in lexicon("grammar")["same_kind"])
_DIMENSIONS = tuple(frozenset(words.split()) for words in lexicon("grammar")["same_dimension"])
_BEFELL: dict[str, str] = {word: fate for fate, words in lexicon("grammar")["befell"].items() for word in words.split()}
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


@dataclass(slots=True)
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


class Drafts:
    """The figures of one article and what they count, each settled in the order of the text."""

    def __init__(self, document: Document, speakers: Speakers, figures: Sequence[Figure]) -> None:
        self.document, self.speakers, self.figures = document, speakers, figures
        self.drafts: list[Draft] = []
        self._standings: list[Standing] = []

    def add(self, at: Standing) -> Draft:
        """Settle what the next figure counts; without a noun it takes that over from the words or figures before it."""
        figure = self.figures[len(self.drafts)]
        self._standings.append(at)
        place = place_near(self.document, self.speakers.names, at.first, at.last, at.floor, at.stop)
        if figure.unit is not None and not _is_count(figure.unit):
            draft = self._measure(figure, at, place)
        elif figure.noun is None or figure.borrowed or figure.noun.lower() in _OTHERS:
            draft = self._taken_over(figure, at, place)
        else:
            draft = Draft(figure.noun, figure.unit, place)
        self._aspect(draft, figure, at.last)
        if draft.unit == "person":
            draft.fate = self._fate(at, at.sentence.last)
        self.drafts.append(draft)
        return draft

    def _aspect(self, draft: Draft, figure: Figure, last: int) -> None:
        number = len(self.drafts)
        before = self.figures[number - 1] if number else None
        counted = draft.unit is not None and _is_count(draft.unit)
        if counted and before is not None and before.noun and (figure.each or self._between() == "of"):
            draft.aspect, draft.per = "each", singular(before.noun.split()[-1].lower())
        elif (figure.part and self._low(last + 1) not in POSSESSIVES) or (
            number and draft.same_as == number - 1 and says_part(self._between())
        ):
            draft.aspect, draft.per = "part", self._complement(last)
        elif counted and figure.hedge != "at_least":
            words = [*figure.text.lower().split(), *(draft.noun or "").lower().split(), self._low(last)]
            if not _ADDED.isdisjoint(words) and "than" not in words:
                draft.aspect = "more"

    def _between(self) -> str:
        """The words between the figure before and this one."""
        number = len(self.drafts)
        if not number:
            return ""
        before = self.figures[number - 1]
        return self.document.plain[max(before.end, before.noun_end) : self.figures[number].start].strip().lower()

    def _complement(self, token: int) -> str:
        """What a part is: "312 of them were children"."""
        document = self.document
        end = document.sentences[document.sentence_of[token - 1]].last
        k = next((k for k in range(token, min(token + 4, end)) if document.lows[k] in ("were", "are", "was")), None)
        if k is None:
            return ""
        stop = next(
            (
                j
                for j in range(k + 1, end)
                if document.words[j] in PUNCTUATION or document.lows[j] in ("and", "in", "at")
            ),
            end,
        )
        words = document.lows[k + 1 : stop]
        return document.span(k + 1, stop) if 0 < len(words) <= 3 and words[-1].endswith(("s", "n")) else ""

    def _low(self, token: int) -> str:
        return self.document.lows[token] if token < len(self.document.lows) else ""

    def _taken_over(self, figure: Figure, at: Standing, place: str | None) -> Draft:
        """A count that leaves its noun out: "put the crowd at 200,000", "1,280 on Tuesday"."""
        if self._low(at.last) in _FATES:
            return Draft(self._low(at.last), "person", place)
        own_unit = None if figure.borrowed else figure.unit
        phrase = None
        if not says_part(self._between()):
            phrase = self._object_of(at) or self._no_speaker(
                at, measured_before(self.document, at.first, at.sentence.first)
            )
        noun = noun_of(self.document, phrase) if phrase is not None else None
        if noun is not None:
            head = noun.split()[-1].lower()
            people = is_person(head) or head in _PEOPLE or _kind(head) == _kind("troops")
            return Draft(noun, own_unit or ("person" if people else "count"), place)
        for k in range(len(self.drafts) - 1, max(len(self.drafts) - 1 - _REACH, -1), -1):
            earlier = self.drafts[k]
            if earlier.noun is not None and earlier.unit is not None and _is_count(earlier.unit) and self._lends(k):
                return Draft(earlier.noun, own_unit or earlier.unit, place or earlier.place, same_as=k)
        if self._fate(at, len(self.document.lows)):
            return Draft("people", "person", place)
        return Draft(None if figure.borrowed else figure.noun, figure.unit, place)

    def _lends(self, k: int) -> bool:
        """Whether a figure lends its noun to others: that of "two diplomats said" does not."""
        at = self._standings[k]
        frames = self.speakers.frames[at.number]
        return not any(frame.source and frame.source[0] <= at.first < frame.source[1] for frame in frames)

    def _fate(self, at: Standing, end: int) -> str:
        """What befell the people counted: "killed 14", "14 people have been killed"."""
        lows, first, k = self.document.lows, at.first, at.beyond
        if first and lows[first - 1] in _BEFELL:
            return _BEFELL[lows[first - 1]]
        while k < end and (lows[k] in HAVE or lows[k] in BE or lows[k] in ("also", "reportedly", "others")):
            k += 1
        return _BEFELL.get(lows[k], "") if k < end else ""

    def _object_of(self, at: Standing) -> Span | None:
        """ "Put the crowd at 200,000", "revised the death toll to 283": the object of the verb."""
        first = at.first
        for frame in at.leading:
            if first < frame.last + _OBJECT and frame.classes & {"placement", "revision"}:
                stops = ("at",) if "placement" in frame.classes else ("to", "from", "by")
                k = next((k for k in range(frame.last, first) if self.document.lows[k] in stops), None)
                if k is not None and k > frame.last:
                    return frame.last, k
        return None

    def _measure(self, figure: Figure, at: Standing, place: str | None) -> Draft:
        """A measure: named by its noun, by the phrase beside it, or as the measure before it in the sentence."""
        first, last, floor, number = at.first, at.last, at.sentence.first, at.number
        unit, noun = figure.unit or "", None if figure.borrowed else figure.noun
        if noun is not None and len(noun) > 1:
            return Draft(noun, figure.unit, place)
        phrase = self._object_of(at)
        if phrase is None and not self._joined(first, floor):
            phrase = self._no_speaker(at, measured_before(self.document, first, floor, spent=True))
        measured = noun_of(self.document, phrase, counted=False) if phrase is not None else None
        measured = measured or (measured_after(self.document, last) if unit != "percent" else None)
        if measured is not None:
            return Draft(measured if unit == "percent" else None, figure.unit, place, measured)
        more = unit == "percent" and self._low(last) in ("more", "less", "fewer")  # ... than before
        for k in range(len(self.drafts) - 1, max(len(self.drafts) - 4, -1), -1):
            same = self._standings[k].number == number
            if (same or more) and _dimension(self.drafts[k].unit or "") == _dimension(unit):
                return Draft(self.drafts[k].noun, figure.unit, place or self.drafts[k].place, same_as=k)
        done = done_before(self.document, first, floor)
        what = f"{done} (sentence {number + 1})" if done else f"{unit} in sentence {number + 1}"
        return Draft(None, figure.unit, place, what)

    def _no_speaker(self, at: Standing, phrase: Span | None) -> Span | None:
        """ "Police put the crowd at 900, organisers at 4,000": what is counted are not those who count."""
        sources = [frame.source for frame in at.owner.frames if frame.source is not None]
        speaks = phrase is not None and any(a < phrase[1] and phrase[0] < b for a, b in sources)
        return None if speaks else phrase

    def _joined(self, first: int, floor: int) -> bool:
        """True for the second of two measures: "to several weeks or to one week"."""
        lows = self.document.lows
        joins = first - 1 > floor and lows[first - 1] in ("or", "and", "to")
        return joins and lows[first - 2] not in ("rose", "fell", "grew") and bool(self.drafts)


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
