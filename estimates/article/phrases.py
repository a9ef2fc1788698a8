"""Noun phrases of one sentence, found from their edges: small words, punctuation and verbs bound them."""

from __future__ import annotations

from estimates.article.document import Document, Sentence
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

Span = tuple[int, int]

_COMMUNICATED, _MEDIA, _CLOSE_TO = grammar("communicated"), grammar("media"), grammar("close_to")
_TOLD_IN = _COMMUNICATED | _MEDIA
_OBJECT_VERBS = grammar("takes_object") | grammar("takes_facts")


class Phrases:
    """The noun phrases around the tokens of one sentence."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self.document = document
        self.words, self.lows = document.words, document.lows
        self.first, self.last = sentence.first, sentence.last
        self.people = people_words()

    def low(self, i: int) -> str:
        """Give the lower-case word at a token, nothing outside the sentence."""
        return self.lows[i] if self.first <= i < self.last else ""

    def after(self, i: int) -> Span | None:
        """The noun phrase that begins at token ``i``, with what hangs on it by "of", "for", "by"."""
        lows = self.lows
        j, common, paper = i, False, False
        while j < self.last and not self._ends_phrase(j, i, common, paper):
            common = self.words[j][0].islower()
            paper = paper or lows[j] in self.people.documents
            j += 1
        while j > i and (lows[j - 1] in PREPOSITIONS or lows[j - 1] in ("and", "or", "the", "a")):
            j -= 1
        return (i, j) if j > i else None

    def _ends_phrase(self, j: int, i: int, common: bool, paper: bool) -> bool:
        low, word = self.lows[j], self.words[j]
        if word in MARKS or low in SUBORDINATORS or low in HELPERS:
            return True
        if low in PREPOSITIONS:
            return not self._hangs_on(j, i, common, paper)
        if j == i:
            return False
        if low in PRONOUNS or low == "there":
            return True
        if low in self.people.dates and self.lows[j - 1] not in ("the", "of"):
            return not paper
        if low in ("and", "or", "but", "&"):
            return not self._coordinated(j)
        if low in verbs() and not verbs()[low].noun_too and not paper:
            return True
        if (
            is_participle(low)
            and j > i + 1
            and not paper
            and low not in self.people.written_by
            and low not in self.people.documents
            and not self.is_reduced(j)
        ):
            return True
        after_name = word[0].islower() and self.words[j - 1][0].isupper()
        return after_name and not self._goes_on_name(j) and low not in self.people.written_by

    def _coordinated(self, j: int) -> bool:
        """True where "and" joins a further source, with no verb of its own soon after."""
        after = self.low(j + 1)
        if not after or not after[0].isalpha() or after in PRONOUNS or after in BE or after in ("said", "that", "then"):
            return False
        for k in range(j + 1, min(j + 7, self.last)):
            low = self.lows[k]
            if low in PUNCTUATION:
                return True
            if low in HELPERS or low in verbs() or is_participle(low):
                return False
        return j + 7 >= self.last

    def _hangs_on(self, j: int, first: int, common: bool, paper: bool) -> bool:
        """True where a preposition goes on with the phrase: "officials at the ministry", not "said in a statement"."""
        low, after, before = self.lows[j], self.low(j + 1), self.low(j - 1)
        indefinite = after in ("a", "an") or after in POSSESSIVES
        if j == first or after in self.people.dates or (indefinite and self.low(j + 2) in _TOLD_IN):
            return False
        if low in ("of", "for"):
            return True
        if low in ("at", "with", "from", "in"):
            return (
                common
                and not (low in ("in", "at") and self._is_figure(j + 1))
                and (low == "from" or before not in _COMMUNICATED)
            )
        if low in ("by", "on", "to", "about", "between", "among"):
            return paper or (low == "to" and before.removesuffix("s") in _CLOSE_TO) or (low in ("by", "on") and common)
        return False

    def _is_figure(self, j: int) -> bool:
        low = self.low(j)
        hedged = low == "well" or (number_like(low) and low not in ARTICLES)
        return is_numeral(low) or low in SIGNS or (hedged and (number_like(self.low(j + 1))))

    def _goes_on_name(self, j: int) -> bool:
        """True where a small word goes on with a name: "Trump campaign", "UN refugee agency", "Reuters poll"."""
        for k in range(j, min(j + 4, self.last)):
            low = self.lows[k]
            if self.people.can_speak(low) or low in self.people.stand_ins:
                return True
            if not low[0].isalpha() or low in PREPOSITIONS or low in SUBORDINATORS:
                return False
        return False

    def description_after(self, i: int) -> list[Span]:
        """The description after a name: "said Olena Marchuk, a spokeswoman for the border guard"."""
        opens = self.low(i + 1)
        named = i + 2 < self.last and self.words[i + 1][0].isupper() and self.words[i + 2][0].isupper()
        described = opens in ("a", "an", "the", "who") or opens in self.people.roles
        if self.low(i) != "," or not (described or (named and self.words[i - 1][0].islower())):
            return []
        j = i + 1
        while j < self.last and self.words[j] not in PUNCTUATION:
            j += 1
        turn = next((low for low in self.lows[i + 2 : j] if low in HELPERS or low in SUBORDINATORS), "")
        if opens in ARTICLES and turn in HELPERS:
            return []  # "According to X, the loss was 40, ...", and not "a man who was there"
        return [(i + 1, j)]

    def can_speak(self, first: int, last: int) -> bool:
        """True for a phrase with an article, a name, or a word for people or papers in it."""
        low = self.lows[first]
        if low in ARTICLES or low in POSSESSIVES or low in PRONOUNS or (low in ("one", "another") and last - first > 1):
            return True
        return any(self.words[k][0].isupper() or self.people.can_speak(self.lows[k]) for k in range(first, last))

    def _may_speak(self, first: int, last: int) -> bool:
        """As ``can_speak``, but neither an article nor the capital that opens a sentence is enough."""
        named = any(self.words[k][0].isupper() for k in range(first + (first == self.first), last))
        return named or any(self.people.can_speak(self.lows[k]) for k in range(first, last))

    def is_reduced(self, k: int) -> bool:
        """True for a past participle that goes on with a noun: "people briefed on the matter", "men quoted by"."""
        verb = verbs().get(self.lows[k])
        after = self.low(k + 1)
        if after == "about" and is_numeral(self.low(k + 2)):
            return False  # "told about 60 residents that"
        return after in ("by", "on", "about") and (verb is None or verb.lemma in _OBJECT_VERBS)
