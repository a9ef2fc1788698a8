"""Does what somebody says stand before the frame of it, after it, or on both sides."""

from __future__ import annotations

from estimates.article.document import Sentence
from estimates.article.frames import Frame
from estimates.article.grammar import (
    ADVERBS,
    DASHES,
    HELPERS,
    MARKS,
    PREPOSITIONS,
    QUOTE_MARKS,
    SUBORDINATORS,
    grammar,
    is_numeral,
    number_like,
)
from estimates.article.people import people_words
from estimates.article.verbs import verbs

PEOPLE = people_words()

_BESIDE = grammar("beside")  # what a place after "announced" begins with
_LEADS, _LEAD_OPENERS, _TIME = grammar("leads"), grammar("lead_openers"), grammar("time_adjectives")


def place(s: Sentence, frame: Frame) -> None:
    """Settle whether what is said stands before the frame, after it, or on both sides."""
    end = _adjuncts_end(s, frame.last)
    before = s.words[frame.first - 1] if frame.first > s.first else ""
    parted = before == "," or before in DASHES or before in QUOTE_MARKS
    if parted and not _only_lead(s, frame.first - 1):
        frame.trails = end >= s.last or s.words[end] in MARKS or _only_adjuncts(s, frame)
    elif end >= s.last and frame.first > s.first + 2:
        low = before.lower()
        measured = low == "as" and "as" in s.lows[max(frame.first - 4, s.first) : frame.first - 1]
        # "when reporters asked for records", "hides as much as it reveals"
        under = measured or (low in SUBORDINATORS and low not in ("as", "how"))
        frame.trails = not parted and not under and (not frame.thought or s.low(frame.last) in ("", *MARKS))
    frame.leads = not (end >= s.last and frame.trails)


def _only_adjuncts(s: Sentence, frame: Frame) -> bool:
    """True where a place or a day and no clause follows: "X says in a report published on Monday"."""
    after = s.low(frame.last)
    if after not in PREPOSITIONS and after not in PEOPLE.dates and after not in ADVERBS and after not in _TIME:
        return after in _BESIDE
    for k in range(frame.last, s.last):
        if s.lows[k] == "that":
            return False
        if s.words[k] in MARKS:
            break
    following = s.low(frame.last + 1)
    return not number_like(following) or following in ("a", "an")


def _only_lead(s: Sentence, comma: int) -> bool:
    """True where all that stands before a comma is "On Monday" or "In a statement to reporters"."""
    first, dates = s.first, PEOPLE.dates
    low, second = s.lows[first], s.low(first + 1)
    if s.words[first] in QUOTE_MARKS or comma - first > 14 or second in ("least", "most", "to"):
        return False
    if number_like(low) and low not in PREPOSITIONS:
        return False
    for k in range(first, comma):
        counted = s.lows[k][0].isdigit() and s.low(k - 1) not in dates and s.low(k + 1) not in dates
        finite = s.lows[k] in HELPERS and low not in SUBORDINATORS
        if counted or finite or s.words[k] in '"“”':
            return False
    return (
        low in PREPOSITIONS
        or low in _LEADS
        or low in SUBORDINATORS
        or low in dates
        or low in _LEAD_OPENERS
        or comma - first < 2
    )


def _adjuncts_end(s: Sentence, i: int) -> int:
    """Step over what may stand between a verb and the end of its frame: the hearer, a place, a day."""
    while i < s.last and s.words[i] not in MARKS:
        low = s.lows[i]
        counted = is_numeral(low) and s.low(i - 1) not in PEOPLE.dates
        counted = counted and s.low(i + 1) not in PEOPLE.dates  # "two years ago"
        if low in SUBORDINATORS or low in HELPERS or counted or (low in verbs() and not verbs()[low].noun_too):
            return i
        i += 1
    while i < s.last and s.words[i] in '.!?…"”':
        i += 1
    return i
