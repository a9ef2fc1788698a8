"""What a figure is to its neighbours: the same said again, the old and the new of a change, a lender of its unit."""

from __future__ import annotations

from dataclasses import dataclass

from estimates.text.hedges import CHANGE
from estimates.text.measures import SHARES, TIMES, rate_after
from estimates.text.nouns import is_person, noun_after
from estimates.text.words import Words

_NO_GLOSS = TIMES | {"count", "person", "percent", "percentage_point", "basis_point"}
_NEAR = 6  # words between the old and the new of a change
_LEVELS = frozenset(["to", "at", "from"])
#: What may stand between a bare number and the figure whose unit it shares: "5 and 6 kg", "2 of the 5 billion won".
_JOINTS = (
    *(["and"], ["or"], [","], ["to"], [",", "and"], ["-", ","], ["-", "and"], ["-", "or"]),
    *(["or", "even"], ["and", "even"], ["if", "not"], [",", "if", "not"], [",", "or"], ["or", "maybe"]),
)
_WHOSE: tuple[list[str], ...] = ([], ["the"], ["its"], ["his"], ["her"], ["their"], ["our"], ["these"], ["those"])


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


def relate(words: Words, figures: list[Figure], size: bool) -> None:
    """Mark what a figure is to its neighbours: a gloss, the old and the new of a change; lend units among them."""
    for k, figure in enumerate(figures):
        before = words.low[figure.first - 1]
        if before == "(" and k and figures[k - 1].stop >= figure.first - 2:
            figure.gloss_of = k - 1 if _says_again(figures[k - 1].unit, figure.unit) else None
            if figure.gloss_of is not None and words.low[figure.closing] == ")":
                _share_rate(words, figures[k - 1], figure)
        if before == "from" and figure.hedge != "between":
            _mark_change(words, figures, k)
    _lend(words, figures, size)


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
        turned = words.low[new.first - 1] == "to" or words.low[old.first - 2] in CHANGE
        if old.change is None and turned and old.first - new.stop < _NEAR:
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


def _lend(words: Words, figures: list[Figure], size: bool) -> None:
    """Give a bare number the unit of the next figure it is joined to, else of the one before it in the sentence."""
    for k in range(len(figures) - 1, -1, -1):
        figure = figures[k]
        if figure.unit is not None or k + 1 == len(figures):
            continue
        following = figures[k + 1]
        gap = words.low[figure.stop : following.first]
        joined = gap in _JOINTS or (gap[:1] == ["of"] and gap[1:] in _WHOSE) or _gapped(words, figure, following)
        if following.unit and following.trend is None and joined:
            _take(figure, following)
    for k, figure in enumerate([] if size else figures):
        if figure.unit is None:
            _count_fronted(words, figure)
        if figure.unit is None:
            for before in reversed(figures[max(0, k - 4) : k]):
                if _sentence_between(words, before.stop, figure.first):
                    break
                if before.unit is not None and _lends(words, before, figure):
                    _take(figure, before)
                    break


def _count_fronted(words: Words, figure: Figure) -> None:
    """Give a bare number what stands before its clause: "of the staff, 12 to 15 knew"."""
    comma = figure.first - 1
    if comma < 2 or words.low[comma] != ",":
        return
    for k in range(comma - 1, max(comma - 7, -1), -1):
        if words.low[k] == "of":
            j = k + 1 + (words.low[k + 1] in ("the", "these", "those", "its", "their", "his", "her"))
            noun = noun_after(words, j, one=False)
            fronted = k == 0 or not words.low[k - 1][:1].isalnum()
            if fronted and noun is not None and noun.plural and noun.stop == comma:
                figure.unit, figure.noun = "person" if is_person(noun.head) else "count", words.printed(j, comma)
                figure.part = True
            return


def _gapped(words: Words, figure: Figure, following: Figure) -> bool:
    """Whether only a conjunction and the next giver's name stand between: "Sweden sent 800 and Norway 450 men"."""
    gap = range(figure.stop, following.first)
    return (
        1 < len(gap) < 5
        and words.low[gap[0]] in ("and", ",", "but")
        and all(words.raw[k][0].isupper() or words.low[k] in ("and", "the") for k in gap[1:])
    )


def _lends(words: Words, lender: Figure, figure: Figure) -> bool:
    """Whether two figures of a sentence may share a unit: in "lost 1 % to 1,334" they do not."""
    if (lender.trend is None) != (figure.trend is None):
        return False
    if not str(lender.unit).startswith(SHARES):
        return True
    if figure.scaled or figure.value >= 1000:  # no share
        return False
    return (words.low[lender.first - 1] in _LEVELS) == (words.low[figure.first - 1] in _LEVELS)


def _take(figure: Figure, lender: Figure) -> None:
    figure.unit, figure.noun, figure.borrowed = lender.unit, lender.noun, True


def _sentence_between(words: Words, i: int, j: int) -> bool:
    for k in range(i, j):
        if words.low[k] == ";":
            return True
        if words.low[k] in ".!?" and not words.glued(k + 1) and not words.raw[k + 1].islower():
            return True
    return False
