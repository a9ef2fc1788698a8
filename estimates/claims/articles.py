"""Articles on their way to the door: files, folders and tables of texts to plain rows."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from estimates.article.datelines import as_moment
from estimates.article.document import read_document
from estimates.article.rows import read_article
from estimates.claims.files import read_words
from estimates.claims.gathering import stories_of
from estimates.claims.one_event import align_events, told_within
from estimates.claims.stories import join_stories
from estimates.errors import EstimatesError, ParseError, SchemaError, listed, nearest
from estimates.figures.cutting import seen
from estimates.progress import watched

Articles: TypeAlias = str | Path | Iterable[str | Path] | Mapping[str, str | Path] | pd.DataFrame

#: Endings of files that hold an article, when a folder is read.
ENDINGS = (".txt", ".html", ".htm", ".md")

_LONG = 5_000  # characters of a sentence that is kept whole
_AROUND = 500  # characters on either side of a figure that are kept of a longer one


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its name, its words or the file they stand in, and what the caller knows of it."""

    name: str
    text: str | None
    path: Path | None
    options: Mapping[str, Any]

    def words(self, encoding: str) -> str:
        """Give its words, from its file where they stand in one."""
        text = self.text if self.path is None else read_words(self.path, encoding)
        if not isinstance(text, str):
            raise ParseError(f"{self.name}: there is no text.", hint="leave out rows without one.")
        return text

    def rows(self, text: str) -> list[dict[str, Any]]:
        """Read its words into rows; each says which article it stands in."""
        rows = article_rows(text, **self.options)
        for row in rows:
            row["article"] = self.name
            row["locator"] = f"{self.name}, {row['locator']}"
        return rows


def article_rows(text: str, *, convention: Any = "plain", **options: Any) -> list[dict[str, Any]]:
    """Read one text into rows for the door; a vague word's ends say whose convention they follow."""
    read = read_article(text, convention=convention, **options)
    rows, sentences = list(read.rows), dict[int, str]()
    for row, at in zip(rows, read.standings, strict=True):
        if at.number not in sentences:
            sentences[at.number] = read.document.span(at.sentence.first, at.sentence.last)
        sentence = sentences[at.number]
        if len(sentence) > _LONG:  # a list without a stop; a copy for each of its figures would blow it up
            near = text[max(at.figure.start - _AROUND, 0) : at.figure.end + _AROUND]
            sentence = f"… {' '.join(seen(near).split())} …"
        row["sentence"] = sentence
        if row["hedge"] == "vague":
            row["basis"] = f"vague, {convention if isinstance(convention, str) else 'own'} convention"
    return rows


def texts_of(articles: Any, encoding: str = "utf-8") -> dict[str, str]:
    """Give the words of articles by name: of a text (which has none), a mapping, or whatever ``read_texts`` reads."""
    if articles is None:
        return {}
    if isinstance(articles, str):
        return {"": articles}
    listing = each_article(articles, {})
    return {a.name: words_of(a.text if a.path is None else a.path, encoding) for a in listing}


def sentence_at(text: str, start: int) -> tuple[int, str]:
    """Give the number, from 1, and the words of the sentence in which an offset lies."""
    document = read_document(text)
    number = document.sentence_of[document.token_at(start)]
    sentence = document.sentences[number]
    return number + 1, " ".join(document.span(sentence.first, sentence.last).split())


def words_of(text: str | Path | None, encoding: str) -> str:
    """Give the words of an article: a path is read, a string is the text itself."""
    if isinstance(text, Path):
        if not text.is_file():
            what = "is a directory" if text.is_dir() else "does not exist"
            raise ParseError(
                f"{text} {what}.",
                hint="read_texts reads a folder of articles." if text.is_dir() else "check folder and name.",
            )
        return read_words(text, encoding)
    if not isinstance(text, str):
        raise ParseError(f"text={text!r} is no text.", hint="give the words of an article, or a Path to its file.")
    return text


def all_rows(articles: Articles, *, encoding: str, progress: bool | None, **options: Any) -> list[dict[str, Any]]:
    """Read many articles; those that cannot be read are reported in one warning.

    Raises
    ------
    ParseError
        If none of them can be read.
    """
    listing, texts = each_article(articles, options), dict[str, str]()
    rows, failed = rows_and_failures(watched(listing, unit="article", progress=progress), encoding, texts)
    report_failures(failed, len(listing))
    align(rows, texts)
    set_hours(rows, {article.name: article.options.get("reported") for article in listing})
    return rows


def set_hours(rows: Iterable[dict[str, Any]], reported: Mapping[str | None, object]) -> None:
    """Give ``reported`` the time of day that the caller gave, in place: it tells which of two counts is later."""
    hours = {name: as_moment(given) for name, given in reported.items()}
    for row in rows:
        hour = hours.get(row.get("article"))
        if hour is not None:
            row["reported"] = hour


def align(rows: list[dict[str, Any]], texts: Mapping[str, str]) -> None:
    """Let the articles among ``texts`` that tell of one event call it the same, in place."""
    align_events(rows, told_within(rows, texts))
    if len(texts) > 1:
        join_stories(rows, stories_of(rows, texts), texts)


def rows_and_failures(
    articles: Iterable[Article], encoding: str, texts: dict[str, str] | None = None
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Read articles into rows; those that cannot be read are named, with what is wrong.

    ``texts`` is given the words of each by its name.
    """
    rows: list[dict[str, Any]] = []
    failed: dict[str, str] = {}
    for article in articles:
        try:
            text = article.words(encoding)
            rows += article.rows(text)
            if texts is not None:
                texts[article.name] = text
        except (EstimatesError, OSError) as error:
            failed[article.name] = str(error).splitlines()[0]
    return rows, failed


def report_failures(failed: Mapping[str, str], n: int) -> None:
    """Name the articles of ``n`` that could not be read: a warning, or an error where it is all of them."""
    named = listed([f"{name}: {what}" for name, what in failed.items()])
    if failed and len(failed) == n:
        hint = "check the paths and the encoding; texts themselves are given by name, {name: text}, or in a table."
        raise ParseError(f"no article could be read: {named}", hint=hint)
    if failed:
        warnings.warn(f"{len(failed)} of {n} articles could not be read: {named}", stacklevel=5)


def each_article(articles: Articles, options: Mapping[str, Any]) -> list[Article]:
    """Give the articles of a folder, of files, of texts by name or of a table, unread."""
    if isinstance(articles, str) and not articles.strip():  # as a path it would be the folder that one stands in
        raise ParseError(f"articles={articles!r} names nothing.", hint="name a folder of articles, or give a list.")
    return list(_each(articles, options))


def _each(articles: Articles, options: Mapping[str, Any]) -> Iterator[Article]:
    if isinstance(articles, pd.DataFrame):
        yield from _from_table(articles, options)
        return
    if isinstance(articles, Mapping):
        for name, text in articles.items():
            if isinstance(text, Path):
                yield Article(str(name), None, text, options)
            else:
                yield Article(str(name), text, None, options)
        return
    if isinstance(articles, str | Path):
        folder = Path(articles)
        if not folder.is_dir():
            yield Article(folder.name, None, folder, options)
            return
        paths: list[str | Path] = sorted(p for p in folder.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
        if not paths:
            raise ParseError(f"{folder} holds no article.", hint=f"articles end in {listed(ENDINGS)}.")
        for path in paths:
            yield Article(Path(path).relative_to(folder).as_posix(), None, Path(path), options)
        return
    for path in articles:
        yield Article(Path(path).name, None, Path(path), options)


def _from_table(table: pd.DataFrame, options: Mapping[str, Any]) -> Iterator[Article]:
    """A row is an article: ``text``, and perhaps ``article``, ``publisher``, ``reported``."""
    if "text" not in table:
        there = listed(table.columns)
        hint = nearest("text", table.columns)
        raise SchemaError(f"the table of articles has no column 'text'; there are: {there}.", hint=hint)
    for number, row in enumerate(table.to_dict("records"), 1):
        known = {name: row[name] for name in ("publisher", "reported") if name in row and not pd.isna(row[name])}
        name = row.get("article")
        name = name if isinstance(name, str) else f"article {number}"
        yield Article(name, row["text"], None, {**options, **known})
