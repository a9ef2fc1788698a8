"""What an amount counts: the noun beside it, the rate after it, and the unit that follows from them."""

from __future__ import annotations

import string
import unicodedata

from estimates.figures.amounts import Amount
from estimates.figures.forms import TIMES
from estimates.figures.measures import SHARES, Unit, rate_after
from estimates.figures.nouns import Noun, counted_after, noun_after
from estimates.figures.numerals import Numeral
from estimates.figures.tokens import DIGITS, Words
from estimates.records import replace

_FOOTNOTES = ("*", "†", "‡")
_MODEL_STARTS = frozenset(string.ascii_uppercase + string.digits)
_QUOTES = frozenset('"“”')
_LONGEST = 8  # words and signs of a model's name
_LETTERS = 4  # ... before its number


def unit_of(words: Words, noun: Noun) -> str:
    """Name what a number before a noun counts."""
    if words.low[noun.stop] == "who" and words.nouns.singular(noun.head) in words.lists["homographs"]:
        return "person"  # "two guides who survived"
    if noun.head in words.lists["of_a_nation"] and words.low[noun.stop - 2] in words.language.people.nations:
        return "person"  # "50 British subjects"
    if noun.head in words.lists["worn"] and words.low[noun.start] in words.lists["colours"]:
        return "person"  # "40 blue helmets"
    joined = "".join(words.low[noun.stop - 3 : noun.stop]) if words.low[noun.stop - 2] == "-" else noun.head
    people = words.nouns.is_person(noun.head) or words.nouns.is_person(joined)  # "12 part-timers"
    return "person" if people and not _are_arms(words, noun) else "count"


def _are_arms(words: Words, noun: Noun) -> bool:
    """Whether what sounds like people is arms: "40 Reapers", "B-52 bombers", "stealth fighters"."""
    lists = words.lists
    if noun.head in lists["named_arms"]:
        return words.raw[noun.stop - 1][0].isupper()
    if noun.head not in lists["flying"]:
        return False
    before = " ".join(words.low[noun.start : noun.stop - 1]).replace(" - ", "-")  # "long-range", "b-52"
    return any(map(str.isdigit, before)) or not lists["of_flying"].isdisjoint(before.split())


def noun_of(words: Words, j: int, amount: Amount, unit: Unit | None) -> tuple[Noun | None, int, bool]:
    """Find what is counted after word ``j``: the noun, where reading goes on, whether it is part of something."""
    numeral, low = amount.numeral, words.low
    if low[j] in _FOOTNOTES and words.glued(j):  # "162* soldiers"
        j += 1
    w = low[j]
    if w in ("x", "×"):
        glued, following = words.glued(j), words.raw[j + 1][:1]
        if following in _MODEL_STARTS and (glued or following not in DIGITS):
            return _model(words, j + 1, numeral.value == 1), j, False
        if not glued:  # "3 x lorries", "2 x 120 mm mortars", and not "4 x 5 metres"
            j += following.isalpha() or counted_after(words, j + 1) is not None
            w = low[j]
    if unit is not None and w == "(" and words.raw[j + 1].isupper() and low[j + 2 : j + 4] == [")", "of"]:
        j, w = j + 3, "of"  # "1,100 metric tons (MT) of flour"
    if w == "of" or (numeral.kind == "part" and w in words.lists["pointers"]):  # "more than half the men"
        j -= w != "of"
        return _noun_after_of(words, j, numeral, unit)
    if unit is not None:
        return _measured(words, j, amount, unit), j, False
    if low[j : j + 3] == ["the", "number", "of"]:  # "brought to 70 the number of captives"
        return _noun_after_of(words, j + 2, numeral, unit)
    if low[amount.start - 1] == "magnitude":
        return None, j, False
    if w in words.lists["shakes"] and "." in low[numeral.start]:  # "a massive 7.8 quake hits"
        return Noun(j, j + 1, False, low[j]), j + 1, False
    if numeral.kind == "part" and w in words.lists["chances"]:  # "a one in five chance"
        return Noun(j, j + 1, False, w), j + 1, False
    if low[j] == "magnitude" and low[j + 1] != "-":  # "a 6.9 magnitude quake", but "three magnitude-6 quakes"
        return Noun(j, j + 1, False, low[j]), j + 1, False
    if numeral.kind == "words" and low[numeral.start] in words.numerals.folds:
        return Noun(numeral.start, numeral.stop, False, "fold"), j, False
    if w in (",", '"') and low[j + 1] == "of" and numeral.kind == "vague":  # "dozens, if not hundreds, of trucks"
        return _noun_after_of(words, j + 1, numeral, unit)
    if w == "per" and (low[j + 1][:1] in DIGITS or low[j + 1] in words.numerals.scales):
        return None, _base_stop(words, j), False  # "at 24 per 1,000 women"
    if w == "-":
        return _hyphenated(words, j), j, False
    one = numeral.value == 1 and numeral.kind in ("words", "article", "digits") and not numeral.scaled
    noun = noun_after(words, j, one or low[j - 1] == "strong")
    quoted = _quoted_model(words, j) if w in _QUOTES and (noun is None or not noun.plural) else None
    if quoted is not None:
        return quoted, quoted.stop + 1, False
    if low[numeral.start : numeral.stop] == ["one"] and noun is not None and noun.plural and noun.stop == j + 1:
        sure = noun.head in words.lists["plurals"] or words.nouns.is_person(noun.head)
        sure = sure or not low[noun.stop][:1].isalpha() or low[noun.stop] in words.lists["helping"]  # "one tanks"
        noun = noun if sure else None  # "one prohibits them"
    elif one and noun is not None and w.endswith("ed") and noun.plural and not words.glued(j + 1):
        noun = None  # "all but one displayed symptoms"
    elif low[amount.start - 1] == "whom" and w in words.lists["irregular_pasts"]:
        noun = None  # "of whom 419 bore signs of it"
    elif one and noun is not None and noun.head.endswith("ly") and noun.head not in words.lists["not_adverbs"]:
        noun = None  # "one seriously"
    if noun is not None and noun.plural:
        noun = _with_base(words, noun)
        return noun, noun.stop, False
    if noun is not None and noun.start == j and _is_designation(words, j):
        noun = _model(words, j, one)
        return noun and replace(noun, plural=True), j, False
    the_many = low[amount.start - 1] in words.lists["specifiers"] and w.isalpha() and numeral.kind != "vague"
    if noun is None and the_many and not w.endswith("ed"):  # but "the 14 tested positive"
        noun = noun_after(words, j, one=True)  # "the 11 member trade agreement"
        return None if noun is None or noun.plural or noun.stop == noun.start + 1 else noun, j, False
    if noun is not None and "." in low[numeral.start] and not numeral.scaled:
        statistic = len(low[noun.start]) > 2 and words.raw[noun.start].isupper()  # "0.5 WAR"
        return noun if statistic else None, j, False  # nothing that is counted comes in fractions, but by a plural
    return noun, j, False


def _model(words: Words, j: int, one: bool = False) -> Noun | None:
    """Find the thing that a list names by its model: "4x Leopard 2A6", "11x 2S19 Msta-S", "one D-20 howitzer"."""
    k, sign = j + 1, ("-", "/")
    while k < words.count and k - j < _LONGEST and "\n" not in words.text[words.ends[k - 1] : words.starts[k]]:
        goes_on = words.glued(k) and (words.low[k] in sign or words.low[k].isalnum())
        if not (goes_on or words.raw[k][0] in _MODEL_STARTS):
            break
        k += 1
    if words.low[k - 1].endswith("'s"):
        return None  # "5x Ohio's"
    thing = counted_after(words, k) or (noun_after(words, k, one=True) if one and words.low[k].isalpha() else None)
    return (thing and replace(thing, start=j)) or Noun(j, k, False, words.low[k - 1])


def _quoted_model(words: Words, j: int) -> Noun | None:
    """ "27 “Shahed-131/136” from the south": the name of a model in quotation marks."""
    close = next((k for k in range(j + 2, min(j + _LONGEST, words.count)) if words.raw[k] in _QUOTES), j)
    after = words.low[close + 1]
    ends = not after.isalpha() or after in words.lists["stop"]
    named = ends and close > j and words.raw[j + 1][:1] in _MODEL_STARTS and words.glued(j + 1)
    named = named and words.lists["stop"].isdisjoint(words.low[j + 1 : close])
    return Noun(j + 1, close, True, words.low[close - 1]) if named else None


def _is_designation(words: Words, j: int) -> bool:
    """Whether the name of a model starts at word ``j``: "12 F-16", "two Su-25"."""
    letters = words.raw[j].isalpha() and len(words.raw[j]) <= _LETTERS
    return letters and words.joined(j + 1, j + 3) and words.low[j + 1] == "-" and words.low[j + 2][:1] in DIGITS


def _measured(words: Words, j: int, amount: Amount, unit: Unit) -> Noun | None:
    """Find what a measure stands before: "120-mile barrier", "9 mile wall"; a unit in the plural ends its phrase."""
    low, lists, numeral = words.low, words.lists, amount.numeral
    w, hyphen = low[j], low[numeral.stop] == "-"
    of_share = unit.name.startswith(SHARES)
    paid = unit.money and words.nouns.is_plural(low[j - 1])  # and no "9-million-dollar prize"
    if unit.stop > numeral.stop and (paid or of_share) and not (of_share and _describes(words, amount)):
        compares = w in lists["comparatives"]  # "30 percent more fresh water"
        more = noun_after(words, j + compares, one=True) if compares or of_share or w in lists["shared"] else None
        shared = more is not None and (more.head in lists["shared"] or (of_share and _is_whole(words, more, j)))
        shared = shared and more is not None and low[more.stop] not in lists["specifiers"]  # "9 percent share a tap"
        fits = more is not None and compares and (more.plural or more.stop > more.start + 1)
        return more if shared or fits else None
    before = low[amount.start - 1]
    plural = words.nouns.is_plural(low[j - 1]) or (numeral.value == 1 and before not in lists["specifiers"])
    compound = hyphen or not plural  # "9 miles wall off", "lasting one hour Mr Lind said"
    k = j + (w == "-" and words.joined(j, j + 2))
    if compound and low[k] in lists["dimensions"] and low[k] != "old":  # "a 200-metre-long path", "a 2 metre high wall"
        j, w = k + 1, low[k + 1]
    if w in lists["stop"] or w in lists["dimensions"] or not (w[:1].isalpha() and compound):
        return None
    if w in lists["ends_phrase"] and low[j + 1] in lists["prepositions"]:
        return None  # "a record of 1,700 mm set by a storm"
    noun = noun_after(words, j, one=True)
    if before not in lists["specifiers"] and before not in lists["this_one"]:
        many = _with_plural(words, noun, j)  # without an article it is many: "80 km/h southerly wind gusts"
        if many is not noun:
            return many
    if noun is not None and noun.stop == j + 1 and (low[j + 1] in lists["specifiers"] or w in lists["reckoned"]):
        return None  # "costs of $20,700 reflect an increase"
    return None if noun is not None and noun.plural and not (hyphen or of_share) else noun  # a verb: "60 mph takes"


def _is_whole(words: Words, noun: Noun, j: int) -> bool:
    """ "41 percent children, 27 percent women and the rest men": persons in the plural, with nothing behind them."""
    people = noun.plural and noun.start == j and words.nouns.is_person(noun.head)
    return people and (not words.low[noun.stop][:1].isalnum() or words.low[noun.stop] == "and")


def _describes(words: Words, amount: Amount) -> bool:
    """Whether a share stands in a noun phrase, as an adjective does: "a 3 % pay rise", "its nearly 51 % stake"."""
    k = amount.start - 1
    while words.low[k] in words.hedges.before and words.low[k] not in words.lists["specifiers"]:
        k -= 1
    return words.low[k] in words.lists["specifiers"] or words.low[amount.numeral.stop] == "-"


def _noun_after_of(words: Words, j: int, numeral: Numeral, unit: Unit | None) -> tuple[Noun | None, int, bool]:
    """Find the noun after the "of" at word ``j``: "dozens of villages", "one of the soldiers", "3 % of capacity"."""
    low, k = words.low, j + 1
    alone = not low[k + 1].isalpha() or low[k + 1] in words.lists["stop"]  # but "six of her crew"
    acts = low[k] == "those" and low[k + 1].endswith(("ing", "ed"))  # "those living there"
    alone = alone or (low[k] == "those" and low[k + 1] in words.lists["agreeing"])  # "a third of those lack water"
    alone = alone or (acts and (not low[k + 2].isalpha() or low[k + 2] in words.lists["stop"]))
    if low[k] in words.lists["anaphors"] and (alone or low[k] not in words.lists["specifiers"]):
        return None, j, True
    while low[k] in words.lists["specifiers"]:
        k += 1
    if low[k].endswith("'s") and numeral.value > 1:  # "three of the army's tanks"
        k += 1
    definite = k > j + 1
    thirds = low[k] in words.numerals.thirds and low[k + 1] not in words.numerals.plurals  # "of high powered guns"
    if low[k][:1] in DIGITS or (low[k] in words.numerals.starters and not thirds):
        return None, j, definite
    share = numeral.kind == "part" if unit is None else unit.name.startswith(SHARES)
    noun = _past_owner(words, noun_after(words, k, share or unit is not None))
    if share or not (unit is None or unit.money):  # "20 tonnes of medical supplies": of what is weighed no verb follows
        noun = _with_plural(words, noun, k, sure=not share)
    if noun is not None and low[noun.stop] != "." and (low[noun.stop][:1] in DIGITS or _is_sign(words, noun.stop)):
        noun = None  # "two-thirds of the combined 4.3 million sales", "of the US$40 million"
    return noun, j, (definite and unit is None) or numeral.kind == "part"


def _is_sign(words: Words, k: int) -> bool:
    """Whether word ``k`` is the sign of a currency, glued to the letters before it and the sum behind: "US$40"."""
    return len(words.raw[k]) == 1 and unicodedata.category(words.raw[k]) == "Sc"


def _past_owner(words: Words, noun: Noun | None) -> Noun | None:
    """ "A third of the nurses' pay", "the top 10 of Lind's list": of what is theirs, and not of them."""
    if noun is None:
        return None
    owner = noun.stop + (words.low[noun.stop] == "'" and words.glued(noun.stop))
    owner += owner == noun.stop and words.low[noun.stop].endswith("'s")
    return noun if owner == noun.stop else noun_after(words, owner, one=True)


def _with_plural(words: Words, noun: Noun | None, k: int, *, sure: bool = False) -> Noun | None:
    """Take the plural into a noun phrase in the singular that it ends; ``sure`` if it cannot be its verb.

    It is one in "3 % of the army votes", "opposes the bill", "leads to that".
    """
    many = counted_after(words, k) if noun is not None and not noun.plural else None
    if noun is None or many is None or many.stop != noun.stop + 1:
        return noun
    lists, after = words.lists, words.low[many.stop]
    acts = after == "to" or any(after in lists[name] for name in ("anaphors", "specifiers", "determiners"))
    return many if sure or not (acts or noun.head in lists["groups"]) else noun


def _hyphenated(words: Words, j: int) -> Noun | None:
    """Find the noun that a number makes an adjective with: "six-cylinder", "three-point"."""
    k, w = j + 1, words.low[j + 1]
    if not words.joined(j, j + 2) or not w.isalpha() or len(w) < 3:
        return None
    if not words.raw[k].islower():  # "14-Australians"
        return Noun(k, k + 1, True, w) if words.nouns.is_person(w) and words.nouns.is_plural(w) else None
    return None if w in words.lists["hyphenated"] or w in words.lists["stop"] else Noun(k, k + 1, False, w)


def _with_base(words: Words, noun: Noun) -> Noun:
    """Take in the base of a rate, which is no figure of its own: "214 cases per 100,000 people"."""
    k = noun.stop + 1
    if words.low[noun.stop] != "per" or not (words.low[k][:1] in DIGITS or words.low[k] in words.numerals.scales):
        return noun
    return replace(noun, stop=_base_stop(words, noun.stop))


def _base_stop(words: Words, j: int) -> int:
    """Step over the base of a rate that starts with the "per" at word ``j``."""
    k = j + 2
    while words.low[k] in words.numerals.scales:
        k += 1
    base = counted_after(words, k)
    return k if base is None else base.stop


def unit_and_noun(words: Words, unit: Unit | None, noun: Noun | None, closing: int) -> tuple[str | None, str | None]:
    """Name the unit and print the noun of a figure that ends before word ``closing``, with the rate after it."""
    low = words.low
    if unit is not None:
        if noun is not None:
            rated = unit.name in TIMES or unit.money or "/" in unit.name or unit.name.startswith(SHARES)
            rate = None if rated else rate_after(words, noun.stop)  # "20 tonnes of aid a day"
            name = unit.name if rate is None or rate.name not in TIMES else f"{unit.name}/{rate.name}"
            return name, _printed(words, noun.start, noun.stop)
        aged = unit.name in TIMES and low[unit.stop + (low[unit.stop] == "-")] == "old"
        return unit.name, "age" if aged else None  # of a thing: "a 300,000-year-old skull"; of a person it is no figure
    if noun is None:
        return ("person" if low[closing - 1] == "strong" else None), None  # "some 5,000 strong"
    strong = low[noun.start - 1] == "strong"  # "a 10,000-strong force" counts its people
    pole = noun.head == "poles" and low[noun.stop - 1] == words.raw[noun.stop - 1]  # of wood, not of Poland
    lost = noun.head == "losses" and any(map(words.nouns.is_person, low[noun.start : noun.stop]))  # of personnel
    name = "person" if strong or lost else "count" if pole else unit_of(words, noun)
    rate = rate_after(words, noun.stop)
    per = rate.name if rate is not None else words.units.every.get(low[noun.start - 1])
    return name if per is None else f"{name}/{per}", _with_complement(words, noun)


def _printed(words: Words, start: int, stop: int) -> str:
    """Print a noun phrase without marks of quotation: “associate justices”, five “green-collar” jobs."""
    noun = words.printed(start, stop)
    return noun if _QUOTES.isdisjoint(noun) else "".join(letter for letter in noun if letter not in _QUOTES)


def _with_complement(words: Words, noun: Noun) -> str:
    """Print the noun with the "of ..." that says what it is made of: "members of the 810th brigade"."""
    k, inner = noun.stop + 1, None
    if words.low[noun.stop] == "of" and noun.plural:
        if noun.head == "members":
            k += words.low[k] in words.lists["specifiers"]
            k += 2 * (words.low[k + 1] in ("st", "nd", "rd", "th") and words.glued(k + 1))
            inner = _with_plural(words, noun_after(words, k, one=True), k)
        elif words.raw[k].islower():
            inner = _with_plural(words, noun_after(words, k, one=True), k)
    return _printed(words, noun.start, inner.stop if inner is not None and inner.start == k else noun.stop)
