"""Numbers in digits: "12,000", "1.25", "1/2", "10^6"."""

from __future__ import annotations

from functools import lru_cache

from estimates.figures.tokens import DASHES, Words

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@lru_cache(maxsize=4096)
def digits_value(word: str) -> tuple[float, float] | None:
    """Read a run of digits: its value and resolution; None where it is too long to be a number of anything.

    Examples
    --------
    >>> digits_value("11,000")
    (11000.0, 1000.0)
    >>> digits_value("1.25")
    (1.25, 0.01)
    """
    if len(word) > 40:
        return None
    plain = word.replace(",", "").replace(" ", "").replace("'", "")
    if "," in word and len(word) - word.rindex(",") < 4 and "." not in word:
        plain = word.replace(",", ".")  # a decimal comma, which the tokens let through before a scale or percent only
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    value = float(plain)
    if "." in plain:
        return value, float(f"1e-{len(plain) - plain.index('.') - 1}")
    zeros = len(plain) - len(plain.rstrip("0"))
    return value, 10.0**zeros if value else 1.0


def resolution_of(value: float) -> float:
    """Ten to the trailing zeros of a whole number, the last decimal place of another.

    Examples
    --------
    >>> resolution_of(11_000), resolution_of(5), resolution_of(2.5)
    (1000.0, 1.0, 0.1)
    """
    if value == int(value):
        digits = str(int(abs(value)))
        return 10.0 ** (len(digits) - len(digits.rstrip("0"))) if value else 1.0
    places = repr(value).partition(".")[2]
    return float(f"1e-{len(places)}") if places.isdigit() else 1.0


def slash_part(words: Words, i: int) -> tuple[float, int] | None:
    """Read "1/2" at word ``i``: its value and where it stops."""
    top, bottom = words.low[i], words.low[i + 2]
    if words.low[i + 1] != "/" or not words.glued(i + 1) or not words.glued(i + 2) or words.low[i + 3] == "/":
        return None
    sure = bottom in ("2", "3", "4", "5", "8", "16") or words.low[i + 3] == "of"  # 9/11 is a date
    if not (sure and top.isdigit() and bottom.isdigit() and len(bottom) < 4 and 0 < int(top[:3]) < int(bottom)):
        return None
    return int(top) / int(bottom), i + 3


def power_of_ten(words: Words, i: int) -> tuple[float, int] | None:
    """Read the "10^6", "10-30" or "10⁶" of a number in scientific writing."""
    low = words.low
    j, sign, digits = i + 1, 1, ""
    if low[i] != "10":
        return None
    if words.low[j] == "^":
        j += 1
    raised = words.low[j].translate(_SUPERSCRIPT)
    if words.glued(j) and raised != words.low[j]:
        while (words.glued(j) and words.low[j].translate(_SUPERSCRIPT).strip("-").isdigit()) or words.low[j] == "⁻":
            digits, j = digits + words.low[j].translate(_SUPERSCRIPT), j + 1
    else:
        if words.low[j] in DASHES and words.glued(j):
            sign, j = -1, j + 1
        if words.glued(j) and words.low[j].isdigit():
            digits, j = words.low[j], j + 1
    if not digits.strip("-").isdigit() or abs(int(digits)) > 60:
        return None
    return float(f"1e{sign * int(digits)}"), j
