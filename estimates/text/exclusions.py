"""Numbers that are no figures: dates, clock times, ages, scores, labels, names, addresses, list numbers."""

from __future__ import annotations

from estimates.text.lexicon import lexicon, words_of
from estimates.text.nouns import STOP, STREETS, Noun, is_person, noun_after
from estimates.text.numbers import DASHES, Numeral, Words, is_digits

_LEXICON = lexicon("exclusions")
MONTHS = frozenset(_LEXICON["months"])
MONTH_NUMBERS: dict[str, int] = _LEXICON["month_numbers"]
LABELS = words_of(_LEXICON["labels"])
CLOCK = frozenset(_LEXICON["clock"])
YEAR_BEFORE = frozenset(_LEXICON["year_before"])
CONTESTS = words_of(_LEXICON["contests"])
_OLDEST = 120  # years a person may count
_SENTENCE_END = frozenset(".!?:;\"'()")
_ONE_BEFORE = words_of(_LEXICON["one_before"])
_ONE_AFTER = words_of(_LEXICON["one_after"])


def starts_sentence(words: Words, i: int) -> bool:
    """Whether word ``i`` is the first of a sentence or quotation."""
    return i == 0 or words.low[i - 1] in _SENTENCE_END or "\n" in words.text[words.ends[i - 1] : words.starts[i]]


def _plain_integer(words: Words, numeral: Numeral) -> bool:
    w = words.low[numeral.start]
    return numeral.kind == "digits" and w.isdigit() and numeral.stop == numeral.start + 1


def is_glued_name(words: Words, numeral: Numeral, size: bool) -> bool:
    """Part of a longer sign: "M21", "F-16", "COVID-19", "4:39", "9/11", "555-0142", "#5", "47th", "3D", "1.2.3"."""
    i, j = numeral.start, numeral.stop
    if numeral.kind != "digits":
        return False
    if words.glued(i):
        before = words.low[i - 1]
        if before.isalpha() or before in "#/_@&\\":
            return not (before == "/" and size) and before not in (
                "fb",
                "abt",
                "approx",
                "est",
                "c",
                "x",
                "minus",
                "plus",
            )
        if before == "-" and i > 1 and words.glued(i - 1) and words.low[i - 2] not in ("$", "£", "€", "minus", "("):
            return True
        if before in (":", ".") and i > 1 and words.glued(i - 1) and words.low[i - 2][0].isdigit():
            return True
    if words.glued(j):
        after = words.low[j]
        if after == ":" and words.glued(j + 1) and is_digits(words.low[j + 1]):
            return True
        if after == "/" and words.glued(j + 1) and is_digits(words.low[j + 1]):
            return not size
        if after[0] == "." and len(after) > 1:
            return True
        if after in ("st", "nd", "rd", "th"):
            return True
    return False


def is_date(words: Words, numeral: Numeral) -> bool:
    """A day beside a month: "Nov. 6", "6 November", "14-16 March"."""
    if not _plain_integer(words, numeral) or numeral.value > 31:
        return False
    i, j = numeral.start, numeral.stop
    if words.at(i - 1) in MONTHS and words.raw[i - 1][0].isupper():
        return True
    if words.at(i - 1) == "." and words.at(i - 2) in MONTHS and words.raw[i - 2][0].isupper():
        return True
    if words.at(j) in DASHES and words.at(j + 1).isdigit():
        j += 2
    if words.at(j) in ("of", "-"):
        j += 1
    if words.at(j) in MONTHS and words.raw[j][0].isupper():
        return words.at(j) != "may" or not words.at(j + 1).isalpha() or words.at(j + 1) in STOP
    return False


def is_year(words: Words, numeral: Numeral, noun: Noun | None, hedged: bool, size: bool) -> bool:
    """Four bare digits that date something: "in 2019", "the 2016 elections", "since 1985", "2017-18"."""
    if not _plain_integer(words, numeral) or len(words.low[numeral.start]) != 4 or not 1000 <= numeral.value < 2200:
        return False
    before = words.at(numeral.start - 1)
    if size:
        return before in ("in", "since") and numeral.value >= 1900
    if numeral.value < 1400 or (hedged and (noun is not None or before not in ("around", "circa", "about", "c", "ca"))):
        return False
    if noun is not None and noun.plural:
        i = numeral.start
        if numeral.value >= 1900 and i and words.raw[i - 1].istitle() and not starts_sentence(words, i - 1):
            return before not in STOP and not is_person(noun.head)  # "Keppel 2018 sales"
        return before in YEAR_BEFORE or before in MONTHS or (before == "." and words.at(numeral.start - 2) in MONTHS)
    return True


def is_decade(words: Words, numeral: Numeral) -> bool:
    """Whether a year or decade in the plural, "the 1990s", "2018s", "the 80s", looks like seconds."""
    j = numeral.stop
    if numeral.kind != "digits" or not words.glued(j) or words.low[j] != "s":
        return False
    digits = words.low[numeral.start]
    return digits.isdigit() and (len(digits) == 4 or (len(digits) == 2 and digits[1] == "0"))


def is_clock(words: Words, numeral: Numeral) -> bool:
    """Say whether a number is a time of day: "9 p.m.", "0900 GMT", "6 o'clock"."""
    j = numeral.stop
    after = words.at(j)
    if after in CLOCK:
        return after != "est" or words.raw[j].isupper()
    if after == "o" and words.at(j + 1) == "'":
        return True
    return after in ("a", "p") and words.at(j + 1) == "." and words.at(j + 2) == "m"


def _old_thing(words: Words, k: int) -> bool:
    """Whether "old" at the word before ``k`` describes a thing: the age of a skull or a bridge is a measure."""
    noun = noun_after(words, k, one=True) if words.at(k).isalpha() and words.at(k) not in STOP else None
    return noun is not None and not is_person(noun.head)


def is_age(words: Words, numeral: Numeral, noun: Noun | None, unit: str | None, stop: int) -> bool:
    """The age of a person: "a 25-year-old", "aged 18 to 60", "Artem, 19,", "he is 35"."""
    i, j = numeral.start, stop
    if unit in ("year", "month", "week", "day", "hour"):
        k = j + (words.at(j) == "-")
        if words.at(k) == "of" and words.at(k + 1) == "age":
            return True
        return words.at(k) in ("old", "olds") and (numeral.value <= _OLDEST and not _old_thing(words, k + 1))
    before = words.at(i - 1)
    if before in ("aged", "age", "ages") or (before == "of" and words.at(i - 2) in ("age", "ages")):
        return True
    if noun is not None or unit is not None or not _plain_integer(words, numeral) or numeral.value > _OLDEST:
        return False
    after = words.at(numeral.stop)
    if before == "," and i > 1 and after in (",", ".", ";", ")", "") and words.raw[i - 2][0].isalpha():
        return words.raw[i - 2][0].isupper() or is_person(words.low[i - 2])
    if before == "(" and after == ")":
        return True
    if before in ("is", "was", "be", "turned", "turns", "am", "are") and after in (
        ".",
        ",",
        ";",
        "",
        "when",
        "and",
        "now",
        "by",
        "but",
    ):
        subject = words.at(i - 2) if words.at(i - 2) not in ("will", "now", "only") else words.at(i - 3)
        return before != "are" and (
            subject in ("he", "she", "who", "i", ",", "'s") or (i > 1 and words.raw[i - 2][0].isupper())
        )
    return False


def is_list_number(words: Words, numeral: Numeral) -> bool:
    """Number of a list item: "1. Call", "2) Bring", "[3]"."""
    if not _plain_integer(words, numeral) or numeral.value > 99:
        return False
    i, after = numeral.start, words.at(numeral.stop)
    if words.at(i - 1) == "[" and after == "]":
        return True
    return (
        after in (".", ")")
        and words.glued(numeral.stop)
        and starts_sentence(words, i)
        and numeral.stop + 1 < len(words)
    )


def is_label(words: Words, numeral: Numeral, noun: Noun | None, size: bool) -> bool:
    """Name with a number at its end or start: "Resolution 2397", "iPhone 11", "787 Dreamliner", "18 Harbor Street"."""
    i, raw = numeral.start, words.raw
    if numeral.kind == "words":
        return (
            i > 0
            and raw[i][0].isupper()
            and words.low[i - 1] in LABELS
            and raw[i - 1][0].isupper()
            and len(words.low[i - 1]) > 2
        )
    if not _plain_integer(words, numeral):
        return False
    before = words.at(i - 1)
    if before == "." and words.at(i - 2) in ("no", "nos", "art", "sec", "ch", "vol", "fig", "p", "pp", "rd"):
        return True
    plural = noun is not None and noun.plural
    if before in LABELS and (raw[i - 1] != before or not plural) and not (before == "no" and raw[i - 1] == before):
        return not (size and before in ("i", "km", "mile", "day", "week")) and not (
            starts_sentence(words, i - 1) and plural
        )
    if size:
        return before == "local" and raw[i - 1][0].isupper()
    if noun is not None and raw[noun.start][0].isupper():
        if any(w in STREETS for w in words.low[noun.start : noun.stop]) and not is_person(noun.head):
            return True
        if not plural and numeral.value != 1 and not is_person(noun.head):
            return True
    if i and raw[i - 1][0].isalpha() and raw[i - 1] != before and before not in STOP and len(words.low[i]) < 5:
        if not plural and not starts_sentence(words, i - 1):
            return True
        return not plural and raw[i - 1][1:] != before[1:]
    return False


def is_phone(words: Words, numeral: Numeral) -> bool:
    """A number to call: "+44 20 7946 0018", "called on 907"."""
    i = numeral.start
    digits = words.low[i]
    if digits[0] == "0" and len(digits) > 1 and "." not in digits:
        return True
    if not _plain_integer(words, numeral):
        return " " in digits and (words.at(i - 1) == "+" or words.at(i - 1).isdigit())
    if words.at(i - 1) == "+" and words.glued(i) and words.at(numeral.stop).replace(" ", "").isdigit():
        return True
    before = words.low[max(0, i - 4) : i]
    if (
        words.at(i - 1).replace(" ", "").isdigit()
        and len(words.low[i]) > 2
        and words.at(numeral.stop)[:1] in ("", ".", ",", ")")
    ):
        return True
    return words.at(i - 1) in ("on", "dial", "call", "phone", "text", "at") and bool(
        {"called", "call", "dial", "hotline", "phone", "reached"} & set(before)
    )


def is_pronoun_one(words: Words, numeral: Numeral, noun: Noun | None) -> bool:
    """Whether "one" stands for somebody or something rather than for a number: "the one", "one another", "one day"."""
    i, j = numeral.start, numeral.stop
    if words.low[i] != "one" or j != i + 1:
        return False
    before, after = words.at(i - 1), words.at(j)
    if before in _ONE_BEFORE or after in _ONE_AFTER:
        return True
    if after == "of":
        if words.at(j + 1) not in (
            "the",
            "its",
            "his",
            "her",
            "their",
            "our",
            "my",
            "these",
            "those",
            "several",
            "many",
            "two",
            "three",
        ):
            return True
        return words.at(j + 2) in ("first", "last", "second", "many", "few", "most-")
    return after == "-" or noun is None


def is_one_day(words: Words, numeral: Numeral, unit: str, stop: int) -> bool:
    """Whether "one day" is some day: "one day, he left", "and one year after"."""
    if numeral.kind != "words" or numeral.value != 1 or unit not in ("day", "second", "year"):
        return False
    return words.at(numeral.start - 1) in ("", ",", ".", "and", "that", "this") or words.at(stop) in (
        "after",
        ",",
        "when",
    )


def is_score(words: Words, first: Numeral, second: Numeral) -> bool:
    """Whether "3-1" is a result and not a range: it falls or is level, or the sentence speaks of winning."""
    if first.value >= second.value:
        return True
    near = set(words.low[max(0, first.start - 8) : first.start]) | set(words.low[second.stop : second.stop + 3])
    return second.value < 200 and bool(near & CONTESTS)
