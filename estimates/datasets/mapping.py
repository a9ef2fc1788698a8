"""The functions of a table over a dataset: every quantity is answered in one bucket."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from estimates.answers.pooling import Interval, PoolMethod, Prediction, pool
from estimates.answers.reconciling import Method, reconcile, reconcile_part
from estimates.claims.comparable import By, affirmed, columns_of
from estimates.conflicts.findings import contradictions
from estimates.datasets.engines import by_dask, by_duckdb
from estimates.datasets.running import Engine, Run, cells_of
from estimates.door import checked
from estimates.errors import EstimatesError, UnitError, check_choice, check_number, listed
from estimates.policy import HedgePolicy
from estimates.progress import counted
from estimates.schema import SAME


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
    workers: int = 1,
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
    workers : int
        How many processes answer buckets for duckdb, each within ``memory``; a function is sent to them as it is.
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
    check_number("workers", workers, least=1, whole=True)
    run = Run(dataset, function, Path(out), engine, by, policy, meta, memory, buckets, client)
    with run.result.making(), counted(run.buckets, unit="bucket", progress=progress) as done:
        if engine == "dask":
            by_dask(run, done)
        else:
            by_duckdb(run, done, workers)
    return run.result.out


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
        Further arguments of ``reconcile``, but for ``relations``, which tie quantities together. Claims to ``reject``
        are named by the ids that stand in the dataset.

    Returns
    -------
    Path
        Rows as ``reconcile`` gives them, equal to the last digit.

    Raises
    ------
    EstimatesError
        Where an answer depends on other quantities, ``reject`` names an id that the dataset has not, or
        "random_effects" finds no ``se`` in it; else as ``map_quantities``.

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
    _check_settings(reconcile, settings)
    if settings.get("reject"):
        settings["reject"] = _ids_in(dataset, Path(out), settings["reject"])
    if method == "random_effects" and settings.get("se_from") is None:
        _check_errors(dataset, Path(out))
    answer = partial(reconcile_part, method=method, by=by, **settings)
    return map_quantities(dataset, answer, out=out, engine=engine, by=by, **how)


def _ids_in(dataset: Any, out: Path, reject: Any) -> list[str]:
    """The claims to reject, each of which must stand in some part of a dataset: which, no bucket knows."""
    ids = [reject] if isinstance(reject, str) else list(reject)
    unknown = set(ids)
    for part in cells_of(dataset, out, "claim_id"):
        unknown -= set(part[part.isin(unknown)])
        if not unknown:
            return ids
    raise EstimatesError(
        f"reject names claims that are not in the dataset: {listed(sorted(map(str, unknown)))}.",
        hint="give ids of its column claim_id; where that is empty, write the dataset with read_claims first.",
        claims=map(str, unknown),
    )


def _check_errors(dataset: Any, out: Path) -> None:
    """See that there is anything to pool, as ``reconcile`` does of a table."""
    if not any(part.notna().any() for part in cells_of(dataset, out, "se")):
        raise EstimatesError(
            "no claim of the dataset has a standard error.",
            hint="fill the column 'se', or say what share of cases a range covers: se_from='range', coverage=0.95.",
        )


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
    _check_settings(function, settings)
    return partial(function, **settings)


def _check_settings(function: Callable[..., pd.DataFrame], settings: Iterable[str]) -> None:
    for name in settings:
        check_choice("a setting", name, tuple(inspect.signature(function).parameters)[1:])


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
