"""What the labels of lists and tables say of the figures beside them: what is counted, where, by whom, of which day.

Read before any sentence is: a value that is set out has what it counts in its label, and no neighbour lends it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from estimates.article import tags as flag
from estimates.article.befell import unit_of
from estimates.article.columns import measured_in, measures_over, scaled_in
from estimates.article.dates import DateWords, find_dates
from estimates.article.document import Document
from estimates.article.entries import Entry, Span, place_lines
from estimates.article.label_kinds import Told, day_of_label, heading_noun, kind_of_label, printed, tokens_of, words_of
from estimates.article.owners import Owner, owner_of
from estimates.article.persons import Speaker
from estimates.article.speakers import Speakers
from estimates.article.standing import Standing
from estimates.figures.labels import is_yearlike
from estimates.figures.linking import Figure
from estimates.figures.scanner import scan_words
from estimates.figures.tokens import Words
from estimates.policy import Convention
from estimates.records import record, replace
from estimates.units import is_count

_YEAR = 4  # digits
_LATE = 3  # letters that may stand before the number of a value
_REST = 4  # words after it: "363070 (+790) persons"
_SIGNS = ("(+", "(-", "(−", "(–")


@record
class Label:
    """What the layout says of a figure; ``days`` is where the words for its day stand."""

    place: str | None = None
    who: str | None = None
    source: str | None = None
    days: Span | None = None
    change: bool = False


def labelled(
    document: Document, figures: Sequence[Figure], convention: Convention
) -> tuple[list[Figure], dict[int, Label]]:
    """Give figures that the layout labels what they count, in the order of the text, and the labels by their start.

    A number that running text would not count ("missiles ‒ 1786") is read where a value is due.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> from estimates.figures.tables import scan
    >>> from estimates.policy import CONVENTIONS
    >>> document = read_document("Missiles ‒ 1786 (+1),\\nboats: 23")
    >>> figures, _ = labelled(document, scan("Missiles ‒ 1786 (+1),\\nboats: 23"), CONVENTIONS["plain"])
    >>> [(figure.text, figure.noun, figure.trend) for figure in figures]
    [('1786', 'Missiles', None), ('+1', 'Missiles', 'up'), ('23', 'boats', None)]
    """
    entries = document.entries
    if not entries:
        return _with_changes(document, list(figures), {})
    found = list(figures)
    starts = [figure.start for figure in figures]
    for entry in entries:
        a, b = entry.value
        k = bisect_left(starts, a)
        if k < len(starts) and starts[k] <= min(a + _LATE, b) and not _is_change(document, figures[k]):
            continue
        if k and figures[k - 1].end > a:
            continue
        found += _values(document, entry, convention, starts[k] if k < len(starts) else b)
    found.sort(key=lambda figure: figure.start)
    return _label(document, found)


def _values(document: Document, entry: Entry, convention: Convention, before: int) -> list[Figure]:
    """Read a value as one is read where a number is due; up to where a figure was found already."""
    a, b = entry.value
    label, named = words_of(document, entry.labels[0]), words_of(document, entry.labels[-1])[-1:]
    if not label or label[-1] in document.lists["no_count"] or not document.lists["labels"].isdisjoint(named):
        return []
    words = document.pieces
    for figure in scan_words(Words(document.plain[a : min(b, before)], document.language), convention, size=True):
        if figure.start > _LATE:
            break
        start, end = figure.start + a, figure.end + a
        first = bisect_left(words.starts, start, 0, words.count)
        closing = bisect_left(words.starts, end, 0, words.count)
        noun = (figure.noun_start + a, figure.noun_end + a) if figure.noun_start >= 0 else (-1, -1)
        return [figure._replace(start=start, end=end, first=first, closing=closing, stop=closing, noun_start=noun[0],
                                noun_end=noun[1], gloss_of=None)]  # fmt: skip
    return []


def _label(document: Document, figures: list[Figure]) -> tuple[list[Figure], dict[int, Label]]:
    labels: dict[int, Label] = {}
    spoiled: set[int] = set()
    speak = _that_speak(document)
    places = place_lines(document.plain, document.lists["place_heads"])
    starts = [figure.start for figure in figures]
    placed = {
        document.block_at(entry.value[0])
        for entry in document.entries
        if entry.opens >= 0 and kind_of_label(document, entry.labels[0], entry).kind == "place"
    } - {None}  # among places a name is none of what is counted
    for entry in document.entries:
        a, b = entry.value
        inside = range(bisect_left(starts, a), bisect_left(starts, b))
        if not inside or (len(entry.labels) == 1 and starts[inside[0]] > a + _LATE):
            continue
        measures = measures_over(document, entry.labels)
        for top, end, _ in measures:  # "Workers (thousands)" counts none
            spoiled.update(starts[bisect_left(starts, top) : bisect_left(starts, end)])
        years = (span for span in entry.labels[1:] if is_yearlike(document.plain[slice(*span)]))
        spoiled.update(start for start, _ in years)  # a column of "2020"
        if entry.title is not None and document.plain[entry.labels[0][0]].isdigit():  # "1 – Minimal" heads a row
            spoiled.update(starts[bisect_left(starts, entry.labels[0][0]) : bisect_left(starts, entry.labels[0][1])])
        told = [kind_of_label(document, span, entry) for span in entry.labels]
        told += [day for span in entry.labels if (day := day_of_label(document, span)) is not None]
        if entry.labels[0] in speak and told[0].kind in ("noun", "name"):
            told[0] = replace(told[0], kind="source")
        parts = len(entry.labels) > 1 and entry.opens < 0 and told[1].kind in ("place", "name")
        if parts and told[0].kind == "source" and heading_noun(document, entry) is None:
            told[0] = replace(told[0], kind="noun")  # "National Guard: Florida 3,500; Georgia 2,300"
        noun = next((one for one in reversed(told) if one.kind == "noun"), None)
        name = next((one for one in told if one.kind == "name"), None)
        over = heading_noun(document, entry)
        alone = len(told) == 1 or (not measures and all(one.kind in ("name", "day", "nothing") for one in told))
        if noun is None and over is None and name is not None and alone and document.block_at(a) not in placed:
            over = _of_series(document, figures, inside[0], entry.labels[0])
            if over is None:
                noun, name = name, None  # "MLRS – 949", and in a row under "This week"
        counted = printed(document, noun) if noun is not None else over
        label = _said(document, told, noun, name)
        above = bisect_right(places, (a, "")) - 1
        if label.place is None and above >= 0:
            label = replace(label, place=places[above][1])
        bare = not any(one.kind == "noun" for one in told) and words_of(document, entry.labels[0])[-1:]
        for k in inside:
            whole = figures[k + 1] if k + 1 in inside and document.low_after(figures[k].end) == "of" else None
            figure = figures[k] if whole is not None and -1 < whole.noun_start < b else within(document, figures[k], b)
            first = k == inside[0] and figure.start <= a + _LATE
            if first and bare and bare[0] in document.lists["no_count"] and figure.noun is None:
                spoiled.add(figure.start)  # "Time: 10"
            figures[k] = figure = scaled_in(document, figure, b) if first and entry.title is not None else figure
            told_of = figure.noun is not None and not figure.borrowed and figure.noun.lower() in document.language.fates
            told_of = told_of and noun is not None and document.language.nouns.is_plural(counted or "")
            told_of = told_of and (counted or "").lower() not in document.language.fates  # "Rebels: 5 killed"
            bare_one = figure.noun is None or figure.borrowed or told_of
            if counted is not None and bare_one and _takes(document, figure, first, b):
                figures[k] = _counting(document, figure, counted)
            if measures and first and is_count(figures[k].unit or "count"):
                figures[k] = measured_in(figures[k], measures[-1][2], document.language)
            if label != Label():
                labels[figures[k].start] = label
    figures = [figure for figure in figures if figure.start not in spoiled]
    return _with_changes(document, figures, labels)


def _of_series(document: Document, figures: Sequence[Figure], k: int, label: Span) -> str | None:
    """ "Orr: 1,800 people. Vela: 900": what stands behind the name right before, of the names that follow it too."""
    if not k:
        return None
    before, plain = figures[k - 1], document.plain
    follows = plain[max(before.end, before.noun_end) : label[0]].strip() in (".", ";", ",")
    return before.noun if follows and not before.borrowed and plain[: before.start].rstrip().endswith(":") else None


def within(document: Document, figure: Figure, end: int) -> Figure:
    """What is counted stands in the cell or the line of its number, and not on the next: "12 women\nRebel fighters"."""
    lent = figure.borrowed or (figure.noun is not None and figure.noun_start < 0)
    if figure.noun_end <= end and not lent:
        return figure
    measures = not is_count(figure.unit or "count")
    unit = figure.unit if measures and not figure.borrowed else None  # "CHF 10 million"
    bare = figure._replace(noun=None, unit=unit, borrowed=False, noun_start=-1, noun_end=-1)
    noun = document.plain[figure.noun_start : end].rstrip(" \n\r\t.,;")
    if lent or figure.noun_start >= end or not document.language.nouns.is_plural(noun.split()[-1].lower()):
        return bare
    unit = unit or unit_of(document.language, noun)
    return bare._replace(noun=noun, unit=unit, noun_start=figure.noun_start, noun_end=figure.noun_start + len(noun))


def _takes(document: Document, figure: Figure, first: bool, end: int) -> bool:
    """Whether a figure is of its label: the first of a value that little follows, and a change of it in brackets."""
    if not first:
        return _is_change(document, figure)
    return figure.unit != "percent" or len(document.plain[figure.end : end].split()) <= _REST


def _counting(document: Document, figure: Figure, noun: str) -> Figure:
    people = noun.lower() in document.lists["done_to_patients"]  # "Recovered: 40"
    counted = "person" if people else unit_of(document.language, noun)
    unit = figure.unit if figure.unit is not None and not figure.borrowed else counted
    return figure._replace(noun=noun, unit=unit, borrowed=False, noun_start=-1, noun_end=-1)


def _is_change(document: Document, figure: Figure) -> bool:
    return document.plain[max(figure.start - 1, 0) : figure.start + 1] in _SIGNS


def _with_changes(
    document: Document, figures: list[Figure], labels: dict[int, Label]
) -> tuple[list[Figure], dict[int, Label]]:
    """ "12 tanks (+3)": what a bracket with a sign says is how much has come on top, of the same."""
    if "(" in document.plain:
        for k, figure in enumerate(figures[1:], 1):
            before = figures[k - 1]
            gap = document.plain[max(before.end, before.noun_end) : figure.start]
            if _is_change(document, figure) and gap.strip() == "(":
                moved = "up" if document.plain[figure.start] == "+" else "down"
                trend = moved if figure.value else "unchanged"
                if before.noun is not None and figure.unit in (None, "count", "person"):
                    figure = figure._replace(noun=before.noun, unit=before.unit, borrowed=False)
                figures[k] = figure._replace(trend=trend, part=False)
                labels[figure.start] = replace(labels.get(before.start, Label()), change=True)
    return figures, labels


def set_out(
    document: Document,
    speakers: Speakers,
    standings: Sequence[Standing],
    labels: Mapping[int, Label],
    reported: date | None,
) -> list[Standing]:
    """Give figures of lists and tables the source and the day that their labels name.

    Where nobody is named in a line of a list, whoever leads up to the list speaks: "The army said it lost:".
    """
    found = []
    for at in standings:
        label = labels.get(at.figure.start, Label())
        if label.source is not None:
            at = replace(at, owner=Owner(Speaker(label.source), set_out=True), leading=[])
        elif at.owner.speaker is None and document.blocks:
            speaker = _leading_up(document, speakers, at.figure.start)
            at = at if speaker is None else replace(at, owner=Owner(speaker, uncertain=speaker.uncertain, set_out=True))
        if label.days is not None:
            days = _days(document, label.days, reported)
            at = replace(at, dates=[replace(words, start=at.figure.end, end=at.figure.end) for words in days])
        found.append(at)
    return found


def _leading_up(document: Document, speakers: Speakers, offset: int) -> Speaker | None:
    """Who speaks in the line that ends in a colon over the block in which an offset stands."""
    block = document.block_at(offset)
    if block is None or not block.leads or block.heading is None:
        return None
    token = document.token_at(block.heading[1] - 1)
    spoken = (frame.speaker for frame in reversed(speakers.frames[document.sentence_of[token]]) if frame.speaker)
    return owner_of(document, speakers, token).speaker or next(spoken, None)


def _days(document: Document, span: Span, reported: date | None) -> list[DateWords]:
    """The words for dates in a label."""
    number = document.sentence_of[document.token_at(span[0])]
    year = document.plain[slice(*span)].strip("*_ ")
    if len(year) == _YEAR and year.isdecimal():
        return [DateWords(date(int(year), 1, 1), "year", start=span[0], end=span[1])]
    found = find_dates(document, [number], reported).get(number, [])
    return [words for words in found if span[0] <= words.start < span[1]][-1:]  # "January 2005 to May 2009": by May


def _that_speak(document: Document) -> set[Span]:
    """The labels of a list of counters: "Police: 40,000", "Organisers: 200,000" under what they count."""
    lists: dict[Span, list[Entry]] = {}
    for entry in document.entries:
        if entry.heading is not None and len(entry.labels) == 1:
            lists.setdefault(entry.heading, []).append(entry)
    found: set[Span] = set()
    for entries in lists.values():
        over = heading_noun(document, entries[0])
        heads = [tokens_of(document, entry.labels[0])[1] - 1 for entry in entries]
        speak = [document.tags[k] & flag.SPEAKER > 0 for k in heads]
        named = all(yes or document.words[k].isupper() for yes, k in zip(speak, heads, strict=True))
        if over is not None and over.split()[-1].lower() not in document.language.fates and any(speak) and named:
            found.update(entry.labels[0] for entry in entries)
    return found


def _said(document: Document, told: Sequence[Told], noun: Told | None, name: Told | None) -> Label:
    by_kind = {one.kind: one for one in reversed(told) if one is not noun}
    texts = {kind: document.span(one.first, one.last).strip("*_ ") for kind, one in by_kind.items()}
    day = by_kind.get("day")
    days = (document.starts[day.first], document.ends[day.last - 1]) if day is not None else None
    who = texts.get("name") if name is not None else None
    return Label(texts.get("place"), who, texts.get("source"), days)
