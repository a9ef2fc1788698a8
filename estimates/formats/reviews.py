"""Figures in fact-checked claims: schema.org's ClaimReview in JSON-LD or in a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from estimates.claims.files import check_file, read_words
from estimates.claims.reading import read_claims
from estimates.errors import ParseError
from estimates.figures.tables import find_figures
from estimates.schema import WORDS

_Nodes: TypeAlias = Mapping[str, Mapping[str, Any]]


def read_claim_reviews(
    source: str | Path | Mapping[str, Any] | Sequence[Any], *, encoding: str = "utf-8"
) -> pd.DataFrame:
    """Read the figures in fact-checked claims from schema.org ClaimReview markup.

    Parameters
    ----------
    source : path, dict or list
        JSON-LD: one review, a list, an ``@graph``, a data feed (``dataFeedElement``), or an HTML page that embeds it.
        Used: ``claimReviewed, url, datePublished, author.name, itemReviewed.author.name,
        itemReviewed.datePublished, reviewRating.alternateName``. A node that is only referred to (``{"@id": ...}``)
        is looked up in the same data; of several values the first is taken, of ``claimReviewed`` all.
    encoding : str
        Of a text file.

    Returns
    -------
    DataFrame
        A claim per figure in ``claimReviewed``, its words verbatim with offsets into it: ``source`` made the claim,
        ``publisher`` reviewed it, ``rating`` is the reviewer's verdict in words, ``claim_reviewed`` the sentence.

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
    nodes = {str(node["@id"]): node for node in _nodes(data) if "@id" in node and len(node) > 1}
    reviews = [node for node in _nodes(data) if _is_review(node)]
    if not reviews:
        raise ParseError(
            f"{source if isinstance(source, str | Path) else 'the data'} holds no ClaimReview.",
            hint='JSON-LD of a fact check has "@type": "ClaimReview".',
        )
    rows = [row for review in reviews for said in _words(review.get("claimReviewed"))
            for row in _figures_of(said, review, nodes)]  # fmt: skip
    ratings = pd.Series([row["rating"] for row in rows], dtype=WORDS)  # "False" is the reviewer's word, not a flag
    return read_claims(rows).assign(rating=ratings)


def _json(source: Any, encoding: str) -> Any:
    if not isinstance(source, str | Path):
        return source
    path = Path(source)
    check_file(path)
    text = read_words(path, encoding)
    if text.lstrip().startswith("<"):
        page = _Scripts()
        page.feed(text)
        return _blocks(page.found, path)
    return _parsed(text, path)


def _blocks(scripts: Sequence[str], path: Path) -> list[Any]:
    """The blocks of a page that can be read; a broken one hides no other."""
    read, broken = [], []
    for script in scripts:
        try:
            read.append(_parsed(script, path))
        except ParseError as error:
            broken.append(error)
    if broken and not read:
        raise broken[0]
    return read


def _parsed(text: str, path: Path) -> Any:
    try:
        return json.loads(text, strict=False)  # pages often break a line within a text
    except json.JSONDecodeError as error:
        raise ParseError(f"{path}, line {error.lineno}: {error.msg}.", hint="JSON-LD is one JSON value.") from error


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
    if isinstance(data, Mapping):
        yield data
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item)


def _is_review(node: Mapping[str, Any]) -> bool:
    return any(kind.rpartition("/")[2] == "ClaimReview" for kind in _words(node.get("@type")))


def _figures_of(said: str, review: Mapping[str, Any], nodes: _Nodes) -> list[dict[str, Any]]:
    item = _one(review.get("itemReviewed"), nodes)
    shared = {
        "source": _name(item.get("author"), nodes), "publisher": _name(review.get("author"), nodes),
        "reported": _word(item.get("datePublished")) or _word(review.get("datePublished")),
        "locator": _word(review.get("url")), "claim_reviewed": said,
        "rating": _word(_one(review.get("reviewRating"), nodes).get("alternateName")),
    }  # fmt: skip
    found = find_figures(said).to_dict("records")
    kept = ("text", "start", "end", "value", "low", "high", "hedge", "resolution", "unit", "noun")
    return [{name: row[name] for name in kept} | shared for row in found]


def _one(thing: Any, nodes: _Nodes) -> Mapping[str, Any]:
    """The first of what a property holds, looked up where it is only referred to."""
    thing = thing[0] if isinstance(thing, list) and thing else thing
    if not isinstance(thing, Mapping):
        return {}
    return nodes.get(str(thing["@id"]), thing) if len(thing) == 1 and "@id" in thing else thing


def _words(thing: Any) -> list[str]:
    """The texts that a property holds: one, several, or with their language beside them."""
    things = thing if isinstance(thing, list) else [thing]
    cells = [cell.get("@value") if isinstance(cell, Mapping) else cell for cell in things]
    return [cell for cell in cells if isinstance(cell, str)]


def _word(thing: Any) -> str | None:
    return next(iter(_words(thing)), None)


def _name(thing: Any, nodes: _Nodes) -> str | None:
    return _word(thing) or _word(_one(thing, nodes).get("name"))
