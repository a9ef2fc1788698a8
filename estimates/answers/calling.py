"""Whatever a function of the user makes of the claims of each group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from estimates.answers.methods import Answers
from estimates.claims.groups import Groups
from estimates.errors import EstimatesError, check_choice
from estimates.intervals.ranked import closed_ends
from estimates.schema import Closed


def called(groups: Groups, function: Callable[[pd.DataFrame], Any]) -> Answers:
    """Whatever a function of the user makes of the claims of each group; one call for each."""
    named = [n for n in ("low", "high", "best", "value", "source", "claim_id") if n in groups.claims]
    order = groups.claims.assign(_group=groups.code).sort_values(["_group", *named]).index.to_numpy()
    sorted_claims = groups.claims.iloc[order]  # once, so that a group is a slice
    n = np.bincount(groups.code, minlength=len(groups))
    rows = []
    for group, (size, end) in enumerate(zip(n.tolist(), np.cumsum(n).tolist(), strict=True)):
        members = sorted_claims.iloc[end - size : end]
        rows += [(group, *_read_answer(_asked(function, groups, group, members) if size else None))]
    frame = pd.DataFrame(rows, columns=["group", "low", "best", "high", "closed"])
    lower, upper = closed_ends(frame["closed"])
    low, best, high = (frame[name].to_numpy(dtype=float) for name in ("low", "best", "high"))
    return Answers(frame["group"].to_numpy(dtype=np.int64), low, best, high,
                   lower & np.isfinite(low), upper & np.isfinite(high))  # fmt: skip


def _asked(function: Callable[[pd.DataFrame], Any], groups: Groups, group: int, members: pd.DataFrame) -> Any:
    try:
        return function(members.reset_index(drop=True))
    except EstimatesError:
        raise
    except Exception as error:  # the caller's own function may fail in any way, and is told for which group it did
        key = ", ".join(str(cell) for cell in groups.keys.iloc[group].dropna())
        raise EstimatesError(
            f"the method failed on the claims of {key!r}: {type(error).__name__}: {error}.",
            hint="it is called with the claims of one group; give None where it has no answer.",
        ) from error


def _read_answer(given: Any) -> tuple[float, float, float, str]:
    """Read what a callable gave: nothing, a number, two ends, or a mapping with low, best, high, closed."""
    nan = float("nan")
    if given is None:
        return nan, nan, nan, "both"
    if isinstance(given, tuple) and len(given) == 2:
        given = {"low": given[0], "high": given[1]}
    if isinstance(given, pd.Series):
        given = given.to_dict()
    if isinstance(given, dict):
        extra = set(given) - {"low", "best", "high", "closed"}
        if extra:
            raise EstimatesError(
                f"the method gave {sorted(map(str, extra))!r}.", hint="give any of low, best, high and closed."
            )
        low, best, high = (_as_number(given.get(name, nan)) for name in ("low", "best", "high"))
        if low > high:
            raise EstimatesError(f"the method gave low={low:g} above high={high:g}.", hint="give the lower end first.")
        if best < low or best > high:
            raise EstimatesError(
                f"the method gave best={best:g} outside low={low:g} and high={high:g}.", hint="give ends around it."
            )
        closed = str(given.get("closed", "both"))
        check_choice("closed", closed, Closed)
        return low, best, high, closed
    number = _as_number(given)
    return number, number, number, "both"


def _as_number(given: Any) -> float:
    try:
        return float(given)
    except (TypeError, ValueError, OverflowError) as error:
        raise EstimatesError(
            f"the method gave {str(type(given).__name__) if isinstance(error, OverflowError) else repr(given)}.",
            hint="give a number, two ends, a dict of low, best, high, or None.",
        ) from error
