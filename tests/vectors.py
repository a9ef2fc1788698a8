"""Worked cases for the tests of relations: claims from a record, and the vectors that stand beside the project."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from estimates import bound, read_claims

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
EXPECTED = Path(__file__).parent / "expected"


def record(values: Mapping[str, float | None], **columns: Any) -> pd.DataFrame:
    """A bounded claims table with one exact claim per value; its id is the quantity's name."""
    rows = [
        {"claim_id": name, "quantity": name, "source": "record", "value": float(value), "hedge": "exact"}
        for name, value in values.items()
        if value is not None
    ]
    claims = read_claims(rows) if rows else read_claims([{"claim_id": "x", "value": 1.0}]).iloc[:0]
    return bound(claims.assign(**columns))


def shared_group(name: str) -> Any:
    """A group of the shared vectors; skips where the file is not beside the project."""
    path = SHARED / "reconciliation_vectors.json"
    if not path.exists():
        pytest.skip("the shared vectors are not here")
    return json.loads(path.read_text(encoding="utf-8"))["groups"][name]


def shared_table(name: str) -> pd.DataFrame:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return pd.read_csv(path)


def published(name: str) -> Any:
    return json.loads((EXPECTED / "relations.json").read_text(encoding="utf-8"))[name]
