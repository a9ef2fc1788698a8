"""Speech frames by verb: where a sentence hands what it says to somebody ("X said", "said X", "X, citing Y, put")."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from estimates.article.complements import complement_fits, paper_is_subject
from estimates.article.cues import beside_quote, group_start, is_verb
from estimates.article.document import Document, Sentence
from estimates.article.doers import (
    can_follow,
    clause_end,
    doer_before,
    inner,
    is_no_subject,
    is_torn,
    opens_under,
    opens_with_subject,
)
from estimates.article.elisions import gapped_at, gapped_behind
from estimates.article.frames import SAYS, Frame
from estimates.article.grammar import (
    ARTICLES,
    BE,
    DASHES,
    HELPERS,
    MARKS,
    MODALS,
    PREPOSITIONS,
    PUNCTUATION,
    QUOTE_MARKS,
    grammar,
    is_called_false,
    is_numeral,
    number_like,
)  # fmt: skip
from estimates.article.idioms import idiom_at, triggers_of_idioms
from estimates.article.people import people_words
from estimates.article.phrases import Span, description_after, may_speak, phrase_after
from estimates.article.placing import place
from estimates.article.relatives import modifying, relative_end, wanted
from estimates.article.sources import named_at, triggers_of_sources
from estimates.article.subjects import opening_subject, subject_before
from estimates.article.verbs import Verb, verbs

PEOPLE = people_words()

_HEARD = grammar("takes_object")
_COMPLEMENT_OPENERS, _NEEDS_SPEECH = grammar("complement_openers"), grammar("needs_speech")
_RETORTS = frozenset(["shot", "shoots", "fired", "fires", "hit", "hits", "snapped", "wrote"])  # ... "back"
_STATED = grammar("stated")  # what is done to a figure by whom it is from: "the 900 dead reported by the police"
_SENSES = frozenset(["put", "call", "deny", "see", "ask", "offer"])
_CONTRARY = frozenset(["to", "despite", "unlike", "against"])  # ... "what they allege"
_NOT_INVERTED = frozenset(["accuse", "blame", "credit", "criticise", "criticize", "quote", "cite", "attribute"])
_CALLED = 12  # words of what is called something
_WAS = BE - {"'s"}


def find_frames(document: Document, sentence: Sentence) -> list[Frame]:
    """Find the speech frames of one sentence in the order of their words.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> document = read_document("Olena Marchuk, a nurse, said 40 men died, while police put the toll at 30.")
    >>> [document.span(*frame.source) for frame in find_frames(document, document.sentences[0])]
    ['Olena Marchuk', 'police']
    """
    known = _cue_words()
    cues = [i for i, low in enumerate(document.lows[sentence.first : sentence.last], sentence.first) if low in known]
    return _search(sentence, cues) if cues else []


def _search(s: Sentence, cues: list[int]) -> list[Frame]:
    """Look at the tokens ``cues``, where a frame may have its verb or its opening."""
    frames: list[Frame] = []
    known, triggers, idioms = verbs(), triggers_of_sources(), triggers_of_idioms()
    for i in cues:
        low = s.lows[i]
        if low == "back":
            _retort(s, frames, i)
        if (
            (low in triggers and named_at(s, frames, i))
            or (low in idioms and idiom_at(s, frames, i))
            or low not in known
        ):
            continue
        if known[low].past and s.low(i + 1) == "by" and _reduced(s, frames, i, known[low]):
            continue
        _verb(s, frames, i, known[low])
        if low in ("citing", "quoting"):
            _citing(s, frames, i)
    if frames:
        for i, mark in enumerate(s.lows[s.first : s.last - 2], s.first):
            if mark == ";" or (mark == "," and _opens_gapped(s, i + 1)):
                gapped_at(s, frames, i)
            elif mark == "and" and _opens_gapped(s, i + 1):
                gapped_behind(s, frames, i)
    frames.sort(key=lambda frame: (frame.first, frame.last))
    return frames


@cache
def _cue_words() -> frozenset[str]:
    return triggers_of_sources() | triggers_of_idioms() | frozenset(verbs()) | {"back"}


def _opens_gapped(s: Sentence, i: int) -> bool:
    low = s.lows[i]
    return low in ("the", "others") or low in PEOPLE.plural or s.words[i][0].isupper()


def _retort(s: Sentence, frames: list[Frame], i: int) -> None:
    """ "She shot back", beside a quotation, or "hit back that"."""
    if s.low(i - 1) not in _RETORTS or not (s.low(i + 1) == "that" or beside_quote(s, i)):
        return
    source = phrase_after(s, i + 1) if s.words[i - 2] in QUOTE_MARKS else None  # '..."," shot back the leader'
    if source is not None and can_follow(s, source):
        asides = description_after(s, source[1])
        frames.append(Frame(i - 1, source[1], source, SAYS, "say", trails=True, asides=asides))
        return
    subject = subject_before(s, i - 1)
    if subject is not None:
        frame = Frame(subject[0][0], i + 1, subject[0], SAYS, "say", asides=subject[1])
        place(s, frame)
        frames.append(frame)


def _citing(s: Sentence, frames: list[Frame], i: int) -> None:
    """ "X said ..., citing Y": Y is where X has it from."""
    origin = phrase_after(s, i + 1)
    before = [frame for frame in frames if frame.last <= i]
    if (
        origin
        and before
        and before[-1].origin is None
        and not any(s.lows[k] in (";", "while", "but") for k in range(before[-1].last, i))
    ):
        before[-1].origin = origin


def _reduced(s: Sentence, frames: list[Frame], i: int, verb: Verb) -> bool:
    """ "The 900 dead reported by the police": only the figure before the participle is theirs."""
    if verb.lemma not in _STATED or s.low(i - 1) in BE:
        return False
    start = None
    for k in range(i - 1, max(s.first, i - 7) - 1, -1):
        if s.lows[k] in PUNCTUATION or s.lows[k] in ("and", "but", "that", "which", "who"):
            break
        if number_like(s.lows[k]) and s.lows[k] not in ("a", "an", *PREPOSITIONS):
            start = k
    source = phrase_after(s, i + 2) if start is not None else None
    if source is None or number_like(s.lows[source[0]]):
        return False
    classes = verb.classes | SAYS
    frames.append(Frame(i, source[1], source, classes, verb.lemma, leads=False, narrow=start))
    return True


def _verb(s: Sentence, frames: list[Frame], i: int, verb: Verb) -> None:
    """Make the frame of the verb at token ``i``, if it is one and hands something over."""
    if not is_verb(s, i, verb):
        return
    start = group_start(s, i)
    helper, helpers = s.low(start - 1), {s.lows[k] for k in range(max(start - 1, s.first), i)}
    if verb.lemma in ("quote", "cite") and _quoted_as_saying(s, frames, i):
        return
    if verb.past and helpers & _WAS:
        _passive(s, frames, i, verb)
    elif "denial" in verb.classes and (helper == "not" or helper.endswith("n't")):
        while s.low(start - 1) in HELPERS:
            start -= 1
        if complement_fits(s, i, verb):
            _plain(s, frames, i, start, replace(verb, classes=SAYS))  # "did not deny that"
    elif helper in MODALS and not (helper in ("would", "will") and verb.lemma == "say"):
        return
    elif verb.form == "ing" and not helpers & BE:
        _shared(s, frames, i, verb)
    elif complement_fits(s, i, verb) and not _inverted(s, frames, i, start, verb):
        _plain(s, frames, i, start, verb)


def _plain(s: Sentence, frames: list[Frame], i: int, start: int, verb: Verb) -> None:
    """ "X, a nurse, said ..."."""
    joined = s.low(start - 1) in ("and", "but", "or", "nor")
    subject = doer_before(s, frames, start) if joined else subject_before(s, start)
    if subject is None:
        return
    source, asides, relative = subject
    source = inner(s, source)
    if is_no_subject(s, source, verb):
        return
    first = start if joined else source[0]
    if verb.lemma in _SENSES:
        verb = _meant(s, i, start, verb)
    frame = Frame(first, i + 1, source, verb.classes, verb.lemma, expecting=verb.expecting, asides=asides)
    if wanted(s, frames, frame, i):
        return
    if verb.lemma in _HEARD:
        frame.hearer = _hearer(s, i + 1)
    if relative:
        frame.reach = relative_end(s, i)
    if opens_under(s, source[0]):
        frame.reach = clause_end(s, i)
    if s.low(source[0] - 1) == "what" and s.low(source[0] - 2) in _CONTRARY:
        frame.reach = next((k for k in range(i, s.last) if s.words[k] == ","), None)
    for a, _ in asides:
        if s.lows[a] in ("citing", "quoting"):
            frame.origin = phrase_after(s, a + 1)
    place(s, frame)
    frames.append(frame)


def _meant(s: Sentence, i: int, start: int, verb: Verb) -> Verb:
    """Give a verb of several senses in the one that its complement shows."""
    after = s.low(i + 1)
    if verb.lemma == "put":
        return replace(verb, classes=SAYS) if after == "it" else verb  # "as the mayor put it"
    if verb.lemma == "call":  # "called the damage "slight", "called talk of 40 dead nonsense"
        false = is_called_false(s.lows[i + 1 : min(i + _CALLED, s.last)])
        classes = frozenset(["denial"]) if false else SAYS
        return verb if after == "for" else replace(verb, classes=classes, expecting=False)
    if verb.lemma == "deny":  # "neither confirmed nor denied"
        return replace(verb, classes=SAYS) if s.low(start - 1) == "nor" else verb
    if verb.lemma == "offer":  # "offered a figure of 28"
        given = not PEOPLE.tallies.isdisjoint(s.lows[i + 1 : i + 4])
        return replace(verb, classes=SAYS, expecting=False) if given else verb
    if verb.lemma == "see":
        return replace(verb, expecting=True) if verb.form in ("s", "base") and _looks_ahead(s, i) else verb
    return replace(verb, classes=frozenset(["thought"]), expecting=True) if after == "for" else verb  # "asked for"


def _hearer(s: Sentence, i: int) -> Span | None:
    """Who is told, up to what they are told."""
    hearer = phrase_after(s, i)
    if hearer is None:
        return None
    first, last = hearer
    told = (k for k in range(first + 1, last) if s.lows[k][0].isdigit() and _closes_noun(s, k - 1))
    return first, next(told, last)  # "told reporters 40 men had left"


def _closes_noun(s: Sentence, k: int) -> bool:
    low = s.lows[k]
    return low not in PREPOSITIONS and low not in ARTICLES and not number_like(low)


def _looks_ahead(s: Sentence, i: int) -> bool:
    """ "The bank sees it at 3 percent", "sees sales rising"."""
    seen = s.lows[i + 1 : i + 6]
    level = any(low in ("at", "of") and is_numeral(following) for low, following in pairwise(seen))
    return level or "at" in seen or any(low.endswith("ing") for low in seen)


def _inverted(s: Sentence, frames: list[Frame], i: int, start: int, verb: Verb) -> bool:
    """ "..., said X": the subject after its verb."""
    before = s.low(start - 1)
    if (
        start != i
        or ("evidence" in verb.classes and paper_is_subject(s, start))
        or verb.form not in ("past", "s", "base")
        or verb.lemma in _HEARD
        or not verb.classes & {"assertion", "evidence", "denial"}
        or verb.lemma in _NOT_INVERTED
    ):
        return False
    if (
        before != ","
        and before not in ("so", "thus")
        and before not in QUOTE_MARKS
        and before not in DASHES
        and before not in ("?", "!")
    ):
        return False
    source = phrase_after(s, i + 1)
    if source is None or not can_follow(s, source) or is_torn(s, *source):
        return False
    named = may_speak(s, *source) and (s.low(source[1]) in MARKS or source[1] >= s.last)
    if before == "," and not named and opens_with_subject(s, start):
        return False
    frames.append(
        Frame(
            i,
            source[1],
            source,
            verb.classes,
            verb.lemma,
            trails=True,
            asides=description_after(s, source[1]),
        )
    )
    return True


def _quoted_as_saying(s: Sentence, frames: list[Frame], i: int) -> bool:
    """ "State media quoted X as saying": X says it."""
    told = phrase_after(s, i + 1)
    if told is None or s.low(told[1]) != "as" or s.low(told[1] + 1) != "saying":
        return False
    medium = subject_before(s, group_start(s, i))
    frame = Frame(i if medium is None else medium[0][0], told[1] + 2, told, SAYS, "say")
    place(s, frame)
    frames.append(frame)
    return True


def _passive(s: Sentence, frames: list[Frame], i: int, verb: Verb) -> None:
    """ "Was estimated by X at", "was quoted as saying"; a passive without a doer hands over to nobody."""
    window = s.lows[i : min(i + 8, s.last)]
    if verb.lemma in ("quote", "cite") and "saying" in window:
        subject = subject_before(s, group_start(s, i))
        if subject:
            end = i + window.index("saying") + 1
            frame = Frame(subject[0][0], end, subject[0], SAYS, "say", asides=subject[1])
            place(s, frame)
            frames.append(frame)
        return
    if s.low(i + 1) == "to" and s.low(i + 2) == "have" and _speaks(s, i + 3):
        subject = subject_before(s, group_start(s, i))  # "X is reported to have said"
        if subject:
            frames.append(Frame(subject[0][0], i + 4, subject[0], SAYS, "say", asides=subject[1]))
        return
    revises = not verb.classes & {"assertion", "thought", "denial", "placement", "evidence", "count"}
    if revises and PEOPLE.tallies.isdisjoint(s.lows[max(i - 8, s.first) : i]):
        return  # "four were cut by glass"
    for k in range(i + 1, min(i + 12, s.last)):
        if s.lows[k] in (",", ";", ".", "but", "while"):
            return
        if s.lows[k] == "by":
            source = phrase_after(s, k + 1)
            if (
                source
                and not s.lows[source[0]][0].isdigit()
                and not all(low in PEOPLE.dates for low in s.lows[slice(*source)])
            ):
                frames.append(
                    Frame(
                        k,  # what stands before "by" is theirs: "was put at $4 billion by insurers"
                        source[1],
                        source,
                        verb.classes if "thought" in verb.classes else verb.classes | SAYS,
                        verb.lemma,
                        trails=True,
                        expecting=verb.expecting,
                        asides=description_after(s, source[1]),
                    )
                )
                return


def _speaks(s: Sentence, i: int) -> bool:
    verb = verbs().get(s.low(i))
    return verb is not None and verb.past and verb.says


def _shared(s: Sentence, frames: list[Frame], i: int, verb: Verb) -> None:
    """ "..., adding that": the doer of what went before says this too."""
    before_it = s.low(i - 2) if s.low(i - 1) in QUOTE_MARKS else s.low(i - 1)
    if before_it not in ("by", "in", "while", "and", "before", ",") and before_it not in DASHES:
        modifying(s, frames, i, verb)
        return
    if not verb.classes & {"assertion", "denial", "evidence", "thought"} or not (
        verb.lemma not in _NEEDS_SPEECH or _opens_clause(s, i)
    ):
        return
    before = [frame for frame in frames if frame.last <= i]
    if not (before and before[-1].last >= i - 1):  # "..., he said, adding that"
        before = [frame for frame in before if not frame.thought and not frame.trails] or before
    source = before[-1].source if before else opening_subject(s, i)
    if source is not None and verb.lemma not in ("cite", "quote", "speak", "respond"):
        asides = before[-1].asides if before else []
        frames.append(Frame(i, i + 1, source, verb.classes, verb.lemma, expecting=verb.expecting, asides=asides))


def _opens_clause(s: Sentence, i: int) -> bool:
    after = s.low(i + 1)
    return after in _COMPLEMENT_OPENERS or after == "there" or number_like(after)
