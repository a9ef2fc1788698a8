"""What an amount counts: the noun beside it, the rate after it, and the unit that follows from them."""

from __future__ import annotations

from estimates.figures.amounts import Amount
from estimates.figures.measures import Unit
from estimates.figures.nouns import PRONOUNS, STOP, Noun, is_person, noun_after
from estimates.figures.numerals import FOLDS, SCALES, STARTERS, Numeral
from estimates.figures.tokens import DIGITS, Words
from estimates.lang.lexicon import lexicon, words_of

_DETERMINERS = words_of("the its his her their our those these all my some a an")
_DIMENSIONS = words_of(lexicon("nouns")["dimensions"])
_IDIOMS = words_of(lexicon("exclusions")["hyphenated"])


def noun_of(words: Words, j: int, amount: Amount, unit: Unit | None) -> tuple[Noun | None, int, bool]:
    """Find what is counted after word ``j``: the noun, where reading goes on, whether it is part of something."""
    numeral, low = amount.numeral, words.low
    w = low[j]
    if w == "of":
        return _noun_after_of(words, j, numeral, unit)
    if unit is not None:
        if unit.stop > numeral.stop and (unit.money or unit.name in ("percent", "percentage_point", "basis_point")):
            return None, j, False
        if w in STOP or w in _DIMENSIONS or not w[:1].isalpha() or not _attributive(words, numeral, j):
            return None, j, False
        noun = noun_after(words, j, one=True)
        if noun is not None and noun.plural and low[numeral.stop] != "-":  # a verb: "60 mph takes"
            noun = None
        return noun, j, False
    if numeral.kind == "words" and low[numeral.start] in FOLDS:
        return Noun(numeral.start, numeral.stop, numeral.stop, False, "fold"), j, False
    if w in "(,.;:)" or (w == "-" and not (words.glued(j) and words.glued(j + 1))):
        return None, j, False
    one = numeral.value == 1 and numeral.kind in ("words", "article", "digits") and not numeral.scaled
    if w == "-":
        return _hyphenated(words, j), j, False
    strong = low[j - 1] == "strong"
    noun = noun_after(words, j, one or strong)
    if noun is None and low[amount.start - 1] in _DETERMINERS and low[j].isalpha() and numeral.kind != "vague":
        noun = _adjoined(words, j)
        return noun, j, False
    if noun is None or not noun.plural:
        if noun is not None and "." in low[numeral.start] and not numeral.scaled and not _is_acronym(words, noun.start):
            return None, j, False  # nothing that is counted comes in fractions, unless a plural says so
        return noun, j, False
    noun = _with_base(words, noun)
    return noun, noun.stop, False


def _is_acronym(words: Words, k: int) -> bool:
    """Whether word ``k`` may name a statistic: "0.5 WAR"."""
    return len(words.low[k]) > 2 and words.raw[k].isupper()


def _with_base(words: Words, noun: Noun) -> Noun:
    """Take in the base of a rate, which is no figure of its own: "214 cases per 100,000 people"."""
    k = noun.stop + 1
    if words.low[noun.stop] != "per" or not (words.low[k][:1] in DIGITS or words.low[k] in SCALES):
        return noun
    k += 1
    while words.low[k] in SCALES:
        k += 1
    base = noun_after(words, k, one=False)
    return noun._replace(stop=k if base is None or not base.plural else base.stop)


def _adjoined(words: Words, j: int) -> Noun | None:
    """Find the noun in the singular that a number stands before as an adjective: "the 11 member trade agreement"."""
    noun = noun_after(words, j, one=True)
    return None if noun is None or noun.plural or noun.stop == j + 1 else noun


def _noun_after_of(words: Words, j: int, numeral: Numeral, unit: Unit | None) -> tuple[Noun | None, int, bool]:
    """Find the noun after the "of" at word ``j``: "dozens of villages", "one of the soldiers", "3 % of capacity"."""
    k = j + 1
    if words.low[k] in PRONOUNS:
        return None, j, True
    one, definite = numeral.kind == "part" or unit is not None, False
    while words.low[k] in _DETERMINERS:
        k, definite = k + 1, True
    if words.low[k][:1] in DIGITS or words.low[k] in STARTERS:
        return None, j, definite
    noun = noun_after(words, k, one)
    if noun is not None and words.low[noun.stop][:1] in DIGITS and words.low[noun.stop] != ".":
        noun = None  # "two-thirds of the combined 4.3 million sales"
    return noun, j, (definite and unit is None) or numeral.kind == "part"


def _hyphenated(words: Words, j: int) -> Noun | None:
    """Find the noun that a number makes an adjective with: "six-cylinder", "three-point"."""
    k = j + 1
    w = words.low[k]
    if not words.glued(j) or not words.glued(k) or not w.isalpha() or len(w) < 3 or not words.raw[k].islower():
        return None
    return None if w in _IDIOMS or w in STOP else Noun(k, k + 1, k + 1, False, w)


def _attributive(words: Words, numeral: Numeral, j: int) -> bool:
    """Whether a unit stands before a noun: "120-mile barrier"."""
    return words.low[numeral.stop] == "-" or not words.low[j - 1].endswith("s")


def unit_and_noun(
    words: Words, unit: Unit | None, noun: Noun | None, rate: Unit | None
) -> tuple[str | None, str | None]:
    """Name the unit and print the noun of a figure."""
    if unit is not None:
        return unit.name, words.printed(noun.start, noun.stop) if noun is not None else None
    if noun is None:
        return None, None
    strong = words.low[noun.start - 1] == "strong"  # "a 10,000-strong force" counts its people
    pole = noun.head == "poles" and words.low[noun.stop - 1] == words.raw[noun.stop - 1]  # of wood, not of Poland
    lost = noun.head == "losses" and any(is_person(w) for w in words.low[noun.start : noun.stop])  # of personnel
    name = "person" if strong or lost or (is_person(noun.head) and not pole) else "count"
    if rate is not None:
        name = f"{name}/{rate.name}"
    return name, _with_complement(words, noun)


def _with_complement(words: Words, noun: Noun) -> str:
    """Print the noun with the "of ..." that says what it is made of: "members of the 810th brigade"."""
    k = noun.stop + 1
    if words.low[noun.stop] != "of" or not noun.plural:
        return words.printed(noun.start, noun.stop)
    if noun.head == "members":
        k += words.low[k] in _DETERMINERS
        k += 2 * (words.low[k + 1] in ("st", "nd", "rd", "th") and words.glued(k + 1))
        inner = noun_after(words, k, one=True)
    else:
        inner = noun_after(words, k, one=True) if words.raw[k].islower() else None
    return words.printed(noun.start, inner.stop if inner is not None and inner.start == k else noun.stop)
