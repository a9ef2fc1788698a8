"""Whether a table is as the door leaves tables, told by whole columns: most are, and need not go through it again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.api.types import is_object_dtype

from estimates.claims.columns import end_of, plain_name
from estimates.coded import coded
from estimates.intervals.arrays import Floats
from estimates.schema import ALIASES, COLUMNS, ENDS, FIGURE, OPTIONAL
from estimates.units import is_known

_KNOWN = {**COLUMNS, **OPTIONAL}
_CODE = -999.0  # some take it for missing


def is_sound(claims: pd.DataFrame) -> bool:
    """Tell whether the door would certainly refuse nothing of a table; where it might, it has to be asked.

    Examples
    --------
    >>> from estimates import bound, read_claims
    >>> claims = bound(read_claims([{"claim_id": "c1", "source": "memoir", "text": "about 900"}]))
    >>> is_sound(claims), is_sound(claims.assign(low=2_000.0))
    (True, False)
    """
    return _are_ours(claims) and _are_named(claims) and _stand_in_order(claims) and _stand_in_texts(claims)


def _are_ours(claims: pd.DataFrame) -> bool:
    """Whether columns of ours have our types, and no other could be taken for one of them."""
    names = list(claims.columns)
    if len({*names}) < len(names) or not {"claim_id", *FIGURE} <= {*names}:
        return False
    for name, dtype in zip(names, claims.dtypes, strict=True):
        if name in _KNOWN:
            if dtype != _KNOWN[name] or (name in ("credence", "confidence") and claims[name].notna().any()):
                return False
        elif is_object_dtype(dtype) or plain_name(name) in {*_KNOWN, *ALIASES} or end_of(name):
            return False
    return True


def _are_named(claims: pd.DataFrame) -> bool:
    """Whether every claim has an id of its own, and all units are known."""
    ids = claims["claim_id"]
    if len(coded(ids)[1]) < len(ids) or not ids.str.strip().equals(ids) or (ids == "").any():
        return False
    return "unit" not in claims or all(map(is_known, coded(claims["unit"])[1]))


def _stand_in_order(claims: pd.DataFrame) -> bool:
    """Whether the ends of all bands and the values in them stand in order, and no number is strange."""
    column = {name: _numbers(claims, name) for name in (*ENDS, "value", "se", "resolution")}
    if any((cells == _CODE).any() for cells in column.values()):
        return False
    if any(np.isinf(column[name]).any() for name in ("value", "best", "se", "resolution")):
        return False
    if any((column[name] < 0).any() for name in ("se", "resolution")):
        return False
    below = np.full(len(claims), -np.inf)
    for end in ENDS:
        if (column[end] < below).any():
            return False
        below = np.fmax(below, column[end])
    low, value, high = column["low"], column["value"], column["high"]
    return not ((value < low) | (value > high) | (np.isinf(low) & (low == high))).any()


def _stand_in_texts(claims: pd.DataFrame) -> bool:
    """Whether all figures that have a place in a text end after they begin."""
    start, end = (_numbers(claims, name) for name in ("start", "end"))
    return not ((start < 0) | (end < 0) | (start > end) | (np.fmax(start, end) > 2**53)).any()


def _numbers(claims: pd.DataFrame, name: str) -> Floats:
    if name not in claims or claims[name].isna().all():
        return np.full(len(claims), np.nan)
    numbers: Floats = claims[name].to_numpy(dtype=float, na_value=np.nan)
    return numbers
