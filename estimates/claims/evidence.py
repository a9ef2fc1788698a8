"""What speaks for two figures with one number being one, told twice: their words, held against those of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from math import log

from estimates.claims.one_event import Row, Within, comparable, parted
from estimates.claims.stems import classes_of, plain_words, stems_of
from estimates.lang.lexicon import language
from estimates.units import kind_of_unit

#: What befalls people, by the name of its measure.
FATES = language("en").lists["befallen"] | {"attackers", "casualties", "cases"}
#: Evidence, in natural logarithms of odds, from which two figures are one.
ENOUGH = 8.0
#: The same where what both say of their event differs, as the label of a lead that was read another way does.
PLENTY = 12.0
_DIGIT, _SMALL = log(10.0), 1.0  # what a digit that could have been another is worth; what a number below 10 is
_FEWEST = 10  # a number from which two articles rarely have the same by chance
_FOLDER = 20  # figures from which words are known to be rare: of fewer, most have each word once
_MOST = 3.0  # what one word that few have is worth
_SAME_WHO, _SAME_PLACE, _SAME_EVENT = 2.0, 1.0, 1.0
_OTHER = -4.0  # whom, where, since when, on which day
_UNLIKE = -1.0  # words for one thing may be others: of what is counted, of what happened, of a part or all
_HEDGED = -1.0  # "more than a dozen" is no "about a dozen"
_FEW = ("", "[count]", "[person]", "[time]", "share")  # dimensions of few values, which many things have
_NUMERAL = re.compile(r"\d")


class Evidence:
    """The words of some figures, and how many of them have each."""

    def __init__(self, rows: Sequence[Row], within: Within) -> None:
        self._within = within
        nobody = plain_words("anybody")
        self._clause = {id(row): stems_of(around(row["sentence"], row["text"])) - nobody for row in rows}
        self._words = Counter(word for words in self._clause.values() for word in words)
        self._measures = Counter(row["quantity"] for row in rows)
        self._n = max(len(rows), _FOLDER)

    def of_one(self, one: Row, other: Row) -> float:
        """What speaks for two figures with one number being one: the number itself, and each thing that both say."""
        shared = self._clause[id(one)] & self._clause[id(other)]
        words = sum(self._rare(self._words[word]) for word in sorted(shared))
        return words + _number(one) + self._measure(one, other) + self._slots(one, other)

    def _rare(self, count: int) -> float:
        return min(_MOST, log((self._n + 1) / (count + 0.5)))

    def _measure(self, one: Row, other: Row) -> float:
        a, b = one["quantity"], other["quantity"]
        if a is None or b is None:
            return 0.0
        if a == b:
            return max(1.0, self._rare(self._measures[a]))
        return 1.0 if one_measure(one, other) else _UNLIKE

    def _slots(self, one: Row, other: Row) -> float:
        who = _told(one, other, "who", _SAME_WHO, alike=bool(stems_of(one["who"] or "") & stems_of(other["who"] or "")))
        near = comparable(one["place"], other["place"], self._within)
        place = _told(one, other, "place", _SAME_PLACE, alike=near)
        event = _told(one, other, "event", _SAME_EVENT, unlike=_OTHER if _other_day(one, other) else _UNLIKE)
        since = _OTHER if one["since"] != other["since"] else 0.0
        days = _of_day(one), _of_day(other)
        day = _OTHER if None not in days and days[0] != days[1] else 0.0
        scope = _UNLIKE if one["scope"] != other["scope"] else 0.0
        return who + place + event + since + day + scope + (_HEDGED if one["hedge"] != other["hedge"] else 0.0)


def _told(one: Row, other: Row, name: str, same: float, *, alike: bool = False, unlike: float = _OTHER) -> float:
    """What it weighs that both say the same in a slot or not; what one of them does not say tells nothing."""
    if one[name] is None or other[name] is None:
        return 0.0
    return same if one[name] == other[name] or alike else unlike


def _other_day(one: Row, other: Row) -> bool:
    """Whether the events of two figures were on two days, months or years."""
    a, b = parted(one["event"] or "")[1], parted(other["event"] or "")[1]
    return a is not None and b is not None and not a.meets(b)


def _of_day(row: Row) -> date | None:
    """The day that a figure is of."""
    day: date | None = row["as_of"]
    return day.date() if isinstance(day, datetime) else day


def _number(row: Row) -> float:
    """What a number weighs by itself; each end of a range does."""
    if row["hedge"] == "vague":
        return 0.0
    ends = [end for end in (row["low"], row["high"]) if end is not None] if row["value"] is None else []
    if len(ends) == 2:
        return sum(_digits(end, row) * _DIGIT for end in ends)
    return _DIGIT * digits(row) if size_of(row) >= _FEWEST else _SMALL


def size_of(row: Row) -> float:
    """The number of a figure, or its end."""
    return float(next((row[name] for name in ("value", "high", "low") if row[name] is not None), 0.0))


def digits(row: Row) -> int:
    """How many digits a number has that could have been others; an amount of money could have had more than a count."""
    return _digits(size_of(row), row) + (kind_of_unit(row["unit"]) not in _FEW)


def _digits(size: float, row: Row) -> int:
    if "dozen" in row["text"]:
        return 1
    return len(f"{size:.6e}".partition("e")[0].replace(".", "").rstrip("0"))


def other_fate(one: Row, other: Row) -> bool:
    """Whether two figures count what befell people, and not the same."""
    return one["quantity"] != other["quantity"] and not FATES.isdisjoint((one["quantity"], other["quantity"]))


def one_measure(one: Row, other: Row) -> bool:
    """Whether two figures count the same, by a word of both or by words for one thing."""
    if not one["quantity"] or not other["quantity"] or other_fate(one, other):
        return False
    if one["quantity"] == other["quantity"]:
        return not of_anybody(one)
    words, others = (stems_of(f"{row['quantity']} {row['noun'] or ''}") for row in (one, other))
    classes = (classes_of("noun", row["quantity"]) for row in (one, other))
    return bool((words & others) - plain_words("anybody")) or bool(frozenset.intersection(*classes))


def of_anybody(row: Row) -> bool:
    """Whether a figure counts people, and nothing says which."""
    return stems_of(row["quantity"]) <= plain_words("anybody")


def around(sentence: str, figure: str) -> str:
    """The words around a figure up to the figures next to it: those behind it, then those before it, nearest first."""
    place = _place_of(figure, sentence) if figure else -1
    if place < 0:
        return ""
    behind, before = sentence[place + len(figure) :][:100], sentence[:place][-60:]
    cut = _NUMERAL.search(behind)
    own = _NUMERAL.split(before)[-1]
    return behind[: cut.start() if cut else None] + " " + " ".join(reversed(own.split()))


def _place_of(figure: str, sentence: str) -> int:
    """Where a figure stands, not within another word: "one" in "someone saw one horse"."""
    place = sentence.find(figure)
    while place >= 0 and any(map(str.isalnum, sentence[place - 1 : place] + sentence[place + len(figure) :][:1])):
        place = sentence.find(figure, place + 1)
    return place
