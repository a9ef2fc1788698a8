"""Clauses that leave their verb out: "Moscow, 3,000", "organisers at 4,000"."""

from __future__ import annotations

from estimates.article.clauses import is_nominal
from estimates.article.frames import SAYS, Frame
from estimates.article.grammar import (
    BE,
    MARKS,
    PREPOSITIONS,
    is_numeral,
    is_owner,
    number_like,
)  # fmt: skip
from estimates.article.sources import Sources

_LINKS = frozenset(["at", "of", "to", "as", "by"])


class Elisions(Sources):
    """The frames of one sentence whose verb stands in the clause before."""

    def gapped_at(self, i: int) -> None:
        """ "Kyiv says it lost 600 men; Moscow, 3,000": the second clause leaves its verb out."""
        figure = next((k for k in range(i + 2, min(i + 8, self.last)) if is_numeral(self.lows[k])), None)
        if figure is None or any(i < frame.first and frame.last <= figure for frame in self.frames):
            return  # nothing, or a verb of its own: "..., Ann Lee counts 40"
        end = figure - (self.words[figure - 1] == ",")
        parted = self.lows[i] == ";" and end < figure
        opens = self.lows[i + 1] in ("the", "others")
        closed = figure + 1 >= self.last or self.words[figure + 1] in MARKS
        if is_owner(self.words[figure - 2]) and self.lows[figure - 1] in BE:  # "; the organisers' was 4,000"
            self.frames.append(Frame(i + 1, figure, (i + 1, figure - 1), SAYS, "count"))
            return
        if self.lows[figure - 1] in _LINKS and self.words[i] in ",;":
            self.gapped_behind(i)
            return
        if self._names_paper(i + 1) and self.lows[i + 1] not in self.people.dates and self.words[i] == ",":
            ends = figure + 1 >= self.last or self.words[figure + 1] in ".;"
            opens = ends and any(frame.last <= i for frame in self.frames)  # "..., Berlin four."
        if not (parted or (opens and closed)) or end <= i + 1 or not self.can_speak(i + 1, end):
            return
        plain = PREPOSITIONS.isdisjoint(self.lows[i + 1 : end])
        if plain and is_nominal(self.document, i + 1, end):
            self.frames.append(Frame(i + 1, end, (i + 1, end), SAYS, "say"))

    def gapped_behind(self, i: int) -> None:
        """ "Police put the crowd at 900, organisers at 4,000": the same word stands before both figures."""
        figure = next((k for k in range(i + 2, min(i + 8, self.last)) if is_numeral(self.lows[k])), None)
        if figure is None or self.lows[figure - 1] not in _LINKS:
            return
        before = [frame for frame in self.frames if frame.last <= i]
        end = figure - 1
        if not before or end <= i + 1 or not self.can_speak(i + 1, end) or not is_nominal(self.document, i + 1, end):
            return
        told = range(before[-1].last, i)
        linked = next((k for k in told if self.lows[k] == self.lows[end] and number_like(self.lows[k + 1])), None)
        if linked is None:
            return
        between = self.words[
            before[-1].last : linked
        ]  # "put at 900 and", "put the crowd at 900,", not "put Lind at 9,"
        if (between and self.lows[i] == "and") or any(word[0].isupper() for word in between):
            return
        if not any(low in PREPOSITIONS and low != "of" for low in self.lows[i + 1 : end]):
            self.frames.append(Frame(i + 1, figure, (i + 1, end), SAYS, "say"))
