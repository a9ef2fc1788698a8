"""What is known to be true, read beside the claims, and answers widened by how often their likes held it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from estimates.errors import EstimatesError, SchemaError, UnitError, listed
from estimates.intervals.arrays import Floats

Known: TypeAlias = pd.DataFrame | pd.Series | Mapping[str, float]

#: The word of a calibration for all kinds of quantity together.
ALL = "all"
_NEEDED = ("kind", "n", "level", "inflation", "method")


def known_values(keys: pd.DataFrame, units: Any, known: Known | None) -> Floats:
    """What is known of each group, NaN where nothing is.

    Parameters
    ----------
    keys : DataFrame
        The groups.
    units : array of str
        The unit of each group.
    known : DataFrame, Series or mapping
        ``value`` beside some of the columns of ``keys``, and perhaps ``unit``; or values by quantity.

    Raises
    ------
    SchemaError
        If ``value`` or every column of the groups is missing, is of another kind, or one thing has two values.
    UnitError
        If a value has another unit than the claims.
    """
    if known is None:
        return np.full(len(keys), np.nan)
    table = _as_table(known)
    shared = [name for name in keys.columns if name in table and name != "value"]
    if "value" not in table or not shared:
        raise SchemaError(
            f"known has the columns {listed(table.columns)}.",
            hint=f"it needs value and one or more of {listed(keys.columns)}.",
        )
    twice = table.duplicated(shared, keep=False)
    if twice.any():
        raise SchemaError(
            f"known has several values for {listed(table.loc[twice, shared[0]].drop_duplicates())}.",
            hint="keep one row for each.",
        )
    columns = [*shared, "value", *(["unit"] if "unit" in table and "unit" not in shared else [])]
    merged = keys[shared].merge(_of_kind(table[columns], keys[shared]), on=shared, how="left")
    value: Floats = merged["value"].to_numpy(dtype=float, na_value=np.nan)
    if np.isinf(value).any():
        things = merged.loc[np.isinf(value), shared[0]]
        raise SchemaError(f"what is known of {listed(things.map(str))} is infinite.", hint="leave it out.")
    if "unit" in merged and "unit" not in shared:
        own, theirs = pd.Series(units, index=merged.index), merged["unit"]
        wrong = merged["value"].notna() & own.notna() & theirs.notna() & (own.astype(object) != theirs.astype(object))
        if wrong.any():
            row = merged[wrong].iloc[0]
            raise UnitError(
                f"known gives {row[shared[0]]} in {row['unit']}, the claims in {own[wrong].iloc[0]}.",
                hint="convert one of the two first: convert(claims, to).",
            )
    return value


def _of_kind(table: pd.DataFrame, keys: pd.DataFrame) -> pd.DataFrame:
    """What is known with columns as the groups have them, and numbers in ``value``."""
    for name, kind in {**keys.dtypes, "value": "float64"}.items():
        try:
            table = table.assign(**{name: table[name].astype(kind)})
        except (TypeError, ValueError) as error:
            what = "no numbers" if name == "value" else f"something else than the claims ({kind})"
            raise SchemaError(
                f"known has {what} in {name!r}: {listed(table[name].drop_duplicates(), 3)}.",
                hint="give one number for each thing that is known.",
            ) from error
    return table


def widened(result: pd.DataFrame, calibration: pd.DataFrame | None, kind: str | None) -> pd.DataFrame:
    """Answers whose ends stand as far from ``best`` as the record of such answers asks; ``basis`` says so.

    Parameters
    ----------
    result : DataFrame
        What ``reconcile`` gave.
    calibration : DataFrame, optional
        What ``calibrate`` gave; without it nothing is widened.
    kind : str, optional
        The column of the result that says of which kind a quantity is; one factor for all where it is not given or
        knows no such kind.

    Raises
    ------
    SchemaError
        If the calibration is none.
    EstimatesError
        If it is of another method, or ``kind`` is given without it.
    """
    if calibration is None:
        if kind is not None:
            raise EstimatesError(f"kind={kind!r} says nothing without calibration.", hint="give that of calibrate().")
        return result
    missing = [name for name in _NEEDED if name not in calibration]
    if missing or ALL not in set(calibration["kind"]):
        raise SchemaError(f"the calibration has no {listed(missing) or ALL!r}.", hint="give what calibrate() returned.")
    other = sorted(set(result["method"].dropna()) - set(calibration["method"]))
    if other:
        raise EstimatesError(
            f"the calibration is of method {calibration['method'].iloc[0]!r}, the answer of {other[0]!r}.",
            hint="calibrate the method that you use.",
        )
    rows = calibration.set_index("kind")
    named = result[kind] if kind is not None and kind in result else pd.Series(ALL, index=result.index)
    named = named.where(named.isin(rows.index), ALL)
    factor = named.map(rows["inflation"]).to_numpy(dtype=float)
    low, best, high = (result[name].to_numpy(dtype=float) for name in ("low", "best", "high"))
    with np.errstate(invalid="ignore"):
        moved = np.isfinite(best) & ((low < best) | (high > best))
        lower, upper = (np.where(moved, best + factor * (end - best), end) for end in (low, high))
    n, level = named.map(rows["n"]), named.map(rows["level"])
    words = pd.Series(
        [
            f"ends x{f:.3g} so that {100 * p:g} % hold what was known of {m}"
            for f, p, m in zip(factor, level, n, strict=True)
        ],
        index=result.index, dtype=object,
    )  # fmt: skip
    basis = result["basis"].astype(object)
    basis = basis.where(~moved, basis.where(basis.isna(), basis.astype(str) + "; ").fillna("") + words)
    return result.assign(low=lower, high=upper, basis=basis.astype(result["basis"].dtype))


def _as_table(known: Known) -> pd.DataFrame:
    if isinstance(known, pd.DataFrame):
        return known
    if isinstance(known, pd.Series):
        return pd.DataFrame({"quantity": known.index.to_numpy(), "value": known.to_numpy()})
    if isinstance(known, Mapping):
        return pd.DataFrame({"quantity": list(known), "value": list(known.values())})
    raise SchemaError(f"known is a {type(known).__name__}.", hint="give a table quantity, value, or a dict.")
