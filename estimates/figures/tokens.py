"""The one tokeniser: a text cut into words, once, and the words grouped into the tokens of an article.

A reader of figures needs the smallest pieces: the "72" and the "s" of "T-72s", the "million" of "$6-million". A reader
of sentences needs what is one word to a person: "T-72s", "twenty-five", "Gen.", and "I've" as two. Neither list can
serve the other, so the text is cut into pieces (:class:`Words`), and the tokens of an article are runs of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from itertools import accumulate, compress
from operator import eq
from typing import TypeVar

from estimates.figures.cutting import cut, folded, seen, unseen_in
from estimates.figures.forms import hedges_of, units_of
from estimates.lang.lexicon import Language

DIGITS = frozenset("0123456789.")
DASHES = frozenset("-–—")
_DISTINCT = 1 << 16  # words kept: more than one text has
_PAD = 4  # empty words on either side, so that a reader may look around without asking where the text ends
_HELPER = re.compile(r"'(?:ve|d|ll|re|m|s)", re.IGNORECASE)


@cache
def _helped(language: Language) -> re.Pattern[str]:
    """Pronouns with the helper that is written with them."""
    return re.compile(rf"({'|'.join(sorted(language.lists['anyone'])) or '(?!)'})({_HELPER.pattern})", re.IGNORECASE)


def _parted(text: str, pieces: list[str], bounds: list[int], language: Language) -> list[str]:
    """Part pronouns from the helpers that are written with them: "I've", "she'll"."""
    parted, done, pattern = [], 0, _helped(language)
    for k in [bisect_right(bounds, match.start()) for match in _HELPER.finditer(text)]:
        helped = pattern.fullmatch(pieces[k])
        if helped:
            parted += [*pieces[done:k], helped[1], "", helped[2]]
            done = k + 1
    return parted + pieces[done:]


_Told = TypeVar("_Told")


class Kept(dict[str, _Told]):
    """What is told of each word: worked out when the word is first met, then looked up."""

    def __init__(self, tells: Callable[[str], _Told]) -> None:
        self._tells = tells

    def __missing__(self, word: str) -> _Told:
        if len(self) >= _DISTINCT:
            self.clear()
        self[word] = told = self._tells(word)
        return told


_LOWER = Kept(str.lower).__getitem__  # the same string for a word whenever it is met, whose hash is known by then


class Words:
    """A text cut into words: as folded (``raw``), in lower case (``low``), with their offsets in the text.

    There are ``count`` words. Four empty ones follow the last, and an index of -1 to -4 finds them too, so that what
    stands a little before the first word or after the last is the empty word. ``hides`` says that something in the text
    is not seen. What the language has goes along: ``lists`` of words, ``numerals``, ``nouns``, ``units``, ``hedges``.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> words = Words("About 12,000 men", language("en"))
    >>> words.low[: words.count], words.low[-1]
    (['about', '12,000', 'men'], '')
    """

    __slots__ = (
        "count", "ends", "hedges", "hides", "language", "lists", "low", "nouns", "numerals", "raw", "starts", "text",
        "units",
    )  # fmt: skip

    def __init__(self, text: str, language: Language) -> None:
        self.text, self.language, self.lists = text, language, language.lists
        self.numerals, self.nouns = language.numerals, language.nouns
        self.units, self.hedges = units_of(language), hedges_of(language)
        shown = folded(text)
        pieces = cut(shown)
        bounds = list(accumulate(map(len, pieces)))
        if "'" in shown and len(parted := _parted(shown, pieces, bounds, language)) > len(pieces):
            pieces, bounds = parted, list(accumulate(map(len, parted)))
        self.raw: list[str] = pieces[1::2]
        self.count = len(self.raw)
        self.low: list[str] = list(map(_LOWER, self.raw))
        self.low += _EMPTY
        self.raw += _EMPTY
        self.starts: list[int] = bounds[:-1:2] + _NOWHERE
        self.ends: list[int] = bounds[1::2] + _BEYOND
        self.hides = len(shown) < len(text)
        if self.hides:
            unseen = unseen_in(text)
            stands = [at for at in range(len(text) + 1) if at not in unseen]
            for offsets in (self.starts, self.ends):  # what is not seen goes with the word before it
                offsets[: self.count] = [stands[at] for at in offsets[: self.count]]

    def glued(self, i: int) -> bool:
        """Whether word ``i`` follows the one before it without a space."""
        return self.ends[i - 1] == self.starts[i]

    def joined(self, i: int, j: int) -> bool:
        """Whether no space stands before the words from ``i`` up to ``j``."""
        return all(self.ends[k - 1] == self.starts[k] for k in range(i, j))

    def at(self, i: int) -> str:
        """Return word ``i`` in lower case, the empty word outside the text."""
        return self.low[i] if 0 <= i < self.count else ""

    def printed(self, start: int, stop: int) -> str:
        """Return the words from ``start`` up to ``stop`` as printed."""
        words = self.text[self.starts[start] : self.ends[stop - 1]]
        return seen(words) if self.hides else words


_EMPTY = [""] * _PAD
_NOWHERE = [-1] * _PAD  # an empty word is glued to nothing
_BEYOND = [-2] * _PAD


def is_digits(word: str) -> bool:
    """Whether a word starts with a digit, or is a decimal such as ``.5``."""
    return word[:1] in DIGITS and word not in ("", ".")


_DOMAINS = frozenset(["com", "org", "net", "gov", "edu"])
_JOINTS = frozenset("-'&/.,")
_STOPS = (",", ".")
_LETTERS = frozenset("ABCDEFGHIJKLMOQSTUVWXYZ")  # but N, P and R, which are signs of currencies
_QUOTED = 40  # words that a mark is looked for in which opened a quotation


def tokenise(words: Words) -> tuple[list[str], list[int], list[int]]:
    """Give the tokens of an article, and where they start and end, each one or more words without a space between.

    Compounds ("T-72s", "AT&T", "AP/Reuters", "40k"), abbreviations with their stops ("p.m.", "Gen.", "J.") and
    possessives ("soldiers'", "Nurses'") are one token; a pronoun and the helper written with it ("she'll") are two.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> tokenise(Words("Gen. Lee's T-72s, he'd say", language("en")))[0]
    ['Gen.', "Lee's", 'T-72s', ',', 'he', "'d", 'say']
    """
    starts, ends, raw, count = words.starts, words.ends, words.raw, words.count
    abbreviations = words.lists["abbreviations"]
    opens, head, past, heads = bytearray(b"\1" * (count + 1)), 0, 0, set[int]()  # whether a token opens at each word
    for k in compress(range(1, count), map(eq, starts[1:count], ends)):  # where a word is glued to the one before it
        w = raw[k]
        if k < past or not (w in _JOINTS or w[0].isalnum()):
            continue
        if k > past:
            head = k - 1
        if w in _STOPS and starts[k + 1] != ends[k]:  # as most marks
            before = raw[k - 1]
            if w == "," or (head == k - 1 and len(before) > 1 and before not in abbreviations):
                continue
        stop = _joined(words, head, k)
        if stop > k:
            opens[k:stop] = bytes(stop - k)
            past = stop
            heads.add(head)
    first, last = list(compress(starts[:count], opens)), list(compress(ends[:count], opens[1:]))
    if not words.text.isascii() or words.hides:  # words are folded, tokens are not
        tokens = list(map(words.text.__getitem__, map(slice, first, last)))
        return (list(map(seen, tokens)) if words.hides else tokens), first, last
    tokens = list(compress(raw[:count], opens))
    for k in [bisect_right(first, starts[head]) - 1 for head in heads]:
        tokens[k] = words.text[first[k] : last[k]]
    return tokens, first, last


def _joined(words: Words, head: int, k: int) -> int:
    """Give where the token opened at word ``head`` goes on to, word ``k`` being glued to it: ``k`` if it does not."""
    raw, w, before = words.raw, words.raw[k], words.raw[k - 1]
    if w[0].isalnum():
        inside = k - 1 > head and raw[head][0].isalpha() and before[-1].isalnum()  # the "s" of "T-72s"
        named = w[0].isdecimal() and before in _LETTERS  # "M23", "G20"
        return k + (inside or named or (before[-1].isdecimal() and not w[0].isdecimal()))
    after = raw[k + 1] if words.glued(k + 1) else ""
    if w == ".":
        return _past_stop(words, head, k, after)
    if w == ",":
        return k + 2 * (before[-1].isdecimal() and after[:1].isdecimal())
    letters = before.count(".") > 1 and after.isalpha()  # "U.S.-led"
    if not raw[head][0].isalpha() or not (before[-1].isalnum() or letters):
        return k
    if after:
        return k + 2 * (after[0].isalnum() if w != "/" else "A" <= after[0] <= "Z")
    return k + (w == "'" and before[-1] == "s" and _owns(words, head, k))


def _owns(words: Words, head: int, k: int) -> bool:
    """Tell the apostrophe of "the doctors' union", "Orr Doctors' Union" from a mark that closes words quoted."""
    raw, after = words.raw, words.raw[k + 1][:1]
    if "a" <= after <= "z":
        return True
    if not ("A" <= after <= "Z" and raw[head][0].isupper()):
        return False
    marks = (n for n in range(head, max(head - _QUOTED, 0), -1) if raw[n - 1] == "'")
    return not any(words.glued(n) and (n < 2 or not words.glued(n - 1)) for n in marks)


def _past_stop(words: Words, head: int, k: int, after: str) -> int:
    """Step over the stop at word ``k`` where it belongs to the token before it."""
    raw, before = words.raw, words.raw[k - 1]
    if len(before) == 1 and before.isalpha() and head == k - 1:
        stop = k + 1
        while len(raw[stop]) == 1 and raw[stop].isalpha() and raw[stop + 1] == "." and words.joined(stop, stop + 2):
            stop += 2
        if stop > k + 1:
            return stop
    if after in _DOMAINS and before[-1].isalnum() and not (words.glued(k + 2) and raw[k + 2][0].isalnum()):
        return k + 2
    if before[-1].isdecimal() and after[:1].isdecimal():
        return k + 2
    token = words.text[words.starts[head] : words.ends[k - 1]]
    initial = len(token) == 1 and token.isupper() and words.text[words.ends[k] : words.ends[k] + 1] == " "
    initial = initial and words.low[head - 1] not in words.lists["lettered"]  # but "Plan B. Some 30 percent"
    if initial and words.starts[k + 1] <= words.ends[k] + 2 and raw[k + 1][:1].isupper():
        return k + 1
    return k + (token in words.lists["abbreviations"])
