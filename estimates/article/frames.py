"""One hand-over of words to a source: where it stands, whom it names, and what it reaches."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.chunks import Span
from estimates.article.clauses import has_finite, is_finite
from estimates.article.document import Sentence
from estimates.article.persons import Speaker
from estimates.article.subjects import Subject, description_after
from estimates.records import record, replace

SAYS = frozenset(["assertion"])
THOUGHT = frozenset(["thought"])
_MAY_END = flag.NUMERAL | flag.SUBORDINATOR | flag.HELPER | flag.VERB
_NAME = 4  # words of a name
_LEAD = 14  # words of what stands before a subject
_UNDER_LEAD = 6  # words before a clause that opens a sentence: "three years after"
_SOON = 9  # words within which a clause has its verb


@record
class Frame:
    """One hand-over of words to a source.

    ``first`` and ``last`` bound the words of the hand-over itself; the figures inside ``source`` are nobody's words.
    ``leads`` is true where what is said follows, ``trails`` where it went before; both where the frame stands between.
    A ``narrow`` frame, "the 900 dead reported by the police", owns from that token to its own first, and nothing else.
    What leads goes no further than ``reach``, and the figures of the ``hearer`` are nobody's words either.
    Who the ``speaker`` is, and whom they cite (``origin``), is known once the sentences before have been resolved.
    """

    first: int
    last: int
    source: Span
    classes: frozenset[str] = SAYS
    lemma: str = "say"
    leads: bool = True
    trails: bool = False
    expecting: bool = False
    asides: tuple[Span, ...] = ()
    origin: Span | None = None
    narrow: int | None = None
    reach: int | None = None
    hearer: Span | None = None
    speaker: Speaker | None = None
    cites: str | None = None

    @property
    def thought(self) -> bool:
        """True for what somebody holds or wants rather than says."""
        return "thought" in self.classes and "assertion" not in self.classes

    @property
    def weak(self) -> bool:
        """True for what is no speech: thoughts, and what figures and papers do. Whoever says so goes before."""
        return not self.classes & {"assertion", "denial"}


def said_by(subject: Subject | None, last: int, classes: frozenset[str] = SAYS, lemma: str = "say") -> Frame | None:
    """Give the frame of a subject and the verb group behind it that ends before token ``last``."""
    if subject is None:
        return None
    return Frame(subject.span[0], last, subject.span, classes, lemma, asides=subject.asides)


def named_by(s: Sentence, first: int, last: int, source: Span, classes: frozenset[str], lemma: str) -> Frame:
    """Give the frame of a phrase that names a source before or after what it hands over: "according to X, a nurse"."""
    opens = s.low(first - 1) == "," and s.low(first - 2) in s.lists["clause_turns"]  # "..., but, according to X, ..."
    trails = not opens and (first > s.first + 1 or s.tags[first] & flag.LOWER > 0)
    asides = description_after(s, source[1])
    if not trails and asides and s.low(asides[0][1]) != ",":
        asides = ()  # "According to X, the stock fell": that is no description
    asides = asides or (_name_behind(s, source) if trails else ())
    return Frame(first, last, source, classes, lemma, trails=trails, asides=asides)


def _name_behind(s: Sentence, source: Span) -> tuple[Span, ...]:
    """ "..., according to the rail company, Renfa, left": the name of a body that is described before it."""
    first = last = source[1] + 1
    described = s.tag(source[1] - 1) & (flag.BODY | flag.CAPITAL | flag.LOWER) == flag.BODY | flag.LOWER
    if not described or s.low(source[1]) != ",":
        return ()
    while last < min(first + _NAME, s.last) and s.tags[last] & (flag.CAPITAL | flag.DATE | flag.PLACE) == flag.CAPITAL:
        last += 1
    return ((first, last),) if last > first and s.low(last) in (",", ".", "") else ()


# -- before, after, or on both sides --------------------------------------------------------------------------------


def placed(s: Sentence, frame: Frame) -> Frame:
    """Settle whether what is said stands before the frame, after it, or on both sides."""
    end, trails = _adjuncts_end(s, frame.last), frame.trails
    before, low = s.tag(frame.first - 1), s.low(frame.first - 1)
    parted = low == "," or before & (flag.DASH | flag.QUOTE)
    if "denial" in frame.classes and end < s.last and not before & flag.QUOTE:
        return frame  # "In Orr, where 40 were held, police denied that ..."
    if before & flag.QUOTE and s.low(frame.first - 2) == ",":
        trails = True  # '"We lost 40," he told them after dark'
    elif parted and not _only_lead(s, frame.first - 1):
        ends = end >= s.last or s.tags[end] & flag.MARK > 0
        trails = ends or _of_whole(s, frame.first - 1) or _only_adjuncts(s, frame) or _acts_on(s, frame.last)
    elif end >= s.last and frame.first > s.first + 2:
        measured = low == "as" and "as" in s.lows[max(frame.first - 4, s.first) : frame.first - 1]
        # "when reporters asked for records", "hides as much as it reveals"
        gap = s.tags[frame.first] & flag.ARTICLE and before & flag.LOWER and s.tag(frame.first - 2) & flag.ARTICLE
        under = gap or measured or (before & flag.SUBORDINATOR and low not in ("as", "how"))
        closed = frame.last >= s.last or s.tags[frame.last] & flag.MARK
        trails = not parted and not under and bool(not frame.thought or closed)
    leads = not (trails and end >= s.last)
    return frame if (leads, trails) == (frame.leads, frame.trails) else replace(frame, leads=leads, trails=trails)


def _of_whole(s: Sentence, comma: int) -> bool:
    """ "Of the 127 drones launched, the army said it had downed 98": the whole is theirs as its part is."""
    return s.lows[s.first] == "of" and "," not in s.lows[s.first : comma]


def _only_adjuncts(s: Sentence, frame: Frame) -> bool:
    """True where a place or a day and no clause follows: "X says in a report published on Monday"."""
    after, tag = s.low(frame.last), s.tag(frame.last)
    timed = after in s.lists["time_adjectives"] and after != "that"  # "said late on Monday"
    if not tag & (flag.PREPOSITION | flag.DATE | flag.ADVERB) and not timed:
        return after in s.lists["beside"]
    following = s.low(frame.last + 1)
    meanwhile = following == "as" and s.low(frame.last + 3) != "as"  # "said Saturday as the search went on"
    return not s.tag(frame.last + 1) & flag.NUMBER or following in ("a", "an") or meanwhile


def _only_lead(s: Sentence, comma: int) -> bool:
    """True where all that stands before a comma is "On Monday" or "In a statement to reporters"."""
    first, tag = s.first, s.tags[s.first]
    if tag & flag.QUOTE or comma - first > _LEAD or s.low(first + 1) in ("least", "most", "to"):
        return False
    for k in range(first, comma):
        counted = s.tags[k] & flag.NUMERAL and s.lows[k] != "one" and not (s.tag(k - 1) | s.tag(k + 1)) & flag.DATE
        finite = s.tags[k] & flag.HELPER and not tag & flag.SUBORDINATOR
        if counted or finite or s.words[k] in '"“”':
            return False
    leads = tag & (flag.PREPOSITION | flag.LEAD | flag.SUBORDINATOR | flag.DATE)
    return leads > 0 or s.lows[first] in s.lists["lead_openers"]


def _adjuncts_end(s: Sentence, i: int) -> int:
    """Step over what may stand between a verb and the end of its frame: the hearer, a place, a day."""
    while i < s.last and not s.tags[i] & flag.MARK:
        if s.tags[i] & _MAY_END and _ends_adjuncts(s, i):
            return i
        i += 1
    while i < s.last and s.words[i] in '.!?…"”':
        i += 1
    return i


def _ends_adjuncts(s: Sentence, i: int) -> bool:
    """Whether a clause or a figure begins at a token, and not "at 1 p.m.", "on 3 May"."""
    tag = s.tags[i]
    if tag & flag.HELPER and s.tag(i - 1) & s.tag(i + 1) & flag.CAPITAL and s.lows[i] in ("am", "do"):
        return False  # "told Bild am Sonntag"
    acts = tag & (flag.SUBORDINATOR | flag.HELPER) or (tag & flag.VERB and not tag & flag.NOUN_TOO)
    if acts and not tag & flag.DATE:
        return True
    dated = (s.tag(i - 1) | s.tag(i + 1)) & flag.DATE or s.low(i + 1) in s.lists["clock"]  # "two years ago"
    return tag & flag.NUMERAL > 0 and not dated


# -- how far ---------------------------------------------------------------------------------------------------------


def reach_of(s: Sentence, i: int, first: int, *, relative: bool) -> int | None:
    """Give the token at which the words end that a verb at ``i`` hands to the subject that begins at ``first``."""
    before = s.low(first - 1)
    if before == "what" and s.low(first - 2) in s.lists["contrary"]:
        return next((k for k in range(i, s.last) if s.words[k] == ","), None)
    if before != "," and _stands_under(s, first):  # but "Because of the flood, he said, 40 fled"
        return _main_clause(s, i)
    # "the train, which witnesses called full, hit 40"
    return _relative_end(s, i, first) if relative or before in ("which", "whom", "that", "whose") else None


def act_end(s: Sentence, i: int) -> int | None:
    """ "She announced the attack after a blast": the token at which the object ends of a verb that does what it names.

    So does it where a clause of its own begins, ", and the navy sent 40 ships"; missing where a clause is its object.
    """
    for k in range(i + 1, s.last):
        if s.lows[k] in s.lists["background"]:
            return k
        if _begins_clause(s, k):
            return k
        if s.lows[k] == "that" or s.tags[k] & flag.QUOTE or is_finite(s, k):
            # "declared an emergency and sent 40 trucks": what it does next is told of it
            return k - 1 if s.lows[k - 1] == "and" else None
    return None


def joined_act(s: Sentence, i: int) -> int | None:
    """ "The army expected a raid and moved 40 guns": where what it does begins, behind what it thinks of.

    Missing where a clause is its object.
    """
    for k in range(i + 1, s.last - 1):
        if s.lows[k] in ("and", "but"):
            verb = next((t for t in range(k + 1, s.last - 1) if not s.tags[t] & flag.ADVERB), k)
            if _may_be_verb(s, verb) if s.tags[verb] & flag.PARTICIPLE else is_finite(s, verb):
                return k
            elif s.words[k - 1] == "," and (_begins_clause(s, k - 1) or has_finite(s, k + 1, min(k + _SOON, s.last))):
                return k  # "asked for help, and the union sent 40 men", "..., but only 40 have come"
        elif s.tags[k] & (flag.SUBORDINATOR | flag.QUOTE) or is_finite(s, k):
            return None
    return None


def object_end(s: Sentence, i: int) -> int | None:
    """ "Recorded 40 births, and the fund helped 12": the token at which a clause of its own begins behind the object.

    For verbs that take no clause: whoever counts says nothing of what others did.
    """
    return next((k for k in range(i + 2, s.last - 2) if _begins_clause(s, k)), None)


def _begins_clause(s: Sentence, k: int) -> bool:
    """Whether a mark stands before a clause that has a subject and a verb of its own, and then its figure."""
    comma = s.words[k] == "," and s.low(k + 1) in ("and", "but", "while", "whereas")
    if not comma and s.words[k] != ";":
        return False
    start = k + 1 + comma
    figure = next((t for t in range(start, s.last) if s.tags[t] & flag.NUMERAL), start)
    return has_finite(s, start + 1, figure)


def _stands_under(s: Sentence, first: int) -> bool:
    """ "Three years after the city promised ...": the clause before the main one."""
    if s.lows[s.first] == "while" and first <= s.first + 2:
        return True  # "While the mayor has promised 40, ..."
    opens = not s.lists["clause_openers"].isdisjoint(s.lows[s.first : min(first, s.first + _UNDER_LEAD)])
    return opens and not has_finite(s, s.first, first)


def _main_clause(s: Sentence, i: int) -> int | None:
    """The comma after token ``i`` behind which a clause with a verb of its own begins."""
    for k in range(i + 1, s.last - 1):
        after = s.tags[k + 1]
        counts = after & flag.NUMBER and not (after & flag.ARTICLE and not s.tag(k + 2) & flag.NUMBER)
        if s.words[k] != "," or counts or after & flag.SUBORDINATOR or s.lows[k + 1] in s.lists["clause_joints"]:
            continue
        agent = after & (flag.DETERMINER | flag.PRONOUN | flag.SPEAKER)
        if agent or has_finite(s, k + 2, min(k + _SOON, s.last)):
            return k
    return None


def _relative_end(s: Sentence, i: int, first: int) -> int | None:
    """ "X, who has said he employs 20,000, owns 12": the comma that closes the clause, as a verb follows it.

    "The blast, of fuel that agents say weighed 40 pounds, left 12 dead" is such an aside too.
    """
    that = first - 1 if s.low(first - 1) == "that" else None
    who = that or next((k for k in range(i, s.first, -1) if s.lows[k] in ("who", "which", "whose")), None)
    mark = s.words[who - 1] if who is not None else ""
    if who is not None and mark not in (",", "—", "–"):  # "Moss, a guard who said ..., fired"
        opens = next((k for k in range(who - 1, s.first, -1) if s.tags[k] & flag.PUNCTUATION_MARK), s.first)
        aside = s.low(opens + 1) in ("a", "an") or s.tag(opens + 1) & flag.PREPOSITION
        mark = "," if s.words[opens] == "," and aside else ""
    if not mark:
        return None
    marks = (k for k in range(i + 1, s.last) if s.words[k] == mark)
    if mark != ",":
        return next(marks, None)
    for k in marks:
        v = k + 1 + (s.tag(k + 1) & flag.QUOTE > 0)
        while v < s.last - 1 and s.tags[v] & flag.ADVERB:
            v += 1
        if v < s.last and (is_finite(s, v) or _may_be_verb(s, v)):
            return k
    return None


def _may_be_verb(s: Sentence, v: int) -> bool:
    """A word that may be a present or a past tense: "owns 12", "fired a gun", and not the last of a list."""
    if s.tags[v] & flag.PARTICIPLE and s.lows[v].endswith("ed"):
        return s.tag(v + 1) & (flag.DETERMINER | flag.NUMBER) > 0
    return s.lows[v].endswith("s") and s.tags[v] & flag.LOWER > 0 and s.low(v + 1) not in (",", "and", "or", ".", "")


def _acts_on(s: Sentence, i: int) -> bool:
    """ "..., he said but did not elaborate", "..., she said and left": the speaker's next act closes the sentence."""
    return s.low(i) in ("but", "and") and (s.tag(i + 1) & flag.HELPER > 0 or is_finite(s, min(i + 1, s.last - 1)))
