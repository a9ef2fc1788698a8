"""Dates that a clause keeps to itself: what was said, announced or held against then, what is yet to come."""

from __future__ import annotations

from itertools import compress, pairwise

from estimates.article import tags as flag
from estimates.article.clauses import holds_against, is_finite
from estimates.article.dates import DateWords
from estimates.article.document import Document
from estimates.article.standing import Standing

_LED_TO = frozenset(["for", "of"])
_SAME = 4  # tokens of "the same month of"
_LED = 6  # tokens of "would be handed over before"
_ANNOUNCED = 2  # tokens between a figure and the verb of "33 confirmed deaths announced on 22 May"


def is_announced(document: Document, words: DateWords, at: Standing) -> bool:
    """ "33 deaths announced on 22 May", "down from 33 reported on Monday"."""
    k = document.token_at(words.start) - 1
    k -= k > at.last and bool(document.tags[k] & flag.PREPOSITION)
    if not at.last <= k <= at.last + _ANNOUNCED:
        return False
    return bool(document.tags[k] & flag.PAST and document.tags[k] & flag.ASSERTION)


def is_base(document: Document, at: Standing, words: DateWords) -> bool:
    """ "Up 12% on 2019", "a 5% rise from April", "on the same month a year earlier": what it was held against."""
    lows, tags, lists = document.lows, document.tags, document.lists
    first = document.token_at(words.start)
    k = first - 1
    if first >= at.last and lows[k] in ("level", "levels") and lows[first] == "of":
        return True  # "40 incidents, roughly the level of 2019"
    if at.figure.trend is None or first < at.last:
        return False
    while k >= max(at.last, first - _SAME) and (tags[k] & flag.ARTICLE or lows[k] in lists["same_spans"]):
        k -= 1
    if any(tags[j] & flag.NUMBER or lows[j] in ("and", ",") for j in range(at.beyond, k)):
        return False
    if lows[k] in ("on", "over"):
        return words.precision in ("month", "year") or k < first - 1
    return holds_against(document, k) and not (lows[k] == "from" and "to" in lows[first : first + _SAME])


def moves_on(document: Document, words: DateWords, at: Standing) -> bool:
    """ "40 tons in May, up 12% on April", "..., a rise of 4%": how much it moved by is of the same time."""
    after = document.token_at(words.end - 1) + 1
    near = document.lows[after + 1 : at.first + 1]
    moved = at.figure.trend is not None and document.lows[after] == "," and len(near) <= _SAME
    return moved and not any(tag & flag.PREPOSITION for tag in document.tags[after + 1 : at.first - 1])


def is_end(document: Document, words: DateWords, at: Standing) -> bool:
    """ "Visits to 40 wards were cancelled until Friday": the day on which it ends, and no day it happened.

    Nor is that of what those who are there will do: "the 40 men will leave on Friday".
    """
    if words.coming is None:
        return False
    k = document.token_at(words.start)
    if words.start < at.figure.end:  # "will be paid before Monday as 40 are in need"
        near = document.lows[max(k - _LED, at.sentence.first) : k]
        return near[-1:] == ["beyond"] or not document.lists["certain"].isdisjoint(near)
    between = document.lows[at.last : k]  # "bought 40 in a sale to begin on Friday"
    ahead = not document.lists["certain"].isdisjoint(between)
    ahead = ahead or any(low == "to" and after in document.lists["set_to"] for low, after in pairwise(between))
    return ahead or document.lows[k - 1] in ("until", "till", "beyond")


def opens_plan(document: Document, at: Standing, words: DateWords) -> bool:
    """ "On Friday 40 boats will sail": the first verb behind the day looks on to it; not "on Friday it agreed"."""
    after = range(document.token_at(words.end - 1) + 1, at.sentence.last)
    verb = next((k for k in after if is_finite(document, k)), None)
    return verb is not None and _looks_on(document, verb)


def _looks_on(document: Document, k: int) -> bool:
    """ "Will", "is to", "is expected to"."""
    lows, lists = document.lows, document.lists
    if document.tags[k] & flag.BE_FORM:
        return "to" in lows[k + 1 : k + 2 + (lows[k + 1 : k + 2] != [] and lows[k + 1] in lists["expected"])]
    return lows[k] in lists["certain"]


def is_anothers(document: Document, at: Standing, words: DateWords) -> bool:
    """ "As 40 men went, the mayor said that a vote in May was won": the month is of what somebody else says."""
    first = document.token_at(words.start)
    others = (f for f in at.frames if f.leads and f.narrow is None and at.last <= f.first and f.last < first)
    return any(frame not in at.owner.frames for frame in others)


def is_charge(document: Document, after: int, at: Standing) -> bool:
    """ "Jailed on Monday for stealing $40 million": the deed was before the day of what it led to."""
    lows, tags = document.lows, document.tags
    led = compress(range(after, at.first - 1), map(_LED_TO.__contains__, lows[after : at.first - 1]))
    deeds = (k + 1 + (tags[k + 1] & flag.ADVERB > 0) for k in led)  # "for allegedly stealing"
    return any(lows[k].endswith("ing") and tags[k] & flag.PARTICIPLE for k in deeds)


def is_done(document: Document, k: int) -> bool:
    """ "The promise made in March": what leads to the day at token ``k`` is over, unless a helper stands before it."""
    tags, k = document.tags, k - 1
    k -= bool(tags[k] & flag.PREPOSITION)
    over = tags[k] & (flag.PARTICIPLE | flag.IRREGULAR_PAST) and not document.lows[k].endswith("ing")
    if document.lows[k] in document.lists["expected"] or not (over or document.lows[k] in document.lists["done"]):
        return False
    return not tags[k - 1] & flag.HELPER


def is_long_after(document: Document, after: int, at: Standing) -> bool:
    """ "A quake on Monday, three weeks after one that killed 40": what came before has another day."""
    lows, spans = document.lows, document.lists["spans_of_time"]
    if "after" not in lows[after : at.first]:
        return False  # as mostly
    led = next((k for k in range(after + 1, at.first) if lows[k] == "after" and lows[k - 1].rstrip("s") in spans), -1)
    return led > 0 and "," not in lows[led : at.first]


def is_past(document: Document, k: int) -> bool:
    """Tell a past tense or a participle that is none of the present."""
    return document.tags[k] & flag.ACTED > 0 and not document.lows[k].endswith("ing") and document.lows[k] != "had"


def last_past(document: Document, first: int, last: int) -> int:
    """Give the last past tense or participle among tokens ``first`` to ``last``, -1 without one."""
    pasts = compress(range(last - 1, first - 1, -1), map(flag.ACTED.__and__, reversed(document.tags[first:last])))
    return next((k for k in pasts if is_past(document, k)), -1)
