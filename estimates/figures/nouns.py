"""What a number counts: the noun phrase after it, found without a tagger.

A cardinal above one is followed by modifiers and a plural ("40 Krab howitzers"), so the phrase runs to the first plural
that no further plural follows, and never through a word of a closed class.
"""

from __future__ import annotations

from estimates.figures.tokens import DIGITS, Words
from estimates.records import record

_LONGEST = 8  # words and signs of a phrase
_QUOTED = 6  # ... of a number in quotation marks
_SERIES = 6  # words of "local, state, tribal and"
_JOINTS = ("and", "or", "&")  # between the qualities of one noun


@record
class Noun:
    """A noun phrase from word ``start`` up to ``stop``, whether it is a plural, and its last word."""

    start: int
    stop: int
    plural: bool
    head: str


def noun_after(words: Words, j: int, one: bool) -> Noun | None:
    """Find the noun phrase that starts at word ``j``.

    ``one`` is whether the head need not be a plural: after one, a share or a measure ("one proposal", "a 9-mile wall").
    """
    low, lists = words.low, words.lists
    if low[j] == "-" and words.glued(j):
        j += 1
    while low[j] in lists["skipped"] or (low[j] in lists["before_fate"] and low[j + 1] in lists["befallen_nouns"]):
        j += 1  # "900 feared dead"
    j += low[j] in words.units.every and low[j + 1].isalpha() and low[j + 1] not in lists["stop"]
    if low[j] in ('"', "'") and words.glued(j + 1) != words.glued(j) and _quotes(words, j):
        j += 1
    last, plural = (_phrase_of_one if one else _phrase_of_many)(words, j)
    if last == j or low[last - 1].endswith("'s") or (low[j] == "cast" and low[last - 1] in ("ballots", "votes")):
        return None
    if one and last > j + 1 and low[last - 1] in lists["befallen_nouns"] and words.nouns.is_one_person(low[last - 2]):
        last -= 1  # "left one worker dead"
    head = low[last - 2] + low[last - 1] if _ends_model(words, last - 1, j) else low[last - 1]
    return Noun(j, last, plural or (one and words.nouns.is_plural(head)), head)


def _quotes(words: Words, j: int) -> bool:
    """Whether a mark at word ``j`` opens a quotation, or closes one of the number: four “judges”, "at least 40" men."""
    return words.glued(j + 1) or words.low[j] in words.low[max(j - _QUOTED, 0) : j]


def counted_after(words: Words, j: int) -> Noun | None:
    """Find the plural that a number before word ``j`` counts."""
    noun = noun_after(words, j, one=False)
    return noun if noun is not None and noun.plural else None


def _phrase_of_one(words: Words, j: int) -> tuple[int, bool]:
    """Give where a phrase stops that may be in the singular, and that no plural was looked for."""
    low, lists, closed, last = words.low, words.lists, words.nouns.closed, j
    for k in range(j, _phrase_stop(words, j)):
        w = low[k]
        if not w[0].isalpha():
            if not _runs_through(words, k, j, False, one=True):
                break
            continue
        if w in closed and _is_bound(words, k, j):
            if _joins_qualities(words, k, j):
                continue
            break
        if w in lists["all_people"] and not words.nouns.is_plural(low[k + 1]):
            return k + 1, False  # "2 percent of people react to nuts"
        if k > j and words.raw[k][0].isupper() and words.raw[k + 1][:1].isupper():
            continue  # "Torres Strait Islander population"
        if w[-1] == "s" and (
            _ends_model(words, k, j)
            or ((words.raw[k] != w or words.nouns.is_plural(w)) and _is_many(words, k) and not _glued_on(words, k))
        ):
            # A plural may end the phrase, or be the verb of a singular: "one proposal asks".
            compound = k == j or (k == j + 1 and low[j].endswith("ed"))
            last = k + 1 if compound or words.nouns.is_person(w) or (w in lists["plurals"] and w != "lives") else last
            break
        if w in lists["people_alone"] and not words.nouns.is_plural(low[k + 1]):  # "2 % of children react"
            last = k + 1
            break
        if k > j and _is_past_singular(words, k, j) and not words.glued(k):  # but "an inflation-adjusted bond"
            break
        if k > j and low[k + 1] in lists["specifiers"] and words.raw[k] == w:  # "a 7-ton truck hit the wall"
            break
        last = k + 1
    if low[j] in lists["after_noun"] and low[j + 1] in ("aside", "apart"):
        return j, False  # "$2 million set aside for it"
    tied = last == j + 1 and low[j].endswith("ed") and low[j] not in lists["plurals"] and low[last] in lists["stop"]
    return (j if tied else last), False  # "$11 million tied to the plant"


def _phrase_of_many(words: Words, j: int) -> tuple[int, bool]:
    """Give where a phrase stops that ends in a plural, and whether it does."""
    low, nouns, lists, last, plural = words.low, words.nouns, words.lists, j, False
    is_plural = nouns.is_plural
    for k in range(j, _phrase_stop(words, j)):
        w = low[k]
        if not w[0].isalpha():
            if not _runs_through(words, k, j, plural):
                break
            continue
        if w in nouns.closed and _is_bound(words, k, j):
            modifies = plural and ((w == "and" and _modifies(words, k - 1)) or _joins_states(words, k))
            plural = plural and not modifies
            if w not in ("and", "or") or plural or k == j or not _plural_ahead(words, k + 1):
                break
            if low[k + 1] in nouns.closed and _is_bound(words, k + 1, k + 1):  # "nine Dutch and four Belgians"
                break
            continue
        model = len(w) < 3 and _ends_model(words, k, j)
        many = (words.raw[k] != w or is_plural(w)) and _is_many(words, k)
        many = model or (many and not (low[k + 1] == "-" and _glued_on(words, k)))
        if plural and not many and _is_firm(words, k - 1, k):  # "900 Cyclops common shares"
            continue
        if plural:
            states = w in lists["befallen_nouns"] or w in lists["states_of_people"] or w == "accused"
            if not many or model or states or not _stands_before(words, k - 1, w):
                break
        last = k + 1
        if many:
            plural = w not in lists["plurals"] or _is_counted(words, k) or not _inflected_ahead(words, last)
    return (last if plural else _uninflected(words, j, last)), plural


def _is_counted(words: Words, k: int) -> bool:
    """Whether a plural without an ending is what is counted, and stands before none: "infantry fighting vehicles"."""
    w, after, nouns = words.low[k], words.low[k + 1], words.nouns
    if after.endswith("ing") and (w in nouns.irregular or not nouns.is_plural(words.low[k + 2])):
        return True  # "staff seeking"
    compound = nouns.is_plural(after) or nouns.is_person(after)
    told = after in words.lists["befallen_nouns"] or after in words.lists["states_of_people"]
    return w in words.lists["all_people"] and (told or not compound)  # "people hurt", "people uninsured"


def _phrase_stop(words: Words, j: int) -> int:
    """Give where a phrase that starts at word ``j`` stops at the latest: it never goes on over a blank line."""
    stop = min(j + _LONGEST, words.count)
    if stop > j and words.text.find("\n\n", words.ends[j - 1] if j else 0, words.starts[stop - 1]) < 0:
        return stop  # as nearly always
    return next((k for k in range(max(j, 1), stop) if "\n\n" in words.text[words.ends[k - 1] : words.starts[k]]), stop)


def _is_bound(words: Words, k: int, j: int) -> bool:
    """Whether no phrase that starts at word ``j`` goes through word ``k``, which is of a closed class or a number."""
    w = words.low[k]
    if w == "reported" and k == j and words.nouns.is_plural(words.low[k + 1]) and words.low[k - 2] in words.lists["be"]:
        return False  # "there had been 166 reported crimes"
    if w in words.lists["stop"]:
        named = words.raw[k] == "US" or (k > j and _is_letter_of(words, k))
        return not (_glued_on(words, k) or (k > j and words.glued(k)) or named)
    numbered = k == j or (words.raw[k] == w and w in words.numerals.starters and not words.glued(k))  # "six lost two"
    return w in words.numerals.vague or (numbered and not _glued_on(words, k))  # "two four-storey houses"


def _is_letter_of(words: Words, k: int) -> bool:
    """Whether a letter at word ``k`` tells one of a class: "World War I soldiers", "Class A drugs"."""
    return len(words.raw[k]) == 1 and words.raw[k].isupper() and words.low[k - 1] in words.lists["labels"]


def _glued_on(words: Words, k: int) -> bool:
    """Whether a hyphen and another word are glued to word ``k``."""
    return words.low[k + 1] == "-" and words.glued(k + 1) and words.glued(k + 2)


def _is_many(words: Words, k: int) -> bool:
    """Whether word ``k`` is a plural, by its form or as capitals: "soldiers", "BMPs", "600 KIA"."""
    w, raw = words.low[k], words.raw[k]
    if words.low[k - 1] == "united" and words.raw[k + 1][:1].isalpha() and words.low[k + 1] not in words.lists["stop"]:
        return False  # "two United States jets", "four United Nations Security Council resolutions"
    if len(words.raw[k + 1]) == 1 and _is_letter_of(words, k + 1):
        return False  # "Series A shares"
    acronym = (w[-1] == "s" and len(w) > 2 and raw[:-1].isupper()) or (w in words.lists["rolls"] and raw.isupper())
    return acronym or words.nouns.is_plural(w)


def _joins_qualities(words: Words, k: int, j: int) -> bool:
    """Whether two adjectives of one noun meet at word ``k``: "the urban and rural population"."""
    low, nouns = words.low, words.nouns
    compound = k == j + 3 and words.joined(j + 1, j + 3) and low[j + 1] == "-"  # "of military-grade and homemade arms"
    quality = compound or (k == j + 1 and nouns.is_quality(low[j]))
    if low[k] not in ("and", "or") or not quality:
        return False
    n = k + 1
    while words.raw[n][:1].isupper() and n < k + 4:
        n += 1
    n += n == k + 1
    if not (low[n].isalpha() and low[n] not in words.lists["stop"]):
        return False
    if compound and nouns.is_plural(low[n]):
        return True
    return n > k + 2 or (nouns.is_quality(low[k + 1]) and not nouns.is_plural(low[n]))


def _is_past_singular(words: Words, k: int, j: int) -> bool:
    """Whether word ``k`` is past a phrase in the singular: "one house burned", "one Republican voting"."""
    w = words.low[k]
    if w in words.lists["after_noun"]:
        return True
    if k == j + 1 and words.low[j] in words.lists["qualities_of_things"]:
        return False  # "the current issued shares"
    if w.endswith("ing"):
        return words.nouns.is_person(words.low[k - 1]) and w not in words.lists["not_participles"]
    return w.endswith(("ed", "ly")) and w not in words.lists["not_adverbs"] and w not in words.lists["not_participles"]


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
    w, lists = words.low[k], words.lists
    listed = w in lists["attributive"] or w in lists["plurals"]
    return listed or words.nouns.is_person(head) or words.raw[k][0].isupper()


def _modifies(words: Words, k: int) -> bool:
    """Whether the plural at word ``k`` only stands before another: "900 sales and trading personnel"."""
    joined, head = words.low[k + 2], words.low[k + 3]
    is_plural = words.nouns.is_plural
    if not joined.isalpha() or joined in words.numerals.starters:  # "900 weapons systems and two jets"
        return False
    return words.low[k] in words.lists["attributive"] and not is_plural(joined) and is_plural(head)


def _joins_states(words: Words, k: int) -> bool:
    """Whether the word at ``k`` joins how people are, who stand behind: "12 sick or wounded men"."""
    states, joined = words.lists["states_of_people"], words.low[k + 1]
    told = joined in states or joined in words.lists["befallen_nouns"] or words.nouns.is_quality(joined)
    return words.low[k] in _JOINTS and words.low[k - 1] in states and told and words.nouns.is_plural(words.low[k + 2])


def _is_firm(words: Words, k: int, j: int) -> bool:
    """Whether the plural at word ``k`` is a name, which the adjective at word ``j`` and another plural follow."""
    named = words.raw[k][0].isupper() and not words.nouns.is_person(words.low[k])
    verbal = words.low[j].endswith(("ed", "ing", "ly"))
    return named and not verbal and words.nouns.is_quality(words.low[j]) and words.nouns.is_plural(words.low[j + 1])


def _runs_through(words: Words, k: int, j: int, plural: bool, *, one: bool = False) -> bool:
    """Whether a phrase goes on over a sign or a model's number: "short-range", "737 Max jets", "155mm shells"."""
    w, raw = words.low[k], words.raw
    if w in ("-", "/") and k > j:
        acronym = w == "-" and raw[k - 1].isupper() and words.low[k + 1].isdigit()  # "COVID -19", as scrapers print
        return words.glued(k + 1) and (words.glued(k) or acronym)
    if w in "'\"&":
        return k > j
    if w == ",":  # "two educated, employed parents"
        is_quality = words.nouns.is_quality
        if k > j and not plural and not one and _is_series(words, k + 1):
            return True
        if k == j or plural or words.low[k - 1] in words.lists["harmed"] or not is_quality(words.low[k + 1]):
            return False
        head = words.low[k + 2].isalpha() and words.low[k + 2] not in words.lists["stop"]
        return is_quality(words.low[k - 1]) and (head if one else bool(_first_plural(words, k + 2, ())))
    if not w.isdigit() or plural:
        return False
    if k > j and (words.glued(k) or words.glued(k + 1)):
        return True
    named = raw[k + 1][:1].isupper() or (k > j and raw[k - 1][0].isupper())
    named = named or words.glued(k + 1) or words.low[k + 1] == "mm"
    return named and (_plural_ahead(words, k + 1) or _ends_model(words, k + 1, j))


def _is_series(words: Words, k: int) -> bool:
    """Whether what goes on at word ``k`` ends in a plural that all tell of: "40 local, state and federal laws"."""
    low, closed = words.low, words.nouns.closed
    n = k + (low[k] in _JOINTS)
    if n > k:  # "confirmed, probable, and suspected cases"
        return low[n] not in closed and bool(_first_plural(words, n, ()))
    while n < k + _SERIES:
        if not low[n].isalpha() or low[n] in closed or words.nouns.is_plural(low[n]):
            return False
        while words.raw[n][0].isupper() and words.raw[n + 1][:1].isupper():
            n += 1  # "Army, Home Guard and Air Force personnel"
        joint = n + 1 + (low[n + 1] == "," and low[n + 2] in _JOINTS)
        if low[joint] in _JOINTS:
            return low[joint + 1] not in closed and bool(_first_plural(words, joint + 1, ()))
        if low[joint] != ",":
            return False
        n += 2
    return False


def _uninflected(words: Words, j: int, last: int) -> int:
    """Cut a phrase without a plural: only a name ("300 Zulu") or an uninflected plural can be counted then."""
    if words.raw[j] == words.low[j]:
        return j
    for k in range(j, last):
        w = words.low[k]
        titled = words.raw[k] != w and k + 1 < last and words.raw[k + 1] != words.low[k + 1]  # "Affected Population"
        if (w.endswith(("ly", "ing", "ed")) and not titled) or (k > j and words.raw[k] == w):
            return k
    return last


def _plural_ahead(words: Words, k: int) -> bool:
    """Whether one of three words is a plural, signs stepped over: "2S19 howitzers", "122mm and 152mm shells"."""
    end = min(k + _LONGEST, words.count)
    k += words.raw[k] == "US"
    while k < end and (words.glued(k) or (_digit(words, k) and words.glued(k + 1))):
        k += 1
        if words.low[k] == "and" and _digit(words, k + 1) and words.glued(k + 2):
            k += 1
    return bool(_first_plural(words, k, ()))


def _inflected_ahead(words: Words, k: int) -> bool:
    return _first_plural(words, k, ("ed", "ly")).endswith(("s", "men"))


def _is_in_name(words: Words, n: int, k: int) -> bool:
    """Whether an "and" at word ``n`` joins two words with capitals, the first of them not before word ``k``."""
    return words.low[n] == "and" and n > k and words.raw[n - 1][:1].isupper() and words.raw[n + 1][:1].isupper()


def _first_plural(words: Words, k: int, past: tuple[str, ...]) -> str:
    """Give the plural among three words that no word of a closed class, nor one that ends so, comes before; else "".

    An "and" within a name ("Fire and Rescue personnel") is none.
    """
    for w in [w for n, w in enumerate(words.low[k : k + 4], k) if w != "&" and not _is_in_name(words, n, k)][:3]:
        if not w[:1].isalpha() or w in words.lists["stop"] or w.endswith(past):
            break
        if words.nouns.is_plural(w):
            return w
    return ""
