"""Where a clause begins and ends, told without a tagger: the words that can only be the verb of one."""

from __future__ import annotations

from estimates.text.grammar import (
    ARTICLES,
    HELPERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    grammar,
    is_adverb,
    is_participle,
)
from estimates.text.sentences import Document
from estimates.text.verbs import verbs

_PASTS = grammar("irregular_pasts")
_NEGATIONS = frozenset(["not", "n't", "never"])


def is_finite(document: Document, k: int) -> bool:
    """Tell whether a token can be the finite verb of a clause: a helper, a past tense, a form of a known verb.

    Examples
    --------
    >>> from estimates.text.sentences import read_document
    >>> document = read_document("Crews found 40 survivors, and the mayor of Dorn, asked twice, was relieved.")
    >>> [document.words[k] for k in range(len(document.words)) if is_finite(document, k)]
    ['found', 'was']
    """
    low, before = document.lows[k], document.lows[k - 1] if k else ""
    if not document.words[k][0].islower() or before in ARTICLES or before in POSSESSIVES:
        return False
    if low in HELPERS:
        return low not in _NEGATIONS
    if low in _PASTS:
        return True
    if low.endswith("ed") and is_participle(low):
        return before not in HELPERS and before not in PREPOSITIONS and not _reduced(document, k)
    verb = verbs().get(low)
    return verb is not None and verb.form in ("past", "s") and not verb.noun_too and before not in PREPOSITIONS


def _reduced(document: Document, k: int) -> bool:
    """ "Asked twice," and "based in Ohio": a participle that opens an aside, or that goes on with a noun."""
    before = document.words[k - 1] if k else ""
    after = document.lows[k + 1] if k + 1 < len(document.lows) else ""
    return not before[:1].isalnum() or after in ("by", "in", "on", "at", "with", "from")


def is_nominal(document: Document, first: int, last: int) -> bool:
    """Tell whether a stretch can be read as noun phrases alone: there is no verb in it and no word that opens a clause.

    Examples
    --------
    >>> from estimates.text.sentences import read_document
    >>> document = read_document("Colonel Ida Frey, Captain Jon Moss and their driver left.")
    >>> is_nominal(document, 0, 9), is_nominal(document, 0, 10)
    (True, False)
    """
    lows = document.lows
    return first < last and not any(
        lows[k] in SUBORDINATORS or lows[k] in PRONOUNS or is_finite(document, k) for k in range(first, last)
    )


def opens_clause(document: Document, joint: int, figure: int, after: int, end: int) -> bool:
    """Tell whether "and" or "but" at ``joint`` begins a clause, in which tokens ``figure`` to ``after`` stand.

    "It was not warned and 40 people missed it" against "it had not lost 30 tanks and 40 men".
    """
    between = range(joint + 1, figure)
    if any(document.lows[k] in PRONOUNS or is_finite(document, k) for k in between):
        return True
    k = after
    while k < end and (document.words[k][0].islower() and not is_finite(document, k)) and k < after + 4:
        if document.lows[k] in PREPOSITIONS or document.lows[k] in SUBORDINATORS:
            return False
        k += 1
    while k < end and is_adverb(document.lows[k]):
        k += 1
    return k < end and is_finite(document, k)
