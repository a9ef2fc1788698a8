"""Numbers that are no figures: dates, years, clock times, ages, scores, pronouns, and whoever names.py finds."""

from __future__ import annotations

from estimates.figures.amounts import Amount
from estimates.figures.labels import (
    LABELS,
    is_label,
    is_list_number,
    is_listed,
    is_phone,
    is_version,
    plain_integer,
    starts_sentence,
)
from estimates.figures.measures import TIMES, Unit
from estimates.figures.nouns import STOP, Noun, is_person, is_plural, noun_after
from estimates.figures.numerals import FOLDS, SCALES, Numeral
from estimates.figures.tokens import DASHES, Words
from estimates.lang.lexicon import lexicon, words_of

_LEXICON = lexicon("exclusions")
MONTHS = frozenset(_LEXICON["months"])
MONTH_NUMBERS: dict[str, int] = _LEXICON["month_numbers"]
CLOCK = frozenset(_LEXICON["clock"])
YEAR_BEFORE = frozenset(_LEXICON["year_before"])
CONTESTS = words_of(_LEXICON["contests"])
_DAYS = DASHES | {"and", "or", "to", ","}
_OLDEST = 120  # years a person may count
_ONE_BEFORE = words_of(_LEXICON["one_before"])
_ONE_AFTER = words_of(_LEXICON["one_after"])
_POINTING = words_of("the these those top bottom other both remaining all our your their his her us you them")
_COMPARED = words_of("other others more less fewer")
_GUNS = words_of(".22 .223 .308 .32 .357 .38 .380 .40 .44 .45 .50")
_WHO = words_of("them whom those anyone everyone anybody everybody")
_CROWDS = words_of("crowd crowds mob staff crew police personnel")
_POINTED = words_of("next last past first previous these those coming recent every the final")


def is_none(words: Words, amount: Amount, noun: Noun | None, hedged: bool, part: bool, size: bool) -> bool:
    """Whether an amount is no figure, ``noun`` being what seems to be counted; ``part`` whether an "of the" follows."""
    numeral, unit = amount.numeral, amount.unit
    if amount.money is not None or numeral.kind == "article" or (numeral.scaled and numeral.kind == "digits"):
        return False
    if numeral.kind == "part":
        if words.low[numeral.stop] == "-" and words.glued(numeral.stop):  # "a third-party check"
            return True
        if words.low[numeral.start + 1] in ("in", "out"):  # "only 1 in 5 came"
            return size
        half = words.low[numeral.start] == "half" and words.low[numeral.stop] != "of"
        if noun is not None and noun.head in TIMES:  # "a quarter of a century"
            return True
        return not (part or noun is not None) or unit is not None or half or size
    if numeral.kind == "vague":
        return _idle_vague(words, numeral, noun, unit, size)
    if unit is not None:
        return _none_measured(words, amount, unit, noun, hedged, size)
    if numeral.kind == "digits":
        return _none_in_digits(words, numeral, noun, hedged, size)
    return _none_in_words(words, numeral, noun, size)


def _none_measured(words: Words, amount: Amount, unit: Unit, noun: Noun | None, hedged: bool, size: bool) -> bool:
    numeral = amount.numeral
    if is_age(words, numeral, noun, unit.name, amount.stop) or is_decade(words, numeral):
        return True
    lettered = unit.stop == numeral.stop + 1 and len(words.low[numeral.stop]) == 1 and words.glued(numeral.stop)
    if lettered and words.low[numeral.start - 1] in LABELS and is_label(words, numeral, None, size):  # "Section 66A"
        return True
    if unit.name == "second" and words.glued(numeral.stop):  # "Channel 5s", "children under 5s"
        under = words.low[numeral.start - 1] in ("under", "over") and words.low[numeral.stop] == "s"
        if under or is_label(words, numeral, None, size):
            return True
    return not hedged and is_one_day(words, numeral, unit.name, amount.stop)


def _none_in_digits(words: Words, numeral: Numeral, noun: Noun | None, hedged: bool, size: bool) -> bool:
    following = words.low[numeral.stop]
    if words.low[numeral.start] in _GUNS or (following == "block" and words.low[numeral.stop + 1] == "of"):
        return not hedged  # "a .38 revolver", "the 400 block of Elm Street"
    if words.glued(numeral.stop) and following.isalpha() and following not in ("ish", "plus", "odd", "x"):
        return True
    if plain_integer(words, numeral):
        if is_list_number(words, numeral) or is_year(words, numeral, noun, hedged, size):
            return True
        if is_label(words, numeral, noun, size) or (noun is None and words.low[numeral.start - 1] in ("top", "bottom")):
            return True
    elif is_version(words, numeral, noun, hedged, size):
        return True
    return not size and ((not hedged and is_phone(words, numeral)) or is_age(words, numeral, noun, None, numeral.stop))


def _none_in_words(words: Words, numeral: Numeral, noun: Noun | None, size: bool) -> bool:
    start, low = numeral.start, words.low
    if size or low[start] in FOLDS:
        return False
    if is_pronoun_one(words, numeral, noun):
        return True
    aged = low[start - 1] == "of" and is_person(low[start - 2]) and not is_plural(low[start - 2])
    if aged and noun is None and numeral.value <= _OLDEST:  # "a boy of six"
        return True
    if is_label(words, numeral, noun, size):
        return True
    if noun is None:
        named = words.raw[start].istitle() and words.raw[start - 1].istitle() and not starts_sentence(words, start - 1)
        if named and start > 1 and numeral.stop == start + 1 and low[start - 1] not in STOP:  # "the Big Ten"
            return True
        if numeral.value == 0 or (low[start - 1] == "or" and numeral.value == 2):  # "zero tolerance", "a day or two"
            return True
        return _is_idle(words, numeral)
    if words.raw[start].istitle() and words.raw[noun.start].istitle():
        return not starts_sentence(words, start) and not is_person(noun.head)
    return False


def is_no_range(
    words: Words, start: int, first: Numeral, last: Numeral, noun: Noun | None, unit: Unit | None, size: bool
) -> bool:
    """Whether a pair is no range of a quantity but one of years or ages: "between 2014 and 2017", "aged 18 to 60"."""
    if words.low[start - 1] in ("aged", "age", "ages"):
        return True
    if size or unit is not None or (noun is not None and is_person(noun.head)):
        return False
    if is_listed(words, first.start) or is_date(words, last):  # "between 3 and 9 September"
        return True
    return is_year(words, first, None, False, False) and is_year(words, last, None, False, False)


def _is_idle(words: Words, numeral: Numeral) -> bool:
    """Whether a number word without a noun counts nothing: "a two-way road", "the bottom three", "a baker's dozen"."""
    i, j = numeral.start, numeral.stop
    if words.low[j] == "-" and words.glued(j):
        return words.glued(j + 1)  # "four-, five- and six-cylinder" goes on
    if j == i + 1 and words.low[i] in SCALES:
        return True
    return words.low[i - 1] in _POINTING


def _idle_vague(words: Words, numeral: Numeral, noun: Noun | None, unit: Unit | None, size: bool) -> bool:
    """Whether a vague word says no number here: "the next few weeks", "he scores", "few doubt"."""
    w, before, head = words.low[numeral.start], words.low[numeral.start - 1], words.low[numeral.stop - 1]
    if words.low[numeral.stop] in ("more", "less", "fewer") and words.low[numeral.stop + 1] == "than":
        return True  # "a few more than 100"
    if size:
        return w == "scores" and words.low[numeral.stop] in ("the", "a")
    if before in _POINTED or (not numeral.scaled and words.low[numeral.stop] in _COMPARED):
        return True
    if w in ("scores", "tens") and head == w:
        return words.low[numeral.stop] != "of"
    if head in ("several", "couple"):
        return unit is None  # "several weeks" measures, "several officials" only hints
    if head == "few":
        return True
    return numeral.scaled and head[-1] == "s" and before in ("the", "in") and words.low[numeral.stop] != "of"


def _is_month(words: Words, k: int) -> bool:
    """Whether word ``k`` is a month; "may" and "march" only with a capital."""
    w = words.low[k]
    return w in MONTHS and (words.raw[k] != w or w not in ("may", "march", "mar", "sep", "dec"))


def is_date(words: Words, numeral: Numeral) -> bool:
    """A day beside a month: "Nov. 6", "6 November", "14-16 March"."""
    if not plain_integer(words, numeral) or numeral.value > 31:
        return False
    i, j = numeral.start, numeral.stop
    if _is_month(words, i - 1):
        return True
    if words.low[i - 1] == "." and _is_month(words, i - 2):
        return True
    if words.low[i - 1] in _DAYS and words.low[i - 2].isdigit() and _is_month(words, i - 3):  # "October 17 and 18"
        return True
    if words.low[j] in DASHES and words.low[j + 1].isdigit():
        j += 2
    if words.low[j] in ("of", "-"):
        j += 1
    if _is_month(words, j):
        return words.low[j] != "may" or not words.low[j + 1].isalpha() or words.low[j + 1] in STOP
    return False


def is_year(words: Words, numeral: Numeral, noun: Noun | None, hedged: bool, size: bool) -> bool:
    """Four bare digits that date something: "in 2019", "the 2016 elections", "since 1985", "2017-18"."""
    if not plain_integer(words, numeral) or len(words.low[numeral.start]) != 4 or not 1000 <= numeral.value < 2200:
        return False
    before = words.low[numeral.start - 1]
    if size:
        return before in ("in", "since") and numeral.value >= 1900
    if numeral.value < 1400 or (hedged and (noun is not None or before not in ("around", "circa", "about", "c", "ca"))):
        return False
    if noun is not None and noun.plural:
        i = numeral.start
        if numeral.value >= 1900 and words.raw[noun.start].istitle() and not is_person(noun.head):
            return starts_sentence(words, i) or before in YEAR_BEFORE  # "2020 Ford Explorer pictures"
        if numeral.value >= 1900 and i and words.raw[i - 1].istitle() and not starts_sentence(words, i - 1):
            return before not in STOP and not is_person(noun.head)  # "Keppel 2018 sales"
        return before in YEAR_BEFORE or before in MONTHS or (before == "." and words.low[numeral.start - 2] in MONTHS)
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
    after = words.low[j]
    if after in CLOCK:
        return {"est": words.raw[j].isupper(), "hrs": len(words.low[j - 1]) == 4}.get(after, True)
    if after == "o" and words.low[j + 1] == "'":
        return True
    return after in ("a", "p") and words.low[j + 1] == "." and words.low[j + 2] == "m"


def _old_thing(words: Words, k: int) -> bool:
    """Whether "old" at the word before ``k`` describes a thing: the age of a skull or a bridge is a measure."""
    noun = noun_after(words, k, one=True) if words.low[k].isalpha() and words.low[k] not in STOP else None
    return noun is not None and not is_person(noun.head)


def is_age(words: Words, numeral: Numeral, noun: Noun | None, unit: str | None, stop: int) -> bool:
    """The age of a person: "a 25-year-old", "aged 18 to 60", "Artem, 19,", "he is 35"."""
    i, j = numeral.start, stop
    if unit in ("year", "month", "week", "day", "hour"):
        k = j + (words.low[j] == "-")
        if words.low[k] == "of" and words.low[k + 1] == "age":
            return True
        return words.low[k] in ("old", "olds") and (numeral.value <= _OLDEST and not _old_thing(words, k + 1))
    before, further = words.low[i - 1], words.low[i - 2]
    if before in ("aged", "age", "ages") or (before == "of" and further in ("age", "ages")):
        return True
    if noun is not None or unit is not None or not plain_integer(words, numeral) or numeral.value > _OLDEST:
        return False
    after = words.low[numeral.stop]
    if before == "of" and is_person(further) and not is_plural(further) and further not in _CROWDS:  # "a girl of 9"
        return True
    if before in ("under", "over") and (further in _WHO or is_person(further)):  # "200 of them under 25"
        return True
    if before == "at" and further in ("died", "dies", "dead", "dying"):
        return True
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
        subject = words.low[i - 2] if words.low[i - 2] not in ("will", "now", "only") else words.low[i - 3]
        return before != "are" and (
            subject in ("he", "she", "who", "i", ",", "'s") or (i > 1 and words.raw[i - 2][0].isupper())
        )
    return False


def is_pronoun_one(words: Words, numeral: Numeral, noun: Noun | None) -> bool:
    """Whether "one" stands for somebody or something rather than for a number: "the one", "one another", "one day"."""
    i, j = numeral.start, numeral.stop
    if words.low[i] != "one" or j != i + 1:
        return False
    before, after = words.low[i - 1], words.low[j]
    if words.low[i - 2] == "the" and before.isalpha() and before not in STOP:  # "the rear one"
        return True
    if after == "or" and words.low[j + 1] == "so" and noun is not None:  # "one or so troops"
        return False
    if before in _ONE_BEFORE or after in _ONE_AFTER:
        return True
    if after == "of":
        if words.low[j + 1] not in (
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
        return words.low[j + 2] in ("first", "last", "second", "many", "few", "most-")
    return after == "-" or noun is None


def is_one_day(words: Words, numeral: Numeral, unit: str, stop: int) -> bool:
    """Whether "one day" is some day, and "one year" the one that an event gave: "one day, he left", "one year on"."""
    if numeral.kind != "words" or numeral.value != 1 or unit not in ("day", "second", "year"):
        return False
    if unit == "day" and words.low[numeral.stop] != "-":
        return True
    return words.low[numeral.start - 1] in ("", ",", ".", "and", "that", "this") or words.low[stop] in (
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
