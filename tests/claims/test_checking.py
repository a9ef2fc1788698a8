"""Claims that are in the table already, checked."""

from __future__ import annotations

import pytest
from pandas.testing import assert_frame_equal

from estimates import SchemaError, check_claims, load_seed


def test_check_claims_gives_the_table_back() -> None:
    claims = load_seed("kursk_2024")
    assert_frame_equal(claims.pipe(check_claims), claims)
    with pytest.raises(SchemaError, match="hedge='abuot'"):
        check_claims(claims.assign(hedge="abuot"))
