"""HTML, Markdown and the marks of notes blanked out of a text, letter for letter, in time linear in its length."""

from __future__ import annotations

import re

from estimates.figures.cutting import with_entities

_MARKUP = re.compile(
    r"(?P<cell></t[dh]\s*>\s*<t[dh]\b[^<>]{0,2000}>)"
    r"|<(?P<hidden>script\b|style\b|!--)"
    r"|</?(?P<block>p|div|br|li|ul|ol|tr|td|th|h[1-6]|section|article|blockquote)\b[^<>]{0,2000}>"
    r"|<(?P<name>(?-i:[A-Z])[^<>= ]* (?:[^<>=]* )?(?-i:[A-Z][^<>= ]*[a-z.])[^<>=]{0,60})>"
    r"|</?[a-zA-Z][^<>]{0,2000}>",
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
# Marks of notes behind a word, as encyclopaedias and reports have them: "left.[3][a] The", "[citation needed]".
_NOTE = r"(?:\d{1,3}|[a-z]|[ivxl]{1,6}|(?:note|nb) \d{1,3}|[a-z]+ needed)\]"
_NOTES = re.compile(rf"\[(?<=[^\s(\[—–-]\[){_NOTE}(?:\[{_NOTE})*", re.IGNORECASE)  # only brackets are looked at
_LAST_NOTES = re.compile(rf"(?<=\S)(?:\s?\[{_NOTE})+$", re.IGNORECASE)
_MAY_BE_MARKED = re.compile(r"[#*_\]•▪◦●·‣]")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def without_last_notes(words: str) -> str:
    """A name or a date without the marks of notes behind it.

    Examples
    --------
    >>> without_last_notes("Russian MoD[1][a]"), without_last_notes("25 March 2022 [3]"), without_last_notes("AP [UK]")
    ('Russian MoD', '25 March 2022', 'AP [UK]')
    """
    return _LAST_NOTES.sub("", words) if words.endswith("]") else words


def without_markup(text: str) -> str:
    """Blank out HTML, Markdown and marks of notes letter for letter: offsets still hold, a block ends a paragraph.

    Examples
    --------
    >>> without_markup("<b>40</b> tanks<br>burned")
    '   40     tanks\\n\\n  burned'
    """
    if _MAY_BE_MARKED.search(text) is not None:
        text = _NOTES.sub(_blank, _MARKS.sub(_blank, text))
    if "<" not in text:
        return with_entities(text)
    pieces, done, open_ended = [], 0, set[str]()  # what is found not to end is not looked for again
    while (match := _MARKUP.search(text, done)) is not None:
        end, hidden = match.end(), (match["hidden"] or "").lower()
        if hidden:
            close = None if hidden in open_ended else _HIDING[hidden].search(text, end)
            if close is None:
                open_ended.add(hidden)
                close = _TAG.match(text, match.start())
            end = end if close is None else close.end()
        width = end - match.start()
        if hidden and close is None:
            blank = match[0]
        elif match["name"]:
            blank = f" {match['name']} "  # "<Wallco Inc> said", as wires mark a company
        else:
            mark = "\n\n" if match["block"] else "| " if match["cell"] else "  "
            blank = mark + " " * (width - 2)
        pieces += [text[done : match.start()], blank]
        done = end
    return with_entities("".join(pieces) + text[done:])
