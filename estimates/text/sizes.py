"""One size from a short text: "a dozen teachers and 20 students", "80; 100", "two brigades, about 6,500"."""

from __future__ import annotations

from typing import NamedTuple

from estimates.policy import Convention
from estimates.text.hedges import strongest
from estimates.text.lexicon import lexicon, words_of
from estimates.text.nouns import singular
from estimates.text.numbers import Words
from estimates.text.scanner import Figure, scan_words

_NAN = float("nan")
_LEXICON = lexicon("sizes")
FORMATIONS = words_of(_LEXICON["formations"])
HOLDS = words_of(_LEXICON["holds"])
ADDS = words_of(_LEXICON["adds"])
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


NOTHING = Size(_NAN, _NAN, _NAN, None, _NAN, None, None)


def read_size(text: str, convention: Convention) -> Size:
    """Read the one size that a short text states, :data:`NOTHING` where it states none."""
    words = Words(text)
    figures = scan_words(words, convention, size=True)
    if not figures:
        return NOTHING
    if len(figures) == 1:
        return _row(figures[0])
    figures = _stated(words, figures)
    if len(figures) == 1:
        return _row(figures[0])
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


def _row(figure: Figure) -> Size:
    return Size(figure.value, figure.low, figure.high, figure.hedge, figure.resolution, figure.unit, figure.noun)


def _stated(words: Words, figures: list[Figure]) -> list[Figure]:
    """Leave out what is no size: parts, capacities, glosses, and formations where their strength is given too."""
    kept = [
        f for f in figures if f.gloss_of is None and not _is_part(words, f) and not _is_capacity(words, f)
    ] or figures[:1]
    people = [f for f in kept if not _is_formation(f)]
    if not people or len(people) == len(kept):
        return kept
    return people[:1] if kept[0] is not people[0] else people


def _is_part(words: Words, figure: Figure) -> bool:
    before = words.low[max(0, figure.first - 2) : figure.first]
    return (figure.part and figure is not None and words.at(figure.closing) in ("of", ",")) or bool(PARTS & set(before))


def _is_capacity(words: Words, figure: Figure) -> bool:
    return words.at(figure.first - 1) in HOLDS or (figure.noun or "").split(" ")[0].lower() in (
        "seat",
        "seats",
        "seater",
        "capacity",
    )


def _is_formation(figure: Figure) -> bool:
    return (
        figure.noun is not None
        and not figure.borrowed
        and bool({singular(w) for w in figure.noun.lower().replace("-", " ").split()} & FORMATIONS)
    )


def _adds(words: Words, first: Figure, second: Figure) -> bool:
    """Whether two figures are parts of one size rather than two statements of it."""
    after = words.at(second.closing)
    if after in ("more", "others", "other", "additional", "extra") or words.at(second.first) in (
        "another",
        "additional",
    ):
        return True
    gap = words.low[first.stop : second.first]
    if ";" in gap or not gap:
        return False
    return (
        bool(ADDS & set(gap))
        and first.noun is not None
        and second.noun is not None
        and not first.borrowed
        and not second.borrowed
    )


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
