"""Each kind of contradiction, and what is none."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from estimates import SchemaError, bound, contradictions, load_seed, read_claims, read_text, read_texts


def found(*rows: dict[str, Any], **options: Any) -> pd.DataFrame:
    named = [
        {"claim_id": f"c{i}", "quantity": "troops", "source": f"s{i}", "unit": "person", **r}
        for i, r in enumerate(rows)
    ]
    return contradictions(bound(read_claims(named)), **options)


def kinds(*rows: dict[str, Any], **options: Any) -> list[str]:
    return found(*rows, **options)["kind"].tolist()


def test_the_seed_has_one_finding() -> None:
    table = contradictions(bound(load_seed("kursk_2024")))
    assert table[["kind", "severity", "claims", "gap"]].to_numpy().tolist() == [
        ["disjoint", "contradiction", ("k02", "k01"), 475.0]
    ]
    assert table.loc[0, "explanation"] == (
        "On North Korean troops, Kursk: Matthew Miller says “10,000” (6 November 2024) and Volodymyr Zelensky says "
        "“11,000” (4 November 2024); read as 9,750 to 10,250 and as 10,725 to 11,275, they are 475 people apart. "
        "That is 0.9 times the error both allow."
    )


def test_hedged_near_misses_agree() -> None:
    assert kinds({"value": 11000, "hedge": "about"}, {"value": 10000, "hedge": "about"}) == []
    assert kinds({"value": 1917}, {"value": 1900, "hedge": "about"}) == []
    assert kinds({"value": 103}, {"value": 100}) == ["disjoint"]


def test_one_sided_claims() -> None:
    assert kinds({"value": 900, "hedge": "more_than"}, {"value": 900, "hedge": "at_most"}) == ["bound"]
    assert kinds({"value": 900, "hedge": "at_least"}, {"value": 900, "hedge": "at_most"}) == []
    weak = found({"value": 900, "hedge": "up_to"}, {"value": 2000})
    assert weak[["kind", "severity"]].to_numpy().tolist() == [["bound", "weak"]]


def test_only_equal_groups_are_compared() -> None:
    assert kinds({"value": 11000}, {"value": 15000, "status": "expected"}) == []
    assert kinds({"value": 11000, "place": "Kursk"}, {"value": 15000, "place": "Sumy"}, by=["quantity", "place"]) == []
    with pytest.raises(SchemaError, match=r"by names 'plcae'.*\n.*did you mean 'place'"):
        found({"value": 1, "place": "Kursk"}, by=["plcae"])


def test_units_are_brought_together_first() -> None:
    assert kinds({"value": 900, "unit": "mile"}, {"value": 1448, "unit": "km"}) == []
    assert found({"value": 900, "unit": "mile"}, {"value": 900, "unit": "km"}).loc[0, "unit"] == "km"


def test_a_mix_of_dimensions_is_a_finding_and_stops_nothing() -> None:
    rows = {"value": 900, "unit": "mile"}, {"value": 800}, {"value": 900}
    table = found(*rows)
    assert table["kind"].tolist() == ["disjoint", "unit"]
    assert table["claims"].tolist() == [("c1", "c2"), ("c0",)]
    assert table.loc[1, "explanation"] == (
        "On troops: figures of several dimensions (2 in person, 1 in mile) are compared within each only; "
        "s0 says 900 miles."
    )


def test_a_later_figure_supersedes_its_own_source() -> None:
    early, late = (
        {"source": "army", "value": 9000, "as_of": "2024-11-01"},
        {"source": "army", "value": 11000, "as_of": "2024-11-04"},
    )
    table = found(early, late, {"value": 11000})
    assert table[["kind", "severity", "claims"]].to_numpy().tolist() == [["revised", "warning", ("c0", "c1")]]
    assert kinds({**early, "value": 11000}, late) == []


def test_a_window_compares_only_near_dates() -> None:
    rows = {"value": 9000, "as_of": "2024-10-01"}, {"value": 11000, "as_of": "2024-11-04"}
    assert kinds(*rows) == ["updated"]
    assert kinds(*rows, within=7) == ["updated"]
    assert kinds(*rows, within="60D") == ["disjoint"]
    assert kinds(rows[0], {"value": 11000}, within=7) == ["disjoint"]  # a missing date always compares


def test_running_totals_may_rise_and_not_fall() -> None:
    total = {"cumulative": True, "quantity": "killed"}
    first, second = {**total, "value": 311, "as_of": "2024-01-01"}, {**total, "value": 507, "as_of": "2024-01-05"}
    assert kinds(first, second) == ["updated"]
    assert kinds(first, {**second, "value": 203}) == ["fall"]
    assert kinds(first, second, {**total, "value": 401, "as_of": "2024-01-09"}) == ["fall", "updated"]
    assert kinds(first, {**second, "as_of": "2024-01-01"}) == ["disjoint"]


def test_impossible_figures() -> None:
    assert kinds({"value": -5}) == ["impossible"]
    assert kinds({"value": 2.5}) == ["impossible"]
    assert kinds({"value": 2.5, "quantity": "children per woman"}) == []
    assert kinds({"value": 120, "unit": "percent", "quantity": "share of the territory"}) == ["impossible"]
    assert kinds({"value": 120, "unit": "percent", "quantity": "inflation"}) == []
    assert kinds({"value": -5, "unit": "USD"}) == []


def test_a_fraction_that_is_read_is_impossible_only_of_persons() -> None:
    text = "A 7.8-magnitude quake in Oldtown killed 2.5 people. For every soldier lost, 7.5 rebels died in Oldtown."
    found = contradictions(bound(read_text(text, reported="2024-11-06")))
    told = found.loc[found["kind"] == "impossible", "explanation"].tolist()
    assert len(told) == 1
    assert "“2.5”" in told[0]


@pytest.mark.parametrize("words", ["Turnout was 120 percent", "Some 120 percent of voters said yes"])
def test_more_than_all_is_impossible_of_a_share(words: str) -> None:
    assert contradictions(bound(read_text(f"{words}.")))["kind"].tolist() == ["impossible"]


@pytest.mark.parametrize("words", ["Inflation was 700 percent", "Debt stood at 180 percent of output",
                                   "Clinics were at 150 percent of capacity"])  # fmt: skip
def test_what_is_no_share_of_a_whole_may_be_more_than_all(words: str) -> None:
    assert contradictions(bound(read_text(f"{words}."))).empty


def test_denials() -> None:
    assert kinds({"value": 3000, "negated": True}, {"value": 3000}) == ["denied"]
    assert kinds({"value": 3000, "negated": True}, {"value": 3000, "hedge": "about"}) == ["denied"]
    assert kinds({"value": 3000, "negated": True}, {"value": 11000}) == []
    assert kinds({"value": 3000, "negated": True}, {"low": 1000, "high": 5000}) == []
    assert kinds({"value": 3000, "hedge": "more_than", "negated": True}, {"value": 5000}) == ["denied"]
    assert kinds({"low": 1000, "high": 5000, "negated": True}, {"low": 2000, "high": 3000}) == ["denied"]
    assert kinds({"low": 1000, "high": 5000, "negated": True}, {"low": 2000, "high": 6000}) == []


def test_nobody_denies_what_he_says_himself() -> None:
    both = {"value": 3000, "negated": True}, {"value": 3000}
    for name in ("army", "admiral"):
        tanks = ({"quantity": "tanks", "source": other, "value": len(other)} for other in ("army", "admiral"))
        assert kinds(*tanks, *({**row, "source": name} for row in both)) == ["disjoint"]
    assert kinds(*({**row, "source": None} for row in both)) == ["denied"]


def test_a_source_that_denies_later_what_it_said_has_withdrawn_it() -> None:
    said = {"source": "army", "value": 3000, "reported": "2024-11-19"}
    later, before = (
        {"source": "army", "value": 3000, "negated": True, "reported": f"2024-11-{day}"} for day in (20, 18)
    )
    claims = read_claims([{"claim_id": f"c{n}", "quantity": "troops", **row} for n, row in enumerate((said, later))])
    (finding,) = contradictions(bound(claims)).itertuples()
    assert (finding.kind, set(finding.claims)) == ("denied", {"c0", "c1"})
    assert finding.explanation == "On troops: army denies 3,000, yet earlier army says 3,000 (19 November 2024)."
    assert kinds(said, before) == []


def test_one_sentence_of_one_source_is_left_to_relations() -> None:
    spot = {"source": "minister", "locator": "sentence 7", "end": 9}
    assert kinds({**spot, "value": 30, "start": 1}, {**spot, "value": 7, "start": 5}) == []
    assert kinds({**spot, "value": 30, "start": 1}, {**spot, "value": 7, "start": 5, "locator": "sentence 8"}) == [
        "disjoint"
    ]


def test_trends_stay_out() -> None:
    assert kinds({"value": 5, "trend": "up"}, {"value": 50}) == []


def test_products_against_their_total() -> None:
    rows = (
        {"quantity": "units", "unit": "count", "value": 5},
        {"quantity": "men per unit", "value": 3000, "hedge": "about"},
        {"quantity": "total", "value": 15000},
    )
    relation = "total == units * `men per unit`"
    assert kinds(*rows, relations=[relation]) == []
    table = found(*rows[:2], {"quantity": "total", "value": 18000}, relations=[relation])
    assert table[["kind", "claims"]].to_numpy().tolist() == [["total", ("c0", "c1", "c2")]]


def test_a_large_group_lists_the_widest_gaps_and_says_how_many() -> None:
    rows = [{"value": 10.0**k + 1} for k in range(8)]
    table = found(*rows, max_pairs=3)
    assert len(table) == 3
    assert table["n_pairs"].unique().tolist() == [28]
    assert table["claims"].tolist()[0] == ("c0", "c7")


def test_a_very_large_group_gives_the_same_pairs_without_looking_at_all() -> None:
    rows = [{"value": float(3 * k % 1009), "hedge": "exact", "unit": "USD"} for k in range(1001)]
    short = found(*rows, max_pairs=5)
    from estimates.conflicts import clashes

    all_pairs = pytest.MonkeyPatch()
    with all_pairs.context() as patch:
        patch.setattr(clashes, "_CHUNK", 100)
        pd.testing.assert_frame_equal(short, found(*rows, max_pairs=5))


def test_a_range_without_a_lower_end_is_compared_like_any_other() -> None:
    assert kinds({"low": float("-inf"), "high": 1000}, {"value": 2000, "hedge": "exact"}) == ["bound"]


def test_what_is_only_guessed_to_be_of_one_quantity_has_no_course() -> None:
    texts = ["The firm had 500 customers.", "The utility has 35,000 customers."]
    articles = pd.DataFrame({"text": texts, "publisher": ["Post", "Herald"], "reported": ["2024-05-01", "2024-05-09"]})
    claims = bound(read_texts(articles, progress=False))
    assert set(contradictions(claims)["kind"]) <= {"perhaps"}
    stated = claims.assign(identity="stated")
    assert contradictions(stated)["kind"].tolist() == ["updated"]
