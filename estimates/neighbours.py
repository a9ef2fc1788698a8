"""Readers of what neighbours publish: conflict data sets, crowd counts, strike records, fact checks.

Each reads the publisher's own columns, says which those are, and gives a claims table: the publisher's estimate is
the claim, the publisher its source, and what the estimate was drawn from is kept as ``cites`` and ``locator``. All
columns of the file come along as extra columns. The readers follow the publishers' documented layouts as known to us
and were tried on small files in those layouts, not yet on a publisher's own. Wikidata has a module of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from estimates._files import Source, load, read_words
from estimates.claims import read_claims
from estimates.errors import ParseError, SchemaError, listed, nearest
from estimates.schema import ALIASES, COLUMNS, OPTIONAL, WORDS
from estimates.text.figures import find_figures

_UCDP = "Uppsala Conflict Data Program"
_ACLED = "Armed Conflict Location & Event Data Project"
_CCC = "Crowd Counting Consortium"
_TBIJ = "The Bureau of Investigative Journalism"
_OURS = {*COLUMNS, *OPTIONAL, *ALIASES}
_NO_CROWD = ("no report", "not reported", "unknown", "")


def read_ged(source: Source, *, encoding: str = "utf-8") -> pd.DataFrame:
    """Read deaths by event from the UCDP Georeferenced Event Dataset.

    Parameters
    ----------
    source : path, DataFrame or list of dicts
        Columns needed: ``id, best, low, high``. Used where present: ``dyad_name, where_coordinates, country,
        date_start, date_end, source_article, source_office``.
    encoding : str
        Of a text file.

    Returns
    -------
    DataFrame
        A claim per event: its deaths with ``low``, ``best`` and ``high`` as stated, in persons, as of ``date_end``.

    Raises
    ------
    SchemaError
        If a needed column is not there.

    References
    ----------
    Sundberg and Melander (2013), Introducing the UCDP Georeferenced Event Dataset, Journal of Peace Research 50(4);
    codebook of version 24.1.

    Examples
    --------
    >>> from estimates import read_ged
    >>> read_ged([{"id": 7, "low": 2, "best": 3, "high": 9, "date_end": "2019-05-04"}])[["quantity", "best", "high"]]
             quantity  best  high
    0  deaths, event 7   3.0   9.0
    """
    raw = _columns(load(source, encoding), ("id", "best", "low", "high"), "UCDP GED")
    ids = _text(raw["id"])
    ours = {
        "claim_id": "ged-" + ids,
        "quantity": "deaths, event " + ids,
        "source": _UCDP,
        "publisher": "UCDP GED",
        "low": raw["low"], "best": raw["best"], "high": raw["high"],
        "unit": "person", "noun": "deaths",
        "as_of": _day(_first(raw, "date_end", "date_start")),
        "place": _first(raw, "where_coordinates", "country"),
        "cites": _first(raw, "source_article", "source_office"),
        "locator": "event " + ids,
    }  # fmt: skip
    return _claims(ours, raw)


def read_acled(source: Source, *, encoding: str = "utf-8") -> pd.DataFrame:
    """Read fatalities, and crowd sizes where tagged, from ACLED's event data.

    Parameters
    ----------
    source : path, DataFrame or list of dicts
        Columns needed: ``event_id_cnty, event_date, fatalities``. Used where present: ``location, country, source,
        tags`` (which holds "crowd size=about 200").
    encoding : str
        Of a text file.

    Returns
    -------
    DataFrame
        A claim per event with its fatalities, and one more where the tags state the size of a crowd, read from its
        words under the convention "acled". ACLED codes the most conservative figure reported, so its fatalities are a
        single number and carry no range.

    Raises
    ------
    SchemaError
        If a needed column is not there.

    References
    ----------
    Raleigh, Kishi and Linke (2023), Political instability patterns are obscured by conflict dataset scope conditions,
    Humanities and Social Sciences Communications 10; ACLED codebook 2024.

    Examples
    --------
    >>> from estimates import read_acled
    >>> rows = [{"event_id_cnty": "XYZ1", "event_date": "04 May 2023", "fatalities": 0,
    ...          "tags": "crowd size=about 200"}]
    >>> read_acled(rows)[["quantity", "value", "hedge"]]
                     quantity  value  hedge
    0  fatalities, event XYZ1    0.0  plain
    1  crowd size, event XYZ1  200.0  about
    """
    raw = _columns(load(source, encoding), ("event_id_cnty", "event_date", "fatalities"), "ACLED")
    ids = _text(raw["event_id_cnty"])
    shared = {
        "source": _ACLED, "publisher": "ACLED", "unit": "person", "as_of": _day(raw["event_date"]),
        "place": _first(raw, "location", "country"), "cites": _first(raw, "source"), "locator": "event " + ids,
    }  # fmt: skip
    deaths = {"claim_id": "acled-" + ids, "quantity": "fatalities, event " + ids, "value": raw["fatalities"]}
    crowd = _text(_first(raw, "tags")).map(_crowd)
    tagged = crowd.notna()
    crowds = {"claim_id": "acled-" + ids + "-crowd", "quantity": "crowd size, event " + ids, "text": crowd}
    parts = [_claims(deaths | shared | {"noun": "fatalities"}, raw)]
    if tagged.any():
        there = {
            name: cell[tagged] if isinstance(cell, pd.Series) else cell for name, cell in (crowds | shared).items()
        }
        parts.append(_claims(there, raw[tagged], convention="acled"))
    return read_claims(pd.concat(parts).astype(object))


def _crowd(tags: Any) -> Any:
    """What a tag says of the size of a crowd, if it says one."""
    found = re.search(r"crowd size\s*=\s*([^;]*)", tags, flags=re.IGNORECASE) if isinstance(tags, str) else None
    words = found[1].strip() if found else ""
    return np.nan if words.lower() in _NO_CROWD else words


def read_ccc(source: Source, *, encoding: str = "utf-8") -> pd.DataFrame:
    """Read crowd sizes from the Crowd Counting Consortium's event tables.

    Parameters
    ----------
    source : path, DataFrame or list of dicts
        Columns needed: ``date`` and ``size_text`` or ``size_low`` with ``size_high``. Used where present: ``locality,
        state, title, event_type`` (or ``type``), ``source_1`` (or ``source1``).
    encoding : str
        Of a text file.

    Returns
    -------
    DataFrame
        A claim per event that states a size. The consortium's ``size_low`` and ``size_high`` are kept as stated; an
        event that has words only is read under the convention "ccc" (hundreds: 200).

    Raises
    ------
    SchemaError
        If a needed column is not there.

    References
    ----------
    Chenoweth, Pressman and Ulfelder, Crowd Counting Consortium: user guide of the compiled data, Harvard Dataverse.

    Examples
    --------
    >>> from estimates import read_ccc
    >>> rows = [{"date": "2020-06-06", "locality": "Springfield", "state": "OH", "size_text": "hundreds"}]
    >>> read_ccc(rows)[["quantity", "low", "high"]]
                                       quantity    low   high
    0  crowd size, Springfield, OH, 2020-06-06  200.0  200.0
    """
    raw = _columns(load(source, encoding), ("date",), _CCC)
    if not {"size_text"} & set(raw) and not {"size_low", "size_high"} <= set(raw):
        _columns(raw, ("size_text",), _CCC)
    low, high = (_numbers(_first(raw, name)) for name in ("size_low", "size_high"))
    words = _text(_first(raw, "size_text"))
    date = _day(raw["date"])
    event = [", ".join(str(part) for part in parts if isinstance(part, str) and part) for parts in zip(
        *(_text(_first(raw, *names)) for names in (("title",), ("locality",), ("state",))),
        date.dt.strftime("%Y-%m-%d"), strict=True)]  # fmt: skip
    stated = low.notna() | high.notna() | words.notna()
    ours = {
        "quantity": "crowd size, " + pd.Series(event, index=raw.index, dtype=object),
        "source": _CCC, "publisher": "CCC", "text": words, "low": low, "high": high,
        "unit": "person", "noun": "participants", "as_of": date,
        "place": _first(raw, "locality", "state"), "cites": _first(raw, "source_1", "source1"),
    }  # fmt: skip
    return _claims(
        {k: v[stated] if isinstance(v, pd.Series) else v for k, v in ours.items()}, raw[stated], convention="ccc"
    )


def read_tbij(source: Source, *, encoding: str = "utf-8") -> pd.DataFrame:
    """Read strike records of The Bureau of Investigative Journalism.

    Parameters
    ----------
    source : path, DataFrame or list of dicts
        Columns needed: ``Strike ID`` and pairs such as ``Minimum people killed`` with ``Maximum people killed``
        (civilians, children, injured, strikes likewise; "Min" and "Max" are understood). Used where present: ``Date,
        Location`` (or ``Province``), ``Country``, and ``Link`` (or ``Reference``).
    encoding : str
        Of a text file.

    Returns
    -------
    DataFrame
        A claim per strike and pair, with the bureau's least and greatest figure as stated ends.

    Raises
    ------
    SchemaError
        If there is no such pair or no strike id.

    References
    ----------
    The Bureau of Investigative Journalism, Drone warfare: our methodology (2012, revised 2020).

    Examples
    --------
    >>> from estimates import read_tbij
    >>> rows = [{"Strike ID": "Ob12", "Date": "2009-03-01",
    ...          "Minimum people killed": 5, "Maximum people killed": 8}]
    >>> read_tbij(rows)[["quantity", "low", "high", "unit"]]
                          quantity  low  high    unit
    0  people killed, strike Ob12  5.0   8.0  person
    """
    raw = load(source, encoding)
    raw = _columns(raw.rename(columns={c: str(c).strip() for c in raw}), ("Strike ID",), "TBIJ")
    ends: dict[str, dict[str, str]] = {}
    for name in raw:
        found = re.fullmatch(r"(min|max)(?:imum|\.)?\s+(.+)", str(name), flags=re.IGNORECASE)
        if found:
            ends.setdefault(found[2].lower(), {})[found[1].lower()] = str(name)
    pairs = {what: pair for what, pair in ends.items() if len(pair) == 2}
    if not pairs:
        raise SchemaError(
            f"no columns come in pairs of minimum and maximum; there are: {listed(raw.columns, 12)}.",
            hint="the bureau's tables have 'Minimum people killed' beside 'Maximum people killed'.",
        )
    ids = _text(raw["Strike ID"])
    parts = []
    for what, pair in pairs.items():
        counted = "count" if "strike" in what else "person"
        low, high = _numbers(raw[pair["min"]]), _numbers(raw[pair["max"]])
        stated = low.notna() | high.notna()
        ours = {
            "claim_id": "tbij-" + ids + "-" + what.replace(" ", "-"), "quantity": what + ", strike " + ids,
            "source": _TBIJ, "publisher": "TBIJ", "low": low, "high": high, "unit": counted, "noun": what,
            "as_of": _day(_first(raw, "Date")), "place": _first(raw, "Location", "Province", "Country"),
            "cites": _first(raw, "Link", "Reference"), "locator": "strike " + ids,
        }  # fmt: skip
        parts.append(_claims(ours, raw, stated))
    return read_claims(pd.concat(parts).astype(object))


def read_claim_reviews(
    source: str | Path | Mapping[str, Any] | Sequence[Any], *, encoding: str = "utf-8"
) -> pd.DataFrame:
    """Read the figures in fact-checked claims from schema.org ClaimReview markup.

    Parameters
    ----------
    source : path, dict or list
        JSON-LD: one review, a list, an ``@graph``, a data feed (``dataFeedElement``), or an HTML page that embeds it.
        Used: ``claimReviewed, url, datePublished, author.name, itemReviewed.author.name,
        itemReviewed.datePublished, reviewRating.alternateName``.
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

    References
    ----------
    schema.org, ClaimReview; Google Fact Check Tools, data feed of Data Commons.

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
    reviews = list(_reviews(_json(source, encoding)))
    if not reviews:
        raise ParseError(
            f"{source if isinstance(source, str | Path) else 'the data'} holds no ClaimReview.",
            hint='JSON-LD of a fact check has "@type": "ClaimReview".',
        )
    rows = [row for review in reviews for row in _figures_of(review)]
    ratings = pd.Series([row["rating"] for row in rows], dtype=WORDS)  # "False" is the reviewer's word, not a flag
    return read_claims(rows).assign(rating=ratings)


def _json(source: Any, encoding: str) -> Any:
    if not isinstance(source, str | Path):
        return source
    path = Path(source)
    if not path.is_file():
        raise ParseError(f"{path} does not exist.", hint="check folder and name.")
    text = read_words(path, encoding)
    if text.lstrip().startswith("<"):
        page = _Scripts()
        page.feed(text)
        return [_parsed(script, path) for script in page.found]
    return _parsed(text, path)


def _parsed(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ParseError(f"{path}, line {error.lineno}: {error.msg}.", hint="JSON-LD is one JSON value.") from error


class _Scripts(HTMLParser):
    """The JSON-LD blocks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and ("type", "application/ld+json") in attrs
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def _reviews(data: Any) -> Iterator[Mapping[str, Any]]:
    """Every ClaimReview at any depth, in order."""
    if isinstance(data, Mapping):
        kinds = data.get("@type", ())
        if "ClaimReview" in ([kinds] if isinstance(kinds, str) else kinds):
            yield data
            return
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from _reviews(item)


def _figures_of(review: Mapping[str, Any]) -> list[dict[str, Any]]:
    said = str(review.get("claimReviewed") or "")
    item = _one(review.get("itemReviewed"))
    shared = {
        "source": _name(item.get("author")), "publisher": _name(review.get("author")),
        "reported": item.get("datePublished") or review.get("datePublished"), "locator": review.get("url"),
        "rating": _one(review.get("reviewRating")).get("alternateName"), "claim_reviewed": said,
    }  # fmt: skip
    found = find_figures(said).to_dict("records")
    kept = ("text", "start", "end", "value", "low", "high", "hedge", "resolution", "unit", "noun")
    return [{name: row[name] for name in kept} | shared for row in found]


def _one(thing: Any) -> Mapping[str, Any]:
    thing = thing[0] if isinstance(thing, list) and thing else thing
    return thing if isinstance(thing, Mapping) else {}


def _name(thing: Any) -> Any:
    return thing if isinstance(thing, str) else _one(thing).get("name")


# ---------------------------------------------------------------------------------------------------------------------
# Columns


def _columns(raw: pd.DataFrame, needed: Iterable[str], what: str) -> pd.DataFrame:
    for name in needed:
        if name not in raw:
            raise SchemaError(
                f"{what} needs a column {name!r}; there are: {listed(raw.columns, 12)}.",
                hint=nearest(name, [str(c) for c in raw.columns]),
            )
    return raw


def _first(raw: pd.DataFrame, *names: str) -> pd.Series:
    """The first of these columns that is there, each missing cell filled from the next."""
    out = pd.Series(np.nan, index=raw.index, dtype=object)
    for name in names:
        if name in raw:
            out = out.where(out.notna(), raw[name].astype(object))
    return out


def _text(cells: pd.Series) -> pd.Series:
    return cells.astype(object).map(lambda c: c if pd.isna(c) else f"{c:g}" if isinstance(c, float) else str(c))


def _numbers(cells: pd.Series) -> pd.Series:
    """Numbers as the files write them ("1,200"); what is no number is not known."""
    return pd.to_numeric(cells.map(lambda c: c.replace(",", "").strip() if isinstance(c, str) else c), errors="coerce")


def _day(cells: pd.Series) -> pd.Series:
    """Days as these files write them: ISO, "04 May 2023" or 04/05/2023 (day first)."""
    iso = pd.to_datetime(cells, format="ISO8601", errors="coerce")
    return iso.fillna(pd.to_datetime(cells.where(iso.isna()), format="%d %B %Y", errors="coerce")).fillna(
        pd.to_datetime(cells.where(iso.isna()), format="%d/%m/%Y", errors="coerce")
    )


def _claims(
    ours: Mapping[str, Any], raw: pd.DataFrame, rows: pd.Series | None = None, *, convention: str = "plain"
) -> pd.DataFrame:
    """Our columns of some rows, then theirs as extra ones; theirs that bear a name of ours are marked as theirs."""
    table = pd.DataFrame(dict(ours), index=raw.index)
    table = table if rows is None else table[rows]
    theirs = raw.rename(columns={c: f"their_{c}" for c in raw if _plain(c) in _OURS})
    return read_claims(table.join(theirs).astype(object), convention=convention)


def _plain(name: Any) -> str:
    return re.sub(r"[\s\-]+", "_", str(name).strip().lower())
