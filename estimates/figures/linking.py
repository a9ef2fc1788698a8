"""What a figure is to its neighbours: the same said again, or the old and the new of a change."""

from __future__ import annotations

from dataclasses import dataclass

from estimates.figures.hedges import CHANGE
from estimates.figures.measures import TIMES, rate_after
from estimates.figures.tokens import Words
from estimates.lang.lexicon import lexicon, words_of

_NO_GLOSS = TIMES | {"count", "person", "percent", "percentage_point", "basis_point"}
_ABBREVIATED = words_of(lexicon("grammar")["abbreviations"].lower())
_NEAR = 6  # words between the old and the new of a change,
_GAP = 4  # words that a clause without a verb may have
_FAR = 14  # or before "up from" the old
_OR = ([",", "or"], ["or"])


@dataclass(slots=True)
class Figure:
    """A figure as it stands in a text.

    ``text[start:end]`` is its words: hedge, number and, for a measure, the unit. ``value`` is NaN for a range or a
    vague word, which have ``low`` and ``high`` instead. ``noun_start`` and ``noun_end`` are the offsets of what is
    counted, -1 where nothing is. ``gloss_of`` is the place (in the list of figures) of the figure that this one says
    again in another unit; ``change`` is ``"old"`` or ``"new"`` in "rose from 700 to 1,100"; ``each`` marks "3,000 men
    each"; ``part`` marks "312 of them"; ``borrowed`` says that unit and noun were taken over from another figure of
    the sentence.
    """

    text: str
    start: int
    end: int
    value: float
    low: float
    high: float
    hedge: str
    resolution: float
    unit: str | None
    noun: str | None
    trend: str | None = None
    gloss_of: int | None = None
    change: str | None = None
    each: bool = False
    part: bool = False
    borrowed: bool = False
    noun_start: int = -1
    noun_end: int = -1
    scaled: bool = False
    first: int = 0  # the words it starts and stops at, its noun included, and the word after the figure itself
    stop: int = 0
    closing: int = 0


def relate(words: Words, figures: list[Figure]) -> None:
    """Mark what a figure is to its neighbours: the same said again, the old and the new of a change."""
    for k, figure in enumerate(figures):
        before = words.low[figure.first - 1]
        if before == "(" and k and figures[k - 1].stop >= figure.first - 2:
            figure.gloss_of = k - 1 if _says_again(figures[k - 1].unit, figure.unit) else None
            if figure.gloss_of is not None and words.low[figure.closing] == ")":
                _share_rate(words, figures[k - 1], figure)
        if k and figures[k - 1].trend is not None and words.low[figures[k - 1].stop : figure.first] in _OR:
            figure.trend = figures[k - 1].trend  # "fell 76 cents, or 1.9 percent"
        if before == "from" and figure.hedge != "between":
            _mark_change(words, figures, k)


def _share_rate(words: Words, figure: Figure, gloss: Figure) -> None:
    """Give both the rate that follows the gloss: "9 billion shekels ($2.4 billion) a year"."""
    rate = rate_after(words, gloss.closing + 1)
    if rate is None or "/" in f"{figure.unit}{gloss.unit}":
        return
    figure.unit, gloss.unit = f"{figure.unit}/{rate.name}", f"{gloss.unit}/{rate.name}"


def _mark_change(words: Words, figures: list[Figure], k: int) -> None:
    """Mark the old and the new of "rose from 700 in May to 1,100", "to 283 from 341", "4,200, up from 1,500"."""
    old = figures[k]
    for new in figures[k + 1 : k + 2]:
        if words.low[new.first - 1] == "to" and new.first - old.stop < _NEAR:
            old.change, new.change = "old", "new"
            _share_scale(old, new)
            if new.unit is not None and str(old.unit).startswith(f"{new.unit}/"):  # "from $3.89 a gallon to $3.51"
                new.unit = old.unit
    for new in figures[k - 1 : k] if k else ():
        stepped = words.low[old.first - 2] in ("up", "down") and not sentence_between(words, new.stop, old.first)
        turned = words.low[new.first - 1] == "to" or words.low[old.first - 2] in CHANGE
        if old.change is None and turned and old.first - new.stop < (_FAR if stepped else _NEAR):
            old.change, new.change = "old", "new"
    for figure in figures[max(0, k - 1) : k + 2]:
        if figure.change is not None:
            figure.trend = None


def _share_scale(old: Figure, new: Figure) -> None:
    """Lend the new figure's scale to the old one: "rose from 24.2 to 33 billion euros"."""
    top = new.low if new.value != new.value else new.value
    if old.unit is not None or old.noun is not None or old.value != old.value or top != top or old.value >= 1000 <= top:
        return
    scale = next((scale for scale in (1e12, 1e9, 1e6, 1e3) if top >= scale), 1.0)
    if new.scaled and old.value < 1000:
        old.value, old.resolution = float(f"{old.value * scale:.15g}"), old.resolution * scale


def _says_again(first: str | None, second: str | None) -> bool:
    """Whether two units may measure one thing: two currencies, or two measures that differ."""
    if first is None or second is None or first == second:
        return False
    one, other = first.partition("/")[0], second.partition("/")[0]
    if one in _NO_GLOSS or other in _NO_GLOSS:
        return False
    return one.isupper() == other.isupper()


def sentence_between(words: Words, i: int, j: int) -> bool:
    """Whether a sentence or clause ends between words ``i`` and ``j``."""
    for k in range(i, j):
        if words.low[k] == ";" and j - k > _GAP:  # but "72 dead; the ministry 81"
            return True
        if words.low[k] == "." and words.low[k - 1] in _ABBREVIATED:
            continue
        if words.low[k] in ".!?" and not words.glued(k + 1) and not words.raw[k + 1].islower():
            return True
    return False
