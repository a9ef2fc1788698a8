"""Numbers that are no figures: dates, years, clock times, ages, scores, pronouns, and whoever labels.py finds."""

from __future__ import annotations

from estimates.figures.amounts import Amount
from estimates.figures.datings import is_clock, is_date, is_day_of_month, is_decade, is_hour, is_year, opens_with_clock
from estimates.figures.labels import is_label, is_list_number, is_listed, is_phone, is_version, starts_sentence
from estimates.figures.measures import Unit
from estimates.figures.nouns import Noun, noun_after
from estimates.figures.numerals import Numeral
from estimates.figures.ones import is_one_day, is_pronoun_one
from estimates.figures.tokens import Words

_PLACED = 8  # words from "puts" to what is put at a number
_TOLD = 10  # words from "the count" to its number
_CLAUSES = frozenset([",", ";", ":", "and", "but", "that", "while", "said", "says"])
_PIECES = 4  # that a thing falls in
_PLURAL_ENDS = ("s", "'")  # "the 1990s", "the 80's"
_YEARS_OLD = (["y", "/", "o"], ["y", ".", "o"])  # "a child, 11 y.o.", "34 y/o"
_OLDEST = 120  # years a person may count


def is_none(words: Words, amount: Amount, noun: Noun | None, hedged: bool, part: bool, size: bool) -> bool:
    """Whether an amount is no figure, ``noun`` being what seems to be counted; ``part`` whether an "of the" follows."""
    numeral, unit = amount.numeral, amount.unit
    if _is_tolerance(words, amount.start):
        return True
    if words.low[numeral.stop] == "-" and words.low[numeral.stop + 1] in words.lists["describing"]:
        return words.joined(numeral.stop, numeral.stop + 2)
    if amount.money is not None and _is_symbol(words, numeral):
        return True
    if amount.money is not None or numeral.kind == "article" or (numeral.scaled and numeral.kind == "digits"):
        return False
    if numeral.kind == "part":
        return _idle_part(words, amount, noun, part, size, hedged)
    if numeral.kind == "vague":
        return _idle_vague(words, numeral, unit, size)
    if unit is not None:
        return _none_measured(words, amount, unit, noun, hedged, size)
    if noun is None and _is_ratio(words, numeral):
        return True
    if numeral.kind == "digits":
        return _none_in_digits(words, numeral, noun, hedged, size)
    return _none_in_words(words, numeral, noun, size)


def _is_tolerance(words: Words, i: int) -> bool:
    """Whether an amount at word ``i`` says how far another may be off: "37,000, plus or minus 15 %"."""
    low = words.low
    i += 3 * (low[i] == "plus")
    off = low[i - 2] == "or" and low[i - 3 : i] in (["plus", "or", "minus"], ["give", "or", "take"])
    return off and (low[i - 4] == "," or low[i - 4][:1].isdigit())


def _is_symbol(words: Words, numeral: Numeral) -> bool:
    """ "S/1994/610", "(S/26358)": the symbol of a document and no sum of soles."""
    low, i, j = words.low, numeral.start, numeral.stop
    if low[i - 1] != "/" or not words.glued(i) or not numeral.bare:
        return False
    return (low[j] == "/" and words.glued(j)) or (low[i - 3] in ("(", "document") and low[j] in (")", ",", "."))


def _is_ratio(words: Words, numeral: Numeral) -> bool:
    """ "Outnumber them three to one", "10-to-1": so many to each, and none counted; "from two to one" is a fall."""
    low, j = words.low, numeral.stop + (words.low[numeral.stop] == "-")
    if low[j] != "to" or numeral.value <= 1 or low[numeral.start - 1] == "from":
        return False
    k = j + 1 + (low[j + 1] == "-")
    ends = not low[k + 1].isalpha() or low[k + 1] in words.lists["stop"]
    return low[k] in ("one", "1") and ends


def _idle_part(words: Words, amount: Amount, noun: Noun | None, part: bool, size: bool, hedged: bool) -> bool:
    """Whether a share is one of nothing that is counted: "a third-party check", "a quarter of a century"."""
    low, i, j = words.low, amount.numeral.start, amount.numeral.stop
    if low[j] == "-" and words.glued(j):
        return True
    if low[i] == "half" and low[i - 1] in words.lists["ordinals"]:  # "the second half of the 1990s"
        return True
    if low[i + 1] in ("in", "out"):  # "only 1 in 5 came"
        return size
    if noun is None:
        part = part or low[j] in words.lists["agreeing"] or low[j] in words.lists["opining"]  # "a third have asthma"
        return not part or amount.unit is not None or size or (low[i] == "half" and low[j] != "of")
    loose = low[i] == "half" and low[j] != "of" and not hedged  # but "around half their income"
    return words.units.is_time(noun.head) or amount.unit is not None or size or loose


def _none_measured(words: Words, amount: Amount, unit: Unit, noun: Noun | None, hedged: bool, size: bool) -> bool:
    numeral, low = amount.numeral, words.low
    i, j, glued = numeral.start, numeral.stop, words.glued(numeral.stop)
    if is_age(words, numeral, noun, unit.name, amount.stop):
        return True
    if low[j] in _PLURAL_ENDS and is_decade(words, numeral):
        return True
    if unit.name in words.units.codes and low[i - 1] == "(" and low[amount.stop] == ")":
        return is_year(words, numeral, None, hedged, False)  # "$1.2 billion (2010 USD)": of which year they are
    if unit.name == "hour" and low[i - 1] in words.lists["clock_at"] and is_hour(words, numeral):
        return True  # "at 2100 hours"
    if unit.name == "millimeter" and low[amount.stop] in words.lists["of_calibre"]:
        return not hedged  # "155 mm rounds"
    lettered = glued and unit.stop == j + 1 and len(low[j]) == 1
    if lettered and low[i - 1] in words.lists["labels"] and is_label(words, numeral, None, size):  # "Section 66A"
        return True
    if glued and low[j] == "s" and low[i - 1] in ("under", "over"):  # "children under 5s"
        return True
    return not hedged and is_one_day(words, numeral, unit.name, amount.stop)


def _none_in_digits(words: Words, numeral: Numeral, noun: Noun | None, hedged: bool, size: bool) -> bool:
    low, i, j = words.low, numeral.start, numeral.stop
    if low[i] in words.lists["emergency_numbers"] and low[j] in words.lists["emergency_calls"]:
        return not hedged  # "reviewed 911 calls"
    if _is_plain(words, numeral, noun):
        return False  # as mostly
    if low[i] in words.lists["calibres"] or (low[j] == "block" and low[j + 1] == "of"):
        return not hedged  # "a .38 revolver", "the 400 block of Elm Street"
    if low[j] in _PLURAL_ENDS and is_decade(words, numeral):
        return True
    if low[i - 1] == "at" and low[j] == "on" and is_hour(words, numeral):
        return True
    if low[j].isalpha() and words.glued(j) and low[j] not in ("ish", "plus", "odd"):
        return noun is None or low[j] != "x"  # "4x Leopard 2A6", "zoom of 4x"
    if low[j] in ("x", "×") and (words.glued(j) or noun is not None):
        return noun is None
    if noun is None and low[i - 1] == "of" and words.raw[i - 2].istitle() and low[i - 2] in words.lists["groups"]:
        return not starts_sentence(words, i - 2)  # "the Group of 77"
    if numeral.bare:
        if is_list_number(words, numeral) or is_year(words, numeral, noun, hedged, size):
            return True
        if is_label(words, numeral, noun, size) or (noun is None and low[i - 1] in ("top", "bottom")):
            return True
    elif (
        (not size and noun is None and is_day_of_month(words, numeral))
        or (not size and opens_with_clock(words, numeral))
        or is_version(words, numeral, noun, hedged, size)
        or (noun is None and is_list_number(words, numeral))
    ):
        return True
    return not size and ((not hedged and is_phone(words, numeral, noun)) or is_age(words, numeral, noun, None, j))


def _is_plain(words: Words, numeral: Numeral, noun: Noun | None) -> bool:
    """Whether nothing beside three digits, or thousands, hints at a name, an age or a number of a list: "40 men"."""
    i, j = numeral.start, numeral.stop
    before, after, following = words.raw[i - 1], words.low[j], words.raw[j]
    if numeral.value > _OLDEST and "," in words.low[i] and "." not in words.low[i] and words.low[i][0] != "0":
        sign = after in ("block", "x", "×") or (after.isalpha() and words.glued(j))
        return not sign and words.low[i - 1] not in words.lists["beside_none"]  # "12,000" is no year or label
    if not numeral.bare or len(words.low[i]) > 3 or words.low[i][0] == "0" or not before.isalpha():
        return False
    if before in words.lists["beside_none"] or before[-1] == "s" or not before.islower():
        return False
    if noun is not None and words.raw[noun.start][0].isupper():
        return False
    return after == "," or (following.islower() and after != "block" and not words.glued(j))


def _none_in_words(words: Words, numeral: Numeral, noun: Noun | None, size: bool) -> bool:
    i, low, raw = numeral.start, words.low, words.raw
    if size and low[i] == "one" and low[i - 1] in ("no", "not"):  # "no one", "not one"
        return True
    if size or low[i] in words.numerals.folds:
        return False
    timed = low[i - 1] == "at" or low[numeral.stop] in ("o", "o'clock", "in")
    if timed and is_clock(words, numeral):
        return True  # "left at eleven", "as of six o'clock we had 40", "three in the afternoon"
    if is_pronoun_one(words, numeral, noun) or is_label(words, numeral, noun, size):
        return True
    if low[i] == "one" and low[i - 1] in ("by", "in", "at", "on") and low[i + 1].endswith(("'s", "’s")):
        return True  # "by one official's count"
    if noun is not None:
        title = raw[i].istitle() and raw[noun.start].istitle()
        return title and not starts_sentence(words, i) and not words.nouns.is_person(noun.head)
    if numeral.value <= _OLDEST and low[i - 1] == "of" and words.nouns.is_one_person(low[i - 2]):  # "a boy of six"
        return True
    torn = low[i - 1] == "in" and numeral.value <= _PIECES
    if torn and (low[i - 2] in words.lists["torn"] or not low[numeral.stop].isalnum()):  # "broke in two"
        return True
    if numeral.kind == "words" and is_age(words, numeral, None, None, numeral.stop):  # "children under five"
        return True
    k = i - 1 - (low[i - 1] == "of")  # "the Gang of Four"
    named = numeral.stop == i + 1 and raw[i].istitle() and raw[k].istitle() and not starts_sentence(words, i)
    if named and (low[k] in words.lists["months"] or low[k] not in words.lists["stop"]):
        return True  # "the Big Ten", "Vela Two is late", "on March Four"
    if numeral.value == 0 or (low[i - 1] == "or" and numeral.value == 2):  # "zero tolerance", "a day or two"
        return True
    return _is_idle(words, numeral)


def is_no_range(
    words: Words, start: int, first: Numeral, last: Numeral, noun: Noun | None, unit: Unit | None, size: bool
) -> bool:
    """Whether a pair is no range of a quantity but one of years or ages: "between 2014 and 2017", "aged 18 to 60"."""
    before = words.low[start - 1 - (words.low[start - 1] in words.lists["range_openers"])]
    if before in words.lists["aged"]:
        return True
    if size or unit is not None or (noun is not None and words.nouns.is_person(noun.head)):
        return False
    if is_listed(words, first.start) or is_date(words, last):  # "between 3 and 9 September"
        return True
    return is_year(words, first, None, False, False) and is_year(words, last, None, False, False)


def _is_idle(words: Words, numeral: Numeral) -> bool:
    """Whether a number word without a noun counts nothing: "a two-way road", "the bottom three", "a baker's dozen"."""
    i, j = numeral.start, numeral.stop
    if words.low[j] == "-" and words.glued(j):
        return words.glued(j + 1)  # "four-, five- and six-cylinder" goes on
    if words.low[i - 1] in words.lists["pointed"] and words.low[i - 3] in words.lists["throughout_time"]:
        return True  # "over the next two", which are years
    known = words.low[i - 1] in ("the", "all") or words.low[i - 2 : i] == ["the", "other"]
    if known and numeral.value > 2 and words.low[j] in words.lists["acting"]:
        return False  # "the five were released"
    return (j == i + 1 and words.low[i] in words.numerals.scales) or words.low[i - 1] in words.lists["pointing"]


def _idle_vague(words: Words, numeral: Numeral, unit: Unit | None, size: bool) -> bool:
    """Whether a vague word says no number here: "the next few weeks", "he scores", "few doubt"."""
    low, i, j = words.low, numeral.start, numeral.stop
    w, before, head, after = low[i], low[i - 1], low[j - 1], low[j]
    if after in words.lists["comparatives"] and low[j + 1] == "than":  # "a few more than 100"
        return True
    if size:
        return w == "scores" and after in ("the", "a")
    told = low[j + (after == "still")] in words.lists["befallen_nouns"]  # "many of the dozens still missing"
    if before == "the" and numeral.scaled and (told or (after == "of" and head[-1] == "s")):
        return False
    if before == "the" and numeral.scaled and after in words.units.sums:  # "the several million dollars promised"
        return False
    if before in words.lists["pointed"] or (not numeral.scaled and after in words.lists["compared"]):
        return True
    if w in ("scores", "tens") and head == w:  # "scores of boats", "scores wounded", "injuring tens more"
        counted = after == "of" or after in words.lists["befallen_nouns"]
        return not (counted or (after in ("more", "others") and before in words.lists["harmed"]))
    if head in ("several", "couple"):
        return unit is None  # "several weeks" measures, "several officials" only hints
    return head == "few" or (numeral.scaled and head[-1] == "s" and before in ("the", "in") and after != "of")


def is_age(words: Words, numeral: Numeral, noun: Noun | None, unit: str | None, stop: int) -> bool:
    """The age of a person: "a 25-year-old", "aged 18 to 60", "Artem, 19,", "he is 35"."""
    i, low, lists = numeral.start, words.low, words.lists
    if unit in ("year", "month", "week", "day", "hour"):
        k = stop + (low[stop] == "-")
        if low[i - 1] in lists["aged"] or (low[i - 1] == "of" and words.nouns.is_one_person(low[i - 2])):
            return low[i - 2] not in lists["crowds"]  # "(age 43 years)", "a baby of nine months"
        alone = low[k] in ("olds", "old's")  # "the 26-year-old's car"
        return numeral.value <= _OLDEST and (alone or (low[k] == "old" and not _is_thing(words, k + 1)))
    before, further = low[i - 1], low[i - 2]
    if before in lists["aged"] or (before == "of" and further in ("age", "ages")):
        return True
    if numeral.value > _OLDEST:
        return False
    if low[numeral.stop] == "yo" or low[numeral.stop : numeral.stop + 3] in _YEARS_OLD:
        return True
    if noun is not None or unit is not None:
        return False
    if before in ("and", "to", "or") and (low[i - 3] in lists["aged"] or low[i - 4 : i - 2] == ["ages", "of"]):
        return True  # "two boys aged three and 13", "between the ages of four and 11"
    if before in ("under", "over", "above", "below") and further in lists["aged"]:
        return True  # "those aged over 60"
    people = further in lists["who"] or words.nouns.is_person(further) or further[:1].isdigit()
    if people and before in ("under", "over"):  # "200 of them under 25", "85,000 under five"
        return True
    if before in lists["superlative_ages"] or (before in lists["turning"] and further in lists["superlative_ages"]):
        return True  # "the youngest was five, the oldest 93"
    if not numeral.bare:
        return False
    if before == "at" and starts_sentence(words, i - 1):  # "At 35 he wrote", "At 35, she left"
        return low[numeral.stop + (low[numeral.stop] == ",")] in lists["those_of_age"]
    if before == "of" and words.nouns.is_one_person(further) and further not in lists["crowds"]:  # "a girl of 9"
        return True
    put = low[i - 3] in ("of", "the") or not lists["placed"].isdisjoint(low[max(i - _PLACED, 0) : i])
    to = i - 2 if before == "be" else i - 1
    if low[to] == "to" and low[to - 1] in lists["living"]:
        return True  # "lived to 95", "to be 95"
    if before == "than" and further in lists["aged_than"]:
        return True  # "88 are younger than 5"
    counted = low[i - 3][:1].isdigit() or low[i - 3] in words.numerals.ones or low[i - 3] in ("them", "whom", "these")
    counted = counted or words.nouns.is_person(low[i - 3])
    if counted and before in ("under", "over") and further in ("are", "were", "is", "was"):
        return True  # "12 are over 80", where people are
    died = before == "at" and further in lists["dying"] and not put  # but "the number of dead at 94", "puts dead at 94"
    return died or _in_apposition(words, i, low[numeral.stop])


def _is_thing(words: Words, k: int) -> bool:
    """Whether what "old" describes at word ``k`` is a thing: the age of a skull or a bridge is a measure."""
    low, is_person = words.low, words.nouns.is_person
    noun = noun_after(words, k, one=True) if low[k].isalpha() and low[k] not in words.lists["stop"] else None
    if noun is None or words.raw[noun.start].istitle():  # "11-year-old Mira Holt"
        return False
    return not (is_person(noun.head) or any(map(is_person, low[noun.start : noun.stop])))  # "26-year-old son Scott"


def _in_apposition(words: Words, i: int, after: str) -> bool:
    """Whether a bare number beside a person is an age: "Artem, 19,", "Artem (19)", "he is 35"."""
    low, raw, before, lists = words.low, words.raw, words.low[i - 1], words.lists
    name = i - 2 - (raw[i - 2] == "." and len(raw[i - 3]) == 1)  # "Fatou S., 34,"
    if before == "," and i > 1 and after in (",", ".", ";", ")", "") and raw[name][0].isalpha():
        if low[i - 2] in words.lists["months"]:
            return low[i - 3] != "of"  # "at the end of April, 61"
        role = low[i - 3] in ("a", "an") and low[i - 2] in words.language.people.roles  # "a guide, 42, and"
        hyphened = raw[i - 3] == "-" and raw[i - 4][:1].isupper()  # "Park Jung-hoon, 21."
        return role or raw[name][0].isupper() or hyphened or words.nouns.is_person(low[i - 2])
    if before == "(" and after == ")":
        return not words.nouns.is_plural(low[i - 2])  # "women (20)" are so many
    if before in lists["aged_short"] and after in lists["after_age"]:
        return True
    if before not in lists["turning"] or (after and after not in lists["after_age"]):
        return False
    subject, people = low[i - 3] if low[i - 2] in ("will", "now", "only") else low[i - 2], words.language.people
    if subject in people.dates or not people.own.isdisjoint(low[max(i - _TOLD, 0) : i]):
        return False  # "the count on Monday was 31", "its tally, made at noon, was 31"
    opens = low[i - 3] in lists["specifiers"] and (starts_sentence(words, i - 3) or low[i - 4] in _CLAUSES)
    many = lists["crowds"] | lists["headcounts"] | lists["groups"]
    told = opens and words.nouns.is_one_person(subject) and subject not in many  # "the suspect is 72"
    return told or subject in lists["aged_subjects"] or (i > 1 and raw[i - 2][0].isupper())
