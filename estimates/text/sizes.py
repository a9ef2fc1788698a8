"""One size from a short text: "a dozen teachers and 20 students", "80; 100", "two brigades, about 6,500"."""

from __future__ import annotations

from typing import NamedTuple

from estimates.policy import Convention
from estimates.text.hedges import strongest
from estimates.text.lexicon import lexicon, words_of
from estimates.text.linking import Figure
from estimates.text.nouns import is_person, is_plural, singular
from estimates.text.scanner import scan_words
from estimates.text.words import Words

_NAN = float("nan")
_LEXICON = lexicon("sizes")
PLACES = words_of(_LEXICON["places"])
FORMATIONS = words_of(_LEXICON["formations"])
HOLDS = words_of(_LEXICON["holds"])
ADDS = words_of(_LEXICON["adds"])
SUMS = words_of(_LEXICON["sums"])
PARTS = words_of(_LEXICON["parts"])


class Size(NamedTuple):
    """What a short text says of one size: a row of ``parse_figures``."""

    value: float
    low: float
    high: float
    hedge: str | None
    resolution: float
    unit: str | None
    noun: str | None


_ONE = Size(1.0, _NAN, _NAN, "plain", 1.0, "person", None)
NOTHING = Size(_NAN, _NAN, _NAN, None, _NAN, None, None)


def read_size(text: str, convention: Convention) -> Size:
    """Read the one size that a short text states, :data:`NOTHING` where it states none."""
    words = Words(text)
    figures = [f for f in scan_words(words, convention, size=True) if f.noun != "times"]  # "three times that number"
    if not figures:
        return NOTHING
    if len(figures) > 1:
        figures = _stated(words, figures)
    if len(figures) == 1:
        row = _row(figures[0])
        return _sum(row, _ONE) if _one_more(words, figures[0]) else row
    sizes: list[Size] = []
    last: Figure | None = None
    for figure in figures:
        row = _row(figure)
        if last is not None and _adds(words, last, figure):
            sizes[-1] = _sum(sizes[-1], row)
        else:
            sizes.append(row)
        last = figure
    return sizes[0] if len(sizes) == 1 else _either(sizes)


def _one_more(words: Words, figure: Figure) -> bool:
    """Whether a single person is named beside the number: "four men and a woman", "a priest and 20 nuns"."""
    after, before = figure.stop, figure.first
    if figure.unit != "person":
        return False
    if words.low[after] == "and" and words.low[after + 1] in ("a", "an"):
        return is_person(words.low[after + 2]) and not is_plural(words.low[after + 2])
    if words.low[before - 1] != "and":
        return False
    for k in range(max(0, before - 12), before - 1):
        if words.low[k] in ("a", "an") and is_person(words.low[k + 1]) and not is_plural(words.low[k + 1]):
            return True
    return False


def _row(figure: Figure) -> Size:
    return Size(figure.value, figure.low, figure.high, figure.hedge, figure.resolution, figure.unit, figure.noun)


def _stated(words: Words, figures: list[Figure]) -> list[Figure]:
    """Leave out what is no size: parts, capacities, places, and formations where their strength is given too."""
    stated = [f for f in figures if not (_is_beside(f) or _is_part(words, f) or _is_setting(words, f))]
    kept = stated or figures[:1]
    people = [f for f in kept if not _is_formation(f)]
    if not people or len(people) == len(kept):
        return kept
    return people[:1] if kept[0] is not people[0] else people


def _is_beside(figure: Figure) -> bool:
    """Whether a figure says another again, is the old one of a change, or a change and no level."""
    return figure.gloss_of is not None or figure.change == "old" or figure.trend is not None


def _is_part(words: Words, figure: Figure) -> bool:
    """Whether a figure is part of another one: "4,087 of which were engaged", "including 39 suspects"."""
    before = words.low[max(0, figure.first - 2) : figure.first]
    return (figure.part and words.low[figure.closing] == "of") or bool(PARTS & set(before))


def _is_setting(words: Words, figure: Figure) -> bool:
    """Whether a figure says how much room there is, or in how many places: "holds 19,000", "in three cities"."""
    before, noun = words.low[figure.first - 1], (figure.noun or "").split(" ")[0].lower()
    return (
        before in HOLDS
        or noun in ("seat", "seats", "seater", "capacity")
        or (before in PLACES and figure.unit == "count")
    )


def _is_formation(figure: Figure) -> bool:
    return (
        figure.noun is not None
        and not figure.borrowed
        and bool({singular(w) for w in figure.noun.lower().replace("-", " ").split()} & FORMATIONS)
    )


def _adds(words: Words, first: Figure, second: Figure) -> bool:
    """Whether two figures are parts of one size rather than two statements of it."""
    after = words.low[second.closing]
    if after in ("more", "others", "other", "additional", "extra") or words.low[second.first] in (
        "another",
        "additional",
    ):
        return True
    gap = set(words.low[first.stop : second.first])
    if ";" in gap or not gap:
        return False
    if gap & SUMS:
        return True
    counted = first.noun is not None and second.noun is not None and first.noun != second.noun
    listed = gap == {","} and bool(ADDS & set(words.low[second.stop : second.stop + 40]))
    return counted and (listed or bool(gap & ADDS))


def _ends(size: Size) -> tuple[float, float]:
    return (size.value, size.value) if size.value == size.value else (size.low, size.high)


def _sum(a: Size, b: Size) -> Size:
    hedge = strongest(
        [
            h
            for h in (a.hedge, b.hedge)
            if h in ("plain", "about", "nearly", "exact", "more_than", "at_least", "less_than", "at_most", "up_to")
        ]
    )
    noun = a.noun if a.noun == b.noun else None
    unit = a.unit if a.unit == b.unit else (a.unit or b.unit)
    resolution = (
        min(a.resolution, b.resolution) if a.resolution == a.resolution and b.resolution == b.resolution else _NAN
    )
    if a.value == a.value and b.value == b.value:
        return Size(a.value + b.value, _NAN, _NAN, hedge, resolution, unit, noun)
    low, high = _ends(a), _ends(b)
    vague = "vague" if "vague" in (a.hedge, b.hedge) else "between"
    return Size(_NAN, low[0] + high[0], low[1] + high[1], vague, resolution, unit, noun)


def _either(sizes: list[Size]) -> Size:
    ends = [_ends(size) for size in sizes]
    low, high = min(e[0] for e in ends), max(e[1] for e in ends)
    first = next((s for s in sizes if s.unit is not None), sizes[0])
    known = [s.resolution for s in sizes if s.resolution == s.resolution]
    if low == high and all(s.value == s.value for s in sizes):
        return Size(
            low, _NAN, _NAN, strongest([str(s.hedge) for s in sizes]), min(known, default=_NAN), first.unit, first.noun
        )
    return Size(_NAN, low, high, "between", min(known, default=_NAN), first.unit, first.noun)
