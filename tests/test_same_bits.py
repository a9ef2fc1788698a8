"""The same claims give the same bytes, whatever the order of their rows and of Python's sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")
pytest.importorskip("jinja2")

HERE = Path(__file__).resolve().parent


def fingerprints(order: int, hashes: int) -> list[str]:
    """What ``outputs.py`` prints in a process of its own."""
    command = [sys.executable, "-W", "ignore", str(HERE / "outputs.py"), str(order)]
    told = {**os.environ, "PYTHONHASHSEED": str(hashes), "PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE.parent, env=told)
    return done.stdout.splitlines()


def test_every_output_is_the_same_to_the_last_bit() -> None:
    first = fingerprints(0, 0)
    assert len(first) == len(set(first)) > 20
    assert fingerprints(1, 1) == first
