"""Is it so at all: whether the words around a figure deny it."""

from __future__ import annotations

from collections.abc import Sequence

from estimates.article import tags as flag
from estimates.article.clauses import is_called_false, is_finite, opens_clause
from estimates.article.document import Document, read_document
from estimates.article.givens import is_given
from estimates.article.names import find_names
from estimates.article.speakers import find_speakers
from estimates.article.standing import Standing, standings
from estimates.article.status import says
from estimates.article.tenses import AHEAD, REACH
from estimates.figures.forms import TIMES
from estimates.figures.linking import Figure
from estimates.figures.tokens import Words
from estimates.lang.foreign import other_language
from estimates.lang.lexicon import english

_VERBAL = flag.LOWER | flag.NUMBER | flag.DETERMINER | flag.PREPOSITION  # "refused to pay", no "to 40"
_OBJECT = 8  # words from "stopped" to "from"
_ASIDE = 8  # words before "he said" that bear on what follows it
_AT_NO = (["at", "no", "point"], ["at", "no", "time"], ["in", "no", "way"], ["under", "no", "circumstances"])


def denied_in(text: str, figures: Sequence[Figure]) -> list[bool]:
    """Tell of each figure that ``scan`` found in a text whether the text denies it, if the text is English.

    Examples
    --------
    >>> from estimates.figures.tables import scan
    >>> text = "It is not true that 30 people fell ill; 12 were hurt."
    >>> denied_in(text, scan(text))
    [True, False]
    """
    if not figures or english().lists["denies"].isdisjoint(Words(text, english()).low):
        return [False] * len(figures)  # before the text is read, which would take as long again
    document = read_document(text)
    if other_language(document.words) is not None:
        return [False] * len(figures)
    speakers = find_speakers(document, find_names(document))
    return [negated(document, at) for at in standings(document, speakers, figures, {})]


def negated(document: Document, at: Standing) -> bool:
    """Tell whether the source says that it is not so: "denied that 3,000", "it had not lost 600", "is false"."""
    lists = document.lists
    lows, first, last, end = document.lows, at.first, at.last, at.sentence.last
    for f in at.leading:
        denies = "denial" in f.classes
        if denies and (":" in lows[f.last : first] or _denies_partaking(document, f.last, first)):
            continue  # "denied that hundreds had died: they had buried 11"
        if denies or (document.words[f.first - 1] == "," and _is_untrue_before(document, at, f.first, f.last)):
            return True
        if f.lemma == "doubt" and lows[f.first - 1] not in (*lists["negators"], "one"):
            return True
    near, far, denials = max(at.floor, first - REACH - 1), min(last + AHEAD, end) + 2, lists["denials"]
    none = denials.isdisjoint(at.sentence.has) or denials.isdisjoint(lows[near:far])
    if none and denials.isdisjoint(lows[end:far]):
        return False  # as nearly always
    if lows[first - 1] == "not" and (lows[first - 2] == "if" or not lists["later"].isdisjoint(lows[last : last + 1])):
        return False  # "not 10 seconds later", "dozens if not hundreds of homes"
    if is_given(document, at, at.floor) or _outlasts(document, at):
        return False  # "will never forget the 40 victims"
    for k in range(first - 1, max(at.floor, first - REACH) - 1, -1):
        low = lows[k]
        if low not in lists["deciding"]:
            continue
        before, after = lows[k - 1] if k > at.floor else "", lows[k + 1] if k + 1 < first else ""
        if low in lists["stops"] or low == ":" or (low == "," and after in ("and", "but")):
            break
        if low == "," and _closes_condition(document, k, at.floor):
            break  # "if no aid comes, 40 towns will starve"
        if low in document.lists["until"] and any(is_finite(document, j) for j in range(k + 1, first)):
            break  # "they did not leave before they had counted the 23 dead"
        if low == "and" and opens_clause(document, k, first, last, end):
            break
        if low in lists["negators"] or low in lists["contracted"] or (low == "one" and before == "no"):
            then = lows[k + 2] if after == "to" else after  # "never to forget"
            return then not in lists["not_negating"] and not says(document, after)
        if low in lists["doubted"]:
            return before not in lists["negators"] and before not in ("no", "one", "without", "beyond")
        if (
            (low in lists["failed"] and after == "to" and not _reaches_past_noun(document, k + 2, first))
            or (low in lists["refused"] and after == "to" and document.tags[k + 2] & _VERBAL == flag.LOWER)
            or (low in lists["prevented"] and _is_prevented(document, k, first))
            or low in lists["untrue"]
            or (low == "evidence" and before == "no")
        ):
            return True
        if low == "from" and before == "far":  # "far from losing 40 men"
            return True
    # "his claim that 40 died is false": he says they did
    return all(frame.lemma != "claim" for frame in at.leading) and _is_called_false(document, last, end)


def _denies_partaking(document: Document, start: int, first: int) -> bool:
    """ "Denied any role in the deaths of 40": that there were 40 is not denied."""
    partaking, tags = document.lists["partaking"], document.tags
    noun = next((k for k in range(first - 2, start - 1, -1) if document.lows[k] in partaking), None)
    if noun is None or not tags[noun + 1] & flag.PREPOSITION:
        return False
    return not any(is_finite(document, k) for k in range(noun + 2, first))


def _is_prevented(document: Document, k: int, first: int) -> bool:
    """ "Stopped the men from stealing 40 goats", "avoided paying 40 dollars"."""
    near = range(k + 1, min(k + _OBJECT, first - 1))
    kept = next((j for j in near if document.lows[j] == "from"), k)
    return document.lows[kept + 1].endswith("ing") and (kept > k or document.lows[k] in document.lists["avoided"])


def _outlasts(document: Document, at: Standing) -> bool:
    """ "Has not spoken for 40 days", "was not heard until 40 days later": so long it was, unless it did not last."""
    lows, first = document.lows, at.first
    if at.figure.unit not in TIMES or lows[first - 1] not in ("for", "in", "until", "till"):
        return False
    return document.lists["lasts"].isdisjoint(lows[max(first - 3, at.floor) : first - 1])


def _closes_condition(document: Document, k: int, floor: int) -> bool:
    """Whether the comma at ``k`` ends a clause that opens what is said: "if", "because", "when"."""
    opens = document.tags[floor] & flag.SUBORDINATOR or document.lows[floor] == "if"
    return bool(opens) and not any(document.tags[j] & flag.MARK for j in range(floor, k))


def _reaches_past_noun(document: Document, k: int, first: int) -> bool:
    """ "Failed to act on a plan to move 900": the second verb hangs on the noun, and was not what failed."""
    to = next((j for j in range(k, first) if document.lows[j] == "to"), k)
    return any(document.tags[j] & flag.PREPOSITION for j in range(k, to))


def _is_called_false(document: Document, last: int, end: int) -> bool:
    """ "Reports of 500 dead were false"."""
    lows, tags = document.lows, document.tags
    for k in range(last, min(last + AHEAD, end)):
        if tags[k] & flag.MARK:
            return False
        if tags[k] & flag.BE_FORM and lows[k] not in ("been", "being"):
            called = lows[k + 1 : min(k + 3, end)]
            return called == ["not", "true"] or is_called_false(document.language, called)
    return False


def _is_untrue_before(document: Document, at: Standing, end: int, after: int) -> bool:
    """ "It was not true, he said, that 40 had left", "at no point, she said, had they shut 40 mills".

    "Not even in 2019, it said, did the total reach 40": where a helper follows the speaker, a first "not" is its own.
    """
    lists = document.lists
    lows, start = document.lows, at.sentence.first
    if lows[start] in lists["negators"] and document.words[after] == "," and lows[after + 1] in lists["helpers"]:
        return True
    window = lows[max(start, end - _ASIDE) : end - 1]
    at_no = window == ["never"] or window[:3] in _AT_NO or window[-3:] in _AT_NO
    untrue = "true" in window and not lists["negators"].isdisjoint(window)
    return at_no or untrue or not lists["untrue"].isdisjoint(window)
