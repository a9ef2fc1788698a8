"""What a text has told so far and who has spoken: whatever pronouns, roles and "the agency" can go back to."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from functools import cached_property

from estimates.article import tags as flag
from estimates.article.clauses import is_finite
from estimates.article.document import Document
from estimates.article.names import Names
from estimates.article.persons import Body, Person, Speaker, are_things, bare, is_acronym
from estimates.lang.people import People

_HANGS = flag.PREPOSITION | flag.SUBORDINATOR
_AFTER_NAME = flag.PUNCTUATION_MARK | flag.HELPER | flag.VERB
_PEOPLE = frozenset(["people", "men", "women"])
_ORGS = 4  # bodies that "the agency" may go back to
_BODIES = 60  # names of bodies
_REACH = 80  # tokens that "the group" may go back to a body that has not spoken


@dataclass
class Discourse:
    """The state of a text as it is read, sentence by sentence; ``topics`` has an entry for each one entered."""

    document: Document
    names: Names
    words: People
    topics: list[Person | None] = field(default_factory=list)  # whom each sentence is about
    bodies: list[Body] = field(default_factory=list)  # also those written small: "health ministry"
    speaker: Speaker | None = None  # whoever spoke last
    spoke_in: int = 0  # sentences entered when they did
    body: Speaker | None = None  # the body that spoke last
    body_in: int = 0  # sentences entered when it did
    many: Speaker | None = None  # the people who spoke last
    orgs: list[Speaker] = field(default_factory=list)  # bodies that spoke, no states among them, the latest last
    kinds: dict[str, Speaker] = field(default_factory=dict)  # by what they were called: "the Observatory, a monitor"
    papers: dict[str, Speaker] = field(default_factory=dict)  # who speaks through "the report"
    roles: list[tuple[int, str, Speaker]] = field(default_factory=list)  # those without a name: "a spokesman"

    @cached_property
    def within_sentences(self) -> frozenset[str]:
        """The words of the text that open no sentence, by which a name is told from a noun in a capital."""
        opens = {sentence.first for sentence in self.document.sentences}
        return frozenset(bare(word) for k, word in enumerate(self.document.words) if k not in opens)

    def remember(self, speaker: Speaker) -> None:
        """Note who spoke."""
        self.speaker, self.spoke_in = speaker, len(self.topics)
        if speaker.kind in ("body", "document"):
            self.body, self.body_in = speaker, len(self.topics)
            low = speaker.name.lower()
            if speaker.name[0].isupper() and low not in self.words.nations and low not in self.words.capitals:
                self.orgs = [body for body in self.orgs[-_ORGS:] if body.name != speaker.name] + [speaker]
        if speaker.kind == "people":
            self.many = speaker

    def body_is_near(self) -> bool:
        """Whether a body has spoken in this paragraph."""
        sentences, here = self.document.sentences, len(self.topics) - 1
        return self.body_in > 0 and sentences[self.body_in - 1].paragraph == sentences[here].paragraph

    def called_so(self, word: str) -> Speaker | None:
        """ "A group of firms said ..., the group said": whoever spoke last under this very noun."""
        for speaker in (self.speaker, self.body, self.many):
            name = speaker.name.split(" of ")[0].split() if speaker is not None else []
            if name and name[-1] == word:
                return speaker
        return None

    def people_in(self, first: int, last: int) -> list[Person]:
        """Give the persons named in a stretch, outside quotations and not as owners of something."""
        tags, quote_of = self.document.tags, self.document.quote_of
        named = [
            mention.person
            for mention in self.names.inside(first, last)
            if quote_of[mention.first] < 0
            and not tags[mention.last - 1] & flag.OWNER
            and not self._only_describes(mention.first, mention.last)
        ]
        return list(dict.fromkeys(person for person in named if person is not None))

    def _only_describes(self, first: int, token: int) -> bool:
        """ "The Ann Lee campaign", "the Villa Nova pizzeria": a name before what it tells apart is nobody who acts."""
        document = self.document
        if token >= len(document.tags) or not document.tags[token] & flag.LOWER:
            return False
        if first and document.lows[first - 1] == "the" and not document.tags[token] & (flag.CLOSED | flag.HELPER):
            return not is_finite(document, token)
        thing = document.tags[token] & (flag.BODY | flag.STAND_IN | flag.PAPER)
        return bool(thing) or document.lows[token] in document.lists["deeds"]

    def body_around(self, token: int) -> Body | None:
        """Give the body in the midst of whose name a token stands: "Sails" of "Fund for Boats and Sails"."""
        at = bisect_left(self.bodies, (token,))
        return self.bodies[at - 1] if at and token < self.bodies[at - 1].last else None

    def only_body(self, token: int) -> Speaker | None:
        """ "Five men of the Orr Relief Fund are missing, the agency said": the one body that its sentence has named."""
        first = self.document.sentences[self.document.sentence_of[token]].first
        named = self.bodies[bisect_left(self.bodies, (first,)) : bisect_left(self.bodies, (token,))]
        names = {body.name for body in named if body.name[0].isupper()}
        names = {name for name in names if name.lower().split()[-1] not in self.document.lists["not_bodies"]}
        return Speaker(names.pop()) if len(names) == 1 else None

    def body_before(self, token: int, word: str = "") -> str | None:
        """Give the body that was named last, if that is not long ago, or that has a ``word`` in its name."""
        at = bisect_left(self.bodies, (token,))
        if word:
            near = reversed(self.bodies[max(at - _BODIES, 0) : at])
            return next((body.name for body in near if word in body.name.lower().split()), None)
        if at == 0 or token - self.bodies[at - 1].first > _REACH:
            return None
        name = self.bodies[at - 1].name
        return name if name[0].isupper() and name.lower().split()[-1] not in self.document.lists["not_bodies"] else None


# -- a noun phrase as it stands -----------------------------------------------------------------------------------


def head_of(discourse: Discourse, start: int, last: int) -> int:
    """Give the last word before whatever hangs on a noun phrase."""
    lows, tags, words = discourse.document.lows, discourse.document.tags, discourse.words
    for k in range(start + 1, last):
        low, tag = lows[k], tags[k]
        if tag & _HANGS and not tag & tags[k - 1] & flag.CAPITAL:  # but "Action Against Hunger"
            return k - 1
        if low == "off" and k + 1 < last and tags[k + 1] & (flag.ARTICLE | flag.CAPITAL):  # "the wreck off the coast"
            return k - 1
        handed = tag & flag.PARTICIPLE and k + 1 < last and tags[k + 1] & flag.PREPOSITION  # "shared with aides"
        if tags[k - 1] & flag.PAPER and (low in words.written_by or low in words.handed_over or handed):
            return k - 1
    return last - 1


def in_capitals(document: Document, first: int, last: int) -> bool:
    """Tell whether a stretch is written as a name or title: "Relief Doctors of the Coast"."""
    words = document.words
    return all(words[k][0].isupper() or words[k] in ("of", "and", "for", "the", "&") for k in range(first, last))


def as_it_stands(discourse: Discourse, first: int, last: int, kind: str = "") -> Speaker:
    """Give whoever a noun phrase names, in its own words; a short form leads to the name."""
    document, words = discourse.document, discourse.words
    start = _bare_start(discourse, first, last)
    near = range(start + 1, last)
    last = next((k for k in near if document.lows[k] in document.lists["reached_by"]), last)  # "a man reached by phone"
    name = document.span(start, last)
    small, owns = document.words[start][0].islower(), document.tags[last - 1] & flag.OWNER
    if owns and (small or document.tags[last] & flag.BE_FORM or not is_finite(document, last)):
        name = bare(name)  # "the organisers' was 4,000", but "Moody's put it at 40"
    name = discourse.names.short.get(name, name)
    kind = kind or _kind_of(discourse, start, last)
    if kind == "body" and small and document.lows[last - 1] in words.bodies:
        insort(discourse.bodies, Body(start, last, name))
    speaker = Speaker(name, kind=kind)
    if start > first and document.lows[start - 1] in words.bodies:
        discourse.kinds[document.lows[start - 1]] = speaker  # "the broadcaster NBK" ... "the broadcaster"
    return speaker


def _kind_of(discourse: Discourse, start: int, last: int) -> str:
    """Tell people from a body: "aid groups", "three doctors" from "Relief Doctors"."""
    document, words = discourse.document, discourse.words
    head = head_of(discourse, start, last)
    opens = start == document.sentences[document.sentence_of[start]].first  # a capital there says nothing
    alone = last - start == 1 or document.words[start + 1][0].islower()
    common = document.words[start][0].islower() or (opens and alone)
    if last - start > 1 and not common and in_capitals(document, start, last):
        return "body"
    if common and document.tags[head] & flag.JOB:
        return "person"  # "an ambulanceman"
    called, low = document.lows[start : head + 1], document.lows[head]
    ends = low.endswith("s") and not low.endswith(("ss", "is", "us")) and low not in words.bodies  # "Isis"
    many = not (words.plural.isdisjoint(called) and _PEOPLE.isdisjoint(called))
    return "people" if many or (common and ends) else "body"


def _bare_start(discourse: Discourse, start: int, last: int) -> int:
    """Step over articles, "new", "its" and what is said of a name: "the nonpartisan Tax Policy Center"."""
    document, known = discourse.document, discourse.words
    lows, words = document.lows, document.words
    while start < last - 1 and (document.tags[start] & flag.ARTICLE or _is_fresh(document, start)):
        start += 1
    for k in range(start + 1, min(start + 4, last)):  # "the monitoring group Airwars", "news agency Interfax"
        if not document.tags[k] & flag.CAPITAL or (k == last - 1 and lows[k] in known.bodies):
            continue  # "Syrian state TV": no name
        opens = k - 1 == document.sentences[document.sentence_of[k]].first and lows[k - 1].endswith(("er", "or"))
        opens = opens and not document.lists["firm_suffixes"].issuperset(lows[k:last])  # "Carmaker Orr", "Carrier Corp"
        if lows[k - 1] in known.bodies and (words[k - 1][0].islower() or opens) and in_capitals(document, k, last):
            return k
    name = next((k for k in range(start, min(start + 3, last)) if words[k][0].isupper()), start)
    described = not any(flags & (flag.ROLE | flag.PREPOSITION) for flags in document.tags[start:name])
    title_case = last - name > 1 and in_capitals(document, name, last) and lows[last - 1] in known.bodies
    letters = last - name == 1 and is_acronym(words[name])  # "the banned BLA"
    name = name if described and (title_case or letters) else start
    beside = name + 1 < last and document.tags[name + 1] & flag.CAPITAL
    return name + bool(beside and lows[name].endswith(tuple(document.lists["whose_side"])))


def _is_fresh(document: Document, token: int) -> bool:
    """ "A new poll", and not "the New York bank"."""
    small = document.tags[token] & flag.LOWER or document.tags[token + 1] & flag.LOWER
    return bool(small) and document.lows[token] in document.lists["fresh"]


def is_silent(document: Document, head: int) -> bool:
    """Tell whether a noun is what no one speaks through: "government fire", "casualties"; a name is somebody."""
    opens = head == document.sentences[document.sentence_of[head]].first
    if document.tags[head] & flag.SPEAKER:
        return document.tags[head] & flag.LOWER > 0 and document.lows[head] in document.lists["ends_names"]
    if document.words[head].isdigit():  # "13 had sought help; they", and not "Orradar24"
        return not head or document.ends[head - 1] < document.starts[head] or not document.tags[head - 1] & flag.CAPITAL
    if are_things(document.words[head]):
        return not document.language.nouns.is_person(document.lows[head])
    if document.tags[head] & flag.CAPITAL and not opens:
        return False
    low = bare(document.lows[head])
    if low in document.lists["branches"] and document.tags[head - 1] & (flag.LOWER | flag.DETERMINER) == flag.LOWER:
        return document.lows[head - 1] in ("left", "right")  # "its media arm", and not "his right arm"
    acting = low.endswith("ing") and document.tags[head] & flag.PARTICIPLE  # "causing", and not "Boeing, which"
    if acting and opens and document.words[head + 1 : head + 2] and document.tags[head + 1] & _AFTER_NAME:
        return False
    silent, singular = document.lists["silent"], document.language.nouns.singular
    return bool(acting) or low in silent or singular(low) in silent


def is_ours(discourse: Discourse, head: int) -> bool:
    """Tell those who work for somebody, and papers, from one person: "our teams", "our data", and not "my doctor"."""
    low, words = discourse.document.lows[head], discourse.words
    papers, bodies = words.documents | words.own, words.stand_ins | words.plural
    ours = low in papers or low in discourse.document.lists["reports_for"] or bare(low) in bodies or low in bodies
    return ours or discourse.document.language.nouns.is_plural(low)
