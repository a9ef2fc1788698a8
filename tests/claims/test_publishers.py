"""Whose table it is, told by its columns."""

from __future__ import annotations

import pytest

import estimates as es
from estimates.claims.publishers import SIGNS, readers_of

_GED = [
    {"id": 1, "low": 2, "best": 3, "high": 5, "date_start": "2019-01-02"},
    {"id": 2, "low": 4, "best": 3, "high": 1, "date_start": "2019-01-03"},
]


def test_every_reader_named_is_public_and_knows_its_own_columns() -> None:
    for reader, layouts in SIGNS.items():
        assert callable(getattr(es, reader))
        assert all(reader in readers_of(signs) for signs in layouts)


def test_columns_that_are_nobody_s_name_no_reader() -> None:
    assert readers_of(["quantity", "source", "low", "high"]) == []


def test_a_refused_row_of_a_publisher_names_the_reader_that_takes_it() -> None:
    with pytest.raises(es.SchemaError, match="Or: read_ged takes this file as it is; else on_error='keep' keeps"):
        es.read_claims(_GED)
    with pytest.warns(UserWarning, match="1 of 2 claims are doubted"):
        assert len(es.read_ged(_GED)) == 2


def test_where_no_row_is_sound_there_is_nothing_to_keep() -> None:
    with pytest.raises(es.SchemaError) as refused:
        es.read_claims([{"low": 4, "high": 1}])
    assert "on_error" not in str(refused.value)


def test_a_table_without_our_columns_names_its_columns_of_numbers() -> None:
    with pytest.raises(es.SchemaError, match=r"quantities=\['personnel', 'POW'\]"):
        es.read_claims([{"date": "2022-02-25", "day": 2, "personnel": 2800, "note": "about", "POW": 0}])
    rows = [{"City": "Paris", "Organisers": "400,000", "Police": "80,000"}, {"City": "Lyon", "Organisers": "n/a"}]
    with pytest.raises(es.SchemaError, match=r"columns=\{'Organisers': 'value'\}; .*\['Organisers', 'Police'\]"):
        es.read_claims(rows)
    with pytest.raises(es.SchemaError, match=r"columns=\{'their name': 'value'\}\.$"):
        es.read_claims([{"City": "Paris"}])
    with pytest.raises(es.SchemaError, match="read_acled takes this file as it is; else name one 'text'"):
        es.read_claims([{"event_id_cnty": "A1", "event_date": "2 May 2024", "fatalities": 3}])
