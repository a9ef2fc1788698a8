"""Where quoted words stand in a text: to the letter, else as the same words printed or typed a little differently."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property

_FOLDED = str.maketrans("‘’‚“”„«»–—−‐‑", '\'\'\'"""""-----')
_SKIPPED = re.compile(r"[\s\u00ad\u200b-\u200d\ufeff]+")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_ALIKE = 0.85  # share of letters in order that a stretch has in common with the words it is taken for
_TRIED = 200  # places looked at for words that stand nowhere to the letter


class Text:
    """A text to find words in; ``taken`` are the places that were given away, so that repeats go in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.taken: set[tuple[int, int]] = set()

    @cached_property
    def _plain(self) -> tuple[str, list[int]]:
        """The text without what printing adds, in lower case, with marks folded; and whence each letter is."""
        letters: list[str] = []
        places: list[int] = []
        end = 0
        for gap in [*_SKIPPED.finditer(self.text), None]:
            for k in range(end, gap.start() if gap else len(self.text)):
                folded = _folded(self.text[k])
                letters.append(folded)
                places += [k] * len(folded)
            if gap:
                end = gap.end()
                if any(char.isspace() for char in gap.group()):
                    letters.append(" ")
                    places.append(gap.start())
        return "".join(letters), [*places, len(self.text)]

    def places(self, words: str) -> list[tuple[int, int]]:
        """Give the places of some words that are not taken yet, in order; those taken where no other is left."""
        for places in (self._exact(words), self._printed(words), self._alike(words)):
            if places:
                return sorted(place for place in places if place not in self.taken) or sorted(places)
        return []

    def _exact(self, words: str) -> list[tuple[int, int]]:
        return [(k, k + len(words)) for k in _all(self.text, words) if self._whole(k, k + len(words))]

    def _printed(self, words: str) -> list[tuple[int, int]]:
        plain, places = self._plain
        wanted = " ".join(_SKIPPED.sub(" ", "".join(map(_folded, words))).split())
        found = [(places[k], places[k + len(wanted) - 1] + 1) for k in _all(plain, wanted)]
        return [place for place in found if self._whole(*place)]

    def _alike(self, words: str) -> list[tuple[int, int]]:
        """Stretches around a number of the words that have most of their letters in order, and all of their numbers."""
        plain, places = self._plain
        wanted = " ".join("".join(map(_folded, words)).split())
        numbers = _NUMBER.findall(wanted)
        if len(wanted) < 2 or not numbers:
            return []
        before = wanted.index(numbers[0])
        best: list[tuple[float, int, int]] = []
        for k in list(_all(plain, numbers[0]))[:_TRIED]:
            first = max(k - before, 0)
            stretch = plain[first : first + len(wanted)]
            blocks = [b for b in SequenceMatcher(None, stretch, wanted, autojunk=False).get_matching_blocks() if b.size]
            alike = 2 * sum(b.size for b in blocks) / (len(stretch) + len(wanted))
            if alike >= _ALIKE and _NUMBER.findall(stretch) == numbers:
                start, end = first + blocks[0].a, first + blocks[-1].a + blocks[-1].size
                best.append((-alike, places[start], places[end - 1] + 1))
        return [(start, end) for _, start, end in sorted(best) if self._whole(start, end)][:1]

    def _whole(self, start: int, end: int) -> bool:
        """Whether no word and no number is cut at either end: "11" does not stand in "11,000" nor "ten" in "often"."""
        text = self.text
        before, after = text[max(start - 2, 0) : start], text[end : end + 2]
        if (text[start : start + 1].isalnum() and before[-1:].isalnum()) or (
            text[end - 1 : end].isalnum() and after[:1].isalnum()
        ):
            return False
        left = text[start : start + 1].isdigit() and before[-1:] in ",." and before[:1].isdigit()
        right = text[end - 1 : end].isdigit() and after[:1] in (",", ".") and after[1:].isdigit()
        return not (left and len(before) == 2) and not right

    def sentence(self, place: tuple[int, int], ends: list[int]) -> int:
        """Number of the sentence that a place begins in, given where the sentences end."""
        return bisect_left(ends, place[0] + 1)


def _all(text: str, words: str) -> Iterator[int]:
    k = text.find(words) if words else -1
    while k >= 0:
        yield k
        k = text.find(words, k + 1)


def _folded(char: str) -> str:
    if char.isascii():
        return char.lower()
    return unicodedata.normalize("NFKC", char.translate(_FOLDED)).casefold()
