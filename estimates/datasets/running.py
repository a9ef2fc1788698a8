"""One run over a dataset: its buckets, the keys they are made by, what marks the run, and what a bucket gives."""

from __future__ import annotations

import math
import os
import pickle
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from glob import glob
from pathlib import Path
from types import CodeType
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from estimates.annotations import shown
from estimates.claims.bounds import bound
from estimates.claims.comparable import By, columns_of
from estimates.claims.reading import read_claims
from estimates.datasets.results import MANIFEST, Result, hashed, needed, places, told
from estimates.errors import EstimatesError, ParseError, SchemaError, check_number, listed
from estimates.policy import HedgePolicy
from estimates.schema import DATE, STATUSES, WORDS
from estimates.version import __version__

Engine = Literal["duckdb", "dask"]

_BYTES = 6_000  # of memory that a claim may take on its way through the door and a function: a guess, on the safe side


class Run:
    """One run over a dataset, bucket by bucket."""

    def __init__(
        self, dataset: Any, function: Callable[[pd.DataFrame], pd.DataFrame], out: Path, engine: Engine, by: By,
        policy: HedgePolicy | None, meta: Any, memory: float, buckets: int | None, client: Any,
    ) -> None:  # fmt: skip
        needed(engine)
        parquet = needed("pyarrow.parquet")
        if buckets is not None:
            check_number("buckets", buckets, least=0, most=1_000_000, whole=True)
        self.function, self.policy, self.memory, self.client = function, policy, memory, client
        if isinstance(dataset, str) and not dataset:  # to a path it would be the folder one stands in
            raise EstimatesError(
                "dataset='' names no place.", hint="give a folder, a file or a pattern of Parquet files."
            )
        if isinstance(dataset, str | os.PathLike):
            self.files = _files(Path(dataset), out)
            rows = sum(map(_n_rows, self.files))
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
        self.rows = rows
        self.buckets = buckets or max(1, math.ceil(rows * _BYTES / (memory * 1e9)))
        check_number("buckets", self.buckets, least=1, whole=True)
        schema = schema_of(meta, lambda: function(self.claims(empty)))
        settings = [engine, self.keys, _essence(policy), self.buckets, str(schema), __version__]
        marks = {"dataset": what, "function": _essence(function), "settings": settings}
        made = {"method": _in_words(function), "policy": asdict(policy or HedgePolicy())}
        self.result = Result(out, told(schema, **made), {name: hashed(mark) for name, mark in marks.items()})

    def claims(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Let a bucket through the door, and see that the door reads its keys as the buckets were made by them."""
        if "locator" not in rows:  # a row's number in its bucket says nothing of where it stood
            rows = rows.assign(locator=pd.array([np.nan], dtype=WORDS).repeat(len(rows)))
        claims = read_claims(rows, changes=False if "trend" not in rows else None)
        for name in self.keys:
            asis, read = rows[name].reset_index(drop=True), claims[name]
            if len(read) != len(asis):
                raise SchemaError(
                    "the dataset is no table of one claim a row.", hint="write it with write_claims first."
                )
            if asis.equals(read):
                continue
            given, meant = as_key(asis, name), as_key(read, name)
            differ = (given != meant) | (asis.isna() != read.isna()).to_numpy() & (name != "status")
            if differ.any():
                k = int(differ.argmax())
                raise SchemaError(
                    f"{name} of claim {claims['claim_id'][k]} is {asis[k]!r}, which the door reads as {read[k]!r}.",
                    hint="keys are compared as written: write the dataset with read_claims and write_claims.",
                    claims=claims["claim_id"][differ].tolist(),
                )
        return bound(claims, self.policy)

    def answer(self, bucket: int, rows: pd.DataFrame) -> None:
        """Write what the function says of a bucket."""
        pyarrow, schema = needed("pyarrow"), self.result.schema
        answer = self.function(self.claims(rows.reset_index(drop=True)))
        if list(answer.columns) != schema.names:
            raise SchemaError(
                f"the function gives the columns {listed(answer.columns)}; meta has {listed(schema.names)}.",
                hint="give meta: an empty table, or a schema, of what the function returns.",
            )
        for name, kind in zip(schema.names, schema.types, strict=True):
            if pyarrow.types.is_list(kind):
                answer[name] = pd.Series([list(cell) for cell in answer[name]], answer.index, dtype=object)
        self.result.write(bucket, pyarrow.Table.from_pandas(answer, schema=schema, preserve_index=False))

    def left(self) -> list[int]:
        return list(self.result.left(self.buckets))


def as_key(cells: pd.Series, name: str) -> NDArray[np.object_]:
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
        ours = [folder.resolve() for folder in places(out)]
        aside = {f.parent.resolve() for f in place.rglob(MANIFEST)}  # results are no claims
        files = [f for f in inner if not {*f.resolve().parents} & {*ours, *aside}]
    else:
        files = [place] if place.is_file() else sorted(map(Path, glob(str(place), recursive=True)))
    if not files:
        raise EstimatesError(f"no Parquet file is at {place}.", hint="give a folder, a file, or a pattern of files.")
    return [file.resolve() for file in files]


def cells_of(dataset: Any, out: Path, name: str) -> Iterator[pd.Series]:
    """The cells of one column of a dataset, a part at a time; none where no part has it or it is no dataset."""
    if isinstance(dataset, str | os.PathLike):
        parquet = needed("pyarrow.parquet")
        for file in _files(Path(dataset), out):
            _n_rows(file)  # which names a file that is none
            part = parquet.ParquetFile(file)
            if name in part.schema_arrow.names:
                for rows in part.iter_batches(columns=[name]):
                    yield rows.column(0).to_pandas()
    elif hasattr(dataset, "dask") and name in dataset.columns:
        for part in dataset[name].partitions:
            yield part.compute()


def _n_rows(file: Path) -> int:
    try:
        return int(needed("pyarrow.parquet").read_metadata(file).num_rows)
    except (OSError, ValueError) as error:
        what = str(error).rstrip(".")
        raise ParseError(f"{file} is no Parquet file: {what}.", hint="take it out of the folder.") from error


def schema_of(meta: Any, made: Callable[[], pd.DataFrame]) -> Any:
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


def _in_words(function: Any) -> Any:
    """What a function does with a bucket: its name, and what it is given beside the claims."""
    if not isinstance(function, partial):
        return {"function": function}
    given = {**{f"argument {k}": x for k, x in enumerate(function.args)}, **function.keywords}
    plain = {name: x if isinstance(x, str | int | float | tuple | None) or callable(x) else shown(x)
             for name, x in given.items()}  # fmt: skip
    return {"function": function.func, **plain}


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
