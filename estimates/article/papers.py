"""Sources that papers, polls and counts name: "in a statement by X", "by X's count", "in a poll that X took"."""

from __future__ import annotations

from estimates.article.clauses import is_finite
from estimates.article.document import Sentence
from estimates.article.frames import SAYS, Frame
from estimates.article.grammar import (
    BE,
    MARKS,
    POSSESSIVES,
    PREPOSITIONS,
    grammar,
    is_numeral,
    is_participle,
    number_like,
)  # fmt: skip
from estimates.article.people import people_words
from estimates.article.phrases import Span, description_after, phrase_after
from estimates.article.subjects import owner_before, subject_before
from estimates.article.verbs import verbs

PEOPLE = people_words()

_POLLED = grammar("polled")
_POLLS, _OPINIONS = grammar("polls"), grammar("opinions")
_PAPERS = PEOPLE.own | PEOPLE.documents | _OPINIONS
_OUT = frozenset(["out", "this", "last", "on", "earlier", "late"])  # "in a poll out Thursday"
_EARLIER = frozenset(["previous", "last", "earlier", "prior", "preceding"])


def has_papers(s: Sentence) -> bool:
    """Whether a sentence has a word like "report", "count" or "view", without which most small words say nothing."""
    return not _PAPERS.isdisjoint(s.lows[s.first : s.last])


def polled_by(s: Sentence, frames: list[Frame], i: int) -> bool:
    """ "Of 900 people polled by the institute, 61 percent were in favour"."""
    polled = s.low(i - 1) in _POLLED and s.lows[s.first] == "of"
    if polled:
        phrase(s, frames, i, i + 1)
    return polled


def names_paper(s: Sentence, i: int) -> bool:
    return i < s.last and s.words[i][0].isupper()


def phrase(s: Sentence, frames: list[Frame], i: int, after: int) -> None:
    """ "According to X", "in a statement by X": before or after what it hands over."""
    source = phrase_after(s, after)
    if source is None:
        return
    trails = i > s.first + 1 or s.words[i][0].islower()
    asides = description_after(s, source[1])
    if not trails and asides and (asides[0][1] >= s.last or s.words[asides[0][1]] != ","):
        asides = []  # "According to X, the stock fell": that is no description
    frames.append(Frame(i, source[1], source, SAYS, "accord", trails=trails, asides=asides))


def by_their_words(s: Sentence, frames: list[Frame], i: int) -> None:
    """ "In a statement by X", "by X's own count", "in the words of X", "in a new poll"."""
    for k in range(i + 1, min(i + 9, s.last)):
        low, after = s.lows[k], s.low(k + 1)
        if low in MARKS:
            return
        if (low in PEOPLE.own or low in _OPINIONS) and _by_own_figure(s, frames, i, k):
            return
        if s.lows[i] == "to":
            continue
        if s.words[k][0].islower() and (low in _OPINIONS or low in PEOPLE.documents):
            verb = verbs().get(s.low(i - 1))
            told = verb is not None and not verb.noun_too  # "said in a report by": that verb has its own subject
            by = after in ("by", "from") and low in PEOPLE.documents
            view = s.lows[i] != "on" and s.lows[i + 1] == "the"  # not "in its count of X"
            by = by or (view and after == "of" and low in _OPINIONS and not number_like(s.low(k + 2)))
            if by and not told:
                phrase(s, frames, i, k + 2)
            elif low in _POLLS and not told:
                _polled(s, frames, i, k)
            return


def _polled(s: Sentence, frames: list[Frame], i: int, k: int) -> None:
    """ "In a new poll", "in a poll that X carried out", "in a poll conducted by X"."""
    after = s.low(k + 1)
    source: Span | None = None
    if not _EARLIER.isdisjoint(s.lows[i + 1 : k]):
        return  # "36,000, against 34,000 in the previous survey": that one does not speak here
    if not all(low in ("of", "for", "by") or low not in PREPOSITIONS for low in s.lows[i + 1 : k]):
        return  # "by the time voters go to the polls"
    if after in ("that", "which"):
        agent = phrase_after(s, k + 2)
        end = next((t for t in range(k + 3, agent[1] + 1) if _takes(s, t)), k) + 1 if agent is not None else k
        source = (k + 2, end - 1) if end > k + 1 else None
    elif after == "in" and s.low(k + 2) == "which":
        source, end = (i + 1, k + 1), k + 3
    elif _ends_poll(s, k + 1):
        by = is_participle(after) and "by" in s.lows[k + 2 : k + 4]
        source = (phrase_after(s, i + 1) if by else None) or (i + 1, k + 1)
        end = source[1]
    if source is not None:
        end = _past_those_asked(s, end)
        frames.append(Frame(i, end, source, SAYS, "show", trails=i > s.first))


def _ends_poll(s: Sentence, k: int) -> bool:
    low, dates = s.low(k), PEOPLE.dates
    dated = low in dates or low in _OUT or (low == "in" and s.low(k + 1) in dates)
    return low in MARKS or not low or is_participle(low) or dated


def _takes(s: Sentence, k: int) -> bool:
    return k < s.last and (is_participle(s.lows[k]) or is_finite(s.document, k))


def _past_those_asked(s: Sentence, k: int) -> int:
    """Step over "out among 1,506 voters": how a poll was taken is nobody's word."""
    k += s.low(k) in ("out", "up")
    if s.low(k) in ("among", "of", "with", "on") and not s.low(k + 1).endswith("day"):
        while k < s.last and s.lows[k] not in MARKS:
            k += 1
    return k


def _by_own_figure(s: Sentence, frames: list[Frame], i: int, k: int) -> bool:
    """ "By the police's own count, 3,000 marched", "by his count"."""
    owner, first = owner_before(s, k, 6), i + 1
    low, after = s.lows[i], s.low(k + 1)
    if owner is None and low == "by" and s.low(i - 1) in ("going", "judging"):
        owner = holder_before(s, k)  # "going by the police count"
        i -= owner is not None
    if owner is None or owner <= i or (low == "to" and s.lows[k] != "knowledge"):
        return False
    if low in ("in", "on") and not (s.lows[k] in _OPINIONS or low == "on"):
        return False
    pronoun = s.lows[owner] in POSSESSIVES and low != "on"
    opens = i == s.first and after not in PREPOSITIONS
    parted = s.low(i - 1) in MARKS or is_numeral(s.low(i - 1)) or (low == "in" and s.low(i - 1) in BE)
    parted = parted or (low == "by" and s.lows[k] in _OPINIONS and not is_participle(s.low(i - 1)))
    closes = parted and (after in MARKS or not after or after in ("and", "but", "while"))
    if not (pronoun or opens or closes):
        return False
    counted = any(low[0].isdigit() for low in s.lows[s.first : i])  # "37 times, by one network's count, ..."
    frame = Frame(i, k + 1, (first, owner + 1), SAYS, "accord", trails=i > s.first)
    frame.leads = opens or not counted
    frames.append(frame)
    return True


def poll(s: Sentence, frames: list[Frame], i: int) -> bool:
    """ "The poll had Marsh leading by 3 points", "surveys give him 40 percent"."""
    window = s.lows[max(i - 8, s.first) : i]
    subject = subject_before(s, i) if not _POLLS.isdisjoint(window) else None
    if subject is None or _POLLS.isdisjoint(s.lows[slice(*subject[0])]):
        return False
    frames.append(Frame(subject[0][0], i + 1, subject[0], frozenset(["evidence"]), "show", asides=subject[1]))
    return True


def holder_before(s: Sentence, i: int) -> int | None:
    """ "The police figure", "ministry data": the people or the body that a noun stands behind."""
    k = i - 1
    held = k >= s.first and (s.lows[k] in PEOPLE.plural or s.lows[k] in PEOPLE.bodies)
    return k if held and s.lows[i] not in _POLLS else None
