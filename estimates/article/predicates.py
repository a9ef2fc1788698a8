"""What the clause says is counted, though not beside the number: predicates, appositions, headings, "the number of"."""

from __future__ import annotations

from bisect import bisect_left

from estimates.article import tags as flag
from estimates.article.beside import gapped_subject, of_these_things, set_beside
from estimates.article.chunks import Span, phrase_start
from estimates.article.clauses import clause_opening, has_finite, is_done, is_nominal
from estimates.article.context import noun_of
from estimates.article.document import Document
from estimates.article.standing import Standing
from estimates.figures.nouns import counted_after

OF_THEM = [["of", word] for word in ("them", "these", "those", "whom")]
_NO_COPULA = ("being", "been", "get", "gets", "got")  # "900 get school meals"
_OBJECT = 16  # tokens between "put" and "at"
_SUBJECT = 30  # tokens from "the number of" to its number
_NO_QUALITY = flag.NUMBER | flag.ADVERB | flag.PAST | flag.IRREGULAR_PAST | flag.PREPOSITION
_DONE_TO = ("harmed", "held_alone", "done_to_people")  # lists of what befalls people
_NUMBERS = 7  # words between those counted and "number"
_HEADING = 3  # words before a colon that say what is counted


def named(document: Document, at: Standing) -> str | None:
    """Give what the clause says that a bare number counts."""
    lows, k = document.lows, at.first - 2
    if lows[k + 1] == "magnitude":
        return lows[k + 1]
    if lows[k : k + 2] == ["out", "of"] and k > at.sentence.first:  # "only one match out of three"
        return noun_of(document, (phrase_start(at.sentence, k - 1, plain=True), k), counted=False)
    beside = (
        apposed(document, at)
        or predicated(document, at)
        or bracketed(document, at)
        or of_these_things(document, at)
        or set_beside(document, at)
        or populated(document, at)
        or gapped_subject(document, at)
        or numbering(document, at)
    )
    return beside or numbered(document, at) or headed(document, at) or ("people" if of_those(document, at) else None)


def apposed(document: Document, at: Standing) -> str | None:
    """ "Some 900 sailors, 40 of them volunteers": what stands beside it without a verb."""
    k, lows = at.last, document.lows
    if k + 2 >= at.sentence.last or lows[k : k + 2] not in OF_THEM or lows[k + 2] in document.lists["agreeing"]:
        return None  # "four of them lack lifts"
    if lows[k + 2].endswith("ing") and lows[k + 2] not in document.lists["not_participles"]:
        return None  # "31 of them involving nurses"
    return counted_at(document, k + 2, capital=True)


def predicated(document: Document, at: Standing) -> str | None:
    """ "Another 21 million are refugees", "of these, 22 were children": what they are is what is counted."""
    k, lows = at.last, document.lows
    k += 2 * (lows[k : k + 2] in OF_THEM)  # "40 of them were nurses"
    k += 3 * (lows[k : k + 2] == ["of", "the"] and lows[k + 2] in document.language.fates)  # "of the dead were nurses"
    k += k < at.sentence.last - 1 and lows[k - 1] == "those" and document.tags[k] & flag.PARTICIPLE > 0  # "those hit"
    if k + 1 >= at.sentence.last or not document.tags[k] & flag.BE_FORM or lows[k] in _NO_COPULA:
        return None
    if lows[at.first - 2 : at.first] == ["all", "but"]:
        return None  # "all but 40 were Swedes": those who were not
    k += 3 * (lows[k + 2 : k + 4] == ["to", "be"] and document.tags[k + 1] & flag.PAST > 0)  # "are said to be women"
    if lows[k + 1].endswith("ing") and document.tags[k + 1] & flag.PARTICIPLE:
        return None  # "thousands were protesting police brutality"
    whom = counted_at(document, k + 1, capital=True)
    return None if whom is None or whom.split()[-1].lower() in document.lists["states_of_people"] else whom


def populated(document: Document, at: Standing) -> str | None:
    """ "Orr, population around 900, lost its road": how many live there."""
    k, floor = at.first - 1, at.sentence.first
    stands = k > floor and document.lows[k] in document.lists["populations"] and document.tags[k - 1] & flag.MARK
    return "population" if stands else None


def numbering(document: Document, at: Standing) -> str | None:
    """ "Troops that diplomats believe numbered 900": of what stands before."""
    lows, first, k = document.lows, at.sentence.first, at.first - 1
    if lows[k] not in ("number", "numbered") or k - 2 <= first:
        return None
    near = range(k - 1, max(k - _NUMBERS, first), -1)
    end = next((j for j in near if lows[j] in document.lists["relatives"]), None)
    if end is None:
        return None
    end -= lows[end - 1] == ","
    return noun_of(document, (phrase_start(at.sentence, end - 1, plain=True), end), counted=False)


def of_those(document: Document, at: Standing) -> bool:
    """ "Six of those who fled", "40 of those aboard", "of those tested, 12 were ill": people, whoever they are."""
    lows, lists, k = document.lows, document.lists, at.last
    if lows[k : k + 2] == ["of", "the"] and document.tags[k + 2] & flag.NUMERAL:  # "six of the eight aboard"
        k += 1
    elif lows[k : k + 2] != ["of", "those"]:
        k = at.sentence.first
        first = at.earlier is None or at.earlier.start < document.starts[k]
        if not (first and lows[at.first - 1] == "," and lows[k : k + 2] == ["of", "those"]):
            return False
    whom = lows[k + 2]
    return is_of_people(document, whom) or whom in lists["who_are"]


def is_of_people(document: Document, word: str) -> bool:
    """Whether a word says what befalls people: "detained", "rescued"."""
    return any(word in document.lists[name] for name in _DONE_TO)


def of_them(document: Document, at: Standing) -> bool:
    """ "Nine of them", "nine of those are": of what was counted before, and not "of those who fled"."""
    lows, k = document.lows, at.last
    those = lows[k : k + 2] in OF_THEM and lows[k + 1] != "whom" and at.sentence.tag(k + 2) & flag.HELPER
    return bool(those) or lows[k : k + 2] == ["of", "them"]


def bracketed(document: Document, at: Standing) -> str | None:
    """ "Men (12), women (20)", "the number of trucks (62)": a plural whose number stands alone in brackets."""
    words, k, floor = document.words, at.first - 1, at.sentence.first
    parted = words[at.last : at.last + 1] in ([";"], [","])  # "deaths (40; 9%)"
    share = at.later is not None and at.later.unit == "percent" and parted
    if words[k] != "(" or k <= floor or not (share or words[at.last : at.last + 1] == [")"]):
        return None
    gapped = at.earlier is not None and at.earlier.noun is not None and document.text[at.earlier.start - 1] == "("
    nouns, low = document.language.nouns, document.lows[k - 1]
    people = document.tags[k - 1] & flag.CAPITAL and nouns.is_person(low)  # "Vietnamese (900)"
    if gapped or not (people or nouns.is_plural(low)):
        return None  # "hookworm (900 million people), roundworms (90 million)"
    first = phrase_start(at.sentence, k - 1, plain=True)
    first = next((j + 1 for j in range(k - 2, first - 1, -1) if document.tags[j] & _NO_QUALITY), first)
    return noun_of(document, (first, k))


def numbered(document: Document, at: Standing, counters: str = "counters") -> str | None:
    """ "The number of trucks that entered since May rose to 62": what the number is of, however far it stands back.

    ``counters`` is the list of the words for such a number.
    """
    lows, tags, lists, k = document.lows, document.tags, document.lists, at.first - 1
    floor = clause_opening(document, at.first, max(at.sentence.first, at.first - _SUBJECT))
    k -= lows[k] == "the" and not lists["level_marks"].isdisjoint(lows[at.last : at.last + 1])  # "passed the 900 mark"
    while k > floor and (tags[k] & flag.ADVERB or lows[k] in lists["of_ranges"]):
        k -= 1
    reached = tags[k] & flag.BE_FORM or lows[k] in lists["level_reached"] or lows[k] in ("from", "by", "crossed")
    reached = reached or lows[at.first] in lists["hedging_verbs"] or tags[at.first] & flag.HELPER > 0
    reached = reached or (lows[at.first] in lists["past_level"] and lows[k] in lists["level_verbs"])  # "rose above 900"
    if k <= floor or not (reached or lows[k] in lists[counters]):
        return None
    if lists[counters].isdisjoint(lows[floor : k + 1]):
        return None  # as mostly
    befallen = document.language.fates  # "the number arrested since June stands at 748"
    told = (j for j in range(k - 1, floor, -1) if lows[j] == "of" or lows[j] in befallen)
    of, before = next((j for j in told if lows[j - 1] in lists[counters]), None), at.earlier
    if of is None or (before is not None and before.start > document.starts[of] and not _is_hung_on(document, at)):
        return None
    noun = plural_from(document, of + 1) if lows[of] == "of" else lows[of]
    those = of + 1 + (lows[of + 1] == "those")
    if noun is None and is_done(document, those):
        known = lows[of + 1] != "those" or is_of_people(document, lows[those])
        return lows[those] if known else "people"  # "the number of executed", "of those affected"
    stands = noun.rpartition(" ") if noun is not None and lows[k] == "at" else ("", "", "")
    return stands[0] if stands[0] and stands[2].lower() == lows[k - 1] else noun  # "the number of dead stands at 40"


def _is_hung_on(document: Document, at: Standing) -> bool:
    """ "The number of people in 143 centres rose to 900": a figure before it hangs on those counted."""
    k = document.token_at(at.earlier.start) if at.earlier is not None else 0
    k -= document.tags[k - 1] & flag.ARTICLE > 0
    return document.lows[k - 1] in document.lists["hangs_on"] and "," not in document.lows[k : at.first]


def shared(document: Document, at: Standing) -> str | None:
    """ "28 percent were nurses", "the share of nurses rose to", "the number of nurses who left by 28 percent"."""
    by, k = document.lows[at.first - 1] == "by", at.sentence.first
    if document.lows[k] in ("of", "among") and document.lows[at.first - 1] == ",":  # "of nurses asked, 28 percent"
        first = at.earlier is None or at.earlier.start < document.starts[k]
        return counted_at(document, k + 1 + (document.tags[k + 1] & flag.ARTICLE > 0)) if first else None
    return predicated(document, at) or numbered(document, at, "counters" if by else "shares_of")


def headed(document: Document, at: Standing) -> str | None:
    """ "Visible craters: 4": what a colon parts from its number, at the start of a sentence."""
    k, first = at.first - 1, at.sentence.first
    if document.words[k] not in (":", "(") or not first < k <= first + _HEADING or document.tags[k - 1] & flag.SPEAKER:
        return None
    if k == first + 1 and document.lows[first] in document.lists["headcounts"]:
        return document.words[first]  # "Turnout: 900"
    if any(turn.label[1] == document.starts[k] for turn in document.turns):
        return None  # "GEN. HARRIS: 40"
    noun = plural_from(document, first)
    return noun if noun == document.span(first, k) else None


def _piece_at(document: Document, token: int) -> int:
    offset = document.starts[token] if token < len(document.starts) else len(document.plain)
    return bisect_left(document.pieces.starts, offset, 0, document.pieces.count)


def plural_from(document: Document, token: int) -> str | None:
    pieces = document.pieces
    noun = counted_after(pieces, _piece_at(document, token))
    return pieces.printed(noun.start, noun.stop) if noun is not None else None


def counted_at(document: Document, k: int, *, capital: bool = False) -> str | None:
    """The plural that is counted from token ``k`` on, and what befell nobody; in small letters, unless for people."""
    pieces, is_person = document.pieces, document.language.nouns.is_person
    noun = counted_after(pieces, _piece_at(document, k))
    if noun is None or noun.head in document.language.fates or noun.head in document.lists["fates"]:
        return None
    done = document.tags[k] & flag.PARTICIPLE and not (noun.stop - noun.start > 1 and is_person(noun.head))
    small = pieces.raw[noun.stop - 1].islower() or (capital and is_person(noun.head))
    return pieces.printed(noun.start, noun.stop) if small and not done else None


def _joint_before(document: Document, k: int, first: int) -> int | None:
    """ "Puts the dead at 30, mostly boys, and the wounded at 60": where the object of a second "at" is joined."""
    if not k < first - 1 or document.lows[first - 1] != document.lows[k]:
        return None
    joint = next((j for j in range(first - 2, k, -1) if document.lows[j] == "and"), None)
    return joint if joint is not None and joint + 1 < first - 1 and is_nominal(document, joint + 1, first - 1) else None


def object_of(document: Document, at: Standing) -> Span | None:
    """ "Put the crowd at 200,000", "revised the death toll to 283": the object of the verb."""
    for frame in at.leading:
        put = "placement" in frame.classes or (frame.lemma == "estimate" and document.lows[at.first - 1] == "at")
        if at.first < frame.last + _OBJECT and (put or "revision" in frame.classes):
            stops = ("at",) if put else ("to", "from", "by")
            k = next((k for k in range(frame.last, at.first) if document.lows[k] in stops), frame.last)
            joint = _joint_before(document, k, at.first) if put else None
            if joint is not None:
                return joint + 1, at.first - 1
            if k > frame.last and not has_finite(document, k + 1, at.first):
                starts = (document.token_at(words.start) for words in at.dates)
                begin = frame.last + (document.lows[frame.last] in ("down", "up"))  # "revised down the toll by 40"
                since = (j for j in range(begin + 1, k) if document.lows[j] == "since")  # "put deaths since 1998 at"
                # "put it a week earlier at 40"
                return begin, min(next((j for j in starts if begin < j < k), k), next(since, k))
            opens = frame.source[0] - bool(document.tags[frame.source[0] - 1] & flag.ARTICLE)
            if put and k == frame.last and document.lows[opens - 1] == "which":  # "damage, which she put at $40"
                end = opens - 1 - (document.lows[opens - 2] == ",")
                return phrase_start(at.sentence, end - 1, plain=True), end
    return None
