"""What a number counts: the noun phrase after it, found without a tagger, and whether it means people.

A cardinal above one is followed by modifiers and a plural ("40 Krab howitzers"), so the phrase runs to the first plural
that no further plural follows, and never through a word of a closed class.
"""

from __future__ import annotations

from functools import lru_cache

from estimates.figures.numerals import ONES, SCALES, TENS, VAGUE
from estimates.figures.tokens import DIGITS, Words
from estimates.lang.lexicon import lexicon, lists
from estimates.lang.people import persons_of
from estimates.records import record

_LISTS = lists("nouns")
STOP = _LISTS["stop"]
_PLURALS = _LISTS["plurals"]
_PERSONS = persons_of(lexicon("people"))
_THINGS = _LISTS["things"]
_LONG_THINGS = tuple(thing for thing in _THINGS if len(thing) > 5)
_NO_ADVERBS = lists("grammar")["not_adverbs"]
_IRREGULAR: dict[str, str] = lexicon("nouns")["irregular"]
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "eer", "ee", "man", "woman", "men", "women", "goer")
_NUMBERS = frozenset([*ONES, *TENS, *SCALES])
_CLOSED = STOP.union(VAGUE, _NUMBERS)  # what may bound a phrase
_SHORT = 6  # letters of "cheese"
_LONGEST = 8  # words and signs of a phrase


@record
class Noun:
    """A noun phrase from word ``start`` up to ``stop``, whether it is a plural, and its last word."""

    start: int
    stop: int
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
    if word in _LISTS["plurals"] or word.endswith("children"):
        return True
    if word.endswith("men") and len(word) > 5:
        return word[-4] not in "aiou"  # "marksmen", but "specimen"
    if word.endswith(("us", "is")):
        return word[:-1] in _PERSONS  # "Hutus", "Iraqis"
    return len(word) > 2 and word.endswith("s") and word not in _LISTS["singulars"] and not word.endswith(("ss", "'s"))


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
    tail = one.rpartition("-")[2]
    if not _PERSONS.isdisjoint((one, word, tail)):
        return True
    if one in _THINGS or tail in _THINGS or len(one) < 5:
        return False
    if word.endswith("ese") and len(word) > _SHORT:  # "200,000 East Timorese"
        return word not in _LISTS["no_nations"]
    return one != word and one.endswith(_PERSON_ENDINGS) and not one.endswith(_LONG_THINGS)


def is_one_person(word: str) -> bool:
    """Whether a word means a person, and one only."""
    return is_person(word) and not is_plural(word)


def unit_of(noun: Noun) -> str:
    """Name what a number before a noun counts."""
    return "person" if is_person(noun.head) else "count"


def noun_after(words: Words, j: int, one: bool) -> Noun | None:
    """Find the noun phrase that starts at word ``j``.

    ``one`` is whether the head need not be a plural: after one, a share or a measure ("one proposal", "a 9-mile wall").
    """
    low = words.low
    if low[j] == "-" and words.glued(j):
        j += 1
    while low[j] in _LISTS["skipped"]:
        j += 1
    if low[j] == '"' and words.glued(j + 1) and not words.glued(j):  # four “associate justices”
        j += 1
    last, plural = (_phrase_of_one if one else _phrase_of_many)(words, j)
    if last == j or low[last - 1].endswith("'s"):
        return None
    head = low[last - 2] + low[last - 1] if _ends_model(words, last - 1, j) else low[last - 1]
    return Noun(j, last, plural or (one and is_plural(head)), head)


def counted_after(words: Words, j: int) -> Noun | None:
    """Find the plural that a number before word ``j`` counts."""
    noun = noun_after(words, j, one=False)
    return noun if noun is not None and noun.plural else None


def _phrase_of_one(words: Words, j: int) -> tuple[int, bool]:
    """Give where a phrase stops that may be in the singular, and that no plural was looked for."""
    low, last = words.low, j
    for k in range(j, min(j + _LONGEST, words.count)):
        w = low[k]
        if not w[0].isalpha():
            if not _runs_through(words, k, j, False):
                break
            continue
        if w in _CLOSED and _is_bound(words, k, j):
            break
        if w[-1] == "s" and (_ends_model(words, k, j) or (_is_many(words, k) and not _glued_on(words, k))):
            # A plural may end the phrase, or be the verb of a singular: "one proposal asks".
            compound = k == j or (k == j + 1 and low[j].endswith("ed"))
            last = k + 1 if compound or is_person(w) or (w in _PLURALS and w != "lives") else last
            break
        if k > j and _is_past_singular(words, k) and not words.glued(k):  # but "an inflation-adjusted bond"
            break
        last = k + 1
    tied = last == j + 1 and low[j].endswith("ed") and low[j] not in _PLURALS and low[last] in STOP
    return (j if tied else last), False  # "$11 million tied to the plant"


def _phrase_of_many(words: Words, j: int) -> tuple[int, bool]:
    """Give where a phrase stops that ends in a plural, and whether it does."""
    low, last, plural = words.low, j, False
    for k in range(j, min(j + _LONGEST, words.count)):
        w = low[k]
        if not w[0].isalpha():
            if not _runs_through(words, k, j, plural):
                break
            continue
        if w in _CLOSED and _is_bound(words, k, j):
            if w != "and" or plural or k == j or not _plural_ahead(words, k + 1):
                break
            continue
        model = len(w) < 3 and _ends_model(words, k, j)
        many = model or (_is_many(words, k) and not _glued_on(words, k))
        if plural and (not many or model or w in _LISTS["fates"] or not _stands_before(words, k - 1, w)):
            break
        last = k + 1
        if many:  # "infantry" is what is counted, unless it stands before it: "infantry fighting vehicles"
            gerund = low[last].endswith("ing") and (w in _IRREGULAR or not is_plural(low[last + 1]))  # "staff seeking"
            plural = w not in _PLURALS or gerund or not _inflected_ahead(words, last)
    return (last if plural else _uninflected(words, j, last)), plural


def _is_bound(words: Words, k: int, j: int) -> bool:
    """Whether no phrase that starts at word ``j`` goes through word ``k``, which is of a closed class or a number."""
    w = words.low[k]
    if w in STOP:
        return not (_glued_on(words, k) or (k > j and words.glued(k)) or words.raw[k] == "US")
    return w in VAGUE or (k == j and w in _NUMBERS and not _glued_on(words, k))  # "two four-storey houses"


def _glued_on(words: Words, k: int) -> bool:
    """Whether a hyphen and another word are glued to word ``k``."""
    return words.low[k + 1] == "-" and words.glued(k + 1) and words.glued(k + 2)


def _is_many(words: Words, k: int) -> bool:
    """Whether word ``k`` is a plural, by its form or as capitals: "soldiers", "BMPs", "600 KIA"."""
    w, raw = words.low[k], words.raw[k]
    if words.low[k - 1] == "united" and words.raw[k + 1].islower() and words.low[k + 1] not in STOP:
        return False  # "two United States jets"
    return (
        is_plural(w) or (w[-1] == "s" and len(w) > 2 and raw[:-1].isupper()) or (w in _LISTS["rolls"] and raw.isupper())
    )


def _is_past_singular(words: Words, k: int) -> bool:
    """Whether word ``k`` is past a phrase in the singular: "one house burned", "one Republican voting"."""
    w = words.low[k]
    return (w.endswith(("ed", "ly")) and w not in _NO_ADVERBS) or (w.endswith("ing") and is_person(words.low[k - 1]))


def _ends_model(words: Words, k: int, j: int) -> bool:
    """Whether word ``k`` ends a model's number in the plural: "T-72s", "Model 3s", "BTR-82As"."""
    if words.raw[k][-1:] != "s" or len(words.low[k]) > 2 or k == j:
        return False
    alone = not (words.glued(k + 1) and words.low[k + 1][:1].isalnum())
    return alone and words.glued(k) and _digit(words, k - 1)


def _digit(words: Words, k: int) -> bool:
    return words.low[k][:1] in DIGITS


def _stands_before(words: Words, k: int, head: str) -> bool:
    """Whether the plural at word ``k`` stands before another: "forces troops", "sports fans", "Abrams tanks"."""
    w = words.low[k]
    return is_person(head) or w in _LISTS["attributive"] or w in _PLURALS or words.raw[k][0].isupper()


def _runs_through(words: Words, k: int, j: int, plural: bool) -> bool:
    """Whether a phrase goes on over a sign or a model's number: "short-range", "737 Max jets", "155mm shells"."""
    w, raw = words.low[k], words.raw
    if w in ("-", "/") and k > j:
        acronym = w == "-" and raw[k - 1].isupper() and words.low[k + 1].isdigit()  # "COVID -19", as scrapers print
        return words.glued(k + 1) and (words.glued(k) or acronym)
    if w in "'\"&":
        return k > j
    if not w.isdigit() or plural:
        return False
    if k > j and (words.glued(k) or words.glued(k + 1)):
        return True
    named = (
        words.glued(k + 1)
        or words.low[k + 1] == "mm"
        or raw[k + 1][:1].isupper()
        or (k > j and raw[k - 1][0].isupper())
    )
    return named and (_plural_ahead(words, k + 1) or _ends_model(words, k + 1, j))


def _uninflected(words: Words, j: int, last: int) -> int:
    """Cut a phrase without a plural: only a name ("300 Zulu") or an uninflected plural can be counted then."""
    if words.raw[j] == words.low[j]:
        return j
    for k in range(j, last):
        w = words.low[k]
        if w.endswith(("ly", "ing", "ed")) or (k > j and words.raw[k] == w):
            return k
    return last


def _plural_ahead(words: Words, k: int) -> bool:
    """Whether one of three words is a plural, signs stepped over: "2S19 howitzers", "122mm and 152mm shells"."""
    end = min(k + _LONGEST, words.count)
    while k < end and (words.glued(k) or (_digit(words, k) and words.glued(k + 1))):
        k += 1
        if words.low[k] == "and" and _digit(words, k + 1) and words.glued(k + 2):
            k += 1
    return bool(_first_plural(words, k, ()))


def _inflected_ahead(words: Words, k: int) -> bool:
    return _first_plural(words, k, ("ed", "ly")).endswith(("s", "men"))


def _first_plural(words: Words, k: int, past: tuple[str, ...]) -> str:
    """Give the plural among three words that no word of a closed class, nor one that ends so, comes before; else ""."""
    for w in words.low[k : k + 3]:
        if not w[:1].isalpha() or w in STOP or w.endswith(past):
            break
        if is_plural(w):
            return w
    return ""
