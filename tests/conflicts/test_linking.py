"""Which figures may be of one quantity: the best partners of rows, and the groups on offer, whatever their order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from estimates import read_texts, suggest_quantities
from estimates.conflicts.linking import _Best

N, TOP = 40, 3


def test_partners_are_the_best_however_few_pairs_come_at_once_and_many_are_sorted_seldom(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = np.random.default_rng(1)
    i, j = np.triu_indices(N, 1)
    score = random.integers(0, 30, len(i))  # many are equal
    whole, few, sorts = _Best(N, TOP), _Best(N, TOP), 0
    whole.take(i, j, score, score % 2)
    choose = _Best._choose

    def counted(self: _Best) -> None:
        nonlocal sorts
        sorts += 1
        choose(self)

    monkeypatch.setattr(_Best, "_choose", counted)
    for k in range(0, len(i), 10):
        few.take(i[k : k + 10], j[k : k + 10], score[k : k + 10], score[k : k + 10] % 2)
    for one, other in zip(whole.pairs(), few.pairs(), strict=True):
        assert one.tolist() == other.tolist()
    assert sorts < len(i) / 10 / 4
    ranked = {n: sorted(score[(i == n) | (j == n)], reverse=True)[:TOP] for n in range(N)}
    found_i, found_j, found, _ = few.pairs()
    assert all(sorted(found[(found_i == n) | (found_j == n)], reverse=True)[:TOP] == ranked[n] for n in range(N))


def test_no_pairs_have_no_best() -> None:
    assert [len(column) for column in _Best(3, TOP).pairs()] == [0] * 4


def test_the_order_of_rows_changes_no_group_on_offer() -> None:
    towns = ("Keldal", "Morby", "Ostness") * 3
    said = [
        f"At least {20 + k % 4} people were killed and {20 + k % 3} hurt in {town}." for k, town in enumerate(towns)
    ]
    claims = read_texts(pd.DataFrame({"text": said}), progress=False)
    told, turned = (
        suggest_quantities(table).sort_values(["claim_id", "rank"], ignore_index=True)
        for table in (claims, claims[::-1])
    )
    pd.testing.assert_frame_equal(told, turned)
