"""Numerals: "12,000", "1.2 million", "twenty-three", "half a million", "tens of thousands" as numbers, and back.

A numeral is read at a word of a text (:class:`estimates.figures.tokens.Words`). Numerals are digits (grouped by
commas, spaces, apostrophes or dots where the grouping shows), number words, parts ("half a", "two and a half", "2½")
and vague words ("dozens", "several hundred"), each followed by scales. What a vague word is worth is a convention, see
:mod:`estimates.policy`.
"""

from __future__ import annotations

from estimates.errors import ParseError
from estimates.figures.digits import digits_value, power_of_ten, resolution_of, slash_part
from estimates.figures.tokens import DIGITS, Words
from estimates.lang.lexicon import lexicon, lists
from estimates.policy import Convention
from estimates.records import record, replace

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
_SCALED_WORDS = frozenset(["mn", "mln", "bn", "bln"])  # "one mln barrels"
_GOING_ON = frozenset([*ONES, *TENS, *SCALES, *PLURALS, *PARTS, *_SCALED_WORDS, "-", "and", "in", "out"])
_FIRST_YEAR, _LAST_YEAR = 1400, 2200
_FRACTIONS = frozenset([*CHARACTERS, "-", "/", "in", "out", "and", "×", "x", "*"])  # what may open one after digits
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
#: What makes an article before it one: "a dozen", "a third", "a few".
ARTICLED = frozenset([*SCALES, *lists("numerals")["articled"]])
_TIMES = lists("units", "time")["names"]
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
    w, following = words.low[i], words.low[i + 1]
    if w[0] in DIGITS:
        return _digits(words, i) if w != "." else None
    if w in ("a", "an"):
        if following not in ARTICLED:
            return None
        if following in PARTS:
            return _part(words, i + 1, i)
        return _spelled(words, i) if following in SCALES else _vague(words, i + 1, i, convention)
    if w == "quarter":  # "another quarter of a million"
        told = words.low[i + 1 : i + 3] == ["of", "a"] and SCALES.get(words.low[i + 3], 0) > 10
        return _part(words, i, i) if told else None
    if w not in STARTERS:
        return None
    if w.endswith("fold"):
        return Numeral(float(FOLDS[w]), _NAN, _NAN, 1.0, i, i + 1, "words")
    if w in CHARACTERS:
        return _scale_up(words, i, i + 1, CHARACTERS[w], 0.01, "words")
    if w == "half":
        return _part(words, i, i)
    if w in VAGUE:
        return _vague(words, i, i, convention)
    if w in PLURALS:
        return _plural(words, i, i, convention)
    if w in THIRDS:
        j = i + 1 + (following == "-")
        return _plural(words, j, i, convention) if words.low[j] in PLURALS else None
    return _spelled(words, i)


def _digits(words: Words, i: int) -> Numeral | None:
    """Read digits with the fraction, the power of ten and the scales that follow: "2 1/2", "1.5 × 10^6"."""
    read = digits_value(words.low[i])
    if read is None or read[0] > _LIMIT:
        return None
    value, resolution = read
    low, j = words.low, i + 1
    following = low[j]
    if following in _FRACTIONS or following[:1] in DIGITS:
        if following == "/" and words.glued(j) and not words.glued(i) and (part := slash_part(words, i)):
            return Numeral(part[0], _NAN, _NAN, 0.01, i, part[1], "part")  # 1/2 a share
        if following in ("in", "out") and (share := _out_of(words, i, j, value)):
            return share
        if following in ("×", "x", "*") and (power := power_of_ten(words, j + 1)):
            return Numeral(value * power[0], _NAN, _NAN, resolution * power[0], i, power[1], "digits")
        fraction = _fraction(words, j)
        if fraction is not None:
            value, resolution, j = value + fraction[0], 0.01, fraction[1]
            following = low[j]
    if following not in _AFTER_DIGITS and following not in ("-", "["):
        return Numeral(value, _NAN, _NAN, resolution, i, j, "digits", False, j == i + 1 and low[i].isdigit())
    return _scale_up(words, i, j, value, resolution, "digits")


def _fraction(words: Words, j: int) -> tuple[float, int] | None:
    """Read the fraction at word ``j`` after digits: its value and where it stops."""
    low = words.low
    if low[j] in CHARACTERS:  # 2½
        return (CHARACTERS[low[j]], j + 1) if words.glued(j) else None
    if low[j][:1] in DIGITS:  # 2 1/2
        return slash_part(words, j) if low[j + 1] == "/" and low[j - 1].isdigit() else None
    if low[j] == "-":  # 11-1/4
        return slash_part(words, j + 1) if words.joined(j, j + 2) else None
    return _and_part(words, j)


def _and_part(words: Words, j: int) -> tuple[float, int] | None:
    """Read "and a half", "and one quarter" at word ``j``: its value and where it stops."""
    low = words.low
    if low[j] != "and" or low[j + 1] not in ("a", "one") or low[j + 2] not in ("half", "quarter"):
        return None
    return 1 / PARTS[low[j + 2]], j + 3


def _scale_up(words: Words, i: int, j: int, value: float, resolution: float, kind: str) -> Numeral | None:
    """Multiply by the scales that follow: "11 thousand", "2.5 hundred million", "9 billion-mile"."""
    low, scale, scaled = words.low, 1.0, False
    while True:  # an empty word follows the last
        k = j + (low[j] == "-" and words.glued(j) and low[j + 1] in SCALES)
        if low[k] == "[" and low[k + 1] in SCALES and low[k + 2] == "]":  # "150 [million]", as transcripts supply it
            value, resolution, j, scaled = value * SCALES[low[k + 1]], resolution * SCALES[low[k + 1]], k + 3, True
            continue
        if low[k] not in _AFTER_DIGITS or (low[k] == "tn" and not words.glued(k)):
            break
        scale, j, scaled = _AFTER_DIGITS[low[k]], k + 1, True
        value, resolution = value * scale, resolution * scale
        if value > _LIMIT:
            return None
    if scaled:  # 1.1 * 1e6 is no whole number in binary
        value, resolution = float(f"{value:.15g}"), float(f"{resolution:.6g}")
        part = _and_part(words, j)  # "2 million and a half"
        if part is not None:
            value, j = value + part[0] * scale, part[1]
    bare = kind == "digits" and j == i + 1 and low[i].isdigit()
    return Numeral(value, _NAN, _NAN, resolution, i, j, kind, scaled, bare)


def scale_of(words: Words, numeral: Numeral) -> float:
    """What the scales at the end of a numeral multiply by: 100,000 in "3 hundred thousand" and in "3 lakh"."""
    scale, j = 1.0, numeral.stop - 1
    while j > numeral.start and words.low[j] in _AFTER_DIGITS:
        scale, j = scale * _AFTER_DIGITS[words.low[j]], j - 1
    return scale if scale > 1 else next((one for one in (1e12, 1e9, 1e6, 1e3, 100.0) if numeral.value >= one), 12.0)


def _spelled(words: Words, i: int) -> Numeral | None:
    """Read number words: "one hundred and six", "two and a half million", "a dozen"."""
    low = words.low
    if low[i + 1] not in _GOING_ON and (low[i] in ONES or low[i] in TENS):  # "two men": most are one word
        value = float(ONES.get(low[i]) or TENS.get(low[i], 0))
        return Numeral(value, _NAN, _NAN, resolution_of(value), i, i + 1, "words")
    value, stop, scaled, unit = _added_up(words, i)
    if stop == i:
        return None
    if not scaled and low[stop : stop + 6] == ["-", "and", "-", "a", "-", "half"]:  # "two-and-a-half"
        return Numeral(value + 0.5, _NAN, _NAN, 0.1, i, stop + 6, "words")
    part = _and_part(words, stop)
    if part is not None:
        return _scale_up(words, i, part[1], value + part[0] * unit, 0.1, "words")
    if not scaled and stop == i + 1:
        share = _share(words, i, stop, value) or _out_of(words, i, stop, value)
        if share:
            return share
    return Numeral(value, _NAN, _NAN, resolution_of(value), i, stop, "words", scaled)


def _added_up(words: Words, i: int) -> tuple[float, int, bool, float]:
    """Add number words up from word ``i``: value, where they stop, whether they scale, the last one's unit."""
    low = words.low
    total, group, last, unit, topmost = 0.0, float(low[i] in ("a", "an")), 0.0, 1.0, 1e18
    j = stop = i + int(group)
    scaled = False
    while j - i < 40:
        w = low[j]
        joint = w == "and" and stop > i and scaled and low[j + 1] not in SCALES
        if joint or (w == "-" and words.joined(j, j + 2)):
            if low[j + 1] not in ONES and low[j + 1] not in TENS and low[j + 1] not in SCALES:
                break
            j += 1
            continue
        if w in ONES and (last == 0 or last >= 100 or (last >= 20 and ONES[w] < 10)) and ONES[w] < topmost:
            group, last, unit = group + ONES[w], ONES[w] or 0.5, 1.0
        elif w in TENS and (last == 0 or last >= 100):
            group, last, unit = group + TENS[w], TENS[w], 1.0
        elif w in SCALES or (group and (w in _SCALED_WORDS or (w in PLURALS and w in ABBREVIATIONS))):
            scaled, unit = True, SCALES.get(w) or ABBREVIATIONS[w]
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
    """Read "one in five", "2 out of 3": a share where the noun follows."""
    low = words.low
    if low[j] != "in" and low[j : j + 2] != ["out", "of"]:
        return None
    k = j + 1 if low[j] == "in" else j + 2
    k += low[k] == "every"  # "one in every 67 people"
    w = low[k]
    whole = ONES.get(w) or TENS.get(w) or (int(w) if w.isdigit() and len(w) < 7 else 0)
    if not 0 < count < whole or low[k + 1].removesuffix("s") in _TIMES:
        return None
    if w.isdigit() and _FIRST_YEAR <= whole < _LAST_YEAR and not low[k + 1].isalpha():
        return None  # "like the one in 1703"
    if low[j] == "in" and whole not in _WHOLES and (count > 3 or (count > 1 and low[i].isdigit())):
        return None
    return Numeral(count / whole, _NAN, _NAN, 0.01, i, k + 1, "part")


def _share(words: Words, i: int, j: int, count: float) -> Numeral | None:
    """Read "two-thirds", "three quarters (of a million)", "one third"."""
    k = j + (words.low[j] == "-")
    part = PARTS.get(words.low[k])
    if not part or part == 2 or not 0 < count < part or ((count > 1) != words.low[k].endswith("s")):
        return None
    return _of_a_scale(words, i, k + 1, count / part)


def _of_a_scale(words: Words, i: int, j: int, share: float) -> Numeral:
    """Go on from a share: "half a million" and "a quarter of a million" are numbers, "half the town" is a part."""
    k = j + (words.low[j] == "of")
    k += words.low[k] in ("a", "-")
    if SCALES.get(words.low[k], 0) > 10:
        scaled = _scale_up(words, i, k, share, 0.1, "words")
        if scaled:
            return replace(scaled, value=float(f"{scaled.value:.15g}"))
    return Numeral(share, _NAN, _NAN, 0.01, i, j, "part")


def _part(words: Words, j: int, i: int) -> Numeral:
    """Read "half a million", "a half-dozen", "a third", "a quarter of a million"."""
    return _of_a_scale(words, i, j + 1, 1 / PARTS[words.low[j]])


def _vague(words: Words, j: int, i: int, convention: Convention) -> Numeral | None:
    """Read "several hundred", "a few dozen", "a couple of thousand", "a handful"."""
    low, k, unit = words.low, j + 1, 1.0
    if low[j] not in VAGUE:
        return None
    times_low, times_high = convention.times("a few" if low[j] == "few" and i < j else VAGUE[low[j]])
    k += low[k] == "of" and low[k + 1] in SCALES
    while unit < _LIMIT and (low[k] in SCALES or low[k] in PLURALS):
        unit, k = unit * (SCALES.get(low[k]) or PLURALS[low[k]]), k + 1
        k += low[k] == "of" and low[k + 1] in ("thousands", "millions", "billions")
    return Numeral(_NAN, times_low * unit, times_high * unit, _NAN, i, k, "vague", unit > 1)


def _plural(words: Words, i: int, start: int, convention: Convention) -> Numeral:
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
