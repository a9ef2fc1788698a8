"""Pooling against published numbers, a second implementation, and the laws that any pooling must keep."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import chi2, norm, t

from estimates.answers import pooling
from estimates.answers.estimators import _bisected, summed
from estimates.answers.pooling import pool
from estimates.answers.subsets import _nearest, consistent_subsets
from estimates.errors import EstimatesError

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "reconciliation_vectors.json"
PUBLISHED = json.loads((Path(__file__).parents[1] / "expected" / "pooling.json").read_text(encoding="utf-8"))
MODELS = ("EE", "DL", "PM", "REML", "ML", "HE")
law = settings(max_examples=50, deadline=None)
ROBUST = ("median", "weighted_median", "huber")


def one(values: Any, se: Any, **options: Any) -> pd.Series:
    return pool(values, se, **options).iloc[0]


# --- published numbers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", PUBLISHED["cases"], ids=lambda case: case["id"])
def test_published_cases(case: dict[str, Any]) -> None:
    y, se = log_risk_ratios(case["counts"]) if "counts" in case else (case["y"], case["se"])
    for expected in case["expect"]:
        row = one(y, se, **expected["options"])
        for name, number in expected["numbers"].items():
            assert row[name] == pytest.approx(number, abs=case["tolerance"]), (expected["options"], name)


def log_risk_ratios(counts: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    a, b, c, d = np.array(counts, dtype=float).T
    return np.log((a / (a + b)) / (c / (c + d))), np.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    if not SHARED.exists():
        pytest.skip("the shared vectors are not here")
    groups: dict[str, Any] = json.loads(SHARED.read_text(encoding="utf-8"))["groups"]
    return groups


def test_shared_meta_analyses(vectors: dict[str, Any]) -> None:
    group = vectors["meta_analysis"]
    for case in group["cases"]:
        y, se = np.array(case["y"], dtype=float), np.sqrt(case["v"])
        for method, expected in case["expect"].items():
            rel = group["tolerance_rel_REML_ML" if method in ("REML", "ML") else "tolerance_rel"]
            for options, name, number in _expected_numbers(method, expected, case["heterogeneity"]):
                found = one(y, se, **options)[name]
                assert found == pytest.approx(number, rel=rel, abs=1e-12), (case["id"], options, name)


def _expected_numbers(method: str, expected: dict[str, Any], spread: dict[str, Any]) -> list[tuple[dict, str, float]]:
    plain = {"method": method}
    low, high = expected["ci95_normal"]
    out = [(plain, "best", expected["mu"]), (plain, "se", expected["se"]), (plain, "low", low), (plain, "high", high)]
    out += [(plain, "tau2", expected["tau2"]), (plain, "Q", spread["Q"]), (plain, "p", spread["p"])]
    out += [(plain, "I2", spread["I2_percent_DL"]), (plain, "birge", spread["birge_ratio"])]
    if method == "EE":
        out += [({"method": "EE", "ci": "birge"}, "se", spread["birge_se"])]
    if "hartung_knapp" in expected:
        knapp = {"method": method, "ci": "hartung_knapp"}
        low, high = expected["hartung_knapp"]["ci95"]
        out += [(knapp, "se", expected["hartung_knapp"]["se"]), (knapp, "low", low), (knapp, "high", high)]
    for word, key in (("normal", "pi95_normal"), ("t", "pi95_t_km1"), ("higgins", "pi95_t_km2_higgins")):
        if key in expected:
            ahead = {"method": method, "prediction": word}
            out += [(ahead, "pi_low", expected[key][0]), (ahead, "pi_high", expected[key][1])]
    return out


def test_shared_robust_figures(vectors: dict[str, Any]) -> None:
    cases = {case["id"]: case for case in vectors["meta_analysis"]["cases"]}
    for expected in vectors["robust_pooling"]["cases"]:
        case = cases.get(expected["id"].removeprefix("robust_"))
        if case is None:
            continue  # its data stands in the other half
        se = np.sqrt(case["v"])
        median = one(case["y"], se, method="median")
        assert median["best"] == pytest.approx(expected["median"], rel=1e-9)
        assert median["mad"] == pytest.approx(expected["mad_scaled"], rel=1e-9)
        lower = one(case["y"], se, method="weighted_median")["best"]
        assert lower == expected["weighted_median_inverse_variance_lower"]


def test_shared_largest_consistent_subsets(vectors: dict[str, Any]) -> None:
    for case in vectors["largest_consistent_subset"]["cases"]:
        if case["covariance"] is not None:
            continue  # errors that hang together are another model
        found = consistent_subsets(case["y"], case["u"], significance=case["significance"])
        assert found["members"].map(list).tolist() == [subset["members"] for subset in case["subsets"]]
        for name, theirs in (("best", "mean"), ("se", "u"), ("Q", "chi2")):
            assert found[name].tolist() == pytest.approx([subset[theirs] for subset in case["subsets"]], rel=1e-9)


def test_pymare_agrees() -> None:
    estimators = pytest.importorskip("pymare.estimators")
    random = np.random.default_rng(3)
    for k in (3, 8, 20):
        y, v = random.normal(100, 12, k), random.uniform(4, 200, k)
        for ours, theirs in (
            ("DL", estimators.DerSimonianLaird()),
            ("HE", estimators.Hedges()),
            ("ML", estimators.VarianceBasedLikelihoodEstimator(method="ML")),
            ("REML", estimators.VarianceBasedLikelihoodEstimator(method="REML")),
        ):
            theirs.fit(y[:, None], v[:, None], X=np.ones((k, 1)))
            row = one(y, np.sqrt(v), method=ours)
            rel = 1e-9 if ours in ("DL", "HE") else 1e-3
            assert row["tau2"] == pytest.approx(float(np.squeeze(theirs.params_["tau2"])), rel=rel, abs=0.02)
            assert row["best"] == pytest.approx(float(np.squeeze(theirs.params_["fe_params"])), rel=1e-4)


# --- what each number means, by hand -------------------------------------------------------------------------------


def test_what_rounding_leaves_of_one_value_is_no_spread() -> None:
    row = one([7.0], [1.5])  # 7 / 1.5 ** 2 * 1.5 ** 2 is not 7
    assert (row["Q"], row["I2"], row["birge"]) == (0, 0, 1)


def test_equal_claims_have_no_spread() -> None:
    for method in MODELS:
        row = one([5, 5, 5], [1, 2, 3], method=method)
        assert (row["best"], row["tau2"], row["Q"], row["I2"], row["p"], row["birge"]) == (5, 0, 0, 0, 1, 0)
    assert one([5, 5], [1, 1], method="EE", ci="birge")["se"] == pytest.approx(np.sqrt(0.5))
    assert one([5, 5], [1, 1], ci="hartung_knapp")["se"] == 0
    assert one([5, 5], [1, 1], ci="hartung_knapp_truncated")["se"] == pytest.approx(np.sqrt(0.5))


@pytest.mark.parametrize("method", MODELS + ROBUST)
def test_one_claim_is_its_own_answer(method: Any) -> None:
    row = one([7.5], [0.5], method=method)
    assert (row["best"], row["n"], row["Q"], row["I2"], row["p"], row["birge"]) == (7.5, 1, 0, 0, 1, 1)
    assert row["se"] == pytest.approx(0.5)
    assert (row["low"], row["high"]) == pytest.approx((7.5 - 0.979981992, 7.5 + 0.979981992))
    if method in MODELS:
        knapp = one([7.5], [0.5], method=method, ci="hartung_knapp")
        assert (knapp["low"], knapp["high"], knapp["pi_low"]) == (-np.inf, np.inf, -np.inf)


@pytest.mark.parametrize("method", MODELS + ROBUST)
@pytest.mark.parametrize("size", [1e-160, 1e-30, 1.0, 1e30, 1e140])
def test_size_does_not_matter(method: Any, size: float) -> None:
    y, se = np.array([9.0, 10.0, 14.0, 10.5]), np.array([1.0, 0.5, 1.5, 0.7])
    unit, big = one(y, se, method=method), one(y * size, se * size, method=method)
    for name in ("best", "se", "low", "high", "pi_low", "pi_high"):
        assert big[name] == pytest.approx(unit[name] * size, rel=1e-9)
    for name in ("Q", "I2", "p", "birge"):
        assert big[name] == pytest.approx(unit[name], rel=1e-9)


def test_a_small_spread_on_large_values_keeps_its_digits() -> None:
    y, se = np.array([1, 2, 4, 9]), [1, 1, 2, 1]
    near, far = one(y, se, method="DL"), one(y + 1e12, se, method="DL")
    assert far["Q"] == pytest.approx(near["Q"], rel=1e-12)
    assert far["tau2"] == pytest.approx(near["tau2"], rel=1e-12)
    assert far["best"] - 1e12 == pytest.approx(near["best"], abs=2e-4)


def test_an_outlier_moves_the_mean_and_not_the_median() -> None:
    y, se = [10.0, 11.0, 10.5, 9.8, 300.0], [0.5, 0.5, 0.6, 0.4, 0.5]
    assert one(y, se, method="EE")["best"] > 50
    assert one(y, se, method="median")["best"] == 10.5
    assert one(y, se, method="weighted_median")["best"] in (10.5, 10.0)
    assert 10 < one(y, se, method="huber")["best"] < 11


def test_huber_solves_its_equation() -> None:
    y, se = np.array([10.0, 11.0, 10.5, 9.8, 30.0]), np.array([0.5, 0.5, 0.6, 0.4, 0.5])
    best = one(y, se, method="huber")["best"]
    assert np.sum(np.clip((y - best) / se, -1.345, 1.345) / se) == pytest.approx(0, abs=1e-8)


def test_groups_keep_their_names_and_stand_sorted() -> None:
    table = pool([1, 2, 3, 4], [1, 1, 1, 1], groups=["b", "a", "b", None], method="EE")
    assert table["group"].tolist()[:2] == ["a", "b"]
    assert table["group"].isna().tolist() == [False, False, True]
    assert table["best"].tolist() == [2, 2, 4]
    assert pool([1, 2], [1, 1], groups=[7, 3])["group"].tolist() == [3, 7]
    assert pool([1, 2], [1, 1], groups=[-7, 3])["group"].tolist() == [-7, 3]
    assert len(pool([], [])) == len(pool([], [], groups=[])) == 0
    assert list(pool([], []).columns) == list(pool([1], [1]).columns)


def test_the_users_arrays_stay_as_they_are() -> None:
    values, se, groups = np.array([3.0, 1.0, 2.0]), np.array([1.0, 2.0, 3.0]), np.array([1, 0, 1])
    pool(values, se, groups=groups)
    assert (values.tolist(), se.tolist(), groups.tolist()) == ([3, 1, 2], [1, 2, 3], [1, 0, 1])


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (([1, 2], [1]), {}, "values has shape"),
        (([1, np.nan], [1, 1]), {}, "values cannot be pooled in 1 of 2 rows: nan at 1"),
        (([1, np.inf], [1, 1]), {}, "inf at 1"),
        (([1, 2], [1, 0]), {}, "se cannot be pooled in 1 of 2 rows: 0.0 at 1"),
        (([1, 2], [1, -1]), {}, "-1.0 at 1"),
        (([1, 2], [1, np.nan]), {}, "nan at 1"),
        (([1, 2], [1, 1]), {"groups": [1]}, "groups has shape"),
        (([1, 2], [1, 1]), {"method": "dl"}, "did you mean 'DL'"),
        (([1, 2], [1, 1]), {"ci": "knapp"}, "hartung_knapp"),
        (([1, 2], [1, 1]), {"ci": "birge"}, "does not go with"),
        (([1, 2], [1, 1]), {"method": "median", "ci": "hartung_knapp"}, "does not go with"),
        (([1, 2], [1, 1]), {"level": 95}, "out of range"),
        (([1, 2], [1, 1]), {"prediction": "z"}, "prediction='z'"),
        (([1e200, -1e200], [1e-200, 1e-200]), {}, "too far apart to pool: group 0"),
    ],
)
def test_what_cannot_be_pooled_is_refused_by_name(arguments: Any, options: Any, message: str) -> None:
    with pytest.raises(EstimatesError, match=message):
        pool(*arguments, **options)


# --- laws ----------------------------------------------------------------------------------------------------------

numbers = st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1, max_size=8)


@st.composite
def figures(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    y = draw(numbers)
    return np.array(y), np.array(draw(st.lists(st.floats(0.01, 1e4), min_size=len(y), max_size=len(y))))


@law
@given(figures(), st.sampled_from(MODELS + ROBUST))
def test_the_answer_lies_in_the_hull_and_nothing_is_nan(data: tuple, method: Any) -> None:
    y, se = data
    row = one(y, se, method=method)
    slack = 1e-9 * (1 + np.abs(y).max())
    assert y.min() - slack <= row["best"] <= y.max() + slack
    assert row["low"] <= row["best"] <= row["high"]
    assert row["pi_low"] <= row["low"] + slack
    assert row.drop("tau2").notna().all()
    assert method in ROBUST or row["tau2"] >= 0


@law
@given(figures(), st.sampled_from(MODELS + ROBUST), st.randoms(use_true_random=False))
def test_row_order_changes_no_digit(data: tuple, method: Any, random: Any) -> None:
    y, se = data
    order = list(range(len(y)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(pool(y, se, method=method), pool(y[order], se[order], method=method), rtol=0, atol=0)


@law
@given(figures(), figures(), st.sampled_from(MODELS + ROBUST))
def test_a_group_does_not_hang_on_another(one_: tuple, other: tuple, method: Any) -> None:
    groups = [0] * len(one_[0]) + [1] * len(other[0])
    both = pool(np.append(one_[0], other[0]), np.append(one_[1], other[1]), groups=groups, method=method)
    alone = [pool(*part, method=method).assign(group=i) for i, part in enumerate((one_, other))]
    pd.testing.assert_frame_equal(both, pd.concat(alone, ignore_index=True), rtol=1e-9, atol=1e-9)


@law
@given(figures(), st.sampled_from(["DL", "PM", "HE", "EE"]), st.sampled_from([0.5, 1024.0]), st.integers(-8, 8))
def test_scale_and_shift_go_through(data: tuple, method: Any, scale: float, shift: int) -> None:
    y, se = data
    row, moved = one(y, se, method=method), one(scale * y + shift, scale * se, method=method)
    size = scale * (np.abs(y).max() + se.max()) + abs(shift)
    assert moved["best"] == pytest.approx(scale * row["best"] + shift, abs=1e-8 * size)
    assert moved["tau2"] == pytest.approx(scale**2 * row["tau2"], abs=1e-8 * size**2)


@law
@given(figures())
def test_paule_mandel_brings_q_to_its_degrees_of_freedom(data: tuple) -> None:
    y, se = data
    row = one(y, se, method="PM")
    w = 1 / (se**2 + row["tau2"])
    q = np.sum(w * (y - row["best"]) ** 2)
    if row["tau2"] > 0:
        assert q == pytest.approx(len(y) - 1, rel=1e-6)
    else:
        assert q <= len(y) - 1 + 1e-9


@law
@given(figures(), st.booleans())
def test_likelihood_is_at_a_maximum(data: tuple, restricted: bool) -> None:
    y, se = data

    def likelihood(tau2: float) -> float:
        w = 1 / (se**2 + tau2)
        r = y - np.sum(w * y) / w.sum()
        twice = np.log(w).sum() - np.sum(w * r * r)
        return float(twice - np.log(w.sum()) if restricted else twice)

    tau2 = one(y, se, method="REML" if restricted else "ML")["tau2"]
    step = 1e-3 * (tau2 + np.mean(se**2))
    assert likelihood(tau2) >= likelihood(tau2 + step) - 1e-9
    assert tau2 == 0 or likelihood(tau2) >= likelihood(max(tau2 - step, 0.0)) - 1e-9


@law
@given(figures(), st.floats(0.01, 0.5))
def test_the_largest_consistent_sets_are_those_of_a_full_search(data: tuple, significance: float) -> None:
    y, se = data
    found = consistent_subsets(y, se, significance=significance)
    w = 1 / se**2

    def q(members: tuple[int, ...]) -> float:
        chosen = list(members)
        mean = np.average(y[chosen], weights=w[chosen])
        return float(np.sum(w[chosen] * (y[chosen] - mean) ** 2))

    for size in range(len(y), 0, -1):
        sets = {members: q(members) for members in combinations(range(len(y)), size)}
        least = min(sets.values())
        if size == 1 or least <= chi2.ppf(1 - significance, size - 1):
            break
    assert set(found["n"]) == {size}
    assert found["Q"].to_numpy() == pytest.approx(least, rel=1e-6, abs=1e-6)
    assert all(sets[members] == pytest.approx(least, rel=1e-6, abs=1e-6) for members in found["members"])


def test_many_values_that_agree_need_no_search() -> None:
    n = 20_000
    found = consistent_subsets(np.tile([9.0, 11.0], n // 2), np.full(n, 2.0))
    assert found["n"].tolist() == [n]


def test_points_far_off_do_not_make_sets_look_consistent() -> None:
    found = consistent_subsets([0, 0, 0, 0, 1], [1, 1, 1, 0.01, 0.01], significance=0.5)
    assert found[["members", "Q"]].to_numpy().tolist() == [[(0, 1, 2, 3), 0.0]]


def test_reml_that_creeps_towards_nothing_ends_there() -> None:
    """Fisher scoring shortens its steps for ever on these four; the likelihood is greatest at 0."""
    values, variances = (
        [107.81743145, 99.74558269, 98.91020425, 98.81942293],
        [9.80846583, 1.20739597, 3.50146526, 1.44719565],
    )
    (answer,) = pool(values, np.sqrt(variances), method="REML").to_dict("records")
    grid = np.linspace(0, 20, 2001)
    assert answer["tau2"] == pytest.approx(grid[np.argmax([likelihood(values, variances, t) for t in grid])], abs=0.01)


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=6), st.floats(0, 1))
def test_halving_finds_any_root_between_nothing_and_the_spread(values: list[float], share: float) -> None:
    """A between-variance is no greater than the sum of squares about the mean; the step points towards the root."""
    n, v = len(values), np.ones(len(values))
    data = summed(np.array(values), v, np.zeros(n, dtype=np.int64), np.array([n]))
    root = share * ((np.array(values) - np.mean(values)) ** 2).sum()
    (found,) = _bisected(data, lambda _, tau2: root - tau2)
    assert found == pytest.approx(root, rel=1e-9, abs=1e-9)


def likelihood(values: list[float], variances: list[float], tau2: float) -> float:
    w = 1 / (np.array(variances) + tau2)
    mean = (w * values).sum() / w.sum()
    return float(np.log(w).sum() - np.log(w.sum()) - (w * (np.array(values) - mean) ** 2).sum())


def test_what_is_no_number_is_said_so() -> None:
    with pytest.raises(EstimatesError, match=r"values are no numbers: .*'many'"):
        pool(["many", "few"], [1, 1])
    with pytest.raises(EstimatesError, match="se are no numbers"):
        pool([1, 2], ["a", 1])


def test_a_variance_too_small_for_a_float_is_refused_and_not_0() -> None:
    with pytest.raises(EstimatesError, match="too small"):
        pool([1e-300, 2e-300], [1e-301, 1e-301], method="DL")
    assert pool([1e-300, 1e-300], [1e-301, 1e-301], method="DL")["tau2"].tolist() == [0.0]


def test_pools_of_many_groups_are_those_of_one_by_one() -> None:
    random = np.random.default_rng(5)
    groups, y, s = random.integers(0, 40, 300), random.normal(50, 9, 300), random.uniform(1, 5, 300)
    groups[groups == 7] = 8  # no value has this number
    for method in ("DL", "REML", "median", "huber"):
        whole = pool(y, s, groups=groups, method=method)
        assert 7 not in whole["group"].tolist()
        parts = [pool(y[groups == g], s[groups == g], method=method) for g in whole["group"]]
        alone = pd.concat(parts, ignore_index=True)
        pd.testing.assert_frame_equal(whole.drop(columns="group"), alone.drop(columns="group"), rtol=1e-9)


@pytest.mark.parametrize("method", [*MODELS, "weighted_median"])
def test_a_group_has_the_same_digits_alone_and_beside_another(method: Any) -> None:
    random = np.random.default_rng(8)
    y, s = random.normal(1e6, 3e5, 999), random.uniform(1, 1e4, 999)
    alone = pool(y, s, method=method)
    beside = pool(np.append(y, 5.0), np.append(s, 1.0), groups=np.append(np.zeros(999, dtype=int), 1), method=method)
    names = ["best", "se", "tau2", "Q"]
    assert alone[names].to_numpy()[0].tobytes() == beside[names].to_numpy()[0].tobytes()


@pytest.mark.parametrize("values", [[-np.inf, 1.0], [1.0, np.inf], [np.nan, 1.0]])
def test_values_without_an_end_are_refused_on_either_side(values: list[float]) -> None:
    with pytest.raises(EstimatesError, match="values"):
        pool(values, [1.0, 1.0])


def test_nearest_values_come_with_their_q() -> None:
    values, root = np.array([1.0, 2.0, 4.0, 0.5]), 1 / np.array([0.5, 1.0, 2.0, 0.25])
    order, q = _nearest(values, root, np.array([1.5]))
    for n in range(1, 5):
        y, w = values[order[0, :n]], root[order[0, :n]] ** 2
        assert q[0, n - 1] == pytest.approx((w * (y - (w * y).sum() / w.sum()) ** 2).sum())


# --- every column from the textbook ----------------------------------------------------------------------------------


def least_root(falling: Any, low: float, high: float) -> float:
    """Where a falling function is first nothing."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 1e-11 else (low, middle)
    return high


def textbook(
    y: np.ndarray, se: np.ndarray, method: str, ci: str, level: float, prediction: str | None
) -> dict[str, float]:
    """One group by the formulas as they are printed, in plain numbers; tau2 by solving what defines it."""
    n, v = len(y), se**2

    def mean_of(tau2: float, power: float = 1.0) -> tuple[float, float, float]:
        w = 1 / (v + tau2)
        mean = (w * y).sum() / w.sum()
        return mean, w.sum(), (w**power * (y - mean) ** 2).sum()

    _, total, q = mean_of(0.0)
    q = q if n > 1 else 0.0
    if method in ROBUST:
        if method == "median":
            best, implied = np.median(y), np.sqrt(np.pi / 2 * n) / (1 / se).sum()
        elif method == "weighted_median":
            order = np.lexsort((se, y))
            share = np.cumsum(1 / v[order]) / (1 / v).sum()
            best = y[order][np.flatnonzero(share >= 0.5 - 1e-12)[0]]
            implied = np.sqrt(np.pi / 2 * (1 / v**2).sum()) / (1 / se**3).sum()
        else:
            best = least_root(lambda m: (np.clip((y - m) / se, -1.345, 1.345) / se).sum(), y.min() - 1, y.max())
            w = np.minimum(1, 1.345 / np.maximum(np.abs(y - best) / se, 1e-300)) / v
            implied, away = 1 / np.sqrt(total), np.sqrt(((w * (y - best)) ** 2).sum()) / w.sum()
        if method != "huber":
            away = np.sqrt(np.pi / 2 / n) * 1.482602218505602 * np.median(np.abs(y - best))
        model = max(implied, away) if n > 1 else se[0]
        between = 1.482602218505602 * np.median(np.abs(y - np.median(y)))
        tau2 = np.nan
    else:
        tau2 = 0.0
        if n > 1 and method == "DL":
            tau2 = max((q - (n - 1)) / (total - (1 / v**2).sum() / total), 0.0)
        elif n > 1 and method == "HE":
            tau2 = max(y.var(ddof=1) - v.mean(), 0.0)
        elif n > 1 and method == "PM" and q > n - 1:
            tau2 = brentq(lambda t: mean_of(t)[2] - (n - 1), 0, ((y - y.mean()) ** 2).sum() + v.max(), xtol=1e-14)
        best, weight, _ = mean_of(tau2)
        model, between = 1 / np.sqrt(weight), np.sqrt(tau2)
    error, half = model, norm.ppf((1 + level) / 2) * model
    birge = np.sqrt(q / (n - 1)) if n > 1 else 1.0
    if ci == "birge":
        error = model * max(birge, 1.0)
        half = norm.ppf((1 + level) / 2) * error
    elif ci != "normal":
        scatter = mean_of(tau2)[2] / (n - 1) if n > 1 else 1.0
        error = model * np.sqrt(max(scatter, 1.0) if ci.endswith("truncated") else scatter)
        half = t.ppf((1 + level) / 2, n - 1) * error if n > 1 else np.inf
    prediction = prediction or ("normal" if ci in ("normal", "birge") else "t")
    df = n - {"normal": 0, "t": 1, "higgins": 2}[prediction]
    times = norm.ppf((1 + level) / 2) if prediction == "normal" else t.ppf((1 + level) / 2, df) if df > 0 else np.inf
    ahead = times * np.hypot(between, error if ci == "birge" else model)
    return {
        "best": best, "se": error, "low": best - half, "high": best + half, "pi_low": best - ahead,
        "pi_high": best + ahead, "Q": q, "I2": 100 * (q - (n - 1)) / q if q > n - 1 else 0.0,
        "p": chi2.sf(q, n - 1) if n > 1 else 1.0, "birge": birge, "n": n, "tau2": tau2,
        **({"mad": between} if method in ROBUST else {}),
    }  # fmt: skip


@law
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(-20, 40).map(lambda k: k / 2), st.sampled_from([0.5, 1.0, 1.5, 4.0])),
        min_size=1, max_size=9,
    ),
    st.sampled_from(["EE", "DL", "PM", "HE", *ROBUST]),
    st.sampled_from(["normal", "hartung_knapp", "hartung_knapp_truncated", "birge"]),
    st.sampled_from([0.5, 0.95]), st.sampled_from([None, "normal", "t", "higgins"]),
    st.sampled_from([1.0, 2.0**140, 2.0**-150]),
)  # fmt: skip
def test_every_column_is_that_of_the_textbook(
    rows: list[tuple[int, float, float]], method: Any, ci: Any, level: float, prediction: Any, size: float
) -> None:
    if (ci == "birge" and method != "EE") or method in ROBUST:
        ci = "normal"
    group, y, se = (np.array(column) for column in zip(*rows, strict=True))
    found = pool(y * size, se * size, groups=group, method=method, ci=ci, level=level, prediction=prediction)
    assert found["group"].tolist() == sorted(set(group.tolist()))
    for _, row in found.iterrows():
        mine = group == row["group"]
        expected = textbook(y[mine], se[mine], method, ci, level, prediction)
        assert row.keys().tolist() == ["group", *[name for name in found.columns if name in expected]]
        for name, number in expected.items():
            power = {"tau2": 2, "Q": 0, "I2": 0, "p": 0, "birge": 0, "n": 0}.get(name, 1)
            at_most = 1e-6 * (1 if number == number else 0)
            assert row[name] / size**power == pytest.approx(number, rel=1e-7, abs=at_most, nan_ok=True), name


@pytest.mark.parametrize(
    ("method", "values", "se"),
    [("REML", [-2.0, 7, -2], [0.1, 3, 0.2]), ("ML", [-4.0, 3], [0.2, 3]), ("ML", [3.0, -4], [0.1, 3])],
)
def test_of_two_places_where_the_likelihood_is_level_the_likelier_is_taken(
    method: Any, values: list[float], se: list[float]
) -> None:
    assert one(values, se, method=method)["tau2"] == 0
    restricted = method == "REML"
    slope = [float(np.diff([_twice(values, se, t, restricted) for t in (at, at + 1e-3)])[0]) for at in (0.5, 3.0, 30.0)]
    assert slope[0] < 0 < max(slope)  # it falls from 0, and rises again


def _twice(values: list[float], se: list[float], tau2: float, restricted: bool) -> float:
    w = 1 / (np.array(se) ** 2 + tau2)
    mean = (w * values).sum() / w.sum()
    return float(np.log(w).sum() - restricted * np.log(w.sum()) - (w * (np.array(values) - mean) ** 2).sum())


@pytest.mark.parametrize(
    ("given_", "names"),
    [
        ([0, 1, 1, 0], [0, 1]), ([3, 0, 3, 0], [0, 3]), ([7, 8, 7, 8], [7, 8]), ([8, 9, 9, 9], [8, 9]),
        (np.array([5, 5, 2, 2], dtype=np.uint8), [2, 5]), ([-1, 0, -1, 0], [-1, 0]), ([0.5, 0.5, 2, 2], [0.5, 2]),
        ([True, False, True, False], [False, True]), (pd.Series(["b", "a", "b", "a"], dtype="str"), ["a", "b"]),
        (pd.Categorical(["b", "a", "b", "a"], categories=["b", "a", "c"]), ["b", "a"]),
        (pd.Series(["b", None, "b", "b"], dtype="str"), ["b", None]), ([0, 0, 0, 0], [0]), ([4, 4, 4, 4], [4]),
    ],
)  # fmt: skip
def test_groups_of_every_kind_are_told_apart_and_sorted(given_: Any, names: list[Any]) -> None:
    labels = [None if pd.isna(x) else x for x in np.asarray(given_, dtype=object).tolist()]
    table = pool([1.0, 2.0, 4.0, 8.0], [1.0] * 4, groups=given_, method="EE")
    assert [None if pd.isna(name) else name for name in table["group"]] == names
    y = np.array([1.0, 2.0, 4.0, 8.0])
    assert table["best"].tolist() == pytest.approx([y[[label == name for label in labels]].mean() for name in names])
    assert table["n"].tolist() == [labels.count(name) for name in names]


def test_more_rows_than_are_sorted_pool_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    y, s, groups = np.array([3.0, 1, 2, 5, 5]), np.array([1.0, 2, 1, 3, 2]), np.array([1, 0, 1, 0, 0])
    tables = []
    for most in (4, 5, 6):
        monkeypatch.setattr(pooling, "SORTED_UP_TO", most)
        tables.append(pool(y, s, groups=groups, method="DL"))
    pd.testing.assert_frame_equal(tables[0], tables[1], rtol=1e-13)
    pd.testing.assert_frame_equal(tables[1], tables[2], rtol=0, atol=0)


def test_masked_and_missing_numbers_are_named() -> None:
    hidden = np.ma.masked_array([1.0, 2.0, 3.0], mask=[False, True, False])
    with pytest.raises(EstimatesError, match="values cannot be pooled in 1 of 3 rows: nan at 1") as caught:
        pool(hidden, [1, 1, 1])
    assert "leave out values that are not known" in str(caught.value)
    with pytest.raises(EstimatesError, match=r"se cannot be pooled in 2 of 3 rows: 0\.0 at 0, inf at 2") as caught:
        pool([1, 2, 3], [0, 1, np.inf])
    assert "a standard error is above 0" in str(caught.value)
    with pytest.raises(
        EstimatesError, match=r"values has shape \(1, 2\) and se \(1, 2\).*\n.*one standard error for each"
    ):
        pool([[1, 2]], [[1, 1]])
    with pytest.raises(EstimatesError, match=r"groups has shape \(2, 1\) and values \(2,\)"):
        pool([1, 2], [1, 1], groups=[["a"], ["b"]])
    with pytest.raises(
        EstimatesError, match="1 of 3 groups are too large, too small or too far apart to pool: group b"
    ):
        pool([1, 1e300, -1e300, 2], [1, 1e-9, 1e-9, 1], groups=["a", "b", "b", "c"])


@pytest.mark.parametrize("level", [0, 1, -0.1, 1.1])
def test_a_level_is_a_share_and_neither_nothing_nor_all(level: float) -> None:
    with pytest.raises(EstimatesError, match="level="):
        pool([1, 2], [1, 1], level=level)
    with pytest.raises(EstimatesError, match="significance="):
        consistent_subsets([1, 2], [1, 1], significance=level)


@pytest.mark.parametrize("method", ROBUST)
@pytest.mark.parametrize("ci", ["hartung_knapp", "hartung_knapp_truncated", "birge"])
def test_robust_methods_have_normal_intervals_only(method: Any, ci: Any) -> None:
    with pytest.raises(EstimatesError, match=rf"ci='{ci}' does not go with method='{method}'.\n.*birge goes with EE"):
        pool([1, 2], [1, 1], method=method, ci=ci)


@pytest.mark.parametrize("method", ["DL", "PM", "REML", "ML", "HE"])
def test_birge_goes_with_one_number_only(method: Any) -> None:
    with pytest.raises(EstimatesError, match="does not go with"):
        pool([1, 2], [1, 1], method=method, ci="birge")
    assert one([1, 2], [1, 1], method=method, ci="hartung_knapp_truncated")["n"] == 2


def test_least_consistent_sets_tie_by_position_and_have_the_quantities_of_the_mean() -> None:
    found = consistent_subsets([0, 0, 9, 9, 100], [1, 1, 1, 1, 1], significance=0.05)
    assert found["members"].tolist() == [(0, 1), (2, 3)]
    assert found[["group", "subset", "n", "Q", "p"]].to_numpy().tolist() == [[0, 1, 2, 0, 1], [0, 2, 2, 0, 1]]
    assert found[["best", "se"]].to_numpy().tolist() == pytest.approx(np.array([[0, 0.5**0.5], [9, 0.5**0.5]]))
    apart = consistent_subsets([5, 0, 0, 1], [1, 1, 1, 3], groups=["b", "a", "a", "b"])
    assert apart[["group", "members"]].to_numpy().tolist() == [["a", (1, 2)], ["b", (0, 3)]]
    row = apart.iloc[1]
    assert (row["best"], row["Q"], row["p"]) == pytest.approx((4.6, 1.6, chi2.sf(1.6, 1)))
    assert consistent_subsets([3], [2]).to_numpy().tolist() == [[0, 1, (0,), 1, 3.0, 2.0, 0.0, 1.0]]
    assert consistent_subsets([], []).empty
    same = consistent_subsets([1, 1, 1, 7], [1, 1, 1, 0.1], significance=0.5)
    assert same["members"].tolist() == [(0, 1, 2)]


def test_many_points_are_looked_at_in_parts() -> None:
    random = np.random.default_rng(4)
    y, s = random.normal(0, 9, 140), random.uniform(0.5, 2, 140)  # so many points that they are taken in parts
    found = consistent_subsets(y, s).iloc[0]
    members = np.array(found["members"])
    assert found["Q"] <= chi2.ppf(0.95, len(members) - 1)
    mean = np.average(y[members], weights=s[members] ** -2.0)
    far = np.abs(y - mean) / s
    assert set(np.argsort(far)[: len(members)].tolist()) == set(members.tolist())
    assert found["best"] == pytest.approx(mean)


def test_a_group_has_the_same_digits_alone_and_beside_others() -> None:
    values, errors, groups = [353.99, 12.1, 40.3], [17.7, 0.3, 0.7], ["a", "b", "b"]
    alone = pool(values[:1], errors[:1], groups=groups[:1])
    beside = pool(values, errors, groups=groups)
    assert beside["tau2"][1] > 0
    pd.testing.assert_frame_equal(beside.iloc[:1], alone, check_exact=True)
