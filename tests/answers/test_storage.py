"""Arrays in files are those in memory, and take none."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest.mock import patch

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from estimates.answers import storage
from estimates.answers.storage import Files, Memory

sizes = st.one_of(st.floats(0, 1e300), st.sampled_from([-0.0, 0.0, 1.0, 5e-324]))


@given(numbers=st.lists(sizes, min_size=1, max_size=40), share=st.sampled_from([0.5, 0.75, 0.1, 0.0, 1.0]))
@example(numbers=[1.0] * 9 + [3.0] * 9, share=0.5)  # two ranks that many share
@example(numbers=[1.0, np.nextafter(1.0, 2.0)] * 5, share=0.75)
def test_quantiles_are_those_of_numpy_to_the_last_digit(numbers: list[float], share: float) -> None:
    with tempfile.TemporaryDirectory() as folder, patch.object(storage, "PART", 3), np.errstate(invalid="ignore"):
        files = Files(Path(folder))
        piled = files.pile(map(np.array, [numbers[:7], numbers[7:]]), 50)
        assert np.array_equal(piled, numbers)
        assert np.array_equal(files.quantile(piled, share), Memory().quantile(piled, share), equal_nan=True)


def test_what_is_released_stays_as_it_is(tmp_path: Path) -> None:
    files = Files(tmp_path)
    with patch.object(storage, "PART", 4):
        full, flags, none = files.array(10, np.nan), files.array(10, kind=bool), files.array(0)
    full[3:5], flags[2] = 7.0, True
    files.release()
    assert np.flatnonzero(~np.isnan(full)).tolist() == [3, 4]
    assert np.flatnonzero(flags).tolist() == [2]
    assert len(none) == 0
    assert list(tmp_path.iterdir()) == []


def test_files_go_with_their_arrays(tmp_path: Path) -> None:
    files = Files(tmp_path)
    kept = files.array(4)
    files.array(4)
    assert len(files.maps) == 1
    assert kept.tolist() == [0.0] * 4
