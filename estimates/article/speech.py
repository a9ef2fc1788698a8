"""Speech frames by verb: where a sentence hands what it says to somebody ("X said", "said X", "X, citing Y, put")."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from estimates.article.document import Document, Sentence
from estimates.article.doers import Doers
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
from estimates.article.idioms import triggers_of_idioms
from estimates.article.phrases import Span
from estimates.article.sources import triggers_of_sources
from estimates.article.verbs import Verb, verbs

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
    return _Search(document, sentence).run(cues) if cues else []


@cache
def _cue_words() -> frozenset[str]:
    return triggers_of_sources() | triggers_of_idioms() | frozenset(verbs()) | {"back"}


class _Search(Doers):
    """The frames of one sentence, found from its verbs and phrases outward."""

    def run(self, cues: list[int]) -> list[Frame]:
        """Look at the tokens ``cues``, where a frame may have its verb or its opening."""
        known, triggers, idioms = verbs(), triggers_of_sources(), triggers_of_idioms()
        for i in cues:
            low = self.lows[i]
            if low == "back":
                self._retort(i)
            if (low in triggers and self.named_at(i)) or (low in idioms and self.idiom_at(i)) or low not in known:
                continue
            if known[low].past and self.low(i + 1) == "by" and self._reduced(i, known[low]):
                continue
            self._verb(i, known[low])
            if low in ("citing", "quoting"):
                self._citing(i)
        if self.frames:
            for i, mark in enumerate(self.lows[self.first : self.last - 2], self.first):
                if mark == ";" or (mark == "," and self._opens_gapped(i + 1)):
                    self.gapped_at(i)
                elif mark == "and" and self._opens_gapped(i + 1):
                    self.gapped_behind(i)
        self.frames.sort(key=lambda frame: (frame.first, frame.last))
        return self.frames

    def _opens_gapped(self, i: int) -> bool:
        low = self.lows[i]
        return low in ("the", "others") or low in self.people.plural or self.words[i][0].isupper()

    def _retort(self, i: int) -> None:
        """ "She shot back", beside a quotation, or "hit back that"."""
        if self.low(i - 1) not in _RETORTS or not (self.low(i + 1) == "that" or self.beside_quote(i)):
            return
        source = self.after(i + 1) if self.words[i - 2] in QUOTE_MARKS else None  # '..."," shot back the leader'
        if source is not None and self._can_follow(source):
            asides = self.description_after(source[1])
            self.frames.append(Frame(i - 1, source[1], source, SAYS, "say", trails=True, asides=asides))
            return
        subject = self.subject_before(i - 1)
        if subject is not None:
            frame = Frame(subject[0][0], i + 1, subject[0], SAYS, "say", asides=subject[1])
            self._place(frame)
            self.frames.append(frame)

    def _citing(self, i: int) -> None:
        """ "X said ..., citing Y": Y is where X has it from."""
        origin = self.after(i + 1)
        before = [frame for frame in self.frames if frame.last <= i]
        if (
            origin
            and before
            and before[-1].origin is None
            and not any(self.lows[k] in (";", "while", "but") for k in range(before[-1].last, i))
        ):
            before[-1].origin = origin

    def _reduced(self, i: int, verb: Verb) -> bool:
        """ "The 900 dead reported by the police": only the figure before the participle is theirs."""
        if verb.lemma not in _STATED or self.low(i - 1) in BE:
            return False
        start = None
        for k in range(i - 1, max(self.first, i - 7) - 1, -1):
            if self.lows[k] in PUNCTUATION or self.lows[k] in ("and", "but", "that", "which", "who"):
                break
            if number_like(self.lows[k]) and self.lows[k] not in ("a", "an", *PREPOSITIONS):
                start = k
        source = self.after(i + 2) if start is not None else None
        if source is None or number_like(self.lows[source[0]]):
            return False
        classes = verb.classes | SAYS
        self.frames.append(Frame(i, source[1], source, classes, verb.lemma, leads=False, narrow=start))
        return True

    def _verb(self, i: int, verb: Verb) -> None:
        """Make the frame of the verb at token ``i``, if it is one and hands something over."""
        if not self.is_verb(i, verb):
            return
        start = self.group_start(i)
        helper, helpers = self.low(start - 1), {self.lows[k] for k in range(max(start - 1, self.first), i)}
        if verb.lemma in ("quote", "cite") and self._quoted_as_saying(i):
            return
        if verb.past and helpers & _WAS:
            self._passive(i, verb)
        elif "denial" in verb.classes and (helper == "not" or helper.endswith("n't")):
            while self.low(start - 1) in HELPERS:
                start -= 1
            if self.complement_fits(i, verb):
                self._plain(i, start, replace(verb, classes=SAYS))  # "did not deny that"
        elif helper in MODALS and not (helper in ("would", "will") and verb.lemma == "say"):
            return
        elif verb.form == "ing" and not helpers & BE:
            self._shared(i, verb)
        elif self.complement_fits(i, verb) and not self._inverted(i, start, verb):
            self._plain(i, start, verb)

    def _plain(self, i: int, start: int, verb: Verb) -> None:
        """ "X, a nurse, said ..."."""
        joined = self.low(start - 1) in ("and", "but", "or", "nor")
        subject = self._doer_before(start) if joined else self.subject_before(start)
        if subject is None:
            return
        source, asides, relative = subject
        source = self._inner(source)
        if self._is_no_subject(source, verb):
            return
        first = start if joined else source[0]
        if verb.lemma in _SENSES:
            verb = self._meant(i, start, verb)
        frame = Frame(first, i + 1, source, verb.classes, verb.lemma, expecting=verb.expecting, asides=asides)
        if self._wanted(frame, i):
            return
        if verb.lemma in _HEARD:
            frame.hearer = self._hearer(i + 1)
        if relative:
            frame.reach = self._relative_end(i)
        if self._opens_under(source[0]):
            frame.reach = self._clause_end(i)
        if self.low(source[0] - 1) == "what" and self.low(source[0] - 2) in _CONTRARY:
            frame.reach = next((k for k in range(i, self.last) if self.words[k] == ","), None)
        for a, _ in asides:
            if self.lows[a] in ("citing", "quoting"):
                frame.origin = self.after(a + 1)
        self._place(frame)
        self.frames.append(frame)

    def _meant(self, i: int, start: int, verb: Verb) -> Verb:
        """Give a verb of several senses in the one that its complement shows."""
        after = self.low(i + 1)
        if verb.lemma == "put":
            return replace(verb, classes=SAYS) if after == "it" else verb  # "as the mayor put it"
        if verb.lemma == "call":  # "called the damage "slight", "called talk of 40 dead nonsense"
            false = is_called_false(self.lows[i + 1 : min(i + _CALLED, self.last)])
            classes = frozenset(["denial"]) if false else SAYS
            return verb if after == "for" else replace(verb, classes=classes, expecting=False)
        if verb.lemma == "deny":  # "neither confirmed nor denied"
            return replace(verb, classes=SAYS) if self.low(start - 1) == "nor" else verb
        if verb.lemma == "offer":  # "offered a figure of 28"
            given = not self.people.tallies.isdisjoint(self.lows[i + 1 : i + 4])
            return replace(verb, classes=SAYS, expecting=False) if given else verb
        if verb.lemma == "see":
            return replace(verb, expecting=True) if verb.form in ("s", "base") and self._looks_ahead(i) else verb
        return replace(verb, classes=frozenset(["thought"]), expecting=True) if after == "for" else verb  # "asked for"

    def _hearer(self, i: int) -> Span | None:
        """Who is told, up to what they are told."""
        hearer = self.after(i)
        if hearer is None:
            return None
        first, last = hearer
        told = (k for k in range(first + 1, last) if self.lows[k][0].isdigit() and self._closes_noun(k - 1))
        return first, next(told, last)  # "told reporters 40 men had left"

    def _closes_noun(self, k: int) -> bool:
        low = self.lows[k]
        return low not in PREPOSITIONS and low not in ARTICLES and not number_like(low)

    def _looks_ahead(self, i: int) -> bool:
        """ "The bank sees it at 3 percent", "sees sales rising"."""
        seen = self.lows[i + 1 : i + 6]
        level = any(low in ("at", "of") and is_numeral(following) for low, following in pairwise(seen))
        return level or "at" in seen or any(low.endswith("ing") for low in seen)

    def _inverted(self, i: int, start: int, verb: Verb) -> bool:
        """ "..., said X": the subject after its verb."""
        before = self.low(start - 1)
        if (
            start != i
            or ("evidence" in verb.classes and self._paper_is_subject(start))
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
        source = self.after(i + 1)
        if source is None or not self._can_follow(source) or self._is_torn(*source):
            return False
        named = self._may_speak(*source) and (self.low(source[1]) in MARKS or source[1] >= self.last)
        if before == "," and not named and self._opens_with_subject(start):
            return False
        self.frames.append(
            Frame(
                i,
                source[1],
                source,
                verb.classes,
                verb.lemma,
                trails=True,
                asides=self.description_after(source[1]),
            )
        )
        return True

    def _quoted_as_saying(self, i: int) -> bool:
        """ "State media quoted X as saying": X says it."""
        told = self.after(i + 1)
        if told is None or self.low(told[1]) != "as" or self.low(told[1] + 1) != "saying":
            return False
        medium = self.subject_before(self.group_start(i))
        frame = Frame(i if medium is None else medium[0][0], told[1] + 2, told, SAYS, "say")
        self._place(frame)
        self.frames.append(frame)
        return True

    def _passive(self, i: int, verb: Verb) -> None:
        """ "Was estimated by X at", "was quoted as saying"; a passive without a doer hands over to nobody."""
        window = self.lows[i : min(i + 8, self.last)]
        if verb.lemma in ("quote", "cite") and "saying" in window:
            subject = self.subject_before(self.group_start(i))
            if subject:
                end = i + window.index("saying") + 1
                frame = Frame(subject[0][0], end, subject[0], SAYS, "say", asides=subject[1])
                self._place(frame)
                self.frames.append(frame)
            return
        if self.low(i + 1) == "to" and self.low(i + 2) == "have" and self._speaks(i + 3):
            subject = self.subject_before(self.group_start(i))  # "X is reported to have said"
            if subject:
                self.frames.append(Frame(subject[0][0], i + 4, subject[0], SAYS, "say", asides=subject[1]))
            return
        revises = not verb.classes & {"assertion", "thought", "denial", "placement", "evidence", "count"}
        if revises and self.people.tallies.isdisjoint(self.lows[max(i - 8, self.first) : i]):
            return  # "four were cut by glass"
        for k in range(i + 1, min(i + 12, self.last)):
            if self.lows[k] in (",", ";", ".", "but", "while"):
                return
            if self.lows[k] == "by":
                source = self.after(k + 1)
                if (
                    source
                    and not self.lows[source[0]][0].isdigit()
                    and not all(low in self.people.dates for low in self.lows[slice(*source)])
                ):
                    self.frames.append(
                        Frame(
                            k,  # what stands before "by" is theirs: "was put at $4 billion by insurers"
                            source[1],
                            source,
                            verb.classes if "thought" in verb.classes else verb.classes | SAYS,
                            verb.lemma,
                            trails=True,
                            expecting=verb.expecting,
                            asides=self.description_after(source[1]),
                        )
                    )
                    return

    def _speaks(self, i: int) -> bool:
        verb = verbs().get(self.low(i))
        return verb is not None and verb.past and verb.says

    def _shared(self, i: int, verb: Verb) -> None:
        """ "..., adding that": the doer of what went before says this too."""
        before_it = self.low(i - 2) if self.low(i - 1) in QUOTE_MARKS else self.low(i - 1)
        if before_it not in ("by", "in", "while", "and", "before", ",") and before_it not in DASHES:
            self._modifying(i, verb)
            return
        if not verb.classes & {"assertion", "denial", "evidence", "thought"} or not (
            verb.lemma not in _NEEDS_SPEECH or self._opens_clause(i)
        ):
            return
        before = [frame for frame in self.frames if frame.last <= i]
        if not (before and before[-1].last >= i - 1):  # "..., he said, adding that"
            before = [frame for frame in before if not frame.thought and not frame.trails] or before
        source = before[-1].source if before else self.opening_subject(i)
        if source is not None and verb.lemma not in ("cite", "quote", "speak", "respond"):
            asides = before[-1].asides if before else []
            self.frames.append(
                Frame(i, i + 1, source, verb.classes, verb.lemma, expecting=verb.expecting, asides=asides)
            )

    def _opens_clause(self, i: int) -> bool:
        after = self.low(i + 1)
        return after in _COMPLEMENT_OPENERS or after == "there" or number_like(after)
