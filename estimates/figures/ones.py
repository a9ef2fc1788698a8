"""When "one" is no count: a pronoun, some day, one among many."""

from __future__ import annotations

from estimates.figures.nouns import Noun
from estimates.figures.numerals import Numeral
from estimates.figures.tokens import Words

_OF_LIST = 8  # words between two counts of a list


def is_pronoun_one(words: Words, numeral: Numeral, noun: Noun | None) -> bool:
    """Whether "one" stands for somebody or something rather than for a number: "the one", "one another", "one day"."""
    i, j, low, lists = numeral.start, numeral.stop, words.low, words.lists
    if low[i] != "one" or j != i + 1:
        return False
    before, after = low[i - 1], low[j]
    if noun is not None and noun.start == j and words.nouns.is_one_person(noun.head) and before not in lists["any"]:
        return False  # "in which one person died", "only one person died"
    if before == "from" and noun is not None and low[noun.stop : noun.stop + 3] == ["to", "the", "next"]:
        return True  # "from one roof to the next"
    if before in lists["harmed"] and (not after or after in lists["after_harm"]):  # "killing one and wounding two"
        return False
    if low[i - 2] == "the" and before.isalnum() and before not in lists["stop"]:  # "the rear one", "the 1985 one"
        return True
    if before == "," and after.endswith("ly") and not low[j + 1].isalnum():  # "23 were hurt, one critically"
        return False
    if after == "or" and low[j + 1] == "so" and noun is not None:  # "one or so troops"
        return False
    if after == "in" and before in ("and", ",") and _counts_on(words, i):
        return False
    if before in lists["one_before"] or after in lists["one_after"]:
        return True
    if before == "on" and after in lists["one_of_two"]:
        return True
    if after == "of":
        return low[j + 1] not in lists["one_of"] or low[j + 2] in lists["ordinals"]
    return after == "-" or noun is None


def _counts_on(words: Words, i: int) -> bool:
    """ "Three in Texas, two in Maine and one in Utah": a list of counts goes on with "one" at word ``i``."""
    low, ones, near = words.low, words.numerals.ones, range(max(i - _OF_LIST, 1), i)
    return any(low[k] == "in" and (low[k - 1] in ones or low[k - 1].isdigit()) for k in near)


def is_one_among_many(words: Words, first: int) -> bool:
    """Whether "one" at word ``first`` says that there are more: "one of the worst nights", "at one point".

    It is a number, of which nobody would say that a source states it.
    """
    low, j, lists = words.low, first + 1, words.lists
    if low[first] != "one":
        return False
    if low[first - 1] == "at" and low[j] in lists["one_moment"]:
        return True
    k = j + 2 + low[j + 2].endswith("'s")  # "one of the country's largest lenders"
    w, after = low[k], low[k + 1]
    ends = w.endswith("est") and w not in lists["not_superlatives"] and after.isalpha() and after not in lists["stop"]
    return low[j] == "of" and low[j + 1] in lists["one_of"] and (ends or w in lists["superlatives"])


def is_one_day(words: Words, numeral: Numeral, unit: str, stop: int) -> bool:
    """Whether "one day" is some day, and "one year" the one that an event gave: "one day, he left", "one year on"."""
    low, i = words.low, numeral.start
    if numeral.kind != "words" or numeral.value != 1 or unit not in ("day", "second", "year"):
        return False
    if unit == "day" and low[numeral.stop] != "-":
        return True
    return not low[i - 1] or low[i - 1] in words.lists["one_time_before"] or low[stop] in words.lists["one_time_after"]
