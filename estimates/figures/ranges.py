"""Ranges: two numbers that bound one figure, told apart from changes, scores, spans of years and lists."""

from __future__ import annotations

from estimates.figures.amounts import Amount, amount_at
from estimates.figures.datings import is_clock, is_year
from estimates.figures.forms import TIMES
from estimates.figures.hedges import changes_before, hedge_before
from estimates.figures.labels import is_label, past_name
from estimates.figures.nouns import noun_after
from estimates.figures.numerals import Numeral, scale_of
from estimates.figures.tokens import DASHES, DIGITS, Words
from estimates.policy import Convention
from estimates.records import replace

_APART = 1000  # times that no range spans
_ROUND = 100  # from which on the ends of a range are rounded alike
_FAR = 4  # times the first end of a range
_LINKS = DASHES | {"to", "and", "or", "&", "through"}


def range_after(words: Words, first: Amount, convention: Convention, size: bool) -> tuple[Amount, Amount | None, int]:
    """Read the second number of a range, and the first in its light: scale, currency and unit are shared.

    Returns
    -------
    (Amount, Amount or None, int)
        The first number; the second, None if there is none; and where to read on if the pair is no figure at all (a
        score, a clock time), else 0.
    """
    j, link = first.stop, words.low[first.stop]
    if link == "," and first.numeral.kind == "words" and first.unit is None:
        return *_spoken(words, first, convention, size), 0
    if link not in _LINKS:
        return first, None, 0
    dashed = link in DASHES
    if dashed and words.low[j + 1] == "to" and words.glued(j + 1):  # "10-to-15"
        dashed, j = False, j + 1
    elif dashed and words.low[j + 1] == "to" and words.glued(j) and not words.glued(j + 1):  # "5- to 7-ton trucks"
        dashed, j, link = False, j + 1, "to"
    if not dashed and words.low[j + 1] == "-" and words.glued(j + 1):
        j += 1
    if link in ("and", "&") and not _between(words, first.start):
        return first, None, 0
    second = _second(words, j + 1 if dashed else _past_hedge(words, j + 1), convention, size)
    if second is None or second.numeral.kind == "article":
        return first, None, 0
    bare = first.unit is not None and second.unit is None
    if bare and is_year(words, second.numeral, None, False, size):
        return first, None, 0  # "30 cents a pound through 1990"
    if bare and link == "to" and first.unit is not None and first.unit.name in TIMES:
        return first, None, 0  # "doubled in ten days to 28"
    if second.money is not None and first.unit is None and second.numeral.value > _APART * first.numeral.value:
        return first, None, 0  # "Orr rose 1.1 to £543,370"
    if (second.numeral.kind == "part") != (first.numeral.kind == "part"):
        return first, None, 0
    if words.low[first.numeral.start] in words.numerals.folds or _is_dated(words, first.numeral, second.numeral):
        return first, None, 0  # "rose fourfold to $2 billion", "by 12 % in 2015 to 2.1 million"
    if dashed and not _dash_ranges(words, first, second, j, size):
        named = first.numeral.kind == "digits" and words.glued(j) and words.glued(j + 1)
        return first, None, past_name(words, second.numeral.stop) if named else 0
    if link in ("to", "-") and _is_change(words, first, second):
        return first, None, 0
    if link in ("to", "-", "and") and is_clock(words, second.numeral):
        return first, None, second.stop + 1
    if link == "or" and words.low[first.start - 1] == "," and words.low[first.start - 2][:1] in DIGITS:
        return first, None, 0  # "25, 40 or 60 miles"
    near = _near(first.numeral, second.numeral) or _shares_thousands(words, first.numeral, second.numeral)
    if link == "or" and not near:
        return first, None, 0
    return *_joined(words, first, second), 0


def _spoken(words: Words, first: Amount, convention: Convention, size: bool) -> tuple[Amount, Amount | None]:
    """ "Five, six hundred", "four, maybe five": two steps beside each other, as one speaks, and no list."""
    j = first.stop + 1
    k = _past_hedge(words, j)
    if k == j and words.low[j] not in words.numerals.openers:
        return first, None
    second = _second(words, k, convention, size)
    if second is None or second.numeral.kind != "words" or words.low[second.stop] == ",":
        return first, None
    one, two = first.numeral.value, second.numeral.value
    if second.numeral.scaled and not first.numeral.scaled:
        two /= scale_of(words, second.numeral)
    elif k == j:
        return first, None
    return _joined(words, first, second) if one < two <= 2 * one else (first, None)


def _is_dated(words: Words, first: Numeral, second: Numeral) -> bool:
    """Whether the first of two numbers is the year in which the second was reached."""
    before, lists = words.low[first.start - 1], words.lists
    # "since May 2022 to 671,400", "the forecast for 2025 to 3,200 tonnes"
    dated = before in lists["dated_by"] or before in lists["months"] or (before == "for" and first.value >= 1900)
    if not dated or is_year(words, second, None, False, False):
        return False
    return not second.bare and is_year(words, first, None, False, False)


def _between(words: Words, i: int) -> bool:
    before = words.low[i - 1]
    if before in ("between", "btw", "btwn") or (before == "." and words.low[i - 2] == "btw"):
        return True
    return "between" in words.low[max(0, i - 3) : i]


def _past_hedge(words: Words, k: int) -> int:
    """Step over a hedge inside a range: "from 200 to about 300"."""
    for length in (3, 2, 1):
        w = words.at(k + length)
        if w and (w[0] in DIGITS or w in words.numerals.starters or w in "$£€"):
            hedges, start = hedge_before(words, k + length, False)
            if hedges and start == k:
                return k + length
    return k


def _second(words: Words, k: int, convention: Convention, size: bool) -> Amount | None:
    """Read the number after a link, over its currency sign."""
    for i in range(k, min(k + 3, words.count)):
        w = words.low[i]
        if w[0] in DIGITS or w in words.numerals.openers:
            found = amount_at(words, i, convention, size)
            return found if found is not None and found.start <= k else None
    return None


def _dash_ranges(words: Words, first: Amount, second: Amount, j: int, size: bool) -> bool:
    """Whether the dash between two numbers joins a range and not a score, span of years, phone number or address."""
    low, one, two = words.low, first.numeral, second.numeral
    if words.glued(j) != words.glued(j + 1):
        return False
    if one.kind != "digits" or two.kind != "digits":
        return one.kind == two.kind and one.value < two.value
    if not words.glued(j) and (low[j] == "—" or is_label(words, one, None, size)):
        return False
    if words.glued(two.stop) and low[two.stop] in ("-", "th", "st", "nd", "rd"):
        return second.unit is not None
    if one.value >= two.value and not (two.scaled and not one.scaled):
        return False
    if not size and second.unit is None and first.money is None and _is_sign(words, one, two):
        return False
    if size or first.money or second.unit or first.unit or "," in low[one.start]:
        return True
    a, b = low[one.start], low[two.start]
    noun = noun_after(words, two.stop, one=False)
    counted = noun is not None and noun.plural
    if a.isdigit() and b.isdigit():
        if b[0] == "0" and two.value:
            return False
        if len(a) == 4 and 1400 <= one.value < 2200 and two.value < 2200:
            return counted and low[first.start - 1] not in words.lists["year_before"]
    if noun is not None and is_label(words, two, noun, size):
        return False
    return counted or (two.value >= 100 and not _is_score(words, one, two))


def _is_sign(words: Words, one: Numeral, two: Numeral) -> bool:
    """Whether digits, a dash and digits are a sign: "Boeing 737-800", "case 22-10981"."""
    before, raw = words.low[one.start - 1], words.raw[one.start - 1]
    if two.scaled:
        return False
    labelled = before in words.lists["labels"] and (raw != before or len(words.low[one.start]) > 2)
    if raw.isupper() and 1 < len(raw) < 5 and raw.isalpha():  # "ATR 72-600"
        return True
    return labelled or (two.value > 100 * one.value > 0 and words.low[two.start].isdigit())


def _is_change(words: Words, first: Amount, second: Amount) -> bool:
    """Whether two numbers are the old and the new of a change, or its amount and the new: "rose from 700 to 1,100"."""
    hedges, start = hedge_before(words, first.start, False)
    before = words.low[(start if hedges else first.start) - 1]
    if before == "by":  # "by $4 to $52", "by 40 to 300", "by 100 to 253", but "by 1 to 1.5 degrees" is a range
        bare = first.unit is None and second.unit is None
        far = bare and second.numeral.value > _FAR * abs(first.numeral.value)
        uneven = bare and second.numeral.value >= _ROUND and first.numeral.value % 10 == 0 < second.numeral.value % 10
        return (first.unit is not None or far or uneven) and changes_before(words, first.start)
    if before in words.hedges.moves:  # "fell 4p to 212p", "rose 900 to 7,100", but "rose 5 to 10 percent"
        if first.unit is None and second.unit is None:
            return second.numeral.value > _FAR * abs(first.numeral.value)
        shares = [unit is not None and unit.name == "percent" for unit in (first.unit, second.unit)]
        return first.unit is not None and not all(shares)
    if before != "from" or not changes_before(words, first.start - 1):
        return False
    if words.low[second.stop] != "to":
        return True
    w = words.low[second.stop + 1]  # "from 5 to 7 per cent to 3 to 5 per cent": the old one is itself a range
    return not (w and (w[0] in DIGITS or w in words.numerals.starters))


def _near(first: Numeral, second: Numeral) -> bool:
    """Whether "two or three" may be one uncertain number."""
    spelled = first.kind == "words" and second.kind == "digits" and second.value < 2 * first.value  # "nine or 10"
    if not (first.kind == second.kind or spelled) or first.value != first.value or second.value != second.value:
        return False
    if second.scaled and not first.scaled and 0 < first.value < 100:  # "two or three hundred"
        return True
    return 0 < first.value < second.value <= 100 * first.value


def _joined(words: Words, first: Amount, second: Amount) -> tuple[Amount, Amount | None]:
    """Share the scale between the ends of a range; None for the second if they are of two kinds, or fall."""
    one, two = first.numeral, second.numeral
    units = {unit.name.partition("/")[0] for unit in (first.unit, second.unit) if unit is not None}
    if len(units) > 1:
        return first, None
    if one.value != one.value or two.value != two.value:  # "dozens to hundreds", "several hundred to 1,000"
        low = one.low if one.value != one.value else one.value
        high = two.high if two.value != two.value else two.value
        return first, second if low < high and first.unit is None else None
    if two.scaled and not one.scaled and one.kind == two.kind and (first.unit is None or first.money):
        scale = scale_of(words, two)
        if one.value < two.value / scale:
            value = float(f"{one.value * scale:.15g}")
            first = replace(first, numeral=replace(one, value=value, resolution=one.resolution * scale))
    elif _shares_thousands(words, one, two):
        first = replace(first, numeral=replace(one, value=one.value * 1000, resolution=one.resolution * 1000))
    return first, second if first.numeral.value < two.value else None


def _shares_thousands(words: Words, one: Numeral, two: Numeral) -> bool:
    """Whether "3-4,000" is 3,000 to 4,000: the first end is written short, and not a tenth of what it would be."""
    grouped = not words.low[two.start].isdigit() and "." not in words.low[two.start]  # "50,000", "50 000"
    if two.scaled or one.kind != "digits" or not one.bare or not grouped:
        return False
    if two.resolution < (100 if two.value < 10_000 else 1000):  # nobody shortens "50,000 to 496,500"
        return False
    return one.value < two.value / 1000 <= 10 * one.value


def _is_score(words: Words, first: Numeral, second: Numeral) -> bool:
    """Whether "3-1" is a result and not a range: it falls or is level, or the sentence speaks of winning."""
    if first.value >= second.value:
        return True
    near = {*words.low[max(0, first.start - 8) : first.start], *words.low[second.stop : second.stop + 3]}
    return second.value < 200 and not near.isdisjoint(words.lists["contests"])
