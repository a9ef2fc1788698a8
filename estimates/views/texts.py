"""The articles that claims stand in: which is whose, words chosen in one, and one in pieces for a screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from estimates.article.markup import without_markup
from estimates.claims.articles import sentence_at
from estimates.errors import EstimatesError
from estimates.figures.tables import find_figures
from estimates.views.cards import between, sentence_alone, word
from estimates.views.marking import check_places, misplaced, stretches


class Texts:
    """Articles by name; the only one may have none, and is then that of all claims."""

    def __init__(self, texts: Mapping[str, str], claims: pd.DataFrame) -> None:
        self.texts = dict(texts)
        self.named = "article" in claims
        placed = claims[claims["start"].notna() & claims["end"].notna() & claims["text"].notna()]
        moved: list[Mapping[str, Any]] = []
        for row in placed.to_dict("records"):
            name = self.name_of(row)
            moved += misplaced(self.texts[name], [row]) if name is not None else []
        check_places(moved, len(claims))

    def name_of(self, cells: Mapping[str, Any]) -> str | None:
        """The name of the text in which a claim stands, if it is here."""
        article = cells.get("article")
        if isinstance(article, str):
            return article if article in self.texts else ("" if "" in self.texts else None)
        return next(iter(self.texts)) if len(self.texts) == 1 else None

    def rows_beside(self, cells: Mapping[str, Any], table: pd.DataFrame) -> pd.DataFrame:
        """The claims that stand in the same text."""
        if not self.named:
            return table
        names = table["article"].astype(object)
        own = self.name_of(cells)
        return table[names.map({article: self.name_of({"article": article}) == own for article in names.unique()})]

    def span(self, cells: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
        """The cells of words chosen in the text of a claim, without the blanks around them."""
        text, name = self._text(cells), self.name_of(cells)
        words = text[max(start, 0) : end]
        start, end = max(start, 0) + len(words) - len(words.lstrip()), max(start, 0) + len(words.rstrip())
        if start >= end:
            raise EstimatesError("no words are chosen.", hint="choose them in the article with the mouse.")
        number, sentence = sentence_at(text, start)
        locator = (f"{name}, " if name and self.named else "") + f"sentence {number}"
        out = {"text": text[start:end], "start": start, "end": end, "locator": locator}
        return out | ({"sentence": sentence} if "sentence" in cells else {})

    def find(self, cells: Mapping[str, Any], words: str, table: pd.DataFrame) -> tuple[int, int]:
        """Where typed words stand next, from a claim on and then from the beginning, where no claim is yet."""
        text, wanted = self._text(cells), words.strip()
        spans = self.rows_beside(cells, table)[["start", "end"]].dropna().itertuples(index=False)
        taken = [(int(start), int(end)) for start, end in spans]
        places = [match.start() for match in re.finditer(re.escape(wanted), text)] if wanted else []
        free = [p for p in places if not any(p < end and start < p + len(wanted) for start, end in taken)]
        if not free:
            raise EstimatesError(f"{wanted!r} stands nowhere in the article where no claim is.", hint="copy the words.")
        after = 0 if pd.isna(cells["start"]) else int(cells["start"])
        start = next((p for p in free if p >= after), free[0])
        return start, start + len(wanted)

    def pieces(
        self, cells: Mapping[str, Any], table: pd.DataFrame, kind_of: Callable[[str], str]
    ) -> tuple[list[list[Any]], bool]:
        """The text of a claim in pieces (where each begins, its words, claim, kind), and whether the text is here."""
        name = self.name_of(cells)
        if name is None:
            return sentence_alone(cells), False
        text = self.texts[name]
        shown, pieces = without_markup(text), list[list[Any]]()
        rows = self.rows_beside(cells, table)
        rows = rows[rows["start"].notna() & rows["end"].notna()]
        for start, end, claim in stretches(text, rows.to_dict("records"), cells["claim_id"]):
            if claim is None:
                pieces += between(shown[start:end], start)
            else:
                pieces.append([start, shown[start:end], claim["claim_id"], kind_of(claim["claim_id"])])
        return pieces, True

    def _text(self, cells: Mapping[str, Any]) -> str:
        name = self.name_of(cells)
        if name is None:
            raise EstimatesError("there is no article to take words from.", hint="give review the articles.")
        return self.texts[name]


def figures_in(cells: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The words of each figure that a claim's words hold, in their place, with what it counts."""
    at = None if pd.isna(cells["start"]) else int(cells["start"])
    out: list[dict[str, Any]] = []
    for row in find_figures(word(cells["text"])).to_dict("records"):
        place = {} if at is None else {"start": at + int(row["start"]), "end": at + int(row["end"])}
        counted = {name: row[name] for name in ("unit", "noun") if isinstance(row[name], str)}
        out.append({"text": row["text"], **place, **counted})
    return out
