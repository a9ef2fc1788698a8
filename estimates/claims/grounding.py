"""Claims that somebody else extracted, a model or a person, held against the words of the article they are from."""

from __future__ import annotations

import json
import re
import warnings
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from estimates.claims.aligning import Text
from estimates.claims.articles import article_rows, words_of
from estimates.claims.differing import flag, hedge_differs, is_missing, number_differs, unit_differs, word_differs
from estimates.claims.jsons import parsed_json
from estimates.claims.reading import read_claims
from estimates.door import checked
from estimates.errors import ParseError, SchemaError
from estimates.figures.tables import parse_figures
from estimates.lang.lexicon import language
from estimates.schema import WORDS

Grounding = Literal["verified", "repaired", "differs", "not in the text"]

#: What extraction tools call the words of a figure, and who said them.
_NAMES = {
    "extraction_text": "text", "quote": "text", "span": "text", "evidence": "text", "words": "text", "mention": "text",
    "speaker": "source", "attribution": "source", "attributed_to": "source", "who_says": "source",
    "start_pos": "start", "end_pos": "end", "start_char": "start", "end_char": "end", "number": "value",
    "negation": "negated", "denied": "negated",
}  # fmt: skip
_SAID_AGAIN = 20  # places that words repeated are tried in
_REACH = 3  # sentences that somebody may go on speaking
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|could|can|may|might|must|to|plan\w*|expect\w*|forecast\w*|promis\w*|pledg\w*|target\w*|"
    r"goal|next|if|until|by|propos\w*|project\w*|intend\w*|aim\w*|likely|going|"
    r"(?:is|are|am)\s(?:\w+\s)?\w+ing)\b|['’]ll\b", re.IGNORECASE,
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_][\w.&'’-]*")
_SMALL = language("en").lists["small"]


@checked
def ground(
    article: str | Path,
    rows: Any,
    *,
    publisher: str | None = None,
    reported: Any = None,
    convention: str | Mapping[str, Any] = "plain",
    encoding: str = "utf-8",
) -> pd.DataFrame:
    """Keep of extracted claims what the words of the article bear out, and say of each row what became of it.

    Parameters
    ----------
    article : str or Path
        The words that the rows were taken from, or the file they stand in.
    rows : DataFrame, list of dicts, JSON string, or Path of a JSON file
        One row a claim: ``text``, the words of the figure, and what was read from them (``value`` or ``low`` and
        ``high``, ``hedge``, ``unit``, ``source``, ``status``, ``negated``); only what is given is checked. The layout
        of extraction tools is understood: ``extraction_text``, ``char_interval``, ``attributes``, and objects listed
        under ``extractions`` or ``claims``.
    publisher, reported, convention, encoding
        As for ``read_text``.

    Returns
    -------
    DataFrame
        A claims table with a row for each row given, in their order, extra columns kept, and ``grounding``:
        ``verified``, the words stand where the row says (or it said no place) and mean what it says; ``repaired``, they
        stand elsewhere or are printed otherwise, and ``text``, ``start`` and ``end`` are now as in the article, while
        the number was right; ``differs``, the words mean something else, and ``doubt`` has both readings;
        ``not in the text``, the words do not stand there. ``start`` and ``end`` are missing for the last. Numbers are
        never changed.

    Raises
    ------
    ParseError, SchemaError
        If the article or the rows cannot be read, or no row has words.

    Notes
    -----
    A number must read back, from the words in their place, to the same value, ends, hedge and unit. Of a source the
    words must occur, near enough for its speech to reach the figure, unless it is the publisher. A denial needs a word
    that denies, and where our reader is sure of one it must be marked. The same words said twice are matched in order.

    Examples
    --------
    >>> article = "Governor Ida Orr said about 300 tents had burned. She denied that 40 people were hurt."
    >>> found = ground(article, [
    ...     {"text": "about 300", "value": 300, "hedge": "about", "source": "Ida Orr"},
    ...     {"text": "40", "value": 400, "source": "Ida Orr", "negated": True},
    ...     {"text": "12 boats", "value": 12}])
    >>> found[["text", "value", "grounding", "doubt"]]
            text  value        grounding                                    doubt
    0  about 300  300.0         verified                                      NaN
    1         40  400.0          differs  value is 400, the words say 40 (“40”)
    2   12 boats   12.0  not in the text         “12 boats” is not in the article
    """
    text = words_of(article, encoding)
    given = _as_table(rows)
    read = article_rows(text, publisher=publisher, reported=reported, convention=convention)
    checker = _Checker(text, read, publisher, convention)
    outcome = [checker.check(row) for row in given.to_dict("records")]
    out = given.drop(columns=["start", "end", "text", "doubt"], errors="ignore")
    out = out.assign(
        text=[o.text for o in outcome], start=pd.array([o.start for o in outcome], dtype="Int64"),
        end=pd.array([o.end for o in outcome], dtype="Int64"),
        grounding=[o.grounding for o in outcome], publisher=out.get("publisher", publisher),
    )  # fmt: skip
    with warnings.catch_warnings():  # what the door doubts stands in the row beside what we doubt
        warnings.simplefilter("ignore", UserWarning)
        claims = read_claims(out, on_error="keep", convention=convention)
    theirs = claims["doubt"].fillna("") if "doubt" in claims else [""] * len(claims)
    doubts = ["; ".join(filter(None, (ours.doubt, door))) for ours, door in zip(outcome, theirs, strict=True)]
    claims["doubt"] = pd.Series(doubts, index=claims.index, dtype=WORDS).replace("", np.nan)
    claims["grounding"] = pd.Categorical(claims["grounding"], categories=list(get_args(Grounding)))
    return claims


class _Outcome(NamedTuple):
    """What became of one row."""

    grounding: Grounding
    text: Any
    start: Any = pd.NA
    end: Any = pd.NA
    doubt: str = ""


class _Checker:
    """The words of one article, what our reader made of them, and who is near whom."""

    def __init__(
        self,
        text: str,
        read: Iterable[Mapping[str, Any]],
        publisher: str | None,
        convention: str | Mapping[str, Any],
    ) -> None:
        self.text, self.words = text, Text(text)
        self.publisher, self.convention = publisher, convention
        self.read = sorted(read, key=itemgetter("start"))
        self.starts = [row["start"] for row in self.read]
        self.reached = list(accumulate((row["end"] for row in self.read), max))
        self.ends = [m.end() for m in re.finditer(r"[.!?…]+[\"”’')\]]*(?=\s|$)|\n\s*\n", text)] + [len(text)]
        self.said_in: dict[str, set[int]] = defaultdict(set)  # the sentences that a word stands in
        for m in _WORD.finditer(text):
            self.said_in[_bare(m.group())].add(self.words.sentence(m.span(), self.ends))

    def check(self, row: Mapping[str, Any]) -> _Outcome:
        """Find the words of a row and hold what it says against them."""
        words = row.get("text")
        if not isinstance(words, str) or not words.strip():
            return _Outcome("not in the text", words, doubt="there are no words to look for")
        said = _offset(row.get("start")), _offset(row.get("end"))
        places = self.words.places(words)
        if not places:
            return _Outcome("not in the text", words, doubt=f"“{words}” is not in the article")
        if said[0] is not None:
            places = [min(places, key=lambda place: abs(place[0] - (said[0] or 0)))]
        tried = [(place, self._at(row, words, place, said)) for place in places[:_SAID_AGAIN]]
        place, outcome = next((one for one in tried if one[1].grounding != "differs"), tried[0])
        self.words.taken.add(place)
        return outcome

    def _at(
        self, row: Mapping[str, Any], words: str, place: tuple[int, int], said: tuple[int | None, int | None]
    ) -> _Outcome:
        """Hold a row against the words in one place."""
        printed = self.text[slice(*place)]
        read = self._read_at(row, place)
        if read is None:
            return _Outcome("differs", printed, *place, doubt=f"no figure is read in “{printed}”")
        differences = [
            number_differs(row, read), hedge_differs(row, read), unit_differs(row, read),
            self._source(row, read, place), self._denial(row, read, place),
        ]  # fmt: skip
        status = word_differs(row, read, "status")
        if status and row["status"] == "expected" and not _AHEAD.search(self._sentence(place)):
            differences.append(status)
        moved = said[0] is not None and said != place
        outcome: Grounding = "repaired" if moved or printed != words else "verified"
        if any(differences):
            outcome = "differs"
        return _Outcome(outcome, printed, *place, doubt="; ".join(dict.fromkeys(filter(None, [*differences, status]))))

    def _read_at(self, row: Mapping[str, Any], place: tuple[int, int]) -> Mapping[str, Any] | None:
        """What our reader has there; of several figures inside the words, the one that fits best."""
        inside = self.read[bisect_right(self.reached, place[0]) : bisect_left(self.starts, place[1])]
        inside = [row for row in inside if place[0] < row["end"]] or self._alone(place)
        fitting = sorted(inside, key=lambda r: (bool(number_differs(row, r)), abs(r["start"] - place[0])))
        return fitting[0] if fitting else None

    def _sentence(self, place: tuple[int, int]) -> str:
        here = self.words.sentence(place, self.ends)
        return self.text[self.ends[here - 1] if here else 0 : self.ends[here]]

    def _alone(self, place: tuple[int, int]) -> list[Mapping[str, Any]]:
        """The words by themselves, where the article reader takes no figure from them."""
        read = parse_figures([self.text[slice(*place)]], convention=self.convention).iloc[0].to_dict()
        known = not all(is_missing(read[end]) for end in ("value", "low", "high"))
        return [{**read, "start": place[0], "source": None, "status": None, "negated": None}] if known else []

    def _source(self, row: Mapping[str, Any], read: Mapping[str, Any], place: tuple[int, int]) -> str:
        """What speaks against the source given: its words are not there, or too far for its speech to reach."""
        source = row.get("source")
        if not isinstance(source, str) or source == self.publisher or _shares_name(source, read["source"]):
            return ""
        wanted = _names(source)
        if not wanted or not wanted <= self.said_in.keys():
            return f"source is {source!r}, which is not in the article"
        here = self.words.sentence(place, self.ends)
        near = any(not self.said_in[word].isdisjoint(range(here - _REACH, here + 2)) for word in wanted)
        theirs = read["source"]
        if near or not isinstance(theirs, str):
            return ""
        return f"source is {source!r}, the words are read as those of {theirs!r}"

    def _denial(self, row: Mapping[str, Any], read: Mapping[str, Any], place: tuple[int, int]) -> str:
        given = row.get("negated")
        if is_missing(given) or flag(given) == bool(read["negated"]):
            return ""
        return "negated is True, the words deny nothing" if flag(given) else "negated is False, the words deny it"


def _as_table(rows: Any) -> pd.DataFrame:
    """Rows in any layout as a table with our names; whatever was extracted keeps its order."""
    if isinstance(rows, Path):
        rows = parsed_json(words_of(rows, "utf-8"), rows.name)
    elif isinstance(rows, str):
        rows = parsed_json(rows, "rows")
    if isinstance(rows, Mapping):
        rows = next((rows[name] for name in ("extractions", "claims", "rows") if name in rows), [rows])
    if not isinstance(rows, pd.DataFrame):
        listing: list[Any] = list(rows) if isinstance(rows, Iterable) else [None]
        if not all(isinstance(row, Mapping) for row in listing):
            raise ParseError("rows are no table.", hint="give a DataFrame, dicts, or JSON objects, one for each claim.")
        rows = pd.DataFrame([_flat(row) for row in listing])
    table = rows.rename(columns=lambda name: _NAMES.get(str(name), name) if _NAMES.get(str(name)) not in rows else name)
    if len(table) and "text" not in table:
        raise SchemaError("no row has the words of its figure.", hint="name their column text (or quote, span).")
    return table.reset_index(drop=True)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, cell in row.items():
        out |= (
            _flat(cell)
            if isinstance(cell, Mapping)
            else {str(name): json.dumps(cell) if isinstance(cell, list) else cell}
        )
    return out


def _offset(cell: Any) -> int | None:
    try:
        return None if is_missing(cell) else int(cell)
    except (TypeError, ValueError):
        return None


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.rstrip(".").casefold())


def _names(source: str) -> set[str]:
    """The words that somebody is known by: all but the small ones."""
    return {_bare(word) for word in _WORD.findall(source)} - _SMALL


def _shares_name(source: str, other: Any) -> bool:
    return isinstance(other, str) and bool(_names(source) & _names(other))
