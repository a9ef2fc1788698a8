"""Of which day a figure is, since when, and on which day it was counted: the words for dates in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from operator import attrgetter, itemgetter

from dateutil.relativedelta import relativedelta

from estimates.article import tags as flag
from estimates.article.clauses import has_finite, is_finite
from estimates.article.dated_clauses import is_done, is_end, opens_plan
from estimates.article.dates import DateWords
from estimates.article.days import owns
from estimates.article.document import Document
from estimates.article.other_days import (
    counted_up_to,
    dates_another,
    dates_its_event,
    dates_what_a_toll_is_of,
    is_recalled,
    ranks_against,
)
from estimates.article.reaches import goes_on, is_of_report, limits, parts_off, reaching, within_event
from estimates.article.standing import Standing, is_share, locates
from estimates.figures.forms import TIMES
from estimates.figures.linking import Figure
from estimates.records import record, replace

_CLAIMED = 40  # letters: a date so soon after a figure is that figure's
_ARTICLE = 6  # between the date that opens a sentence and who speaks
_OPENING = 20  # a date so near its start holds for a whole sentence
# Between a figure and a date these part clauses: "..., killing eight, and in February a series of blasts".
_PARTS = re.compile(
    r";|,\s+(?:and|but|although|though|bringing|raising|taking|pushing|lifting)\s"
    r"|\s(?:while|whereas|where|which|who|whose|whom|such as)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"\s+to\s", re.IGNORECASE)
_SUBORDINATES = re.compile(r"\s(?:which|whose)\s", re.IGNORECASE)
_ASIDE = re.compile(r",\s+(?:including|among them|of (?:whom|which|them))\b", re.IGNORECASE)
_UP_TO = re.compile(r"\s*(?:[-–—‒−]|to|through)\s*", re.IGNORECASE)
_PAIRED = re.compile(r".{0,20}? and (?:[a-z]+ ){1,4}of ", re.IGNORECASE)
_JOINED = re.compile(r" (?:and|&) ")
_RELATIVE = re.compile(
    r",\s+(?:which|who|whose|whom|where)\b[^,;]*(?<!\bwhere|\bwhich)(?<!\bwhen|\bthat),(?!\s(?:and|but|in|on|at)\b)",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\s+of (?:whom|them)\b", re.IGNORECASE)
_RESUMED = re.compile(r"[^,;]*,\s+(?:has|have|had|was|were|is|are|on|in)\s", re.IGNORECASE)
_BEFORE = 5  # tokens of "an earlier estimate of"
_MOVED = 6  # tokens before a figure: "fell from a high of 40 to 12 in May"


@record
class Timing:
    """The day a figure describes and how exact that is, where its span begins, and when it was counted.

    ``happened`` are the words that date what happened, and not what was said or counted.
    """

    as_of: date | None = None
    precision: str | None = None
    since: date | None = None
    counted: date | None = None
    happened: DateWords | None = None


_UNKNOWN = Timing()


def timing_of(
    document: Document, at: Standing, status: str, reported: date | None, clock: Sequence[tuple[int, datetime]] = ()
) -> Timing:
    """Tell the days of a figure from the words for dates in its sentence.

    A date after the figure and before the next one is its own; else one before it that no earlier figure owns; else the
    day on which it was said, for what is actual. What is actual lies in no future. In a rolling post the ``clock`` has
    the time of each entry by its offset: of that time is the count, unless it names another day.
    """
    if at.dates and len(reached := reaching(document, at)) < len(at.dates):
        at = replace(at, dates=reached)
    entry = bisect_right(clock, at.figure.start, key=itemgetter(0)) if clock else 0
    posted = clock[entry - 1][1] if entry and status == "actual" else None
    if at.dates and locates(document, at.figure.unit, at.first, at.last, at.sentence.last):
        return _UNKNOWN  # "Saturday's quake was 40 miles south of Orr"
    days = _days_of(document, at, status, reported) if at.dates else None
    if is_earlier(document, at):
        said, opening = _dates_near(document, at)[1:] if days else ((), ())
        spoken = next((days[words] for words in [*said, *opening] if words in days), reported) if days else reported
        return Timing(counted=spoken and spoken - timedelta(days=1))  # at the latest
    if not days:
        return Timing(counted=posted) if posted is not None else _UNKNOWN
    own, said, opening = _dates_near(document, at)
    speech = said + opening
    since = None
    recalled = [words for words in days if words.since and is_recalled(document, words, at)]
    if any(words.since for words in days):
        near = _by_nearness(document, at, sorted(own + speech, key=attrgetter("start")))
        since = next((words for words in near if words.since and words in days and words not in recalled), None)
    near = _by_nearness(document, at, own)
    levels = [words for words in near if words in days and (not words.since or words in recalled)]
    for words in speech:
        vague = words.precision is None and words in said  # "said last week"
        fits = (status == "actual" and not vague) or words.shift or (not at.leading and limits(document, words))
        fits = fits or (words in opening and status == "expected" and opens_plan(document, at, words))
        if fits and words in days and not words.since:
            levels.append(words)
    of = levels[0] if levels else None
    last = _last_of_span(document, at, of) if of is not None else None
    if of is not None and last is not None and last in days:
        since, of = of, last
    last = counted_up_to(document, of, levels[1:], days) if of is not None else None
    if of is not None and last is not None:
        since, of = since or of, last
    put = bool(at.leading) and "placement" in at.leading[-1].classes  # "put the toll at 40 on Monday"
    counts = (
        [words for words in levels if put or limits(document, words, at)] + said + _of_saying(document, at, opening)
    )
    on = next((words for words in counts if words in days and not words.shift and not words.since), None)
    counted = days[on] if on and status == "actual" else posted
    if posted is not None and counted == posted.date():
        counted = posted
    happened = of if of is not None and of not in counts and status == "actual" else None
    if happened is not None and " after " in document.plain[happened.end : at.figure.start]:
        happened = None  # "left on Monday after a quake killed 40": perhaps of that day, perhaps of one before
    if of is not None and (dates_what_a_toll_is_of(document, at, of) or dates_another(document, at, of)):
        happened, of = (of if status == "actual" else None), None
    day, precision = (days[of], of.precision) if of is not None else (None, None)
    if since is not None and of is not None and at.earlier is not None and since.end <= at.earlier.start:
        since = None if of.start >= at.figure.end and not limits(document, of) else since  # "..., 40 of them last week"
    begun = days[since] if since is not None else None
    if status == "expected" and begun is not None and begun < (reported or begun):
        begun = None  # "will lose 40 men and the mill it has had since 1964"
    if begun is not None and day is not None and begun > day and reported is not None:
        begun = day - (reported - begun)  # "on 6 December it said that 40 had died over the past day"
    if of is not None and document.low_after(of.end) == "alone":
        begun = begun or day  # "220 were killed on 13 March alone": of that day and no running count
    return Timing(day, precision, begun, counted, happened)


def _days_of(document: Document, at: Standing, status: str, reported: date | None) -> dict[DateWords, date]:
    """The words for dates beside a figure whose day it may be; the years of plans stay with the plans."""
    actual, latest = status == "actual", date.max
    if reported and actual:
        latest = reported + timedelta(days=1)
    told = -1
    if status == "expected":  # "On Monday they pledged 40": the promise was made on that day
        tags, lows, lists = document.tags, document.lows, document.lists
        before = range(at.sentence.first, at.first)
        verbs = (
            k for k in before if lows[k] in lists["settles"] or (lows[k] in lists["expected"] and tags[k] & flag.PAST)
        )
        told = next((document.starts[k] for k in verbs), -1)
    found = (
        (words, words.day if words.end <= told else _day(document, at, words, status))
        for words in at.dates
        if not (actual and is_end(document, words, at)) and not ranks_against(document, words, at)
    )
    coming = reported if reported and actual else latest  # "tomorrow" is never of what is so, wherever it dawns first
    return {words: day for words, day in found if day and day <= (coming if words.ahead else latest)}


def is_earlier(document: Document, at: Standing) -> bool:
    """ "On Tuesday it raised an earlier estimate of 55": that was counted before."""
    lows, lists = document.lows, document.lists
    if lows[at.first - 1] != "of" or at.first == at.sentence.first:
        return False
    before = lows[max(at.first - _BEFORE, at.sentence.first) : at.first]
    return not (lists["generic"].isdisjoint(before) or lists["earlier"].isdisjoint(before))


def _of_saying(document: Document, at: Standing, opening: Sequence[DateWords]) -> list[DateWords]:
    """ "On Monday the ministry put the toll at 40": what opens a sentence is the day of the saying that follows it."""
    if not opening:
        return []
    starts = [document.starts[frame.source[0]] for frame in at.leading if not frame.thought]
    return [words for words in opening if any(words.end <= start <= words.end + _ARTICLE for start in starts)]


def _day(document: Document, at: Standing, words: DateWords, status: str) -> date | None:
    """Where the verb looks ahead, "on Monday" is the next one, but not in "met on Monday to send 40"."""
    if status != "expected" or not words.coming:
        return words.day - relativedelta(years=1) if words.ahead and words.day and words.coming else words.day
    if words.since:  # "from May to July"
        return words.coming
    first = document.token_at(words.start)
    if is_done(document, first):
        return words.day
    if _PURPOSE.match(document.plain, words.end) is None:
        return words.coming
    verb = next((k for k in range(first - 1, at.sentence.first - 1, -1) if is_finite(document, k)), first)
    return words.coming if document.lows[verb] in document.lists["present_helpers"] else words.day


def _by_nearness(document: Document, at: Standing, dates: Sequence[DateWords]) -> list[DateWords]:
    """The dates that may be of a figure, best first: after it and before the next, else before it and near."""
    start, end, opened, plain = at.figure.start, at.figure.end, at.sentence.start, document.plain
    before = max(at.earlier.end, opened) if at.earlier else opened
    after = max(at.later.start, end + 1) if at.later and not is_share(document, at) else len(plain)
    k = min(at.beyond, at.sentence.last - 1)
    whom = tuple(document.lows[k : k + 2]) in (("of", "whom"), ("of", "which"))  # "two of whom died on Monday"
    clause = (
        document.ends[k + whom] if whom or document.lows[k] in document.lists["relatives"] else end
    )  # "40 who fled"
    behind = [words for words in dates if end <= words.start < after and not _is_parted(plain[clause : words.start])]
    ahead = []
    for words in reversed(dates):
        opens = not words.shift or document.plain[: words.start].rstrip().endswith(";")  # "; a year earlier it had"
        if words.end > start or not opens:
            continue
        spans = at.earlier is not None and at.earlier.unit in TIMES  # "in the first four months of 2024"
        near = before > opened and before <= words.start < before + _CLAIMED and not (words.tell or spans)
        claimed = (
            near and not _PARTS.search(plain, before, words.start) and not parts_off(document, before, words, dates)
        )
        subordinate = _SUBORDINATES.search(plain, words.end, start)  # "lost hope on Monday in a town which has 40"
        claimed = claimed and not is_recalled(document, words, at)
        parted = _PARTS.search(plain, words.end, start) or not goes_on(document, words, at)
        if claimed and parted and not is_of_report(document, words):
            continue
        if not subordinate or within_event(document, words, at):
            ahead.append(words)
    if not ahead:
        return behind + _shared(document, at, dates)
    return (
        [words for words in ahead if owns(document.plain, words.end) and start - words.end < _CLAIMED] + behind + ahead
    )


def _is_parted(between: str) -> bool:
    """Whether another clause has begun; one that ends again does not: "40, which had shut in May, opened on Monday"."""
    return _PARTS.search(_RELATIVE.sub("", between)) is not None


def _shared(document: Document, at: Standing, dates: Sequence[DateWords]) -> list[DateWords]:
    """ "It killed 40 and wounded 12 on Monday": the one day in a sentence, behind its next figure, is of both."""
    if at.later is not None and (both := _of_both(document, at, at.later, dates)):
        return both
    if len(dates) != 1 or at.later is None or dates[0].start < at.later.end or dates[0].shift:
        return []
    parted = _PARTS.search(document.plain, at.figure.end, dates[0].start)
    if limits(document, dates[0]) and dates[0].precision == "day" and not parted and at.figure.change != "old":
        return list(dates)  # "rose to 702, with 42 missing, as of Tuesday"
    between = document.plain[at.figure.end : at.later.start]
    resumed = _RESUMED.match(document.plain, at.later.end, dates[0].start)
    apart = _ASIDE.search(between) or (between.endswith(", ") and _OF_THEM.match(document.plain, at.later.end))
    if (
        apart and resumed
    ):  # "900 people, including 40 nurses, have died since May", "nine, two of them nurses, on Monday"
        return list(dates)
    if _is_where(document, at, at.later, document.token_at(dates[0].start)):
        return list(dates)
    if dates[0].since:
        return []
    if dates[0].precision == "day" and _is_list(document, at.beyond, document.token_at(dates[0].start)):
        return list(dates)
    if "," in between or "(" in between or _PARTS.search(document.plain, at.figure.end, dates[0].start):
        return []
    joined = _JOINED.search(between) and _PURPOSE.search(between) is None and dates[0].precision == "day"
    closing = document.plain[max(at.later.end, at.later.noun_end) : dates[0].start].strip()
    moved = "from" in document.lows[max(at.first - _MOVED, 0) : at.first] or " from " in between
    verb = has_finite(document, at.last, document.token_at(at.later.start))  # "40 has been revised to 50 for May"
    handed = between.endswith(" to ") and not (moved or verb) and closing in ("", "in", "on")
    return list(dates) if joined or handed else []  # "gave 40 tons to 900 people in May"


def _of_both(document: Document, at: Standing, later: Figure, dates: Sequence[DateWords]) -> list[DateWords]:
    """ "Sales of 40 and gains of 9 in 1986, up from sales of 30 and gains of 8 in 1985": the year of both."""
    behind = next((words for words in dates if words.start >= later.end), None)
    paired = document.lows[at.first - 1] == "of" and _PAIRED.fullmatch(document.plain, at.figure.end, later.start)
    next_to = behind is not None and document.plain[later.end : behind.start] in (" ", " in ")
    return [behind] if behind is not None and next_to and paired else []


def _is_where(document: Document, at: Standing, later: Figure, day: int) -> bool:
    """ "Some 40 schools were shut in three towns in 2019": the number of places in one clause leaves its day to all."""
    lows, tags, first = document.lows, document.tags, document.token_at(later.start)
    while first > at.last and tags[first - 1] & (flag.DETERMINER | flag.NUMBER):
        first -= 1
    within = first > at.last and lows[first - 1] in document.lists["place_before"] and later.unit == "count"
    within = within and later.noun is not None and not later.borrowed
    closing = range(bisect_left(document.starts, max(later.end, later.noun_end)), day)
    if not within or any(not tags[k] & (flag.PREPOSITION | flag.SUBORDINATOR) for k in closing):
        return False
    return document.lists["breaks"].isdisjoint(lows[at.last : day]) and "," not in lows[at.last : day]


def _is_list(document: Document, first: int, last: int) -> bool:
    """ "Lost 40 tanks, nine boats and 90 lorries on Monday": nothing but things counted stands between."""
    lows, tags = document.lows[first:last], document.tags[first:last]
    verbal = flag.HELPER | flag.PAST | flag.SUBORDINATOR | flag.PRONOUN | flag.PREPOSITION | flag.QUOTE
    joined = lows[:1] in ([","], ["and"]) and "and" in lows and document.lists["breaks"].isdisjoint(lows)
    done = any(tag & flag.PARTICIPLE and not before & flag.NUMBER for before, tag in pairwise(tags))
    return joined and not done and not any(map(verbal.__and__, tags[:-1]))


def _last_of_span(document: Document, at: Standing, first: DateWords) -> DateWords | None:
    """The day up to which a span goes on that begins on the ``first``: "Oct. 21–Nov. 18"."""
    after = (words for words in at.dates if words.start >= first.end)
    return next((words for words in after if _UP_TO.fullmatch(document.plain, first.end, words.start)), None)


def _dates_near(document: Document, at: Standing) -> tuple[list[DateWords], list[DateWords], list[DateWords]]:
    """Part the dates of a sentence into those of what is said, those of the saying, and those that open it."""
    start, end, sentence = at.figure.start, at.figure.end, at.sentence
    frames = [(document.starts[f.first], _end_of_saying(document, f.last, sentence.last)) for f in at.owner.frames]
    asides = [aside for f in at.owner.frames for aside in f.asides if not aside[0] <= at.first < aside[1]]
    # "Orr, which on Friday had feared 9, said"
    aside = [(document.starts[a], document.ends[b - 1]) for a, b in asides if a < b]
    own: list[DateWords] = []
    said: list[DateWords] = []
    opening: list[DateWords] = []
    for words in at.dates:
        if start <= words.start < end or (dates_its_event(document, words) and not within_event(document, words, at)):
            continue
        if any(a <= words.start < b for a, b in aside):
            continue
        behind = bool(at.leading) and words.start > start  # "reported 40 deaths on Monday"
        if any(a <= words.start < b and not (behind and a < start) for a, b in frames) or _hands_out(document, words):
            said.insert(0, words)
        elif words.start < sentence.start + _OPENING and words.end <= start and not owns(document.plain, words.end):
            opening.append(words)
        else:
            own.append(words)
    return own, said, opening


def _hands_out(document: Document, words: DateWords) -> bool:
    """ "Its latest estimate, published on Monday, is 40": the day of a paper or of a number that is held."""
    lows, lists, k = document.lows, document.lists, document.token_at(words.start)
    k -= 1 + bool(document.tags[k - 1] & flag.PREPOSITION)  # the participle
    head = lows[k - 1 - (lows[k - 1] == ",")]
    return lows[k] in lists["issues"] and k > 0 and (head in lists["papers"] or head in lists["generic"])


def _end_of_saying(document: Document, last: int, end: int) -> int:
    """Where the words of a frame end, with a date behind its verb: "said on Monday that"."""
    stop = min(last + 4, end)
    return document.ends[next((k for k in range(last, stop) if document.lows[k] in ("that", ";")), stop) - 1]
