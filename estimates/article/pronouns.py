"""What a pronoun goes back to: the subject of this sentence or of the ones before, or whoever spoke last.

An antecedent is a speaker, or the tokens of a noun phrase that is still to be resolved.
"""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.chunks import Span, skip_leads
from estimates.article.clauses import finites, is_finite, is_nominal
from estimates.article.discourse import Discourse, as_it_stands, head_of, in_capitals
from estimates.article.document import Document, Sentence
from estimates.article.persons import Mention, Person, Speaker, bare, is_acronym, speaker_of

NEAR = 3  # sentences that "he" and "she" may reach back
RECENT = 2  # sentences that a description anew may reach back
LONG_TITLE = 9  # words of a title with its "of"
_FAR = 12  # sentences that a quotation may part a name from "he"
_IT_REACHES = 60  # tokens
_SUBJECT, _SHORT = 14, 5  # words of it
_NO_FIRM = flag.DATE | flag.NO_NAME | flag.ROLE | flag.PLACE | flag.PLURAL | flag.OWNER


def antecedent(discourse: Discourse, token: int) -> Speaker | Span | None:
    """Give what a pronoun goes back to; none for "I" and "we", who are the one quoted."""
    low = discourse.document.lows[token]
    if discourse.document.tags[token] & flag.FIRST_PERSON or low in ("you", "there", "who", "me", "us"):
        return None
    if low == "it":
        near = _own_subject(discourse, token) or just_opened(discourse, token)
        if near is None and not discourse.body_is_near():
            near = _own_subject(discourse, token, aside=True)
        near = near or discourse.body or _body_near(discourse, token)
        spoke = discourse.speaker
        if near is None and spoke is not None and (spoke.kind != "person" or (spoke.person and spoke.person.supposed)):
            near = spoke  # "Consolidated Edison said 250 were cut off; it later put the number at 310"
        return near or _own_subject(discourse, token, aside=True) or Speaker("it")
    if low in ("they", "them"):
        return _they(discourse, token)
    return he(discourse, token)


def owner_antecedent(discourse: Discourse, token: int) -> Speaker | Span | None:
    """Give what "his", "her", "its" or "their" goes back to; none for "my" and "our"."""
    low = discourse.document.lows[token]
    if low in ("his", "her"):
        return he(discourse, token)
    if low == "its":
        return just_opened(discourse, token) or discourse.body or _body_near(discourse, token) or discourse.speaker
    return discourse.many or discourse.speaker if low == "their" else None


# -- he and she ---------------------------------------------------------------------------------------------------


def he(discourse: Discourse, token: int) -> Speaker | Span:
    """Give the person that "he" or "she" means; a given name decides where somebody of that sex is near."""
    sex = "f" if discourse.document.lows[token] in discourse.document.lists["female"] else "m"
    near = _near(discourse, token, sex, loosely=False) or _near(discourse, token, sex, loosely=True)
    if not isinstance(near, Person):
        return near or _somebody(sex)
    near.sex = near.sex or sex
    return speaker_of(near)


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
        if back and spoken is not None and discourse.spoke_in > number - back and _is_called(discourse, spoken, sex):
            return spoken  # "Kern's daughter, Sian, said 12 had left. ... she said"
        if back and not loosely and discourse.spoke_in <= number - back:  # nobody has spoken since
            agent = _opening_agent(discourse, number - back, sex)
            if agent is not None:
                return agent
    if spoken is not None and spoken.person is not None:
        return spoken.person if spoken.person.may_be(sex, loosely=loosely) else None
    return spoken if spoken is not None and _may_be_person(discourse, spoken) else None


def _is_called(discourse: Discourse, speaker: Speaker, sex: str) -> bool:
    """Whether a speaker is one with a name alone, or a role, of whom no word for the other sex is said."""
    words = discourse.words.men if sex == "f" else discourse.words.women
    if speaker.kind != "person" or speaker.person is not None:
        return False
    called = (speaker.role or speaker.name).lower().split()
    named = speaker.name.isalpha() and speaker.name.istitle()
    theirs = called[0] in discourse.document.lists["possessives"]  # "her landlord": she is somebody else
    one = not theirs and not speaker.role and _is_one(discourse, called[-1])
    return words.isdisjoint(called[-1:]) and (named or one)


def _is_one(discourse: Discourse, low: str) -> bool:
    """Whether a word is a role that one person has: "official", and not "officials"."""
    known = discourse.words
    return (low in known.roles or low in known.titles) and not discourse.document.language.nouns.is_plural(low)


def _opening_agent(discourse: Discourse, number: int, sex: str) -> Speaker | Span | None:
    """ "The mayor went there. She ...", "Lind spoke. She ...": whom a sentence opens with."""
    document, words = discourse.document, discourse.words
    first, last = _presented(document, number) or subject_of(document, number)
    aged = document.words[first + 1 : first + 4 : 2] == [",", ","] and document.words[first + 2].isdigit()
    last = first + 1 if aged else last  # "Aisha, 25, walked"
    comma = next((k for k in range(first + 2, last - 1) if document.words[k] == ","), last)
    named = document.tags[comma + 1] & flag.CAPITAL and document.words[last - 1] == ","
    last = comma if named else last  # "One father, Ruslan, had come"
    if not 0 < last - first <= _SHORT or document.quote_of[first] >= 0:
        return None
    low, flags = document.lows[last - 1], document.tags[last - 1]
    if last - first == 1:
        speaker = Speaker(document.words[first])
        named = speaker.name.isalpha() and not flags & (flag.PLURAL | flag.DATE) and low not in words.not_names
        return speaker if named and _may_be_person(discourse, speaker) else None
    kin = low in words.men or low in words.women
    if not (flags & flag.ROLE or kin) or not (document.tags[first] & flag.ARTICLE or document.lows[first] == "one"):
        return None
    return None if low in (words.men if sex == "f" else words.women) else (first, last)


def _presented(document: Document, number: int) -> Span | None:
    """ "Among them was a teacher, 68, who ...", "With her is a nurse": whom a sentence brings in behind its verb."""
    sentence = document.sentences[number]
    if document.lows[sentence.first] not in ("among", "with", "there"):
        return None
    near = range(sentence.first + 1, min(sentence.first + _SHORT, sentence.last - 1))
    first = next((k + 1 for k in near if document.tags[k] & flag.BE_FORM), None)
    if first is None or document.lows[first] not in ("a", "an"):
        return None
    ends = flag.MARK | flag.SUBORDINATOR | flag.PREPOSITION
    return first, next((k for k in range(first, sentence.last) if document.tags[k] & ends), sentence.last)


def _may_be_person(discourse: Discourse, speaker: Speaker) -> bool:
    """True for one who is no body that we know: "a nurse", "Kravets"."""
    if speaker.kind == "person":
        return speaker.person is None
    named = speaker.kind == "body" and speaker.name.isalpha() and speaker.name[1:].islower()
    _, flags = flag.tagger_of(discourse.document.language)[speaker.name]
    return named and not flags & (flag.BODY | flag.PLACE)


# -- whom a sentence is about -------------------------------------------------------------------------------------


def subject_of(document: Document, number: int, end: int | None = None) -> Span:
    """Give the noun phrase that a sentence opens with, up to its verb; an empty span where it opens otherwise."""
    sentence = document.sentences[number]
    end = sentence.last if end is None else end
    first = sentence.first + (document.lows[sentence.first] in ("but", "and", "yet", "so", "still"))
    last = next(finites(document, first, min(first + _SUBJECT, end)), first)
    return (first, last) if is_nominal(document, first, last) else (first, first)


def topic_of(discourse: Discourse, sentence: Sentence) -> Person | None:
    """Give the person a sentence is about: the one by name that it begins with."""
    if not discourse.names.inside(sentence.first, sentence.last):
        return None
    document, lows = discourse.document, discourse.document.lows
    k = sentence.first
    comma = next((t for t in range(k, min(k + _SHORT, sentence.last)) if lows[t] == ","), k)
    within = document.tags[k] & flag.PREPOSITION and is_nominal(document, k, comma)  # "At Villa Nova, Ivo Kern lost it"
    k = comma + 1 if within else skip_leads(sentence, k, sentence.last)
    near = discourse.names.inside(k, min(k + _SUBJECT, sentence.last))
    opening = [mention for mention in near if _may_open(document, mention, k)]
    if not opening:
        return None
    last = opening[-1].last
    joined = last + 1 < sentence.last and lows[last] == "and" and discourse.names.inside(last + 1, last + 4)
    return None if joined else opening[-1].person


def _may_open(document: Document, mention: Mention, start: int) -> bool:
    """True for a name that a sentence begins with, title and all: "The governor, Petra Lind", "Lind"."""
    if mention.person is None or document.quote_of[mention.first] >= 0 or document.tags[mention.last - 1] & flag.OWNER:
        return False
    if mention.role_from <= start + 1:
        return True
    described = any(flags & flag.ROLE for flags in document.tags[start : mention.role_from])
    *opening, mark = document.lows[start : mention.role_from]
    return described and mark == "," and "," not in opening


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
    label = document.words[before.first + 1 : before.first + 2] == [":"]  # "Health: WHO and partners have ..."
    first = before.first + 2 * label
    first += document.lows[first] == "the"
    body = None if here else discourse.body_around(first + 1)
    if body is not None and body.first == first and not document.tags[body.last - 1] & flag.OWNER:
        return as_it_stands(discourse, first, body.last, kind="body")
    owner = next((k for k in range(first, before.last) if not document.tags[k] & flag.CAPITAL), first) - 1
    owner = next((k + 1 for k in range(first, owner) if document.tags[k] & flag.OWNER), first)  # "Norland's Corbin"
    end = next((k for k in range(owner, before.last) if not document.words[k][0].isupper()), before.last)
    if first < owner == end and _stands_for_body(document, first):
        return as_it_stands(discourse, first, owner, kind="body")  # "OCHA's appeal has brought in little. It says"
    if first < owner == end - 1 and document.tags[owner] & flag.BODY:
        return as_it_stands(discourse, first, end, kind="body")  # "The Prosecutor General's Office"
    known = document.words[first] in discourse.names.short or _stands_for_body(document, first)
    if not known and not _is_firm(discourse, owner, end, owned=owner > first):
        return None
    return as_it_stands(discourse, owner, end, kind="body")


def _stands_for_body(document: Document, k: int) -> bool:
    """ "WFP has reached 900 people": letters before a verb, or before those who act with it, are a body's."""
    owns = document.tags[k] & flag.OWNER  # "WHO's plan"
    after = owns or document.tags[k + 1] & flag.HELPER or document.lows[k + 1] == "and" or is_finite(document, k + 1)
    return bool(after) and is_acronym(bare(document.words[k])) and not document.tags[k] & (_NO_FIRM & ~flag.OWNER)


def _is_firm(discourse: Discourse, first: int, last: int, *, owned: bool) -> bool:
    """ "Corbin will shut two mills, the company said": a name, which is written so elsewhere, of no person or place."""
    document, words = discourse.document, discourse.document.words
    if last == first or last >= len(words) or discourse.names.has_person(first, last):
        return False
    if any(map(_NO_FIRM.__and__, document.tags[first:last])) or document.lows[first] in discourse.words.nations:
        return False
    acts = document.tags[last] & (flag.HELPER | flag.VERB | flag.PUNCTUATION_MARK) or is_finite(document, last)
    return bool(acts) and (owned or words[first] in discourse.within_sentences)


def _body_near(discourse: Discourse, token: int) -> Span | None:
    """The nearest body before a pronoun that has not spoken yet: "It has cost the airline $20 million, it said"."""
    lows, tags = discourse.document.lows, discourse.document.tags
    for k in range(token - 1, max(token - _IT_REACHES, 0), -1):
        start = next((t for t in (k - 1, max(k - 2, 0)) if tags[t] & flag.ARTICLE), None)
        if start is not None and bare(lows[k]) in discourse.words.stand_ins:
            return start, k + 1
    return None


def _own_subject(discourse: Discourse, token: int, *, aside: bool = False) -> Span | None:
    """ "Norland published its toll, when it said": the one body or country that the clause before is about.

    So is an ``aside``'s where nobody has spoken yet: "Orr Mills will pay $40, it said".
    """
    document = discourse.document
    first, last = subject_of(document, document.sentence_of[token], token)
    dropped = flag.ADVERB | flag.DATE | flag.PUNCTUATION_MARK
    while last > first and (document.tags[last - 1] & dropped or document.lows[last - 1] == "last"):
        last -= 1
    noun = head_of(discourse, first, last) if last > first else first
    head = document.tags[noun] if last > first else 0
    behind = document.tags[token - 1] & flag.SUBORDINATOR > 0 or (aside and document.lows[token - 1] == ",")
    turned = behind or not {":", ";"}.isdisjoint(document.lows[last:token])  # "Orr objects: it says"
    if not turned or head & (flag.PLURAL | flag.ROLE):
        return None
    if any(tag & flag.NUMBER and not tag & flag.ARTICLE for tag in document.tags[first : noun + 1]):
        return None  # "900 people live there, the agency said": a clause and its speaker
    person = discourse.names.has_person(first, noun + 1)
    last = last if in_capitals(document, first + (document.tags[first] & flag.ARTICLE > 0), last) else noun + 1
    return (first, last) if head & (flag.BODY | flag.CAPITAL | flag.STAND_IN) and not person else None


def _they(discourse: Discourse, token: int) -> Speaker:
    """The people that this sentence is about, or the one before where nobody has spoken since; else the last ones."""
    number = discourse.document.sentence_of[token]
    many = _opening_people(discourse, number, token)
    if many is None and 0 < number > discourse.spoke_in:
        many = _opening_people(discourse, number - 1)
    return many or discourse.many or discourse.speaker or Speaker("they", kind="people")


def _opening_people(discourse: Discourse, number: int, end: int | None = None) -> Speaker | None:
    """ "Aid groups have 16 percent of what they say they need": the people that a sentence is about."""
    document = discourse.document
    first, last = subject_of(document, number, end)
    first += bool(document.tags[first] & flag.ARTICLE)
    if not 0 < last - first <= LONG_TITLE:
        return None
    noun = head_of(discourse, first, last)
    head, flags = document.lows[noun], document.tags[noun]
    named = flags & flag.SPEAKER or head.rstrip("s") in discourse.words.stand_ins
    many = flags & flag.PLURAL or head.endswith("s")
    return as_it_stands(discourse, first, last, kind="people") if named and many else None
