"""Numerals: "12,000", "1.2 million", "twenty-three", "half a million", "tens of thousands" as numbers, and back.

A numeral is read at a word of a text (:class:`estimates.figures.tokens.Words`). Numerals are digits (grouped by
commas, spaces, apostrophes or dots where the grouping shows), number words, parts ("half a", "two and a half", "2½")
and vague words ("dozens", "several hundred"), each followed by scales. What a vague word is worth is a convention, see
:mod:`estimates.policy`.
"""

from __future__ import annotations

from typing import NamedTuple

from estimates.errors import ParseError
from estimates.figures.digits import digits_value, power_of_ten, resolution_of, slash_part
from estimates.figures.tokens import DIGITS, Words
from estimates.lang.lexicon import lexicon
from estimates.policy import Convention

_LEXICON = lexicon("numerals")
ONES: dict[str, int] = _LEXICON["ones"]
TENS: dict[str, int] = _LEXICON["tens"]
SCALES: dict[str, float] = _LEXICON["scales"]
ABBREVIATIONS: dict[str, float] = _LEXICON["abbreviations"]
LETTERS: dict[str, float] = _LEXICON["letters"]
PLURALS: dict[str, float] = _LEXICON["plurals"]
VAGUE: dict[str, str] = _LEXICON["vague"]
PARTS: dict[str, int] = _LEXICON["parts"]
CHARACTERS: dict[str, float] = _LEXICON["characters"]

_AFTER_DIGITS = {**SCALES, **ABBREVIATIONS}
_GOING_ON = frozenset([*ONES, *TENS, *SCALES, *PLURALS, *PARTS, "-", "and", "in", "out"])
_AFTER_DIGITS_ONLY = frozenset(CHARACTERS) | {"-", "/", "in", "out", "and", "×", "x", "*"}
#: "threefold" and the like: a multiple.
FOLDS = {
    f"{word}fold": value for word, value in {**ONES, **TENS, "hundred": 100, "thousand": 1000}.items() if value > 1
}
#: The words that are numbers wherever they stand; "one" is a pronoun and "scores" a verb as well.
NUMBER_WORDS = frozenset([*ONES, *TENS, *SCALES, *PLURALS, "several", "half"]) - {"one", "scores"}
#: "low thousands": the thirds of what a bare plural permits.
THIRDS: dict[str, list[float]] = _LEXICON["thirds"]
#: Words at which a numeral may start; "a" and "an" only before some of them.
STARTERS = frozenset([*ONES, *TENS, *SCALES, *PLURALS, *VAGUE, "half", *CHARACTERS, *FOLDS, *THIRDS])
_ARTICLED = frozenset(
    [*SCALES, "half", "quarter", "third", "few", "couple", "handful", "score", "fifth", "tenth", "fourth"]
)
_TIMES = frozenset(lexicon("units")["time"]["names"])
_WHOLES = frozenset([10, 20, 100, 1000])
_LIMIT = 1e100  # past this a run of digits is no estimate


class Numeral(NamedTuple):
    """A number read at ``start`` (a word's index) up to ``stop``; a vague one has ends instead of a value.

    ``kind`` is ``digits``, ``words``, ``vague`` or ``part`` ("half", "two thirds": a share of something);
    ``scaled`` is whether a scale word took part.
    """

    value: float
    low: float
    high: float
    resolution: float
    start: int
    stop: int
    kind: str
    scaled: bool = False


_NAN = float("nan")


def read_numeral(words: Words, i: int, convention: Convention) -> Numeral | None:
    """Read the numeral that starts at word ``i``, or give None."""
    w = words.low[i]
    if w[0] in DIGITS:
        return _digits(words, i) if w != "." else None
    if w in ("a", "an"):
        following = words.low[i + 1]
        if following not in _ARTICLED:
            return None
        if following in ("half", *PARTS):
            return _part(words, i + 1, i)
        if following in SCALES:
            return _spelled(words, i, convention)
        return _vague(words, i + 1, i, convention)
    if w == "quarter":  # "another quarter of a million"
        told = words.low[i + 1 : i + 3] == ["of", "a"] and SCALES.get(words.low[i + 3], 0) > 10
        return _part(words, i, i) if told else None
    if w not in STARTERS:
        return None
    if w.endswith("fold"):
        value = float(FOLDS[w])
        return Numeral(value, _NAN, _NAN, 1.0, i, i + 1, "words")
    if w in CHARACTERS:
        return _scale_up(words, i, i + 1, CHARACTERS[w], 0.01, "words")
    if w == "half":
        return _part(words, i, i)
    if w in VAGUE:
        return _vague(words, i, i, convention)
    if w in PLURALS:
        return _plural(words, i, i, convention)
    if w in THIRDS:
        j = i + 1 + (words.low[i + 1] == "-")
        return _plural(words, j, i, convention) if words.low[j] in PLURALS else None
    return _spelled(words, i, convention)


def _digits(words: Words, i: int) -> Numeral | None:
    read = digits_value(words.low[i])
    if read is None or read[0] > _LIMIT:
        return None
    value, resolution = read
    low, n, j = words.low, words.count, i + 1
    if j < n:
        following = low[j]
        if following not in _AFTER_DIGITS_ONLY and following[0] not in DIGITS:
            pass
        elif following in CHARACTERS and words.ends[i] == words.starts[j]:  # 2½
            value, resolution, j = value + CHARACTERS[following], 0.01, j + 1
        elif following[:1] in DIGITS and words.low[j + 1] == "/" and low[j - 1].isdigit():  # 2 1/2
            part = slash_part(words, j)
            if part:
                value, resolution, j = value + part[0], 0.01, part[1]
        elif following == "-" and words.glued(j) and words.glued(j + 1) and (part := slash_part(words, j + 1)):
            value, resolution, j = value + part[0], 0.01, part[1]  # 11-1/4
        elif following == "/" and words.glued(j):  # 1/2 a share
            part = slash_part(words, i)
            if part and not words.glued(i):
                return Numeral(part[0], _NAN, _NAN, 0.01, i, part[1], "part")
        elif following in ("in", "out") and (share := _out_of(words, i, j, value)):
            return share
        elif following == "and" and words.low[j + 1] == "a" and words.low[j + 2] in ("half", "quarter"):
            value, resolution, j = value + 1 / PARTS[low[j + 2]], 0.01, j + 3
        elif following in ("×", "x", "*") and words.low[j + 1].startswith("10"):
            power = power_of_ten(words, j + 1)
            if power:
                return Numeral(value * power[0], _NAN, _NAN, resolution * power[0], i, power[1], "digits")
    return _scale_up(words, i, j, value, resolution, "digits")


def _scale_up(words: Words, i: int, j: int, value: float, resolution: float, kind: str) -> Numeral | None:
    """Multiply by the scales that follow: "11 thousand", "2.5 hundred million", "9 billion-mile"."""
    scaled = False
    low = words.low
    while True:  # an empty word follows the last
        k = j
        if low[j] == "-" and words.glued(j) and low[j + 1] in SCALES:
            k = j + 1
        scale = _AFTER_DIGITS.get(low[k])
        if scale is None:
            break
        if low[k] == "tn" and not words.glued(k):
            break
        value, resolution, scaled, j = value * scale, resolution * scale, True, k + 1
        if value > _LIMIT:
            return None
    if scaled:  # 1.1 * 1e6 is no whole number in binary
        value, resolution = float(f"{value:.15g}"), float(f"{resolution:.6g}")
        if low[j] == "and" and low[j + 1] == "a" and low[j + 2] == "half":  # "2 million and a half"
            j += 3
            value += 0.5 * _AFTER_DIGITS[low[j - 4]]
    return Numeral(value, _NAN, _NAN, resolution, i, j, kind, scaled)


def _spelled(words: Words, i: int, convention: Convention) -> Numeral | None:
    """Read number words: "one hundred and six", "two and a half million", "a dozen"."""
    low, n = words.low, words.count
    if low[i + 1] not in _GOING_ON and (low[i] in ONES or low[i] in TENS):  # "two men": most are one word
        value = float(ONES.get(low[i]) or TENS.get(low[i], 0))
        return Numeral(value, _NAN, _NAN, resolution_of(value), i, i + 1, "words")
    total = group = last = 0.0
    j, stop, scaled, seen = i, i, False, 1e18
    if low[i] in ("a", "an"):
        group, j, stop = 1.0, i + 1, i + 1
    while j < n and j - i < 40:
        w = low[j]
        if w == "-" and words.glued(j) and words.glued(j + 1) and _continues(low, j + 1, group):
            j += 1
            continue
        if w == "and" and stop > i and scaled and _continues(low, j + 1, group % 100) and low[j + 1] not in SCALES:
            j += 1
            continue
        if w in ONES and (last == 0 or last >= 100 or (20 <= last < 100 and ONES[w] < 10)) and ONES[w] < seen:
            group, last = group + ONES[w], ONES[w] or 0.5
        elif w in TENS and (last == 0 or last >= 100):
            group, last = group + TENS[w], TENS[w]
        elif (scale := SCALES.get(w) or (group and PLURALS.get(w) and ABBREVIATIONS.get(w)) or 0.0) > 0:
            scaled = True
            if scale <= 100:
                group = (group or 1) * scale
            else:
                total, group = (total + (group or 1) * scale, 0.0) if group or not total else (total * scale, 0.0)
                seen = scale
            last = scale
        else:
            break
        j += 1
        stop = j
    if stop == i:
        return None
    value = total + group
    if low[stop : stop + 6] == ["-", "and", "-", "a", "-", "half"] and not scaled:  # "two-and-a-half"
        return Numeral(value + 0.5, _NAN, _NAN, 0.1, i, stop + 6, "words")
    if words.low[stop] == "and" and words.low[stop + 1] in ("a", "one") and words.low[stop + 2] in ("half", "quarter"):
        part = 1 / PARTS[low[stop + 2]]
        value = value + part * (last if scaled else 1)
        return _scale_up(words, i, stop + 3, value, 0.1, "words")
    if not scaled and stop == i + 1:
        share = _share(words, i, stop, value) or _out_of(words, i, stop, value)
        if share:
            return share
    if scaled and words.low[stop] == "and" and words.low[stop + 1] == "a" and words.low[stop + 2] == "half":
        return Numeral(value + 0.5 * last, _NAN, _NAN, last / 10, i, stop + 3, "words", True)
    return Numeral(value, _NAN, _NAN, resolution_of(value), i, stop, "words", scaled)


def _continues(low: list[str], j: int, group: float) -> bool:
    return j < len(low) and (low[j] in ONES or low[j] in TENS or low[j] in SCALES)


def _out_of(words: Words, i: int, j: int, count: float) -> Numeral | None:
    """Read "one in five", "2 out of 3": a share where the noun follows."""
    k = j + 1 if words.low[j] == "in" else j + 2
    w = words.low[k]
    if words.low[j] not in ("in", "out") or (words.low[j] == "out" and words.low[j + 1] != "of"):
        return None
    whole = ONES.get(w) or TENS.get(w) or (int(w) if w.isdigit() and len(w) < 7 else 0)
    if not 0 < count < whole or words.low[k + 1].removesuffix("s") in _TIMES:
        return None
    if words.low[j] == "in" and whole not in _WHOLES and (count > 3 or (count > 1 and words.low[i].isdigit())):
        return None
    return Numeral(count / whole, _NAN, _NAN, 0.01, i, k + 1, "part")


def _share(words: Words, i: int, j: int, count: float) -> Numeral | None:
    """Read "two-thirds", "three quarters (of a million)", "one third"."""
    k = j + 1 if words.low[j] == "-" else j
    part = PARTS.get(words.low[k])
    if not part or part == 2 or not 0 < count < part or ((count > 1) != words.low[k].endswith("s")):
        return None
    return _of_a_scale(words, i, k + 1, count / part)


def _of_a_scale(words: Words, i: int, j: int, share: float) -> Numeral:
    """Go on from a share: "half a million" and "a quarter of a million" are numbers, "half the town" is a part."""
    k = j
    if words.low[k] == "of":
        k += 1
    if words.low[k] in ("a", "-"):
        k += 1
    if words.low[k] in SCALES and SCALES[words.low[k]] > 10:
        scaled = _scale_up(words, i, k, share, 0.1, "words")
        if scaled:
            return scaled._replace(value=float(f"{scaled.value:.15g}"))
    return Numeral(share, _NAN, _NAN, 0.01, i, j, "part")


def _part(words: Words, j: int, i: int) -> Numeral | None:
    """Read "half a million", "a half-dozen", "a third", "a quarter of a million"."""
    part = PARTS.get(words.low[j])
    return _of_a_scale(words, i, j + 1, 1 / part) if part else None


def _vague(words: Words, j: int, i: int, convention: Convention) -> Numeral | None:
    """Read "several hundred", "a few dozen", "a couple of thousand", "a handful"."""
    low = words.low
    k = j + 1
    if low[j] not in VAGUE:
        return _spelled(words, i, convention) if low[j] in SCALES else None
    times_low, times_high = convention.times("a few" if low[j] == "few" and i < j else VAGUE[low[j]])
    if words.low[k] == "of" and words.low[k + 1] in SCALES:
        k += 1
    unit = 1.0
    while unit < _LIMIT and (low[k] in SCALES or low[k] in PLURALS):
        unit, k = unit * (SCALES.get(low[k]) or PLURALS[low[k]]), k + 1
        if words.low[k] == "of" and words.low[k + 1] in ("thousands", "millions", "billions"):
            k += 1
    return Numeral(_NAN, times_low * unit, times_high * unit, _NAN, i, k, "vague", unit > 1)


def _plural(words: Words, i: int, start: int, convention: Convention) -> Numeral | None:
    """Read "dozens", "hundreds of thousands", "low thousands"."""
    low = words.low
    unit, j = PLURALS[low[i]], i + 1
    low_end, high_end = convention.plural(low[i], unit)
    if start < i and low_end < high_end:
        low_end, high_end = (unit * third for third in THIRDS[low[start]])
    while low[j] == "of" and low[j + 1] in PLURALS and low[j + 1] != "scores" and high_end < _LIMIT:
        scale = PLURALS[low[j + 1]]
        low_end, high_end, j = low_end * scale, high_end * scale, j + 2
    return Numeral(_NAN, low_end, high_end, _NAN, start, j, "vague", True)


_ONES_BACK = {v: k for k, v in reversed(ONES.items())}
_TENS_BACK = {v: k for k, v in reversed(TENS.items())}
_SCALES_BACK = [(name, SCALES[name]) for name in ("trillion", "billion", "million", "thousand", "hundred")]


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
    if value < 20:
        return _ONES_BACK[value]
    if value < 100:
        ten, one = divmod(value, 10)
        return _TENS_BACK[ten * 10] + (f"-{_ONES_BACK[one]}" if one else "")
    name, scale = next((name, int(scale)) for name, scale in _SCALES_BACK if value >= scale)
    head, rest = divmod(value, scale)
    words = f"{write_numeral(head)} {name}"
    if not rest:
        return words
    return f"{words} and {write_numeral(rest)}" if rest < 100 else f"{words} {write_numeral(rest)}"
