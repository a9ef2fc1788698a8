"""Does a verb take an estimate: a figure behind which nothing is counted, or the name of one with its figure.

"The commission holds to 40,000" and "prefers a toll of 40" say how many there were, "the club named 40 players" not so.
What is left out behind such a figure was counted before (Quirk et al. 1985, 12.46, on the ellipsis of heads).
"""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.chunks import is_reduced
from estimates.article.document import Sentence
from estimates.lang.verbs import Verb

_OF_FIGURES = flag.NUMERAL | flag.SIGN
_OF_RANGES = frozenset(["to", "or", "-", "–"])
_FAR = 6  # words from a verb to the name of an estimate
_BEHIND = flag.MARK | flag.DASH | flag.PREPOSITION | flag.ADVERB | flag.SUBORDINATOR | flag.HELPER


def figure_end(s: Sentence, k: int) -> int | None:
    """Give the token behind the figure, with its hedge, its sign and its scale, that begins at token ``k``.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> document = read_document("He prefers not less than 17 to 18 million, and 40 percent of it.")
    >>> document.words[figure_end(document.sentences[0], 2)], figure_end(document.sentences[0], 1)
    (',', None)
    """
    joints = _OF_RANGES | {"and"} if s.low(k) == "between" else _OF_RANGES
    while not s.tag(k) & flag.NUMERAL:
        if not s.tag(k) & (flag.NUMBER | flag.SIGN | flag.ADVERB) and s.low(k) not in s.lists["within_hedges"]:
            return None
        k += 1
    while k < s.last and (s.tags[k] & _OF_FIGURES or s.lows[k] in s.lists["scale_words"] or s.lows[k] == "%"):
        k += 1
        k += s.low(k) in joints and s.tag(k + 1) & _OF_FIGURES > 0
    return k


def takes_estimate(s: Sentence, i: int, verb: Verb) -> bool:
    """Tell whether the words behind a verb at token ``i`` are an estimate."""
    k = i + 1
    while s.tag(k) & flag.ADVERB or s.low(k) in s.lists["particles_after"]:
        k += 1
    if verb.governs:
        if s.low(k) not in verb.governs:
            return False
        k += 1
    end = figure_end(s, k)
    if end is None:
        return _is_named(s, k)
    if not verb.governs and s.tags[k] & flag.SIGN:
        return False  # "they accepted $40": they were paid
    if not verb.governs and "of" in (s.low(end), s.low(end + 1)):
        return False  # "brought hundreds of guests", "three tons of grain": what is counted follows
    counted = verb.governs and s.language.nouns.is_person(s.low(end))  # "allowed for three guardsmen"
    return bool(counted) or is_bare(s, end)


def is_bare(s: Sentence, end: int) -> bool:
    """Tell whether nothing but a measure or the dead stands behind a figure: "40,000 before the war", "40 killed"."""
    if s.low(end) in s.lists["measured_in"]:
        return not s.low(end + 1) or s.tag(end + 1) & (flag.MARK | flag.PREPOSITION) > 0
    return end >= s.last or bool(s.tags[end] & _BEHIND) or s.lows[end] in s.lists["behind_bare"]


def _is_named(s: Sentence, k: int) -> bool:
    """ "The official count of 379", "figures as low as 9,000", "claims of $1 billion"."""
    for t in range(k, min(k + _FAR, s.last)):
        if s.tags[t] & flag.MARK:
            return False
        if any(s.lows[t] in names for names in (s.language.people.tallies, s.language.people.own, s.lists["rejected"])):
            linked = s.low(t + 1) in s.lists["gap_links"] or s.low(t + 1) == "between"
            return figure_end(s, t + 1 + linked) is not None
    return False


def may_estimate(s: Sentence, first: int, last: int, verb: Verb) -> bool:
    """Tell whether the head of a phrase is somebody or a paper: "a study of the war", and not "the firm's bill".

    People who move a total may be those counted: "two migrants brought it to 40".
    """
    hung = (k for k in range(first + 1, last) if s.tags[k] & flag.PREPOSITION or is_reduced(s, k))
    head = next(hung, last) - 1
    if s.lows[head] in s.language.people.tallies or (s.lows[head] == "it" and s.low(last) in s.lists["brings"]):
        return False  # "the count came to 40": whose it is has been said; "It brings the total to 40": what happened
    if "revision" not in verb.classes and s.language.nouns.is_person(s.lows[head]):
        return True
    opens = head == s.first and not s.tags[head] & flag.NO_NAME
    return bool(s.tags[head] & (flag.SPEAKER | flag.STAND_IN | flag.PRONOUN | flag.JOB | flag.OPENS_NAME) or opens)
