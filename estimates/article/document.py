"""A text cut into tokens, sentences, paragraphs and quotations, all by offset into the text as it came."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import and_, attrgetter, itemgetter

from estimates.article.datelines import dateline_end
from estimates.article.entries import Block, Entry, find_lists
from estimates.article.grids import find_grids
from estimates.article.layout import Turn, find_turns
from estimates.article.markup import without_markup
from estimates.article.tags import ASSERTION, CLOSERS, ENDERS, ENDS, tagger_of
from estimates.figures.cutting import seen
from estimates.figures.tokens import Words, tokenise
from estimates.lang.lexicon import Language, language

# Tokens; what runs on longer has no sentence breaks, and rules that look around must not look at all of it.
LONGEST = 250

# Both begin with the line's end, so that only the ends of lines are looked at.
_LINE_END = re.compile(r"\n\s*")
_HANDLE = re.compile(r"(?<![\w.@])@(?=[^\W\d_])")  # "@UNHCR", and no part of an address
_TYPED_OPEN = re.compile(r"``|(?<![^\s(\[—-])''(?=\w)")  # "''Some fled,''"
_TYPED_CLOSE = re.compile(r"(?<=[^\W\d])''|(?<=[.,;:!?…)—-])''")  # and not "a 40'' screen"
_SINGLE = re.compile(  # "'We saw it,' she said", where no other marks quote; and not "Orr 's"
    r"(?<![^\s(\[—–])['‘](?=[^\W\d])(?!(?:s|d|m|ll|re|ve)\b)([^\n]*?[.,!?…])(?:['’](?!\w)|(?=\n\s*['‘][^\W\d]))"
)
_WRAPPED = re.compile(  # a line that goes on within a sentence
    r"\n(?!ca?\. ?\d)[a-z](?:(?<=[^\W\d_]\n.)|(?<=[^\W\d_]\r\n.))"
)
_WIDEST = 140  # letters of a wrapped line
_STOPS = ENDERS | CLOSERS
_QUOTES = frozenset('"“”«»')
_BEYOND = 4  # blanks behind the last token, where a look at what follows finds nothing


@dataclass(slots=True)
class Document:
    """A text and what stands where in it; every list over tokens has one entry per token.

    Behind the last token ``lows`` and ``tags`` have some blanks, so that a look ahead needs no bounds.
    """

    text: str
    language: Language
    plain: str
    pieces: Words  # what the tokens are made of, and figures are found in
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[int]  # flags of `estimates.article.tags`
    vocabulary: frozenset[str]  # the words of ``lows``: what is not among them need not be looked for
    lists: Mapping[str, frozenset[str]]  # of the language, by name
    sentences: list[Sentence] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    quote_of: list[int] = field(default_factory=list)
    dateline: int = 0  # where it ends, 0 without one
    turns: tuple[Turn, ...] = ()
    entries: list[Entry] = field(default_factory=list)  # values with a label, in lists and tables
    blocks: list[Block] = field(default_factory=list)

    def token_at(self, offset: int) -> int:
        """Give the token that holds, or is the last before, an offset."""
        return bisect_right(self.starts, offset, 1) - 1

    def block_at(self, offset: int) -> Block | None:
        """Give the block of lines in which an offset stands."""
        k = bisect_right(self.blocks, offset, key=attrgetter("start")) - 1
        return self.blocks[k] if k >= 0 and offset < self.blocks[k].end else None

    def low_after(self, offset: int) -> str:
        """Give the first lower-case word that begins at an offset or behind it."""
        return self.lows[bisect_left(self.starts, offset)]

    def span(self, first: int, last: int) -> str:
        """Give the words of tokens ``first`` up to ``last`` as they stand, white space made single."""
        if first >= last:
            return ""
        if last == first + 1 and self.words[first].isalpha():
            return self.words[first]
        words = self.plain[self.starts[first] : self.ends[last - 1]]
        return " ".join((seen(words) if self.pieces.hides else words).split())


@dataclass(slots=True)
class Sentence:
    """A view of tokens ``first`` up to but not including ``last`` of a document, and the number of its paragraph.

    Tokens are numbered as in the document, some of whose lists are at hand here. It does not hold the document itself:
    the two would be a circle, and no article would be let go of before the garbage collector comes by.
    """

    first: int
    last: int
    paragraph: int
    words: list[str] = field(repr=False, compare=False)
    lows: list[str] = field(repr=False, compare=False)
    tags: list[int] = field(repr=False, compare=False)
    quote_of: list[int] = field(repr=False, compare=False)
    starts: list[int] = field(repr=False, compare=False)
    ends: list[int] = field(repr=False, compare=False)
    language: Language = field(repr=False, compare=False)
    lists: Mapping[str, frozenset[str]] = field(repr=False, compare=False)  # of the language, by name
    has: frozenset[str] = field(repr=False, compare=False)  # its words: what is not among them need not be looked for

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.starts[self.first]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.ends[self.last - 1]

    def low(self, i: int) -> str:
        """Give the lower-case word at a token, nothing outside the sentence."""
        return self.lows[i] if self.first <= i < self.last else ""

    def tag(self, i: int) -> int:
        """Give the flags of a token, none outside the sentence."""
        return self.tags[i] if self.first <= i < self.last else 0


def _paragraph_breaks(plain: str) -> list[int]:
    """Offsets where a paragraph begins: every line, unless lines are wrapped to a width; then only blank lines part."""
    wrapped = _WRAPPED.search(plain) is not None and max(map(len, plain.split("\n"))) <= _WIDEST
    return [match.end() for match in _LINE_END.finditer(plain) if not wrapped or match[0].count("\n") > 1]


def read_document(text: str, code: str = "en") -> Document:
    """Cut a text, in the language of this ``code``, into tokens, sentences, paragraphs and quotations.

    Examples
    --------
    >>> document = read_document('Gen. Ann Lee said 40 tanks burned. "We saw it," she added.')
    >>> [document.span(s.first, s.last) for s in document.sentences]
    ['Gen. Ann Lee said 40 tanks burned.', '"We saw it," she added.']
    """
    plain = without_markup(text)
    if "``" in plain or "''" in plain:  # quotation marks as typewriters and treebanks have them
        plain = _TYPED_CLOSE.sub("” ", _TYPED_OPEN.sub("“ ", plain))
    if ("'" in plain or "‘" in plain) and _QUOTES.isdisjoint(plain):
        plain = _SINGLE.sub(lambda match: f"“{match[1]}”"[: len(match[0])], plain)  # one may be left open
    if "@" in plain:
        plain = _HANDLE.sub(" ", plain)
    if "--" in plain:
        plain = plain.replace("--", "— ")
    known = language(code)
    pieces = Words(plain, known)
    words, starts, ends = tokenise(pieces)
    tagged = list(map(tagger_of(known).__getitem__, words))
    lows, tags = list(map(itemgetter(0), tagged)), list(map(itemgetter(1), tagged))
    document = Document(text, known, plain, pieces, words, lows, starts, ends, tags, frozenset(lows), known.lists)
    if "Will" in words:
        _name_wills(document)
    if "-" in words:
        _spread_hyphens(document)
    document.dateline, breaks = dateline_end(plain, known), _paragraph_breaks(plain)
    under = plain.rfind("\n", 0, document.dateline) + 1
    if under and under not in breaks:
        insort(breaks, under)  # a headline on the line before
    document.turns = tuple(turn for turn in find_turns(plain, breaks) if turn.label[0] >= document.dateline)
    document.entries, document.blocks = find_lists(plain, text, known)
    speak = {turn.label[0] for turn in document.turns if turn.surely}
    document.entries = [entry for entry in document.entries if entry.labels[0][0] not in speak]
    grids = find_grids(plain, known)
    if grids:
        rows = {entry.opens: entry.value[1] for entry in grids}  # each to its last value
        tops = [-1, *sorted(rows)]
        within = [rows.get(tops[bisect_right(tops, entry.value[0]) - 1], -1) for entry in document.entries]
        lists = [entry for entry, end in zip(document.entries, within, strict=True) if entry.value[0] > end]
        document.entries = sorted([*grids, *lists])
    opens = {entry.opens for entry in document.entries if entry.opens >= 0}
    apart = {turn.label[0] for turn in document.turns if turn.set_apart}
    paragraph_of = _cut(document, sorted({*breaks, *opens, *apart}))
    _quote(document, paragraph_of)
    lows.extend(repeat("", _BEYOND))
    tags.extend(repeat(0, _BEYOND))
    return document


def _name_wills(document: Document) -> None:
    """ "Will Brown" is a name, and not the start of a question: in ``lows`` it is written so that it is no helper."""
    words, lows, as_name = document.words, document.lows, tagger_of(document.language)["Will."]
    for i, word in enumerate(words[:-1]):
        if word == "Will" and words[i + 1][:1].isupper():
            opens = i == 0 or words[i - 1] in _STOPS or words[i - 1] in _QUOTES
            following = lows[i + 2] if i + 2 < len(lows) else ""
            if not opens or following in document.lists["after_name"] or following.endswith("ed"):
                lows[i], document.tags[i] = as_name


def _spread_hyphens(document: Document) -> None:
    """ "40 killed - Health Ministry": a hyphen between blanks and before a word is a dash; "30 - 40" is none."""
    words, starts, ends = document.words, document.starts, document.ends
    as_dash = tagger_of(document.language)["–"][1]
    for i in compress(range(1, len(words) - 1), map("-".__eq__, words[1:])):
        if words[i + 1][0].isalpha() and ends[i - 1] < starts[i] and ends[i] < starts[i + 1]:
            document.tags[i] = as_dash


def _cut(document: Document, breaks: list[int]) -> list[int]:
    """Fill in the sentences; give the paragraph of each token."""
    words, starts, ends, sentences = document.words, document.starts, document.ends, document.sentences
    n, first, paragraph = len(words), 0, 0
    lows = document.lows
    columns = (words, lows, document.tags, document.quote_of, starts, ends, document.language, document.lists)

    def upto(last: int) -> Sentence:
        return Sentence(first, last, paragraph, *columns, frozenset(lows[first:last]))

    stops, ended, before = [], False, -1  # whether a sentence is ended by this mark, or by one that it is glued to
    for i in compress(range(n), map(and_, document.tags, repeat(ENDS))):
        word = words[i]
        follows = ended and before == i - 1 and starts[i] == ends[before]
        ended, before = follows if word in CLOSERS else word in ENDERS, i
        if (ended or (word[-1] == "." and len(word) > 2)) and _ends_sentence(document, i):
            stops.append(i)
    opens = [bisect_left(starts, offset) for offset in breaks]
    paragraph_of: list[int] = []
    for last, new in sorted([(i + 1, False) for i in stops] + [(i, True) for i in opens] + [(n, False)]):
        while last - first > LONGEST:
            sentences.append(upto(first + LONGEST))
            first += LONGEST
        if last > first:
            sentences.append(upto(last))
            first = last
        if new and last:
            paragraph_of.extend([paragraph] * (last - len(paragraph_of)))
            paragraph += 1
    paragraph_of.extend([paragraph] * (n - len(paragraph_of)))
    for number, sentence in enumerate(sentences):
        document.sentence_of.extend([number] * (sentence.last - sentence.first))
    return paragraph_of


def _ends_sentence(document: Document, i: int) -> bool:
    """True where token ``i``, a stop, its closing mark or an abbreviation, is the last of a sentence."""
    words, starts, ends = document.words, document.starts, document.ends
    word = words[i]
    if word not in _STOPS:
        opens = i + 1 < len(words) and words[i + 1] in document.lists["starters"]
        return opens and word.rstrip(".") not in ("Mr", "Mrs", "Ms", "Dr", "Gen", "Sen")
    if i + 1 >= len(words):
        return True
    following = words[i + 1]
    if starts[i + 1] == ends[i]:
        return word in "。！？" and following not in CLOSERS
    if word in _QUOTES and words[i - 1] in ("?", "!"):  # “Is it 40?” Wallace asked.
        said = next((k for k in (i + 2, i + 3) if k + 1 < len(words) and document.tags[k] & ASSERTION), None)
        if said is not None and words[said + 1] in (".", ",", ";"):
            return False
    if following in "\"“‘'([«":
        following = words[i + 2] if i + 2 < len(words) else ""
    return not (following[:1].islower() or following in (",", ";"))


def _quote(document: Document, paragraph_of: list[int]) -> None:
    """Fill in the quotations.

    One left open at the end of a paragraph ends there; the next paragraph opens it anew, and so does a straight mark
    that stands before a word and after a blank: '"They hit us. "I saw it," he said.'
    """
    words, quotes, starts, ends = document.words, document.quotes, document.starts, document.ends
    opened, curly, n = -1, False, len(words)
    none = _QUOTES.isdisjoint(document.vocabulary)
    for i in [*([] if none else compress(range(n), map(_QUOTES.__contains__, words))), n]:
        if opened >= 0 and (i == n or paragraph_of[i] != paragraph_of[opened]):
            quotes.append((opened, bisect_right(paragraph_of, paragraph_of[opened])))
            opened = -1
        if i == n:
            break
        word = words[i]
        anew = opened >= 0 and word == '"' and not curly and i + 1 < n and starts[i] > ends[i - 1]
        if anew and starts[i + 1] == ends[i] and words[i + 1][0].isalnum():
            quotes.append((opened, i))
            opened = i
        elif opened < 0 and word not in "”»":
            opened, curly = i, word != '"'
        elif opened >= 0 and (word in "”»" or (word == '"' and not curly)):
            quotes.append((opened, i + 1))
            opened = -1
    document.quote_of.extend([-1] * n)
    for number, (a, b) in enumerate(quotes):
        document.quote_of[a:b] = [number] * (b - a)
