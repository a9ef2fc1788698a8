"""Where a clause begins and ends, told without a tagger: the words that can only be the verb of one."""

from __future__ import annotations

from estimates.article.document import Document, Sentence
from estimates.article.grammar import (
    ARTICLES,
    HELPERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    grammar,
    is_adverb,
    is_participle,
    number_like,
)
from estimates.article.people import people_words
from estimates.article.verbs import verbs

_PASTS = grammar("irregular_pasts")
_LEADS = grammar("leads")
_LEANING = grammar("leaning")
_ADJUNCT = 12  # words of "in the summer of 2023"
_NOT_FINITE = frozenset(["to", "not", "n't", "never", "be", "been", "being", "having"])


def is_finite(document: Document, k: int) -> bool:
    """Tell whether a token can be the finite verb of a clause: a helper, a past tense, a form of a known verb.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> document = read_document("Crews found 40 survivors, and the mayor of Dorn, asked twice, was relieved.")
    >>> [document.words[k] for k in range(len(document.words)) if is_finite(document, k)]
    ['found', 'was']
    """
    low, before = document.lows[k], document.lows[k - 1] if k else ""
    if not document.words[k][0].islower() or before in ARTICLES or before in POSSESSIVES:
        return False
    if low in HELPERS:
        return low not in _NOT_FINITE
    if low in _PASTS:
        return True
    if low.endswith("ed") and is_participle(low):
        return before not in HELPERS and before not in PREPOSITIONS and not _reduced(document, k)
    verb = verbs().get(low)
    if verb is None or before in PREPOSITIONS or verb.form not in ("past", "s"):
        return False
    return not verb.noun_too or (verb.form == "past" and verb.lemma != low)


def _reduced(document: Document, k: int) -> bool:
    """ "Asked twice," and "based in Ohio": a participle that opens an aside, or that goes on with a noun."""
    before = document.words[k - 1] if k else ""
    after = document.lows[k + 1] if k + 1 < len(document.lows) else ""
    return not before[:1].isalnum() or after in ("by", "in", "on", "at", "with", "from")


def is_nominal(document: Document, first: int, last: int) -> bool:
    """Tell whether a stretch can be read as noun phrases alone: there is no verb in it and no word that opens a clause.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> document = read_document("Colonel Ida Frey, Captain Jon Moss and their driver left.")
    >>> is_nominal(document, 0, 10), is_nominal(document, 0, 11)
    (True, False)
    """
    lows = document.lows
    return first < last and not any(
        lows[k] in SUBORDINATORS or lows[k] in PRONOUNS or is_finite(document, k) for k in range(first, last)
    )


def goes_on(document: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence leans on the one before it: by a pronoun, a number alone, "another", a thing known.

    One that opens with a name, or with people or a body that could act, begins anew (Halliday and Hasan 1976).

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> document = read_document("Two are dead. Another 40 fled. The bridge is shut. Orr has 40 men. The army has 9.")
    >>> [goes_on(document, sentence) for sentence in document.sentences]
    [True, True, True, False, False]
    """
    words, lows, people = document.words, document.lows, people_words()
    k = sentence.first
    while k < sentence.last - 1 and (
        not words[k][0].isalnum() or lows[k] in _LEADS or lows[k] in people.dates or lows[k] in ("on", "by", "last")
    ):
        k += 1
    if lows[k] in PREPOSITIONS and not (k + 1 < sentence.last and _counts(lows[k], lows[k + 1])):
        k = _after_adjunct(document, k, sentence.last)  # "For the poorest, the cut would be $71", "Of those, 40 died"
    low = lows[k]
    if number_like(low) and low not in ARTICLES and (low not in PREPOSITIONS or _counts(low, lows[k + 1])):
        return True
    if low in PRONOUNS or low in POSSESSIVES or low in _LEANING:
        return True
    first = k + (low in ARTICLES)
    last = next((j for j in range(first + 1, sentence.last) if _ends_subject(document, j)), sentence.last)
    if low in ARTICLES:
        named = any(words[j][0].isupper() for j in range(first, last))
    else:
        named = last > first + 1 or not low.endswith("s") or words[k][1:] != low[1:]
    acts = any(people.can_speak(low) or low in people.stand_ins or low in people.nations for low in lows[first:last])
    return not named and not acts


def _counts(low: str, after: str) -> bool:
    """ "About 40", and not "over the hill"."""
    return number_like(low) and number_like(after) and after not in ARTICLES


def _after_adjunct(document: Document, k: int, end: int) -> int:
    """Where the subject begins after an opening phrase: behind its comma, or at a determiner or pronoun."""
    lows = document.lows
    for j in range(k + 1, min(k + _ADJUNCT, end - 1)):
        if lows[j] == ",":
            return j + 1
        opens = lows[j] in ARTICLES or lows[j] in POSSESSIVES or lows[j] in PRONOUNS
        if opens and lows[j - 1] not in PREPOSITIONS:
            return j
    return k


def _ends_subject(document: Document, j: int) -> bool:
    low = document.lows[j]
    closed = low in PREPOSITIONS or low in SUBORDINATORS or low in HELPERS or is_adverb(low) or is_participle(low)
    return closed or not document.words[j][0].isalnum() or is_finite(document, j)


def opens_clause(document: Document, joint: int, figure: int, after: int, end: int) -> bool:
    """Tell whether "and" or "but" at ``joint`` begins a clause, in which tokens ``figure`` to ``after`` stand.

    "It was not warned and 40 people missed it" against "it had not lost 30 tanks and 40 men".
    """
    between = range(joint + 1, figure)
    if joint + 1 < figure and document.lows[joint + 1] == "that":
        return True
    if any(document.lows[k] in PRONOUNS or is_finite(document, k) for k in between):
        return True
    k = after
    while k < end and (document.words[k][0].islower() and not is_finite(document, k)) and k < after + 4:
        if (document.lows[k] in PREPOSITIONS and document.lows[k] != "of") or document.lows[k] in SUBORDINATORS:
            return False
        k += 1
    while k < end and is_adverb(document.lows[k]):
        k += 1
    return k < end and is_finite(document, k)
