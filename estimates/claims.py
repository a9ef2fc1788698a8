"""The one door into the claims table: files, tables and words come in, checked and with every column set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from estimates._entry import FIGURE, enter, refuse
from estimates._files import Source, load
from estimates.errors import EstimatesError, nearest
from estimates.schema import COLUMNS, ENDS, OPTIONAL


def read_claims(
    source: Source,
    *,
    columns: Mapping[str, str] | None = None,
    convention: str | Mapping[str, Any] = "plain",
    encoding: str = "utf-8",
    missing: Iterable[float] = (-999,),
) -> pd.DataFrame:
    """Read claims, one a row, from a file, a table or a list of dicts.

    Parameters
    ----------
    source : path, DataFrame or list of dicts
        A CSV, Parquet or JSON Lines file, or rows in memory. Each claim has words (``text``) or numbers (``value``, or
        ``low``, ``best``, ``high``). Neighbours' names for our columns are understood (``min``, ``bd_low``,
        ``deaths_min`` with ``deaths_max``, "Low estimate").
    columns : mapping of their name to ours, optional
        Which of the source's columns are which of ours, where the names do not show it.
    convention : str or mapping
        What vague words ("dozens") are worth, see ``parse_figures``.
    encoding : str
        Of a text file.
    missing : iterable of numbers
        Numbers that stand for "not known". Each is listed by ``problems``.

    Returns
    -------
    DataFrame
        The claims table: the schema's columns in order, then optional and extra columns as they came. ``claim_id`` is
        filled where missing from the row's content, so the same row has the same id in every file and order;
        ``origin`` defaults to ``source``, ``hedge`` to what the words say or "plain", ``status`` to "actual",
        ``quantity`` to the noun in the words. Given ends have the ``basis`` "stated". NaN means unknown, ``inf``
        unbounded.

    Raises
    ------
    SchemaError
        One error with all findings: columns, ids, ends, hedges, units, dates.
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
    table, findings = enter(
        load(source, encoding), columns=columns or {}, convention=convention, missing=tuple(missing)
    )
    refuse(findings, len(table))
    return table


def problems(claims: Source) -> pd.DataFrame:
    """List what is wrong, or worth a second look, in claims that may not have passed the door.

    Parameters
    ----------
    claims : path, DataFrame or list of dicts
        As for ``read_claims``; a table that it would refuse is welcome here.

    Returns
    -------
    DataFrame
        A row per finding, in the order of the claims: ``claim_id, source, column, value, severity`` ("error": the
        door refuses it; "warning": it comes in), ``problem, hint``.

    Examples
    --------
    >>> from estimates import problems
    >>> problems([{"claim_id": "c1", "source": "memoir", "low": 12000, "high": 10000}])[["claim_id", "problem"]]
      claim_id           problem
    0       c1  low exceeds high
    """
    return enter(load(claims))[1]


def check_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Raise one error with all findings of severity "error", or give the table back unchanged.

    Raises
    ------
    SchemaError
        The same findings that ``problems`` gives as a table.

    Examples
    --------
    >>> from estimates import check_claims, read_claims
    >>> claims = read_claims([{"claim_id": "c1", "source": "memoir", "low": 1, "high": 2}])
    >>> check_claims(claims.assign(low=3.0))
    Traceback (most recent call last):
    ...
    estimates.errors.SchemaError: low exceeds high in 1 of 1 claims: c1 (low=3.0, high=2.0; memoir).
    Hint: read the text of these claims again; the ends may be swapped.
    """
    refuse(problems(claims), len(claims))
    return claims


def amend(claims: pd.DataFrame, claim_id: str, *, reason: str, **changes: Any) -> pd.DataFrame:
    """Correct one claim and leave a trail of it.

    Parameters
    ----------
    claims : DataFrame
        A claims table.
    claim_id : str
        Which claim.
    reason : str
        Why; it is kept with the old and the new value in the column ``amended``.
    **changes
        New values by column. Where the words change and no number is given, the figure is read from them anew; where
        a number changes, bounds drawn from the old one are dropped (call ``bound`` again).

    Returns
    -------
    DataFrame
        A copy with the row corrected.

    Raises
    ------
    EstimatesError
        If no claim has this id, a column is unknown, or no reason is given.
    SchemaError
        If the corrected row does not meet the schema.

    Examples
    --------
    >>> from estimates import amend, read_claims
    >>> claims = read_claims([{"claim_id": "c1", "source": "memoir", "value": 1200}])
    >>> amend(claims, "c1", reason="a zero was lost in the scan", value=12000).loc[0, "amended"]
    'value: 1200.0 -> 12000.0 (a zero was lost in the scan)'
    """
    where = np.flatnonzero(claims["claim_id"] == claim_id)
    if not len(where):
        raise EstimatesError(f"no claim has claim_id={claim_id!r}.", hint=nearest(claim_id, claims["claim_id"]))
    for column in changes:
        if column not in claims and column not in COLUMNS and column not in OPTIONAL:
            raise EstimatesError(f"column {column!r} is not known.", hint=nearest(column, claims.columns))
    if not changes or not reason.strip():
        raise EstimatesError(
            "an amendment needs a change and a reason.", hint="for instance reason='typo', value=12000."
        )
    old = claims.iloc[where[0]].to_dict()
    new = pd.DataFrame([{**old, **_dropped(old, changes), **changes}], dtype=object)
    row, findings = enter(new, missing=())
    refuse(findings, 1)
    trail = "; ".join(f"{name}: {old.get(name)} -> {row.loc[0, name]}" for name in changes) + f" ({reason})"
    earlier = old.get("amended")
    row["amended"] = trail if not isinstance(earlier, str) else f"{earlier} | {trail}"
    before, after = claims.iloc[: where[0]], claims.iloc[where[0] + 1 :]
    out = pd.concat([part.astype(object) for part in (before, row, after)])
    out, findings = enter(
        out[[*claims.columns, *(c for c in row if c not in claims)]].reset_index(drop=True), missing=()
    )
    refuse(findings, len(out))
    return out.set_index(claims.index)


def _dropped(old: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """What no longer holds once the changed cells have changed."""
    gone: set[str] = set()
    if "text" in changes and not set(FIGURE) & set(changes):
        gone |= {*FIGURE, "hedge", "resolution", "rounded", "unit", "noun"}
    if {"text", "value", "hedge", "unit", "resolution"} & set(changes):
        gone |= {"resolution", "rounded"} if "value" in changes else set()
        if old.get("basis") != "stated" or "text" in changes:
            gone |= {*ENDS, "closed", "basis"}
    if {"low", "high"} & set(changes):
        gone |= {"likely_low", "likely_high", "closed", "basis"}
    return dict.fromkeys(gone)


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
