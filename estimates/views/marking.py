"""A text with its figures marked, as HTML; plain strings, no table and no notebook needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

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
    parts, at = [], 0
    for claim in sorted(claims, key=lambda claim: (claim["start"], claim["end"])):
        start, end = claim["start"], claim["end"]
        if start < at:
            continue  # inside a mark already
        parts += [_plain(text[at:start]), _mark(text[start:end], claim, colours[_named(claim)])]
        at = end
    key = "".join(
        f'<span class="key"><mark style="{_tint(colours[name])}">{escape(name)}</mark></span>' for name in sources
    )
    body = f'<div class="estimates">{"".join(parts)}{_plain(text[at:])}</div>'
    return Html(f'{_STYLE}<div class="estimates">{key}</div>{body}')


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
    """Text between the marks; a number in it was read as no figure, which a person may want to see."""
    parts: Iterable[str] = _NUMBER.split(words)
    numbers = [f'<span class="unread" title="read as no figure">{escape(n)}</span>' for n in _NUMBER.findall(words)]
    pieces = [escape(part) for part in parts]
    return "".join(piece + number for piece, number in zip(pieces, [*numbers, ""], strict=True))
