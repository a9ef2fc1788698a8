"""HTML and the marks of Markdown blanked out of a text, letter for letter, in time that grows as its length."""

from __future__ import annotations

import html
import re

_MARKUP = re.compile(
    r"(?P<cell></t[dh]\s*>\s*<t[dh]\b[^<>]{0,2000}>)"
    r"|<(?P<hidden>script\b|style\b|!--)"
    r"|</?(?P<block>p|div|br|li|ul|ol|tr|td|th|h[1-6]|section|article|blockquote)\b[^<>]{0,2000}>"
    r"|</?[a-zA-Z][^<>]{0,2000}>|&(?P<entity>#?\w{1,8});",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
# What hides everything up to its end.
_HIDING = {
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
    "!--": re.compile("-->"),
}
# What Markdown sets at the head of a line, around words and behind a link.
_MARKS = re.compile(r"^[^\S\n]*(?:#{1,6}|[*•▪◦●·‣])(?=[^\S\n])|\*\*+|__+|(?<=\])\([^()\s]{4,300}\)", re.MULTILINE)
_MARKED = ("# ", "* ", "**", "__", "](", "•", "▪", "◦", "●", "·", "‣")
_UNSEEN = "\u2060"  # takes the room of an entity's further letters: what stands on either side stays together


def without_markup(text: str) -> str:
    """Blank out HTML and Markdown, letter for letter, so that every offset still holds; a block ends a paragraph.

    Examples
    --------
    >>> without_markup("<b>40</b> tanks<br>burned"), without_markup("AT&amp;T") == "AT&\u2060\u2060\u2060\u2060T"
    ('   40     tanks\\n\\n  burned', True)
    """
    if any(mark in text for mark in _MARKED):
        text = _MARKS.sub(lambda match: " " * len(match[0]), text)
    if "<" not in text and "&" not in text:
        return text
    pieces, done, open_ended = [], 0, set[str]()  # what is found not to end is not looked for again
    while (match := _MARKUP.search(text, done)) is not None:
        end, hidden, entity = match.end(), (match["hidden"] or "").lower(), match["entity"]
        if hidden:
            close = None if hidden in open_ended else _HIDING[hidden].search(text, end)
            if close is None:
                open_ended.add(hidden)
                close = _TAG.match(text, match.start())
            end = end if close is None else close.end()
        width = end - match.start()
        if entity:
            known = html.unescape(match[0])
            fill = _UNSEEN
            if known.isspace() and not (text[end : end + 1].isdecimal() and text[match.start() - 1].isdecimal()):
                fill = " "  # "12&nbsp;000" is one number
            blank = known + fill * (width - len(known)) if len(known) < width else match[0]
        elif hidden and close is None:
            blank = match[0]
        else:
            mark = "\n\n" if match["block"] else "| " if match["cell"] else "  "
            blank = mark + " " * (width - 2)
        pieces += [text[done : match.start()], blank]
        done = end
    return "".join(pieces) + text[done:]
