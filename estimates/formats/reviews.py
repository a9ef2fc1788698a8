"""Figures in fact-checked claims: schema.org's ClaimReview in JSON-LD or in a page."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import pandas as pd

from estimates.article.denials import denied_in
from estimates.claims.entry import enter
from estimates.claims.files import check_file, words_in
from estimates.claims.jsons import parsed_json
from estimates.claims.notes import refuse, warn_of_doubts
from estimates.door import checked
from estimates.errors import ParseError, listed
from estimates.figures.tables import scan
from estimates.formats.layouts import OnError
from estimates.schema import WORDS

_HINT = "JSON-LD is one JSON value, or one a line."
_Nodes: TypeAlias = Mapping[str, Mapping[str, Any]]


@checked
def read_claim_reviews(
    source: str | Path | Mapping[str, Any] | Sequence[Any], *, encoding: str = "utf-8", on_error: OnError = "keep"
) -> pd.DataFrame:
    """Read the figures in fact-checked claims from schema.org ClaimReview markup.

    Parameters
    ----------
    source : path, dict or list
        JSON-LD: one review, a list, one a line, an ``@graph``, a data feed (``dataFeedElement``), or an HTML page that
        embeds it. Used: ``claimReviewed, url, datePublished, author.name, itemReviewed.author.name,
        itemReviewed.datePublished, reviewRating.alternateName``. A node that is only referred to (``{"@id": ...}``)
        is looked up in the same data; of several values the first is taken, of ``claimReviewed`` all. A reviewer
        without a name is the site of its url. Dates may be as people write them ("2017-03-01 20:30:17 UTC").
    encoding : str
        Of a text file.
    on_error : {"keep", "raise"}
        Whether a date that is none stays out of its claim, which says so in ``doubt``, or is an error.

    Returns
    -------
    DataFrame
        A claim per figure in ``claimReviewed``, its words verbatim with offsets into it: ``source`` made the claim,
        ``publisher`` reviewed it, ``rating`` is the reviewer's verdict in words, ``claim_reviewed`` the sentence,
        ``locator`` the review's url, or its number; ``negated`` is True where the sentence denies the figure. A review
        that says no figure gives no claim; one warning names them.

    Raises
    ------
    ParseError
        If the file holds no ClaimReview.

    Notes
    -----
    Properties and the types they may hold were checked against schema-dts 2.1.0 (npm), Google's typings of schema.org's
    vocabulary, and msgspec-schemaorg 0.2.1 (PyPI), which is generated from it.

    References
    ----------
    schema.org, ClaimReview, Review, Claim, Rating, DataFeed.

    Examples
    --------
    >>> from estimates import read_claim_reviews
    >>> review = {"@type": "ClaimReview", "claimReviewed": "More than 40,000 people attended.",
    ...           "author": {"name": "Checker"}, "itemReviewed": {"author": {"name": "Mayor"}},
    ...           "reviewRating": {"alternateName": "False"}}
    >>> read_claim_reviews(review)[["source", "text", "hedge", "rating"]]
      source              text      hedge rating
    0  Mayor  More than 40,000  more_than  False
    """
    data = _json(source, encoding)
    found = list(_nodes(data))
    nodes = {str(node["@id"]): node for node in found if "@id" in node and len(node) > 1}
    reviews = [node for node in found if "@type" in node and _is_review(node)]
    if not reviews:
        raise ParseError(
            f"{source if isinstance(source, str | Path) else 'the data'} holds no ClaimReview.",
            hint='JSON-LD of a fact check has "@type": "ClaimReview".',
        )
    figures = [_figures_of(review, number, nodes) for number, review in enumerate(reviews, 1)]
    _say_silent([number for number, some in enumerate(figures, 1) if not some], len(reviews))
    rows = [row for some in figures for row in some]
    places = pd.Index([place for place, some in enumerate(figures) for _ in some], dtype="int64")
    ratings = pd.Series([row["rating"] for row in rows], dtype=WORDS)  # "False" is the reviewer's word, not a flag
    raw = pd.DataFrame(rows, index=places, dtype=object)
    table, findings = enter(raw, words=False, keep=on_error == "keep", custom=False)
    if on_error == "keep":
        warn_of_doubts(findings, len(table), stacklevel=3)
    else:
        refuse(findings, len(table))
    return table.assign(rating=ratings)


def _say_silent(numbers: Sequence[int], n_reviews: int) -> None:
    if numbers:
        warnings.warn(
            f"{len(numbers)} of {n_reviews} reviews say no figure and are left out: {listed(numbers)}.", stacklevel=4
        )


def _json(source: Any, encoding: str) -> Any:
    if hasattr(source, "read"):
        source = source.read()
        return _of_text(source if isinstance(source, str) else words_in(source, "the file", encoding), "the file")
    if not isinstance(source, str | Path):
        return source
    path = Path(source)
    check_file(path)
    return _of_text(words_in(path.read_bytes(), str(path), encoding, lenient=True), str(path))


def _of_text(text: str, name: str) -> Any:
    if text.lstrip().startswith("<"):
        page = _Scripts()
        page.feed(text)
        return _blocks(page.found, name)
    return parsed_json(text, name, hint=_HINT)


def _blocks(scripts: Sequence[str], name: str) -> list[Any]:
    """The blocks of a page that can be read; a broken one hides no other."""
    read, broken = [], []
    for script in scripts:
        try:
            read.append(parsed_json(script, name, hint=_HINT))
        except ParseError as error:
            broken.append(error)
    if broken and not read:
        raise broken[0]
    return read


class _Scripts(HTMLParser):
    """The JSON-LD blocks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().lower()
        self._inside = tag == "script" and kind == "application/ld+json"
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    """Every node at any depth, in order."""
    todo = [data]
    while todo:
        thing = todo.pop()
        if isinstance(thing, dict):
            yield thing
            todo.extend([cell for cell in thing.values() if isinstance(cell, dict | list)][::-1])
        elif isinstance(thing, list):
            todo.extend(thing[::-1])


def _is_review(node: Mapping[str, Any]) -> bool:
    return any(kind.rpartition("/")[2] == "ClaimReview" for kind in _words(node.get("@type")))


def _figures_of(review: Mapping[str, Any], number: int, nodes: _Nodes) -> list[dict[str, Any]]:
    """A row for each figure of what a review says was claimed."""
    texts = _words(review.get("claimReviewed"))
    figures = [(said, scan(said)) for said in texts]
    found = [(said, *one) for said, several in figures for one in zip(several, denied_in(said, several), strict=True)]
    if not found:
        return []
    item = _one(review.get("itemReviewed"), nodes)
    checker = _one(review.get("author"), nodes)
    shared = {
        "source": _name(item.get("author"), nodes),
        "publisher": _name(review.get("author"), nodes) or _site(checker.get("url")) or _site(review.get("url")),
        "reported": _date(item.get("datePublished")) or _date(review.get("datePublished")),
        "locator": _word(review.get("url")) or f"review {number}",
        "rating": _word(_one(review.get("reviewRating"), nodes).get("alternateName")),
    }
    return [
        {
            "text": figure.text, "start": figure.start, "end": figure.end, "value": figure.value, "low": figure.low,
            "high": figure.high, "hedge": figure.hedge, "resolution": figure.resolution, "unit": figure.unit,
            "noun": figure.noun, "negated": is_denied, "claim_reviewed": said,
        }
        | shared
        for said, figure, is_denied in found
    ]  # fmt: skip


def _site(url: Any) -> str | None:
    """The site of a url, without what all sites have in front."""
    word = _word(url)
    return urlsplit(word).netloc.removeprefix("www.") or None if word else None


def _one(thing: Any, nodes: _Nodes) -> Mapping[str, Any]:
    """The first of what a property holds, looked up where it is only referred to."""
    thing = thing[0] if isinstance(thing, list) and thing else thing
    if not isinstance(thing, Mapping):
        return {}
    return nodes.get(str(thing["@id"]), thing) if len(thing) == 1 and "@id" in thing else thing


def _words(thing: Any) -> list[str]:
    """The texts that a property holds: one, several, or with their language beside them."""
    if isinstance(thing, str):
        return [thing]
    things = thing if isinstance(thing, list) else [thing]
    cells = [cell.get("@value") if isinstance(cell, dict) else cell for cell in things]
    return [cell for cell in cells if isinstance(cell, str)]


def _word(thing: Any) -> str | None:
    return thing if isinstance(thing, str) else next(iter(_words(thing)), None)


def _date(thing: Any) -> str | None:
    """A date in words; seconds since 1970 are not guessed at, but not lost either."""
    return str(thing) if isinstance(thing, int | float) and not isinstance(thing, bool) else _word(thing)


def _name(thing: Any, nodes: _Nodes) -> str | None:
    return _word(thing) or _word(_one(thing, nodes).get("name"))
