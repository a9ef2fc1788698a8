"""One event told by several articles: its day and its place as all of them tell it, and not each for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from estimates.article.events import FORMS
from estimates.article.places import places_within
from estimates.lang.lexicon import english
from estimates.records import record

Row: TypeAlias = dict[str, Any]
Within: TypeAlias = Collection[tuple[str, str]]

PRINTED = timedelta(30)  # days after an event in which articles tell of it without saying when it was


@record
class When:
    """The day, month or year of an event: its words, and the first and the last day of it."""

    words: str
    first: date
    last: date

    def meets(self, other: When) -> bool:
        """Whether both name one time, one of them perhaps less exactly: "1999" and "21 September 1999"."""
        return self.first <= other.last and other.first <= self.last


@dataclass(slots=True)
class Mention:
    """One event as one article tells it, with the rows that it is told in."""

    article: str
    kind: str
    when: When | None
    place: str | None = None
    reported: date | None = None
    rows: list[Row] = field(default_factory=list)
    words: str = ""
    found: str | None = None  # by the other articles

    @property
    def there(self) -> str | None:
        """Where it was, as it says itself or as the others say."""
        return self.place or self.found

    def names(self, place: str | None) -> bool:
        """Whether the article has the name of a place, where it does not say itself where the event was."""
        return self.place is None and place is not None and place in self.words


def align_events(rows: Sequence[Row], within: Within) -> None:
    """Let articles that tell of one event call it the same, in place: ``event`` and ``place`` of their rows.

    Events are one where they are of one kind, their days meet and one's place is the other's or lies in it. A day that
    an article leaves out is that of the only such event of the 30 days before its print; where several fit, it stays
    missing. A place that holds two others which are apart ("Baghdad" with bombs in two quarters of it) stays itself.
    What a row did not say itself stands in its ``doubt``.

    Parameters
    ----------
    rows : sequence of dict
        Of several articles, as ``article_rows`` gives them with ``article``.
    within : collection of pairs
        Names of places in small letters, the first lying in the second, as ``places_within`` finds them in the texts.
    """
    mentions = _mentions(rows)
    if len({mention.article for mention in mentions}) < 2:
        return
    inside = closed(within, {mention.place.lower() for mention in mentions if mention.place})
    dated = [mention for mention in mentions if mention.when is not None]
    days = {id(mention): _only_day(mention, dated, inside) for mention in mentions}
    for mention in mentions:
        _set_day(mention, days[id(mention)])
    by: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        by.setdefault((mention.kind, mention.when.words if mention.when else ""), []).append(mention)
    for alike in by.values():
        _find_places(alike)
        for group in _of_one_place(alike, inside):
            _set_place(group, inside)


def told_within(rows: Sequence[Row], texts: Mapping[str, str]) -> set[tuple[str, str]]:
    """Which place lies in which, by articles that tell of one kind of event at several places; no others are asked."""
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        if row.get("event") is not None:
            kinds.setdefault(row["event"].partition(",")[0], []).append(row)
    asked: set[str] = set()
    for inside in kinds.values():
        articles, places = {row["article"] for row in inside}, {row["place"] for row in inside} - {None}
        asked |= articles if len(articles) > 1 and len(places) > 1 else set()
    return set[tuple[str, str]]().union(*(places_within(texts[name], english()) for name in asked if name in texts))


def _mentions(rows: Iterable[Row]) -> list[Mention]:
    """The events of each article; the place of one is where most of its rows have it."""
    found: dict[tuple[str, str], Mention] = {}
    for row in rows:
        if row.get("event") is not None:
            kind, when = parted(row["event"])
            new = Mention(row["article"], kind, when, reported=row.get("reported"))
            found.setdefault((row["article"], row["event"]), new).rows.append(row)
    words: dict[str, list[str]] = {}
    for row in rows:
        words.setdefault(row["article"], []).append(row.get("sentence", ""))
    for mention in found.values():
        mention.words = "\n".join(dict.fromkeys(words[mention.article]))
        places = Counter(row["place"] for row in mention.rows if row["place"] is not None)
        mention.place = min(places, key=lambda name: (-places[name], name)) if places else None
    return list(found.values())


def parted(label: str) -> tuple[str, When | None]:
    """The kind and the time in "attack, 28 June 2016"."""
    kind, _, words = label.rpartition(", ")
    for precision, form in FORMS.items():
        try:
            day = datetime.strptime(words, form).date()
        except ValueError:
            continue
        last = {"day": day, "month": (day.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)}
        return kind, When(words, day, last.get(precision, date(day.year, 12, 31)))
    return label, None


def closed(within: Within, places: Collection[str]) -> set[tuple[str, str]]:
    """What lies in what, through others too; names that each say of the other that it lies in it say nothing."""
    outer: dict[str, set[str]] = {}
    for inner, around in within:
        outer.setdefault(inner, set()).add(around)
    found: set[tuple[str, str]] = set()
    for place in places:
        seen, ahead = {place}, [place]
        while ahead:
            for around in outer.get(ahead.pop(), set()) - seen:
                seen.add(around)
                ahead.append(around)
        found |= {(place, around) for around in seen - {place}}
    return {(a, b) for a, b in found if (b, a) not in found}


def comparable(one: str | None, other: str | None, inside: Within) -> bool:
    """Whether two places may be one place that is told more and less exactly."""
    if one is None or other is None:
        return False
    a, b = one.lower(), other.lower()
    return a == b or (a, b) in inside or (b, a) in inside


def _only_day(mention: Mention, dated: Sequence[Mention], inside: Within) -> When | None:
    """The time of the only event that this can be; its own where it has one that is a day."""
    if mention.when is not None and mention.when.first == mention.when.last:
        return mention.when
    fits = {
        other.when
        for other in dated
        if other.kind == mention.kind and other.when is not None and _may_be(mention, other, other.when, inside)
    }
    finest = min((when.last - when.first for when in fits), default=None)
    exact = {when for when in fits if when.last - when.first == finest}
    return exact.pop() if len(exact) == 1 else mention.when


def _may_be(mention: Mention, other: Mention, when: When, inside: Within) -> bool:
    near = mention.article == other.article and mention.place is None
    named = mention.names(other.place) or other.names(mention.place)
    if not (near or named or comparable(mention.place, other.place, inside)):
        return False
    if mention.when is not None:
        return mention.when.meets(when)
    printed = mention.reported
    return printed is None or printed - PRINTED <= when.first <= printed


def _set_day(mention: Mention, when: When | None) -> None:
    if when is None or when == mention.when:
        return
    mention.when = when
    for row in mention.rows:
        row["event"] = f"{mention.kind}, {when.words}"
        add_doubt(row, "the day of its event is told by other sentences or articles")


def _find_places(mentions: Sequence[Mention]) -> None:
    """An event of which an article does not say where it was is where the others have it, if it names that place."""
    places = {mention.place for mention in mentions if mention.place is not None}
    for mention in mentions:
        named = {place for place in places if mention.names(place)}
        if mention.when is not None and len(named) == 1:
            mention.found = named.pop()


def _of_one_place(mentions: Sequence[Mention], inside: Within) -> list[list[Mention]]:
    """Mentions whose places are one, told more or less exactly."""
    places = {mention.there.lower() for mention in mentions if mention.there is not None}
    spread = mentions[0].kind in english().lists["spreading"]  # in each part of its area it has a toll
    near = {
        place: {other for other in places if comparable(place, other, () if spread else inside)} for place in places
    }
    chained = {p for p in places if all(comparable(one, other, inside) for one in near[p] for other in near[p])}
    groups: dict[frozenset[str], list[Mention]] = {}
    for mention in mentions:
        if mention.there is None:
            continue
        low = mention.there.lower()
        key = frozenset(near[low] & chained) if low in chained else frozenset([low])
        groups.setdefault(key, []).append(mention)
    return list(groups.values())


def _set_place(group: Sequence[Mention], inside: Within) -> None:
    """The place that most articles name; of those that as many name, the one inside the others."""
    named = Counter(place for place, _ in {(mention.there or "", mention.article) for mention in group})
    depth = {place: sum((place.lower(), other.lower()) in inside for other in named) for place in named}
    best = min(depth, key=lambda place: (-named[place], -depth[place], place))
    for mention in group:
        for row in mention.rows:
            if row["place"] is None or (row["place"] == mention.place and row["place"] != best):
                if row["place"] is None and mention.place is None:
                    add_doubt(row, "the place of its event is told by other articles")
                elif row["place"] is not None and row["place"].lower() != best.lower():
                    add_doubt(row, f"its event is told to be in {row['place']}, in other articles in {best}")
                row["place"] = best


def add_doubt(row: Row, words: str) -> None:
    """Say in ``doubt`` what is taken from elsewhere."""
    earlier = row.get("doubt")
    row["doubt"] = f"{earlier}; {words}" if earlier else words
