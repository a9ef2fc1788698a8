"""How long ``import estimates`` takes beside pandas and pint, which it needs; each in a fresh interpreter.

The goal is pandas + pint + 50 ms.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.benchmark(group="import")
@pytest.mark.parametrize("modules", ["pandas, pint", "pandas, pint, estimates"])
def test_import(benchmark: Any, modules: str) -> None:
    benchmark.pedantic(
        subprocess.run,
        args=([sys.executable, "-c", f"import {modules}"],),
        kwargs={"cwd": ROOT, "check": True},
        rounds=5,
    )
