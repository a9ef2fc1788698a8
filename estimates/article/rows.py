"""An article to plain rows: who says each figure, of which day, of what, and whether it is so yet."""

from __future__ import annotations

from typing import Any

from estimates.article.datelines import as_date, dateline, dateline_end
from estimates.article.dates import DateWords, find_dates
from estimates.article.document import Document, read_document
from estimates.article.names import find_names
from estimates.article.owners import owner_of
from estimates.article.quantities import Draft, Drafts, name_quantities
from estimates.article.speakers import find_speakers
from estimates.article.standing import standing_of, tokens_of
from estimates.article.status import negated, status_of
from estimates.article.timing import as_of
from estimates.figures.linking import Figure
from estimates.figures.tables import scan

Row = dict[str, Any]


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
        The day it was published. Without it the dateline is used, if that has a year.
    convention : str, Convention or mapping, default "plain"
        What vague words are worth, see ``parse_figures``.

    Returns
    -------
    list of dict
        Columns of the claims table by name; None for what is not known, ``datetime.date`` for days. ``start`` and
        ``end`` are offsets into ``text``.

    Examples
    --------
    >>> text = "Gen. Ann Lee said 40 tanks burned on Monday. Eight were saved, she added."
    >>> rows = attribute(text, reported="2024-11-06")
    >>> [(row["source"], row["text"], row["noun"], str(row["as_of"])) for row in rows]
    [('Ann Lee', '40', 'tanks', '2024-11-04'), ('Ann Lee', 'Eight', 'tanks', 'None')]
    """
    return Reading(text, publisher=publisher, reported=reported, convention=convention).rows


class Reading:
    """One article, read: its document, its speech, its figures, and a row for each."""

    def __init__(
        self, text: str, *, publisher: str | None = None, reported: object = None, convention: Any = "plain"
    ) -> None:
        self.publisher = publisher
        self.reported = as_date(reported) or dateline(text)
        self.document: Document = read_document(text)
        self.figures: list[Figure] = [f for f in scan(self.document.plain, convention) if self._is_stated(f)]
        self.rows: list[Row] = []
        if not self.figures:
            return
        self.speakers = find_speakers(self.document, find_names(self.document))
        self._spans = [tokens_of(self.document, figure) for figure in self.figures]
        dates = self._dates()
        drafts = Drafts(self.document, self.speakers, self.figures)
        for number in range(len(self.figures)):
            self.rows.append(self._row(number, drafts, dates))
        self.drafts: list[Draft] = drafts.drafts
        for row, quantity in zip(self.rows, name_quantities(self.drafts), strict=True):
            row["quantity"] = quantity

    def _is_stated(self, figure: Figure) -> bool:
        """A gloss ("900 miles (1,450 km)") says a figure again; "several other countries" ends a list."""
        if figure.gloss_of is not None or figure.hedge != "vague":
            return figure.gloss_of is None
        return self.document.plain[figure.end : figure.end + 6].split()[:1] != ["other"]

    def _dates(self) -> dict[int, list[DateWords]]:
        """The words for dates in the sentences that have figures, by the number of the sentence."""
        document = self.document
        numbers = sorted({document.sentence_of[first] for first, _ in self._spans})
        found = find_dates(document, numbers, self.reported)
        after = dateline_end(document.plain) if found else 0
        return {number: [words for words in dates if words.start >= after] for number, dates in found.items()}

    def _row(self, number: int, drafts: Drafts, dates: dict[int, list[DateWords]]) -> Row:
        figure, document = self.figures[number], self.document
        first, last = self._spans[number]
        owner = owner_of(document, self.speakers, first)
        at = standing_of(document, figure, first, last, owner, dates.get(document.sentence_of[first], ()))
        status = status_of(document, at)
        counted = drafts.add(at)
        speaker = owner.speaker
        source = speaker.name if speaker is not None else self.publisher
        return {
            "quantity": "", "source": source, "publisher": self.publisher, "origin": owner.origin or source,
            "text": document.text[figure.start : figure.end], "start": figure.start, "end": figure.end,
            "locator": f"sentence {at.number + 1}",
            "value": figure.value, "unit": counted.unit, "noun": counted.noun, "resolution": figure.resolution,
            "hedge": figure.hedge, "status": status, "negated": negated(document, at),
            "as_of": as_of(document, self.figures, number, at, status),
            "reported": self.reported, "low": figure.low, "high": figure.high, "place": counted.place,
            "speaker_role": speaker.role if speaker is not None else None,
            "uncertain": owner.uncertain, "trend": figure.trend,
        }  # fmt: skip
