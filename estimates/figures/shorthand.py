"""Sizes as people type them into a table, in the spelling that is read: "1000s-23000", "400 +", "12.000"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, partial

from estimates.lang.lexicon import Language

_POWERS = {10: "tens", 100: "hundreds", 1000: "thousands", 10_000: "tens of thousands",
           100_000: "hundreds of thousands", 1_000_000: "millions"}  # fmt: skip
_WORDS = {"100": "hundred", "1000": "thousand", "1,000": "thousand"}
_NUMBER = r"\d[\d,]*(?:\.\d+)?"

_DASHES = re.compile(r"(?<=\d)--(?=\d)")
_GAP = re.compile(r"\s{3,}")
_PLURALS = re.compile(r"(?<=\d0)\s?['’]s\b")
_GROUPED_PLURAL = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:[.,  ]000)+(?=s\b)")
_FROM_PLURAL = re.compile(r"(?<![\w.,'’])(\d+0)s\s*(?:-|–|\bto\b)\s*(?=\d)")
_TO_PLURAL = re.compile(r"(?<=[\d\s][-–])\s*(\d+00)s\b")
_PLURAL = re.compile(r"(?<![\w.,'’$€£-])(\d*0)s\b")
_FEW = re.compile(r"\b(few|several|couple|couple of) (1,?000|100)s?\b(?![.,]?\d)", re.IGNORECASE)
_PLUS = re.compile(r"(?<=\w) \+(?=\s*(?:$|[;)]))")
_LETTER = re.compile(r"(?<=\d) (?=k\b)", re.IGNORECASE)
_MILL = re.compile(r"(?<=\d) ?mill(?=\.?\s*$)", re.IGNORECASE)
_ODD = re.compile(r"(?<=\w) (?=odd\b)")
_ISH = re.compile(r"(?<=\d)-?ish(?=\s*(?:-|–|to\b)\s*\d)")
_PERCENT = r"\s?(?:%|per ?cent\b)"
_SPREAD = re.compile(
    rf"(?<![\w.,])(?P<middle>{_NUMBER})(?P<what>{_PERCENT}|(?: [^\W\d_]+){{1,2}})?\s?\(?\s?(?:±|\+/-)\s?"
    rf"(?P<reach>{_NUMBER})(?P<share>{_PERCENT})?\)?"
)
_ABOUT = re.compile(r"(?<![^\s(])(?<![\d%]\s)(?:±|\+/?-)\s*(?=\d)")
_OR_SO = re.compile(r"(?<=\d)\s*(?:±|\+/?-)(?!\s*\d)")
_GROUPED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3}){2,}(?![\w.,]*\d)")
_POINTS_AND_COMMA = re.compile(r"(?<![\w.,])([1-9]\d{0,2}(?:\.\d{3})+),(\d{1,2})(?![\w.,]*\d)")
POINTED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}\.\d{3}(?![\d.,%])")
_LISTED = re.compile(r"(?<![\w.,$€£¥])\d+(?:,\d+)+(?![\w,])")
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}")
_MIN = re.compile(r"^\s*min\.?\s+(?=\d)", re.IGNORECASE)
_MAX = re.compile(r"^\s*max\.?\s+(?=\d)", re.IGNORECASE)
_COMMA = re.compile(r"(?<![\w.,])\d+,\d{1,2}(?![\d,])(?!\.\d)")
_SPREAD_OF_WHAT = re.compile(r"[\d%]\s?\(?\s?(?:±|\+/-)\s?\d")
_TERM = re.compile(r"(?<![\d.,×^<>])(?<![×<>] )\d[\d.,]*(?: ?[\^=<>*×] ?\d(?!0[⁰¹²³⁴-⁹^])| x \d|(?: - | ?– ?)[-−]\d)")
_RATE = re.compile(r"\d (?:per|in every|for every|out of every) \d")
_M = re.compile(r"(?<![\w.,$€£¥])(?<![$€£¥] )\d[\d.,]* m\s*$")  # a million, or metres


@cache
def _scaled(language: Language) -> tuple[re.Pattern[str], ...]:
    """What is typed short beside the scales of a language: half of one, a sum of two steps, a comma of decimals."""
    scale = "|".join(sorted(language.numerals.after_digits, key=len, reverse=True)) or "(?!)"
    step = rf"({_NUMBER}) ?({scale})"
    return (
        re.compile(rf"(?<![\d/.,])(?<!\d )1/2(?= (?:{scale})\b)"),
        re.compile(rf"(?<![\w.,]){step}(?: and)? {step}\b", re.IGNORECASE),
        re.compile(rf"(?<=\d),(?=\d{{1,2}} ?(?:{scale}|[km])\b)", re.IGNORECASE),
    )


def without_gaps(text: str) -> str:
    """Make one of many blanks, or one end of a line of many: what looks for a mark behind blanks looks only once.

    Examples
    --------
    >>> without_gaps("5    men\\n \\n\\n army:   6")
    '5 men\\narmy: 6'
    """
    return _GAP.sub(lambda gap: "\n" if "\n" in gap[0] else " ", text)


def spelled_out(text: str, language: Language) -> str:
    """Rewrite what is typed short: plurals of figures, tolerances, points that part thousands, a blank too many.

    Examples
    --------
    >>> from estimates.lang.lexicon import english
    >>> [spelled_out(typed, english()) for typed in ("several 1000s", "1000s-23000", "20000s", "1,000's")]
    ['several thousand', '1000-23000', '20000-29999', 'thousands']
    >>> [spelled_out(typed, english()) for typed in ("1.234.567", "in the 1990s", "10s-100s", "100 ± 20")]
    ['1234567', 'in the 1990s', '10-999', '80 to 120']
    >>> [spelled_out(typed, english()) for typed in ("1 lakh 20 thousand", "a few 100", "1.200,5", "±100")]
    ['120000', 'a few hundred', '1200.5', 'about 100']
    """
    if not any(c.isdigit() for c in text):
        return text
    text = _PLURALS.sub("s", _DASHES.sub("-", without_gaps(text)))
    text = _GROUPED_PLURAL.sub(lambda found: re.sub(r"\D", "", found[0]), text)
    text = _FEW.sub(lambda found: f"{found[1]} {_WORDS[found[2]]}", text)
    text = _PLUS.sub("+", _ODD.sub("-", _LETTER.sub("", _ISH.sub("", text))))
    half, steps, comma = _scaled(language)
    text = comma.sub(".", _MILL.sub(" mil", _MIN.sub("at least ", _MAX.sub("at most ", text))))
    text = steps.sub(partial(_stepped, language.numerals.after_digits), half.sub("half a", text))
    text = _OR_SO.sub(" or so", _ABOUT.sub("about ", _SPREAD.sub(_spread, text)))
    text = _FROM_PLURAL.sub(r"\1-", text)
    text = _TO_PLURAL.sub(lambda found: str(_top(found[1])), text)
    text = _PLURAL.sub(_plural, text)
    text = _POINTS_AND_COMMA.sub(lambda found: f"{found[1].replace('.', '')}.{found[2]}", text)
    return _GROUPED.sub(lambda found: found[0].replace(".", ""), text)


def leaves_open(text: str) -> bool:
    """Whether a comma without a blank may be of decimals, part two numbers or be a slip, a spread be of the number or
    of a whole, numbers stand in a formula or a rate, or an "m" be millions or metres.

    Examples
    --------
    >>> leaves_open("12,5"), leaves_open("12, 5"), leaves_open("12,500"), leaves_open("1,50,000")
    (True, False, False, False)
    >>> leaves_open("1,2345"), leaves_open("1,000,00")
    (True, True)
    >>> leaves_open("40 ± 3 %"), leaves_open("10^6"), leaves_open("3 x 15"), leaves_open("5 m"), leaves_open("5×10³")
    (True, True, True, True, False)
    """
    if any(_GROUPS.fullmatch(number) is None for number in _LISTED.findall(text)):
        return True
    return any(pattern.search(text) for pattern in (_COMMA, _SPREAD_OF_WHAT, _TERM, _RATE, _M))


def _stepped(scales: Mapping[str, float], found: re.Match[str]) -> str:
    """One number of "1 lakh 20 thousand"; two that do not go down stay two."""
    (much, scale), (less, step) = ((float(found[k].replace(",", "")), scales[found[k + 1].lower()]) for k in (1, 3))
    return f"{much * scale + less * step:.15g}" if less * step < scale else found[0]


def _spread(found: re.Match[str]) -> str:
    """The range of "100 ± 20 men"; "40 ± 3 %" may be 37 to 43 percent or 38.8 to 41.2, and stays."""
    what = found["what"] or ""
    if found["share"] and not what.strip().startswith(("%", "per")):
        return found[0]
    middle, reach = (Decimal(found[name].replace(",", "")) for name in ("middle", "reach"))
    return f"{middle - reach} to {middle + reach}{what}"


def _top(digits: str) -> int:
    """The greatest number that a plural may mean: 29,999 of 20000s, 999 of 100s."""
    number = int(digits)
    place, last = 10 ** (len(digits) - 1), 10 ** (len(digits) - len(digits.rstrip("0")))
    return (10 * number if number == place else number + place if number % place == 0 else number + last) - 1


def _plural(found: re.Match[str]) -> str:
    digits = found[1]
    number = int(digits)
    if number in _POWERS:
        return _POWERS[number]
    if len(digits) < 3 or (len(digits) == 4 and digits[:2] in ("18", "19", "20") and digits[2:] != "00"):
        return found[0]  # "20s" may be seconds, "1990s" are years
    return f"{digits}-{_top(digits)}" if number else found[0]


def without_points(text: str) -> str:
    """Take the points before three last digits for what parts thousands.

    Examples
    --------
    >>> without_points("12.000 people")
    '12000 people'
    """
    return POINTED.sub(lambda found: found[0].replace(".", ""), text)
