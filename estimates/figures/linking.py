"""What a figure is to its neighbours: the same said again, or the old and the new of a change."""

from __future__ import annotations

from typing import NamedTuple

from estimates.figures.forms import TIMES
from estimates.figures.measures import rate_after
from estimates.figures.tokens import Words

_NO_GLOSS = TIMES | {"count", "person", "percent", "percentage_point", "basis_point"}
_NEAR = 6  # words between the old and the new of a change,
_GAP = 4  # words that a clause without a verb may have
_FAR = 14  # or before "up from" the old
_OR = ([",", "or"], ["or"])
_AGAIN = ([";"], ["/"], *_OR)
_ENDS = frozenset([*".!?;", ""])


class Figure(NamedTuple):
    """A figure as it stands in a text.

    ``text[start:end]`` is its words: hedge, number and, for a measure, the unit. ``value`` is NaN for a range or a
    vague word, which have ``low`` and ``high`` instead. ``noun_start`` and ``noun_end`` are the offsets of what is
    counted, -1 where nothing is. ``gloss_of`` is the place (in the list of figures) of the figure that this one says
    again in another unit; ``change`` is ``"old"`` or ``"new"`` in "rose from 700 to 1,100"; ``each`` marks "3,000 men
    each"; ``part`` marks "312 of them"; ``borrowed`` says that unit and noun were taken over from another figure of
    the sentence. It goes from word ``first`` up to word ``closing``, with its noun up to word ``stop``.
    """

    text: str
    start: int
    end: int
    value: float
    low: float
    high: float
    hedge: str
    resolution: float
    unit: str | None = None
    noun: str | None = None
    trend: str | None = None
    each: bool = False
    part: bool = False
    scaled: bool = False
    noun_start: int = -1
    noun_end: int = -1
    first: int = 0
    closing: int = 0
    stop: int = 0
    gloss_of: int | None = None
    change: str | None = None
    borrowed: bool = False


def relate(words: Words, figures: list[Figure]) -> list[Figure]:
    """Mark what each figure is to its neighbours: the same said again, the old and the new of a change."""
    related = list(figures)
    for k, figure in enumerate(figures):
        before = words.low[figure.first - 1]
        if k:
            if before == "(" and related[k - 1].stop >= figure.first - 2:
                related[k - 1 : k + 1] = _glossed(words, k - 1, *related[k - 1 : k + 1])
            elif related[k - 1].gloss_of is not None and words.low[related[k - 1].stop : figure.first] in _AGAIN:
                related[k] = figure._replace(gloss_of=related[k - 1].gloss_of)  # "€300m (£233m; $325m)"
            earlier = related[k - 1]
            if earlier.trend is not None and words.low[earlier.stop : figure.first] in _OR:
                related[k] = related[k]._replace(trend=earlier.trend)  # "fell 76 cents, or 1.9 percent"
        if before == "from" and figure.hedge != "between":
            _mark_change(words, related, k)
    return related


def _glossed(words: Words, at: int, figure: Figure, gloss: Figure) -> tuple[Figure, Figure]:
    """Mark what says a figure again in brackets; a rate after it is of both: "9 shekels ($2.4) a day"."""
    if not _says_again(figure.unit, gloss.unit):
        return figure, gloss
    gloss = gloss._replace(gloss_of=at)
    rate = rate_after(words, gloss.closing + 1) if words.low[gloss.closing] == ")" else None
    if rate is None or "/" in f"{figure.unit}{gloss.unit}":
        return figure, gloss
    return figure._replace(unit=f"{figure.unit}/{rate.name}"), gloss._replace(unit=f"{gloss.unit}/{rate.name}")


def _says_again(first: str | None, second: str | None) -> bool:
    """Whether two units may measure one thing: two currencies, or two measures that differ."""
    if first is None or second is None or first == second:
        return False
    one, other = first.partition("/")[0], second.partition("/")[0]
    return one not in _NO_GLOSS and other not in _NO_GLOSS and one.isupper() == other.isupper()


def _mark_change(words: Words, figures: list[Figure], k: int) -> None:
    """Mark the old and the new of "rose from 700 in May to 1,100", "to 283 from 341", "4,200, up from 1,500"."""
    old, low = figures[k], words.low
    if k + 1 < len(figures):
        new = figures[k + 1]
        if low[new.first - 1] == "to" and new.first - old.stop < _NEAR:
            if new.unit is not None and str(old.unit).startswith(f"{new.unit}/"):  # "from $3.89 a gallon to $3.51"
                new = new._replace(unit=old.unit)
            figures[k] = with_scale(old, new)._replace(change="old", trend=None)
            figures[k + 1] = new._replace(change="new", trend=None)
            return
    if k:
        new, verb = figures[k - 1], low[old.first - 2]
        turned = low[new.first - 1] == "to" or verb in words.hedges.change
        stepped = verb in ("up", "down") and not sentence_between(words, new.stop, old.first)
        if turned and old.first - new.stop < (_FAR if stepped else _NEAR):
            figures[k - 1] = new._replace(change="new", trend=None)
            figures[k] = old._replace(change="old", trend=None)


def with_scale(old: Figure, new: Figure) -> Figure:
    """Lend the new figure's scale to the old one: "rose from 24.2 to 33 billion euros"."""
    top = new.low if new.value != new.value else new.value
    bare = old.unit is None and old.noun is None and old.value == old.value
    if not (bare and new.scaled and old.value < 1000 and top == top):
        return old
    scale = next((scale for scale in (1e12, 1e9, 1e6, 1e3) if top >= scale), 1.0)
    return old._replace(value=float(f"{old.value * scale:.15g}"), resolution=old.resolution * scale)


def sentence_between(words: Words, i: int, j: int) -> bool:
    """Whether a sentence or clause ends between words ``i`` and ``j``."""
    if _ENDS.isdisjoint(words.low[i:j]):
        return False  # as mostly
    for k in range(i, j):
        if words.low[k] == ";" and j - k > _GAP:  # but "72 dead; the ministry 81"
            return True
        if words.low[k] not in ".!?" or (words.low[k] == "." and words.raw[k - 1] in words.lists["abbreviations"]):
            continue
        if not words.glued(k + 1) and not words.raw[k + 1].islower():
            return True
    return False
