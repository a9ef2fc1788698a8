"""Numbers in names: "F-16", "Resolution 2397", "iPhone 11", "18 Harbor Street", "555-0142", "2. Call"."""

from __future__ import annotations

from estimates.figures.nouns import Noun
from estimates.figures.numerals import Numeral
from estimates.figures.tokens import Words, is_digits

_SENTENCE_END = frozenset(".!?:;\"'()")
_SECTIONS = 100  # of a text with numbered paragraphs
_CLAUSE = 12  # words of a clause with a count
_NAME = 6  # words of the name of whoever has so many
_BRACKET = 12  # words back that a bracket may have been opened
_LISTED = 24  # words back that the label of a list is looked for, so that a long list takes no longer a number


def starts_sentence(words: Words, i: int) -> bool:
    """Whether word ``i`` is the first of a sentence or quotation."""
    return i == 0 or words.low[i - 1] in _SENTENCE_END or "\n" in words.text[words.ends[i - 1] : words.starts[i]]


def is_glued_name(words: Words, numeral: Numeral, size: bool) -> bool:
    """Part of a longer sign: "M21", "F-16", "COVID-19", "4:39", "9/11", "555-0142", "#5", "47th", "3D", "1.2.3"."""
    i, j, low = numeral.start, numeral.stop, words.low
    starts, ends = words.starts, words.ends
    if ends[i - 1] == starts[i]:
        if _ends_sign(words, i, size):
            return True
        if low[i - 1] == "-" and words.raw[i - 2].isupper() and len(low[i - 2]) > 2 and low[i].isdigit():
            return not size  # "COVID -19" as scrapers print it
    if ends[j - 1] != starts[j]:
        return False
    after, joined = low[j], words.glued(j + 1) and is_digits(low[j + 1])
    if after == "/" and not words.glued(j + 1) and not size:
        return True  # "the forty-eighth session, 189/ the Assembly": a note
    if after == "-":
        return low[j + 1] in ("for", "by") and low[j + 2] == "-" and words.glued(j + 3)  # "2-for-3", "2-by-4s"
    if after in (":", "x", "×", "/"):  # "4x4", "1920x1080"
        return joined and not (after == "/" and size)
    return (after[0] == "." and len(after) > 1) or after in ("st", "nd", "rd", "th")


def _ends_sign(words: Words, i: int, size: bool) -> bool:
    """Whether the digits at word ``i`` end a sign that starts before them."""
    before, further = words.low[i - 1], words.low[i - 2]
    if before == "+" and words.glued(i - 1) and words.raw[i - 2].isupper():  # "E3/EU+3"
        return True
    if before.isalpha() or before in "#_@&\\":
        return before not in words.lists["glued"]
    if before == "/":  # but "180C/350F" says it twice
        return not size and not (further.isalpha() and words.glued(i - 2) and is_digits(words.low[i - 3]))
    if before == "'" and not words.glued(i - 1):  # "the class of '18"
        return len(words.low[i]) == 2
    if not words.glued(i - 1):
        return False
    if before == "-":
        return further not in ("$", "£", "€", "minus", "(") and further not in words.lists["prefixes"]
    return before in (":", ".") and further[:1].isdigit()


def past_name(words: Words, j: int) -> int:
    """Step over the rest of a sign such as "4:39", "555-0142" or "9/11", and give the word after it."""
    low = words.low
    while words.glued(j) and (low[j] in ":/-–.#" or low[j][0].isalnum() or low[j][0] == "."):
        if low[j] in ".-–:/" and not (words.glued(j + 1) and low[j + 1][0].isalnum()):
            break
        j += 1
    return j


def is_label(words: Words, numeral: Numeral, noun: Noun | None, size: bool) -> bool:
    """Name with a number at its end or start: "Resolution 2397", "iPhone 11", "787 Dreamliner", "18 Harbor Street"."""
    i, low, raw, lists = numeral.start, words.low, words.raw, words.lists
    before, named = low[i - 1], raw[i - 1] != low[i - 1]
    if before == "number" and (low[i - 2] in lists["numbering"] or words.nouns.is_plural(low[i - 2])):
        return False  # "thought to number 40", "the rebels number 900"
    if numeral.kind == "words":
        if before == "number" and low[i - 2].isalpha() and (low[i - 2] == "at" or low[i - 2] not in lists["stop"]):
            return True  # "package number eight", "at number eight"
        if before == "-" and low[i - 2] == "number":  # "his number-two man"
            return True
        if before in lists["ordered"] and numeral.stop == i + 1:  # "it entered day three", "on day three of the trial"
            of = low[i + 1] == "of" and low[i - 2] in lists["prepositions"]
            return of or (noun is None and low[i - 2] not in ("a", "one", "per"))
        return named and raw[i][0].isupper() and before in lists["labels"] and len(before) > 2
    if not numeral.bare:
        return False
    if (before == "." and low[i - 2] in lists["numbered"]) or (before == "p" and low[i - 2] == "&"):
        return True
    if before in lists["numbered_papers"] and low[i - 2] in lists["paper_kinds"]:
        return True
    plural = noun is not None and noun.plural and low[numeral.stop] != "of"  # "rule 7 of the rules"
    if not (size or plural) and is_listed(words, i):
        return True
    if before in lists["labels"] and (named or not (plural or before == "no")):
        if size and before in lists["measured_labels"]:
            return False
        people = noun is not None and plural and words.nouns.is_person(noun.head) and before in lists["times_of_people"]
        return not (people and starts_sentence(words, i - 1))  # "Day 12 soldiers"
    if size:
        return before == "local" and named
    return _opens_name(words, numeral, noun) or (named and _ends_name(words, numeral, plural))


def _opens_name(words: Words, numeral: Numeral, noun: Noun | None) -> bool:
    """Whether a number is the first word of a name: "787 Dreamliner", "18 Harbor Street"."""
    if noun is None or not words.raw[noun.start][0].isupper():
        return False
    if "\n" in words.text[words.ends[numeral.stop - 1] : words.starts[noun.start]]:
        return False  # "The count stands at 42", and "Ministry of Health: ..." on the next line
    people = words.language.people
    if words.printed(noun.start, noun.stop) in people.adjectives.values():  # "300 South Korean and 17 U.S. troops"
        return False
    if words.nouns.is_person(noun.head) and (noun.plural or noun.head in people.nations):
        return False  # "171 were Italian and 52 Hungarian"
    street = not words.lists["streets"].isdisjoint(words.low[noun.start : noun.stop])
    return street or (not noun.plural and numeral.value != 1)


def _ends_name(words: Words, numeral: Numeral, plural: bool) -> bool:
    """Whether a number is the last word of a name, after a word with a capital; ``plural`` if it may count one."""
    i, raw, before = numeral.start, words.raw, words.low[numeral.start - 1]
    if not raw[i - 1][0].isalpha() or before in words.lists["stop"] or len(words.low[i]) > 4:
        return False
    told = plural and words.low[i - 2] in words.lists["has_hearer"]  # "a doctor told AFP 27 bodies had come"
    if words.low[i - 2] in ("a", "an"):
        return True  # "a Beech 200 aircraft"
    if told or words.low[i - 2] == ";" or is_gapped(words, i):
        return False  # "the army counted 72; MSF 81"
    if _tells_of_people(words, numeral):
        return False
    if words.low[i - 2] == "#" and words.glued(i - 1):
        return not plural  # "#Orr 40 people hurt"
    if before[-1] == ".":  # "in Washington, D.C. 30 people", but "U.S. 101 is closed"
        return not plural
    if raw[i - 1][1:] != before[1:]:  # an acronym: "RBS 70 crews"
        return not plural or not starts_sentence(words, i - 1)
    after = words.low[numeral.stop]
    runs_on = after.isalpha() and after not in words.lists["stop"]  # "Convoy 7 reached", but "Take 5 and 6 kg"
    return not plural and (not starts_sentence(words, i - 1) or runs_on)


def _tells_of_people(words: Words, numeral: Numeral) -> bool:
    """ "In Orr 29 died", "in South Vela 12 were hurt": behind a place so many did something, and no label goes on."""
    after = words.low[numeral.stop]
    return _in_place(words, numeral.start) and (after in words.lists["agreeing"] or after in words.lists["doing"])


def _in_place(words: Words, i: int) -> bool:
    """Whether "in" and a name stand before a number: "In South Orr 29"."""
    k = i - 1
    while words.raw[k][:1].isupper() and words.low[k] != "in" and k > i - _NAME:
        k -= 1
    return words.low[k] == "in" and k < i - 1


def is_gapped(words: Words, i: int) -> bool:
    """ "DeepState counts 130 clashes, ISW 203": behind a count, who counted the next stands beside it."""
    low, raw, joint = words.low, words.raw, _before_name(words, i)
    counts = low[i + 1].isalpha() and low[i + 1] not in words.lists["stop"]
    if counts or joint == i - 1 or low[joint] not in (",", "and"):
        return False
    before = range(joint - 1, max(joint - _CLAUSE, 0), -1)
    count = next((k for k in before if low[k][:1].isdigit()), None)
    if count is None or not (raw[count + 1].islower() or low[count + 1] in ("%", ",") or count + 1 == joint):
        return False
    joined = low[_before_name(words, count)] in (",", "and", ";")
    return raw[count - 1].islower() or joined or _in_place(words, count)  # "In Orr 71 died, in Vela 43"


def _before_name(words: Words, i: int) -> int:
    """The word before a name that stands before word ``i``: "and" in "and the Free Party 11"."""
    k = i - 1
    while words.raw[k][:1].isupper() and k > i - _NAME:
        k -= 1
    k -= k < i - 1 and words.low[k] == "in" and words.low[k - 1] in (",", "and")  # "39 in Orr, in Vela 69"
    return k - (k < i - 1 and words.low[k] == "the")


def is_listed(words: Words, i: int) -> bool:
    """Whether a number stands in a list of labels: "Precincts 14, 22 and 31", "units 2 and 4"."""
    low, k, far = words.low, i - 1, max(i - _LISTED, 0)
    while k > far and (low[k] in (",", "and", "or", "&", "-", "–", "to") or low[k].isdigit()):
        k -= 1
    counted = low[k - 1][:1].isdigit() or words.glued(k + 1)  # "31 points 12 rebounds"
    if low[k] == "(" and k:  # "Resolutions (822, 853 and 874)"
        return _labels(words, k - 1) and words.raw[k - 1][0].isupper()
    return _labels(words, k) and low[k + 1].isdigit() and not counted


def _labels(words: Words, k: int) -> bool:
    """Whether word ``k`` is a label in the plural."""
    return words.low[k][-1:] == "s" and words.nouns.singular(words.low[k]) in words.lists["labels"]


def is_version(words: Words, numeral: Numeral, noun: Noun | None, hedged: bool, size: bool) -> bool:
    """Whether a decimal ends a name: "Web 2.0", "Windows 8.1"."""
    i, digits, before = numeral.start, words.low[numeral.start], words.low[numeral.start - 1]
    if size or hedged or numeral.scaled or "." not in digits or "," in digits:
        return False
    if before in words.lists["versioned"]:
        return True
    j = numeral.stop
    if starts_sentence(words, i) and words.raw[j].istitle() and words.low[j] in words.lists["stop"]:
        return True  # "23.45 The staff costs"
    if before in ("and", "or") and "." in words.low[i - 2] and words.low[i - 3] in words.lists["versioned"]:
        return True
    if noun is not None or len(digits) > 4 or not words.raw[i - 1][:1].isalpha() or is_gapped(words, i):
        return False
    return words.raw[i - 1] != before and before not in words.lists["stop"] and not starts_sentence(words, i - 1)


def is_phone(words: Words, numeral: Numeral, noun: Noun | None) -> bool:
    """A number to call: "+44 20 7946 0018", "0800 123 456", "called on 907"."""
    i, low, after = numeral.start, words.low, words.low[numeral.stop]
    digits, before, follows = low[i], _is_bare(low[i - 1]), _is_bare(after)
    if low[i - 1] == "(" and after == ")" and _is_bare(low[i + 2]) and low[i + 3] == "-":  # "(604) 555-0177"
        return len(digits) == 3
    if digits[0] == "0" and len(digits) > 1 and "." not in digits:
        counts = noun is not None and (noun.plural or numeral.value == 1)
        padded = len(digits) == 2 and numeral.value > 0 and (counts or after in words.lists["befallen_nouns"])
        padded = padded or (len(digits) == 2 and after in (*words.lists["helping"], "got"))
        return before or follows or not padded  # "05 rifles", as some bulletins have it
    if "," in digits or "." in digits:
        return False
    if low[i - 1] == "+" and words.glued(i):
        return " " in digits or follows
    if before and (follows or not is_yearlike(low[i - 1])):
        return follows or i < 2 or low[i - 2] not in ("may", ".")
    return low[i - 1] in words.lists["called_on"] and not words.lists["calls"].isdisjoint(low[max(0, i - 4) : i])


def _is_bare(word: str) -> bool:
    """Whether a word is digits, perhaps in groups, that no comma or point makes a number."""
    return word.replace(" ", "").isdigit()


def is_yearlike(digits: str) -> bool:
    """Whether digits can be a year of our time."""
    return len(digits) == 4 and digits.isdigit() and "1400" <= digits < "2200"


def is_list_number(words: Words, numeral: Numeral) -> bool:
    """Number of a list item: "1. Call", "2) Bring", "[3]"."""
    i, j, after = numeral.start, numeral.stop, words.low[numeral.stop]
    if words.low[i].count(".") == 1 and starts_sentence(words, i) and numeral.value < _SECTIONS:
        titled = words.raw[j][:1].isupper() and not words.glued(j)
        return titled and (i == 0 or words.low[i - 1] not in ":'\"()")  # "6.4 With regard to"
    if not numeral.bare or numeral.value > 99:
        return False
    if after == "/" and words.glued(j) and not words.glued(j + 1):  # "of the Committee, 2/ has"
        return True
    if words.low[i - 1] == "[" and after == "]":
        return True
    if after == ")" and words.glued(j) and j + 1 < words.count and "(" not in words.low[max(i - _BRACKET, 0) : i]:
        return True  # "when 1) it rained 2) it froze"
    opens = starts_sentence(words, i) and (words.low[i - 1] != ":" or numeral.value == 1)  # "visible craters: 4."
    return after == "." and words.glued(j) and opens and j + 1 < words.count
