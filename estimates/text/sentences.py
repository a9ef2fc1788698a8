"""A text cut into tokens, sentences, paragraphs and quotations, all by offset into the text as it came."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

from estimates.text.grammar import grammar

LONGEST = (
    250  # tokens; what runs on longer has no sentence breaks, and rules that look around must not look at all of it
)

_MARKUP = re.compile(
    r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|</?(?P<block>p|div|br|li|ul|ol|tr|td|th|h[1-6]|section|article|blockquote)\b[^<>]{0,2000}>"
    r"|</?[a-zA-Z][^<>]{0,2000}>|&(?P<entity>#?\w{1,8});",
    re.DOTALL | re.IGNORECASE,
)
_ENTITIES = {
    "nbsp": " ", "#160": " ", "amp": "&", "quot": '"', "ldquo": "“", "#8220": "“", "rdquo": "”", "#8221": "”",
    "lsquo": "‘", "#8216": "‘", "rsquo": "’", "#8217": "’", "apos": "'", "#39": "'",
    "ndash": "–", "#8211": "–", "mdash": "—", "#8212": "—",
}  # fmt: skip
_ABBREVIATIONS = "|".join(sorted(grammar("abbreviations")))
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., p.m.
    rf"|\b(?:{_ABBREVIATIONS})\.(?=\s|,|$)"
    r"|\b[A-Z]\.(?=\s+[A-Z])"  # an initial
    r"|\d+(?:[.,]\d+)*(?:[^\W\d_]+)?"
    r"|[^\W\d_]+(?:[’'‘&\-‑][^\W_]+)*(?:\.(?=[^\W\d_]{2,3}\b))?"
    r"|[^\w\s]|_+|\w"
)
_ENDERS = frozenset(".!?…。！？؟।")
_CLOSERS = frozenset("\"”’')]»")
# After "U.S." or "Inc." only one of these words begins a new sentence for certain.
_STARTERS = grammar("starters")


@dataclass(slots=True)
class Sentence:
    """Tokens ``first`` up to but not including ``last``, offsets, and the number of its paragraph."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int


@dataclass(slots=True)
class Document:
    """A text and what stands where in it; every list over tokens has one entry per token."""

    text: str
    plain: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[Sentence] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    quote_of: list[int] = field(default_factory=list)

    def token_at(self, offset: int) -> int:
        """Give the token that holds, or is the last before, an offset."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def span(self, first: int, last: int) -> str:
        """Give the words of tokens ``first`` up to ``last`` as they stand, white space made single."""
        return " ".join(self.plain[self.starts[first] : self.ends[last - 1]].split()) if first < last else ""


def without_markup(text: str) -> str:
    """Blank out HTML, letter for letter, so that every offset still holds; a block ends a paragraph.

    Examples
    --------
    >>> without_markup("<b>40</b> tanks&nbsp;burned")
    '   40     tanks      burned'
    """
    if "<" not in text and "&" not in text:
        return text

    def blank(match: re.Match[str]) -> str:
        width = len(match.group())
        if match["entity"]:
            known = _ENTITIES.get(match["entity"].lower())
            return match.group() if known is None else known + " " * (width - 1)
        return ("\n\n" + " " * (width - 2)) if match["block"] else " " * width

    return _MARKUP.sub(blank, text)


@cache
def _breaks_line() -> re.Pattern[str]:
    return re.compile(r"[ \t\r\f\v]*\n\s*")


def _paragraph_breaks(plain: str) -> list[int]:
    """Offsets where a paragraph begins. A single line end counts unless the lines are wrapped to a width."""
    lines = plain.split("\n")
    wrapped = sum(60 <= len(line) <= 110 for line in lines) > len(lines) / 2 and max(map(len, lines)) <= 110
    return [match.end() for match in _breaks_line().finditer(plain) if not wrapped or match.group().count("\n") > 1]


def read_document(text: str) -> Document:
    """Cut a text into tokens, sentences, paragraphs and quotations.

    Examples
    --------
    >>> document = read_document('Gen. Ann Lee said 40 tanks burned. "We saw it," she added.')
    >>> [document.span(s.first, s.last) for s in document.sentences]
    ['Gen. Ann Lee said 40 tanks burned.', '"We saw it," she added.']
    """
    plain = without_markup(text)
    words, starts, ends = [], [], []
    for match in _TOKEN.finditer(plain):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    document = Document(
        text, plain, words, [w.lower().replace("’", "'").replace("‘", "'") for w in words], starts, ends
    )
    paragraph_of = _cut(document, _paragraph_breaks(plain))
    _quote(document, paragraph_of)
    return document


def _cut(document: Document, breaks: list[int]) -> list[int]:
    """Fill in the sentences; give the paragraph of each token."""
    words, starts, ends = document.words, document.starts, document.ends
    n, first, paragraph, next_break = len(words), 0, 0, 0
    paragraph_of = []
    i = 0
    for i in range(n):
        while next_break < len(breaks) and starts[i] >= breaks[next_break]:
            if first < i:
                document.sentences.append(Sentence(first, i, starts[first], ends[i - 1], paragraph))
                first = i
            next_break += 1
            paragraph += first == i and i > 0
        paragraph_of.append(paragraph)
        if i >= first and (i - first >= LONGEST or _ends_sentence(words, starts, ends, i)) and i + 1 < n:
            document.sentences.append(Sentence(first, i + 1, starts[first], ends[i], paragraph))
            first = i + 1
    if first < n:
        document.sentences.append(Sentence(first, n, starts[first], ends[n - 1], paragraph))
    for number, sentence in enumerate(document.sentences):
        document.sentence_of.extend([number] * (sentence.last - sentence.first))
    return paragraph_of


def _ends_sentence(words: list[str], starts: list[int], ends: list[int], i: int) -> bool:
    """True where token ``i`` is the last of a sentence: the stop itself, or the quotation mark that follows it."""
    word = words[i]
    if word in _CLOSERS:
        k = i
        while k and words[k] in _CLOSERS and starts[k] == ends[k - 1]:
            k -= 1
        if words[k] not in _ENDERS:
            return False
    elif word not in _ENDERS:
        if len(word) < 3 or word[-1] != ".":
            return False
        return (
            i + 1 < len(words)
            and words[i + 1] in _STARTERS
            and word.rstrip(".") not in ("Mr", "Mrs", "Ms", "Dr", "Gen", "Sen")
        )
    if i + 1 >= len(words):
        return True
    following = words[i + 1]
    if starts[i + 1] == ends[i]:
        return word in "。！？" and following not in _CLOSERS
    if following in "\"“‘'([«":
        following = words[i + 2] if i + 2 < len(words) else ""
    return not following[:1].islower()


def _quote(document: Document, paragraph_of: list[int]) -> None:
    """Fill in the quotations. One left open at the end of a paragraph ends there; the next paragraph opens it anew."""
    words = document.words
    opened, quotes = -1, document.quotes
    curly = False
    for i, word in enumerate(words):
        if opened >= 0 and paragraph_of[i] != paragraph_of[opened]:
            quotes.append((opened, i))
            opened = -1
        if word not in '"“”«»':
            continue
        if opened < 0 and word != "”" and word != "»":
            opened, curly = i, word != '"'
        elif opened >= 0 and (word in "”»" or (word == '"' and not curly)):
            quotes.append((opened, i + 1))
            opened = -1
    if opened >= 0:
        quotes.append((opened, len(words)))
    document.quote_of = [-1] * len(words)
    for number, (a, b) in enumerate(quotes):
        for i in range(a, b):
            document.quote_of[i] = number
