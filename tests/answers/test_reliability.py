"""Whom to believe: simulated sources with known accuracy, bias and copying, laws, small cases by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from estimates import (
    assign_origins,
    bound,
    contradictions,
    copiers,
    profiles,
    read_claims,
    reconcile,
    support,
)
from estimates.answers import averaging, learning, storage, voting
from estimates.answers.learning import cells_of, coincidence, learn
from estimates.answers.lessons import Lesson
from estimates.answers.records import Said
from estimates.answers.repeating import suspected
from estimates.answers.storage import Files
from estimates.errors import EstimatesError, SchemaError, UnitError

law = settings(max_examples=15, deadline=None)  # each example reads a table


def table(said: dict[str, Any], **columns: Any) -> pd.DataFrame:
    """Claims of sources on quantities q0, q1, ...: a list of values or texts for each source, None for silence."""
    rows = [
        {"quantity": f"q{i}", "source": source, ("text" if isinstance(v, str) else "value"): v, **columns}
        for source, values in said.items()
        for i, v in enumerate(values)
        if v is not None and v == v
    ]
    return bound(read_claims(rows))


def facts(accuracies: dict[str, float], n: int = 200, seed: int = 0, wrong: int = 4) -> tuple[Any, dict[str, Any]]:
    """True values and what sources of these accuracies say of them; a wrong one is one of a few."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(1000, 9000, n) * 2 + 1
    others = truth + 2 * rng.integers(1, 40, (wrong, n))
    said = {
        name: np.where(rng.random(n) < a, truth, others[rng.integers(0, wrong, n), np.arange(n)]).astype(float)
        for name, a in accuracies.items()
    }
    return truth, said


def judgements(spreads: dict[str, tuple[float, float]], n: int = 120, seed: int = 0) -> tuple[Any, dict[str, Any]]:
    rng = np.random.default_rng(seed)
    truth = rng.uniform(200, 260, n)
    return truth, {name: truth + b + rng.normal(0, s, n) for name, (b, s) in spreads.items()}


# --- facts -------------------------------------------------------------------------------------------------------

ACCURACY = {"a": 0.95, "b": 0.85, "c": 0.7, "d": 0.5, "e": 0.45, "f": 0.4}


def test_accuracies_are_recovered_and_the_vote_is_better_than_one_head_one_vote() -> None:
    truth, said = facts(ACCURACY, n=300, wrong=2)
    claims = table(said)
    found = profiles(claims).set_index("source")
    assert found["regime"].eq("facts").all()
    real = pd.Series({source: np.mean(values == truth) for source, values in said.items()})
    assert spearmanr(real[found.index], found["accuracy"])[0] > 0.8
    assert (found["accuracy"] - real).abs().max() < 0.08  # what the vote is unsure of counts in part
    assert found["weight"].idxmax() == "a"

    def right(method: Any) -> float:
        best = reconcile(claims, method).drop_duplicates("quantity").set_index("quantity")["best"]
        return float(np.mean([best[f"q{i}"] == v for i, v in enumerate(truth)]))

    assert 1 - right("learned") < 0.75 * (1 - right("vote"))


def test_copies_do_not_outvote_those_whom_they_outnumber() -> None:
    """Five that repeat a bad source beat three good ones by heads; by record and independence they do not."""
    truth, said = facts({"a": 0.9, "b": 0.88, "c": 0.85, "bad": 0.5}, n=150, seed=3)
    said |= {f"echo{k}": said["bad"] for k in range(5)}
    claims = table(said)
    best = reconcile(claims, "learned").drop_duplicates("quantity").set_index("quantity")["best"]
    vote = reconcile(claims, "vote").drop_duplicates("quantity").set_index("quantity")["best"]
    learned, heads = (np.mean([b[f"q{i}"] == v for i, v in enumerate(truth)]) for b in (best, vote))
    assert heads < 0.6
    assert learned > 0.9
    found = profiles(claims).set_index("source")
    assert found.loc["bad", "independence"] == pytest.approx(1 / 6, abs=0.06)
    assert found.loc["a", "independence"] > 0.6
    assert found.loc["bad", "copies"] == "echo0, echo1, echo2, echo3, echo4"
    assert found["copies"].isna().sum() == 3


def test_copiers_are_found_and_the_false_alarms_stay_at_their_rate() -> None:
    """Of 40 tables of 8 independent sources (1,120 pairs) none lists a pair at alpha 0.05, which is the most that may;
    a copier that takes over four of five figures is found in all but one of 20."""
    alarms = found = 0
    for seed in range(40):
        _, said = facts(dict(zip("abcdefgh", np.linspace(0.5, 0.9, 8), strict=True)), n=80, seed=seed)
        alarms += len(copiers(table(said), alpha=0.05)) > 0
    for seed in range(20):
        _, said = facts({"a": 0.9, "b": 0.8, "c": 0.7, "d": 0.6, "e": 0.6}, n=100, seed=seed)
        own = np.random.default_rng(seed).random(100) < 0.2
        said["thief"] = np.where(own, said["a"] + 2, said["d"])
        pairs = copiers(table(said), alpha=0.05)
        found += ("d", "thief") in set(zip(pairs["source"], pairs["other"], strict=True))
    assert alarms == 0
    assert found >= 19


def test_shared_values_that_nobody_else_states_tell_more_than_those_that_all_do() -> None:
    rng = np.random.default_rng(3)
    truth = rng.integers(100, 900, 80)
    said = {f"s{k}": np.where(rng.random(80) < 0.7, truth, rng.integers(100, 900, 80)) for k in range(5)}
    odd, right = (np.flatnonzero((said["s0"] == truth) == what)[:15] for what in (False, True))
    p = {}
    for name, changed in (("odd kept", right), ("odd changed", odd)):
        blog = said["s0"].copy()
        blog[changed] += 1
        p[name] = copiers(table({**said, "blog": blog}), alpha=0.99).set_index("source").loc["blog", "p"]
    assert p["odd kept"] < 1e-3 * p["odd changed"]


def test_two_who_alone_know_the_truth_cannot_be_told_from_copies() -> None:
    """As the page says: what all others get wrong and two get right looks like a report that two hand on."""
    _, said = facts({"a": 0.97, "b": 0.97, **dict.fromkeys("cdefgh", 0.4)})
    pairs = copiers(table(said))
    assert [tuple(pair) for pair in pairs[["source", "other"]].to_numpy()] == [("a", "b")]


def test_copies_of_one_do_not_make_the_rest_look_like_copies() -> None:
    """Good sources agree far more than any of them does with a bad one, however often that is repeated."""
    for seed in range(12):
        _, said = facts({"a": 0.9, "b": 0.88, "c": 0.85, "bad": 0.5}, n=150, seed=seed)
        pairs = copiers(table({**said, **{f"echo{k}": said["bad"] for k in range(5)}}), alpha=0.05)
        assert set(pairs["source"]) == {"bad", *(f"echo{k}" for k in range(4))}
        assert len(pairs) == 15


def test_the_evidence_for_a_cluster_is_told_once_and_cut() -> None:
    _, said = facts({"a": 0.9, "b": 0.8, "c": 0.7, "d": 0.6}, n=60)
    claims = table({**said, **{f"echo{k}": said["d"] for k in range(6)}})
    joined = assign_origins(claims, copiers(claims).iloc[::-1])
    told = joined.drop_duplicates("source").set_index("source")["origin_evidence"].dropna()
    assert set(told.index) == {f"echo{k}" for k in range(6)}
    assert all(text.startswith(f"d and {name} agree") for name, text in told.items())
    explanation = contradictions(joined).query("kind == 'circular'")["explanation"].iloc[0]
    assert explanation.count("contested quantities") == 3
    assert explanation.endswith("So it is with 3 more.")


def test_what_copiers_found_becomes_an_origin_and_a_warning() -> None:
    _, said = facts({"a": 0.9, "b": 0.8, "c": 0.7, "d": 0.6}, n=60)
    claims = table({**said, "echo": said["d"]})
    pairs = copiers(claims)
    assert [tuple(pair) for pair in pairs[["source", "other"]].to_numpy()] == [("d", "echo")]
    assert "contested quantities that both speak on" in pairs["explanation"].iloc[0]
    joined = assign_origins(claims, pairs)
    assert set(joined.loc[joined["source"].isin(["d", "echo"]), "origin"]) == {"d"}
    assert (joined.loc[joined["source"] == "a", "origin"] == "a").all()
    circular = contradictions(joined).query("kind == 'circular'")
    assert len(circular) == 60
    assert circular["explanation"].str.endswith(pairs["explanation"].iloc[0]).all()  # the evidence goes along
    assert reconcile(joined, "learned")["n_origins"].max() == 4


def test_pairs_that_meet_are_joined_and_a_stated_origin_is_kept() -> None:
    claims = read_claims([{"quantity": "troops", "source": s, "text": "11,000"} for s in "abcd"])
    claims.loc[claims["source"] == "b", "origin"] = "wire"
    pairs = pd.DataFrame({"source": ["a", "b", "c"], "other": ["b", "c", "b"]})
    assert assign_origins(claims, pairs)["origin"].tolist() == ["a", "wire", "a", "d"]


def test_hedged_and_one_sided_claims_count_by_what_they_allow() -> None:
    said: dict[str, list[Any]] = {s: [101, 203, 307, 401, 503, 607] for s in "abc"}
    said["a"], said["b"] = [*said["a"], 701.0], [*said["b"], 751.0]
    plain = table(said)
    assert reconcile(plain, "learned").query("quantity == 'q6'")["best"].tolist() == [701.0, 751.0]
    hedged = table(
        {
            **said,
            "c": [*said["c"], None],
            "d": ["more than 90", "at least 200", "about 300", *[None] * 3, "more than 720"],
        }
    )
    assert reconcile(hedged, "learned").query("quantity == 'q6'")["best"].tolist() == [751.0]
    low = table({**said, "d": ["less than 110", "at most 210", "about 310", *[None] * 3, "fewer than 740"]})
    assert reconcile(low, "learned").query("quantity == 'q6'")["best"].tolist() == [701.0]
    assert profiles(hedged).set_index("source").loc["d", "n_claims"] == 4


def test_a_range_that_allows_everything_says_nothing_of_its_source() -> None:
    said: dict[str, list[Any]] = {"a": [101, 203, 307, 401, 503, 607], "b": [101, 203, 307, 401, 503, 611],
                                  "c": [105, 203, 309, 401, 503, 607]}  # fmt: skip
    wide = profiles(table({**said, "d": ["more than 10"] * 6})).set_index("source")
    assert wide.loc["d", "weight"] < wide.loc["a", "weight"]


# --- judgements --------------------------------------------------------------------------------------------------

SPREAD = {"a": (0.0, 1.0), "b": (0.0, 2.0), "c": (4.0, 3.0), "d": (-4.0, 4.0), "e": (0.0, 8.0), "f": (0.0, 9.0)}


def test_spread_and_bias_are_recovered_and_the_mean_is_better_weighed() -> None:
    truth, said = judgements(SPREAD)
    claims = table(said)
    found = profiles(claims).set_index("source")
    assert found["regime"].eq("judgements").all()
    assert not found["relative"].any()
    assert spearmanr([SPREAD[s][1] for s in found.index], found["spread"])[0] > 0.94
    assert found["anchor"].eq("others").all()
    known = profiles(claims, known={f"q{i}": v for i, v in enumerate(truth)}).set_index("source")
    assert known["anchor"].eq("known").all()
    for source, (bias, spread) in SPREAD.items():
        row = known.loc[source]
        assert row["bias"] == pytest.approx(bias, abs=4 * spread / np.sqrt(120))
        assert row["bias_low"] < row["bias"] < row["bias_high"]
        assert row["spread_low"] < row["spread"] < row["spread_high"]
        assert row["spread"] == pytest.approx(spread, rel=0.25)
    best = reconcile(claims, "learned").set_index("quantity")["best"]
    plain = claims.groupby("quantity")["value"].mean()
    error, before = (np.mean([abs(b[f"q{i}"] - v) for i, v in enumerate(truth)]) for b in (best, plain))
    assert error < 0.7 * before


def test_bias_is_taken_off_only_by_what_is_known() -> None:
    """All sources count 10 too high: without an anchor nobody can see it, with one on half it is gone on the rest."""
    truth, said = judgements({"a": (10.0, 1.0), "b": (12.0, 2.0), "c": (8.0, 2.0), "d": (10.0, 3.0)})
    claims = table(said)
    rest = [f"q{i}" for i in range(60, 120)]

    def error(result: pd.DataFrame) -> float:
        best = result.set_index("quantity")["best"]
        return float(np.mean([best[q] - truth[int(q[1:])] for q in rest]))

    assert error(reconcile(claims, "learned")) > 9
    anchored = reconcile(claims, "learned", known={f"q{i}": truth[i] for i in range(60)})
    assert abs(error(anchored)) < 1
    assert anchored["basis"].str.contains("bias taken off").all()
    assert not reconcile(claims, "learned")["basis"].str.contains("bias taken off").any()


def test_bias_by_target_and_over_time() -> None:
    """Each army counts the other's losses too high, and one of them more so every year."""
    rng = np.random.default_rng(5)
    rows = [
        {"quantity": f"losses {i}", "source": source, "who": who, "year": 2000 + i // 40,
         "value": 500 + i + rng.normal(0, 5) + (60 + 20 * (i // 40) if source == "blue" and who == "red" else 0)}
        for i in range(120) for who in [("red", "blue")[i % 2]]
        for source in ("red", "blue", "press", "un", "ngo")
    ]  # fmt: skip
    claims = bound(read_claims(rows))
    by = profiles(claims, per=["who", "year"]).set_index(["source", "who", "year"])["bias"]
    assert [round(by["blue", "red", y] / 10) * 10 for y in (2000, 2001, 2002)] == [60, 80, 100]
    assert abs(by["blue", "blue", 2002]) < 8
    assert len(profiles(claims, per="who")) == 10


def test_bias_is_measured_by_a_source_named_unbiased() -> None:
    """All but the UN count 10 too high: held against one another they look level, held against the UN they do not."""
    _, said = judgements({"a": (10.0, 1.0), "b": (12.0, 2.0), "c": (10.0, 2.0), "un": (0.0, 1.0)})
    said["c"][60:] = np.nan
    said["un"][:60] = np.nan  # and so never beside c
    claims = table(said)
    plain, by = (profiles(claims, unbiased=names).set_index("source") for names in ((), "un"))
    assert (plain.loc[["a", "b"], "bias"].abs() < 8).all()
    assert by["bias"][["a", "b", "un"]].tolist() == pytest.approx([10, 12, 0], abs=1)
    assert by.loc["a", "bias_low"] < 10 < by.loc["a", "bias_high"]
    assert by["anchor"][["a", "b", "un"]].eq("un").all()
    assert by.loc["c", ["bias", "bias_low", "anchor"]].isna().all()
    pd.testing.assert_series_equal(plain["weight"], by["weight"])
    with pytest.raises(EstimatesError, match=r"'uno' is no source(.|\n)*un"):
        profiles(claims, unbiased=["uno"])


def test_figures_that_scatter_as_their_size_are_averaged_as_factors() -> None:
    rng = np.random.default_rng(2)
    truth = np.exp(rng.uniform(2, 9, 60))
    spread = {"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.5, "e": 0.6}
    claims = table({s: truth * np.exp(rng.normal(0, sd, 60)) for s, sd in spread.items()})
    found = profiles(claims).set_index("source")
    assert found["relative"].all()
    assert found["spread"]["d"] == pytest.approx(0.5, rel=0.3)
    best = reconcile(claims, "learned").set_index("quantity")
    assert best["basis"].str.contains("as factors").all()
    assert np.mean([abs(np.log(best["best"][f"q{i}"] / v)) for i, v in enumerate(truth)]) < 0.12


@pytest.mark.parametrize(
    ("sizes", "factors", "relative"),
    [((150, 900), True, True), ((8, 15), True, True), ((150, 900), False, False), ((300, 320), False, False)],
)
def test_factors_are_told_from_amounts_by_likelihood_also_where_sizes_are_alike(
    sizes: tuple[float, float], factors: bool, relative: bool
) -> None:
    """Guesses err by factors, thermometers by amounts: of one size as of many (Box and Cox 1964)."""
    rng = np.random.default_rng(8)
    truth = rng.uniform(*sizes, 40)
    spread = {s: 0.3 + 0.1 * k for k, s in enumerate("abcdefgh")}
    said = {s: truth * np.exp(rng.normal(0, sd, 40)) if factors else truth + rng.normal(0, 9 * sd, 40)
            for s, sd in spread.items()}  # fmt: skip
    assert (profiles(table(said))["relative"] == relative).all()


def test_a_judgement_counts_a_bound_by_the_nearest_value_that_it_allows() -> None:
    said: dict[str, list[Any]] = {s: list(v) for s, v in judgements(SPREAD, n=30)[1].items()}
    free = reconcile(table({**said, "g": ["more than 100"] * 30}), "learned").set_index("quantity")["best"]
    without = reconcile(table(said), "learned").set_index("quantity")["best"]
    pulled = reconcile(table({**said, "g": [*["more than 100"] * 29, "more than 280"]}), "learned")
    pulled_best = pulled.set_index("quantity")["best"]
    assert (free - without).abs().max() < 1e-6  # what is allowed pulls nowhere
    assert without["q29"] + 0.1 < pulled_best["q29"] < 280  # a source with one figure, far off, weighs little


@pytest.mark.parametrize("absurd", [1e18, 1e9])
def test_an_absurd_figure_is_left_out_and_named(absurd: float) -> None:
    _, said = judgements(SPREAD, n=20)
    clean = reconcile(table(said), "learned").set_index("quantity")["best"]
    said["f"] = said["f"].copy()
    said["f"][7] = absurd
    claims = table(said)
    result = reconcile(claims, "learned").set_index("quantity")
    assert (result["best"] - clean).abs().max() < 1
    assert "left out" in result.loc["q7", "basis"]
    shown = support(claims, reconcile(claims, "learned")).set_index("source")
    row = shown[shown["quantity"] == "q7"].loc["f"]
    assert row["weight"] == 0
    assert row["why"].startswith("left out")


@pytest.mark.parametrize("slip", [10.0, 0.01, 0.001])
def test_a_figure_far_from_the_others_counts_in_part_and_says_so(slip: float) -> None:
    """A slip of the pen in a judgement moves the answer by less than it does the mean of logarithms or of amounts."""
    rng = np.random.default_rng(6)
    truth = rng.uniform(1e4, 9e6, 40)
    said = {s: truth * np.exp(rng.normal(0, 0.1 + 0.02 * k, 40)) for k, s in enumerate("abcdefg")}
    clean = reconcile(table(said), "learned").set_index("quantity")["best"]
    said["c"][7] *= slip
    claims = table(said)
    result = reconcile(claims, "learned")
    moved = np.log(result.set_index("quantity")["best"] / clean)
    assert abs(moved["q7"]) < 0.15 < 0.5 * abs(np.log(slip)) / 7
    assert moved.drop("q7").abs().max() < 0.02
    row = support(claims, result).query("quantity == 'q7'").set_index("source")
    assert row["weight"]["c"] < 0.5 * row["weight"].drop("c").min()
    assert row["why"]["c"].endswith("far from what others say")
    assert not row["why"].drop("c").str.contains("far").any()


# --- small cases, grades, support, errors ------------------------------------------------------------------------


def test_a_short_record_falls_back_to_consensus_and_says_so() -> None:
    claims = table({"a": [10, 20], "b": [10, 25]})
    learned, consensus = reconcile(claims, "learned"), reconcile(claims, "consensus")
    pd.testing.assert_frame_equal(
        learned.drop(columns=["method", "basis"]), consensus.drop(columns=["method", "basis"])
    )
    assert learned["basis"].eq("consensus: too little record to learn from").all()
    found = profiles(claims)
    assert found["accuracy"].isna().all()
    assert found["grade"].eq("F").all()
    assert found["copies"].isna().all()
    assert len(copiers(claims)) == 0
    assert support(claims, learned)["why"].str.startswith("too little record").all()


def test_a_quantity_without_a_number_is_answered_by_consensus() -> None:
    _, said = facts({"a": 0.9, "b": 0.8, "c": 0.7}, n=20)
    claims = table(
        {s: [*v, text] for (s, v), text in zip(said.items(), ["over 50", "under 90", "over 60"], strict=True)}
    )
    row = reconcile(claims, "learned").set_index("quantity").loc["q20"]
    assert (row["low"], row["high"], row["n_support"]) == (60, 90, 3)
    assert "nobody states a number" in row["basis"]
    assert reconcile(claims, "learned").query("quantity != 'q20'")["basis"].str.startswith("facts: 3 sources").all()


def test_nothing_in_nothing_out() -> None:
    claims = table({"a": [10]}).iloc[:0]
    assert len(reconcile(claims, "learned")) == 0
    assert len(profiles(claims)) == 0
    assert len(copiers(claims)) == 0


def test_grades_are_a_prior_that_a_record_outweighs() -> None:
    said = {s: [101, 203, 307, 401, 503, 607] for s in "abc"}
    said["a"], said["b"] = [*said["a"], 701], [*said["b"], 751]
    claims = table(said)
    graded = claims.assign(reliability=claims["source"].map({"a": "E", "b": "A", "c": "C"}))
    assert reconcile(graded, "learned").query("quantity == 'q6'")["best"].tolist() == [751.0]
    _, long = facts(ACCURACY)
    wrong = table(long)
    wrong = wrong.assign(reliability=wrong["source"].map({"a": "E", "f": "A"}))
    weights = profiles(wrong).set_index("source")["weight"]
    assert weights["a"] > weights["f"]


def test_suggested_grades_follow_the_record() -> None:
    _, said = facts({"a": 0.97, "b": 0.8, "c": 0.6, "d": 0.4})
    grades = profiles(table({**said, "new": said["a"][:3]})).set_index("source")["grade"]
    assert grades.to_dict() == {"a": "A", "b": "B", "c": "C", "d": "D", "new": "F"}


def test_support_shows_the_weight_of_each_claim_and_why() -> None:
    _, said = facts(ACCURACY, n=40)
    claims = table({**said, "echo": said["f"]})
    shown = support(claims, reconcile(claims, "learned"))
    by = shown.groupby("source")["weight"].mean()
    assert by["a"] > by["e"] > by["echo"]
    assert shown.loc[shown["source"] == "echo", "why"].str.contains("that repeat it").all()
    assert shown.loc[shown["source"] == "a", "why"].str.contains("^accuracy 0.[89]").all()
    assert "weight" not in support(claims, reconcile(claims, "vote"))


def test_support_does_not_learn_without_what_the_answer_was_learned_with() -> None:
    truth, said = facts(ACCURACY, n=40)
    claims = table(said)
    known = {f"q{i}": float(truth[i]) for i in range(20)}
    plain, settled = reconcile(claims, "learned"), reconcile(claims, "learned", known=known)
    with pytest.raises(EstimatesError, match=r"learned with known values(.|\n)*support\(claims, result, known=...\)"):
        support(claims, settled)
    with pytest.raises(EstimatesError, match="not learned with known values"):
        support(claims, plain, known=known)
    weights = support(claims, settled, known=known)["weight"]
    assert weights.notna().all()
    assert not np.allclose(weights, support(claims, plain)["weight"])


@pytest.mark.parametrize(
    ("known", "said"),
    [({"quantity": ["a"], "value": ["many"]}, "no numbers"), ({"as_of": ["soon"], "value": [3.0]}, "something else")],
)
def test_what_is_known_is_of_the_kind_that_the_claims_have(known: dict[str, list[object]], said: str) -> None:
    claims = bound(read_claims([{"quantity": "a", "source": "x", "value": 1, "as_of": "2024-01-01"}]))
    with pytest.raises(SchemaError, match=said):
        profiles(claims, by=["quantity", "as_of"], known=pd.DataFrame(known))
    plain = profiles(claims, by=["quantity", "as_of"])
    pd.testing.assert_frame_equal(profiles(claims, by=["quantity", "as_of"], known={}), plain)


def test_what_is_known_must_be_of_the_claims() -> None:
    claims = table(facts(ACCURACY, n=10)[1]).assign(unit="person")
    with pytest.raises(SchemaError, match="value"):
        reconcile(claims, "learned", known=pd.DataFrame({"place": ["x"], "value": [1.0]}))
    with pytest.raises(SchemaError, match="several values"):
        reconcile(claims, "learned", known=pd.DataFrame({"quantity": ["q1", "q1"], "value": [1.0, 2.0]}))
    with pytest.raises(UnitError, match="km"):
        profiles(claims, known=pd.DataFrame({"quantity": ["q1"], "value": [1.0], "unit": ["km"]}))
    with pytest.raises(SchemaError, match="known=3 is not what"):
        profiles(claims, known=3)  # type: ignore[arg-type]
    with pytest.raises(EstimatesError, match="learned"):
        reconcile(claims, "vote", known={"q1": 1.0})
    with pytest.raises(EstimatesError, match="alpha"):
        copiers(claims, alpha=0)
    with pytest.raises(EstimatesError, match="level"):
        profiles(claims, level=95)


# --- laws --------------------------------------------------------------------------------------------------------


@st.composite
def many(draw: st.DrawFn) -> pd.DataFrame:
    """Tables with a record: 3 to 5 sources on 5 to 9 quantities, numbers that coincide, hedges and gaps."""
    n = draw(st.integers(5, 9))
    value = st.one_of(
        st.integers(1, 6).map(lambda v: 100.0 + v), st.floats(50, 900).map(lambda v: round(v, 1)), st.none()
    )
    hedged = st.sampled_from(["about 100", "more than 102", "at most 104", "between 90 and 120"])
    return table(
        {
            s: [*draw(st.lists(value, min_size=n, max_size=n)), draw(st.one_of(hedged, value))]
            for s in "vwxyz"[: draw(st.integers(3, 5))]
        }
    )


@law
@given(many(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_digit(claims: pd.DataFrame, random: Any) -> None:
    order = list(range(len(claims)))
    random.shuffle(order)
    mixed = claims.iloc[order]
    pd.testing.assert_frame_equal(reconcile(claims, "learned"), reconcile(mixed, "learned"), check_exact=True)
    pd.testing.assert_frame_equal(profiles(claims), profiles(mixed), check_exact=True)
    pd.testing.assert_frame_equal(copiers(claims), copiers(mixed), check_exact=True)


@law
@given(many())
def test_the_names_of_sources_change_nothing(claims: pd.DataFrame) -> None:
    names = dict(zip("vwxyz", ["m", "z", "a", "k", "b"], strict=True))
    renamed = claims.assign(source=claims["source"].map(names), origin=claims["origin"].map(names))
    pd.testing.assert_frame_equal(reconcile(claims, "learned"), reconcile(renamed, "learned"), rtol=1e-9)
    before, after = profiles(claims), profiles(renamed)
    columns = ["source", "accuracy", "bias", "spread", "weight", "independence"]
    pd.testing.assert_frame_equal(
        before[columns].assign(source=before["source"].map(names)).sort_values("source", ignore_index=True),
        after[columns].sort_values("source", ignore_index=True), rtol=1e-9,
    )  # fmt: skip


@law
@given(many(), st.data())
def test_repeating_a_claim_within_its_origin_changes_nothing(claims: pd.DataFrame, data: st.DataObject) -> None:
    if claims.empty:
        return
    row = claims.iloc[[data.draw(st.integers(0, len(claims) - 1))]].assign(claim_id="again")
    twice = pd.concat([claims, row], ignore_index=True)
    pd.testing.assert_frame_equal(reconcile(claims, "learned"), reconcile(twice, "learned"), check_exact=True)
    pd.testing.assert_frame_equal(profiles(claims), profiles(twice), check_exact=True)


@law
@given(many())
def test_every_group_is_answered_inside_the_hull_of_what_is_stated(claims: pd.DataFrame) -> None:
    result = reconcile(claims, "learned")
    assert set(result["quantity"]) == set(claims["quantity"])
    stated = claims.groupby("quantity")["best"].agg(["min", "max"])
    found = result.dropna(subset="best").join(stated, on="quantity").query("not basis.str.startswith('consensus')")
    near = 1e-9 * found["best"].abs()
    only = (
        claims.groupby("quantity")["best"].apply(lambda best: best.notna().all()).reindex(found["quantity"]).to_numpy()
    )
    assert ((found["best"] >= found["min"] - near) & (found["best"] <= found["max"] + near))[only].all()


# --- what the rounds are made of ---------------------------------------------------------------------------------


def figures(best: list[float], group: list[int], source: list[int], low: Any = None, high: Any = None) -> Said:
    """Exact figures of sources as the rounds see them; NaN with two ends is a range."""
    numbers = np.array(best, dtype=float)
    ends = (numbers if end is None else np.array(end, dtype=float) for end in (low, high))
    n_groups, n_sources = max(group) + 1, max(source) + 1
    share = np.ones(len(best))
    return Said(np.array(group), np.array(source), share, numbers, *ends, ~np.isnan(numbers), n_groups, n_sources,
                np.ones(n_sources))  # fmt: skip


def test_a_usual_distance_is_the_scaled_middle_one_of_what_is_judged() -> None:
    said = figures([8, 10, 16, np.nan, 90], [0] * 5, [0, 1, 2, 3, 4], [8, 10, 16, 1, 90], [8, 10, 16, 2, 90])
    judged = np.array([True, True, True, True, False])
    assert averaging._usual(said, judged) == pytest.approx(1.4826 * (2 + 6) / 2)


def test_what_is_known_has_no_variance() -> None:
    said = figures([8, 10, 16, 3, 5], [0, 0, 0, 1, 1], [0, 1, 2, 0, 1])
    known, answer = np.array([9.0, np.nan]), np.array([34 / 3, 4.0])
    total, ones = np.array([3.0, 2.0]), np.ones(5)
    error, doubt = averaging._left_out(said, ones, total, answer, said.best, np.ones(3), known)
    assert error.tolist() == pytest.approx([-1, 1, 7, -2, 2])
    assert doubt.tolist() == pytest.approx([0, 0, 0, 1, 1])


@pytest.mark.parametrize("factor", [1e-6, 1.0, 1e6])
def test_whether_errors_are_factors_does_not_hang_on_the_unit(factor: float) -> None:
    best = factor * np.exp(np.random.default_rng(1).normal(0, 1, (3, 60)) + np.linspace(0, 6, 60)).ravel()
    said = figures(list(best), list(range(60)) * 3, list(np.repeat([0, 1, 2], 60)))
    assert averaging._relative(said, np.ones(180))


def test_a_figure_that_counts_for_nothing_moves_no_answer_and_no_record() -> None:
    rng = np.random.default_rng(2)
    best, group, source = rng.normal(100, 10, 60), np.repeat(np.arange(20), 3), np.tile([0, 1, 2], 20)
    told = []
    for extra in ([], [500.0]):
        said = figures([*best, *extra], [*group, *[19] * len(extra)], [*source, *[0] * len(extra)])
        counts = np.arange(len(said.best)) < 60
        told.append(averaging.average(said, np.full(20, np.nan), counts.astype(float), counts))
    for name in ("best", "spread", "se"):
        assert getattr(told[1], name) == pytest.approx(getattr(told[0], name), rel=1e-12)


@pytest.mark.parametrize("facts", [True, False])
@pytest.mark.parametrize("known", [np.nan, 1.0])
def test_learning_part_by_part_gives_the_same_to_the_last_digit(
    known: float, facts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(5)
    group, source = np.repeat(np.arange(40), 6), np.tile(np.arange(6), 40)
    usual = np.exp(group / 20)
    best = np.where(rng.random(240) < 0.6, 1.0, rng.integers(2, 9, 240) / 8) * usual
    if not facts:
        best = np.exp(rng.normal(0, 0.1 + 0.1 * source)) * usual
    best[rng.random(240) < 0.1] = np.nan
    best[source == 5] = best[source == 4]
    said = figures(list(best), list(group), list(source), list(0.8 * usual), list(1.3 * usual))
    said = said._replace(n_groups=41)  # nobody says anything of the last
    truth = np.where(np.arange(41) % 9 == 0, known * np.exp(np.arange(41) / 20), np.nan)
    whole = learn(said, truth)
    assert whole.regime == ("facts" if facts else "judgements")
    assert np.isnan(whole.best[40])
    assert (whole.independent < 0.9).any()
    shown = suspected(Lesson(said, np.array(list("abcdef"), dtype=object), whole, truth), 0.05)
    assert len(shown) == 1
    for rows in (1, 7, 50):
        monkeypatch.setattr(storage, "PART", rows)
        parts = [some.group + groups.start for _, groups, some in said.parts()]
        assert len(parts) > 1
        assert np.concatenate(parts).tolist() == group.tolist()
        kept = said._replace(store=Files(tmp_path))
        found, in_files = learn(said, truth), learn(kept, truth)
        for name, of_whole in whole._asdict().items():
            np.testing.assert_array_equal(getattr(in_files, name), getattr(found, name))
            if facts and name in ("held", "spread", "weight"):  # of ranges: sums run on through a part's values
                np.testing.assert_allclose(getattr(found, name), of_whole, rtol=0, atol=1e-13)
            else:
                np.testing.assert_array_equal(getattr(found, name), of_whole)
        lesson = Lesson(kept, np.array(list("abcdef"), dtype=object), in_files, truth)
        pd.testing.assert_frame_equal(suspected(lesson, 0.05), shown)


def test_values_counted_in_shares_are_those_counted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    best = np.random.default_rng(3).integers(0, 9, 300) / 8 * np.where(np.arange(300) % 7, 1, -0.0)
    said = figures(list(best), list(np.repeat(np.arange(60), 5)), [0, 1, 2, 3, 4] * 60)
    said = said._replace(cell=cells_of(said))
    once = coincidence(said, np.ones(300))
    monkeypatch.setattr(learning, "VALUES", 40)
    assert coincidence(said, np.ones(300)) == pytest.approx(once, rel=1e-12)


def test_sources_that_are_always_with_the_answer_are_as_sure_as_any() -> None:
    group, source = list(np.repeat(np.arange(9), 3)), [0, 1, 2] * 9
    said = figures([float(g) for g in group], group, source)
    ones = np.ones(27)
    learned = voting.vote_on(said._replace(cell=said.group), np.full(9, np.nan), ones, ones > 0)
    assert learned.spread.tolist() == [voting.SUREST] * 3


def test_what_has_no_answer_is_no_distance_away() -> None:
    said = figures([7, np.nan, np.nan], [0, 0, 0], [0, 1, 2], [7, 1, 5], [7, 3, 8])
    assert voting._distance(said, np.full(3, np.nan)).tolist() == [0, 0, 0]
    assert voting._distance(said, np.full(3, 4.0)).tolist() == [3, -1, 1]
