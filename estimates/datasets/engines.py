"""How the claims of a dataset come together in buckets: cut on disk by DuckDB, or shuffled to workers by Dask."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from estimates.datasets.results import in_processes, needed
from estimates.datasets.running import Run, as_key
from estimates.errors import SchemaError, listed
from estimates.schema import STATUSES, WORDS

_BUCKET = "_bucket"
_OPEN_FILES = 400  # below what an operating system allows a process
_ID_BYTES = 100  # of memory that counting an id takes, measured at some 60
_PLACE = ["_file", "_row"]  # where a claim stood, so that a bucket keeps the order of the dataset


def by_duckdb(run: Run, done: Callable[[int], None], workers: int) -> None:
    """Cut the dataset into buckets on disk, in one pass, then answer them."""
    rows = run.result.work / "rows"
    if not rows.exists():
        _cut(run, rows)
    finished = run.buckets - len(left := run.left())
    for count, _ in enumerate(in_processes(partial(_answer, run=run, rows=rows), left, workers), finished + 1):
        done(count)


def _answer(bucket: int, *, run: Run, rows: Path) -> None:
    arrow, parquet = needed("pyarrow"), needed("pyarrow.parquet")
    files = sorted((rows / f"{_BUCKET}={bucket}").glob("*.parquet"))
    if files:
        table = arrow.concat_tables([parquet.read_table(file, partitioning=None) for file in files])
        words = {arrow.string(): WORDS, arrow.large_string(): WORDS}  # as they stand, not as a Python object each
        frame = table.to_pandas(types_mapper=words.get).sort_values(_PLACE, kind="stable").drop(columns=_PLACE)
        run.answer(bucket, frame.drop(columns=_BUCKET, errors="ignore"))


def _cut(run: Run, rows: Path) -> None:
    duckdb = needed("duckdb")
    draft = rows.with_name("rows.draft")
    shutil.rmtree(draft, ignore_errors=True)
    listing = ", ".join(_quoted(str(file)) for file in run.files)
    source = f"read_parquet([{listing}], file_row_number = true, filename = true, union_by_name = true)"
    keys = [f"coalesce(\"status\"::VARCHAR, '{STATUSES[0]}')" if key == "status" else f'"{key}"' for key in run.keys]
    spill = _quoted(str(run.result.work / "spill"))
    with duckdb.connect(config={"memory_limit": f"{max(run.memory, 0.2):g}GB"}) as base:
        base.execute(f"SET temp_directory = {spill}; SET enable_progress_bar = false")
        # Rows carry their place, so nothing need be held back to keep their order; files stay open while they grow.
        base.execute(f"SET preserve_insertion_order = false; SET partitioned_write_max_open_files = {_OPEN_FILES}")
        names = [row[0] for row in base.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
        if "claim_id" in names:
            _check_ids(base, source, run)
        own = ", ".join(f'"{name}"' for name in names if name not in ("filename", "file_row_number"))
        base.execute(
            f"COPY (SELECT {own}, filename AS _file, file_row_number AS _row, "
            f"hash({', '.join(keys)}) % {run.buckets} AS {_BUCKET} FROM {source}) "
            f"TO {_quoted(str(draft))} (FORMAT parquet, PARTITION_BY ({_BUCKET}))"
        )
    draft.mkdir(exist_ok=True)
    draft.rename(rows)


def _check_ids(base: Any, source: str, run: Run) -> None:
    """Refuse claim ids that stand twice: as many at a time as memory holds, since counting them all at once may not."""
    shares = math.ceil(run.rows * _ID_BYTES / (run.memory * 1e9)) or 1
    for share in range(shares):
        twice = base.execute(
            f"SELECT claim_id FROM {source} WHERE claim_id IS NOT NULL AND hash(claim_id) % {shares} = {share} "
            "GROUP BY 1 HAVING count(*) > 1 LIMIT 6"
        ).fetchall()
        if twice:
            ids = [str(row[0]) for row in twice]
            raise SchemaError(
                f"claim ids stand more than once in the dataset: {listed(ids)}.",
                hint="give every claim an id of its own, or leave them empty.",
                claims=ids,
            )


def by_dask(run: Run, done: Callable[[int], None]) -> None:
    """Shuffle the buckets that are left to their workers, who answer and write them."""
    dask, frames = needed("dask"), needed("dask.dataframe")
    table = frames.read_parquet([str(file) for file in run.files]) if run.table is None else run.table
    empty = table._meta
    cut = partial(_with_bucket, keys=run.keys, buckets=run.buckets, left=frozenset(run.left()))
    marked = table.map_partitions(cut, meta=empty.assign(**{_BUCKET: np.array([], dtype="int64")}))
    local = run.client is None or isinstance(run.client, str)
    how = {"shuffle_method": "tasks"} if local else {}
    shuffled = marked.shuffle(on=_BUCKET, npartitions=run.buckets, **how)
    run.table, client = None, run.client  # neither travels to the workers
    run.client = None
    answered = shuffled.map_partitions(partial(_answered, run=run), meta=pd.DataFrame({"n": pd.Series(dtype="int64")}))
    if not local:
        work = client.compute(answered.to_delayed())
        for count, _ in enumerate(needed("distributed").as_completed(work, raise_errors=True), 1):
            done(count)
        client.gather(work)
        return

    finished = 0

    def count_up(key: Any, *_: Any) -> None:
        nonlocal finished
        finished += "answered" in str(key)
        done(min(finished, run.buckets))

    with needed("dask.callbacks").Callback(posttask=count_up):
        dask.compute(answered, scheduler=client or "threads")
    done(run.buckets)


def _with_bucket(rows: pd.DataFrame, *, keys: Sequence[str], buckets: int, left: frozenset[int]) -> pd.DataFrame:
    """Say which bucket each row belongs to, the same in every partition; rows of finished buckets are left out."""
    mixed = np.zeros(len(rows), dtype=np.uint64)
    for name in keys:
        hashed = pd.util.hash_array(as_key(rows[name], name))
        mixed = mixed * np.uint64(1_000_003) + hashed
    bucket = (mixed % np.uint64(buckets)).astype("int64")
    rows = rows.assign(**{_BUCKET: bucket})
    return rows[np.isin(bucket, list(left))]


def _answered(rows: pd.DataFrame, *, run: Run) -> pd.DataFrame:
    for bucket, of in rows.groupby(_BUCKET, sort=True):
        run.answer(int(bucket), of.drop(columns=_BUCKET))
    return pd.DataFrame({"n": np.array([len(rows)], dtype="int64")})


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
