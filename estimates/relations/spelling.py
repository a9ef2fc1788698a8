"""Slips in names: which known name a word is but for one letter, found without holding it against every other."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TypeAlias

Words: TypeAlias = tuple[str, ...]


class Known:
    """The quantities claimed, found by their words: each with one word taken out, and by that word less one letter.

    Two words that one slip of the pen parts are equal once a letter is taken from one or both of them (Mor and Fraenkel
    1982), so a name is looked up among those near it and never held against all. Only of names that share their other
    words with one of those asked about are letters taken at all.
    """

    def __init__(self, names: Iterable[object]) -> None:
        self.names = set(map(str, names))

    def meant(self, quantities: Iterable[str]) -> dict[str, str]:
        """Which known name each quantity is but for case, spacing, or one slip in a word of four letters or more."""
        asked = dict.fromkeys(quantities)
        words_of = dict(zip(asked, _words(list(asked)), strict=True))
        near = self._near(list(words_of.values()))
        out: dict[str, str] = {}
        for quantity, words in words_of.items():
            for name, others in sorted({known for key in (words, *_keys(words)) for known in near.get(key, ())}):
                differing = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
                if not differing or (len(differing) == 1 and one_edit(*differing[0])):
                    out[quantity] = name
                    break
        return out

    def _near(self, asked: list[Words]) -> dict[Words, list[tuple[str, Words]]]:
        """The known names by their keys: those of which all words, or all but one, are those of a name asked about."""
        alone = any(len(words) < 2 for words in asked)  # all of it may be the slip
        ends = [{words[at] for words in asked if words} for at in (0, -1)]
        same, around = set(asked), {around for words in asked for _, around in _parted(words)}
        near: dict[Words, list[tuple[str, Words]]] = {}
        names = list(self.names) if asked else []
        for name, words in zip(names, _words(names), strict=True):
            if words in same:
                near.setdefault(words, []).append((name, words))
            if around and ((words[0] in ends[0] or words[-1] in ends[1]) if len(words) > 1 else alone):
                for key in _keys(words, around):
                    near.setdefault(key, []).append((name, words))
        return near


def _keys(words: Words, wanted: Container[Words] | None = None) -> set[Words]:
    """The words with each word taken out, that word beside them and all that one letter less makes of it."""
    keys = set()
    for word, around in _parted(words):
        if wanted is None or around in wanted:
            keys |= {(*around, word), *((*around, word[:k] + word[k + 1 :]) for k in range(len(word)))}
    return keys


def _parted(words: Words) -> Iterator[tuple[str, Words]]:
    """Each word in which one letter may be a slip, and the others around its place."""
    for i, word in enumerate(words):
        if len(word) >= 4 and (word.isalpha() or not any(map(str.isdigit, word))):
            yield word, (*words[:i], "", *words[i + 1 :], str(i))


def _words(names: Sequence[str]) -> list[Words]:
    """The words of each name, whatever stands between them."""
    together = "\0".join(names).casefold()
    if together.count("\0") >= len(names) > 0:
        together = "\0".join(name.replace("\0", " ") for name in names).casefold()
    together = re.sub(r"[^\w\0 ]+|_+", " ", together)
    return [tuple(words.split()) for words in together.split("\0")] if names else []


def one_edit(a: str, b: str) -> bool:
    """Whether one change, one missing or doubled character, or one swap of neighbours turns ``a`` into ``b``.

    Examples
    --------
    >>> one_edit("161", "116"), one_edit("13226", "13266"), one_edit("12", "21x")
    (True, True, False)
    """
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    i = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[i + 1 :] == shorter[i:]
