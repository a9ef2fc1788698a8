"""How far words for a date reach: not out of an aside, nor into a clause of another tense.

"The law, passed in 2003, gives 40 families land": the year is the law's. A day that is past and a verb in the present
do not go together, so such a verb is of another clause (Klein 1992, "The present perfect puzzle").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress

from estimates.article import dated_clauses
from estimates.article import tags as flag
from estimates.article.clauses import counts, is_finite
from estimates.article.dates import DateWords
from estimates.article.days import owns
from estimates.article.document import Document
from estimates.article.standing import Standing

_MARKS = frozenset([",", ";", ":", "(", ")", "—", "–", "-"])
_SAYS = flag.ASSERTION | flag.THOUGHT | flag.DENIAL
_NO_HOST = flag.HELPER | flag.PRONOUN | flag.MARK | flag.PREPOSITION | flag.SUBORDINATOR | flag.DETERMINER
_OPENS_OBJECT = flag.DETERMINER | flag.NUMBER
_BEFORE = 4  # tokens before a date
_BY = re.compile(  # "by the end of", "as of 09:00 local time on"
    r"\b(?:by|as of|as at|until)\s(?:the\s)?"
    r"(?:\d[\d:.]*\s?(?:[ap]\.?m\.?\s|hours\s|local time\s|[A-Z]{3,4}\s)?(?:on\s)?)?(?:\w+\s)?$",
    re.IGNORECASE,
)
_FAR = 30  # letters, and
_CLOCK = 9  # tokens in which such words stand before a date
_OPENING = 20  # letters from the start of a sentence: such a date holds for the whole of it
_REACH = 5  # tokens from "who" to a figure
_NEAR = 3  # tokens from what a figure counts to its verb
_RELATIVE = frozenset(["which", "who", "where", "that"])
_TURNS = frozenset(["and", "but", "which", "who", "while", "though", "although", "whereas", "where", ";"])
_MAY_TURN = _TURNS | {"that"}


def reaching(document: Document, at: Standing) -> list[DateWords]:
    """Give the words for dates in the sentence of a figure that its own clause can bear."""
    own = (words for words in at.dates if not dated_clauses.is_anothers(document, at, words))
    return [w for w in own if not (_is_past_stop if w.since else _stands_apart)(document, at, w)]


def _is_past_stop(document: Document, at: Standing, words: DateWords) -> bool:
    """ "It has been shut since Monday; 40 are stranded": a span before a semicolon is of what stands there."""
    if words.end >= at.figure.start:
        return False
    lows, first, after = document.lows, document.token_at(words.start), document.token_at(words.end - 1) + 1
    comma = next((k for k in range(first, at.sentence.first, -1) if lows[k] == ","), first)
    aside = lows[after] == "," and lows[comma + 1] in document.lists["asides"]  # "Kern, who led it since May, won 40"
    return aside or ";" in lows[after : at.first]


def _stands_apart(document: Document, at: Standing, words: DateWords) -> bool:
    first, after = document.token_at(words.start), document.token_at(words.end - 1) + 1
    if words.tell and not _is_its_event(document, at, first, after):
        return True
    if after <= at.first:
        if dated_clauses.is_long_after(document, after, at):
            return True
        if dated_clauses.moves_on(document, words, at):
            return False
        if ";" in document.lows[after : at.first] and words.start >= at.sentence.start + _OPENING:
            return not limits(document, words)
        told = at.leading and first < at.leading[-1].last + _BEFORE
        verb = _turn(document, after, at) if not told and not limits(document, words) else -1
        if verb >= 0 and _is_present(document, verb, at):
            return True
        if dated_clauses.is_charge(document, after, at):
            return True
        marks = _segment(document, first, after, at)
        if not _says_which(document, first, after, at, marks):
            return False
        return not _has_event(document, at.sentence.first, first) or _is_present(document, after, at)
    if first >= at.last:
        if dated_clauses.is_base(document, at, words) or closes_relative(document, at, first):
            return True
        return _opens_next(document, at, first, after) or _is_of_other_noun(document, at, first)
    return False


def _is_its_event(document: Document, at: Standing, first: int, after: int) -> bool:
    """Whether a figure is of the event at tokens ``first`` to ``after``, which a year tells apart.

    "A 2010 quake killed 40", "in the 2004 war 40 died", "the 1999 quake that killed 40", not "after the 2010 quake".
    """
    lows, tags, k = document.lows, document.tags, first - 1
    while k >= at.sentence.first and tags[k] & flag.WORD and not tags[k] & (_NO_HOST | flag.VERB):
        k -= 1  # "the terrible"
    while k >= at.sentence.first and (tags[k] & (flag.DETERMINER | flag.OWNER) or lows[k - 1] == "of"):
        k -= 1
    led = lows[k] if k >= at.sentence.first else ""
    if lows[after : after + 1] == ["of"] and after < at.first <= after + 2:
        return True  # "the 1985 massacre of 69 villagers"
    if led == "to" and lows[k - 1] == "according":
        return True  # "according to the 2010 census"
    if led in document.lists["within_events"] or (at.last <= first and led == "of" and k <= at.beyond):
        return True
    if at.first < after:
        return False
    relative = lows[after : after + 3]
    if relative and relative[0] in _MARKS:
        del relative[0]
    opens = not led or tags[k] & (flag.MARK | flag.SUBORDINATOR) or led in ("and", "but")
    if (opens and led not in document.lists["subordinating"]) or lows[after : after + 1] == ["with"]:
        return True  # "won the 2008 election with 54 percent"
    return not document.lists["relatives"].isdisjoint(relative[:2]) or relative[:1] == ["when"]


def parts_off(document: Document, before: int, words: DateWords, dates: Sequence[DateWords]) -> bool:
    """ "Bought for $40 in 1952, was sold on Monday", "40 left, and in 1998 only 12": the day is of a new verb."""
    lows, tags, first = document.lows, document.tags, document.token_at(words.start)
    for k in range(bisect_left(document.starts, before), first):
        if lows[k] not in ("and", "but", ","):
            continue
        after = k + 1
        while after < first and tags[after] & (flag.ADVERB | flag.PREPOSITION):
            after += 1
        spans = any(document.ends[k - 1] == other.end for other in dates)  # "between 2001 and 2005"
        acts = after < first and (is_finite(document, after) or dated_clauses.is_past(document, after))
        if acts or (lows[k] != "," and after == first and not spans):
            return True
    return False


def goes_on(document: Document, words: DateWords, at: Standing) -> bool:
    """ "Buried three villages on Sunday, killing 40", "killed nine on Monday and wounded 12": of the same day."""
    lows, after = document.lows, document.token_at(words.end - 1) + 1
    if words.precision is None:
        return False
    if lows[after] == "to" or after >= at.first:
        return after + 1 == at.first  # "fell 4 percent in the quarter to March 31 to $40"
    if lows[after] == ",":
        if dated_clauses.moves_on(document, words, at):
            return True
        acts = lows[after + 1].endswith("ing") and document.tags[after + 1] & flag.PARTICIPLE
        acts = acts or lows[after + 1] == "with"  # "had 40 cases by Monday, with 12 deaths"
        return acts > 0 and not any(map(flag.SUBORDINATOR.__and__, document.tags[after + 1 : at.first]))
    if lows[after] in ("as", "with"):
        return True  # "rose to 40 on Monday with the recovery of 12 bodies"
    joined = lows[after] == "and" and dated_clauses.is_past(document, after + 1) and after + 1 < at.first
    return joined and words.precision == "day"


def within_event(document: Document, words: DateWords, at: Standing) -> bool:
    """ "Friday's vote, in which 40 took part", "the blast on Friday which killed 40": it tells of the day's event."""
    lows, tags = document.lows, document.tags
    first, after = document.token_at(words.start), document.token_at(words.end - 1) + 1
    turn = next((k for k in range(after, at.first) if lows[k] in ("which", "whose")), after)
    if at.first - turn > _NEAR + 3:
        return False
    if words.tell and turn - after <= _NEAR - 1:
        return True  # "jailed for a 1996 siege in which 40 died"
    if owns(document.plain, words.end):
        return turn - after <= _NEAR + 2 and _has_event(document, after, turn)
    acted = any(map(flag.ACTED.__and__, tags[max(first - _NEAR - 3, at.sentence.first) + 1 : first]))
    return turn - after <= _NEAR - 1 and not acted and _has_event(document, first - _NEAR - 2, first)


def limits(document: Document, words: DateWords, at: Standing | None = None) -> bool:
    """ "By Thursday", "as of 20 October", "33 announced on 22 May": the day up to which was counted."""
    if at is not None and dated_clauses.is_announced(document, words, at):
        return True
    k = document.token_at(words.start)
    if document.lows[k] == "by":
        return True
    if document.lists["up_to"].isdisjoint(document.lows[max(k - _CLOCK, 0) : k]):
        return False
    return _BY.search(document.plain[max(words.start - _FAR, 0) : words.start]) is not None


def is_of_report(document: Document, words: DateWords) -> bool:
    """ "40 dead as of 1 May; 12 are missing": the day of one report, and so of what follows."""
    return limits(document, words) and document.lows[document.token_at(words.start) - 1] != "by"


def _segment(document: Document, first: int, after: int, at: Standing) -> tuple[int, int]:
    """The marks around a date: the last before it, or where the sentence opens, and the first behind, or the figure."""
    lows, begun = document.lows, at.sentence.first
    opens = next((k for k in range(first - 1, begun - 1, -1) if lows[k] in _MARKS), begun - 1)
    return opens, next((k for k in range(after, at.first) if lows[k] in _MARKS), at.first)


def _says_which(document: Document, first: int, after: int, at: Standing, marks: tuple[int, int]) -> bool:
    """Whether a date before a figure only says which law, bridge or man is meant.

    ", founded in 1870,", ", a farmer who died in 1998,", "a law passed in 2003 gives", "under a deal signed in March,".
    """
    lows, tags, (opens, closes) = document.lows, document.tags, marks
    start = opens + 1
    while start < first and tags[start] & flag.ADVERB:
        start += 1
    verb = dated_clauses.last_past(document, start, first)
    relative = any(lows[k] in document.lists["asides"] for k in range(start, verb))
    if verb < 0 and lows[start] in document.lists["asides"] and opens >= at.sentence.first:
        return closes < at.first and any(_is_present_verb(document, k) for k in range(start, first))  # "which ends on"
    said = tags[verb] & _SAYS and lows[verb] not in document.lists["forward_participles"]
    if verb < 0 or (said and not (relative and tags[verb - 1] & flag.BE_FORM)):
        return False
    if closes == at.first:  # "a law passed in 2003 gives"
        hosted = relative or (verb > start and not tags[verb - 1] & _NO_HOST)
        while after < at.first and tags[after] & flag.ADVERB:
            after += 1
        joined = any(tags[k] & flag.SUBORDINATOR or lows[k] == "and" for k in range(verb, first))
        return hosted and not joined and _is_verb(document, after)
    if lows[closes + 1] in ("and", "or") or lows[closes + 1].endswith("ing"):
        return False  # "stormed it, took the bridge on Monday, and lost 40"
    opened = tags[start] & flag.PREPOSITION and lows[start] not in document.lists["subordinating"]
    counted = counts(tags[start], tags[start + 1]) or lows[start + 1] in ("least", "most")
    reduced = opened and not counted and not tags[verb - 1] & _NO_HOST
    return (relative and opens >= at.sentence.first) or verb == start or bool(reduced)


def _is_verb(document: Document, k: int) -> bool:
    """A finite verb, or "gives" of "a law passed in 2003 gives 40": what an object follows."""
    return is_finite(document, k) or _is_present_verb(document, k)


def _is_present_verb(document: Document, k: int) -> bool:
    after = document.tags[k + 1]
    told = (after & _OPENS_OBJECT and not after & flag.SUBORDINATOR) or document.lows[k - 1] in ("which", "who")
    return bool(told and _ends_in_s(document, k))


def _ends_in_s(document: Document, k: int) -> bool:
    closed = flag.PREPOSITION | flag.DETERMINER | flag.MARK
    return document.lows[k].endswith("s") and document.tags[k] & (flag.LOWER | closed) == flag.LOWER


def _turn(document: Document, after: int, at: Standing) -> int:
    """Where the last clause begins between a date and the figure behind it; -1 where none does."""
    lows, near = document.lows, document.lows[after : at.first]
    told = ("has", "have", "had", "is", "are")
    turns = compress(range(at.first - 1, after - 1, -1), map(_MAY_TURN.__contains__, reversed(near)))
    return next((k + 1 for k in turns if lows[k] != "that" or lows[k + 1] in told), -1)


def _is_present(document: Document, start: int, at: Standing) -> bool:
    """Whether the verb of a figure, from token ``start`` on or else behind it, is a present tense or a perfect."""
    lists, lows = document.lists, document.lows
    before = lows[start - 1] in _RELATIVE  # "on Monday it met in a town where 40 had died"
    if start < at.first - 1 and lows[at.first - 1] in lists["present_helpers"]:
        return True  # "on Friday it took all it could, and with what it owned it now has 40"
    for k in range(start, at.first):
        if lows[k] in lists["present_helpers"] or (before and lows[k] == "had") or _is_present_verb(document, k):
            return lows[k - 1] not in ("and", "or") or lows[k] in lists["present_helpers"] or k - 1 >= start - 1
        if is_finite(document, k):
            return False
    ahead = range(at.beyond, min(at.beyond + _NEAR, at.sentence.last))
    return any(lows[k] in lists["present_helpers"] or (before and lows[k] == "had") for k in ahead)


def _has_event(document: Document, first: int, last: int) -> bool:
    """Whether an event is told of: "the blast, which was heard on Monday, killed 40" is of that day."""
    events, dated = document.language.events, document.lists["dated_events"]
    return any(low in events or low in dated for low in document.lows[first:last])


def closes_relative(document: Document, at: Standing, first: int) -> bool:
    """ "The talks, to end a war that has killed 40, will open in June": the month is of the verb behind the comma."""
    tags, before = document.tags, document.lows[max(at.first - _REACH, at.sentence.first) : at.first]
    after, present = range(at.beyond, first), document.lists["present_helpers"]
    if _RELATIVE.isdisjoint(before):
        return False
    helped = not present.isdisjoint(before) or not present.isdisjoint(document.lows[k] for k in after[:2])
    near = range(max(at.first - _REACH, at.sentence.first), at.first)
    helped = helped or any(_is_present_verb(document, k) for k in near)
    comma = next((k for k in after if document.lows[k] == ","), first)
    verb = comma + 1 if comma + 1 < first else -1
    told = verb > 0 and (_is_verb(document, verb))
    return helped and (told or any(tags[k] & flag.HELPER and is_finite(document, k) for k in after))


def _opens_next(document: Document, at: Standing, first: int, after: int) -> bool:
    """ "In 1999 40 left and in 1998 only 12": the second year opens a clause of its own."""
    lows, tags, late = document.lows, document.tags, document.lists["time_adjectives"]
    j, small = first - 1, flag.PREPOSITION | flag.ADVERB
    while j > at.last and lows[j] != "than" and (tags[j] & small or lows[j] in late):
        j -= 1
    shifted = any(words.shift for words in at.dates if words.end == document.ends[after - 1])
    if shifted and lows[first - 1] in ("from", "on", "over"):
        return True  # "4 percent from a year earlier"
    beyond = at.beyond
    if "than" in lows[beyond:first] and (at.later is None or at.later.start > document.starts[first]):
        return True  # "12 percent fewer than in 2011", "40 more than it did last year"
    if lows[j] not in ("and", "but", "then") or after >= at.sentence.last or tags[after] & flag.MARK:
        return False
    return not any(words.end == document.ends[j - 1] for words in at.dates)


def _is_of_other_noun(document: Document, at: Standing, first: int) -> bool:
    """ "Killed 40 in a church built in 1936": the year is the church's, of which no event is told."""
    lows, tags, start = document.lows, document.tags, at.beyond
    verb = dated_clauses.last_past(document, start + 1, first)
    apart = lows[verb - 1] == "," and tags[verb - 2] & flag.CAPITAL > 0  # "Ivo Kern, named its head in May"
    if verb < 0 or (tags[verb - 1] & _NO_HOST and not apart) or tags[verb] & _SAYS:
        return False
    if lows[verb] in document.lists["spans_up_to"]:
        return False  # "a loss of 40 for the year ended in March"
    if not _MARKS.isdisjoint(lows[verb:first]):
        return False
    between = range(start, verb)
    held = apart or any(tags[k] & (flag.PREPOSITION | flag.DETERMINER) for k in between)
    if not held or any(tags[k] & flag.SUBORDINATOR or lows[k] in ("and", "as", "after") for k in between):
        return False
    clause = next((k for k in range(at.first - 1, at.sentence.first - 1, -1) if lows[k] in _MARKS), at.sentence.first)
    acted = any(is_finite(document, k) or dated_clauses.is_past(document, k) for k in range(clause, at.first))
    return acted and not _has_event(document, start, verb)
