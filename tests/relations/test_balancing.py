"""Which claims to doubt, and the least adjustment: published cases, worked vectors, and laws against slow versions."""

from __future__ import annotations

import re
import time
from itertools import combinations, count
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from part_whole import part_whole
from small_systems import NAMES, as_claims, as_relations, possible, systems
from vectors import published, record, shared_group, shared_table

from estimates import balance, bound, contradictions, propagate, read_claims, suspects
from estimates.errors import EstimatesError, InfeasibleError


def sets_of(table: pd.DataFrame) -> list[list[str]]:
    return sorted(sorted(part["claim_id"]) for _, part in table.groupby("set"))


# Suspects ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", published("localisation"), ids=lambda case: case["source"][:20])
def test_published_localisations(case: dict[str, Any]) -> None:
    assert sets_of(suspects(record(case["record"]), case["relations"])) == case["sets"]


def test_shared_localisations() -> None:
    for case in shared_group("error_localization")["cases"]:
        weights = {**(case["weights"] or {}), **dict.fromkeys(case["fixed"], np.inf)}
        found = suspects(record(case["record"]), case["rules"], weights or None)
        assert sets_of(found) == sorted(map(sorted, case["optimal_sets"])), case["id"]
        assert found.loc[found["set"] == 1, "weight"].sum() == case["min_weight"], case["id"]


def test_every_wrong_sum_of_battles_is_found_and_no_other() -> None:
    sums = shared_table("casualty_sums.csv")
    parts = ["total", "killed", "wounded", "rest"]
    long = sums.reset_index(names="row").melt(["row", "source", "battle", "side"], parts, "quantity")
    with pytest.warns(UserWarning, match="side"):  # it is compared by below
        claims = bound(read_claims(long))
    found = contradictions(
        claims, "killed + wounded + rest == total", by=("quantity", "status", "row", "source", "battle", "side")
    )
    assert set(found["kind"]) == {"total"}
    rows = claims.set_index("claim_id")["row"]
    assert sorted({rows[ids[0]] for ids in found["claims"]}) == sorted(sums.index[sums["gap"] != 0])
    assert len(found) == (sums["gap"] != 0).sum()


def test_weights_grades_and_fixed_claims() -> None:
    claims = record({"a": 1, "b": 2, "c": 4})
    assert sets_of(suspects(claims, "a + b == c")) == [["a"], ["b"], ["c"]]
    assert sets_of(suspects(claims, "a + b == c", {"a": 2, "c": 2})) == [["b"]]
    assert sets_of(suspects(claims, "a + b == c", {"a": np.inf, "b": np.inf})) == [["c"]]
    graded = claims.assign(reliability=pd.Categorical(["A", "A", "E"], list("ABCDEF")))
    assert sets_of(suspects(graded, "a + b == c")) == [["c"]]
    with pytest.raises(InfeasibleError, match="a, b, c cannot hold together") as caught:
        suspects(claims, {"sum": "a + b == c"}, dict.fromkeys("abc", np.inf))
    assert caught.value.claims == ("a", "b", "c")
    with pytest.raises(EstimatesError, match="not in the table: d"):
        suspects(claims, "a + b == c", {"d": 1})
    with pytest.raises(EstimatesError, match="must be positive: a"):
        suspects(claims, "a + b == c", {"a": 0})


def test_nothing_wrong_is_an_empty_table_and_components_are_independent() -> None:
    claims = record({"a": 1, "b": 2, "c": 3})
    empty = suspects(claims, "a + b == c")
    assert empty.empty
    assert list(empty) == ["set", "claim_id", "weight", "component", "bound", "exact", "n_sets", "complete"]
    two = suspects(record({"a": 1, "b": 2, "x": 5, "y": 6}), ["a == b", "x == y"])
    assert sets_of(two) == [["a", "x"], ["a", "y"], ["b", "x"], ["b", "y"]]
    assert set(two["n_sets"]) == {2}
    few = suspects(record({"a": 1, "b": 2, "x": 5, "y": 6}), ["a == b", "x == y"], max_sets=2)
    assert sets_of(few) == [["a", "x"], ["b", "y"]]


def test_claims_of_one_quantity_clash_without_any_relation() -> None:
    rows = [{"claim_id": i, "quantity": "q", "value": v, "hedge": "exact"} for i, v in (("a", 5), ("b", 5), ("c", 7))]
    assert sets_of(suspects(bound(read_claims(rows)), [])) == [["c"]]


def test_a_table_without_columns_is_a_table_without_claims() -> None:
    nothing = pd.DataFrame()
    assert suspects(nothing, "x == 2").empty
    assert contradictions(nothing, {"a": "x > 0", "b": "x < 0"})["relations"].tolist() == [("a", "b")]
    assert propagate(nothing, ["x == 2", "x + y == 3"])["best"].tolist() == [2, 1]
    assert balance(nothing, "x == 2")["best"].tolist() == [2]


def test_products_are_doubted_too() -> None:
    claims = record({"units": 5, "men": 3000, "total": 18000})
    assert sets_of(suspects(claims, "total == units * men")) == [["men"], ["total"], ["units"]]
    assert sets_of(suspects(claims, ["total == units * men", "men <= 3000"])) == [["total"], ["units"]]


def test_a_search_cut_short_says_so() -> None:
    claims, relations = record({f"x{k}": k for k in range(1, 7)}), [f"x{k} == x{k + 1}" for k in range(1, 6)]
    weights = []
    for steps in (0, 3_000, 10**6):
        found = suspects(claims, relations, max_steps=steps)
        first = found[found["set"] == 1]
        assert (first["bound"] <= first["weight"].sum()).all()
        rest = claims[~claims["claim_id"].isin(first["claim_id"])]
        assert contradictions(rest, relations).empty
        assert found["exact"].tolist() == (found["bound"] == first["weight"].sum()).tolist()
        weights.append(first["weight"].sum())
    assert weights == [6, 5, 5]
    assert (found["exact"] & found["complete"]).all()
    cut = suspects(claims, relations, max_steps=0)
    assert not (cut["exact"] | cut["complete"]).any()
    few = suspects(claims, relations, max_sets=2)
    assert (set(few["exact"]), set(few["complete"])) == ({True}, {False})


def test_claims_that_are_never_rejected_are_refused_though_there_is_no_time_to_search() -> None:
    claims = record({"a": 1, "b": 2, "c": 4, "d": 9})
    with pytest.raises(InfeasibleError):
        suspects(claims, ["a + b == c", "c == d"], dict.fromkeys("abc", np.inf), max_steps=0)


@pytest.mark.parametrize("steps", [200_000, 1_000_000])
def test_a_clock_that_runs_fast_changes_nothing(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seconds' limit used to cut the search sooner on a busy machine, which then gave another answer."""
    claims, relations = tangled(60)
    found = suspects(claims, relations, max_steps=steps, progress=False)
    assert not found["complete"].all()
    ticks = count(0, 1000)
    for name in ("time", "monotonic", "perf_counter", "process_time"):
        monkeypatch.setattr(time, name, lambda: float(next(ticks)))
    pd.testing.assert_frame_equal(suspects(claims, relations, max_steps=steps, progress=False), found)
    monkeypatch.undo()
    rest = claims[~claims["claim_id"].isin(found.loc[found["set"] == 1, "claim_id"])]
    assert contradictions(rest, relations).empty


def tangled(n: int) -> tuple[pd.DataFrame, list[str]]:
    """Sums of four of ``n`` figures each, and two rough statements of everything: hard to take apart."""
    random = np.random.default_rng(1)
    truth, rows, relations = random.integers(50, 500, n), [], []
    for k in range(n // 2):
        terms = random.choice(n, 4, replace=False)
        relations.append(" + ".join(f"x{term}" for term in terms) + f" == t{k}")
        rows += [(f"t{k}", truth[terms].sum() * random.normal(1, 0.15)) for _ in range(2)]
    rows += [(f"x{k}", truth[k] * random.normal(1, 0.15)) for k in range(n) for _ in range(2)]
    table = [{"claim_id": f"c{k}", "quantity": name, "value": int(value) + 1, "hedge": "about"}
             for k, (name, value) in enumerate(rows)]  # fmt: skip
    return bound(read_claims(table)), relations


@given(systems())
@settings(max_examples=15, deadline=None)
def test_suspects_are_all_the_smallest_sets_that_leave_no_conflict(system: Any) -> None:
    claims, rows = system
    expected: list[list[str]] = []
    for size in range(len(claims) + 1):
        for left_out in combinations(range(len(claims)), size):
            if possible([c for k, c in enumerate(claims) if k not in left_out], rows):
                expected.append([f"k{k}" for k in left_out])
        if expected:
            break
    table, relations = as_claims(claims), as_relations(rows)
    if not expected:
        with pytest.raises(InfeasibleError):
            suspects(table, relations)
        return
    found = suspects(table, relations)
    assert (sets_of(found) or [[]]) == sorted(expected)
    rest = table[~table["claim_id"].isin(found.loc[found["set"] == 1, "claim_id"])]
    conflicts = contradictions(rest, relations)
    assert conflicts.empty


@given(systems(), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_row_order_changes_no_answer(system: Any, random: Any) -> None:
    table, relations = as_claims(system[0]), as_relations(system[1])
    order = list(range(len(table)))
    random.shuffle(order)
    try:
        expected = suspects(table, relations)
    except InfeasibleError:
        return
    assert sets_of(suspects(table.iloc[order], relations)) == sets_of(expected)
    pd.testing.assert_frame_equal(
        propagate(table.iloc[order], relations)[["quantity", "low", "high"]],
        propagate(table, relations)[["quantity", "low", "high"]],
    )


# Balance -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", published("reconciliation"), ids=lambda case: case["source"][:20])
def test_published_reconciliations(case: dict[str, Any]) -> None:
    deviation = pd.Series(case["half_width"]) / 1.96
    covariance = pd.DataFrame(np.diag(deviation**2), deviation.index, deviation.index)
    for a, b, r in case["correlated"]:
        covariance.loc[a, b] = covariance.loc[b, a] = r * deviation[a] * deviation[b]
    found = balance(record(case["figures"]), case["relations"], covariance).set_index("quantity")
    loose = case["tolerance"].startswith("0.005")
    for name, best in case["best"].items():
        assert found["best"][name] == pytest.approx(best, rel=1e-6, abs=0.005 if loose else 0.0)
    assert found["chi2"].iloc[0] == pytest.approx(case["chi2"], rel=1e-4 if loose else 1e-6)
    assert (found["dof"] == case["dof"]).all()


@pytest.mark.parametrize("case", published("adjustment"), ids=lambda case: case["source"][:20])
def test_published_adjustments(case: dict[str, Any]) -> None:
    claims = record(case["figures"], se=[case["weights"][name] ** -0.5 for name in case["figures"]])
    found = balance(claims, case["relations"]).set_index("quantity")["best"]
    assert found.to_dict() == pytest.approx(case["adjusted"], abs=1e-9)


def test_shared_adjustments() -> None:
    group = shared_group("minimal_adjustment")
    for case in group["cases"]:
        claims = record(case["x"], se=np.array(case["weights"], dtype=float) ** -0.5)
        found = balance(claims, case["rules"]).set_index("quantity")
        for name, best in case["adjusted"].items():
            assert found["best"][name] == pytest.approx(best, abs=group["tolerance_abs"]), case["id"]
        assert found["chi2"].iloc[0] ** 0.5 == pytest.approx(case["objective_root"], abs=group["tolerance_abs"])


def test_shared_reconciliations() -> None:
    group = shared_group("data_reconciliation")
    for case in group["cases"]:
        names = case["names"]
        relations = [
            " + ".join(f"{a} * {name}" for a, name in zip(row, names, strict=True) if a) + f" == {right}"
            for row, right in zip(case["A"], case["b"], strict=True)
        ]
        claims = record(dict(zip(names, case["x"], strict=True)), se=np.sqrt(case["variance"]))
        covariance = None if case["covariance"] is None else np.array(case["covariance"])
        found = balance(claims, relations, covariance).set_index("quantity").loc[names]
        close = {"rtol": group["tolerance_rel"], "atol": 1e-9, "err_msg": case["id"]}
        np.testing.assert_allclose(found["best"], case["reconciled"], **close)
        np.testing.assert_allclose(found["se"], case["u_reconciled"], **close)
        np.testing.assert_allclose(found["z"], case["measurement_test_z"], **close)
        test = case["global_test"]
        np.testing.assert_allclose(found[["chi2", "dof", "p"]].iloc[0], [test["chi2"], test["df"], test["p"]], **close)


@given(systems(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_balance_is_the_nearest_point_that_meets_its_relations(system: Any, random: Any) -> None:
    claims, rows = system
    table = as_claims(claims).assign(se=[0.5 + k for k in range(len(claims))])
    table["best"] = table["low"]
    relations = as_relations(rows)
    try:
        found = balance(table, relations).set_index("quantity")
    except InfeasibleError:
        assert not possible([], rows)
        return
    best = found["best"]
    known = {name: best.get(name, 0.0) for name in NAMES}
    for terms, op, right in rows:
        if any(np.isnan(known[name]) for name in terms):
            continue
        gap = sum(c * known[name] for name, c in terms.items()) - right
        assert (abs(gap) if op == "==" else gap) < 1e-6

    def cost(x: dict[str, float]) -> float:
        return sum(((x[q] - v) / (0.5 + k)) ** 2 for k, (q, v, _) in enumerate(claims))

    # No feasible step along the segment to another feasible point gets nearer.
    if found["best"].notna().all() and set(found.index) >= set(NAMES):
        assert found["chi2"].iloc[0] == pytest.approx(cost(known), abs=1e-6)
    order = list(range(len(table)))
    random.shuffle(order)
    again = balance(table.iloc[order], relations).set_index("quantity")
    np.testing.assert_allclose(again["best"], best, rtol=1e-7, atol=1e-7)


def test_products_are_met_by_linearising_again() -> None:
    claims = record({"units": 5, "men": 3000, "total": 18000}, se=[0.2, 100.0, 500.0])
    best = balance(claims, "total == units * men").set_index("quantity")["best"]
    assert best["units"] * best["men"] == pytest.approx(best["total"], rel=1e-9)
    assert 5 < best["units"] < 6
    assert 15000 < best["total"] < 18000


def test_widths_weigh_where_no_error_is_given_and_one_sided_claims_limit() -> None:
    claims = bound(
        read_claims(
            [
                {"claim_id": "a", "quantity": "a", "value": 100, "hedge": "about"},
                {"claim_id": "b", "quantity": "b", "value": 200, "hedge": "about"},
                {"claim_id": "c", "quantity": "c", "value": 270, "hedge": "exact"},
                {"claim_id": "b2", "quantity": "b", "value": 195, "hedge": "at_least"},
            ]
        )
    )
    found = balance(claims, "a + b == c").set_index("quantity")
    assert found["best"].to_dict() == pytest.approx({"a": 75.0, "b": 195.0, "c": 270.0})
    assert found["basis"].to_dict() == {"a": "half-width", "b": "half-width", "c": "not moved"}
    free = balance(claims.iloc[:3], "a + b == c").set_index("quantity")
    assert free["adjustment"].to_dict() == pytest.approx({"a": -6.0, "b": -24.0, "c": 0.0})


def test_what_cannot_be_met_is_named() -> None:
    claims = record({"a": 5, "b": 2, "c": 3}, se=[0.0, 0.0, 1.0])
    with pytest.raises(InfeasibleError, match="a == b"):
        balance(claims, ["a == b", "c >= 0"])


def test_an_unstated_quantity_is_worked_out_and_an_open_one_is_not() -> None:
    claims = record({"total": 100, "north": 30}, se=[3.0, 4.0])
    found = balance(claims, "total == north + south").set_index("quantity")
    assert found.loc["south", ["best", "se"]].tolist() == pytest.approx([70.0, 5.0], rel=1e-5)
    assert np.isnan(found.loc["south", "adjustment"])
    assert found["dof"].eq(0).all()
    assert found["p"].isna().all()
    open_ = balance(claims.iloc[:1], "total == north + south").set_index("quantity")
    assert open_.loc[["north", "south"], "best"].isna().all()


def test_what_is_left_open_is_so_beside_far_larger_figures() -> None:
    """Parts of a small sum that nobody states made the equations singular beside larger sums, in that part or not."""
    small = [{"quantity": "c", "value": 40, "se": 5.0}, {"quantity": "f", "value": 60, "se": 5.0}]
    large = [{"quantity": q, "value": v, "se": 1e9} for q, v in (("x", 4e12), ("y", 5e12), ("z", 8e12))]
    out = balance(bound(read_claims(small + large)), ["a + b + d == c", "a + b == e", "e + d == f", "x + y == z"])
    out = out.set_index("quantity")
    assert out.loc[["c", "f"], "best"].tolist() == pytest.approx([50.0, 50.0])
    assert out.loc[["a", "b", "d", "e"], "best"].isna().all()
    trees = part_whole(10_000)
    some = trees.claims[np.random.default_rng(0).random(len(trees.claims)) > 0.4]
    names = {word for text in trees.relations[:350] for word in re.findall(r"q\d+_\d+", text)}
    assert balance(some[some["quantity"].isin(names)], trees.relations[:350])["best"].notna().any()


def test_repeated_figures_are_pooled() -> None:
    claims = bound(
        read_claims([{"quantity": "q", "value": v, "hedge": "exact", "se": s} for v, s in ((10, 1), (16, 2))])
    )
    found = balance(claims, [])
    assert found[["stated", "best", "chi2", "dof"]].iloc[0].tolist() == pytest.approx([11.2, 11.2, 7.2, 1])


def test_limits_that_exclude_each_other_as_equalities_are_met_all_the_same() -> None:
    rows = [
        {"quantity": "total", "value": 100, "hedge": "about"},
        {"quantity": "north", "value": 30, "hedge": "about"},
        {"quantity": "south", "value": 80, "hedge": "at_least"},
        {"quantity": "south", "value": 87, "hedge": "at_least"},
    ]
    best = balance(bound(read_claims(rows)), "total == north + south").set_index("quantity")["best"]
    assert best["south"] == pytest.approx(87)
    assert best["total"] == pytest.approx(best["north"] + 87)


def test_balance_of_trees_meets_every_relation_and_no_feasible_step_is_better() -> None:
    trees = part_whole(400, seed=3)
    claims = trees.claims[trees.claims["hedge"] == "about"]
    best = balance(claims, trees.relations).set_index("quantity")["best"]
    checked = 0
    for relation in trees.relations:
        parts, op, whole = re.fullmatch(r"(.*) (==|<=) (.*)", relation).groups()  # type: ignore[union-attr]
        gap = sum(best[name] for name in parts.split(" + ")) - best[whole]
        if not np.isnan(gap):
            checked += 1
            assert (abs(gap) if op == "==" else gap) <= 1e-6 * max(1.0, best[whole])
    assert checked > 100
    # The nearest point of a convex set: moving towards any other point of it (here the truth) lengthens the way.
    half = (claims["high"] - claims["low"]) / 2
    figures, truth = claims["best"], claims["quantity"].map(trees.truth)
    here = claims["quantity"].map(best)
    assert (((here - figures) / half**2) * (truth - here)).sum() >= -1e-6


def test_a_covariance_is_checked_and_follows_the_order_of_the_claims() -> None:
    claims = record({"b": 2, "a": 1, "c": 4}, se=1.0)
    array = np.diag([1.0, 4.0, 9.0])
    labelled = pd.DataFrame(array, ["b", "a", "c"], ["b", "a", "c"])
    expected = balance(claims, "a + b == c", labelled)
    pd.testing.assert_frame_equal(balance(claims, "a + b == c", array), expected)
    assert expected.set_index("quantity").loc["c", "adjustment"] == pytest.approx(-9 / 14)
    with pytest.raises(EstimatesError, match=r"shape \(2, 2\) for 3 claims"):
        balance(claims, "a + b == c", np.eye(2))
    with pytest.raises(EstimatesError, match="no row or column for c"):
        balance(claims, "a + b == c", labelled.drop(index="c"))
    with pytest.raises(EstimatesError, match="not symmetric"):
        balance(claims, "a + b == c", array + np.triu(np.ones((3, 3)), 1))


@pytest.mark.parametrize("figures", [(1, 2, 4), (1, 1, 1), (5, 3, 2)])
def test_an_answer_of_nought_is_an_answer(figures: tuple[int, ...]) -> None:
    """Rows were held to the size of what came out of them, and of an answer of 0 no miss was small enough."""
    claims = bound(read_claims([{"quantity": q, "value": v, "se": 1.0} for q, v in zip("abc", figures, strict=True)]))
    best = balance(claims, ["a == b", "2 * b <= a"]).set_index("quantity")["best"]
    assert best[["a", "b"]].abs().max() < 1e-9
    assert "c" not in best or best["c"] == pytest.approx(figures[2])


def test_figures_that_nobody_states_may_come_out_as_nought() -> None:
    """Of a row whose terms are all 0 the rounding was held against the size of that rounding."""
    claims = bound(read_claims([{"quantity": "a", "value": 0, "se": se} for se in (0.5, 1.5)]))
    best = balance(claims, ["2 * a + 2 * b == 0", "2 * a + 2 * b + 2 * c == -1"]).set_index("quantity")["best"]
    np.testing.assert_allclose(best[["a", "b", "c"]], [0, 0, -0.5], atol=1e-12)


def test_a_relation_that_is_said_twice_changes_no_error() -> None:
    trees = part_whole(80, seed=3)
    about = trees.claims[trees.claims["hedge"] == "about"]
    again = [" == ".join(text.split(" == ")[::-1]) for text in trees.relations if "==" in text]
    once, twice = (balance(about, relations) for relations in (trees.relations, [*trees.relations, *again]))
    numbers = ["best", "se", "adjustment", "z", "chi2", "p"]
    np.testing.assert_allclose(
        twice[numbers], once[numbers], rtol=1e-4, atol=1e-6
    )  # an unstated figure's error is a difference
    assert once["dof"].equals(twice["dof"])


@pytest.mark.parametrize(
    ("covariance", "said"),
    [
        ([[1, 2, 0], [2, 1, 0], [0, 0, 1]], "not positive semi-definite"),
        ([[1, 0, 0], [0, np.nan, 0], [0, 0, 1]], "NaN or inf"),
        ([["x", 0, 0], [0, 1, 0], [0, 0, 1]], "no number"),
    ],
)
def test_a_covariance_that_no_errors_could_have_is_refused(covariance: list[list[Any]], said: str) -> None:
    matrix = pd.DataFrame(covariance, list("abc"), list("abc"))
    with pytest.raises(EstimatesError, match=said):
        balance(record({"a": 1, "b": 2, "c": 4}), "a + b == c", covariance=matrix)


@pytest.mark.parametrize("weights", [5, [1, 2], {"a": "x"}, {"a": float("nan")}])
def test_weights_are_numbers_by_claim(weights: Any) -> None:
    with pytest.raises(EstimatesError, match="weights"):
        suspects(record({"a": 1, "b": 2, "c": 4}), "a + b == c", weights)
