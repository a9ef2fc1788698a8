"""An example of a user's own suite: the figures that a text quotes, tested with the text.

Copy it, put your own figures in, and run it with pytest. It runs with the library's own tests too.
"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings

from estimates import load_seed, reconcile
from estimates.strategies import tables
from estimates.testing import assert_consistent, assert_no_contradictions, assert_reconciles_to

FORCE = "`North Korean troops` == `North Korean units` * `North Korean soldiers per unit`"


@pytest.fixture
def claims() -> pd.DataFrame:
    return load_seed("kursk_2024")


def test_what_is_expected_adds_up(claims: pd.DataFrame) -> None:
    assert_consistent(claims[claims["status"] == "expected"], FORCE)


def test_the_officials_do_not_agree_on_kursk_and_we_know_it(claims: pd.DataFrame) -> None:
    with pytest.raises(AssertionError, match="Matthew Miller says “10,000”"):
        assert_no_contradictions(claims)
    assert_no_contradictions(claims[claims["source"] != "Volodymyr Zelensky"])


def test_our_text_gives_the_range_that_the_sources_span(claims: pd.DataFrame) -> None:
    kursk = claims[claims["quantity"] == "North Korean troops, Kursk"]
    assert_reconciles_to(kursk, 9_750, 11_275, method="hull")


@settings(max_examples=10, deadline=None)
@given(tables(min_size=2))
def test_a_further_source_never_narrows_the_hull(claims: pd.DataFrame) -> None:
    fewer, all_of_them = (reconcile(table, "hull").iloc[0] for table in (claims.iloc[:-1], claims))
    assert all_of_them["low"] <= fewer["low"]
    assert all_of_them["high"] >= fewer["high"]
