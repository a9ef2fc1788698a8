"""``by`` is read one way at every door; who takes part in a comparison, and of which moment."""

from __future__ import annotations

import inspect
from typing import Any

import pandas as pd
import pytest

import estimates as es
from estimates import bound, read_claims

CLAIMS = bound(
    read_claims(
        [
            {"claim_id": "a", "quantity": "total", "source": "army", "value": 100, "as_of": "2024-05-01"},
            {"claim_id": "b", "quantity": "total", "source": "staff", "value": 150, "as_of": "2024-05-02"},
            {"claim_id": "c", "quantity": "north", "source": "army", "value": 160, "status": "expected"},
        ]
    ).assign(se=5.0)
)
GIVEN = {"relations": "north <= total", "table": None, "conclusion": "total > 120"}
#: Every public function of a table that takes ``by``; those of a folder of tables are asked in ``tests/datasets``.
DOORS = sorted(name for name in es.__all__ if "by" in inspect.signature(getattr(es, name)).parameters
               if not isinstance(getattr(es, name), type)
               if "dataset" not in inspect.signature(getattr(es, name)).parameters)  # fmt: skip


def ask(name: str, by: Any) -> Any:
    function = getattr(es, name)
    needed = [
        p.name
        for p in inspect.signature(function).parameters.values()
        if p.default is p.empty and p.kind is not p.VAR_KEYWORD
    ][1:]
    return function(CLAIMS, *(GIVEN[argument] for argument in needed), by=by)


def test_the_doors_are_known() -> None:
    assert {"contradictions", "suspicions", "suspects", "propagate", "balance", "reconcile", "pairs"} <= set(DOORS)


@pytest.mark.parametrize("name", [name for name in DOORS if not name.startswith("plot")])
def test_one_name_is_a_list_of_one(name: str) -> None:
    pd.testing.assert_frame_equal(ask(name, "quantity"), ask(name, ["quantity"]))


@pytest.mark.parametrize("name", DOORS)
def test_a_column_that_is_not_there_is_refused_alike(name: str) -> None:
    with pytest.raises(es.SchemaError, match=r"by names 'quantty', which is not a column.\n.*did you mean 'quantity'"):
        ask(name, ("quantty", "status"))
