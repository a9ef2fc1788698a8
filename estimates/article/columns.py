"""What a label says its values are measured in: "Output (Mt)", "Exports, US$ million", "% change", "People ('000)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from estimates.article.document import Document
from estimates.article.entries import Span
from estimates.figures.linking import Figure
from estimates.figures.scanner import scan_words
from estimates.figures.tokens import Words
from estimates.lang.lexicon import Language
from estimates.policy import as_convention
from estimates.records import record
from estimates.units import is_count

_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{1,24})[)\]]")
_BEHIND = re.compile(r"(?:,|\s+in)\s+(\S[^,()]{0,24})$")
_SHARE = re.compile(r"^(?:%|per ?cent|pct)\s+(?:of\s+)?|(?:,|\s)\s*(?:%|per ?cent|pct)$", re.IGNORECASE)
_MONEY = re.compile(r"([A-Z]{0,3}[$€£¥]|[A-Z]{3})\s*(.*)")
_THOUSANDS = re.compile(r"[’'‘]?000s?\b\s*")
_MANY = re.compile(r"(?<=thousand|.million|.billion)s\b")
_NUMBERED = re.compile(r"\d{1,2}\s*[-–—.)]\s+(?=\S)")
_MARKS = " *_"


@record
class Measured:
    """In which unit, and how many of it, a value of one is; from ``first`` up to ``last`` the label says so."""

    unit: str | None
    times: float
    first: int
    last: int


@lru_cache(maxsize=1024)
def measure_of(label: str, language: Language) -> Measured | None:
    """Give what the words of a label say that its values are measured in.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> for label in ("Dec 2024 (Mt)", "Exports, US$ million", "% change", "People ('000)", "Killed (women)"):
    ...     of = measure_of(label, language("en"))
    ...     print(of and (of.unit, of.times, label[of.first : of.last]))
    ('metric_ton', 1000000.0, ' (Mt)')
    ('USD', 1000000.0, ', US$ million')
    ('percent', 1.0, '% ')
    (None, 1000.0, " ('000)")
    None
    """
    share = _SHARE.search(label.rstrip(_MARKS))
    if share is not None:
        return Measured("percent", 1.0, *share.span())
    for match in _may_measure(label.rstrip(_MARKS)):
        read = _read(match[1].strip(), language)
        if read is not None:
            return Measured(*read, *match.span())
    return None


def _may_measure(label: str) -> Iterator[re.Match[str]]:
    yield from reversed([*_BRACKETED.finditer(label)])
    behind = _BEHIND.search(label)
    if behind is not None:
        yield behind


def _read(words: str, language: Language) -> tuple[str | None, float] | None:
    """Read a unit as one is read behind, or around, a one: "1 Mt", "US$1 million"."""
    if len(words) == 1 and words.isalpha() and words != "t":
        return None  # "M", "F" for men and women
    if words.lower() in language.lists["state_codes"] and words.isupper():
        return None  # "Ann Arbor, MI"
    money, thousands = _MONEY.fullmatch(words), _THOUSANDS.match(words)
    tried = [f"{money[1]}1 {money[2]}".strip()] if money else []
    if thousands is not None:
        tried.append(f"1,000 {words[thousands.end() :]}".strip())
    tried.append("1t" if words == "t" else f"1 {_MANY.sub('', words)}")
    for text in tried:
        found = scan_words(Words(text, language), as_convention("plain"), size=True)
        if len(found) == 1 and found[0].start == 0 and max(found[0].end, found[0].noun_end) == len(text):
            unit, times = found[0].unit or "count", found[0].value
            if times > 1 or not (is_count(unit) or times < 1):
                return None if is_count(unit) else unit, times
    return None


def measures_over(document: Document, labels: Sequence[Span]) -> list[tuple[int, int, Measured]]:
    """Give in what the values of some labels in a document are measured, and where each of them says so."""
    told = ((label[0], measure_of(document.plain[slice(*label)], document.language)) for label in labels)
    return [(top + of.first, top + of.last, of) for top, of in told if of is not None]


def unmeasured(document: Document, label: Span) -> Span:
    """Give a label without what says in what its values are measured, and without its number: "1 – Minimal"."""
    numbered = _NUMBERED.match(document.plain, *label)
    label = (numbered.end(), label[1]) if numbered is not None else label
    for top, end, _ in measures_over(document, [label]):
        return (end, label[1]) if top == label[0] else (label[0], top)
    return label


def scaled_in(document: Document, figure: Figure, end: int) -> Figure:
    """ "4.1 M", "3 bn" in a cell of its own: a letter behind the number scales it."""
    letter = document.plain[figure.end : end].strip()
    times = document.pieces.numerals.letters.get(letter.lower())
    if times is None:
        return figure
    scaled = measured_in(figure, Measured(None, times, 0, 0), document.language)
    text = document.plain[figure.start : end]
    return scaled._replace(end=end, text=text, noun=None, unit=None, noun_start=-1, noun_end=-1)


def measured_in(figure: Figure, of: Measured, language: Language) -> Figure:
    """Give a bare number the unit that its label names."""
    ends = (figure.value, figure.low, figure.high, figure.resolution)
    value, low, high, step = (float(f"{end * of.times:.15g}") for end in ends)
    scaled, unit = figure.scaled or of.times > 1, of.unit or figure.unit
    noun = figure.noun
    if of.unit == "percent" and noun is not None and not language.nouns.is_plural(noun.split()[-1].lower()):
        noun = None  # "% change"
    return figure._replace(value=value, low=low, high=high, resolution=step, unit=unit, noun=noun, scaled=scaled)
