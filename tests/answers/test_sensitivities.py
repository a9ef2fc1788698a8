"""Answers under several policies are asked together, which says no more and no less than one after the other."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings

from estimates import HedgePolicy, bound, read_claims, reconcile, sensitivity
from estimates.answers import reconciling
from estimates.strategies import tables

POLICIES = {"as it stands": HedgePolicy(), "wide": HedgePolicy(about_outer=0.9)}


@given(tables(bounded=False, quantities=("troops", "tanks")))
@settings(max_examples=30)
def test_policies_asked_together_answer_as_each_alone(claims: pd.DataFrame) -> None:
    methods = ("intersection", "median", "learned", "latest")
    for some in (methods, methods[:2]):
        asked = [
            reconcile(bound(claims, policy), method).assign(policy=name)
            for name, policy in POLICIES.items()
            for method in some
        ]
        found = sensitivity(claims, policies=POLICIES, methods=some, progress=False)
        alone = pd.concat(asked, ignore_index=True)[[name for name in found if name != "change"]]
        pd.testing.assert_frame_equal(found.drop(columns="change"), alone, check_dtype=False, check_exact=True)


def test_claims_are_grouped_once_for_all_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    group_claims = reconciling.group_claims
    monkeypatch.setattr(reconciling, "group_claims", lambda *args: calls.append(1) or group_claims(*args))
    claims = read_claims([{"quantity": "troops", "source": "army", "text": "about 11,000"}])
    assert sensitivity(claims, progress=False)["policy"].nunique() == 3
    assert len(calls) == 1
