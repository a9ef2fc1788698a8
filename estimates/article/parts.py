"""Whether a figure is of each, a part or more of another quantity: "five units of 3,000", "including 40 nurses"."""

from __future__ import annotations

import re

from estimates.article import tags as flag
from estimates.article.antecedents import of_these
from estimates.article.document import Document
from estimates.article.standing import Standing, is_among, is_share

_PART = re.compile(
    r"(?:\bincl(?:uding|\.|\b)|,\s*of (?:whom|which)|\bamong (?:them|whom)|\bof them)"
    r"\s*(?:about|some|at least|nearly|around|more than)?\s*$",
    re.IGNORECASE,
)


def says_part(between: str) -> bool:
    """Tell whether the words between two figures make the second a part of the first.

    Examples
    --------
    >>> says_part("soldiers, including"), says_part("patients, of whom"), says_part("soldiers and")
    (True, True, False)
    """
    return _PART.search(between) is not None


def aspect_of(
    document: Document, at: Standing, noun: str | None, *, counted: bool, taken_over: bool, part: bool
) -> tuple[str, str]:
    """Whether a figure is of each, a part or more of another quantity, and of which.

    It is ``counted`` one by one or not; ``taken_over`` says that its ``noun`` is another figure's, ``part`` that the
    one before it is a part.
    """
    figure, before, lows, lists = at.figure, at.earlier, document.lows, document.lists
    between = words_between(document, at) if counted and before is not None else ""
    units = between == "of" and before is not None and before.noun_end > before.end and not before.part
    if counted and before is not None and before.noun and (figure.each or units):  # "five units of 3,000"
        return "each", document.language.nouns.singular(before.noun.split()[-1].lower())
    there = document.tags[at.first - 1] & flag.BE_FORM and "there" in lows[max(at.first - 3, 0) : at.first]
    of_them = figure.part and not there and lows[at.last + 1] not in lists["possessives"]  # "there were 40 of us": all
    of_them = of_them or (taken_over and of_these(document, at))  # "of those, 40 stayed"
    # "including 500 men and 40 boys"
    listed = part and ((between in (",", "and") and not taken_over) or _are_both(document, at))
    if of_them or listed or is_share(document, at) or is_among(document, at) or says_part(between):
        return "part", _complement(document, at.last)
    added = lists["added"]
    if not counted or figure.hedge == "at_least" or added.isdisjoint(document.vocabulary):
        return "", ""
    words = [*figure.text.lower().split(), *(noun or "").lower().split(), lows[at.last]]
    return ("more" if not added.isdisjoint(words) and "than" not in words else ""), ""


def _are_both(document: Document, at: Standing) -> bool:
    """ "Of the dead 31 were children and 52 were women": the second is told as the first, which is a part."""
    before, k = at.earlier, at.last
    if before is None or k >= at.sentence.last or not document.tags[k] & flag.BE_FORM:
        return False
    told = document.tags[document.token_at(before.end) : at.first]
    joined = document.lows[at.first - 1] in ("and", ",") and any(map(flag.BE_FORM.__and__, told))
    return joined and bool(_complement(document, at.last))


def words_between(document: Document, at: Standing) -> str:
    """The words between the figure before and this one."""
    before = at.earlier
    return "" if before is None else document.plain[max(before.end, before.noun_end) : at.figure.start].strip().lower()


def _complement(document: Document, token: int) -> str:
    """What a part is: "312 of them were children"."""
    lows, end = document.lows, document.sentences[document.sentence_of[token - 1]].last
    k = next((k for k in range(token, min(token + 4, end)) if lows[k] in ("were", "are", "was")), end)
    ends = (j for j in range(k + 1, end) if document.tags[j] & flag.PUNCTUATION_MARK or lows[j] in ("and", "in", "at"))
    stop = next(ends, end)
    told = lows[stop - 1].endswith(("s", "n")) or lows[k + 1] in document.language.people.nations
    return document.span(k + 1, stop) if told and 1 < stop - k <= 4 else ""
