"""Numerals: "12,000", "1.2 million", "twenty-three", "half a million", "tens of thousands" as numbers, and back.

A numeral is read at a word of a text (:class:`estimates.figures.tokens.Words`). Numerals are digits (grouped by
commas, spaces, apostrophes or dots where the grouping shows), number words, parts ("half a", "two and a half", "2½")
and vague words ("dozens", "several hundred"), each followed by scales. What a vague word is worth is a convention, see
:mod:`estimates.policy`.
"""

from __future__ import annotations

from functools import cache

from estimates.errors import ParseError
from estimates.figures.digits import digits_value, power_of_ten, resolution_of, slash_part
from estimates.figures.tokens import DIGITS, Words
from estimates.lang.lexicon import english
from estimates.policy import Convention
from estimates.records import record, replace

_FIRST_YEAR, _LAST_YEAR = 1400, 2200
_SMALL = 12  # a whole that shares are told of
_WHOLES = frozenset([10, 20, 100, 1000])
_LIMIT = 1e100  # past this a run of digits is no estimate
_NAN = float("nan")


@record
class Numeral:
    """A number read at ``start`` (a word's index) up to ``stop``; a vague one has ends instead of a value.

    ``kind`` is ``digits``, ``words``, ``vague`` or ``part`` ("half", "two thirds": a share of something);
    ``scaled`` is whether a scale word took part, ``bare`` whether it is digits and nothing else, as a year is.
    """

    value: float
    low: float
    high: float
    resolution: float
    start: int
    stop: int
    kind: str
    scaled: bool = False
    bare: bool = False


def read_numeral(words: Words, i: int, convention: Convention) -> Numeral | None:
    """Read the numeral that starts at word ``i``, or give None."""
    w, following, numerals = words.low[i], words.low[i + 1], words.numerals
    if w[0] in DIGITS:
        return _digits(words, i) if w != "." else None
    if w in numerals.articles:
        if following not in numerals.articled:
            return None
        if following in numerals.parts:
            return _part(words, i + 1, i)
        return _spelled(words, i) if following in numerals.scales else _vague(words, i + 1, i, convention)
    if w == "quarter":  # "another quarter of a million"
        told = words.low[i + 1 : i + 3] == ["of", "a"] and numerals.scales.get(words.low[i + 3], 0) > 10
        return _part(words, i, i) if told else None
    if w not in numerals.starters:
        return None
    if w in numerals.folds:
        return Numeral(float(numerals.folds[w]), _NAN, _NAN, 1.0, i, i + 1, "words")
    if w in numerals.characters:
        return _scale_up(words, i, i + 1, numerals.characters[w], 0.01, "words")
    if w == "half":
        return _part(words, i, i)
    if w in numerals.vague:
        return _vague(words, i, i, convention)
    if w in numerals.plurals:
        return _plural(words, i, i, convention)
    if w in numerals.thirds:
        j = i + 1 + (following == "-")
        return _plural(words, j, i, convention) if words.low[j] in numerals.plurals else None
    return _spelled(words, i)


def _digits(words: Words, i: int) -> Numeral | None:
    """Read digits with the fraction, the power of ten and the scales that follow: "2 1/2", "1.5 × 10^6"."""
    read = digits_value(words.low[i])
    if read is None or read[0] > _LIMIT:
        return None
    value, resolution = read
    low, numerals, j = words.low, words.numerals, i + 1
    following = low[j]
    if following in numerals.fractions or following[:1] in DIGITS or (following == "of" and low[j + 1] == "every"):
        if following == "/" and words.glued(j) and not words.glued(i) and (part := slash_part(words, i)):
            if _is_of_thread(words, i, part[1]):
                return None
            return Numeral(part[0], _NAN, _NAN, 0.01, i, part[1], "part")  # 1/2 a share
        if following in ("in", "out", "of", "-") and (share := _out_of(words, i, j, value)):
            return share
        if following in ("×", "x", "*") and (power := power_of_ten(words, j + 1)):
            return Numeral(value * power[0], _NAN, _NAN, resolution * power[0], i, power[1], "digits")
        fraction = _fraction(words, j)
        if fraction is not None:
            value, resolution, j = value + fraction[0], 0.01, fraction[1]
            following = low[j]
    if following not in numerals.after_digits and following not in ("-", "["):
        return Numeral(value, _NAN, _NAN, resolution, i, j, "digits", False, j == i + 1 and low[i].isdigit())
    return _scale_up(words, i, j, value, resolution, "digits")


def _is_of_thread(words: Words, i: int, stop: int) -> bool:
    """ "1/4 The army says": which post of a thread it is, at the head of a line."""
    opens = i == 0 or "\n" in words.text[words.ends[i - 1] : words.starts[i]]
    return opens and words.raw[stop][:1].isupper()


def _fraction(words: Words, j: int) -> tuple[float, int] | None:
    """Read the fraction at word ``j`` after digits: its value and where it stops."""
    low = words.low
    if low[j] in words.numerals.characters:  # 2½
        return (words.numerals.characters[low[j]], j + 1) if words.glued(j) else None
    if low[j][:1] in DIGITS:  # 2 1/2
        return slash_part(words, j) if low[j + 1] == "/" and low[j - 1].isdigit() else None
    if low[j] == "-":  # 11-1/4
        return slash_part(words, j + 1) if words.joined(j, j + 2) else None
    return and_part(words, j)


def and_part(words: Words, j: int) -> tuple[float, int] | None:
    """Read "and a half", "and one quarter" at word ``j``: its value and where it stops."""
    low = words.low
    if low[j] != "and" or low[j + 1] not in ("a", "one") or low[j + 2] not in ("half", "quarter"):
        return None
    return 1 / words.numerals.parts[low[j + 2]], j + 3


def _scale_up(words: Words, i: int, j: int, value: float, resolution: float, kind: str) -> Numeral | None:
    """Multiply by the scales that follow: "11 thousand", "2.5 hundred million", "9 billion-mile"."""
    low, scale, scaled, numerals = words.low, 1.0, False, words.numerals
    while True:  # an empty word follows the last
        k = j + (low[j] == "-" and words.glued(j) and low[j + 1] in numerals.scales)
        told = low[k] == "[" and low[k + 1] in numerals.scales and low[k + 2] == "]"  # "150 [million]", in transcripts
        k += told
        if low[k] not in numerals.after_digits or (low[k] == "tn" and not words.glued(k)):
            break
        scale, j, scaled = numerals.after_digits[low[k]], k + 1 + told, True
        value, resolution = value * scale, resolution * scale
        if value > _LIMIT:
            return None
    if scaled:  # 1.1 * 1e6 is no whole number in binary
        value, resolution = float(f"{value:.15g}"), float(f"{resolution:.6g}")
        part = and_part(words, j)  # "2 million and a half"
        if part is not None:
            value, j = value + part[0] * scale, part[1]
    bare = kind == "digits" and j == i + 1 and low[i].isdigit()
    return Numeral(value, _NAN, _NAN, resolution, i, j, kind, scaled, bare)


def scale_of(words: Words, numeral: Numeral) -> float:
    """What the scales at the end of a numeral multiply by: 100,000 in "3 hundred thousand" and in "3 lakh"."""
    scale, j = 1.0, numeral.stop - 1
    while j > numeral.start and words.low[j] in words.numerals.after_digits:
        scale, j = scale * words.numerals.after_digits[words.low[j]], j - 1
    return scale if scale > 1 else next((one for one in (1e12, 1e9, 1e6, 1e3, 100.0) if numeral.value >= one), 12.0)


def _spelled(words: Words, i: int) -> Numeral | None:
    """Read number words: "one hundred and six", "two and a half million", "a dozen"."""
    low, numerals = words.low, words.numerals
    alone = low[i + 1] not in numerals.going_on and low[i + 1 : i + 3] != ["of", "every"]  # as in "two men": most are
    if alone and (low[i] in numerals.ones or low[i] in numerals.tens):
        value = float(numerals.ones.get(low[i]) or numerals.tens.get(low[i], 0))
        return Numeral(value, _NAN, _NAN, resolution_of(value), i, i + 1, "words")
    value, stop, scaled, unit = _added_up(words, i)
    if stop == i:
        return None
    if not scaled and low[stop : stop + 6] == ["-", "and", "-", "a", "-", "half"]:  # "two-and-a-half"
        return Numeral(value + 0.5, _NAN, _NAN, 0.1, i, stop + 6, "words")
    part = and_part(words, stop)
    if part is not None:
        return _scale_up(words, i, part[1], value + part[0] * unit, 0.1, "words")
    if not scaled and stop == i + 1:
        share = _share(words, i, stop, value) or _out_of(words, i, stop, value)
        if share:
            return share
    return Numeral(value, _NAN, _NAN, resolution_of(value), i, stop, "words", scaled)


def _added_up(words: Words, i: int) -> tuple[float, int, bool, float]:
    """Add number words up from word ``i``: value, where they stop, whether they scale, the last one's unit."""
    low, numerals = words.low, words.numerals
    ones, tens, scales = numerals.ones, numerals.tens, numerals.scales
    total, group, last, unit, topmost = 0.0, float(low[i] in numerals.articles), 0.0, 1.0, 1e18
    j = stop = i + int(group)
    scaled = False
    while j - i < 40:
        w = low[j]
        joint = w == "and" and stop > i and scaled and low[j + 1] not in scales
        if joint or (w == "-" and words.joined(j, j + 2)):
            if not any(low[j + 1] in kind for kind in (ones, tens, scales)):
                break
            j += 1
            continue
        fresh = last == 0 or last >= 100
        if w in ones and (fresh or (last >= 20 and ones[w] < 10)) and ones[w] < topmost:
            group, last, unit = group + ones[w], ones[w] or 0.5, 1.0
        elif w in tens and fresh:
            group, last, unit = group + tens[w], tens[w], 1.0
        elif w in scales or (group and w in numerals.after_words):
            scaled, unit = True, scales.get(w) or numerals.abbreviations[w]
            last = unit
            if unit <= 100:
                group = (group or 1) * unit
            else:
                total, group = (total + (group or 1) * unit, 0.0) if group or not total else (total * unit, 0.0)
                topmost = unit
        else:
            break
        j += 1
        stop = j
    return total + group, stop, scaled, unit


def _out_of(words: Words, i: int, j: int, count: float) -> Numeral | None:
    """Read "one in five", "2 out of 3", "one-in-five": a share where the noun follows."""
    low, dashed = words.low, words.low[j] == "-"
    j += dashed
    if low[j] != "in" and low[j : j + 2] not in (["out", "of"], ["of", "every"]):
        return None
    k = j + 1 if low[j] in ("in", "of") else j + 2
    k += dashed or low[k] == "every"  # "one in every 67 people"
    w = low[k]
    whole = words.numerals.ones.get(w) or words.numerals.tens.get(w) or (int(w) if w.isdigit() and len(w) < 7 else 0)
    if not 0 < count < whole or words.units.is_time(low[k + 1]):
        return None
    if w.isdigit() and _FIRST_YEAR <= whole < _LAST_YEAR and not low[k + 1].isalpha():
        return None  # "like the one in 1703"
    if low[j] == "out" and low[i].isdigit() and w.isdigit() and whole > _SMALL and whole not in _WHOLES:
        return None  # "89 out of 113 drones" are counts
    if low[j] == "in" and whole not in _WHOLES and (count > 3 or (count > 1 and low[i].isdigit())):
        return None
    return Numeral(count / whole, _NAN, _NAN, 0.01, i, k + 1, "part")


def _share(words: Words, i: int, j: int, count: float) -> Numeral | None:
    """Read "two-thirds", "three quarters (of a million)", "one third"."""
    k = j + (words.low[j] == "-")
    part = words.numerals.parts.get(words.low[k])
    if not part or part == 2 or not 0 < count < part or ((count > 1) != words.low[k].endswith("s")):
        return None
    return _of_a_scale(words, i, k + 1, count / part)


def _of_a_scale(words: Words, i: int, j: int, share: float) -> Numeral:
    """Go on from a share: "half a million" and "a quarter of a million" are numbers, "half the town" is a part."""
    k = j + (words.low[j] == "of")
    k += words.low[k] in ("a", "-")
    if words.numerals.scales.get(words.low[k], 0) > 10:
        scaled = _scale_up(words, i, k, share, 0.1, "words")
        if scaled:
            return replace(scaled, value=float(f"{scaled.value:.15g}"))
    return Numeral(share, _NAN, _NAN, 0.01, i, j, "part")


def _part(words: Words, j: int, i: int) -> Numeral:
    """Read "half a million", "a half-dozen", "a third", "a quarter of a million"."""
    return _of_a_scale(words, i, j + 1, 1 / words.numerals.parts[words.low[j]])


def _vague(words: Words, j: int, i: int, convention: Convention) -> Numeral | None:
    """Read "several hundred", "a few dozen", "a couple of thousand", "a handful"."""
    low, k, unit, numerals = words.low, j + 1, 1.0, words.numerals
    if low[j] not in numerals.vague:
        return None
    times_low, times_high = convention.times("a few" if low[j] == "few" and i < j else numerals.vague[low[j]])
    k += low[k] == "of" and low[k + 1] in numerals.scales
    while unit < _LIMIT and (low[k] in numerals.scales or low[k] in numerals.plurals):
        unit, k = unit * (numerals.scales.get(low[k]) or numerals.plurals[low[k]]), k + 1
        k += low[k] == "of" and low[k + 1] in ("thousands", "millions", "billions")
    return Numeral(_NAN, times_low * unit, times_high * unit, _NAN, i, k, "vague", unit > 1)


def _plural(words: Words, i: int, start: int, convention: Convention) -> Numeral:
    """Read "dozens", "hundreds of thousands", "low thousands"."""
    low, numerals = words.low, words.numerals
    unit, j = numerals.plurals[low[i]], i + 1
    low_end, high_end = convention.plural(low[i], unit)
    if start < i and low_end < high_end:
        low_end, high_end = (unit * third for third in numerals.thirds[low[start]])
    while low[j] == "of" and low[j + 1] in numerals.plurals and low[j + 1] != "scores" and high_end < _LIMIT:
        scale = numerals.plurals[low[j + 1]]
        low_end, high_end, j = low_end * scale, high_end * scale, j + 2
    return Numeral(_NAN, low_end, high_end, _NAN, start, j, "vague", True)


_SCALES_BACK = (10**12, 10**9, 10**6, 1000, 100)


@cache
def _names() -> dict[int, str]:
    """The English words for numbers, the usual where there are several."""
    numerals = english().numerals
    worth = [*numerals.ones.items(), *numerals.tens.items(), *numerals.scales.items()]
    return {int(value): word for word, value in reversed(worth)}


def write_numeral(value: int) -> str:
    """Write a whole number in words, as newspapers do: what reading gives back.

    Parameters
    ----------
    value : int
        From 0 to under a quadrillion.

    Returns
    -------
    str
        "one hundred and six", "twenty-three thousand".

    Raises
    ------
    ParseError
        If the number is negative or too large to have a name here.

    Examples
    --------
    >>> write_numeral(11_106)
    'eleven thousand one hundred and six'
    """
    if not 0 <= value < 10**15:
        raise ParseError(f"{value!r} has no words here.", hint="give a whole number from 0 to under a quadrillion.")
    names = _names()
    if value < 100:
        ten, one = (value - value % 10, value % 10) if value >= 20 else (value, 0)
        return names[ten] + (f"-{names[one]}" if one else "")
    scale = next(scale for scale in _SCALES_BACK if value >= scale)
    name, (head, rest) = names[scale], divmod(value, scale)
    words = f"{write_numeral(head)} {name}"
    if not rest:
        return words
    return f"{words} and {write_numeral(rest)}" if rest < 100 else f"{words} {write_numeral(rest)}"
