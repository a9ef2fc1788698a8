"""Print what the functions of a dataset cost, as the README's table: processor time a claim, and the most memory taken.

    python tests/benchmarks/datasets.py [--claims N] [--workers N] [--engine duckdb|dask] [--only FUNCTION]

Claims are made once, ten a quantity, in files of a million; each function runs in a process of its own, whose children
are counted.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import joblib
import numpy as np
import pandas as pd

import estimates as es

CALLS = {
    "reconcile_dataset": lambda claims, out, how: es.reconcile_dataset(claims, "consensus", out=out, **how),
    "pool_dataset": lambda claims, out, how: es.pool_dataset(claims, out=out, method="DL", **how),
    "profiles_dataset": lambda claims, out, how: es.profiles_dataset(claims, out=out, **how),
    "contradictions_dataset": lambda claims, out, how: es.contradictions_dataset(claims, out=out, **how),
}


def make(folder: Path, claims: int) -> None:
    """Hedged figures of two hundred sources, ten of a quantity, of which one in eight contradicts another."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(0)
    for first in range(0, claims, 1_000_000):
        n = min(1_000_000, claims - first)
        value = np.round(1_000 + rng.normal(0, 15, n))
        pd.DataFrame({
            "claim_id": pd.Series(np.arange(first, first + n)).map("c{}".format),
            "quantity": pd.Series(rng.integers(0, max(claims // 10, 1), n)).map("q{}".format),
            "source": pd.Series(rng.integers(0, 200, n)).map("s{}".format),
            "value": value,
            "hedge": rng.choice(["about", "plain", "about"], n),
            "se": value / 20,
        }).to_parquet(folder / f"{first:012d}.parquet", index=False)  # fmt: skip


def once(name: str, folder: Path, how: dict[str, object]) -> str:
    """Run one function and give its line of the table."""
    rows = sum(len(pd.read_parquet(file, columns=["value"])) for file in folder.glob("*.parquet"))
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        out = CALLS[name](folder, Path(place) / "out", how)
        parts = len(list(out.glob("part-*")))
    if how.get("workers", 1) != 1:
        joblib.externals.loky.get_reusable_executor().shutdown(wait=True)  # children count once they have ended
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(of) for of in who]
    spent = sum(use.ru_utime + use.ru_stime for use in used)
    most = max(use.ru_maxrss for use in used) / 1024
    engine = f"{how['engine']}, {how.get('workers', 1)}" if how["engine"] == "duckdb" else "dask, threads"
    return f"| `{name}` | {engine} | {rows:.0e} | {parts} | {spent / rows * 1e6:.1f} | {most:,.0f} |"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--claims", type=float, default=1e6)
    asked.add_argument("--workers", type=int, default=1)
    asked.add_argument("--engine", default="duckdb")
    asked.add_argument("--only", choices=CALLS)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    how = {"engine": given.engine} | ({"workers": given.workers} if given.engine == "duckdb" else {})
    if given.once:
        sys.stdout.write(once(given.only, given.folder, how))
        return
    with tempfile.TemporaryDirectory() as place:
        folder = (given.folder or Path(place)) / f"claims-{given.claims:.0e}"
        if not folder.exists():
            make(folder, int(given.claims))
        sys.stdout.write("| function | engine, workers | claims | files | processor µs a claim | memory, MB |\n")
        sys.stdout.write("|---|---|---|---|---|---|\n")
        for name in [given.only] if given.only else CALLS:
            call = [sys.executable, __file__, "--once", "--only", name, "--folder", str(folder)]
            more = ["--engine", given.engine, "--workers", str(given.workers)]
            line = subprocess.run([*call, *more], check=True, stdout=subprocess.PIPE, text=True).stdout
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
