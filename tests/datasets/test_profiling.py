"""The record of sources past memory is the one of the whole table."""

from __future__ import annotations

import errno
import os
import tempfile
import tracemalloc
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import estimates as es
from estimates.answers import learning, storage
from estimates.answers.storage import Files
from estimates.datasets import profiling

pytest.importorskip("pyarrow")
pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword:Warning")


def table(*, facts: bool, seed: int = 0) -> pd.DataFrame:
    """Six sources of which one copies another, some ranges, two grades, ids, and an origin that two of them share."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(100, 900, 80).astype(float)
    rows = []
    for k, right in enumerate((0.9, 0.8, 0.6, 0.5, 0.4, 0.7)):
        for i in np.flatnonzero(rng.random(80) < 0.8).tolist():
            value = truth[i] if rng.random() < right else float(rng.integers(100, 900))
            if not facts:
                value = round(truth[i] * np.exp(rng.normal(0.02 * k, 0.1 + 0.05 * k)), 3)
            rows.append({
                "quantity": f"q{i}", "place": ("Kursk", None)[i % 2], "source": f"s{k}", "value": value,
                "hedge": ("plain", "about")[int(rng.random() < 0.1)], "reliability": {0: "A", 4: "E"}.get(k),
                "origin": "wire" if k in (2, 3) and i % 5 == 0 else f"s{k}",
            })  # fmt: skip
    rows += [{**row, "source": "echo", "origin": "echo"} for row in rows if row["source"] == "s4"]
    return pd.DataFrame(rows).assign(claim_id=[f"c{n}" for n in range(len(rows))])


def known() -> dict[str, float]:
    truth = np.random.default_rng(0).integers(100, 900, 80).astype(float)
    return {f"q{i}": truth[i] for i in range(0, 80, 7)}


@pytest.mark.parametrize("engine", ["duckdb", "dask"])
@pytest.mark.parametrize("facts", [True, False], ids=["facts", "judgements"])
@pytest.mark.parametrize("settled", [None, known()], ids=["", "known"])
def test_profiles_are_those_of_the_whole_table(tmp_path: Path, engine: Any, facts: bool, settled: Any) -> None:
    pytest.importorskip(engine)
    raw = table(facts=facts)
    raw.to_parquet(tmp_path / "claims.parquet")
    out = es.profiles_dataset(
        tmp_path / "claims.parquet", out=tmp_path / "out", engine=engine, known=settled, buckets=4
    )
    expected = es.profiles(es.bound(es.read_claims(raw)), known=settled)
    got = pd.read_parquet(out)
    assert set(expected["regime"]) == {"facts" if facts else "judgements"}
    assert expected["copies"].notna().sum() == 2
    pd.testing.assert_frame_equal(got.astype(expected.dtypes.to_dict()), expected, rtol=1e-12, atol=1e-12)
    assert [place.name for place in tmp_path.iterdir() if place.name.startswith("out")] == ["out"]


@pytest.mark.parametrize("facts", [True, False], ids=["facts", "judgements"])
@given(seed=st.integers(0, 10**6), rows=st.integers(1, 200), buckets=st.integers(1, 5))
@settings(max_examples=5, deadline=None)  # each example runs an engine
def test_profiles_part_by_part_are_those_of_the_whole_table(facts: bool, seed: int, rows: int, buckets: int) -> None:
    pytest.importorskip("duckdb")
    raw = table(facts=facts, seed=seed)
    raw.loc[raw["quantity"].isin(["q0", "q40", "q79"]), "polarity"] = "denies"  # nothing can be learned of these
    with (
        tempfile.TemporaryDirectory() as place,
        patch.object(storage, "PART", rows),
        patch.object(learning, "VALUES", 99),
    ):
        raw.to_parquet(Path(place) / "claims.parquet")
        got = pd.read_parquet(
            es.profiles_dataset(Path(place) / "claims.parquet", out=Path(place) / "out", known=known(), buckets=buckets)
        )
    expected = es.profiles(es.bound(es.read_claims(raw)), known=known())
    pd.testing.assert_frame_equal(got.astype(expected.dtypes.to_dict()), expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("facts", [True, False], ids=["facts", "judgements"])
def test_more_claims_take_no_more_memory(tmp_path: Path, facts: bool) -> None:
    rng = np.random.default_rng(0)
    most = []
    with patch.object(storage, "PART", 2_000), patch.object(learning, "VALUES", 4_000):
        for n in (20_000, 100_000):
            best = 100.0 + (rng.random(n) < 0.3) * rng.integers(0, 50, n) + (0 if facts else rng.normal(0, 9, n))
            source = np.arange(n) % 10
            best[source == 9] = best[source == 8]
            figures = pd.DataFrame({
                "group": np.arange(n) // 10, "source": pd.array([f"s{k}" for k in source], dtype="str"), "share": 1.0,
                "best": best, "low": best - 5, "high": best + 5, "exact": True, "worth": np.nan, "known": np.nan,
            })  # fmt: skip
            parts = (figures.iloc[at : at + 2_000].assign(group=lambda some: some["group"] - some["group"].min())
                     for at in range(0, n, 2_000))  # fmt: skip
            tracemalloc.start()
            found = profiling._profiles(parts, n, 0.95, Files(tmp_path))
            most.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            assert found["n_claims"].sum() == n
            assert found["copies"].notna().sum() == 2
    assert most[1] - most[0] < 3 * 80_000  # bytes for each claim more: names of sources, by part


def test_a_full_disk_is_told_before_it_is_written_to(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    table(facts=True).to_parquet(tmp_path / "claims.parquet")
    full = OSError(errno.ENOSPC, "No space left on device")
    told = pytest.raises(es.EstimatesError, match=r"cannot write .*No space left")
    with patch.object(os, "posix_fallocate", side_effect=full, create=True), told:
        es.profiles_dataset(tmp_path / "claims.parquet", out=tmp_path / "out")


def test_too_little_of_a_record_is_told_as_in_memory(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    raw = pd.DataFrame({"quantity": ["a", "b"], "source": ["x", "y"], "value": [1.0, 2.0]})
    raw.to_parquet(tmp_path / "claims.parquet")
    got = pd.read_parquet(es.profiles_dataset(tmp_path / "claims.parquet", out=tmp_path / "out"))
    expected = es.profiles(es.bound(es.read_claims(raw)))
    pd.testing.assert_frame_equal(got.astype(expected.dtypes.to_dict()), expected)
    raw.iloc[:0].to_parquet(tmp_path / "claims.parquet")
    assert pd.read_parquet(es.profiles_dataset(tmp_path / "claims.parquet", out=tmp_path / "out")).empty


def test_what_stands_in_the_place_is_not_touched(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    table(facts=True).to_parquet(tmp_path / "claims.parquet")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    with pytest.raises(es.EstimatesError, match="no result of ours"):
        es.profiles_dataset(tmp_path / "claims.parquet", out=tmp_path / "out")
    assert not (tmp_path / "out.figures").exists()
