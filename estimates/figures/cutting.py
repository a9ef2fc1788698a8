"""A text cut into the smallest pieces that a reader needs: what is not seen left out, letters folded, offsets kept."""

from __future__ import annotations

import html
import re
import unicodedata

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
    | (?<!\.)(?<!\b[A-Z][a-z])\.[0-9]+                           # but no dots that lead to a number, nor "Rs.500"
    | (?:[A-Z]\.){2,9}(?![^\W\d_])                               # U.S.
    | [^\W\d_]+(?:'[^\W\d_]+)*
    | \S
    ))""".replace("{CALIBRES}", _CALIBRES)
_WORD = re.compile(_PATTERN, re.VERBOSE)
# The same where all letters are Latin, which sre looks up in a table.
_LATIN_WORD = re.compile(_PATTERN.replace(r"[^\W\d_]", "[A-Za-zÀ-ÖØ-öø-ɏ]"), re.VERBOSE)
_NOT_LATIN = re.compile("[^\x00-\x7fÀ-ÖØ-öø-ɏ–—…]")


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


def folded(text: str) -> str:
    """Fold digits, dashes, quotation marks and spaces of every script, one letter for one, once nothing is unseen.

    Examples
    --------
    >>> folded("“１２‑storey”")
    '"12-storey"'
    """
    plain = seen(text)
    return plain if plain.isascii() else _FOREIGN.sub(lambda match: match[0].translate(_FOLD), plain)


def unseen_in(text: str) -> set[int]:
    """The offsets of letters that are not seen."""
    return {at for match in _UNSEEN.finditer(text) for at in range(*match.span())}


def cut(folded: str) -> list[str]:
    """Cut a folded text: what lies between two words, and the words, by turns.

    Examples
    --------
    >>> cut("$12,000 each")
    ['', '$', '', '12,000', ' ', 'each', '']
    """
    latin = folded.isascii() or _NOT_LATIN.search(folded) is None
    return (_LATIN_WORD if latin else _WORD).split(folded)


def words_of_form(form: str) -> tuple[str, ...]:
    """Cut a form of a language's files into words in lower case, as texts are.

    Examples
    --------
    >>> words_of_form("sq. km"), words_of_form("no fewer than")
    (('sq', '.', 'km'), ('no', 'fewer', 'than'))
    """
    return tuple(map(str.lower, cut(folded(form))[1::2]))
