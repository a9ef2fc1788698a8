"""The frames of a sentence: where it hands what it says to somebody ("X said", "said X", "X, citing Y, put")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import compress
from operator import attrgetter
from typing import TypeAlias

from estimates.article import doers
from estimates.article import tags as flag
from estimates.article.chunks import beside_quote, group_start, phrase_after
from estimates.article.clauses import has_finite, is_called_false, is_finite
from estimates.article.complements import complement_fits, hearer_after, looks_ahead, paper_is_subject
from estimates.article.constructions import Construction, construction_at, constructions
from estimates.article.document import Document, Sentence
from estimates.article.elisions import OPENING, bracketed, gapped, paralleled
from estimates.article.estimations import takes_estimate
from estimates.article.frames import SAYS, THOUGHT, Frame, act_end, joined_act, object_end, placed, reach_of, said_by
from estimates.article.relatives import held_by, put_by, reported_by, shared, wanted
from estimates.article.sources import NEAR_PAPER, PAPER_OPENERS, named_at
from estimates.article.speaker_labels import closing_after
from estimates.article.subjects import description_after, subject_before
from estimates.article.verbs import is_verb
from estimates.lang.lexicon import Language
from estimates.lang.verbs import Verb
from estimates.records import replace

_PLACE = attrgetter("first", "last")
_HEARER = 6  # words from "asked" to its "for"
_CALLED = 12  # words of what is called something
_ABOUT_A_FIGURE = frozenset(["assertion", "thought", "denial", "placement", "evidence", "count"])


def find_frames(document: Document, sentence: Sentence, cues: CuesIn | None = None) -> list[Frame]:
    """Find the speech frames of one sentence in the order of their words; ``cues`` are by ``cues_in``.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> document = read_document("Olena Marchuk, a nurse, said 40 men died, while police put the toll at 30.")
    >>> [document.span(*frame.source) for frame in find_frames(document, document.sentences[0])]
    ['Olena Marchuk', 'police']
    """
    at, words = cues or cues_in(document)
    lows, citing = document.lows, document.lists["citing"]
    frames: list[Frame] = []
    for i in at[bisect_left(at, sentence.first) : bisect_left(at, sentence.last)]:
        found = _look(sentence, frames, i, *words[lows[i]])
        if found is not None and not doers.is_torn(sentence, *found.source):
            frames.append(found)
        if lows[i] in citing:
            _add_origin(sentence, frames, i)
    if not OPENING.isdisjoint(sentence.has):
        named = any(not document.tags[frame.source[0]] & flag.NUMERAL for frame in frames)  # not "40 deaths reported"
        frames += bracketed(sentence, alone=not named)
    if not frames:
        return frames
    frames = _bounded(frames) if len(frames) > 1 else frames
    without_verb = [*gapped(sentence, frames), *paralleled(sentence, frames)]
    return sorted([*frames, *without_verb], key=_PLACE) if without_verb else frames


def _bounded(frames: Sequence[Frame]) -> list[Frame]:
    """ "Moss, who said he wanted 40, left", "Moss, by his notes, put it at 40": what stands inside goes no further."""
    found: list[Frame] = []
    ends = 0
    for frame in sorted(frames, key=_PLACE):
        if frame.last <= ends and frame.reach is None:
            frame = replace(frame, reach=ends)
        ends = max(ends, frame.reach or 0, frame.last)
        found.append(frame)
    return found


#: A verb, the constructions that are found by its word, and whether it may open a source.
Cue: TypeAlias = tuple[Verb | None, Sequence[Construction], bool]
#: The tokens of a document at which frames may begin, and what begins at the words that stand there.
CuesIn: TypeAlias = tuple[Sequence[int], Mapping[str, Cue]]


@cache
def cues_of(language: Language) -> dict[str, Cue]:
    """Give the words of a language at which frames begin: verbs, words of constructions, what may open a source."""
    verbs, made, openers = language.verbs, constructions(language), language.lists["source_openers"]
    return {word: (verbs.get(word), made.get(word, ()), word in openers) for word in {*verbs, *made, *openers, "back"}}


def cues_in(document: Document) -> CuesIn:
    """Give the tokens of a document at which frames may begin, but for what its other words rule out."""
    cues, papers = cues_of(document.language), document.lists["papers"]
    vocabulary, lows = document.vocabulary, document.lows
    misses = vocabulary.isdisjoint
    here = {word: cues[word] for word in cues.keys() & vocabulary}
    for word in here.keys() & constructions(document.language).keys():
        verb, made, opens = here[word]
        made = [one for one in made if not any(map(misses, one.needs))]
        here[word] = verb, made, opens
        if not (made or opens or verb is not None or word == "back"):
            del here[word]
    openers = [word for word in PAPER_OPENERS & vocabulary if not here[word][1]]  # at which nothing but papers begins
    if openers and papers.isdisjoint(vocabulary):
        for word in openers:
            del here[word]
        openers = []
    found = list(compress(range(len(lows)), map(here.__contains__, lows)))
    if openers:
        found = [i for i in found if lows[i] not in openers or not papers.isdisjoint(lows[i + 1 : i + 1 + NEAR_PAPER])]
    return found, here


def _look(
    s: Sentence, frames: Sequence[Frame], i: int, verb: Verb | None, made: Sequence[Construction], opens: bool
) -> Frame | None:
    """Give the frame that has its verb or its opening at token ``i``; ``frames`` are those before it."""
    found = _retort(s, i) if s.lows[i] == "back" else None
    if found is None and made:
        found = construction_at(s, made, i)
    if found is None and opens:
        found = named_at(s, frames, i)
    if found is not None or verb is None:
        return found
    if verb.past and s.low(i + 1) in ("by", "at"):
        found = reported_by(s, i, verb) or held_by(s, i, verb) if s.low(i + 1) == "by" else put_by(s, i, verb)
    return _by_verb(s, frames, i, verb) if found is None and is_verb(s, i, verb) else found


def _retort(s: Sentence, i: int) -> Frame | None:
    """ "She shot back", beside a quotation, or "hit back that"."""
    if s.low(i - 1) not in s.lists["retorts"] or not (s.low(i + 1) == "that" or beside_quote(s, i)):
        return None
    source = phrase_after(s, i + 1) if s.tag(i - 2) & flag.QUOTE else None  # '..."," shot back the leader'
    if source is not None and doers.can_follow(s, source):
        return Frame(i - 1, source[1], source, trails=True, asides=description_after(s, source[1]))
    frame = said_by(subject_before(s, i - 1), i + 1)
    return placed(s, frame) if frame is not None else None


def _add_origin(s: Sentence, frames: list[Frame], i: int) -> None:
    """ "X said ..., citing Y": Y is where X has it from."""
    origin = phrase_after(s, i + 1)
    n = next((n for n in range(len(frames) - 1, -1, -1) if frames[n].last <= i), None)
    if origin is None or n is None or frames[n].origin is not None:
        return
    if {";", "while", "but"}.isdisjoint(s.lows[frames[n].last : i]):
        frames[n] = replace(frames[n], origin=origin)


# -- by verb --------------------------------------------------------------------------------------------------------


def _by_verb(s: Sentence, frames: Sequence[Frame], i: int, verb: Verb) -> Frame | None:
    """The frame of the verb at token ``i``, if it hands something over."""
    start = group_start(s, i)
    helper, before = s.low(start - 1), s.tag(start - 1)
    if verb.lemma in ("quote", "cite"):
        quoted = _quoted_as_saying(s, i)
        if quoted is not None:
            return quoted
    being = [s.lows[k] for k in range(max(start - 1, s.first), i) if s.tags[k] & flag.BE_FORM]
    if verb.past and being.count("'s") < len(being):
        return _passive(s, i, verb)
    if "denial" in verb.classes and (helper == "not" or helper.endswith("n't")):
        while s.tag(start - 1) & flag.HELPER:
            start -= 1
        if verb.past and any(map(flag.BE_FORM.__and__, s.tags[start:i])):
            return None  # "figures that are not disputed"
        denies_not = replace(verb, classes=SAYS)  # "did not deny that"
        return _plain(s, frames, i, start, denies_not) if complement_fits(s, i, verb) else None
    if before & flag.MODAL and not (helper in ("would", "will") and verb.lemma == "say"):
        return None
    if verb.form == "ing" and not being:
        kept = i - 1 - (s.low(i - 1) in ("in", "on"))  # "persists in claiming", "keep saying"
        if s.low(kept) not in s.lists["aspectual"]:
            return shared(s, frames, i, verb)
        return _plain(s, frames, i, group_start(s, kept), verb) if complement_fits(s, i, verb) else None
    if not complement_fits(s, i, verb) or doers.is_done_by(s, i, verb):
        return None
    return _inverted(s, i, start, verb) or _plain(s, frames, i, start, verb)


def _plain(s: Sentence, frames: Sequence[Frame], i: int, start: int, verb: Verb) -> Frame | None:
    """ "X, a nurse, said ..."."""
    joined = s.low(start - 1) in ("and", "but", "or", "nor")
    subject = doers.doer_before(s, frames, start) if joined else subject_before(s, start) or doers.in_headline(s, start)
    phrase = doers.fronted(s, subject.span[0]) if subject is not None else None
    if phrase is not None:
        subject = doers.doer_before(s, frames, phrase)
    elif subject is not None and verb.past and doers.goes_with_saying(s, frames, subject.span[0]):
        return None
    if subject is None:
        return None
    source = doers.inner(s, subject.span, i)
    if doers.is_no_subject(s, source, verb):
        return None
    if "ambiguous" in verb.behaviour:
        verb = _meant(s, i, start, verb)
    reach = reach_of(s, i, source[0], relative=subject.relative)
    if reach is None and "performs" in verb.behaviour:
        reach = act_end(s, i)
    elif reach is None and verb.classes <= {"count", "placement"}:
        reach = object_end(s, i)
        if reach is not None and "placement" in verb.classes and s.words[reach] != ";":
            reach = None  # "put exports at 90 tons, while use was steady at 40"
    elif reach is None and "thought" in verb.classes and "assertion" not in verb.classes:
        reach = joined_act(s, i)
    citing = [a for a, _ in subject.asides if s.lows[a] in s.lists["citing"]] if subject.asides else []
    frame = Frame(
        start if joined else source[0],
        i + 1,
        source,
        verb.classes,
        verb.lemma,
        expecting=verb.expecting,
        asides=subject.asides,
        origin=phrase_after(s, citing[-1] + 1) if citing else None,
        reach=reach,
        hearer=hearer_after(s, i + 1, verb) if verb.lemma in s.lists["takes_object"] else None,
    )
    return wanted(s, frame, i) or placed(s, frame)


def _meant(s: Sentence, i: int, start: int, verb: Verb) -> Verb:
    """Give a verb of several senses in the one that its complement shows."""
    after = s.low(i + 1)
    if verb.lemma == "put":
        return replace(verb, classes=SAYS) if after == "it" else verb  # "as the mayor put it"
    if verb.lemma == "call":  # "called the damage "slight", "called talk of 40 dead nonsense"
        false = is_called_false(s.language, s.lows[i + 1 : min(i + _CALLED, s.last)])
        classes = frozenset(["denial"]) if false else SAYS
        return verb if after == "for" else replace(verb, classes=classes, expecting=False)
    if verb.lemma == "deny":  # "neither confirmed nor denied"
        return replace(verb, classes=SAYS) if s.low(start - 1) == "nor" else verb
    if verb.lemma in ("offer", "propose"):  # "offered a figure of 28", "proposed 5 million"
        given = not s.language.people.tallies.isdisjoint(s.lows[i + 1 : i + 4]) or takes_estimate(s, i, verb)
        return replace(verb, classes=SAYS, expecting=False) if given else verb
    if verb.lemma == "see":
        return replace(verb, expecting=True) if verb.form in ("s", "base") and looks_ahead(s, i) else verb
    if verb.lemma == "fear":  # "fear damage of 40 million", and not "fear 40 died", "fear for 40 men"
        nominal = s.tag(i + 1) & (flag.LOWER | flag.CLOSED) == flag.LOWER or after in ("the", "a")
        return replace(verb, expecting=nominal and not has_finite(s, i + 2, s.last))
    wants = after == "for" or (verb.lemma == "ask" and "for" in s.lows[i + 2 : i + _HEARER])
    return replace(verb, classes=THOUGHT, expecting=True) if wants else verb  # "asked for", "asked the state for"


def _inverted(s: Sentence, i: int, start: int, verb: Verb) -> Frame | None:
    """ "..., said X": the subject after its verb."""
    closing = closing_after(s, i) if verb.lemma == "say" and s.tag(i - 1) & flag.WORD else None
    if closing is not None:
        return Frame(i, closing[1], closing, verb.classes, verb.lemma, leads=False, trails=True)
    barred = start != i or not verb.behaviour.isdisjoint(("takes_object", "not_inverted"))
    if barred or verb.form not in ("past", "s", "base"):
        return None
    low = s.low(i - 1)
    if low not in (",", "so", "thus", "?", "!") and not s.tag(i - 1) & (flag.QUOTE | flag.DASH):
        return None
    held = "thought" in verb.classes and low == "," and s.tag(i + 1) & flag.CAPITAL  # "That is luck, believes Lind"
    if not (held or verb.classes & {"assertion", "evidence", "denial"}) or (
        "evidence" in verb.classes and paper_is_subject(s, i)
    ):
        return None
    if "denial" in verb.classes and low == ",":
        return None  # "A spokesman, Kern, dismissed the claim": it has its object behind it
    if low == "," and doers.closes_aside(s, i):
        return None
    said = range(s.first + (s.lows[s.first] == "one"), i - 1)  # "One of the trustees, Ann Lee, says ..."
    source = phrase_after(s, i + 1)
    if low == "," and not any(is_finite(s, k) or s.tags[k] & (flag.QUOTE | flag.NUMBER) for k in said):
        within = source is not None and s.low(source[1]) == "," and s.low(source[1] + 1).endswith("s")
        within = within or (source is not None and s.low(source[1]) == "," and s.tags[s.first] & flag.PREPOSITION > 0)
        if not within:  # "That, says Lind, misses the point", "In Orr alone, said Lind, 40 fled"
            return None  # "Kern, the mayor, said some had fled": nothing is said before it
    if source is None or s.tags[i + 1] & flag.DATE or not doers.can_follow(s, source) or doers.is_torn(s, *source):
        return None  # "a study, published today in the Journal"
    last = source[1]
    return Frame(i, last, source, verb.classes, verb.lemma, trails=True, asides=description_after(s, last))


def _quoted_as_saying(s: Sentence, i: int) -> Frame | None:
    """ "State media quoted X, a nurse, as saying": X says it."""
    told = phrase_after(s, i + 1)
    asides = description_after(s, told[1]) if told is not None else ()
    end = asides[0][1] + 1 if asides else told[1] if told is not None else s.last
    if told is None or s.low(end) != "as" or s.low(end + 1) not in s.lists["quoted_as"]:
        return None
    medium = subject_before(s, group_start(s, i))
    return placed(s, Frame(i if medium is None else medium.span[0], end + 2, told, asides=asides))


def _passive(s: Sentence, i: int, verb: Verb) -> Frame | None:
    """ "Was estimated by X at", "was quoted as saying"; a passive without a doer hands over to nobody."""
    window = s.lows[i : min(i + 8, s.last)]
    telling = next((k for k, low in enumerate(window) if low in s.lists["quoted_as"]), 0)
    if verb.lemma in ("quote", "cite") and telling:
        frame = said_by(subject_before(s, group_start(s, i)), i + telling + 1)
        return placed(s, frame) if frame is not None else None
    if window[1:3] == ["to", "have"]:
        spoke = s.tag(i + 3)
        if spoke & flag.PAST and spoke & flag.ASSERTION:  # "X is reported to have said"
            return said_by(subject_before(s, group_start(s, i)), i + 4)
    if "denial" in verb.classes and not verb.classes & doers.PUTTING:
        return None  # "put it at 40, a number dismissed by rebels": they state none
    if "has_room" in verb.behaviour or verb.behaviour >= {"not_inverted", "performs"}:
        return None  # "40 men were being held by rebels", "plans for 40 mills were criticised by the union"
    made = "authors" in verb.behaviour or verb.lemma in s.lists["needs_clause"]  # "a novel was written by X"
    if made and not verb.classes & doers.PUTTING and "that" not in s.lows[i : i + _CALLED]:
        return None
    revises = not verb.classes & _ABOUT_A_FIGURE
    if revises and s.language.people.tallies.isdisjoint(s.lows[max(i - 8, s.first) : i]):
        return None  # "four were cut by glass"
    relative = next((k for k in range(i - 1, max(s.first, i - 8), -1) if s.lows[k] in ("which", "who", "that")), None)
    if relative is not None and not any(map(flag.NUMERAL.__and__, s.tags[s.first : relative])):
        return None  # "the deal, which is yet to be approved by a board, will cost 40"
    for k in range(i + 1, min(i + 12, s.last)):
        if s.lows[k] in (",", ";", ".", "but", "while"):
            break
        source = phrase_after(s, k + 1) if s.lows[k] == "by" else None
        alone = source is not None and source[1] == source[0] + 1 and s.tags[source[0]] & flag.NUMERAL  # "by ten"
        if source is None or alone or s.tags[source[0]] & flag.DIGIT:
            continue
        if not all(tag & flag.DATE for tag in s.tags[slice(*source)]):
            return Frame(
                k,  # what stands before "by" is theirs: "was put at $4 billion by insurers"
                source[1],
                source,
                verb.classes if "thought" in verb.classes else verb.classes | SAYS,
                verb.lemma,
                trails=True,
                expecting=verb.expecting,
                asides=description_after(s, source[1]),
                reach=object_end(s, source[1] - 2) if s.low(source[1]) == "at" else act_end(s, source[1] - 1),
            )
    return None
