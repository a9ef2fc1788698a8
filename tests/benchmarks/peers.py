"""What a user would pick instead of the library: peers in the table of ratios. One that is not installed is left out.

duckdb and polars come with ``[lint]``; quantulum3, text2num, pint-pandas and PyMARE by ``pip install --no-deps``.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd

Work = Callable[[], Any]
_ENDS = ["claim_id", "quantity", "low", "high"]


def _there(peers: dict[str, tuple[str, Callable[[Any], Work]]]) -> dict[str, Work]:
    """Of peers, each with its module and what makes its work of that, those that are installed."""
    out: dict[str, Work] = {}
    for name, (module, make) in peers.items():
        with suppress(ImportError):
            out[name] = make(import_module(module))
    return out


def which_clash(claims: pd.DataFrame) -> dict[str, Work]:
    """Quantities of which one lower end lies above another upper end."""
    table = claims[_ENDS]

    def by_pandas() -> Any:
        ends = table.groupby("quantity").agg({"low": "max", "high": "min"})
        return ends.index[ends["low"] > ends["high"]]

    def of_polars(pl: Any) -> Work:
        frame, above = pl.from_pandas(table), pl.col("low").max() > pl.col("high").min()
        return lambda: frame.group_by("quantity").agg(above.alias("clash")).filter("clash")

    query = "SELECT quantity FROM t GROUP BY quantity HAVING max(low) > min(high)"
    others = _there({"polars": ("polars", of_polars), "duckdb": ("duckdb", lambda m: _asked(m, table, query))})
    return {"pandas": by_pandas, **others}


def pairs(claims: pd.DataFrame) -> dict[str, Work]:
    """Pairs of claims that clash, by a join of the table with itself, without a sentence."""
    table = claims.loc[~claims["negated"].to_numpy(dtype=bool), _ENDS]

    def of_polars(pl: Any) -> Work:
        frame = pl.from_pandas(table)
        return lambda: frame.join(frame, on="quantity", suffix="_b").filter(pl.col("high") < pl.col("low_b"))

    query = "SELECT * FROM t a JOIN t b ON a.quantity = b.quantity AND a.high < b.low"
    return _there({"polars": ("polars", of_polars), "duckdb": ("duckdb", lambda m: _asked(m, table, query))})


def _asked(duckdb: Any, table: pd.DataFrame, query: str) -> Work:
    connection = duckdb.connect()
    connection.register("given", table)
    connection.execute("CREATE TABLE t AS SELECT * FROM given")
    return lambda: connection.execute(query).df()


def figures(texts: list[str]) -> dict[str, Work]:
    """The figures of short texts."""
    return _there({
        "quantulum3": ("quantulum3.parser", lambda m: lambda: [m.parse(text) for text in texts]),
        "text2num": ("text_to_num", lambda m: lambda: [m.alpha2digit(text, "en") for text in texts]),
    })  # fmt: skip


def kilometres(claims: pd.DataFrame) -> dict[str, Work]:
    """Figures of several units of length in one."""
    columns = [name for name in ("value", "low", "likely_low", "best", "likely_high", "high") if name in claims]

    def of_pint(module: Any) -> Work:
        def work() -> Any:
            parts = claims.groupby("unit")[columns]
            return pd.concat(
                part.apply(lambda cells, unit=unit: cells.astype(f"pint[{unit}]").pint.to("km").pint.magnitude)
                for unit, part in parts
            )

        return work

    return _there({"pint-pandas": ("pint_pandas", of_pint)})


def pool_dl(y: Any, se: Any, names: pd.Series) -> dict[str, Work]:
    """The DerSimonian-Laird mean of every group."""
    table = pd.DataFrame({"y": y, "v": se**2, "name": names.to_numpy()})

    def one(group: pd.DataFrame) -> tuple[float, float]:
        y, v = group["y"].to_numpy(), group["v"].to_numpy()
        w = 1 / v
        q = (w * (y - (w * y).sum() / w.sum()) ** 2).sum()
        tau2 = max(0.0, (q - len(y) + 1) / (w.sum() - (w**2).sum() / w.sum())) if len(y) > 1 else 0.0
        w = 1 / (v + tau2)
        return (w * y).sum() / w.sum(), 1 / np.sqrt(w.sum())

    def of_pymare(module: Any) -> Work:
        def each(group: pd.DataFrame) -> Any:
            y, v = (group[name].to_numpy()[:, None] for name in ("y", "v"))
            return module.DerSimonianLaird().fit(y, v, np.ones_like(y)).summary().get_fe_stats()["est"]

        return lambda: [each(group) for _, group in table.groupby("name")]

    by_apply = {"groupby.apply": lambda: table.groupby("name")[["y", "v"]].apply(one)}
    return by_apply | _there({"PyMARE": ("pymare.estimators", of_pymare)})
