"""A second reader: who says each figure by the parse of a pipeline that the caller passes, beside our rules.

Nothing is imported for it: whatever takes a text and gives tokens with the dependency labels of English (ClearNLP, as
spaCy's pipelines have them) will do. It never changes a source; it says where it would name another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeAlias

from estimates.article import tags as flag
from estimates.article.document import Document
from estimates.article.standing import Standing
from estimates.errors import EstimatesError


class Token(Protocol):
    """A token of a parse: where it stands, its word, its label and its head; of spaCy's, what is needed here."""

    i: int
    idx: int
    text: str
    dep_: str
    head: Any
    children: Iterable[Any]
    subtree: Iterable[Any]


Pipeline: TypeAlias = Callable[[str], Sequence[Any]]

_SAYS = flag.ASSERTION | flag.DENIAL | flag.EVIDENCE
_PUTS = flag.PLACEMENT | flag.COUNT
_SPEAKS = flag.SPEAKER | flag.TITLE | flag.PRONOUN | flag.FIRST_PERSON
_SAID = ("ccomp", "parataxis", "dep")  # "said that 40 died"
_PUT = (*_SAID, "xcomp", "dobj", "prep", "pobj", "attr", "oprd", "npadvmod")  # "put the toll at 40", "reported 40 dead"
_PRONOUNS = ("who", "which", "that", "you")
_OPAQUE = ("nsubj", "nsubjpass", "relcl", "acl", "appos")  # what is under these is no object of the verb over them
_HANGING = ("relcl", "acl", "appos", "punct", "prep", "advcl", "cc", "conj", "det")  # no part of a speaker's name
_FAR = 30  # heads up from a figure
_NEAR = 3  # heads to a verb that takes it for an object


def second_doubts(document: Document, standings: Sequence[Standing], pipeline: Pipeline) -> list[str]:
    """Say of each figure whom the parse gives it to, where that is somebody else than the rules say; else "".

    Raises
    ------
    EstimatesError
        If the pipeline parses nothing, or another text than it was given.
    """
    parse = pipeline(document.plain)
    tokens = list(parse)
    if not tokens or not any(token.dep_ for token in tokens):
        raise EstimatesError("second= parses nothing.", hint="pass a pipeline with a parser: spacy.load(...).")
    if any(document.plain[token.idx : token.idx + len(token.text)] != token.text for token in (tokens[0], tokens[-1])):
        raise EstimatesError("second= gives another text than it took.", hint="its tokens need offsets into the text.")
    starts = [token.idx for token in tokens]
    return [_doubt(document, at, tokens, starts) for at in standings]


def _doubt(document: Document, at: Standing, tokens: Sequence[Token], starts: Sequence[int]) -> str:
    figure = tokens[max(bisect_right(starts, document.starts[at.last - 1]) - 1, 0)]
    found = next(_speakers(document, figure), None)
    ours = at.owner.speaker
    if found is None:
        here = any(frame.speaker is not None and frame.speaker is ours for frame in at.leading)
        spoken = ours is not None and here and document.quote_of[at.first] < 0
        return "a second reader finds nobody who says it" if spoken else ""
    name = _name(found)
    pronoun = document.tags[document.token_at(found.idx)] & (flag.PRONOUN | flag.FIRST_PERSON)
    pronoun = pronoun or found.text.lower() in _PRONOUNS
    if ours is None:
        return "" if pronoun else f"a second reader gives it to “{name}”"
    known = {_bare(word) for word in f"{ours.name} {ours.role or ''}".split()}
    alike = pronoun or not known.isdisjoint(map(_bare, name.split()))
    stands = any(frame.source[0] <= document.token_at(found.idx) < frame.source[1] and frame.speaker is not None
                 and frame.speaker.name == ours.name for frame in at.frames)  # fmt: skip
    return "" if alike or stands else f"a second reader gives it to “{name}”"


def _bare(word: str) -> str:
    return word.lower().strip(".,").removesuffix("'s").removesuffix("’s")


def _speakers(document: Document, figure: Token) -> Iterator[Token]:
    """Those who say a figure, the nearest first: subjects of verbs of speech over it, and who it is according to."""
    below, token = figure, figure
    for steps in range(_FAR):
        named = _according(token)
        if named is not None:
            yield named
        for aside in token.children:  # "rebels, the mayor told reporters, have 40 tanks"
            if aside is not below and aside.dep_ == "parataxis" and _speaks(document, aside):
                subject = _subject(aside)
                if subject is not None and _can_speak(document, subject):
                    yield subject
        if token is not below and _takes(document, token, below, steps):
            subject = _subject(token)
            if subject is not None and _can_speak(document, subject):
                yield subject
        if token.head is token or token.head.i == token.i:
            return
        below, token = token, token.head
        if below.dep_ in _OPAQUE and _speaks(document, token):
            below, token = token, token.head  # "two officials said": those who speak are not what is said


def _takes(document: Document, verb: Token, below: Token, steps: int) -> bool:
    """Whether what hangs on a verb is what somebody says by it."""
    tags = document.tags[document.token_at(verb.idx)]
    if tags & _PUTS or (tags & _SAYS and steps <= _NEAR):
        return below.dep_ in _PUT
    return bool(tags & _SAYS) and below.dep_ in _SAID


def _speaks(document: Document, token: Token) -> bool:
    return bool(document.tags[document.token_at(token.idx)] & (_SAYS | _PUTS))


def _can_speak(document: Document, token: Token) -> bool:
    return bool(document.tags[document.token_at(token.idx)] & (_SPEAKS | flag.CAPITAL))


def _subject(verb: Token) -> Token | None:
    """The subject of a verb; of a second verb it is the first one's: "met and said"."""
    for _ in range(3):
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is not None or verb.dep_ not in ("conj", "xcomp", "advcl"):
            return subject
        verb = verb.head
    return None


def _according(token: Token) -> Token | None:
    """Who stands behind "according to" that hangs on a word."""
    for child in token.children:
        if child.text.lower() == "according":
            to = next((c for c in child.children if c.text.lower() == "to"), child)
            return next((c for c in to.children if c.dep_ == "pobj"), None)
    return None


def _name(head: Token) -> str:
    """The words of a speaker, without what only hangs on them."""
    kept = [head, *(child for child in head.children if child.dep_ not in _HANGING)]
    words = sorted({token.i: token for one in kept for token in (one.subtree if one is not head else [one])}.items())
    return " ".join(token.text for _, token in words)
