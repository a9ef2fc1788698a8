"""The lexicons: TOML files in a folder for each language, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Read a lexicon by its name.

    Examples
    --------
    >>> lexicon("numerals")["tens"]["forty"]
    40
    """
    return tomllib.loads((Path(__file__).parent / "en" / f"{name}.toml").read_text(encoding="utf-8"))


def words_of(entry: str | list[str]) -> frozenset[str]:
    """Split the words of an entry, written as a list or as one string.

    Examples
    --------
    >>> sorted(words_of("win won"))
    ['win', 'won']
    """
    return frozenset(entry.split() if isinstance(entry, str) else entry)
