"""Who owns the words at a place in a text: frames resolved to speakers, quotations bound, speakers carried on."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from operator import itemgetter

from estimates.article.clauses import goes_on, is_finite, is_nominal
from estimates.article.datelines import dateline_end
from estimates.article.document import Document, Sentence
from estimates.article.frames import Frame
from estimates.article.grammar import ARTICLES, FIRST_PERSONS, POSSESSIVES, PRONOUNS, grammar
from estimates.article.names import Names
from estimates.article.persons import Speaker
from estimates.article.referents import Referents
from estimates.article.speech import find_frames

_BREAKS = grammar("breaks")
_POLLS, _HELD = grammar("polls"), grammar("opinion_verbs") | grammar("polled")
_OPENING = 14  # words of a subject
_CARRIED = 4  # sentences without a speaker that still go on with the last one
_OPEN = 8  # paragraphs that one quotation may run over
_RESUMES = frozenset(["add", "continue"])  # whoever goes on has just spoken
_HOW = (["that", "was", "how"], ["that", "is", "how"], ["this", "is", "how"])
_CONCEDES = frozenset(["though", "although"])
_UNNAMED = grammar("unnamed")
_PAPER_OPENS = frozenset(["the", "its", "a", "an", "figures", "data", "records"])
_JOINS = frozenset(["and", "or", ","])


@dataclass(frozen=True, slots=True)
class Owner:
    """The one whose words a place in the text is; ``frames`` are those that reach it, the owner's last."""

    speaker: Speaker | None
    frames: tuple[Frame, ...] = ()
    carried: bool = False
    uncertain: bool = False
    origin: str | None = None


class Discourse:
    """The speech of a document, resolved from its first sentence to its last."""

    def __init__(self, document: Document, names: Names) -> None:
        self.document, self.names = document, names
        self.referents = Referents(document, names)
        self.frames: list[list[Frame]] = []
        self.speakers: dict[int, Speaker | None] = {}
        self.last_of: list[Speaker | None] = []  # whoever spoke last in each sentence
        self._quoted: list[Speaker | None] = []
        self._leaning: dict[int, bool] = {}  # sentences that lean on the one before
        self._polls: list[tuple[int, Speaker]] = []  # the polls and papers that have spoken, by sentence
        for number, sentence in enumerate(document.sentences):
            self._read(number, sentence if number else self._after_dateline(sentence))
        self._name_the_lead()

    def _after_dateline(self, sentence: Sentence) -> Sentence:
        """The first sentence without "OKLAHOMA CITY (AP) -", which is no part of its syntax."""
        end = dateline_end(self.document.plain)
        if not sentence.start < end < sentence.end:
            return sentence
        return replace(sentence, first=bisect_left(self.document.starts, end))

    def _name_the_lead(self) -> None:
        """ "A contractor who took bribes told jurors ...": whom the next paragraph opens with, by name."""
        sentences, lows, words = self.document.sentences, self.document.lows, self.names.words
        second = next((n for n, sentence in enumerate(sentences) if sentence.paragraph != sentences[0].paragraph), 0)
        person = self.referents.topics[second] if second else None
        if person is None or any(m.person is person for m in self.names.inside(0, sentences[second].first)):
            return
        for frame in (frame for frames in self.frames[:second] for frame in frames if frame.source is not None):
            first, last = frame.source or (0, 0)
            head = next((k for k in range(first + 1, last) if lows[k] in words.roles), None)
            plain = head is not None and all(word[0].islower() for word in self.document.words[first + 1 : head + 1])
            if lows[first] in ("a", "an") and plain and head is not None and lows[head] not in _UNNAMED:
                self.speakers[id(frame)] = self.referents.person_speaker(person)

    def _read(self, number: int, sentence: Sentence) -> None:
        frames = find_frames(self.document, sentence)
        self.frames.append(frames)
        self.referents.begin(number, sentence)
        last = None
        for frame in frames:
            speaker = None
            if frame.source is not None:
                speaker = self.referents.going_on(frame.source[0]) if frame.lemma in _RESUMES else None
                speaker = speaker or self.referents.resolve(*frame.source, frame.asides)
            self.speakers[id(frame)] = speaker
            if speaker is not None and not frame.thought:
                last = speaker
            if speaker is not None:
                self.referents.remember(speaker)
        if last is not None and last.person is not None and self.referents.topics[number] is None:
            self.referents.topics[number] = last.person
        self.last_of.append(last or self._paper_of(number, sentence))
        if last is not None and (last.kind == "document" or not _POLLS.isdisjoint(last.name.lower().split())):
            self._polls.append((number, last))

    def _paper_of(self, number: int, sentence: Sentence) -> Speaker | None:
        """ "The report offers some encouraging signs.": what follows goes on with the paper."""
        document, documents = self.document, self.names.words.documents
        first = sentence.first
        if document.lows[first] not in _PAPER_OPENS or documents.isdisjoint(document.lows[first : first + _OPENING]):
            return None
        if any(not frame.thought for frame in self.frames[number]):
            return None
        verb = next((k for k in range(first, min(first + _OPENING, sentence.last)) if is_finite(document, k)), None)
        verb = verb or next((k + 1 for k in range(first, sentence.last - 1) if document.lows[k] in documents), None)
        head = next((k for k in range(first, verb or first) if document.lows[k] in documents), None)
        if verb is None or head is None or not is_nominal(document, first, verb):
            return None
        speaker = self.referents.resolve(first, verb)
        if speaker is not None:
            self.referents.remember(speaker)
        return speaker

    # -- who owns a token -------------------------------------------------------------------------------------------

    def owner(self, token: int) -> Owner:
        """Give whoever says what stands at a token."""
        number = self.document.sentence_of[token]
        frames = self.frames[number]
        quote = self.document.quote_of[token]
        narrow = [f for f in frames if f.narrow is not None and f.narrow <= token < f.first]
        chosen = narrow or self._reaching(token, [f for f in frames if f.narrow is None], quote)
        for frame in reversed(chosen):
            speaker = self.speakers[id(frame)]
            if speaker is not None:
                origin = self.referents.resolve(*frame.origin) if frame.origin else None
                return Owner(speaker, tuple(chosen), False, speaker.uncertain, origin.name if origin else None)
        if quote >= 0:
            speaker = self._quote_speaker(quote)
            if speaker is not None:
                return Owner(speaker, tuple(chosen), False, speaker.uncertain)
        owner = self._carried(number, tuple(chosen))
        if owner.speaker is None and all(f.source and f.source[0] <= token < f.source[1] for f in frames):
            poll = self._polled(number)
            return owner if poll is None else Owner(poll, (), True, poll.uncertain)
        return owner

    def _polled(self, number: int) -> Speaker | None:
        """ "Sixty percent of those surveyed oppose it": opinions in percent are those that the last poll found."""
        sentence = self.document.sentences[number]
        lows = self.document.lows[sentence.first : sentence.last]
        shares = "%" in lows or "percent" in lows or "points" in lows
        if not shares or _HELD.isdisjoint(lows):
            return None
        before = bisect_left(self._polls, number, key=itemgetter(0))
        poll = self._polls[before - 1][1] if before else None
        return poll if poll is not None and not _POLLS.isdisjoint(poll.name.lower().split()) else None

    def _reaching(self, token: int, frames: list[Frame], quote: int) -> list[Frame]:
        """The frames of a sentence that reach a token, the one that owns it last."""
        frames = [f for f in frames if f.hearer is None or not f.hearer[0] <= token < f.hearer[1]]
        leading = [f for f in frames if f.last <= token and f.leads and (f.reach is None or token < f.reach)]
        trailing = [f for f in frames if f.first > token and f.trails and not self._inside(f, token)]
        if quote >= 0 and leading:
            closed = self.document.quotes[quote][1]
            trailing = [f for f in trailing if f.first <= closed + 2]
        leading = [f for f in leading if not f.thought or ";" not in self.document.words[f.last : token]]
        front = leading[-1] if leading else None
        back = next((f for f in trailing if not f.thought), trailing[0]) if trailing else None
        if back is not None and "count" in back.classes:  # "40 were logged by staff, Prosser writes"
            back = next((f for f in trailing if not f.weak and "count" not in f.classes), back)
        if front is not None and any(a <= token < b for a, b in front.asides):
            front = None
        if front is None:
            return [back] if back is not None else []
        if back is None:
            return self._unwound(leading)
        # what follows closes the sentence: it owns a thought before it, and, in "A, X said, and B, Y said", the rest
        if quote >= 0 and self._quotes_only(back, front, quote):
            return [back]
        closes = (
            self._mine(front)
            or self._told_within(front, back, quote)
            or front.weak
            or (front.trails and not self._broken(front.last, token))
        )
        return [front, back] if closes else [back, front]

    def _inside(self, frame: Frame, token: int) -> bool:
        return frame.source is not None and frame.source[0] <= token < frame.source[1]

    def _mine(self, frame: Frame) -> bool:
        return frame.source is not None and self.document.lows[frame.source[0]] in FIRST_PERSONS

    def _quotes_only(self, back: Frame, front: Frame, quote: int) -> bool:
        """'Traders blamed it; "There were 12," said X': what follows a quotation owns it, if nothing leads up to it."""
        opened, closed = self.document.quotes[quote]
        return back.first <= closed + 2 and front.last < opened - 1

    def _told_within(self, front: Frame, back: Frame, quote: int) -> bool:
        """'"They asked for 40," he said': who is told of inside a quotation does not take it from its speaker."""
        if quote < 0 or front.source is None or self.document.quote_of[back.first] == quote:
            return False
        lows = self.document.lows
        heard = front.hearer is not None and lows[front.hearer[0]] in ("me", "us")  # "the chief told me 110"
        pronoun = lows[front.source[0]] in PRONOUNS or heard
        return pronoun and self.document.quote_of[front.first] == quote

    def _broken(self, first: int, last: int) -> bool:
        lows = self.document.lows
        return any(lows[k] in _BREAKS for k in range(first, last))

    def _unwound(self, leading: list[Frame]) -> list[Frame]:
        """What somebody is said to believe is the word of the one who says so."""
        k = len(leading) - 1
        chain = [leading[k]]
        while (
            k > 0
            and (
                leading[k].thought
                or self._mine(leading[k])
                or (leading[k].weak and leading[k - 1].lemma == "accord")  # "by his count, the army identified 40"
            )
            and not self._broken(leading[k - 1].last, leading[k].first)
            and _CONCEDES.isdisjoint(self.document.lows[leading[k - 1].last : leading[k].first])
            and (
                self._same_doer(leading[k])
                or self.document.lows[leading[k].first - 1] not in _JOINS
                or leading[k - 1].lemma == "accord"  # "by his count, four groups plan"
            )
        ):
            k -= 1
            chain.append(leading[k])
        return chain

    @staticmethod
    def _same_doer(frame: Frame) -> bool:
        """ "Expects to win and wants to save": the second verb stands under whatever the first does."""
        return frame.source is not None and frame.source[1] <= frame.first

    def _quote_speaker(self, quote: int) -> Speaker | None:
        """The speaker of a quotation; they are settled in their order, for one may go on with the one before."""
        while len(self._quoted) <= quote:
            self._quoted.append(self._speaker_of(len(self._quoted)))
        return self._quoted[quote]

    def _speaker_of(self, quote: int) -> Speaker | None:
        """Whoever a frame binds it to, else the speaker of the one beside it, else whom the last sentence is about."""
        document = self.document
        opened = document.quotes[quote][0]
        paragraph = self._paragraph(quote)
        speaker = self._bound(quote) or self._ahead(quote)
        if speaker is None and quote:
            ended = document.quotes[quote - 1][1]
            unclosed = ended == opened and document.words[ended - 1] not in '"”»'
            if unclosed or self._paragraph(quote - 1) == paragraph:
                speaker = self._quoted[quote - 1]
        if speaker is None and quote + 1 < len(document.quotes) and self._paragraph(quote + 1) == paragraph:
            speaker = self._bound(quote + 1)
        number = document.sentence_of[opened]
        if speaker is None and number:
            topic = self.referents.topics[number - 1]
            speaker = self.last_of[number - 1] if topic is None else self.referents.person_speaker(topic)
        return speaker or self._acting_after(quote)

    def _acting_after(self, quote: int) -> Speaker | None:
        """'"We lost 12." Ann Lee shook her head.': whoever acts after a quotation, in its paragraph, said it."""
        document = self.document
        number = document.sentence_of[document.quotes[quote][1] - 1] + 1
        sentences = document.sentences
        if number >= len(sentences) or sentences[number].paragraph != self._paragraph(quote):
            return None
        topic = self.referents.topics[number]
        return None if topic is None else self.referents.person_speaker(topic)

    def _ahead(self, quote: int) -> Speaker | None:
        """A quotation that its paragraph leaves open goes on in the next: whoever speaks there speaks here."""
        document = self.document
        for k in range(quote, min(quote + _OPEN, len(document.quotes) - 1)):
            closed = document.quotes[k][1]
            if document.quotes[k + 1][0] != closed or document.words[closed - 1] in '"”»':
                return None
            speaker = self._bound(k + 1)
            if speaker is not None:
                return speaker
        return None

    def _paragraph(self, quote: int) -> int:
        document = self.document
        return document.sentences[document.sentence_of[document.quotes[quote][0]]].paragraph

    def _bound(self, quote: int) -> Speaker | None:
        """The speaker of the frame that touches a quotation, after it or before it."""
        document = self.document
        opened, closed = document.quotes[quote]
        last = document.sentence_of[closed - 1]
        for number in (last, last + 1):
            if number < len(self.frames):
                for frame in self.frames[number]:
                    touches = closed <= frame.first <= closed + 2 and frame.trails
                    if (touches or (number > last and self._sums_up(number))) and self.speakers[id(frame)] is not None:
                        return self.speakers[id(frame)]
        for frame in reversed(self.frames[document.sentence_of[opened]]):
            if frame.last <= opened and self.speakers[id(frame)] is not None:
                return self.speakers[id(frame)]
        for frame in self.frames[last]:
            if frame.first >= closed and frame.trails and self.speakers[id(frame)] is not None:
                return self.speakers[id(frame)]
        first = document.sentence_of[opened]
        if first and document.words[document.sentences[first - 1].last - 1] == ":" and self.last_of[first - 1]:
            return self.last_of[first - 1]
        return None

    def _is_only_cited(self, number: int) -> bool:
        """True where all that a sentence says of its source is "according to X" at its end."""
        frames = [frame for frame in self.frames[number] if not frame.thought]
        return bool(frames) and all(frame.lemma == "accord" and frame.trails for frame in frames)

    def _sums_up(self, number: int) -> bool:
        """ "Thus Ann Lee summed it up", "That was how she saw it"."""
        sentence, lows = self.document.sentences[number], self.document.lows
        return lows[sentence.first] == "thus" or lows[sentence.first : sentence.first + 3] in _HOW

    def _carried(self, number: int, frames: tuple[Frame, ...]) -> Owner:
        """Words that nobody is named for go on with the speaker of the sentence before, in the same paragraph.

        Where two spoke in that sentence, either could be meant.
        """
        sentences = self.document.sentences
        if number not in self._leaning:
            self._leaning[number] = goes_on(self.document, sentences[number])
        if not self._leaning[number]:
            return Owner(None, frames)
        if not frames and any(not frame.thought for frame in self.frames[number]):
            return Owner(None)
        for back in range(number - 1, max(number - 1 - _CARRIED, -1), -1):
            if sentences[back].paragraph != sentences[number].paragraph:
                break
            speaker = self.last_of[back]
            if speaker is not None:
                opens = self.document.lows[sentences[number].first]
                if self._is_only_cited(back) and (opens in POSSESSIVES or opens in ARTICLES):
                    break  # "..., according to AdTrack. Her campaign has a staff of 110."
                spoke = {s.name for f in self.frames[back] if not f.thought and (s := self.speakers[id(f)]) is not None}
                return Owner(speaker, frames, True, speaker.uncertain or len(spoke) > 1)
        return Owner(None, frames)
