"""The scanner: every figure of a text in one pass, with its hedge, unit, noun and place."""

from __future__ import annotations

from dataclasses import dataclass

from estimates.policy import Convention
from estimates.text import exclusions
from estimates.text.hedges import changes_before, hedge_after, hedge_before, strongest, trend_of
from estimates.text.lexicon import lexicon, words_of
from estimates.text.measures import TIMES, Unit, currency_before, rate_after, unit_after
from estimates.text.nouns import PRONOUNS, STOP, Noun, is_person, noun_after
from estimates.text.numbers import DASHES, DIGITS, FOLDS, LETTERS, SCALES, STARTERS, Numeral, Words, read_numeral

_NAN = float("nan")
_STARTS = STARTERS | {"a", "an"}
_ONE_SIDED = frozenset(["more_than", "at_least", "less_than", "at_most", "up_to"])


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
    first: int = 0  # words the figure starts and stops at, its noun included
    stop: int = 0
    closing: int = 0


class _Number:
    """A number with its currency, scale letter and unit, before hedges and nouns are looked for."""

    __slots__ = ("money", "numeral", "sign", "start", "stop", "unit")

    def __init__(
        self, numeral: Numeral, start: int, stop: int, unit: Unit | None, sign: str, money: str | None
    ) -> None:
        self.numeral, self.start, self.stop, self.unit, self.sign, self.money = numeral, start, stop, unit, sign, money


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
    i, n, low = 0, len(words), words.low
    while i < n:
        w = low[i]
        if w[0] in DIGITS or w in _STARTS:
            number = _number(words, i, convention, size)
            if number is not None:
                figure, i = _figure(words, number, convention, size)
                if figure is not None:
                    figures.append(figure)
                continue
        i += 1
    if len(figures) > 1:
        _relate(words, figures, size)
    return figures


def _number(words: Words, i: int, convention: Convention, size: bool) -> _Number | None:
    """Read the number at word ``i`` with its sign, currency, scale letter and unit."""
    numeral = read_numeral(words, i, convention)
    if numeral is None:
        numeral = _article(words, i)
        if numeral is None:
            return None
    start, sign, money, low = numeral.start, "", None, words.low
    if (i and numeral.kind == "digits") or numeral.kind == "part":
        start, sign = _sign(words, start)
        currency = currency_before(words, start)
        if currency is not None:
            money, start = currency.name, currency.stop
            if not sign:
                start, sign = _sign(words, start)
        if sign in ("-", "minus"):
            numeral = numeral._replace(value=-numeral.value)
    elif i and numeral.kind == "words" and low[i - 1] == "minus":
        start, sign, numeral = i - 1, "minus", numeral._replace(value=-numeral.value)
    stop = numeral.stop
    if numeral.kind == "digits" and stop < len(words) and low[stop] in LETTERS:
        numeral = _letter(words, numeral, money)
    elif numeral.kind == "digits" and words.glued(stop) and low[stop] == "s":
        numeral = _decimal_plural(words, numeral, convention, size)
    elif numeral.kind == "digits" and money is None and "." in low[numeral.start]:
        numeral = _dotted(words, numeral)
    unit = unit_after(words, numeral.stop, words.glued(numeral.stop), money)
    if unit is not None and unit.name == "pound" and money is None and numeral.value >= 1e6:
        unit = unit._replace(name="GBP", money=True)  # nobody weighs a million pounds
    if numeral.kind in ("part", "vague") and unit is not None and unit.stop == numeral.stop and money is None:
        unit = None
    return _Number(numeral, start, unit.stop if unit else numeral.stop, unit, sign, money)


def _article(words: Words, i: int) -> Numeral | None:
    """Read "a month" as one where it measures: "a period of a month", "more than a mile"."""
    if words.low[i] not in ("a", "an") or i == 0:
        return None
    unit = unit_after(words, i + 1, False)
    if unit is None or unit.stop - i > 3 or (unit.money and "per" in unit.name):
        return None
    before = words.low[i - 1]
    if before == "of":
        fits = words.at(i - 2) in _EXTENTS
    else:
        hedges, _ = hedge_before(words, i, unit.name in TIMES)
        fits = any(hedge != "plain" for hedge in hedges)
    if not fits or words.at(unit.stop) in ("ago", "-", "old", "or", "dozen"):
        return None
    return Numeral(1.0, _NAN, _NAN, 1.0, i, i + 1, "article")


_EXTENTS = words_of(lexicon("units")["time"]["extents"])


def _sign(words: Words, start: int) -> tuple[int, str]:
    """Read a sign glued to the number before it: "-5", "minus 5", "$-50.8bn", "+0.2 %"."""
    before = words.at(start - 1)
    if before == "minus":
        return start - 1, "minus"
    if before == "-" and words.at(start - 2) == "minus":
        return start - 2, "minus"
    if before in ("-", "+", "±") and words.glued(start):
        further = words.at(start - 2)
        if not words.glued(start - 1) or further in ("(", "$", "£", "€", "/"):
            return start - 1, before
    return start, ""


def _letter(words: Words, numeral: Numeral, money: str | None) -> Numeral:
    """Read the k, m, b or t after digits as a scale where it is one: "$2.5m", "40k drones", "1.2m people"."""
    j = numeral.stop
    letter, glued = words.low[j], words.glued(j)
    if money is not None:
        scales = glued or (j + 1 == len(words) or words.low[j + 1] != "-")
    elif not glued:
        return numeral
    else:
        following = words.at(j + 1)
        noun = noun_after(words, j + 1, one=False) if following[:1].isalpha() else None
        counted = noun is not None and noun.plural
        if letter == "k":
            scales = words.raw[j] == "k" or counted or words.low[j - 1] not in ("2", "4", "5", "8")
            scales = scales and following not in ("run", "race", "walk", "display", "video", "tv", "resolution", "tvs")
        elif letter == "m":
            scales = (counted and words.starts[j + 1] > words.ends[j]) or (
                words.raw[j] == "M" and following not in ("-",)
            )
        else:
            scales = counted and letter == "b"
    if not scales:
        return numeral
    scale = LETTERS[letter]
    return numeral._replace(
        value=float(f"{numeral.value * scale:.15g}"),
        resolution=float(f"{numeral.resolution * scale:.6g}"),
        stop=j + 1,
        scaled=True,
    )


def _decimal_plural(words: Words, numeral: Numeral, convention: Convention, size: bool) -> Numeral:
    """Read "100s" as hundreds and "10,000s" as tens of thousands; a decade ("1990s", "the 80s") stays a name."""
    digits = words.low[numeral.start].replace(",", "")
    if digits.strip("0") != "1" or len(digits) < 2 or not (size or words.at(numeral.stop + 1) == "of"):
        return numeral
    low, high = convention.plural(digits + "s", numeral.value)
    return Numeral(_NAN, low, high, _NAN, numeral.start, numeral.stop + 1, "vague", True)


def _dotted(words: Words, numeral: Numeral) -> Numeral:
    """Read "15.000 soldiers" as thousands: people do not come in fractions."""
    digits = words.low[numeral.start]
    head, _, tail = digits.partition(".")
    if (
        len(tail) == 3
        and 0 < len(head) < 4
        and head != "0"
        and not numeral.scaled
        and numeral.stop == numeral.start + 1
    ):
        noun = noun_after(words, numeral.stop, one=False)
        if noun is not None and noun.plural and is_person(noun.head):
            value = float(head + tail)
            return numeral._replace(value=value, resolution=1000.0 if tail == "000" else 1.0)
    return numeral


def _figure(words: Words, number: _Number, convention: Convention, size: bool) -> tuple[Figure | None, int]:
    """Make the figure of a number, its range and its surroundings, or say where to read on if it is none."""
    numeral = number.numeral
    if number.money is None and exclusions.is_glued_name(words, numeral, size):
        return None, _past_name(words, numeral.stop)
    if exclusions.is_date(words, numeral):
        return (_spoiled(words, number) if size else None), _past_name(words, numeral.stop)
    if number.money is None and exclusions.is_clock(words, numeral):
        return None, numeral.stop + 1
    second, joint = _range(words, number, convention, size)
    if second is False:
        return None, joint
    last = second if isinstance(second, _Number) else number
    unit = last.unit or number.unit
    stop = last.stop
    time = unit is not None and unit.name in TIMES
    after, after_stop = hedge_after(words, stop)
    noun, rest, part = _noun(words, after_stop, last, unit)
    if not after and noun is not None and size:
        late, _ = hedge_after(words, noun.stop)
        if late != ["plain"]:
            after = late
    hedges, start = hedge_before(words, number.start, time)
    if second is None:
        if _excluded(words, number, noun, unit, bool(hedges), size, stop, part):
            return None, numeral.stop
    elif (
        unit is None and not (noun and is_person(noun.head)) and not size and _are_years(words, numeral, last.numeral)
    ) or words.at(start - 1) in ("aged", "age", "ages"):
        return None, stop
    figure = _assemble(words, number, second, unit, noun, part, hedges, start, after, after_stop, rest, joint)
    return figure, max(rest, after_stop, stop)


def _are_years(words: Words, first: Numeral, last: Numeral) -> bool:
    """Whether a range is one of years: "between 2014 and 2017"."""
    return exclusions.is_year(words, first, None, False, False) and exclusions.is_year(words, last, None, False, False)


def _past_name(words: Words, j: int) -> int:
    """Step over the rest of a sign such as "4:39", "555-0142" or "9/11"."""
    while (
        j < len(words)
        and words.glued(j)
        and (words.low[j] in ":/-–.#" or words.low[j][0].isalnum() or words.low[j][0] == ".")
    ):
        if words.low[j] in ".-–:/" and not (words.glued(j + 1) and words.low[j + 1][0].isalnum()):
            break
        j += 1
    return j


def _spoiled(words: Words, number: _Number) -> Figure | None:
    """Undo a spreadsheet's damage: "15-Oct", where a size is due, was 10-15."""
    i, j = number.numeral.start, number.numeral.stop
    if words.at(j) == "-" and words.glued(j) and words.at(j + 1) in exclusions.MONTH_NUMBERS:
        month, stop = exclusions.MONTH_NUMBERS[words.low[j + 1]], j + 2
    elif words.at(i - 1) == "-" and words.at(i - 2) in exclusions.MONTH_NUMBERS:
        month, stop, i = exclusions.MONTH_NUMBERS[words.low[i - 2]], j, i - 2
    else:
        return None
    low, high = sorted((float(month), number.numeral.value))
    start, end = words.starts[i], words.ends[stop - 1]
    return Figure(words.text[start:end], start, end, _NAN, low, high, "between", 1.0, None, None, first=i, stop=stop)


def _range(words: Words, number: _Number, convention: Convention, size: bool) -> tuple[_Number | bool | None, int]:
    """Read the second number of a range.

    Gives None if there is none, False (and where to go on) if the pair is no figure.
    """
    first, j = number.numeral, number.stop
    link = words.at(j)
    if link in DASHES:
        dashed = True
        if link == "-" and words.at(j + 1) == "to" and words.glued(j + 1):
            j, dashed = j + 1, False
            if words.at(j + 1) == "-":
                j += 1
    elif link in ("to", "and", "or", "&", "through"):
        dashed = False
        if link in ("and", "&") and not _between(words, number.start):
            return None, 0
        if link == "through" and first.kind != "digits":
            return None, 0
    else:
        return None, 0
    k = j + 1
    if k >= len(words):
        return None, 0
    if not dashed:
        _, _, k = _skip_hedges(words, k)
    second = _second(words, k, convention, size)
    if second is None or second.numeral.kind == "article" or second.numeral.kind == "part" != first.kind:
        return None, 0
    if dashed and not _dash_ranges(words, number, second, j, size):
        glued = words.glued(j) and words.glued(j + 1)
        if glued and first.kind == "digits":
            return False, _past_name(words, second.numeral.stop)
        return None, 0
    if link == "to" and _is_change(words, number, second):
        return None, 0
    if link == "to" and exclusions.is_clock(words, second.numeral):
        return False, second.stop + 1
    if link == "or" and not (first.kind == second.numeral.kind and _near(first, second.numeral)):
        return None, 0
    return _joined(number, second)


def _between(words: Words, i: int) -> bool:
    return (
        "between" in words.low[max(0, i - 3) : i]
        or words.at(i - 1) in ("btw", "btwn")
        or (words.at(i - 1) == "." and words.at(i - 2) == "btw")
    )


def _skip_hedges(words: Words, k: int) -> tuple[int, int, int]:
    """Step over a hedge inside a range: "from 200 to about 300"."""
    for length in (3, 2, 1):
        if k + length < len(words) and (
            words.low[k + length][0] in DIGITS or words.low[k + length] in STARTERS or words.low[k + length] in "$£€"
        ):
            hedges, start = hedge_before(words, k + length, False)
            if hedges and start == k:
                return 0, 0, k + length
    return 0, 0, k


def _second(words: Words, k: int, convention: Convention, size: bool) -> _Number | None:
    """Read the number after a link, over its currency sign."""
    for step in range(3):
        i = k + step
        if i >= len(words):
            return None
        w = words.low[i]
        if w[0] in DIGITS or w in _STARTS:
            found = _number(words, i, convention, size)
            return found if found is not None and found.start <= k else None
    return None


def _dash_ranges(words: Words, number: _Number, second: _Number, j: int, size: bool) -> bool:
    """Whether the dash between two numbers joins a range and not a score, year span, phone number or address."""
    first, last = number.numeral, second.numeral
    if first.kind != "digits" or last.kind != "digits":
        return first.kind == last.kind and words.glued(j) == words.glued(j + 1) and first.value < last.value
    if words.glued(j) != words.glued(j + 1):
        return False
    if not words.glued(j) and words.low[j] == "—":
        return False
    if exclusions.is_glued_name(words, last._replace(start=last.start), size) and words.at(last.stop) in (
        "-",
        "th",
        "st",
        "nd",
        "rd",
    ):
        return False
    if first.value >= last.value and not (last.scaled and not first.scaled):
        return False
    if size or number.money or second.unit or number.unit or "," in words.low[first.start]:
        return True
    plain = words.low[first.start].isdigit() and words.low[last.start].isdigit()
    if plain and words.low[last.start][0] == "0" and last.value:
        return False
    if (
        plain
        and len(words.low[first.start]) == 4
        and 1400 <= first.value < 2200
        and (last.value < 100 or last.value < 2200)
    ):
        noun = noun_after(words, last.stop, one=False)
        return noun is not None and noun.plural and words.at(number.start - 1) not in exclusions.YEAR_BEFORE
    noun = noun_after(words, last.stop, one=False)
    if noun is not None and exclusions.is_label(words, last, noun, size):
        return False
    if noun is not None and noun.plural:
        return words.at(noun.stop - 1) not in exclusions.CONTESTS or True
    return not exclusions.is_score(words, first, last) and last.value >= 100


def _is_change(words: Words, number: _Number, second: _Number) -> bool:
    """Whether two numbers are the old and the new of a change, or its amount and the new: "rose from 700 to 1,100"."""
    hedges, start = hedge_before(words, number.start, False)
    before = words.at((start if hedges else number.start) - 1)
    if before == "by":  # "by $4 to $52", but "by 1 to 1.5 degrees" is a range
        return number.unit is not None and changes_before(words, number.start)
    if before != "from" or not changes_before(words, number.start - 1):
        return False
    k = second.stop + 1  # "from 5 to 7 per cent to 3 to 5 per cent": the old one is itself a range
    return not (
        words.at(second.stop) == "to" and k < len(words) and (words.low[k][0] in DIGITS or words.low[k] in STARTERS)
    )


def _near(first: Numeral, second: Numeral) -> bool:
    """Whether "two or three" may be one uncertain number."""
    if first.value != first.value or second.value != second.value:
        return False
    base = (
        second.value / (second.resolution if second.scaled else 1)
        if second.scaled and not first.scaled
        else second.value
    )
    return (0 < first.value < max(base, second.value) and second.value <= 100 * first.value) or (
        second.scaled and not first.scaled and first.value < 100
    )


def _joined(number: _Number, second: _Number) -> tuple[_Number | None, int]:
    """Share scale, currency and unit between the ends of a range; refuse ends of two kinds."""
    first, last = number.numeral, second.numeral
    units = [u.name.partition("/")[0] for u in (number.unit, second.unit) if u is not None]
    if len(set(units)) > 1:
        return None, 0
    if last.value != last.value or first.value != first.value:
        return second, 0
    if last.scaled and not first.scaled and first.kind == last.kind:
        scale = _scale_of(last)
        if (first.value < last.value / scale and number.unit is None) or (
            number.money and first.value < last.value / scale
        ):
            first = first._replace(value=float(f"{first.value * scale:.15g}"), resolution=first.resolution * scale)
    if first.value >= last.value:
        return None, 0
    number.numeral = first
    return second, 0


def _scale_of(numeral: Numeral) -> float:
    """Give the scale word's worth: the largest power of ten (or dozen) that the numeral was multiplied by."""
    for scale in (1e12, 1e9, 1e6, 1e3, 100.0):
        if numeral.value >= scale:
            return scale
    return 12.0


def _noun(words: Words, j: int, number: _Number, unit: Unit | None) -> tuple[Noun | None, int, bool]:
    """Find what is counted after word ``j``: the noun, where reading goes on, whether it is part of something."""
    numeral, w = number.numeral, words.at(j)
    if w == "of":
        return _noun_of(words, j, numeral, unit)
    if unit is not None:
        if unit.stop > numeral.stop and (unit.money or unit.name in ("percent", "percentage_point", "basis_point")):
            return None, j, False
        noun = (
            noun_after(words, j, one=True)
            if w and w[0].isalpha() and w not in STOP and _attributive(words, numeral, j)
            else None
        )
        return noun, j, False
    if w in ("(", ",", ".", ";", ":", ")", "") or (w == "-" and not (words.glued(j) and words.glued(j + 1))):
        return None, j, False
    if words.low[numeral.start] in FOLDS:
        return Noun(numeral.start, numeral.stop, numeral.stop, False, "fold"), j, False
    one = numeral.value == 1 and numeral.kind in ("words", "article", "digits") and not numeral.scaled
    if w == "-":
        return _hyphenated(words, j), j, False
    noun = noun_after(words, j, one)
    if (
        noun is not None
        and not noun.plural
        and numeral.value != int(numeral.value if numeral.value == numeral.value else 0)
    ):
        return None, j, False  # nothing that is counted comes in fractions, unless a plural says so
    return noun, (noun.stop if noun is not None and noun.plural else j), False


def _noun_of(words: Words, j: int, numeral: Numeral, unit: Unit | None) -> tuple[Noun | None, int, bool]:
    """Find the noun after the "of" at word ``j``: "dozens of villages", "one of the soldiers", "3 % of capacity"."""
    k = j + 1
    if words.at(k) in PRONOUNS:
        return None, j, True
    one, definite = numeral.kind == "part" or unit is not None, False
    while words.at(k) in _DETERMINERS:
        k, definite = k + 1, True
    if k >= len(words) or (words.low[k][0] in DIGITS or words.low[k] in STARTERS):
        return None, j, definite
    return noun_after(words, k, one), j, (definite and unit is None) or numeral.kind == "part"


_DETERMINERS = words_of("the its his her their our those these all my some a an")


def _hyphenated(words: Words, j: int) -> Noun | None:
    """Find the noun that a number makes an adjective with: "six-cylinder", "three-point"."""
    k = j + 1
    w = words.at(k)
    if not words.glued(j) or not words.glued(k) or not w.isalpha() or len(w) < 3 or not words.raw[k].islower():
        return None
    return None if w in _IDIOMS or w in STOP else Noun(k, k + 1, k + 1, False, w)


_IDIOMS = words_of(lexicon("exclusions")["hyphenated"])


def _attributive(words: Words, numeral: Numeral, j: int) -> bool:
    """Whether a unit stands before a noun: "120-mile barrier"."""
    return words.at(numeral.stop) == "-" or not words.low[j - 1].endswith("s")


def _excluded(
    words: Words, number: _Number, noun: Noun | None, unit: Unit | None, hedged: bool, size: bool, stop: int, part: bool
) -> bool:
    numeral = number.numeral
    if number.money is not None or (numeral.scaled and numeral.kind == "digits"):
        return False
    if numeral.kind == "article" or words.low[numeral.start].endswith("fold"):
        return False
    if numeral.kind == "part":
        if words.at(numeral.stop) == "-" and words.glued(numeral.stop):  # "a third-party check"
            return True
        return not (part or noun is not None) or unit is not None or words.low[numeral.start] == "half" or size
    if numeral.kind == "vague":
        return _idle_vague(words, numeral, noun, unit, size)
    if unit is not None:
        if exclusions.is_age(words, numeral, noun, unit.name, stop) or exclusions.is_decade(words, numeral):
            return True
        if unit.name == "second" and exclusions.is_label(words, numeral, None, size) and words.glued(numeral.stop):
            return True  # "Channel 5s"
        return exclusions.is_one_day(words, numeral, unit.name, stop)
    if numeral.kind == "digits":
        following = words.at(numeral.stop)
        if words.glued(numeral.stop) and following.isalpha() and following not in ("ish", "plus", "odd", "x"):
            return True
        return (
            exclusions.is_list_number(words, numeral)
            or exclusions.is_year(words, numeral, noun, hedged, size)
            or exclusions.is_label(words, numeral, noun, size)
            or (not size and not hedged and exclusions.is_phone(words, numeral))
            or (not size and exclusions.is_age(words, numeral, noun, None, stop))
        )
    if exclusions.is_pronoun_one(words, numeral, noun) and not size:
        return True
    if noun is None and not size and _is_idle(words, numeral):
        return True
    if words.at(numeral.start - 1) == "or" and noun is None and numeral.value == 2:  # "a day or two"
        return True
    if not size and words.raw[numeral.start].istitle() and noun is not None and words.raw[noun.start].istitle():
        return not exclusions.starts_sentence(words, numeral.start) and not is_person(noun.head)
    return exclusions.is_label(words, numeral, noun, size)


def _is_idle(words: Words, numeral: Numeral) -> bool:
    """Whether a number word without a noun counts nothing: "a two-way road", "the bottom three", "a baker's dozen"."""
    i, j = numeral.start, numeral.stop
    if words.at(j) == "-" and words.glued(j):
        return words.glued(j + 1)  # "four-, five- and six-cylinder" goes on
    if j == i + 1 and words.low[i] in SCALES:
        return True
    return words.at(i - 1) in _POINTING


_POINTING = words_of("the these those top bottom other both remaining all our your their his her us you them")


def _idle_vague(words: Words, numeral: Numeral, noun: Noun | None, unit: Unit | None, size: bool) -> bool:
    """Whether a vague word says no number here: "the next few weeks", "he scores", "few doubt"."""
    w, before, head = words.low[numeral.start], words.at(numeral.start - 1), words.low[numeral.stop - 1]
    if size:
        return w == "scores" and words.at(numeral.stop) in ("the", "a")
    if before in _POINTED or words.at(numeral.stop) in ("other", "others", "more", "less", "fewer"):
        return True
    if w in ("scores", "tens") and head == w:
        return words.at(numeral.stop) != "of"
    if head in ("several", "couple"):
        return unit is None  # "several weeks" measures, "several officials" only hints
    if head == "few":
        return True
    return numeral.scaled and head[-1] == "s" and before in ("the", "in") and words.at(numeral.stop) != "of"


_POINTED = words_of("next last past first previous these those coming recent every the final")


def _assemble(
    words: Words,
    number: _Number,
    second: _Number | bool | None,
    unit: Unit | None,
    noun: Noun | None,
    part: bool,
    hedges: list[str],
    start: int,
    after: list[str],
    after_stop: int,
    rest: int,
    joint: int,
) -> Figure:
    numeral, stop = number.numeral, after_stop
    value, low, high, resolution = numeral.value, numeral.low, numeral.high, numeral.resolution
    if isinstance(second, _Number):
        low = numeral.low if value != value else value
        high = second.numeral.high if second.numeral.value != second.numeral.value else second.numeral.value
        value, hedge, resolution = _NAN, "between", _smaller(resolution, second.numeral.resolution)
        for edge in ("between", "from", "btw", "btwn"):
            if words.at(start - 1) == edge:
                start -= 1
                break
    elif numeral.kind == "vague":
        hedge = "vague"
    else:
        hedge = strongest([*hedges, *after]) if hedges or after else "plain"
    rate = (
        rate_after(words, noun.stop)
        if noun is not None and unit is None
        else (rate_after(words, stop) if unit is None else None)
    )
    if unit is None and noun is not None and noun.plural and noun.stop - noun.start > 1 and noun.head[:-1] in TIMES:
        unit = Unit(noun.head[:-1], noun.stop)  # "50 previous years"
        stop, noun = noun.stop, None
    name, printed = _unit_and_noun(words, unit, noun, rate, stop)
    trend = (
        None
        if numeral.kind == "vague"
        else trend_of(
            words, start, rest if noun else stop, number.sign, unit is not None and unit.name.startswith(_SHARES)
        )
    )
    first, end = words.starts[start], words.ends[stop - 1]
    figure = Figure(words.text[first:end], first, end, value, low, high, hedge, resolution, name, printed, trend)
    if numeral.kind == "part":
        figure.unit = None  # a share is of something that is no unit
    figure.part, figure.first, figure.stop = part, start, max(stop, noun.stop if noun else 0)
    figure.closing, figure.scaled = stop, numeral.scaled
    if noun is not None:
        figure.noun_start, figure.noun_end = words.starts[noun.start], words.ends[noun.stop - 1]
    figure.each = words.at(figure.stop) in ("each", "apiece")
    return figure


def _smaller(a: float, b: float) -> float:
    return b if a != a or b < a else a


def _unit_and_noun(
    words: Words, unit: Unit | None, noun: Noun | None, rate: Unit | None, stop: int
) -> tuple[str | None, str | None]:
    if unit is not None:
        return unit.name, words[noun.start : noun.stop] if noun is not None else None
    if noun is None:
        return None, None
    name = "person" if is_person(noun.head) else "count"
    if rate is not None:
        name = f"{name}/{rate.name}"
    return name, _with_complement(words, noun)


def _with_complement(words: Words, noun: Noun) -> str:
    """Print the noun with the "of ..." that says what it is made of: "members of the 810th brigade"."""
    j = noun.stop
    if words.at(j) == "of" and noun.plural and j + 1 < len(words):
        k = j + 1
        if noun.head == "members" and words.low[k] in _DETERMINERS:
            k += 1
        inner = noun_after(words, k, one=True) if words.raw[k].islower() or noun.head == "members" else None
        if inner is not None and inner.start == k:
            return words[noun.start : inner.stop]
    return words[noun.start : noun.stop]


def _relate(words: Words, figures: list[Figure], size: bool) -> None:
    """Mark what a figure is to its neighbours: a gloss, the old and the new of a change; lend units among them."""
    for k, figure in enumerate(figures):
        before = words.at(figure.first - 1)
        if k and before == "(" and figures[k - 1].stop >= figure.first - 2 and _same_kind(figures[k - 1], figure):
            figure.gloss_of = k - 1
        if before == "from" or words.low[figure.first] == "from":
            other = figures[k + 1] if k + 1 < len(figures) else None
            if (
                other is not None
                and words.at(other.first - 1) == "to"
                and other.first - figure.stop < 6
                and figure.hedge != "between"
            ):
                figure.change, other.change = "old", "new"
                figure.trend = other.trend = None
                _share_scale(figure, other)
    _lend(words, figures, size)


def _share_scale(old: Figure, new: Figure) -> None:
    """Lend the new figure's scale to the old one: "rose from 24.2 to 33 billion euros"."""
    top = new.low if new.value != new.value else new.value
    if old.unit is not None or old.noun is not None or old.value != old.value or top != top or old.value >= 1000 <= top:
        return
    scale = next((scale for scale in (1e12, 1e9, 1e6, 1e3) if top >= scale), 1.0)
    if new.scaled and old.value < 1000:
        old.value, old.resolution = float(f"{old.value * scale:.15g}"), old.resolution * scale


_LENGTHS = (
    "meter",
    "mile",
    "foot",
    "yard",
    "inch",
    "acre",
    "hectare",
    "gram",
    "pound",
    "ton",
    "ounce",
    "liter",
    "gallon",
    "degree",
    "kilo",
    "knot",
    "stone",
    "pint",
    "barrel",
)


def _same_kind(a: Figure, b: Figure) -> bool:
    """Whether two units may measure one thing: two currencies, or two measures that are not the same."""
    if a.unit is None or b.unit is None or a.unit == b.unit:
        return False
    if a.unit.isupper() or b.unit.isupper():
        return a.unit.partition("/")[0].isupper() and b.unit.partition("/")[0].isupper()
    return any(m in a.unit for m in _LENGTHS) and any(m in b.unit for m in _LENGTHS)


def _lend(words: Words, figures: list[Figure], size: bool) -> None:
    """Give a bare number the unit of the next figure it is joined to, else of the one before it in the sentence."""
    for k in range(len(figures) - 1, -1, -1):
        figure = figures[k]
        if figure.unit is not None or k + 1 == len(figures):
            continue
        following = figures[k + 1]
        gap = words.low[figure.stop : following.first]
        if following.unit and following.trend is None and gap in _JOINTS:
            _take(figure, following)
    for k in range(1, 0 if size else len(figures)):
        figure = figures[k]
        if figure.unit is None:
            for before in reversed(figures[max(0, k - 4) : k]):
                if _sentence_between(words, before.stop, figure.first):
                    break
                if before.unit is not None and _lends(words, before, figure):
                    _take(figure, before)
                    break


_SHARES = ("percent", "basis_point")
_LEVELS = frozenset(["to", "at", "from"])


def _lends(words: Words, lender: Figure, figure: Figure) -> bool:
    """Whether two figures of a sentence may share a unit: in "lost 1 % to 1,334" they do not."""
    if (lender.trend is None) != (figure.trend is None):
        return False
    if not str(lender.unit).startswith(_SHARES):
        return True
    return (words.at(lender.first - 1) in _LEVELS) == (words.at(figure.first - 1) in _LEVELS)


_JOINTS = (["and"], ["or"], [","], ["to"], [",", "and"], ["of", "the"], ["of"], ["-", ","], ["-", "and"], ["-", "or"])


def _take(figure: Figure, lender: Figure) -> None:
    figure.unit, figure.noun, figure.borrowed = lender.unit, lender.noun, True


def _sentence_between(words: Words, i: int, j: int) -> bool:
    for k in range(i, j):
        if (
            words.low[k] in (".", "!", "?", ";")
            and k + 1 < len(words)
            and not words.glued(k + 1)
            and not words.raw[k + 1].islower()
        ):
            return True
    return False
