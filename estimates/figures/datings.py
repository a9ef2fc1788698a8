"""Numbers that date something and count nothing: days beside months, years, decades, times of day."""

from __future__ import annotations

from estimates.figures.labels import starts_sentence
from estimates.figures.nouns import Noun
from estimates.figures.numerals import Numeral
from estimates.figures.tokens import DASHES, Words

_DAYS = DASHES | {"and", "or", "to", ","}
_LAST_DAY = 31
_MONTHS = 12
_DAY, _HOUR = 24, 60  # hours, and minutes
_NEAR = 6  # words back that a bracket may have been opened
_LAST_HOUR, _MINUTES = 24, 60
_HOURS = 12
_COUNTED = 7  # words of "503 suspected cases, "


def _is_month(words: Words, k: int) -> bool:
    """Whether word ``k`` is a month; "may" and "march" only with a capital."""
    w = words.low[k]
    return w in words.lists["months"] and (words.raw[k] != w or w not in ("may", "march", "mar", "sep", "dec"))


def _is_day(word: str) -> bool:
    return word.isdigit() and 0 < int(word) <= _LAST_DAY


def is_date(words: Words, numeral: Numeral) -> bool:
    """A day beside a month: "Nov. 6", "6 November", "14-16 March"."""
    low, i, j = words.low, numeral.start, numeral.stop
    if numeral.value > _LAST_DAY or not numeral.bare:
        return False
    month = i - 1 - (low[i - 1] == ".")
    if _is_month(words, month):
        return not _is_day(low[month - 1])  # "on 3 November 12 people drowned"
    if low[i - 1] in _DAYS and low[i - 2].isdigit() and _is_month(words, i - 3):  # "October 17 and 18"
        ends = not low[j].isalpha() or low[j] in words.lists["stop"]  # "on October 17, 12 people drowned"
        return ends or low[i - 1] != ","
    if (low[j] in DASHES or low[j] in ("and", "or", "to")) and low[j + 1].isdigit():
        j += 2  # "14-16 March", "6 and 8 August"
    j += low[j] in ("of", "-")
    if not _is_month(words, j):
        return False
    after = low[j + 1]
    helps = words.raw[j] == low[j] == "may" and after.isalpha()
    return not helps or after in words.lists["stop"] or after in words.numerals.words


def is_day_of_month(words: Words, numeral: Numeral) -> bool:
    """A day and a month in digits: "on 10.08", "the night of 12.08", "(Orr 10.08, Vela 12.08)"."""
    low, i = words.low, numeral.start
    day, _, month = low[i].partition(".")
    pair = len(day) == len(month) == 2 and day.isdigit() and month.isdigit()
    if not (pair and 0 < int(day) <= _LAST_DAY and 0 < int(month) <= _MONTHS):
        return False
    told = low[i - 1] in words.lists["dated_on"] or (low[i - 1] == "of" and low[i - 2] in words.lists["day_parts"])
    near = low[max(i - _NEAR, 0) : i]
    return told or ("(" in near and words.raw[i - 1][:1].isupper() and low[numeral.stop] in (",", ")"))


def opens_with_clock(words: Words, numeral: Numeral) -> bool:
    """The time at the head of a line: "17.30 – Police say", "20.00 Polls close"."""
    i, j, (hours, _, minutes) = numeral.start, numeral.stop, words.low[numeral.start].partition(".")
    pair = len(hours) == len(minutes) == len("20") and hours.isdigit() and minutes.isdigit()
    if not (pair and int(hours) < _DAY and int(minutes) < _HOUR):
        return False
    opens = i == 0 or "\n" in words.text[words.ends[i - 1] : words.starts[i]]
    return opens and (words.low[j] in (*DASHES, ":") or words.raw[j][:1].isupper())


def is_year(words: Words, numeral: Numeral, noun: Noun | None, hedged: bool, size: bool) -> bool:
    """Four bare digits that date something: "in 2019", "the 2016 elections", "since 1985", "2017-18"."""
    lists, nouns = words.lists, words.nouns
    i, low, raw, value = numeral.start, words.low, words.raw, numeral.value
    if not numeral.bare or len(low[i]) != 4 or not 1000 <= value < 2200:
        return False
    before, modern = low[i - 1], value >= 1900
    if before in ("which", "whom") and low[i - 2] == "of":
        return False  # "30,000 homes, of which 1583 are built"
    compared = before == "over" or (before in ("above", "below") and low[i - 2] in ("points", "percent", "%"))
    if noun is not None and noun.head == "levels" and modern:
        return True  # "40 percent below 1990 levels"
    if modern and noun is None and compared and low[i - 2] in words.hedges.change | {"percent", "%", "points"}:
        return True  # "a 4 percent increase over 2014", "four points above 2019"
    if modern and before.endswith("'s") and noun is not None:
        verb = noun.head in lists["harmed"] and noun.stop - noun.start > 1  # "Rwanda's 1994 genocide killed many"
        if not nouns.is_person(low[noun.stop - 2] if verb else noun.head):
            return True
    if size:
        return before in ("in", "since") and modern
    if value < 1400 and noun is None and not hedged and before in lists["dated_by"]:
        return True  # "in 1389"
    if value < 1400 or (hedged and (noun is not None or before not in ("around", "circa", "about", "c", "ca"))):
        return False
    if noun is None or not noun.plural:
        return True
    if modern and before in lists["months"]:
        return True  # "the quake in September 1999 killed 2,400", "the 15th of April 2016 boats sank"
    if modern and raw[noun.start].istitle() and not nouns.is_person(noun.head):
        return starts_sentence(words, i) or before in lists["year_before"]  # "2020 Ford Explorer pictures"
    if modern and noun.head in lists["paid_sums"] and low[noun.stop] == "of":
        return True  # "it had 1987 sales of $155 million"
    if modern and i and raw[i - 1].istitle() and not starts_sentence(words, i - 1):
        return before not in lists["stop"] and not nouns.is_person(noun.head)  # "Keppel 2018 sales"
    if (before == "of" and low[i - 2][:1].isdigit()) or _follows_count(words, i):
        return False  # "315 of 1500 beds"
    month = low[i - 2] if before == "." else before
    return before in lists["year_before"] or month in lists["months"]


def _follows_count(words: Words, i: int) -> bool:
    """ "503 cases, 1975 deaths", and not "on 3 May, 1975 deaths rose": what is counted before it ends right there."""
    low, k = words.low, i - 2
    if low[i - 1] not in (",", "and"):
        return False
    while k > max(i - _COUNTED, 0) and low[k].isalpha() and low[k] not in words.lists["months"]:
        k -= 1
    return k < i - 2 and low[k][:1].isdigit()


def is_decade(words: Words, numeral: Numeral) -> bool:
    """Whether a year or decade in the plural, "the 1990s", "2018s", "the 80s", looks like seconds."""
    digits, j = words.low[numeral.start], numeral.stop
    j += words.low[j] == "'" and words.glued(j)  # "the 80's"
    if numeral.kind != "digits" or not words.glued(j) or words.low[j] != "s" or not digits.isdigit():
        return False
    return len(digits) == 4 or (len(digits) in (2, 3) and digits[-1] == "0" and digits[1:] != "00")


def is_hour(words: Words, numeral: Numeral) -> bool:
    """Whether four digits can be a time of day: "at 2100 hours", "at 2200 on 3 May"."""
    hour, minute = divmod(int(numeral.value), 100)
    return numeral.bare and len(words.low[numeral.start]) == len("2100") and hour <= _LAST_HOUR and minute < _MINUTES


def is_clock(words: Words, numeral: Numeral) -> bool:
    """Say whether a number is a time of day: "9 p.m.", "0900 GMT", "6 o'clock"."""
    low, j = words.low, numeral.stop
    after = low[j]
    if after in words.lists["clock"]:
        return {"est": words.raw[j].isupper(), "hrs": len(low[j - 1]) == 4}.get(after, True)
    before, parts = low[numeral.start - 1], words.lists["day_parts"]
    if numeral.value <= _HOURS:
        if after == "in" and low[j + 1] == "the" and low[j + 2] in parts:
            return True  # "until 6 in the morning"
        if before == "at" and low[numeral.start - 2] in words.lists["timed"]:
            return True  # "left at eleven"
        if after in ("this", "last") and low[j + 1] in parts and before in words.lists["before_clock"]:
            return True  # "as of 6 this morning"
    if after in words.lists["eras"] and words.raw[j].isupper():  # "around 3,000 B.C."
        return True
    digits = low[numeral.start]
    if len(digits) == len("18.00") and digits[2] == "." and numeral.value < _LAST_HOUR:
        on = after == "on" and (low[j + 1].isdigit() or low[j + 1] in words.language.people.dates)
        dated = on and before in words.lists["clock_at"]
        if dated or low[numeral.start - 2 : numeral.start] == ["as", "of"]:
            return True  # "as of 18.00 on 2 March", "at 18.00 on 2 March"
    return (after == "o" and low[j + 1] == "'") or (after in ("a", "p") and low[j + 1 : j + 3] == [".", "m"])
