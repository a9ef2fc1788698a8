"""Claims that do not fit into memory: the same functions bucket by bucket, as quantities do not depend on each other.

A dataset of claims goes in and a folder of Parquet comes out. Claims with equal keys share a bucket, each bucket passes
the door on its own, and its answers are one file in a work folder that takes the place of the old result at the end.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import math
import os
import pickle
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from glob import glob
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from estimates.answers.pooling import Interval, PoolMethod, Prediction, pool
from estimates.answers.reconciling import Method, reconcile
from estimates.claims.bounds import bound
from estimates.claims.comparable import By, affirmed, columns_of
from estimates.claims.reading import read_claims
from estimates.conflicts.findings import contradictions
from estimates.door import checked
from estimates.errors import EstimatesError, SchemaError, UnitError, check_choice, check_number, listed
from estimates.policy import HedgePolicy
from estimates.progress import counted
from estimates.schema import DATE, SAME, STATUSES
from estimates.version import __version__

Engine = Literal["duckdb", "dask"]

_BYTES = 6_000  # of memory that a claim may take on its way through the door and a function: a guess, on the safe side
_BUCKET = "_bucket"
_PLACE = ["_file", "_row"]  # where a claim stood, so that a bucket keeps the order of the dataset
_MANIFEST = "_estimates.json"  # readers of Parquet folders skip names that begin with an underscore
_EXTRAS = {"duckdb": "big", "pyarrow": "big", "dask": "dask", "distributed": "dask"}


@checked
def map_quantities(
    dataset: Any,
    function: Callable[[pd.DataFrame], pd.DataFrame],
    *,
    out: str | os.PathLike[str],
    engine: Engine = "duckdb",
    by: By = SAME,
    policy: HedgePolicy | None = None,
    meta: Any = None,
    memory: float = 1.0,
    buckets: int | None = None,
    client: Any = None,
    progress: bool | None = None,
) -> Path:
    """Apply a function to all claims of a dataset, a bucket of whole quantities at a time.

    Parameters
    ----------
    dataset : path or dask DataFrame
        A folder of Parquet files, one file, a pattern ("claims/*.parquet"), or a dask DataFrame (engine "dask"). Its
        columns have our names. Figures below zero are levels unless a column ``trend`` says otherwise.
    function : callable
        Is given bounded claims, a table, and gives a table whose rows depend on no quantity outside it.
    out : path
        The folder for the result. The old one stays whole until the new one is; a result is only ever put in the place
        of a result.
    engine : {"duckdb", "dask"}
        ``duckdb`` for one machine (extra ``big``), ``dask`` for many (extra ``dask``).
    by : column name or names
        What must be equal for claims to come into one bucket; missing keys come together.
    policy : HedgePolicy, optional
        See ``bound``.
    meta : DataFrame or pyarrow.Schema, optional
        The columns of the result: an empty table, or a schema. By default what the function gives for no claims.
    memory : float
        Gigabytes that a bucket may take, from which the number of buckets follows. One quantity is never divided.
    buckets : int, optional
        How many buckets, instead.
    client : distributed.Client or str, optional
        Who works for dask: a client of a cluster that sees ``out``, "threads" (the default) or "processes".
    progress : bool, optional
        Whether to show a bar; by default where somebody watches.

    Returns
    -------
    Path
        ``out``, a Parquet dataset with one schema, also where there is no row: ``pandas.read_parquet(out)``. Rows stand
        in the function's order within a bucket; the order of buckets means nothing.

    Raises
    ------
    SchemaError
        If a bucket does not pass the door, the door reads a key otherwise than it is written (" troops"), or, with
        duckdb, two claims share a ``claim_id``. Dask checks ids within buckets only.
    EstimatesError
        If an engine is not installed, ``out`` holds something else, or a run that stopped had another dataset, function
        or settings.

    Notes
    -----
    A run that is killed or fails leaves ``out`` as it was and its own buckets beside it, in ``out`` + ".part"; the same
    call goes on from there. Two runs at once need two places.

    Examples
    --------
    >>> import tempfile
    >>> from estimates import disagreement, map_quantities, read_claims
    >>> folder = Path(tempfile.mkdtemp())
    >>> rows = [{"claim_id": f"c{k}", "quantity": "troops", "source": f"s{k}", "value": 300} for k in (1, 2)]
    >>> read_claims(rows).to_parquet(folder / "claims.parquet")
    >>> list(pd.read_parquet(map_quantities(folder, disagreement, out=folder / "spread"))["quantity"])
    ['troops']
    """
    check_number("memory", memory, least=0, open_ends=True)
    run = _Run(dataset, function, Path(out), engine, by, policy, meta, memory, buckets, client)
    run.begin()
    with counted(run.buckets, unit="bucket", progress=progress) as done:
        (_by_dask if engine == "dask" else _by_duckdb)(run, done)
    run.finish()
    return run.out


@checked
def reconcile_dataset(
    dataset: Any,
    method: Method | Callable[[pd.DataFrame], Any] = "intersection",
    *,
    out: str | os.PathLike[str],
    engine: Engine = "duckdb",
    by: By = SAME,
    settings: dict[str, Any] | None = None,
    **how: Any,
) -> Path:
    """Answer each quantity of a dataset that need not fit into memory; see ``reconcile`` and ``map_quantities``.

    Parameters
    ----------
    dataset, out, engine, by, **how
        As in ``map_quantities``.
    method : str or callable
        As in ``reconcile``, but for ``learned``, which weighs sources on all quantities at once.
    settings : dict, optional
        Further arguments of ``reconcile``, but for ``relations``, which tie quantities together.

    Returns
    -------
    Path
        Rows as ``reconcile`` gives them, equal to the last digit.

    Raises
    ------
    EstimatesError
        Where an answer depends on other quantities; else as ``map_quantities``.

    Examples
    --------
    >>> import tempfile
    >>> from estimates import read_claims, reconcile_dataset
    >>> folder = Path(tempfile.mkdtemp())
    >>> rows = [{"claim_id": f"c{k}", "quantity": "troops", "source": f"s{k}", "value": 300} for k in (1, 2)]
    >>> read_claims(rows).to_parquet(folder / "claims.parquet")
    >>> pd.read_parquet(reconcile_dataset(folder, "hull", out=folder / "answers"))[["quantity", "low", "best", "high"]]
      quantity    low   best   high
    0   troops  292.5  300.0  307.5
    """
    settings = dict(settings or {})
    if method == "learned" or settings.get("relations") is not None:
        what = "method='learned'" if method == "learned" else "relations"
        raise EstimatesError(
            f"{what} needs all quantities at once.", hint="use reconcile on a table that fits into memory."
        )
    answer = _set(reconcile, method=method, by=by, **settings)
    return map_quantities(dataset, answer, out=out, engine=engine, by=by, **how)


@checked
def contradictions_dataset(
    dataset: Any,
    *,
    out: str | os.PathLike[str],
    engine: Engine = "duckdb",
    by: By = SAME,
    settings: dict[str, Any] | None = None,
    **how: Any,
) -> Path:
    """Find claims of a dataset that cannot all be true; see ``contradictions`` and ``map_quantities``.

    Parameters
    ----------
    dataset, out, engine, by, **how
        As in ``map_quantities``.
    settings : dict, optional
        Further arguments of ``contradictions``. Slips are not looked for unless ``max_suspicions`` is given, which then
        counts for each bucket; relations are refused, since they tie quantities together.

    Returns
    -------
    Path
        Findings as ``contradictions`` gives them; ``claims`` and ``relations`` are lists. The most serious stand first
        within a bucket only: sort by ``severity`` and ``radius``. Who cites a claim of another quantity is not seen.

    Examples
    --------
    >>> import tempfile
    >>> from estimates import contradictions_dataset, read_claims
    >>> folder = Path(tempfile.mkdtemp())
    >>> rows = [{"claim_id": f"c{k}", "quantity": "troops", "source": f"s{k}", "value": 300 * k} for k in (1, 2)]
    >>> read_claims(rows).to_parquet(folder / "claims.parquet")
    >>> pd.read_parquet(contradictions_dataset(folder, out=folder / "findings"))[["kind", "quantity", "gap"]]
           kind quantity    gap
    0  disjoint   troops  277.5
    """
    settings = {"max_suspicions": 0, **(settings or {})}
    if "relations" in settings:
        raise EstimatesError(
            "relations tie quantities together, which buckets keep apart.",
            hint="use contradictions on the claims of the quantities that they name.",
        )
    find = _set(contradictions, by=by, **settings)
    return map_quantities(dataset, find, out=out, engine=engine, by=by, **how)


@checked
def pool_dataset(
    dataset: Any,
    *,
    out: str | os.PathLike[str],
    engine: Engine = "duckdb",
    by: By = SAME,
    method: PoolMethod = "REML",
    ci: Interval = "normal",
    level: float = 0.95,
    prediction: Prediction | None = None,
    **how: Any,
) -> Path:
    """Pool ``best`` (else ``value``) of each quantity by its ``se``; see ``pool`` and ``map_quantities``.

    Parameters
    ----------
    dataset, out, engine, by, **how
        As in ``map_quantities``. Every claim counts that has a figure and an ``se`` and that nobody denies; for origins
        in place of claims, and mixed units, use ``reconcile_dataset`` with "random_effects".
    method, ci, level, prediction
        As in ``pool``.

    Returns
    -------
    Path
        A row for each quantity that has such claims: the ``by`` columns, ``unit`` and what ``pool`` gives.

    Raises
    ------
    UnitError
        If a quantity has more than one unit.

    Examples
    --------
    >>> import tempfile
    >>> from estimates import pool_dataset, read_claims
    >>> folder = Path(tempfile.mkdtemp())
    >>> rows = [{"claim_id": f"c{k}", "quantity": "t", "source": f"s{k}", "value": 300 * k, "se": 9} for k in (1, 2)]
    >>> read_claims(rows).to_parquet(folder / "claims.parquet")
    >>> pd.read_parquet(pool_dataset(folder, out=folder / "pooled", method="EE"))[["quantity", "best", "n"]]
      quantity   best  n
    0        t  450.0  2
    """
    options = {"method": method, "ci": ci, "level": level, "prediction": prediction}
    return map_quantities(dataset, partial(_pooled, by=by, options=options), out=out, engine=engine, by=by, **how)


def _set(function: Callable[..., pd.DataFrame], **settings: Any) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """A function with its settings, each of which it must have."""
    for name in settings:
        check_choice("a setting", name, tuple(inspect.signature(function).parameters)[1:])
    return partial(function, **settings)


def _pooled(claims: pd.DataFrame, *, by: By, options: dict[str, Any]) -> pd.DataFrame:
    keys = columns_of(claims, by)
    figure = claims["best"].fillna(claims["value"])
    error = claims["se"] if "se" in claims else pd.Series(np.nan, claims.index)
    kept = affirmed(claims) & figure.notna().to_numpy() & error.notna().to_numpy()
    used, figure, error = claims[kept], figure[kept], error[kept]
    groups = used.groupby(keys, dropna=False, observed=True, sort=True)
    of = groups.ngroup().to_numpy()
    at = np.unique(of, return_index=True)[1]
    units = pd.factorize(used["unit"])[0]
    mixed = units != units[at][of]
    if mixed.any():
        ids = used["claim_id"][mixed].tolist()
        raise UnitError(
            f"claims of one quantity have several units: {listed(ids)}.",
            hint="convert them first, or use reconcile_dataset with 'random_effects'.",
            claims=ids,
        )
    some = len(used) > 0
    pooled = pool(figure if some else [1.0], error if some else [1.0], groups=of if some else [0], **options)
    first = used[[*keys, "unit"]].iloc[at].reset_index(drop=True)
    return pd.concat([first, pooled.drop(columns="group").iloc[: len(first)]], axis=1)


class _Run:
    """One run: its places, what makes it the same run as one that stopped, and how a bucket becomes a file."""

    def __init__(
        self, dataset: Any, function: Callable[[pd.DataFrame], pd.DataFrame], out: Path, engine: Engine, by: By,
        policy: HedgePolicy | None, meta: Any, memory: float, buckets: int | None, client: Any,
    ) -> None:  # fmt: skip
        needed(engine)
        parquet = needed("pyarrow.parquet")
        if not out.name:
            raise EstimatesError(f"out={str(out)!r} names no folder of its own.", hint="give a folder for the answers.")
        if buckets is not None:
            check_number("buckets", buckets, least=0, most=1_000_000, whole=True)
        self.function, self.out, self.policy, self.memory, self.client = function, out, policy, memory, client
        self.work, self.old = (out.with_name(out.name + end) for end in (".part", ".old"))
        if isinstance(dataset, str) and not dataset:  # to a path it would be the folder one stands in
            raise EstimatesError(
                "dataset='' names no place.", hint="give a folder, a file or a pattern of Parquet files."
            )
        if isinstance(dataset, str | os.PathLike):
            self.files = _files(Path(dataset), out)
            rows = sum(parquet.read_metadata(file).num_rows for file in self.files)
            self.table, empty = None, parquet.read_schema(self.files[0]).empty_table().to_pandas()
            what: Any = [[str(file), file.stat().st_size, file.stat().st_mtime_ns] for file in self.files]
        elif hasattr(dataset, "dask") and engine == "dask":
            self.files, self.table, empty, what = [], dataset, dataset._meta.iloc[:0], dataset._name
            rows = len(dataset) if buckets is None else 0
        else:
            raise EstimatesError(
                f"dataset={str(dataset)[:80]!r} is not what engine={engine!r} reads.",
                hint="give a folder, a file or a pattern of Parquet files; a dask DataFrame only with engine='dask'.",
            )
        self.keys = columns_of(empty, by)
        if not self.keys:
            raise SchemaError("by names no column.", hint="buckets are made by what tells quantities apart.")
        self.buckets = buckets or max(1, math.ceil(rows * _BYTES / (memory * 1e9)))
        check_number("buckets", self.buckets, least=1, whole=True)
        self.schema = _schema(meta, lambda: function(self.claims(empty)))
        self.manifest = {
            "dataset": _hash(what), "function": _hash(_essence(function)),
            "settings": _hash([engine, self.keys, _essence(policy), self.buckets, str(self.schema), __version__]),
        }  # fmt: skip

    def claims(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Let a bucket through the door, and see that the door reads its keys as the buckets were made by them."""
        claims = read_claims(rows, changes=False if "trend" not in rows else None)
        for name in self.keys:
            asis, read = rows[name].reset_index(drop=True), claims[name]
            if len(read) != len(asis):
                raise SchemaError(
                    "the dataset is no table of one claim a row.", hint="write it with write_claims first."
                )
            given, meant = _as_key(asis, name), _as_key(read, name)
            differ = (given != meant) | (asis.isna() != read.isna()).to_numpy() & (name != "status")
            if differ.any():
                k = int(differ.argmax())
                raise SchemaError(
                    f"{name} of claim {claims['claim_id'][k]} is {asis[k]!r}, which the door reads as {read[k]!r}.",
                    hint="keys are compared as written: write the dataset with read_claims and write_claims.",
                    claims=claims["claim_id"][differ].tolist(),
                )
        return bound(claims, self.policy)

    def begin(self) -> None:
        """Make or take up the work folder; put back the old result where a run was killed while changing it."""
        if self.old.exists() and not self.out.exists():
            self.old.rename(self.out)
        if (
            self.out.exists()
            and not (self.out / _MANIFEST).is_file()
            and (self.out.is_file() or any(self.out.iterdir()))
        ):
            raise EstimatesError(
                f"{self.out} is there and holds no result of ours.", hint="name another place for out."
            )
        kept = self.work / _MANIFEST
        if kept.is_file():
            stood = json.loads(kept.read_text(encoding="utf-8"))
            other = [name for name, mark in self.manifest.items() if stood.get(name) != mark]
            if other:
                raise EstimatesError(
                    f"a run that stopped is in {self.work}, with another {listed(other)}.",
                    hint="repeat the call that stopped to finish it, or delete that folder to begin anew.",
                )
            return
        (self.work / "result").mkdir(parents=True, exist_ok=True)
        _write_text(self.work / "result" / _MANIFEST, json.dumps(self.manifest))
        _write_text(kept, json.dumps(self.manifest))

    def part(self, bucket: int) -> Path:
        return self.work / "result" / f"part-{bucket:06d}.parquet"

    def answer(self, bucket: int, rows: pd.DataFrame) -> None:
        """Write what the function says of a bucket: there is a whole file or none."""
        pyarrow, parquet = needed("pyarrow"), needed("pyarrow.parquet")
        result = self.function(self.claims(rows.reset_index(drop=True)))
        if list(result.columns) != self.schema.names:
            raise SchemaError(
                f"the function gives the columns {listed(result.columns)}; meta has {listed(self.schema.names)}.",
                hint="give meta: an empty table, or a schema, of what the function returns.",
            )
        for name, kind in zip(self.schema.names, self.schema.types, strict=True):
            if pyarrow.types.is_list(kind):
                result[name] = pd.Series([list(cell) for cell in result[name]], result.index, dtype=object)
        table = pyarrow.Table.from_pandas(result, schema=self.schema, preserve_index=False)
        part = self.part(bucket)
        draft = part.with_name(f"_{part.name}.{os.getpid()}")
        parquet.write_table(table.replace_schema_metadata(self.schema.metadata), draft)
        os.replace(draft, part)

    def left(self) -> Iterator[int]:
        return (bucket for bucket in range(self.buckets) if not self.part(bucket).exists())

    def finish(self) -> None:
        result = self.work / "result"
        if not any(result.glob("part-*.parquet")):
            needed("pyarrow.parquet").write_table(self.schema.empty_table(), self.part(0))
        for draft in result.glob("_part-*"):  # of a process that was killed while it wrote
            draft.unlink()
        shutil.rmtree(self.old, ignore_errors=True)
        if self.out.exists():
            self.out.rename(self.old)
        result.rename(self.out)
        for folder in (self.old, self.work):
            shutil.rmtree(folder, ignore_errors=True)


def needed(library: str) -> Any:
    """Import a library of an extra, or say which extra brings it.

    Examples
    --------
    >>> needed("json").__name__
    'json'
    """
    try:
        return import_module(library)
    except ModuleNotFoundError as error:
        name = (error.name or library).partition(".")[0]
        if name not in _EXTRAS:
            raise
        hint = f"python -m pip install 'troop-estimates[{_EXTRAS[name]}]'."
        raise EstimatesError(f"this needs {name}.", hint=hint) from error


def _by_duckdb(run: _Run, done: Callable[[int], None]) -> None:
    """Cut the dataset into buckets on disk, in one pass, then answer one after the other."""
    rows = run.work / "rows"
    if not rows.exists():
        _cut(run, rows)
    left = set(run.left())
    for bucket in range(run.buckets):
        files = sorted((rows / f"{_BUCKET}={bucket}").glob("*.parquet"))
        if bucket in left and files:
            read = needed("pyarrow.parquet").read_table
            table = needed("pyarrow").concat_tables([read(file, partitioning=None) for file in files])
            frame = table.to_pandas().sort_values(_PLACE, kind="stable").drop(columns=_PLACE)
            run.answer(bucket, frame.drop(columns=_BUCKET, errors="ignore"))
        done(bucket + 1)


def _cut(run: _Run, rows: Path) -> None:
    duckdb = needed("duckdb")
    draft = rows.with_name("rows.draft")
    shutil.rmtree(draft, ignore_errors=True)
    listing = ", ".join(_quoted(str(file)) for file in run.files)
    source = f"read_parquet([{listing}], file_row_number = true, filename = true, union_by_name = true)"
    keys = [f"coalesce(\"status\"::VARCHAR, '{STATUSES[0]}')" if key == "status" else f'"{key}"' for key in run.keys]
    spill = _quoted(str(run.work / "spill"))
    with duckdb.connect(config={"memory_limit": f"{max(run.memory, 0.2):g}GB"}) as base:
        base.execute(f"SET temp_directory = {spill}; SET enable_progress_bar = false")
        names = [row[0] for row in base.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
        if "claim_id" in names:
            twice = base.execute(
                f"SELECT claim_id FROM {source} WHERE claim_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1 LIMIT 6"
            ).fetchall()
            if twice:
                ids = [str(row[0]) for row in twice]
                raise SchemaError(
                    f"claim ids stand more than once in the dataset: {listed(ids)}.",
                    hint="give every claim an id of its own, or leave them empty.",
                    claims=ids,
                )
        own = ", ".join(f'"{name}"' for name in names if name not in ("filename", "file_row_number"))
        base.execute(
            f"COPY (SELECT {own}, filename AS _file, file_row_number AS _row, "
            f"hash({', '.join(keys)}) % {run.buckets} AS {_BUCKET} FROM {source}) "
            f"TO {_quoted(str(draft))} (FORMAT parquet, PARTITION_BY ({_BUCKET}))"
        )
    draft.mkdir(exist_ok=True)
    draft.rename(rows)


def _by_dask(run: _Run, done: Callable[[int], None]) -> None:
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
        hashed = pd.util.hash_array(_as_key(rows[name], name))
        mixed = mixed * np.uint64(1_000_003) + hashed
    bucket = (mixed % np.uint64(buckets)).astype("int64")
    rows = rows.assign(**{_BUCKET: bucket})
    return rows[np.isin(bucket, list(left))]


def _answered(rows: pd.DataFrame, *, run: _Run) -> pd.DataFrame:
    for bucket, of in rows.groupby(_BUCKET, sort=True):
        run.answer(int(bucket), of.drop(columns=_BUCKET))
    return pd.DataFrame({"n": np.array([len(rows)], dtype="int64")})


def _as_key(cells: pd.Series, name: str) -> NDArray[np.object_]:
    """Cells as words that are equal where the keys are; what is missing is one word of its own."""
    if is_datetime64_any_dtype(cells.dtype):
        words = cells.astype(DATE).to_numpy().astype("int64").astype(str)
    elif is_numeric_dtype(cells.dtype):
        words = cells.to_numpy(dtype=float, na_value=np.nan).astype(str)
    else:
        words = cells.astype(object).astype(str).to_numpy(dtype=object)
    # What has no status is "actual" to the door, and so belongs with what says so.
    missing = STATUSES[0] if name == "status" else "(missing)"
    return np.where(cells.isna().to_numpy(dtype=bool), missing, words.astype(object))


def _files(place: Path, out: Path) -> list[Path]:
    if place.is_dir():
        inner = (file for file in sorted(place.rglob("*.parquet")) if not file.name.startswith(("_", ".")))
        ours = [out.with_name(out.name + end).resolve() for end in ("", ".part", ".old")]
        aside = {f.parent.resolve() for f in place.rglob(_MANIFEST)}  # results are no claims
        files = [f for f in inner if not {*f.resolve().parents} & {*ours, *aside}]
    else:
        files = [place] if place.is_file() else sorted(map(Path, glob(str(place), recursive=True)))
    if not files:
        raise EstimatesError(f"no Parquet file is at {place}.", hint="give a folder, a file, or a pattern of files.")
    return [file.resolve() for file in files]


def _schema(meta: Any, made: Callable[[], pd.DataFrame]) -> Any:
    """One schema for all parts: empty columns of no type hold words, those of tuples hold lists of words."""
    pyarrow = needed("pyarrow")
    if isinstance(meta, pyarrow.Schema):
        return meta
    if meta is not None and not isinstance(meta, pd.DataFrame):
        raise EstimatesError(
            f"meta={str(meta)[:80]!r} is no table.",
            hint="give an empty table, or a schema, of what the function returns.",
        )
    table = made() if meta is None else meta
    schema = pyarrow.Schema.from_pandas(table.iloc[:0], preserve_index=False)
    lists = ("claims", "relations")  # what holds ids or names of several, wherever it stands in a result
    for k, field in enumerate(schema):
        if pyarrow.types.is_null(field.type):
            kind = pyarrow.list_(pyarrow.string()) if field.name in lists else pyarrow.string()
            schema = schema.set(k, pyarrow.field(field.name, kind))
    return schema


def _essence(thing: Any) -> Any:
    """What makes a function or setting the same in another process: names, code and arguments, not addresses."""
    if isinstance(thing, partial):
        return [_essence(thing.func), _essence(list(thing.args)), _essence(thing.keywords)]
    if isinstance(thing, CodeType):
        return [thing.co_code.hex(), list(thing.co_names), [_essence(const) for const in thing.co_consts]]
    if isinstance(thing, dict):
        return [[str(key), _essence(value)] for key, value in sorted(thing.items(), key=lambda item: str(item[0]))]
    if isinstance(thing, list | tuple):
        return [_essence(item) for item in thing]
    if isinstance(thing, pd.DataFrame | pd.Series):
        return [list(map(str, getattr(thing, "columns", []))), pd.util.hash_pandas_object(thing).tolist()]
    if hasattr(thing, "__code__"):
        held = [cell.cell_contents for cell in thing.__closure__ or ()] if not hasattr(thing, "__wrapped__") else []
        defaults = [thing.__defaults__, thing.__kwdefaults__]
        return [thing.__module__, thing.__qualname__, _essence(thing.__code__), _essence(defaults), _essence(held)]
    if thing is None or isinstance(thing, str | int | float | bool | bytes | frozenset):
        return repr(sorted(map(repr, thing)) if isinstance(thing, frozenset) else thing)
    return pickle.dumps(thing).hex()


def _hash(what: Any) -> str:
    return hashlib.sha256(json.dumps(what, default=repr).encode()).hexdigest()


def _write_text(file: Path, text: str) -> None:
    draft = file.with_name(file.name + ".draft")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, file)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
