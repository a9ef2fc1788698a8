"""The scanner: every figure of a text in one pass, with its hedge, unit, noun and place."""

from __future__ import annotations

from estimates.figures import exclusions
from estimates.figures.amounts import STARTS, Amount, amount_at
from estimates.figures.counting import noun_of, unit_and_noun
from estimates.figures.hedges import hedge_after, hedge_before, strongest, trend_of
from estimates.figures.labels import is_glued_name, past_name
from estimates.figures.lending import lend, lend_back
from estimates.figures.linking import Figure, relate
from estimates.figures.measures import FORMS, SHARES, TIMES, Unit, rate_after, unit_after
from estimates.figures.nouns import Noun
from estimates.figures.ranges import range_after
from estimates.figures.tokens import DIGITS, Words
from estimates.policy import Convention

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
    for i in [i for i, w in zip(range(words.count), words.low, strict=False) if w in STARTS or w[0] in DIGITS]:
        amount = amount_at(words, i, convention, size) if i >= past else None
        if amount is not None:
            figure, past = _figure(words, amount, convention, size)
            if figure is not None:
                figures.append(figure)
    if len(figures) > 1:
        relate(words, figures)
    if not size:
        lend(words, figures)
    elif len(figures) > 1:
        lend_back(words, figures)
    return figures


def _figure(words: Words, amount: Amount, convention: Convention, size: bool) -> tuple[Figure | None, int]:
    """Make the figure of an amount, its range and its surroundings, or say where to read on if it is none."""
    numeral = amount.numeral
    if numeral.kind == "digits":
        if amount.money is None and is_glued_name(words, numeral, size):
            return None, past_name(words, numeral.stop)
        if exclusions.is_date(words, numeral):
            return (_spoiled(words, amount) if size else None), past_name(words, numeral.stop)
        if amount.money is None and exclusions.is_clock(words, numeral):
            return None, numeral.stop + 1
    second, skip = range_after(words, amount, convention, size)
    if skip:
        return None, skip
    last = second or amount
    unit = last.unit or amount.unit
    after, stop = hedge_after(words, last.stop)
    if after and unit is None:  # "30 or so miles"
        unit = last.unit = unit_after(words, stop, False)
        stop = stop if unit is None else unit.stop
    noun, rest, part = noun_of(words, stop, last, unit)
    if size and not after and noun is not None:  # "100 people or so"
        late, _ = hedge_after(words, noun.stop)
        after = late if late != ["plain"] else after
    few = numeral.kind == "words" and 0 < numeral.value < _FEW and unit is None  # "drones over four regions"
    hedges, start = hedge_before(words, amount.start, few or (unit is not None and unit.name in TIMES))
    if second is None:
        if exclusions.is_none(words, amount, noun, bool(hedges), part, size):
            return None, numeral.stop
    elif exclusions.is_no_range(words, start, numeral, second.numeral, noun, unit, size):
        return None, last.stop
    figure = _assemble(words, amount, second, hedges, after, start, stop)
    rest = max(rest, stop)
    _count(words, figure, amount, unit, noun, rest if noun else stop)
    figure.part = part or numeral.kind == "part"
    return figure, rest


def _assemble(
    words: Words, amount: Amount, second: Amount | None, hedges: list[str], after: list[str], start: int, stop: int
) -> Figure:
    """Put the number and its hedges together: the figure from word ``start`` up to ``stop``."""
    value, low, high, resolution, *_ = numeral = amount.numeral
    if second is not None:
        to = second.numeral
        low = value if value == value else low
        high = to.value if to.value == to.value else to.high
        resolution = to.resolution if resolution != resolution or to.resolution < resolution else resolution
        value, hedge = _NAN, "between"
        start -= words.low[start - 1] in ("between", "from", "btw", "btwn")
    elif numeral.kind == "vague":
        hedge = "vague"
    else:
        hedge = strongest([*hedges, *after]) if hedges or after else "plain"
    begin, end = words.starts[start], words.ends[stop - 1]
    figure = Figure(words.text[begin:end], begin, end, value, low, high, hedge, resolution, None, None)
    figure.first, figure.stop, figure.closing, figure.scaled = start, stop, stop, numeral.scaled
    return figure


def _count(words: Words, figure: Figure, amount: Amount, unit: Unit | None, noun: Noun | None, rest: int) -> None:
    """Say what the figure counts or measures, and whether it is a change."""
    numeral, rate = amount.numeral, None
    if unit is None:
        measure = _measure_in(noun)
        if noun is not None and measure is not None:  # "50 previous years", "88 rushing yards"
            unit, rest, noun = Unit(measure, noun.stop), noun.stop, None
            figure.stop = figure.closing = rest
            figure.end = words.ends[rest - 1]
            figure.text = words.text[figure.start : figure.end]
        else:
            rate = rate_after(words, noun.stop if noun is not None else figure.stop)
    if noun is not None:
        figure.stop = max(figure.stop, noun.stop)
        figure.noun_start, figure.noun_end = words.starts[noun.start], words.ends[noun.stop - 1]
    figure.unit, figure.noun = unit_and_noun(words, unit, noun, rate)
    if figure.noun is None and unit is not None and unit.name in TIMES and _is_old(words, unit.stop):
        figure.noun = "age"  # of a thing: "a 300,000-year-old skull"; that of a person is no figure
    if figure.unit is None and words.low[figure.closing - 1] == "strong":  # "some 5,000 strong"
        figure.unit = "person"
    if numeral.kind == "part":
        figure.unit = None  # a share is of something that is no unit
    elif numeral.kind != "vague":
        share = unit is not None and unit.name.startswith(SHARES)
        figure.trend = trend_of(words, figure.first, rest, amount.sign, share)
    figure.each = words.low[figure.stop] in ("each", "apiece")


def _is_old(words: Words, j: int) -> bool:
    return words.low[j + (words.low[j] == "-")] == "old"


def _measure_in(noun: Noun | None) -> str | None:
    """Name the unit that ends a phrase, "previous years"; a cup or a stone there is what it is."""
    if noun is None or not noun.plural:
        return None
    name = FORMS.get((noun.head,))
    return name if name in TIMES or name in _MEASURES else None


_MEASURES = frozenset(["mile", "yard", "foot", "meter", "kilometer", "acre", "hectare", "ton", "metric_ton", "barrel"])


def _spoiled(words: Words, amount: Amount) -> Figure | None:
    """Undo a spreadsheet's damage: "15-Oct", where a size is due, was 10-15."""
    i, j = amount.numeral.start, amount.numeral.stop
    if words.low[j] == "-" and words.low[j + 1] in exclusions.MONTH_NUMBERS:
        month, stop = exclusions.MONTH_NUMBERS[words.low[j + 1]], j + 2
    elif words.low[i - 1] == "-" and words.low[i - 2] in exclusions.MONTH_NUMBERS:
        month, stop, i = exclusions.MONTH_NUMBERS[words.low[i - 2]], j, i - 2
    else:
        return None
    low, high = sorted((float(month), abs(amount.numeral.value)))
    start, end = words.starts[i], words.ends[stop - 1]
    figure = Figure(words.text[start:end], start, end, _NAN, low, high, "between", 1.0, None, None)
    figure.first, figure.stop, figure.closing = i, stop, stop
    return figure
