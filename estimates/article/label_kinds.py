"""What kind of label the words of a list or a table are: what is counted, where, by whom, of which day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from estimates.article import tags as flag
from estimates.article.befell import kind_of, unit_of
from estimates.article.columns import unmeasured
from estimates.article.context import noun_of
from estimates.article.discourse import in_capitals
from estimates.article.document import Document
from estimates.article.entries import Entry, Span
from estimates.article.speaker_labels import bare_label, may_speak
from estimates.figures.labels import is_yearlike
from estimates.records import record

_YEAR = 4  # digits
_DONE = flag.PARTICIPLE | flag.PAST
_TIMED = flag.DATE | flag.NUMERAL
_SO_FAR = (["to", "date"], ["so", "far"])
_NO_LABEL = flag.HELPER | flag.PRONOUN | flag.ASSERTION | flag.THOUGHT | flag.PLACEMENT


@record
class Told:
    kind: str  # noun, place, name, source, day, nothing
    first: int
    last: int


def tokens_of(document: Document, span: Span) -> tuple[int, int]:
    first = bisect_left(document.starts, span[0])
    return first, bisect_right(document.ends, span[1])


def words_of(document: Document, span: Span) -> list[str]:
    return document.lows[slice(*tokens_of(document, span))]


def kind_of_label(document: Document, span: Span, entry: Entry) -> Told:
    """Tell what kind of label the words of a span are."""
    bare = unmeasured(document, span)
    first, last = tokens_of(document, bare)
    last = before_time(document, first, last)
    lows, tags, fates = document.lows[first:last], document.tags[first:last], document.language.fates
    lists = document.lists
    if not lows:
        return Told("nothing", first, last)
    who = bare_label(document, first, last)
    if who != (first, last) and may_speak(document, *who):
        return Told("nothing", first, last)  # "Mayor again: 40 dead"
    head, heads_column = lows[-1], entry.corner is not None and span != entry.labels[0]
    over = set(words_of(document, entry.corner)) if entry.corner is not None and span == entry.labels[0] else set()
    if over & lists["source_heads"]:
        return Told("source", first, last)
    if over & lists["place_heads"] or _is_placed(document, first, last, entry):
        return Told("place", first, last)
    if lows[0] in lists["total_labels"] and (len(lows) == 1 or (tags[1] & flag.PREPOSITION and lows[1] != "of")):
        return Told("nothing", first, last)  # "Total", "Total for the country"
    if tags[0] & flag.PREPOSITION and head in lists["held_in"]:
        return Told("noun", first, last)  # "In hospital: 40"
    numbers = [low for low in lows if low.isdigit()]
    if any(map(flag.DATE.__and__, tags)) or (numbers and all(len(low) == _YEAR for low in numbers)):
        return Told("day", first, last)
    alone = len(lows) == 1 and document.words[first][:1].isupper()  # "Admitted: 175"
    done = tags[-1] & _DONE and (heads_column or alone or _is_counted(document, first, last - 1))
    done = done and head not in lists["kinds_of_counts"]
    says = zip(tags[: len(tags) - bool(done)], lows, strict=False)
    if any(tag & _NO_LABEL and not tag & flag.NOUN_TOO and low not in fates for tag, low in says):
        return Told("nothing", first, last)  # "Vera Kolb wrote on Telegram: 61 were held"
    part = len(entry.labels) > 1 and span == entry.labels[-1] and (head not in fates or tags[0] & flag.ADVERB > 0)
    part = part and not heads_column and all(tag & (_DONE | flag.ADVERB) for tag in tags)
    if part or (heads_column and head in lists["kinds_of_counts"]):
        return Told("nothing", first, last)  # "Contacts: listed 2,690; seen 2,011", "Houses 12 (fully 8, partly 4)"
    placed = head in lists["regions"] or head in lists["place_heads"]
    if tags[-1] & flag.PLACE or (placed and bare == span):  # "Area", and not "Area (ha)"
        return Told("place", first, last)
    titled = len(lows) > 1 and in_capitals(document, first, last) and not document.language.nouns.is_plural(head)
    fate = any(low in fates for low in (lows[-1:] if titled else lows))  # "United Kingdom" befell nobody
    many = document.language.nouns.is_plural(head)
    called = tags[-1] & flag.BODY or in_capitals(document, first, last)  # and not "Exchange rate", "Police budget"
    if called and any(map(flag.BODY.__and__, tags)) and not (many or fate):
        return Told("source", first, last)
    named = document.words[first][:1].isupper() and in_capitals(document, first, last)  # "Bosnia and Herzegovina"
    if fate or many or done or not named or bare != span or document.language.nouns.is_person(head):
        return Told("noun", first, last)
    return Told("nothing" if any(low[0].isdigit() for low in lows) else "name", first, last)


def _is_counted(document: Document, first: int, last: int) -> bool:
    """ "Cases seen", "Deaths reported": before the participle stands what was."""
    return last > first and document.language.nouns.is_plural(document.lows[last - 1])


def before_time(document: Document, first: int, last: int) -> int:
    """Where a label ends without the time that its value is of: "Tests in the last 7 days", "The dead of 2016"."""
    lows, tags, lists = document.lows, document.tags, document.lists
    season, spans = lists["of_season"], lists["spans_of_time"]
    k = last - 2 if lows[last - 2 : last] in _SO_FAR else last
    while k > first + 1 and (tags[k - 1] & _TIMED or lows[k - 1] in season or lows[k - 1].removesuffix("s") in spans):
        k -= 1
    timed = any(
        tags[t] & flag.DATE or lows[t] in season or is_yearlike(lows[t]) or lows[t] in ("date", "far")
        for t in range(k, last)
    )
    dated = any(tags[t] & _TIMED or lows[t] in season for t in range(first, k))
    if not timed or dated or lows[k - 1] in ("by", "per"):
        return last  # "3 June 2019", "January to May 2019"
    while k > first + 1 and (tags[k - 1] & (flag.PREPOSITION | flag.ARTICLE) or lows[k - 1] == "since"):
        k -= 1
    return k


def day_of_label(document: Document, span: Span) -> Told | None:
    """The day behind what a label counts: "Deaths as of 3 May", "Killed in 2016", but not "Total since 3 May"."""
    first, last = tokens_of(document, span)
    k = before_time(document, first, last)
    day = any(document.tags[t] & flag.DATE or is_yearlike(document.lows[t]) for t in range(k, last))
    day = day and "since" not in document.lows[k:last] and document.lists["of_season"].isdisjoint(document.lows[k:last])
    return Told("day", k, last) if day else None


def _is_placed(document: Document, first: int, last: int, entry: Entry) -> bool:
    """ "Ann Arbor, MI", and what is named in a list of "Turnout by city"."""
    stated = last - first > 2 and document.lows[last - 2] == "," and document.words[last - 1].isupper()
    if stated and document.lows[last - 1] in document.lists["state_codes"]:
        return True
    if entry.heading is None or not in_capitals(document, first, last):
        return False
    total = document.lows[first] in document.lists["total_labels"]
    return not total and _is_by_place(document, *tokens_of(document, entry.heading))


def printed(document: Document, told: Told) -> str:
    """What a label counts; of "People affected" those are people, and ``fates`` says what befell them."""
    if document.tags[told.first] & flag.PREPOSITION:
        return "people"  # "In hospital"
    last, is_plural = told.last, document.language.nouns.is_plural
    hung = (k for k in range(told.first + 1, last) if document.tags[k] & flag.PREPOSITION and document.lows[k] != "of")
    hung_on = next(hung, last)
    last = hung_on if is_plural(document.lows[hung_on - 1]) else last  # "Contacts under follow-up"
    done = range(told.first + 1, last)
    cut = next((k for k in done if document.tags[k] & _DONE and is_plural(document.lows[k - 1])), last)
    if not any(is_plural(document.lows[k]) for k in range(cut, last)):
        last = cut
    return noun_of(document, (told.first, last)) or document.span(told.first, last)


def heading_noun(document: Document, entry: Entry) -> str | None:
    """What the line over a list counts: "Troop numbers", "Killed by region", "The march, turnout by city"."""
    if entry.heading is None:
        return None
    parts = _parts_of(document, tokens_of(document, entry.heading))
    for first, last in sorted(parts, key=lambda part: not _is_by_place(document, *part)):
        counted = _counted_in(document, first, last)
        if counted is not None or document.words[first - 1] != "(":
            return counted
    return None


def _parts_of(document: Document, heading: Span) -> list[Span]:
    """What stands between the marks of a heading; first what a bracket says that the numbers are of."""
    first, last = heading
    marks = [k for k in range(first, last) if document.tags[k] & flag.MARK and document.lows[k] != "#"]
    parts = [(a, b) for a, b in zip([first, *(k + 1 for k in marks)], [*marks, last], strict=True) if a < b]
    return sorted(parts, key=lambda part: document.words[part[0] - 1] != "(" if part[0] > first else True)


def _is_by_place(document: Document, first: int, last: int) -> bool:
    """ "Turnout by city", "deaths per district": what is counted place by place."""
    lows, places = document.lows, document.lists["place_heads"]
    return any(lows[k] in ("by", "per") and not places.isdisjoint(lows[k + 1 : k + 3]) for k in range(first, last))


def _counted_in(document: Document, first: int, last: int) -> str | None:
    lows, tags, empty = document.lows, document.tags, document.lists["empty_labels"]
    stop = next((k for k in range(first, last) if tags[k] & flag.PREPOSITION), last)
    end = stop
    while stop > first and lows[stop - 1] in empty:
        stop -= 1
    listed = stop == first < end < last and lows[end] == "of"
    if listed and lows[end - 1] not in document.lists["whose_losses"]:  # "List of the dead"
        return _counted_in(document, end + 1 + (tags[end + 1] & flag.ARTICLE > 0), last)
    says = (tags[k] & flag.VERB and not tags[k] & flag.PARTICIPLE for k in range(first, stop - 1))
    if stop - first not in range(1, 6) or any(says):
        return None
    head = lows[stop - 1]
    counts = unit_of(document.language, head) == "person" or document.language.nouns.is_plural(head)
    counts = counts or kind_of(document.language, head) != head or head in document.lists["headcounts"]
    return document.span(first, stop) if counts and not tags[stop - 1] & flag.PLACE else None
