"""The record of sources past memory is the one of the whole table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import estimates as es

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
