"""Relations that a text says in words: products, sums and parts, as strings over the quantities of its claims."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from estimates.article.parts import says_part
from estimates.article.rows import Reading, read_article

_TOTAL_BEFORE = re.compile(
    r"\b(?:total(?:s|ing|ling|ed|led)?|altogether|in all|making|bring(?:s|ing)?|sum of|adds? up to)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(r"^[^.;,]{0,40}?\b(?:in all|in total|altogether|all told|overall)\b", re.IGNORECASE)


def said_relations(
    text: str, *, publisher: str | None = None, reported: object = None, convention: Any = "plain"
) -> list[dict[str, str]]:
    """Find the relations that a text says in words.

    Parameters
    ----------
    text, publisher, reported, convention
        As for ``attribute``; the quantities are named as in its rows.

    Returns
    -------
    list of dict
        ``name``, ``relation`` over quantities in backticks, and ``note``: the words, and the sentence they stand in.

    Examples
    --------
    >>> found = said_relations("Police sent four teams of 20 officers, 80 officers in all.")
    >>> found[0]["relation"]
    '`officers` == `teams` * `officers per team`'
    """
    reading = read_article(text, publisher=publisher, reported=reported, convention=convention)
    sentences: dict[str, list[int]] = {}
    for number, row in enumerate(reading.rows):
        sentences.setdefault(row["locator"], []).append(number)
    found: dict[str, dict[str, str]] = {}
    for locator, numbers in sentences.items():
        for kind, relation, members in [*_totals(reading, numbers), *_parts(reading, numbers)]:
            words = ", ".join(f"{reading.rows[n]['text']!r}" for n in members)
            name = f"{kind}, {locator}" + (f": {reading.rows[members[-1]]['text']}" if kind == "part" else "")
            found.setdefault(relation, {"name": name, "relation": relation, "note": f"{words} ({locator})"})
    return list(found.values())


def _totals(reading: Reading, numbers: list[int]) -> list[tuple[str, str, list[int]]]:
    """ "Five units of 3,000, for a total of 15,000"; "3,000 killed and 5,000 wounded, 8,000 casualties in all"."""
    rows, drafts = reading.rows, reading.drafts
    found: list[tuple[str, str, list[int]]] = []
    for position, total in enumerate(numbers):
        if not position or not _is_total(reading, total):
            continue
        before = [n for n in numbers[:position] if n not in {m for _, _, members in found for m in members}]
        each = next((n for n in before if drafts[n].aspect == "each" and rows[n]["unit"] == rows[total]["unit"]), None)
        if each is not None and each - 1 in before:
            relation = f"{_name(reading, total)} == {_name(reading, each - 1)} * {_name(reading, each)}"
            found.append(("total", relation, [each - 1, each, total]))
            continue
        parts = [
            n
            for n in before
            if rows[n]["unit"] == rows[total]["unit"]
            and rows[n]["source"] == rows[total]["source"]
            and drafts[n].aspect == ""
        ]
        names = [_name(reading, n) for n in parts]
        if len(parts) > 1 and len({*names, _name(reading, total)}) == len(parts) + 1:
            found.append(("total", f"{_name(reading, total)} == {' + '.join(names)}", [*parts, total]))
    return found


def _is_total(reading: Reading, number: int) -> bool:
    figure, plain = reading.standings[number].figure, reading.document.plain
    end = max(figure.end, figure.noun_end)
    earlier = reading.standings[number - 1].figure.end
    return (
        "total" in figure.text.lower()
        or _TOTAL_BEFORE.search(_single(plain[max(earlier, figure.start - 60) : figure.start])) is not None
        or _TOTAL_AFTER.search(_single(plain[end : end + 60])) is not None
    )


def _single(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def _parts(reading: Reading, numbers: list[int]) -> list[tuple[str, str, list[int]]]:
    """ "12,000, including 500 officers"; "1,460 patients, of whom 312 were children"."""
    found = []
    for whole, part in pairwise(numbers):
        rows, (first, second) = reading.rows, (reading.standings[n].figure for n in (whole, part))
        between = reading.document.plain[first.end : second.start]
        alike = rows[whole]["unit"] == rows[part]["unit"] and rows[whole]["source"] == rows[part]["source"]
        if alike and (says_part(between) or second.part) and _name(reading, whole) != _name(reading, part):
            found.append(("part", f"{_name(reading, part)} <= {_name(reading, whole)}", [whole, part]))
    return found


def _name(reading: Reading, number: int) -> str:
    return f"`{reading.rows[number]['quantity']}`"
