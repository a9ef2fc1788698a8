"""An article to plain rows: who says each figure, of which day, of what, and whether it is so yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from estimates.article import tags as flag
from estimates.article.counts import counts_of, gone_back, said_on
from estimates.article.credence import joined_guesses, set_credence
from estimates.article.datelines import as_date, clock_lines, dateline, written_on
from estimates.article.dates import DateWords, find_dates
from estimates.article.denials import negated
from estimates.article.document import Document, read_document
from estimates.article.doubts import doubts_of
from estimates.article.drafts import Draft
from estimates.article.event_places import LEAD
from estimates.article.headings import under_days
from estimates.article.identities import Identity, identities_of
from estimates.article.labelling import Label, labelled, set_out, within
from estimates.article.layout import lines_around, source_line
from estimates.article.names import find_names
from estimates.article.quantities import drafts_of
from estimates.article.second import Pipeline, second_doubts
from estimates.article.speakers import find_speakers
from estimates.article.standing import Standing, standings
from estimates.article.status import statuses_of
from estimates.article.timing import Timing, timing_of
from estimates.errors import ParseError
from estimates.figures.linking import Figure
from estimates.figures.ones import is_one_among_many
from estimates.figures.scanner import scan_words
from estimates.lang.foreign import may_be_mixed, other_language
from estimates.policy import as_convention
from estimates.records import replace
from estimates.units import is_count

Row = dict[str, Any]
_AGES = 5  # tokens from "aged" to an age: "aged six months to two years"
_HEAD = 400  # words that tell the language of a text


@dataclass(frozen=True, slots=True)
class Reading:
    """One article, read: its document and, for each figure, where it stands, what it counts and its row."""

    document: Document
    standings: Sequence[Standing] = ()
    drafts: Sequence[Draft] = ()
    rows: Sequence[Row] = ()


def attribute(
    text: str, *, publisher: str | None = None, reported: object = None, convention: Any = "plain"
) -> list[Row]:
    """Read an article into rows of the claims table, one for each figure, in the order of the text.

    Parameters
    ----------
    text : str
        An article; HTML may be left in.
    publisher : str, optional
        Who printed it, and the source of every figure that nobody is named for.
    reported : date or str, optional
        The day it was published. Without it the dateline is used, if that has a year; a dateline of the week before
        it tells what "today" is.
    convention : str, Convention or mapping, default "plain"
        What vague words are worth, see ``parse_figures``.

    Returns
    -------
    list of dict
        Columns of the claims table by name; None for what is not known, ``datetime.date`` for days. ``start`` and
        ``end`` are offsets into ``text``. ``told`` is no column: what articles on one event are compared by.

    Examples
    --------
    >>> text = "Gen. Ann Lee said 40 tanks burned on Monday. Eight were saved, she added."
    >>> rows = attribute(text, reported="2024-11-06")
    >>> [(row["source"], row["text"], row["noun"], str(row["as_of"])) for row in rows]
    [('Ann Lee', '40', 'tanks', '2024-11-04'), ('Ann Lee', 'Eight', 'tanks', 'None')]
    """
    return list(read_article(text, publisher=publisher, reported=reported, convention=convention).rows)


def read_article(
    text: str,
    *,
    publisher: str | None = None,
    reported: object = None,
    convention: Any = "plain",
    second: Pipeline | None = None,
) -> Reading:
    """Read an article stage by stage, each from what those above it found; arguments as for ``attribute``.

    A ``second`` reader's parse is held against the sources.
    """
    document = read_document(text)
    printed = as_date(reported) or dateline(text, document.language)
    day = written_on(document.plain, document.dateline, printed, document.language)
    mixed = may_be_mixed(document.words)
    if mixed:
        _refuse_others(document)
    scanned = scan_words(document.pieces, as_convention(convention), size=False)
    found = [figure for figure in (_in_its_line(document, figure) for figure in scanned) if figure is not None]
    stated, labels = labelled(document, found, as_convention(convention))
    around = lines_around(document.plain, document.lists) if stated else []
    figures = [figure for figure in stated if _is_stated(document, figure)]
    if around:
        figures = [figure for figure in figures if not any(start <= figure.start < end for start, end in around)]
    if not figures:
        return Reading(document)
    speakers = find_speakers(document, find_names(document))
    dates = _dates_beside(document, figures, day)
    figures = [
        figure for figure in figures if is_count(figure.unit or "count") or not _says_when(document, figure, dates)
    ]
    stands = [at for at in standings(document, speakers, figures, dates) if not _is_somebody(document, at)]
    if document.blocks or labels:
        stands = set_out(document, speakers, stands, labels, day)
    statuses = statuses_of(document, stands)
    clock = clock_lines(document.plain, day)
    timings = [timing_of(document, at, status, day, clock) for at, status in zip(stands, statuses, strict=True)]
    timings = counts_of(document, stands, statuses, said_on(stands, statuses, timings), day)
    timings = under_days(document, stands, statuses, timings, day)
    timings = gone_back(document, stands, timings, day)
    drafts = drafts_of(document, speakers.names, stands)
    identities = identities_of(document, speakers.names, stands, drafts, statuses, timings, dates)
    if labels:
        identities = [
            _labelled(identity, labels.get(at.figure.start)) for identity, at in zip(identities, stands, strict=True)
        ]
    doubts = doubts_of(document, speakers, stands, drafts, mixed=mixed)
    if second is not None:
        others = second_doubts(document, stands, second)
        doubts = ["; ".join(filter(None, both)) or None for both in zip(doubts, others, strict=True)]
    said = zip(stands, drafts, statuses, timings, identities, doubts, strict=True)
    attributed = source_line(document.plain, document.lists, document.turns) or publisher
    rows = [_row(document, (attributed, publisher), printed, *of_figure) for of_figure in said]
    kept = joined_guesses(document.text, rows)
    set_credence(document, [rows[k] for k in kept])
    return Reading(document, [stands[k] for k in kept], [drafts[k] for k in kept], [rows[k] for k in kept])


def _refuse_others(document: Document) -> None:
    if other_language(document.words[:_HEAD]) is None:
        return
    tongue = other_language(document.words)
    if tongue is not None:
        raise ParseError(
            f"the text looks like {tongue}; its figures are not read: {' '.join(document.plain.split())[:40]!r}.",
            hint="only English is read: give a translation, or enter the figures as claims (read_claims).",
        )


def _in_its_line(document: Document, figure: Figure) -> Figure | None:
    """ "As of 3 October 2024", and "People in need" on the next line: what is counted stands in the sentence."""
    if figure.noun_end <= figure.end or "\n" not in document.plain[figure.end : figure.noun_end]:
        return figure
    first, last = document.token_at(figure.start), document.token_at(figure.noun_end - 1)
    if document.sentence_of[last] == document.sentence_of[first]:
        return figure
    if first and document.tags[first - 1] & flag.DATE:
        return None
    return within(document, figure, document.ends[document.sentences[document.sentence_of[first]].last - 1])


def _is_stated(document: Document, figure: Figure) -> bool:
    """A gloss ("900 miles (1,450 km)") says a figure again; "several other countries" ends a list.

    Money in other money ("38,000 soles ($10,350)") goes by the rate of a day, and is a figure of its own.
    """
    if figure.noun == "times" and document.low_after(max(figure.noun_end, figure.end)) in document.lists["multiplied"]:
        return False  # "two thousand times the power", "three times more"
    ends_list = figure.hedge == "vague" and document.plain[figure.end : figure.end + 6].split()[:1] == ["other"]
    again = figure.gloss_of is not None and (figure.unit or "").partition("/")[0] not in document.pieces.units.codes
    return not again and not ends_list and not is_one_among_many(document.pieces, figure.first)


def _is_somebody(document: Document, at: Standing) -> bool:
    """ "One official said": some speaker, and no count of them."""
    one = document.lows[at.first] == "one" and not 0 < at.figure.value < 1
    return one and any(frame.source[0] == at.first and not frame.weak for frame in at.frames)


def _says_when(document: Document, figure: Figure, dates: Mapping[int, Sequence[DateWords]]) -> bool:
    """ "Two days later", "in the past 24 hours", "for the next six months", "every two hours", "aged two years"."""
    k = document.token_at(figure.start)
    lows, timed = document.lows, figure.unit in document.lists["spans_of_time"]
    pointed = timed and k > 1 and lows[k - 1] in document.lists["point_at_span"]
    determined = document.tags[k - 2] & (flag.DETERMINER | flag.PREPOSITION) > 0
    pointed = pointed and (determined or document.lows[k - 2] == "during")
    after = document.token_at(figure.end - 1) + 1
    to = lows[k - 1] == "the" and lows[after] in document.lists["spans_to"] and document.tags[after + 1] & flag.DATE
    told = lows[after] == "ago" or not {"aged", "every"}.isdisjoint(lows[max(k - _AGES, 0) : k + 1])
    if pointed or (timed and (to or told)):
        return True
    near = dates.get(document.sentence_of[k], ())
    return any(words.start <= figure.start < words.end for words in near)


def _dates_beside(document: Document, figures: Sequence[Figure], day: date | None) -> dict[int, list[DateWords]]:
    """The words for dates in the sentences that have figures and in the lead, by the number of the sentence."""
    numbers = {document.sentence_of[document.token_at(figure.start)] for figure in figures}
    found = find_dates(document, sorted(numbers.union(range(min(LEAD, len(document.sentences))))), day)
    if not document.dateline:
        return found
    return {n: [words for words in dates if words.start >= document.dateline] for n, dates in found.items()}


def _row(
    document: Document, told_by: tuple[str | None, str | None], reported: date | None, at: Standing, draft: Draft,
    status: str, timing: Timing, of: Identity, doubt: str | None,
) -> Row:  # fmt: skip
    figure, owner, speaker = at.figure, at.owner, at.owner.speaker
    attributed, publisher = told_by
    source = speaker.name if speaker is not None else attributed
    if source and publisher and source.lower() == publisher.replace(" ", "").lower():
        source = publisher  # "@OrrTimes" in the Orr Times
    return {
        "source": source, "publisher": publisher, "origin": owner.origin or source,
        "speaker_role": speaker.role if speaker is not None else None, "uncertain": owner.uncertain,
        "text": document.text[figure.start : figure.end], "start": figure.start, "end": figure.end,
        "locator": f"sentence {at.number + 1}",
        "value": figure.value, "low": figure.low, "high": figure.high, "resolution": figure.resolution,
        "hedge": figure.hedge, "trend": figure.trend, "unit": draft.unit, "noun": draft.noun,
        "negated": negated(document, at), "status": status,
        "as_of": timing.as_of or of.day, "precision": timing.precision or (of.day and "day"),
        "since": timing.since, "counted": timing.counted,
        "reported": reported,
        "quantity": of.quantity, "who": of.who, "event": of.event, "place": of.place, "scope": of.scope,
        "identity": of.identity, "doubt": doubt, "told": of.told,
    }  # fmt: skip


def _labelled(of: Identity, label: Label | None) -> Identity:
    """What a label says of whom and where, which no sentence did."""
    if label is None:
        return of
    scope = "additional" if label.change else of.scope
    return replace(of, who=of.who or label.who, place=label.place or of.place, scope=scope)
