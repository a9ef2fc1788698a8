"""Past memory: buckets give what the whole table gives, and a run that is killed loses and doubles nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import estimates as es
from estimates.datasets import results

pytest.importorskip("pyarrow")
#: What dask itself does that pandas will not have for ever.
pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword:Warning")
ENGINES = ["duckdb", "dask"]
METHODS = [
    "intersection", "hull", "consensus", "median", "vote", "majority", "lowest", "low_best_high", "min_max", "latest",
    "most_reliable", "random_effects",
]  # fmt: skip


def table(n: int = 600, seed: int = 1) -> pd.DataFrame:
    """Claims with missing keys, mixed units, negated figures and ids, as they come and not yet bounded."""
    rng = np.random.default_rng(seed)
    quantity = np.where(rng.random(n) < 0.03, None, np.char.add("q", rng.integers(0, 60, n).astype(str)).astype(object))
    value = rng.integers(50, 400, n).astype(float)
    in_km = np.isin(quantity, ["q1", "q2", "q3"])
    raw = pd.DataFrame({
        "claim_id": [f"c{k}" for k in range(n)],
        "quantity": quantity,
        "place": rng.choice(np.array(["Kursk", "Sumy", None], dtype=object), n, p=[0.4, 0.4, 0.2]),
        "since": pd.to_datetime(rng.choice(np.array(["2024-01-01", None], dtype=object), n)),
        "status": rng.choice(np.array(["actual", "expected", None], dtype=object), n, p=[0.6, 0.2, 0.2]),
        "source": np.char.add("s", rng.integers(0, 12, n).astype(str)),
        "value": value,
        "unit": np.where(in_km, rng.choice(np.array(["km", "mile"], dtype=object), n), None),
        "hedge": rng.choice(np.array(["about", "plain", "at_least"], dtype=object), n),
        "negated": rng.random(n) < 0.1,
        "as_of": pd.to_datetime("2024-02-01") + pd.to_timedelta(rng.integers(0, 5, n), unit="D"),
        "se": np.where(rng.random(n) < 0.8, value / 20, np.nan),
        "reliability": rng.choice(np.array(["A", "B", None], dtype=object), n),
    })  # fmt: skip
    return raw


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "claims"
    place.mkdir()
    raw = table()
    for k, part in enumerate(np.array_split(np.arange(len(raw)), 3)):
        raw.iloc[part].to_parquet(place / f"{k}.parquet", index=False)
    return place


def whole() -> pd.DataFrame:
    return es.bound(es.read_claims(table(), changes=False))


def same(out: Path, expected: pd.DataFrame) -> None:
    """Equal to the last digit, whatever the order of the buckets."""
    got = pd.read_parquet(out)
    assert list(got.columns) == list(expected.columns)
    assert len(got) == len(expected)
    got, expected = (
        frame.assign(**{name: frame[name].map(list) for name in ("claims", "relations") if name in frame})
        for frame in (got, expected)
    )
    words = [frame.astype(object).where(frame.notna(), None).map(repr) for frame in (got, expected)]
    left, right = (sorted(map(tuple, frame.to_numpy().tolist())) for frame in words)
    assert left == right


@pytest.mark.parametrize(
    ("method", "engine"), [*((name, "duckdb") for name in METHODS), *((name, "dask") for name in METHODS[::4])]
)
def test_reconcile_is_that_of_the_whole_table(folder: Path, tmp_path: Path, engine: Any, method: Any) -> None:
    pytest.importorskip(engine)
    out = es.reconcile_dataset(folder, method, out=tmp_path / "out", engine=engine, buckets=3)
    same(out, es.reconcile(whole(), method))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_bucket_without_standard_errors_stops_no_other(tmp_path: Path, engine: Any) -> None:
    pytest.importorskip(engine)
    raw = table().assign(unit=None)
    raw.loc[raw["quantity"].isin(["q1", "q2", "q3", "q4"]), "se"] = np.nan
    raw.to_parquet(tmp_path / "claims.parquet")
    expected = es.reconcile(es.bound(es.read_claims(raw, changes=False)), "random_effects")
    for buckets in (1, 3, 200):
        out = tmp_path / f"out {buckets}"
        same(
            es.reconcile_dataset(
                tmp_path / "claims.parquet", "random_effects", out=out, engine=engine, buckets=buckets
            ),
            expected,
        )
    raw.assign(se=np.nan).to_parquet(tmp_path / "none.parquet")
    with pytest.raises(es.EstimatesError, match="no claim of the dataset has a standard error"):
        es.reconcile_dataset(tmp_path / "none.parquet", "random_effects", out=tmp_path / "none", engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_claims_of_any_bucket_may_be_rejected(folder: Path, tmp_path: Path, engine: Any) -> None:
    pytest.importorskip(engine)
    reject = ["c3", "c250", "c599"]
    out = es.reconcile_dataset(
        folder, "hull", out=tmp_path / "out", engine=engine, buckets=5, settings={"reject": reject}
    )
    same(out, es.reconcile(whole(), "hull", reject=reject))
    with pytest.raises(es.EstimatesError, match="not in the dataset: c600") as error:
        es.reconcile_dataset(folder, "hull", out=tmp_path / "no", engine=engine, settings={"reject": ["c3", "c600"]})
    assert list(error.value.claims) == ["c600"]
    pytest.importorskip("dask")
    given = pytest.importorskip("dask.dataframe").read_parquet(folder)
    out = es.reconcile_dataset(given, "hull", out=tmp_path / "d", engine="dask", buckets=5, settings={"reject": reject})
    same(out, es.reconcile(whole(), "hull", reject=reject))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("by", [("quantity", "place"), "quantity"])
def test_contradictions_are_those_of_the_whole_table(folder: Path, tmp_path: Path, engine: Any, by: Any) -> None:
    pytest.importorskip(engine)
    out = es.contradictions_dataset(str(folder / "*.parquet"), out=tmp_path / "out", engine=engine, by=by, buckets=5)
    expected = es.contradictions(whole(), by=by, max_suspicions=0)
    assert len(expected) > 50
    same(out, expected)


@pytest.mark.parametrize("engine", ENGINES)
def test_pool_is_that_of_the_whole_table(tmp_path: Path, engine: Any) -> None:
    pytest.importorskip(engine)
    raw = table().assign(unit=None)
    raw.to_parquet(tmp_path / "claims.parquet")
    out = es.pool_dataset(tmp_path / "claims.parquet", out=tmp_path / "out", engine=engine, by="quantity", buckets=4)
    used = raw[raw["se"].notna() & ~raw["negated"] & raw["quantity"].notna()]
    expected = es.pool(used["value"], used["se"], groups=used["quantity"].astype(str))
    got = pd.read_parquet(out).sort_values("quantity", ignore_index=True)
    assert list(got["quantity"]) == list(expected["group"])
    assert got["n"].sum() == len(used)
    pd.testing.assert_frame_equal(got[expected.columns[1:]], expected.drop(columns="group"), check_exact=True)


def test_pool_refuses_a_quantity_of_several_units(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    with pytest.raises(es.UnitError, match="several units"):
        es.pool_dataset(folder, out=tmp_path / "out")


def test_what_ties_quantities_together_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(es.EstimatesError, match="all quantities at once"):
        es.reconcile_dataset(folder, "learned", out=tmp_path / "out")
    with pytest.raises(es.EstimatesError, match="relations tie"):
        es.contradictions_dataset(folder, out=tmp_path / "out", settings={"relations": "a == b"})


def test_a_dask_table_is_a_dataset(folder: Path, tmp_path: Path) -> None:
    frames = pytest.importorskip("dask.dataframe")
    given = frames.read_parquet(folder)
    out = es.reconcile_dataset(given, "hull", out=tmp_path / "out", engine="dask", buckets=3)
    same(out, es.reconcile(whole(), "hull"))
    pytest.importorskip("duckdb")
    with pytest.raises(es.EstimatesError, match="only with engine='dask'"):
        es.reconcile_dataset(given, "hull", out=tmp_path / "other")


def test_an_empty_result_has_the_schema(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    table(2).assign(quantity=["a", "b"]).to_parquet(tmp_path / "claims.parquet")
    got = pd.read_parquet(es.contradictions_dataset(tmp_path / "claims.parquet", out=tmp_path / "out"))
    assert len(got) == 0
    assert {"kind", "claims", "explanation", "place", "n_pairs"} <= set(got.columns)
    assert got["gap"].dtype == float


def test_ids_in_two_buckets_and_keys_the_door_reads_otherwise_are_refused(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    twice = pd.concat([table(50), table(1)])
    twice.to_parquet(tmp_path / "twice.parquet")
    with pytest.raises(es.SchemaError, match="more than once in the dataset: c0"):
        es.reconcile_dataset(tmp_path / "twice.parquet", out=tmp_path / "out", buckets=9)
    spaced = table(3).assign(quantity=["troops", " troops ", "troops"])
    spaced.to_parquet(tmp_path / "spaced.parquet")
    with pytest.raises(es.SchemaError, match="which the door reads as 'troops'"):
        es.reconcile_dataset(tmp_path / "spaced.parquet", out=tmp_path / "out2")


def test_a_missing_engine_names_its_extra(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(results, "import_module", absent)
    with pytest.raises(es.EstimatesError, match=r"troop-estimates\[big\]"):
        es.reconcile_dataset(folder, out=tmp_path / "out")
    with pytest.raises(es.EstimatesError, match=r"troop-estimates\[dask\]"):
        es.reconcile_dataset(folder, out=tmp_path / "out", engine="dask")


def failing(claims: pd.DataFrame, *, flag: Path) -> pd.DataFrame:
    """Disagreement, which fails on its third bucket as long as a flag is up, and notes every call."""
    if len(claims):
        calls = flag.with_name("calls")
        n = len(calls.read_text()) if calls.exists() else 0
        calls.write_text("x" * (n + 1))
        if flag.exists() and n == 2:
            raise RuntimeError("the machine is tired")
    return es.disagreement(claims)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_that_fails_leaves_the_old_result_and_goes_on(folder: Path, tmp_path: Path, engine: Any) -> None:
    pytest.importorskip(engine)
    flag, out = tmp_path / "flag", tmp_path / "out"
    old = es.reconcile_dataset(folder, "hull", out=out, buckets=2, engine=engine)
    before = pd.read_parquet(old)
    flag.touch()
    again = partial(es.map_quantities, folder, partial(failing, flag=flag), out=out, buckets=6, engine=engine)
    with pytest.raises(RuntimeError, match="tired"):
        again()
    pd.testing.assert_frame_equal(pd.read_parquet(out), before)
    with pytest.raises(es.EstimatesError, match="with another function"):
        es.map_quantities(folder, es.disagreement, out=out, buckets=6, engine=engine)
    with pytest.raises(es.EstimatesError, match="with another settings"):
        es.map_quantities(folder, partial(failing, flag=flag), out=out, buckets=5, engine=engine)
    flag.unlink()
    kept = len(list((tmp_path / "out.part" / "result").glob("part-*")))
    again()
    same(out, es.disagreement(whole()))
    if engine == "duckdb":
        assert kept == 2
        assert len((tmp_path / "calls").read_text()) == 3 + 4  # two buckets were there already
    assert not (tmp_path / "out.part").exists()
    assert not (tmp_path / "out.old").exists()


SLOW = """
import sys, time, estimates as es
def slowly(claims):
    time.sleep(0.1 if len(claims) else 0)
    return es.disagreement(claims)
if __name__ == "__main__":
    es.map_quantities(sys.argv[1], slowly, out=sys.argv[2], engine=sys.argv[3], buckets=8)
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_killed_midway_nothing_is_lost_or_doubled(folder: Path, tmp_path: Path, engine: Any) -> None:
    pytest.importorskip(engine)
    out, script = tmp_path / "out", tmp_path / "slow.py"
    script.write_text(SLOW)
    call = [sys.executable, str(script), str(folder), str(out), engine]
    env = {**os.environ, "PYTHONPATH": str(Path(es.__file__).parents[1])}
    run = subprocess.Popen(call, env=env)
    deadline = time.monotonic() + 120
    result = tmp_path / "out.part" / "result"
    while not list(result.glob("part-*")) and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
    kept = {part: part.stat().st_mtime_ns for part in result.glob("part-*")}
    assert kept
    assert not out.exists()
    subprocess.run(call, env=env, check=True)
    same(out, es.disagreement(whole()))
    for part, written in kept.items():
        assert (out / part.name).stat().st_mtime_ns == written


def test_a_result_takes_no_place_of_something_else_and_old_ones_come_back(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(es.EstimatesError, match="holds no result of ours"):
        es.reconcile_dataset(folder, out=tmp_path / "mine")
    out = es.reconcile_dataset(folder, "hull", out=tmp_path / "out")
    out.rename(tmp_path / "out.old")  # where a run is killed between its two renames
    es.reconcile_dataset(folder, "hull", out=tmp_path / "out")
    same(out, es.reconcile(whole(), "hull"))


def test_the_number_of_buckets_follows_from_rows_and_memory(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    out = es.map_quantities(folder, es.disagreement, out=tmp_path / "out", memory=0.001)
    assert len(list(out.glob("part-*"))) == 4  # 600 claims of 6 kB in parts of 1 MB


def test_processes_give_what_one_does_and_take_a_function_of_the_callers_own(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("joblib")
    most = 3
    out = es.map_quantities(
        folder, lambda claims: es.disagreement(claims).head(most), out=tmp_path / "out", buckets=9, workers=2
    )
    one = es.map_quantities(
        folder, lambda claims: es.disagreement(claims).head(most), out=tmp_path / "one", buckets=9, workers=1
    )
    same(out, pd.read_parquet(one))


def test_a_row_of_a_bucket_is_no_place_in_the_dataset(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    out = es.map_quantities(folder, lambda claims: claims[["claim_id", "locator"]], out=tmp_path / "out", buckets=4)
    assert pd.read_parquet(out)["locator"].isna().all()


def busy(claims: pd.DataFrame, *, place: Path) -> pd.DataFrame:
    """Disagreement that takes its time and says which process it runs in."""
    if len(claims):
        (place / str(os.getpid())).touch()
        time.sleep(0.1)
    return es.disagreement(claims)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_worker_of_a_cluster_may_die(folder: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    at_work = tmp_path / "processes"
    at_work.mkdir()
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        workers = {worker.pid for worker in cluster.workers.values()}

        def kill() -> None:
            deadline = time.monotonic() + 60
            while not (seen := {int(file.name) for file in at_work.iterdir()} & workers):
                if time.monotonic() > deadline:
                    return
                time.sleep(0.02)
            os.kill(seen.pop(), signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        out = es.map_quantities(
            folder, partial(busy, place=at_work), out=tmp_path / "out", engine="dask", buckets=10, client=client
        )
        killer.join()
    assert len(list(at_work.iterdir())) >= 2
    same(out, es.disagreement(whole()))


def test_ids_are_told_apart_a_share_at_a_time(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    raw = table(400).assign(claim_id=[f"c{k}" for k in range(399)] + ["c7"])
    raw.to_parquet(tmp_path / "claims.parquet")
    with pytest.raises(es.SchemaError, match="more than once in the dataset: c7"):
        es.reconcile_dataset(tmp_path / "claims.parquet", out=tmp_path / "out", memory=1e-5, buckets=3)  # 4 shares


def test_each_part_says_by_which_version_method_and_policy_it_was_made(folder: Path, tmp_path: Path) -> None:
    out = es.reconcile_dataset(folder, "hull", out=tmp_path / "out", by="quantity", policy=es.HedgePolicy(rounding=0.1))
    for part in out.glob("part-*.parquet"):
        said = pytest.importorskip("pyarrow.parquet").read_metadata(part).metadata
        assert said[b"estimates"].decode() == es.__version__
        assert json.loads(said[b"estimates.method"]) == {
            "function": "reconcile_part",
            "method": "hull",
            "by": "quantity",
        }
        assert json.loads(said[b"estimates.policy"])["rounding"] == 0.1


def test_two_runs_at_one_result_are_one_too_many(folder: Path, tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    work = tmp_path / "out.part"
    work.mkdir()
    held = os.open(work, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with pytest.raises(es.EstimatesError, match="another run is writing"):
        es.reconcile_dataset(folder, "hull", out=tmp_path / "out", by="quantity")
    os.close(held)  # as when that run is killed
    assert es.reconcile_dataset(folder, "hull", out=tmp_path / "out", by="quantity").is_dir()
    assert not work.exists()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError(30, "Read-only file system")])
def test_what_the_disk_says_is_said_in_our_words(
    error: OSError, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = es.reconcile_dataset(folder, "hull", out=tmp_path / "out", by="quantity")
    before = pd.read_parquet(out)

    def full(*_: Any) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(results.Result, "write", full)
        with pytest.raises(es.EstimatesError, match=f"cannot write .*{error.strerror}; an old result is as it was"):
            es.reconcile_dataset(folder, "median", out=out, by="quantity")
    pd.testing.assert_frame_equal(pd.read_parquet(out), before)


def test_a_broken_part_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "z.parquet").write_bytes(b"PAR1 nonsense")
    with pytest.raises(es.ParseError, match=r"z.parquet is no Parquet file"):
        es.reconcile_dataset(folder, "hull", out=tmp_path / "out", by="quantity")
