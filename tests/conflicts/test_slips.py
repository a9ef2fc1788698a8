"""Suspicions: worked corrections, slips that explain findings, and coincidences that do not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from vectors import record, shared_group, shared_table

from estimates import bound, contradictions, read_claims, suspicions
from estimates.conflicts import findings


def repair(found: pd.DataFrame) -> dict[str, float]:
    """What the first suspicion of every step would make of the figures."""
    first = found["suspicion"].isin(found.drop_duplicates("step")["suspicion"])
    return dict(zip(found.loc[first, "claim_id"], found.loc[first, "suggested"], strict=True))


def of_one_quantity(*values: float, **columns: Any) -> pd.DataFrame:
    rows = [{"claim_id": f"c{k}", "quantity": "q", "source": f"s{k}", "value": v} for k, v in enumerate(values)]
    return bound(read_claims(rows).assign(**columns))


def test_shared_typing_errors() -> None:
    for case in shared_group("deductive")["typing_errors"]:
        found = suspicions(record(case["record"]), case["rules"])
        assert {**case["record"], **repair(found)} == case["corrected"], case["id"]


def test_shared_sign_errors() -> None:
    for case in shared_group("deductive")["sign_errors"]:
        found = suspicions(record(case["record"]), case["rules"])
        if "changes" in case and case["may_flip"]:
            assert repair(found) == case["changes"], case["id"]
        else:  # the figures alone do not say that no sign may be turned: the swap is listed beside it
            swaps = found[found["kind"] == "swapped"]
            assert dict(zip(swaps["claim_id"], swaps["suggested"], strict=True)) == case["changes"], case["id"]


def test_shared_rounding() -> None:
    case = shared_group("deductive")["rounding"]
    found = suspicions(record(case["record"]), case["rules"])
    assert set(found["kind"]) == {"rounding"}
    repaired = {**case["record"], **repair(found)}
    assert contradictions(record(repaired), case["rules"]).empty
    assert max(abs(repaired[k] - v) for k, v in case["record"].items()) <= case["smallest_possible_max_change"]


def test_shared_factors() -> None:
    for case in shared_group("unit_errors")["cases"]:
        if "values" not in case:
            continue
        found = suspicions(of_one_quantity(*case["values"]))
        if case["suspect"] is None:
            assert found.empty, case["id"]
            continue
        first = found.iloc[0]
        assert first["claim_id"] == f"c{case['suspect']}", case["id"]
        assert first["suggested"] == pytest.approx(case["corrected"], rel=case["tolerance_rel"])
        assert first["factor"] == pytest.approx(case["factor"], rel=case["tolerance_rel"])


def test_shared_thousands_by_a_limit_on_a_ratio() -> None:
    case = shared_group("unit_errors")["cases"][0]
    for row in case["records"]:
        claims = record({"turnover": row["turnover"], "staff": row["staff"]})
        found = suspicions(claims, "turnover / staff <= 500")
        assert bool(len(found)) == row["flagged"]
        if row["flagged"]:
            first = found.iloc[0]
            assert (first["claim_id"], first["suggested"]) == ("turnover", pytest.approx(row["corrected_turnover"]))


def test_printed_slips_of_battles() -> None:
    sums = shared_table("casualty_sums.csv")
    for row in sums[sums["gap"] != 0].to_dict("records"):
        figures = {name: row[name] for name in ("total", "killed", "wounded", "rest")}
        relation = "killed + wounded + rest == total"
        found = suspicions(record(figures), relation)
        assert (found["kind"] == "digit slip").any()
        for _, part in found.groupby("suspicion"):
            mended = {**figures, **dict(zip(part["claim_id"], part["suggested"], strict=True))}
            assert contradictions(record(mended), relation).empty
        told = contradictions(record(figures), relation)["suspicion"]
        assert told.str.contains("digit slip").all()


def test_a_suspicion_names_the_figure_and_is_not_applied() -> None:
    claims = of_one_quantity(13226, 13266)
    found = contradictions(claims)
    assert "13,226 (s0) would be 13,266" in found.loc[0, "suspicion"]
    assert claims["value"].tolist() == [13226, 13266]


@pytest.mark.parametrize(
    ("values", "unit", "kind"),
    [
        ((11, 11200), None, "thousands slip"), ((60000, 6000), "person", "extra zero"),
        ((900, 1448), "mile", "unit slip"),
        ((13226, 13266), "person", "digit slip"), ((5300, 1300), "person", "digit slip"),
    ],
)  # fmt: skip
def test_what_explains_two_figures(values: tuple[float, float], unit: str | None, kind: str) -> None:
    found = suspicions(of_one_quantity(*values, unit=pd.Series([unit] * 2, dtype="str") if unit else np.nan))
    assert found["kind"].iloc[0] == kind
    assert found["settles"].iloc[0] == (0,)


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        ((9000, 11000, 14000), None), ((2000, 5000), "person"), ((900, 1448), "person"), ((1200, 1700), "mile"),
        ((40, 90), None),
    ],
)  # fmt: skip
def test_what_may_be_a_coincidence_is_no_suspicion(values: tuple[float, ...], unit: str | None) -> None:
    assert suspicions(of_one_quantity(*values, unit=pd.Series([unit] * len(values), dtype="str"))).empty


def test_a_part_given_as_total() -> None:
    found = suspicions(record({"total": 500, "killed": 500, "wounded": 1200}), "killed + wounded == total")
    first = found.iloc[0]
    assert (first["kind"], first["claim_id"], first["suggested"]) == ("part given as total", "total", 1700)


def test_killed_for_casualties() -> None:
    rows = [
        {"quantity": "losses at the river", "source": "a", "value": 400, "noun": "killed"},
        {"quantity": "losses at the river", "source": "b", "value": 2100, "noun": "casualties"},
    ]
    claims = bound(read_claims(rows).assign(quantity="the river"))
    found = suspicions(claims)
    assert found["kind"].tolist() == ["confused words"]
    assert np.isnan(found["suggested"].iloc[0])
    assert "killed" in contradictions(claims).loc[0, "suspicion"]


def test_a_total_finer_than_its_parts_is_a_warning() -> None:
    rows = [
        {"claim_id": "u", "quantity": "units", "value": 7, "source": "a"},
        {"claim_id": "m", "quantity": "men", "value": 3100, "hedge": "about", "source": "a"},
        {"claim_id": "t", "quantity": "total", "value": 21700, "source": "a"},
    ]
    relation = "total == units * men"
    assert contradictions(bound(read_claims(rows)), relation).empty
    rows[1]["value"], rows[2]["value"] = 3000, 21000
    assert contradictions(bound(read_claims(rows)), relation).empty
    killed = [
        {"claim_id": "k", "quantity": "killed", "value": 2000, "hedge": "about", "source": "a"},
        {"claim_id": "w", "quantity": "wounded", "value": 341, "source": "a"},
        {"claim_id": "t", "quantity": "total", "value": 2341, "source": "a"},
    ]
    (finding,) = contradictions(bound(read_claims(killed)), "killed + wounded == total").to_dict("records")
    assert (finding["kind"], finding["severity"], finding["claims"]) == ("precision", "warning", ("t", "k"))


def test_a_bare_number_needs_two_others_to_be_of_another_unit() -> None:
    assert suspicions(of_one_quantity(900, 1448)).empty
    found = suspicions(of_one_quantity(905, 1448, 898))
    assert (found["claim_id"].iloc[0], found["kind"].iloc[0]) == ("c1", "unit slip")


def test_printed_slips_between_books_on_battles() -> None:
    forces = shared_table("battle_forces_by_source.csv")
    single = forces[forces["low"] == forces["high"]]
    claims = bound(
        read_claims(
            single.rename(columns={"low": "value", "side": "who"}).drop(columns="high").assign(quantity="strength")
        )
    )
    found = suspicions(claims, by=("quantity", "battle", "who"))
    digits = found[found["kind"] == "digit slip"]
    pairs = {tuple(sorted(p)) for p in zip(digits["value"], digits["suggested"], strict=True)}
    assert (13226, 13266) in pairs
    assert all(a != b for a, b in pairs)
    assert (found["kind"] == "unit slip").sum() <= 2  # coincidences among 397 findings on bare numbers


def test_of_two_figures_only_the_coarser_can_be_a_rounding_of_the_other() -> None:
    rows = [{"claim_id": "fine", "source": "a", "value": 11000}, {"claim_id": "coarse", "source": "b", "value": 10000}]
    found = suspicions(bound(read_claims([{"quantity": "troops", **row} for row in rows])))
    assert found[["kind", "claim_id", "suggested"]].to_numpy().tolist() == [["rounding", "coarse", 11000.0]]


def test_an_unbounded_band_moved_to_zero_stays_unbounded() -> None:
    rows = [{"low": 0.0, "high": 1.0}, {"value": 0.0, "hedge": "exact"}, {"value": 1.0, "hedge": "more_than"}]
    claims = bound(read_claims([{"quantity": "troops", "source": "army", "unit": "person", **row} for row in rows]))
    assert contradictions(claims)["kind"].tolist() == ["bound", "bound"]


def test_suspicions_make_nothing_that_only_contradictions_show(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = bound(read_claims([{"claim_id": i, "quantity": "tanks", "value": v} for i, v in (("a", 353), ("b", 335))]))
    expected = suspicions(claims)
    assert len(expected) > 0
    for name in ("courses", "echo_findings", "mixed_units", "unsure_findings", "_measured"):
        monkeypatch.setattr(findings, name, None)
    pd.testing.assert_frame_equal(suspicions(claims), expected)


def test_a_slip_makes_no_part_of_a_person_and_names_a_claim_without_a_source() -> None:
    few = [{"source": "UCDP", "low": 0, "high": 1}, {"source": "b", "text": "12"}]
    for more in ({"unit": "person"}, {}):
        claims = bound(read_claims([{"quantity": "killed"} | more | row for row in few]))
        assert contradictions(claims)["suspicion"].isna().all()
    cases = [{"claim_id": f"c{value}", "quantity": "cases", "value": value} for value in (285, 2850)]
    (why,) = contradictions(bound(read_claims(cases)))["suspicion"]
    assert "cases of 285 (claim c285) would be 2,850" in why
    assert "nan" not in why
