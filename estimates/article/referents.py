"""From a noun phrase to a speaker: whom "the minister", "he", "the agency", "its report" go back to."""

from __future__ import annotations

from itertools import pairwise

from estimates.article.bodies import LONG_TITLE, Bodies
from estimates.article.document import Document
from estimates.article.grammar import ARTICLES, FIRST_PERSONS, POSSESSIVES, grammar, is_numeral
from estimates.article.names import Names
from estimates.article.persons import Person, Speaker, bare
from estimates.article.phrases import Span
from estimates.article.pronouns import RECENT

_COUNT_WORDS, _ANYONE = grammar("count_words"), grammar("anyone")
_ISSUED = grammar("issued")
_OFFICES = grammar("offices")
_REMEMBERED = 200  # roles without a name, for "the spokesman"


class Referents(Bodies):
    """What the noun phrases of a document mean, given who has spoken so far; sentences are entered in their order."""

    def __init__(self, document: Document, names: Names) -> None:
        super().__init__(document, names)
        self._papers: dict[str, Speaker] = {}
        self._roles: list[tuple[int, str, Speaker]] = []

    def resolve(self, first: int, last: int, asides: list[Span] | tuple[Span, ...] = ()) -> Speaker | None:
        """Give the speaker that a noun phrase means; missing for "I" and "we", who are the one quoted."""
        lows, words = self.document.lows, self.names.words
        definite = lows[first] in ("the", "this", "that")
        start = first
        while start < last - 1 and lows[start + 1] != "of":  # "one of them" stays whole
            low = lows[start]
            if low not in ARTICLES and low not in _COUNT_WORDS and low != "same" and not is_numeral(low):
                break
            start += 1
        if last - start == 1 and lows[start] in _ANYONE:
            return self._pronoun(start)
        if last - start == 1 and lows[start] in POSSESSIVES:
            return self._antecedent_of(start)
        joint = self._joint(start, last)
        if joint is not None:
            return joint
        head = self._head(start, last)
        person = self._person_at(start, head, asides)
        if person is not None:
            return self._as_person(person, first, last, asides)
        if self.document.words[head][0].islower():
            for a, b in asides:
                named = self._named_beside(start, last, a, b)
                if named is not None:
                    return named
        owned = self._owned(start, head, last)
        if owned is not None:
            return owned
        if lows[head] in words.documents:
            return self._paper(start, head, last, definite)
        known = self._kinds.get(lows[head]) if definite and last - start == 1 else None
        if known is not None:
            return known
        singular = bare(lows[head]).rstrip(".")
        office = lows[head] in words.bodies and self.document.words[head][0].isupper()
        described = definite and lows[head] in words.descriptions  # "the Ohio Republican"
        if (singular in words.roles or singular in words.titles or described) and not office:
            return self._by_role(start, head, last, definite)
        if definite and bare(lows[head]) in words.stand_ins:
            return self._stand_in(start, head, last)
        called = self.names.called(lows[start], first) if definite and last - start == 1 else None
        if called is not None:
            return self.person_speaker(called)
        speaker = self._as_it_stands(start, last)
        for a, b in asides:
            if lows[a] in ("a", "an") and speaker.kind == "body":
                self._kinds[lows[self._head(a, b)]] = speaker  # "the Observatory, a monitor" ... "the monitor"
        return speaker

    def _named_beside(self, start: int, last: int, a: int, b: int) -> Speaker | None:
        """ "Her brother, Marcus," and "a monitoring group, the Aldburg Observatory,"."""
        words, role = self.document.words, self.document.span(start, last)
        if b - a <= 3 and all(word[0].isupper() for word in words[a:b]):
            return Speaker(self.document.span(a, b), role, False, None, "person")
        a += self.document.lows[a] == "the"
        body = b - a <= LONG_TITLE and words[a][0].isupper() and words[b - 1][0].isupper()
        return self._as_it_stands(a, b, kind="body") if body and self._all_title(a, b) else None

    def _joint(self, start: int, last: int) -> Speaker | None:
        """ "Governor Lind and Mayor Roos": two who say it together, one of them a person by name."""
        lows = self.document.lows
        ands = [k for k in range(start + 1, last - 1) if lows[k] == "and"]
        if not ands or not self.names.inside(start, last):
            return None
        edges = [start - 1, *(k for k in range(start + 1, last - 1) if lows[k] in ("and", ",")), last]
        parts = [(a + 1, b) for a, b in pairwise(edges) if b > a + 1]
        heads = [self._person_at(a, self._head(a, b), ()) for a, b in parts]
        if len(parts) < 2 or all(person is None for person in heads):
            return None
        for (a, _), person in zip(parts, heads, strict=True):
            opens = lows[a] in ARTICLES or lows[a] in POSSESSIVES or lows[a] in self.names.words.plural
            if person is None and not opens:
                return None  # "Secretary of Health and Human Services Ann Lee"
        found: list[Speaker] = []
        for a, b in parts:
            if lows[a] in ("his", "her", "its", "their"):
                found.append(Speaker(self.document.span(a, b)))
            else:
                speaker = self.resolve(a, b)
                found += [speaker] if speaker is not None else []
        names = [speaker.name for speaker in found]
        name = " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + " and " + names[-1]
        return Speaker(name, None, any(speaker.uncertain for speaker in found), None, "people")

    def _person_at(self, start: int, head: int, asides: list[Span] | tuple[Span, ...]) -> Person | None:
        for mention in self.names.inside(start, head + 1):
            if mention.person is not None and mention.last == head + 1 and not self._possessive(head):
                return mention.person
        for mention in self.names.inside(start, head + 40):
            # "Chief of Staff Ann Lee": the preposition belongs to the title
            if mention.person is not None and mention.role_from <= start <= mention.first and mention.first > head:
                return mention.person
        if self.document.lows[start].rstrip(".") in self.names.words.titles:
            for mention in self.names.inside(head, head + LONG_TITLE):
                if mention.person is not None and self._all_title(start, mention.first):
                    return mention.person  # "Secretary of Health and Human Services Ann Lee"
        for first, last in asides:
            for mention in self.names.inside(first, last):
                if (
                    mention.person is not None
                    and (
                        mention.role_from == first
                        or all(w[0].islower() for w in self.document.words[first : mention.first])
                    )
                    and (mention.last == last or self.document.lows[mention.last] in (",", "of"))
                ):
                    return mention.person
        return None

    def _as_person(self, person: Person, first: int, last: int, asides: list[Span] | tuple[Span, ...]) -> Speaker:
        for a, b in asides:
            if (
                self.document.lows[a] in ("a", "an", "the", "chief", "head")
                or self.document.lows[a] in self.names.words.roles
            ):
                self.names.add_role(person, a, b)
        inside = [m for m in self.names.inside(first, last) if m.person is person]
        if not inside or inside[0].role_from >= inside[0].first:
            end = inside[0].first if inside else last
            begin = first + (self.document.lows[first] in ARTICLES)
            if begin < end and self.document.lows[begin] not in POSSESSIVES:
                self.names.add_role(person, begin, end)
        return self.person_speaker(person)

    def _owned(self, start: int, head: int, last: int) -> Speaker | None:
        """ "The ministry's report", "its annual report", "the city's own count": whose it is."""
        lows, words = self.document.lows, self.names.words
        if lows[head] not in words.documents and lows[head] not in words.own:
            return None
        if lows[start] in POSSESSIVES:
            return self._antecedent_of(start)
        for k in range(start, head):
            if self._possessive(k):
                mention = next((m for m in self.names.inside(start, k + 1) if m.last == k + 1 and m.person), None)
                if mention is not None and mention.person is not None:
                    return self.person_speaker(mention.person)
                if lows[start:k] == [] and bare(lows[k]) in words.stand_ins:
                    return self._stand_in(k, k, k + 1)
                return self._as_it_stands(start, k + 1)
        return None

    def _antecedent_of(self, token: int) -> Speaker | None:
        low = self.document.lows[token]
        if low in ("his", "her"):
            return self._pronoun(token)
        if low == "its":
            return self._last_body or self._body_near(token) or self._last_speaker
        if low == "their":
            return self._last_many or self._last_speaker
        return None

    def _paper(self, start: int, head: int, last: int, definite: bool) -> Speaker:
        """A document speaks for those who wrote it; "the report" is the one spoken of before."""
        lows, words = self.document.lows, self.names.words
        if head > start and lows[head] in _ISSUED and self._is_issuer(head - 1):
            return self._as_it_stands(start, head)  # "a ministry statement"
        for k in range(head + 1, last):
            if lows[k] in words.handed_over:
                break
            if lows[k] == "on" and self._possessive(last - 2):  # "a statement on the ministry's website"
                return self._as_it_stands(k + 1, last - 1)
            if lows[k] in ("by", "from") and k + 1 < last:
                writer = self.resolve(k + 1, last)
                if writer is not None:
                    self._papers[lows[head]] = writer
                    return writer
        if definite and last - start == 1 and lows[head] in self._papers:
            return self._papers[lows[head]]
        speaker = self._as_it_stands(start, last if last - head < 8 else head + 1, kind="document")
        self._papers.setdefault(lows[head], speaker)
        return speaker

    def _is_issuer(self, k: int) -> bool:
        low, words = self.document.lows[k], self.names.words
        return self.document.words[k][0].islower() and (low in words.stand_ins or low in words.plural)

    def _by_role(self, start: int, head: int, last: int, definite: bool) -> Speaker:
        lows = self.document.lows
        if definite:
            wanted = [
                bare(low).rstrip(".") for low in lows[start : head + 1] if low not in ("former", "senior", "top", "own")
            ]
            holders = self.names.holders(wanted, start)
            nameless = reversed(self._roles[-_REMEMBERED:]) if last - start == 1 else iter(())
            unnamed = next(((at, speaker) for at, word, speaker in nameless if word == lows[head]), None)
            if unnamed is not None and (not holders or unnamed[0] > holders[0][0]):
                return unnamed[1]
            if holders:
                nearest = self.document.sentence_of[holders[0][0]]
                rivals = [person for at, person in holders[1:] if self.document.sentence_of[at] >= nearest]
                if not rivals:
                    return self.person_speaker(holders[0][1])
                spoken = self._last_speaker.person if self._last_speaker is not None else None
                if spoken is not None and any(person is spoken for _, person in holders):
                    return self.person_speaker(spoken)
                return Speaker(self.document.span(start, last), None, True, None, "person")
            described = self._described(start, head, last)
            if described is not None:
                return described
        speaker = self._as_it_stands(start, last, kind="person")
        self._roles.append((start, lows[head], speaker))
        return speaker

    def _described(self, start: int, head: int, last: int) -> Speaker | None:
        """ "The Republican nominee", "the billionaire": whoever has just spoken, if nobody else could be meant.

        An office alone ("the mayor") is somebody else's, unless it was said to be theirs.
        """
        lows, words = self.document.lows, self.names.words
        person = self._spoken_of()
        if person is None or lows[head] not in words.descriptions or last > head + 1:
            return None
        if any(self._possessive(k) for k in range(start, head)):
            return None
        if start == head and (lows[head] in _OFFICES or f"{lows[head]}." in _OFFICES):
            return None
        sex = "f" if lows[head] in words.women else "m" if lows[head] in words.men else ""
        if sex and not person.may_be(sex):
            return None
        others = self._people_in(self.document.sentences[max(len(self.topics) - RECENT, 0)].first, start)
        return self.person_speaker(person) if all(other is person for other in others) else None

    # -- pronouns ---------------------------------------------------------------------------------------------------

    def _pronoun(self, token: int) -> Speaker | None:
        low = self.document.lows[token]
        if low in FIRST_PERSONS or low in ("you", "there", "who"):
            return None
        if low == "it":
            near = self._just_opened(token) or self._last_body or self._body_near(token) or self._opening_body(token)
            return near or self._last_speaker or Speaker("it")
        if low == "they":
            number = self.document.sentence_of[token]
            many = self._many_before(token)
            if many is None and self._spoke_in < number and number:  # nobody has spoken since they were named
                many = self._many_before(self.document.sentences[number - 1].last - 1)
            if many is not None:
                return many
            return self._last_many or self._last_speaker or Speaker("they", kind="people")
        return self._he(token, "f" if low in ("she", "her") else "m")
