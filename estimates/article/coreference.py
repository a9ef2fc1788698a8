"""From a noun phrase to a speaker: whom "the minister", "he", "the agency", "its report" go back to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from estimates.article import tags as flag
from estimates.article.chunks import Span, before_matter, before_sample
from estimates.article.discourse import Discourse, as_it_stands, head_of, in_capitals, is_ours, is_silent
from estimates.article.document import Document
from estimates.article.names import add_role
from estimates.article.persons import Body, Person, Speaker, bare, is_acronym, speaker_of
from estimates.article.pronouns import LONG_TITLE, RECENT, antecedent, just_opened, owner_antecedent

_REMEMBERED = 200  # roles without a name, for "the spokesman"
_HOLDERS_REACH = 1600  # tokens that "the minister" reaches back for one by name
_BESIDE = 7  # tokens from a body to what is put beside it: ", or OI, a"
_LONG = 8  # words of what is said of a paper
_PARTS = flag.PUNCTUATION_MARK | flag.VERB | flag.HELPER | flag.SUBORDINATOR  # no part of a title
_NAME_REACH = 40  # tokens from a title to the name after it


def resolve(discourse: Discourse, first: int, last: int, asides: Sequence[Span] = ()) -> Speaker | None:
    """Give the speaker that a noun phrase means; missing for "I" and "we", who are the one quoted."""
    body = discourse.body_around(first) or _apposed(discourse, first, last)
    if body is not None:
        last = last if body.first <= first < body.last else body.last
        return as_it_stands(discourse, body.first, max(body.last, last), kind="body")
    document, lows, words = discourse.document, discourse.document.lows, discourse.words
    definite = lows[first] in ("the", "this", "that")
    start = _after_determiners(document, first, last)
    alone = last - start == 1
    anyone = lows[start] in document.lists["anyone"] or lows[start] in document.lists["objects"]
    if alone and (anyone or document.tags[start] & flag.POSSESSIVE):
        found = (antecedent if anyone else owner_antecedent)(discourse, start)
        return resolve(discourse, *found) if isinstance(found, tuple) else found
    head = head_of(discourse, start, last)
    mine = lows[first] in document.lists["my"] and not any(map(flag.CAPITAL.__and__, document.tags[first + 1 : last]))
    if mine and is_ours(discourse, head):
        return None  # "our teams have confirmed": whoever says so
    if lows[head] in document.lists["colleagues"] and head + 2 < last and document.tags[last - 1] & flag.CAPITAL:
        return resolve(discourse, head + 2, last)  # "our colleagues in OCHA"
    named = _joint(discourse, start, last) or _named(discourse, first, start, head, last, asides)
    owned = named or _owned(discourse, start, head)
    if owned is not None:
        return owned
    if lows[head] in words.documents:
        return _paper(discourse, start, head, last, definite)
    if definite and alone and lows[head] in discourse.kinds:
        return discourse.kinds[lows[head]]
    singular = bare(lows[head]).rstrip(".")
    office = lows[head] in words.bodies and discourse.document.words[head][0].isupper()
    described = definite and lows[head] in words.descriptions  # "the Ohio Republican"
    if (singular in words.roles or singular in words.titles or described) and not office:
        return _by_role(discourse, start, head, last, definite)
    if definite and bare(lows[head]) in words.stand_ins:
        return _stand_in(discourse, start, head, last)
    return None if is_silent(discourse.document, head) else as_it_stands(discourse, start, last)


def _apposed(discourse: Discourse, first: int, last: int) -> Body | None:
    """ "The Orr Institute, or OI, an Oslo, Norway-based group, said": the body beside which a phrase is put.

    What is put beside a name closes with a comma too: "men joined the Orr Front, a union said" names somebody else.
    """
    document, lows = discourse.document, discourse.document.lows
    if lows[first] not in ("a", "an") or lows[first - 1] != "," or lows[last : last + 1] != [","]:
        return None
    near = (discourse.body_around(k) for k in range(first - 2, max(first - _BESIDE, 0), -1))
    body = next((body for body in near if body is not None), None)
    if body is None or document.tags[body.first - 1 - (lows[body.first - 1] == "the")] & flag.PREPOSITION:
        return None
    words = document.words[body.last : first]
    beside = [word for word in words if word not in discourse.names.short]
    return body if beside in ([","], [",", "or", ","], ["(", ")", ","]) else None


def _after_determiners(document: Document, start: int, last: int) -> int:
    """Step over "the two", "all of"; "one of them" stays whole."""
    lows = document.lows
    while start < last - 1 and not document.tags[start + 1] & flag.PREPOSITION:
        counts = lows[start] in document.lists["count_words"] or lows[start] == "same"
        aged = lows[start + 1][0] in document.lists["dashes"]  # "a 43-year-old farmer"
        if aged or not (counts or document.tags[start] & (flag.ARTICLE | flag.NUMERAL)):
            break
        start += 1
    return start


# -- by name ------------------------------------------------------------------------------------------------------


def _joint(discourse: Discourse, start: int, last: int) -> Speaker | None:
    """ "Governor Lind and Mayor Roos": two who say it together, one of them a person by name."""
    document, lows = discourse.document, discourse.document.lows
    if "and" not in lows[start + 1 : last - 1] or not discourse.names.inside(start, last):
        return None
    edges = [start - 1, *(k for k in range(start + 1, last - 1) if lows[k] in ("and", ",")), last]
    parts = [(a + 1, b) for a, b in pairwise(edges) if b > a + 1]
    heads = [_person_at(discourse, a, head_of(discourse, a, b)) for a, b in parts]
    if len(parts) < 2 or all(person is None for person in heads):
        return None
    a, b = parts[0]
    if heads[0] is None and b - a == 1 and document.tags[a] & (flag.CAPITAL | flag.SPEAKER) == flag.CAPITAL:
        return None  # "Finance and Oil Minister Ann Lee"
    theirs = ("his", "her", "its", "their")
    whole = (Speaker(document.span(a, b)) if lows[a] in theirs else resolve(discourse, a, b) for a, b in parts)
    found = [speaker for speaker in whole if speaker is not None]
    names = [speaker.name for speaker in found]
    name = ", ".join([*names[:-2], " and ".join(names[-2:])])
    return Speaker(name, uncertain=any(speaker.uncertain for speaker in found), kind="people")


def _named(
    discourse: Discourse, first: int, start: int, head: int, last: int, asides: Sequence[Span]
) -> Speaker | None:
    """The person or body whose name stands in a noun phrase or in what is put beside it."""
    person = _person_at(discourse, start, head, asides)
    if person is not None:
        _note_roles(discourse, person, first, last, asides)
        return speaker_of(person)
    if not discourse.document.words[head][0].islower():
        return None
    one = discourse.document.tags[head] & (flag.ROLE | flag.BODY) == flag.ROLE  # "the owner of a hotel, the Orr Inn,"
    asides = [(a, b) for a, b in asides if not (one and discourse.document.lows[a] == "the")]
    beside = (_named_beside(discourse, start, last, a, b) for a, b in asides)
    return next((speaker for speaker in beside if speaker is not None), None)


def _named_beside(discourse: Discourse, start: int, last: int, a: int, b: int) -> Speaker | None:
    """ "Her brother, Marcus," and "a monitoring group, the Aldburg Observatory,"."""
    document, words = discourse.document, discourse.document.words
    letters = b - a == 1 and is_acronym(words[a])  # "the UN refugee agency (UNHCR)"
    if 0 < b - a <= 3 and all(word[0].isupper() for word in words[a:b]) and not letters:
        return Speaker(document.span(a, b), document.span(start, last), kind="person")
    a += document.lows[a] == "the"
    body = 0 < b - a <= LONG_TITLE and words[a][0].isupper() and words[b - 1][0].isupper()
    return as_it_stands(discourse, a, b, kind="body") if body and in_capitals(document, a, b) else None


def _person_at(discourse: Discourse, start: int, head: int, asides: Sequence[Span] = ()) -> Person | None:
    document, names = discourse.document, discourse.names
    if not document.tags[head] & flag.OWNER:
        for mention in names.inside(start, head + 1):
            if mention.person is not None and mention.last > head:
                return mention.person
    title = document.lows[start].rstrip(".") in discourse.words.titles
    for mention in names.inside(head + 1, head + _NAME_REACH):
        # "Chief of Staff Ann Lee", "Secretary of Health and Human Services Ann Lee": the preposition is the title's;
        # "the head of the Guard's Northern Command Major Ann Lee": a rank behind the body that is headed
        ranked = mention.role_from < mention.first and document.tags[mention.first - 2] & flag.BODY > 0
        headed = ranked and document.tags[head] & flag.ROLE > 0
        headed = headed and not any(map(_PARTS.__and__, document.tags[head + 1 : mention.first]))
        if mention.person is not None and (mention.role_from <= start or headed):
            return mention.person
    for mention in names.inside(head, head + LONG_TITLE) if title else ():
        if mention.person is not None and in_capitals(document, start, mention.first):
            return mention.person
    if document.language.nouns.is_plural(document.lows[head]) and not document.tags[head] & flag.ROLE:
        asides = ()  # "Lawyers for the worker, Ivo Kern, said"
    for first, last in asides:
        for mention in names.inside(first, last):
            small = all(word[0].islower() for word in document.words[first : mention.first])
            if any(map(flag.PREPOSITION.__and__, document.tags[first : mention.first])):
                continue  # "the firm, a unit of Corvane Mills": somebody else
            whole = mention.last == last or document.lows[mention.last] in (",", "of")
            if mention.person is not None and whole and (small or mention.role_from == first):
                return mention.person
    return None


def _note_roles(discourse: Discourse, person: Person, first: int, last: int, asides: Sequence[Span]) -> None:
    """Remember what a phrase, and what is put beside it, calls a person."""
    document, lows = discourse.document, discourse.document.lows
    for a, b in asides:
        if lows[a] in ("a", "an", "the", "chief", "head") or lows[a] in discourse.words.roles:
            add_role(document, person, a, b)
    mention = next((m for m in discourse.names.inside(first, last) if m.person is person), None)
    if mention is None or mention.role_from >= mention.first:
        end = mention.first if mention is not None else last
        begin = first + bool(document.tags[first] & flag.ARTICLE)
        if begin < end and not document.tags[begin] & flag.POSSESSIVE:
            add_role(document, person, begin, end)


# -- by a paper or a word for a body ------------------------------------------------------------------------------


def _owned(discourse: Discourse, start: int, head: int) -> Speaker | None:
    """ "The ministry's report", "its annual report", "the city's own count": whose it is."""
    document, lows, words = discourse.document, discourse.document.lows, discourse.words
    if lows[head] not in words.documents and lows[head] not in words.own:
        return None
    if document.tags[start] & flag.POSSESSIVE:
        found = owner_antecedent(discourse, start)
        unknown = found is None or (isinstance(found, Speaker) and found.name in document.lists["pronouns"])
        if unknown and document.lows[start] not in document.lists["my"]:
            return as_it_stands(discourse, start, head + 1, kind="document")  # "Their survey of 40 men"
        return resolve(discourse, *found) if isinstance(found, tuple) else found
    owner = next((k for k in range(start, head) if document.tags[k] & flag.OWNER), None)
    if owner is None:
        return None
    if head > owner + 1 and in_capitals(document, owner + 1, head):  # "Norland's Weather Bureau website"
        return as_it_stands(discourse, owner + 1, head)
    return as_it_stands(discourse, start, owner + 1)


def _paper(discourse: Discourse, start: int, head: int, last: int, definite: bool) -> Speaker:
    """A document speaks for those who wrote it; "the report" is the one spoken of before."""
    document, lows, words = discourse.document, discourse.document.lows, discourse.words
    issuer = head > start and lows[head] in document.lists["issued"] and document.words[head - 1][0].islower()
    if issuer and (lows[head - 1] in words.stand_ins or lows[head - 1] in words.plural):
        return as_it_stands(discourse, start, head)  # "a ministry statement"
    last = before_sample(document, head + 3, last)
    for k in range(head + 1, last):
        if lows[k] in words.handed_over:
            break
        if lows[k] == "on" and document.tags[last - 2] & flag.OWNER:  # "a statement on the ministry's website"
            return as_it_stands(discourse, k + 1, last - 1)
        placed = lows[k] == "from" and not any(map(flag.SPEAKER.__and__, document.tags[k + 1 : last]))
        whose = (lows[k] in ("by", "from") and not placed) or (lows[k] == "of" and _is_of_body(discourse, k + 1, last))
        writer = resolve(discourse, k + 1, before_matter(document, k + 1, last)) if whose and k + 1 < last else None
        if writer is not None:
            discourse.papers[lows[head]] = writer
            return writer
    if definite and last - start == 1 and lows[head] in discourse.papers:
        return discourse.papers[lows[head]]
    # "documents filed with a court", and not "documents seen by the Post"
    posted = last > head + 2 and document.tags[head + 1] & flag.PARTICIPLE and lows[head + 2] != "by"
    speaker = as_it_stands(discourse, start, head + 1 if posted or last - head >= _LONG else last, kind="document")
    discourse.papers.setdefault(lows[head], speaker)
    return speaker


def _is_of_body(discourse: Discourse, first: int, last: int) -> bool:
    """ "The summary of the Joint Command", and not "a survey of voters": by name and title."""
    document = discourse.document
    head = head_of(discourse, first, last)
    return bool(document.tags[head] & flag.BODY and document.tags[head] & flag.CAPITAL)


def _stand_in(discourse: Discourse, start: int, head: int, last: int) -> Speaker:
    """ "The ministry", "the alliance": the body that has the word in its name, else the body that spoke last."""
    lists, lows = discourse.document.lists, discourse.document.lows
    word, alone = bare(lows[head]), last - start == 1
    called = discourse.body_before(start, word) if alone else None
    if called is not None:
        return Speaker(called.removesuffix("'s").removesuffix("’s"))
    spoken = discourse.called_so(word) if alone else None
    if spoken is not None:
        return spoken
    small = discourse.document.words[head][0].islower()  # no "Orr Bank", "The Institute"
    makes, generic = small and word in lists["makers"], small and word in lists["generic_speakers"]
    near = [just_opened(discourse, start, here=True)] if makes else []
    if generic and lists["of_relief"].issuperset(lows[start:head]):  # "the aid agency"
        near.append(discourse.only_body(start))
    if makes or (generic and alone):
        near += [just_opened(discourse, start), *reversed(discourse.orgs)]
    fitting = [b for b in near if b is not None and (not makes or _is_firm_like(discourse, b))]
    body = next((b for b in fitting if word in lists["airs"] or b.name.lower().split()[-1] not in lists["airs"]), None)
    if body is not None:
        return body
    named = discourse.body_before(start) if generic and (word == "group" or (alone and not makes)) else None
    return as_it_stands(discourse, start, last) if named is None else Speaker(bare(named))


def _is_firm_like(discourse: Discourse, speaker: Speaker) -> bool:
    """True for what may be called a company: no ministry, no court, no agency of a state."""
    words, lists = speaker.name.lower().split(), discourse.document.lists
    return words[-1].rstrip(".") in lists["firm_suffixes"] or lists["of_state"].isdisjoint(words)  # "Union Oil Co"


# -- by a role ----------------------------------------------------------------------------------------------------


def _by_role(discourse: Discourse, start: int, head: int, last: int, definite: bool) -> Speaker:
    """ "The minister": who was last called one, by name or without; missing where two by name could be meant."""
    lows = discourse.document.lows
    if definite:
        holders = list(_holders(discourse, lows[start : head + 1], start))
        nameless = reversed(discourse.roles[-_REMEMBERED:]) if last - start == 1 else iter(())
        at, unnamed = next(((at, speaker) for at, word, speaker in nameless if word == lows[head]), (0, None))
        if unnamed is not None and (not holders or at > holders[0][0]):
            return unnamed
        found = _nearest(discourse, holders) if holders else _described(discourse, start, head, last)
        if found is not None:
            return speaker_of(found)
        if holders:
            return Speaker(discourse.document.span(start, last), uncertain=True, kind="person")
    speaker = as_it_stands(discourse, start, last, kind="person")
    discourse.roles.append((start, lows[head], speaker))
    return speaker


def _holders(discourse: Discourse, called: list[str], before: int) -> Iterator[tuple[int, Person]]:
    """The persons whose roles have all of these words, or others for the same, nearest mention first."""
    same = discourse.words.same_role
    role = [bare(low).rstrip(".") for low in called if low not in ("former", "senior", "top", "own")]
    wanted = [same.get(word, frozenset([word])) for word in role]
    seen: set[Person] = set()
    for mention in reversed(discourse.names.inside(max(before - _HOLDERS_REACH, 0), before)):
        person = mention.person
        if person is not None and person not in seen and not any(map(person.role_words.isdisjoint, wanted)):
            seen.add(person)
            yield mention.first, person


def _nearest(discourse: Discourse, holders: list[tuple[int, Person]]) -> Person | None:
    """The one named last, or, where another is named in that sentence too, whoever of them all spoke last."""
    if not holders:
        return None
    at, person = holders[0]
    sentence_of, spoken = discourse.document.sentence_of, discourse.speaker
    if all(sentence_of[other] < sentence_of[at] for other, _ in holders[1:]):
        return person
    return next((p for _, p in holders if spoken is not None and p is spoken.person), None)


def _described(discourse: Discourse, start: int, head: int, last: int) -> Person | None:
    """ "The Republican nominee", "the billionaire": whoever has just spoken, if nobody else could be meant.

    An office alone ("the mayor") is somebody else's, unless it was said to be theirs.
    """
    document, low, words = discourse.document, discourse.document.lows[head], discourse.words
    person = _spoken_of(discourse)
    if person is None or low not in words.descriptions or last > head + 1:
        return None
    if any(flags & flag.OWNER for flags in document.tags[start:head]):
        return None
    if start == head and (low in document.lists["offices"] or f"{low}." in document.lists["offices"]):
        return None
    near = document.sentences[max(len(discourse.topics) - RECENT, 0)].first
    return person if all(other is person for other in discourse.people_in(near, start)) else None


def _spoken_of(discourse: Discourse) -> Person | None:
    """Whom the last sentences are about, if that is one person: whoever spoke, or the subject of the one before."""
    recent = discourse.speaker is not None and len(discourse.topics) - discourse.spoke_in <= RECENT
    spoken = discourse.speaker.person if discourse.speaker is not None and recent else None
    topic = discourse.topics[-2] if len(discourse.topics) > 1 else None
    return spoken or topic if spoken is None or topic is None or spoken is topic else None
