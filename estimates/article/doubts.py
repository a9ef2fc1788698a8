"""Why a row may be wrong: where its source or what it counts had to be settled by less than its own clause.

Each reason is one function. They were chosen by how often a row that gives one is wrong: of 2,600 rows of real articles
and sentences 7 in 100 were, and of those with a reason 27 (from 15 for a clause between to 50 for what is taken from
another sentence). Of figures that nobody is named for 4 in 100 were wrong, and hardly more where a paper stands beside
them (3 of 37) or somebody spoke just before (none of 25), but more where somebody speaks in their own sentence.
What goes wrong no more often than the rest is no reason: a pronoun for a source, a noun of many words or of another
clause, whoever counts or puts a figure, papers, what is told of a speaker. Weights fitted to all signs at once
(log-odds, two thirds of the articles) held fewer of the wrong rows of the last third than these reasons, each as good
as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeAlias

from estimates.article import tags as flag
from estimates.article.document import Document
from estimates.article.drafts import Draft
from estimates.article.frames import Frame
from estimates.article.owners import tells
from estimates.article.speakers import Speakers
from estimates.article.standing import Standing
from estimates.article.timing import is_earlier
from estimates.figures.measures import nation_money
from estimates.lang.foreign import other_language
from estimates.records import record

_SPEAKS = flag.SPEAKER | flag.CAPITAL | flag.PRONOUN | flag.ROLE | flag.BODY | flag.PAPER | flag.PLURAL | flag.STAND_IN
_OF_FIGURES = frozenset(["count", "placement", "revision"])  # what hands over a figure and no clause
_LONG = 60  # tokens: a sentence beyond that is a table, a list, or several sentences


@record
class Case:
    """One figure with all that was settled about it.

    ``lender`` is the figure that it takes its noun from, and ``lent_doubt`` what is doubted of that noun. ``frame``
    gives it to its source, and so does ``leading`` where it is the frame, and stands before the figure. What stands
    around it may be in another ``tongue``.
    """

    document: Document
    speakers: Speakers
    at: Standing
    draft: Draft
    lender: Standing | None
    lent_doubt: str
    frame: Frame | None
    leading: Frame | None
    tongue: str | None


Reason: TypeAlias = Callable[[Case], str]


def doubts_of(
    document: Document,
    speakers: Speakers,
    standings: Sequence[Standing],
    drafts: Sequence[Draft],
    *,
    mixed: bool = True,
) -> list[str | None]:
    """Say of each figure why it may be wrong; None where nothing is doubted.

    Unless the document is ``mixed``, none of it is in another language.

    Examples
    --------
    >>> from estimates.article.rows import attribute
    >>> rows = attribute("The army said 40 men fled. It has 900 troops. Another 12 were shot, the mayor said.")
    >>> [(row["text"], row["doubt"]) for row in rows]
    [('40', None), ('900', 'its source is carried over from another sentence'),
     ('Another 12', 'what is counted is taken from another sentence')]
    """
    tongues = {number: _tongue(document, number) for number in {at.number for at in standings}} if mixed else {}
    doubts: list[str | None] = []
    of_nouns: list[str] = []  # what is doubted of the noun of each
    that = "that" in document.vocabulary
    for at, draft in zip(standings, drafts, strict=True):
        lender = standings[draft.same_as] if draft.same_as is not None else None
        lent_doubt = of_nouns[draft.same_as] if draft.same_as is not None else ""
        case = _case(document, speakers, at, draft, lender, lent_doubt, tongues.get(at.number))
        own = draft.noun is not None and draft.noun == at.figure.noun
        applying = _applying(
            case.leading is not None, at.owner.speaker is not None, case.tongue is not None,
            draft.carried or lender is not None, case.frame is None and that, not own, draft.unit == "count",
            at.sentence.last - at.sentence.first > _LONG, (draft.unit or "")[:3].isupper(),
        )  # fmt: skip
        said = {reason: told for reason in applying if (told := reason(case))}
        doubts.append("; ".join(said.values()) or None)
        of_nouns.append(next(filter(None, map(said.get, _OF_NOUNS)), "") if said else "")
    return doubts


def _tongue(document: Document, number: int) -> str | None:
    """The other language of a sentence and those around it in its paragraph."""
    sentences, paragraph = document.sentences, document.sentences[number].paragraph
    near = [s for s in sentences[max(number - 2, 0) : number + 3] if s.paragraph == paragraph]
    return other_language(document.words[near[0].first : near[-1].last])


def _case(
    document: Document, speakers: Speakers, at: Standing, draft: Draft, lender: Standing | None, lent_doubt: str,
    tongue: str | None,
) -> Case:  # fmt: skip
    speaker, frame = at.owner.speaker, None
    if speaker is not None:
        for reaching in at.owner.frames:
            frame = reaching if reaching.speaker is speaker else frame
    leading = frame if frame is not None and frame.last <= at.first else None
    return Case(document, speakers, at, draft, lender, lent_doubt, frame, leading, tongue)


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
    """ "The town was quiet as 40 men fled, Lee said later": somebody in the sentence may say it, or not.

    What is told of a speaker or a hearer is the author's: "It is dry, said Lee, who lost 40 hectares".
    """
    at, speakers = case.at, case.speakers
    frames = speakers.frames[at.number]
    if at.owner.set_out or at.number in speakers.turns or any(_tells_of(frame, at.first) for frame in frames):
        return ""
    spoken = any(frame.speaker is not None for frame in frames)
    return "somebody else speaks in its sentence" if spoken else ""


def _tells_of(frame: Frame, token: int) -> bool:
    """Whether a token is of who speaks or who is told, or of what is said of the speaker."""
    spans = (frame.source, frame.hearer, *frame.asides)
    return any(span is not None and span[0] <= token < span[1] for span in spans)


def held_by_name(case: Case) -> str:
    """ "The town's mayor said 40 fled", in a text that names Mayor Lind: perhaps the same."""
    speaker = case.at.owner.speaker
    if speaker is None or speaker.person is not None or speaker.kind != "person":
        return ""
    office = speaker.name.lower().partition(" of ")[0].rpartition(" ")[2]
    named = (m.person for m in case.speakers.names.inside(0, len(case.document.words)) if m.person is not None)
    holder = next((person for person in named if office in person.role_words), None)
    return f"{holder.name()} may be the {office} meant" if holder is not None else ""


def reported_act(case: Case) -> str:
    """ "He announced the attack on 12 towns", "she wants 40": an act or a wish is told, not what was said.

    But whoever counts 40 or puts it at 40 says that it is 40.
    """
    frame = case.leading
    if frame is None or frame.classes & _OF_FIGURES or frame.lemma in case.document.lists["states_figures"]:
        return ""
    after = range(case.at.last, case.at.sentence.last)
    end = next((k for k in after if case.document.words[k] in (",", ";")), case.at.sentence.last)
    told = tells(case.document, frame, end)
    return "" if told else "its source may only be told of, not tell it"


def set_back(case: Case) -> str:
    """ "Lee announced talks after a blast that killed 40": such a clause is often the author's own (background).

    So is one that opens the sentence, "As 40 men fled, Lee announced talks", and any behind a source that closes what
    it says: "Talks went on, Lee said, in a town that had 40 mills".
    """
    frame, document, sentence = case.frame, case.document, case.at.sentence
    if frame is None or document.quote_of[case.at.first] >= 0:
        return ""
    low = document.lows[sentence.first]
    if low in document.lists["opens_background"] and not sentence.tag(sentence.first + 1) & flag.PREPOSITION:
        return f"its sentence opens with a clause with “{low}”"
    opens = document.lists["behind_closing" if frame.trails else "background"]
    between = range(frame.last, case.at.first) if case.leading is not None else ()
    word = next((document.lows[k] for k in between if document.lows[k] in opens and document.lows[k - 1] != "of"), "")
    return f"a clause with “{word}” stands between it and its source" if word else ""


def hardly_says(case: Case) -> str:
    """ "Residents fear 40 fled", "the warranty says 40": who is not named and does not quite say so, or cannot speak.

    Papers do what they do; any other word for nobody we know may be what is told of.
    """
    frame, speaker, document = case.frame, case.at.owner.speaker, case.document
    if frame is None or speaker is None:
        return ""
    first, last = frame.source
    if document.tags[first] & flag.DATE and speaker.person is None:
        return "its source is nobody that is known to speak"  # "today in the Journal"
    if not speaker.name.islower() or speaker.kind == "document":
        return ""
    if not document.lists["enacted"].isdisjoint(document.lows[first:last]):
        return ""
    if frame.weak and not frame.classes & _OF_FIGURES:
        return "nobody by name says it, and hardly so"
    known = speaker.kind != "body" or not document.lists["tellers"].isdisjoint(document.lows[first:last])
    known = known or any(tag & _SPEAKS and not tag & flag.ARTICLE for tag in document.tags[first:last])
    return "" if known else "its source is nobody that is known to speak"


def may_be_said(case: Case) -> str:
    """ "The council ventilated that 40 fled": a verb that we do not know, with what a verb of saying has."""
    document, first = case.document, case.at.sentence.first
    if "that" not in document.lows[first + 2 : case.at.first]:
        return ""
    for k in range(first + 2, case.at.first):
        tag, before = document.tags[k - 1], document.tags[k - 2]
        verb = tag & (flag.PARTICIPLE | flag.VERB) == flag.PARTICIPLE and not before & (flag.BE_FORM | flag.PREPOSITION)
        if (
            document.lows[k] == "that"
            and verb
            and not document.tags[k + 1] & flag.DATE
            and document.lows[k - 1].endswith("ed")
        ):
            return f"“{document.lows[k - 1]} that” may be somebody's word"
    return ""


def other_tongue(case: Case) -> str:
    """ "Die Armee verlor nach eigenen Angaben 40 Panzer" in an English article: no rule here is made for it."""
    return f"its paragraph looks like {case.tongue}"


# -- what is counted ----------------------------------------------------------------------------------------------


def nothing_counted(case: Case) -> str:
    """ "tanks: 40" on a line that was not told for a label, "scored 40": a number of nothing."""
    nothing = case.draft.noun is None and case.draft.unit is None
    return "nothing was found that it counts" if nothing else ""


def guessed_money(case: Case) -> str:
    """ "Rs 40", "40 rupees": several nations call their money so, and the text names none of them."""
    words, figure = case.document.pieces, case.at.figure
    named = (k for k in range(figure.first, figure.closing) if words.low[k] in words.units.shared)
    guessed = any(nation_money(words, k) is None for k in named)
    return "which country's money it is is not said" if guessed else ""


def lent(case: Case) -> str:
    """ "40 tents were sent. Twelve are missing.": another's noun.

    One left out within a sentence ("12 nurses and 40 from Orr") is that of the figure before, and seldom wrong, unless
    that one's is doubted: "The side finished at 7 for 381".
    """
    if case.draft.carried:
        return "what is counted is taken from another sentence"
    return "what is counted is taken from a figure of which it is doubted" if case.lent_doubt else ""


def only_people(case: Case) -> str:
    """ "The clinic took 63": that they are people is all that is told, where not even what befell them is."""
    draft = case.draft
    assumed = draft.noun == "people" and case.at.figure.noun is None and draft.same_as is None
    return "who is counted is not said" if assumed and not (draft.fate or draft.told) else ""


def in_the_singular(case: Case) -> str:
    """ "The top 10 of the list": many of what is no plural, unless it is joined on ("a 13-nation group")."""
    draft, figure, nouns = case.draft, case.at.figure, case.document.language.nouns
    if draft.noun is None or figure.value == 1 or " of " in draft.noun:
        return ""
    one = not nouns.is_plural(draft.noun.split()[-1].lower())
    return (
        "what is counted is no plural" if one and case.document.lows[case.at.last : case.at.last + 1] != ["-"] else ""
    )


def stands_apart(case: Case) -> str:
    """ "Tents for the homeless rose to 40": the noun stands away from its number, where others are."""
    draft, figure = case.draft, case.at.figure
    own = draft.noun in (None, "people", figure.noun) or draft.same_as is not None or draft.told
    return "" if own else "what is counted stands away from its number"


def counted_before(case: Case) -> str:
    """ "It raised an earlier estimate of 55": it is dated before the day on which that was said."""
    return "on which earlier day it was counted is not said" if is_earlier(case.document, case.at) else ""


def no_sentence(_: Case) -> str:
    """A row of a table, a list that runs on."""
    return "its sentence may be a table or a list"


REASONS: tuple[Reason, ...] = (
    nothing_counted, lent, only_people, stands_apart, in_the_singular, two_meant, from_before, left_to_the_author,
    held_by_name, reported_act, hardly_says, set_back, may_be_said, counted_before, no_sentence, other_tongue,
    guessed_money,
)  # fmt: skip
_OF_NOUNS = (nothing_counted, lent, stands_apart, in_the_singular)
# What some reasons need: a frame that leads up to the figure, a source, another language, a noun that is lent, no frame
# but a "that" in the text, another noun than stands beside the number, things that are counted, a long sentence.
_NEEDED: dict[Reason, tuple[bool | None, ...]] = {
    reported_act: (True,), set_back: (None, True), hardly_says: (None, True), from_before: (None, True),
    held_by_name: (None, True), left_to_the_author: (None, False),
    other_tongue: (None, None, True), lent: (None, None, None, True), may_be_said: (*(None,) * 4, True),
    nothing_counted: (*(None,) * 5, True), only_people: (*(None,) * 5, True), stands_apart: (*(None,) * 5, True),
    in_the_singular: (*(None,) * 6, True), no_sentence: (*(None,) * 7, True), guessed_money: (*(None,) * 8, True),
}  # fmt: skip


@cache
def _applying(*there: bool) -> tuple[Reason, ...]:
    """The reasons that may apply where some of what they need is there."""
    return tuple(
        reason
        for reason in REASONS
        if all(need in (None, have) for need, have in zip(_NEEDED.get(reason, ()), there, strict=False))
    )
