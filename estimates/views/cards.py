"""A claim on a card and an article in pieces, as plain data that a screen draws."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from estimates.article.markup import without_markup
from estimates.claims.wording import amount, band, day
from estimates.schema import COLUMNS, DATE, HEDGES, NUMBER, OPTIONAL, SCOPES, STATUSES
from estimates.views.marking import unread

_WIDE = re.compile(r"\s*\n\s*\n\s*")  # what parts paragraphs, however much of it there is
#: What can be corrected in a form: column, label, and the words to choose from where they are few.
_FORM: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("value", "Value", ()), ("low", "Low", ()), ("high", "High", ()), ("unit", "Unit", ()),
    ("hedge", "Hedge", HEDGES), ("source", "Source", ()), ("status", "Status", STATUSES),
    ("negated", "Denied", ("no", "yes")), ("quantity", "Quantity", ()), ("who", "Of whom", ()), ("event", "Event", ()),
    ("place", "Place", ()), ("since", "Since", ()), ("scope", "Scope", SCOPES), ("as_of", "As of", ()),
    ("counted", "Counted", ()), ("reported", "Reported", ()),
)  # fmt: skip
#: What a claim is found again by in a new reading.
PLACE = ("article", "publisher", "start", "end", "text")


def form(cells: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What can be corrected, as it is written."""
    return [
        {"name": name, "label": label, "cell": _written(name, cells.get(name)), "options": list(options)}
        for name, label, options in _FORM
    ]


def reasons(doubt: Any) -> list[str]:
    """Why a claim is doubted, reason by reason."""
    return doubt.split("; ") if isinstance(doubt, str) else []


def word(cell: Any) -> str:
    """A cell of words, or none."""
    return cell if isinstance(cell, str) else ""


def place_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a claim is found again by, as plain cells."""
    there = {name: row[name] for name in PLACE if name in row and not pd.isna(row[name])}
    return {name: int(cell) if name in ("start", "end") else cell for name, cell in there.items()}


def _written(name: str, cell: Any) -> str:
    """A cell as a person would type it."""
    if name == "negated":
        return "yes" if cell is True or (not pd.isna(cell) and bool(cell)) else "no"
    if cell is None or pd.isna(cell):
        return ""
    kind = {**COLUMNS, **OPTIONAL}[name]
    if kind == DATE:
        return f"{cell:%Y-%m-%d}" if cell == cell.normalize() else f"{cell:%Y-%m-%d %H:%M}"
    if kind == NUMBER:
        return f"{cell:.0f}" if cell == cell // 1 and abs(cell) < 1e15 else repr(float(cell))
    return str(cell)


def figure_words(cells: Mapping[str, Any]) -> str:
    """The words of a figure in one line."""
    words = without_markup(cells["text"]) if isinstance(cells["text"], str) else ""
    return " ".join(words.split()) or "no words"


def said(cells: Mapping[str, Any]) -> list[list[str]]:
    """The claim for reading: labels and words, what is missing said where it matters."""
    unit, noun, value = cells["unit"], cells["noun"], cells["value"]
    low, high = cells["low"], cells["high"]
    out = [["Value", "none" if pd.isna(value) else amount(value, unit)]]
    if not (pd.isna(low) and pd.isna(high)):
        out.append(["Low to high", f"{band(low, high, cells.get('closed'))} {amount(2, unit)[2:]}".strip()])
    out.append(["Unit", ", ".join(filter(None, (word(unit), word(noun)))) or "none"])
    out.append(["Hedge", word(cells["hedge"]).replace("_", " ") or "none"])
    role = word(cells.get("speaker_role"))
    source = word(cells["source"])
    out.append(["Source", (source + (f" ({role})" if role and source else "")) or "nobody named"])
    origin = word(cells["origin"])
    if origin and origin != source:
        out.append(["Origin", origin])
    denied = not pd.isna(cells["negated"]) and bool(cells["negated"])
    out.append(["Status", (word(cells["status"]) or "none") + (", denied" if denied else "")])
    out.append(["Quantity", word(cells["quantity"]) or "none"])
    of = [word(cells.get(name)) for name in ("who", "event", "place", "scope")]
    since = cells.get("since")
    of += [f"since {day(since)}"] if since is not None and not pd.isna(since) else []
    if any(of):
        out.append(["Of", ", ".join(filter(None, of))])
    labels = (("as_of", "as of"), ("counted", "counted"), ("reported", "reported"))
    dates = [f"{label} {_of_day(cells, name)}" for name, label in labels if not _missing(cells.get(name))]
    out.append(["Dates", "; ".join(dates) or "none"])
    return out


def _of_day(cells: Mapping[str, Any], name: str) -> str:
    precision = cells.get("precision") if name == "as_of" else "day"
    return day(cells[name], precision)


def _missing(cell: Any) -> bool:
    return cell is None or bool(pd.isna(cell))


def between(words: str, at: int) -> list[list[Any]]:
    """Words between claims in pieces: numbers without a claim apart, wide gaps as one empty line."""
    pieces: list[list[Any]] = []
    spots = [(*span, "unread") for span in unread(words)]
    spots += [(*match.span(), "gap") for match in _WIDE.finditer(words)]
    done = 0
    for start, end, kind in sorted(spots):
        pieces += [
            [at + done, words[done:start], None, ""],
            [at + start, words[start:end] if kind == "unread" else "\n\n", None, kind],
        ]
        done = end
    pieces.append([at + done, words[done:], None, ""])
    return [piece for piece in pieces if piece[1]]


def keywords(cells: Mapping[str, Any]) -> str:
    """Cells as the arguments of a call."""
    plain = {name: cell for name, cell in cells.items() if name.isidentifier()}
    rest = {name: cell for name, cell in cells.items() if name not in plain}
    return ", ".join([*(f"{name}={cell!r}" for name, cell in plain.items()), *([f"**{rest!r}"] if rest else [])])


def sentence_alone(cells: Mapping[str, Any]) -> list[list[Any]]:
    """Without an article: the sentence, or the words alone."""
    words, sentence = word(cells["text"]), word(cells.get("sentence"))
    before, there, after = sentence.partition(words) if words else (sentence, "", "")
    if words and not there:
        before, after = "", ""
    pieces = [[None, before, None, ""], [None, words, cells["claim_id"], "open"], [None, after, None, ""]]
    return [piece for piece in pieces if piece[1]]
