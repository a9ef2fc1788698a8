"""An amount: a number with its sign, currency, scale letter and unit, before hedges and nouns are looked for."""

from __future__ import annotations

from estimates.figures.forms import TIMES
from estimates.figures.hedges import hedge_before
from estimates.figures.measures import SHARES, Unit, currency_before, unit_after
from estimates.figures.nouns import counted_after
from estimates.figures.numerals import Numeral, and_part, read_numeral
from estimates.figures.tokens import Words, is_digits
from estimates.policy import Convention
from estimates.records import record, replace

_NAN = float("nan")
_MILLION = 1e6
_WHOSE = 6  # words from a crowd to its number
_PERSONS = frozenset(["them", "us", "whom"])
_CHANGE = 14  # words from "the number of nurses" to "from 2.1m"
_PAID = 3  # words from "fined" to the sum
_WHOLE = 3  # words of "a month", at most
_IN_WORDS_TOO = ("digits", "words")
_LEADS = frozenset(["minus", "-", "+", "±"])  # what may stand before a number and belong to it, as a currency may


@record
class Amount:
    """A number from word ``start`` up to ``stop``, its currency sign and unit included."""

    numeral: Numeral
    start: int
    stop: int
    unit: Unit | None
    sign: str
    money: str | None


def amount_at(words: Words, i: int, convention: Convention, size: bool) -> Amount | None:
    """Read the number at word ``i`` with its sign, currency, scale letter and unit."""
    low, numerals, lists = words.low, words.numerals, words.lists
    if low[i] in numerals.articles and low[i + 1] not in numerals.articled and low[i + 1] not in words.units.starts:
        return None
    numeral = read_numeral(words, i, convention) or _article(words, i)
    if numeral is None:
        return None
    start, sign, money = numeral.start, "", None
    if i:
        if numeral.kind in ("digits", "part"):
            if low[start - 1] in _LEADS or low[start - 1] in words.units.signs:
                start, sign, money = _before(words, start)
        elif numeral.kind == "words" and low[i - 1] == "minus":
            start, sign = i - 1, "minus"
        if sign in ("-", "minus"):
            numeral = replace(numeral, value=-numeral.value)
    if numeral.kind == "digits" and low[numeral.stop]:
        numeral = _digits(words, numeral, money, convention, size)
    if low[numeral.stop] == "(" and numeral.kind in _IN_WORDS_TOO:
        numeral = _said_twice(words, numeral, convention)
    part = numeral.kind == "part" or (0 < numeral.value < 1 and low[numeral.stop] == "of")  # "0.25 of a per cent"
    if part or low[i] in numerals.characters:
        numeral = _part_of_unit(words, numeral)
    unit = None
    if money is not None or low[numeral.stop] in words.units.starts:
        unit = unit_after(words, numeral.stop, words.glued(numeral.stop), money)
    more = and_part(words, unit.stop) if unit is not None and not numeral.value % 1 > 0 else None
    if unit is not None and more is not None:  # "a mile and a half"
        numeral = replace(numeral, value=numeral.value + more[0], resolution=0.1)
        unit = replace(unit, stop=more[1])
    last = numeral.stop if unit is None else unit.stop - 1
    named = low[last] in words.units.in_millions and not (unit and unit.money)
    named = named and not (low[last + 1] == "of" and low[last + 2] in lists["weighed"])  # "3 million pounds of food"
    if named and (numeral.value >= _MILLION or (unit and _is_paid(words, start, last + 1))):
        unit = Unit(words.units.in_millions[low[last]], last + 1, True)
    elif low[last] in words.units.in_thousands and not (low[last + 1].isalpha() and low[last + 1] not in lists["stop"]):
        numeral = _scaled(numeral, 1000.0, last + 1)  # "40 grand", and no grand pianos
        unit = Unit(money or words.units.in_thousands[low[last]], last + 1, True)
    return Amount(numeral, start, numeral.stop if unit is None else unit.stop, unit, sign, money)


def _said_twice(words: Words, numeral: Numeral, convention: Convention) -> Numeral:
    """ "12 (twelve) men", "forty (40) lorries": in digits and in words, as protocols have it, and one number."""
    again = read_numeral(words, numeral.stop + 1, convention) if words.low[numeral.stop + 1] else None
    alike = again is not None and again.value == numeral.value and again.kind != numeral.kind
    if again is None or not alike or words.low[again.stop] != ")":
        return numeral
    return replace(numeral, stop=again.stop + 1, bare=False)


def _is_paid(words: Words, start: int, stop: int) -> bool:
    """ "Was fined 500 pounds", "a 500-pound fine", and no "paid for 500 pounds of rice"."""
    near = (*words.low[max(start - _PAID, 0) : start], words.low[stop])
    return words.low[stop] != "of" and not words.lists["pays"].isdisjoint(near)


def _article(words: Words, i: int) -> Numeral | None:
    """Read "a month" as one where it measures: "a period of a month", "more than a mile", or nothing else is said."""
    low, before = words.low, words.low[i - 1]
    if low[i] not in words.numerals.articles:
        return None
    alone, extent = i == 0, before == "of" and low[i - 2] in words.units.extents
    hedged = before != "of" and before in words.hedges.before
    if words.count > _WHOLE if alone else not (low[i + 2] == "and" or extent or hedged):
        return None
    unit = unit_after(words, i + 1, False)
    if unit is None or unit.stop - i > _WHOLE or (unit.money and "per" in unit.name):
        return None
    if alone:
        fits = unit.stop == words.count
    else:
        hedges, _ = hedge_before(words, i, unit.name in TIMES)
        fits = extent or and_part(words, unit.stop) is not None or any(hedge != "plain" for hedge in hedges)
    if not fits or low[unit.stop] in ("ago", "-", "old", "or", "dozen", "earlier", "before", "later"):
        return None
    return Numeral(1.0, _NAN, _NAN, 1.0, i, i + 1, "article")


def _part_of_unit(words: Words, numeral: Numeral) -> Numeral:
    """Read "half a mile" and "half of one percent" as measures; parts of time ("half an hour") stay what they are."""
    k = numeral.stop + (words.low[numeral.stop] == "of")
    hyphen = words.low[k] == "-" and words.glued(k)  # "a quarter-acre plot"
    if not hyphen and words.low[k] not in ("a", "an", "one", "1"):
        return numeral
    unit = unit_after(words, k + (not hyphen), hyphen)
    if unit is not None and words.low[k] in ("one", "1") and not unit.name.startswith(SHARES):
        return numeral
    if unit is None or unit.name in TIMES or unit.money:
        return numeral
    return replace(numeral, stop=numeral.stop if hyphen else k + 1, kind="words")


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
    before, further = words.low[start - 1], words.low[start - 2]
    if before == "minus":
        tolerance = further == "or" and words.low[start - 3] == "plus"
        return (start - 3, "") if tolerance else (start - 1, "minus")
    if before in ("-", "+", "±"):
        if before == "-" and further == "minus":
            return start - 2, "minus"
        if words.glued(start) and (not words.glued(start - 1) or further in ("(", "$", "£", "€", "/")):
            return start - 1, before
    return start, ""


def _digits(words: Words, numeral: Numeral, money: str | None, convention: Convention, size: bool) -> Numeral:
    """Read what only digits have after them: a scale letter, a plural -s, a dot that groups."""
    following = words.low[numeral.stop]
    if following in words.numerals.letters:
        scale = words.numerals.letters[following]
        return _scaled(numeral, scale, numeral.stop + 1) if _scales(words, numeral.stop, money) else numeral
    if following == "s" and words.glued(numeral.stop):
        return _decimal_plural(words, numeral, convention, size)
    if money is None and "." in words.low[numeral.start]:
        return _dotted(words, numeral)
    return numeral


def _scaled(numeral: Numeral, scale: float, stop: int) -> Numeral:
    value, resolution = float(f"{numeral.value * scale:.15g}"), float(f"{numeral.resolution * scale:.6g}")
    low, high = numeral.low * scale, numeral.high * scale
    return Numeral(value, low, high, resolution, numeral.start, stop, numeral.kind, True)


def _scales(words: Words, j: int, money: str | None) -> bool:
    """Whether the k, m, b or t at word ``j`` is a scale: "$2.5m", "40k drones", "1.2m people", but "400m hurdles"."""
    letter, raw, following, lists = words.low[j], words.raw[j], words.low[j + 1], words.lists
    if money is not None:
        return words.glued(j) or following != "-"
    metres = following in lists["dimensions"] or following in lists["races"]
    if not words.glued(j):  # "1.2 M people", "1.1 M with food", as dashboards print
        million = raw == "M" and not words.glued(j + 1) and not metres
        money_behind = words.raw[j + 1] in words.units.codes
        people = counted_after(words, j + 1) if raw == "m" and "." in words.low[j - 1] else None
        if people is not None and words.nouns.is_person(people.head):
            return True  # "1.8 m children"
        return million and ("." in words.low[j - 1] or money_behind or counted_after(words, j + 1) is not None)
    begin = j - 3 - (letter == words.low[j - 3])  # of the range that the number ends
    if words.low[j - 2] in ("-", "–", "to") and is_digits(words.low[begin]) and words.low[begin - 1] in ("$", "£", "€"):
        return True
    if words.low[j + 1 : j + 3] == ["-", "strong"] or words.raw[j + 1] in words.units.codes:
        return True  # "40m USD"
    if following in ("and", "to", "-", "–") and is_digits(words.low[j + 2]) and words.low[j + 3] == letter:
        return _scales(words, j + 3, None)  # "4m to 5m tonnes"
    counted = following[:1].isalpha() and counted_after(words, j + 1) is not None
    if letter == "k":
        named = raw == "K" and words.low[j - 1] in ("2", "4", "5", "8") and not counted
        return not named and following not in lists["races"]
    if letter == "m":
        if metres:
            return False
        if following == "of" and words.low[j + 2] in _PERSONS:
            return True  # "1.7m of them"
        if following == "of" and words.low[j + 2] in lists["whose"]:  # "12m of its phones", but "12m of the cable"
            return counted_after(words, j + 3) is not None
        moved = words.low[j - 2] in ("from", "to")
        if moved and not lists["in_millions"].isdisjoint(words.low[max(j - _CHANGE, 0) : j - 2]):
            return True  # "2.7 million, up from 2.3m", "the number rose from 2.1m"
        before, near = words.low[j - 2], words.low[max(j - _WHOSE, 0) : j - 1]
        whose = lists["headcounts"] | (lists["groups"] if "of" in near[-3:] else frozenset())
        led = before in lists["reaching"] or before in ("of", "than", "about", "around", "nearly", "some")
        if led and not following.isalpha() and not whose.isdisjoint(near):
            return True  # "a population of 5.3m", "turnout was 2.3m."
        many = counted or words.nouns.is_person(following) or following in lists["many_do"]  # "1.4m displaced"
        return (many and not words.glued(j + 1)) or (raw == "M" and following != "-")
    return counted and letter == "b"


def _decimal_plural(words: Words, numeral: Numeral, convention: Convention, size: bool) -> Numeral:
    """Read "100s" as hundreds and "10,000s" as tens of thousands; a decade ("1990s", "the 80s") stays a name."""
    digits = words.low[numeral.start].replace(",", "")
    if digits.strip("0") != "1" or len(digits) < 2 or not (size or words.low[numeral.stop + 1] == "of"):
        return numeral
    low, high = convention.plural(digits + "s", numeral.value)
    return Numeral(_NAN, low, high, _NAN, numeral.start, numeral.stop + 1, "vague", True)


def _dotted(words: Words, numeral: Numeral) -> Numeral:
    """Read "15.000 soldiers" and "1.200 Soldaten" as thousands: what is counted does not come in thousandths."""
    head, _, tail = words.low[numeral.start].partition(".")
    if len(tail) != 3 or not 0 < len(head) < 4 or head == "0" or numeral.stop != numeral.start + 1:
        return numeral
    word, raw = words.low[numeral.stop], words.raw[numeral.stop]
    if (word,) in words.units.forms or unit_after(words, numeral.stop, False) is not None:
        return numeral
    named = raw[:1].isupper() and raw[1:].islower()  # as German writes nouns
    if counted_after(words, numeral.stop) is None and not (named and word not in words.lists["date_words"]):
        return numeral
    return replace(numeral, value=float(head + tail), resolution=1000.0 if tail == "000" else 1.0)
