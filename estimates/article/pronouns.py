"""Whom "he" and "she" mean: the subject of this sentence or of the ones before, or whoever spoke last."""

from __future__ import annotations

from estimates.article.clauses import is_finite, is_nominal
from estimates.article.document import Document, Sentence
from estimates.article.grammar import ARTICLES, PREPOSITIONS, is_owner
from estimates.article.names import NEAR, Names
from estimates.article.persons import Mention, Person, Speaker
from estimates.article.phrases import Span

_FAR = 12  # sentences that a quotation may part a name from "he"
_ORGS = 4  # bodies that "the agency" may go back to
RECENT = 2  # sentences that a description anew may reach back


class Pronouns:
    """The persons that the pronouns of a document mean, given who has spoken so far; sentences enter in their order."""

    def __init__(self, document: Document, names: Names) -> None:
        self.document, self.names = document, names
        self.topics: list[Person | None] = []
        self._last_speaker: Speaker | None = None
        self._spoke_in = 0
        self._last_body: Speaker | None = None
        self._orgs: list[Speaker] = []  # bodies that spoke, no states among them, the latest last
        self._last_many: Speaker | None = None

    def remember(self, speaker: Speaker) -> None:
        """Note who spoke, for the pronouns that follow."""
        self._last_speaker = speaker
        self._spoke_in = len(self.topics)
        if speaker.kind in ("body", "document"):
            self._last_body = speaker
            low, words = speaker.name.lower(), self.names.words
            if speaker.name[0].isupper() and low not in words.nations and low not in words.capitals:
                self._orgs = [body for body in self._orgs[-_ORGS:] if body.name != speaker.name] + [speaker]
        if speaker.kind == "people":
            self._last_many = speaker

    def begin(self, number: int, sentence: Sentence) -> None:
        """Enter the next sentence."""
        self.topics.append(self._topic(number, sentence))

    def _possessive(self, token: int) -> bool:
        return is_owner(self.document.words[token])

    def person_speaker(self, person: Person, *, uncertain: bool = False) -> Speaker:
        roles = [role for role in person.roles if role.rstrip(".").lower() not in ("mr", "mrs", "ms", "miss", "dr")]
        role = max(roles, key=len, default=None)
        return Speaker(
            person.name(),
            role and role.removeprefix("the ").removeprefix("a ").removeprefix("an "),
            uncertain,
            person,
            "person",
        )

    def _spoken_of(self) -> Person | None:
        """Whom the last sentences are about, if that is one person: whoever spoke, or the subject of the one before."""
        spoken = self._last_speaker.person if self._last_speaker is not None else None
        if len(self.topics) - self._spoke_in > RECENT:
            spoken = None
        topic = self.topics[-2] if len(self.topics) > 1 else None
        return spoken or topic if spoken is None or topic is None or spoken is topic else None

    def going_on(self, token: int) -> Speaker | None:
        """Give the person of "he added", "she continued": the one who spoke last, where the pronoun fits."""
        low, last = self.document.lows[token], self._last_speaker
        if low not in ("he", "she") or last is None or last.kind != "person":
            return None
        sex = "f" if low == "she" else "m"
        if last.person is None:
            return last
        return self._settled(last.person, sex) if last.person.may_be(sex) else None

    def _he(self, token: int, sex: str) -> Speaker:
        """The person that "he" or "she" means; a given name decides where somebody of that sex is near."""
        person = self._near(token, sex, loosely=False) or self._near(token, sex, loosely=True)
        if isinstance(person, Person):
            return self._settled(person, sex)
        return person or Speaker("she" if sex == "f" else "he", None, True, None, "person")

    def _near(self, token: int, sex: str, *, loosely: bool) -> Person | Speaker | None:
        """The subject of this sentence, or of the ones just before, else whoever spoke last.

        Nobody, as a speaker who is uncertain, where two people could be meant.
        """
        number = self.document.sentence_of[token]
        spoken = self._last_speaker
        seen = -1  # sentences looked at, without those that are wholly quoted
        for back in range(min(_FAR, number) + 1):
            sentence = self.document.sentences[number - back]
            seen += not back or self.document.quote_of[sentence.first] < 0
            if seen > NEAR:
                break
            topic = self.topics[number - back] if number - back < len(self.topics) else None
            last = token if back == 0 else sentence.last
            people = [p for p in self._people_in(sentence.first, last) if p.may_be(sex, loosely=loosely)]
            if topic is not None and topic.may_be(sex, loosely=loosely) and (back or topic in people):
                return topic
            if len(people) == 1:
                return people[0]
            if len(people) > 1:
                just = spoken is not None and self._spoke_in == number - back + 1
                if spoken is not None and spoken.person is not None and (spoken.person in people or just):
                    return spoken.person
                return Speaker("she" if sex == "f" else "he", None, True, None, "person")
            silent = back > 0 and not loosely and self._spoke_in <= number - back  # nobody has spoken since
            agent = self._opening_agent(sentence, sex) if silent else None
            if agent is not None:
                return agent
        if spoken is not None and spoken.person is not None and spoken.person.may_be(sex, loosely=loosely):
            return spoken.person
        return spoken if spoken is not None and self._may_be_person(spoken) else None

    def _opening_agent(self, sentence: Sentence, sex: str) -> Speaker | None:
        """ "The mayor went there. She ...", "Lind spoke. She ...": whom a sentence opens with."""
        document, words = self.document, self.names.words
        first = sentence.first
        head = next((k for k in range(first, min(first + 6, sentence.last - 1)) if is_finite(document, k)), first) - 1
        if head < first or document.quote_of[first] >= 0:
            return None
        low = document.lows[head]
        if head == first:
            named = document.words[head].isalpha() and low not in words.not_names and low not in words.plural
            speaker = Speaker(document.words[head])
            return speaker if named and self._may_be_person(speaker) and low not in words.dates else None
        if low not in words.roles or document.lows[first] not in ARTICLES or not is_nominal(document, first, head + 1):
            return None
        return None if low in (words.men if sex == "f" else words.women) else self.resolve(first, head + 1)

    def resolve(self, first: int, last: int, asides: list[Span] | tuple[Span, ...] = ()) -> Speaker | None:
        """Give the speaker that a noun phrase means; ``Referents``, which builds on pronouns, knows how."""
        raise NotImplementedError

    def _may_be_person(self, speaker: Speaker) -> bool:
        """True for one who is no body that we know: "a nurse", "Kravets"."""
        if speaker.kind == "person":
            return speaker.person is None
        words, low = self.names.words, speaker.name.lower()
        named = speaker.kind == "body" and speaker.name.isalpha() and speaker.name[1:].islower()
        return named and low not in words.bodies and low not in words.nations and low not in words.capitals

    def _settled(self, person: Person, sex: str) -> Speaker:
        person.sex = person.sex or sex
        return self.person_speaker(person)

    def _people_in(self, first: int, last: int) -> list[Person]:
        found: list[Person] = []
        for mention in self.names.inside(first, last):
            person = mention.person
            if (
                person is not None
                and person not in found
                and self.document.quote_of[mention.first] < 0
                and not self._possessive(mention.last - 1)
            ):
                found.append(person)
        return found

    def _topic(self, number: int, sentence: Sentence) -> Person | None:
        """The person a sentence is about: the one it begins with, or who is carried on by "he" or "his"."""
        lows, skip = self.document.lows, self.names.words
        k = sentence.first
        while k < sentence.last and (
            not self.document.words[k][0].isalnum()
            or lows[k] in ("but", "and", "on", "in", "later", "meanwhile", "last", "the")
            or lows[k] in skip.dates
        ):
            k += 1
        if sentence.first + 1 < sentence.last and lows[sentence.first + 1] == ",":  # "Downstream, Lind"
            k = max(k, sentence.first + 2)
        if lows[sentence.first] in PREPOSITIONS:  # "In the 1990s, Lind"
            stop = min(sentence.first + 14, sentence.last - 1)
            k = next((t + 1 for t in range(sentence.first, stop) if lows[t] == ","), k)
        if k >= sentence.last:
            return None
        if lows[k] in ("he", "she", "his", "her") and self.document.quote_of[k] < 0:
            sex = "f" if lows[k] in ("she", "her") else "m"
            speaker = self._he_before(number, sex)
            return speaker
        opening = [m for m in self.names.inside(k, min(k + 14, sentence.last)) if self._may_open(m, k)]
        if not opening:
            return None
        last = opening[-1].last
        joined = last + 1 < sentence.last and lows[last] == "and" and self.names.inside(last + 1, last + 4)
        return None if joined else opening[-1].person

    def _may_open(self, mention: Mention, start: int) -> bool:
        """True for a name that a sentence begins with, title and all: "The governor, Petra Lind", "Lind"."""
        lows, roles = self.document.lows, self.names.words.roles
        if mention.person is None or self.document.quote_of[mention.first] >= 0 or self._possessive(mention.last - 1):
            return False
        if mention.role_from <= start + 1:
            return True
        described = any(low in roles for low in lows[start : mention.role_from])
        return lows[mention.role_from - 1] == "," and described and "," not in lows[start : mention.role_from - 1]

    def _he_before(self, number: int, sex: str) -> Person | None:
        for back in range(1, min(NEAR, number) + 1):
            topic = self.topics[number - back]
            if topic is not None and topic.may_be(sex):
                return topic
        return None
