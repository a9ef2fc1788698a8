"""A text with its figures marked, as HTML; plain strings, no table and no notebook needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from estimates.errors import SchemaError, listed

_STYLE = (
    "<style>"
    ".estimates{white-space:pre-wrap;line-height:1.7;max-width:52em}"
    ".estimates mark{color:inherit;border-radius:3px;padding:0 2px;border-bottom:2px solid;cursor:help}"
    ".estimates .expected{border-bottom-style:dashed}"
    ".estimates .negated{text-decoration:line-through}"
    ".estimates .doubted{outline:1px dotted}"
    ".estimates .unread{border-bottom:2px dotted #999;cursor:help}"
    ".estimates .key{display:inline-block;margin-right:1em}"
    "</style>"
)
# Colours that are told apart by eyes of every kind (Okabe and Ito 2008), thin enough for dark and light pages.
_COLOURS = ("86,180,233", "230,159,0", "0,158,115", "204,121,167", "240,228,66", "0,114,178", "213,94,0", "153,153,153")
UNREAD = "read as no figure"
_NUMBER = re.compile(r"\d[\d.,]*")
_SHOWN = (
    "source",
    "speaker_role",
    "origin",
    "quantity",
    "status",
    "as_of",
    "value",
    "low",
    "high",
    "unit",
    "noun",
    "hedge",
    "place",
    "doubt",
    "claim_id",
)


class Html(str):
    """HTML that a notebook shows as what it is; to everybody else a string."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def marked(text: str, claims: Sequence[Mapping[str, Any]]) -> Html:
    """Give a text as HTML with each claim's words marked in the colour of its source, and a key to the colours."""
    sources = list(dict.fromkeys(_named(claim) for claim in claims))
    colours = {source: _COLOURS[place % len(_COLOURS)] for place, source in enumerate(sources)}
    parts = [
        _plain(text[start:end]) if claim is None else _mark(text[start:end], claim, colours[_named(claim)])
        for start, end, claim in stretches(text, claims)
    ]
    key = "".join(
        f'<span class="key"><mark style="{_tint(colours[name])}">{escape(name)}</mark></span>' for name in sources
    )
    body = f'<div class="estimates">{"".join(parts)}</div>'
    return Html(f'{_STYLE}<div class="estimates">{key}</div>{body}')


def stretches(
    text: str, claims: Sequence[Mapping[str, Any]], first: str | None = None
) -> Iterator[tuple[int, int, Mapping[str, Any] | None]]:
    """Cut a text into claims' words and what lies between; of claims that overlap one is shown, rather ``first``."""
    chosen = [claim for claim in claims if first is not None and claim["claim_id"] == first]
    at = 0
    for claim in sorted(claims, key=lambda claim: (claim["start"], claim["end"])):
        start, end = claim["start"], claim["end"]
        hidden = any(start < other["end"] and other["start"] < end for other in chosen if other is not claim)
        if start < at or hidden:
            continue  # inside a mark already
        if start > at:
            yield at, start, None
        yield start, end, claim
        at = end
    if at < len(text):
        yield at, len(text), None


def misplaced(text: str, claims: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The claims whose words do not stand in the text where they say."""
    return [claim for claim in claims if text[claim["start"] : claim["end"]] != claim["text"]]


def check_places(moved: Sequence[Mapping[str, Any]], n: int) -> None:
    """Refuse claims that do not stand in their text."""
    if moved:
        where = listed(f"{row['claim_id']} ({row['text']!r})" for row in moved)
        raise SchemaError(
            f"the words of {len(moved)} of {n} claims do not stand where they should: {where}.",
            hint="give the very text that the claims were read from.", claims=[row["claim_id"] for row in moved],
        )  # fmt: skip


def unread(words: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand in words between claims: they were read as no figure, which a person may want to see."""
    return (match.span() for match in _NUMBER.finditer(words))


def _named(claim: Mapping[str, Any]) -> str:
    source = claim.get("source")
    return source if isinstance(source, str) else "nobody named"


def _mark(words: str, claim: Mapping[str, Any], colour: str) -> str:
    kinds = [name for name in ("negated",) if claim.get(name) is True]
    kinds += ["doubted"] if _stands(claim.get("doubt")) else []
    kinds += [str(claim.get("status"))] if isinstance(claim.get("status"), str) else []
    title = "\n".join(f"{name}: {claim[name]}" for name in _SHOWN if _stands(claim.get(name)))
    return f'<mark class="{" ".join(kinds)}" style="{_tint(colour)}" title="{escape(title)}">{escape(words)}</mark>'


def _stands(cell: Any) -> bool:
    return cell is not None and cell == cell and str(cell) not in ("NaT", "<NA>", "nan")


def _tint(colour: str) -> str:
    return f"background:rgba({colour},.28);border-color:rgb({colour})"


def _plain(words: str) -> str:
    parts, at = [], 0
    for start, end in unread(words):
        parts += [escape(words[at:start]), f'<span class="unread" title="{UNREAD}">{escape(words[start:end])}</span>']
        at = end
    return "".join(parts) + escape(words[at:])
