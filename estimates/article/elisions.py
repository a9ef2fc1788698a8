"""Clauses that leave their verb out: "Moscow, 3,000", "organisers at 4,000"."""

from __future__ import annotations

from estimates.article.clauses import is_nominal
from estimates.article.document import Sentence
from estimates.article.frames import SAYS, Frame
from estimates.article.grammar import (
    BE,
    MARKS,
    PREPOSITIONS,
    is_numeral,
    is_owner,
    number_like,
)  # fmt: skip
from estimates.article.papers import names_paper
from estimates.article.people import people_words
from estimates.article.phrases import can_speak

PEOPLE = people_words()

_LINKS = frozenset(["at", "of", "to", "as", "by"])


def gapped_at(s: Sentence, frames: list[Frame], i: int) -> None:
    """ "Kyiv says it lost 600 men; Moscow, 3,000": the second clause leaves its verb out."""
    figure = next((k for k in range(i + 2, min(i + 8, s.last)) if is_numeral(s.lows[k])), None)
    if figure is None or any(i < frame.first and frame.last <= figure for frame in frames):
        return  # nothing, or a verb of its own: "..., Ann Lee counts 40"
    end = figure - (s.words[figure - 1] == ",")
    parted = s.lows[i] == ";" and end < figure
    opens = s.lows[i + 1] in ("the", "others")
    closed = figure + 1 >= s.last or s.words[figure + 1] in MARKS
    if is_owner(s.words[figure - 2]) and s.lows[figure - 1] in BE:  # "; the organisers' was 4,000"
        frames.append(Frame(i + 1, figure, (i + 1, figure - 1), SAYS, "count"))
        return
    if s.lows[figure - 1] in _LINKS and s.words[i] in ",;":
        gapped_behind(s, frames, i)
        return
    if names_paper(s, i + 1) and s.lows[i + 1] not in PEOPLE.dates and s.words[i] == ",":
        ends = figure + 1 >= s.last or s.words[figure + 1] in ".;"
        opens = ends and any(frame.last <= i for frame in frames)  # "..., Berlin four."
    if not (parted or (opens and closed)) or end <= i + 1 or not can_speak(s, i + 1, end):
        return
    plain = PREPOSITIONS.isdisjoint(s.lows[i + 1 : end])
    if plain and is_nominal(s.document, i + 1, end):
        frames.append(Frame(i + 1, end, (i + 1, end), SAYS, "say"))


def gapped_behind(s: Sentence, frames: list[Frame], i: int) -> None:
    """ "Police put the crowd at 900, organisers at 4,000": the same word stands before both figures."""
    figure = next((k for k in range(i + 2, min(i + 8, s.last)) if is_numeral(s.lows[k])), None)
    if figure is None or s.lows[figure - 1] not in _LINKS:
        return
    before = [frame for frame in frames if frame.last <= i]
    end = figure - 1
    if not before or end <= i + 1 or not can_speak(s, i + 1, end) or not is_nominal(s.document, i + 1, end):
        return
    told = range(before[-1].last, i)
    linked = next((k for k in told if s.lows[k] == s.lows[end] and number_like(s.lows[k + 1])), None)
    if linked is None:
        return
    between = s.words[before[-1].last : linked]  # "put at 900 and", "put the crowd at 900,", not "put Lind at 9,"
    if (between and s.lows[i] == "and") or any(word[0].isupper() for word in between):
        return
    if not any(low in PREPOSITIONS and low != "of" for low in s.lows[i + 1 : end]):
        frames.append(Frame(i + 1, figure, (i + 1, end), SAYS, "say"))
