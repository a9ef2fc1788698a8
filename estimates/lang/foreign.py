"""Which other language a text is in, told by its function words and its letters; English is nobody's finding here."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import filterfalse

from estimates.lang.lexicon import language, lexicon, words_of

_LEAST = 2  # different words that must speak for another language,
_SHARE = 0.15  # and their least share of all words
_ENGLISH = 0.25  # share of English words above which nothing else is looked for
_OF_LETTERS = 0.5  # least share of the words in another script
_LATIN = "\u036f"  # the last of the letters that Latin words are written with


@cache
def _profiles() -> dict[str, dict[str, frozenset[str]]]:
    """By language: ``all`` of its words, and those that are ``own``, which English does not have."""
    found = {}
    for name, words in lexicon("foreign", "")["words"].items():
        known = words_of(words)
        found[name] = {"all": known, "own": known - _also_english()}
    return found


@cache
def _telling() -> frozenset[str]:
    """The words that speak for some other language."""
    return frozenset().union(*(known["own"] for known in _profiles().values()))


@cache
def _also_english() -> frozenset[str]:
    lists = language("en").lists
    return english_words() | lists["month_names"] | words_of(lexicon("foreign", "")["also_english"])


@cache
def english_words() -> frozenset[str]:
    """Give the function words of English."""
    lists = language("en").lists
    names = words_of("articles possessives pronouns prepositions subordinators be have modals first_persons")
    return frozenset().union(*(lists[name] for name in names)) | {"and", "or", "but", "not", "there", "more"}


def may_be_mixed(words: Sequence[str]) -> bool:
    """Whether any stretch of some words could be in another language: without evidence at all, none is looked at.

    Examples
    --------
    >>> may_be_mixed("sie sind nach".split()), may_be_mixed("the army fled".split()), may_be_mixed(["армия"])
    (True, False, True)
    """
    if len(_telling().intersection(words)) >= _LEAST:
        return True
    if "".join(words).isascii():
        return False
    return any(word[0].isalpha() for word in filterfalse(str.isascii, words) if word > _LATIN)


def other_language(words: Sequence[str]) -> str | None:
    """Name the language that the words of a text are in, if it is another than English; missing without evidence.

    Words with a capital speak for no language: "Los Angeles", "El Paso" and "Las Vegas" stand in English texts.

    Examples
    --------
    >>> other_language("die armee hat nach eigenen angaben auch 1.200 soldaten verloren".split())
    'German'
    >>> other_language("the german army lost 1,200 men in Las Vegas".split()) is None
    True
    >>> other_language("1.200 soldaten".split()) is None
    True
    """
    english = sum(map(english_words().__contains__, words))
    if english > len(words) * _ENGLISH:  # as nearly always, marks and numbers and all
        return None
    words = [word for word in words if word[:1].isalpha()]
    if not words or english > len(words) * _ENGLISH:
        return None
    return _by_letters(words) or _by_words(words)


def _by_words(words: Sequence[str]) -> str | None:
    counts = Counter(words)
    if len(counts.keys() & _telling()) < _LEAST:
        return None
    best, most = None, (0, 0)
    for name, known in _profiles().items():
        own = [low for low in counts if low in known["own"]]
        hits = sum(counts[low] for low in counts if low in known["all"])
        score = (sum(counts[low] for low in own), hits)
        english = sum(counts[low] for low in counts if low in english_words() and low not in known["all"])
        enough = len(own) >= _LEAST and hits >= _SHARE * len(words)
        if enough and score[0] > english and score > most:
            best, most = name, score
    return best


def _by_letters(words: Iterable[str]) -> str | None:
    """The script that most words are in, and by what letters it has whose language that is."""
    words = list(words)
    others = [word for word in words if not word.isascii() and word[0] > _LATIN]
    if len(others) < max(_OF_LETTERS * len(words), 1):
        return None
    data = lexicon("foreign", "")
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0].partition("-")[0] for letter in "".join(others))
    if scripts["HIRAGANA"] or scripts["KATAKANA"]:
        return str(data["scripts"]["HIRAGANA"])
    script = scripts.most_common(1)[0][0]
    letters = set("".join(others))
    for name, own in data["letters"].items():
        if letters & set(own) and unicodedata.name(own[0]).startswith(script):
            return str(name)
    known = data["scripts"].get(script)
    return str(known) if known is not None else None
