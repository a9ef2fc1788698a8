"""On which day a count was made, told by what stands around it: tolls that rose to it, first reports, "earlier"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from estimates.article import tags as flag
from estimates.article.clauses import has_finite
from estimates.article.days import owns
from estimates.article.document import Document
from estimates.article.standing import Standing
from estimates.article.timing import Timing
from estimates.records import replace

_FAR = 12  # tokens from a word of a toll that moves to the figure that it reached
_DAY = timedelta(days=1)
_PUTS = frozenset(["placement", "count"])  # "put the toll at 18", "counted 18"


def said_on(stands: Sequence[Standing], statuses: Sequence[str], timings: Sequence[Timing]) -> list[Timing]:
    """Let what a speaker adds be counted when the same speaker spoke before: "On 1 May he put it at 40. He added ..."

    That holds up to the end of a paragraph, for what is actual and stands in a sentence without a date.
    """
    out: list[Timing] = []
    spoke, counted = None, None
    for at, status, timing in zip(stands, statuses, timings, strict=True):
        who = (at.sentence.paragraph, at.owner.speaker.name if at.owner.speaker is not None else None)
        if timing.counted is not None or at.dates:
            spoke, counted = (who, timing.counted) if who[1] is not None else (None, None)
        elif spoke == who and status == "actual":
            timing = replace(timing, counted=counted)
        out.append(timing)
    return out


def counts_of(
    document: Document,
    stands: Sequence[Standing],
    statuses: Sequence[str],
    timings: Sequence[Timing],
    reported: date | None,
) -> list[Timing]:
    """Let the days beside tolls that rise be days of counts, and what was told before them be counted before.

    "The first report spoke of 16; that was raised to 32 by the evening, 42 on 29 October and 45 the next day": 42 and
    45 were counted on those days, 32 at the latest on the day before, and 16 before that.
    """
    if document.lists["tells_course"].isdisjoint(document.vocabulary):
        return list(timings)
    out = list(timings)
    reached: list[int] = []  # figures of one sentence that a toll reached one after the other
    for k, (at, status) in enumerate(zip(stands, statuses, strict=True)):
        if reached and stands[reached[-1]].number != at.number:
            _backwards(out, reached)
            reached = []
        if status != "actual" or _opens_clause(document, at):
            continue
        timing = timings[k]
        if _is_reached(document, at) or (reached and _goes_on(document, stands[reached[-1]], at)):
            day = _reached_on(document, at, timing, reported)
            if day is not None and (timing.counted is None or timing.counted < day):
                out[k] = replace(timing, counted=day)
            reached.append(k)
        elif reached and document.lows[at.first - 1] == "from":
            _moved_from(out, reached[-1], k, reported)
        elif _is_first(document, at):
            if timing.counted is None and reported is not None:
                out[k] = replace(timing, counted=reported - _DAY)  # at the latest
            reached = [k]
    _backwards(out, reached)
    return out


def _moved_from(timings: list[Timing], reached: int, k: int, reported: date | None) -> None:
    """ "Fell to 85 from 88 on Monday": 88 was counted before, and on Monday 85 was."""
    told = timings[k].as_of if timings[k].precision == "day" else None
    day = timings[reached].counted or told or reported
    if day is None or timings[k].counted is not None:  # "from 33 announced on 22 May"
        return
    timings[k] = replace(timings[k], as_of=None, precision=None, counted=day - _DAY)
    if timings[reached].counted is None and told is not None:
        timings[reached] = replace(timings[reached], counted=told)


def _opens_clause(document: Document, at: Standing) -> bool:
    """ "Rose to 30 on Monday as nine bodies were found": the nine are no level that the toll reached."""
    return document.lows[at.first - 1] == "as" and has_finite(document, at.last, at.sentence.last)


def _reached_on(document: Document, at: Standing, timing: Timing, reported: date | None) -> date | None:
    """The day on which a toll came to a figure: Monday is none in "Monday's floods rose to 45 on Thursday"."""
    day = timing.as_of if timing.precision == "day" else None
    begun = at.earlier.end if at.earlier is not None else at.sentence.start
    closed = at.later.start if at.later is not None else document.ends[at.sentence.last - 1]
    near = [words for words in at.dates if begun < words.start < closed and words.precision == "day" and words.day]
    if not any(words.day == day and owns(document.plain, words.end) for words in near):
        return day
    others = (words.day for words in near if words.day != day and not words.since)
    return next((other for other in others if other is not None and (reported is None or other <= reported)), day)


def _backwards(timings: list[Timing], reached: Sequence[int]) -> None:
    """What a toll had reached before a day that is told was counted before that day."""
    after: date | None = None
    for k in reversed(reached):
        counted = timings[k].counted
        told = timings[k].as_of if timings[k].precision == "day" else None
        if after is not None and (counted is None or counted >= after) and (told is None or told < after):
            counted = after - _DAY
            timings[k] = replace(timings[k], counted=counted)
        after = counted


def _is_reached(document: Document, at: Standing) -> bool:
    """ "The toll rose to 45", "this was raised to 32", "the number of dead stood at 51"."""
    lows, lists = document.lows, document.lists
    if at.first == at.sentence.first or lows[at.first - 1] not in lists["level_reached"]:
        return False
    return not lists["toll_moves"].isdisjoint(lows[max(at.first - _FAR, at.sentence.first) : at.first])


def _goes_on(document: Document, before: Standing, at: Standing) -> bool:
    """ "... 42 on 29 October and 45 the next day": nothing but dates stands between."""
    dated = flag.DATE | flag.NUMBER | flag.PUNCTUATION_MARK | flag.ARTICLE
    joins = document.lists["series_joins"]
    return all(document.tags[k] & dated or document.lows[k] in joins for k in range(before.beyond, at.first))


def _is_first(document: Document, at: Standing) -> bool:
    """ "The initial report spoke of 16", "officials initially said 12", "at first": told before what is known now."""
    if "first" not in at.sentence.has and document.lists["at_first"].isdisjoint(at.sentence.has):
        return False  # as mostly
    start = max(at.sentence.first, document.token_at(at.earlier.start) + 1 if at.earlier else 0)
    end = at.leading[-1].last if at.leading else at.first  # "initial reports said" leads to nobody
    if not (at.leading or any(map(flag.ASSERTION.__and__, document.tags[start:end]))):
        return False
    opening = document.lows[start:end]
    return not document.lists["at_first"].isdisjoint(opening) or ("at", "first") in pairwise(opening)


def gone_back(
    document: Document, stands: Sequence[Standing], timings: Sequence[Timing], reported: date | None
) -> list[Timing]:
    """Let what goes back be of a count before, if it does not say when: "It had earlier put it at 40", "had said"."""
    if reported is None or (document.lists["goes_back"] | {"had"}).isdisjoint(document.vocabulary):
        return list(timings)
    out = []
    for at, timing in zip(stands, timings, strict=True):
        if timing.counted is not None and _held_until(document, at):
            timing = replace(timing, counted=timing.counted - _DAY)
        elif timing.counted is None and _goes_back(document, at):
            timing = replace(timing, counted=reported - _DAY)  # at the latest
        out.append(timing)
    return out


def _held_until(document: Document, at: Standing) -> bool:
    """ "Until Friday the ministry had put the toll at 43": that is no count of Friday."""
    return document.lows[at.sentence.first] == "until" and _had_said(document, at, opens=False)


def _goes_back(document: Document, at: Standing) -> bool:
    """ "Earlier, the ministry put the toll at 70", "police earlier spoke of 18"; "Earlier this week" is a date."""
    lists, first = document.lists, at.sentence.first
    lows = document.lows[first : at.sentence.last]
    if "had" not in lows and lists["goes_back"].isdisjoint(lows):
        return False  # as mostly
    if lows[0] in lists["goes_back"]:
        k = 1 + (lows[1:2] == [","])
        return lows[k] not in lists["goes_on_with"] and not document.tags[first + k] & flag.DATE
    frame = at.leading[-1] if at.leading else None
    own = max(frame.source[1], frame.first) if frame is not None else 0
    if frame is not None and not lists["goes_back"].isdisjoint(document.lows[own : frame.last]):
        return True
    if frame is not None and lists["goes_back"] & {*document.lows[max(frame.source[0] - 2, first) : frame.source[0]]}:
        return True  # "; earlier, the mayor had spoken of 20"
    put = zip(document.tags[first : at.first], document.lows[first + 1 : at.first], strict=False)
    if any(tag & flag.BE_FORM and after in lists["goes_back"] for tag, after in put):
        return True  # "was earlier put at 240"
    turn = max((k for k in range(first, at.first) if document.lows[k] == "but"), default=first)  # "... but says now"
    pairs = pairwise(document.lows[turn : at.sentence.last])
    return any(low == "had" and after in lists["back_then"] for low, after in pairs) or _had_said(document, at)


def _had_said(document: Document, at: Standing, *, opens: bool = True) -> bool:
    """ "The police had said that 18 died": earlier than what is told now, unlike "it rose after they had said"."""
    frame = at.leading[-1] if at.leading else None
    if frame is None or (frame.weak and frame.classes.isdisjoint(_PUTS)):
        return False
    begins = ";" in document.lows[max(frame.source[0] - 2, 0) : frame.source[0]]  # "...; police had given 125"
    if opens and frame.source[0] > at.sentence.first + 1 and not begins:  # of a clause behind another
        return False
    return "had" in document.lows[max(frame.source[1], frame.first) : frame.last]  # of its own verb
