"""Who owns the words at a place in a text: frames resolved to speakers, quotations bound, speakers carried on."""

from __future__ import annotations

from dataclasses import dataclass

from estimates.text.grammar import FIRST_PERSONS, grammar
from estimates.text.referents import Referents
from estimates.text.sentences import Document, Sentence
from estimates.text.speakers import Names, Speaker
from estimates.text.speech import Frame, find_frames

_BREAKS = grammar("breaks")
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
        self._quoted: dict[int, Speaker | None] = {}
        for number, sentence in enumerate(document.sentences):
            self._read(number, sentence)

    def _read(self, number: int, sentence: Sentence) -> None:
        frames = find_frames(self.document, sentence)
        self.frames.append(frames)
        self.referents.begin(number, sentence)
        last = None
        for frame in frames:
            speaker = None
            if frame.source is not None:
                speaker = self.referents.resolve(*frame.source, frame.asides)
            self.speakers[id(frame)] = speaker
            if speaker is not None and not frame.thought:
                last = speaker
            if speaker is not None:
                self.referents.remember(speaker)
        if last is not None and last.person is not None and self.referents.topics[number] is None:
            self.referents.topics[number] = last.person
        self.last_of.append(last)

    # -- who owns a token -------------------------------------------------------------------------------------------

    def owner(self, token: int) -> Owner:
        """Give whoever says what stands at a token."""
        number = self.document.sentence_of[token]
        frames = self.frames[number]
        quote = self.document.quote_of[token]
        chosen = self._reaching(token, frames, quote)
        for frame in reversed(chosen):
            speaker = self.speakers[id(frame)]
            if speaker is not None:
                origin = self.referents.resolve(*frame.origin) if frame.origin else None
                return Owner(speaker, tuple(chosen), False, speaker.uncertain, origin.name if origin else None)
        if quote >= 0:
            speaker = self._quote_speaker(quote)
            if speaker is not None:
                return Owner(speaker, tuple(chosen), False, speaker.uncertain)
        return self._carried(number, token, tuple(chosen))

    def _reaching(self, token: int, frames: list[Frame], quote: int) -> list[Frame]:
        """The frames of a sentence that reach a token, the one that owns it last."""
        leading = [f for f in frames if f.last <= token and f.leads]
        trailing = [f for f in frames if f.first > token and f.trails and not self._inside(f, token)]
        if quote >= 0:
            opened, closed = self.document.quotes[quote]
            leading = [f for f in leading if f.first >= opened or not self._other_quote(f.last, opened)]
            trailing = [f for f in trailing if f.first < closed or f.first <= closed + 2 or not leading]
        front = leading[-1] if leading else None
        back = trailing[0] if trailing else None
        if front is not None and any(a <= token < b for a, b in front.asides):
            front = None
        if front is None or back is None:
            if front is None:
                return [back] if back is not None else []
            return self._unwound(leading)
        if self._mine(front) or front.weak:
            return [front, back]
        if front.trails and not self._broken(front.last, token):
            # "A, X said, and B, Y said": B is Y's where Y's frame closes the sentence
            return [front, back]
        if not front.trails and front.lemma == back.lemma == "say" and self.speakers[id(front)] is None:
            return [front, back]
        return [back, front]

    def _inside(self, frame: Frame, token: int) -> bool:
        return frame.source is not None and frame.source[0] <= token < frame.source[1]

    def _mine(self, frame: Frame) -> bool:
        return frame.source is not None and self.document.lows[frame.source[0]] in FIRST_PERSONS

    def _other_quote(self, after: int, opened: int) -> bool:
        """True where another quotation stands between a frame and this one in the same sentence."""
        return (
            any(
                after < q[0] < opened
                for q in self.document.quotes[
                    max(self.document.quote_of[opened] - 2, 0) : self.document.quote_of[opened]
                ]
            )
            and False
        )

    def _broken(self, first: int, last: int) -> bool:
        lows = self.document.lows
        return any(lows[k] in _BREAKS for k in range(first, last))

    def _unwound(self, leading: list[Frame]) -> list[Frame]:
        """What somebody is said to believe is the word of the one who says so."""
        k = len(leading) - 1
        chain = [leading[k]]
        while (
            k > 0
            and (leading[k].thought or self._mine(leading[k]))
            and not self._broken(leading[k - 1].last, leading[k].first)
            and (self._same_doer(leading[k]) or self.document.lows[leading[k].first - 1] not in _JOINS)
        ):
            k -= 1
            chain.append(leading[k])
        return chain

    @staticmethod
    def _same_doer(frame: Frame) -> bool:
        """ "Expects to win and wants to save": the second verb stands under whatever the first does."""
        return frame.source is not None and frame.source[1] <= frame.first

    def _quote_speaker(self, quote: int) -> Speaker | None:
        if quote in self._quoted:
            return self._quoted[quote]
        self._quoted[quote] = None
        speaker = self._bound(quote)
        document = self.document
        opened = document.quotes[quote][0]
        paragraph = document.sentences[document.sentence_of[opened]].paragraph
        if speaker is None and quote > 0:
            before = document.quotes[quote - 1]
            same = document.sentences[document.sentence_of[before[0]]].paragraph == paragraph
            unclosed = document.words[before[1] - 1] not in '"”»' or before[1] == opened
            if same or (unclosed and before[1] == opened):
                speaker = self._quoted.get(quote - 1) or self._quote_speaker(quote - 1)
        number = document.sentence_of[opened]
        if speaker is None and quote + 1 < len(document.quotes):
            following = document.quotes[quote + 1]
            if document.sentences[document.sentence_of[following[0]]].paragraph == paragraph:
                speaker = self._bound(quote + 1)
        if speaker is None:
            topic = self.referents.topics[number - 1] if number else None
            if topic is not None:
                speaker = self.referents.person_speaker(topic)
            elif number and self.last_of[number - 1] is not None:
                speaker = self.last_of[number - 1]
        self._quoted[quote] = speaker
        return speaker

    def _bound(self, quote: int) -> Speaker | None:
        """The speaker of the frame that touches a quotation, after it or before it."""
        document = self.document
        opened, closed = document.quotes[quote]
        last = document.sentence_of[closed - 1]
        for number in (last, last + 1):
            if number < len(self.frames):
                for frame in self.frames[number]:
                    if closed <= frame.first <= closed + 2 and self.speakers[id(frame)] is not None and frame.trails:
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

    def _carried(self, number: int, token: int, frames: tuple[Frame, ...]) -> Owner:
        """Words that nobody is named for go on with the speaker of the sentence before, in the same paragraph."""
        sentences = self.document.sentences
        if self.frames[number] and any(not f.thought for f in self.frames[number]) and not frames:
            return Owner(None)
        paragraph = sentences[number].paragraph
        back = number - 1
        while back >= 0 and number - back <= 4 and sentences[back].paragraph == paragraph:
            speaker = self.last_of[back]
            if speaker is not None:
                return Owner(speaker, frames, True, speaker.uncertain)
            back -= 1
        return Owner(None, frames)
