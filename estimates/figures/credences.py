"""Words of probability in a text: where they stand and what a named scale holds them worth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

import pandas as pd

from estimates.door import checked
from estimates.errors import ParseError, check_choice
from estimates.lang.credence import Scale, named, pattern, worth
from estimates.lang.lexicon import Language, english
from estimates.schema import NUMBER, WORDS

_LIKELIEST = re.compile(
    r"[\s,;(–—-]+(?:and )?(?:most (?:likely|probably)|best (?:estimate|guess))"
    r"[\s:,]*(?:of |is |about )?(?P<value>[\d$£€].*)$",
    re.IGNORECASE,
)
_FILLING = re.compile(
    r"^(?:with |it (?:is|was) |there (?:is|was) )?(?:an? )?(?:that |to be |of )?[\s,;:(]*|[\s,;(]*with$", re.IGNORECASE
)


class Credence(NamedTuple):
    """A phrase of probability or confidence, its place, and its one word."""

    start: int
    end: int
    column: str  # credence or confidence
    word: str


def credences_in(text: str, language: Language, offsets: Iterable[int] | None = None) -> Iterator[Credence]:
    """Find the phrases of a text in their order, or those of them that begin at one of some ``offsets``.

    Examples
    --------
    >>> [found.word for found in credences_in("It is Highly Likely, we judge with low confidence", english())]
    ['very likely', 'low']
    """
    past, known = 0, pattern(language)
    for match in known.finditer(text) if offsets is None else map(partial(known.match, text), offsets):
        if match is None or match.start() < past:
            continue
        past = match.end()
        meaning = named(match.group(), language)
        if meaning is not None:
            yield Credence(match.start(), match.end(), *meaning)


class Said(NamedTuple):
    """A short text of a size without its words of probability, what these say, and its likeliest value's words."""

    text: str
    credence: str | None
    confidence: str | None
    likeliest: str | None


def parted(text: str) -> Said:
    """Take the words of probability out of a short text of a size.

    Examples
    --------
    >>> parted("unlikely more than 500, low confidence")
    Said(text='more than 500', credence='unlikely', confidence='low', likeliest=None)
    >>> parted("between 3,000 and 4,000 (most likely 3,500)")
    Said(text='between 3,000 and 4,000', credence=None, confidence=None, likeliest='3,500')
    """
    guess = _LIKELIEST.search(text)
    likeliest = None
    if guess is not None:
        text, likeliest = text[: guess.start()], guess["value"].rstrip(" ).")
    said: dict[str, str] = {}
    for found in reversed(list(credences_in(text, english()))):
        said[found.column] = found.word
        text = text[: found.start] + text[found.end :]
    if said:
        text = _FILLING.sub("", " ".join(text.split())).replace("()", "").rstrip(" ,;(")
    return Said(text, said.get("credence"), said.get("confidence"), likeliest)


@checked
def find_credences(text: str, scale: Scale = "icd203") -> pd.DataFrame:
    """Find words of probability and of analytic confidence, and what a named scale holds them worth.

    Parameters
    ----------
    text : str
        Any words.
    scale : {"icd203", "kent", "ipcc", "raters"}
        Whose scale: Intelligence Community Directive 203 (2015); Kent (1964); the guidance note of the
        Intergovernmental Panel on Climate Change (2010); or what 46 raters gave (5th to 95th percentile). Their sources
        stand in ``estimates/lang/en/credence.toml``.

    Returns
    -------
    DataFrame
        A row per phrase in the order of the text: ``text`` as written, ``start``, ``end``; ``credence``, the word of
        Directive 203 for it (or another where it has none), missing for confidence; ``low`` and ``high``, between
        which probability the scale sets it, in percent, NaN where it does not have the word; ``confidence``, "low",
        "moderate" or "high", which says how good the grounds of a judgement are and nothing of how probable it is.

    Raises
    ------
    EstimatesError
        If the scale is not known.
    ParseError
        If the text is no text.

    Examples
    --------
    >>> from estimates import find_credences
    >>> find_credences("We judge with low confidence that it is highly unlikely that more than 500 died.")
                  text  start  end       credence   low  high confidence
    0   low confidence     14   28            NaN   NaN   NaN        low
    1  highly unlikely     40   55  very unlikely   5.0  20.0        NaN
    """
    check_choice("scale", scale, Scale)
    if not isinstance(text, str):
        raise ParseError(f"text={text!r} is no text.", hint="give words, one text at a time.")
    rows = []
    for found in credences_in(text, english()):
        likely = found.column == "credence"
        low, high = worth(found.word, scale) if likely else (float("nan"),) * 2
        row = {"text": text[found.start : found.end], "start": found.start, "end": found.end, "low": low, "high": high}
        rows.append({**row, found.column: found.word})
    kinds = {"text": WORDS, "start": "int64", "end": "int64", "credence": WORDS, "low": NUMBER, "high": NUMBER,
             "confidence": WORDS}  # fmt: skip
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
