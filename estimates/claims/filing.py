"""Which figures are of one quantity, as a person decides it: filed, told apart, saved and applied again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import check_columns
from estimates.claims.files import load
from estimates.claims.wording import topic
from estimates.door import checked
from estimates.errors import EstimatesError, SchemaError, listed, nearest
from estimates.schema import OPTIONAL, SAME, WORDS

#: What a decision is found again by when an article is read anew: its words in their place.
_PLACE = ("article", "publisher", "start", "end", "text")
#: What people write into a cell to say yes or no, besides "same" and "not".
_YES = frozenset(["same", "x", "y", "yes", "ok", "true", "1", "1.0", "✓", "✔"])
_NO = frozenset(["not", "no", "n", "false", "0", "0.0", "-"])
#: The dimensions that figures filed under one quantity share from then on; whether it is so yet stays with each.
_SHARED = tuple(name for name in SAME if name not in ("quantity", "status"))


@checked
def assign_quantities(
    claims: pd.DataFrame,
    quantities: Mapping[str, str] | pd.DataFrame | str | Path,
    *,
    not_same: Iterable[Sequence[str]] = (),
) -> pd.DataFrame:
    """File figures under quantities, and say which are not of one.

    Parameters
    ----------
    claims : DataFrame
        A claims table.
    quantities : mapping of claim_id to quantity, DataFrame, or the path of a file with such a table
        Under which name each figure is filed. A table has the columns ``claim_id`` and ``quantity`` (and ``not_same``):
        what ``decisions`` gave, saved and read again, or the sheet of ``suggest_quantities`` with its column ``decide``
        filled in. A row is found by its id, else by its words in their place (``article``, ``start``, ``end``,
        ``text``), so that decisions outlive a new reading of the article.
    not_same : iterable of pairs of claim_id
        Figures that are not of one quantity; ``suggest_links`` leaves such pairs out.

    Returns
    -------
    DataFrame
        A copy. Filed figures have the new ``quantity``, the ``identity`` "stated" and, in ``drafted``, what they were
        drafted as. What makes figures comparable (``who``, ``event``, ``place``, ``since``, ``scope``) becomes one for
        all that are filed under a name: what most of them say, else what one says. Where persons and bare counts meet,
        the unit is "person".

    Raises
    ------
    EstimatesError
        If an id is not in the table, a quantity is no name, or two figures are filed under one name and told apart.

    Examples
    --------
    >>> from estimates import assign_quantities, read_claims
    >>> claims = read_claims([
    ...     {"claim_id": "a", "quantity": "people killed", "text": "28 people", "place": "Oldtown"},
    ...     {"claim_id": "b", "quantity": "martyrs", "text": "10 martyrs"}])
    >>> assign_quantities(claims, {"a": "killed", "b": "killed"})[["quantity", "place", "unit", "identity", "drafted"]]
      quantity    place    unit identity                 drafted
    0   killed  Oldtown  person   stated  people killed, Oldtown
    1   killed  Oldtown  person   stated                 martyrs
    """
    check_columns(claims, ["claim_id", "quantity"])
    wanted, apart = _decided(claims, quantities)
    not_same = list(not_same)
    for pair in not_same if isinstance(quantities, Mapping) else ():
        names = [wanted.get(one) for one in pair]
        if len(names) > 1 and names[0] is not None and names[0] == names[1]:
            raise EstimatesError(
                f"{listed(pair)} are filed under {names[0]!r} and told apart.", hint="leave out one of the two."
            )
    out = claims.copy()
    rows = out["claim_id"].isin(list(wanted)).to_numpy()
    if rows.any():
        old = out.loc[rows, [name for name in SAME if name in out]].astype(object).to_dict("records")
        was = out["drafted"] if "drafted" in out else pd.Series(np.nan, out.index, dtype=WORDS)
        drafted = was.astype(object).to_numpy(copy=True)
        drafted[rows] = [kept if isinstance(kept, str) else topic(cells) or np.nan
                         for kept, cells in zip(drafted[rows], old, strict=True)]  # fmt: skip
        out["drafted"] = pd.array(drafted, dtype=WORDS)
        names = out["claim_id"].map(wanted).astype(object)
        out["quantity"] = pd.array(names.where(rows, out["quantity"].astype(object)), dtype=WORDS)
        known = out["identity"].astype(object) if "identity" in out else pd.Series(np.nan, out.index, dtype=object)
        out["identity"] = known.mask(rows, "stated").astype(OPTIONAL["identity"])
        for _, inside in out[rows].groupby("quantity", sort=False):
            _share(out, inside)
    return _told_apart(out, [*apart, *not_same])


@checked
def decisions(claims: pd.DataFrame) -> pd.DataFrame:
    """List what a person has filed and told apart, as a table to save and to give to ``assign_quantities`` again.

    Parameters
    ----------
    claims : DataFrame
        A claims table after ``assign_quantities``.

    Returns
    -------
    DataFrame
        A row per decided figure: ``claim_id``, ``quantity``, ``not_same`` (ids, parted by blanks), and what it is
        found again by where ids change: ``article``, ``publisher``, ``start``, ``end``, ``text``.

    Examples
    --------
    >>> from estimates import assign_quantities, decisions, read_claims
    >>> claims = read_claims([{"claim_id": "a", "text": "28 people"}, {"claim_id": "b", "text": "10 martyrs"}])
    >>> decisions(assign_quantities(claims, {"a": "killed"}))[["claim_id", "quantity"]]
      claim_id quantity
    0        a   killed
    """
    check_columns(claims, ["claim_id", "quantity"])
    filed = claims["identity"].eq("stated") & claims["drafted"].notna() if "drafted" in claims else False
    apart = claims["not_same"].notna() if "not_same" in claims else False
    rows = claims[np.asarray(filed | apart | np.zeros(len(claims), dtype=bool), dtype=bool)]
    names = [name for name in ("claim_id", "quantity", "not_same", *_PLACE) if name in claims]
    out = rows[names].reset_index(drop=True)
    filed = rows["drafted"].notna().to_numpy() if "drafted" in rows else np.zeros(len(rows), dtype=bool)
    return out.assign(quantity=out["quantity"].where(filed))  # who only told figures apart filed none


def _decided(
    claims: pd.DataFrame, quantities: Mapping[str, str] | pd.DataFrame | str | Path
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Names by claim, and the pairs told apart, with the ids that the claims have now."""
    if isinstance(quantities, str | Path):
        quantities = load(quantities)
    if isinstance(quantities, pd.DataFrame):
        sheet = not {"decide", "rank"}.isdisjoint(quantities)  # JSON leaves out a column in which nothing stands
        quantities = _filled_in(quantities) if sheet else quantities
        for name in ("claim_id", "quantity"):
            if name not in quantities:
                raise SchemaError(f"the decisions have no column {name!r}.", hint=nearest(name, quantities.columns))
        now = found_again(claims, quantities)
        names = quantities["quantity"].astype(object)
        several = names.groupby(quantities["claim_id"].map(now)).nunique()
        if (several > 1).any():
            twice = several.index[several > 1][0]
            told = listed(names[quantities["claim_id"].map(now) == twice].dropna().unique())
            raise EstimatesError(
                f"claim {twice!r} is filed under {several[twice]} quantities: {told}.", hint="decide for one of them."
            )
        wanted = {now[i]: name for i, name in zip(quantities["claim_id"], names, strict=True) if not pd.isna(name)}
        said = quantities[quantities["not_same"].notna()] if "not_same" in quantities else quantities.iloc[:0]
        apart = [
            (now[i], now.get(other, other))
            for i, others in zip(said["claim_id"], said.get("not_same", []), strict=True)
            for other in str(others).split()
            if other != i  # a group on offer may hold the claim itself
        ]
    else:
        wanted, apart = dict(quantities), []
    unknown = sorted(set(map(str, wanted)) - set(claims["claim_id"]))
    if unknown:
        raise EstimatesError(
            f"no claim has claim_id={unknown[0]!r}" + (f", nor {listed(unknown[1:])}" if unknown[1:] else "") + ".",
            hint=nearest(unknown[0], claims["claim_id"]),
        )
    for claim, name in wanted.items():
        if not isinstance(name, str) or not name.strip():
            raise EstimatesError(
                f"quantity={name!r} of claim {claim!r} is no name.", hint="give a word such as 'killed'."
            )
    return wanted, apart


def _filled_in(sheet: pd.DataFrame) -> pd.DataFrame:
    """The decisions of a sheet of ``suggest_quantities``: "same" or a mark takes what is offered, "not" refuses it."""
    empty = pd.Series(np.nan, sheet.index, dtype=object)
    said = sheet.get("decide", empty).astype(object).map(lambda cell: "" if pd.isna(cell) else str(cell).strip())
    rows = sheet[said != ""].reset_index(drop=True)
    said = said[said != ""].reset_index(drop=True)
    taken, refused = said.str.casefold().isin(_YES), said.str.casefold().isin(_NO)
    nameless = ~(taken | refused) & ~said.str.contains(r"[^\W\d_]", regex=True)
    if nameless.any():
        claim, cell = rows.loc[nameless.idxmax(), "claim_id"], said[nameless.idxmax()]
        raise EstimatesError(f"decide={cell!r} of claim {claim!r} is no name.", hint='write "same", "not" or a name.')
    name = rows["quantity"].astype(object).where(taken, said).mask(refused)
    others = rows["others"].astype(object).where(refused) if "others" in rows else np.nan
    return rows.assign(quantity=name, not_same=others)


def found_again(claims: pd.DataFrame, decided: pd.DataFrame) -> dict[str, str]:
    """The present id of each decided claim: its own, else that of the claim whose words stand in its place."""
    now = {str(i): str(i) for i in decided["claim_id"]}
    lost = decided[~decided["claim_id"].isin(claims["claim_id"])].drop_duplicates("claim_id")
    on = [name for name in _PLACE if name in decided and name in claims]
    if len(lost) and "text" in on and "start" in on:
        there = claims[["claim_id", *on]].astype(object).rename(columns={"claim_id": "_now"})
        text = there[on].map(_plain)
        both = lost[on].astype(object).map(_plain).assign(_was=lost["claim_id"]).merge(
            text.assign(_now=there["_now"]), on=on)  # fmt: skip
        alone = both.drop_duplicates("_was", keep=False)
        now |= dict(zip(alone["_was"].astype(str), alone["_now"].astype(str), strict=True))
    return now


def _plain(cell: Any) -> str:
    """A cell as it reads however it was stored: 39, 39.0 and "39" are one offset."""
    if pd.isna(cell):
        return ""
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)


def _share(out: pd.DataFrame, inside: pd.DataFrame) -> None:
    """Give the figures of one quantity one place, one span and so on, and one unit where they are counts of persons."""
    for name in _SHARED:
        if name in out and inside[name].notna().any():
            counts = inside[name].astype(object).value_counts()
            chosen = min(counts.index, key=lambda cell: (-counts[cell], str(cell)))
            out.loc[inside.index, name] = chosen
    if "unit" in out:
        bare = inside["unit"].isna() | (inside["unit"] == "count")
        if (inside["unit"] == "person").any():
            out.loc[inside.index[bare], "unit"] = "person"


def _told_apart(out: pd.DataFrame, pairs: Iterable[Sequence[str]]) -> pd.DataFrame:
    listing = [tuple(pair) for pair in pairs]
    if not listing:
        return out
    known = set(out["claim_id"])
    for pair in listing:
        strangers = [claim for claim in pair if claim not in known]
        if len(pair) != 2 or strangers:
            hint = nearest(strangers[0], out["claim_id"]) if strangers else "give pairs: [('c1', 'c2')]."
            raise EstimatesError(f"not_same={pair!r} is no pair of claims of the table.", hint=hint)
        if pair[0] == pair[1]:
            raise EstimatesError(f"not_same={pair!r} is one claim.", hint="give two: [('c1', 'c2')].")
    said = out["not_same"].astype(object) if "not_same" in out else pd.Series(np.nan, out.index, dtype=object)
    told = {claim: set(str(said[row]).split()) if isinstance(said[row], str) else set[str]()
            for row, claim in zip(out.index, out["claim_id"], strict=True)}  # fmt: skip
    for one, other in listing:
        told[one].add(other)
        told[other].add(one)
    return out.assign(not_same=pd.array([" ".join(sorted(told[i])) or np.nan for i in out["claim_id"]], dtype=WORDS))
