"""Constructions that are a pattern of words: "let it be known that", "according to X", "have the crowd at 900".

Each is an entry of ``constructions.toml``. Its pattern is the words that hand over, one part after another, ``given``
what must stand before them, and ``then`` what must follow:

=========================  =====================================================================================
``known``, ``is|are``      this word; one of these
``{sure}``, ``{number}``   a word of this list of the language; a word with this flag; ``{end}``: nothing more
``known!``                 the word by which the construction is found, one in each pattern
``{adverb}*``, ``,?``      any number of them; one or none
``&the``                   stands next and belongs to the part after it
``...4``                   up to four words, no verbs or marks
``<who>``, ``<source>``    whose words they are: who can speak, or any noun phrase; at the head it is the subject
``<{polls}>``              the same, with a word of this list in it
``<author>``               the full name of a person, at the head
``<figure>``               a figure with its hedge and its scale; ``<estimate>`` with nothing counted behind it
``<noun>``, ``<clause>``   what stands before a noun in its phrase; nothing before in its clause
=========================  =====================================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from estimates.article import tags
from estimates.article.chunks import Span, can_speak, group_start, phrase_after, phrase_start
from estimates.article.document import Sentence
from estimates.article.doers import doer_before
from estimates.article.estimations import figure_end, is_bare
from estimates.article.frames import Frame, named_by, said_by
from estimates.article.subjects import Subject, subject_before
from estimates.article.tags import MARK, NOUN_TOO, PARTICIPLE, VERB
from estimates.lang.lexicon import Language
from estimates.records import replace

_OPENERS = frozenset(["while", "and", "but"])
_OF_A_NAME = tags.CAPITAL | tags.NO_NAME | tags.PLACE | tags.BODY | tags.PAPER | tags.DATE  # nothing but the first


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a pattern; ``kind`` is word, gap, noun, clause, figure, estimate, or who, source and author."""

    kind: str
    words: frozenset[str] = frozenset()
    flags: int = 0
    ends: bool = False
    mark: str = ""  # "!", "?", "*" or "&"
    width: int = 0

    @property
    def is_there(self) -> bool:
        """Whether one of its words, and nothing else, must stand."""
        return bool(self.words) and not (self.flags or self.ends or self.mark in ("?", "*"))

    def fits(self, s: Sentence, k: int) -> bool:
        """Tell whether the word at a token is one of this part."""
        if s.first <= k < s.last:
            return s.lows[k] in self.words or s.tags[k] & self.flags > 0
        return self.ends and k >= s.last


@dataclass(frozen=True, slots=True)
class Construction:
    """A pattern parted at the word by which it is found; ``before`` and ``given`` have their last part first."""

    subject: Part | None
    given: tuple[Part, ...]
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    then: tuple[tuple[Part, ...], ...]
    classes: frozenset[str]
    lemma: str
    trails: bool
    expecting: bool
    next_to: tuple[frozenset[str] | None, frozenset[str] | None]  # the words of which one stands before, and after
    around: tuple[frozenset[str], frozenset[str]]  # of which one stands anywhere before, and behind; empty if any may
    needs: tuple[frozenset[str], ...]  # the words of which one each stands in a text that has it


def _choice(*runs: tuple[Part, ...]) -> frozenset[str] | None:
    """The words of which one must stand at the first part of one of these runs; missing where others may."""
    only = [run[0].words for run in runs if run and run[0].kind == "word" and run[0].is_there]
    return frozenset().union(*only) if len(only) == len(runs) else None


def _needed(*runs: tuple[Part, ...]) -> frozenset[str]:
    """Words of which one stands in each of these runs; none where a run needs no word."""
    fewest = [min((part.words for part in run if part.is_there), key=len, default=frozenset()) for run in runs]
    return frozenset().union(*fewest) if all(fewest) else frozenset()


@cache
def constructions(language: Language) -> dict[str, list[Construction]]:
    """Give the constructions of a language by the words at which they are found."""
    found: dict[str, list[Construction]] = {}
    for entry in language.tables["constructions"].values():
        then = tuple(_parts(language, text) for text in _each(entry.get("then", "")))
        for pattern in _each(entry["pattern"]):
            parts = _parts(language, pattern)
            at = next(n for n, part in enumerate(parts) if part.mark == "!")
            subject = parts[0] if parts[0].kind in ("who", "source", "author") and at else None
            before, after = parts[subject is not None : at][::-1], parts[at + 1 :]
            whose = subject.words if subject is not None else frozenset[str]()
            given = _parts(language, entry.get("given", ""))[::-1]
            made = Construction(
                subject,
                given,
                before,
                after,
                then,
                frozenset(entry.get("is", "assertion").split()),
                entry.get("verb", "say"),
                entry.get("trails", False),
                entry.get("expecting", False),
                (_choice(before or given), _choice(*([after] if after or not then else then))),
                (whose, _needed(*(after + run for run in then or [()]))),
                tuple(part.words for part in (*given, *parts, *(then[0] if len(then) == 1 else ())) if part.is_there),
            )
            for word in parts[at].words:
                found.setdefault(word, []).append(made)
    return found


def _each(entry: str | list[str]) -> list[str]:
    return [entry] if isinstance(entry, str) else entry


def _parts(language: Language, pattern: str) -> tuple[Part, ...]:
    return tuple(_part(language, text) for text in pattern.split())


def _part(language: Language, text: str) -> Part:
    if text.startswith("..."):
        return Part("gap", width=int(text[3:]))
    if text.startswith("<{"):
        return Part("source", language.lists[text[2:-2]])
    if text.startswith("<"):
        return Part(text[1:-1])
    mark = "&" if text[0] == "&" else text[-1] if text[-1] in "!?*" and len(text) > 1 else ""
    names = text.strip("&") if mark == "&" else text.removesuffix(mark) if mark else text
    words, flags = set[str](), 0
    for name in names.split("|"):
        if not name.startswith("{"):
            words.add(name)
        elif isinstance(flag := getattr(tags, name[1:-1].upper(), None), int):
            flags |= flag
        elif name != "{end}":
            words |= language.lists[name[1:-1]]
    return Part("word", frozenset(words), flags, "{end}" in names, mark)


def construction_at(s: Sentence, made: Sequence[Construction], i: int) -> Frame | None:
    """Give the frame of the first of these constructions that stands around token ``i``."""
    low, after, misses = s.low(i - 1), s.low(i + 1), s.has.isdisjoint
    for construction in made:
        left, right = construction.next_to  # what costs little is asked first
        if (left is not None and low not in left) or (right is not None and after not in right):
            continue
        if any(map(misses, construction.needs)):
            continue
        some, others = construction.around
        if (some and some.isdisjoint(s.lows[s.first : i])) or (others and others.isdisjoint(s.lows[i + 1 : s.last])):
            continue
        frame = _frame(s, construction, i)
        if frame is not None:
            return frame
    return None


def _frame(s: Sentence, made: Construction, i: int) -> Frame | None:
    start = _run(s, made.before, i - 1, -1) if made.before else (i - 1, None)
    if start is None or (made.given and _run(s, made.given, start[0], -1) is None):
        return None
    first = start[0] + 1
    end = _run(s, made.after, i + 1, 1) if made.after else (i + 1, None)
    if end is None:
        return None
    last, source = end
    if made.then and all(_run(s, then, last, 1) is None for then in made.then):
        return None
    if made.subject is not None:
        subject = _subject(s, group_start(s, first)) if first > s.first else None
        suits = subject is not None and _suits(s, made.subject, subject.span)
        told = said_by(subject, last, made.classes, made.lemma) if suits else None
        return replace(told, expecting=True) if told is not None and made.expecting else told
    if source is None:
        return None
    if made.trails:
        return named_by(s, first, last, source, made.classes, made.lemma)
    return Frame(first, last, source, made.classes, made.lemma)


def _subject(s: Sentence, start: int) -> Subject | None:
    """The subject of a verb group, or of the first of two: "the chamber rang around and came up with 40"."""
    return subject_before(s, start) if s.low(start - 1) not in ("and", "but") else doer_before(s, (), start)


def _suits(s: Sentence, part: Part, span: Span) -> bool:
    if part.words:
        return not part.words.isdisjoint(s.lows[slice(*span)])
    if part.kind == "author":
        named = span[1] - span[0] > 1 and all(tag & _OF_A_NAME == tags.CAPITAL for tag in s.tags[slice(*span)])
        return named and " ".join(s.lows[slice(*span)]) not in s.language.people.nations
    return part.kind == "source" or can_speak(s, *span)


def _run(s: Sentence, parts: Sequence[Part], k: int, step: int) -> tuple[int, Span | None] | None:
    """Go over the words from token ``k`` on, or back where ``step`` is -1; give where they end, and the source."""
    source: Span | None = None
    for n, part in enumerate(parts):
        if part.kind == "word":
            fits = part.fits(s, k)
            if part.mark in ("?", "*"):
                while part.fits(s, k):
                    k += step
                    if part.mark == "?":
                        break
            elif not fits:
                return None
            elif part.mark != "&":
                k += step
        elif part.kind == "gap":
            end = next((t for t in range(k, k + step * (part.width + 1), step) if parts[n + 1].fits(s, t)), None)
            acts = (s.tag(t) & (MARK | VERB | PARTICIPLE) and not s.tag(t) & NOUN_TOO for t in range(k, end or k, step))
            if end is None or any(acts):
                return None
            k = end
        elif part.kind in ("figure", "estimate"):
            end = figure_end(s, k)
            if end is None or (part.kind == "estimate" and not is_bare(s, end)):
                return None
            k = end
        elif part.kind == "noun":
            k = phrase_start(s, k + 1) - 1
        elif part.kind == "clause":
            if k >= s.first and not s.tags[k] & MARK and s.lows[k] not in _OPENERS:
                return None
        else:
            source = phrase_after(s, k)
            if source is None or not _suits(s, part, source):
                return None
            k = source[1]
    return k, source
