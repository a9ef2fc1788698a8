"""Numbers that the layout sets out: label and value on a line or in a row of such, and what stands over them.

"tanks ‒ 6011 (+9)," on a line; "Dead: 40. Injured: 120" within one. A block of lines has a heading, or a sentence that
leads up to it with a colon.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from estimates.lang.lexicon import Language

Span: TypeAlias = tuple[int, int]

_SPACE = r"[^\S\n]"
_BULLET = rf"(?:[^\w\s#(\[\"“'‘$€£+~<>≈|]{{1,4}}{_SPACE}+|\d{{1,2}}[.)]{_SPACE}+)"
_ITEM = re.compile(rf"\n{_SPACE}*{_BULLET}(?=\S)")  # begins with the line's end, so that only those are looked at
_LABELLED = (
    rf"{_SPACE}*{_BULLET}*(?P<label>[^\W\d_][^\n:=|\t]{{0,60}}?)"
    rf"(?:{_SPACE}*(?!(?<=\d):\d)[:=]{_SPACE}*"
    rf"|{_SPACE}+[-–—‒−]+{_SPACE}+|{_SPACE}*\.{{3,}}{_SPACE}*|{_SPACE}*\t{_SPACE}*|\ {{3,}})"
)
_OF_A_YEAR = rf"{_SPACE}*{_BULLET}*(?P<label>(?:19|20)\d\d)(?:{_SPACE}+[-–—‒−]+{_SPACE}+|{_SPACE}*:{_SPACE}*)"
_SIGN = re.compile(r"[:=\t–—‒−]|[ ](?:-|[ ][ ])|\.\.\.")  # a line without one is no entry
_NUMBER = r"(?:[^\W\d_]{2,14}\s){0,2}[~≈>+]?\d(?:[\d.,]*\d)?(?!\w)"
_ASIDE = r"\([^()\n]{1,60}\)"  # "(+3)", "(juveniles 63)"
_PART = re.compile(r"[,;] (?:of (?:which|whom|them)|incl)")  # "634, of which 92% were seen"
_IN_BRACKETS = re.compile(_ASIDE)
_INLINE = re.compile(
    rf"(?:^|(?<=[,;:.|(])\s+|\band\s+)(?P<label>[^\W\d_][^\n,;:.|()\d]{{0,40}}?)(?:\s*:\s*|\s+[-–—‒−]\s+)"
    rf"(?P<value>{_NUMBER}(?:{_SPACE}?[^\W\d_]{{1,3}}\b)?(?:\s*{_ASIDE})?)(?=\s*(?:[,;.|)]\s|[,;.|)]?$|and\s))",
    re.MULTILINE,
)
_AMOUNT = r"[~≈>+]?\d(?:[\d.,]*\d)?(?:%|[ ](?:thousand|million|billion))?"
_ONE = rf"[^\W\d_][^\n,;:.()\d]{{0,30}}[ ]{_AMOUNT}"
_NEXT_PART = r"(?=[^\W\d_][^\n,;:.()\d]{0,30}[ ][~≈>+]?\d)"
# Both begin with letters as they are, which a text is looked through for several times as fast.
_BRACKET_OPENS, _SERIES_OPENS = re.compile(rf" \((?<=\d \(){_NEXT_PART}"), re.compile(rf": {_NEXT_PART}")
_PARTS = rf"(?P<items>{_ONE}(?:[,;][ ](?:and[ ])?{_ONE})+)"
_BROKEN_DOWN = re.compile(
    rf"(?P<head>[^\W\d_][^\n,;:.()\d]{{0,60}}?)(?P<colon>:?)[ ](?P<value>\d[\d,]*)[ ]\({_PARTS}(?=\))"
)
_BESIDE = rf"{_ONE}(?:[ ]\([^()\n]{{1,80}}\))?"
_SERIES = re.compile(  # "Relief items: tents 8,220; blankets 14,400"
    rf"(?:(?:^{_SPACE}*(?:{_BULLET})?|(?<=[.;)][ ]))(?P<head>[^\W\d_][^\n,;:.()\d]{{0,60}}?):[ ]|(?<=:[ ]))"
    rf"(?P<items>{_BESIDE}(?:[,;][ ](?:and[ ])?{_BESIDE})+)(?=[.;]|$)",
    re.MULTILINE,
)
_OF_SERIES = re.compile(rf"(?:and[ ])?(?P<label>[^,;()]+?)[ ](?P<value>{_AMOUNT})(?:[ ]\([^()]*\))?(?:[,;][ ]|$)")
_NAME = r"[A-Z][^\W\d_]*(?:[ ](?:[A-Z][^\W\d_]*|and|of|the)){0,4}"
_TO = r"(?::|[ ][–—-])?[ ]"
_NAMED = re.compile(rf"^(?P<label>{_NAME}){_TO}(?P<value>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}})[ ]*$", re.MULTILINE)
_ROW = rf"\n{_NAME}{_TO}\d[\d,]*[ ]*(?=\n|\Z)"
_COLUMN = re.compile(rf"{_ROW}(?:{_ROW}){{2,}}")  # begins with the line's end, too
_INLINE_GATE = re.compile(r"[:–—‒−-]\s(?:\w+\s){0,2}[~≈>+]?\d")
_CLOSED = re.compile(r"[a-z]{4}\. ")  # the end of a sentence
_OPENED = re.compile(r"\. [^\W\da-z]")  # a sentence opens, and not "61 (incl. 3 children)"
_DASHES = frozenset("-–—‒−")
_DASHED = re.compile(rf"{_SPACE}+[-–—‒−]+{_SPACE}+(?=[^\W\d_])")
_PLACE_LINE = re.compile(
    r"^[^\S\n]*(?P<label>[^\W\d_][^\n:\d]{0,30}):[^\S\n]+(?P<place>[A-Z][^\n:\d]{1,40})$", re.MULTILINE
)
_COUNTED = re.compile(r":\s*[~≈>+]?\d")
_MOST = 8  # words of a label,
_MOST_OF_HEADING = 12  # and of a heading
_SHORTEST, _LONGEST = 3, 150  # letters of a line
_BEFORE_PARTS = 78  # letters of what is broken down, up to its first part
_LONGEST_SERIES = 5_000  # letters of its parts
_NEXT = 6  # letters between two entries of one line


class Entry(NamedTuple):
    """Where a value stands, what labels it (the nearest first), and the heading over it.

    ``corner`` stands over the labels of a table's rows. ``opens`` is where its line begins, -1 within a line of text;
    ``title`` is the line over a table.
    """

    value: Span
    labels: tuple[Span, ...]
    heading: Span | None = None
    corner: Span | None = None
    opens: int = -1
    title: Span | None = None


@cache
def value_of(language: Language) -> re.Pattern[str]:
    """What a value begins with: a number, in digits perhaps after a few words that hedge it."""
    words = "|".join(sorted(language.numerals.words)) or "(?!)"
    return re.compile(rf"(?:(?:[^\W\d_]{{2,14}}\.?\s){{0,3}}[~≈<>+$€£(−-]*\d|(?:{words})\b)", re.IGNORECASE)


@cache
def _lines(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A line of a year and its value, and one of a label and its value."""
    value = value_of(language).pattern
    labelled = rf"{_LABELLED}(?P<value>(?={value})[^\n:|]{{1,70}})$"
    return re.compile(rf"{_OF_A_YEAR}(?P<value>{value}.*)", re.IGNORECASE), re.compile(labelled, re.IGNORECASE)


class Block(NamedTuple):
    """Lines of a list from ``start`` up to ``end``, and the line over them, which may lead up to them (``leads``)."""

    start: int
    end: int
    heading: Span | None
    leads: bool


def find_lists(plain: str, text: str, language: Language) -> tuple[list[Entry], list[Block]]:
    """Find the entries of the lists in a text, and the blocks of lines that they and bulleted lines stand in.

    ``plain`` is the text without markup, letter for letter; its bullets may be markup.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> text = "Losses:\\n- tanks ‒ 6011 (+9),\\n- boats: 23"
    >>> entries, blocks = find_lists(text, text, language("en"))
    >>> [(text[slice(*e.labels[0])], text[slice(*e.value)], text[slice(*e.heading)]) for e in entries]
    [('tanks', '6011 (+9)', 'Losses'), ('boats', '23', 'Losses')]
    """
    inline = _inline(plain)
    within = [entry.value[0] for entry in inline]
    lines = {entry.opens: entry for entry in _labelled_lines(plain, text, language) if _without(within, entry.value)}
    lines |= {entry.opens: entry for entry in _named_lines(plain, language)}
    starts = sorted({*lines, *(match.start() for match in _ITEM.finditer("\n" + text))})
    blocks = list(_blocks(plain, starts)) if starts else []
    entries = []
    for block in blocks:
        inside = starts[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        entries += [lines[start]._replace(heading=block.heading) for start in inside if start in lines]
    kept = [entry.value[0] for entry in entries]
    alone = [entry for entry in inline if _without(kept, entry.value)]
    read = {entry.value[0] for entry in (*entries, *alone)}
    parts = [entry for entry in _series(plain) if entry.value[0] not in read]
    return sorted([*entries, *alone, *parts]), blocks


def _without(offsets: Sequence[int], span: Span) -> bool:
    """Whether none of some offsets lies in a span."""
    return bisect_left(offsets, span[0]) == bisect_left(offsets, span[1])


def _labelled_lines(plain: str, text: str, language: Language) -> Iterator[Entry]:
    start, (of_year, labelled) = 0, _lines(language)
    for line in plain.split("\n"):
        end = start + len(line)
        match = of_year.match(plain, start, end)  # "2023 — 530 tanks, 12 boats"
        if match is not None:
            yield _entry(match)
        elif _SHORTEST < end - start < _LONGEST and _SIGN.search(line) is not None:
            match = labelled.match(plain, start, end)
            if match is not None and _is_set_out(match, text):
                yield _entry(match)
        start = end + 1


def _named_lines(plain: str, language: Language) -> Iterator[Entry]:
    """ "Peru 11", "Chile 380" and more, each on a line: of a name and a number, under several who are counted."""
    for column in _COLUMN.finditer("\n" + plain):
        heading, _ = line_over(plain, column.start())
        over = plain[slice(*heading)].lower().split() if heading is not None else []
        ends = language.lists["prepositions"]
        what = next((k for k, low in enumerate(over) if low in ends or low.startswith("(")), len(over)) - 1
        found = list(_NAMED.finditer(plain, *column.span()))
        labels = {match["label"] for match in found}
        first = {label.split()[0] for label in labels}
        numbered = len(labels) < len(found) or not first.isdisjoint(map(str.title, language.lists["months"]))
        counts = what >= 0 and (language.nouns.is_plural(over[what]) or over[what] in language.lists["headcounts"])
        if counts and not numbered:
            yield from map(_entry, found)


def _entry(match: re.Match[str]) -> Entry:
    value = match["value"].rstrip().rstrip(",.;").rstrip()
    return Entry((match.start("value"), match.start("value") + len(value)), _labels(match), opens=match.start())


def _labels(match: re.Match[str]) -> tuple[Span, ...]:
    """ "Losses - tanks: 55" has two labels."""
    start, end = match.span("label")
    dash = _DASHED.search(match["label"])
    if dash is None or _DASHED.match(match.string, end):  # "Orr – a charity – said 40": an aside
        return ((start, end),)
    return (start, start + dash.start()), (start + dash.end(), end)


def _is_set_out(match: re.Match[str], text: str) -> bool:
    """Whether a line is a label and a value, and no sentence: few words on either side."""
    label, value = match["label"], match["value"]
    if label == "A" or label.count("(") != label.count(")"):
        return False  # of an answer, "Some 900 came (police: 400)"
    few = len(label.split()) <= _MOST and len(_IN_BRACKETS.sub("", _PART.split(value)[0]).split()) <= _MOST
    gap = slice(match.end("label"), match.start("value"))  # no blank that took the room of markup
    set_out = few and match.string[gap] == text[gap] and not label.endswith((".", ","))
    set_out = set_out and _OPENED.search(value) is None
    aside = match.string[gap].strip() in _DASHES and _DASHED.search(value)  # "A third - some 40,000 - came."
    return set_out and not aside and not (". " in label and _CLOSED.search(label))


def _blocks(plain: str, starts: Sequence[int]) -> Iterator[Block]:
    """Group lines that only blank lines part, and find what stands over them."""
    ends = [_end_of_line(plain, start) for start in starts]
    first = 0
    for k in range(1, len(starts) + 1):
        if k < len(starts) and not plain[ends[k - 1] : starts[k]].strip():
            continue
        heading, leads = line_over(plain, starts[first])
        yield Block(starts[first], ends[k - 1], heading, leads)
        first = k


def _end_of_line(plain: str, start: int) -> int:
    end = plain.find("\n", start)
    return len(plain) if end < 0 else end


def line_over(plain: str, start: int, most: int = _MOST_OF_HEADING) -> tuple[Span | None, bool]:
    """The line over a block, if it is no sentence, and whether it leads up to it: "The army said it lost:"."""
    end = start
    while end and plain[end - 1].isspace():
        end -= 1
    begin = plain.rfind("\n", 0, end) + 1
    line = plain[begin:end]
    text = line.lstrip("#*_ \t").rstrip(":*_ \t")
    leads = line.rstrip("*_ ").endswith(":")
    if _COUNTED.search(text) is not None and not leads:
        return None, False  # "Army: 6,038 held" is a line of the list
    if not text or len(text.split()) > most or (text[-1] in ".!?,;" and not leads):
        return ((begin, begin + len(line)) if leads else None), leads
    at = begin + line.index(text)
    return (at, at + len(text)), leads


def _inline(plain: str) -> list[Entry]:
    """Two or more entries one after the other: "Dead: 40. Injured: 120 (+3). Missing – 12"."""
    if len(_INLINE_GATE.findall(plain)) < 2:
        return []
    found = [match for match in _INLINE.finditer(plain) if len(match["label"].split()) <= _MOST]
    near = {id(m) for pair in pairwise(found) if _follows(plain, *pair) for m in pair}
    return [Entry(match.span("value"), _labels(match)) for match in found if id(match) in near]


def _series(plain: str) -> Iterator[Entry]:
    """What a label or a number before a bracket is made up of, part by part, with the number behind each."""
    opened = [(_BROKEN_DOWN, gate.end()) for gate in _BRACKET_OPENS.finditer(plain)]
    opened += [(_SERIES, gate.end()) for gate in _SERIES_OPENS.finditer(plain)]
    for parts, gate in opened:
        line = plain.find("\n", gate, gate + _LONGEST_SERIES)
        near = parts.finditer(plain, max(gate - _BEFORE_PARTS, 0), line if line >= 0 else gate + _LONGEST_SERIES)
        match = next((match for match in near if match.end() > gate), None)
        if match is None or not match.start("items") <= gate + 1:
            continue
        if parts is _SERIES and match["head"] is None and plain[match.start() - 3 : match.start() - 2].isdigit():
            continue  # "Vaccinated: 77,373: Katwa 20,207; Beni 18,955" are parts of that number
        if parts is _BROKEN_DOWN and match["colon"]:
            yield Entry(match.span("value"), (match.span("head"),))
        for item in _OF_SERIES.finditer(plain, *match.span("items")):
            heads = () if match["head"] is None else (match.span("head"),)
            yield Entry(item.span("value"), (*heads, item.span("label")))


def _follows(plain: str, before: re.Match[str], after: re.Match[str]) -> bool:
    gap = plain[before.end("value") : after.start("label")]
    return len(gap) <= _NEXT and "\n" not in gap


def place_lines(plain: str, heads: Set[str]) -> list[tuple[int, str]]:
    """Find "District: Kisoro" on a line of its own: the place of the values under it, up to the next such line."""
    found = ((match.end(), match["label"].split()[-1].lower(), match["place"]) for match in _PLACE_LINE.finditer(plain))
    return [(end, place.strip()) for end, head, place in found if head in heads]
