"""What number the sentence before leaves open (its question under discussion), which bare numbers then answer.

Roberts, C. (2012), Information structure in discourse, Semantics and Pragmatics 5.
"""

from __future__ import annotations

from collections.abc import Sequence

from estimates.article import tags as flag
from estimates.article.antecedents import is_given
from estimates.article.befell import kind_of
from estimates.article.document import Document, Sentence
from estimates.article.predicates import plural_from
from estimates.article.standing import Standing
from estimates.article.tolls import said_within

_OPENS = 6  # tokens in which a sentence names what it is about
_SUBJECT = 12  # tokens of a number and of whom it is


def left_open(document: Document, at: Standing, before: Sequence[Standing]) -> tuple[str, str] | None:
    """ "The number of those arrested is disputed. Police spoke of 42": what is counted, and what befell it.

    The sentence before has no figure of its own, for that would be the answer.
    """
    if not at.number or (before and before[-1].number >= at.number - 1) or not is_given(document, at):
        return None
    open_ = document.sentences[at.number - 1]
    if open_.paragraph != at.sentence.paragraph:
        return None
    for k in range(open_.first, min(open_.first + _OPENS, open_.last - 2)):
        found = _opened_at(document, open_, k)
        if found is not None:
            return found
    return None


def _opened_at(document: Document, open_: Sentence, k: int) -> tuple[str, str] | None:
    """What a number at a token is of: "the number of", "how many", "the toll", "turnout"."""
    lows, lists = document.lows, document.lists
    if lows[k] == "toll":
        return "people", kind_of(document.language, "toll")
    if lows[k] in lists["headcounts"]:
        return lows[k], ""
    if not (lows[k + 1] == "of" and lows[k] in lists["counters"]) and lows[k : k + 2] != ["how", "many"]:
        return None
    whom = plural_from(document, k + 2)
    people = whom is None or document.language.nouns.is_person(whom.split()[-1].lower())
    last = next((j for j in range(k + 2, open_.last) if document.tags[j] & flag.PUNCTUATION_MARK), open_.last)
    return whom or "people", said_within(document, k + 2, min(last, k + _SUBJECT), people=people)
