"""What a number counts: the noun phrase after it, found without a tagger, and whether it means people.

A cardinal above one is followed by modifiers and a plural ("40 Krab howitzers"), so the phrase runs to the first plural
that no further plural follows, and never through a word of a closed class.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from estimates.figures.numerals import ONES, SCALES, TENS, VAGUE
from estimates.figures.tokens import DIGITS, Words
from estimates.lang.lexicon import lexicon, words_of
from estimates.lang.people import persons_of

_NOUNS = lexicon("nouns")
STOP = words_of(_NOUNS["stop"])
SKIPPED = words_of(_NOUNS["skipped"])
PLURALS = words_of(_NOUNS["plurals"])
SINGULARS = words_of(_NOUNS["singulars"])
PERSONS = persons_of(lexicon("people"))
THINGS = words_of(_NOUNS["things"])
ATTRIBUTIVE = words_of(_NOUNS["attributive"]) | PLURALS
PRONOUNS = words_of(_NOUNS["pronouns"])
STREETS = words_of(_NOUNS["streets"])
_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "lives": "life",
    "wives": "wife",
    "feet": "foot",
}
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "eer", "ee", "man", "woman", "men", "women", "goer")
_LONGEST = 8
_ROLLS = words_of("kia wia mia")  # killed, wounded, missing in action
_PARTICIPLES = words_of("killed wounded injured dead missing displaced hurt")  # "two quakes killed 40"
_NO_ADVERBS = words_of(lexicon("grammar")["not_adverbs"])


class Noun(NamedTuple):
    """A noun phrase by its words' span, where reading goes on, and its head's number."""

    start: int
    stop: int
    end: int
    plural: bool
    head: str


@lru_cache(maxsize=65536)
def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun.

    Examples
    --------
    >>> is_plural("soldiers"), is_plural("troops"), is_plural("serious"), is_plural("his")
    (True, True, False, False)
    """
    if word in PLURALS or word.endswith("children"):
        return True
    if word.endswith("men") and len(word) > 5:
        return word[-4] not in "aiou"  # "marksmen", but "specimen"
    return (
        len(word) > 2 and word.endswith("s") and word not in SINGULARS and not word.endswith(("ss", "us", "is", "'s"))
    )


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Give the singular of a lower-case noun.

    Examples
    --------
    >>> singular("casualties"), singular("witnesses"), singular("men"), singular("policemen")
    ('casualty', 'witness', 'man', 'policeman')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("children"):
        return word[:-3]
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("women"):
        return word[:-2] + "an"
    if not is_plural(word) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=65536)
def is_person(head: str) -> bool:
    """Whether a head noun means people.

    Examples
    --------
    >>> is_person("troops"), is_person("paratroopers"), is_person("howitzers"), is_person("launchers")
    (True, True, False, False)
    """
    word = head.lower()
    one = singular(word)
    if one in PERSONS or word in PERSONS:
        return True
    tail = one.rpartition("-")[2]
    if tail in PERSONS:
        return True
    if one in THINGS or tail in THINGS or len(one) < 5:
        return False
    return (
        one != word
        and one.endswith(_PERSON_ENDINGS)
        and not any(one.endswith(thing) for thing in THINGS if len(thing) > 5)
    )


def _is_word(word: str) -> bool:
    return word[:1].isalpha()


def noun_after(words: Words, j: int, one: bool) -> Noun | None:
    """Find the noun phrase that starts at word ``j``.

    ``one`` is whether the head need not be a plural: after one, a share or a measure ("one proposal", "a 9-mile wall").
    """
    low, n = words.low, words.count
    if low[j] == "-" and words.glued(j):
        j += 1
    while low[j] in SKIPPED:
        j += 1
    k = last = j
    plural = False
    while k < n and k - j < _LONGEST:
        w = low[k]
        if not w[0].isalpha():
            if not _runs_through(words, k, j, plural):
                break
            k += 1
            continue
        glued_on = low[k + 1] == "-" and words.glued(k + 1) and words.glued(k + 2)
        model = _ends_model(words, k, j)
        if w in STOP and not glued_on and not (k > j and words.glued(k)) and words.raw[k] != "US":
            if w != "and" or plural or one or k == j or not _plural_ahead(words, k + 1):
                break
            k += 1
            continue
        if w in VAGUE or (k == j and (w in ONES or w in TENS or w in SCALES)):
            break
        many = model or (not glued_on and _is_many(words, k))
        if plural and not (many and not model and w not in _PARTICIPLES and _stands_before(words, k - 1, w)):
            break
        if one and many and w[-1] == "s":
            last = k + 1 if _is_head(words, k, j) else last
            break
        if one and k > j and _is_past_singular(words, k):
            break
        k += 1
        last = k
        if many and not one:  # "infantry" is what is counted, unless it stands before it: "infantry fighting vehicles"
            plural = w not in PLURALS or not _inflected_ahead(words, k) or (w in _IRREGULAR and low[k].endswith("ing"))
    if one and last == j + 1 and _is_participle(words, j):
        return None
    if not plural and not one:
        last = _uninflected(words, j, last)
    if last == j or low[last - 1].endswith("'s"):
        return None
    head = low[last - 2] + low[last - 1] if _ends_model(words, last - 1, j) else low[last - 1]
    return Noun(j, last, last, plural or (one and is_plural(head)), head)


def _is_many(words: Words, k: int) -> bool:
    """Whether word ``k`` is a plural, by its form or as capitals: "soldiers", "BMPs", "600 KIA"."""
    w, raw = words.low[k], words.raw[k]
    return is_plural(w) or (w[-1] == "s" and len(w) > 2 and raw[:-1].isupper()) or (w in _ROLLS and raw.isupper())


def _is_head(words: Words, k: int, j: int) -> bool:
    """Whether a plural may end a phrase that needs none, and is not the verb of a singular: "one proposal asks"."""
    w, first = words.low[k], words.low[j]
    return k == j or (k == j + 1 and first.endswith("ed")) or is_person(w) or (w in PLURALS and w != "lives")


def _is_past_singular(words: Words, k: int) -> bool:
    """Whether word ``k`` is past a phrase in the singular: "one house burned", "one Republican voting"."""
    w = words.low[k]
    return (w.endswith(("ed", "ly")) and w not in _NO_ADVERBS) or (w.endswith("ing") and is_person(words.low[k - 1]))


def _is_participle(words: Words, j: int) -> bool:
    """Whether word ``j`` only says what is done with a measure: "$11 million tied to the plant"."""
    w = words.low[j]
    return w.endswith("ed") and w not in PLURALS and words.low[j + 1] in STOP


def _ends_model(words: Words, k: int, j: int) -> bool:
    """Whether word ``k`` ends a model's number in the plural: "T-72s", "Model 3s", "BTR-82As"."""
    ends = (
        words.raw[k][-1:] == "s"
        and len(words.low[k]) < 3
        and not (words.glued(k + 1) and words.low[k + 1][:1].isalnum())
    )
    return ends and k > j and words.glued(k) and _digit(words, k - 1)


def _digit(words: Words, k: int) -> bool:
    return words.low[k][:1] in DIGITS


def _stands_before(words: Words, k: int, head: str) -> bool:
    """Whether the plural at word ``k`` stands before another: "forces troops", "sports fans", "Abrams tanks"."""
    return is_person(head) or words.low[k] in ATTRIBUTIVE or words.raw[k][0].isupper()


def _runs_through(words: Words, k: int, j: int, plural: bool) -> bool:
    """Whether a phrase goes on over a sign or a model's number: "short-range", "737 Max jets", "155mm shells"."""
    w = words.low[k]
    if w in ("-", "/") and k > j:
        acronym = (
            w == "-" and words.raw[k - 1].isupper() and words.low[k + 1].isdigit()
        )  # "COVID -19", as scrapers print
        return words.glued(k + 1) and (words.glued(k) or acronym)
    if w in "'\"&":
        return k > j
    if w[0] in DIGITS and w.isdigit() and not plural:
        if k > j and (words.glued(k) or words.glued(k + 1)):
            return True
        named = (
            words.glued(k + 1)
            or words.low[k + 1] == "mm"
            or words.raw[k + 1][:1].isupper()
            or (k > j and words.raw[k - 1][0].isupper())
        )
        return named and words.raw[k].isdigit() and (_plural_ahead(words, k + 1) or _ends_model(words, k + 1, j))
    return False


def _uninflected(words: Words, j: int, last: int) -> int:
    """Cut a phrase without a plural: only a name ("300 Zulu") or an uninflected plural can be counted then."""
    if words.raw[j] != words.low[j]:
        for k in range(j, last):
            w = words.low[k]
            if w.endswith(("ly", "ing", "ed")) or (k > j and words.raw[k] == w):
                return k
        return last
    return j


def _plural_ahead(words: Words, k: int) -> bool:
    for w in words.low[_past_calibres(words, k) :][:3]:
        if not _is_word(w) or w in STOP:
            return False
        if is_plural(w):
            return True
    return False


def _past_calibres(words: Words, k: int) -> int:
    """Step over signs before a noun: the "S19" of "2S19 howitzers", the "mm and 152mm" of "122mm and 152mm shells"."""
    end = min(k + _LONGEST, words.count)
    while k < end and (words.glued(k) or (_digit(words, k) and words.glued(k + 1))):
        k += 1
        if words.low[k] == "and" and _digit(words, k + 1) and words.glued(k + 2):
            k += 1
    return k


def _inflected_ahead(words: Words, k: int) -> bool:
    for w in words.low[k : k + 3]:
        if not _is_word(w) or w in STOP or w.endswith(("ed", "ly")):
            return False
        if is_plural(w):
            return w[-1] == "s" or w.endswith("men")
    return False
