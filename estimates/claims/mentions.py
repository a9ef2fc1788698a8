"""What texts mention: names, words and numbers, weighed by what each is, how often it stands and how few have it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from estimates.claims.stems import plain_words, stem_of
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.lang.lexicon import language

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d,.]*\d|\d|[.!?\n“\"]")
#: What one mention is worth before its rareness: a name tells most of what an article is about.
_WORTH = {"^": 1.0, " ": 0.5, "=": 0.5}
_NAMED, _SHOWN = 3, 8  # words in the name of an event, and of what two articles share
_CALENDAR = language("en").lists["date_words"]
#: Pairs of texts that are held against each other at once.
AT_ONCE = 100_000


@dataclass(frozen=True)
class Mentions:
    """The names, words and numbers of texts: a row per text, a column per word, weighted; and how each is written."""

    weight: csr_array
    names: Bools
    found: list[dict[tuple[str, str], int]]

    @classmethod
    def of(cls, texts: pd.Series) -> Mentions:
        """Weigh what texts mention by what it is, how often it is mentioned and how few of the texts have it."""
        from scipy.sparse import csr_array  # it takes .2 s to load, and who reads one article needs none of it

        found = _named_at_last([_mentioned(text) for text in texts])
        number = {word: k for k, word in enumerate(sorted({word for one in found for word, _ in one}))}
        row = np.repeat(np.arange(len(found)), [len(one) for one in found])
        column = np.array([number[word] for one in found for word, _ in one], dtype=np.int64)
        often = np.array([n for one in found for n in one.values()], dtype=float)
        said = csr_array((often, (row, column)), shape=(len(found), len(number)))
        said.sum_duplicates()  # a word stands once for each way it is written
        worth = np.array([_WORTH[word[0]] for word in number], dtype=float)
        texts_with = np.bincount(said.indices, minlength=len(number))
        rare = worth * (1 + np.log((len(found) + 1) / (texts_with + 0.5)))
        weight = csr_array(((1 + np.log(said.data)) * rare[said.indices], said.indices, said.indptr), shape=said.shape)
        return cls(weight, np.array([word[0] == "^" for word in number], dtype=bool), found)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """How most of the texts write each word, small letters before capitals."""
        spelled: dict[str, Counter[str]] = {}
        for one in self.found:
            for (word, form), n in one.items():
                spelled.setdefault(word, Counter())[form] += n
        best = (
            min(forms, key=lambda form: (form.isupper(), -forms[form], form)) for _, forms in sorted(spelled.items())
        )
        return tuple(best)

    def shared(self, i: Ints, j: Ints) -> list[str]:
        """What the two texts of each pair share, the most telling first."""
        out: list[str] = []
        for some in np.split(np.arange(len(i)), range(AT_ONCE, len(i), AT_ONCE)):
            both = self.weight[i[some]].multiply(self.weight[j[some]]).tocsr()
            parts = (slice(*ends) for ends in pairwise(both.indptr.tolist()))
            out += [", ".join(self._best(both.indices[part], both.data[part], _SHOWN)) for part in parts]
        return out

    def _best(self, words: Ints, telling: Floats, most: int) -> list[str]:
        each = (
            (-round(weight, 9), self.written[k]) for k, weight in zip(words.tolist(), telling.tolist(), strict=True)
        )
        return [written for _, written in nsmallest(most, each)]

    def called(self, rows: Ints) -> list[str]:
        """What at least half of some texts mention, names before words."""
        inside = self.weight[rows]
        words, place = np.unique(inside.indices, return_inverse=True)  # those of these texts: a folder has far more
        often = np.bincount(place, minlength=len(words)) * 2 >= len(rows)
        total = np.bincount(place, inside.data, len(words)).astype(float)[often]
        words = words[often]
        names = self.names[words]
        return self._best(words[names], total[names], _NAMED) or self._best(words, total, _NAMED)


def _mentioned(text: str) -> dict[tuple[str, str], int]:
    """How often a text mentions names, words and numbers: by a mark of what each is and its stem, and as written."""
    out: dict[tuple[str, str], int] = {}
    opens = True
    for token in _TOKEN.findall(text):
        key, opening, form, ends = _marked(token)
        if key:
            said = (opening if opens else key, form)
            out[said] = out.get(said, 0) + 1
        opens = ends
    return out


@lru_cache(maxsize=2**15)
def _marked(token: str) -> tuple[str, str, str, bool]:
    """A token's mark and stem, within a sentence and where it opens one, how it is written, and whether one ends."""
    low, ends = token.casefold(), not token[0].isalnum()
    form = token.removesuffix("'s").removesuffix("’s")
    if token[0].isdigit():
        key = f"={low.replace(',', '')}" if len(token) > 1 else ""
    elif not token[0].isalpha() or low in plain_words("fillers") or low in _CALENDAR:
        key = ""
    elif token[0].isupper():
        return f"^{stem_of(low)}", f"?{stem_of(low)}", form, ends
    else:
        key = f" {stem_of(low)}" if len(token) > 3 else ""
    return key, key, form, ends


def _named_at_last(found: list[dict[tuple[str, str], int]]) -> list[dict[tuple[str, str], int]]:
    """Capitals that open a sentence are a name where the folder has that name within one, else a word."""
    names = {word for one in found for word, _ in one if word[0] == "^"}
    for one in found:
        for word, form in [said for said in one if said[0][0] == "?"]:
            name = f"^{word[1:]}"
            said = (name if name in names else f" {word[1:]}", form)
            one[said] = one.get(said, 0) + one.pop((word, form))
    return found
