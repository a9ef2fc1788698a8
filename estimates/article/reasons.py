"""Reasons to doubt a row: what was settled about a figure by less than its own clause, one function each."""

from __future__ import annotations

from collections.abc import Callable
from itertools import compress
from typing import TypeAlias

from estimates.article import tags as flag
from estimates.article.clauses import has_finite
from estimates.article.discourse import in_capitals
from estimates.article.document import Document
from estimates.article.drafts import Draft
from estimates.article.frames import Frame
from estimates.article.speakers import Speakers
from estimates.article.standing import Standing
from estimates.article.timing import is_earlier
from estimates.figures.measures import nation_money
from estimates.records import record
from estimates.units import is_count, is_money

_SPEAKS = flag.SPEAKER | flag.PRONOUN | flag.STAND_IN | flag.JOB
_NO_SUBJECT = flag.ARTICLE | flag.PREPOSITION | flag.POSSESSIVE | flag.OWNER | flag.BE_FORM  # before what is no verb
_MAY_SAY = flag.ASSERTION | flag.PARTICIPLE
_NO_NOUN = flag.PARTICIPLE | flag.ADVERB | flag.PREPOSITION | flag.CAPITAL
_PARTS = flag.PUNCTUATION_MARK | flag.DASH | flag.QUOTE
_LONG = 4  # words of a name
_OF_FIGURES = frozenset(["count", "placement", "revision"])  # what hands over a figure and no clause


@record
class Case:
    """One figure with all that was settled about it.

    ``lender`` is the figure that it takes its noun from, and ``lent_doubt`` what is doubted of that noun. ``frame``
    gives it to its source. What stands around it may be in another ``tongue``.
    """

    document: Document
    speakers: Speakers
    at: Standing
    draft: Draft
    lender: Standing | None
    lent_doubt: str
    frame: Frame | None
    tongue: str | None

    @property
    def leading(self) -> Frame | None:
        """The frame, where it stands before the figure."""
        return self.frame if self.frame is not None and self.frame.last <= self.at.first else None

    @property
    def own(self) -> bool:
        """Whether what is counted stands beside its number."""
        noun, figure = self.draft.noun, self.at.figure
        return noun is not None and noun == figure.noun and not figure.borrowed


Reason: TypeAlias = Callable[[Case], str]


# -- who says it --------------------------------------------------------------------------------------------------


def two_meant(case: Case) -> str:
    """ "Ada Holm and Ivo Kern met. He said 40 fled.": nobody is chosen."""
    speaker = case.at.owner.speaker
    if case.at.owner.uncertain:
        return "two could be meant as its source"
    unknown = speaker is not None and speaker.name in case.document.lists["pronouns"]  # "It will pay $40, it said"
    return "whom its source means is not known" if unknown else ""


def from_before(case: Case) -> str:
    """ "The army said 40 fled. Some 12 drowned.": nobody is named in the sentence itself."""
    at, document = case.at, case.document
    speaker, quote = at.owner.speaker, document.quote_of[at.first]
    if speaker is None or at.owner.set_out or at.number in case.speakers.turns:
        return ""
    sentences, frames = document.sentences, case.speakers.frames
    near = [at.number]
    if quote >= 0:
        around = range(max(at.number - 8, 0), min(at.number + 9, len(sentences)))
        near = [number for number in around if sentences[number].paragraph == at.sentence.paragraph]
    for number in near:
        for frame in frames[number]:
            if frame.speaker is not None and frame.speaker.name == speaker.name:
                return ""
    return f"its source is carried over from another {'paragraph' if quote >= 0 else 'sentence'}"


def left_to_the_author(case: Case) -> str:
    """ "The army expected a raid and moved 40 guns": somebody in the sentence may say it, or not.

    What is told of a speaker or a hearer is the author's: "It is dry, said Lee, who lost 40 hectares". So is what goes
    before somebody whom no mark parts from it: "Some 40 men fled as Lee said that all was quiet".
    """
    at, tags = case.at, case.document.tags
    if at.owner.speaker is not None or at.owner.set_out or at.number in case.speakers.turns:
        return ""
    if any(_tells_of(frame, at.first) for frame in at.frames):
        return ""
    parted = (f.last <= at.first or tags[f.first - 1] & _PARTS for f in at.frames if f.speaker is not None)
    return "somebody else speaks in its sentence" if any(parted) else ""


def _tells_of(frame: Frame, token: int) -> bool:
    """Whether a token is of who speaks or who is told, or of what is said of the speaker."""
    spans = (frame.source, frame.hearer, *frame.asides)
    return any(span is not None and span[0] <= token < span[1] for span in spans)


def only_wanted(case: Case) -> str:
    """ "She wants 40 tents", "the agency plans to reach 40": what somebody is after is as often told as said.

    But whoever expects or forecasts 40 says that it will be 40, and so does a law that allows 40.
    """
    frame = case.leading
    wanted = frame is not None and frame.thought and frame.expecting and frame.lemma != "say"
    stated = frame is None or frame.lemma in case.document.lists["stated"]
    return "its source may only want or plan it" if wanted and not stated else ""


def set_back(case: Case) -> str:
    """ "Lee announced talks after a blast that killed 40": such a clause is often the author's own (background).

    So is any behind a source that closes what it says: "Talks went on, Lee said, in a town that had 40 mills", and
    before it what stands in an aside or behind a semicolon: "The port, which has 40 cranes, was shut, Lee said".
    """
    frame, document, first = case.frame, case.document, case.at.first
    if frame is None or document.quote_of[first] >= 0:
        return ""
    if frame.first > first:
        if ";" in document.lows[first : frame.first]:
            return "another clause stands between it and its source"
        comma = next((k for k in range(first, case.at.sentence.first, -1) if document.lows[k] in (",", ";")), first)
        aside = document.lows[comma + 1] in document.lists["asides"]
        return f"it stands in a clause with “{document.lows[comma + 1]}”" if aside else ""
    opens = document.lists["behind_closing" if frame.trails else "background"]
    between = document.lows[frame.last : first] if case.leading is not None else []
    told = compress(range(frame.last, first), map(opens.__contains__, between))
    word = next((document.lows[k] for k in told if document.lows[k - 1] != "of"), "")
    return f"a clause with “{word}” stands between it and its source" if word else ""


def hardly_says(case: Case) -> str:
    """ "Residents fear 40 fled", "the 40 announced", "in its verdict": who does not quite say so, or is nobody we know.

    A name is somebody, and any other word that is none for who speaks may be what is told of.
    """
    frame, speaker, document = case.frame, case.at.owner.speaker, case.document
    if frame is None or speaker is None or speaker.person is not None:
        return ""
    first, last = frame.source
    if document.tags[first] & flag.DATE:
        return "its source is nobody that is known to speak"  # "today in the Journal"
    if speaker.kind == "document":
        return "its source is a paper"
    if not document.lists["enacted"].isdisjoint(document.lows[first:last]):
        return ""
    if frame.weak and speaker.name.islower() and not frame.classes & _OF_FIGURES:
        return "nobody by name says it, and hardly so"
    first += last - first > 1 and document.tags[first] & flag.ARTICLE > 0
    lows, is_person = document.lows[first:last], document.language.nouns.is_person
    known = any(map(_SPEAKS.__and__, document.tags[first:last])) or not document.lists["tellers"].isdisjoint(lows)
    known = known or any(map(is_person, lows)) or in_capitals(document, first, last)
    return "" if known else "its source is nobody that is known to speak"


def long_phrase(case: Case) -> str:
    """ "Police and fire officials in Orr said": the more words are taken for a name, the more of them may be none."""
    speaker = case.at.owner.speaker
    words = speaker.name.split() if speaker is not None and speaker.person is None else []
    plain = (word for word in words if word.islower() and word not in case.document.lists["within_names"])
    return "its source is a long phrase" if len(words) >= _LONG and any(plain) else ""


def taken_for_person(case: Case) -> str:
    """ "They came to Orr Valley. He said": two capitals, and no title, role or first name that tells a person."""
    speaker, frame = case.at.owner.speaker, case.frame
    person = speaker.person if speaker is not None else None
    if person is None or not person.supposed:
        return ""
    named = case.speakers.names.inside(*frame.source) if frame is not None else ()
    known = any(mention.person is person for mention in named)
    return "" if known else f"nothing tells that {person.name()} is a person"


def said_by_nobody(case: Case) -> str:
    """ "Its disaster body said 40 had fled", "rebels claim to have 40": a verb of saying that nobody was found for.

    So is one that we do not know, with what a verb of saying has: "The council ventilated that 40 fled".
    """
    document, at = case.document, case.at
    lows, tags, first, last = document.lows, document.tags, at.sentence.first + 1, at.first
    if at.owner.speaker is not None or at.owner.set_out:
        return ""
    for k in compress(range(first, last), map(_MAY_SAY.__and__, tags[first:last])):
        if (tags[k - 1] | tags[k - 2] & flag.BE_FORM) & _NO_SUBJECT:
            continue  # "is said to have"
        after, that = tags[k + 1], lows[k + 1] == "that" and not tags[k + 2] & flag.DATE
        if not tags[k] & flag.ASSERTION:
            says = that and not tags[k] & flag.VERB and lows[k].endswith("ed")
        elif any(frame.first <= k < frame.last for frame in at.frames):
            continue
        elif tags[k] & flag.PAST:  # "stated in its report that", "said 40 had fled"
            says = that or bool(after & flag.PREPOSITION and "that" in lows[k + 2 : last])
            counted = after & flag.NUMBER and lows[k + 1] != "as"
            says = says or bool(counted and has_finite(document, k + 2, at.sentence.last))
        else:
            says = lows[k + 1 : k + 3] == ["to", "have"]
        if says:
            return f"nobody was found for “{lows[k]}” in its sentence"
    return ""


def other_tongue(case: Case) -> str:
    """ "Die Armee verlor nach eigenen Angaben 40 Panzer" in an English article: no rule here is made for it."""
    return f"its paragraph looks like {case.tongue}" if case.tongue is not None else ""


# -- what is counted ----------------------------------------------------------------------------------------------


def guessed_money(case: Case) -> str:
    """ "Rs 40", "40 rupees": several nations call their money so, and the text names none of them."""
    if not is_money(case.draft.unit):
        return ""
    words, figure = case.document.pieces, case.at.figure
    named = (k for k in range(figure.first, figure.closing) if words.low[k] in words.units.shared)
    guessed = any(nation_money(words, k) is None for k in named)
    return "which country's money it is is not said" if guessed else ""


def lent(case: Case) -> str:
    """ "40 tents were sent. Twelve are missing.": another's noun.

    One left out within a sentence ("12 nurses and 40 from Orr") is that of the figure before, and seldom wrong, unless
    that one's is doubted: "The side finished at 7 for 381", another stands between the two, or somebody else says it:
    "Some 900 fled; the army speaks of 40".
    """
    if case.draft.carried:
        return "what is counted is taken from another sentence"
    if case.lent_doubt:
        return "what is counted is taken from a figure of which it is doubted"
    lender, before = case.lender, case.at.earlier
    if lender is not None and lender.owner.speaker != case.at.owner.speaker:
        return "what is counted is taken from another's words"
    over = lender is not None and before is not None and lender.figure.start != before.start
    return "what is counted is taken from a figure that is not the one before" if over else ""


def only_people(case: Case) -> str:
    """ "The clinic took 63": that they are people is all that is told, where not even what befell them is."""
    draft = case.draft
    assumed = draft.noun == "people" and case.at.figure.noun is None and draft.same_as is None
    return "who is counted is not said" if assumed and not (draft.fate or draft.told) else ""


def in_the_singular(case: Case) -> str:
    """ "The side finished at 40", "Orr – 40": many of what is no plural ("turnout was 40" may be).

    People and measures may be of one thing, "damage of $40", but away from it of no verb: "the number evacuated at 40".
    """
    head, document, sentence = _singular(case), case.document, case.at.sentence
    if not head:
        return ""  # as mostly
    if case.draft.unit == "count":
        return "what is counted is no plural"
    if case.own:
        return ""
    tags = (document.tags[k] for k in range(sentence.first + 1, sentence.last) if document.words[k] == head)
    acts = any(tag & _NO_NOUN or tag & (flag.VERB | flag.NOUN_TOO) == flag.VERB for tag in tags)
    return "what is counted is no noun" if acts else ""


def _singular(case: Case) -> str:
    """The last word of a noun that is no plural, of more than one; empty where there is none.

    "The 13-nation group" has one word for all, and "40 UAV" may.
    """
    noun, figure, document = case.draft.noun, case.at.figure, case.document
    if noun is None or noun == "people" or figure.value == 1 or " of " in noun:
        return ""
    if document.plain.startswith("-", figure.end):
        return ""
    head = noun.split()[-1]
    low = head.lower()
    many = head.isupper() or document.language.nouns.is_plural(low) or low in document.lists["headcounts"]
    return "" if many else head


def part_of_another(case: Case) -> str:
    """ "Lost 40 men, 12 of whom were nurses": what the part is a part of stands before it, or behind a second "of"."""
    counted = is_count(case.draft.unit or "count") or case.draft.unit in ("percent", "fraction")
    of_another = counted and not case.own and case.document.lows[case.at.last] == "of"
    return "of what it is a part is told elsewhere" if of_another else ""


def from_heading(case: Case) -> str:
    """ "Troops by nation", and below it "Norland 40": what the lines count is told by the one over them."""
    noun, sentence = case.draft.noun, case.at.sentence
    if noun is None or noun == "people" or case.draft.carried:
        return ""
    head = noun.split()[-1].lower()
    here = sentence.has
    return "" if head in here or any(head in low for low in here) else "what is counted is taken from a heading"


def others(case: Case) -> str:
    """ "The blast killed 12 soldiers and wounded 40 others": whether they are soldiers too is not said."""
    lows, last = case.document.lows, case.at.last
    apart = case.draft.noun is not None and not case.own and lows[last + (lows[last] == "of")] in ("other", "others")
    return "others may be of another kind" if apart else ""


def counted_before(case: Case) -> str:
    """ "It raised an earlier estimate of 55": it is dated before the day on which that was said."""
    return "on which earlier day it was counted is not said" if is_earlier(case.document, case.at) else ""
