"""Noun phrases of one sentence, found from their edges: small words, punctuation and verbs bound them."""

from __future__ import annotations

from estimates.article.document import Sentence
from estimates.article.grammar import (
    ARTICLES,
    BE,
    HELPERS,
    MARKS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    SIGNS,
    SUBORDINATORS,
    grammar,
    is_numeral,
    is_participle,
    number_like,
)  # fmt: skip
from estimates.article.people import people_words
from estimates.article.verbs import verbs

PEOPLE = people_words()

Span = tuple[int, int]

_COMMUNICATED, _MEDIA, _CLOSE_TO = grammar("communicated"), grammar("media"), grammar("close_to")
_TOLD_IN = _COMMUNICATED | _MEDIA
_OBJECT_VERBS = grammar("takes_object") | grammar("takes_facts")


def phrase_after(s: Sentence, i: int) -> Span | None:
    """The noun phrase that begins at token ``i``, with what hangs on it by "of", "for", "by"."""
    lows = s.lows
    j, common, paper = i, False, False
    while j < s.last and not _ends_phrase(s, j, i, common, paper):
        common = s.words[j][0].islower()
        paper = paper or lows[j] in PEOPLE.documents
        j += 1
    while j > i and (lows[j - 1] in PREPOSITIONS or lows[j - 1] in ("and", "or", "the", "a")):
        j -= 1
    return (i, j) if j > i else None


def _ends_phrase(s: Sentence, j: int, i: int, common: bool, paper: bool) -> bool:
    low, word = s.lows[j], s.words[j]
    if word in MARKS or low in SUBORDINATORS or low in HELPERS:
        return True
    if low in PREPOSITIONS:
        return not _hangs_on(s, j, i, common, paper)
    if j == i:
        return False
    if low in PRONOUNS or low == "there":
        return True
    if low in PEOPLE.dates and s.lows[j - 1] not in ("the", "of"):
        return not paper
    if low in ("and", "or", "but", "&"):
        return not _coordinated(s, j)
    if low in verbs() and not verbs()[low].noun_too and not paper:
        return True
    if (
        is_participle(low)
        and j > i + 1
        and not paper
        and low not in PEOPLE.written_by
        and low not in PEOPLE.documents
        and not is_reduced(s, j)
    ):
        return True
    after_name = word[0].islower() and s.words[j - 1][0].isupper()
    return after_name and not _goes_on_name(s, j) and low not in PEOPLE.written_by


def _coordinated(s: Sentence, j: int) -> bool:
    """True where "and" joins a further source, with no verb of its own soon after."""
    after = s.low(j + 1)
    if not after or not after[0].isalpha() or after in PRONOUNS or after in BE or after in ("said", "that", "then"):
        return False
    for k in range(j + 1, min(j + 7, s.last)):
        low = s.lows[k]
        if low in PUNCTUATION:
            return True
        if low in HELPERS or low in verbs() or is_participle(low):
            return False
    return j + 7 >= s.last


def _hangs_on(s: Sentence, j: int, first: int, common: bool, paper: bool) -> bool:
    """True where a preposition goes on with the phrase: "officials at the ministry", not "said in a statement"."""
    low, after, before = s.lows[j], s.low(j + 1), s.low(j - 1)
    indefinite = after in ("a", "an") or after in POSSESSIVES
    if j == first or after in PEOPLE.dates or (indefinite and s.low(j + 2) in _TOLD_IN):
        return False
    if low in ("of", "for"):
        return True
    if low in ("at", "with", "from", "in"):
        return (
            common
            and not (low in ("in", "at") and _is_figure(s, j + 1))
            and (low == "from" or before not in _COMMUNICATED)
        )
    if low in ("by", "on", "to", "about", "between", "among"):
        return paper or (low == "to" and before.removesuffix("s") in _CLOSE_TO) or (low in ("by", "on") and common)
    return False


def _is_figure(s: Sentence, j: int) -> bool:
    low = s.low(j)
    hedged = low == "well" or (number_like(low) and low not in ARTICLES)
    return is_numeral(low) or low in SIGNS or (hedged and (number_like(s.low(j + 1))))


def _goes_on_name(s: Sentence, j: int) -> bool:
    """True where a small word goes on with a name: "Trump campaign", "UN refugee agency", "Reuters poll"."""
    for k in range(j, min(j + 4, s.last)):
        low = s.lows[k]
        if PEOPLE.can_speak(low) or low in PEOPLE.stand_ins:
            return True
        if not low[0].isalpha() or low in PREPOSITIONS or low in SUBORDINATORS:
            return False
    return False


def description_after(s: Sentence, i: int) -> list[Span]:
    """The description after a name: "said Olena Marchuk, a spokeswoman for the border guard"."""
    opens = s.low(i + 1)
    named = i + 2 < s.last and s.words[i + 1][0].isupper() and s.words[i + 2][0].isupper()
    described = opens in ("a", "an", "the", "who") or opens in PEOPLE.roles
    if s.low(i) != "," or not (described or (named and s.words[i - 1][0].islower())):
        return []
    j = i + 1
    while j < s.last and s.words[j] not in PUNCTUATION:
        j += 1
    turn = next((low for low in s.lows[i + 2 : j] if low in HELPERS or low in SUBORDINATORS), "")
    if opens in ARTICLES and turn in HELPERS:
        return []  # "According to X, the loss was 40, ...", and not "a man who was there"
    return [(i + 1, j)]


def can_speak(s: Sentence, first: int, last: int) -> bool:
    """True for a phrase with an article, a name, or a word for people or papers in it."""
    low = s.lows[first]
    if low in ARTICLES or low in POSSESSIVES or low in PRONOUNS or (low in ("one", "another") and last - first > 1):
        return True
    return any(s.words[k][0].isupper() or PEOPLE.can_speak(s.lows[k]) for k in range(first, last))


def may_speak(s: Sentence, first: int, last: int) -> bool:
    """As ``can_speak``, but neither an article nor the capital that opens a sentence is enough."""
    named = any(s.words[k][0].isupper() for k in range(first + (first == s.first), last))
    return named or any(PEOPLE.can_speak(s.lows[k]) for k in range(first, last))


def is_reduced(s: Sentence, k: int) -> bool:
    """True for a past participle that goes on with a noun: "people briefed on the matter", "men quoted by"."""
    verb = verbs().get(s.lows[k])
    after = s.low(k + 1)
    if after == "about" and is_numeral(s.low(k + 2)):
        return False  # "told about 60 residents that"
    return after in ("by", "on", "about") and (verb is None or verb.lemma in _OBJECT_VERBS)
