"""Laws that hold for any table of claims (hypothesis draws the tables)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from estimates import (
    HedgePolicy,
    bound,
    contradictions,
    convert,
    parse_figures,
    read_claims,
    reconcile,
)
from estimates.schema import ENDS
from estimates.strategies import tables, written

SAME_SOURCES = ("army", "ministry", "agency", "witness", "museum")
METHODS = ("intersection", "hull", "consensus", "median", "lowest", "latest", "vote")


def admits(table: pd.DataFrame, point: float) -> bool:
    """Whether every outer band holds the point."""
    above = (table["low"] < point) | ((table["low"] == point) & table["closed"].isin(["both", "left"]))
    below = (table["high"] > point) | ((table["high"] == point) & table["closed"].isin(["both", "right"]))
    return bool((above & below).all())


def candidates(table: pd.DataFrame) -> list[float]:
    """Ends and the points between them: if any real number satisfies all claims, one of these does."""
    ends = sorted({x for name in ("low", "high") for x in table[name] if np.isfinite(x)})
    if not ends:
        return [0.0]
    between = [(a + b) / 2 for a, b in pairwise(ends)]
    return [*ends, *between, ends[0] - 1, ends[-1] + 1]


def findings(table: pd.DataFrame, **options: Any) -> pd.DataFrame:
    found = contradictions(table, **options)
    return found[found["kind"].isin(["disjoint", "bound"])]


@given(tables(min_size=1))
def test_helly_no_pair_clashes_exactly_if_some_number_satisfies_all(table: pd.DataFrame) -> None:
    assert findings(table).empty == any(admits(table, x) for x in candidates(table))


@settings(max_examples=15)  # of every method
@given(tables(), st.randoms(use_true_random=False))
def test_row_order_changes_nothing(table: pd.DataFrame, random: Any) -> None:
    order = list(range(len(table)))
    random.shuffle(order)
    mixed = table.iloc[order]
    assert_frame_equal(contradictions(table), contradictions(mixed), check_exact=True)
    for method in METHODS:
        one, other = reconcile(table, method=method), reconcile(mixed, method=method)
        assert_frame_equal(one, other, check_exact=True)


@given(tables(units=("mile", "day", "person", None), quantities=("a",), max_size=3, bounded=False), st.data())
def test_convert_and_bound_commute(table: pd.DataFrame, data: Any) -> None:
    to = [data.draw(st.sampled_from(["km", "meter"])), data.draw(st.sampled_from(["hour", "week"]))]
    one, other = convert(bound(table), to), bound(convert(table, to))
    for column in ENDS:
        np.testing.assert_allclose(one[column], other[column], rtol=1e-12)
    assert_frame_equal(one[["closed", "basis"]], other[["closed", "basis"]])


@given(tables())
def test_bands_are_nested(table: pd.DataFrame) -> None:
    low, likely_low, best, likely_high, high = (table[name] for name in ENDS)
    assert ((low <= likely_low) & (likely_low <= likely_high) & (likely_high <= high)).all()
    assert (best.isna() | ((likely_low <= best) & (best <= likely_high))).all()


@given(tables(), st.floats(0.05, 0.5))
def test_widening_never_adds_a_contradiction(table: pd.DataFrame, extra: float) -> None:
    wide = HedgePolicy(rounding=0.025 + extra, about_outer=0.15 + extra, nearly_outer=0.15 + extra)
    before = set(findings(table, max_pairs=99)["claims"])
    assert set(findings(bound(table, wide), max_pairs=99)["claims"]) <= before


@given(tables(min_size=1))
def test_intersection_lies_in_every_claim_and_every_claim_in_the_hull(table: pd.DataFrame) -> None:
    inside = reconcile(table, method="intersection").iloc[0]
    if not np.isnan(inside["low"]):
        assert (table["low"] <= inside["low"]).all()
        assert (table["high"] >= inside["high"]).all()
    outside = reconcile(table, method="hull").iloc[0]
    assert outside["low"] == table["low"].min()
    assert outside["high"] == table["high"].max()


@settings(max_examples=15)  # of every method
@given(tables(min_size=1), st.data())
def test_repeating_a_claim_within_its_origin_changes_nothing(table: pd.DataFrame, data: Any) -> None:
    again = table.iloc[[data.draw(st.integers(0, len(table) - 1))]].assign(claim_id="again")
    twice = pd.concat([table, again])
    for method in METHODS:
        one, other = reconcile(table, method=method), reconcile(twice, method=method)
        assert_frame_equal(one.drop(columns="n_claims"), other.drop(columns="n_claims"))


def test_empty_in_empty_out() -> None:
    empty = bound(read_claims([]))
    assert len(contradictions(empty)) == 0
    for method in METHODS:
        assert len(reconcile(empty, method=method)) == 0
    assert len(convert(empty, "km")) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("ending", ["csv", "parquet"])
@given(table=tables(units=("mile", "person", None), negated=True))
def test_write_and_read_give_the_same_table(tmp_path: Path, ending: str, table: pd.DataFrame) -> None:
    path = tmp_path / f"claims.{ending}"
    if ending == "csv":
        table.to_csv(path, index=False)
    else:
        table.to_parquet(path)
    assert_frame_equal(read_claims(path), table)


@given(tables(negated=True))
def test_the_door_changes_nothing_that_passed_it(table: pd.DataFrame) -> None:
    assert_frame_equal(read_claims(table), table)


@given(tables(bounded=False).filter(len), st.randoms(use_true_random=False))
def test_ids_hang_on_content_and_not_on_place(table: pd.DataFrame, random: Any) -> None:
    bare = table.drop(columns="claim_id").drop_duplicates(["source", "value", "low", "high", "hedge"])
    order = list(range(len(bare)))
    random.shuffle(order)
    ids = read_claims(bare)["claim_id"]
    mixed = read_claims(bare.iloc[order])["claim_id"]
    assert mixed.tolist() == [ids.iloc[i] for i in order]


@settings(max_examples=400)
@given(written())
def test_words_written_from_a_claim_read_back_as_that_claim(said: tuple[str, dict[str, Any]]) -> None:
    words, meaning = said
    (read,) = parse_figures([words]).to_dict("records")
    for column, value in meaning.items():
        if isinstance(value, str):
            assert read[column] == value, words
        else:
            np.testing.assert_allclose(read[column], value, rtol=1e-12, err_msg=words)
