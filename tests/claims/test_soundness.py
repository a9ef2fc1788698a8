"""What is called sound the door refuses nothing of; whatever the door refuses is not called sound."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates import SchemaError, bound, check_claims, load_seed, problems, read_claims, strategies
from estimates.claims.soundness import is_sound
from estimates.schema import COLUMNS, NUMBER, OFFSET, OPTIONAL


def _claims() -> pd.DataFrame:
    rows = [{"claim_id": f"c{k}", "source": "army", "text": t} for k, t in enumerate(("about 900", "70 to 80", "many"))]
    return bound(read_claims([{**row, "se": 1.0, "start": 3, "end": 9} for row in rows]))


@given(strategies.tables())
def test_what_is_read_and_bound_is_sound(claims: pd.DataFrame) -> None:
    assert is_sound(claims) or claims["claim_id"].duplicated().any()


@pytest.mark.parametrize("seed", ["kursk_2024"])
def test_nothing_is_refused_of_what_is_sound(seed: str) -> None:
    claims = load_seed(seed)
    assert is_sound(claims)
    assert "error" not in problems(claims)["severity"].tolist()
    assert check_claims(claims) is claims


SPOILT: dict[str, tuple[str, list[Any]]] = {
    "an id twice": ("claim_id", ["a", "a", "b"]),
    "an id twice but for a blank": ("claim_id", ["a", "a ", "b"]),
    "ends swapped": ("low", [2000.0, 90.0, np.nan]),
    "a likely end outside": ("likely_high", [5000.0, 80.0, np.nan]),
    "a best outside": ("best", [100.0, 75.0, np.nan]),
    "an infinite value": ("value", [np.inf, np.nan, np.nan]),
    "a value outside": ("value", [5.0, np.nan, np.nan]),
    "ends at infinity": ("low", [800.0, 70.0, np.inf]),
    "an error below nothing": ("se", [-1.0, 1.0, 1.0]),
    "a resolution below nothing": ("resolution", [-1.0, 1.0, 1.0]),
    "an infinite resolution": ("resolution", [np.inf, 1.0, 1.0]),
    "an unknown unit": ("unit", ["smoots of foo", "mile", "mile"]),
    "a place before the text": ("start", [-1, 3, 3]),
    "a place behind its end": ("start", [12, 3, 3]),
    "an unknown hedge": ("hedge", ["abuot", "between", "vague"]),
    "a word for a number": ("value", ["few", "5", "6"]),
}


@pytest.mark.parametrize("name", SPOILT)
def test_whatever_is_refused_is_not_sound(name: str) -> None:
    claims = _claims()
    assert is_sound(claims)
    column, cells = SPOILT[name]
    same = column in ("hedge", "value") and isinstance(cells[0], str)
    spoilt = claims.assign(**{column: cells if same else pd.array(cells, dtype=claims[column].dtype)})
    if column == "low" and cells[2] == np.inf:
        spoilt["high"] = [1000.0, 80.0, np.inf]
    assert "error" in problems(spoilt)["severity"].tolist()
    assert not is_sound(spoilt)
    with pytest.raises(SchemaError):
        check_claims(spoilt)


_CELLS = st.sampled_from([-np.inf, -1e20, -999.0, -1.0, 0.0, 0.5, 75.0, 900.0, 1e20, np.inf, np.nan])
_COLUMNS = st.sampled_from([name for name, kind in {**COLUMNS, **OPTIONAL}.items() if kind in (NUMBER, OFFSET)])


@given(st.lists(st.tuples(_COLUMNS, st.integers(0, 2), _CELLS), min_size=1, max_size=4))
def test_no_number_that_is_refused_is_sound(cells: list[tuple[str, int, float]]) -> None:
    claims = _claims()
    for column, row, cell in cells:
        offset = column in ("start", "end")
        numbers = claims[column].to_numpy(dtype=float, na_value=np.nan, copy=True)
        numbers[row] = np.nan if offset and not (np.isfinite(cell) and cell % 1 == 0 and abs(cell) < 1e6) else cell
        claims[column] = pd.array(numbers, dtype=claims[column].dtype)
    if "error" in problems(claims)["severity"].tolist():
        assert not is_sound(claims)


def test_what_could_be_a_column_of_ours_is_looked_at() -> None:
    claims = _claims()
    assert is_sound(claims.assign(remark=pd.array(["x", "y", "z"], dtype=claims["text"].dtype)))
    for name in ("Locator", "killed_min", "url"):
        assert not is_sound(claims.assign(**{name: 1.0}))
    assert not is_sound(claims.assign(remark=[object(), "y", "z"]))
    assert not is_sound(claims.drop(columns="claim_id"))
