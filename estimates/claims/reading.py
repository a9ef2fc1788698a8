"""The one door into the claims table: files, tables and words come in, checked and with every column set."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from estimates.article.said import said_relations
from estimates.article.second import Pipeline
from estimates.claims.articles import Articles, all_rows, article_rows, set_hours, words_of
from estimates.claims.columns import holds_claims
from estimates.claims.dimensions import warn_of_what_is_lost
from estimates.claims.drafts import drafted
from estimates.claims.entry import enter
from estimates.claims.files import Source, load
from estimates.claims.notes import refuse, warn_of_doubts
from estimates.door import checked
from estimates.errors import EstimatesError, check_choice, nearest
from estimates.schema import WORDS

OnError = Literal["raise", "keep"]
OneSided = Literal["unknown", "open"]


@checked
def read_claims(
    source: Source,
    *,
    columns: Mapping[str, str] | None = None,
    quantities: Mapping[str, str] | Sequence[str] | None = None,
    convention: str | Mapping[str, Any] = "plain",
    encoding: str = "utf-8",
    missing: Iterable[float] = (-999,),
    sheet: str | int | None = None,
    header: int | Sequence[int] | None = None,
    day_first: bool | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
    one_sided: OneSided = "unknown",
    changes: bool | None = None,
    on_error: OnError = "raise",
) -> pd.DataFrame:
    """Read claims from a file, a table or a list of dicts.

    Parameters
    ----------
    source : path, file object, DataFrame or list of dicts
        A CSV, Parquet, Excel or JSON Lines file, in a .zip or .gz or not; rows in memory; a table of polars, pyarrow
        or any library that hands over Arrow data. Each claim has words (``text``) or numbers (``value``, or ``low``,
        ``best``, ``high``). Neighbours' names for our columns are understood (``min``, ``bd_low``, "Low estimate"); a
        column "Figure" or "Estimate" that has words in it ("at least 12") is ``text``. A wide table, with
        ``killed_min`` and ``killed_max`` beside ``wounded_min`` and ``wounded_max``, gives a claim of "killed" and one
        of "wounded" for each row that has them; a cell of words such as "organisers said more than 3,000; police said
        830" gives one for each source, and a ``doubt`` where it does not name them.
        A cell that says "n/a" or "—" holds no number. Where the table has no ``place``, a column "City" or "Country"
        is it (the finest of several), where it has no day, "Year" or "Date_reported", and "Start Date" is ``since``;
        these columns stay as they came. A warning names those that seem to say where, when, of whom or of what and
        are compared by nothing.
    columns : mapping of their name to ours, optional
        Which of the source's columns are which of ours (``who``, ``place``, ``event`` too), where the names do not
        show it.
    quantities : sequence of names, or mapping of name to quantity, optional
        Which columns hold a figure each ("killed"), or which pairs ("killed" for ``killed_min`` and ``killed_max``),
        and what they count. Without it all pairs are taken.
    convention : str or mapping
        What vague words ("dozens") are worth, see ``parse_figures``.
    encoding : str
        Of a text file.
    missing : iterable of numbers
        Numbers that stand for "not known". Each is listed by ``problems``.
    sheet : str or int, optional
        Which sheet of a workbook, or file of an archive, by name or number from 0. Without it the only one that holds
        a table of claims.
    header : int or two, optional
        Which row of the file, counted from 1, holds the names of the columns, or which two, of which the upper one
        names groups ("Killed" above "men" and "women"). Without it they are found, and lines passed over are named.
    day_first : bool, optional
        Whether 04/05/2023 is 4 May. Without it the column shows it (13/05/2023), or such dates are refused.
    decimal, thousands : str, optional
        The marks of numbers, also of those in words, by default 1,234.5. A column such as 12.000 and 830 is refused
        until one is given.
    one_sided : {"unknown", "open"}
        What an empty cell of a pair means: the end is not known, or there is none: 4802 and nothing is "at least 4802".
    changes : bool, optional
        Whether the figures are changes (corrections, increases) and not levels: they have a ``trend``, "up", "down"
        or "unchanged", and are not held against each other. Without it a wide table of one source's whole numbers,
        below zero in most of its quantities, is taken for one of changes, with a warning: nobody counts -3 aircraft.
    on_error : {"raise", "keep"}
        Whether a row that does not meet the schema is an error, or stays with what of it can be used: ``best`` where
        the ends are out of order, no date where there is none. ``doubt`` then says what could not be used, with its
        value and row; one warning counts them; ``problems`` lists them.

    Returns
    -------
    DataFrame
        The claims table: the schema's columns in order, then optional and extra columns as they came. ``claim_id`` is
        filled where missing from the row's content, so the same row has the same id in every file and order;
        ``origin`` defaults to ``source``, ``hedge`` to what the words say or "plain", ``status`` to "actual",
        ``quantity`` to the noun in the words. Given ends have the ``basis`` "stated"; equal ones without a ``value``
        are a number as printed (28,000 to 28,000 is 28,000), unless ``closed`` says "both". NaN means unknown, ``inf``
        unbounded. ``locator`` is the row ("row 7", from 1 below the names) unless the source has such a column; with
        on_error="keep" its empty cells are filled likewise. ``as_of`` may be a month or a year (2013-05, 1863): it is
        given by its first day, and ``precision`` says so; so may ``since``, which is that first day. Words of
        probability, in the text or in columns of these names, stand in ``credence`` and ``confidence`` (see
        ``find_credences``). No row is lost: one without a figure is a claim without one.

    Raises
    ------
    SchemaError
        One error with all findings: columns, ids, ends, hedges, units, dates; rows are counted from 1 below the names.
    ParseError
        If the file is missing, empty, a directory, binary or in another encoding.

    Examples
    --------
    >>> from estimates import read_claims
    >>> claims = read_claims([
    ...     {"claim_id": "c1", "quantity": "troops", "source": "president", "text": "11,000"},
    ...     {"claim_id": "c2", "quantity": "troops", "source": "spokesman", "min": 9000, "max": 10000},
    ... ])
    >>> claims[["claim_id", "source", "value", "low", "high", "hedge"]]
      claim_id     source    value     low     high    hedge
    0       c1  president  11000.0     NaN      NaN    plain
    1       c2  spokesman      NaN  9000.0  10000.0  between
    """
    check_choice("on_error", on_error, OnError)
    check_choice("one_sided", one_sided, OneSided)
    keep = on_error == "keep"
    raw = load(
        source,
        encoding,
        sheet=sheet,
        header=header,
        lenient=keep,
        fits=lambda table: holds_claims(table, columns or {}, quantities),
    )
    table, findings = enter(
        raw, columns=columns or {}, quantities=quantities, convention=convention, missing=tuple(missing), keep=keep,
        one_sided=one_sided, marks=(decimal, thousands), day_first=day_first, several=True, changes=changes,
    )  # fmt: skip
    if changes is None and "trend" in table and "trend" not in raw and table["trend"].notna().any():
        warnings.warn(
            "most quantities have numbers below zero: the figures are taken for changes (trend), not for levels; say "
            "which with changes=True or False.",
            stacklevel=3,
        )
    if keep:
        warn_of_doubts(findings, len(table), stacklevel=3)
    else:
        refuse(findings, len(table), columns=raw)
    warn_of_what_is_lost(raw, table, stacklevel=3)
    return table


@checked
def read_text(
    text: str | Path,
    *,
    publisher: str | None = None,
    reported: Any = None,
    convention: str | Mapping[str, Any] = "plain",
    encoding: str = "utf-8",
    second: Pipeline | None = None,
) -> pd.DataFrame:
    """Draft the claims of an article: who says each figure, of what, of when, and whether it is so yet.

    Rules, not a model: the same words give the same claims, and each leads back to its words by ``start`` and ``end``.
    A draft is for a person to check (``problems``, ``highlight``) and to name (``relabel``).

    Parameters
    ----------
    text : str or Path
        The words of an article, HTML left in or not; a ``Path`` is read as a file, a string never is.
    publisher : str, optional
        Who printed it: the source of figures that nobody is named for. Without it their ``source`` is missing.
    reported : date or str, optional
        The day it was published, against which "on Monday" is read. Without it the dateline counts, if it has a year;
        else dates stay missing and ``problems`` lists them.
    convention : str or mapping
        What vague words ("dozens") are worth, see ``parse_figures``.
    encoding : str
        Of the file.
    second : callable, optional
        A second reader: a spaCy pipeline with a parser (``spacy.load("en_core_web_sm")``), or whatever takes a text and
        gives such tokens. Where its parse gives a figure to somebody else, ``doubt`` says so; sources stay.

    Returns
    -------
    DataFrame
        The claims table, a row per figure in the order of the text, with ``place``, ``speaker_role``, ``trend``, and
        ``uncertain``, which is true where two people could be meant. ``quantity`` is a draft: noun phrase and place.
        ``credence`` and ``confidence`` stand where an article has such words ("unlikely", "low confidence").
        ``doubt`` says why the source or what is counted may be wrong: "its source is carried over from another
        sentence"; it is missing where the figure's own clause says both. ``problems`` lists the doubted rows.

    Raises
    ------
    EstimatesError
        If ``second`` gives no parse.
    ParseError
        If the text is no text, or in another language than English, or the file cannot be read.

    Examples
    --------
    >>> from estimates import read_text
    >>> claims = read_text("Mayor Ivo Kern said 400 houses burned. The mayor expects 50 more to burn.")
    >>> claims[["source", "text", "quantity", "status"]]
         source text quantity    status
    0  Ivo Kern  400   houses    actual
    1  Ivo Kern   50   houses  expected
    """
    options = {"publisher": publisher, "reported": reported, "convention": convention, "second": second}
    rows = article_rows(words_of(text, encoding), **options)
    set_hours(rows, {None: reported})
    return drafted(rows)


@checked
def read_texts(
    articles: Articles,
    *,
    publisher: str | None = None,
    reported: Any = None,
    convention: str | Mapping[str, Any] = "plain",
    encoding: str = "utf-8",
    second: Pipeline | None = None,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Draft the claims of many articles.

    Parameters
    ----------
    articles : path, iterable of paths, mapping, or DataFrame
        A folder (its .txt, .html and .md files, also in folders below), files, texts (or paths) by the names of their
        articles, or a table with a row per article:
        ``text``, and where it has them ``article`` (a name), ``publisher`` and ``reported``, which go before the
        arguments of these names.
    publisher, reported, convention, encoding, second
        As for ``read_text``.
    progress : bool, optional
        Whether to show a bar; by default where there is a terminal or a notebook to show it in, on work of over a
        second.

    Returns
    -------
    DataFrame
        The claims of all, as from ``read_text``; the column ``article`` names where each stands. A file that cannot be
        read is named in a warning and left out. Articles that tell of one event call it the same: a day or place that
        one leaves out is that of the others, if only one event fits, and of places in one another ("Aceh" and
        "Indonesia") the one that most name. A figure of people that names no event ("the toll stands at 51") is of the
        one that its articles are about, unless its words name another place or an earlier day; a number that two
        articles on one event have, and the only figure of its measure in each of them, are one quantity. ``identity``
        is then ``read``, and ``doubt`` says what was taken from elsewhere. Of more than 2,000 articles those that share
        rare words are put together (see ``suggest_events``).

    Raises
    ------
    ParseError
        If no article can be read.

    Examples
    --------
    >>> import pandas as pd
    >>> from estimates import read_texts
    >>> texts = ["Police held 40 men.", "Police held 50 men."]
    >>> articles = pd.DataFrame({"text": texts, "publisher": ["Post", "Herald"]})
    >>> read_texts(articles, progress=False)[["source", "text", "locator"]]
       source text                locator
    0    Post   40  article 1, sentence 1
    1  Herald   50  article 2, sentence 1
    """
    options = {"publisher": publisher, "reported": reported, "convention": convention, "second": second}
    return drafted(all_rows(articles, encoding=encoding, progress=progress, **options))


@checked
def read_relations(
    text: str | Path,
    *,
    publisher: str | None = None,
    reported: Any = None,
    convention: str | Mapping[str, Any] = "plain",
    encoding: str = "utf-8",
) -> pd.DataFrame:
    """Read the relations that an article says in words: products, sums, parts.

    Parameters
    ----------
    text, publisher, reported, convention, encoding
        As for ``read_text``, whose quantities the relations speak of.

    Returns
    -------
    DataFrame
        A row per relation: ``name``, ``relation``, ``note`` (the words it rests on). Ready for
        ``contradictions(claims, relations)``.

    Examples
    --------
    >>> from estimates import read_relations
    >>> read_relations("Police sent four teams of 20 officers, for a total of 80 officers.").loc[0, "relation"]
    '`officers` == `teams` * `officers per team`'
    """
    options = {"publisher": publisher, "reported": reported, "convention": convention}
    found = said_relations(words_of(text, encoding), **options)
    return pd.DataFrame(found, columns=["name", "relation", "note"], dtype=WORDS)


@checked
def load_seed(name: str) -> pd.DataFrame:
    """Load a table of real figures that ships with the library.

    Parameters
    ----------
    name : str
        File name without its ending: "kursk_2024".

    Returns
    -------
    DataFrame
        The claims table.

    Examples
    --------
    >>> from estimates import load_seed
    >>> load_seed("kursk_2024")["source"].unique().tolist()[:2]
    ['Volodymyr Zelensky', 'Matthew Miller']
    """
    names = sorted(p.stem for p in seeds_folder().iterdir() if p.suffix == ".csv")
    if name not in names:
        raise EstimatesError(f"there is no seed {name!r}.", hint=nearest(name, names))
    return read_claims(seeds_folder() / f"{name}.csv")


def seeds_folder() -> Path:
    """Give the folder of seeds: inside the package where installed from a wheel, else beside it."""
    package = Path(str(files("estimates")))
    inside = package / "seeds"
    return inside if inside.is_dir() else package.parent / "seeds"
