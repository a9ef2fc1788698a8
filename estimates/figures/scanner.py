"""The scanner: every figure of a text in one pass, with its hedge, unit, noun and place."""

from __future__ import annotations

from functools import cache
from itertools import compress

from estimates.figures import exclusions
from estimates.figures.amounts import Amount, amount_at
from estimates.figures.counting import noun_of, unit_and_noun
from estimates.figures.datings import is_clock, is_date
from estimates.figures.forms import TIMES
from estimates.figures.hedges import hedge_after, hedge_before, strongest, trend_of
from estimates.figures.labels import is_glued_name, past_name
from estimates.figures.lending import lend, lend_back
from estimates.figures.linking import Figure, relate
from estimates.figures.measures import SHARES, Unit, unit_after
from estimates.figures.nouns import Noun
from estimates.figures.ranges import range_after
from estimates.figures.tokens import DIGITS, Kept, Words
from estimates.lang.numerals import Numerals
from estimates.policy import Convention
from estimates.records import replace

_NAN = float("nan")
_FEW = 10


def scan_words(words: Words, convention: Convention, size: bool) -> list[Figure]:
    """Find every figure of a text.

    Parameters
    ----------
    words : Words
        A text cut into words.
    convention : Convention
        What vague words are worth.
    size : bool
        Whether the text is the short text of a size, where a number is due: four digits are no year then, "100s" is a
        number and "10-15" no score.

    Returns
    -------
    list of Figure
        In the order of the text.
    """
    figures: list[Figure] = []
    past = 0
    for i in compress(range(words.count), map(_opens(words.numerals).__getitem__, words.low)):
        amount = amount_at(words, i, convention, size) if i >= past else None
        if amount is not None:
            figure, past = _figure(words, amount, convention, size)
            if figure is not None:
                figures.append(figure)
    if len(figures) > 1:
        figures = relate(words, figures)
    if not size:
        return lend(words, figures)
    return lend_back(words, figures) if len(figures) > 1 else figures


@cache
def _opens(numerals: Numerals) -> Kept[bool]:
    """Whether an amount may begin at a word."""
    openers = numerals.openers
    return Kept(lambda word: word in openers or (word[:1] in DIGITS and word != "."))


def _in_brackets(words: Words, j: int) -> tuple[list[str], int]:
    """Read a hedge that stands alone in brackets at word ``j``, "700 (est.)": its kind, and where it stops."""
    low = words.low
    near = low[j : j + 6]
    if near[0] != "(" or ")" not in near[2:]:
        return [], j
    close = j + near.index(")")
    last = close - (low[close - 1] == ".")
    after, stop = hedge_after(words, j + 1)
    before, first = hedge_before(words, last, False)
    found = after if stop == last else before if first == j + 1 else []
    return ([], j) if not found or found == ["plain"] else (found, close + 1)


def _figure(words: Words, amount: Amount, convention: Convention, size: bool) -> tuple[Figure | None, int]:
    """Make the figure of an amount, its range and its surroundings, or say where to read on if it is none."""
    numeral = amount.numeral
    if numeral.kind == "digits":
        spoiled, past = _in_sign(words, amount, size)
        if past:
            return spoiled, past
    j, low = amount.stop, words.low
    made = low[j] == "for" and low[j + 1].isdigit() and len(low[j + 1]) < 4 and amount.unit is None and not size
    if made and (not low[j + 2].isalpha() or low[j + 2] in words.lists["stop"]):
        return None, j + 2  # a score: "took 3 for 77"
    amount, second, skip = range_after(words, amount, convention, size)
    if skip:
        return None, skip
    last = second or amount
    unit = last.unit or amount.unit
    after, closing = hedge_after(words, last.stop)
    if not after and words.low[closing] == ",":  # "400, if not more, lorries"
        aside, stop = hedge_after(words, closing + 1)
        after, closing = (aside, stop + 1) if aside and words.low[stop] == "," else (after, closing)
    after, closing = (after, closing) if after else _in_brackets(words, closing)
    if after and unit is None:  # "30 or so miles"
        unit = unit_after(words, closing, False)
        if unit is not None:
            closing = unit.stop
            last = replace(last, unit=unit, stop=closing)
    noun, rest, part = noun_of(words, closing, last, unit)
    if not after and noun is not None and (size or low[noun.stop] in ("or", "at", "(")):  # "100 people or so"
        late, _ = hedge_after(words, noun.stop)
        late = late or _in_brackets(words, noun.stop)[0]
        after = late if late != ["plain"] else after
    few = numeral.kind == "words" and 0 < numeral.value < _FEW and unit is None  # "drones over four regions"
    hedges, first = hedge_before(words, amount.start, few or (unit is not None and unit.name in TIMES))
    if second is None:
        if exclusions.is_none(words, last, noun, bool(hedges), part, size):
            return None, numeral.stop
    elif exclusions.is_no_range(words, first, numeral, second.numeral, noun, unit, size):
        return None, last.stop
    rest = max(rest, closing)
    begin = first - (second is not None and words.low[first - 1] in ("between", "from", "btw", "btwn"))
    if noun is not None and noun.head in words.units.tallied and low[noun.stop] in words.lists["later"]:
        noun = noun if noun.stop == noun.start + 1 else None  # "the 40 announced hours earlier"
    if noun is not None and unit is None and (unit := _tallied(words, noun, numeral.kind == "vague")) is not None:
        rest = closing = noun.stop
        noun = None
    stop, noun_start, noun_end = closing, -1, -1
    if noun is not None:
        stop, noun_start, noun_end = max(closing, noun.stop), words.starts[noun.start], words.ends[noun.stop - 1]
    name, counted = unit_and_noun(words, unit, noun, closing)
    if name is None and low[begin - 1] in words.lists["populations"]:  # "a village, population around 900, 9 km away"
        name = "person"
    trend = None
    if numeral.kind == "part":
        name, part = None, True  # a share is of something that is no unit
    elif numeral.kind != "vague":
        share = unit is not None and unit.name.startswith(SHARES)
        trend = trend_of(words, begin, rest if noun is not None else closing, amount.sign, share)
        trend = "unchanged" if trend is not None and numeral.value == 0 and second is None else trend
    start, end = words.starts[begin], words.ends[closing - 1]
    value, least, most, hedge, resolution = _number(amount, second, [*hedges, *after])
    if unit is not None and unit.name.startswith("metric_ton") and (many := _of_tonnes(words, last.numeral.stop)):
        value, least, most, resolution = (float(f"{one * many:.15g}") for one in (value, least, most, resolution))
    figure = Figure(
        words.text[start:end], start, end, value, least, most, hedge, resolution, name, counted, trend,
        low[stop] in ("each", "apiece"), part, last.numeral.scaled, noun_start, noun_end, begin, closing, stop,
    )  # fmt: skip
    return figure, rest


def _of_tonnes(words: Words, j: int) -> float | None:
    """How many tonnes the symbol at word ``j`` stands for: "1.9 Mt", "a 40-kt plant"."""
    return words.units.in_tonnes.get(words.raw[j + (words.low[j] == "-")])


def _tallied(words: Words, noun: Noun, vague: bool) -> Unit | None:
    """The unit that is the head of a noun phrase: "50 previous years", "hundreds of millions of euros"."""
    names = words.units.sums if vague and noun.stop == noun.start + 1 else words.units.tallied
    return Unit(names[noun.head], noun.stop) if noun.plural and noun.head in names else None


def _in_sign(words: Words, amount: Amount, size: bool) -> tuple[Figure | None, int]:
    """Say where to read on if digits are part of a name, a date (a spoiled size is one too) or a time, else 0."""
    numeral = amount.numeral
    if amount.money is None and is_glued_name(words, numeral, size):
        return None, past_name(words, numeral.stop)
    if is_date(words, numeral):
        return (_spoiled(words, amount) if size else None), past_name(words, numeral.stop)
    return None, numeral.stop + 1 if amount.money is None and is_clock(words, numeral) else 0


def _number(amount: Amount, second: Amount | None, hedges: list[str]) -> tuple[float, float, float, str, float]:
    """Give value, low, high, hedge and resolution of an amount, or of the range from it to the second one."""
    one = amount.numeral
    value, low, high, resolution = one.value, one.low, one.high, one.resolution
    if second is None:
        hedge = strongest(hedges) if hedges else "plain"
        if amount.numeral.kind != "vague":
            return value, low, high, hedge, resolution
        if hedge in ("at_least", "more_than"):  # "at least dozens" has a floor and no ceiling
            return low, _NAN, _NAN, hedge, resolution
        return value, low, high, "vague", resolution
    to = second.numeral
    low = value if value == value else low
    high = to.value if to.value == to.value else to.high
    hedge = strongest(hedges) if hedges else "between"
    if hedge in ("at_least", "more_than"):  # "400 to 600 or more" has no ceiling
        return low, _NAN, _NAN, hedge, resolution
    if hedge in ("at_most", "less_than", "up_to") and "about" not in hedges:  # "no more than 400 or 600" has no floor
        return high, _NAN, _NAN, hedge, to.resolution
    if resolution != resolution or to.resolution < resolution:
        resolution = to.resolution
    return _NAN, low, high, "between", resolution


def _spoiled(words: Words, amount: Amount) -> Figure | None:
    """Undo a spreadsheet's damage: "15-Oct", where a size is due, was 10-15."""
    i, j, numbers = amount.numeral.start, amount.numeral.stop, words.language.calendar.months
    if words.low[j] == "-" and words.low[j + 1] in numbers:
        month, stop = numbers[words.low[j + 1]], j + 2
    elif words.low[i - 1] == "-" and words.low[i - 2] in numbers:
        month, stop, i = numbers[words.low[i - 2]], j, i - 2
    else:
        return None
    low, high = sorted((float(month), abs(amount.numeral.value)))
    start, end = words.starts[i], words.ends[stop - 1]
    text = words.text[start:end]
    return Figure(text, start, end, _NAN, low, high, "between", 1.0, first=i, closing=stop, stop=stop)
