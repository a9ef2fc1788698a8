"""What a pronoun goes back to: the subject of this sentence or of the ones before, or whoever spoke last.

An antecedent is a speaker, or the tokens of a noun phrase that is still to be resolved.
"""

from __future__ import annotations

from estimates.article.clauses import is_finite, is_nominal
from estimates.article.discourse import Discourse, as_it_stands
from estimates.article.document import Sentence
from estimates.article.grammar import ARTICLES, FIRST_PERSONS, HELPERS, PREPOSITIONS, is_owner
from estimates.article.persons import Mention, Person, Speaker, bare, speaker_of
from estimates.article.phrases import Span

NEAR = 3  # sentences that "he" and "she" may reach back
RECENT = 2  # sentences that a description anew may reach back
LONG_TITLE = 9  # words of a title with its "of"
_FAR = 12  # sentences that a quotation may part a name from "he"
_IT_REACHES = 60  # tokens
_SUBJECT = 14  # words of it
_FEMALE = frozenset(["she", "her"])


def antecedent(discourse: Discourse, token: int) -> Speaker | Span | None:
    """Give what a pronoun goes back to; none for "I" and "we", who are the one quoted."""
    low = discourse.document.lows[token]
    if low in FIRST_PERSONS or low in ("you", "there", "who"):
        return None
    if low == "it":
        near = just_opened(discourse, token) or discourse.body or _body_near(discourse, token)
        return near or _opening_body(discourse, token) or discourse.speaker or Speaker("it")
    if low == "they":
        return _they(discourse, token)
    return he(discourse, token)


def owner_antecedent(discourse: Discourse, token: int) -> Speaker | Span | None:
    """Give what "his", "her", "its" or "their" goes back to; none for "my" and "our"."""
    low = discourse.document.lows[token]
    if low in ("his", "her"):
        return he(discourse, token)
    if low == "its":
        return discourse.body or _body_near(discourse, token) or discourse.speaker
    return discourse.many or discourse.speaker if low == "their" else None


# -- he and she ---------------------------------------------------------------------------------------------------


def going_on(discourse: Discourse, token: int) -> Speaker | None:
    """Give the person of "he added", "she continued": the one who spoke last, where the pronoun fits."""
    low, last = discourse.document.lows[token], discourse.speaker
    if low not in ("he", "she") or last is None or last.kind != "person":
        return None
    if last.person is None:
        return last
    sex = "f" if low == "she" else "m"
    return _settled(last.person, sex) if last.person.may_be(sex) else None


def he(discourse: Discourse, token: int) -> Speaker | Span:
    """Give the person that "he" or "she" means; a given name decides where somebody of that sex is near."""
    sex = "f" if discourse.document.lows[token] in _FEMALE else "m"
    near = _near(discourse, token, sex, loosely=False) or _near(discourse, token, sex, loosely=True)
    return _settled(near, sex) if isinstance(near, Person) else near or _somebody(sex)


def _settled(person: Person, sex: str) -> Speaker:
    person.sex = person.sex or sex
    return speaker_of(person)


def _somebody(sex: str) -> Speaker:
    return Speaker("she" if sex == "f" else "he", uncertain=True, kind="person")


def _near(discourse: Discourse, token: int, sex: str, *, loosely: bool) -> Person | Speaker | Span | None:
    """The subject of this sentence, or of the ones just before, else whoever spoke last.

    Nobody, as a speaker who is uncertain, where two people could be meant.
    """
    document, spoken = discourse.document, discourse.speaker
    number = document.sentence_of[token]
    seen = -1  # sentences looked at, without those that are wholly quoted
    for back in range(min(_FAR, number) + 1):
        sentence = document.sentences[number - back]
        seen += not back or document.quote_of[sentence.first] < 0
        if seen > NEAR:
            break
        topic = discourse.topics[number - back] if number - back < len(discourse.topics) else None
        last = sentence.last if back else token
        people = [p for p in discourse.people_in(sentence.first, last) if p.may_be(sex, loosely=loosely)]
        if topic is not None and topic.may_be(sex, loosely=loosely) and (back or topic in people):
            return topic
        if len(people) == 1:
            return people[0]
        if people:
            just = discourse.spoke_in == number - back + 1
            settled = spoken is not None and spoken.person is not None and (spoken.person in people or just)
            return spoken.person if spoken is not None and settled else _somebody(sex)
        if back and not loosely and discourse.spoke_in <= number - back:  # nobody has spoken since
            agent = _opening_agent(discourse, sentence, sex)
            if agent is not None:
                return agent
    if spoken is not None and spoken.person is not None:
        return spoken.person if spoken.person.may_be(sex, loosely=loosely) else None
    return spoken if spoken is not None and _may_be_person(discourse, spoken) else None


def _opening_agent(discourse: Discourse, sentence: Sentence, sex: str) -> Speaker | Span | None:
    """ "The mayor went there. She ...", "Lind spoke. She ...": whom a sentence opens with."""
    document, words, first = discourse.document, discourse.words, sentence.first
    head = next((k for k in range(first, min(first + 6, sentence.last - 1)) if is_finite(document, k)), first) - 1
    if head < first or document.quote_of[first] >= 0:
        return None
    low = document.lows[head]
    if head == first:
        named = document.words[head].isalpha() and not (low in words.not_names or low in words.plural)
        speaker = Speaker(document.words[head])
        return speaker if named and _may_be_person(discourse, speaker) and low not in words.dates else None
    if low not in words.roles or document.lows[first] not in ARTICLES or not is_nominal(document, first, head + 1):
        return None
    return None if low in (words.men if sex == "f" else words.women) else (first, head + 1)


def _may_be_person(discourse: Discourse, speaker: Speaker) -> bool:
    """True for one who is no body that we know: "a nurse", "Kravets"."""
    if speaker.kind == "person":
        return speaker.person is None
    words, low = discourse.words, speaker.name.lower()
    named = speaker.kind == "body" and speaker.name.isalpha() and speaker.name[1:].islower()
    return named and low not in words.bodies and low not in words.nations and low not in words.capitals


# -- whom a sentence is about -------------------------------------------------------------------------------------


def topic_of(discourse: Discourse, number: int, sentence: Sentence) -> Person | None:
    """Give the person a sentence is about: the one it begins with, or who is carried on by "he" or "his"."""
    document, lows = discourse.document, discourse.document.lows
    k = _after_opening(discourse, sentence)
    if k >= sentence.last:
        return None
    if lows[k] in ("he", "she", "his", "her") and document.quote_of[k] < 0:
        sex = "f" if lows[k] in _FEMALE else "m"
        before = reversed(discourse.topics[max(number - NEAR, 0) : number])
        return next((topic for topic in before if topic is not None and topic.may_be(sex)), None)
    opening = [m for m in discourse.names.inside(k, min(k + _SUBJECT, sentence.last)) if _may_open(discourse, m, k)]
    if not opening:
        return None
    last = opening[-1].last
    joined = last + 1 < sentence.last and lows[last] == "and" and discourse.names.inside(last + 1, last + 4)
    return None if joined else opening[-1].person


def _after_opening(discourse: Discourse, sentence: Sentence) -> int:
    """Step over "On Monday", "In the 1990s," and "Downstream,"."""
    document, lows, dates = discourse.document, discourse.document.lows, discourse.words.dates
    k = first = sentence.first
    while k < sentence.last and (
        not document.words[k][0].isalnum()
        or lows[k] in ("but", "and", "on", "in", "later", "meanwhile", "last", "the")
        or lows[k] in dates
    ):
        k += 1
    if lows[first] in PREPOSITIONS:
        stop = min(first + _SUBJECT, sentence.last - 1)
        return next((t + 1 for t in range(first, stop) if lows[t] == ","), k)
    return max(k, first + 2) if first + 1 < sentence.last and lows[first + 1] == "," else k


def _may_open(discourse: Discourse, mention: Mention, start: int) -> bool:
    """True for a name that a sentence begins with, title and all: "The governor, Petra Lind", "Lind"."""
    document, lows = discourse.document, discourse.document.lows
    owned = is_owner(document.words[mention.last - 1])
    if mention.person is None or document.quote_of[mention.first] >= 0 or owned:
        return False
    if mention.role_from <= start + 1:
        return True
    described = any(low in discourse.words.roles for low in lows[start : mention.role_from])
    return lows[mention.role_from - 1] == "," and described and "," not in lows[start : mention.role_from - 1]


# -- it and they --------------------------------------------------------------------------------------------------


def just_opened(discourse: Discourse, token: int, *, here: bool = False) -> Speaker | None:
    """ "Vantura has 9,400 employees. It said": the body by name that the sentence before opens with.

    ``here`` looks at the sentence of the token itself: "Vantura, which has 9 mills, shut two; the company said".
    """
    document = discourse.document
    number = document.sentence_of[token] + here
    before = document.sentences[number - 1]
    if not number or discourse.spoke_in >= number + here:
        return None
    if not here:
        sentence = document.sentences[number]
        if before.paragraph != sentence.paragraph or token - sentence.first > LONG_TITLE + RECENT:
            return None
    first = before.first + (document.lows[before.first] == "the")
    word = document.words[first]
    if not word[0].isupper() or not (word in discourse.names.short or discourse.is_body(first)):
        return None
    end = next((k for k in range(first + 1, before.last) if not document.words[k][0].isupper()), before.last)
    return as_it_stands(discourse, first, end, kind="body")


def _body_near(discourse: Discourse, token: int) -> Span | None:
    """The nearest body before a pronoun that has not spoken yet: "It has cost the airline $20 million, it said"."""
    lows = discourse.document.lows
    for k in range(token - 1, max(token - _IT_REACHES, 0), -1):
        if bare(lows[k]) in discourse.words.stand_ins:
            start = next((t for t in range(k - 1, max(k - 3, -1), -1) if lows[t] in ARTICLES), None)
            if start is not None:
                return start, k + 1
    return None


def _opening_body(discourse: Discourse, token: int) -> Speaker | None:
    """ "State TV showed what it said were 40": the body that the sentence opens with."""
    document = discourse.document
    first = document.sentences[document.sentence_of[token]].first
    last = next((k for k in range(first, token) if is_finite(document, k)), first)
    if last <= first + 1 or not document.words[last - 1][0].isupper() or not is_nominal(document, first, last):
        return None
    person = any(m.person is not None for m in discourse.names.inside(first, last))
    return None if person else as_it_stands(discourse, first, last, kind="body")


def _they(discourse: Discourse, token: int) -> Speaker:
    """The people that this sentence is about, or the one before where nobody has spoken since; else the last ones."""
    document, number = discourse.document, discourse.document.sentence_of[token]
    many = _many_before(discourse, token)
    if many is None and 0 < number > discourse.spoke_in:
        many = _many_before(discourse, document.sentences[number - 1].last - 1)
    return many or discourse.many or discourse.speaker or Speaker("they", kind="people")


def _many_before(discourse: Discourse, token: int) -> Speaker | None:
    """ "Aid groups have 16 percent of what they say they need": the people that the sentence is about."""
    document, words = discourse.document, discourse.words
    first = document.sentences[document.sentence_of[token]].first
    last = next((k for k in range(first, token) if document.lows[k] in HELPERS or is_finite(document, k)), token)
    if last == token or last - first > LONG_TITLE or not is_nominal(document, first, last):
        return None
    first += document.lows[first] in ARTICLES
    head = document.lows[last - 1]
    named = words.can_speak(head) or head.rstrip("s") in words.stand_ins
    many = head.endswith("s") or head in words.plural
    return as_it_stands(discourse, first, last, kind="people") if named and many and last > first else None
