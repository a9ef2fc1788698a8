"""Does what somebody says stand before the frame of it, after it, or on both sides."""

from __future__ import annotations

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
from estimates.article.relatives import Relatives
from estimates.article.verbs import verbs

_BESIDE = grammar("beside")  # what a place after "announced" begins with
_LEADS, _LEAD_OPENERS, _TIME = grammar("leads"), grammar("lead_openers"), grammar("time_adjectives")


class Placing(Relatives):
    """Where the frames of one sentence stand in it."""

    def _place(self, frame: Frame) -> None:
        """Settle whether what is said stands before the frame, after it, or on both sides."""
        end = self._adjuncts_end(frame.last)
        before = self.words[frame.first - 1] if frame.first > self.first else ""
        parted = before == "," or before in DASHES or before in QUOTE_MARKS
        if parted and not self._only_lead(frame.first - 1):
            frame.trails = end >= self.last or self.words[end] in MARKS or self._only_adjuncts(frame)
        elif end >= self.last and frame.first > self.first + 2:
            low = before.lower()
            measured = low == "as" and "as" in self.lows[max(frame.first - 4, self.first) : frame.first - 1]
            # "when reporters asked for records", "hides as much as it reveals"
            under = measured or (low in SUBORDINATORS and low not in ("as", "how"))
            frame.trails = not parted and not under and (not frame.thought or self.low(frame.last) in ("", *MARKS))
        frame.leads = not (end >= self.last and frame.trails)

    def _only_adjuncts(self, frame: Frame) -> bool:
        """True where a place or a day and no clause follows: "X says in a report published on Monday"."""
        after = self.low(frame.last)
        if after not in PREPOSITIONS and after not in self.people.dates and after not in ADVERBS and after not in _TIME:
            return after in _BESIDE
        for k in range(frame.last, self.last):
            if self.lows[k] == "that":
                return False
            if self.words[k] in MARKS:
                break
        following = self.low(frame.last + 1)
        return not number_like(following) or following in ("a", "an")

    def _only_lead(self, comma: int) -> bool:
        """True where all that stands before a comma is "On Monday" or "In a statement to reporters"."""
        first, dates = self.first, self.people.dates
        low, second = self.lows[first], self.low(first + 1)
        if self.words[first] in QUOTE_MARKS or comma - first > 14 or second in ("least", "most", "to"):
            return False
        if number_like(low) and low not in PREPOSITIONS:
            return False
        for k in range(first, comma):
            counted = self.lows[k][0].isdigit() and self.low(k - 1) not in dates and self.low(k + 1) not in dates
            finite = self.lows[k] in HELPERS and low not in SUBORDINATORS
            if counted or finite or self.words[k] in '"“”':
                return False
        return (
            low in PREPOSITIONS
            or low in _LEADS
            or low in SUBORDINATORS
            or low in dates
            or low in _LEAD_OPENERS
            or comma - first < 2
        )

    def _adjuncts_end(self, i: int) -> int:
        """Step over what may stand between a verb and the end of its frame: the hearer, a place, a day."""
        while i < self.last and self.words[i] not in MARKS:
            low = self.lows[i]
            counted = is_numeral(low) and self.low(i - 1) not in self.people.dates
            counted = counted and self.low(i + 1) not in self.people.dates  # "two years ago"
            if low in SUBORDINATORS or low in HELPERS or counted or (low in verbs() and not verbs()[low].noun_too):
                return i
            i += 1
        while i < self.last and self.words[i] in '.!?…"”':
            i += 1
        return i
