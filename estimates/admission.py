"""Tables held against what the door makes: a table of claims that may have come through it, an answer of ours.

It costs a look at each column and at the order of the ends, not the full check that ``check_claims`` does.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_object_dtype

from estimates.annotations import are_texts, shown
from estimates.errors import SchemaError, listed, nearest
from estimates.schema import COLUMNS, DATE, FLAG, NUMBER, OFFSET, OPTIONAL, WORDS

_KNOWN = {**COLUMNS, **OPTIONAL}
ENTER = "let it in again: claims = read_claims(claims); check_claims(claims) says what is wrong with it."
_GRADES = ("reliability", "credibility")
#: What an answer has, of which those after the method are numbers.
_ANSWER = ("region", "method", "low", "best", "high")


def admitted(claims: pd.DataFrame, *, redrawn: bool = False) -> pd.DataFrame:
    """Give a table of claims back if it can have come through the door, its index without names that are columns too.

    Parameters
    ----------
    claims
        A table that somebody gives to a public function.
    redrawn
        Whether ends that ``bound`` drew will be drawn anew, so that a value may have been changed since.

    Raises
    ------
    SchemaError
        If columns stand twice or have no name, if one of ours is of another kind, or if ends are swapped.

    Examples
    --------
    >>> admitted(pd.DataFrame({"source": pd.Categorical([3])}))
    Traceback (most recent call last):
    ...
    estimates.errors.SchemaError: this table did not come through check_claims: source is of the kind category.
    Hint: let it in again: claims = read_claims(claims); check_claims(claims) says what is wrong with it.
    """
    if not isinstance(claims, pd.DataFrame):
        raise SchemaError(f"{shown(claims)} is no table of claims.", hint="read_claims makes one.")
    names = claims.columns
    if isinstance(names, pd.MultiIndex) or not names.is_unique:
        twice = names[names.duplicated()].map(str)
        what = f"columns stand twice: {listed(twice)}" if len(twice) else "its columns have several levels"
        raise not_ours(what, "give every column one name of its own, then claims = read_claims(claims).")
    odd, bare = [], {}
    for name, dtype in zip(names, claims.dtypes.tolist(), strict=True):
        if name not in _KNOWN or dtype == _KNOWN[name] or _is_ours(claims[name], _KNOWN[name]):
            continue
        cells, kind = claims[name], _KNOWN[name]
        if dtype in (NUMBER, np.dtype(object)) and kind != FLAG and cells.isna().all():
            bare[name] = cells.astype(object).astype(kind)
        elif kind == FLAG and (dtype == "boolean" or _are_flags(cells)):
            bare[name] = cells.eq(other=True).fillna(value=False).astype(FLAG)
        elif kind == WORDS and _are_words(cells):
            bare[name] = cells.astype(WORDS)
        else:
            _refuse_words(claims, name)
            odd.append(f"{name} is of the kind {dtype}")
    if odd:
        raise not_ours(listed(odd), ENTER)
    if bare:
        claims = claims.assign(**bare)
    _check_ends(claims, redrawn)
    if {*claims.index.names} & {*names}:
        claims = claims.rename_axis(index=[None] * claims.index.nlevels)
    return claims


def _refuse_words(claims: pd.DataFrame, name: str) -> None:
    """Raise if a column holds words that its vocabulary has not."""
    kind, cells = _KNOWN[name], claims[name]
    if not isinstance(kind, pd.CategoricalDtype) or not cells.map(lambda cell: isinstance(cell, str)).any():
        return
    strange = cells.notna() & ~cells.isin(kind.categories)
    word = cells[strange].iloc[0]
    ids = claims.get("claim_id", pd.Series(claims.index, index=claims.index))[strange]
    raise SchemaError(
        f"{name}={word!r} is not known in {len(ids)} of {len(claims)} claims: {listed(ids)}.",
        hint=nearest(word, kind.categories),
        claims=map(str, ids),
    )


def check_answers(result: pd.DataFrame, claims: Any = None) -> None:
    """Raise unless a table can be what ``reconcile`` gave, about these claims if some are given."""
    missing = [name for name in _ANSWER if name not in result]
    if missing:
        raise SchemaError(
            f"the result has no column {missing[0]!r}.", hint="give what reconcile(claims, ...) returned, whole."
        )
    check_numbers("result", result)
    told = [table for table in (result, claims) if isinstance(table, pd.DataFrame) and "quantity" in table]
    if len(told) == 2 and all(len(table) for table in told):
        names, known = ({*table["quantity"].dropna()} for table in told)
        if names and known and names.isdisjoint(known):
            raise SchemaError(
                f"the result is of {listed(sorted(map(str, names)))}, of which no claim is.",
                hint="give what reconcile returned for these claims.",
            )


def check_numbers(name: str, table: pd.DataFrame) -> None:
    """Raise unless the ends of a table of ours are numbers."""
    for end in _ANSWER[2:]:
        if end in table and table.columns.is_unique and len(table) and table[end].dtype.kind not in "iuf":
            raise SchemaError(f"the {name} holds no numbers in {end!r}.", hint="give it as our function returned it.")


def check_ids(claims: pd.DataFrame) -> None:
    """Raise unless every claim has an id of its own."""
    ids = claims["claim_id"]
    if ids.hasnans or not ids.is_unique:
        raise not_ours("claim_id is missing" if ids.hasnans else "claim_id stands twice", ENTER)


def not_ours(what: str, hint: str) -> SchemaError:
    return SchemaError(f"this table did not come through check_claims: {what}.", hint=hint)


def _are_flags(cells: pd.Series) -> bool:
    """Whether these are yes and no and nothing else, as where tables with and without the column were put together."""
    return is_object_dtype(cells.dtype) and all(isinstance(cell, bool | np.bool_) for cell in cells.dropna())


def _are_words(cells: pd.Series) -> bool:
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return are_texts(cells.cat.categories)
    return is_object_dtype(cells.dtype) and are_texts(cells.dropna())


def _is_ours(cells: pd.Series, kind: Any) -> bool:
    """Whether a column is of the kind that ours has, or can be used as if it were."""
    dtype = cells.dtype
    if dtype == kind:
        return True
    if isinstance(dtype, np.dtype) and kind in (NUMBER, OFFSET) and dtype.kind in "iuf":
        return True
    if kind == OFFSET and pd.api.types.is_integer_dtype(dtype):
        return True
    if kind == DATE and isinstance(dtype, np.dtype) and dtype.kind == "M":
        return True
    vocabulary = isinstance(kind, pd.CategoricalDtype)
    worded = isinstance(dtype, pd.StringDtype)
    if cells.name in _GRADES or (kind == WORDS and isinstance(dtype, pd.CategoricalDtype) and dtype.ordered):
        return True
    if vocabulary and (worded or is_object_dtype(dtype) or isinstance(dtype, pd.CategoricalDtype)):
        return bool(cells.dropna().isin(kind.categories).all())
    return worded and kind == WORDS


def _check_ends(claims: pd.DataFrame, redrawn: bool) -> None:
    if not {"low", "high"} <= {*claims.columns}:
        return
    low, high = (claims[end].to_numpy(dtype=float) for end in ("low", "high"))
    value = claims["value"].to_numpy(dtype=float) if "value" in claims else np.full(len(claims), np.nan)
    astray = (low > value) | (value > high)
    if astray.any():
        astray = outside(low, value) | outside(value, high)
    for rows, what in (
        (low > high, "low exceeds high"),
        (np.isinf(low) & (low == high), "both ends are the same infinity"),
        (np.isinf(value), "value is infinite"),
    ):
        if rows.any():
            _refuse_rows(claims[rows], len(claims), what)
    if astray.any():
        drawn = _drawn(claims)
        if (astray & ~drawn).any():
            _refuse_rows(claims[astray & ~drawn], len(claims), "value lies outside low and high")
        if not redrawn:
            hint = "its value was changed after bound had drawn its ends: claims = bound(claims)."
            _refuse_rows(claims[astray], len(claims), "value lies outside low and high", hint)


def _drawn(claims: pd.DataFrame) -> Any:
    """Whose ends were drawn by ``bound`` and are no one's words."""
    if "basis" not in claims:
        return np.zeros(len(claims), dtype=bool)
    basis = claims["basis"].astype(object)
    return (basis.notna() & (basis != "stated")).to_numpy(dtype=bool)


def outside(lower: Any, upper: Any) -> Any:
    """Where one number exceeds another by more than rounding."""
    with np.errstate(over="ignore", invalid="ignore"):  # beyond the greatest number nothing is exceeded
        return lower > upper + 1e-9 * np.where(np.isfinite(upper), np.abs(upper), 0.0)


def _refuse_rows(
    rows: pd.DataFrame, n: int, what: str, hint: str = "read the text of these claims again; the ends may be swapped."
) -> None:
    ids = rows.get("claim_id", rows.index)
    numbers = [name for name in ("low", "value", "high") if name in rows and rows[name].notna().any()]
    sources = rows["source"] if "source" in rows else [np.nan] * len(rows)
    shown = [
        f"{i} ({', '.join(f'{k}={x}' for k, x in zip(numbers, row, strict=True))}"
        + (f"; {source})" if isinstance(source, str) else ")")
        for i, source, *row in zip(ids, sources, *(rows[name] for name in numbers), strict=True)
    ]
    raise SchemaError(
        f"{what} in {len(rows)} of {n} claims: {listed(shown)}.",
        hint=hint,
        claims=map(str, ids),
    )
