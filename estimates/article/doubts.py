"""Why a row may be wrong: where its source or what it counts had to be settled by less than its own clause.

The `reasons` were chosen by how often a row that gives one is wrong: of 3,468 rows of articles 7 in 100 were, and 27 of
those with a reason (half of those whose noun is taken from another sentence), but 3 of those without. What goes wrong
hardly more often than the rest is no reason: a pronoun for a source or one far off, whoever announces or speaks further
on in the sentence, a clause that opens it, a long sentence, "the 40", a noun of many words or away from its number.
"""

from __future__ import annotations

from collections.abc import Sequence

from estimates.article import reasons
from estimates.article.document import Document
from estimates.article.drafts import Draft
from estimates.article.reasons import Case, Reason
from estimates.article.speakers import Speakers
from estimates.article.standing import Standing
from estimates.lang.foreign import other_language

REASONS: tuple[Reason, ...] = (
    reasons.lent, reasons.only_people, reasons.in_the_singular, reasons.part_of_another, reasons.from_heading,
    reasons.others, reasons.two_meant, reasons.from_before, reasons.left_to_the_author, reasons.only_wanted,
    reasons.hardly_says, reasons.long_phrase, reasons.taken_for_person, reasons.set_back, reasons.said_by_nobody,
    reasons.counted_before, reasons.other_tongue, reasons.guessed_money,
)  # fmt: skip
_OF_NOUNS = (reasons.lent, reasons.in_the_singular, reasons.others)


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
    for at, draft in zip(standings, drafts, strict=True):
        lender = standings[draft.same_as] if draft.same_as is not None else None
        lent_doubt = of_nouns[draft.same_as] if draft.same_as is not None else ""
        given = (frame for frame in reversed(at.owner.frames) if frame.speaker is at.owner.speaker is not None)
        case = Case(document, speakers, at, draft, lender, lent_doubt, next(given, None), tongues.get(at.number))
        said = {reason: told for reason in REASONS if (told := reason(case))}
        doubts.append("; ".join(said.values()) or None)
        of_nouns.append(next(filter(None, map(said.get, _OF_NOUNS)), "") if said else "")
    return doubts


def _tongue(document: Document, number: int) -> str | None:
    """The other language of a sentence and those around it in its paragraph."""
    sentences, paragraph = document.sentences, document.sentences[number].paragraph
    near = [s for s in sentences[max(number - 2, 0) : number + 3] if s.paragraph == paragraph]
    return other_language(document.words[near[0].first : near[-1].last])
