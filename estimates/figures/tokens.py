"""The one tokeniser: a text cut into words, once, and the words grouped into the tokens of an article.

A reader of figures needs the smallest pieces: the "72" and the "s" of "T-72s", the "million" of "$6-million". A reader
of sentences needs what is one word to a person: "T-72s", "twenty-five", "Gen.", and "I've" as two. Neither list can
serve the other, so the text is cut into pieces (:class:`Words`), and the tokens of an article are runs of them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate, compress
from operator import eq

from estimates.lang.lexicon import lexicon, words_of

DIGITS = frozenset("0123456789.")
DASHES = frozenset("-–—")
_PAD = 4  # empty words on either side, so that a reader may look around without asking where the text ends

_CALIBRES = r"(?:10[05]|115|12[025]|130|152|155|203)[ -]?mm"  # of guns
# Repeats are bounded, so that a run of groups that comes to nothing is not gone over again from each of its digits.
_PATTERN = r"""((?!\s)(?:                                               # nothing below is tried at a space
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
    ))""".replace("{CALIBRES}", _CALIBRES)
_WORD = re.compile(_PATTERN, re.VERBOSE)
# The same where all letters are Latin, which sre looks up in a table.
_LATIN_WORD = re.compile(_PATTERN.replace(r"[^\W\d_]", "[A-Za-zÀ-ÖØ-öø-ɏ]"), re.VERBOSE)
_NOT_LATIN = re.compile("[^\x00-\x7fÀ-ÖØ-öø-ɏ–—…]")
_HELPER = re.compile(r"'(?:ve|d|ll|re|m|s)", re.IGNORECASE)
_HELPED = re.compile(rf"({'|'.join(words_of(lexicon('grammar')['anyone']))})({_HELPER.pattern})", re.IGNORECASE)


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
_FOLD |= {ord("⁄"): "/", ord("—"): "—", ord("“"): '"', ord("”"): '"', ord("…"): "…", ord("٬"): ",", ord("٫"): "."}
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # but for what ends a line or a page
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = rf"\u00ad\u200b\u200c\u200d\u2060\ufeff{_CONTROLS}{_DIRECTION}"
_MARKS = r"\u0300-\u036f\u20d0-\u20ff"
# Marks above a digit are no part of its number; those above a letter belong to a name.
_UNSEEN = re.compile(rf"[{_HIDDEN}]+|(?<=\d)[{_MARKS}]+")
_MAY_BE_UNSEEN = re.compile(rf"[{_HIDDEN}{_MARKS}]")  # one set of letters is looked for several times as fast
_ROOM = "\u2060"  # what an entity's further letters become: what stands on either side stays together
_ENTITY = re.compile(r"&#?\w{1,8};")
_FOREIGN = re.compile(r"[^\x00-\x5f\x61-\x7f]+")  # what may be folded: a text has little of it


def _parted(folded: str, pieces: list[str], bounds: list[int]) -> list[str]:
    """Part pronouns from the helpers that are written with them: "I've", "she'll"."""
    parted, done = [], 0
    for k in [bisect_right(bounds, match.start()) for match in _HELPER.finditer(folded)]:
        helped = _HELPED.fullmatch(pieces[k])
        if helped:
            parted += [*pieces[done:k], helped[1], "", helped[2]]
            done = k + 1
    return parted + pieces[done:]


def seen(text: str) -> str:
    """Leave out what is not seen in print: soft hyphens, spaces of no width, control characters, signs of direction.

    Examples
    --------
    >>> seen("sol\\u00addiers"), seen("1,\\u200b200")
    ('soldiers', '1,200')
    """
    plain = (text.isascii() and text.isprintable()) or _MAY_BE_UNSEEN.search(text) is None
    return text if plain else _UNSEEN.sub("", text)


def with_entities(text: str) -> str:
    """Read the entities of HTML, letter for letter, so that every offset still holds.

    Examples
    --------
    >>> with_entities("AT&amp;T") == "AT&\u2060\u2060\u2060\u2060T"
    True
    """
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    known, width = html.unescape(match[0]), len(match[0])
    if len(known) >= width:
        return match[0]
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    inside = before.isdecimal() and after.isdecimal()  # "12&nbsp;000" is one number
    return known + (" " if known.isspace() and not inside else _ROOM) * (width - len(known))


class Words:
    """A text cut into words: as folded (``raw``), in lower case (``low``), with their offsets in the text.

    There are ``count`` words. Four empty ones follow the last, and an index of -1 to -4 finds them too, so that what
    stands a little before the first word or after the last is the empty word. ``hides`` says that something in the text
    is not seen.

    Examples
    --------
    >>> words = Words("About 12,000 men")
    >>> words.low[: words.count], words.low[-1]
    (['about', '12,000', 'men'], '')
    """

    __slots__ = ("count", "ends", "hides", "low", "raw", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        plain = seen(text)
        folded = plain if plain.isascii() else _FOREIGN.sub(lambda match: match[0].translate(_FOLD), plain)
        latin = folded.isascii() or _NOT_LATIN.search(folded) is None
        pieces = (_LATIN_WORD if latin else _WORD).split(folded)  # what lies between two words, and the words, by turns
        bounds = list(accumulate(map(len, pieces)))
        if "'" in folded and len(parted := _parted(folded, pieces, bounds)) > len(pieces):
            pieces, bounds = parted, list(accumulate(map(len, parted)))
        self.raw: list[str] = pieces[1::2]
        self.count = len(self.raw)
        self.low: list[str] = list(map(str.lower, self.raw))
        self.low += _EMPTY
        self.raw += _EMPTY
        self.starts: list[int] = bounds[:-1:2] + _NOWHERE
        self.ends: list[int] = bounds[1::2] + _BEYOND
        self.hides = len(folded) < len(text)
        if self.hides:
            unseen = {at for match in _UNSEEN.finditer(text) for at in range(*match.span())}
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


_ABBREVIATIONS = words_of(lexicon("grammar")["abbreviations"])
_DOMAINS = frozenset(["com", "org", "net", "gov", "edu"])
_JOINTS = frozenset("-'&/.,")


def token_bounds(words: Words) -> tuple[list[int], list[int]]:
    """Give where the tokens of an article start and end, each one or more words without a space between.

    Compounds ("T-72s", "AT&T", "AP/Reuters", "40k"), abbreviations with their stops ("p.m.", "Gen.", "J.") and
    possessives ("soldiers'") are one token; a pronoun and the helper written with it ("she'll") are two.

    Examples
    --------
    >>> words = Words("Gen. Lee's T-72s, he'd say")
    >>> [words.text[start:end] for start, end in zip(*token_bounds(words))]
    ['Gen.', "Lee's", 'T-72s', ',', 'he', "'d", 'say']
    """
    starts, ends, raw, count = words.starts, words.ends, words.raw, words.count
    opens, head, past = bytearray(b"\1" * (count + 1)), 0, 0  # whether a token opens at each word
    for k in compress(range(1, count), map(eq, starts[1:count], ends)):  # where a word is glued to the one before it
        if k < past or not (raw[k] in _JOINTS or raw[k][0].isalnum()) or (raw[k] == "," and starts[k + 1] != ends[k]):
            continue
        if k > past:
            head = k - 1
        stop = _joined(words, head, k)
        if stop > k:
            opens[k:stop] = bytes(stop - k)
            past = stop
    return list(compress(starts[:count], opens)), list(compress(ends[:count], opens[1:]))


def _joined(words: Words, head: int, k: int) -> int:
    """Give where the token opened at word ``head`` goes on to, word ``k`` being glued to it: ``k`` if it does not."""
    raw, w, before = words.raw, words.raw[k], words.raw[k - 1]
    after = raw[k + 1] if words.glued(k + 1) else ""
    if w[0].isalnum():
        inside = k - 1 > head and raw[head][0].isalpha() and before[-1].isalnum()  # the "s" of "T-72s"
        return k + (inside or (before[-1].isdecimal() and not w[0].isdecimal()))
    if w == ".":
        return _past_stop(words, head, k, after)
    if w == ",":
        return k + 2 * (before[-1].isdecimal() and after[:1].isdecimal())
    if not raw[head][0].isalpha() or not before[-1].isalnum():
        return k
    if after:
        return k + 2 * (after[0].isalnum() if w != "/" else "A" <= after[0] <= "Z")
    return k + (w == "'" and before[-1] == "s" and "a" <= raw[k + 1][:1] <= "z")


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
    if initial and words.starts[k + 1] <= words.ends[k] + 2 and raw[k + 1][:1].isupper():
        return k + 1
    return k + (token in _ABBREVIATIONS)
