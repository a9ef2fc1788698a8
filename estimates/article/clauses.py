"""Where a clause begins and ends, told without a tagger: the words that can only be the verb of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, pairwise

from estimates.article import tags as flag
from estimates.article.document import Document, Sentence
from estimates.lang.lexicon import Language

_ADJUNCT = 12  # words of "in the summer of 2023"
_GLOSS = 14  # tokens between brackets behind a noun
_MAY_BE_FINITE = flag.HELPER | flag.IRREGULAR_PAST | flag.PARTICIPLE | flag.VERB
_ENDS = flag.MARK | flag.SUBORDINATOR | flag.HELPER | flag.ASSERTION  # where a noun phrase has ended
_EXAMPLES = frozenset(["such", "including"])
# What stands behind a number whose noun is left out: "Only 39 had been found", "Two died", "Twelve of them".
_NO_NOUN = flag.HELPER | flag.PREPOSITION | flag.MARK | flag.ADVERB | flag.IRREGULAR_PAST | flag.PARTICIPLE


def is_finite(document: Document | Sentence, k: int) -> bool:
    """Tell whether a token can be the finite verb of a clause: a helper, a past tense, a form of a known verb.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> document = read_document("Crews found 40 survivors, and the mayor of Dorn, asked twice, was relieved.")
    >>> [document.words[k] for k in range(len(document.words)) if is_finite(document, k)]
    ['found', 'was']
    """
    tag = document.tags[k]
    if not tag & _MAY_BE_FINITE or not tag & flag.LOWER:
        return False  # as most words
    before = document.tags[k - 1] if k else 0
    if before & flag.DETERMINER:
        return False
    low = document.lows[k]
    if tag & flag.HELPER:
        return low not in document.lists["not_finite"]
    if tag & flag.IRREGULAR_PAST:
        return not before & flag.PAPER or document.lows[k + 1 : k + 2] != ["by"]  # "a letter sent by"
    if tag & flag.PARTICIPLE and low.endswith("ed"):
        return not before & (flag.HELPER | flag.PREPOSITION) and not _is_reduced(document, k)
    verb = document.language.verbs.get(low)
    if verb is None or before & flag.PREPOSITION or verb.form not in ("past", "s"):
        return False
    return not verb.noun_too or (verb.form == "past" and verb.lemma != low)


def _is_reduced(document: Document | Sentence, k: int) -> bool:
    """ "Asked twice," and "based in Ohio": a participle that opens an aside, or that goes on with a noun."""
    after = document.lows[k + 1]
    if not (k and document.tags[k - 1] & flag.WORD):
        return True
    return after in document.lists["after_reduced"] and document.lows[k] not in document.lists["never_reduced"]


def is_nominal(document: Document | Sentence, first: int, last: int) -> bool:
    """Tell whether a stretch can be read as noun phrases alone: there is no verb in it and no word that opens a clause.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> document = read_document("Colonel Ida Frey, Captain Jon Moss and their driver left.")
    >>> is_nominal(document, 0, 10), is_nominal(document, 0, 11)
    (True, False)
    """
    opens = any(map((flag.SUBORDINATOR | flag.PRONOUN).__and__, document.tags[first:last]))
    return first < last and not opens and not has_finite(document, first, last)


def finites(document: Document | Sentence, first: int, last: int) -> Iterator[int]:
    """Give those of tokens ``first`` up to ``last`` that can be finite verbs."""
    near = compress(range(first, last), map(_MAY_BE_FINITE.__and__, document.tags[first:last]))
    return (k for k in near if is_finite(document, k))


def has_finite(document: Document | Sentence, first: int, last: int) -> bool:
    """Tell whether one of tokens ``first`` up to ``last`` can be a finite verb."""
    return next(finites(document, first, last), None) is not None


def goes_on(document: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence leans on the one before it: by a pronoun, "of these", "another", a number alone.

    One with a noun of its own may be anybody's, and is told by whoever tells the whole (Halliday and Hasan 1976).

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> document = read_document("Two are dead. Another 40 fled. Of the 9, one is hurt. The total is 4. Men fled.")
    >>> [goes_on(document, sentence) for sentence in document.sentences]
    [True, True, True, True, False]
    """
    lows, tags, end = document.lows, document.tags, sentence.last - 1
    k = sentence.first
    if lows[k] == "as" and sentence.low(k + 2) == "as":
        k = min(k + 3, end)  # "As much as 900 tons"
    while (
        k < end
        and not tags[k] & flag.NUMERAL
        and (
            not tags[k] & flag.WORD
            or tags[k] & (flag.LEAD | flag.DATE | flag.ADVERB)
            or lows[k] in ("on", "by", "last")
        )
    ):
        k += 1
    if lows[k] in ("of", "among"):
        return True
    if tags[k] & flag.PREPOSITION and not counts(tags[k], sentence.tag(k + 1)):
        k = _after_adjunct(sentence, k)  # "For the poorest, it would be $71"
    if tags[k] & (flag.PRONOUN | flag.POSSESSIVE) or lows[k] in sentence.lists["leaning"]:
        return True
    if tags[k] & flag.ARTICLE and lows[k + 1] in sentence.lists["restated"]:
        return sentence.low(k + 2) != "of"  # "The figure was up from 10"
    last = k
    while (
        last < end and (tags[last] & flag.NUMBER or lows[k : last + 1] == ["up", "to"]) and not tags[k] & flag.ARTICLE
    ):
        last += 1
    if lows[last] == "of":
        known = tags[last + 1] & flag.DETERMINER or lows[last + 1] in sentence.lists["anaphors"]
        return last > k and bool(known)  # "Nine of them", and not "Hundreds of relatives"
    return last > k and (tags[last] & _NO_NOUN > 0 or lows[last] in sentence.lists["others"])


def counts(tag: int, after: int) -> bool:
    """ "About 40", and not "over the hill"."""
    return bool(tag & flag.NUMBER and after & flag.NUMBER) and not after & flag.ARTICLE


def _after_adjunct(sentence: Sentence, k: int) -> int:
    """Where the subject begins after an opening phrase: behind its comma."""
    near = range(k + 1, min(k + _ADJUNCT, sentence.last - 1))
    return next((j + 1 for j in near if sentence.lows[j] == ","), k)


def clause_opening(document: Document, before: int, floor: int) -> int:
    """The last token that parts clauses before a token, not before ``floor``: "while", "but", a semicolon."""
    breaks = document.lists["breaks"]
    return next((k for k in range(before - 1, floor, -1) if document.lows[k] in breaks), floor)


def opens_clause(document: Document, joint: int, figure: int, after: int, end: int) -> bool:
    """Tell whether "and" or "but" at ``joint`` begins a clause, in which tokens ``figure`` to ``after`` stand.

    "It was not warned and 40 people missed it" against "it had not lost 30 tanks and 40 men".
    """
    lows, tags = document.lows, document.tags
    if any(tags[k] & flag.PRONOUN or is_finite(document, k) for k in range(joint + 1, figure)):
        return True
    k = after
    while k < min(end, after + 4) and tags[k] & flag.LOWER and not is_finite(document, k):
        if k + 1 < end and lows[k] in document.language.verbs and lows[k + 1] == "to":
            return True  # "and 40 kids want to know"
        if tags[k] & flag.SUBORDINATOR or (tags[k] & flag.PREPOSITION and lows[k] != "of"):
            return False
        k += 1
    while k < end and tags[k] & flag.ADVERB:
        k += 1
    return k < end and is_finite(document, k)


def is_called_false(language: Language, lows: Sequence[str]) -> bool:
    """Tell whether words call something untrue: "nonsense", "a lie", and not "lies 40 miles from".

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> [is_called_false(language("en"), words.split()) for words in ("talk of 40 dead a lie", "lies 40 miles off")]
    [True, False]
    """
    called = not language.lists["untrue"].isdisjoint(lows) or not language.lists["nonsense"].isdisjoint(lows)
    return called or ("a", "lie") in pairwise(lows)


def holds_against(document: Document, k: int) -> bool:
    """Whether a word leads to what something is compared with: "against 211", "compared with 211", "than in May"."""
    lows, lists = document.lows, document.lists
    compared = lows[k] in ("with", "to") and lows[k - 1] in lists["compares"]
    return compared or lows[k] in lists["compared_to"]


def before_adjuncts(document: Document, k: int, floor: int) -> int:
    """ "Daily casualties (killed and hurt) in July 2024 were 1,140": the token before what dates or glosses a noun."""
    lows, tags = document.lows, document.tags
    if lows[k] in ("abroad", "overseas") and lows[k - 2 : k] == ["home", "and"]:
        k -= 3 + (tags[k - 3] & flag.PREPOSITION > 0)  # "donations from home and abroad"
    near = range(k, max(k - _GLOSS, floor), -1) if _EXAMPLES & document.vocabulary else ()
    j = next((j for j in near if lows[j] == "including" or lows[j - 1 : j + 1] == ["such", "as"]), k)
    parted = any(map((flag.HELPER | flag.SUBORDINATOR).__and__, tags[j + 1 : k + 1]))
    if j < k and not parted and is_finite(document, k + 1 + (lows[k + 1] == ",")):
        k = j - 1 - (lows[j] == "as")  # "toxins such as lead and arsenic fell", "costs, including rent, rose"
        k -= lows[k] == ","
    j = k - (lows[k].isdigit() and len(lows[k]) == len("2022") and lows[k - 1] in document.lists["dates_nouns"])
    while j > floor and (tags[j] & flag.DATE or (lows[j].isdigit() and (tags[j - 1] | tags[j + 1]) & flag.DATE)):
        j -= 1
    if j < k and j > floor and lows[j] in document.lists["dates_nouns"]:
        k = j - 1
    opens = next((i for i in range(k, max(k - _GLOSS, floor), -1) if document.words[i] == "("), floor)
    return opens - 1 if document.words[k] == ")" and opens > floor else k


def is_done(document: Document, k: int) -> bool:
    """Whether a participle in -ed or -en stands for those to whom something was done: "the evacuated"."""
    return document.tags[k] & flag.PARTICIPLE > 0 and document.lows[k].endswith(("ed", "en"))


def within_subject(document: Document, k: int, last: int) -> bool:
    """ "Mourning for the victims of the quake began on Sunday": the day is of what is told of its subject."""
    tags, first = document.tags, k
    while first > 0 and tags[first - 1] & (flag.DETERMINER | flag.LOWER) and not tags[first - 1] & _ENDS:
        if tags[first - 1] & flag.PREPOSITION:
            break
        first -= 1
    if not tags[first - 1] & flag.PREPOSITION or document.lows[first - 1] not in document.lists["within_subjects"]:
        return False
    verb = next((j for j in range(k + 1, last) if tags[j] & _ENDS or is_finite(document, j)), last)
    done = verb < last and not tags[verb] & _ENDS and document.lows[verb] not in document.language.happenings
    return done and document.lows[verb] not in document.language.fates
