"""Claims with standard errors to pooled answers: one value for each origin, then ``pool`` group by group."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy import special

from estimates.answers.methods import Answers
from estimates.answers.pooling import Interval, PoolMethod, pooled_columns
from estimates.claims.comparable import By
from estimates.claims.groups import Groups, group_claims
from estimates.errors import EstimatesError, check_choice, listed
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.intervals.sweeps import middle

SeFrom = Literal["range"]
Scale = Literal["log"]
#: Columns that a pooled answer has beside those of every answer.
POOLED = ("se", "pi_low", "pi_high", "tau2", "Q", "I2", "p", "birge")


def pooled(
    claims: pd.DataFrame,
    by: By,
    within: str | int | pd.Timedelta | None,
    *,
    estimator: PoolMethod = "REML",
    ci: Interval = "normal",
    level: float = 0.95,
    se_from: SeFrom | None = None,
    coverage: float = 0.95,
    scale: Scale | None = None,
    whole: bool = True,
) -> tuple[Groups, Answers, pd.DataFrame]:
    """Pool the claims of every group; of a part of all claims, which is not ``whole``, none need have an error.

    Returns
    -------
    tuple
        The claims that take part, with a band of ``level`` around those that have none; the answers; and the
        ``POOLED`` columns, a row for each answer.

    Raises
    ------
    EstimatesError
        If no claim has a standard error; or, on the log scale, if a value is not above 0.
    """
    if se_from is not None:
        check_choice("se_from", se_from, SeFrom)
    if scale is not None:
        check_choice("scale", scale, Scale)
    if not 0 < coverage < 1:
        raise EstimatesError(f"coverage={coverage!r} is no share.", hint="give a number between 0 and 1, such as 0.95.")
    groups = group_claims(claims, by, banded=False, within=within)
    centre, error, from_range = _centre_and_error(groups, se_from, coverage, scale)
    usable = np.isfinite(centre) & np.isfinite(error) & (error > 0)
    if whole and len(groups.claims) and not usable.any():
        raise EstimatesError(
            f"none of {len(groups.claims)} claims has a standard error with its value.",
            hint="fill the column 'se', or say what share of cases a range covers: se_from='range', coverage=0.95.",
            claims=groups.claims.get("claim_id", ()),
        )
    left_out = np.bincount(groups.code[~usable], minlength=len(groups))
    groups, centre, error, from_range = groups.only(usable), centre[usable], error[usable], from_range[usable]
    z = float(special.ndtri((1 + level) / 2))
    groups = _banded(groups, centre, error, z, scale)
    code, y, se = _one_per_origin(groups, centre, error)
    which, columns, lost = pooled_columns(y, se, code, estimator, ci, level)
    if lost.any():
        _refuse_groups(groups, which[lost])
    table = pd.DataFrame(columns, index=pd.Index(which), copy=False).reindex(np.arange(len(groups)))
    answers, extra = _answers(table, scale)
    ranged = np.bincount(groups.code, from_range, len(groups)) > 0
    words = [_basis(estimator, scale, coverage if r else None, n) for r, n in zip(ranged, left_out, strict=True)]
    return groups, answers._replace(basis=np.array(words, dtype=object)), extra


def _centre_and_error(
    groups: Groups, se_from: SeFrom | None, coverage: float, scale: Scale | None
) -> tuple[Floats, Floats, Bools]:
    """What each claim says the value is and how far it may be off, on the scale to pool on; NaN where it is silent."""
    best, value, se = groups.best, groups.column("value"), groups.column("se")
    centre = np.where(np.isnan(best), value, best)
    stated = ~np.isnan(se)
    wrong = stated & ~((se > 0) & np.isfinite(se))
    if wrong.any():
        _refuse(groups, wrong, "se", se, "a standard error is above 0; that of a rounded figure is not 0 either.")
    from_range = np.zeros(len(se), dtype=bool)
    if scale == "log":
        if (not_positive := stated & (centre <= 0)).any():
            _refuse(groups, not_positive, "value", centre, "scale='log' needs values above 0.")
        with np.errstate(invalid="ignore", divide="ignore"):
            se, centre = se / centre, np.log(np.where(centre > 0, centre, np.nan))  # delta method
    if se_from == "range":
        low, high = (groups.column(name) for name in ("low", "high"))
        if scale == "log":
            with np.errstate(invalid="ignore", divide="ignore"):
                low, high = np.log(np.where(low > 0, low, np.nan)), np.log(high)
        from_range = ~stated & np.isfinite(low) & np.isfinite(high) & (low < high)
        half = np.where(from_range, (high - low) / 2, np.nan)
        se = np.where(from_range, half / special.ndtri((1 + coverage) / 2), se)
        centre = np.where(from_range & np.isnan(centre), low + half, centre)
    return centre, se, from_range


def _refuse(groups: Groups, wrong: Bools, name: str, numbers: Floats, hint: str) -> None:
    rows = groups.claims[wrong]
    who = [
        f"{i} ({n:g}; {s})"
        for i, n, s in zip(rows.get("claim_id", rows.index), numbers[wrong], rows["source"], strict=True)
    ]
    raise EstimatesError(
        f"{name} cannot be pooled in {len(rows)} of {len(groups.claims)} claims: {listed(who)}.",
        hint=hint,
        claims=map(str, rows.get("claim_id", ())),
    )


def _refuse_groups(groups: Groups, lost: Ints) -> None:
    rows, keys = groups.claims[np.isin(groups.code, lost)], groups.keys.iloc[lost]
    named = [", ".join(f"{name}={cell!r}" for name, cell in row.items()) for row in keys.to_dict("records")]
    raise EstimatesError(
        f"the numbers of {len(lost)} of {len(groups)} groups are too large, too small or too far apart to pool: "
        f"{listed(named)}.",
        hint="state them in another unit, pool on scale='log', or look for a slip of the unit in a value or its se.",
        claims=map(str, rows["claim_id"]),
    )


def _banded(groups: Groups, centre: Floats, error: Floats, z: float, scale: Scale | None) -> Groups:
    """Claims without a band get the interval of their standard error, so that it can be said whom the answer meets."""
    with np.errstate(over="ignore"):
        ends = [centre - z * error, centre + z * error]
        low, high = (np.exp(end) for end in ends) if scale == "log" else ends
    bare = np.isnan(groups.column("low")) | np.isnan(groups.column("high"))
    table = groups.claims.assign(low=np.where(bare, low, groups.column("low")))
    table = table.assign(high=np.where(bare, high, groups.column("high")))
    for likely, outer in (("likely_low", "low"), ("likely_high", "high")):
        drawn = groups.column(likely)
        table[likely] = np.where(bare | np.isnan(drawn), table[outer], drawn)
    if "closed" in table:
        table["closed"] = table["closed"].astype(object).where(~bare, "both")
    return replace(groups, claims=table)


def _one_per_origin(groups: Groups, centre: Floats, error: Floats) -> tuple[Ints, Floats, Floats]:
    """The latest value of each origin, the median of several; sorted, so that sums keep their digits."""
    speakers, code = groups.speakers
    used, n = groups.last & ~groups.repeated, len(speakers)
    plain = np.ones(int(used.sum()), dtype=bool)
    y, _ = middle(centre[used], plain, code[used], n)
    se, _ = middle(error[used], plain, code[used], n)
    group = groups.group_of(speakers)
    order = np.lexsort((se, y, group))
    return group[order], y[order], se[order]


def _answers(table: pd.DataFrame, scale: Scale | None) -> tuple[Answers, pd.DataFrame]:
    if scale == "log":
        with np.errstate(over="ignore"):  # an end beyond all numbers is unbounded
            for name in ("best", "low", "high", "pi_low", "pi_high"):
                table[name] = np.exp(table[name].to_numpy())
        table["se"] *= table["best"]
    n_groups = len(table)
    low, best, high = (table[name].to_numpy() for name in ("low", "best", "high"))
    answers = Answers(np.arange(n_groups), low, best, high, np.isfinite(low), np.isfinite(high))
    return answers, table[list(POOLED)].reset_index(drop=True)


def _basis(estimator: str, scale: Scale | None, coverage: float | None, left_out: int) -> Any:
    words = [estimator]
    if scale:
        words += ["on the log scale"]
    if coverage is not None:
        words += [f"se from ranges taken to cover {100 * coverage:g} %, their centre where no best is stated"]
    if left_out:
        words += [f"{left_out} claim{'s' if left_out > 1 else ''} without a value or its se left out"]
    return ", ".join(words)
