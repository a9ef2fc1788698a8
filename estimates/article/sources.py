"""Sources named without a verb of saying: "according to X", "a claim by X", "the forecast of X was", "X: ..."."""

from __future__ import annotations

from functools import cache

from estimates.article.clauses import is_finite
from estimates.article.cues import group_start
from estimates.article.document import Sentence
from estimates.article.edges import skip_leads, start_of
from estimates.article.frames import SAYS, Frame
from estimates.article.grammar import (
    ARTICLES,
    BE,
    FIRST_PERSONS,
    MARKS,
    POSSESSIVES,
    SUBORDINATORS,
    grammar,
    is_numeral,
    is_owner,
    is_participle,
    number_like,
)  # fmt: skip
from estimates.article.papers import by_their_words, has_papers, holder_before, names_paper, phrase, poll, polled_by
from estimates.article.people import people_words
from estimates.article.phrases import can_speak, phrase_after
from estimates.article.subjects import opening_subject, owner_before, subject_before

PEOPLE = people_words()

_HOLDS = grammar("holds")
_SAID, _FORWARD = grammar("said_nouns"), grammar("forward_nouns")
_STATES = frozenset(
    ["is", "was", "are", "were", "stands", "stood", "of", "ran", "came", "ranged", "range", "ranges", "averaged"]
)
_OPENS_PAPER = POSSESSIVES | {"the", "a", "an", "one", "some"}
_DELIVERED = grammar("issues") | {"delivered", "delivers", "gave", "gives", "sounded", "made", "makes"}
_LABEL = 5  # words of a name before a colon


@cache
def triggers_of_sources() -> frozenset[str]:
    """Give the words at which ``Sources.named_at`` can find something."""
    return people_words().own | _SAID | _HOLDS | {"according", "in", "by", "on", "to", "per", "for", "if", ":"}


def named_at(s: Sentence, frames: list[Frame], i: int) -> bool:
    """Make the frame of a source that a phrase at token ``i`` names; False where there is none."""
    low = s.lows[i]
    if low == "according" and s.low(i + 1) == "to":
        phrase(s, frames, i, i + 2)
    elif low == "by" and (_ends_in_owner(s, frames, i + 1) or polled_by(s, frames, i)):
        return True
    elif low in ("in", "by", "on", "to"):
        if has_papers(s) and (s.low(i + 1) in _OPENS_PAPER or names_paper(s, i + 1)):
            by_their_words(s, frames, i)
    elif low in ("for", "if"):
        if ("it" if low == "for" else "believed") in s.lows[i + 2 : min(i + 12, s.last)]:
            _as_somebody_has_it(s, frames, i)
    elif low == "per" and (i == s.first or s.words[i - 1] == ",") and _opens_source(s, i + 1):
        phrase(s, frames, i, i + 1)
    elif low == ":":
        _label(s, frames, i)
    elif (low in PEOPLE.own and _own_figure(s, frames, i)) or (low in _SAID and _word_of(s, frames, i)):
        return True
    elif low in _HOLDS:
        return poll(s, frames, i)
    return False


def _opens_source(s: Sentence, i: int) -> bool:
    """ "Per the report", ", per court filings", and not "per head"."""
    return names_paper(s, i) or s.low(i) == "the" or s.low(i + 1) in PEOPLE.documents


def _word_of(s: Sentence, frames: list[Frame], i: int) -> bool:
    """ "Trump's promise to create 25 million jobs", "a claim by Hamas that it fired 60 rockets"."""
    after, low = s.low(i + 1), s.lows[i]
    classes = frozenset(["denial"]) if low == "denial" else SAYS
    if after in ("by", "from"):
        source = phrase_after(s, i + 2)
        told = s.low(source[1]) if source is not None else ""
        if source is None or not (told in ("that", "to", "of") or (told in BE and s.low(source[1] + 1) == "that")):
            return False
        frames.append(Frame(i, source[1], source, classes, "claim", expecting=low in _FORWARD))
        return True
    is_that = after in BE and (s.low(i + 2) == "that" or number_like(s.low(i + 2)))  # "his fear is that"
    if is_participle(after) and s.low(i + 2) == "by" and low in _FORWARD:  # "a plan unveiled by X to hire 40"
        source = phrase_after(s, i + 3)
        if source is not None and can_speak(s, *source):
            frames.append(Frame(i, source[1], source, classes, "claim", expecting=True))
            return True
    if _announces(s, frames, i):
        return True
    matter = after in ("that", "of", ":") or is_that or (after == "to" and low in _FORWARD)
    owner = owner_before(s, i) if matter else None
    if owner is None:
        return False
    first = owner if s.lows[owner] in POSSESSIVES else start_of(s, owner, plain=True)
    first = skip_leads(s, first, owner + 1) if first < owner else first
    frame = Frame(first, i + 1, (first, owner + 1), classes, "claim", expecting=low in _FORWARD)
    if after == "of":  # "his offer of 40 was refused": it ends before the verb
        frame.reach = next((k for k in range(i + 2, s.last) if is_finite(s.document, k)), None)
    frames.append(frame)
    return True


def _announces(s: Sentence, frames: list[Frame], i: int) -> bool:
    """ "The Treasury delivered a stark warning on Thursday: ..."."""
    colon = next((k for k in range(i + 1, min(i + 5, s.last)) if s.words[k] == ":"), None)
    verb = next((k for k in range(i - 1, max(i - 6, s.first), -1) if s.lows[k] in _DELIVERED), None)
    if colon is None or verb is None:
        return False
    subject = subject_before(s, group_start(s, verb))
    if subject is None or not can_speak(s, *subject[0]):
        return False
    frames.append(Frame(subject[0][0], colon + 1, subject[0], SAYS, "say", asides=subject[1]))
    return True


def _label(s: Sentence, frames: list[Frame], i: int) -> None:
    """ "SMITH: We have 40", 'Weber: "We lost 40"': a name and a colon at the head of what is said."""
    capitals = all(s.words[k][0].isupper() or s.words[k][0] == "." for k in range(s.first, i))
    if i + 1 < s.last and s.words[i + 1] in '"“' and not any(frame.last <= i for frame in frames):
        _introduced(s, frames, i)
        return
    if not 0 < i - s.first <= _LABEL or not capitals or i + 1 >= s.last:
        return
    shouted = all(s.words[k].isupper() for k in range(s.first, i))
    shouted = shouted and not (s.words[i + 1].isupper() and len(s.words[i + 1]) > 1)  # a headline
    if shouted or s.words[i + 1] in '"“' or s.lows[i + 1] in FIRST_PERSONS:
        frames.append(Frame(s.first, i + 1, (s.first, i), SAYS, "say"))


def _introduced(s: Sentence, frames: list[Frame], i: int) -> None:
    """'General Frey would not have it: "There are 118 names."': whoever acts before the colon says it."""
    source = opening_subject(s, i)
    if source is not None and s.lows[source[0]] in SUBORDINATORS:
        return  # "What she dislikes is lifting: "They want ...""
    if source is not None and (can_speak(s, *source) or all(w[0].isupper() for w in s.words[slice(*source)])):
        frames.append(Frame(source[0], i + 1, source, SAYS, "say"))


def _as_somebody_has_it(s: Sentence, frames: list[Frame], i: int) -> None:
    """ "For the police it was 900", "if the ministry is to be believed"."""
    opens = i == s.first or s.words[i - 1] in MARKS or s.lows[i - 1] in ("while", "and", "but")
    source = phrase_after(s, i + 1) if opens else None
    if source is None or not can_speak(s, *source):
        return
    end = source[1] + (s.low(source[1]) == ",")
    if s.lows[i] == "if":
        held = s.lows[source[1] : source[1] + 4]
        if held[:1] in (["is"], ["are"]) and held[1:] == ["to", "be", "believed"]:
            frames.append(Frame(i, source[1] + 4, source, SAYS, "accord", trails=i > s.first))
    elif s.low(end) == "it" and s.low(end + 1) in BE and number_like(s.low(end + 2)):
        frames.append(Frame(i, end + 2, source, SAYS, "count"))


def _own_figure(s: Sentence, frames: list[Frame], i: int) -> bool:
    """ "The city's own count was 51,000", "the ministry's estimate of 300"."""
    if s.low(i + 1) in ("in", "of", "among", "by", "from") and _average(s, frames, i):
        return True
    if s.words[i + 1 : i + 2] == [","] and _counted_by(s, frames, i):
        return True
    if s.low(i + 1) not in _STATES:
        return False
    owner = owner_before(s, i)
    if owner is None and (number_like(s.low(i + 2)) or s.low(i + 2) == "at"):
        owner = holder_before(s, i)
    if owner is None or (s.lows[owner] in POSSESSIVES and owner > s.first):
        return False
    first = start_of(s, owner, plain=True)
    frames.append(
        Frame(first, i + 1, (first, owner + 1), SAYS, "count", expecting=s.lows[i] in ("forecast", "projection"))
    )
    return True


def _counted_by(s: Sentence, frames: list[Frame], i: int) -> bool:
    """ "A count, carried out with cameras by the firm Occurix, came to 43,500"."""
    closed = next((k for k in range(i + 2, min(i + 16, s.last)) if s.words[k] == ","), None)
    by = next((k for k in range(i + 2, closed or i) if s.lows[k] == "by"), None)
    source = phrase_after(s, by + 1) if by is not None else None
    if closed is None or source is None or not is_participle(s.lows[i + 2]):
        return False
    if s.low(closed + 1) not in _STATES or not can_speak(s, *source):
        return False
    frames.append(Frame(start_of(s, i), closed + 1, source, SAYS, "count"))
    return True


def _ends_in_owner(s: Sentence, frames: list[Frame], i: int) -> bool:
    """ "80,000 by the family's estimate and 30,000 by the ministry's": the second leaves its noun out."""
    counted = [frame for frame in frames if frame.lemma == "accord" and frame.last < i]
    k = next((k for k in range(i, min(i + 5, s.last)) if is_owner(s.words[k])), None)
    if not counted or k is None or s.low(k + 1) not in MARKS or not is_numeral(s.low(i - 2)):
        return False
    frames.append(Frame(i - 1, k + 1, (i, k + 1), SAYS, "accord", leads=False, trails=True))
    return True


def _average(s: Sentence, frames: list[Frame], i: int) -> bool:
    """ "The average estimate in a Reuters survey was 3", "the consensus among analysts was 3"."""
    source = phrase_after(s, i + 2)
    if source is None or s.low(source[1]) not in _STATES or not can_speak(s, *source):
        return False
    if number_like(s.lows[source[0]]) and s.lows[source[0]] not in ARTICLES:
        return False
    stated = s.low(source[1] + 1)
    if not (number_like(stated) or stated in ("at", "that")):
        return False
    frames.append(Frame(start_of(s, i), source[1] + 1, source, SAYS, "count"))
    return True
