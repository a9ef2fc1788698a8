"""How probable a source calls a figure: the phrase that governs it, and the likeliest value inside a range."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import compress
from typing import Any

from estimates.article.document import Document
from estimates.figures.credences import Credence, credences_in
from estimates.lang.credence import openers

Row = dict[str, Any]

_REACH = 200  # letters between a phrase and its figure
_NEAR = 6  # phrases: the one before a figure, those within it, the one after it

_PARTS = re.compile(
    r"[.!?;:]\s|\n|,?\s(?:but|while|whereas|although|though|however)\b", re.IGNORECASE
)  # what ends a reach
_BEFORE_GUESS = re.compile(
    r"[\s,;(–—-]*(?:and|with)?\s*(?:a|the)?\s*"
    r"(?:most (?:likely|probably|probable)|(?:best|central|point) (?:estimate|guess|figure))"
    r"(?:\s+(?:being|is|of|was|at|value|figure|number|estimate))*[\s:,]*(?:about|around|some)?\s*",
    re.IGNORECASE,
)
_AFTER_GUESS = re.compile(
    r"(?:\s+\w+)?\s+(?:as |being |is |was )?(?:the )?(?:most (?:likely|probable)|best)\s+"
    r"(?:figure|number|value|estimate|guess|outcome)", re.IGNORECASE,
)  # fmt: skip
_BEFORE_LATE = re.compile(r"[\s,;(–—-]*(?:and|with)\s*", re.IGNORECASE)
_AFTERWARDS = re.compile(
    r"(?:\s+[\w'-]+){0,5}?\s+(?:is|are|was|were|seems?|looks?|appears?)\s+(?:also |still )?", re.IGNORECASE
)


def joined_guesses(text: str, rows: Sequence[Row]) -> list[int]:
    """Put the likeliest value into the range that it lies in ("3,000 to 4,000, most likely 3,500"): one claim.

    Returns
    -------
    list of int
        The rows that are left, by number: a value that was put into a range is no claim of its own.
    """
    left: list[int] = []
    for k, row in enumerate(rows):
        before = rows[left[-1]] if left else None
        if before is not None and _is_guess(text, before, row):
            before["best"], before["end"] = row["value"], row["end"]
            before["text"] = text[before["start"] : before["end"]]
        else:
            left.append(k)
    return left


def _is_guess(text: str, of: Row, row: Row) -> bool:
    value, low, high = row["value"], of["low"], of["high"]
    if of["hedge"] != "between" or value is None or not (low is not None and high is not None and low <= value <= high):
        return False
    between = text[of["end"] : row["start"]]
    if len(between) > 60 or of["source"] != row["source"]:
        return False
    if not _BEFORE_GUESS.fullmatch(between):  # "3,000 to 4,000 men were lost, most likely 3,500"
        between = re.sub(r"^(?:\s+[\w'-]+){1,3}(?=[,;(–—\s])", "", between)
    late = _BEFORE_LATE.fullmatch(between) and _AFTER_GUESS.match(text, row["end"])
    return bool(_BEFORE_GUESS.fullmatch(between) or late)


def set_credence(document: Document, rows: Sequence[Row]) -> None:
    """Write into every row of an article how probable, and how well founded, its source calls the figure.

    A phrase governs the figures after it in its clause up to the next figure or phrase of its kind, or the figure
    before it of which it is said ("more than 500 dead is unlikely").
    """
    first, lows = openers(document.language), document.lows
    if document.vocabulary.isdisjoint(first):
        return
    opened, after = compress(range(len(lows)), map(first.__contains__, lows)), [*lows[1:], ""]
    # The second word of a phrase is perhaps in one token with what is next.
    offsets = [document.starts[k] for k in opened if after[k].startswith(first[lows[k]])]
    found = list(credences_in(document.text, document.language, offsets))
    figures = [row["start"] for row in rows]
    for column in ("credence", "confidence") if found else ():
        alike = [one for one in found if one.column == column]
        ends = [one.end for one in alike]
        for row in rows:
            at = bisect_right(ends, row["start"])
            row[column] = _governing(alike[max(at - 1, 0) :][:_NEAR], row, figures, document.text)


def _governing(near: Sequence[Credence], row: Row, figures: Sequence[int], text: str) -> str | None:
    """What the phrase before a figure, within it or after it says of it."""
    word = None
    for one in near:
        if one.end <= row["start"]:
            start, stop = one.end, row["start"]
        elif one.start >= row["end"]:
            start, stop = row["end"], one.start
        else:
            if "best" not in row:  # else it says which value of a range is the likeliest
                return one.word
            continue
        crossed = bisect_left(figures, start) < bisect_left(figures, stop)
        reached = not crossed and stop - start < _REACH and not _PARTS.search(text, start, stop)
        if one.start >= row["end"]:
            said = _AFTERWARDS.fullmatch(text, start, stop) or one.column == "confidence"
            return word or (one.word if reached and said else None)
        word = one.word if reached else None
    return word
