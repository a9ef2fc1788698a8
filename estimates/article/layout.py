"""The blocks of a text, told by how its lines look and not by grammar: turns of speech, and what is no part of it.

"MR. KIRBY: ..." and "Q  ..." open a turn; it goes on over paragraphs until the next one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import zip_longest

_WORD = r"(?:[A-Z][A-Z0-9’'&./-]*|Ma?c[A-Z]{2,}|[A-Z][a-z]{1,4}\.|of|and|the|for)"
_TITLED = r"(?!(?:St|Mt|Ft)\.)[A-Z][a-z]{1,4}\.(?:\ [^\W\d_][\w’'.-]*){1,3}"  # "Mr. Kirby"
_LABEL = rf"[A-Z][A-Z’'.&/-]+(?:,?\ {_WORD}){{0,7}}|{_TITLED}"  # set in capitals
_NAME = r"[A-Z][\w’'.&-]*(?:\ (?:of|and|the|for|al|de|van|von|[A-Z][\w’'.&-]*)){0,9}"  # "Kyiv Institute of Water"
_MEMBER = r"[A-Z][\w’'.-]*(?:\ (?:(?:of|de|van|von|al)\ )?[A-Z][\w’'.-]*){1,3}"  # "Dr Amy Frey", "Lord Frey of Orr"
_OFFICE = r"[A-Z][\w’'&-]*(?:\ (?:of|and|for|[A-Z][\w’'&-]*)){0,6}"  # "Ann Frey, Chief Scientist: ..."
_WHERE = r"(?:at|in|on|via)\ (?!\d+:)[^:\n]{2,40}"  # "Sheriff Amy Frey at the 8pm meeting"
_ASKED = r"Q|(?:[A-Z]+\ )?(?:QUESTION|REPORTER|JOURNALIST)|Question|Reporter|Journalist"
_TURN = re.compile(
    rf"[^\S\n]*(?:(?P<question>{_ASKED})(?::|\.|[^\S\n]{{2,}}|\t|(?P<spaced>(?<=Q)\ (?=[A-Z])))(?=[^\S\n]*\S)"
    r"|(?P<answer>A)[:.](?=\ \S)"
    rf"|(?P<heading>{_MEMBER})(?:\ (?:--?|[–—])\ {{1,2}}{_OFFICE}){{1,2}}(?=[^\S\n]*\n\s*[^\s\d])"
    r"|(?:[^\w\s]+\ ?|Q\d+\.?\ |(?P<passed_on>RT\ +))?"
    rf"(?:The\ [^():\n]{{3,120}}\ \((?P<holder>{_MEMBER})\)"  # parliaments' minutes
    rf"|(?P<label>{_LABEL})(?:\ ?\([^()\n]{{1,60}}\))?|(?P<member>{_MEMBER})(?:\ \([^()\n]{{1,40}}\)){{1,2}}"
    rf"|(?P<officer>{_MEMBER}),\ {_OFFICE}|(?P<name>{_NAME})(?:\ {_WHERE})?):"
    r"(?=\s+(?:(?P<tells>[^\d\s]|\d[\d.,]*[a-z]?\ [A-Za-z]+\ [a-z]+)|\S)))"  # "UN: 40 men fled", not "Tanks: 40"
)
_CREDIT = re.compile(  # "Source: Vela Water Agency", "(Source: VWA, May 2021)" behind a sentence
    r"(?:^|(?<=[.!?;])[^\S\n]|[(\[])[^\S\n]*(?P<head>[A-Za-z]+):[^\S\n]*(?P<name>[A-Z][^\d\n/()\[\]]{0,78}?)"
    r"[^\S\n]?(?:[,(](?:[^\S\n]?[A-Z][a-z]+|[^\S\n]?\d{1,2}){0,2}[^\S\n]?\d{4}\)?)?[.)\]]*[^\S\n]*$",
    re.MULTILINE,
)
_PHOTO = re.compile(r"\([^()]{0,40}\b(?:photo|images)\b[^()]{0,40}\)$")
_SHORT = 4  # words of a line that counts readers
_KINDS = ("question", "answer", "heading", "label", "member", "officer", "holder", "name")  # of labels
_TELLS = ("question", "answer", "heading", "tells", "passed_on")  # where something is said, and not counted
_INDENT = 80  # letters
_FEW = 2  # turns that make a transcript


@dataclass(frozen=True, slots=True)
class Turn:
    """What stands from ``start`` up to ``end`` is said by whoever the label names, which stands before it.

    ``asked`` is true for a question; "A" labels an answer. ``set_apart`` is a label in capitals, with "Mr.", brackets
    as in a parliament's minutes ("Ann Frey (Orr) (Ind): ...") or of a post passed on ("RT Lee: ..."); "Lee: 40 died"
    is none.
    ``surely`` is true where a title or that it comes again shows that such a label is no heading ("DEAD: 40").
    """

    label: tuple[int, int]
    start: int
    end: int
    asked: bool = False
    set_apart: bool = False
    surely: bool = False


def find_turns(plain: str, breaks: Sequence[int]) -> tuple[Turn, ...]:
    """Find the turns of speech in a text, by their labels at the heads of lines; paragraphs begin at the ``breaks``.

    In a transcript, where two or more labels are set apart or one has a title ("MR. LEE:"), a turn ends where the next
    begins; else with its paragraph.

    Examples
    --------
    >>> text = "MS. FREY:  We lost 40.\\n\\nTwelve are back.\\n\\nQ  How many burned?"
    >>> [(text[slice(*turn.label)], text[turn.start : turn.end].split()[-1]) for turn in find_turns(text, [24, 42])]
    [('MS. FREY', 'back.'), ('Q', 'burned?')]
    """
    if ":" not in plain and not any(f" {dash} " in plain for dash in "-–—"):
        return ()
    found = list(_at_heads(_TURN, plain))
    if not any(match["question"] for match in found):
        found = [match for match in found if match["answer"] is None]
    headings, spaced = ([match for match in found if match[kind] is not None] for kind in ("heading", "spaced"))
    unlike = (headings if len(headings) < _FEW else []) + (spaced if len(spaced) == len(found) else [])
    found = [match for match in found if match not in unlike]  # "Q Bank sold 40": no transcript
    known = {match["label"] for match in found if match["tells"]}
    found = [match for match in found if any(match[kind] for kind in _TELLS) or _answers(match["label"], known)]
    set_apart = [match for match in found if _is_set_apart(match)]
    alone = len(found) == 1  # "Gov. Lee: ..." over lines with other labels opens no transcript, as "MR. LEE:" does
    titled = (match["label"] for match in found if _is_titled(match["label"]))
    transcript = len(set_apart) >= _FEW or any(match["question"] for match in found)
    transcript = transcript or any(alone or label.isupper() for label in titled)
    named = Counter(match["name"] or match["member"] for match in found)
    if transcript:
        found = [match for match in found if _is_set_apart(match) or _is_called(match["name"], named)]
    often = Counter(match["label"] for match in found)
    turns = []
    for match, after in zip_longest(found, found[1:]):
        kind = next(name for name in _KINDS if match[name])
        end = after.start() if after is not None else len(plain)
        paragraph = bisect_right(breaks, match.end())
        if not transcript:
            opens = breaks[paragraph - 1] if paragraph else 0
            if plain[opens : min(match.start(), opens + _INDENT)].strip():
                continue  # in the midst of a paragraph
            end = min(end, breaks[paragraph]) if paragraph < len(breaks) else end
        surely = kind == "question" or _is_titled(match["label"]) or (kind == "label" and often[match["label"]] > 1)
        turns.append(Turn(match.span(kind), match.end(), end, kind == "question", _is_set_apart(match), surely))
    return tuple(turns)


def _at_heads(pattern: re.Pattern[str], plain: str) -> Iterator[re.Match[str]]:
    """What a pattern finds at the heads of lines, which are all that is looked at."""
    start = 0
    while start >= 0:
        match = pattern.match(plain, start)
        if match is not None:
            yield match
        start = plain.find("\n", start if match is None else match.end()) + 1 or -1


def _is_set_apart(match: re.Match[str]) -> bool:
    return match["name"] is None or match["passed_on"] is not None


def _is_called(name: str | None, named: Counter[str | None]) -> bool:
    """ "Amy Frey: ..." among "Dr. Lee: ...": one of two names, or words that come again, if only in part."""
    if name is None or named[name] >= _FEW or not all(word[0].isupper() for word in name.split()):
        return name is not None and named[name] >= _FEW
    again = (other for other in named if other and other != name)
    part = any(name.startswith(f"{other} ") or name.endswith(f" {other}") for other in again)
    return part or len(name.split()) == _FEW


def _is_titled(label: str | None) -> bool:
    return (label or "").partition(" ")[0][-1:] == "."


def _answers(label: str | None, known: Set[str | None]) -> bool:
    """ "MS. FREY: 40.": a bare number is an answer where a title, or more that is said, shows that a person speaks."""
    return _is_titled(label) or (label is not None and label in known)


def lines_around(plain: str, lists: Mapping[str, frozenset[str]]) -> list[tuple[int, int]]:
    """Find the lines around an article that are no part of it: captions, credits, calls to read on or subscribe.

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> text = "Forty boats sank.\\nPhoto: Ten boats in Vela.\\nRead more: 12 die in Vela\\n34 comments"
    >>> [text[start:end] for start, end in lines_around(text, language("en").lists)]
    ['Photo: Ten boats in Vela.', 'Read more: 12 die in Vela', '34 comments']
    """
    heads, ends, readers = tuple(lists["around_heads"]), tuple(lists["around_ends"]), lists["readers"]
    found, start = [], 0
    for line in plain.split("\n"):
        bare = line.strip().rstrip(".").lower()
        photo = bare.endswith(")") and _PHOTO.search(bare) is not None
        if photo or bare.startswith(heads) or bare.endswith(ends) or _counts_readers(bare, readers):
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def source_line(plain: str, lists: Mapping[str, frozenset[str]], turns: Sequence[Turn] = ()) -> str | None:
    """Give whom a line of its own, or the end of the text, names as the source of figures that nobody is named for.

    A question among the ``turns`` names nobody: "REPORTER: How many died?".

    Examples
    --------
    >>> from estimates.lang.lexicon import language
    >>> source_line("Dead: 40\\nSource: Vela Water Agency", language("en").lists)
    'Vela Water Agency'
    >>> source_line("It has 40 boats. (Source: VWA, 2021)", language("en").lists)
    'VWA'
    """
    end, said = len(plain.rstrip()), {turn.label[0] for turn in turns if turn.asked}
    heads = tuple(lists["source_heads"])
    named = ":" in plain and any(before.endswith(heads) for before in plain.lower().split(":"))
    for found in reversed([*_CREDIT.finditer(plain)] if named else []):
        if found.start("head") in said:
            continue
        alone = not plain[: found.start()].rpartition("\n")[2].strip()
        if found["head"].lower() in lists["source_heads"] and (alone or found.end() == end):
            return found["name"].strip()
    return None


def _counts_readers(line: str, readers: frozenset[str]) -> bool:
    words = line.split() if len(line) < _INDENT else []
    return 0 < len(words) <= _SHORT and words[-1] in readers and any(word[0].isdigit() for word in words)
