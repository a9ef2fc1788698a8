"""Which rows share rare words, and what pairs of rows share."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from estimates.claims.rarity import products


@pytest.mark.parametrize("width", [1, 7, 20_000])
def test_products_of_pairs_in_any_order_are_those_of_whole_tables(width: int) -> None:
    random = np.random.default_rng(1)
    ours, theirs = (random.integers(0, 9, (90, width)) * (random.random((90, width)) < 20 / width) for _ in range(2))
    i, j = random.integers(0, 90, (2, 2_000))
    for rows in (i, np.sort(i)):
        found = products(csr_array(ours.astype(float)), csr_array(theirs.astype(float)), rows, j)
        assert found.tolist() == (ours @ theirs.T)[rows, j].tolist()
    nothing = np.empty(0, dtype=np.int64)
    assert products(csr_array(ours), csr_array(theirs), nothing, nothing).tolist() == []
