"""Dates said in words ("on Monday", "Nov. 4", "a week earlier"), where they stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import compress, count
from operator import itemgetter
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from estimates.article.days import READERS, Meaning, dated, days_between, months_between, nearest
from estimates.article.document import Document
from estimates.article.told_years import long_past
from estimates.figures.tokens import Kept
from estimates.lang.lexicon import Language

_YEAR = re.compile(r"\d(?:\d{3}(?!\d|[.,]\d)(?<!\d\d{4})(?<!\d[.,]\d{4})|\.\d\d?\.\d\d|\.(?:0\d|1[0-2])(?!\d))")
_WITHIN = re.compile(r"\b\w+")
_YEARS = re.compile(r"((?:1\d|20)\d\d)(?:\s*[-–]\s*|\s(to|until|through|and)\s)((?:1\d|20)?\d\d)\b(?![.,]\d|\s*[-–%])")
_NOT_ALONE = frozenset(["in", "on", "by", "since", "of", "during", "from", "than", "some", "about", "$", "€", "£"])
_UP_TO_NOW = re.compile(r"\s+(?:to|until|through)\s+(?:date|today|now|the present|present)\b")
# Forms of a span, with the groups that its ends are in.
_SPANS = {
    "months": ("months_from", "months_to"),
    "days": ("first_and", "first_to", "last_of"),
    "month_days": ("of_and", "of_to", "last_in"),
}
_LED = {"to": "from", "until": "from", "through": "from", "and": "between"}
_HOLD_SPAN = frozenset(["in", "of", "during", "the", "from"])
_NEWS = timedelta(days=14)  # in which "on 3 May" is of now, whatever years are told of
_NAMED = 4  # tokens from a year to the event that it tells: "the 2014 World Cup final"
_TOLD_AGAIN = re.compile(r",?\s+\(?(?:on\s+)?(?=\w+\.?\s\d|\d)")  # "two days later, on 3 May", "last week (May 3-9)"
_BEFORE_THAT = frozenset([",", ";", "in", "by", "of", "until", "during", "early", "late"])
_ONE = frozenset(["a", "an"])
_MARKS = frozenset(".,;:!?\"“”'’()-–—")  # no words for a date begin at these
_BACK = 4  # sentences in which the day of "the same day" was named
_JOINT = len(" onwards,")
_SINCE = 14  # tokens between "since" and the date: "since the offensive in 2021"


class Openers(NamedTuple):
    """The words at which words for a date begin: a look at these costs less than a look at every letter.

    Such words have a ``trigger`` among them; they begin with one that may stand ``alone``, or with another of ``all``
    before one that may be the ``second``, or with a number or a compound: ``may_open`` tells such a word.
    """

    triggers: frozenset[str]
    second: frozenset[str]
    alone: frozenset[str]
    all: frozenset[str]
    may_open: Kept[bool]


@cache
def openers_of(language: Language) -> Openers:
    """Give the words of a language at which words for a date begin."""
    lists = language.lists
    triggers = lists["date_words"] | {f"{word}'s" for word in lists["date_words"]}
    numbers = frozenset(language.calendar.numbers)
    second = triggers | {"the", "of"}
    alone = second - lists["date_spans"]
    every = alone | numbers | lists["date_openers"]
    may_open = Kept(lambda low: low in every or not (low.isalpha() or low in _MARKS))
    return Openers(triggers, second | numbers, alone, every, may_open)


@dataclass(slots=True, eq=False)
class DateWords(Meaning):
    """Words for a date, and where they stand.

    With ``shift`` they are counted from another date in the text rather than from the article: "a week earlier". With
    ``since`` a span begins there: "since the offensive in 2021", "in the past 24 hours". They ``tell`` an event, and
    end with it, where they only say which one is meant: "a 2010 earthquake".
    """

    start: int = 0
    end: int = 0
    shift: bool = False
    since: bool = False
    tell: bool = False


def find_dates(document: Document, numbers: Iterable[int], reported: date | None = None) -> dict[int, list[DateWords]]:
    """Find the words for dates in some sentences of a document, by the number of the sentence.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> document = read_document("It had 40. On Monday it had 40, up from 30 a week earlier.")
    >>> found = find_dates(document, [0, 1], date(2024, 11, 6))
    >>> {number: [(words.day.isoformat(), words.shift) for words in dates] for number, dates in found.items()}
    {1: [('2024-11-04', False), ('2024-10-28', True)]}
    """
    reader = _Reader(document, reported)
    return {number: found for number in numbers if (found := reader.of_sentence(number))}


@dataclass(slots=True, eq=False)
class _Reader:
    """What is kept while the sentences of a document are read for dates.

    No closures: functions that call each other are a circle, and would hold the document until the collector comes by.
    """

    document: Document
    reported: date | None
    low: str = ""
    past_days: list[tuple[int, date, int]] | None = None
    read: dict[int, list[DateWords]] = field(default_factory=dict)

    def of_sentence(self, number: int) -> list[DateWords]:
        """The words for dates of one sentence, read once."""
        found = self.read.get(number)
        if found is None:
            found = self.read[number] = self._of_sentence(number)
        return found

    def _of_sentence(self, number: int) -> list[DateWords]:
        """A text is brought to lower case when the first sentence may have words for dates."""
        document, sentence, openers = self.document, self.document.sentences[number], openers_of(self.document.language)
        lows = document.lows[sentence.first : sentence.last]
        if (
            openers.triggers.isdisjoint(sentence.has)
            and _YEAR.search(document.plain, sentence.start, sentence.end) is None
        ):
            return []
        self.low = self.low or _lowered(document.plain)
        openings = _openings(openers, lows, document.starts[sentence.first : sentence.last])
        return list(self._found(number, lows, openings, sentence.end))

    def told(self, offset: int) -> date | None:
        """The date with a year nearest to a place in a text that tells of years past; those before count as nearer."""
        if self.past_days is None:
            self.past_days = long_past(self.document, self.low, self.reported)
        far = ((max(offset - at, later * (at - offset)), day) for at, day, later in self.past_days)
        return min(far, key=itemgetter(0), default=(0, None))[1]

    def before(self, number: int) -> date | None:
        """The day that was named last before a sentence, from which "the same day" counts."""
        near = range(number - 1, max(number - 1 - _BACK, -1), -1)
        dates = (words for n in near for words in reversed(self.of_sentence(n)))
        named = (words.day for words in dates if words.precision and not words.since)
        return next((day for day in named if day is not None), None)

    def _found(
        self, number: int, lows: list[str], openings: Iterable[tuple[int, int]], end: int
    ) -> Iterator[DateWords]:
        """The words for dates that begin at one of the openings of a sentence, none in another."""
        calendar, low, reported = self.document.language.calendar, self.low, self.reported
        last: date | None = None  # the day before, from which "a week earlier" counts
        past, match_at = 0, calendar.forms.match
        for k, opening in openings:
            match = match_at(low, opening, end) if opening >= past else None
            if match is None and opening >= past and lows[k][:1] in "12":
                for words in self._years(lows, k, opening):
                    yield words
                    past, last = words.end, words.day
            if match is None:
                continue
            past = match.end()
            if match.lastgroup in _SPANS:
                yield from self._span(match)
                continue
            shift = match["shift"] is not None
            if match["that"] and k and lows[k - 1] not in _BEFORE_THAT:
                continue  # "said that May", and not "that May, 40 left"
            if match.lastgroup == "feast" and not _ONE.isdisjoint(lows[max(k - 2, 0) : k]):
                continue  # "faces a bleak Christmas", "a Christmas tree"
            told_of = match["edge_told"] and self.told(opening) is not None
            if shift or match["same"] or told_of:
                last = last or self.before(number)
            from_it = match["same"] or (shift and (last or match["later"])) or ((match["back"] or told_of) and last)
            anchor = last if from_it else reported
            try:
                meant = READERS[match.lastgroup or ""](calendar, match, anchor)
                further = (
                    calendar.further.match(low, past, end) if match.lastgroup == "absolute" and meant.coming else None
                )
                if further is not None:  # "on May 3 and 4, 2010"
                    meant = dated(f"{match['absolute']} {further[1]}", anchor)
                undated = match.lastgroup in ("absolute", "month") and meant.coming is not None
                if undated and not (match.lastgroup == "absolute" and _is_news(meant.day, reported)):
                    # which year it was is not said
                    meant = nearest(match["month_name"] or match["absolute"], self.told(opening)) or meant
                    if match["month_end"] and meant.day is not None:
                        coming = meant.coming and meant.coming + relativedelta(day=31)
                        meant = Meaning(meant.day + relativedelta(day=31), meant.precision, meant.ahead, coming)
            except (ValueError, OverflowError):
                continue
            again = shift or match["same"] or match.lastgroup == "period"
            told_again = _TOLD_AGAIN.match(low, past, end) if again else None
            if told_again is not None and match_at(low, told_again.end(), end) is not None:
                continue
            since = match["span"] is not None or _begins_span(self.document, lows, k, low[past : past + _JOINT])
            ahead = meant.ahead and anchor is reported
            yield DateWords(meant.day, meant.precision, ahead, meant.coming, *match.span(), shift, since)
            last = meant.day

    def _span(self, match: re.Match[str]) -> Iterator[DateWords]:
        """ "Between March and June", "from 3 to 9 May 2010": the words at both ends of a span."""
        months = match.lastgroup == "months"
        try:
            first, last = (
                months_between(self.document.language.calendar, match, self.reported)
                if months
                else days_between(match, self.reported)
            )
        except ValueError:  # "31 to 30 June"
            return
        ends = [(k, match.end(k)) for k in _SPANS[match.lastgroup or ""] if match[k]]
        for meant, (group, end) in zip((first, last), ends, strict=True):
            since = meant is first
            yield DateWords(meant.day, meant.precision, False, meant.coming, match.start(group), end, since=since)

    def _years(self, lows: list[str], k: int, opening: int) -> Iterator[DateWords]:
        """ "From 1914 to 1918", "the 1914–18 war", "a 2010 earthquake": years that no preposition leads."""
        before, span = lows[k - 1] if k else "", _YEARS.match(self.low, opening)
        if span is not None and (before == _LED.get(span[2] or "", before)):
            first, last = int(span[1]), int(span[1][: 4 - len(span[3])] + span[3])
            if first < last and (span[2] or before in _HOLD_SPAN):
                yield DateWords(date(first, 1, 1), "year", start=opening, end=span.end(1), since=True)
                yield DateWords(date(last, 1, 1), "year", start=span.start(3), end=span.end())
                return
        if len(lows[k]) != len("2010") or not lows[k].isdigit():
            return
        if before == "from" and _UP_TO_NOW.match(self.low, opening + len(lows[k])):
            yield DateWords(date(int(lows[k]), 1, 1), "year", start=opening, end=opening + len(lows[k]), since=True)
            return
        named = before == "of" and k > 1 and _is_event(self.document, lows[k - 2])  # "the siege of 1565"
        named = named or before in self.document.lists["years_lead"]  # "in summer 2023"
        recalled = "when" in lows[k + 1 : k + 3]  # "it dates from 1974, when 40 left"
        event = 0 if named or recalled or before in _NOT_ALONE else _event_after(self.document, lows, k)
        if event or named or recalled:
            end = self.document.ends[bisect_left(self.document.starts, opening) + event]
            since = _begins_span(self.document, lows, k, "")
            yield DateWords(date(int(lows[k]), 1, 1), "year", start=opening, end=end, since=since, tell=not recalled)


def _event_after(document: Document, lows: list[str], k: int) -> int:
    """How many tokens behind a year the event stands that it tells, within its noun phrase; 0 for none."""
    found = 0
    for n, low in enumerate(lows[k + 1 : k + 1 + _NAMED], 1):
        if _is_event(document, low):
            found = n
        elif found or not low[0].isalpha() or low in document.lists["not_names"]:
            break
    return found


def _is_event(document: Document, low: str) -> bool:
    return low in document.language.events or low in document.lists["dated_events"]


def _lowered(text: str) -> str:
    """A text in lower case, letter for letter."""
    low = text.lower()
    if len(low) != len(text):  # a few capitals become two letters
        low = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    return low


def _openings(openers: Openers, lows: list[str], starts: list[int]) -> list[tuple[int, int]]:
    """The tokens and offsets at which words for a date may begin: some words, a number, or within a compound.

    Such a compound is "mid-May".
    """
    _, second, alone, every, may_open = openers
    found: list[tuple[int, int]] = []
    for k in compress(count(), map(may_open.__getitem__, lows)):
        low, after = lows[k], lows[k + 1] if k + 1 < len(lows) else ""
        if low in every:
            led = after in second or not after.isalpha()
            if low in alone or (led and (after != "the" or low == "by")):  # "by the end", and not "in the"
                found.append((k, starts[k]))
                if "-" in low:
                    found += [(k, starts[k] + offset) for offset in _within(every, low)]  # "mid-December 2016"
        elif low.isalnum():
            if after in second or after in ("-", "to") or (len(low) == len("2010") and low[0] in "12"):
                # "4 May", "4 to 9 May", "2024-05-04"
                found.append((k, starts[k]))
        elif len(low) > 1 and (not low[0].isdigit() or after in second or not low.replace(",", "").isdigit()):
            found += [(k, starts[k] + offset) for offset in _within(every, low)]
    return found


@lru_cache(maxsize=4096)
def _within(openers: frozenset[str], low: str) -> list[int]:
    """Where words for a date may begin within a compound: at a number, or at a word that opens such."""
    return [m.start() for m in _WITHIN.finditer(low) if m[0].isdigit() or m[0] in openers]


def _begins_span(document: Document, lows: list[str], k: int, after: str) -> bool:
    """ "Since the offensive in 2021", "from 3 May to", "between May and": the words at ``k`` begin a span."""
    near = lows[max(k - _SINCE, 0) : k + 1]
    for low in reversed(near) if "since" in near else ():
        if low == "since":
            return True
        if not low[0].isalnum():
            break
    if k == 0:
        return False
    if lows[k - 1] in ("from", "between"):
        joint = next(iter(after.split()), "").rstrip(",")
        goes_on = ("to", "–", *document.lists["span_goes_on"]) if lows[k - 1] == "from" else ("and", "to")
        if joint in goes_on:
            return True
    return lows[k - 1] in document.lists["span_begins"] and lows[k] != "of"


def _is_news(day: date | None, reported: date | None) -> bool:
    return day is not None and reported is not None and reported - day <= _NEWS
