"""A text cut into words, once: what every other reader of figures looks at."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

DIGITS = frozenset("0123456789.")
DASHES = frozenset("-–—")
_PAD = 4  # empty words on either side, so that a reader may look around without asking where the text ends

_CALIBRES = r"(?:10[05]|115|12[025]|130|152|155|203)[ -]?mm"  # of guns
# Repeats are bounded, so that a run of groups that comes to nothing is not gone over again from each of its digits.
_TOKEN = re.compile(
    r"""((?!\s)(?:                                               # nothing below is tried at a space
    [^\W\d_]{2,}(?:'[^\W\d_]+)*                                  # most words
    | (?=[0-9])(?: [0-9]{1,3}(?:,[0-9]{3}){1,9}(?![0-9])            # 12,000
      | [0-9]{1,2}(?:,[0-9]{2}){1,9},[0-9]{3}(?![0-9])            # 12,34,000
      | [0-9]{1,3}(?:'[0-9]{3}){1,9}(?![0-9])                     # 12'000
      | [0-9]{1,3}(?:[ ](?!{CALIBRES})[0-9]{3}){1,9}(?![0-9,])    # 12 000, but 900 155mm shells
      | [0-9]{1,3}(?:\.[0-9]{3}){2,9}(?![0-9])                 # 1.200.000
      | [0-9]+
    ) (?: \.[0-9]+ | ,[0-9]{1,2}(?=[ ]?(?:%|percent|per[ ]cent|thousand|million|billion|trillion)) )?
    | \.[0-9]+
    | (?:[A-Z]\.){2,9}(?![^\W\d_])                               # U.S.
    | [^\W\d_]+(?:'[^\W\d_]+)*
    | \S
    ))""".replace("{CALIBRES}", _CALIBRES),
    re.VERBOSE,
)


class _Folding(dict[int, str]):
    """One character for one, so that offsets stay: digits of every script, dashes, quotes, spaces."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char
        if char.isdecimal():
            folded = str(unicodedata.decimal(char))
        elif char.isspace() and char not in "\n\r\t\f\v":
            folded = " "
        elif 0xFF01 <= code <= 0xFF5E:
            folded = chr(code - 0xFEE0)
        self[code] = folded
        return folded


_FOLD = _Folding({ord(c): "-" for c in "‐‑‒−﹣－⁃"} | {ord(c): "–" for c in "–⸺"} | {ord(c): "'" for c in "‘’ʼ`´"})
_FOLD |= {ord("⁄"): "/", ord("—"): "—", ord("“"): '"', ord("”"): '"', ord("…"): "…"}
_FOREIGN = re.compile(r"[^\x00-\x5f\x61-\x7f]+")  # what may be folded: a text has little of it


def _fold(match: re.Match[str]) -> str:
    return match[0].translate(_FOLD)


class Words:
    """A text cut into words: as folded (``raw``), in lower case (``low``), with their offsets in the text.

    There are ``count`` words. Four empty ones follow the last, and an index of -1 to -4 finds them too, so that what
    stands a little before the first word or after the last is the empty word.

    Examples
    --------
    >>> words = Words("About 12,000 men")
    >>> words.low[: words.count], words.low[-1]
    (['about', '12,000', 'men'], '')
    """

    __slots__ = ("count", "ends", "low", "raw", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        folded = text if text.isascii() else _FOREIGN.sub(_fold, text)
        pieces = _TOKEN.split(folded)  # what lies between two words, and the words, by turns
        bounds = list(accumulate(map(len, pieces)))
        self.raw: list[str] = pieces[1::2]
        self.count = len(self.raw)
        self.low: list[str] = self.raw if folded == folded.lower() else [w.lower() for w in self.raw]
        if self.low is not self.raw:
            self.low += _EMPTY
        self.raw += _EMPTY
        self.starts: list[int] = bounds[:-1:2] + _NOWHERE
        self.ends: list[int] = bounds[1::2] + _BEYOND

    def glued(self, i: int) -> bool:
        """Whether word ``i`` follows the one before it without a space."""
        return self.ends[i - 1] == self.starts[i]

    def at(self, i: int) -> str:
        """Return word ``i`` in lower case, the empty word outside the text."""
        return self.low[i] if 0 <= i < self.count else ""

    def printed(self, start: int, stop: int) -> str:
        """Return the words from ``start`` up to ``stop`` as printed."""
        return self.text[self.starts[start] : self.ends[stop - 1]]


_EMPTY = [""] * _PAD
_NOWHERE = [-1] * _PAD  # an empty word is glued to nothing
_BEYOND = [-2] * _PAD


def is_digits(word: str) -> bool:
    """Whether a word starts with a digit, or is a decimal such as ``.5``."""
    return word[:1] in DIGITS and word not in ("", ".")
