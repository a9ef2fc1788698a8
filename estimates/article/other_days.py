"""Dates beside a figure that are not its own: of the event that a toll is of, recalled, or of what it ranks against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from dateutil.relativedelta import relativedelta

from estimates.article import tags as flag
from estimates.article.clauses import is_finite
from estimates.article.dates import DateWords
from estimates.article.days import owns
from estimates.article.document import Document
from estimates.article.reaches import limits
from estimates.article.standing import Standing
from estimates.article.tolls import toll_at

_WHEN = re.compile(r",?\s+(?:when|that|(?:in )?which)\b", re.IGNORECASE)
_CLOSED = re.compile(r",\s+(?:has|have|had|was|were|is|are)\s", re.IGNORECASE)
_NO_VERB = flag.DETERMINER | flag.PREPOSITION | flag.PRONOUN | flag.NUMBER | flag.SUBORDINATOR
_NO_ANTECEDENT = flag.VERB | flag.PAPER  # "said that by Monday", "a study that appeared in 2018 gives"
_JOINED = frozenset(["and", "or", "but", ";"])
_RANKED = 10  # tokens of "the lowest figure since the movement began in"
_NEAR = 6  # tokens of "the worst quake since"


def is_recalled(document: Document, words: DateWords, at: Standing) -> bool:
    """ "The worst since 2015, when 130 died", "since a blast in May killed 130": they died then."""
    if words.end > at.figure.start:
        return False
    if _CLOSED.search(document.plain, words.end, at.figure.start):
        return False  # "the worst since 1987, when 90 died, has killed 40"
    after = document.token_at(words.end - 1) + 1
    told = after < at.first and document.lows[after] not in document.lists["present_helpers"]
    return _WHEN.match(document.plain, words.end) is not None or (told and is_finite(document, after))


def ranks_against(document: Document, words: DateWords, at: Standing) -> bool:
    """ "40 voted, the lowest figure since the vote began in January", "..., the highest in 2024": of no such span."""
    first = document.token_at(words.start)
    known = flag.DETERMINER | flag.OWNER
    if not words.since:  # "40 were hurt, the second-highest number in 2024"
        named = (k for k in range(max(first - _RANKED, at.last), first) if _is_rank(document, k))
        place = next(named, first)
        aside = document.tags[place - 1] & known and "," in document.lows[max(place - 2, at.last) : place]
        return bool(place < first and aside) and words.precision != "day" and not limits(document, words)
    if words.start < at.figure.end:  # "the fire, the worst since 1987, killed 40", "Orr's worst quake since 1923"
        near = range(max(first - _NEAR, at.sentence.first + 1), first)
        ranked = (k for k in near if _is_rank(document, k) and document.tags[k - 1] & known)
        alone = "since" in document.lows[first - 1 : first + 1]  # and not "since a blast in May killed 130"
        recalled = _WHEN.match(document.plain, words.end) if alone else is_recalled(document, words, at)
        return next(ranked, None) is not None and not recalled
    if any(_is_rank(document, k) for k in range(max(first - _RANKED, at.last), first)):
        return True
    # "The worst fire in a town of 900 since 1987"
    before = range(max(first - _RANKED, at.sentence.first + 1), at.first)
    rank = next((k for k in before if _is_rank(document, k) and document.tags[k - 1] & known), None)
    return rank is not None and not any(is_finite(document, k) for k in range(rank, first))


def _is_rank(document: Document, k: int) -> bool:
    low, lists = document.lows[k], document.lists
    return low in lists["ranks"] or (low.endswith(("est", "-worst")) and low not in lists["not_superlatives"])


def counted_up_to(
    document: Document, of: DateWords, others: Sequence[DateWords], days: dict[DateWords, date]
) -> DateWords | None:
    """ "As of 14 March, 900 have come in 2016": the day up to which was counted in that year."""
    exact = [words for words in others if words.precision == "day"] if of.precision in ("year", "month") else []
    if not exact:
        return None
    begun = days[of]
    until = begun + (relativedelta(years=1) if of.precision == "year" else relativedelta(months=1))
    return next((words for words in exact if begun <= days[words] < until and limits(document, words)), None)


def dates_what_a_toll_is_of(document: Document, at: Standing, words: DateWords) -> bool:
    """ "The toll from the quake that shook Orr on Wednesday has risen to 760": so many were counted later."""
    if words.end > at.figure.start or toll_at(document, at) is None:
        return False
    lows, first = document.lows, document.token_at(words.start)
    toll = next(k for k in range(at.first - 1, at.sentence.first - 1, -1) if lows[k] == "toll")
    moves = next((k for k in range(at.first - 1, toll, -1) if is_finite(document, k)), toll)
    return toll + 1 < first < moves and lows[toll + 1] in document.lists["hangs_on"] and not words.since


def dates_another(document: Document, at: Standing, words: DateWords) -> bool:
    """ "Found 14 bodies from the blast that levelled Orr on Monday": the day of the blast, and of whom it killed."""
    lows, tags, relatives = document.lows, document.tags, document.lists["relatives"]
    first, after = document.token_at(words.start), document.token_at(words.end - 1) + 1
    opens = first - 1
    while opens > at.sentence.first and not tags[opens] & flag.MARK and lows[opens] not in relatives:
        opens -= 1
    relative = lows[opens] in relatives and opens + 1 < first and not tags[opens - 1] & _NO_ANTECEDENT
    if not relative or words.since or limits(document, words, at):
        return False
    leads = tags[opens + 1] & (_NO_VERB | flag.LOWER)
    if leads != flag.LOWER and not any(map(partial(is_finite, document), range(opens + 1, first))):
        return False  # "that on Monday"
    if at.first < first:
        struck = not document.language.fates.keys().isdisjoint(lows[at.sentence.first : opens])
        return opens > at.beyond + 1 and lows[opens - 1] not in ("of", "to") and not struck
    ends = next((k for k in range(after, at.sentence.last) if tags[k] & flag.MARK or is_finite(document, k)), at.first)
    struck = lows[ends] in document.language.fates
    return ends < at.first and not struck and not {lows[ends - 1], lows[ends]} & _JOINED


def dates_its_event(document: Document, words: DateWords) -> bool:
    """ "After Monday's blast 40 were missing", "in the wake of Friday's vote": the day is the event's alone."""
    k = document.token_at(words.start)
    after = k > 0 and document.lows[k - 1] in document.lists["after_events"]
    return after and not words.since and owns(document.plain, words.end)
