"""Which figures are held against each other: all of a small table, in a large one all that are likely to be of one."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates import bound, read_claims, read_texts, suggest_links
from estimates.conflicts import blocks
from estimates.conflicts.blocks import pairs_to_compare
from estimates.conflicts.readings import Read, _spelt_alike

FROM = 5.0  # score of pairs that are likely of one quantity


@given(st.text("abc", min_size=6, max_size=22), st.integers(0, 21), st.sampled_from(["", "a", "b"]), st.booleans())
def test_names_are_spelt_alike_if_nearly_all_letters_are_the_same(one: str, at: int, new: str, longer: bool) -> None:
    other = one[:at] + new + one[at + (not longer) :]
    alike = abs(len(one) - len(other)) < 2 and SequenceMatcher(None, one, other).ratio() >= 0.9
    assert _spelt_alike(one, other) is alike


@pytest.mark.parametrize("other", ["Velburg", "Norholm"])
def test_names_of_one_length_that_are_short_are_not_looked_through(other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("estimates.conflicts.readings.SequenceMatcher", None)
    assert not _spelt_alike("Valburg", other)


@pytest.fixture(scope="module")
def drafts() -> pd.DataFrame:
    """Two articles on each of forty towns, with many numbers that others have too."""
    towns = [
        a + b
        for a in ("Kel", "Mor", "Tarn", "Ost", "Vil")
        for b in ("dal", "ford", "by", "ness", "um", "gate", "o", "eth")
    ]
    rows = []
    for k, town in enumerate(towns):
        day = f"2024-{1 + k % 12:02}-0{1 + k % 7}"
        first = (
            f"A quake in {town} killed {20 + k % 9} people, the mayor said. Some {300 + k % 5} houses fell in {town}."
        )
        second = (
            f"At least {21 + k % 9} people died in the quake that struck {town}. Police counted {40 + k % 3} wounded."
        )
        rows += [{"article": f"{town} {n}", "text": text, "reported": day} for n, text in enumerate((first, second))]
    return read_texts(pd.DataFrame(rows), progress=False)


def pairs_of(read: Read) -> list[tuple[int, int]]:
    return [pair for i, j in pairs_to_compare(read) for pair in zip(i.tolist(), j.tolist(), strict=True)]


def test_of_a_small_table_each_is_held_against_each(drafts: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_AT_ONCE", 1_000)
    assert pairs_of(Read(drafts)) == [*combinations(range(len(drafts)), 2)]
    assert pairs_of(Read(drafts.head(1))) == pairs_of(Read(drafts.head(0))) == []
    assert (suggest_links(drafts)["n_compared"] == len(drafts) - 1).all()


def test_blocks_lose_no_likely_pair_and_change_no_score(drafts: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    top, columns = len(drafts), ["claim_id", "other_id", "score", "agrees", "differs", "unknown"]
    whole = suggest_links(drafts, top=top)[columns]
    monkeypatch.setattr(blocks, "_WHOLE", 0)
    monkeypatch.setattr(blocks, "_FELLOWS", 20)
    found = suggest_links(drafts, top=top)
    assert 0 < found["n_compared"].min() <= found["n_compared"].max() < len(drafts) - 1
    both = whole.merge(found[["claim_id", "other_id"]], on=["claim_id", "other_id"])
    pd.testing.assert_frame_equal(found[columns], both)  # the same scores, in the same order
    town = drafts.set_index("claim_id")["article"].str.partition(" ")[0]
    one = whole[whole["claim_id"].map(town) == whole["other_id"].map(town)]
    likely = one.loc[one["score"] >= FROM, ["claim_id", "other_id"]]
    assert len(likely) >= 40
    assert len(likely.merge(both, on=["claim_id", "other_id"])) == len(likely)


def test_equals_come_in_the_order_of_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [{"claim_id": f"c{9 - k}", "quantity": "boats", "text": "40 boats"} for k in range(6)]
    claims = read_claims(cells)
    monkeypatch.setattr(blocks, "_AT_ONCE", 7)
    links = suggest_links(claims, top=2)
    assert (links["score"] == links["score"].iloc[0]).all()
    pairs = [*zip(links["claim_id"], links["other_id"], strict=True)]
    assert pairs == [("c4", "c5"), *((one, f"c{k}") for one in ("c4", "c5") for k in range(6, 10))]


def test_pairs_grow_as_the_table_does() -> None:
    """No words are rare here, and many figures are of one size: a quantity for every ten claims."""

    def pairs(n: int) -> int:
        k = np.arange(n)
        cells = pd.DataFrame({"quantity": [f"losses {name}" for name in k // 10], "text": (100 + k % 50).astype(str),
                              "negated": k % 10 == 9})  # fmt: skip
        claims = bound(read_claims(cells.assign(text=cells["text"].mask(k % 5 == 4, "unknown"))))
        return sum(len(i) for i, _ in pairs_to_compare(Read(claims)))

    few, many = pairs(2_500), pairs(10_000)
    assert 2_500 * 10 < few < 2_500 * 100
    assert many < 4.6 * few
