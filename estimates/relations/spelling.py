"""Slips in names: which known name a word is but for one letter, found without holding it against every other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any


class Known:
    """The quantities claimed, found by their words: each with one word taken out, and by that word less one letter.

    Two words that one slip of the pen parts are equal once a letter is taken from one or both of them (Mor and Fraenkel
    1982), so a name is looked up among those near it and never held against all.
    """

    def __init__(self, names: Iterable[object]) -> None:
        self.names = {str(name) for name in names}

    @cached_property
    def _near(self) -> dict[tuple[Any, ...], list[str]]:
        near: dict[tuple[Any, ...], list[str]] = {}
        for name in sorted(self.names):
            for key in _keys(_words(name)):
                near.setdefault(key, []).append(name)
        return near

    def meant(self, quantity: str) -> str | None:
        """The known name that ``quantity`` is but for case, spacing, or one slip in a word of four letters or more."""
        words = _words(quantity)
        for name in sorted({name for key in _keys(words) for name in self._near.get(key, ())}):
            differing = [(a, b) for a, b in zip(words, _words(name), strict=True) if a != b]
            if not differing or (len(differing) == 1 and one_edit(*differing[0])):
                return name
        return None


def _keys(words: list[str]) -> set[tuple[Any, ...]]:
    keys: set[tuple[Any, ...]] = {tuple(words)}
    for i, word in enumerate(words):
        if len(word) >= 4 and not any(map(str.isdigit, word)):
            around = (i, *words[:i], None, *words[i + 1 :])
            keys |= {(*around, word[:k] + word[k + 1 :]) for k in range(len(word))} | {(*around, word)}
    return keys


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())


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
