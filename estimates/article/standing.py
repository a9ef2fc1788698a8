"""Where a figure stands in its article: its tokens and sentence, whose words they are, the dates beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from estimates.article import tags as flag
from estimates.article.dates import DateWords
from estimates.article.document import Document, Sentence
from estimates.article.frames import Frame
from estimates.article.owners import Owner, owner_of
from estimates.article.speakers import Speakers
from estimates.figures.linking import Figure
from estimates.records import record, replace

_LENGTHS = frozenset(["meter", "kilometer", "mile", "foot", "yard", "nautical_mile"])
_BRACKETS = 12  # tokens between brackets
_ASIDE = 8  # tokens of what is put beside a place


@record
class Standing:
    """Tokens ``first`` up to ``last`` are a figure; what it counts ends before ``beyond``, which is at least ``last``.

    It stands between the figures ``earlier`` and ``later`` in ``sentence``, the one with this ``number``, of which
    ``frames`` are the frames. It is in the words of ``owner``, of whose frames the ``leading`` ones stand before it.
    Between ``floor`` and ``stop`` no frame stands but the figure. ``dates`` are the words for dates in the sentence.
    """

    figure: Figure
    earlier: Figure | None
    later: Figure | None
    first: int
    last: int
    beyond: int
    number: int
    sentence: Sentence
    frames: Sequence[Frame]
    owner: Owner
    leading: Sequence[Frame]
    floor: int
    stop: int
    dates: Sequence[DateWords]


def tokens_of(document: Document, figure: Figure) -> tuple[int, int]:
    """Give the tokens of a figure: the first, and the one after the last."""
    first = document.token_at(figure.start)
    last = bisect_left(document.starts, figure.end, first + 1)
    if first + 1 < last and document.lows[first] in document.language.verbs:
        first += 1  # "estimates 10 percent": the hedge is the verb of a frame
    return first, last


def locates(document: Document, unit: str | None, first: int, last: int, end: int) -> bool:
    """ "The capital some 379 kilometers to the south", "the 400 metres champion": so it is, whatever will happen."""
    if unit not in _LENGTHS:
        return False
    lows, sides = document.lows, document.lists["sides"]
    if last < end and document.tags[last] & flag.LOWER and document.language.nouns.is_person(lows[last]):
        return True
    while last < end and lows[last] == "(":  # the same in miles
        last = next((k + 1 for k in range(last, min(last + _BRACKETS, end)) if lows[k] == ")"), last + 1)
    after = lows[last : min(last + 3, end)]
    beside = lows[first - 1] == "," and after[:1] in (["up"], ["down"], ["from"], ["off"])  # ", 2 km up the road"
    if beside or after[:1] == ["away"] or (after[1:2] == ["from"] and after[0] in sides):
        return True
    return (after[:2] == ["to", "the"] and after[-1] in sides) or (after[1:2] == ["of"] and after[0] in sides)


def _is_of_place(document: Document, figure: Figure, first: int, last: int, sentence: Sentence) -> bool:
    """ "In Vela, a town 40 miles north of Orr,", "Vela, home to 900,": what is put beside a place describes it.

    Where it lies and how many live there is background that the author gives, whoever is quoted for what happened.
    """
    lows, tags = document.lows, document.tags
    if lows[max(first - 2, sentence.first) : first] == ["home", "to"]:
        return True
    comma = next((k for k in range(first - 1, max(first - _ASIDE, sentence.first), -1) if lows[k] == ","), None)
    if comma is None or tags[comma - 1] & flag.DATE:
        return False
    beside = lows[comma + 1 : first]
    described = tags[comma - 1] & flag.CAPITAL and tags[comma + 1] & flag.ARTICLE
    described = described and not document.lists["areas"].isdisjoint(beside)
    if figure.unit in _LENGTHS:
        return bool(described or not beside) and locates(document, figure.unit, first, last, sentence.last)
    return beside == ["population"] or bool(described and beside[-1] == "of")


def is_share(document: Document, at: Standing) -> bool:
    """ "14 of the 48 trucks": of so many as the next figure says; what is told behind both is of the first."""
    if at.later is None or at.last + 1 >= at.sentence.last or document.lows[at.last] != "of":
        return False
    opens = at.last + 1 + bool(document.tags[at.last + 1] & (flag.DETERMINER | flag.OWNER))
    return document.starts[opens] == at.later.start


def counts_sources(at: Standing) -> bool:
    """ "The bill will pass, two people familiar with it said": of those who speak, who are there today."""
    return any(frame.source[0] <= at.first < frame.source[1] for frame in at.frames)


def is_among(document: Document, at: Standing) -> bool:
    """ "Two nurses were among the nine killed": some of so many as the next figure says, and of its fate."""
    if at.later is None or "among" not in document.vocabulary or at.later.start > document.ends[at.sentence.last - 1]:
        return False
    k = document.token_at(at.later.start)
    return k - 3 >= at.last and document.lows[k - 2] == "among" and document.tags[k - 3] & flag.BE_FORM > 0


def is_room_to(document: Document, at: Standing) -> bool:
    """ "The capacity to hold 900", "room to seat 40"."""
    lows, lists, k = document.lows, document.lists, at.first - 1
    led = lows[k - 2 : k] if k - 2 >= at.sentence.first else []
    return lows[k] in lists["carries"] and led[1:] == ["to"] and led[0] in lists["rooms_for"]


def standings(
    document: Document, speakers: Speakers, figures: Sequence[Figure], dates: Mapping[int, Sequence[DateWords]]
) -> list[Standing]:
    """Look around each figure; ``dates`` has the words for dates by the number of their sentence."""
    found: list[Standing] = []
    for earlier, figure, later in zip([None, *figures], figures, [*figures[1:], None], strict=False):
        first, last = tokens_of(document, figure)
        number = document.sentence_of[first]
        sentence, owner = document.sentences[number], owner_of(document, speakers, first)
        cited = owner.frames and owner.frames[-1].lemma == "accord"  # "..., 9 km off Orr, according to the Survey"
        told = not cited and owner.speaker is not None and document.quote_of[first] < 0 and number not in speakers.turns
        if told and _is_of_place(document, figure, first, last, sentence):
            owner = Owner(None, set_out=True)
        leading: list[Frame] = []
        floor, stop = sentence.first, sentence.last
        for frame in owner.frames:
            if frame.last <= first:
                leading.append(frame)
                floor = max(floor, frame.last)
            elif frame.first > first:
                stop = min(stop, frame.first)
        found.append(
            Standing(
                figure, earlier, later, first, last,
                bisect_left(document.starts, figure.noun_end, last) if figure.noun_end > figure.end else last,
                number, sentence, speakers.frames[number], owner, leading, floor, stop, dates.get(number, ()),
            )
        )  # fmt: skip
    return found


def without_verb(document: Document, at: Standing) -> Standing:
    """ "Voters, of whom 40 cast ballots": the words behind the number are all that is told of them, and no noun."""
    lows, k = document.lows, at.first - 1
    alone = k > at.sentence.first and lows[k] in ("whom", "which") and lows[k - 1] == "of"
    if lows[k] == ";" or (lows[k] == "," and lows[at.sentence.first] == "of"):  # "of 90 men, 40 lost jobs"
        alone = document.tags[at.last] & flag.ACTED > 0 and lows[at.last] not in document.language.fates
    if not alone or (at.beyond < at.sentence.last and not document.tags[at.beyond] & flag.MARK):
        return at
    return _bare(at)


def without_source(at: Standing) -> Standing:
    """ "Fewer than the 900 economists had expected": who speaks is not who is counted."""
    for frame in at.owner.frames:
        if frame.narrow is not None and at.last <= frame.source[0] < at.beyond:
            return _bare(at)
    return at


def _bare(at: Standing) -> Standing:
    """A figure without the noun that was taken from the words behind it."""
    return replace(at, figure=at.figure._replace(noun=None, unit=None, noun_start=-1, noun_end=-1), beyond=at.last)
