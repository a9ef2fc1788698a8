"""Sources named without a verb of saying: "according to X", "X's count", "a claim by X", "in a new poll", "X: ..."."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from estimates.text.clauses import is_finite
from estimates.text.cues import Cues
from estimates.text.grammar import (
    ARTICLES,
    BE,
    FIRST_PERSONS,
    MARKS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBORDINATORS,
    grammar,
    is_numeral,
    is_owner,
    is_participle,
    number_like,
)  # fmt: skip
from estimates.text.people import people_words
from estimates.text.phrases import Span
from estimates.text.sentences import Document, Sentence
from estimates.text.verbs import verbs

SAYS = frozenset(["assertion"])
_POLLED = grammar("polled")
_POLLS, _HOLDS, _OPINIONS = grammar("polls"), grammar("holds"), grammar("opinions")
_SAID, _FORWARD = grammar("said_nouns"), grammar("forward_nouns")
_STATES = frozenset(
    ["is", "was", "are", "were", "stands", "stood", "of", "ran", "came", "ranged", "range", "ranges", "averaged"]
)
_OPENS_PAPER = POSSESSIVES | {"the", "a", "an", "one", "some"}
_OUT = frozenset(["out", "this", "last", "on", "earlier", "late"])  # "in a poll out Thursday"
_EARLIER = frozenset(["previous", "last", "earlier", "prior", "preceding"])
_ISSUED = grammar("issues") | {"delivered", "delivers", "gave", "gives", "sounded", "made", "makes"}
_LABEL = 5  # words of a name before a colon


@dataclass(slots=True)
class Frame:
    """One hand-over of words to a source.

    ``first`` and ``last`` bound the words of the hand-over itself; the figures inside ``source`` are nobody's words.
    ``leads`` is true where what is said follows, ``trails`` where it went before; both where the frame stands between.
    A ``narrow`` frame, "the 900 dead reported by the police", owns from that token to its own first, and nothing else.
    What leads goes no further than ``reach``, and the figures of the ``hearer`` are nobody's words either.
    """

    first: int
    last: int
    source: Span | None
    classes: frozenset[str]
    lemma: str
    leads: bool = True
    trails: bool = False
    expecting: bool = False
    asides: list[Span] = field(default_factory=list)
    origin: Span | None = None
    narrow: int | None = None
    reach: int | None = None
    hearer: Span | None = None

    @property
    def thought(self) -> bool:
        """True for what somebody holds or wants rather than says."""
        return "thought" in self.classes and "assertion" not in self.classes

    @property
    def weak(self) -> bool:
        """True for what is no speech: thoughts, and what figures and papers do. Whoever says so goes before."""
        return not self.classes & {"assertion", "denial"}


@cache
def triggers_of_sources() -> frozenset[str]:
    """Give the words at which ``Sources.named_at`` can find something."""
    return people_words().own | _SAID | _HOLDS | {"according", "in", "by", "on", "to", "per", "for", "if", ":"}


@cache
def _papers() -> frozenset[str]:
    return people_words().own | people_words().documents | _OPINIONS


class Sources(Cues):
    """The frames of one sentence that need no verb."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        super().__init__(document, sentence)
        self.frames: list[Frame] = []
        # whether it has a word like "report", "count" or "view" at all, without which most small words say nothing
        self.papers = not _papers().isdisjoint(self.lows[self.first : self.last])

    def named_at(self, i: int) -> bool:
        """Make the frame of a source that a phrase at token ``i`` names; False where there is none."""
        low = self.lows[i]
        if low == "according" and self.low(i + 1) == "to":
            self._phrase(i, i + 2)
        elif low == "by" and (self._ends_in_owner(i + 1) or self._polled_by(i)):
            return True
        elif low in ("in", "by", "on", "to"):
            if self.papers and (self.low(i + 1) in _OPENS_PAPER or self._is_named(i + 1)):
                self._by_their_words(i)
        elif low in ("for", "if"):
            if ("it" if low == "for" else "believed") in self.lows[i + 2 : min(i + 12, self.last)]:
                self._as_somebody_has_it(i)
        elif low == "per" and (i == self.first or self.words[i - 1] == ",") and self._opens_source(i + 1):
            self._phrase(i, i + 1)
        elif low == ":":
            self._label(i)
        elif (low in self.people.own and self._own_figure(i)) or (low in _SAID and self._word_of(i)):
            return True
        elif low in _HOLDS:
            return self._poll(i)
        return False

    def _polled_by(self, i: int) -> bool:
        """ "Of 900 people polled by the institute, 61 percent were in favour"."""
        polled = self.low(i - 1) in _POLLED and self.lows[self.first] == "of"
        if polled:
            self._phrase(i, i + 1)
        return polled

    def _is_named(self, i: int) -> bool:
        return i < self.last and self.words[i][0].isupper()

    def _opens_source(self, i: int) -> bool:
        """ "Per the report", ", per court filings", and not "per head"."""
        return self._is_named(i) or self.low(i) == "the" or self.low(i + 1) in self.people.documents

    def _word_of(self, i: int) -> bool:
        """ "Trump's promise to create 25 million jobs", "a claim by Hamas that it fired 60 rockets"."""
        after, low = self.low(i + 1), self.lows[i]
        classes = frozenset(["denial"]) if low == "denial" else SAYS
        if after in ("by", "from"):
            source = self.after(i + 2)
            told = self.low(source[1]) if source is not None else ""
            if source is None or not (
                told in ("that", "to", "of") or (told in BE and self.low(source[1] + 1) == "that")
            ):
                return False
            self.frames.append(Frame(i, source[1], source, classes, "claim", expecting=low in _FORWARD))
            return True
        is_that = after in BE and (self.low(i + 2) == "that" or number_like(self.low(i + 2)))  # "his fear is that"
        if is_participle(after) and self.low(i + 2) == "by" and low in _FORWARD:  # "a plan unveiled by X to hire 40"
            source = self.after(i + 3)
            if source is not None and self.can_speak(*source):
                self.frames.append(Frame(i, source[1], source, classes, "claim", expecting=True))
                return True
        if self._announces(i):
            return True
        matter = after in ("that", "of", ":") or is_that or (after == "to" and low in _FORWARD)
        owner = self.owner_before(i) if matter else None
        if owner is None:
            return False
        first = owner if self.lows[owner] in POSSESSIVES else self.start_of(owner, plain=True)
        first = self.skip_leads(first, owner + 1) if first < owner else first
        frame = Frame(first, i + 1, (first, owner + 1), classes, "claim", expecting=low in _FORWARD)
        if after == "of":  # "his offer of 40 was refused": it ends before the verb
            frame.reach = next((k for k in range(i + 2, self.last) if is_finite(self.document, k)), None)
        self.frames.append(frame)
        return True

    def _announces(self, i: int) -> bool:
        """ "The Treasury delivered a stark warning on Thursday: ..."."""
        colon = next((k for k in range(i + 1, min(i + 5, self.last)) if self.words[k] == ":"), None)
        verb = next((k for k in range(i - 1, max(i - 6, self.first), -1) if self.lows[k] in _ISSUED), None)
        if colon is None or verb is None:
            return False
        subject = self.subject_before(self.group_start(verb))
        if subject is None or not self.can_speak(*subject[0]):
            return False
        self.frames.append(Frame(subject[0][0], colon + 1, subject[0], SAYS, "say", asides=subject[1]))
        return True

    def _label(self, i: int) -> None:
        """ "SMITH: We have 40", 'Weber: "We lost 40"': a name and a colon at the head of what is said."""
        capitals = all(self.words[k][0].isupper() or self.words[k][0] == "." for k in range(self.first, i))
        if i + 1 < self.last and self.words[i + 1] in '"“' and not any(frame.last <= i for frame in self.frames):
            self._introduced(i)
            return
        if not 0 < i - self.first <= _LABEL or not capitals or i + 1 >= self.last:
            return
        shouted = all(self.words[k].isupper() for k in range(self.first, i))
        shouted = shouted and not (self.words[i + 1].isupper() and len(self.words[i + 1]) > 1)  # a headline
        if shouted or self.words[i + 1] in '"“' or self.lows[i + 1] in FIRST_PERSONS:
            self.frames.append(Frame(self.first, i + 1, (self.first, i), SAYS, "say"))

    def _introduced(self, i: int) -> None:
        """'General Frey would not have it: "There are 118 names."': whoever acts before the colon says it."""
        source = self.opening_subject(i)
        if source is not None and self.lows[source[0]] in SUBORDINATORS:
            return  # "What she dislikes is lifting: "They want ...""
        if source is not None and (self.can_speak(*source) or all(w[0].isupper() for w in self.words[slice(*source)])):
            self.frames.append(Frame(source[0], i + 1, source, SAYS, "say"))

    def _phrase(self, i: int, after: int) -> None:
        """ "According to X", "in a statement by X": before or after what it hands over."""
        source = self.after(after)
        if source is None:
            return
        trails = i > self.first + 1 or self.words[i][0].islower()
        asides = self.description_after(source[1])
        if not trails and asides and (asides[0][1] >= self.last or self.words[asides[0][1]] != ","):
            asides = []  # "According to X, the stock fell": that is no description
        self.frames.append(Frame(i, source[1], source, SAYS, "accord", trails=trails, asides=asides))

    def _by_their_words(self, i: int) -> None:
        """ "In a statement by X", "by X's own count", "in the words of X", "in a new poll"."""
        for k in range(i + 1, min(i + 9, self.last)):
            low, after = self.lows[k], self.low(k + 1)
            if low in MARKS:
                return
            if (low in self.people.own or low in _OPINIONS) and self._by_own_figure(i, k):
                return
            if self.lows[i] == "to":
                continue
            if self.words[k][0].islower() and (low in _OPINIONS or low in self.people.documents):
                verb = verbs().get(self.low(i - 1))
                told = verb is not None and not verb.noun_too  # "said in a report by": that verb has its own subject
                by = after in ("by", "from") and low in self.people.documents
                view = (
                    self.lows[i] != "on" and self.lows[i + 1] == "the"
                )  # "in the count of X", and not "its count of X"
                by = by or (view and after == "of" and low in _OPINIONS and not number_like(self.low(k + 2)))
                if by and not told:
                    self._phrase(i, k + 2)
                elif low in _POLLS and not told:
                    self._polled(i, k)
                return

    def _polled(self, i: int, k: int) -> None:
        """ "In a new poll", "in a poll that X carried out", "in a poll conducted by X"."""
        after = self.low(k + 1)
        source: Span | None = None
        if not _EARLIER.isdisjoint(self.lows[i + 1 : k]):
            return  # "36,000, against 34,000 in the previous survey": that one does not speak here
        if not all(low in ("of", "for", "by") or low not in PREPOSITIONS for low in self.lows[i + 1 : k]):
            return  # "by the time voters go to the polls"
        if after in ("that", "which"):
            agent = self.after(k + 2)
            end = next((t for t in range(k + 3, agent[1] + 1) if self._takes(t)), k) + 1 if agent is not None else k
            source = (k + 2, end - 1) if end > k + 1 else None
        elif after == "in" and self.low(k + 2) == "which":
            source, end = (i + 1, k + 1), k + 3
        elif self._ends_poll(k + 1):
            by = is_participle(after) and "by" in self.lows[k + 2 : k + 4]
            source = (self.after(i + 1) if by else None) or (i + 1, k + 1)
            end = source[1]
        if source is not None:
            end = self._past_those_asked(end)
            self.frames.append(Frame(i, end, source, SAYS, "show", trails=i > self.first))

    def _ends_poll(self, k: int) -> bool:
        low, dates = self.low(k), self.people.dates
        dated = low in dates or low in _OUT or (low == "in" and self.low(k + 1) in dates)
        return low in MARKS or not low or is_participle(low) or dated

    def _takes(self, k: int) -> bool:
        return k < self.last and (is_participle(self.lows[k]) or is_finite(self.document, k))

    def _past_those_asked(self, k: int) -> int:
        """Step over "out among 1,506 voters": how a poll was taken is nobody's word."""
        k += self.low(k) in ("out", "up")
        if self.low(k) in ("among", "of", "with", "on") and not self.low(k + 1).endswith("day"):
            while k < self.last and self.lows[k] not in MARKS:
                k += 1
        return k

    def _as_somebody_has_it(self, i: int) -> None:
        """ "For the police it was 900", "if the ministry is to be believed"."""
        opens = i == self.first or self.words[i - 1] in MARKS or self.lows[i - 1] in ("while", "and", "but")
        source = self.after(i + 1) if opens else None
        if source is None or not self.can_speak(*source):
            return
        end = source[1] + (self.low(source[1]) == ",")
        if self.lows[i] == "if":
            held = self.lows[source[1] : source[1] + 4]
            if held[:1] in (["is"], ["are"]) and held[1:] == ["to", "be", "believed"]:
                self.frames.append(Frame(i, source[1] + 4, source, SAYS, "accord", trails=i > self.first))
        elif self.low(end) == "it" and self.low(end + 1) in BE and number_like(self.low(end + 2)):
            self.frames.append(Frame(i, end + 2, source, SAYS, "count"))

    def _by_own_figure(self, i: int, k: int) -> bool:
        """ "By the police's own count, 3,000 marched", "by his count"."""
        owner, first = self.owner_before(k, 6), i + 1
        low, after = self.lows[i], self.low(k + 1)
        if owner is None and low == "by" and self.low(i - 1) in ("going", "judging"):
            owner = self._holder_before(k)  # "going by the police count"
            i -= owner is not None
        if owner is None or owner <= i or (low == "to" and self.lows[k] != "knowledge"):
            return False
        if low in ("in", "on") and not (self.lows[k] in _OPINIONS or low == "on"):
            return False
        pronoun = self.lows[owner] in POSSESSIVES and low != "on"
        opens = i == self.first and after not in PREPOSITIONS
        parted = self.low(i - 1) in MARKS or is_numeral(self.low(i - 1)) or (low == "in" and self.low(i - 1) in BE)
        parted = parted or (low == "by" and self.lows[k] in _OPINIONS and not is_participle(self.low(i - 1)))
        closes = parted and (after in MARKS or not after or after in ("and", "but", "while"))
        if not (pronoun or opens or closes):
            return False
        counted = any(
            self.lows[t][0].isdigit() for t in range(self.first, i)
        )  # "37 times, by one network's count, ..."
        frame = Frame(i, k + 1, (first, owner + 1), SAYS, "accord", trails=i > self.first)
        frame.leads = opens or not counted
        self.frames.append(frame)
        return True

    def _poll(self, i: int) -> bool:
        """ "The poll had Marsh leading by 3 points", "surveys give him 40 percent"."""
        window = self.lows[max(i - 8, self.first) : i]
        subject = self.subject_before(i) if not _POLLS.isdisjoint(window) else None
        if subject is None or _POLLS.isdisjoint(self.lows[slice(*subject[0])]):
            return False
        self.frames.append(Frame(subject[0][0], i + 1, subject[0], frozenset(["evidence"]), "show", asides=subject[1]))
        return True

    def _own_figure(self, i: int) -> bool:
        """ "The city's own count was 51,000", "the ministry's estimate of 300"."""
        if self.low(i + 1) in ("in", "of", "among", "by", "from") and self._average(i):
            return True
        if self.words[i + 1 : i + 2] == [","] and self._counted_by(i):
            return True
        if self.low(i + 1) not in _STATES:
            return False
        owner = self.owner_before(i)
        if owner is None and (number_like(self.low(i + 2)) or self.low(i + 2) == "at"):
            owner = self._holder_before(i)
        if owner is None or (self.lows[owner] in POSSESSIVES and owner > self.first):
            return False
        first = self.start_of(owner, plain=True)
        self.frames.append(
            Frame(first, i + 1, (first, owner + 1), SAYS, "count", expecting=self.lows[i] in ("forecast", "projection"))
        )
        return True

    def _counted_by(self, i: int) -> bool:
        """ "A count, carried out with cameras by the firm Occurix, came to 43,500"."""
        closed = next((k for k in range(i + 2, min(i + 16, self.last)) if self.words[k] == ","), None)
        by = next((k for k in range(i + 2, closed or i) if self.lows[k] == "by"), None)
        source = self.after(by + 1) if by is not None else None
        if closed is None or source is None or not is_participle(self.lows[i + 2]):
            return False
        if self.low(closed + 1) not in _STATES or not self.can_speak(*source):
            return False
        self.frames.append(Frame(self.start_of(i), closed + 1, source, SAYS, "count"))
        return True

    def _ends_in_owner(self, i: int) -> bool:
        """ "80,000 by the family's estimate and 30,000 by the ministry's": the second leaves its noun out."""
        counted = [frame for frame in self.frames if frame.lemma == "accord" and frame.last < i]
        k = next((k for k in range(i, min(i + 5, self.last)) if is_owner(self.words[k])), None)
        if not counted or k is None or self.low(k + 1) not in MARKS or not is_numeral(self.low(i - 2)):
            return False
        self.frames.append(Frame(i - 1, k + 1, (i, k + 1), SAYS, "accord", leads=False, trails=True))
        return True

    def _holder_before(self, i: int) -> int | None:
        """ "The police figure", "ministry data": the people or the body that a noun stands behind."""
        k = i - 1
        held = k >= self.first and (self.lows[k] in self.people.plural or self.lows[k] in self.people.bodies)
        return k if held and self.lows[i] not in _POLLS else None

    def _average(self, i: int) -> bool:
        """ "The average estimate in a Reuters survey was 3", "the consensus among analysts was 3"."""
        source = self.after(i + 2)
        if source is None or self.low(source[1]) not in _STATES or not self.can_speak(*source):
            return False
        if number_like(self.lows[source[0]]) and self.lows[source[0]] not in ARTICLES:
            return False
        stated = self.low(source[1] + 1)
        if not (number_like(stated) or stated in ("at", "that")):
            return False
        self.frames.append(Frame(self.start_of(i), source[1] + 1, source, SAYS, "count"))
        return True
