"""Figures as tables: a row per figure of a running text, or a row per short text."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimates.annotations import is_text
from estimates.door import checked
from estimates.errors import ParseError
from estimates.figures.cutting import with_entities
from estimates.figures.linking import Figure
from estimates.figures.scanner import scan_words
from estimates.figures.sizes import NOTHING, Size, read_size
from estimates.figures.tokens import Words
from estimates.lang.lexicon import Language, english
from estimates.policy import CONVENTIONS, Convention, as_convention
from estimates.schema import HEDGES, NUMBER, TRENDS, WORDS, framed

_Convention = str | Convention | Mapping[str, float | Sequence[float]]
_HEDGE = pd.CategoricalDtype(pd.Index(HEDGES, dtype=WORDS))
_TREND = pd.CategoricalDtype(pd.Index(TRENDS, dtype=WORDS))

_NUMBERS = ("value", "low", "high", "resolution")
_HEDGE_CODES = {hedge: code for code, hedge in enumerate(HEDGES)}
_TREND_CODES: dict[str | None, int] = {None: -1, **{trend: code for code, trend in enumerate(TRENDS)}}


def scan(text: str, convention: _Convention = "plain", language: Language | None = None) -> list[Figure]:
    """Find the figures of a text as plain objects, in the order of the text.

    Parameters
    ----------
    text : str
        Running text.
    convention : str, Convention or mapping
        What vague words are worth, see :func:`parse_figures`.
    language : Language, optional
        What the text is in; English by default.

    Returns
    -------
    list of Figure
        The figures, including those that say an earlier one again in another unit (``gloss_of``).

    Raises
    ------
    ParseError
        If ``text`` is no string.

    Examples
    --------
    >>> [f.text for f in scan("The 47th Brigade lost about 300 men and 12 tanks in 2023.")]
    ['about 300', '12']
    """
    if not isinstance(text, str):
        raise ParseError(f"text={text!r} is no string.", hint="give one text; parse_figures takes several.")
    words = Words(with_entities(text), language or english())
    figures = scan_words(words, as_convention(convention), size=False)
    return [figure._replace(text=text[figure.start : figure.end]) for figure in figures] if "&" in text else figures


@checked
def find_figures(text: str, *, convention: _Convention = "plain") -> pd.DataFrame:
    """Find every figure of a running text.

    Parameters
    ----------
    text : str
        A sentence, a paragraph or an article.
    convention : {"plain", "ccc", "acled"} or mapping
        What vague words are worth, see :func:`parse_figures`.

    Returns
    -------
    DataFrame
        One row is one figure, in the order of the text: ``text``, its words verbatim (hedge, number and, for measures,
        the unit), and their offsets ``start`` and ``end``; ``value``, NaN for a range or a vague word; ``low`` and
        ``high``, NaN for all others; ``hedge``; ``resolution``; ``unit``, missing for a bare number; ``noun``, what is
        counted; ``trend``, up or down for a change ("fell by 300") and missing for a level; ``gloss_of``, the row that
        this one says again in another unit.

    Raises
    ------
    ParseError
        If ``text`` is no string.

    Examples
    --------
    >>> figures = find_figures("Five units of roughly 3,000 soldiers hold 900 miles (1,450 km).")
    >>> figures[["text", "value", "hedge", "unit", "noun"]]
                  text   value  hedge       unit      noun
    0             Five     5.0  plain      count     units
    1    roughly 3,000  3000.0  about     person  soldiers
    2        900 miles   900.0  plain       mile       NaN
    3         1,450 km  1450.0  plain  kilometer       NaN
    """
    return _table(scan(text, convention))


def _table(figures: list[Figure]) -> pd.DataFrame:
    """Make the table from arrays of one kind each, which costs a tenth of what pandas takes to find the dtypes out."""
    n = len(figures)
    words = pd.array([*(f.text for f in figures), *(f.unit for f in figures), *(f.noun for f in figures)], dtype=WORDS)
    numbers = np.array([[getattr(f, name) for f in figures] for name in _NUMBERS], dtype=NUMBER)
    gloss_of = np.array([-1 if f.gloss_of is None else f.gloss_of for f in figures], dtype=np.int64)
    start, end = np.array([[f.start for f in figures], [f.end for f in figures]], dtype=np.int64)
    there = np.zeros(n, dtype=bool)
    hedge = np.array([_HEDGE_CODES[f.hedge] for f in figures], dtype=np.int8)
    trend = np.array([_TREND_CODES[f.trend] for f in figures], dtype=np.int8)
    return framed(
        {
            "text": words[:n],
            "start": pd.arrays.IntegerArray(start, there),
            "end": pd.arrays.IntegerArray(end, there.copy()),
            **dict(zip(_NUMBERS[:3], numbers, strict=False)),
            "hedge": pd.Categorical.from_codes(hedge, dtype=_HEDGE, validate=False),
            "resolution": numbers[3],
            "unit": words[n : 2 * n],
            "noun": words[2 * n :],
            "trend": pd.Categorical.from_codes(trend, dtype=_TREND, validate=False),
            "gloss_of": pd.arrays.IntegerArray(np.maximum(gloss_of, 0), gloss_of < 0),
        },
        n,
    )


@lru_cache(maxsize=131_072)
def _cached_size(text: str, convention: str) -> Size:
    return read_size(text, CONVENTIONS[convention], english())


@checked
def parse_figures(texts: Iterable[str], *, convention: _Convention = "plain") -> pd.DataFrame:
    """Read the one size that each short text states.

    Parameters
    ----------
    texts : iterable of str
        Short texts of a size: "about 300 people", "dozens; 60-70", "two brigades (approx. 2,500)". Missing values are
        allowed.
    convention : {"plain", "ccc", "acled"} or mapping
        What vague words are worth.

        ``plain`` : what the words permit: a bare plural is one to under ten of its unit (hundreds: 100 to under 1,000),
        several 3 to under 10 times, a few 2 to under 10 times, a couple 2 to under 4 times.

        ``ccc`` : the Crowd Counting Consortium's coding rules: hundreds 200, thousands 2,000, tens of thousands 20,000,
        dozens 24, scores 40, a handful 5, several and a few 3, a couple 2.

        ``acled`` : the most conservative reading, after the ACLED codebook: tens 10, dozens 12, hundreds 100.

        A mapping gives words a worth of one's own: ``{"hundreds": 250, "several": (3, 7)}``.

    Returns
    -------
    DataFrame
        A row per text: ``value, low, high, hedge, resolution, unit, noun``; all missing where the text states no
        number. Parts are added ("a dozen teachers and 20 students" is 32) or taken away ("60 minus a dozen"), a share
        of a number is reckoned ("over half of the 300" is more than 150), alternatives span ("80; 100" is 80 to 100),
        where formations stand beside their strength the strength is the size, and a share alone ("a fifth") is a
        ``fraction``, which ``convert`` turns into percent.

    Raises
    ------
    ParseError
        If an item is neither a string nor missing.
    EstimatesError
        If the convention is unknown.

    Examples
    --------
    >>> parse_figures(["about 300 people", "dozens", "60; 30 more"])[["value", "low", "high", "hedge"]]
       value   low   high  hedge
    0  300.0   NaN    NaN  about
    1    NaN  12.0  120.0  vague
    2   90.0   NaN    NaN  plain
    """
    if isinstance(texts, str | bytes | pd.DataFrame) or not isinstance(texts, Iterable):
        raise ParseError(f"texts={str(texts)[:80]!r} is no list.", hint="give a list of texts, or a column.")
    codes, distinct = _distinct(texts)
    columns = zip(*sizes_of(distinct, convention), NOTHING, strict=True)
    dtypes = (NUMBER, NUMBER, NUMBER, _HEDGE, NUMBER, WORDS, WORDS)
    cells = zip(Size._fields, columns, dtypes, strict=True)
    # A missing text's code is -1, the row of nothing.
    return framed({name: pd.array(column, dtype=dtype).take(codes) for name, column, dtype in cells}, len(codes))


def sizes_of(texts: Sequence[Any], convention: _Convention = "plain") -> list[Size]:
    """What ``parse_figures`` reads in texts of which none is missing, without the table."""
    chosen = as_convention(convention)
    for text in texts:
        if not isinstance(text, str):
            raise ParseError(f"text={text!r} is no string.", hint="give texts; numbers need no reading.")
        if not is_text(text):
            raise _no_text(text)
    if isinstance(convention, str):
        return [_cached_size(text, convention) for text in texts]
    return [read_size(text, chosen, english()) for text in texts]


def _distinct(texts: Iterable[str]) -> tuple[NDArray[np.intp], Sequence[Any]]:
    """Give the number of each text among those that differ, -1 for a missing one, and those that differ."""
    if isinstance(texts, pd.Series) and isinstance(texts.dtype, pd.StringDtype):
        codes, distinct = pd.factorize(texts)
        return codes, distinct.tolist()
    cells = texts.tolist() if isinstance(texts, pd.Series) else list(texts)
    try:
        codes, distinct = pd.factorize(pd.Series(cells, dtype=object).to_numpy())
    except TypeError:  # one is a list
        raise _no_text(next((cell for cell in cells if not isinstance(cell, Hashable)), cells)) from None
    return codes, distinct


def _no_text(cell: object) -> ParseError:
    return ParseError(f"text={str(cell)[:80]!r} is no string.", hint="give whole texts, none a list of texts.")
