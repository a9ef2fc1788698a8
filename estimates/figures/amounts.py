"""An amount: a number with its sign, currency, scale letter and unit, before hedges and nouns are looked for."""

from __future__ import annotations

from estimates.figures.hedges import BEFORE, hedge_before
from estimates.figures.measures import SIGNS, TIMES, Unit, currency_before, unit_after
from estimates.figures.nouns import is_person, noun_after
from estimates.figures.numerals import CHARACTERS, LETTERS, STARTERS, Numeral, read_numeral
from estimates.figures.tokens import Words
from estimates.lang.lexicon import lexicon, words_of
from estimates.policy import Convention

_NAN = float("nan")
_WHOLE = 3  # words of "a month", at most
_LEADS = SIGNS | {"minus", "-", "+", "±"}  # what may stand before a number and belong to it
#: Words at which an amount may start.
STARTS = STARTERS | {"a", "an", "quarter"}
_EXTENTS = words_of(lexicon("units")["time"]["extents"])
_DIMENSIONS = words_of(lexicon("nouns")["dimensions"])
#: "a 5K run", "a 4K display"
_RACES = words_of(
    "run race walk display video tv tvs resolution hurdles relay sprint freestyle butterfly backstroke race dash"
)


class Amount:
    """A number from word ``start`` up to ``stop``, its currency sign and unit included."""

    __slots__ = ("money", "numeral", "sign", "start", "stop", "unit")

    def __init__(self, numeral: Numeral, start: int, unit: Unit | None, sign: str, money: str | None) -> None:
        self.numeral, self.start, self.unit, self.sign, self.money = numeral, start, unit, sign, money
        self.stop = numeral.stop if unit is None else unit.stop


def amount_at(words: Words, i: int, convention: Convention, size: bool) -> Amount | None:
    """Read the number at word ``i`` with its sign, currency, scale letter and unit."""
    numeral = read_numeral(words, i, convention) or _article(words, i)
    if numeral is None:
        return None
    start, sign, money, low = numeral.start, "", None, words.low
    if i:
        if numeral.kind == "digits" or numeral.kind == "part":
            if low[start - 1] in _LEADS:
                start, sign, money = _before(words, start)
        elif numeral.kind == "words" and low[i - 1] == "minus":
            start, sign = i - 1, "minus"
        if sign in ("-", "minus"):
            numeral = numeral._replace(value=-numeral.value)
    if numeral.kind == "digits" and low[numeral.stop]:
        numeral = _digits(words, numeral, money, convention, size)
    unit = None
    if numeral.kind == "part" or low[i] in CHARACTERS:
        numeral = _part_of_unit(words, numeral)
    if money is not None or low[numeral.stop]:
        unit = unit_after(words, numeral.stop, words.glued(numeral.stop), money)
        if unit is not None and unit.name == "pound" and money is None and numeral.value >= 1e6:
            unit = unit._replace(name="GBP", money=True)  # nobody weighs a million pounds
    return Amount(numeral, start, unit, sign, money)


def _article(words: Words, i: int) -> Numeral | None:
    """Read "a month" as one where it measures: "a period of a month", "more than a mile", or nothing else is said."""
    low = words.low
    if low[i] not in ("a", "an"):
        return None
    before = low[i - 1]
    if words.count > _WHOLE if i == 0 else low[i - 2] not in _EXTENTS if before == "of" else before not in BEFORE:
        return None
    unit = unit_after(words, i + 1, False)
    if unit is None or unit.stop - i > _WHOLE or (unit.money and "per" in unit.name):
        return None
    if i == 0:
        fits = unit.stop == words.count
    elif before == "of":
        fits = True
    else:
        hedges, _ = hedge_before(words, i, unit.name in TIMES)
        fits = any(hedge != "plain" for hedge in hedges)
    if not fits or low[unit.stop] in ("ago", "-", "old", "or", "dozen", "earlier", "before", "later"):
        return None
    return Numeral(1.0, _NAN, _NAN, 1.0, i, i + 1, "article")


def _part_of_unit(words: Words, numeral: Numeral) -> Numeral:
    """Read "half a mile" and "a quarter of a cup" as measures; parts of time ("half an hour") stay what they are."""
    k = numeral.stop + (words.low[numeral.stop] == "of")
    if words.low[k] == "-" and words.glued(k):  # "a quarter-acre plot"
        unit = unit_after(words, k, True)
        measures = unit is not None and unit.name not in TIMES and not unit.money
        return numeral._replace(kind="words") if measures else numeral
    if words.low[k] not in ("a", "an"):
        return numeral
    unit = unit_after(words, k + 1, False)
    if unit is None or unit.name in TIMES or unit.money:
        return numeral
    return numeral._replace(stop=k + 1, kind="words")


def _before(words: Words, start: int) -> tuple[int, str, str | None]:
    """Read the sign and currency before a number, in either order: "-$5", "$-50.8bn"."""
    start, sign = _sign(words, start)
    currency = currency_before(words, start)
    if currency is None:
        return start, sign, None
    start = currency.stop
    if not sign:
        start, sign = _sign(words, start)
    return start, sign, currency.name


def _sign(words: Words, start: int) -> tuple[int, str]:
    """Read a sign glued to the number before it: "-5", "minus 5", "+0.2 %"."""
    before = words.low[start - 1]
    if before == "minus":
        if words.low[start - 2] == "or" and words.low[start - 3] == "plus":
            return start - 3, ""
        return start - 1, "minus"
    if before in ("-", "+", "±"):
        if before == "-" and words.low[start - 2] == "minus":
            return start - 2, "minus"
        loose = not words.glued(start - 1) or words.low[start - 2] in ("(", "$", "£", "€", "/")
        if loose and words.glued(start):
            return start - 1, before
    return start, ""


def _digits(words: Words, numeral: Numeral, money: str | None, convention: Convention, size: bool) -> Numeral:
    """Read what only digits have after them: a scale letter, a plural -s, a dot that groups."""
    following = words.low[numeral.stop]
    if following in LETTERS:
        return _letter(words, numeral, money)
    if following == "s" and words.glued(numeral.stop):
        return _decimal_plural(words, numeral, convention, size)
    if money is None and "." in words.low[numeral.start]:
        return _dotted(words, numeral)
    return numeral


def _letter(words: Words, numeral: Numeral, money: str | None) -> Numeral:
    """Read the k, m, b or t after digits as a scale where it is one: "$2.5m", "40k drones", "1.2m people"."""
    j = numeral.stop
    letter, glued, following = words.low[j], words.glued(j), words.low[j + 1]
    if money is not None:
        scales = glued or following != "-"
    elif not glued:
        return numeral
    else:
        noun = noun_after(words, j + 1, one=False) if following[:1].isalpha() else None
        counted = noun is not None and noun.plural
        if words.low[j + 1 : j + 3] == ["-", "strong"]:
            scales = True
        elif letter == "k":
            named = words.raw[j] == "K" and words.low[j - 1] in ("2", "4", "5", "8") and not counted
            scales = not named and following not in _RACES
        elif letter == "m" and (following in _DIMENSIONS or following in _RACES):  # "12m long", "the 400m hurdles"
            scales = False
        elif letter == "m":
            scales = (counted and not words.glued(j + 1)) or (words.raw[j] == "M" and following != "-")
        else:
            scales = counted and letter == "b"
    if not scales:
        return numeral
    scale = LETTERS[letter]
    value, resolution = float(f"{numeral.value * scale:.15g}"), float(f"{numeral.resolution * scale:.6g}")
    return numeral._replace(value=value, resolution=resolution, stop=j + 1, scaled=True)


def _decimal_plural(words: Words, numeral: Numeral, convention: Convention, size: bool) -> Numeral:
    """Read "100s" as hundreds and "10,000s" as tens of thousands; a decade ("1990s", "the 80s") stays a name."""
    digits = words.low[numeral.start].replace(",", "")
    if digits.strip("0") != "1" or len(digits) < 2 or not (size or words.low[numeral.stop + 1] == "of"):
        return numeral
    low, high = convention.plural(digits + "s", numeral.value)
    return Numeral(_NAN, low, high, _NAN, numeral.start, numeral.stop + 1, "vague", True)


def _dotted(words: Words, numeral: Numeral) -> Numeral:
    """Read "15.000 soldiers" as thousands: people do not come in fractions."""
    head, _, tail = words.low[numeral.start].partition(".")
    if len(tail) != 3 or not 0 < len(head) < 4 or head == "0" or numeral.stop != numeral.start + 1:
        return numeral
    noun = noun_after(words, numeral.stop, one=False)
    if noun is None or not noun.plural or not is_person(noun.head):
        return numeral
    return numeral._replace(value=float(head + tail), resolution=1000.0 if tail == "000" else 1.0)
