"""From "three battalions" to persons: what a formation holds, by army, as a range with its source."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from estimates.claims.bounds import bound
from estimates.claims.reading import read_claims
from estimates.claims.wording import band, number
from estimates.door import checked
from estimates.errors import EstimatesError, SchemaError, listed, nearest

_COLUMNS = ("army", "formation", "low", "high", "source")
_IRREGULAR = {"contubernia": "contubernium", "corps": "corps"}


def load_formations() -> pd.DataFrame:
    """Give how many persons formations hold on paper.

    Returns
    -------
    DataFrame
        A row per army and formation: ``army``, ``formation`` (singular), ``low`` and ``high`` (persons, both within
        the range), ``checked``, ``source`` and ``note`` (what the two ends are, and what others print). ``checked``
        says how the source was found to bear the figures out: "confirmed", "partly" (one end), "roughly", "doubtful"
        (sources differ or are weak) or "not found". Establishments are what a unit should have; in the field units
        hold fewer, so a low end of your own may be wiser.

    See Also
    --------
    expand_formations : Takes a table of your own, for instance this one corrected.

    Examples
    --------
    >>> from estimates import load_formations
    >>> table = load_formations()
    >>> table.loc[(table["army"] == "us") & (table["formation"] == "battalion"), ["low", "high"]].to_numpy().tolist()
    [[300.0, 1000.0]]
    """
    return _shipped().copy()


@cache
def _shipped() -> pd.DataFrame:
    with files("estimates.claims").joinpath("formations.csv").open(encoding="utf-8") as lines:
        return pd.read_csv(lines, dtype={"low": float, "high": float})


@checked
def expand_formations(
    claims: pd.DataFrame, *, army: str, quantity: str | None = None, formations: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Add, for every claim that counts formations, a claim of how many persons they are.

    Parameters
    ----------
    claims : DataFrame
        A claims table. Formations are known by the end of the ``noun``: "three rifle battalions".
    army : str
        Whose tables of organisation: today's "us", "british", "nato", "russian", "ukrainian" and "north_korean";
        "us_1944", "us_1918", "union_1861", "soviet_wwii", "sparta", "rome", "rome_republic", "rome_empire"; or an army
        of your own table.
    quantity : str, optional
        The quantity of the new claims, so that they meet those that count persons; by default the old one followed by
        ", persons".
    formations : DataFrame, optional
        Your own table, in place of the shipped one: ``army, formation, low, high, source``, a row per army and
        formation.

    Returns
    -------
    DataFrame
        The claims, bounded, then the new ones: ``low`` is the least number of formations times the least that one
        holds, ``high`` the greatest times the greatest; no ``value`` and no ``best``, since a formation's strength is
        no point; ``basis`` says from what, and ``doubt`` where the size of the formation is not confirmed;
        ``derived_from`` is the claim it was made of.

    Raises
    ------
    EstimatesError
        If the army is not known, or its table lacks a formation that a claim counts.
    SchemaError
        If your table lacks a column, has two rows for a formation, or ends that are no range.

    Examples
    --------
    >>> from estimates import expand_formations, read_claims
    >>> claims = read_claims([{"claim_id": "c1", "quantity": "reserve", "source": "army", "text": "three battalions",
    ...                        "unit": "count", "noun": "battalions"}])
    >>> more = expand_formations(claims, army="us", quantity="troops in reserve")
    >>> more[["claim_id", "quantity", "low", "best", "high", "unit"]]
          claim_id           quantity    low  best    high    unit
    0           c1            reserve    3.0   3.0     3.0   count
    1  c1, persons  troops in reserve  900.0   NaN  3000.0  person
    >>> more.loc[1, "basis"].partition(" (copies")[0]
    '3 battalions of 300 to 1,000 (us: U.S. Army, Operational Unit Diagrams'

    With figures that you have checked yourself:

    >>> own = pd.DataFrame([{"army": "freedonia", "formation": "battalion", "low": 400, "high": 550,
    ...                      "source": "Ministry of War, establishment of 1933"}])
    >>> expand_formations(claims, army="freedonia", formations=own).loc[1, "basis"]
    '3 battalions of 400 to 550 (freedonia: Ministry of War, establishment of 1933)'
    """
    table = _shipped() if formations is None else _checked(formations)
    armies = sorted(table["army"].unique())
    if army not in armies:
        raise EstimatesError(
            f"army={army!r} is not known.",
            hint=f"{nearest(army, armies)} For another one give a table of your own: formations=, with the columns "
            f"{', '.join(_COLUMNS)}.",
        )
    claims = bound(claims).reset_index(drop=True)
    known = set(table["formation"]) | set(_shipped()["formation"])
    formation = _formations_of(claims, sorted(known, key=len, reverse=True))
    counted = claims.assign(formation=formation)[formation.notna()]
    sizes = table[table["army"] == army].set_index("formation")
    unknown = counted[~counted["formation"].isin(sizes.index)]
    if len(unknown):
        raise EstimatesError(
            f"army={army!r} has no {listed(unknown['formation'].unique())}, counted in {len(unknown)} claims: "
            f"{listed(unknown['claim_id'])}.",
            hint=f"it has {listed(sizes.index, 20)}; give a table of your own: formations=.",
            claims=unknown["claim_id"],
        )
    if counted.empty:
        return claims
    return read_claims(pd.concat([claims, _persons(counted, sizes, army, quantity)]).astype(object), missing=())


def _checked(table: pd.DataFrame) -> pd.DataFrame:
    """A table of the caller's, its ends as numbers."""
    absent = [name for name in _COLUMNS if name not in table]
    if absent:
        raise SchemaError(f"the table of formations lacks {listed(absent)}.", hint=f"its columns are {list(_COLUMNS)}.")
    table = table.assign(**{end: pd.to_numeric(table[end], errors="coerce") for end in ("low", "high")})
    names = table["army"].astype(str) + " " + table["formation"].astype(str)
    twice = names[table.duplicated(["army", "formation"])]
    if len(twice):
        raise SchemaError(f"the table of formations has two rows for {listed(twice)}.", hint="join them to one range.")
    wrong = names[~((table["low"] > 0) & (table["low"] <= table["high"]))]
    if len(wrong):
        raise SchemaError(
            f"the table of formations has no range for {listed(wrong)}.", hint="low and high are persons, low first."
        )
    return table


def _formations_of(claims: pd.DataFrame, known: list[str]) -> pd.Series:
    """The formation that each claim counts, in the singular; missing where it counts none."""
    pattern = re.compile(rf"(?:^|[\s-])({'|'.join(map(re.escape, known))})$")

    def of(noun: object) -> object:
        words = str(noun).casefold().split() if isinstance(noun, str) else [""]
        last = words[-1]
        singular = _IRREGULAR.get(last) or (last[:-3] + "y" if last.endswith("ies") else last.removesuffix("s"))
        found = pattern.search(" ".join([*words[:-1], singular]))
        return found[1] if found else np.nan

    counting = claims["unit"].isna() | (claims["unit"] == "count")
    return pd.Series([of(noun) for noun in claims["noun"].where(counting)], index=claims.index, dtype=object)


def _persons(counted: pd.DataFrame, sizes: pd.DataFrame, army: str, quantity: str | None) -> pd.DataFrame:
    """The new claims: least times least, greatest times greatest."""
    of = sizes.loc[counted["formation"]].set_index(counted.index)
    how_many = [band(low, high) for low, high in zip(counted["low"], counted["high"], strict=True)]
    each = [number(lo) if lo == hi else band(lo, hi) for lo, hi in zip(of["low"], of["high"], strict=True)]
    basis = [
        f"{many} {noun} of {size} ({army}: {source})"
        for many, noun, size, source in zip(how_many, counted["noun"], each, of["source"], strict=True)
    ]
    low, high = counted["low"] * of["low"], counted["high"] * of["high"]
    doubts = _doubts(counted, of, army)
    if doubts.notna().any():
        counted = counted.assign(doubt=doubts)
    return counted.drop(columns="formation").assign(
        claim_id=counted["claim_id"] + ", persons",
        quantity=counted["quantity"] + ", persons" if quantity is None else quantity,
        value=np.nan, resolution=np.nan, best=np.nan, hedge="between", unit="person", noun="persons",
        low=low, likely_low=low, likely_high=high, high=high, basis=basis, derived_from=counted["claim_id"],
    )  # fmt: skip


def _doubts(counted: pd.DataFrame, of: pd.DataFrame, army: str) -> pd.Series:
    """Why the size of a formation deserves a second look, after what was doubted of the claim that counts it."""
    none = pd.Series(np.nan, index=counted.index, dtype=object)
    earlier = counted["doubt"].astype(object) if "doubt" in counted else none
    if "checked" not in of:
        return earlier
    size = (
        "how many a " + counted["formation"].astype(object) + f" of {army!r} holds is " + of["checked"].astype(object)
    )
    size = size.where(of["checked"].isin(["doubtful", "not found"]))
    both = earlier.notna() & size.notna()
    return earlier.where(size.isna(), size).mask(both, earlier.astype(str) + "; " + size.astype(str))
