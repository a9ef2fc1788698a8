"""Words without their endings, and the classes of words that count one thing, as data."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def plain_words(name: str) -> frozenset[str]:
    lexicon = tomllib.loads(files("estimates.claims").joinpath("measures.toml").read_text(encoding="utf-8"))
    return frozenset(lexicon["plain"][name].split())


def stems_of(words: str) -> frozenset[str]:
    """Words without their endings: enough to bring "villages" and "village" together."""
    return frozenset(stem_of(word) for word in _WORD.findall(words.casefold()) if word not in plain_words("fillers"))


@cache
def stem_of(word: str) -> str:
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if len(word) - len(ending) > 3 and word.endswith(ending) and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


@cache
def _lexicon(kind: str) -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """What finds a word of any class, and what finds one of each."""
    lexicon = tomllib.loads(files("estimates.claims").joinpath("measures.toml").read_text(encoding="utf-8"))

    def beginning(stems: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, stems))})", re.IGNORECASE)

    classes = lexicon[kind]
    return beginning([stem for stems in classes.values() for stem in stems]), tuple(
        (name, beginning(stems)) for name, stems in classes.items()
    )


@lru_cache(maxsize=16_384)
def classes_of(kind: str, words: str, *, nearest: bool = False) -> frozenset[str]:
    """The classes of words that count one thing; of a sentence only the one nearest to its beginning."""
    of_any, classes = _lexicon(kind)
    if not of_any.search(words):  # most words are of none
        return frozenset()
    found = {name: match.start() for name, pattern in classes if (match := pattern.search(words))}
    return frozenset([min(found, key=lambda name: found[name])]) if nearest else frozenset(found)
