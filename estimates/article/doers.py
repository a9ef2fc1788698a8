"""Who can be the doer of a verb of saying: which noun phrases are none."""

from __future__ import annotations

from collections.abc import Sequence

from estimates.article import tags as flag
from estimates.article.chunks import Span, can_speak, may_speak, phrase_after
from estimates.article.clauses import finites, has_finite, is_nominal
from estimates.article.document import Sentence
from estimates.article.estimations import may_estimate
from estimates.article.frames import Frame
from estimates.article.subjects import Subject, description_after, opening_subject, subject_before
from estimates.lang.verbs import Verb

PUTTING = frozenset(["placement", "revision", "count"])  # what is done to a figure, and not said
_SPOKEN = frozenset(["assertion", "thought", "denial"])
_SMALL = flag.LOWER | flag.PAPER  # and not "reporting from Orr"
_HELPING = flag.HELPER | flag.ADVERB
_HEADLINE = 6  # words of a subject and its verb in a headline
_FRONTED = 9  # words of a phrase before its verb
_CLAUSE = 5  # words that a clause has at least


def inner(s: Sentence, source: Span, verb: int) -> Span:
    """ "Damage the World Bank put at $14 billion": of two noun phrases side by side the second is the subject.

    One in capitals with nothing left out behind its verb is a name: "Save the Children said 40 had".
    """
    gap = s.tag(verb + 1) & (flag.PREPOSITION | flag.HELPER | flag.PUNCTUATION_MARK)
    for k in range(source[1] - 2, source[0], -1):
        if s.lows[k] in ("the", "a", "an"):
            before, tag = s.lows[k - 1], s.tags[k - 1]
            if tag & s.tags[k + 1] & flag.CAPITAL and (k - 1 > s.first or not gap):
                return source
            joined = before in ("and", "or", "but", "both") or tag & (flag.PREPOSITION | flag.ARTICLE | flag.PARTICIPLE)
            return source if joined or not before.isalpha() else (k, source[1])
    return source


def is_no_subject(s: Sentence, source: Span, verb: Verb) -> bool:
    """ "In remarks", "nobody"; and a noun with a participle: "she has a fortune valued at $30 billion"."""
    first, last = source
    tag, low, before, prior = s.tags[first], s.lows[first], s.tag(first - 1), s.low(first - 1)
    head, ends, after = s.lows[last - 1], s.tags[last - 1], s.low(last + 1)
    if low in s.lists["nobody"] and not (low == "most" and ends & flag.SPEAKER):
        return True  # but "most analysts expect 40"
    if prior in s.lists["asks_whether"] and low in s.lists["anyone"]:
        return True  # "can you confirm the figure of 40?"
    if prior == "if" and s.low(first - 2) not in ("even", "as") and tag & flag.ARTICLE:
        return True  # "if the world insisted on it, 40 would go": nobody has
    if head in s.lists["raising"]:
        return True  # "they seem determined that 40 should go"
    if verb.past and after == "to" and s.low(last + 2) in ("be", "have") and _is_raised(s, first, verb):
        return True
    if verb.past and ends & flag.NUMERAL and s.tag(last) & flag.ADVERB:
        said = next((k for k in range(last, s.last) if not s.tags[k] & flag.ADVERB), last)
        if said + 1 >= s.last or s.tags[said + 1] & (flag.MARK | flag.PREPOSITION | flag.HELPER):
            return True  # "on top of the 1,200 previously announced"
    if verb.noun_too and verb.form == "base" and s.tag(last + 1) & flag.ROLE and ends & flag.CAPITAL:
        return True  # "the Orr state governor"
    counting = tag & (flag.NUMBER | flag.ARTICLE) == flag.NUMBER and not before & flag.DATE  # but "May 2015"
    if verb.noun_too and verb.form == "base" and counting and any(map(flag.DIGIT.__and__, s.tags[first:last])):
        return True  # "some 50 men of the security detail that Orr sent"
    if head in s.lists["scale_words"]:
        return True  # "double the 3.8 trillion planned"
    if verb.past and (head in ("number", "numbers", "total") or head in s.lists["added"]):
        return True  # "the number admitted", "total proved reserves", "40 additional cases"
    if verb.past and after in s.lists["fates"]:
        return True  # "the people reported killed"
    if "denial" in verb.classes and prior in s.language.people.tallies and s.tag(last + 1) & flag.PUNCTUATION_MARK:
        return True  # "a toll of 71, a figure the government disputes"
    if last - first == 1 and prior == "to" and tag & flag.LOWER and verb.past:
        return True  # "failed to hit projected growth of 5 per cent"
    if last - first == 1 and tag & flag.NUMERAL and before & flag.PREPOSITION:
        return True  # "tests of 40 children under five found"
    counted = tag & (flag.NUMBER | flag.ARTICLE) == flag.NUMBER
    if verb.past and not verb.classes & _SPOKEN and counted and ends & flag.PLACE:
        return True  # "with one Greek and one Dane identified"
    if "revision" in verb.classes and verb.classes <= PUTTING and _is_act(s, first, last):
        return True
    if last - first == 1 and (tag & flag.SUBORDINATOR or low in s.lists["joining"]):
        return True  # "if confirmed, this would cost 40", "but claims that 40 are encircled are nonsense"
    if last - first == 1 and tag & flag.LOWER and tag & flag.PARTICIPLE and before & _HELPING:
        return True  # "40 deaths are now considered confirmed"
    if before & flag.BE_FORM and tag & flag.LOWER and s.tag(first + 1) & flag.PREPOSITION:
        return not tag & flag.SPEAKER  # "would be consistent with three divisions committed to the front"
    if tag & flag.DIGIT and verb.classes <= {"thought"}:
        return True  # "1,700 Swedes have sought shelter": they are counted
    if tag & flag.PREPOSITION and not any(map(flag.DIGIT.__and__, s.tags[first:last])):
        return True  # but "below the 7.5 percent analysts had forecast"
    if "gives_estimates" in verb.behaviour and verb.classes <= PUTTING and not may_estimate(s, first, last, verb):
        return True  # "the bill came to $40"
    if verb.noun_too and verb.form in ("s", "base") and not can_speak(s, first, last):
        return True  # "dismissed as nonsense reports that 90 tonnes had leaked"
    return verb.classes <= PUTTING and has_finite(s, max(first - 1, s.first), last - 1)


def _is_act(s: Sentence, first: int, last: int) -> bool:
    """ "Later additions of troops raised the number to 40": what is done, and nobody who reckons anew."""
    head = next((k - 1 for k in range(first + 1, last) if s.tags[k] & flag.PREPOSITION), last - 1)
    nouns, speaks = s.language.nouns, flag.SPEAKER | flag.PRONOUN | flag.JOB | flag.OWNER
    if s.tags[head] & speaks or nouns.is_person(s.lows[head]):
        return False
    named = first + (first == s.first and (head > first or nouns.is_plural(s.lows[head])))
    return not any(map(flag.CAPITAL.__and__, s.tags[named : head + 1]))


def _is_raised(s: Sentence, first: int, verb: Verb) -> bool:
    """ "A man thought to be 60": he thinks nothing; but "the man whom, the sum that, police thought to be"."""
    before, acts = s.tag(first - 1), flag.PREPOSITION | flag.PARTICIPLE | flag.VERB | flag.HELPER | flag.IRREGULAR_PAST
    gap = before & flag.SUBORDINATOR or (before & flag.WORD and not before & acts and s.low(first - 1) != "and")
    return verb.lemma in s.lists["thinks_to_be"] and not gap


def is_torn(s: Sentence, first: int, last: int) -> bool:
    """Tell no noun phrase: "sent its", "a bigger move than", "a third", "solved barely half of the murders"."""
    lows, tags = s.lows, s.tags
    end, second = tags[last - 1], s.tag(first + 1)
    if end & flag.LOWER and end & (flag.SUBORDINATOR | flag.PREPOSITION | flag.DETERMINER):
        return last - first > 1 or not end & flag.DETERMINER
    acted = tags[first] & (flag.PARTICIPLE | flag.IRREGULAR_PAST) and tags[first] & _SMALL == flag.LOWER
    opens = second & (flag.DETERMINER | flag.PREPOSITION) or lows[first] in s.lists["includes_some"]
    if acted and opens and last - first > 1:
        return True
    if last - first < _CLAUSE or any(map(flag.SUBORDINATOR.__and__, tags[first:last])):
        return False
    acts = finites(s, first + 1, last - 1)
    return any(tags[k + 1] & flag.NUMBER or lows[k + 1] in s.lists["object_openers"] for k in acts)


def doer_before(s: Sentence, frames: Sequence[Frame], i: int) -> Subject | None:
    """ "X denied it and said": the second verb has the subject of the first."""
    before = next((frame for frame in reversed(frames) if frame.last <= i), None)
    if before is not None:
        return Subject(before.source, before.asides)
    opening = opening_subject(s, i)
    if opening is None or any(map(flag.DIGIT.__and__, s.tags[slice(*opening)])):
        return None  # "at least 247 people are dead and"
    return Subject(opening, description_after(s, opening[1]))


def in_headline(s: Sentence, i: int) -> Subject | None:
    """ "Kern extends the curfew, says 40 guards to stay": in headlines and posts a second verb has the first's subject.

    The first verb need not be known: it is a small word in -s, close behind a name or a role.
    """
    if s.low(i - 1) not in (",", ";") or not s.low(i).endswith("s"):
        return None
    first = s.first
    while first < i and not s.tags[first] & flag.CAPITAL:
        first += 1  # "2/ Kern extends ..."
    near = range(first + 1, min(first + _HEADLINE, i - 1))
    verb = next((k for k in near if s.tags[k] & flag.LOWER and s.lows[k].endswith("s")), first)
    inside = s.tags[first:verb]
    if verb == first or s.tags[verb] & (flag.SPEAKER | flag.PREPOSITION | flag.BE_FORM | flag.POSSESSIVE):
        return None
    if any(map((flag.NUMBER | flag.PREPOSITION | flag.MARK | flag.DATE).__and__, inside)):
        return None
    return Subject((first, verb)) if is_nominal(s, first, verb) and can_speak(s, first, verb) else None


def can_follow(s: Sentence, source: Span) -> bool:
    """Tell a phrase after a verb that is its subject and not the start of a clause."""
    first, last = source
    tags, after = s.tags[first:last], s.tag(last)
    if any(map(flag.NUMERAL.__and__, tags)) or (tags[0] & flag.PRONOUN and len(tags) > 1):
        return False  # "her husband, Bob, said the drive takes two hours"
    if after & flag.QUOTE and s.tag(first - 2) & flag.PUNCTUATION_MARK:
        return False  # "Kern, head of the mill, said the trial "does not speak to" it"
    closed = last >= s.last or after & (flag.MARK | flag.DATE) or s.lows[last] in s.lists["after_inversion"]
    return bool(closed) and can_speak(s, first, last)


def is_done_by(s: Sentence, i: int, verb: Verb) -> bool:
    """ "The species described by Kern died out": who does so follows, and what stands before is no subject."""
    if not verb.past or s.low(i + 1) != "by":
        return False
    agent = phrase_after(s, i + 2)
    somebody = agent is not None and (s.tags[agent[0]] & flag.POSSESSIVE or may_speak(s, *agent))
    return bool(somebody) and not s.tag(i + 2) & (flag.DATE | flag.NUMBER)


def closes_aside(s: Sentence, i: int) -> bool:
    """ "Ivo Kern, who has two boats, says the catch was small": the subject stands before its verb."""
    if s.lists["asides_of_subjects"].isdisjoint(s.lows[s.first : i]):
        return False
    subject = subject_before(s, i)
    if subject is None or not subject.asides or not is_nominal(s, *subject.span):
        return False
    opens = all(tag & flag.LEAD for tag in s.tags[s.first : subject.span[0]])
    return opens and any(s.lows[a] in s.lists["asides_of_subjects"] for a, _ in subject.asides)


def goes_with_saying(s: Sentence, frames: Sequence[Frame], first: int) -> bool:
    """ "Said in an interview with the Post published on Monday that": it hangs on a verb of saying."""
    before = next((frame for frame in reversed(frames) if frame.last <= first), None)
    if before is None or not s.tag(first - 1) & flag.PREPOSITION:
        return False
    return not any(map((flag.MARK | flag.SUBORDINATOR | flag.HELPER).__and__, s.tags[before.last : first]))


def fronted(s: Sentence, first: int) -> int | None:
    """ "It was silent but in a post on Telegram claimed 40": where a phrase begins that stands before its verb."""
    if not s.tag(first - 1) & flag.PREPOSITION:
        return None  # "and in Vela the mayor said"
    for k in range(first - 1, max(s.first, first - _FRONTED), -1):
        if s.tags[k] & (flag.MARK | flag.HELPER | flag.SUBORDINATOR):
            return None
        if s.tags[k] & flag.PREPOSITION and s.lows[k - 1] in ("and", "but"):
            return k
    return None
