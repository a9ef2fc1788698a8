"""Clauses that leave their verb out, "Moscow, 3,000", "organisers at 4,000", and who stands in brackets: "(police)"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress

from estimates.article import tags as flag
from estimates.article.chunks import can_speak, may_speak, phrase_after
from estimates.article.clauses import has_finite, is_nominal
from estimates.article.document import Sentence
from estimates.article.estimations import figure_end
from estimates.article.frames import SAYS, Frame
from estimates.article.persons import is_acronym

_OPENERS = frozenset(["the", "a", "an", "others"])
OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_OF_DATES = flag.DATE | flag.DIGIT | flag.MARK
_HEDGED = frozenset(["than", "least", "most"])
_BRACKETS = OPENING | _CLOSING
_PARTS = frozenset(";") | _BRACKETS  # between what different people are credited with
_CLAUSE = 8  # words from the joint of such a clause to its figure
_ADJUNCT = 6  # words between a verb and its "that": "said on Monday that"
_ASIDE = 10  # words in brackets
_COUNTED = 4  # words from brackets back to their number: "900 people (police)"


def gapped(s: Sentence, frames: list[Frame]) -> list[Frame]:
    """Give the frames of the clauses that leave out the verb of one of ``frames``."""
    found: list[Frame] = []
    joints = s.lists["gap_joints"]
    figures = [*compress(range(s.first, s.last), map(flag.NUMERAL.__and__, s.tags[s.first : s.last]))]
    if not figures:
        return found
    for i in compress(range(s.first, s.last - 2), map(joints.__contains__, s.lows[s.first : s.last - 2])):
        figure = next(iter(figures[bisect_left(figures, i + 2) :]), s.last)
        if figure >= i + _CLAUSE:
            continue
        opens = s.tags[i + 1] & (flag.CAPITAL | flag.SPEAKER) or s.lows[i + 1] in _OPENERS
        opens = opens or (s.tags[i + 1] & s.tags[i + 2] & flag.LOWER and s.tags[i + 2] & flag.SPEAKER)  # "rebel groups"
        frame = _gapped_at(s, [*frames, *found], i, figure) if opens or s.lows[i] == ";" else None
        if frame is not None:
            found.append(frame)
    return found


def _gapped_at(s: Sentence, frames: Sequence[Frame], i: int, figure: int) -> Frame | None:
    """ "Kyiv says it lost 600 men; Moscow, 3,000": the clause behind token ``i`` leaves its verb out."""
    if s.words[figure - 1] == "(":
        return None
    lows, tags = s.lows, s.tags
    if any(i < frame.first and frame.last <= figure for frame in frames):
        return None  # a verb of its own: "..., Ann Lee counts 40"
    end = _before_hedge(s, i, figure)
    if tags[end - 1] & flag.BE_FORM and tags[end - 2] & flag.OWNER:  # "; the organisers' was 4,000"
        return Frame(i + 1, end, (i + 1, end - 1), lemma="count")
    if lows[end - 1] in s.lists["gap_links"]:
        return _gapped_behind(s, frames, i, end)
    verb = s.language.verbs.get(lows[end - 1])
    if verb is not None and verb.form == "s" and tags[end - 2] & flag.SPEAKER:
        return None  # "; the government offers 12"
    comma = s.words[end - 1] == ","
    end -= comma
    end -= end > i + 2 and tags[end - 1] & flag.ADVERB > 0  # "Fars later 7"
    after = figure_end(s, figure) or figure + 1
    closed = after >= s.last or tags[after] & flag.MARK or lows[after] == "and"
    opens = comma and lows[i] == ";"
    told = next((frame for frame in reversed(frames) if frame.last <= i), None)
    if not opens and closed and told is not None:
        named = tags[i + 1] & flag.CAPITAL and not tags[i + 1] & flag.DATE  # "..., Berlin four."
        names = named or lows[i + 1] in _OPENERS or tags[end - 1] & flag.SPEAKER
        opens = names > 0 and _is_told_alike(s, told, i)
    if not opens or not can_speak(s, i + 1, end) or not is_nominal(s, i + 1, end):
        return None
    if end == i + 2 and tags[i + 1] & (flag.ARTICLE | flag.NUMBER):
        return None  # "three and a half million"
    if lows[end - 1].endswith("est") and lows[end - 1] not in s.lists["not_superlatives"]:
        return None  # "counted 40 shocks, the strongest 5.5"
    if any(map(flag.PREPOSITION.__and__, tags[i + 1 : end])):
        return None
    classes, lemma, expecting = (told.classes, told.lemma, told.expecting) if told else (SAYS, "say", False)
    return Frame(i + 1, end, (i + 1, end), classes, lemma, expecting=expecting)


def _before_hedge(s: Sentence, i: int, figure: int) -> int:
    """Where the hedge of a figure begins: "the rebels at least 90", "residents more than 100"."""
    while figure > i + 2:
        low = s.lows[figure - 1]
        opens = s.tags[figure - 1] & flag.NUMBER and low not in s.lists["gap_links"]
        if not opens and low not in _HEDGED and (low != "to" or s.lows[figure - 2] != "up"):
            break
        figure -= 1 if opens else 2
    return figure


def _is_told_alike(s: Sentence, told: Frame, i: int) -> bool:
    """ "Kyiv says it lost 600 men, Moscow 3,000", "sees growth of 3 percent, the bank 2": what is left out is said.

    But "the mayor said the school had 40 pupils, the college 90" leaves out what the school had.
    """
    that = (k + 1 for k in range(told.last, min(told.last + _ADJUNCT, i)) if s.lows[k] == "that")
    first = next(that, told.last)
    figure = next((k for k in range(first, i) if s.tags[k] & flag.NUMERAL), None)
    if figure is None:
        return not told.leads
    end = _before_hedge(s, first - 1, figure)
    if end <= first or s.tags[first] & flag.PRONOUN:
        return True
    return s.lows[end - 1] in s.lists["gap_links"] and not has_finite(s, first, end)


def _gapped_behind(s: Sentence, frames: Sequence[Frame], i: int, figure: int) -> Frame | None:
    """ "Police put the crowd at 900, organisers at 4,000": the same word stands before both figures."""
    end, lows = figure - 1, s.lows
    told = next((frame for frame in reversed(frames) if frame.last <= i), None)
    if told is None or not can_speak(s, i + 1, end) or not is_nominal(s, i + 1, end):
        return None
    if lows[i + 1 + (lows[i + 1] in _OPENERS)] in s.language.people.tallies:
        return None  # "put the number of dead at 30 and the number of wounded at 60"
    comma = lows[end - 1] == ","
    after = next((k for k in range(figure, s.last) if lows[k] == ","), s.last) if comma else s.last
    if s.low(after + 1) in s.lists["states"]:
        return None  # "; their first estimate, at 3pm, was of 900"
    before = told.last
    linked = next((k for k in range(told.first, i) if lows[k] == lows[end] and s.tags[k + 1] & flag.NUMBER), None)
    if linked is None or any(s.tags[k] & flag.PREPOSITION and lows[k] != "of" for k in range(i + 1, end)):
        return None
    # "put at 900 and", "put the crowd at 900 and", not "put the tanks at 900 and", "put Lind at 9,"
    measured = not s.lists["levels"].isdisjoint(lows[before:linked])
    one = lows[end] == "of"  # "expects a loss of 40 and a cut of two"
    torn = one or (lows[i] == "and" and not measured) or any(map(flag.CAPITAL.__and__, s.tags[before:linked]))
    return None if linked > before and torn else Frame(i + 1, figure, (i + 1, end - comma))


def bracketed(s: Sentence, *, alone: bool) -> list[Frame]:
    """ "Between 3,000 (police) and 9,000 (CGT)", "3,000 (police), 9,000 (unions)": who counted stands in brackets.

    "12 (army), 5 (police)" may be those counted: two ends of a range, or one who does nothing but tell, say more.
    ``alone`` says that nobody else speaks in the sentence: whoever closes it in brackets is credited with all of it.
    """
    found: list[Frame] = []
    credited: list[Frame] = []
    for i in compress(range(s.first + 1, s.last - 2), map(OPENING.__contains__, s.words[s.first + 1 : s.last - 2])):
        close = next((k for k in range(i + 2, min(i + _ASIDE, s.last)) if s.words[k] in _CLOSING), None)
        if close is None:
            continue
        labelled = _labelled_within(s, i, close)
        one = None if labelled else _owned(s, i, close) or _credited(s, i, close, alone=alone)
        credited += labelled if one is None else [one]
        last = next((k for k in range(i + 2, close) if s.lows[k + 1] in s.lists["citing"]), close)  # "(Orr, citing it)"
        if not may_speak(s, i + 1, last) or not is_nominal(s, i + 1, last):
            continue
        figure = next((k for k in range(i - 1, max(i - _COUNTED, s.first - 1), -1) if s.tags[k] & flag.NUMBER), None)
        inner = range(i + 1, close)
        if figure is not None and not any(s.tags[k] & flag.NUMBER or s.words[k] == "(" for k in inner):
            found.append(Frame(i, close + 1, (i + 1, last), leads=False, trails=True, narrow=figure, lemma="count"))
    if len(found) < 2:
        return credited
    ends = s.low((found[0].narrow or 0) - 1) == "between"
    tells = any(not s.lists["tellers"].isdisjoint(s.lows[slice(*frame.source)]) for frame in found)
    return found if ends or tells else credited


def _labelled_within(s: Sentence, i: int, close: int) -> list[Frame]:
    """ "50,000 by the police count (organisers: 80,000; mayor: 60,000)": whose each number in brackets is."""
    found: list[Frame] = []
    first = i + 1
    for k in range(i + 1, close):
        stop = next((j for j in range(k + 1, close) if s.words[j] in _PARTS), close)
        rate = k == first + 1 and is_acronym(s.words[first]) and s.low(k + 2) in ("%", "percent")  # "(CFR: 0.6%)"
        labels = s.words[k] == ":" and s.tags[k + 1] & flag.NUMBER and not rate
        if labels and may_speak(s, first, k) and is_nominal(s, first, k):
            found.append(Frame(first, k + 1, (first, k), lemma="count", reach=stop))
        first = k + 1 if s.words[k] in _PARTS else first
    return found


def _owned(s: Sentence, i: int, close: int) -> Frame | None:
    """ "In Orr it was 660,000 (government figure)": whose number stands before the brackets."""
    figure = i - 1 - (s.tags[i - 1] & flag.NUMBER == 0)  # "40 men (army estimate)"
    owned = close - i > 2 and s.lows[close - 1] in s.language.people.own and s.tags[figure] & flag.NUMERAL
    if not owned or not may_speak(s, i + 1, close - 1) or not is_nominal(s, i + 1, close):
        return None
    narrow = _hedged_from(s, figure)
    return Frame(i, close + 1, (i + 1, close - 1), leads=False, trails=True, narrow=narrow, lemma="count")


def _hedged_from(s: Sentence, figure: int) -> int:
    while figure > s.first and (s.tags[figure - 1] & flag.NUMBER or s.lows[figure - 1] in ("least", "most", "than")):
        figure -= 1  # "at least 41"
    return figure


def _credited(s: Sentence, i: int, close: int, *, alone: bool) -> Frame | None:
    """ "41 dead (Ministry of Health).", "41 died (MoH, 4 November).", "(source: NFAD)": who is credited at the end."""
    after = s.tag(close + 1)
    if close + 1 < s.last and not after & flag.PUNCTUATION_MARK:
        return None
    first = i + 1 + 2 * (s.lows[i + 1] in ("source", "sources") and s.low(i + 2) == ":")
    last = next((k for k in range(first, close) if s.words[k] == "," or s.tags[k] & (flag.DATE | flag.DIGIT)), close)
    if last == first or not s.tags[first] & flag.CAPITAL or not is_nominal(s, first, last):
        return None
    dated = last < close and all(map(_OF_DATES.__and__, s.tags[last:close]))  # and not "USD 4 bn"
    last -= dated and s.words[last - 1] in s.lists["dashes"] and last > first + 1  # "(GoH - January 22)"
    acronym = last - first == 1 and is_acronym(s.words[first].replace(".", ""))  # "MoH"
    names = not s.lists["tellers"].isdisjoint(s.lows[first:last]) and s.tags[last - 1] & flag.CAPITAL
    ends = s.tags[i - 1] & (flag.LOWER | flag.NUMERAL) or s.low(i - 2) in s.lists["within_place"]
    befell = s.language.fates.get(s.lows[i - 1]) in s.lists["fates_of_people"]  # "11 injured (AFAD)"
    befell = befell and (last == close or s.words[last] == ",")  # and not "41 deaths (CFR 0.7%)"
    told = first > i + 1 or (acronym and (dated or befell)) or (names and ends)
    figure = next((k for k in range(i - 1, s.first - 1, -1) if s.tags[k] & flag.NUMERAL), None)
    if not told or figure is None or any(s.words[k] in _PARTS for k in range(figure, i)):
        return None
    if alone and close + 2 >= s.last:
        parts = _PARTS if has_finite(s, s.first, i) else _BRACKETS  # clauses, and not "Orr 40; Kern 12; Ansel 9 (UN)"
        figure = next((k + 1 for k in range(i - 1, s.first, -1) if s.words[k] in parts), s.first)
    narrow = _hedged_from(s, figure)
    return Frame(i, close + 1, (first, last), leads=False, trails=True, narrow=narrow, lemma="count")


def paralleled(s: Sentence, frames: Sequence[Frame]) -> list[Frame]:
    """ "3,000 according to police, and 9,000 for the CGT": "for" stands for the same words once they were said."""
    found: list[Frame] = []
    for frame in frames:
        if s.lows[frame.first] == "by" and s.low(frame.last) == "at" and "and" in s.lows[frame.last : s.last]:
            by = s.lows.index("and", frame.last) + 1  # "put by one at 30 and by another at 1,600"
            other = phrase_after(s, by + 1) if s.low(by) == "by" else None
            if other is not None and s.low(other[1]) == "at":
                found.append(Frame(by, other[1], other, frame.classes, frame.lemma))
    trailing = next((frame for frame in frames if frame.trails and s.tag(frame.first - 1) & flag.NUMBER), None)
    if trailing is None:
        return found
    for i in range(trailing.last, s.last - 1):
        if s.lows[i] in ("for", "by", "from") and s.tags[i - 1] & flag.NUMBER:
            source = phrase_after(s, i + 1)
            if source is not None and may_speak(s, *source):
                found.append(Frame(i, source[1], source, leads=False, trails=True, narrow=i - 1, lemma="count"))
    return found
