"""Subjects of a sentence: the noun phrase to the left of a verb, its asides, and what "who" goes back to."""

from __future__ import annotations

import re

from estimates.article import tags as flag
from estimates.article.chunks import LONGEST, Span, may_speak, phrase_after, phrase_start, skip_leads
from estimates.article.clauses import has_finite, is_finite, is_nominal
from estimates.article.document import Sentence
from estimates.article.relative_heads import RELATIVES, acts, antecedent_of, before_relative, opening_of
from estimates.records import record

_PARTY_TAG = re.compile(r"[DRI]-[A-Z]")  # "Ruth Lamb, R-Ohio, said"
_OPENS_OBJECT = flag.PREPOSITION | flag.DETERMINER | flag.CAPITAL | flag.NUMBER
_BOUNDS = flag.MARK | flag.HELPER | flag.SUBORDINATOR | flag.PRONOUN
_SPOKEN = flag.VERB | flag.LOWER
_REDUCED = 8  # words of what a participle adds to a subject
_OPENING = 12  # words of the subject that a sentence opens with
_WRITTEN = flag.PARTICIPLE | flag.PAPER  # before "by X"


@record
class Subject:
    """What stands before a verb, the asides between the two, and whether the verb hangs on "who"."""

    span: Span
    asides: tuple[Span, ...] = ()
    relative: bool = False


def subject_before(s: Sentence, end: int) -> Subject | None:
    """Give the subject that ends before token ``end``."""
    j = end - 1
    while j > s.first and s.lows[j] in s.lists["beside_subject"]:
        j -= 1  # "an aide, who craved anonymity, however put"
    if j < s.first:
        return None
    low = s.lows[j]
    if low == "whom" and s.low(j - 1) == "of":
        source = _of_whom(s, j)
        return Subject(source, relative=True) if source else None
    if low == "that" and s.words[j - 1] == ",":
        j = opening_of(s, j - 1) or j  # "an audit, made public on Monday, that found"
    if low in ("who", "which") or (low == "that" and s.tag(j - 1) & flag.PAPER):
        source = antecedent_of(s, j)
        return Subject(source, relative=True) if source else None
    if s.tags[j] & flag.QUOTE and s.words[j - 1] == "," and s.low((opening_of(s, j - 1) or s.last) + 1) in RELATIVES:
        j -= 1  # "Norland, which vowed to "stop the boats," says"
    before = _before_asides(s, j)
    if before is None:
        return None
    opening = _opening_name(s, end) if before[1] else None
    if opening is not None:
        return opening
    j, asides = before
    while j > s.first and (s.tags[j] & flag.ADVERB or s.lows[j] in s.lists["before_verb"]):
        if s.tags[j] & s.tags[j - 1] & flag.CAPITAL:
            break  # "Peace Now said"
        j -= 1  # "the friends afterwards said"
    begin, j = _without_tail(s, j)
    start = j if s.lows[j] in s.lists["anyone"] else skip_leads(s, begin, j + 1)  # "the burger you expect"
    if start > j or s.lows[start] == "of":  # "Of the 224 convoys planned, six came"
        return None
    begins = opening_subject(s, start - 1) if s.low(start - 1) == "to" and s.first < start < j else None
    if begins is not None and s.tags[start] & (flag.LOWER | flag.CLOSED) == flag.LOWER and may_speak(s, *begins):
        return Subject(begins, asides)  # "An official at a room set up to give advice put the toll at 40"
    ahead = _before_adjunct(s, start)
    if ahead is not None:
        return ahead
    start = _list_start(s, start, j)
    named = _name_before(s, start)
    if named is not None:
        return Subject(named, (*asides, (start, j + 1)))
    paper = None if any(map(flag.PAPER.__and__, s.tags[start : j + 1])) else _opening_paper(s, end)
    return paper or Subject(before_relative(s, start, j) or (start, j + 1), asides)


def _before_adjunct(s: Sentence, start: int) -> Subject | None:
    """ "The minister, Mr. Ivo Kern, after a survey said": the subject of a verb behind a phrase that a comma opens."""
    comma, hung = start - 2, s.tag(start - 1) & flag.PREPOSITION or s.low(start - 1) in ("after", "before")
    if not hung or s.low(start - 1) == "of" or comma <= s.first or s.words[comma] != ",":
        return None
    found = subject_before(s, comma + 1) or subject_before(s, comma)
    if found is None or skip_leads(s, s.first, comma) != found.span[0] or not may_speak(s, *found.span):
        return None
    named = s.tags[found.span[1] - 1] & flag.CAPITAL or any(s.tags[b - 1] & flag.CAPITAL for _, b in found.asides)
    return found if named and is_nominal(s, *found.span) else None


def _opening_name(s: Sentence, end: int) -> Subject | None:
    """ "Supermac, a firm based in Orr, Ohio, as is Corbin, said": a name; its description has commas of its own."""
    first = skip_leads(s, s.first, end)
    comma = next((k for k in range(first, end) if s.tags[k] & flag.PUNCTUATION_MARK), end)
    if comma + 2 >= end or s.words[comma] != "," or s.lows[comma + 1] not in ("a", "an", "the", "whose"):
        return None
    named = all(s.tags[k] & flag.CAPITAL for k in range(first, comma))
    inside = range(comma + 1, end - 1)
    closes = s.words[end - 1] == "," and sum(s.words[k] == "," for k in inside) > (s.lows[comma + 1] != "whose")
    verbs = (k for k in inside if s.tags[k] & (flag.HELPER | flag.VERB) and is_finite(s, k))
    told = s.lows[comma + 1] != "whose" and any(not s.tags[k - 1] & flag.SUBORDINATOR for k in verbs)
    plain = not any(s.words[k] in (";", ":") or s.tags[k] & flag.QUOTE for k in inside)
    return Subject((first, comma), ((comma + 1, end - 1),)) if named and closes and plain and not told else None


def _opening_paper(s: Sentence, end: int) -> Subject | None:
    """ "A poll of 400 men conducted by X between May 3 and May 9, found": a paper, however much is said of it."""
    if not any(map(flag.PAPER.__and__, s.tags[s.first : end])):
        return None
    first = skip_leads(s, s.first, end)
    paper = next((k for k in range(first, min(first + _OPENING, end)) if s.tags[k] & flag.PAPER), None)
    if paper is None or not s.tags[paper] & flag.LOWER or has_finite(s, first, end - 1) or _says(s, paper + 1, end):
        return None
    if s.tags[paper + 1] & (flag.EVIDENCE | flag.PAST) == flag.EVIDENCE:
        return None  # "Army data show losses falling, and General Kern said"
    before = s.tags[s.first : paper]  # and not "During the reporting period", "In a note on the budget"
    if any(map((flag.PREPOSITION | flag.PUNCTUATION_MARK | flag.SUBORDINATOR).__and__, before)):
        return None
    if s.lows[paper : paper + 2] == ["accounts", "for"]:
        return None  # "Fever accounts for 40 percent of visits, the clinic said"
    giving = s.lows[first].endswith("ing") and s.tags[first] & flag.PARTICIPLE  # "Giving evidence, Kern said"
    if s.lows[first] in s.lists["within_phrase"] or giving or s.tags[paper] & flag.PARTICIPLE:
        return None
    if any(map(flag.SUBORDINATOR.__and__, s.tags[paper:end])) or not {";", ":"}.isdisjoint(s.lows[paper:end]):
        return None  # "It dwarfs the figures, which the mayor put at 40"
    by = next((k for k in range(paper + 1, end) if s.lows[k] == "by" and s.tags[k - 1] & _WRITTEN), None)
    who = phrase_after(s, by + 1) if by is not None else None
    return Subject((first, min(who[1], end) if who is not None else paper + 1))


def _says(s: Sentence, first: int, last: int) -> bool:
    """Tell whether a verb stands there that agrees with several, and is no noun: "most accounts say"."""
    return any(tag & _SPOKEN == _SPOKEN and not tag & (flag.NOUN_TOO | flag.PAST) for tag in s.tags[first:last])


def _of_whom(s: Sentence, j: int) -> Span | None:
    """ "The hopes of brokers, many of whom": the brokers."""
    comma = next((k for k in range(j - 2, max(s.first, j - 6), -1) if s.words[k] == ","), None)
    source = antecedent_of(s, comma) if comma is not None else None
    if source is None:
        return None
    inner = max((k + 1 for k in range(*source) if s.tags[k] & flag.PREPOSITION), default=source[0])
    return min(inner, source[1] - 1), source[1]


def _before_asides(s: Sentence, j: int) -> tuple[int, tuple[Span, ...]] | None:
    """Step back from token ``j`` over asides between commas, dashes and brackets to the last word of the subject."""
    asides: list[Span] = []
    while j > s.first and (s.words[j] in (",", ")") or s.tags[j] & flag.DASH):
        opener = opening_of(s, j)
        if opener is None:
            return None
        if opener == s.first and s.words[j] == ")":
            return j - 1, tuple(asides)  # "(Corbin Ltd) said"
        tail = s.words[j] == "," and _is_place_tail(s, opener + 1, j)
        further = opening_of(s, opener) if tail else None
        if further is not None and _names_somebody(s, further - 1):
            opener = further  # "Oscar Peralta, a roofer from Dover, Del., said"
        asides.append((opener + 1, j))
        j = opener - 1
        if j > s.first + 1 and s.lows[j].isdigit() and s.words[j - 1] == ",":
            j -= 2  # "Adeyemi, 61, a teacher, said"
    if asides and _is_state(s, j):
        j -= 2  # "Sheriff Larkspur of Zapata County, Texas, who has 17 men, said"
    while j > s.first + 1 and _PARTY_TAG.match(s.words[j]) and s.words[j - 1] == ",":
        asides.append((j, j + 1))
        j -= 2
    return None if j < s.first or s.tags[j] & flag.PUNCTUATION_MARK else (j, tuple(asides))


def _is_place_tail(s: Sentence, first: int, last: int) -> bool:
    """ "..., Ga.," after the name of a place, or an age: "Ann Orr, who runs it with Ivo, 86, said"."""
    if s.lows[first].isdigit() and last == first + 1:
        return True
    around = [k for k in range(max(first - 2, s.first + 1), last) if k != first - 1]
    return last - first <= 2 and all(s.tags[k] & flag.CAPITAL for k in around) and not _PARTY_TAG.match(s.words[first])


def _names_somebody(s: Sentence, k: int) -> bool:
    named = s.tag(k) & flag.CAPITAL and not s.tag(k) & flag.DATE
    named = named and not s.tag(_before_capitals(s, k)) & flag.PREPOSITION  # "Speaking on Vela Radio"
    return bool(named) or (s.low(k).isdigit() and s.low(k - 1) == ",")


def _is_state(s: Sentence, k: int) -> bool:
    """ "Texas" in "of Zapata County, Texas": a capital behind the comma of a place."""
    if k - 2 <= s.first or s.words[k - 1] != "," or not s.tags[k] & flag.CAPITAL:
        return False
    j = _before_capitals(s, k - 2)
    return j < k - 2 and s.lows[j] in ("of", "in", "from", "near")


def _before_capitals(s: Sentence, j: int) -> int:
    """The token before the capitals that end in token ``j``, or the first of the sentence."""
    while j > s.first and s.tags[j] & flag.CAPITAL:
        j -= 1
    return j


def _without_tail(s: Sentence, j: int) -> Span:
    """The first and the last word of a subject that ends at ``j``, without what a participle or a place adds.

    "Rescuers drilling through rock in the hills said", "Phyllis Garner of Tolland, Reese & Co. said".
    """
    host = before_participle(s, j)
    j = j if host is None else host
    start = phrase_start(s, j)
    k = start - 2
    if k <= s.first:
        return start, j
    if s.words[start - 1] == "," and s.tags[j] & flag.CAPITAL and s.lows[j].rstrip(".") in s.lists["firms"]:
        place = _before_capitals(s, k)
        if s.lows[place] in ("of", "at", "with") and s.first < place < k:
            return phrase_start(s, place - 1), place - 1
    return start, j


def before_participle(s: Sentence, j: int) -> int | None:
    """ "A doctor working for the agency", "groups working there": who does so, where that ends at ``j``."""
    found, floor = None, max(s.first, j - _REDUCED)
    if not any(map(flag.PARTICIPLE.__and__, s.tags[floor + 1 : j + 1])):
        return None
    for k in range(j, floor, -1):
        tag, after = s.tags[k], s.tags[k + 1]
        if tag & _BOUNDS or s.lows[k] in ("and", "but"):
            break
        if not tag & (flag.PARTICIPLE | flag.VERB):
            continue
        passive = s.lows[k].endswith("ed") and s.lows[k + 1] in s.lists["after_met"]  # "asked during the visit"
        acts = tag & flag.PARTICIPLE and (passive or s.lows[k].endswith("ing"))
        if acts and (after & _OPENS_OBJECT or passive or s.lows[k + 1] in s.lists["hangs_on"]):
            speaks = s.tags[k - 1] & (flag.SPEAKER | flag.PAPER) == flag.SPEAKER
            found = k - 1 if speaks or s.language.nouns.is_person(s.lows[k - 1]) else found
        elif tag & flag.VERB and tag & flag.PAST and not tag & flag.NOUN_TOO:
            break
    return found


def _list_start(s: Sentence, start: int, j: int) -> int:
    """ "Colonel Ida Frey, Captain Jon Moss and their driver said": where a list of subjects begins.

    A comma parts subjects only where no verb stands before it, and "and" stands before the last.
    """
    begin = max(start - 1, s.first)
    near = s.lows[begin : j + 1]
    if "and" not in near:
        return start
    joint = begin + near.index("and")
    comma = min(start, joint) - 1
    if s.low(comma) != "," or (joint > start and s.tags[start] & flag.ARTICLE):
        return start
    first = s.first
    while first < start and s.tags[first] & (flag.QUOTE | flag.DASH):
        first += 1
    first = skip_leads(s, first, start)
    if first >= comma or comma - first > LONGEST or not is_nominal(s, first, comma) or _says(s, first + 1, comma):
        return start  # ... "Some authors, among them Lind, speak of 40, and the mayor gives"
    hangs = (s.tags[k] & flag.PREPOSITION and s.lows[k] not in ("of", "by") for k in range(first + 1, comma))
    if any(hangs) or any(acts(s, k) for k in range(first + 1, comma)):
        return start  # "Trucks crossed at Orr, and the mayor said", "The ships lie in the bay, and divers say"
    return first if s.tags[first] & flag.CAPITAL and not s.tags[first] & flag.PREPOSITION else start


def _name_before(s: Sentence, start: int) -> Span | None:
    """ "Olena Marchuk, a spokeswoman for A, B and C, said": the name that a description stands behind."""
    j, opens, tags = start - 2, s.tags[start], s.tags
    located = opens & (flag.PARTICIPLE | flag.PREPOSITION)
    described = located or opens & flag.ROLE or s.lows[start] in ("a", "an", "the")
    if j < s.first or s.words[start - 1] != "," or not described or not tags[j] & flag.CAPITAL:
        return None
    if s.low(j - 1).rstrip(".") in s.lists["addressing"] and tags[j] & flag.ROLE:
        return None  # "Mr. Secretary, the army said": somebody spoken to
    k = j
    while k > s.first and (tags[k - 1] & flag.CAPITAL or s.lows[k - 1] in s.language.people.particles):
        k -= 1
    k = skip_leads(s, k, j + 1)
    fronted = tags[s.first] & flag.PREPOSITION and s.lows[k - 1] == "and" and "," not in s.lows[s.first : k]
    if tags[k] & flag.PREPOSITION or fronted:
        return None  # "In Ohio, a poll shows", "In a letter to Fish and Game, the mayor said"
    at_edge = k == s.first or tags[k - 1] & flag.PUNCTUATION_MARK or s.lows[k - 1] in ("that", "but", "and", "while")
    named = " ".join(s.lows[k : j + 1]) not in s.language.people.nations and not tags[j] & flag.DATE
    return (k, j + 1) if at_edge and (j > k or located) and named else None


def description_after(s: Sentence, i: int) -> tuple[Span, ...]:
    """Give the description after a name: "said Olena Marchuk, a spokeswoman for the border guard"."""
    if s.low(i) == "," and s.low(i + 1).isdigit() and s.low(i + 2) == ",":
        i += 2  # "said Olena Marchuk, 71, who"
    opens, tags = s.low(i + 1), s.tags
    named = i + 2 < s.last and tags[i + 1] & flag.CAPITAL and tags[i + 2] & flag.CAPITAL and tags[i - 1] & flag.LOWER
    if s.low(i) != "," or not (opens in ("a", "an", "the", "who") or s.tag(i + 1) & flag.ROLE or named):
        return ()
    j = next((k for k in range(i + 1, s.last) if tags[k] & flag.PUNCTUATION_MARK), s.last)
    turn = next((tag for tag in tags[i + 2 : j] if tag & (flag.HELPER | flag.SUBORDINATOR)), 0)
    leads = not s.lists["level_verbs"].isdisjoint(s.lows[i + 2 : j])  # "..., the toll stands at 40,"
    leads = leads or any(tags[k] & flag.PARTICIPLE and s.tag(k + 1) & flag.NUMERAL for k in range(i + 3, j))
    told = tags[i + 1] & flag.ARTICLE and (turn & flag.HELPER or (leads and not turn))
    return () if told else ((i + 1, j),)  # "According to X, the loss was 40, ...", and not "a man who was there"


def opening_subject(s: Sentence, before: int) -> Span | None:
    """Give the noun phrase a sentence opens with, read up to its verb, or what follows the label of its line."""
    start = skip_leads(s, s.first, before)
    colon = next((k for k in range(start, min(before - 1, start + _OPENING)) if s.words[k] == ":"), start)
    start = skip_leads(s, colon + 1, before) if colon > start and is_nominal(s, start, colon) else start
    stop = min(before, start + _OPENING)
    verbs = (k for k in range(start, stop) if s.tags[k] & flag.PUNCTUATION_MARK or (k > start and is_finite(s, k)))
    end = next(verbs, stop)
    named = not s.tag(start) & (flag.PREPOSITION | flag.SUBORDINATOR | flag.ADVERB)  # "While weighing", "In seeking"
    return (start, end) if end > start and named else None
