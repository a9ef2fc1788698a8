"""What each word of a text can be, as flags: one look at the lexicons for each word, before anything else is asked.

A flag says what the word may be by itself, never what it is where it stands: "report" is ``PAPER``, ``VERB``,
``ASSERTION`` and ``NOUN_TOO``. Ask several at once by joining them: ``tags[k] & (HELPER | SUBORDINATOR)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from estimates.figures.tokens import Kept
from estimates.lang.lexicon import Language

# Python works fastest on numbers of thirty bits: what is said of few words comes last.
# The small words and the marks.
ARTICLE: Final = 1 << 0  # with "this", "that" and the like
POSSESSIVE: Final = 1 << 1
PRONOUN: Final = 1 << 2  # he, she, it, they
PREPOSITION: Final = 1 << 3
SUBORDINATOR: Final = 1 << 4
BE_FORM: Final = 1 << 5
HAVE_FORM: Final = 1 << 6
MODAL: Final = 1 << 7  # with "to", "not" and "do"
PUNCTUATION_MARK: Final = 1 << 8
QUOTE: Final = 1 << 9
DASH: Final = 1 << 10
NUMBER: Final = 1 << 11  # can begin a figure: a digit, a sign, a numeral, a hedge
NUMERAL: Final = 1 << 12  # is a number, in digits or words
ADVERB: Final = 1 << 13
PARTICIPLE: Final = 1 << 14  # ends in -ed or -ing
IRREGULAR_PAST: Final = 1 << 15
# The letters.
CAPITAL: Final = 1 << 16
LOWER: Final = 1 << 17
WORD: Final = 1 << 18  # begins with a letter or a digit
OWNER: Final = 1 << 19  # "Ukraine's"
# Who and what is spoken of.
SPEAKER: Final = 1 << 20  # a role, a body or a paper, or several of them
DATE: Final = 1 << 21
# The verbs of the lexicon, by shape and by class.
VERB: Final = 1 << 22
PAST: Final = 1 << 23  # a past tense or a participle of such a verb
ASSERTION: Final = 1 << 24
# What else is asked often.
LEAD: Final = 1 << 25  # may stand before a subject and is no part of it
DIGIT: Final = 1 << 26  # begins with one
TELLING: Final = 1 << 27  # may say whether something is so yet
NO_NAME: Final = 1 << 28  # a small word, no name whatever its capital
OPENS_NAME: Final = 1 << 29  # a capital, and no such word
# Of few words: who and what is spoken of, and the other classes of verbs.
ROLE: Final = 1 << 30
PLURAL: Final = 1 << 31  # officials, police
BODY: Final = 1 << 32
PAPER: Final = 1 << 33
NOUN_TOO: Final = 1 << 34
THOUGHT: Final = 1 << 35
DENIAL: Final = 1 << 36
EVIDENCE: Final = 1 << 37
PLACEMENT: Final = 1 << 38
COUNT: Final = 1 << 39
REVISION: Final = 1 << 40
FIRST_PERSON: Final = 1 << 41
STAND_IN: Final = 1 << 42  # "the company": a body named before
SIGN: Final = 1 << 43
TITLE: Final = 1 << 44
PLACE: Final = 1 << 45  # a country, its people or its capital, in one word
JOB: Final = 1 << 46  # "scientist", "spokesperson": by its ending
TITLES: Final = 1 << 47  # a title before a name or before several: "sens"
ENDS: Final = 1 << 48  # a mark that ends a sentence or closes a stretch, or an abbreviation with its stop

#: The marks that end a sentence, and those that may stand behind them.
ENDERS: Final = frozenset(".!?…。！？؟।")
CLOSERS: Final = frozenset("\"”’')]»")

HELPER: Final = BE_FORM | HAVE_FORM | MODAL
DETERMINER: Final = ARTICLE | POSSESSIVE
ACTED: Final = PAST | PARTICIPLE | IRREGULAR_PAST  # may be a past tense or a participle
MARK: Final = PUNCTUATION_MARK | QUOTE
CLOSED: Final = NUMBER | ARTICLE | POSSESSIVE | PRONOUN | SUBORDINATOR | PREPOSITION  # classes no word is added to

# Flags by the list of words that has them.
_LISTS = {
    "articles": ARTICLE, "possessives": POSSESSIVE, "pronouns": PRONOUN, "prepositions": PREPOSITION,
    "subordinators": SUBORDINATOR, "be": BE_FORM, "have": HAVE_FORM, "modals": MODAL, "punctuation": PUNCTUATION_MARK,
    "quote_marks": QUOTE, "dashes": DASH, "irregular_pasts": IRREGULAR_PAST, "roles": ROLE, "plural_sources": PLURAL,
    "bodies": BODY, "documents": PAPER, "dates": DATE, "first_persons": FIRST_PERSON, "leads": LEAD,
    "stand_ins": STAND_IN, "signs": SIGN, "adverbs": ADVERB, "number_openers": NUMBER,
    "telling": TELLING, "not_names": NO_NAME,
}  # fmt: skip
_CLASSES = {
    "assertion": ASSERTION, "thought": THOUGHT, "denial": DENIAL, "evidence": EVIDENCE, "placement": PLACEMENT,
    "count": COUNT, "revision": REVISION,
}  # fmt: skip
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing)$")
_JOBS = ("ist", "ian", "man", "woman", "person", "maker", "holder", "keeper")
_JOB = re.compile(rf"[a-z\-]{{2,}}(?:{'|'.join(_JOBS)})$")
_ENDINGS = ("ly", "ed", "ing", *_JOBS)
_OWNERS = ("'s", "’s", "‘s", "s'", "s’")
_BEFORE_NUMBERS = frozenset("~$€£")


class Tagger(Kept[tuple[str, int]]):
    """The lower case and the flags of each word as it stands: worked out when a word is first met, then looked up.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> tagger = tagger_of(language("en"))
    >>> low, flags = tagger["Reports"]
    >>> low, flags & (PAPER | NOUN_TOO | NUMBER) == PAPER | NOUN_TOO
    ('reports', True)
    >>> tagger["forty-two"][1] & NUMERAL > 0, tagger["rebels’"][0], tagger["rebels’"][1] & OWNER > 0
    (True, "rebels'", True)
    >>> [word for word in ("later", "repeatedly", "family") if tagger[word][1] & ADVERB]
    ['later', 'repeatedly']
    """

    def __init__(self, language: Language) -> None:
        super().__init__(self._told)
        self._lists, self._acronyms = language.lists, language.lists["acronyms"]
        self._known = _meanings(language)

    def _told(self, word: str) -> tuple[str, int]:
        low = word if word in self._acronyms else word.lower()
        if word.isalpha():
            flags = self._known.get(low, 0) | WORD
        else:  # few
            low = low.replace("’", "'").replace("‘", "'")
            flags = self._known.get(low, 0) | self._signs(word, low)
        if low.endswith(_ENDINGS):
            flags |= self._ending(low)
        if word[:1].islower():
            flags |= LOWER
        elif word[:1].isupper():
            flags &= ~(MODAL * (flags & DATE > 0))  # "May", the month
            flags |= CAPITAL if flags & NO_NAME else CAPITAL | OPENS_NAME
        return low, flags

    def _ending(self, low: str) -> int:
        """What a word can be by its ending: "later", "reported", "economist"."""
        if low.endswith("ly"):
            return ADVERB * (len(low) > 4 and low not in self._lists["not_adverbs"])
        if low.endswith(_JOBS):
            return JOB * (_JOB.match(low) is not None)
        participle = _PARTICIPLE.match(low) is not None and low not in self._lists["not_participles"]
        return PARTICIPLE * participle | TELLING * low.endswith("ed")

    def _signs(self, word: str, low: str) -> int:
        """What a word can be that has more than letters: "forty-two", "Gen.", "rebels'"."""
        digit, known = word[:1].isdigit(), self._known
        found = WORD * word[:1].isalnum() | (NUMERAL | NUMBER | DIGIT) * digit | NUMBER * (low[:1] in _BEFORE_NUMBERS)
        found |= known.get(low.partition("-")[0], 0) & (NUMERAL | NUMBER) | known.get(low.rstrip("."), 0) & TITLE
        found |= DATE * low.startswith("mid-")  # "mid-June"
        return found | OWNER * low.endswith(_OWNERS) | ENDS * (word[-1:] in ENDERS or word[-1:] in CLOSERS)


def _meanings(language: Language) -> dict[str, int]:
    """The flags of all words that the lists and the verbs of a language have."""
    people, numerals, known = language.people, language.numerals.words, dict[str, int]()
    titles = people.titles
    several = [title + "s" for title in titles] + [title for title in titles if not title.endswith("s")]
    listed: list[tuple[int, Iterable[str]]] = [(flag, language.lists[name]) for name, flag in _LISTS.items()]
    listed += [(PLACE, people.nations), (PLACE, people.capitals), (SPEAKER, people.speaking())]
    for flag, words in [*listed, (NUMERAL | NUMBER, numerals), (TITLE, titles), (TITLES, several)]:
        for word in words:
            known[word] = known.get(word, 0) | flag
    for word, verb in language.verbs.items():
        flags = VERB | NOUN_TOO * verb.noun_too | PAST * verb.past
        for name in verb.classes:
            flags |= _CLASSES[name]
        known[word] = known.get(word, 0) | flags
    return known


tagger_of = cache(Tagger)
