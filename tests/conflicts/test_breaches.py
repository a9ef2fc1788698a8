"""Conflicts that need a relation: totals that miss their parts."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from small_systems import as_claims, as_relations, possible, systems
from vectors import published, record, shared_group

from estimates import contradictions, read_claims
from estimates.claims.bounds import bound
from estimates.conflicts.breaches import relation_findings
from estimates.relations.hitting import bits, minimal
from estimates.schema import COLUMNS


def table(**quantities: Any) -> pd.DataFrame:
    """A bounded claims table with a claim per quantity: a number, or (number, hedge), or (number, hedge, unit)."""
    rows = []
    for name, cell in quantities.items():
        value, hedge, unit = (*cell, "plain", np.nan)[:3] if isinstance(cell, tuple) else (cell, "plain", np.nan)
        if isinstance(cell, tuple) and len(cell) == 2:
            hedge, unit = cell[1], np.nan
        zeros = len(str(int(value))) - len(str(int(value)).rstrip("0")) if value else 0
        rows.append(
            {"claim_id": name, "quantity": name, "source": "minister", "value": float(value), "unit": unit,
             "hedge": hedge, "resolution": 10.0**zeros, "status": "expected", "negated": False}
        )  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    return bound(frame)


def test_a_total_that_misses_the_product_of_its_parts_is_one_finding() -> None:
    claims = table(units=5, men=(3000, "about"), total=18000)
    (finding,) = relation_findings(claims, ["total == units * men"])
    assert finding["kind"] == "total"
    assert finding["severity"] == "contradiction"
    assert finding["claims"] == ("men", "total", "units")
    assert finding["quantity"] == "total"
    assert finding["gap"] == pytest.approx(18000 - 450 - 5 * 3450)
    for words in ("minister", "18,000", "about 3,000", "12,750 to 17,250"):
        assert words in finding["explanation"]


def test_a_total_inside_the_product_is_none() -> None:
    assert relation_findings(table(units=5, men=(3000, "about"), total=15000), ["total == units * men"]) == []


def test_claims_of_another_status_are_not_summed() -> None:
    claims = table(units=5, men=3000, total=18000)
    claims["status"] = ["expected", "expected", "actual"]
    assert relation_findings(claims, ["total == units * men"]) == []


def test_units_are_converted_and_dimensions_checked() -> None:
    claims = table(
        front=(900, "exact", "mile"), north=(1000, "exact", "kilometer"), south=(448.4096, "exact", "kilometer")
    )
    assert relation_findings(claims, "front == north + south") == []
    (finding,) = relation_findings(claims, "front == north")
    assert finding["kind"] == "part"
    with pytest.raises(ValueError, match="adds or compares unlike things"):
        relation_findings(table(front=(900, "exact", "mile"), men=(5, "exact", "person")), "front == men")
    assert relation_findings(claims, "front >= 900 mile") == []
    assert len(relation_findings(claims, "front > 1449 km")) == 1


def test_relations_alone_may_conflict() -> None:
    (finding,) = relation_findings(pd.DataFrame(), {"low": "x > 0", "high": "x < 0"})
    assert finding["claims"] == ()
    assert finding["relations"] == ("low", "high")


def test_shared_rule_conflicts() -> None:
    for case in shared_group("rule_conflicts")["cases"]:
        found = relation_findings(pd.DataFrame(), case["rules"])
        named = sorted(sorted(finding["relations"]) for finding in found)
        assert named == sorted(map(sorted, case["minimal_conflicts"])), case["id"]


def test_shared_rule_corrections() -> None:
    """What hits every conflict, and nothing less, is a minimal correction: the conflicts listed are all there are."""
    for case in shared_group("rule_conflicts")["cases"]:
        soft = [name for name in case["rules"] if name not in case["hard"]]
        found = relation_findings(pd.DataFrame(), case["rules"])
        family = [sum(1 << soft.index(name) for name in one["relations"] if name in soft) for one in found]
        corrections = sorted(sorted(soft[bit] for bit in bits(hits)) for hits in minimal(family))
        assert corrections == sorted(map(sorted, case["minimal_corrections"])), case["id"]


@pytest.mark.parametrize("case", published("conflicts"), ids=lambda case: case["source"][:20])
def test_published_rule_conflicts(case: dict[str, Any]) -> None:
    found = relation_findings(pd.DataFrame(), case["relations"])
    assert [list(finding["relations"]) for finding in found] == case["conflicts"]


def test_kinds_and_sentences() -> None:
    claims = record({"kursk": 12, "russia": 10, "north": 5, "south": 6})
    (part,) = relation_findings(claims, {"inside": "kursk <= russia"})
    assert (part["kind"], part["claims"], part["gap"]) == ("part", ("kursk", "russia"), 2.0)
    (jointly,) = relation_findings(claims, ["north + south <= x", "x <= 10"])
    assert (jointly["kind"], jointly["claims"]) == ("jointly", ("north", "south"))
    assert len(jointly["relations"]) == 2


def test_a_sum_that_is_wrong_by_itself_comes_before_the_chains_it_is_part_of() -> None:
    """Without the sum alone, the first conflict found went through every level of the tree."""
    rules, figures = {}, {"all": 900}
    for k in range(4):
        rules[f"front {k}"] = f"`{k}` == " + " + ".join(f"`{k}{j}`" for j in range(4))
        figures |= {str(k): 100} | {f"{k}{j}": 25 for j in range(4)}
    rules["sum"] = "all == `0` + `1` + `2` + `3`"
    found = relation_findings(record(figures), rules)
    assert found[0]["relations"] == ("sum",)
    assert set(found[0]["claims"]) == {"all", "0", "1", "2", "3"}
    assert min(len(other["claims"]) for other in found[1:]) > 5


def test_of_many_conflicts_the_last_listed_says_that_there_are_more() -> None:
    rows = [{"quantity": q, "value": v, "source": s} for q, vs in (("a", (1, 2)), ("b", (4, 5)), ("c", (31, 37)))
            for s, v in zip("xy", vs, strict=True)]  # fmt: skip
    claims = bound(read_claims(rows))
    everything = contradictions(claims, "a + b == c").query("kind == 'total'")
    assert len(everything) == 8
    assert not everything["explanation"].str.contains("There are more").any()
    few = contradictions(claims, "a + b == c", max_conflicts=3).query("kind == 'total'")
    assert len(few) == 3
    assert (
        few["explanation"]
        .iloc[-1]
        .endswith("There are more such conflicts than the 3 listed here; max_conflicts lists more.")
    )


def test_a_tolerance_and_dates_far_apart() -> None:
    claims = record({"a": 40, "b": 59, "c": 100})
    assert len(contradictions(claims, "a + b == c")) == 1
    assert contradictions(claims, "a + b == c", rtol=0.02).empty
    dated = claims.assign(as_of=pd.to_datetime(["2024-01-01", "2024-03-01", "2024-03-02"]).astype("datetime64[us]"))
    (found,) = contradictions(dated, "a + b == c", within="30D").to_dict("records")
    assert (found["kind"], found["severity"]) == ("updated", "warning")
    assert contradictions(dated, "a + b == c", within="90D")["kind"].tolist() == ["total"]


@given(systems())
@settings(max_examples=12, deadline=None)
def test_conflicts_are_all_the_minimal_ones(system: Any) -> None:
    claims, rows = system
    n = len(claims)

    def holds(kept: tuple[int, ...]) -> bool:
        return possible([claims[k] for k in kept if k < n], [rows[k - n] for k in kept if k >= n])

    expected: list[set[int]] = []
    for size in range(1, n + len(rows) + 1):
        for kept in combinations(range(n + len(rows)), size):
            if not any(e <= set(kept) for e in expected) and not holds(kept):
                expected.append(set(kept))
    named = [{f"k{e}" if e < n else f"r{e - n}" for e in conflict} for conflict in expected if max(conflict) >= n]
    found = relation_findings(as_claims(claims), as_relations(rows), max_conflicts=1000)
    assert sorted(sorted([*f["claims"], *f["relations"]]) for f in found) == sorted(map(sorted, named))


@pytest.mark.parametrize("days", [(None, None), ("2024-01-01", None), ("2024-01-01", "2024-01-01")])
def test_what_has_no_date_is_compared_in_the_narrowest_window(days: tuple[str | None, str | None]) -> None:
    rows = [{"quantity": name, "value": n, "as_of": day} for name, n, day in zip("ab", (3, 4), days, strict=True)]
    assert contradictions(bound(read_claims(rows)), "a == b", within=0)["kind"].tolist() == ["part"]


def test_a_sentence_has_a_relation_in_print() -> None:
    rows = [("all the lost", "900"), ("killed", "exactly 100"), ("wounded", "exactly 200")]
    claims = bound(read_claims([{"quantity": q, "source": "staff", "text": t} for q, t in rows]))
    (words,) = contradictions(claims, "`all the lost` == killed + 2 * wounded")["explanation"]
    assert ", but all the lost = killed + 2 × wounded with wounded: staff says “exactly 200”; killed:" in words
