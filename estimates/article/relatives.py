"""Clauses that hang on a noun: "a paper claiming 40", "the $2 billion it says it needs"."""

from __future__ import annotations

from estimates.article.clauses import is_finite
from estimates.article.cues import beside_quote, group_start
from estimates.article.document import Sentence
from estimates.article.edges import start_of
from estimates.article.frames import SAYS, Frame
from estimates.article.grammar import (
    ARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    SIGNS,
    grammar,
    is_adverb,
    number_like,
)
from estimates.article.people import people_words
from estimates.article.subjects import subject_before
from estimates.article.verbs import Verb

PEOPLE = people_words()

_ISSUES = grammar("issues")
_OPENERS = grammar("complement_openers")


def wanted(s: Sentence, frames: list[Frame], frame: Frame, i: int) -> bool:
    """ "Fewer than the 160,000 economists had expected": the figure before the subject is what they expected."""
    if frame.source is None:
        return False
    first, last = frame.source
    end = i + 1 + (s.low(i + 1) == "for")
    gap = end >= s.last or s.words[end] in PUNCTUATION
    if (gap or s.low(i + 1) in PRONOUNS or s.low(i + 1) == "to") and _needed(s, frames, frame):
        return True
    if not gap:
        return False
    figure = next((k for k in range(last - 1, first - 1, -1) if s.lows[k][0].isdigit()), None)
    if figure is None or s.low(figure - 1) not in ("the", "$", "than", *PREPOSITIONS):
        return False
    agent = next((k for k in range(figure + 1, last) if _is_agent(s, k)), None)
    if agent is None:
        return False
    frame.source, frame.first, frame.leads = (agent, last), agent, False
    frame.narrow = figure - (s.low(figure - 1) in SIGNS)
    frames.append(frame)
    return True


def _needed(s: Sentence, frames: list[Frame], frame: Frame) -> bool:
    """ "The $2 billion that the agency says it needs": the figure right before the subject is what it says."""
    k = frame.first - 1 - (s.low(frame.first - 1) in ("that", "which"))
    figure = next((t for t in range(k, max(s.first, k - 3), -1) if s.lows[t][0].isdigit()), None)
    if figure is None or any(s.words[t] in PUNCTUATION or is_finite(s.document, t) for t in range(figure, k + 1)):
        return False
    figure -= s.low(figure - 1) in SIGNS
    if s.low(figure - 1) != "the" or s.low(figure + 1) in PEOPLE.dates:
        return False
    frame.narrow, frame.leads = figure, False
    frames.append(frame)
    return True


def _is_agent(s: Sentence, k: int) -> bool:
    low = s.lows[k]
    named = s.words[k][0].isupper() and low not in ("percent", "million", "billion", "trillion")
    return named or low in PEOPLE.plural or low in ARTICLES or low in PRONOUNS


def relative_end(s: Sentence, i: int) -> int | None:
    """ "X, who has said he employs 20,000, owns 12": the comma that closes the clause, as a verb follows it."""
    who = next((k for k in range(i, s.first, -1) if s.lows[k] in ("who", "which")), None)
    if who is None or s.words[who - 1] not in (",", "—", "–"):
        return None
    if s.words[who - 1] != ",":
        return next((k for k in range(i + 1, s.last) if s.words[k] == s.words[who - 1]), None)
    for k in range(i + 1, s.last - 1):
        if s.words[k] == ",":
            v = k + 1
            while v < s.last - 1 and is_adverb(s.lows[v]):
                v += 1
            if is_finite(s.document, v) or _ends_in_s(s, v):
                return k
    return None


def _ends_in_s(s: Sentence, v: int) -> bool:
    """A word that may be a present tense: "owns 12", and not the last of a list."""
    low, after = s.lows[v], s.low(v + 1)
    return s.words[v][0].islower() and low.endswith("s") and after not in (",", "and", "or", ".", "")


def modifying(s: Sentence, frames: list[Frame], i: int, verb: Verb) -> None:
    """ "A paper claiming that", "issued a statement saying": the noun before a participle says what follows it.

    What somebody issues is the word of the issuer.
    """
    head = i - 1
    after = s.low(i + 1)
    says = after in _OPENERS or number_like(after) or "that" in s.lows[i + 1 : i + 5] or beside_quote(s, i)
    if (
        head < s.first
        or not says
        or not s.words[head][0].isalnum()
        or not verb.classes & {"assertion", "evidence", "denial"}
    ):
        return
    paper = next((k for k in range(head, max(s.first, head - 8) - 1, -1) if _is_paper(s, k)), None)
    issued = next((k for k in range(head, max(s.first, head - 12), -1) if s.lows[k] in _ISSUES), None)
    if paper is not None and issued is not None and issued < paper:
        subject = subject_before(s, group_start(s, issued))
        source = subject[0] if subject is not None else None
    elif _is_paper(s, head):
        source = (start_of(s, head), i)
    elif PEOPLE.can_speak(s.lows[head]):
        source = (start_of(s, head, plain=True), i)
    elif s.words[head][0].isupper() and s.low(start_of(s, head, plain=True) - 1) == "with":
        source = (start_of(s, head, plain=True), i)  # "..., with Ann Lee saying that"
    else:
        source = None
    if source is not None:
        frames.append(Frame(i, i + 1, source, verb.classes | SAYS, verb.lemma, expecting=verb.expecting))


def _is_paper(s: Sentence, k: int) -> bool:
    return s.lows[k] in PEOPLE.documents
