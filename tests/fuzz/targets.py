"""What a fuzzer may give and what may come of it: an answer that passes its laws, or an error of ours; nothing else.

Each target takes bytes. ``run.py`` lets atheris look for bytes that reach new code; ``test_corpus.py`` gives the
corpus, and what was once found, to the same functions without it.
"""

from __future__ import annotations

import io
import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pandas as pd
from pandas.testing import assert_frame_equal

import estimates as es

#: Claims that relations speak of; long names and dates so that the rarer notations have something to hold.
CLAIMS = es.bound(
    es.read_claims(
        [
            {"quantity": name, "source": source, "value": value, "as_of": date, "hedge": hedge}
            for name, value in (("a", 1.0), ("b", 2.0), ("total", 4.0), ("lost men", 900.0))
            for source, hedge in (("army", "exact"), ("agency", "about"))
            for date in ("2024-01-01", "2024-01-02")
        ]
    )
)
MILES = es.read_claims([{"quantity": "front", "source": "army", "value": 900.0, "unit": "mile"}])


def texts(data: bytes) -> None:
    """An article of any words: rows that pass the door, and words that stand where the row says they do."""
    article = data.decode("utf-8", "replace")
    es.find_figures(article)
    es.parse_figures([article])
    es.find_credences(article)
    rows = es.read_text(article)
    placed = rows[rows["start"].notna()]
    for start, end, words in placed[["start", "end", "text"]].itertuples(index=False):
        assert 0 <= start <= end <= len(article), words
    if len(rows):
        es.check_claims(es.bound(rows))
    es.read_relations(article)


def relations(data: bytes) -> None:
    """Relations, one a line: what they imply keeps its ends in order."""
    wanted = data.decode("utf-8", "replace").splitlines()
    es.contradictions(CLAIMS, wanted)
    by = ["quantity", "source", "as_of"]
    implied = es.propagate(CLAIMS, wanted, by=by)
    assert not (implied["low"] > implied["high"]).any()
    es.balance(CLAIMS, wanted)


def units(data: bytes) -> None:
    """A unit: what is read in it can be written in it again."""
    unit = data.decode("utf-8", "replace")
    with suppress(es.EstimatesError):
        es.convert(MILES, unit)
    read = es.read_claims([{"quantity": "front", "source": "army", "value": 1.0, "unit": unit}])
    assert_frame_equal(es.read_claims(read), read)
    es.contradictions(es.bound(read))


def _file(data: bytes, name: str) -> None:
    """A file of claims: what the door accepts is written and read back the same."""
    for on_error in ("raise", "keep"):
        source = io.BytesIO(data)
        source.name = name
        with suppress(es.EstimatesError):
            read = es.read_claims(source, on_error=on_error)
            _comes_back(read, name)
            es.contradictions(es.bound(read))


def _comes_back(read: pd.DataFrame, name: str) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        back = es.read_claims(es.write_claims(read, Path(folder, name)))
    assert_frame_equal(back[list(read)], read)


def csv(data: bytes) -> None:
    """A CSV of any bytes."""
    _file(data, "mine.csv")


def jsonl(data: bytes) -> None:
    """JSON Lines of any bytes."""
    _file(data, "mine.jsonl")


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (texts, relations, units, csv, jsonl)
}


def give(name: str, data: bytes) -> None:
    """Give bytes to a target; errors of ours and warnings are answers."""
    with warnings.catch_warnings(), suppress(es.EstimatesError):
        warnings.simplefilter("ignore")
        TARGETS[name](data)
