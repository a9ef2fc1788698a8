"""Whether a figure is told beside what its article is about: of other times, of many occasions, for comparison."""

from __future__ import annotations

from itertools import compress, pairwise

from estimates.article import tags as flag
from estimates.article.clauses import holds_against
from estimates.article.document import Document
from estimates.article.standing import Standing

_OPENS = 6  # tokens of "Since the beginning of the season"
_NEAR = 4  # tokens of "the deadliest attack there this year"


def is_apart(document: Document, at: Standing) -> bool:
    """Whether the words of a figure say that it is of another time, or of a longer one, than a single event."""
    lists, has = document.lists, at.sentence.has
    return (
        _is_compared(document, at)
        or ("between" in has and _is_between(document, at))
        or ("since" in has and _is_recalled(document, at))
        or (not lists["spans_of_unrest"].isdisjoint(has) and _is_of_unrest(document, at))
        or (not lists["seasons"].isdisjoint(has) and _is_of_season(document, at))
        or _is_usual(document, at)
    )


def _is_compared(document: Document, at: Standing) -> bool:
    """ "Compared with 610 the week before", "more than the 112 killed in 2010": what is held against it."""
    lows, k, floor = document.lows, at.first - 1, at.sentence.first
    k -= k > floor and bool(document.tags[k] & flag.ARTICLE)
    if k <= floor:
        return False
    return lows[k] != "from" and holds_against(document, k)


def _is_between(document: Document, at: Standing) -> bool:
    """ "Between then and the disaster 100 had died": within a span that only words tell."""
    lows = document.lows[at.sentence.first : at.first]
    return lows[:1] == ["between"] and "and" in lows


def _is_recalled(document: Document, at: Standing) -> bool:
    """ "The worst since the 2001 season, when 968 died", "since the sinking off Velden, in which 193 died"."""
    lows = document.lows[at.sentence.first : at.first]
    if "since" not in lows:
        return False
    since = lows.index("since")
    ago = since > 0 and lows[since - 1].rstrip("s") in document.lists["spans_of_time"]  # "ten years since gunmen came"
    return ago or not document.lists["recalls"].isdisjoint(lows[since:])


def _is_of_season(document: Document, at: Standing) -> bool:
    """ "Have died in avalanches this winter", "since the beginning of the season"; not "the worst this year"."""
    lows, lists, first, last = document.lows, document.lists, at.sentence.first, at.sentence.last
    for k in compress(range(first + 1, last), map(lists["seasons"].__contains__, lows[first + 1 : last])):
        begun = lows[k - 2 : k] == ["of", "the"] and lows[k - 3] in lists["beginnings"]
        if not (begun or lows[k - 1] in lists["of_season"]):
            continue
        before = lows[max(k - 1 - _NEAR, first) : k - 1]
        if any(low in lists["ranks"] or low.endswith("est") for low in before):
            continue
        if k < at.first:
            if k <= first + _OPENS or not lists["clause_joints"].isdisjoint(before):
                return True
        elif "," not in lows[at.last : k]:
            return True
    return False


def _is_of_unrest(document: Document, at: Standing) -> bool:
    """ "Killed in three weeks of unrest", "have died this month": over what goes on, and not on one day of it."""
    lows, tags, first, last = document.lows, document.tags, at.sentence.first, at.sentence.last
    spans = document.lists["spans_of_unrest"]
    for k in compress(range(at.last, last - 1), map(spans.__contains__, lows[at.last : last - 1])):
        if lows[k - 2 : k - 1] == ["over"] and tags[k - 1] & flag.NUMBER and lows[k].endswith("s"):
            return True  # "detained over two nights"
        if lows[k + 1] == "of" and lows[k - 2] in document.lists["throughout"] and tags[k - 1] & flag.NUMBER:
            return True
        if lows[k - 1] == "this" and lows[k] in ("month", "week") and "," not in lows[at.last : k]:
            near = tags[first : at.first] + tags[at.last : min(at.last + _NEAR, last)]
            if any(map(flag.HAVE_FORM.__and__, near)):  # a perfect
                return True
    return False


def _is_usual(document: Document, at: Standing) -> bool:
    """ "Usually some 300 drown", "on average 30 die", "8,000 flee each day": so it is at all times."""
    has, each = at.sentence.has, document.lists["each_of"]
    if not document.lists["usual"].isdisjoint(has):
        return True
    spans, lows = document.lists["spans_of_time"], document.lows[at.sentence.first : at.sentence.last]
    return not each.isdisjoint(has) and any(a in each and b in spans for a, b in pairwise(lows))


def is_of_war(document: Document, at: Standing) -> bool:
    """ "The war has killed 300,000 people", in an article on an attack: all of its victims."""
    others, lows = document.lists["other_happenings"], document.lows
    return not (others.isdisjoint(at.sentence.has) or others.isdisjoint(lows[at.floor : at.stop]))


def in_proportion(document: Document, at: Standing) -> bool:
    """ "For every 48 centimetres that it gained, one of its soldiers was killed": no count of those killed."""
    each, lows = document.lists["each_of"], document.lows[at.sentence.first : at.sentence.last]
    return not each.isdisjoint(at.sentence.has) and any(a == "for" and b in each for a, b in pairwise(lows))
