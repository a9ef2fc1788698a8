"""Clauses that hang on a noun or on another clause: "a paper claiming 40", "..., adding that 40 had left"."""

from __future__ import annotations

from collections.abc import Sequence

from estimates.article import tags as flag
from estimates.article.chunks import beside_quote, group_start, may_speak, phrase_after, phrase_start
from estimates.article.clauses import has_finite
from estimates.article.complements import complement_fits
from estimates.article.document import Sentence
from estimates.article.frames import SAYS, Frame
from estimates.article.subjects import opening_subject, subject_before
from estimates.lang.verbs import Verb
from estimates.records import replace

_VALUING = frozenset(["placement", "assertion", "count"])
_PUT = 12  # words from "put at" to "by"


def reported_by(s: Sentence, i: int, verb: Verb) -> Frame | None:
    """ "The 900 dead reported by the police": only the figure before the participle is theirs."""
    if verb.lemma not in s.lists["stated"] or s.tag(i - 1) & flag.BE_FORM:
        return None
    start = None
    for k in range(i - 1, max(s.first, i - 7) - 1, -1):
        low, tag = s.lows[k], s.tags[k]
        series = low == "and" and start is not None and _opens_with_number(s, k)  # "12 dead and 40 hurt reported by"
        if tag & flag.PUNCTUATION_MARK or (low in ("and", "but", "that", "which", "who") and not series):
            break
        if tag & flag.NUMBER and not tag & flag.PREPOSITION and low not in ("a", "an"):
            start = k
    source = phrase_after(s, i + 2) if start is not None else None
    if source is None or s.tags[source[0]] & flag.NUMBER:
        return None
    classes = verb.classes | SAYS
    return Frame(i, source[1], source, classes, verb.lemma, leads=False, narrow=start, expecting=verb.expecting)


def _opens_with_number(s: Sentence, joint: int) -> bool:
    """Whether what stands before "and", from the last mark on, begins with a number."""
    opens = next((k + 1 for k in range(joint - 1, s.first - 1, -1) if s.tags[k] & flag.PUNCTUATION_MARK), s.first)
    return s.tags[opens] & flag.NUMBER > 0 and not s.tags[opens] & flag.ARTICLE


def held_by(s: Sentence, i: int, verb: Verb) -> Frame | None:
    """ "The plan, estimated by the bank to cost $40 million, was dropped": the figure behind "to" is theirs."""
    source = phrase_after(s, i + 2)
    held = verb.classes & {"assertion", "thought", "revision"} and not s.tag(i - 1) & (flag.BE_FORM | flag.HAVE_FORM)
    if source is None or not held or s.low(source[1]) != "to" or s.tags[source[0]] & flag.NUMBER:
        return None
    end = next((k for k in range(source[1], s.last) if s.tags[k] & flag.PUNCTUATION_MARK), None)
    return Frame(i, source[1], source, verb.classes | SAYS, verb.lemma, expecting=verb.expecting, reach=end)


def put_by(s: Sentence, i: int, verb: Verb) -> Frame | None:
    """ "The toll, put at 40 by the police, is rising": the figure between the participle and its doer is theirs."""
    limited = s.low(i + 2) in ("least", "most")  # "counted at least 40 raids by rebels"
    if limited or not verb.classes & _VALUING or s.tag(i - 1) & (flag.BE_FORM | flag.HAVE_FORM):
        return None
    by = next((k for k in range(i + 3, min(i + _PUT, s.last)) if s.lows[k] == "by"), None)
    if by is None or any(map((flag.PUNCTUATION_MARK | flag.SUBORDINATOR).__and__, s.tags[i:by])):
        return None
    source = phrase_after(s, by + 1)
    if source is None or not any(map(flag.NUMBER.__and__, s.tags[i + 2 : by])):
        return None
    agent = may_speak(s, *source) and not s.tags[source[0]] & (flag.NUMBER | flag.DATE)
    return Frame(by, source[1], source, verb.classes | SAYS, verb.lemma, leads=False, narrow=i) if agent else None


def wanted(s: Sentence, frame: Frame, i: int) -> Frame | None:
    """ "Fewer than the 160,000 economists had expected": the figure before the subject is what they expected."""
    (first, last), after = frame.source, s.low(i + 1)
    end = i + 1 + (after in ("for", "about", "of"))  # "the 10 a rival talked about last week"
    end += end < s.last and s.lows[end] in s.lists["time_adjectives"]
    gap = end >= s.last or s.tags[end] & (flag.PUNCTUATION_MARK | flag.DATE)
    needed = _needed(s, first) if gap or after == "to" or s.tag(i + 1) & flag.PRONOUN else None
    if needed is not None:
        return replace(frame, narrow=needed, leads=False)
    figure = next((k for k in range(last - 1, first - 1, -1) if s.tags[k] & flag.DIGIT), None) if gap else None
    if figure is None:
        return None
    start = figure - (s.tag(figure - 1) & flag.SIGN > 0)
    agent = next((k for k in range(figure + 1, last) if _is_agent(s, k)), None)
    if agent is None or not (s.tag(figure - 1) & flag.PREPOSITION or s.low(start - 1) in ("the", "than")):
        return None
    return replace(frame, source=(agent, last), first=agent, leads=False, narrow=start)


def _needed(s: Sentence, first: int) -> int | None:
    """ "The $2 billion that the agency says it needs": the figure right before the subject, which is what it says."""
    k = first - 1 - (s.low(first - 1) in ("that", "which"))
    figure = next((t for t in range(k, max(s.first, k - 3), -1) if s.tags[t] & flag.DIGIT), None)
    if figure is None or has_finite(s, figure, k + 1) or any(t & flag.PUNCTUATION_MARK for t in s.tags[figure : k + 1]):
        return None
    start = figure - (s.tag(figure - 1) & flag.SIGN > 0)
    return start if s.low(start - 1) == "the" and not s.tag(start + 1) & flag.DATE else None


def _is_agent(s: Sentence, k: int) -> bool:
    tag = s.tags[k]
    named = tag & flag.CAPITAL and s.lows[k] not in s.lists["scale_words"]
    return bool(named or tag & (flag.PLURAL | flag.ARTICLE | flag.PRONOUN))


def modifying(s: Sentence, i: int, verb: Verb) -> Frame | None:
    """ "A paper claiming that", "issued a statement saying": the noun before a participle says what follows it.

    What somebody issues is the word of the issuer.
    """
    head = i - 1
    if s.low(i + 1) == ":" and s.tag(i + 2) & flag.NUMBER:
        return None  # "Stations reporting: 40"
    if not s.tag(head) & flag.WORD or not verb.classes & {"assertion", "evidence", "denial"}:
        return None
    opens = s.low(i + 1) in s.lists["complement_openers"] or "that" in s.lows[i + 1 : i + 5]
    if not (opens or s.tag(i + 1) & flag.NUMBER or beside_quote(s, i)):
        return None
    paper = next((k for k in range(head, max(s.first, head - 8) - 1, -1) if s.tags[k] & flag.PAPER), None)
    gives = s.lists["issues"]
    if paper is not None and s.lows[paper] in s.lists["evident"]:
        gives |= s.lists["comes_by"]  # "has observed evidence confirming that"
    issued = next((k for k in range(head, max(s.first, head - 12), -1) if s.lows[k] in gives), None)
    start = phrase_start(s, head, plain=not s.tags[head] & flag.PAPER)
    counting = start + (s.tags[start] & flag.ARTICLE > 0)
    if s.lows[counting] in s.lists["counters"] and s.low(counting + 1) == "of":
        return None  # "the number of firms reporting a shortage": they are counted
    if paper is not None:  # "paying off, with new figures showing"
        start = next((k + 1 for k in range(paper, start - 1, -1) if s.tags[k] & flag.PREPOSITION), start)
    if paper is not None and issued is not None and issued < paper:
        subject = subject_before(s, group_start(s, issued))
        source = subject.span if subject is not None else None
    elif s.tags[head] & flag.SPEAKER or (s.tags[head] & flag.CAPITAL and s.low(start - 1) == "with"):
        source = (start, i)  # also "..., with Ann Lee saying that"
    else:
        source = None
    if source is None:
        return None
    return Frame(i, i + 1, source, verb.classes | SAYS, verb.lemma, expecting=verb.expecting)


def shared(s: Sentence, frames: Sequence[Frame], i: int, verb: Verb) -> Frame | None:
    """ "..., adding that": the doer of what went before says this too."""
    j = i - 2 if s.tag(i - 1) & flag.QUOTE else i - 1
    if s.low(j) not in ("by", "in", "while", "and", "before", ",") and not s.tag(j) & flag.DASH:
        told = bool(frames) and frames[-1].last == i  # "witnesses report hearing three blasts"
        return None if told else modifying(s, i, verb)
    if not verb.classes & {"assertion", "denial", "evidence", "thought"} or "not_shared" in verb.behaviour:
        return None
    opens = s.low(i + 1) in s.lists["complement_openers"] or s.low(i + 1) == "there" or s.tag(i + 1) & flag.NUMBER
    if verb.lemma in s.lists["needs_speech"] and not opens:
        return None
    if "needs_verb" in verb.behaviour and not complement_fits(s, i, verb):
        return None  # "adding 67 runs before lunch"
    if s.low(i + 1) in ("in", "on", "at") and s.low(i + 1) not in verb.governs and "that" not in s.lows[i + 2 : i + 9]:
        return None  # "Patterson and Pyle, writing in 1991, put it at 40"
    beside = subject_before(s, i) if s.words[j] == "," else None
    if beside is not None and beside.asides and "with" in s.lows[beside.span[0] - 1 : beside.span[0] + 1]:
        who = beside.span[0] + (s.lows[beside.span[0]] == "with"), beside.span[1]  # "with one of them, Ann Lee, saying"
        return Frame(i, i + 1, who, verb.classes, verb.lemma, asides=beside.asides)
    before = [frame for frame in frames if frame.last <= i]
    if not (before and before[-1].last >= i - 1):  # "..., he said, adding that"
        before = [frame for frame in before if not (frame.weak or frame.trails)] or before
    source = before[-1].source if before else opening_subject(s, i)
    if source is None:
        return None
    asides = before[-1].asides if before else ()
    return Frame(i, i + 1, source, verb.classes, verb.lemma, expecting=verb.expecting, asides=asides)
