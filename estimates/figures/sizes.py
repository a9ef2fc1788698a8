"""One size from a short text: "a dozen teachers and 20 students", "80; 100", "two brigades, about 6,500"."""

from __future__ import annotations

import math
from itertools import pairwise, zip_longest
from typing import NamedTuple

from estimates.figures.cutting import with_entities
from estimates.figures.hedges import hedge_before, strongest
from estimates.figures.linking import Figure
from estimates.figures.numerals import Numeral, read_numeral
from estimates.figures.scanner import scan_words
from estimates.figures.shorthand import POINTED, leaves_open, spelled_out, without_points
from estimates.figures.tokens import Words
from estimates.lang.lexicon import Language
from estimates.policy import Convention
from estimates.records import replace

_NAN = float("nan")
_REACH = 5  # words between a share and the number that it is of: "half of the school's 123 students"
_SHARE_AT = 5  # words of hedges before a share
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")


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


def read_size(text: str, convention: Convention, language: Language) -> Size:
    """Read the one size that a short text states, :data:`NOTHING` where it states none.

    Persons and things are counted in whole numbers: in "12.000" the point parts thousands. "12,5" could be two numbers
    or one, and is none.
    """
    text = spelled_out(text, language)
    if leaves_open(text):
        return NOTHING
    size = _read(text, convention, language)
    pointed = {float(found[0]) for found in POINTED.finditer(text)}
    if pointed and size.unit in (None, "person", "count") and (size is NOTHING or not pointed.isdisjoint(size[:3])):
        return _read(without_points(text), convention, language)
    return size


def _read(text: str, convention: Convention, language: Language) -> Size:
    words = Words(with_entities(text), language)
    figures = [f for f in scan_words(words, convention, size=True) if f.noun != "times"]  # "three times that number"
    if not figures:
        return _share_alone(words, convention)
    if len(figures) > 1:
        figures = _stated(words, figures)
    sizes: list[Size] = []
    last: Figure | None = None
    for figure in figures:
        row = _times(_size(figure), *_factor(words, figure, convention))
        if last is not None and _takes(words, last, figure):
            sizes[-1] = _sum(sizes[-1], row if row.value < 0 else _times(row, -1.0, []))
        elif last is not None and _adds(words, last, figure):
            sizes[-1] = _sum(sizes[-1], row)
        else:
            sizes.append(row)
        last = figure
    if len(sizes) > 1 and _are_apart(words, figures, sizes):
        return NOTHING
    sizes = _of_people(sizes)
    if len(sizes) > 1:
        return _either(sizes)
    return _sum(sizes[0], _ONE) if len(figures) == 1 and _one_more(words, figures[0]) else sizes[0]


def _share_alone(words: Words, convention: Convention) -> Size:
    """ "A fifth", "nearly two thirds", "one in five": a share of what another cell may name."""
    for start in range(min(_SHARE_AT, words.count)):
        numeral = read_numeral(words, start, convention)
        if numeral is not None:
            hedges, begin = hedge_before(words, start, False)
            alone = numeral.kind == "part" and 0 < numeral.value < 1 and numeral.stop == words.count and not begin
            return Size(numeral.value, _NAN, _NAN, strongest(hedges), 0.01, "fraction", None) if alone else NOTHING
    return NOTHING


def _size(figure: Figure) -> Size:
    return Size(figure.value, figure.low, figure.high, figure.hedge, figure.resolution, figure.unit, figure.noun)


def _factor(words: Words, figure: Figure, convention: Convention) -> tuple[float, list[str]]:
    """Give what a figure is to be multiplied by, and the hedges of that: a third in "over one third of the 300"."""
    if not figure.first:
        return 1.0, []
    low, k = words.low, figure.first - 1
    while k > 0 and low[k] in words.lists["as_many"]:
        k -= 1
    multiples = words.language.tables["sizes"].get("multiples", {})
    if low[k] in multiples:
        return float(multiples[low[k]]), ["plain"]
    if low[k] == "times" and k:
        times = read_numeral(words, k - 1, convention)
        if times is not None and times.stop == k and times.value == times.value:
            return times.value, ["plain"]
    for of in range(figure.first - 1, max(figure.first - 1 - _REACH, 0), -1):
        if low[of] == "of":
            share = _share_before(words, of, convention)
            return (1.0, []) if share is None else (share.value, hedge_before(words, share.start, False)[0])
        if not low[of][0].isalpha():
            break
    return 1.0, []


def _share_before(words: Words, of: int, convention: Convention) -> Numeral | None:
    """Read the share that ends before an "of": "a third", "two-thirds", "80 %"."""
    for start in range(max(0, of - 3), of):
        numeral = read_numeral(words, start, convention)
        if numeral is None:
            continue
        if numeral.kind == "part" and numeral.stop == of:
            return numeral
        if numeral.stop == of - 1 and words.low[of - 1] in ("%", "percent"):
            return replace(numeral, value=numeral.value / 100)
    return None


def _times(size: Size, factor: float, hedges: list[str]) -> Size:
    """Multiply a size, hedged as its factor is; a share of a count is rounded to a whole number."""
    if factor == 1.0:
        return size
    value, low, high = (math.floor(n * factor + 0.5) if 0 < factor < 1 and n == n else n * factor for n in size[:3])
    hedge = strongest(hedges) if hedges and size.value == size.value else size.hedge
    return size._replace(value=value, low=low, high=high, hedge=hedge)


def _takes(words: Words, first: Figure, second: Figure) -> bool:
    """Whether the second figure is taken from the first: "60 minus about two dozen"."""
    between = words.low[first.stop : second.first]
    return not words.lists["takes"].isdisjoint(between) or words.low[second.first] == "minus"


def _one_more(words: Words, figure: Figure) -> bool:
    """Whether one more person stands beside the number: "four men and a woman", "a priest and 20 nuns"."""
    low, nouns, others = words.low, words.nouns, words.lists["further_ones"]
    after, before = figure.stop, figure.first - 1
    if low[figure.closing] in others and low[before] in ("and", "with", "plus"):  # "he and six others"
        return before > 0 and not nouns.is_plural(low[before - 1]) and low[before - 1] not in others
    if figure.unit != "person":
        return False
    if low[after] == "and" and low[after + 1] in ("a", "an"):
        return nouns.is_one_person(low[after + 2])
    near = range(max(0, before - 11), before) if low[before] == "and" else ()
    return any(low[k] in ("a", "an") and nouns.is_one_person(low[k + 1]) for k in near)


def _stated(words: Words, figures: list[Figure]) -> list[Figure]:
    """Leave out what is no size: parts, capacities, places, years, and formations where their strength is given too."""
    stated = [f for f in figures if not (_is_beside(f) or _is_part(words, f) or _is_setting(words, f))]
    stated = [f for f in stated if not (_is_date(words, f) or _is_detail(words, figures[0], f))]
    stated = [f for f, after in zip_longest(stated, stated[1:]) if after is None or not _is_same(words, f, after)]
    kept = stated or figures[:1]
    people = [f for f in kept if not _is_formation(words, f)]
    if not people or len(people) == len(kept):
        return kept
    return people if kept[0] is people[0] else people[:1]


def _is_beside(figure: Figure) -> bool:
    """Whether a figure says another again, is a share, the old one of a change, or a change and no level."""
    share = figure.unit in ("percent", "percentage_point")
    return share or figure.gloss_of is not None or figure.change == "old" or figure.trend is not None


def _is_part(words: Words, figure: Figure) -> bool:
    """Whether a figure is part of another one: "4,087 of which were engaged", "including 39 suspects"."""
    before = words.low[figure.first - 1], words.low[figure.first - 2]
    return (figure.part and words.low[figure.closing] == "of") or not words.lists["parts"].isdisjoint(before)


def _is_date(words: Words, figure: Figure) -> bool:
    """Whether a figure beside another is a year: "31,000 (as of 25 Feb 2024)", "300 (2019)"."""
    before = words.low[figure.first - 1]
    led = before in words.lists["months"] or before in words.lists["dated_by"] or before in _OPENING
    year = figure.text.isdigit() and len(figure.text) == len("2024") and 1900 <= figure.value < 2200
    return year and led and figure.unit is None


def _is_detail(words: Words, first: Figure, figure: Figure) -> bool:
    """Whether brackets tell more of the first figure: "6,000 (200 officers)", "1,000 (12 days)", and no other size."""
    lows = words.low[first.stop : figure.first]
    within = max((k for k, low in enumerate(lows) if low in _OPENING), default=-1)
    if within < 0 or not _CLOSING.isdisjoint(lows[within:]) or "or" in lows[within:] or _is_formation(words, first):
        return False
    said = first.hedge != "vague" and (figure.noun is not None or figure.unit is not None)
    counted = figure.unit in (None, "count", "person")
    return said and (not counted or _ends(_size(figure))[1] <= _ends(_size(first))[1])


def _is_same(words: Words, figure: Figure, after: Figure) -> bool:
    """Whether a vague word has its number after it: "a handful of 45 supporters"."""
    return figure.hedge == "vague" and words.low[figure.closing] == "of" and after.first == figure.closing + 1


def _is_setting(words: Words, figure: Figure) -> bool:
    """Whether a figure says how much room there is, or in how many places: "holds 19,000", "in three cities"."""
    before, noun, lists = words.low[figure.first - 1], (figure.noun or "").split(" ")[0].lower(), words.lists
    if before in lists["capacities"] or (noun in lists["seats"] and before not in lists["fills"]):
        return True
    return before in lists["places"] and figure.unit == "count"


def _is_formation(words: Words, figure: Figure) -> bool:
    named = figure.noun.lower().replace("-", " ").split() if figure.noun is not None and not figure.borrowed else []
    return not words.lists["formations"].isdisjoint(map(words.nouns.singular, named))


def _adds(words: Words, first: Figure, second: Figure) -> bool:
    """Whether two figures are parts of one size rather than two statements of it."""
    low, lists = words.low, words.lists
    after = low[second.closing + (low[second.closing] == "of")]
    if after in lists["further_ones"] or after in lists["on_top"] or low[second.first] in ("another", "additional"):
        return True
    gap = set(low[first.stop : second.first])
    if ";" in gap or not gap.isdisjoint(lists["plus"]):
        return ";" not in gap
    if not gap or first.noun is None or second.noun is None or first.noun == second.noun:
        return False
    listed = gap == {","} and not lists["adds"].isdisjoint(low[second.stop : second.stop + 40])
    return listed or not gap.isdisjoint(lists["adds"])


def _are_apart(words: Words, figures: list[Figure], sizes: list[Size]) -> bool:
    """Whether several figures are not of one size: "12 dead, 30 wounded", "2 of 5 men", "12 km, 5 kg"."""
    kinds = {size.unit for size in sizes} - {None, "count"}
    if len(kinds) > 1 and "person" not in kinds:
        return True
    fates = words.language.fates
    befell = {fates[word] for word in words.low if word in fates} - {"casualties"}
    things = {words.nouns.singular(size.noun.split()[-1].lower()) for size in sizes if size.noun is not None}
    if len(things) == len(sizes) and all(size.unit == "count" for size in sizes):  # "100 tanks, 20 aircraft"
        return True
    return len(befell) > 1 or any(words.low[first.stop : second.first] == ["of"] for first, second in pairwise(figures))


def _of_people(sizes: list[Size]) -> list[Size]:
    """Beside people a measure is a setting: "300 people marched 5 km"."""
    counted = [size for size in sizes if size.unit in (None, "count", "person")]
    return counted if any(size.unit == "person" for size in counted) else sizes


def _ends(size: Size) -> tuple[float, float]:
    return (size.value, size.value) if size.value == size.value else (size.low, size.high)


def _sum(a: Size, b: Size) -> Size:
    noun = a.noun if a.noun == b.noun else None
    unit = a.unit if a.unit == b.unit else (a.unit or b.unit)
    known = a.resolution == a.resolution and b.resolution == b.resolution
    resolution = min(a.resolution, b.resolution) if known else _NAN
    if a.value == a.value and b.value == b.value:
        hedge = strongest([str(a.hedge), str(b.hedge)])
        return Size(a.value + b.value, _NAN, _NAN, hedge, resolution, unit, noun)
    (low, high), (more, most) = _ends(a), _ends(b)
    vague = "vague" if "vague" in (a.hedge, b.hedge) else "between"
    return Size(_NAN, low + more, high + most, vague, resolution, unit, noun)


def _either(sizes: list[Size]) -> Size:
    ends = [_ends(size) for size in sizes]
    low, high = min(e[0] for e in ends), max(e[1] for e in ends)
    first = next((s for s in sizes if s.unit is not None), sizes[0])
    resolution = min((s.resolution for s in sizes if s.resolution == s.resolution), default=_NAN)
    if low == high and all(s.value == s.value for s in sizes):
        hedge = strongest([str(s.hedge) for s in sizes])
        return Size(low, _NAN, _NAN, hedge, resolution, first.unit, first.noun)
    return Size(_NAN, low, high, "between", resolution, first.unit, first.noun)
