"""What each origin moves: against printed numbers, against an estimator written anew, and against asking by hand."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from estimates import EstimatesError, bound, convert, influence, read_claims, reconcile
from estimates.answers import influencing

YEARS = (1948, 1949, 1960, 1977, 1973, 1953, 1973, 1980, 1968, 1961, 1974, 1969, 1976)
#: leave1out(res, transf = exp, digits = 3) as printed by Viechtbauer 2010, Journal of Statistical Software 36(3), for
#: the 13 trials of BCG: estimate, z, both ends, Q and tau2 without each of them.
PRINTED = """
.493 -3.722 .340 .716 151.583 .336
.520 -3.620 .365 .741 145.318 .293
.504 -3.692 .350 .725 150.197 .321
.533 -3.558 .377 .754  96.563 .263
.466 -3.984 .320 .678 151.320 .328
.491 -3.550 .332 .727 128.187 .360
.519 -3.631 .365 .740 145.830 .293
.452 -4.418 .317 .643  67.986 .273
.477 -3.769 .324 .701 152.205 .349
.520 -3.544 .363 .747 139.827 .299
.469 -3.871 .319 .688 151.466 .340
.468 -4.173 .327 .668 150.787 .308
.460 -4.191 .319 .661 149.788 .304
"""


def trials() -> pd.DataFrame:
    cases = json.loads((Path(__file__).parents[1] / "expected" / "pooling.json").read_text(encoding="utf-8"))["cases"]
    tp, tn, cp, cn = np.array(next(case for case in cases if case["id"] == "bcg")["counts"], dtype=float).T
    table = pd.DataFrame({
        "quantity": "log risk ratio", "source": [f"trial {k:02d}" for k in range(1, 14)],
        "value": np.log(tp / (tp + tn)) - np.log(cp / (cp + cn)),
        "se": np.sqrt(1 / tp - 1 / (tp + tn) + 1 / cp - 1 / (cp + cn)),
        "as_of": [f"{year}-01-01" for year in YEARS]})  # fmt: skip
    return bound(read_claims(table))


def reml(y: Any, v: Any) -> tuple[float, float]:
    """The estimate and tau2 that make the restricted likelihood greatest, by plain search."""

    def worse(tau2: float) -> float:
        w = 1 / (v + tau2)
        mean = (w * y).sum() / w.sum()
        return float((np.log(v + tau2) + w * (y - mean) ** 2).sum() + np.log(w.sum()))

    found = minimize_scalar(worse, bounds=(0, 10), method="bounded", options={"xatol": 1e-12})
    tau2 = 0.0 if len(y) == 1 or worse(0.0) <= found.fun else float(found.x)
    w = 1 / (v + tau2)
    return float((w * y).sum() / w.sum()), tau2


def test_leave_one_out_against_what_metafor_prints() -> None:
    claims = trials()
    found = influence(claims, reconcile(claims, "random_effects"))
    out = found[found["case"] == "without"].sort_values("origin")
    printed = np.array([line.split() for line in PRINTED.split("\n") if line], dtype=float)
    mine = [
        np.exp(out["best"]),
        out["best"] / out["se"],
        np.exp(out["low"]),
        np.exp(out["high"]),
        out["Q"],
        out["tau2"],
    ]
    np.testing.assert_allclose(np.column_stack(mine), printed, atol=5.1e-4)


def test_cumulative_by_date_against_a_likelihood_written_anew() -> None:
    claims = trials()
    answer = reconcile(claims, "random_effects")
    found = influence(claims, answer)
    until = found[found["case"] == "until"]
    assert until["until"].is_monotonic_increasing
    for row in until.itertuples():
        some = claims[claims["as_of"] <= row.until]
        best, tau2 = reml(some["value"].to_numpy(), some["se"].to_numpy() ** 2)
        assert row.best == pytest.approx(best, abs=2e-5)
        assert row.tau2 == pytest.approx(tau2, abs=2e-5)
        assert row.n_claims == len(some)
    assert until["best"].iloc[-1] == answer["best"][0]  # metafor's cumul ends with the whole: -0.7145
    assert until["best"].iloc[0] == pytest.approx(claims["value"][0])


def test_cumulative_by_date_against_the_formula_of_dersimonian_and_laird() -> None:
    """Worked out here in closed form (1986), as the numbers that cumul prints for these trials are not at hand."""
    claims = trials()
    found = influence(claims, reconcile(claims, "random_effects", estimator="DL"), estimator="DL")
    until = found[found["case"] == "until"]
    for row in until.itertuples():
        some = claims[claims["as_of"] <= row.until]
        y, w = some["value"].to_numpy(), some["se"].to_numpy() ** -2.0
        q = (w * (y - (w * y).sum() / w.sum()) ** 2).sum()
        room = w.sum() - (w**2).sum() / w.sum()
        tau2 = max(0.0, (q - (len(y) - 1)) / room) if len(y) > 1 else 0.0
        again = 1 / (1 / w + tau2)
        best, se = (again * y).sum() / again.sum(), again.sum() ** -0.5
        np.testing.assert_allclose([row.best, row.se, row.tau2], [best, se, tau2], rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose([row.low, row.high], [best - 1.959964 * se, best + 1.959964 * se], rtol=1e-6)


def test_whoever_spoke_alone_leaves_nothing_and_comes_first() -> None:
    claims = bound(read_claims([
        {"quantity": "troops", "source": "army", "value": 10_000, "as_of": "2024-05-01"},
        {"quantity": "tanks", "source": "army", "value": 50},
        {"quantity": "tanks", "source": "press", "value": 60},
        {"quantity": "tanks", "source": "radio", "value": 60, "origin": "press"}]))  # fmt: skip
    found = influence(claims, reconcile(claims, "median"))
    alone = found[found["quantity"] == "troops"].iloc[0]
    told = alone[["case", "change", "n_claims", "verdict"]].tolist()
    assert told == ["without", "none", 0, "undetermined"]
    assert np.isnan(alone["shift"])
    tanks = found[found["quantity"] == "tanks"]
    assert tanks["origin"].tolist() == ["army", "press"]  # what the radio repeats goes with the press
    assert tanks["shift"].tolist() == [5, -5]
    assert influence(claims.iloc[:0], reconcile(claims.iloc[:0])).empty


def test_what_is_not_the_result_of_these_claims_is_refused() -> None:
    claims = trials()
    with pytest.raises(EstimatesError, match="is not what reconcile gives"):
        influence(claims, reconcile(claims, "random_effects", estimator="DL"))
    with pytest.raises(EstimatesError, match="the result was made by widest"):
        influence(claims, reconcile(claims, widest))
    with pytest.raises(EstimatesError, match="do not go with influence"):
        influence(claims, reconcile(claims), by="quantity")
    own = influence(claims, reconcile(claims, widest), method=widest)
    assert (own["case"] == "without").sum() == 13


def widest(group: pd.DataFrame) -> tuple[float, float]:
    return float(group["low"].min()), float(group["high"].max())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("wxyz"), st.integers(1, 40), st.integers(1, 4)),
             min_size=2, max_size=9),
    st.sampled_from(["intersection", "consensus", "median", "hull", "latest", "learned"]), st.randoms(),
)  # fmt: skip
@example([("a", "w", 37, 1), ("a", "x", 38, 1), ("a", "w", 39, 2)], "intersection", Random(0))  # both ends move by 1
def test_every_row_is_what_asking_again_gives(rows: Any, method: Any, random: Any) -> None:
    claims = bound(read_claims([
        {"claim_id": f"k{k}", "quantity": q, "source": who, "low": v, "high": v + 6, "best": v + 3, "unit": "mile",
         "as_of": f"2024-01-0{day}"} for k, (q, who, v, day) in enumerate(rows)]))  # fmt: skip
    found = influence(claims, reconcile(claims, method))
    ends = ["quantity", "low", "best", "high", "n_claims", "verdict"]
    for row in found.groupby(["quantity", "case", "origin", "until"], dropna=False, sort=False):
        quantity, case, origin, until = row[0]
        rest = claims[claims["source"] != origin] if case == "without" else claims[claims["as_of"] <= until]
        again = reconcile(rest, method)
        again = again[again["quantity"] == quantity]
        if len(again):
            assert row[1][ends].reset_index(drop=True).equals(again[ends].reset_index(drop=True))
        else:
            assert row[1]["best"].isna().all()
    order = list(range(len(claims)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(influence(claims.iloc[order], reconcile(claims, method)), found)
    other = convert(claims, "km")
    shift = influence(other, reconcile(other, method))["shift"]
    if method != "learned":  # which may tell otherwise whether figures coincide
        np.testing.assert_allclose(shift.sort_values(), (found["shift"] * 1.609344).sort_values(), rtol=1e-9, atol=1e-9)


def test_origins_left_out_and_dates_are_answered_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"quantity": "troops", "source": source, "value": value, "as_of": f"2024-01-0{value % 10}"}
            for source, value in (("army", 101), ("agency", 112), ("rebels", 143))]  # fmt: skip
    claims = bound(read_claims(rows))
    answer = reconcile(claims, "median")
    tables: list[pd.DataFrame] = []
    monkeypatch.setattr(
        influencing, "reconcile", lambda table, *args, **how: tables.append(table) or reconcile(table, *args, **how)
    )
    assert influence(claims, answer)["case"].tolist() == ["without"] * 3 + ["until"] * 3
    assert [len(table) for table in tables] == [3, 3 * 2 + 1 + 2 + 3]


def test_a_date_is_as_precise_as_its_claims() -> None:
    days = ["1948", "1950-03", "1951", "1951-01-01"]
    rows = [{"quantity": "troops", "source": f"s{k}", "value": 100, "as_of": day} for k, day in enumerate(days)]
    claims = bound(read_claims(rows))
    found = influence(claims, reconcile(claims, "hull"))
    assert found.loc[found["case"] == "until", "precision"].tolist() == ["year", "month", "day"]
    assert found.loc[found["case"] == "without", "precision"].isna().all()
