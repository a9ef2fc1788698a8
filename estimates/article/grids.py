"""Tables in a text: the values of their cells, with the label of the row and the head of the column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, zip_longest

from estimates.article.entries import Entry, Span, line_over, value_of
from estimates.lang.lexicon import Language

_RULE = re.compile(r"[\s|:+=_—–-]+")
_ALIGNED = re.compile(r"\S+(?:[ ]\S+)*")
_GATE = re.compile(r"\S(?:\t|[ ]{2,})\S[^\n]*(?:\t|[ ]{2,})\S")
_DAY = r"(?:\d{1,2}\s+)?(?:[A-Z][a-z]{2,8}\.?\s+)?(?:\d{1,2},?\s+)?(?:1[5-9]|20)\d\d\b"
_BEGUN = re.compile(_DAY)
_DAYS = re.compile(rf"{_DAY}(?:\s*(?:to|–|-|—)\s*{_DAY})?")
_TITLE = 24  # words of a table's title
_LEAST = 2  # rows that make a table

Row = list[Span]


def find_grids(plain: str, language: Language) -> list[Entry]:
    """Find the cells with numbers of the tables in a text, in Markdown or set in columns.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> text = "| Region | Killed |\\n|---|---|\\n| Sumy | 15 |\\n| Kharkiv | 120 |"
    >>> [[text[slice(*span)] for span in (entry.value, *entry.labels)] for entry in find_grids(text, language("en"))]
    [['15', 'Sumy', 'Killed'], ['120', 'Kharkiv', 'Killed']]
    """
    entries: list[Entry] = []
    value = value_of(language)
    if plain.count("|") > _LEAST:
        for lines in _runs(plain, piped=True):
            entries += _read(plain, [_cells(plain, line) for line in lines], value, ruled=True)
    if "\t" in plain or "  " in plain:
        for lines in _runs(plain, piped=False):
            rows = [[m.span() for m in _ALIGNED.finditer(plain, *line)] for line in lines]
            for _, same in groupby(rows, key=len):
                entries += _read(plain, list(same), value, ruled=False)
    return entries


def _runs(plain: str, *, piped: bool) -> list[list[Span]]:
    """Stretches of lines that may be rows; rules between them, and the blank lines that markup leaves, are passed."""
    runs: list[list[Span]] = [[]]
    start = 0
    for line in plain.split("\n"):
        end = start + len(line)
        wide = ("  " in line or "\t" in line) and "|" not in line and _GATE.search(line) is not None
        is_row = "|" in line if piped else wide
        if is_row and not _RULE.fullmatch(line):
            runs[-1].append((start, end))
        elif line.strip() and not (piped and is_row) and runs[-1]:
            runs.append([])
        start = end + 1
    return [run for run in runs if len(run) >= _LEAST]


def _cells(plain: str, line: Span) -> Row:
    cells, k = [], line[0]
    for cell in plain[slice(*line)].split("|"):
        bare = cell.strip()
        at = k + (cell.index(bare) if bare else 0)
        cells.append((at, at + len(bare)))
        k += len(cell) + 1
    outer = (bool(cells) and cells[0][0] == cells[0][1], len(cells) > 1 and cells[-1][0] == cells[-1][1])
    return cells[outer[0] : len(cells) - outer[1]]


def _read(plain: str, rows: Sequence[Row], value: re.Pattern[str], *, ruled: bool) -> list[Entry]:
    """The cells of one table; the first row is its head, unless there are values in it."""
    if len(rows) < _LEAST or len(rows[0]) < (2 if ruled else 3):
        return []
    words = [[plain[slice(*cell)] for cell in row] for row in rows]
    headed = not any(value.match(cell) and not _BEGUN.match(cell) for cell in words[0])
    data = range(headed, len(rows))
    if not ruled and not (headed and all(_is_set_out(words[k], value) for k in data)):
        return []
    head, (title, _) = rows[0] if headed else [], line_over(plain, plain.rfind("\n", 0, rows[0][0][0]) + 1, _TITLE)
    columns = zip_longest(*words[headed:], fillvalue="")
    dated = {j for j, cells in enumerate(columns) if all(map(_DAYS.fullmatch, filter(None, cells)))}
    entries = []
    for k in data:
        label = next((j for j, word in enumerate(words[k]) if word and not value.match(word)), None)
        label = 0 if label is None else label
        days = [
            cell
            for j, cell in enumerate(rows[k])
            if j != label and (j in dated or not words[k][j].isdigit()) and _DAYS.fullmatch(words[k][j])
        ]  # and not 1755 among other numbers
        corner = head[label] if label < len(head) else None
        for j, cell in enumerate(rows[k]):
            if j != label and cell not in days and any(letter.isdigit() for letter in words[k][j]):
                labels = (rows[k][label], *head[j : j + 1], *(days if len(days) == 1 else ()))
                entries.append(Entry(cell, labels, None, corner, rows[k][0][0], title))
    return entries


def _is_set_out(words: Sequence[str], value: re.Pattern[str]) -> bool:
    """Whether the columns of a row after the first are all numbers, as prose with wide gaps would not have."""
    return not value.match(words[0]) and all(value.match(word) or word in ("-", "–", "—") for word in words[1:])
